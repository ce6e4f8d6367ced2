"""A mistyped name is answered with whoever may have been meant."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.contact import store
from olcrm.contact.alike import LOOKED_AT, MOST, alike
from olcrm.ledger.book import Ledger

NAMES = ("Dewi Anggraini", "Wulan Sari", "Siti Aminah", "Putri Ayu", "Muhammad Ridwan")


@pytest.fixture
def people(db: Ledger) -> Ledger:
    """Some people, each of a name of her own."""
    for name in NAMES:
        store.add(db, name)
    return db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("dewy anggraini", "Dewi Anggraini"), ("dewi angraini", "Dewi Anggraini"), ("dewy angraini", NAMES[0])),
        *(("wuln", "Wulan Sari"), ("wlan", "Wulan Sari"), ("Wulan Srai", "Wulan Sari"), ("WULAM", "Wulan Sari")),
        *(("ptri", "Putri Ayu"), ("puteri", "Putri Ayu"), ("sity amnah", "Siti Aminah"), ("muhamad", NAMES[4])),
    ],
)
def test_whose_name_is_spelled_much_like_it_may_be_meant(people: Ledger, typed: str, meant: str) -> None:
    found = alike(people, typed)
    assert [one.name for one in store.get_many(people, found).values()] == [meant]


@pytest.mark.parametrize("typed", ["", "x", "Bambang", "Rina Sari", "dewi anggraini bandung", '"', "* OR", "x" * 900])
def test_nobody_may_be_meant_by_what_is_like_no_name(people: Ledger, typed: str) -> None:
    assert alike(people, typed) == []


def test_those_who_ordered_last_are_named_first_and_few_of_them(people: Ledger) -> None:
    for number in range(MOST + 2):
        store.add(people, f"Ratna {number}")
    people.execute("UPDATE contact SET last_order_on = '2026-11-20' WHERE name = 'Ratna 1'")
    people.execute("UPDATE contact SET archived_at = '2026-11-20' WHERE name = 'Ratna 4'")
    named = [one.name for one in store.get_many(people, alike(people, "ratma")).values()]
    assert named == ["Ratna 1", "Ratna 3", "Ratna 2"]


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60))
def test_whatever_is_typed_can_be_looked_for(typed: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.row_factory = sqlite3.Row
        db.execute("CREATE VIRTUAL TABLE contact_search USING fts5 (find_key, tokenize='trigram')")
        db.execute("CREATE TABLE contact (id INTEGER PRIMARY KEY, find_key, last_order_on, archived_at)")
        assert alike(db, typed) == []


def test_no_more_names_are_compared_however_many_begin_alike(people: Ledger) -> None:
    asked: list[str] = []
    people.set_trace_callback(lambda said: None if said.startswith("--") else asked.append(said))
    alike(people, "wlan")
    people.set_trace_callback(None)
    assert len(asked) == 2
    for statement in asked:
        assert f"LIMIT {LOOKED_AT}" in statement
        plan = [row["detail"] for row in people.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert len(plan) == 2, plan
        assert plan[0].startswith("SCAN contact_search VIRTUAL TABLE INDEX"), plan
        assert plan[1].startswith("SEARCH contact USING INTEGER PRIMARY KEY"), plan


def test_a_mistyped_name_is_answered_with_whom_you_may_have_meant(shop) -> None:
    shop("contact add 'Dewi Anggraini'")
    shop("contact add 'Wulan Sari'")
    for line in ("contact show 'dewy anggraini'", "order add 'dewy anggraini' 'Tas @75rb'"):
        refused = shop(line)
        assert refused.status == 3
        assert "Nobody here is called “dewy anggraini”." in refused.err
        assert "Did you mean Dewi Anggraini (1)? If not, add them with `olcrm contact add`." in refused.err
    assert "Did you mean Wulan Sari (2)?" in shop("ask add wuln 'masih ada?'").err
    assert "candidates" not in shop("contact show wuln --json").error
    assert "Did you mean" not in shop("contact show Bambang").err
