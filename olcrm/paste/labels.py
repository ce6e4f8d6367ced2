"""The words that people write before what they fill in, and lines taken apart by them.

A label is known by its words alone, whatever stands around them: case, bullets, numbers, stars, emoji, brackets.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from olcrm.paste import lists, meanings

# Without a sign behind them, these still open what they name: what follows must look like it.
_UNSIGNED = frozenset(lists.words("unsigned", " | "))
_DECORATION = r"[^\w(@+#]*"
_COUNTED = re.compile(r"\d{1,2}\s+(?=[A-Za-z .]{2,24}\s*[:=])")
_NUMBERED = re.compile(rf"{_DECORATION}(?:\d{{1,2}}[.)]\s*(?!\d))?{_DECORATION}")
_SIGNED = re.compile(r"([^:=?]{1,90}?)\s*(?:\?\s*)?(?::+|=+|;|\||\.{3,}|(?<=\?)\s)[:=\s]*(.*)$", re.DOTALL)
_DASHED = re.compile(r"([A-Za-z./ ]{2,40}?)\s*(?:-+>?|>+)\s*(.*)$", re.DOTALL)
_PHONE_NEXT = re.compile(
    r"[,;]\s*(?=(?:no\.?\s*)?(?:hp|wa|telp|tlp|whatsapp|handphone)\.?\s*[+(]?[0o6]\d[\d\s-]{7})", re.IGNORECASE
)
_SIGN = re.compile(r"[:=;|,]")
_LONGEST_LABEL = 5  # words
_SHORTEST = 3  # characters before a label in the midst of a line; fewer belong to it
_INLINE = re.compile(r"(?:(?<=[\s,;|])|^)((?:[A-Za-z.&']{1,20}+[ /]{0,2}+){1,6}+)\s*[:=]")
_CELLS = ("|", "#", " / ", ";", " // ", " - ", "/")
_DIALLED = re.compile(r"[^\d+]{0,16}\+?\d[\d\s.()-]{7,18}\d\D{0,3}")
_ORDINAL = re.compile(r"^\W*(?:(?:order|pesanan|fo|no)\W*)?\d{1,2}\s*[:.)]\s*(?=\D)", re.IGNORECASE)
PICTURES = {picture: field for field, found in lists.fields("emoji", " ").items() for picture in found}
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
    line = _columns(line) if "\t" in line or "  " in line.strip() else line
    line = re.sub(r"(?<![\w*])\*+(?=\S)|(?<=\S)\*+(?![\w*])", "", line) if "*" in line else line
    for sign in "_~":
        if sign in line:
            line = re.sub(rf"(?<!\w){sign}([^{sign}\n]+){sign}(?!\w)", r"\1", line)
    return " ".join(line.replace("```", " ").split())


def _columns(line: str) -> str:
    """``line`` as it was copied from a table: a label and its value, or one value beside the other."""
    tabbed = "\t" in line
    cells = [cell for one in (line.split("\t") if tabbed else re.split(" {2,}", line)) if (cell := one.strip())]
    labelled = len(cells) > 1 and meanings.field(cells[0].rstrip(" :"), fuzzy=False)
    if labelled:
        return f"{cells[0]}: {' '.join(cells[1:]).lstrip(': =')}"
    return " | ".join(cells) if tabbed else line


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
    if cells := cells_of(line):
        return cells
    cuts = [0]
    for found in _INLINE.finditer(line):
        whole = _NUMBERED.sub("", line[cuts[-1] : found.end(1)], count=1)
        if not _SIGN.search(whole) and (meanings.field(whole, fuzzy=True) or _begins_label(whole)):
            continue
        words = list(re.finditer(r"\S+", found[1]))
        for first, word in enumerate(words):
            field = meanings.field(found[1][word.start() :], fuzzy=False)
            at = found.start(1) + word.start()
            if field and not (field == "number" and first):
                before = line[cuts[-1] : at]
                if (
                    len(before.strip()) > _SHORTEST
                    and any(map(str.isalpha, before))
                    and not meanings.field(before, fuzzy=False)
                ):
                    cuts.append(at)
                break
    cuts += [one.end() for one in _PHONE_NEXT.finditer(line) if len(cuts) > 1 or _SIGNED.match(line)]
    cuts = sorted(set(cuts))
    ends = [*cuts[1:], len(line)]
    return [piece for start, end in zip(cuts, ends, strict=True) if (piece := line[start:end].strip(" ,;|/"))]


def cells_of(line: str) -> list[str]:
    """``line`` cut at the sign that parts one thing from the next, as in ``Rina # 0812… # Jl. Melati 5``."""
    line = _ORDINAL.sub("", line)
    labelled = _labelled(line)
    for sign in _CELLS:
        if line.count(sign) > 1 and (sign in "|;" or not labelled):
            cells = [cell for one in line.split(sign) if (cell := one.strip(" ,;/#|"))]
            if len(cells) > 1 and (any(map(_DIALLED.fullmatch, cells)) or (sign == "|" and any(map(_labelled, cells)))):
                return cells[1:] if meanings.field(cells[0], fuzzy=False) == "items" else cells
    return []


def _begins_label(words: str) -> bool:
    """Whether a few words without a sign are rather one label, of which not every word is known."""
    said = meanings.words(words).split()
    return len(said) <= _LONGEST_LABEL and meanings.part(said[0]) not in (None, "filler")


def _labelled(cell: str) -> bool:
    found = _SIGNED.match(cell)
    return found is not None and meanings.field(found[1], fuzzy=True) is not None


def read(line: str) -> Labelled | None:
    """The label that ``line`` (as ``plain`` gives it) begins with, and what stands behind it; None without one."""
    start = _NUMBERED.match(line)
    rest = line[start.end() :] if start else line
    for pattern, sure in ((_SIGNED, 1.0), (_DASHED, 0.95)):
        found = pattern.match(rest)
        if found and (field := meanings.field(found[1], fuzzy=pattern is _SIGNED)):
            exact = meanings.words(found[1]) in meanings.LABELS
            return Labelled(field, " ".join(found[1].split()), found[2].strip(), sure if exact else sure - 0.05)
    if counted := _COUNTED.match(rest):
        return read(rest[counted.end() :])
    return _unsigned(rest) or (_pictured(line, rest) if rest != line and not line.isascii() else None)


def _pictured(line: str, rest: str) -> Labelled | None:
    """A picture in the place of a label: 📱 before a phone number, 🏠 before an address."""
    picture = next((char for char in line[: len(line) - len(rest)] if char in PICTURES), "")
    return Labelled(PICTURES[picture], picture, rest, 0.78) if picture and rest else None


def _unsigned(rest: str) -> Labelled | None:
    """A label with neither colon nor dash behind it, alone on its line or before what fits it."""
    if field := (meanings.field(rest, fuzzy=False) if len(rest) < 48 else None):
        sentence = field == "items" and meanings.words(rest) not in meanings.LABELS
        return Labelled(field, rest, "", 0.75 if sentence else 0.9) if field != "number" else None
    words = rest.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        label = meanings.words(" ".join(words[:count]))
        if label in _UNSIGNED:
            said = " ".join(words[:count])
            return Labelled(meanings.LABELS[label], said, " ".join(words[count:]).strip(), 0.75)
    return None


def lines(text: str) -> Iterator[str]:
    """The lines of a paste as they were written, without the blank ones at its ends."""
    yield from re.split(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]", text.strip("\ufeff\n\r "))
