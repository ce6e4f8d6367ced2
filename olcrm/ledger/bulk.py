"""Rows in their thousands: added without a trigger for each, and made up for at once when all are there."""

import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from olcrm.ledger import telling, watching
from olcrm.ledger.sums import aside, recompute


@contextmanager
def bulk(db: sqlite3.Connection, tables: Collection[str], *, given: Collection[str] = ()) -> Iterator[None]:
    """Let thousands of rows be added to ``tables`` quickly, as part of the caller's change.

    Inside, no trigger runs for an added row of these tables: neither history nor sums nor search follow until the block
    ends, when all three are made up at once: one row of history a table, whatever the number. Rows must get their ids
    from the ledger. Rows that are edited or removed meanwhile are written down as always. Of the tables ``given`` the
    added rows bring their kept sums along, and older ones get nothing new, unless they are contacts; computing those
    takes a third of the time.
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


def put_back(db: sqlite3.Connection, table: str, first: int, last: int, entries: tuple[int, int]) -> None:
    """Add the rows ``first`` to ``last`` again as lines of the history, numbered from and to, wrote them down.

    They are one line of history again. Sums are left to the caller.
    """
    (was,) = db.execute("SELECT was FROM change_row WHERE id = ?", (entries[0],)).fetchone()
    columns = list(telling.read(was, table, first))
    values = ", ".join(f"json_extract(was, '$.{column}')" for column in columns)
    with aside(db, _adders(db, [table])):
        db.execute(
            "INSERT INTO change_row (change_id, tbl, row_id, last_id, did) SELECT max(id), ?, ?, ?, 'add' FROM change",
            (table, first, last),
        )
        db.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM change_row"  # noqa: S608
            " WHERE id BETWEEN ? AND ? ORDER BY id",
            entries,
        )
        _make_searchable(db, table, first, last)


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


def _make_searchable(db: sqlite3.Connection, table: str, first: int, last: int = 1 << 62) -> None:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (f"{table}_search",)).fetchone():
        return
    names = db.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (f"{table}_search",))
    columns = ", ".join(name for (name,) in names)
    db.execute(
        f"INSERT INTO {table}_search (rowid, {columns}) SELECT id, {columns} FROM {table} WHERE id BETWEEN ? AND ?",  # noqa: S608
        (first, last),
    )
