"""How a granted claim is carried out: what came back, what goes out instead, what money goes back.

What goes out is an order like any other, whose discount is the worth of what came back; so packing, parcels, stock and
a difference in price are what they always are. What is given back lowers the order that it was paid for, so that
nothing is owed again. Whoever brings back what she got in exchange gets the money from where it was paid: of the order
before, and the claim that stands between the two says how much of its worth has gone back. Where what went out
instead is called off, the claim can be settled anew.
"""

import sqlite3
from collections.abc import Sequence
from datetime import date

from olcrm.claim import judging, rules, store
from olcrm.contact import store as contacts
from olcrm.kit.errors import Misunderstood, Refused, mistaken
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.order import lowering, taking
from olcrm.order import rules as agreement
from olcrm.order.options import Deal
from olcrm.order.rules import Item
from olcrm.pay import rules as paying
from olcrm.pay import store as pay

_INTO = "SELECT * FROM claim_view WHERE out_order_id = ?"
_AT_THE_COURIERS = """
SELECT 1 FROM parcel_view
 WHERE order_id = ? AND collect IS NOT NULL AND shipped_on IS NOT NULL AND paid_on IS NULL AND returned_on IS NULL
"""


class Returned(Record):
    """What became of goods that came back: how many are on the shelf again, None where nobody counts them.

    ``label`` and ``sku`` are what the catalogue calls them now, which need not be what they were sold as.
    """

    shelved: int | None
    label: str | None
    sku: str | None


class Sent(Record):
    """What goes out instead: the order, what of the worth was left over, and what of that was given back."""

    order_id: int
    left_over: int
    moved: int
    more: Sequence[str]


def worth(db: sqlite3.Connection, row: Row) -> int:
    """What the goods of a claim were sold for, in rupiah: their price less their share of the order's discount.

    Neither what an exchange took off that order nor what was given back for others of its goods is a discount.
    """
    order = windows.order(db, row["order_id"])
    about = _line(db, row)
    before = db.execute(_INTO, (order["id"],)).fetchone()
    exchanged = worth(db, before) - (before["refunded"] or 0) if before else 0
    discount = max(0, order["discount"] - lowering.refunded(db, order["id"]) - exchanged)
    price = int(about["price"]) * int(row["qty"])
    return max(0, price - (discount * price // order["goods"] if order["goods"] else 0))


def back(db: sqlite3.Connection, row: Row, on: date, stock: str | None) -> Returned:
    """The goods came back; they are counted in again unless they are worn, to be repaired, or ``stock`` says no.

    Raises Misunderstood for another word than yes and no, Refused as ``store.came_back`` does.
    """
    shelve = _shelve(row, stock)
    store.granted(row)
    opened = date.fromisoformat(row["opened_on"])
    if on < opened:
        raise Refused(
            _("That day lies before the claim, which is of {day}.").format(day=_day(opened)),
            hint=_("Give that day or a later one."),
        )
    store.came_back(db, row, on)
    _end_if_done(db, row, on)
    if row["product_id"] is None:
        return Returned(None, None, None)
    from olcrm.product import rules as counting
    from olcrm.product import store as products

    product = products.get(db, row["product_id"])
    label, sku = counting.label(product["name"], product["variant"]), product["sku"]
    if product["on_hand"] is None:
        return Returned(None, label, sku)
    if not shelve:
        return Returned(0, label, sku)
    reason = _("came back, claim {number}").format(number=row["id"])
    products.move(db, product, counting.Move(row["qty"], None), reason)
    return Returned(row["qty"], label, sku)


def exchange(
    db: sqlite3.Connection,
    row: Row,
    items: list[Item],
    typed: Deal,
    *,
    on: date,
    refund: bool,
    as_credit: bool,
    method: str | None,
) -> Sent:
    """Send something instead (without ``items`` the same again), in a new order of hers.

    Raises Refused where that was done, where something cheaper leaves money over and nobody says what becomes of it,
    and as taking an order does.
    """
    row = _to_settle(db, row)
    order = windows.order(db, row["order_id"])
    goods = agreement.priced(taking.meant(db, items or [_same(db, row)]))
    before = row["refunded"] or 0
    value = max(0, worth(db, row) - before)
    asked = agreement.goods(goods) + _shipping(typed)
    discount = min(value, asked)
    who, deal = contacts.get(db, row["contact_id"]), _deal(order, row, typed, discount)
    number, more, _dp = taking.written(db, who, goods, deal)
    left_over, moved = value - discount, 0
    if left_over:
        if refund == as_credit:
            raise Refused(
                _("What came back was worth {worth}, what goes out comes to {price}.").format(
                    worth=rupiah(value), price=rupiah(asked)
                ),
                hint=_("Say what becomes of the other {amount}: --refund gives it back, --as-credit keeps it.").format(
                    amount=rupiah(left_over)
                ),
            )
        moved = _give_back(db, order["id"], left_over, paying.CREDIT if as_credit else method, on, row["id"])
    store.exchanged(db, row, number, before + left_over)
    _end_if_done(db, row, on)
    return Sent(number, left_over, moved, more)


def refund(db: sqlite3.Connection, row: Row, amount: int | None, method: str | None, on: date) -> tuple[int, int]:
    """Give ``amount`` rupiah back, what the goods were sold for where none is said, by ``method``.

    Gives by how much she owes less now, and how much of that was given back: what she had not paid yet is not. Raises
    Refused for nothing, for more than she was asked for, and while a courier has what she paid.
    """
    row = _to_settle(db, row)
    before = row["refunded"] or 0
    value = worth(db, row) - before if amount is None else amount
    if value <= 0:
        raise Refused(
            _("Nothing was asked for what claim {number} is about.").format(number=row["id"]),
            hint=_("Say how much is given back: `olcrm claim refund {number} 50rb`.").format(number=row["id"]),
        )
    moved = _give_back(db, row["order_id"], value, method, on, row["id"])
    store.given_back(db, row["id"], "refund", before + value)
    _end_if_done(db, row, on)
    return value, moved


def repaired(db: sqlite3.Connection, row: Row, on: date) -> None:
    """It is repaired, and goes back to her. Raises Refused as ``store.granted``, and where it was settled otherwise."""
    row = _to_settle(db, row)
    store.repaired(db, row, on)
    _end_if_done(db, row, on)


def _give_back(db: sqlite3.Connection, order_id: int, amount: int, method: str | None, on: date, claim: int) -> int:
    """Lower an order, and the one before it that its goods were paid with; gives what was paid back of that."""
    order = windows.order(db, order_id)
    if db.execute(_AT_THE_COURIERS, (order_id,)).fetchone():
        raise Refused(
            _("The courier has not passed on yet what was paid at the door for order {number}.").format(
                number=order_id
            ),
            hint=_("Note it once it is there, `olcrm parcel paid {number}`; then give back.").format(number=order_id),
        )
    before = db.execute(_INTO, (order_id,)).fetchone()
    here = min(amount, lowering.most(order)) if before else amount
    too_much = 0
    if here:
        too_much = min(here, max(0, order["paid"] - max(0, order["total"] - here)))
        if too_much:
            note = _("claim {number}").format(number=claim)
            pay.refund(db, order["due_id"], too_much, method, on, note)
        lowering.lower(db, order, here)
    if before and amount > here:
        too_much += _give_back(db, before["order_id"], amount - here, method, on, claim)
        store.given_back(db, before["id"], "exchange", (before["refunded"] or 0) + amount - here)
    return too_much


def _end_if_done(db: sqlite3.Connection, row: Row, on: date) -> None:
    now = store.get(db, row["id"])
    if rules.finished(now):
        store.end(db, now, on)


def _to_settle(db: sqlite3.Connection, row: Row) -> Row:
    """The claim, once it is sure that it is granted and not settled; what went out and was called off never did."""
    row = store.anew(db, row)
    store.granted(row)
    _not_settled(row)
    return row


def _not_settled(row: Row) -> None:
    said = {
        "went_out_id": _("Claim {number} is exchanged: order {order} goes out for it."),
        "refunded": _("{amount} was given back for claim {number}."),
        "repaired_on": _("What claim {number} is about is repaired."),
    }
    for column, sentence in said.items():
        # What was left over from an exchange that was called off settles nothing.
        if row[column] is not None and (column, row["wants"]) != ("refunded", "exchange"):
            raise Refused(
                sentence.format(number=row["id"], order=row["went_out_id"], amount=rupiah(row["refunded"] or 0)),
                hint=mistaken(row["order_id"]),
            )


def _line(db: sqlite3.Connection, row: Row) -> sqlite3.Row:
    return next(one for one in judging.lines_of(db, row["order_id"]) if one["id"] == row["line_id"])


def _same(db: sqlite3.Connection, row: Row) -> Item:
    """What was claimed, once more."""
    about = _line(db, row)
    return Item(row["qty"], about["name"], about["price"], about["sku"], about["product_id"])


def _deal(order: Row, row: Row, typed: Deal, discount: int) -> Deal:
    """What was typed, for the one the first order went to, with the worth of what came back as its discount."""
    from olcrm.kit.record import changed

    note = _("Instead of goods of order {order}, claim {number}.").format(order=order["id"], number=row["id"])
    kept = {key: order[key] for key in ("recipient", "recipient_phone", "address", "dropship_from", "courier")}
    said = {key: getattr(typed, key) for key in kept}
    whole = {key: kept[key] if said[key] is None else said[key] for key in kept}
    return changed(typed, **whole, discount=str(discount), note=typed.note or note)


def _shipping(typed: Deal) -> int:
    from olcrm.kit import money

    return 0 if typed.shipping is None else money.amount(typed.shipping, zero=True)


def _shelve(row: Row, stock: str | None) -> bool:
    if stock is None:
        return row["reason"] not in rules.WORN and row["wants"] != "repair"
    word = stock.strip().casefold()
    if word not in ("yes", "ya", "no", "tidak"):
        raise Misunderstood(
            _("--stock is yes or no."), hint=_("yes counts what came back in again, no leaves the stock as it is.")
        )
    return word in ("yes", "ya")


def _day(day: date) -> str:
    from olcrm.kit import dates

    return dates.short(day)
