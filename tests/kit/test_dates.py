from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit import dates, text
from olcrm.kit.errors import Misunderstood, OlcrmError, Refused

SUNDAY = date(2026, 11, 22)
days = st.dates(date(1950, 1, 1), date(2150, 12, 31))
sides = st.sampled_from(["forward", "back"])


@pytest.fixture
def indonesian() -> Iterator[None]:
    text.use("id")
    yield
    text.use("en")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hari ini", "2026-11-22"),
        ("today", "2026-11-22"),
        ("besok", "2026-11-23"),
        ("Besok", "2026-11-23"),
        ("esok", "2026-11-23"),
        ("tomorrow", "2026-11-23"),
        ("lusa", "2026-11-24"),
        ("besok lusa", "2026-11-24"),
        ("day after tomorrow", "2026-11-24"),
        ("the day after tomorrow", "2026-11-24"),
        ("kemarin", "2026-11-21"),
        ("kemaren", "2026-11-21"),
        ("yesterday", "2026-11-21"),
        ("kemarin lusa", "2026-11-20"),
        ("the day before yesterday", "2026-11-20"),
        ("minggu depan", "2026-11-29"),
        ("next week", "2026-11-29"),
        ("pekan depan", "2026-11-29"),
        ("minggu lalu", "2026-11-15"),
        ("last week", "2026-11-15"),
        ("bulan depan", "2026-12-22"),
        ("next month", "2026-12-22"),
        ("bulan lalu", "2026-10-22"),
        ("tahun depan", "2027-11-22"),
        ("last year", "2025-11-22"),
        ("3 hari lagi", "2026-11-25"),
        ("3 hari lalu", "2026-11-19"),
        ("3 hari yang lalu", "2026-11-19"),
        ("0 hari lagi", "2026-11-22"),
        ("in 3 days", "2026-11-25"),
        ("dalam 3 hari", "2026-11-25"),
        ("3 days ago", "2026-11-19"),
        ("3 days from now", "2026-11-25"),
        ("2 minggu lagi", "2026-12-06"),
        ("seminggu lagi", "2026-11-29"),
        ("a week ago", "2026-11-15"),
        ("2 bulan lagi", "2027-01-22"),
        ("h+3", "2026-11-25"),
        ("H-3", "2026-11-19"),
        ("h + 3", "2026-11-25"),
        ("22/11/2026", "2026-11-22"),
        ("22-11-26", "2026-11-22"),
        ("22.11.2026", "2026-11-22"),
        ("2026-11-22", "2026-11-22"),
        ("22 / 11 / 2026", "2026-11-22"),
        ("05/04/2027", "2027-04-05"),
        ("5 nov 2026", "2026-11-05"),
        ("17 Aug 2026", "2026-08-17"),
        ("17 agustus 26", "2026-08-17"),
        ("17-Agu-2026", "2026-08-17"),
        ("17agustus2026", "2026-08-17"),
        ("Aug 17, 2026", "2026-08-17"),
        ("17th August 2026", "2026-08-17"),
        ("tgl 17 agustus 2026", "2026-08-17"),
        ("tanggal 22/11/2026", "2026-11-22"),
        ("on 22 Nov 2026", "2026-11-22"),
        ("Minggu, 22 November 2026", "2026-11-22"),
        ("Sunday, 22 November 2026", "2026-11-22"),
        ("hari minggu 22/11", "2026-11-22"),
        ("22\u201311\u20132026", "2026-11-22"),
        ("２２／１１／２０２６", "2026-11-22"),
        ("22/11", "2026-11-22"),
        ("tgl 22", "2026-11-22"),
    ],
)
@pytest.mark.parametrize("looks", ["forward", "back"])
def test_a_day_is_read_alike_whichever_way_one_looks(typed: str, found: str, looks: dates.Looks) -> None:
    assert dates.day(typed, SUNDAY, looks=looks).isoformat() == found


@pytest.mark.parametrize(
    ("typed", "ahead", "behind"),
    [
        ("17 agustus", "2027-08-17", "2026-08-17"),
        ("17 Aug", "2027-08-17", "2026-08-17"),
        ("august 17", "2027-08-17", "2026-08-17"),
        ("17/8", "2027-08-17", "2026-08-17"),
        ("17.8", "2027-08-17", "2026-08-17"),
        ("5 nop", "2027-11-05", "2026-11-05"),
        ("5 Nopember", "2027-11-05", "2026-11-05"),
        ("1 pebruari", "2027-02-01", "2026-02-01"),
        ("1 ags", "2027-08-01", "2026-08-01"),
        ("1 agt", "2027-08-01", "2026-08-01"),
        ("2 mei", "2027-05-02", "2026-05-02"),
        ("31 des", "2026-12-31", "2025-12-31"),
        ("1 okt.", "2027-10-01", "2026-10-01"),
        ("23/11", "2026-11-23", "2025-11-23"),
        ("21/11", "2027-11-21", "2026-11-21"),
        ("29/2", "2028-02-29", "2024-02-29"),
        ("29 februari", "2028-02-29", "2024-02-29"),
        ("tgl 5", "2026-12-05", "2026-11-05"),
        ("tgl. 25", "2026-11-25", "2026-10-25"),
        ("tgl 31", "2026-12-31", "2026-10-31"),
        ("jumat", "2026-11-27", "2026-11-20"),
        ("Jum'at", "2026-11-27", "2026-11-20"),
        ("Jum\u2019at", "2026-11-27", "2026-11-20"),
        ("friday", "2026-11-27", "2026-11-20"),
        ("hari jumat", "2026-11-27", "2026-11-20"),
        ("on friday", "2026-11-27", "2026-11-20"),
        ("senin", "2026-11-23", "2026-11-16"),
        ("selasa", "2026-11-24", "2026-11-17"),
        ("rabu", "2026-11-25", "2026-11-18"),
        ("kamis", "2026-11-26", "2026-11-19"),
        ("sabtu", "2026-11-28", "2026-11-21"),
        ("minggu", "2026-11-29", "2026-11-15"),
        ("hari minggu", "2026-11-29", "2026-11-15"),
        ("ahad", "2026-11-29", "2026-11-15"),
        ("Sunday", "2026-11-29", "2026-11-15"),
        ("jumat 27 nov", "2026-11-27", None),
    ],
)
def test_a_day_without_its_year_is_looked_for_ahead_or_behind(typed: str, ahead: str, behind: str | None) -> None:
    assert dates.day(typed, SUNDAY, looks="forward").isoformat() == ahead
    if behind:
        assert dates.day(typed, SUNDAY, looks="back").isoformat() == behind


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026",
        "29/2/2026",
        "30/2",
        "31/4",
        "32/1",
        "0/11",
        "22/0",
        "08/17",
        "08/17/2026",
        "22/13/2026",
        "2026-13-01",
        "2026-22-11",
        "31 juni 2026",
        "tgl 32",
        "tgl 0",
        "0000-01-01",
    ],
)
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(Misunderstood, match="no such day"):
        dates.day(typed, SUNDAY, looks="forward")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "kapan",
        "5",
        "22",
        "2026",
        "agustus",
        "agustus 2026",
        "5 foo",
        "22/11-2026",
        "22/11/026",
        "22/11/20266",
        "22 11 2026",
        "3 hari",
        "hari lagi",
        "in 3 days ago",
        "3 lagi",
        "hari depan",
        "next minggu depan",
        "h3",
        "h",
        "besok pagi sekali",
        "150rb",
        "²²/11",
        "٢٢/١١",
        "tgl",
        "senin selasa",
        "senin 5",
        "999999 hari lagi",
        "1" * 5_000,
        "a" * 10_000,
        "[/]",
    ],
)
def test_what_is_no_day_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(Misunderstood) as refusal:
        dates.day(typed, SUNDAY, looks="forward")
    assert "22/11" in refusal.value.hint
    assert len(refusal.value.message) < 200


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/1899",
        "22/11/2201",
        "9999-12-31",
        "0001-01-01",
        "99999 minggu lagi",
        "99999 tahun lalu",
        "h-99999",
    ],
)
def test_a_day_too_far_away_is_refused(typed: str) -> None:
    with pytest.raises(Misunderstood, match="too far"):
        dates.day(typed, SUNDAY, looks="forward")


@pytest.mark.parametrize("edge", [date(1900, 1, 1), date(2200, 12, 31)])
def test_the_first_and_the_last_day_can_be_written(edge: date) -> None:
    assert dates.day(edge.isoformat(), SUNDAY, looks="back") == edge


def test_a_weekday_that_does_not_fit_its_date_is_refused_with_the_right_one() -> None:
    with pytest.raises(Misunderstood, match="Sunday, 22 November 2026"):
        dates.day("jumat 22 nov 2026", SUNDAY, looks="back")


def test_a_date_without_its_year_is_looked_for_from_the_day_something_began() -> None:
    began = date(2026, 11, 10)
    assert dates.day("12/11", SUNDAY, looks="forward") == date(2027, 11, 12)
    assert dates.day("12/11", SUNDAY, looks="forward", since=began) == date(2026, 11, 12)
    assert dates.day("tgl 9", SUNDAY, looks="forward", since=began) == date(2026, 12, 9)
    assert dates.day("besok", SUNDAY, looks="forward", since=began) == date(2026, 11, 23)
    assert dates.day("jumat", SUNDAY, looks="forward", since=began) == date(2026, 11, 27)


def test_a_month_on_from_the_31st_ends_a_shorter_month() -> None:
    assert dates.day("bulan depan", date(2027, 1, 31), looks="forward") == date(2027, 2, 28)
    assert dates.day("bulan lalu", date(2026, 12, 31), looks="back") == date(2026, 11, 30)
    assert dates.day("bulan depan", date(2026, 12, 31), looks="back") == date(2027, 1, 31)


def test_the_leap_day_is_found_over_a_century_without_one() -> None:
    assert dates.day("29/2", date(2096, 3, 1), looks="forward") == date(2104, 2, 29)
    assert dates.day("29/2", date(2104, 2, 28), looks="back") == date(2096, 2, 29)


@pytest.mark.parametrize(
    ("typed", "today", "found"),
    [
        ("jumat depan", date(2026, 11, 22), date(2026, 11, 27)),
        ("next friday", date(2026, 11, 22), date(2026, 11, 27)),
        ("hari minggu depan", date(2026, 11, 22), date(2026, 11, 29)),
        ("jumat ini", date(2026, 11, 25), date(2026, 11, 27)),
        ("jumat lalu", date(2026, 11, 23), date(2026, 11, 20)),
        ("last friday", date(2026, 11, 23), date(2026, 11, 20)),
    ],
)
def test_this_next_and_last_weekday_are_read_where_all_agree(typed: str, today: date, found: date) -> None:
    assert dates.day(typed, today, looks="forward") == found


@pytest.mark.parametrize(
    ("typed", "today", "one", "other"),
    [
        ("jumat depan", date(2026, 11, 23), "27 Nov 2026", "4 Dec 2026"),
        ("next friday", date(2026, 11, 23), "27 Nov 2026", "4 Dec 2026"),
        ("jumat lalu", date(2026, 11, 22), "13 Nov 2026", "20 Nov 2026"),
        ("jumat ini", date(2026, 11, 22), "20 Nov 2026", "27 Nov 2026"),
    ],
)
def test_a_weekday_that_could_be_of_two_weeks_is_refused_and_both_are_named(
    typed: str, today: date, one: str, other: str
) -> None:
    with pytest.raises(Misunderstood, match="two ways") as refusal:
        dates.day(typed, today, looks="forward")
    assert one in refusal.value.hint
    assert other in refusal.value.hint


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("17/8/1990", "1990-08-17"),
        ("17 agustus 1990", "1990-08-17"),
        ("Aug 17 1990", "1990-08-17"),
        ("1990-08-17", "1990-08-17"),
        ("17/8/90", "1990-08-17"),
        ("17/8/05", "2005-08-17"),
        ("17/8/26", "2026-08-17"),
        ("22/11/2026", "2026-11-22"),
        ("1/1/1900", "1900-01-01"),
        ("17 agustus", "--08-17"),
        ("17/8", "--08-17"),
        ("tgl 17 agustus", "--08-17"),
        ("--08-17", "--08-17"),
        ("--0817", "--08-17"),
        ("1604-08-17", "--08-17"),
        ("29/2", "--02-29"),
        ("1604-02-29", "--02-29"),
        ("29/2/2000", "2000-02-29"),
    ],
)
def test_a_birthday_is_kept_with_or_without_its_year(typed: str, kept: str) -> None:
    assert dates.birthday(typed, SUNDAY) == kept


@pytest.mark.parametrize("typed", ["17/8/2027", "23/11/2026", "23/11/26", "31/12/1899", "1605-01-01"])
def test_a_birth_to_come_or_before_1900_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="between 1900 and today"):
        dates.birthday(typed, SUNDAY)


@pytest.mark.parametrize(
    "typed", ["", "tgl 5", "besok", "agustus", "1990", "30/2", "29/2/2001", "--13-01", "8/17/1990", "--02-30"]
)
def test_what_is_no_birthday_is_refused(typed: str) -> None:
    with pytest.raises(Misunderstood):
        dates.birthday(typed, SUNDAY)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("48h", 48),
        ("48 jam", 48),
        ("48 hours", 48),
        ("1 hour", 1),
        ("2x24 jam", 48),
        ("1 x 24 jam", 24),
        ("3d", 72),
        ("3 hari", 72),
        ("3 HARI", 72),
        ("2 days", 48),
        ("sehari", 24),
        ("1 minggu", 168),
        ("seminggu", 168),
        ("a week", 168),
        ("2w", 336),
        ("2 weeks", 336),
        ("10\u00a0hari", 240),
    ],
)
def test_a_length_of_time_is_read(typed: str, hours: int) -> None:
    assert dates.span(typed) == timedelta(hours=hours)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "48",
        "hari",
        "1m",
        "1 bulan",
        "2 months",
        "1,5 hari",
        "-3d",
        "2x3 hari",
        "3x24 hari",
        "3 hari lagi",
        "1d2h",
    ],
)
def test_what_is_no_length_of_time_is_refused(typed: str) -> None:
    with pytest.raises(Misunderstood) as refusal:
        dates.span(typed)
    assert "48h" in refusal.value.hint


@pytest.mark.parametrize("typed", ["0h", "0 hari", "99999d", "99999x24 jam", "600w"])
def test_no_time_at_all_and_more_than_ten_years_are_refused(typed: str) -> None:
    with pytest.raises(Refused):
        dates.span(typed)


def test_days_are_shown_in_english() -> None:
    assert dates.short(SUNDAY) == "22 Nov 2026"
    assert dates.long(SUNDAY) == "Sunday, 22 November 2026"
    assert dates.birthday_shown("1990-08-17") == "17 Aug 1990"
    assert dates.birthday_shown("--08-17") == "17 Aug"


@pytest.mark.usefixtures("indonesian")
def test_days_are_shown_in_indonesian() -> None:
    assert dates.short(SUNDAY) == "22 Nov 2026"
    assert dates.short(date(2026, 5, 1)) == "1 Mei 2026"
    assert dates.long(SUNDAY) == "Minggu, 22 November 2026"
    assert dates.long(date(2026, 8, 17)) == "Senin, 17 Agustus 2026"
    assert dates.birthday_shown("1990-12-17") == "17 Des 1990"
    assert dates.birthday_shown("--02-29") == "29 Feb"


@given(days, days, sides, st.sampled_from(["en", "id"]))
def test_a_day_that_is_shown_can_be_typed(shown: date, today: date, looks: dates.Looks, language: str) -> None:
    text.use(language)
    try:
        for typed in (dates.short(shown), dates.long(shown), shown.isoformat(), f"{shown:%d/%m/%Y}"):
            assert dates.day(typed, today, looks=looks) == shown
    finally:
        text.use("en")


@given(days, days)
def test_a_birthday_that_is_shown_can_be_typed(born: date, today: date) -> None:
    yearless = f"--{born:%m-%d}"
    assert dates.birthday(dates.birthday_shown(yearless), today) == yearless
    if born <= today:
        assert dates.birthday(dates.birthday_shown(born.isoformat()), today) == born.isoformat()


@given(days, st.integers(1, 31), st.integers(1, 12), sides)
def test_without_a_year_the_nearest_such_day_is_found(today: date, number: int, month: int, looks: dates.Looks) -> None:
    try:
        found = dates.day(f"{number}/{month}", today, looks=looks)
    except Misunderstood:
        with pytest.raises(ValueError, match="day"):
            date(2000, month, number)
        return
    assert (found.day, found.month) == (number, month)
    assert found >= today if looks == "forward" else found <= today
    step = 1 if looks == "forward" else -1
    nearer = (found.year - step, month, number)
    if (number, month) != (29, 2):
        assert date(*nearer) < today if step == 1 else date(*nearer) > today


@given(days, st.integers(0, 6), sides)
def test_a_weekday_is_within_a_week_and_never_today(today: date, weekday: int, looks: dates.Looks) -> None:
    name = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")[weekday]
    found = dates.day(name, today, looks=looks)
    assert found.weekday() == weekday
    assert 1 <= (found - today).days * (1 if looks == "forward" else -1) <= 7


vocabulary = (
    "h + - 3 29 31 2 02 2026 26 / . tgl hari minggu jumat next last ini depan lalu lagi in ago bulan agustus se x24"
)
words = st.lists(st.sampled_from(vocabulary.split()), max_size=6).flatmap(
    lambda parts: st.sampled_from(["".join(parts), " ".join(parts)])
)


@given(st.text() | words, days, sides)
def test_any_text_is_a_day_or_a_clear_refusal(typed: str, today: date, looks: dates.Looks) -> None:
    try:
        found: date | OlcrmError = dates.day(typed, today, looks=looks)
    except OlcrmError as refusal:
        found = refusal
    if isinstance(found, OlcrmError):
        assert isinstance(found, Misunderstood)
        assert found.message
        assert found.hint
    else:
        assert 1900 <= found.year <= 2200


@given(st.text() | words, days)
def test_any_text_is_a_birthday_or_a_clear_refusal(typed: str, today: date) -> None:
    try:
        kept: str | OlcrmError = dates.birthday(typed, today)
    except OlcrmError as refusal:
        kept = refusal
    if isinstance(kept, OlcrmError):
        assert isinstance(kept, Misunderstood | Refused)
        assert kept.message
        assert kept.hint
    else:
        assert dates.birthday(kept, today) == kept


@given(st.text() | words)
def test_any_text_is_a_length_of_time_or_a_clear_refusal(typed: str) -> None:
    try:
        length: timedelta | OlcrmError = dates.span(typed)
    except OlcrmError as refusal:
        length = refusal
    if isinstance(length, OlcrmError):
        assert isinstance(length, Misunderstood | Refused)
        assert length.message
        assert length.hint
    else:
        assert timedelta(0) < length <= timedelta(days=3653)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        ("2026-11-21", "yesterday"),
        ("2026-11-22", "today"),
        ("2026-11-23", "tomorrow"),
        ("2026-11-20", "20 Nov"),
        ("2027-01-02", "2 Jan 2027"),
    ],
)
def test_a_day_close_by_has_a_name_and_another_of_this_year_no_year(day: str, shown: str) -> None:
    assert dates.near(date.fromisoformat(day), date(2026, 11, 22)) == shown


@pytest.mark.parametrize("word", ["25/11", "24 nov", "23 desember"])
def test_a_day_without_a_year_that_comes_soon_is_not_taken_for_last_years(word):
    with pytest.raises(Refused) as refused:
        dates.past(word, date(2026, 11, 23), "Note it then.")
    assert "is still to come." in refused.value.message
    assert refused.value.hint.startswith("Note it then. For last year's write ")
    assert refused.value.hint.endswith("/2025.")


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("25/11/2025", date(2025, 11, 25)),
        ("selasa 25/11", date(2025, 11, 25)),  # this year's is a Wednesday
        ("25/12", date(2025, 12, 25)),
        ("setahun lalu", date(2025, 11, 23)),
        ("24/10", date(2026, 10, 24)),
        ("tgl 25", date(2026, 10, 25)),
        ("23/11", date(2026, 11, 23)),
    ],
)
def test_a_day_that_can_only_have_passed_is_taken_as_such(word, found):
    assert dates.past(word, date(2026, 11, 23), "Note it then.") == found
