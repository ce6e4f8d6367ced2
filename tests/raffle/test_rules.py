"""A draw is what its seed makes of the numbers, on every machine."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.raffle import rules

SEEDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)
NUMBERS = st.lists(st.integers(1, 10**6), min_size=1, max_size=30, unique=True)


@given(SEEDS, NUMBERS, st.randoms())
def test_the_order_of_the_entrants_does_not_matter(seed, numbers, random):
    shuffled = random.sample(numbers, len(numbers))
    assert rules.draw(seed, 1, numbers) == rules.draw(seed, 1, [*shuffled, *shuffled])


@given(SEEDS, NUMBERS)
def test_more_places_add_winners_and_change_none(seed, numbers):
    few, all_of_them = rules.draw(seed, 1, numbers), rules.draw(seed, len(numbers), numbers)
    assert few.winners == all_of_them.winners[:1]
    assert sorted(number for number, _ticket in all_of_them.winners) == sorted(numbers)


@given(SEEDS, NUMBERS)
def test_one_entrant_less_leaves_the_others_in_their_order(seed, numbers):
    before = [one for one, _ticket in rules.draw(seed, len(numbers), numbers).winners]
    if len(numbers) > 1:
        after = [one for one, _ticket in rules.draw(seed, len(numbers) - 1, numbers[1:]).winners]
        assert after == [one for one in before if one != numbers[0]]


def test_the_winners_of_a_seed_are_known_for_ever():
    drawn = rules.draw("IHSG 7.421,35", 3, [1, 3, 4, 6, 8, 9, 10, 12])
    assert [number for number, _ticket in drawn.winners] == [9, 4, 6]
    assert drawn.digest == "dbaa1bf2314b9c856146af3aeb1e6206fadb99c647b0de56c967dd59722b34f6"


def test_everybody_has_the_same_chance():
    times = 3_000
    first = Counter(rules.draw(f"seed {n}", 1, range(1, 7)).winners[0][0] for n in range(times))
    assert set(first) == set(range(1, 7))
    assert all(abs(count - times / 6) < times / 6 * 0.2 for count in first.values()), first


def test_a_digest_binds_seed_places_and_people():
    drawn = rules.draw("a", 1, [1, 2, 3])
    others = [rules.draw("b", 1, [1, 2, 3]), rules.draw("a", 2, [1, 2, 3]), rules.draw("a", 1, [1, 2])]
    assert len({drawn.digest, *(one.digest for one in others)}) == 4


def test_a_digest_is_what_sha256sum_makes_of_the_lines():
    made = hashlib.sha256("lebaran ñ\n2\n3\n7\n".encode()).hexdigest()
    assert rules.draw("lebaran ñ", 2, [7, 3]).digest == made
    ticket = hashlib.sha256("lebaran ñ:7".encode()).hexdigest()
    assert rules.ticket("lebaran ñ", 7) == ticket


@pytest.mark.parametrize(("published", "so"), [(64, True), (8, True), (7, False), (0, False)])
def test_the_beginning_of_a_digest_is_enough(published, so):
    digest = rules.draw("a", 1, [1]).digest
    assert rules.is_it(digest, digest[:published].upper() + "…") == so
    assert not rules.is_it(digest, "0" * 64)


def test_nobody_and_too_many_places_are_refused():
    with pytest.raises(Refused, match="There is nobody to draw among"):
        rules.draw("a", 1, [])
    with pytest.raises(Refused, match="3 places are more than the 2 who take part"):
        rules.draw("a", 3, [1, 2])


@pytest.mark.parametrize("word", ["0", "-1", "x", "1001", ""])
def test_places_are_a_number_from_one_on(word):
    with pytest.raises(Misunderstood, match="is no number of places"):
        rules.places(word)


@pytest.mark.parametrize("word", ["", " ", "x" * 101, "a\x00b", "a\x1bb", "half \ud83d"])
def test_a_seed_is_one_readable_line(word):
    with pytest.raises(Misunderstood, match="cannot be used"):
        rules.line(word, "The seed", joined=True)


def test_blanks_and_lines_in_a_seed_become_single_blanks():
    assert rules.line(" IHSG\n 7.421 ", "The seed", joined=True) == "IHSG 7.421"
