"""By when parcels must leave before a feast, courier by courier, and what is still in the house."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from olcrm.closure import rules
from olcrm.contact import store as contacts
from olcrm.holiday import rules as holidays
from olcrm.holiday import store as holiday
from olcrm.holiday.rules import Day, Feast
from olcrm.kit import clock, couriers, dates
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.record import Record
from olcrm.kit.table import Column, Kind, Page, Table
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.shop import closures
from olcrm.shop import rules as house
from olcrm.shop import store as shop
from olcrm.shop.calendar import Calendar

YEAR = timedelta(days=400)
COUNTED = 500  # orders in the house that the morning looks at
NAMED = 5  # and that are named in the morning
SOON = timedelta(days=3)  # so long before the shop closes `today` speaks of it
KEY = "closure.last-day"

# Straight along the index of orders in the house.
IN_HOUSE = """
SELECT * FROM order_view
 WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL AND ordered_at > '' ORDER BY ordered_at LIMIT ?
"""
BY_COURIER = """
SELECT courier, count(*) AS count FROM order_view
 WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL AND ordered_at > ''
 GROUP BY courier ORDER BY min(ordered_at)
"""


class Before(Record):
    """What holds before a feast: the days by which parcels must have left, and on which days the shop works."""

    feast: Feast
    day: Day
    kept: dict[str, str]
    calendar: Calendar

    def days(self, courier: str | None) -> int:
        """How many days before the feast a parcel must have left."""
        return int(self.kept.get(f"{KEY}.{courier}") or self.kept.get(KEY) or house.STANDARD[KEY])

    def last(self, courier: str | None) -> date:
        """The last day on which a parcel may leave with this courier (None: with any)."""
        return rules.last_day(self.day.first, self.days(courier), self.calendar)

    @property
    def name(self) -> str:
        """The feast, and whether its day is only estimated."""
        return self.feast.name + ("" if self.day.is_sure else f" ({holidays.how_shown(self.day.how)})")


def coming(db: sqlite3.Connection, today: date, word: str | None) -> list[Before]:
    """The next one of the feast that ``word`` means, else of each that the settings name; the earliest first.

    Raises Misunderstood for no feast, Missing for one whose day is not known.
    """
    kept, calendar = shop.kept(db), closures.calendar(db)
    found = []
    for feast in _wanted(db)[0] if word is None else [holiday.meant(db, word)]:
        days = holiday.between(db, today, today + YEAR, feast.key)
        found += [Before(feast, day, kept, calendar) for day in days[:1]]
    if not found:
        raise Missing(
            _("No day is known by which parcels must have left."),
            hint=_("Name a feast, like `olcrm closure last-day natal`, or set its day with `olcrm holiday set`."),
        )
    return sorted(found, key=lambda before: before.day.first)


def _wanted(db: sqlite3.Connection) -> tuple[list[Feast], list[str]]:
    """The feasts that the settings name, and the words there that name none (any more)."""
    feasts, unknown = dict[str, Feast](), list[str]()
    words = shop.kept(db).get("closure.feasts", house.STANDARD["closure.feasts"])
    for word in () if words == "-" else words.split(","):
        try:
            feast = holiday.meant(db, word)
        except Misunderstood:
            unknown.append(word)
        else:
            feasts[feast.key] = feast
    return list(feasts.values()), unknown


def code(order: sqlite3.Row) -> str | None:
    """The courier of an order by its code; None where none is agreed."""
    return couriers.told(order["courier"])[0] if order["courier"] else None


def page(db: sqlite3.Connection, today: date, word: str | None, most: int | None) -> Page:
    """The last days before a feast, courier by courier, then what is still in the house. Raises as ``coming``."""
    before = coming(db, today, word)[0]
    counts = Counter[str | None]()
    for some in db.execute(BY_COURIER):
        counts[code(some)] += some["count"]
    own = [key.removeprefix(f"{KEY}.") for key in before.kept if key.startswith(f"{KEY}.")]
    codes = dict.fromkeys([None, *own, *rules.hints(), *counts])
    rows = [_courier(before, one, counts[one], today) for one in codes]
    shown = db.execute(IN_HOUSE, (-1 if most is None else most,)).fetchall()
    briefs = contacts.briefs(db, [order["contact_id"] for order in shown])
    goods = [_order(before, order, briefs[order["contact_id"]]) for order in shown]
    document = {
        "feast": before.feast.key,
        "day": f"{before.day.first}",
        "how": str(before.day.how),
        "last_on": f"{before.last(None)}",
        "couriers": rows,
        "orders": goods,
    }
    hints = [_("Change the days: `olcrm config set closure.last-day 7`, or closure.last-day.jne for one courier.")]
    if word is None:
        no_feast = _("“{word}” is no feast that is known; the setting closure.feasts names it.")
        hints += [no_feast.format(word=one) for one in _wanted(db)[1]]
    return Page(
        "closure.last-day",
        f"{before.name}, {dates.long(before.day.first)}",
        document,
        parts=(Table("closure.last-day", _courier_columns(), rows), _in_house(goods, counts.total()), *hints),
    )


def _courier(before: Before, one: str | None, orders: int, today: date) -> dict[str, Any]:
    hint = rules.hints().get(one or "")
    last = before.last(one)
    return {
        "courier": one,
        "last_on": f"{last}",
        "days_before": before.days(one),
        "in_days": (last - today).days,
        "orders": orders,
        "hint": f"{hint.year}: {hint.text}" if hint else None,
    }


def _courier_columns() -> tuple[Column, ...]:
    return (
        Column(
            "courier", _("Courier"), value=lambda row: couriers.shown(row["courier"]) if row["courier"] else _("any")
        ),
        Column("last_on", _("Last day"), Kind.DAY),
        Column("in_days", _("In days"), Kind.NUMBER, keep=1),
        Column("orders", _("In the house"), Kind.NUMBER),
        Column("hint", _("What it did"), keep=2),
    )


def _order(before: Before, order: sqlite3.Row, brief: dict[str, Any]) -> dict[str, Any]:
    return {
        "order": order["id"],
        "contact": brief,
        "courier": code(order),
        "last_on": f"{before.last(code(order))}",
        "payment": order["payment"],
    }


def _in_house(rows: Sequence[dict[str, Any]], total: int) -> Table:
    from olcrm.contact.rules import shown
    from olcrm.order.rules import payment_shown

    columns = (
        Column("order", _("Order"), Kind.NUMBER),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: shown(row["contact"]["standing"]), keep=2),
        Column("courier", _("Courier"), value=lambda row: couriers.shown(row["courier"]) if row["courier"] else ""),
        Column("last_on", _("Last day"), Kind.DAY),
        Column("payment", _("Payment"), value=lambda row: payment_shown(row["payment"]), keep=1),
    )
    return Table(
        "closure.last-day",
        columns,
        rows,
        title=_("Still in the house"),
        total=total,
        empty=_("Nothing is in the house."),
    )


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Last days that are near, with what should leave by them, and a closure that begins; at most ``limit``."""
    today = clock.local(now).date()
    (warned,) = shop.figures(db, "closure.warn-days")
    try:
        feasts = coming(db, today, None)
    except Missing:
        feasts = []
    orders = db.execute(IN_HOUSE, (COUNTED + 1,)).fetchall()
    # Where there are more than are looked at, every count is of these alone.
    orders, sure = orders[:COUNTED], len(orders) <= COUNTED
    found = [line for before in feasts for line in _last_days(before, orders, today, warned, sure=sure)]
    found += [
        _closing(one.shown(), one.first, len(orders), sure=sure)
        for one in closures.closures(db, today)
        if today < one.first <= today + SOON
    ]
    return list(islice(found, limit))


def _last_days(before: Before, orders: Sequence[sqlite3.Row], today: date, warned: int, *, sure: bool) -> list[Waiting]:
    """A line for each last day that is near; of those that are past, where orders are still in the house."""
    by_day: dict[date, list[int]] = {before.last(None): []}
    for order in orders:
        by_day.setdefault(before.last(code(order)), []).append(order["id"])
    lines = []
    for day, numbers in sorted(by_day.items()):
        if (day - today).days > warned or (day < today and (not numbers or before.day.first <= today)):
            continue
        text = _("Last day to send before {feast}: {day}").format(feast=before.name, day=dates.near(day, today))
        if numbers:
            named = ", ".join(map(str, numbers[:NAMED])) + (", …" if len(numbers) > NAMED else "")
            text += "; " + ngettext(
                "{count} order is still in the house: {numbers}",
                "{count} orders are still in the house: {numbers}",
                len(numbers),
            ).format(count=_count(len(numbers), sure), numbers=named)
        lines.append(Waiting("closure", "lastship", f"{day}", text, f"olcrm closure last-day {before.feast.key}"))
    return lines


def _closing(shown: str, first: date, orders: int, *, sure: bool) -> Waiting:
    text = _("Closed soon: {closure}").format(closure=shown)
    if orders:
        text += "; " + ngettext(
            "{count} order is still in the house", "{count} orders are still in the house", orders
        ).format(count=_count(orders, sure))
    return Waiting("closure", "closing", f"{first}", text, "olcrm closure away")


def _count(orders: int, sure: bool) -> str:
    return str(orders) if sure else _("at least {count}").format(count=orders)
