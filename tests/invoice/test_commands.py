import builtins
import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdf import PdfReader

from olcrm.kit import letters, money


@pytest.fixture
def rina(shop, tmp_path, monkeypatch):
    """A shop with an account and an order of Rina's, standing in an empty folder."""
    shop('init --shop "Gamis Cantik" --account "BCA 1234567890 a.n. Ani" --yes')
    shop("contact add 'Rina Wati' --phone 081234567890")
    shop("order add rina '2x Gamis M @150rb' 'Sprei King @185rb' --shipping 18rb --discount 10rb")
    (tmp_path / "desk").mkdir()
    monkeypatch.chdir(tmp_path / "desk")
    return shop


def read(run, words):
    """The text of the one page that a command makes."""
    run(f"{words} --html --to seen.html --yes")
    return seen("seen.html")


def seen(file):
    """What a browser shows of a page."""

    class Page(HTMLParser):
        def __init__(self):
            super().__init__()
            self.words, self.style = [], False

        def handle_starttag(self, tag, attrs):
            self.style = tag in ("style", "title")

        def handle_endtag(self, tag):
            self.style = False

        def handle_data(self, data):
            if data.strip() and not self.style:
                self.words.append(data.strip())

    page = Page()
    page.feed(Path(file).read_text(encoding="utf-8"))
    return page.words


def printed(file):
    """What a reader shows of a PDF."""
    lines = [
        line for page in PdfReader(file).pages for line in page.extract_text(extraction_mode="layout").splitlines()
    ]
    return [" ".join(line.split()) for line in lines if line.strip()]


def pages(file):
    return len(re.findall(rb"/Type /Page\b", file.read_bytes()))


def test_an_invoice_is_a_text_to_send_and_a_link(rina):
    done = rina("order invoice 1")
    assert "*Total: Rp493.000*" in done.out
    assert "https://wa.me/6281234567890?text=Halo%20Kak%20Rina" in done.out
    document = rina("order invoice 1 --json").json
    assert (document["kind"], document["order"]) == ("order.invoice", 1)
    assert "wa.me" not in document["text"]
    assert document["link"].startswith("https://wa.me/6281234567890?text=")
    rina("contact add Siti")
    rina("order add siti 'Tas @75rb'")
    assert rina("order invoice 2 --json").json["link"] is None


def test_the_text_says_where_it_goes_and_with_whom(rina):
    rina(
        "order edit 1 --recipient 'Bu Ani' --recipient-phone 081311112222 --address 'Jl. Melati 5' --courier 'jne reg'"
    )
    said = rina("order invoice 1 --lang en").out
    assert "Goes to: Bu Ani · 0813-1111-2222, Jl. Melati 5" in said
    assert "Sent with: JNE REG" in said


def test_what_the_courier_collects_is_said_and_no_account(rina):
    rina("order edit 1 --cod --courier jne")
    said = rina("order invoice 1").out
    assert "Dibayar ke kurir saat paketnya sampai ya: Rp493.000" in said
    assert "BCA" not in said
    assert "Keep" not in said
    page = read(rina, "order invoice 1")
    assert page[page.index("Dibayar ke kurir saat paket sampai") :][:3] == [
        "Dibayar ke kurir saat paket sampai",
        "JNE",
        "Rp493.000",
    ]


def test_a_paid_order_is_asked_for_nothing(rina):
    rina("pay add 1 493rb --via bca")
    assert "1234567890" not in rina("order invoice 1").out.partition("https:")[0]
    page = read(rina, "order invoice 1")
    assert "LUNAS" in page
    assert "Bisa dibayar ke" not in page


def test_a_page_has_all_that_is_to_be_paid_and_how(rina):
    rina(
        "order edit 1 --recipient 'Bu Ani' --recipient-phone 081311112222 --address 'Jl. Melati 5' --courier 'jne reg'"
    )
    rina("config set shop-phone 085711112222")
    rina("pay add 1 100rb --via bca")
    assert read(rina, "order invoice 1") == [
        *("Gamis Cantik", "0857-1111-2222", "Invoice 1", "Minggu, 22 November 2026"),
        *("Untuk", "Kak Rina Wati", "Dikirim ke", "Bu Ani · 0813-1111-2222", "Jl. Melati 5", "Ekspedisi", "JNE REG"),
        *("2×", "Gamis M", "@ Rp150.000", "Rp300.000", "1×", "Sprei King", "Rp185.000"),
        *("Harga barang", "Rp485.000", "Ongkir", "Rp18.000", "Diskon", "−Rp10.000", "Total", "Rp493.000"),
        *("Sudah masuk · 22 Nov · BCA", "−Rp100.000", "Sisanya", "Rp393.000"),
        *("Bisa dibayar ke", "BCA 1234567890 a.n. Ani"),
        "Barang disimpan sampai Selasa, 24 November pukul 12.00 WIB.",
        "Terima kasih banyak, Kak Rina. Semoga suka ya.",
    ]


def test_a_unique_code_is_a_line_of_its_own_and_asked_for_exactly(rina):
    rina("order add rina 'Tas @100rb' --unique-code")
    code = rina("order show 2 --json").json["order"]["unique_code"]
    page = read(rina, "order invoice 2 --lang en")
    assert page[page.index("Unique code") + 1] == f"Rp{code}"
    assert f"Please transfer exactly {money.rupiah(100_000 + code)}, to the last figure." in page


def test_the_next_part_of_a_plan_and_the_day_of_a_settlement_are_said(rina):
    rina("order edit 1 --due 1/12")
    assert "To be settled by Tuesday, 1 December." in read(rina, "order invoice 1 --lang en")
    rina("due plan 1 5x 100rb --every 1m")
    assert any(line.startswith("The next part is Rp100.000, by ") for line in read(rina, "order invoice 1 --lang en"))


def test_her_language_is_her_own_unless_another_is_named(rina):
    rina("contact edit rina --lang en")
    assert "Still to pay" not in rina("order invoice 1 --lang id").out
    assert "For" in read(rina, "order invoice 1")
    assert "Untuk" in read(rina, "order invoice 1 --lang id")
    assert rina("order invoice 1 --lang jv").status == 2


def test_what_was_called_off_has_no_invoice(rina):
    rina("order cancel 1 --because batal")
    for words in ("order invoice 1", "order invoice 1 --slip --pdf"):
        assert rina(words).status == 4


def test_a_receipt_says_what_was_paid_when_and_how(rina):
    rina("pay add 1 100rb --via bca --on kemarin")
    rina("pay add 1 50rb --via tunai")
    said = rina("order invoice 1 --receipt").out
    assert "- 21 Nov · BCA = Rp100.000\n- 22 Nov · Tunai = Rp50.000\n\nSisanya: Rp343.000" in said
    assert "LUNAS" not in said
    page = read(rina, "order invoice 1 --receipt")
    assert page[page.index("Pembayaran") + 1 : -1] == [
        *("21 Nov · BCA", "Rp100.000", "22 Nov · Tunai", "Rp50.000", "Sisanya", "Rp343.000"),
    ]


def test_a_receipt_of_all_that_was_owed_says_so(rina):
    rina("pay add 1 493rb --via bca")
    assert "*LUNAS*" in rina("order invoice 1 --receipt").out
    assert "*PAID IN FULL*" in rina("order invoice 1 --receipt --lang en").out
    assert "LUNAS" in read(rina, "order invoice 1 --receipt")


def test_there_is_no_receipt_for_nothing(rina):
    done = rina("order invoice 1 --receipt")
    assert done.status == 4
    assert "Nothing has been paid for order 1 yet." in done.err
    assert "olcrm pay add 1 MONEY" in done.err


def test_a_payment_that_was_corrected_is_not_on_a_receipt(rina):
    rina("pay add 1 100rb --via bca")
    rina("pay void 1 --because salah")
    rina("pay add 1 120rb --via dana")
    said = rina("order invoice 1 --receipt").out
    assert "- 22 Nov · DANA = Rp120.000" in said
    assert "Rp100.000" not in said


def test_of_many_payments_the_first_are_told_in_one_line(rina):
    for _ in range(14):
        rina("pay add 1 1rb --via bca")
    page = read(rina, "order invoice 1 --receipt")
    assert page[page.index("Sebelumnya") + 1] == "Rp2.000"
    assert page.count("22 Nov · BCA") == 12


def test_a_slip_has_the_gift_and_no_price_anywhere(rina):
    rina("order edit 1 --recipient 'Bu Ani' --address 'Jl. Melati 5' --gift 'Selamat ulang tahun, Bu'")
    assert rina("order invoice 1 --slip").out == (
        "Gamis Cantik\n\nBu Ani\nJl. Melati 5\n\nSelamat ulang tahun, Bu\n\n2× Gamis M\n1× Sprei King\n"
    )
    page = read(rina, "order invoice 1 --slip")
    assert "Selamat ulang tahun, Bu" in page
    assert not any("Rp" in words for words in page)
    assert rina("order invoice 1 --slip --json").json["link"] is None


def test_a_slip_of_a_dropshipper_does_not_name_the_shop(rina):
    rina("config set shop-phone 085711112222")
    rina("order edit 1 --dropship-from 'Toko Sari'")
    page = read(rina, "order invoice 1 --slip")
    assert "Toko Sari" in page
    assert not {"Gamis Cantik", "0857-1111-2222"} & set(page)
    assert "Gamis" not in Path("seen.html").read_text(encoding="utf-8").replace("Gamis M", "")


def test_files_go_where_they_are_sent_and_for_nobody_else(rina, tmp_path):
    done = rina("order invoice 1 --pdf --html")
    desk = tmp_path / "desk"
    assert f"The invoice of order 1 is in {desk / 'invoice-1.pdf'}, {desk / 'invoice-1.html'}." in done.out
    assert "https://wa.me/6281234567890\n" in done.out
    assert stat.S_IMODE((desk / "invoice-1.pdf").stat().st_mode) == 0o600
    (tmp_path / "sent").mkdir()
    document = rina(f"order invoice 1 --to {tmp_path / 'sent'} --json").json
    assert document["files"] == [str(tmp_path / "sent" / "invoice-1.pdf")]
    rina(f"order invoice 1 --slip --to {tmp_path / 'sent' / 'kartu.html'}")
    assert (tmp_path / "sent" / "kartu.html").is_file()


def test_the_same_invoice_is_written_again_and_another_file_is_not(rina, tmp_path):
    rina("order invoice 1 --pdf")
    rina("order edit 1 --shipping 20rb")
    assert rina("order invoice 1 --pdf").status == 0
    (tmp_path / "desk" / "invoice-1.pdf").write_text("her thesis")
    done = rina("order invoice 1 --pdf")
    assert done.status == 4
    assert (tmp_path / "desk" / "invoice-1.pdf").read_text() == "her thesis"
    assert rina("order invoice 1 --pdf --yes").status == 0


def test_a_refusal_leaves_nothing_behind(rina, tmp_path):
    assert rina("order invoice 1 --to nowhere/invoice.pdf").status == 4
    assert rina("order invoice 1 --to invoice.doc").status == 4
    assert rina("order invoice 1 --html --to invoice.pdf").status == 2
    assert list((tmp_path / "desk").iterdir()) == []


def test_without_reportlab_the_page_for_a_browser_is_still_made(rina, tmp_path, monkeypatch):
    whole = builtins.__import__

    def missing(name, *args, **kwargs):
        if name.partition(".")[0] == "reportlab":
            raise ImportError(name)
        return whole(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    letters.needed.cache_clear()
    done = rina("order invoice 1 --pdf --html")
    assert done.status == 4
    assert "pip install 'olcrm[pdf]'" in done.err
    assert list((tmp_path / "desk").iterdir()) == []
    assert rina("order invoice 1 --html").status == 0
    letters.needed.cache_clear()


def test_the_same_order_makes_the_same_files(rina, tmp_path):
    made = []
    for _ in range(2):
        rina("order invoice 1 --pdf --html")
        made.append([(tmp_path / "desk" / f"invoice-1.{kind}").read_bytes() for kind in ("pdf", "html")])
    assert made[0] == made[1]


def test_what_is_printed_is_what_a_browser_shows(rina, tmp_path):
    rina("order edit 1 --recipient 'Bu Ani' --courier 'jne reg'")
    rina("pay add 1 100rb --via bca")
    rina("order invoice 1 --pdf --html")
    page = " ".join(seen("invoice-1.html")).replace("−", "–")
    paper = " ".join(printed(tmp_path / "desk" / "invoice-1.pdf"))
    assert sorted(page.split()) == sorted(paper.split())
    assert pages(tmp_path / "desk" / "invoice-1.pdf") == 1


def test_sixty_lines_flow_on_several_pages_and_none_is_lost(rina, tmp_path):
    items = " ".join(f"'2x Barang {number} @{number}rb'" for number in range(1, 61))
    rina(f"order add rina {items}")
    rina("order invoice 2 --pdf")
    file = tmp_path / "desk" / "invoice-2.pdf"
    lines = printed(file)
    for number in range(1, 61):
        assert any(line.startswith(f"2× Barang {number} ") for line in lines)
    assert pages(file) > 3
    assert f"{pages(file)}/{pages(file)}" in lines


@pytest.mark.parametrize("name", ["A" * 5_000, "kata " * 1_000])
def test_a_name_of_thousands_of_letters_is_whole_in_both(rina, tmp_path, name):
    rina(f"order add rina '{name} @1rb'")
    rina("order invoice 2 --pdf --html")
    name = name.strip()
    assert name in seen("invoice-2.html")
    paper = "".join(printed(tmp_path / "desk" / "invoice-2.pdf"))
    assert paper.count("A") + paper.count("kata") >= name.count("A") + name.count("kata")


def test_emoji_and_other_scripts_come_back_in_the_page_and_are_named_in_the_pdf(rina):
    rina("order edit 1 --recipient 'Nguyễn 王 🎂' --gift '<b>Selamat</b> [red]ya 🎂'")
    assert "Nguyễn 王 🎂" in read(rina, "order invoice 1 --slip")
    assert "<b>Selamat</b> [red]ya 🎂" in read(rina, "order invoice 1 --slip")
    assert "shows ❑ for them" in rina("order invoice 1 --slip --pdf").out
    rina("order edit 1 --recipient 'Bu Ani' --gift Selamat")
    assert "❑" not in rina("order invoice 1 --slip --pdf").out


def test_an_order_for_nothing_asks_for_nothing(rina):
    rina("order add rina 'Contoh @0'")
    page = read(rina, "order invoice 2")
    assert page[page.index("Total") + 1] == "Rp0"
    assert not {"Bisa dibayar ke", "LUNAS"} & set(page)


def test_an_order_in_parts_names_its_next_part_and_no_keep_time(rina):
    assert "Keep-nya sampai" in rina("order invoice 1 --lang id").out
    rina("due plan 1 3x 165rb")
    text = rina("order invoice 1 --lang id").out
    assert ("Keep-nya sampai" in text, "Cicilan yang berikutnya: Rp165.000, Selasa, 22 Desember." in text) == (
        False,
        True,
    )
    page = read(rina, "order invoice 1")
    assert not [line for line in page if "disimpan sampai" in line]
    assert [line for line in page if "Rp165.000" in line]


def test_an_invoice_goes_to_her_chat_and_is_logged_once_it_is_sent(rina, look):
    seen = rina("order invoice 1 --send", terminal=True, keys="c\ny\n")
    assert "Rina Wati has the invoice of order 1." in seen.out.replace(" · prospect", "")
    rina("pay add 1 500rb")
    assert rina("order invoice 1 --receipt --sent --json").json["sent"] is True
    logged = look("SELECT purpose, due_id, text LIKE '%Gamis M%' FROM message ORDER BY id")
    assert logged == [("invoice", 1, 1), ("receipt", 1, 1)]
    rows = rina("message list rina").out
    assert "invoice" in rows
    assert "receipt" in rows


def test_an_invoice_that_was_not_sent_is_not_logged(rina, look):
    assert "Nothing was logged." in rina("order invoice 1 --send", terminal=True, keys="x\n").out
    assert "needs a terminal" in rina("order invoice 1 --send").err
    assert look("SELECT count(*) FROM message") == [(0,)]


@pytest.mark.parametrize("words", ["--slip --send", "--slip --sent", "--pdf --send", "--to x.html --sent"])
def test_what_is_no_text_for_her_is_not_sent(rina, look, words):
    assert rina(f"order invoice 1 {words}").status == 2
    assert look("SELECT count(*) FROM message") == [(0,)]


def test_in_a_wording_that_tells_nothing_apart_all_that_was_taken_off_is_a_discount(rina):
    number = rina("order add rina 'Tas @200rb' --discount 10rb --dp 190rb --json").json["order"]["id"]
    rina(f"order status {number} arrived")
    rina(f"claim open {number} --wants refund --reason damaged")
    rina("claim decide 1 --goodwill --because ya")
    rina("claim refund 1 50rb")
    assert "Diskon: Rp10.000\nPengembalian dana: Rp50.000\n" in rina(f"order invoice {number}").out
    rina("template edit invoice --text 'Halo {greeting}, diskonnya {discount}, jadi {total}.'")
    assert "diskonnya Rp60.000, jadi Rp140.000." in rina(f"order invoice {number}").out
