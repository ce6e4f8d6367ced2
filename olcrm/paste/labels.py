"""The words that people write before what they fill in, and lines taken apart by them.

A label is known by its words alone, whatever stands around them: case, bullets, numbers, stars, emoji, brackets.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_FILES = Path(__file__).parent / "words"


def words(name: str, between: str = " ") -> list[str]:
    """The words of one of the lists in ``words/``."""
    text = (_FILES / f"{name}.txt").read_text(encoding="utf-8")
    return [word for line in text.splitlines() for part in line.split(between) if (word := part.strip())]


def patterns(name: str) -> str:
    """A pattern for any line of one of the lists in ``words/``."""
    return "|".join(words(name, "\n"))


def fields(name: str, between: str) -> dict[str, list[str]]:
    """What one of the lists in ``words/`` says of each field."""
    found: dict[str, list[str]] = {}
    for line in words(name, "\n"):
        field, _colon, written = line.partition(": ")
        found.setdefault(field, []).extend(map(str.strip, written.split(between)))
    return found


def _labels() -> dict[str, str]:
    """Each label with its field; whose phone it is may be said behind it."""
    written = fields("labels", " | ")
    found = {label: field for field, labels in written.items() for label in labels}
    found |= {f"{label} {whose}": "phone" for label in written["phone"] for whose in ("pemesan", "pembeli", "buyer")}
    found |= {f"{label} penerima": "recipient_phone" for label in written["phone"]}
    return found | {f"{label} pengirim": "sender_more" for label in written["phone"]}


LABELS = _labels()
_FILLERS = frozenset(words("fillers"))
# Without a sign behind them, these still open what they name: what follows must look like it.
_UNSIGNED = frozenset(words("unsigned", " | "))
_DECORATION = r"[^\w(@+#]*"
_NUMBERED = re.compile(rf"{_DECORATION}(?:\d{{1,2}}[.)]\s*(?!\d))?{_DECORATION}")
_SIGNED = re.compile(r"([^:=?]{1,90}?)\s*(?:\?\s*)?(?::+|=+|;|(?<=\?)\s)[:=\s]*(.*)$", re.DOTALL)
_DASHED = re.compile(r"([A-Za-z./ ]{2,40}?)\s*(?:-+>?|>+)\s*(.*)$", re.DOTALL)
_INLINE = re.compile(r"(?:(?<=[\s,;|])|^)((?:[A-Za-z.&']{1,20}+[ /]{0,2}+){1,4}+)\s*[:=]")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_EMPTY = frozenset(
    ("", "-", "--", "_", ".", "..", "...", "x", "?", "tidak ada", "tdk ada", "none", "n/a", "gak ada", "ga ada")
)


class Labelled(NamedTuple):
    """One thing that was filled in: which field, as it is labelled, with what, and how sure the label is, 0 to 1."""

    field: str
    label: str
    value: str
    sure: float


def plain(line: str) -> str:
    """``line`` without what a chat puts around words: bold, italics, invisible signs, wide and mathematical letters."""
    if not line.isascii():
        line = "".join(map(_ordinary, line))
    line = re.sub(r"(?<![\w*])\*+(?=\S)|(?<=\S)\*+(?![\w*])", "", line) if "*" in line else line
    for sign in "_~":
        if sign in line:
            line = re.sub(rf"(?<!\w){sign}([^{sign}\n]+){sign}(?!\w)", r"\1", line)
    return " ".join(line.replace("```", " ").split())


def _ordinary(char: str) -> str:
    if char.isascii():
        return char
    import unicodedata

    if "\uff01" <= char <= "\uff5e" or "\U0001d400" <= char <= "\U0001d7ff":
        return unicodedata.normalize("NFKC", char)
    if char in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        return "-"
    if char in "\u02bc\u2018\u2019":
        return "'"
    if char == "\u20e3":
        return "."  # the frame of 1️⃣, which numbers a line
    if char == "\ufe0f":
        return ""
    return "" if unicodedata.category(char) in ("Cf", "Cc", "Cs") else char


def bare(text: str) -> str:
    """``text`` without emoji and other pictures, and without signs that part it from something at its ends."""
    if not text.isascii():
        import unicodedata

        text = "".join(" " if unicodedata.category(c) in ("So", "Sk", "Co", "Cn") else c for c in text)
    return " ".join(text.split()).strip(" ,;:|=-/>*•·").strip()


def is_empty(value: str) -> bool:
    """Whether nothing was filled in: dots, a dash, or words that say so."""
    return bare(value).casefold() in _EMPTY or not any(char.isalnum() for char in value)


def parts(line: str) -> list[str]:
    """``line`` cut before every label that stands in the midst of it, as in ``Nama: Rina HP: 0812…``."""
    if line.count("|") > 1:
        return [part for piece in line.split("|") if (part := piece.strip(" ,;/"))]
    cuts = [0]
    for found in _INLINE.finditer(line):
        words = list(re.finditer(r"\S+", found[1]))
        for first, word in enumerate(words):
            field = _field(found[1][word.start() :], fuzzy=False)
            at = found.start(1) + word.start()
            if field and not (field == "number" and first):
                before = line[cuts[-1] : at]
                if any(map(str.isalpha, before)) and not _field(before, fuzzy=False):
                    cuts.append(at)
                break
    ends = [*cuts[1:], len(line)]
    return [piece for start, end in zip(cuts, ends, strict=True) if (piece := line[start:end].strip(" ,;|/"))]


def read(line: str) -> Labelled | None:
    """The label that ``line`` (as ``plain`` gives it) begins with, and what stands behind it; None without one."""
    start = _NUMBERED.match(line)
    rest = line[start.end() :] if start else line
    for pattern, sure in ((_SIGNED, 1.0), (_DASHED, 0.95)):
        found = pattern.match(rest)
        if found and (field := _field(found[1], fuzzy=pattern is _SIGNED)):
            exact = _words(found[1]) in LABELS
            return Labelled(field, " ".join(found[1].split()), found[2].strip(), sure if exact else sure - 0.05)
    return _unsigned(rest)


def _unsigned(rest: str) -> Labelled | None:
    """A label with neither colon nor dash behind it, alone on its line or before what fits it."""
    if field := (_field(rest, fuzzy=False) if len(rest) < 48 else None):
        return Labelled(field, rest, "", 0.9) if field != "number" else None
    words = rest.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        label = _words(" ".join(words[:count]))
        if label in _UNSIGNED:
            return Labelled(LABELS[label], label, " ".join(words[count:]).strip(), 0.75)
    return None


def _words(left: str) -> str:
    """The words of a label: lower case, one blank between them, no signs."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", _BRACKETS.sub(" ", left).casefold()).split())


def _field(left: str, *, fuzzy: bool) -> str | None:
    """Which field the words before a sign name."""
    words = _words(left)
    if not words or len(words) > 40:
        return None
    if field := LABELS.get(words) or LABELS.get(" ".join(word for word in words.split() if word not in _FILLERS)):
        return field
    sides = [side for side in re.split(r"[/&,+]|\bdan\b|\band\b|\batau\b", _BRACKETS.sub(" ", left)) if side.strip()]
    if len(sides) > 1 and all(len(_words(side).split()) < 4 for side in sides):
        fields = [found for side in sides if (found := _field(side, fuzzy=False))]
        if fields and len(fields) * 2 >= len(sides):
            return fields[0]
    if words.endswith("nya"):
        return _field(words[:-3], fuzzy=False)
    return _nearest(words) if fuzzy and len(words) > 3 else None


def _nearest(words: str) -> str | None:
    """The field of a label that is one slip of the finger away, where all such labels agree on it."""
    near = {LABELS[label] for label in LABELS if len(label) > 3 and label[0] == words[0] and _one_slip(label, words)}
    return near.pop() if len(near) == 1 else None


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two of them swapped, make ``one`` into ``other``."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rests = ((one[at + 1 :], other[at + 1 :]), (one[at:], other[at + 1 :]), (one[at + 1 :], other[at:]))
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or any(a == b for a, b in rests)


def lines(text: str) -> Iterator[str]:
    """The lines of a paste as they were written, without the blank ones at its ends."""
    yield from re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text.strip("\ufeff\n\r "))
