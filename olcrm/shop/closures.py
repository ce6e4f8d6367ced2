"""Where the times are kept for which the shop is closed, and what they make of the calendar.

Few commands ask for that, so it stands apart from the settings, which all of them read.
"""

import sqlite3
from datetime import date

from olcrm.kit import typed
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.text import _
from olcrm.shop import store
from olcrm.shop.calendar import Calendar, Closure


def calendar(db: sqlite3.Connection) -> Calendar:
    """The days on which the shop works."""
    return Calendar(store.policy(db).closed_weekdays, closures(db))


def closures(db: sqlite3.Connection, since: date | None = None) -> list[Closure]:
    """The closures that end on ``since`` or later (None: all there ever were), the earliest first."""
    rows = db.execute(
        "SELECT id, from_on, until_on, because FROM closure WHERE until_on >= ? ORDER BY from_on, id",
        ((since or date.min).isoformat(),),
    )
    return [
        Closure(number, date.fromisoformat(first), date.fromisoformat(last), because)
        for number, first, last, because in rows
    ]


def close(db: sqlite3.Connection, first: date, last: date, because: str | None) -> Closure:
    """Write down that the shop is closed from ``first`` to ``last``. Raises Refused for one that is there."""
    there = db.execute(
        "SELECT id FROM closure WHERE (from_on, until_on) = (?, ?)", (first.isoformat(), last.isoformat())
    )
    if known := there.fetchone():
        raise Refused(
            _("That closure is there already, as number {number}.").format(number=known[0]),
            hint=_("See `olcrm closure list`."),
        )
    cursor = db.execute(
        "INSERT INTO closure (from_on, until_on, because) VALUES (?, ?, ?)",
        (first.isoformat(), last.isoformat(), because),
    )
    return Closure(cursor.lastrowid or 0, first, last, because)


def open_again(db: sqlite3.Connection, word: str) -> Closure:
    """Take the closure with the number ``word`` out, and give it. Raises Misunderstood, or Missing for none."""
    number = typed.number(word)
    if number is None:
        raise Misunderstood(
            _("“{word}” is no number of a closure.").format(word=typed.excerpt(word)), hint=_("Write it like 3.")
        )
    found = numbered(db, number)
    db.execute("DELETE FROM closure WHERE id = ?", (number,))
    return found


def numbered(db: sqlite3.Connection, number: int) -> Closure:
    """The closure with this number. Raises Missing for none."""
    found = next((one for one in closures(db) if one.number == number), None)
    if found is None:
        raise Missing(_("There is no closure {number}.").format(number=number), hint=_("See `olcrm closure list`."))
    return found
