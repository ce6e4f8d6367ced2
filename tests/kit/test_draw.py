import io
import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from olcrm.kit.draw import draw
from olcrm.kit.layout import GAP, cells, flow, fold, settle
from olcrm.kit.record import changed
from olcrm.kit.show import Form, Screen
from olcrm.kit.table import Column, Kind, Page, Pairs, Table

NAMES = [
    "Rina Wulandari",
    "[/]",
    "[red]Budi[/red]",
    "[link=http://evil.example]klik[/link]",
    "Toko [Jaya] 88",
    ":smile:",
    "\x1b[2J\x1b]0;pwned\x07",
    "\u202egnp.exe\u2066",
    "Ibu 😀 Ratna",
    "👩‍👩‍👧‍👦 keluarga",
    "店主 美玲",
    "Z" + "\u0351" * 500,
    "x" * 10_000,
    "nama " * 2_000,
    "店" * 10_000,
]
HARMFUL = {"Cc", "Cf", "Cs", "Zl", "Zp"}
WIDTHS = [1, 2, 20, 40, 59, 60, 80, 120, 200]


def orders(names, **more):
    rows = [
        {
            "id": 41 + place,
            "name": name,
            "items": "2× Gamis M, Sprei King maroon",
            "total": 1_250_000,
            "on": "2026-11-20",
        }
        for place, name in enumerate(names)
    ]
    columns = [
        Column("id", "Order", Kind.NUMBER),
        Column("name", "Customer"),
        Column("items", "Items", keep=2),
        Column("total", "Total", Kind.MONEY),
        Column("on", "Ordered", Kind.DAY, keep=1),
        Column("note", "Note", keep=1),
    ]
    return Table("order.list", columns, rows, **more)


def drawn(answer, width=80, colour=False, height=0):
    out = io.StringIO()
    screen = Screen(Form.DRAWN, width=width, colour=colour, height=height)
    draw(answer, answer.rows if isinstance(answer, Table) else (), screen, out)
    return out.getvalue()


def test_a_table_has_heads_figures_to_the_right_and_its_sums_below():
    table = orders(["Rina", "Siti"], title="Orders", total=14, sums={"total": 2_500_000}, foot=["Next: olcrm today"])
    assert [line.rstrip() for line in drawn(table).splitlines()] == [
        "Orders",
        "",
        "Order  Customer  Items                                Total  Ordered",
        "─" * 68,
        "   41  Rina      2× Gamis M, Sprei King maroon  Rp1.250.000  20 Nov",
        "   42  Siti      2× Gamis M, Sprei King maroon  Rp1.250.000  20 Nov",
        "─" * 68,
        "Total                                           Rp2.500.000",
        "",
        "… 12 more: --all",
        "Next: olcrm today",
    ]


@given(st.integers(60, 140), st.integers(12, 60), st.lists(st.integers(1, 90), min_size=1, max_size=40))
def test_what_may_be_cut_is_never_taller_than_the_terminal(width, height, lengths):
    table = orders(["ab " * length for length in lengths], title="Orders", cut="There is more.")
    for answer in (table, Page("x.show", "Rina", {}, (Pairs([("City", "Solo", Kind.TEXT)]), table))):
        text = drawn(answer, width, height=height)
        lines = text.splitlines()
        shown = sum(bool(re.match(r" +\d+  ", line)) for line in lines)
        assert len(lines) < height or shown <= 3
        assert ("There is more." in text) == (shown < len(lengths))


def test_nothing_is_cut_where_the_screen_has_no_end():
    table = orders(["Rina"] * 40, cut="There is more.")
    assert drawn(table).count("Rina") == 40


def test_below_sixty_cells_each_row_is_a_card():
    table = orders(["Rina", "Siti"], title="Orders", total=3, sums={"total": 2_500_000})
    assert drawn(table, 59) == (
        "Orders\n\n"
        "Rina\n  Order: 41\n  Items: 2× Gamis M, Sprei King maroon\n  Total: Rp1.250.000\n  Ordered: 20 Nov\n\n"
        "Siti\n  Order: 42\n  Items: 2× Gamis M, Sprei King maroon\n  Total: Rp1.250.000\n  Ordered: 20 Nov\n\n"
        "Total\n  Total: Rp2.500.000\n\n"
        "… 1 more: --all\n"
    )


def test_a_card_without_a_text_for_its_head_is_headed_by_its_first_fact():
    table = Table(
        "x", [Column("id", "Order", Kind.NUMBER), Column("total", "Total", Kind.MONEY)], [{"id": 41, "total": 5}]
    )
    assert drawn(table, 40) == "Order: 41\n  Total: Rp5\n"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_no_name_breaks_the_screen(name, width):
    table = orders([name, "Siti"], foot=[f"The oldest is {name}."[:300]])
    for colour in (False, True):
        lines = re.sub(r"\x1b\[[0-9;]*m", "", drawn(table, width, colour)).splitlines()
        assert max(map(cells, lines)) <= max(width, 20)
        assert len(lines) < 100
        assert not [c for line in lines for c in line if unicodedata.category(c) in HARMFUL and c not in "\u200d"]


@pytest.mark.parametrize("name", ["[red]Budi[/]", "[/]", ":smile:", "[@click=app.bell]x[/]", "\\[b]", "a@b.id 12 'x'"])
def test_a_name_is_data_and_never_markup(name):
    for width in (40, 80):
        assert name in drawn(orders([name]), width)
    assert f"\x1b[1m{name}" not in drawn(orders([name]), 80, colour=True)


def test_the_same_words_are_there_without_colour():
    table = orders(["Rina"], title="Orders", foot=["Next."])
    coloured = drawn(table, colour=True)
    assert "\x1b[1m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == drawn(table)


def test_wide_letters_keep_the_columns_straight():
    lines = drawn(orders(["店主 美玲", "Ibu 😀", "Rina"])).splitlines()[2:]
    assert {cells(line[: line.index("Rp")]) for line in lines} == {cells(lines[0][: lines[0].index("Rp")])}


def test_on_a_narrow_screen_the_columns_of_least_worth_go_first():
    table = orders(["Rina Wulandari binti Abdullah"])
    heads = {width: drawn(table, width).splitlines()[0].split() for width in (60, 80, 120)}
    assert heads[120] == heads[80] == ["Order", "Customer", "Items", "Total", "Ordered"]
    assert heads[60] == ["Order", "Customer", "Total", "Ordered"]


def test_a_table_that_cannot_fit_becomes_cards():
    columns = [Column(f"c{n}", f"Column {n}", Kind.MONEY) for n in range(9)]
    table = Table("x", columns, [{column.key: 1_000_000 for column in columns}])
    assert drawn(table, 80).startswith("Column 0: Rp1.000.000\n  Column 1: Rp1.000.000\n")


def test_many_rows_are_one_table_however_they_are_handed_to_rich():
    lines = drawn(orders([f"Nama {n}" for n in range(450)], sums={"total": 1})).splitlines()
    assert len(lines) == 2 + 450 + 2
    assert len({len(line) for line in lines}) == 1
    assert [line[:5].strip() for line in lines[2:-2]] == [str(41 + n) for n in range(450)]


def test_a_day_of_another_year_says_its_year():
    table = Table("x", [Column("on", "On", Kind.DAY)], [{"on": date(2026, 1, 5)}, {"on": date(2025, 1, 5)}])
    assert [line.rstrip() for line in drawn(table).splitlines()[2:]] == ["5 Jan", "5 Jan 2025"]


def test_a_screen_without_line_characters_gets_hyphens():
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp1252", errors="replace")
    draw(orders(["Rina"]), orders(["Rina"]).rows, Screen(Form.DRAWN), out)
    out.seek(0)
    lines = [line.rstrip() for line in out.read().splitlines()]
    assert set(lines[1]) == {"-"}
    assert lines[2].split()[:2] == ["41", "Rina"]


def test_a_page_shows_facts_tables_and_paragraphs():
    address = "Jl. Melati No. 5 RT 007/RW 008, Kel. Sukamaju, Kec. Cilodong, Kota Depok, Jawa Barat 16415"
    facts = Pairs([("Phone", "0812", Kind.TEXT), ("Email", None, Kind.TEXT), ("Address", address, Kind.TEXT)], "About")
    page = Page("contact.show", "Rina (loyal)", {}, [facts, orders(["Rina"], title="Orders"), "Likes tea.\nAnd cake."])
    assert [line.rstrip() for line in drawn(page).splitlines()] == [
        "Rina (loyal)",
        "",
        "About",
        "  Phone    0812",
        "  Address  Jl. Melati No. 5 RT 007/RW 008, Kel. Sukamaju, Kec. Cilodong, Kota",
        "           Depok, Jawa Barat 16415",
        "",
        "Orders",
        "Order  Customer  Items                                Total  Ordered",
        "─" * 68,
        "   41  Rina      2× Gamis M, Sprei King maroon  Rp1.250.000  20 Nov",
        "",
        "Likes tea.",
        "And cake.",
    ]
    assert drawn(page, 40).startswith(
        "Rina (loyal)\n\nAbout\n  Phone: 0812\n  Address: Jl. Melati No. 5 RT 007/RW\n    008, Kel."
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_no_name_breaks_a_page(name, width):
    page = Page("contact.show", name[:300], {}, [Pairs([(name, name, Kind.TEXT)], name[:300]), name[:300]])
    lines = drawn(page, width).splitlines()
    assert max(map(cells, lines)) <= max(width, 20)
    assert len(lines) < 150


def test_an_empty_table_on_a_page_says_so():
    page = Page("contact.show", "Rina", {}, [orders([], title="Orders", empty="Nothing ordered yet.")])
    assert drawn(page) == "Rina\n\nOrders\nNothing ordered yet.\n"


words = st.text(st.sampled_from("ab 店😀\u0301"), max_size=60)


@given(words, st.integers(2, 30))
def test_folding_loses_nothing_but_spaces(text, width):
    lines = fold(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


@given(words, st.integers(1, 30), st.integers(1, 4))
def test_folding_into_few_lines_says_where_it_cut(text, width, most):
    lines = fold(text, width, most)
    assert len(lines) <= most
    whole = "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert whole or lines[-1].endswith("…")


def test_a_line_is_broken_between_words():
    assert fold("Sprei King motif bunga", 12) == ["Sprei King", "motif bunga"]
    assert fold("Sprei King motif bunga", 12, 1) == ["Sprei King…"]
    assert fold("", 5) == [""]


@given(words, st.integers(2, 30))
def test_a_sentence_is_broken_and_loses_nothing_but_spaces(text, width):
    lines = flow(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells(line) <= width for line in lines)


def test_a_sentence_is_broken_between_words():
    assert flow("Start one with init, or bring one back.", 20) == ["Start one with init,", "or bring one back."]


def test_the_last_line_names_itself_in_its_first_cell_unless_that_is_a_sum():
    columns = [Column("what", "What"), Column("pieces", "Pieces", Kind.NUMBER), Column("sold", "Sold", Kind.MONEY)]
    named = Table("x", columns, [{"what": "Gamis", "pieces": 2, "sold": 5}], sums={"what": "All", "sold": 5})
    assert drawn(named).splitlines()[-1].split() == ["All", "Rp5"]
    assert drawn(changed(named, sums={"sold": 5})).splitlines()[-1].split() == ["Total", "Rp5"]


def test_cards_end_with_the_sums_under_their_own_name():
    columns = [Column("what", "What"), Column("sold", "Sold", Kind.MONEY)]
    table = Table("x", columns, [{"what": "Gamis", "sold": 5}], sums={"what": "All", "sold": 5})
    assert drawn(table, 40) == "Gamis\n  Sold: Rp5\n\nAll\n  Sold: Rp5\n"


def test_a_title_never_breaks_the_path_in_it():
    path = "/home/ani/" + "toko" * 12
    lines = drawn(orders(["Rina"], title=f"Snapshots in {path}"), width=50).splitlines()
    assert lines[:2] == ["Snapshots in", path]


def test_quotation_marks_and_accents_are_counted_without_rich():
    for char in [*map(chr, range(0xA0, 0x300)), *"‐–—‘’“”•…"]:
        assert cells(char) == cell_len(char) == 1


kinds = st.sampled_from([Kind.TEXT, Kind.MONEY, Kind.DAY])


@given(st.lists(st.tuples(kinds, st.integers(0, 4), st.integers(0, 90)), min_size=1, max_size=9), st.integers(1, 200))
def test_settled_columns_fit_and_what_must_stay_stays(wished, width):
    columns = [Column(str(place), "", kind, keep=keep) for place, (kind, keep, _) in enumerate(wished)]
    natural = [cells or 1 if keep == 0 else cells for _, keep, cells in wished]
    settled = settle(columns, natural, width)
    if settled:
        assert sum(settled.values()) + GAP * (len(settled) - 1) <= width
        assert {place for place, column in enumerate(columns) if not column.keep} <= settled.keys()
        assert all(cells == natural[place] for place, cells in settled.items() if columns[place].kind != Kind.TEXT)
        assert all(0 < cells <= natural[place] for place, cells in settled.items())


@pytest.mark.parametrize(("whole", "cut"), [(True, False), (False, True)])
def test_a_cell_that_matters_to_its_last_word_is_never_cut(whole, cut):
    text = "Order 6: promised for tomorrow, at risk: it should have left by yesterday, not paid yet"
    columns = [Column("what", "What", whole=whole), Column("next", "Command")]
    shown = drawn(Table("today", columns, [{"what": text, "next": "olcrm pay add 41 " * 4}]), width=60)
    assert ("…" in shown, "paid yet" in shown) == (cut, not cut)
