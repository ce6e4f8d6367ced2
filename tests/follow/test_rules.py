from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.follow import rules
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.shop import rules as house

TODAY = date(2026, 11, 22)
POLICY = house.policy({})


def ago(days):
    return TODAY - timedelta(days=days)


def test_a_window_reaches_back_from_the_first_day_to_the_last():
    assert rules.window(TODAY, 3, 14) == rules.Window(ago(14), ago(3))


def test_a_window_that_was_set_the_wrong_way_round_is_its_one_day():
    assert rules.window(TODAY, 20, 14) == rules.Window(ago(20), ago(20))


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("41-arrived", (41, "arrived", "41-arrived")),
        (" #41-ARRIVED ", (41, "arrived", "41-arrived")),
        ("41-3-2-care", (41, "care", "41-3-2-care")),
    ],
)
def test_a_draft_is_called_by_what_it_is_about(word, meant):
    assert rules.draft(word, ["arrived", "care"]) == meant


@pytest.mark.parametrize(
    "word", ["", "41", "41-thanks", "arrived-41", "-41-arrived", "41-3-care", "9" * 19 + "-arrived"]
)
def test_what_is_no_draft_of_the_list_is_not_understood(word):
    with pytest.raises(Misunderstood, match="is not the id of a draft on this list"):
        rules.draft(word, ["arrived", "care"])


@pytest.mark.parametrize(
    "reason",
    [
        "habis",
        "stok habis",
        "Stoknya kosong",
        "sold out",
        "out of stock",
        "ternyata HABIS, salah hitung",
        "barangnya tidak ada",
    ],
)
def test_an_order_was_called_off_for_stock_where_the_reason_says_so(reason):
    assert rules.of_stock(reason)


@pytest.mark.parametrize(
    "reason", [None, "", "batal", "uangnya habis", "dana habis kak", "kehabisan sabar", "salah alamat"]
)
def test_an_order_called_off_for_something_else_is_not_apologised_for(reason):
    assert not rules.of_stock(reason)


@pytest.mark.parametrize(
    ("gaps", "usual"), [([], None), ([30], 30), ([10, 30], 20), ([10, 30, 90], 30), ([7, 7, 100, 100], 53)]
)
def test_her_rhythm_is_the_gap_in_the_middle(gaps, usual):
    days = [TODAY]
    for gap in gaps:
        days.append(days[-1] - timedelta(days=gap))
    assert rules.rhythm(days[::-1]) == usual
    assert rules.rhythm([*days, TODAY]) == usual, "two orders of one day are one"


@given(st.lists(st.dates(date(2020, 1, 1), TODAY), max_size=20))
def test_a_rhythm_lies_between_the_shortest_gap_and_the_longest(days):
    gaps = [(later - earlier).days for earlier, later in zip(sorted(set(days)), sorted(set(days))[1:], strict=False)]
    usual = rules.rhythm(days)
    assert usual is None if not gaps else min(gaps) <= usual <= max(gaps)


def test_somebody_becomes_a_regular_with_the_order_that_makes_her_one():
    four = [(ago(days), 100_000) for days in (200, 150, 100, 50)]
    five = [*four, (ago(2), 100_000)]
    assert rules.became_regular(four, five, ago(7), TODAY, POLICY)
    assert not rules.became_regular(four[:3], four, ago(7), TODAY, POLICY)
    assert not rules.became_regular(five, [*five, (TODAY, 1)], ago(7), TODAY, POLICY), "she was one before"


def test_much_money_within_a_year_makes_a_regular_too():
    assert rules.became_regular([], [(TODAY, 2_000_000)], ago(7), TODAY, POLICY)
    assert not rules.became_regular([], [(ago(400), 2_000_000)], ago(7), TODAY, POLICY)


def test_a_tip_comes_some_days_after_and_is_late_for_a_week():
    assert rules.turns(TODAY, 30, None) == [(1, rules.Window(ago(36), ago(30)))]


def test_a_tip_that_comes_again_does_so_for_two_years():
    turns = rules.turns(TODAY, 30, 90)
    assert [(turn, (TODAY - window.last).days) for turn, window in turns[:3]] == [(1, 30), (2, 120), (3, 210)]
    assert (TODAY - turns[-1][1].last).days == 660


@given(st.integers(1, 730), st.integers(1, 730))
def test_no_day_of_arrival_is_told_two_tips_at_once(after, every):
    days = [(window.first, window.last) for _turn, window in rules.turns(TODAY, after, every)]
    assert all(first <= last for first, last in days)
    assert all(later[1] < earlier[0] for earlier, later in pairwise(days))


@pytest.mark.parametrize(("word", "count"), [("1", 1), (" 5 ", 5)])
def test_stars_go_from_one_to_five(word, count):
    assert rules.stars(word) == count


@pytest.mark.parametrize("word", ["0", "6", "", "baik", "-1", "4.5", "²"])
def test_what_is_no_rating_is_not_understood(word):
    with pytest.raises(Misunderstood, match="is no rating"):
        rules.stars(word)


def test_nobody_rates_what_is_not_there():
    with pytest.raises(Refused, match="has not arrived yet"):
        rules.expect_arrived({"id": 41, "closed_as": None, "arrived_on": None})
    with pytest.raises(Refused, match="was called off, so there is nothing to rate"):
        rules.expect_arrived({"id": 41, "closed_as": "cancelled", "arrived_on": None})


def test_an_average_has_one_figure_behind_the_point():
    assert (rules.average(13, 3), rules.average(0, 0)) == (4.3, None)
