"""The messages a shop sends, how their fields are filled in, and the tone they must keep.

A message is plain text with ``{field}`` in it. Whoever fills one in hands over every field that ``FIELDS``
allows it, each already written for the reader (``Rp150.000``, ``Selasa, 24 November``); what does not
apply, an amount of nothing included, is an empty string, and its line is then left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from string import Template

from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.record import Record
from olcrm.kit.text import LANGUAGES, _

NAMES = (
    "remind-1",
    "remind-2",
    "release",
    "settle-1",
    "settle-2",
    "due-1",
    "due-2",
    "birthday",
    "invoice",
    "thanks-paid",
    "statement",
    "consent",
    "offer",
    "format-order",
    "promise-moved",
    "errand-bought",
    "errand-not-found",
    "errand-ask",
)
SECOND = frozenset({"remind-2", "settle-2", "due-2"})  # these ask how she is, and name no amount
LONGEST = 2_000  # characters; the link that opens a chat with a longer text gets cut by some phones

PERSON = frozenset({"greeting", "name", "shop"})
ORDER = PERSON | {"order", "items"}
SUMS = frozenset({"goods", "shipping", "discount", "unique_code", "total", "paid", "balance"})
AMOUNTS = SUMS | {"item_lines", "dues"}  # the two blocks carry prices
BILL = ORDER | SUMS | {"item_lines", "accounts", "keep_until", "due_on"}
# ``greeting`` is "Kak Rina", ``name`` the whole name. ``items`` is one line without prices, ``item_lines``,
# ``dues`` and ``accounts`` are blocks of lines. ``paid`` and ``balance`` are of the whole order or due, not
# of the last payment, ``price`` of all pieces on offer. ``purpose`` is what consent is asked for, as a verb. ``day`` is
# the birthday, or the day on which a statement or an invoice is drawn up. A memo is the owner's own words and may hold
# an amount, so a second reminder does without it.
FIELDS: dict[str, frozenset[str]] = {
    "remind-1": BILL,
    "remind-2": ORDER | {"accounts", "keep_until"},
    "release": ORDER | {"paid"},
    "settle-1": BILL,
    "settle-2": ORDER | {"accounts", "keep_until", "due_on"},
    "due-1": PERSON | {"memo", "total", "paid", "balance", "due_on", "accounts"},
    "due-2": PERSON | {"accounts", "due_on"},
    "birthday": PERSON | {"day"},
    "invoice": BILL | {"day"},
    "thanks-paid": BILL | {"memo"},
    "statement": PERSON | {"dues", "total", "paid", "balance", "accounts", "day"},
    "consent": PERSON | {"purpose"},
    "offer": PERSON | {"items", "price", "keep_until"},
    "format-order": PERSON,
    "promise-moved": ORDER | {"before", "promised_on"},
    "errand-bought": PERSON | {"memo", "spent", "fee", "paid", "balance", "due_on", "accounts"},
    "errand-not-found": PERSON | {"memo", "refunded", "credited"},
    "errand-ask": PERSON | {"memo", "price", "limit"},
}

# A false alarm costs the owner a word, a threat that slips through costs her a customer; but a check that
# cries wolf gets ignored. So only whole words count ("Dendang" is a name), with nothing after them but an
# Indonesian ending, and a word that is harmless by itself is listed in ``tone/`` only inside the phrase that
# stings. Shops mix both languages freely, so every text is held against all of the words.
ENDINGS = "nya|lah|kah|pun|mu|ku"
WORD = r"[^\s*_~.!?-]+"  # a word that "…" passes over; a sentence's end it does not
BETWEEN = r"[\s*_~-]+"  # the words of a phrase may be bold, hyphened, or on two lines
MONEY = (
    r"(?<!\w)(?:rp|idr)[\s.*]*\d[\d.,]*"
    r"|(?<![\w.,])\d+(?:[.,]\d+)?\s*(?:rb|ribu|k|jt|juta|ratus|perak)(?![^\W\d])"
    r"|(?<![\w.,])\d{1,3}(?:[.,]\d{3})+(?!\d)"
    r"|(?<![\w.,])\d{5,8}(?!\w)"  # shorter is a year, longer a telephone or account number
    r"|(?<!\w)(?:\w+\s+)?(?:ribu|juta|rupiah)(?!\w)"
)
QUOTED_AT_MOST = 5


class Placeholder(Template):
    """``{field}`` where Python has ``${field}``: ``{{`` is one brace, and a dollar is only a dollar."""

    delimiter = "{"
    # The standard library compiles the string by itself and publishes only the compiled type.
    pattern = r"\{(?:(?P<escaped>\{)|(?P<named>[^{}\n]+)\}|(?P<braced>(?!))|(?P<invalid>))"  # type: ignore[assignment]


class Wording(Record):
    """One message in one language, as it is used; ``own`` when the shop wrote it, else it is the built-in."""

    name: str
    language: str
    text: str
    own: bool


def default(name: str, language: str) -> str:
    """The built-in wording of message ``name``. Raises Missing when there is no such message or language."""
    _must_exist(name, language)
    return (Path(__file__).parent / "defaults" / language / f"{name}.txt").read_text(encoding="utf-8")


def render(text: str, fields: Mapping[str, str]) -> str:
    """``text`` with its fields filled in, paragraphs one blank line apart, without blank ends.

    Left out are: a line whose fields are all empty; a line without fields that ends in ":" when
    such empty lines were all that followed it in its paragraph; a paragraph of which nothing remains. Values
    are put in as they are, whatever they contain. Raises Misunderstood for a field that is not in ``fields``
    and for a brace that opens none.
    """
    wording = Placeholder(text)
    if not wording.is_valid():
        raise Misunderstood(_lone_brace(), hint=_known(fields))
    unknown = [field for field in wording.get_identifiers() if field not in fields]
    if unknown:
        raise Misunderstood(_no_such_field(unknown), hint=_known(fields))
    by_paragraph = groupby(text.splitlines(), key=lambda line: bool(line.strip()))
    paragraphs = (_filled(list(lines), fields) for written, lines in by_paragraph if written)
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _filled(lines: Sequence[str], fields: Mapping[str, str]) -> list[str]:
    kept: list[str] = []
    lost_below = False
    for line in reversed(lines):
        wording = Placeholder(line)
        names = wording.get_identifiers()
        if names and not any(fields[name] for name in names):
            lost_below = True
        elif names or kept or not lost_below or not line.rstrip().endswith(":"):
            kept.append(wording.substitute(fields))
    return kept[::-1]


def problems(name: str, language: str, text: str) -> list[str]:
    """What makes ``text`` unfit as message ``name``: a sentence for each fault, quoting the words.

    Raises Missing when there is no such message or language.
    """
    _must_exist(name, language)
    if not text.strip():
        return [_("The text is empty; there would be nothing to send.")]
    said = _without_fields(text)
    found = _length(text) + _fields(name, text) + _manners(said) + _volume(said)
    if name in SECOND:
        found += _amounts(text, said)
    if name == "birthday":
        found += _offers(said)
    return found


def _length(text: str) -> list[str]:
    if len(text) <= LONGEST:
        return []
    sentence = _("The text has {length} characters, and {longest} is the most a message may have.")
    return [sentence.format(length=len(text), longest=LONGEST)]


def _fields(name: str, text: str) -> list[str]:
    wording = Placeholder(text)
    used = wording.get_identifiers()
    unsaid = AMOUNTS if name in SECOND else frozenset()  # these get a sentence of their own
    unknown = [field for field in used if field not in FIELDS[name] | unsaid]
    found = []
    if unknown:
        found.append(f"{_no_such_field(unknown)} {_known(FIELDS[name])}")
    if not wording.is_valid():
        found.append(_lone_brace())
    if "greeting" not in used:
        sentence = _("“{field}” is missing, and every message greets the person it goes to.")
        found.append(sentence.format(field="{greeting}"))
    return found


def _manners(said: str) -> list[str]:
    found = []
    if threats := _spoken("threats", said):
        found.append(_("This sounds like a threat: {words}.").format(words=_quoted(threats)))
    if blame := _spoken("blame", said):
        found.append(_("This sounds like blame: {words}.").format(words=_quoted(blame)))
    return found


def _volume(said: str) -> list[str]:
    found = []
    usual = _listed("capitals")
    loud = [word for word in re.findall(r"[^\W\d_]{4,}", said) if word.isupper() and word not in usual]
    if loud:
        found.append(_("Capitals read as shouting: {words}.").format(words=_quoted(loud)))
    marks = re.findall("[!！❗❕]+", said.replace("‼", "!!").replace("⁉", "!"))
    if any(len(run) > 1 for run in marks):
        sentence = _("Exclamation marks in a row read as anger: {marks}.")
        found.append(sentence.format(marks=_quoted(run for run in marks if len(run) > 1)))
    elif len(marks) > 1:
        sentence = _("One “!” is the most a message may have, and this one has {count}.")
        found.append(sentence.format(count=len(marks)))
    return found


def _amounts(text: str, said: str) -> list[str]:
    named = ["{" + field + "}" for field in Placeholder(text).get_identifiers() if field in AMOUNTS]
    named += _money(said)
    if not named:
        return []
    sentence = _("A second reminder asks how someone is and names no amount, and this one has {words}.")
    return [sentence.format(words=_quoted(named))]


def _offers(said: str) -> list[str]:
    offers = _spoken("offers", said) + re.findall(r"(?<!\d)\d+\s*%", said)
    offers += _money(said)
    if not offers:
        return []
    return [_("A birthday wish carries no offer, and this one has {words}.").format(words=_quoted(offers))]


def _money(said: str) -> list[str]:
    return [match.group() for match in re.finditer(MONEY, said, re.IGNORECASE)]


def _spoken(tone: str, said: str) -> list[str]:
    """Those phrases of the list ``tone`` that occur in ``said``, as they are written there."""
    longest_first = sorted(_listed(tone), key=len, reverse=True)
    any_of = "|".join(map(_as_pattern, longest_first))
    pattern = rf"(?<![^\W_])(?:{any_of})(?:{ENDINGS})?(?![^\W_])"
    return [match.group() for match in re.finditer(pattern, said, re.IGNORECASE)]


def _listed(tone: str) -> list[str]:
    lines = (Path(__file__).parent / "tone" / f"{tone}.txt").read_text(encoding="utf-8").splitlines()
    phrases = ",".join(line for line in lines if line and not line.startswith("#")).split(",")
    return [phrase.strip() for phrase in phrases]


def _as_pattern(phrase: str) -> str:
    words = [re.escape(word) for word in phrase.replace("-", " ").split()]
    return BETWEEN.join(words).replace(f"…{BETWEEN}", f"(?:{WORD}{BETWEEN}){{0,3}}")


def _without_fields(text: str) -> str:
    wording = Placeholder(text)
    return wording.safe_substitute(dict.fromkeys(wording.get_identifiers(), " ")).replace("’", "'")


def _must_exist(name: str, language: str) -> None:
    if name not in NAMES:
        raise Missing(
            _("There is no message called “{name}”.").format(name=name),
            hint=_("The messages are: {names}.").format(names=", ".join(NAMES)),
        )
    if language not in LANGUAGES:
        raise Missing(
            _("There are no messages in the language “{language}”.").format(language=language),
            hint=_("The languages are: {names}.").format(names=", ".join(LANGUAGES)),
        )


def _no_such_field(unknown: Iterable[str]) -> str:
    named = _quoted("{" + field + "}" for field in unknown)
    return _("This message has no such field: {fields}.").format(fields=named)


def _known(fields: Iterable[str]) -> str:
    names = ", ".join("{" + field + "}" for field in sorted(fields))
    return _("It can use {fields}.").format(fields=names)


def _lone_brace() -> str:
    sentence = _("A “{brace}” opens no field; for the sign itself write “{twice}”.")
    return sentence.format(brace="{", twice="{{")


def _quoted(words: Iterable[str]) -> str:
    """The first of ``words`` in quotation marks, each once, on one line."""
    quoted = list(dict.fromkeys(f"“{' '.join(word.split())}”" for word in words))
    return ", ".join(quoted[:QUOTED_AT_MOST]) + (", …" if len(quoted) > QUOTED_AT_MOST else "")
