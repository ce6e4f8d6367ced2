"""When something measured is worth a word."""

from datetime import date, timedelta

import pytest

from olcrm.doctor import rules
from olcrm.doctor.rules import State

TODAY = date(2026, 11, 22)


def test_the_worst_finding_counts():
    found = [rules.ok("a", "x"), rules.damage("b", "x", "y"), rules.warning("c", "x", "y")]
    assert rules.worst(found) == State.DAMAGE
    assert rules.worst(found[::2]) == State.WARNING
    assert rules.worst([]) == State.OK


@pytest.mark.parametrize(
    ("free", "size", "state"),
    [
        (60 << 20, 1 << 20, State.OK),
        (40 << 20, 1 << 20, State.WARNING),
        (600 << 20, 200 << 20, State.WARNING),
        (651 << 20, 200 << 20, State.OK),
    ],
)
def test_room_is_wanted_for_a_journal_and_a_snapshot(free, size, state):
    assert rules.space(free, size).state == state


@pytest.mark.parametrize(
    ("newest", "written", "state"),
    [
        (None, None, State.OK),
        (None, TODAY, State.WARNING),
        (TODAY, TODAY, State.OK),
        (TODAY - timedelta(days=3), TODAY, State.OK),
        (TODAY - timedelta(days=4), TODAY, State.WARNING),
        (TODAY - timedelta(days=40), TODAY - timedelta(days=40), State.OK),
        (TODAY + timedelta(days=1), TODAY, State.WARNING),
    ],
)
def test_a_snapshot_is_old_only_when_something_was_written_since(newest, written, state):
    assert rules.snapshot_age(newest, written, TODAY).state == state


def test_odd_moments_are_each_named():
    assert [one.state for one in rules.clock(None, None)] == [State.OK]
    assert ["7" in one.what or "3" in one.what for one in rules.clock(7, 3)] == [True, True]
