from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Misunderstood
from olcrm.reply import rules
from olcrm.reply.rules import Goods


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("rekening", "rekening"),
        ("Jam buka", "jam-buka"),
        (" CARA_ORDER ", "cara-order"),
        ("ready--stock", "ready-stock"),
    ],
)
def test_a_key_is_known_however_it_is_typed(typed, key):
    assert rules.key(typed) == key


@pytest.mark.parametrize("word", ["", " ", "-", "a/b", "é", "x" * 31, "a.b", "{greeting}"])
def test_what_can_be_no_key_is_refused(word):
    with pytest.raises(Misunderstood):
        rules.key(word)


@given(st.text(max_size=40))
def test_a_key_is_read_the_same_twice_or_never(word):
    try:
        once = rules.key(word)
    except Misunderstood:
        return
    assert rules.key(once) == once


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("norek", "rekening"), ("rekning", "rekening"), ("habis", "kosong"), ("ready", "katalog"), ("jam", "jam-buka")],
)
def test_what_was_perhaps_meant_is_named(typed, meant):
    assert meant in rules.near(typed, rules.KEYS)


def test_what_nobody_meant_is_near_nothing():
    assert rules.near("zzz", rules.KEYS) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Halo {greeting}, terima kasih ya.\n\nBisa ke:\n{accounts}\n", "Bisa ke"),
        ("Halo {greeting}, ongkirnya 10rb.\n\nApa lagi?", "ongkirnya 10rb."),
        ("Halo {greeting},\n\nCOD bisa.\n", "COD bisa."),
        ("{greeting}, terima kasih ya.", "terima kasih ya."),
        ("", ""),
    ],
)
def test_a_list_shows_the_first_line_that_says_something(text, line):
    assert rules.gist(text) == line


def test_variants_of_one_name_and_price_share_a_line():
    goods = [
        Goods("Gamis", "L", 150_000),
        Goods("Gamis", "M", 150_000),
        Goods("Gamis", "XL", 160_000),
        Goods("Bros", None, 15_000),
        Goods("Pita", "merah", None),
    ]
    told, left = rules.catalogue(goods, None)
    assert told.splitlines() == [
        "- Gamis (M, L) = Rp150.000",
        "- Gamis XL = Rp160.000",
        "- Bros = Rp15.000",
        "- Pita merah",
    ]
    assert left == 0
    assert rules.catalogue(goods, 3) == ("\n".join(told.splitlines()[:3]), 1)


@pytest.mark.parametrize(
    ("closed", "language", "told"),
    [
        ((), "id", ""),
        ((6,), "id", "Minggu"),
        ((6, 4), "id", "Jumat dan Minggu"),
        ((0, 4, 6), "en", "Monday, Friday and Sunday"),
    ],
)
def test_closed_weekdays_are_named_in_her_language(closed, language, told):
    assert rules.weekdays(closed, language) == told


def test_closures_are_told_without_their_reasons():
    times = [
        (date(2026, 12, 24), date(2026, 12, 26)),
        (date(2026, 12, 31), date(2027, 1, 2)),
        (date(2027, 1, 9), date(2027, 1, 9)),
    ]
    assert rules.closures(times, "id").splitlines() == [
        "- 24–26 Desember",
        "- 31 Desember – 2 Januari",
        "- 9 Januari",
    ]


def test_hours_are_written_as_each_language_does():
    assert rules.hours(time(8), time(20, 30), "WIB", "id") == "08.00–20.30 WIB"
    assert rules.hours(time(8), time(20), "+07", "en") == "08:00–20:00"


@pytest.mark.parametrize(
    ("hours", "language", "told"),
    [(48, "id", "2 hari"), (12, "id", "12 jam"), (24, "en", "1 day"), (36, "en", "36 hours")],
)
def test_a_keep_is_told_in_days_or_hours(hours, language, told):
    assert rules.span(timedelta(hours=hours), language) == told
