"""What every room may ask about an order without knowing the room that keeps it."""

import sqlite3

from olcrm.kit.errors import Misunderstood, Missing
from olcrm.kit.text import _


def order_number(word: str) -> int:
    """``41`` or ``#41`` as a number. Raises Misunderstood for anything else."""
    digits = word.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 18:
        raise Misunderstood(
            _("“{word}” is not an order number.").format(word=word), hint=_("Write it like 41 or #41.")
        )
    return int(digits)


def order(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The row of ``order_view`` for an order number as typed. Raises Misunderstood, or Missing when there is none."""
    number = word if isinstance(word, int) else order_number(word)
    row: sqlite3.Row | None = db.execute("SELECT * FROM order_view WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no order {number}.").format(number=number), hint=_("See `olcrm order list` for all orders.")
        )
    return row


def suggest_orders(incomplete: str) -> list[str]:
    """Numbers of open orders that begin with ``incomplete``, for the shell to complete."""
    from olcrm.ledger import book

    with book.reading() as db:
        rows = db.execute(
            "SELECT id FROM sale_order WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL"
            " ORDER BY ordered_at DESC LIMIT 500"
        )
        return [str(number) for (number,) in rows if str(number).startswith(incomplete)][:50]
