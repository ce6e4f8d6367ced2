"""Where money is written down: one line for each amount in or out, never changed, reversed when it was wrong.

A line without a due is the contact's credit. Whatever moves between a due and her credit is two lines, the
negative one first, so that the sum of all lines is what truly came in.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from olcrm.kit import clock
from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.text import _
from olcrm.ledger import windows

CREDIT = "credit"  # the method of what is paid from, or turned into, credit


@dataclass(frozen=True)
class Taken:
    """What became of money: so many rupiah paid on the due, the rest (possibly all) kept as credit."""

    payment_id: int
    booked: int
    credit: int


def take(
    db: sqlite3.Connection,
    *,
    contact_id: int,
    due_id: int | None,
    amount: int,
    method: str | None,
    paid_on: date,
    note: str | None = None,
    at: datetime | None = None,
) -> Taken:
    """Write down ``amount`` rupiah for a due; what is more than its balance becomes credit, without a due all of it.

    The method ``credit`` takes it from her credit, as much of it as is owed. ``at`` is when it was noted, now
    when left out. Raises Refused for a closed due, and when her credit is too small.
    """
    row = None if due_id is None else windows.due(db, due_id)
    if row is not None and row["closed_on"]:
        raise Refused(
            _("due:{number} is closed; nothing more is owed for it.").format(number=due_id),
            hint=_("See `olcrm due list` for what is open."),
        )
    booked = min(amount, max(0, row["balance"])) if row is not None else 0
    line = _Line(contact_id, method, paid_on, note, clock.stamp(at or clock.now()))
    if method == CREDIT:
        _enough(db, contact_id, amount, booked)
        return Taken(line.move(db, None, due_id, booked), booked, amount - booked)
    payment_id = line.write(db, due_id, booked, "payment") if booked else 0
    if amount > booked:
        credit_id = line.write(db, None, amount - booked, "credit")
        payment_id = payment_id or credit_id
    return Taken(payment_id, booked, amount - booked)


def refund(db: sqlite3.Connection, due_id: int, amount: int, method: str | None, on: date, note: str | None) -> int:
    """Write down ``amount`` rupiah given back, and give the line's id. Raises Refused above what was paid."""
    row = windows.due(db, due_id)
    if amount > row["paid"]:
        raise Refused(
            _("{amount} is more than was paid, which is {paid}.").format(
                amount=rupiah(amount), paid=rupiah(row["paid"])
            ),
            hint=_("Give back at most that."),
        )
    line = _Line(row["contact_id"], method, on, note, clock.stamp(clock.now()))
    return line.write(db, due_id, -amount, "refund")


def to_credit(db: sqlite3.Connection, due_id: int, on: date, note: str | None = None) -> int:
    """Turn all money that is in for a due into its contact's credit, and give how much that was."""
    row = windows.due(db, due_id)
    if row["paid"] > 0:
        line = _Line(row["contact_id"], CREDIT, on, note, clock.stamp(clock.now()))
        line.move(db, due_id, None, row["paid"])
    return max(0, int(row["paid"]))


def credit(db: sqlite3.Connection, contact_id: int) -> int:
    """Money in rupiah that belongs to the contact and to no due."""
    (amount,) = db.execute("SELECT credit FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return int(amount)


def document(row: sqlite3.Row, brief: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A row of ``payment_view`` as it stands in JSON; ``brief`` is its contact with her standing, where it is known."""
    return {
        "id": row["id"],
        "order": row["order_id"],
        "due": row["due_id"],
        "contact": dict(brief or {"id": row["contact_id"], "name": row["contact_name"]}),
        "amount": row["amount"],
        "method": row["method"],
        "paid_on": row["paid_on"],
        "kind": row["kind"],
        "note": row["note"],
        "reverses": row["reverses_id"],
        "voided": bool(row["voided"]),
    }


@dataclass(frozen=True)
class _Line:
    """What the lines of one act have in common."""

    contact_id: int
    method: str | None
    paid_on: date
    note: str | None
    created_at: str

    def write(
        self, db: sqlite3.Connection, due_id: int | None, amount: int, kind: str, reverses: int | None = None
    ) -> int:
        cursor = db.execute(
            "INSERT INTO payment (contact_id, due_id, amount, kind, method, paid_on, note, reverses_id, created_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.contact_id, due_id, amount, kind, self.method),
                *(self.paid_on.isoformat(), self.note, reverses, self.created_at),
            ),
        )
        return cursor.lastrowid or 0

    def move(self, db: sqlite3.Connection, source: int | None, target: int | None, amount: int) -> int:
        """Between a due and her credit (None), as two lines; gives the id of the positive one."""
        self.write(db, source, -amount, "credit")
        return self.write(db, target, amount, "credit" if target is None else "payment")


def _enough(db: sqlite3.Connection, contact_id: int, amount: int, booked: int) -> None:
    available = credit(db, contact_id)
    if amount > available:
        raise Refused(
            _("Her credit is {credit}, less than {amount}.").format(credit=rupiah(available), amount=rupiah(amount)),
            hint=_("Take at most that from it."),
        )
    if not booked:
        raise Refused(_("Nothing is owed there."), hint=_("Her credit stays as it is."))
