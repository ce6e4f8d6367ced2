"""Whether a file is a whole ledger of ours: looked at read-only, and never trusted for its name.

A file with the right mark in it can still hold a foreign trigger that empties a table at the next row, so its whole
schema is compared with what a ledger of its version must be.
"""

import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.errors import LedgerError
from olcrm.kit.text import _
from olcrm.ledger import door, sealing, trouble
from olcrm.ledger.safekeep import COUNTED

MAGIC = b"SQLite format 3\0"
SHOWN = 3  # findings of one kind that are named; the rest is only counted by their absence
_PARTS = ("_data", "_idx", "_content", "_docsize", "_config")  # the tables FTS5 keeps a search table in

# What Litestream, which copies a ledger continuously, keeps in it: two tables that nobody else reads.
_GUESTS = {
    "_litestream_seq": "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
    "_litestream_lock": "CREATE TABLE _litestream_lock (id INTEGER)",
}

Schema = Mapping[str, tuple[str, str, str]]


class State(StrEnum):
    """What a file is."""

    GOOD = "good"
    EMPTY = "empty"
    DAMAGED = "damaged"
    FOREIGN = "foreign"
    NEWER = "newer"
    LOCKED = "locked"
    SEALED = "sealed"


class Finding(NamedTuple):
    """What was found out about ``file``.

    ``why`` is one sentence when it is not good. ``counts`` are rows by table, ``newest`` the kept moment of its last
    change; both as far as they could be read.
    """

    file: Path
    state: State
    why: str = ""
    version: int = 0
    size: int = 0
    counts: Mapping[str, int] = {}
    newest: str | None = None


def check(file: Path, *, deep: bool = True) -> Finding:
    """Look at ``file`` without changing it; when not ``deep``, only whether it opens and what is in it.

    A file that cannot be read is a finding, too. Raises OSError when it is not there or may not be opened.
    """
    with file.open("rb") as handle:
        head = handle.read(100)
    size = file.stat().st_size
    if not size:
        return Finding(file, State.EMPTY, _("It is empty."))
    if sealing.lock(file):
        return Finding(file, State.SEALED, _("It is encrypted, and was not opened."), size=size)
    if not head.startswith(MAGIC):
        return Finding(file, State.FOREIGN, _("It is no ledger: not even its first bytes are right."), size=size)
    try:
        db = door.connect(file, "ro")
        try:
            return _judged(db, file, size, deep)
        finally:
            door.leave(db)
    except sqlite3.Error as error:
        if trouble.is_locked(error):
            return Finding(file, State.LOCKED, _("Another olcrm is busy with it."), size=size)
        return Finding(file, State.DAMAGED, _("SQLite cannot read it: {reason}.").format(reason=error), size=size)


def _judged(db: sqlite3.Connection, file: Path, size: int, deep: bool) -> Finding:
    """What is inside, once SQLite can open it."""
    db.execute("BEGIN")
    (version,) = trouble.patiently(db, "PRAGMA user_version")
    try:
        door.judge(db, file)
    except LedgerError as refusal:
        state = State.NEWER if version > door.SCHEMA else State.FOREIGN
        return Finding(file, state, refusal.message, version, size)
    faults = [*cut(db, size), *(broken(db) if deep else ()), *(strange(db, version) if deep else ())]
    if faults:
        return Finding(file, State.DAMAGED, faults[0], version, size, *_inside(db))
    found, newest = _inside(db)
    if not found:
        return Finding(file, State.DAMAGED, _("Its tables cannot be read."), version, size)
    return Finding(file, State.GOOD, "", version, size, found, newest)


def _inside(db: sqlite3.Connection) -> tuple[Mapping[str, int], str | None]:
    with suppress(sqlite3.Error):
        found = {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in COUNTED}  # noqa: S608
        newest = db.execute("SELECT made_at FROM change ORDER BY id DESC LIMIT 1").fetchone()
        return found, newest[0] if newest else None
    return {}, None


def cut(db: sqlite3.Connection, size: int) -> list[str]:
    """Whether the file is as long as it says it is: SQLite reads a short last page as if nothing were missing."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (page,) = db.execute("PRAGMA page_size").fetchone()
    if size >= pages * page or _continued(db):
        return []
    return [_("It should be {right} bytes long and is {size}.").format(right=pages * page, size=size)]


def _continued(db: sqlite3.Connection) -> bool:
    """Whether the last pages may still be in a second file beside it, as while Litestream copies it."""
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        return False
    (_number, _name, file) = db.execute("PRAGMA database_list").fetchone()
    beside = Path(f"{file}-wal")
    return beside.exists() and beside.stat().st_size > 0


def broken(db: sqlite3.Connection) -> list[str]:
    """What SQLite's own check complains of, and rows that refer to nothing."""
    return [*unsound(db), *torn(db)]


def unsound(db: sqlite3.Connection) -> list[str]:
    """What SQLite's own check complains of."""
    rows = db.execute(f"PRAGMA integrity_check({SHOWN})").fetchall()
    return [str(complaint) for (complaint,) in rows if complaint != "ok"]


def torn(db: sqlite3.Connection) -> list[str]:
    """Rows that refer to something that is not there."""
    return [
        _("{table} {row} refers to a {parent} that is not there.").format(table=table, row=row, parent=parent)
        for table, row, parent, _link in db.execute("PRAGMA foreign_key_check").fetchmany(SHOWN)
    ]


def strange(db: sqlite3.Connection, version: int) -> list[str]:
    """How the schema differs from what a ledger of its version must be."""
    right, found = expected(version), schema(db)
    faults = []
    if version < door.SCHEMA:  # its triggers are known by their checksum; its windows are hung anew
        faults += [] if door.is_ours(db, version) else [_("Its inner rules are not as olcrm made them.")]
        right, found = (
            {name: thing for name, thing in one.items() if thing[0] in ("table", "index")} for one in (right, found)
        )
    faults += [_("{name} is missing.").format(name=name) for name in right if name not in found]
    strangers = {name: thing for name, thing in found.items() if name not in right and not _is_guest(name, thing)}
    faults += [_("{name} does not belong there.").format(name=name) for name in strangers]
    faults += [
        _("{name} is not as olcrm made it.").format(name=name)
        for name in right
        if found.get(name, right[name]) != right[name]
    ]
    return faults


def _is_guest(name: str, thing: tuple[str, str, str]) -> bool:
    """Whether this is a table of another program that does no harm, exactly as that program makes it."""
    return name in _GUESTS and thing == ("table", name, _GUESTS[name])


@cache
def expected(version: int) -> Schema:
    """The schema of a ledger of ``version``, from one made for the purpose."""
    from olcrm.ledger import migrations

    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.build(db, version)
        return schema(db)
    finally:
        db.close()


def schema(db: sqlite3.Connection) -> Schema:
    """Name → kind, table, text of what is ours; the parts of FTS5 and of sqlite-utils by name only."""
    rows = db.execute(
        "SELECT name, type, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    found: dict[str, tuple[str, str, str]] = {}
    for name, kind, table, text in ([str(cell) for cell in row] for row in rows):  # whatever damage made of them
        theirs = table.startswith("_") and table not in _GUESTS
        theirs = theirs or (kind == "table" and "_search_" in name and name.endswith(_PARTS))
        found[name] = (kind, table, "" if theirs else text)
    return found
