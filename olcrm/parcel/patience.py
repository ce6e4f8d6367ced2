"""How long is waited for a parcel and for its money, courier by courier, and what of it waits today."""

import sqlite3
from datetime import date, datetime, timedelta

from olcrm.contact import store as contacts
from olcrm.kit import clock, couriers, dates
from olcrm.kit.money import rupiah
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.parcel import rules
from olcrm.shop import rules as house
from olcrm.shop import store as shop

LATELY = timedelta(days=60)  # what came back earlier has been dealt with in some way
TOLD_AGO = timedelta(days=2)  # so long after she was told of it a stuck parcel is not brought up again

# The conditions are spelled as those of the partial indices, which hold only what has not ended.
_LONG_ON_THE_WAY = """
SELECT p.*, (SELECT max(said_at) FROM message
              WHERE contact_id = p.contact_id AND occasion = 'stuck-' || p.id || '-' || coalesce(p.tracking, ''))
         AS told_at
  FROM parcel_view AS p
 WHERE p.shipped_on IS NOT NULL AND p.arrived_on IS NULL AND p.returned_on IS NULL AND p.shipped_on < :today
   AND p.order_arrived_on IS NULL AND p.order_closed_as IS NULL
   AND (p.shipped_on <= :latest OR (SELECT promised_on FROM order_view WHERE id = p.order_id) < :today)
 ORDER BY p.shipped_on
"""
_TO_COLLECT = """
SELECT courier, count(*) AS parcels, sum(collect) AS amount, min(shipped_on) AS since FROM parcel_view
 WHERE collect IS NOT NULL AND shipped_on IS NOT NULL AND paid_on IS NULL AND returned_on IS NULL AND shipped_on <= ?
   AND (order_closed_as IS NOT NULL OR (SELECT balance FROM order_view WHERE id = parcel_view.order_id) > 0)
 GROUP BY courier ORDER BY since
"""


# What came back and was neither sent again nor called off since.
_CAME_BACK = """
SELECT * FROM parcel_view AS p
 WHERE p.returned_on IS NOT NULL AND p.returned_on >= ? AND p.order_arrived_on IS NULL AND p.order_closed_as IS NULL
   AND NOT EXISTS (SELECT 1 FROM parcel WHERE order_id = p.order_id AND id > p.id AND shipped_on IS NOT NULL)
 ORDER BY p.returned_on
"""


class Patience:
    """After how many days on the way a parcel counts as stuck, for each courier, and where it is looked up."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._kept = shop.kept(db)
        self._today = clock.today()

    def days(self, courier: str | None) -> int:
        """Days on the way that are usual."""
        return int(self._own("parcel.stuck", courier) or self._general("parcel.stuck"))

    @property
    def shortest(self) -> int:
        """The fewest days after which any courier's parcel is stuck."""
        return min([self.days(None), *(int(value) for key, value in self._kept.items() if key[:13] == "parcel.stuck.")])

    def is_stuck(self, row: sqlite3.Row) -> bool:
        """Whether a parcel on the way should have arrived by now: by what is usual, or by what was promised.

        One that left after the day it was promised for is first given the days that the road takes.
        """
        days = self.on_the_way(row) if row["status"] == "shipped" else 0
        road = max(1, int(self._general("promise.road")))
        return days >= self.days(row["courier"]) or (days >= road and self.broken(row) is not None)

    def broken(self, row: sqlite3.Row) -> date | None:
        """The day for which the order of a parcel on the way is promised, where that has passed."""
        question = "SELECT promised_on FROM order_view WHERE id = ? AND promised_on < ?"
        found = self._db.execute(question, (row["order_id"], self._today.isoformat())).fetchone()
        return date.fromisoformat(found["promised_on"]) if found else None

    def on_the_way(self, row: sqlite3.Row) -> int:
        """Days since a parcel was sent off."""
        return (self._today - date.fromisoformat(row["shipped_on"])).days

    def page(self, row: sqlite3.Row) -> str | None:
        """Where a parcel is looked up; None without a tracking number."""
        if not row["tracking"]:
            return None
        own = self._own("parcel.link", row["courier"])
        return couriers.page(row["courier"], row["tracking"], own, self._general("parcel.link"))

    def _own(self, key: str, courier: str | None) -> str | None:
        return self._kept.get(f"{key}.{courier}")

    def _general(self, key: str) -> str:
        return self._kept.get(key) or house.STANDARD[key]


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Parcels that should be there, those that came back, what couriers should have passed on; at most ``limit``."""
    return (_stuck(db, now, limit) + _returned(db, limit) + _unpaid(db))[:limit]


def _stuck(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    patience = Patience(db)
    latest = clock.today() - timedelta(days=patience.shortest)
    silent = clock.stamp(now - TOLD_AGO)
    found: list[sqlite3.Row] = []
    for row in db.execute(_LONG_ON_THE_WAY, {"today": clock.today().isoformat(), "latest": latest.isoformat()}):
        told_lately = row["told_at"] is not None and row["told_at"] > silent
        if not told_lately and (patience.is_stuck(row) or patience.broken(row)):
            found.append(row)
        if len(found) == limit:
            break
    who = contacts.briefs(db, [row["contact_id"] for row in found])
    return [_waits(row, who[row["contact_id"]], patience) for row in found]


def _waits(row: sqlite3.Row, brief: dict[str, object], patience: Patience) -> Waiting:
    days, called, promised = patience.on_the_way(row), rules.name(row), patience.broken(row)
    text = ngettext("Parcel {name}: {days} day on the way", "Parcel {name}: {days} days on the way", days)
    kind, since, day = "stuck", row["shipped_on"], ""
    if promised:
        kind, since, day = "late", promised.isoformat(), dates.near(promised, clock.today())
        days = (clock.today() - promised).days
        text = ngettext(
            "Parcel {name}: promised for {day}, {days} day late, on the way",
            "Parcel {name}: promised for {day}, {days} days late, on the way",
            days,
        )
    carrier = rules.carrier_shown(row["courier"], row["service"])
    said = text.format(name=called, days=days, day=day)
    said += _(" with {courier}").format(courier=carrier) if carrier else ""
    verb = "show" if row["told_at"] or not patience.is_stuck(row) else "tell"
    return Waiting("parcel", kind, since, said, f"olcrm parcel {verb} {called}", brief, row["order_id"])


def _returned(db: sqlite3.Connection, limit: int) -> list[Waiting]:
    since = (clock.today() - LATELY).isoformat()
    found = db.execute(_CAME_BACK + " LIMIT ?", (since, limit)).fetchall()
    who = contacts.briefs(db, [row["contact_id"] for row in found])
    return [_came_back(row, who[row["contact_id"]]) for row in found]


def _came_back(row: sqlite3.Row, brief: dict[str, object]) -> Waiting:
    number = row["order_id"]
    if row["place"] < row["parcels"]:
        text = _("Order {number} came back and is packed again, to be sent off").format(number=number)
        return Waiting(
            "parcel", "returned", row["returned_on"], text, f"olcrm parcel ship {number} RESI", brief, number
        )
    text = _("Parcel {name} came back: send it again, or call it off").format(name=rules.name(row))
    return Waiting("parcel", "returned", row["returned_on"], text, f"olcrm parcel show {number}", brief, number)


def _unpaid(db: sqlite3.Connection) -> list[Waiting]:
    (days,) = shop.figures(db, "parcel.cod-days")
    latest = (clock.today() - timedelta(days=days)).isoformat()
    return [
        Waiting(
            "parcel",
            "cod",
            row["since"],
            _("{courier} has {amount} of COD, since {day}").format(
                courier=rules.carrier_shown(row["courier"], None) or _("The courier"),
                amount=rupiah(row["amount"]),
                day=dates.near(date.fromisoformat(row["since"]), clock.today()),
            ),
            "olcrm parcel list --cod",
            amount=row["amount"],
        )
        for row in db.execute(_TO_COLLECT, (latest,))
    ]
