"""The pages of a file are read as SQLite wrote them, and damage stays where it is."""

import sqlite3

import pytest

from olcrm.ledger.pages import Pages, Row, Unreadable, values

WORDS = ["", "a", "é" * 40, "x" * 3000, "y" * 20_000, None, 0, 1, -1, 127, 128, -(1 << 40), (1 << 63) - 1, b"\0\xff"]


@pytest.fixture(params=[1024, 4096])
def table(tmp_path, request):
    """A file with a table of two levels and the rows that are in it."""
    path = tmp_path / "x.db"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA page_size = {request.param}")
    db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, a, b)")
    rows = [(number * 7 - 300, WORDS[number % len(WORDS)], f"thing {number}") for number in range(500)]
    db.execute("BEGIN")
    db.executemany("INSERT INTO thing VALUES (?, ?, ?)", rows)
    db.execute("COMMIT")
    db.close()
    return path, rows


def read(path):
    pages = Pages(path.read_bytes())
    found = [row for place in pages.tree(2).leaves for row in pages.rows(place.page)]
    return [(row.id, *row.values[1:]) for row in found if isinstance(row, Row)], found


def test_every_row_is_read_as_it_is(table):
    path, rows = table
    assert read(path)[0] == rows


def test_the_places_of_leaves_hold_their_rows(table):
    pages = Pages(table[0].read_bytes())
    places = pages.tree(2).leaves
    assert len(places) > 5
    for place in places:
        assert all(place.low < row.id <= place.high for row in pages.rows(place.page))


def test_a_page_of_zeros_costs_its_own_rows_only(table):
    path, rows = table
    pages = Pages(path.read_bytes())
    gone = pages.tree(2).leaves[3]
    data = bytearray(path.read_bytes())
    data[(gone.page - 1) * pages.size : gone.page * pages.size] = bytes(pages.size)
    path.write_bytes(bytes(data))
    assert read(path)[0] == [row for row in rows if not gone.low < row[0] <= gone.high]
    assert Pages(path.read_bytes()).tree(2).broken == [gone.page]


def test_a_row_that_goes_on_nowhere_is_unreadable_and_the_others_are_not(tmp_path):
    path = tmp_path / "x.db"
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, a)")
    db.executemany("INSERT INTO thing (a) VALUES (?)", [("short",), ("long " * 2000,), ("short",)])
    db.commit()
    db.close()
    data = path.read_bytes()
    path.write_bytes(data[: 4096 * 3])  # the chain of the long one begins on page 3
    rows, found = read(path)
    assert [row[0] for row in rows] == [1, 3]
    assert sum(isinstance(one, Unreadable) for one in found) == 1


def test_a_tree_that_leads_into_itself_ends(table):
    path, _rows = table
    pages = Pages(path.read_bytes())
    data = bytearray(path.read_bytes())
    data[pages.size + 8 : pages.size + 12] = (2).to_bytes(4, "big")
    assert 2 in Pages(bytes(data)).tree(2).broken


@pytest.mark.parametrize("data", [b"", b"x", b"SQLite format 3\0", bytes(5000), b"\x0d" * 9000, b"\xff" * 9000])
def test_what_is_no_database_has_no_rows(data):
    pages = Pages(data)
    for number in range(-1, 5):
        assert not [row for row in pages.rows(number) if isinstance(row, Row)] if pages.kind(number) == 13 else True
        assert pages.tree(number).broken or pages.tree(number).leaves


@pytest.mark.parametrize("payload", [b"\x02\x0f", b"\x05\x00", b"\x02\x0ax", b"\x02\x00more", b"\x03\x01\x13ab"])
def test_a_record_that_is_not_as_long_as_it_says_is_unreadable(payload):
    with pytest.raises((Unreadable, IndexError)):
        values(payload)
