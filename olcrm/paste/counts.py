"""How many of something a line says: in figures or words, before or behind it, with or without a word for the pieces.

A number of a model, a size or a house counts nothing; what may be either is no more than a guess.
"""

import re

from olcrm.paste import labels, lists

MOST = 999
COUNT = r"(?<![\w.,/])(?<!isi )(?<!of )(\d{1,3})"
PIECE_WORDS = frozenset(lists.words("pieces"))
PIECES = f"(?:{'|'.join(sorted(PIECE_WORDS, key=len, reverse=True))})"
NUMBERS = {
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
WORD = "|".join(NUMBERS)
_NOT_COUNTED = (
    r"(?!\s*(?:cm|mm|m|mtr|meter|kg|kilo|gr|gram|g|ml|l|liter|inch|in|tahun|thn|th|bulan|bln|hari|jam|lusin|kodi|gb|"
    r"persen|in \d)\b|\s*[%\"])"
)
_SAID = "(?:qty|jumlah|jml|sebanyak|sejumlah)"
_HOW_MANY = (
    (rf"^{COUNT}\s?[x×](?=\s|[A-Za-z]{{2}})", 0.95),
    (
        rf"(?:{_SAID}\s*[:=]?\s*){COUNT}(?!\w)(?:\s*{PIECES}\b)?",
        0.95,
    ),
    (rf"(?:(?<!\w)[x×])?\s*{COUNT}\s*{PIECES}(?![\w/])\.?", 0.95),
    (r"(?<![\w.,])(?<!\d )[x×]\s?(\d{1,3})(?![\w.,]*\d|\s*(?:cm|mm|m)\b|\w)", 0.9),
    (r"(?<=\s)[x×](\d{1,3})\s*$", 0.85),
    (rf"{COUNT}\s?[x×]\s*$", 0.9),
    (rf"(?<!\w)(?!one set)({WORD})\s+{PIECES}(?!\w)", 0.9),
    (rf"^{COUNT}{_NOT_COUNTED}\s+(?=[^\W\d])", 0.85),
    (r"\(\s*[x×]?\s*(\d{1,3})\s*[x×]?\s*\)(?=\W*$)", 0.8),
    (rf"^({WORD})\s+(?=[^\W\d])", 0.8),
    (r"(?<![\w-])(?:[^\W\d]+-)?(?:s|m|l|xl|xxl|xxxl|all ?size|jumbo)\s+(\d{1,2})\s*$", 0.65),
    (rf"(?<=\w)(?<!segi)\s+({WORD})\s*$", 0.6),
    (r"(?:(?<=[^\W\d])|(?<=\))|(?<=\d)(?=\s+=))\s*[-=:]\s*(\d{1,2})\s*$", 0.6),
    (r"(?<=[^\W\d])\s+([1-9])\s*$", 0.5),
    (r"(?<=[\"”)])\s+([1-9])\s*$", 0.5),
    (r"(?<=[^\W\d])\s+([1-9])(?=\s*\([^()\d]+\)\s*$)", 0.6),
    (r"(?<=[^\W\d])\s+([1-6]0|15|25)\s*$", 0.45),  # other figures are as often a size or a model
)
_ONE = re.compile(r"(?<!\w)se(?:buah|lembar|pasang|set|kotak|potong|porsi|bungkus|biji|helai|box)(?!\w)", re.IGNORECASE)
BEFORE_A_MODEL = re.compile(
    r"(?<!\w)(?:no|nomor|size|ukuran|uk|seri|series|tipe|type|iphone|samsung|galaxy|redmi|note|oppo|vivo|realme|ps|jilid|vol|"
    r"kode|blok|usia|umur|rt|rw|jordan|lantai|level|bab|edisi|warna|pro|max|part)\.?\s*\d{1,3}\s*$",
    re.IGNORECASE,
)


def count(value: str) -> tuple[int | None, float]:
    """How many, where *Jumlah* was filled in: 2, 2 pcs, dua; None for anything that may be something else."""
    text = labels.bare(value).casefold()
    found = re.fullmatch(rf"[x×]?\s*(\d{{1,3}})\s*[x×]?\s*(?:{PIECES}|paket|pkt|orang)?\.?", text)
    if found and 1 <= int(found[1]) <= MOST:
        return int(found[1]), 0.95
    word = re.fullmatch(rf"(?:\d\s*\(\s*)?({WORD})(?:\s*\))?(?:\s+{PIECES})?", text)
    if word:
        return NUMBERS[word[1]], 0.9
    spelled = re.fullmatch(rf"(\d{{1,3}})\s*\(\s*({WORD})\s*\)\s*(?:{PIECES})?", text)
    if spelled and int(spelled[1]) == NUMBERS[spelled[2]]:
        return int(spelled[1]), 0.95
    return (1, 0.9) if _ONE.fullmatch(text) else (None, 0.0)


def quantity(line: str) -> tuple[str, int | None, float]:
    """How many pieces ``line`` says, and the line without that; model and house numbers count nothing."""
    line = line.rstrip(" -=:@,/.")
    model = bool(BEFORE_A_MODEL.search(line))
    words = frozenset(re.findall(r"[^\W\d_]+", line.casefold()))
    missing = [
        *([] if any(map(str.isdigit, line)) else [COUNT, r"(\d{", "([1-"]),
        *([] if not words.isdisjoint(NUMBERS) else [WORD]),
        *([] if not words.isdisjoint(PIECE_WORDS) else [f"{PIECES}("]),
        *([] if re.search(_SAID, line, re.IGNORECASE) else [_SAID]),
    ]
    for pattern, sure in _HOW_MANY:  # each is compiled, and kept, when the first line comes that may be of its shape
        possible = not any(part in pattern for part in missing)
        every = list(re.finditer(pattern, line, re.IGNORECASE)) if possible else []
        if not every or (model and every[-1].end() >= len(line.rstrip())):
            continue
        found, sure = every[-1], sure if len(every) == 1 else 0.6  # the first may say how many are in a box
        figures = found[1].casefold()
        qty = NUMBERS.get(figures) or (int(figures) if figures.isdigit() else 0)
        if 1 <= qty <= MOST:
            kept = found[0][: found.start(1) - found.start()].strip() if sure == 0.65 else ""
            return f"{line[: found.start()]} {kept} {line[found.end() :]}", qty, sure
    one = _ONE.search(line)
    return (f"{line[: one.start()]} {line[one.end() :]}", 1, 0.9) if one else (line, None, 0.0)
