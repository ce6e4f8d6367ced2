"""Where it is kept what customers ask, when somebody is visited, and what the owner means to ask them about.

A question is something she said, so it is kept as a message of hers, too: who has just asked is not reminded of money
the same day. What she asks about privately is in no export.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from olcrm.ask import reading, rules
from olcrm.contact import alone
from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.kit.waiting import Waiting
from olcrm.message import store as messages
from olcrm.shop import store as shop

PURPOSE = "ask"
FACTS = ("text", "product_id", "objection", "next_on", "answer", "ended_on", "ended_as")  # what can be corrected


def add(
    db: sqlite3.Connection,
    contact_id: int,
    text: str,
    *,
    kind: str = "question",
    product_id: int | None = None,
    objection: str | None = None,
    next_on: date | None = None,
    at: datetime | None = None,
) -> int:
    """Write down what somebody asked (``kind`` question), a visit, or what to ask her about, and give its number.

    A question is logged as a message of hers as well. ``at`` is when it was asked, now if left out.
    """
    asked = at or clock.now()
    if kind == "question":
        messages.log(db, contact_id, text, direction="in", purpose=PURPOSE, at=asked)
    day = next_on.isoformat() if next_on else None
    cursor = db.execute(
        "INSERT INTO ask (contact_id, kind, text, product_id, objection, asked_at, next_on)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (contact_id, kind, text, product_id, objection, clock.stamp(asked), day),
    )
    return cursor.lastrowid or 0


def asker(
    db: sqlite3.Connection, name: str, *, phone: str | None, ig: str | None, source: str | None
) -> tuple[Contact, bool]:
    """Who ``name`` is, and whether she was added just now: a name that nobody has, given with a way to reach her or
    where she came from, is a prospect.

    Raises Missing when nobody, or several, are meant; Refused when a phone or handle belongs to somebody else.
    """
    channels = [people.channel(kind, typed) for kind, typed in (("phone", phone), ("ig", ig)) if typed]
    fresh = bool(channels) or source is not None
    try:
        who = contacts.find(db, name, or_add=not fresh, guess=not fresh)
    except Missing as missing:
        from olcrm.kit import meant

        fresh = fresh or meant.is_new(name)
        several = contacts.get_many(db, [one["id"] for one in missing.candidates]).values()
        hers = [one for one in several if _reached(one, channels)]
        if len(hers) == 1:
            return hers[0], False
        if not (several or fresh or missing.near):
            missing.hint = _("Give --phone, --ig or --source to add her as a prospect, or see `olcrm contact list`.")
        if several or not fresh:
            raise
        number = contacts.add(db, name, channels=channels, source=source or None)
        return contacts.get(db, number), True
    if channels and not _reached(who, channels):
        raise Refused(
            _("There is a customer “{name}” already, without the number {number}.").format(
                name=excerpt(who.name), number=excerpt(channels[0].typed)
            ),
            hint=_("If it is her, leave --phone and --ig out; if not, add the new one with `olcrm contact add`."),
        )
    return who, False


def _reached(contact: Contact, channels: Sequence[people.Channel]) -> bool:
    known = {(one.kind, one.value) for one in contact.channels}
    return any((one.kind, one.value) in known for one in channels)


def find(db: sqlite3.Connection, word: str) -> sqlite3.Row:
    """The row of ``ask_view`` that ``word`` names, with ``bought_in``. Raises Misunderstood, or Missing for none."""
    number = rules.ask_number(word)
    row = reading.one(db, number)
    if row is None:
        raise Missing(_("There is no question {number}.").format(number=number), hint=_("See `olcrm ask list`."))
    return row


def answer(
    db: sqlite3.Connection, row: Row, text: str | None, *, objection: str | None, next_on: date | None, at: datetime
) -> None:
    """Note that a question is answered. With a ``next_on`` it stays open until then, else nothing more is to be done.

    What was answered before keeps its first moment. Raises Refused for a moment before the question.
    """
    expect_asked(row, at)
    ended = None if next_on else clock.today().isoformat()
    db.execute(
        "UPDATE ask SET answered_at = ?, answer = ?, objection = ?, next_on = ?, ended_on = ?, ended_as = ?"
        " WHERE id = ?",
        (
            row["answered_at"] or clock.stamp(at),
            row["answer"] if text is None else text,
            objection or row["objection"],
            next_on.isoformat() if next_on else None,
            ended,
            "done" if ended else None,
            row["id"],
        ),
    )


def expect_asked(row: Row, at: datetime) -> None:
    """Make sure that a question is not answered before it was asked. Raises Refused."""
    if clock.stamp(at) < row["asked_at"]:
        raise Refused(
            _("That is before it was asked: {day}.").format(
                day=dates.short(clock.from_stamp(row["asked_at"]).date()),
            ),
            hint=_("Give the day on which it was answered, or leave it out for now."),
        )


def say(db: sqlite3.Connection, row: Row, text: str) -> None:
    """Log an answer as sent to her. Raises Refused as ``expect_unsaid`` does."""
    expect_unsaid(db, row)
    messages.log(db, row["contact_id"], text, purpose=PURPOSE, occasion=_occasion(row))


def expect_unsaid(db: sqlite3.Connection, row: Row) -> None:
    """Make sure that no answer to a question was logged as sent today: it is one a day. Raises Refused."""
    if messages.was_said(db, row["contact_id"], _occasion(row)):
        raise Refused(
            _("An answer to question {number} was logged as sent today already.").format(number=row["id"]),
            hint=_("Note anything else you said with `olcrm message add`."),
        )


def _occasion(row: Row) -> str:
    return f"ask-{row['id']}-{clock.today()}"


def end(
    db: sqlite3.Connection, number: int, how: str, *, because: str | None = None, order_id: int | None = None
) -> None:
    """Close a question, visit or reminder: ``how`` is bought, done or dropped."""
    db.execute(
        "UPDATE ask SET ended_on = ?, ended_as = ?, because = ?, order_id = ? WHERE id = ?",
        (clock.today().isoformat(), how, because, order_id, number),
    )


def came_back(db: sqlite3.Connection, number: int, next_on: date | None = None) -> None:
    """Somebody who hesitates was written to again: she is left in peace now, or come back to on ``next_on``."""
    if next_on is None:
        end(db, number, "done")
    else:
        db.execute("UPDATE ask SET next_on = ? WHERE id = ?", (next_on.isoformat(), number))


def edit(db: sqlite3.Connection, row: Row, changes: Mapping[str, Any]) -> None:
    """Put each of ``changes`` (keys of ``FACTS``) in the place of what was typed."""
    now = {key: row[key] for key in FACTS} | dict(changes)
    db.execute(
        "UPDATE ask SET text = ?, product_id = ?, objection = ?, next_on = ?, answer = ?, ended_on = ?, ended_as = ?"
        " WHERE id = ?",
        (*now.values(), row["id"]),
    )


def prospects(db: sqlite3.Connection, today: date, limit: int) -> list[sqlite3.Row]:
    """Whom to come back to by ``today``: rows of ``ask_view``, whoever waits longest first, at most ``limit``.

    These asked, were answered, hesitated, and have not ordered since; ``objection`` says why, ``text`` is what they
    asked, ``next_on`` the day. Left out are the archived, those who are to be left alone today or do not want to be
    greeted, and what passed by long ago. Once one was written to, call ``came_back``.
    """
    found = hesitant(db, today)
    willing = (row for row in found if alone.may_be_greeted(db, contacts.get(db, row["contact_id"]), today))
    return list(islice(willing, limit))


def hesitant(db: sqlite3.Connection, today: date) -> Iterator[sqlite3.Row]:
    """As ``prospects``, all of them, and those too who are not to be written to."""
    return (row for row in reading.by_day(db, today, today) if row["kind"] == "question")


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What today asks for, at most ``limit`` of a kind: questions from half their time on, visits of today and
    tomorrow, what to ask about, and people to come back to.
    """
    today = clock.local(now).date()
    (most,) = shop.figures(db, "ask.hours")
    asked = list(islice(reading.unanswered(db, now - timedelta(hours=most) / 2), limit))
    tomorrow = today + timedelta(days=1)
    planned = (row for row in reading.by_day(db, today, tomorrow) if _is_due(row, today))
    found = [*asked, *islice(planned, limit), *prospects(db, today, limit)]
    who = contacts.briefs(db, [row["contact_id"] for row in found])
    return [_waits(row, who[row["contact_id"]], now) for row in found]


def _is_due(row: Row, today: date) -> bool:
    return bool(row["kind"] == "visit" or (row["kind"] == "about" and row["next_on"] <= today.isoformat()))


def _waits(row: Row, brief: Mapping[str, Any], now: datetime) -> Waiting:
    number, what = row["id"], rules.gist(row["text"])
    if row["kind"] == "visit":
        day = dates.near(date.fromisoformat(row["next_on"]), clock.local(now).date())
        said = _("Visit {day}: {what}") if what else _("Visit {day}")
        today = row["next_on"] <= clock.local(now).date().isoformat()
        command = _done(number) if today else f"olcrm ask show {number}"
        return Waiting("ask", "visit", row["next_on"], said.format(day=day, what=what), command, brief)
    if row["kind"] == "about":
        return Waiting("ask", "about", row["next_on"], _("Ask about: {what}").format(what=what), _done(number), brief)
    if row["answered_at"]:
        why = rules.objection_shown(row["objection"]) if row["objection"] else _("no order yet")
        said = _("Asked “{what}” and hesitates: {why}").format(what=what, why=why)
        return Waiting("ask", "prospect", row["next_on"], said, "olcrm follow prospects", brief)
    age = rules.age(rules.hours(row["asked_at"], now))
    said = _("Asked {age} ago: “{what}”").format(age=age, what=what)
    day = clock.from_stamp(row["asked_at"]).date().isoformat()
    return Waiting("ask", "ask", day, said, f'olcrm ask answer {number} "…"', brief)


def _done(number: int) -> str:
    return f"olcrm ask done {number}"
