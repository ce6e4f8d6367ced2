"""Whatever a stranger types, wherever it is typed: shown harmless, kept exact or refused in words, told exact again.

``OLCRM_NAUGHTY=all pytest tests/test_hostile.py`` puts every string, the whole Big List of Naughty Strings too, through
every argument of every command (half an hour); without it each argument gets the worst, and its share of the
others.
"""

import csv
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import hostile
import pytest

from olcrm.kit.cells import FORMULA, unguard
from olcrm.kit.formats import csv_line
from olcrm.kit.options import Reading
from olcrm.kit.phone import looks_like
from olcrm.kit.typed import TEXT_LIMIT, whole

ALL = os.environ.get("OLCRM_NAUGHTY") == "all"
PLACES = hostile.places()
TURNS = 16  # one of so many strings is each place's share
MARK = "‖"  # stands before the number of the place a text was typed in
KEPT: dict[str, bytes] = {}  # the shop as it was opened, once for all tests


@pytest.fixture
def shop(run, tmp_path, monkeypatch):
    """The door into a shop with one of everything; ``shop.afresh()`` makes it what it was."""
    deep = tmp_path.joinpath(*"abcdefghijklm")
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "shop" / "olcrm.db"))
    monkeypatch.setenv("NO_COLOR", "1")
    return Shop(run, tmp_path / "shop")


class Shop:
    def __init__(self, run: Any, folder: Path) -> None:
        self.run, self.folder = run, folder
        self.ledger = folder / "olcrm.db"
        hostile.write_files()
        if not KEPT:
            hostile.open_shop(run)
            KEPT["ledger"] = self.ledger.read_bytes()
        self.afresh()

    def __call__(self, line: list[str], **more: Any) -> Any:
        return self.run(line, **more)

    def afresh(self) -> None:
        """The shop as it was opened, with the snapshot of today."""
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "backups").mkdir(parents=True)
        for file in (self.ledger, self.folder / "backups" / "olcrm-2026-11-22.db"):
            file.write_bytes(KEPT["ledger"])


def share(place: hostile.Place) -> list[str]:
    """The strings that one place is given."""
    if ALL:
        return [*hostile.OWN, *hostile.STRONG, *hostile.naughty()]
    turn = sum(place.name.encode()) % TURNS
    return [*hostile.STRONG, *hostile.OWN[turn::TURNS], *hostile.naughty()[turn :: TURNS * TURNS]]


def problem(result: Any, place: hostile.Place, form: str) -> str:
    """What is wrong with an answer; empty when nothing is."""
    if result.status not in ((0, 2, 3, 4, 5) if place.names_a_file else (0, 2, 3, 4)):
        return f"status {result.status}: {result.err}"
    if found := hostile.commanding(result.out + result.err):
        return f"reaches the terminal: {found!r}"
    if result.status and not result.err and form != "--csv" and place.words not in ("backup check", "raffle check"):
        return "refused without a word"
    if form == "--json":
        json.loads(result.out if result.out else result.err)
    return ""


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_nothing_that_is_typed_breaks_a_command_or_commands_the_terminal(shop, place):
    forms = ("", "--json", "--csv", "--plain") if isinstance(place.command, Reading) else ("", "--json")
    for turn, text in enumerate(share(place)):
        form = forms[turn % len(forms)]
        for line in place.lines(text, *filter(None, [form])):
            result = shop(line, terminal=form in ("", "--csv"), width=40 + turn % 5 * 40)
            assert not (wrong := problem(result, place, form)), f"{text[:60]!r}: {wrong}"
            if result.status == 0 and not isinstance(place.command, Reading):
                shop.afresh()


def strings(document: Any) -> set[str]:
    """Every text in a document, however deep."""
    if isinstance(document, str):
        return {document}
    inside = document.values() if isinstance(document, dict) else document if isinstance(document, list) else ()
    return {text for value in inside for text in strings(value)}


# Here a word is kept, or what it is compared by, and not a text as it was typed; a wording ends in one line break.
FOLDED = {("tag", "name"), ("channel", "value"), ("payment", "method"), ("size", "what"), ("template", "text")}
FOLDED |= {("account", "bank"), ("account", "number"), ("account", "holder")}
FOLDED |= {("parcel", "courier"), ("parcel", "service"), ("sale_order", "courier")}
FOLDED |= {("ask", "objection"), ("circle", "what"), ("circle", "relation"), ("raffle", "seed")}
FOLDED |= {("claim", "because")}  # why it was decided, and why it ended, one behind the other


def cells(shop: Shop, look: Any) -> dict[tuple[str, str], set[str]]:
    """The texts in the ledger's facts that carry a mark, by table and column."""
    found: dict[tuple[str, str], set[str]] = {}
    tables = [name for (name,) in look("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'")]
    for table in set(tables) - {"change", "change_row"}:
        for (column,) in look("SELECT name FROM pragma_table_info(?)", table):
            if not column.endswith("_key"):
                texts = {text for (text,) in look(f'SELECT "{column}" FROM "{table}"') if MARK in str(text)}
                if texts:
                    found[table, column] = texts
    return found


TEXTS = [text for text in (*hostile.OWN, *hostile.STRONG) if whole(text) and text.strip() and len(text) < 1000]


@pytest.mark.parametrize("turn", range(4))
def test_what_is_kept_is_exactly_what_was_typed_and_is_told_so(shop, look, turn):
    typed: set[str] = set()
    for number, place in enumerate(PLACES):
        if not isinstance(place.command, Reading) and place.words.split()[0] not in ("undo", "redo", "backup", "demo"):
            text = f"{TEXTS[(number + turn * len(TEXTS) // 4) % len(TEXTS)]}{MARK}{number}"
            typed |= {text, f"{text}".strip()}
            for line in place.lines(text):
                assert shop(line, terminal=True).status in (0, 2, 3, 4)
    found = cells(shop, look)
    kept = set().union(*(texts for column, texts in found.items() if column not in FOLDED))
    assert len(kept) > 40
    assert {text.removeprefix("2x ") for text in kept} <= typed
    told: set[str] = set()
    for who in range(1, 12):
        for words in (["contact", "show"], ["order", "show"], ["message", "list"], ["due", "show"]):
            result = shop([*words, "--json", "--", f"due:{who}" if words[0] == "due" else str(who)])
            told |= strings(result.json) if result.status == 0 else set()
    for _name, line in hostile.readers():
        for form in ("", "--json", "--csv", "--plain"):
            place = line.index("--")
            result = shop([*line[:place], *filter(None, [form]), *line[place:]], terminal=form != "--json", width=100)
            assert not hostile.commanding(result.out + result.err), line
            if form == "--json" and result.status == 0:
                told |= strings(result.json)
    untold = {column: texts - told for column, texts in found.items() if not texts <= told}
    assert not untold, f"is told nowhere, or not exactly: {untold}"


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_every_list_comes_out_as_csv_that_no_spreadsheet_runs(shop):
    for number, place in enumerate(PLACES):
        if not isinstance(place.command, Reading):
            for line in place.lines(f"{FORMULA[number % len(FORMULA)]}1+{number}"):
                shop(line)
    listed = 0
    for name, line in hostile.readers():
        place = line.index("--")
        result = shop([*line[:place], "--csv", *line[place:]])
        if result.status == 0 and name.partition(" --")[0] not in hostile.WORDY:
            for cell in (cell for row in rows_of(result.out) for cell in row):
                assert not cell.startswith(tuple(FORMULA)) or cell.lstrip("-").replace(".", "").isdigit(), (name, cell)
                listed += cell.startswith("'")
    assert listed > 40


def test_customers_and_orders_come_back_from_our_own_csv_as_they_were(shop, monkeypatch, tmp_path):
    names = [text for text in dict.fromkeys((*TEXTS, *hostile.naughty())) if whole(text) and text.strip()]
    names = [name for name in names if len(name) <= TEXT_LIMIT]
    Path("names.csv").write_bytes("".join(csv_line([text]) for text in ["name", *names]).encode())
    assert shop(["import", "contacts", "names.csv", "--yes"]).status == 0
    known = {row["name"] for row in shop(["contact", "list", "--json"]).json["rows"]}
    assert known >= set(names)
    for number, name in enumerate(names[:60], 4):  # three are there already
        if not looks_like(name):  # as a buyer, figures are a phone number
            sold = shop(["order", "add", f"--note={name}", "--", str(number), f"{name} @{number}rb"])
            assert sold.status in (0, 2, 4), sold.err
    people, sales = shop(["contact", "list", "--csv"]).out, shop(["order", "list", "--csv"]).out
    Path("people.csv").write_bytes(people.encode())
    Path("sales.csv").write_bytes(sales.encode())
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "again" / "olcrm.db"))
    assert shop(["init", "--shop", "Toko Ani", "--yes"]).status == 0
    for kind in ("contacts people.csv", "orders sales.csv"):
        brought = shop(["import", *kind.split(), "--yes"])
        assert brought.status == 0, brought.err
    assert without(shop(["contact", "list", "--csv"]).out, "id", "owed", "spent") == without(
        people, "id", "owed", "spent"
    )
    assert without(shop(["order", "list", "--csv"]).out, "id") == without(sales, "id")


def without(text: str, *columns: str) -> list[list[str]]:
    """The rows of a CSV less some columns, in an order of their own."""
    heading, *rows = rows_of(text)
    kept = [place for place, name in enumerate(heading) if name not in columns]
    return sorted([[unguard(row[place]) for place in kept] for row in rows])
