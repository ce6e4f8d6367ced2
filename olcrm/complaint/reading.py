"""What is asked of complaints: which are open and how long, what came back, why things go wrong, what waits today."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from olcrm.complaint import rules, store
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.message import store as messages

# `same` counts those of one kind on one product in the days up to this one. She was won back where she has ordered
# again since it was closed; what she was sent in exchange is no order of hers.
_TOLD = """
SELECT c.*,
       (SELECT count(*) FROM complaint AS o WHERE o.product_id = c.product_id AND o.kind = c.kind
           AND o.opened_on BETWEEN date(c.opened_on, :back) AND c.opened_on) AS same,
       c.closed_at IS NOT NULL AND EXISTS (
         SELECT 1 FROM order_view AS o
          WHERE o.contact_id = c.contact_id AND o.ordered_on >= date(c.closed_at, '-1 day')
            AND o.ordered_at > c.closed_at AND o.closed_on IS NULL
            AND NOT EXISTS (SELECT 1 FROM claim_view WHERE out_order_id = o.id)) AS won_back
  FROM complaint_view AS c
"""
# The conditions are spelled as those of the indices they go along.
_WHERE = {
    "open": "c.closed_at IS NULL AND c.opened_at > ''",
    "closed": "c.closed_at IS NOT NULL",
    "contact": "c.contact_id = :contact",
    "product": "c.product_id = :product",
    "kind": "c.kind = :kind",
    "since": "c.opened_on >= :since",
    "until": "c.opened_on <= :until",
    "again": "same >= :often",
}
_OLDEST_FIRST, _NEWEST_FIRST = "c.opened_at, c.id", "c.opened_on DESC, c.id DESC"
# First where a word was promised for today or before, then where none is promised, then where it is still to come.
# How it stands with what she claims for it is told by the claim until that is over, and here only what was promised.
_PRESSING = """
SELECT c.*,
       (SELECT count(*) FROM complaint AS o WHERE o.product_id = c.product_id AND o.kind = c.kind
           AND o.opened_on BETWEEN date(c.opened_on, ?3) AND c.opened_on) AS same
  FROM complaint_view AS c WHERE c.closed_at IS NULL AND c.opened_at > ''
   AND (c.next_on <= ?1 OR NOT EXISTS (
         SELECT 1 FROM claim_view AS claim
          WHERE claim.contact_id = c.contact_id AND claim.complaint_id = c.id
            AND claim.ended_on IS NULL))
 ORDER BY CASE WHEN c.next_on <= ?1 THEN 0 WHEN c.next_on IS NULL THEN 1 ELSE 2 END, c.opened_at, c.id LIMIT ?2
"""
_CLAIMS = """
SELECT id, opened_on, wants, decision, ended_on FROM claim_view WHERE contact_id = ? AND complaint_id = ? ORDER BY id
"""
_SAID = """
SELECT said_at, direction, text, occasion FROM message
 WHERE contact_id = :contact AND (occasion BETWEEN :from AND :to OR occasion = :sorry) AND occasion <> :heard
 ORDER BY said_at DESC, id DESC LIMIT :limit
"""
# A sorry for an order that a complaint brought was about this one, unless a complaint of that kind is still there.
_SORRY = """
SELECT 1 FROM message
 WHERE contact_id = :contact AND occasion IN (:now, :plain, :late, :stock)
   AND (occasion IN (:now, :plain) OR purpose = :purpose AND said_at >= :since AND NOT EXISTS (
         SELECT 1 FROM complaint WHERE order_id = :order AND kind IN ('late', 'stockout') AND id <> :id))
"""


class Wanted(Record):
    """Which complaints are asked for; None where nothing is said. Without ``open`` and ``closed``: whichever."""

    open: bool = True
    closed: bool = False
    kind: str | None = None
    product_id: int | None = None
    contact_id: int | None = None
    since: date | None = None
    until: date | None = None
    again: bool = False


def listed(db: sqlite3.Connection, wanted: Wanted, limit: int | None) -> list[sqlite3.Row]:
    """The complaints that are ``wanted``, with ``same`` and ``won_back``: open ones oldest first, else newest first."""
    often, days = store.limits(db)
    asked = {
        "open": wanted.open and not wanted.closed,
        "closed": wanted.closed and not wanted.open,
        "contact": wanted.contact_id is not None,
        "product": wanted.product_id is not None,
        "kind": wanted.kind is not None,
        "since": wanted.since is not None,
        "until": wanted.until is not None,
        "again": wanted.again,
    }
    where = " AND ".join(_WHERE[key] for key, is_asked in asked.items() if is_asked) or "1"
    order = _OLDEST_FIRST if asked["open"] else _NEWEST_FIRST
    return db.execute(
        f"{_TOLD} WHERE {where} ORDER BY {order} LIMIT :limit",
        {
            "back": f"-{days} days",
            "often": often,
            "contact": wanted.contact_id,
            "product": wanted.product_id,
            "kind": wanted.kind,
            "since": wanted.since and wanted.since.isoformat(),
            "until": wanted.until and wanted.until.isoformat(),
            "limit": -1 if limit is None else limit,
        },
    ).fetchall()


def one(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """A complaint as ``listed`` gives it. Raises as ``store.get`` does."""
    number = store.get(db, word)["id"]
    _often, days = store.limits(db)
    row: sqlite3.Row = db.execute(f"{_TOLD} WHERE c.id = :id", {"back": f"-{days} days", "id": number}).fetchone()
    return row


def documents(db: sqlite3.Connection, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows of ``listed`` as they stand in JSON."""
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    often, _days = store.limits(db)
    return [_document(row, who[row["contact_id"]], often) for row in rows]


def _document(row: Row, brief: dict[str, Any], often: int) -> dict[str, Any]:
    closed = clock.from_stamp(row["closed_at"]).date() if row["closed_at"] else None
    return {
        "id": row["id"],
        "contact": brief,
        "order": row["order_id"],
        "product": {"sku": row["sku"], "name": row["product"]} if row["product_id"] else None,
        "kind": row["kind"],
        "text": row["text"],
        "status": "closed" if closed else "open",
        "opened_on": row["opened_on"],
        "age_days": ((closed or clock.today()) - date.fromisoformat(row["opened_on"])).days,
        "next_on": row["next_on"],
        "again": row["same"] if row["same"] >= often else None,
        "closed_on": closed.isoformat() if closed else None,
        "outcome": row["outcome"],
        "cause": row["cause"],
        "prevention": row["prevention"],
        "won_back": bool(row["won_back"]) if closed else None,
    }


def same_cause(db: sqlite3.Connection, row: Row) -> sqlite3.Row | None:
    """The latest other complaint that had the cause of this one, however long ago within the days that count."""
    _often, days = store.limits(db)
    rows = db.execute(
        "SELECT * FROM complaint_view WHERE opened_on >= date(?, ?) AND cause IS NOT NULL AND id <> ?"
        " ORDER BY opened_on DESC, id DESC",
        (row["opened_on"], f"-{days} days", row["id"]),
    )
    cause = rules.same(row["cause"])
    found: sqlite3.Row | None = next((one for one in rows if rules.same(one["cause"]) == cause), None)
    return found


def said_about(db: sqlite3.Connection, row: Row, limit: int = 50) -> list[sqlite3.Row]:
    """What was said about a complaint since, either way, the latest first: ``said_at direction text occasion``."""
    return db.execute(
        _SAID,
        {
            "contact": row["contact_id"],
            "from": f"complaint-{row['id']}-",
            "to": f"complaint-{row['id']}.",
            "sorry": rules.sorry_occasion(row),
            "heard": rules.heard(row["id"]),
            "limit": limit,
        },
    ).fetchall()


def was_told(db: sqlite3.Connection, row: Row) -> bool:
    """Whether she was told sorry about a complaint, which a message about her claim does, too, or she has had it.

    That is done once, whatever kind of complaint it was taken for then.
    """
    if _was_told_sorry(db, row):
        return True
    claims = claims_of(db, row)
    said = [f"claim-{one['id']}-{word}" for one in claims for word in ("evidence", "yes", "no", "goodwill")]
    ended = any(one["ended_on"] for one in claims)
    return ended or any(messages.was_said(db, row["contact_id"], occasion) for occasion in said)


def _was_told_sorry(db: sqlite3.Connection, row: Row) -> bool:
    now = rules.sorry_occasion(row)
    if row["kind"] == rules.HELP:
        return messages.was_said(db, row["contact_id"], now)
    asked = {
        "contact": row["contact_id"],
        "id": row["id"],
        "order": row["order_id"],
        "now": now,
        "plain": f"complaint-{row['id']}-sorry",
        "late": f"sorry-late-{row['order_id']}",
        "stock": f"sorry-stock-{row['order_id']}",
        "purpose": rules.PURPOSE,
        "since": row["opened_at"],
    }
    return db.execute(_SORRY, asked).fetchone() is not None


def claims_of(db: sqlite3.Connection, row: Row) -> list[sqlite3.Row]:
    """What she asks for under the guarantee because of a complaint: ``id opened_on wants decision ended_on``."""
    return db.execute(_CLAIMS, (row["contact_id"], row["id"])).fetchall()


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What is open: first where a word was promised for today or before, then the oldest; at most ``limit``."""
    today = clock.local(now).date()
    often, days = store.limits(db)
    rows = db.execute(_PRESSING, (today.isoformat(), limit, f"-{days} days")).fetchall()
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [_waits(db, row, who[row["contact_id"]], today, often) for row in rows]


def _waits(db: sqlite3.Connection, row: sqlite3.Row, brief: dict[str, Any], today: date, often: int) -> Waiting:
    next_on = row["next_on"] and date.fromisoformat(row["next_on"])
    what = rules.shown(row["kind"]) + (f" ({row['product']})" if row["product_id"] else "")
    again = ", " + _("again ({times}x)").format(times=row["same"]) if row["same"] >= often else ""
    said = _("Complaint {number}, {what}: {state}").format(
        number=row["id"], what=what + again, state=_state(date.fromisoformat(row["opened_on"]), next_on, today)
    )
    to_say = (next_on and next_on <= today) or not was_told(db, row)
    return Waiting(
        "complaint",
        "help" if row["kind"] == rules.HELP else "complaint",
        row["next_on"] if next_on and next_on > today else row["opened_on"],
        said,
        f"olcrm complaint {'say' if to_say else 'show'} {row['id']}",
        brief,
        row["order_id"],
    )


def _state(opened: date, next_on: date | None, today: date) -> str:
    """How a complaint that is open stands: what is promised, else how old it is."""
    if next_on is None:
        age = (today - opened).days
        aged = ngettext("open for {days} day", "open for {days} days", age).format(days=age)
        return aged if age else _("since today")
    if next_on == today:
        return _("an answer is promised for today")
    promised = _("an answer was promised by {day}") if next_on < today else _("an answer is promised by {day}")
    return promised.format(day=dates.near(next_on, today))
