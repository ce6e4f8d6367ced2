"""Lines of an order as people write them: ``2 x Gamis M``, ``Gamis M 2pcs``, ``Gamis M (55.000)``, ``- bros 15rb``.

Phones are looked for first, and a quantity has three figures at most, so that neither is ever taken for the other.
"""

import re
from collections.abc import Sequence

from olcrm.kit.record import Record, changed
from olcrm.paste import finding, labels, lists

MOST = 999
LONGEST = 200  # characters of a line of goods
_COUNT = r"(?<![\w.,/])(?<!isi )(?<!of )(\d{1,3})"
PIECE_WORDS = frozenset(lists.words("pieces"))
PIECES = f"(?:{'|'.join(sorted(PIECE_WORDS, key=len, reverse=True))})"
_NUMBERS = {
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_WORD = "|".join(_NUMBERS)
_NOT_COUNTED = (
    r"(?!\s*(?:cm|mm|m|mtr|meter|kg|kilo|gr|gram|g|ml|l|liter|inch|in|tahun|thn|th|bulan|bln|hari|jam|lusin|kodi|gb|"
    r"persen|in \d)\b|\s*[%\"])"
)
_HOW_MANY = (
    (rf"^{_COUNT}\s?[x×](?=\s|[A-Za-z]{{2}})", 0.95),
    (
        rf"(?:(?:qty|jumlah|jml|sebanyak|sejumlah)\s*[:=]?\s*){_COUNT}(?!\w)(?:\s*{PIECES}\b)?",
        0.95,
    ),
    (rf"(?:(?<!\w)[x×])?\s*{_COUNT}\s*{PIECES}(?![\w/])\.?", 0.95),
    (r"(?<![\w.,])(?<!\d )[x×]\s?(\d{1,3})(?![\w.,]*\d|\s*(?:cm|mm|m)\b|\w)", 0.9),
    (r"(?<=\s)[x×](\d{1,3})\s*$", 0.85),
    (rf"{_COUNT}\s?[x×]\s*$", 0.9),
    (rf"(?<!\w)(?!one set)({_WORD})\s+{PIECES}(?!\w)", 0.9),
    (rf"^{_COUNT}{_NOT_COUNTED}\s+(?=[^\W\d])", 0.85),
    (r"\(\s*[x×]?\s*(\d{1,3})\s*[x×]?\s*\)(?=\W*$)", 0.8),
    (rf"^({_WORD})\s+(?=[^\W\d])", 0.8),
    (r"(?<!\w)(?:s|m|l|xl|xxl|xxxl|all ?size|jumbo)\s+(\d{1,2})\s*$", 0.65),
    (rf"(?<=\w)(?<!segi)\s+({_WORD})\s*$", 0.6),
    (r"(?:(?<=[^\W\d])|(?<=\))|(?<=\d)(?=\s+=))\s*[-=:]\s*(\d{1,2})\s*$", 0.6),
    (r"(?<=[^\W\d])\s+([1-9])\s*$", 0.5),
    (r"(?<=[\"”)])\s+([1-9])\s*$", 0.5),
    (r"(?<=[^\W\d])\s+([1-6]0|15|25)\s*$", 0.45),  # other figures are as often a size or a model
)
_GOODS = frozenset(lists.words("goods"))
_KIND = re.compile(r"(.+\b(?:varian|rasa|warna|wrn|motif))\s+\w", re.IGNORECASE)
_LONGEST_KIND = 2  # words
_SHARED = re.compile(r"[\s,(]*masing[- ]?(?:masing|2)\s+(\d{1,3})(?!\w)[\s)]*", re.IGNORECASE)
_ONE = re.compile(r"(?<!\w)se(?:buah|lembar|pasang|set|kotak|potong|porsi|bungkus|biji|helai|box)(?!\w)", re.IGNORECASE)
_BEFORE_A_MODEL = re.compile(
    r"(?<!\w)(?:no|nomor|size|ukuran|uk|seri|series|tipe|type|iphone|samsung|galaxy|redmi|note|oppo|vivo|realme|ps|jilid|vol|"
    r"kode|blok|usia|umur|rt|rw|jordan|lantai|level|bab|edisi|warna|pro|max|part)\.?\s*\d{1,3}\s*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"\s*(?:[-*•·▪●○◦‣➡✅☑✔➤►>+]+|\(?\d{1,2}[.)](?!\d)|[a-hA-H][.)](?=\s))\s*")
_EACH = re.compile(
    r"@|(?<!\w)(?:satuan|per|masing[- ]?masing|each|ea|/ ?(?:pcs?|pc|buah|bh|box|pack|porsi))(?!\w)|/ ?pcs",
    re.IGNORECASE,
)
# Patterns with amounts in them are long: each is compiled when the first line comes that may be of its shape.
_TIMES = (
    rf"{_COUNT}\s*[x×*@]+\s*(?P<a>{finding.AMOUNT}|\d{{4,7}})"
    rf"|(?P<b>{finding.AMOUNT}|\d{{4,7}})\s*[x×*]\s*(\d{{1,3}})(?![\w.,]\d|\w)"
)
_TIMES_SIGNS = frozenset("xX×*@")
_LEADER = re.compile(r"\s*\.{2,}\s*(?=\d)")
_SAID_TWICE = re.compile(rf"(\d)\s*\((?:{_WORD})\)", re.IGNORECASE)
_AGAIN = re.compile(
    r"^(?:\W*(?:lagi|(?:spt|seperti|kayak|kaya) (?:biasa|kemarin)|(?:yg|yang) (?:kemarin|biasa)|ya+|nya)\b)+\W*",
    re.IGNORECASE,
)
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
    """One thing that is ordered: ``price`` in rupiah for one; ``sure`` is of the count, ``stated`` if there was one."""

    name: str
    qty: int
    price: int | None
    sure: float
    price_sure: float = 0.0
    stated: bool = False


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
        line, qty, sure = _quantity(line)
        stated = qty is not None
        if price is None:
            line, price, price_sure = _price(line)
    name = _name(line)
    if sum(map(str.isalpha, name)) < 2:
        return None
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
    if shared and 1 <= int(shared[1]) <= MOST:
        each = several(text[: shared.start()], loosely=True)
        return [line if line.stated else changed(line, qty=int(shared[1]), sure=0.6, stated=True) for line in each]
    pattern = (
        r"\s*(?:[;+\n]|,(?!\d)|(?<!\w)(?:dan|sama|and|terus|trus|plus|lalu|dgn|n|sareng|jeung|kaliyan|kalih|karo|lan)(?!\w)"
        r"|&)\s*"
    )
    pieces = [piece for piece in re.split(pattern, text, flags=re.IGNORECASE) if piece.strip()]
    if len(pieces) > 1:
        read_alone = [read(piece) for piece in pieces]
        whole = [line for line in read_alone if line is not None and (line.stated or line.price is not None)]
        if len(whole) == len(pieces):
            return _kinds(pieces[0], whole)
        named = all(line is not None for line in read_alone)
        firsts = [piece.casefold().split()[0] for piece in pieces]
        things = all(word in _GOODS for word in firsts) or all(word.isdigit() for word in firsts)
        if named and (loosely or things or (len(whole) > 1 and len(whole) * 2 >= len(pieces))):
            return [changed(line, sure=min(line.sure, 0.5)) for line in read_alone if line is not None]
    line = read(text)
    if line is None:
        return []
    # A count at the end of several things may be that of the last alone.
    return [changed(line, sure=min(line.sure, 0.5)) if len(pieces) > 1 and line.stated else line]


def _kinds(first: str, lines: list[Line]) -> list[Line]:
    """``parfum varian rose 1, vanilla 2`` orders perfume both times."""
    base = _KIND.match(first)
    if base is None or any(len(line.name.split()) > _LONGEST_KIND for line in lines[1:]):
        return lines
    named = [
        line if line.name.split()[0] in _GOODS else changed(line, name=f"{base[1]} {line.name}") for line in lines[1:]
    ]
    return [lines[0], *named]


def count(value: str) -> tuple[int | None, float]:
    """How many, where *Jumlah* was filled in: 2, 2 pcs, dua; None for anything that may be something else."""
    text = labels.bare(value).casefold()
    found = re.fullmatch(rf"[x×]?\s*(\d{{1,3}})\s*[x×]?\s*(?:{PIECES}|paket|pkt|orang)?\.?", text)
    if found and 1 <= int(found[1]) <= MOST:
        return int(found[1]), 0.95
    word = re.fullmatch(rf"(?:\d\s*\(\s*)?({_WORD})(?:\s*\))?(?:\s+{PIECES})?", text)
    if word:
        return _NUMBERS[word[1]], 0.9
    spelled = re.fullmatch(rf"(\d{{1,3}})\s*\(\s*({_WORD})\s*\)\s*(?:{PIECES})?", text)
    if spelled and int(spelled[1]) == _NUMBERS[spelled[2]]:
        return int(spelled[1]), 0.95
    return (1, 0.9) if _ONE.fullmatch(text) else (None, 0.0)


def _times(line: str) -> tuple[str, int | None, int | None, float, float, bool]:
    """``2 x 150rb`` and ``150rb x 2 = 300rb``: both amounts at once."""
    signed = not _TIMES_SIGNS.isdisjoint(line) and any(map(str.isdigit, line))
    found = re.search(_TIMES, line, re.IGNORECASE) if signed else None
    if found is None and "=" in line and (whole := re.search(_SUMMED, line, re.IGNORECASE)):
        qty, amount = int(whole[1]), finding.amount_in(whole[2])[0]
        if amount and 1 <= qty <= MOST and amount % qty == 0:
            return line[: whole.start()], qty, amount // qty, 0.9, 0.9 if qty == 1 else 0.7, True
    if found is None:
        return line, None, None, 0.0, 0.0, False
    qty = int(found[1] or found[4])
    price, sure = finding.amount_in(found["a"] or found["b"])
    counted = 0.95
    if found[1] and "x" not in found[0].casefold() and "×" not in found[0] and "*" not in found[0]:
        # Before @ may stand a size or a model; what was counted in words or at the beginning is surer.
        before = line[: found.end(1)]
        if _BEFORE_A_MODEL.search(before) or _quantity(line[: found.start()])[2] > _HINTED:
            return line, None, None, 0.0, 0.0, False
        counted = 0.7
    if not 1 <= qty <= MOST or price is None:
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


def _quantity(line: str) -> tuple[str, int | None, float]:
    """How many pieces ``line`` says, and the line without that; model and house numbers count nothing."""
    line = line.rstrip(" -=:@,/.")
    model = bool(_BEFORE_A_MODEL.search(line))
    figured = any(map(str.isdigit, line))
    worded = not _NUMBERS.keys().isdisjoint(line.casefold().split())
    for pattern, sure in _HOW_MANY:  # each is compiled, and kept, when the first line comes to it
        needed = worded if _WORD in pattern else figured
        every = list(re.finditer(pattern, line, re.IGNORECASE)) if needed else []
        if not every or (model and every[-1].end() >= len(line.rstrip())):
            continue
        found, sure = every[-1], sure if len(every) == 1 else 0.6  # the first may say how many are in a box
        figures = found[1].casefold()
        qty = _NUMBERS.get(figures) or (int(figures) if figures.isdigit() else 0)
        if 1 <= qty <= MOST:
            kept = found[0][: found.start(1) - found.start()].strip() if sure == 0.65 else ""
            return f"{line[: found.start()]} {kept} {line[found.end() :]}", qty, sure
    one = _ONE.search(line)
    return (f"{line[: one.start()]} {line[one.end() :]}", 1, 0.9) if one else (line, None, 0.0)


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
