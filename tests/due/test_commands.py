"""The owner types about what is owed."""

import pytest

PHONE = "081234567890"


@pytest.fixture
def market(shop):
    """A shop with two customers, an order of one over 300.000, and a loan of the other since 1 October."""
    assert shop(f'contact add "Rina Wati" --phone {PHONE}').status == 0
    assert shop("contact add Sari").status == 0
    assert shop('order add rina "2x Gamis M @150rb"').status == 0
    assert shop("due add sari 200rb pinjaman --kind loan --on 1/10").status == 0
    return shop


def test_an_errand_is_noted(market):
    said = market('due add rina 85rb "titip bolu" --kind errand --by jumat')
    assert said.out.splitlines() == [
        "due:3 added: Rp85.000 for “titip bolu”, owed by Rina Wati · prospect.",
        "To be paid by 27 Nov 2026.",
    ]


def test_a_due_is_answered_as_a_document(market):
    due = market("due add rina 85rb kopi --on kemarin --json").json["due"]
    assert (due["id"], due["kind"], due["memo"], due["amount"]) == (3, "other", "kopi", 85_000)
    assert (due["due_on"], due["age_days"], due["order"]) == (None, 1, None)
    assert due["contact"]["name"] == "Rina Wati"


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("due add nobody 1rb kopi", 3, "Nobody here is called “nobody”."),
        ("due add rina 0 kopi", 4, "An amount is above zero."),
        ("due add rina 1,2345jt kopi", 2, "is not an amount"),
        ("due add rina 1rb ''", 2, "The memo is empty."),
        ("due add rina 1rb kopi --kind order", 2, "There is no kind of due called “order”."),
        ("due add rina 1rb kopi --on besok", 4, "23 Nov 2026 is still to come."),
        ("due add rina 1rb kopi --by kemarin", 4, "21 Nov 2026 lies before the day it arose, 22 Nov 2026."),
        ("due add rina 1rb kopi --by 30/2", 2, "There is no such day"),
        ("due show 2", 2, "“2” does not name a due."),
        ("due show '#2'", 2, "an order is shown with `olcrm order show 2`."),
        ("due show due:x", 2, "Write it like due:7."),
        ("due show due:9", 3, "There is no due:9."),
        ("due list --kind gift", 2, "There is no kind of due called “gift”."),
        ("due list --contact nobody", 3, "Nobody here is called"),
        ("due edit due:2", 2, "Nothing to change was given."),
        ("due edit due:1 --memo x", 4, "due:1 belongs to order 1."),
        ("due edit due:2 --memo ''", 2, "The memo is empty."),
        ("due cancel due:1 --because batal", 4, "due:1 belongs to order 1."),
        ("due cancel due:2", 2, "--because"),
        ("due cancel due:2 --because ''", 2, "The reason is empty."),
        ("due settle sari 0", 4, "An amount is above zero."),
        ("due settle sari 1rb --via credit", 4, "Rp1.000 is more than there is as credit, which is Rp0."),
        ("due settle sari 1rb --via ' '", 2, "The method is empty."),
        ("due settle sari 1rb --on besok", 4, "is still to come"),
        ("due statement nobody", 3, "Nobody here is called"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(market, look, line, status, words):
    before = look("SELECT count(*) FROM change")
    refused = market(line)
    assert (refused.status, refused.out) == (status, "")
    assert words in refused.err
    assert look("SELECT count(*) FROM change") == before


def test_a_memo_that_is_too_long_is_refused_whole(market):
    refused = market(["due", "add", "rina", "1rb", "x" * 10_001])
    assert refused.status == 2
    assert "nothing was cut or saved" in refused.err


def test_a_due_is_shown_with_its_payments(market):
    market("pay add due:2 50rb --via dana --note titip")
    shown = market("due show due:2")
    for words in ("due:2 · pinjaman", "Sari", "loan", "Rp150.000", "dana", "titip"):
        assert words in shown.out
    document = market("due show due:2 --json").json
    assert document["due"]["balance"] == 150_000
    assert [one["amount"] for one in document["payments"]] == [50_000]


def test_open_dues_are_listed_the_oldest_first(market):
    listed = market("due list --json").json
    assert [(row["id"], row["order"]) for row in listed["rows"]] == [(2, None), (1, 1)]
    assert listed["sum"] == 500_000
    assert [row["id"] for row in market("due list --overdue --json").json["rows"]] == [2]
    assert [row["id"] for row in market("due list --contact rina --json").json["rows"]] == [1]
    assert [row["id"] for row in market("due list --kind ORDER --json").json["rows"]] == [1]
    lines = market("due list --csv").out.splitlines()
    assert lines[0].startswith("due,customer,standing,kind,memo,created_on,age_days,due_on,balance")
    assert lines[1].startswith("due:2,Sari,prospect,loan,pinjaman,2026-10-01,52,,200000")
    assert lines[2].startswith("#1,")


def test_a_page_of_dues_has_the_sum_of_all(market):
    listed = market("due list --limit 1 --json").json
    assert len(listed["rows"]) == 1
    assert listed["sum"] == 500_000


def test_nothing_owed_is_a_sentence(shop):
    assert shop("due list").out == "Nothing is owed.\n"
    assert shop("due list --overdue").out == "Nothing is overdue.\n"
    assert shop("due aging").out == "Nothing is owed.\n"


def test_aging_shows_who_owes_most_first(market):
    aged = market("due aging --json").json
    assert [row["contact"]["name"] for row in aged["rows"]] == ["Rina Wati", "Sari"]
    assert aged["rows"][1] | {"contact": None} == {
        "contact": None,
        "owed": 200_000,
        "0-7": 0,
        "8-14": 0,
        "15-30": 0,
        "31+": 200_000,
        "cod": 0,
    }
    assert aged["sums"] == {"owed": 500_000, "0-7": 300_000, "8-14": 0, "15-30": 0, "31+": 200_000, "cod": 0}
    one = market("due aging --limit 1 --json").json
    assert len(one["rows"]) == 1
    assert one["sums"]["owed"] == 500_000


def test_a_statement_is_a_message_to_send(market):
    market('due add rina 85rb "titip bolu" --kind errand')
    market('config account add "BCA 1234567890 a.n. Ani"')
    said = market("due statement rina")
    assert "- 22 November, pesanan nomor 1 (2x Gamis M) = Rp300.000" in said.out
    assert "- 22 November, titip bolu = Rp85.000" in said.out
    assert "*Rp385.000*" in said.out
    assert "BCA 1234567890 a.n. Ani" in said.out
    document = market("due statement rina --json").json
    assert document["owed"] == 385_000
    assert document["link"].startswith("https://wa.me/6281234567890?text=Halo%20Kak%20Rina")
    assert "https" not in document["text"]


def test_who_owes_nothing_gets_no_statement(market):
    market("due settle sari 200rb")
    refused = market("due statement sari")
    assert refused.status == 4
    assert "Nothing is owed by Sari · prospect." in refused.err


@pytest.fixture
def at_the_door(market):
    """An order of Sari's that arrived, whose 112.000 the courier collected, and which the loan of 200.000 is beside."""
    market('order add sari "2x Hijab @45rb" --cod --shipping 22rb --address "Jl. Mawar 1"')
    market("parcel ship 2 jnt JT7788001")
    market("parcel arrived 2")
    return market


def test_what_a_courier_collects_is_in_no_statement(at_the_door):
    said = at_the_door("due statement sari")
    assert "pinjaman = Rp200.000" in said.out
    assert ("Hijab" in said.out, "112.000" in said.out) == (False, False)
    assert said.err == "Left out is Rp112.000 of COD, which is paid to the courier.\n"
    document = at_the_door("due statement sari --json").json
    assert (document["owed"], document["cod"]) == (200_000, 112_000)
    assert "Hijab" not in at_the_door("template preview statement sari").out


def test_who_pays_the_courier_alone_gets_no_statement(at_the_door):
    at_the_door("due cancel due:2 --because lunas")
    refused = at_the_door("due statement sari")
    assert refused.status == 4
    assert refused.err == (
        "Sari · prospect has nothing to transfer: Rp112.000 is paid to the courier.\n"
        "See where it is: `olcrm contact show 2`.\n"
    )
    at_the_door("undo --yes")
    assert at_the_door("due statement sari").status == 0


def test_what_came_back_from_the_door_is_in_no_statement(market):
    market('order add sari "2x Hijab @45rb" --cod --address "Jl. Mawar 1"')
    market("parcel ship 2 jnt JT7788001")
    market("parcel returned 2")
    assert "Hijab" not in market("due statement sari").out
    market("order cancel 2 --because 'cod ditolak'")
    assert market("due statement sari").err == ""


def test_what_a_courier_has_is_not_late_of_hers(at_the_door):
    later = "2026-12-28T12:00:00+07:00"
    late = at_the_door("due list --overdue --json", now=later).json
    assert ([row["id"] for row in late["rows"]], late["sum"]) == ([2, 1], 500_000)
    assert len(at_the_door("due list --json", now=later).json["rows"]) == 3
    answer = at_the_door("due aging --json", now=later).json
    row = next(row for row in answer["rows"] if row["contact"]["name"] == "Sari")
    assert (row["31+"], row["cod"], row["owed"]) == (200_000, 112_000, 312_000)
    assert (answer["sums"]["31+"], answer["sums"]["cod"], answer["sums"]["owed"]) == (500_000, 112_000, 612_000)
    told = at_the_door("due aging", now=later)
    assert told.err == "COD Rp112.000 is paid to couriers, who pass it on: `olcrm parcel list --cod`.\n"
    at_the_door("parcel paid 2")
    paid = at_the_door("due aging")
    assert "cod" not in (paid.out + paid.err).casefold()


def test_what_she_transfers_settles_what_a_courier_collects_last(at_the_door):
    said = at_the_door("due settle sari 250rb")
    assert said.out.splitlines()[1:3] == [
        "due:2 “pinjaman”: Rp200.000, paid in full",
        "order 2 “2x Hijab”: Rp50.000, Rp62.000 still owed",
    ]
    at_the_door("undo --yes")
    at_the_door("due add sari 30rb kopi")
    assert "kopi" in at_the_door("due settle sari 230rb").out


def test_a_customer_shows_what_is_paid_to_the_courier(at_the_door):
    page = at_the_door("contact show sari")
    assert "2x Hijab (COD)" in page.out
    assert "pinjaman (COD)" not in page.out
    opened = {one["order"]: one["cod"] for one in at_the_door("contact show sari --json").json["open"]}
    assert opened == {2: True, None: False}


def test_a_private_note_is_in_no_statement(market):
    market("note add rina 'ibunya sakit' --private")
    assert "ibunya" not in market("due statement rina").out


def test_settling_is_one_change_over_everything_owed(market, look):
    market('due add rina 85rb "titip bolu" --kind errand --on 1/11')
    changes = look("SELECT count(*) FROM change")[0][0]
    said = market("due settle rina 400rb --via bca")
    assert said.out.splitlines() == [
        "Rp400.000 received from Rina Wati · new.",
        "due:3 “titip bolu”: Rp85.000, paid in full",
        "order 1 “2x Gamis M”: Rp300.000, paid in full",
        "Rp15.000 more than owed became credit, which is now Rp15.000.",
    ]
    assert look("SELECT count(*) FROM change")[0][0] == changes + 1
    assert look("SELECT sum(amount) FROM payment") == [(400_000,)]


def test_settling_in_part_says_what_is_left(market):
    market('due add rina 85rb "titip bolu" --kind errand --on 1/11')
    said = market("due settle rina 100rb")
    assert "order 1 “2x Gamis M”: Rp15.000, Rp285.000 still owed" in said.out
    assert "Still owed in all: Rp285.000." in said.out


def test_settling_is_answered_with_payments_and_dues(market):
    answer = market("due settle sari 250rb --json").json
    assert [one["amount"] for one in answer["payments"]] == [200_000, 50_000]
    assert [due["payment"] for due in answer["dues"]] == ["paid"]
    assert (answer["credit"], answer["owed"]) == (50_000, 0)
    market("due add sari 30rb kopi")
    used = market("due settle sari 40rb --via credit")
    assert "The other Rp10.000 was not needed; the credit is now Rp20.000." in used.out


def test_a_due_can_be_corrected(market):
    said = market("due edit due:2 --memo 'pinjaman lebaran' --by 5/12 --amount 250rb")
    assert said.out.splitlines() == [
        "due:2 changed: Rp250.000 for “pinjaman lebaran”.",
        "To be paid by 5 Dec 2026.",
    ]
    assert market("due edit due:2 --by - --json").json["due"]["due_on"] is None
    market("pay add due:2 100rb")
    refused = market("due edit due:2 --amount 50rb")
    assert refused.status == 4
    assert "Rp50.000 is less than is paid already, which is Rp100.000." in refused.err


def test_a_due_is_called_off_once(market):
    said = market("due cancel due:2 --because 'sudah diikhlaskan'")
    assert said.out == "due:2 “pinjaman” is cancelled: sudah diikhlaskan.\n"
    assert market("due show due:2 --json").json["due"]["close_reason"] == "sudah diikhlaskan"
    assert "sudah diikhlaskan" in market("due show due:2").out
    refused = market("due cancel due:2 --because lagi")
    assert refused.status == 4
    assert "due:2 has been closed." in refused.err


def test_calling_a_due_off_asks_what_becomes_of_the_money(market):
    market("pay add due:2 50rb")
    refused = market("due cancel due:2 --because batal")
    assert refused.status == 4
    assert "Rp50.000 has been paid for due:2." in refused.err
    assert "--refund or --as-credit" in refused.err
    assert "olcrm due edit due:2 --amount 50000" in refused.err
    said = market("due cancel due:2 --because batal --as-credit")
    assert "Rp50.000 is kept as credit." in said.out


def test_calling_a_due_off_can_give_the_money_back(market):
    market("pay add due:2 50rb --via dana")
    said = market("due cancel due:2 --because batal --refund --via dana")
    assert "Rp50.000 is noted as given back." in said.out
    assert market("pay list --method dana --json").json["sum"] == 0
