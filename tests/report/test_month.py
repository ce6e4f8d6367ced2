"""How a month went beside the one before."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Misunderstood
from olcrm.report import month as months

TODAY = date(2026, 11, 22)
NOW = "2026-11-22T12:00:00+07:00"


@pytest.mark.parametrize(
    ("word", "first"),
    [
        (None, date(2026, 11, 1)),
        ("2026-10", date(2026, 10, 1)),
        ("10/2026", date(2026, 10, 1)),
        ("oktober", date(2026, 10, 1)),
        ("Des", date(2025, 12, 1)),
        ("november", date(2026, 11, 1)),
        ("agustus 2024", date(2024, 8, 1)),
    ],
)
def test_a_month_is_named_as_people_name_it_and_looks_back(word, first):
    assert months.month(word, TODAY) == first


@pytest.mark.parametrize("word", ["", "13/2026", "2026-00", "lebaran", "mei 26", "0000-01"])
def test_what_is_no_month_is_refused(word):
    with pytest.raises(Misunderstood, match="is no month"):
        months.month(word, TODAY)


@given(st.dates(date(1901, 1, 1), date(2900, 1, 1)))
def test_a_month_ends_the_day_before_the_next(day):
    first = day.replace(day=1)
    last = months.end_of(first)
    assert (last.month, (last - first).days in (27, 28, 29, 30)) == (first.month, True)
    assert months.month(f"{first:%Y-%m}", TODAY) == first


def fill(shop):
    shop("contact add Rina", now="2026-10-02T12:00:00+07:00")
    shop("order add rina '2x Gamis @150rb'", now="2026-10-05T12:00:00+07:00")
    shop("pay add 1 300rb --via bca")
    shop("order add Sari 'Bros @15rb' --phone 081234567890", now="2026-10-30T12:00:00+07:00")
    shop("order cancel 2 --because batal")
    shop("order add rina 'Sprei @250rb' --shipping 20rb", now="2026-11-03T12:00:00+07:00")
    shop("pay add 3 100rb --via bca", now="2026-11-04T12:00:00+07:00")
    shop("complaint add 3 late 'belum sampai'", now="2026-11-10T12:00:00+07:00")


def test_the_figures_are_those_of_the_month_and_of_the_one_before(shop):
    fill(shop)
    report = shop("report month oktober --json", now=NOW).json
    assert (report["month"], report["until"]) == ("2026-10", "2026-10-31")
    assert report["figures"] == {
        "orders": 1,
        "sold": 300_000,
        "money_in": 300_000,
        "average": 300_000,
        "buyers": 1,
        "came_back": 0,
        "new_contacts": 2,
        "called_off": 1,
        "kept_promises": None,
        "complaints": 0,
        "claims": 0,
        "questions": 0,
    }
    report = shop("report month --json", now=NOW).json
    figures = report["figures"]
    assert (figures["orders"], figures["sold"], figures["money_in"]) == (1, 270_000, 100_000)
    assert (figures["came_back"], figures["new_contacts"], figures["complaints"]) == (1, 0, 1)
    assert [(one["contact"]["name"], one["total"]) for one in report["customers"]] == [("Rina", 270_000)]
    assert [one["what"] for one in report["products"]] == ["Sprei"]


def test_a_month_that_is_not_over_stands_beside_as_many_days(shop):
    fill(shop)
    report = shop("report month --json", now=NOW).json
    assert (report["until"], report["before"]["called_off"]) == ("2026-11-22", 0)
    assert shop("report month --json", now="2026-11-30T12:00:00+07:00").json["before"]["called_off"] == 1


def test_credit_that_moves_is_not_money_that_came_in(shop):
    shop("order add Rina 'Gamis @150rb' --phone 081234567890", now=NOW)
    shop("pay add 1 200rb --via bca", now=NOW)
    shop("order add rina 'Bros @30rb'", now=NOW)
    shop("pay add 2 30rb --via credit", now=NOW)
    assert shop("report month --json", now=NOW).json["figures"]["money_in"] == 200_000


def test_it_is_good_to_look_at_and_an_empty_month_says_so(shop):
    fill(shop)
    page = shop("report month", now=NOW, terminal=True).out
    for words in (
        "November 2026, up to today",
        "Who bought most",
        "What sold best",
        "Rp270.000",
        "of them had ordered",
    ):
        assert words in page
    assert "Nothing was sold." in shop("report month 2020-01", now=NOW).out


def test_the_days_of_the_month_before_are_not_taken_for_the_whole_of_it(shop):
    fill(shop)
    page = shop("report month", now="2026-11-05T12:00:00+07:00", terminal=True).out
    assert "This month" in page
    assert "1–5 Oct 2026" in page
    whole = shop("report month oktober", now="2026-11-05T12:00:00+07:00", terminal=True).out
    assert "This month" not in whole
    assert "September 2026" in whole
    assert "1 Nov 2026" in shop("report month", now="2026-12-01T12:00:00+07:00", terminal=True).out
