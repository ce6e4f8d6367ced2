"""When a due is late, how old it is, what an amount settles."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.due import rules
from olcrm.kit import text
from olcrm.kit.errors import Misunderstood, Refused

TODAY = date(2026, 11, 22)
RUPIAH = st.integers(min_value=0, max_value=10**9)


def test_a_kind_is_one_of_three():
    assert rules.kind("Errand") == "errand"
    assert rules.kind("Order", orders=True) == "order"
    text.use("id")
    assert rules.kind("titipan") == "errand"
    text.use("en")
    with pytest.raises(Misunderstood, match="There is no kind of due called “order”"):
        rules.kind("order")


@pytest.mark.parametrize("kind", ["order", "errand", "loan", "other"])
def test_every_kind_has_a_word(kind):
    assert rules.shown(kind)


def test_a_due_arises_today_or_earlier():
    assert rules.begun(None, TODAY) == TODAY
    assert rules.begun("1/10", TODAY) == date(2026, 10, 1)
    with pytest.raises(Refused, match="23 Nov 2026 is still to come") as refused:
        rules.begun("besok", TODAY)
    assert "--by" in refused.value.hint


def test_the_agreed_day_lies_ahead():
    assert rules.agreed("1/10", TODAY, TODAY) == date(2027, 10, 1)
    assert rules.agreed("12/11", TODAY, date(2026, 11, 1), since=date(2026, 11, 1)) == date(2026, 11, 12)
    assert rules.agreed(None, TODAY, TODAY) is None
    assert rules.agreed(" - ", TODAY, TODAY) is None


def test_nothing_is_to_be_paid_before_it_arose():
    with pytest.raises(Refused, match="21 Nov 2026 lies before the day it arose, 22 Nov 2026"):
        rules.agreed("kemarin", TODAY, TODAY)
    assert rules.agreed("kemarin", TODAY, date(2026, 11, 1)) == date(2026, 11, 21)


def test_the_due_of_an_order_is_changed_through_its_order():
    with pytest.raises(Refused, match="due:7 belongs to order 41"):
        rules.changeable({"id": 7, "kind": "order", "order_id": 41, "closed_on": None})


def test_a_closed_due_is_not_changed():
    with pytest.raises(Refused, match="due:7 has been closed"):
        rules.changeable({"id": 7, "kind": "loan", "order_id": None, "closed_on": "2026-11-01"})


def test_a_due_is_late_the_day_after_its_day():
    assert rules.late_from(TODAY, date(2026, 11, 25), 14) == date(2026, 11, 26)


def test_a_due_without_a_day_is_late_after_the_days_of_the_shop():
    assert rules.late_from(TODAY, None, 14) == date(2026, 12, 6)


@pytest.mark.parametrize(
    ("age", "bracket"),
    [(0, "0-7"), (7, "0-7"), (8, "8-14"), (14, "8-14"), (15, "15-30"), (30, "15-30"), (31, "31+"), (4000, "31+")],
)
def test_each_age_falls_into_one_bracket(age, bracket):
    assert rules.bracket(age) == bracket


def test_an_amount_pays_in_order_until_it_is_gone():
    assert rules.settle(120, [(1, 50), (2, 100), (3, 10)]) == ([(1, 50), (2, 70)], 0)
    assert rules.settle(200, [(1, 50), (2, 100)]) == ([(1, 50), (2, 100)], 50)
    assert rules.settle(10, []) == ([], 10)


@given(amount=RUPIAH, balances=st.lists(st.integers(min_value=1, max_value=10**6), max_size=20))
def test_settling_conserves_money_and_leaves_no_gap(amount, balances):
    named = list(enumerate(balances, 1))
    parts, rest = rules.settle(amount, named)
    assert sum(part for _due, part in parts) + rest == amount
    assert rest == max(0, amount - sum(balances))
    assert [due for due, _part in parts] == [due for due, _balance in named[: len(parts)]]
    assert all(part == dict(named)[due] for due, part in parts[:-1])
    assert all(0 < part <= dict(named)[due] for due, part in parts)
