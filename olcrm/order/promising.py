"""For which day an order can be promised, what is said about it, and which promises are at risk.

A promise is the day by which she has it: the working days it needs, those kept in reserve, then the days on the road.
Whoever promises five days and delivers in four is early.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.dates import near
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record, Row, changed
from olcrm.kit.table import Said
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import excerpt
from olcrm.ledger.book import Ledger
from olcrm.order import options, pages, store
from olcrm.shop import store as shop
from olcrm.shop.calendar import DAY, Calendar

MOST_DAYS = 365

# What was promised for an earlier day and is not there: here, in a parcel on the way, or sent off lately without one.
LATE = """
SELECT * FROM order_view
 WHERE id IN (SELECT id FROM order_view
               WHERE promised_on BETWEEN :from AND :to AND shipped_on IS NULL AND arrived_on IS NULL
                 AND closed_on IS NULL
              UNION ALL
              SELECT order_id FROM parcel_view
               WHERE shipped_on IS NOT NULL AND arrived_on IS NULL AND returned_on IS NULL AND shipped_on > ''
              UNION ALL
              SELECT id FROM order_view
               WHERE promised_on BETWEEN :lately AND :to AND shipped_on IS NOT NULL AND arrived_on IS NULL
                 AND closed_on IS NULL)
   AND promised_on BETWEEN :from AND :to AND arrived_on IS NULL AND closed_on IS NULL
 ORDER BY promised_on
"""


class Pace(Record):
    """Working days an order needs, those a promise keeps in reserve, days on the road, and which days are worked."""

    days: int
    buffer: int
    road: int
    calendar: Calendar


class Reckoning(Record):
    """How the promised ``day`` was found: what ``begins`` one day ``leaves`` the house on another."""

    begins: date
    leaves: date
    day: date
    pace: Pace
    closed: Sequence[str]

    def sentence(self) -> str:
        """``2 working days + 1 in reserve + 2 on the road, closed: Sunday → Fri 27 Nov``."""
        pace = self.pace
        parts = [ngettext("{n} working day", "{n} working days", pace.days).format(n=pace.days)]
        if pace.buffer:
            parts.append(_("{n} in reserve").format(n=pace.buffer))
        if pace.road:
            parts.append(_("{n} on the road").format(n=pace.road))
        closed = _(", closed: {days}").format(days=", ".join(self.closed)) if self.closed else ""
        return f"{' + '.join(parts)}{closed} → {pages.day(self.day.isoformat())}"

    def document(self) -> dict[str, Any]:
        """As it stands in JSON."""
        return {
            "from": self.begins.isoformat(),
            "days": self.pace.days,
            "buffer": self.pace.buffer,
            "road": self.pace.road,
            "closed": list(self.closed),
            "leaves_on": self.leaves.isoformat(),
            "day": self.day.isoformat(),
        }


class Outlook(Record):
    """The last day on which an order can leave the house, and the working days it needs and still has until then."""

    leave_by: date
    needs: int
    left: int

    @property
    def at_risk(self) -> bool:
        """Whether it needs more days than it has."""
        return self.left < self.needs


def pace(db: sqlite3.Connection) -> Pace:
    """What the shop has agreed with itself."""
    from olcrm.shop import closures

    days, buffer, road = shop.figures(db, "promise.days", "promise.buffer", "promise.road")
    return Pace(days, buffer, road, closures.calendar(db))


def reckon(pace: Pace, begins: date) -> Reckoning:
    """The day for which something can be promised that begins on the day ``begins``, which itself does not count.

    Raises Refused where the shop is never open.
    """
    leaves = pace.calendar.after(begins, pace.days + pace.buffer)
    there = leaves + pace.road * DAY
    day = pace.calendar.after(there, 0)
    closed = [*pace.calendar.reasons(begins + DAY, leaves), *pace.calendar.reasons(there, day)]
    return Reckoning(begins, leaves, day, pace, list(dict.fromkeys(closed)))


def outlook(pace: Pace, order: Row, today: date) -> Outlook:
    """How an order in the house that is promised for a day stands ``today``, which counts as a day of work."""
    leave_by = pace.calendar.before(date.fromisoformat(order["promised_on"]) - pace.road * DAY)
    left = pace.calendar.working(today, leave_by) if leave_by >= today else 0
    done = 0
    if order["making_on"]:
        done = pace.calendar.working(date.fromisoformat(order["making_on"]), today - DAY)
    needs = 1 if order["ready_on"] else max(1, pace.days - done)
    return Outlook(leave_by, needs, left)


def safe_from(pace: Pace, today: date) -> date:
    """Whatever is promised for this day or a later one is not at risk ``today``, nor due by tomorrow."""
    return max(pace.calendar.after(today - DAY, max(1, pace.days)) + pace.road * DAY, today + 2 * DAY)


def pressing(
    db: sqlite3.Connection, orders: Iterable[sqlite3.Row], today: date, limit: int
) -> list[tuple[sqlite3.Row, str]]:
    """Those of ``orders`` (in the house, the earliest promise first) that are late, at risk, or due by tomorrow.

    Each comes with what is to be said of it; at most ``limit``.
    """
    at = pace(db)
    try:
        last = safe_from(at, today)
    except Refused:  # a shop that is closed every day has no working days to reckon with
        at = changed(at, calendar=Calendar(frozenset()))
        last = safe_from(at, today)
    found: list[tuple[sqlite3.Row, str]] = []
    for order in orders:
        promised = date.fromisoformat(order["promised_on"])
        if promised >= last or len(found) >= limit:
            break
        how = outlook(at, order, today)
        if how.at_risk or promised <= today + DAY:
            said = _standing(order, promised, how, today)
            if order["balance"] > 0 and not order["cod"]:
                said += ", " + _("not paid yet")
            found.append((order, said))
    return found


def overdue(order: Row, today: date) -> str:
    """One line on a promise that is broken, of an order in the house or on the way."""
    promised = date.fromisoformat(order["promised_on"])
    late = (today - promised).days
    text = ngettext(
        "Order {number}: promised for {day}, {days} day late",
        "Order {number}: promised for {day}, {days} days late",
        late,
    )
    if order["status"] == "shipped":
        text = ngettext(
            "Order {number}: promised for {day}, {days} day late, on the way",
            "Order {number}: promised for {day}, {days} days late, on the way",
            late,
        )
    return text.format(number=order["id"], day=near(promised, today), days=late)


def _standing(order: Row, promised: date, how: Outlook, today: date) -> str:
    """One line on a promise that is late, at risk, or for today or tomorrow."""
    number, day = order["id"], near(promised, today)
    if promised < today:
        return overdue(order, today)
    if not how.at_risk:
        return _("Order {number}: promised for {day}").format(number=number, day=day)
    if how.leave_by.isoformat() < order["ordered_on"]:
        return _("Order {number}: promised for {day}, at risk: too soon for the days it needs").format(
            number=number, day=day
        )
    if how.leave_by < today:
        return _("Order {number}: promised for {day}, at risk: it should have left by {last}").format(
            number=number, day=day, last=near(how.leave_by, today)
        )
    return ngettext(
        "Order {number}: promised for {day}, at risk: needs {needs} working day, has {left} until {last}",
        "Order {number}: promised for {day}, at risk: needs {needs} working days, has {left} until {last}",
        how.needs,
    ).format(number=number, day=day, needs=how.needs, left=how.left, last=near(how.leave_by, today))


def promise(db: Ledger, row: sqlite3.Row, word: str | None, days: str | None, *, anew: bool) -> Said:
    """Promise an order for the day ``word`` names, or for the one that is reckoned; and say so.

    A promise that is put off comes with the message that tells her, unless it is made ``anew``. Raises as
    ``store.promise`` does, Misunderstood for a day together with ``days``, and Refused for one that has passed.
    """
    if word is not None and days is not None:
        raise Misunderstood(
            _("A day and --days do not go together."), hint=_("Give a day, or how many working days it needs.")
        )
    today, at = clock.today(), pace(db)
    at = at if days is None else changed(at, days=_count(days))
    reckoning = reckon(at, today) if word is None else None
    day = reckoning.day if reckoning else options.day_ahead(word or "")
    if row["ordered_on"] <= day.isoformat() < today.isoformat():
        raise Refused(
            _("{day} has passed.").format(day=pages.day(day.isoformat())),
            hint=_(
                "Promise today or a later day; what was agreed before: `olcrm order edit {number} --promise {date}`."
            ).format(number=row["id"], date=day.isoformat()),
        )
    store.promise(db, row, day, anew=anew)
    db.said = _("Order {number} is promised for {day}.").format(number=row["id"], day=pages.day(day.isoformat()))
    order = store.get(db, row["id"])
    document: dict[str, Any] = {"order": order, "reckoning": reckoning.document() if reckoning else None}
    more = [reckoning.sentence()] if reckoning else _against(at, order, today)
    if not anew and row["promised_on"] and row["promised_on"] < day.isoformat():
        from olcrm.contact import alone
        from olcrm.template import store as templates

        first = row["first_promised_on"] or row["promised_on"]
        more.append(_("Put off: whether it is on time goes by {day}.").format(day=pages.day(first)))
        who = contacts.get(db, row["contact_id"])
        speaks = who.language or shop.policy(db).message_language
        days_told = {
            "before": templates.day(date.fromisoformat(row["promised_on"]), speaks),
            "promised_on": templates.day(day, speaks),
        }
        letter = templates.letter(db, "promise-moved", who, order_id=row["id"], extra=days_told)
        document |= letter.document()
        more += [*alone.caution(db, who.id), *letter.lines()]
    return Said("order.promise", db.said, document, more=more)


def _against(pace: Pace, order: Row, today: date) -> list[str]:
    """What speaks against a day that was typed, and that it is sooner than a day that is reckoned."""
    said = doubts(pace, order, today)
    try:
        usual = reckon(pace, today)
    except Refused:
        return said
    if date.fromisoformat(order["promised_on"]) < usual.day:
        said.append(_("Sooner than reckoned: {reckoning}.").format(reckoning=usual.sentence()))
    return said


def doubts(pace: Pace, order: Row, today: date) -> list[str]:
    """That the shop is closed on the promised day, and that there is too little time until then.

    An order that was promised for an earlier day was noted afterwards, and is not doubted.
    """
    if order["promised_on"] < today.isoformat():
        return []
    closed = pace.calendar.why(date.fromisoformat(order["promised_on"]))
    said = [_("The shop is closed that day: {why}.").format(why=closed)] if closed else []
    return said + _hurried(pace, order, today)


def _hurried(pace: Pace, order: Row, today: date) -> list[str]:
    """That the promised day cannot be kept by the days that work and road take, if so, and the first one that can."""
    try:
        how = outlook(pace, order, today)
        if not how.at_risk:
            return []
        needed = changed(pace, days=how.needs, buffer=0)
        first = reckon(needed, today - DAY)
    except Refused:  # a shop that is closed every day
        return []
    return [_("Too soon to be kept; begun today: {reckoning} at the earliest.").format(reckoning=first.sentence())]


def _count(word: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 4 and int(word) <= MOST_DAYS):
        raise Misunderstood(
            _("“{word}” is no number of working days.").format(word=excerpt(word)),
            hint=_("Write a whole number from 0 to {most}.").format(most=MOST_DAYS),
        )
    return int(word)
