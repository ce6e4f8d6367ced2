"""Which changes stand: the rule by which undo and redo walk back and forth.

An undo takes back the change that came to stand last: by being made, or by being done again. A redo does again what was
taken back last, unless something new was done since; then only its number leads to it. So undo, undo, redo, redo ends
where it began, and each can be asked for a change by its number without losing the way of the others.

A change is turned over by its undo, turned back by its redo, and so on. Whatever a turn names as what it undoes, be it
the change or an earlier turn of it, it is a turn of the change at the bottom.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Walk(NamedTuple):
    """``turns``: change → its undo, redo, undo … by number, in order. ``bottom``: a turn → the change it turned."""

    turns: Mapping[int, Sequence[int]]
    bottom: Mapping[int, int]

    def root(self, number: int) -> int:
        """The change that ``number`` is, or is a turn of."""
        return self.bottom.get(number, number)

    def stands(self, change: int) -> bool:
        """Whether ``change`` (no turn) is done just now."""
        return len(self.turns.get(change, ())) % 2 == 0

    def latest(self, change: int) -> int:
        """By which number ``change`` (no turn) came to be as it is: its last turn, or itself."""
        return self.turns[change][-1] if change in self.turns else change

    def by(self, number: int) -> int | None:
        """Which number took ``number`` back; None while it holds. A redo takes back an undo."""
        change = self.root(number)
        if number == change:
            return None if self.stands(change) else self.latest(change)
        later = [turn for turn in self.turns[change] if turn > number]
        return later[0] if later else None

    def differs(self, change: int, since: int) -> bool:
        """Whether ``change`` (no turn) is otherwise than it was right after ``since``: a number, other than its own."""
        then = change <= since and sum(turn <= since for turn in self.turns.get(change, ())) % 2 == 0
        return self.stands(change) != then

    def again(self, newest: int) -> int | None:
        """The change to do again when none is named; ``newest`` is the last that is no turn. None: nothing is."""
        down = {self.latest(change): change for change in self.turns if not self.stands(change)}
        last = max(down, default=0)
        return down[last] if last > newest else None

    def last_taken(self) -> int | None:
        """The change that was taken back last and is not done again, if there is one."""
        down = {self.latest(change): change for change in self.turns if not self.stands(change)}
        return down[max(down)] if down else None


def walk(undone: Iterable[tuple[int, int]]) -> Walk:
    """The walk so far, from pairs of a turn's number and the number it undid, in the order they were made."""
    turns: dict[int, list[int]] = {}
    bottom: dict[int, int] = {}
    for number, target in undone:
        bottom[number] = bottom.get(target, target)
        turns.setdefault(bottom[number], []).append(number)
    return Walk(turns, bottom)
