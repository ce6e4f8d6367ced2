"""Opening the ledger: ``reading()`` to ask, ``writing()`` to change, and every way in which that is refused.

One SQLite file is the whole shop. ``journal_mode=DELETE`` with ``synchronous=EXTRA`` loses nothing acknowledged in a
power cut and leaves no second file that a USB stick or a synced folder could forget; ``BEGIN IMMEDIATE`` makes a second
writer wait at the door rather than fail half-way.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from olcrm import __version__
from olcrm.kit import clock, paths, show
from olcrm.kit.errors import LedgerError, Misunderstood
from olcrm.kit.text import _
from olcrm.ledger import door, trouble
from olcrm.ledger.door import Ledger as Ledger

_named: str | None = None
_command = ""
_ready: tuple[Path, Ledger] | None = None
_begun: tuple[Path, int, str] | None = None  # the change that was begun last: ledger, number, moment


def use(path: str | None, command: str) -> None:
    """Take ``path`` as the ledger (None: the usual place) and ``command`` as what was typed."""
    global _named, _command, _begun
    _named, _command, _begun = path, command, None


def reword(command: str) -> None:
    """Let the history keep ``command`` in the place of what was typed, which holds what is not to be kept."""
    global _command
    _command = command


def path() -> Path:
    """Where the ledger is: ``--db``, else ``$OLCRM_DB``, else the platform's data folder."""
    stated = _named or os.environ.get("OLCRM_DB")
    if stated:
        return paths.path(stated).absolute()
    from platformdirs import user_data_path

    return user_data_path("olcrm", appauthor=False) / "olcrm.db"


def peek(key: str) -> str | None:
    """One setting, for the front door; None when there is none, or when the ledger cannot be read just now.

    The connection is kept for ``reading`` or ``writing``, because the first question to a new one costs the most.
    """
    global _ready
    with suppress(sqlite3.Error, OSError, LedgerError):
        if path().is_file():
            _ready = (path(), door.connect(path(), wait=False))
            _ready[1].execute("PRAGMA busy_timeout = 500")
            door.know(_ready[1], path())
            found = _ready[1].execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
            _ready[1].execute(f"PRAGMA busy_timeout = {trouble.SLICE}")
            return str(found[0]) if found else None
    leave()
    return None


def leave() -> None:
    """Close the connection that ``peek`` opened, if nobody has taken it over."""
    global _ready
    if _ready is not None:
        door.leave(_ready[1])
        _ready = None


def _connected(where: Path) -> Ledger:
    """The connection that ``peek`` opened, else a new one."""
    global _ready
    if _ready is not None and _ready[0] == where:
        db, _ready = _ready[1], None
        return db
    return door.connect(where)


@contextmanager
def reading() -> Iterator[Ledger]:
    """The ledger to ask, in one unchanging state; nothing can be changed through it.

    Raises LedgerError when there is none, or when it is damaged, newer than this program, or locked for good.
    """
    with trouble.told(path()):
        db = _open(path(), "BEGIN")
        try:
            db.execute("PRAGMA query_only = ON")
            yield db
        finally:
            door.leave(db)


@contextmanager
def writing(*, dry_run: bool = False) -> Iterator[Ledger]:
    """The ledger to change: all of what happens inside, or none of it, as one change in the history.

    When the block ends the change is on the disk. With ``dry_run`` it is taken back instead. A block that changed
    nothing leaves no trace. Raises LedgerError as ``reading`` does, and when the disk refuses.
    """
    global _begun
    where = path()
    with trouble.told(where):
        db = _open(where, "BEGIN IMMEDIATE")
        try:
            door.trust(db, where, door.SCHEMA)
            began = _begin_change(db)
            _begun = (where, db.change_id, began)
            yield db
            if not dry_run and _changed(db):
                _end_change(db)
                if _commit(db, where, began) and not door.daily(where, clock.today()).exists():
                    from olcrm.ledger import safekeep

                    safekeep.keep_daily(db, where)
        finally:
            door.leave(db)


def create() -> bool:
    """Make a new, empty ledger in its place; False when there is one already.

    The file is for its owner's eyes only (0600), so is a folder made for it (0700). Raises LedgerError when something
    else stands there, or when the disk refuses.
    """
    where = path()
    with trouble.told(where):
        door.make_folder(where.parent)
        door.make_file(where)
        door.expect_file(where)
        db = door.connect(where)
        try:
            trouble.patiently(db, "BEGIN IMMEDIATE")
            fresh = _is_blank(db, where)
            if fresh:
                with suppress(OSError):  # a file that was there before us; not every file system has modes
                    where.chmod(0o600)
                db.execute(f"PRAGMA application_id = {door.APPLICATION}")
                migrate(db)
                trouble.patiently(db, "COMMIT")
        finally:
            door.leave(db)
    if fresh:
        _warn_where_synced(where)
    else:
        with reading():
            pass
    return fresh


def migrate(db: Ledger) -> None:
    """Bring a ledger of ours to this program's version, inside the caller's transaction."""
    from olcrm.ledger import migrations

    db.execute("PRAGMA trusted_schema = ON")
    migrations.bring_up_to_date(db)
    db.execute(f"PRAGMA user_version = {door.SCHEMA}")


def remark(db: Ledger, said: str) -> None:
    """Let the history tell of something that changed no row, inside the caller's transaction."""
    _begin_change(db)
    db.said = said
    _end_change(db)


def _open(where: Path, begin: str) -> Ledger:
    """Let only our own, whole, not newer ledgers in, up to date and in a transaction that began with ``begin``."""
    door.expect_file(where)
    db = _connected(where)
    try:
        trouble.patiently(db, begin)
        if door.judge(db, where) < door.SCHEMA:
            db.execute("ROLLBACK")
            _upgrade(db, where)
            trouble.patiently(db, begin)
        door.know(db, where)
        if db.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            db.execute("ROLLBACK")
            with suppress(sqlite3.OperationalError):  # somebody has it open, or it is read-only: works all the same
                db.execute("PRAGMA journal_mode = DELETE")
            trouble.patiently(db, begin)
        db.execute(f"PRAGMA busy_timeout = {trouble.FIRST_WAIT + trouble.LAST_WAIT}")
        for (zone,) in db.execute("SELECT value FROM setting WHERE key = 'time-zone'"):
            with suppress(Misunderstood):  # a damaged setting must not lock her out; `doctor` shows it
                clock.use_zone(zone)
    except BaseException:
        door.leave(db)
        raise
    return db


def _upgrade(db: Ledger, where: Path) -> None:
    """Keep a checked snapshot of the older ledger, then migrate; whoever came second finds it done."""
    from olcrm.ledger import safekeep

    trouble.patiently(db, "BEGIN IMMEDIATE")
    version = door.judge(db, where)
    if version < door.SCHEMA:
        door.trust(db, where, version)
        safekeep.keep(where, reason=f"before-v{door.SCHEMA}")
        migrate(db)
    trouble.patiently(db, "COMMIT")


def _warn_where_synced(where: Path) -> None:
    """Say once, when the ledger is made, what a folder that is copied to other machines asks of her."""
    from olcrm.ledger.surroundings import synced_by

    service = synced_by([*where.parts, *where.resolve().parts])
    if service:
        show.talk(
            _("{service} copies this folder to other machines: write on one machine at a time.").format(service=service)
        )


def _is_blank(db: Ledger, where: Path) -> bool:
    """Whether this is a file that was only just made, by us or by a start that was cut short."""
    (things,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return things == 0 and where.stat().st_size == 0


def _begin_change(db: Ledger) -> str:
    began = clock.stamp(clock.now())
    cursor = db.execute(
        "INSERT INTO change (made_at, command, said, version, served_by) VALUES (?, ?, '', ?, ?)",
        (began, _command, __version__, show.served_by()),
    )
    db.change_id = cursor.lastrowid or 0
    return began


def _changed(db: Ledger) -> bool:
    row = db.execute("SELECT 1 FROM change_row WHERE change_id = ? LIMIT 1", (db.change_id,)).fetchone()
    return row is not None


def _end_change(db: Ledger) -> None:
    db.execute("UPDATE change SET said = ?, undoes_id = ? WHERE id = ?", (db.said, db.undoes, db.change_id))


def landed() -> bool:
    """Whether the change that was begun last is in the ledger: who is interrupted wants to know."""
    return _begun is not None and bool(_landed(*_begun))


def _commit(db: Ledger, where: Path, began: str) -> bool:
    """Commit, and when that fails look with fresh eyes: the change may be on the disk all the same.

    Gives whether the commit went as it should; False where only looking showed that it did.
    """
    db.execute(f"PRAGMA busy_timeout = {trouble.SLICE}")
    try:
        trouble.patiently(db, "COMMIT")
    except KeyboardInterrupt:
        if db.in_transaction:
            raise
    except sqlite3.Error as error:
        door.leave(db)
        if trouble.is_locked(error):
            raise
        landed = _landed(where, db.change_id, began)
        if landed is None:
            raise trouble.unsure(where) from error
        if not landed:
            raise
        return False
    return True


def _landed(where: Path, change: int, began: str) -> bool | None:
    """Whether a change is in the ledger, seen through a connection of its own; None when nothing can be seen."""
    try:
        fresh = door.connect(where)
        try:
            found = fresh.execute(
                "SELECT 1 FROM change WHERE id = ? AND made_at = ? AND command = ?", (change, began, _command)
            )
            return found.fetchone() is not None
        finally:
            door.leave(fresh)
    except sqlite3.Error:
        return None
