"""What is owed, on a real file."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.contact import store as contacts
from olcrm.due import store
from olcrm.due.store import Wanted
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.message import store as messages
from olcrm.pay import store as pay

TODAY = date(2026, 11, 22)
NOW = clock.from_stamp("2026-11-22T05:00:00+00:00")
RUPIAH = st.integers(min_value=1, max_value=1_000_000)


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina")


def owe(db, contact_id, amount, *, days_ago=0, kind="errand", by=None, memo="bolu"):
    on = TODAY - timedelta(days=days_ago)
    return store.begin(db, contact_id, kind, memo, amount, at=clock.start_of(on), on=on, due_on=by)


def give(db, contact_id, due_id, amount):
    return pay.take(db, contact_id=contact_id, due_id=due_id, amount=amount, method="bca", paid_on=TODAY)


def ids(rows):
    return [row["id"] for row in rows]


def test_a_due_begins_unpaid(db, rina):
    row = store.find(db, f"due:{owe(db, rina, 85_000, by=date(2026, 11, 27))}")
    assert (row["amount"], row["paid"], row["balance"], row["payment"]) == (85_000, 0, 85_000, "unpaid")
    assert (row["created_on"], row["due_on"], row["contact_name"]) == ("2026-11-22", "2026-11-27", "Rina")


@pytest.mark.parametrize("word", ["7", "due7", "due:", "due:x", "order:7", "due:²"])
def test_a_due_is_named_in_one_way(db, word):
    with pytest.raises(Misunderstood, match="does not name a due"):
        store.find(db, word)


def test_a_due_that_is_not_there_is_missing(db):
    with pytest.raises(Missing, match="There is no due:7"):
        store.find(db, "due:7")


def test_a_document_has_the_promised_keys(db, rina):
    due = owe(db, rina, 85_000, days_ago=9)
    give(db, rina, due, 5_000)
    (document,) = store.documents(db, [store.find(db, due)])
    promised = {"id", "contact", "order", "kind", "memo", "amount", "paid", "balance", "due_on", "age_days"}
    assert promised <= document.keys()
    assert document["contact"] == {"id": rina, "name": "Rina", "standing": "prospect"}
    assert (document["age_days"], document["balance"], document["order"]) == (9, 80_000, None)


def test_nothing_is_owed_for_a_closed_due(db, rina):
    due = owe(db, rina, 85_000)
    store.close(db, due, TODAY, "batal", refund=False)
    assert store.find(db, due)["balance"] == 0
    assert store.open_dues(db, Wanted(), None) == []
    assert contacts.get(db, rina).owed == 0


def test_the_agreed_day_and_a_snooze_are_kept_and_lifted(db, rina):
    due = owe(db, rina, 85_000)
    store.agree_day(db, due, date(2026, 12, 1))
    store.snooze(db, due, date(2026, 12, 24), "gajian tanggal 24")
    row = store.find(db, due)
    assert (row["due_on"], row["snoozed_until"], row["snooze_reason"]) == (
        "2026-12-01",
        "2026-12-24",
        "gajian tanggal 24",
    )
    store.agree_day(db, due, None)
    store.snooze(db, due, None, None)
    row = store.find(db, due)
    assert (row["due_on"], row["snoozed_until"], row["snooze_reason"]) == (None, None, None)


def test_the_amount_is_not_corrected_below_what_is_paid(db, rina):
    due = owe(db, rina, 85_000)
    give(db, rina, due, 50_000)
    with pytest.raises(Refused, match="is less than is paid already, which is Rp50") as refused:
        store.correct(db, due, 40_000)
    assert f"`olcrm pay refund due:{due} 10000`" in refused.value.hint
    store.correct(db, due, 50_000)
    assert store.find(db, due)["payment"] == "paid"


def test_money_that_is_in_is_never_forfeited_silently(db, rina):
    due = owe(db, rina, 85_000)
    give(db, rina, due, 50_000)
    with pytest.raises(Refused, match=rf"has been paid for due:{due}"):
        store.cancel(db, store.find(db, due), TODAY, "batal")
    with pytest.raises(Refused, match="has been paid for"):
        store.cancel(db, store.find(db, due), TODAY, "batal", refund=True, as_credit=True)
    assert store.find(db, due)["closed_on"] is None


def test_calling_a_due_off_can_give_the_money_back(db, rina):
    due = owe(db, rina, 85_000)
    give(db, rina, due, 50_000)
    store.cancel(db, store.find(db, due), TODAY, "batal", refund=True, method="dana")
    row = store.find(db, due)
    assert (row["paid"], row["closed_on"], row["close_reason"]) == (0, "2026-11-22", "batal")
    assert pay.credit(db, rina) == 0
    assert [(one["amount"], one["method"]) for one in pay.of_due(db, due)] == [(50_000, "bca"), (-50_000, "dana")]


def test_calling_a_due_off_can_keep_the_money_as_credit(db, rina):
    due = owe(db, rina, 85_000)
    give(db, rina, due, 50_000)
    store.cancel(db, store.find(db, due), TODAY, "batal", as_credit=True)
    assert pay.credit(db, rina) == 50_000


def test_open_dues_come_the_oldest_first(db, rina):
    sari = contacts.add(db, "Sari")
    young, old = owe(db, rina, 10, days_ago=2), owe(db, sari, 20, days_ago=30, kind="loan")
    paid = owe(db, rina, 30, days_ago=40)
    give(db, rina, paid, 30)
    middle = owe(db, rina, 40, days_ago=15, by=date(2026, 12, 1))
    assert ids(store.open_dues(db, Wanted(), None)) == [old, middle, young]
    assert ids(store.open_dues(db, Wanted(), 2)) == [old, middle]
    assert ids(store.open_dues(db, Wanted(contact_id=rina), None)) == [middle, young]
    assert ids(store.open_dues(db, Wanted(kind="loan"), None)) == [old]
    assert ids(store.open_dues(db, Wanted(late=(TODAY, 14)), None)) == [old]
    assert store.summed(db, Wanted()) == (3, 70)
    assert store.summed(db, Wanted(contact_id=rina)) == (2, 50)
    assert store.summed(db, Wanted(late=(TODAY, 14))) == (1, 20)


def test_a_due_is_not_overdue_on_its_day(db, rina):
    owe(db, rina, 10, days_ago=20, by=TODAY)
    yesterday = owe(db, rina, 10, days_ago=1, by=TODAY - timedelta(days=1))
    fourteen = owe(db, rina, 10, days_ago=14)
    owe(db, rina, 10, days_ago=13)
    assert ids(store.open_dues(db, Wanted(late=(TODAY, 14)), None)) == [fourteen, yesterday]


def test_aging_puts_the_largest_debt_first_and_every_rupiah_into_a_bracket(db, rina):
    sari = contacts.add(db, "Sari")
    for days in (0, 7, 8, 14, 15, 30, 31, 100):
        owe(db, rina, 1_000, days_ago=days)
    owe(db, sari, 9_000, days_ago=3)
    give(db, sari, owe(db, sari, 500, days_ago=3), 500)
    brackets = {"0-7": 2_000, "8-14": 2_000, "15-30": 2_000, "31+": 2_000, "cod": 0}
    nothing = dict.fromkeys(brackets, 0)
    assert store.aging(db, TODAY, None) == [
        {"contact_id": sari, "owed": 9_000, **nothing, "0-7": 9_000},
        {"contact_id": rina, "owed": 8_000, **brackets},
    ]
    assert [row["contact_id"] for row in store.aging(db, TODAY, 1)] == [sari]
    assert store.ages(db, TODAY) == {"owed": 17_000, **brackets, "0-7": 11_000}


def test_settling_pays_the_oldest_first(db, rina):
    young, old = owe(db, rina, 100, days_ago=1), owe(db, rina, 50, days_ago=9)
    settled = store.settle(db, rina, 120, "bca", TODAY)
    assert [(due, taken.booked) for due, taken in settled.parts] == [(old, 50), (young, 70)]
    assert (settled.credit, settled.credit_id) == (0, None)
    assert contacts.get(db, rina).owed == 30


def test_what_settling_leaves_over_becomes_credit(db, rina):
    owe(db, rina, 100)
    settled = store.settle(db, rina, 150, "bca", TODAY)
    assert settled.credit == 50
    assert pay.find(db, settled.credit_id)["amount"] == 50
    assert pay.credit(db, rina) == 50


def test_credit_settles_dues_and_the_rest_of_it_stays(db, rina):
    give(db, rina, None, 150)
    owe(db, rina, 100)
    settled = store.settle(db, rina, 120, "credit", TODAY)
    assert (settled.credit, settled.credit_id) == (20, None)
    assert pay.credit(db, rina) == 50
    with pytest.raises(Refused, match="Nothing is owed there"):
        store.settle(db, rina, 10, "credit", TODAY)
    owe(db, rina, 100)
    with pytest.raises(Refused, match="is more than there is as credit"):
        store.settle(db, rina, 60, "credit", TODAY)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owed=st.lists(st.tuples(RUPIAH, st.integers(0, 60)), max_size=5), amount=RUPIAH)
def test_settling_conserves_money_and_never_overpays(db, owed, amount):
    rina = contacts.add(db, "Rina")
    for rupiahs, days_ago in owed:
        owe(db, rina, rupiahs, days_ago=days_ago)
    settled = store.settle(db, rina, amount, "bca", TODAY)
    total = sum(rupiahs for rupiahs, _days in owed)
    assert sum(taken.booked for _due, taken in settled.parts) + settled.credit == amount
    assert settled.credit == pay.credit(db, rina) == max(0, amount - total)
    assert contacts.get(db, rina).owed == max(0, total - amount)
    paid = db.execute("SELECT paid, amount FROM due WHERE contact_id = ? ORDER BY created_on, id", (rina,)).fetchall()
    assert all(row["paid"] <= row["amount"] for row in paid)
    open_ones = [row["paid"] < row["amount"] for row in paid]
    assert open_ones == sorted(open_ones)


def remind_twice(db, due):
    contact = db.execute("SELECT contact_id FROM due WHERE id = ?", (due,)).fetchone()[0]
    for step in (1, 2):
        messages.log(db, contact, "Halo Kak", purpose="due", due_id=due, step=step)


def test_what_was_reminded_twice_waits_the_longest_first(db, rina):
    sari = contacts.add(db, "Sari")
    late = owe(db, rina, 85_000, days_ago=20, memo="titip bolu")
    later = owe(db, sari, 10_000, days_ago=30, by=date(2026, 11, 10), kind="loan")
    owe(db, rina, 1_000, days_ago=3)
    assert store.waiting(db, NOW, 10) == []  # until then it waits in the room that reminds
    remind_twice(db, late)
    remind_twice(db, later)
    found = store.waiting(db, NOW, 10)
    assert [one.contact["name"] for one in found] == ["Rina", "Sari"]
    assert found[0].document() == {
        "room": "due",
        "kind": "due",
        "when": "2026-11-16",
        "contact": {"id": rina, "name": "Rina", "standing": "prospect"},
        "order": None,
        "text": "titip bolu: Rp85.000, 20 days old, reminded twice",
        "next": f"olcrm due show due:{late}",
        "amount": 85_000,
    }
    assert found[1].when == "2026-11-11"
    assert len(store.waiting(db, NOW, 1)) == 1


def test_an_unpaid_order_does_not_wait_among_the_dues(db, rina):
    owe(db, rina, 85_000, days_ago=90, kind="order")
    assert store.waiting(db, NOW, 10) == []


def test_nobody_waits_who_is_to_be_left_alone(db, rina):
    due = owe(db, rina, 85_000, days_ago=90)
    remind_twice(db, due)
    store.snooze(db, due, TODAY + timedelta(days=1), None)
    assert store.waiting(db, NOW, 10) == []
    store.snooze(db, due, TODAY, None)
    assert len(store.waiting(db, NOW, 10)) == 1
    contacts.pause(db, rina, TODAY, TODAY, "sakit")
    assert store.waiting(db, NOW, 10) == []


# What is asked every day, and the index that holds nothing but what it needs.
QUESTIONS = {
    "list": (store._OLDEST, {**Wanted().values(), "limit": 50}, "due_open_oldest"),
    "list --contact": (store._OF_CONTACT, {**Wanted(contact_id=1).values(), "limit": 50}, "due_contact"),
    "list --overdue": (store._OLDEST, {**Wanted(late=(TODAY, 14)).values(), "limit": 50}, "due_open_oldest"),
    "the sum of a list": (store._SUM, Wanted().values(), "due_open"),
    "aging": (store._AGING, {"limit": 50}, "contact_owing"),
    "the sums of aging": (store._AGES, {}, "due_open_oldest"),
    "waiting": (store._LATE_BY_HAND, {**store._late(TODAY, 14), "to_utc": "-420 minutes"}, "due_open"),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_only_what_is_open_is_looked_at(db, what):
    statement, values, index = QUESTIONS[what]
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    assert any(f"INDEX {index}" in step for step in plan), plan
    assert not [step for step in plan if step.startswith("SCAN") and step != "SCAN owing" and index not in step], plan
    assert what == "waiting" or not [step for step in plan if "TEMP B-TREE" in step], plan
