"""Saves what can be read of a damaged ledger: into a fresh file, checked as a snapshot is, never in place."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

from olcrm.kit import clock
from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.ledger import door, gathering, parts, proving, rebuilding, refilling, restoring, safekeep, trouble, watching
from olcrm.ledger.gathering import Gathered, Misfit
from olcrm.ledger.pages import Pages, Row
from olcrm.ledger.proving import State
from olcrm.ledger.rebuilding import FindKey, MadeUp
from olcrm.ledger.refilling import Filled, Known, Salvaged
from olcrm.ledger.sealing import NO_KEY


class Tally(NamedTuple):
    """How a table fared. ``read`` counts rows; the others are the numbers of rows.

    ``exact`` came from the snapshot as they were, ``older`` from it or from the history as they once were, ``made_up``
    stand in for what is lost, ``lost`` are not there, ``aside`` were read and have no place.
    """

    table: str
    read: int
    exact: list[int]
    older: list[int]
    made_up: list[int]
    lost: list[int]
    aside: list[int]

    def is_whole(self) -> bool:
        """Whether every row was read, and nothing else."""
        return not (self.exact or self.older or self.made_up or self.lost or self.aside)


class Rescued(NamedTuple):
    """The fresh ledger, the rows without a place beside it (None when there are none), and how each table fared."""

    file: Path
    source: Path
    aside: Path | None
    snapshot: Path | None
    unreadable: int  # pages and rows that could not be read
    tables: list[Tally]

    def is_whole(self) -> bool:
        """Whether nothing was lost."""
        return not self.unreadable and all(one.is_whole() for one in self.tables)


def rescue(ledger: Path, file: Path, to: Path | None, find_key: FindKey) -> Rescued:
    """Write what can be read of ``file`` into the fresh file ``to``; what cannot, from the snapshots of ``ledger``.

    ``to`` is otherwise named after the ledger and the day, and lies beside it. ``find_key`` is what a customer without
    a name is looked up by. Raises Refused when ``file`` holds nothing of a ledger, is of a newer olcrm, or something
    stands at ``to``; LedgerError when the disk refuses.
    """
    target = _free(ledger, to)
    beside = target.with_name(f"{target.stem}-source.db")
    with trouble.told(target), restoring.copy_of(file, beside, NO_KEY) as copy, _mapped(copy) as data:
        pages = Pages(data)
        version = _version(pages, file)
        found = gathering.gather(pages, gathering.shapes(version))
        found_any = any(found.rows.values()) or bool(found.orphans)
        snapshot, known = _known(ledger, file, found)
        if not found_any:
            raise Refused(
                _("Nothing of a ledger can be read in {path}.").format(path=file),
                hint=trouble.way_back(ledger, _("See `olcrm backup list` for the snapshots there are.")),
            )
        filled = Filled({}, {})
        read = _complete(found, known, filled)
        wanted = refilling.expected(found, known)
        if found.unreadable.get("change_row"):  # nothing tells which rows it had, but they are numbered in turn
            wanted["change_row"] |= set(range(1, max(found.rows["change_row"], default=0)))
        refilling.refill(found, known, wanted, filled)
        salvaged = Salvaged(found, wanted, filled)
        said = _("Rescued from {file}.").format(file=file.name)
        with parts.becoming(target) as part:
            made_up = _written(part.path, version, salvaged, find_key, said)
            tables = [_tally(table, read[table], salvaged, made_up, part.path) for table in found.shapes]
        aside = _put_aside(target, found.misfits)
    unreadable = sum(found.unreadable.values())
    return Rescued(target, file, aside, snapshot, unreadable, tables)


def _complete(found: Gathered, known: Known, filled: Filled) -> dict[str, int]:
    """Give every leaf its table, the history first, which tells what else there should be. Counts what was read."""
    history = {table: set(known.rows.get(table, ())) for table in watching.NOT_FACTS}
    strays = dict(found.orphans)
    found.orphans = {page: rows for page, rows in strays.items() if _is_history(found, rows)}
    rest = {page: rows for page, rows in strays.items() if page not in found.orphans}
    gathering.adopt(found, history | {table: set() for table in watching.NOT_FACTS})
    refilling.set_senseless_aside(found)
    before = {table: len(found.rows[table]) for table in watching.NOT_FACTS}
    refilling.refill_history(found, known, filled)
    found.orphans = rest
    gathering.adopt(found, refilling.expected(found, known))
    return {table: before.get(table, len(rows)) for table, rows in found.rows.items()}


def _is_history(found: Gathered, rows: list[Row]) -> bool:
    return any(all(found.shapes[table].fits(row) for row in rows) for table in watching.NOT_FACTS)


def _free(ledger: Path, to: Path | None) -> Path:
    """Where the fresh file goes; nothing may stand there."""
    if to is None:
        begin = f"{safekeep.stem(ledger)}-rescued-{clock.today()}"
        target, number = ledger.resolve().with_name(f"{begin}.db"), 1
        while os.path.lexists(target):
            number += 1
            target = target.with_name(f"{begin}-{number}.db")
        return target
    target = to.absolute()
    if target.is_dir():
        return _free(target / ledger.name, None)
    if os.path.lexists(target):
        raise Refused(_("{path} is there already.").format(path=target), hint=_("Name a file that is not there yet."))
    if not target.parent.is_dir():
        raise Refused(
            _("There is no folder {folder}.").format(folder=target.parent), hint=_("Make it first, or name another.")
        )
    return target


def _version(pages: Pages, file: Path) -> int:
    """What version of a ledger to read the pages as; the newest when the file does not say.

    A number that was damaged is told from a newer olcrm by its tables.
    """
    tables = set(gathering.roots(pages))
    ours = {name for name, thing in proving.expected(door.SCHEMA).items() if thing[0] == "table"}
    if tables and not tables & ours:
        raise Refused(_("{path} is not an olcrm ledger.").format(path=file), hint=_("Name your ledger with --db FILE."))
    stated = pages.version() or door.SCHEMA
    if stated > door.SCHEMA and any(name not in ours for name in tables if not name.startswith(("sqlite_", "_"))):
        raise Refused(
            _("{path} was written by a newer olcrm (ledger version {found}, this one reads {known}).").format(
                path=file, found=stated, known=door.SCHEMA
            ),
            hint=_("Update olcrm; the ledger has not been touched."),
        )
    return min(stated, door.SCHEMA)


@contextmanager
def _mapped(copy: Path) -> Iterator[bytes | mmap]:
    """The bytes of a file, without reading a large one whole."""
    with copy.open("rb") as handle:
        if not copy.stat().st_size:
            yield b""
            return
        with mmap(handle.fileno(), 0, access=ACCESS_READ) as data:
            yield data


def _known(ledger: Path, file: Path, found: Gathered) -> tuple[Path | None, Known]:
    """The newest good snapshot of the same history, and what is in it."""
    good = safekeep.newest_good(ledger)
    if good is None or good.samefile(file):
        return None, refilling.NOTHING
    kept = door.connect(good, "ro")
    try:
        known = refilling.known(kept, found)
    finally:
        door.leave(kept)
    return (good, known) if known.rows else (None, known)


def _written(part: Path, version: int, salvaged: Salvaged, find_key: FindKey, said: str) -> MadeUp:
    """Fill the file ``part``, and see that it is whole."""
    db = door.connect(part)
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA synchronous = OFF")  # synced as a whole when it is complete
        db.execute("PRAGMA journal_mode = MEMORY")
        db.execute("BEGIN")
        db.execute(f"PRAGMA application_id = {door.APPLICATION}")
        made_up = rebuilding.rebuild(db, version, salvaged, find_key, said)
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode = DELETE")
    finally:
        door.leave(db)
    verdict = proving.check(part)
    if verdict.state != State.GOOD:
        raise safekeep.Unsound(verdict.why)
    return made_up


def _tally(table: str, read: int, salvaged: Salvaged, made_up: MadeUp, part: Path) -> Tally:
    """How ``table`` fared. What was expected and is not in the fresh ledger is lost."""
    found, wanted, filled = salvaged
    db = door.connect(part, "ro")
    try:
        there = {number for (number,) in db.execute(f"SELECT id FROM {table}")}  # noqa: S608
    finally:
        door.leave(db)
    return Tally(
        table,
        read,
        filled.exact.get(table, []),
        filled.older.get(table, []),
        made_up.rows.get(table, []),
        sorted(wanted[table] - there - set(made_up.rows.get(table, ()))),
        [one.id for one in found.misfits if one.table == table],
    )


def _put_aside(target: Path, misfits: list[Misfit]) -> Path | None:
    """Write the rows without a place beside the fresh ledger, one JSON document a line, for the owner's eyes only."""
    if not misfits:
        return None
    aside = target.with_name(f"{target.stem}-aside.jsonl")
    with parts.passing(aside) as path:
        with path.open("w", encoding="utf-8") as lines:
            for one in misfits:
                row = {key: value.hex() if isinstance(value, bytes) else value for key, value in one.values.items()}
                document = {"table": one.table or None, "id": one.id, "why": one.why, "row": row}
                lines.write(json.dumps(document, ensure_ascii=False) + "\n")
        door.sync_file(path)
        path.replace(aside)
    door.sync_folder(aside.parent)
    return aside
