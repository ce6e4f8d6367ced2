"""Each day's snapshot goes to the second place, too; when that does not work nothing else suffers, and it is known."""

import shutil
import sqlite3
from datetime import date, timedelta

import pytest

from olcrm.kit import clock
from olcrm.kit.errors import LedgerError, Refused
from olcrm.ledger import book, checksum, door, proving, safekeep, sealing, second
from olcrm.ledger.proving import State
from olcrm.ledger.second import Place

pyrage = pytest.importorskip("pyrage")


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb stick"
    folder.mkdir()
    return folder


@pytest.fixture
def day(monkeypatch, write):
    """``day(3)``: three days later somebody works."""

    def day(number):
        moment = date(2026, 11, 22) + timedelta(days=number)
        monkeypatch.setenv("OLCRM_NOW", f"{moment}T09:00:00+07:00")
        write(lambda shelf: shelf.contact(f"Rina {number}"))
        return moment

    return day


@pytest.fixture
def wish(ledger):
    """Set what the owner wishes, without a snapshot being taken of it."""

    def wish(folder, key=""):
        db = sqlite3.connect(ledger)
        db.execute("INSERT INTO change (made_at, command, said, version) VALUES ('2026-11-21', '', '', '')")
        db.executemany(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [(second.FOLDER, str(folder)), (second.KEY, key)],
        )
        db.commit()
        db.close()

    return wish


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_without_the_setting_nothing_is_copied_and_nothing_remembered(ledger, day):
    day(0)
    assert second.memory(ledger) is None
    assert second.copies(ledger) == []
    with book.reading() as db:
        assert second.place(db) is None


def test_each_days_snapshot_is_copied_with_its_checksum(ledger, stick, wish, day, capsys):
    wish(stick)
    for number in range(2):
        day(number)
    assert files(stick) == [
        "olcrm-2026-11-22.db",
        "olcrm-2026-11-22.db.sha256",
        "olcrm-2026-11-23.db",
        "olcrm-2026-11-23.db.sha256",
    ]
    for one in second.copies(ledger):
        assert proving.check(one.path).state == State.GOOD
        assert checksum.verdict(one.path) == checksum.Verdict.RIGHT
        assert one.path.read_bytes() == safekeep.daily(ledger, one.day).read_bytes()
        assert one.path.stat().st_mode & 0o077 == 0
    assert second.waits_since(ledger, str(stick)) is None
    assert capsys.readouterr().err == ""


def test_a_stick_that_is_away_is_told_of_and_the_change_and_its_snapshot_stand(ledger, stick, wish, day, capsys):
    wish(stick)
    day(0)
    shutil.rmtree(stick)
    day(1)
    told = capsys.readouterr().err
    assert "could not be copied to the second place" in told
    assert f"{stick} is not there just now." in told
    assert not stick.exists()
    assert safekeep.daily(ledger, date(2026, 11, 23)).exists()
    day(4)
    assert second.waits_since(ledger, str(stick)) == date(2026, 11, 22)
    stick.mkdir()
    day(5)
    assert second.waits_since(ledger, str(stick)) is None
    assert "olcrm-2026-11-27.db" in files(stick)


def test_a_place_that_never_worked_waits_since_the_first_try(ledger, stick, wish, day):
    stick.rmdir()
    wish(stick)
    day(0)
    day(2)
    assert second.waits_since(ledger, str(stick)) == date(2026, 11, 22)
    assert second.waits_since(ledger, "/another/place") is None


def test_a_place_one_may_not_write_to_is_told_of_and_keeps_what_it_has(plain_folder, day, monkeypatch):
    ledger, stick = plain_folder / "olcrm.db", plain_folder / "stick"
    stick.mkdir()
    monkeypatch.setenv("OLCRM_DB", str(ledger))
    book.create()
    day(0)
    snapshot = safekeep.daily(ledger, clock.today())
    second.carry(ledger, snapshot, Place(stick))
    stick.chmod(0o500)
    day(1)
    with pytest.raises(LedgerError, match="There is no permission to use"):
        second.carry(ledger, safekeep.daily(ledger, clock.today()), Place(stick))
    assert len(files(stick)) == 2
    assert second.waits_since(ledger, str(stick)) == date(2026, 11, 22)


def test_what_somebody_else_put_there_is_neither_replaced_nor_thinned_out(ledger, stick, wish, day):
    foreign = stick / "olcrm-2026-11-22.db"
    foreign.write_bytes(b"of another shop")
    old = stick / "olcrm-2020-01-01.db"
    old.write_bytes(b"carried there by hand")
    wish(stick)
    day(0)
    assert "olcrm-2026-11-22-090000-also.db" in files(stick)
    for number in range(1, 40):
        day(number)
    assert foreign.read_bytes() == b"of another shop"
    assert old.exists()
    assert "olcrm-2026-12-31.db" in files(stick)
    ours = [one for one in second.copies(ledger) if one.path not in (foreign, old)]
    assert {one.day for one in ours} == {one.day for one in safekeep.snapshots(ledger)}


def test_a_second_copy_of_a_day_takes_the_place_of_the_first(ledger, stick, wish, day):
    wish(stick)
    day(0)
    day(0)
    target = second.carry(ledger, safekeep.keep(ledger, reason="asked"), Place(stick))
    assert target.name == "olcrm-2026-11-22.db"
    assert proving.check(target).counts["contact"] == 2
    assert len(files(stick)) == 2


def test_a_snapshot_that_is_not_what_was_written_is_not_carried_on(ledger, stick, wish, day):
    day(0)
    (snapshot,) = safekeep.snapshots(ledger)
    snapshot.path.write_bytes(snapshot.path.read_bytes().replace(b"Rina 0", b"Rino 0"))
    with pytest.raises(Exception, match="cannot be used"):
        second.carry(ledger, snapshot.path, Place(stick))
    assert files(stick) == []


def test_with_a_public_key_the_copies_are_encrypted_and_its_secret_key_opens_them(ledger, stick, wish, day, tmp_path):
    secret = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{secret}\n")
    wish(stick, str(secret.to_public()))
    day(0)
    assert files(stick) == ["olcrm-2026-11-22.db.age", "olcrm-2026-11-22.db.age.sha256"]
    sealing.unseal(
        stick / "olcrm-2026-11-22.db.age", tmp_path / "opened.db", sealing.Key(identity=tmp_path / "key.txt")
    )
    assert (tmp_path / "opened.db").read_bytes() == safekeep.daily(ledger, clock.today()).read_bytes()
    assert "contact" not in (stick / "olcrm-2026-11-22.db.age.sha256").read_text()


def test_with_a_key_that_is_none_nothing_plain_is_copied(ledger, stick, wish, day, capsys):
    wish(stick, "age1nonsense")
    day(0)
    assert "is no public key of age" in capsys.readouterr().err
    assert files(stick) == []


def test_another_place_begins_anew(ledger, stick, wish, day, tmp_path):
    wish(stick)
    day(0)
    other = tmp_path / "other"
    wish(other)
    day(1)
    assert second.waits_since(ledger, str(other)) == date(2026, 11, 23)
    assert second.memory(ledger).names == ()


def test_an_interrupt_while_copying_is_told_and_the_snapshot_stands(ledger, stick, wish, day, capsys, monkeypatch):
    def interrupted(*_files):
        raise KeyboardInterrupt

    wish(stick)
    monkeypatch.setattr(shutil, "copyfile", interrupted)
    day(0)
    told = capsys.readouterr().err
    assert "Today's snapshot is taken, but could not be copied" in told
    assert "It was interrupted." in told
    assert files(stick) == []
    assert safekeep.daily(ledger, clock.today()).exists()


def test_what_was_remembered_may_be_damaged(ledger, stick, wish, day):
    wish(stick)
    day(0)
    note = safekeep.folder_of(ledger) / "olcrm.also-to"
    for content in (b"", b"one line", b"\xff\xfe\n\n\n"):
        note.write_bytes(content)
        assert second.memory(ledger) is None
        assert second.waits_since(ledger, str(stick)) is None
    day(1)
    assert second.memory(ledger).worked


def test_only_the_first_write_of_a_day_asks_for_the_second_place(ledger, stick, wish, day):
    wish(stick)
    day(0)
    shutil.rmtree(stick)
    day(0)  # says nothing and tries nothing
    assert second.waits_since(ledger, str(stick)) is None


def test_a_setting_that_cannot_be_read_is_none(ledger):
    db = door.connect(ledger)
    db.execute("PRAGMA writable_schema = ON")
    door.leave(db)
    gone = sqlite3.connect(":memory:")
    assert second.place(gone) is None
    gone.close()


def test_a_missing_place_names_the_way_on(ledger, day, tmp_path):
    day(0)
    with pytest.raises(Refused, match="is not there just now") as refusal:
        second.carry(ledger, safekeep.daily(ledger, clock.today()), Place(tmp_path / "nix"))
    assert "olcrm backup create" in refusal.value.hint
