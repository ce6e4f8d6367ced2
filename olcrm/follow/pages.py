"""What the lists of kind words and of ratings look like."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.contact.rules import shown
from olcrm.follow import rules
from olcrm.follow.peace import Hour
from olcrm.kit import dates, show
from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import _, ngettext, pointed

Rows = Sequence[Mapping[str, Any]]


def drafts(name: str, rows: Rows, at: Hour, held: Sequence[str], *, always: bool) -> Table:
    """One list of kind words; ``held`` are those who would be on it, with the reason to wait, where it is empty."""
    drawn = show.current().form == show.Form.DRAWN
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: shown(row["contact"]["standing"]), keep=2),
        *((Column("spent", _("Spent"), Kind.MONEY, keep=3),) if name == "resting" else ()),
        *(() if drawn else (Column("items", _("What for")),)),
        Column("reason", _("Why"), value=_about if drawn else None, whole=True),
    )
    empty = _empty(name)
    if held:
        empty = _("Nobody is to be written to just now; held back: {people}.").format(people=", ".join(held))
    if at.closed and not always:
        empty = _("The shop is closed today, and kind words wait for an open day.")
    foot = _first_order(rows) if name == "thanks" else []
    if name == "arrived" and rows:
        foot.append(_("What she answers: `olcrm follow rate {number} 5 TEXT`.").format(number=rows[0]["order"]))
    if name == "resting" and len(rows) == show.page():
        foot.append(_("There may be more: --limit or --all shows them."))
    if rows:
        foot.append(_("`--text` shows the messages, `--send` goes through them one by one."))
    return Table(f"follow.{name}", columns, rows, foot=foot, empty=empty)


def _about(row: Mapping[str, Any]) -> str:
    """What it is about, and why now, in one column: that leaves room for her standing."""
    return " · ".join(filter(None, (row["items"], row["reason"])))


def _empty(name: str) -> str:
    return {
        "arrived": _("Nobody needs to be asked just now how she likes what came."),
        "care": _("No care tip is due just now."),
        "resting": _("Nobody rests who was not written to."),
        "prospects": _("There is no prospect to come back to just now."),
        "thanks": _("Nobody is owed thanks just now."),
        "sorry": _("Nobody is owed a sorry just now."),
        "checkin": _("Nobody comes out of a time of being left alone just now."),
    }[name]


def _first_order(rows: Rows) -> list[str]:
    """Who buys for the first time may be glad to know how ordering goes here."""
    first = [row["contact"]["id"] for row in rows if row["template"] == "thanks-first"]
    if not first:
        return []
    sentence = _("New customers may be glad to know how ordering goes: `olcrm reply cara-order {contact}`.")
    return [sentence.format(contact=first[0])]


def ratings(rows: Rows, count: int, mean: float | None) -> Table:
    """Ratings, the latest first."""
    columns = (
        Column("order", _("Order"), Kind.NUMBER),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: shown(row["contact"]["standing"]), keep=3),
        Column("stars", _("Stars"), Kind.NUMBER),
        Column("text", _("What she said"), keep=1, whole=True),
        Column("items", _("What for"), keep=2),
        Column("rated_on", _("On"), Kind.DAY, keep=4),
    )
    foot = [] if mean is None else [averaged(count, mean)]
    return Table(
        "follow.ratings",
        columns,
        rows,
        total=count,
        foot=foot,
        empty=_("There is no such rating; note one with `olcrm follow rate ORDER 5`."),
        extra={"count": count, "average": mean},
    )


def products(rows: Rows) -> Table:
    """Products with what they were rated on average, the worst first."""
    columns = (
        Column("product", _("Product")),
        Column("sku", _("SKU"), keep=1),
        Column("average", _("Average"), value=lambda row: figure(row["average"])),
        Column("count", _("Ratings"), Kind.NUMBER),
        Column("low", _("Low ones"), Kind.NUMBER),
    )
    return Table("follow.ratings", columns, rows, total=len(rows), empty=_("No product was rated yet."))


def averaged(count: int, mean: float) -> str:
    """``12 ratings, 4.3 on average``."""
    said = ngettext("{count} rating, {mean} on average.", "{count} ratings, {mean} on average.", count)
    return said.format(count=count, mean=figure(mean))


def figure(mean: float) -> str:
    """``4.3``, or ``4,3`` in Indonesian."""
    return pointed(f"{mean:.1f}")


def rated(number: int, stars: int, on: date, today: date) -> str:
    """Says that a rating was noted."""
    said = _("Order {number} is rated {stars}.")
    if on != today:
        said = _("Order {number} is rated {stars}, {day}.")
    return said.format(number=number, stars=rules.shown(stars), day=dates.near(on, today))
