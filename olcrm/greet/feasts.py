"""Whom to greet for a feast: those who are noted for it, or everybody, once each, the best customers first.

The people of a feast are walked through along an index, and the walk stops when the page is full. It passes over those
who were greeted already, of whom there are as many as were greeted by hand, and never looks at the rest of the ledger.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from olcrm.contact import alone, consents, people
from olcrm.contact.rules import Contact, brief, label
from olcrm.greet.rules import FARTHEST, LATEST
from olcrm.holiday import rules as holidays
from olcrm.holiday import store as holiday
from olcrm.holiday.rules import Day, Feast
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import excerpt
from olcrm.kit.waiting import Waiting
from olcrm.message import store as messages
from olcrm.shop import store as shop

PURPOSE = "holiday"
EVE = timedelta(days=3)  # a greeting may be sent so long before its day
SAME = timedelta(days=15)  # a day that was corrected is still the same feast
FEW = 2_000  # so many who are noted for a feast are sorted; of more the best customers are looked for first
COUNTED = 1_000  # those left are counted up to this
LOOKED_AT, NUMBERED = 1_000, 99  # customers that `today` looks at, and that it counts
# Feasts with a greeting of their own, which is worded where the others are; those need not be opened for a list.
WORDED = {"ramadan", "idul-fitri", "idul-adha", "imlek", "nyepi", "galungan", "waisak", "paskah", "natal"}
WORDED |= {"tahun-baru", "17-agustus"}
TODAY_BACK, TODAY_AHEAD = 2, 1  # days around a feast on which `today` speaks of it
_DRAFT = r"([0-9]{1,18})-(.+)-([0-9]{4}-[0-9]{2}-[0-9]{2})"

_FREE = f"""
   AND contact.archived_at IS NULL AND contact.greeting_wanted = 1
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id AND occasion BETWEEN :since AND :until)
   AND NOT {people.ALONE}
"""  # noqa: S608
_TAGGED = """EXISTS (SELECT 1 FROM celebrates WHERE contact_id = contact.id AND feast = :tag)
   OR EXISTS (SELECT 1 FROM celebrates WHERE contact_id = contact.id AND feast = :other)"""
# Those few who are noted for it are fetched and sorted; of many, and of everybody, the index of what they spent is
# followed, which has the best customers first.
_NOTED = """
SELECT contact.id FROM contact WHERE contact.id IN (SELECT contact_id FROM celebrates WHERE feast IN (:tag, :other))
"""
_ALL = "SELECT contact.id FROM contact INDEXED BY contact_spent WHERE "
_BEST = """
SELECT contact.id
  FROM (SELECT * FROM contact INDEXED BY contact_spent
         WHERE archived_at IS NULL ORDER BY spent DESC LIMIT :most) AS contact
 WHERE """
_BEST_FIRST = " ORDER BY contact.spent DESC"
FETCHED = _NOTED + _FREE + " ORDER BY +contact.spent DESC, contact.id"
WALKED = _ALL + "(" + _TAGGED + ")" + _FREE + _BEST_FIRST
EVERYBODY = _ALL + "1" + _FREE + _BEST_FIRST
BEST = _BEST + "(:all OR " + _TAGGED + ")" + _FREE
HOW_MANY = "SELECT count(*) FROM (SELECT 1 FROM celebrates WHERE feast IN (:tag, :other) LIMIT :most)"
_CELEBRATES = "SELECT 1 FROM celebrates WHERE contact_id = :contact AND feast IN (:tag, :other)"
_GREETED = "SELECT 1 FROM message WHERE contact_id = :contact AND occasion BETWEEN :since AND :until"


class Occasion(Record):
    """A feast on its day; ``everyone`` when nobody has to be noted for it."""

    feast: Feast
    day: Day
    everyone: bool

    @property
    def key(self) -> str:
        """What nobody is greeted for twice."""
        return f"{PURPOSE}-{self.feast.key}-{self.day.first}"

    def values(self, today: date) -> dict[str, Any]:
        """What the questions are asked with."""
        tags = [*self.feast.tags, self.feast.tags[0]]
        return {
            "tag": tags[0],
            "other": tags[1],
            "since": f"{PURPOSE}-{self.feast.key}-{self.day.first - SAME}",
            "until": f"{PURPOSE}-{self.feast.key}-{self.day.first + SAME}",
            **people.at(today, max(self.day.first, today)),
            "all": self.everyone,
        }


class Greeting(Record):
    """Whom to greet for what."""

    contact_id: int
    occasion: Occasion

    @property
    def draft_id(self) -> str:
        """What its draft is called: ``12-idul-fitri-2027-03-10``."""
        return f"{self.contact_id}-{self.occasion.feast.key}-{self.occasion.day.first}"


def occasions(db: sqlite3.Connection, first: date, last: date, feast: Feast | None = None) -> list[Occasion]:
    """The feasts, or the one, of which any day lies from ``first`` to ``last``; the earliest first."""
    known = holiday.known(db)
    days = holiday.between(db, first, last, feast.key if feast else None)
    return [Occasion(known[day.key], day, holiday.for_everybody(db, known[day.key])) for day in days]


def greetings(db: sqlite3.Connection, today: date, found: Sequence[Occasion]) -> Iterator[Greeting]:
    """Whoever may be greeted for these feasts, the earliest feast and then the best customer first.

    Left out is who was greeted for it already, is archived, does not want to be greeted, or is to be left alone.
    """
    for one in found:
        for (number,) in db.execute(_question(db, one), one.values(today)):
            yield Greeting(number, one)


def _question(db: sqlite3.Connection, one: Occasion) -> str:
    if one.everyone:
        return EVERYBODY
    (number,) = db.execute(HOW_MANY, one.values(date.min) | {"most": FEW + 1}).fetchone()
    return FETCHED if number <= FEW else WALKED


def some_noted(db: sqlite3.Connection, one: Occasion) -> bool:
    """Whether anybody is noted for a feast."""
    return bool(db.execute(HOW_MANY, one.values(date.min) | {"most": 1}).fetchone()[0])


def named(db: sqlite3.Connection, today: date, word: str) -> Greeting:
    """The greeting whose draft ``word`` names, once it is sure that she may be greeted so now.

    Raises Misunderstood for what is no id, Missing when there is no such contact, Refused with what is so instead.
    """
    read = re.fullmatch(_DRAFT, word.strip().casefold())
    if read is None or not dates.EARLIEST <= int(read[3][:4]) <= dates.LATEST:
        raise Misunderstood(
            _("“{word}” is not the id of a greeting for a feast.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 12-natal-2026-12-25."),
        )
    contact = people.get(db, int(read[1]))
    feast = holiday.meant(db, read[2])
    one = next((one for one in occasions(db, *_around(read[3]), feast) if f"{one.day.first}" == read[3]), None)
    if one is None:
        raise Refused(
            _("{feast} is not on {day}.").format(feast=feast.name, day=read[3]),
            hint=_("See `olcrm holiday show {key}`.").format(key=feast.key),
        )
    _in_time(one, today)
    _may_be_greeted(db, contact, one, today)
    return Greeting(contact.id, one)


def _around(day: str) -> tuple[date, date]:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise Misunderstood(
            _("There is no such day as “{word}”.").format(word=excerpt(day)),
            hint=_("Write it as the list shows it, like 12-natal-2026-12-25."),
        ) from None
    return found, found


def _in_time(one: Occasion, today: date) -> None:
    shown = {"feast": one.feast.name, "day": dates.short(one.day.first)}
    if (one.day.first - today).days > FARTHEST:
        raise Refused(
            _("{feast} is still to come, on {day}.").format(**shown),
            hint=_("It can be greeted for within a year of it."),
        )
    if (today - one.day.last).days > LATEST:
        raise Refused(_("{feast} was on {day}.").format(**shown), hint=_("Too long ago to greet for it now."))


def _may_be_greeted(db: sqlite3.Connection, contact: Contact, one: Occasion, today: date) -> None:
    values = one.values(today) | {"contact": contact.id}
    if db.execute(_GREETED, values).fetchone():
        raise Refused(
            _("{name} was greeted for {feast} already.").format(name=contact.name, feast=one.feast.name),
            hint=_("Nobody is greeted twice for one occasion."),
        )
    alone.to_be_greeted(db, contact, max(today, one.day.first))
    if not one.everyone and not db.execute(_CELEBRATES, values).fetchone():
        raise Refused(
            _("{name} is not noted for {feast}.").format(name=contact.name, feast=one.feast.name),
            hint=_("If she likes to be greeted for it: `olcrm contact celebrates {number} {tag}`.").format(
                number=contact.id, tag=one.feast.tags[0]
            ),
        )


def sketches(db: sqlite3.Connection, today: date, found: Sequence[Greeting], offer: str | None) -> list[Sketch]:
    """The drafts of these greetings, before they are worded; the ``offer`` is for those who agreed to offers."""
    numbers = [one.contact_id for one in found]
    known = people.get_many(db, numbers)
    agreed = consents.agreed(db, numbers, "offers") if offer else set()
    return [
        _sketch(
            *(known[one.contact_id], one, today, offer if one.contact_id in agreed else None),
            ready=_is_time(db, one, today),
        )
        for one in found
    ]


def _is_time(db: sqlite3.Connection, greeting: Greeting, today: date) -> bool:
    """Whether the greeting may go out: some days before its day at most, and never in a pause that ends before it."""
    first = greeting.occasion.day.first
    return first - today <= EVE and (first <= today or not people.is_paused(db, greeting.contact_id, today))


def _sketch(contact: Contact, greeting: Greeting, today: date, offer: str | None, *, ready: bool) -> Sketch:
    feast, day = greeting.occasion.feast, greeting.occasion.day
    why = f"{feast.name} {dates.near(day.first, today)}" + ("" if day.is_sure else f" ({holidays.how_shown(day.how)})")
    more: dict[str, Any] = {"feast": feast.key, "day": f"{day.first}", "how": str(day.how)}
    return Sketch(
        id=greeting.draft_id,
        contact=brief(contact),
        phone=contact.phone,
        purpose=PURPOSE,
        step=None,
        template=_template(feast),
        heading=f"{label(contact)} · {why}",
        reason=why,
        ready=ready,
        more=more | {"occasion": greeting.occasion.key, "offer": offer},
    )


def _template(feast: Feast) -> str:
    return f"{PURPOSE}-{feast.key}" if feast.key in WORDED else PURPOSE


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The greeting itself."""
    from olcrm.template import store as templates

    contact = people.get(db, sketch.contact["id"])
    feast = holiday.known(db)[sketch.more["feast"]]
    speaks = contact.language or shop.policy(db).message_language
    extra = {"feast": feast.names[speaks], "offer": sketch.more["offer"] or ""}
    return templates.write(db, sketch.template, contact.id, extra=extra)


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that she was greeted, which cannot be noted twice for one occasion."""
    messages.log(db, sketch.contact["id"], text, purpose=PURPOSE, occasion=sketch.more["occasion"])


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """The feasts around today for which good customers have not been greeted yet; at most ``limit``."""
    today = clock.local(now).date()
    around = occasions(db, today - timedelta(days=TODAY_BACK), today + timedelta(days=TODAY_AHEAD))
    return list(islice((line for one in around for line in _waits(db, one, today)), limit))


def _waits(db: sqlite3.Connection, one: Occasion, today: date) -> Iterator[Waiting]:
    question = FETCHED if _question(db, one) == FETCHED else BEST
    found = db.execute(question, one.values(today) | {"most": LOOKED_AT})
    number = sum(1 for _row in islice(found, NUMBERED + 1))
    if number:
        text = ngettext(
            "{feast} {when}: {count} customer to greet", "{feast} {when}: {count} customers to greet", number
        )
        if number > NUMBERED:
            text, number = _("{feast} {when}: more than {count} customers to greet"), NUMBERED
        feast = one.feast.name + ("" if one.day.is_sure else f" ({holidays.how_shown(one.day.how)})")
        text = text.format(feast=feast, when=dates.near(one.day.first, today), count=number)
        command = f"olcrm greet holiday {one.feast.key} --send"
        yield Waiting("greet", "holiday", f"{one.day.first}", text[:1].upper() + text[1:], command)
