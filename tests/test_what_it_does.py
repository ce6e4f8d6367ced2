"""The table of what olcrm does: every point of the articles is in it, and every command of it is run below it."""

import re
from pathlib import Path

DOCUMENT = (Path(__file__).parent.parent / "examples" / "what-it-does.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (00\d-[^|]+) \| [^|]+ \| [^|]+ \| (.+) \|$", re.MULTILINE)
POINTS = {
    "000": ["a", "b", *"123456789", "10", *"cdefghi"],
    "001": list("abcd"),
    "002": list("abcd"),
    "003": list("abcdefghijklmn"),
    "004": list("abcdefghi"),
}


def test_every_point_of_the_articles_has_a_row():
    found = []
    for label, _commands in ROW.findall(DOCUMENT):
        article, points = label.split("-")
        found += [(article, point) for point in points.split(", ")]
    assert found == [(article, point) for article, points in POINTS.items() for point in points]


def test_every_command_of_the_table_is_run():
    played = set(re.findall(r"^\$ (olcrm .+)$", DOCUMENT, re.MULTILINE))
    for label, commands in ROW.findall(DOCUMENT):
        for command in re.findall(r"`([^`]+)`", commands):
            assert command in played, (label, command)


def test_nothing_of_it_is_refused():
    assert "(exit" not in DOCUMENT
