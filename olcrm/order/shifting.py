"""How the end of a keep moves when the shop is closed on it."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from olcrm.due import store as dues
from olcrm.kit import clock
from olcrm.kit.record import Record
from olcrm.shop.calendar import DAY, Closure

# Open orders in the house, along their index; who pays at the door has nothing to be in time for.
KEPT = """
SELECT id, contact_name, keep_until, due_id, due_on FROM order_view
 WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL AND ordered_at > ''
   AND keep_until >= :first AND keep_until < :after AND balance > 0 AND cod = 0
 ORDER BY keep_until, id
"""


class Kept(Record):
    """An order whose keep ends at ``until`` while the shop is closed, and where the end moves to.

    ``due`` is what is owed for it, where that is to be paid by the same day: nobody agreed another one.
    """

    order: int
    name: str
    until: datetime
    later: datetime
    due: int | None

    @property
    def days(self) -> int:
        """How many days later it is."""
        return (self.later - self.until).days


def moved(until: datetime, new: Closure, others: Sequence[Closure]) -> datetime:
    """Where a keep that ends at ``until`` moves because of the closure ``new``: as many days on as that closes.

    Days that one of the ``others`` closes already are not counted again, and it ends on none of theirs. It is the same
    hour of the day.
    """
    closed = [date.fromordinal(number) for number in range(new.first.toordinal(), new.last.toordinal() + 1)]
    later = until + timedelta(days=sum(1 for day in closed if not _within(day, others)))
    while _within(later.date(), [new, *others]):
        later += DAY
    return later


def _within(day: date, closures: Sequence[Closure]) -> bool:
    return any(one.first <= day <= one.last for one in closures)


def kept(db: sqlite3.Connection, new: Closure, others: Sequence[Closure]) -> list[Kept]:
    """The unpaid orders in the house whose keep ends on a day that ``new`` closes, the earliest first."""
    within = {"first": clock.stamp(clock.start_of(new.first)), "after": clock.stamp(clock.start_of(new.last + DAY))}
    found = []
    for row in db.execute(KEPT, within):
        until = clock.from_stamp(row["keep_until"])
        due = row["due_id"] if row["due_on"] == until.date().isoformat() else None
        found.append(Kept(row["id"], row["contact_name"], until, moved(until, new, others), due))
    return found


def keep(db: sqlite3.Connection, found: Sequence[Kept]) -> None:
    """Let these orders be kept until later, and be paid by then."""
    db.executemany(
        "UPDATE sale_order SET keep_until = ? WHERE id = ?", [(clock.stamp(one.later), one.order) for one in found]
    )
    for one in found:
        if one.due is not None:
            dues.agree_day(db, one.due, one.later.date())
