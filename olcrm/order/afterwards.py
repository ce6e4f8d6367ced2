"""What may still be agreed once an order has left the house: a larger discount, and where it goes if nobody said it."""

import sqlite3

from olcrm.kit.record import Row, changed
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
