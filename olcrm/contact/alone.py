"""Who is to be left alone just now, and when: asked by every room that writes to people."""

import sqlite3
from datetime import date

from olcrm.contact import people
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates
from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.shop import store as shop


def left_alone(db: sqlite3.Connection, contact: Contact) -> str | None:
    """``Rina is left alone until 1 Dec: sakit.``, for the screen; None where she is in no pause today."""
    pause = people.paused(db, contact.id, clock.today())
    if pause is None:
        return None
    until = dates.near(date.fromisoformat(pause["until_on"]), clock.today())
    sentence = _("{name} is left alone until {day}: {reason}.")
    return sentence.format(name=contact.name, day=until, reason=pause["because"].rstrip(". "))


def not_paused(db: sqlite3.Connection, contact: Contact) -> None:
    """Make sure that she may be written to with what can wait. Raises Refused with the reason of her pause."""
    alone = left_alone(db, contact)
    if alone:
        raise Refused(alone, hint=_("`olcrm contact pause {id} --end` ends it.").format(id=contact.id))


def caution(db: sqlite3.Connection, contact_id: int) -> list[str]:
    """What is said beside a message to somebody in a pause that is asked for by name; nothing where there is none."""
    pause = people.paused(db, contact_id, clock.today())
    if pause is None:
        return []
    until = dates.near(date.fromisoformat(pause["until_on"]), clock.today())
    said = _("She is left alone until {day} ({reason}): write only if she waits for it.")
    return [said.format(day=until, reason=pause["because"])]


def may_be_told(db: sqlite3.Connection, contact: Contact, on: date | None = None) -> bool:
    """Whether she may be written to on a day (today) about what is hers: she is not put away, and in no pause."""
    return contact.archived_at is None and not people.is_paused(db, contact.id, on or clock.today())


def may_be_greeted(db: sqlite3.Connection, contact: Contact, on: date | None = None) -> bool:
    """Whether she may have a word on a day (today) that nobody waits for.

    She may be told, likes to be greeted, and does not wait for the check-in after a pause.
    """
    if not (contact.greeting_wanted and may_be_told(db, contact, on)):
        return False
    return not people.unasked(db, contact.id, clock.today())


def to_be_greeted(db: sqlite3.Connection, contact: Contact, on: date | None = None) -> None:
    """Refuse to greet somebody on a day (today) who is to be left alone then, or does not like to be greeted."""
    if not may_be_greeted(db, contact, on):
        raise Refused(
            _("{name} is not to be greeted just now.").format(name=contact.name),
            hint=_("`olcrm contact show {number}` says why.").format(number=contact.id),
        )


def late_in_the_day(db: sqlite3.Connection) -> str:
    """What is asked in quiet hours before people are written to; nothing at any other time."""
    hour = shop.hour(db, clock.now())
    return _("It is {time}; write to people all the same?").format(time=f"{hour.now:%H:%M}") if hour.quiet else ""
