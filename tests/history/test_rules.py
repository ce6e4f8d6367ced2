"""How changes are said."""

import pytest

from olcrm.history import fields, rules, words
from olcrm.kit.table import Kind
from olcrm.ledger import watching


@pytest.mark.parametrize(("word", "order"), [("#41", True), ("order:41", True), ("41", False), ("rina", False)])
def test_only_a_marked_number_means_an_order(word, order):
    assert rules.is_order(word) is order


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ({"order_line": 2, "sale_order": 1}, "1 order, 2 order lines"),
        ({"due": 3, "sale_order": 3, "contact": 1}, "3 orders, 1 customer"),
        ({"due": 4, "sale_order": 3}, "3 orders, 1 due"),
        ({"import_batch": 1, "import_row": 9, "contact": 9}, "9 customers, 1 imported file"),
        ({"novelty": 3}, "3 novelty"),
        ({}, ""),
    ],
)
def test_rows_are_counted_in_words_of_the_shop(rows, said):
    assert words.counted(rows) == said


def test_every_table_and_every_fact_has_a_word(db):
    unnamed = {table for table in watching.tables(db) if words.counted({table: 2}) == f"2 {table}"}
    unnamed |= {table for table in watching.tables(db) if table not in words.TABLES}
    columns = {column for table in watching.tables(db) for column in watching.facts(db, table)} - words.HIDDEN
    unnamed |= {column for column in columns if column not in fields.COLUMNS}
    assert unnamed == set()


def test_every_reference_is_shown_as_what_it_refers_to(db):
    links = {
        (column, parent)
        for table in watching.tables(db)
        for column, parent in db.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (table,))
    }
    assert links == set(words.POINTS_TO.items())


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("amount", Kind.MONEY),
        ("paid_on", Kind.DAY),
        ("snoozed_until", Kind.DAY),
        ("keep_until", Kind.MOMENT),
        ("made_at", Kind.MOMENT),
        ("number", Kind.TEXT),
    ],
)
def test_a_value_is_written_as_what_it_is(column, kind):
    assert words.kind(column) == kind


@pytest.mark.parametrize(
    ("column", "raw", "said"),
    [
        ("private", 1, True),
        ("greeting_wanted", 0, False),
        ("kind", "refund", "refund"),
        ("kind", "ig", "ig"),
        ("x", 7, 7),
    ],
)
def test_a_value_with_a_word_is_shown_by_it(column, raw, said):
    assert words.value(column, raw) == said


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [("sale_order", 41, "order 41"), ("due", 7, "due:7"), ("tag", 9, "tag"), ("novelty", 3, "novelty")],
)
def test_a_row_goes_by_its_number_where_that_can_be_typed(table, row, said):
    assert words.thing(table, row) == said
