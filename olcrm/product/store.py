"""Where the catalogue is kept, and what came and went of each product otherwise than by an order."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt, quoted
from olcrm.product import rules
from olcrm.product.rules import Move

FACTS = ("sku", "name", "variant", "price", "cost", "weight", "note", "fit", "care", "care_days", "care_every")
NEAR = 5  # products that are named where a word means none

_ROW = """
SELECT product.*,
       (SELECT coalesce(sum(qty), 0) FROM wish_view
         WHERE product_id = product.id AND ended_on IS NULL AND offered_until > :now) AS offered,
       (SELECT count(*) FROM wish_view WHERE product_id = product.id AND ended_on IS NULL) AS waiting
  FROM product
"""


def find(db: sqlite3.Connection, word: str) -> sqlite3.Row:
    """The product, archived or not, that a SKU, or a name with its variant, means. Raises Missing for none."""
    row: sqlite3.Row | None = db.execute(
        f"{_ROW} WHERE sku_key = :key OR label_key = :key"
        " ORDER BY sku_key = :key DESC, archived_at IS NOT NULL LIMIT 1",
        {"key": folded(word), "now": _now()},
    ).fetchone()
    if row is None:
        near = [f"{one['sku']} ({_label(one)})" for one in _near(db, word)]
        hint = _("Perhaps one of: {products}.").format(products=", ".join(near))
        raise Missing(
            _("There is no product “{word}”.").format(word=excerpt(word)),
            hint=hint if near else _("See `olcrm product list` for all products."),
        )
    return row


def get(db: sqlite3.Connection, product_id: int) -> dict[str, Any]:
    """The product with this id, which must be there, as it stands in JSON."""
    row = db.execute(f"{_ROW} WHERE product.id = :id", {"id": product_id, "now": _now()}).fetchone()
    return document(row)


def document(row: sqlite3.Row) -> dict[str, Any]:
    """A product as it stands in JSON; what is on offer is kept as well, and ``free`` is null where nobody counted."""
    kept = row["kept"] + row["offered"]
    return {
        "id": row["id"],
        **{key: row[key] for key in FACTS},
        "on_hand": row["on_hand"],
        "kept": kept,
        "free": None if row["on_hand"] is None else row["on_hand"] - kept,
        "waiting": row["waiting"],
        "archived": row["archived_at"] is not None,
    }


def listed(
    db: sqlite3.Connection, *, text: str, archived: bool, free: bool, short: bool, limit: int | None
) -> tuple[list[dict[str, Any]], int]:
    """The products whose SKU or name holds ``text``, by name, at most ``limit``; and how many there are in all.

    ``archived`` gives those put away instead; ``free`` only those one can have, ``short`` those one cannot.
    """
    rows = db.execute(
        f"{_ROW} WHERE (archived_at IS NOT NULL) = :archived AND (instr(label_key, :text) OR instr(sku_key, :text))"
        " ORDER BY label_key, id",
        {"archived": archived, "text": folded(text) if text else "", "now": _now()},
    )
    found = [one for one in map(document, rows) if _fits(one, free, short)]
    return found[:limit], len(found)


def add(db: sqlite3.Connection, facts: Mapping[str, Any]) -> int:
    """Put a product into the catalogue and give its id.

    Raises Refused when its SKU or its name is in it already, and for days of a care tip that it does not have.
    """
    rules.expect_a_tip(facts)
    _expect_new(db, facts, None)
    cursor = db.execute(
        "INSERT INTO product (sku, name, variant, price, cost, weight, note, fit, care, care_days, care_every,"
        " created_at, sku_key, label_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*(facts.get(key) for key in FACTS), _now(), *_keys(facts)),
    )
    return cursor.lastrowid or 0


def edit(db: sqlite3.Connection, row: sqlite3.Row, changes: Mapping[str, Any]) -> None:
    """Change facts of a product; orders keep what they were taken with. Raises as ``add`` does."""
    facts = {key: row[key] for key in FACTS} | dict(changes)
    rules.expect_a_tip(facts)
    _expect_new(db, facts, row["id"])
    db.execute(
        "UPDATE product SET (sku, name, variant, price, cost, weight, note, fit, care, care_days, care_every,"
        " sku_key, label_key) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        (*(facts[key] for key in FACTS), *_keys(facts), row["id"]),
    )


def archive(db: sqlite3.Connection, row: sqlite3.Row, *, away: bool) -> None:
    """Put a product away, or back on the list. Raises Refused when it is there already."""
    if away == (row["archived_at"] is not None):
        sentence = _("{product} is archived already.") if away else _("{product} is not archived.")
        raise Refused(sentence.format(product=_label(row)), hint=_("See `olcrm product list`."))
    if not away:
        _expect_new(db, {key: row[key] for key in FACTS}, row["id"])
    db.execute("UPDATE product SET archived_at = ? WHERE id = ?", (_now() if away else None, row["id"]))


def move(db: sqlite3.Connection, row: Row, what: Move, because: str | None) -> None:
    """Write down that pieces came, went or were counted. The first time, what came in is all there is.

    Raises Refused for a correction without a reason, for more gone than there was, and for a count of the same.
    """
    present, counted = row["on_hand"], what.counted
    if present is None:
        if what.change is not None and what.change < 0:
            raise Refused(
                _("Nobody has counted {product} yet.").format(product=_label(row)),
                hint=_("Say how many there are: `olcrm product stock {sku} =12`.").format(sku=quoted(row["sku"])),
            )
        counted = what.change if counted is None else counted
        gone = db.execute(
            "SELECT coalesce(sum(qty), 0) FROM line_view WHERE product_id = ? AND place = 'gone'", (row["id"],)
        ).fetchone()[0]
        change = (counted or 0) + gone  # what left before the count was not among the pieces that were counted
    else:
        change = what.change if what.change is not None else (counted or 0) - present
        _expect_possible(row, change, counted, because)
    db.execute(
        "INSERT INTO stock_move (product_id, qty, counted, because, moved_at) VALUES (?, ?, ?, ?, ?)",
        (row["id"], change, counted, because, _now()),
    )


def moves(db: sqlite3.Connection, product_id: int, limit: int) -> list[dict[str, Any]]:
    """What came and went of a product otherwise than by an order, the latest first."""
    rows = db.execute(
        "SELECT id, qty, counted, because, moved_at FROM stock_move WHERE product_id = ? ORDER BY id DESC LIMIT ?",
        (product_id, limit),
    )
    return [
        {
            "id": row["id"],
            "change": row["qty"] if row["counted"] is None else None,
            "counted": row["counted"],
            "because": row["because"],
            "at": clock.from_stamp(row["moved_at"]).isoformat(),
        }
        for row in rows
    ]


def _expect_possible(row: Row, change: int, counted: int | None, because: str | None) -> None:
    if change == 0:
        raise Refused(
            _("There are {count} of {product} already.").format(count=row["on_hand"], product=_label(row)),
            hint=_("Nothing to write down."),
        )
    if row["on_hand"] + change < 0:
        raise Refused(
            _("Only {count} of {product} are in the house.").format(count=max(0, row["on_hand"]), product=_label(row)),
            hint=_("If the count is wrong, put it right: `olcrm product stock {sku} =0 --because …`.").format(
                sku=row["sku"]
            ),
        )
    if because is None and (change < 0 or counted is not None):
        raise Refused(
            _("A correction of the stock needs its reason."), hint=_("Give it with --because, like --because rusak.")
        )


def _expect_new(db: sqlite3.Connection, facts: Mapping[str, Any], but: int | None) -> None:
    sku_key, label_key = _keys(facts)
    there = db.execute(
        "SELECT sku, archived_at FROM product WHERE sku_key = ? AND id IS NOT ?", (sku_key, but)
    ).fetchone()
    if there:
        hint = _("See it with `olcrm product show {sku}`.")
        if there["archived_at"]:
            hint = _("It is archived; `olcrm product archive {sku} --undo` fetches it back.")
        raise Refused(
            _("There is a product with the SKU {sku} already.").format(sku=there["sku"]),
            hint=hint.format(sku=quoted(there["sku"])),
        )
    # A name that is another product's SKU would mean that one.
    there = db.execute(
        "SELECT sku FROM product WHERE (label_key = ?1 OR sku_key = ?1 OR label_key = ?2) AND id IS NOT ?3"
        " AND archived_at IS NULL",
        (label_key, sku_key, but),
    ).fetchone()
    if there:
        raise Refused(
            _("“{name}” already means the product {sku}.").format(
                name=rules.label(facts["name"], facts.get("variant")), sku=there["sku"]
            ),
            hint=_("Give it another name, or a --variant."),
        )


def _keys(facts: Mapping[str, Any]) -> tuple[str, str]:
    return folded(facts["sku"]), folded(rules.label(facts["name"], facts.get("variant")))


def _fits(one: Mapping[str, Any], free: bool, short: bool) -> bool:
    left = one["free"]
    return not (free and left is not None and left <= 0) and not (short and (left is None or left > 0))


def _near(db: sqlite3.Connection, word: str) -> Iterable[sqlite3.Row]:
    return db.execute(
        "SELECT sku, name, variant FROM product"
        " WHERE archived_at IS NULL AND (instr(label_key, ?1) OR instr(sku_key, ?1)) ORDER BY label_key LIMIT ?2",
        (folded(word), NEAR),
    ).fetchall()


def _label(row: Row) -> str:
    return rules.label(row["name"], row["variant"])


def _now() -> str:
    return clock.stamp(clock.now())
