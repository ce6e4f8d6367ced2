"""What a due looks like: as a page, in a table, in a sentence."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.contact import rules as people
from olcrm.due import rules
from olcrm.kit import dates, show
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Document, Kind, Page, Pairs, Table
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.pay import rules as paying


def page(row: Row, document: Document, payments: Sequence[Document]) -> Page:
    """One due with its parts and its payments."""
    facts = Pairs(
        [
            (_("Customer"), document["contact"]["name"], Kind.TEXT),
            (_("Standing"), people.shown(document["contact"]["standing"]), Kind.TEXT),
            (_("Kind"), rules.shown(row["kind"]), Kind.TEXT),
            (_("Order"), row["order_id"], Kind.NUMBER),
            (_("Since"), row["created_on"], Kind.DAY),
            (_("To be paid by"), row["due_on"], Kind.DAY),
            (_("Closed"), row["closed_on"], Kind.DAY),
            (_("Because"), row["close_reason"], Kind.TEXT),
            (_("No reminder before"), row["snoozed_until"], Kind.DAY),
            (_("Why later"), row["snooze_reason"], Kind.TEXT),
            (_("Amount"), row["amount"], Kind.MONEY),
            (_("Paid"), row["paid"], Kind.MONEY),
            (_("Still owed"), row["balance"], Kind.MONEY),
        ]
    )
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("paid_on", _("Day"), Kind.DAY),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("method", _("Via")),
        Column("kind", _("Kind"), value=lambda one: paying.shown(one["kind"])),
        Column("note", _("Note"), keep=1),
    )
    facts_and_more: list[Pairs | Table | str] = [facts]
    if document["parts"]:
        facts_and_more.append(in_parts(document["parts"], row["balance"]))
    received = Table("due.payments", columns, payments, title=_("Payments"), empty=_("Nothing has been paid yet."))
    title = f"due:{row['id']} · {row['memo']}"
    return Page("due.show", title, {"due": document, "payments": payments}, [*facts_and_more, received])


def columns(*, parts: bool) -> list[Column]:
    """The columns of a list of dues; with ``parts`` the next part of those that have some."""
    return [
        Column("due", _("Due"), value=lambda row: f"#{row['order']}" if row["order"] else f"due:{row['id']}"),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=2),
        Column("kind", _("Kind"), value=lambda row: rules.shown(row["kind"]), keep=4),
        Column("memo", _("For"), keep=1),
        Column("created_on", _("Since"), Kind.DAY, keep=5),
        Column("age_days", _("Days"), Kind.NUMBER),
        Column("due_on", _("Pay by"), Kind.DAY, keep=3),
        *([Column("part", _("Next part"), Kind.MONEY, value=_part, keep=1)] if parts else ()),
        Column("balance", _("Still owed"), Kind.MONEY),
    ]


def brackets(*, cod: int) -> list[Column]:
    """The money of each age, and that of couriers if there is any, ``cod`` rupiah in all.

    Drawn it has no Rp, so that all ages stand side by side on a usual screen.
    """
    return [_bracket(rules.name(*days)) for days in rules.BRACKETS] + [_bracket(rules.COD)][: bool(cod)]


def at_the_door(cod: int) -> list[str]:
    """Whose money it is that couriers collect, ``cod`` rupiah in all; nothing without any."""
    said = _("COD {amount} is paid to couriers, who pass it on: `olcrm parcel list --cod`.")
    return [said.format(amount=rupiah(cod))] if cod else []


def _bracket(name: str) -> Column:
    head = "COD" if name == rules.COD else _("{days} days").format(days=name.replace("-", "–"))
    if _spelled_out():
        return Column(name, head, Kind.MONEY)
    return Column(name, head, Kind.NUMBER, value=lambda row: _figures(row[name]))


def bracket_sums(sums: Mapping[str, Any]) -> Mapping[str, Any]:
    """``sums`` with those of the ages as ``brackets`` writes them."""
    if _spelled_out():
        return sums
    ages = [rules.name(*days) for days in rules.BRACKETS]
    return {**sums, **{age: _figures(sums[age]) for age in (*ages, rules.COD)}}


def _spelled_out() -> bool:
    return show.current().form != show.Form.DRAWN


def _figures(amount: int) -> str:
    return rupiah(amount).removeprefix("Rp")


def in_parts(parts: Sequence[Document], balance: int) -> Table:
    """The parts of a due, each with what is still owed of it; ``balance`` rupiah in all."""
    columns = (
        Column("due_on", _("Day"), Kind.DAY),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("open", _("Still owed"), Kind.MONEY),
    )
    return Table("due.parts", columns, parts, title=_("To be paid in parts"), sums={"open": balance})


def _part(row: Document) -> int | None:
    return row["part"]["amount"] if row["part"] else None


def planned(row: sqlite3.Row, agreed: Sequence[object]) -> str:
    """What was agreed, in a sentence."""
    what = windows.due_name(row)
    if not agreed:
        return _("{what} is paid at once again, {balance}.").format(what=what, balance=rupiah(row["balance"]))
    return _("{what} is paid in {count} parts, {balance} in all.").format(
        what=what, count=len(agreed), balance=rupiah(row["balance"])
    )


def part(one: Document) -> str:
    """A part in one line."""
    return f"{dates.short(date.fromisoformat(one['due_on']))}: {rupiah(one['amount'])}"


def agreement(document: dict[str, Any]) -> list[str]:
    """The day that was agreed, if any."""
    due_on = document["due_on"]
    return [_("To be paid by {day}.").format(day=dates.short(date.fromisoformat(due_on)))] if due_on else []


def left(balance: int) -> str:
    """What is still owed, within a line."""
    if balance > 0:
        return _("{amount} still owed").format(amount=rupiah(balance))
    return _("paid in full")
