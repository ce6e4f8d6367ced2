"""Every ``examples/*.md`` does what it says, line by line, through the front door.

Only fences marked ``console`` are run. ``$ `` begins a command, what follows is what it shows: answer, then talk; on a
terminal both as they come, with what was typed. A line ``…`` stands for any lines, ``…`` within one for any
characters. A refusal ends in ``(exit 4)``. One ledger goes through a whole file; the home folder, ``~``, holds the
sample files beside the examples, and an empty folder ``usb``. Comments between the fences set the scene:

    <!-- now: 2026-11-23T09:00:00+07:00 -->    moves the clock
    <!-- terminal: 80 -->                      gives a terminal of that width, or takes it away with ``off``
    <!-- keys: id⏎Toko Melati⏎ -->             is typed into the next command
    <!-- file: orders.csv -->                  puts the next fence into a file
    <!-- given: ledgers that cannot be used --> prepares what no command can (see ``GIVEN``)

To let the files say what the program now does: ``OLCRM_REWRITE_EXAMPLES=1 pytest tests/test_examples.py``, and read
the difference before it is committed.
"""

import ast
import difflib
import io
import os
import re
import shlex
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from olcrm import app
from olcrm.kit import clock

EXAMPLES = Path(__file__).parent.parent / "examples"
PART = re.compile(
    r"^<!-- (?P<key>\w+): (?P<value>[^\n]*) -->$|^```(?P<kind>\w*)\n(?P<text>.*?)(?P<end>^```$|\Z)",
    re.MULTILINE | re.DOTALL,
)
ENTER = "⏎"
ONCE = ("keys", "given", "file")  # part of the scene for one command, or one fence


@dataclass
class Step:
    """One command, the scene it is typed in, and the lines it is said to show."""

    line: int
    command: str
    scene: dict[str, str]
    shows: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


def steps(document: str) -> Iterator[Step]:
    """The commands of ``document`` in order. Raises ValueError for what would otherwise be passed over in silence."""
    scene: dict[str, str] = {}
    files: dict[str, str] = {}
    for found in PART.finditer(document):
        if found["key"]:
            if found["key"] not in ("now", "terminal", *ONCE):
                raise ValueError(f"nothing is known of “{found['key']}”")
            scene[found["key"]] = found["value"]
        elif not found["end"]:
            raise ValueError("the last fence is not closed")
        elif found["kind"] == "console":
            for step in _in_fence(found["text"], document.count("\n", 0, found.start("text"))):
                yield Step(step.line, step.command, scene, step.shows, files)
                scene, files = {key: value for key, value in scene.items() if key not in ONCE}, {}
        elif "file" in scene:
            files[scene.pop("file")] = found["text"]


def _in_fence(text: str, above: int) -> list[Step]:
    found: list[Step] = []
    for number, line in enumerate(text.splitlines(), above + 1):
        if line.startswith("$ "):
            found.append(Step(number, line[2:], {}))
        elif not found:
            raise ValueError(f"line {number} comes before any command of its fence")
        else:
            found[-1].shows.append(line)
    return found


def says(shown: list[str], expected: list[str]) -> bool:
    """Whether ``expected``, with its ``…``, is what was shown."""
    pattern = "".join(
        "(?:.*\n)*?" if line == "…" else ".*?".join(map(re.escape, line.rstrip().split("…"))) + "\n"
        for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in shown)) is not None


class Screen(io.StringIO):
    """A standard stream that may claim to be a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def reconfigure(self, **_: object) -> None:
        """Streams of a real process can be; this one needs no encoding."""


class Keyboard(Screen):
    """What is typed, which a terminal shows as it is typed, unless it is told not to."""

    def __init__(self, keys: str, screen: Screen) -> None:
        super().__init__(terminal=screen.terminal)
        self.screen = screen
        self.ends: tuple[int, ...] = ()  # of a true terminal, for whoever asks for one
        self.write(keys.replace(ENTER, "\n"))
        self.seek(0)

    def fileno(self) -> int:
        if not self.screen.terminal or not hasattr(os, "openpty"):
            raise io.UnsupportedOperation
        self.ends = self.ends or os.openpty()
        return self.ends[1]

    def readline(self, size: int = -1, /) -> str:
        line = super().readline(size)
        if self._echoes():
            self.screen.write(line)
        return line

    def _echoes(self) -> bool:
        if not self.ends:
            return True
        import termios

        return bool(termios.tcgetattr(self.ends[1])[3] & termios.ECHO)

    def close(self) -> None:
        for end in self.ends:
            os.close(end)
        self.ends = ()
        super().close()


class Player:
    """Plays the commands of one file in a home folder of its own, with a ``phone`` that opens chats."""

    def __init__(self, home: Path, phone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home, self.monkeypatch = home, monkeypatch
        (home / "usb").mkdir()
        for sample in EXAMPLES.iterdir():
            if sample.suffix != ".md" and sample.is_file():
                shutil.copy(sample, home)
        for program in ("termux-open-url", "termux-clipboard-set"):  # a chat opens, and a text can be copied
            (phone / program).write_text("#!/bin/sh\nexit 0\n")
            (phone / program).chmod(0o755)
        monkeypatch.setenv("PATH", str(phone))
        monkeypatch.chdir(home)
        monkeypatch.setenv("HOME", str(home))
        monkeypatch.setenv("OLCRM_DB", str(home / "olcrm" / "olcrm.db"))
        monkeypatch.setenv("NO_COLOR", "1")

    def play(self, step: Step) -> list[str]:
        """What the command shows, with its exit status below when it is not 0."""
        if "given" in step.scene:
            GIVEN[step.scene["given"]](self.home)
        for name, text in step.files.items():
            (self.home / name).write_text(text, encoding="utf-8")
        words = shlex.split(step.command)
        with self.monkeypatch.context() as patch:
            while "=" in words[0]:
                patch.setenv(*words.pop(0).split("=", 1))
            if words[0] != "olcrm":
                raise ValueError(f"line {step.line}: only olcrm can be typed, not {words[0]}")
            if "now" in step.scene and "OLCRM_NOW=" not in step.command:
                patch.setenv("OLCRM_NOW", step.scene["now"])
            words = [str(self.home) + word[1:] if word.startswith("~/") else word for word in words]
            shown, status = self._run(words[1:], step.scene, patch)
        lines = [line.rstrip() for line in shown.replace(str(self.home), "~").splitlines()]
        return lines + ([f"(exit {status})"] if status else [])

    def _run(self, words: list[str], scene: dict[str, str], patch: pytest.MonkeyPatch) -> tuple[str, int]:
        width = scene.get("terminal", "off")
        out = err = Screen(terminal=width != "off")
        if out.terminal:
            patch.setenv("COLUMNS", width)
        else:
            err = Screen(terminal=False)
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        keyboard = Keyboard(scene.get("keys", ""), out)
        patch.setattr(sys, "stdin", keyboard)
        clock.use_zone("WIB")  # as a new process would
        try:
            status = app.main(words)
        finally:
            keyboard.close()
        return out.getvalue() + (err.getvalue() if err is not out else ""), status


def odd_files(home: Path) -> None:
    """Files that nobody would want to read customers from."""
    for name, content in {
        "nothing-in-it.csv": b"",
        "heading-only.csv": b"Nama,HP\n",
        "no-heading.csv": b",,\nSari,081211112222,\n",
        "spreadsheet.csv": b"PK\x03\x04 and so on",
        "picture.csv": b"\x89PNG\x00\x00 and so on",
        "broken-letters.csv": "Nama\nSüß\n".encode() + b"S\xfc\xdf\n",
        "open-quote.csv": b'Nama,HP\n"Sari,081211112222\n',
        "quote-within.csv": b'Nama,HP\n"Sa"ri,081211112222\n',
        "letter.txt": b"Halo {greeting}, apa kabar? S\xfc\xdf sekali.",
    }.items():
        (home / name).write_bytes(content)


def odd_ledgers(home: Path) -> None:
    """What may lie where a ledger should be."""
    ledger = home / "olcrm" / "olcrm.db"
    (home / "empty.db").touch()
    for name, statement in {
        "newer.db": "PRAGMA user_version = 99",
        "foreign.db": "PRAGMA application_id = 0",
        "strange-rules.db": "DROP TRIGGER keep_goods_add",
    }.items():
        shutil.copy(ledger, home / name)
        db = sqlite3.connect(home / name)
        db.execute(statement)
        db.commit()
        db.close()
    damaged = bytearray(ledger.read_bytes())
    damaged[4096:40960] = bytes(36864)
    (home / "damaged.db").write_bytes(damaged)


def odd_copies(home: Path) -> None:
    """Copies in which something is not as it was: a digit in a plain one, a bit in an encrypted one."""
    (sealed,) = home.glob("usb/*.age")
    content = bytearray(sealed.read_bytes())
    content[-1] ^= 1
    (home / "damaged.db.age").write_bytes(content)
    copy = home / "copy.db"
    copy.write_bytes(copy.read_bytes().replace(b"Toko Ani", b"Toko Anj"))


GIVEN = {
    "files that are not what they seem": odd_files,
    "ledgers that cannot be used": odd_ledgers,
    "copies that cannot be used": odd_copies,
}


def played(document: str, play: Callable[[Step], list[str]]) -> str:
    """``document`` as it would be if it told what truly happens; what it says rightly stays as it is written."""
    lines = document.splitlines()
    told, place = [], 0
    for step in steps(document):
        shown = play(step)
        told += lines[place : step.line] + (step.shows if says(shown, step.shows) else shown)
        place = step.line + len(step.shows)
    return "".join(f"{line}\n" for line in told + lines[place:])


def check(document: str, name: str, play: Callable[[Step], list[str]]) -> None:
    """Fail with the difference when ``document`` does not tell what happens."""
    truth = played(document, play)
    if truth != document:
        difference = difflib.unified_diff(
            document.splitlines(), truth.splitlines(), f"{name} says", "what happens", lineterm="", n=4
        )
        pytest.fail("\n".join(difference), pytrace=False)


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Player]:
    """In a home whose path is as short as an owner's is, so that sentences with a path in them break as hers do."""
    with TemporaryDirectory(prefix="", dir="/tmp" if Path("/tmp").is_dir() else None) as home:
        yield Player(Path(home), tmp_path, monkeypatch)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_every_example_does_what_it_says(path: Path, player: Player) -> None:
    document = path.read_text(encoding="utf-8")
    if os.environ.get("OLCRM_REWRITE_EXAMPLES"):
        path.write_text(played(document, player.play), encoding="utf-8")
    else:
        check(document, path.name, player.play)


KINDS = ("Missing", "Refused", "Misunderstood", "LedgerError", "_refusal", "_refused")
NOT_TO_BE_PLAYED = """
holds a character that cannot be kept
characters long; at most
it is longer than {limit} characters
could be read in two ways
cannot be opened
cannot be used: {reason}
could not be read: {reason}
The disk
There is no permission
Another olcrm is busy
is read-only
The history of {table} {row}
All {count} unique codes
order {number} is here already
was changed while it was being read
The list of who is forgotten cannot be read
was changed while the questions were answered
is larger than any bank statement
more rows or columns than a bank statement
unpacks to more than any bank statement
is locked with a password
The text is longer than
The clipboard cannot be reached
was encrypted for a faster computer
does not open to what went into it
Nothing is there to encrypt with
The age program could not encrypt
need the program library reportlab
cannot be written in bars
is too large for a chat
holds no chat, or more than one
""".strip().splitlines()


def refusals() -> Iterator[tuple[str, str]]:
    """Every message the program refuses with that stands where it is raised, and where that is."""
    house = Path(app.__file__).parent
    for source in sorted(house.rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS:
                message = next(_messages(node.args), None)
                if message:
                    yield f"{source.relative_to(house)}:{node.lineno}", message


def _messages(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        for call in ast.walk(node):
            if (
                isinstance(call, ast.Call)
                and getattr(call.func, "id", "") == "_"
                and isinstance(call.args[0], ast.Constant)
            ):
                yield str(call.args[0].value)


def test_the_refusals_show_every_one_there_is() -> None:
    shown = "\n".join(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("refusals*.md")))
    missing = [
        f"{where}: {message}"
        for where, message in refusals()
        if not re.search(".*".join(map(re.escape, re.split(r"\{\w*\}", message))), shown)
        and not any(part in message for part in NOT_TO_BE_PLAYED)
    ]
    assert not missing, "\n".join(missing)


# The runner itself: an example that is wrong must fail, and say how.


def console(*lines: str, before: str = "") -> str:
    return "\n".join(["Some words.", before, "```console", *lines, "```", "More words.", ""])


def test_a_wrong_expectation_fails_and_shows_the_difference(player: Player) -> None:
    document = console("$ olcrm --version", "olcrm 99.0", "$ olcrm --version", "olcrm …")
    with pytest.raises(pytest.fail.Exception) as failure:
        check(document, "wrong.md", player.play)
    assert "-olcrm 99.0\n+olcrm 0." in str(failure.value)
    assert str(failure.value).count("\n+") == 2  # the heading and the one line


def test_a_missing_line_and_a_line_too_many_fail(player: Player) -> None:
    for document in (console("$ olcrm --version"), console("$ olcrm --version", "olcrm …", "and more")):
        with pytest.raises(pytest.fail.Exception):
            check(document, "wrong.md", player.play)


def test_the_exit_status_is_part_of_what_is_shown(player: Player) -> None:
    refused = ["$ olcrm config list", "There is no ledger at ~/olcrm/olcrm.db.", "…"]
    check(console(*refused[:2], refused[2], "(exit 5)"), "right.md", player.play)
    for wrong in (["(exit 4)"], []):
        with pytest.raises(pytest.fail.Exception):
            check(console(*refused[:2], "Start …", *wrong), "wrong.md", player.play)


def test_an_ellipsis_stands_for_lines_or_for_characters_and_for_nothing_else() -> None:
    assert says(["a", "b", "c"], ["a", "…", "c"])
    assert says(["a", "c"], ["a", "…", "c"])
    assert says(["number 41 is paid"], ["number … is paid"])
    assert says(["what (is) this?"], ["what (is) …?"])
    assert not says(["a", "b"], ["a …", "c"])
    assert not says(["a", "b"], ["a", "a…"])
    assert not says(["axb"], ["a.b"])
    assert not says([], ["a…"])


def test_the_clock_the_terminal_and_the_keys_are_those_of_the_scene(player: Player) -> None:
    document = "\n".join(
        (
            "<!-- now: 2026-03-01T09:00:00+07:00 -->",
            "<!-- terminal: 70 -->",
            "<!-- keys: id⏎Toko Melati⏎⏎⏎ -->",
            "```console",
            "$ olcrm init",
            "$ olcrm config get shop",
            "```",
            "<!-- terminal: off -->",
            "```console",
            "$ olcrm config get language",
            "```",
        )
    )
    scenes = [step.scene for step in steps(document)]
    assert [scene.get("keys") for scene in scenes] == ["id⏎Toko Melati⏎⏎⏎", None, None]
    assert [scene["terminal"] for scene in scenes] == ["70", "70", "off"]
    assert {scene["now"] for scene in scenes} == {"2026-03-01T09:00:00+07:00"}
    shown = played(document, player.play)
    assert "]: id\n" in shown  # typed keys are seen, as on a terminal
    assert "$ olcrm config get shop\nToko Melati\n```" in shown
    assert "$ olcrm config get language\nid\n```" in shown


def test_a_variable_before_a_command_is_for_that_command_alone(player: Player) -> None:
    check(
        console("$ OLCRM_NOW=noon olcrm init --yes", "OLCRM_NOW is not …", "…", "(exit 2)", "$ olcrm --version", "…"),
        "right.md",
        player.play,
    )
    assert "OLCRM_DB" in os.environ


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (console("$ olcrm today", before="<!-- clock: 9 -->"), "nothing is known of “clock”"),
        (console("Nobody typed anything.", "$ olcrm today"), "comes before any command"),
        ("```console\n$ olcrm today\n", "not closed"),
    ],
)
def test_what_would_be_passed_over_in_silence_is_an_error(document: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        list(steps(document))


def test_only_olcrm_is_run(player: Player) -> None:
    with pytest.raises(ValueError, match="only olcrm"):
        check(console("$ rm -rf shop"), "wrong.md", player.play)


def test_other_fences_are_left_alone() -> None:
    assert list(steps("```sh\n$ pip install olcrm\n```\n")) == []
