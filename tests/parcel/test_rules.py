from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit import couriers
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.parcel import rules
from olcrm.parcel.rules import Piece

LINES = [
    {"id": 7, "order_id": 41, "sku": None, "name": "Gamis M", "qty": 2},
    {"id": 8, "order_id": 41, "sku": "BR", "name": "Bros", "qty": 3},
]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cgk1234567890", "CGK1234567890"),
        (" 0012 3456-7890 ", "001234567890"),
        ("JP-12.34/56_78", "JP12345678"),
        ("ＣＧＫ１２３４", "CGK1234"),
        ("\u202a4567\u202c", "4567"),
    ],
)
def test_a_tracking_number_is_kept_in_capital_letters_and_figures(typed, kept):
    assert rules.tracking(typed) == kept


@pytest.mark.parametrize("typed", ["", "123", "resi", "CGK…1234", "x" * 40 + "1" * 9, "12é45", "²²²²"])
def test_what_is_no_tracking_number_is_not_taken_for_one(typed):
    with pytest.raises(Misunderstood):
        rules.tracking(typed)
    assert not rules.looks_like_number(typed)


@given(st.text(alphabet="ABCJNT0123456789", min_size=4, max_size=48).filter(lambda word: any(map(str.isdigit, word))))
def test_no_shape_of_a_number_is_refused(number):
    assert rules.tracking(number.lower()) == number


@pytest.mark.parametrize(
    ("typed", "courier", "service", "shown"),
    [
        ("jne", "jne", None, "JNE"),
        ("jne yes", "jne", "YES", "JNE YES"),
        ("J&T Express ez", "jnt", "EZ", "J&T Express EZ"),
        ("jnt cargo", "jnt_cargo", None, "J&T Cargo"),
        ("jnt_cargo eco", "jnt_cargo", "ECO", "J&T Cargo ECO"),
        ("Pak  Budi", "Pak Budi", None, "Pak Budi"),
    ],
)
def test_a_courier_is_kept_by_its_code_and_else_by_its_name(typed, courier, service, shown):
    found = rules.carrier(typed)
    assert (found.courier, found.service, found.shown) == (courier, service, shown)


@pytest.mark.parametrize("code", couriers.NAMES)
def test_what_is_shown_of_a_courier_is_understood_as_that_courier(code):
    assert rules.carrier(couriers.shown(code)) == rules.Carrier(code)
    assert rules.carrier(f"{couriers.shown(code)} yes") == rules.Carrier(code, "YES")


def test_what_is_left_is_what_no_parcel_holds():
    assert rules.left(LINES, {}) == [Piece(7, 2, "Gamis M"), Piece(8, 3, "Bros", "BR")]
    assert rules.left(LINES, {7: 2, 8: 1}) == [Piece(8, 2, "Bros", "BR")]
    assert rules.left(LINES, {7: 2, 8: 3}) == []


def test_a_part_is_named_by_its_line_and_never_more_than_is_left():
    rest = rules.left(LINES, {8: 1})
    assert rules.parts(["1x gamis", "2x 2"], LINES, rest) == [Piece(7, 1, "Gamis M"), Piece(8, 2, "Bros", "BR")]
    assert rules.parts(["1x Bros", "Bros"], LINES, rest) == [Piece(8, 2, "Bros", "BR")]
    with pytest.raises(Refused, match="Bros: 3 to go in, 2 left"):
        rules.parts(["1x Bros", "2x Bros"], LINES, rest)
    with pytest.raises(Refused, match="1 to go in, 0 left"):
        rules.parts(["gamis"], LINES, rules.left(LINES, {7: 2}))


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=20), st.data())
def test_what_a_courier_kept_is_shared_out_to_the_last_rupiah(collected, data):
    received = data.draw(st.integers(1, sum(collected)))
    fees = rules.fees(collected, received)
    assert sum(fees) == sum(collected) - received
    assert all(0 <= fee <= amount for fee, amount in zip(fees, collected, strict=True))


def test_more_than_was_collected_cannot_come_in():
    for received in (0, 151):
        with pytest.raises(Refused, match="cannot be what came of"):
            rules.fees([100, 50], received)
    assert rules.is_big(26, 100)
    assert not rules.is_big(25, 100)


def order(**facts):
    return {"id": 41, "cod": 1, "balance": 150_000, "closed_as": None, "ordered_on": "2026-11-20"} | facts


def test_a_courier_collects_what_is_left_to_pay_and_no_more():
    assert rules.collectable(None, order(), 0) == 150_000
    assert rules.collectable(None, order(), 100_000) == 50_000
    assert rules.collectable(None, order(balance=0), 0) is None
    assert rules.collectable(None, order(cod=0), 0) is None
    assert rules.collectable("100rb", order(), 0) == 100_000
    assert rules.collectable("0", order(), 0) is None
    with pytest.raises(Refused, match=r"Rp60.000 is more than is left to collect, Rp50.000"):
        rules.collectable("60rb", order(), 100_000)
    with pytest.raises(Refused, match="is not paid to the courier"):
        rules.collectable("10rb", order(cod=0), 0)


def parcel(**facts):
    days = dict.fromkeys(("shipped_on", "arrived_on", "returned_on"))
    return {"order_id": 41, "place": 1, "parcels": 1} | days | facts


def test_a_parcel_goes_by_its_order_and_by_its_place_only_where_there_are_several():
    assert rules.name(parcel()) == "41"
    assert rules.name(parcel(place=2, parcels=2)) == "41/2"
    assert rules.place("41/2") == (41, 2)
    assert rules.place("#41/2") == (41, 2)
    assert rules.place("41") is None
    assert rules.place("41/x") is None


def test_only_a_parcel_on_its_way_arrives_or_comes_back():
    rules.on_the_way(parcel(shipped_on="2026-11-20"), "41")
    with pytest.raises(Refused, match="has not been sent off"):
        rules.on_the_way(parcel(), "41")
    with pytest.raises(Refused, match="arrived on 21 Nov 2026"):
        rules.on_the_way(parcel(shipped_on="2026-11-20", arrived_on="2026-11-21"), "41")
    with pytest.raises(Refused, match="came back on 21 Nov 2026"):
        rules.on_the_way(parcel(shipped_on="2026-11-20", returned_on="2026-11-21"), "41")
    rules.after_it_left(parcel(shipped_on="2026-11-20"), date(2026, 11, 20), "41")
    with pytest.raises(Refused, match="was only sent off on 20 Nov 2026"):
        rules.after_it_left(parcel(shipped_on="2026-11-20"), date(2026, 11, 19), "41")


def test_the_day_it_left_lies_between_the_order_and_the_end():
    gone = parcel(shipped_on="2026-11-20", arrived_on="2026-11-22")
    rules.sent_by(gone, "2026-11-22", order())
    with pytest.raises(Refused, match="was there by 22 Nov 2026"):
        rules.sent_by(gone, "2026-11-23", order())
    with pytest.raises(Refused, match="lies before the day of the order"):
        rules.sent_by(gone, "2026-11-19", order())
    with pytest.raises(Refused, match="has not been sent off"):
        rules.sent_by(parcel(), "2026-11-22", order())


@pytest.mark.parametrize("code", [None, "jne", "spx", "Pak Budi"])
def test_a_number_is_looked_up_on_the_couriers_page_or_the_shops_own(code):
    page = couriers.page(code, "CGK1", None, "https://cek.example/?r={resi}")
    assert page == {
        "jne": "https://www.jne.co.id/id/tracking/trace",
        "spx": "https://spx.co.id/track?CGK1",
    }.get(code, "https://cek.example/?r=CGK1")
    assert couriers.page(code, "CGK1", "https://x.example/{resi}/", "") == "https://x.example/CGK1/"
