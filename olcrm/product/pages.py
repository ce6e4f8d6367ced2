"""How products are told: in a sentence, in a list, on a page of their own."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from olcrm.kit.money import rupiah
from olcrm.kit.table import Column, Kind, Page, Pairs, Table
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import quoted
from olcrm.product import rules, shelf

Document = Mapping[str, Any]

_WAITING = """
SELECT id, contact_id, contact_name AS name, qty, wished_at, offered_until, note FROM wish_view
 WHERE product_id = ? AND ended_on IS NULL ORDER BY wished_at, id
"""


def named(product: Document) -> str:
    """``Gamis M (GM-M)``."""
    return f"{rules.label(product['name'], product['variant'])} ({product['sku']})"


def pieces(product: Document) -> str:
    """``Rp150.000, 5 in the house, 1 kept, 4 free``."""
    said = [] if product["price"] is None else [rupiah(product["price"])]
    if product["on_hand"] is None:
        return ", ".join([*said, _("not counted")])
    said.append(_("{count} in the house").format(count=product["on_hand"]))
    if product["kept"]:
        said.append(_("{count} kept").format(count=product["kept"]))
    return ", ".join([*said, _("{count} free").format(count=product["free"])])


def warned(product: Document) -> list[str]:
    """That more was promised than there is, if so."""
    if product["free"] is None or product["free"] >= 0:
        return []
    return [
        _("{count} more are promised than there are; see `olcrm product show {sku}`.").format(
            count=-product["free"], sku=quoted(product["sku"])
        )
    ]


def columns() -> Sequence[Column]:
    """Of the catalogue. On a narrow screen cost and weight give way first."""
    return (
        Column("sku", _("SKU")),
        Column("name", _("Name")),
        Column("variant", _("Variant")),
        Column("price", _("Price"), Kind.MONEY),
        Column("cost", _("Cost"), Kind.MONEY, keep=5),
        Column("weight", _("Grams"), Kind.NUMBER, keep=6),
        Column("on_hand", _("In the house"), Kind.NUMBER, keep=3),
        Column("kept", _("Kept"), Kind.NUMBER, keep=2),
        Column("free", _("Free"), Kind.NUMBER),
        Column("waiting", _("Waiting"), Kind.NUMBER, keep=1),
    )


def waiting(db: sqlite3.Connection, product_id: int) -> list[dict[str, Any]]:
    """Who waits for a product, whoever asked first, first."""
    from olcrm.contact import store as contacts
    from olcrm.kit import clock

    rows = db.execute(_WAITING, (product_id,)).fetchall()
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [
        {
            "id": row["id"],
            "contact": who[row["contact_id"]],
            "qty": row["qty"],
            "note": row["note"],
            "since": clock.from_stamp(row["wished_at"]).isoformat(),
        }
        for row in rows
    ]


def page(product: Document, holders: Sequence[Document], waits: Sequence[Document], moves: Sequence[Document]) -> Page:
    """One product with who has its pieces, who waits for it, and what came and went."""
    parts: list[Pairs | Table | str] = [Pairs(_facts(product))]
    if holders:
        parts.append(_holders(holders))
    if waits:
        parts.append(_waits(waits))
    if moves:
        parts.append(_moves(moves))
    document = {"product": product, "holders": list(holders), "waiting": list(waits), "moves": list(moves)}
    return Page("product.show", named(product), document, parts)


def _facts(product: Document) -> list[tuple[str, Any, Kind]]:
    facts = [
        (_("Price"), product["price"], Kind.MONEY),
        (_("Cost"), product["cost"], Kind.MONEY),
        (_("Weight in grams"), product["weight"], Kind.NUMBER),
        (_("In the house"), product["on_hand"] if product["on_hand"] is not None else _("not counted"), Kind.NUMBER),
        (_("Kept"), product["kept"], Kind.NUMBER),
        (_("Free"), product["free"], Kind.NUMBER),
        (_("Note"), product["note"], Kind.TEXT),
        (_("Fit"), product["fit"], Kind.TEXT),
        (_("Care tip"), product["care"], Kind.TEXT),
        (_("Told after"), _told_after(product), Kind.TEXT),
        (_("Archived"), _("yes") if product["archived"] else None, Kind.TEXT),
    ]
    return [fact for fact in facts if fact[1] is not None]


def _told_after(product: Document) -> str | None:
    """``90 days, then every 180 days``."""
    first, every = product["care_days"], product["care_every"]
    if not first:
        return None
    said = ngettext("{count} day", "{count} days", first).format(count=first)
    return said if not every else _("{days}, then every {every} days").format(days=said, every=every)


def _holders(holders: Sequence[Document]) -> Table:
    columns = (Column("held", _("Kept for"), value=lambda row: shelf.held_by(dict(row))),)
    return Table("product.show", columns, holders)


def _waits(waits: Sequence[Document]) -> Table:
    from olcrm.contact.rules import shown

    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("since", _("Since"), Kind.DAY, value=lambda row: row["since"][:10]),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: shown(row["contact"]["standing"])),
        Column("qty", _("Pieces"), Kind.NUMBER),
        Column("note", _("Note"), keep=1),
    )
    return Table("product.show", columns, waits, title=_("Who waits"))


def _moves(moves: Sequence[Document]) -> Table:
    columns = (
        Column("at", _("Noted"), Kind.MOMENT),
        Column("change", _("Change"), value=_change),
        Column("because", _("Because"), keep=1),
    )
    return Table("product.show", columns, moves, title=_("Came and went"))


def _change(row: Document) -> str:
    return f"={row['counted']}" if row["counted"] is not None else f"{row['change']:+}"
