"""What a change did, row by row: each as it was before and as it was right after.

A row is written down as it was before each change of it. How it was after one is therefore what the next one wrote
down, or, when there is none, the row as it is.
"""

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from olcrm.kit.errors import LedgerError
from olcrm.kit.text import _
from olcrm.ledger import watching

Facts = Mapping[str, Any]


class Touched(NamedTuple):
    """One row a change touched: its facts before and right after, None where it was not there."""

    table: str
    row_id: int
    before: Facts | None
    after: Facts | None
    contact_id: int | None
    order_id: int | None

    @property
    def did(self) -> str:
        """``add``, ``edit`` or ``remove``; empty when it is as it was, or was there only meanwhile."""
        if self.before is None or self.after is None:
            return "add" if self.after is not None else "remove" if self.before is not None else ""
        return "edit" if self.fields() else ""

    def fields(self) -> list[str]:
        """The columns that are not the same before and after, in the order of the table."""
        before, after = self.before or {}, self.after or {}
        return [column for column in {**before, **after} if before.get(column) != after.get(column)]


def counts(db: sqlite3.Connection, change: int) -> dict[str, int]:
    """How many rows of each table a change touched."""
    return {
        table: sum(last - first + 1 for _entry, first, last in _entries(db, change, table))
        for (table,) in db.execute("SELECT DISTINCT tbl FROM change_row WHERE change_id = ?", (change,)).fetchall()
    }


def touched(db: sqlite3.Connection, change: int, table: str, most: int | None = None) -> Iterator[Touched]:
    """The rows of ``table`` that a change touched, at most ``most``. Raises LedgerError for a damaged line."""
    columns = watching.facts(db, table)
    numbers = ((entry, row) for entry, first, last in _entries(db, change, table) for row in range(first, last + 1))
    for entry, number in islice(numbers, most):
        line = db.execute("SELECT * FROM change_row WHERE id = ?", (entry,)).fetchone()
        before = None if line["did"] == "add" else read(line["was"], table, number)
        about = line["contact_id"], line["order_id"]
        if about[1] is None:  # one of thousands does not say, and a due is there before its order
            contact, order = concerned(db, table, number)
            about = about[0] or contact, order
        after = _after(db, table, number, "change_id", change, columns)
        yield Touched(table, number, before, after, *about)


def _entries(db: sqlite3.Connection, change: int, table: str) -> Iterator[tuple[int, int, int]]:
    """What a change wrote down first about each row of ``table``: the line of the history, the first and last row."""
    lines = "FROM change_row WHERE change_id = ? AND tbl = ? AND last_id"
    of = (change, table)
    ranges = db.execute(f"SELECT id, row_id, last_id {lines} > row_id ORDER BY row_id", of).fetchall()
    yield from map(tuple, ranges)
    rows = db.execute(f"SELECT min(id), row_id {lines} = row_id GROUP BY row_id ORDER BY row_id", of)
    for entry, row in rows:
        if not any(first <= row <= last for _entry, first, last in ranges):
            yield entry, row, row


def after_entry(db: sqlite3.Connection, table: str, row: int, entry: int) -> Facts | None:
    """The facts of a row right after the line ``entry`` of the history; None when it was not there then."""
    return _after(db, table, row, "id", entry, watching.facts(db, table))


def last_known(db: sqlite3.Connection, table: str, row: int) -> Facts | None:
    """The facts of a row as it is, or as it was when it was removed; None when it never was."""
    removed = "SELECT coalesce(max(id), 0) FROM change_row WHERE tbl = ? AND row_id = ? AND did = 'remove'"
    (entry,) = db.execute(removed, (table, row)).fetchone()
    present = _present(db, table, row, watching.facts(db, table))
    if present is not None or not entry:
        return present
    return read(db.execute("SELECT was FROM change_row WHERE id = ?", (entry,)).fetchone()["was"], table, row)


def _after(
    db: sqlite3.Connection, table: str, row: int, column: str, number: int, columns: Sequence[str]
) -> Facts | None:
    later = db.execute(
        f"SELECT id, did, was FROM change_row WHERE tbl = ?1 AND row_id = ?2 AND {column} > ?3"  # noqa: S608
        " UNION ALL SELECT id, did, was FROM change_row WHERE tbl = ?1 AND last_id > row_id AND last_id >= ?2"
        f" AND row_id < ?2 AND {column} > ?3 ORDER BY id LIMIT 1",
        (table, row, number),
    ).fetchone()
    if later is None:
        return _present(db, table, row, columns)
    return None if later["did"] == "add" else read(later["was"], table, row)


def _present(db: sqlite3.Connection, table: str, row: int, columns: Sequence[str]) -> Facts | None:
    found = db.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row,)).fetchone()  # noqa: S608
    return None if found is None else dict(zip(columns, tuple(found), strict=True))


def is_total(db: sqlite3.Connection, entry: int) -> bool:
    """Whether a line of the history tells of nothing but an order's total, which follows from its lines."""
    row = db.execute("SELECT tbl, row_id, did, was FROM change_row WHERE id = ?", (entry,)).fetchone()
    if row["tbl"] != "due" or row["did"] != "edit":
        return False
    before = read(row["was"], "due", row["row_id"])
    after = after_entry(db, "due", row["row_id"], entry)
    return (
        before.get("kind") == "order" and after is not None and {**before, "amount": None} == {**after, "amount": None}
    )


def concerned(db: sqlite3.Connection, table: str, row: int) -> tuple[int | None, int | None]:
    """The contact and the order that a row, if it is there, is about."""
    contact, order = watching.concerns(table, watching.facts(db, table), table)
    found = db.execute(f"SELECT {contact}, {order} FROM {table} WHERE id = ?", (row,)).fetchone()  # noqa: S608
    return (found[0], found[1]) if found else (None, None)


def read(was: str | None, table: str, row: int) -> dict[str, int | str | None]:
    """A row as the history wrote it down. Raises LedgerError when that is damaged."""
    try:
        facts = json.loads(was or "")
    except ValueError:
        facts = None
    if isinstance(facts, dict) and all(re.fullmatch(r"[a-z_]+", column) for column in facts):
        return facts
    raise LedgerError(
        _("The history of {table} {row} cannot be read; it is damaged.").format(table=table, row=row),
        hint=_("Look with `olcrm doctor`; nothing was changed."),
    )
