from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.remind import rules
from olcrm.remind.rules import RELEASE, Course, Hold, Ladder, Peace, Rung, Stand

ORDERED = datetime.fromisoformat("2026-11-20T18:00:00+07:00")
KEEP = timedelta(hours=48)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
COURSE = rules.of_order(ORDERED, KEEP)

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=ORDERED.tzinfo)
)
keeps = st.timedeltas(timedelta(0), timedelta(days=30))
spans = st.timedeltas(timedelta(0), timedelta(days=3650))
courses = st.builds(rules.of_order, moments, keeps) | st.builds(rules.of_due, moments, st.integers(1, 60))


def stand(sent=None, *, ladder=Ladder.REMIND, course=COURSE, peace=None, paid=0, told_at=None, gone=False, order=41):
    return Stand(
        due_id=7,
        order_id=order,
        contact_id=1,
        memo="2x Gamis M",
        amount=300_000,
        paid=paid,
        ladder=ladder,
        course=course,
        until=ORDERED + KEEP,
        sent=sent or {},
        told_at=told_at,
        peace=peace or Peace(),
        gone=gone,
    )


def test_the_first_reminder_comes_half_way_through_the_keep_time_to_the_second():
    half = ORDERED + timedelta(hours=24)
    assert not rules.waits(stand(), half - SECOND)
    assert rules.waits(stand(), half)
    assert stand().rung == Rung(1, half)


def test_the_second_reminder_comes_at_the_end_of_the_keep_time():
    sent = {1: ORDERED + timedelta(hours=24)}
    assert not rules.waits(stand(sent), ORDERED + KEEP - SECOND)
    assert rules.waits(stand(sent), ORDERED + KEEP)


def test_the_second_reminder_comes_a_day_after_the_first_was_sent_at_the_earliest():
    late = ORDERED + timedelta(days=9, minutes=5)
    assert not rules.waits(stand({1: late}), late + DAY - SECOND)
    assert rules.waits(stand({1: late}), late + DAY)
    assert stand({1: late}).rung.step == 2


def test_a_release_may_be_offered_a_day_after_the_second_reminder_was_sent():
    sent = {1: ORDERED + DAY, 2: ORDERED + 3 * DAY}
    assert not rules.waits(stand(sent), ORDERED + 4 * DAY - SECOND)
    assert rules.waits(stand(sent), ORDERED + 4 * DAY)
    assert stand(sent).rung.step == RELEASE


@given(spans)
def test_an_order_never_reminded_is_at_the_first_step_however_old(age):
    assert rules.waits(stand(), ORDERED + KEEP / 2 + age)
    assert stand().rung.step == 1


def test_a_due_is_asked_for_from_its_day_and_again_days_later():
    course = rules.of_due(ORDERED, 7)
    assert course == Course(ORDERED, ORDERED + 7 * DAY, releases=False)
    assert rules.rung(course, {1: ORDERED + 6 * DAY + SECOND}).since == ORDERED + 7 * DAY + SECOND
    assert rules.rung(course, {1: ORDERED}).since == ORDERED + 7 * DAY


def test_a_due_is_never_released_and_rests_after_two_reminders():
    assert rules.rung(rules.of_due(ORDERED, 7), {1: ORDERED, 2: ORDERED + 8 * DAY}) is None


@given(courses, st.lists(moments, max_size=6))
def test_there_is_never_a_third_reminder(course, tries):
    sent = {}
    for moment in sorted(tries):
        rung = rules.rung(course, sent)
        if rung and rung.step != RELEASE and rung.since <= moment:
            assert rung.step not in sent
            sent[rung.step] = moment
    assert set(sent) <= {1, 2}


@given(moments, keeps, moments)
def test_nothing_comes_before_half_of_the_keep_time(began, keep, now):
    one = stand(course=rules.of_order(began, keep))
    assert rules.waits(one, now) == (now >= began + keep / 2)


@given(courses, moments, st.timedeltas(timedelta(0), timedelta(days=90)))
def test_there_is_a_day_between_any_two_steps(course, first, later):
    second = rules.rung(course, {1: first})
    assert second.since >= first + DAY
    last = rules.rung(course, {1: first, 2: second.since + later})
    assert last is None or last.since == second.since + later + DAY


@given(courses, st.dictionaries(st.sampled_from([1, 2]), moments), moments, spans)
def test_what_waits_goes_on_waiting_until_something_happens(course, sent, now, later):
    one = stand(sent, course=course)
    if rules.waits(one, now):
        assert rules.waits(one, now + later)


NOW = ORDERED + 2 * DAY


@pytest.mark.parametrize(
    ("peace", "hold"),
    [
        (Peace(), None),
        (Peace(snoozed_until=date(2026, 11, 23)), Hold.SNOOZED),
        (Peace(snoozed_until=date(2026, 11, 22)), None),
        (Peace(paused_until=date(2026, 11, 22)), Hold.PAUSED),
        (Peace(paused_until=date(2026, 11, 21)), None),
        (Peace(closed=True), Hold.CLOSED),
        (Peace(paid_at=NOW - DAY + SECOND), Hold.PAID),
        (Peace(paid_at=NOW - DAY), None),
        (Peace(heard_at=NOW - DAY + SECOND), Hold.HEARD),
        (Peace(heard_at=NOW - DAY), None),
    ],
)
def test_a_snooze_a_pause_a_closed_day_a_payment_and_a_message_of_hers_hold_every_step_back(peace, hold):
    assert rules.held(peace, NOW) == hold
    for sent in ({}, {1: ORDERED}, {1: ORDERED - DAY, 2: ORDERED}):
        assert rules.waits(stand(sent, peace=peace), NOW) == (hold is None)


def test_what_is_paid_or_closed_waits_for_nothing():
    assert not rules.waits(stand(paid=300_000), NOW)
    assert not rules.waits(stand(paid=400_000), NOW)
    assert not rules.waits(stand(gone=True), NOW)


@pytest.mark.parametrize(
    ("kind", "paid", "on_credit", "ladder"),
    [
        ("order", 0, False, Ladder.REMIND),
        ("order", 1, False, Ladder.SETTLE),
        ("order", 0, True, Ladder.DUE),
        ("order", 1, True, Ladder.DUE),
        ("errand", 0, False, Ladder.DUE),
        ("loan", 50_000, False, Ladder.DUE),
    ],
)
def test_each_due_has_the_ladder_of_how_it_stands(kind, paid, on_credit, ladder):
    assert rules.ladder(kind, paid, on_credit=on_credit) == ladder


def test_a_keep_that_ended_before_the_order_counts_as_none():
    assert rules.of_order(ORDERED, -KEEP) == Course(ORDERED, ORDERED)


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("41-1", (False, 41, 1)),
        ("#41-2", (False, 41, 2)),
        (" 41-release ", (False, 41, RELEASE)),
        ("due:7-2", (True, 7, 2)),
        ("DUE:7-1", (True, 7, 1)),
    ],
)
def test_the_id_of_a_draft_is_read_back(word, read):
    assert rules.draft(word) == read


@pytest.mark.parametrize("word", ["", "41", "41-3", "41-0", "-1", "due:7", "rina-1", "41-1-1", "due:#7-1", "٤١-1"])
def test_what_is_no_id_of_a_draft_is_not_understood(word):
    with pytest.raises(Misunderstood, match="is not the id of a reminder"):
        rules.draft(word)


def test_drafts_are_called_after_the_order_or_the_due():
    assert stand().draft_id(1) == "41-1"
    assert stand(ladder=Ladder.SETTLE).draft_id(RELEASE) == "41-release"
    assert stand(ladder=Ladder.DUE).draft_id(2) == "due:7-2"
    assert stand(order=None, ladder=Ladder.DUE).draft_id(2) == "due:7-2"


@given(st.sampled_from(list(Ladder)), st.sampled_from([1, 2, RELEASE]))
def test_every_draft_is_found_again_by_its_id(ladder, step):
    one = stand(ladder=ladder)
    by_due, number, read = rules.draft(one.draft_id(step))
    assert (number, read) == (7 if by_due else 41, step)


def test_the_reason_says_until_when_it_was_kept_and_what_was_sent():
    now = NOW + DAY + timedelta(hours=1)
    assert rules.reason(stand(), now) == "kept until yesterday 18:00"
    assert rules.reason(stand({1: ORDERED + DAY}), now) == (
        "kept until yesterday 18:00, first reminder sent 2 days ago"
    )
    sent = {1: ORDERED + DAY, 2: NOW}
    assert rules.reason(stand(sent), now) == "kept until yesterday 18:00, second reminder sent yesterday"


def test_the_reason_of_a_release_says_what_is_in_and_what_can_be_done_with_it():
    sent = {1: ORDERED + DAY, 2: NOW}
    one = stand(sent, ladder=Ladder.SETTLE, paid=100_000, told_at=NOW + DAY)
    assert rules.reason(one, NOW + DAY) == (
        "rest due yesterday, second reminder sent yesterday, told of the release today, "
        "Rp100.000 is in: release with --refund or --as-credit"
    )


def test_the_reason_of_a_due_is_its_day():
    assert rules.reason(stand(ladder=Ladder.DUE), NOW + 2 * DAY) == "due 22 Nov"


def refusal(one, step=1, by_due=False, now=NOW):
    with pytest.raises(Refused) as refused:
        rules.check(one, step, by_due, now, "Rina")
    return refused.value.message, refused.value.hint


def test_a_draft_that_waits_may_be_logged():
    rules.check(stand(), 1, False, NOW, "Rina")
    rules.check(stand({1: ORDERED}), 2, False, NOW, "Rina")
    rules.check(stand({1: ORDERED - DAY, 2: ORDERED}), RELEASE, False, NOW, "Rina")
    rules.check(stand(ladder=Ladder.DUE), 1, True, NOW, "Rina")


@pytest.mark.parametrize(
    ("one", "step", "by_due", "now", "message", "hint"),
    [
        (stand(paid=300_000), 1, False, NOW, "Order 41 is paid.", "Nobody needs to be reminded of it."),
        (stand(gone=True), 1, False, NOW, "Order 41 is closed.", "Nobody needs to be reminded of it."),
        (stand(), 1, True, NOW, "Order 41 is on another list.", "Its draft is called 41-1."),
        (stand(ladder=Ladder.DUE), 1, False, NOW, "due:7 is on another list.", "Its draft is called due:7-1."),
        (
            *(stand({1: ORDERED}), 1, False, NOW),
            *("Order 41: the message 41-1 was sent already, 2 days ago.", "Nobody is told the same twice."),
        ),
        (
            *(stand({1: ORDERED - DAY, 2: ORDERED}, told_at=NOW), RELEASE, False, NOW),
            *("Order 41: the message 41-release was sent already, today.", "Nobody is told the same twice."),
        ),
        (stand(), 2, False, NOW, "Order 41 is not at that step.", "It stands at 41-1."),
        (stand({1: ORDERED}), RELEASE, False, NOW, "Order 41 is not at that step.", "It stands at 41-2."),
        (
            *(stand({1: ORDERED, 2: NOW}, ladder=Ladder.DUE, course=rules.of_due(ORDERED, 7)), RELEASE, True, NOW),
            *("due:7 is not at that step.", "Both reminders are sent."),
        ),
        (stand(), 1, False, ORDERED, "It is too early for 41-1.", "It waits from tomorrow 18:00."),
        (
            *(stand(peace=Peace(snoozed_until=date(2026, 11, 27))), 1, False, NOW),
            *("Order 41 is not reminded of before 27 Nov.", "`olcrm remind snooze … --end` lifts that."),
        ),
        (
            *(stand(peace=Peace(paused_until=date(2026, 12, 1), paused_because="sakit")), 1, False, NOW),
            *(
                "Rina is left alone until 1 Dec: sakit.",
                "Reminders go on after that day; `olcrm contact pause … --end` ends it now.",
            ),
        ),
        (
            *(stand(peace=Peace(closed=True)), 1, False, NOW),
            *("The shop is closed today.", "Nobody is reminded on a closed day."),
        ),
        (
            *(stand(peace=Peace(paid_at=NOW), paid=1), 1, False, NOW),
            *("Rina paid something less than a day ago.", "Reminders go on tomorrow 18:00."),
        ),
        (
            *(stand(peace=Peace(heard_at=NOW)), 1, False, NOW),
            *("Rina wrote less than a day ago.", "Reminders go on tomorrow 18:00."),
        ),
    ],
)
def test_a_draft_that_does_not_wait_is_refused_with_what_is_so(one, step, by_due, now, message, hint):
    assert refusal(one, step, by_due, now) == (message, hint)


@given(
    st.sampled_from(list(Ladder)),
    courses,
    st.dictionaries(st.sampled_from([1, 2]), moments),
    st.sampled_from([1, 2, RELEASE]),
    moments,
    st.builds(Peace, closed=st.booleans(), paid_at=st.none() | moments, heard_at=st.none() | moments),
)
def test_a_draft_may_be_logged_exactly_when_it_is_on_the_list(ladder, course, sent, step, now, peace):
    one = stand(sent, ladder=ladder, course=course, peace=peace)
    listed = rules.waits(one, now) and one.rung.step == step
    try:
        rules.check(one, step, ladder == Ladder.DUE, now, "Rina")
    except Refused:
        assert not listed
    else:
        assert listed
