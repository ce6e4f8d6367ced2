"""Every change remembered: what was done when, what it touched, and thousands of rows at a time.

``watching`` writes the rows down, ``undoing`` takes a change back; both are reached from here.
"""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from olcrm.ledger import watching
from olcrm.ledger.sums import aside
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


def entries(
    db: sqlite3.Connection, *, contact_id: int | None = None, order_id: int | None = None, limit: int | None = None
) -> list[Entry]:
    """Changes, the newest first: all, or those that touched a contact or an order. ``limit`` None is all of them."""
    walk = walked(db)
    if contact_id is None and order_id is None:
        rows = db.execute("SELECT * FROM change ORDER BY id DESC LIMIT ?", (-1 if limit is None else limit,))
        return [_entry(row, walk) for row in rows]
    chosen = sorted(_about(db, contact_id, order_id), reverse=True)[:limit]
    return [_entry(db.execute("SELECT * FROM change WHERE id = ?", (one,)).fetchone(), walk) for one in chosen]


def entry(db: sqlite3.Connection, number: int) -> Entry:
    """One change, which must be there."""
    return _entry(db.execute("SELECT * FROM change WHERE id = ?", (number,)).fetchone(), walked(db))


def is_there(db: sqlite3.Connection, number: int) -> bool:
    """Whether there is a change of this number."""
    return db.execute("SELECT 1 FROM change WHERE id = ?", (number,)).fetchone() is not None


def total(db: sqlite3.Connection, *, contact_id: int | None = None, order_id: int | None = None) -> int:
    """How many changes there are: in all, or that touched a contact or an order."""
    if contact_id is None and order_id is None:
        (count,) = db.execute("SELECT count(*) FROM change").fetchone()
        return int(count)
    return len(_about(db, contact_id, order_id))


def _entry(row: sqlite3.Row, walk: Walk) -> Entry:
    number = row["id"]
    return Entry(number, row["made_at"], row["command"], row["said"], row["undoes_id"], walk.by(number))


@contextmanager
def bulk(db: sqlite3.Connection, tables: Collection[str], *, given: Collection[str] = ()) -> Iterator[None]:
    """Let thousands of rows be added to ``tables`` quickly, as part of the caller's change.

    Inside, no trigger runs for an added row of these tables: neither history nor sums nor search follow until the block
    ends, when all three are made up at once: one row of history a table, whatever the number. Rows must get their ids
    from the ledger. Rows that are edited or removed meanwhile are written down as always. Of the tables ``given`` the
    added rows bring their kept sums along and older ones get nothing new; computing those takes a third of the time.
    """
    named = [table for table in watching.tables(db) if table in tables]
    first = {table: _next_id(db, table) for table in named}
    with aside(db, _adders(db, named)):
        ranges = {table: _open_range(db, table, first[table]) for table in named}
        yield
        added = {table: first[table] for table in named if _close_range(db, table, first[table], ranges[table])}
        for table in added:
            _make_searchable(db, table, added[table])
        recompute(db, added, given)


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


def _next_id(db: sqlite3.Connection, table: str) -> int:
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return (row[0] if row else 0) + 1


def _adders(db: sqlite3.Connection, tables: list[str]) -> dict[str, str]:
    """The triggers that follow an added row of ``tables``, name → text."""
    rows = db.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return {name: text for name, text, table in rows if table in tables and name.endswith("_add")}


def _open_range(db: sqlite3.Connection, table: str, first: int) -> int:
    """Write down beforehand that rows from ``first`` on are added.

    Whatever happens to them later in the same change then stands after it, as it must to be taken back in turn.
    """
    row = db.execute(
        "INSERT INTO change_row (change_id, tbl, row_id, last_id, did) SELECT max(id), ?, ?, ?, 'add' FROM change",
        (table, first, first),
    )
    return row.lastrowid or 0


def _close_range(db: sqlite3.Connection, table: str, first: int, row: int) -> bool:
    """Say where the added rows end; forget the range when there are none."""
    (last,) = db.execute(f"SELECT max(id) FROM {table} WHERE id >= ?", (first,)).fetchone()  # noqa: S608
    if last is None:
        db.execute("DELETE FROM change_row WHERE id = ?", (row,))
        return False
    db.execute("UPDATE change_row SET last_id = ? WHERE id = ?", (last, row))
    if last == first:  # a single row says whom it concerns, as any other does
        contact, order = watching.concerns(table, watching.facts(db, table), table)
        db.execute(
            f"UPDATE change_row SET (contact_id, order_id) = (SELECT {contact}, {order} FROM {table} WHERE id = ?)"  # noqa: S608
            " WHERE id = ?",
            (first, row),
        )
    return True


def _make_searchable(db: sqlite3.Connection, table: str, first: int) -> None:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (f"{table}_search",)).fetchone():
        return
    names = db.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (f"{table}_search",))
    columns = ", ".join(name for (name,) in names)
    db.execute(
        f"INSERT INTO {table}_search (rowid, {columns}) SELECT id, {columns} FROM {table} WHERE id >= ?",  # noqa: S608
        (first,),
    )
