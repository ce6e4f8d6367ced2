"""Where errands are kept: what is to be bought for whom, what it cost, and the due through which it is paid back."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from olcrm.contact import store as contacts
from olcrm.due import store as dues
from olcrm.errand import rules
from olcrm.kit import clock
from olcrm.kit.dates import near
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.ledger import windows
from olcrm.pay import store as pay
from olcrm.pay.rules import CREDIT
from olcrm.shop import store as shop

SOON = timedelta(days=2)  # before its day an errand is named in the morning

_LATEST = "SELECT * FROM errand_view ORDER BY id DESC LIMIT :limit"
_OF_CONTACT = "SELECT * FROM errand_view WHERE contact_id = :contact ORDER BY id DESC LIMIT :limit"
# What has a day comes by it, the rest by the day it was asked for. The conditions are spelled as that of the index.
_TO_BUY = """
SELECT * FROM errand_view
 WHERE bought_on IS NULL AND not_found_on IS NULL AND asked_at > '' AND closed_on IS NULL
   AND (:contact IS NULL OR contact_id = :contact) AND (due_on IS NULL OR due_on <= :until)
 ORDER BY coalesce(due_on, substr(asked_at, 1, 10)), id LIMIT :limit
"""
# CROSS JOIN keeps the open dues, which are few, in front of the errands, which are many.
_OWED = """
SELECT e.* FROM due_view AS d CROSS JOIN errand_view AS e ON e.due_id = d.id
 WHERE d.kind = 'errand' AND d.closed_on IS NULL AND d.amount > d.paid AND d.created_at > ''
   AND e.bought_on IS NOT NULL AND (:contact IS NULL OR e.contact_id = :contact)
 ORDER BY d.created_at LIMIT :limit
"""
# An errand that was only noted as a due was bought with the owner's money, too.
_OUT = """
SELECT d.contact_id, sum(CASE WHEN errand.id IS NULL THEN d.amount - d.paid
                              WHEN errand.spent IS NULL THEN 0
                              ELSE max(0, errand.spent - d.paid) END) AS out
  FROM due_view AS d LEFT JOIN errand ON errand.due_id = d.id
 WHERE d.kind = 'errand' AND d.closed_on IS NULL AND d.amount > d.paid AND d.created_at > ''
 GROUP BY d.contact_id HAVING out > 0 ORDER BY out DESC, d.contact_id
"""
_TO_COME = """
SELECT coalesce(sum(max(0, coalesce(at_most, 0) - paid)), 0) FROM errand_view
 WHERE bought_on IS NULL AND not_found_on IS NULL AND asked_at > '' AND closed_on IS NULL
"""


class Exposure(Record):
    """Own money that is out on errands, by contact and in all, what may still come to it, and the shop's limit."""

    contacts: Sequence[tuple[int, int]]
    to_come: int
    limit: int

    @property
    def out(self) -> int:
        """Rupiah that were spent and have not come back."""
        return sum(amount for _contact, amount in self.contacts)

    def document(self) -> dict[str, int]:
        """As it stands in JSON."""
        return {"out": self.out, "to_come": self.to_come, "limit": self.limit}


def ask(
    db: sqlite3.Connection, contact_id: int, what: str, *, at_most: int | None, fee: int, by: date | None, at: datetime
) -> int:
    """Write down that a contact wants ``what`` to be bought, for ``at_most`` rupiah, and give the errand's number.

    Its due begins with nothing, to be bought by the day ``by``.
    """
    rules.price(at_most or 0, fee)
    due_id = dues.begin(db, contact_id, "errand", what, 0, at=at, on=clock.local(at).date(), due_on=by)
    cursor = db.execute(
        "INSERT INTO errand (due_id, contact_id, what, at_most, fee, asked_at) VALUES (?, ?, ?, ?, ?, ?)",
        (due_id, contact_id, what, at_most, fee, clock.stamp(at)),
    )
    return cursor.lastrowid or 0


def deposit(db: sqlite3.Connection, row: Row, amount: int, method: str | None, on: date) -> None:
    """Take a DP for an errand that is to be bought. Raises Refused otherwise, and for more credit than there is."""
    rules.to_buy(row)
    rules.price(row["paid"], amount)
    if method == CREDIT:
        pay.check_credit(db, row["contact_id"], amount, amount)
    dues.correct(db, row["due_id"], row["paid"] + amount)  # until it is bought nothing is owed but what is in
    pay.take(db, contact_id=row["contact_id"], due_id=row["due_id"], amount=amount, method=method, paid_on=on)


def bought(db: sqlite3.Connection, row: Row, spent: int, *, fee: int, on: date, pay_by: date | None) -> int:
    """It was bought for ``spent`` rupiah; gives what of her DP was too much, which is her credit now.

    From that day on she owes the price and the fee. Raises Refused where it is not to be bought any more.
    """
    rules.to_buy(row)
    amount = rules.price(spent, fee)
    db.execute(
        "UPDATE errand SET spent = ?, fee = ?, bought_on = ? WHERE id = ?", (spent, fee, on.isoformat(), row["id"])
    )
    dues.agree_day(db, row["due_id"], pay_by)
    return _owes(db, row, amount, on)


def _owes(db: sqlite3.Connection, row: Row, amount: int, since: date | None = None) -> int:
    """Let the due come to ``amount``; what was paid beyond that becomes credit and is given."""
    too_much: int = max(0, row["paid"] - amount)
    if too_much:
        pay.refund(db, row["due_id"], too_much, CREDIT, clock.today(), None)
    dues.correct(db, row["due_id"], amount, since=since)
    return too_much


def not_found(db: sqlite3.Connection, row: Row, on: date, *, refund: bool, as_credit: bool, method: str | None) -> int:
    """It was not found, and nothing is owed; gives the DP that was in, which is given back or becomes credit.

    Raises Refused where it is not to be bought any more, and when a DP is in and neither was said, or both.
    """
    rules.to_buy(row)
    if row["paid"] > 0 and refund == as_credit:
        raise rules.undecided(row)
    db.execute("UPDATE errand SET not_found_on = ? WHERE id = ?", (on.isoformat(), row["id"]))
    moved = dues.close(db, row["due_id"], on, refund=refund, method=method)
    dues.correct(db, row["due_id"], 0)
    return moved


def edit(
    db: sqlite3.Connection, row: Row, *, what: str, at_most: int | None, fee: int, spent: int | None, by: date | None
) -> int:
    """Correct what was typed; gives what she has paid too much by that, which is her credit now.

    Raises Refused for an errand that has ended, and for a price without it being bought.
    """
    at = rules.state(row)
    if at in ("not-found", "cancelled"):
        rules.to_buy(row)
    if spent is not None and at == "to-buy":
        raise Refused(
            _("Errand {number} is not bought yet.").format(number=row["id"]),
            hint=_("Note it with `olcrm errand bought {number} {spent}`.").format(number=row["id"], spent=spent),
        )
    rules.price(spent or at_most or 0, fee)
    db.execute(
        "UPDATE errand SET what = ?, at_most = ?, fee = ?, spent = ? WHERE id = ?",
        (what, at_most, fee, spent, row["id"]),
    )
    if what != row["what"]:
        dues.describe(db, row["due_id"], what)
    if by != _day(row["due_on"]):
        dues.agree_day(db, row["due_id"], by)
    more = (spent or 0) + fee - (row["spent"] or 0) - row["fee"] if spent is not None else 0
    return _owes(db, row, max(0, row["amount"] + more)) if more else 0


def find(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The errand (a row of ``errand_view``) that ``3`` or ``due:7`` means. Raises Misunderstood, or Missing."""
    due_id = windows.due_number(word) if isinstance(word, str) else None
    if due_id is not None:
        row: sqlite3.Row | None = db.execute("SELECT * FROM errand_view WHERE due_id = ?", (due_id,)).fetchone()
        what = f"due:{due_id}"
    else:
        number = word if isinstance(word, int) else rules.errand_number(word)
        row = db.execute("SELECT * FROM errand_view WHERE id = ?", (number,)).fetchone()
        what = str(number)
    if row is None:
        raise Missing(
            _("There is no errand {number}.").format(number=what), hint=_("See `olcrm errand list` for all errands.")
        )
    return row


def to_buy(db: sqlite3.Connection, *, contact_id: int | None, limit: int | None) -> list[sqlite3.Row]:
    """Errands that are to be bought, the most pressing first; of one contact or of all."""
    values = {"contact": contact_id, "until": date.max.isoformat(), "limit": -1 if limit is None else limit}
    return db.execute(_TO_BUY, values).fetchall()


def owed(db: sqlite3.Connection, *, contact_id: int | None, limit: int | None) -> list[sqlite3.Row]:
    """Errands that are bought and not paid back, the oldest first; of one contact or of all."""
    return db.execute(_OWED, {"contact": contact_id, "limit": -1 if limit is None else limit}).fetchall()


def latest(db: sqlite3.Connection, *, contact_id: int | None, limit: int | None) -> list[sqlite3.Row]:
    """All errands, the newest first; of one contact or of all."""
    statement = _LATEST if contact_id is None else _OF_CONTACT
    return db.execute(statement, {"contact": contact_id, "limit": -1 if limit is None else limit}).fetchall()


def exposure(db: sqlite3.Connection) -> Exposure:
    """How much of the owner's own money is out on errands."""
    (limit,) = shop.figures(db, "errand.limit")
    (to_come,) = db.execute(_TO_COME).fetchone()
    return Exposure([(row["contact_id"], row["out"]) for row in db.execute(_OUT)], to_come, limit)


def documents(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[dict[str, Any]]:
    """Rows of ``errand_view`` as they stand in JSON."""
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [_document(row, who[row["contact_id"]]) for row in rows]


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What is to be bought by the day after tomorrow, or has no day, the most pressing first; at most ``limit``."""
    today = clock.local(now).date()
    values = {"contact": None, "until": (today + SOON).isoformat(), "limit": limit}
    rows = db.execute(_TO_BUY, values).fetchall()
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [
        Waiting(
            "errand",
            "errand",
            row["due_on"] or clock.from_stamp(row["asked_at"]).date().isoformat(),
            _waits(row, today),
            f"olcrm errand show {row['id']}",
            contact=who[row["contact_id"]],
            amount=row["at_most"] or 0,
        )
        for row in rows
    ]


def _waits(row: Row, today: date) -> str:
    parts = [_("Errand {number}, to be bought: {what}").format(number=row["id"], what=row["what"])]
    if row["due_on"]:
        parts.append(_("by {day}").format(day=near(date.fromisoformat(row["due_on"]), today)))
    if row["at_most"]:
        parts.append(_("at most {amount}").format(amount=rupiah(row["at_most"])))
    return ", ".join(parts)


def _document(row: Row, brief: dict[str, Any]) -> dict[str, Any]:
    bought = row["bought_on"] is not None
    return {
        "id": row["id"],
        "contact": dict(brief),
        "due": row["due_id"],
        "what": row["what"],
        "state": rules.state(row),
        "at_most": row["at_most"],
        "fee": row["fee"],
        "spent": row["spent"],
        "amount": row["amount"] if bought else None,
        "paid": row["paid"],
        "balance": max(0, row["amount"] - row["paid"]) if bought and not row["closed_on"] else 0,
        "own": rules.own(row["spent"], row["paid"]) if bought and not row["closed_on"] else 0,
        "asked_on": clock.from_stamp(row["asked_at"]).date().isoformat(),
        "buy_by": None if bought else row["due_on"],
        "bought_on": row["bought_on"],
        "pay_by": row["due_on"] if bought else None,
        "not_found_on": row["not_found_on"],
    }


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
