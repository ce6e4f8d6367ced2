"""Words in a sentence that announce something: *atas nama*, *kirim ke*, *pesan*.

A line of ``words/cuts.txt`` has what is announced, the letters without which its pattern cannot be there, and the
pattern. It is compiled once a text has those letters, because compiling all of them would take longer than all else.
"""

import re
from functools import cache
from typing import NamedTuple

from olcrm.paste import lists


class Cut(NamedTuple):
    """What is announced, and where the words that do so begin and end."""

    field: str
    start: int
    end: int


def _entries() -> list[tuple[str, tuple[str, ...], str]]:
    found = []
    for line in lists.words("cuts", "\n"):
        said, _colon, pattern = line.partition(": ")
        field, *letters = said.split()
        found.append((field, tuple(one.replace("_", " ") for one in letters), pattern))
    return found


_ENTRIES = _entries()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE)


def find(text: str) -> list[Cut]:
    """Where ``text`` announces what, from its beginning on; of two at one place the one that the list has first."""
    folded = f" {text.casefold()} "
    found = []
    for order, (field, letters, pattern) in enumerate(_ENTRIES):
        if any(one in folded for one in letters):
            found += [(one.start(), order, one.end(), field) for one in _compiled(pattern).finditer(text)]
    cuts: list[Cut] = []
    for start, _order, end, field in sorted(found):
        if not cuts or start >= cuts[-1].end:
            cuts.append(Cut(field, start, end))
    return cuts
