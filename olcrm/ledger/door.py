"""The way to the file: made for its owner's eyes only, connected to with every setting, judged before it is trusted."""

import os
import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from olcrm.kit.errors import LedgerError
from olcrm.kit.text import _
from olcrm.ledger import trouble

SCHEMA = 5  # the user_version this program reads and writes
# The checksum of the triggers of each version, and of everything else in the newest; tests say when these must change.
TRIGGERS = {1: 0xE67425EB, 2: 0x498F3304, 3: 0x6CCB007C, 4: 0x2CABB91A, 5: 0x6B73031A}
SHAPES = 0x61F181C9
T = TypeVar("T")
APPLICATION = 0x6F6C6372  # "olcr", so that another program's SQLite file is never taken for ours

_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA synchronous = EXTRA",
)


class Ledger(sqlite3.Connection):
    """An open ledger. ``said`` is the sentence a writing command leaves in the history."""

    said: str = ""
    change_id: int = 0
    undoes: int | None = None
    known: bool | None = None  # whether its tables, views and indexes are just those that olcrm makes
    as_of: int = -1  # how much had been written through it when what is in ``memory`` was asked

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.memory: dict[Hashable, Any] = {}


def once(db: sqlite3.Connection, key: Hashable, ask: Callable[[], T]) -> T:
    """What ``ask`` gives, asked once until something is written through ``db``.

    A command asks for the settings and for the same customer again and again, and each time costs as much as its own
    work does. Inside a transaction, where all of that happens, nobody else can change the answer.
    """
    if not isinstance(db, Ledger) or not db.in_transaction:
        return ask()
    if db.as_of != db.total_changes:
        db.as_of, db.memory = db.total_changes, {}
    if key not in db.memory:
        db.memory[key] = ask()
    found: T = db.memory[key]
    return found


def connect(where: Path, mode: str = "rw", *, wait: bool = True) -> Ledger:
    """A connection with every setting, before anything is judged. ``mode`` is SQLite's: ``rw``, or ``ro``.

    Some settings make SQLite look into the file, so even this may have to ``wait`` for somebody who writes.
    """
    db = sqlite3.connect(uri(where, mode), uri=True, timeout=trouble.SLICE / 1000, isolation_level=None, factory=Ledger)
    try:
        db.row_factory = sqlite3.Row
        for setting in _SETTINGS:
            if wait:
                trouble.patiently(db, setting)
            else:
                trouble.asked(db, setting)
    except BaseException:
        leave(db)
        raise
    return db


def leave(db: sqlite3.Connection) -> None:
    """Take back what was not committed and close.

    Closing alone would keep others from writing while a cursor that somebody forgot is still alive.
    """
    with suppress(sqlite3.Error):
        if db.in_transaction:
            db.execute("ROLLBACK")
    db.close()


def judge(db: sqlite3.Connection, where: Path) -> int:
    """The schema version of an open ledger. Raises LedgerError for what is not ours, or newer than this program.

    SQLite has mended what a crash left behind before the first question is answered, so nothing is judged too early.
    """
    (application,) = trouble.patiently(db, "PRAGMA application_id")
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
    return int(version)


def know(db: Ledger, where: Path) -> None:
    """Let tables and views be read once they are known to be our own: a foreign view could run on for ever, or lie.

    Raises LedgerError for one that is not.
    """
    if db.known is None:
        db.known = _summed(db, "type <> 'trigger' AND name NOT GLOB '_*'") == SHAPES
        if not db.known:
            _expect_ours(db, where, writing=False)


def trust(db: Ledger, where: Path, version: int = SCHEMA) -> None:
    """Let the triggers run once they are known to be our own: a foreign one could empty a table at the next row.

    Raises LedgerError for one that is not, and for an index that computes what olcrm did not ask for.
    """
    if not is_ours(db, version):
        raise LedgerError(
            _("The inner rules of {path} are not the ones olcrm wrote, so nothing is added to it.").format(path=where),
            hint=trouble.way_back(where, _("Look with `olcrm doctor`; reading commands work all the same.")),
        )
    if not db.known:
        _expect_ours(db, where, writing=True)
    db.execute("PRAGMA trusted_schema = ON")


def is_ours(db: sqlite3.Connection, version: int) -> bool:
    """Whether the triggers are those of a ledger of ``version``."""
    return _summed(db, "type = 'trigger'") == TRIGGERS.get(version)


def _summed(db: sqlite3.Connection, which: str) -> int:
    """A checksum of how ``which`` (a condition) are made."""
    from zlib import crc32

    written = db.execute(f"SELECT sql FROM sqlite_master WHERE {which} AND sql NOT NULL ORDER BY name")  # noqa: S608
    return crc32("\n".join(sql for (sql,) in written).encode())


def _expect_ours(db: sqlite3.Connection, where: Path, *, writing: bool) -> None:
    """Look closely at what differs; what somebody has put beside ours, and what only lacks, does not matter here."""
    from olcrm.ledger.foreign import stranger

    found = stranger(db, writing=writing)
    if found is not None:
        raise LedgerError(
            unlike(found, where), hint=trouble.way_back(where, _("Look with `olcrm doctor` what is whole."))
        )


def unlike(name: str, where: Path) -> str:
    """What is said of something in the file at ``where`` that is not ours."""
    return _("“{name}” in {path} is not as olcrm made it, so it is not used.").format(name=name, path=where)


def uri(where: Path, mode: str) -> str:
    """``where`` as SQLite takes it whatever characters are in it."""
    return f"{where.as_uri()}?mode={mode}"


def expect_file(where: Path) -> None:
    """Raise LedgerError unless a file, or a link to one, is there."""
    if not where.exists():
        raise LedgerError(
            _("There is no ledger at {path}.").format(path=where),
            hint=trouble.way_back(
                where,
                _("Start one with `olcrm init`, bring one back with `olcrm backup restore FILE`, or try `olcrm demo`."),
            ),
        )
    if not where.is_file():
        raise LedgerError(_("{path} is not a file.").format(path=where), hint=_("Name the ledger with --db FILE."))


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing above it, for the owner's eyes only, whatever the umask says."""
    if folder.is_dir() or folder.parent == folder:
        return
    make_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return
    folder.chmod(0o700)
    sync_folder(folder.parent)


def make_file(where: Path) -> None:
    """Make an empty file for the owner's eyes only, unless something stands there already."""
    with suppress(FileExistsError):
        handle = os.open(where, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        try:
            if os.name == "posix":
                with suppress(OSError):  # not every file system has modes; a stick rarely does
                    os.fchmod(handle, 0o600)  # whatever the umask says
        finally:
            os.close(handle)
        sync_folder(where.parent)


def folder_of(ledger: Path) -> Path:
    """Where the snapshots of ``ledger`` are: ``backups`` beside it; if it is a link, beside what it leads to."""
    return ledger.resolve().parent / "backups"


def stem(ledger: Path) -> str:
    """What the names of its snapshots begin with."""
    return ledger.resolve().name.removesuffix(".db")


def daily(ledger: Path, day: date) -> Path:
    """The snapshot that is taken by itself on ``day``."""
    return folder_of(ledger) / f"{stem(ledger)}-{day.isoformat()}.db"


def sync_file(path: Path) -> None:
    """Make what is in ``path`` last through a power cut."""
    with path.open("rb+") as handle, _named(path):
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` last through a power cut, where the system can."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder one may write in but not look into
        return
    try:
        with _named(folder):
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let an error say which file it is about: one through an open file does not."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise
