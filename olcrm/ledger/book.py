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
from urllib.parse import quote

from olcrm import __version__
from olcrm.kit import clock
from olcrm.kit.errors import LedgerError
from olcrm.kit.text import _
from olcrm.ledger import trouble

SCHEMA = 1  # the user_version this program reads and writes
APPLICATION = 0x6F6C6372  # "olcr", so that another program's SQLite file is never taken for ours
FIRST_WAIT, LAST_WAIT = 1_000, 9_000  # milliseconds before, and after, a word about waiting

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = EXTRA",
)

_named: str | None = None
_command = ""


class Ledger(sqlite3.Connection):
    """An open ledger. ``said`` is the sentence a writing command leaves in the history."""

    said: str = ""
    change_id: int = 0
    undoes: int | None = None


def use(path: str | None, command: str) -> None:
    """Take ``path`` as the ledger (None: the usual place) and ``command`` as what was typed."""
    global _named, _command
    _named, _command = path, command


def path() -> Path:
    """Where the ledger is: ``--db``, else ``$OLCRM_DB``, else the platform's data folder."""
    stated = _named or os.environ.get("OLCRM_DB")
    if stated:
        return Path(stated).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("olcrm", appauthor=False) / "olcrm.db"


def peek() -> dict[str, str]:
    """The settings the front door needs, or nothing when the ledger cannot be read just now."""
    with suppress(sqlite3.Error, OSError):
        if path().is_file():
            db = sqlite3.connect(_uri(path()), uri=True, timeout=0, isolation_level=None)
            try:
                return dict(db.execute("SELECT key, value FROM setting WHERE key IN ('language', 'time-zone')"))
            finally:
                db.close()
    return {}


@contextmanager
def reading() -> Iterator[Ledger]:
    """The ledger to ask, in one unchanging state; nothing can be changed through it.

    Raises LedgerError when there is none, or when it is damaged, newer than this program, or locked for good.
    """
    with trouble.told(path()):
        db = _open(path())
        try:
            db.execute("PRAGMA query_only = ON")
            trouble.patiently(db, "BEGIN", FIRST_WAIT, LAST_WAIT)
            yield db
        finally:
            db.close()


@contextmanager
def writing(*, dry_run: bool = False) -> Iterator[Ledger]:
    """The ledger to change: all of what happens inside, or none of it, as one change in the history.

    When the block ends the change is on the disk. With ``dry_run`` it is taken back instead. A block that changed
    nothing leaves no trace. Raises LedgerError as ``reading`` does, and when the disk refuses.
    """
    from olcrm.ledger import safekeep

    where = path()
    with trouble.told(where):
        db = _open(where)
        try:
            trouble.patiently(db, "BEGIN IMMEDIATE", FIRST_WAIT, LAST_WAIT)
            began = _begin_change(db)
            yield db
            if dry_run or not _changed(db):
                db.execute("ROLLBACK")
                return
            _end_change(db)
            _commit(db, where, began)
            safekeep.keep_daily(db, where)
        finally:
            db.close()


def create() -> bool:
    """Make a new, empty ledger in its place; False when there is one already.

    The file is for its owner's eyes only (0600), so is a folder made for it (0700). Raises LedgerError when something
    else stands there, or when the disk refuses.
    """
    where = path()
    with trouble.told(where):
        if not where.parent.is_dir():
            where.parent.mkdir(mode=0o700, parents=True)
            where.parent.chmod(0o700)
        with suppress(FileExistsError):
            os.close(os.open(where, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            where.chmod(0o600)
            sync_folder(where.parent)
        db = _connect(where)
        try:
            trouble.patiently(db, "BEGIN IMMEDIATE", FIRST_WAIT, LAST_WAIT)
            fresh = _is_empty(db)
            if fresh:
                db.execute(f"PRAGMA application_id = {APPLICATION}")
                _migrate(db)
                db.execute("COMMIT")
        finally:
            db.close()
    if not fresh:
        with reading():
            pass
    return fresh


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` last through a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _uri(where: Path) -> str:
    return "file:" + quote(str(where)) + "?mode=rw"


def _connect(where: Path) -> Ledger:
    db = sqlite3.connect(
        _uri(where), uri=True, timeout=FIRST_WAIT / 1000, isolation_level=None, factory=Ledger
    )
    db.row_factory = sqlite3.Row
    for setting in _SETTINGS:
        db.execute(setting)
    return db


def _open(where: Path) -> Ledger:
    if not where.exists():
        raise LedgerError(
            _("There is no ledger at {path}.").format(path=where),
            hint=_("Start one with `olcrm init`, bring one back with `olcrm backup restore FILE`, or try `olcrm demo`."),
        )
    if not where.is_file():
        raise LedgerError(
            _("{path} is not a file.").format(path=where), hint=_("Name the ledger with --db FILE.")
        )
    db = _connect(where)
    try:
        _admit(db, where)
    except BaseException:
        db.close()
        raise
    return db


def _admit(db: Ledger, where: Path) -> None:
    """Let only our own, whole, not newer ledgers in; bring an older one up to date."""
    (application,) = trouble.patiently(db, "PRAGMA application_id", FIRST_WAIT, LAST_WAIT)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION:
        raise trouble.not_ours(where, empty=where.stat().st_size == 0)
    if version > SCHEMA:
        raise LedgerError(
            _("{path} was written by a newer olcrm (ledger version {found}, this one reads {known}).").format(
                path=where, found=version, known=SCHEMA
            ),
            hint=_("Update olcrm; the ledger has not been touched."),
        )
    if version < SCHEMA:
        _upgrade(db, where)
    (mode,) = db.execute("PRAGMA journal_mode").fetchone()
    if mode != "delete":
        db.execute("PRAGMA journal_mode = DELETE")
    for key, value in db.execute("SELECT key, value FROM setting WHERE key = 'time-zone'"):
        assert key
        clock.use_zone(value)


def _upgrade(db: Ledger, where: Path) -> None:
    """Keep a checked snapshot of the older ledger, then migrate; whoever came second finds it done."""
    from olcrm.ledger import safekeep

    trouble.patiently(db, "BEGIN IMMEDIATE", FIRST_WAIT, LAST_WAIT)
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version < SCHEMA:
        safekeep.keep(where, reason=f"before-v{SCHEMA}")
        _migrate(db)
    db.execute("COMMIT")


def _migrate(db: Ledger) -> None:
    from olcrm.ledger import migrations

    migrations.bring_up_to_date(db)
    db.execute(f"PRAGMA user_version = {SCHEMA}")


def _is_empty(db: Ledger) -> bool:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (things,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return bool(application == 0 and things == 0)


def _begin_change(db: Ledger) -> str:
    began = clock.stamp(clock.now())
    cursor = db.execute(
        "INSERT INTO change (made_at, command, said, version) VALUES (?, ?, '', ?)",
        (began, _command, __version__),
    )
    db.change_id = cursor.lastrowid or 0
    return began


def _changed(db: Ledger) -> bool:
    row = db.execute("SELECT 1 FROM change_row WHERE change_id = ? LIMIT 1", (db.change_id,)).fetchone()
    return row is not None


def _end_change(db: Ledger) -> None:
    db.execute(
        "UPDATE change SET said = ?, undoes_id = ? WHERE id = ?", (db.said, db.undoes, db.change_id)
    )


def _commit(db: Ledger, where: Path, began: str) -> None:
    """Commit, and when that fails look with fresh eyes: the change may be on the disk all the same."""
    change = db.change_id
    try:
        db.execute("COMMIT")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        db.close()
        if not _is_there(where, change, began):
            raise


def _is_there(where: Path, change: int, began: str) -> bool:
    with suppress(sqlite3.Error):
        fresh = _connect(where)
        try:
            found = fresh.execute(
                "SELECT 1 FROM change WHERE id = ? AND made_at = ? AND command = ?", (change, began, _command)
            )
            return found.fetchone() is not None
        finally:
            fresh.close()
    return False
