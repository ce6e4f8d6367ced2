"""The door: what every connection promises, whichever way it was opened."""

import sqlite3

import pytest

from olcrm.ledger import book, door


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


def test_the_checksums_at_the_door_are_those_of_a_new_ledger(ledger):
    with book.reading() as db:
        assert db.known
        assert door.is_ours(db, door.SCHEMA)


FOR_EVER = "WITH RECURSIVE r (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r"


@pytest.fixture
def tamper(ledger):
    """Change the file behind the program's back."""

    def tamper(script: str) -> None:
        connection = sqlite3.connect(ledger)
        connection.executescript(script)
        connection.close()

    return tamper


@pytest.mark.parametrize(
    ("thing", "script"),
    [
        ("order_view", f"DROP VIEW order_view; CREATE VIEW order_view AS {FOR_EVER}"),
        ("setting", f"DROP TABLE setting; CREATE VIEW setting AS SELECT x AS key, x AS value FROM ({FOR_EVER})"),
        (
            "setting",
            "DROP TABLE setting; CREATE TABLE setting"
            " (id INTEGER PRIMARY KEY, key TEXT, value TEXT AS (hex(zeroblob(400000000))))",
        ),
        (
            "contact_search_config",
            "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE contact_search_config"
            " (k PRIMARY KEY, v, w AS (zeroblob(1000000000))) WITHOUT ROWID' WHERE name = 'contact_search_config'",
        ),
        (
            "address_search_config",
            f"PRAGMA writable_schema = ON; UPDATE sqlite_master SET type = 'view', rootpage = 0,"
            f" sql = 'CREATE VIEW address_search_config AS {FOR_EVER}' WHERE name = 'address_search_config'",
        ),
    ],
    ids=[
        "a window",
        "a table that is a window",
        "a computed column",
        "a part of the search",
        "a search that is a window",
    ],
)
def test_what_would_run_when_it_is_read_is_not_read(run, tamper, thing, script):
    tamper(script)
    result = run("today")
    assert (result.status, result.out) == (5, "")
    assert f"“{thing}” in" in result.err
    assert "is not as olcrm made it, so it is not used." in result.err
    assert run("note add 1 halo").status == 5
    found = run("doctor --json")
    assert found.status == 5
    assert [row["what"] for row in found.json["rows"] if f"{thing}" in row["what"]]


@pytest.mark.parametrize(
    ("said", "script"),
    [
        ("inner rules", "CREATE TRIGGER emptier AFTER INSERT ON note BEGIN DELETE FROM contact; END"),
        ("inner rules", "DROP TRIGGER history_note_add"),
        ("“sums” in", "CREATE INDEX sums ON contact (hex(zeroblob(400000000)))"),
        ("“some” in", "CREATE INDEX some ON contact (name) WHERE length(hex(zeroblob(400000000))) > 1"),
    ],
    ids=["a trigger", "a missing trigger", "an index that computes", "an index that chooses"],
)
def test_what_would_run_when_it_is_written_to_is_not_written_to(run, shop, tamper, said, script):
    shop("contact add Rina")
    tamper(script)
    assert run("contact list --plain").status == 0
    result = run("note add rina halo")
    assert (result.status, result.out) == (5, "")
    assert said in result.err
    assert "Rina" in run("contact list --plain").out


def test_tables_of_her_own_beside_ours_do_no_harm(run, shop, tamper):
    tamper(f"CREATE TABLE hers (a UNIQUE); CREATE VIEW tired AS {FOR_EVER}; CREATE INDEX names ON contact (name, id)")
    assert shop("contact add Rina").status == 0
    assert "Rina" in run("contact list").out


def test_no_code_is_loaded_from_a_library(ledger):
    with book.reading() as db, pytest.raises(sqlite3.OperationalError, match="not authorized"):
        db.execute("SELECT load_extension('x')")


def test_what_was_asked_once_is_asked_again_after_something_was_written(ledger, write):
    asked = []

    def ask(shelf):
        return door.once(shelf.db, "people", lambda: asked.append(1) or contacts(shelf.db))

    def contacts(db):
        return [name for (name,) in db.execute("SELECT name FROM contact ORDER BY id")]

    def work(shelf):
        assert ask(shelf) == ask(shelf) == []
        shelf.contact("Rina")
        assert ask(shelf) == ["Rina"]
        shelf.db.execute("UPDATE contact SET name = 'Sari'")
        assert ask(shelf) == ["Sari"]
        shelf.db.execute("DELETE FROM contact")
        assert ask(shelf) == ask(shelf) == []

    write(work)
    assert len(asked) == 4


def test_nothing_is_remembered_outside_of_a_transaction(ledger):
    db = door.connect(ledger)
    answers = iter((1, 2))
    assert [door.once(db, "x", lambda: next(answers)) for _twice in range(2)] == [1, 2]
    door.leave(db)
