"""Where it is kept what people asked by right, until it is answered and after."""

import sqlite3
from datetime import datetime
from typing import Any

from olcrm.contact import people
from olcrm.contact.rules import brief
from olcrm.kit import clock
from olcrm.kit.errors import Missing
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.privacy import rules
from olcrm.privacy.rules import Kind

# Along the index of those that are open, the longest waiting first.
OPEN = "SELECT id, contact_id, kind, asked_at FROM request WHERE answered_at IS NULL ORDER BY asked_at LIMIT ?"
_NEXT = {
    Kind.ACCESS: "olcrm contact export {id} --to .",
    Kind.CORRECTION: "olcrm contact request {id} correction --done",
    Kind.ERASURE: "olcrm contact forget {id}",
    Kind.STOP: "olcrm contact consent {id} --withdraw offers --withdraw greetings",
}


def ask(db: sqlite3.Connection, contact_id: int, kind: Kind, at: datetime, said: str | None) -> int:
    """Write down that she asked, and give the id; asking again for what is open starts no second countdown."""
    row = db.execute(
        "SELECT id FROM request WHERE contact_id = ? AND kind = ? AND answered_at IS NULL", (contact_id, kind.value)
    ).fetchone()
    if row is None:
        cursor = db.execute(
            "INSERT INTO request (contact_id, kind, said, asked_at) VALUES (?, ?, ?, ?)",
            (contact_id, kind.value, said, clock.stamp(at)),
        )
        return cursor.lastrowid or 0
    if said:
        db.execute("UPDATE request SET said = ? WHERE id = ?", (said, row["id"]))
    return int(row["id"])


def answer(db: sqlite3.Connection, contact_id: int, kind: Kind, answer: str | None) -> bool:
    """Note that what she asked is done; False when nothing of the kind was open."""
    done = db.execute(
        "UPDATE request SET answered_at = ?, answer = ? WHERE contact_id = ? AND kind = ? AND answered_at IS NULL",
        (clock.stamp(clock.now()), answer, contact_id, kind.value),
    )
    return done.rowcount > 0


def to_stop(db: sqlite3.Connection, contact_id: int) -> list[str] | None:
    """What she has not withdrawn of offers and greetings, where she asked to be left alone; None where she did not."""
    from olcrm.contact import consents

    if not any(one["kind"] == Kind.STOP and not one["answered_at"] for one in requests(db, contact_id)):
        return None
    stated = consents.standing(consents.trail(db, contact_id))
    now = {**stated, consents.GREETINGS: people.get(db, contact_id).greeting_wanted}
    return [one for one in consents.UNASKED if now.get(one, True)]


def nothing_open(name: str, number: int) -> Missing:
    """What to raise when there is nothing to be answered."""
    return Missing(
        _("{name} has asked for nothing of that kind that is still open.").format(name=name),
        hint=_("`olcrm contact request {number}` shows what she asked.").format(number=number),
    )


def requests(db: sqlite3.Connection, contact_id: int) -> list[dict[str, Any]]:
    """Everything she asked, as it stands in JSON, the latest first."""
    rows = db.execute(
        "SELECT id, kind, said, asked_at, answered_at, answer FROM request WHERE contact_id = ?"
        " ORDER BY asked_at DESC, id DESC",
        (contact_id,),
    )
    return [_document(row) for row in rows]


def _document(row: sqlite3.Row) -> dict[str, Any]:
    asked, answered = clock.from_stamp(row["asked_at"]), row["answered_at"]
    return {
        "id": row["id"],
        "kind": row["kind"],
        "said": row["said"],
        "asked_at": asked.isoformat(),
        "answer_by": rules.due(asked).isoformat(),
        "answered_at": clock.from_stamp(answered).isoformat() if answered else None,
        "answer": row["answer"],
    }


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What people asked and was not answered yet, at most ``limit``, with the hours there are left."""
    rows = db.execute(OPEN, (limit,)).fetchall()
    known = people.get_many(db, [row["contact_id"] for row in rows]) if rows else {}
    return [_waits(row, brief(known[row["contact_id"]]), now) for row in rows]


def follow(kind: Kind, contact_id: int) -> str:
    """The command that answers such a request."""
    return _NEXT[kind].format(id=contact_id)


def _waits(row: sqlite3.Row, contact: dict[str, Any], now: datetime) -> Waiting:
    kind, asked = Kind(row["kind"]), clock.from_stamp(row["asked_at"])
    what = _(rules.ASKED[kind])
    text = f"{what[:1].upper()}{what[1:]}: {rules.countdown(asked, now)}"
    return Waiting("privacy", "request", asked.date().isoformat(), text, follow(kind, contact["id"]), contact)
