import io
import sys

import pytest

from olcrm.kit import ask, text
from olcrm.kit.errors import Refused


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def typed(monkeypatch):
    """``typed("y", "n")`` puts an owner at a terminal who will type these lines; gives what she sees."""

    def type_(*lines):
        screen = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))
        monkeypatch.setattr(sys, "stderr", screen)
        return screen

    return type_


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("y", True),
        ("Ya", True),
        (" YES ", True),
        ("iya", True),
        ("t", False),
        ("Tidak", False),
        ("n", False),
        ("no", False),
    ],
)
def test_yes_and_no_are_understood_in_both_languages(typed, word, meant):
    typed(word)
    assert ask.confirm("Release it?", default=not meant) is meant


@pytest.mark.parametrize("default", [True, False])
def test_enter_is_the_answer_that_stands_in_capitals(typed, default):
    screen = typed("")
    assert ask.confirm("Release it?", default=default) is default
    assert screen.getvalue() == f"Release it? {'[Y/n]' if default else '[y/N]'} "


def test_an_answer_that_cannot_be_read_is_asked_for_again(typed):
    screen = typed("mungkin", "ya")
    assert ask.confirm("Release it?")
    assert screen.getvalue().count("Release it?") == 2


def test_yes_given_beforehand_asks_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert ask.confirm("Release it?", yes=True)


def test_a_question_cannot_command_the_terminal(typed):
    screen = typed("y")
    ask.confirm("Release \x1b[2J\u202e?")
    assert r"\x1b[2J\u202e" in screen.getvalue()


def test_a_line_comes_without_the_spaces_around_it(typed):
    screen = typed("  Toko Rina ", "")
    assert ask.line("Shop", option="--shop") == "Toko Rina"
    assert ask.line("Zone", option="--zone", default="WIB") == "WIB"
    assert screen.getvalue() == "Shop: Zone [WIB]: "


def test_a_question_mark_is_followed_by_no_colon(typed):
    screen = typed("Rina", "")
    ask.line("What is the shop called?", option="--shop")
    ask.line("Which zone?", option="--zone", default="WIB")
    assert screen.getvalue() == "What is the shop called? Which zone? [WIB]: "


def test_one_of_several_is_chosen_by_its_number(typed):
    screen = typed("0", "4", "x", "²", "", "3")
    assert ask.choose("Who?", ["Rina", "Siti", "[/]\x1b"], option="CONTACT") == 2
    assert screen.getvalue().startswith("Who?\n  1  Rina\n  2  Siti\n  3  [/]\\x1b\nNumber: ")


def test_a_key_is_one_of_those_offered(typed):
    screen = typed("z", "", "S")
    assert ask.key("", {"w": "open", "s": "skip"}) == "s"
    assert screen.getvalue().startswith("[w] open  [s] skip: ")


def test_the_end_of_the_input_changes_nothing_and_says_so(typed):
    typed()
    for question in (
        lambda: ask.confirm("Sure?"),
        lambda: ask.line("Shop", option="--shop"),
        lambda: ask.choose("Who?", ["Rina"], option="CONTACT"),
        lambda: ask.key("", {"s": "skip"}),
    ):
        with pytest.raises(Refused, match="nothing is changed"):
            question()


@pytest.mark.parametrize("missing", ["stdin", "stderr"])
@pytest.mark.parametrize("stream", [None, io.StringIO("y\n")])
def test_without_a_terminal_the_option_that_answers_is_named(typed, monkeypatch, missing, stream):
    typed("y")
    monkeypatch.setattr(sys, missing, stream)
    assert not ask.possible()
    for question, option in (
        (lambda: ask.confirm("Sure?"), "--yes"),
        (lambda: ask.line("Shop", option="--shop"), "--shop"),
        (lambda: ask.choose("Who?", ["Rina"], option="CONTACT"), "CONTACT"),
    ):
        with pytest.raises(Refused) as refused:
            question()
        assert option in refused.value.hint


def test_ctrl_c_at_a_question_passes_through(typed, monkeypatch):
    class Interrupted(Terminal):
        def readline(self, *_):
            raise KeyboardInterrupt

    typed()
    monkeypatch.setattr(sys, "stdin", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        ask.confirm("Sure?")


def test_questions_never_reach_standard_output(typed, capsys):
    typed("y")
    text.use("id")
    ask.confirm("Sure?")
    assert capsys.readouterr().out == ""


def test_a_secret_is_what_was_typed_with_its_blanks(typed):
    screen = typed(" empat kata ")
    assert ask.secret("Passphrase", option="--passphrase-file FILE") == " empat kata "
    assert screen.getvalue() == "Passphrase: \n"


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_a_secret_is_not_shown_by_a_terminal_which_shows_the_next_line_again():
    import pexpect

    code = (
        "from olcrm.kit import ask; print(ask.secret('Secret', option='') == 'rahasia');"
        " print(ask.line('Name', option='') == 'Rina')"
    )
    child = pexpect.spawn(sys.executable, ["-c", code], encoding="utf-8", timeout=30)
    child.expect_exact("Secret: ")
    child.sendline("rahasia")
    child.expect_exact("True")
    assert "rahasia" not in child.before
    child.expect_exact("Name: ")
    child.sendline("Rina")
    child.expect_exact("True")
    assert "Rina" in child.before
    child.expect(pexpect.EOF)
