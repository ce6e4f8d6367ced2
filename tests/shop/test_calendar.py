"""Working days: never a closed one, and never sooner for more of them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Refused
from olcrm.shop.calendar import DAY, Calendar, Closure, closure

MONDAY = date(2026, 11, 23)
DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31))
WEEKDAYS = st.frozensets(st.integers(min_value=0, max_value=6), max_size=6)
CLOSURES = st.lists(
    st.builds(lambda first, days: Closure(1, first, first + days * DAY), DAYS, st.integers(min_value=0, max_value=30)),
    max_size=4,
)
CALENDARS = st.builds(Calendar, WEEKDAYS, CLOSURES)
COUNTS = st.integers(min_value=0, max_value=30)


@given(CALENDARS, DAYS, COUNTS)
def test_a_working_day_is_never_a_closed_one(calendar, day, count):
    assert calendar.is_open(calendar.after(day, count))
    assert calendar.is_open(calendar.before(day))


@given(CALENDARS, DAYS, DAYS, COUNTS, COUNTS)
def test_more_days_or_a_later_start_never_end_sooner(calendar, day, other, count, more):
    first, last = sorted((day, other))
    assert calendar.after(first, count) <= calendar.after(last, count)
    assert calendar.after(day, count) <= calendar.after(day, count + more)


@given(CALENDARS, DAYS, st.integers(min_value=1, max_value=30))
def test_so_many_working_days_lie_between_a_day_and_the_one_reckoned(calendar, day, count):
    assert calendar.working(day + DAY, calendar.after(day, count)) == count


@given(CALENDARS, DAYS)
def test_a_day_is_closed_for_a_reason_or_open(calendar, day):
    assert calendar.is_open(day) == (calendar.why(day) is None)
    assert calendar.before(day) <= day <= calendar.after(day, 0)


def test_closed_weekdays_and_closures_are_passed_over_and_named():
    natal = Closure(1, date(2026, 12, 24), date(2026, 12, 26), "Natal")
    calendar = Calendar(frozenset({6}), [natal])
    assert calendar.after(date(2026, 12, 23), 2) == date(2026, 12, 29)  # 24–26 closed, 27 is a Sunday
    assert calendar.reasons(date(2026, 12, 24), date(2026, 12, 29)) == ["24 Dec–26 Dec (Natal)", "Sunday"]
    assert calendar.before(date(2026, 12, 27)) == date(2026, 12, 23)


def test_a_shop_that_is_never_open_promises_nothing():
    never = Calendar(frozenset(range(7)))
    with pytest.raises(Refused, match="There is no open day before"):
        never.after(MONDAY, 1)
    with pytest.raises(Refused, match="There is no open day after"):
        never.before(MONDAY)


def test_a_closure_ends_after_it_begins_and_within_a_year():
    assert closure(MONDAY, MONDAY) == (MONDAY, MONDAY)
    with pytest.raises(Refused, match="22 Nov 2026 comes before 23 Nov 2026"):
        closure(MONDAY, MONDAY - DAY)
    with pytest.raises(Refused, match="367 days are more than one closure can be"):
        closure(MONDAY, MONDAY + timedelta(days=366))
