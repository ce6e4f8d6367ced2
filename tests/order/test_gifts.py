"""The same goods to several people, and what each has had before."""

import pytest

ANI = "Bu Ani, 0813-1111-2222, Jl. Melati 5, Bandung"
SARI = "Bu Sari, 081322223333, Jl. Mawar 7, Solo"


@pytest.fixture
def rina(shop):
    shop("contact add 'Rina Wijaya' --phone 081234567890")
    return shop


def orders(run):
    return run("order list --json").json["rows"]


def test_each_recipient_gets_an_order_of_her_own(rina):
    done = rina(
        f"order add rina '2x Gamis M @150rb' --to '{ANI}' --to '{SARI}' --gift 'Selamat Lebaran' --shipping 10rb"
    )
    assert done.status == 0
    assert done.out.splitlines()[:3] == [
        "2 orders of Kak Rina, 1–2: 2x Gamis M for each — Rp620.000 in all.",
        "1: Bu Ani, 0813-1111-2222, Jl. Melati 5, Bandung — Rp310.000",
        "2: Bu Sari, 0813-2222-3333, Jl. Mawar 7, Solo — Rp310.000",
    ]
    assert "What is to be paid, in one text: `olcrm due statement 1`." in done.out
    for one, name, phone, address in zip(
        sorted(orders(rina), key=lambda order: order["id"]),
        ("Bu Ani", "Bu Sari"),
        ("+6281311112222", "+6281322223333"),
        ("Jl. Melati 5, Bandung", "Jl. Mawar 7, Solo"),
        strict=True,
    ):
        assert (one["recipient"], one["recipient_phone"], one["address"]) == (name, phone, address)
        assert (one["contact"]["name"], one["gift"], one["price_hidden"]) == ("Rina Wijaya", "Selamat Lebaran", True)
        assert one["total"] == 310_000


def test_all_of_them_are_one_change(rina):
    rina(f"order add rina 'Gamis M @150rb' --to '{ANI}' --to '{SARI}'")
    assert rina("undo --yes").status == 0
    assert orders(rina) == []


def test_a_try_changes_nothing(rina):
    done = rina(f"order add rina 'Gamis M @150rb' --to '{ANI}' --to '{SARI}' --dry-run")
    assert "Only tried, nothing is saved" in done.out
    assert "Next:" not in done.out
    assert orders(rina) == []


def test_a_customer_is_named_and_her_phone_and_address_are_known(rina):
    rina("contact add 'Bu Ani Lestari' --phone 081311112222 --address 'Jl. Melati 5'")
    document = rina("order add rina 'Gamis M @150rb' --to ani --json").json
    assert (document["order"]["recipient"], document["order"]["address"]) == ("Bu Ani Lestari", "Jl. Melati 5")
    assert document["recipients"] == [
        {"name": "Bu Ani Lestari", "phone": "+6281311112222", "address": "Jl. Melati 5", "contact": 2, "before": []}
    ]
    rina("contact address add ani 'Jl. Baru 9'")
    named = rina("order add rina 'Gamis M @150rb' --to 'Tante Ani, 0813 1111 2222' --json").json["order"]
    assert (named["recipient"], named["address"]) == ("Tante Ani", "Jl. Baru 9")


def test_a_phone_may_be_left_out_and_a_postcode_is_none(rina):
    order = rina("order add rina 'Gamis M @150rb' --to 'Bu Ani, Jl. Melati 5, 40121' --json").json["order"]
    assert (order["recipient_phone"], order["address"]) == (None, "Jl. Melati 5, 40121")


def test_nobody_gets_the_same_thing_twice_unseen(rina):
    rina(f"order add rina 'Gamis M @150rb' --to '{ANI}'")
    rina(f"order add rina 'Mukena @100rb' --to '{ANI}'")
    done = rina(f"order add rina 'gamis m @150rb' --to '{ANI}' --to '{SARI}' --dry-run")
    assert "Bu Ani has had Gamis M already: Sun 22 Nov, from Rina Wijaya." in done.out
    assert "Bu Ani has had before: Mukena (Sun 22 Nov, from Rina Wijaya)." in done.out
    assert "Bu Sari has had nothing from here before." in done.out
    recipients = rina(f"order add rina 'Gamis M @150rb' --to '{ANI}' --dry-run --json").json["recipients"]
    assert recipients[0]["before"] == [
        {"order": 2, "on": "2026-11-22", "from": "Rina Wijaya", "items": ["Mukena"]},
        {"order": 1, "on": "2026-11-22", "from": "Rina Wijaya", "items": ["Gamis M"]},
    ]


def test_what_others_sent_her_and_what_she_bought_counts_too(rina):
    rina("contact add 'Bu Ani' --phone 081311112222 --address 'Jl. Melati 5'")
    rina("contact add Dewi")
    rina("order add dewi 'Gamis M @150rb' --to 'Bu Ani Lestari, 081311112222, Jl. Melati 5'")
    rina("order add 'bu ani' 'Tas @75rb'")
    said = rina("order add rina 'Gamis M @150rb' --to 'bu ani' --dry-run").out
    assert "Bu Ani has had Gamis M already: Sun 22 Nov, from Dewi." in said
    assert "Bu Ani has had before: Tas (Sun 22 Nov, bought)." in said


def test_of_a_name_alone_only_the_same_customers_gifts_are_meant(rina):
    rina("contact add Dewi")
    rina("order add dewi 'Gamis M @150rb' --recipient 'Bu Ani' --address 'Jl. Melati 5'")
    rina("order add rina 'Tas @75rb' --recipient 'Bu Ani' --address 'Jl. Melati 5'")
    said = rina("order add rina 'Gamis M @150rb' --to 'bu ani, Jl. Melati 5' --dry-run").out
    assert "Tas (Sun 22 Nov, from Rina Wijaya)" in said
    assert "already" not in said


def test_what_was_called_off_she_never_had(rina):
    rina(f"order add rina 'Gamis M @150rb' --to '{ANI}'")
    rina("order cancel 1 --because batal")
    assert "nothing from here before" in rina(f"order add rina 'Gamis M @150rb' --to '{ANI}' --dry-run").out


def test_a_recipient_typed_the_long_way_is_remembered_too(rina):
    words = "--recipient 'Bu Ani' --recipient-phone 081311112222 --address 'Jl. Melati 5'"
    assert "had" not in rina(f"order add rina 'Gamis M @150rb' {words}").out
    assert "Bu Ani has had Gamis M already: Sun 22 Nov" in rina(f"order add rina 'Gamis M @150rb' {words}").out


def test_of_many_earlier_gifts_the_latest_are_named(rina):
    for number in range(7):
        rina(f"order add rina 'Barang {number} @10rb' --to '{ANI}'")
    said = rina(f"order add rina 'Tas @10rb' --to '{ANI}' --dry-run").out
    assert "Barang 6 (" in said
    assert "Barang 1 (" not in said
    assert "2 more." in said


def test_codes_are_unique_among_orders_that_are_taken_together(rina):
    people = " ".join(f"--to 'Bu {name}, Jl. Melati {name}'" for name in "ABCDEFGH")
    rina("order add rina 'Tas @100rb' --unique-code")
    rina("config set unique-code on")
    taken = rina(f"order add rina 'Tas @100rb' {people} --json").json["orders"]
    totals = [order["total"] for order in orders(rina)]
    assert len(taken) == 8
    assert len(set(totals)) == 9
    assert all(100_001 <= total <= 100_999 for total in totals)


def test_stock_is_kept_for_each_and_never_twice(rina):
    rina("product add TAS Tas --price 100rb --stock 2")
    people = "--to 'Bu A, Jl. A' --to 'Bu B, Jl. B' --to 'Bu C, Jl. C'"
    done = rina(f"order add rina Tas {people}")
    assert done.status == 4
    assert orders(rina) == []
    assert rina(f"order add rina Tas {people} --oversell").status == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (
            "--to 'Bu Ani, Jl. A' --recipient 'Bu B'",
            2,
            "--to says whom it goes to, so --recipient, --recipient-phone and --address do not go with it.",
        ),
        ("--to 'Bu Ani, Jl. A' --to 'Bu B, Jl. B' --dp 50rb", 2, "--dp is for one order, and these are 2."),
        ("--to siti", 3, "siti"),
        ("--to 'Bu Ani, 0812345, Jl. A'", 2, "too short"),
        ("--to 'Bu Ani, 08123456789012345, Jl. A'", 2, "too long"),
        ("--to 'Bu Ani, 081311112222'", 4, "There is no address for Bu Ani."),
        ("--to rina", 4, "There is no address for Rina Wijaya."),
        ("--to ', Jl. A'", 2, "does not begin with a name"),
        ("--to ''", 2, "The recipient"),
        ("--to 'Bu Ani, Jl. A' --to 'Bu Ani, Jl. A'", 4, "Bu Ani is named twice."),
    ],
)
def test_what_cannot_be_sent_is_refused_and_nothing_is_taken(rina, words, status, said):
    done = rina(f"order add rina 'Gamis M @150rb' {words}")
    assert done.status == status
    assert said in done.err
    assert orders(rina) == []


def test_a_name_that_fits_several_lists_them_and_asks_nothing(rina):
    rina("contact add 'Bu Ani' --address 'Jl. A'")
    rina("contact add 'Bu Anita' --address 'Jl. B'")
    done = rina("order add rina 'Gamis M @150rb' --to 'bu an' --json")
    assert done.status == 3
    assert [one["name"] for one in done.error["candidates"]] == ["Bu Anita", "Bu Ani"]


def test_recipients_may_stand_in_a_file(rina, tmp_path):
    people = tmp_path / "guru.txt"
    people.write_text(f"\ufeff{ANI}\r\n\r\n{SARI}\r\n", encoding="utf-8")
    taken = rina(f"order add rina 'Tas @75rb' --to-file {people} --to 'Bu C, Jl. C' --json").json["orders"]
    assert [order["recipient"] for order in taken] == ["Bu C", "Bu Ani", "Bu Sari"]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n", b"a\n" * 500_001])
def test_a_file_that_is_no_list_of_recipients_is_refused(rina, tmp_path, content):
    (tmp_path / "guru.txt").write_bytes(content)
    done = rina(f"order add rina 'Tas @75rb' --to-file {tmp_path / 'guru.txt'}")
    assert done.status == 2
    assert "is no list of recipients." in done.err
    assert rina(f"order add rina 'Tas @75rb' --to-file {tmp_path}").status == 3
    assert orders(rina) == []


def test_an_order_for_one_may_have_a_dp(rina):
    order = rina(f"order add rina 'Gamis M @150rb' --to '{ANI}' --dp 50rb --via bca --json").json["order"]
    assert order["balance"] == 100_000


def test_the_last_order_again_goes_to_others_too(rina):
    rina("order add rina 'Gamis M @150rb'")
    assert len(rina(f"order again rina --to '{ANI}' --to '{SARI}' --json").json["orders"]) == 2


def test_prices_may_be_shown_if_that_is_meant(rina):
    assert not rina(f"order add rina 'Gamis M @150rb' --to '{ANI}' --show-price --json").json["order"]["price_hidden"]


def test_a_list_that_cannot_be_opened_is_refused_by_name(shop, run, tmp_path):
    shop("contact add Rina")
    done = run(["order", "add", "rina", "Tas @75rb", "--to-file", "x" * 5000])
    assert done.status == 4
    assert "cannot be opened: File name too long" in done.err
