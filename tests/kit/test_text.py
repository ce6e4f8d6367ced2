"""How words are looked up."""

from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.text import folded


@given(st.text())
def test_what_is_folded_stays_as_it_is_when_folded_again(text):
    assert folded(folded(text)) == folded(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_among_others(text):
    assert f"e {folded(text)}".strip() == folded(f"é {text}")
