"""The packing list: order by order what goes in, with a box to tick for each, on paper or question by question."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from olcrm.contact.rules import shown as standing_shown
from olcrm.kit import clock, dates, phone, show
from olcrm.kit.cells import safe
from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import _, ngettext
from olcrm.ledger import windows
from olcrm.parcel import addressing, pages, reading, rules
from olcrm.parcel.rules import Piece

Document = Mapping[str, Any]
BOX = "[ ] "
INDENT = 4
LONGEST_LINE = 100  # cells of a printed line


def listed(db: sqlite3.Connection, numbers: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What is to be packed, as it stands in JSON: all that is ready for it, or these orders.

    Raises as ``packable`` does.
    """
    if not numbers:
        return [_document(db, *found) for found in reading.to_pack(db)]
    return [_document(db, row, addressing.brief(db, row), rest) for row, rest in packable(db, numbers)]


def packable(db: sqlite3.Connection, numbers: Sequence[str]) -> list[tuple[sqlite3.Row, list[Piece]]]:
    """Orders by their numbers, with what of each is to be packed.

    Raises Missing for no such order; Refused for one that is closed, has arrived, or of which all is packed or gone.
    """
    found = []
    for word in dict.fromkeys(numbers):
        row = windows.order(db, word)
        rules.shippable(row)
        rest = reading.left(db, row["id"])
        parcels = reading.of_order(db, row["id"])
        if not rest:
            raise Refused(
                _("All of order {number} is packed: {parcels}.").format(
                    number=row["id"], parcels=", ".join(reading.described(db, parcels))
                ),
                hint=_("To take it apart again: `olcrm parcel unpack {name}`.").format(name=rules.name(parcels[-1])),
            )
        if row["shipped_on"] and not parcels:
            raise Refused(
                _("Order {number} was sent off {day}.").format(number=row["id"], day=pages.near(row["shipped_on"])),
                hint=_("Its tracking number is noted with `olcrm parcel ship {number} RESI`.").format(number=row["id"]),
            )
        found.append((row, rest))
    return found


def _document(db: sqlite3.Connection, row: Row, brief: Document, rest: Sequence[Piece]) -> dict[str, Any]:
    to = addressing.addressee(db, row)
    return (
        {"order": row["id"], "contact": dict(brief), "recipient": to.name, "phone": to.phone, "address": to.address}
        | {key: row[key] for key in ("courier", "gift", "extras", "note", "promised_on", "ordered_on")}
        | {"price_hidden": bool(row["price_hidden"] or row["gift"]), "cod": bool(row["cod"]), "balance": row["balance"]}
        | {"lines": [{"id": one.line_id, "name": one.name, "sku": one.sku, "qty": one.qty} for one in rest]}
        | {"dropship_from": row["dropship_from"]}
    )


def table(documents: Sequence[Document]) -> Table:
    """A row for each thing to be put in, for a spreadsheet."""
    rows = [
        {**one, **line, "customer": one["contact"]["name"], "order_note": one["note"]}
        for one in documents
        for line in one["lines"]
    ]
    columns = (
        *(Column("order", _("Order"), Kind.NUMBER), Column("customer", _("Customer"))),
        *(Column("recipient", _("Goes to")), Column("qty", _("Pieces"), Kind.NUMBER), Column("name", _("Item"))),
        *(Column("sku", _("SKU")), Column("gift", _("Gift card")), Column("extras", _("Goes in as well"))),
        *(Column("price_hidden", _("Price hidden")), Column("courier", _("Courier")), Column("order_note", _("Note"))),
        *(Column("cod", _("COD")), Column("promised_on", _("Promised for"), Kind.DAY)),
    )
    return Table("parcel.pack", columns, rows, empty=nothing())


def nothing() -> str:
    """What is said when the list is empty."""
    return _("Nothing is to be packed: no order here is paid, COD, or ready for a loyal customer.")


def text(shop: str, documents: Sequence[Document]) -> str:
    """The whole list, as it is read and printed."""
    if not documents:
        return "\n".join(_wrapped(nothing(), 0))
    pieces = sum(line["qty"] for one in documents for line in one["lines"])
    counted = (
        ngettext("{count} order", "{count} orders", len(documents)).format(count=len(documents)),
        ngettext("{count} piece", "{count} pieces", pieces).format(count=pieces),
    )
    head = ", ".join(filter(None, (_("Packing list"), shop, dates.long(clock.today()))))
    blocks = ["\n".join(_block(one)) for one in documents]
    return "\n\n".join([f"{safe(head)} ({', '.join(counted)})", *blocks])


def _block(one: Document) -> Iterator[str]:
    yield from _wrapped(heading(one), 0)
    for fact in facts(one):
        yield from _wrapped(fact, INDENT)
    for thing in things(one):
        yield from _wrapped(f"{BOX}{thing}", INDENT, len(BOX))
    if one["note"]:
        yield from _wrapped(_("Note: {text}").format(text=one["note"]), INDENT)


def heading(one: Document) -> str:
    """Whose order it is and when it is promised, on one line."""
    standing = standing_shown(one["contact"]["standing"])
    parts = [f"#{one['order']}", f"{one['contact']['name']} ({standing})"]
    if one["promised_on"]:
        late = one["promised_on"] < clock.today().isoformat()
        said = _("LATE, promised for {day}") if late else _("promised for {day}")
        parts.append(said.format(day=pages.near(one["promised_on"])))
    return " · ".join(parts)


def facts(one: Document) -> list[str]:
    """Whom it goes to, how, and what must be minded."""
    number = phone.local(one["phone"]) if one["phone"] else ""
    to = ", ".join(filter(None, (one["recipient"], number, one["address"] or _("no address noted"))))
    minded = [
        rules.carrier(one["courier"]).shown if one["courier"] else "",
        _("COD {amount}").format(amount=rupiah(one["balance"])) if one["cod"] and one["balance"] > 0 else "",
        _("{amount} still to come").format(amount=rupiah(one["balance"]))
        if one["balance"] > 0 and not one["cod"]
        else "",
        _("NO PRICE in it") if one["price_hidden"] else "",
        _("sender: {name}").format(name=one["dropship_from"]) if one["dropship_from"] else "",
    ]
    said = " · ".join(filter(None, minded))
    return [_("to {recipient}").format(recipient=to), *([said] if said else [])]


def things(one: Document) -> list[str]:
    """What goes in, a line each: goods, the card, what comes along."""
    card = [_("card: “{words}”").format(words=one["gift"])] if one["gift"] else []
    return [*map(rules.piece, one["lines"]), *card, *([one["extras"]] if one["extras"] else [])]


def _wrapped(line: str, indent: int, more: int = 0) -> Iterator[str]:
    """``line`` indented, what does not fit on it below, indented by ``more``."""
    from olcrm.kit.layout import fold

    width = min(show.current().width, LONGEST_LINE) - indent
    first, *rest = fold(safe(line), width) if not more else _hanging(safe(line), width, more)
    yield " " * indent + first
    yield from (" " * (indent + more) + one for one in rest)


def _hanging(line: str, width: int, more: int) -> list[str]:
    from olcrm.kit.layout import fold

    box, rest = line[:more], line[more:]
    first, *others = fold(rest, width - more)
    return [box + first, *others]
