"""What an errand comes to, and how much of the owner's own money is in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.errand import rules
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import CEILING

RUPIAH = st.integers(min_value=1, max_value=50_000_000)
FEES = st.integers(min_value=0, max_value=1_000_000)
PERCENT = st.integers(min_value=0, max_value=100)


def errand(**facts):
    row = {"id": 3, "due_id": 7, "what": "tas", "amount": 0, "paid": 0}
    return row | dict.fromkeys(("bought_on", "not_found_on", "closed_on")) | facts


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, "to-buy"),
        ({"amount": 50, "paid": 50}, "to-buy"),
        ({"bought_on": "2026-11-22", "amount": 100, "paid": 50}, "bought"),
        ({"bought_on": "2026-11-22", "amount": 100, "paid": 100}, "settled"),
        ({"not_found_on": "2026-11-22", "closed_on": "2026-11-22"}, "not-found"),
        ({"closed_on": "2026-11-22"}, "cancelled"),
        ({"bought_on": "2026-11-20", "closed_on": "2026-11-22"}, "cancelled"),
    ],
)
def test_where_an_errand_stands_follows_from_its_days_and_its_money(facts, state):
    assert rules.state(errand(**facts)) == state
    assert rules.shown(state)


@given(RUPIAH, FEES, PERCENT)
def test_a_deposit_is_a_share_in_whole_thousands_and_never_more_than_all(at_most, fee, percent):
    asked = rules.deposit(at_most, fee, percent)
    assert at_most + fee >= asked >= (at_most + fee) * percent // 100
    assert asked in (at_most + fee, asked // 1000 * 1000)


@given(RUPIAH, FEES, PERCENT, PERCENT)
def test_a_greater_share_is_no_smaller_deposit(at_most, fee, one, other):
    less, more = sorted((one, other))
    assert rules.deposit(at_most, fee, less) <= rules.deposit(at_most, fee, more)


def test_without_a_limit_no_deposit_is_suggested():
    assert rules.deposit(None, 15_000, 50) == 0
    assert rules.deposit(300_000, 15_000, 50) == 158_000


@given(RUPIAH, st.integers(min_value=0, max_value=60_000_000))
def test_own_money_is_what_was_spent_less_what_came_in(spent, paid):
    assert 0 <= rules.own(spent, paid) <= spent
    assert rules.own(spent, paid) == 0 or rules.own(spent, paid) + paid == spent


@given(RUPIAH, RUPIAH)
def test_more_than_was_agreed_is_refused_with_the_question_to_ask(limit, spent):
    if spent <= limit:
        rules.allowed(limit, spent, "")
        return
    with pytest.raises(Refused, match=r"more than the .* that were agreed") as refused:
        rules.allowed(limit, spent, "Kak, boleh?")
    assert "“Kak, boleh?”" in refused.value.hint


def test_without_a_limit_any_price_will_do():
    rules.allowed(None, CEILING, "")


def test_a_sum_that_nothing_can_come_to_is_refused():
    assert rules.price(CEILING - 1, 1) == CEILING
    with pytest.raises(Refused, match="is more than an errand can come to"):
        rules.price(CEILING, 1)


@pytest.mark.parametrize(("word", "number"), [("3", 3), ("#3", 3), (" 12 ", 12)])
def test_an_errand_is_named_by_its_number(word, number):
    assert rules.errand_number(word) == number


def test_a_word_is_no_number_of_an_errand():
    with pytest.raises(Misunderstood, match="“tas” is no number of an errand"):
        rules.errand_number("tas")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"bought_on": "2026-11-22", "amount": 100}, "Errand 3 is bought already: tas."),
        ({"not_found_on": "2026-11-22"}, "Errand 3 was given up: tas was not found."),
        ({"closed_on": "2026-11-22"}, "Errand 3 was called off: tas."),
    ],
)
def test_what_has_ended_is_not_bought(facts, said):
    rules.to_buy(errand())
    with pytest.raises(Refused, match=said):
        rules.to_buy(errand(**facts))
