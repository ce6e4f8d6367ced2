"""The rows of a contacts file, each matched to somebody known or made a new contact.

In a phone book the number is the person: whoever has it keeps the name she has. A row that meets somebody known adds
what is not known yet and overwrites nothing.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from olcrm.contact import store as people
from olcrm.import_.layouts import Layout
from olcrm.import_.rules import REPORTED, SHOWN, Habit, Outcome, Wrong, fingerprint
from olcrm.kit import clock
from olcrm.kit.sheet import Row
from olcrm.kit.text import _, folded
from olcrm.note import store as notes

if TYPE_CHECKING:
    from olcrm.import_.forms import ContactRow

Item = TypeVar("Item")

AT_ONCE = 1_000  # rows that are in memory together
SINGLE = ("nickname", "salutation", "birthday", "city", "source", "language")  # of these she has one each


def together(items: Iterable[Item], count: int) -> Iterator[list[Item]]:
    """``items`` in lists of ``count``, the last one shorter."""
    source = iter(items)
    while some := list(islice(source, count)):
        yield some


def bring(db: sqlite3.Connection, rows: Iterable[Row], layout: Layout, habit: Habit, outcome: Outcome) -> None:
    """Bring the rows in and write into ``outcome`` what became of them."""
    from olcrm.import_ import forms

    today = clock.today()
    writer = _Writer(db, habit, outcome)
    for some in together(rows, AT_ONCE):
        outcome.rows += len(some)
        cells = [layout.contact(row.cells) for row in some]
        sound = [place for place, row in enumerate(some) if not row.wrong]
        read = iter(forms.contacts([some[place].number for place in sound], [cells[place] for place in sound], today))
        for row, cell in zip(some, cells, strict=True):
            found = [Wrong(row.number, "", row.wrong)] if row.wrong else next(read)
            if isinstance(found, list):
                outcome.bad(found)
                continue
            try:
                writer.take(row.number, json.dumps(cell, sort_keys=True), found)
            except Wrong as wrong:
                outcome.bad([wrong])


class _Writer:
    """Writes rows down one after the other, so that each sees what those before it became."""

    def __init__(self, db: sqlite3.Connection, habit: Habit, outcome: Outcome) -> None:
        self.db, self.habit, self.outcome = db, habit, outcome
        (self.known_until,) = db.execute("SELECT coalesce(max(id), 0) FROM contact").fetchone()

    def take(self, number: int, content: str, row: "ContactRow") -> None:
        """Make the row a contact, or add it to somebody known. Raises Wrong when it could be several."""
        mark = fingerprint("contacts", content)
        seen = self.db.execute("SELECT contact_id FROM import_row WHERE fingerprint = ? LIMIT 1", (mark,)).fetchone()
        contact_id = seen["contact_id"] if seen else self._meant(number, row)
        became = "known"
        if contact_id is None:
            contact_id, became = self._add(row), "new"
            self.outcome.new += 1
        else:
            self.outcome.known += 1
            if not seen:
                became = self._met(number, contact_id, row)
        if len(self.outcome.first) < SHOWN:
            self.outcome.first.append(
                {
                    "row": number,
                    "name": row.name,
                    "phone": _phone(row),
                    "contact": None if became == "new" else contact_id,
                    "became": became,
                }
            )
        self.db.execute(
            "INSERT INTO import_row (batch_id, row_number, fingerprint, contact_id) VALUES (?, ?, ?, ?)",
            (self.outcome.batch, number, mark, contact_id),
        )

    def _meant(self, number: int, row: "ContactRow") -> int | None:
        """Who the row is about: by her numbers and handles, and only without any of them by her name."""
        ids = set()
        for channel in row.channels:
            ids |= {
                found["contact_id"]
                for found in self.db.execute(
                    "SELECT contact_id FROM channel WHERE kind = ? AND value = ?", (channel.kind, channel.value)
                )
            }
        if len(ids) > 1:
            raise Wrong(
                number, "phone", _("its numbers belong to several customers: {names}").format(names=self._names(ids))
            )
        if ids or row.channels:
            return ids.pop() if ids else None
        return self._named(number, row)

    def _named(self, number: int, row: "ContactRow") -> int | None:
        """The one contact of this name, in the archive only when no other has it.

        Two spellings within one file are two people; exactly the same are one.
        """
        found = self.db.execute(
            "SELECT id, name, archived_at FROM contact WHERE name_key = ? ORDER BY id", (folded(row.name),)
        ).fetchall()
        rows = [one for one in found if one["archived_at"] is None] or found
        same = [one["id"] for one in rows if one["name"] == row.name]
        alike = same or [one["id"] for one in rows if one["id"] <= self.known_until]
        if len(alike) > 1 and row.model_fields_set - {"name"}:
            raise Wrong(number, "name", _("it could be any of {names}").format(names=self._names(alike)))
        return alike[0] if alike else None

    def _names(self, ids: Iterable[int]) -> str:
        found = people.get_many(self.db, sorted(ids))
        return ", ".join(f"{contact.name} ({contact.id})" for contact in found.values())

    def _add(self, row: "ContactRow") -> int:
        contact_id = people.add(
            self.db,
            row.name,
            channels=row.channels,
            tags=row.tags,
            nickname=row.nickname,
            salutation=row.salutation,
            birthday=row.birthday,
            city=row.city,
            source=row.source or self.habit.source,
            language=row.language,
        )
        for text in row.address:
            people.add_address(self.db, contact_id, text)
        if row.note:
            notes.add(self.db, contact_id, row.note, private=True)
        return contact_id

    def _met(self, number: int, contact_id: int, row: "ContactRow") -> str:
        """Add what is not known of her yet; gives ``"filled"`` when there was something, else ``"known"``."""
        db, before = self.db, self.db.total_changes
        columns = ", ".join(SINGLE)
        known = db.execute(f"SELECT name, {columns} FROM contact WHERE id = ?", (contact_id,)).fetchone()  # noqa: S608
        if folded(known["name"]) != folded(row.name) and len(self.outcome.renamed) < REPORTED:
            self.outcome.renamed.append({"row": number, "name": row.name, "contact": contact_id, "kept": known["name"]})
        fresh = {name: value for name in SINGLE if known[name] is None and (value := getattr(row, name))}
        if fresh:
            people.edit(db, contact_id, fresh)
        for channel in row.channels:
            people.add_channel(db, contact_id, channel)
        people.tag(db, contact_id, row.tags)
        if row.address and not db.execute("SELECT 1 FROM address WHERE contact_id = ?", (contact_id,)).fetchone():
            for text in row.address:
                people.add_address(db, contact_id, text)
        if row.note and row.note not in (note["text"] for note in notes.notes(db, contact_id=contact_id)):
            notes.add(db, contact_id, row.note, private=True)
        filled = db.total_changes > before
        self.outcome.filled += filled
        return "filled" if filled else "known"


def _phone(row: "ContactRow") -> str | None:
    return next((channel.value for channel in row.channels if channel.kind == "phone"), None)
