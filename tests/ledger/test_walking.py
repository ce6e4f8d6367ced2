"""The walk back and forth: undo and redo beside the two piles that every editor has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.ledger.walking import walk


class Piles:
    """An editor: what is done, what was taken back, and no way forward after something new."""

    def __init__(self):
        self.done, self.ahead = [], []

    def do(self, change):
        self.done.append(change)
        self.ahead.clear()

    def undo(self, change=None):
        change = change or self.done[-1]
        self.done.remove(change)
        self.ahead.append(change)
        return change

    def redo(self, change=None):
        change = change or self.ahead[-1]
        if change in self.ahead:
            self.ahead.remove(change)
        self.done.append(change)
        return change


class History:
    """The numbers as the ledger writes them down: each turn names the number it undoes."""

    def __init__(self):
        self.made, self.turned = [], []

    @property
    def walk(self):
        return walk(self.turned)

    @property
    def next(self):
        return len(self.made) + len(self.turned) + 1

    def do(self):
        self.made.append(self.next)
        return self.made[-1]

    def turn(self, change, through):
        self.turned.append((self.next, through(self.walk, change)))

    def last_standing(self):
        standing = [change for change in self.made if self.walk.stands(change)]
        return max(standing, key=self.walk.latest, default=None)

    def again(self):
        return self.walk.again(max(self.made, default=0))


THROUGH = [  # what an undo or a redo may name: the last turn, or the change itself
    lambda walk, change: walk.latest(change),
    lambda walk, change: change if walk.stands(change) else walk.latest(change),
]


@given(st.data())
def test_undo_and_redo_walk_as_in_an_editor(data):
    piles, history = Piles(), History()
    for word in data.draw(st.lists(st.sampled_from(["do", "undo", "redo", "undo one", "redo one"]), max_size=30)):
        through = data.draw(st.sampled_from(THROUGH))
        gone = [change for change in history.made if change not in piles.done]
        assert history.last_standing() == (piles.done[-1] if piles.done else None)
        assert history.again() == (piles.ahead[-1] if piles.ahead else None)
        if word == "do":
            piles.do(history.do())
        elif word == "undo" and piles.done:
            history.turn(piles.undo(), through)
        elif word == "redo" and piles.ahead:
            history.turn(piles.redo(), through)
        elif word == "undo one" and piles.done:
            history.turn(piles.undo(data.draw(st.sampled_from(piles.done))), through)
        elif word == "redo one" and gone:
            history.turn(piles.redo(data.draw(st.sampled_from(gone))), through)
        assert {change for change in history.made if history.walk.stands(change)} == set(piles.done)


@pytest.mark.parametrize(
    ("turned", "by"),
    [
        ([], {1: None}),
        ([(2, 1)], {1: 2, 2: None}),
        ([(2, 1), (3, 2)], {1: None, 2: 3, 3: None}),
        ([(2, 1), (3, 2), (4, 1)], {1: 4, 2: 3, 3: 4, 4: None}),
        ([(2, 1), (3, 2), (4, 3)], {1: 4, 2: 3, 3: 4, 4: None}),
    ],
)
def test_each_number_knows_what_took_it_back(turned, by):
    found = walk(turned)
    assert {number: found.by(number) for number in by} == by


def test_a_change_differs_from_then_only_by_what_was_turned_over_since():
    found = walk([(3, 1), (5, 3), (6, 2)])  # 1 was taken back and done again, 2 taken back; 4 was made in between
    assert not found.differs(1, since=2)
    assert found.differs(1, since=4)
    assert found.differs(2, since=4)
    assert not found.differs(2, since=6)
    assert found.differs(4, since=3)
    assert not found.differs(4, since=4)


def test_what_was_taken_back_last_is_known_after_something_new():
    found = walk([(3, 1), (4, 2), (5, 3)])
    assert (found.again(newest=2), found.again(newest=6), found.last_taken()) == (2, None, 2)
    assert walk([]).last_taken() is None
