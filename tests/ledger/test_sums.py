"""Kept sums: triggers keep them, and what is wrong with them is found."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.ledger import sums

AMOUNT = st.integers(1, 10_000_000)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE sale_order SET goods = 1", [("sale_order", 1, "goods", 1, 300)]),
        ("UPDATE due SET amount = 2 WHERE id = 1", [("due", 1, "amount", 2, 300)]),
        ("UPDATE due SET paid = 3", [("due", 1, "paid", 3, 100), ("due", 2, "paid", 3, 0)]),
        ("UPDATE contact SET credit = 4", [("contact", 1, "credit", 4, 9)]),
        (
            "UPDATE contact SET orders = 5, first_order_on = 'x'",
            [("contact", 1, "orders", 5, 1), ("contact", 1, "first_order_on", "x", "2026-11-22")],
        ),
        ("UPDATE contact SET last_message_at = NULL", [("contact", 1, "last_message_at", None, "2026-11-22")]),
    ],
)
def test_a_kept_sum_that_is_wrong_is_named_with_what_it_should_be(ledger, write, statement, found):
    def work(shelf):
        shelf.order(shelf.contact(), 100, 200)
        shelf.due(1, 50)
        shelf.payment(1, 1, 100)
        shelf.payment(1, None, 9)
        shelf.message(1, "2026-11-22")

    write(work)
    db = sqlite3.connect(ledger)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    assert sums.wrong(db, 10) == []
    db.execute(statement)
    wrong = [tuple(one) for one in sums.wrong(db, 10)]
    assert set(found) <= set(wrong)
    assert len(sums.wrong(db, 1)) < 9
    db.close()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(AMOUNT, AMOUNT, st.booleans(), st.integers(0, 3)), max_size=8))
def test_computing_sums_anew_comes_to_what_the_triggers_keep(db, shelf, rows):
    rows_of = shelf(db)
    contact = rows_of.contact()
    for price, paid, closed, discount in rows:
        order = rows_of.order(contact, price, price)
        (due,) = db.execute("SELECT due_id FROM sale_order WHERE id = ?", (order,)).fetchone()
        rows_of.payment(contact, due, paid)
        db.execute("UPDATE sale_order SET discount = ? WHERE id = ?", (discount * price, order))
        if closed:
            db.execute("UPDATE due SET closed_on = '2026-12-01' WHERE id = ?", (due,))
    kept = tuple(db.execute("SELECT * FROM contact WHERE id = ?", (contact,)).fetchone())
    assert sums.wrong(db, 5) == []
    sums.recompute(db, {"due": 1, "contact": 1})
    assert tuple(db.execute("SELECT * FROM contact WHERE id = ?", (contact,)).fetchone()) == kept
