"""Only what loses nothing is mended: where two witnesses disagree, a third must say which of them is right."""

import sqlite3

import pytest

from olcrm.contact.rules import find_key
from olcrm.kit.errors import LedgerError
from olcrm.kit.text import folded
from olcrm.ledger import book, gaps, mending, proving, safekeep, sums
from olcrm.ledger.mending import Mend


@pytest.fixture
def shop(ledger, write):
    """Three people with an order and an errand each, with no snapshot to vouch for anything."""

    def work(shelf):
        for name in ("Rina", "Siti", "Budi"):
            one = shelf.contact(name, f"+6281234567{ord(name[0])}")
            order = shelf.order(one, 100_000, 50_000)
            (due,) = shelf.db.execute("SELECT due_id FROM sale_order WHERE id = ?", (order,)).fetchone()
            shelf.payment(one, due, 70_000)
            shelf.due(one, 30_000)
            shelf.note(one, f"suka warna {name.casefold()}")

    write(work)
    for snapshot in safekeep.snapshots(ledger):
        snapshot.path.unlink()
    return ledger


def behind_its_back(path, *statements):
    """Change the file as no olcrm does: its triggers are put aside meanwhile."""
    db = sqlite3.connect(path, isolation_level=None)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _text in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    for _name, text in triggers:
        db.execute(text)
    db.close()


def under_the_index(path, index, *statements):
    """Change rows so that an index does not follow, as with a bit that flipped."""
    db = sqlite3.connect(path, isolation_level=None)
    row = db.execute("SELECT * FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    db.execute("PRAGMA writable_schema = ON")
    db.execute("DELETE FROM sqlite_master WHERE name = ?", (index,))
    db.close()
    behind_its_back(path, *statements)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema = ON")
    db.execute("INSERT INTO sqlite_master VALUES (?, ?, ?, ?, ?)", row)
    db.close()


def repair(ledger, *wanted, keys=None, dry_run=False):
    return mending.mend(ledger, set(wanted), keys or {}, dry_run=dry_run)


def bytes_of(ledger):
    return {path: path.read_bytes() for path in ledger.parent.rglob("*") if path.is_file()}


def wrong(ledger):
    with book.reading() as db:
        return sums.wrong(db, 10)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contact SET owed = 5 WHERE id = 1",
        "UPDATE contact SET orders = 9, spent = 3",
        "UPDATE due SET paid = 7 WHERE kind = 'order'",
        "UPDATE due SET amount = 99 WHERE kind = 'order'",
        "UPDATE sale_order SET goods = 1",
    ],
)
def test_a_sum_is_computed_anew(shop, dump, statement):
    everything = dump(shop)
    behind_its_back(shop, statement)
    assert wrong(shop)
    done = repair(shop, Mend.SUMS)
    assert done.left == []
    assert dump(shop) == everything
    with book.reading() as db:
        (said,) = db.execute("SELECT said FROM change ORDER BY id DESC LIMIT 1").fetchone()
        assert gaps.gaps(db, 10) == []
    assert said.startswith("Repaired: The sums of")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE order_line SET price = price + 1 WHERE id = 1",
        "UPDATE payment SET amount = amount + 1 WHERE id = 1",
        "UPDATE sale_order SET shipping = 7 WHERE id = 1",
    ],
)
def test_a_sum_is_left_alone_when_its_rows_may_be_wrong(shop, statement):
    behind_its_back(shop, statement)
    before = bytes_of(shop)
    done = repair(shop, Mend.SUMS)
    assert done.done == []
    assert "The sums of customer 1 do not fit" in done.left[0]
    assert bytes_of(shop) == before


def test_the_snapshot_can_vouch_for_the_rows(shop, write):
    behind_its_back(shop, "UPDATE sale_order SET shipping = 7 WHERE id = 1")
    assert repair(shop, Mend.SUMS, dry_run=True).done == []
    safekeep.keep(shop, reason="asked")
    assert repair(shop, Mend.SUMS, dry_run=True).done == ["The sums of 1 customer were computed anew."]
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'baru'"))
    assert repair(shop, Mend.SUMS, dry_run=True).done == ["The sums of 1 customer were computed anew."]
    write(lambda shelf: shelf.db.execute("UPDATE sale_order SET note = 'x' WHERE id = 1"))
    assert repair(shop, Mend.SUMS, dry_run=True).done == []


def test_who_is_sure_is_mended_though_another_is_not(shop):
    behind_its_back(
        shop, "UPDATE payment SET amount = amount + 1 WHERE id = 1", "UPDATE contact SET owed = 5 WHERE id = 2"
    )
    done = repair(shop, Mend.SUMS)
    assert done.done == ["The sums of 1 customer were computed anew."]
    assert {one.row_id for one in wrong(shop)} == {1}


def unsound(ledger):
    with book.reading() as db:
        return proving.unsound(db)


def test_an_index_that_lacks_a_row_is_made_anew(shop, dump):
    under_the_index(shop, "note_contact", "INSERT INTO note (contact_id, text, noted_at) VALUES (1, 'x', 'y')")
    everything = dump(shop)
    assert unsound(shop)
    assert repair(shop, Mend.INDICES).done[0] == "The indices were made anew."
    assert unsound(shop) == []
    assert dump(shop) == everything


@pytest.mark.parametrize(
    ("index", "statement", "words"),
    [
        ("contact_name_key", "UPDATE contact SET name_key = 'bvdi' WHERE id = 3", "has contact 3 with “budi”"),
        ("note_contact", "DELETE FROM note WHERE id = 2", "has note 2 with “2 2026-11-22T05:00:00+00:00”"),
        ("payment_due", "UPDATE payment SET due_id = NULL WHERE id = 1", "has payment 1 with"),
    ],
)
def test_an_index_that_knows_better_is_left_as_a_witness(shop, index, statement, words):
    under_the_index(shop, index, statement)
    before = bytes_of(shop)
    done = repair(shop, Mend.INDICES)
    assert done.done == []
    assert words in done.left[0]
    assert bytes_of(shop) == before


def test_a_row_that_the_snapshot_has_as_well_outvotes_an_index(shop, dump):
    safekeep.keep(shop, reason="asked")
    everything = dump(shop)
    behind_its_back(shop, "UPDATE contact SET name_key = 'bvdi' WHERE id = 3")
    under_the_index(shop, "contact_name_key", "UPDATE contact SET name_key = 'budi' WHERE id = 3")
    assert unsound(shop)
    assert repair(shop, Mend.INDICES).done == ["The indices were made anew."]
    assert unsound(shop) == []
    assert dump(shop) == everything


def test_a_name_is_looked_up_by_what_is_shown_when_one_key_agrees(shop, dump):
    everything = dump(shop)
    keys = {1: (folded("Rina"), None, find_key("Rina", None))}
    behind_its_back(shop, "UPDATE contact SET find_key = '  rjna' WHERE id = 1")
    done = repair(shop, Mend.NAMES, keys=keys)
    assert done.done[0] == "1 customer is found by name again."
    assert dump(shop) == everything
    behind_its_back(shop, "UPDATE contact SET name = 'Rjna' WHERE id = 1")
    done = repair(shop, Mend.NAMES, keys={1: (folded("Rjna"), None, find_key("Rjna", None))})
    assert done == ([], ["Whether the name of customer 1 is right, nobody says."], None)


def test_a_search_that_lacks_rows_is_filled_anew(shop):
    behind_its_back(shop, "INSERT INTO note_search (note_search) VALUES ('delete-all')")
    assert repair(shop, Mend.SEARCH).done == ["note_search was filled anew."]
    with book.reading() as db:
        assert db.execute("SELECT count(*) FROM note_search WHERE note_search MATCH 'budi'").fetchone()[0] == 1


def test_words_that_only_the_search_knows_are_evidence(shop):
    behind_its_back(shop, "UPDATE note SET text = 'suka warna buda' WHERE id = 3")
    before = bytes_of(shop)
    done = repair(shop, Mend.SEARCH)
    assert (done.done, done.left) == ([], ["The search has note 3 with “budi”, and the row does not."])
    assert bytes_of(shop) == before


def test_numbers_go_on_where_they_were(shop, write, dump):
    write(lambda shelf: shelf.db.execute("DELETE FROM note WHERE id = 3"))
    behind_its_back(shop, "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'note'")
    assert repair(shop, Mend.NUMBERS).done == ["note goes on counting from 3."]
    write(lambda shelf: shelf.note(1))
    assert [row[0] for row in dump(shop)["note"]] == [1, 2, 4]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP INDEX due_open", "due_open was made anew."),
        ("DROP VIEW order_view", "order_view was made anew."),
        ("CREATE VIEW peep AS SELECT * FROM contact", "peep was taken away."),
        ("CREATE UNIQUE INDEX one ON note (text)", "one was taken away."),
        ("CREATE TRIGGER thief AFTER INSERT ON note BEGIN DELETE FROM contact; END", "thief was taken away."),
        ("DROP TRIGGER keep_paid_add", "keep_paid_add was made anew."),
    ],
)
def test_inner_rules_are_hung_as_olcrm_made_them(shop, write, dump, statement, words):
    everything = dump(shop)
    db = sqlite3.connect(shop)
    db.execute(statement)
    db.close()
    assert repair(shop, Mend.RULES).done == [words]
    assert proving.check(shop).state == "good"
    assert dump(shop) == everything
    write(lambda shelf: shelf.note(1))


def test_a_table_that_is_not_ours_is_left_with_everything_else(shop):
    behind_its_back(shop, "UPDATE contact SET owed = 5 WHERE id = 1", "CREATE TABLE extra (a)")
    done = repair(shop, Mend.RULES, Mend.SUMS)
    assert (done.done, len(done.left)) == ([], 1)
    assert "The tables themselves are not as olcrm makes them now" in done.left[0]


def test_rows_that_refer_to_nothing_stop_the_mending_of_rows(shop):
    behind_its_back(shop, "UPDATE note SET contact_id = 99 WHERE id = 1", "UPDATE contact SET owed = 5 WHERE id = 1")
    assert repair(shop, Mend.SUMS).left == ["Rows refer to something that is not there, so no row was touched."]


def test_bytes_behind_the_end_are_cut_off(shop, dump):
    everything, size = dump(shop), shop.stat().st_size
    shop.write_bytes(shop.read_bytes() + b"x" * 100)
    assert repair(shop, Mend.TAIL, dry_run=True).done == ["100 bytes behind the end were cut off."]
    assert shop.stat().st_size == size + 100
    assert repair(shop, Mend.TAIL).done == ["100 bytes behind the end were cut off."]
    assert shop.stat().st_size == size
    assert dump(shop) == everything


def test_the_file_is_kept_as_it_was_and_vouches_for_nothing(shop):
    behind_its_back(shop, "UPDATE contact SET owed = 5 WHERE id = 1")
    before = shop.read_bytes()
    done = repair(shop, Mend.SUMS)
    assert done.kept.read_bytes() == before
    assert "-before-repair" in done.kept.name
    assert safekeep.newest_good(shop) is None


def test_a_trial_run_changes_nothing(shop):
    behind_its_back(shop, "UPDATE contact SET owed = 5 WHERE id = 1")
    before = bytes_of(shop)
    assert repair(shop, Mend.SUMS, dry_run=True).done == ["The sums of 1 customer were computed anew."]
    assert bytes_of(shop) == before


def test_a_page_that_cannot_be_read_stops_everything(shop):
    db = sqlite3.connect(shop)
    (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'note'").fetchone()
    db.close()
    behind_its_back(shop, "UPDATE contact SET owed = 5 WHERE id = 1")
    data = bytearray(shop.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = bytes(4096)
    shop.write_bytes(bytes(data))
    before = bytes_of(shop)
    done = repair(shop, Mend.SUMS, Mend.INDICES, Mend.RULES)
    assert done == ([], ["Some of its pages cannot be read, so nothing inside was touched."], None)
    assert bytes_of(shop) == before


def test_a_ledger_in_use_is_waited_for_and_then_left_alone(shop, hold, impatient):
    with hold(shop), pytest.raises(LedgerError, match="does not finish"):
        repair(shop, Mend.SUMS)
