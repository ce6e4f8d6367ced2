"""Every answer on every screen: from twenty cells to two hundred, without colour, without Unicode."""

import os
import re
import subprocess
import sys

import hostile
import pytest

READERS = dict(hostile.readers())
NAME = "Ayu 👩‍👩‍👧 店 “Melati” é [/]"


@pytest.fixture
def shop(run, ledger, tmp_path, monkeypatch):
    """A shop with one of everything, and a customer whose name few screens can show."""
    monkeypatch.chdir(tmp_path)
    hostile.write_files()
    hostile.open_shop(run)
    assert run(["contact", "edit", "1", "--name", NAME]).status == 0
    return run


def test_every_answer_fits_every_width_and_is_there_without_a_clever_terminal(shop, monkeypatch):
    from olcrm.kit.layout import cells

    for name, line in READERS.items():
        for width in (20, 40, 80, 200):
            result = shop(line, terminal=True, width=width)
            assert result.status in (0, 2, 3, 4, 5), (name, width, result.err)
            if name.endswith(" list"):
                bare = re.sub(r"\x1b\[[0-9;]*m", "", result.out)
                wide = [row for row in bare.splitlines() if cells(row) > width and " " in row.strip()]
                assert not wide, (name, width, wide)
        with monkeypatch.context() as patch:
            patch.setenv("TERM", "dumb")
            result = shop(line, terminal=True)
            assert "\x1b" not in result.out + result.err, name


@pytest.mark.parametrize(
    "poor",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["cp1252", "ascii", "LANG=C"],
)
@pytest.mark.parametrize("form", [[], ["--plain"], ["--csv"], ["--json"]], ids=str)
def test_a_screen_that_lacks_a_letter_shows_something_in_its_place(shop, poor, form):
    for words in (["contact", "list"], ["contact", "show", "1"], ["today"], ["order", "show", "1"], ["log"]):
        done = subprocess.run(
            [sys.executable, "-m", "olcrm", *words, *form],
            capture_output=True,
            env={**os.environ, **poor, "OLCRM_LANG": "en", "FORCE_COLOR": "" if form else "1"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
        assert b"Ayu" in done.stdout or words[1:] != ["list"]
