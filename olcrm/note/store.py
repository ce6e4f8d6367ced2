"""Where remarks are kept. A private one is for the owner's eyes: it is never in anything meant for sending."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from olcrm.kit import clock, typed
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.text import _


def add(
    db: sqlite3.Connection,
    contact_id: int,
    text: str,
    *,
    order_id: int | None = None,
    private: bool = False,
    at: datetime | None = None,
) -> int:
    """Write down a remark on a contact, or on an order of that contact, and give its id; ``at`` is now by default."""
    cursor = db.execute(
        "INSERT INTO note (contact_id, order_id, text, private, noted_at) VALUES (?, ?, ?, ?, ?)",
        (contact_id, order_id, text, private, clock.stamp(at or clock.now())),
    )
    return cursor.lastrowid or 0


def get(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The note with the number ``word``. Raises Misunderstood, or Missing when there is none."""
    number = word if isinstance(word, int) else typed.number(word)
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of a note.").format(word=typed.excerpt(str(word))),
            hint=_("Write it like 12."),
        )
    row: sqlite3.Row | None = db.execute("SELECT * FROM note WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no note {number}.").format(number=number), hint=_("See `olcrm note list` for all notes.")
        )
    return row


def remove(db: sqlite3.Connection, note_id: int) -> None:
    """Take a note out; `olcrm undo` brings it back."""
    db.execute("DELETE FROM note WHERE id = ?", (note_id,))


_LATEST = "SELECT * FROM note WHERE private >= :private ORDER BY id DESC LIMIT :limit"
_OF_CONTACT = """
SELECT * FROM note
 WHERE contact_id = :contact AND private >= :private ORDER BY noted_at DESC, id DESC LIMIT :limit
"""
_OF_ORDER = "SELECT * FROM note WHERE order_id = :order AND private >= :private ORDER BY id DESC LIMIT :limit"
_FOUND = """
SELECT note.* FROM note_search JOIN note ON note.id = note_search.rowid
 WHERE note_search MATCH ? ORDER BY note_search.rowid DESC LIMIT ?
"""


def notes(
    db: sqlite3.Connection,
    *,
    contact_id: int | None = None,
    order_id: int | None = None,
    private: bool = False,
    limit: int | None = None,
) -> list[sqlite3.Row]:
    """The notes on an order, on a contact with all orders, or all there are, the latest first.

    ``private`` leaves only the private ones; ``limit`` None gives all.
    """
    statement = _LATEST if contact_id is None else _OF_CONTACT
    values = {"contact": contact_id, "order": order_id, "private": int(private)}
    return db.execute(
        statement if order_id is None else _OF_ORDER, {**values, "limit": -1 if limit is None else limit}
    ).fetchall()


def find(db: sqlite3.Connection, text: str, limit: int | None) -> list[sqlite3.Row]:
    """The notes that hold all words of ``text``, each as the beginning of a word, the latest first."""
    wanted = _search(text)
    if not wanted:
        return []
    return db.execute(_FOUND, (wanted, -1 if limit is None else limit)).fetchall()


def document(row: sqlite3.Row, brief: Mapping[str, Any]) -> dict[str, Any]:
    """A note as it stands in JSON."""
    return {
        "id": row["id"],
        "contact": dict(brief),
        "order": row["order_id"],
        "text": row["text"],
        "private": bool(row["private"]),
        "at": clock.from_stamp(row["noted_at"]).isoformat(),
    }


def _search(text: str) -> str:
    """``text`` in the language of FTS5, each word quoted so that nothing in it is taken for a command.

    A word without a letter or a figure has nothing to search for, and would find everything or raise.
    """
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    return " ".join('"' + word.replace('"', '""') + '"*' for word in words)
