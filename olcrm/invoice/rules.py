"""What stands on an invoice, a receipt, or the slip in a parcel, whatever it is written on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.kit import couriers, phone
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Choice, Record, Row
from olcrm.kit.text import _

MOST_PAYMENTS = 12  # lines; of what was paid before these only the sum is told


class Kind(Choice):
    """What it is: what is to be paid, what was paid, or what lies in the parcel."""

    INVOICE = "invoice"
    RECEIPT = "receipt"
    SLIP = "slip"


class Line(Record):
    """One line of the goods; without amounts where prices are nobody's business."""

    qty: str
    name: str
    each: str = ""
    amount: str = ""


class Sum(Record):
    """One line of the reckoning; ``strong`` where the eye is to go."""

    label: str
    amount: str
    strong: bool = False


class Bill(Record):
    """All that is written, in the language of whom it is for; what does not apply is empty."""

    kind: str
    language: str
    number: int
    shop: str
    reach: str  # how the shop is reached
    title: str
    day: str
    facts: Sequence[tuple[str, str]]  # whom it is for, where it goes, with whom
    lines: Sequence[Line]
    sums: Sequence[Sum]
    stamp: str
    heading: str  # of the frame: where to pay to, or how it was paid
    frame: Sequence[tuple[str, str]]  # its lines, each with an amount or without
    below: Sequence[str]  # what is agreed besides
    card: str  # the words of a gift
    closing: str

    @property
    def name(self) -> str:
        """What its file is called, and what marks it as ours."""
        return f"{self.kind}-{self.number}"

    @property
    def mark(self) -> str:
        """What a file of it carries inside."""
        return f"olcrm {self.kind} {self.number}"

    @property
    def caption(self) -> str:
        """What a reader shows as the title."""
        return f"{self.shop} · {self.title} {self.number}".lstrip(" ·")


def kind(receipt: bool, slip: bool) -> Kind:
    """What is asked for. Raises Misunderstood for both at once."""
    if receipt and slip:
        raise Misunderstood(_("--receipt and --slip do not go together."), hint=_("Give one of them."))
    return Kind.RECEIPT if receipt else Kind.SLIP if slip else Kind.INVOICE


def sendable(kind: Kind, *, in_files: bool) -> None:
    """Make sure that it goes to a chat as a text. Raises Misunderstood for files, and for what lies in the parcel."""
    if kind == Kind.SLIP:
        raise Misunderstood(
            _("A slip lies in the parcel and goes to nobody's chat."), hint=_("Leave --send and --sent out.")
        )
    if in_files:
        raise Misunderstood(
            _("A file is sent by hand: --send and --sent go with the text."),
            hint=_("Leave out --pdf, --html and --to, or --send and --sent."),
        )


def expect_paid(row: Row) -> None:
    """Make sure that there is something to confirm. Raises Refused."""
    if row["paid"] <= 0:
        raise Refused(
            _("Nothing has been paid for order {number} yet.").format(number=row["id"]),
            hint=_("Note what came in with `olcrm pay add {number} MONEY`.").format(number=row["id"]),
        )


def addressed(name: str, greeting: str) -> str:
    """The whole name as she is addressed: ``Kak Rina Wati``; ``Kak Hani (Nurhaniah)`` where she is called otherwise."""
    first = name.split()[0] if name.split() else name
    if greeting in ("", name):
        return name
    if name.startswith(f"{greeting} "):
        return name
    if greeting.endswith(f" {first}"):
        return greeting[: -len(first)] + name
    return f"{greeting} ({name})"


def lines(order: Mapping[str, Any], *, prices: bool) -> list[Line]:
    """The goods, each with its sum, and with the price of one where there are several."""
    return [
        Line(
            f"{line['qty']}×", line["name"], rupiah(line["price"]) if line["qty"] > 1 else "", rupiah(line["subtotal"])
        )
        if prices
        else Line(f"{line['qty']}×", line["name"])
        for line in order["lines"]
    ]


def charges(order: Mapping[str, Any], off: Mapping[str, int], words: Mapping[str, str]) -> list[Sum]:
    """From the goods to the total, each charge on a line of its own; goods alone are the total.

    ``off`` is what was taken off, in rupiah, by what for: ``discount``, ``returned`` goods, ``refunded``.
    """
    parts = (
        ("shipping", order["shipping"]),
        *((label, -amount) for label, amount in off.items()),
        ("unique_code", order["unique_code"]),
    )
    there = [Sum(words[label], signed(amount)) for label, amount in parts if amount]
    begin = [Sum(words["goods"], rupiah(order["goods"]))] if there else []
    return [*begin, *there, Sum(words["total"], rupiah(order["total"]), strong=True)]


def money_in(payments: Sequence[Row]) -> list[Row]:
    """The payments worth telling: those that were corrected, and their corrections, cancel out and are left out."""
    return [one for one in payments if not one["voided"] and one["reverses"] is None]


def left(order: Mapping[str, Any], words: Mapping[str, str]) -> list[Sum]:
    """What is left to pay once something is in, or how much too much was paid."""
    if not order["paid"]:
        return []
    if order["balance"] < 0:
        return [Sum(words["overpaid"], rupiah(-order["balance"]), strong=True)]
    return [Sum(words["balance"], rupiah(order["balance"]), strong=True)] if order["balance"] else []


def signed(amount: int) -> str:
    """``−Rp10.000`` for what is taken off."""
    return rupiah(amount) if amount >= 0 else f"−{rupiah(-amount)}"


def goes_to(order: Mapping[str, Any]) -> str:
    """Whom and where a parcel goes to, a line each; empty where nothing else was agreed."""
    number = order["recipient_phone"] and phone.local(order["recipient_phone"])
    who = " · ".join(filter(None, (order["recipient"], number)))
    return "\n".join(filter(None, (who, order["address"])))


def sent_with(order: Mapping[str, Any]) -> str:
    """The courier and the service, as people write them."""
    return couriers.shown_whole(order["courier"]) if order["courier"] else ""


def paid_how(payment: Row, words: Mapping[str, str]) -> str:
    """``BCA``, or in words where it came from her credit or went back to her."""
    method = payment["method"] or ""
    if method == "credit":
        return words["credit"]
    how = method.upper() if len(method) <= LETTERS_OF_A_BANK else method.capitalize()
    return f"{words['refund']} {how}".strip() if payment["amount"] < 0 else how


LETTERS_OF_A_BANK = 4  # BCA, BRI, DANA; longer ones are words, like tunai


def slip(bill: Bill) -> str:
    """A slip as a text."""
    parts = [bill.shop, "\n".join(words for _label, words in bill.facts), bill.card]
    parts.append("\n".join(f"{one.qty} {one.name}" for one in bill.lines))
    return "\n\n".join(filter(None, parts))


def is_past(stored: str | None, today: date) -> bool:
    """Whether a day has gone by, or there is none."""
    return stored is None or date.fromisoformat(stored) < today
