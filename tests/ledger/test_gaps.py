"""The history accounts for every row, also for those that came in thousands."""

import sqlite3

import pytest

from olcrm.ledger import book, gaps, history


@pytest.fixture
def bulk(ledger, write):
    """Twenty people who came in one go, of whom one was removed and brought back, and one removed."""

    def work(shelf):
        with history.bulk(shelf.db, ("contact",)):
            for number in range(20):
                shelf.contact(f"Orang{number}")

    write(work)
    write(lambda shelf: shelf.db.execute("DELETE FROM contact WHERE id = 5"))
    with book.writing() as db:
        history.undo(db, None)
    write(lambda shelf: shelf.db.execute("DELETE FROM contact WHERE id = 6"))
    return ledger


def found(ledger, *statements):
    db = sqlite3.connect(ledger, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    try:
        return gaps.gaps(db, 3), gaps.behind(db)
    finally:
        db.close()


def test_what_happened_leaves_no_gap(bulk):
    assert found(bulk) == ([], {})


def test_ids_that_should_be_there_are_known(bulk):
    with book.reading() as db:
        assert gaps.expected(db, "contact") == set(range(1, 21)) - {6}


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DELETE FROM contact WHERE id = 9", "contact 9 is gone, and no change has removed it."),
        ("DELETE FROM contact WHERE id = 5", "contact 5 is gone, and no change has removed it."),
        (
            "INSERT INTO contact (id, name, created_at, name_key, find_key) VALUES (6, 'x', 'x', 'x', 'x')",
            "contact 6 is there, and no change has added it.",
        ),
        (
            "INSERT INTO contact (id, name, created_at, name_key, find_key) VALUES (21, 'x', 'x', 'x', 'x')",
            "contact 21 is there, and no change has added it.",
        ),
        (
            "DELETE FROM change_row WHERE did = 'remove' AND row_id = 6",
            "contact 6 is gone, and no change has removed it.",
        ),
    ],
)
def test_a_row_of_thousands_that_came_or_went_by_itself_is_named(bulk, statement, words):
    assert found(bulk, statement)[0] == [words]


def test_no_more_than_asked_for_are_named(bulk):
    assert len(found(bulk, "DELETE FROM contact")[0]) == 3


def test_a_range_that_cannot_be_true_is_no_endless_work(bulk):
    told, used = found(bulk, "UPDATE change_row SET last_id = 1 << 60 WHERE last_id > row_id")
    assert told[0] == "contact 21 is gone, and no change has removed it."
    assert used == {}
