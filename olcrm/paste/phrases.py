"""Whether a text has one of the phrases of a list, without compiling the list.

Most phrases are plain words, which are looked up. The others are patterns, compiled one by one where a text has the
letters that they begin with.
"""

import re
from functools import cache

from olcrm.paste import lists

_LEAD = re.compile(r"[a-z']*")
_WORD = re.compile(r"\w+")
_SHORTEST_LEAD = 2  # letters


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)


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
        at, end, said = _gap(text, 0), len(text), False
        while at < end:
            following = self._one(text, at)
            if following == at:
                return False
            at, said = _gap(text, following), True
        return said

    def _one(self, text: str, at: int) -> int:
        """Where the longest phrase that begins at ``at`` ends; ``at`` itself for none."""
        word = _WORD.match(text, at)
        if word is None:
            return at
        folded = word[0].casefold()
        ends = [word.end()] if folded in self._words else []
        for lead, line in self._others:
            if folded.startswith(lead.split(" ")[0]) and (found := _compiled(line).match(text, at)):
                ends.append(found.end())
        return max(ends, default=at)


def _gap(text: str, at: int) -> int:
    """Where the next word begins."""
    while at < len(text) and not (text[at].isalnum() or text[at] == "_"):
        at += 1
    return at


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
