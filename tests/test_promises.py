"""Each promise about the owner's data names the tests that show it, and they are there."""

import ast
import re
from pathlib import Path

HERE = Path(__file__).parent
ROWS = [
    line.split("|")
    for line in (HERE / "README.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "`test_" in line
]


def test_every_promise_is_shown_by_tests_that_are_there():
    assert len(ROWS) > 25
    missing = []
    for _empty, happens, promised, shown, _end in ROWS:
        assert happens.strip()
        assert promised.strip()
        for part in shown.split("·"):
            file, *names = re.findall("`([^`]+)`", part)
            there = {
                thing.name
                for thing in ast.parse((HERE / file).read_text(encoding="utf-8")).body
                if isinstance(thing, ast.FunctionDef)
            }
            assert names, f"{happens}: {file} names no test"
            missing += [f"{file}: {name}" for name in names if name not in there]
    assert not missing, missing


def test_the_readme_tells_every_promise_and_what_is_none():
    readme = (HERE.parent / "README.md").read_text(encoding="utf-8")
    section = readme.partition("## What olcrm promises about your data")[2].partition("\n## ")[0]
    assert section.count("\n| ") >= len(ROWS) // 2
    assert "not promise" in section
