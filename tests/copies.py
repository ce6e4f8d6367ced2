"""What is asked of a copy of the ledger, and of the folder it is in."""

import sqlite3
from pathlib import Path


def names(path: Path) -> list[str]:
    """Who is in the ledger at ``path``, in the order they came."""
    db = sqlite3.connect(path)
    try:
        return [name for (name,) in db.execute("SELECT name FROM contact ORDER BY id")]
    finally:
        db.close()


def leftovers(folder: Path) -> list[str]:
    """Files that should have gone when the work on them ended."""
    return [path.name for path in folder.rglob("*") if path.name.endswith((".part", "-journal", "-wal", "-shm"))]
