"""Names of files as they are typed, and as they can be kept."""

import errno
import os
from contextlib import suppress
from pathlib import Path


def path(word: str) -> Path:
    """The file or folder that ``word`` names; ``~`` is the home folder.

    Where the system claims not to know UTF-8 (LANG=C), words are read as UTF-8 all the same, but files are found only
    by the bytes that were typed.
    """
    try:
        os.fsencode(word)
    except UnicodeEncodeError:
        word = os.fsdecode(word.encode("utf-8", "surrogatepass"))
    found = Path(word)
    with suppress(RuntimeError):  # nobody has such a home
        found = found.expanduser()
    return found


def is_file(path: Path) -> bool:
    """Whether there is a file at ``path``. A name that is too long for any disk names none."""
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False
        raise


def kept(name: str) -> str:
    r"""``name`` as the ledger can keep it: bytes that are no UTF-8, as on old disks, are spelled out (``\xe9``)."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
