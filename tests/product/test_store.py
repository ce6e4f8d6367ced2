import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.ledger import sums


@pytest.fixture
def market(shop):
    """A shop with a customer and a counted product."""
    shop("contact add Rina --phone 081234567890")
    shop("product add GM Gamis --price 150rb --stock 20")
    return shop


def change(ledger, statement):
    connection = sqlite3.connect(ledger)
    try:
        with connection:
            connection.execute(statement)
    finally:
        connection.close()


@pytest.mark.parametrize(
    "damage", ["UPDATE product SET kept = 7", "UPDATE product SET on_hand = 3", "UPDATE order_line SET place = 'gone'"]
)
def test_a_wrong_count_is_found_and_made_anew(market, ledger, look, damage):
    market("order add rina '2x GM'")
    change(ledger, damage)
    assert market("doctor").status != 0
    market("doctor --repair --yes")
    assert look("SELECT on_hand, kept FROM product") == [(20, 2)]
    assert look("SELECT place FROM order_line") == [("kept",)]
    assert market("doctor").status == 0


STEPS = ("order add 1 '2x GM'", "order release {}", "order cancel {} --because x", "order status {} shipped")
STEPS += (
    "order edit {} --item GM",
    "product stock GM +3",
    "product stock GM -1 --because x",
    "undo --yes",
    "redo --yes",
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 3)), min_size=4, max_size=9))
def test_pieces_are_exact_whatever_happens_and_is_taken_back(market, ledger, look, steps):
    for step, order in steps:
        assert market(step.format(order)).status in (0, 3, 4)
        connection = sqlite3.connect(ledger)
        assert sums.wrong(connection, 5) == []
        connection.close()
        (moved,) = look("SELECT sum(qty) FROM stock_move")[0]
        gone, kept = (
            look(
                "SELECT coalesce(sum(qty), 0) FROM order_line JOIN sale_order AS o ON o.id = order_id"
                f" WHERE product_id = 1 AND {which}"
            )[0][0]
            for which in (
                "coalesce(shipped_on, arrived_on) IS NOT NULL",
                "shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL",
            )
        )
        assert look("SELECT on_hand, kept FROM product") == [(moved - gone, kept)]
