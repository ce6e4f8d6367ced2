from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.contact import trust
from olcrm.contact.trust import Trail
from olcrm.shop import rules as house

HOURS = timedelta(hours=1)
RELEASED, GOOD, OPEN = (True, False), (False, True), (False, False)
ORDERS = st.lists(st.sampled_from([RELEASED, GOOD, OPEN]), max_size=30)


def agreed(standing="new", orders=(), kept=None):
    settings = kept or {}
    usual = house.policy(settings).keep_for(standing)
    return trust.agreed(standing, usual, trust.trail(orders, 2), settings)


def test_each_released_keep_counts_until_two_good_orders_follow():
    assert trust.trail([RELEASED], 2) == Trail(1, 1, 0)
    assert trust.trail([RELEASED, GOOD], 2) == Trail(1, 1, 1)
    assert trust.trail([RELEASED, GOOD, GOOD], 2) == Trail(1, 0, 2)
    assert trust.trail([RELEASED, RELEASED, GOOD, GOOD, GOOD], 2) == Trail(2, 1, 3)
    assert trust.trail([RELEASED, GOOD, RELEASED, GOOD], 2) == Trail(2, 2, 1)


def test_good_orders_before_the_first_released_keep_are_not_counted_for_it():
    assert trust.trail([GOOD, GOOD, RELEASED], 2) == Trail(1, 1, 0)


@given(ORDERS, st.integers(1, 9))
def test_a_released_keep_always_fades(orders, fades_after):
    found = trust.trail(orders, fades_after)
    later = trust.trail([*orders, *[GOOD] * (fades_after * found.released)], fades_after)
    assert 0 <= found.count <= found.released == orders.count(RELEASED)
    assert later.count == 0


@given(ORDERS, st.integers(1, 9))
def test_a_good_order_never_makes_it_worse_and_an_open_one_changes_nothing(orders, fades_after):
    found = trust.trail(orders, fades_after)
    assert trust.trail([*orders, GOOD], fades_after).count <= found.count
    assert trust.trail([*orders, OPEN], fades_after) == found


@given(st.integers(0, 2000), st.integers(0, 20), st.integers(0, 100))
def test_a_shortened_keep_lies_between_an_hour_and_the_usual_time(hours, counting, percent):
    usual = timedelta(hours=hours)
    keep = trust.shortened(usual, counting, percent)
    assert min(usual, HOURS) <= keep <= usual
    assert keep >= trust.shortened(usual, counting + 1, percent)


def test_each_released_keep_halves_the_next_one():
    assert [trust.shortened(48 * HOURS, count, 50) / HOURS for count in range(4)] == [48, 24, 12, 6]


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_a_dp_is_a_share_in_whole_thousands_and_never_more_than_the_order(total, percent):
    dp = trust.deposit(total, percent)
    assert dp <= total
    assert dp * 100 >= total * percent
    assert dp == total or dp % 1000 == 0


@given(st.integers(0, 10**12), st.integers(0, 100))
def test_a_discount_is_never_more_than_its_percent(goods, percent):
    assert 0 <= trust.discount(goods, percent) * 100 <= goods * percent


@pytest.mark.parametrize(
    ("standing", "dp", "discount"),
    [("prospect", 50, 0), ("new", 50, 0), ("repeat", 20, 3), ("resting", 20, 3), ("loyal", 0, 10)],
)
def test_dp_and_discount_go_by_standing(standing, dp, discount):
    settings = {
        "dp-percent.new": "50",
        "dp-percent.repeat": "20",
        "discount-percent.repeat": "3",
        "discount-percent.loyal": "10",
    }
    found = agreed(standing, kept=settings)
    assert (found.dp, found.discount) == (dp, discount)
    assert found.dp_because == (standing if dp else "")


def test_whatever_asks_for_more_is_the_reason_of_the_dp():
    settings = {"dp-percent.new": "80"}
    assert agreed("new", [RELEASED], settings).dp_because == "new"
    found = agreed("repeat", [RELEASED, RELEASED, GOOD, GOOD, GOOD], settings)
    assert (found.dp, found.dp_because) == (50, "2 released keeps, last 3 orders good, 1 still counts")


def test_nobody_is_on_a_blacklist_once_her_good_orders_have_made_it_fade():
    found = agreed("repeat", [RELEASED, GOOD, GOOD])
    assert (found.dp, found.keep) == (0, found.usual)
    assert found.lines() == ["1 released keep, last 2 orders good: it counts no more"]


def test_the_presets_differ_in_what_a_released_keep_means():
    asked = {preset: agreed("new", [RELEASED], {"preset": preset}).dp for preset in house.PRESETS}
    assert asked == {"santai": 0, "standar": 50, "ketat": 100}
