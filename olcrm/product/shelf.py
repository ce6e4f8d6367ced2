"""What an order asks of the catalogue: which product a word means, what of it is free, who has the rest, who waits.

Orders load this only once there is a product. A product whose pieces were never counted never runs out.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from olcrm.kit import clock, dates
from olcrm.kit.errors import Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _, folded, ngettext
from olcrm.product.rules import label

SHORTEST = 2  # letters of a word that may be the beginning of a name
NAMED = 3  # holders and substitutes that a refusal names

_MEANT = """
SELECT id, sku, label_key, name, variant, price, note FROM product
 WHERE archived_at IS NULL AND (sku_key = ?1 OR label_key = ?1) ORDER BY sku_key = ?1 DESC LIMIT 1
"""
_PIECES = """
SELECT on_hand, kept + (SELECT coalesce(sum(qty), 0) FROM wish_view
                         WHERE product_id = product.id AND ended_on IS NULL AND offered_until > ?2
                           AND contact_id IS NOT ?3) AS kept
  FROM product WHERE id = ?1
"""
_HOLDERS = """
SELECT o.id, o.contact_name, o.keep_until, o.payment, sum(line.qty) AS qty
  FROM line_view AS line JOIN order_view AS o ON o.id = line.order_id
 WHERE line.product_id = ?1 AND line.place = 'kept' AND o.id IS NOT ?2
 GROUP BY o.id ORDER BY o.payment = 'paid', o.keep_until
"""
_OFFERED = """
SELECT id, contact_name, offered_until, qty FROM wish_view
 WHERE product_id = ?1 AND ended_on IS NULL AND offered_until > ?2 AND contact_id IS NOT ?3 ORDER BY offered_until
"""
# The variants of one name stand side by side in the index.
_VARIANTS = """
SELECT id, sku, name, variant, price FROM product
 WHERE label_key >= ?1 AND label_key < ?1 || '!' AND archived_at IS NULL ORDER BY label_key
"""
# Whoever was not offered it yet comes first, then who asked first.
_IN_LINE = """
SELECT * FROM wish_view
 WHERE (product_id = ?1 OR (product_id IS NULL AND what_key = ?2)) AND ended_on IS NULL
   AND coalesce(offered_until, '') <= ?3
   AND NOT EXISTS (SELECT 1 FROM pause WHERE contact_id = wish_view.contact_id AND until_on >= ?4 AND from_on <= ?4)
   AND (SELECT archived_at FROM contact WHERE id = wish_view.contact_id) IS NULL
 ORDER BY offered_at IS NOT NULL, wished_at, id LIMIT 1
"""


class Meant(Record):
    """The product that a word means."""

    id: int
    sku: str
    label: str
    price: int | None
    note: str | None


class Pieces(Record):
    """How many are in the house, None where nobody has counted them, and how many of them are kept for somebody."""

    on_hand: int | None
    kept: int

    @property
    def free(self) -> int | None:
        """What anybody may have; below zero where more was promised than there is."""
        return None if self.on_hand is None else self.on_hand - self.kept


def meant(db: sqlite3.Connection, word: str) -> Meant | None:
    """The product that has ``word`` as its SKU, or as its name with its variant, in whatever letters."""
    row = db.execute(_MEANT, (folded(word),)).fetchone()
    if row is None:
        return None
    return Meant(row["id"], row["sku"], label(row["name"], row["variant"]), row["price"], row["note"])


def pieces(db: sqlite3.Connection, product_id: int, contact_id: int | None = None) -> Pieces:
    """The pieces of a product; what is on offer to ``contact_id`` is free for her."""
    return Pieces(*db.execute(_PIECES, (product_id, clock.stamp(clock.now()), contact_id)).fetchone())


def remarks(db: sqlite3.Connection, product_id: int, free: int | None) -> list[str]:
    """What is worth knowing when a product is ordered: its note, how it is cut, and that nothing is left of it."""
    row = db.execute("SELECT name, variant, note, fit FROM product WHERE id = ?", (product_id,)).fetchone()
    called = label(row["name"], row["variant"])
    said = [f"{called}: {row['note']}"] if row["note"] else []
    if row["fit"]:
        said.append(_("{product}, fit: {fit}.").format(product=called, fit=row["fit"].rstrip(". ")))
    if free == 0:
        said.append(_("That was the last {product}.").format(product=called))
    elif free is not None and free < 0:
        said.append(_("{count} {product} are missing for all that is promised.").format(count=-free, product=called))
    return said


def care(db: sqlite3.Connection, products: Sequence[int]) -> list[str]:
    """The care tips of these products, each once: ``Gamis M: cuci dingin``."""
    rows = (db.execute("SELECT name, variant, care FROM product WHERE id = ?", (one,)).fetchone() for one in products)
    return list(dict.fromkeys(f"{label(row['name'], row['variant'])}: {row['care']}" for row in rows if row["care"]))


def variants(db: sqlite3.Connection, name: str) -> list[sqlite3.Row]:
    """The products of this very name, one a variant."""
    return [row for row in db.execute(_VARIANTS, (folded(name),)) if folded(row["name"]) == folded(name)]


def near(db: sqlite3.Connection, word: str) -> list[tuple[str, str]]:
    """SKU and name of the products in whose name all of ``word`` stands, or begins words of it, or begins the SKU.

    Whole words win over beginnings. Every product is looked at: ask only once something is to be refused anyhow.
    """
    wanted = folded(word).split()
    if max(map(len, wanted), default=0) < SHORTEST:
        return []
    rows = db.execute(
        "SELECT sku, sku_key, label_key, name, variant FROM product WHERE archived_at IS NULL ORDER BY id"
    )
    whole, begun = [], []
    for row in rows.fetchall():
        one, words = (row["sku"], label(row["name"], row["variant"])), row["label_key"].split()
        if all(part in words for part in wanted):
            whole.append(one)
        elif all(any(each.startswith(part) for each in words) for part in wanted) or _begins(row["sku_key"], wanted):
            begun.append(one)
    return whole or begun


def _begins(sku: str | None, wanted: list[str]) -> bool:
    return sku is not None and len(wanted) == 1 and sku.startswith(wanted[0])


def like(db: sqlite3.Connection, word: str) -> list[str]:
    """The SKUs, or else the names, of products that are spelled much like ``word``; the likeliest first, three at most.

    Every product is looked at: ask only once something is to be refused anyhow.
    """
    from difflib import get_close_matches

    rows = db.execute("SELECT sku, sku_key, name, variant, label_key FROM product WHERE archived_at IS NULL").fetchall()
    by_sku = {row["sku_key"]: row["sku"] for row in rows if row["sku_key"]}
    by_label = {row["label_key"]: label(row["name"], row["variant"]) for row in rows}
    for names in (by_sku, by_label):
        if near := get_close_matches(folded(word), names, n=3, cutoff=0.75):
            return [names[one] for one in near]
    return []


def short(
    db: sqlite3.Connection, product_id: int, wanted: int, free: int, *, order_id: int | None, contact_id: int | None
) -> Refused:
    """The refusal of ``wanted`` pieces of which only ``free`` are: who has the rest until when, and what is like it."""
    row = db.execute("SELECT name, label FROM product_view WHERE id = ?", (product_id,)).fetchone()
    held = holders(db, product_id, order_id=order_id, contact_id=contact_id)
    sentences = []
    if held:
        sentences.append(_("Kept: {holders}.").format(holders="; ".join(_listed(list(map(held_by, held))))))
    like = [one for one in variants(db, row["name"]) if one["id"] != product_id]
    known = [(one, pieces(db, one["id"], contact_id).free) for one in like]
    instead = [_other(one, left) for one, left in known if left is None or left >= wanted]
    if instead:
        sentences.append(_("There is also {products}.").format(products=", ".join(_listed(instead))))
    sentences.append(_("`--oversell` takes it all the same."))
    message = _("{product}: {wanted} wanted, {free} free.")
    return Refused(message.format(product=row["label"], wanted=wanted, free=max(0, free)), hint=" ".join(sentences))


def holders(
    db: sqlite3.Connection, product_id: int, *, order_id: int | None = None, contact_id: int | None = None
) -> list[dict[str, Any]]:
    """Who has pieces kept, by an order other than ``order_id`` or by an offer to somebody else than ``contact_id``."""
    ordered = [
        {
            "order": row["id"],
            "wait": None,
            "name": row["contact_name"],
            "qty": row["qty"],
            "until": row["keep_until"] and clock.from_stamp(row["keep_until"]).isoformat(),
            "paid": row["payment"] in ("paid", "overpaid"),
        }
        for row in db.execute(_HOLDERS, (product_id, order_id))
    ]
    offered = [
        {
            "order": None,
            "wait": row["id"],
            "name": row["contact_name"],
            "qty": row["qty"],
            "until": clock.from_stamp(row["offered_until"]).isoformat(),
            "paid": False,
        }
        for row in db.execute(_OFFERED, (product_id, clock.stamp(clock.now()), contact_id))
    ]
    return ordered + offered


def held_by(holder: dict[str, Any]) -> str:
    """``1 by Rina Wati (order 41) until 24/11/2026 18:00``."""
    where = _("offer {number}").format(number=holder["wait"])
    if holder["order"] is not None:
        where = _("order {number}").format(number=holder["order"])
    said = _("{count} by {name} ({where})").format(count=holder["qty"], name=holder["name"], where=where)
    if holder["paid"]:
        return said + ", " + _("paid")
    if holder["until"]:
        return said + " " + _("until {when}").format(when=moment(holder["until"]))
    return said


def moment(stored: str) -> str:
    """An ISO moment for the screen, to the minute."""
    local = clock.from_stamp(stored)
    return f"{dates.near(local.date(), clock.today())} {local:%H:%M}"


def next_in_line(db: sqlite3.Connection, product_id: int | None, name: str) -> sqlite3.Row | None:
    """The open wish (a row of ``wish_view``) whose turn it is for a product, or for goods of this name; None for none.

    Whoever has an offer that still runs has had her turn, and whoever is to be left alone, or is
    archived, keeps hers for later.
    """
    values = (product_id, folded(name), clock.stamp(clock.now()), clock.today().isoformat())
    row: sqlite3.Row | None = db.execute(_IN_LINE, values).fetchone()
    return row


def turn(db: sqlite3.Connection, product_id: int | None, name: str) -> list[str]:
    """A sentence that names who waits first for what has just come free, if anybody does and there is enough of it."""
    row = next_in_line(db, product_id, name)
    if row is None:
        return []
    if product_id is not None:
        free = pieces(db, product_id, row["contact_id"]).free
        if free is not None and free < row["qty"]:
            return []
    from olcrm.contact import rules as people
    from olcrm.contact import store as contacts

    since = dates.near(clock.from_stamp(row["wished_at"]).date(), clock.today())
    return [
        _("{name} waits for {what} ({since}): `olcrm wait offer {number}`.").format(
            name=people.label(contacts.get(db, row["contact_id"])), what=row["what"], since=since, number=row["id"]
        )
    ]


def _other(row: sqlite3.Row, left: int | None) -> str:
    name = f"{row['name']} {row['variant']}" if row["variant"] else row["name"]
    if left is None:
        return f"{name} ({row['sku']})"
    return _("{product} ({sku}, {free} free)").format(product=name, sku=row["sku"], free=left)


def _listed(words: Sequence[str]) -> list[str]:
    more = len(words) - NAMED
    rest = [ngettext("{count} more", "{count} more", more).format(count=more)] if more > 0 else []
    return [*words[:NAMED], *rest]
