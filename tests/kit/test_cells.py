import csv
import io
import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from olcrm.kit.cells import guard, safe, unguard
from olcrm.kit.formats import csv_line, csv_lines, json_pieces
from olcrm.kit.table import Column, Kind

HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}
anything = st.text(st.characters(exclude_categories=()), max_size=40)  # lone surrogates too
storable = st.text(max_size=40)


def encoded(head, rows=None, **options):
    return "".join(json_pieces(head, rows, **options))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("Rina", "Rina"),
        ("[red]Budi[/] :smile: {name} %s", "[red]Budi[/] :smile: {name} %s"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m\x07\x7f", r"\x9b31m\x07\x7f"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("\u2066a\u2069", r"\u2066a\u2069"),
        ("\u200bzero\ufeff", r"\u200bzero\ufeff"),
        ("\u2028line\u2029sep", r"\u2028line\u2029sep"),
        ("half \ud83d", r"half \ud83d"),
        ("tag \U000e0041", r"tag \U000e0041"),
        ("Budi\nTOTAL: 0", "Budi⏎TOTAL: 0"),
        ("a\r\nb\tc", "a⏎b c"),
        ("a\rBUDI LUNAS", r"a\rBUDI LUNAS"),
        ("店 ﷺ e\u0301 \u00a0x", "店 ﷺ e\u0301 \u00a0x"),
    ],
)
def test_what_hides_or_commands_becomes_visible_and_the_rest_stays(typed, seen):
    assert safe(typed) == seen


def test_a_joiner_stays_where_an_emoji_or_a_script_needs_it_and_nowhere_else():
    assert safe("👩‍👩‍👧‍👦 می\u200cخواهم") == "👩‍👩‍👧‍👦 می\u200cخواهم"
    assert safe("ab\u200dcd") == r"ab\u200dcd"
    assert safe("\u200dab") == r"\u200dab"
    assert safe("👩\u200d\u200d👩") == r"👩\u200d\u200d👩"


def test_an_emoji_younger_than_this_python_is_left_alone():
    assert safe("\U0001fae9 \u0378") == "\U0001fae9 \u0378"


def test_lines_and_tabs_stay_in_a_text_that_is_meant_to_have_them():
    assert safe("Halo kak,\r\n\tapa kabar\x1b?\n", lines=True) == "Halo kak,\n\tapa kabar\\x1b?\n"


@given(anything)
def test_nothing_that_was_made_safe_can_command_a_terminal(text):
    shown = safe(text)
    assert not [c for c in shown if unicodedata.category(c) in HARMFUL and c not in "\u200c\u200d"]
    assert safe(shown) == shown


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+62812", "'+62812"),
        ("-Toko Murah-", "'-Toko Murah-"),
        ("@budi_ig", "'@budi_ig"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("＠x", "'＠x"),
        ("'=1+1", "''=1+1"),
        ("'Aisyah", "''Aisyah"),
        ("Rina", "Rina"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_gets_one_apostrophe(typed, cell):
    assert guard(typed) == cell


def test_an_apostrophe_from_another_program_that_guards_nothing_is_kept():
    assert unguard("'Aisyah") == "'Aisyah"


@given(storable)
@example("'")
@example("''=x")
def test_taking_the_guard_away_gives_back_what_was_typed(text):
    assert unguard(guard(text)) == text


@given(st.lists(storable, min_size=1, max_size=5))
@example([""])
@example(["a\rb", 'c"d', " e"])
def test_a_line_of_csv_read_back_and_unguarded_is_what_was_written(texts):
    [row] = csv.reader(io.StringIO(csv_line(texts), newline=""), strict=True)
    assert [unguard(cell) for cell in row] == texts


def test_a_guarded_cell_is_always_quoted_and_a_number_never_is():
    assert csv_line(["=1+1", "Rina", -150000, 0.42, None, True]) == '"\'=1+1",Rina,-150000,0.42,,true\n'


def test_csv_for_a_terminal_has_no_controls_in_it():
    columns = [Column("name", "Name"), Column("owed", "Owes", Kind.MONEY)]
    lines = list(csv_lines(columns, [{"name": "\x1b[2Ja\nb", "owed": 5}], harmless=True))
    assert lines == ["name,owed\n", r'"\x1b[2Ja⏎b",5' + "\n"]


@given(anything)
def test_json_gives_back_exactly_what_was_typed_and_hides_nothing(text):
    line = encoded({"name": text})
    assert json.loads(line)["name"] == _joined(text)
    assert not [c for c in line if c != "\n" and unicodedata.category(c) in HARMFUL]


@given(anything)
def test_json_for_a_screen_without_unicode_is_ascii_and_still_exact(text):
    line = encoded({"name": text}, ascii_only=True)
    assert line.isascii()
    assert "\x7f" not in line
    assert json.loads(line)["name"] == _joined(text)


def _joined(text):
    """Two halves next to each other are one character to JSON."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def test_json_keeps_letters_and_emoji_readable():
    assert '"Café 店 😀"' in encoded({"name": "Café 店 😀"})


def test_a_character_beyond_the_first_plane_is_escaped_as_its_two_halves():
    assert r'"\udb40\udc41"' in encoded({"name": "\U000e0041"})


@pytest.mark.parametrize("count", [0, 1, 1000, 1001, 2500])
def test_a_long_list_is_the_same_document_as_a_short_one(count):
    rows = [{"id": number, "name": "Rina\x7f"} for number in range(count)]
    document = json.loads(encoded({"olcrm": 1, "date": "2026-11-22"}, rows))
    assert document == {"olcrm": 1, "date": "2026-11-22", "rows": rows}


def test_a_long_list_is_written_row_by_row():
    class Endless:
        """Rows that exist only while they are looked at."""

        alive = 0

        def __len__(self):
            return 5000

        def __iter__(self):
            for number in range(5000):
                Endless.alive = number
                yield {"id": number}

    pieces = json_pieces({"olcrm": 1}, Endless())
    next(pieces)
    next(pieces)
    assert Endless.alive == 0
