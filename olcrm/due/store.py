"""Where dues are kept: what one contact owes for one thing, from the day it arose."""

import sqlite3
from datetime import date, datetime

from olcrm.kit import clock
from olcrm.ledger import windows

find = windows.due
document = windows.due_document


def begin(
    db: sqlite3.Connection,
    contact_id: int,
    kind: str,
    memo: str,
    amount: int,
    *,
    at: datetime,
    on: date,
    due_on: date | None = None,
) -> int:
    """Note that ``contact_id`` owes ``amount`` rupiah since ``on``, and give the due's id.

    ``kind`` is order, errand, loan or other; the amount of an order follows its lines from then on.
    """
    cursor = db.execute(
        "INSERT INTO due (contact_id, kind, memo, amount, created_on, created_at, due_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (contact_id, kind, memo, amount, on.isoformat(), clock.stamp(at), due_on and due_on.isoformat()),
    )
    return cursor.lastrowid or 0


def close(db: sqlite3.Connection, due_id: int, on: date) -> None:
    """Nothing more is owed from ``on``; money that is in stays where it is."""
    db.execute("UPDATE due SET closed_on = ? WHERE id = ?", (on.isoformat(), due_id))


def agree_day(db: sqlite3.Connection, due_id: int, due_on: date | None) -> None:
    """The day by which it is to be paid, or that none was agreed."""
    db.execute("UPDATE due SET due_on = ? WHERE id = ?", (due_on and due_on.isoformat(), due_id))


def snooze(db: sqlite3.Connection, due_id: int, until: date | None, because: str | None) -> None:
    """Let nobody be reminded of it before ``until``; None lifts that again."""
    db.execute(
        "UPDATE due SET snoozed_until = ?, snooze_reason = ? WHERE id = ?",
        (until and until.isoformat(), because, due_id),
    )


def describe(db: sqlite3.Connection, due_id: int, memo: str) -> None:
    """What it is for, in words."""
    db.execute("UPDATE due SET memo = ? WHERE id = ?", (memo, due_id))
