"""What an order comes to is lowered after it left the house: goods are taken back, or she was charged too much."""

import sqlite3

from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.text import _


def most(row: Row) -> int:
    """By how many rupiah an order (a row of ``order_view``) can be lowered; its unique code stays."""
    return int(max(0, row["goods"] + row["shipping"] - row["discount"]))


def lower(db: sqlite3.Connection, row: Row, by: int) -> None:
    """Let an order come to ``by`` rupiah less, as a discount. Raises Refused for more than it comes to."""
    if by > most(row):
        raise Refused(
            _("{amount} is more than order {number} comes to, which is {total}.").format(
                amount=rupiah(by), number=row["id"], total=rupiah(most(row))
            ),
            hint=_("Give at most that."),
        )
    if by:
        db.execute("UPDATE sale_order SET discount = discount + ? WHERE id = ?", (by, row["id"]))
