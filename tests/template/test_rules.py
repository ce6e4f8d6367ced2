import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit.errors import Missing, Misunderstood
from olcrm.template import checking
from olcrm.template.checking import problems
from olcrm.template.rules import FIELDS, SECOND, default, render

KIND = "Halo {greeting}, apa kabar? "
anything = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("{}$\n\\"), max_size=40)


def test_an_unknown_message_or_language_is_missing_and_near_names_are_told():
    for ask in (default, lambda name, language: problems(name, language, KIND)):
        with pytest.raises(Missing) as unknown:
            ask("remind-3", "id")
        assert "remind-1" in unknown.value.hint
        with pytest.raises(Missing) as unknown:
            ask("../../ledger/x", "id")
        assert "template list" in unknown.value.hint
        with pytest.raises(Missing, match="jv"):
            ask("birthday", "jv")


# Filling in


@given(anything, anything)
def test_values_come_back_as_typed_and_are_never_filled_in_again(first, second):
    text = render("a{name}b{memo}c", {"name": first, "memo": second})
    assert text == ("" if not first + second else f"a{first}b{second}c")


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="{"), min_size=1))
def test_a_line_without_fields_stays_as_it_is(text):
    assert render(text, {}) == text


@given(anything)
def test_any_text_is_filled_in_or_refused_and_its_tone_can_be_checked(text):
    try:
        render(text, dict.fromkeys(FIELDS["invoice"], "Rp5"))
        fits = True
    except Misunderstood:
        fits = False
    found = problems("invoice", "id", text)
    assert all(isinstance(sentence, str) and sentence for sentence in found)
    assert fits or found


def test_a_dollar_and_a_closing_brace_are_only_themselves():
    assert render("Rp$5 ${name} $name }", {"name": "Rina"}) == "Rp$5 $Rina $name }"


def test_two_opening_braces_are_one():
    assert render("{{name} {{{name}", {"name": "Rina"}) == "{name} {Rina"


def test_an_unknown_field_is_misunderstood_and_the_known_ones_named():
    with pytest.raises(Misunderstood, match=r"\{nama\}") as refused:
        render("Halo {nama}", {"name": "Rina", "greeting": "Kak Rina"})
    assert "{greeting}, {name}" in refused.value.hint


def test_an_unknown_field_is_refused_even_on_a_line_that_would_vanish():
    with pytest.raises(Misunderstood):
        render("Halo\n{discount} {nama}", {"discount": ""})


@pytest.mark.parametrize("text", ["Halo {", "Halo {}", "Halo {name", "Halo {na\nme}"])
def test_a_brace_that_opens_no_field_is_misunderstood(text):
    with pytest.raises(Misunderstood, match=r"\{\{"):
        render(text, {"name": "Rina"})


def test_a_line_whose_fields_are_all_empty_is_left_out():
    text = "Total: {total}\nDiskon: {discount}\nOngkir {shipping}{discount}\nTerima kasih\n"
    fields = {"total": "Rp5.000", "discount": "", "shipping": "Rp1.000"}
    assert render(text, fields) == "Total: Rp5.000\nOngkir Rp1.000\nTerima kasih"


def test_a_heading_goes_with_the_last_of_its_lines():
    text = "Halo\n\nBisa dibayar ke:\n{accounts}\n{shop}\n\nTerima kasih"
    assert render(text, {"accounts": "", "shop": ""}) == "Halo\n\nTerima kasih"
    assert render(text, {"accounts": "", "shop": "Griya"}) == "Halo\n\nBisa dibayar ke:\nGriya\n\nTerima kasih"


def test_a_heading_without_lines_of_its_own_stays():
    assert render("Catatan:\n\n{memo}", {"memo": ""}) == "Catatan:"
    assert render("{memo}\nCatatan:", {"memo": ""}) == "Catatan:"
    assert render("Halo {name}:\n{memo}", {"name": "Rina", "memo": ""}) == "Halo Rina:"


def test_the_newline_at_the_end_of_a_file_is_not_sent():
    assert render("Halo {name}\r\n\r\n\r\nSampai nanti\n", {"name": "Rina"}) == "Halo Rina\n\nSampai nanti"


# Tone


def said_in(examples):
    return [" ".join(example.split()) for example in examples.split("/")]


THREATS = said_in(
    """
    laporkan / polisi / Polisinya / viralkan / hangus / blacklist / denda / DENdanya / terakhir kali
    / terakhir kalinya / awas / somasi / kami tuntut / di-blacklist / *polisi* /
    _polisi_ / tidak segera Kakak bayar / tanggung sendiri akibatnya / debt collector / call the
    police / see you in court / final warning / if you don’t pay
    """
)
BLAMES = said_in(
    """
    kok belum / kok sampai sekarang belum / Kenapa belum / ingkar / PHP / di-PHP-in / tidak
    bertanggung jawab / hit and run / hit-and-run / telat bayar / your fault / why haven’t you / you
    still have not
    """
)
AMOUNTS = said_in(
    """
    {total} / {balance} / {goods} / {item_lines} / {dues} / Rp150.000 / Rp. 150 / *Rp* 150 / 150rb /
    1,5 jt / 1jt500rb / 150k / 150.000 / 150,000 / 75000 / seratus ribu / dua juta / 150 rupiah /
    IDR 150
    """
)


def only_problem(text, name="remind-1"):
    found = problems(name, "id", text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("threat", THREATS)
def test_threats_are_refused_with_their_words(threat):
    words = re.fullmatch("This sounds like a threat: “(.+)”.", only_problem(KIND + f"Ini {threat} ya."))
    assert words
    assert words[1] in threat.replace("’", "'")


@pytest.mark.parametrize("blame", BLAMES)
def test_blame_is_refused_with_its_words(blame):
    words = re.fullmatch("This sounds like blame: “(.+)”.", only_problem(KIND + f"Ini {blame} ya."))
    assert words
    assert words[1] in blame.replace("’", "'")


def test_the_words_are_quoted_as_written_once_and_not_by_the_dozen():
    text = KIND + "Polisi, polisi, Polisi, denda, somasi, awas, hangus, penjara, blokir."
    assert only_problem(text) == ("This sounds like a threat: “Polisi”, “polisi”, “denda”, “somasi”, “awas”, ….")


def test_a_phrase_is_found_across_lines_and_boldness():
    assert "“terakhir kali”" in only_problem(KIND + "Ini terakhir\nkali ya")
    assert "“ingkar* _janji”" in only_problem(KIND + "Ini *ingkar* _janji_ ya")


def test_a_field_between_the_words_does_not_hide_them():
    assert "kok belum" in only_problem("Halo {greeting}, kok {name} belum ada kabar?")


@pytest.mark.parametrize(
    "kind",
    [
        "Kak Dendang dan Bu Dendari, kawasan Awaspura, si Polisiwati",
        "Maaf telat balas, jangan malu-malu tanya ya",
        "Gamis viral sudah ada, hati-hati penipuan, catatan lapor kiriman rusak ke sini",
        "Kalau tidak jadi, tidak apa-apa. Mau disimpan sampai kapan?",
        "Kok cantik sekali. Belum pernah lihat yang begini",
        "Feel free to ask, that is fine, Sue sends her love, it is lying on my table",
        "Bisa lewat BCA, BRI, BNI, BSI, QRIS, DANA, OVO, JNE, TIKI, ukuran XXXL, DP, COD, a.n. ANI",
        "Sampai jumpa 24.11.2026 pukul 18.00, ke 081234567890 atau 1234567890!",
    ],
)
@pytest.mark.parametrize("name", ["remind-2", "invoice"])
def test_kind_words_raise_no_false_alarm(kind, name):
    assert problems(name, "id", KIND + kind) == []


def test_every_listed_phrase_is_found_by_itself():
    for tone in ("threats", "blame", "offers"):
        for phrase in checking._listed(tone):
            written = " ".join(phrase.replace("…", "").split())
            assert checking._spoken(tone, f"Ya, {written}."), phrase


@pytest.mark.parametrize("loud", ["BAYAR", "SEGERA", "*TRANSFER*", "ÉCLAIR"])
def test_capitals_are_refused_as_shouting(loud):
    sentence = only_problem(KIND + f"Mohon {loud} ya")
    assert "shouting" in sentence
    assert loud.strip("*") in sentence


@pytest.mark.parametrize("marks", ["!!", "!!!", "‼", "！！", "❗❗"])
def test_exclamation_marks_in_a_row_are_refused(marks):
    assert "in a row" in only_problem(KIND + f"Halo{marks}")


def test_one_exclamation_mark_is_fine_and_two_are_too_many():
    assert problems("remind-1", "id", KIND + "Terima kasih!") == []
    assert "has 2" in only_problem(KIND + "Halo! Terima kasih!")


@pytest.mark.parametrize("name", sorted(SECOND))
@pytest.mark.parametrize("amount", AMOUNTS)
def test_a_second_reminder_with_an_amount_is_refused(name, amount):
    sentence = only_problem(KIND + f"Ada {amount}, ya.", name)
    assert "names no amount" in sentence
    assert amount.split()[-1].strip("*") in sentence or amount == "1jt500rb"
    assert problems("invoice", "id", KIND + f"Ada {amount}, ya.".replace("{dues}", "")) == []


@pytest.mark.parametrize("offer", ["diskon", "Promo", "vouchernya", "flash sale", "20%", "Rp5.000", "free shipping"])
def test_a_birthday_wish_with_an_offer_is_refused(offer):
    assert "offer" in only_problem(KIND + f"Ada {offer} ya", "birthday")
    assert problems("invoice", "id", KIND + f"Ada {offer} ya") == []


def test_a_slice_of_cake_is_no_offer():
    assert problems("birthday", "id", KIND + "Semoga potongan kuenya besar, jangan lupa fotonya.") == []


def test_unknown_fields_are_named_with_those_the_message_has():
    sentence = only_problem("Halo {greeting}, {nama} {umur}", "birthday")
    assert "“{nama}”, “{umur}”" in sentence
    assert "{day}, {greeting}, {name}, {shop}" in sentence


def test_a_memo_has_no_place_in_a_second_reminder_because_it_may_hold_an_amount():
    assert "{memo}" in only_problem(KIND + "Soal {memo}", "due-2")


def test_a_brace_that_opens_nothing_is_a_problem():
    assert "{{" in only_problem(KIND + "{")


def test_a_message_that_greets_nobody_is_refused():
    assert "{greeting}" in only_problem("Terima kasih banyak ya.")


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_refused(text):
    assert "empty" in only_problem(text)


def test_two_thousand_characters_are_the_most():
    greeting = "{greeting}"
    assert problems("invoice", "id", greeting + "a" * (2000 - len(greeting))) == []
    assert "2001" in only_problem(greeting + "a" * (2001 - len(greeting)))


def test_hostile_texts_are_checked_at_once():
    for text in (
        "kok" + "-" * 9_000,
        "kok " * 2_500,
        "1" * 9_000,
        "1 " * 4_500,
        "{" * 9_000,
        "rp" + "*" * 9_000,
    ):
        assert problems("birthday", "id", text)
