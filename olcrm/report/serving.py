"""How customers are served: how long they wait for answers, parcels and redress, and whether promises are kept."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from olcrm.ask import reading as asks
from olcrm.ask import rules as asking
from olcrm.kit import clock
from olcrm.ledger import windows
from olcrm.report import rules
from olcrm.report.rules import Sample
from olcrm.shop import store as shop

# Called off and released orders are nothing that was served; an order paid when it arrived was not waited for.
_ORDERS = """
SELECT ordered_on, shipped_on, payment, promised_on, first_promised_on, arrived_on, closed_on,
       (SELECT max(paid_on) FROM payment_view
         WHERE due_id = o.due_id AND amount > 0 AND +reverses_id IS NULL AND NOT voided) AS paid_on
  FROM order_view AS o WHERE closed_as IS NULL AND ordered_on BETWEEN ? AND ? AND total > 0
"""
_COMPLAINTS = "SELECT opened_on, opened_at, closed_at FROM complaint_view WHERE opened_on BETWEEN ? AND ?"
# What goes out in exchange is no new order of hers; who only wanted help was not lost.
_COMPLAINED = """
SELECT opened_on, is_open, EXISTS (
         SELECT 1 FROM order_view AS o
          WHERE o.contact_id = c.contact_id AND o.ordered_at > c.opened_at AND o.closed_as IS NULL
            AND NOT EXISTS (SELECT 1 FROM claim_view WHERE out_order_id = o.id)) AS came_back
  FROM (SELECT contact_id, max(opened_on) AS opened_on, max(opened_at) AS opened_at, max(closed_at IS NULL) AS is_open
          FROM complaint_view WHERE opened_on BETWEEN ? AND ? AND kind <> 'help' GROUP BY contact_id) AS c
"""


def clocks(db: sqlite3.Connection, since: date, until: date) -> list[dict[str, Any]]:
    """A row a clock, of what began from ``since`` to ``until``, both included."""
    found = rules.measured(_samples(db, since, until))
    empty = rules.measured([Sample("none", "")])["none"] | {"open": 0, "oldest": None}
    return [{"clock": name, "unit": _unit(name), **(found.get(name) or empty)} for name in rules.CLOCKS]


def months(db: sqlite3.Connection, since: date, until: date) -> list[dict[str, Any]]:
    """A row a month in which something began, the latest first: of each clock what ``clocks`` says of it."""
    groups: dict[str, list[Sample]] = {}
    for one in _samples(db, since, until):
        groups.setdefault(one.day[:7], []).append(one)
    return [{"month": month, **rules.measured(groups[month])} for month in sorted(groups, reverse=True)]


def _unit(name: str) -> str | None:
    return {"answer": "hours", "promise": None, "back": None}.get(name, "days")


def _samples(db: sqlite3.Connection, since: date, until: date) -> Iterator[Sample]:
    days = (since.isoformat(), until.isoformat())
    yield from _answers(db, since, until)
    for row in db.execute(_ORDERS, days):
        yield from _of_order(row)
    for row in db.execute(_COMPLAINTS, days):
        yield Sample("complaint", row["opened_on"], _days_between(row["opened_at"], row["closed_at"]))
    for row in db.execute(_COMPLAINED, days):
        if row["came_back"] or not row["is_open"]:
            yield Sample("back", row["opened_on"], 0, bool(row["came_back"]))
        else:
            yield Sample("back", row["opened_on"])


def _answers(db: sqlite3.Connection, since: date, until: date) -> Iterator[Sample]:
    (most,) = shop.figures(db, "ask.hours")
    now = clock.now()
    for row in asks.between(db, *moments(since, until)):
        day = clock.from_stamp(row["asked_at"]).date().isoformat()
        if row["answered_at"]:
            took = _hours(row["asked_at"], datetime.fromisoformat(row["answered_at"]))
            yield Sample("answer", day, took, took <= most)
        elif asking.state(row, clock.today()) == "waiting":
            over = _hours(row["asked_at"], now) > most
            yield Sample("answer", day, None, False if over else None)


def _of_order(row: sqlite3.Row) -> Iterator[Sample]:
    ordered = row["ordered_on"]
    paid = row["paid_on"] if row["payment"] in ("paid", "overpaid") else None
    yield Sample("pay", ordered, max(0, _days(ordered, paid)) if paid else None)
    if paid and not row["shipped_on"] and not row["arrived_on"]:
        yield Sample("ship", paid)
    elif paid and row["shipped_on"] and row["shipped_on"] >= paid:
        yield Sample("ship", paid, _days(paid, row["shipped_on"]))
    if row["promised_on"]:
        yield Sample("promise", ordered, *_kept(windows.promise(row)))


def _kept(promise: str | None) -> tuple[float | None, bool | None]:
    return (0, promise != "late") if promise in ("early", "on-time", "late") else (None, None)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _days_between(opened: str, closed: str | None) -> float | None:
    return _hours(opened, datetime.fromisoformat(closed)) / 24 if closed else None


def _hours(since: str, until: datetime) -> float:
    return max(0.0, (until - datetime.fromisoformat(since)) / timedelta(hours=1))


def moments(since: date, until: date) -> tuple[str, str]:
    """The kept moments between which the days from ``since`` to ``until`` lie, both included."""
    return clock.stamp(clock.start_of(since)), clock.stamp(clock.start_of(until + timedelta(days=1)))
