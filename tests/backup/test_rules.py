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
        ("also", "by itself"),
        ("other", "other"),
    ],
)
def test_why_it_was_taken_is_said(reason, words):
    assert rules.reason_shown(reason) == words


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 KB"), (483_328, "472 KB"), (1 << 20, "1.0 MB"), (5_400_000, "5.1 MB")]
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
        ("sealed", "encrypted"),
    ],
)
def test_a_bad_state_has_a_word(state, words):
    assert rules.state_shown(state, True) == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (None, "The present ledger did not go on from this copy, or cannot be read."),
        (0, "Nothing has been changed since."),
        (1, "1 change has been made since; it is not in this copy."),
        (12, "12 changes have been made since; they are not in this copy."),
    ],
)
def test_what_was_written_since_is_said(changes, words):
    assert rules.since_shown(changes) == words
