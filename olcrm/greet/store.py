"""Whose birthday it is, straight from the index of birthdays, and the log of who was greeted."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from olcrm.contact import alone, people
from olcrm.contact.rules import Contact, brief, label
from olcrm.greet import rules
from olcrm.greet.rules import Birthday
from olcrm.kit import clock
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.message import store as messages
from olcrm.shop import store as shop

PURPOSE = "birthday"

# Asked once a day of the list, so that the days come in their order and a page stops where it is full.
ON_DAY = f"""
SELECT id, birthday FROM contact
 WHERE birthday_md IN (:month_day, :leap_day) AND birthday IS NOT NULL AND archived_at IS NULL AND greeting_wanted = 1
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id AND occasion = :occasion)
   AND NOT {people.ALONE}
"""  # noqa: S608
_GREETED = "SELECT 1 FROM message WHERE contact_id = ? AND occasion = ?"


def birthdays(db: sqlite3.Connection, today: date, *, within: int = 0, late: int = 0) -> Iterator[Birthday]:
    """Who may be greeted from ``late`` days ago until ``within`` days ahead, the earliest day first.

    Left out is who was greeted for this birthday already, is archived, does not want to be greeted, or is to be left
    alone on that day (for a day that is past: today). Raises Misunderstood for too long a time.
    """
    leap = shop.policy(db).leap_birthday
    for day in rules.window(today, within, late):
        usual, other = rules.greeted_on(day, leap)
        values = {
            "month_day": usual,
            "leap_day": other,
            "occasion": f"{PURPOSE}-{day.year}",
            **people.at(today, max(day, today)),
        }
        for row in db.execute(ON_DAY, values):
            yield Birthday(row["id"], day, row["birthday"])


def named(db: sqlite3.Connection, today: date, late: int, word: str) -> Birthday:
    """The birthday whose draft ``word`` names, once it is sure that she may be greeted for it now.

    Raises Misunderstood for what is no id, Missing when there is no such contact, Refused with what is so instead.
    """
    number, year = rules.draft(word)
    contact = people.get(db, number)
    if contact.birthday is None:
        raise Refused(
            _("{name}’s birthday is not known.").format(name=contact.name),
            hint=_("Note it with `olcrm contact edit {number} --birthday 17/8`.").format(number=number),
        )
    day = rules.day_in(year, contact.birthday, shop.policy(db).leap_birthday)
    birthday = Birthday(number, day, contact.birthday)
    _may_be_greeted(db, contact, birthday)
    rules.check(birthday, today, late, contact.name)
    return birthday


def _may_be_greeted(db: sqlite3.Connection, contact: Contact, birthday: Birthday) -> None:
    if db.execute(_GREETED, (contact.id, birthday.occasion)).fetchone():
        raise Refused(
            _("{name} was greeted for this birthday already.").format(name=contact.name),
            hint=_("Nobody is greeted twice for one occasion."),
        )
    alone.to_be_greeted(db, contact)


def sketches(db: sqlite3.Connection, today: date, found: Sequence[Birthday]) -> list[Sketch]:
    """The drafts for these birthdays, before they are worded."""
    known = people.get_many(db, [birthday.contact_id for birthday in found])
    return [_sketch(known[birthday.contact_id], birthday, today) for birthday in found]


def _sketch(contact: Contact, birthday: Birthday, today: date) -> Sketch:
    why = rules.reason(birthday, today)
    return Sketch(
        id=birthday.draft_id,
        contact=brief(contact),
        phone=contact.phone,
        purpose=PURPOSE,
        step=None,
        template="birthday",
        heading=f"{label(contact)} · {why}",
        reason=why,
        ready=birthday.day <= today,
        more={"day": birthday.day.isoformat(), "age": birthday.age, "occasion": birthday.occasion},
    )


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The greeting itself."""
    from olcrm.template import store as templates

    return templates.write(db, sketch.template, sketch.contact["id"])


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that she was greeted, which cannot be noted twice for one occasion."""
    messages.log(db, sketch.contact["id"], text, purpose=sketch.purpose, occasion=sketch.more["occasion"])


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Whose birthday is today and who has not been greeted; at most ``limit``."""
    today = clock.local(now).date()
    found = list(islice(birthdays(db, today), limit))
    drafts = ((draft, draft.reason[:1].upper() + draft.reason[1:]) for draft in sketches(db, today, found))
    return [
        Waiting("greet", "birthday", today.isoformat(), said, "olcrm greet birthdays --send", draft.contact)
        for draft, said in drafts
    ]
