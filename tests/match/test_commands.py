"""Bank statements through the front door."""

import json

import pytest

HEAD = "Tanggal,Keterangan,Cabang,Jumlah,,Saldo\n"


@pytest.fixture
def bca(tmp_path):
    """A file of BCA with these credits: day of November, amount, text."""

    def bca(*credits, name="bca.csv"):
        path = tmp_path / name
        rows = [f"'{day:02}/11/2026,{text},'0000,{amount}.00,CR,1.00\n" for day, amount, text in credits]
        path.write_text(HEAD + "".join(rows), encoding="utf-8")
        return path

    return bca


@pytest.fixture
def orders(shop):
    """Rina owes 300,000 for order 1, Sari and Tuti 150,000 each for 2 and 3."""
    for name, price in (("Rina Wati", 300), ("Sari Dewi", 150), ("Tuti", 150)):
        assert shop(["contact", "add", name]).status == 0
        assert shop(["order", "add", name, f"Gamis @{price}rb", "--on", "19/11"]).status == 0
    return shop


def test_a_dry_run_shows_what_fits_and_changes_nothing(orders, bca, look):
    file = bca((20, 300_000, "TRSF RINA WATI"), (20, 150_000, "TRSF SARI DEWI"), (21, 999, "SETORAN"))
    rows = orders(f"match {file} --dry-run --json").json["rows"]
    assert [(row["sure"], [due["order"] for due in row["dues"]]) for row in rows] == [
        ("certain", [1]),
        ("likely", [2]),
        ("none", []),
    ]
    assert "#1 Rina Wati" in orders(f"match {file} --dry-run").out
    assert look("SELECT count(*) FROM bank_line") == [(0,)]


def test_yes_books_what_is_certain_with_the_banks_method_and_day_as_one_change(orders, bca, look):
    file = bca((20, 300_000, "TRSF RINA WATI"), (20, 150_000, "TRSF SARI DEWI"), (21, 999, "SETORAN"))
    before = look("SELECT count(*) FROM change")[0][0]
    done = orders(f"match {file} --yes --json").json
    assert (done["booked"], done["confirmed"], done["open"]) == (1, 0, 2)
    assert look("SELECT due_id, amount, method, paid_on FROM payment") == [(1, 300_000, "bca", "2026-11-20")]
    assert look("SELECT count(*) FROM change")[0][0] == before + 1
    assert orders("order show 1 --json").json["order"]["payment"] == "paid"


def test_the_same_file_twice_and_one_that_overlaps_add_nothing(orders, bca, look):
    first = bca((20, 300_000, "TRSF RINA WATI"), (20, 999, "SETORAN"), (20, 999, "SETORAN"))
    orders(f"match {first} --yes")
    again = orders(f"match {first} --yes")
    assert "1 line was booked or left out before." in again.out + again.err
    longer = bca(
        (19, 50, "BARU"), (20, 999, "SETORAN"), (20, 300_000, "TRSF RINA WATI"), (20, 999, "SETORAN"), name="b.csv"
    )
    orders(f"match {longer} --yes")
    assert look("SELECT count(*), sum(amount) FROM payment") == [(1, 300_000)]
    assert look("SELECT amount, count(*) FROM bank_line GROUP BY amount ORDER BY amount") == [
        (50, 1),
        (999, 2),
        (300_000, 1),
    ]


def test_a_second_time_when_all_is_booked_nothing_is_written_down(orders, bca, look):
    file = bca((20, 300_000, "RINA"))
    orders(f"match {file} --yes")
    before = look("SELECT count(*) FROM change")
    assert "Nothing is new in bca.csv" in orders(f"match {file} --yes").out
    assert look("SELECT count(*) FROM change") == before


def test_an_empty_month_says_so(orders, tmp_path):
    (tmp_path / "bca.csv").write_text(HEAD + "'20/11/2026,PLN,'0000,5000.00,DB,1.00\n")
    assert "No money came in by bca.csv." in orders(f"match {tmp_path / 'bca.csv'} --yes").out


def test_on_a_terminal_each_line_is_asked_about_and_all_is_booked_at_once(orders, bca, look):
    file = bca((20, 300_000, "RINA WATI"), (20, 150_000, "SARI DEWI"), (21, 150_000, "LAIN"))
    said = orders(f"match {file}", keys="y\nc\n#3\n")
    assert said.status == 0
    assert look("SELECT due_id FROM payment ORDER BY id") == [(1,), (3,)]
    assert "→ #1 Rina Wati, Rp300.000 owed: certain (the amount)" in said.err
    assert "2 payments booked, Rp450.000, 1 line still open." in said.out


def test_another_is_chosen_by_its_place_or_left_and_what_is_none_is_asked_again(orders, bca, look):
    file = bca((21, 150_000, "LAIN"))
    said = orders(f"match {file}", keys="c\n#99\n#1x\n2\n")
    assert "There is no order 99." in said.err
    assert look("SELECT due_id FROM payment") == [(3,)]
    file = bca((22, 150_000, "LAIN"))
    orders(f"match {file}", keys="c\n\n")
    assert look("SELECT count(*) FROM payment") == [(1,)]


def test_stop_books_what_was_accepted_and_ctrl_c_nothing(orders, bca, look):
    file = bca((20, 300_000, "RINA WATI"), (20, 150_000, "SARI DEWI"))
    assert orders(f"match {file}", keys="y\n\x03").status == 130
    assert look("SELECT count(*) FROM bank_line") == [(0,)]
    orders(f"match {file}", keys="y\ns\n")
    assert look("SELECT due_id FROM payment") == [(1,)]


def test_without_a_terminal_it_names_the_options(orders, bca):
    refused = orders(f"match {bca((20, 300_000, 'RINA'))}")
    assert refused.status == 4
    assert "There is no terminal to ask on: “Is that right?”" in refused.err
    assert "Look with --dry-run; --yes books what is certain." in refused.err


def test_what_changed_while_the_questions_were_answered_is_not_booked(orders, bca, look, monkeypatch):
    from olcrm.kit import ask

    def answer(*_words, **_named):
        orders("pay add 1 100rb")
        return "y"

    monkeypatch.setattr(ask, "key", answer)
    refused = orders(f"match {bca((20, 300_000, 'RINA'))}", keys="")
    assert refused.status == 4
    assert "order 1 was changed while the questions were answered." in refused.err
    assert look("SELECT count(*) FROM bank_line") == [(0,)]


def test_a_unique_code_finds_its_order(shop, bca):
    for name in ("Rina", "Sari"):
        shop(["contact", "add", name])
        shop(["order", "add", name, "Gamis @150rb", "--unique-code", "--on", "19/11"])
    total = shop("order show 2 --json").json["order"]["total"]
    assert total != shop("order show 1 --json").json["order"]["total"]
    (row,) = shop(f"match {bca((20, total, 'SETORAN'))} --dry-run --json").json["rows"]
    assert (row["sure"], row["dues"][0]["order"]) == ("certain", 2)


def test_several_orders_of_one_customer_are_paid_by_one_line(shop, bca, look):
    shop("contact add 'Budi Santoso'")
    for price in (25, 15):
        shop(["order", "add", "budi", f"Topi @{price}rb", "--on", "19/11"])
    said = shop(f"match {bca((20, 40_000, 'TRSF BUDI SANTOSO'))}", keys="y\n")
    assert "#1 + #2 Budi Santoso" in said.err
    assert look("SELECT due_id, amount FROM payment ORDER BY id") == [(1, 25_000), (2, 15_000)]
    assert look("SELECT payment_id, last_id FROM bank_line") == [(1, 2)]
    assert [row["confirmed"] for row in shop("pay list --json").json["rows"]] == [True, True]


def test_a_payment_that_was_noted_is_confirmed_and_not_booked_again(orders, bca, look):
    orders("pay add 2 150rb --via bca --on 20/11")
    orders("pay add 3 150rb --via tunai")
    seen = {row["id"]: row["confirmed"] for row in orders("pay list --json").json["rows"]}
    assert seen == {1: False, 2: False}
    assert [row["id"] for row in orders("pay list --unconfirmed --json").json["rows"]] == [1]
    done = orders(f"match {bca((21, 150_000, 'SARI DEWI'))} --yes --json").json
    assert (done["booked"], done["confirmed"]) == (0, 1)
    assert done["rows"][0]["payment"] == 1
    assert look("SELECT count(*) FROM payment") == [(2,)]
    assert orders("pay list --unconfirmed --json").json["rows"] == []
    assert "All of it was seen on bank statements." in orders("pay list --unconfirmed").out
    assert "✓✓" in orders("pay list --csv").out


def test_money_noted_with_its_surplus_is_recognised_by_its_whole_amount(orders, bca):
    orders("pay add 2 170rb --via bca --on 20/11")
    done = orders(f"match {bca((20, 170_000, 'SARI'))} --yes --json").json
    assert done["confirmed"] == 1
    assert all(row["confirmed"] for row in orders("pay list --json").json["rows"])


def test_who_paid_before_is_known_by_her_banks_name(orders, bca):
    orders(f"match {bca((20, 150_000, 'TRSF SULASTRI HANDAYANI'))}", keys="c\n#2\n")
    orders(["order", "add", "Sari Dewi", "Rok @150rb", "--on", "20/11"])
    (row,) = orders(f"match {bca((22, 150_000, 'TRSF SULASTRI HANDAYANI'))} --dry-run --json").json["rows"]
    assert (row["sure"], row["contact"]["name"]) == ("likely", "Sari Dewi")


def test_a_name_shared_by_many_says_nothing(shop, bca):
    for number in range(21):
        shop(["contact", "add", "Rina", "--phone", f"0812345678{number:02}"])
        shop(["due", "add", str(number + 1), f"{number + 1}rb", "x"])
    (row,) = shop(f"match {bca((20, 3_000, 'RINA'))} --dry-run --json").json["rows"]
    assert row["sure"] == "certain"  # by its amount


def test_open_lines_stay_listed_with_what_they_fit_by_now(orders, bca):
    orders(f"match {bca((20, 75_000, 'ANI'), (21, 150_000, 'LAIN'))} --yes")
    orders("contact add Ani")
    orders("order add ani 'Bros @75rb' --on 19/11")
    listed = orders("match list --json").json["rows"]
    assert [(row["line"], row["sure"]) for row in listed] == [(1, "certain"), (2, "possible")]
    assert orders("match list --limit 1 --json").json["rows"][0]["line"] == 1
    (waiting,) = [row for row in orders("today --all --json").json["rows"] if row["room"] == "match"]
    assert waiting["text"] == "2 lines of bank statements are nobody's payment yet"


def test_an_open_line_is_booked_by_hand_and_the_surplus_is_credit(orders, bca, look):
    orders(f"match {bca((20, 160_000, 'LAIN'))} --yes")
    done = orders("match book 1 3 --json").json
    assert (done["payment"]["amount"], done["credit"], done["payment"]["confirmed"]) == (150_000, 10_000, True)
    assert look("SELECT method, paid_on FROM payment") == [("bca", "2026-11-20")] * 2
    refused = orders("match book 1 2")
    assert (refused.status, "Line 1 is booked, as payments 1, 2." in refused.err) == (4, True)
    listed = orders("match list").out
    assert (listed.startswith("Every line of the statements is booked."), "match book" in listed) == (True, False)


def test_a_line_whose_payment_is_taken_back_is_open_again(orders, bca):
    file = bca((20, 300_000, "RINA"))
    orders(f"match {file} --yes")
    orders("pay void 1 --because salah")
    assert [row["line"] for row in orders("match list --json").json["rows"]] == [1]
    assert orders("match book 1 due:1").status == 0
    assert orders("match list --json").json["rows"] == []


def test_a_line_is_booked_while_any_of_its_money_is(orders, bca, look):
    file = bca((20, 160_000, "TUTIK"))
    orders(f"match {file} --yes")
    orders("match book 1 2")
    for taken, left in ((1, 2), (2, 1)):
        orders(f"pay void {taken} --because salah")
        assert orders("match list --json").json["rows"] == []
        assert "Nothing is new" in orders(f"match {file} --yes").out
        refused = orders("match book 1 3")
        assert (refused.status, f"Line 1 is booked, as payment {left}." in refused.err) == (4, True)
        assert f"`olcrm pay void {left} --because …`" in refused.err
        orders("undo --yes")
    orders("pay void 1 --because salah")
    orders("pay void 2 --because salah")
    assert [row["line"] for row in orders("match list --json").json["rows"]] == [1]
    assert orders("match book 1 3").status == 0
    assert look("SELECT sum(amount) FROM payment") == [(160_000,)]


def test_a_line_that_is_none_of_the_customers_money_is_left_out(orders, bca):
    file = bca((20, 300_000, "RINA"))
    orders(f"match {file}", keys="l\n")
    assert (
        "Line 1 is left out, Rp300.000: dari rekening sendiri."
        in orders(["match", "drop", "1", "--because", "dari rekening sendiri"]).out
    )
    assert "Nothing is new" in orders(f"match {file} --yes").out
    refused = orders("match book 1 1")
    assert (refused.status, "Line 1 was left out: dari rekening sendiri." in refused.err) == (4, True)
    orders("undo --yes")
    assert orders("match book 1 1").status == 0


def test_lines_that_are_none_are_told_so(orders):
    assert orders("match book x 1").status == 2
    assert "“x” is not the number of a line." in orders("match book x 1").err
    assert "There is no line 9." in orders("match drop 9 --because x").err


def test_a_broken_file_books_nothing(orders, tmp_path, look):
    path = tmp_path / "bca.csv"
    path.write_text(HEAD + "'20/11/2026,RINA,'0000,300000.00,CR,1.00\n'20/11/2026,SARI,'0000,150.000,CR,1.00\n")
    assert orders(f"match {path} --yes").status == 4
    assert look("SELECT count(*) FROM bank_line") == [(0,)]
    assert orders(f"match {tmp_path / 'nothing.csv'} --yes").status == 3
    assert orders(f"match {tmp_path} --yes").status == 4


def test_an_account_of_ones_own_is_the_method(orders, bca, look):
    orders(f"match {bca((20, 300_000, 'RINA'))} --yes --account 'BCA Toko'")
    assert look("SELECT method FROM payment") == [("bca toko",)]


def test_who_is_forgotten_is_forgotten_in_statements_too(orders, bca, look):
    orders(f"match {bca((20, 300_000, 'TRSF RINA WATI'))} --yes")
    assert orders("contact forget 1 --yes").status == 0
    assert look("SELECT text, payer FROM bank_line") == [("…", None)]
    assert look("SELECT count(*) FROM change_row WHERE was LIKE '%RINA%'") == [(0,)]


def test_no_question_looks_through_a_growing_table(db):
    from olcrm.match import known, store

    for question, values in (
        (known._DUES, ("[1]",)),
        (known._HERS, ("[1]",)),
        (known._NAMED, ("[1]",)),
        (known._PAID_BEFORE, ("[1]",)),
        (known._NOTED, ("2026", "2027")),
        (store._SEEN, ("[1]",)),
        (store._OPEN, (5,)),
        (store._OPEN_AGAIN, ()),
        (store._STANDS, (1,)),
        (store._WAITING, ()),
    ):
        plan = [row["detail"] for row in db.execute(f"EXPLAIN QUERY PLAN {question}", values)]
        scans = [step for step in plan if step.startswith("SCAN") and "INDEX" not in step and "given" not in step]
        assert not [step for step in scans if "subquery" not in step.casefold() and "CONSTANT" not in step], plan


def test_json_is_one_document(orders, bca):
    said = orders(f"match {bca((20, 300_000, 'RINA'))} --yes --json")
    assert json.loads(said.out)["kind"] == "match"
    assert said.err == ""
