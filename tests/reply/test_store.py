from datetime import timedelta

from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.reply import store
from olcrm.reply.filling import Wish
from olcrm.shop import accounts
from olcrm.shop import store as shop


def test_counting_goes_along_an_index_however_often_anything_was_asked(db):
    rina = contacts.add(db, "Rina", phone="+6281234567890")
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    store.given(db, "rekening", clock.now())
    store.had(db, "rekening", rina)
    store.unpaid(db, rina)
    db.set_trace_callback(None)
    plans = [step["detail"] for question in asked for step in db.execute(f"EXPLAIN QUERY PLAN {question}")]
    assert any("reply_key" in plan for plan in plans)
    assert any("reply_contact" in plan for plan in plans)
    assert not [plan for plan in plans if plan.startswith("SCAN")]


def test_a_reply_counts_from_the_moment_it_was_given(db):
    shop.add_account(db, accounts.account("BCA 1234567890"))
    answer = store.written(db, "rekening", None, Wish())
    now = clock.now()
    assert store.given(db, "rekening", now) == (0, None)
    store.give(db, answer)
    store.give(db, answer)
    assert store.given(db, "rekening", now)[0] == 2
    assert store.given(db, "rekening", now + timedelta(seconds=1))[0] == 0
    assert store.given(db, "ongkir", now) == (0, None)


def test_only_who_was_given_it_has_had_it(db):
    shop.add_account(db, accounts.account("BCA 1234567890"))
    rina, sari = contacts.add(db, "Rina"), contacts.add(db, "Sari")
    store.give(db, store.written(db, "rekening", contacts.get(db, rina), Wish()))
    assert store.had(db, "rekening", rina) is not None
    assert store.had(db, "ongkir", rina) is None
    assert store.had(db, "rekening", sari) is None


def test_only_what_a_wording_asks_for_is_looked_up(db):
    shop.add_account(db, accounts.account("BCA 1234567890"))
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    store.written(db, "rekening", None, Wish())
    db.set_trace_callback(None)
    assert not [question for question in asked if "product" in question or "term" in question or "closure" in question]
