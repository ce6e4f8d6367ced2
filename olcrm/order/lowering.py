"""What is taken off an order, and for what; what it comes to is lowered after it left the house, too."""

import sqlite3

from olcrm.contact import store as contacts
from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, Row, changed
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.order import store

_REFUNDED = "SELECT coalesce(sum(refunded), 0) FROM claim_view WHERE order_id = ? AND refunded > 0"
_IN_EXCHANGE = "SELECT coalesce(refunded, 0) AS refunded FROM claim_view WHERE out_order_id = ?"


class TakenOff(Record):
    """What was taken off an order, in rupiah: a discount, the worth of goods that came back for it, and a refund."""

    discount: int
    returned: int
    refunded: int


def taken_off(db: sqlite3.Connection, order: Row) -> TakenOff:
    """For what something was taken off ``order``; what goes out in exchange has no discount but what came back.

    A refund for it that was more than it cost was taken off the order before, whose claim says how much that was.
    """
    refunds = refunded(db, order["id"])
    before = db.execute(_IN_EXCHANGE, (order["id"],)).fetchone()
    here = min(order["discount"], max(0, refunds - (before["refunded"] if before else 0)))
    left = order["discount"] - here
    return TakenOff(0, left, here) if before else TakenOff(left, 0, here)


def refunded(db: sqlite3.Connection, number: int) -> int:
    """What was refunded of order ``number``, in rupiah."""
    return int(db.execute(_REFUNDED, (number,)).fetchone()[0])


def percent(db: sqlite3.Connection, row: Row) -> int:
    """The percent of its goods that an order's discount is, where it is what her standing gets; else 0."""
    if not row["discount"] or not contacts.is_special(db, row["contact_id"]):
        return 0
    from olcrm.contact import trust

    given = trust.next_order(db, contacts.get(db, row["contact_id"])).discount
    return given if given and trust.discount(row["goods"], given) == row["discount"] else 0


def anew(db: sqlite3.Connection, number: int, percent: int) -> str:
    """Take ``percent`` off the goods that order ``number`` has now, and say so."""
    from olcrm.contact import trust

    row = windows.order(db, number)
    discount = trust.discount(row["goods"], percent)
    store.edit(db, row, terms=changed(store.terms_of(row), discount=discount))
    return _("Discount {percent} %, reckoned anew: {amount}.").format(percent=percent, amount=rupiah(discount))


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
