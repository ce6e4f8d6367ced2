"""Snapshots as the owner asks for them."""

import re
import sqlite3

import pytest

from olcrm.ledger import safekeep

pyrage = pytest.importorskip("pyrage")


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


# whole and unchanged ---------------------------------------------------------------------------------------------


def only(result):
    (row,) = result.json["rows"]
    return row["state"], row["checksum"], row["what"]


def test_check_finds_a_digit_that_flipped_and_sqlite_did_not_notice(told, copy):
    assert only(told(f"backup check {copy} --json"))[:2] == ("good", "right")
    copy.write_bytes(copy.read_bytes().replace(b"Rina", b"Rinb"))
    done = told(f"backup check {copy} --json")
    assert done.status == 5
    assert only(done) == (
        "damaged",
        "wrong",
        "It is not what it was when it was written: its checksum is another.",
    )


def test_a_copy_without_a_checksum_is_said_to_be_so_and_not_failed(told, copy):
    copy.with_name("copy.db.sha256").unlink()
    done = told(f"backup check {copy} --json")
    assert done.status == 0
    assert only(done) == ("good", "unknown", "Whole; it has no checksum to be compared with.")


def test_check_compares_how_many_rows_there_were(told, copy):
    note = copy.with_name("copy.db.sha256")
    note.write_text(note.read_text().replace("contact=1", "contact=7"))
    done = told(f"backup check {copy} --json")
    assert done.status == 5
    assert "It does not hold as many customers" in only(done)[2]


# encrypted -------------------------------------------------------------------------------------------------------


@pytest.fixture
def words(tmp_path):
    """A file with a passphrase, and one with another."""
    (tmp_path / "words.txt").write_text("empat kata yang panjang\nmore that is not read\n")
    (tmp_path / "wrong.txt").write_text("empat kata\n")
    return tmp_path / "words.txt"


@pytest.fixture
def quick(monkeypatch):
    """Encryption without the work that makes a passphrase hard to guess, which is tried elsewhere."""
    from olcrm.ledger import sealing

    def encrypt(plain, passphrase):
        return sealing.MARK + b"-> scrypt " + passphrase.encode().ljust(60) + plain[::-1]

    def decrypt(sealed, passphrase):
        if sealed[len(sealing.MARK) + 10 :][:60].strip() != passphrase.encode():
            raise pyrage.DecryptError("Decryption failed")
        return sealed[len(sealing.MARK) + 70 :][::-1]

    monkeypatch.setattr(pyrage.passphrase, "encrypt", encrypt)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)


def test_an_encrypted_copy_is_made_checked_rehearsed_and_brought_back(told, tmp_path, words, quick):
    done = told(f"backup create --to {tmp_path / 'copy.db'} --encrypt --passphrase-file {words} --json")
    sealed = tmp_path / "copy.db.age"
    assert (done.status, done.json["file"], done.json["contacts"]) == (0, str(sealed), None)
    told("contact add Citra")
    assert only(told(f"backup check {sealed} --json"))[:2] == ("sealed", "right")
    opened = told(f"backup check {sealed} --passphrase-file {words} --json")
    assert (only(opened)[:2], opened.json["rows"][0]["contacts"]) == (("good", "right"), 2)
    assert told(f"backup drill --from {sealed} --passphrase-file {words} --json").json["changes_since"] == 1
    before = customers(told)
    for options in ("", f"--passphrase-file {tmp_path / 'wrong.txt'}"):
        for verb in (f"restore {sealed} --yes", f"drill --from {sealed}"):
            refused = told(f"backup {verb} {options}")
            assert refused.status == 4, refused.err
    assert customers(told) == before
    assert told(f"backup restore {sealed} --passphrase-file {words} --yes").status == 0
    assert customers(told) == ["Budi", "Rina"]


def test_a_passphrase_is_asked_for_twice_to_close_and_once_to_open(told, tmp_path, quick):
    file = tmp_path / "copy.db.age"
    done = told(f"backup create --to {file} --encrypt", keys="empat kata yang panjang\nempat kata yang panjang\n")
    assert done.status == 0
    assert "Nobody can open the copy without its passphrase." in done.err
    assert "short" not in done.err
    done = told(f"backup restore {file}", keys="empat kata yang panjang\ny\n")
    assert done.status == 0
    assert done.err.count("Passphrase of copy.db.age: ") == 1


@pytest.mark.parametrize(
    ("keys", "words"),
    [("\n", "The passphrase is empty."), ("satu dua\nsatu\n", "The two passphrases are not the same.")],
)
def test_a_passphrase_that_is_none_or_is_mistyped_is_refused(told, tmp_path, keys, words):
    done = told(f"backup create --to {tmp_path / 'x.db'} --encrypt", keys=keys)
    assert done.status == 4
    assert words in done.err
    assert not list(tmp_path.glob("x.db*"))


def test_a_short_passphrase_is_taken_with_a_warning(told, tmp_path, quick):
    done = told(f"backup create --to {tmp_path / 'x.db'} --encrypt", keys="kucing\nkucing\n")
    assert done.status == 0
    assert "This passphrase is short and may be guessed" in done.err


def test_without_a_terminal_or_a_file_it_says_which_option_to_give(told, tmp_path):
    done = told(f"backup create --to {tmp_path / 'x.db'} --encrypt")
    assert done.status == 4
    assert "--passphrase-file FILE" in done.err


def test_a_passphrase_is_no_argument_of_any_command(told):
    for verb in ("create", "check", "restore", "drill"):
        assert "--passphrase " not in told(f"backup {verb} --help").out


def test_a_passphrase_file_that_is_missing_empty_or_unreadable_is_named(told, tmp_path):
    target = f"backup create --to {tmp_path / 'x.db'} --passphrase-file"
    missing = told(f"{target} {tmp_path / 'nix.txt'}")
    assert (missing.status, "There is no file" in missing.err) == (3, True)
    (tmp_path / "empty.txt").write_text("\nsecond line\n")
    assert told(f"{target} {tmp_path / 'empty.txt'}").status == 4
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe")
    odd = told(f"{target} {tmp_path / 'odd.txt'}")
    assert (odd.status, "The passphrase cannot be read from" in odd.err) == (4, True)


def test_an_encrypted_snapshot_stands_in_the_list(told, words, quick):
    told(f"backup create --passphrase-file {words}")
    rows = told("backup list --json").json["rows"]
    assert [(row["state"], row["contacts"], row["checked"]) for row in rows] == [
        ("sealed", None, False),
        ("good", 1, True),
    ]
    checked = told(f"backup check --passphrase-file {words} --json").json["rows"]
    assert [(row["state"], row["contacts"]) for row in checked] == [("good", 2), ("good", 1)]
    wrong = told(f"backup check --passphrase-file {words.with_name('wrong.txt')} --json")
    assert (wrong.status, [row["state"] for row in wrong.json["rows"]]) == (0, ["sealed", "good"])


# the second place ------------------------------------------------------------------------------------------------


def test_a_copy_by_hand_goes_to_the_second_place_too(told, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    assert told(["config", "set", "backup.also-to", str(stick)]).err == ""
    done = told("backup create --json").json
    assert done["also"] == str(stick / "olcrm-2026-11-22.db")
    assert "1 more is in" in told("backup list", terminal=True).out
    files = [row["file"] for row in told("backup check --json").json["rows"]]
    assert str(stick / "olcrm-2026-11-22.db") in files
    (stick / "olcrm-2026-11-22.db").unlink()
    stick.rename(tmp_path / "away")
    away = told("backup create")
    assert away.status == 0
    assert "is not there just now" in away.err


def test_a_folder_that_is_not_there_is_told_of_when_it_is_set(told, tmp_path):
    assert "not there just now" in told(["config", "set", "backup.also-to", str(tmp_path / "nix")]).out


def test_with_a_public_key_the_second_copy_needs_the_secret_one(told, tmp_path):
    secret = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"# made for a test\n{secret}\n")
    stick = tmp_path / "stick"
    stick.mkdir()
    told(["config", "set", "backup.also-to", str(stick)])
    told(["config", "set", "backup.also-key", str(secret.to_public())])
    sealed = told("backup create --json").json["also"]
    assert sealed == str(stick / "olcrm-2026-11-22.db.age")
    assert told(f"backup restore {sealed} --yes").status == 4
    told("contact add Citra")
    done = told(f"backup restore {sealed} --identity {tmp_path / 'key.txt'} --yes")
    assert done.status == 0, done.err
    assert customers(told) == ["Budi", "Rina"]


# the rehearsal ---------------------------------------------------------------------------------------------------


def test_the_drill_says_what_would_come_back_and_from_when(told, ledger):
    told("contact add Sari")
    told("order add sari 'Gamis @150rb'")
    told("backup create")
    told("pay add 1 50rb")
    before = ledger.read_bytes()
    done = told("backup drill --json")
    assert done.status == 0
    assert done.json["works"] is True
    assert (done.json["contacts"], done.json["orders"], done.json["payments"]) == (3, 1, 0)
    assert (done.json["owed"], done.json["changes_since"]) == (150_000, 1)
    assert ledger.read_bytes() == before
    screen = told("backup drill", terminal=True).out
    assert "The ledger would come back." in screen
    assert "Rp150.000" in screen
    assert "1 change has been made since" in screen


def test_the_drill_takes_the_second_place_when_there_is_nothing_at_home(told, ledger, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    told(["config", "set", "backup.also-to", str(stick)])
    told("backup create")
    for snapshot in safekeep.snapshots(ledger):
        safekeep.remove(snapshot.path)
    assert told("backup drill --json").json["file"].startswith(str(stick))


def test_a_drill_that_fails_ends_with_5_and_says_why(told, ledger, copy):
    for snapshot in safekeep.snapshots(ledger):
        safekeep.remove(snapshot.path)
    none = told("backup drill")
    assert (none.status, "There is no good copy to try." in none.err) == (5, True)
    copy.write_bytes(copy.read_bytes()[:20_000])
    bad = told(f"backup drill --from {copy}")
    assert (bad.status, "cannot be brought back" in bad.err) == (5, True)
    assert told("backup drill --from nix.db").status == 3


def test_a_restore_says_how_many_changes_it_leaves_behind(told, copy):
    done = told(f"backup restore {copy} --dry-run --json").json
    assert done["changes_since"] == 1
    assert "1 change has been made since" in told(f"backup restore {copy} --dry-run").out
