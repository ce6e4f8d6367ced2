"""Whoever waits for a word about her complaint: listed, walked through and logged as all drafts are."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.complaint import rules, store
from olcrm.complaint.words import DONE, SORRY, WORD, Word, free_occasion, is_due, letter, now_due
from olcrm.contact import alone
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact, brief, label, shown
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Audience, Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Table, Words
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.message import store as messages

LATELY = timedelta(days=7)  # so long after it was closed she may be told that it is put right

_OPEN = "SELECT * FROM complaint_view WHERE closed_at IS NULL AND opened_at > '' ORDER BY opened_at, id"
_CLOSED = "SELECT * FROM complaint_view WHERE opened_on > ? AND closed_at > ? ORDER BY closed_at, id"
LONGEST_STORY = timedelta(days=90)  # what was open for longer is not looked for to say that it is over


def audience(complaint: str | None) -> Audience[Word]:
    """Whoever waits for a word about a complaint; with ``complaint``, a number, that one alone."""
    return Audience(
        waiting=lambda db: unsaid(db, complaint),
        sketches=sketches,
        named=named,
        worded=worded,
        log=log,
        table=lambda _db, rows: _table(rows),
        question=alone.late_in_the_day,
    )


def one(db: sqlite3.Connection, word: str) -> Words:
    """The message about one complaint, whole. Raises as ``store.get``, and Refused where nothing is to be said."""
    row = store.get(db, word)
    found = now_due(db, row)
    if found is None:
        raise _nothing_to_say(row)
    said = letter(db, found, contacts.get(db, row["contact_id"]))
    document = {"id": found.id, "complaint": row["id"], "template": found.template, **said.document()}
    lines = [said.whole(), "", _("Once it is sent: `olcrm complaint say --sent {id}`.").format(id=found.id)]
    lines += alone.caution(db, row["contact_id"])
    return Words("complaint.say", "\n".join(lines), document)


def unsaid(db: sqlite3.Connection, complaint: str | None = None) -> Iterator[Word]:
    """What is to be said just now, about what has been open longest first; who is to be left alone is left out."""
    if complaint is not None:
        rows = [store.get(db, complaint)]
    else:
        since = clock.now() - LATELY
        begun = clock.today() - LONGEST_STORY
        rows = db.execute(_OPEN).fetchall()
        rows += db.execute(_CLOSED, (begun.isoformat(), clock.stamp(since))).fetchall()
    listed = set()  # two complaints about one late order have one sorry
    for row in rows:
        if complaint is None and not alone.may_be_told(db, contacts.get(db, row["contact_id"])):
            continue
        found = now_due(db, row)
        if found and (row["contact_id"], found.occasion) not in listed:
            listed.add((row["contact_id"], found.occasion))
            yield found


def named(db: sqlite3.Connection, word: str) -> Word:
    """What the draft ``3-sorry`` says, once it is sure that it is to be said now.

    Raises Misunderstood for what is no id, Missing for no such complaint, Refused for what was said or is not so.
    """
    found = re.fullmatch(rf"(\d+)-({SORRY}|{rules.HELP}|{WORD}|{DONE})", word.strip().casefold(), re.ASCII)
    if found is None:
        raise Misunderstood(
            _("“{word}” is not the id of a message about a complaint.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 3-sorry."),
        )
    row = store.get(db, found[1])
    due = now_due(db, row)
    if due is None or due.what != found[2]:
        raise _nothing_to_say(row, due)
    return due


def _nothing_to_say(row: Row, due: Word | None = None) -> Refused:
    if due is not None:
        return Refused(
            _("That is not what is to be said about complaint {number} now.").format(number=row["id"]),
            hint=_("Its draft is called {id}.").format(id=due.id),
        )
    if row["closed_at"]:
        return Refused(
            _("Everything has been said about complaint {number}.").format(number=row["id"]),
            hint=_("If it is not over after all: `olcrm complaint reopen {number}`.").format(number=row["id"]),
        )
    return Refused(
        _("Everything has been said about complaint {number} for now.").format(number=row["id"]),
        hint=_("Promise the next word: `olcrm complaint update {number} --next {day}`.").format(
            number=row["id"], day=_("tomorrow")
        ),
    )


def sketches(db: sqlite3.Connection, found: Sequence[Word]) -> list[Sketch]:
    """The drafts of all that, before they are worded."""
    who = contacts.get_many(db, [word.row["contact_id"] for word in found])
    return [_sketch(db, word, who[word.row["contact_id"]]) for word in found]


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The message of a draft."""
    word = Word(store.get(db, sketch.more["complaint"]), sketch.id.partition("-")[2])
    return letter(db, word, contacts.get(db, sketch.contact["id"])).text


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that ``text`` was said, once; a word that was promised for today or before has then been kept."""
    row = store.get(db, sketch.more["complaint"])
    word = Word(row, sketch.id.partition("-")[2])
    occasion = free_occasion(db, word)
    if occasion is None:
        return
    messages.log(
        db,
        row["contact_id"],
        text,
        purpose=rules.PURPOSE,
        due_id=store.due_of(db, row["order_id"]),
        occasion=occasion,
    )
    if word.what == WORD and is_due(row):
        store.edit(db, row, {"next_on": None})


def _sketch(db: sqlite3.Connection, word: Word, who: Contact) -> Sketch:
    row = word.row
    why = _why(word)
    called = _("Complaint {number}").format(number=row["id"])
    kind = rules.shown(row["kind"])
    return Sketch(
        id=word.id,
        contact=brief(who),
        phone=who.phone,
        purpose=rules.PURPOSE,
        step=None,
        template=word.template,
        heading=" · ".join(filter(None, (label(who), called, kind, row["product"] if row["product_id"] else "", why))),
        reason=why,
        order=row["order_id"],
        due=store.due_of(db, row["order_id"]),
        more={"complaint": row["id"], "kind": row["kind"]},
    )


def _why(word: Word) -> str:
    row, today = word.row, clock.today()
    if word.what == DONE:
        day = clock.from_stamp(row["closed_at"]).date()
        return _("put right {day}").format(day=dates.near(day, today))
    if word.what in (SORRY, rules.HELP):
        return _("came {day}").format(day=dates.near(date.fromisoformat(row["opened_on"]), today))
    next_on = date.fromisoformat(row["next_on"])
    if next_on > today:
        return _("not told yet: next word by {day}").format(day=dates.near(next_on, today))
    return _("word promised for {day}").format(day=dates.near(next_on, today))


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: shown(row["contact"]["standing"]), keep=1),
        Column("kind", _("Kind"), value=lambda row: rules.shown(row["kind"]), keep=2),
        Column("reason", _("Why")),
    )
    foot = [_("`--text` shows the messages, `--send` goes through them one by one.")] if rows else []
    return Table(
        "complaint.say", columns, rows, foot=foot, empty=_("Nobody waits for a word about a complaint just now.")
    )
