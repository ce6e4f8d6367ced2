"""Every change remembered: what was done when, and whom it touched.

``watching`` writes the rows down, ``bulk`` thousands of them at a time, ``undoing`` takes a change back and does it
again; all are reached from here.
"""

import sqlite3
from itertools import islice
from typing import NamedTuple

from olcrm.ledger import watching
from olcrm.ledger.bulk import bulk as bulk
from olcrm.ledger.sums import recompute as recompute
from olcrm.ledger.undoing import Undone as Undone
from olcrm.ledger.undoing import redo as redo
from olcrm.ledger.undoing import undo as undo
from olcrm.ledger.undoing import walked as walked
from olcrm.ledger.walking import Walk
from olcrm.ledger.watching import facts as facts
from olcrm.ledger.watching import tables as tables
from olcrm.ledger.watching import watch as watch


class Entry(NamedTuple):
    """One change. ``undoes`` is the change it took back, ``undone_by`` the one by which it was taken back itself."""

    id: int
    made_at: str  # a kept moment
    command: str
    said: str
    undoes: int | None
    undone_by: int | None
    served_by: str | None = None  # who did it, where more than one person serves


def entries(
    db: sqlite3.Connection,
    *,
    contact_id: int | None = None,
    order_id: int | None = None,
    served_by: str | None = None,
    limit: int | None = None,
) -> list[Entry]:
    """Changes, the newest first: all, or those that touched a contact or an order. ``limit`` None is all of them.

    With ``served_by`` only those that somebody of that name did, whatever its capitals.
    """
    walk, most = walked(db), -1 if limit is None else limit
    if contact_id is None and order_id is None:
        question = "SELECT * FROM change ORDER BY id DESC LIMIT ?"
        values: tuple[str | int, ...] = (most,)
        if served_by is not None:
            question = "SELECT * FROM change WHERE served_by = ? COLLATE NOCASE ORDER BY id DESC LIMIT ?"
            values = (served_by, most)
        return [_entry(row, walk) for row in db.execute(question, values)]
    rows = (_row(db, one) for one in sorted(_about(db, contact_id, order_id), reverse=True))
    theirs = (row for row in rows if served_by is None or (row["served_by"] or "").lower() == served_by.lower())
    return [_entry(row, walk) for row in islice(theirs, limit)]


def entry(db: sqlite3.Connection, number: int) -> Entry:
    """One change, which must be there."""
    return _entry(_row(db, number), walked(db))


def is_there(db: sqlite3.Connection, number: int) -> bool:
    """Whether there is a change of this number."""
    return db.execute("SELECT 1 FROM change WHERE id = ?", (number,)).fetchone() is not None


def total(
    db: sqlite3.Connection,
    *,
    contact_id: int | None = None,
    order_id: int | None = None,
    served_by: str | None = None,
) -> int:
    """How many changes there are: as ``entries``."""
    if served_by is not None:
        return len(entries(db, contact_id=contact_id, order_id=order_id, served_by=served_by))
    if contact_id is None and order_id is None:
        (count,) = db.execute("SELECT count(*) FROM change").fetchone()
        return int(count)
    return len(_about(db, contact_id, order_id))


def _entry(row: sqlite3.Row, walk: Walk) -> Entry:
    number = row["id"]
    undone_by = walk.by(number)
    return Entry(number, row["made_at"], row["command"], row["said"], row["undoes_id"], undone_by, row["served_by"])


def _row(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    row: sqlite3.Row = db.execute("SELECT * FROM change WHERE id = ?", (number,)).fetchone()
    return row


def _about(db: sqlite3.Connection, contact_id: int | None, order_id: int | None) -> set[int]:
    """The changes that touched a contact or an order, also among rows that came in thousands."""
    column, value = ("contact_id", contact_id) if order_id is None else ("order_id", order_id)
    rows = db.execute(f"SELECT DISTINCT change_id FROM change_row WHERE {column} = ?", (value,))  # noqa: S608
    found = {change for (change,) in rows}
    ranges = db.execute("SELECT change_id, tbl, row_id, last_id FROM change_row WHERE last_id > row_id").fetchall()
    for change, table, first, last in ranges:
        about = watching.concerns(table, watching.facts(db, table), table)[column == "order_id"]
        if about == "NULL" or change in found:
            continue
        inside = f"SELECT 1 FROM {table} WHERE {about} = ? AND id BETWEEN ? AND ? LIMIT 1"  # noqa: S608
        if db.execute(inside, (value, first, last)).fetchone():
            found.add(change)
    return found
