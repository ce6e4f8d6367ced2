"""Which payments there are: of a time, a method, a customer, or those that no bank statement has shown."""

import sqlite3
from datetime import date
from typing import Any

from olcrm.kit.record import Record


class Choice(Record):
    """Which payments are asked for; None is every one. Days are included."""

    since: date | None = None
    until: date | None = None
    method: str | None = None
    contact_id: int | None = None
    unconfirmed: bool = False

    def values(self) -> dict[str, Any]:
        """What the statements below call it."""
        return {
            "since": self.since.isoformat() if self.since else "0000",
            "until": self.until.isoformat() if self.until else "9999",
            "method": self.method,
            "contact": self.contact_id,
        }


_LATEST = """
SELECT * FROM payment_view
 WHERE paid_on BETWEEN :since AND :until AND (:method IS NULL OR method = :method)
 ORDER BY paid_on DESC, id DESC LIMIT :limit
"""
_LATEST_OF_ONE = """
SELECT * FROM payment_view
 WHERE contact_id = :contact AND paid_on BETWEEN :since AND :until AND (:method IS NULL OR method = :method)
 ORDER BY paid_on DESC, id DESC LIMIT :limit
"""
# Money that should stand on a statement, and stood on none so far.
_UNCONFIRMED = """
 WHERE paid_on BETWEEN :since AND :until AND (:method IS NULL OR method = :method)
   AND (:contact IS NULL OR contact_id = :contact) AND amount > 0 AND NOT voided AND NOT confirmed
   AND coalesce(method, '') NOT IN ('credit', 'tunai', 'kontan', 'cash', 'cod')
"""
_LATEST_UNCONFIRMED = f"SELECT * FROM payment_view {_UNCONFIRMED} ORDER BY paid_on DESC, id DESC LIMIT :limit"  # noqa: S608
_SUM_UNCONFIRMED = f"SELECT count(*), sum(amount) FROM payment_view {_UNCONFIRMED}"  # noqa: S608
_SUM = """
SELECT count(*), sum(amount) FROM payment
 WHERE paid_on BETWEEN :since AND :until AND (:method IS NULL OR method = :method)
"""
_SUM_OF_ONE = """
SELECT count(*), sum(amount) FROM payment
 WHERE contact_id = :contact AND paid_on BETWEEN :since AND :until AND (:method IS NULL OR method = :method)
"""

# Who has credit and owes something for what a change touched payments of; one that it removed is there as it was kept.
_OWED_AFTER = """
SELECT due_view.* FROM change_row AS row
  JOIN due_view ON due_view.id = coalesce(
         json_extract(row.was, '$.due_id'), (SELECT due_id FROM payment WHERE payment.id = row.row_id))
  JOIN contact ON contact.id = due_view.contact_id AND contact.credit > 0
 WHERE row.change_id = ? AND row.tbl = 'payment' AND due_view.balance > 0
 GROUP BY due_view.contact_id ORDER BY min(row.id) LIMIT ?
"""


def payments(db: sqlite3.Connection, choice: Choice, limit: int | None) -> list[sqlite3.Row]:
    """Rows of ``payment_view``, the latest day first; at most ``limit``, None for all."""
    statement = _LATEST if choice.contact_id is None else _LATEST_OF_ONE
    if choice.unconfirmed:
        statement = _LATEST_UNCONFIRMED
    return db.execute(statement, {**choice.values(), "limit": -1 if limit is None else limit}).fetchall()


def summed(db: sqlite3.Connection, choice: Choice) -> tuple[int, int | None]:
    """How many lines there are of those asked for, and what they come to; of all there are, they are only counted.

    The sum of everything that ever came in would cost the more the longer the shop exists, and tell nothing.
    """
    if choice == Choice():
        (count,) = db.execute("SELECT count(*) FROM payment").fetchone()
        return count, None
    statement = _SUM if choice.contact_id is None else _SUM_OF_ONE
    if choice.unconfirmed:
        statement = _SUM_UNCONFIRMED
    count, amount = db.execute(statement, choice.values()).fetchone()
    return count, amount or 0


def owed_after(db: sqlite3.Connection, change: int, limit: int) -> list[sqlite3.Row]:
    """Of everybody with credit of whom a change touched payments one due that is not paid, a row of ``due_view``."""
    return db.execute(_OWED_AFTER, (change, limit)).fetchall()
