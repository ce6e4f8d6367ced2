"""The schema: as it is written down, and reached from every ledger that was ever released.

After a change of the schema ``OLCRM_REWRITE_SCHEMA=1 pytest tests/ledger/test_schema.py`` writes the golden picture
anew, to be read in the diff. When a version is released, what ``dump`` makes of a small ledger of it goes to ``old/``,
and is never touched again.
"""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from olcrm.kit.errors import LedgerError
from olcrm.ledger import book, door, migrations, safekeep

HERE = Path(__file__).parent
GOLDEN = HERE / "golden" / "schema.sql"
OLD = sorted((HERE / "old").glob("*.sql"))


def schema(ledger: Path) -> str:
    """Every statement that made the ledger, in one order."""
    db = sqlite3.connect(ledger)
    try:
        rows = db.execute(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
            " ORDER BY type, name"
        )
        return f"PRAGMA user_version = {door.SCHEMA};\n\n" + "".join(f"{sql};\n\n" for (sql,) in rows)
    finally:
        db.close()


def dump(ledger: Path) -> str:
    """A ledger as statements: its tables and rows, its search tables filled anew, then indices, triggers and views."""
    db = sqlite3.connect(ledger)
    kinds = dict(db.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main'"))
    made = db.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    lines = [
        f"PRAGMA {name} = {db.execute(f'PRAGMA {name}').fetchone()[0]};" for name in ("application_id", "user_version")
    ]
    for kind, name, sql in made:
        if kind == "table" and kinds[name] != "shadow" and name != "sqlite_sequence":
            lines.append(f"{sql};")
    for name, kind in kinds.items():
        if kind == "table" and name not in ("sqlite_schema", "sqlite_temp_schema"):
            columns = [column for (column,) in db.execute("SELECT name FROM pragma_table_info(?)", (name,))]
            quoted = " || ', ' || ".join(f"quote({column})" for column in columns)
            rows = db.execute(f"SELECT {quoted} FROM {name}").fetchall()
            lines += ["DELETE FROM sqlite_sequence;"] * (name == "sqlite_sequence")
            lines += [f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({row});" for (row,) in rows]
    lines += [f"INSERT INTO {name} ({name}) VALUES ('rebuild');" for name, kind in kinds.items() if kind == "virtual"]
    lines += [f"{sql};" for kind, _name, sql in made if kind in ("index", "trigger", "view")]
    db.close()
    return "\n".join(lines) + "\n"


def test_a_new_ledger_has_the_golden_schema(ledger):
    if os.environ.get("OLCRM_REWRITE_SCHEMA"):
        GOLDEN.write_text(schema(ledger), encoding="utf-8")
    assert schema(ledger) == GOLDEN.read_text(encoding="utf-8")


def test_there_is_an_old_ledger_of_every_version():
    assert [path.stem for path in OLD] == [f"v{version}" for version in range(1, door.SCHEMA + 1)]


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_every_old_ledger_reaches_the_golden_schema_with_its_people_and_sums(old, tmp_path, monkeypatch, run):
    path = tmp_path / "olcrm.db"
    db = sqlite3.connect(path)
    db.executescript(old.read_text(encoding="utf-8"))
    db.close()
    monkeypatch.setenv("OLCRM_DB", str(path))
    book.use(None, "olcrm contact list")
    with book.reading():
        pass
    assert schema(path) == GOLDEN.read_text(encoding="utf-8")
    assert run("doctor").status == 0
    (rina,) = run("contact find rina --json").json["rows"]
    assert (rina["name"], rina["owed"], rina["spent"]) == ("Rina Wati", 50_000, 250_000)
    assert run("contact add Sari").status == 0


@pytest.fixture
def first(tmp_path, monkeypatch):
    """A ledger of the first release, with a private note in it, one that was removed, and one that is not private."""
    path = tmp_path / "first" / "olcrm.db"
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.executescript(OLD[0].read_text(encoding="utf-8"))
    for number, (private, words) in enumerate(((1, "rahasia"), (1, "tersembunyi"), (0, "suka pastel")), 500):
        command = f"olcrm note add rina {words!r}" + " --private" * private
        db.execute(
            "INSERT INTO change (id, made_at, command, said, version) VALUES (?, '', ?, '', '1')", (number, command)
        )
        db.execute(
            "INSERT INTO note (id, contact_id, text, private, noted_at) VALUES (?, 1, ?, ?, '')",
            (number, words, private),
        )
    db.execute("DELETE FROM note WHERE id = 501")
    db.commit()
    db.close()
    monkeypatch.setenv("OLCRM_DB", str(path))
    return path


def commands(ledger):
    db = sqlite3.connect(ledger)
    try:
        return [command for (command,) in db.execute("SELECT command FROM change WHERE id >= 500 ORDER BY id")]
    finally:
        db.close()


def test_an_update_takes_what_private_notes_say_out_of_the_history(first):
    book.use(None, "olcrm contact list")
    with book.reading():
        pass
    assert commands(first) == [
        "olcrm note add … --private",
        "olcrm note add … --private",
        "olcrm note add rina 'suka pastel'",
    ]


def test_an_update_that_breaks_off_leaves_the_first_release_whole_and_a_copy_of_it(first, monkeypatch):
    def stop(_db):
        raise sqlite3.OperationalError("stop")

    before = first.read_bytes()
    book.use(None, "olcrm contact list")
    with monkeypatch.context() as patch:
        patch.setattr(migrations.watching, "watch", stop)
        with pytest.raises(LedgerError, match="stop"), book.reading():
            pass
    assert first.read_bytes() == before
    (kept,) = safekeep.snapshots(first)
    assert kept.reason == f"before-v{door.SCHEMA}"
    assert "rahasia" in commands(kept.path)[0]
    with book.reading():
        pass
    assert schema(first) == GOLDEN.read_text(encoding="utf-8")


def test_two_programs_that_start_at_once_update_the_first_release_once(first):
    line = [sys.executable, "-m", "olcrm", "--db", str(first), "contact", "list", "--json"]
    both = [subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _number in range(2)]
    said = [one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert [one.reason for one in safekeep.snapshots(first)] == [f"before-v{door.SCHEMA}"]
    assert schema(first) == GOLDEN.read_text(encoding="utf-8")
