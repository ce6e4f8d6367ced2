"""Who may have been meant by a name that nobody has: whoever is called much like it.

A slip of the fingers spoils one half of one word, so the index of names is asked for each word with only one of its
halves and all others whole, and for the beginnings of all; where nobody comes near, for their first letters alone. The
newest who fit are compared word by word. Who asks is about to be refused; still it costs a bounded number of rows,
however many customers there are.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from olcrm.kit.text import folded

MOST = 3  # who are named
LOOKED_AT = 500  # names that are compared
LONGEST_WORD, MOST_WORDS = 20, 4
CLOSE = 0.75  # how much of two words is the same: "dewy" is as close to "Dewi"
PIECE = 3  # letters the index knows; the beginning of a word has two blanks before it

_NEWEST = """
SELECT contact.id, contact.find_key, contact.last_order_on
  FROM contact_search JOIN contact ON contact.id = contact_search.rowid
 WHERE contact_search MATCH ? AND contact.archived_at IS NULL ORDER BY contact_search.rowid DESC LIMIT ?
"""


def alike(db: sqlite3.Connection, name: str) -> list[int]:
    """At most ``MOST`` ids of people on the list whose name, or a part of it, is spelled much like ``name``."""
    words = [word[:LONGEST_WORD] for word in folded(name).split()]
    if not words or len(words) > MOST_WORDS:
        return []
    likeness = _Likeness(words)
    first_letters = _all_of([_beginning(word, 1) for word in words])
    for question in (" OR ".join(_questions(words)), first_letters):
        rows = db.execute(_NEWEST, (question, LOOKED_AT))
        found = [(likeness.of(row["find_key"].split()), row["last_order_on"] or "", row["id"]) for row in rows]
        if near := [number for close, _last, number in sorted(found, reverse=True)[:MOST] if close]:
            return near
    return []


def _questions(words: Sequence[str]) -> Iterator[str]:
    """Each word spoiled in one of its halves; then all of them in their ends."""
    for place, word in enumerate(words):
        others = [_beginning(one) for at, one in enumerate(words) if at != place]
        for half in (_beginning(word, len(word) // 2), word[len(word) // 2 :]):
            if len(half) >= PIECE:
                yield _all_of([half, *others])
    yield _all_of([_beginning(word, len(word) // 2) for word in words])


def _beginning(word: str, letters: int = LONGEST_WORD) -> str:
    return f"  {word[: max(letters, 1)]}"


def _all_of(pieces: Sequence[str]) -> str:
    quoted = ['"' + piece.replace('"', '""') + '"' for piece in pieces]
    return f"({' AND '.join(quoted)})"


class _Likeness:
    """How close the words of a name are to ``words``; each pair of words is compared once."""

    def __init__(self, words: Sequence[str]) -> None:
        from difflib import SequenceMatcher

        self.words = words
        self.matchers = [SequenceMatcher(b=word, autojunk=False) for word in words]
        self.known: dict[tuple[int, str], float] = {}

    def of(self, name: Sequence[str]) -> float:
        """From 0, where a word is not close to the one in its place, to 1; a name may have more words around it."""
        starts = range(len(name) - len(self.words) + 1)
        return max((self._from(name[start:]) for start in starts), default=0)

    def _from(self, name: Sequence[str]) -> float:
        close = [self._word(place, name[place]) for place in range(len(self.words))]
        return sum(close) / len(close) if min(close) >= CLOSE else 0

    def _word(self, place: int, word: str) -> float:
        if (place, word) not in self.known:
            self.matchers[place].set_seq1(word[:LONGEST_WORD])
            self.known[place, word] = self.matchers[place].ratio()
        return self.known[place, word]
