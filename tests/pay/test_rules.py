"""How money is read and spoken of."""

from datetime import date

import pytest

from olcrm.kit.errors import Refused
from olcrm.pay import rules

TODAY = date(2026, 11, 22)


def test_money_came_today_when_no_day_is_said():
    assert rules.day(None, TODAY) == TODAY


def test_a_day_without_its_year_has_been():
    assert rules.day("24/12", TODAY) == date(2025, 12, 24)


def test_a_day_without_its_year_that_comes_soon_is_a_slip():
    with pytest.raises(Refused) as refused:
        rules.day("23/11", TODAY)
    assert refused.value.message == "23 Nov 2026 is still to come."
    assert refused.value.hint == "Money is noted once it is there. For last year's write 23/11/2025."


def test_money_cannot_come_on_a_day_to_come():
    with pytest.raises(Refused) as refused:
        rules.day("besok", TODAY)
    assert refused.value.message == "23 Nov 2026 is still to come."
    assert refused.value.hint == "Money is noted once it is there."


def test_one_way_of_paying_has_one_spelling():
    assert rules.method("  BCA   Mobile ") == "bca mobile"
    assert rules.method(None) is None


@pytest.mark.parametrize("kind", ["payment", "credit", "refund", "void"])
def test_every_kind_of_line_has_a_word(kind):
    assert rules.shown(kind)


def test_a_surplus_is_told_apart_from_credit_that_was_not_needed():
    assert rules.surplus(50_000, "bca", 60_000) == "Rp50.000 more than owed became credit, which is now Rp60.000."
    assert rules.surplus(50_000, "credit", 60_000) == "The other Rp50.000 was not needed; the credit is now Rp60.000."
