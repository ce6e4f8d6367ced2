"""The front door: words, languages, exit statuses, streams."""

import re
import sys
from importlib import import_module

import pytest

from olcrm import __version__, app, failures
from olcrm.kit.usage import VALUES
from olcrm.rooms import ROOMS


def test_the_version_is_told_without_a_ledger(run):
    result = run("--version")
    assert (result.status, result.out) == (0, f"olcrm {__version__}\n")


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.word)
def test_every_room_is_on_the_help_page_and_explains_itself(run, room):
    assert room.word in run("--help").out
    result = run(f"{room.word} --help")
    assert result.status == 0
    assert "Usage: olcrm " + room.word in result.out


def test_help_speaks_indonesian(run):
    result = run("--lang id order --help")
    assert "Cara pakai: olcrm order" in result.out
    assert "Usage" not in result.out


def test_every_value_has_a_name_in_indonesian(run):
    found = set()
    for room in ROOMS:
        for verb in _verbs(room):
            found |= set(re.findall("[A-Z]{2,}", verb))
    assert found <= set(VALUES)
    assert "olcrm pay add [OPSI] PESANAN|due:ID UANG" in run("--lang id pay add --help").out
    assert "PELANGGAN" in run("--lang id contact show").err


def _verbs(room):
    """Every word that stands for a value in one room."""
    wings = [import_module(f"olcrm.{folder}.commands").room for folder in (room.folder, room.annex) if folder]
    for one in (verbs for wing in wings for verbs in (wing, *wing.groups.values())):
        for name in (info.name for info in one.registered_commands):
            for param in one.build(name).params:
                yield param.metavar or ""


def test_only_the_options_that_are_typed_are_built_unless_something_is_not_known():
    verbs = import_module("olcrm.order.commands").room

    def options(*words):
        return {param.name for param in verbs.build("add", words).params if param.param_type_name == "option"}

    every = {param.name for param in verbs.build("add").params if param.param_type_name == "option"}
    assert options("rina", "2x Gamis M @150rb") == set()
    assert options("rina", "Tas @5rb", "--dp=1rb", "--no-unique-code") == {"dp", "unique_code"}
    assert options("rina", "--", "--dp") == set()
    for unknown in ("--help", "--shiping", "-5rb", "-"):
        assert options("rina", unknown, "--dp", "1rb") == every


def test_an_unknown_word_is_answered_with_what_was_perhaps_meant(run):
    result = run("odrer list")
    assert result.status == 2
    assert result.out == ""
    assert "`olcrm order`" in result.err


def test_an_unknown_verb_and_option_are_answered_likewise(run):
    assert "`olcrm order add`" in run("order ad").err
    wrong = run("order list --unpiad")
    assert wrong.status == 2
    assert "--unpaid" in wrong.err


def test_what_is_missing_is_named_without_the_dots_of_many(run):
    assert "olcrm contact tag needs TAG.\n" in run("contact tag rina").err


def test_only_what_is_really_like_a_mistyped_word_is_offered(run):
    assert "Did you mean `olcrm order list --unpaid`?" in run("order list --unpiad").err
    assert "Did you mean `olcrm contact`?" in run("contct list").err
    assert "Did you mean `olcrm undo --dry-run`?" in run("undo --dry").err
    assert "Did you mean `olcrm pay add --via`?" in run("pay add 1 100rb -via bca").err
    assert "Did you mean `olcrm contact tag`?" in run("contact edit rina --tag vip").err
    assert "See `olcrm ask visit --help`." in run("ask visit rina --on jumat").err
    assert "Did you mean" not in run("today --contact rina").err
    assert "See `olcrm report month --help`." in run("report month --month 2026-11").err


def test_a_verb_like_no_other_is_answered_with_all_there_are(run):
    result = run("contact channel list")
    assert result.status == 2
    assert "add, remove" in result.err


def test_an_amount_below_zero_is_not_taken_for_an_option(run):
    result = run("pay add 1 -5000")
    assert result.status == 2
    assert "olcrm pay add takes no number below zero." in result.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("order list --limit many", "--limit needs a whole number, like 20."),
        ("order list --limit", "--limit needs a value."),
        ("order list --unpaid=yes", "--unpaid takes no value."),
    ],
)
def test_an_option_that_is_written_wrongly_is_answered_in_our_words(run, line, said):
    result = run(line)
    assert (result.status, result.out) == (2, "")
    assert said in result.err


def test_a_missing_argument_is_named(run):
    result = run("contact show")
    assert result.status == 2
    assert "CONTACT" in result.err


def test_a_room_without_a_verb_says_so(run):
    result = run("order")
    assert result.status == 2
    assert "add, again, show" in result.err
    assert "olcrm order --help" in result.err


def test_errors_under_json_are_one_document_on_stderr(run):
    result = run("order show x --json")
    assert (result.status, result.out) == (5, "")
    assert result.error["code"] == "ledger"
    assert set(result.error) >= {"code", "message", "hint"}


def test_what_follows_two_dashes_is_never_an_option(shop):
    result = shop(["contact", "add", "--", "--json"])
    assert result.status == 0
    assert result.out.startswith("--json")


def test_words_that_are_not_utf8_are_read_as_such(shop):
    typed = "Uji é 😀".encode().decode("ascii", "surrogateescape")
    assert shop(["contact", "add", typed]).status == 0
    assert shop("contact list --json").json["rows"][0]["name"] == "Uji é 😀"


def test_an_unknown_language_is_refused_in_words(run):
    result = run("--lang fr today")
    assert result.status == 2
    assert "fr" in result.err


def test_the_shops_language_is_spoken_unless_another_is_asked_for(shop, monkeypatch):
    shop("config set language id")
    assert "Cara pakai" in shop("order --help").out
    assert "Usage" in shop("--lang en order --help").out
    monkeypatch.setenv("OLCRM_LANG", "en")
    assert "Usage" in shop("order --help").out


def test_a_closed_pipe_ends_without_a_word(shop, monkeypatch, capfd):
    class Closed:
        encoding = "utf-8"

        def isatty(self):
            return False

        def write(self, text):
            raise BrokenPipeError

        writelines = flush = write

    monkeypatch.setattr(failures, "hang_up", lambda: 0)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Closed())
        status = app.main(["config", "list"])
    assert status == 0
    assert capfd.readouterr().err == ""


def test_an_answer_that_cannot_be_written_is_no_success(shop, monkeypatch):
    class Full:
        encoding = "utf-8"

        def isatty(self):
            return False

        def write(self, text):
            raise OSError(28, "No space left on device")

        writelines = write

    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Full())
        assert app.main(["config", "list"]) == 74


def test_a_bug_becomes_one_line_and_a_report_without_personal_data(shop, monkeypatch, tmp_path):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("olcrm.shop.store.kept", lambda db: 1 / 0)
    result = shop("config list --plain")
    assert result.status == 1
    assert "Traceback" not in result.err
    (report,) = tmp_path.glob("olcrm-report-*.txt")
    assert "ZeroDivisionError" in report.read_text()
    assert str(report) in result.err


def test_interrupting_is_130(shop, monkeypatch):
    def interrupted(db):
        raise KeyboardInterrupt

    monkeypatch.setattr("olcrm.shop.store.kept", interrupted)
    result = shop("config list")
    assert (result.status, result.err) == (130, "Interrupted; what was not confirmed is not saved.\n")


def test_interrupting_is_a_document_under_json(shop, monkeypatch):
    def interrupted(db):
        raise KeyboardInterrupt

    monkeypatch.setattr("olcrm.shop.store.kept", interrupted)
    result = shop("config list --json", terminal=True)
    assert (result.status, result.out, result.error["code"]) == (130, "", "interrupted")


@pytest.mark.parametrize("line", [["--db", "", "today"], ["--db=", "today"], ["--db"], ["--lang", ""]])
def test_an_empty_name_for_the_ledger_never_means_the_usual_one(shop, line):
    result = shop(line)
    assert (result.status, result.out) == (2, "")
    assert f"{line[0].rstrip('=')} needs a value." in result.err


def test_the_shell_that_completes_a_word_is_told_nothing_else(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OLCRM_DB", str(tmp_path / "none.db"))
    monkeypatch.setenv("_OLCRM_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "olcrm order show 1")
    monkeypatch.setenv("COMP_CWORD", "3")
    result = run("")
    assert result.err == ""


@pytest.mark.parametrize("line", ["--json", "--lang en --json", "--json --all"])
def test_how_to_answer_may_be_said_without_a_room(shop, run, line):
    assert run(line).json["kind"] == "today"
