"""Snapshots as the owner asks for them."""

import re
import sqlite3

import pytest

from olcrm.ledger import safekeep


@pytest.fixture
def told(shop, ledger, tmp_path):
    """A shop with Rina in its copy, and Budi who came after."""
    shop("contact add Rina")
    shop(f"backup create --to {tmp_path / 'copy.db'}")
    shop("contact add Budi")
    return shop


@pytest.fixture
def copy(tmp_path):
    return tmp_path / "copy.db"


def customers(shop):
    return sorted(row["name"] for row in shop("contact list --json").json["rows"])


def test_a_copy_says_where_it_is_and_what_is_in_it(told, tmp_path):
    done = told("backup create --json").json
    assert done["kind"] == "backup.create"
    assert (done["contacts"], done["orders"], done["payments"]) == (2, 0, 0)
    assert done["file"].endswith("-asked.db")
    assert done["changed_at"] == "2026-11-22T12:00:00+07:00"
    assert "is copied to" in told("backup create").out


def test_the_list_shows_the_newest_first_with_what_is_in_each(told, ledger):
    told("backup create")
    rows = told("backup list --json").json["rows"]
    assert [(row["reason"], row["contacts"], row["state"], row["checked"]) for row in rows] == [
        ("asked", 2, "good", True),
        ("daily", 1, "good", True),
    ]
    screen = told("backup list", terminal=True, width=100).out
    assert "by itself" in screen
    assert "olcrm backup restore 2026-11-22" in screen


def test_the_list_of_a_shop_without_snapshots_says_when_the_first_comes(shop):
    assert "There is no snapshot yet" in shop("backup list").out
    assert shop("backup check").status == 0


def test_the_list_works_without_a_readable_ledger(told, ledger):
    ledger.write_bytes(b"gone")
    assert len(told("backup list --json").json["rows"]) == 1
    ledger.unlink()
    assert len(told("backup list --json").json["rows"]) == 1


def test_a_snapshot_that_cannot_be_read_stands_in_the_list_as_damaged(told, ledger):
    (snapshot,) = safekeep.snapshots(ledger)
    snapshot.path.write_bytes(snapshot.path.read_bytes()[:5000])
    (row,) = told("backup list --json").json["rows"]
    assert (row["state"], row["contacts"]) == ("damaged", None)


def test_check_finds_every_snapshot_good(told):
    done = told("backup check --json")
    assert (done.status, [row["state"] for row in done.json["rows"]]) == (0, ["good"])


def test_check_ends_with_5_when_one_is_damaged(told, ledger, copy):
    (snapshot,) = safekeep.snapshots(ledger)
    content = bytearray(snapshot.path.read_bytes())
    content[8192:12288] = bytes(4096)
    snapshot.path.write_bytes(bytes(content))
    assert told("backup check").status == 5
    assert told(f"backup check {copy}").status == 0
    assert told("backup check 2026-11-22").status == 5
    assert told("backup check nix").status == 3


def test_restore_brings_back_and_says_what_is_lost_and_kept(told, copy):
    done = told(f"backup restore {copy} --yes --json").json
    assert (done["kind"], done["changed"], done["file"]) == ("backup.restore", True, str(copy))
    assert (done["now"]["contacts"], done["then"]["contacts"]) == (2, 1)
    assert done["kept"].endswith("-replaced.db")
    assert customers(told) == ["Rina"]


def test_restore_by_day_takes_that_days_snapshot(told):
    done = told("backup restore 2026-11-22 --yes")
    assert "The ledger is as it was in olcrm-2026-11-22.db." in done.out
    assert "Customers: 1 instead of 2 (-1)" in done.out
    assert "is kept as" in done.out
    assert customers(told) == ["Rina"]
    back = re.search("`olcrm (backup restore .*)`", done.out)[1]
    assert told(f"{back} --yes").status == 0
    assert customers(told) == ["Budi", "Rina"]


def test_restore_asks_on_a_terminal_and_says_what_it_comes_to(told, copy):
    done = told(f"backup restore {copy}", keys="y\n")
    assert done.status == 0
    assert "Customers: 1 instead of 2 (-1)" in done.err
    assert customers(told) == ["Rina"]


def test_restore_leaves_everything_when_the_answer_is_no(told, copy):
    done = told(f"backup restore {copy}", keys="n\n")
    assert "Nothing was changed." in done.out
    assert customers(told) == ["Budi", "Rina"]


def test_restore_without_a_terminal_names_the_option(told, copy):
    done = told(f"backup restore {copy}")
    assert done.status == 4
    assert "--yes" in done.err
    assert customers(told) == ["Budi", "Rina"]


def test_a_dry_run_says_what_would_be_and_changes_nothing(told, copy):
    done = told(f"backup restore {copy} --dry-run")
    assert "nothing was changed" in done.out
    assert "Customers: 1 instead of 2 (-1)" in done.out
    assert customers(told) == ["Budi", "Rina"]


def test_a_missing_or_damaged_ledger_is_brought_back(told, ledger, copy):
    for damage in (ledger.unlink, lambda: ledger.write_bytes(b"x" * 5000)):
        damage()
        done = told(f"backup restore {copy} --yes")
        assert done.status == 0
        assert "no readable ledger" in done.out
        assert customers(told) == ["Rina"]


def test_bad_copies_are_refused_with_4_and_a_missing_one_with_3(told, copy, tmp_path):
    bad = tmp_path / "bad.db"
    bad.write_bytes(copy.read_bytes()[:-1])
    foreign = tmp_path / "foreign.db"
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE t (a)")
    other.close()
    for file in (bad, foreign):
        done = told(f"backup restore {file} --yes")
        assert done.status == 4
        assert "cannot be brought back" in done.err
    assert told("backup restore nix.db --yes").status == 3
    assert customers(told) == ["Budi", "Rina"]


def test_a_folder_is_a_place_for_a_copy(told, tmp_path):
    stick = tmp_path / "usb stick"
    stick.mkdir()
    done = told(f"backup create --to '{stick}' --json").json
    assert done["file"] == str(stick / "olcrm-2026-11-22.db")
    assert told(f"backup restore '{done['file']}' --dry-run").status == 0


@pytest.mark.parametrize("target", ["{folder}/nix/copy.db", "{ledger}"])
def test_odd_places_for_a_copy_are_refused(told, ledger, tmp_path, target):
    done = told(f"backup create --to {target.format(folder=tmp_path, ledger=ledger)}")
    assert done.status == 4
