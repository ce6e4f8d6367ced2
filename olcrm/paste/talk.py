"""People who do not fill in forms: courtesies, run-on sentences, and what a message is about.

A sentence is cut at the words that announce something (*atas nama*, *kirim ke*, *pesan*); a phone number is a cut too.
"""

import re
from typing import TYPE_CHECKING

from olcrm.kit import couriers
from olcrm.paste import finding, items, labels
from olcrm.paste.labels import Labelled

if TYPE_CHECKING:
    from olcrm.paste.filling import Form

_HEADING = re.compile(
    r"\W*(?:(?:silakan|silahkan|tolong|mohon|yuk|please|pls)?\s*(?:isi|di ?isi|lengkapi|copy|fill in|fill out)?\s*"
    r"(?:dulu|di)?\s*(?:the|data)?\s*(?:format(?:nya)?|form(?:ulir)?|fo|f\.o|data)\s*"
    r"(?:order(?:an)?|pesanan|pemesanan|pembelian|pembeli|pemesan|pengiriman|diri|customer|penerima)?"
    r"|order form|data order|new order|orderan baru|pesanan baru|order baru|fix ?order)\s*"
    r"(?:berikut|ini|ya+|kak|dulu|nya|di ?bawah|lengkap|\d{1,4}|no|toko \w+|[\w ]{0,20}shop)*+\W*+",
    re.IGNORECASE,
)
LONGEST_COURTESY = 200  # characters
_ORDER_FORM = re.compile(r"order|pesan|beli|(?<!\w)fo(?!\w)", re.IGNORECASE)
_COURTESY = re.compile(rf"(?:\W*+\b(?:{labels.patterns('courtesies')})\b)++\W*+", re.IGNORECASE)
_TALKS = re.compile(rf"(?<!\w)(?:{labels.patterns('talking')})(?!\w)|\?", re.IGNORECASE)
_CUT = re.compile(
    "|".join(
        rf"(?P<{field}>(?<![\w-])(?:{'|'.join(found)})(?!\w))" for field, found in labels.fields("cuts", "\n").items()
    ),
    re.IGNORECASE,
)
_FIGURES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_DIGITS = {word: str(figure) for figure, word in enumerate(_FIGURES)} | {"kosong": "0", "zero": "0"}
_SPOKEN = re.compile(rf"(?<!\w)(?:(?:{'|'.join(_DIGITS)})[\s,-]+){{8,13}}(?:{'|'.join(_DIGITS)})(?!\w)", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:[\s,.!]*\b(?:{labels.patterns('closings')})\b)+[\s,.!]*$", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:[\s,:;!.-]*\b(?:ya+|dong|nih|kak|ka|mba|mbak|sis|min|di|yaitu|adalah|is)\b)+[\s,:;!.-]*", re.IGNORECASE
)
_TRANSFER = re.compile(labels.patterns("transfers"), re.IGNORECASE | re.MULTILINE)
_RESI = re.compile(
    r"(?<!\w)(?:no(?:mor)?\.?\s*)?(?:resi(?:nya)?|awb|tracking(?: (?:number|no|code))?|waybill)(?!\w)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w/])(?=[A-Za-z0-9-]*\d{4})[A-Z0-9](?:[A-Za-z0-9-]{7,22})[A-Za-z0-9](?!\w)")
_QUESTION = re.compile(rf"\?|(?<!\w)(?:{labels.patterns('questions')})(?!\w)", re.IGNORECASE)


def is_heading(piece: str) -> bool:
    """Whether a line only says that a form follows."""
    return len(piece) < 80 and bool(_HEADING.fullmatch(piece))


def is_order_form(piece: str) -> bool:
    """Whether a heading is that of an order."""
    return bool(_ORDER_FORM.search(piece))


def is_courtesy(piece: str) -> bool:
    """Whether a line is only kind: a greeting, thanks."""
    return len(piece) < LONGEST_COURTESY and bool(_COURTESY.fullmatch(labels.bare(piece)))


def talks(piece: str) -> bool:
    """Whether a line says something to somebody, and so names no goods."""
    return bool(_TALKS.search(piece))


def keywords(text: str, *, address: bool = True) -> int:
    """How many words in ``text`` announce something."""
    return sum(1 for found in _CUT.finditer(text) if address or found.lastgroup != "address")


def is_transfer(text: str) -> bool:
    """Whether somebody says that she has paid, or a bank does."""
    return bool(_TRANSFER.search(text))


def is_question(text: str) -> bool:
    """Whether somebody asks something."""
    return bool(_QUESTION.search(text))


def heads(line: str) -> list[str]:
    """The fields of the labels with a sign behind them in a line."""
    found = (labels.read(piece) for piece in labels.parts(labels.plain(line)))
    return [
        one.field
        for one in found
        if one is not None and (one.sure > 0.8 or (one.field == "name" and finding.is_name(one.value)))
    ]


def tracking(text: str) -> str | None:
    """The tracking number in a message that is about one, or is nothing else; None without."""
    said = bool(_RESI.search(text))
    found = [one[0] for one in _NUMBER.finditer(text) if not finding.phones(one[0])]
    found = [one for one in found if said or couriers.guesses(one)]
    alone = len(text.split()) <= 4 or (couriers.named(text) is not None and len(text.split()) < 9)
    return found[0] if len(set(found)) == 1 and (said or alone) else None


def spoken(text: str) -> str:
    """``text`` with a phone number that was read out figure by figure written in figures."""
    return _SPOKEN.sub(
        lambda found: "".join(_DIGITS[word] for word in re.findall(r"[a-z]+", found[0].casefold())), text
    )


def run_on(form: "Form", text: str) -> bool:
    """Read a sentence that tells several things at once into ``form``; False when a part of it stays unread."""
    text = spoken(text)
    done, field, start = True, "", 0
    for at, end, following in [*_cuts(text), (len(text), len(text), "")]:
        if at < start:
            continue
        done = _segment(form, field, text[start:at]) and done
        field, start = following, end
    return done


def _cuts(text: str) -> list[tuple[int, int, str]]:
    """Where something is announced: from, to, and what; a phone number announces itself, and so does a street."""
    numbers = finding.phones(text)
    inside = [(one.start, one.end) for one in numbers]
    cuts = [
        (one.start(), one.end(), str(one.lastgroup)) for one in _CUT.finditer(text) if not _within(one.start(), inside)
    ]
    cuts += [(one.start, one.start, "figures") for one in numbers] + [(one.end, one.end, "rest") for one in numbers]
    street = finding.address_start(text)
    announced = [at for at, _end, what in cuts if what == "address" and street is not None and at <= street]
    if street is not None and not (announced and not any(announced[-1] < at < street for at, _e, _w in cuts)):
        cuts.append((street, street, "address"))
    return sorted(cuts)


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _segment(form: "Form", field: str, text: str) -> bool:
    value = _CLOSING.sub("", labels.bare(_OPENING.sub("", text))).strip(" .,")
    if not any(map(str.isalnum, value)) or is_courtesy(value):
        return True
    if field == "figures":
        return form.take(Labelled("phone", "", value, 0.9))
    if field in ("name", "recipient"):
        return _named(form, field, value)
    if field == "address":
        first, comma, rest = value.partition(",")
        if (
            comma
            and rest.strip()
            and finding.is_name(first)
            and not finding.is_address(first)
            and "name" not in form.values
        ):
            form.keep("name", labels.bare(first), 0.55)
            value = labels.bare(rest)
        return form.take(Labelled("address", "", value, 0.75))
    if field == "items" or (field in ("", "rest") and items.marked(value) and not talks(value)):
        form.ordering = True
        return _ordered(form, value)
    if field in ("courier", "note", "total", "shipping"):
        return form.take(Labelled(field, "", value, 0.7))
    if field in ("", "rest", "phone") and finding.is_name(value) and "name" not in form.values:
        return form.keep("name", value, 0.5)
    if field in ("", "rest") and finding.is_address(value) > 0.6 and not form.places:
        return form.take(Labelled("address", "", value, 0.65))
    return False


def _named(form: "Form", field: str, value: str) -> bool:
    """As many of the words behind *atas nama* as can be a name."""
    words = re.split(r"\s*[,.;(]\s*", value, maxsplit=1)[0].split()
    for count in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:count])
        if finding.is_name(name):
            kept = form.keep(field, name, 0.75 if len(words) == count else 0.55)
            return kept and name == value
    return False


def _ordered(form: "Form", value: str) -> bool:
    found = items.several(value, loosely=True)
    form.add(found, 0.1)
    return bool(found)
