"""How changes are said."""

import pytest

from olcrm.history import rules
from olcrm.kit import text


@pytest.mark.parametrize(("word", "order"), [("#41", True), ("order:41", True), ("41", False), ("rina", False)])
def test_only_a_marked_number_means_an_order(word, order):
    assert rules.is_order(word) is order


def test_rows_are_counted_in_words_of_the_shop():
    assert rules.counted({"sale_order": 1, "order_line": 2}) == "orders 1, order lines 2"


def test_a_table_without_a_word_goes_by_its_name():
    assert rules.counted({"novelty": 3}) == "novelty 3"


def test_every_table_has_a_word(db):
    from olcrm.ledger import watching

    text.use("en")
    unnamed = [table for table in watching.tables(db) if rules.counted({table: 1}) == f"{table} 1"]
    assert unnamed == []
