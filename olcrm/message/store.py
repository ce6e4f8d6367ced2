"""Where it is kept what was said, either way; any line of it resets the last contact."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from olcrm.kit import clock


def log(
    db: sqlite3.Connection,
    contact_id: int,
    text: str,
    *,
    direction: str = "out",
    purpose: str = "talk",
    due_id: int | None = None,
    step: int | None = None,
    occasion: str | None = None,
    at: datetime | None = None,
) -> int:
    """Write down something said and give its id; ``at`` is now when left out.

    ``direction`` is ``out`` or ``in``; ``step`` counts the reminders of one due; for one ``occasion``, such as
    ``birthday-2026``, a contact has one message at most.
    """
    cursor = db.execute(
        "INSERT INTO message (contact_id, due_id, direction, purpose, step, occasion, text, said_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (contact_id, due_id, direction, purpose, step, occasion, text, clock.stamp(at or clock.now())),
    )
    return cursor.lastrowid or 0


def was_said(db: sqlite3.Connection, contact_id: int, occasion: str) -> bool:
    """Whether a contact has had her message for an occasion."""
    found = db.execute("SELECT 1 FROM message WHERE contact_id = ? AND occasion = ?", (contact_id, occasion))
    return found.fetchone() is not None


_WITH_ORDER = """
SELECT message.*, (SELECT order_id FROM due_view WHERE id = message.due_id) AS order_id FROM message
"""
_OF_CONTACT = f"{_WITH_ORDER} WHERE message.contact_id = ? ORDER BY said_at DESC, message.id DESC LIMIT ?"


def of(db: sqlite3.Connection, contact_id: int, limit: int | None) -> list[sqlite3.Row]:
    """What was said to and by a contact, the latest first; at most ``limit``, None for all."""
    return db.execute(_OF_CONTACT, (contact_id, -1 if limit is None else limit)).fetchall()


def count(db: sqlite3.Connection, contact_id: int) -> int:
    """How many messages there are to and from a contact."""
    (found,) = db.execute("SELECT count(*) FROM message WHERE contact_id = ?", (contact_id,)).fetchone()
    return int(found)


def get(db: sqlite3.Connection, message_id: int) -> sqlite3.Row:
    """The message with this id, which must exist."""
    row: sqlite3.Row = db.execute(f"{_WITH_ORDER} WHERE message.id = ?", (message_id,)).fetchone()
    return row


def document(row: sqlite3.Row, brief: Mapping[str, Any]) -> dict[str, Any]:
    """A message as it stands in JSON."""
    return {
        "id": row["id"],
        "contact": dict(brief),
        "order": row["order_id"],
        "due": row["due_id"],
        "direction": row["direction"],
        "purpose": row["purpose"],
        "step": row["step"],
        "text": row["text"],
        "at": clock.from_stamp(row["said_at"]).isoformat(),
    }
