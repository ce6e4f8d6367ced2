"""Where claims are kept, and what it costs to ask for them."""

import re
from datetime import date

import pytest

from olcrm.claim import checking, guarantees, judging, saying, settling, store, turns
from olcrm.claim.options import Checked
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.ledger import windows
from olcrm.order import rules, sizing
from olcrm.order import store as orders
from olcrm.product import store as products


@pytest.fixture
def sold(db):
    """Order 1 of Rina's, two dresses that arrived, under a guarantee; claim 1 is about one of them."""
    rina = contacts.add(db, "Rina", phone="081234567890")
    product = products.add(db, {"sku": "GM-M", "name": "Gamis", "variant": "M", "price": 150_000})
    item = rules.Item(2, "Gamis M", 150_000, "GM-M", product)
    number = orders.take(db, rina, [item], ordered_at=clock.now())
    orders.reach(db, windows.order(db, number), "arrived", clock.today())
    guarantees.add(db, guarantees.preset("3-hari", "id"))
    line = judging.lines_of(db, number)[0]["id"]
    facts = {"contact_id": rina, "order_id": number, "line_id": line, "complaint_id": None, "evidence": None}
    more = {"wants": "exchange", "reason": "size", "qty": 1, "text": None, "guarantee_id": 1}
    store.add(db, facts | more, clock.today())
    return rina


def test_half_a_line_is_worth_half_of_it(db, sold):
    assert settling.worth(db, store.get(db, 1)) == 150_000


def test_what_a_claim_is_judged_by_stays_what_was_agreed_when_it_was_decided(db, sold):
    store.decide(db, store.get(db, 1), "yes", None, clock.today())
    guarantees.add(db, guarantees.preset("30-hari", "id") | {"reasons": ("size",)})
    assert saying.verdict(db, store.get(db, 1)).guarantee.name == "3-hari"


def test_no_question_of_ours_scans_a_table_that_grows(db, sold):
    seen = []
    db.set_trace_callback(seen.append)
    turns.waiting(db, clock.now(), 5)
    store.running(db, 5)
    store.over(db, 5)
    store.of_contact(db, sold, 5)
    checking.checked(db, "1", Checked(**Checked.taken({"reason": "size"})))
    checking.shown(db, store.get(db, 1))
    list(saying.unsaid(db))
    judging.past(db, sold)
    sizing.remarks(db, sold, [1])
    store.decide(db, store.get(db, 1), "goodwill", "ya", clock.today())
    settling.back(db, store.get(db, 1), clock.today(), None)
    settling.worth(db, store.get(db, 1))
    settling.refund(db, store.get(db, 1), None, None, date.fromisoformat(store.get(db, 1)["opened_on"]))
    db.set_trace_callback(None)
    questions = {question for question in seen if question.lstrip().startswith("SELECT")}
    assert len(questions) > 15
    for question in questions:
        for step in db.execute(f"EXPLAIN QUERY PLAN {question}").fetchall():
            # Guarantees are few, as is what was sent in exchange of late; what is open is an index of its own, and
            # the newest come first by the number.
            few = "guarantee|json_each|setting|account|sent$|claim USING INDEX claim_open"
            scan = re.match(rf"SCAN (?!{few})", step["detail"])
            newest = step["detail"] == "SCAN claim" and "ORDER BY id DESC LIMIT" in question
            assert newest or not scan, f"{step['detail']}: {question}"
