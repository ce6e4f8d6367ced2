"""The door: what every connection promises, whichever way it was opened."""

import sqlite3

import pytest

from olcrm.ledger import book


@pytest.mark.parametrize("opened", [book.reading, book.writing], ids=["reading", "writing"])
@pytest.mark.parametrize(
    ("promise", "kept"),
    [
        ("foreign_keys", 1),
        ("synchronous", 3),  # EXTRA: the folder is on the disk too before a change is called done
        ("secure_delete", 1),
        ("cell_size_check", 1),
    ],
)
def test_every_connection_keeps_the_promises(ledger, opened, promise, kept):
    with opened() as db:
        assert db.execute(f"PRAGMA {promise}").fetchone()[0] == kept


def test_nothing_can_be_owed_by_somebody_who_is_not_there(ledger, shelf):
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), book.writing() as db:
        shelf(db).due(999)
    with book.reading() as db:
        assert not db.execute("SELECT 1 FROM due").fetchall()


def test_somebody_who_owes_cannot_be_taken_out(ledger, shelf):
    with book.writing() as db:
        shelf(db).due(shelf(db).contact())
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), book.writing() as db:
        db.execute("DELETE FROM contact")
