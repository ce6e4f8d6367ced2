"""Snapshots of the ledger: taken once a day without being asked, checked, thinned out.

A snapshot is made under a temporary name in its own folder, copied through SQLite's backup API (one consistent state,
even while somebody writes), checked, synced, and only then given its name, with its sum beside it.
"""

import os
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from olcrm.kit import clock
from olcrm.kit.errors import LedgerError
from olcrm.kit.text import _
from olcrm.ledger import checksum, door, parts, trouble, watching
from olcrm.ledger.door import daily as daily
from olcrm.ledger.door import folder_of as folder_of
from olcrm.ledger.door import stem as stem
from olcrm.ledger.parts import part_of as part_of

DAYS, WEEKS, MONTHS = 7, 4, 12  # how many snapshots of each are kept
SPARED = timedelta(days=30)  # how long what a migration or a restore set aside is not thinned
LARGE = 64 << 20  # bytes from which on a copy takes long enough to say so
DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
COUNTED = ("contact", "sale_order", "payment")  # what an owner counts her ledger by
SEALED = ".age"  # how the name of an encrypted copy ends


class Snapshot(NamedTuple):
    """One snapshot, told from its name. ``reason`` is empty for the daily one; ``time`` is HHMMSS, or empty with it."""

    day: date
    time: str
    reason: str
    path: Path


class Unsound(sqlite3.DatabaseError):
    """A copy that did not pass its check: what it was copied from is not whole."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def snapshots(ledger: Path, folder: Path | None = None) -> list[Snapshot]:
    """The snapshots of ``ledger`` at home, or those in ``folder``, newest first.

    Links are not followed: a snapshot is a file of our own.
    """
    name = re.compile(re.escape(stem(ledger)) + r"-(\d{4}-\d{2}-\d{2})(?:-(\d{6})-([a-z][a-z0-9-]*))?\.db(?:\.age)?")
    found = []
    with suppress(OSError):
        for path in (folder or folder_of(ledger)).iterdir():
            match = name.fullmatch(path.name)
            if match and path.is_file() and not path.is_symlink():
                with suppress(ValueError):
                    found.append(Snapshot(date.fromisoformat(match[1]), match[2] or "", match[3] or "", path))
    return sorted(found, reverse=True)


def keep_daily(db: sqlite3.Connection, ledger: Path) -> Path | None:
    """Take today's snapshot through ``db``, just committed, unless there is one; then thin the older ones out.

    When it cannot be taken a word is said and None given: the change itself stands.
    """
    today = clock.today()
    target = daily(ledger, today)
    if target.exists():
        return None
    try:
        take(db, ledger, target)
        thin(ledger, today)
        _carry(db, ledger, target)
    except LedgerError as error:
        _say_untaken(f"{error.message} {error.hint}")
        return None
    except KeyboardInterrupt:
        _say_untaken(_("It was interrupted."))
        return None
    return target


def _carry(db: sqlite3.Connection, ledger: Path, target: Path) -> None:
    """Copy the day's snapshot to the second place, too, if there is one."""
    from olcrm.ledger import second

    place = second.place(db)
    if place:
        second.follow(ledger, target, place)


def keep(ledger: Path, *, reason: str) -> Path:
    """Take a snapshot for ``reason`` (part of its name) besides the daily one. Raises LedgerError."""
    target = free_name(ledger, reason)
    with trouble.told(ledger):
        source = door.connect(ledger, "ro")
        try:
            return take(source, ledger, target)
        finally:
            door.leave(source)


def free_name(ledger: Path, reason: str, *, folder: Path | None = None, ending: str = ".db") -> Path:
    """A name among the snapshots, or in ``folder``, that nothing has yet."""
    begin = f"{stem(ledger)}-{clock.local().strftime('%Y-%m-%d-%H%M%S')}-{reason}"
    target, number = (folder or folder_of(ledger)) / f"{begin}{ending}", 1
    while os.path.lexists(target):
        number += 1
        target = target.with_name(f"{begin}-{number}{ending}")
    return target


def newest_good(ledger: Path) -> Path | None:
    """The newest snapshot of ``ledger`` that passes its check, if there is one.

    What a restore or a repair set aside is none.
    """
    aside = ("replaced", "before-repair")
    found = (snapshot for snapshot in snapshots(ledger) if not snapshot.reason.startswith(aside))
    return next((snapshot.path for snapshot in found if is_good(snapshot.path)), None)


def is_good(snapshot: Path) -> bool:
    """Whether ``snapshot`` is one of ours, whole as far as SQLite can tell, and what it was when it was written."""
    with suppress(sqlite3.Error, LedgerError, OSError):
        db = door.connect(snapshot, "ro")
        try:
            door.judge(db, snapshot)
            return whole(db) and checksum.verdict(snapshot) != checksum.Verdict.WRONG
        finally:
            door.leave(db)
    return False


def whole(db: sqlite3.Connection) -> bool:
    """Whether SQLite's own check finds nothing."""
    row = db.execute("PRAGMA integrity_check(1)").fetchone()
    return bool(row and row[0] == "ok")


def counts(db: sqlite3.Connection) -> Mapping[str, int]:
    """How many rows each table has, the history's too."""
    found = {}
    for table in (*watching.tables(db), *sorted(watching.NOT_FACTS)):
        (found[table],) = db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return found


def thin(ledger: Path, today: date) -> None:
    """Remove the snapshots that have outlived their use."""
    found = snapshots(ledger)
    days = [snapshot.day for snapshot in found if not snapshot.reason]
    drop, spared = to_drop(days, today), spared_since(days, today)
    for snapshot in found:
        aside = snapshot.reason.startswith(("before-", "replaced"))
        if snapshot.day in drop if not snapshot.reason else aside and snapshot.day < spared:
            remove(snapshot.path)


def remove(copy: Path) -> None:
    """Remove ``copy`` and its sum, if the system lets us."""
    with suppress(OSError):
        copy.unlink(missing_ok=True)
        checksum.remove(copy)


def to_drop(days: Sequence[date], today: date) -> set[date]:
    """Of the ``days`` with a daily snapshot those that are not needed any more.

    Kept are the newest seven; besides, the newest of each of the newest four weeks that have none yet, and so
    with twelve months. They are counted, not measured against ``today``, so that a clock that runs ahead empties
    nothing; a day after ``today``, from a clock that has since been set back, is neither dropped nor counted.
    """
    past = sorted({day for day in days if day <= today}, reverse=True)
    kept = set(past[:DAYS])
    for period, most in ((_week, WEEKS), (_month, MONTHS)):
        newest: dict[tuple[int, int], date] = {}
        for day in past:
            newest.setdefault(period(day), day)
        kept.update([day for day in newest.values() if day not in kept][:most])
    return set(past) - kept


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def spared_since(days: Sequence[date], today: date) -> date:
    """The day before which what was set aside may go: thirty days before the oldest of the last seven daily snapshots.

    Until there are seven nothing goes, and a clock that runs ahead has to do so for seven days of work to matter.
    """
    past = sorted({day for day in days if day <= today}, reverse=True)
    return past[DAYS - 1] - SPARED if len(past) >= DAYS else date.min


def take(source: sqlite3.Connection, ledger: Path, target: Path) -> Path:
    """Copy ``ledger``, to which ``source`` is connected, into ``target``, checked, in the place of what is there.

    Raises LedgerError; then ``target`` is as it was and nothing else is left behind.
    """
    with told(ledger, target):
        door.make_folder(target.parent)
        with parts.becoming(target) as part:
            held = pour(source, part.path)
            part.held = {table: held[table] for table in COUNTED}
    return target


@contextmanager
def told(ledger: Path, target: Path) -> Iterator[None]:
    """Turn what goes wrong while ``ledger`` is copied to ``target`` into a LedgerError about the one at fault."""
    try:
        yield
    except sqlite3.Error as error:
        damaged = trouble.code(error) in DAMAGE
        raise trouble.from_sqlite(error, ledger if damaged else target) from error
    except OSError as error:
        raise trouble.from_system(error, target) from error


def pour(source: sqlite3.Connection, part: Path) -> Mapping[str, int]:
    """Copy one state of the source, see that the copy is whole and has as many rows, and give how many."""
    copy = sqlite3.connect(door.uri(part, "rw"), uri=True, isolation_level=None)
    try:
        copy.execute("PRAGMA journal_mode = OFF")  # the part is thrown away if anything happens to it
        copy.execute("PRAGMA synchronous = OFF")  # synced as a whole when it is complete
        with _one_state(source):
            there = counts(source)
            if _size(source) > LARGE:
                from olcrm.kit import show

                show.talk(_("Taking a snapshot of the ledger …"))
            source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if not whole(copy) or counts(copy) != there:
            raise Unsound("the copy did not pass its check")
    finally:
        copy.close()
    return there


@contextmanager
def _one_state(source: sqlite3.Connection) -> Iterator[None]:
    """Let nobody change what ``source`` sees meanwhile."""
    if source.in_transaction:
        yield
        return
    source.execute("BEGIN")
    try:
        trouble.patiently(source, "SELECT count(*) FROM sqlite_master")
        yield
    finally:
        source.execute("ROLLBACK")


def _say_untaken(why: str) -> None:
    from olcrm.kit import show

    show.talk(_("The change is saved, but today's snapshot could not be taken. {why}").format(why=why))


def _size(db: sqlite3.Connection) -> int:
    (pages,), (page,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    return int(pages * page)
