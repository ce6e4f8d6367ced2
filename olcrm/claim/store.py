"""Where claims are kept: what she asks for under the guarantee, what was decided, and how far it is carried out."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.claim import rules
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates, typed
from olcrm.kit.errors import Missing, Misunderstood, Refused, mistaken
from olcrm.kit.record import Row
from olcrm.kit.text import _

FACTS = ("wants", "reason", "qty", "text", "guarantee_id")  # what can be corrected before it is decided

# What goes out in exchange is called off soon or never: of those that have ended the last hundred are looked at.
_TO_DO = """
SELECT id FROM claim WHERE ended_on IS NULL AND opened_at > ''
 UNION ALL
SELECT sent.id FROM (SELECT id, wants, out_order_id FROM claim
                      WHERE out_order_id IS NOT NULL ORDER BY out_order_id DESC LIMIT 100) AS sent
  JOIN order_view ON order_view.id = sent.out_order_id
 WHERE sent.wants = 'exchange' AND order_view.closed_as IS NOT NULL
"""
_OPEN = f"SELECT * FROM claim_view WHERE id IN ({_TO_DO}) ORDER BY opened_at, id LIMIT ?"  # noqa: S608
_OVER = "SELECT * FROM claim_view WHERE ended_on IS NOT NULL ORDER BY id DESC LIMIT ?"
_OF_CONTACT = "SELECT * FROM claim_view WHERE contact_id = ? ORDER BY opened_on DESC, id DESC LIMIT ?"
_OF_ORDER = "SELECT * FROM claim_view WHERE order_id = ? ORDER BY id"
_ONE = "SELECT * FROM claim_view WHERE id = ?"


def add(db: sqlite3.Connection, facts: Mapping[str, Any], on: date) -> int:
    """Write a claim down and give its number; ``facts`` by column, ``on`` is the day she asked."""
    columns = ("contact_id", "order_id", "line_id", "complaint_id", "evidence", *FACTS)
    cursor = db.execute(
        "INSERT INTO claim (contact_id, order_id, line_id, complaint_id, evidence, wants, reason, qty, text,"
        " guarantee_id, opened_on, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*(facts[key] for key in columns), on.isoformat(), clock.stamp(clock.moment_of(on))),
    )
    return cursor.lastrowid or 0


def get(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The claim (a row of ``claim_view``) with the number ``word``. Raises Misunderstood, or Missing."""
    number = word if isinstance(word, int) else typed.number(word.strip().removeprefix("#"))
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of a claim.").format(word=typed.excerpt(str(word))),
            hint=_("Write it like 3; `olcrm claim list` shows it."),
        )
    row: sqlite3.Row | None = db.execute(_ONE, (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no claim {number}.").format(number=number), hint=_("See `olcrm claim list` for what is open.")
        )
    return row


def running(db: sqlite3.Connection, limit: int | None) -> list[sqlite3.Row]:
    """Claims of which something is to be done, the oldest first."""
    return db.execute(_OPEN, (-1 if limit is None else limit,)).fetchall()


def over(db: sqlite3.Connection, limit: int | None) -> list[sqlite3.Row]:
    """Claims that have ended, the newest first."""
    return db.execute(_OVER, (-1 if limit is None else limit,)).fetchall()


def of_contact(db: sqlite3.Connection, contact_id: int, limit: int | None) -> list[sqlite3.Row]:
    """All claims of a contact, the newest first."""
    return db.execute(_OF_CONTACT, (contact_id, -1 if limit is None else limit)).fetchall()


def of_order(db: sqlite3.Connection, order_id: int) -> list[sqlite3.Row]:
    """All claims of an order, as they came."""
    return db.execute(_OF_ORDER, (order_id,)).fetchall()


def edit(db: sqlite3.Connection, row: Row, changes: Mapping[str, Any]) -> bool:
    """Correct facts of a claim, by column; whether anything is different. Raises as ``undecided``."""
    undecided(row)
    facts = {key: row[key] for key in FACTS}
    different = facts | dict(changes)
    if different == facts:
        return False
    db.execute(
        "UPDATE claim SET (wants, reason, qty, text, guarantee_id) = (?, ?, ?, ?, ?) WHERE id = ?",
        (*different.values(), row["id"]),
    )
    return True


def show(db: sqlite3.Connection, row: Row, words: Sequence[str]) -> None:
    """She has shown these things, too. Raises Refused when nothing of them is new, and as ``undecided``."""
    undecided(row)
    before = (row["evidence"] or "").split()
    after = list(dict.fromkeys([*before, *words]))
    if after == before:
        raise Refused(
            _("Claim {number} has that already: {evidence}.").format(
                number=row["id"], evidence=rules.evidence_shown(before)
            ),
            hint=_("See `olcrm claim show {number}`.").format(number=row["id"]),
        )
    db.execute("UPDATE claim SET evidence = ? WHERE id = ?", (" ".join(after), row["id"]))


def decide(db: sqlite3.Connection, row: Row, decision: str, because: str | None, on: date) -> None:
    """It is decided: yes, no or goodwill. Raises Refused when it was before, or she took it back."""
    undecided(row)
    db.execute(
        "UPDATE claim SET decided_on = ?, decision = ?, because = ? WHERE id = ?",
        (on.isoformat(), decision, because, row["id"]),
    )


def came_back(db: sqlite3.Connection, row: Row, on: date) -> None:
    """The goods are here again. Raises Refused where they are already, and as ``granted``."""
    row = anew(db, row)
    granted(row)
    if row["back_on"]:
        raise Refused(
            _("What claim {number} is about came back on {day}.").format(
                number=row["id"], day=dates.short(date.fromisoformat(row["back_on"]))
            ),
            hint=_("See `olcrm claim show {number}`.").format(number=row["id"]),
        )
    db.execute("UPDATE claim SET back_on = ? WHERE id = ?", (on.isoformat(), row["id"]))


def exchanged(db: sqlite3.Connection, row: Row, order_id: int, refunded: int) -> None:
    """What she gets instead goes out with an order, and ``refunded`` rupiah of the worth were left over."""
    db.execute(
        "UPDATE claim SET wants = 'exchange', out_order_id = ?, refunded = ? WHERE id = ?",
        (order_id, refunded or None, row["id"]),
    )


def anew(db: sqlite3.Connection, row: Row) -> Row:
    """The claim to be settled anew where what was to go out for it was called off; else as it is."""
    if row["called_off_id"] is None:
        return row
    db.execute("UPDATE claim SET ended_on = NULL WHERE id = ?", (row["id"],))
    return get(db, row["id"])


def given_back(db: sqlite3.Connection, claim_id: int, wants: str, refunded: int) -> None:
    """So many rupiah in all were given back for a claim that is an exchange or a refund by now."""
    db.execute("UPDATE claim SET wants = ?, refunded = ? WHERE id = ?", (wants, refunded, claim_id))


def repaired(db: sqlite3.Connection, row: Row, on: date) -> None:
    """It is repaired, and hers again."""
    db.execute("UPDATE claim SET wants = 'repair', repaired_on = ? WHERE id = ?", (on.isoformat(), row["id"]))


def end(db: sqlite3.Connection, row: Row, on: date, because: str | None = None) -> None:
    """Nothing more is to be done about it. Raises Refused when that is so already."""
    if row["ended_on"]:
        raise over_already(row)
    if row["called_off_id"]:
        db.execute("UPDATE claim SET out_order_id = NULL WHERE id = ?", (row["id"],))
    why = " · ".join(filter(None, (row["because"], because))) or None
    db.execute("UPDATE claim SET ended_on = ?, because = ? WHERE id = ?", (on.isoformat(), why, row["id"]))


def undecided(row: Row) -> None:
    """Make sure that nobody has decided a claim, nor ended it. Raises Refused."""
    if row["decision"]:
        raise Refused(
            _("Claim {number} was decided on {day}: {decision}.").format(
                number=row["id"],
                day=dates.short(date.fromisoformat(row["decided_on"])),
                decision=rules.decision_shown(row["decision"]),
            ),
            hint=mistaken(row["order_id"]),
        )
    if row["ended_on"]:
        raise over_already(row)


def granted(row: Row) -> None:
    """Make sure that a claim was granted and has not ended. Raises Refused."""
    if row["ended_on"]:
        raise over_already(row)
    if row["decision"] is None:
        raise Refused(
            _("Claim {number} is not decided yet.").format(number=row["id"]),
            hint=look(row),
        )
    if row["decision"] == "no":
        raise Refused(
            _("Claim {number} was refused.").format(number=row["id"]),
            hint=_(
                "If you grant it after all: `olcrm log '#{order}'` has the decision, `olcrm undo NO.` takes it back."
            ).format(order=row["order_id"]),
        )


def look(row: Row) -> str:
    """Where it stands what was agreed about a claim, and how it may be decided by that."""
    return _("See what was agreed, and decide: `olcrm claim show {number}`.").format(number=row["id"])


def over_already(row: Row) -> Refused:
    """That a claim has ended."""
    hint = _("See `olcrm claim show {number}`.")
    if row["decision"] == "no":
        hint = _("If you grant it after all, note it anew: `olcrm claim check {order}` says how.")
    return Refused(
        _("Claim {number} ended on {day}.").format(
            number=row["id"], day=dates.short(date.fromisoformat(row["ended_on"]))
        ),
        hint=hint.format(number=row["id"], order=row["order_id"]),
    )


def documents(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[dict[str, Any]]:
    """Claims as they stand in JSON."""
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [document(row, who[row["contact_id"]]) for row in rows]


def document(row: Row, brief: Mapping[str, Any]) -> dict[str, Any]:
    """A claim as it stands in JSON."""
    return {
        "id": row["id"],
        "contact": dict(brief),
        "order": row["order_id"],
        "what": row["what"],
        "sku": row["sku"],
        "qty": row["qty"],
        "wants": row["wants"],
        "reason": row["reason"],
        "text": row["text"],
        "evidence": (row["evidence"] or "").split(),
        "state": rules.state(row),
        **{key: row[key] for key in ("opened_on", "decided_on", "decision", "because", "back_on")},
        "out_order": row["went_out_id"],
        "called_off": row["called_off_id"],
        **{key: row[key] for key in ("refunded", "repaired_on", "ended_on")},
        "complaint": row["complaint_id"],
    }
