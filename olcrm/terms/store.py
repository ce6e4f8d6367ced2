"""Where the shop's terms are kept. A number that was quoted to somebody stays that clause's; nothing moves up."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.terms import rules

_FREE = "SELECT coalesce(max(number), 0) + 1 FROM term"


def clauses(db: sqlite3.Connection, numbers: Sequence[int] = ()) -> list[sqlite3.Row]:
    """The clauses by number, or only those with these ``numbers``. Raises Missing for one that is not there."""
    if numbers:
        return [get(db, number) for number in sorted(set(numbers))]
    return db.execute("SELECT number, heading, text FROM term ORDER BY number").fetchall()


def get(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    """The clause with this number. Raises Missing for none."""
    row: sqlite3.Row | None = db.execute(
        "SELECT id, number, heading, text FROM term WHERE number = ?", (number,)
    ).fetchone()
    if row is None:
        raise Missing(
            _("There is no clause {number}.").format(number=number), hint=_("See `olcrm terms list` for all of them.")
        )
    return row


def add(db: sqlite3.Connection, text: str, *, number: int | None, heading: str | None) -> int:
    """Write a clause down and give its number, the next one by default. Raises Refused for a number that is taken."""
    free: int = db.execute(_FREE).fetchone()[0]
    given = free if number is None else number
    _expect_free(db, given, but=None)
    db.execute("INSERT INTO term (number, heading, text) VALUES (?, ?, ?)", (given, heading, text))
    return given


def edit(db: sqlite3.Connection, row: Row, *, text: str, number: int, heading: str | None) -> None:
    """Put other words, another number or heading in the place of a clause's. Raises as ``add`` does."""
    _expect_free(db, number, but=row["id"])
    db.execute("UPDATE term SET number = ?, heading = ?, text = ? WHERE id = ?", (number, heading, text, row["id"]))


def remove(db: sqlite3.Connection, row: Row) -> None:
    """Take a clause out; the others keep their numbers."""
    db.execute("DELETE FROM term WHERE id = ?", (row["id"],))


def document(row: Row) -> dict[str, Any]:
    """A clause as it stands in JSON."""
    return {"number": row["number"], "heading": row["heading"], "text": row["text"]}


def _expect_free(db: sqlite3.Connection, number: int, but: int | None) -> None:
    if not 1 <= number <= rules.MOST:
        raise Refused(
            _("Clauses are numbered from 1 to {most}.").format(most=rules.MOST),
            hint=_("Give a number that is free with --number."),
        )
    there = db.execute("SELECT text FROM term WHERE number = ? AND id IS NOT ?", (number, but)).fetchone()
    if there:
        raise Refused(
            _("Clause {number} is there already: “{text}”").format(number=number, text=excerpt(there["text"])),
            hint=_("Change it with `olcrm terms edit {number}`, or take another number.").format(number=number),
        )
