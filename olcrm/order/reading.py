"""What is asked about orders: one, and a list."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from olcrm.contact import people
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import phone
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.order import rules

TOGETHER = 500  # orders whose lines are fetched in one go
LATELY = 100  # days after which what was sent off without a parcel is no longer asked for

_NEWEST = """
SELECT * FROM order_view WHERE ordered_on BETWEEN :since AND :until ORDER BY ordered_on DESC, id DESC
"""
_OF_CONTACT = """
SELECT * FROM order_view WHERE contact_id = :contact AND ordered_on BETWEEN :since AND :until
 ORDER BY ordered_on DESC, id DESC
"""
# CROSS JOIN keeps the open dues, which are few, in front of the orders, which are many.
_UNPAID = """
SELECT o.* FROM due_view AS d CROSS JOIN order_view AS o ON o.id = d.order_id
 WHERE d.kind = 'order' AND d.closed_on IS NULL AND d.amount > d.paid AND d.created_at > ''
 ORDER BY d.created_at DESC
"""
_IN_HOUSE = """
SELECT * FROM order_view
 WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL AND ordered_at > '' ORDER BY ordered_at DESC
"""
TO_SHIP = """
SELECT * FROM order_view
 WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL AND ordered_at > ''
   AND (balance <= 0 OR cod = 1)
 ORDER BY ordered_at
"""
_LINES = """
SELECT id, order_id, sku, name, qty, price, subtotal FROM line_view
 WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, id
"""


class Wanted(Record):
    """Which orders a list is to hold, on the day it is ``today``; without anything else, all."""

    today: date
    contact_id: int | None = None
    since: date | None = None
    until: date | None = None
    unpaid: bool = False
    to_ship: bool = False
    late: bool = False
    status: str | None = None

    def fits(self, row: sqlite3.Row) -> bool:
        """Whether ``row`` of ``order_view`` is one of them."""
        at_home = row["status"] in rules.OPEN
        under_way = at_home or row["status"] == "shipped"
        return (
            self._when_and_whose(row)
            and not (self.unpaid and row["balance"] <= 0)
            and not (self.to_ship and not (at_home and (row["balance"] <= 0 or row["cod"])))
            and not (self.late and not (under_way and (row["promised_on"] or "9999") < self.today.isoformat()))
        )

    def _when_and_whose(self, row: sqlite3.Row) -> bool:
        return (
            self.contact_id in (None, row["contact_id"])
            and self.status in (None, row["status"])
            and (self.since is None or row["ordered_on"] >= self.since.isoformat())
            and (self.until is None or row["ordered_on"] <= self.until.isoformat())
        )


def get(db: sqlite3.Connection, number: int, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Order ``number`` as it stands in JSON; ``known`` as ``documents`` takes it. Raises Missing when there is none."""
    row = windows.order(db, number)
    return next(documents(db, [row], known))


def customer(db: sqlite3.Connection, name: str, number: str | None) -> Contact | None:
    """Whom ``name`` means; None when she is to be added: name and phone ``number`` are new, or the owner said so.

    Raises Missing when nobody, or several, are meant; Refused when name and number belong to different people.
    """
    if number is None:
        return contacts.find_or_new(db, name)
    holder = _holder(db, phone.number(number))
    try:
        fitting = {contacts.find(db, name, guess=False).id}
    except Missing as missing:
        fitting = {one["id"] for one in missing.candidates}
        if holder is None:
            if fitting:
                raise
            return None
    if holder is None:
        raise Refused(
            _("There is a customer “{name}” already, without the number {number}.").format(name=name, number=number),
            hint=_("If it is her, leave --phone out; if not, add the new one with `olcrm contact add`."),
        )
    if holder.id not in fitting:
        raise Refused(
            _("{channel} belongs to {name} ({id}).").format(channel=number, name=holder.name, id=holder.id),
            hint=_("Name {id} as the customer, or give another number.").format(id=holder.id),
        )
    return holder


def _holder(db: sqlite3.Connection, e164: str) -> Contact | None:
    try:
        return contacts.find(db, e164)
    except Missing:
        return None


def lines_of(db: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    """The lines of an order in the order in which they were agreed."""
    return db.execute(
        "SELECT id, sku, name, qty, price, subtotal, product_id, place FROM line_view WHERE order_id = ? ORDER BY id",
        (number,),
    ).fetchall()


def care(db: sqlite3.Connection, number: int) -> list[str]:
    """The tips that go to her with the goods of an order."""
    products = [line["product_id"] for line in lines_of(db, number) if line["product_id"]]
    if not products:
        return []
    from olcrm.product import shelf

    return [_("A tip to send her: {tip}").format(tip=tip) for tip in shelf.care(db, products)]


def payments_of(db: sqlite3.Connection, order: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Money in and out for an order, as it stands in JSON, the oldest first."""
    from olcrm.pay import store as pay

    rows = db.execute(
        "SELECT payment_view.* FROM sale_order JOIN payment_view ON payment_view.due_id = sale_order.due_id"
        " WHERE sale_order.id = ? ORDER BY created_at, payment_view.id",
        (order["id"],),
    )
    return [pay.document(row, order["contact"]) for row in rows]


def notes_of(db: sqlite3.Connection, order: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was noted on an order, as it stands in JSON, the latest first."""
    from olcrm.note import store as notes

    return [notes.document(row, order["contact"]) for row in notes.notes(db, order_id=order["id"])]


def parcels_of(db: sqlite3.Connection, order: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The parcels of an order and where they are, as they stand in JSON, the first one first."""
    facts = "courier service tracking status packed_on shipped_on arrived_on returned_on"
    rows = db.execute("SELECT * FROM parcel_view WHERE order_id = ? ORDER BY id", (order["id"],))
    return [{"id": row["id"], **{key: row[key] for key in facts.split()}} for row in rows]


def all_here(db: sqlite3.Connection, number: int) -> None:
    """Make sure that no parcel of an order is with a courier or with her. Raises Refused."""
    away = "SELECT 1 FROM parcel_view WHERE order_id = ? AND shipped_on IS NOT NULL AND returned_on IS NULL"
    if db.execute(away, (number,)).fetchone():
        raise Refused(
            _("A parcel of order {number} has left already.").format(number=number),
            hint=_("Once it is back: `olcrm parcel returned {number}`; see `olcrm parcel show {number}`.").format(
                number=number
            ),
        )


def documents(
    db: sqlite3.Connection, rows: Iterable[sqlite3.Row], known: Mapping[str, Any] | None = None
) -> Iterator[dict[str, Any]]:
    """Rows of ``order_view`` as they stand in JSON, with their lines and whom they are for.

    ``known`` is what is said of that customer, where all are hers and it has just been read.
    """
    left = iter(rows)
    while batch := list(islice(left, TOGETHER)):
        ids = [row["contact_id"] for row in batch]
        who = contacts.briefs(db, ids) if known is None else dict.fromkeys(ids, known)
        lines: dict[int, list[sqlite3.Row]] = {}
        for line in db.execute(_LINES, (people.array(row["id"] for row in batch),)):
            lines.setdefault(line["order_id"], []).append(line)
        for row in batch:
            yield windows.order_facts(row, lines.get(row["id"], []), who[row["contact_id"]])


def wanted_rows(db: sqlite3.Connection, wanted: Wanted, limit: int | None) -> tuple[list[sqlite3.Row], int]:
    """The first ``limit`` rows (None: all) of ``order_view`` that are ``wanted``, and how many there are in all.

    Newest first; what is to be shipped the other way round, and what is late by its promised day.
    """
    values = {
        "contact": wanted.contact_id,
        "since": (wanted.since or date.min).isoformat(),
        "until": (wanted.until or date.max).isoformat(),
        "from": date.min.isoformat(),
        "to": (wanted.today - timedelta(days=1)).isoformat(),
        "lately": (wanted.today - timedelta(days=LATELY)).isoformat(),
    }
    found = (row for row in db.execute(_question(wanted), values) if wanted.fits(row))
    rows = list(islice(found, limit))
    if limit is None or len(rows) < limit:
        return rows, len(rows)
    if wanted == Wanted(wanted.today):
        return rows, int(db.execute("SELECT count(*) FROM sale_order").fetchone()[0])
    return rows, len(rows) + sum(1 for _row in found)


def regulars_first(db: sqlite3.Connection, orders: list[dict[str, Any]], day: str) -> list[dict[str, Any]]:
    """``orders`` as they stand in JSON; those of one ``day`` (the name of it) with regulars first."""
    from olcrm.contact import regulars

    return regulars.first(
        db, orders, alike=lambda order: order[day], standing=lambda order: order["contact"]["standing"]
    )


def _question(wanted: Wanted) -> str:
    """The statement that comes nearest to what is wanted by way of an index."""
    if wanted.contact_id is not None:
        return _OF_CONTACT
    if wanted.late:
        from olcrm.order import promising

        return promising.LATE
    if wanted.to_ship:
        return TO_SHIP
    if wanted.unpaid:
        return _UNPAID
    return _IN_HOUSE if wanted.status in rules.OPEN else _NEWEST
