import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit import phone
from olcrm.kit.errors import Misunderstood, OlcrmError


@pytest.mark.parametrize(
    ("typed", "e164"),
    [
        ("081234567890", "+6281234567890"),
        ("0812-3456-7890", "+6281234567890"),
        ("0812 3456 7890", "+6281234567890"),
        ("0812.3456.7890", "+6281234567890"),
        ("(0812) 3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("+62 812-3456-7890", "+6281234567890"),
        ("(+62) 812-3456-7890", "+6281234567890"),
        ("+62 (0)812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("62081234567890", "+6281234567890"),
        ("+62081234567890", "+6281234567890"),
        ("006281234567890", "+6281234567890"),
        ("0062 0812 3456 7890", "+6281234567890"),
        ("0812345678", "+62812345678"),
        ("0812345678901", "+62812345678901"),
        ("81234567890.0", "+6281234567890"),
        ("6281234567890.0", "+6281234567890"),
        ("\u202a+62 812\u20113456\u20117890\u202c", "+6281234567890"),
        ("０８１２３４５６７８９０", "+6281234567890"),
        ("\u00a00812\u00a03456\u00a07890\n", "+6281234567890"),
        ("(0274) 512345", "+62274512345"),
        ("021-5551234", "+62215551234"),
        ("+62 21 5551234", "+62215551234"),
        ("62 21 5551234", "+62215551234"),
        ("0062 21 5551234", "+62215551234"),
        ("+60 12-345 6789", "+60123456789"),
        ("0060123456789", "+60123456789"),
        ("+65 6123 4567", "+6561234567"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+1 (650) 253-0000", "+16502530000"),
        ("+81 90-1234-5678", "+819012345678"),
    ],
)
def test_a_number_is_kept_with_its_country(typed: str, e164: str) -> None:
    assert phone.number(typed) == e164


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("\u200e", "empty"),
        ("0812345", "too short"),
        ("08", "too short"),
        ("110", "too short"),
        ("0", "too short"),
        ("+", "too short"),
        ("081234567890123", "too long"),
        ("08123456789012345", "too long"),
        ("8613812345678", "too long"),
        ("1" * 5_000, "too long"),
        ("0" * 18, "no country"),
        ("rina", "letters"),
        ("0812-345-RINA", "letters"),
        ("O81234567890", "letters"),
        ("8.1234567890E+10", "letters"),
        ("021-5551234 ext 5", "letters"),
        ("081234567890/081298765432", "more than one"),
        ("081234567890, 081298765432", "more than one"),
        ("+6281234567890 +6281298765432", "more than one"),
        ("******89", "hidden"),
        ("62812******89", "hidden"),
        ("0812#345678", "signs"),
        ("٠٨١٢٣٤٥٦٧٨٩٠", "signs"),
        ("\x1b[31m0812345678", "letters"),
        ("0812345678\x00", "signs"),
        ("08041234567", "service"),
        ("0800123456", "service"),
        ("08091234567", "service"),
        ("+621500123", "service"),
        ("+18005551234", "service"),
        ("08412345678", "no such number"),
        ("5551234", "neither 0 nor"),
        ("6561234567", "neither 0 nor"),
        ("60123456789", "neither 0 nor"),
        ("2155512345", "neither 0 nor"),
        ("1500123", "neither 0 nor"),
        ("0081234567890", "two ways"),
        ("+6262812345678", "country twice"),
        ("062812345678", "country twice"),
        ("+999123456789", "no country"),
        ("0215", "too short"),
        ("+62 555123", "area code"),
    ],
)
def test_what_nobody_can_be_called_at_is_refused_with_the_reason(typed: str, reason: str) -> None:
    with pytest.raises(Misunderstood) as refusal:
        phone.number(typed)
    assert reason in refusal.value.message
    assert "0812-3456-7890" in refusal.value.hint
    assert len(refusal.value.message) < 200


ours = st.from_regex(r"8[1-35-9][0-9]{7,10}", fullmatch=True)
near_ours = st.from_regex(r"8[0-9]{6,14}", fullmatch=True)


@given(ours, st.sampled_from(["0", "+62", "62", "", "+620", "620", "0062", "00620", "+62 (0)", "(+62) "]))
def test_a_mobile_of_ours_is_what_the_library_says(own: str, before: str) -> None:
    stated = before + own
    as_dialled = "+" + stated[2:] if stated.startswith("00") else stated
    if stated.startswith("62"):  # alone it takes the shortest of these for landlines of the area 0628
        as_dialled = "+" + stated
    parsed = phonenumbers.parse(as_dialled, "ID")
    assert phonenumbers.is_valid_number(parsed)
    expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    assert phone.number(stated) == expected == "+62" + own
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert phone.local(expected) == shown


@given(near_ours, st.sampled_from(["0", "+62", "0062"]))
def test_the_quick_way_knows_no_mobile_that_the_library_does_not(own: str, before: str) -> None:
    parsed = phonenumbers.parse("+62" + own)
    mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    try:
        assert phone.number(before + own) == "+62" + own
    except Misunderstood:
        assert not mobile
    else:
        assert mobile


@given(st.from_regex(r"[2-79][0-9]{6,10}", fullmatch=True))
def test_landlines_of_ours_are_parted_where_the_library_parts_them(own: str) -> None:
    parsed = phonenumbers.parse("+62" + own)
    if phonenumbers.is_valid_number(parsed):
        international = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        assert phone.local("+62" + own) == phonenumbers.format_number(parsed, international)


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+6281234567890", "0812-3456-7890"),
        ("+628123456789", "0812-3456-789"),
        ("+62812345678", "0812-345-678"),
        ("+62812345678901", "0812-3456-78901"),
        ("+62274512345", "+62 274 512345"),
        ("+62215551234", "+62 21 5551234"),
        ("+60123456789", "+60 12-345 6789"),
        ("+999123456789", "+999123456789"),
        ("", ""),
        ("******89", "******89"),
        ("[/]", "[/]"),
    ],
)
def test_a_number_is_shown_as_people_here_write_it(e164: str, shown: str) -> None:
    assert phone.local(e164) == shown


@given(st.sampled_from(sorted(phonenumbers.SUPPORTED_REGIONS)))
def test_what_is_shown_can_be_typed_in_any_country(region: str) -> None:
    example = phonenumbers.example_number_for_type(region, phonenumbers.PhoneNumberType.MOBILE)
    if example is not None:
        e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        assert phone.number(phone.local(phone.number(e164))) == e164


@pytest.mark.parametrize("typed", ["0812-3456", "+62 812", "34567", "(021) 555.12", "０８１２３"])
def test_five_figures_and_what_parts_them_may_be_a_number(typed: str) -> None:
    assert phone.looks_like(typed)


@pytest.mark.parametrize("typed", ["", "1234", "#41", "Rina", "Rina 0812345678", "@08123456", "---", "0812*3456"])
def test_fewer_figures_or_other_signs_are_no_number(typed: str) -> None:
    assert not phone.looks_like(typed)


@given(st.text() | st.text("0123456789+ -().*/", max_size=25))
def test_any_text_is_a_number_or_a_clear_refusal(typed: str) -> None:
    phone.looks_like(typed)
    phone.local(typed)
    try:
        e164: str | OlcrmError = phone.number(typed)
    except OlcrmError as refusal:
        e164 = refusal
    if isinstance(e164, OlcrmError):
        assert isinstance(e164, Misunderstood)
        assert e164.message
        assert e164.hint
    else:
        assert phonenumbers.is_valid_number(phonenumbers.parse(e164))
        assert phone.number(e164) == e164
        assert phone.looks_like(typed)


def test_mobiles_and_landlines_of_ours_need_no_library_to_be_read_and_shown() -> None:
    program = """
import sys
from olcrm.kit import dates, money, phone
for typed in ("0812-3456-7890", "+62 812 3456 7890", "62081234567890", "0062 812 3456 7890", "81234567890"):
    assert phone.local(phone.number(typed)) == "0812-3456-7890"
phone.local("+62215551234"), phone.looks_like("0812 345")
heavy = {"phonenumbers", "decimal", "calendar", "unicodedata", "gettext"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)
