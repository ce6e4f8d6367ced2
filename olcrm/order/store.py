"""Where orders are kept: an agreement, its lines, and the days on which things happened to it."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import changed
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.order import reading, rules
from olcrm.order.rules import Item, Terms

get, documents = reading.get, reading.documents
lines_of, payments_of = reading.lines_of, reading.payments_of
notes_of, parcels_of, care = reading.notes_of, reading.parcels_of, reading.care
wanted_rows, customer, regulars_first = reading.wanted_rows, reading.customer, reading.regulars_first

_AS_KEPT = (
    *("shipping", "discount", "unique_code", "recipient", "recipient_phone", "address", "gift", "dropship_from"),
    *("note", "source", "number", "courier", "cod", "price_hidden", "extras"),
)
_TAKE = """
INSERT INTO sale_order (shipping, discount, unique_code, recipient, recipient_phone, address, gift, dropship_from,
                        note, source, number, courier, cod, price_hidden, extras, keep_until, promised_on, contact_id,
                        due_id, ordered_on, ordered_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_EDIT = """
UPDATE sale_order
   SET (shipping, discount, unique_code, recipient, recipient_phone, address, gift, dropship_from, note, source,
        number, courier, cod, price_hidden, extras, keep_until, promised_on)
     = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
 WHERE id = ?
"""

# A promise that is put off is judged by the day promised first, unless it is brought forward again.
_PROMISE = """
UPDATE sale_order
   SET first_promised_on = CASE WHEN NOT :anew AND :day > coalesce(first_promised_on, promised_on)
                                THEN coalesce(first_promised_on, promised_on) END,
       promised_on = :day
 WHERE id = :order
"""


def take(
    db: sqlite3.Connection,
    contact_id: int,
    items: Sequence[Item],
    *,
    ordered_at: datetime,
    terms: Terms = Terms(),  # noqa: B008 (frozen)
) -> int:
    """Write an order down with its lines and its due, and give its number.

    Raises Refused without a line, for a line without a price, and for a sum that ``rules.total`` refuses.
    """
    from olcrm.due import store as due

    lines = rules.priced(items)
    _some(lines)
    rules.total(rules.goods(lines), terms)
    if terms.number:
        _new_number(db, terms)
    day = clock.local(ordered_at).date()
    # The due begins with what the order asks without its goods; each line then raises it.
    charges = max(0, terms.shipping - terms.discount + terms.unique_code)
    memo = rules.short([{"qty": one.qty, "name": one.name} for one in lines])
    due_id = due.begin(db, contact_id, "order", memo, charges, at=ordered_at, on=day, due_on=terms.due_on)
    cursor = db.execute(_TAKE, (*_columns(terms), contact_id, due_id, day.isoformat(), clock.stamp(ordered_at)))
    number = cursor.lastrowid or 0
    _add_lines(db, number, lines)
    return number


def free_code(db: sqlite3.Connection, balance: int, *, number: int | None = None, present: int = 0) -> int:
    """A unique code for an order whose balance without one is ``balance`` rupiah.

    ``number`` is the order's, when it is there already, and ``present`` its code, which stays while it still serves:
    while nobody else's balance is the same, and when nothing is left to pay. Raises Refused when all are in use.
    """
    if balance <= 0:
        return present
    if number is None:
        number = int(db.execute("SELECT coalesce(max(id), 0) + 1 FROM sale_order").fetchone()[0])
    rows = db.execute(
        "SELECT amount - paid FROM due_view WHERE closed_on IS NULL AND amount > paid AND amount - paid BETWEEN ? AND ?"
        " AND order_id IS NOT ?",
        (balance + 1, balance + rules.LAST_CODE, number),
    )
    taken = {amount for (amount,) in rows}
    return present if present and balance + present not in taken else rules.unique_code(number, balance, taken)


def edit(
    db: sqlite3.Connection,
    row: sqlite3.Row,
    *,
    terms: Terms,
    remove: Sequence[str] = (),
    add: Sequence[Item] = (),
    instead: Sequence[Item] = (),
) -> None:
    """Change what was agreed to ``terms`` (``terms_of`` gives the present ones), lines out and in.

    ``instead`` replaces all lines. Raises Refused when the order has left the house or is closed, for a sum that no
    order can have, and when no line would be left; Missing for a line that is not there.
    """
    from olcrm.due import store as due

    rules.changeable(row)
    number = row["id"]
    gone = rules.removed(lines_of(db, number), remove)
    _not_packed(db, number, gone, whole=bool(instead))
    db.executemany("DELETE FROM order_line WHERE id = ?", [(line_id,) for line_id in gone])
    if instead:
        db.execute("DELETE FROM order_line WHERE order_id = ?", (number,))
    _add_lines(db, number, rules.priced([*instead, *add]))
    lines = lines_of(db, number)
    _some(lines)
    goods = sum(line["subtotal"] for line in lines)
    balance = rules.total(goods, changed(terms, unique_code=0)) - row["paid"]
    code = terms.unique_code and free_code(db, balance, number=number, present=terms.unique_code)
    if terms.promised_on != _day(row["promised_on"]):
        day = terms.promised_on and terms.promised_on.isoformat()
        db.execute(_PROMISE, {"day": day, "anew": False, "order": number})
    db.execute(_EDIT, (*_columns(changed(terms, unique_code=code)), number))
    if terms.due_on != _day(row["due_on"]):
        due.agree_day(db, row["due_id"], terms.due_on)
    due.describe(db, row["due_id"], rules.short(lines))


def terms_of(row: sqlite3.Row) -> Terms:
    """What is agreed in an order (a row of ``order_view``) besides its goods."""
    return Terms(
        keep_until=clock.from_stamp(row["keep_until"]) if row["keep_until"] else None,
        promised_on=_day(row["promised_on"]),
        due_on=_day(row["due_on"]),
        **{field: row[field] for field in _AS_KEPT},
    )


def promise(db: sqlite3.Connection, row: sqlite3.Row, day: date, *, anew: bool = False) -> None:
    """The day by which the goods are promised now; ``anew`` it is the first one.

    Raises Refused as ``edit`` does, and for a day before the order.
    """
    rules.changeable(row)
    rules.not_before(day, date.fromisoformat(row["ordered_on"]), _("The promised day"))
    db.execute(_PROMISE, {"day": day.isoformat(), "anew": anew, "order": row["id"]})


def reach(db: sqlite3.Connection, row: sqlite3.Row, stage: str, on: date) -> None:
    """The order is at ``stage`` since ``on``. Raises as ``rules.stage`` does."""
    rules.stage(row, stage, on)
    db.execute(_REACH[stage], (on.isoformat(), row["id"]))


_REACH = {stage: f"UPDATE sale_order SET {stage}_on = ? WHERE id = ?" for stage in rules.STAGES}  # noqa: S608


def release(
    db: sqlite3.Connection,
    order_id: int,
    *,
    on: date,
    refund: bool = False,
    as_credit: bool = False,
    because: str | None = None,
    method: str | None = None,
) -> int:
    """Give an unpaid order's goods back to everyone, and give the rupiah that were in.

    Those are paid back by ``method`` or become her credit. Raises Refused when money is in and neither was said, and
    for an order that is paid, sent off, also in part, or closed.
    """
    row = windows.order(db, order_id)
    rules.releasable(row)
    reading.all_here(db, order_id)
    return _close(db, row, "released", on, because, refund=refund, as_credit=as_credit, method=method)


def cancel(
    db: sqlite3.Connection,
    order_id: int,
    *,
    on: date,
    because: str,
    refund: bool = False,
    as_credit: bool = False,
    method: str | None = None,
) -> int:
    """Call an order off, and give the rupiah that were in; as ``release``, for any order that is not closed yet."""
    row = windows.order(db, order_id)
    rules.still_open(row)
    return _close(db, row, "cancelled", on, because, refund=refund, as_credit=as_credit, method=method)


def _close(
    db: sqlite3.Connection,
    row: sqlite3.Row,
    closed_as: str,
    on: date,
    because: str | None,
    *,
    refund: bool,
    as_credit: bool,
    method: str | None,
) -> int:
    from olcrm.due import store as due

    if row["paid"] > 0 and refund == as_credit:
        raise undecided(row)
    db.execute(
        "UPDATE sale_order SET closed_as = ?, closed_on = ? WHERE id = ?", (closed_as, on.isoformat(), row["id"])
    )
    return due.close(db, row["due_id"], on, because, refund=refund, method=method)


def undecided(row: sqlite3.Row) -> Refused:
    """Money is in, and nobody has said what becomes of it: it is never forfeited silently."""
    return Refused(
        _("{amount} has been paid for order {number}.").format(amount=rupiah(row["paid"]), number=row["id"]),
        hint=_("Say what becomes of it: --refund gives it back, --as-credit keeps it for her next order."),
    )


def items_again(db: sqlite3.Connection, who: Contact) -> list[Item]:
    """The lines of a contact's last order, whatever became of it, at the same prices. Raises Missing without one."""
    last = db.execute(
        "SELECT id FROM sale_order WHERE contact_id = ? ORDER BY ordered_on DESC, id DESC LIMIT 1", (who.id,)
    ).fetchone()
    if last is None:
        raise Missing(
            _("{name} has no order yet that could be repeated.").format(name=who.name),
            hint=_("Take a first one with `olcrm order add`."),
        )
    return [
        Item(line["qty"], line["name"], line["price"], line["sku"], line["product_id"])
        for line in lines_of(db, last["id"])
    ]


def _some(lines: Sequence[Any]) -> None:
    if not lines:
        raise Refused(
            _("An order has at least one line."),
            hint=_("Cancel it with `olcrm order cancel NUMBER --because …` if nothing is wanted any more."),
        )


def _add_lines(db: sqlite3.Connection, number: int, items: Sequence[Item]) -> None:
    db.executemany(
        "INSERT INTO order_line (order_id, sku, name, qty, price, product_id) VALUES (?, ?, ?, ?, ?, ?)",
        [(number, one.sku, one.name, one.qty, one.price, one.product_id) for one in items],
    )


def _not_packed(db: sqlite3.Connection, number: int, lines: set[int], *, whole: bool) -> None:
    """Make sure that none of these ``lines``, or of the ``whole`` order, is in a parcel. Raises Refused."""
    if not (lines or whole):
        return
    for row in db.execute("SELECT line_id, name FROM packed_view WHERE order_id = ?", (number,)):
        if whole or row["line_id"] in lines:
            raise Refused(
                _("“{item}” of order {number} is in a parcel.").format(item=row["name"], number=number),
                hint=_("Take it out first: `olcrm parcel unpack {number}`.").format(number=number),
            )


def _new_number(db: sqlite3.Connection, terms: Terms) -> None:
    """A marketplace gives each number once."""
    there = db.execute(
        "SELECT id FROM sale_order WHERE source IS ? AND number = ?", (terms.source, terms.number)
    ).fetchone()
    if there:
        raise Refused(
            _("{source} order {number} is here already, as order {id}.")
            .format(source=terms.source or "", number=terms.number, id=there[0])
            .lstrip(),
            hint=_("See it with `olcrm order show {number}`.").format(number=there[0]),
        )


def _columns(terms: Terms) -> tuple[Any, ...]:
    """The values of ``terms`` in the order of ``_TAKE`` and ``_EDIT``."""
    return (
        *(getattr(terms, field) for field in _AS_KEPT),
        terms.keep_until and clock.stamp(terms.keep_until),
        terms.promised_on and terms.promised_on.isoformat(),
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
