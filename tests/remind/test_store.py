import re
from datetime import date, datetime, timedelta
from itertools import islice

import pytest

from olcrm.contact import store as contacts
from olcrm.due import store as due
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.ledger import windows
from olcrm.message import store as messages
from olcrm.order import store as orders
from olcrm.order.rules import Item, Terms
from olcrm.pay import store as pay
from olcrm.remind import store
from olcrm.remind.rules import Ladder
from olcrm.shop import store as shop

NOW = datetime.fromisoformat("2026-11-22T12:00:00+07:00")
TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina", phone="081234567890")


@pytest.fixture
def take(db, rina):
    """Take an order of Rina's so many days ago, kept for two days; gives its number."""

    def take(ago, *, price=150_000, keep=2, **terms):
        at = NOW - timedelta(days=ago)
        until = None if keep is None else at + timedelta(days=keep)
        return orders.take(db, rina, [Item(1, "Gamis", price)], ordered_at=at, terms=Terms(keep_until=until, **terms))

    return take


def unpaid(db, now=NOW, **given):
    return [stand.draft_id(stand.rung.step) for stand in store.unpaid(db, store.hour(db, now), **given)]


def dues(db, now=NOW, **given):
    return [stand.draft_id(stand.rung.step) for stand in store.dues(db, store.hour(db, now), **given)]


def test_orders_wait_the_oldest_first(db, take):
    take(3)
    take(9)
    take(5)
    assert unpaid(db) == ["2-1", "3-1", "1-1"]


def test_orders_and_other_dues_are_two_lists(db, rina, take):
    take(9)
    orders.reach(db, windows.order(db, take(8)), "shipped", TODAY - 7 * DAY)
    due.begin(db, rina, "loan", "pinjam", 50_000, at=NOW - 30 * DAY, on=TODAY - 30 * DAY)
    assert unpaid(db) == ["1-1"]
    assert dues(db, NOW + 30 * DAY) == ["due:3-1", "due:2-1"]
    assert unpaid(db, contact_id=rina) == ["1-1"]
    assert dues(db, NOW + 30 * DAY, contact_id=rina) == ["due:3-1", "due:2-1"]
    assert unpaid(db, contact_id=rina + 1) == dues(db, NOW + 30 * DAY, contact_id=rina + 1) == []


def test_a_deposit_without_an_agreed_day_is_due_when_the_keep_ends(db, rina, take):
    number = take(10)
    row = windows.order(db, number)
    due.agree_day(db, row["due_id"], None)
    pay.take(
        db,
        contact_id=rina,
        due_id=row["due_id"],
        amount=50_000,
        method="bca",
        paid_on=TODAY - 9 * DAY,
        at=NOW - 9 * DAY,
    )
    stand = next(store.unpaid(db, store.hour(db, NOW)))
    assert stand.ladder == Ladder.SETTLE
    assert stand.until == clock.start_of(TODAY - 8 * DAY)
    assert stand.rung.since == clock.start_of(TODAY - 7 * DAY)


def test_the_due_day_begins_in_the_shops_own_zone(db, rina):
    due.begin(db, rina, "errand", "bolu", 50_000, at=NOW, on=TODAY, due_on=TODAY + DAY)
    clock.use_zone("WIT")
    midnight = datetime.fromisoformat("2026-11-23T00:00:00+09:00")
    assert dues(db, midnight - SECOND) == []
    assert dues(db, midnight) == ["due:1-1"]


def test_a_day_later_is_24_hours_later_also_where_clocks_are_put_forward(db, take):
    clock.use_zone("Europe/Berlin")  # its clocks go forward in the night to 28 March 2027
    take(30)
    row = windows.order(db, 1)
    sent = datetime.fromisoformat("2027-03-27T12:00:00+01:00")
    messages.log(db, row["contact_id"], "Halo", purpose="remind", step=1, due_id=row["due_id"], at=sent)
    assert unpaid(db, sent + DAY - SECOND) == []
    assert unpaid(db, sent + DAY) == ["1-2"]


def test_only_messages_of_its_own_ladder_count(db, rina, take):
    row = windows.order(db, take(9))
    for purpose, step in (("settle", 1), ("due", 1), ("talk", None)):
        messages.log(db, rina, "Halo", purpose=purpose, step=step, due_id=row["due_id"], at=NOW - 5 * DAY)
    assert unpaid(db) == ["1-1"]


def test_reminders_of_another_order_do_not_count(db, rina, take):
    first, _second = take(9), take(8)
    row = windows.order(db, first)
    messages.log(db, rina, "Halo", purpose="remind", step=1, due_id=row["due_id"], at=NOW - 5 * DAY)
    assert unpaid(db) == ["1-2", "2-1"]


def test_a_pause_that_begins_later_holds_nothing_back(db, rina, take):
    take(9)
    contacts.pause(db, rina, TODAY + 3 * DAY, TODAY + 5 * DAY, "umrah")
    assert unpaid(db) == ["1-1"]
    assert unpaid(db, NOW + 4 * DAY) == []


def test_nothing_waits_within_a_closed_period(db, take):
    take(9)
    db.execute("INSERT INTO closure (from_on, until_on) VALUES ('2026-11-22', '2026-11-23')")
    assert unpaid(db) == unpaid(db, NOW + DAY) == []
    assert unpaid(db, NOW + 2 * DAY) == ["1-1"]


def test_today_is_told_of_every_reminder_with_the_command_to_type(db, rina, take):
    take(9)
    settled = windows.order(db, take(8))
    pay.take(
        db, contact_id=rina, due_id=settled["due_id"], amount=50_000, method="bca", paid_on=TODAY, at=NOW - 7 * DAY
    )
    ended = windows.order(db, take(7))
    for step in (1, 2):
        at = NOW - (6 - step) * DAY
        messages.log(db, rina, "Halo", purpose="remind", step=step, due_id=ended["due_id"], at=at)
    due.begin(db, rina, "errand", "titip bolu", 50_000, at=NOW - 9 * DAY, on=TODAY - 9 * DAY, due_on=TODAY - DAY)
    found = {one.kind: one for one in store.waiting(db, NOW, 50)}
    assert {kind: (one.order, one.next) for kind, one in found.items()} == {
        "remind": (1, "olcrm remind unpaid --send"),
        "settle": (2, "olcrm remind unpaid --send"),
        "release": (3, "olcrm order release 3"),
        "due": (None, "olcrm remind due --send"),
    }
    assert found["remind"].room == "remind"
    assert found["remind"].when == "2026-11-14"
    assert found["remind"].contact == {"id": rina, "name": "Rina", "standing": "prospect"}
    assert found["remind"].text == "Order 1: first reminder, Rp150.000"
    assert found["due"].text == "titip bolu: first reminder, Rp50.000"
    assert len(store.waiting(db, NOW, 2)) == 2


def test_a_name_that_is_no_order_or_due_is_missing(db, take):
    take(9)
    hour = store.hour(db, NOW)
    with pytest.raises(Missing, match="There is no order 9"):
        store.named(db, hour, "9-1")
    with pytest.raises(Missing, match="There is no due:9"):
        store.named(db, hour, "due:9-1")
    with pytest.raises(Refused, match="is not at that step"):
        store.named(db, hour, "1-2")


def test_a_page_costs_what_it_shows(db, take):
    for number in range(40):
        take(50 - number)
    asked = []
    hour = store.hour(db, NOW)
    db.set_progress_handler(lambda: asked.append(1), 20)
    list(islice(store.unpaid(db, hour), 2))
    few = len(asked)
    asked.clear()
    list(store.unpaid(db, hour))
    db.set_progress_handler(None, 0)
    assert few * 5 < len(asked)


def test_no_question_looks_through_a_growing_table_or_sorts_one(db, rina, take):
    take(9, keep=None)
    due.begin(db, rina, "errand", "bolu", 50_000, at=NOW - 9 * DAY, on=TODAY - 9 * DAY, due_on=TODAY)
    asked = []
    db.set_trace_callback(asked.append)
    store.waiting(db, NOW, 5)
    hour = store.hour(db, NOW)
    for found in (store.unpaid, store.dues):
        assert store.sketches(db, hour, list(found(db, hour, rina)))
    store.named(db, hour, "1-1")
    db.set_trace_callback(None)
    questions = {question for question in asked if question.lstrip().startswith("SELECT")}
    assert len(questions) > 6
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            assert not re.match(r"SCAN (?!json_each|setting|closure)", step["detail"]), question
            assert "TEMP B-TREE" not in step["detail"] or "channel" in question or "tag" in question, question


def test_the_usual_keep_time_is_that_of_her_standing(db, rina, take):
    for ago in range(20, 15, -1):
        paid = windows.order(db, take(ago))
        pay.take(db, contact_id=rina, due_id=paid["due_id"], amount=150_000, method="bca", paid_on=TODAY)
    number = take(2, keep=None)
    assert f"{number}-1" not in unpaid(db)
    shop.put(db, "keep-loyal", "4d")
    assert f"{number}-1" in unpaid(db)


def test_nobody_is_asked_for_goods_that_came_back_until_they_leave_again(db, take):
    order = take(40)
    orders.reach(db, windows.order(db, order), "shipped", TODAY - 39 * DAY)
    assert dues(db) == ["due:1-1"]
    parcel = "INSERT INTO parcel (order_id, shipped_on, returned_on, created_at) VALUES (?, ?, ?, '2026-11-14')"
    db.execute(parcel, (order, "2026-11-14", "2026-11-20"))
    assert dues(db) == []
    db.execute(parcel, (order, "2026-11-21", None))
    assert dues(db) == ["due:1-1"]
