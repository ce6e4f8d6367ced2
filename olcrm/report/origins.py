"""Where customers came from, how the list of them grew, and what became of those who asked."""

import sqlite3
from datetime import date
from typing import Any

from olcrm.ask import reading as asks
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.report import rules
from olcrm.report.serving import moments

_FIGURES = """
count(*) AS contacts, count(*) FILTER (WHERE paid_orders > 0) AS bought,
count(*) FILTER (WHERE paid_orders > 1) AS came_back, coalesce(sum(spent), 0) AS spent
"""
_SOURCES = f"""
SELECT coalesce(source, '') AS source, {_FIGURES} FROM contact
 WHERE created_at >= :since AND created_at < :until GROUP BY 1 ORDER BY spent DESC, contacts DESC, source
"""  # noqa: S608
_REFERRERS = f"""
SELECT referred_by_id AS id, {_FIGURES} FROM contact
 WHERE referred_by_id IS NOT NULL AND created_at >= :since AND created_at < :until
 GROUP BY 1 ORDER BY spent DESC, contacts DESC, id
"""  # noqa: S608
_MONTHS = f"""
SELECT strftime('%Y-%m', created_at, :offset) AS month, {_FIGURES} FROM contact
 WHERE created_at >= :since AND created_at < :until GROUP BY 1 ORDER BY 1
"""  # noqa: S608


def sources(db: sqlite3.Connection, by: str, since: date, until: date) -> list[dict[str, Any]]:
    """Of those written down from ``since`` to ``until``: how many bought, how many came back, what they spent.

    A row a source or who sent them, what brought most first; or a row a month, the latest first, with how long the
    ``list`` was at its end.
    """
    first, last = moments(since, until)
    between = {"since": first, "until": last}
    if by == "month":
        return _grown(db, between)
    if by == "source":
        return [dict(row) for row in db.execute(_SOURCES, between)]
    rows = [dict(row) for row in db.execute(_REFERRERS, between)]
    who = contacts.briefs(db, [row["id"] for row in rows])
    return [{"contact": who[row.pop("id")], **row} for row in rows]


def _grown(db: sqlite3.Connection, between: dict[str, str]) -> list[dict[str, Any]]:
    offset = clock.local().utcoffset()
    minutes = f"{int(offset.total_seconds() // 60) if offset else 0:+} minutes"
    (length,) = db.execute("SELECT count(*) FROM contact WHERE created_at < ?", (between["since"],)).fetchone()
    rows = []
    for row in db.execute(_MONTHS, between | {"offset": minutes}):
        length += row["contacts"]
        rows.append({**dict(row), "list": length})
    return rows[::-1]


def conversions(db: sqlite3.Connection, by: str, since: date, until: date) -> list[dict[str, Any]]:
    """Questions from ``since`` to ``until``: how many were asked, answered, and followed by an order, the most first.

    A row an objection, a product, where who asked came from, or a month, the latest first.
    """
    found: dict[str, dict[str, Any]] = {}
    rows = asks.between(db, *moments(since, until))
    for row in rows:
        what = _what(db, row, by)
        one = found.setdefault(what, {"what": what, "asked": 0, "answered": 0, "bought": 0})
        one["asked"] += 1
        one["answered"] += row["answered_at"] is not None
        one["bought"] += bool(row["bought_in"]) or row["ended_as"] == "bought"
    for one in found.values():
        one["share"] = rules.share(one["bought"], one["asked"])
    if by == "month":
        return [found[month] for month in sorted(found, reverse=True)]
    return sorted(found.values(), key=lambda one: (-one["asked"], one["what"]))


def _what(db: sqlite3.Connection, row: sqlite3.Row, by: str) -> str:
    if by == "month":
        return clock.from_stamp(row["asked_at"]).date().isoformat()[:7]
    if by == "source":
        (source,) = db.execute("SELECT source FROM contact WHERE id = ?", (row["contact_id"],)).fetchone()
        return str(source or "")
    return str(row[by] or "")
