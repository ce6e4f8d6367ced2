"""What a copy was when it was written: its SHA-256, in a file beside it that ``sha256sum -c`` reads as well.

A digit that flips inside a value is nothing to SQLite; beside the sum of what was written it shows. Above the sum
stands, for a copy that is not encrypted, how many rows it held.
"""

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

ENDING = ".sha256"
IN_USE = ("-journal", "-wal")  # beside a copy that was opened and changed: its sum is no longer that of a copy
_LONGEST = 4096


class Verdict(StrEnum):
    """Whether a copy is what it was."""

    RIGHT = "right"
    WRONG = "wrong"
    UNKNOWN = "unknown"


def beside(copy: Path) -> Path:
    """Where the sum of ``copy`` is kept."""
    return copy.with_name(copy.name + ENDING)


def of(file: Path) -> str:
    """The SHA-256 of what is in ``file``, in hexadecimal."""
    from hashlib import file_digest

    with file.open("rb") as handle:
        return file_digest(handle, "sha256").hexdigest()


def text(name: str, digest: str, counts: Mapping[str, int]) -> str:
    """What is written down of a copy called ``name``."""
    held = " ".join(f"{table}={rows}" for table, rows in counts.items())
    return f"# {held}\n{digest}  {name}\n" if held else f"{digest}  {name}\n"


def kept(copy: Path) -> tuple[str, dict[str, int]]:
    """The sum that was written down of ``copy`` and how many rows it held; empty where nothing readable is there."""
    digest, counts = "", {}
    with suppress(OSError, ValueError):
        with beside(copy).open(encoding="utf-8", errors="surrogateescape") as handle:
            lines = handle.read(_LONGEST).splitlines()
        for line in lines:
            first, _space, rest = line.partition(" ")
            if first == "#":
                counts = {table: int(rows) for table, rows in (pair.split("=") for pair in rest.split())}
            elif len(first) == 64 and not set(first) - set("0123456789abcdef"):
                digest = first
    return digest, counts


def verdict(copy: Path) -> Verdict:
    """Whether ``copy`` is byte for byte what was written; unknown where no sum is kept, or somebody worked in it."""
    digest, _counts = kept(copy)
    used = any(_size(copy.with_name(copy.name + ending)) for ending in IN_USE)
    if not digest or used:
        return Verdict.UNKNOWN
    return Verdict.RIGHT if of(copy) == digest else Verdict.WRONG


def remove(copy: Path) -> None:
    """Forget the sum of ``copy``."""
    beside(copy).unlink(missing_ok=True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
