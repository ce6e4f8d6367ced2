"""Lines of an order as people write them: ``2 x Gamis M``, ``Gamis M 2pcs``, ``Gamis M (55.000)``, ``- bros 15rb``.

Phones are looked for first, and a quantity has three figures at most, so that neither is ever taken for the other.
"""

import re
from collections.abc import Sequence

from olcrm.kit.record import Record, changed
from olcrm.paste import counts, finding, labels

LONGEST = 200  # characters of a line of goods
_KIND = re.compile(r"(.+\b(?:varian|rasa|warna|wrn|motif))\s+\w", re.IGNORECASE)
_LONGEST_KIND = 2  # words
_SHARED = re.compile(r"[\s,(]*masing[- ]?(?:masing|2)\s+(\d{1,3})(?!\w)[\s)]*", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-*•·▪●○◦‣➡✅☑✔➤►>+]+|\(?\d{1,2}[.)](?!\d)|[a-hA-H][.)](?=\s))\s*")
_EACH = re.compile(
    r"@|(?<!\w)(?:satuan|per|masing[- ]?masing|each|ea|/ ?(?:pcs?|pc|buah|bh|box|pack|porsi))(?!\w)|/ ?pcs",
    re.IGNORECASE,
)
# Patterns with amounts in them are long: each is compiled when the first line comes that may be of its shape.
_TIMES = (
    rf"{counts.COUNT}\s*[x×*@]+\s*(?P<a>{finding.AMOUNT}|\d{{4,7}})"
    rf"|(?P<b>{finding.AMOUNT}|\d{{4,7}})\s*[x×*]\s*(\d{{1,3}})(?![\w.,]\d|\w)"
)
_TIMES_SIGNS = frozenset("xX×*@")
_LEADER = re.compile(r"\s*\.{2,}\s*(?=\d)")
_SAID_TWICE = re.compile(rf"(\d)\s*\((?:{counts.WORD})\)", re.IGNORECASE)
_AGAIN = re.compile(
    r"^(?:\W*(?:lagi|(?:spt|seperti|kayak|kaya) (?:biasa|kemarin)|(?:yg|yang) (?:kemarin|biasa)|ya+|nya)\b)+\W*",
    re.IGNORECASE,
)
_PER = re.compile(r"\s*/\s*([a-z]+)\s*$", re.IGNORECASE)
_HINTED = 0.8  # how sure a count is at most that may be part of a name
_SUMMED = rf"(?<=[\s)])[x×]\s?(\d{{1,3}})\s*=\s*({finding.AMOUNT})\s*$"
_TIGHT = re.compile(r"(?<=\d)[xX×](?=\d{1,4}(?:[.,]\d+)?\s*(?:k|rb|ribu|jt|juta)\b|\d{1,3}\.\d{3}\b)")
_EDGES = re.compile(
    r"^(?:(?:harga|hrg|price|seharga|dengan harga|dgn harga|total|order|pesan|pesen|beli|mau|yang|yg|sama|dan|and|"
    r"jumlah|qty|rp|isi)\b[\s:=.]*)+"
    r"|(?:[\s,;:(=/@x×-]*\b(?:harga|hrg|harganya|price|seharga|dengan harga|dgn harga|qty|jumlah|jml|total|rp|sebanyak|"
    r"satuan|per|each|ya|yaa|y|kak|kakak|ka|dong|sis|aja|saja|dan|sama|pcs?|masing[- ]?masing|mba|mbak|min|gan|please|"
    r"deh)\b[\s.!]*)+$",
    re.IGNORECASE,
)


class Line(Record):
    """One thing that is ordered: ``price`` in rupiah for one; ``sure`` is of the count, ``stated`` if there was one.

    ``said`` is what labels of their own said of it, such as a colour; its name ends with that.
    """

    name: str
    qty: int
    price: int | None
    sure: float
    price_sure: float = 0.0
    stated: bool = False
    said: tuple[str, ...] = ()


def described(line: Line, *words: str) -> Line:
    """``line`` with what was said of it in its name."""
    return changed(line, name=" ".join((line.name, *words)), said=(*line.said, *words))


def read(text: str) -> Line | None:
    """What ``text`` orders; None where there is no name of a thing, or a phone number, which no line of goods holds."""
    line = labels.bare(_BULLET.sub("", text, count=1) if _BULLET.match(text) else text)
    line = line.replace("|", " ")
    line = _SAID_TWICE.sub(r"\1", _LEADER.sub(" = ", line) if ".." in line else line)
    if not line or len(line) > LONGEST or finding.phones(line):
        return None
    line, qty, price, sure, price_sure, stated = _times(_TIGHT.sub(" x ", line))
    each = stated or bool(_EACH.search(text))
    if price is None:
        line, price, price_sure = _price(line)
    if qty is None:
        line, qty, sure = counts.quantity(line)
        stated = qty is not None
        if price is None:
            line, price, price_sure = _price(line)
    name = _name(line)
    if sum(map(str.isalpha, name)) < 2:
        return None
    if (per := _PER.search(name)) and per[1].casefold() in counts.PIECE_WORDS:
        name, each = name[: per.start()].rstrip(), True
    if price is not None and re.search(r"/\s*\d", name):
        price_sure = 0.5  # for several together
    if price is not None and (qty or 1) > 1 and not each:
        price_sure = min(price_sure, 0.6)
    return Line(name, qty or 1, price, sure if stated else 0.7, price_sure, stated)


def marked(text: str) -> bool:
    """Whether ``text`` says a count or a price by itself, so that it is a line of goods wherever it stands."""
    line = read(text)
    return line is not None and (line.price is not None or (line.stated and line.sure >= 0.6))


def bulleted(text: str) -> bool:
    """Whether ``text`` stands in a list."""
    return bool(_BULLET.match(text))


def several(text: str, *, loosely: bool = False) -> list[Line]:
    """What ``text`` orders, cut at commas, plus signs and *dan* where every piece says how many or how dear it is."""
    text = _AGAIN.sub("", text)
    shared = _SHARED.search(text)
    if shared and 1 <= int(shared[1]) <= counts.MOST:
        each = several(text[: shared.start()], loosely=True)
        return [line if line.stated else changed(line, qty=int(shared[1]), sure=0.6, stated=True) for line in each]
    pattern = (
        r"\s*(?:[;+\n]|,(?!\d)|(?<!\w)(?:dan|sama|and|terus|trus|plus|lalu|dgn|n|sareng|jeung|kaliyan|kalih|karo|lan)(?!\w)"
        r"|&)\s*"
    )
    pieces = [piece for piece in re.split(pattern, text, flags=re.IGNORECASE) if piece.strip()]
    if len(pieces) > 1:
        read_alone = [read(piece) or _container(piece) for piece in pieces]
        whole = [line for line in read_alone if line is not None and (line.stated or line.price is not None)]
        if len(whole) == len(pieces):
            return _kinds(pieces[0], whole)
        named = all(line is not None for line in read_alone)
        firsts = [piece.casefold().split()[0] for piece in pieces]
        things = all(word in finding.GOODS for word in firsts) or all(word.isdigit() for word in firsts)
        if named and (loosely or things or (len(whole) > 1 and len(whole) * 2 >= len(pieces))):
            return [changed(line, sure=min(line.sure, 0.5)) for line in read_alone if line is not None]
    line = read(text)
    if line is None:
        return []
    # A count at the end of several things may be that of the last alone.
    return [changed(line, sure=min(line.sure, 0.5)) if len(pieces) > 1 and line.stated else line]


def _container(piece: str) -> Line | None:
    """``1 pouch`` among other goods: the word that counts them is what is ordered."""
    found = re.fullmatch(r"\W*(\d{1,2})\s+(pouch|cups?|toples|botol|tray|mug|box|set)\W*", piece, re.IGNORECASE)
    return Line(found[2], int(found[1]), None, 0.6, 0.0, stated=True) if found and int(found[1]) else None


def _kinds(first: str, lines: list[Line]) -> list[Line]:
    """``parfum varian rose 1, vanilla 2`` orders perfume both times."""
    base = _KIND.match(first)
    if base is None or any(len(line.name.split()) > _LONGEST_KIND for line in lines[1:]):
        return lines
    named = [
        line if line.name.split()[0] in finding.GOODS else changed(line, name=f"{base[1]} {line.name}")
        for line in lines[1:]
    ]
    return [lines[0], *named]


def _times(line: str) -> tuple[str, int | None, int | None, float, float, bool]:
    """``2 x 150rb`` and ``150rb x 2 = 300rb``: both amounts at once."""
    signed = not _TIMES_SIGNS.isdisjoint(line) and any(map(str.isdigit, line))
    found = re.search(_TIMES, line, re.IGNORECASE) if signed else None
    if found is None and "=" in line and (whole := re.search(_SUMMED, line, re.IGNORECASE)):
        qty, amount = int(whole[1]), finding.amount_in(whole[2])[0]
        if amount and 1 <= qty <= counts.MOST and amount % qty == 0:
            return line[: whole.start()], qty, amount // qty, 0.9, 0.9 if qty == 1 else 0.7, True
    if found is None:
        return line, None, None, 0.0, 0.0, False
    qty = int(found[1] or found[4])
    price, sure = finding.amount_in(found["a"] or found["b"])
    counted = 0.95
    if found[1] and "x" not in found[0].casefold() and "×" not in found[0] and "*" not in found[0]:
        # Before @ may stand a size or a model; what was counted in words or at the beginning is surer.
        before = line[: found.end(1)]
        if counts.BEFORE_A_MODEL.search(before) or counts.quantity(line[: found.start()])[2] > _HINTED:
            return line, None, None, 0.0, 0.0, False
        counted = 0.7
    if not 1 <= qty <= counts.MOST or price is None:
        return line, None, None, 0.0, 0.0, False
    after = line[found.end() :]
    total = re.match(rf"\s*=\s*({finding.AMOUNT}|\d{{4,8}})", after, re.IGNORECASE)
    if total:
        after = after[total.end() :]
        sure = sure if finding.amount_in(total[1])[0] == qty * price else 0.4
    return f"{line[: found.start()]} {after}", qty, price, counted, min(sure, 0.95), True


def _price(line: str) -> tuple[str, int | None, float]:
    """The one amount of ``line``, and the line without it."""
    found = finding.amounts(line)
    sure = 0.9
    if not found:
        lone = finding.bare_amount(line) or _told(line)
        found, sure = ([lone] if lone else []), 0.75
    if len(found) != 1 or found[0][0] == 0:
        return line, None, 0.0
    value, start, end = found[0]
    return f"{line[:start].rstrip(' @=')} {line[end:]}", value, sure


def _told(line: str) -> tuple[int, int, int] | None:
    found = re.search(r"(?:@|harga\w*|hrg)\s*[:=]?\s*([1-9]\d{3,6})(?!\w)", line, re.IGNORECASE)
    return (int(found[1]), found.start(), found.end()) if found else None


def _name(line: str) -> str:
    """What is left of a line once its amounts are out of it."""
    name = re.sub(r"\(\s*[@,x×/-]*\s*\)|\[\s*\]|\s@(?=\s|$)", " ", line)
    name = re.sub(r"\s+([,)])", r"\1", re.sub(r"\(\s+", "(", name))
    for _again in range(2):
        name = _EDGES.sub("", labels.bare(re.sub(r"[\s,;:=@/×-]+$", "", name.strip())))
    name = re.sub(r"(?:\s*[,;:=@]\s*){2,}", ", ", name)
    return labels.bare(name.strip(" .@=") if name.count("(") == name.count(")") else name.strip(" .@=()"))


def settled(lines: Sequence[Line], goods: int | None) -> list[Line]:
    """``lines`` held against the sum of the goods that the form states: it tells a price for each from one for all."""
    if goods is None or not lines or any(line.price is None for line in lines):
        return list(lines)
    if sum(line.qty * (line.price or 0) for line in lines) == goods:
        return [changed(line, price_sure=max(line.price_sure, 0.95)) for line in lines]
    for_all = sum(line.price or 0 for line in lines) == goods
    if for_all and all((line.price or 0) % line.qty == 0 for line in lines):
        return [changed(line, price=(line.price or 0) // line.qty, price_sure=0.9) for line in lines]
    return [changed(line, price_sure=min(line.price_sure, 0.5)) for line in lines]
