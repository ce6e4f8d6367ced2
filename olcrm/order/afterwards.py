"""What may still be agreed once an order has left the house: a larger discount, and where it goes if nobody said it.

And what couriers have of an order that is called off then.
"""

import sqlite3

from olcrm.kit.money import rupiah
from olcrm.kit.record import Row, changed
from olcrm.kit.text import _
from olcrm.order import lowering, rules
from olcrm.order.rules import Terms

WHERE = ("address", "recipient_phone")


def edit(db: sqlite3.Connection, row: Row, base: Terms, terms: Terms, *, lines_too: bool) -> None:
    """Change ``base`` into ``terms``. Raises Refused for what was called off, and where anything else changes."""
    rules.still_open(row)
    said = {field: getattr(terms, field) for field in WHERE if getattr(base, field) is None}
    discount = max(base.discount, terms.discount)
    if lines_too or changed(base, discount=discount, **said) != terms:
        rules.changeable(row)
    lowering.lower(db, row, discount - base.discount)
    db.execute(
        "UPDATE sale_order SET address = ?, recipient_phone = ? WHERE id = ?",
        (terms.address, terms.recipient_phone, row["id"]),
    )


def collected(db: sqlite3.Connection, order: Row) -> list[str]:
    """What couriers are noted to have of an order that is called off, and how either outcome is noted."""
    there = _(
        "The courier is noted to have {amount}. If it comes: `olcrm parcel paid {name}`;"
        " if she never paid it: `olcrm parcel edit {name} --collect 0`."
    )
    away = _("The courier is to collect {amount}. When the parcel is back: `olcrm parcel returned {name}`.")
    return [
        (there if row["arrived_on"] or order["arrived_on"] else away).format(
            amount=rupiah(row["collect"]),
            name=order["id"] if row["parcels"] == 1 else f"{order['id']}/{row['place']}",
        )
        for row in db.execute(_COLLECTED, (order["id"],))
    ]


_COLLECTED = """
SELECT place, parcels, collect, arrived_on FROM parcel_view
 WHERE order_id = ? AND collect IS NOT NULL AND shipped_on IS NOT NULL AND paid_on IS NULL AND returned_on IS NULL
"""
