import re
from datetime import date, datetime, timedelta
from itertools import islice

import pytest

from olcrm.contact import store as contacts
from olcrm.greet import store
from olcrm.kit import clock
from olcrm.message import store as messages

NOW = datetime.fromisoformat("2026-11-22T12:00:00+07:00")
TODAY = date(2026, 11, 22)


@pytest.fixture
def born(db):
    """Add somebody born on that day."""

    def born(birthday, name="Rina"):
        return contacts.add(db, name, birthday=birthday)

    return born


def found(db, today=TODAY, **given):
    return [(one.contact_id, one.day.isoformat()) for one in store.birthdays(db, today, **given)]


def test_only_those_of_the_day_are_found(db, born):
    born("1990-11-22")
    born("--11-22")
    born("1990-11-23")
    born("--11-21")
    assert found(db) == [(1, "2026-11-22"), (2, "2026-11-22")]


def test_coming_birthdays_are_found_across_the_years_end_the_soonest_first(db, born):
    for birthday in ("--01-02", "1990-12-31", "--12-28", "--01-05"):
        born(birthday)
    assert found(db, date(2026, 12, 29), within=7) == [(2, "2026-12-31"), (1, "2027-01-02"), (4, "2027-01-05")]
    assert found(db, date(2027, 1, 1), late=4) == [(3, "2026-12-28"), (2, "2026-12-31")]


def test_an_occasion_belongs_to_the_year_of_the_birthday_not_of_the_list(db, born):
    rina = born("--01-02")
    messages.log(db, rina, "Selamat", purpose="birthday", occasion="birthday-2026")
    assert found(db, date(2026, 12, 29), within=7) == [(rina, "2027-01-02")]
    messages.log(db, rina, "Selamat", purpose="birthday", occasion="birthday-2027")
    assert found(db, date(2026, 12, 29), within=7) == []


def test_somebody_left_alone_on_her_birthday_is_not_found(db, born):
    rina = born("--11-25")
    contacts.pause(db, rina, TODAY, date(2026, 11, 24), "sakit")
    assert found(db, within=7) == [(rina, "2026-11-25")]
    assert found(db, date(2026, 11, 24), within=1) == [(rina, "2026-11-25")]
    contacts.pause(db, rina, TODAY, date(2026, 11, 25), "sakit")
    assert found(db, within=7) == found(db, date(2026, 11, 25)) == []
    assert found(db, date(2026, 11, 26), late=1) == [], "she is asked first how she is"
    messages.log(db, rina, "Apa kabar?", purpose="checkin", at=clock.moment_of(date(2026, 11, 26)))
    assert found(db, date(2026, 11, 26), late=1) == [(rina, "2026-11-25")]


def test_somebody_left_alone_today_is_not_greeted_late(db, born):
    rina = born("--11-20")
    contacts.pause(db, rina, TODAY, TODAY, "sakit")
    assert found(db, late=3) == []


def test_today_is_told_of_the_birthdays_of_the_day(db, born):
    born("1990-11-22", "Rina")
    born("--11-22", "Siti")
    born("--11-23", "Ani")
    rina, _siti = store.waiting(db, NOW, 10)
    assert (rina.room, rina.kind, rina.when) == ("greet", "birthday", "2026-11-22")
    assert rina.contact == {"id": 1, "name": "Rina", "standing": "prospect"}
    assert rina.order is None
    assert rina.text == "Birthday today, turns 36"
    assert rina.next == "olcrm greet birthdays --send"
    assert len(store.waiting(db, NOW, 1)) == 1


def test_the_days_of_a_long_window_are_only_asked_for_until_the_page_is_full(db, born):
    born("--11-22")
    born("--11-23")
    asked = []
    db.set_trace_callback(asked.append)
    assert len(list(islice(store.birthdays(db, TODAY, within=300), 2))) == 2
    db.set_trace_callback(None)
    assert len([question for question in asked if "birthday_md" in question]) == 2


def test_no_question_looks_through_a_growing_table(db, born):
    born("1990-11-22")
    asked = []
    db.set_trace_callback(asked.append)
    store.waiting(db, NOW, 10)
    store.named(db, TODAY, 0, "1-2026")
    list(store.birthdays(db, TODAY - timedelta(days=400), within=7, late=7))
    db.set_trace_callback(None)
    questions = {question for question in asked if question.lstrip().startswith("SELECT")}
    assert len(questions) > 5
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            assert not re.match(r"SCAN (?!json_each|setting)", step["detail"]), question
