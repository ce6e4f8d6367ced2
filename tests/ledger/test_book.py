"""The ledger's door: one state to read, all or nothing to write, and a true word about every trouble."""

import os
import shlex  # noqa: F401 (imported beforehand: an account without rights may not look into the library's folder)
import shutil
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from olcrm.kit import show
from olcrm.kit.errors import LedgerError
from olcrm.ledger import book, door, migrations, proving, safekeep, trouble

posix = pytest.mark.skipif(os.name != "posix", reason="modes and limits of POSIX")


def count(path, table="contact"):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    finally:
        connection.close()


def refused(*, writing=False):
    with pytest.raises(LedgerError) as caught, book.writing() if writing else book.reading():
        pass
    assert caught.value.status == 5
    assert caught.value.hint
    return caught.value


# reading and writing ---------------------------------------------------------------------------------------------


def test_what_is_written_in_a_block_is_one_change_with_its_command_and_sentence(ledger, look):
    book.use(None, "olcrm contact add Rina")
    with book.writing() as db:
        db.execute("INSERT INTO setting (key, value) VALUES ('shop', 'Toko Ani')")
        db.said = "The shop is called Toko Ani."
    assert look("SELECT command, said, undoes_id FROM change") == [
        ("olcrm contact add Rina", "The shop is called Toko Ani.", None)
    ]


@pytest.mark.parametrize("interruption", [ValueError, KeyboardInterrupt])
def test_a_block_that_breaks_off_leaves_nothing(ledger, write, look, interruption):
    def work(shelf):
        shelf.contact()
        raise interruption

    with pytest.raises(interruption):
        write(work)
    assert look("SELECT count(*) FROM contact") == look("SELECT count(*) FROM change") == [(0,)]


def test_a_block_that_breaks_off_lets_others_write_even_with_a_cursor_left_open(ledger, write):
    left = []

    def work(shelf):
        shelf.contact()
        left.append(shelf.db.execute("SELECT * FROM contact UNION ALL SELECT * FROM contact"))
        next(left[0])
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        write(work)
    other = sqlite3.connect(ledger, timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_block_that_changes_nothing_leaves_no_trace(ledger, look):
    with book.writing() as db:
        db.execute("SELECT count(*) FROM contact").fetchone()
    assert look("SELECT count(*) FROM change") == [(0,)]
    assert not safekeep.folder_of(ledger).exists()


def test_a_dry_run_takes_everything_back(ledger, shelf):
    with book.writing(dry_run=True) as db:
        shelf(db).contact()
    assert count(ledger) == count(ledger, "change") == 0


def test_reading_gives_one_state_while_others_want_to_write(ledger, write):
    write(lambda shelf: shelf.contact())
    with book.reading() as db:
        other = sqlite3.connect(ledger, timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE contact SET city = 'Solo'")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("COMMIT")
        assert db.execute("SELECT city FROM contact").fetchone()[0] is None
    other.execute("COMMIT")
    other.close()


def test_nothing_can_be_changed_through_reading(ledger):
    with pytest.raises(LedgerError, match="or its folder is read-only"), book.reading() as db:
        db.execute("INSERT INTO setting (key, value) VALUES ('shop', 'x')")


def test_search_tables_follow_what_is_written(ledger, write, look):
    write(lambda shelf: shelf.contact("Rina Wati"))
    assert look("SELECT rowid FROM contact_search WHERE contact_search MATCH '\"wati\"'") == [(1,)]


# what stands in the ledger's place -------------------------------------------------------------------------------


def test_a_missing_ledger_is_named_and_not_made(tmp_path, monkeypatch):
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "nix.db"))
    assert "There is no ledger at" in refused().message
    refused(writing=True)
    assert list(tmp_path.glob("nix*")) == []


def test_a_missing_ledger_points_to_its_snapshot(ledger, write):
    write(lambda shelf: shelf.contact())
    ledger.unlink()
    assert "olcrm backup restore" in refused().hint


def test_a_folder_in_its_place_is_no_file(ledger):
    ledger.unlink()
    ledger.mkdir()
    assert "is not a file" in refused().message
    with pytest.raises(LedgerError, match="is not a file"):
        book.create()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "is empty; it is no ledger"),
        (b"nama,telepon\n", "is damaged, or is no ledger at all"),
        (b"\x89PNG\r\n\x1a\n" + bytes(600), "is damaged, or is no ledger at all"),
    ],
)
def test_what_is_no_ledger_is_refused_and_left_as_it_is(ledger, content, word):
    ledger.write_bytes(content)
    for writing in (False, True):
        assert word in refused(writing=writing).message
    assert ledger.read_bytes() == content


def test_another_programs_file_is_refused_and_left_as_it_is(ledger):
    ledger.unlink()
    other = sqlite3.connect(ledger)
    other.execute("CREATE TABLE contact (id INTEGER)")
    other.commit()
    other.close()
    before = ledger.read_bytes()
    assert "is not an olcrm ledger" in refused(writing=True).message
    with pytest.raises(LedgerError, match="is not an olcrm ledger"):
        book.create()
    assert ledger.read_bytes() == before


def test_a_newer_ledger_is_refused_and_left_as_it_is(ledger):
    connection = sqlite3.connect(ledger)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = ledger.read_bytes()
    for writing in (False, True):
        error = refused(writing=writing)
        assert "was written by a newer olcrm (ledger version 99, " in error.message
    assert ledger.read_bytes() == before
    assert not safekeep.folder_of(ledger).exists()


def test_a_truncated_ledger_is_damaged_and_points_to_its_snapshot(ledger, write):
    write(lambda shelf: shelf.contact())
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[: len(whole) // 2])
    error = refused()
    assert "is damaged" in error.message
    assert str(safekeep.newest_good(ledger)) in error.hint
    assert ledger.read_bytes() == whole[: len(whole) // 2]


def test_a_ledger_with_a_foreign_trigger_is_read_but_not_written_to(ledger, write):
    write(lambda shelf: shelf.contact())
    connection = sqlite3.connect(ledger)
    connection.execute("CREATE TRIGGER thief AFTER INSERT ON note BEGIN DELETE FROM setting; END")
    connection.commit()
    connection.close()
    assert "are not the ones olcrm wrote, so nothing is added to it" in refused(writing=True).message
    with book.reading() as db:
        assert db.execute("SELECT count(*) FROM contact").fetchone()[0] == 1


def test_an_older_ledger_with_a_foreign_trigger_is_not_brought_up_to_date(ledger):
    older(ledger, "CREATE TRIGGER history_tag_add_2 AFTER UPDATE ON change BEGIN DELETE FROM setting; END")
    before = ledger.read_bytes()
    for writing in (True, False):
        assert "are not the ones olcrm wrote, so nothing is added to it" in refused(writing=writing).message
    assert ledger.read_bytes() == before
    assert proving.check(ledger).why == "Its inner rules are not as olcrm made them."


def test_the_checksum_of_the_triggers_is_that_of_a_new_ledger(ledger):
    from zlib import crc32

    connection = sqlite3.connect(ledger)
    found = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").fetchall()
    connection.close()
    assert hex(crc32("\n".join(text for (text,) in found).encode())) == hex(door.TRIGGERS[door.SCHEMA])


def test_a_link_leads_to_the_ledger_and_its_snapshots_lie_beside_the_file_itself(tmp_path, monkeypatch, ledger, write):
    link = tmp_path / "desktop.db"
    link.symlink_to(ledger)
    monkeypatch.setenv("OLCRM_DB", str(link))
    write(lambda shelf: shelf.contact())
    assert count(ledger) == 1
    assert safekeep.snapshots(link) == safekeep.snapshots(ledger) != []


@pytest.mark.parametrize("name", ["100% #1? ä.db", "it's.db", "a b\tc.db", "-x.db"])
def test_a_ledger_may_have_any_name(tmp_path, monkeypatch, name, write):
    path = tmp_path / name
    monkeypatch.setenv("OLCRM_DB", str(path))
    assert book.create()
    write(lambda shelf: shelf.contact())
    assert count(path) == 1
    assert safekeep.newest_good(path)


def test_a_damaged_time_zone_locks_nobody_out(ledger, write):
    write(lambda shelf: shelf.db.execute("INSERT INTO setting (key, value) VALUES ('time-zone', 'WI\\B')"))
    with book.reading() as db:
        assert db.execute("SELECT count(*) FROM setting").fetchone()[0] == 1


def test_wal_left_by_another_program_is_turned_off_again(ledger, write):
    other = sqlite3.connect(ledger)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("INSERT INTO change (made_at, command, said, version) VALUES ('', 'elsewhere', '', '')")
    other.commit()
    other.close()
    write(lambda shelf: shelf.contact())
    assert ledger.read_bytes()[18:20] == b"\1\1"
    assert not list(ledger.parent.glob("*-wal"))
    assert count(ledger, "change") == 2


def test_wal_is_worked_with_while_another_program_has_it_open(ledger, write):
    other = sqlite3.connect(ledger)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("SELECT count(*) FROM contact").fetchone()
    write(lambda shelf: shelf.contact())
    assert other.execute("SELECT count(*) FROM contact").fetchone() == (1,)
    other.close()


def test_what_a_crash_left_behind_is_mended_before_the_file_is_judged(ledger, write, tmp_path, monkeypatch, dump):
    write(lambda shelf: [shelf.note(shelf.contact(), "x" * 3000) for _each in range(200)])
    before = dump(ledger)
    crashed = sqlite3.connect(ledger, isolation_level=None)
    crashed.execute("PRAGMA cache_size = 5")  # so that pages are written before the end
    crashed.execute("BEGIN IMMEDIATE")
    crashed.execute("UPDATE note SET text = 'y' || text")
    crashed.execute("PRAGMA application_id = 7")
    copy = tmp_path / "copy" / ledger.name
    copy.parent.mkdir()
    shutil.copy(ledger, copy)
    shutil.copy(f"{ledger}-journal", f"{copy}-journal")
    crashed.close()
    monkeypatch.setenv("OLCRM_DB", str(copy))
    with book.reading():
        pass
    assert dump(copy) == before


# making one ------------------------------------------------------------------------------------------------------


@posix
def test_a_new_ledger_and_its_folders_are_for_its_owner_alone_whatever_the_umask(tmp_path, monkeypatch, write):
    path = tmp_path / "one" / "two" / "crm.db"
    monkeypatch.setenv("OLCRM_DB", str(path))
    before = os.umask(0)
    try:
        assert book.create()
        write(lambda shelf: shelf.contact())
    finally:
        os.umask(before)
    modes = {
        found.relative_to(tmp_path).as_posix(): stat.S_IMODE(found.stat().st_mode)
        for found in (tmp_path / "one", *(tmp_path / "one").rglob("*"))
    }
    assert {modes.pop(folder) for folder in ("one", "one/two", "one/two/backups")} == {0o700}
    assert set(modes.values()) == {0o600}
    assert len(modes) == 3


def test_a_start_that_was_cut_short_is_begun_anew(ledger):
    ledger.write_bytes(b"")
    ledger.chmod(0o644)
    assert book.create()
    assert stat.S_IMODE(ledger.stat().st_mode) & 0o077 == 0
    assert book.create() is False


def test_two_first_starts_at_once_make_one_ledger(tmp_path, monkeypatch):
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "crm.db"))
    migrations.steps  # noqa: B018 (loaded before the race, so that there is one)
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _number: book.create(), range(4)))
    assert sorted(made) == [False, False, False, True]
    assert proving.check(tmp_path / "crm.db").state == proving.State.GOOD


def test_a_folder_that_is_copied_to_other_machines_is_spoken_of_once(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "Dropbox" / "crm.db"))
    book.create()
    assert "Dropbox copies this folder to other machines" in capsys.readouterr().err
    book.create()
    with book.reading():
        pass
    assert capsys.readouterr().err == ""


# waiting for others ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writing", [True, False])
def test_a_locked_ledger_is_waited_for_with_a_word_and_then_refused(
    ledger, write, hold, impatient, capsys, writing, dump
):
    write(lambda shelf: shelf.contact())
    before = dump(ledger)
    with hold(ledger):
        assert "Another olcrm is busy with" in refused(writing=writing).message
    assert "waiting a moment" in capsys.readouterr().err
    assert dump(ledger) == before


@pytest.mark.parametrize("begin", ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"], ids=["to commit", "to write"])
def test_a_lock_that_is_let_go_in_time_is_only_waited_for(ledger, hold, impatient, monkeypatch, write, begin):
    with hold(ledger, begin) as other:
        monkeypatch.setattr(show, "talk", lambda _text: door.leave(other))
        write(lambda shelf: shelf.contact())
    assert count(ledger) == 1


def test_a_commit_that_a_reader_holds_up_is_waited_for(ledger, hold, impatient, monkeypatch, shelf):
    with hold(ledger, "BEGIN") as other:
        monkeypatch.setattr(show, "talk", lambda _text: door.leave(other))
        with book.writing() as db:
            shelf(db).contact()
    assert count(ledger) == 1


def test_a_commit_that_a_reader_never_lets_through_is_taken_back_and_told(ledger, hold, impatient, shelf):
    with (
        hold(ledger, "BEGIN"),
        pytest.raises(LedgerError, match="does not finish") as caught,
        book.writing() as db,
    ):
        shelf(db).contact()
    assert "nothing was changed" in caught.value.hint
    assert count(ledger) == count(ledger, "change") == 0
    with book.writing() as db:
        shelf(db).contact()
    assert count(ledger) == 1


# the disk --------------------------------------------------------------------------------------------------------


class Failing(door.Ledger):
    """A connection to a disk that reports an error at COMMIT: before anything is written, or after all is."""

    after = True

    def execute(self, sql, *values):
        if sql == "COMMIT":
            if self.after:
                super().execute(sql)
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise error
        return super().execute(sql, *values)


def connect_failing(monkeypatch, kind):
    monkeypatch.setattr(door, "Ledger", kind)


def test_a_commit_that_failed_after_it_was_on_the_disk_is_no_failure(ledger, shelf, monkeypatch):
    connect_failing(monkeypatch, Failing)
    with book.writing() as db:
        shelf(db).contact()
    assert count(ledger) == 1


def test_a_commit_that_failed_before_it_was_on_the_disk_changed_nothing(ledger, shelf, monkeypatch):
    connect_failing(monkeypatch, type("Before", (Failing,), {"after": False}))
    with pytest.raises(LedgerError, match="The disk refused to read or write") as caught, book.writing() as db:
        shelf(db).contact()
    assert "nothing was changed" in caught.value.hint
    assert count(ledger) == 0


def test_a_commit_whose_outcome_cannot_be_seen_is_not_called_either(ledger, write, monkeypatch):
    connect_failing(monkeypatch, Failing)

    def work(shelf):
        shelf.contact()
        ledger.rename(ledger.with_name("torn-out.db"))

    with pytest.raises(LedgerError, match="and whether the change is there cannot be seen now") as caught:
        write(work)
    assert "olcrm log" in caught.value.hint


def test_ctrl_c_during_the_commit_comes_too_late_to_be_called_an_interruption(ledger, shelf, monkeypatch):
    class Late(door.Ledger):
        def execute(self, sql, *values):
            found = super().execute(sql, *values)
            if sql == "COMMIT":
                raise KeyboardInterrupt
            return found

    connect_failing(monkeypatch, Late)
    with book.writing() as db:
        shelf(db).contact()
    assert count(ledger) == 1


def test_a_full_disk_is_named_and_nothing_is_changed(ledger, write, dump):
    write(lambda shelf: shelf.contact())
    before = dump(ledger)

    def work(shelf):
        (pages,) = shelf.db.execute("PRAGMA page_count").fetchone()
        shelf.db.execute(f"PRAGMA max_page_count = {pages}")
        for _each in range(50):
            shelf.note(1, "x" * 9000)

    with pytest.raises(
        LedgerError, match="The disk is full, or the file may not grow: nothing was changed in"
    ) as caught:
        write(work)
    assert "left:" in caught.value.hint
    assert dump(ledger) == before


@posix
def test_a_file_that_may_not_grow_is_named_and_nothing_is_changed(ledger, write, dump):
    import resource

    write(lambda shelf: shelf.contact())
    before = dump(ledger)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def work(shelf):
        resource.setrlimit(resource.RLIMIT_FSIZE, (ledger.stat().st_size, hard))
        try:
            for _each in range(500):
                shelf.note(1, "x" * 9000)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    with pytest.raises(LedgerError, match="disk") as caught:
        write(work)
    assert "nothing was changed" in caught.value.hint
    assert dump(ledger) == before


@posix
def test_a_read_only_file_or_folder_is_read_but_not_written_to(plain_folder, monkeypatch):
    path = plain_folder / "crm.db"
    monkeypatch.setenv("OLCRM_DB", str(path))
    book.create()
    for what, closed, open_ in ((path, 0o400, 0o600), (plain_folder, 0o500, 0o700)):
        what.chmod(closed)
        with book.reading() as db:
            assert db.execute("SELECT count(*) FROM contact").fetchone()[0] == 0
        with pytest.raises(LedgerError) as caught, book.writing() as db:
            db.execute("INSERT INTO setting (key, value) VALUES ('shop', 'x')")
        assert "read-only" in caught.value.message or "cannot be opened" in caught.value.message
        what.chmod(open_)


@posix
def test_a_folder_one_may_not_write_in_is_named(plain_folder, monkeypatch):
    monkeypatch.setenv("OLCRM_DB", str(plain_folder / "new" / "crm.db"))
    plain_folder.chmod(0o500)
    with pytest.raises(LedgerError, match="There is no permission to use"):
        book.create()


@posix
def test_a_file_one_may_not_read_cannot_be_opened(plain_folder, monkeypatch):
    monkeypatch.setenv("OLCRM_DB", str(plain_folder / "crm.db"))
    book.create()
    (plain_folder / "crm.db").chmod(0)
    assert "cannot be opened" in refused().message


def test_a_path_through_a_file_cannot_be_used(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "file" / "deeper" / "crm.db"))
    with pytest.raises(LedgerError, match="cannot be used"):
        book.create()


def test_an_error_about_a_file_of_the_commands_own_is_not_the_ledgers(ledger, tmp_path):
    with pytest.raises(FileNotFoundError), book.writing():
        (tmp_path / "elsewhere" / "orders.csv").read_text()


def test_trouble_nobody_thought_of_is_told_with_its_reason(tmp_path):
    with pytest.raises(LedgerError, match="could not be read: strange") as caught, trouble.told(tmp_path / "crm.db"):
        raise sqlite3.OperationalError("strange")
    assert "olcrm doctor" in caught.value.hint


# older ledgers ---------------------------------------------------------------------------------------------------


def older(path: Path, *more: str) -> None:
    """Put a ledger of the first version in the place of ``path``."""
    path.unlink()
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "old" / "v1.sql").read_text(encoding="utf-8"))
    for statement in more:
        connection.execute(statement)
    connection.commit()
    connection.close()


def version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def test_an_older_ledger_is_brought_up_to_date_after_a_snapshot(ledger, dump):
    older(ledger)
    before = dump(ledger)
    with book.reading():
        pass
    assert version(ledger) == door.SCHEMA
    assert before["contact"]
    for table in ("contact", "due", "payment"):  # later columns come at the end
        rows = dump(ledger)[table]
        assert [row[: len(old)] for row, old in zip(rows, before[table], strict=True)] == before[table]
    (kept,) = (one for one in safekeep.snapshots(ledger) if one.reason == f"before-v{door.SCHEMA}")
    assert version(kept.path) == 1
    assert dump(kept.path) == before


def test_two_upgrades_at_once_upgrade_once(ledger):
    older(ledger)

    def read(_number):
        with book.reading() as db:
            return db.execute("PRAGMA user_version").fetchone()[0]

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(read, range(3))) == [door.SCHEMA] * 3
    assert len(safekeep.snapshots(ledger)) == 1


def test_an_upgrade_that_breaks_off_leaves_the_older_ledger_and_a_snapshot(ledger, monkeypatch):
    proving.expected(door.SCHEMA)  # what the older ledger is made of, asked while its steps are there
    steps = type(migrations.steps)("olcrm")

    @steps()
    def m999_that_fails(db):
        db.conn.execute("CREATE TABLE half (id INTEGER)")
        raise sqlite3.OperationalError("stop")

    monkeypatch.setattr(migrations, "steps", steps)
    newer = door.SCHEMA + 1
    monkeypatch.setattr(door, "SCHEMA", newer)
    before = ledger.read_bytes()
    assert "stop" in refused().message
    assert ledger.read_bytes() == before
    assert [one.reason for one in safekeep.snapshots(ledger)] == [f"before-v{newer}"]


# the front door's peek -------------------------------------------------------------------------------------------


def test_peeking_gives_a_setting_or_nothing(ledger, write, tmp_path, monkeypatch):
    assert book.peek("language") is None
    write(lambda shelf: shelf.db.execute("INSERT INTO setting (key, value) VALUES ('language', 'id')"))
    assert book.peek("language") == "id"
    ledger.write_bytes(b"no ledger")
    assert book.peek("language") is None
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "nix.db"))
    assert book.peek("language") is None


def test_peeking_waits_for_nobody(ledger, hold, impatient, capsys):
    with hold(ledger):
        assert book.peek("language") is None
    assert capsys.readouterr().err == ""
