"""How customers liked what they got, from 1 to 5: kept once an order, listed, and averaged by product."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from olcrm.contact import store as contacts
from olcrm.follow import goods, rules
from olcrm.kit.errors import Refused
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.shop import store as shop

_OF_ORDER = "SELECT id, stars, text FROM rating WHERE order_id = ?"
_LISTED = """
SELECT rating.id, rating.contact_id, rating.order_id, rating.stars, rating.text, rating.rated_on
  FROM rating WHERE {whose} rating.rated_on >= :since AND rating.stars <= :most
"""
# A product is in an order by its number, or by the name that was typed where the catalogue has none.
_WITH = """
 rating.order_id IN (SELECT order_id FROM line_view WHERE product_id = :product) AND +
"""
_LATEST = " ORDER BY rated_on DESC, rating.id DESC LIMIT :limit"
_MEAN = "SELECT count(*) AS count, coalesce(sum(stars), 0) AS total FROM ({listed})"
# A rating counts once for a product, on however many lines of the order it stands.
_BY_PRODUCT = """
SELECT sku, product, count(*) AS count, sum(stars) AS total, sum(stars <= :low) AS low
  FROM (SELECT r.stars, coalesce(line.product_id, line.name) AS what, coalesce(product.sku, '') AS sku,
               coalesce(product.label, line.name) AS product
          FROM ({listed}) AS r JOIN line_view AS line ON line.order_id = r.order_id
          LEFT JOIN product_view AS product ON product.id = line.product_id
         GROUP BY r.id, coalesce(line.product_id, line.name))
 GROUP BY what
 ORDER BY 1.0 * sum(stars) / count(*), count DESC, product
"""


class Rated(Record):
    """What became of a rating: its number, and the complaint that it opened or that is open about the order already."""

    rating: int
    stars: int
    opened: int | None = None
    open: int | None = None


def rate(
    db: sqlite3.Connection,
    order: Row,
    stars: int,
    text: str | None,
    *,
    on: date,
    kind: str | None = None,
    replace: bool = False,
) -> Rated:
    """Note how an order (of ``order_view``) was liked; a low rating opens a complaint in the same change.

    ``kind`` is that of the complaint. Raises Refused for an order that has not arrived, for a day before it did, and
    for a second rating that is not to ``replace`` the first, or is the same.
    """
    rules.expect_arrived(order)
    rules.not_before(on, order)
    there = db.execute(_OF_ORDER, (order["id"],)).fetchone()
    if there is None:
        number = db.execute(
            "INSERT INTO rating (contact_id, order_id, stars, text, rated_on) VALUES (?, ?, ?, ?, ?)",
            (order["contact_id"], order["id"], stars, text, on.isoformat()),
        ).lastrowid
    else:
        _expect_other(order["id"], there, stars, text, replace=replace)
        number = there["id"]
        db.execute(
            "UPDATE rating SET stars = ?, text = ?, rated_on = ? WHERE id = ?", (stars, text, on.isoformat(), number)
        )
    return _complained(db, order, Rated(number or 0, stars), text, kind)


def _expect_other(number: int, there: sqlite3.Row, stars: int, text: str | None, *, replace: bool) -> None:
    if not replace:
        raise Refused(
            _("Order {number} is rated already: {stars}.").format(number=number, stars=rules.shown(there["stars"])),
            hint=_("If she thinks otherwise now, add --replace."),
        )
    if (there["stars"], there["text"]) == (stars, text):
        raise Refused(_("That is the rating that is there already."), hint=_("Nothing to write down."))


def _complained(db: sqlite3.Connection, order: Row, rated: Rated, text: str | None, kind: str | None) -> Rated:
    """Open a complaint for a low rating, unless one about the order is open."""
    (low,) = shop.figures(db, "follow.low")
    if rated.stars > low:
        if kind is not None:
            raise Refused(
                _("{stars} opens no complaint, so --kind says nothing here.").format(stars=rules.shown(rated.stars)),
                hint=_("If something went wrong all the same: `olcrm complaint add`."),
            )
        return rated
    row = db.execute(
        "SELECT id FROM complaint_view WHERE order_id = ? AND closed_at IS NULL ORDER BY id LIMIT 1", (order["id"],)
    ).fetchone()
    if row:
        return Rated(rated.rating, rated.stars, open=row["id"])
    from olcrm.complaint import store as complaint

    which = complaint.kind(db, kind) if kind is not None else "quality"
    said = text or _("Rated {stars}.").format(stars=rules.shown(rated.stars))
    opened = complaint.add(db, order["contact_id"], which, said, order_id=order["id"])
    return Rated(rated.rating, rated.stars, opened=opened)


def document(db: sqlite3.Connection, number: int) -> dict[str, Any]:
    """A rating as it stands in JSON."""
    row = db.execute("SELECT * FROM rating WHERE id = ?", (number,)).fetchone()
    return documents(db, [row])[0]


def listed(
    db: sqlite3.Connection, *, since: date | None, product_id: int | None, low: bool, limit: int | None
) -> tuple[list[dict[str, Any]], int, float | None]:
    """The ratings that are meant, the latest first, at most ``limit``; how many there are in all, and their mean."""
    question, asked = _asked(db, since, product_id, low)
    rows = db.execute(question + _LATEST, asked | {"limit": -1 if limit is None else limit}).fetchall()
    mean = db.execute(_MEAN.format(listed=question), asked).fetchone()
    return documents(db, rows), mean["count"], rules.average(mean["total"], mean["count"])


def by_product(
    db: sqlite3.Connection, *, since: date | None, product_id: int | None, low: bool
) -> list[dict[str, Any]]:
    """Each product that was rated, the worst first: ``sku product count average low``."""
    question, asked = _asked(db, since, product_id, low)
    return [
        {
            "sku": row["sku"] or None,
            "product": row["product"],
            "count": row["count"],
            "average": rules.average(row["total"], row["count"]),
            "low": row["low"],
        }
        for row in db.execute(_BY_PRODUCT.format(listed=question), asked)
    ]


def _asked(
    db: sqlite3.Connection, since: date | None, product_id: int | None, low: bool
) -> tuple[str, dict[str, str | int | None]]:
    (most,) = shop.figures(db, "follow.low")
    whose = "" if product_id is None else _WITH
    return _LISTED.format(whose=whose), {
        "since": since.isoformat() if since else "",
        "most": max(most, 1) if low else max(rules.STARS),
        "low": most,
        "product": product_id,
    }


def documents(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[dict[str, Any]]:
    """``rows`` as they stand in JSON."""
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [
        {
            "id": row["id"],
            "contact": who[row["contact_id"]],
            "order": row["order_id"],
            "stars": row["stars"],
            "text": row["text"],
            "rated_on": row["rated_on"],
            "items": windows.items(goods.lines_of(db, [row["order_id"]])),
        }
        for row in rows
    ]
