"""Copies are carried elsewhere whole, and onto nothing but earlier copies of the same ledger."""

import os
import sqlite3
import stat

import pytest
from copies import leftovers, names

from olcrm.kit.errors import LedgerError, Refused
from olcrm.ledger import book, door, elsewhere, proving, restoring
from olcrm.ledger.proving import State
from olcrm.ledger.sealing import MARK, Key

pyrage = pytest.importorskip("pyrage")


def test_a_copy_is_whole_and_for_its_owner_alone(copy, ledger):
    assert names(copy) == ["Rina"]
    assert proving.check(copy).state == State.GOOD
    assert stat.S_IMODE(copy.stat().st_mode) & 0o077 == 0
    assert leftovers(copy.parent) == []


def test_a_snapshot_asked_for_lies_among_the_others(ledger, write):
    write(lambda shelf: shelf.contact("Rina"))
    assert elsewhere.create(ledger, None).name == "olcrm-2026-11-22-120000-asked.db"
    assert elsewhere.create(ledger, None).name == "olcrm-2026-11-22-120000-asked-2.db"


def test_an_earlier_copy_of_this_ledger_is_replaced(copy, ledger):
    assert elsewhere.create(ledger, copy) == copy
    assert names(copy) == ["Rina", "Budi"]


def refused_target(ledger, target):
    before = target.read_bytes() if target.is_file() else None
    with pytest.raises(Refused) as caught:
        elsewhere.create(ledger, target)
    assert (target.read_bytes() if target.is_file() else None) == before
    assert leftovers(target.parent) == []
    return caught.value.message


def test_what_is_no_earlier_copy_is_left_alone(copy, ledger, tmp_path, write):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8precious")
    empty = tmp_path / "empty"
    empty.touch()
    foreign = tmp_path / "foreign.db"
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE t (a)")
    other.close()
    for target in (photo, empty, foreign):
        assert "is there already and is not an earlier copy of this ledger" in refused_target(ledger, target)


def test_a_copy_that_holds_more_than_the_ledger_is_left_alone(copy, ledger):
    newer = elsewhere.create(ledger, copy.with_name("newer.db"))
    restoring.restore(ledger, copy)
    assert "is not an earlier copy" in refused_target(ledger, newer)
    assert names(newer) == ["Rina", "Budi"]


def test_another_shops_ledger_is_left_alone(copy, ledger, tmp_path, monkeypatch, write):
    other = tmp_path / "other.db"
    monkeypatch.setenv("OLCRM_DB", str(other))
    book.create()
    book.use(None, "olcrm contact add Citra")
    write(lambda shelf: shelf.contact("Citra"))
    monkeypatch.setenv("OLCRM_DB", str(ledger))
    assert "is not an earlier copy" in refused_target(ledger, other)


def test_in_a_folder_a_copy_is_named_after_the_ledger_and_the_day(copy, ledger, tmp_path, write):
    stick = tmp_path / "stick"
    stick.mkdir()
    target = elsewhere.create(ledger, stick)
    assert target == stick / "olcrm-2026-11-22.db"
    write(lambda shelf: shelf.contact("Citra"))
    assert elsewhere.create(ledger, stick) == target
    assert names(target) == ["Rina", "Budi", "Citra"]
    target.write_text("a shopping list")
    assert "is not an earlier copy" in refused_target(ledger, target)


def test_a_copy_goes_into_no_device_link_or_missing_folder(copy, ledger, tmp_path):
    link = tmp_path / "link.db"
    link.symlink_to(copy)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (link, pipe):
        assert "is no ordinary file, so nothing is written there" in refused_target(ledger, target)
    assert link.is_symlink()
    assert "There is no folder" in refused_target(ledger, tmp_path / "nix" / "copy.db")
    assert not (tmp_path / "nix").exists()


def test_a_copy_never_goes_onto_the_ledger_itself(copy, ledger, tmp_path):
    hard = tmp_path / "hard.db"
    hard.hardlink_to(ledger)
    for target in (ledger, hard):
        assert "is the ledger itself" in refused_target(ledger, target)


def test_a_copy_of_a_damaged_ledger_is_refused_and_the_earlier_copy_stays(copy, ledger):
    before = copy.read_bytes()
    content = bytearray(ledger.read_bytes())
    content[-4096:] = b"\xff" * 4096
    content[-8192:-4096] = bytes(4096)
    ledger.write_bytes(bytes(content))
    with pytest.raises(LedgerError, match="damaged"):
        elsewhere.create(ledger, copy)
    assert copy.read_bytes() == before
    assert leftovers(copy.parent) == []


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_copy_for_which_there_is_no_room_leaves_the_earlier_one(copy, ledger):
    import resource

    before = copy.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, hard))
    try:
        with pytest.raises(LedgerError, match="disk"):
            elsewhere.create(ledger, copy)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert copy.read_bytes() == before
    assert leftovers(copy.parent) == []


# encrypted -------------------------------------------------------------------------------------------------------

WORDS = "empat kata yang panjang"


def test_an_encrypted_copy_opens_to_the_ledger_and_nothing_plain_is_left_anywhere(ledger, write, tmp_path, monkeypatch):
    write(lambda shelf: shelf.note(shelf.contact("Rina"), "rahasia Rina sekali"))
    stick = tmp_path / "stick"
    stick.mkdir()
    seen = watched(monkeypatch, stick)
    target = elsewhere.create(ledger, stick, WORDS)
    assert target == stick / "olcrm-2026-11-22.db.age"
    assert stat.S_IMODE(target.stat().st_mode) & 0o077 == 0
    assert leftovers(tmp_path) == []
    assert sorted(path.name for path in stick.iterdir()) == [target.name, target.name + ".sha256"]
    assert seen == [True]
    with restoring.readable(ledger, target, Key(WORDS)) as plain:
        assert names(plain) == ["Rina"]
    write(lambda shelf: shelf.contact("Budi"))
    assert elsewhere.create(ledger, target, WORDS) == target  # an earlier copy, with the same passphrase
    with pytest.raises(Refused, match="is not an earlier copy"):
        elsewhere.create(ledger, target, "another passphrase")
    with restoring.readable(ledger, target, Key(WORDS)) as plain:
        assert names(plain) == ["Rina", "Budi"]


def watched(monkeypatch, folder):
    """Whether nothing in ``folder`` is plain just before the copy is given its name."""
    seen, sync = [], door.sync_file

    def look(path):
        if path.parent == folder and path.name.endswith(f".age.{os.getpid()}.part"):
            seen.append(all(b"rahasia Rina" not in one.read_bytes() for one in folder.iterdir()))
        sync(path)

    monkeypatch.setattr(door, "sync_file", look)
    return seen


def test_an_encrypted_copy_that_fails_leaves_nothing(ledger, write, tmp_path, monkeypatch):
    def out_of_memory(*_given):
        raise MemoryError

    write(lambda shelf: shelf.contact("Rina"))
    monkeypatch.setattr(pyrage.passphrase, "encrypt", out_of_memory)
    with pytest.raises(MemoryError):
        elsewhere.create(ledger, tmp_path / "copy", WORDS)
    assert leftovers(tmp_path) == []
    assert not list(tmp_path.glob("copy*"))


def test_the_name_of_an_encrypted_copy_says_so(ledger, write, tmp_path, monkeypatch):
    head = MARK + b"-> scrypt "
    monkeypatch.setattr(pyrage.passphrase, "encrypt", lambda plain, _words: head + plain)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", lambda sealed, _words: sealed.removeprefix(head))
    write(lambda shelf: shelf.contact("Rina"))
    for given, got in (("copy.db", "copy.db.age"), ("copy.age", "copy.age"), ("copy", "copy.age")):
        assert elsewhere.create(ledger, tmp_path / given, WORDS) == tmp_path / got
        (tmp_path / got).unlink()
    assert elsewhere.create(ledger, None, WORDS).name == "olcrm-2026-11-22-120000-asked.db.age"


def test_a_checksum_that_is_not_one_is_left_alone(ledger, copy, tmp_path):
    note = tmp_path / "new.db.sha256"
    note.write_text("a shopping list")
    assert "is not an earlier copy" in refused_target(ledger, note.with_name("new.db"))
    assert note.read_text() == "a shopping list"
