"""Files in the making: written beside what they are to become, for their owner's eyes only, and then put in its place.

So whoever looks sees the old file or the new one, whatever happens in between; what a killed process left is swept up.
"""

import errno
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from olcrm.ledger import checksum, door


class Part:
    """A copy in the making at ``path``; ``held`` is how many rows it has, by table, to be written down with its sum."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.held: Mapping[str, int] = {}

    def copy(self, file: Path) -> None:
        """Take what is in ``file``, and what is known of it. Raises OSError when it is not what it was."""
        from shutil import copyfile

        copyfile(file, self.path)
        digest, self.held = checksum.kept(file)
        if digest and checksum.of(self.path) != digest:
            raise OSError(errno.EIO, "not what it was", str(file))


@contextmanager
def becoming(target: Path) -> Iterator[Part]:
    """A file to fill, which takes the place of ``target`` when the block ends well; otherwise nothing is left of it.

    Its sum is kept beside it. At no instant is a sum there that is not its own.
    """
    sweep(target)
    part, note = Part(part_of(target)), part_of(checksum.beside(target))
    try:
        yield part
        door.sync_file(part.path)
        written = checksum.text(target.name, checksum.of(part.path), part.held)
        note.write_bytes(written.encode("utf-8", "surrogateescape"))
        door.sync_file(note)
        checksum.remove(target)
        part.path.replace(target)
        note.replace(checksum.beside(target))
        door.sync_folder(target.parent)
    finally:
        for path in (part.path, note):
            with suppress(OSError):
                path.unlink(missing_ok=True)


@contextmanager
def passing(target: Path) -> Iterator[Path]:
    """A file beside ``target`` that is gone when the block ends."""
    sweep(target)
    path = part_of(target)
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def part_of(target: Path) -> Path:
    """A new, empty file beside ``target``, for its owner's eyes only, that may become it."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    door.make_file(part)
    return part


def sweep(target: Path) -> None:
    """Remove what a process that was killed left half-written beside ``target``: of the same name but for the day."""
    alike = re.sub(r"\d", "[0-9]", re.escape(target.name))
    for part in target.parent.iterdir():
        match = re.fullmatch(rf"\.{alike}(?:{re.escape(checksum.ENDING)})?\.(\d+)\.part", part.name)
        if match and not runs(int(match[1])):
            with suppress(OSError):
                part.unlink()


def runs(process: int) -> bool:
    """Whether a process is still there. Elsewhere than on POSIX an open file cannot be removed anyway."""
    if os.name != "posix":
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
