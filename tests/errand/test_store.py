"""Errands on a real file: a DP is never lost, nothing is owed before it is bought, and own money is counted."""

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.contact import store as contacts
from olcrm.due import store as dues
from olcrm.errand import store
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.ledger import sums, windows
from olcrm.pay import store as pay
from olcrm.remind import store as remind

TODAY = date(2026, 11, 22)
RUPIAH = st.integers(min_value=1, max_value=5_000_000)
ON_ONE_FILE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina")


def asked(db, contact, what="tas", at_most=300_000, fee=15_000, by=None):
    number = store.ask(db, contact, what, at_most=at_most, fee=fee, by=by, at=clock.now())
    return store.find(db, number)


def bought(db, row, spent, fee=15_000, on=TODAY, pay_by=None):
    store.bought(db, store.find(db, row["id"]), spent, fee=fee, on=on, pay_by=pay_by)
    return store.find(db, row["id"])


def test_a_deposit_after_a_refund_that_was_none_is_no_loose_credit(db, rina):
    row = asked(db, rina)
    store.deposit(db, row, 100_000, "bca", TODAY)
    back = pay.refund(db, row["due_id"], 50_000, "bca", TODAY, None)
    pay.void(db, back, "salah", TODAY)
    store.deposit(db, store.find(db, row["id"]), 30_000, "bca", TODAY)
    assert store.find(db, row["id"])["paid"] == 130_000
    assert contacts.get(db, rina).credit == 0
    assert sums.wrong(db, 5) == []


def test_nothing_is_owed_for_what_is_not_bought(db, rina):
    row = asked(db, rina)
    assert (row["amount"], row["paid"], contacts.get(db, rina).owed) == (0, 0, 0)
    assert dues.open_dues(db, dues.Wanted(contact_id=rina), None) == []


def test_a_deposit_stays_with_the_errand(db, rina):
    row = asked(db, rina)
    store.deposit(db, row, 150_000, "bca", TODAY)
    store.deposit(db, store.find(db, row["id"]), 8_000, "bca", TODAY)
    row = store.find(db, row["id"])
    assert (row["amount"], row["paid"]) == (158_000, 158_000)
    assert (contacts.get(db, rina).owed, contacts.get(db, rina).credit) == (0, 0)


@pytest.mark.parametrize("back", [40_000, 100_000])
def test_nothing_is_owed_for_a_deposit_that_went_back_before_it_is_bought(db, rina, back):
    row = asked(db, rina)
    store.deposit(db, row, 100_000, "bca", TODAY)
    pay.refund(db, row["due_id"], back, "bca", TODAY, None)
    row = store.find(db, row["id"])
    assert (row["amount"], row["paid"], contacts.get(db, rina).owed) == (100_000 - back, 100_000 - back, 0)
    store.deposit(db, row, 70_000, "bca", TODAY)
    assert contacts.get(db, rina).owed == 0
    bought(db, row, 280_000)
    pay.refund(db, row["due_id"], 20_000, "bca", TODAY, None)
    assert contacts.get(db, rina).owed == 295_000 - 170_000 + back + 20_000


def test_a_deposit_that_was_noted_by_mistake_is_not_owed(db, rina):
    row = asked(db, rina)
    store.deposit(db, row, 100_000, "bca", TODAY)
    (payment,) = pay.of_due(db, row["due_id"])
    pay.void(db, payment["id"], "salah", TODAY)
    assert (store.find(db, row["id"])["amount"], contacts.get(db, rina).owed) == (0, 0)
    assert not sums.wrong(db, 9)


def test_credit_can_be_a_deposit_as_far_as_there_is_any(db, rina):
    pay.take(db, contact_id=rina, due_id=None, amount=50_000, method="bca", paid_on=TODAY)
    row = asked(db, rina)
    store.deposit(db, row, 50_000, "credit", TODAY)
    assert (store.find(db, row["id"])["paid"], contacts.get(db, rina).credit) == (50_000, 0)
    with pytest.raises(Refused, match="is more than there is as credit"):
        store.deposit(db, store.find(db, row["id"]), 1, "credit", TODAY)


def test_price_and_fee_are_owed_from_the_day_of_buying(db, rina):
    row = bought(db, asked(db, rina, by=date(2026, 11, 25)), 280_000, on=date(2026, 11, 21))
    due = windows.due(db, row["due_id"])
    assert (due["amount"], due["balance"], due["created_on"], due["due_on"]) == (295_000, 295_000, "2026-11-21", None)
    assert contacts.get(db, rina).owed == 295_000


def test_a_deposit_that_was_too_much_becomes_credit(db, rina):
    row = asked(db, rina)
    store.deposit(db, row, 300_000, "bca", TODAY)
    assert store.bought(db, store.find(db, row["id"]), 100_000, fee=0, on=TODAY, pay_by=None) == 200_000
    assert (store.find(db, row["id"])["paid"], contacts.get(db, rina).credit) == (100_000, 200_000)


@ON_ONE_FILE
@given(st.lists(RUPIAH, max_size=3), RUPIAH, st.integers(min_value=0, max_value=50_000), st.booleans())
def test_no_money_is_made_or_lost_whatever_becomes_of_an_errand(db, deposits, spent, fee, found):
    rina = contacts.add(db, "Rina")
    row = asked(db, rina)
    for amount in deposits:
        store.deposit(db, store.find(db, row["id"]), amount, "bca", TODAY)
    row = store.find(db, row["id"])
    if found:
        row = bought(db, row, spent, fee)
        assert row["amount"] == spent + fee
    else:
        store.not_found(db, row, TODAY, refund=False, as_credit=True, method=None)
        row = store.find(db, row["id"])
    assert row["paid"] <= row["amount"]
    assert row["paid"] + contacts.get(db, rina).credit == sum(deposits)
    assert contacts.get(db, rina).owed == (max(0, spent + fee - sum(deposits)) if found else 0)
    assert not sums.wrong(db, 9)


def test_what_was_not_found_gives_the_deposit_back_or_keeps_it_as_credit(db, rina):
    row = asked(db, rina)
    store.deposit(db, row, 100_000, "bca", TODAY)
    row = store.find(db, row["id"])
    for refund, credit in ((False, False), (True, True)):
        with pytest.raises(Refused, match=r"Rp100\.000 has been paid for errand 1\."):
            store.not_found(db, row, TODAY, refund=refund, as_credit=credit, method=None)
    assert store.not_found(db, row, TODAY, refund=True, as_credit=False, method="bca") == 100_000
    row = store.find(db, row["id"])
    assert (row["paid"], row["amount"], row["closed_on"]) == (0, 0, "2026-11-22")
    assert contacts.get(db, rina).credit == 0
    with pytest.raises(Refused, match="was given up"):
        bought(db, row, 100_000)


def test_a_correction_moves_what_is_owed(db, rina):
    row = bought(db, asked(db, rina), 280_000)
    facts = {"what": "tas biru", "at_most": None, "by": date(2026, 11, 30)}
    assert store.edit(db, row, **facts, fee=10_000, spent=270_000) == 0
    due = windows.due(db, row["due_id"])
    assert (due["amount"], due["memo"], due["due_on"]) == (280_000, "tas biru", "2026-11-30")
    pay.take(db, contact_id=rina, due_id=due["id"], amount=280_000, method="bca", paid_on=TODAY)
    assert store.edit(db, store.find(db, row["id"]), **facts, fee=10_000, spent=200_000) == 70_000
    assert contacts.get(db, rina).credit == 70_000


def test_what_is_not_bought_has_no_price_to_correct(db, rina):
    row = asked(db, rina)
    with pytest.raises(Refused, match="Errand 1 is not bought yet"):
        store.edit(db, row, what="tas", at_most=None, fee=0, spent=1, by=None)
    store.not_found(db, row, TODAY, refund=False, as_credit=False, method=None)
    with pytest.raises(Refused, match="was given up"):
        store.edit(db, store.find(db, row["id"]), what="tas", at_most=None, fee=0, spent=None, by=None)


def test_an_errand_is_found_by_its_number_and_by_its_due(db, rina):
    contacts_due = dues.begin(db, rina, "loan", "kopi", 1, at=clock.now(), on=TODAY)
    row = asked(db, rina)
    assert store.find(db, "1")["id"] == store.find(db, f"due:{row['due_id']}")["id"] == 1
    with pytest.raises(Missing, match="There is no errand 9"):
        store.find(db, "9")
    with pytest.raises(Missing, match=f"There is no errand due:{contacts_due}"):
        store.find(db, f"due:{contacts_due}")
    with pytest.raises(Misunderstood, match="is no number of an errand"):
        store.find(db, "tas")


def test_own_money_is_what_was_spent_and_has_not_come_back(db, rina):
    sari = contacts.add(db, "Sari")
    asked(db, rina, at_most=200_000)
    first = bought(db, asked(db, rina), 100_000)
    bought(db, asked(db, sari), 250_000)
    dues.begin(db, sari, "errand", "bolu", 40_000, at=clock.now(), on=TODAY)
    dues.begin(db, sari, "loan", "kopi", 99_000, at=clock.now(), on=TODAY)
    found = store.exposure(db)
    assert (list(found.contacts), found.out, found.to_come) == ([(sari, 290_000), (rina, 100_000)], 390_000, 200_000)
    pay.take(db, contact_id=rina, due_id=first["due_id"], amount=105_000, method="bca", paid_on=TODAY)
    assert store.exposure(db).contacts == [(sari, 290_000)]  # what is left of hers is the fee


def test_what_is_to_be_bought_comes_by_its_day_and_ends_with_the_due(db, rina):
    later, none, soon = (asked(db, rina, by=by) for by in (date(2026, 12, 24), None, date(2026, 11, 23)))
    assert [row["id"] for row in store.to_buy(db, contact_id=None, limit=None)] == [none["id"], soon["id"], later["id"]]
    waits = store.waiting(db, clock.now(), 9)
    assert [one.next for one in waits] == [f"olcrm errand show {none['id']}", f"olcrm errand show {soon['id']}"]
    assert waits[1].text == "Errand 3, to be bought: tas, by tomorrow, at most Rp300.000"
    dues.cancel(db, dues.find(db, none["due_id"]), TODAY, "batal")
    assert [row["id"] for row in store.to_buy(db, contact_id=rina, limit=None)] == [soon["id"], later["id"]]


def test_nobody_is_reminded_of_what_is_not_bought(db, rina, monkeypatch):
    row = asked(db, rina)
    store.deposit(db, row, 100_000, "bca", TODAY)
    payment = pay.of_due(db, row["due_id"])[0]["id"]
    pay.void(db, payment, "belum masuk", TODAY)
    other = bought(db, asked(db, rina), 100_000)
    monkeypatch.setenv("OLCRM_NOW", "2026-12-22T12:00:00+07:00")
    waiting = remind.dues(db, remind.hour(db, clock.now()))
    assert [stand.due_id for stand in waiting] == [other["due_id"]]


def test_no_question_scans_a_table_that_grows(db, rina):
    bought(db, asked(db, rina), 100_000)
    seen = []
    db.set_trace_callback(seen.append)
    store.waiting(db, clock.now(), 5)
    store.exposure(db)
    for contact in (None, rina):
        store.to_buy(db, contact_id=contact, limit=5)
        store.owed(db, contact_id=contact, limit=5)
        store.documents(db, store.latest(db, contact_id=contact, limit=5))
    db.set_trace_callback(None)
    questions = {question for question in seen if question.lstrip().startswith("SELECT")}
    assert len(questions) > 7
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            scan = re.match(r"SCAN (?!json_each|setting|\w+ USING INDEX)", step["detail"])
            assert not scan or question.endswith("ORDER BY id DESC LIMIT 5"), f"{step['detail']}: {question}"
