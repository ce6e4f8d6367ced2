"""Where a question stands follows from what happened; objections are words of the owner's."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.ask import rules
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import use

TODAY = date(2026, 11, 22)
OPEN = {
    "id": 3,
    "kind": "question",
    "text": "Ready kak?",
    "contact_id": 1,
    "contact_name": "Rina",
    "product_id": None,
    "objection": None,
    "asked_at": "2026-11-21T05:00:00+00:00",
    "next_on": None,
    "answered_at": None,
    "answer": None,
    "ended_on": None,
    "ended_as": None,
    "because": None,
    "bought_in": None,
}
ANSWERED = {"answered_at": "2026-11-21T06:00:00+00:00"}


def row(**facts):
    return OPEN | facts


def test_a_question_waits_until_it_is_answered():
    assert rules.state(row(), TODAY) == "waiting"
    assert rules.state(row(**ANSWERED, next_on="2026-11-25"), TODAY) == "follow"
    assert rules.state(row(**ANSWERED, ended_on="2026-11-21", ended_as="done"), TODAY) == "done"


def test_an_order_answers_only_what_was_about_buying():
    assert rules.state(row(bought_in=41), TODAY) == "waiting"
    for about in ({"product_id": 2}, {"objection": "price"}, ANSWERED):
        assert rules.state(row(bought_in=41, **about), TODAY) == "bought"


def test_what_was_dropped_is_not_bought_by_a_later_order():
    assert rules.state(row(bought_in=41, **ANSWERED, ended_on="2026-11-21", ended_as="dropped"), TODAY) == "dropped"


def test_a_visit_is_planned_until_it_is_done_whatever_she_orders():
    assert rules.state(row(kind="visit", next_on="2026-11-24", bought_in=41), TODAY) == "planned"
    done = row(kind="visit", next_on="2026-11-20", ended_on="2026-11-20", ended_as="done")
    assert rules.state(done, TODAY) == "done"


@given(st.integers(0, 400))
def test_a_day_that_passed_by_sixty_days_ago_is_asleep(days):
    day = (TODAY - timedelta(days=days)).isoformat()
    asleep = days > 60
    assert (rules.state(row(**ANSWERED, next_on=day), TODAY) == "asleep") is asleep
    assert (rules.state(row(kind="about", next_on=day), TODAY) == "asleep") is asleep


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("price", "price"),
        ("Mahal", "price"),
        ("wants to see it", "wants-to-see"),
        ("mau lihat", "wants-to-see"),
        ("pikir-pikir", "thinking"),
        ("  ongkir ", "ongkir"),
    ],
)
def test_objections_are_known_words_or_the_owners_own(typed, kept):
    assert rules.objection(typed) == kept


def test_objections_can_be_typed_in_the_words_of_the_screen():
    use("id")
    for key in rules.OBJECTIONS:
        assert rules.objection(rules.objection_shown(key)) == key


@pytest.mark.parametrize("word", ["", "  ", "!?", "x" * 41])
def test_what_is_no_short_word_is_no_objection(word):
    with pytest.raises(Misunderstood, match="is no word for what keeps her from buying"):
        rules.objection(word)


@given(st.text(max_size=60))
def test_every_word_is_an_objection_that_can_be_typed_again_or_is_refused(word):
    try:
        kept = rules.objection(word)
    except Misunderstood:
        return
    assert rules.objection(kept) == kept
    assert 0 < len(kept) <= rules.LONGEST_WORD


@given(st.integers(0, 10_000))
def test_ages_are_told_in_hours_and_then_in_days(hours):
    told = rules.age(hours)
    if hours < 1:
        assert told == "under an hour"
    elif hours < 48:
        assert told == (f"{hours} hours" if hours > 1 else "1 hour")
    else:
        assert told == f"{hours // 24} days"


def test_a_day_to_come_is_not_over():
    assert rules.day_to_come("22/11/2026", TODAY) == TODAY
    assert rules.day_to_come("-", TODAY) is None
    with pytest.raises(Refused, match="20 Nov 2026 is over"):
        rules.day_to_come("20/11/2026", TODAY)


def test_what_is_closed_says_how_and_is_not_closed_twice():
    rules.still_open(row(), TODAY)
    for ended, said in (
        ({"ended_as": "bought"}, "is closed: she bought"),
        ({"ended_as": "dropped", "because": "jauh"}, "was dropped: jauh"),
        ({"ended_as": "done", **ANSWERED}, "is done already, since yesterday"),
    ):
        with pytest.raises(Refused, match=said):
            rules.still_open(row(ended_on="2026-11-21", **ended), TODAY)


def test_a_day_opens_what_is_done_and_no_day_closes_what_is_answered():
    done = row(**ANSWERED, ended_on="2026-11-21", ended_as="done")
    assert rules.moved(done, TODAY, TODAY) == {"next_on": "2026-11-22", "ended_on": None, "ended_as": None}
    follow = row(**ANSWERED, next_on="2026-11-25")
    assert rules.moved(follow, None, TODAY) == {"next_on": None, "ended_on": "2026-11-22", "ended_as": "done"}
    assert rules.moved(row(next_on="2026-11-25"), None, TODAY)["ended_on"] is None


def test_only_an_order_of_hers_that_is_not_older_counts():
    order = {"id": 41, "contact_id": 1, "contact_name": "Rina", "ordered_on": "2026-11-21"}
    rules.hers(row(), order, date(2026, 11, 21))
    with pytest.raises(Refused, match="is not an order of Rina"):
        rules.hers(row(), order | {"contact_id": 2, "contact_name": "Sari"}, date(2026, 11, 21))
    with pytest.raises(Refused, match="Order 41 is older than the question"):
        rules.hers(row(), order | {"ordered_on": "2026-11-20"}, date(2026, 11, 21))
