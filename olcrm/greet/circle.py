"""Days of those she buys for, of which a customer asked to be reminded: a message to her some days before."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice

from olcrm.contact import alone, circle, people
from olcrm.contact.rules import Contact, brief, label
from olcrm.greet import rules
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.kit.waiting import Waiting
from olcrm.message import store as messages
from olcrm.shop import store as shop

PURPOSE = TEMPLATE = "circle"
_DRAFT = r"([0-9]{1,18})-([0-9]{4})"
# What a day is called in her language, where it is no word of the owner's.
_SAID = {
    "birthday": {"id": "ulang tahun", "en": "birthday"},
    "anniversary": {"id": "ulang tahun pernikahan", "en": "wedding anniversary"},
    "graduation": {"id": "wisuda", "en": "graduation"},
}

# Asked once a day of the list, along the index of those she wants to be reminded of.
ON_DAY = f"""
SELECT circle.id, circle.contact_id, circle.name, circle.relation, circle.what, circle.day
  FROM circle JOIN contact ON contact.id = circle.contact_id
 WHERE circle.greeted = 1 AND circle.day_md IN (:month_day, :leap_day)
   AND contact.archived_at IS NULL AND contact.greeting_wanted = 1
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id
                      AND occasion = 'circle-' || circle.id || :year)
   AND NOT {people.ALONE}
 ORDER BY contact.spent DESC, circle.id
"""  # noqa: S608


class Reminder(Record):
    """Whose day comes: one of the people of ``contact_id``, on ``day``."""

    number: int
    contact_id: int
    day: date
    name: str
    relation: str | None
    what: str

    @property
    def draft_id(self) -> str:
        """What its draft is called: the number of the person and the year, ``3-2026``."""
        return f"{self.number}-{self.day.year}"

    @property
    def occasion(self) -> str:
        """What she is not reminded of twice."""
        return f"circle-{self.draft_id}"

    def shown(self) -> str:
        """``birthday of Sari (ibu)``, for the owner's eyes."""
        who = circle.named(self.name, self.relation)
        return _("{what} of {who}").format(what=circle.what_shown(self.what), who=who)


def usual(db: sqlite3.Connection) -> int:
    """How many days before she is written to."""
    (days,) = shop.figures(db, "greet.circle-days")
    return days


def reminders(db: sqlite3.Connection, today: date, within: int) -> Iterator[Reminder]:
    """Whose day lies from today until ``within`` days ahead, the earliest first, and then the best customer.

    Left out is who was written to about it, is archived, does not want to be greeted, or is to be left alone today.
    """
    leap = shop.policy(db).leap_birthday
    for day in rules.window(today, within, 0):
        usual_day, other = rules.greeted_on(day, leap)
        asked = {"month_day": usual_day, "leap_day": other, "year": f"-{day.year}"} | people.at(today)
        for row in db.execute(ON_DAY, asked):
            yield _reminder(row, day)


def _reminder(row: sqlite3.Row, day: date) -> Reminder:
    return Reminder(row["id"], row["contact_id"], day, row["name"], row["relation"], row["what"])


def named(db: sqlite3.Connection, today: date, word: str) -> Reminder:
    """The reminder whose draft ``word`` names, once it is sure that she may be written to about it now.

    Raises Misunderstood for what is no id, Missing when there is no such person, Refused with what is so instead.
    """
    read = re.fullmatch(_DRAFT, word.strip())
    if read is None or not dates.EARLIEST <= int(read[2]) <= dates.LATEST:
        raise Misunderstood(
            _("“{word}” is not the id of a reminder of somebody's day.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 3-2026."),
        )
    row = db.execute("SELECT * FROM circle WHERE id = ?", (int(read[1]),)).fetchone()
    if row is None:
        raise Missing(
            _("Nobody of the number {number} is bought for.").format(number=read[1]),
            hint=_("See `olcrm greet circle --within 60`."),
        )
    contact = people.get(db, row["contact_id"])
    if not row["greeted"]:
        raise Refused(
            _("{name} did not ask to be reminded of {person}.").format(name=contact.name, person=row["name"]),
            hint=_("If she does: `olcrm contact circle edit {contact} {number} --remind`.").format(
                contact=contact.id, number=row["id"]
            ),
        )
    day = rules.day_in(int(read[2]), row["day"], shop.policy(db).leap_birthday)
    one = _reminder(row, day)
    _may_be_written_to(db, contact, one, today)
    return one


def _may_be_written_to(db: sqlite3.Connection, contact: Contact, one: Reminder, today: date) -> None:
    if messages.was_said(db, contact.id, one.occasion):
        raise Refused(
            _("{name} was reminded of {person} already.").format(name=contact.name, person=one.name),
            hint=_("Nobody is greeted twice for one occasion."),
        )
    alone.to_be_greeted(db, contact)
    if not timedelta(0) <= one.day - today <= timedelta(days=rules.FARTHEST):
        raise Refused(
            _("The day of {person} is {day}.").format(person=one.name, day=dates.short(one.day)),
            hint=_("She is reminded before the next time it comes."),
        )


def sketches(db: sqlite3.Connection, today: date, found: Sequence[Reminder]) -> list[Sketch]:
    """The drafts of these, before they are worded."""
    known = people.get_many(db, [one.contact_id for one in found])
    return [_sketch(known[one.contact_id], one, today) for one in found]


def _sketch(contact: Contact, one: Reminder, today: date) -> Sketch:
    why = f"{one.shown()} {dates.near(one.day, today)}"
    return Sketch(
        id=one.draft_id,
        contact=brief(contact),
        phone=contact.phone,
        purpose=PURPOSE,
        step=None,
        template=TEMPLATE,
        heading=f"{label(contact)} · {why}",
        reason=why,
        more={
            "person": one.name,
            "relation": one.relation,
            "what": one.what,
            "day": one.day.isoformat(),
            "occasion": one.occasion,
        },
    )


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The message itself, in her language."""
    from olcrm.template import store as templates

    contact = people.get(db, sketch.contact["id"])
    speaks = contact.language or shop.policy(db).message_language
    what = sketch.more["what"]
    extra = {
        "person": sketch.more["person"],
        "occasion": _SAID[what][speaks] if what in _SAID else what,
        "day": templates.day(date.fromisoformat(sketch.more["day"]), speaks),
    }
    return templates.write(db, sketch.template, contact.id, extra=extra)


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that she was written to about it, which cannot be noted twice for one day."""
    messages.log(db, sketch.contact["id"], text, purpose=PURPOSE, occasion=sketch.more["occasion"])


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Whose day comes within the usual days; at most ``limit``."""
    today = clock.local(now).date()
    found = list(islice(reminders(db, today, usual(db)), limit))
    return [
        Waiting(
            "greet",
            "circle",
            sketch.more["day"],
            sketch.reason[:1].upper() + sketch.reason[1:],
            "olcrm greet circle --send",
            sketch.contact,
        )
        for sketch in sketches(db, today, found)
    ]
