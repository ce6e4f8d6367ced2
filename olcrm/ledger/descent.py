"""Whether one ledger went on from another: then the last that the one remembers, the other remembers, too."""

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from olcrm.kit.errors import LedgerError
from olcrm.ledger import door

Mark = tuple[Any, ...] | None  # the last change of a ledger: number, moment, command, what it said; None without any

_CHANGE = "SELECT id, made_at, command, said FROM change"


def mark(db: sqlite3.Connection, *, before: int = 0) -> Mark:
    """The last change in ``db``, or the one so many ``before`` it."""
    row = db.execute(f"{_CHANGE} ORDER BY id DESC LIMIT 1 OFFSET ?", (before,)).fetchone()
    return tuple(row) if row else None


def since(db: sqlite3.Connection, of: Mark) -> int | None:
    """How many changes ``db`` has made since it was at the mark ``of``; None when it never was."""
    if of is not None:
        same = db.execute(f"{_CHANGE} WHERE id = ?", (of[0],)).fetchone()
        if same is None or tuple(same) != of:
            return None
    (count,) = db.execute("SELECT count(*) FROM change WHERE id > ?", (of[0] if of else 0,)).fetchone()
    return int(count)


def since_in(ledger: Path, of: Mark) -> int | None:
    """As ``since``, of the ledger in that place; None also when it cannot be read."""
    with suppress(sqlite3.Error, LedgerError):
        db = door.connect(ledger, "ro")
        try:
            door.judge(db, ledger)
            return since(db, of)
        finally:
            door.leave(db)
    return None
