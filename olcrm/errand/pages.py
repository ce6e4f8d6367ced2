"""What errands look like: in a sentence, in a list, on a page of their own."""

from collections.abc import Sequence
from datetime import date

from olcrm.contact import rules as people
from olcrm.contact.rules import Contact
from olcrm.errand import rules
from olcrm.errand.store import Exposure
from olcrm.kit import dates
from olcrm.kit.money import rupiah
from olcrm.kit.table import Column, Document, Kind, Page, Pairs, Table
from olcrm.kit.text import _
from olcrm.pay import rules as paying


def agreed(errand: Document, name: str) -> str:
    """``Errand 3 for Rina · loyal: tas merah, at most Rp300.000, fee Rp15.000.``"""
    parts = [errand["what"]]
    if errand["at_most"]:
        parts.append(_("at most {amount}").format(amount=rupiah(errand["at_most"])))
    if errand["fee"]:
        parts.append(_("fee {amount}").format(amount=rupiah(errand["fee"])))
    return _("Errand {number} for {name}: {what}.").format(number=errand["id"], name=name, what=", ".join(parts))


def came_to(errand: Document, name: str) -> str:
    """``Errand 3 for Rina · loyal is bought: tas merah, Rp280.000 and Rp15.000 fee.``"""
    cost = rupiah(errand["spent"])
    if errand["fee"]:
        cost = _("{price} and {fee} fee").format(price=cost, fee=rupiah(errand["fee"]))
    return _("Errand {number} for {name} is bought: {what}, {cost}.").format(
        number=errand["id"], name=name, what=errand["what"], cost=cost
    )


def money(errand: Document) -> list[str]:
    """What is paid of it, and what is left."""
    said = []
    if errand["paid"]:
        said.append(_("{amount} is paid.").format(amount=rupiah(errand["paid"])))
    if errand["balance"]:
        left = _("Still owed for it: {amount}.").format(amount=rupiah(errand["balance"]))
        said.append(f"{left} `olcrm pay add due:{errand['due']} {errand['balance']}`")
    elif errand["state"] == "settled":
        said.append(_("Nothing more is owed for it."))
    return said


def next_steps(errand: Document, who: Contact, deposit: int) -> list[str]:
    """What may be done about an errand that is to be bought; ``deposit`` is what to ask for, 0 for nothing."""
    number = errand["id"]
    said = []
    if errand["buy_by"]:
        day = dates.short(date.fromisoformat(errand["buy_by"]))
        said.append(_("To be bought by {day}.").format(day=day))
    if errand["paid"]:
        said.append(_("{amount} is in as a DP.").format(amount=rupiah(errand["paid"])))
    elif deposit:
        said.append(
            _("A DP of {amount} would be usual: `olcrm errand dp {number} {figures}` once it is in.").format(
                amount=rupiah(deposit), number=number, figures=deposit
            )
        )
        if who.credit:
            said.append(
                _("There is {amount} of credit: `olcrm errand dp {number} {figures} --via credit` uses it.").format(
                    amount=rupiah(who.credit), number=number, figures=min(who.credit, deposit)
                )
            )
    said.append(_("Once you have it: `olcrm errand bought {number} MONEY`.").format(number=number))
    return said


def credit(errand: Document, who: Contact) -> list[str]:
    """That there is money of hers which pays for it."""
    if not (who.credit and errand["balance"]):
        return []
    return [
        _("There is {amount} of credit: `olcrm pay add due:{due} {figures} --via credit` uses it.").format(
            amount=rupiah(who.credit), due=errand["due"], figures=min(who.credit, errand["balance"])
        )
    ]


def too_much(amount: int, now: int) -> list[str]:
    """What became of a DP that was more than it cost; none where there was none. ``now`` is all her credit."""
    return [paying.surplus(amount, None, now)] if amount else []


def warning(exposure: Exposure, *, planned: bool = False) -> list[str]:
    """That more of the owner's own money is out than she wants; with ``planned`` what is still to be bought counts."""
    out = exposure.out + (exposure.to_come if planned else 0)
    if out <= exposure.limit:
        return []
    if planned and exposure.to_come:
        sentence = _(
            "Careful: {out} of your own money is out on errands, and {more} may come to it; your limit is {limit}."
        )
    else:
        sentence = _("Careful: {out} of your own money is out on errands; your limit is {limit}.")
    return [sentence.format(out=rupiah(exposure.out), more=rupiah(exposure.to_come), limit=rupiah(exposure.limit))]


def foot(exposure: Exposure) -> list[str]:
    """Own money that is out, under a list."""
    if not exposure.out:
        return []
    return [
        _("Your own money out on errands: {out} (limit {limit}).").format(
            out=rupiah(exposure.out), limit=rupiah(exposure.limit)
        )
    ]


def columns(*, to_buy: bool = False) -> Sequence[Column]:
    """Of a list of errands, or of those that are only to be bought, which have no price yet."""
    first = (
        Column("id", _("No"), Kind.NUMBER),
        Column("asked_on", _("Asked"), Kind.DAY, keep=5),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=6),
        Column("what", _("Item")),
        Column("buy_by", _("Buy by"), Kind.DAY, keep=0 if to_buy else 3),
        Column("at_most", _("At most"), Kind.MONEY, keep=0 if to_buy else 4),
    )
    if to_buy:
        return (*first, Column("fee", _("Fee"), Kind.MONEY, keep=2), Column("paid", _("DP"), Kind.MONEY, keep=1))
    return (
        *first,
        Column("spent", _("Price"), Kind.MONEY, keep=1),
        Column("fee", _("Fee"), Kind.MONEY, keep=7),
        Column("paid", _("Paid"), Kind.MONEY, keep=2),
        Column("balance", _("Still owed"), Kind.MONEY, value=lambda row: row["balance"] if row["bought_on"] else None),
        Column("state", _("Status"), value=lambda row: rules.shown(row["state"])),
    )


def page(errand: Document, payments: Sequence[Document], next_lines: Sequence[str]) -> Page:
    """One errand with its money."""
    facts = [
        (_("Customer"), errand["contact"]["name"], Kind.TEXT),
        (_("Standing"), people.shown(errand["contact"]["standing"]), Kind.TEXT),
        (_("Status"), rules.shown(errand["state"]), Kind.TEXT),
        (_("Asked"), errand["asked_on"], Kind.DAY),
        (_("Buy by"), errand["buy_by"], Kind.DAY),
        (_("At most"), errand["at_most"], Kind.MONEY),
        (_("Bought"), errand["bought_on"], Kind.DAY),
        (_("Not found"), errand["not_found_on"], Kind.DAY),
        (_("Price"), errand["spent"], Kind.MONEY),
        (_("Fee"), errand["fee"], Kind.MONEY),
        (_("To pay in all"), errand["amount"], Kind.MONEY),
        (_("Paid"), errand["paid"], Kind.MONEY),
        (_("Still owed"), errand["balance"] if errand["bought_on"] else None, Kind.MONEY),
        (_("To be paid by"), errand["pay_by"], Kind.DAY),
        (_("Your own money out"), errand["own"] or None, Kind.MONEY),
    ]
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("paid_on", _("Day"), Kind.DAY),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("method", _("Via")),
        Column("kind", _("Kind"), value=lambda one: paying.shown(one["kind"])),
    )
    parts: list[Pairs | Table | str] = [Pairs([fact for fact in facts if fact[1] is not None])]
    if payments:
        parts.append(Table("errand.payments", columns, payments, title=_("Payments")))
    parts += next_lines
    title = _("Errand {number} · {what}").format(number=errand["id"], what=errand["what"])
    return Page("errand.show", title, {"errand": errand, "payments": payments}, parts)
