"""A paste from the chat to the order, through the front door."""

import io
import sys

import pytest

from olcrm.kit import links

FORM = """Nama: Rina Wati
No HP: 0812-3456-7890
Alamat: Jl. Melati No 5, Kec. Sukun, Malang
Pesanan:
- 2x Gamis M @150rb
- Bros 15rb
Ekspedisi: JNE REG
Ongkir: 18rb
Catatan: bubble wrap ya kak
"""


@pytest.fixture
def pasted(shop, tmp_path):
    """``pasted(text, "--yes")`` pastes a text from a file."""

    def pasted(text, options="", **more):
        file = tmp_path / "form.txt"
        file.write_text(text, encoding="utf-8")
        return shop(f"paste --file {file} {options}", **more)

    return pasted


def test_a_form_becomes_an_order_of_a_new_customer_with_her_own_words(pasted, shop, look):
    done = pasted(FORM, "--yes --json").json
    assert (done["kind"], len(done["rows"])) == ("paste", 1)
    (order,) = done["orders"]
    assert [(line["name"], line["qty"], line["price"]) for line in order["lines"]] == [
        ("Gamis M", 2, 150_000),
        ("Bros", 1, 15_000),
    ]
    assert (order["shipping"], order["total"]) == (18_000, 333_000)
    assert (order["note"], order["courier"]) == ("bubble wrap ya kak", "jne REG")
    who = shop("contact show rina --json").json["contact"]
    assert (who["name"], who["phone"]) == ("Rina Wati", "+6281234567890")
    assert [one["text"] for one in who["addresses"]] == ["Jl. Melati No 5, Kec. Sukun, Malang"]
    assert look("SELECT text FROM pasted WHERE order_id = ?", order["id"]) == [(FORM.strip(),)]
    assert shop(f"paste show {order['id']} --json").json["texts"] == [FORM.strip()]


def test_a_dry_run_shows_each_field_and_how_sure_it_is_and_saves_nothing(pasted, look):
    done = pasted(FORM, "--dry-run")
    assert done.status == 0
    assert "Phone\t0812-3456-7890\tsure" in done.out
    assert "1\tBros\tRp15.000\tlikely" in done.out
    assert "Rina Wati is new and would be added." in done.out
    row = pasted(FORM, "--dry-run --json").json["rows"][0]
    assert (row["type"], row["phone"], row["contact"], row["unread"]) == ("order", "+6281234567890", None, [])
    assert row["confidence"]["phone"] > 0.9
    assert look("SELECT count(*) FROM pasted") == look("SELECT count(*) FROM contact") == [(0,)]


def test_nothing_is_saved_without_a_yes(pasted, look):
    asked = pasted(FORM)
    assert asked.status == 4
    assert "--yes" in asked.err
    assert "Gamis M" in asked.err
    no = pasted(FORM, keys="n\n")
    assert (no.status, no.out) == (0, "Nothing was changed.\n")
    assert look("SELECT count(*) FROM sale_order") == [(0,)]
    assert pasted(FORM, keys="y\n").status == 0
    assert look("SELECT count(*) FROM sale_order") == [(1,)]


def test_it_is_read_from_a_pipe_the_clipboard_and_a_terminal(shop, monkeypatch, look):
    class Pipe(io.StringIO):
        buffer = io.BytesIO(FORM.encode())

    from olcrm import app

    monkeypatch.setattr(sys, "stdin", Pipe())
    assert app.main(["paste", "--yes"]) == 0
    monkeypatch.setattr(links, "copied", lambda: FORM.replace("Rina Wati", "Sari").replace("7890", "7891"))
    assert shop("paste --clipboard --yes").status == 0
    typed = FORM.replace("Rina Wati", "Tuti").replace("7890", "7892")
    done = shop("paste", keys=f"{typed}.\ny\n")
    assert "Paste the message here; then Ctrl-D" in done.err
    assert done.status == 0, done.err
    assert look("SELECT name FROM contact ORDER BY id") == [("Rina Wati",), ("Sari",), ("Tuti",)]


def test_goods_without_a_price_are_asked_for_or_refused(pasted, look):
    form = FORM.replace(" @150rb", "")
    refused = pasted(form, "--yes")
    assert refused.status == 4
    assert "--price 'Gamis M=150rb'" in refused.err
    assert look("SELECT count(*) FROM contact") == [(0,)]
    done = pasted(form, keys="mahal\n150\ny\ny\n")
    assert "Is Rp150.000 meant?" in done.err
    assert look("SELECT price FROM order_line ORDER BY id") == [(150_000,), (15_000,)]
    done = pasted(form, "--price 'gamis m=140rb' --yes --again --json").json
    assert done["orders"][0]["lines"][0]["price"] == 140_000


def test_the_catalogue_knows_prices_and_says_where_hers_differ(pasted, shop):
    shop("product add GM-M 'Gamis M' --price 155rb")
    row = pasted(FORM.replace(" @150rb", ""), "--dry-run --json").json["rows"][0]
    assert row["items"][0] == {"name": "Gamis M", "qty": 2, "price": 155_000}
    row = pasted(FORM, "--dry-run --json").json["rows"][0]
    assert row["hints"] == ["“Gamis M” is Rp155.000 in the catalogue."]


def test_she_is_known_by_her_phone_and_what_is_new_of_her_is_added(pasted, shop):
    shop("contact add 'Rina W.' --phone 081234567890")
    row = pasted(FORM, "--yes --json").json["rows"][0]
    assert row["contact"]["name"] == "Rina W."
    assert [one["text"] for one in shop("contact show 1 --json").json["contact"]["addresses"]] == [
        "Jl. Melati No 5, Kec. Sukun, Malang"
    ]
    other = FORM.replace("Rina Wati", "Tuti").replace("Catatan: ", "Catatan: cepat, ")
    assert pasted(other, "--dry-run --json").json["rows"][0]["hints"] == [
        "The number is that of Rina W., who is called otherwise here."
    ]


def test_a_part_of_a_name_never_decides_who_she_is(pasted, shop):
    shop("contact add 'Rina Wati' --phone 081299998888")
    shop("contact add 'Sari Dewi'")
    row = pasted(FORM, "--dry-run --json").json["rows"][0]
    assert row["contact"] is None
    assert row["hints"] == ["Rina Wati (1) is called alike; if it is her, give --contact 1."]
    assert pasted(FORM.replace("Rina Wati", "Sari"), "--dry-run --json").json["rows"][0]["contact"] is None
    row = pasted(FORM.replace("Rina Wati", "sari dewi"), "--yes --json").json["rows"][0]
    assert row["contact"]["id"] == 2
    assert shop("contact show 2 --json").json["contact"]["phone"] == "+6281234567890"
    assert pasted(FORM.replace("7890", "7777"), "--contact 1 --yes --json").json["rows"][0]["contact"]["id"] == 1


def test_several_forms_are_one_change(pasted, shop, look):
    both = FORM + "\n" + FORM.replace("Rina Wati", "Sari").replace("7890", "7891")
    done = pasted(both, "--yes")
    assert done.out.startswith("2 orders were pasted.\n")
    assert shop("undo --yes").status == 0
    assert look("SELECT count(*) FROM sale_order") == look("SELECT count(*) FROM pasted") == [(0,)]
    refused = pasted(both, "--yes --name Siti")
    assert "--contact and --name are for one form, and 2 were pasted." in refused.err


def test_the_very_same_text_makes_no_second_order_by_itself(pasted, look):
    assert pasted(FORM, "--yes").status == 0
    refused = pasted(FORM, "--yes")
    assert (refused.status, "This very text was pasted before, as paste 1." in refused.err) == (4, True)
    assert "--again" in refused.err
    assert pasted(FORM, "--yes --again").status == 0
    assert look("SELECT count(*) FROM sale_order") == [(2,)]


def test_a_gift_goes_to_its_recipient_and_her_address_is_not_the_buyers(pasted, shop):
    form = "Nama: Anita\nHP: 081234000111\nPenerima: Oma Lien\nNo HP penerima: 081234000222\nAlamat: Jl. Veteran 15\n"
    (order,) = pasted(form + "Pesanan: Hampers 1 box 200rb", "--yes --json").json["orders"]
    assert (order["recipient"], order["recipient_phone"]) == ("Oma Lien", "+6281234000222")
    assert shop("contact show anita --json").json["contact"]["addresses"] == []


def test_an_address_alone_is_noted_of_whom_it_is(pasted, shop):
    address = "Jl. Kenanga 12 RT 1 RW 2, Kec. Sukun, Malang 65147"
    nobody = pasted(address, "--yes")
    assert (nobody.status, "There is no name for the new customer in what was pasted." in nobody.err) == (4, True)
    done = pasted(address, "--name 'Rina Wati' --yes")
    assert done.out.startswith("Noted of Rina Wati: the address.")
    assert shop("contact show rina --json").json["contact"]["addresses"][0]["text"] == address
    assert pasted(address + " ", keys="Tuti\ny\n").status == 0


def test_a_transfer_names_the_open_order_of_just_that_amount(pasted, shop):
    shop("order add Sari 'Gamis @147.356' --phone 081234567899")
    row = pasted("kak sudah transfer 147.356 ke bca ya", "--json").json["rows"][0]
    assert (row["type"], row["total"], row["next"]) == ("transfer", 147_356, "olcrm pay add 1 147356 --via bca")
    shop("order add Tuti 'Gamis @147.356' --phone 081234567898")
    row = pasted("kak sudah transfer 147.356 ke bca ya", "--json").json["rows"][0]
    assert (row["next"], row["hints"]) == ("olcrm order list --unpaid", ["Several open dues are of just this amount."])
    assert pasted("udah tf ya kak", "--json").json["rows"][0]["next"] == "olcrm order list --unpaid"
    assert pasted("udah tf 50rb pesanan #2", "--json").json["rows"][0]["next"] == "olcrm pay add 2 50000"


def test_a_tracking_number_and_a_question_are_understood_and_nothing_is_saved(pasted, shop, look):
    shop("contact add Sari --ig sari.ayu")
    before = look("SELECT count(*) FROM change")
    row = pasted("resi JX1234567890", "--json").json["rows"][0]
    assert (row["type"], row["courier"], row["confidence"]["courier"]) == ("tracking", "jnt", 0.6)
    assert row["next"] == "olcrm parcel ship ORDER JX1234567890"
    said = pasted("resi jne JX1234567890", "--json").json["rows"][0]
    assert said["next"] == "olcrm parcel ship ORDER jne JX1234567890"
    assert (
        pasted("pesanan #41 resi JX1234567890", "--json").json["rows"][0]["next"] == "olcrm parcel ship 41 JX1234567890"
    )
    asked = pasted("kak ready gak?\nIG: @sari.ayu", "--json").json["rows"][0]
    assert (asked["type"], asked["contact"]["name"], asked["next"]) == ("question", "Sari", "olcrm contact show 1")
    assert look("SELECT count(*) FROM change") == before


def test_what_cannot_be_done_is_refused_and_says_what_can(pasted, shop, tmp_path, monkeypatch):
    def refused(result, status, words):
        assert (result.status, words in result.err) == (status, True), result.err

    refused(pasted(""), 2, "There is nothing to read in what was pasted.")
    refused(pasted("Nama: Sari\nPesanan:\n", "--yes"), 4, "It could not be read what is ordered.")
    refused(pasted(FORM, "--price Gamis --yes"), 2, "does not say what costs how much.")
    refused(pasted(FORM, "--price Tas=50rb --yes"), 3, "Nothing that was pasted is called “Tas”.")
    refused(pasted(FORM, "--contact Joko --yes"), 3, "Nobody here is called “Joko”.")
    refused(pasted(FORM, "--clipboard"), 2, "--file and --clipboard do not go together.")
    refused(shop(f"paste --file {tmp_path}/none.txt"), 3, "There is no file")
    refused(pasted("a" * 200_001), 4, "The text is longer than 200000 characters.")
    refused(pasted("Nama: \0"), 2, "What was pasted is no text.")
    refused(pasted(f"Nama: Sari\nPesanan: Bros @15rb\nAlamat: {'x' * 10_001}", "--yes"), 2, "characters long")
    monkeypatch.setattr(links, "copied", lambda: None)
    refused(shop("paste --clipboard"), 4, "The clipboard cannot be reached.")
    shop("order add Sari 'Gamis @150rb' --phone 081234567899")
    refused(shop("paste show 1"), 3, "Order 1 was not pasted.")


def test_a_file_in_another_encoding_is_read(shop, tmp_path):
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        file = tmp_path / f"{encoding}.txt"
        file.write_bytes("Nama: René\nPesanan: Bros @15rb".encode(encoding))
        assert shop(f"paste --file {file} --dry-run --json").json["rows"][0]["name"] == "René"


def test_names_that_command_a_terminal_are_shown_harmless_and_kept_exactly(pasted, look):
    words = "Nama: [red]Rina\x1b[31m{name}\nPesanan: Bros \x1b]0;x\x07 @15rb"
    shown = pasted(words, "--dry-run")
    assert "\x1b" not in shown.out
    assert pasted(words, "--yes").status == 0
    assert look("SELECT text FROM pasted") == [(words,)]


def test_whoever_is_forgotten_leaves_none_of_her_words(pasted, shop, look):
    pasted(FORM, "--yes")
    assert shop("contact forget rina --yes").status == 0
    assert look("SELECT count(*) FROM pasted") == [(0,)]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tanggal acara: 5 Desember 2026", "2026-12-05"),
        ("Tgl kirim : Sabtu, 5/12", "2026-12-05"),
        ("Deadline: tgl 30", "2026-11-30"),
        ("untuk hari Jumat tgl 27 Nov ya kak", "2026-11-27"),
        ("Tanggal order: 21/11/2026", None),
        ("Tanggal: 30/11/2026", None),
        ("Tanggal acara: Senin, 5/12", None),  # a Saturday
        ("Tanggal acara: 5/12 atau 6/12", None),
        ("Tanggal acara: 1/11/2026", None),
        ("kirim besok ya kak", None),
    ],
)
def test_a_day_is_promised_where_she_says_by_when_she_needs_it(pasted, line, day):
    text = f"{FORM.replace('Catatan: bubble wrap ya kak', line)}"
    assert pasted(text, "--dry-run --json").json["rows"][0]["promise"] == day
    (order,) = pasted(text, "--yes --json").json["orders"]
    assert order["promised_on"] == day
    if day is None:
        assert line.split(":")[-1].strip().split(" ya")[0] in order["note"]


@pytest.mark.parametrize(
    ("line", "cod"),
    [("Pembayaran: COD", True), ("COD ya kak", True), ("Bayar: transfer atau COD", False), ("bisa COD?", False)],
)
def test_what_the_courier_collects_is_kept_as_such(pasted, line, cod):
    (order,) = pasted(f"{FORM}\n{line}", "--yes --json").json["orders"]
    assert order["cod"] is cod
    assert "COD" not in (order["note"] or "") or not cod


@pytest.fixture
def catalogue(shop):
    """A shop with dresses in two sizes, a scarf without variants, and bedsheets that are all gone."""
    shop("product add GM-M Gamis --variant M --price 150rb --stock 5")
    shop("product add GM-L Gamis --variant L --price 155rb --stock 5")
    shop("product add HJ 'Hijab Segi Empat' --price 45rb --stock 5")
    shop("product add SPR-K 'Sprei King' --price 250rb --stock 0")
    return shop


WHO = "Nama: Sari\nHP: 0813-1111-2222\nAlamat: Jl. Melati 5, Malang\n"


def test_a_colour_that_is_no_variant_makes_no_other_thing_of_a_product(catalogue, pasted, look):
    text = f"{WHO}Pesanan: gamis M 1 pcs, hijab segi empat 2\nWarna: hitam\n"
    (order,) = pasted(text, "--yes --json").json["orders"]
    assert [(line["sku"], line["name"], line["qty"], line["price"]) for line in order["lines"]] == [
        ("GM-M", "Gamis M", 1, 150_000),
        ("HJ", "Hijab Segi Empat hitam", 2, 45_000),
    ]
    assert catalogue("product show HJ --json").json["product"]["kept"] == 2


@pytest.mark.parametrize(
    ("said", "sku", "name"),
    [
        ("hijab segi empat dusty pink 2", "HJ", "Hijab Segi Empat dusty pink"),
        ("gamis 2\nWarna: navy\nUkuran: L", "GM-L", "Gamis L navy"),
        ("gamis L 2\nWarna: navy", "GM-L", "Gamis L navy"),
        ("hijab segi empat 2 @40rb\nWarna: hitam", "HJ", "Hijab Segi Empat hitam"),
        ("gamis M 2\nUkuran: XL", None, "gamis M XL"),  # it contradicts the size of the product
        ("gamis 2\nWarna: navy", None, "gamis navy"),  # either size may be meant
        ("sprei hitam 2", None, "sprei hitam"),
    ],
)
def test_a_wish_about_a_product_stays_with_it_and_a_contradiction_finds_none(catalogue, pasted, look, said, sku, name):
    done = pasted(f"{WHO}Pesanan: {said}\n", f"--price '{name}=90rb' --yes" if sku is None else "--yes")
    assert done.status == 0, done.err
    assert look("SELECT sku, name, qty FROM order_line") == [(sku, name, 2)]


def test_a_shortage_stands_in_the_preview_and_is_taken_only_once_she_agrees(catalogue, pasted, look):
    text = f"{WHO}Pesanan: sprei king 1\n"
    told = "Sprei King: 1 wanted, 0 free. `--oversell` takes it all the same."
    assert told in pasted(text, "--dry-run").out
    assert told in pasted(text, "--dry-run --json").json["rows"][0]["hints"]
    refused = pasted(text, "--yes")
    assert (refused.status, look("SELECT count(*) FROM contact")) == (4, [(0,)])
    assert "Sprei King: 1 wanted, 0 free." in refused.err
    no = pasted(text, keys="n\n")
    assert no.err.index(told) < no.err.index("More is ordered than is free. Save this all the same?")
    assert look("SELECT count(*) FROM sale_order") == [(0,)]
    assert pasted(text, keys="y\n").status == 0
    assert pasted(f"{text}Catatan: cepat ya\n", "--oversell --yes").status == 0
    assert look("SELECT sku FROM order_line") == [("SPR-K",), ("SPR-K",)]


def test_two_forms_share_what_is_there(catalogue, pasted, look):
    text = "".join(
        f"Nama: {name}\nHP: {number}\nAlamat: Jl. Melati 5, Malang\nPesanan: hijab segi empat {count} pcs\n\n"
        for name, number, count in (("Sari", "081311112222", 3), ("Tuti", "081311113333", 3))
    )
    first, second = pasted(text, "--dry-run --json").json["rows"]
    assert first["hints"] == []
    assert [hint for hint in second["hints"] if "Hijab Segi Empat: 3 wanted, 2 free." in hint]
    assert pasted(text, "--yes").status == 4
    assert look("SELECT count(*) FROM sale_order") == [(0,)]
