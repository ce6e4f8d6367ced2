"""The lists in ``words/``: what customers write, one entry a line, for whoever wants to add one."""

from pathlib import Path

_FILES = Path(__file__).parent / "words"


def words(name: str, between: str = " ") -> list[str]:
    """The words of one of the lists."""
    text = (_FILES / f"{name}.txt").read_text(encoding="utf-8")
    return [word for line in text.splitlines() for part in line.split(between) if (word := part.strip())]


def patterns(name: str) -> str:
    """A pattern for any line of one of the lists."""
    return "|".join(words(name, "\n"))


def fields(name: str, between: str) -> dict[str, list[str]]:
    """What one of the lists says of each field."""
    found: dict[str, list[str]] = {}
    for line in words(name, "\n"):
        field, _colon, written = line.partition(": ")
        found.setdefault(field, []).extend(map(str.strip, written.split(between)))
    return found
