"""Snapshots of the ledger: taken once a day without being asked, checked, thinned out.

A snapshot is made under a temporary name in its own folder, copied through SQLite's backup API (one consistent state,
even while somebody writes), checked, synced, and only then given its name.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from olcrm.kit import clock


def folder_of(ledger: Path) -> Path:
    """Where the snapshots of ``ledger`` are: ``backups`` beside it."""
    return ledger.resolve().parent / "backups"


def keep_daily(db: sqlite3.Connection, ledger: Path) -> Path | None:
    """Take today's snapshot unless there is one. None when there is, or when the disk refuses (the change stands)."""
    target = folder_of(ledger) / f"{ledger.stem}-{clock.today().isoformat()}.db"
    if target.exists():
        return None
    with suppress(OSError, sqlite3.Error):
        return _take(ledger, target)
    return None


def keep(ledger: Path, *, reason: str) -> Path:
    """Take a snapshot for ``reason`` (part of its name) besides the daily one."""
    moment = clock.local().strftime("%Y-%m-%d-%H%M%S")
    return _take(ledger, folder_of(ledger) / f"{ledger.stem}-{moment}-{reason}.db")


def newest_good(ledger: Path) -> Path | None:
    """The newest snapshot of ``ledger`` that passes its check, if there is one."""
    found = sorted(folder_of(ledger).glob(f"{ledger.stem}-*.db"), reverse=True)
    return next((snapshot for snapshot in found if is_good(snapshot)), None)


def is_good(snapshot: Path) -> bool:
    """Whether SQLite finds ``snapshot`` whole."""
    with suppress(sqlite3.Error):
        db = sqlite3.connect(f"file:{snapshot}?mode=ro", uri=True)
        try:
            return db.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        finally:
            db.close()
    return False


def _take(ledger: Path, target: Path) -> Path:
    target.parent.mkdir(mode=0o700, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        source, copy = sqlite3.connect(ledger), sqlite3.connect(part)
        try:
            source.backup(copy)
        finally:
            source.close()
            copy.close()
        if not is_good(part):
            raise sqlite3.DatabaseError("the snapshot did not pass its check")
        with part.open("rb") as handle:
            os.fsync(handle.fileno())
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return target
