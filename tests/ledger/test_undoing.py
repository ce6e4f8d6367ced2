"""Undo: whatever was done is taken back to the last row, and whatever was taken back can be done again."""

import shutil
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from olcrm.kit.errors import LedgerError, Missing, Refused
from olcrm.ledger import book, history, sums, undoing

AT = "2026-11-22T05:00:00+00:00"

WORK = {
    "a customer added": lambda shelf: shelf.contact("Siti", "+628111"),
    "a name changed": lambda shelf: shelf.db.execute(
        "UPDATE contact SET name = 'Rina W', name_key = 'rina w', find_key = '  rina  w' WHERE id = 1"
    ),
    "a number removed": lambda shelf: shelf.db.execute("DELETE FROM channel WHERE contact_id = 1"),
    "a number given to another": lambda shelf: shelf.db.execute("UPDATE channel SET contact_id = 2"),
    "an order taken": lambda shelf: shelf.order(1, 100_000, 50_000),
    "a line added": lambda shelf: shelf.line(1, 75_000, 3),
    "a line edited": lambda shelf: shelf.db.execute("UPDATE order_line SET qty = 4 WHERE id = 1"),
    "a line removed": lambda shelf: shelf.db.execute("DELETE FROM order_line WHERE id = 1"),
    "shipping added": lambda shelf: shelf.db.execute("UPDATE sale_order SET shipping = 12000, discount = 5000"),
    "an order cancelled": lambda shelf: [
        shelf.db.execute("UPDATE sale_order SET closed_as = 'cancelled', closed_on = '2026-11-22'"),
        shelf.db.execute("UPDATE due SET closed_on = '2026-11-22' WHERE kind = 'order'"),
    ],
    "money taken": lambda shelf: shelf.payment(1, 1, 60_000),
    "credit given": lambda shelf: shelf.payment(1, None, 25_000),
    "a payment moved to credit": lambda shelf: shelf.db.execute("UPDATE payment SET due_id = NULL"),
    "something said": lambda shelf: shelf.message(1, "2026-11-23T00:00:00+00:00"),
    "a note removed": lambda shelf: shelf.db.execute("DELETE FROM note"),
    "odd characters": lambda shelf: shelf.note(1, "a\tb\x01\x7f\\\"'[/]\u2028\u202e🌸\n" * 3),
    "added and removed again": lambda shelf: shelf.db.execute("DELETE FROM note WHERE id = ?", (shelf.note(1),)),
    "changed there and back": lambda shelf: [
        shelf.db.execute("UPDATE contact SET city = 'Solo' WHERE id = 1"),
        shelf.db.execute("UPDATE contact SET city = NULL WHERE id = 1"),
    ],
    "two numbers swapped": lambda shelf: [
        shelf.db.execute("UPDATE channel SET value = 'x' WHERE contact_id = 1"),
        shelf.db.execute("UPDATE channel SET value = '+62811' WHERE contact_id = 2"),
        shelf.db.execute("UPDATE channel SET value = '+62812' WHERE contact_id = 1"),
    ],
    "nearly everything removed": lambda shelf: [
        shelf.db.execute(f"DELETE FROM {table}")
        for table in ("note", "message", "payment", "order_line", "sale_order", "due", "channel", "contact")
    ],
}


def fill(shelf):
    shelf.contact("Rina", "+62811")
    shelf.contact("Budi", "+62812")
    shelf.order(1, 150_000)
    shelf.due(1, 30_000)
    shelf.payment(1, 1, 40_000)
    shelf.note(1, "suka warna pastel", 1)
    shelf.message(1)


@pytest.fixture
def filled(ledger, write):
    write(fill, said="Filled.")
    return ledger


def undo(change_id=None):
    with book.writing() as db:
        return history.undo(db, change_id)


def redo(change_id=None):
    with book.writing() as db:
        return history.redo(db, change_id)


def refused(change_id, turn=undo):
    with pytest.raises(Refused) as caught:
        turn(change_id)
    return caught.value


def in_step(path):
    """Whether sums, references and search are what the facts come to."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        assert sums.wrong(db, 5) == []
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("contact", "channel", "address", "note"):
            db.execute(f"INSERT INTO {table}_search ({table}_search, rank) VALUES ('integrity-check', 1)")
    finally:
        db.close()


@pytest.mark.parametrize("many", [undoing.MANY, 0], ids=["row by row", "with sums at the end"])
@pytest.mark.parametrize("work", WORK)
def test_whatever_was_done_is_taken_back_exactly_and_done_again_exactly(filled, write, dump, monkeypatch, work, many):
    monkeypatch.setattr(undoing, "MANY", many)
    before = dump(filled)
    change = write(WORK[work])
    after = dump(filled)
    undone = undo()
    assert undone.change == change
    assert dump(filled) == before
    in_step(filled)
    undo(change + 1)
    assert dump(filled) == after
    in_step(filled)
    undo(change + 2)
    assert dump(filled) == before


def test_undo_twice_walks_back(filled, write, dump):
    states = [dump(filled)]
    for number in range(3):
        write(lambda shelf, number=number: shelf.note(1, f"note {number}"))
        states.append(dump(filled))
    for state in reversed(states[:-1]):
        undo()
        assert dump(filled) == state


def test_an_undo_says_what_it_took_back_and_what_it_did_again(filled, write):
    change = write(lambda shelf: shelf.note(1), said="Noted.")
    assert undo().said == f"Took back change {change}: Noted."
    assert undo(change + 1).said == f"Did change {change} again: Noted."
    assert undo(change + 2).said == f"Took back change {change}: Noted."


def test_a_change_without_a_sentence_is_called_by_its_command(filled, shelf):
    book.use(None, "olcrm note add rina halo")
    with book.writing() as db:
        shelf(db).note(1)
    assert undo().said == "Took back change 2: olcrm note add rina halo"


def test_an_undo_counts_rows_by_table(filled, write):
    write(lambda shelf: [shelf.note(1), shelf.note(1), shelf.message(1)])
    assert undo().rows == {"message": 1, "note": 2}


def test_an_undo_is_a_change_that_the_log_ties_to_what_it_took_back(filled, write):
    change = write(lambda shelf: shelf.note(1))
    undo()
    with book.reading() as db:
        newest, taken_back, _filled = history.entries(db)
    assert (newest.id, newest.undoes, newest.undone_by) == (change + 1, change, None)
    assert (taken_back.id, taken_back.undoes, taken_back.undone_by) == (change, None, change + 1)


def test_what_was_done_again_is_the_next_to_be_taken_back(filled, write):
    change = write(lambda shelf: shelf.note(1))
    undo()
    undo(change + 1)
    assert undo().change == change


def test_an_earlier_change_is_taken_back_alone_when_nothing_depends_on_it(filled, write, dump):
    first = write(lambda shelf: shelf.note(1, "first"))
    write(lambda shelf: shelf.note(2, "second"))
    assert undo(first).change == first
    assert [row[3] for row in dump(filled)["note"]] == ["suka warna pastel", "second"]
    in_step(filled)


def test_redo_does_again_what_was_taken_back_last(filled, write, dump):
    states = [dump(filled)]
    for number in range(3):
        write(lambda shelf, number=number: shelf.note(1, f"note {number}"))
        states.append(dump(filled))
    for turn, place in ((undo, 2), (undo, 1), (redo, 2), (undo, 1), (undo, 0), (redo, 1), (redo, 2), (redo, 3)):
        turn()
        assert dump(filled) == states[place]
    assert "There is nothing to do again: whatever was taken back is done again" in refused(None, redo).message


def test_after_something_new_only_a_number_leads_to_what_was_taken_back(filled, write, dump):
    change = write(lambda shelf: shelf.note(1, "first"))
    undo()
    write(lambda shelf: shelf.note(1, "second"))
    error = unchanged(filled, dump, lambda: refused(None, redo))
    assert "There is nothing to do again: since change " in error.message
    assert f"{change} was taken back, something new was done" in error.message
    assert f"olcrm redo {change}" in error.hint
    done = redo(change)
    assert (done.change, done.undoes, done.again) == (change, change + 1, True)
    assert [row[3] for row in dump(filled)["note"]] == ["suka warna pastel", "first", "second"]
    assert undo().change == change


def test_a_redo_can_be_named_by_the_undo_it_takes_back(filled, write):
    change = write(lambda shelf: shelf.note(1), said="Noted.")
    undo()
    assert redo(change + 1).said == f"Did change {change} again: Noted."


def test_taking_a_redo_back_takes_its_change_back(filled, write, dump):
    before = dump(filled)
    change = write(lambda shelf: shelf.note(1))
    undo()
    redo()
    undone = undo(change + 2)
    assert (undone.change, undone.again) == (change, False)
    assert dump(filled) == before


def test_what_stands_is_not_done_again(filled, write, dump):
    change = write(lambda shelf: shelf.note(1))
    error = unchanged(filled, dump, lambda: refused(change, redo))
    assert f"Change {change} is done; there is nothing to do again" in error.message
    with pytest.raises(Missing, match="There is no change 99"):
        redo(99)


def test_in_a_new_ledger_there_is_nothing_to_do_again(ledger):
    assert "There is nothing to do again" in refused(None, redo).message


def test_a_later_change_stands_in_the_way_of_doing_again(filled, write, dump):
    first = write(lambda shelf: shelf.db.execute("UPDATE contact SET city = 'Solo' WHERE id = 1"))
    undo()
    second = write(lambda shelf: shelf.db.execute("UPDATE contact SET city = 'Bogor' WHERE id = 1"))
    error = unchanged(filled, dump, lambda: refused(first, redo))
    assert f"cannot be done again while later ones are in its way: {second}." in error.message
    undo(second)
    redo(first)
    assert dump(filled)["contact"][0][6] == "Solo"


def test_what_a_change_was_built_on_must_be_done_again_before_it(filled, write, dump):
    added = write(lambda shelf: shelf.contact("Siti"), said="Siti is new.")
    noted = write(lambda shelf: shelf.note(3))
    undo()
    undo()
    error = unchanged(filled, dump, lambda: refused(noted, redo))
    assert f"while later ones are in its way: {added}." in error.message
    assert f"olcrm redo {added}` (“Siti is new.”)" in error.hint
    redo()
    redo()
    assert dump(filled)["note"][-1][1] == 3


def test_two_changes_of_one_orders_lines_are_taken_back_one_without_the_other(filled, write, dump):
    before = dump(filled)
    line = write(lambda shelf: shelf.db.execute("UPDATE order_line SET qty = 4 WHERE id = 1"))
    day = write(lambda shelf: shelf.db.execute("UPDATE due SET due_on = '2026-12-01' WHERE id = 1"))
    added = write(lambda shelf: shelf.line(1, 75_000))
    after = dump(filled)
    for change in (line, day, added):
        undo(change)
        in_step(filled)
    assert dump(filled) == before
    for change in (added, line, day):
        redo(change)
        in_step(filled)
    assert dump(filled) == after


def test_an_errands_amount_is_not_passed_over(filled, write):
    first = write(lambda shelf: shelf.db.execute("UPDATE due SET amount = 35000 WHERE id = 2"))
    second = write(lambda shelf: shelf.db.execute("UPDATE due SET amount = 40000 WHERE id = 2"))
    assert f": {second}." in refused(first).message


# what is refused -------------------------------------------------------------------------------------------------


def unchanged(path, dump, work):
    before = dump(path)
    result = work()
    assert dump(path) == before
    return result


def test_there_is_nothing_to_take_back_in_a_new_ledger(ledger):
    assert "There is nothing to take back" in refused(None).message


def test_a_change_that_is_not_there_is_missing(filled):
    for number in (99, 2, 0, -1, 1 << 62):
        with pytest.raises(Missing, match=f"There is no change {number}"):
            undo(number)


def test_what_was_taken_back_is_not_taken_back_twice(filled, write, dump):
    change = write(lambda shelf: shelf.note(1))
    undo()
    error = unchanged(filled, dump, lambda: refused(change))
    assert f"was taken back already, by change {change + 1}" in error.message
    assert f"olcrm redo {change}" in error.hint


def test_an_undo_that_was_taken_back_names_the_change_it_took_back(filled, write, dump):
    change = write(lambda shelf: shelf.note(1))
    undo()
    redo()
    error = unchanged(filled, dump, lambda: refused(change + 1))
    assert f"Change {change + 1} was taken back already, by change {change + 2}" in error.message
    assert f"olcrm undo {change}" in error.hint


def test_a_change_of_no_rows_is_not_passed_over_in_silence(filled):
    with sqlite3.connect(filled) as other:
        other.execute("INSERT INTO change (made_at, command, said, version) VALUES (?, 'x', 'x', '')", (AT,))
    other.close()
    error = refused(2)
    assert "Change 2 cannot be taken back: x" in error.message
    assert "can be taken back by its number" in error.hint
    assert refused(None).message == error.message
    assert undo(1).change == 1


def test_a_later_change_of_the_same_row_stands_in_the_way(filled, write, dump):
    first = write(lambda shelf: shelf.db.execute("UPDATE contact SET city = 'Solo' WHERE id = 1"))
    second = write(lambda shelf: shelf.db.execute("UPDATE contact SET city = 'Bogor' WHERE id = 1"), "Bogor it is.")
    error = unchanged(filled, dump, lambda: refused(first))
    assert f"cannot be taken back while later ones build on it: {second}." in error.message
    assert f"olcrm undo {second}` (“Bogor it is.”)" in error.hint
    undo(second)
    undo(first)
    assert dump(filled)["contact"][0][6] is None


def test_a_later_row_that_refers_to_an_added_one_stands_in_the_way(filled, write, dump):
    added = write(lambda shelf: shelf.contact("Siti"))
    later = write(lambda shelf: shelf.note(3, "for Siti"))
    assert f": {later}." in unchanged(filled, dump, lambda: refused(added)).message


def test_a_later_row_done_again_still_stands_in_the_way(filled, write, dump):
    added = write(lambda shelf: shelf.contact("Siti"))
    later = write(lambda shelf: shelf.note(3, "for Siti"))
    undo()
    undo(later + 1)
    assert f": {later}." in unchanged(filled, dump, lambda: refused(added)).message


def test_a_later_change_that_was_taken_back_stands_in_nobodys_way(filled, write, dump):
    before = dump(filled)
    added = write(lambda shelf: shelf.contact("Siti"))
    write(lambda shelf: shelf.note(3, "for Siti"))
    undo()
    undo(added)
    assert dump(filled) == before


def test_what_a_removed_row_referred_to_must_still_be_there(filled, write, dump):
    write(lambda shelf: shelf.contact("Siti"))
    write(lambda shelf: shelf.note(3, "for Siti"))
    removed = write(lambda shelf: shelf.db.execute("DELETE FROM note WHERE contact_id = 3"))
    gone = write(lambda shelf: shelf.db.execute("DELETE FROM contact WHERE id = 3"))
    assert f": {gone}." in unchanged(filled, dump, lambda: refused(removed)).message


def test_a_number_that_somebody_else_has_by_now_stands_in_the_way(filled, write, dump):
    removed = write(lambda shelf: shelf.db.execute("DELETE FROM channel WHERE contact_id = 1"))
    write(lambda shelf: shelf.note(1, "unrelated"))
    taken = write(lambda shelf: shelf.contact("Siti", "+62811"))
    assert f": {taken}." in unchanged(filled, dump, lambda: refused(removed)).message


def test_a_refused_undo_leaves_the_triggers_where_they_were(filled, shelf, write, monkeypatch, look):
    monkeypatch.setattr(undoing, "MANY", 0)
    before = look("SELECT name, sql FROM sqlite_master ORDER BY name")
    added = write(lambda shelf: shelf.contact("Siti"))
    write(lambda shelf: shelf.note(3, "for Siti"))
    with book.writing() as db:
        with pytest.raises(Refused):
            history.undo(db, added)
        shelf(db).order(1, 1_000)
    assert look("SELECT name, sql FROM sqlite_master ORDER BY name") == before
    in_step(filled)


def test_a_damaged_history_is_named_and_nothing_is_changed(filled, write, dump):
    change = write(lambda shelf: shelf.db.execute("UPDATE contact SET city = 'Solo' WHERE id = 1"))
    other = sqlite3.connect(filled)
    other.execute("UPDATE change_row SET was = substr(was, 5) WHERE change_id = ?", (change,))
    other.commit()
    other.close()
    before = dump(filled)
    with pytest.raises(LedgerError, match="The history of contact 1 cannot be read; it is damaged"):
        undo(change)
    assert dump(filled) == before


# rows in thousands -----------------------------------------------------------------------------------------------

TABLES = ("contact", "channel", "due", "sale_order", "order_line", "payment", "message", "note")


def bring_in(shelf, people=300, orders=3):
    with history.bulk(shelf.db, TABLES):
        for number in range(people):
            contact = shelf.contact(f"Nama {number}", f"+6281{number:05}")
            for _each in range(orders):
                order = shelf.order(contact, 10_000, 20_000)
                (due,) = shelf.db.execute("SELECT due_id FROM sale_order WHERE id = ?", (order,)).fetchone()
                shelf.payment(contact, due, 15_000)
            shelf.message(contact)
            shelf.note(contact, f"catatan {number}")


def test_thousands_of_rows_are_one_line_of_history_a_table_and_in_step(filled, write, look):
    change = write(bring_in)
    rows = look("SELECT tbl, last_id - row_id + 1, did FROM change_row WHERE change_id = ? ORDER BY id", change)
    assert {table: count for table, count, _did in rows} == {
        "contact": 300,
        "channel": 300,
        "due": 900,
        "payment": 900,
        "sale_order": 900,
        "order_line": 1800,
        "message": 300,
        "note": 300,
    }
    assert {did for _table, _count, did in rows} == {"add"}
    in_step(filled)
    assert look("SELECT orders, spent, owed FROM contact WHERE id = 3") == [(3, 45_000, 45_000)]
    assert look("SELECT count(*) FROM note_search WHERE note_search MATCH 'catatan'") == [(300,)]


def test_thousands_of_rows_come_in_with_the_same_triggers_before_and_after(filled, write, look):
    before = look("SELECT name, sql FROM sqlite_master ORDER BY name")
    write(bring_in)
    assert look("SELECT name, sql FROM sqlite_master ORDER BY name") == before


def test_thousands_of_rows_are_taken_back_and_done_again_exactly(filled, write, dump):
    before = dump(filled)
    change = write(bring_in)
    after = dump(filled)
    assert undo().rows["order_line"] == 1800
    assert dump(filled) == before
    in_step(filled)
    undo(change + 1)
    assert dump(filled) == after
    in_step(filled)


def test_rows_in_thousands_may_belong_to_those_who_were_there_before(filled, write, dump):
    before = dump(filled)

    def more(shelf):
        with history.bulk(shelf.db, ("sale_order", "due", "order_line", "payment")):
            order = shelf.order(1, 5_000)
            shelf.line(1, 7_000)
            shelf.payment(2, 2, 4_000)
            shelf.db.execute("UPDATE contact SET city = 'Solo' WHERE id = 1")
            shelf.db.execute("DELETE FROM order_line WHERE order_id = ?", (order,))
            shelf.line(order, 6_000)

    write(more)
    in_step(filled)
    after = dump(filled)
    undo()
    assert dump(filled) == before
    undo(3)
    assert dump(filled) == after


def test_rows_may_bring_their_own_sums_along(filled, write, dump):
    def work(shelf):
        with history.bulk(shelf.db, TABLES, given=("sale_order", "due")):
            order = shelf.order(shelf.contact("Siti"), 8_000)
            shelf.db.execute("UPDATE sale_order SET goods = 8000 WHERE id = ?", (order,))
            shelf.db.execute("UPDATE due SET amount = 8000 WHERE id = (SELECT max(id) FROM due)")

    before = dump(filled)
    write(work)
    in_step(filled)
    assert dump(filled)["contact"][-1][-7] == 8_000
    undo()
    assert dump(filled) == before


def test_a_table_nothing_was_added_to_is_not_in_the_history(filled, write, look):
    def one(shelf):
        with history.bulk(shelf.db, TABLES):
            shelf.note(1, "alone", 1)

    change = write(one)
    assert look("SELECT tbl, contact_id, order_id FROM change_row WHERE change_id = ?", change) == [("note", 1, 1)]


def test_a_bulk_that_breaks_off_can_be_caught_and_leaves_everything_as_it_was(filled, shelf, look, dump):
    before, schema = dump(filled), look("SELECT name, sql FROM sqlite_master ORDER BY name")

    def stop(db):
        with history.bulk(db, TABLES):
            shelf(db).contact("Siti")
            raise ValueError("stop")

    with book.writing() as db:
        with pytest.raises(ValueError, match="stop"):
            stop(db)
        shelf(db).note(1, "all the same")
    assert look("SELECT name, sql FROM sqlite_master ORDER BY name") == schema
    after = dump(filled)
    assert len(after.pop("note")) == len(before.pop("note")) + 1
    assert after == before


# the log ---------------------------------------------------------------------------------------------------------


def numbers(**about):
    with book.reading() as db:
        found = [entry.id for entry in history.entries(db, **about)]
        assert history.total(db, **{key: value for key, value in about.items() if key != "limit"}) >= len(found)
        return found


def test_the_log_tells_of_everything_or_of_one_customer_or_one_order(filled, write):
    note = write(lambda shelf: shelf.note(2))
    line = write(lambda shelf: shelf.line(1))
    bulk = write(bring_in)
    assert numbers() == [bulk, line, note, 1]
    assert numbers(limit=2) == [bulk, line]
    assert numbers(contact_id=2) == [note, 1]
    assert numbers(contact_id=1) == [line, 1]
    assert numbers(contact_id=1, limit=1) == [line]
    assert numbers(contact_id=5) == [bulk]
    assert numbers(order_id=1) == [line, 1]
    assert numbers(order_id=7) == [bulk]
    assert numbers(contact_id=999_999) == []


# anything at all -------------------------------------------------------------------------------------------------


class Shop(RuleBasedStateMachine):
    """Random work, undoing and redoing on a real file, beside the two piles of an editor.

    ``done`` and ``taken`` hold changes, each with what the ledger looked like before it was done, or before it was
    taken back; None where something in between was turned over by its number.
    """

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="olcrm-test-"))
        self.path = self.folder / "crm.db"
        self.done: list[tuple[int, object]] = []
        self.taken: list[tuple[int, object]] = []
        self.number = 0

    def teardown(self):
        shutil.rmtree(self.folder)

    @initialize()
    def open(self):
        book.use(str(self.path), "olcrm")
        book.create()
        self.change(fill)

    def change(self, work):
        was = self.everything(self.path)
        with book.writing() as db:
            work(self.shelf(db))
        if self.everything(self.path) != was:
            self.done.append((db.change_id, was))
            self.taken.clear()

    def any(self, table, data):
        db = sqlite3.connect(self.path)
        found = [row[0] for row in db.execute(f"SELECT id FROM {table} ORDER BY id")]
        db.close()
        return data.draw(st.sampled_from(found)) if found else None

    @rule(phone=st.booleans())
    def add_contact(self, phone):
        self.number += 1
        self.change(lambda shelf: shelf.contact(f"Nama {self.number}", f"+6200{self.number}" if phone else None))

    @rule(data=st.data(), prices=st.lists(st.integers(0, 10**7), max_size=3))
    def take_order(self, data, prices):
        contact = self.any("contact", data)
        if contact:
            self.change(lambda shelf: shelf.order(contact, *prices))

    @rule(data=st.data(), qty=st.integers(1, 5))
    def edit_line(self, data, qty):
        line = self.any("order_line", data)
        self.change(lambda shelf: shelf.db.execute("UPDATE order_line SET qty = ? WHERE id = ?", (qty, line)))

    @rule(data=st.data(), discount=st.integers(0, 10**6))
    def edit_order(self, data, discount):
        order = self.any("sale_order", data)
        self.change(
            lambda shelf: shelf.db.execute("UPDATE sale_order SET discount = ? WHERE id = ?", (discount, order))
        )

    @rule(data=st.data(), amount=st.integers(1, 10**6), credit=st.booleans())
    def pay(self, data, amount, credit):
        due = self.any("due", data)
        if due:
            db = sqlite3.connect(self.path)
            (contact,) = db.execute("SELECT contact_id FROM due WHERE id = ?", (due,)).fetchone()
            db.close()
            self.change(lambda shelf: shelf.payment(contact, None if credit else due, amount))

    @rule(data=st.data())
    def close_due(self, data):
        due = self.any("due", data)
        self.change(lambda shelf: shelf.db.execute("UPDATE due SET closed_on = '2026-11-30' WHERE id = ?", (due,)))

    @rule(data=st.data(), table=st.sampled_from(["note", "message", "payment", "order_line", "channel"]))
    def remove(self, data, table):
        row = self.any(table, data)
        self.change(lambda shelf: shelf.db.execute(f"DELETE FROM {table} WHERE id = ?", (row,)))

    @rule(data=st.data())
    def say(self, data):
        contact = self.any("contact", data)
        if contact:
            self.number += 1
            at = f"2026-12-01T00:{self.number % 60:02}:00+00:00"
            self.change(lambda shelf: [shelf.message(contact, at), shelf.note(contact)])

    @rule(people=st.integers(1, 4))
    def import_some(self, people):
        self.number += 10
        begin = self.number * 1000

        def work(shelf):
            with history.bulk(shelf.db, TABLES):
                for number in range(begin, begin + people):
                    shelf.order(shelf.contact(f"Nama {number}", f"+629{number}"), 1000)

        self.change(work)

    @rule(at_end=st.booleans())
    def undo_last(self, at_end):
        self.walk(at_end, history.undo, self.done, self.taken)

    @rule(at_end=st.booleans())
    def redo_last(self, at_end):
        self.walk(at_end, history.redo, self.taken, self.done)

    def walk(self, at_end, turn, from_, to):
        undoing.MANY = 0 if at_end else 500
        before = self.everything(self.path)
        try:
            with book.writing() as db:
                turned = turn(db, None)
        except Refused:
            assert not from_
            return
        change, was = from_.pop()
        to.append((change, before))
        assert turned.change == change
        assert was is None or self.everything(self.path) == was

    @rule(data=st.data(), at_end=st.booleans())
    def undo_named_and_do_it_again(self, data, at_end):
        undoing.MANY = 0 if at_end else 500
        place = data.draw(st.sampled_from(range(len(self.done)))) if self.done else None
        if place is None:
            return
        change = self.done[place][0]
        before = self.everything(self.path)
        try:
            with book.writing() as db:
                history.undo(db, change)
        except Refused:
            assert self.everything(self.path) == before
            return
        self.in_step()
        meanwhile = self.everything(self.path)
        with book.writing() as again:
            assert history.undo(again, db.change_id).again
        assert self.everything(self.path) == before
        self.done[place:] = [(later, None) for later, _was in self.done[place + 1 :]]
        self.done.append((change, meanwhile))

    @precondition(lambda self: self.path.exists())
    @invariant()
    def in_step(self):
        in_step(self.path)


def test_random_work_and_random_undoing_keep_everything_in_step(shelf, dump, monkeypatch):
    monkeypatch.setattr(undoing, "MANY", undoing.MANY)
    Shop.shelf, Shop.everything = shelf, staticmethod(dump)
    run_state_machine_as_test(
        Shop,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
