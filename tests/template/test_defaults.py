import re
from pathlib import Path

import pytest

from olcrm.kit.text import LANGUAGES
from olcrm.template import rules
from olcrm.template.checking import problems
from olcrm.template.rules import FIELDS, NAMES, SECOND, Placeholder, default, render

BUILT_IN = [(name, language) for language in LANGUAGES for name in NAMES]
FOLDER = Path(rules.__file__).parent / "defaults"
FILLED = {
    "greeting": "Kak Rina",
    "name": "Rina Wulandari",
    "shop": "Griya Sprei",
    "order": "41",
    "items": "2x Gamis M, Sprei King",
    "item_lines": "2x Gamis M @Rp150.000 = Rp300.000\nSprei King Rp200.000",
    "goods": "Rp500.000",
    "shipping": "Rp20.000",
    "discount": "Rp10.000",
    "returned": "Rp150.000",
    "given_back": "Rp50.000",
    "unique_code": "Rp356",
    "total": "Rp510.356",
    "paid": "Rp100.000",
    "balance": "Rp410.356",
    "accounts": "BCA 123456 a.n. Ani\nBRI 987654 a.n. Ani",
    "keep_until": "Selasa, 24 November pukul 18.00",
    "due_on": "Jumat, 27 November",
    "memo": "titipan mukena",
    "dues": "12 November, titipan mukena: Rp85.000",
    "day": "22 November",
    "purpose": "kirim kabar barang baru",
    "price": "Rp150.000",
    "raffle": "Lebaran 2027",
    "place": "1",
    "prize": "Gamis M",
    "before": "Rabu, 25 November",
    "promised_on": "Jumat, 27 November",
    "spent": "Rp85.000",
    "fee": "Rp10.000",
    "limit": "Rp90.000",
    "refunded": "Rp50.000",
    "credited": "Rp50.000",
    "address": "Jl. Melati 3, Bandung",
    "keep": "2 hari",
    "products": "- Gamis M = Rp150.000",
    "others": "4",
    "sold_out": "Gamis S",
    "instead": "- Gamis M = Rp150.000",
    "terms": "3. Retur paling lambat tiga hari.",
    "hours": "08.00–20.00",
    "closed_on": "Minggu",
    "closures": "- 24 Desember",
    "courier": "JNE REG",
    "tracking": "CGK1234567890",
    "link": "https://www.jne.co.id/id/tracking/trace",
    "recipient": "Ibu Sari",
    "collect": "Rp410.356",
    "care": "Cuci dengan tangan.",
    "friend": "Sari",
    "person": "Ibu Sari",
    "occasion": "ulang tahun",
    "asked": "tanggal lahir dan alamat",
    "next_on": "Selasa, 24 November",
    "shipped_on": "Senin, 16 November",
    "goes_to": "Bu Ani, Jl. Melati 15, Bandung",
    "sent_with": "J&T Express EZ",
    "cod": "Rp410.356",
    "dp": "Rp250.000",
    "part": "Rp137.000, Selasa, 1 Desember",
    "payments": "- 22 Nov · BCA = Rp100.000",
    "settled": "LUNAS",
    "exchange": "Gamis M",
    "repair": "Gamis M",
    "return_item": "Gamis M",
    "way_back": "saya yang tanggung",
    "missing": "video unboxing",
    "clause": "Retur paling lambat tiga hari.",
    "last_on": "Jumat, 20 November",
    "feast": "Hari Guru",
    "offer": "Ada warna baru untuk hari raya, kabari saja kalau ingin lihat.",
    "closed": "Sabtu, 6 Maret sampai Minggu, 14 Maret",
    "opens_on": "Senin, 15 Maret",
}
BARE = dict.fromkeys(FILLED, "") | {"greeting": "Rina"}
AMOUNT = re.compile(r"Rp|\d")


@pytest.mark.parametrize(("name", "language"), BUILT_IN)
def test_every_message_is_built_in_and_in_good_tone(name, language):
    assert problems(name, language, default(name, language)) == []


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_use_the_same_fields(name):
    used = [set(Placeholder(default(name, language)).get_identifiers()) for language in LANGUAGES]
    assert used[0] == used[1]
    assert used[0] <= FIELDS[name]


def test_no_built_in_file_lies_there_unused():
    for language in LANGUAGES:
        assert {path.stem for path in (FOLDER / language).iterdir()} == set(NAMES)


def test_every_message_has_its_fields_and_all_of_them_have_an_example():
    assert set(FIELDS) == set(NAMES)
    assert frozenset().union(*FIELDS.values()) == set(FILLED)


@pytest.mark.parametrize(("name", "language"), BUILT_IN)
def test_a_filled_message_is_tidy_and_greets_the_person(name, language):
    text = render(default(name, language), {field: FILLED[field] for field in FIELDS[name]})
    assert "Kak Rina" in text
    assert "{" not in text
    assert text == text.strip()
    assert sum(text.count(face) for face in "🙏😊🎉") <= 1
    assert not re.search(r"\b(?:Anda|kamu)\b", text, re.IGNORECASE)


@pytest.mark.parametrize(("name", "language"), BUILT_IN)
def test_the_shop_speaks_as_one_person(name, language):
    text = default(name, language)
    assert not re.search(r"\b(?:kami|we are|our)\b", text, re.IGNORECASE)


@pytest.mark.parametrize(("name", "language"), BUILT_IN)
def test_a_message_with_nothing_but_a_nickname_leaves_no_gaps(name, language):
    text = render(default(name, language), {field: BARE[field] for field in FIELDS[name]})
    assert "Rina" in text
    assert "\n\n\n" not in text
    gaps = [line for line in text.splitlines() if line.strip(" *")[-1:] in ("", ":") and line]
    assert not gaps or name in ("format-order", "member-form")  # whose gaps are for her to fill in


@pytest.mark.parametrize(("name", "language"), [pair for pair in BUILT_IN if pair[0] in SECOND])
def test_a_built_in_second_reminder_names_no_amount(name, language):
    assert not AMOUNT.search(render(default(name, language), FILLED))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_reminder_says_how_much_where_and_until_when(language):
    text = render(default("remind-1", language), FILLED)
    assert all(FILLED[field] in text for field in ("balance", "accounts", "keep_until", "items"))
    text = render(default("settle-1", language), FILLED)
    assert all(FILLED[field] in text for field in ("paid", "balance", "accounts", "due_on"))
    text = render(default("due-1", language), FILLED)
    assert all(FILLED[field] in text for field in ("memo", "balance", "accounts", "due_on"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_invoice_has_the_whole_order(language):
    text = render(default("invoice", language), FILLED)
    assert all(FILLED[field] in text for field in FIELDS["invoice"] - {"name", "items", "due_on", "day", "promised_on"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_birthday_wish_knows_no_age(language):
    text = default("birthday", language)
    assert not re.search(r"\d|umur|usia|\bage\b|\bold\b|years", text, re.IGNORECASE)
    assert not {"age", "birthday", "year"} & FIELDS["birthday"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_speaks_of_a_deposit_only_when_there_is_one(language):
    text = default("release", language)
    assert FILLED["paid"] in render(text, FILLED)
    assert "DP" not in render(text, BARE)
    assert "deposit" not in render(text, BARE)


@pytest.mark.parametrize(("name", "language"), BUILT_IN)
def test_a_file_ends_with_a_newline_that_is_not_sent(name, language):
    assert default(name, language).endswith("\n")
    assert not render(default(name, language), FILLED).endswith("\n")
