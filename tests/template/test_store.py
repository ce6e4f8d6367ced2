"""Messages written for one person, on a real file."""

from datetime import date, timedelta

import pytest

from olcrm.contact import store as contacts
from olcrm.due import store as dues
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.order import store as orders
from olcrm.order.rules import Item, Terms
from olcrm.pay import store as pay
from olcrm.shop import rules as shop_rules
from olcrm.shop import store as shop
from olcrm.template import example as sample
from olcrm.template import rules, store

TODAY = date(2026, 11, 22)
ITEMS = [Item(2, "Gamis M", 150_000, None), Item(1, "Sprei King", 185_000, None)]


@pytest.fixture
def rina(db):
    shop.put(db, "shop", "Toko Ani")
    shop.add_account(db, shop_rules.Account("BCA", "1234567890", "Ani"))
    shop.add_account(db, shop_rules.Account("DANA", "081200000000"))
    return contacts.add(db, "Rina Wati", birthday="1990-08-17", phone="081234567890")


@pytest.fixture
def order(db, rina):
    terms = Terms(shipping=15_000, keep_until=clock.now() + timedelta(days=2), due_on=date(2026, 12, 1))
    return orders.take(db, rina, ITEMS, ordered_at=clock.now(), terms=terms)


def owe(db, contact_id, amount, memo="titip bolu", **when):
    return dues.begin(db, contact_id, "errand", memo, amount, at=clock.now(), on=TODAY, **when)


def test_the_built_in_wording_is_used_until_the_shop_has_its_own(db):
    built_in = store.wording(db, "remind-1", "id")
    assert (built_in.text, built_in.own) == (rules.default("remind-1", "id"), False)
    store.put(db, "remind-1", "id", "Halo {greeting}")
    store.put(db, "remind-1", "id", "Hai {greeting}")
    own = store.wording(db, "remind-1", "id")
    assert (own.text, own.own) == ("Hai {greeting}", True)
    assert not store.wording(db, "remind-1", "en").own
    assert store.reset(db, "remind-1", "id")
    assert not store.reset(db, "remind-1", "id")
    assert store.wording(db, "remind-1", "id") == built_in


def test_an_unknown_message_or_language_is_missing(db, rina):
    with pytest.raises(Missing, match="There is no message called “remind-3”"):
        store.wording(db, "remind-3", "id")
    with pytest.raises(Missing, match="There are no messages in the language “fr”"):
        store.write(db, "birthday", rina, language="fr")


def test_every_field_of_an_order_is_written_for_its_reader(db, rina, order):
    found = store.fields(db, rina, order_id=order)
    every = frozenset().union(*rules.FIELDS.values())
    assert found == {
        "greeting": "Kak Rina",
        "name": "Rina Wati",
        "shop": "Toko Ani",
        "order": str(order),
        "items": "2x Gamis M, Sprei King",
        "memo": "2x Gamis M, Sprei King",
        "item_lines": "- 2x Gamis M = Rp300.000\n- 1x Sprei King = Rp185.000",
        "accounts": "BCA 1234567890 a.n. Ani\nDANA 081200000000",
        "goods": "Rp485.000",
        "shipping": "Rp15.000",
        "discount": "",
        "unique_code": "",
        "total": "Rp500.000",
        "paid": "",
        "balance": "Rp500.000",
        "keep_until": "Selasa, 24 November pukul 12.00 WIB",
        "due_on": "Selasa, 1 Desember",
        "promised_on": "",
        "dues": "",
        "day": "Minggu, 22 November",
        **dict.fromkeys(every - rules.BILL - {"memo", "dues", "day"}, ""),
    }
    assert set(found) == every


def test_a_promise_that_has_passed_is_not_named(db, rina, order, monkeypatch):
    db.execute("UPDATE sale_order SET promised_on = '2026-11-27', first_promised_on = '2026-11-24'")
    found = store.fields(db, rina, order_id=order)
    assert (found["promised_on"], found["before"]) == ("Jumat, 27 November", "Selasa, 24 November")
    monkeypatch.setenv("OLCRM_NOW", "2026-11-28T12:00:00+07:00")
    assert store.fields(db, rina, order_id=order)["promised_on"] == ""


def test_days_are_in_the_readers_language_whatever_the_screen_speaks(db, rina, order):
    contacts.edit(db, rina, {"language": "en"})
    found = store.fields(db, rina, order_id=order)
    assert found["keep_until"] == "Tuesday, 24 November at 12:00 WIB"
    assert found["due_on"] == "Tuesday, 1 December"
    assert store.write(db, "remind-1", rina, order_id=order).startswith("Hi Kak Rina")


def test_the_shops_language_counts_where_a_reader_has_none(db, rina, order):
    shop.put(db, "message-language", "en")
    assert store.write(db, "remind-1", rina, order_id=order).startswith("Hi Kak Rina")
    assert store.write(db, "remind-1", rina, order_id=order, language="id").startswith("Halo Kak Rina")


def test_a_keep_that_has_lapsed_is_not_named(db, rina, monkeypatch, order):
    monkeypatch.setenv("OLCRM_NOW", "2026-11-24T12:00:01+07:00")
    assert store.fields(db, rina, order_id=order)["keep_until"] == ""


def test_a_day_of_another_year_has_its_year():
    assert store.day(date(2027, 1, 3), "id", today=TODAY) == "Minggu, 3 Januari 2027"
    assert store.day(date(2026, 1, 3), "en", today=TODAY) == "Saturday, 3 January"


def test_a_moment_has_a_zone_only_where_it_has_a_name():
    clock.use_zone("WITA")
    assert store.moment("2026-11-24T05:00:00+00:00", "id") == "Selasa, 24 November pukul 13.00 WITA"
    clock.use_zone("Asia/Singapore")
    assert store.moment("2026-11-24T05:05:00+00:00", "en") == "Tuesday, 24 November at 13:05"


def test_a_message_about_a_due_names_it(db, rina):
    due = owe(db, rina, 85_000, due_on=date(2026, 11, 27))
    pay.take(db, contact_id=rina, due_id=due, amount=5_000, method=None, paid_on=TODAY)
    found = store.fields(db, rina, due_id=due)
    assert (found["memo"], found["total"], found["paid"]) == ("titip bolu", "Rp85.000", "Rp5.000")
    assert (found["balance"], found["due_on"], found["order"]) == ("Rp80.000", "Jumat, 27 November", "")
    said = store.write(db, "due-1", rina, due_id=due)
    assert "titip bolu" in said
    assert "*Rp80.000*" in said


def test_a_statement_lists_everything_open(db, rina, order):
    owe(db, rina, 85_000)
    dues.close(db, owe(db, rina, 5_000, "batal"), TODAY)
    pay.take(db, contact_id=rina, due_id=owe(db, rina, 7_000, "lunas"), amount=7_000, method=None, paid_on=TODAY)
    said = store.write(db, "statement", rina)
    assert f"- 22 November, pesanan nomor {order} (2x Gamis M, Sprei King) = Rp500.000" in said
    assert "- 22 November, titip bolu = Rp85.000" in said
    assert "*Rp585.000*" in said
    assert "batal" not in said
    assert "lunas" not in said
    assert f"- 22 November, order number {order} (" in store.write(db, "statement", rina, language="en")


def test_a_birthday_is_named_without_its_year(db, rina):
    store.put(db, "birthday", "id", "Selamat, {greeting}. {day} memang istimewa.")
    assert store.write(db, "birthday", rina) == "Selamat, Kak Rina. 17 Agustus memang istimewa."
    sari = contacts.add(db, "Sari", birthday="--02-29")
    assert "29 Februari" in store.write(db, "birthday", sari)
    tono = contacts.add(db, "Tono")
    assert store.write(db, "birthday", tono) == "Selamat, Kak Tono.  memang istimewa."


def test_what_a_caller_knows_better_takes_the_place_of_a_field(db, rina, order):
    said = store.write(db, "release", rina, order_id=order, extra={"paid": "Rp75.000"})
    assert "Rp75.000" in said


def test_a_message_gets_no_field_it_is_not_allowed(db, rina, order):
    store.put(db, "remind-2", "id", "Halo {greeting}, {balance}")
    with pytest.raises(Misunderstood, match="This message has no such field"):
        store.write(db, "remind-2", rina, order_id=order)


@pytest.mark.parametrize("name", rules.NAMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_built_in_message_can_be_written(db, rina, order, name, language):
    due = owe(db, rina, 85_000)
    about = {"due_id": due} if name.startswith("due") else {} if name == "statement" else {"order_id": order}
    said = store.write(db, name, rina, language=language, **about)
    assert "Rina" in said
    assert "{" not in said


def test_names_are_data_and_never_fields(db):
    odd = contacts.add(db, "{balance} $name {{x")
    said = store.write(db, "birthday", odd)
    assert "{balance}" in said


def test_an_example_has_every_field_a_message_about_an_order_asks_for():
    for language in ("id", "en"):
        example = sample.fields(language)
        assert set(example) <= set().union(*rules.FIELDS.values())
        assert {"order", "items", "item_lines", "total", "balance", "keep_until", "memo", "dues"} <= set(example)


def test_the_latest_order_and_due_are_found(db, rina, order):
    assert store.latest_order(db, rina) == order
    assert store.latest_due(db, rina) is None
    due = owe(db, rina, 1_000)
    assert store.latest_due(db, rina) == due
    dues.close(db, due, TODAY)
    assert store.latest_due(db, rina) is None
    orders.cancel(db, order, on=TODAY, because="batal")
    assert store.latest_order(db, rina) is None
