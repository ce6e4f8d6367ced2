import pytest

from olcrm.kit.typed import excerpt, plain


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


def test_a_message_repeats_no_whole_page() -> None:
    assert excerpt("150rb") == "150rb"
    assert excerpt("1" * 40) == "1" * 40
    assert excerpt("1" * 41) == "1" * 39 + "…"
