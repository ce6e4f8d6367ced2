import re
from datetime import date, datetime
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.contact import consents
from olcrm.contact import store as contacts
from olcrm.greet import feasts
from olcrm.holiday import rules as holidays
from olcrm.holiday import store as holiday
from olcrm.message import store as messages
from olcrm.shop import store as shop
from olcrm.template import rules as wordings

EVE = date(2027, 3, 9)  # of Idul Fitri, as it is estimated
NOW = datetime.fromisoformat("2027-03-09T09:00:00+07:00")


@pytest.fixture
def people(db):
    """Rina and Siti like to be greeted for Lebaran, Maria for Christmas, Tuti on general days."""
    return [
        contacts.add(db, name, phone=f"08123456789{number}", celebrates=[feast])
        for number, (name, feast) in enumerate(
            (("Rina", "lebaran"), ("Siti", "lebaran"), ("Maria", "natal"), ("Tuti", "umum"))
        )
    ]


def greeted(db, today=EVE, feast="idul-fitri", last=None):
    found = feasts.occasions(db, today, last or date(2027, 3, 10), holiday.meant(db, feast))
    return [one.contact_id for one in feasts.greetings(db, today, found)]


def test_only_those_are_greeted_who_are_noted_for_it(db, people):
    assert greeted(db) == [1, 2]
    assert greeted(db, date(2027, 12, 24), "natal", date(2027, 12, 26)) == [3]


def test_feasts_of_everybody_are_greeted_for_all(db, people):
    newyear = date(2027, 1, 1)
    assert greeted(db, newyear, "tahun-baru", newyear) == [1, 2, 3, 4]
    shop.put(db, "greet.everyone", "-")
    assert greeted(db, newyear, "tahun-baru", newyear) == [4]
    shop.put(db, "greet.everyone", "17-agustus,lebaran")
    assert greeted(db) == [1, 2, 3, 4]


def test_days_that_are_nobodys_own_are_for_those_who_like_general_greetings(db, people):
    august = date(2027, 8, 17)
    assert greeted(db, august, "17-agustus", august) == [4]
    contacts.celebrate(db, 1, ["agustusan"])
    assert greeted(db, august, "17-agustus", august) == [1, 4]


def test_own_feasts_are_greeted_for_like_any_other(db, people):
    holiday.add(db, "Hari Guru", date(2027, 11, 25), date(2027, 11, 25), yearly=True, everyone=False)
    holiday.add(db, "Ulang tahun toko", date(2027, 6, 3), date(2027, 6, 3), yearly=True, everyone=True)
    contacts.celebrate(db, 2, ["hari guru"])
    assert greeted(db, date(2028, 11, 25), "hari-guru", date(2028, 11, 25)) == [2]
    assert greeted(db, date(2028, 6, 3), "ulang-tahun-toko", date(2028, 6, 3)) == [1, 2, 3, 4]


def test_jangan_disapa_a_pause_and_the_archive_are_obeyed(db, people):
    contacts.celebrate(db, 3, ["lebaran"])
    contacts.celebrate(db, 1, ["jangan"])
    assert greeted(db) == [2, 3]
    contacts.pause(db, 2, EVE, date(2027, 3, 20), "berduka")
    assert greeted(db) == [3]
    contacts.archive(db, 3)
    assert greeted(db) == []
    shop.put(db, "greet.everyone", "lebaran")
    assert greeted(db) == [4]


def test_somebody_left_alone_until_the_eve_is_greeted_on_the_day(db, people):
    contacts.pause(db, 1, date(2027, 3, 1), EVE, "sakit")
    assert greeted(db) == [1, 2]


def test_nobody_is_greeted_twice_also_when_the_day_is_corrected(db, people):
    messages.log(db, 1, "Selamat", purpose="holiday", occasion="holiday-idul-fitri-2027-03-10")
    assert greeted(db) == [2]
    holiday.put(db, holiday.meant(db, "lebaran"), date(2027, 3, 11))
    assert greeted(db, last=date(2027, 3, 12)) == [2]
    messages.log(db, 2, "Selamat", purpose="holiday", occasion="holiday-idul-fitri-2026-03-21")
    assert greeted(db, last=date(2027, 3, 12)) == [2]


def test_the_best_customers_are_greeted_first(db, people):
    db.execute("UPDATE contact SET spent = id * 100")
    assert greeted(db) == [2, 1]
    shop.put(db, "greet.everyone", "idul-fitri")
    assert greeted(db) == [4, 3, 2, 1]


def test_many_who_celebrate_are_found_in_the_same_order_as_few(db, people, monkeypatch):
    db.execute("UPDATE contact SET spent = id * 100")
    few = greeted(db)
    monkeypatch.setattr(feasts, "FEW", 1)
    assert greeted(db) == few


def test_an_offer_goes_to_those_alone_who_agreed_to_offers(db, people):
    consents.state(db, 1, ["offers"], given=True, on=EVE, how=None)
    consents.state(db, 2, ["offers"], given=True, on=date(2027, 1, 1), how=None)
    consents.state(db, 2, ["offers"], given=False, on=date(2027, 2, 1), how=None)
    found = feasts.occasions(db, EVE, date(2027, 3, 10))
    some = list(feasts.greetings(db, EVE, found))
    drafts = feasts.sketches(db, EVE, some, "Ada warna baru.")
    assert ["Ada warna baru." in feasts.worded(db, draft) for draft in drafts] == [True, False]
    plain = feasts.sketches(db, EVE, some, None)
    assert not any("warna" in feasts.worded(db, draft) for draft in plain)


def test_a_feast_without_words_of_its_own_is_greeted_for_in_her_language(db):
    contacts.add(db, "Rina", celebrates=["maulid"])
    contacts.add(db, "Ann", celebrates=["maulid"], language="en")
    day = date(2026, 8, 25)
    some = list(feasts.greetings(db, day, feasts.occasions(db, day, day)))
    drafts = feasts.sketches(db, day, some, None)
    first, second = (feasts.worded(db, draft) for draft in drafts)
    assert first.startswith("Halo Kak Rina")
    assert "Di momen Maulid Nabi ini, semoga" in first
    assert second.startswith("Hi Kak Ann")
    assert "On the occasion of Mawlid: may it be" in second


def test_nobody_is_congratulated_on_a_feast_of_the_shops_own(db):
    contacts.add(db, "Rina")
    holiday.add(db, "Ulang tahun toko", date(2027, 6, 3), date(2027, 6, 3), yearly=True, everyone=True)
    day = date(2027, 6, 3)
    (draft,) = feasts.sketches(db, day, list(feasts.greetings(db, day, feasts.occasions(db, day, day))), None)
    assert "Selamat" not in feasts.worded(db, draft)


def test_the_feasts_that_are_worded_are_those_of_the_templates():
    assert set(wordings.FEASTS) == feasts.WORDED
    assert set(holidays.feasts()) >= feasts.WORDED


def test_today_tells_of_feasts_around_it_until_everybody_is_greeted(db, people):
    (line,) = feasts.waiting(db, NOW, 10)
    assert (line.room, line.kind, line.when) == ("greet", "holiday", "2027-03-10")
    assert line.text == "Eid al-Fitr (estimated) tomorrow: 2 customers to greet"
    assert line.next == "olcrm greet holiday idul-fitri --send"
    assert feasts.waiting(db, datetime.fromisoformat("2027-03-08T09:00:00+07:00"), 10) == []
    assert len(feasts.waiting(db, datetime.fromisoformat("2027-03-13T09:00:00+07:00"), 10)) == 1
    assert feasts.waiting(db, datetime.fromisoformat("2027-03-14T09:00:00+07:00"), 10) == []
    for number in (1, 2):
        messages.log(db, number, "Selamat", purpose="holiday", occasion="holiday-idul-fitri-2027-03-10")
    assert feasts.waiting(db, NOW, 10) == []


def test_many_are_not_counted_to_the_last_in_the_morning(db):
    for number in range(120):
        contacts.add(db, f"Rina {number}", celebrates=["lebaran"])
    assert feasts.waiting(db, NOW, 10)[0].text == "Eid al-Fitr (estimated) tomorrow: more than 99 customers to greet"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.dates(date(2024, 1, 1), date(2030, 12, 20)), st.integers(0, 30), st.integers(0, 30))
def test_a_window_finds_what_lies_in_it_across_the_years_end(db, today, ahead, back):
    first, last = date.fromordinal(today.toordinal() - back), date.fromordinal(today.toordinal() + ahead)
    found = feasts.occasions(db, first, last)
    assert all(one.day.first <= last and one.day.last >= first for one in found)
    assert [one.day.first for one in found] == sorted(one.day.first for one in found)
    for day in (date(today.year, 12, 25), date(today.year + 1, 1, 1)):
        assert (first <= day <= last) == any(one.day.first == day for one in found if one.day.how == "fixed")


def test_the_questions_go_along_indices_and_stop_when_the_page_is_full(db, people):
    values = feasts.occasions(db, EVE, date(2027, 3, 10))[0].values(EVE) | {"most": 5}
    for question in (feasts.FETCHED, feasts.WALKED, feasts.EVERYBODY, feasts.BEST, feasts.HOW_MANY):
        plan = [step["detail"] for step in db.execute(f"EXPLAIN QUERY PLAN {question}", values)]
        scans = [step for step in plan if re.match("SCAN", step)]
        assert set(scans) <= {"SCAN contact USING INDEX contact_spent", "SCAN contact", "SCAN (subquery-1)"}, plan
        assert scans != ["SCAN contact"], plan
        if question != feasts.FETCHED:
            assert not any("TEMP B-TREE" in step for step in plan), plan


def test_a_batch_costs_what_it_holds_and_not_what_the_ledger_holds(db):
    for number in range(300):
        db.execute(
            "INSERT INTO contact (name, name_key, find_key, created_at) VALUES (?1, ?1, ?1, '')", (f"Rina {number}",)
        )
    shop.put(db, "greet.everyone", "idul-fitri")
    steps = 0

    def count():
        nonlocal steps
        steps += 1

    found = feasts.occasions(db, EVE, date(2027, 3, 10))
    db.set_progress_handler(count, 10)
    assert len(list(islice(feasts.greetings(db, EVE, found), 10))) == 10
    db.set_progress_handler(None, 10)
    few = steps
    for number in range(300, 3000):
        db.execute(
            "INSERT INTO contact (name, name_key, find_key, created_at) VALUES (?1, ?1, ?1, '')", (f"Rina {number}",)
        )
    steps = 0
    db.set_progress_handler(count, 10)
    assert len(list(islice(feasts.greetings(db, EVE, found), 10))) == 10
    db.set_progress_handler(None, 10)
    assert steps <= few + 2
