"""Where it is kept who waits for what: asked for, offered, bought or no longer wanted.

An offer keeps its pieces until a moment and gives them back by itself. Whoever waits for something that is not in the
catalogue can be offered it just the same; nobody then counts whether it is there.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from olcrm.contact import store as contacts
from olcrm.kit import clock, typed
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _, folded
from olcrm.kit.waiting import Waiting
from olcrm.product import shelf

MOST_PIECES = 999

_OPEN = "SELECT * FROM wish_view WHERE ended_on IS NULL ORDER BY wished_at, id LIMIT ?"
_OPEN_OF_PRODUCT = """
SELECT * FROM wish_view
 WHERE (product_id = ?1 OR (product_id IS NULL AND what_key = ?2)) AND ended_on IS NULL ORDER BY wished_at, id LIMIT ?3
"""
_OPEN_OF_CONTACT = "SELECT * FROM wish_view WHERE contact_id = ? AND ended_on IS NULL ORDER BY wished_at, id LIMIT ?"
# One row for each product somebody waits for: what is free of it now, beside what is on offer.
_AWAITED = """
SELECT p.id, p.label, p.on_hand - p.kept - sum(CASE WHEN wish.offered_until > ?1 THEN wish.qty ELSE 0 END) AS free
  FROM wish JOIN product_view AS p ON p.id = wish.product_id
 WHERE wish.ended_on IS NULL AND wish.product_id > 0
 GROUP BY p.id HAVING free > 0 ORDER BY min(wish.wished_at) LIMIT ?2
"""


def add(
    db: sqlite3.Connection, contact_id: int, what: str, *, product_id: int | None, qty: int = 1, note: str | None = None
) -> int:
    """Write down that somebody waits for a product, or for ``what`` she calls so, and give its number.

    Raises Refused when she does so already.
    """
    for row in open_wishes(db, contact_id=contact_id):
        if row["product_id"] == product_id and (product_id is not None or row["what_key"] == folded(what)):
            raise Refused(
                _("{name} waits for {what} already, since {day}.").format(
                    name=row["contact_name"], what=row["what"], day=since(row)
                ),
                hint=_("It is number {number} of `olcrm wait list`.").format(number=row["id"]),
            )
    cursor = db.execute(
        "INSERT INTO wish (contact_id, product_id, what, what_key, qty, note, wished_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (contact_id, product_id, what, folded(what), qty, note, clock.stamp(clock.now())),
    )
    return cursor.lastrowid or 0


def get(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The wish (a row of ``wish_view``) with the number ``word``. Raises Misunderstood, or Missing for none."""
    number = word if isinstance(word, int) else typed.number(word)
    if number is None:
        raise Misunderstood(
            _("“{word}” is no number of the waiting list.").format(word=typed.excerpt(str(word))),
            hint=_("Write it like 3; `olcrm wait list` shows it."),
        )
    row: sqlite3.Row | None = db.execute("SELECT * FROM wish_view WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no {number} on the waiting list.").format(number=number), hint=_("See `olcrm wait list`.")
        )
    return row


def still_open(row: Row) -> None:
    """Make sure that she still waits. Raises Refused."""
    if row["ended_as"] == "bought":
        raise Refused(
            _("{name} has bought it, in order {number}.").format(name=row["contact_name"], number=row["order_id"]),
            hint=_("If she wants more: `olcrm wait add`."),
        )
    if row["ended_on"]:
        raise Refused(
            _("{name} does not wait for {what} any more.").format(name=row["contact_name"], what=row["what"]),
            hint=_("If she does after all: `olcrm wait add`."),
        )


def open_wishes(
    db: sqlite3.Connection,
    *,
    product: tuple[int | None, str] | None = None,
    contact_id: int | None = None,
    limit: int | None = None,
) -> list[sqlite3.Row]:
    """Who waits, whoever asked first, first: all, for a ``product`` (its id or none, and its name), or a customer."""
    most = -1 if limit is None else limit
    if contact_id is not None:
        rows = db.execute(_OPEN_OF_CONTACT, (contact_id, most)).fetchall()
        return [row for row in rows if product is None or _is_of(row, *product)]
    if product is not None:
        return db.execute(_OPEN_OF_PRODUCT, (product[0], folded(product[1]), most)).fetchall()
    return db.execute(_OPEN, (most,)).fetchall()


def offer(db: sqlite3.Connection, row: Row, until: datetime) -> None:
    """Keep its pieces for her until a moment. Raises Refused when there are not as many, or when she waits no more."""
    still_open(row)
    if row["product_id"] is not None:
        free = shelf.pieces(db, row["product_id"], row["contact_id"]).free
        if free is not None and free < row["qty"]:
            raise _none_free(db, row, free)
    db.execute(
        "UPDATE wish SET offered_at = ?, offered_until = ? WHERE id = ?",
        (clock.stamp(clock.now()), clock.stamp(until), row["id"]),
    )


def runs(row: Row) -> bool:
    """Whether there is an offer to her that has not run out."""
    return row["offered_until"] is not None and row["offered_until"] > clock.stamp(clock.now())


def remove(db: sqlite3.Connection, row: Row) -> None:
    """She does not wait any more; what was kept for her is free. Raises Refused when that is so already."""
    still_open(row)
    _end(db, row["id"], "removed", None)


def bought(db: sqlite3.Connection, contact_id: int, order_id: int, lines: Sequence[Row]) -> list[str]:
    """She waits no more for what is on the ``lines`` of her order; a sentence for each wish that came true."""
    said = []
    for row in open_wishes(db, contact_id=contact_id):
        if any(_is_of(row, line["product_id"], line["name"]) for line in lines):
            _end(db, row["id"], "bought", order_id)
            said.append(
                _("{name} waited for {what}, and has it now.").format(name=row["contact_name"], what=row["what"])
            )
    return said


def documents(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[dict[str, Any]]:
    """Rows of ``wish_view`` as they stand in JSON; ``free`` is what she could have, null where nobody counts."""
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [_document(db, row, who[row["contact_id"]]) for row in rows]


def since(row: Row) -> str:
    """The day she asked, for the screen."""
    from olcrm.kit import dates

    return dates.near(clock.from_stamp(row["wished_at"]).date(), clock.today())


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """For each product that is free and waited for, whose turn it is; at most ``limit``."""
    found = []
    for product_id, label, free in db.execute(_AWAITED, (clock.stamp(now), limit)).fetchall():
        row = shelf.next_in_line(db, product_id, label)
        if row is not None and row["qty"] <= free:
            found.append((row, label, free))
    who = contacts.briefs(db, [row["contact_id"] for row, _label, _free in found])
    return [
        Waiting(
            "wait",
            "wish",
            clock.from_stamp(row["wished_at"]).date().isoformat(),
            _("{product}: {count} free, and waited for").format(product=label, count=free),
            f"olcrm wait offer {row['id']}",
            contact=who[row["contact_id"]],
        )
        for row, label, free in found
    ]


def _end(db: sqlite3.Connection, number: int, how: str, order_id: int | None) -> None:
    db.execute(
        "UPDATE wish SET ended_on = ?, ended_as = ?, order_id = ? WHERE id = ?",
        (clock.today().isoformat(), how, order_id, number),
    )


def _none_free(db: sqlite3.Connection, row: Row, free: int) -> Refused:
    held = shelf.holders(db, row["product_id"], contact_id=row["contact_id"])
    hint = _("When more came in: `olcrm product stock {sku} +5`.").format(sku=typed.quoted(row["sku"]))
    if held:
        hint = _("Kept: {holders}.").format(holders="; ".join(map(shelf.held_by, held[: shelf.NAMED])))
    return Refused(
        _("{product}: {wanted} wanted, {free} free.").format(product=row["what"], wanted=row["qty"], free=max(0, free)),
        hint=hint,
    )


def _is_of(row: Row, product_id: int | None, name: str) -> bool:
    if row["product_id"] is not None:
        return bool(row["product_id"] == product_id)
    return bool(row["what_key"] == folded(name))


def _document(db: sqlite3.Connection, row: Row, brief: Mapping[str, Any]) -> dict[str, Any]:
    free = None
    if row["product_id"] is not None:
        free = shelf.pieces(db, row["product_id"], row["contact_id"]).free
    return {
        "id": row["id"],
        "contact": dict(brief),
        "sku": row["sku"],
        "what": row["what"],
        "qty": row["qty"],
        "free": free,
        "note": row["note"],
        "since": _moment(row["wished_at"]),
        "offered_at": _moment(row["offered_at"]),
        "offered_until": _moment(row["offered_until"]),
        "ended_on": row["ended_on"],
        "ended_as": row["ended_as"],
        "order": row["order_id"],
    }


def _moment(stored: str | None) -> str | None:
    return clock.from_stamp(stored).isoformat() if stored else None
