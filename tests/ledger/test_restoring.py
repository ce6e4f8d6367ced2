"""Copies are carried out safely, and brought back only when they are whole; what was there is never lost."""

import os
import shutil
import sqlite3
import stat

import pytest
from copies import leftovers, names

from olcrm.kit.errors import LedgerError, Refused
from olcrm.ledger import book, checksum, door, elsewhere, history, migrations, proving, restoring, safekeep, sealing
from olcrm.ledger.proving import State

pyrage = pytest.importorskip("pyrage")


def put_aside(ledger):
    return [one.path for one in safekeep.snapshots(ledger) if one.reason.startswith("replaced")]


# bringing back ---------------------------------------------------------------------------------------------------


def test_the_ledger_is_as_it_was_and_the_replaced_one_is_kept(copy, ledger, dump):
    replaced = dump(ledger)
    before = copy.read_bytes()
    restored = restoring.restore(ledger, copy)
    assert dump(ledger) == dump(copy)
    assert dump(restored.kept) == replaced
    assert put_aside(ledger) == [restored.kept]
    assert (restored.then.counts["contact"], restored.now.counts["contact"]) == (1, 2)
    assert restored.then.file == copy
    assert copy.read_bytes() == before
    assert leftovers(ledger.parent.parent) == []


def test_bringing_back_can_be_brought_back_from(copy, ledger, dump):
    replaced = dump(ledger)
    kept = restoring.restore(ledger, copy).kept
    restoring.restore(ledger, kept)
    assert dump(ledger) == replaced


def test_the_log_tells_of_it_and_work_goes_on(copy, ledger, write):
    book.use(None, "olcrm backup restore copy.db")
    restoring.restore(ledger, copy)
    write(lambda shelf: shelf.contact("Citra"))
    with book.reading() as db:
        newest, brought, first = history.entries(db)
    assert (brought.command, brought.said) == ("olcrm backup restore copy.db", "Brought back from copy.db.")
    assert (newest.id, first.id) == (3, 1)
    with book.writing() as db:
        assert history.undo(db, None).change == 3
    with book.writing() as db:
        assert history.undo(db, 1).change == 1


def test_who_has_the_ledger_open_goes_on_in_the_restored_one(copy, ledger):
    other = sqlite3.connect(ledger)
    assert other.execute("SELECT count(*) FROM contact").fetchone() == (2,)
    restoring.restore(ledger, copy)
    assert other.execute("SELECT count(*) FROM contact").fetchone() == (1,)
    other.close()


def test_a_dry_run_says_what_would_be_and_changes_nothing(copy, ledger):
    before = ledger.read_bytes()
    restored = restoring.restore(ledger, copy, dry_run=True)
    assert (restored.then.counts["contact"], restored.now.counts["contact"], restored.kept) == (1, 2, None)
    assert ledger.read_bytes() == before
    assert put_aside(ledger) == leftovers(ledger.parent) == []


def test_a_missing_ledger_comes_back(copy, ledger):
    shutil.rmtree(ledger.parent)
    restored = restoring.restore(ledger, copy)
    assert (names(ledger), restored.now, restored.kept) == (["Rina"], None, None)
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o600
    assert stat.S_IMODE(ledger.parent.stat().st_mode) == 0o700


def test_an_empty_ledger_comes_back(copy, ledger):
    ledger.write_bytes(b"")
    assert restoring.restore(ledger, copy).kept is None
    assert names(ledger) == ["Rina"]


@pytest.mark.parametrize("damage", ["header", "middle", "truncated", "zeros"])
def test_a_damaged_ledger_comes_back_and_the_damaged_one_is_kept_byte_for_byte(copy, ledger, damage):
    content = bytearray(ledger.read_bytes())
    if damage == "header":
        content[:16] = b"x" * 16
    elif damage == "middle":
        content[8192:16384] = bytes(8192)
    elif damage == "truncated":
        del content[-9000:]
    else:
        content[:] = bytes(len(content))
    ledger.write_bytes(bytes(content))
    restored = restoring.restore(ledger, copy)
    assert names(ledger) == ["Rina"]
    kept = bytearray(restored.kept.read_bytes())
    if damage == "middle":  # SQLite could copy it, page by page; only its counters of changes went on
        for place in (24, 40, 92):
            kept[place : place + 4] = content[place : place + 4]
    assert bytes(kept) == bytes(content)
    assert proving.check(ledger).state == State.GOOD
    assert leftovers(ledger.parent) == []


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
def test_what_lay_beside_a_damaged_ledger_is_not_taken_for_the_new_ones(copy, ledger, ending):
    beside = ledger.with_name(ledger.name + ending)
    ledger.write_bytes(b"x" * 9000)
    beside.write_bytes(b"of the old one")
    restoring.restore(ledger, copy)
    assert not beside.exists()
    assert names(ledger) == ["Rina"]


def test_a_copy_that_was_in_use_comes_with_what_lies_beside_it(copy, ledger, tmp_path):
    other = sqlite3.connect(copy)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE contact SET name = 'Rina Wati'")
    other.commit()
    taken = tmp_path / "taken" / "copy.db"
    taken.parent.mkdir()
    for path in copy.parent.glob("copy.db*"):
        shutil.copy(path, taken.parent)
    other.close()
    before = {path.name: path.read_bytes() for path in taken.parent.iterdir() if not path.name.endswith("-shm")}
    restoring.restore(ledger, taken)
    assert names(ledger) == ["Rina Wati"]
    assert {path.name: path.read_bytes() for path in taken.parent.iterdir() if path.name in before} == before


def test_an_older_copy_is_brought_up_to_date_on_the_way(copy, ledger, monkeypatch):
    steps = type(migrations.steps)("olcrm")
    for step in migrations.steps._migrations:
        steps(name=step.name)(step.fn)

    @steps()
    def m999_another_table(db):
        db.conn.execute("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(migrations, "steps", steps)
    version = door.SCHEMA
    monkeypatch.setattr(door, "SCHEMA", version + 1)
    proving.expected.cache_clear()
    try:
        assert restoring.restore(ledger, copy).then.version == version
        finding = proving.check(ledger)
        assert (finding.state, finding.version) == (State.GOOD, version + 1)
    finally:
        proving.expected.cache_clear()


def test_an_encrypted_copy_comes_back_with_its_key_and_without_it_nothing_happens(copy, ledger, tmp_path):
    secret = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(str(secret))
    sealed = tmp_path / "copy.db.age"
    sealing.with_key(str(secret.to_public()))(copy, sealed)
    assert "is encrypted with a key" in refused(ledger, sealed)
    restored = restoring.restore(ledger, sealed, sealing.Key(identity=tmp_path / "key.txt"))
    assert names(ledger) == ["Rina"]
    assert (restored.then.file, restored.since) == (sealed, 1)
    assert leftovers(tmp_path) == []


def test_what_an_encrypted_file_holds_is_verified_as_any_other(copy, ledger, tmp_path):
    secret = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(str(secret))
    key = sealing.Key(identity=tmp_path / "key.txt")
    sealed, plain = tmp_path / "photo.age", tmp_path / "photo.jpg"
    for content in (b"\xff\xd8 a photo", copy.read_bytes()[:-4096]):
        plain.write_bytes(content)
        sealing.with_key(str(secret.to_public()))(plain, sealed)
        with pytest.raises(Refused, match="cannot be brought back"):
            restoring.restore(ledger, sealed, key)
        assert restoring.judged(ledger, sealed, key).state != State.GOOD
    assert restoring.judged(ledger, sealed).state == State.SEALED
    assert names(ledger) == ["Rina", "Budi"]


def test_how_many_changes_would_be_lost_is_known(copy, ledger, write, tmp_path):
    assert restoring.restore(ledger, copy, dry_run=True).since == 1
    now = elsewhere.create(ledger, tmp_path / "now.db")
    assert restoring.restore(ledger, now, dry_run=True).since == 0
    restoring.restore(ledger, copy)
    assert restoring.restore(ledger, now, dry_run=True).since is None
    ledger.unlink()
    assert restoring.restore(ledger, now, dry_run=True).since is None


# refused ---------------------------------------------------------------------------------------------------------


def refused(ledger, file):
    before, content = ledger.read_bytes(), file.read_bytes() if file.is_file() else None
    with pytest.raises(Refused) as caught:
        restoring.restore(ledger, file)
    assert ledger.read_bytes() == before
    assert (file.read_bytes() if file.is_file() else None) == content
    assert put_aside(ledger) == leftovers(ledger.parent) == []
    return caught.value.message


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("damaged", lambda content: content[:8192] + bytes(4096) + content[12288:]),
        ("truncated", lambda content: content[: len(content) * 2 // 3]),
        ("cut", lambda content: content[:-1]),
        ("empty", lambda _content: b""),
        ("text", lambda _content: b"hello"),
        ("picture", lambda _content: b"\x89PNG\r\n\x1a\n" + b"x" * 99),
        ("newer", lambda content: content[:60] + (10**6).to_bytes(4, "big") + content[64:]),
        ("other", lambda content: content[:68] + b"\1\2\3\4" + content[72:]),
    ],
)
def test_what_is_not_whole_or_not_ours_is_refused_and_nothing_is_replaced(copy, ledger, name, damage):
    bad = copy.with_name(f"{name}.db")
    bad.write_bytes(damage(copy.read_bytes()))
    message = refused(ledger, bad)
    assert f"{bad} cannot be brought back" in message
    assert ".part" not in message


def test_a_copy_with_a_foreign_trigger_is_refused(copy, ledger):
    db = sqlite3.connect(copy)
    db.execute("CREATE TRIGGER thief AFTER INSERT ON note BEGIN DELETE FROM contact; END")
    db.commit()
    db.close()
    assert "thief does not belong there" in refused(ledger, copy)


def test_a_copy_in_which_a_digit_flipped_is_refused_until_its_owner_says_there_is_no_other(copy, ledger):
    copy.write_bytes(copy.read_bytes().replace(b"Rina", b"Rinb"))
    assert "is not what it was when it was written: its checksum is another" in refused(ledger, copy)
    checksum.remove(copy)
    restoring.restore(ledger, copy)
    assert names(ledger) == ["Rinb"]


def test_an_encrypted_file_in_the_ledgers_place_is_not_replaced(copy, ledger):
    ledger.write_bytes(sealing.MARK + b"-> scrypt")
    assert "is not replaced" in refused(ledger, copy)


def test_the_ledger_itself_a_folder_and_a_pipe_are_refused(copy, ledger, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "is the ledger itself" in refused(ledger, ledger)
    assert "is no ordinary file" in refused(ledger, tmp_path)
    assert "is no ordinary file" in refused(ledger, pipe)


def test_a_file_that_is_not_the_ledger_is_not_replaced_because_it_has_its_name(copy, tmp_path):
    photo = tmp_path / "album" / "photo.jpg"
    photo.parent.mkdir()
    photo.write_bytes(b"\xff\xd8precious" * 99)
    assert "is not replaced" in refused(photo, copy)
    foreign = tmp_path / "album" / "foreign.db"
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE t (a)")
    other.close()
    assert "is not replaced" in refused(foreign, copy)


def test_a_newer_ledger_is_not_replaced(copy, ledger):
    db = sqlite3.connect(ledger)
    db.execute("PRAGMA user_version = 99")
    db.close()
    assert "is not replaced" in refused(ledger, copy)


def test_a_folder_in_the_ledgers_place_is_not_replaced(copy, ledger):
    ledger.unlink()
    ledger.mkdir()
    with pytest.raises(LedgerError, match="is not a file"):
        restoring.restore(ledger, copy)


def test_a_ledger_in_use_is_waited_for_and_then_not_replaced(copy, ledger, hold, impatient):
    before = ledger.read_bytes()
    with hold(ledger, "BEGIN"), pytest.raises(LedgerError, match="does not finish"):
        restoring.restore(ledger, copy)
    assert ledger.read_bytes() == before
    assert leftovers(ledger.parent) == []


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_restore_for_which_there_is_no_room_leaves_the_ledger_whole(copy, ledger, write, dump):
    import resource

    kept = elsewhere.create(ledger, copy.with_name("small.db"))
    write(lambda shelf: [shelf.note(1, "x" * 9000) for _each in range(100)])
    big = elsewhere.create(ledger, copy.with_name("big.db"))
    restoring.restore(ledger, kept)
    before = dump(ledger)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ledger.stat().st_size + 50_000, hard))
    try:
        with pytest.raises(LedgerError, match="disk"):
            restoring.restore(ledger, big)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert dump(ledger) == before
    assert leftovers(ledger.parent) == []


def test_a_copy_one_may_not_read_is_named(plain_folder, monkeypatch):
    monkeypatch.setenv("OLCRM_DB", str(plain_folder / "crm.db"))
    book.create()
    secret = plain_folder / "secret.db"
    shutil.copy(plain_folder / "crm.db", secret)
    secret.chmod(0)
    with pytest.raises(LedgerError, match="There is no permission to use"):
        restoring.restore(plain_folder / "crm.db", secret)
