from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from olcrm.closure import rules
from olcrm.order import shifting
from olcrm.shop.calendar import Calendar, Closure

LEBARAN = Closure(1, date(2027, 3, 6), date(2027, 3, 14))


def test_a_keep_that_ends_in_a_closure_ends_as_many_days_later_at_the_same_hour():
    until = datetime.fromisoformat("2027-03-08T10:00:00+07:00")
    assert shifting.moved(until, LEBARAN, []).isoformat() == "2027-03-17T10:00:00+07:00"


def test_days_that_were_closed_already_are_not_counted_twice():
    until = datetime.fromisoformat("2027-03-17T10:00:00+07:00")
    longer = Closure(2, date(2027, 3, 10), date(2027, 3, 18))
    assert shifting.moved(until, longer, [LEBARAN]).isoformat() == "2027-03-21T10:00:00+07:00"


def test_a_keep_does_not_move_from_one_closure_into_another():
    until = datetime.fromisoformat("2027-03-08T10:00:00+07:00")
    other = Closure(2, date(2027, 3, 16), date(2027, 3, 20))
    assert shifting.moved(until, LEBARAN, [other]).isoformat() == "2027-03-21T10:00:00+07:00"


CLOSURES = st.builds(
    lambda first, days: Closure(1, first, first + timedelta(days=days)),
    st.dates(date(2026, 12, 1), date(2027, 1, 31)),
    st.integers(0, 20),
)


@given(CLOSURES, st.lists(CLOSURES, max_size=3), st.integers(0, 20), st.integers(0, 23))
def test_a_keep_never_ends_earlier_and_never_on_a_closed_day_also_across_the_years_end(new, others, day, hour):
    until = datetime(new.first.year, new.first.month, new.first.day, hour) + timedelta(
        days=min(day, (new.last - new.first).days)
    )
    later = shifting.moved(until, new, others)
    assert later > until or any(one.first <= until.date() <= one.last for one in others)
    assert later >= until
    assert later.time() == until.time()
    assert not any(one.first <= later.date() <= one.last for one in [new, *others])


def test_the_last_day_to_send_is_an_open_day():
    sundays = Calendar(frozenset({6}), [LEBARAN])
    assert rules.last_day(date(2027, 3, 10), 7, sundays) == date(2027, 3, 3)
    assert rules.last_day(date(2027, 3, 10), 3, sundays) == date(2027, 3, 5)
    assert rules.last_day(date(2027, 3, 10), 10, sundays) == date(2027, 2, 27)


def test_a_shop_that_is_never_open_has_a_last_day_all_the_same():
    assert rules.last_day(date(2027, 3, 10), 7, Calendar(frozenset(range(7)))) == date(2027, 3, 3)


def test_what_couriers_did_can_be_read_in_both_languages():
    assert {"sicepat", "jnt"} <= set(rules.hints())
    assert all(set(hint.texts) == {"id", "en"} and hint.year > 2000 for hint in rules.hints().values())
