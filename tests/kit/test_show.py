import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from olcrm.kit import show, text
from olcrm.kit.candidates import candidate
from olcrm.kit.errors import LedgerError, Missing, Misunderstood
from olcrm.kit.show import Form
from olcrm.kit.table import Column, Kind, Page, Pairs, Said, Table, Words


class Stream:
    """A captured standard stream, with all that was written to it; a terminal once a test says so."""

    def __init__(self, name, capsys):
        self.name, self.capsys, self.text = name, capsys, {"out": "", "err": ""}

    def become_a_terminal(self):
        getattr(sys, f"std{self.name}").isatty = lambda: True

    def getvalue(self):
        said = self.capsys.readouterr()
        self.text["out"] += said.out
        self.text["err"] += said.err
        return self.text[self.name]


@pytest.fixture(autouse=True)
def out(capsys, monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    show.begin()
    yield Stream("out", capsys)
    for name in ("FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "stdout", None)
    show.begin()


@pytest.fixture
def err(capsys):
    return Stream("err", capsys)


def orders(count=2, **more):
    rows = [
        {
            "id": 41 + number,
            "contact": {"id": 7, "name": "Rina", "standing": "loyal"},
            "total": 150000 * (number + 1),
            "ordered_on": date(2026, 11, 20),
            "at": datetime(2026, 11, 20, 3, 10, tzinfo=UTC),
            "share": 0.42,
            "note": None,
        }
        for number in range(count)
    ]
    columns = [
        Column("id", "Order", Kind.NUMBER),
        Column("contact", "Customer", value=lambda row: row["contact"]["name"]),
        Column("total", "Total", Kind.MONEY),
        Column("ordered_on", "Ordered", Kind.DAY),
        Column("at", "At", Kind.MOMENT),
        Column("share", "Share", Kind.PERCENT),
        Column("note", "Note"),
    ]
    return Table("order.list", columns, rows, **more)


# --- what the front door settles


def test_without_a_terminal_a_table_is_plain():
    assert show.current().form == Form.PLAIN


def test_on_a_terminal_a_table_is_drawn_in_colour(out):
    out.become_a_terminal()
    show.begin()
    assert (show.current().form, show.current().colour, show.current().terminal) == (Form.DRAWN, True, True)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(out, monkeypatch, name, value):
    out.become_a_terminal()
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("FORCE_COLOR", "1")
    show.begin()
    assert (show.current().form, show.current().colour) == (Form.DRAWN, False)


def test_force_color_draws_into_a_pipe_unless_colour_is_refused_too(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    show.begin()
    assert (show.current().form, show.current().colour) == (Form.DRAWN, True)
    monkeypatch.setenv("NO_COLOR", "1")
    show.begin()
    assert (show.current().form, show.current().colour) == (Form.PLAIN, False)


@pytest.mark.parametrize(
    ("stated", "width"),
    [("100", 100), ("1", 1), ("0", 80), ("abc", 80), ("", 80), ("-5", 80), ("²", 80), ("9" * 5000, 80)],
)
def test_only_a_sensible_number_of_columns_is_believed(monkeypatch, stated, width):
    monkeypatch.setenv("COLUMNS", stated)
    show.begin()
    assert show.current().width == width


@pytest.mark.parametrize("forms", [{"json": True, "csv": True}, {"csv": True, "plain": True}])
def test_two_forms_at_once_are_not_understood(forms):
    with pytest.raises(Misunderstood):
        show.begin(**forms)


@pytest.mark.parametrize("limits", [{"limit": 0}, {"limit": -3}, {"limit": 5, "everything": True}])
def test_a_limit_that_says_nothing_or_contradicts_is_not_understood(limits):
    with pytest.raises(Misunderstood):
        show.begin(**limits)


def test_fifty_rows_are_drawn_on_a_terminal_and_everything_elsewhere(out):
    assert show.page() is None
    out.become_a_terminal()
    for options, rows in [({}, 50), ({"limit": 7}, 7), ({"everything": True}, None), ({"json": True}, None)]:
        show.begin(**options)
        assert show.page() == rows
    show.begin(csv=True, limit=3)
    assert show.page() == 3


# --- JSON


def test_a_table_as_json_is_its_documents_whole(out):
    show.begin(json=True)
    assert show.answer(orders(1, extra={"date": date(2026, 11, 22)}, status=3)) == 3
    assert json.loads(out.getvalue()) == {
        "olcrm": 1,
        "kind": "order.list",
        "date": "2026-11-22",
        "rows": [
            {
                "id": 41,
                "contact": {"id": 7, "name": "Rina", "standing": "loyal"},
                "total": 150000,
                "ordered_on": "2026-11-20",
                "at": "2026-11-20T03:10:00+00:00",
                "share": 0.42,
                "note": None,
            }
        ],
    }


def test_other_answers_as_json_are_their_documents(out):
    show.begin(json=True)
    show.answer(Said("pay.add", "Paid.", {"payment": {"id": 1}}))
    show.answer(Page("contact.show", "Rina", {"contact": {"id": 7}}))
    show.answer(Words("order.invoice", "Halo kak\n", {"order": {"id": 41}}))
    said, page, words = (json.loads(part + "}") for part in out.getvalue().split("\n}\n")[:3])
    assert said == {"olcrm": 1, "kind": "pay.add", "payment": {"id": 1}}
    assert page == {"olcrm": 1, "kind": "contact.show", "contact": {"id": 7}}
    assert words == {"olcrm": 1, "kind": "order.invoice", "text": "Halo kak\n", "order": {"id": 41}}


def test_json_says_the_same_in_every_language(out):
    show.begin(json=True)
    show.answer(orders())
    english = out.getvalue()
    text.use("id")
    show.answer(orders())
    assert out.getvalue() == english * 2


# --- CSV


def test_csv_has_keys_for_heads_and_raw_values(out):
    show.begin(csv=True)
    show.answer(orders(1, title="Orders", sums={"total": 1}, foot=["More."]))
    assert out.getvalue() == (
        "id,contact,total,ordered_on,at,share,note\n41,Rina,150000,2026-11-20,2026-11-20T03:10:00+00:00,0.42,\n"
    )


def test_an_empty_table_as_csv_still_has_its_heads(out):
    show.begin(csv=True)
    show.answer(orders(0, empty="There are no orders."))
    assert out.getvalue() == "id,contact,total,ordered_on,at,share,note\n"


def test_a_page_as_csv_is_its_tables_and_without_any_its_words(out):
    show.begin(csv=True)
    small = Table("x", [Column("id", "Id")], [{"id": 1}])
    show.answer(Page("contact.show", "Rina", {}, [Pairs([("City", "Bandung", Kind.TEXT)]), small, small]))
    show.answer(Page("contact.show", "Ani", {}, ["Likes tea."]))
    assert out.getvalue() == "id\n1\n\nid\n1\nAni\n\nLikes tea.\n"


# --- plain text


def test_plain_text_is_tab_separated_under_its_keys_and_hints_stand_beside_it(out):
    show.answer(orders(2, title="Orders", total=9, sums={"total": 450000}, foot=["The oldest waits 2 days."]))
    assert out.getvalue() == (
        "id\tcontact\ttotal\tordered_on\tat\tshare\tnote\n"
        "41\tRina\tRp150.000\t2026-11-20\t2026-11-20 10:10\t42 %\t\n"
        "42\tRina\tRp300.000\t2026-11-20\t2026-11-20 10:10\t42 %\t\n"
        "\n"
        "Total\t\tRp450.000\t\t\t\t\n"
    )
    assert out.text["err"] == "The oldest waits 2 days.\n"


def test_who_asks_for_plain_rows_gets_no_sentence_instead_of_them(out):
    empty = orders(0, empty="There are no orders.")
    show.begin(plain=True)
    show.answer(empty)
    assert out.getvalue() == "id\tcontact\ttotal\tordered_on\tat\tshare\tnote\n"
    assert out.text["err"] == "There are no orders.\n"
    show.begin()
    show.answer(empty)
    assert out.getvalue().endswith("\nThere are no orders.\n")


def test_a_remark_stays_away_from_a_document(out, err):
    show.begin(json=True)
    show.remark("Waiting.")
    assert err.getvalue() == ""
    show.begin()
    show.remark("Waiting.")
    assert err.getvalue() == "Waiting.\n"


def test_a_name_cannot_make_a_cell_or_a_line_of_its_own(out):
    show.answer(Table("x", [Column("name", "Name"), Column("id", "Id")], [{"name": "a\tb\r\nc\nd\x1b", "id": 1}]))
    assert out.getvalue() == "name\tid\na b c d\\x1b\t1\n"


def test_an_empty_table_says_so(out):
    show.answer(orders(0, empty="There are no orders."))
    assert out.getvalue() == "There are no orders.\n"


def test_a_limit_holds_in_plain_text_too(out):
    show.begin(limit=1)
    show.answer(orders(5))
    assert out.getvalue().count("Rina") == 1


def test_a_page_in_plain_text_is_all_of_it(out):
    facts = Pairs([("City", "Ban\tdung", Kind.TEXT), ("Email", None, Kind.TEXT), ("Owes", 5000, Kind.MONEY)], "About")
    table = Table("x", [Column("id", "Id")], [{"id": 1}], title="Orders")
    show.answer(Page("contact.show", "Rina", {}, [facts, table, "Likes tea.\nAnd cake."]))
    assert out.getvalue() == (
        "Rina\n\nAbout\nCity\tBan dung\nOwes\tRp5.000\n\nOrders\nid\n1\n\nLikes tea.\nAnd cake.\n"
    )


def test_a_sentence_is_followed_by_what_else_is_worth_knowing(out):
    assert show.answer(Said("pay.add", "Rina\n\x1b has paid.", more=["Rp5.000 too much."])) == 0
    assert out.getvalue() == "Rina⏎\\x1b has paid.\nRp5.000 too much.\n"


def test_words_keep_their_lines_and_lose_their_controls(out):
    show.answer(Words("order.invoice", "Halo kak 👩‍👧,\n\n• Gamis\x1b[2J\n"))
    assert out.getvalue() == "Halo kak 👩‍👧,\n\n• Gamis\\x1b[2J\n"


@pytest.mark.parametrize(
    ("value", "kind", "seen"),
    [
        ("--08-17", Kind.DAY, "--08-17"),
        ("2026-11-22", Kind.DAY, "2026-11-22"),
        ("2026-11-22T02:00:00+00:00", Kind.MOMENT, "2026-11-22 09:00"),
        ("2026-11-22", Kind.MOMENT, "2026-11-22"),
        ("paid", Kind.MONEY, "paid"),
        (-5000, Kind.MONEY, "-Rp5.000"),
        (2.5, Kind.NUMBER, "2.5"),
        (True, Kind.TEXT, "yes"),
        (["gamis", "bandung"], Kind.TEXT, "gamis, bandung"),
        (0, Kind.NUMBER, "0"),
    ],
)
def test_a_value_that_does_not_fit_its_column_is_shown_as_it_stands(out, value, kind, seen):
    show.answer(Table("x", [Column("v", "V", kind)], [{"v": value}]))
    assert out.getvalue() == f"v\n{seen}\n"


# --- streams


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "utf-8"])
@pytest.mark.parametrize("form", ["json", "csv", "plain", None])
def test_no_character_is_too_much_for_any_screen(monkeypatch, encoding, form):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    monkeypatch.setenv("FORCE_COLOR", "1")
    show.prepare_streams()
    show.begin(**({form: True} if form else {}))
    name = "Ibu 😀 “Ratna” 店 ﷺ \ud800"
    show.answer(Table("x", [Column("name", "Nama …")], [{"name": name}], foot=["“Selesai” – ya"]))
    show.answer(Said("x", name))
    show.answer(Words("x", name))
    sys.stdout.flush()
    written = raw.getvalue().decode(encoding)
    assert "Ratna" in written
    assert sys.stdout.encoding == encoding
    if encoding == "ascii" and form is None:
        assert '"Selesai" - ya' in written


def test_json_on_a_screen_without_unicode_is_still_exact(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="cp1252"))
    show.begin(json=True)
    show.answer(Said("x", "", {"name": "Café 店 😀"}))
    sys.stdout.flush()
    assert json.loads(raw.getvalue().decode("ascii"))["name"] == "Café 店 😀"


def test_missing_and_closed_streams_are_borne(monkeypatch):
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", None)
    for stream in (None, closed):
        monkeypatch.setattr(sys, "stdout", stream)
        show.prepare_streams()
        show.begin()
        assert not show.current().terminal
    monkeypatch.setattr(sys, "stdout", None)
    assert show.answer(Said("x", "Done.", status=4)) == 4
    show.talk("a hint")
    show.failed(Missing("There is nobody."), as_json=False)
    assert list(show.progress([1, 2], 2, "Reading", patience=0)) == [1, 2]


def test_a_closed_pipe_is_left_to_the_front_door(monkeypatch):
    class Closed(io.StringIO):
        def write(self, _):
            raise BrokenPipeError

    monkeypatch.setenv("FORCE_COLOR", "1")
    for form in ({}, {"plain": True}, {"json": True}):
        monkeypatch.setattr(sys, "stdout", Closed())
        show.begin(**form)
        with pytest.raises(BrokenPipeError):
            show.answer(orders())


def test_only_drawing_rows_loads_rich():
    program = """
import sys
from olcrm.kit import ask, send, show
from olcrm.kit.table import Column, Said, Table
def loaded(): return {"rich", "csv", "segno", "pyperclip", "subprocess", "unicodedata"} & set(sys.modules)
table = Table("x", [Column("name", "Name")], [{"name": "Rina"}])
for form in ("json", "csv", "plain"):
    show.begin(**{form: True})
    show.answer(table)
show.answer(Said("x", "Done."))
assert not loaded(), loaded()
show._screen = show.Screen(show.Form.DRAWN)
show.answer(Table("x", [], [], empty="Nobody."))
assert not loaded(), loaded()
show.answer(table)
assert "rich" in loaded()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr == ""


# --- standard error


def test_talk_is_one_harmless_line_on_standard_error(out, err):
    show.talk("Waiting for \x1b]0;x\x07\nRina")
    assert err.getvalue() == "Waiting for \\x1b]0;x\\x07⏎Rina\n"
    assert out.getvalue() == ""


def test_sentences_are_broken_between_words_on_a_terminal_and_nowhere_else(out, err, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    path = "/home/ani/" + "toko" * 8
    answer = Said("x", f"The ledger is copied to {path} and the copy is checked.")
    show.begin()
    show.answer(answer)
    assert out.getvalue() == f"{answer.sentence}\n"
    out.become_a_terminal()
    err.become_a_terminal()
    show.begin()
    show.answer(answer)
    show.failed(Missing("There is no ledger here at all.", hint="Start one."), as_json=False)
    assert out.getvalue().endswith(f"\nThe ledger is copied to\n{path}\nand the copy is checked.\n")
    assert out.text["err"] == "There is no ledger here at\nall.\nStart one.\n"


def test_a_text_to_be_handed_on_stays_in_one_piece(out, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    out.become_a_terminal()
    show.begin()
    letter = "Terima kasih banyak, Kak Rina, sudah saya terima."
    show.answer(Said("x", "Done.", more=["", letter, "", "https://wa.me/628"]))
    assert out.getvalue() == f"Done.\n\n{letter}\n\nhttps://wa.me/628\n"


def test_an_error_says_what_is_so_what_to_do_and_who_was_meant(out, err):
    candidates = [
        {"id": 7, "name": "Rina Wulandari", "nickname": None, "tags": ["x"], "city": "Bandung"},
        {"id": 12, "name": "Rina " + "x" * 10_000, "nickname": None, "tags": [], "city": None},
    ]
    show.failed(Missing("Several are called “rina”.", hint="Say which.", candidates=candidates), as_json=False)
    assert err.getvalue().splitlines() == [
        "Several are called “rina”.",
        "Say which.",
        f"  7   Rina Wulandari{'':26}  Bandung",
        f"  12  Rina {'x' * 34}…",
    ]
    assert out.getvalue() == ""


def test_an_error_under_json_is_one_document_on_standard_error(out, err):
    show.failed(Missing("Several.", hint="Say which.", candidates=[{"id": 7}]), as_json=True)
    expected = {"code": "missing", "message": "Several.", "hint": "Say which.", "candidates": [{"id": 7}]}
    assert json.loads(err.getvalue()) == {"error": expected}
    assert out.getvalue() == ""


def test_an_error_without_candidates_has_no_such_key(err):
    show.failed(LedgerError("The file is locked.", hint="Wait."), as_json=True)
    assert json.loads(err.getvalue())["error"] == {"code": "ledger", "message": "The file is locked.", "hint": "Wait."}


def test_a_candidate_is_told_in_one_line():
    assert candidate({"id": 7, "name": "Rina", "city": None, "tags": []}) == "7  Rina"


# --- progress


def test_progress_is_silent_without_a_terminal(err):
    assert list(show.progress(iter("abc"), 3, "Reading", patience=0)) == ["a", "b", "c"]
    assert err.getvalue() == ""


def test_quick_work_shows_no_bar(err):
    err.become_a_terminal()
    assert list(show.progress(range(3), 3, "Reading", patience=3600)) == [0, 1, 2]
    assert err.getvalue() == ""


@pytest.mark.parametrize("total", [3, None])
def test_long_work_shows_a_bar_that_goes_away_and_leaves_the_cursor(err, total):
    err.become_a_terminal()
    assert list(show.progress(range(3), total, "Reading [red]x[/]\x1b", patience=0)) == [0, 1, 2]
    shown = err.getvalue()
    assert "Reading [red]x[/]\\x1b" in shown
    assert shown.endswith("\x1b[2K")
    assert "\x1b[?25l" not in shown


def test_a_broken_off_work_takes_its_bar_away(err):
    err.become_a_terminal()
    work = show.progress(range(100), 100, "Reading", patience=0)
    next(work)
    work.close()
    assert err.getvalue().endswith("\x1b[2K")


def test_a_dumb_terminal_shows_no_bar(err, monkeypatch):
    err.become_a_terminal()
    monkeypatch.setenv("TERM", "dumb")
    assert list(show.progress(range(3), 3, "Reading", patience=0)) == [0, 1, 2]
    assert err.getvalue() == ""
