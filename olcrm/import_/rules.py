"""What an order is whose rows have been read: its lines, its sum, what of it is paid, where the goods are."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b  # noqa: TID253 (asked for once a row; no other room comes by here)
from typing import Any, NamedTuple

from olcrm.contact.rules import Channel
from olcrm.kit.money import CEILING, rupiah
from olcrm.kit.text import _


class Fate(StrEnum):
    """What had become of an order when the file was written."""

    UNPAID = "unpaid"
    OPEN = "open"  # in work; whether it is paid stands elsewhere
    PAID = "paid"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"
    RELEASED = "released"


class OrderRow(NamedTuple):
    """A row of an orders file as values; None is an empty cell, or "" where it is text. Money is whole rupiah."""

    contact: tuple[str, Channel | None]  # as written, and the phone that is, if it is one
    date: tuple[str, str]  # the day, and the moment as a stamp
    item: str | None = None
    qty: int | None = None
    price: int | None = None
    total: int | None = None
    paid: int | bool | None = None  # True: all of it
    status: Fate | None = None
    number: str | None = None
    source: str | None = None
    phone: Channel | None = None
    shipping: int | None = None
    discount: int | None = None
    note: str | None = None
    balance: int | None = None


Line = tuple[int, str, int]
"""So many pieces of a thing, at so many rupiah each."""


@dataclass(frozen=True)
class Habit:
    """How history is read. ``purchase`` names what was bought where the file does not.

    ``settled``: an order that says nothing of money or status was paid. ``gone_before``: a paid order without a status
    from before this day is with its buyer. ``paid_when_sent``: what is sent was paid, if nothing else is said.
    """

    purchase: str
    settled: bool
    paid_when_sent: bool
    gone_before: str
    source: str | None = None


class Order(NamedTuple):
    """An order to be written down. ``mark`` is what it is known by when it comes again.

    A tuple, because it is made and taken apart once for each row of a file, and nothing else is as quick at either.
    """

    row: int
    mark: str
    buyer: str  # as written
    phone: Channel | None
    day: str
    at: str
    number: str | None
    source: str | None
    note: str | None
    lines: list[Line]
    memo: str  # its lines in one line
    goods: int
    shipping: int
    discount: int
    total: int
    paid: int
    fate: Fate | None  # where the goods are, or why they went back; None while they are kept
    aged: bool  # arrived because of its age alone
    waits: bool  # for its money, with the goods still here
    evened: bool  # its total is not what its parts cost


class Wrong(Exception):
    """What is wrong with which row and column."""

    def __init__(self, row: int, column: str, problem: str) -> None:
        super().__init__(problem)
        self.row, self.column, self.problem = row, column, problem

    def document(self) -> dict[str, Any]:
        """As it stands in JSON and in a report."""
        return {"row": self.row, "column": self.column, "problem": self.problem}


@dataclass
class Outcome:
    """What became of a file. ``again`` is the batch that the very same file was before; money is whole rupiah."""

    batch: int | None = None
    again: bool = False
    rows: int = 0
    new: int = 0  # contacts of a contacts file, orders of an orders file
    known: int = 0
    filled: int = 0  # known contacts of whom more is known now
    people: int = 0  # contacts made for orders
    sum: int = 0
    arrived: int = 0  # orders taken as arrived because of their age
    evened: int = 0  # orders whose total is not what their parts cost
    first: list[dict[str, Any]] = field(default_factory=list)  # at most SHOWN, to see how they were understood
    renamed: list[dict[str, Any]] = field(default_factory=list)  # whose phone is kept under another name
    wrong: list[Wrong] = field(default_factory=list)
    wrong_rows: int = 0

    def wrote(self, orders: Sequence[Order]) -> None:
        """Count new orders."""
        self.new += len(orders)
        self.sum += sum([order.total for order in orders])
        self.arrived += sum([order.aged for order in orders])
        self.evened += sum([order.evened for order in orders])

    @property
    def changes(self) -> bool:
        """Whether anything in the file is new."""
        return bool(self.new or self.filled)

    def bad(self, problems: Sequence[Wrong]) -> None:
        """Note what is wrong with one row; after a thousand only how many there are."""
        self.wrong_rows += 1
        if len(self.wrong) < REPORTED:
            self.wrong += problems


REPORTED, SHOWN = 1000, 5
_digest = blake2b(digest_size=12)


def fingerprint(*parts: str) -> str:
    """What ``parts`` are known by when they come again."""
    digest = _digest.copy()  # which is quicker than a new one
    digest.update("\x1e".join(parts).encode())
    return digest.hexdigest()


Rows = Sequence[tuple[int, OrderRow]]
"""The rows of one order, each with its number in the file."""

_OF_THE_ORDER = ("contact", "date", "total", "paid", "balance", "status", "source", "phone", "shipping", "discount")
SENT = (Fate.SHIPPED, Fate.ARRIVED)
CALLED_OFF = (Fate.CANCELLED, Fate.RELEASED)
ENDED = SENT + CALLED_OFF


def order(rows: Rows, habit: Habit) -> Order:
    """The order that these ``rows`` of one file are. Raises Wrong.

    Its total is exactly the one the file says. What that is more than the goods is shipping, what it is less is
    discount, unless the file names these too.
    """
    row, said = rows[0] if len(rows) == 1 else _agreed(rows)
    # Taken apart at once: this is done for each row of a file, and asking for a field by its name costs more.
    contact, (day, at), item, qty, price, stated, money, status, number, source, phone, fee, less, note, rest = said
    shipping, discount = fee or 0, less or 0
    if price is None or len(rows) > 1:
        lines = _lines(rows, said, habit)
        goods = sum([pieces * each for pieces, _name, each in lines])
    else:
        pieces = qty or 1
        lines, goods = [(pieces, item or habit.purchase, price)], pieces * price
    total = goods + shipping - discount
    if stated is not None and stated != total:
        shipping, discount = _evened(row, fee, less, stated - total, total)
        total = stated
    if goods < 0 or total < 0:
        raise Wrong(row, "total", _("it is less than nothing when shipping and discount are counted"))
    if goods + shipping > CEILING:
        raise Wrong(row, "total", _("it is more than one order can be"))
    silent = money is None and status is None and rest is None
    paid = (total if habit.settled else 0) if silent else _paid(row, money, rest, status, total, habit)
    source = source or habit.source
    if number:
        mark = fingerprint(f"number\x1e{source or ''}\x1e{number}")
    else:  # what does not change as time goes by
        mark = fingerprint(f"row\x1e{contact[0]}\x1e{at}\x1e{item}\x1e{qty}\x1e{price}\x1e{stated}")
    if len(lines) == 1:
        pieces, name, _price = lines[0]
        memo = name if pieces == 1 else f"{pieces}x {name}"
    else:
        memo = ", ".join([name if pieces == 1 else f"{pieces}x {name}" for pieces, name, _price in lines])
    aged = status is None and paid >= total and day < habit.gone_before
    ended = status in ENDED
    return _order(
        (
            row,
            mark,
            contact[0],
            phone or contact[1],
            day,
            at,
            number or None,
            source,
            note or None,
            lines,
            memo,
            goods,
            shipping,
            discount,
            total,
            paid,
            _ARRIVED if aged else status if ended else None,
            aged,
            paid < total and not ended,
            shipping != (fee or 0) or discount != (less or 0),
        )
    )


# Asked for once, not for each row.
_order, _ARRIVED, _OPEN, _PAID = Order._make, Fate.ARRIVED, Fate.OPEN, Fate.PAID


def _agreed(rows: Rows) -> tuple[int, OrderRow]:
    """The first row, with what others say of the whole order."""
    first = rows[0]
    found: dict[str, Any] = {}
    for name in _OF_THE_ORDER:
        for number, values in rows:
            said = getattr(values, name)
            if said not in (None, "") and found.setdefault(name, said) != said:
                raise Wrong(
                    number, name, _("it differs from row {row}, which is of the same order").format(row=first[0])
                )
    found["note"] = "\n".join(dict.fromkeys(one.note for _row, one in rows if one.note))
    return first[0], first[1]._replace(**found)


def _lines(rows: Rows, said: OrderRow, habit: Habit) -> list[Line]:
    """What was bought, by the price of each, or else for the total of a single row."""
    if len(rows) > 1 or said.price is not None:
        return [_priced(number, values, habit) for number, values in rows]
    if said.total is None:
        raise Wrong(rows[0][0], "total", _("there is neither a price nor a total"))
    goods = said.total - (said.shipping or 0) + (said.discount or 0)
    return _divided(said.qty or 1, said.item or habit.purchase, goods)


def _evened(row: int, shipping: int | None, discount: int | None, rest: int, parts: int) -> tuple[int, int]:
    """Shipping and discount with the ``rest`` that the file's total is more, or less, than its ``parts``."""
    if rest > 0 and shipping is None:
        return rest, discount or 0
    if rest < 0 and discount is None:
        return shipping or 0, -rest
    raise Wrong(row, "total", _("the parts come to {sum}").format(sum=rupiah(parts)))


def _priced(row: int, said: OrderRow, habit: Habit) -> Line:
    if said.price is None:
        raise Wrong(row, "price", _("it is empty; an order of several rows needs a price in each"))
    return said.qty or 1, said.item or habit.purchase, said.price


def _divided(qty: int, name: str, goods: int) -> list[Line]:
    """``qty`` pieces that come to exactly ``goods``: where that cannot be divided, some cost one rupiah more."""
    price, dearer = divmod(goods, qty)
    lines = ((qty - dearer, name, price), (dearer, name, price + 1))
    return [line for line in lines if line[0]]


def _paid(row: int, said: int | bool | None, rest: int | None, status: Fate | None, total: int, habit: Habit) -> int:
    """What of the ``total`` is paid; ``rest`` is what is still to come."""
    if said is None and rest is not None and status not in CALLED_OFF:
        if rest > total:
            raise Wrong(row, "balance", _("it is more than the total"))
        return total - rest
    if said is not None:
        paid = said if type(said) is int else total * said
    elif status is None:
        paid = total if habit.settled else 0
    elif status is _OPEN:
        raise Wrong(row, "status", _("it does not say what is paid, and no other column does"))
    else:
        paid = total if status is _PAID or (habit.paid_when_sent and status in SENT) else 0
    if paid and status in CALLED_OFF:
        raise Wrong(
            row,
            "paid",
            _("{amount} is paid for an order that was called off; what became of it?").format(amount=rupiah(paid)),
        )
    return paid
