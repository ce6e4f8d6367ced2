"""From damage to a ledger in use again, as an owner does it."""

import json
import re
import stat

import pytest

PAGE = 4096


@pytest.fixture
def damaged(shop, ledger):
    """A shop with 40 customers, of whose ledger two pages in the middle are lost."""
    for number in range(40):
        shop(
            f"contact add 'Pelanggan{number}' --phone 08129000{number:04} --address 'Jl. Melati No. {number}, Bandung'"
        )
    shop("order add pelanggan1 '2x Gamis M @150rb'")
    data = bytearray(ledger.read_bytes())
    for page in sorted({at // PAGE for at in (data.index(b"Jl. Melati No. 7,"), data.index(b"Pelanggan7"))}):
        data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    ledger.write_bytes(bytes(data))
    return ledger


def test_a_damaged_ledger_is_rescued_and_taken_into_use_within_two_commands(shop, damaged):
    refused = shop("order list")
    assert refused.status in (0, 5)
    assert shop("doctor").status == 5
    for snapshot in damaged.parent.glob("backups/*"):
        snapshot.unlink()
    assert "olcrm backup rescue" in shop("doctor").out
    told = shop("backup rescue --json")
    assert told.status == 0
    fresh = damaged.with_name("olcrm-rescued-2026-11-22.db")
    assert told.json["file"] == str(fresh)
    assert not told.json["whole"]
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o600
    rows = {row["table"]: row for row in told.json["rows"]}
    assert rows["contact"]["made_up"] or rows["address"]["lost"]
    assert shop(f"backup restore {fresh} --yes").status == 0
    assert shop("doctor").status == 0
    assert "2x Gamis M" in shop("order list").out


def test_what_was_not_read_is_said_in_words(shop, damaged):
    done = shop("backup rescue", terminal=True, width=120)
    assert done.status == 0
    screen = re.sub(r"\s+", " ", done.out)
    assert "Rescued from" in screen
    assert "pages or rows could not be read." in screen
    assert "What was missing is from olcrm-2026-11-22.db." in screen
    assert "Take it into use with `olcrm backup restore" in screen


def test_a_whole_ledger_says_so(shop, ledger):
    shop("contact add Rina")
    done = shop("backup rescue --json")
    assert done.json["whole"]
    assert "Every row could be read." in shop("backup rescue").err


def test_a_file_elsewhere_is_rescued_to_another_place(shop, ledger, tmp_path):
    shop("contact add Rina")
    (tmp_path / "broken.db").write_bytes(bytes(100) + ledger.read_bytes()[100:])
    done = shop(f"backup rescue {tmp_path}/broken.db --to {tmp_path}/fresh.db --json")
    assert (done.status, done.json["whole"]) == (0, True)
    assert [row["name"] for row in shop(f"--db {tmp_path}/fresh.db contact list --json").json["rows"]] == ["Rina"]


def test_rows_that_have_no_place_are_named_with_their_file(shop, ledger):
    shop("contact add Rina --phone 081234567890")
    shop("backup create")
    data = ledger.read_bytes()
    assert data.count(b"Rina") > 0
    ledger.write_bytes(data.replace(b"Rina", b"Rjna", 1))
    done = shop("backup rescue")
    aside = ledger.with_name("olcrm-rescued-2026-11-22-aside.jsonl")
    assert f"Rows without a place are in {aside}." in re.sub(r"\s+", " ", done.err)
    assert json.loads(aside.read_text())["why"] == "flipped"


def test_a_file_that_is_not_there_is_refused(shop):
    assert shop("backup rescue /no/such.db").status == 3
