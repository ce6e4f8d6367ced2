import shlex

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from olcrm.kit.typed import excerpt, number, one_of, plain, quoted


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("  Rp  150 ", "rp 150"),
        ("Ｒｐ１５０", "rp150"),
        ("a\u00a0\u202f\u3000b\n", "a b"),
        ("\u200e\u202ab\ufeff\u200b", "b"),
        ("1\u20112\u20133\u22124", "1-2-3-4"),
        ("jum\u2019at", "jum'at"),
    ],
)
def test_a_word_is_brought_back_to_a_plain_keyboard(typed: str, reads: str) -> None:
    assert plain(typed) == reads


@pytest.mark.parametrize("typed", ["150²", "½", "١٥٠", "㉚"])
def test_no_figure_is_made_of_a_sign_that_only_resembles_one(typed: str) -> None:
    assert plain(typed) == typed


@given(st.text())
@example("ŉ")
def test_a_plain_word_stays_as_it_is(typed: str) -> None:
    assert plain(plain(typed)) == plain(typed)


def test_a_message_repeats_no_whole_page() -> None:
    assert excerpt("150rb") == "150rb"
    assert excerpt("1" * 40) == "1" * 40
    assert excerpt("1" * 41) == "1" * 39 + "…"


def test_a_word_is_one_of_the_names_or_what_the_screen_shows_for_it() -> None:
    shown = {"kept": "Di-keep", "shipped": "dikirim"}
    assert one_of(" KEPT", shown) == "kept"
    assert one_of("di-keep", shown) == "kept"
    assert one_of("Dikirim ", shown) == "shipped"
    assert one_of("kirim", shown) is None


@pytest.mark.parametrize(("word", "read"), [("41", 41), (" 0041 ", 41), ("9" * 18, 10**18 - 1), ("0", 0)])
def test_the_number_of_a_row_is_read(word: str, read: int) -> None:
    assert number(word) == read


@pytest.mark.parametrize("word", ["", "rina", "-1", "4.1", "#41", "٤١", "²", "9" * 19])
def test_what_no_row_can_be_numbered_is_no_number(word: str) -> None:
    assert number(word) is None


@given(st.text())
@example("")
@example("GM;ls")
@example("A$(id)")
@example('Ani\'s "bag" `x`')
def test_a_quoted_word_is_one_word_to_the_shell_and_the_same(typed: str) -> None:
    assert shlex.split(quoted(typed)) == [typed]


@pytest.mark.parametrize(("typed", "shown"), [("GM-M", "GM-M"), ("2x GM-M", "'2x GM-M'"), ("Ani's", '"Ani\'s"')])
def test_only_what_needs_it_is_quoted(typed: str, shown: str) -> None:
    assert quoted(typed) == shown
