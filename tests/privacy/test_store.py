"""What people asked, straight from its index."""

import re

from olcrm.kit import clock
from olcrm.ledger import watching
from olcrm.privacy import dossier, letter, store
from olcrm.privacy.rules import Kind


def test_no_question_of_the_day_looks_through_a_growing_table(db):
    plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {store.OPEN}", (5,))]
    assert [step for step in plan if re.search(r"request_open", step)]
    assert not [step for step in plan if "TEMP B-TREE" in step or not re.search(r"USING (?:COVERING )?INDEX", step)]


def test_who_has_asked_for_nothing_costs_nothing_and_waits_for_nothing(db):
    assert store.waiting(db, clock.now(), 5) == []


def test_at_most_as_many_wait_as_are_asked_for_the_longest_waiting_first(db):
    from olcrm.contact import store as contacts

    for number in range(4):
        who = contacts.add(db, f"Orang {number}")
        store.ask(db, who, Kind.ACCESS, clock.start_of(clock.today().replace(day=20 - number)), None)
    found = store.waiting(db, clock.now(), 2)
    assert [one.contact["name"] for one in found] == ["Orang 3", "Orang 2"]


def test_every_table_about_a_person_has_a_name_in_the_letter(db):
    """Who is forgotten has no letter, so what that is called needs no word."""
    about_her = {
        table
        for table in watching.tables(db)
        if watching.concerns(table, watching.facts(db, table), "new")[0] != "NULL"
    }
    assert about_her - set(dossier.BYWORK) - {"forgotten"} <= set(letter.THINGS)
