from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.complaint import rules
from olcrm.kit import text
from olcrm.kit.errors import Misunderstood, Refused

MONDAY = date(2026, 11, 23)
QUARTER = timedelta(days=90)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        *((key, key) for key in rules.KINDS),
        ("telat", "late"),
        ("Rusak", "damaged"),
        ("beda gambar", "not-as-pictured"),
        ("BEDA_WARNA", "not-as-pictured"),
        ("kebesaran", "size"),
        ("kosong", "stockout"),
        ("salah kirim", "wrong-item"),
        ("tidak dibalas", "unanswered"),
        ("judes", "unfriendly"),
        ("bantuan", "help"),
        ("never arrived", "lost"),
        ("help wanted", "help"),
    ],
)
def test_a_kind_is_understood_as_owners_say_it(word, meant):
    assert rules.kind(word) == meant


def test_no_word_means_two_kinds():
    said = [word for words in rules._SAID.values() for word in words.split()]
    assert len(said) == len(set(said))
    assert not set(said) & rules.KINDS.keys()


def test_a_kind_is_also_what_the_screen_shows_in_either_language():
    for language in ("id", "en"):
        text.use(language)
        assert [rules.kind(rules.shown(key)) for key in rules.KINDS] == list(rules.KINDS)


def test_an_unknown_kind_is_refused_with_all_that_is_allowed():
    with pytest.raises(Misunderstood) as refused:
        rules.kind("aneh", ["bau"])
    assert all(key in refused.value.hint for key in (*rules.KINDS, "bau"))
    assert rules.kind("Bau", ["bau"]) == "bau"


def test_a_kind_of_the_shops_own_takes_the_place_of_a_synonym():
    assert rules.kind("rusak", ["rusak"]) == "rusak"


def test_days_count_together_up_to_the_very_last_day_and_not_on_the_next():
    third = MONDAY + QUARTER
    assert rules.most_within([MONDAY, MONDAY + timedelta(days=9), third], QUARTER) == 3
    assert rules.most_within([MONDAY, MONDAY + timedelta(days=9), third + timedelta(days=1)], QUARTER) == 2


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=12))
def test_the_most_within_a_time_never_counts_what_lies_further_apart(days):
    most = rules.most_within(days, QUARTER)
    assert (most == 0) == (not days)
    ordered = sorted(days)
    windows = [ordered[first : first + most] for first in range(len(ordered) - most + 1)]
    assert not days or any(window[-1] - window[0] <= QUARTER for window in windows)
    longer = [ordered[first : first + most + 1] for first in range(len(ordered) - most)]
    assert all(window[-1] - window[0] > QUARTER for window in longer)


def test_nobody_complains_before_she_ordered():
    rules.not_before(MONDAY, MONDAY, 41)
    with pytest.raises(Refused, match="Order 41 is of 23 Nov 2026"):
        rules.not_before(MONDAY - timedelta(days=1), MONDAY, 41)


@given(st.lists(st.integers(1, 1000), min_size=1, max_size=20))
def test_shares_add_up_to_everything(counts):
    shares = list(rules.shares(counts))
    assert abs(sum(share for share, _so_far in shares) - 1) < 1e-9
    assert abs(shares[-1][1] - 1) < 1e-9
    assert [so_far for _share, so_far in shares] == sorted(so_far for _share, so_far in shares)


def test_a_cause_is_the_same_in_other_letters_and_with_a_full_stop():
    assert rules.same("Tabel ukuran  keliru.") == rules.same("tabel ukuran keliru")
    assert rules.same("...") == "..."
