"""Who is to be left alone just now, in words, and refused where what would be written can wait."""

import sqlite3
from datetime import date

from olcrm.contact import people
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates
from olcrm.kit.errors import Refused
from olcrm.kit.text import _


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
