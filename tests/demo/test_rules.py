from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from olcrm.demo import rules
from olcrm.kit.zones import ZONES
from olcrm.template import checking as template

NOW = datetime(2026, 11, 22, 12, tzinfo=ZONES["WIB"])
DAYS = [
    NOW,
    datetime(2028, 2, 29, 0, 5, tzinfo=ZONES["WIB"]),
    datetime(2027, 3, 1, 23, 50, tzinfo=ZONES["WIB"]),
    datetime(2026, 12, 31, 7, tzinfo=ZONES["WIB"]),
]


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_everything_has_happened_by_now_and_within_a_year(now):
    told = [event.at for event in rules.story(now)]
    assert told == sorted(told)
    assert now - timedelta(days=366) < told[0]
    assert told[-1] <= now


@pytest.mark.parametrize("now", DAYS, ids=str)
def test_the_same_things_happen_the_same_number_of_days_before_any_day(now):
    def days_before(moment):
        return [(event.deed, event.who, (moment.date() - event.at.date()).days) for event in rules.story(moment)]

    if now.hour >= 5:  # what happened a few hours ago happened yesterday when it is only just past midnight
        assert days_before(now) == days_before(NOW)
    assert len(days_before(now)) == len(days_before(NOW))


def test_some_thirty_people_and_two_hundred_orders():
    deeds = Counter(event.deed for event in rules.story(NOW))
    assert 28 <= deeds["join"] <= 35
    assert deeds["order"] == 200


def test_everybody_is_there_before_she_does_anything():
    known = set()
    for event in rules.story(NOW):
        if event.deed == "join":
            known.add(event.who)
        assert event.who in known | {""}, event


def test_products_are_there_before_anybody_orders_them():
    shelved, ordered = set(), set()
    for event in rules.story(NOW):
        if event.deed == "shelve":
            shelved.add(event.facts["sku"])
        named = {word.rpartition("x ")[2] for word in event.facts.get("order", ()) if "@" not in word}
        assert named <= shelved, event
        ordered |= named
    assert 12 <= len(shelved) <= 20
    assert len(ordered) > 12


def test_what_follows_in_a_scene_is_about_what_was_opened_in_it():
    opened = set()
    for event in rules.story(NOW):
        if event.deed in rules.OPENINGS:
            opened.add(event.thing)
        elif event.deed in rules.DEEDS:
            assert event.thing in opened, event


def test_a_birthday_is_counted_from_today_with_its_year_or_without():
    today = date(2026, 11, 22)
    assert rules.birthday({"in": 3, "year": 1968}, today) == "1968-11-25"
    assert rules.birthday({"in": -1}, today) == "--11-21"
    assert rules.birthday("1992-02-29", today) == "1992-02-29"


def test_a_birthday_on_the_29th_of_february_gets_a_year_that_has_one():
    leap_day = date(2028, 2, 29)
    assert rules.birthday({"in": 0, "year": 1991}, leap_day) == "1988-02-29"
    assert rules.birthday({"in": 0}, leap_day) == "--02-29"


def test_nothing_said_to_a_customer_is_rude():
    for event in rules.story(NOW):
        if event.deed == "say":
            words = "{greeting} " + event.facts["say"]
            assert not [fault for fault in template.problems("release", "id", words) if "field" not in fault], words
