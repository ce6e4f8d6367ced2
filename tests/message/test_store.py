"""What was said, on a real file."""

import sqlite3

import pytest

from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.message import store
from olcrm.order import store as orders
from olcrm.order.rules import Item

MORNING = clock.from_stamp("2026-11-20T01:00:00+00:00")
NOON = clock.from_stamp("2026-11-20T05:00:00+00:00")


@pytest.fixture
def rina(db):
    return contacts.add(db, "Rina")


def test_anything_said_resets_the_last_contact(db, rina):
    store.log(db, rina, "halo", at=MORNING)
    assert contacts.get(db, rina).last_contact == MORNING.isoformat()
    store.log(db, rina, "ya kak", direction="in", at=NOON)
    store.log(db, rina, "dulu sekali", at=clock.from_stamp("2025-01-01T00:00:00+00:00"))
    assert contacts.get(db, rina).last_contact == NOON.isoformat()


def test_messages_come_the_latest_first(db, rina):
    sari = contacts.add(db, "Sari")
    late, early = store.log(db, rina, "dua", at=NOON), store.log(db, rina, "satu", at=MORNING)
    store.log(db, sari, "lain")
    assert [row["id"] for row in store.of(db, rina, None)] == [late, early]
    assert [row["id"] for row in store.of(db, rina, 1)] == [late]
    assert store.count(db, rina) == 2


def test_a_reminder_keeps_its_step_and_what_it_was_about(db, rina):
    order = orders.take(db, rina, [Item(1, "Gamis", 150_000, None)], ordered_at=clock.now())
    due = db.execute("SELECT due_id FROM sale_order WHERE id = ?", (order,)).fetchone()[0]
    message = store.log(db, rina, "halo", purpose="remind", due_id=due, step=2, at=NOON)
    document = store.document(store.get(db, message), {"id": rina})
    assert document == {
        "id": message,
        "contact": {"id": rina},
        "order": order,
        "due": due,
        "direction": "out",
        "purpose": "remind",
        "step": 2,
        "text": "halo",
        "at": "2026-11-20T12:00:00+07:00",
    }


def test_nobody_is_greeted_twice_for_one_occasion(db, rina):
    store.log(db, rina, "selamat", purpose="birthday", occasion="birthday-2026")
    with pytest.raises(sqlite3.IntegrityError):
        store.log(db, rina, "selamat", purpose="birthday", occasion="birthday-2026")
    store.log(db, contacts.add(db, "Sari"), "selamat", purpose="birthday", occasion="birthday-2026")


def test_the_messages_of_one_person_are_looked_up(db):
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {store._OF_CONTACT}", (1, 50))]
    assert any("INDEX message_contact" in step for step in plan)
    assert not [step for step in plan if step.startswith("SCAN") or "TEMP B-TREE" in step], plan
