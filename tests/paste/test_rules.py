"""What people send, read: a collection of forms in the shapes people use, and anything at all."""

import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from olcrm.kit import couriers, phone
from olcrm.paste import counts, finding, items, labels, rules
from olcrm.paste.pasted import SURE
from olcrm.template.rules import default, render

FORMS = sorted((Path(__file__).parent / "forms").glob("*.txt"))


def told(found):
    """What was read, without how sure it is and what is not there."""
    return [
        {key: value for key, value in one.document().items() if key != "confidence" and value not in (None, [])}
        for one in found
    ]


def test_there_are_forms_enough_to_mean_something():
    assert len(FORMS) >= 190


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_is_read_as_its_reader_would(form):
    wanted = json.loads(form.with_suffix(".json").read_text(encoding="utf-8"))
    assert told(rules.read(form.read_text(encoding="utf-8"))) == wanted


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_is_read_the_same_with_the_line_ends_of_windows(form):
    text = form.read_text(encoding="utf-8")
    assert told(rules.read(text.replace("\n", "\r\n"))) == told(rules.read(text))


def said(line):
    return [(one.qty, one.name, one.price) for one in items.several(line)]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("2 x Gamis M", (2, "Gamis M", None)),
        ("Gamis M 2pcs", (2, "Gamis M", None)),
        ("Gamis M (55.000)", (1, "Gamis M", 55_000)),
        ("- bros Rp 55.000", (1, "bros", 55_000)),
        ("• 80 x Dawet Small", (80, "Dawet Small", None)),
        ("1. Jilbab 55rb", (1, "Jilbab", 55_000)),
        ("2x150rb gamis", (2, "gamis", 150_000)),
        ("Gamis 2 x 150.000 = 300.000", (2, "Gamis", 150_000)),
        ("Sprei King 180x200 1 set 250rb", (1, "Sprei King 180x200", 250_000)),
        ("iphone 13", (1, "iphone 13", None)),
        ("Sepatu ukuran 38", (1, "Sepatu ukuran 38", None)),
        ("Mukena no 3", (1, "Mukena no 3", None)),
        ("Beras 5kg", (1, "Beras 5kg", None)),
        ("tiga bungkus Kerupuk", (3, "Kerupuk", None)),
        ("Dawet 80 cup @5.000", (80, "Dawet", 5_000)),
    ],
)
def test_a_line_of_goods_is_read_in_every_shape(line, wanted):
    assert said(line) == [wanted]


@pytest.mark.parametrize("line", ["gamis RT 5", "Blok No 3", "iphone 13", "size 42", "kode 55"])
def test_house_numbers_and_models_are_neither_money_nor_many(line):
    assert not finding.amounts(line)
    assert all(one.qty == 1 and one.price is None for one in items.several(line))


@pytest.mark.parametrize("value", ["55", "sekitar 55", "150rb atau 200rb", "", "-", "081234567890", "1.2345jt"])
def test_an_amount_that_may_be_another_is_none(value):
    assert finding.amount_in(value)[0] is None


def test_a_phone_number_is_no_quantity_and_an_account_is_no_phone():
    assert counts.count("081234567890") == (None, 0.0)
    assert counts.count("1000")[0] is None
    assert items.several("081234567890") == []
    assert finding.phones("rek BCA 8123456789") == []


def test_a_courier_is_guessed_from_a_number_and_an_unknown_one_is_no_matter():
    assert couriers.guesses("SPXID06503790480A") == ["spx"]
    assert couriers.guesses("jx 1234567890") == ["jnt"]
    assert couriers.guesses("003123456789")[0] == "sicepat"
    assert couriers.guesses("???") == []
    assert couriers.named("pakai J&T ya") == "jnt"
    assert couriers.named("jne atau jnt") is None


def test_sums_tell_a_price_for_each_from_one_for_all():
    (one,) = rules.read("Nama: A B\nOrder: Kaos 3pcs 150rb\nOngkir: 12rb\nTotal: 162rb")
    assert one.items[0].price == 50_000
    (other,) = rules.read("Nama: A B\nOrder: Kaos 3pcs 150rb\nOngkir: 12rb\nTotal: 400rb")
    assert other.items[0].price == 150_000
    assert other.sure["prices"] <= 0.5


@given(st.text(max_size=200))
@example("Nama: \nHP:\x00 :=\n")
@example("(((((((0812")
@example("2 x 2 x 2 x @@ = = Rp")
def test_whatever_is_pasted_is_read_or_given_back_and_never_breaks(text):
    for one in rules.read(text):
        assert one.type in ("order", "tracking", "transfer", "address", "question")
        assert all(0 <= sure <= 1 for sure in one.sure.values())
        assert all(1 <= line.qty <= 999 for line in one.items)


WORDS = st.sampled_from(
    ["Nama: Rina", "HP: 081234567890", "Gamis M 2pcs", "Jl. Melati 5", "Kec. Sukun", "Pesanan:", "Jumlah: 3", "ya kak",
     "Ongkir: 12rb", "atas nama Budi", "0812 3456 7890", "- Bros 15rb", "JNE", "kapan ya?", "Total: 100rb", "xyz 81",
     "====", "Alamat:", "Catatan: cepat", "transfer ke BCA 8123456789", "Nama Penerima: Sari", "",
     "[09.15, 22/11/2026] Ani: ok"]
)  # fmt: skip


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=12))
def test_every_line_is_read_or_unread_and_no_phone_becomes_a_quantity(lines):
    found = rules.read("\n".join(lines))
    filled = [line for line in lines if any(map(str.isalnum, line))]
    for one in found:
        assert all(line.qty in (1, 2, 3, 81) for line in one.items)
        assert all(line.price in (None, 15_000, 100_000) for line in one.items)
        for field in ("phone", "recipient_phone"):
            assert one.get(field) in (None, "+6281234567890", "+628123456789")
            if one.sure.get(field, 0) >= SURE:
                assert one.get(field) == "+6281234567890"
        assert set(one.unread) <= {labels.plain(line).partition("Ani: ")[2] or line for line in filled}
        assert one.read + len(one.unread) <= len(filled) + len(found)


@settings(max_examples=200)
@given(st.from_regex(r"(\+62|0)8[1-35-9][0-9]{7,9}", fullmatch=True), st.sampled_from(["", " ", "-", "."]))
def test_a_phone_is_found_in_every_spelling_and_never_taken_for_money_or_pieces(number, between):
    typed = between.join(re.findall(r".{1,4}", number)) if len(number) % 4 != 1 else number
    (one,) = rules.read(f"Nama: Rina\nNo HP: {typed}\nPesanan: Gamis M")
    assert one.get("phone") == phone.number(number)
    assert one.get("total") is None
    assert [(line.qty, line.price) for line in one.items] == [(1, None)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_blank_form_that_a_shop_sends_is_read_whole_once_it_is_filled_in(language):
    typed = "Rina Wati|0812 3456 7890|Jl. Melati 5 RT 1 RW 2, Kec. Sukun, Malang 65147|Bu Ani|081298765432"
    answers = iter(f"{typed}|Gamis navy M 2 pcs|JNE|bungkus kado".split("|"))
    blank = render(default("format-order", language), {"greeting": "Kak Rina", "shop": "Melati", "name": "Rina"})
    above, form, below = blank.split("\n\n")
    filled = "\n".join(f"{line} {next(answers)}" for line in form.splitlines())
    (one,) = rules.read(f"{above}\n\n{filled}\n\n{below}")
    assert next(answers, None) is None
    assert told([one])[0] | {"unread": []} == {
        "type": "order",
        "name": "Rina Wati",
        "phone": "+6281234567890",
        "recipient": "Bu Ani",
        "recipient_phone": "+6281298765432",
        "address": "Jl. Melati 5 RT 1 RW 2, Kec. Sukun, Malang 65147",
        "courier": "jne",
        "note": "bungkus kado",
        "items": [{"name": "Gamis navy M", "qty": 2, "price": None}],
        "unread": [],
    }
    assert len(one.unread) == 3  # what the shop wrote around it
    assert not rules.read(blank)[0].items


def work(text):
    """What is read of ``text``, and how many calls that takes."""
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        found = rules.read(text)
    finally:
        sys.setprofile(None)
    return found, calls


SLOW = {piece: [(piece * 3_000).strip()] for piece in ("x", "ya ", "1", "(", "kak", "a:", "rp 1.", "  x", "fo ")}
SLOW |= {piece: [] for piece in (".", "- ")}  # no more than a line between two parts
# Figures in words are read as such where they may be a number; what is left of them is not.
SLOW |= {f"{word} ": [f"{figure * 14} " * 214 + " ".join([word] * 4)] for word, figure in (("nol", "0"), ("satu", "1"))}


@pytest.mark.parametrize("piece", SLOW)
def test_a_text_made_to_be_slow_is_given_back_with_little_work(piece):
    found, calls = work(piece * 3_000)
    assert [line for one in found for line in one.unread] == SLOW[piece]
    assert not any(one.values or one.items for one in found)
    assert calls < 5 * len(piece * 3_000)
