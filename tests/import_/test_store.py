import csv
import re

import pytest

from olcrm.contact import store as contacts
from olcrm.import_ import contacts as contacts_file
from olcrm.import_ import layouts, orders, store
from olcrm.import_.rules import Habit
from olcrm.kit import sheet
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.ledger import book, history, sums, windows

SETTLED = Habit(purchase="Pembelian", settled=True, paid_when_sent=True, gone_before="2026-09-23")
UNSETTLED = Habit(purchase="Pembelian", settled=False, paid_when_sent=True, gone_before="2026-09-23")


@pytest.fixture
def bring(db, tmp_path):
    """Bring in a file of this text, as the command would, and give the outcome."""

    def bring(kind, text, habit=SETTLED, maps=(), rows=None):
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        with sheet.opened(path) as opened:
            layout = layouts.layout(kind, opened.heading, maps, path.name)
            return store.bring(db, opened, rows(opened) if rows else opened.rows(), layout, habit)

    return bring


def names(db):
    return [name for (name,) in db.execute("SELECT name FROM contact ORDER BY id")]


def problems(outcome):
    return [(wrong.row, wrong.column, wrong.problem) for wrong in outcome.wrong]


# Contacts


def test_a_row_becomes_a_contact_with_everything_in_it(db, bring):
    outcome = bring(
        "contacts",
        "name,nickname,salutation,phone,ig,email,birthday,city,address,source,tags,note,language\n"
        'Rina Wati,Rin,Mbak,0812-3456-7890,@Rina.W,r@example.com,17/8/1990,Bandung,"Jl. Melati 5, Coblong",pameran,'
        '"reseller, jabar",suka pastel,en\n',
    )
    found = contacts.get(db, 1)
    assert (outcome.new, outcome.rows, names(db)) == (1, 1, ["Rina Wati"])
    assert [(one.kind, one.value) for one in found.channels] == [
        ("phone", "+6281234567890"),
        ("ig", "rina.w"),
        ("email", "r@example.com"),
    ]
    assert (found.nickname, found.salutation, found.birthday, found.city) == ("Rin", "Mbak", "1990-08-17", "Bandung")
    assert (found.source, found.language, found.tags) == ("pameran", "en", ["reseller", "jabar"])
    assert [row["text"] for row in db.execute("SELECT text FROM address")] == ["Jl. Melati 5, Coblong"]
    assert [tuple(row) for row in db.execute("SELECT text, private FROM note")] == [("suka pastel", 1)]


def test_somebody_known_by_phone_keeps_what_is_known_and_gets_what_is_not(db, bring):
    contacts.add(db, "Rina Wati", phone="081234567890", city="Bandung", birthday="--04-14")
    outcome = bring(
        "contacts", "name,phone,city,birthday,nickname,email\nRina Lain,+62 812 3456 7890,Bogor,1/1/1990,Rin,r@x.id\n"
    )
    found = contacts.get(db, 1)
    assert (outcome.new, outcome.known, outcome.filled) == (0, 1, 1)
    assert (found.name, found.city, found.birthday, found.nickname) == ("Rina Wati", "Bandung", "--04-14", "Rin")
    assert ("email", "r@x.id") in [(one.kind, one.value) for one in found.channels]
    assert outcome.renamed == [{"row": 2, "name": "Rina Lain", "contact": 1, "kept": "Rina Wati"}]


def test_two_names_with_one_phone_in_one_file_are_one_person_under_her_first_name(db, bring):
    outcome = bring("contacts", "name,phone\nRina,081234567890\nRina Baru,6281234567890\n")
    assert (names(db), outcome.new, outcome.known, len(outcome.renamed)) == (["Rina"], 1, 1, 1)


def test_a_namesake_with_another_phone_is_another_person(db, bring):
    contacts.add(db, "Rina", phone="081234567890")
    bring("contacts", "name,phone\nRina,081399998888\n")
    assert names(db) == ["Rina", "Rina"]


def test_somebody_is_known_by_a_handle_too(db, bring):
    contacts.add(db, "Rina", channels=[contacts_file.people.rules.channel("ig", "rina_w")])
    outcome = bring("contacts", "name,ig,phone\nRina W,@RINA_W,081234567890\n")
    assert (names(db), outcome.filled, contacts.get(db, 1).phone) == (["Rina"], 1, "+6281234567890")


def test_numbers_of_two_customers_in_one_row_are_wrong(db, bring):
    contacts.add(db, "Rina", phone="081234567890")
    contacts.add(db, "Sari", phone="081399998888")
    outcome = bring("contacts", "name,hp,wa\nR,081234567890,081399998888\n", maps=["name=name", "phone=hp", "phone=wa"])
    assert problems(outcome) == [(2, "phone", "its numbers belong to several customers: Rina (1), Sari (2)")]


def test_only_a_name_that_is_there_is_the_same_person(db, bring):
    contacts.add(db, "Rina Wati", phone="081234567890")
    outcome = bring("contacts", "name\nRina Wati\nrina  WATI\nRina\n")
    assert (names(db), outcome.known) == (["Rina Wati", "Rina"], 2)


def test_two_spellings_within_one_file_stay_two_people(db, bring):
    bring("contacts", "name\nTRUE\ntrue\nTrue\nTRUE\n")
    assert names(db) == ["TRUE", "true", "True"]


def test_a_name_that_several_have_is_wrong_where_it_would_matter(db, bring):
    contacts.add(db, "Rina", phone="081234567890")
    contacts.add(db, "Rina", phone="081399998888")
    outcome = bring("contacts", "name,city\nRina,Bogor\nRina,\n")
    assert problems(outcome) == [(2, "name", "it could be any of Rina (1), Rina (2)")]
    assert len(names(db)) == 2


def test_a_row_that_was_brought_in_before_is_known_even_when_she_has_another_name_now(db, bring):
    bring("contacts", "name\nRina\n")
    contacts.edit(db, 1, {"name": "Rina Wati"})
    outcome = bring("contacts", "name\nRina\nSari\n")
    assert (names(db), outcome.known, outcome.new) == (["Rina Wati", "Sari"], 1, 1)


def test_the_same_row_twice_adds_its_note_once(db, bring):
    bring("contacts", "name,phone,note\nRina,081234567890,pastel\nRina,0812-3456-7890,pastel\n")
    assert db.execute("SELECT count(*) FROM note").fetchone()[0] == 1


@pytest.mark.parametrize(
    "name", ["[/]", "\x1b[31mRina", ":smile:", "=1+1", "'x", "\u202eanir", "Rina\nWati", "'; DROP TABLE contact;--"]
)
def test_any_name_comes_in_exactly(db, bring, name):
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["name"], [name]])
    bring("contacts", out.getvalue())
    assert names(db) == [name]


# Orders


def test_an_order_comes_in_with_its_lines_its_due_and_its_payment(db, bring):
    outcome = bring(
        "orders",
        "number,date,contact,phone,item,qty,price,shipping,total,paid,status,source,note\n"
        "A1,03/11/2026 09:15,Rina,0812-3456-7890,Gamis,2,150.000,18.000,363.000,363.000,selesai,wa,merah\n"
        "A1,03/11/2026 09:15,Rina,0812-3456-7890,Hijab,1,45.000,,363.000,363.000,selesai,wa,\n",
    )
    assert (outcome.new, outcome.people, outcome.sum, outcome.rows) == (1, 1, 363_000, 2)
    row = windows.order(db, 1)
    assert (row["status"], row["payment"], row["total"], row["paid"]) == ("done", "paid", 363_000, 363_000)
    assert (row["goods"], row["shipping"], row["number"], row["source"], row["note"]) == (
        345_000,
        18_000,
        "A1",
        "wa",
        "merah",
    )
    assert (row["ordered_on"], row["ordered_at"], row["keep_until"]) == (
        "2026-11-03",
        "2026-11-03T02:15:00+00:00",
        None,
    )
    lines = db.execute("SELECT name, qty, price FROM order_line ORDER BY id").fetchall()
    assert [tuple(line) for line in lines] == [("Gamis", 2, 150_000), ("Hijab", 1, 45_000)]
    payment = db.execute("SELECT amount, kind, method, paid_on FROM payment").fetchall()
    assert [tuple(one) for one in payment] == [(363_000, "payment", "import", "2026-11-03")]
    assert contacts.get(db, 1).phone == "+6281234567890"


@pytest.mark.parametrize(
    ("status", "shown", "payment"),
    [
        ("belum bayar", "kept", "unpaid"),
        ("lunas", "kept", "paid"),
        ("dikirim", "shipped", "paid"),
        ("selesai", "done", "paid"),
        ("batal", "cancelled", "unpaid"),
        ("lepas", "released", "unpaid"),
    ],
)
def test_a_status_becomes_what_had_happened(db, bring, status, shown, payment):
    bring("orders", f"contact,date,total,status\nRina,20/11/2026,150rb,{status}\n", UNSETTLED)
    row = windows.order(db, 1)
    assert (row["status"], row["payment"]) == (shown, payment)


def test_an_unpaid_order_is_kept_for_as_long_as_her_standing_says(db, bring):
    db.execute("INSERT INTO setting (key, value) VALUES ('keep-repeat', '5d'), ('keep-new', '1d')")
    bring("orders", "contact,date,total\nRina,1/11/2026,150rb\nRina,2/11/2026,150rb\n")
    bring("orders", "contact,date,total,paid\nRina,20/11/2026,150rb,belum\nSari,20/11/2026,150rb,belum\n", UNSETTLED)
    assert [windows.order(db, number)["keep_until"] for number in (1, 3, 4)] == [
        None,
        "2026-11-25T05:00:00+00:00",
        "2026-11-21T05:00:00+00:00",
    ]


def test_money_above_the_total_becomes_credit(db, bring):
    bring("orders", "contact,date,total,paid\nRina,20/11/2026,150rb,160rb\n")
    assert (windows.order(db, 1)["payment"], contacts.get(db, 1).credit) == ("paid", 10_000)


def test_an_order_for_nothing_takes_no_payment(db, bring):
    bring("orders", "contact,date,total\nRina,20/11/2026,0\n")
    assert windows.order(db, 1)["payment"] == "paid"
    assert db.execute("SELECT count(*) FROM payment").fetchone()[0] == 0


def test_a_file_larger_than_the_ledger_leaves_it_made_as_it_was(db, bring):
    def made():
        return sorted(map(tuple, db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")))

    def watched(opened):
        for row in opened.rows():
            seen.append(any(name == "payment_paid_on" for name, _sql in made()))
            yield row

    before, seen = made(), []
    bring("orders", "contact,date,item,price\nRina,1/11/2026,Gamis,5\nSari,1/11/2026,Gamis,5\n", rows=watched)
    bring("orders", "contact,date,item,price\nRina,2/11/2026,Gamis,5\n", rows=watched)
    assert seen == [False, False, True]
    assert made() == before


def test_a_buyer_is_found_by_phone_then_by_handle_then_by_whole_name(db, bring):
    contacts.add(db, "Rina Wati", phone="081234567890")
    contacts.add(db, "Sari", channels=[contacts_file.people.rules.channel("shopee", "sari99")])
    contacts.add(db, "Tuti Handayani")
    outcome = bring(
        "orders",
        "contact,date,total,phone\nR. Wati,1/11/2026,5,0812-3456-7890\n0812 3456 7890,2/11/2026,5,\n"
        "SARI99,3/11/2026,5,\ntuti  handayani,4/11/2026,5,\nTuti,5/11/2026,5,\n@sari99,6/11/2026,5,\n",
    )
    buyers = [who for (who,) in db.execute("SELECT contact_id FROM sale_order ORDER BY id")]
    assert (buyers, names(db)[3:], outcome.people) == ([1, 1, 2, 3, 4, 2], ["Tuti"], 1)


def test_a_phone_that_nobody_has_is_given_to_the_one_namesake_without_a_phone(db, bring):
    contacts.add(db, "Rina")
    contacts.add(db, "Sari", phone="081234567890")
    bring("orders", "contact,date,total,phone\nRina,1/11/2026,5,081399998888\nSari,1/11/2026,5,081377776666\n")
    assert names(db) == ["Rina", "Sari", "Sari"]
    assert [contacts.get(db, who).phone for who in (1, 2, 3)] == ["+6281399998888", "+6281234567890", "+6281377776666"]


def test_a_buyer_who_could_be_several_is_wrong_and_they_are_named(db, bring):
    contacts.add(db, "Rina", phone="081234567890")
    contacts.add(db, "Rina", phone="081399998888")
    assert problems(bring("orders", "contact,date,total\nRina,1/11/2026,5\n")) == [
        (2, "contact", "it could be any of Rina (1), Rina (2)")
    ]


@pytest.mark.parametrize(
    ("kind", "text"), [("contacts", "name,city\nRina,Bogor\n"), ("orders", "contact,date,total\nRina,1/11/2026,5\n")]
)
def test_somebody_in_the_archive_is_meant_only_when_no_other_has_her_name(db, bring, kind, text):
    for _time in range(2):
        contacts.archive(db, contacts.add(db, "Rina"))
    assert [column for _row, column, _problem in problems(bring(kind, text))] == [text.partition(",")[0]]
    contacts.add(db, "Rina")
    outcome = bring(kind, text + "\n")
    assert (outcome.known + outcome.new, outcome.people, len(names(db))) == (1, 0, 3)
    rows = db.execute("SELECT contact_id FROM sale_order UNION SELECT id FROM contact WHERE city IS NOT NULL")
    assert [who for (who,) in rows] == [3]


def test_a_new_buyer_called_by_a_handle_or_phone_is_reached_by_it(db, bring):
    bring(
        "orders",
        "contact,date,total,source\n@Rina_W,1/11/2026,5,shopee\n0812-3456-7890,2/11/2026,5,\n@rina_w,3/11/2026,5,shopee\n",
    )
    assert names(db) == ["@Rina_W", "0812-3456-7890"]
    assert [tuple(row) for row in db.execute("SELECT contact_id, kind, value FROM channel ORDER BY id")] == [
        (1, "shopee", "rina_w"),
        (2, "phone", "+6281234567890"),
    ]
    assert contacts.get(db, 1).source == "shopee"


def test_equal_rows_of_one_file_are_as_many_orders_and_no_more_the_second_time(db, bring):
    same = "Rina,1/11/2026,5\n"
    first = bring("orders", "contact,date,total\n" + 3 * same)
    second = bring("orders", "contact,date,total\n" + 2 * same + "Sari,1/11/2026,5\n" + 2 * same)
    assert (first.new, second.new, second.known) == (3, 2, 3)
    third = bring("orders", "contact,date,total\n" + 5 * same)
    assert (third.new, third.known) == (1, 4)


def test_equal_rows_are_counted_across_the_rows_that_are_in_memory_together(db, bring, monkeypatch):
    monkeypatch.setattr(orders, "AT_ONCE", 2)
    same = "Rina,1/11/2026,5\n"
    assert bring("orders", "contact,date,total\n" + 7 * same).new == 7
    assert bring("orders", "total,contact,date\n" + 7 * "5,Rina,2026-11-01\n").new == 0
    assert names(db) == ["Rina"]


def test_a_number_that_is_there_is_not_brought_in_again_whatever_the_file_says_now(db, bring):
    bring("orders", "number,contact,date,total,status\nA1,Rina,1/11/2026,5,lunas\n")
    outcome = bring(
        "orders", "number,contact,date,total,status\nA1,Rina,1/11/2026,5,selesai\nA2,Rina,1/11/2026,5,lunas\n"
    )
    assert (outcome.new, outcome.known, windows.order(db, 1)["status"]) == (1, 1, "kept")


def test_the_same_number_from_two_places_is_two_orders(db, bring):
    assert (
        bring("orders", "number,contact,date,total,source\nA1,Rina,1/11/2026,5,wa\nA1,Rina,1/11/2026,5,ig\n").new == 2
    )


@pytest.mark.parametrize("at_once", [1, 2000])
def test_rows_of_an_order_with_others_in_between_are_wrong(db, bring, monkeypatch, at_once):
    monkeypatch.setattr(orders, "AT_ONCE", at_once)
    text = "number,contact,date,item,price\nA1,Rina,1/11/2026,a,5\nA2,Rina,1/11/2026,b,5\nA1,Rina,1/11/2026,c,5\n"
    assert problems(bring("orders", text)) == [
        (4, "number", "rows of this order stand further up; sort the file by number")
    ]


def test_one_wrong_row_of_an_order_leaves_the_whole_order_out(db, bring):
    outcome = bring(
        "orders",
        "number,contact,date,item,price\nA1,Rina,1/11/2026,a,5\nA1,Rina,1/11/2026,b,x\nA2,Sari,1/11/2026,c,5\n",
    )
    assert problems(outcome) == [
        (2, "number", "another row of the same order is wrong"),
        (3, "price", "“x” is not an amount that can be read without guessing."),
    ]
    assert (outcome.new, outcome.wrong_rows, names(db)) == (1, 2, ["Sari"])


def test_rows_without_a_number_stay_orders_of_their_own_between_numbered_ones(db, bring):
    text = "number,contact,date,price\n,Rina,1/11/2026,5\n,Rina,1/11/2026,6\nA1,Rina,1/11/2026,5\n,Rina,1/11/2026,7\n"
    assert bring("orders", text).new == 4


def test_the_same_file_read_in_another_way_is_refused_for_orders_alone(db, bring):
    text = "contact,date,total,other\nRina,1/11/2026,5,Sari\n"
    bring("orders", text)
    with pytest.raises(Refused, match="read in another way"):
        bring("orders", text, maps=["contact=other", "date=date", "total=total"])
    bring("contacts", text, maps=["name=contact"])
    assert bring("contacts", text, maps=["name=other"]).new == 1


@pytest.mark.parametrize("kind", ["contacts", "orders"])
def test_the_very_same_file_is_told_by_its_batch(db, bring, kind):
    text = "name,contact,date,total\nRina,Rina,1/11/2026,5\n"
    first, second = bring(kind, text), bring(kind, text)
    assert (second.again, second.batch, second.changes) == (True, first.batch, False)
    assert len(store.batches(db, None)) == 1


def test_kept_sums_search_and_history_are_as_if_typed_one_by_one(ledger, tmp_path, bring, db, look):
    rows = "".join(
        f"Pelanggan {number % 7},{1 + number % 28}/{1 + number % 11}/2025,{number % 3 + 1},{number * 1000},{status}\n"
        for number, status in enumerate(["lunas", "belum bayar", "batal", "selesai", "dikirim"] * 20)
    )
    bring("orders", "contact,date,qty,price,status\n" + rows, UNSETTLED)
    assert sums.wrong(db, 100) == []
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert contacts.find(db, "pelanggan 3").orders > 0
    ranges = db.execute("SELECT tbl, last_id - row_id + 1 FROM change_row WHERE did = 'add'").fetchall()
    assert dict(map(tuple, ranges))["sale_order"] == 100


def test_an_import_is_one_change_and_is_taken_back_whole(ledger, tmp_path, look):
    path = tmp_path / "f.csv"
    path.write_text("contact,date,total,phone\n" + "".join(f"R{n % 5},1/11/2026,{n},\n" for n in range(50)))
    before = look(
        "SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM due), (SELECT count(*) FROM import_row)"
    )
    with sheet.opened(path) as opened, book.writing() as db:
        layout = layouts.layout("orders", opened.heading, (), "f.csv")
        store.bring(db, opened, opened.rows(), layout, SETTLED)
    assert look("SELECT count(DISTINCT change_id) FROM change_row") == [(1,)]
    with book.writing() as db:
        history.undo(db, None)
    assert before == look(
        "SELECT (SELECT count(*) FROM contact), (SELECT count(*) FROM due), (SELECT count(*) FROM import_row)"
    )


@pytest.mark.parametrize("kind", ["contacts", "orders"])
def test_an_interrupted_import_leaves_nothing(ledger, tmp_path, look, kind, monkeypatch):
    monkeypatch.setattr(orders, "AT_ONCE", 2)
    monkeypatch.setattr(contacts_file, "AT_ONCE", 2)
    path = tmp_path / "f.csv"
    path.write_text("name,contact,date,total\n" + "".join(f"R{n},R{n},1/11/2026,{n}\n" for n in range(20)))

    def interrupted(rows):
        for row in rows:
            if row.number == 15:
                raise KeyboardInterrupt
            yield row

    with pytest.raises(KeyboardInterrupt), sheet.opened(path) as opened, book.writing() as db:  # noqa: PT012
        layout = layouts.layout(kind, opened.heading, (), "f.csv")
        store.bring(db, opened, interrupted(opened.rows()), layout, SETTLED)
    for table in ("contact", "sale_order", "import_batch", "import_row", "change_row"):
        assert look(f"SELECT count(*) FROM {table}") == [(0,)]
    assert look("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_add'")[0][0] > 20


def test_the_sums_of_new_customers_are_right_however_many_are_remembered(db, bring, monkeypatch):
    monkeypatch.setattr(orders, "AT_ONCE", 2)
    monkeypatch.setattr(orders, "REMEMBERED", 1)
    rows = (
        "Rina,2/11/2026,50000,50000,\nSari,1/11/2026,20000,0,\nTuti,1/11/2026,30000,0,batal\nRina,1/11/2026,10000,0,\n"
        "Sari,3/11/2026,20000,25000,\nRina,3/11/2026,0,0,\nUmi,2/11/2026,15000,5000,\nTuti,4/11/2026,9000,9000,\n"
    )
    bring("orders", "contact,date,total,paid,status\nUmi,1/11/2026,7000,7000,\n")
    bring("orders", f"contact,date,total,paid,status\n{rows}")
    assert sums.wrong(db, 100) == []
    kept = "SELECT orders, paid_orders, spent, owed, credit, first_order_on, last_order_on FROM contact WHERE name = ?"
    assert tuple(db.execute(kept, ("Rina",)).fetchone()) == (3, 1, 50_000, 10_000, 0, "2026-11-01", "2026-11-03")
    assert tuple(db.execute(kept, ("Sari",)).fetchone()) == (2, 1, 20_000, 20_000, 5_000, "2026-11-01", "2026-11-03")
    assert tuple(db.execute(kept, ("Tuti",)).fetchone()) == (1, 1, 9_000, 0, 0, "2026-11-04", "2026-11-04")
    assert tuple(db.execute(kept, ("Umi",)).fetchone()) == (2, 1, 12_000, 10_000, 0, "2026-11-01", "2026-11-02")


def test_an_import_asks_by_index_alone(db):
    for statement in (
        "SELECT number, id FROM sale_order WHERE source IS ? AND number IN (SELECT value FROM json_each(?))",
        "SELECT fingerprint, max(batch_id), order_id FROM import_row"
        " WHERE fingerprint IN (SELECT value FROM json_each(?)) GROUP BY fingerprint",
        "SELECT name_key FROM contact WHERE name_key IN (SELECT value FROM json_each(?))",
        "SELECT value, contact_id FROM channel WHERE value IN (SELECT value FROM json_each(?))",
    ):
        plan = [row["detail"] for row in db.execute("EXPLAIN QUERY PLAN " + statement, ["x"] * statement.count("?"))]
        assert not [step for step in plan if re.match(r"SCAN (?!json_each)", step)], plan


def test_a_batch_is_shown_with_what_each_row_became(db, bring):
    bring("contacts", "name\nRina\nSari\n")
    outcome = bring("orders", "contact,date,total\nRina,1/11/2026,5\nTuti,2/11/2026,6\n")
    assert [
        (row["id"], row["kind"], row["rows"], row["contacts"], row["orders"]) for row in store.batches(db, None)
    ] == [
        (2, "orders", 2, 2, 2),
        (1, "contacts", 2, 2, 0),
    ]
    assert [
        (row["row"], row["name"], row["order_id"], row["total"]) for row in store.rows(db, outcome.batch, None)
    ] == [
        (2, "Rina", 1, 5),
        (3, "Tuti", 2, 6),
    ]
    assert len(store.rows(db, 1, 1)) == 1
    assert store.row_count(db, 1) == 2
    with pytest.raises(Missing):
        store.batch(db, "9")
    with pytest.raises(Misunderstood):
        store.batch(db, "nine")


def test_days_are_read_as_of_the_shops_own_today(db, bring):
    assert bring("orders", "contact,date,total\nRina,22/11/2026,5\n").new == 1
    assert problems(bring("orders", "contact,date,total\nRina,23/11/2026,5\n")) == [
        (2, "date", "“23/11/2026” is still to come.")
    ]
