"""How a snapshot's properties are said."""

import pytest

from olcrm.backup import rules


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("daily", "by itself"),
        ("asked", "on request"),
        ("asked-2", "on request"),
        ("before-v2", "before an update"),
        ("replaced", "set aside by a restore"),
        ("other", "other"),
    ],
)
def test_why_it_was_taken_is_said(reason, words):
    assert rules.reason_shown(reason) == words


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 KB"), (483_328, "472 KB"), (1 << 20, "1,0 MB"), (5_400_000, "5,1 MB")]
)
def test_its_size_is_said_in_whole_kilobytes_or_megabytes(size, words):
    assert rules.size_shown(size) == words


def test_good_is_said_only_of_what_was_checked():
    assert rules.state_shown("good", True) == "good"
    assert rules.state_shown("good", False) == "not checked"


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("empty", "empty"),
        ("damaged", "damaged"),
        ("foreign", "not ours"),
        ("newer", "of a newer olcrm"),
        ("locked", "busy"),
    ],
)
def test_a_bad_state_has_a_word(state, words):
    assert rules.state_shown(state, True) == words
