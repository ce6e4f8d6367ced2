"""The owner types about money."""

import pytest

PHONE = "081234567890"


@pytest.fixture
def market(shop):
    """A shop with one customer, an order over 300.000 and an errand over 85.000."""
    assert shop(f'contact add "Rina Wati" --phone {PHONE}').status == 0
    assert shop('order add rina "2x Gamis M @150rb"').status == 0
    assert shop('due add rina 85rb "titip bolu" --kind errand').status == 0
    return shop


def test_a_payment_for_an_order_is_noted(market):
    said = market("pay add 1 100rb --via BCA --note 'dari suaminya'")
    assert said.status == 0
    assert said.out.splitlines() == [
        "Rp100.000 received for order 1, from Rina Wati · prospect.",
        "Still owed for it: Rp200.000.",
    ]


def test_a_payment_is_answered_with_the_order_as_it_is_now(market):
    answer = market("pay add '#1' 300rb --via bca --on kemarin --json").json
    payment = answer["payment"]
    assert answer["kind"] == "pay.add"
    assert (payment["order"], payment["amount"], payment["method"]) == (1, 300_000, "bca")
    assert (payment["paid_on"], payment["kind"]) == ("2026-11-21", "payment")
    assert payment["contact"] == {"id": 1, "name": "Rina Wati", "standing": "new"}
    assert answer["order"]["payment"] == "paid"
    assert answer["order"]["balance"] == 0
    assert answer["order"]["lines"] == [
        {"name": "Gamis M", "sku": None, "qty": 2, "price": 150_000, "subtotal": 300_000}
    ]
    assert answer["credit"] == 0


def test_a_payment_for_a_due_is_answered_with_the_due(market):
    answer = market("pay add due:2 50rb --json").json
    assert "order" not in answer
    assert (answer["due"]["id"], answer["due"]["paid"], answer["due"]["balance"]) == (2, 50_000, 35_000)
    assert answer["payment"]["due"] == 2


def test_the_due_of_an_order_is_the_order(market):
    answer = market("pay add due:1 50rb --json").json
    assert answer["order"]["id"] == 1
    assert answer["order"]["paid"] == 50_000


def test_what_is_more_than_owed_becomes_credit_and_says_so(market):
    said = market("pay add due:2 100rb")
    assert "Rp15.000 more than owed became credit, which is now Rp15.000." in said.out
    again = market("pay add due:2 5rb")
    assert "Rp5.000 kept as credit, since nothing was owed for due:2, from Rina Wati · prospect." in again.out
    assert market("pay list --json").json["sum"] == 105_000


def test_credit_can_be_used(market):
    market("pay add due:2 100rb")
    said = market("pay add 1 15rb --via credit")
    assert "Rp15.000 received for order 1" in said.out
    refused = market("pay add 1 15rb --via credit")
    assert refused.status == 4
    assert "Rp15.000 is more than there is as credit, which is Rp0." in refused.err


def test_credit_is_used_by_the_word_that_the_screen_has_for_it(market):
    market("pay add due:2 100rb")
    assert market("pay add 1 15rb --via Saldo --json").json["payment"]["method"] == "credit"
    assert market("contact show rina --json").json["contact"]["credit"] == 0


def test_a_few_rupiah_for_a_large_sum_are_doubted_and_noted_as_they_were_typed(market):
    said = market("pay add 1 299")
    assert said.out.splitlines() == [
        "Rp299 received for order 1, from Rina Wati · prospect.",
        "Still owed for it: Rp299.701.",
        "Rp299 is what was noted. If it is Rp299.000: `olcrm undo`, and write 299rb.",
    ]
    assert "undo" not in market("pay add 1 301").out  # 301rb is more than is owed
    assert "undo" not in market("pay add 1 1rb").out


def test_money_given_back_of_a_paid_order_need_not_be_paid_again(market):
    market("pay add 1 300rb")
    said = market("pay refund 1 20rb")
    hint = "If it costs that much less now, she need not pay it again: `olcrm order edit 1 --discount 20000`."
    assert said.out.splitlines()[-2:] == ["Still owed for it: Rp20.000.", hint]
    assert market("order edit 1 --discount 20000 --json").json["order"]["payment"] == "paid"
    assert "--discount 30000" in market("pay refund 1 10rb").out
    market("pay refund 1 10rb")
    assert "discount" not in market("pay refund 1 10rb --via credit").out  # part of it was to be paid anyway


def test_whose_credit_covers_what_is_owed_again_is_told_how_to_use_it(market):
    market("pay add 1 263")  # meant as 263rb
    market("pay add 1 300rb")
    uses = "There is Rp263 of credit: `olcrm pay add 1 263 --via credit` uses it."
    log = market("log --json").json["rows"]
    first = next(row["id"] for row in log if row["command"].endswith("pay add 1 263"))
    assert uses in market(f"undo {first} --yes").out.splitlines()
    later = "2026-11-26T12:00:00+07:00"
    (row,) = (one for one in market("remind unpaid --json", now=later).json["rows"] if one["order"] == 1)
    assert row["reason"].endswith(", her credit of Rp263 covers it")
    assert market("pay add 1 263 --via credit --json").json["order"]["balance"] == 0
    assert uses in market("undo --yes").out
    assert "of credit" not in market("redo --yes").out


def test_a_payment_that_is_taken_back_leads_to_the_credit_there_is(market):
    market("pay add due:2 100rb")
    market("pay add 1 300rb")
    said = market("pay void 3 --because salah").out
    assert "There is Rp15.000 of credit: `olcrm pay add 1 15000 --via credit` uses it." in said
    assert "pay void" not in said
    said = market("pay void 1 --because salah").out
    assert "Rp15.000 that came with it stays as credit; to take that back too: `olcrm pay void 2`." in said
    assert "uses it" not in said


def test_credit_that_is_not_needed_says_so(market):
    market("pay add 1 500rb")
    said = market("pay add due:2 100rb --via credit")
    assert "The other Rp15.000 was not needed; the credit is now Rp115.000." in said.out


def test_thanks_are_shown_with_the_way_to_send_them(market):
    said = market("pay add 1 300rb --thanks")
    assert "Terima kasih banyak, Kak Rina" in said.out
    assert "Pesanan nomor 1 saya siapkan" in said.out
    assert said.out.rstrip().splitlines()[-1].startswith("https://wa.me/6281234567890?text=Terima%20kasih")
    assert market("message list rina --json").json["rows"] == []


def test_thanks_do_not_promise_to_pack_what_is_on_its_way(market):
    market("order status 1 shipped")
    letter = market("pay add 1 100rb --thanks --json").json["thanks"]
    assert "Rp200.000" in letter["text"]
    assert "siapkan" not in letter["text"]


def test_before_thanks_to_somebody_in_a_pause_it_is_said_that_she_is_left_alone(market):
    market("contact pause rina --until 1/12 --because 'ibunya sakit'")
    assert "left alone" not in market("pay add 1 100rb").out
    said = market("pay add 1 200rb --thanks").out
    assert "She is left alone until 1 Dec (ibunya sakit): write only if she waits for it.\n" in said


def test_thanks_without_a_phone_have_no_link(market):
    market("contact add Sari")
    market("due add sari 5rb kopi")
    assert market("pay add due:3 5rb --thanks --json").json["thanks"]["link"] is None
    market("due add sari 5rb teh")
    assert "There is no phone number for a chat link." in market("pay add due:4 5rb --thanks").out


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("pay add 9 1rb", 3, "There is no order 9."),
        ("pay add due:9 1rb", 3, "There is no due:9."),
        ("pay add due:x 1rb", 2, "“due:x” does not name a due."),
        ("pay add x 1rb", 2, "“x” is not an order number."),
        ("pay add 1 0", 4, "An amount is above zero."),
        ("pay add 1 -5rb", 2, ""),
        ("pay add 1 1.5", 2, "is not an amount"),
        ("pay add 1 99999999999999", 4, "is more than one amount can be"),
        ("pay add 1 1rb --on besok", 4, "23 Nov 2026 is still to come."),
        ("pay add 1 1rb --on 31/2", 2, "There is no such day"),
        ("pay add 1 1rb --via ''", 2, "The method is empty."),
        ("pay add 1 1rb --note ''", 2, "The note is empty."),
        ("pay refund 1 1rb", 4, "Rp1.000 is more than was paid for order 1, which is Rp0."),
        ("pay refund 1 1rb --because ' '", 2, "The reason is empty."),
        ("pay void 9 --because salah", 3, "There is no payment 9."),
        ("pay void x --because salah", 2, "“x” is not the number of a payment."),
        ("pay list --contact nobody", 3, "Nobody here is called"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(market, look, line, status, words):
    before = look("SELECT count(*) FROM payment"), look("SELECT count(*) FROM change")
    refused = market(line)
    assert refused.status == status
    assert words in refused.err
    assert refused.out == ""
    assert (look("SELECT count(*) FROM payment"), look("SELECT count(*) FROM change")) == before


def test_a_cancelled_order_takes_no_money(market):
    market("order cancel 1 --because batal")
    refused = market("pay add 1 50rb")
    assert refused.status == 4
    assert "Nothing more is owed for order 1: it is closed." in refused.err


def test_payments_are_listed_with_their_sum(market):
    market("pay add 1 100rb --via bca --on 20/11")
    market("pay add due:2 85rb --via dana")
    listed = market("pay list --json").json
    assert [row["amount"] for row in listed["rows"]] == [85_000, 100_000]
    assert listed["sum"] == 185_000
    assert [row["order"] for row in market("pay list --method BCA --json").json["rows"]] == [1]
    assert market("pay list --since 21/11 --until hari_ini --json").status == 2
    assert market("pay list --since 21/11 --until 22/11 --json").json["sum"] == 85_000
    assert market("pay list --contact rina --json").json["sum"] == 185_000
    assert "#1" in market("pay list --plain").out
    assert "due:2" in market("pay list --csv").out


def test_a_page_of_payments_has_the_sum_of_all(market):
    for _count in range(3):
        market("pay add 1 1rb --via bca")
    for choice in ("--since 1/11", "--method bca", "--contact rina"):
        listed = market(f"pay list --limit 2 {choice} --json").json
        assert len(listed["rows"]) == 2
        assert listed["sum"] == 3_000


def test_a_page_of_everything_has_no_sum(market):
    market("pay add 1 1rb")
    market("pay add 1 1rb")
    listed = market("pay list --limit 1 --plain")
    assert "For a sum, give a period with --since, or --all." in listed.err
    assert "Total" not in listed.out
    assert market("pay list --limit 1 --json").json["sum"] is None


def test_no_payments_are_a_sentence(market):
    assert market("pay list").out == "There is no such payment.\n"


def test_money_given_back_is_noted_with_its_reason(market):
    market("pay add 1 300rb")
    said = market("pay refund 1 50rb --via bca --because 'warna salah'")
    assert said.out.splitlines()[0] == "Rp50.000 given back for order 1, to Rina Wati · prospect."
    answer = market("pay refund 1 50rb --json").json
    assert (answer["payment"]["amount"], answer["payment"]["kind"]) == (-50_000, "refund")
    assert answer["order"]["paid"] == 200_000
    kept = market("pay refund 1 50rb --via credit")
    assert kept.out.splitlines()[0] == "Rp50.000 paid for order 1 is credit now, of Rina Wati · prospect."


def test_a_payment_is_taken_back(market):
    market("pay add 1 300rb")
    said = market("pay void 1 --because 'salah ketik'")
    assert said.out.splitlines() == [
        "Payment 1 is taken back: Rp300.000 of Rina Wati · prospect.",
        "Still owed for it: Rp300.000.",
    ]
    assert market("pay void 1 --because lagi").status == 4
    assert market("pay void 2 --because lagi").status == 4


def test_taking_a_payment_back_names_the_credit_that_came_with_it(market):
    market("pay add due:2 100rb")
    said = market("pay void 1 --because salah")
    assert "`olcrm pay void 2`" in said.out
    answer = market("pay void 2 --because salah --json").json
    assert answer["payment"]["reverses"] == 2
    assert "due" not in answer
    assert market("pay list --json").json["sum"] == 0


def test_a_payment_can_be_undone(market, look):
    market("pay add 1 500rb")
    assert market("undo --yes").status == 0
    assert look("SELECT count(*) FROM payment") == [(0,)]
    assert look("SELECT paid FROM due WHERE id = 1") == [(0,)]
    assert look("SELECT credit FROM contact") == [(0,)]


def test_money_that_is_noted_a_second_time_is_pointed_out(market):
    market("pay add 1 300rb --via bca")
    again = market("pay add 1 300rb --via bca").out
    assert "Rp300.000 was noted for it before. If this is the same money, `olcrm undo`." in again
    assert "noted for it before" not in market("pay add 1 250rb --via bca").out


def test_the_ticks_of_money_that_is_on_no_statement_yet_are_explained(shop):
    shop("contact add Rina")
    shop("order add rina 'Gamis @150rb'")
    shop("pay add 1 150rb --via bca")
    drawn = shop("pay list --unconfirmed", terminal=True).out
    assert ("Proof/In" in drawn, "✓✓: a bank statement shows the money, too." in drawn) == (True, True)
    assert "✓✓" not in shop("pay list --unconfirmed --csv").out
    assert "bank statement" not in shop("pay list", terminal=True).out
