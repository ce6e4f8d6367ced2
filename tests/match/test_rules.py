"""Which open amounts a line fits, and how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.match import matching, rules
from olcrm.match.rules import Due, Fit, Known, Line, Noted, Sure, Why

DAY = "2026-11-20"


def line(amount, text="TRSF E-BANKING CR", on=DAY, row=1):
    return Line(0, row, on, amount, text, f"{row}{amount}{text}")


def due(number, name, balance, *, part=0, paid=0, since="2026-11-18"):
    return Due(number, number, number, name, name.casefold(), balance, part, paid, since)


def noted(number, name, amount, on=DAY, method="bca"):
    return Noted(number, number, number, name, name.casefold(), number, number, amount, method, on)


def known(*dues, seen=(), named=None):
    by_amount: dict[int, list[Due]] = {}
    for one in dues:
        by_amount.setdefault(one.balance, []).append(one)
    hers: dict[int, list[Due]] = {}
    for one in dues:
        hers.setdefault(one.contact_id, []).append(one)
    return Known(list(seen), by_amount, named or {}, hers)


def matched(lines, ledger):
    return matching.proposals(lines, ledger, "bca")


def what(proposal):
    fit = proposal.fit
    if fit is None:
        return None
    return fit.noted.first if fit.noted else [one.id for one, _amount in fit.dues]


def test_an_amount_that_one_due_alone_has_is_certain():
    (one,) = matched([line(147_356)], known(due(1, "Rina", 147_356), due(2, "Sari", 147_357)))
    assert (one.sure, one.fit.why, what(one)) == (Sure.CERTAIN, Why.AMOUNT, [1])


@pytest.mark.parametrize(
    ("amount", "text", "on", "sure"),
    [
        (150_000, "DARI HENDRA", DAY, Sure.LIKELY),
        (150_000, "DARI RINA", DAY, Sure.CERTAIN),
        (150_217, "DARI HENDRA", DAY, Sure.CERTAIN),
        (150_217, "DARI HENDRA", "2026-11-17", Sure.LIKELY),
    ],
    ids=["round and nameless", "her name", "a unique code", "a unique code that was not known yet"],
)
def test_a_round_amount_alone_is_anybodys(amount, text, on, sure):
    (one,) = matched([line(amount, text, on=on)], known(due(1, "Rina", amount)))
    assert (one.sure, what(one)) == (sure, [1])


def test_two_lines_of_one_amount_are_not_certain_for_the_one_due_of_it():
    both = matched([line(150_000, row=1), line(150_000, row=2)], known(due(1, "Rina", 150_000)))
    assert [one.sure for one in both] == [Sure.POSSIBLE, Sure.NONE]


def test_of_two_lines_of_one_amount_the_one_with_the_name_is_certain():
    both = matched(
        [line(150_000, "DARI ANI", row=1), line(150_000, "DARI RINA", row=2)], known(due(1, "Rina", 150_000))
    )
    assert [(one.sure, what(one)) for one in both] == [(Sure.NONE, None), (Sure.CERTAIN, [1])]


def test_among_dues_of_one_amount_the_name_decides():
    ledger = known(due(1, "Rina Wati", 150_000), due(2, "Rina Kusuma", 150_000), due(3, "Sari", 150_000))
    (one,) = matched([line(150_000, "TRSF 150000.00RINA KUSUMA")], ledger)
    assert (one.sure, one.fit.why, what(one)) == (Sure.LIKELY, Why.NAME, [2])


def test_a_name_that_two_share_leaves_the_choice_to_a_person():
    ledger = known(due(1, "Rina Wati", 150_000), due(2, "Rina Kusuma", 150_000))
    (one,) = matched([line(150_000, "TRSF RINA")], ledger)
    assert (one.sure, what(one), [fit.dues[0][0].id for fit in one.others]) == (Sure.POSSIBLE, [1], [2])


def test_without_a_name_every_due_of_the_amount_is_possible():
    (one,) = matched([line(150_000)], known(due(1, "Rina", 150_000), due(2, "Sari", 150_000)))
    assert (one.sure, len(one.others)) == (Sure.POSSIBLE, 1)


def test_a_due_is_taken_by_one_line_only():
    ledger = known(due(1, "Rina", 150_000), due(2, "Sari", 150_000))
    both = matched([line(150_000, "RINA", row=1), line(150_000, "RINA", row=2)], ledger)
    assert sorted(what(one)[0] for one in both) == [1, 2]


def test_money_that_came_long_before_the_due_is_not_certain():
    (one,) = matched([line(150_000, on="2026-06-01")], known(due(1, "Rina", 150_000)))
    assert one.sure == Sure.POSSIBLE


def test_an_amount_that_fits_beside_the_whole_name_of_another_customer_is_only_likely():
    ledger = known(due(1, "Rina Wati", 150_000), due(2, "Budi Santoso", 90_000), named={0: {2: 2}})
    (one,) = matched([line(150_000, "BUDI SANTOSO")], ledger)
    assert (one.sure, what(one)) == (Sure.LIKELY, [1])


def test_money_that_was_noted_is_recognised_before_it_is_booked_twice():
    ledger = known(due(2, "Sari", 150_000), seen=[noted(7, "Rina", 150_000, on="2026-11-18")])
    (one,) = matched([line(150_000)], ledger)
    assert (one.sure, one.fit.why, what(one)) == (Sure.CERTAIN, Why.NOTED, 7)


@pytest.mark.parametrize(
    "one",
    [
        noted(7, "Rina", 150_000, on="2026-11-10"),
        noted(7, "Rina", 150_000, method="dana"),
        noted(7, "Rina", 150_001),
    ],
    ids=["too long ago", "by another method", "of another amount"],
)
def test_what_does_not_agree_is_no_second_tick(one):
    (proposal,) = matched([line(150_000)], known(seen=[one]))
    assert proposal.fit is None


def test_a_name_beside_the_amount_of_an_open_due_is_stronger_than_an_unnamed_note():
    ledger = known(due(2, "Sari Dewi", 150_000), seen=[noted(7, "Rina", 150_000)])
    (one,) = matched([line(150_000, "SARI DEWI")], ledger)
    assert what(one) == [2]


def test_of_two_notes_the_one_with_the_name_is_ticked_and_none_twice():
    seen = [noted(7, "Rina", 150_000), noted(8, "Sari", 150_000)]
    both = matched([line(150_000, "SARI", row=1), line(150_000, row=2)], known(seen=seen))
    assert [what(one) for one in both] == [8, 7]


def test_a_part_a_half_and_a_sum_need_the_name():
    rina = [due(1, "Rina Wati", 300_000, part=100_000), due(2, "Rina Wati", 50_000)._replace(contact_id=1)]
    lines = [line(100_000), line(150_000), line(350_000)]
    assert [one.fit for one in matched(lines, known(*rina))] == [None, None, None]
    ways = ((100_000, Why.PART), (150_000, Why.DEPOSIT), (350_000, Why.SEVERAL), (270_000, Why.LESS))
    for amount, why in ways:
        (one,) = matched([line(amount, "RINA WATI")], known(*rina, named={0: {1: 2}}))
        assert one.fit.why == why
        assert one.sure == (Sure.LIKELY if why == Why.PART else Sure.POSSIBLE)


def test_less_than_is_owed_is_laid_beside_the_order_of_whose_name_it_bears_and_never_booked_unseen():
    ledger = known(due(1, "Lilis Suryani", 232_000), due(2, "Rina Wati", 232_000), named={0: {1: 2}})
    (one,) = matched([line(200_000, "LILIS SURYANI")], ledger)
    assert (what(one), one.sure, one.fit.dues[0][1]) == ([1], Sure.POSSIBLE, 200_000)
    (more,) = matched([line(250_000, "LILIS SURYANI")], ledger)
    assert more.fit is None


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8), st.integers(1, 60))
def test_dues_that_are_added_up_come_to_the_amount(balances, amount):
    dues = [due(number, "Rina", balance) for number, balance in enumerate(balances, 1)]
    found = matching._adding_up(dues, amount)
    assert not found or (sum(one.balance for one in found) == amount and len({one.id for one in found}) > 1)
    if sum(balances) == amount and len(balances) > 1:
        assert found == dues


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", "RINA", "SARI DEWI", "RINA WATI"])), max_size=8))
def test_nothing_is_ever_given_to_two_lines(lines):
    ledger = known(
        *(
            due(number, name, 1 + number % 3)
            for number, name in enumerate(["Rina Wati", "Sari Dewi", "Rina", "Ani"], 1)
        ),
        seen=[noted(7, "Rina", 1), noted(8, "Sari Dewi", 2)],
    )
    found = matched([line(amount, text, row=row) for row, (amount, text) in enumerate(lines)], ledger)
    given = [one.id for each in found if each.fit for one, _amount in each.fit.dues]
    ticked = [each.fit.noted.first for each in found if each.fit and each.fit.noted]
    assert len(given) == len(set(given))
    assert len(ticked) == len(set(ticked))
    assert len(found) == len(lines)


def test_who_paid_is_what_is_left_of_a_banks_words():
    assert rules.payer("TRSF E-BANKING CR 2011/FTSCY/WS95031 300000.00RINA WATI") == "rina wati"
    assert rules.payer("BI-FAST CR TRANSFER DR 014 Réna Wati") == "rena wati"
    assert ("rina wati", 2) in list(rules.names("NBMB RINA WATI TO MELATI"))


def test_how_sure_and_why_have_words():
    assert [rules.sure_shown(one) for one in Sure] == ["certain", "likely", "possible", "open"]
    assert all(rules.why_shown(one) for one in Why)
    assert Fit(Sure.NONE, Why.AMOUNT).dues == ()
