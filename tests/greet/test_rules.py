from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.greet import rules
from olcrm.greet.rules import Birthday
from olcrm.kit.errors import Misunderstood, Refused

TODAY = date(2026, 11, 22)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
leaps = st.sampled_from(["28/2", "1/3"])


@pytest.mark.parametrize(
    ("day", "leap", "greeted"),
    [
        (date(2026, 11, 22), "28/2", {"11-22"}),
        (date(2027, 2, 28), "28/2", {"02-28", "02-29"}),
        (date(2027, 2, 28), "1/3", {"02-28"}),
        (date(2027, 3, 1), "1/3", {"03-01", "02-29"}),
        (date(2027, 3, 1), "28/2", {"03-01"}),
        (date(2028, 2, 28), "28/2", {"02-28"}),
        (date(2028, 2, 29), "28/2", {"02-29"}),
        (date(2028, 3, 1), "1/3", {"03-01"}),
        (date(2100, 2, 28), "28/2", {"02-28", "02-29"}),
        (date(2000, 2, 28), "28/2", {"02-28"}),
    ],
)
def test_29_february_is_greeted_on_the_day_the_shop_chose_in_common_years(day, leap, greeted):
    assert set(rules.greeted_on(day, leap)) == greeted


@given(days, st.integers(1950, 2150), leaps)
def test_every_birthday_is_greeted_on_exactly_one_day_of_a_year(born, year, leap):
    first = date(year, 1, 1)
    stored = born.isoformat()
    greeted = [
        first + timedelta(days=number)
        for number in range(366)
        if (first + timedelta(days=number)).year == year
        and stored[-5:] in rules.greeted_on(first + timedelta(days=number), leap)
    ]
    assert greeted == [rules.day_in(year, stored, leap)]
    assert greeted == [rules.day_in(year, f"-{stored[4:]}", leap)]


@pytest.mark.parametrize(
    ("stored", "age"), [("1990-11-22", 36), ("--11-22", None), ("2000-02-29", 26), ("2026-11-22", 0)]
)
def test_an_age_is_known_only_with_the_year_of_birth(stored, age):
    assert Birthday(12, TODAY, stored).age == age


@pytest.mark.parametrize(
    ("day", "stored", "reason"),
    [
        (TODAY, "1990-11-22", "birthday today, turns 36"),
        (TODAY, "--11-22", "birthday today"),
        (TODAY + timedelta(days=1), "--11-23", "birthday tomorrow"),
        (TODAY - timedelta(days=2), "2000-11-20", "birthday 20 Nov, turns 26"),
        (date(2027, 1, 2), "--01-02", "birthday 2 Jan 2027"),
        (TODAY, "2026-11-22", "birthday today"),
    ],
)
def test_the_reason_says_when_and_how_old_only_where_that_is_known(day, stored, reason):
    assert rules.reason(Birthday(12, day, stored), TODAY) == reason


def test_a_draft_is_called_after_the_contact_and_the_year_of_the_birthday():
    birthday = Birthday(12, date(2027, 1, 2), "1990-01-02")
    assert (birthday.draft_id, birthday.occasion) == ("12-2027", "birthday-2027")
    assert rules.draft(birthday.draft_id) == (12, 2027)


@pytest.mark.parametrize("word", ["", "12", "12-26", "-2026", "rina-2026", "12-2026-1", "12-0000", "12-9999", "41-1"])
def test_what_is_no_id_of_a_greeting_is_not_understood(word):
    with pytest.raises(Misunderstood, match="is not the id of a birthday greeting"):
        rules.draft(word)


def test_the_window_reaches_from_the_late_days_to_the_coming_ones():
    assert list(rules.window(TODAY, 0, 0)) == [TODAY]
    found = list(rules.window(TODAY, 7, 3))
    assert (found[0], found[-1], len(found)) == (TODAY - timedelta(days=3), TODAY + timedelta(days=7), 11)


@given(days, st.integers(0, rules.FARTHEST), st.integers(0, rules.LATEST))
def test_no_day_of_the_year_is_in_the_window_twice(today, within, late):
    found = list(rules.window(today, within, late))
    assert len({f"{day:%m-%d}" for day in found}) == len(found)


@pytest.mark.parametrize(("within", "late"), [(-1, 0), (365, 0), (0, -1), (0, 31)])
def test_a_window_that_is_too_long_is_not_understood(within, late):
    with pytest.raises(Misunderstood, match="is from 0 to"):
        rules.window(TODAY, within, late)


@pytest.mark.parametrize(
    ("word", "days"), [("0", 0), ("7", 7), ("-1", -1), ("7d", 7), ("3 hari", 3), ("1 minggu", 7), ("48h", 2)]
)
def test_days_around_today_are_counted_or_said(word, days):
    assert rules.reach(word) == days


def test_a_wish_is_for_the_next_birthday_or_no_later_than_was_asked_for():
    def check(days_ago, late=0):
        rules.check(Birthday(12, TODAY - timedelta(days=days_ago), "--11-22"), TODAY, late, "Rina")

    check(0)
    check(2, late=2)
    check(-364)
    with pytest.raises(Refused, match="Rina’s birthday is still to come, on 22 Nov 2027"):
        check(-365)
    with pytest.raises(Refused, match="Rina’s birthday was on 20 Nov 2026") as refused:
        check(2, late=1)
    assert refused.value.hint == "A late wish is still kind: add --late 2."
    with pytest.raises(Refused) as refused:
        check(31, late=30)
    assert refused.value.hint == "Too long ago to wish for it now."
