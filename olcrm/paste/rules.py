"""What a pasted text says: forms that were filled in, an address, a tracking number, a transfer, a question.

Everything here is a reading, with how sure it is; a blank is better than a wrong phone, amount or quantity. What was
not understood is handed back line by line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from olcrm.kit.record import changed
from olcrm.paste import finding, headings, items, labels, membership, notices, talk
from olcrm.paste.filling import Form
from olcrm.paste.pasted import Pasted

LONGEST = 200_000  # characters of one paste
_WHEN = r"\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?"
_CLOCK = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_CHAT = re.compile(
    rf"\s*(?:\[(?:{_CLOCK},? {_WHEN}|{_WHEN},? {_CLOCK})\]\s*|{_WHEN},? {_CLOCK} - )~?\s*([^:\n]{{1,48}}):\s?(.*)$"
)
_RULE = re.compile(r"\s*(?:[-=_*~#—–•·.]\s*){4,}$")
_ASKERS = ("name", "phone", "instagram", "email")  # what a question tells: who asks
_TELLING = ("recipient", "recipient_phone", "address", "resi")
_NEXT = re.compile(r"(?<!\d)[2-9]\W*$")
_ANCHORS = ("name", "recipient", "phone", "address", "items")


def read(text: str) -> list[Pasted]:
    """Everything that ``text`` holds, in the order in which it stands there; nothing for an empty one."""
    found = [one for block in _blocks(text[:LONGEST]) for one in _forms(*block)]
    filled = [one for one in found if one.values or one.items or one.unread or one.type == "transfer"]
    whole = [one for one in filled if _says(one)] or [one for one in filled if one.values] or filled[:1]
    lost = [line for one in filled if one not in whole for line in _told(one)]
    return [changed(one, unread=[*lost, *one.unread]) if lost and one is whole[0] else one for one in whole]


def _says(one: Pasted) -> bool:
    """Whether something stands by itself, and is not only what a shop answers: sums, thanks."""
    return (
        bool(one.items)
        or one.type in ("transfer", membership.TYPE)
        or bool(set(_ASKERS + _TELLING) & one.values.keys())
    )


def _told(one: Pasted) -> list[str]:
    return (
        [line.strip() for line in labels.lines(one.text) if any(map(str.isalnum, line))]
        if one.values
        else list(one.unread)
    )


def _blocks(text: str) -> Iterator[tuple[str, list[str]]]:
    """Who wrote, as a chat names it, and all her lines; all in one where no chat is quoted."""
    writer, said = "", dict[str, list[str]]()
    for line in labels.lines(text):
        header = _CHAT.match(labels.plain(line)) if ":" in line else None
        if header is not None:
            writer, line = header[1].strip(), header[2]
        said.setdefault(writer, []).append(line)
    yield from ((writer, block) for writer, block in said.items() if any(map(str.strip, block)))


def _forms(writer: str, lines: list[str]) -> Iterator[Pasted]:
    text = "\n".join(lines).strip()
    other = membership.read(text) or notices.read(text)
    if other is not None:
        yield other
        return
    for paragraph in _paragraphs(lines):
        for part in _parted(paragraph):
            yield _form(writer, part)


def _paragraphs(lines: list[str]) -> Iterator[list[str]]:
    """``lines`` cut at blank ones where each paragraph has a phone and no label, so that it is a form by itself."""
    starts = [0, *(place + 1 for place, line in enumerate(lines) if not line.strip())]
    found = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    found = [one for one in found if any(map(str.strip, one))]
    alone = [any(map(finding.phones, one)) and not any(map(talk.heads, one)) for one in found]
    if len(found) > 1 and all(alone):
        yield from found
    else:
        yield lines


def _parted(lines: Sequence[str]) -> Iterator[list[str]]:
    """``lines`` cut into forms: at the label that each begins with, at a heading, at a ruled line."""
    heads = [talk.heads(line) for line in lines]
    anchor = _anchor(heads)
    part: list[str] = []
    known: set[tuple[str, str]] = set()
    whose, was_whole = "", False
    for place, (line, found) in enumerate(zip(lines, heads, strict=True)):
        plain = labels.plain(line)
        headed = headings.is_one(plain) and any(map(str.isalpha, line))
        whole = bool(labels.cells_of(plain))  # all that a form has, on one line
        head = [] if headed else found
        ruled = bool(_RULE.match(line))
        whose = _whose(plain, head, headed, whose)
        again = (whose, anchor) in known and anchor in head and (head[:1] == [anchor] or len(head) > 1)
        fields = {field for _whose, field in known}
        parts = (headed and _begins(plain, heads[place:], fields)) or (ruled and len(known) > 2)
        if part and (
            again
            or (whole and was_whole)
            or (fields & set(_ANCHORS) and parts)
            or (headed and _NEXT.search(plain) and len(part) > 2)
        ):
            yield part
            part, known, was_whole = [], set(), False
        part.append("" if ruled else line)
        was_whole = was_whole or whole
        known |= {(whose, field) for field in head}
    if any(map(str.strip, part)):
        yield part


def _whose(plain: str, head: Sequence[str], headed: bool, before: str) -> str:
    """Whose data the lines from here on are, where a form asks for those of several people."""
    if headed:
        return headings.whose(plain)
    if head in (["recipient"], ["sender"]) and (found := labels.read(plain)) and labels.is_empty(found.value):
        return str(head[0])
    return before


def _begins(plain: str, heads: Sequence[Sequence[str]], known: set[str]) -> bool:
    """Whether a new form follows a heading: one that asks again for what is known by now."""
    return not headings.whose(plain) and any(known & {"name", "recipient"} & set(head) for head in heads)


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
    form.close()
    text = "\n".join(lines).strip()
    told = set(_ASKERS + _TELLING) & form.values.keys()
    if writer and (told or form.lines or form.places or talk.is_question(text)):
        _from_chat(form, writer)
    if form.places:
        form.values["address"] = _address(form.places)
    _sum(form)
    if form.cod:
        form.values["cod"] = True
        form.keep("pay", "COD", 0.85)
    kind, sure = _type(form, text)
    if kind == "question":
        form.lines, form.ordering = [], False
        form.values = {field: form.values[field] for field in _ASKERS if field in form.values}
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
        orders = stated and talk.keywords(text) and not talk.only_asks(text)
        return ("order", 0.55) if orders else ("question", 0.75)
    if form.lines or (form.ordering and form.labelled):
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
