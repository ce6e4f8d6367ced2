"""What every room may ask about an order or a due without knowing the room that keeps it."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.kit import clock, typed
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.record import Row
from olcrm.kit.text import _


def order_number(word: str) -> int:
    """``41`` or ``#41`` as a number. Raises Misunderstood for anything else."""
    found = typed.number(word.strip().removeprefix("#"))
    if found is None:
        raise Misunderstood(
            _("“{word}” is not an order number.").format(word=typed.excerpt(word)), hint=_("Write it like 41 or #41.")
        )
    return found


def order(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The row of ``order_view`` for an order number as typed. Raises Misunderstood, or Missing when there is none."""
    number = word if isinstance(word, int) else order_number(word)
    row: sqlite3.Row | None = db.execute("SELECT * FROM order_view WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no order {number}.").format(number=number), hint=_("See `olcrm order list` for all orders.")
        )
    return row


def order_document(db: sqlite3.Connection, number: int, brief: Mapping[str, Any]) -> dict[str, Any]:
    """Order ``number`` as it stands in JSON, with ``brief`` for its contact. Raises Missing when there is none."""
    row = order(db, number)
    lines = db.execute(
        "SELECT name, sku, qty, price, subtotal FROM line_view WHERE order_id = ? ORDER BY id", (number,)
    )
    return order_facts(row, lines.fetchall(), brief)


def items(lines: Sequence[Row]) -> str:
    """What was ordered, as a message names it."""
    return ", ".join(line["name"] if line["qty"] == 1 else f"{line['qty']}x {line['name']}" for line in lines)


def order_facts(row: sqlite3.Row, lines: Sequence[sqlite3.Row], brief: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``order_view`` with its ``lines`` as it stands in JSON."""
    return (
        {"id": row["id"], "contact": dict(brief), "status": row["status"], "payment": row["payment"]}
        | {"lines": [{key: line[key] for key in ("name", "sku", "qty", "price", "subtotal")} for line in lines]}
        | {key: row[key] for key in _ORDER_FACTS}
        | {"keep_until": clock.from_stamp(row["keep_until"]).isoformat() if row["keep_until"] else None}
        | {"cod": bool(row["cod"]), "price_hidden": bool(row["price_hidden"] or row["gift"])}
        | {"promise": promise(row)}
    )


def promise(row: Row) -> str | None:
    """How the promise of an order was kept: ``early``, ``on-time`` or ``late``, by the day promised first, or ``open``.

    None where nothing was promised, or the order was called off. What was sent off is open until it is known when it
    arrived; what is still in the house is late from the day after.
    """
    promised, arrived = row["first_promised_on"] or row["promised_on"], row["arrived_on"]
    if promised is None or row["closed_on"]:
        return None
    if arrived is None:
        return "late" if not row["shipped_on"] and promised < clock.today().isoformat() else "open"
    return "early" if arrived < promised else "on-time" if arrived == promised else "late"


_ORDER_FACTS = (
    *("shipping", "discount", "unique_code", "goods", "total", "paid", "balance", "ordered_on", "keep_until"),
    *(
        "promised_on",
        "first_promised_on",
        "due_on",
        "recipient",
        "recipient_phone",
        "address",
        "gift",
        "dropship_from",
        "courier",
        "extras",
        "note",
        "source",
    ),
    *("number", "making_on", "ready_on", "shipped_on", "arrived_on", "closed_on", "close_reason"),
)


def due_number(word: str) -> int | None:
    """The number in ``due:7``, or None when ``word`` begins otherwise. Raises Misunderstood for a wrong number."""
    name, colon, digits = word.strip().partition(":")
    if not colon or name.casefold() != "due":
        return None
    found = typed.number(digits)
    if found is None:
        raise _no_due_number(word)
    return found


def due(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The row of ``due_view`` for ``due:7``. Raises Misunderstood, or Missing when there is none."""
    number = word if isinstance(word, int) else due_number(word)
    if number is None:
        raise _no_due_number(str(word))
    row: sqlite3.Row | None = db.execute("SELECT * FROM due_view WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no due:{number}.").format(number=number), hint=_("See `olcrm due list` for all open dues.")
        )
    return row


def due_behind(db: sqlite3.Connection, word: str) -> sqlite3.Row:
    """The row of ``due_view`` behind an order's number or ``due:7``. Raises as ``order`` and ``due`` do."""
    number = due_number(word)
    return due(db, order(db, word)["due_id"] if number is None else number)


def due_name(row: sqlite3.Row) -> str:
    """How a row of ``due_view`` is spoken of: by its order where it has one."""
    if row["order_id"] is not None:
        return _("order {number}").format(number=row["order_id"])
    return f"due:{row['id']}"


def asked(db: sqlite3.Connection, contact_id: int) -> list[sqlite3.Row]:
    """What a contact is asked to pay: rows of ``due_view``, the oldest first. What a courier collects is none of it."""
    question = "SELECT * FROM due_view AS due WHERE contact_id = ? AND closed_on IS NULL AND amount > paid"
    return db.execute(f"{question} AND NOT {AT_THE_DOOR} ORDER BY created_on, id", (contact_id,)).fetchall()


# Of a ``due``: its order is paid to the courier, who collects it, or has collected it and is to pass it on.
AT_THE_DOOR = "EXISTS (SELECT 1 FROM order_view WHERE due_id = due.id AND cod = 1)"


def due_document(row: sqlite3.Row, brief: Mapping[str, Any]) -> dict[str, Any]:
    """A row of ``due_view`` as it stands in JSON; ``age_days`` counts from the day it arose to today."""
    return {
        "id": row["id"],
        "contact": dict(brief),
        "order": row["order_id"],
        "kind": row["kind"],
        "memo": row["memo"],
        "amount": row["amount"],
        "paid": row["paid"],
        "balance": row["balance"],
        "payment": row["payment"],
        "created_on": row["created_on"],
        "due_on": row["due_on"],
        "part": {"due_on": row["part_on"], "amount": row["part"]} if row["part_on"] else None,
        "age_days": (clock.today() - date.fromisoformat(row["created_on"])).days,
        "closed_on": row["closed_on"],
        "close_reason": row["close_reason"],
        "snoozed_until": row["snoozed_until"],
        "snooze_reason": row["snooze_reason"],
    }


def _no_due_number(word: str) -> Misunderstood:
    hint, order = _("Write it like due:7."), word.strip().removeprefix("#")
    if order.isascii() and order.isdigit():
        hint = _("A due is written like due:7; an order is shown with `olcrm order show {number}`.")
    return Misunderstood(
        _("“{word}” does not name a due.").format(word=typed.excerpt(word)), hint=hint.format(number=order)
    )


def suggest_orders(incomplete: str) -> list[str]:
    """Numbers of open orders that begin with ``incomplete``, for the shell to complete."""
    from olcrm.ledger import book

    with book.reading() as db:
        rows = db.execute(
            "SELECT id FROM sale_order WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL"
            " ORDER BY ordered_at DESC LIMIT 500"
        )
        return [str(number) for (number,) in rows if str(number).startswith(incomplete)][:50]


def suggest_products(incomplete: str) -> list[str]:
    """SKUs that begin with ``incomplete``, for the shell to complete."""
    from olcrm.kit.text import folded
    from olcrm.ledger import book

    with book.reading() as db:
        rows = db.execute(
            "SELECT sku FROM product WHERE sku_key >= ?1 AND sku_key < ?1 || char(1114111) AND archived_at IS NULL"
            " ORDER BY sku_key LIMIT 50",
            (folded(incomplete) if incomplete else "",),
        )
        return [sku for (sku,) in rows]
