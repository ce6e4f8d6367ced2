"""Which questions are open, whose turn it is to be won, and what a question is in JSON.

Nothing here scans a table that grows: what is open is found by two indices that hold only that, and of what is over the
latest are walked through by the moment they were asked.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from olcrm.ask import rules
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.record import NOTHING, Record, Row
from olcrm.shop import store as shop

# What she ordered since, unless it was called off or goes out in exchange: an order counts for so many days after the
# day of the question. Days are the shop's own and moments UTC, so they are first put ``:ahead`` to its clock.
_SINCE = """
(SELECT o.id FROM order_view AS o
  WHERE o.contact_id = ask_view.contact_id
    AND o.ordered_on BETWEEN date(asked_at, '-1 day') AND date(asked_at, :ahead, :days)
    AND o.ordered_at >= asked_at AND o.closed_as IS NULL
    AND NOT EXISTS (SELECT 1 FROM claim_view WHERE out_order_id = o.id) ORDER BY o.ordered_on, o.id LIMIT 1)
"""
_ROWS = f"SELECT *, coalesce(order_id, {_SINCE}) AS bought_in FROM ask_view"  # noqa: S608
# A question about buying is answered by an order; any other waits for its answer.
_UNANSWERED = f"""
{_ROWS} WHERE kind = 'question' AND answered_at IS NULL AND ended_on IS NULL AND asked_at <= :until
   AND NOT ((product_id IS NOT NULL OR objection IS NOT NULL) AND {_SINCE} IS NOT NULL)
 ORDER BY asked_at, id
"""
_BY_DAY = f"""
{_ROWS} WHERE next_on BETWEEN :since AND :until AND ended_on IS NULL
   AND (kind <> 'question' OR (answered_at IS NOT NULL AND {_SINCE} IS NULL))
 ORDER BY next_on, id
"""
_OF_CONTACT = f"{_ROWS} WHERE contact_id = :contact ORDER BY asked_at DESC, id DESC"
_LATEST = f"{_ROWS} ORDER BY asked_at DESC, id DESC"
_BETWEEN = f"{_ROWS} WHERE kind = 'question' AND asked_at >= :since AND asked_at < :until ORDER BY asked_at, id"
_ONE = f"{_ROWS} WHERE id = :id"
_EVER = "9999-12-31"


class Wanted(Record):
    """What a list is asked for: what is open (None), or of all the answered or the ended ones; the rest narrows it."""

    which: str | None = None
    contact_id: int | None = None
    kind: str | None = None
    objection: str | None = None
    product_id: int | None = None

    def fits(self, row: Row) -> bool:
        """Whether ``row`` is about what is asked for."""
        return all(
            wanted is None or row[key] == wanted
            for key, wanted in (
                ("contact_id", self.contact_id),
                ("kind", self.kind),
                ("objection", self.objection),
                ("product_id", self.product_id),
            )
        )


def one(db: sqlite3.Connection, number: int) -> sqlite3.Row | None:
    """The row with this number, with ``bought_in``: the order she placed since, if any."""
    row: sqlite3.Row | None = db.execute(_ONE, _days(db) | {"id": number}).fetchone()
    return row


def unanswered(db: sqlite3.Connection, until: datetime | None = None) -> Iterator[sqlite3.Row]:
    """Questions that wait for an answer, asked up to a moment if one is given, the oldest first."""
    return iter(db.execute(_UNANSWERED, _days(db) | {"until": clock.stamp(until) if until else _EVER}))


def by_day(db: sqlite3.Connection, today: date, until: date | None = None) -> Iterator[sqlite3.Row]:
    """What has a day, up to one if it is given: visits, what to ask about, and people to come back to.

    Whoever has bought since, and what passed by long ago, is left out.
    """
    since = (today - rules.ASLEEP).isoformat()
    return iter(db.execute(_BY_DAY, _days(db) | {"since": since, "until": until.isoformat() if until else _EVER}))


def between(db: sqlite3.Connection, since: str, until: str) -> Iterator[sqlite3.Row]:
    """Every question asked from one kept moment on and before another, the oldest first."""
    return iter(db.execute(_BETWEEN, _days(db) | {"since": since, "until": until}))


def wanted(db: sqlite3.Connection, asked: Wanted, today: date, limit: int | None) -> list[sqlite3.Row]:
    """The rows that are asked for, at most ``limit``.

    What is open comes with the oldest question first, then what has a day, by that day; all else the latest first.
    """
    return list(islice((row for row in _found(db, asked, today) if asked.fits(row)), limit))


def _found(db: sqlite3.Connection, asked: Wanted, today: date) -> Iterator[sqlite3.Row]:
    if asked.which is None and asked.contact_id is None:
        yield from unanswered(db)
        yield from by_day(db, today)
        return
    if asked.contact_id is None:
        rows = db.execute(_LATEST, _days(db))
    else:
        rows = db.execute(_OF_CONTACT, _days(db) | {"contact": asked.contact_id})
    if asked.which is None:
        is_open = [row for row in rows if rules.state(row, today) in ("waiting", "follow", "planned")]
        yield from sorted(is_open, key=_turn)
    elif asked.which == "answered":
        yield from (row for row in rows if row["answered_at"])
    else:
        yield from (row for row in rows if row["ended_on"] or rules.state(row, today) in ("bought", "asleep"))


def _turn(row: Row) -> tuple[bool, str]:
    """First what waits for an answer, by when it was asked, then what has a day, by that day."""
    has_day = row["kind"] != "question" or row["answered_at"] is not None
    return has_day, row["next_on"] if has_day else row["asked_at"]


def documents(db: sqlite3.Connection, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """``rows`` as they stand in JSON."""
    now = clock.now()
    (most,) = shop.figures(db, "ask.hours")
    who = contacts.briefs(db, [row["contact_id"] for row in rows]) if rows else NOTHING
    return [_document(row, who[row["contact_id"]], now, most) for row in rows]


def document(db: sqlite3.Connection, number: int) -> dict[str, Any]:
    """The row with this number, which must be there, as it stands in JSON."""
    row = one(db, number)
    return documents(db, [row] if row else [])[0]


def _document(row: Row, brief: dict[str, Any], now: datetime, most: int) -> dict[str, Any]:
    state = rules.state(row, clock.local(now).date())
    took = rules.hours(row["asked_at"], clock.from_stamp(row["answered_at"]) if row["answered_at"] else now)
    question = row["kind"] == "question" and (state == "waiting" or row["answered_at"] is not None)
    return {
        "id": row["id"],
        "contact": brief,
        "kind": row["kind"],
        "text": row["text"] or None,
        "sku": row["sku"],
        "product": row["product"],
        "objection": row["objection"],
        "asked_at": _moment(row["asked_at"]),
        "state": state,
        "hours": took if question else None,
        "over": question and took >= most,
        "next_on": row["next_on"],
        "answered_at": _moment(row["answered_at"]),
        "answer": row["answer"],
        "ended_on": row["ended_on"],
        "because": row["because"],
        "order": row["bought_in"] if state == "bought" else None,
    }


def _days(db: sqlite3.Connection) -> dict[str, Any]:
    (days,) = shop.figures(db, "ask.bought-days")
    ahead = clock.local().utcoffset() or timedelta(0)
    return {"days": f"+{days} days", "ahead": f"{ahead // timedelta(minutes=1):+} minutes"}


def _moment(stored: str | None) -> str | None:
    return clock.from_stamp(stored).isoformat() if stored else None
