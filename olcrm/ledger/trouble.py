"""What SQLite and the disk complain of, said so that an owner knows what is so and what to do."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from olcrm.kit.errors import LedgerError
from olcrm.kit.text import _
from olcrm.kit.typed import quoted

SLICE, FIRST_WAIT, LAST_WAIT = 250, 1_000, 9_000  # milliseconds: one try, before a word about waiting, and after it
_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


class Garbled(sqlite3.DatabaseError):
    """SQLite complains of a damaged schema, in words that are no text: it quotes what it found there."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def asked(db: sqlite3.Connection, statement: str) -> Any:
    """Run ``statement`` and give its first row. Raises sqlite3.Error, whatever SQLite's complaint consists of."""
    try:
        return db.execute(statement).fetchone()
    except UnicodeDecodeError as error:
        raise Garbled("malformed database schema") from error


def patiently(db: sqlite3.Connection, statement: str) -> Any:
    """Run ``statement`` and give its first row; while another olcrm is busy, wait, then say so, then wait on.

    It waits in slices (the connection's own busy timeout), so that Ctrl-C is heard in between. Raises
    sqlite3.OperationalError when the lock is still held after ``FIRST_WAIT`` and ``LAST_WAIT``.
    """
    for waited in range(0, FIRST_WAIT + LAST_WAIT, SLICE):
        if waited == FIRST_WAIT:
            say_waiting()
        try:
            return asked(db, statement)
        except sqlite3.OperationalError as error:
            if not is_locked(error) or waited + SLICE >= FIRST_WAIT + LAST_WAIT:
                raise
    return None


def say_waiting() -> None:
    """Tell her why nothing happens."""
    from olcrm.kit import show

    show.remark(_("Another olcrm is busy with the ledger; waiting a moment …"))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn whatever SQLite or the system raises inside into a LedgerError about ``path``."""
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError):
        raise  # ours: a rule of the schema that a room should have refused in words
    except sqlite3.Error as error:
        raise from_sqlite(error, path) from error
    except OSError as error:
        if not _concerns(error, path):
            raise
        raise from_system(error, path) from error


def _concerns(error: OSError, path: Path) -> bool:
    """Whether ``error`` is about the ledger or its folders, and not about some file of the command's own."""
    if error.errno in _NO_ROOM:
        return True
    if not isinstance(error.filename, str | os.PathLike):
        return False
    named = Path(error.filename)
    return path.parent in named.parents or named in path.parents


def not_ours(path: Path, *, empty: bool) -> LedgerError:
    """A file that stands where the ledger should be, and is none."""
    if empty:
        return LedgerError(
            _("{path} is empty; it is no ledger.").format(path=path),
            hint=way_back(path, _("Start a new one with `olcrm init`.")),
        )
    return LedgerError(
        _("{path} is not an olcrm ledger.").format(path=path),
        hint=way_back(path, _("Name your ledger with --db FILE.")),
    )


def way_back(path: Path, otherwise: str) -> str:
    """The newest good snapshot and the command that restores it, else ``otherwise``."""
    from olcrm.ledger import safekeep

    newest = safekeep.newest_good(path)
    return otherwise if newest is None else bring_back(newest)


def bring_back(snapshot: Path) -> str:
    """The command that restores ``snapshot``."""
    return _("The newest good snapshot comes back with `olcrm backup restore {snapshot}`.").format(
        snapshot=quoted(str(snapshot))
    )


def from_system(error: OSError, path: Path) -> LedgerError:
    """A refusal of the operating system about ``path``."""
    if error.errno in _NO_ROOM:
        return _no_room(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return LedgerError(
            _("There is no permission to use {path}.").format(path=error.filename or path),
            hint=_("Make the file and its folder readable and writable, or name another ledger with --db FILE."),
        )
    return LedgerError(
        _("{path} cannot be used: {reason}.").format(path=error.filename or path, reason=os.strerror(error.errno or 0)),
        hint=_("Check the disk and the path, then try again; nothing was changed."),
    )


def from_sqlite(error: sqlite3.Error, path: Path) -> LedgerError:
    """What SQLite complains of about ``path``."""
    reason = code(error)
    if is_locked(error):
        return LedgerError(
            _("Another olcrm is busy with {path} and does not finish.").format(path=path),
            hint=_("Close the other window or wait for it, then type the command again; nothing was changed."),
        )
    if reason == sqlite3.SQLITE_READONLY:
        return LedgerError(
            _("{path} or its folder is read-only.").format(path=path),
            hint=_("Make both writable, then type the command again; nothing was changed."),
        )
    if reason == sqlite3.SQLITE_FULL:
        return _no_room(path)
    if reason == sqlite3.SQLITE_IOERR:
        return LedgerError(
            _("The disk refused to read or write {path}.").format(path=path),
            hint=_("The disk may be full or failing: make space or copy the ledger elsewhere; nothing was changed."),
        )
    if reason == sqlite3.SQLITE_CANTOPEN:
        return LedgerError(
            _("{path} cannot be opened.").format(path=path),
            hint=_("Check that the folder is there and that you may write in it."),
        )
    if reason in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return damaged(path)
    return LedgerError(
        _("{path} could not be read: {reason}.").format(path=path, reason=error),
        hint=way_back(path, _("Look with `olcrm doctor`.")),
    )


def damaged(path: Path) -> LedgerError:
    """A ledger of which some pages or values are not what they were."""
    rescue = _("Save what can be read of it with `olcrm backup rescue`.")
    return LedgerError(
        _("{path} is damaged, or is no ledger at all.").format(path=path),
        hint=f"{way_back(path, '')} {rescue}".lstrip(),
    )


def _no_room(path: Path) -> LedgerError:
    from shutil import disk_usage

    try:
        free = f"{disk_usage(path.parent).free // 1024:,} KB".replace(",", ".")
    except OSError:
        free = _("unknown")
    return LedgerError(
        _("The disk is full, or the file may not grow: nothing was changed in {path}.").format(path=path),
        hint=_("Free some space in {folder} (left: {free}), then type the command again.").format(
            folder=path.parent, free=free
        ),
    )


def unsure(path: Path) -> LedgerError:
    """Saving failed, and the ledger cannot even be read to see how far it came."""
    return LedgerError(
        _("The disk failed while saving to {path}, and whether the change is there cannot be seen now.").format(
            path=path
        ),
        hint=_("Look at `olcrm log` before typing the command again."),
    )


def is_locked(error: sqlite3.Error) -> bool:
    """Whether somebody else has the ledger just now."""
    return code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def code(error: sqlite3.Error) -> int:
    """SQLite's primary result code, 0 where Python gives none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
