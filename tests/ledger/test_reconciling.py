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
    return None if found is None else [one.said() for one in found]


def test_whatever_was_done_since_is_explained(kept, write):
    write(lambda shelf: shelf.contact("Siti"))
    write(lambda shelf: shelf.db.execute("UPDATE contact SET city = 'Solo' WHERE id = 1"))
    write(lambda shelf: shelf.db.execute("DELETE FROM note WHERE id = 2"))
    assert differences(kept) == []


def test_a_changed_value_is_shown_with_what_it_was(kept, write):
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'baru' WHERE id = 1"))
    behind_its_back(kept, "UPDATE note SET text = 'asla' WHERE id = 2")
    assert differences(kept) == [
        "text of note 2 is “asla”; in olcrm-2026-11-22.db it is “asli”, and no change says why."
    ]


def test_a_row_that_is_gone_or_new_is_named(kept):
    behind_its_back(
        kept,
        "DELETE FROM note WHERE id = 3",
        "INSERT INTO tag (contact_id, name) VALUES (1, 'vip')",
    )
    assert sorted(differences(kept)) == [
        "note 3 is gone; it is in olcrm-2026-11-22.db, and no change says why.",
        "tag 1 is not in olcrm-2026-11-22.db, and no change says that it was added.",
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
    earlier = "UPDATE change SET made_at = '2025-03-04T05:06:07+00:00' WHERE id = 1"
    behind_its_back(kept, earlier, "UPDATE note SET text = 'x'")
    assert differences(kept) is None


@pytest.mark.parametrize(
    "change", ["command = 'olcrm x'", "made_at = '2026-11-22T05:00:01+00:00'", "said = 'Nothing.'"]
)
def test_a_history_in_which_one_thing_flipped_is_still_the_same(kept, change):
    behind_its_back(kept, f"UPDATE change SET {change} WHERE id = 1")
    (found,) = differences(kept)
    assert found.startswith(change.split()[0])


def test_what_the_history_says_a_row_was_must_be_what_it_was(kept, write):
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'baru' WHERE id = 1"))
    write(lambda shelf: shelf.db.execute("DELETE FROM note WHERE id = 2"))
    behind_its_back(kept, "UPDATE change_row SET was = replace(was, 'asli', 'asla') WHERE was IS NOT NULL")
    assert differences(kept) == [
        f"text of note {number} is “asli” in olcrm-2026-11-22.db, and the history says that it was “asla” then."
        for number in (1, 2)
    ]


def test_the_total_of_an_order_follows_from_its_lines(kept, write):
    write(lambda shelf: shelf.order(1, 50_000))
    safekeep.keep(kept, reason="asked")
    behind_its_back(kept, "UPDATE due SET amount = 60000 WHERE kind = 'order'")
    assert differences(kept) == []


def test_a_person_who_is_forgotten_differs_for_a_reason(kept):
    behind_its_back(
        kept,
        "UPDATE contact SET name = 'x' WHERE id = 1",
        "UPDATE note SET text = 'x' WHERE contact_id = 1",
        "UPDATE change_row SET was = NULL, contact_id = 1 WHERE contact_id = 1",
        "INSERT INTO forgotten (contact_id, known_since, forgotten_at) VALUES (1, 'x', 'x')",
        "DELETE FROM change_row WHERE tbl = 'forgotten'",
    )
    assert [one for one in differences(kept) if "forgotten" not in one] == []
