"""A shop of one's own for every test, and the owner's door into it."""

import io
import shlex
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from olcrm import app
from olcrm.kit import clock, show, text
from olcrm.ledger import book

NOON = "2026-11-22T12:00:00+07:00"  # a Sunday


@dataclass
class Result:
    """What a command left behind: exit status, stdout, stderr."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on stdout."""
        import json

        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error document on stderr."""
        import json

        return json.loads(self.err)["error"]


class Stream(io.StringIO):
    """A standard stream that may claim to be a terminal."""

    def __init__(self, text: str = "", *, terminal: bool = False) -> None:
        super().__init__(text)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def readline(self, size: int | None = -1, /) -> str:
        """The next line; the key of Ctrl-C interrupts."""
        line = super().readline(-1 if size is None else size)
        if "\x03" in line:
            raise KeyboardInterrupt
        return line

    def reconfigure(self, **_: Any) -> None:
        """Streams of a real process can be; this one needs no encoding."""


@pytest.fixture(autouse=True)
def _no_real_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the real data folder unreachable: whoever forgets --db fails at once instead of touching it."""
    trap = tmp_path / "not-a-folder"
    trap.write_text("the owner's real data would have been touched here")
    for name in ("HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(trap))
    for name in (
        "OLCRM_DB",
        "OLCRM_BY",
        "OLCRM_LANG",
        "NO_COLOR",
        "FORCE_COLOR",
        "COLUMNS",
        "LINES",
        "LC_ALL",
        "LC_MESSAGES",
        "DISPLAY",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("OLCRM_NOW", NOON)
    yield
    book.leave()
    book.use(None, "")
    text.use("en")
    show.begin(json=False, csv=False, plain=False, limit=None, everything=False)
    clock.use_zone("WIB")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """``run("order add rina …")`` through the front door; ``keys`` are typed on a terminal, ``now`` moves the clock."""

    def run(
        line: str | list[str],
        *,
        keys: str | None = None,
        terminal: bool = False,
        width: int = 80,
        now: str | None = None,
    ) -> Result:
        if now:
            monkeypatch.setenv("OLCRM_NOW", now)
        out, err = Stream(terminal=terminal), Stream(terminal=keys is not None or terminal)
        with monkeypatch.context() as patch:
            if terminal or keys is not None:
                patch.setenv("COLUMNS", str(width))
            patch.setattr(sys, "stdin", Stream(keys or "", terminal=keys is not None))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            status = app.main(shlex.split(line) if isinstance(line, str) else line)
        return Result(status, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ledger in a folder of its own, named by $OLCRM_DB."""
    path = tmp_path / "shop" / "olcrm.db"
    monkeypatch.setenv("OLCRM_DB", str(path))
    book.use(None, "olcrm init")
    book.create()
    return path


@pytest.fixture
def shop(ledger: Path, run: Callable[..., Result]) -> Callable[..., Result]:
    """The door into a shop that has just been started: the same as ``run``, with an empty ledger behind it."""
    return run


@pytest.fixture
def db(ledger: Path) -> Iterator[book.Ledger]:
    """The ledger opened for writing, as a store sees it; what happens to it is committed at the end."""
    with book.writing() as opened:
        yield opened


@pytest.fixture
def look(ledger: Path) -> Callable[..., list[tuple[Any, ...]]]:
    """Ask the file itself, behind the program's back."""

    def look(question: str, *values: Any) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(ledger)
        try:
            return connection.execute(question, values).fetchall()
        finally:
            connection.close()

    return look
