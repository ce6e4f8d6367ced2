"""Bringing a copy of the ledger back: opened if it is encrypted, verified before, and what was there is kept."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.ledger import book, checksum, descent, door, forgotten, parts, proving, safekeep, sealing, trouble
from olcrm.ledger.forgetting import Person
from olcrm.ledger.proving import Finding, State
from olcrm.ledger.sealing import NO_KEY, Key

BESIDE = checksum.IN_USE  # what SQLite may have left beside a file, and cannot do without


class Restored(NamedTuple):
    """What was brought back (``then``), over what (``now``, None when there was nothing), kept aside as ``kept``.

    ``left_out`` is how many people in it were to be forgotten, and are. ``since`` is how many changes ``now`` has that
    ``then`` has not; None when it did not go on from there.
    """

    then: Finding
    now: Finding | None
    kept: Path | None = None
    left_out: int = 0
    since: int | None = None


def restore(ledger: Path, file: Path, key: Key = NO_KEY, *, dry_run: bool = False) -> Restored:
    """Put the ledger that ``file`` holds in the place of the present one; with ``dry_run`` only say what would happen.

    ``key`` opens an encrypted file. Raises Refused when it does not, when ``file`` is not a whole ledger this program
    can read, or the present one is not to be replaced: then nothing has changed. Raises LedgerError when the disk
    refuses or somebody else has the ledger.
    """
    real = ledger.resolve()
    _expect_copy(real, file)
    with trouble.told(real), copy_of(file, real, key) as copy:
        then = _proved(copy, file)
        _expect_unchanged(file)
        now = _present(real)
        since = descent.since_in(real, _mark(copy)) if now else None
        listed = forgotten.known(real, file)
        if dry_run:
            return Restored(then, now, left_out=forgotten.count(copy, listed), since=since)
        left_out = _make_ready(copy, file, listed)
        if left_out:
            forgotten.scrub(copy)
        if then.version < door.SCHEMA or left_out:
            _proved(copy, file)
        kept = _replace(real, copy, now)
        forgotten.remember(real, forgotten.unlisted(real))
        return Restored(then, now, kept, left_out, since)


def judged(ledger: Path, file: Path, key: Key = NO_KEY) -> Finding:
    """What ``file`` is, looked through as before it is brought back; an encrypted one only if ``key`` can open it.

    Raises Refused when ``key`` is the wrong one.
    """
    needed = sealing.lock(file)
    if not needed or not (key.passphrase if needed == sealing.Lock.PASSPHRASE else key.identity):
        return proving.check(file)
    with readable(ledger, file, key) as plain:
        found = proving.check(plain)
    return found._replace(file=file, why=found.why.replace(str(plain), str(file)), size=file.stat().st_size)


@contextmanager
def readable(ledger: Path, file: Path, key: Key = NO_KEY) -> Iterator[Path]:
    """``file``, or for the time being what is in it if it is encrypted. It must not be written to."""
    if sealing.lock(file):
        with copy_of(file, ledger.resolve(), key) as copy:
            yield copy
    else:
        yield file


def _expect_copy(ledger: Path, file: Path) -> None:
    if not file.is_file():
        raise Refused(_("{path} is no ordinary file.").format(path=file), hint=_("Name a snapshot or another copy."))
    if ledger.exists() and ledger.samefile(file):
        raise Refused(
            _("{path} is the ledger itself.").format(path=file), hint=_("Name the copy that is to be brought back.")
        )
    alone = not any(file.with_name(file.name + ending).exists() for ending in BESIDE)
    with suppress(PermissionError):  # told when it is opened
        if alone and file.stat().st_size and not sealing.lock(file) and not _is_sqlite(file):
            # Before it is copied: it may be larger than the disk. What has a journal beside it SQLite has to judge.
            raise _unfit(file, _("It is no ledger: not even its first bytes are right."))


def _unfit(file: Path, why: str) -> Refused:
    return Refused(
        _("{path} cannot be brought back: {why}").format(path=file, why=why),
        hint=_("Nothing was changed. See `olcrm backup list` for the snapshots there are."),
    )


def _expect_unchanged(file: Path) -> None:
    """Refuse a copy that is whole but not what was written: a digit in it may have flipped."""
    if checksum.verdict(file) == checksum.Verdict.WRONG:
        raise Refused(
            _("{path} is not what it was when it was written: its checksum is another.").format(path=file),
            hint=_("Take another copy. Is there none, or did you change it yourself, remove {name} first.").format(
                name=checksum.beside(file).name
            ),
        )


@contextmanager
def copy_of(file: Path, ledger: Path, key: Key) -> Iterator[Path]:
    """A copy of ``file`` beside the ledger to look at and work on; ``file`` itself is never written to."""
    door.make_folder(ledger.parent)
    with parts.passing(ledger) as copy:
        try:
            if sealing.lock(file):
                sealing.unseal(file, copy, key)
            else:
                _take_over(file, copy)
            yield copy
        finally:
            for ending in (*BESIDE, "-shm"):
                with suppress(OSError):
                    copy.with_name(copy.name + ending).unlink(missing_ok=True)


def _take_over(file: Path, copy: Path) -> None:
    """Fill ``copy`` with the one state that ``file`` and what lies beside it make."""
    left = [file.with_name(file.name + ending) for ending in BESIDE]
    if any(one.is_file() and one.stat().st_size for one in left) or not _poured(file, copy):
        _copy_bytes(file, copy)
        for one, ending in zip(left, BESIDE, strict=True):
            if one.is_file():
                _copy_bytes(one, copy.with_name(copy.name + ending))
        _settle(copy)


def _copy_bytes(file: Path, copy: Path) -> None:
    from shutil import copyfile

    try:
        copyfile(file, copy)
    except PermissionError as error:
        raise trouble.from_system(error, file) from error


def _poured(file: Path, copy: Path) -> bool:
    """Whether SQLite could copy ``file``: one state of it, even while somebody writes to it."""
    with suppress(sqlite3.DatabaseError):
        source, target = door.connect(file, "ro"), door.connect(copy)
        try:
            source.execute("BEGIN")
            trouble.patiently(source, "SELECT count(*) FROM sqlite_master")
            source.backup(target)
            return file.stat().st_size == copy.stat().st_size
        finally:
            door.leave(source)
            door.leave(target)
    return False


def _settle(copy: Path) -> None:
    """Let SQLite finish or take back what was left beside a file, and be one file again."""
    with suppress(sqlite3.Error):
        db = door.connect(copy)
        try:
            db.execute("PRAGMA journal_mode = DELETE")
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            door.leave(db)


def _proved(copy: Path, file: Path) -> Finding:
    """What is in ``copy``, as the finding about ``file``. Raises Refused unless it is whole and ours."""
    found = proving.check(copy)
    why = found.why.replace(str(copy), str(file))
    if found.state != State.GOOD:
        raise _unfit(file, why)
    return found._replace(file=file)


def _mark(copy: Path) -> descent.Mark:
    db = door.connect(copy, "ro")
    try:
        return descent.mark(db)
    finally:
        door.leave(db)


def _present(ledger: Path) -> Finding | None:
    """What is in the ledger's place. Raises Refused for what must not be replaced even by request."""
    if not ledger.exists():
        return None
    door.expect_file(ledger)
    now = proving.check(ledger, deep=False)
    strange = now.state == State.FOREIGN and (_is_sqlite(ledger) or not safekeep.snapshots(ledger))
    if strange or now.state in (State.NEWER, State.SEALED):
        raise Refused(
            _("What is at {path} is not replaced: {why}").format(path=ledger, why=now.why),
            hint=_("Move that file away first, or name another ledger with --db FILE."),
        )
    return now


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as handle:
        return handle.read(len(proving.MAGIC)) == proving.MAGIC


def _make_ready(copy: Path, file: Path, listed: Sequence[Person]) -> int:
    """Bring the copy up to date, without whoever is forgotten, and let its history say where it came from.

    Gives how many were left out, when all of it is on the disk.
    """
    db = door.connect(copy)
    try:
        db.execute("BEGIN IMMEDIATE")
        if door.judge(db, copy) < door.SCHEMA:
            book.migrate(db)
        book.remark(db, _("Brought back from {file}.").format(file=file.name))
        left_out = forgotten.again(db, listed)
        db.execute("COMMIT")
    finally:
        door.leave(db)
    door.sync_file(copy)
    return left_out


def _replace(ledger: Path, copy: Path, now: Finding | None) -> Path | None:
    """Pour ``copy`` into the ledger under a lock that lets nobody in between, and give where the old one is kept.

    A ledger that may be open elsewhere is never renamed over: who has it open would go on writing into nothing. Only
    one so damaged that SQLite will not have it gives its place to the copy.
    """
    door.make_file(ledger)
    kept = safekeep.free_name(ledger, "replaced") if now and now.size else None
    try:
        with _held(ledger) as db:
            if kept:
                _pour_aside(db, kept)
            source = door.connect(copy, "ro")
            try:
                source.backup(db)
            finally:
                door.leave(source)
    except sqlite3.DatabaseError as error:
        if trouble.code(error) not in safekeep.DAMAGE:
            raise
        kept = _move_aside(ledger, kept or safekeep.free_name(ledger, "replaced"))
        copy.replace(ledger)
        door.sync_folder(ledger.parent)
    return kept


@contextmanager
def _held(ledger: Path) -> Iterator[sqlite3.Connection]:
    """The ledger, shut to everybody else until the block ends, also while no transaction is open."""
    db = door.connect(ledger)
    try:
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        trouble.patiently(db, "BEGIN EXCLUSIVE")
        db.execute("COMMIT")
        yield db
        db.execute("PRAGMA locking_mode = NORMAL")
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the lock goes with the next look
    finally:
        door.leave(db)


def _pour_aside(db: sqlite3.Connection, kept: Path) -> None:
    """Copy what is there, whole or not, before it is replaced."""
    door.make_folder(kept.parent)
    with parts.becoming(kept) as part:
        aside = sqlite3.connect(door.uri(part.path, "rw"), uri=True, isolation_level=None)
        try:
            db.backup(aside)
        finally:
            aside.close()


def _move_aside(ledger: Path, kept: Path) -> Path:
    """Keep the bytes of a file SQLite will not open, and what beside it would be taken for the new one's."""
    door.make_folder(kept.parent)
    door.make_file(kept)
    _copy_bytes(ledger, kept)
    door.sync_file(kept)
    for ending in (*BESIDE, "-shm"):
        beside = ledger.with_name(ledger.name + ending)
        if beside.exists():
            beside.replace(kept.with_name(kept.name + ending))
    door.sync_folder(kept.parent)
    return kept
