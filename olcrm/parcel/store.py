"""Where parcels are kept: what was packed together, and the days on which it left, arrived or came back."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from olcrm.kit import clock
from olcrm.kit.errors import Refused, mistaken
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.order import rules as agreement
from olcrm.order import store as orders
from olcrm.parcel import reading, rules
from olcrm.parcel.rules import Carrier, Piece
from olcrm.pay.rules import COD

if TYPE_CHECKING:
    from olcrm.pay.store import Taken

# In how many of an order's pieces a stage is not reached: none of them, and the order is there itself.
_NOT_GONE = """
SELECT EXISTS (
  SELECT 1 FROM line_view AS line WHERE order_id = :order AND qty > (
    SELECT coalesce(sum(packed.qty), 0) FROM packed_view AS packed JOIN parcel_view AS p ON p.id = packed.parcel_id
     WHERE packed.line_id = line.id AND p.returned_on IS NULL
       AND CASE WHEN :stage = 'shipped' THEN p.shipped_on ELSE p.arrived_on END IS NOT NULL))
"""


def pack(
    db: sqlite3.Connection,
    number: int,
    inside: Sequence[Piece],
    *,
    on: date | None,
    weight: int | None = None,
    note: str | None = None,
) -> int:
    """Put these pieces of an order into a parcel, packed ``on`` a day (None: nobody noted when), and give its id."""
    cursor = db.execute(
        "INSERT INTO parcel (order_id, weight, packed_on, note, created_at) VALUES (?, ?, ?, ?, ?)",
        (number, weight, on and on.isoformat(), note, clock.stamp(clock.now())),
    )
    parcel_id = cursor.lastrowid or 0
    db.executemany(
        "INSERT INTO parcel_line (parcel_id, line_id, qty) VALUES (?, ?, ?)",
        [(parcel_id, one.line_id, one.qty) for one in inside],
    )
    return parcel_id


def unpack(db: sqlite3.Connection, parcel: Row) -> None:
    """Take a packed parcel apart. Raises Refused once it was sent off."""
    if parcel["shipped_on"]:
        raise Refused(
            _("Parcel {name} has been sent off already.").format(name=rules.name(parcel)),
            hint=_("If it came back: `olcrm parcel returned {name}`.").format(name=rules.name(parcel)),
        )
    db.execute("DELETE FROM parcel_line WHERE parcel_id = ?", (parcel["id"],))
    db.execute("DELETE FROM parcel WHERE id = ?", (parcel["id"],))


def to_ship(db: sqlite3.Connection, order: Row, parcel: Row | None) -> int:
    """The id of the parcel of an order that leaves: the one named, the one packed, else a new one of all that is left.

    Raises Refused when nothing is left, Missing when several are packed.
    """
    if parcel is not None and parcel["status"] == "packed":
        return int(parcel["id"])
    packed = [row for row in reading.of_order(db, order["id"]) if row["status"] == "packed"]
    if parcel is None and len(packed) > 1:
        raise rules.several(order["id"], reading.described(db, packed))
    if parcel is None and packed:
        return int(packed[0]["id"])
    rest = reading.left(db, order["id"]) if parcel is None else []
    if not rest:
        last = parcel or reading.of_order(db, order["id"])[-1]
        raise Refused(
            _("Parcel {name} has been sent off already, with {with_what}.").format(
                name=rules.name(last), with_what=_with(last)
            ),
            hint=_("Correct it with `olcrm parcel edit {name}`; see `olcrm parcel show {number}`.").format(
                name=rules.name(last), number=order["id"]
            ),
        )
    return pack(db, order["id"], rest, on=None)


def ship(
    db: sqlite3.Connection,
    order: Row,
    parcel_id: int,
    *,
    carrier: Carrier | None,
    tracking: str | None,
    collect: int | None,
    on: date,
) -> bool:
    """A parcel leaves; True when with it all of the order has left, which is then shipped. Raises as ``reach`` does."""
    agreement.not_before(on, date.fromisoformat(order["ordered_on"]), _("That day"))
    db.execute(
        "UPDATE parcel SET courier = ?, service = ?, tracking = ?, collect = ?, shipped_on = ? WHERE id = ?",
        (carrier and carrier.courier, carrier and carrier.service, tracking, collect, on.isoformat(), parcel_id),
    )
    return _reached(db, order["id"], "shipped", on)


def not_used(db: sqlite3.Connection, tracking: str, parcel_id: int | None) -> None:
    """Make sure that no other parcel has a tracking number. Raises Refused."""
    for row in reading.tracked(db, tracking):
        if row["id"] != parcel_id:
            raise Refused(
                _("{tracking} is the number of parcel {name} of {customer} already.").format(
                    tracking=tracking, name=rules.name(row), customer=row["contact_name"]
                ),
                hint=_("If both went together in one, say so with --together."),
            )


def arrive(db: sqlite3.Connection, parcel: Row, on: date) -> bool:
    """A parcel has arrived; True when all of its order has. Raises Refused before it was sent, and twice."""
    called = rules.name(parcel)
    rules.on_the_way(parcel, called)
    rules.after_it_left(parcel, on, called)
    db.execute("UPDATE parcel SET arrived_on = ? WHERE id = ?", (on.isoformat(), parcel["id"]))
    return _reached(db, parcel["order_id"], "arrived", on)


def come_back(db: sqlite3.Connection, parcel: Row, on: date, because: str | None) -> None:
    """A parcel came back to the shop. Raises as ``arrive`` does, and Refused where the order is noted as arrived."""
    called = rules.name(parcel)
    rules.on_the_way(parcel, called)
    rules.not_there(parcel)
    rules.after_it_left(parcel, on, called)
    db.execute(
        "UPDATE parcel SET returned_on = ?, note = coalesce(?, note) WHERE id = ?",
        (on.isoformat(), because, parcel["id"]),
    )


_FACTS = ("courier", "service", "tracking", "collect", "weight", "shipped_on", "note")


def edit(db: sqlite3.Connection, parcel: Row, facts: Mapping[str, Any]) -> None:
    """Put ``facts`` (by column) in the place of a parcel's own; an order that left with it left on the same day.

    Raises as ``reach`` does, for a day before an earlier stage.
    """
    values = {column: facts.get(column, parcel[column]) for column in _FACTS}
    db.execute(
        "UPDATE parcel SET courier = :courier, service = :service, tracking = :tracking, collect = :collect,"
        " weight = :weight, shipped_on = :shipped_on, note = :note WHERE id = :id",
        {**values, "id": parcel["id"]},
    )
    order = windows.order(db, parcel["order_id"])
    same = order["shipped_on"] is not None and order["shipped_on"] == parcel["shipped_on"]
    if same and not (order["arrived_on"] or order["closed_as"]):
        last = "SELECT max(shipped_on) FROM parcel WHERE order_id = ? AND returned_on IS NULL"
        (day,) = db.execute(last, (order["id"],)).fetchone()
        orders.reach(db, order, "shipped", date.fromisoformat(day or order["shipped_on"]))


def settle(db: sqlite3.Connection, parcel: Row, fee: int, on: date) -> "Taken":
    """The courier passed on what it had collected, less its ``fee``: her debt is paid, and the parcel has arrived.

    What she paid at the door for an order that was called off is her credit. Raises Refused where nothing was to be
    collected, before it was sent, once it was paid, and before it left.
    """
    from olcrm.pay import store as pay

    called = rules.name(parcel)
    payable(parcel)
    rules.after_it_left(parcel, on, called)
    db.execute("UPDATE parcel SET paid_on = ?, fee = ? WHERE id = ?", (on.isoformat(), fee, parcel["id"]))
    if parcel["arrived_on"] is None:
        db.execute("UPDATE parcel SET arrived_on = ? WHERE id = ?", (on.isoformat(), parcel["id"]))
        _reached(db, parcel["order_id"], "arrived", on)
    order = windows.order(db, parcel["order_id"])
    note = " ".join(filter(None, (rules.carrier_shown(parcel["courier"], parcel["service"]), parcel["tracking"])))
    return pay.take(
        db,
        contact_id=order["contact_id"],
        due_id=None if order["closed_as"] else order["due_id"],
        amount=parcel["collect"],
        method=COD,
        paid_on=on,
        note=note or None,
    )


def payable(parcel: Row) -> None:
    """Make sure that a courier has money of a parcel to pass on. Raises Refused."""
    called = rules.name(parcel)
    if parcel["collect"] is None:
        raise Refused(
            _("Nothing is collected for parcel {name}.").format(name=called),
            hint=_("Money that came otherwise is noted with `olcrm pay add {number} …`.").format(
                number=parcel["order_id"]
            ),
        )
    if parcel["paid_on"]:
        raise Refused(
            _("What was collected for parcel {name} has come in already.").format(name=called),
            hint=mistaken(parcel["order_id"]),
        )
    if parcel["arrived_on"] is None:
        rules.on_the_way(parcel, called)


def _reached(db: sqlite3.Connection, number: int, stage: str, on: date) -> bool:
    """Note the order as being at a stage once all its pieces are; gives whether they are."""
    if db.execute(_NOT_GONE, {"order": number, "stage": stage}).fetchone()[0]:
        return False
    order = windows.order(db, number)
    if order[f"{stage}_on"] is None and order["closed_as"] is None:
        orders.reach(db, order, stage, on)
    return True


def _with(parcel: Row) -> str:
    carrier = rules.carrier_shown(parcel["courier"], parcel["service"])
    return " ".join(filter(None, (carrier, parcel["tracking"]))) or _("no tracking number")
