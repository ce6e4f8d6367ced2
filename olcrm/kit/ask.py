"""Questions to the owner, on a terminal only.

The question goes to standard error, so that an answer that is piped on stays clean. Without a terminal a missing
answer is a refusal that names the option to give. Ctrl-C passes through.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout

from olcrm.kit import show
from olcrm.kit.cells import safe
from olcrm.kit.errors import Refused
from olcrm.kit.streams import is_terminal
from olcrm.kit.table import Answer
from olcrm.kit.text import _

YES = {"y", "ya", "yes", "iya", "yep", "ok"}
NO = {"t", "tidak", "n", "no", "nggak", "gak"}
NO_BREAK = "\xa0"  # between a key and what it does


class Unanswered(Refused):
    """The end of the input (Ctrl-D) came instead of an answer."""


def possible() -> bool:
    """Whether there is somebody to ask: both the keyboard and the error stream are a terminal."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def preview(answer: Answer) -> None:
    """Show something on the way to the answer, where questions are asked."""
    if show.current().form != show.Form.JSON:
        with redirect_stdout(sys.stderr):
            show.answer(answer)


def confirm(question: str, *, option: str = "--yes", default: bool = False, yes: bool = False) -> bool:
    """Yes or no, in either language; Enter is ``default``. ``yes`` answers without asking.

    Raises Refused without a terminal, naming ``option``, and Unanswered at the end of the input.
    """
    if yes:
        return True
    mark = _("[Y/n]") if default else _("[y/N]")
    while True:
        word = _answer(f"{question} {mark} ", question, option).casefold()
        if not word:
            return default
        if word in YES or word in NO:
            return word in YES
        show.talk(_("Please answer y (yes) or n (no)."))


def line(question: str, *, option: str, default: str = "") -> str:
    """A line of text without spaces around it; Enter is ``default``. Raises as ``confirm`` does."""
    mark = f" [{default}]" if default else ""
    end = " " if f"{question}{mark}".endswith("?") else ": "
    return _answer(f"{question}{mark}{end}", question, option) or default


def secret(question: str, *, option: str) -> str:
    """A line that is not shown while it is typed, exactly as typed. Raises as ``confirm`` does."""
    if sys.platform == "win32" and possible():
        from getpass import getpass

        return getpass(f"{safe(question)}: ")
    with _unseen():
        typed = _typed(f"{question}: ", question, option)
    if is_terminal(sys.stderr):
        sys.stderr.write("\n")
    return typed.rstrip("\r\n")


@contextmanager
def _unseen() -> Iterator[None]:
    """Let the terminal not repeat what is typed."""
    try:
        import termios

        keyboard = sys.stdin.fileno()
        before = termios.tcgetattr(keyboard)
    except (ImportError, OSError, ValueError, AttributeError):  # no terminal of this kind
        yield
        return
    silent = list(before)
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(keyboard, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        termios.tcsetattr(keyboard, termios.TCSADRAIN, before)


def choose(question: str, options: Sequence[str], *, option: str) -> int:
    """The place (from 0) of one of ``options``, which are shown with numbers from 1. Raises as ``confirm`` does."""
    if possible():
        show.talk(question)
        for number, text in enumerate(options, 1):
            show.talk(f"  {number:>{len(str(len(options)))}}  {text}")
    while True:
        word = _answer(_("Number: "), question, option)
        if word.isascii() and word.isdigit() and len(word) < 6 and 1 <= int(word) <= len(options):
            return int(word) - 1
        show.talk(_("Please type a number from 1 to {last}, or Ctrl-C to stop here.").format(last=len(options)))


def key(question: str, keys: Mapping[str, str], *, option: str = "") -> str:
    """One of ``keys`` (a letter → what it does), typed and followed by Enter. Raises as ``confirm`` does."""
    offered = [f"[{letter}] {words}".replace(" ", NO_BREAK) for letter, words in keys.items()]
    while True:
        word = _answer(f"{question}  {'  '.join(offered)}: ".lstrip(), question, option).casefold()
        if word in keys:
            return word
        show.talk(_("Please type one of these letters: {letters}.").format(letters=" ".join(keys)))


def _answer(prompt: str, question: str, option: str) -> str:
    """What is typed after ``prompt``, on one line and without spaces around it."""
    return _typed(prompt, question, option).strip()


def _typed(prompt: str, question: str, option: str) -> str:
    """The line that is typed after ``prompt``."""
    if not possible():
        raise Refused(
            _("There is no terminal to ask on: “{question}”").format(question=question),
            hint=_("Give the answer with {option}.").format(option=option) if option else "",
        )
    sys.stderr.write(show.in_lines(safe(prompt)).replace(NO_BREAK, " "))
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed:
        sys.stderr.write("\n")
        raise Unanswered(_("No answer was given; nothing is changed."))
    return typed
