"""Which snapshots there are, and when a word about them is due."""

from datetime import timedelta

import pytest

from olcrm.backup import store
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Missing
from olcrm.ledger import book, safekeep


@pytest.fixture
def kept(ledger):
    """A shop with today's snapshot."""
    with book.writing() as db:
        contacts.add(db, "Rina")
    return ledger


def waiting(now, limit=10):
    with book.reading() as db:
        return store.waiting(db, now, limit)


def test_nothing_waits_while_the_newest_snapshot_holds_what_was_written(kept):
    assert waiting(clock.now()) == []
    assert waiting(clock.now() + timedelta(days=30)) == []


def test_what_was_written_long_after_the_newest_snapshot_waits_for_one(kept, monkeypatch):
    monkeypatch.setenv("OLCRM_NOW", "2026-11-26T09:00:00+07:00")
    with book.writing() as db:
        contacts.add(db, "Budi")
    safekeep.daily(kept, clock.today()).unlink()
    (one,) = waiting(clock.now())
    assert (one.room, one.when, one.next) == ("backup", "2026-11-22", "olcrm backup create")
    assert one.text == "No snapshot for 4 days."
    assert waiting(clock.now() - timedelta(days=1)) == []
    assert waiting(clock.now(), limit=0) == []


def test_a_ledger_whose_snapshots_are_gone_waits_for_one(kept):
    safekeep.daily(kept, clock.today()).unlink()
    assert waiting(clock.now()) == []
    (one,) = waiting(clock.now() + timedelta(days=4))
    assert one.when == "2026-11-22"


def test_what_a_restore_set_aside_is_no_snapshot_of_the_ledger_in_use(kept):
    daily = safekeep.daily(kept, clock.today())
    daily.rename(daily.with_name("olcrm-2026-11-22-120000-replaced.db"))
    assert store.newest_day(kept) is None


def test_a_snapshot_is_named_by_path_name_or_day(kept, tmp_path):
    daily = safekeep.daily(kept, clock.today())
    for word in (str(daily), daily.name, daily.stem, "2026-11-22", "22/11", "22/11/2026"):
        assert store.named(kept, word) == daily, word
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"")
    assert store.named(kept, str(copy)) == copy


def test_a_day_means_its_newest_snapshot_but_not_what_was_set_aside(kept):
    asked = safekeep.keep(kept, reason="asked")
    safekeep.keep(kept, reason="replaced")
    assert store.named(kept, "2026-11-22") == asked


@pytest.mark.parametrize("word", ["2020-01-01", "nix.db", "/nix/nix.db", "rina", "31/2"])
def test_what_is_neither_is_missing(kept, word):
    with pytest.raises(Missing, match="There is no snapshot or file"):
        store.named(kept, word)


def test_a_second_place_waits_after_three_days_without_a_copy_and_not_before(kept, tmp_path, monkeypatch, run):
    stick = tmp_path / "stick"
    stick.mkdir()
    run(["config", "set", "backup.also-to", str(stick)])
    run("backup create")
    stick.rename(tmp_path / "away")
    assert waiting(clock.now() + timedelta(days=9)) == []  # nothing was written, so nothing is missing there
    monkeypatch.setenv("OLCRM_NOW", "2026-11-23T09:00:00+07:00")
    with book.writing() as db:
        contacts.add(db, "Budi")
    assert waiting(clock.now() + timedelta(days=1)) == []
    (one,) = waiting(clock.now() + timedelta(days=2))
    assert (one.room, one.kind, one.when, one.next) == ("backup", "copy", "2026-11-22", "olcrm backup create")
    assert one.text == f"No copy in {stick} for 3 days: is it plugged in?"
    (tmp_path / "away").rename(stick)
    run("backup create")
    assert waiting(clock.now() + timedelta(days=2)) == []


def test_a_copy_in_the_second_place_is_named_by_its_day_too(kept, tmp_path, run):
    stick = tmp_path / "stick"
    stick.mkdir()
    run(["config", "set", "backup.also-to", str(stick)])
    run("backup create")
    for snapshot in safekeep.snapshots(kept):
        safekeep.remove(snapshot.path)
    assert store.named(kept, "2026-11-22") == stick / "olcrm-2026-11-22.db"


def test_of_one_days_copies_a_plain_one_comes_first(kept):
    daily = safekeep.daily(kept, clock.today())
    sealed = daily.with_name("olcrm-2026-11-22-130000-asked.db.age")
    sealed.write_bytes(b"age-encryption.org/v1\n")
    assert store.named(kept, "2026-11-22") == daily
    assert store.named(kept, sealed.stem) == store.named(kept, "olcrm-2026-11-22-130000-asked") == sealed
    daily.unlink()
    assert store.named(kept, "2026-11-22") == sealed
