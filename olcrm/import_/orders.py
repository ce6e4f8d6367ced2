"""The rows of an orders file: put together into orders, matched to people, written down by the thousand.

The order a row belongs to is told by its number; without one each row is an order of its own, known again by what it
says and how often the file has said it before. Nothing of a file is held in memory but the rows at hand: who and what
is known already is looked up in the ledger, where the rows before them are by then.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from olcrm.contact import people
from olcrm.contact import rules as contact
from olcrm.contact.rules import Channel
from olcrm.import_.buyers import Buyers, handle, key
from olcrm.import_.contacts import together
from olcrm.import_.layouts import Layout
from olcrm.import_.rules import SHOWN, Habit, Order, OrderRow, Outcome, Wrong, fingerprint
from olcrm.import_.rules import order as assembled
from olcrm.import_.tallies import Tallies
from olcrm.import_.writing import Page, beside
from olcrm.kit import clock
from olcrm.kit.sheet import Row
from olcrm.kit.text import _
from olcrm.ledger import sums
from olcrm.shop import store as shop

TABLES = ("contact", "channel", "due", "sale_order", "order_line", "payment", "import_row")
AT_ONCE = 1_000  # rows, or orders, that are in memory together
REMEMBERED = 8_192  # buyers at most, by name and with what they bought

# Indices that an import asks nothing of. Made anew at the end they cost half of what they do row by row.
_LATER = (
    *("sale_order_contact", "sale_order_ordered_on", "sale_order_to_ship", "sale_order_promised"),
    *("sale_order_arrived", "sale_order_closed", "order_line_order"),
    *("due_open", "due_open_oldest", "due_open_by_day", "due_open_amount"),
    *("payment_due", "payment_contact", "payment_paid_on", "import_row_batch", "import_row_order"),
)

# For the time of an import. A ledger grows by tens of megabytes then: pages are kept at hand that every row touches,
# and neither checked again for damage nor wiped, as nothing personal is removed.
_HASTE = ("PRAGMA cache_size = -16384", "PRAGMA cell_size_check = OFF", "PRAGMA secure_delete = OFF")

Read = tuple[str | int, tuple[int, OrderRow | list[Wrong]]]
"""What order a row is of; its number in the file with its values, or with everything that is wrong with it."""

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
    later = [] if about < pour.first_order else [*_LATER]
    if later and pour.first_order == 1:
        later.append("due_contact")
    if later and not db.execute("SELECT 1 FROM import_row WHERE order_id IS NOT NULL LIMIT 1").fetchone():
        later.append("import_row_fingerprint")
        pour.first_file = True
    orders = _orders(_read(rows, layout, outcome), "number" in layout.columns, habit, outcome)
    with beside(db), sums.aside(db, _written(db, later)):
        for some in together(orders, AT_ONCE):
            pour.out(some)
        pour.tallies.write(db)
    if pour.first_file:
        _tell_apart(db, pour.first_order)


def _tell_apart(db: sqlite3.Connection, first_order: int) -> None:
    """Let new rows that say the same be known as the first, the second … time that it is said."""
    same = db.execute("SELECT fingerprint FROM import_row GROUP BY fingerprint HAVING count(*) > 1").fetchall()
    # The history has these rows as added by this very change.
    with sums.aside(db, _written(db, ["history_import_row_edit"] if same else [])):
        for (mark,) in same:
            alike = db.execute(
                "SELECT id FROM import_row WHERE fingerprint = ? AND order_id >= ? ORDER BY id", (mark, first_order)
            ).fetchall()
            for time, (row,) in enumerate(alike[1:], 2):
                again = fingerprint(mark, str(time))
                db.execute("UPDATE import_row SET fingerprint = ? WHERE id = ?", (again, row))


def _written(db: sqlite3.Connection, names: Sequence[str]) -> dict[str, str]:
    """Name → text of the indices and triggers ``names``."""
    found = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE name IN (SELECT value FROM json_each(?))", [json.dumps(names)]
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
        named: list[str | int] = list(numbers)  # without a number each is an order of its own
        if number is not None:
            named = [
                f"{one[number]}\x1f{'' if source is None else one[source]}" if one[number] else row
                for row, one in zip(numbers, cells, strict=True)
            ]
        yield from zip(named, zip(numbers, form.read(numbers, cells), strict=True), strict=True)


def _orders(read: Iterable[Read], numbered: bool, habit: Habit, outcome: Outcome) -> Iterator[Order]:
    last = itemgetter(1)
    grouped = ([*map(last, those)] for _named, those in groupby(read, key=itemgetter(0)))
    for rows in grouped if numbered else zip(map(last, read)):
        try:
            if list not in [type(value) for _row, value in rows]:
                yield assembled(rows, habit)
                continue
            wrong = [value for _row, value in rows if type(value) is list]
        except Wrong as problem:
            wrong = [[problem]]
        said = {problem.row for problems in wrong for problem in problems}
        wrong += [
            [Wrong(row, "number", _("another row of the same order is wrong"))]
            for row, _value in rows
            if row not in said
        ]
        for problems in sorted(wrong, key=lambda problems: problems[0].row):
            outcome.bad(problems)


class _Pour:
    """Writes orders down, some thousand at a time. The ledger is ours alone, so ids are counted here."""

    def __init__(self, db: sqlite3.Connection, habit: Habit, outcome: Outcome) -> None:
        self.db, self.habit, self.outcome = db, habit, outcome
        self.policy = shop.policy(db)
        used = dict(db.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
        self.next_contact = self.first_contact = used.get("contact", 0) + 1
        self.tallies = Tallies(self.first_contact)
        self.next_order = self.first_order = used.get("sale_order", 0) + 1
        self.due_ahead = used.get("due", 0) + 1 - self.first_order
        self.times: dict[str, int] = {}  # how often the file has said what it says more than once
        self.first_file = False  # whether no order came from a file before, so that none needs to be looked for
        self.met: dict[str, int] = {}  # who is called so, as long as nobody is reached in another way than by name

    def out(self, orders: Sequence[Order]) -> None:
        """Write down those of ``orders`` that are not there yet."""
        page, first = Page(), self.next_order
        numbered, seen = _numbered(self.db, orders), {} if self.first_file else self._seen(orders)
        by_name = not any(order.phone or order.buyer[0] == "@" for order in orders)
        if not by_name or len(self.met) > REMEMBERED:
            self.met = {}
        met = self.met
        buyers = Buyers(self.db, [order for order in orders if order.buyer not in met])
        for order in orders:
            try:
                mark, number = self._known(order, numbered, seen)
                if number is None:
                    who = met.get(order.buyer) or self._buyer(order, buyers, page)
            except Wrong as wrong:
                self.outcome.bad([wrong])
                continue
            if number is not None:
                self.outcome.known += 1
                page.known += (self.outcome.batch, order.row, mark, number)
                continue
            if by_name:
                met[order.buyer] = who
            if order.number:
                numbered[order.source, order.number] = self.next_order
            page.orders.append(order)
            page.buyers.append(who)
            page.marks.append(mark)
            self.next_order += 1
        self._keep(page)
        page.write(self.db, self.outcome.batch, first, self.due_ahead)
        self.tallies.count(page.sold)
        if len(self.tallies) > REMEMBERED:
            self.tallies.write(self.db)

    def _seen(self, orders: Sequence[Order]) -> dict[str, int | None]:
        """The orders that the marks of unnumbered ``orders`` stand for; None where this very file said so before."""
        marks = [order.mark for order in orders if not order.number]
        rows = self.db.execute(
            "SELECT fingerprint, max(batch_id) AS batch, order_id FROM import_row"
            " WHERE fingerprint IN (SELECT value FROM json_each(?)) GROUP BY fingerprint",
            (json.dumps(marks),),
        )
        return {mark: None if batch == self.outcome.batch else number for mark, batch, number in rows}

    def _known(self, order: Order, numbered: Numbered, seen: dict[str, int | None]) -> tuple[str, int | None]:
        """What ``order`` is known by, and the number it has here already."""
        mark = order.mark
        if order.number:
            number = numbered.get((order.source, order.number))
            if number is not None and number >= self.first_order:
                raise Wrong(order.row, "number", _("rows of this order stand further up; sort the file by number"))
            return mark, number
        if self.first_file:
            return mark, None
        if mark in seen and seen[mark] is None:
            self.times[mark] = self.times.get(mark, 1) + 1
            mark = fingerprint(mark, str(self.times[mark]))
            row = self.db.execute("SELECT order_id FROM import_row WHERE fingerprint = ? LIMIT 1", (mark,)).fetchone()
            return mark, row and row["order_id"]
        number, seen[mark] = seen.get(mark), None
        return mark, number

    def _buyer(self, order: Order, buyers: Buyers, page: Page) -> int:
        """Who bought, made a new contact if need be. Raises Wrong when it could be several."""
        name = order.buyer
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

    def _keep(self, page: Page) -> None:
        """Say until when the goods of open orders are kept, and count what is on the page."""
        page.until = [None] * len(page.orders)
        open_ones = [place for place, order in enumerate(page.orders) if order.waits]
        known = {page.buyers[place] for place in open_ones if page.buyers[place] < self.first_contact}
        # Where there was no order, nobody has a standing that this file would not itself have made.
        standings = people.standings(self.db, known) if known and self.first_order > 1 else {}
        for place in open_ones:
            keep = self.policy.keep_for(standings.get(page.buyers[place], "prospect"))
            page.until[place] = clock.stamp(clock.from_stamp(page.orders[place].at) + keep)
        self.outcome.wrote(page.orders)
        for order, who in zip(page.orders[: SHOWN - len(self.outcome.first)], page.buyers, strict=False):
            self.outcome.first.append(
                {
                    "row": order.row,
                    "name": order.buyer,
                    "contact": who if who < self.first_contact else None,
                    "ordered_on": order.day,
                    "lines": order.memo,
                    "total": order.total,
                    "paid": order.paid,
                }
            )


def _numbered(db: sqlite3.Connection, orders: Sequence[Order]) -> Numbered:
    """Which of the numbers of ``orders`` are here already."""
    numbers: dict[str | None, list[str]] = {}
    for order in orders:
        if order.number:
            numbers.setdefault(order.source, []).append(order.number)
    found: Numbered = {}
    for source, some in numbers.items():
        rows = db.execute(
            "SELECT number, id FROM sale_order WHERE source IS ? AND number IN (SELECT value FROM json_each(?))",
            (source, json.dumps(some)),
        )
        found |= {(source, number): order_id for number, order_id in rows}
    return found
