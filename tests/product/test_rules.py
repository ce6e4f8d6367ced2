import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.product import rules
from olcrm.product.rules import Move


@pytest.mark.parametrize("word", ["GM-M", "gm_m", "123", "Ç", " GM "])
def test_a_sku_is_one_word(word):
    assert rules.sku(word) == word.strip()


@pytest.mark.parametrize("word", ["", " ", "GM M", "GM@5", "a\tb"])
def test_what_an_item_could_not_be_written_with_is_no_sku(word):
    with pytest.raises(Misunderstood, match="is no SKU"):
        rules.sku(word)


@pytest.mark.parametrize(
    ("word", "grams"),
    [("250", 250), ("250g", 250), ("250 gram", 250), ("1kg", 1_000), ("1,2kg", 1_200), ("0.25 KG", 250)],
)
def test_a_weight_is_read_as_grams(word, grams):
    assert rules.weight(word) == grams


@pytest.mark.parametrize("word", ["", "berat", "1,5", "-3g", "1.2345kg", "²"])
def test_no_weight_is_guessed(word):
    with pytest.raises(Misunderstood, match="is not a weight"):
        rules.weight(word)


@pytest.mark.parametrize("word", ["0", "0kg", "2000kg"])
def test_a_piece_weighs_something_and_less_than_a_ton(word):
    with pytest.raises(Refused, match="A piece weighs more than nothing and at most a ton"):
        rules.weight(word)


@given(st.integers(1, rules.MOST_PIECES), st.sampled_from(["-", "\u2212", "\u2013"]))
def test_a_change_of_stock_says_what_came_went_or_was_counted(pieces, minus):
    assert rules.move(f"+{pieces}") == Move(pieces, None)
    assert rules.move(f"{minus}{pieces}") == Move(-pieces, None)
    assert rules.move(f"={pieces}") == Move(None, pieces)
    assert rules.move("=0") == Move(None, 0)


@pytest.mark.parametrize("word", ["5", "", "+0", "-0", "+1.5", "+1000000", "==3", "+²", "banyak"])
def test_a_number_without_a_sign_does_not_say_how_the_stock_changes(word):
    with pytest.raises(Misunderstood, match="does not say how the stock changes"):
        rules.move(word)


@pytest.mark.parametrize("word", ["-1", "1.5", "", "1000000", "x"])
def test_pieces_are_a_whole_number(word):
    with pytest.raises(Misunderstood, match="is no number of pieces"):
        rules.pieces(word)


def test_pieces_may_be_none_at_all():
    assert rules.pieces("0") == 0
