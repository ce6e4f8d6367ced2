"""What can be read of a damaged ledger goes into a fresh one, and what cannot is filled in, stood in for, or named."""

import json
import os
import random
import sqlite3
import stat
from pathlib import Path

import pytest

from olcrm.contact.rules import find_key
from olcrm.doctor import store as doctor
from olcrm.kit.errors import Refused
from olcrm.ledger import door, proving, rescuing, safekeep
from olcrm.ledger.pages import Pages

PAGE = 4096
CASES = int(os.environ.get("OLCRM_FUZZ", "12"))


@pytest.fixture
def big(ledger, write):
    """A ledger of some pages a table, without a snapshot: 60 people, each with an order of two lines, paid, a note."""

    def work(shelf):
        for number in range(60):
            one = shelf.contact(f"Pelanggan{number}", f"+62812{number:08}")
            order = shelf.order(one, 100_000 + number, 50_000)
            (due,) = shelf.db.execute("SELECT due_id FROM sale_order WHERE id = ?", (order,)).fetchone()
            shelf.payment(one, due, 70_000)
            shelf.note(one, f"catatan {number} " * 20, order)
            shelf.message(one)

    write(work)
    for snapshot in safekeep.snapshots(ledger):
        snapshot.path.unlink()
    return ledger


def rescue(ledger, file=None):
    return rescuing.rescue(ledger, file or ledger, None, find_key)


def leaves(path, table):
    """The leaf pages of a table."""
    db = sqlite3.connect(path)
    (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    db.close()
    return [place.page for place in Pages(path.read_bytes()).tree(root).leaves]


def zero(path, *pages):
    data = bytearray(path.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)
    path.write_bytes(bytes(data))


def ask(path, question):
    db = sqlite3.connect(path)
    try:
        return db.execute(question).fetchall()
    finally:
        db.close()


def fared(found, table):
    return next(one for one in found.tables if one.table == table)


def complaints(path):
    """What the doctor says against a rescued ledger, apart from that it has no snapshot."""
    return [one.what for one in doctor.examine(path) if one.state != "ok" and one.check != "snapshots"]


def test_a_whole_ledger_comes_out_as_it_is(big, dump):
    before = big.read_bytes()
    found = rescue(big)
    assert found.is_whole()
    assert dump(found.file) == dump(big)
    assert big.read_bytes() == before
    assert complaints(found.file) == []
    assert stat.S_IMODE(found.file.stat().st_mode) == 0o600
    assert ask(found.file, "SELECT said FROM change ORDER BY id DESC LIMIT 1") == [("Rescued from olcrm.db.",)]


@pytest.mark.parametrize("damage", ["header", "first page", "random first page"])
def test_the_schema_is_not_needed(big, dump, damage):
    everything = dump(big)
    data = bytearray(big.read_bytes())
    size = 100 if damage == "header" else PAGE
    data[:size] = random.Random(1).randbytes(size) if "random" in damage else bytes(size)
    big.write_bytes(bytes(data))
    found = rescue(big)
    assert dump(found.file) == everything
    assert complaints(found.file) == []


def test_lost_pages_of_indices_and_of_the_search_lose_nothing(big, dump):
    everything = dump(big)
    ours = {page for table in everything for page in leaves(big, table)}
    ours |= {*leaves(big, "change"), *leaves(big, "change_row"), *leaves(big, "sqlite_sequence"), 1}
    pages = Pages(big.read_bytes())
    zero(big, *(page for page in range(2, pages.count + 1) if page not in ours and pages.kind(page) in (2, 10)))
    found = rescue(big)
    assert dump(found.file) == everything
    assert complaints(found.file) == []


def test_a_page_above_the_leaves_loses_nothing(big, dump):
    everything = dump(big)
    db = sqlite3.connect(big)
    (root,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'note'").fetchone()
    db.close()
    assert Pages(big.read_bytes()).kind(root) == 5
    zero(big, root)
    found = rescue(big)
    assert dump(found.file) == everything
    assert not found.is_whole()  # a page could not be read, though every row was found


def test_swapped_pages_are_put_right(big, dump):
    everything = dump(big)
    one, other = leaves(big, "note")[1], leaves(big, "contact")[0]
    data = bytearray(big.read_bytes())
    spans = [slice((page - 1) * PAGE, page * PAGE) for page in (one, other)]
    data[spans[0]], data[spans[1]] = data[spans[1]], data[spans[0]]
    big.write_bytes(bytes(data))
    assert dump(rescue(big).file) == everything


def test_rows_that_are_lost_are_named_and_the_history_knows(big):
    page = leaves(big, "note")[1]
    zero(big, page)
    found = rescue(big)
    lost = fared(found, "note").lost
    assert lost
    there = {number for (number,) in ask(found.file, "SELECT id FROM note")}
    assert there == set(range(1, 61)) - set(lost)
    assert complaints(found.file) == []


def test_a_lost_customer_keeps_orders_and_number(big):
    zero(big, leaves(big, "contact")[0])
    found = rescue(big)
    made_up = fared(found, "contact").made_up
    assert made_up[0] == 1
    assert ask(found.file, "SELECT name, orders, owed FROM contact WHERE id = 1") == [("Customer 1", 1, 80_000)]
    assert ask(found.file, "SELECT value FROM channel WHERE contact_id = 1") == [("+6281200000000",)]
    assert complaints(found.file) == []


def test_what_was_ordered_and_paid_is_still_known_from_the_sums(big):
    owed = ask(big, "SELECT id, owed, spent FROM contact")
    zero(big, leaves(big, "order_line")[0], leaves(big, "payment")[0])
    found = rescue(big)
    assert fared(found, "order_line").made_up
    assert fared(found, "payment").made_up
    assert ask(found.file, "SELECT id, owed, spent FROM contact") == owed


def test_a_lost_due_comes_back_for_its_order(big):
    before = ask(big, "SELECT count(*), sum(amount), sum(paid) FROM due")
    zero(big, *leaves(big, "due"))
    found = rescue(big)
    assert fared(found, "due").older
    assert ask(found.file, "SELECT count(*), sum(amount), sum(paid) FROM due") == before
    assert complaints(found.file) == []


def test_a_lost_order_comes_back_for_its_due(big):
    zero(big, leaves(big, "sale_order")[0])
    found = rescue(big)
    assert fared(found, "sale_order").made_up
    assert ask(found.file, "SELECT count(*), sum(goods) FROM sale_order") == [(60, 60 * 150_000 + sum(range(60)))]
    assert complaints(found.file) == []


def test_lost_history_is_said_and_does_not_stop_the_numbers(big):
    zero(big, *leaves(big, "change"), leaves(big, "change_row")[1])
    found = rescue(big)
    assert fared(found, "change").made_up == [1]
    assert fared(found, "change_row").lost
    assert complaints(found.file) == []


def test_what_is_missing_comes_from_the_snapshot(big, write, dump):
    safekeep.keep(big, reason="asked")
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'baru' WHERE id < 20"))
    everything = dump(big)
    zero(big, *leaves(big, "contact"), leaves(big, "order_line")[0])
    found = rescue(big)
    assert len(fared(found, "contact").exact) == 60
    assert dump(found.file) == everything
    assert complaints(found.file) == []


def test_a_row_that_was_edited_since_is_as_it_was_before(big, write):
    safekeep.keep(big, reason="asked")
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'dua'"))
    write(lambda shelf: shelf.db.execute("UPDATE note SET text = 'tiga'"))
    zero(big, *leaves(big, "note"))
    found = rescue(big)
    assert len(fared(found, "note").older) == 60
    assert ask(found.file, "SELECT DISTINCT text FROM note") == [("dua",)]


def test_a_digit_that_flipped_is_put_right_from_the_snapshot(big, dump):
    safekeep.keep(big, reason="asked")
    everything = dump(big)
    data = big.read_bytes()
    big.write_bytes(data.replace(b"Pelanggan17", b"Pelanggan97"))
    found = rescue(big)
    assert dump(found.file) == everything
    (line,) = found.aside.read_text().splitlines()
    assert json.loads(line)["row"]["name"] == "Pelanggan97"
    assert stat.S_IMODE(found.aside.stat().st_mode) == 0o600


def test_rows_that_break_a_rule_are_set_aside(big):
    db = sqlite3.connect(big, isolation_level=None)
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("UPDATE order_line SET qty = -1 WHERE id = 3")
    db.close()
    found = rescue(big)
    (line,) = found.aside.read_text().splitlines()
    document = json.loads(line)
    assert (document["table"], document["id"], document["row"]["qty"]) == ("order_line", 3, -1)
    assert fared(found, "order_line").aside == [3]
    assert complaints(found.file) == []


def test_a_ledger_of_the_first_release_comes_out_up_to_date(big, tmp_path):
    old = tmp_path / "old.db"
    db = sqlite3.connect(old)
    db.executescript((Path(__file__).parent / "old" / "v1.sql").read_text(encoding="utf-8"))
    db.close()
    people = ask(old, "SELECT id, name FROM contact")
    assert people
    data = old.read_bytes()
    old.write_bytes(data[:100] + bytes(PAGE - 100) + data[PAGE:])
    found = rescue(big, old)
    assert proving.check(found.file).version == door.SCHEMA
    assert ask(found.file, "SELECT id, name FROM contact") == people


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Nothing of a ledger can be read in"),
        (b"nama,telepon\n" * 900, "Nothing of a ledger can be read in"),
        (bytes(PAGE * 5), "Nothing of a ledger can be read in"),
    ],
)
def test_what_holds_nothing_is_refused_and_nothing_is_written(big, tmp_path, content, words):
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(Refused, match=words):
        rescue(big, tmp_path / "x.db")
    assert not list(big.parent.glob("*rescued*"))


def test_another_programs_file_and_a_newer_ledger_are_refused(big, tmp_path):
    other = sqlite3.connect(tmp_path / "x.db")
    other.execute("CREATE TABLE people (id INTEGER PRIMARY KEY)")
    other.close()
    with pytest.raises(Refused, match="is not an olcrm ledger"):
        rescue(big, tmp_path / "x.db")
    db = sqlite3.connect(big)
    db.execute(f"PRAGMA user_version = {door.SCHEMA + 1}")
    db.commit()
    assert rescue(big).is_whole()  # nothing else is new, so it is the number that was damaged
    db.execute("CREATE TABLE novelty (id INTEGER PRIMARY KEY)")
    db.close()
    with pytest.raises(Refused, match="was written by a newer olcrm"):
        rescue(big)


def test_nothing_is_written_over(big):
    first, second = rescue(big).file, rescue(big).file
    assert first != second
    with pytest.raises(Refused, match="is there already"):
        rescuing.rescue(big, big, first, find_key)
    with pytest.raises(Refused, match="There is no folder"):
        rescuing.rescue(big, big, big.parent / "no" / "x.db", find_key)
    assert rescuing.rescue(big, big, first.parent / "backups", find_key).file.parent.name == "backups"


def test_whatever_is_damaged_a_rescue_gives_a_ledger_that_is_whole(big):
    chance = random.Random(20261122)
    original = big.read_bytes()
    for case in range(CASES):
        data = bytearray(original)
        for _each in range(chance.choice((1, 1, 5, 40))):
            at = chance.randrange(len(data))
            how = chance.randrange(4)
            if how == 0:
                data[at] ^= 1 << chance.randrange(8)
            elif how == 1:
                data[at // PAGE * PAGE : (at // PAGE + 1) * PAGE] = bytes(PAGE)
            elif how == 2:
                data[at : at + 200] = chance.randbytes(len(data[at : at + 200]))
            elif case % 5 == 0:
                del data[max(at, len(original) // 2) :]
        big.write_bytes(bytes(data))
        found = rescue(big)
        assert proving.check(found.file).state == "good", case
        assert not [
            one
            for one in doctor.examine(found.file)
            if one.check in ("sums", "history", "links", "numbers") and one.state != "ok"
        ], case
        for path in big.parent.glob("*rescued*"):
            path.unlink()
