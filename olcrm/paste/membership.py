"""A membership form that came back filled in. It is known by its heading, so that no order is taken for one."""

import re
from typing import Any

from olcrm.kit.typed import plain
from olcrm.paste import finding, labels, talk
from olcrm.paste.pasted import Pasted

TYPE = "member"
_HEADINGS = frozenset(("formulir member", "form member", "formulir keanggotaan", "membership form", "member form"))
_LABELS = {
    **dict.fromkeys(("nama", "nama lengkap", "name", "full name"), "name"),
    **dict.fromkeys(("no hp", "hp", "no wa", "wa", "whatsapp", "nomor hp", "phone"), "phone"),
    **dict.fromkeys(("tanggal lahir", "tgl lahir", "ulang tahun", "birthday", "date of birth"), "birthday"),
    **dict.fromkeys(("alamat", "alamat lengkap", "address"), "address"),
    **dict.fromkeys(("ucapan hari raya", "hari raya", "feast greetings"), "celebrates"),
    **dict.fromkeys(("boleh diberi ucapan", "may be greeted"), "greetings"),
    **dict.fromkeys(("boleh dikabari promo", "may get offers"), "offers"),
}
_SIZE = re.compile(r"(?:ukuran (?P<id>[^\W\d_]+))|(?:(?P<en>[^\W\d_]+) size)")
_BRACKETS = re.compile(r"\([^()]*\)")
_ENDS = ("isiannya hanya dipakai", "what you write is only used")
_YES = frozenset(["ya", "iya", "y", "yes", "boleh", "ok", "oke", "mau", "setuju", "silakan"])
_NO = frozenset(["tidak", "tdk", "tak", "nggak", "enggak", "gak", "ga", "no", "n", "jangan", "jgn"])
# A yes with one of these is no plain one: what she allows, and when, is for her to say and for a person to read.
_BUT = frozenset(["tapi", "tp", "tetapi", "asal", "asalkan", "kalau", "kalo", "klo", "nanti", "but", "if"])
FEWEST = 2  # labels below the heading; fewer may be a sentence about the form


def read(text: str) -> Pasted | None:
    """What was filled in; None for all that is no membership form, and for a form that orders something, too."""
    lines = [labels.plain(line) for line in labels.lines(text)]
    headings = [place for place, line in enumerate(lines) if _words(line) in _HEADINGS]
    if len(headings) != 1 or any("items" in talk.heads(line) for line in lines):
        return None  # of two forms in one message nobody can be sure whose is whose
    values: dict[str, Any] = {}
    unread: list[str] = []
    told, last = 0, ""
    for line in lines[headings[0] + 1 :]:
        name, colon, value = line.partition(":")
        field = _field(name) if colon else None
        if field:
            told, last = told + 1, field
            _keep(values, unread, field, value.strip(), line)
        elif last == "address" and line and "address" in values and not colon:
            values["address"] += f", {line}"
        elif line and not line.casefold().startswith(_ENDS) and not talk.is_courtesy(line):
            unread.append(line)
    if told < FEWEST:
        return None
    sure = {"type": 0.95, **dict.fromkeys(values, 0.9)}
    return Pasted(TYPE, values, (), sure, unread, told, text)


def agrees(words: str) -> bool | None:
    """Whether she agrees; None where it is neither a plain yes nor begins with a no."""
    said = plain(words).replace(",", " ").replace(".", " ").split()
    if said and said[0] in _NO:
        return False
    return True if not _YES.isdisjoint(said) and (_NO | _BUT).isdisjoint(said) else None


def _words(line: str) -> str:
    return " ".join(re.findall(r"[^\W\d_]+", line.casefold()))


def _field(label: str) -> str | None:
    """What a label asks for: one of the fields, or ``size gamis``."""
    said = _words(_BRACKETS.sub(" ", label))
    size = _SIZE.fullmatch(said)
    return f"size {size['id'] or size['en']}" if size else _LABELS.get(said)


def _keep(values: dict[str, Any], unread: list[str], field: str, value: str, line: str) -> None:
    if labels.is_empty(value):
        return
    if field.startswith("size "):
        values.setdefault("sizes", []).append((field.removeprefix("size "), value))
    elif field == "phone":
        number = finding.phone_in(value)[0]
        if number:
            values["phone"] = number
        else:
            unread.append(line)
    elif field in ("greetings", "offers") and agrees(value) is None:
        unread.append(line)
    else:
        values[field] = value
