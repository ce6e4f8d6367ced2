"""The messages a shop sends, and how their fields are filled in.

A message is plain text with ``{field}`` in it. Whoever fills one in hands over every field that ``FIELDS``
allows it, each already written for the reader (``Rp150.000``, ``Selasa, 24 November``); what does not
apply, an amount of nothing included, is an empty string, and its line is then left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.record import Record
from olcrm.kit.text import LANGUAGES, _

REPLIES = ("rekening", "ongkir", "katalog", "kosong", "cara-order", "syarat", "jam-buka")
REPLY = "reply-"  # before the key of a reply it is the name of its message; other keys are the shop's own
COMPLAINTS = ("sorry", "late", "lost", "goods", "size", "stockout", "talk", "help", "word", "done")
FEASTS: tuple[str, ...] = (
    "ramadan",
    "idul-fitri",
    "idul-adha",
    "imlek",
    "nyepi",
    "galungan",
    "waisak",
    "paskah",
    "natal",
)
FEASTS += ("tahun-baru", "17-agustus")
HOLIDAY = "holiday"  # the greeting for any feast; with the word of one behind it, for those that have their own
STANDINGS = ("prospect", "new", "repeat", "loyal", "resting")
FOR_STANDING = ("remind-1.loyal", "thanks-paid.loyal")  # built in; a shop may word any message for any standing
NAMES = (
    "remind-1",
    "remind-2",
    "release",
    "settle-1",
    "settle-2",
    "due-1",
    "due-2",
    "birthday",
    HOLIDAY,
    *(f"{HOLIDAY}-{feast}" for feast in FEASTS),
    "away",
    "closed",
    "invoice",
    "receipt",
    "thanks-paid",
    "statement",
    "consent",
    "offer",
    "format-order",
    "promise-moved",
    "errand-bought",
    "errand-not-found",
    "errand-ask",
    "quote",
    "shipped",
    "stuck",
    "follow-arrived",
    "care",
    "resting",
    *("prospect", "prospect-price", "prospect-size", "prospect-look", "prospect-thinking"),
    *("thanks-first", "thanks-payment", "thanks-referral", "thanks-regular"),
    "sorry-late",
    "sorry-stock",
    "checkin",
    "circle",
    *("news", "news-product", "news-alike", "raffle-won"),
    "member-form",
    "member-ask",
    *(f"complaint-{about}" for about in COMPLAINTS),
    "claim-yes",
    "claim-goodwill",
    "claim-no",
    "claim-evidence",
    *(f"{REPLY}{key}" for key in REPLIES),
    *FOR_STANDING,
)
SECOND = frozenset({"remind-2", "settle-2", "due-2"})  # these ask how she is, and name no amount
QUOTED_AT_MOST = 5  # words that a message repeats
LONGEST = 2_000  # characters; the link that opens a chat with a longer text gets cut by some phones

PERSON = frozenset({"greeting", "name", "shop"})
ORDER = PERSON | {"order", "items"}
SUMS = frozenset({"goods", "shipping", "discount", "unique_code", "total", "paid", "balance"})
AMOUNTS = SUMS | {"item_lines", "dues"}  # the two blocks carry prices
BILL = ORDER | SUMS | {"item_lines", "accounts", "keep_until", "due_on", "promised_on"}
SENT = frozenset({"goes_to", "sent_with"})  # whom and where a parcel goes to, and with which courier
OFF = frozenset({"returned", "given_back"})  # taken off for goods that came back, and as a refund
PARCEL = ORDER | {"courier", "tracking", "link"}
GRANTED = ORDER | {"exchange", "refunded", "repair", "return_item", "way_back"}  # each empty where it does not apply
COMPLAINT = ORDER | {"next_on"}  # the day by which the next word is promised
ANSWER = PERSON | {"accounts", "address", "keep"}  # what any reply may say, the shop's own too
ANSWER |= {"products", "others", "sold_out", "instead", "terms", "hours", "closed_on", "closures"}
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
    **dict.fromkeys((HOLIDAY, *(f"{HOLIDAY}-{feast}" for feast in FEASTS)), PERSON | {"feast", "offer"}),
    "away": PERSON | {"closed", "opens_on"},
    "closed": ORDER | {"closed", "opens_on", "keep_until", "promised_on"},
    "invoice": BILL | SENT | OFF | {"day", "cod", "part", "dp"},
    "receipt": BILL | SENT | OFF | {"day", "payments", "settled"},
    "thanks-paid": BILL | {"memo"},
    "statement": PERSON | {"dues", "total", "paid", "balance", "accounts", "day"},
    "consent": PERSON | {"purpose"},
    "offer": PERSON | {"items", "price", "keep_until"},
    "format-order": PERSON,
    "promise-moved": ORDER | {"before", "promised_on"},
    "errand-bought": PERSON | {"memo", "spent", "fee", "paid", "balance", "due_on", "accounts"},
    "errand-not-found": PERSON | {"memo", "refunded", "credited"},
    "errand-ask": PERSON | {"memo", "price", "limit"},
    "quote": PERSON | {"terms"},
    "shipped": PARCEL | {"recipient", "collect"},
    "stuck": PARCEL | {"shipped_on"},
    "follow-arrived": ORDER | {"recipient", "care"},
    "care": ORDER | {"care"},
    "resting": PERSON | {"items"},
    **dict.fromkeys(
        ("prospect", "prospect-price", "prospect-size", "prospect-look", "prospect-thinking"), PERSON | {"items"}
    ),
    "thanks-first": ORDER,
    "thanks-payment": ORDER,
    "thanks-referral": PERSON | {"friend"},
    "thanks-regular": PERSON,
    "sorry-late": ORDER,
    "sorry-stock": ORDER,
    "checkin": PERSON,
    "circle": PERSON | {"person", "occasion", "day"},
    "news": PERSON | {"offer"},
    **dict.fromkeys(("news-product", "news-alike"), PERSON | {"items", "price"}),
    "raffle-won": PERSON | {"raffle", "place", "prize"},
    "member-form": PERSON,
    "member-ask": PERSON | {"asked"},
    **{f"complaint-{about}": COMPLAINT for about in COMPLAINTS},
    "complaint-lost": COMPLAINT | PARCEL,
    "complaint-help": COMPLAINT | {"care"},
    "claim-yes": GRANTED,
    "claim-goodwill": GRANTED,
    "claim-no": ORDER | {"clause", "last_on"},
    "claim-evidence": ORDER | {"clause", "missing"},
    **{f"{REPLY}{key}": ANSWER for key in REPLIES},
}
FIELDS |= {name: FIELDS[name.partition(".")[0]] for name in FOR_STANDING}


def fields_of(name: str) -> frozenset[str]:
    """The fields that message ``name`` may have, whether it is for all or for one standing."""
    return FIELDS.get(general(name), ANSWER)


_PLACE = re.compile(r"\{(?:(\{)|([^{}\n]+)\})?")


class Placeholder:
    """A text with ``{field}`` in it; ``{{`` is one brace. Fields are looked up by name, so no text can run anything.

    It is what ``string.Template`` is with other signs, and not made of it: that one compiles its own signs first, three
    million instructions for each command that writes to somebody.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def is_valid(self) -> bool:
        """Whether each brace that opens is doubled or opens a field."""
        return all(doubled or name for doubled, name in _PLACE.findall(self.text))

    def get_identifiers(self) -> list[str]:
        """The fields, each once, in the order they come."""
        return list(dict.fromkeys(name for _doubled, name in _PLACE.findall(self.text) if name))

    def substitute(self, fields: Mapping[str, str]) -> str:
        """The text with the fields filled in; a brace that opens none stays. Raises KeyError for an unknown field."""
        return _PLACE.sub(lambda found: fields[found[2]] if found[2] else "{", self.text)


class Wording(Record):
    """One message in one language, as it is used; ``own`` when the shop wrote it, else it is the built-in."""

    name: str
    language: str
    text: str
    own: bool


def is_own(name: str) -> bool:
    """Whether ``name`` is a reply of the shop's own, or a message for one standing; it has no built-in wording."""
    return name not in NAMES and (name.startswith(REPLY) or is_for_standing(name))


def general(name: str) -> str:
    """The message that ``name`` is: of ``remind-1.loyal``, which is for one standing alone, ``remind-1``."""
    return name.partition(".")[0]


def is_for_standing(name: str) -> bool:
    """Whether ``name`` is that of a message for the customers of one standing. Replies are worded for all alike."""
    known, _dot, standing = name.partition(".")
    return standing in STANDINGS and known in NAMES and not known.startswith(REPLY)


def default(name: str, language: str) -> str:
    """The built-in wording of message ``name``. Raises Missing when there is no such message or language."""
    must_exist(name, language)
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
        raise Misunderstood(lone_brace(), hint=known(fields))
    strange = [field for field in wording.get_identifiers() if field not in fields]
    if strange:
        raise Misunderstood(no_such_field(strange), hint=known(fields))
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


def unknown(name: str) -> Missing:
    """What to raise when there is no message of this name: it says which was perhaps meant."""
    from difflib import get_close_matches

    near = get_close_matches(name, NAMES, n=3)
    return Missing(
        _("There is no message called “{name}”.").format(name=name),
        hint=_("Did you mean {words}?").format(words=", ".join(near)) if near else _("See `olcrm template list`."),
    )


def must_exist(name: str, language: str) -> None:
    """Make sure that there is a built-in message ``name`` in ``language``. Raises Missing."""
    if name not in NAMES:
        raise unknown(name)
    if language not in LANGUAGES:
        raise Missing(
            _("There are no messages in the language “{language}”.").format(language=language),
            hint=_("The languages are: {names}.").format(names=", ".join(LANGUAGES)),
        )


def no_such_field(fields: Iterable[str]) -> str:
    """Says that these ``fields`` are none of a message."""
    named = quoted("{" + field + "}" for field in fields)
    return _("This message has no such field: {fields}.").format(fields=named)


def known(fields: Iterable[str]) -> str:
    """Says which fields there are."""
    names = ", ".join("{" + field + "}" for field in sorted(fields))
    return _("It can use {fields}.").format(fields=names)


def lone_brace() -> str:
    """Says what is wrong with a brace that opens no field."""
    sentence = _("A “{brace}” opens no field; for the sign itself write “{twice}”.")
    return sentence.format(brace="{", twice="{{")


def quoted(words: Iterable[str]) -> str:
    """The first of ``words`` in quotation marks, each once, on one line."""
    some = list(dict.fromkeys(f"“{' '.join(word.split())}”" for word in words))
    return ", ".join(some[:QUOTED_AT_MOST]) + (", …" if len(some) > QUOTED_AT_MOST else "")
