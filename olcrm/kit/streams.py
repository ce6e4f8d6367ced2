"""What the standard streams are: a terminal or not, which characters they can carry, whether they want colour."""

import os
import sys
from typing import TextIO

# What stands in for our own typography where the screen's character set lacks it.
TWINS = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "–": "-", "—": "-", "×": "x", "·": "-", "⏎": "/"}


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
