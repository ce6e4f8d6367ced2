import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit import code128, letters
from olcrm.kit.errors import Refused

READABLE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=code128.LONGEST)


def read(widths):
    """What a scanner reads, by the symbols' own meaning; written apart from what wrote them."""
    figures = "".join(map(str, widths))
    symbols = [figures[at : at + 6] for at in range(0, len(figures) - 7, 6)]
    assert figures[-7:] == "2331112"
    values = [code128._SYMBOLS.index(symbol) for symbol in symbols]
    *values, check = values
    assert check == (values[0] + sum(at * value for at, value in enumerate(values[1:], 1))) % 103
    in_pairs, text = values[0] == 105, ""
    for value in values[1:]:
        if value == 99 and not in_pairs:
            in_pairs = True
        elif value == 100 and in_pairs:
            in_pairs = False
        else:
            text += f"{value:02}" if in_pairs else chr(value + 32)
    return text


@given(READABLE)
def test_what_is_written_in_bars_is_read_from_them(text):
    assert read(code128.widths(text)) == text


@given(st.text(st.sampled_from("0123456789JNE"), min_size=1, max_size=20))
def test_tracking_numbers_are_read_as_well(text):
    assert read(code128.widths(text)) == text


def test_figures_go_in_pairs():
    assert len(code128.widths("123456789012")) == 6 * 8 + 7
    assert len(code128.widths("JX1234567890")) < len(code128.widths("JXABCDEFGHIJ"))


def test_every_symbol_is_eleven_modules_and_no_other_is_like_it():
    symbols = code128._SYMBOLS
    assert len(symbols) == len(set(symbols)) == 107
    assert {sum(map(int, symbol)) for symbol in symbols[:-1]} == {11}


def test_a_known_number_has_the_bars_that_others_print_for_it():
    letters.needed()
    from reportlab.graphics.barcode.code128 import Code128

    other = Code128("CGK12345678")
    other.validate()
    other.encode()
    other.decompose()
    theirs = ["ABCD".index(char.upper()) + 1 for char in other.decomposed]
    assert code128.widths("CGK12345678") == theirs


@pytest.mark.parametrize("text", ["", "Bu Ani 🌸", "a\tb", "x" * 49])
def test_what_no_scanner_reads_is_refused(text):
    with pytest.raises(Refused, match="cannot be written in bars"):
        code128.widths(text)


def test_the_picture_leaves_white_on_either_side():
    picture = code128.svg("41")
    width = sum(code128.widths("41")) + 2 * code128.QUIET
    assert f'viewBox="0 0 {width} 40"' in picture
    assert re.search(r'd="M10 0h2v40h-2z', picture)
