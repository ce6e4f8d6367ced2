"""Lines without a label: they go on with what stood before, or are told by their shape alone."""

import re
from typing import TYPE_CHECKING

from olcrm.kit import couriers
from olcrm.kit.record import changed
from olcrm.paste import counts, fields, finding, items, labels, meanings, talk, variants
from olcrm.paste.labels import Labelled

if TYPE_CHECKING:
    from olcrm.paste.filling import Form

_HALF = 0.5  # surer than a guess
_GOING_ON = ("items", "address", "note", "gift")
_UNOPENED = ("qty", "price", "attribute", "number", "sender_more", "other")
_SENT_TO = re.compile(
    r"(?i)\b(?:kirim|antar|send|ship)\w*\b.*\b(?:ke|to)(?:\s+(?:alamat|rumah|kantor|sini|ini|berikut|bawah|\w+ku|saya|ya+|kak))*"
    r"(?:\s*:|(?<=sini|awah|ikut)(?:\s+(?:ya+|kak|sis|min))*)$"
)
_SETTLED = re.compile(r"(?i)\b(?:fix|jadi(?:nya)?|rekap(?:an)?|list|total)\b")
_ANOTHER = re.compile(
    r"(?i)\b(?:ibu|mama|bapak|papa|kakak|adik|teman|temen|pacar|suami|istri|anak|nenek)ku\b|\b(?:kado|hadiah)\b"
)
_FEW_WORDS = 3
_QUOTED = ('"', "”")  # what is in quotes is said whole
_ASIDE = re.compile(r"(?i)^(?:(?:hp|wa|no|telp|nomor|ini|up|u\.p|an|a\.n)\b[\s.:]*)+")
_MOST_WORDS = 8  # of goods named in passing
MOST_COURIER_WORDS = 5  # of a line that says no more than how it is sent


def follow(form: "Form", piece: str) -> bool:
    """Read a line without a label into ``form``; False where it stays unread."""
    if talk.is_courtesy(piece):
        form.open = "" if talk.is_farewell(piece) else form.open
        return True
    rest, cod = talk.without_cod(piece)
    if cod and (not any(map(str.isalnum, rest)) or talk.is_courtesy(rest)):
        form.cod = True
        return True
    field = "" if form.open.startswith("loose") else form.open
    ended = form.blank and (field in ("note", "gift") or (field == "address" and bool(form.places)))
    if ended or not field:
        return _loose(form, piece)
    if field not in _GOING_ON and not field.startswith("place"):
        if field not in form.values and field not in _UNOPENED and _suits(field, piece):
            taken = form.take(Labelled(field, field, piece, 0.85))
            form.whose = ""
            return taken
    elif _goes_on(form, field, piece):
        return True
    return _loose(form, piece)


def _suits(field: str, piece: str) -> bool:
    if field in ("phone", "recipient_phone"):
        return finding.phone_in(piece)[0] is not None
    if field in ("name", "recipient", "sender"):
        return not finding.phones(piece) and not re.search(r"\d", piece)
    if field in ("shipping", "total", "goods", "discount"):
        return finding.amount_in(piece)[0] is not None
    return not finding.phones(piece)


def _goes_on(form: "Form", field: str, piece: str) -> bool:
    if _sends(piece) and (field != "address" or form.places):
        return False
    if field == "items":
        return _more_items(form, piece)
    if field in ("note", "gift"):
        if finding.phones(piece) or finding.unknown_label(piece) or str(form.values.get(field, "")).endswith(_QUOTED):
            return False
        form.values[field] = f"{form.values[field]} {piece}" if field in form.values else piece
        form.sure.setdefault(field, 0.85)
        return True
    if not form.places and ("name" not in form.values or form.whose) and _named(form, piece):
        return True
    if not form.places and finding.is_person(piece):
        form.addressee = piece
    alone = finding.phone_in(piece)
    if alone[0] and finding.is_address(piece) > 0.6:
        return fields.put(form, Labelled("address", "", piece, 0.85))
    if (
        alone[0]
        or talk.keywords(piece, address=False)
        or finding.unknown_label(piece)
        or (form.places and not finding.is_address(piece) and _orders(piece))
    ):
        return False
    form.places.append(labels.bare(piece))
    form.sure.setdefault("address", 0.85)
    return True


def _named(form: "Form", piece: str) -> bool:
    """*Ibu Ani (0812…)* above an address is whom it is the address of."""
    if form.whose == "recipient" and finding.is_name(piece) and "recipient" not in form.values:
        return form.keep("recipient", labels.bare(piece), 0.7)
    number, _sure, rest = finding.phone_in(piece) if finding.phones(piece) else (None, 0.0, piece)
    if not finding.is_titled(rest):
        return False
    if number:
        form.keep("phone", number, 0.8)
    return form.keep("name", labels.bare(rest), 0.6)


def _sends(piece: str) -> bool:
    """Whether a line says how it is sent and no more."""
    words = len(piece.split())
    return words <= MOST_COURIER_WORDS and couriers.named(piece) is not None and not re.search(r"\d", piece)


def _orders(piece: str) -> bool:
    """Whether each part of a line without any label says how many of something."""
    found = items.several(piece)
    return bool(found) and all(line.price is not None or line.stated for line in found) and not talk.talks(piece)


def _more_items(form: "Form", piece: str) -> bool:
    marked = items.marked(piece)
    if form.blank and form.fresh and not marked and not items.bulleted(piece):
        return False
    told = meanings.part(meanings.words(piece).partition(" ")[0]) in ("shipping", "sent", "total", "discount", "when")
    other = told or talk.talks(piece) or finding.unknown_label(piece) or finding.is_address(piece) > 0.6
    if not marked and (other or len(piece.split()) > 10):
        return False
    if form.vary(variants.pairs(piece)):
        return True
    more = variants.read(piece) or items.several(piece)
    form.add(more, 0.0)
    return bool(more)


def _loose(form: "Form", piece: str) -> bool:
    """A line that is told by its shape alone."""
    if _SENT_TO.search(piece):
        return _announced(form, piece)
    numbers = finding.phones(piece)
    if _tells(piece, numbers=bool(numbers)):
        return talk.run_on(form, piece)
    if numbers:
        return _phone(form, piece)
    sure = finding.is_address(piece)
    if sure >= 0.7 or (sure > _HALF and form.open == "loose address"):
        form.recall(form.open == "loose address")
        form.places.append(labels.bare(piece))
        form.sure.setdefault("address", min(sure, 0.8))
        form.open = "loose address"
        return True
    alone = "qty" if form.fresh == 1 and counts.count(piece)[0] else "courier" if _sends(piece) else ""
    if alone:
        return fields.put(form, Labelled(alone, "", piece, 0.85))
    if _goods(form, piece, place=sure):
        return True
    return _announced(form, piece) if piece.endswith(":") else _told(form, piece, place=sure)


def _tells(piece: str, *, numbers: bool) -> bool:
    """Whether a line is a sentence, which tells several things or announces one."""
    said = talk.keywords(piece)
    alone = said and not finding.is_name(piece) and (len(piece.split()) > _FEW_WORDS or not numbers)
    return said + numbers > 1 or talk.announces(piece) or bool(alone)


def _goods(form: "Form", piece: str, *, place: float) -> bool:
    """Goods that say how many or how dear they are, or that stand in a list of them."""
    known = {"name", "phone", "recipient"} & form.values.keys()
    listed = items.bulleted(piece) and not place
    wished = form.open == talk.WISHING and (_orders(piece) or listed)
    goods = items.marked(piece) or (listed and form.lines) or (known and not place and _orders(piece))
    if not (wished or goods) or talk.talks(piece):
        return False
    form.fresh = 0 if form.open in ("attribute", "qty", "price", "goods") else form.fresh
    form.ordering = True
    form.add(variants.read(piece) or items.several(piece), 0.1)
    form.open = talk.WISHING
    return True


def _told(form: "Form", piece: str, *, place: float) -> bool:
    """A name, goods without a count, or what may turn out to be something later."""
    if "name" not in form.values and finding.is_name(piece) and (not form.lines or form.open == talk.WISHING):
        form.open = form.open if form.open == talk.WISHING else "loose"
        return form.keep("name", labels.bare(piece), 0.6)
    known = {"name", "phone", "recipient"} & form.values.keys()
    talks = talk.talks(piece) or finding.unknown_label(piece)
    if form.open == talk.WISHING and not talks and len(piece.split()) <= _MOST_WORDS:
        found = items.several(piece)
        if found and form.lines:
            form.add(found, 0.2)
            return True
        return form.wish(found)
    if not known and not place and not talks and _orders(piece):
        form.perhaps.append((items.several(piece), piece))
        return False
    if form.open == "loose address" and known and finding.is_name(piece):
        form.between = piece
    return bool(form.celled and known) and not form.lines and not place and _remaining(form, piece)


def _remaining(form: "Form", piece: str) -> bool:
    """What is left of a line that tells all, once the name, the phone and the address are known, is the goods."""
    if not talk.talks(piece):
        form.add([changed(line, sure=min(line.sure, _HALF)) for line in items.several(piece)], 0.0)
    return bool(form.lines)


def _announced(form: "Form", piece: str) -> bool:
    """A sentence that ends in a colon says what the next lines are."""
    if _SENT_TO.search(piece):
        others = "name" in form.values or _ANOTHER.search(piece)
        form.open, form.whose = "address", "recipient" if others else ""
    else:
        form.open = "items" if talk.orders(piece) or _SETTLED.search(piece) else ""
    return bool(form.open)


def _phone(form: "Form", piece: str) -> bool:
    e164, sure, rest = finding.phone_in(piece)
    field = "recipient_phone" if form.whose == "recipient" else "phone"
    if e164 is None or not form.keep(field, e164, min(sure, 0.9 if finding.phones(piece)[0].sure > 0.9 else 0.5)):
        return False
    rest = _ASIDE.sub("", rest)
    if finding.is_name(rest):
        return form.keep("name", labels.bare(rest), 0.6)
    return not any(map(str.isalnum, rest))
