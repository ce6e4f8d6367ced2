"""One value as text: harmless on a terminal, harmless in a spreadsheet, exact in a document.

A name is data. It must not move the cursor, turn the line around, hide itself or start a formula, whoever
typed it; and where a program reads it back it must come back as it was.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

# Controls, invisible formatting (turning, joining, zero width), halves of characters, line and page separators.
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
JOINERS = "\u200c\u200d"
BEYOND_LATIN = "\u0300"

# What a spreadsheet takes for the beginning of a formula, and the full-width twins it takes for the same.
FORMULA = "=+-@\t\r\n＝＋－＠"


def safe(text: str, *, lines: bool = False) -> str:
    r"""``text`` with every control and invisible character made visible, like ``\x1b`` or ``\u202e``.

    On one line (the usual case) a line break becomes ⏎ and a tab a space; with ``lines`` both stay.
    Joiners stay inside an emoji or a script that needs them. Everything else is left alone.
    """
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    if lines:
        return "\n".join("\t".join(map(_visible, line.split("\t"))) for line in text.split("\n"))
    return _visible(text.replace("\n", "⏎").replace("\t", " "))


def _visible(text: str) -> str:
    """``text`` (without breaks and tabs) with its hidden characters spelled out."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or not _hidden(char) or _joins(text, place) else _spelled(char)
        for place, char in enumerate(text)
    )


def _hidden(char: str) -> bool:
    from unicodedata import category

    return category(char) in HIDDEN


def _joins(text: str, place: int) -> bool:
    """Whether the joiner at ``place`` stands between two characters that are not Latin."""
    if text[place] not in JOINERS:
        return False
    before, after = text[max(place - 1, 0) : place], text[place + 1 : place + 2]
    return all(char >= BEYOND_LATIN and not _hidden(char) for char in (before, after))


def _spelled(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def guard(text: str) -> str:
    """``text`` for a spreadsheet cell: one ``'`` before what would be a formula, or before a ``'`` typed."""
    return f"'{text}" if text.startswith(("'", *FORMULA)) else text


def unguard(text: str) -> str:
    """The text that ``guard`` was given. A lone ``'`` that ``guard`` cannot have set, as in ’Aisyah, stays."""
    return text[1:] if text[:1] == "'" and guard(text[1:]) != text[1:] else text


def escaped(encoded: str) -> str:
    r"""Encoded JSON with every hidden character in it as ``\uXXXX``; the document it says is the same."""
    if encoded.isascii() and "\x7f" not in encoded:
        return encoded
    return re.sub(r"[^\n -~]", _as_json, encoded)


def _as_json(found: re.Match[str]) -> str:
    char = found[0]
    if not _hidden(char):
        return char
    pairs = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{pairs[start : start + 4]}" for start in range(0, len(pairs), 4))


def for_document(value: Any) -> Any:
    """What JSON cannot write by itself: days and moments in ISO form, mappings and sets as plain ones."""
    if isinstance(value, date):  # a datetime is one too, and carries its offset
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"a document cannot hold {type(value).__name__}")


def raw(value: Any) -> str:
    """``value`` for CSV: numbers, ISO days and text as they are."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
