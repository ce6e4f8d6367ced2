import re
import shlex

import pytest

NOON = "2026-11-22T12:00:00+07:00"


@pytest.fixture
def rina(shop):
    """A shop that knows Rina, with a phone, and Siti."""
    shop("contact add 'Rina Wijaya' --phone 081234567890")
    shop("contact add Siti")
    return shop


def order(run, number=1):
    return run(f"order show {number} --json").json["order"]


def took(run, words, status=0):
    """Take an order of Rina's and give its document."""
    done = run(f"order add rina {words} --json")
    assert done.status == status, done.err
    return done.json["order"]


# Taking


def test_an_order_is_confirmed_in_one_line_with_what_is_to_pay_and_until_when_it_is_kept(rina):
    done = rina("order add rina '2x Gamis M @150rb' 'Sprei King @250k'")
    assert done.status == 0
    assert done.out.splitlines() == [
        "Order 1 for Kak Rina (prospect): 2x Gamis M, Sprei King — Rp550.000, kept until Tue 24 Nov 12:00.",
        "Next: `olcrm order invoice 1`.",
    ]


def test_the_document_of_an_order_has_every_key_that_scripts_rely_on(rina):
    done = rina("order add rina '2x Gamis M @150rb' --json").json
    assert (done["olcrm"], done["kind"]) == (1, "order.add")
    assert done["order"] == {
        "id": 1,
        "contact": {"id": 1, "name": "Rina Wijaya", "standing": "prospect"},
        "status": "kept",
        "payment": "unpaid",
        "lines": [{"name": "Gamis M", "sku": None, "qty": 2, "price": 150000, "subtotal": 300000}],
        "shipping": 0,
        "discount": 0,
        "unique_code": 0,
        "goods": 300000,
        "total": 300000,
        "paid": 0,
        "balance": 300000,
        "ordered_on": "2026-11-22",
        "keep_until": "2026-11-24T12:00:00+07:00",
        "promised_on": None,
        "first_promised_on": None,
        "due_on": "2026-11-24",
        "recipient": None,
        "recipient_phone": None,
        "address": None,
        "gift": None,
        "dropship_from": None,
        "courier": None,
        "cod": False,
        "price_hidden": False,
        "extras": None,
        "note": None,
        "source": None,
        "number": None,
        "making_on": None,
        "ready_on": None,
        "shipped_on": None,
        "arrived_on": None,
        "closed_on": None,
        "close_reason": None,
        "promise": None,
    }


def test_the_recipient_s_number_is_shown_as_people_write_it(rina):
    took(rina, "'Gamis @150rb' --recipient 'Bu Ani' --recipient-phone +6281234567891")
    assert "0812-3456-7891" in rina("order show 1").out


def test_every_option_ends_up_in_the_order(rina):
    words = (
        "'Gamis @150rb' --shipping 20rb --discount 5rb --keep 3d --promise 27/11 --due 25/11 --recipient 'Bu Ani'"
        " --recipient-phone 0812-3456-7891 --address 'Jl. Mawar 1' --gift 'Selamat ya' --dropship-from 'Toko B'"
        " --note 'jangan [bold]diketuk' --source ig --dp 100rb --via BCA"
    )
    found = took(rina, words)
    assert (
        found
        | {
            "shipping": 20000,
            "discount": 5000,
            "total": 165000,
            "paid": 100000,
            "balance": 65000,
            "payment": "partial",
            "keep_until": "2026-11-25T12:00:00+07:00",
            "promised_on": "2026-11-27",
            "due_on": "2026-11-25",
            "recipient": "Bu Ani",
            "recipient_phone": "+6281234567891",
            "address": "Jl. Mawar 1",
            "gift": "Selamat ya",
            "dropship_from": "Toko B",
            "note": "jangan [bold]diketuk",
            "source": "ig",
        }
        == found
    )
    [payment] = rina("order show 1 --json").json["payments"]
    assert (payment["amount"], payment["method"], payment["paid_on"]) == (100000, "bca", "2026-11-22")


def test_the_settlement_is_due_on_the_day_the_keep_ends_unless_agreed_otherwise(rina):
    assert took(rina, "'Tas @75rb' --keep 3d")["due_on"] == "2026-11-25"
    assert took(rina, "'Tas @75rb' --due 1/12")["due_on"] == "2026-12-01"
    assert took(rina, "'Tas @75rb' --due 1/12 --keep 3d")["due_on"] == "2026-12-01"


def test_regulars_are_kept_goods_for_longer(rina):
    for day in range(1, 6):
        rina(f"order add rina 'Tas @75rb' --dp 75rb --on {day}/11")
    found = took(rina, "'Tas @75rb'")
    assert found["contact"]["standing"] == "loyal"
    assert found["keep_until"] == "2026-11-29T12:00:00+07:00"


def test_an_order_of_a_past_day_was_agreed_at_noon(rina):
    found = took(rina, "'Tas @75rb' --on 20/11 --dp 25rb")
    assert (found["ordered_on"], found["keep_until"]) == ("2026-11-20", "2026-11-22T12:00:00+07:00")
    assert rina("order show 1 --json").json["payments"][0]["paid_on"] == "2026-11-20"
    assert took(rina, "'Tas @75rb' --on 22/11")["keep_until"] == "2026-11-24T12:00:00+07:00"


def test_a_part_paid_at_once_is_said_with_what_is_still_to_come(rina):
    said = rina("order add rina 'Gamis @150rb' --dp 100rb --via bca --promise jumat").out.splitlines()
    assert said[1:] == [
        "Rp100.000 is paid, Rp50.000 is still to come.",
        "Promised for Fri 27 Nov.",
        "Next: `olcrm order invoice 1`.",
    ]


def test_more_than_the_total_becomes_credit_and_credit_is_offered_for_the_next_order(rina):
    said = rina("order add rina 'Tas @75rb' --dp 100rb").out
    assert "Rp75.000, paid." in said
    assert "Rp25.000 more than owed became credit, which is now Rp25.000." in said
    said = rina("order add rina 'Tas @15rb'").out
    assert "There is Rp25.000 of credit: `olcrm pay add 2 15000 --via credit` uses it." in said
    assert rina("pay add 2 15000 --via credit").status == 0
    assert order(rina, 2)["payment"] == "paid"


def test_a_unique_code_makes_the_balance_recognisable(rina):
    first, second = (took(rina, "'Tas @75rb' --unique-code") for _order in range(2))
    assert 1 <= first["unique_code"] <= 999
    assert first["total"] == 75000 + first["unique_code"] != second["total"]
    assert "The total has the unique code" in rina("order add rina 'Tas @75rb' --unique-code").out
    rina("config set unique-code on")
    assert took(rina, "'Tas @75rb'")["unique_code"] > 0
    assert took(rina, "'Tas @75rb' --no-unique-code")["unique_code"] == 0
    assert took(rina, "'Tas @75rb' --dp 75rb")["unique_code"] == 0


def test_a_new_customer_is_added_with_her_number(rina):
    done = rina("order add Sari 'Tas @75rb' --phone 0812-3456-7891 --source ig")
    assert "Order 1 for Kak Sari (prospect)" in done.out
    assert "Sari is a new customer and has been added." in done.out
    assert (
        rina("contact show sari --json").json["contact"] | {"phone": "+6281234567891", "source": "ig"}
        == rina("contact show sari --json").json["contact"]
    )
    again = rina("order add sari 'Tas @75rb' --phone 081234567891")
    assert (again.status, "new customer" in again.out) == (0, False)


def test_a_name_and_a_number_of_different_people_are_refused(rina):
    mixed = rina("order add siti 'Tas @75rb' --phone 081234567890")
    assert (mixed.status, "081234567890 belongs to Rina Wijaya (1)." in mixed.err) == (4, True)
    other = rina("order add siti 'Tas @75rb' --phone 081234567899")
    assert other.status == 4
    assert "There is a customer “siti” already, without the number 081234567899." in other.err
    assert rina("order add Dewi 'Tas @75rb' --phone 0812").status == 2
    assert rina("order list --json").json["rows"] == []


def test_a_number_tells_which_of_two_namesakes_is_meant(rina):
    rina("contact add 'Rina Wati' --phone 081234567899")
    ambiguous = rina("order add rina 'Tas @75rb' --json")
    assert ambiguous.status == 3
    assert [one["name"] for one in ambiguous.error["candidates"]] == ["Rina Wati", "Rina Wijaya"]
    assert (
        rina("order add rina 'Tas @75rb' --phone 081234567899 --json").json["order"]["contact"]["name"] == "Rina Wati"
    )
    assert rina("order add rina 'Tas @75rb' --phone 081234567888").status == 3


def test_an_unknown_customer_can_be_added_on_a_terminal(shop):
    done = shop("order add Sari 'Tas @75rb'", keys="y\n")
    assert (done.status, "Order 1 for Kak Sari" in done.out) == (0, True)
    assert shop("order add Dewi 'Tas @75rb'", keys="n\n").status == 3
    assert shop("order add Dewi 'Tas @75rb'").status == 3


def test_a_dry_run_shows_the_order_and_keeps_nothing(rina, look):
    done = rina("order add Dewi 'Tas @75rb' --phone 081234567899 --dp 25rb --dry-run")
    assert done.out.startswith("Only tried, nothing is saved: Order 1 for Kak Dewi (prospect): Tas — Rp75.000")
    assert "Next" not in done.out
    assert rina("order add rina 'Tas @75rb' --dry-run --json").json["dry_run"] is True
    assert look("SELECT count(*) FROM sale_order") == look("SELECT count(*) FROM payment") == [(0,)]
    assert look("SELECT count(*) FROM contact") == [(2,)]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ("'Tas'", 4, "There is no price for “Tas”."),
        ("''", 2, "The item is empty."),
        ("'2x @5rb'", 2, "“2x @5rb” has no name of a thing in it."),
        ("'0x Tas @5rb'", 4, "0 is no number of pieces."),
        ("'Tas @seribu5'", 2, "is not an amount that can be read"),
        ("'Tas @5rb' --shipping x", 2, "is not an amount that can be read"),
        ("'Tas @5rb' --shipping -5rb", 4, "An amount is not below zero."),
        ("'Tas @5rb' --shipping 9999999999999", 4, "is more than one amount can be."),
        ("'Tas @5rb' --discount -1", 4, "An amount is not below zero."),
        ("'Tas @5rb' --discount 6rb", 4, "The discount of Rp6.000 is more than goods and shipping, which are Rp5.000."),
        ("'999x Emas @999999999999'", 4, "is more than one order can be."),
        ("'Tas @5rb' --dp 0", 4, "An amount is above zero."),
        ("'Tas @5rb' --dp -5rb", 4, "An amount is above zero."),
        ("'Tas @5rb' --via bca", 2, "--via says how a DP was paid, and there is none."),
        ("'Tas @5rb' --dp 1rb --via ''", 2, "The method is empty."),
        ("'Tas @5rb' --dp 1rb --via '\ud800'", 2, "--via holds a character that cannot be kept."),
        ("'Tas @5rb' --keep sebentar", 2, "is not a length of time."),
        ("'Tas @5rb' --promise kapan", 2, "is not a day that can be read."),
        ("'Tas @5rb' --promise 21/11/2026", 4, "The promised day lies before the day of the order, 22 Nov 2026."),
        ("'Tas @5rb' --due kemarin", 4, "The day of the settlement lies before the day of the order"),
        ("'Tas @5rb' --on besok", 4, "23 Nov 2026 is still to come."),
        ("'Tas @5rb' --on 31/2", 2, ""),
        ("'Tas @5rb' --recipient-phone 12", 2, "is not a phone number"),
        (f"'Tas @5rb' --note {'x' * 10_001}", 2, "The note is 10001 characters long"),
        ("'Tas @5rb' --address ' '", 2, "The address is empty."),
        ("'Tas @5rb' --on", 2, "--on needs a value."),
    ],
)
def test_what_cannot_be_agreed_is_refused_and_nothing_is_kept(rina, look, words, status, message):
    refused = rina(f"order add rina {words}")
    assert (refused.status, refused.out) == (status, "")
    assert message in refused.err
    assert look("SELECT count(*) FROM sale_order") == look("SELECT count(*) FROM due") == [(0,)]


def test_an_item_is_needed(rina):
    assert rina("order add rina").status == 2
    assert rina("order add nobody 'Tas @5rb'").status == 3


def test_a_name_full_of_markup_is_kept_exactly_and_shown_harmless(rina):
    name = "[red]Gamis[/] \x1b[31m \u202e=1+1"
    rina(["order", "add", "rina", f"{name} @5rb"])
    assert order(rina)["lines"][0]["name"] == name
    shown = rina("order show 1", terminal=True).out
    assert "[red]Gamis[/] \\x1b[31m \\u202e=1+1" in shown


# Again


def test_the_last_order_is_taken_again_at_the_same_prices(rina):
    none = rina("order again rina")
    assert (none.status, "Rina Wijaya has no order yet that could be repeated." in none.err) == (3, True)
    took(rina, "'2x Gamis M @150rb' 'Jilbab @50rb' --on 1/11 --shipping 20rb")
    done = rina("order again rina --promise besok --dp 50rb --json").json
    assert done["kind"] == "order.again"
    assert [(line["qty"], line["name"], line["price"]) for line in done["order"]["lines"]] == [
        *((2, "Gamis M", 150000), (1, "Jilbab", 50000)),
    ]
    assert (done["order"]["id"], done["order"]["shipping"], done["order"]["promised_on"]) == (2, 0, "2026-11-23")
    assert rina("order again rina --dry-run").out.startswith("Only tried")


# Showing


def test_one_order_is_shown_with_its_lines_sums_and_payments(rina):
    took(rina, "'2x Gamis M @150rb' --shipping 20rb --discount 5rb --dp 100rb --via dana --source shopee --note pita")
    page = rina("order show '#1'", terminal=True).out
    for text in ("Order 1 · kept · partial", "Rina Wijaya · prospect", "Gamis M", "Rp20.000", "-Rp5.000", "Rp315.000"):
        assert text in page
    for text in ("Payments", "dana", "shopee", "pita", "Rp215.000", "24 Nov 12:00"):
        assert text in page
    rina("note add '#1' 'minta pita merah' --private")
    assert "minta pita merah" in rina("order show 1", terminal=True).out
    document = rina("order show 1 --json").json
    assert [note["text"] for note in document["notes"]] == ["minta pita merah"]
    assert [payment["amount"] for payment in document["payments"]] == [100000]
    assert rina("order show 7").status == 3
    assert rina("order show tujuh").status == 2


def test_a_list_is_newest_first_and_fits_80_columns(rina):
    for day in (20, 22, 21):
        took(rina, f"'2x Gamis M @150rb' 'Sprei King Ukuran Besar @250rb' --on {day}/11")
    drawn = re.sub(r"\x1b\[[0-9;]*m", "", rina("order list", terminal=True).out)
    assert max(map(len, drawn.splitlines())) <= 80
    assert [line.split()[0] for line in drawn.splitlines() if "Gamis" in line] == ["2", "3", "1"]
    assert "prospect" in drawn
    for day in (20, 22, 21):
        assert f"{day} Nov" in drawn
    heads = rina("order list --csv").out.splitlines()[0]
    assert heads == "id,ordered_on,customer,standing,items,total,balance,status,payment"
    assert rina("order list --plain --limit 1").out.count("\n") == 2
    rows = rina("order list --json").json["rows"]
    assert [row["id"] for row in rows] == [2, 3, 1]
    assert rows[0] == order(rina, 2)


def test_a_long_list_says_how_many_more_there_are(rina):
    for _order in range(52):
        rina("order add rina 'Tas @5rb'")
    assert "2 more: --all" in rina("order list", terminal=True).out
    assert "2 more: --all" in rina("order list --unpaid", terminal=True).out
    assert "more" not in rina("order list --all", terminal=True).out


def test_lists_hold_what_is_asked_for(rina):
    took(rina, "'Tas @5rb' --on 1/11 --dp 5rb")
    took(rina, "'Tas @5rb' --on 2/11 --promise 5/11/2026")
    rina("order add siti 'Tas @5rb'")
    asked = {
        "--unpaid": [3, 2],
        "--to-ship": [1],
        "--late": [2],
        "--contact rina": [2, 1],
        "--since 2/11": [3, 2],
        "--until 2/11": [2, 1],
        "--status kept": [3, 2, 1],
        "--status kept --contact siti": [3],
        "--status done": [],
    }
    for words, numbers in asked.items():
        assert [row["id"] for row in rina(f"order list {words} --json").json["rows"]] == numbers, words
    assert rina("order list --status done").out == "There is no such order.\n"
    wrong = rina("order list --status gone")
    assert (wrong.status, "“gone” is no status of an order." in wrong.err) == (2, True)
    assert rina("order list --contact nobody").status == 3
    assert rina("order list --since kapan").status == 2


# Changing


def test_an_edit_changes_lines_charges_days_and_words(rina):
    took(rina, "'2x Gamis M @150rb' 'Sprei @250rb' --note pita --promise 27/11")
    words = "--add '3x Jilbab @50rb' --remove sprei --shipping 20rb --discount 10rb --recipient 'Bu Ani' --promise ''"
    done = rina(f"order edit 1 {words} --note '' --address 'Jl. Mawar' --json").json
    assert done["kind"] == "order.edit"
    found = done["order"]
    assert [line["name"] for line in found["lines"]] == ["Gamis M", "Jilbab"]
    assert (found["total"], found["recipient"], found["address"]) == (460000, "Bu Ani", "Jl. Mawar")
    assert (found["note"], found["promised_on"]) == (None, None)
    assert rina("order edit 1 --item 'Tas @75rb' --discount 0 --shipping 0").out.startswith(
        "Order 1 for Kak Rina (prospect): Tas — Rp75.000, kept until Tue 24 Nov 12:00."
    )


def test_a_longer_keep_counts_from_now_and_takes_the_settlement_along(rina):
    took(rina, "'Tas @75rb' --on 20/11")
    found = rina("order edit 1 --keep 3d --json").json["order"]
    assert (found["keep_until"], found["due_on"]) == ("2026-11-25T12:00:00+07:00", "2026-11-25")
    rina("order edit 1 --due 1/12")
    assert rina("order edit 1 --keep 4d --json").json["order"]["due_on"] == "2026-12-01"


def test_an_edit_below_what_is_paid_says_what_is_overpaid(rina):
    took(rina, "'2x Gamis M @150rb' 'Tas @75rb' --dp 200rb")
    said = rina("order edit 1 --remove gamis").out
    assert "Overpaid by Rp125.000: give it back with `olcrm pay refund 1 125000`." in said
    assert order(rina)["payment"] == "overpaid"
    assert "Overpaid by" in rina("order show 1").out
    assert rina("pay refund 1 125000").status == 0


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ("", 2, "Nothing about order 1 would change."),
        ("--note pita", 2, "Nothing about order 1 would change."),
        (
            "--item 'Tas @5rb' --add 'Tas @5rb'",
            2,
            "--item replaces all lines, so --add and --remove do not go with it.",
        ),
        ("--remove 3", 3, "No line fits “3”."),
        ("--remove a", 3, "Several lines fit “a”."),
        ("--remove 1 --remove 2", 4, "An order has at least one line."),
        ("--add Jilbab", 4, "There is no price for “Jilbab”."),
        ("--discount 1jt", 4, "is more than goods and shipping"),
        ("--promise 1/11/2026", 4, "The promised day lies before the day of the order"),
    ],
)
def test_an_edit_that_cannot_be_is_refused_and_changes_nothing(rina, words, status, message):
    before = took(rina, "'2x Gamis M @150rb' 'Tas @75rb' --note pita")
    refused = rina(f"order edit 1 {words}")
    assert refused.status == status
    assert message in refused.err
    assert order(rina) == before


def test_what_has_left_the_house_can_still_become_cheaper_and_nothing_else(rina):
    rina('order add rina "Tas @100rb" --shipping 20rb')
    rina("order status 1 shipped")
    assert rina("order edit 1 --discount 20rb --json").json["order"]["total"] == 100_000
    for words in ("--discount 10rb", "--discount 30rb --shipping 5rb", "--discount 30rb --add 'Bros @5rb'"):
        refused = rina(f"order edit 1 {words}")
        assert (refused.status, "A larger discount is possible" in refused.err) == (4, True)
    assert rina("order edit 1 --discount 500rb").status == 4
    assert rina("order show 1 --json").json["order"]["total"] == 100_000


def test_an_edit_can_be_tried_first(rina):
    before = took(rina, "'Tas @75rb'")
    assert "Rp95.000" in rina("order edit 1 --shipping 20rb --dry-run").out
    assert order(rina) == before


def test_a_day_is_promised(rina):
    took(rina, "'Tas @75rb'")
    assert rina("order promise 1 jumat").out == "Order 1 is promised for Fri 27 Nov.\n"
    assert rina("order promise 1 1/12 --json").json["order"]["promised_on"] == "2026-12-01"
    early = rina("order promise 1 21/11/2026")
    assert (early.status, "The promised day lies before" in early.err) == (4, True)
    assert rina("order promise 1 kapan").status == 2
    rina("order status 1 shipped")
    assert rina("order promise 1 1/12").status == 4


def test_an_order_goes_from_making_to_arrived_and_is_done_once_paid(rina):
    took(rina, "'Tas @75rb' --on 18/11")
    for stage, day in (("making", "19/11"), ("ready", "20/11"), ("shipped", "21/11")):
        assert rina(f"order status 1 {stage} --on {day} --json").json["order"]["status"] == stage
    said = rina("order status 1 arrived").out
    assert said.startswith("Order 1: arrived, Sun 22 Nov.")
    found = order(rina)
    assert found["status"] == "arrived"
    assert [found[f"{stage}_on"] for stage in ("making", "ready", "shipped", "arrived")] == [
        *("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"),
    ]
    rina("pay add 1 75rb")
    assert order(rina)["status"] == "done"


def test_a_stage_and_a_status_are_read_in_the_language_of_the_screen(rina):
    took(rina, "'Tas @75rb'")
    assert "Pesanan 1: dikirim" in rina("--lang id order status 1 Dikirim").out
    assert [row["id"] for row in rina("--lang id order list --status dikirim --json").json["rows"]] == [1]
    assert "Pilih salah satu: dibuat, siap, dikirim, sampai." in rina("--lang id order status 1 hilang").err


def test_a_day_without_its_year_is_the_first_one_after_the_order_was_taken(rina):
    assert took(rina, "'Tas @75rb' --on 10/11 --due 12/11 --promise 15/11")["due_on"] == "2026-11-12"
    assert order(rina)["promised_on"] == "2026-11-15"
    rina("order edit 1 --due 12/11")
    assert order(rina)["due_on"] == "2027-11-12"
    assert took(rina, "'Tas @75rb' --on 10/11 --due besok")["due_on"] == "2026-11-23"


def test_a_changed_order_says_the_days_that_are_agreed(rina):
    took(rina, "'Tas @75rb'")
    changed = rina("order edit 1 --due 30/11 --promise 2/12").out
    assert "To be paid by Mon 30 Nov.\nPromised for Wed 2 Dec.\n" in changed
    rina("pay add 1 75rb")
    assert "To be paid by" not in rina("order edit 1 --note x").out


def test_words_that_should_have_been_quoted_together_are_answered_with_how(rina):
    wrong = rina("order add rina 2x Gamis @150rb")
    assert wrong.status == 2
    assert "Put each item in quotation marks, like “2x Gamis M @150rb”." in wrong.err


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        ("ready", 4, "Order 1 is further than that: shipped."),
        ("lost", 2, "“lost” is no stage of an order."),
        ("arrived --on besok", 4, "23 Nov 2026 is still to come."),
        ("shipped --on 17/11", 4, "That day lies before the day of the order, 18 Nov 2026."),
        ("arrived --on 19/11", 4, "Order 1 was only shipped on 20 Nov 2026."),
    ],
)
def test_a_stage_that_cannot_be_is_refused(rina, words, status, message):
    took(rina, "'Tas @75rb' --on 18/11")
    rina("order status 1 shipped --on 20/11")
    refused = rina(f"order status 1 {words}")
    assert refused.status == status
    assert message in refused.err
    assert order(rina)["shipped_on"] == "2026-11-20"


def test_what_has_left_the_house_or_is_closed_is_not_changed_any_more(rina):
    took(rina, "'Tas @75rb'")
    rina("order status 1 shipped")
    assert "Order 1 has been sent off already." in rina("order edit 1 --note pita").err
    took(rina, "'Tas @75rb'")
    rina("order release 2")
    for words in ("edit 2 --note pita", "promise 2 besok", "status 2 ready", "release 2", "cancel 2 --because x"):
        refused = rina(f"order {words}")
        assert (refused.status, "Order 2 was released." in refused.err) == (4, True), words


# Closing


def test_a_released_order_gives_its_goods_back_with_a_kind_message(rina):
    took(rina, "'2x Gamis M @150rb'")
    done = rina("order release 1")
    assert done.status == 0
    assert done.out.startswith("Order 1 of Kak Rina is released; its goods are free again.\n")
    assert "\n\nHalo Kak Rina" in done.out
    assert done.out.splitlines()[-1].startswith("https://wa.me/6281234567890?text=Halo%20Kak%20Rina")
    found = order(rina)
    assert (found["status"], found["balance"], found["closed_on"]) == ("released", 0, "2026-11-22")
    assert rina("contact show rina --json").json["contact"]["owed"] == 0
    assert rina("remind unpaid --json", now="2026-11-30T12:00:00+07:00").json["rows"] == []


def test_the_release_answers_with_the_text_and_the_link_for_scripts(rina):
    rina("order add siti 'Tas @75rb'")
    done = rina("order release 1 --because 'tidak ada kabar' --json").json
    assert (done["kind"], done["order"]["status"], done["link"]) == ("order.release", "released", None)
    assert done["order"]["close_reason"] == "tidak ada kabar"
    assert done["text"].startswith("Halo Kak Siti")


def test_a_dp_is_never_forfeited_silently(rina):
    before = took(rina, "'2x Gamis M @150rb' --dp 100rb")
    for words in ("release 1", "cancel 1 --because habis"):
        refused = rina(f"order {words}")
        assert (refused.status, refused.out) == (4, "")
        assert "Rp100.000 has been paid for order 1." in refused.err
        assert "--refund" in refused.err
        assert "--as-credit" in refused.err
    both = rina("order release 1 --refund --as-credit")
    assert (both.status, "--refund and --as-credit do not go together." in both.err) == (2, True)
    assert order(rina) == before


def test_a_dp_that_is_given_back_is_a_negative_payment(rina, look):
    took(rina, "'2x Gamis M @150rb' --dp 100rb")
    done = rina("order release 1 --refund --via dana")
    assert "Rp100.000 is noted as given back." in done.out
    assert "DP" not in done.out
    assert look("SELECT amount, kind, method FROM payment") == [(100000, "payment", None), (-100000, "refund", "dana")]
    assert order(rina)["paid"] == 0


def test_a_dp_that_is_kept_as_credit_can_be_used_for_the_next_order(rina):
    took(rina, "'2x Gamis M @150rb' --dp 100rb")
    done = rina("order release 1 --as-credit")
    assert "Rp100.000 is kept as credit." in done.out
    assert "DP Rp100.000" in done.out
    assert rina("contact show rina --json").json["contact"]["credit"] == 100000
    assert "There is Rp100.000 of credit" in rina("order add rina 'Tas @75rb'").out


def test_on_a_terminal_the_owner_is_asked_what_becomes_of_a_dp(rina):
    took(rina, "'2x Gamis M @150rb' --dp 100rb")
    done = rina("order release 1", keys="2\n")
    assert "Rp100.000 has been paid for order 1." in done.err
    assert "Rp100.000 is kept as credit." in done.out
    took(rina, "'2x Gamis M @150rb' --dp 100rb")
    assert "Rp100.000 is noted as given back." in rina("order cancel 2 --because habis", keys="1\n").out
    took(rina, "'2x Gamis M @150rb' --dp 100rb")
    assert rina("order release 3", keys="").status == 4
    assert order(rina, 3)["status"] == "kept"


def test_what_is_paid_or_sent_off_is_not_released(rina):
    took(rina, "'Tas @75rb' --dp 75rb")
    paid = rina("order release 1")
    assert (paid.status, "Order 1 is paid in full, so its goods are hers." in paid.err) == (4, True)
    took(rina, "'Tas @75rb'")
    rina("order status 2 shipped")
    assert "Order 2 has been sent off already." in rina("order release 2").err


def test_an_order_is_cancelled_with_its_reason(rina):
    took(rina, "'Tas @75rb' --dp 75rb")
    done = rina("order cancel 1 --because 'warna habis' --refund --json").json
    assert (done["kind"], done["order"]["status"], done["order"]["close_reason"]) == (
        *("order.cancel", "cancelled", "warna habis"),
    )
    took(rina, "'Tas @75rb'")
    assert rina("order cancel 2 --because 'warna habis.'").out == "Order 2 is cancelled: warna habis.\n"
    assert "Order 2 was cancelled." in rina("order cancel 2 --because lagi").err
    assert rina("order cancel 1").status == 2
    took(rina, "'Tas @75rb'")
    blank = rina("order cancel 3 --because ' '")
    assert (blank.status, "The reason is empty." in blank.err) == (2, True)


# Telling her


def test_what_was_done_stands_in_the_log(rina, look):
    for words in (
        *("add rina 'Tas @75rb'", "edit 1 --shipping 5rb", "promise 1 besok", "status 1 ready", "release 1"),
        *("again rina", "cancel 2 --because habis"),
    ):
        assert rina(f"order {words}").status == 0
    said = [text for (text,) in look("SELECT said FROM change ORDER BY id DESC LIMIT 7")]
    assert all(text.startswith("Order ") and text.endswith(".") for text in said)
    assert look("SELECT command FROM change ORDER BY id DESC LIMIT 1") == [
        (shlex.join(["olcrm", "order", "cancel", "2", "--because", "habis"]),),
    ]


def test_how_an_order_is_sent_stands_in_its_document_and_on_its_page(rina):
    done = rina(
        'order add rina "2x Gamis M @150rb" --courier "jne reg" --cod --hide-price --extra "kartu, pita" --json'
    )
    order = done.json["order"]
    assert (order["courier"], order["cod"], order["price_hidden"], order["extras"]) == (
        "jne REG",
        True,
        True,
        "kartu, pita",
    )
    page = rina("order show 1").out
    for said in ("JNE REG", "Paid to the courier\tRp300.000", "no prices", "kartu, pita"):
        assert said in page


def test_the_courier_is_paid_what_is_left(rina):
    rina('order add rina "Gamis M @150rb" --dp 50rb --cod')
    assert "Rp100.000 is paid to the courier." in rina("order edit 1 --note kabari").out


def test_how_it_is_sent_can_be_taken_back(rina):
    rina('order add rina "Gamis M @150rb" --courier "J&T Cargo" --cod --hide-price --extra pita')
    assert rina("order show 1 --json").json["order"]["courier"] == "jnt_cargo"
    order = rina("order edit 1 --courier '' --no-cod --show-price --extra '' --json").json["order"]
    assert (order["courier"], order["cod"], order["price_hidden"], order["extras"]) == (None, False, False, None)


def test_a_gift_has_no_prices_in_its_parcel(rina):
    assert rina('order add rina "Gamis M @150rb" --gift "Selamat ulang tahun, Bu" --json').json["order"]["price_hidden"]
    assert not rina("order edit 1 --gift '' --json").json["order"]["price_hidden"]


def test_a_repeated_order_is_sent_as_is_agreed_anew(rina):
    rina('order add rina "Gamis M @150rb" --courier jne --cod')
    again = rina("order again rina --courier gosend --json").json["order"]
    assert (again["courier"], again["cod"]) == ("gosend", False)


def test_who_comes_back_after_a_rest_is_shown_as_back_at_once(shop, run):
    shop("contact add Rina")
    for _twice in range(2):
        shop("order add rina 'Tas @75rb' --dp 75rb --on 1/3/2026")
    assert run("contact show rina --json").json["contact"]["standing"] == "resting"
    assert run("order add rina 'Tas @75rb' --json").json["order"]["contact"]["standing"] == "repeat"


def test_what_was_still_agreed_is_named_where_goods_are_given_back_early(shop, run):
    shop("contact add Rina")
    shop("order add rina 'Tas @75rb' --on kemarin --keep 3d")
    assert "kept for her until" in run("order release 1").out
    shop("undo --yes")
    shop("due plan due:1 3x 25rb --every 1m")
    assert "Parts were agreed" in run("order release 1").out


def test_nothing_is_said_where_the_keep_has_lapsed(shop, run):
    shop("contact add Rina")
    shop("order add rina 'Tas @75rb' --on 1/11 --keep 1d")
    assert "If that was not meant" not in run("order release 1").out


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("lunas", "`olcrm pay add 1 250000`"),
        ("paid", "`olcrm pay add 1 250000`"),
        ("batal", "`olcrm order cancel 1 --because …`"),
        ("Cancelled", "`olcrm order cancel 1 --because …`"),
        ("lepas", "`olcrm order release 1`"),
    ],
)
def test_what_is_no_stage_but_noted_otherwise_is_led_there(rina, word, told):
    rina("order add rina 'Sprei @250rb'")
    refused = rina(f"order status 1 {word}")
    assert (refused.status, told in refused.err) == (2, True), refused.err


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("'1 gamis L, 2 kalung'", "Give each of them as a word of its own: 'gamis L @150rb' '2x kalung @150rb'."),
        ("'gamis L x2'", "like “2x gamis L @150rb”; a gift is @0."),
        ("2x gamis", "Put each item in quotation marks, like “2x Gamis M @150rb”."),
    ],
)
def test_no_hint_teaches_a_count_or_a_list_as_the_name_of_a_thing(rina, typed, told):
    refused = rina(f"order add rina {typed}")
    assert (refused.status in (2, 4), told in refused.err) == (True, True), refused.err
