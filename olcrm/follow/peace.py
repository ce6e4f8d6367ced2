"""When nothing is said, and whom nothing is said to: closed days and quiet hours, and people to be left in peace."""

import sqlite3
from datetime import datetime

from olcrm.contact import people
from olcrm.kit import clock
from olcrm.shop import rules as house
from olcrm.shop import store as shop

# Of a row of `contact`. Who was written to today has had her kind word of the day, whichever it was. What passes is no
# reason to a question about those who are held back.
_IN_PEACE = f"""
 contact.archived_at IS NULL AND contact.greeting_wanted = 1
   AND (:held OR NOT {people.ALONE})
   AND (:held OR NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id AND said_at >= :midnight
                      AND purpose IN ('follow', 'resting', 'prospect', 'thanks', 'sorry', 'care', 'checkin')))
"""  # noqa: S608
_NOTHING_OPEN = """
   AND (:held OR NOT EXISTS (SELECT 1 FROM complaint_view WHERE contact_id = contact.id AND closed_at IS NULL))
   AND (:held OR NOT EXISTS (SELECT 1 FROM claim_view WHERE contact_id = contact.id AND ended_on IS NULL))
"""


def question(words: str, whose: str = "", **more: str) -> str:
    """``words`` of SQL with what they leave open: ``{whose}`` people are meant, and that she may be written to.

    ``{in_peace}`` is whether she may be at all, ``{content}`` whether cheerfully: nobody is asked how she likes it
    while something that went wrong is open.
    """
    return words.format(whose=whose, in_peace=_IN_PEACE, content=_IN_PEACE + _NOTHING_OPEN, **more)


class Hour(house.Hour):
    """The present moment, and whom a listing is about.

    ``held`` asks for those, too, whose word has to wait: they are left alone, had one today, or something is open.
    """

    held: bool = False

    def asked(self, **more: str | int | None) -> dict[str, str | int | None]:
        """What every question about people is asked with, and ``more``."""
        return {
            "midnight": clock.stamp(clock.start_of(self.today)),
            **people.at(self.today),
            "held": self.held,
            **more,
        }


def hour(db: sqlite3.Connection, now: datetime) -> Hour:
    """What the shop's rules say about ``now``."""
    at = shop.hour(db, now)
    return Hour(at.now, at.policy, at.closed)
