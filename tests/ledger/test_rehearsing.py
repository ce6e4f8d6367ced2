"""The day the ledger is lost can be rehearsed: what would come back is known, and nothing is left of the trial."""

import os
import shutil
import sqlite3
import stat

import pytest

from olcrm.kit.errors import Refused
from olcrm.ledger import descent, door, elsewhere, rehearsing, safekeep, sealing

pyrage = pytest.importorskip("pyrage")


@pytest.fixture
def snapshot(ledger, write):
    """From when Rina owed 50.000; Budi came later."""

    def first(shelf):
        shelf.due(shelf.contact("Rina"), 50_000)

    write(first)
    (one,) = safekeep.snapshots(ledger)
    write(lambda shelf: shelf.contact("Budi"))
    return one.path


def hidden(ledger):
    return [path.name for path in safekeep.folder_of(ledger).iterdir() if path.name.startswith(".")]


def test_what_would_come_back_and_what_would_not_is_told(ledger, snapshot, dump):
    before = ledger.read_bytes()
    found = rehearsing.rehearse(ledger, snapshot)
    assert (found.faults, found.owed, found.since) == ([], 50_000, 1)
    assert (found.then.file, found.then.counts["contact"]) == (snapshot, 1)
    assert ledger.read_bytes() == before
    assert hidden(ledger) == []
    assert len(safekeep.snapshots(ledger)) == 1


def test_it_can_be_rehearsed_when_the_ledger_is_gone(ledger, snapshot, tmp_path):
    stick = tmp_path / "copy.db"
    shutil.copy(snapshot, stick)
    shutil.rmtree(ledger.parent)
    found = rehearsing.rehearse(ledger, stick)
    assert (found.faults, found.since) == ([], None)
    assert not ledger.exists()
    ledger.write_bytes(b"x" * 9000)
    assert rehearsing.rehearse(ledger, stick).since is None


def test_nothing_since_is_told_from_another_history(ledger, snapshot, tmp_path, monkeypatch, write):
    assert rehearsing.rehearse(ledger, elsewhere.create(ledger, tmp_path / "now.db")).since == 0
    other = tmp_path / "other.db"
    monkeypatch.setenv("OLCRM_DB", str(other))
    from olcrm.ledger import book

    book.create()
    assert rehearsing.rehearse(ledger, other).since == 2  # an empty one is where every ledger began
    write(lambda shelf: shelf.contact("Citra"), "Citra added.")
    assert rehearsing.rehearse(ledger, other).since is None


def test_an_encrypted_copy_is_rehearsed_with_its_key(ledger, snapshot, tmp_path):
    secret = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(str(secret))
    sealed = tmp_path / "copy.age"
    sealing.with_key(str(secret.to_public()))(snapshot, sealed)
    found = rehearsing.rehearse(ledger, sealed, sealing.Key(identity=tmp_path / "key.txt"))
    assert (found.faults, found.owed, found.then.file) == ([], 50_000, sealed)
    with pytest.raises(Refused, match="is encrypted with a key"):
        rehearsing.rehearse(ledger, sealed)
    assert hidden(ledger) == []


def altered(path, *statements):
    db = sqlite3.connect(path)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def test_a_copy_that_would_not_work_says_why(ledger, snapshot, tmp_path):
    copy = tmp_path / "copy.db"
    shutil.copy(snapshot, copy)
    altered(copy, "CREATE TRIGGER thief AFTER INSERT ON note BEGIN DELETE FROM contact; END")
    with pytest.raises(Refused, match="thief does not belong there"):
        rehearsing.rehearse(ledger, copy)
    assert hidden(ledger) == []


def test_a_sum_that_is_wrong_is_a_fault(ledger, snapshot, tmp_path):
    copy = tmp_path / "copy.db"
    content = snapshot.read_bytes()
    shutil.copy(snapshot, copy)
    db = sqlite3.connect(copy)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    db.close()
    dropped = [f"DROP TRIGGER {name}" for name, _sql in triggers]
    altered(copy, *dropped, "UPDATE contact SET owed = 1 WHERE id = 1", *(sql for _name, sql in triggers))
    found = rehearsing.rehearse(ledger, copy)
    assert found.faults == ["owed of contact 1 is kept as 1 and comes to 50000."]
    assert snapshot.read_bytes() == content


def test_what_a_killed_trial_left_is_cleared_away(ledger, snapshot):
    folder = safekeep.folder_of(ledger)
    dead, alive = folder / ".rehearsal.999999999", folder / f".rehearsal.{os.getppid()}"
    for one in (dead, alive):
        one.mkdir()
        (one / "olcrm.db").write_bytes(b"plain")
    rehearsing.rehearse(ledger, snapshot)
    assert not dead.exists()
    assert alive.exists()


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_the_trial_is_for_its_owner_alone(ledger, snapshot, monkeypatch):
    seen = []

    def look(db, trial):
        seen.append([stat.S_IMODE(path.stat().st_mode) for path in (trial, trial.parent)])
        raise RuntimeError

    monkeypatch.setattr(door, "trust", lambda db, trial, version: look(db, trial))
    with pytest.raises(RuntimeError):
        rehearsing.rehearse(ledger, snapshot)
    assert seen == [[0o600, 0o700]]
    assert hidden(ledger) == []


def test_one_ledger_went_on_from_another_only_if_it_remembers_its_last_change(ledger, snapshot):
    with_it, without = sqlite3.connect(ledger), sqlite3.connect(snapshot)
    assert descent.since(with_it, descent.mark(without)) == 1
    assert descent.since(without, descent.mark(with_it)) is None
    assert descent.since(with_it, None) == 2
    assert descent.mark(without, before=1) is None
    assert descent.since_in(ledger.with_name("nix.db"), None) is None
    with_it.close()
    without.close()
