"""The rows of an orders file: put together into orders, matched to people, written down by the thousand.

The order a row belongs to is told by its number; without one each row is an order of its own, known again by what it
says and how often the file has said it before. Nothing of a file is held in memory but the rows at hand: who and what
is known already is looked up in the ledger, where the rows before them are by then.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from olcrm.contact import people
from olcrm.contact import rules as contact
from olcrm.contact.rules import Channel
from olcrm.import_.buyers import Buyers, handle, key
from olcrm.import_.contacts import together
from olcrm.import_.layouts import Layout
from olcrm.import_.rules import SHOWN, Habit, Order, OrderRow, Outcome, Wrong, fingerprint
from olcrm.import_.rules import order as assembled
from olcrm.kit import clock
from olcrm.kit.sheet import Row
from olcrm.kit.text import _
from olcrm.ledger import sums
from olcrm.shop import store as shop

TABLES = ("contact", "channel", "due", "sale_order", "order_line", "payment", "import_row")
AT_ONCE = 1_000  # rows, or orders, that are in memory together
METHOD = "import"  # how money came in of which the file says only that it did

# Indices that an import asks nothing of. Made anew at the end they cost half of what they do row by row.
_LATER = (
    *("sale_order_contact", "sale_order_ordered_on", "order_line_order", "payment_due", "payment_contact"),
    *("payment_paid_on", "import_row_batch", "import_row_order"),
)

# For the time of an import. A ledger grows by tens of megabytes then: pages are kept at hand that every row touches,
# and neither checked again for damage nor wiped, as nothing personal is removed.
_HASTE = ("PRAGMA cache_size = -16384", "PRAGMA cell_size_check = OFF", "PRAGMA secure_delete = OFF")

Read = tuple[int, str, OrderRow | list[Wrong]]
"""A row's number in the file, the order it names, and its values, or everything that is wrong with it."""

Numbered = dict[tuple[str | None, str | None], int]
"""Orders by their source and the number they have there."""


def bring(
    db: sqlite3.Connection, rows: Iterable[Row], about: int, layout: Layout, habit: Habit, outcome: Outcome
) -> None:
    """Bring the rows in, ``about`` so many, and write into ``outcome`` what became of them.

    To be called inside ``history.bulk`` over ``TABLES``.
    """
    for setting in _HASTE:
        db.execute(setting)
    pour = _Pour(db, habit, outcome)
    with sums.aside(db, _indices(db) if about > pour.first_order else {}):
        for some in together(_orders(_read(rows, layout, outcome), habit, outcome), AT_ONCE):
            pour.out(some)


def _indices(db: sqlite3.Connection) -> dict[str, str]:
    """Name → text of ``_LATER``."""
    found = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE name IN (SELECT value FROM json_each(?))", [json.dumps(_LATER)]
    )
    return dict(found.fetchall())


def _read(rows: Iterable[Row], layout: Layout, outcome: Outcome) -> Iterator[Read]:
    from olcrm.import_ import forms

    fields = list(layout.columns)
    form = forms.OrderForm(fields, clock.today())
    number, source = (fields.index(name) if name in fields else None for name in ("number", "source"))
    for some in together(rows, AT_ONCE):
        outcome.rows += len(some)
        for row in some:
            if row.wrong:
                outcome.bad([Wrong(row.number, "", row.wrong)])
        sound = [row for row in some if not row.wrong]
        cells = layout.orders([row.cells for row in sound])
        numbers = [row.number for row in sound]
        named = [""] * len(cells)
        if number is not None:
            named = [one[number] and f"{one[number]}\x1f{one[source] if source is not None else ''}" for one in cells]
        yield from zip(numbers, named, form.read(numbers, cells), strict=True)


def _orders(read: Iterable[Read], habit: Habit, outcome: Outcome) -> Iterator[Order]:
    for rows in _of_one_number(read):
        sound = [(row, value) for row, _named, value in rows if not isinstance(value, list)]
        wrong: list[list[Wrong]] = []
        try:
            if len(sound) == len(rows):
                yield assembled(sound, habit)
                continue
            wrong = [value for _row, _named, value in rows if isinstance(value, list)]
        except Wrong as problem:
            wrong = [[problem]]
        said = {problem.row for problems in wrong for problem in problems}
        others = [row for row, _named, _value in rows if row not in said]
        wrong += [[Wrong(row, "number", _("another row of the same order is wrong"))] for row in others]
        for problems in sorted(wrong, key=lambda problems: problems[0].row):
            outcome.bad(problems)


def _of_one_number(read: Iterable[Read]) -> Iterator[list[Read]]:
    """Rows that follow one another and name the same order."""
    group: list[Read] = []
    for one in read:
        if group and (not one[1] or one[1] != group[0][1]):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


class _Pour:
    """Writes orders down, some thousand at a time. The ledger is ours alone, so ids are counted here."""

    def __init__(self, db: sqlite3.Connection, habit: Habit, outcome: Outcome) -> None:
        self.db, self.habit, self.outcome = db, habit, outcome
        self.policy = shop.policy(db)
        used = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        self.next_contact = self.first_contact = used.get("contact", 0) + 1
        self.next_order = self.first_order = used.get("sale_order", 0) + 1
        self.due_ahead = used.get("due", 0) + 1 - self.first_order
        self.times: dict[str, int] = {}  # how often the file has said what it says more than once

    def out(self, orders: Sequence[Order]) -> None:
        """Write down those of ``orders`` that are not there yet."""
        page = _Page()
        numbered, seen = _numbered(self.db, orders), self._seen(orders)
        buyers = Buyers(self.db, orders)
        new: list[tuple[int, int, Order]] = []
        for order in orders:
            try:
                mark, number = self._known(order, numbered, seen)
                if number is None:
                    new.append((self.next_order, self._buyer(order, buyers, page), order))
                    numbered[order.source, order.said.number] = number = self.next_order
                    self.next_order += 1
                else:
                    self.outcome.known += 1
            except Wrong as wrong:
                self.outcome.bad([wrong])
                continue
            page.rows += (self.outcome.batch, order.row, mark, number)
        self._keep(new, page)
        page.write(self.db)

    def _seen(self, orders: Sequence[Order]) -> dict[str, int | None]:
        """The orders that the marks of unnumbered ``orders`` stand for; None where this very file said so before."""
        marks = [order.mark for order in orders if not order.said.number]
        rows = self.db.execute(
            "SELECT fingerprint, max(batch_id) AS batch, order_id FROM import_row"
            " WHERE fingerprint IN (SELECT value FROM json_each(?)) GROUP BY fingerprint",
            (json.dumps(marks),),
        )
        return {mark: None if batch == self.outcome.batch else number for mark, batch, number in rows}

    def _known(self, order: Order, numbered: Numbered, seen: dict[str, int | None]) -> tuple[str, int | None]:
        """What ``order`` is known by, and the number it has here already."""
        mark = order.mark
        if order.said.number:
            number = numbered.get((order.source, order.said.number))
            if number is not None and number >= self.first_order:
                raise Wrong(order.row, "number", _("rows of this order stand further up; sort the file by number"))
            return mark, number
        if mark in seen and seen[mark] is None:
            self.times[mark] = self.times.get(mark, 1) + 1
            mark = fingerprint(mark, str(self.times[mark]))
            row = self.db.execute("SELECT order_id FROM import_row WHERE fingerprint = ? LIMIT 1", (mark,)).fetchone()
            return mark, row and row["order_id"]
        number, seen[mark] = seen.get(mark), None
        return mark, number

    def _buyer(self, order: Order, buyers: Buyers, page: "_Page") -> int:
        """Who bought, made a new contact if need be. Raises Wrong when it could be several."""
        name = order.said.contact[0]
        contact_id = buyers.meant(order)
        if contact_id is None:
            contact_id = self.next_contact
            self.next_contact += 1
            self.outcome.people += 1
            find_key = contact.find_key(name, None)
            page.contacts += (contact_id, name, order.source, page.now, key(name), find_key)
            buyers.know(contact_id, name)
            if name.startswith("@"):
                kind = order.source if order.source in contact.HANDLES else "ig"
                page.channels += buyers.reach(contact_id, Channel(kind or "ig", handle(name), name))
        if order.phone:
            page.channels += buyers.reach(contact_id, order.phone)
        return contact_id

    def _keep(self, new: Sequence[tuple[int, int, Order]], page: "_Page") -> None:
        """Put new orders on the page, the open ones with the time their goods are kept."""
        known = {who for _number, who, order in new if order.waits and who < self.first_contact}
        standings = people.standings(self.db, known) if known else {}
        for number, who, order in new:
            until = None
            if order.waits:
                keep = self.policy.keep_for(standings.get(who, "prospect"))
                until = clock.stamp(clock.from_stamp(order.said.date[1]) + keep)
            page.order(number, number + self.due_ahead, who, order, until)
            self.outcome.wrote(order)
            if len(self.outcome.first) == SHOWN:
                continue
            self.outcome.first.append(
                {
                    "row": order.row,
                    "name": order.said.contact[0],
                    "contact": who if who < self.first_contact else None,
                    "ordered_on": order.said.date[0],
                    "lines": order.memo,
                    "total": order.total,
                    "paid": order.paid,
                }
            )


def _numbered(db: sqlite3.Connection, orders: Sequence[Order]) -> Numbered:
    """Which of the numbers of ``orders`` are here already."""
    numbers: dict[str | None, list[str]] = {}
    for order in orders:
        if order.said.number:
            numbers.setdefault(order.source, []).append(order.said.number)
    found: Numbered = {}
    for source, some in numbers.items():
        rows = db.execute(
            "SELECT number, id FROM sale_order WHERE source IS ? AND number IN (SELECT value FROM json_each(?))",
            (source, json.dumps(some)),
        )
        found |= {(source, number): order_id for number, order_id in rows}
    return found


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


class _Page:
    """Rows of every table that are about to be written."""

    def __init__(self) -> None:
        self.now = clock.stamp(clock.now())
        self.contacts = _Rows("INSERT INTO contact (id, name, source, created_at, name_key, find_key)")
        self.channels = _Rows("INSERT INTO channel (contact_id, kind, value, typed)")
        self.dues = _Rows(
            "INSERT INTO due (id, contact_id, kind, memo, amount, paid, created_on, created_at, closed_on)"
        )
        self.orders = _Rows(
            "INSERT INTO sale_order (id, contact_id, due_id, ordered_on, ordered_at, keep_until, goods, shipping,"
            " discount, note, source, number, shipped_on, arrived_on, closed_as, closed_on)"
        )
        self.lines = _Rows("INSERT INTO order_line (order_id, qty, name, price)")
        self.payments = _Rows("INSERT INTO payment (contact_id, due_id, amount, kind, method, paid_on, created_at)")
        self.rows = _Rows("INSERT INTO import_row (batch_id, row_number, fingerprint, order_id)")

    def order(self, number: int, due: int, who: int, order: Order, until: str | None) -> None:
        """An order with its due, its lines and what was paid for it; what is more than it asks is credit.

        The kept sums are given along, as ``history.bulk`` is told.
        """
        said, (day, at), booked = order.said, order.said.date, min(order.paid, order.total)
        ended, shipped, arrived = (day if there else None for there in (order.closed_as, order.shipped, order.arrived))
        self.dues += (due, who, "order", order.memo, order.total, booked, day, at, ended)
        self.orders += (number, who, due, day, at, until, order.goods, order.shipping, order.discount, order.note)
        self.orders += (order.source, said.number or None, shipped, arrived, order.closed_as, ended)
        for line in order.lines:
            self.lines += (number, *line)
        if booked:
            self.payments += (who, due, booked, "payment", METHOD, day, at)
        if order.paid > booked:
            self.payments += (who, None, order.paid - booked, "credit", METHOD, day, at)

    def write(self, db: sqlite3.Connection) -> None:
        """Write everything down, what others refer to first."""
        for rows in (self.contacts, self.channels, self.dues, self.orders, self.lines, self.payments, self.rows):
            rows.write(db)
