import pytest

from olcrm.kit.errors import Misunderstood
from olcrm.terms import rules


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("payment", "payment"),
        ("Pembayaran", "payment"),
        (" RETUR ", "return"),
        ("kirim", "delivery"),
        ("batal", "cancellation"),
        (" Kado & kartu ", "Kado & kartu"),
    ],
)
def test_a_heading_is_known_in_both_languages_and_otherwise_her_own(typed, kept):
    assert rules.heading(typed) == kept


def test_what_the_law_asks_for_is_missing_until_it_is_said():
    assert rules.missing([]) == ["payment", "delivery", "return", "cancellation"]
    assert rules.missing(["return", None, "kado", "payment"]) == ["delivery", "cancellation"]
    assert rules.missing(rules.NEEDED) == []


@pytest.mark.parametrize("word", ["0", "-1", "tiga", "3.", "10000", "", "²"])
def test_what_is_no_number_of_a_clause_is_refused(word):
    with pytest.raises(Misunderstood):
        rules.clause(word)


def test_a_number_is_read():
    assert rules.clause(" 3 ") == 3
