from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.holiday import near, rules
from olcrm.holiday.rules import Day, How
from olcrm.kit import text
from olcrm.kit.errors import Misunderstood, Refused

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


def on(key, year):
    return [day.first.isoformat()[5:] for day in rules.known(key, date(year, 1, 1), date(year, 12, 31))]


def test_galungan_is_where_the_calendars_of_bali_have_it():
    assert on("galungan", 2024) == ["02-28", "09-25"]
    assert on("galungan", 2025) == ["04-23", "11-19"]
    assert on("galungan", 2026) == ["06-17"]
    assert on("galungan", 2027) == ["01-13", "08-11"]
    assert on("galungan", 2028) == ["03-08", "10-04"]
    assert on("galungan", 2029) == ["05-02", "11-28"]
    assert on("galungan", 2030) == ["06-26"]


@given(DAYS, st.integers(0, 900))
def test_galungan_comes_every_210_days_on_a_wednesday_and_kuningan_ten_days_later(first, length):
    last = first + timedelta(days=length)
    found = [day.first for day in rules.known("galungan", first, last)]
    assert all(first <= day <= last and day.weekday() == 2 for day in found)
    assert all((later - day).days == 210 for day, later in pairwise(found))
    assert len(found) in (length // 210, length // 210 + 1)
    ten = timedelta(days=10)
    assert [day.first for day in rules.known("kuningan", first + ten, last + ten)] == [day + ten for day in found]


def test_easter_is_where_the_church_has_it():
    known = {2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28", 2028: "04-16", 2029: "04-01", 2030: "04-21"}
    assert {year: f"{rules.easter(year):%m-%d}" for year in known} == known
    assert f"{rules.easter(1943):%m-%d}" == "04-25"  # the latest there can be
    assert f"{rules.easter(1818):%m-%d}" == "03-22"  # and the earliest


@given(st.integers(1900, 2200))
def test_easter_is_always_a_sunday_in_spring(year):
    day = rules.easter(year)
    assert day.weekday() == 6
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("key", "year", "days", "how"),
    [
        ("idul-fitri", 2024, ["04-10"], "official"),
        ("idul-fitri", 2025, ["03-31"], "official"),
        ("idul-fitri", 2026, ["03-21"], "official"),
        ("idul-fitri", 2027, ["03-10"], "estimated"),
        ("idul-adha", 2024, ["06-17"], "official"),
        ("nyepi", 2024, ["03-11"], "official"),
        ("imlek", 2024, ["02-10"], "official"),
        ("waisak", 2026, ["05-31"], "official"),
        ("ramadan", 2030, ["01-05", "12-26"], "estimated"),
        ("natal", 2031, ["12-25"], "fixed"),
        ("maulid", 2027, [], None),
    ],
)
def test_the_days_of_the_file_say_how_sure_they_are(key, year, days, how):
    assert on(key, year) == days
    assert {day.how for day in rules.known(key, date(year, 1, 1), date(year, 12, 31))} <= {how}


def test_every_line_of_the_files_can_be_read_and_no_day_is_there_twice():
    written = [day for key in rules.feasts() for day in rules.known(key, date(2024, 1, 1), date(2030, 12, 31))]
    assert len({(day.key, day.first) for day in written}) == len(written)
    assert all(day.first <= day.last for day in written)
    words = [word for one in rules.feasts().values() for word in (one.key, *one.words)]
    assert len(set(words)) == len(words)
    assert all(word == rules.spelled(word) for word in words)
    lines = [line.split()[1] for line in rules._lines("days.txt")]
    assert set(lines) <= set(rules.feasts())


@given(DAYS, st.integers(0, 10), st.integers(0, 40))
def test_whatever_is_near_is_seen_in_the_morning_without_opening_the_room(today, before, ahead):
    first, last = today - timedelta(days=before), today + timedelta(days=ahead)
    begins = {
        (key, (day.first - today).days)
        for key in rules.feasts()
        for day in rules.known(key, first, last)
        if first <= day.first <= last
    }
    seen = {(key, step) for step, key in near.feasts(today, before, ahead)}
    assert begins <= seen
    assert {key for key, _step in seen - begins} <= {"paskah"}


def test_words_of_feasts_are_understood_as_people_write_them():
    written = ("Lebaran", "idul fitri", "Isra Mi'raj", "17 Agustus", "easter", "umum", "HUT RI")
    tags = ["lebaran", "lebaran", "isra-mikraj", "17-agustus", "paskah", "umum", "17-agustus"]
    assert [rules.celebrated(word) for word in written] == tags
    with pytest.raises(Misunderstood) as caught:
        rules.meant("galugan")
    assert "galungan" in (caught.value.hint or "")
    with pytest.raises(Misunderstood):
        rules.celebrated("islam")


def test_a_feast_has_its_name_in_the_language_of_the_screen():
    assert rules.feasts()["natal"].name == "Christmas"
    text.use("id")
    assert rules.feasts()["natal"].name == "Natal"


def test_what_the_owner_sets_takes_the_place_of_the_day_of_the_same_season():
    built = rules.known("galungan", date(2027, 1, 1), date(2027, 12, 31))
    mine = Day("galungan", date(2027, 8, 12), date(2027, 8, 12), How.OWN)
    assert [day.first for day in rules.corrected(built, [mine])] == [date(2027, 1, 13), date(2027, 8, 12)]


@given(DAYS, st.integers(0, 60), DAYS, st.integers(0, 400))
def test_what_comes_back_every_year_does_so_across_the_years_end(begins, lasts, first, length):
    ends, last = begins + timedelta(days=lasts), first + timedelta(days=length)
    found = rules.yearly("libur", begins, ends, first, last)
    assert all(day.first <= last and day.last >= first and day.first >= begins for day in found)
    assert all((day.last - day.first).days == lasts for day in found)
    if begins <= first and length >= 366:
        assert found


def test_a_day_in_another_season_is_not_believed():
    one, around = rules.feasts()["idul-fitri"], rules.known("idul-fitri", date(2026, 6, 1), date(2028, 6, 1))
    assert rules.settable(one, date(2027, 3, 9), around).first == date(2027, 3, 10)
    with pytest.raises(Refused, match="nowhere near"):
        rules.settable(one, date(2027, 6, 1), around)
    assert rules.settable(one, date(2031, 1, 24), []) is None
    with pytest.raises(Refused, match="follows a rule and is never set"):
        rules.settable(
            rules.feasts()["natal"], date(2027, 12, 24), rules.known("natal", date(2027, 1, 1), date(2027, 12, 31))
        )
