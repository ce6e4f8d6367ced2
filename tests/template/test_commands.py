"""The owner types about the wording of messages."""

import sys

import pytest

from olcrm.template import rules

EDITOR = """
import sys
from pathlib import Path
draft = Path(sys.argv[1])
draft.write_text(draft.read_text(encoding="utf-8").replace("Halo", "Hai"), encoding="utf-8")
"""


@pytest.fixture
def market(shop):
    assert shop('contact add "Rina Wati" --phone 081234567890').status == 0
    return shop


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Let $EDITOR be a program that does ``what`` with the file it is given."""

    def use(what):
        program = tmp_path / "editor.py"
        program.write_text(what, encoding="utf-8")
        monkeypatch.delenv("VISUAL", raising=False)
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{program}'")

    return use


def test_every_message_is_listed_with_what_it_is_for(market):
    market("template edit birthday --text 'Selamat ya, {greeting}'")
    rows = market("template list --json").json["rows"]
    assert {(row["name"], row["language"]) for row in rows} == {
        (name, language) for name in rules.NAMES for language in ("id", "en")
    }
    assert [(row["name"], row["language"]) for row in rows if row["own"]] == [("birthday", "id")]
    assert all(row["purpose"] for row in rows)


def test_the_wording_in_use_is_shown(market):
    assert market("template show remind-1").out.startswith("Halo {greeting}")
    assert market("template show remind-1 --lang EN").out.startswith("Hi {greeting}")
    document = market("template show remind-1 --json").json["template"]
    assert document == {
        "name": "remind-1",
        "language": "id",
        "text": rules.default("remind-1", "id"),
        "own": False,
    }
    market("config set message-language en")
    assert market("template show remind-1").out.startswith("Hi {greeting}")


def test_a_wording_of_ones_own_is_used_from_then_on(market):
    said = market(r"template edit birthday --text 'Selamat ya, {greeting}\n\nDari {shop}'")
    assert said.out == "“birthday” (id) now has the shop's own wording.\n"
    assert market("template preview birthday rina").out == "Selamat ya, Kak Rina\n"
    assert market("template show birthday").out == "Selamat ya, {greeting}\n\nDari {shop}\n"


def test_a_wording_can_come_from_a_file(market, tmp_path):
    file = tmp_path / "ucapan.txt"
    file.write_bytes("\ufeffSelamat ya, {greeting} 😊\r\nSalam\r\n".encode())
    assert market(["template", "edit", "birthday", "--file", str(file)]).status == 0
    assert market("template preview birthday rina").out == "Selamat ya, Kak Rina 😊\nSalam\n"


def test_a_wording_can_come_out_of_the_editor(market, editor):
    editor(EDITOR)
    assert market("template edit birthday --text 'Halo {greeting}'").status == 0
    assert market("template edit birthday", keys="").status == 0
    assert market("template show birthday").out == "Hai {greeting}\n"


RUDE_THEN_KIND = """
import sys
from pathlib import Path
draft = Path(sys.argv[1])
said = draft.read_text(encoding="utf-8")
rude = "AWAS" not in said
draft.write_text(said + "AWAS" if rude else said.replace("AWAS", "Salam"), encoding="utf-8")
"""


def test_what_was_written_in_the_editor_is_opened_again_with_its_faults(market, editor):
    editor(RUDE_THEN_KIND)
    done = market("template edit birthday", keys="\n")
    assert done.status == 0
    assert "“AWAS”" in done.err
    assert "Open it again?" in done.err
    assert market("template show birthday").out.endswith("\nSalam\n")


def test_a_wording_that_stays_unkind_is_given_up(market, editor, look):
    editor(RUDE_THEN_KIND)
    assert market("template edit birthday", keys="n\n").status == 4
    assert look("SELECT * FROM template") == []


def test_an_editor_that_changes_nothing_changes_nothing(market, editor, look):
    editor("import sys")
    refused = market("template edit birthday", keys="")
    assert refused.status == 4
    assert "Nothing was changed." in refused.err
    assert look("SELECT * FROM template") == []


@pytest.mark.parametrize("broken", ["raise SystemExit(3)", None])
def test_an_editor_that_fails_changes_nothing(market, editor, look, monkeypatch, broken):
    editor(broken or "")
    if broken is None:
        monkeypatch.setenv("EDITOR", "there-is-no-such-editor")
    refused = market("template edit birthday", keys="")
    assert refused.status == 4
    assert "did not finish." in refused.err
    assert look("SELECT * FROM template") == []


def test_without_a_terminal_there_is_nothing_to_edit_on(market):
    refused = market("template edit birthday")
    assert refused.status == 4
    assert "There is no terminal to edit on." in refused.err
    assert "--text TEXT or --file FILE" in refused.err


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("remind-1", "Halo {greeting}, segera bayar atau kami laporkan polisi", "threat"),
        ("remind-1", "Halo {greeting}, BAYAR ya", "“BAYAR”"),
        ("remind-1", "Halo {greeting}!!", "“!!”"),
        ("remind-2", "Halo {greeting}, sisanya {balance} ya", "{balance}"),
        ("remind-2", "Halo {greeting}, 150rb ya", "150rb"),
        ("birthday", "Selamat {greeting}, diskon 20% ya", "20%"),
        ("remind-1", "Halo {greetings}", "{greetings}"),
        ("remind-1", "Halo", "{greeting}"),
        ("remind-1", "{greeting} " + "x" * 2_000, "2000"),
    ],
)
def test_a_wording_that_could_hurt_is_not_kept(market, look, name, text, fault):
    refused = market(["template", "edit", name, "--text", text])
    assert refused.status == 4
    assert refused.err.startswith(f"This wording of “{name}” is not kept: ")
    assert fault in refused.err
    assert look("SELECT * FROM template") == []


def test_every_fault_is_named_at_once(market):
    refused = market("template edit remind-2 --text 'Halo!! BAYAR Rp50.000'")
    for fault in ("{greeting}", "“!!”", "“BAYAR”", "Rp50.000"):
        assert fault in refused.err


@pytest.mark.parametrize(
    ("line", "status", "words"),
    [
        ("template show remind-3", 3, "There is no message called “remind-3”."),
        ("template show remind-1 --lang fr", 3, "There are no messages in the language “fr”."),
        ("template edit birthday --text ''", 2, "The wording is empty."),
        ("template edit birthday --text x --file y", 2, "--text and --file do not go together."),
        ("template edit birthday --file /there/is/no/file", 3, "/there/is/no/file cannot be read: "),
        ("template edit birthday --file /", 3, "/ cannot be read: "),
        ("template reset remind-3", 3, "There is no message called"),
        ("template preview remind-3 rina", 3, "There is no message called"),
        ("template preview remind-1 nobody", 3, "Nobody here is called"),
        ("template preview remind-1 rina --order 9", 3, "There is no order 9."),
        ("template check remind-3", 3, "There is no message called"),
    ],
)
def test_what_cannot_be_is_refused(market, look, line, status, words):
    refused = market(line)
    assert (refused.status, refused.out) == (status, "")
    assert words in refused.err
    assert look("SELECT * FROM template") == []


def test_a_file_that_is_no_text_is_refused(market, tmp_path):
    file = tmp_path / "ucapan.doc"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1")
    refused = market(["template", "edit", "birthday", "--file", str(file)])
    assert refused.status == 2
    assert "is not a text in UTF-8." in refused.err


def test_the_built_in_wording_comes_back(market):
    market("template edit birthday --text 'Selamat ya, {greeting}'")
    assert market("template reset birthday").out == "“birthday” (id) has its built-in wording again.\n"
    assert market("template reset birthday").out == "“birthday” (id) has its built-in wording already.\n"
    assert market("template show birthday --json").json["template"]["own"] is False


def test_a_preview_tells_of_the_latest_order(market):
    market('order add rina "2x Gamis M @150rb"')
    market('order add rina "Sprei King @185rb"')
    said = market("template preview remind-1 rina --json").json
    assert (said["order"], said["example"]) == (2, False)
    assert "Sprei King" in said["text"]
    assert "Gamis M" in market("template preview remind-1 rina --order 1").out


def test_a_preview_without_an_order_shows_an_example(market, look):
    said = market("template preview invoice rina --json").json
    assert (said["order"], said["due"], said["example"]) == (None, None, True)
    assert "Kak Rina" in said["text"]
    assert "- 2x Gamis M = Rp300.000" in said["text"]
    assert "Rp400.000" in market("template preview statement rina").out
    assert look("SELECT count(*) FROM message") == [(0,)]


def test_a_preview_of_a_due_tells_of_hers(market):
    assert market("template preview due-1 rina --json").json["example"] is True
    market("due add rina 85rb 'titip bolu'")
    said = market("template preview due-1 rina --json").json
    assert (said["due"], said["example"]) == (1, False)
    assert "titip bolu" in said["text"]
    assert "titip bolu" in market("template preview statement rina").out


def test_a_preview_does_not_show_the_order_of_somebody_else(market):
    market("contact add Sari")
    market('order add sari "2x Gamis M @150rb"')
    refused = market("template preview remind-1 rina --order 1")
    assert refused.status == 4
    assert "Order 1 belongs to Sari." in refused.err


def test_the_built_in_wordings_are_without_fault(market):
    checked = market("template check")
    assert (checked.status, checked.out) == (0, "Every wording is kind and complete.\n")


def test_a_fault_that_came_in_by_another_way_is_found(market, db_with):
    db_with("INSERT INTO template (name, language, text) VALUES ('remind-2', 'en', 'Hi {greeting}, PAYMENT!!')")
    checked = market("template check --json")
    assert checked.status == 4
    assert {(row["name"], row["language"], row["own"]) for row in checked.json["rows"]} == {("remind-2", "en", True)}
    assert len(checked.json["rows"]) == 2
    assert market("template check birthday").status == 0
    assert "own" in market("template check remind-2 --plain").out


@pytest.fixture
def db_with(ledger):
    """Run one statement on the file itself."""
    import sqlite3

    def run(statement):
        with sqlite3.connect(ledger) as connection:
            connection.execute(statement)
        connection.close()

    return run
