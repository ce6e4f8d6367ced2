"""What an order is made of, and what may be done with it in which state. Days and moments are given, never asked."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from olcrm.kit import dates, money
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.record import Record, Row
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import excerpt, one_of

MOST_PIECES = 999
LAST_CODE = 999

STAGES = ("making", "ready", "shipped", "arrived")  # each is a day on the order: making_on …
OPEN = ("kept", "making", "ready")  # the goods have not left the house
STATUSES = (*OPEN, "shipped", "arrived", "done", "cancelled", "released")

_STATUS_WORDS = {
    "kept": N_("kept"),
    "making": N_("making"),
    "ready": N_("ready"),
    "shipped": N_("shipped"),
    "arrived": N_("arrived"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
    "released": N_("released"),
}
_PAYMENT_WORDS = {
    "unpaid": N_("unpaid"),
    "partial": N_("partial"),
    "paid": N_("paid"),
    "overpaid": N_("overpaid"),
}

_QTY = r"([-+]?[0-9]+(?:[.,][0-9]+)?) ?[x×X] +(.*)"
_CODE_STEP = 38  # shares no divisor with 999, so that orders near one another try different codes first


class Item(Record):
    """One line of an order; ``price`` is rupiah for one piece, None while nobody has said it."""

    qty: int
    name: str
    price: int | None
    sku: str | None = None
    product_id: int | None = None  # of the catalogue, where it keeps a piece


class Terms(Record):
    """What is agreed besides the goods. Money is rupiah; without ``keep_until`` the goods are kept without limit."""

    shipping: int = 0
    discount: int = 0
    unique_code: int = 0
    keep_until: datetime | None = None
    promised_on: date | None = None
    due_on: date | None = None
    recipient: str | None = None
    recipient_phone: str | None = None
    address: str | None = None
    gift: str | None = None
    dropship_from: str | None = None
    note: str | None = None
    source: str | None = None
    number: str | None = None
    courier: str | None = None
    cod: bool = False
    price_hidden: bool = False
    extras: str | None = None


def item(word: str) -> Item:
    """``[QTYx ]NAME[ @MONEY]`` as a line: ``2x Gamis M @150rb``, ``Sprei King``.

    Only a count with a blank behind its x, and only the last @, are read; any other x or @ belongs to the name. Raises
    Misunderstood without a name or with an unreadable price, Refused for a count outside 1–999 or a price below zero.
    """
    counted = re.fullmatch(_QTY, word.strip(), re.DOTALL)
    rest = counted[2] if counted else word.strip()
    name, at, figures = rest.rpartition("@")
    price = None
    if at and any(char.isdigit() for char in figures):
        price = money.amount(figures, zero=True)
    else:
        name = rest
    if not name.strip():
        raise Misunderstood(
            _("“{word}” has no name of a thing in it.").format(word=excerpt(word)),
            hint=_("Put each item in quotation marks, like “2x Gamis M @150rb”."),
        )
    return Item(_pieces(counted[1]) if counted else 1, name.strip(), price)


def _pieces(figures: str) -> int:
    if figures.isdigit() and len(figures) < 10 and 1 <= int(figures) <= MOST_PIECES:
        return int(figures)
    raise Refused(
        _("{count} is no number of pieces.").format(count=excerpt(figures)),
        hint=_("Write a whole number from 1 to {most}, like “2x Gamis M @150rb”.").format(most=MOST_PIECES),
    )


def priced(items: Iterable[Item]) -> list[Item]:
    """``items``, once each has a price. Raises Refused, or Misunderstood for a bare count, for the first without."""
    found = list(items)
    for one in found:
        if one.price is None:
            from olcrm.order import wording

            raise wording.unpriced(None if one.qty == 1 else one.qty, one.name)
    return found


def goods(items: Iterable[Item]) -> int:
    """Rupiah for all pieces."""
    return sum(one.qty * (one.price or 0) for one in items)


def total(goods: int, terms: Terms) -> int:
    """Goods and shipping, less the discount, with the unique code, in rupiah.

    Raises Refused for a discount above what it is taken from, and for a sum no order can have.
    """
    before = goods + terms.shipping
    if terms.discount > before:
        raise Refused(
            _("The discount of {discount} is more than goods and shipping, which are {sum}.").format(
                discount=money.rupiah(terms.discount), sum=money.rupiah(before)
            ),
            hint=_("Give at most that."),
        )
    if before > money.CEILING:
        raise Refused(
            _("{total} is more than one order can be.").format(total=money.rupiah(before)),
            hint=_("The most is {amount}; look for a figure too many.").format(amount=money.rupiah(money.CEILING)),
        )
    return before - terms.discount + terms.unique_code


def unique_code(number: int, balance: int, taken: Collection[int]) -> int:
    """The rupiah, 1–999, to add to ``balance`` so that no other open balance (``taken``) is the same.

    The search begins at a place given by the order's ``number``, so that the same order always finds the same code.
    Raises Refused when all are taken.
    """
    start = number * _CODE_STEP % LAST_CODE
    for step in range(LAST_CODE):
        code = (start + step) % LAST_CODE + 1
        if balance + code not in taken:
            return code
    raise Refused(
        _("All {count} unique codes for {amount} are in use.").format(count=LAST_CODE, amount=money.rupiah(balance)),
        hint=_("Leave it out with --no-unique-code, or change the shipping by a thousand rupiah."),
    )


def not_before(day: date, ordered_on: date, what: str) -> date:
    """``day``, once it is sure not to lie before the order; ``what`` names it. Raises Refused."""
    if day < ordered_on:
        raise Refused(
            _("{what} lies before the day of the order, {day}.").format(what=what, day=dates.short(ordered_on)),
            hint=_("Give that day or a later one."),
        )
    return day


def removed(lines: Sequence[Row], words: Iterable[str]) -> set[int]:
    """The ids of those ``lines`` (rows with id, name and sku) that ``words`` mean: places, counted from 1, or names.

    A whole name wins over a part. Raises Missing when none or several fit.
    """
    return {_line(lines, word) for word in words}


def _line(lines: Sequence[Row], word: str) -> int:
    wanted = word.strip().casefold()
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10 and 1 <= int(wanted) <= len(lines):
        return int(lines[int(wanted) - 1]["id"])
    whole = [line for line in lines if wanted in (line["name"].casefold(), (line["sku"] or line["name"]).casefold())]
    found = whole or [line for line in lines if wanted and wanted in line["name"].casefold()]
    if len(found) == 1:
        return int(found[0]["id"])
    numbered = ", ".join(f"{place} {line['name']}" for place, line in enumerate(lines, 1))
    sentence = _("Several lines fit “{word}”.") if found else _("No line fits “{word}”.")
    raise Missing(
        sentence.format(word=excerpt(word)), hint=_("Name one by its number: {lines}.").format(lines=numbered)
    )


def still_open(row: Row) -> None:
    """Make sure that the order is neither cancelled nor released. Raises Refused."""
    if row["closed_as"]:
        sentence = (
            _("Order {number} was cancelled.") if row["closed_as"] == "cancelled" else _("Order {number} was released.")
        )
        raise Refused(
            sentence.format(number=row["id"]),
            hint=_("`olcrm undo` takes back a change; see `olcrm log {number}`.").format(number=f"'#{row['id']}'"),
        )


def changeable(row: Row) -> None:
    """Make sure that the goods have not left the house, nor the order been closed. Raises Refused."""
    still_open(row)
    if row["shipped_on"] or row["arrived_on"]:
        raise Refused(
            _("Order {number} has been sent off already.").format(number=row["id"]),
            hint=_(
                "A larger discount is possible, or an address nobody gave. Remarks: `olcrm note add '#{number}' …`."
            ).format(number=row["id"]),
        )


def releasable(row: Row) -> None:
    """Make sure that there is a keep to release. Raises Refused."""
    changeable(row)
    if row["paid"] >= row["total"]:
        raise Refused(
            _("Order {number} is paid in full, so its goods are hers.").format(number=row["id"]),
            hint=_("If she does not want them: `olcrm order cancel {number} --because … --refund`.").format(
                number=row["id"]
            ),
        )


def stage(row: Row, name: str, on: date) -> None:
    """Make sure that the order may be at stage ``name`` from day ``on``.

    Raises Refused for a closed order, a step back, and a day before the order or an earlier stage.
    """
    still_open(row)
    place = STAGES.index(name)
    if any(row[f"{later}_on"] for later in STAGES[place + 1 :]):
        raise Refused(
            _("Order {number} is further than that: {status}.").format(
                number=row["id"], status=status_shown(row["status"])
            ),
            hint=_("If that was a mistake, `olcrm undo` takes it back."),
        )
    not_before(on, date.fromisoformat(row["ordered_on"]), _("That day"))
    for earlier in STAGES[:place]:
        if row[f"{earlier}_on"] and on < date.fromisoformat(row[f"{earlier}_on"]):
            raise Refused(
                _("Order {number} was only {status} on {day}.").format(
                    number=row["id"],
                    status=status_shown(earlier),
                    day=dates.short(date.fromisoformat(row[f"{earlier}_on"])),
                ),
                hint=_("Give that day or a later one."),
            )


def stage_named(word: str, order: Row) -> str:
    """One of ``STAGES``, also in the language of the screen. Raises Misunderstood for any other word."""
    from olcrm.order import wording

    return _named(word, STAGES, _("“{word}” is no stage of an order."), wording.noted_with(word, order))


def status(word: str) -> str:
    """One of ``STATUSES``, also in the language of the screen. Raises Misunderstood for any other word."""
    return _named(word, STATUSES, _("“{word}” is no status of an order."))


def _named(word: str, names: Sequence[str], sentence: str, hint: str = "") -> str:
    shown = {name: status_shown(name) for name in names}
    found = one_of(word, shown)
    if found is None:
        raise Misunderstood(
            sentence.format(word=excerpt(word)),
            hint=hint or _("Choose one of {words}.").format(words=", ".join(shown.values())),
        )
    return found


def status_shown(status: str) -> str:
    """The state of the goods, in the language of the screen."""
    return _(_STATUS_WORDS[status])


def payment_shown(payment: str) -> str:
    """The state of the money, in the language of the screen."""
    return _(_PAYMENT_WORDS[payment])


def promise_shown(promise: str) -> str:
    """How a promise was kept, in the language of the screen."""
    return {"early": _("early"), "on-time": _("on time"), "late": _("late"), "open": _("still running")}[promise]


def short(lines: Sequence[Row], most: int | None = None) -> str:
    """``2x Gamis M, Sprei King``: the first ``most`` lines, and how many more there are."""
    shown = [one["name"] if one["qty"] == 1 else f"{one['qty']}x {one['name']}" for one in lines[:most]]
    more = len(lines) - len(shown)
    if more:
        shown.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return ", ".join(shown)
