"""Regulars come first where rows press alike."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.contact import regulars

ROWS = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["prospect", "new", "repeat", "loyal", "resting"])))


@pytest.fixture
def house(shop):
    """Siti ordered before Rina, who is loyal, and Dewi the day before both."""
    shop("config set loyal-orders 2")
    for name in ("Rina", "Siti", "Dewi"):
        shop(f"contact add {name}")
    shop("order add rina 'Tas @150rb' --dp 150rb --on 1/11")
    shop("order add rina 'Tas @150rb' --dp 150rb --on 1/11")
    shop("order status 1 shipped")
    shop("order status 2 shipped")
    shop("order add dewi 'Topi @50rb' --dp 50rb --on kemarin --promise besok")
    shop("order add siti 'Topi @50rb' --dp 50rb --promise besok")
    shop("order add rina 'Topi @50rb' --dp 50rb --promise besok")
    return shop


def orders(run, words):
    return [row["id"] for row in run(f"{words} --json").json["rows"]]


def test_of_the_orders_of_one_day_a_regulars_is_first_and_an_older_one_before_it(house):
    assert orders(house, "order list --to-ship") == [3, 5, 4]


def test_the_packing_list_begins_with_regulars_too(house):
    packed = house("parcel pack --json").json
    assert [one["order"] for one in packed["rows"]] == [3, 5, 4]


def test_of_what_is_late_since_one_day_a_regulars_is_first(house, monkeypatch):
    monkeypatch.setenv("OLCRM_NOW", "2026-11-26T12:00:00+07:00")
    assert orders(house, "order list --late") == [5, 3, 4]


def test_a_setting_turns_it_off(house):
    house("config set lists.regulars-first off")
    assert orders(house, "order list --to-ship") == [3, 4, 5]


@given(ROWS)
def test_nobody_passes_what_presses_more(rows):
    found = regulars.ahead(rows, lambda row: row[0], lambda row: row[1])
    assert [row[0] for row in found] == [row[0] for row in rows]
    assert sorted(found) == sorted(rows)
    assert not any(one[0] == after[0] and one[1] != "loyal" and after[1] == "loyal" for one, after in pairwise(found))
