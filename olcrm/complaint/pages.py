"""What complaints look like: in a list, on a page of their own, in sentences after something was done."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.complaint import rules
from olcrm.contact.rules import shown as standing_shown
from olcrm.kit import clock, dates
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Kind, Page, Pairs, Table
from olcrm.kit.text import _, ngettext

Document = Mapping[str, Any]


def columns(*, closed: bool) -> Sequence[Column]:
    """The columns of a list; with those that are closed, what became of them."""
    ends = (
        (Column("closed_on", _("Closed"), Kind.DAY, keep=1), Column("outcome", _("Outcome"), keep=5)) if closed else ()
    )
    return (
        Column("id", _("No"), Kind.NUMBER),
        Column("age_days", _("Days"), Kind.NUMBER),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing_shown(row["contact"]["standing"]), keep=1),
        Column("kind", _("Kind"), value=lambda row: rules.shown(row["kind"])),
        Column("product", _("Product"), value=lambda row: (row["product"] or {}).get("name"), keep=4),
        Column("again", _("Again"), value=lambda row: row["again"] and f"{row['again']}x", keep=2),
        Column("order", _("Order"), Kind.NUMBER, keep=6),
        Column("next_on", _("Next word"), Kind.DAY, keep=3),
        *ends,
        Column("text", _("What she says"), keep=7),
    )


def named(one: Document) -> str:
    """A complaint in a few words: ``size, Gamis M, order 41``."""
    order = _("order {number}").format(number=one["order"]) if one["order"] else ""
    product = one["product"]["name"] if one["product"] else ""
    return ", ".join(filter(None, (rules.shown(one["kind"]), product, order)))


def again(one: Document, times: int, days: int) -> str:
    """That the same has come up too often."""
    return _("Again: {times} times “{kind}” on {product} within {days} days. See `olcrm complaint causes`.").format(
        times=times, kind=rules.shown(one["kind"]), product=one["product"]["name"], days=days
    )


def page(one: Document, days: int, said: Sequence[Row], claims: Sequence[sqlite3.Row], *, to_say: bool) -> Page:
    """One complaint with all that is known, promised and was said; ``to_say`` is whether she waits for a message."""
    title = _("Complaint {number} · {what}").format(number=one["id"], what=named(one))
    parts: list[Pairs | Table | str] = [one["text"], Pairs([fact for fact in _facts(one) if fact[1] is not None])]
    if one["again"]:
        parts.append(again(one, one["again"], days))
    if claims:
        parts.append(_claims(claims))
    documents = [
        {
            "at": clock.from_stamp(row["said_at"]).isoformat(),
            "direction": row["direction"],
            "what": rules.said_as(row["occasion"]),
            "text": row["text"],
        }
        for row in said
    ]
    if documents:
        parts.append(_said(documents))
    parts += next_lines(one, to_say=to_say, claims=claims)
    return Page("complaint.show", title, {"complaint": dict(one), "said": documents}, parts)


def _facts(one: Document) -> list[tuple[str, Any, Kind]]:
    who = f"{one['contact']['name']} · {standing_shown(one['contact']['standing'])}"
    age = ngettext("{count} day", "{count} days", one["age_days"]).format(count=one["age_days"])
    came = f"{dates.short(date.fromisoformat(one['opened_on']))} · {age}"
    back = {True: _("has ordered again since"), False: None, None: None}[one["won_back"]]
    return [
        (_("Customer"), who, Kind.TEXT),
        (_("Came"), came, Kind.TEXT),
        (_("Next word"), one["next_on"], Kind.DAY),
        (_("Closed"), one["closed_on"], Kind.DAY),
        (_("Outcome"), one["outcome"], Kind.TEXT),
        (_("Cause"), one["cause"], Kind.TEXT),
        (_("Prevention"), one["prevention"], Kind.TEXT),
        (_("Won back"), back, Kind.TEXT),
    ]


def _claims(claims: Sequence[sqlite3.Row]) -> Table:
    wanted = {"exchange": _("exchange"), "refund": _("refund"), "repair": _("repair")}
    decided = {"yes": _("granted"), "no": _("refused"), "goodwill": _("goodwill")}
    columns = (
        Column("id", _("Claim"), Kind.NUMBER),
        Column("opened_on", _("Opened"), Kind.DAY),
        Column("wants", _("Wants"), value=lambda row: wanted[row["wants"]]),
        Column("decision", _("Decided"), value=lambda row: decided.get(row["decision"])),
        Column("ended_on", _("Ended"), Kind.DAY),
    )
    return Table("complaint.claims", columns, [dict(row) for row in claims], title=_("Claims"))


def _said(documents: Sequence[Document]) -> Table:
    columns = (
        Column("at", _("When"), Kind.MOMENT, keep=1),
        Column("direction", "", value=lambda row: _("she") if row["direction"] == "in" else _("we")),
        Column("text", _("What was said"), value=_told, whole=True),
    )
    return Table("complaint.said", columns, documents, title=_("What was said"))


def _told(row: Document) -> str:
    """A talk in its words; of a draft it is enough to say which it was."""
    drafts = {
        "sorry": _("(sorry)"),
        "help": _("(help)"),
        "word": _("(told of the next word)"),
        "kept": _("(the word that was promised)"),
        "done": _("(that it is put right)"),
    }
    return drafts.get(row["what"]) or str(row["text"])


def next_lines(one: Document, *, to_say: bool, claims: Sequence[Row]) -> list[str]:
    """What may be done next about a complaint, a sentence each."""
    number = one["id"]
    lines = [_("Write to her: `olcrm complaint say {number}`.").format(number=number)] if to_say else []
    if one["status"] == "closed":
        return lines
    if one["next_on"] is None:
        lines.append(
            _("Promise the next word: `olcrm complaint update {number} --next {day}`.").format(
                number=number, day=_("tomorrow")
            )
        )
    if any(claim["ended_on"] is None for claim in claims):
        number = next(claim["id"] for claim in claims if claim["ended_on"] is None)
        lines.append(_("What is asked for: `olcrm claim show {number}`.").format(number=number))
    elif claims:
        lines.append(_("Close it: `olcrm complaint close {number} --outcome … --cause …`.").format(number=number))
    elif one["order"] and one["kind"] in rules.CLAIMED:
        lines.append(_("What the guarantee grants: `olcrm claim check {order}`.").format(order=one["order"]))
    return lines


def candidates(rows: Sequence[sqlite3.Row]) -> str:
    """Products as a refusal names them: ``GM-M (Gamis M), GM-L (Gamis L)``."""
    return ", ".join(f"{row['sku']} ({row['label']})" for row in rows)
