"""What a closure shifts: keeps that would end in it, promises that fall into it, and whatever is meant for its days."""

import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.kit import clock, typed
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.record import Record, changed
from olcrm.kit.text import _
from olcrm.order import promising, shifting
from olcrm.order import store as orders
from olcrm.order.shifting import Kept
from olcrm.shop import closures
from olcrm.shop.calendar import DAY, Calendar, Closure

PROMISED = """
SELECT * FROM order_view
 WHERE promised_on BETWEEN :first AND :last AND shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL
 ORDER BY promised_on, id
"""
DUES = """
SELECT count(*) FROM due
 WHERE closed_on IS NULL AND amount > paid AND due_on IS NOT NULL AND due_on BETWEEN :first AND :last
   AND kind <> 'order'
"""
ASKS = """
SELECT ask.kind AS kind, ask.id AS id, contact.id AS contact_id, contact.name AS name, ask.text AS text, ask.next_on
  FROM ask JOIN contact ON contact.id = ask.contact_id
 WHERE ask.next_on IS NOT NULL AND ask.ended_on IS NULL AND ask.next_on BETWEEN :first AND :last
 ORDER BY ask.next_on
"""
COMPLAINTS = """
SELECT 'complaint' AS kind, complaint.id AS id, contact.id AS contact_id, contact.name AS name, complaint.text AS text,
       complaint.next_on
  FROM complaint JOIN contact ON contact.id = complaint.contact_id
 WHERE complaint.closed_at IS NULL AND complaint.opened_at > '' AND complaint.next_on BETWEEN :first AND :last
 ORDER BY complaint.next_on
"""


class Promise(Record):
    """A promise that falls into a closure, or is at risk because of it, and the day it would be put off to.

    ``leave_by`` is the last open day on which the order can leave the house to keep it.
    """

    row: sqlite3.Row
    promised_on: date
    leave_by: date
    at_risk: bool
    later: date | None


class Shift(Record):
    """All that a closure shifts. ``falls`` are visits, questions and complaints to come back to on its days."""

    keeps: Sequence[Kept]
    promises: Sequence[Promise]
    dues: int
    falls: Sequence[sqlite3.Row]


def shift(db: sqlite3.Connection, closed: Closure, today: date) -> Shift:
    """What the closure (written down already) shifts just now."""
    days = {"first": closed.first.isoformat(), "last": closed.last.isoformat()}
    others = [one for one in closures.closures(db, closed.first - timedelta(days=400)) if one.number != closed.number]
    return Shift(
        keeps=shifting.kept(db, closed, others),
        promises=_promises(db, closed, today),
        dues=int(db.execute(DUES, days).fetchone()[0]),
        falls=[*db.execute(ASKS, days), *db.execute(COMPLAINTS, days)],
    )


def _promises(db: sqlite3.Connection, closed: Closure, today: date) -> list[Promise]:
    at = promising.pace(db)
    rest = [one for one in at.calendar.closures if one.number != closed.number]
    without = changed(at, calendar=changed(at.calendar, closures=rest))
    try:
        last = at.calendar.after(closed.last, max(1, at.days)) + at.road * DAY
    except Refused:  # a shop that is never open has no working days to reckon with
        at = without = changed(at, calendar=Calendar(frozenset()))
        last = closed.last
    found = []
    for row in db.execute(PROMISED, {"first": max(closed.first, today).isoformat(), "last": last.isoformat()}):
        promised = date.fromisoformat(row["promised_on"])
        how = promising.outlook(at, row, today)
        because = how.at_risk and not promising.outlook(without, row, today).at_risk
        if promised <= closed.last or because:
            left = at.calendar.working(today, closed.first - DAY)
            needs = max(1, how.needs - left) + at.buffer
            leaves = at.calendar.after(closed.last, needs)
            later = at.calendar.after(leaves + at.road * DAY, 0)
            found.append(Promise(row, promised, how.leave_by, how.at_risk, later if later > promised else None))
    return found


def apply(db: sqlite3.Connection, found: Shift, *, promises: bool) -> None:
    """Let the keeps end later, and with ``promises`` put those off, too; the first day promised still counts."""
    shifting.keep(db, found.keeps)
    for one in found.promises if promises else ():
        if one.later:
            orders.promise(db, one.row, one.later)


def meant(db: sqlite3.Connection, word: str | None) -> Closure:
    """The closure with the number ``word``, else the one that is now or comes next.

    Raises Misunderstood for what is no number, Missing for none.
    """
    if word is None:
        there = closures.closures(db, clock.today())
        if not there:
            raise Missing(
                _("The shop is not closed, nor will it be."),
                hint=_("Note when it is: `olcrm closure add 6/3 14/3 --because Lebaran`."),
            )
        return there[0]
    number = typed.number(word)
    if number is None:
        raise Misunderstood(
            _("“{word}” is no number of a closure.").format(word=typed.excerpt(word)), hint=_("Write it like 3.")
        )
    return closures.numbered(db, number)


def follows(db: sqlite3.Connection, one: Closure) -> bool:
    """Whether a closure is the one that is meant where none is named."""
    return one.number in [found.number for found in to_come(db, clock.today())[:1]]


def to_come(db: sqlite3.Connection, today: date) -> list[Closure]:
    """The closures that are not over, the earliest first."""
    return closures.closures(db, today)


def opens_on(db: sqlite3.Connection, closed: Closure) -> date:
    """The first open day after a closure; the day after it where the shop is never open."""
    try:
        return closures.calendar(db).after(closed.last + DAY, 0)
    except Refused:
        return closed.last + DAY


def document(one: Closure) -> dict[str, Any]:
    """A closure as it stands in JSON."""
    return {
        "id": one.number,
        "from_on": one.first.isoformat(),
        "until_on": one.last.isoformat(),
        "days": (one.last - one.first).days + 1,
        "because": one.because,
    }
