"""Rows on their way into tables, many at a time: an order is put beside the ledger, and SQLite spreads it out."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any

from olcrm.import_.rules import Order
from olcrm.kit import clock

if TYPE_CHECKING:
    from olcrm.import_.tallies import Sold

METHOD = "import"  # how money came in of which the file says only that it did

_COLUMNS = (
    *(
        "contact_id",
        "memo",
        "goods",
        "shipping",
        "discount",
        "total",
        "paid",
        "day",
        "at",
        "keep_until",
        "note",
        "source",
    ),
    *("number", "fate", "row", "mark"),
)
_INCOMING = """
CREATE TEMP TABLE incoming (
  id INTEGER PRIMARY KEY, contact_id, memo, goods DEFAULT 0, shipping DEFAULT 0, discount DEFAULT 0, total DEFAULT 0,
  paid DEFAULT 0, day, at, keep_until, note, source, number, fate, row, mark
)
"""
_SPREAD = (
    """
    INSERT INTO due (id, contact_id, kind, memo, amount, paid, created_on, created_at, closed_on)
    SELECT id + :before + :due_ahead, contact_id, 'order', memo, total, CASE WHEN paid > total THEN total ELSE paid END,
           day, at, CASE WHEN fate IN ('cancelled', 'released') THEN day END
      FROM incoming
    """,
    """
    INSERT INTO sale_order (id, contact_id, due_id, ordered_on, ordered_at, keep_until, goods, shipping, discount, note,
                            source, number, shipped_on, arrived_on, closed_as, closed_on)
    SELECT id + :before, contact_id, id + :before + :due_ahead, day, at, keep_until, goods, shipping, discount, note,
           source, number, CASE fate WHEN 'shipped' THEN day END, CASE fate WHEN 'arrived' THEN day END,
           CASE WHEN fate IN ('cancelled', 'released') THEN fate END,
           CASE WHEN fate IN ('cancelled', 'released') THEN day END
      FROM incoming
    """,
    """
    INSERT INTO payment (contact_id, due_id, amount, kind, method, paid_on, created_at)
    SELECT contact_id, id + :before + :due_ahead, CASE WHEN paid > total THEN total ELSE paid END, 'payment', :method,
           day, at
      FROM incoming WHERE paid > 0 AND total > 0
    """,
    """
    INSERT INTO payment (contact_id, amount, kind, method, paid_on, created_at)
    SELECT contact_id, paid - total, 'credit', :method, day, at FROM incoming WHERE paid > total
    """,
    """
    INSERT INTO import_row (batch_id, row_number, fingerprint, order_id)
    SELECT :batch, row, mark, id + :before FROM incoming
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
        self.known = _Rows("INSERT INTO import_row (batch_id, row_number, fingerprint, order_id)")
        # Of each new order what the file says, who bought, what it is known by, and until when its goods are kept.
        self.orders: list[Order] = []
        self.buyers: list[int] = []
        self.marks: list[str] = []
        self.until: list[str | None] = []
        self.sold: Iterable[Sold] = ()  # of each what its buyer's sums are made of, once it is written

    def write(self, db: sqlite3.Connection, batch: int | None, first: int, due_ahead: int) -> None:
        """Write everything down, what others refer to first.

        The orders are numbered from ``first`` on; the number of a due is ``due_ahead`` of its order's.
        """
        self.contacts.write(db)
        self.channels.write(db)
        if self.orders:
            self._put(db)
            about = {"batch": batch, "before": first - 1, "due_ahead": due_ahead, "method": METHOD}
            for statement in _SPREAD:
                db.execute(statement, about)
            lines = _Rows("INSERT INTO order_line (order_id, qty, name, price)")
            for number, order in enumerate(self.orders, first):
                for line in order.lines:
                    lines += (number, *line)
            lines.write(db)
        self.known.write(db)

    def _put(self, db: sqlite3.Connection) -> None:
        """Put the orders beside the ledger, column by column; what none of them says is not handed over."""
        columns: dict[str, Sequence[Any]] = dict(zip(Order._fields, zip(*self.orders, strict=True), strict=True))
        columns |= {"contact_id": self.buyers, "mark": self.marks, "keep_until": self.until}
        columns["fate"] = [fate and str(fate) for fate in columns["fate"]]  # binding takes its time over kinds of text
        self.sold = zip(*[columns[name] for name in ("contact_id", "day", "total", "paid", "fate")], strict=True)
        said = {name: columns[name] for name in _COLUMNS if any(columns[name])}
        rows = _Rows(f"INSERT INTO incoming ({', '.join(said)})")
        rows.extend(chain.from_iterable(zip(*said.values(), strict=True)))
        rows.write(db)
