"""What can be asked by right, and by when it is to be answered."""

from datetime import UTC, datetime, timedelta

import pytest

from olcrm.kit.errors import Misunderstood
from olcrm.privacy import rules
from olcrm.privacy.rules import Kind

ASKED = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (0, "72 hours left to answer"),
        (0.5, "71 hours left to answer"),
        (71, "1 hour left to answer"),
        (71.9, "0 hours left to answer"),
        (72, "0 hours left to answer"),
        (72.1, "overdue by 0 hours"),
        (73, "overdue by 1 hour"),
        (200, "overdue by 128 hours"),
    ],
)
def test_there_are_three_times_twenty_four_hours_from_the_moment_of_asking(hours, words):
    assert rules.countdown(ASKED, ASKED + timedelta(hours=hours)) == words


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        *((one.value, one) for one in Kind),
        *(
            (" Hapus ", Kind.ERASURE),
            ("salinan", Kind.ACCESS),
            ("berhenti", Kind.STOP),
            ("to be forgotten", Kind.ERASURE),
        ),
    ],
)
def test_a_kind_is_named_in_either_language(word, kind):
    assert rules.kind(word) == kind


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("kemarin 14:00", ("kemarin", timedelta(hours=14))),
        ("21/11 9.05", ("21/11", timedelta(hours=9, minutes=5))),
        ("14:00", ("", timedelta(hours=14))),
        ("21.10", ("21.10", None)),
        ("kemarin 21.10", ("kemarin", timedelta(hours=21, minutes=10))),
        ("17 agustus", ("17 agustus", None)),
    ],
)
def test_an_hour_may_stand_behind_a_day(typed, read):
    assert rules.hour(typed) == read


def test_an_hour_no_clock_has_is_refused():
    with pytest.raises(Misunderstood, match="“24:00” is no time of day"):
        rules.hour("besok 24:00")
