"""Who is forgotten, in a list beside the snapshots, and the files that have to forget as well.

An older copy still knows whom the ledger has forgotten since. The list says which number, added when, is to be erased
from whatever is brought back; it says nothing else about anybody.
"""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import date, timedelta
from pathlib import Path

from olcrm.kit.errors import LedgerError, Refused
from olcrm.kit.text import _
from olcrm.ledger import book, door, forgetting, parts, safekeep, trouble
from olcrm.ledger.forgetting import Person
from olcrm.ledger.safekeep import Snapshot

ENDING = "-forgotten.json"
FORMAT = 1
FURTHEST = 600  # days after which thinning has surely taken what there is today


def beside(ledger: Path) -> Path:
    """Where the list of ``ledger`` lies."""
    return safekeep.folder_of(ledger) / f"{safekeep.stem(ledger)}{ENDING}"


def known(ledger: Path, copy: Path | None = None) -> list[Person]:
    """Everybody who is to be erased from a ``copy`` that is brought back: by the lists beside both, and the ledger.

    Raises Refused when a list is there and cannot be read.
    """
    found = dict.fromkeys(_listed(safekeep.folder_of(ledger)))
    if copy is not None:
        found |= dict.fromkeys(_listed(copy.resolve().parent))
    with suppress(sqlite3.Error, LedgerError, OSError), closing(door.connect(ledger, "ro")) as db:
        if door.judge(db, ledger) == door.SCHEMA:
            found |= dict.fromkeys(forgetting.people(db))
    return list(found)


def _listed(folder: Path) -> list[Person]:
    """Everybody on the lists in ``folder``. Links are not followed."""
    found: list[Person] = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for file in sorted(folder.iterdir()):
            if file.name.endswith(ENDING) and file.is_file() and not file.is_symlink():
                found += _read(file)
    return found


def _read(file: Path) -> list[Person]:
    import json  # the day's first command comes by here, mostly with nothing to read

    try:
        rows = json.loads(file.read_text(encoding="utf-8"))["rows"]
        return [Person(int(row["contact"]), str(row["known_since"]), str(row["forgotten_at"])) for row in rows]
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(
            _("The list of who is forgotten cannot be read: {path}.").format(path=file),
            hint=_("Without it somebody could come back who asked not to. Bring that file back, or move it away."),
        ) from error


def remember(ledger: Path, listed: Iterable[Person]) -> None:
    """Put ``listed`` on the list beside the snapshots; it is on the disk when this returns."""
    if named := list(listed):
        put(beside(ledger), named)


def unlisted(ledger: Path) -> list[Person]:
    """Whoever the ledger has forgotten and the list does not name: seeing to the files was cut short, or is to be done.

    Empty where the ledger cannot be read.
    """
    with suppress(sqlite3.Error, LedgerError, OSError), closing(door.connect(ledger, "ro")) as db:
        if door.judge(db, ledger) == door.SCHEMA:
            with suppress(Refused):
                there = set(_listed(safekeep.folder_of(ledger)))
                return [one for one in forgetting.people(db) if one not in there]
    return []


def put(file: Path, listed: Iterable[Person]) -> None:
    """Add ``listed`` to the list in ``file``, for its owner's eyes only. A list that cannot be read is begun anew."""
    import json

    door.make_folder(file.parent)
    there: list[Person] = []
    with suppress(FileNotFoundError, Refused):
        there = [] if file.is_symlink() else _read(file)
    rows = [
        {"contact": one.contact_id, "known_since": one.known_since, "forgotten_at": one.forgotten_at}
        for one in dict.fromkeys([*there, *listed])
    ]
    part = parts.part_of(file)
    try:
        part.write_text(json.dumps({"olcrm": FORMAT, "kind": "forgotten", "rows": rows}, indent=1), encoding="utf-8")
        door.sync_file(part)
        part.replace(file)
        door.sync_folder(file.parent)
    finally:
        part.unlink(missing_ok=True)


def scrub(file: Path) -> None:
    """Write a ledger anew, so that no part of it that is not in use holds anything of what was there before.

    SQLite overwrites what it frees, but it also moves what is next to it and leaves the gaps as they are. Either the
    whole is written anew or nothing is, whatever happens meanwhile. Raises LedgerError.
    """
    parts.sweep(file)
    with trouble.told(file), closing(door.connect(file)) as db:
        if file.stat().st_size > safekeep.LARGE:
            db.execute("PRAGMA temp_store = FILE")  # a file nobody else can open, gone when it is closed
        trouble.patiently(db, "VACUUM")


def holding(ledger: Path, person: Person) -> list[Snapshot]:
    """The snapshots that still know ``person``: those that can be looked into, and older ones that cannot."""
    return [one for one in safekeep.snapshots(ledger) if _holds(one, person)]


def _holds(snapshot: Snapshot, person: Person) -> bool:
    with suppress(sqlite3.Error, LedgerError, OSError), closing(door.connect(snapshot.path, "ro")) as db:
        door.judge(db, snapshot.path)
        return bool(forgetting.recognised(db, [person]))
    return snapshot.day.isoformat() <= person.forgotten_at[:10]


def forget_in(snapshot: Path, listed: Iterable[Person]) -> None:
    """Let a snapshot forget as well: a copy of it is erased, written anew and checked, and takes its place.

    Raises LedgerError when it is damaged or encrypted, or the disk refuses; then it is as it was.
    """
    with (
        trouble.told(snapshot),
        parts.becoming(snapshot) as part,
        closing(door.connect(snapshot, "ro")) as was,
        closing(door.connect(part.path)) as db,
    ):
        door.judge(was, snapshot)
        was.backup(db)
        db.execute("BEGIN IMMEDIATE")
        if door.judge(db, snapshot) < door.SCHEMA:
            book.migrate(db)
        again(db, listed)
        db.execute("COMMIT")
        db.execute("VACUUM")
        if not safekeep.whole(db):
            raise safekeep.Unsound("the copy did not pass its check")
        part.held = {table: safekeep.counts(db)[table] for table in safekeep.COUNTED}


def again(db: sqlite3.Connection, listed: Iterable[Person]) -> int:
    """Erase whoever of ``listed`` this copy still knows, inside the caller's transaction, and give how many."""
    db.execute("PRAGMA trusted_schema = ON")
    return forgetting.forget_again(db, listed)


def count(copy: Path, listed: Iterable[Person]) -> int:
    """How many of ``listed`` a copy still knows."""
    with closing(door.connect(copy, "ro")) as db:
        return len(forgetting.recognised(db, listed))


def last_day(days: Iterable[date], today: date) -> date | None:
    """The day on which the last of the daily snapshots of these ``days`` is thinned out, if every day is worked on."""
    left = set(days)
    kept, day = set(left), today
    while left and (day - today).days < FURTHEST:
        day += timedelta(days=1)
        kept.add(day)
        dropped = safekeep.to_drop(sorted(kept), day)
        kept -= dropped
        left -= dropped
    return day if day > today else None


def carry(ledger: Path, folder: Path) -> None:
    """Lay the list beside copies of ``ledger`` in another ``folder``, where there is one to lay."""
    if os.path.lexists(beside(ledger)):
        put(folder / beside(ledger).name, _read(beside(ledger)))
