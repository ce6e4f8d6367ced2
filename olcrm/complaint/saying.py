"""What is said to whoever complained: sorry once, the next word when promised or due, and once it is put right."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.complaint import reading, rules, store
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact, brief, label, shown
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Audience, Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record, Row
from olcrm.kit.table import Column, Table, Words
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.ledger import windows
from olcrm.message import store as messages
from olcrm.shop import store as shop
from olcrm.template import store as templates

PURPOSE = "complaint"
SORRY, WORD, DONE = "sorry", "word", "done"
LATELY = timedelta(days=7)  # so long after it was closed she may be told that it is put right

_OPEN = "SELECT * FROM complaint_view WHERE closed_at IS NULL AND opened_at > '' ORDER BY opened_at, id"
_CLOSED = "SELECT * FROM complaint_view WHERE opened_on > ? AND closed_at > ? ORDER BY closed_at, id"
LONGEST_STORY = timedelta(days=366)  # what was open for longer is not looked for to say that it is over
_SHIPPED = """
SELECT * FROM parcel_view WHERE order_id = ? AND shipped_on IS NOT NULL AND returned_on IS NULL ORDER BY id DESC LIMIT 1
"""


class Word(Record):
    """Something to be said about one complaint; ``what`` is ``sorry``, ``word`` or ``done``."""

    row: Row
    what: str

    @property
    def id(self) -> str:
        """What its draft is called: ``3-sorry``."""
        return f"{self.row['id']}-{self.what}"

    @property
    def occasion(self) -> str:
        """What it is said once for."""
        if self.what == SORRY:
            return rules.sorry_occasion(self.row)
        day = f"-{self.row['next_on']}" if self.what == WORD else ""
        due = "kept" if self.what == WORD and is_due(self.row) else self.what
        return f"complaint-{self.row['id']}-{due}{day}"

    @property
    def template(self) -> str:
        """Which message it is."""
        return rules.sorry(self.row["kind"]) if self.what == SORRY else f"complaint-{self.what}"


def is_due(row: Row) -> bool:
    """Whether the day has come by which a word was promised."""
    return row["next_on"] is not None and row["next_on"] <= clock.today().isoformat()


def now_due(db: sqlite3.Connection, row: Row) -> Word | None:
    """What is to be said about a complaint just now; None for nothing."""
    said = [one for one in reading.said_about(db, row) if one["direction"] == "out"]
    if row["closed_at"]:
        done = Word(row, DONE)
        told = row["kind"] == rules.HELP or any(one["occasion"] == done.occasion for one in said)
        return None if told else done
    if not any(one["occasion"] == rules.sorry_occasion(row) for one in said):
        return Word(row, SORRY)
    if row["next_on"] is None:
        return None
    told = not is_due(row) and any(_names(row["next_on"], one["text"]) for one in said)
    return None if told else Word(row, WORD)


def _names(day: str, text: str) -> bool:
    """Whether she was told of a day in so many words."""
    return any(templates.day(date.fromisoformat(day), language) in text for language in ("id", "en"))


def audience(complaint: str | None) -> Audience[Word]:
    """Whoever waits for a word about a complaint; with ``complaint``, a number, that one alone."""
    return Audience(
        waiting=lambda db: unsaid(db, complaint),
        sketches=sketches,
        named=named,
        worded=worded,
        log=log,
        table=lambda _db, rows: _table(rows),
        question=_late_in_the_day,
    )


def one(db: sqlite3.Connection, word: str) -> Words:
    """The message about one complaint, whole. Raises as ``store.get``, and Refused where nothing is to be said."""
    row = store.get(db, word)
    found = now_due(db, row)
    if found is None:
        raise _nothing_to_say(row)
    letter = _letter(db, found, contacts.get(db, row["contact_id"]))
    document = {"id": found.id, "complaint": row["id"], "template": found.template, **letter.document()}
    lines = [letter.whole(), "", _("Once it is sent: `olcrm complaint say --sent {id}`.").format(id=found.id)]
    pause = contacts.paused(db, row["contact_id"], clock.today())
    if pause is not None:
        until = dates.near(date.fromisoformat(pause["until_on"]), clock.today())
        lines.append(
            _("She is left alone until {day} ({reason}): write only if she waits for it.").format(
                day=until, reason=pause["because"]
            )
        )
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
    for row in rows:
        if complaint is None and _left_alone(db, row["contact_id"]):
            continue
        found = now_due(db, row)
        if found:
            yield found


def named(db: sqlite3.Connection, word: str) -> Word:
    """What the draft ``3-sorry`` says, once it is sure that it is to be said now.

    Raises Misunderstood for what is no id, Missing for no such complaint, Refused for what was said or is not so.
    """
    found = re.fullmatch(rf"(\d+)-({SORRY}|{WORD}|{DONE})", word.strip().casefold(), re.ASCII)
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
    return _letter(db, word, contacts.get(db, sketch.contact["id"])).text


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that ``text`` was said; a word that was promised for today or before has then been kept."""
    row = store.get(db, sketch.more["complaint"])
    word = Word(row, sketch.id.partition("-")[2])
    messages.log(db, row["contact_id"], text, purpose=PURPOSE, due_id=due_of(db, row), occasion=word.occasion)
    if word.what == WORD and is_due(row):
        store.edit(db, row, {"next_on": None})


def talked(db: sqlite3.Connection, row: Row, text: str, *, heard: bool) -> None:
    """Note what was said about a complaint otherwise than by a draft: to her, or by her."""
    before = [one["occasion"] for one in reading.said_about(db, row, -1)]
    number = len(before) + 1
    while f"complaint-{row['id']}-{number}" in before:
        number += 1
    messages.log(
        db,
        row["contact_id"],
        text,
        direction="in" if heard else "out",
        purpose=PURPOSE,
        due_id=due_of(db, row),
        occasion=f"complaint-{row['id']}-{number}",
    )


def due_of(db: sqlite3.Connection, row: Row) -> int | None:
    """The due of the order that a complaint is about."""
    return int(windows.order(db, row["order_id"])["due_id"]) if row["order_id"] else None


def _left_alone(db: sqlite3.Connection, contact_id: int) -> bool:
    who = contacts.get(db, contact_id)
    return who.archived_at is not None or contacts.is_paused(db, contact_id, clock.today())


def _late_in_the_day(db: sqlite3.Connection) -> str:
    now = clock.local(clock.now())
    quiet = shop.policy(db).is_quiet(now.time())
    return _("It is {time}; write all the same?").format(time=f"{now:%H:%M}") if quiet else ""


def _letter(db: sqlite3.Connection, word: Word, who: Contact) -> templates.Letter:
    row = word.row
    extra = facts(db, row, who.language or shop.policy(db).message_language)
    return templates.letter(db, word.template, who, order_id=row["order_id"], extra=extra)


def facts(db: sqlite3.Connection, row: Row, language: str) -> Mapping[str, str]:
    """What a message says of a complaint beside its order: the product, the next word, where the parcel is, care."""
    found = {"courier": "", "tracking": "", "link": "", "care": ""}
    ahead = row["next_on"] is not None and not is_due(row)
    found["next_on"] = templates.day(date.fromisoformat(row["next_on"]), language) if ahead else ""
    if row["product_id"] is not None:
        from olcrm.product import store as products

        found["items"] = row["product"]
        found["care"] = products.get(db, row["product_id"])["care"] or ""
    if row["kind"] == "lost" and row["order_id"] is not None:
        found |= _parcel(db, row["order_id"])
    return found


def _parcel(db: sqlite3.Connection, order_id: int) -> Mapping[str, str]:
    from olcrm.parcel import rules as parcels
    from olcrm.parcel.patience import Patience

    parcel = db.execute(_SHIPPED, (order_id,)).fetchone()
    if parcel is None:
        return {}
    courier = parcels.carrier_shown(parcel["courier"], parcel["service"])
    return {"courier": courier, "tracking": parcel["tracking"] or "", "link": Patience(db).page(parcel) or ""}


def _sketch(db: sqlite3.Connection, word: Word, who: Contact) -> Sketch:
    row = word.row
    why = _why(word)
    called = _("Complaint {number}").format(number=row["id"])
    kind = rules.shown(row["kind"])
    return Sketch(
        id=word.id,
        contact=brief(who),
        phone=who.phone,
        purpose=PURPOSE,
        step=None,
        template=word.template,
        heading=" · ".join(filter(None, (label(who), called, kind, row["product"] if row["product_id"] else "", why))),
        reason=why,
        order=row["order_id"],
        due=due_of(db, row),
        more={"complaint": row["id"], "kind": row["kind"]},
    )


def _why(word: Word) -> str:
    row, today = word.row, clock.today()
    if word.what == DONE:
        day = clock.local(clock.from_stamp(row["closed_at"])).date()
        return _("put right {day}").format(day=dates.near(day, today))
    if word.what == SORRY:
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
