"""The tone every message must keep: what would threaten, blame or shout, and fields that are none."""

import re
from pathlib import Path

from olcrm.kit.text import _
from olcrm.template import rules

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


def problems(name: str, language: str, text: str) -> list[str]:
    """What makes ``text`` unfit as message ``name``: a sentence for each fault, quoting the words.

    Raises Missing when there is no such message or language.
    """
    if not rules.is_own(name):
        rules.must_exist(name, language)
    name = rules.general(name)  # what is kind to one is kind to all
    if not text.strip():
        return [_("The text is empty; there would be nothing to send.")]
    said = _without_fields(text)
    found = _length(text) + _fields(name, text) + _manners(said) + _volume(said)
    if name in rules.SECOND:
        found += _amounts(text, said)
    if name == "birthday" or name.startswith(rules.HOLIDAY):
        found += _offers(name, said)
    return found


def _length(text: str) -> list[str]:
    if len(text) <= rules.LONGEST:
        return []
    sentence = _("The text has {length} characters, and {longest} is the most a message may have.")
    return [sentence.format(length=len(text), longest=rules.LONGEST)]


def _fields(name: str, text: str) -> list[str]:
    wording = rules.Placeholder(text)
    used = wording.get_identifiers()
    unsaid = rules.AMOUNTS if name in rules.SECOND else frozenset()  # these get a sentence of their own
    allowed = rules.fields_of(name)
    unknown = [field for field in used if field not in allowed | unsaid]
    found = []
    if unknown:
        found.append(f"{rules.no_such_field(unknown)} {rules.known(allowed)}")
    if not wording.is_valid():
        found.append(rules.lone_brace())
    if "greeting" not in used:
        sentence = _("“{field}” is missing, and every message greets the person it goes to.")
        found.append(sentence.format(field="{greeting}"))
    return found


def _manners(said: str) -> list[str]:
    found = []
    if threats := _spoken("threats", said):
        found.append(_("This sounds like a threat: {words}.").format(words=rules.quoted(threats)))
    if blame := _spoken("blame", said):
        found.append(_("This sounds like blame: {words}.").format(words=rules.quoted(blame)))
    return found


def _volume(said: str) -> list[str]:
    found = []
    usual = _listed("capitals")
    loud = [word for word in re.findall(r"[^\W\d_]{4,}", said) if word.isupper() and word not in usual]
    if loud:
        found.append(_("Capitals read as shouting: {words}.").format(words=rules.quoted(loud)))
    marks = re.findall("[!！❗❕]+", said.replace("‼", "!!").replace("⁉", "!"))
    if any(len(run) > 1 for run in marks):
        sentence = _("Exclamation marks in a row read as anger: {marks}.")
        found.append(sentence.format(marks=rules.quoted(run for run in marks if len(run) > 1)))
    elif len(marks) > 1:
        sentence = _("One “!” is the most a message may have, and this one has {count}.")
        found.append(sentence.format(count=len(marks)))
    return found


def _amounts(text: str, said: str) -> list[str]:
    named = ["{" + field + "}" for field in rules.Placeholder(text).get_identifiers() if field in rules.AMOUNTS]
    named += _money(said)
    if not named:
        return []
    sentence = _("A second reminder asks how someone is and names no amount, and this one has {words}.")
    return [sentence.format(words=rules.quoted(named))]


def _offers(name: str, said: str) -> list[str]:
    offers = _spoken("offers", said) + re.findall(r"(?<!\d)\d+\s*%", said)
    offers += _money(said)
    if not offers:
        return []
    sentence = _("A greeting carries no offer, and this one has {words}.")
    if name == "birthday":
        sentence = _("A birthday wish carries no offer, and this one has {words}.")
    return [sentence.format(words=rules.quoted(offers))]


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
    wording = rules.Placeholder(text)
    return wording.substitute(dict.fromkeys(wording.get_identifiers(), " ")).replace("’", "'")
