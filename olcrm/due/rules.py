"""When a due is late, how old it is, and which dues an amount of money settles."""

from collections.abc import Iterable
from datetime import date, timedelta

from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, one_of

KINDS = ("errand", "loan", "other")  # those typed by hand; the kind "order" comes with an order
# The age of a due in days, first and last day of each bracket; the last one is open.
BRACKETS = ((0, 7), (8, 14), (15, 30), (31, None))
COD = "cod"  # beside the brackets: what is paid to the courier, who passes it on, has no age of hers


def kind(word: str, *, orders: bool = False) -> str:
    """One of the kinds typed by hand, with ``orders`` also order, in the language of the screen too.

    Raises Misunderstood for any other.
    """
    names = {name: shown(name) for name in (("order", *KINDS) if orders else KINDS)}
    found = one_of(word, names)
    if found is None:
        raise Misunderstood(
            _("There is no kind of due called “{word}”.").format(word=excerpt(word)),
            hint=_("Use one of {words}.").format(words=", ".join(names.values())),
        )
    return found


def shown(kind: str) -> str:
    """What kind of due it is, in words for the screen."""
    return {"order": _("order"), "errand": _("errand"), "loan": _("loan"), "other": _("other")}[kind]


def begun(word: str | None, today: date) -> date:
    """The day a due arose: ``today`` when nothing is said, never a later one.

    Raises Misunderstood for what is no day, Refused for a day to come.
    """
    return dates.past(word, today, _("The day it is to be paid by is given with --by."))


def agreed(word: str | None, today: date, arose_on: date, *, since: date | None = None) -> date | None:
    """The day it was agreed to be paid by; None when nothing or ``-`` is said.

    A day without its year is the first one from ``since`` on, today if not given.
    Raises Misunderstood for what is no day, Refused for one before the due arose.
    """
    if not word or word.strip() == "-":
        return None
    found = dates.day(word, today, looks="forward", since=since)
    if found < arose_on:
        raise Refused(
            _("{day} lies before the day it arose, {arose}.").format(
                day=dates.short(found), arose=dates.short(arose_on)
            ),
            hint=_("Give a later day, or none."),
        )
    return found


def changeable(row: Row) -> None:
    """Raises Refused for a due that comes with an order, and for one that is closed."""
    if row["kind"] == "order":
        raise Refused(
            _("due:{number} belongs to order {order}.").format(number=row["id"], order=row["order_id"]),
            hint=_("Use `olcrm order edit {order}` or `olcrm order cancel {order}`.").format(order=row["order_id"]),
        )
    if row["closed_on"]:
        raise Refused(
            _("due:{number} has been closed.").format(number=row["id"]),
            hint=_("Note a new one with `olcrm due add`, or take the last change back with `olcrm undo`."),
        )


def in_one(row: Row) -> None:
    """Raises Refused for a due that is paid in parts, which have days of their own."""
    if row["part_on"]:
        raise Refused(
            _("due:{number} is paid in parts.").format(number=row["id"]),
            hint=_("Agree on other days with `olcrm due plan due:{number} …`, or on none with --none.").format(
                number=row["id"]
            ),
        )


def to_write(who: str, number: int, owed: int, cod: int) -> None:
    """Make sure that there is something to ask ``who`` for, whose ``cod`` is paid to the courier. Raises Refused."""
    if owed:
        return
    if not cod:
        raise Refused(_("Nothing is owed by {name}.").format(name=who), hint=_("There is nothing to write out."))
    raise Refused(
        _("{name} has nothing to transfer: {amount} is paid to the courier.").format(name=who, amount=rupiah(cod)),
        hint=_("See where it is: `olcrm contact show {id}`.").format(id=number),
    )


def decided(row: Row, refund: bool, as_credit: bool) -> None:
    """Make sure that it was said what becomes of money that is in. Raises Refused for neither, and for both."""
    if row["paid"] > 0 and refund == as_credit:
        raise Refused(
            _("{amount} has been paid for due:{number}.").format(amount=rupiah(row["paid"]), number=row["id"]),
            hint=_(
                "Say what becomes of it: --refund or --as-credit."
                " If only the rest is waived: `olcrm due edit due:{number} --amount {amount}`."
            ).format(number=row["id"], amount=row["paid"]),
        )


def late_from(created_on: date, due_on: date | None, due_days: int) -> date:
    """The first day on which a due is late: after the agreed one, or ``due_days`` days after it arose without one."""
    return due_on + timedelta(days=1) if due_on else created_on + timedelta(days=due_days)


def bracket(age_days: int) -> str:
    """The age bracket of a due: ``0-7``, ``8-14``, ``15-30`` or ``31+``."""
    found = next((first, last) for first, last in BRACKETS if last is None or age_days <= last)
    return name(*found)


def name(first: int, last: int | None) -> str:
    """How a bracket is called in documents."""
    return f"{first}+" if last is None else f"{first}-{last}"


def settle(amount: int, balances: Iterable[tuple[int, int]]) -> tuple[list[tuple[int, int]], int]:
    """What ``amount`` rupiah pays of ``balances`` (due id, rupiah), in their order, and what remains of it."""
    parts = []
    for due_id, balance in balances:
        part = min(amount, balance)
        if part > 0:
            parts.append((due_id, part))
            amount -= part
    return parts, amount
