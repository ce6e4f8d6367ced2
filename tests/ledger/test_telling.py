"""What a change did, told row by row: as each was before and right after, whatever came later."""

import pytest

from olcrm.kit.errors import LedgerError
from olcrm.ledger import book, history, telling, undoing

PEOPLE = 300


@pytest.fixture
def noted(ledger, write):
    """Rina (change 1) with a note (2) that is edited (3) and removed (4)."""
    write(lambda shelf: shelf.contact("Rina"))
    write(lambda shelf: shelf.note(1, "first"))
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'second'"))
    write(lambda shelf: shelf.db.execute("DELETE FROM note"))
    return write


def told(change, table="note", most=None):
    with book.reading() as db:
        return list(telling.touched(db, change, table, most))


def texts(one):
    return [facts and facts["text"] for facts in (one.before, one.after)]


def turn(which, number=None):
    with book.writing() as db:
        which(db, number)
    return db.change_id


def test_each_change_is_told_as_it_was_though_the_row_was_changed_and_removed_since(noted):
    assert [(one.did, texts(one)) for change in (2, 3, 4) for one in told(change)] == [
        ("add", [None, "first"]),
        ("edit", ["first", "second"]),
        ("remove", ["second", None]),
    ]


def test_only_what_differs_is_a_field(noted):
    (edited,) = told(3)
    assert (edited.fields(), edited.contact_id, edited.row_id) == (["text"], 1, 1)
    (added,) = told(2)
    assert "order_id" not in added.fields()


def test_an_undo_and_a_redo_are_told_like_any_other(noted):
    undone, redone = turn(history.undo), turn(history.redo)
    assert [(one.did, texts(one)) for change in (undone, redone) for one in told(change)] == [
        ("add", [None, "second"]),
        ("remove", ["second", None]),
    ]
    assert told(4)[0].did == "remove"


def test_several_changes_of_a_row_within_one_are_one(noted):
    def there_and_on(shelf):
        number = shelf.note(1, "draft")
        shelf.db.execute("UPDATE note SET text = 'final' WHERE id = ?", (number,))
        shelf.db.execute("DELETE FROM note WHERE id = ?", (shelf.note(1, "never mind"),))

    change = noted(there_and_on)
    final, meanwhile = told(change)
    assert (final.did, texts(final)) == ("add", [None, "final"])
    assert (meanwhile.did, texts(meanwhile)) == ("", [None, None])
    with book.reading() as db:
        assert telling.counts(db, change) == {"note": 2}


def test_what_is_gone_is_known_as_it_was_last(noted):
    with book.reading() as db:
        assert telling.last_known(db, "note", 1)["text"] == "second"
        assert telling.last_known(db, "contact", 1)["name"] == "Rina"
        assert telling.last_known(db, "contact", 99) is None


def bring_in(shelf):
    with history.bulk(shelf.db, ("contact", "note")):
        for number in range(PEOPLE):
            shelf.note(shelf.contact(f"Nama {number}"), f"catatan {number}")
    shelf.db.execute("UPDATE note SET text = 'changed at once' WHERE text = 'catatan 7'")


def test_rows_in_their_thousands_are_told_one_by_one_and_counted_once(noted):
    change = noted(bring_in)
    with book.reading() as db:
        assert telling.counts(db, change) == {"contact": PEOPLE, "note": PEOPLE}
    rows = told(change)
    assert len(rows) == PEOPLE
    assert {one.did for one in rows} == {"add"}
    assert [texts(one)[1] for one in rows[6:9]] == ["catatan 6", "changed at once", "catatan 8"]
    assert [one.contact_id for one in rows[:2]] == [2, 3]
    assert len(told(change, most=3)) == 3


def test_what_was_taken_back_in_thousands_and_done_again_is_told_of_each_turn(noted):
    change = noted(bring_in)
    undone, redone = turn(history.undo), turn(history.redo)
    for number, did, before, after in (
        (change, "add", None, "catatan 8"),
        (undone, "remove", "catatan 8", None),
        (redone, "add", None, "catatan 8"),
    ):
        rows = told(number)
        assert len(rows) == PEOPLE
        assert (rows[8].did, texts(rows[8])) == (did, [before, after])


def test_what_is_done_again_in_thousands_is_one_line_of_history_a_table(noted, look):
    noted(bring_in)
    turn(history.undo)
    redone = turn(history.redo)
    lines = look("SELECT tbl, last_id - row_id + 1, did FROM change_row WHERE change_id = ? ORDER BY tbl, did", redone)
    assert lines == [("contact", PEOPLE, "add"), ("note", PEOPLE, "add"), ("note", 1, "edit")]
    assert look("SELECT count(*) FROM note_search WHERE note_search MATCH 'catatan'") == [(PEOPLE - 1,)]
    with book.reading() as db:
        assert [entry.id for entry in history.entries(db, contact_id=5)][:3] == [redone, redone - 1, redone - 2]


def test_rows_that_are_not_neighbours_come_back_without_those_between(noted, look, monkeypatch):
    monkeypatch.setattr(undoing, "RUN", 2)
    noted(bring_in)
    noted(lambda shelf: shelf.db.execute("DELETE FROM note WHERE id % 5 = 0"))
    gone = noted(lambda shelf: shelf.db.execute("DELETE FROM note"))
    left = PEOPLE - PEOPLE // 5
    turn(history.undo, gone)
    assert look("SELECT count(*), count(*) FILTER (WHERE id % 5 = 0) FROM note") == [(left, 0)]
    assert turn(history.redo, gone)
    assert look("SELECT count(*) FROM note") == [(0,)]


def test_a_large_change_is_only_looked_at_for_a_trial(noted, look, monkeypatch):
    monkeypatch.setattr(undoing, "LARGE", 100)
    change = noted(bring_in)
    with book.writing(dry_run=True) as db:
        tried = history.undo(db, None, trial=True)
        assert (tried.change, tried.rows) == (change, {"contact": PEOPLE, "note": PEOPLE})
        assert db.execute("SELECT count(*) FROM note").fetchone()[0] == PEOPLE


def test_an_orders_total_is_told_apart_from_what_was_agreed(ledger, write, look):
    write(lambda shelf: shelf.order(shelf.contact("Rina")))
    write(lambda shelf: shelf.line(1, 75_000))
    write(lambda shelf: shelf.db.execute("UPDATE due SET due_on = '2026-12-01'"))
    lines = look("SELECT id, change_id FROM change_row WHERE tbl = 'due' AND did = 'edit' AND change_id > 1")
    with book.reading() as db:
        assert {change: telling.is_total(db, line) for line, change in lines} == {2: True, 3: False}


@pytest.mark.parametrize("damaged", ["", "{", "[1]", '{"a b": 1}', None])
def test_a_damaged_line_is_named(damaged):
    with pytest.raises(LedgerError, match="The history of note 7 cannot be read"):
        telling.read(damaged, "note", 7)
