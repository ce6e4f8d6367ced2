"""Where an order goes is said after it left the house, because nobody had said it before."""

import sqlite3

from olcrm.kit.record import Row, changed
from olcrm.order import rules
from olcrm.order.rules import Terms

WHERE = ("address", "recipient_phone")


def completes(base: Terms, terms: Terms) -> bool:
    """Whether ``terms`` differ from ``base`` in nothing but where it goes, of which nothing was said there."""
    said = {field: getattr(terms, field) for field in WHERE if getattr(base, field) is None}
    return changed(base, **said) == terms


def complete(db: sqlite3.Connection, row: Row, base: Terms, terms: Terms) -> None:
    """Write down where an order goes. Raises Refused for one that was called off, and where anything else changes."""
    rules.still_open(row)
    if not completes(base, terms):
        rules.changeable(row)
    db.execute(
        "UPDATE sale_order SET address = ?, recipient_phone = ? WHERE id = ?",
        (terms.address, terms.recipient_phone, row["id"]),
    )
