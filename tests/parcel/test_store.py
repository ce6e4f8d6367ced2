import re
from datetime import date, datetime, timedelta

import pytest

from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.ledger import windows
from olcrm.order import store as orders
from olcrm.order.rules import Item, Terms
from olcrm.parcel import news as told
from olcrm.parcel import packing, patience, reading, rules, sending, store
from olcrm.parcel.reading import Wanted
from olcrm.parcel.rules import Carrier
from olcrm.pay import store as pay
from olcrm.shop import store as shop

NOW = datetime.fromisoformat("2026-11-22T12:00:00+07:00")
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
JNE = Carrier("jne", "REG")


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina", phone="081234567890", address="Jl. Melati 3, Bandung")


@pytest.fixture
def take(db, rina):
    """Take an order of Rina's ten days ago; gives its number."""

    def take(*items, paid=0, **terms):
        goods = list(items) or [Item(2, "Gamis M", 150_000), Item(1, "Bros", 15_000)]
        number = orders.take(db, rina, goods, ordered_at=NOW - 10 * DAY, terms=Terms(**terms))
        if paid:
            due = windows.order(db, number)["due_id"]
            pay.take(db, contact_id=rina, due_id=due, amount=paid, method="bca", paid_on=TODAY)
        return number

    return take


@pytest.fixture
def send(db):
    """Pack what is left of an order and send it off so many days ago; gives the parcel's id."""

    def send(number, tracking="CGK1234", ago=0, carrier=JNE, inside=None):
        order = windows.order(db, number)
        parcel = store.pack(db, number, inside or reading.left(db, number), on=None)
        collect = reading.collectable(db, None, order, reading.get(db, parcel))
        day = TODAY - ago * DAY
        store.ship(db, order, parcel, carrier=carrier, tracking=tracking, collect=collect, on=day)
        return parcel

    return send


def status(db, number):
    return windows.order(db, number)["status"]


def test_an_order_is_shipped_once_all_its_pieces_have_left(db, take, send):
    number = take(paid=315_000)
    gamis, bros = reading.left(db, number)
    send(number, "CGK0001", ago=3, inside=[rules.Piece(gamis.line_id, 1, gamis.name)])
    assert status(db, number) == "kept"
    send(number, "CGK0002", ago=2, inside=[rules.Piece(gamis.line_id, 1, gamis.name), bros])
    assert status(db, number) == "shipped"
    assert windows.order(db, number)["shipped_on"] == "2026-11-20"
    assert reading.left(db, number) == []


def test_an_order_has_arrived_once_all_its_parcels_have(db, take, send):
    number = take(paid=315_000)
    gamis, bros = reading.left(db, number)
    first = send(number, "CGK0001", ago=3, inside=[gamis])
    second = send(number, "CGK0002", ago=3, inside=[bros])
    assert not store.arrive(db, reading.get(db, first), TODAY - DAY)
    assert status(db, number) == "shipped"
    assert store.arrive(db, reading.get(db, second), TODAY)
    assert (status(db, number), windows.order(db, number)["arrived_on"]) == ("done", "2026-11-22")


def test_what_came_back_is_to_be_packed_again(db, take, send):
    number = take(paid=315_000)
    store.come_back(db, reading.get(db, send(number, ago=3)), TODAY, "alamat tidak ketemu")
    assert rules.pieces(reading.left(db, number)) == "2x Gamis M, 1x Bros"
    (back,), _total = reading.wanted_rows(db, Wanted("returned"), None)
    assert (back["status"], back["note"]) == ("returned", "alamat tidak ketemu")
    again = store.pack(db, number, reading.left(db, number), on=TODAY)
    assert [row["id"] for row in reading.wanted_rows(db, Wanted("to-ship"), None)[0]] == [again]
    assert [rules.name(row) for row in reading.of_order(db, number)] == [f"{number}/1", f"{number}/2"]


def test_a_parcel_that_left_cannot_be_taken_apart(db, take, send):
    number = take(paid=315_000)
    parcel = store.pack(db, number, reading.left(db, number), on=TODAY)
    store.unpack(db, reading.get(db, parcel))
    assert reading.of_order(db, number) == []
    with pytest.raises(Refused, match="has been sent off already"):
        store.unpack(db, reading.get(db, send(number)))


def test_lines_that_are_packed_stay_in_their_order(db, take):
    number = take(paid=315_000)
    gamis, _bros = reading.left(db, number)
    store.pack(db, number, [gamis], on=TODAY)
    row = windows.order(db, number)
    for change in ({"remove": ["gamis"]}, {"instead": [Item(1, "Tas", 1)]}):
        with pytest.raises(Refused, match="“Gamis M” of order 1 is in a parcel"):
            orders.edit(db, row, terms=orders.terms_of(row), **change)
    orders.edit(db, row, terms=orders.terms_of(row), remove=["bros"], add=[Item(1, "Tas", 75_000)])
    assert rules.pieces(reading.left(db, number)) == "1x Tas"


def test_to_pack_is_what_is_paid_or_cod_or_ready_for_a_loyal_customer(db, take):
    shop.put(db, "loyal-orders", "1")
    late = take(paid=315_000, promised_on=TODAY - DAY)
    take()
    cod = take(cod=True)
    ready = take()
    orders.reach(db, windows.order(db, ready), "ready", TODAY)
    making = take(paid=315_000)
    orders.reach(db, windows.order(db, making), "making", TODAY)
    soon = take(paid=315_000, promised_on=TODAY + DAY)
    packed = take(paid=315_000)
    store.pack(db, packed, reading.left(db, packed), on=TODAY)
    assert [row["id"] for row, _who, _rest in reading.to_pack(db)] == [late, soon, cod, ready]
    shop.put(db, "loyal-orders", "99")
    shop.put(db, "loyal-spent", "99jt")
    assert [row["id"] for row, _who, _rest in reading.to_pack(db)] == [late, soon, cod]


def test_what_is_packed_in_part_is_still_to_be_packed_in_part(db, take):
    number = take(paid=315_000)
    gamis, _bros = reading.left(db, number)
    store.pack(db, number, [rules.Piece(gamis.line_id, 1, gamis.name)], on=TODAY)
    ((_row, _who, rest),) = reading.to_pack(db)
    assert rules.pieces(rest) == "1x Gamis M, 1x Bros"


def test_a_word_means_an_order_a_place_or_a_number(db, take, send):
    number = take(paid=315_000)
    gamis, bros = reading.left(db, number)
    first, second = send(number, "CGK0001", inside=[gamis]), send(number, "123456789012", inside=[bros])
    assert [row["id"] for row in reading.meant(db, "#1")[0]] == [first, second]
    assert [row["id"] for row in reading.meant(db, "1/2")[0]] == [second]
    assert [row["id"] for row in reading.meant(db, "cgk-0001")[0]] == [first]
    assert [row["id"] for row in reading.meant(db, "1234 5678 9012")[0]] == [second]
    with pytest.raises(Missing, match="several such parcels") as several:
        reading.find(db, "1", "shipped")
    assert several.value.hint == "Name one: 1/1 (2x Gamis M); 1/2 (1x Bros)."
    store.arrive(db, reading.get(db, first), TODAY)
    assert reading.find(db, "1", "shipped")["id"] == second


def test_the_courier_collects_the_balance_once_over_all_parcels(db, take, send):
    number = take(cod=True, shipping=20_000, paid=35_000)
    gamis, bros = reading.left(db, number)
    first, second = send(number, "CGK0001", inside=[gamis]), send(number, "CGK0002", inside=[bros])
    assert [reading.get(db, one)["collect"] for one in (first, second)] == [300_000, None]
    assert reading.sums(db, Wanted("cod")) == {"jne": 300_000}


def test_what_the_courier_passes_on_pays_her_debt_whole_and_says_the_fee(db, take, send):
    number = take(cod=True)
    parcel = send(number, ago=3)
    store.settle(db, reading.get(db, parcel), 9_000, TODAY)
    row = reading.get(db, parcel)
    assert (row["paid_on"], row["fee"], row["arrived_on"]) == ("2026-11-22", 9_000, "2026-11-22")
    assert status(db, number) == "done"
    ((amount, method, note),) = db.execute("SELECT amount, method, note FROM payment")
    assert (amount, method, note) == (315_000, "cod", "JNE REG CGK1234")
    with pytest.raises(Refused, match="has come in already"):
        store.settle(db, row, 0, TODAY)
    assert reading.wanted_rows(db, Wanted("cod"), None) == ([], 0)


def test_what_came_twice_becomes_her_credit(db, take, send, rina):
    number = take(cod=True)
    parcel = send(number, ago=3)
    due = windows.order(db, number)["due_id"]
    pay.take(db, contact_id=rina, due_id=due, amount=315_000, method="bca", paid_on=TODAY)
    assert store.settle(db, reading.get(db, parcel), 0, TODAY).credit == 315_000
    assert pay.credit(db, rina) == 315_000


def test_nothing_is_collected_for_what_came_back(db, take, send):
    parcel = send(take(cod=True), ago=3)
    store.come_back(db, reading.get(db, parcel), TODAY, None)
    assert reading.wanted_rows(db, Wanted("cod"), None) == ([], 0)
    with pytest.raises(Refused, match="came back on"):
        store.settle(db, reading.get(db, parcel), 0, TODAY)


@pytest.mark.parametrize(("ago", "own", "stuck"), [(4, None, False), (5, None, True), (5, "9", False), (9, "9", True)])
def test_a_parcel_is_stuck_after_the_days_of_its_courier(db, take, send, ago, own, stuck):
    if own:
        shop.put(db, "parcel.stuck.jne", own)
        shop.put(db, "parcel.stuck.jnt", "1")
    number = take(paid=315_000)
    send(number, ago=ago)
    rows, _total = reading.wanted_rows(db, Wanted("on-the-way", stuck=True), None)
    assert bool(rows) == stuck
    found = patience.waiting(db, clock.now(), 5)
    assert [(one.kind, one.next) for one in found] == ([("stuck", f"olcrm parcel tell {number}")] if stuck else [])


def test_a_stuck_parcel_is_silent_for_two_days_after_she_was_told(db, take, send):
    parcel = send(take(paid=315_000), ago=6)
    told.note(db, told.about(db, reading.get(db, parcel)), "maaf ya")
    assert patience.waiting(db, clock.now(), 5) == []
    (later,) = patience.waiting(db, clock.now() + 2 * DAY, 5)
    assert later.next == "olcrm parcel show 1"


def test_an_order_that_is_noted_as_arrived_leaves_no_parcel_on_the_way(db, take, send):
    number = take(paid=315_000)
    send(number, ago=9)
    orders.reach(db, windows.order(db, number), "arrived", TODAY)
    assert patience.waiting(db, clock.now(), 5) == []
    assert reading.wanted_rows(db, Wanted("on-the-way"), None) == ([], 0)
    assert list(sending.untold(db)) == []


def test_money_that_couriers_keep_for_long_is_brought_up_by_courier(db, take, send):
    send(take(cod=True), "CGK0001", ago=9, carrier=Carrier("jnt"))
    send(take(cod=True), "CGK0002", ago=8, carrier=Carrier("jnt"))
    shop.put(db, "parcel.stuck", "99")
    assert patience.waiting(db, clock.now(), 5) == []
    shop.put(db, "parcel.cod-days", "8")
    (found,) = patience.waiting(db, clock.now(), 5)
    assert (found.kind, found.text) == ("cod", "J&T Express has Rp630.000 of COD, since 13 Nov")


def test_what_came_back_is_brought_up_until_it_is_sent_again_or_called_off(db, take, send):
    number = take(paid=315_000)
    store.come_back(db, reading.get(db, send(number, ago=3)), TODAY, None)
    (found,) = patience.waiting(db, clock.now(), 5)
    assert (found.kind, found.next) == ("returned", f"olcrm parcel show {number}")
    store.pack(db, number, reading.left(db, number), on=TODAY)
    (found,) = patience.waiting(db, clock.now(), 5)
    assert found.next == f"olcrm parcel ship {number} RESI"
    parcel = store.to_ship(db, windows.order(db, number), None)
    store.ship(db, windows.order(db, number), parcel, carrier=None, tracking="JX1", collect=None, on=TODAY)
    assert patience.waiting(db, clock.now(), 5) == []
    other = take(paid=315_000)
    store.come_back(db, reading.get(db, send(other, "CGK2", ago=3)), TODAY, None)
    orders.cancel(db, other, on=TODAY, because="retur", refund=True)
    assert patience.waiting(db, clock.now(), 5) == []


def test_everybody_is_told_once_and_again_when_the_number_was_wrong(db, take, send):
    parcel = send(take(paid=315_000))
    (news,) = sending.untold(db)
    assert (news.id, news.template) == ("1-shipped", "shipped")
    told.note(db, news, "berangkat")
    assert list(sending.untold(db)) == []
    store.edit(db, reading.get(db, parcel), {"tracking": "CGK9999"})
    assert [one.id for one in sending.untold(db)] == ["1-shipped"]


def test_what_left_long_ago_is_no_news_unless_it_is_stuck(db, take, send):
    shop.put(db, "parcel.stuck", "30")
    send(take(paid=315_000), "CGK0001", ago=7)
    send(take(paid=315_000), "CGK0002", ago=8)
    assert [one.parcel["tracking"] for one in sending.untold(db)] == ["CGK0001"]


def test_an_order_noted_as_sent_off_is_not_packed_and_one_without_lines_left_neither(db, take):
    number = take(paid=315_000)
    orders.reach(db, windows.order(db, number), "shipped", TODAY)
    with pytest.raises(Refused, match="was sent off today"):
        packing.packable(db, [str(number)])


def test_no_daily_question_scans_a_table_that_grows(db, take, send):
    number = take(paid=315_000)
    send(take(cod=True), ago=9)
    store.come_back(db, reading.get(db, send(take(paid=315_000), "CGK7", ago=9)), TODAY, None)
    asked = []
    db.set_trace_callback(asked.append)
    patience.waiting(db, clock.now(), 5)
    reading.to_pack(db)
    reading.meant(db, "CGK1234")
    reading.meant(db, str(number))
    for which in ("to-ship", "on-the-way", "cod", "returned"):
        list(reading.documents(db, reading.wanted_rows(db, Wanted(which), None)[0]))
    list(sending.untold(db))
    parcel = store.to_ship(db, windows.order(db, number), None)
    store.not_used(db, "CGK1", parcel)
    db.set_trace_callback(None)
    questions = {question for question in asked if question.lstrip().startswith("SELECT")}
    assert len(questions) > 12
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            scan = re.match(r"SCAN (?!json_each|setting|CONSTANT|v\b)", step["detail"])
            assert not scan or "parcel_" in step["detail"], f"{step['detail']}: {question}"
