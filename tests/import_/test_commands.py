import csv
import os
from pathlib import Path

import pytest

from olcrm.import_.layouts import FIELDS
from olcrm.ledger import book

SAMPLES = Path(__file__).parent.parent.parent / "examples"
SALES = f"import orders {SAMPLES / 'sales.csv'}"
PEOPLE = f"import contacts {SAMPLES / 'google-contacts.csv'}"


@pytest.fixture
def file(tmp_path):
    """Write lines into a file and give its path."""

    def file(*lines, encoding="utf-8"):
        path = tmp_path / "f.csv"
        path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
        return path

    return file


def tables(look):
    names = ("contact", "channel", "sale_order", "order_line", "due", "payment", "import_batch", "import_row", "change")
    return {name: look(f"SELECT count(*) FROM {name}")[0][0] for name in names}


def test_a_google_contacts_file_comes_in_without_a_map(shop):
    done = shop(f"{PEOPLE} --yes --json")
    assert done.status == 0
    assert (done.json["kind"], done.json["new"], done.json["batch"]) == ("import.contacts", 6, 1)
    people = {one["name"]: one for one in shop("contact list --json").json["rows"]}
    assert set(people) == {
        *("Rina Gamis M Bdg", "Dewi Lestari", "Bu Tuti", "Kartika Sari", "Konveksi Maju", "Ayu 🌸 Olshop")
    }
    assert people["Rina Gamis M Bdg"]["birthday"] == "--04-14"
    assert people["Rina Gamis M Bdg"]["tags"] == ["reseller"]
    assert people["Kartika Sari"]["birthday"] == "--12-05"
    assert people["Kartika Sari"]["phone"] == "+60123456789"
    assert [one["value"] for one in people["Bu Tuti"]["channels"]] == ["+6285612345670", "+6285712345671"]


def test_a_sales_file_comes_in_and_its_buyers_are_those_of_the_phone_book(shop):
    shop(f"{PEOPLE} --yes")
    done = shop(f"{SALES} --yes")
    assert done.status == 0
    assert done.out.splitlines()[0] == "6 orders imported from sales.csv, Rp1.455.000 together."
    orders = shop("order list --json --all").json["rows"]
    assert {(one["number"], one["contact"]["name"], one["status"], one["payment"]) for one in orders} == {
        ("S-001", "Rina Gamis M Bdg", "done", "paid"),
        ("S-002", "Dewi Lestari", "done", "paid"),
        ("S-003", "Kartika Sari", "done", "paid"),
        ("S-004", "Rina Gamis M Bdg", "cancelled", "unpaid"),
        ("S-005", "Dewi Lestari", "kept", "paid"),
        ("S-006", "Nining", "kept", "unpaid"),
    }
    assert shop("doctor").status == 0


def test_a_terminal_shows_what_is_coming_and_asks_before_anything_is_written(shop, look):
    no = shop(PEOPLE, keys="t\n", terminal=True)
    assert no.status == 0
    assert "Nothing was changed." in no.out
    assert "First Name" in no.err and "Rina Gamis M Bdg" in no.err and "6 customers are new." in no.err  # noqa: PT018
    assert tables(look)["contact"] == 0
    yes = shop(PEOPLE, keys="y\n", terminal=True)
    assert "6 customers imported from google-contacts.csv." in yes.out
    assert tables(look)["contact"] == 6


def test_nothing_is_asked_where_nothing_is_new(shop):
    shop(f"{PEOPLE} --yes")
    again = shop(PEOPLE, keys="", terminal=True)
    assert (again.status, again.out) == (
        0,
        "google-contacts.csv was brought in before (import 1); nothing was changed.\n",
    )


def test_without_a_terminal_the_answer_is_an_option(shop, look):
    refused = shop(PEOPLE)
    assert (refused.status, refused.out) == (4, "")
    assert "--yes" in refused.err
    assert tables(look)["contact"] == 0


@pytest.mark.parametrize("line", [PEOPLE, SALES])
def test_a_dry_run_shows_the_columns_and_rows_and_changes_nothing(shop, look, line):
    before = tables(look)
    tried = shop(f"{line} --dry-run")
    assert tried.status == 0
    assert "How the columns are read" in tried.out
    assert "Only looked; nothing was changed." in tried.out
    assert tables(look) == before
    document = shop(f"{line} --dry-run --json").json
    assert (document["dry_run"], document["batch"], document["new"], len(document["first"])) == (True, None, 6, 5)
    assert tables(look) == before


@pytest.mark.parametrize("line", [PEOPLE, SALES])
def test_the_same_file_twice_changes_nothing_under_any_name(shop, look, line, tmp_path):
    shop(f"{line} --yes")
    before = tables(look)
    assert "nothing was changed" in shop(f"{line} --yes").out
    copy = tmp_path / "copy.csv"
    copy.write_bytes(Path(line.split()[-1]).read_bytes())
    assert "nothing was changed" in shop(f"{' '.join(line.split()[:2])} {copy} --yes").out
    copy.write_bytes(copy.read_bytes() + b"\n\n")
    again = shop(f"{' '.join(line.split()[:2])} {copy} --yes --json").json
    assert (again["new"], again["known"], again["batch"]) == (0, 6, None)
    assert tables(look) == before


def test_an_overlapping_file_adds_only_what_is_new(shop, file):
    shop(f"import contacts {file('name,phone', 'Rina,081234567890')} --map name=name --yes")
    done = shop(f"import contacts {file('name,phone', 'Rina,1', 'Sari,2')} --map name=name --yes")
    assert done.out.splitlines()[:2] == ["1 customer imported from f.csv.", "1 was there already."]


def test_bad_rows_are_a_report_and_nothing_comes_in(shop, file, look):
    path = file("contact,date,total", "Rina,1/11/2026,5", "Sari,31/2/2026,x", ",1/11/2026,5", "Dewi,1/11/2026,5,6")
    refused = shop(f"import orders {path} --yes")
    assert (refused.status, refused.out) == (4, "")
    assert refused.err.splitlines() == [
        "row\tcolumn\tproblem",
        "3\tdate\tThere is no such day as “31/2/2026”.",
        "3\ttotal\t“x” is not an amount that can be read without guessing.",
        "4\tcontact\tit is empty",
        "5\t\tit has 4 cells under 3 headings",
        "3 of 4 rows of f.csv cannot be read; nothing was changed.",
        "Correct them in the file, or leave them out with --skip-bad.",
    ]
    assert tables(look)["contact"] == 0


def test_bad_rows_are_in_the_error_document(shop, file):
    error = shop(f"import contacts {file('name,phone', 'Rina,12')} --yes --json").error
    assert error["code"] == "refused"
    assert error["candidates"] == [{"row": 2, "column": "phone", "problem": "“12” is not a phone number: too short."}]


def test_a_dry_run_tells_of_bad_rows_as_the_run_itself_would(shop, file):
    assert shop(f"import contacts {file('name,phone', 'Rina,12')} --dry-run").status == 4


def test_skip_bad_brings_in_the_others_and_names_what_is_left_out(shop, file):
    path = file("name,phone", "Rina,081234567890", "Sari,12", ",081399998888")
    done = shop(f"import contacts {path} --skip-bad --yes")
    assert done.status == 0
    assert done.out.splitlines()[:4] == [
        "1 customer imported from f.csv.",
        "2 rows are left out:",
        "row 3, phone: “12” is not a phone number: too short.",
        "row 4, name: it is empty",
    ]
    assert [one["name"] for one in shop("contact list --json").json["rows"]] == ["Rina"]


def test_skip_bad_does_not_guess_what_an_open_quotation_mark_swallows(shop, file, look):
    path = file("name", "Rina", '"Sari', "Tuti")
    refused = shop(f"import contacts {path} --skip-bad --yes")
    assert refused.status == 4
    assert "Row 3" in refused.err
    assert tables(look)["contact"] == 0


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("import contacts nothing.csv --yes", 3),
        ("import contacts . --yes", 4),
        ("import contacts /dev/null --yes", 4),
        ("import contacts {file} --map name=Nome --yes", 2),
        ("import contacts {file} --map nama=name --yes", 2),
        ("import orders {file} --yes", 2),
        ("import show 9", 3),
        ("import show x", 2),
    ],
)
def test_each_refusal_has_its_status(shop, file, line, status):
    refused = shop(line.format(file=file("name,phone", "Rina,")))
    assert (refused.status, refused.out) == (status, "")


def test_orders_of_which_the_file_says_nothing_are_paid_unless_told_otherwise(shop, file):
    path = file("contact,date,total", "Rina,1/3/2026,150rb", "Rina,20/11/2026,150rb")
    tried = shop(f"import orders {path} --dry-run").out
    assert "each order counts as paid on its day" in tried
    assert "1 paid order from before 23 Sep 2026 counts as arrived." in tried
    shop(f"import orders {path} --unpaid --yes")
    assert [one["payment"] for one in shop("order list --json").json["rows"]] == ["unpaid", "unpaid"]


def test_old_paid_orders_are_never_among_those_to_ship(shop, file):
    path = file("contact,date,total", "Rina,1/3/2026,150rb", "Rina,20/11/2026,150rb")
    shop(f"import orders {path} --yes")
    assert [one["ordered_on"] for one in shop("order list --to-ship --json").json["rows"]] == ["2026-11-20"]


def test_a_source_is_given_to_orders_and_to_new_customers_alone(shop, file):
    shop("contact add Sari")
    path = file("contact,date,total", "Rina,1/11/2026,5", "Sari,1/11/2026,5")
    shop(f"import orders {path} --source shopee --yes")
    assert {one["source"] for one in shop("order list --json").json["rows"]} == {"shopee"}
    assert {one["name"]: one["source"] for one in shop("contact list --json").json["rows"]} == {
        "Rina": "shopee",
        "Sari": None,
    }


def test_what_is_bought_is_called_as_customers_are_written_to(shop, file):
    path = file("contact,date,total", "Rina,1/11/2026,5")
    shop("config set message-language en")
    shop(f"import orders {path} --yes")
    assert shop("order show 1 --json").json["order"]["lines"][0]["name"] == "Purchase"


def test_old_windows_letters_are_read_and_told(shop, file):
    done = shop(f"import contacts {file('name', 'José')} --yes")
    assert "Windows" not in done.out
    done = shop(f"import contacts {file('name;x', 'André;', encoding='cp1252')} --yes")
    assert "The file is not UTF-8; its letters were read as those of old Windows programs." in done.out
    assert "Not read: x." in done.out
    assert {one["name"] for one in shop("contact list --json").json["rows"]} == {"José", "André"}


def test_a_phone_kept_under_another_name_is_told(shop, file):
    shop("contact add Rina --phone 081234567890")
    done = shop(f"import contacts {file('name,phone,city', 'Rini,081234567890,Bogor')} --yes")
    assert done.out.splitlines()[:4] == [
        "0 customers imported from f.csv.",
        "1 was there already.",
        "1 of them gets what was missing.",
        "Row 2: the phone of “Rini” is that of “Rina” (1), who keeps her name.",
    ]


def test_imports_are_listed_and_each_row_is_shown(shop, file):
    assert shop("import list").out == "No file was brought in yet.\n"
    shop(f"{SALES} --yes")
    (batch,) = shop("import list --json").json["rows"]
    assert (batch["id"], batch["file"], batch["kind"], batch["rows"], batch["orders"], batch["contacts"]) == (
        1,
        "sales.csv",
        "orders",
        7,
        6,
        4,
    )
    shown = shop("import show 1 --json").json
    assert [(one["row"], one["contact"]["name"], one["order"]) for one in shown["rows"]][:2] == [
        (2, "Rina Wati", 1),
        (4, "Dewi Lestari", 2),
    ]
    drawn = shop("import show 1", terminal=True)
    assert "S-001" not in drawn.out
    assert "Kartika Sari" in drawn.out


def test_the_whole_import_is_one_line_of_the_log_and_taken_back_by_one_undo(shop, look):
    before = tables(look) | {"change": 0}
    shop(f"{SALES} --yes")
    (entry,) = shop("log --json").json["rows"]
    assert entry["said"] == "6 orders imported from sales.csv, Rp1.455.000 together."
    assert shop("undo --yes").status == 0
    assert tables(look) | {"change": 0} == before
    assert shop(f"{SALES} --yes --json").json["new"] == 6


def test_what_an_export_guarded_comes_back_exact(shop, file):
    names = ["=1+1", "'quoted", "''twice", "@SUM(1)", "-Toko-", "[/]", "\x1b[31m", "＝1"]
    import io

    from olcrm.kit.cells import guard

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([["name"], *([guard(name)] for name in names)])
    shop(f"import contacts {file(*out.getvalue().splitlines())} --yes")
    assert {one["name"] for one in shop("contact list --json --all").json["rows"]} == set(names)


def test_a_long_report_is_cut_and_says_how_many_there_are(shop, file):
    path = file("name,phone", *["Rina,1"] * 1500)
    error = shop(f"import contacts {path} --yes --json").error
    assert len(error["candidates"]) == 1000
    assert error["message"].startswith("1500 of 1500 rows")


def test_an_import_into_a_ledger_that_is_not_there_says_how_to_start_one(run, file, tmp_path, monkeypatch):
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "none.db"))
    book.use(None, "")
    assert run(f"import contacts {file('name', 'Rina')} --yes").status == 5


@pytest.mark.parametrize("kind", ["contacts", "orders"])
def test_the_help_names_every_field_that_can_be_mapped(shop, kind):
    words = set(shop(f"import {kind} --help").out.replace(",", " ").replace(".", " ").split())
    assert set(FIELDS[kind]) <= words


def test_a_file_whose_name_is_no_utf8_comes_in_all_the_same(shop, tmp_path):
    path = tmp_path / os.fsdecode(b"b\xe9.csv")
    path.write_text("name\nElan\n", encoding="utf-8")
    assert shop(["import", "contacts", str(path), "--yes"]).status == 0
    assert shop("import list --json").json["rows"][0]["file"] == "b\\xe9.csv"
