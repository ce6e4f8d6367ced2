"""Where dues are kept: what one contact owes for one thing, from the day it arose."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from olcrm.contact import store as contacts
from olcrm.due import rules
from olcrm.kit import clock
from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.ledger import windows
from olcrm.pay.rules import CREDIT
from olcrm.shop import store as shop

if TYPE_CHECKING:
    from olcrm.pay import store as pay

find = windows.due
document = windows.due_document


def begin(
    db: sqlite3.Connection,
    contact_id: int,
    kind: str,
    memo: str,
    amount: int,
    *,
    at: datetime,
    on: date,
    due_on: date | None = None,
) -> int:
    """Note that ``contact_id`` owes ``amount`` rupiah since ``on``, and give the due's id.

    ``kind`` is order, errand, loan or other; the amount of an order follows its lines from then on.
    """
    cursor = db.execute(
        "INSERT INTO due (contact_id, kind, memo, amount, created_on, created_at, due_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (contact_id, kind, memo, amount, on.isoformat(), clock.stamp(at), due_on and due_on.isoformat()),
    )
    return cursor.lastrowid or 0


def close(
    db: sqlite3.Connection,
    due_id: int,
    on: date,
    because: str | None = None,
    *,
    refund: bool = False,
    method: str | None = None,
) -> int:
    """Nothing more is owed from ``on``, and give the rupiah that were in.

    Those become credit, or are paid back by ``method`` as a ``refund``.
    """
    paid = int(find(db, due_id)["paid"])
    if paid > 0:  # moved before it is closed, for what is closed takes no money
        from olcrm.pay import store as pay

        if refund:
            pay.refund(db, due_id, paid, method, on, because)
        else:
            pay.to_credit(db, due_id, on, because)
    db.execute("UPDATE due SET closed_on = ?, close_reason = ? WHERE id = ?", (on.isoformat(), because, due_id))
    return paid


def agree_day(db: sqlite3.Connection, due_id: int, due_on: date | None) -> None:
    """The day by which it is to be paid, or that none was agreed."""
    db.execute("UPDATE due SET due_on = ? WHERE id = ?", (due_on and due_on.isoformat(), due_id))


def snooze(db: sqlite3.Connection, due_id: int, until: date | None, because: str | None) -> None:
    """Let nobody be reminded of it before ``until``; None lifts that again."""
    db.execute(
        "UPDATE due SET snoozed_until = ?, snooze_reason = ? WHERE id = ?",
        (until and until.isoformat(), because, due_id),
    )


def documents(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[dict[str, Any]]:
    """Rows of ``due_view`` as they stand in JSON, each with its contact."""
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [document(row, who[row["contact_id"]]) for row in rows]


def describe(db: sqlite3.Connection, due_id: int, memo: str) -> None:
    """What it is for, in words."""
    db.execute("UPDATE due SET memo = ? WHERE id = ?", (memo, due_id))


def correct(db: sqlite3.Connection, due_id: int, amount: int, *, since: date | None = None) -> None:
    """It is another amount, owed from the day ``since`` where given. Raises Refused below what is paid already."""
    paid = find(db, due_id)["paid"]
    if amount < paid:
        raise Refused(
            _("{amount} is less than is paid already, which is {paid}.").format(
                amount=rupiah(amount), paid=rupiah(paid)
            ),
            hint=_("Give the difference back first: `olcrm pay refund due:{number} {amount}`.").format(
                number=due_id, amount=paid - amount
            ),
        )
    db.execute("UPDATE due SET amount = ? WHERE id = ?", (amount, due_id))
    if since:
        begun = (since.isoformat(), clock.stamp(clock.moment_of(since)), due_id)
        db.execute("UPDATE due SET created_on = ?, created_at = ? WHERE id = ?", begun)


def cancel(
    db: sqlite3.Connection,
    row: sqlite3.Row,
    on: date,
    because: str,
    *,
    refund: bool = False,
    as_credit: bool = False,
    method: str | None = None,
) -> None:
    """Call a due off, as ``close`` does. Raises Refused when money is in and neither was said, or both."""
    rules.decided(row, refund, as_credit)
    close(db, row["id"], on, because, refund=refund, method=method)


class Settled(Record):
    """What an amount became: a payment on each due, in rupiah, and what is left as credit."""

    parts: "Sequence[tuple[int, pay.Taken]]"
    credit: int
    credit_id: int | None = None


def settle(db: sqlite3.Connection, contact_id: int, amount: int, method: str | None, on: date) -> Settled:
    """Pay the contact's open dues, orders too, the oldest first, COD last; what remains becomes credit.

    The method ``credit`` uses the contact's credit. Raises Refused when that is too small, or nothing is owed.
    """
    from olcrm.pay import store as pay  # only where money moves

    hers = {row["id"] for row in windows.asked(db, contact_id)}
    rows = sorted(open_dues(db, Wanted(contact_id=contact_id), None), key=lambda row: row["id"] not in hers)
    parts, rest = rules.settle(amount, [(row["id"], row["balance"]) for row in rows])
    if method == CREDIT:
        pay.check_credit(db, contact_id, amount, amount - rest)

    def take(due_id: int | None, part: int) -> pay.Taken:
        return pay.take(db, contact_id=contact_id, due_id=due_id, amount=part, method=method, paid_on=on)

    taken = [(due_id, take(due_id, part)) for due_id, part in parts]
    if not rest or method == CREDIT:
        return Settled(taken, rest)
    return Settled(taken, rest, take(None, rest).payment_id)


def settled_document(db: sqlite3.Connection, settled: Settled, brief: Mapping[str, Any]) -> dict[str, Any]:
    """What was settled as it stands in JSON, the dues as they are afterwards."""
    from olcrm.pay import store as pay  # only where money moves

    payments = [taken.payment_id for _due, taken in settled.parts] + [settled.credit_id or 0]
    return {
        "contact": dict(brief),
        "payments": [pay.document(pay.find(db, one), brief) for one in payments if one],
        "dues": [document(find(db, number), brief) for number, _taken in settled.parts],
        "credit": settled.credit,
    }


class Wanted(Record):
    """Which open dues are asked for; None is every one. ``late`` is the day, and the days without an agreed one.

    Late is nothing that is paid to the courier.
    """

    contact_id: int | None = None
    kind: str | None = None
    late: tuple[date, int] | None = None

    def values(self) -> dict[str, Any]:
        """What the statements below call it."""
        late = {"late": self.late is not None, **_late(*(self.late or (date.max, 0)))}
        return {"contact": self.contact_id, "kind": self.kind, **late}


def _late(today: date, due_days: int) -> dict[str, str]:
    return {"today": today.isoformat(), "arisen": (today - timedelta(days=due_days)).isoformat()}


# The conditions are spelled as those of the partial indices, which hold open dues only. Of a due that is not late by
# the last day there is, nothing is left out.
_OPEN = f"""closed_on IS NULL AND amount > paid AND (:kind IS NULL OR kind = :kind)
   AND CASE WHEN due_on IS NULL THEN created_on <= :arisen ELSE due_on < :today END
   AND NOT (:late AND {windows.AT_THE_DOOR})
"""
_OLDEST = f"SELECT * FROM due_view AS due WHERE {_OPEN} ORDER BY created_on, id LIMIT :limit"  # noqa: S608
_OF_CONTACT = f"""
SELECT * FROM due_view AS due WHERE contact_id = :contact AND {_OPEN} ORDER BY created_on, id LIMIT :limit
"""  # noqa: S608
_SUM = f"""
SELECT count(*), coalesce(sum(amount - paid), 0) FROM due_view AS due
 WHERE {_OPEN} AND (:contact IS NULL OR contact_id = :contact)
"""  # noqa: S608
# The largest debts come off an index; only the dues of those contacts are looked at.
_AGING = f"""
SELECT owing.id AS contact_id, owing.owed, due.created_on, due.amount - due.paid AS balance,
       {windows.AT_THE_DOOR} AS cod
  FROM (SELECT id, owed FROM contact WHERE owed > 0 ORDER BY owed DESC, id LIMIT :limit) AS owing
 CROSS JOIN due ON due.contact_id = owing.id AND due.closed_on IS NULL AND due.amount > due.paid
"""  # noqa: S608
_AGES = f"""
SELECT created_on, sum(amount - paid) AS balance, sum(iif({windows.AT_THE_DOOR}, amount - paid, 0)) AS cod FROM due
 WHERE closed_on IS NULL AND amount > paid GROUP BY created_on
"""  # noqa: S608
_LATE_BY_HAND = """
SELECT * FROM due_view
 WHERE kind IN ('errand', 'loan', 'other') AND closed_on IS NULL AND amount > paid
   AND CASE WHEN due_on IS NULL THEN created_on <= :arisen ELSE due_on < :today END
   AND (snoozed_until IS NULL OR snoozed_until <= :today)
   AND (SELECT count(*) FROM message
         WHERE due_id = due_view.id AND purpose = 'due'
           AND said_at >= coalesce(strftime('%Y-%m-%dT%H:%M:%S', due_view.part_on, :to_utc), '')) >= 2
 ORDER BY coalesce(due_on, created_on), id
"""


def open_dues(db: sqlite3.Connection, wanted: Wanted, limit: int | None) -> list[sqlite3.Row]:
    """Rows of ``due_view`` that are still owed, the oldest first; at most ``limit``, None for all."""
    statement = _OLDEST if wanted.contact_id is None else _OF_CONTACT
    return db.execute(statement, {**wanted.values(), "limit": -1 if limit is None else limit}).fetchall()


def summed(db: sqlite3.Connection, wanted: Wanted) -> tuple[int, int]:
    """How many open dues there are of those asked for, and how much is owed for them."""
    count, owed = db.execute(_SUM, wanted.values()).fetchone()
    return count, owed


def aging(db: sqlite3.Connection, today: date, limit: int | None) -> list[dict[str, Any]]:
    """Who owes most first: ``contact_id``, ``owed``, and how much of it in each age bracket, or to a courier."""
    rows: dict[int, dict[str, Any]] = {}
    for found in db.execute(_AGING, {"limit": -1 if limit is None else limit}):
        row = rows.setdefault(found["contact_id"], {**dict(found), **_brackets()})
        row[rules.COD if found["cod"] else _bracket(found, today)] += found["balance"]
    keys = ("contact_id", "owed", *_brackets())
    return sorted(({key: row[key] for key in keys} for row in rows.values()), key=lambda row: -row["owed"])


def ages(db: sqlite3.Connection, today: date) -> dict[str, int]:
    """How much of everything that is owed is in each age bracket, or to a courier, and ``owed`` in all."""
    sums = _brackets()
    for found in db.execute(_AGES):
        sums[_bracket(found, today)] += found["balance"] - found["cod"]
        sums[rules.COD] += found["cod"]
    return {"owed": sum(sums.values()), **sums}


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Errands, loans and others still open after both reminders, the longest first; nobody who is to be left alone.

    Up to then they wait in the room that reminds.
    """
    today = clock.local(now).date()
    due_days = shop.policy(db).due_days
    found = (
        row
        for row in db.execute(_LATE_BY_HAND, _late(today, due_days) | {"to_utc": clock.to_utc(now)})
        if not contacts.is_paused(db, row["contact_id"], today)
    )
    rows = list(islice(found, limit))
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [_waits(row, who[row["contact_id"]], today, due_days) for row in rows]


def _waits(row: sqlite3.Row, brief: Any, today: date, due_days: int) -> Waiting:
    agreed = date.fromisoformat(row["due_on"]) if row["due_on"] else None
    since = rules.late_from(date.fromisoformat(row["created_on"]), agreed, due_days)
    days = (today - date.fromisoformat(row["created_on"])).days
    text = ngettext(
        "{memo}: {amount}, {days} day old, reminded twice", "{memo}: {amount}, {days} days old, reminded twice", days
    )
    said = text.format(memo=row["memo"], amount=rupiah(row["balance"]), days=days)
    following = f"olcrm due show due:{row['id']}"
    return Waiting("due", "due", since.isoformat(), said, following, contact=brief, amount=row["balance"])


def _brackets() -> dict[str, int]:
    return {rules.name(*bracket): 0 for bracket in rules.BRACKETS} | {rules.COD: 0}


def _bracket(row: sqlite3.Row, today: date) -> str:
    return rules.bracket((today - date.fromisoformat(row["created_on"])).days)
