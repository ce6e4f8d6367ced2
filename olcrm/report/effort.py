"""How much talk goes into a customer, and what comes of it: messages, days until paid, money, and whom she sent."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates
from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import _, ngettext

SORTS = ("messages", "per-order", "days", "revenue", "referred")
_TALK = """
SELECT contact_id, sum(direction = 'in') AS heard, sum(direction = 'out') AS said FROM message
 WHERE said_at >= :from AND said_at < :to GROUP BY contact_id
"""
# Called off and released orders brought nothing; what is not paid yet has no days.
_DEALS = """
SELECT contact_id, count(*) AS orders, sum(total) AS revenue, avg(julianday(paid_on) - julianday(ordered_on)) AS days
  FROM (SELECT contact_id, total, ordered_on,
               CASE WHEN payment IN ('paid', 'overpaid')
                    THEN (SELECT max(paid_on) FROM payment_view WHERE due_id = o.due_id
                             AND amount > 0 AND +reverses_id IS NULL AND NOT voided) END AS paid_on
          FROM order_view AS o
         WHERE closed_as IS NULL AND total > 0 AND ordered_on BETWEEN :since AND :until)
 GROUP BY contact_id
"""
_SENT = """
SELECT referred_by_id AS contact_id, count(*) AS referred, sum(spent) AS referred_spent FROM contact
 WHERE referred_by_id IS NOT NULL AND created_at >= :from AND created_at < :to GROUP BY 1
"""
_NOTHING = {"heard": 0, "said": 0, "orders": 0, "revenue": 0, "days": None, "referred": 0, "referred_spent": 0}


def rows(db: sqlite3.Connection, since: date, until: date, sort: str, limit: int | None) -> tuple[list[Any], int]:
    """A row for everybody who wrote, was written to, ordered or sent somebody in this time; and how many there are.

    The highest of what ``sort`` says comes first; at most ``limit`` rows, None for all.
    """
    asked = {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "from": clock.stamp(clock.start_of(since)),
        "to": clock.stamp(clock.start_of(until + timedelta(days=1))),
    }
    found: dict[int, dict[str, Any]] = {}
    for question in (_TALK, _DEALS, _SENT):
        for row in db.execute(question, asked):
            one = found.setdefault(row["contact_id"], dict(_NOTHING))
            one |= {key: row[key] for key in row.keys() if key != "contact_id"}  # noqa: SIM118
    ranked = sorted(found, key=lambda number: (-_weight(found[number], sort), number))[:limit]
    known = contacts.get_many(db, ranked)
    return [_document(known[number], found[number]) for number in ranked], len(found)


def _weight(one: Mapping[str, Any], sort: str) -> float:
    messages = one["heard"] + one["said"]
    return float(
        {
            "messages": messages,
            "per-order": messages / one["orders"] if one["orders"] else messages,
            "days": one["days"] or 0,
            "revenue": one["revenue"],
            "referred": one["referred_spent"] or one["referred"],
        }[sort]
    )


def _document(who: people.Contact, one: Mapping[str, Any]) -> dict[str, Any]:
    messages = one["heard"] + one["said"]
    return {
        "contact": people.brief(who),
        "closeness": who.closeness,
        "in": one["heard"],
        "out": one["said"],
        "orders": one["orders"],
        "per_order": round(messages / one["orders"], 1) if one["orders"] else None,
        "days": None if one["days"] is None else round(one["days"], 1),
        "revenue": one["revenue"],
        "referred": one["referred"],
        "referred_spent": one["referred_spent"],
    }


def table(found: Sequence[dict[str, Any]], count: int, since: date, until: date) -> Table:
    """A row a customer."""
    columns = (
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=3),
        Column("closeness", _("Closeness"), Kind.NUMBER, keep=4),
        Column("in", _("In"), Kind.NUMBER),
        Column("out", _("Out"), Kind.NUMBER),
        Column("orders", _("Orders"), Kind.NUMBER),
        Column("per_order", _("Messages an order"), Kind.NUMBER, keep=1),
        Column("days", _("Days until paid"), Kind.NUMBER, keep=2),
        Column("revenue", _("Sold"), Kind.MONEY),
        Column("referred", _("Sent"), Kind.NUMBER, value=lambda row: row["referred"] or None, keep=5),
        Column("referred_spent", _("They spent"), Kind.MONEY, value=lambda row: row["referred_spent"] or None, keep=6),
    )
    foot = [
        ngettext("{count} customer, {since} to {until}.", "{count} customers, {since} to {until}.", count).format(
            count=count, since=dates.short(since), until=dates.short(until)
        ),
        _("Only what is noted counts; `olcrm import chat FILE` brings chats in."),
    ]
    return Table(
        "report.effort",
        columns,
        found,
        total=count,
        title=_("Talk and what comes of it"),
        foot=foot,
        empty=_("Nothing was said or sold in this time; `olcrm import chat FILE` brings chats in."),
    )
