"""A row that differs from the snapshot without a change to explain it was not changed by olcrm."""

import sqlite3

import pytest

from olcrm.ledger import book, reconciling, safekeep


@pytest.fixture
def kept(ledger, write):
    write(lambda shelf: [shelf.note(shelf.contact(f"Nama {n}"), "asli") for n in range(5)])
    return ledger


def behind_its_back(path, *statements):
    db = sqlite3.connect(path, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    db.close()


def differences(ledger, most=10):
    with book.reading() as db:
        found = reconciling.differences(db, safekeep.newest_good(ledger), most)
        assert db.in_transaction
    return found


def test_whatever_was_done_since_is_explained(kept, write):
    write(lambda shelf: shelf.contact("Siti"))
    write(lambda shelf: shelf.db.execute("UPDATE contact SET city = 'Solo' WHERE id = 1"))
    write(lambda shelf: shelf.db.execute("DELETE FROM note WHERE id = 2"))
    assert differences(kept) == []


def test_a_changed_value_is_shown_with_what_it_was(kept, write):
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'baru' WHERE id = 1"))
    behind_its_back(kept, "UPDATE note SET text = 'asla' WHERE id = 2")
    assert differences(kept) == ["text of note 2 is “asla”; it was “asli”, and no change says why."]


def test_a_row_that_is_gone_or_new_is_named(kept):
    behind_its_back(
        kept,
        "DELETE FROM note WHERE id = 3",
        "INSERT INTO tag (contact_id, name) VALUES (1, 'vip')",
    )
    assert sorted(differences(kept)) == [
        "note 3 is gone, and no change says why.",
        "tag 1 is new, and no change says why.",
    ]


def test_kept_sums_are_not_compared_they_follow(kept):
    behind_its_back(kept, "UPDATE contact SET owed = 5 WHERE id = 1")
    assert differences(kept) == []


def test_a_history_that_was_changed_is_found(kept, write):
    write(lambda shelf: shelf.contact("Siti"))
    behind_its_back(kept, "UPDATE change_row SET did = 'edit', was = '{}' WHERE id = 1")
    assert len(differences(kept)) == 2


def test_rows_that_came_in_thousands_are_explained(kept, write):
    from olcrm.ledger import history

    def work(shelf):
        with history.bulk(shelf.db, ("contact",)):
            for number in range(20):
                shelf.contact(f"Baru {number}")

    write(work)
    assert differences(kept) == []


def test_no_more_than_asked_for_are_named(kept):
    behind_its_back(kept, "UPDATE note SET text = 'x'")
    assert len(differences(kept, most=2)) == 2


def test_a_snapshot_of_another_history_is_not_compared(kept):
    behind_its_back(kept, "UPDATE change SET command = 'olcrm x' WHERE id = 1", "UPDATE note SET text = 'x'")
    assert differences(kept) is None
