"""Questions on a real ledger: who waits, who is to be won, who has bought since."""

import re
from datetime import date, timedelta

import pytest

from olcrm.ask import reading, store
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.order import store as orders
from olcrm.order.rules import Item, Terms

TODAY = date(2026, 11, 22)
NOTHING_SAID = {"objection": None, "next_on": None}


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina", phone="081234567890")


def asked(db, who, text="Ready kak?", *, ago=timedelta(0), **facts):
    return store.find(db, str(store.add(db, who, text, at=clock.now() - ago, **facts)))


def answered(db, who, *, next_on=TODAY, ago=timedelta(days=4), **facts):
    row = asked(db, who, ago=ago, **facts)
    store.answer(db, row, "Masih ada kak", objection="price", next_on=next_on, at=clock.now())
    return store.find(db, str(row["id"]))


def order(db, who, *, at=None):
    return orders.take(db, who, [Item(1, "Gamis", 150_000, None)], ordered_at=at or clock.now(), terms=Terms())


def test_a_question_is_something_she_said(db, rina):
    row = asked(db, rina, ago=timedelta(hours=3))
    (message,) = db.execute("SELECT * FROM message").fetchall()
    assert (message["direction"], message["purpose"], message["text"]) == ("in", "ask", "Ready kak?")
    assert message["said_at"] == row["asked_at"]
    assert contacts.get(db, rina).last_contact is not None


def test_a_visit_and_what_to_ask_about_are_nothing_she_said(db, rina):
    for kind in ("visit", "about"):
        asked(db, rina, kind=kind, next_on=TODAY)
    assert db.execute("SELECT count(*) FROM message").fetchone()[0] == 0


def test_whoever_waits_longest_comes_first_and_then_what_has_a_day(db, rina):
    visit = asked(db, rina, kind="visit", next_on=TODAY + timedelta(days=1))
    about = asked(db, rina, kind="about", next_on=TODAY)
    new, old = asked(db, rina), asked(db, rina, ago=timedelta(hours=30))
    found = reading.wanted(db, reading.Wanted(), TODAY, None)
    assert [row["id"] for row in found] == [old["id"], new["id"], about["id"], visit["id"]]
    assert [row["id"] for row in reading.wanted(db, reading.Wanted(), TODAY, 1)] == [old["id"]]
    assert [row["id"] for row in reading.wanted(db, reading.Wanted(kind="visit"), TODAY, 9)] == [visit["id"]]


def test_the_same_is_open_of_one_customer_as_of_all(db, rina):
    asked(db, rina, kind="visit", next_on=TODAY + timedelta(days=1))
    asked(db, rina, ago=timedelta(hours=2))
    answered(db, rina, next_on=TODAY + timedelta(days=2))
    store.end(db, asked(db, rina)["id"], "dropped", because="jauh")
    asked(db, rina, product_id=None, ago=timedelta(hours=5))
    everyone = reading.wanted(db, reading.Wanted(), TODAY, None)
    hers = reading.wanted(db, reading.Wanted(contact_id=rina), TODAY, None)
    assert [row["id"] for row in hers] == [row["id"] for row in everyone]
    assert len(hers) == 4


def test_who_has_ordered_since_is_won_without_a_word(db, rina):
    row = answered(db, rina)
    assert [one["id"] for one in store.prospects(db, TODAY, 9)] == [row["id"]]
    number = order(db, rina)
    assert store.prospects(db, TODAY, 9) == []
    (document,) = reading.documents(db, [store.find(db, str(row["id"]))])
    assert (document["state"], document["order"]) == ("bought", number)


def test_an_order_that_was_called_off_or_came_before_or_much_later_wins_nobody(db, rina, monkeypatch):
    order(db, rina, at=clock.now() - timedelta(days=5))
    row = answered(db, rina)
    off = order(db, rina)
    orders.cancel(db, off, on=TODAY, because="batal")
    assert store.find(db, str(row["id"]))["bought_in"] is None
    order(db, rina, at=clock.now() + timedelta(days=40))
    assert store.find(db, str(row["id"]))["bought_in"] is None


def test_people_are_come_back_to_on_their_day_and_not_when_they_are_to_be_left_alone(db, rina):
    sari = contacts.add(db, "Sari")
    later = answered(db, rina, next_on=TODAY + timedelta(days=1))
    now = answered(db, sari, next_on=TODAY - timedelta(days=2))
    assert [row["id"] for row in store.prospects(db, TODAY, 9)] == [now["id"]]
    contacts.pause(db, sari, TODAY, TODAY + timedelta(days=3), "sakit")
    assert store.prospects(db, TODAY, 9) == []
    assert [row["id"] for row in store.prospects(db, TODAY + timedelta(days=4), 9)] == [now["id"], later["id"]]


def test_who_does_not_want_to_be_greeted_is_not_come_back_to(db, rina):
    answered(db, rina)
    contacts.edit(db, rina, {"greeting_wanted": 0})
    assert store.prospects(db, TODAY, 9) == []
    assert store.waiting(db, clock.now(), 9) == []


def test_who_was_written_to_again_is_left_in_peace_unless_another_day_was_named(db, rina):
    row = answered(db, rina)
    store.came_back(db, row["id"], TODAY + timedelta(days=7))
    assert store.prospects(db, TODAY, 9) == []
    assert store.prospects(db, TODAY + timedelta(days=7), 9) != []
    store.came_back(db, row["id"])
    assert store.prospects(db, TODAY + timedelta(days=7), 9) == []
    assert store.find(db, str(row["id"]))["ended_as"] == "done"


def test_today_tells_of_questions_from_half_their_time_on(db, rina):
    asked(db, rina, ago=timedelta(hours=11))
    assert store.waiting(db, clock.now(), 9) == []
    (waits,) = store.waiting(db, clock.now() + timedelta(hours=1), 9)
    assert (waits.kind, waits.when, waits.next) == ("ask", "2026-11-22", 'olcrm ask answer 1 "…"')
    assert waits.text == "Asked 12 hours ago: “Ready kak?”"


def test_today_tells_of_visits_the_day_before_and_of_the_rest_on_its_day(db, rina):
    tomorrow = TODAY + timedelta(days=1)
    for kind in ("visit", "about"):
        asked(db, rina, "operasi ibunya", kind=kind, next_on=tomorrow)
    asked(db, rina, "", kind="visit", next_on=tomorrow + timedelta(days=1))
    assert [one.text for one in store.waiting(db, clock.now(), 9)] == ["Visit tomorrow: operasi ibunya"]
    told = store.waiting(db, clock.now() + timedelta(days=1), 9)
    assert [one.text for one in told] == ["Visit today: operasi ibunya", "Ask about: operasi ibunya", "Visit tomorrow"]
    assert [one.next for one in told] == ["olcrm ask done 1", "olcrm ask done 2", "olcrm ask show 3"]


def test_today_names_who_is_to_be_come_back_to_and_why(db, rina):
    answered(db, rina)
    (waits,) = store.waiting(db, clock.now(), 9)
    assert (waits.kind, waits.text) == ("prospect", "Asked “Ready kak?” and hesitates: price")


def test_an_answer_is_not_older_than_its_question_and_sent_once_a_day(db, rina):
    row = asked(db, rina)
    with pytest.raises(Refused, match="That is before it was asked"):
        store.answer(db, row, None, **NOTHING_SAID, at=clock.now() - timedelta(days=1))
    store.say(db, row, "Masih")
    with pytest.raises(Refused, match="An answer to question 1 was logged as sent today already"):
        store.say(db, row, "Masih")


def test_the_first_answer_keeps_its_moment(db, rina):
    row = answered(db, rina)
    store.answer(db, row, "Boleh nego", objection=None, next_on=None, at=clock.now() + timedelta(days=2))
    again = store.find(db, str(row["id"]))
    assert (again["answered_at"], again["answer"], again["objection"]) == (row["answered_at"], "Boleh nego", "price")


def test_a_question_that_is_not_there_is_missing(db):
    with pytest.raises(Missing, match="There is no question 7"):
        store.find(db, "7")


def newcomer(db, name, *, phone=None, ig=None, source=None):
    return store.asker(db, name, phone=phone, ig=ig, source=source)


def test_a_new_name_with_a_way_to_reach_her_is_a_prospect(db, rina):
    sari, fresh = newcomer(db, "Sari", ig="@sari.k", source="pameran")
    assert (fresh, sari.source, [one.value for one in sari.channels]) == (True, "pameran", ["sari.k"])
    assert newcomer(db, "Tuti", source="bazar")[1]
    assert newcomer(db, "sari", ig="sari.k") == (contacts.get(db, sari.id), False)
    with pytest.raises(Missing, match="Nobody here is called “Wulan”"):
        newcomer(db, "Wulan")


def test_a_number_of_somebody_else_makes_nobody_new(db, rina):
    with pytest.raises(Refused, match="belongs to Rina"):
        newcomer(db, "Wulan", phone="0812-3456-7890")
    with pytest.raises(Refused, match="There is a customer “Rina” already"):
        newcomer(db, "Rina", phone="0813-0000-0000")


def test_of_several_of_a_name_the_phone_tells_which_is_meant(db, rina):
    contacts.add(db, "Rina", phone="081300000000")
    assert newcomer(db, "Rina", phone="0812-3456-7890")[0].id == rina
    with pytest.raises(Missing, match="could be any of these"):
        newcomer(db, "Rina", phone="0815-1111-2222")


def test_no_question_of_ours_scans_a_table_that_grows(db, rina):
    asked(db, rina, ago=timedelta(hours=20))
    answered(db, rina)
    seen = []
    db.set_trace_callback(seen.append)
    store.waiting(db, clock.now(), 5)
    for wanted in (
        reading.Wanted(),
        reading.Wanted(contact_id=rina),
        reading.Wanted(which="answered"),
        reading.Wanted(which="ended", contact_id=rina),
    ):
        reading.documents(db, reading.wanted(db, wanted, TODAY, 5))
    store.find(db, "1")
    db.set_trace_callback(None)
    questions = {question for question in seen if question.lstrip().startswith("SELECT")}
    assert len(questions) > 7
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            scan = re.match(r"SCAN (?!json_each|setting|ask USING INDEX ask_asked)", step["detail"])
            assert not scan, f"{step['detail']}: {question}"
