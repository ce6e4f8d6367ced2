"""Where it is kept what went wrong: since when, what is promised about it, what became of it and why it happened.

A complaint is closed with an outcome and a cause, or it stays open. How often the same happened is never stored.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from olcrm.complaint import rules
from olcrm.kit import clock, dates, typed
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.message import store as messages
from olcrm.shop import store as shop

FACTS = (
    "kind",
    "text",
    "order_id",
    "product_id",
    "opened_on",
    "opened_at",
    "next_on",
    "outcome",
    "cause",
    "prevention",
)

_AROUND = """
SELECT opened_on FROM complaint
 WHERE product_id = ? AND kind = ? AND opened_on BETWEEN ? AND ? ORDER BY opened_on
"""
_OPEN_OF = """
SELECT * FROM complaint_view WHERE contact_id = ? AND closed_at IS NULL ORDER BY opened_on, id
"""


def own_kinds(db: sqlite3.Connection) -> list[str]:
    """The kinds the shop has beside the built-in ones."""
    return [word for word in shop.kept(db).get("complaint.kinds", "").split(",") if word]


def kind(db: sqlite3.Connection, word: str) -> str:
    """The kind that ``word`` means in this shop. Raises Misunderstood."""
    return rules.kind(word, own_kinds(db))


def add(
    db: sqlite3.Connection,
    contact_id: int,
    kind: str,
    text: str,
    *,
    order_id: int | None = None,
    product_id: int | None = None,
    next_on: date | None = None,
    on: date | None = None,
) -> int:
    """Write down what went wrong and give its number; ``kind`` is one of ``rules.KINDS`` or the shop's own.

    What she says is a message of hers as well, so that nobody asks her for money within a day of it. The product is
    that of the order where it has one alone. Raises Refused for a day before the order.
    """
    day = on or clock.today()
    begun, next_day = clock.stamp(clock.moment_of(day)), next_on and next_on.isoformat()
    if order_id is not None:
        row = db.execute("SELECT ordered_on FROM order_view WHERE id = ?", (order_id,)).fetchone()
        rules.not_before(day, date.fromisoformat(row["ordered_on"]), order_id)
        if product_id is None:
            found = products_of(db, order_id)
            product_id = found[0]["id"] if len(found) == 1 else None
    cursor = db.execute(
        "INSERT INTO complaint (contact_id, order_id, product_id, kind, text, opened_on, opened_at, next_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (contact_id, order_id, product_id, kind, text, day.isoformat(), begun, next_day),
    )
    number = cursor.lastrowid or 0
    messages.log(
        db,
        contact_id,
        text,
        direction="in",
        purpose=rules.PURPOSE,
        due_id=due_of(db, order_id),
        occasion=rules.heard(number),
        at=clock.moment_of(day),
    )
    return number


def due_of(db: sqlite3.Connection, order_id: int | None) -> int | None:
    """The due of an order that a complaint is about."""
    return int(windows.order(db, order_id)["due_id"]) if order_id is not None else None


def get(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The complaint (a row of ``complaint_view``) with the number ``word``. Raises Misunderstood, or Missing."""
    number = word if isinstance(word, int) else typed.number(word)
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of a complaint.").format(word=typed.excerpt(str(word))),
            hint=_("Write it like 3; `olcrm complaint list` shows it."),
        )
    row: sqlite3.Row | None = db.execute("SELECT * FROM complaint_view WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no complaint {number}.").format(number=number),
            hint=_("See `olcrm complaint list` for what is open."),
        )
    return row


def close(db: sqlite3.Connection, complaint_id: int, outcome: str, cause: str, prevention: str | None = None) -> None:
    """What became of a complaint, why it happened, and what is done so that it does not come back.

    Raises Refused when it is closed already.
    """
    still_open(get(db, complaint_id))
    db.execute(
        "UPDATE complaint SET closed_at = ?, outcome = ?, cause = ?, prevention = coalesce(?, prevention),"
        " next_on = NULL WHERE id = ?",
        (clock.stamp(clock.now()), outcome, cause, prevention, complaint_id),
    )


def still_open(row: Row) -> None:
    """Make sure that a complaint is open. Raises Refused."""
    if row["closed_at"]:
        day = clock.from_stamp(row["closed_at"]).date()
        raise Refused(
            _("Complaint {number} was closed {day}: {outcome}.").format(
                number=row["id"], day=dates.near(day, clock.today()), outcome=typed.excerpt(row["outcome"])
            ),
            hint=_("If it is not over after all: `olcrm complaint reopen {number}`.").format(number=row["id"]),
        )


def reopen(db: sqlite3.Connection, row: Row) -> None:
    """It was not over after all; what is known of its cause stays. Raises Refused when it is open."""
    if row["closed_at"] is None:
        raise Refused(
            _("Complaint {number} is open.").format(number=row["id"]),
            hint=_("See `olcrm complaint show {number}`.").format(number=row["id"]),
        )
    db.execute("UPDATE complaint SET closed_at = NULL, outcome = NULL WHERE id = ?", (row["id"],))


def edit(db: sqlite3.Connection, row: Row, changes: Mapping[str, Any]) -> bool:
    """Correct facts of a complaint, by column; whether anything is different now."""
    facts = {key: row[key] for key in FACTS}
    different = facts | dict(changes)
    if different == facts:
        return False
    if different["opened_on"] != facts["opened_on"]:
        different["opened_at"] = clock.stamp(clock.moment_of(date.fromisoformat(different["opened_on"])))
    db.execute(
        "UPDATE complaint SET (kind, text, order_id, product_id, opened_on, opened_at, next_on, outcome, cause,"
        " prevention) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        (*different.values(), row["id"]),
    )
    return True


def open_of(db: sqlite3.Connection, contact_id: int) -> list[sqlite3.Row]:
    """What is open about a contact, the oldest first; help that is wanted is no reason not to write to her."""
    rows = db.execute(_OPEN_OF, (contact_id,)).fetchall()
    return [row for row in rows if row["kind"] != rules.HELP]


def products_of(db: sqlite3.Connection, order_id: int) -> list[sqlite3.Row]:
    """The products of the catalogue that an order has, each once: ``id sku label``."""
    return db.execute(
        "SELECT p.id, p.sku, p.label FROM line_view AS line JOIN product_view AS p ON p.id = line.product_id"
        " WHERE line.order_id = ? GROUP BY p.id ORDER BY min(line.id)",
        (order_id,),
    ).fetchall()


def again(db: sqlite3.Connection, product_id: int | None, kind: str, day: date) -> int:
    """How often this kind came up on a product around ``day``, once that is too often; else 0."""
    if product_id is None:
        return 0
    often, days = limits(db)
    within = timedelta(days=days)
    around = (day - within).isoformat(), (day + within).isoformat()
    rows = db.execute(_AROUND, (product_id, kind, *around))
    most = rules.most_within([date.fromisoformat(one) for (one,) in rows], within)
    return most if most >= often else 0


def limits(db: sqlite3.Connection) -> tuple[int, int]:
    """From how many of one kind on one product it is said, and within how many days."""
    often, days = shop.figures(db, "complaint.again", "complaint.again-days")
    return often, days
