from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.order import rules
from olcrm.order.rules import Item, Terms, item

names = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="@"), min_size=1, max_size=20).filter(
    lambda name: not name[0].isdigit() and name[0] not in "+-"
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("2x Gamis M @150rb", Item(2, "Gamis M", 150_000)),
        ("2 x Gamis M @150rb", Item(2, "Gamis M", 150_000)),
        ("2X Gamis @ 150.000", Item(2, "Gamis", 150_000)),
        ("  Sprei King @250k ", Item(1, "Sprei King", 250_000)),
        ("Sprei King", Item(1, "Sprei King", None)),
        ("12 × Dawet Small @5rb", Item(12, "Dawet Small", 5_000)),
        ("Kaos @home edisi 2 @1,5jt", Item(1, "Kaos @home edisi 2", 1_500_000)),
        ("Kaos @home", Item(1, "Kaos @home", None)),
        ("2xGamis @150rb", Item(1, "2xGamis", 150_000)),
        ("Box 3x4 @10rb", Item(1, "Box 3x4", 10_000)),
        ("1x 3x Lebih Wangi @20rb", Item(1, "3x Lebih Wangi", 20_000)),
        ("Kartu ucapan @0", Item(1, "Kartu ucapan", 0)),
        ("999x Peniti @100", Item(999, "Peniti", 100)),
    ],
)
def test_an_item_is_a_count_a_name_and_a_price(word, meant):
    assert item(word) == meant


@given(st.integers(1, 999), names, st.integers(0, 10**12), st.sampled_from(["x ", " x ", "X  ", " × "]))
def test_every_count_name_and_price_come_back_as_they_were_typed(qty, name, price, cross):
    assert item(f"{qty}{cross}{name} @{price}") == Item(qty, name, price)


@given(st.text(max_size=40))
def test_any_text_is_an_item_or_is_refused(word):
    try:
        read = item(word)
    except (Misunderstood, Refused):
        return
    assert 1 <= read.qty <= 999
    assert read.name in word


@pytest.mark.parametrize(
    "word", ["0x Gamis @1rb", "1000x Gamis @1rb", "-2x Gamis @1rb", "1,5 x Kain @1rb", "1.000 x A @1"]
)
def test_a_count_is_a_whole_number_from_1_to_999(word):
    with pytest.raises(Refused, match="is no number of pieces"):
        item(word)


@pytest.mark.parametrize("word", ["@150rb", "2x @150rb", " "])
def test_an_item_has_a_name(word):
    with pytest.raises(Misunderstood, match="has no name of a thing in it"):
        item(word)


def test_a_price_that_cannot_be_read_or_be_is_refused():
    with pytest.raises(Misunderstood):
        item("Gamis @150rbb")
    with pytest.raises(Refused):
        item("Gamis @-5rb")
    with pytest.raises(Refused):
        item("Gamis @9999999999999")


def test_a_price_that_is_nowhere_is_refused_with_an_example():
    with pytest.raises(Refused, match="There is no price for “Sprei King”") as refused:
        rules.priced([Item(1, "Gamis", 1), Item(1, "Sprei King", None)])
    assert "“Sprei King @150rb”" in refused.value.hint


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 999))
def test_the_sum_is_goods_and_shipping_less_discount_plus_code(goods, shipping, discount, code):
    terms = Terms(shipping=shipping, discount=discount, unique_code=code)
    if discount > goods + shipping:
        with pytest.raises(Refused, match="is more than goods and shipping, which are"):
            rules.total(goods, terms)
    else:
        assert rules.total(goods, terms) == goods + shipping - discount + code >= 0


def test_a_sum_that_no_order_can_have_is_refused():
    with pytest.raises(Refused, match="is more than one order can be"):
        rules.total(999 * 10**12, Terms())


@given(st.integers(1, 10**6), st.integers(1, 10**7), st.sets(st.integers(1, 999)))
def test_a_unique_code_makes_the_balance_unlike_all_others(number, balance, used):
    taken = {balance + code for code in used}
    if len(used) == 999:
        return
    code = rules.unique_code(number, balance, taken)
    assert 1 <= code <= 999
    assert balance + code not in taken
    assert code == rules.unique_code(number, balance, taken)


def test_when_every_unique_code_is_in_use_it_says_so():
    with pytest.raises(Refused, match=r"All 999 unique codes for Rp1\.000 are in use"):
        rules.unique_code(5, 1_000, {1_000 + code for code in range(1, 1_000)})


def test_neighbouring_orders_try_different_codes_first():
    assert len({rules.unique_code(number, 1, ()) for number in range(1, 900)}) == 899


LINES = [
    {"id": 7, "name": "Gamis M", "sku": "GM-M"},
    {"id": 8, "name": "Gamis", "sku": None},
    {"id": 9, "name": "Sprei King", "sku": None},
]


@pytest.mark.parametrize(
    ("word", "line"), [("1", 7), ("gamis", 8), ("sprei", 9), ("Gamis M", 7), (" 3 ", 9), ("gm-m", 7)]
)
def test_a_line_is_named_by_its_place_its_name_or_a_part_that_only_it_has(word, line):
    assert rules.removed(LINES, [word]) == {line}


def test_a_line_that_none_or_several_fit_is_missing_and_the_lines_are_listed():
    with pytest.raises(Missing, match="No line fits “4”") as missing:
        rules.removed(LINES, ["4"])
    assert "3 Sprei King" in missing.value.hint
    with pytest.raises(Missing, match="Several lines fit “g”"):
        rules.removed(LINES, ["g"])
    with pytest.raises(Missing):
        rules.removed(LINES, [" "])


def order(**facts):
    blank = dict.fromkeys(("making_on", "ready_on", "shipped_on", "arrived_on", "closed_as"))
    return {"id": 41, "ordered_on": "2026-11-20", "paid": 0, "total": 100, "status": "kept"} | blank | facts


def test_a_stage_that_is_none_is_not_understood():
    with pytest.raises(Misunderstood, match="“lost” is no stage of an order"):
        rules.stage_named("lost", {"id": 41})
    with pytest.raises(Misunderstood, match="“gone” is no status of an order"):
        rules.status("gone")


def test_an_order_goes_forward_only_and_not_before_its_day():
    rules.stage(order(), "arrived", date(2026, 11, 20))
    rules.stage(order(shipped_on="2026-11-21"), "shipped", date(2026, 11, 20))
    with pytest.raises(Refused, match="Order 41 is further than that: shipped"):
        rules.stage(order(shipped_on="2026-11-21", status="shipped"), "ready", date(2026, 11, 21))
    with pytest.raises(Refused, match="That day lies before the day of the order, 20 Nov 2026"):
        rules.stage(order(), "ready", date(2026, 11, 19))
    with pytest.raises(Refused, match="Order 41 was only shipped on 22 Nov 2026"):
        rules.stage(order(shipped_on="2026-11-22"), "arrived", date(2026, 11, 21))


def test_what_is_closed_sent_off_or_paid_is_not_released():
    rules.releasable(order(paid=50))
    with pytest.raises(Refused, match="Order 41 was cancelled"):
        rules.releasable(order(closed_as="cancelled"))
    with pytest.raises(Refused, match="Order 41 was released"):
        rules.releasable(order(closed_as="released"))
    with pytest.raises(Refused, match="Order 41 has been sent off already"):
        rules.releasable(order(shipped_on="2026-11-21"))
    with pytest.raises(Refused, match="has been sent off already"):
        rules.changeable(order(arrived_on="2026-11-21"))
    with pytest.raises(Refused, match="Order 41 is paid in full, so its goods are hers"):
        rules.releasable(order(paid=100))


def test_lines_are_told_shortly():
    lines = [{"qty": 2, "name": "Gamis M"}, {"qty": 1, "name": "Sprei"}, {"qty": 1, "name": "Tas"}]
    assert rules.short(lines) == "2x Gamis M, Sprei, Tas"
    assert rules.short(lines, 2) == "2x Gamis M, Sprei, 1 more"
