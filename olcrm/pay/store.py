"""Where money is written down: one line for each amount in or out, never changed, reversed when it was wrong.

A line without a due is the contact's credit. Whatever moves between a due and her credit is two lines next to each
other, the negative one first, so that the sum of all lines is what truly came in.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from olcrm.kit import clock, typed
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.pay.rules import COD, CREDIT


class Taken(Record):
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

    The method ``credit`` takes it from the contact's credit, as much of it as is owed. ``at`` is when it was noted,
    now when left out. Raises Refused for a closed due, and when the credit is too small.
    """
    row = None if due_id is None else windows.due(db, due_id)
    if row is not None and row["closed_on"]:
        raise Refused(
            _("Nothing more is owed for {what}: it is closed.").format(what=windows.due_name(row)),
            hint=_("See `olcrm due list` for what is open."),
        )
    booked = min(amount, max(0, row["balance"])) if row is not None else 0
    line = _Line(contact_id, method, paid_on, note, clock.stamp(at or clock.now()))
    if method == CREDIT:
        check_credit(db, contact_id, amount, booked)
        return Taken(line.move(db, None, due_id, booked), booked, amount - booked)
    payment_id = line.write(db, due_id, booked, "payment") if booked else 0
    if amount > booked:
        credit_id = line.write(db, None, amount - booked, "credit")
        payment_id = payment_id or credit_id
    return Taken(payment_id, booked, amount - booked)


def refund(db: sqlite3.Connection, due_id: int, amount: int, method: str | None, on: date, note: str | None) -> int:
    """Write down ``amount`` rupiah given back, and give the line's id; by the method ``credit`` it becomes credit.

    Raises Refused above what was paid.
    """
    row = windows.due(db, due_id)
    if amount > row["paid"]:
        raise Refused(
            _("{amount} is more than was paid for {what}, which is {paid}.").format(
                amount=rupiah(amount), what=windows.due_name(row), paid=rupiah(row["paid"])
            ),
            hint=_("Give back at most that."),
        )
    line = _Line(row["contact_id"], method, on, note, clock.stamp(clock.now()))
    return line.move(db, due_id, None, amount) if method == CREDIT else line.write(db, due_id, -amount, "refund")


def to_credit(db: sqlite3.Connection, due_id: int, on: date, note: str | None = None) -> int:
    """Turn all money that is in for a due into its contact's credit, and give how much that was."""
    row = windows.due(db, due_id)
    if row["paid"] > 0:
        line = _Line(row["contact_id"], CREDIT, on, note, clock.stamp(clock.now()))
        line.move(db, due_id, None, row["paid"])
    return max(0, int(row["paid"]))


def void(db: sqlite3.Connection, payment_id: int, because: str, on: date) -> list[int]:
    """Take a payment back by a reversing line, both lines of a move of credit; gives the ids of the new lines.

    Raises Missing when there is no such payment. Raises Refused for a correction, for what was taken back already, for
    what a courier passed on, and when less than nothing would be left where the money was.
    """
    row = find(db, payment_id)
    if row["kind"] == "void":
        raise Refused(
            _("Payment {number} is itself a correction.").format(number=payment_id),
            hint=_("Note the money anew with `olcrm pay add`."),
        )
    if row["voided"]:
        raise Refused(
            _("Payment {number} was taken back before.").format(number=payment_id),
            hint=_("See `olcrm pay list` for the line that did it."),
        )
    _check_courier(db, row)
    rows = [row, *_partner(db, row)]
    for one in rows:
        _check_left(db, one)
    stamp = clock.stamp(clock.now())
    return [
        _Line(one["contact_id"], one["method"], on, because, stamp).write(
            db, one["due_id"], -one["amount"], "void", one["id"]
        )
        for one in rows
    ]


def of_due(db: sqlite3.Connection, due_id: int) -> list[sqlite3.Row]:
    """The rows of ``payment_view`` that belong to a due, in the order in which they were written down."""
    return db.execute("SELECT * FROM payment_view WHERE due_id = ? ORDER BY created_at, id", (due_id,)).fetchall()


def find(db: sqlite3.Connection, word: str | int) -> sqlite3.Row:
    """The row of ``payment_view`` for ``12``. Raises Misunderstood, or Missing when there is none."""
    number = word if isinstance(word, int) else typed.number(word.strip().removeprefix("#"))
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of a payment.").format(word=typed.excerpt(str(word))),
            hint=_("Write it like 12."),
        )
    row: sqlite3.Row | None = db.execute("SELECT * FROM payment_view WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no payment {number}.").format(number=number),
            hint=_("See `olcrm pay list` for all payments."),
        )
    return row


def extra_credit(db: sqlite3.Connection, row: sqlite3.Row) -> sqlite3.Row | None:
    """The line of credit that was written down together with payment ``row``, if there was more than was owed."""
    following: sqlite3.Row | None = db.execute(
        "SELECT * FROM payment_view WHERE id = ? AND kind = 'credit' AND due_id IS NULL AND amount > 0 AND NOT voided"
        " AND contact_id = ? AND method IS ? AND created_at = ?",
        (row["id"] + 1, row["contact_id"], row["method"], row["created_at"]),
    ).fetchone()
    return following if row["kind"] == "payment" and row["method"] != CREDIT else None


def credit(db: sqlite3.Connection, contact_id: int) -> int:
    """Money in rupiah that belongs to the contact and to no due."""
    (amount,) = db.execute("SELECT credit FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return int(amount)


def check_credit(db: sqlite3.Connection, contact_id: int, amount: int, booked: int) -> None:
    """Raises Refused where ``amount`` is more than the contact's credit, or nothing of it would be ``booked``."""
    available = credit(db, contact_id)
    if amount > available:
        raise Refused(
            _("{amount} is more than there is as credit, which is {credit}.").format(
                amount=rupiah(amount), credit=rupiah(available)
            ),
            hint=_("Take at most that from it."),
        )
    if not booked:
        raise Refused(_("Nothing is owed there."), hint=_("The credit stays as it is."))


def document(row: sqlite3.Row, brief: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A row of ``payment_view`` as it stands in JSON; ``brief`` is its contact with the standing, where it is known."""
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
        "confirmed": bool(row["confirmed"]),
    }


class _Line(Record):
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
        """Between a due and the credit (None), as two lines; gives the id of the positive one."""
        self.write(db, source, -amount, "credit")
        return self.write(db, target, amount, "credit" if target is None else "payment")


def _partner(db: sqlite3.Connection, row: sqlite3.Row) -> list[sqlite3.Row]:
    """The other line of a move of credit: it stands right behind the negative one."""
    if row["method"] != CREDIT:
        return []
    other = row["id"] + (1 if row["amount"] < 0 else -1)
    return db.execute(
        "SELECT * FROM payment_view WHERE id = ? AND contact_id = ? AND amount = ?",
        (other, row["contact_id"], -row["amount"]),
    ).fetchall()


def _check_left(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Refuse where taking ``row`` back would leave less than nothing."""
    there = credit(db, row["contact_id"]) if row["due_id"] is None else windows.due(db, row["due_id"])["paid"]
    if row["amount"] > there:
        raise Refused(
            _("Payment {number} has been used or given back since; {left} of it is left.").format(
                number=row["id"], left=rupiah(max(0, there))
            ),
            hint=_("Take back first what was done with it; `olcrm pay list` shows the lines."),
        )


# A parcel and the money of it are written down in one act, so that the parcel knows its own.
_PASSED_ON = """
SELECT 1 FROM parcel_view WHERE order_id = :order_id AND paid_on = :paid_on AND collect >= :amount
"""


def _check_courier(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    """Refuse what a courier passed on: its parcel would say that it was paid, and nobody would ask for the money."""
    if row["method"] != COD or row["order_id"] is None:
        return
    asked = {"order_id": row["order_id"], "paid_on": row["paid_on"], "amount": row["amount"]}
    if db.execute(_PASSED_ON, asked).fetchone():
        raise Refused(
            _("Payment {number} is what the courier passed on for a parcel of order {order}.").format(
                number=row["id"], order=row["order_id"]
            ),
            hint=_("Take both back at once: `olcrm log '#{order}'` shows the change, `olcrm undo CHANGE`.").format(
                order=row["order_id"]
            ),
        )
