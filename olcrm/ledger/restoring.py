"""Carrying a copy of the ledger elsewhere, and bringing one back: verified before, and what was there is kept."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from olcrm.kit import clock
from olcrm.kit.errors import LedgerError, Refused
from olcrm.kit.text import _
from olcrm.ledger import book, door, proving, safekeep, trouble
from olcrm.ledger.proving import Finding, State

BESIDE = ("-journal", "-wal")  # what SQLite may have left beside a file, and cannot do without


class Restored(NamedTuple):
    """What was brought back (``then``), over what (``now``, None when there was nothing), kept aside as ``kept``."""

    then: Finding
    now: Finding | None
    kept: Path | None = None


def create(ledger: Path, to: Path | None) -> Path:
    """Take a checked snapshot now, among the others or as the file ``to``, and give its path.

    In a folder the copy is named after the ledger and the day. ``to`` may replace an earlier copy that holds nothing
    the ledger does not hold; anything else that is there is left alone (Refused). Raises LedgerError when the ledger is
    damaged or the disk refuses.
    """
    with book.reading() as db:
        if to is None:
            return safekeep.take(db, ledger, safekeep.free_name(ledger, "asked"))
        target = to.absolute()
        if target.is_dir():
            target /= f"{safekeep.stem(ledger)}-{clock.today()}.db"
        _expect_room_at(db, ledger, target)
        return safekeep.take(db, ledger, target)


def restore(ledger: Path, file: Path, *, dry_run: bool = False) -> Restored:
    """Put the ledger that ``file`` holds in the place of the present one; with ``dry_run`` only say what would happen.

    Raises Refused when ``file`` is not a whole ledger this program can read, or the present one is not to be replaced:
    then nothing has changed. Raises LedgerError when the disk refuses or somebody else has the ledger.
    """
    real = ledger.resolve()
    if not file.is_file():
        raise Refused(_("{path} is no ordinary file.").format(path=file), hint=_("Name a snapshot or another copy."))
    if real.exists() and real.samefile(file):
        raise Refused(
            _("{path} is the ledger itself.").format(path=file), hint=_("Name the copy that is to be brought back.")
        )
    with trouble.told(real), _copy_of(file, real) as copy:
        then = _proved(copy, file)
        now = _present(real)
        if dry_run:
            return Restored(then, now)
        _make_ready(copy, file)
        if then.version < door.SCHEMA:
            _proved(copy, file)
        return Restored(then, now, _replace(real, copy, now))


def _expect_room_at(db: sqlite3.Connection, ledger: Path, target: Path) -> None:
    """Refuse every place for a copy but an empty one, or an earlier copy of this very ledger."""
    if not target.parent.is_dir():
        raise Refused(
            _("There is no folder {folder}.").format(folder=target.parent), hint=_("Make it first, or name another.")
        )
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_file():
        raise Refused(
            _("{path} is no ordinary file, so nothing is written there.").format(path=target),
            hint=_("Name a file that is not there yet."),
        )
    if target.samefile(ledger):
        raise Refused(
            _("{path} is the ledger itself.").format(path=target), hint=_("Name a file that is not there yet.")
        )
    if not _is_earlier(db, target):
        raise Refused(
            _("{path} is there already and is not an earlier copy of this ledger.").format(path=target),
            hint=_("Name a file that is not there yet, or move that one away."),
        )


def _is_earlier(db: sqlite3.Connection, target: Path) -> bool:
    """Whether ``target`` is a copy of the ledger as it once was: the last it remembers, the ledger remembers, too."""
    with suppress(sqlite3.Error, LedgerError):
        copy = door.connect(target, "ro")
        try:
            door.judge(copy, target)
            last = copy.execute("SELECT id, made_at, command, said FROM change ORDER BY id DESC LIMIT 1").fetchone()
            return last is None or tuple(last) == tuple(
                db.execute("SELECT id, made_at, command, said FROM change WHERE id = ?", (last[0],)).fetchone() or ()
            )
        finally:
            door.leave(copy)
    return False


@contextmanager
def _copy_of(file: Path, ledger: Path) -> Iterator[Path]:
    """A copy of ``file`` beside the ledger to look at and work on; ``file`` itself is never written to."""
    door.make_folder(ledger.parent)
    safekeep.sweep(ledger)
    copy = safekeep.part_of(ledger)
    try:
        left = [file.with_name(file.name + ending) for ending in BESIDE]
        if any(one.is_file() and one.stat().st_size for one in left) or not _poured(file, copy):
            _copy_bytes(file, copy)
            for one, ending in zip(left, BESIDE, strict=True):
                if one.is_file():
                    _copy_bytes(one, copy.with_name(copy.name + ending))
            _settle(copy)
        yield copy
    finally:
        for ending in ("", *BESIDE, "-shm"):
            with suppress(OSError):
                copy.with_name(copy.name + ending).unlink(missing_ok=True)


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
        raise Refused(
            _("{path} cannot be brought back: {why}").format(path=file, why=why),
            hint=_("Nothing was changed. See `olcrm backup list` for the snapshots there are."),
        )
    return found._replace(file=file)


def _present(ledger: Path) -> Finding | None:
    """What is in the ledger's place. Raises Refused for what must not be replaced even by request."""
    if not ledger.exists():
        return None
    door.expect_file(ledger)
    now = proving.check(ledger, deep=False)
    strange = now.state == State.FOREIGN and (_is_sqlite(ledger) or not safekeep.snapshots(ledger))
    if strange or now.state == State.NEWER:
        raise Refused(
            _("What is at {path} is not replaced: {why}").format(path=ledger, why=now.why),
            hint=_("Move that file away first, or name another ledger with --db FILE."),
        )
    return now


def _is_sqlite(file: Path) -> bool:
    with file.open("rb") as handle:
        return handle.read(len(proving.MAGIC)) == proving.MAGIC


def _make_ready(copy: Path, file: Path) -> None:
    """Bring the copy up to date and let its history say where it came from; then have it on the disk."""
    db = door.connect(copy)
    try:
        db.execute("BEGIN IMMEDIATE")
        if door.judge(db, copy) < door.SCHEMA:
            book.migrate(db)
        book.remark(db, _("Brought back from {file}.").format(file=file.name))
        db.execute("COMMIT")
    finally:
        door.leave(db)
    door.sync_file(copy)


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
    part = safekeep.part_of(kept)
    try:
        aside = sqlite3.connect(door.uri(part, "rw"), uri=True, isolation_level=None)
        try:
            db.backup(aside)
        finally:
            aside.close()
        door.sync_file(part)
        part.replace(kept)
        door.sync_folder(kept.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


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
