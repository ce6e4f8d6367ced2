"""Every reader of words: any text at all is a value, or is refused in our own words; and a value stays what it was."""

import re
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from olcrm.contact import rules as contact
from olcrm.due import rules as due
from olcrm.greet import rules as greet
from olcrm.holiday import rules as holiday
from olcrm.import_ import forms, layouts
from olcrm.import_.rules import OrderRow, Wrong
from olcrm.kit import dates, links, money, phone, typed, zones
from olcrm.kit.cells import unguard
from olcrm.kit.errors import Missing, Misunderstood, OlcrmError, Refused
from olcrm.kit.formats import csv_line
from olcrm.kit.sheet import opened
from olcrm.ledger import windows
from olcrm.order import rules as order
from olcrm.remind import rules as remind
from olcrm.shop import accounts
from olcrm.shop import rules as shop
from olcrm.shop.settings import SETTINGS
from olcrm.template import rules as template

TODAY = date(2026, 11, 22)
READERS = {
    "money": money.amount,
    "day": lambda word: dates.day(word, TODAY, looks="forward"),
    "past day": lambda word: dates.day(word, TODAY, looks="back"),
    "birthday": lambda word: dates.birthday(word, TODAY),
    "span": dates.span,
    "phone": phone.number,
    "text": lambda word: typed.text(word, "The note"),
    "zone": zones.zone_named,
    "item": order.item,
    "kind of channel": contact.kind,
    "tag": contact.tag,
    "feast": holiday.celebrated,
    "own feast": lambda word: holiday.new(word, ()),
    "language": contact.language,
    "kind of due": due.kind,
    "reminder": remind.draft,
    "greeting": greet.draft,
    "reach": greet.reach,
    "order": windows.order_number,
    "due": windows.due_number,
    "account": accounts.account,
    **{
        f"channel {kind}": (lambda word, kind=kind: contact.channel(kind, word)) for kind in ("phone", *contact.HANDLES)
    },
    **{f"setting {key}": setting.read for key, setting in SETTINGS.items()},
}

# Any text; and such as a hand might type: figures of many scripts, signs, and the words that readers know.
SCRAPS = (
    *(
        "1",
        "0",
        "22",
        "150",
        "2026",
        "9" * 25,
        "0812",
        "-",
        "+",
        ".",
        ",",
        "/",
        ":",
        " ",
        "\u00a0",
        "\u202e",
        "\0",
        "\ud83d",
    ),
    *(
        "rb",
        "jt",
        "k",
        "Rp",
        "juta",
        "@",
        "x",
        "2x ",
        "h+",
        "hari",
        "minggu",
        "besok",
        "jumat",
        "agustus",
        "Asia/",
        "due:",
    ),
    *(
        "²",
        "½",
        "٣",
        "１",
        "㉚",
        "Ⅷ",
        "𝟗",
        "e5",
        "0x",
        "_",
        "release",
        "%",
        "{",
        "'",
        '"',
        "\n",
        "+62",
        "BCA ",
        "a.n. ",
    ),
)
anything = st.text(st.characters(exclude_categories=()), max_size=60)
words = anything | st.lists(st.sampled_from(SCRAPS), max_size=7).map("".join)


@pytest.mark.parametrize("what", READERS)
@settings(max_examples=100, deadline=None)
@given(word=words)
@example("")
@example("\0")
@example("\ud83d")
@example("9" * 5000)
@example("x" * 10_001)
def test_any_text_is_read_or_refused_in_our_own_words(what, word):
    try:
        READERS[what](word)
    except (Misunderstood, Refused, Missing) as found:
        refusal: OlcrmError = found
    else:
        return
    assert 0 < len(refusal.message) < 300


@pytest.mark.parametrize("key", SETTINGS)
@settings(max_examples=60, deadline=None)
@given(word=words)
def test_a_setting_that_is_kept_can_be_read_again_and_makes_a_policy(key, word):
    read = SETTINGS[key].read
    try:
        kept = read(word)
    except OlcrmError:
        return
    assert read(kept) == kept or key == "loyal-spent"
    shop.policy({key: kept})


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(":."))
def test_an_hour_is_the_hour_that_was_typed(hour, minute, sign):
    assert SETTINGS["quiet-from"].read(f"{hour}{sign}{minute:02}") == f"{hour:02}:{minute:02}"


@given(st.integers(1, 99_999))
def test_a_count_is_never_tenfold(count):
    assert SETTINGS["due-days"].read(str(count)) == str(count)


names = st.text(st.characters(categories=["L", "Nd", "P"]), min_size=1, max_size=12)


@given(st.from_regex(r"[A-Z]{2,8}", fullmatch=True), st.from_regex(r"[0-9]{5,16}", fullmatch=True), names | st.none())
def test_an_account_that_is_shown_can_be_typed(bank, number, holder):
    account = shop.Account(bank, number, holder)
    assert accounts.account(account.line()) == account or (holder or "").startswith(("a.n.", "a/n", "an."))


@given(st.integers(1, 10**17), st.sampled_from([1, 2, "release"]))
def test_the_id_of_a_reminder_is_read_as_it_is_written(number, step):
    assert remind.draft(f"{number}-{step}")[1:] == (number, step)
    assert remind.draft(f"due:{number}-{step}")[1:] == (number, step) if step != "release" else True


@given(st.integers(1, 10**17), st.integers(1970, 2200))
def test_the_id_of_a_greeting_is_read_as_it_is_written(number, year):
    assert greet.draft(f"{number}-{year}") == (number, year)


@given(words, words)
def test_a_link_holds_no_sign_that_could_end_it_or_begin_another(number, text):
    link = links.chat(number, text)
    assert re.fullmatch(r"https://wa\.me/[0-9]*(\?text=[A-Za-z0-9_.~%-]+)?", link)


cells = st.one_of(
    words.filter(typed.whole),
    st.sampled_from(["Rina", "2026-01-31", "31/01/2026 14:05", "150000", "lunas", "dikirim", "", "2"]),
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(layouts.ORDER_FIELDS)), cells))
def test_any_row_of_an_orders_file_is_values_or_what_is_wrong_with_it(row):
    (found,) = forms.OrderForm(list(row) or ["contact"], TODAY).read([2], [tuple(row.values()) or ("",)])
    if isinstance(found, OrderRow):
        for field in ("price", "total", "shipping", "discount"):
            figures = "".join(char for char in row.get(field, "") if char.isdecimal() and char.isascii())
            if row.get(field, "").strip(" .,0123456789") == "" and getattr(found, field):
                assert str(getattr(found, field)) in {figures.lstrip("0"), figures.lstrip("0").removesuffix("00")} | {
                    figures.lstrip("0").removesuffix("0")
                }
    else:
        assert all(
            isinstance(wrong, Wrong) and wrong.problem and wrong.column in row | {"contact": ""} for wrong in found
        )


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(list(layouts.CONTACT_FIELDS)), cells, min_size=1))
def test_any_row_of_a_contacts_file_is_values_or_what_is_wrong_with_it(row):
    try:
        layout = layouts.layout("contacts", list(row), [], "a.csv")
    except OlcrmError:
        assert "name" not in row
        return
    (found,) = forms.contacts([2], [layout.contact(list(row.values()))], TODAY)
    if isinstance(found, list):
        assert all(wrong.problem for wrong in found)
    else:
        assert typed.excerpt(found.name) in row["name"] + typed.excerpt(row["name"])


headings = st.lists(words | st.sampled_from([*layouts.CONTACT_FIELDS, *layouts.OWN_ORDERS, "First Name"]), max_size=8)
maps = st.lists(words | st.sampled_from(["name=x", "contact=", "=", "date=date", "total=total"]), max_size=3)


@given(st.sampled_from(["contacts", "orders"]), headings, maps)
def test_any_heading_is_understood_or_refused_in_words(kind, heading, given_maps):
    try:
        found = layouts.layout(kind, heading, given_maps, "a.csv")
    except (Misunderstood, Refused):
        return
    assert all(0 <= place < len(heading) for places in found.columns.values() for place in places)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(
    st.binary(max_size=300) | st.lists(words, max_size=20).map(lambda some: "".join(some).encode("utf-8", "replace"))
)
def test_any_bytes_are_rows_or_refused_in_words(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    try:
        with opened(path) as file:
            for row in file.rows():
                assert row.wrong or len(row.cells) == len(file.heading)
    except Refused as refusal:
        said = refusal.message
    else:
        said = str(path)
    assert str(path) in said


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(st.lists(st.lists(anything, min_size=3, max_size=3), min_size=1, max_size=8))
def test_what_our_own_csv_says_is_read_back_cell_by_cell(tmp_path, rows):
    rows = [[cell.encode("utf-8", "ignore").decode().replace("\0", "") for cell in row] for row in rows]
    rows = [row for row in rows if any(row)]
    path = tmp_path / "a.csv"
    path.write_bytes("".join(csv_line(row) for row in [["a", "b", "c"], *rows]).encode())
    if rows:
        with opened(path) as file:
            assert [[unguard(cell) for cell in row.cells] for row in file.rows()] == rows


@given(words)
def test_any_wording_is_filled_in_without_running_anything(wording):
    assert template.Placeholder(wording.replace("{", "{{")).substitute({}) == wording
    assert template.Placeholder("{shop}").substitute({"shop": wording}) == wording


LONG = ("1" * 20_000, "1." * 10_000, " " * 20_000 + "x", "a" * 20_000 + "@", "1 jt " * 5_000, "rb" * 10_000)


@pytest.mark.parametrize("what", READERS)
def test_what_is_long_is_neither_tried_in_every_way_nor_followed_without_end(what):
    for word in LONG:
        with suppress(OlcrmError):
            READERS[what](word)
