"""What the standard streams are: a terminal or not, which characters they can carry, whether they want colour."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TextIO

# What stands in for our own typography where the screen's character set lacks it.
TWINS = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "×": "x", "·": "-", "⏎": "/"}


class Aside:
    """Standard error, which may have nobody at its other end any more: what cannot be said there changes nothing else.

    Without it, a hint that finds no reader would end a command halfway, or turn its exit status into another.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write what can be written; ``text`` counts as written all the same."""
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of ``lines``."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Push out what can be."""
        with suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        """Everything else is the stream's own."""
        return getattr(self._stream, name)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether somebody is looking at ``stream``, or typing into it. A missing or closed one is none."""
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def speaks_unicode(stream: TextIO) -> bool:
    """Whether every character there is can be written to ``stream``."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return encoding.lower().startswith(("utf", "cp65001"))


def is_dumb() -> bool:
    """Whether the terminal says that it understands no escape sequences."""
    return os.environ.get("TERM") == "dumb"


def wants_no_colour() -> bool:
    """Whether $NO_COLOR is set or the terminal is a dumb one; answers are then written without any style."""
    return bool(os.environ.get("NO_COLOR")) or is_dumb()


def prepare_streams() -> None:
    """Make sure that no character raises where the screen cannot show it; the encoding stays."""
    import codecs

    codecs.register_error("olcrm", _spell_out)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="olcrm")


def _spell_out(error: UnicodeError) -> tuple[str, int]:
    """Plain twins of the characters that cannot be encoded, else a question mark each."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    unfit = error.object[error.start : error.end]
    return "".join(TWINS.get(char, "?") for char in unfit), error.end
