import re
from datetime import timedelta

import pytest

from olcrm.complaint import causes, reading, store, words
from olcrm.complaint import saying as said
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Refused
from olcrm.ledger import book


@pytest.fixture
def shop_of(shop):
    """Rina with an order of one product, and Sari with one of two."""
    shop("product add GM-M Gamis --variant M --price 150rb --stock 20")
    shop("product add SP-K Sprei --variant King --price 185rb --stock 20")
    shop("contact add Rina --phone 081234567890")
    shop("contact add Sari --phone 081298765432")
    shop("order add rina GM-M --on 1/11")
    shop("order add sari GM-M SP-K --on 1/11")
    return shop


def test_the_only_product_of_an_order_is_taken_and_of_several_none(shop_of):
    with book.writing() as db:
        alone = store.add(db, 1, "size", "kebesaran", order_id=1)
        several = store.add(db, 2, "size", "kebesaran", order_id=2)
        loose = store.add(db, 2, "unanswered", "tanya tiga kali")
        assert [store.get(db, one)["sku"] for one in (alone, several, loose)] == ["GM-M", None, None]


def test_the_ledger_itself_refuses_a_closed_complaint_without_outcome_and_cause(shop_of):
    import sqlite3

    with book.writing() as db:
        number = store.add(db, 1, "late", "telat", order_id=1)
        for columns in ("closed_at = 'x'", "closed_at = 'x', cause = 'y'", "closed_at = 'x', outcome = 'y'"):
            with pytest.raises(sqlite3.IntegrityError):
                db.execute(f"UPDATE complaint SET {columns} WHERE id = ?", (number,))


def test_closing_twice_is_refused_and_opening_what_is_open_too(shop_of):
    with book.writing() as db:
        number = store.add(db, 1, "late", "telat", order_id=1)
        with pytest.raises(Refused, match="Complaint 1 is open"):
            store.reopen(db, store.get(db, number))
        store.close(db, number, "sampai", "hujan")
        with pytest.raises(Refused, match="Complaint 1 was closed today: sampai"):
            store.close(db, number, "sampai", "hujan")
        store.reopen(db, store.get(db, number))
        row = store.get(db, number)
        assert (row["closed_at"], row["outcome"], row["cause"]) == (None, None, "hujan")


@pytest.mark.parametrize(("apart", "flagged"), [(90, 3), (91, 0)])
def test_the_third_of_a_kind_on_a_product_counts_up_to_the_ninetieth_day(shop_of, apart, flagged):
    today = clock.today()
    with book.writing() as db:
        for ago in (apart, 40, 0):
            store.add(db, 1, "size", "kebesaran", product_id=1, on=today - timedelta(days=ago))
        store.add(db, 1, "quality", "luntur", product_id=1)
        store.add(db, 1, "size", "kebesaran", product_id=2)
        store.add(db, 1, "size", "kebesaran")
        assert store.again(db, 1, "size", today) == flagged
        assert store.again(db, 1, "quality", today) == store.again(db, 2, "size", today) == 0
        rows = reading.documents(db, reading.listed(db, reading.Wanted(again=True), None))
        assert [row["again"] for row in rows] == ([flagged] if flagged else [])


def test_how_many_are_too_many_and_within_how_many_days_are_settings(shop_of):
    shop_of("config set complaint.again 2")
    shop_of("config set complaint.again-days 10")
    with book.writing() as db:
        store.add(db, 1, "size", "kebesaran", product_id=1, on=clock.today() - timedelta(days=10))
        store.add(db, 1, "size", "kebesaran", product_id=1)
        assert store.again(db, 1, "size", clock.today()) == 2
        store.edit(db, store.get(db, 1), {"opened_on": (clock.today() - timedelta(days=11)).isoformat()})
        assert store.again(db, 1, "size", clock.today()) == 0


def test_a_complaint_noted_late_raises_the_flag_for_those_that_followed(shop_of):
    today = clock.today()
    with book.writing() as db:
        store.add(db, 1, "size", "kebesaran", product_id=1)
        store.add(db, 1, "size", "kebesaran", product_id=1)
        past = today - timedelta(days=20)
        store.add(db, 1, "size", "kebesaran", product_id=1, on=past)
        assert store.again(db, 1, "size", past) == 3


def test_what_is_open_about_somebody_is_told_without_the_help_she_wants(shop_of):
    with book.writing() as db:
        first = store.add(db, 1, "late", "telat", order_id=1)
        store.add(db, 1, "help", "cara cuci?", order_id=1)
        closed = store.add(db, 1, "size", "kebesaran", order_id=1)
        store.close(db, closed, "ditukar", "tabel")
        assert [row["id"] for row in store.open_of(db, 1)] == [first]
        assert store.open_of(db, 2) == []


def test_she_is_won_back_by_an_order_of_her_own_and_not_by_what_was_sent_in_exchange(shop_of):
    with book.writing() as db:
        number = store.add(db, 1, "size", "kebesaran", order_id=1)
        store.close(db, number, "ditukar", "tabel")

    def won_back():
        with book.reading() as db:
            return reading.documents(db, [reading.one(db, 1)])[0]["won_back"]

    assert won_back() is False
    shop_of("order add rina GM-M", now="2026-11-22T13:00:00+07:00")
    assert won_back() is True
    with book.writing() as db:
        db.execute(
            "INSERT INTO claim (contact_id, order_id, wants, reason, opened_on, opened_at, out_order_id)"
            " VALUES (1, 1, 'exchange', 'size', '2026-11-22', '2026-11-22T05:00:00Z', 3)"
        )
    assert won_back() is False
    shop_of("order add rina GM-M", now="2026-11-22T14:00:00+07:00")
    assert won_back() is True
    shop_of("order cancel 4 --because batal")
    assert won_back() is False


def test_sorry_is_said_once_for_an_order_that_is_late_whoever_says_it(shop_of):
    from olcrm.message import store as messages

    with book.writing() as db:
        late = store.add(db, 1, "late", "telat", order_id=1)
        assert words.now_due(db, store.get(db, late)).what == "sorry"
        messages.log(db, 1, "maaf ya", purpose="sorry", occasion="sorry-late-1")
        assert words.now_due(db, store.get(db, late)) is None
        assert [row["text"] for row in reading.said_about(db, store.get(db, late))] == ["maaf ya"]


def test_the_numbers_of_complaints_are_not_mixed_up_in_what_was_said(shop_of):
    from olcrm.message import store as messages

    with book.writing() as db:
        numbers = [store.add(db, 1, "quality", "luntur") for _one in range(11)]
        messages.log(db, 1, "tentang sebelas", occasion="complaint-11-sorry")
        messages.log(db, 1, "tentang satu", occasion="complaint-1-sorry")
        assert [row["text"] for row in reading.said_about(db, store.get(db, numbers[0]))] == ["tentang satu"]


def test_no_question_about_complaints_goes_through_what_grows(shop_of, db):
    for number in range(6):
        store.add(db, 1, "size", "kebesaran", order_id=1)
        if number % 2:
            store.close(db, number + 1, "ditukar", "tabel", "ukur")
    seen = []
    db.set_trace_callback(seen.append)
    reading.waiting(db, clock.now(), 16)
    contact, today = contacts.get(db, 1).id, clock.today()
    for wanted in (
        reading.Wanted(),
        reading.Wanted(kind="size"),
        reading.Wanted(again=True),
        reading.Wanted(product_id=1),
        reading.Wanted(open=False, closed=True),
        reading.Wanted(open=False, closed=True, since=today),
        reading.Wanted(closed=True, contact_id=contact),
        reading.Wanted(closed=True, product_id=1),
    ):
        reading.documents(db, reading.listed(db, wanted, 5))
    row = reading.one(db, 2)
    reading.same_cause(db, row)
    reading.claims_of(db, row)
    store.open_of(db, 1)
    store.again(db, 1, "size", today)
    list(said.unsaid(db))
    causes.table(db, None, None, None)
    db.set_trace_callback(None)
    questions = {question for question in seen if question.lstrip().startswith("SELECT")}
    assert len(questions) > 12
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            assert not re.match(r"SCAN (?!json_each|setting|complaint USING INDEX complaint_opened)", step["detail"]), (
                f"{step['detail']}: {question}"
            )
