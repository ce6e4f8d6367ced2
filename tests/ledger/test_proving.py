"""Whether a file is a whole ledger of ours is seen from what is in it, and looking changes nothing."""

import sqlite3

import pytest

from olcrm.ledger import door, proving
from olcrm.ledger.proving import State


@pytest.fixture
def whole(ledger, write):
    write(lambda shelf: [shelf.note(shelf.contact(f"Nama {n}"), "x" * 500) for n in range(50)])
    return ledger


def altered(path, *statements):
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()
    return path


def found(path):
    before = path.read_bytes()
    finding = proving.check(path)
    assert path.read_bytes() == before
    assert {one.name for one in path.parent.iterdir()} == {path.name, "backups"}
    assert finding.state == State.GOOD or finding.why
    return finding


def test_a_ledger_of_ours_is_good_and_says_what_is_in_it(whole):
    finding = found(whole)
    assert (finding.state, finding.version, finding.size) == (State.GOOD, door.SCHEMA, whole.stat().st_size)
    assert finding.counts == {"contact": 50, "sale_order": 0, "payment": 0}
    assert finding.newest == "2026-11-22T05:00:00+00:00"


def test_an_empty_file_is_empty(whole):
    whole.write_bytes(b"")
    assert found(whole).state == State.EMPTY


@pytest.mark.parametrize("content", [b"nama,telepon\n", b"\x89PNG\r\n\x1a\n" + bytes(99), b"SQLite", bytes(5000)])
def test_what_is_no_database_is_foreign(whole, content):
    whole.write_bytes(content)
    assert found(whole).state == State.FOREIGN


def test_another_programs_database_is_foreign(whole):
    assert found(altered(whole, "PRAGMA application_id = 7")).state == State.FOREIGN


def test_a_newer_ledger_is_newer(whole):
    assert found(altered(whole, "PRAGMA user_version = 99")).state == State.NEWER


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_truncated_ledger_is_damaged(whole, kept):
    content = whole.read_bytes()
    whole.write_bytes(content[: int(len(content) * kept)])
    assert found(whole).state == State.DAMAGED


def test_a_ledger_that_lacks_its_last_byte_is_damaged(whole):
    whole.write_bytes(whole.read_bytes()[:-1])
    finding = found(whole)
    assert finding.state == State.DAMAGED
    assert "bytes long" in finding.why


def test_a_ledger_whose_last_pages_are_still_in_a_file_beside_it_is_not_cut(whole):
    db = sqlite3.connect(whole, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE _litestream_lock (id INTEGER)")
    assert proving.check(whole).state == State.GOOD
    assert proving.cut(db, whole.stat().st_size) == []
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert "bytes long" in proving.cut(db, whole.stat().st_size - 1)[0]
    db.close()


def test_bytes_after_the_end_do_no_harm(whole):
    whole.write_bytes(whole.read_bytes() + b"x" * 5000)
    assert found(whole).state == State.GOOD


def test_a_page_of_zeros_is_damage(whole):
    content = bytearray(whole.read_bytes())
    content[len(content) // 8192 * 4096 : len(content) // 8192 * 4096 + 4096] = bytes(4096)
    whole.write_bytes(bytes(content))
    assert found(whole).state == State.DAMAGED


@pytest.mark.parametrize(
    ("statement", "word"),
    [
        ("CREATE TRIGGER thief AFTER INSERT ON note BEGIN DELETE FROM contact; END", "thief does not belong"),
        ("CREATE TABLE extra (a)", "extra does not belong"),
        ("CREATE VIEW peep AS SELECT * FROM contact", "peep does not belong"),
        ("DROP TRIGGER keep_paid_add", "keep_paid_add is missing"),
        ("DROP INDEX due_open", "due_open is missing"),
        ("DROP VIEW order_view", "order_view is missing"),
    ],
)
def test_a_schema_that_is_not_ours_is_damage(whole, statement, word):
    finding = found(altered(whole, statement))
    assert finding.state == State.DAMAGED
    assert word in finding.why


def test_the_tables_of_litestream_are_guests_but_only_as_it_makes_them(whole):
    guests = (
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
        "CREATE TABLE _litestream_lock (id INTEGER)",
    )
    assert found(altered(whole, *guests)).state == State.GOOD
    altered(whole, "DROP TABLE _litestream_lock", "CREATE TABLE _litestream_lock (id INTEGER, x TEXT)")
    assert "_litestream_lock does not belong" in found(whole).why
    altered(whole, "DROP TABLE _litestream_lock", "CREATE VIEW _litestream_lock AS SELECT 1 AS id")
    assert "_litestream_lock does not belong" in found(whole).why


def test_a_table_that_only_begins_like_a_guest_is_damage(whole):
    assert "_other does not belong" in found(altered(whole, "CREATE TABLE _other (id INTEGER)")).why


def test_an_encrypted_file_is_encrypted_and_not_damaged(whole):
    whole.write_bytes(b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n")
    assert found(whole).state == State.SEALED


def test_a_trigger_under_a_known_name_but_with_another_text_is_damage(whole):
    finding = found(
        altered(
            whole,
            "DROP TRIGGER keep_paid_add",
            "CREATE TRIGGER keep_paid_add AFTER INSERT ON payment BEGIN DELETE FROM note; END",
        )
    )
    assert "keep_paid_add is not as olcrm made it" in finding.why


def test_a_row_that_refers_to_nothing_is_damage(whole):
    finding = found(altered(whole, "PRAGMA foreign_keys = OFF", "UPDATE note SET contact_id = 999 WHERE id = 7"))
    assert "note 7 refers to a contact that is not there" in finding.why


def test_a_locked_ledger_is_locked_and_not_damaged(whole, hold, impatient):
    with hold(whole):
        assert proving.check(whole).state == State.LOCKED


def test_what_analyze_leaves_behind_is_no_stranger(whole):
    assert found(altered(whole, "ANALYZE")).state == State.GOOD


def test_a_glance_opens_and_counts_but_does_not_look_at_every_page(whole):
    assert proving.check(whole, deep=False).counts["contact"] == 50
    altered(whole, "CREATE TABLE extra (a)")
    assert proving.check(whole, deep=False).state == State.GOOD


def test_a_schema_is_known_for_every_version():
    assert proving.expected(0) == {}
    assert {"contact", "keep_paid_add", "order_view"} <= set(proving.expected(door.SCHEMA))
