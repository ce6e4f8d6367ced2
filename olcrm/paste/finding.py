"""What can be told by its shape alone, wherever it stands: phone numbers, amounts, addresses, names of people."""

import re
from typing import NamedTuple

from olcrm.kit import money, phone
from olcrm.kit.errors import OlcrmError
from olcrm.paste import labels, lists

_FIGURES = re.compile(
    r"(?:(?<![\w.,])|(?<=wa\.me/)|(?<=phone=))(?:\(?\+|\(?00?|8|62(?=[\s-]?8)|\()[\d\s().\-]{6,24}\d(?![\w])",
    re.IGNORECASE,
)
_LETTER_O = re.compile(r"(?<!\w)[oO](?=8[\d\s-]{8})")
_LINK = re.compile(r"(?:https?://)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send\S*?phone=)$", re.IGNORECASE)
_UNIT = r"(?:k|rb|rbu|ribu|jt|juta)"
AMOUNT = (
    rf"(?:(?:rp|idr)\.?\s*\d[\d.,]*(?:\s*{_UNIT}\b(?:\s*\d{{1,3}}\s*(?:rb|ribu|k)\b)?)?(?:,-)?"
    rf"|(?<![\w.,])\d{{1,5}}(?:[.,]\d{{1,3}})?\s*{_UNIT}\b(?:\s*\d{{1,3}}\s*(?:rb|ribu|k)\b)?"
    r"|(?<![\w.,])\d{1,3}(?:\.\d{3})+(?:,00)?(?![\w])(?:,-)?"
    r"|(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.00)?(?![\w])(?:,-)?)"
)
_AMOUNT = re.compile(AMOUNT, re.IGNORECASE)
_BARE_AMOUNT = re.compile(r"(?<![\w.,])[1-9]\d{3,7}(?![\w.,]\w|\w)")
_FREE = re.compile(r"(?:gratis|free|bebas|0|rp\.? ?0)(?: ongkir| shipping)?", re.IGNORECASE)
_PLACES = frozenset(lists.words("places"))
_ISLANDS = frozenset(("sumatera", "sulawesi", "kalimantan", "jawa"))
_WORD = re.compile(r"(?<!\w)([a-z]+)(?:\.|(?=[\s,:\d/-]|$))")
_HOUSE = re.compile(
    r"(?<!\w)(?:(?:wisma|puri|villa|vila|taman|graha|bumi|residence|regency|permata|btn|dk|dukuh|lingk|link|asrama|gedung|"
    r"pondok|rusun|toko|pasar|kantor|ds|br|banjar|gampong|nagari|jorong|blok|km)\b\.?\s.*\d|blok\s*\w{1,3}\s*[/-]?\s*\d)",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"(?<!\w)(?:jl|jln|jalan|gg|gang|kec|kecamatan|perum|perumahan|rt|dusun|dsn|komplek|kampung)(?:[.\s\d]|$)",
    re.IGNORECASE,
)
_CITIES = frozenset(lists.words("cities"))
_ACCOUNT = re.compile(r"(?:rek|rekening|bca|bri|bni|bsi|mandiri|permata|cimb|seabank|jago)\W*$", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
_FIRMS = frozenset(lists.words("firms"))
GOODS = frozenset(lists.words("goods"))
_TITLES = frozenset(lists.words("titles"))
_NO_NAMES = frozenset(lists.words("no_names"))


class Phone(NamedTuple):
    """A phone number in a text: as E.164, how sure, and where it stands."""

    number: str
    sure: float
    start: int
    end: int


def phones(text: str) -> list[Phone]:
    """Every phone number in ``text``. What might as well be an account number or a quantity is none."""
    found = []
    text = _LETTER_O.sub("0", text)
    for match in _FIGURES.finditer(text):
        number = _number(match)
        if number and not (number.sure < 0.9 and _ACCOUNT.search(text[max(0, match.start() - 24) : match.start()])):
            found.append(number)
    return found


def _number(match: re.Match[str]) -> Phone | None:
    """The number that ``match`` holds; behind a blank, three figures or more belong to it, fewer do not."""
    groups = list(re.finditer(r"\S+", match[0]))
    for last in range(len(groups), 0, -1):
        typed = match[0][: groups[last - 1].end()]
        parted = [re.sub(r"\D", "", one[0]) for one in groups[1:last]]
        e164 = _dialled(typed) if all(len(one) > 2 for one in parted) else None
        if e164:
            surely = typed.lstrip("( ").startswith(("0", "+", "62")) and (e164[:3] == "+62" or "+" in typed)
            return Phone(e164, 0.95 if surely else 0.6, match.start(), match.start() + len(typed))
    return None


def _dialled(typed: str) -> str | None:
    try:
        return phone.number(typed)
    except OlcrmError:
        return None


def phone_in(value: str) -> tuple[str | None, float, str]:
    """The phone number that was filled in, how sure, and what else stands there; None where it cannot be dialled."""
    whole = _dialled(re.sub(r"\([^\d)]*\)", "", value)) if value else None
    if whole:
        return whole, 1.0, ""
    found = phones(value)
    if not found:
        return None, 0.0, value
    first = found[0]
    rest = _without(value, first)
    return first.number, 0.85 if len(found) == 1 else 0.7, rest


def _without(value: str, number: Phone) -> str:
    """``value`` without its phone number, the brackets that held it, and the link that it was part of."""
    rest = f"{_LINK.sub('', value[: number.start])} {value[number.end :]}"
    rest = labels.bare(re.sub(r"\(\s*\)|\[\s*\]", " ", rest))
    return rest if rest.count("(") == rest.count(")") else rest.strip(" ()")


def amounts(text: str) -> list[tuple[int, int, int]]:
    """``(rupiah, start, end)`` of each amount in ``text`` that says that it is one: by Rp, a unit, or dots in it."""
    found = []
    for match in _AMOUNT.finditer(text):
        value = _rupiah(match[0].rstrip("., ") if not match[0].endswith(",-") else match[0])
        if value is not None and not _in_address(text, match.start()):
            found.append((value, match.start(), match.end()))
    return found


def _in_address(text: str, at: int) -> bool:
    """Whether the word before says that figures count houses, sizes or models."""
    return bool(
        re.search(
            r"(?<!\w)(?:rt|rw|no|nomor|blok|km|size|ukuran|uk|iphone|seri)[.\s]*$",
            text[max(0, at - 24) : at],
            re.IGNORECASE,
        )
    )


def _rupiah(typed: str) -> int | None:
    try:
        return money.amount(typed.replace("rbu", "rb"), zero=True)
    except OlcrmError:
        return None


def amount_in(value: str) -> tuple[int | None, float]:
    """The one amount that was filled in, and how sure; None for none, several, and 55 that may be 55 thousand."""
    if _FREE.fullmatch(labels.bare(value)):
        return 0, 0.9
    found = amounts(value)
    whole = _rupiah(labels.bare(value))
    if whole is not None and whole >= 1_000:
        return whole, 0.95
    if len({one[0] for one in found}) == 1:
        return found[0][0], 0.9
    if not found and len(bare := _BARE_AMOUNT.findall(value)) == 1 and not phones(value):
        return int(bare[0]), 0.75
    return None, 0.0


def bare_amount(text: str) -> tuple[int, int, int] | None:
    """A price at the end of ``text`` without any sign that it is one: five to seven figures, the last two noughts."""
    match = re.search(r"(?<![\w.,])([1-9]\d{2,4}00)\s*$", text)
    return (int(match[1]), match.start(), match.end()) if match and not _in_address(text, match.start()) else None


def is_address(line: str) -> float:
    """How surely ``line`` is, or belongs to, an address."""
    count = _places(line) + bool(_HOUSE.search(line))
    strong = bool(_STRONG.search(line))
    postcode = bool(_POSTCODE.search(line)) and not amounts(line)
    city = any(word in _CITIES for word in re.findall(r"[a-z]+", line.casefold()))
    if count >= 2 or (strong and (postcode or city or re.search(r"\d", line))):
        return 0.85
    if strong or (postcode and (city or count)):
        return 0.7
    return 0.55 if count or (city and ("," in line or len(line.split()) < 4)) or postcode else 0.0


def _places(line: str) -> int:
    """How many words of ``line`` are those of an address."""
    return sum(1 for word in _WORD.findall(line.casefold()) if word in _PLACES or word in _ISLANDS)


def address_start(text: str) -> int | None:
    """Where an address begins within a run-on ``text``."""
    found = _STRONG.search(text)
    return found.start() if found else None


def is_name(line: str) -> bool:
    """Whether ``line`` can be the name of a person: a few words of letters, none of them one that talks."""
    words = labels.bare(line).split()
    if not 1 <= len(words) <= 5 or len(line) > 48:
        return False
    plain = [word.strip(".,()'").casefold() for word in words]
    return (
        all(re.fullmatch(r"'?[^\W\d_][^\d_:=?!@#]*", word) for word in words)
        and not _NO_NAMES & set(plain)
        and (plain[0] not in GOODS or plain[0] in _TITLES)
        and any(len(word) > 1 and word not in _TITLES for word in plain)
        and not ("," in line and _CITIES & set(plain))
        and not (len(plain) < 4 and all(word in _CITIES for word in plain))
    )


def is_person(line: str) -> bool:
    """Whether ``line`` is rather the name of a person than of a house, a firm or a street."""
    words = line.split()
    return is_name(line) and line.istitle() and 1 < len(words) < 4 and not _FIRMS & set(line.casefold().split())


def is_titled(line: str) -> bool:
    """Whether ``line`` is a name that begins with *Ibu*, *Pak* and the like, so that it is no street."""
    return is_name(line) and labels.bare(line).split()[0].strip(".").casefold() in _TITLES


def unknown_label(line: str) -> bool:
    """Whether ``line`` begins with a few words and a colon, so that it goes on with nothing that stood before."""
    return bool(re.match(r"[^\W\d][\w /.]{1,24}:(?:\s|$)", line)) and not _places(line.split()[0])
