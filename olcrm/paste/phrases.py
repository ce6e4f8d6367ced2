"""Whether a text has one of the phrases of a list, without compiling the list.

Most phrases are plain words, which are looked up. The others are patterns, compiled one by one where a text has the
letters that they begin with.
"""

import re
from functools import cache

from olcrm.paste import lists

_LEAD = re.compile(r"[a-z']*")
_SHORTEST_LEAD = 2  # letters


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


@cache
def _all_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:\W*+\b(?:{lists.patterns(name)})\b)++\W*+", re.IGNORECASE)


class Phrases:
    """The phrases of one list in ``words/``."""

    def __init__(self, name: str) -> None:
        self._name = name
        lines = lists.words(name, "\n")
        self._words = frozenset(line for line in lines if line.isalpha())
        self._others = [(_lead(line), line) for line in lines if not line.isalpha()]

    def among(self, text: str) -> bool:
        """Whether one of them stands in ``text``."""
        folded = text.casefold()
        if not self._words.isdisjoint(re.findall(r"\w+", folded)):
            return True
        return any(lead in folded and _compiled(line).search(text) is not None for lead, line in self._others)

    def fill(self, text: str) -> bool:
        """Whether ``text`` is made of them alone."""
        words = re.findall(r"\w+", text.casefold())
        if self._words.issuperset(words):
            return bool(words)
        first = words[0]
        if first not in self._words and not any(first.startswith(lead) for lead, _line in self._others):
            return False
        return _all_of(self._name).fullmatch(text) is not None


def _lead(line: str) -> str:
    """The letters that whatever matches ``line`` begins with; empty where they differ."""
    found = _LEAD.match(line)
    letters = found[0] if found else ""
    following = line[len(letters) : len(letters) + 1]
    letters = letters[:-1] if following in ("?", "*") and following else letters
    return letters if len(letters) >= _SHORTEST_LEAD and "|" not in _outside(line) else ""


def _outside(line: str) -> str:
    """``line`` without what stands in brackets."""
    while (shorter := re.sub(r"\([^()]*\)|\[[^\]]*\]", "", line)) != line:
        line = shorter
    return line
