"""Money on a real file: nothing is lost, nothing is made, nothing is erased."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.contact import store as contacts
from olcrm.due import store as dues
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.ledger import windows
from olcrm.pay import reading, store
from olcrm.pay.reading import Choice

TODAY = date(2026, 11, 22)
RUPIAH = st.integers(min_value=1, max_value=5_000_000)
# Each example begins with a person of its own, so that one file may serve all of them.
ON_ONE_FILE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina")


def owe(db, contact_id, amount, kind="errand"):
    return dues.begin(db, contact_id, kind, "bolu", amount, at=clock.now(), on=TODAY)


def pay(db, contact_id, due_id, amount, method="bca"):
    return store.take(db, contact_id=contact_id, due_id=due_id, amount=amount, method=method, paid_on=TODAY)


def lines(db, contact_id):
    found = db.execute(
        "SELECT due_id, amount, kind FROM payment WHERE contact_id = ? ORDER BY id", (contact_id,)
    ).fetchall()
    return [tuple(row) for row in found]


def test_a_payment_lowers_what_is_owed(db, rina):
    due = owe(db, rina, 100_000)
    taken = pay(db, rina, due, 40_000)
    assert (taken.booked, taken.credit) == (40_000, 0)
    assert windows.due(db, due)["balance"] == 60_000


def test_what_is_more_than_owed_becomes_credit(db, rina):
    due = owe(db, rina, 100_000)
    taken = pay(db, rina, due, 130_000)
    assert (taken.booked, taken.credit) == (100_000, 30_000)
    assert lines(db, rina) == [(due, 100_000, "payment"), (None, 30_000, "credit")]
    assert store.credit(db, rina) == 30_000


def test_money_for_a_paid_due_is_credit_altogether(db, rina):
    due = owe(db, rina, 100_000)
    pay(db, rina, due, 100_000)
    taken = pay(db, rina, due, 25_000)
    assert (taken.booked, taken.credit) == (0, 25_000)
    assert store.find(db, taken.payment_id)["kind"] == "credit"


def test_money_without_a_due_is_credit(db, rina):
    assert pay(db, rina, None, 25_000).credit == 25_000
    assert store.credit(db, rina) == 25_000


def test_credit_pays_a_due_and_is_gone(db, rina):
    pay(db, rina, None, 100_000)
    due = owe(db, rina, 60_000)
    taken = pay(db, rina, due, 60_000, "credit")
    assert taken.booked == 60_000
    assert lines(db, rina)[1:] == [(None, -60_000, "credit"), (due, 60_000, "payment")]
    assert store.credit(db, rina) == 40_000


def test_credit_that_is_not_needed_stays(db, rina):
    pay(db, rina, None, 100_000)
    due = owe(db, rina, 60_000)
    taken = pay(db, rina, due, 90_000, "credit")
    assert (taken.booked, taken.credit) == (60_000, 30_000)
    assert store.credit(db, rina) == 40_000


def test_credit_does_not_go_below_nothing(db, rina):
    pay(db, rina, None, 10_000)
    due = owe(db, rina, 60_000)
    with pytest.raises(Refused, match="is more than there is as credit, which is Rp10"):
        pay(db, rina, due, 60_000, "credit")


def test_credit_is_not_used_where_nothing_is_owed(db, rina):
    pay(db, rina, None, 10_000)
    due = owe(db, rina, 60_000)
    pay(db, rina, due, 60_000)
    with pytest.raises(Refused, match="Nothing is owed there"):
        pay(db, rina, due, 10_000, "credit")


def test_a_closed_due_takes_no_money(db, rina):
    due = owe(db, rina, 60_000)
    dues.close(db, due, TODAY)
    with pytest.raises(Refused, match=f"Nothing more is owed for due:{due}: it is closed."):
        pay(db, rina, due, 10_000)


@ON_ONE_FILE
@given(owed=RUPIAH, given_=st.lists(RUPIAH, max_size=5))
def test_what_is_booked_and_what_is_credit_come_to_what_was_given(db, owed, given_):
    rina = contacts.add(db, "Rina")
    due = owe(db, rina, owed)
    for amount in given_:
        taken = pay(db, rina, due, amount)
        assert taken.booked + taken.credit == amount
        assert windows.due(db, due)["balance"] >= 0
    assert windows.due(db, due)["paid"] + store.credit(db, rina) == sum(given_)
    assert sum(amount for _due, amount, _kind in lines(db, rina)) == sum(given_)


@ON_ONE_FILE
@given(credit=RUPIAH, owed=st.lists(RUPIAH, min_size=1, max_size=4), used=RUPIAH)
def test_using_credit_neither_makes_money_nor_loses_it(db, credit, owed, used):
    rina = contacts.add(db, "Rina")
    pay(db, rina, None, credit)
    for amount in owed:
        due = owe(db, rina, amount)
        if used <= store.credit(db, rina):
            taken = pay(db, rina, due, used, "credit")
            assert taken.booked == min(used, amount)
    assert store.credit(db, rina) >= 0
    assert sum(amount for _due, amount, _kind in lines(db, rina)) == credit


def test_money_given_back_raises_what_is_owed(db, rina):
    due = owe(db, rina, 100_000)
    pay(db, rina, due, 100_000)
    line = store.refund(db, due, 30_000, "bca", TODAY, "cacat")
    row = store.find(db, line)
    assert (row["amount"], row["kind"], row["note"]) == (-30_000, "refund", "cacat")
    assert windows.due(db, due)["balance"] == 30_000


def test_no_more_is_given_back_than_came_in(db, rina):
    due = owe(db, rina, 100_000)
    pay(db, rina, due, 20_000)
    with pytest.raises(Refused, match=rf"is more than was paid for due:{due}, which is Rp20.000"):
        store.refund(db, due, 20_001, None, TODAY, None)


def test_money_given_back_as_credit_stays_in_the_shop(db, rina):
    due = owe(db, rina, 100_000)
    pay(db, rina, due, 100_000)
    store.refund(db, due, 30_000, "credit", TODAY, None)
    assert store.credit(db, rina) == 30_000
    assert sum(amount for _due, amount, _kind in lines(db, rina)) == 100_000


def test_all_money_of_a_due_can_become_credit(db, rina):
    due = owe(db, rina, 100_000)
    pay(db, rina, due, 80_000)
    assert store.to_credit(db, due, TODAY) == 80_000
    assert windows.due(db, due)["paid"] == 0
    assert store.credit(db, rina) == 80_000


def test_where_nothing_was_paid_nothing_becomes_credit(db, rina):
    due = owe(db, rina, 100_000)
    assert store.to_credit(db, due, TODAY) == 0
    assert lines(db, rina) == []


def test_a_payment_is_taken_back_by_a_reversing_line(db, rina):
    due = owe(db, rina, 100_000)
    taken = pay(db, rina, due, 40_000)
    (line,) = store.void(db, taken.payment_id, "salah ketik", TODAY)
    row = store.find(db, line)
    assert (row["amount"], row["kind"], row["reverses_id"]) == (-40_000, "void", taken.payment_id)
    assert store.find(db, taken.payment_id)["voided"]
    assert windows.due(db, due)["balance"] == 100_000


def test_a_payment_is_not_taken_back_twice(db, rina):
    taken = pay(db, rina, owe(db, rina, 100_000), 40_000)
    store.void(db, taken.payment_id, "salah", TODAY)
    with pytest.raises(Refused, match="was taken back before"):
        store.void(db, taken.payment_id, "salah", TODAY)


def test_a_correction_is_not_taken_back(db, rina):
    taken = pay(db, rina, owe(db, rina, 100_000), 40_000)
    (line,) = store.void(db, taken.payment_id, "salah", TODAY)
    with pytest.raises(Refused, match="is itself a correction"):
        store.void(db, line, "salah", TODAY)


def test_credit_that_has_been_used_is_not_taken_back(db, rina):
    credit = pay(db, rina, None, 50_000)
    pay(db, rina, owe(db, rina, 30_000), 30_000, "credit")
    with pytest.raises(Refused, match=r"has been used or given back since; Rp20.000 of it is left"):
        store.void(db, credit.payment_id, "salah", TODAY)


def test_a_payment_that_was_given_back_is_not_taken_back(db, rina):
    due = owe(db, rina, 100_000)
    taken = pay(db, rina, due, 40_000)
    store.refund(db, due, 40_000, None, TODAY, None)
    with pytest.raises(Refused, match="Rp0 of it is left"):
        store.void(db, taken.payment_id, "salah", TODAY)


def test_taking_back_a_refund_restores_the_payment(db, rina):
    due = owe(db, rina, 100_000)
    pay(db, rina, due, 100_000)
    line = store.refund(db, due, 40_000, None, TODAY, None)
    store.void(db, line, "belum ditransfer", TODAY)
    assert windows.due(db, due)["paid"] == 100_000


@pytest.mark.parametrize("line", ["the payment", "the credit"])
def test_both_lines_of_used_credit_are_taken_back_together(db, rina, line):
    pay(db, rina, None, 100_000)
    due = owe(db, rina, 60_000)
    payment = pay(db, rina, due, 60_000, "credit").payment_id
    assert len(store.void(db, payment if line == "the payment" else payment - 1, "salah", TODAY)) == 2
    assert windows.due(db, due)["paid"] == 0
    assert store.credit(db, rina) == 100_000


def test_the_credit_that_came_with_a_payment_is_known(db, rina):
    due = owe(db, rina, 60_000)
    first = pay(db, rina, due, 20_000)
    second = pay(db, rina, due, 100_000)
    assert store.extra_credit(db, store.find(db, first.payment_id)) is None
    extra = store.extra_credit(db, store.find(db, second.payment_id))
    assert extra is not None
    assert extra["amount"] == 60_000


def test_a_payment_that_is_not_there_is_missing(db):
    with pytest.raises(Missing, match="There is no payment 7"):
        store.find(db, "7")


def test_payments_come_the_latest_first_and_only_those_asked_for(db, rina):
    due = owe(db, rina, 1_000_000)
    sari = contacts.add(db, "Sari")
    for amount, method, day in ((10, "bca", 20), (20, "dana", 21), (30, "bca", 22), (40, "bca", 19)):
        store.take(
            db, contact_id=rina, due_id=due, amount=amount, method=method, paid_on=date(2026, 11, day), note=None
        )
    pay(db, sari, None, 50)

    def amounts(limit=None, **asked):
        return [row["amount"] for row in reading.payments(db, Choice(**asked), limit)]

    assert amounts() == [50, 30, 20, 10, 40]
    assert amounts(2) == [50, 30]
    assert amounts(method="bca", contact_id=rina) == [30, 10, 40]
    assert amounts(since=date(2026, 11, 20), until=date(2026, 11, 21)) == [20, 10]
    assert reading.summed(db, Choice(method="bca")) == (4, 130)
    assert reading.summed(db, Choice(contact_id=sari)) == (1, 50)
    assert reading.summed(db, Choice(contact_id=sari, method="ovo")) == (0, 0)
    assert reading.summed(db, Choice()) == (5, None)


def test_a_payment_keeps_when_it_was_noted(db, rina):
    at = clock.from_stamp("2026-01-05T03:00:00+00:00")
    taken = store.take(
        db, contact_id=rina, due_id=None, amount=1, method=None, paid_on=date(2026, 1, 4), note="titipan", at=at
    )
    row = store.find(db, taken.payment_id)
    assert (row["created_at"], row["paid_on"], row["note"]) == ("2026-01-05T03:00:00+00:00", "2026-01-04", "titipan")


def test_a_document_has_the_promised_keys(db, rina):
    due = owe(db, rina, 100)
    row = store.find(db, pay(db, rina, due, 100).payment_id)
    document = store.document(row)
    assert {"id", "order", "due", "contact", "amount", "method", "paid_on", "kind"} <= document.keys()
    assert document["contact"] == {"id": rina, "name": "Rina"}
    assert document["due"] == due
    assert document["order"] is None


QUESTIONS = {
    "the due": ("SELECT * FROM due_view WHERE id = 1", ()),
    "the order": ("SELECT * FROM order_view WHERE id = 1", ()),
    "the credit": ("SELECT credit FROM contact WHERE id = 1", ()),
    "the payment": ("SELECT * FROM payment_view WHERE id = 1", ()),
    "what came in for it": ("SELECT * FROM payment_view WHERE due_id = 1 ORDER BY created_at, id", ()),
    "the latest": (reading._LATEST, {**Choice().values(), "limit": 50}),
    "the sum of one": (reading._SUM_OF_ONE, Choice(contact_id=1).values()),
    "the sum of a time": (reading._SUM, Choice(since=TODAY).values()),
    "what no statement has shown": (
        reading._LATEST_UNCONFIRMED,
        {**Choice(since=TODAY, unconfirmed=True).values(), "limit": 50},
    ),
    "the latest of one": (reading._LATEST_OF_ONE, {**Choice(contact_id=1).values(), "limit": 50}),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_no_question_of_a_payment_looks_through_a_whole_table(db, what):
    statement, values = QUESTIONS[what]
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert plan
    assert not [step for step in plan if step.startswith("SCAN") and "USING" not in step], plan
    assert not [step for step in plan if "TEMP B-TREE" in step], plan
