"""Records: dataclasses without their price."""

import pytest

from olcrm.kit.record import Choice, Record, changed


class Point(Record):
    """Two fields, one with a default."""

    x: int
    y: int = 7

    def sum(self) -> int:
        return self.x + self.y


def test_fields_are_given_by_place_or_name():
    assert Point(1).sum() == 8
    assert Point(1, 2) == Point(x=1, y=2) == Point(1, y=2)
    assert Point(1, 2) != Point(2, 1)
    assert len({Point(1), Point(1, 7)}) == 1


def test_what_is_missing_or_unknown_is_an_error():
    for values, named in (((), {}), ((1,), {"z": 3}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((), {"y": 1})):
        with pytest.raises(TypeError):
            Point(*values, **named)


def test_a_changed_record_leaves_the_old_one_alone():
    old = Point(1, 2)
    assert (changed(old, x=5), old) == (Point(5, 2), Point(1, 2))
    with pytest.raises(TypeError):
        changed(old, z=1)


def test_a_record_shows_its_fields():
    assert repr(Point(1)) == "Point(x=1, y=7)"


def test_records_are_compared_with_their_own_kind_only():
    assert Point(1) != (1, 7)


class Place(Point):
    """A record with a field more than its parent."""

    name: str = "here"


def test_a_record_inherits_fields():
    assert Place(1, 2, "there").sum() == 3
    assert Place(x=1) == Place(1, 7, "here")


def shout(word: str) -> str:
    return word.upper()


class Crier(Record):
    """A record whose field holds a function."""

    say: object = shout


def test_a_function_as_a_default_stays_a_function():
    assert Crier().say("hey") == "HEY"


class Tea(Choice):
    """What there is to drink."""

    SWEET = "sweet"
    PLAIN = "plain"


def test_words_are_an_enumeration_of_strings():
    assert list(Tea) == ["sweet", "plain"]
    assert Tea("plain") is Tea.PLAIN
    assert f"{Tea.SWEET} {Tea.SWEET!s}" == "sweet sweet"
    assert isinstance(Tea.SWEET, Tea)
    assert {Tea.SWEET: 1}["sweet"] == 1
    with pytest.raises(ValueError, match="'milk' is no Tea"):
        Tea("milk")
