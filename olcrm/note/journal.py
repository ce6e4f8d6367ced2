"""The private journal: what the owner confides to nobody else. It is about nobody, and shown by `olcrm note` alone."""

import sqlite3
from typing import Any

from olcrm.kit import clock, typed
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import _, folded
from olcrm.ledger.book import Ledger

LATEST = "SELECT * FROM journal ORDER BY id DESC LIMIT ?"


def add(db: sqlite3.Connection, text: str) -> int:
    """Write a page and give its number."""
    cursor = db.execute("INSERT INTO journal (text, noted_at) VALUES (?, ?)", (text, clock.stamp(clock.now())))
    return cursor.lastrowid or 0


def get(db: sqlite3.Connection, word: str) -> sqlite3.Row:
    """The page with the number ``word``. Raises Misunderstood, or Missing when there is none."""
    number = typed.number(word)
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of a page.").format(word=typed.excerpt(word)), hint=_("Write it like 12.")
        )
    row: sqlite3.Row | None = db.execute("SELECT * FROM journal WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no page {number} in the journal.").format(number=number),
            hint=_("See `olcrm note list --journal`."),
        )
    return row


def pages(db: sqlite3.Connection, limit: int | None, words: str = "") -> list[sqlite3.Row]:
    """The latest pages first, of those that hold all of ``words``; at most ``limit``, None for all.

    They are few and searched one by one, so that no search table has their words.
    """
    if not words:
        return db.execute(LATEST, (-1 if limit is None else limit,)).fetchall()
    wanted = folded(words).split()
    found = (row for row in db.execute(LATEST, (-1,)) if all(word in folded(row["text"]) for word in wanted))
    return [row for _place, row in zip(range(limit), found, strict=False)] if limit is not None else list(found)


def written(db: Ledger, text: str) -> Said:
    """Write a page, and say no word of what is on it."""
    number = add(db, text)
    db.said = _("Page {number} of the journal written.").format(number=number)
    more = [_("It stays here: in no message, no report and no export.")]
    return Said("note.add", db.said, {"page": document(get(db, str(number)))}, more=more)


def removed(db: Ledger, word: str) -> Said:
    """Take a page out."""
    row = get(db, word)
    db.execute("DELETE FROM journal WHERE id = ?", (row["id"],))
    db.said = _("Page {number} of the journal removed.").format(number=row["id"])
    return Said("note.remove", db.said, {"page": document(row)})


def document(row: Row) -> dict[str, Any]:
    """A page as it stands in JSON."""
    return {"id": row["id"], "text": row["text"], "at": clock.from_stamp(row["noted_at"]).isoformat()}


def table(kind: str, rows: list[sqlite3.Row], page: int | None, empty: str) -> Table:
    """Pages of the journal, whole."""
    shown = rows if page is None else rows[:page]
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("at", _("Noted"), Kind.MOMENT, keep=1),
        Column("text", _("Journal"), whole=True),
    )
    foot = [_("There are more: give --all to see them.")] if len(shown) < len(rows) else []
    return Table(kind, columns, [document(row) for row in shown], title=_("Journal"), foot=foot, empty=empty)
