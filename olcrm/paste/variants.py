"""One thing in several sizes or colours: ``Kaos hitam M 2, L 3`` and ``Gamis (navy=1, maroon=2)``."""

import re

from olcrm.kit.record import Record, changed
from olcrm.paste import items, lists
from olcrm.paste.items import Line

_COLOURS = "|".join(lists.words("colours"))
_LETTERS = r"(?:x{1,3}s|x{0,3}[sml]|x{1,3}l|[2-6]xl|all ?size|jumbo|standar)"
_SIZE = rf"(?:(?:size|sz|ukuran|uk|no)\b\.?\s*(?:{_LETTERS}|\d{{1,3}})(?!\w)|{_LETTERS}(?!\w))"
_KIND = rf"(?:(?:{_COLOURS})(?:\s+(?:{_COLOURS}))?(?:\s+{_SIZE})?|{_SIZE}(?:\s+(?:{_COLOURS})){{0,2}})"
_PAIR = (
    rf"(?:(?P<kind>{_KIND})(?:\s*[=:x×-]\s*|\s+|\s*\(\s*)(?P<qty>\d{{1,3}})(?:\s*{items.PIECES}\b\.?)?\s*\)?"
    rf"|(?P<many>\d{{1,3}})\s*(?:{items.PIECES}\b\.?)?\s*[x×]?\s*(?P<sort>{_KIND}))"
)
_ONE = re.compile(_PAIR, re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\bdan\b|\bsama\b)?\s*", re.IGNORECASE)
_START = re.compile(r"(?<=[\s(:])(?=[^\W_])")
_BULLET = re.compile(r"\s*[-*•·>+]\s*")
_SIGNED = re.compile(rf"[=:x×(]|\d\s*{items.PIECES}\b", re.IGNORECASE)


class Sort(Record):
    """One size or colour, and how many of it are ordered."""

    kind: str
    qty: int
    sure: float


def pairs(text: str) -> list[Sort]:
    """What ``text`` says of sizes and colours, where it says nothing else; empty where one may be a model's number."""
    at = match.end() if (match := _BULLET.match(text)) else 0
    end = len(text.rstrip(" ,.)"))
    found: list[Sort] = []
    while at < end:
        one = _ONE.match(text, at)
        qty = int(one["qty"] or one["many"]) if one else 0
        if one is None or not 1 <= qty <= items.MOST:
            return []
        sure = 0.85 if _SIGNED.search(one[0]) else 0.7
        found.append(Sort(" ".join((one["kind"] or one["sort"]).split()), qty, sure))
        between = _BETWEEN.match(text, one.end())
        at = between.end() if between else one.end()
    return found if len(found) > 1 or (found and found[0].sure > 0.8) else []


def of(line: Line, sorts: list[Sort]) -> list[Line]:
    """``line`` once in each of its sizes and colours."""
    return [changed(line, name=f"{line.name} {one.kind}", qty=one.qty, sure=one.sure, stated=True) for one in sorts]


def read(text: str) -> list[Line]:
    """What ``text`` orders in several sizes or colours; empty where it does not."""
    starts = [(len(pairs(text[one.start() :])), one.start()) for one in _START.finditer(text)]
    count, at = max(starts, default=(0, 0))
    base = items.read(text[:at].rstrip(" (:-=")) if count > 1 else None
    return [] if base is None or base.stated else of(base, pairs(text[at:]))
