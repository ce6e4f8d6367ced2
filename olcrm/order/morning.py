"""What of orders waits for the owner: promises that are broken or pressing, and what is paid and not sent off."""

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from olcrm.contact import people
from olcrm.kit import clock
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.order.reading import LATELY, TO_SHIP, documents

Pressing = tuple[sqlite3.Row, str]  # an order, and what is to be said of its promise

# The conditions are spelled as those of the partial indices, which hold only what is in the house or on the way.
_PROMISED = """
SELECT * FROM order_view
 WHERE promised_on BETWEEN :from AND :to AND shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL
 ORDER BY promised_on
"""
# What was handed over without a parcel; a parcel on the way speaks for itself.
_SENT = """
SELECT * FROM order_view
 WHERE promised_on BETWEEN :from AND :to AND shipped_on IS NOT NULL AND arrived_on IS NULL AND closed_on IS NULL
   AND NOT EXISTS (SELECT 1 FROM parcel_view WHERE order_id = order_view.id AND shipped_on IS NOT NULL)
 ORDER BY promised_on LIMIT :limit
"""
_PACKED = """
SELECT order_id FROM parcel_view
 WHERE order_id IN (SELECT value FROM json_each(?)) AND packed_on IS NOT NULL AND shipped_on IS NULL
"""


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Promises that are broken, then those for today and tomorrow, then paid orders to send off; at most ``limit``."""
    today = clock.local(now).date()
    pressing = (_broken(db, today, limit) + _pressing(db, today, limit))[:limit]
    known = {row["id"]: text for row, text in pressing}
    paid = db.execute(TO_SHIP + " LIMIT ?", (limit + len(known),))
    rows = [*(row for row, _text in pressing), *(row for row in paid if row["id"] not in known)][:limit]
    packed = _packed(db, (row["id"] for row in rows))
    return [
        _promises(order, known[order["id"]], today, packed=order["id"] in packed)
        if order["id"] in known
        else _leaves(order, packed=order["id"] in packed)
        for order in documents(db, rows)
    ]


def _broken(db: sqlite3.Connection, today: date, limit: int) -> list[Pressing]:
    """What was to be there by now and is on the way without a parcel, each with its sentence."""
    days = {"from": f"{today - timedelta(days=LATELY)}", "to": f"{today - timedelta(days=1)}"}
    rows = db.execute(_SENT, {**days, "limit": limit}).fetchall()
    if not rows:
        return []
    from olcrm.order import promising

    return [(row, promising.overdue(row, today)) for row in rows]


def _pressing(db: sqlite3.Connection, today: date, limit: int) -> list[Pressing]:
    """Promises that are late, at risk, or for today or tomorrow, each with its sentence; nothing where none is open."""
    promised = db.execute(_PROMISED, {"from": date.min.isoformat(), "to": date.max.isoformat()})
    first = promised.fetchone()
    if first is None:
        return []
    from olcrm.order import promising

    return promising.pressing(db, chain((first,), promised), today, limit)


def _packed(db: sqlite3.Connection, orders: Iterable[int]) -> set[int]:
    """Those of ``orders`` that stand packed and are not sent off."""
    return {number for (number,) in db.execute(_PACKED, (people.array(orders),))}


def _leaves(order: dict[str, Any], *, packed: bool) -> Waiting:
    """An order that is paid, or on COD, and is to be sent off."""
    number = order["id"]
    sentence = _("Order {number}: paid, to be sent off")
    if packed or order["balance"] > 0:
        sentence = _("Order {number}: packed, to be sent off") if packed else _("Order {number}: COD, to be sent off")
    return Waiting(
        *("order", "ship", order["ordered_on"], sentence.format(number=number), _by_parcel(number, packed=packed)),
        contact=order["contact"],
        order=number,
        amount=order["total"],
    )


def _promises(order: dict[str, Any], said: str, today: date, *, packed: bool) -> Waiting:
    """An order whose promise is broken or pressing."""
    number = order["id"]
    late = order["promised_on"] < today.isoformat()
    next_step = f"olcrm order show {number}"
    if order["status"] == "shipped":
        next_step = f"olcrm order status {number} arrived"
    elif late and order["status"] != "ready" and not packed:
        next_step = f"olcrm order promise {number}"
    elif order["balance"] <= 0 or order["cod"]:
        next_step = _by_parcel(number, packed=packed)
    return Waiting(
        *("order", "late" if late else "promise", order["promised_on"], said, next_step),
        contact=order["contact"],
        order=number,
        amount=order["total"],
    )


def _by_parcel(number: int, *, packed: bool) -> str:
    return f"olcrm parcel ship {number} RESI" if packed else f"olcrm parcel pack {number}"
