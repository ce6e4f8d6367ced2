"""What a pasted text says: forms that were filled in, an address, a tracking number, a transfer, a question.

Everything here is a reading, with how sure it is; a blank is better than a wrong phone, amount or quantity. What was
not understood is handed back line by line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from olcrm.paste import finding, items, labels, notices, talk
from olcrm.paste.filling import Form
from olcrm.paste.pasted import Pasted

LONGEST = 200_000  # characters of one paste
_WHEN = r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
_CLOCK = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_CHAT = re.compile(
    rf"\s*(?:\[(?:{_CLOCK},? {_WHEN}|{_WHEN},? {_CLOCK})\]\s*|{_WHEN},? {_CLOCK} - )~?\s*([^:\n]{{1,48}}):\s?(.*)$"
)
_RULE = re.compile(r"\s*(?:[-=_*~#—–•·.]\s*){4,}$")
_ANCHORS = ("name", "recipient", "phone", "address", "items")


def read(text: str) -> list[Pasted]:
    """Everything that ``text`` holds, in the order in which it stands there; nothing for an empty one."""
    found = [one for block in _blocks(text[:LONGEST]) for one in _forms(*block)]
    filled = [one for one in found if one.values or one.items or one.unread or one.type == "transfer"]
    whole = [one for one in filled if one.values or one.items or one.type == "transfer"] or filled
    return [_with(one, filled) for one in whole]


def _with(one: Pasted, filled: Sequence[Pasted]) -> Pasted:
    """``one``; the first of several takes what stood alone and said nothing by itself."""
    lost = [line for other in filled if not (other.values or other.items) and other is not one for line in other.unread]
    first = next((other for other in filled if other.values or other.items), one)
    if one is not first or not lost:
        return one
    return Pasted(one.type, one.values, one.items, one.sure, [*lost, *one.unread], one.read, one.text)


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Who wrote, as a chat names it, and her lines; all in one where no chat is quoted."""
    writer, block = "", list[str]()
    for line in labels.lines(text):
        said = _CHAT.match(labels.plain(line)) if ":" in line else None
        if said is None:
            block.append(line)
            continue
        if said[1].strip() != writer and any(map(str.strip, block)):
            yield writer, block
            block = []
        writer = said[1].strip()
        block.append(said[2])
    if any(map(str.strip, block)):
        yield writer, block


def _forms(writer: str, lines: list[str]) -> Iterator[Pasted]:
    text = "\n".join(lines).strip()
    other = notices.read(text)
    if other is not None:
        yield other
        return
    for part in _parted(lines):
        yield _form(writer, part)


def _parted(lines: Sequence[str]) -> Iterator[list[str]]:
    """``lines`` cut into forms: at the label that each begins with, at a heading, at a ruled line."""
    heads = [talk.heads(line) for line in lines]
    anchor = _anchor(heads)
    part: list[str] = []
    known: set[str] = set()
    for line, head in zip(lines, heads, strict=True):
        headed = talk.is_heading(labels.plain(line)) and any(map(str.isalpha, line))
        ruled = bool(_RULE.match(line))
        again = anchor in head and anchor in known and not (head[:1] != [anchor] and len(head) == 1)
        if part and known & set(_ANCHORS) and (again or headed or (ruled and len(known) > 2)):
            yield part
            part, known = [], set()
        part.append("" if ruled else line)
        known |= set(head)
    if any(map(str.strip, part)):
        yield part


def _anchor(heads: Iterable[Sequence[str]]) -> str:
    """The label that every form of a paste begins with."""
    flat = [field for head in heads for field in head if field in _ANCHORS]
    counts = {field: flat.count(field) for field in flat}
    most = counts.get("name") or counts.get("recipient") or 0
    if flat and flat[0] != "name" and counts[flat[0]] == most and most > 1 and flat[0] != "phone":
        return flat[0]
    return "name" if "name" in counts else "recipient"


def _form(writer: str, lines: Sequence[str]) -> Pasted:
    form = Form()
    for line in lines:
        form.line(talk.spoken(line))
    if writer:
        _from_chat(form, writer)
    text = "\n".join(lines).strip()
    if form.places:
        form.values["address"] = _address(form.places)
    _sum(form)
    kind, sure = _type(form, text)
    if kind == "question":
        form.lines, form.ordering = [], False
    shown = {
        "type": sure,
        **{field: round(min(form.sure[field], 0.99), 2) for field in form.values if field in form.sure},
    }
    if form.lines:
        shown["items"] = round(min(one.sure for one in form.lines), 2)
        priced = [one.price_sure for one in form.lines if one.price is not None]
        shown |= {"prices": round(min(priced), 2)} if priced else {}
    return Pasted(kind, form.values, form.lines, shown, form.unread, form.read, text)


def _from_chat(form: Form, writer: str) -> None:
    """Whoever wrote is most likely the buyer, where she does not say."""
    number = finding.phone_in(writer)[0]
    if number:
        form.values.setdefault("phone", number)
        form.sure.setdefault("phone", 0.7)
    elif finding.is_name(writer) and "recipient" not in form.values:
        form.values.setdefault("name", labels.bare(writer))
        form.sure.setdefault("name", 0.5)


def _address(places: Sequence[str]) -> str:
    """The parts of an address on one line."""
    return ", ".join(dict.fromkeys(place.rstrip(" ,.") for place in places if place.strip(" ,.")))


def _sum(form: Form) -> None:
    """Hold lines and sums against each other."""
    total, shipping, off = (form.values.get(field) for field in ("total", "shipping", "discount"))
    goods = form.goods
    if goods is None and total is not None:
        goods = total - (shipping or 0) + (off or 0)
        lines = items.settled(form.lines, goods)
        if shipping is not None or sum(one.qty * (one.price or 0) for one in lines) == goods:
            form.lines = lines
        return
    form.lines = items.settled(form.lines, goods)


def _type(form: Form, text: str) -> tuple[str, float]:
    """What the lines are about, and how sure that is."""
    asks = talk.is_question(text)
    told = len([field for field in ("name", "phone", "recipient", "address") if field in form.values])
    stated = any(one.stated or one.price is not None for one in form.lines)
    if form.lines and asks and told < 2 and form.labelled == 0:
        return ("order", 0.55) if stated and talk.keywords(text) else ("question", 0.75)
    if form.lines or form.ordering:
        return "order", 0.95 if form.labelled > 1 and form.lines else 0.7
    if "resi" in form.values:
        return "tracking", 0.9
    if asks and not form.labelled and not {"name", "phone"} & form.values.keys():
        return "question", 0.7
    if "address" in form.values:
        return "address", 0.9 if form.labelled or told > 1 else form.sure["address"]
    if asks or not told:
        return "question", 0.9 if asks else 0.3
    return "address", 0.6
