"""Couriers by their short codes, and which of them may have given out a tracking number.

The shapes of tracking numbers contradict one another from source to source, so they put guesses in an order and never
refuse a number.
"""

import re

NAMES = {
    "jne": "JNE",
    "jnt": "J&T Express",
    "jnt_cargo": "J&T Cargo",
    "sicepat": "SiCepat",
    "anteraja": "AnterAja",
    "spx": "SPX",
    "ninja": "Ninja Xpress",
    "pos": "POS Indonesia",
    "ide": "ID Express",
    "lion": "Lion Parcel",
    "tiki": "TIKI",
    "wahana": "Wahana",
    "sap": "SAP Express",
    "rpx": "RPX",
    "rex": "REX",
    "paxel": "Paxel",
    "lex": "Lazada Logistics",
    "gosend": "GoSend",
    "grab": "GrabExpress",
}
_WORDS = (
    ("jnt_cargo", r"j ?(?:&|n|dan) ?t cargo"),
    ("jnt", r"j ?(?:&|n|dan) ?t"),
    ("jne", r"jne"),
    ("sicepat", r"si ?cepat"),
    ("anteraja", r"anter ?aja"),
    ("spx", r"spx|shopee ?(?:express|xpress)"),
    ("ninja", r"ninja"),
    ("pos", r"pos(?:aja| indonesia| kilat| express)?"),
    ("ide", r"id ?(?:express|xpress)"),
    ("lion", r"lion(?: ?parcel)?"),
    ("tiki", r"tiki"),
    ("wahana", r"wahana"),
    ("sap", r"sap(?: express)?"),
    ("rpx", r"rpx"),
    ("rex", r"rex"),
    ("paxel", r"paxel"),
    ("gosend", r"go ?send|gojek|go-send"),
    ("grab", r"grab(?: ?express)?"),
    ("lex", r"lazada (?:logistics|express)"),
)
_ANY = "|".join(f"(?P<{code}>{pattern})" for code, pattern in _WORDS)
_FIGURES = tuple("0123456789")
# The likeliest first: a courier, how its numbers begin, and what they are. Only a pattern whose beginning fits is
# tried, because compiling all of them takes longer than what a parcel command does.
_SHAPES = (
    ("spx", ("SPX",), r"SPX[A-Z]{0,2}[0-9]{10,16}[A-Z]?"),
    ("pos", ("RR", "SHPE"), r"RR[0-9]{9}ID|SHPE[0-9]{11}"),
    ("ide", ("ID",), r"ID[SXE][0-9]{12}"),
    ("ninja", ("NLIDAP", "NVID", "SHP"), r"NLIDAP[0-9A-Z]+|NVID[0-9A-Z]+|SHP[0-9][0-9A-Z]+"),
    ("jne", ("CM",), r"CM[0-9]{11}"),
    ("jne", ("TJR", "TG", "CGK"), r"(?:TJR|TG|CGK)[0-9A-Z]{8,}"),
    ("jne", ("JT",), r"JT[0-9]{11}"),
    ("jnt", ("J",), r"J[A-Z][0-9]{10,14}"),
    ("lion", ("11LP", "LP"), r"(?:11)?LP[0-9A-Z]{6,}"),
    ("anteraja", ("TSA",), r"TSA[0-9A-Z]{6,}"),
    ("anteraja", _FIGURES, r"1000[0-9]{10,12}|[0-9]{14}"),
    ("sicepat", ("00",), r"00[0-9]{10}"),
    ("jne", _FIGURES, r"[0-9]{12,15}"),
    ("jnt_cargo", _FIGURES, r"[0-9]{12}"),
    ("sicepat", _FIGURES, r"[0-9]{12}"),
    ("pos", _FIGURES, r"[0-9]{13}"),
)
# One of these is in whatever names a courier, and one of those stands second in a name that begins like a code.
_HINTS = (
    *("jn", "j&", "j n", "j &", "jdan", "j dan", "cepat", "anter", "spx", "shopee", "ninja", "pos", "lion", "tiki"),
    *("express", "xpress", "wahana", "sap", "rpx", "rex", "paxel", "send", "gojek", "grab", "lazada"),
)
_SECOND = ("cargo", "indonesia", "kilat", "express", "xpress", "parcel")
# Where parcels are looked up. Only SPX's page opens at the parcel itself; on the others the number is pasted.
_PAGES = {
    "jne": "https://www.jne.co.id/id/tracking/trace",
    "jnt": "https://www.jet.co.id/track",
    "sicepat": "https://www.sicepat.com/checkAwb",
    "anteraja": "https://anteraja.id/tracking",
    "spx": "https://spx.co.id/track?{resi}",
    "ninja": "https://www.ninjaxpress.co/id-id/tracking",
    "tiki": "https://www.tiki.id/id/tracking",
    "pos": "https://www.posindonesia.co.id/id/tracking",
    "wahana": "https://www.wahana.com/",
    "lion": "https://lionparcel.com/",
    "sap": "https://www.sap-express.id/",
}


def named(text: str) -> str | None:
    """The code of the one courier that ``text`` names; None for none, and where several are named."""
    folded = text.casefold()
    if not any(hint in folded for hint in _HINTS):
        return None
    found = {match.lastgroup for match in re.finditer(rf"(?<![a-z])(?:{_ANY})(?![a-z])", folded)}
    return found.pop() if len(found) == 1 else None


def shown(code: str) -> str:
    """How people write the courier with this code; what is no code stays as it is."""
    return NAMES.get(code, code)


def told(text: str) -> tuple[str, str | None]:
    """What ``jne reg`` says: the code of the courier it begins with and the service behind it, else the words alone."""
    words = " ".join(text.split())
    first, _blank, rest = words.partition(" ")
    code: str | None = first.lower() if first.lower() in NAMES else None
    if code and not rest.casefold().startswith(_SECOND):
        return code, rest.strip(" -,:()").upper() or None
    match = re.match(rf"(?:{_ANY})(?![a-z])", words, re.IGNORECASE)
    if match and (code is None or match.end() > len(first)):  # “jnt cargo” is another courier than jnt
        code, rest = match.lastgroup, words[match.end() :]
    if code and words.casefold().startswith(NAMES[code].casefold()):  # “J&T Express” is no service of J&T's
        rest = words[len(NAMES[code]) :]
    return (code, rest.strip(" -,:()").upper() or None) if code else (words, None)


def written(text: str) -> str:
    """``jne reg`` as it is kept, ``jne REG``: by the code where there is one."""
    return " ".join(filter(None, told(text)))


def shown_whole(text: str) -> str:
    """``jne REG`` as people write it, ``JNE REG``."""
    code, service = told(text)
    return " ".join(filter(None, (shown(code), service)))


def guesses(number: str) -> list[str]:
    """Codes of the couriers whose numbers look like ``number``, the likeliest first; may be empty."""
    bare = "".join(char for char in number.upper() if char.isascii() and char.isalnum())
    fit = (code for code, begins, pattern in _SHAPES if bare.startswith(begins) and re.fullmatch(pattern, bare))
    return list(dict.fromkeys(fit))


def page(code: str | None, number: str, own: str | None, otherwise: str) -> str:
    """Where the parcel with this tracking number is looked up: ``own`` is the shop's link for its courier.

    ``otherwise`` is for couriers without a page; {resi} in either stands for the number.
    """
    return (own or _PAGES.get(code or "", otherwise)).replace("{resi}", number)
