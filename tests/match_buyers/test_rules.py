import pytest

from olcrm.match_buyers import rules


@pytest.mark.parametrize(
    ("name", "variant", "what", "value", "so"),
    [
        ("Gamis", "M", "gamis", "m", True),
        ("Gamis Syari", "Navy M", "gamis", "M", True),
        ("Gamis Syari", "M/Navy", "gamis syari", "M", True),
        ("Gamis", "XM", "gamis", "M", False),
        ("Kaos", "M", "gamis", "M", False),
        ("Gamis", None, "gamis", "M", False),
        ("Sepatu Anak", "All Size", "sepatu", "all size", True),
    ],
)
def test_a_size_is_of_a_product_by_its_name_and_variant(name, variant, what, value, so):
    assert rules.fits(name, variant, what, value) == so
