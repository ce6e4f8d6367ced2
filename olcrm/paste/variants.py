"""One thing in several sizes or colours: ``Kaos hitam M 2, L 3`` and ``Gamis (navy=1, maroon=2)``."""

import re

from olcrm.kit.record import Record, changed
from olcrm.paste import counts, finding, items, lists
from olcrm.paste.items import Line

_COLOURS = frozenset(lists.words("colours"))
_SIZES = frozenset(lists.words("sizes"))
_OF_SIZE = frozenset(("size", "sz", "ukuran", "uk", "no"))
_TOKEN = re.compile(r"[2-6]xl(?![^\W_])|all ?size|\d+(?![^\W\d_])|[^\W\d_]+|\S", re.IGNORECASE)
_BETWEEN = frozenset((",", ";", "/", "&", "+", "dan", "sama", ")", "-", "*", "•"))
_SIGNS = frozenset(("=", ":", "x", "×", "("))
_START = re.compile(r"(?<=[\s(:])(?=[^\W_])")


class Sort(Record):
    """One size or colour, and how many of it are ordered."""

    kind: str
    qty: int
    sure: float


def pairs(text: str) -> list[Sort]:
    """What ``text`` says of sizes and colours, where it says nothing else; empty where one may be a model's number."""
    if not re.search(r"\d", text):
        return []
    tokens = _TOKEN.findall(text)
    found: list[Sort] = []
    at = 0
    while at < len(tokens):
        if tokens[at].casefold() in _BETWEEN or tokens[at] == ".":
            at += 1
            continue
        one, at = _pair(tokens, at)
        if one is None:
            return []
        found.append(one)
    return found if len(found) > 1 or (found and found[0].sure > 0.8) else []


def _pair(tokens: list[str], at: int) -> tuple[Sort | None, int]:
    """The size or colour and its count that stand at ``at``, either first, and where the next begins."""
    figures, at, signed = _count(tokens, at)
    kind, at = _kind(tokens, at)
    if kind and not figures:
        signs = at < len(tokens) and (tokens[at].casefold() in _SIGNS or tokens[at] == "-")
        figures, at, piece = _count(tokens, at + signs)
        signed = piece or (signs and tokens[at - 1 - piece] != "-")
    qty = int(figures or 0)
    if not kind or not 1 <= qty <= counts.MOST:
        return None, at
    return Sort(" ".join(kind), qty, 0.85 if signed else 0.7), at


def _count(tokens: list[str], at: int) -> tuple[str, int, bool]:
    """The figures at ``at``, if any, what stands behind them, and whether they count pieces."""
    if at >= len(tokens) or not re.fullmatch("[0-9]{1,3}", tokens[at]):
        return "", at, False
    piece = at + 1 < len(tokens) and tokens[at + 1].casefold() in counts.PIECE_WORDS
    after = at + 1 + piece
    if piece and after < len(tokens) and tokens[after] == ".":
        after += 1
    return tokens[at], after, piece


def _kind(tokens: list[str], at: int) -> tuple[list[str], int]:
    """The words of a size or colour at ``at``."""
    kind: list[str] = []
    while at < len(tokens):
        word = tokens[at].casefold()
        if word in _COLOURS or word.replace(" ", "") in _SIZES:
            kind.append(tokens[at])
        elif (
            word in _OF_SIZE
            and at + 1 < len(tokens)
            and re.fullmatch(r"\d{1,3}|[2-6]?[smlx]{1,4}", tokens[at + 1].casefold())
        ):
            kind += tokens[at : at + 2]
            at += 1
        else:
            break
        at += 1
    return kind, at


def of(line: Line, sorts: list[Sort]) -> list[Line]:
    """``line`` once in each of its sizes and colours."""
    each = [(items.described(line, one.kind), one) for one in sorts]
    return [changed(found, qty=one.qty, sure=one.sure, stated=True) for found, one in each]


def read(text: str) -> list[Line]:
    """What ``text`` orders in several sizes or colours; empty where it does not."""
    if len(re.findall(r"\d+", text)) < 2 or len(text) > items.LONGEST:
        return []
    text, price = _each(text)
    starts = [(len(pairs(text[one.start() :])), one.start()) for one in _START.finditer(text)]
    count, at = max(starts, default=(0, 0))
    base = items.read(text[:at].rstrip(" (:-=")) if count > 1 else None
    sorts = pairs(text[at:])
    whole = base is not None and (not base.stated or base.qty == sum(one.qty for one in sorts))
    if base is None or not whole:
        return []
    return of(base if price is None else changed(base, price=price, price_sure=0.85), sorts)


def _each(text: str) -> tuple[str, int | None]:
    """``text`` without a price at its end that is for each, and that price."""
    at = text.rfind("@")
    price = finding.amount_in(text[at + 1 :])[0] if at > 0 else None
    return (text, None) if price is None else (text[:at].rstrip(" ,(-"), price)


def colours(text: str) -> bool:
    """Whether a word of ``text`` is a colour."""
    return not _COLOURS.isdisjoint(re.findall(r"\w+", text.casefold()))


def sizes(text: str) -> bool:
    """Whether a word of ``text`` is a size."""
    return not _SIZES.isdisjoint(re.findall(r"\w+", text.casefold()))


def coloured(name: str) -> tuple[str, str] | None:
    """``name`` without the colours at its end, and those; None where there are none, or is nothing else."""
    words = name.split()
    at = len(words)
    while at and words[at - 1].casefold().strip("(),") in _COLOURS:
        at -= 1
    return (" ".join(words[:at]).rstrip(","), " ".join(words[at:]).strip("()")) if 0 < at < len(words) else None
