"""Remarks on a real file."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.note import store
from olcrm.order import store as orders
from olcrm.order.rules import Item

# Whatever an owner may type, without the halves of characters that no text can be kept with.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina")


def ids(rows):
    return [row["id"] for row in rows]


def test_a_note_comes_back_as_it_was_typed(db, rina):
    text = "  [bold]suka *pastel*[/bold]\n\x1b[31m  "
    row = store.get(db, store.add(db, rina, text, private=True))
    assert (row["text"], row["private"], row["contact_id"]) == (text, 1, rina)


def test_notes_come_the_latest_first(db, rina):
    sari = contacts.add(db, "Sari")
    order = orders.take(db, rina, [Item(1, "Gamis", 150_000, None)], ordered_at=clock.now())
    first = store.add(db, rina, "satu", at=clock.from_stamp("2026-01-02T00:00:00+00:00"))
    second = store.add(db, sari, "dua", private=True, at=clock.from_stamp("2026-01-03T00:00:00+00:00"))
    third = store.add(db, rina, "tiga", order_id=order, private=True)
    assert ids(store.notes(db)) == [third, second, first]
    assert ids(store.notes(db, limit=1)) == [third]
    assert ids(store.notes(db, private=True)) == [third, second]
    assert ids(store.notes(db, contact_id=rina)) == [third, first]
    assert ids(store.notes(db, contact_id=rina, private=True)) == [third]
    assert ids(store.notes(db, contact_id=rina, order_id=order)) == [third]


def test_a_note_is_found_by_the_beginnings_of_its_words(db, rina):
    one = store.add(db, rina, "suka warna pastel, alergi wol")
    two = store.add(db, rina, "minta foto gamis pastel")
    store.add(db, rina, "jangan ditelepon")
    assert ids(store.find(db, "pastel", None)) == [two, one]
    assert ids(store.find(db, "PAST", 1)) == [two]
    assert ids(store.find(db, "alergi pas", None)) == [one]
    assert store.find(db, "pastel telepon", None) == []


@pytest.mark.parametrize("text", ["!!", '"', "*", "NOT OR AND", "text:", "(", "-x", "^", "a AND b", "''", "NEAR(", " "])
def test_no_word_is_taken_for_a_command_of_the_search(db, rina, text):
    store.add(db, rina, "suka warna pastel")
    assert store.find(db, text, None) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
def test_a_search_for_anything_never_fails(db, text):
    rina = contacts.add(db, "Rina")
    note = store.add(db, rina, text)
    assert store.get(db, note)["text"] == text
    assert isinstance(store.find(db, text, 5), list)


def test_a_removed_note_is_not_found_any_more(db, rina):
    note = store.add(db, rina, "suka pastel")
    store.remove(db, note)
    assert store.find(db, "pastel", None) == []
    with pytest.raises(Missing, match=f"There is no note {note}"):
        store.get(db, note)


def test_a_note_has_a_number(db):
    with pytest.raises(Misunderstood, match="“x” is not the number of a note"):
        store.get(db, "x")


def test_a_document_has_the_promised_keys(db, rina):
    row = store.get(db, store.add(db, rina, "suka pastel", private=True))
    assert store.document(row, {"id": rina}) == {
        "id": row["id"],
        "contact": {"id": rina},
        "order": None,
        "text": "suka pastel",
        "private": True,
        "at": "2026-11-22T12:00:00+07:00",
    }


QUESTIONS = {
    "all": (store._LATEST, {"private": 0, "limit": 50}),
    "of a contact": (store._OF_CONTACT, {"contact": 1, "private": 0, "limit": 50}),
    "of an order": (store._OF_ORDER, {"order": 1, "private": 0, "limit": 50}),
    "found": (store._FOUND, ("pastel", 50)),
}


@pytest.mark.parametrize("what", QUESTIONS)
def test_no_question_sorts_or_looks_through_all_notes(db, what):
    statement, values = QUESTIONS[what]
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {statement}", values)]
    allowed = ("SCAN note_search VIRTUAL TABLE INDEX",) + (("SCAN note",) if what == "all" else ())
    assert not [step for step in plan if step.startswith("SCAN") and not step.startswith(allowed)], plan
    assert not [step for step in plan if "TEMP B-TREE" in step], plan
