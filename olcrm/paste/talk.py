"""People who do not fill in forms: courtesies, run-on sentences, and what a message is about.

A sentence is cut at the words that announce something (*atas nama*, *kirim ke*, *pesan*); a phone number is a cut too.
"""

import re
from typing import TYPE_CHECKING

from olcrm.kit import couriers
from olcrm.paste import cuts, finding, items, labels, lists, variants
from olcrm.paste.labels import Labelled
from olcrm.paste.phrases import Phrases

if TYPE_CHECKING:
    from olcrm.paste.filling import Form

LONGEST_COURTESY = 200  # characters
_COURTESY = Phrases("courtesies")
_COD = re.compile(
    r"(?<!\w)(?:di)?(?:(?:bayar\w*|by|via|pakai|pake|sistem)\s+)?(?:cod|(?:bayar )?di ?tempat|cash on delivery)(?!\w)",
    re.IGNORECASE,
)
_NOT_COD = re.compile(
    r"\?|(?<!\w)(?:tidak|gak|ga|nggak|ngga|non|bukan|tdk|bisa|atau|ketemu\w*)(?!\w)|cod\s*/|/\s*cod", re.IGNORECASE
)
_NAME_ENDS = re.compile(r"\s*[,;(]\s*|(?<=\w{4})\.\s*|\s+(?:dari|di|yang|yg|mau|ingin)\s", re.IGNORECASE)
_DAYS = ("when", "needed")
_IF = re.compile(r"(?:kalo|kalau|klo|jika|misal)", re.IGNORECASE)
_CLAUSE = re.compile(r"(?<=[.?!])\s+|,\s+")
_GUESSED = 0.6  # how sure a number is that may as well be another kind of number
_SENTENCE = re.compile(r"(?<=[a-z)])[.!]\s+(?=[A-Z])")
WISHING = "loose items"  # somebody said that she orders; what stands next may be the goods or her name
_SIGN = re.compile(r"^[\s,:;!.-]+")
_FAREWELL = re.compile(r"\W*(?:hormat (?:saya|kami)|salam|regards|best|ttd|demikian)\b", re.IGNORECASE)
_TALKS = Phrases("talking")
_FIGURES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_DIGITS = {word: str(figure) for figure, word in enumerate(_FIGURES)} | {"kosong": "0", "zero": "0"}
_SPOKEN = re.compile(rf"(?<!\w)(?:(?:{'|'.join(_DIGITS)})[\s,-]+){{8,13}}(?:{'|'.join(_DIGITS)})(?!\w)", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:[\s,.!]*\b(?:{lists.patterns('closings')})\b)+[\s,.!]*$", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:[\s,:;!.-]*\b(?:ya+|dong|nih|kak|ka|mba|mbak|sis|min|di|yaitu|adalah|is)\b)+[\s,:;!.-]*", re.IGNORECASE
)
_TRANSFER = Phrases("transfers")
_MONEY_SENT = re.compile(r"(?m)^(?:tf|transfer|trf)\s+(?:rp|\d)", re.IGNORECASE)
_RESI = re.compile(
    r"(?<!\w)(?:no(?:mor)?\.?\s*)?(?:resi(?:nya)?|awb|tracking(?: (?:number|no|code))?|waybill)(?!\w)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w/])(?=[A-Za-z0-9-]*\d{4})[A-Z0-9](?:[A-Za-z0-9-]{7,22})[A-Za-z0-9](?!\w)")
_SPACED = re.compile(r"(?<![\w+])[A-Z0-9]{3,6}(?: \d{3,5}){2,4}(?!\w)")
_ASKS = re.compile(
    r"(?<!\w)(?:(?:mau|numpang|ijin|izin|boleh) (?:tanya|nanya|bertanya)|berapa lama|minimal order|min order)(?!\w)",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(r"\W*(?:(?:kak|min|sis|mba|mbak)\W+)?(?:kalo|kalau|klo|jika|misal)\b", re.IGNORECASE)
_QUESTION = Phrases("questions")


def is_courtesy(piece: str) -> bool:
    """Whether a line is only kind: a greeting, thanks."""
    return len(piece) < LONGEST_COURTESY and _COURTESY.fill(labels.bare(piece))


def is_farewell(piece: str) -> bool:
    """Whether what follows a courtesy is who signs, and nothing that is filled in."""
    return bool(_FAREWELL.match(piece))


def talks(piece: str) -> bool:
    """Whether a line says something to somebody, and so names no goods."""
    return "?" in piece or _TALKS.among(piece)


def keywords(text: str, *, address: bool = True) -> int:
    """How many words in ``text`` announce something."""
    return sum(1 for found in cuts.find(text) if address or found.field != "address")


def is_transfer(text: str) -> bool:
    """Whether somebody says that she has paid, or a bank does."""
    return _TRANSFER.among(text) or bool(_MONEY_SENT.search(text))


def is_question(text: str) -> bool:
    """Whether somebody asks something."""
    return "?" in text or _QUESTION.among(text)


def orders(text: str) -> bool:
    """Whether a line says that something is ordered."""
    return any(found.field == "items" for found in cuts.find(text)) or "kirim" in text.casefold()


def announces(text: str) -> bool:
    """Whether a line begins with a word that announces what follows it."""
    found = cuts.find(text)[:1]
    return bool(found) and not found[0].start and found[0].field != "address" and found[0].end < len(text)


def only_asks(text: str) -> bool:
    """Whether somebody says that she only asks."""
    return bool(_ASKS.search(text) or (text.rstrip().endswith("?") and _SUPPOSED.match(text)))


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
    text = _SPACED.sub(lambda one: one[0].replace(" ", ""), text) if said else text
    found = [one[0] for one in _NUMBER.finditer(text) if not any(map(_is_sure, finding.phones(one[0])))]
    found = [one for one in found if said or couriers.guesses(one)]
    alone = len(text.split()) <= 4 or (couriers.named(text) is not None and len(text.split()) < 9)
    return found[0] if len(set(found)) == 1 and (said or alone) else None


def _is_sure(number: finding.Phone) -> bool:
    return number.sure > _GUESSED


def spoken(text: str) -> str:
    """``text`` with a phone number that was read out figure by figure written in figures."""
    return _SPOKEN.sub(
        lambda found: "".join(_DIGITS[word] for word in re.findall(r"[a-z]+", found[0].casefold())), text
    )


def run_on(form: "Form", text: str) -> bool:
    """Read a sentence that tells several things at once into ``form``; False when a part of it stays unread."""
    text = spoken(text)
    done, field, start = True, "", 0
    found = _cuts(text)
    if found and all(what == "note" for _at, _end, what in found):
        return form.take(Labelled("note", "", text.strip(), 0.7))
    form.whose = ""
    for at, end, following in [*found, (len(text), len(text), "")]:
        if at < start:
            continue
        done = _segment(form, field, text[start:at]) and done
        field, start = following, end
    form.whose = ""
    if form.ordering and not form.lines and any(what == "items" for _at, _end, what in found):
        form.open = WISHING
    return done


def _cuts(text: str) -> list[tuple[int, int, str]]:
    """Where something is announced: from, to, and what; a phone number announces itself, and so does a street."""
    numbers = finding.phones(text)
    inside = [(one.start, one.end) for one in numbers]
    found = [
        (one.start, one.start if one.field in _DAYS else one.end, one.field)
        for one in cuts.find(text)
        if not _within(one.start, inside)
    ]
    found += [(one.start, one.start, "figures") for one in numbers] + [(one.end, one.end, "rest") for one in numbers]
    street = finding.address_start(text)
    announced = [at for at, _end, what in found if what == "address" and street is not None and at <= street]
    if street is not None and not (announced and not any(announced[-1] < at < street for at, _e, _w in found)):
        found.append((street, street, "address"))
    found.sort()
    return [one for place, one in enumerate(found) if not (place and one[2] == "when" and found[place - 1][2] in _DAYS)]


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _segment(form: "Form", field: str, text: str) -> bool:
    opening = _OPENING if field not in ("name", "recipient") else _SIGN
    value = _CLOSING.sub("", labels.bare(opening.sub("", text))).strip(" .,")
    if field == "items":
        form.ordering, form.open, form.fresh = True, WISHING, 0
    if field == "address" and not any(map(str.isalnum, value)):
        form.open = "address"
    if not any(map(str.isalnum, value)) or is_courtesy(value):
        return True
    if field == "figures":
        return form.take(Labelled("phone", "", value, 0.9))
    if field in ("name", "recipient"):
        form.whose = field if field == "recipient" else ""
        return _named(form, field, value)
    if field == "address":
        return _placed(form, value)
    if field == "items" or (field in ("", "rest") and items.marked(value) and not talks(value)):
        form.ordering = True
        return _ordered(form, value)
    if field in ("total", "shipping"):
        value = re.split(r",\s", value, maxsplit=1)[0]
    if field in ("courier", "note", "total", "shipping", "when", "needed"):
        return form.take(Labelled(field, "", value, 0.7))
    return field in ("", "rest", "phone") and _told(form, field, value)


def _placed(form: "Form", value: str) -> bool:
    """An address in a sentence; a name may stand before it."""
    first, comma, rest = value.partition(",")
    named = comma and rest.strip() and finding.is_name(first) and not finding.is_address(first)
    if finding.is_name(value) and not finding.is_address(value) and "name" not in form.values and len(value) < 16:
        return form.keep("name", value, 0.5)
    if named and "name" not in form.values:
        form.keep("name", labels.bare(first), 0.55)
        value = labels.bare(rest)
    return form.take(Labelled("address", "", value, 0.75))


def _told(form: "Form", field: str, value: str) -> bool:
    """A part of a sentence that nothing announces."""
    named = finding.is_name(value) and (field or finding.is_person(value) or finding.is_titled(value))
    if named and "name" not in form.values:
        return form.keep("name", value, 0.5)
    if field != "phone" and finding.is_address(value) > 0.6 and not form.places:
        return form.take(Labelled("address", "", value, 0.65))
    return False


def _named(form: "Form", field: str, value: str) -> bool:
    """As many of the words behind *atas nama* as can be a name."""
    words = _NAME_ENDS.split(value, maxsplit=1)[0].split()
    for count in range(min(4, len(words)), 0, -1):
        name = " ".join(words[:count])
        if finding.is_name(name):
            kept = form.keep(field, name, 0.75 if len(words) == count else 0.55)
            return kept and name == value
    return False


def _ordered(form: "Form", value: str) -> bool:
    value, cod = without_cod(value)
    form.cod = form.cod or cod
    said, colon, rest = value.partition(": ")
    value = rest if colon and rest.strip() and not re.search(r"\d", said) else value
    value, *more = _SENTENCE.split(value)
    named = [one for one in more if finding.is_titled(one)]
    if named and "name" not in form.values:
        form.keep("name", labels.bare(named[0]), 0.55)
    if len(more) > len(named):
        return _ordered(form, value) and False
    asked = [clause for clause in _CLAUSE.split(value) if _asked(clause)]
    for clause in asked:
        value = value.replace(clause, " ")
    if is_courtesy(value) or not any(map(str.isalnum, value)):
        return not asked
    found = variants.read(value) or items.several(value, loosely=True)
    if not any(line.stated or line.price is not None for line in found):
        return not talks(value) and form.wish(found)
    form.add(found, 0.1)
    return bool(found) and not asked


def _asked(clause: str) -> bool:
    """Whether a part of a wish asks something; *may I order 2 bags?* does not."""
    if _QUESTION.among(clause) or _IF.match(clause):
        return True
    return "?" in clause and not any(line.stated for line in items.several(clause.rstrip(" ?"), loosely=True))


def without_cod(text: str) -> tuple[str, bool]:
    """``text`` without the word that it is paid on delivery, and whether it says so."""
    if _NOT_COD.search(text):
        return text, False
    without = _COD.sub(" ", text)
    return (labels.bare(without), True) if without != text else (text, False)
