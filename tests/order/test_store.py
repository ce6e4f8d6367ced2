import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import changed
from olcrm.ledger import windows
from olcrm.order import gifts, morning, store
from olcrm.order.reading import LATELY, Wanted
from olcrm.order.rules import Item, Terms
from olcrm.pay import store as pay

NOW = datetime.fromisoformat("2026-11-22T12:00:00+07:00")
TODAY = date(2026, 11, 22)
GAMIS = Item(2, "Gamis M", 150_000)
SPREI = Item(1, "Sprei King", 250_000)


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina", phone="081234567890")


@pytest.fixture
def take(db, rina):
    """Take an order of Rina's, so many days ago, with what is agreed; ``paid`` rupiah come in the same day."""

    def take(*items, ago=0, paid=0, contact=rina, **terms):
        at = NOW - timedelta(days=ago)
        number = store.take(db, contact, items or [GAMIS], ordered_at=at, terms=Terms(**terms))
        if paid:
            due_id = windows.order(db, number)["due_id"]
            pay.take(db, contact_id=contact, due_id=due_id, amount=paid, method="bca", paid_on=TODAY)
        return number

    return take


def test_an_order_comes_back_with_everything_that_was_agreed(db, take):
    number = take(
        *(GAMIS, SPREI),
        ago=2,
        shipping=20_000,
        discount=5_000,
        unique_code=37,
        keep_until=NOW,
        promised_on=date(2026, 11, 27),
        due_on=date(2026, 11, 24),
        recipient="Bu Ani",
        recipient_phone="+6281234567891",
        address="Jl. Mawar 1",
        gift="Selamat ya",
        dropship_from="Toko Sebelah",
        note="[/] jangan diketuk",
        source="shopee",
        number="261120ABCDEFGH",
    )
    order = store.get(db, number)
    assert order["contact"] == {"id": 1, "name": "Rina", "standing": "prospect"}
    assert order["lines"] == [
        {"name": "Gamis M", "sku": None, "qty": 2, "price": 150_000, "subtotal": 300_000},
        {"name": "Sprei King", "sku": None, "qty": 1, "price": 250_000, "subtotal": 250_000},
    ]
    assert (
        order
        | {
            "status": "kept",
            "payment": "unpaid",
            "goods": 550_000,
            "shipping": 20_000,
            "discount": 5_000,
            "unique_code": 37,
            "total": 565_037,
            "paid": 0,
            "balance": 565_037,
            "ordered_on": "2026-11-20",
            "keep_until": "2026-11-22T12:00:00+07:00",
            "promised_on": "2026-11-27",
            "due_on": "2026-11-24",
            "recipient": "Bu Ani",
            "recipient_phone": "+6281234567891",
            "address": "Jl. Mawar 1",
            "gift": "Selamat ya",
            "dropship_from": "Toko Sebelah",
            "note": "[/] jangan diketuk",
            "source": "shopee",
            "number": "261120ABCDEFGH",
        }
        == order
    )


def test_the_due_of_an_order_is_its_total_and_says_what_for(db, take):
    take(GAMIS, SPREI, shipping=20_000)
    row = db.execute("SELECT * FROM due_view").fetchone()
    assert (row["amount"], row["memo"], row["created_on"]) == (570_000, "2x Gamis M, Sprei King", "2026-11-22")
    assert contacts.get(db, 1).owed == 570_000


def test_an_order_has_at_least_one_line_and_every_line_a_price(db, rina):
    with pytest.raises(Refused, match="An order has at least one line"):
        store.take(db, rina, [], ordered_at=NOW)
    with pytest.raises(Refused, match="There is no price for"):
        store.take(db, rina, [Item(1, "Tas", None)], ordered_at=NOW)


def test_a_marketplace_order_is_taken_once(db, take):
    take(source="shopee", number="261120ABCDEFGH")
    take(source="tokopedia", number="261120ABCDEFGH")
    with pytest.raises(Refused, match="shopee order 261120ABCDEFGH is here already, as order 1"):
        take(source="shopee", number="261120ABCDEFGH")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=25))
def test_no_two_open_orders_with_a_unique_code_have_the_same_balance(db, take, prices):
    for price in prices:
        code = store.free_code(db, price)
        take(Item(1, "Tas", price), unique_code=code)
    balances = [row["balance"] for row in db.execute("SELECT balance FROM due_view WHERE balance > 0")]
    assert len(balances) == len(set(balances))


def test_what_is_paid_needs_no_unique_code(db):
    assert store.free_code(db, 0) == store.free_code(db, -5) == 0


def test_an_edit_keeps_the_unique_code_while_it_serves(db, take):
    number = take(Item(1, "Tas", 100_000), unique_code=500)
    take(Item(1, "Tas", 120_500))
    row = windows.order(db, number)
    store.edit(db, row, terms=changed(store.terms_of(row), shipping=10_000))
    assert windows.order(db, number)["unique_code"] == 500
    store.edit(db, row, terms=changed(store.terms_of(row), shipping=20_000))
    assert windows.order(db, number)["unique_code"] not in (0, 500)


def test_an_edit_puts_lines_in_and_out_and_follows_through_to_the_due(db, take):
    number = take(GAMIS, SPREI)
    row = windows.order(db, number)
    store.edit(db, row, terms=store.terms_of(row), remove=["1"], add=[Item(3, "Jilbab", 50_000)])
    assert [line["name"] for line in store.get(db, number)["lines"]] == ["Sprei King", "Jilbab"]
    due = db.execute("SELECT memo, amount FROM due_view").fetchone()
    assert tuple(due) == ("Sprei King, 3x Jilbab", 400_000)
    store.edit(db, row, terms=store.terms_of(row), instead=[GAMIS])
    assert store.get(db, number)["total"] == 300_000


def test_an_edit_never_leaves_an_order_empty_or_below_zero(db, take):
    row = windows.order(db, take(GAMIS, SPREI, discount=400_000))
    with pytest.raises(Refused, match="The discount of"):
        store.edit(db, row, terms=store.terms_of(row), remove=["1"])
    row = windows.order(db, take(GAMIS, SPREI))
    with pytest.raises(Refused, match="An order has at least one line"):
        store.edit(db, row, terms=store.terms_of(row), remove=["1", "gamis", "sprei"])


@pytest.mark.parametrize(("refund", "credit"), [(True, 0), (False, 100_000)])
def test_a_released_order_gives_its_goods_back(db, take, refund, credit):
    number = take(GAMIS, paid=100_000)
    assert (
        store.release(db, number, on=TODAY, refund=refund, as_credit=not refund, because="tidak ada kabar") == 100_000
    )
    order, who = store.get(db, number), contacts.get(db, 1)
    assert (order["status"], order["paid"], order["balance"]) == ("released", 0, 0)
    assert (order["closed_on"], order["close_reason"]) == ("2026-11-22", "tidak ada kabar")
    assert (who.owed, who.orders, who.credit) == (0, 0, credit)
    assert db.execute("SELECT closed_on FROM due_view").fetchone()[0] == "2026-11-22"


def test_money_that_is_in_is_never_forfeited_silently(db, take):
    number = take(GAMIS, paid=100_000)
    for close in (store.release, lambda *given, **more: store.cancel(*given, because="habis", **more)):
        with pytest.raises(Refused, match=r"Rp100\.000 has been paid for order 1"):
            close(db, number, on=TODAY)
        with pytest.raises(Refused, match="has been paid for order"):
            close(db, number, on=TODAY, refund=True, as_credit=True)
    assert store.get(db, number)["status"] == "kept"


def test_an_order_that_is_paid_in_full_is_cancelled_rather_than_released(db, take):
    number = take(GAMIS, paid=300_000)
    with pytest.raises(Refused, match="is paid in full"):
        store.release(db, number, on=TODAY, refund=True)
    assert store.cancel(db, number, on=TODAY, because="warna habis", refund=True) == 300_000
    with pytest.raises(Refused, match="was cancelled"):
        store.cancel(db, number, on=TODAY, because="lagi", refund=True)


def test_the_last_order_is_repeated_line_by_line(db, take):
    who = contacts.get(db, 1)
    with pytest.raises(Missing, match="Rina has no order yet that could be repeated"):
        store.items_again(db, who)
    take(SPREI, ago=1)
    take(GAMIS, ago=3)
    assert store.items_again(db, who) == [SPREI]


def ids(db, limit=None, **wanted):
    rows, total = store.wanted_rows(db, Wanted(TODAY, **wanted), limit)
    return [row["id"] for row in rows], total


def test_a_list_holds_what_is_asked_for_and_counts_the_rest(db, take):
    siti = contacts.add(db, "Siti")
    unpaid = take(ago=4)
    late = take(ago=3, paid=300_000, promised_on=date(2026, 11, 21))
    sent = take(ago=2, paid=300_000, contact=siti)
    store.reach(db, windows.order(db, sent), "shipped", TODAY)
    gone = take(ago=1)
    store.release(db, gone, on=TODAY)
    partly = take(paid=50_000, contact=siti)
    assert ids(db) == ([partly, gone, sent, late, unpaid], 5)
    assert ids(db, 2) == ([partly, gone], 5)
    assert ids(db, unpaid=True) == ([partly, unpaid], 2)
    assert ids(db, to_ship=True) == ([late], 1)
    assert ids(db, late=True) == ([late], 1)
    assert ids(db, late=True, unpaid=True) == ([], 0)
    assert ids(db, contact_id=siti) == ([partly, sent], 2)
    assert ids(db, contact_id=siti, limit=1) == ([partly], 2)
    assert ids(db, since=date(2026, 11, 19), until=date(2026, 11, 20)) == ([sent, late], 2)
    assert [ids(db, status=status)[0] for status in ("kept", "shipped", "released", "done")] == [
        *([partly, late, unpaid], [sent], [gone], []),
    ]


def test_what_waits_is_late_promised_or_paid_for(db, take):
    take(ago=9)
    late = take(ago=8, promised_on=date(2026, 11, 20))
    tomorrow = take(ago=7, paid=300_000, promised_on=date(2026, 11, 23))
    today = take(promised_on=TODAY)
    paid = take(ago=6, paid=300_000)
    gift = take(Item(1, "Kartu", 0), ago=5, promised_on=date(2026, 12, 24))
    there = take(paid=300_000, promised_on=date(2026, 11, 20))
    store.reach(db, windows.order(db, there), "arrived", TODAY)
    found = morning.waiting(db, clock.now(), 10)
    assert [(one.kind, one.order, one.when) for one in found] == [
        ("late", late, "2026-11-20"),
        ("promise", today, "2026-11-22"),
        ("promise", tomorrow, "2026-11-23"),
        ("ship", paid, "2026-11-16"),
        ("ship", gift, "2026-11-17"),
    ]
    assert found[0].text == "Order 2: promised for 20 Nov, 2 days late, not paid yet"
    assert found[1].text == "Order 4: promised for today, at risk: too soon for the days it needs, not paid yet"
    assert found[2].text.endswith("promised for tomorrow, at risk: it should have left by yesterday")
    assert found[3].text.endswith("paid, to be sent off")
    assert found[3].next == f"olcrm parcel pack {paid}"
    assert found[0].next == f"olcrm order promise {late}"
    assert found[0].contact == {"id": 1, "name": "Rina", "standing": "repeat"}
    assert [one.order for one in morning.waiting(db, clock.now(), 2)] == [late, today]


def test_what_was_sent_off_without_a_parcel_and_is_late_waits_until_it_is_there(db, take):
    days = [TODAY - timedelta(days=LATELY + 1), date(2026, 11, 17), date(2026, 11, 21), TODAY]
    sent = [take(paid=300_000, ago=120, promised_on=day) for day in days]
    for number in sent:
        store.reach(db, windows.order(db, number), "shipped", TODAY)
    found = morning.waiting(db, clock.now(), 10)
    assert [(one.kind, one.order, one.text, one.next) for one in found] == [
        ("late", 2, "Order 2: promised for 17 Nov, 5 days late, on the way", "olcrm order status 2 arrived"),
        ("late", 3, "Order 3: promised for yesterday, 1 day late, on the way", "olcrm order status 3 arrived"),
    ]
    store.reach(db, windows.order(db, 3), "arrived", TODAY)
    assert [one.order for one in morning.waiting(db, clock.now(), 10)] == [2]


def test_no_daily_question_scans_a_table_that_grows(db, take):
    take(paid=300_000, promised_on=TODAY)
    asked = []
    db.set_trace_callback(asked.append)
    morning.waiting(db, clock.now(), 5)
    store.get(db, 1)
    store.payments_of(db, store.get(db, 1))
    store.notes_of(db, store.get(db, 1))
    for wanted in ({}, {"unpaid": True}, {"to_ship": True}, {"late": True}, {"contact_id": 1}, {"status": "kept"}):
        list(store.documents(db, store.wanted_rows(db, Wanted(TODAY, **wanted), None)[0]))
    store.items_again(db, contacts.get(db, 1))
    store.free_code(db, 100)
    gifts.before(db, gifts.recipient(db, "Bu Ani, 081311112222, Jl. Melati 5"), 1)
    gifts.before(db, gifts.Recipient("Rina", None, "Jl. Melati 5", 1), 2)
    db.set_trace_callback(None)
    questions = {question for question in asked if question.lstrip().startswith("SELECT")}
    assert len(questions) > 12
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            scan = re.match(r"SCAN (?!json_each|setting|closure|v\b)", step["detail"])
            assert not scan, f"{step['detail']}: {question}"
