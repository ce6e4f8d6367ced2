"""How an order is told: the sentence that confirms it, the columns of a list, the page of one order.

All is made from the order's JSON document, so that a screen never says anything else than a script is told.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from olcrm.contact.rules import Contact
from olcrm.contact.rules import shown as standing_shown
from olcrm.kit import clock
from olcrm.kit.daywords import WEEKDAYS
from olcrm.kit.money import rupiah
from olcrm.kit.record import changed
from olcrm.kit.table import Column, Kind, Page, Pairs, Said, Table
from olcrm.kit.text import _, language
from olcrm.kit.written import shown
from olcrm.order import rules

if TYPE_CHECKING:
    from olcrm.order.lowering import TakenOff

Document = Mapping[str, Any]

IN_SENTENCE = 5  # lines of an order that one sentence names
IN_CELL = 2


def sentence(order: Document, name: str) -> str:
    """``Order 41 for Kak Rina (loyal): 2x Gamis M, Sprei King — Rp550.000, kept until Tue 24 Nov 18:00.``"""
    rest = rupiah(order["total"])
    if order["balance"] <= 0:
        rest += ", " + rules.payment_shown("paid")
    elif order["keep_until"]:
        rest += ", " + _("kept until {when}").format(when=day_and_hour(order["keep_until"]))
    return _("Order {number} for {name} ({standing}): {items} — {rest}.").format(
        number=order["id"],
        name=name,
        standing=standing_shown(order["contact"]["standing"]),
        items=rules.short(order["lines"], IN_SENTENCE),
        rest=rest,
    )


def money_lines(order: Document) -> list[str]:
    """What is worth saying about an order's money after it was taken or changed, one sentence each."""
    said = []
    if order["unique_code"]:
        said.append(_("The total has the unique code {code} in it.").format(code=order["unique_code"]))
    if order["balance"] < 0:
        said.append(
            _("Overpaid by {amount}: give it back with `olcrm pay refund {number} {figures}`.").format(
                amount=rupiah(-order["balance"]), number=order["id"], figures=-order["balance"]
            )
        )
    elif order["paid"] and order["balance"]:
        said.append(
            _("{paid} is paid, {balance} is still to come.").format(
                paid=rupiah(order["paid"]), balance=rupiah(order["balance"])
            )
        )
    return said


def collected(order: Document, parcels: Sequence[Document]) -> str:
    """How the money is noted that a courier has of an order, which nobody is reminded of."""
    number, figures = order["id"], order["balance"]
    note = f"`olcrm parcel paid {number}`" if parcels else f"`olcrm pay add {number} {figures} --via cod`"
    return _("Once the courier passes on {amount}: {note}.").format(amount=rupiah(figures), note=note)


def agreed_lines(order: Document) -> list[str]:
    """The days that were agreed, one sentence each; the settlement's only where the goods are kept to another day."""
    said = []
    kept_to = order["keep_until"] and clock.local(datetime.fromisoformat(order["keep_until"])).date().isoformat()
    if order["due_on"] and order["due_on"] != kept_to and order["balance"] > 0:
        said.append(_("To be paid by {day}.").format(day=day(order["due_on"])))
    if order["cod"] and order["balance"] > 0:
        said.append(_("{amount} is paid to the courier.").format(amount=rupiah(order["balance"])))
    if order["promised_on"]:
        said.append(_("Promised for {day}.").format(day=day(order["promised_on"])))
    return said


def next_lines(order: Document, who: Contact, dry_run: bool) -> list[str]:
    """What was agreed, and what may be done next about an order that was just taken."""
    said = agreed_lines(order)
    if who.credit and order["balance"] > 0:
        figures = min(who.credit, order["balance"])
        said.append(
            _("There is {amount} of credit: `olcrm pay add {number} {figures} --via credit` uses it.").format(
                amount=rupiah(who.credit), number=order["id"], figures=figures
            )
        )
    if not dry_run:
        said.append(_("Next: `olcrm order invoice {number}`.").format(number=order["id"]))
    return said


def tried(said: Said, dry_run: bool) -> Said:
    """``said``, marked as something that was only tried."""
    if not dry_run:
        return said
    sentence = _("Only tried, nothing is saved: {sentence}").format(sentence=said.sentence)
    return changed(said, sentence=sentence, document={**said.document, "dry_run": True})


def day_and_hour(moment: str) -> str:
    """``Tue 24 Nov 18:00``, in the shop's zone and the language of the screen."""
    return f"{_weekday(datetime.fromisoformat(moment))} {shown(moment, Kind.MOMENT)}"


def day(stored: str) -> str:
    """``Tue 24 Nov`` for an ISO day, in the language of the screen."""
    return f"{_weekday(date.fromisoformat(stored))} {shown(stored, Kind.DAY)}"


def _weekday(day: date) -> str:
    return WEEKDAYS[language()][day.weekday()][:3]


def columns(*, late: bool = False) -> Sequence[Column]:
    """Of a list of orders, or of ``late`` ones. On a narrow screen the state of the money and the total go first."""
    return (
        Column("id", _("No"), Kind.NUMBER),
        Column("ordered_on", _("Day"), Kind.DAY, keep=3),
        *([Column("promised_on", _("Promised for"), Kind.DAY)] if late else ()),
        Column("customer", _("Customer"), value=lambda order: order["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda order: standing_shown(order["contact"]["standing"]), keep=1),
        Column("items", _("Items"), value=lambda order: rules.short(order["lines"], IN_CELL), keep=2, enough=10),
        Column("total", _("Total"), Kind.MONEY, keep=4),
        Column("balance", _("To pay"), Kind.MONEY),
        Column("status", _("Status"), value=lambda order: rules.status_shown(order["status"])),
        Column("payment", _("Payment"), value=lambda order: rules.payment_shown(order["payment"]), keep=5),
    )


def page(
    order: Document,
    payments: Sequence[Document],
    notes: Sequence[Document],
    parcels: Sequence[Document],
    in_parts: Sequence[Document],
    off: "TakenOff",
) -> Page:
    """One order with its lines, sums, parts, payments, notes and parcels."""
    title = _("Order {number} · {status} · {payment}").format(
        number=order["id"],
        status=rules.status_shown(order["status"]),
        payment=rules.payment_shown(order["payment"]),
    )
    facts = _facts(order, kept=order["balance"] > 0 and not in_parts)
    parts: list[Pairs | Table | str] = [Pairs(facts), _lines(order), Pairs(_sums(order, off))]
    if in_parts:
        parts.append(_in_parts(in_parts, order["balance"]))
    if parcels:
        parts.append(_parcels(parcels))
    if payments:
        parts.append(_payments(payments))
    if notes:
        parts.append(_notes(notes))
    document = {
        "order": order,
        "payments": list(payments),
        "notes": list(notes),
        "parcels": list(parcels),
        "parts": list(in_parts),
    }
    return Page("order.show", title, document, parts)


def _facts(order: Document, *, kept: bool) -> list[tuple[str, Any, Kind]]:
    standing = standing_shown(order["contact"]["standing"])
    facts = [
        (_("Customer"), f"{order['contact']['name']} · {standing}", Kind.TEXT),
        (_("Ordered"), order["ordered_on"], Kind.DAY),
        (_("Kept until"), order["keep_until"] if kept else None, Kind.MOMENT),
        (_("Promised for"), order["promised_on"], Kind.DAY),
        (_("Promised at first"), order["first_promised_on"], Kind.DAY),
        (_("Promise"), order["promise"] and rules.promise_shown(order["promise"]), Kind.TEXT),
        (_("Settlement due"), order["due_on"] if kept else None, Kind.DAY),
        (_("Goes to"), order["recipient"], Kind.TEXT),
        (_("Phone"), order["recipient_phone"] and _local(order["recipient_phone"]), Kind.TEXT),
        (_("Address"), order["address"], Kind.TEXT),
        (_("Gift card"), order["gift"], Kind.TEXT),
        (_("Sent in the name of"), order["dropship_from"], Kind.TEXT),
        (_("Goes with"), order["courier"] and _courier(order["courier"]), Kind.TEXT),
        (_("Paid to the courier"), order["balance"] if order["cod"] and order["balance"] > 0 else None, Kind.MONEY),
        (_("In the parcel"), _("no prices") if order["price_hidden"] else None, Kind.TEXT),
        (_("Goes in besides"), order["extras"], Kind.TEXT),
        (_("Came from"), " ".join(filter(None, (order["source"], order["number"]))) or None, Kind.TEXT),
        (_("Note"), order["note"], Kind.TEXT),
        (_("In the making"), order["making_on"], Kind.DAY),
        (_("Ready"), order["ready_on"], Kind.DAY),
        (_("Shipped"), order["shipped_on"], Kind.DAY),
        (_("Arrived"), order["arrived_on"], Kind.DAY),
        (rules.status_shown(order["status"]).capitalize(), order["closed_on"], Kind.DAY),
        (_("Because"), order["close_reason"], Kind.TEXT),
    ]
    return [fact for fact in facts if fact[1] is not None]


def _courier(kept: str) -> str:
    from olcrm.kit import couriers

    return couriers.shown_whole(kept)


def _local(number: str) -> str:
    from olcrm.kit import phone

    return phone.local(number)


def _lines(order: Document) -> Table:
    columns = (
        Column("line", "#", Kind.NUMBER),
        Column("name", _("Item")),
        Column("sku", _("SKU"), keep=1),
        Column("qty", _("Pieces"), Kind.NUMBER),
        Column("price", _("Price"), Kind.MONEY),
        Column("subtotal", _("Sum"), Kind.MONEY),
    )
    rows = [{"line": place, **line} for place, line in enumerate(order["lines"], 1)]
    return Table("order.show", columns, rows)


def _sums(order: Document, off: "TakenOff") -> list[tuple[str, Any, Kind]]:
    parts = (
        (_("Goods"), order["goods"]),
        (_("Shipping"), order["shipping"]),
        (_("Discount"), -off.discount),
        (_("Goods that came back"), -off.returned),
        (_("Refund"), -off.refunded),
        (_("Unique code"), order["unique_code"]),
    )
    facts: list[tuple[str, Any, Kind]] = [(name, amount, Kind.MONEY) for name, amount in parts if amount]
    facts.append((_("Total"), order["total"], Kind.MONEY))
    if order["paid"]:
        facts.append((_("Paid"), order["paid"], Kind.MONEY))
    if order["balance"] < 0:
        facts.append((_("Overpaid by"), -order["balance"], Kind.MONEY))
    else:
        facts.append((_("To pay"), order["balance"], Kind.MONEY))
    return facts


def _in_parts(in_parts: Sequence[Document], balance: int) -> Table:
    from olcrm.due.pages import in_parts as table

    return table(in_parts, balance)


def _parcels(parcels: Sequence[Document]) -> Table:
    from olcrm.kit.couriers import shown as courier_shown

    columns = (
        Column("courier", _("Courier"), value=lambda parcel: courier_shown(parcel["courier"] or "")),
        Column("service", _("Service"), keep=2),
        Column("tracking", _("Tracking number")),
        Column("packed_on", _("Packed"), Kind.DAY, keep=3),
        Column("shipped_on", _("Sent off"), Kind.DAY),
        Column("arrived_on", _("Arrived"), Kind.DAY, keep=1),
        Column("returned_on", _("Came back"), Kind.DAY, keep=1),
    )
    return Table("order.show", columns, parcels, title=_("Parcels"))


def _payments(payments: Sequence[Document]) -> Table:
    from olcrm.pay.rules import shown as kind_shown

    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("paid_on", _("Day"), Kind.DAY),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("kind", _("Kind"), value=lambda payment: kind_shown(payment["kind"])),
        Column("method", _("Method")),
        Column("note", _("Note"), keep=1),
    )
    return Table("order.show", columns, payments, title=_("Payments"))


def _notes(notes: Sequence[Document]) -> Table:
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("at", _("Noted"), Kind.MOMENT, keep=1),
        Column("text", _("Note")),
        Column("private", _("Private"), value=lambda note: _("private") if note["private"] else "", keep=2),
    )
    return Table("order.show", columns, notes, title=_("Notes"))
