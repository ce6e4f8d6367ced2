"""Where it is kept what was given to customers and received from them besides the trade."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from olcrm.gift import rules
from olcrm.kit.errors import Missing
from olcrm.kit.record import Row
from olcrm.kit.text import _

BEFORE = 3  # gifts that are told of when another is added

_LATEST = "SELECT * FROM gift WHERE {which} ORDER BY id DESC LIMIT :limit"
_OF_CONTACT = """
SELECT * FROM gift WHERE contact_id = :contact AND {which} ORDER BY given_on DESC, id DESC LIMIT :limit
"""
_SUMS = "SELECT direction, count(*) AS gifts, coalesce(sum(worth), 0) AS worth FROM gift WHERE {which} GROUP BY 1"


def add(
    db: sqlite3.Connection,
    contact_id: int,
    what: str,
    *,
    on: date,
    direction: str = rules.GIVEN,
    worth: int | None = None,
    because: str | None = None,
) -> int:
    """Write down a gift and give its id; ``worth`` is in rupiah."""
    cursor = db.execute(
        "INSERT INTO gift (contact_id, direction, what, worth, because, given_on) VALUES (?, ?, ?, ?, ?, ?)",
        (contact_id, direction, what, worth, because, on.isoformat()),
    )
    return cursor.lastrowid or 0


def find(db: sqlite3.Connection, word: str) -> sqlite3.Row:
    """The gift with the number ``word``. Raises Misunderstood for no number, Missing when there is none."""
    number = rules.gift_number(word)
    row: sqlite3.Row | None = db.execute("SELECT * FROM gift WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(_("There is no gift {number}.").format(number=number), hint=_("See `olcrm gift list`."))
    return row


def edit(db: sqlite3.Connection, gift_id: int, changes: Mapping[str, Any]) -> None:
    """Put each of ``changes`` in the place of the column of that name; None clears it.

    Nothing is written where nothing is different.
    """
    before = dict(db.execute("SELECT * FROM gift WHERE id = ?", (gift_id,)).fetchone())
    now = before | dict(changes)
    if now == before:
        return
    db.execute(
        "UPDATE gift SET direction = :direction, what = :what, worth = :worth, because = :because, given_on = :given_on"
        " WHERE id = :id",
        now,
    )


def remove(db: sqlite3.Connection, gift_id: int) -> None:
    """Take a gift out; `olcrm undo` brings it back."""
    db.execute("DELETE FROM gift WHERE id = ?", (gift_id,))


def before(db: sqlite3.Connection, contact_id: int, limit: int = BEFORE) -> list[sqlite3.Row]:
    """Her latest gifts, either way, the latest first."""
    return db.execute(_OF_CONTACT.format(which="1"), {"contact": contact_id, "limit": limit}).fetchall()


def listed(
    db: sqlite3.Connection,
    *,
    contact_id: int | None = None,
    direction: str | None = None,
    since: date | None = None,
    limit: int | None = None,
) -> tuple[list[sqlite3.Row], dict[str, dict[str, int]]]:
    """Gifts, the latest first, at most ``limit``; and of all of them how many went which way, and what they were worth.

    Without a contact the latest are those that were noted last.
    """
    which = " AND ".join(
        part
        for part, asked in (("direction = :direction", direction), ("given_on >= :since", since))
        if asked is not None
    )
    values: dict[str, Any] = {
        "contact": contact_id,
        "direction": direction,
        "since": since and since.isoformat(),
        "limit": -1 if limit is None else limit,
    }
    rows = db.execute((_LATEST if contact_id is None else _OF_CONTACT).format(which=which or "1"), values).fetchall()
    hers = "" if contact_id is None else "contact_id = :contact AND "
    sums = db.execute(_SUMS.format(which=hers + (which or "1")), values)
    return rows, {row["direction"]: {"gifts": row["gifts"], "worth": row["worth"]} for row in sums}


def document(row: Row, brief: Mapping[str, Any]) -> dict[str, Any]:
    """A gift as it stands in JSON."""
    return {
        "id": row["id"],
        "contact": dict(brief),
        "direction": row["direction"],
        "what": row["what"],
        "worth": row["worth"],
        "because": row["because"],
        "on": row["given_on"],
    }
