"""Snapshots: taken by themselves, checked, never half there, thinned out with care."""

import os
import sqlite3
import stat
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import LedgerError
from olcrm.ledger import book, checksum, door, safekeep

TODAY = date(2026, 11, 22)
DAYS = st.lists(st.dates(date(2024, 1, 1), date(2028, 12, 31)), max_size=60)


def names(ledger):
    """What is among the snapshots, but for their sums."""
    folder = safekeep.folder_of(ledger)
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".sha256") if folder.exists() else []


# taking ----------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="which file is synced can only be seen on Linux")
def test_a_snapshot_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_counts(shop, monkeypatch):
    """Power may go at any moment: the bytes first, then the name, then the folder that holds the name."""
    seen: list[tuple[str, str]] = []
    sync, replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        seen.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        sync(handle)

    def named(self: Path, target: Path) -> Path:
        seen.append(("name", str(target)))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", named)
    assert shop("contact add Rina").status == 0
    names = [place for place, (did, path) in enumerate(seen) if did == "name" and path.endswith(".db")]
    assert names
    for place in names:
        assert ("sync", str(Path(seen[place][1]).parent)) in seen[place:]
        assert any(did == "sync" and path.endswith(".part") for did, path in seen[:place])
    assert shop("backup list --json").json["rows"][0]["state"] == "good"


def test_the_first_write_of_a_day_takes_a_snapshot_and_the_next_does_not(ledger, write, dump, monkeypatch):
    write(lambda shelf: shelf.contact("Rina"))
    first = dump(ledger)
    write(lambda shelf: shelf.contact("Budi"))
    assert names(ledger) == ["olcrm-2026-11-22.db"]
    assert dump(safekeep.folder_of(ledger) / "olcrm-2026-11-22.db") == first
    monkeypatch.setenv("OLCRM_NOW", "2026-11-23T00:30:00+07:00")
    write(lambda shelf: shelf.contact("Siti"))
    assert names(ledger) == ["olcrm-2026-11-22.db", "olcrm-2026-11-23.db"]


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_snapshot_is_for_its_owner_alone_and_is_one_file(ledger, write):
    write(lambda shelf: shelf.contact())
    (snapshot,) = safekeep.snapshots(ledger)
    assert stat.S_IMODE(snapshot.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(snapshot.path.parent.stat().st_mode) == 0o700
    assert names(ledger) == [snapshot.path.name]
    assert snapshot.path.read_bytes()[18:20] == b"\1\1"


def test_a_snapshot_that_cannot_be_taken_is_told_and_the_change_stands(ledger, write, look, capsys):
    safekeep.folder_of(ledger).write_text("in the way")
    write(lambda shelf: shelf.contact())
    assert look("SELECT count(*) FROM contact") == [(1,)]
    said = capsys.readouterr().err
    assert "The change is saved, but today's snapshot could not be taken." in said
    assert str(safekeep.folder_of(ledger)) in said


def test_a_snapshot_that_is_interrupted_is_told_and_the_change_stands(ledger, write, look, capsys, monkeypatch):
    def interrupted(_path):
        raise KeyboardInterrupt

    monkeypatch.setattr(door, "sync_file", interrupted)
    write(lambda shelf: shelf.contact())
    assert look("SELECT count(*) FROM contact") == [(1,)]
    assert "It was interrupted." in capsys.readouterr().err
    assert names(ledger) == []


def test_a_ledger_that_is_not_whole_is_not_copied_over_a_good_snapshot(ledger, write, capsys):
    write(lambda shelf: [shelf.note(shelf.contact(), "x" * 3000) for _each in range(60)])
    (good,) = safekeep.snapshots(ledger)
    before = good.path.read_bytes()
    whole = bytearray(ledger.read_bytes())
    middle = whole.rindex(b"x" * 2000)
    whole[middle - middle % 4096 : middle - middle % 4096 + 8] = b"\xff" * 8
    ledger.write_bytes(bytes(whole))
    db = door.connect(ledger, "ro")
    with pytest.raises(LedgerError, match="damaged"):
        safekeep.take(db, ledger, good.path)
    door.leave(db)
    assert good.path.read_bytes() == before
    assert names(ledger) == [good.path.name]


def test_a_snapshot_is_one_state_while_somebody_writes(ledger, write, shelf, dump):
    write(lambda shelf: shelf.contact("Rina"))
    before = dump(ledger)
    with book.writing() as db:
        shelf(db).contact("Budi")
        kept = safekeep.keep(ledger, reason="before-test")
    assert dump(kept) == before


def test_a_locked_ledger_is_not_waited_for_without_end(ledger, hold, impatient):
    with hold(ledger), pytest.raises(LedgerError, match="does not finish"):
        safekeep.keep(ledger, reason="before-test")
    assert names(ledger) == []


def test_what_a_killed_process_left_half_written_is_cleared_away(ledger, write):
    folder = safekeep.folder_of(ledger)
    folder.mkdir()
    dead = folder / ".olcrm-2026-11-21.db.999999999.part"
    alive = folder / f".olcrm-2026-11-21.db.{os.getppid()}.part"
    other = folder / ".photo.999999999.part"
    for path in (dead, alive, other):
        path.write_bytes(b"half")
    write(lambda shelf: shelf.contact())
    assert not dead.exists()
    assert alive.exists()
    assert other.exists()


def test_two_snapshots_of_one_second_have_two_names(ledger, write):
    write(lambda shelf: shelf.contact())
    assert safekeep.keep(ledger, reason="before-test") != safekeep.keep(ledger, reason="before-test")
    assert names(ledger) == [
        "olcrm-2026-11-22-120000-before-test-2.db",
        "olcrm-2026-11-22-120000-before-test.db",
        "olcrm-2026-11-22.db",
    ]


def test_a_large_ledger_says_what_takes_so_long(ledger, write, monkeypatch, capsys):
    monkeypatch.setattr(safekeep, "LARGE", 1)
    write(lambda shelf: shelf.contact())
    assert "Taking a snapshot" in capsys.readouterr().err


# finding ---------------------------------------------------------------------------------------------------------


def test_snapshots_are_told_from_their_names_newest_first(ledger):
    folder = safekeep.folder_of(ledger)
    folder.mkdir()
    for name in (
        "olcrm-2026-11-20.db",
        "olcrm-2026-11-21-093000-before-v2.db",
        "olcrm-2026-11-21.db",
        "olcrm-2026-13-45.db",
        "olcrm-2-2026-11-22.db",
        "other-2026-11-22.db",
        "olcrm-2026-11-22.db.txt",
        ".olcrm-2026-11-22.db.1.part",
    ):
        (folder / name).write_bytes(b"")
    found = [(one.day.day, one.time, one.reason) for one in safekeep.snapshots(ledger)]
    assert found == [(21, "093000", "before-v2"), (21, "", ""), (20, "", "")]


def test_links_among_the_snapshots_are_not_followed(ledger, tmp_path, write):
    write(lambda shelf: shelf.contact())
    elsewhere = tmp_path / "elsewhere.db"
    elsewhere.write_bytes(ledger.read_bytes())
    (safekeep.folder_of(ledger) / "olcrm-2026-11-30.db").symlink_to(elsewhere)
    assert [one.day.day for one in safekeep.snapshots(ledger)] == [22]


def test_ledgers_of_another_ending_have_snapshots_of_their_own(tmp_path):
    assert safekeep.stem(tmp_path / "crm.db") == "crm"
    assert safekeep.stem(tmp_path / "crm.sqlite") == "crm.sqlite"


def test_the_newest_good_snapshot_is_neither_damaged_nor_foreign_nor_set_aside(ledger, write):
    write(lambda shelf: shelf.contact())
    (good,) = safekeep.snapshots(ledger)
    folder = safekeep.folder_of(ledger)
    (folder / "olcrm-2026-11-23.db").write_bytes(good.path.read_bytes()[:9000])
    foreign = sqlite3.connect(folder / "olcrm-2026-11-24.db")
    foreign.execute("CREATE TABLE t (a)")
    foreign.close()
    (folder / "olcrm-2026-11-25-100000-replaced.db").write_bytes(good.path.read_bytes())
    assert safekeep.newest_good(ledger) == good.path


# thinning --------------------------------------------------------------------------------------------------------


def days_kept(start, days):
    """The snapshots there are after ``days`` days of work, thinned each evening."""
    kept = set()
    for number in range(days):
        today = start + timedelta(days=number)
        kept.add(today)
        kept -= safekeep.to_drop(sorted(kept), today)
        yield today, sorted(kept, reverse=True)


def test_over_two_years_seven_days_four_weeks_and_twelve_months_stay():
    begin = date(2024, 1, 1)
    for today, kept in days_kept(begin, 731):
        assert {today - timedelta(days=back) for back in range(7)} - set(kept) <= {
            begin - timedelta(days=back) for back in range(1, 7)
        }
        assert len(kept) <= 7 + 4 + 12
        for newer, older in pairwise(kept):
            assert (newer - older).days <= (7 if (today - newer).days < 28 else 31)
        if today >= begin + timedelta(days=400):
            assert 330 <= (today - kept[-1]).days <= 440


def test_over_two_years_the_files_are_those_the_rule_names_also_when_the_clock_is_wrong_for_a_while(ledger, write):
    write(lambda shelf: shelf.contact())
    (first,) = safekeep.snapshots(ledger)
    content, folder = first.path.read_bytes()[:64], first.path.parent
    begin = date(2024, 1, 1)
    for number in range(731):
        today = begin + timedelta(days=number)
        if 300 <= number < 303:  # the clock of the computer fell back by years
            today = date(2019, 12, 30) + timedelta(days=number - 300)
        elif 500 <= number < 503:  # and ran ahead by years
            today = date(2038, 1, 17) + timedelta(days=number - 500)
        daily = safekeep.daily(ledger, today)
        daily.write_bytes(content)
        checksum.beside(daily).write_text(f"{'0' * 64}  {daily.name}\n")
        before = {one.day for one in safekeep.snapshots(ledger)}
        safekeep.thin(ledger, today)
        left = {one.day for one in safekeep.snapshots(ledger)}
        assert today in left
        assert before - left == safekeep.to_drop(sorted(before), today)
        assert all(checksum.beside(one.path).exists() for one in safekeep.snapshots(ledger))
    days = sorted(one.day for one in safekeep.snapshots(ledger) if one.day.year < 2026)
    last = begin + timedelta(days=730)
    assert {last - timedelta(days=back) for back in range(7)} <= set(days)
    assert (last - days[0]).days > 330
    ahead = {one.day for one in safekeep.snapshots(ledger) if one.day.year == 2038}
    assert ahead == {date(2038, 1, 17) + timedelta(days=number) for number in range(3)}
    files = [path for path in folder.iterdir() if path.suffix == ".sha256"]
    assert len(files) == len(safekeep.snapshots(ledger)) <= 7 + 4 + 12 + 6 + 1


def test_snapshots_of_rare_days_are_kept_for_as_long_as_they_are_few():
    days = [TODAY - timedelta(days=40 * number) for number in range(7)]
    assert safekeep.to_drop(days, TODAY) == set()


@given(DAYS, st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_day_to_come_is_never_dropped_and_never_counts(days, today):
    dropped = safekeep.to_drop(days, today)
    assert all(day <= today for day in dropped)
    assert dropped == safekeep.to_drop([day for day in days if day <= today], today)


@given(DAYS, st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_a_clock_that_runs_ahead_empties_nothing(days, today):
    past = [day for day in days if day <= today]
    right = set(past) - safekeep.to_drop(past, today)
    ahead = date(2099, 12, 31)
    assert len(safekeep.to_drop([*right, ahead], ahead)) <= 1


@given(DAYS, st.dates(date(2024, 1, 1), date(2028, 12, 31)))
def test_thinning_twice_drops_nothing_more(days, today):
    left = set(days) - safekeep.to_drop(days, today)
    assert safekeep.to_drop(sorted(left), today) == set()


def test_what_was_set_aside_is_spared_for_thirty_days_of_work_and_longer(ledger, monkeypatch, write):
    write(lambda shelf: shelf.contact())
    folder = safekeep.folder_of(ledger)
    aside = folder / "olcrm-2026-11-22-120000-replaced.db"
    before = folder / "olcrm-2026-11-22-120000-before-v2-2.db"
    asked = folder / "olcrm-2026-11-22-120000-asked.db"
    for path in (aside, before, asked):
        path.write_bytes(b"")
    for number in range(1, 50):
        day = TODAY + timedelta(days=number)
        (folder / f"olcrm-{day.isoformat()}.db").write_bytes(b"")
        safekeep.thin(ledger, day)
        assert aside.exists() == before.exists() == (number <= 36), number
    assert asked.exists()


def test_what_was_set_aside_survives_a_clock_that_runs_ahead(ledger, write):
    write(lambda shelf: shelf.contact())
    aside = safekeep.keep(ledger, reason="replaced")
    for number in range(6):
        day = TODAY - timedelta(days=number)
        (safekeep.folder_of(ledger) / f"olcrm-{day.isoformat()}.db").touch()
    safekeep.thin(ledger, date(2099, 1, 1))
    assert aside.exists()
