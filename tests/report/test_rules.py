"""Medians and shares, against those of the standard library and the hand."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from olcrm.report import rules
from olcrm.report.rules import Sample

LENGTHS = st.lists(st.floats(0, 10_000), min_size=1, max_size=30)


@given(LENGTHS)
def test_the_median_is_the_one_in_the_middle(lengths):
    assert rules.median(lengths) == statistics.median(lengths)


def test_of_nothing_there_is_no_median_and_no_share():
    assert rules.median([]) is None
    assert rules.share(0, 0) is None


@given(LENGTHS, st.integers(0, 20))
def test_what_ended_and_what_runs_is_all_there_is(lengths, running):
    ended = [Sample("answer", "2026-11-01", length, length <= 24) for length in lengths]
    still = [Sample("answer", f"2026-11-{day + 1:02}") for day in range(running)]
    found = rules.measured([*ended, *still])["answer"]
    assert (found["count"], found["open"]) == (len(lengths), running)
    assert found["in_time"] == sum(length <= 24 for length in lengths) / len(lengths)
    assert found["oldest"] == ("2026-11-01" if running else None)


def test_a_question_that_waits_too_long_counts_as_not_in_time_though_it_runs():
    found = rules.measured([Sample("answer", "2026-11-01", 1.0, True), Sample("answer", "2026-11-02", None, False)])
    assert found["answer"] == {"count": 1, "median": 1.0, "in_time": 0.5, "open": 1, "oldest": "2026-11-02"}
