"""Orders and notes as the rooms above leave them, for tests of the people they belong to."""

from collections.abc import Callable
from datetime import date

import pytest

from olcrm.ledger.book import Ledger


@pytest.fixture
def order() -> Callable[..., int]:
    """``order(db, contact_id, day, amount, paid)`` gives its number."""

    def order(db: Ledger, contact_id: int, on: date, amount: int, paid: int, *, closed: bool = False) -> int:
        """An order as the rooms above leave it, with money in."""
        day = on.isoformat()
        due = db.execute(
            "INSERT INTO due (contact_id, kind, memo, amount, created_on, created_at, closed_on)"
            " VALUES (?, 'order', '', 0, ?, ?, ?)",
            (contact_id, day, f"{day}T03:00:00+00:00", day if closed else None),
        ).lastrowid
        number = db.execute(
            "INSERT INTO sale_order (contact_id, due_id, ordered_on, ordered_at) VALUES (?, ?, ?, ?)",
            (contact_id, due, day, f"{day}T03:00:00+00:00"),
        ).lastrowid
        db.execute("INSERT INTO order_line (order_id, name, qty, price) VALUES (?, 'Gamis', 1, ?)", (number, amount))
        if paid:
            db.execute(
                "INSERT INTO payment (contact_id, due_id, amount, kind, paid_on, created_at)"
                " VALUES (?, ?, ?, 'payment', ?, ?)",
                (contact_id, due, paid, day, f"{day}T04:00:00+00:00"),
            )
        return number or 0

    return order


@pytest.fixture
def note() -> Callable[..., None]:
    """``note(db, contact_id, words, private=…)``."""

    def note(db: Ledger, contact_id: int, words: str, *, private: bool = False) -> None:
        db.execute(
            "INSERT INTO note (contact_id, text, private, noted_at) VALUES (?, ?, ?, '2026-11-01T00:00:00+00:00')",
            (contact_id, words, private),
        )

    return note
