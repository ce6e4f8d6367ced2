"""Rows on their way into tables, many at a time: an order is put beside the ledger, and SQLite spreads it out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from olcrm.import_.rules import Order
from olcrm.kit import clock

METHOD = "import"  # how money came in of which the file says only that it did

_INCOMING = """
CREATE TEMP TABLE incoming (
  id INTEGER PRIMARY KEY, contact_id, memo, goods, shipping, discount, paid, day, at, keep_until, note, source, number,
  fate, row_number, mark
)
"""
_SPREAD = (
    """
    INSERT INTO due (id, contact_id, kind, memo, amount, paid, created_on, created_at, closed_on)
    SELECT id + :due_ahead, contact_id, 'order', memo, goods + shipping - discount,
           min(paid, goods + shipping - discount), day, at, CASE WHEN fate IN ('cancelled', 'released') THEN day END
      FROM incoming
    """,
    """
    INSERT INTO sale_order (id, contact_id, due_id, ordered_on, ordered_at, keep_until, goods, shipping, discount, note,
                            source, number, shipped_on, arrived_on, closed_as, closed_on)
    SELECT id, contact_id, id + :due_ahead, day, at, keep_until, goods, shipping, discount, note, source, number,
           CASE fate WHEN 'shipped' THEN day END, CASE fate WHEN 'arrived' THEN day END,
           CASE WHEN fate IN ('cancelled', 'released') THEN fate END,
           CASE WHEN fate IN ('cancelled', 'released') THEN day END
      FROM incoming
    """,
    """
    INSERT INTO payment (contact_id, due_id, amount, kind, method, paid_on, created_at)
    SELECT contact_id, id + :due_ahead, min(paid, goods + shipping - discount), 'payment', :method, day, at
      FROM incoming WHERE min(paid, goods + shipping - discount) > 0
    """,
    """
    INSERT INTO payment (contact_id, amount, kind, method, paid_on, created_at)
    SELECT contact_id, paid - (goods + shipping - discount), 'credit', :method, day, at
      FROM incoming WHERE paid > goods + shipping - discount
    """,
    """
    INSERT INTO import_row (batch_id, row_number, fingerprint, order_id)
    SELECT :batch, row_number, mark, id FROM incoming
    """,
    "DELETE FROM incoming",
)


@contextmanager
def beside(db: sqlite3.Connection) -> Iterator[None]:
    """Have a table beside the ledger for the orders of a page; it is in memory only, and goes with the block."""
    db.execute(_INCOMING)
    yield
    db.execute("DROP TABLE temp.incoming")


class _Rows(list[Any]):
    """The values of rows that are about to be written, one after the other.

    Fifty rows a statement: the table and its indices are then opened once for all of them, which saves a fifth.
    """

    def __init__(self, into: str) -> None:
        self.into, self.width = into, into.count(",") + 1

    def write(self, db: sqlite3.Connection) -> None:
        """Write all rows down."""
        marks = f"({', '.join('?' * self.width)})"
        many, step = f"{self.into} VALUES {', '.join([marks] * 50)}", self.width * 50
        whole = len(self) - len(self) % step
        for start in range(0, whole, step):
            db.execute(many, self[start : start + step])
        for start in range(whole, len(self), self.width):
            db.execute(f"{self.into} VALUES {marks}", self[start : start + self.width])


class Page:
    """Rows of every table that are about to be written."""

    def __init__(self) -> None:
        self.now = clock.stamp(clock.now())
        self.contacts = _Rows("INSERT INTO contact (id, name, source, created_at, name_key, find_key)")
        self.channels = _Rows("INSERT INTO channel (contact_id, kind, value, typed)")
        self.orders = _Rows(
            "INSERT INTO incoming (id, contact_id, memo, goods, shipping, discount, paid, day, at, keep_until, note,"
            " source, number, fate, row_number, mark)"
        )
        self.lines = _Rows("INSERT INTO order_line (order_id, qty, name, price)")
        self.known = _Rows("INSERT INTO import_row (batch_id, row_number, fingerprint, order_id)")

    def order(self, number: int, who: int, order: Order, mark: str, until: str | None) -> None:
        """An order with its lines and what was paid for it; what is more than it asks is credit.

        The kept sums are given along, as ``history.bulk`` is told.
        """
        said = order.said
        day, at = said.date
        self.orders += (
            *(number, who, order.memo, order.goods, order.shipping, order.discount, order.paid, day, at, until),
            *(order.note, order.source, said.number or None, order.fate, order.row, mark),
        )
        for pieces, name, price in order.lines:
            self.lines += (number, pieces, name, price)

    def write(self, db: sqlite3.Connection, batch: int | None, due_ahead: int) -> None:
        """Write everything down, what others refer to first. The number of a due is ``due_ahead`` of its order's."""
        for rows in (self.contacts, self.channels, self.orders):
            rows.write(db)
        for statement in _SPREAD:
            db.execute(statement, {"batch": batch, "due_ahead": due_ahead, "method": METHOD})
        for rows in (self.lines, self.known):
            rows.write(db)
