"""What may be filled in behind each label, and what becomes of it in a form; False for what cannot be read."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from olcrm.kit import couriers
from olcrm.paste import counts, finding, goods, labels, talk
from olcrm.paste.labels import Labelled

if TYPE_CHECKING:
    from olcrm.paste.filling import Form

_TEXTS = ("instagram", "email", "gift", "when", "sender", "resi")
_RECKONED = rf"(?i)ongkir\s*[:=]?\s*({finding.AMOUNT})[^=]*="
_NEEDED = re.compile(
    r"(?i)acara|event|kirim|antar|untuk|utk|buat|pakai|butuh|deadline|ambil|deliver|hajat|nikah|wedding|pesta|need|pickup|pengambilan"
)
_YES_NO = re.compile(r"(?:ya|yes|y|iya|tidak|no|tdk|gak|ga|nggak|non)(?: dropship)?", re.IGNORECASE)
_KNOWN_PLACE = re.compile(
    r"(?i)(?:yg |yang )?(?:biasa|sama|seperti|spt|kayak|kemarin|kmrn|tadi|lama|tetap|idem|sda|sini|situ|sana|saya)"
    r"(?:nya)?(?!\w)[^\d]*$"
)
_WHOSE = re.compile(r"(?i)^(?:(?:pengiriman|kirim|saya|aku|lengkap|di|rumah|kantor|antar|penerima)(?:nya)?\b[\s:]*)+")
_THANKED = re.compile(r"(?<=\w)[\s,.]+(?:makasih|terima ?kasih|thanks?|trims|thx)\W*$", re.IGNORECASE)
_SURELY_A_PLACE = 0.6
_DAY = re.compile(
    r"(?i)\b(?:besok|lusa|hari|tgl|tanggal|jam|pagi|sore|malam|senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b"
)
_SERVICE = re.compile(
    r"(?<![A-Za-z])(?:REG(?:ULER)?|YES|OKE|JTR|EZ|BEST|HALU|GOKIL|ECO|ONS|SDS|CTC\w*|KARGO|CARGO|SAME ?DAY|NEXT ?DAY|"
    r"INSTANT|EXPRESS)(?![A-Za-z])",
    re.IGNORECASE,
)


def put(form: "Form", found: Labelled) -> bool:
    """Put what was filled in where it belongs."""
    taking = _TAKING.get(found.field)
    if taking is not None:
        return taking(form, found)
    return _place(form, found) if found.field.startswith("place") else _text(form, found)


def _name(form: "Form", found: Labelled) -> bool:
    field, value = found.field, labels.bare(found.value)
    if "*" in value:  # a marketplace hides it
        return False
    e164, _sure, rest = finding.phone_in(value) if finding.phones(value) else (None, 0.0, value)
    if e164:
        form.keep("phone" if field == "name" else "recipient_phone", e164, 0.85)
        value = rest
    if field == "recipient" and re.fullmatch(
        r"(?i)(?:sama|sda|idem|pemesan|saya sendiri|diri sendiri|sama dengan .*)", value
    ):
        return True
    if field == "recipient" and re.fullmatch(r"(?i)(?:kado|hadiah|acara|ultah|ulang tahun).*", value):
        return _text(form, found._replace(field="note"))
    value = _THANKED.sub("", value)
    likely = finding.is_name(value)
    if field == "name" and not likely and _goes_on(value):
        return talk.run_on(form, f"atas nama {value}")
    return form.keep(field, value, found.sure * (0.97 if likely else 0.6)) if value else False


def _goes_on(value: str) -> bool:
    """Whether more follows behind a name: a sentence, or where she lives."""
    first, comma, rest = value.partition(",")
    placed = comma and finding.is_name(first) and finding.is_address(rest) > _SURELY_A_PLACE
    return bool(placed) or bool(talk.keywords(value))


def _phone(form: "Form", found: Labelled) -> bool:
    e164, sure, rest = finding.phone_in(found.value)
    if e164 is None:
        return False
    field = "phone" if found.field == "number" else found.field
    kept = form.keep(field, e164, min(0.98, found.sure * sure))
    if finding.is_name(rest) and rest.casefold() not in ("wa", "hp", "aktif", "telp", "whatsapp"):
        return form.keep("name" if field == "phone" else "recipient", rest, 0.6) and kept
    if talk.keywords(rest):
        return talk.run_on(form, rest) and kept
    return kept and not finding.phones(rest)


def _address(form: "Form", found: Labelled) -> bool:
    value = labels.bare(_WHOSE.sub("", found.value) if found.label and found.sure < 0.8 else found.value)
    if _KNOWN_PLACE.match(value):  # it is not said where, only that it is known
        return False
    again = bool(form.places) and value in form.places
    numbers = finding.phones(value)
    if len(numbers) == 1 and not again:
        one = numbers[0]
        if form.keep("phone", one.number, 0.7):
            head = re.sub(r"(?i)[\s,(]*(?:no\.?\s*)?(?:hp|wa|telp|tlp|cp)?\W*$", "", value[: one.start])
            tail = value[one.end :].lstrip(" ).,-")
            if finding.is_name(tail) and not finding.is_address(tail) and form.keep("name", labels.bare(tail), 0.55):
                tail = ""
            value = labels.bare(f"{head} {tail}")
    first, comma, rest = value.partition(",")
    if comma and not form.places and finding.is_person(first) and finding.is_address(rest) > 0.6:
        form.addressee = first.strip()
    form.places += [] if again else [value]
    form.sure.setdefault("address", round(found.sure * 0.97, 2))
    return True


def _place(form: "Form", found: Labelled) -> bool:
    """A part of an address with a label of its own, such as *Kec*."""
    name, value = found.field.removeprefix("place").strip(), labels.bare(found.value)
    begins = value.casefold().split(".")[0].split()[0] if value.split(".")[0].split() else ""
    known = {
        "jl",
        "jalan",
        "jln",
        "kel",
        "kelurahan",
        "desa",
        "ds",
        "kec",
        "kecamatan",
        "kota",
        "kab",
        "kabupaten",
        "rt",
    }
    if name == "jalan":
        name = "Jl."
    if name == "patokan":
        value = f"({value})" if value.casefold().startswith("patokan") else f"(patokan: {value})"
    elif found.sure < 0.8:
        value = f"{found.label} {value}"
    elif name and begins not in known:
        value = f"{name} {value}"
    form.places.append(value)
    form.sure.setdefault("address", round(found.sure * 0.95, 2))
    return True


def _money(form: "Form", found: Labelled) -> bool:
    form.cod = form.cod or (found.field == "total" and talk.without_cod(found.label)[1])
    amount, sure = finding.amount_in(found.value)
    summed = found.field == "total" and amount is None and "=" in found.value
    if summed and (reckoned := re.search(_RECKONED, found.value)):
        _shipped, _plus, sum_said = found.value.rpartition("=")
        amount, sure = finding.amount_in(sum_said)
        form.keep("shipping", finding.amount_in(reckoned[1])[0], 0.85)
    if found.field == "shipping" and (courier := couriers.named(found.value)):
        form.keep("courier", courier, 0.85)
        if amount is None:
            return True
    if amount is None:
        counted = found.field == "total" and counts.count(found.value)[0] is not None and bool(form.lines)
        return counted and goods.qty(form, found)
    if found.field == "goods":
        if not (form.fresh and form.lines[-1].price and form.lines[-1].qty * form.lines[-1].price == amount):
            form.goods = amount
        return True
    return form.keep(found.field, amount, found.sure * sure)


def _courier(form: "Form", found: Labelled) -> bool:
    if finding.is_address(found.value) > 0.6 and couriers.named(found.value) is None:
        return _address(form, found._replace(field="address"))
    amount, sure = finding.amount_in(found.value)
    if amount is not None and finding.amounts(found.value):
        form.keep("shipping", amount, sure * 0.95)
    named = couriers.named(found.value)
    text = labels.bare(found.value)
    if named is None and not any(map(str.isalpha, text)):
        return amount is not None
    if named is None and _DAY.search(text):
        return _text(form, found._replace(field="when"))
    service = _SERVICE.search(text)
    if named and service:
        form.keep("service", service[0].upper(), 0.9)
    return form.keep("courier", named or text, 0.95 if named else 0.6)


def _other(_form: "Form", _found: Labelled) -> bool:
    """What an order has no place for, such as the number of an identity card: it stays unread."""
    return False


def _sender(form: "Form", found: Labelled) -> bool:
    value = labels.bare(found.value)
    if _YES_NO.fullmatch(value):
        return True
    if found.field == "sender_more":
        if "sender" not in form.values:
            return form.keep("sender", value, 0.6)
        form.values["sender"] += f", {value}"
        return True
    form.dropship = form.dropship or bool(re.search(r"(?i)olshop|toko|shop|dropship", found.label))
    return form.keep("sender", value, found.sure * 0.9)


def _text(form: "Form", found: Labelled) -> bool:
    value = found.value.strip()
    if found.field == "note" and "note" in form.values:
        form.values["note"] += f"; {value}"
        return True
    if found.field == "pay" and couriers.named(value) and not re.search(r"(?i)transfer|tf|bank|bayar", found.label):
        return _courier(form, found._replace(field="courier"))
    if found.field == "pay":
        form.cod = form.cod or talk.without_cod(value)[1]
    if found.field == "needed" or (found.field == "when" and _NEEDED.search(found.label)):
        form.values.setdefault("needed", value)
        found = found._replace(field="when")
    if found.field in ("when", "pay"):
        value = f"{found.label}: {value}" if found.label else value
        form.values[found.field] = f"{form.values[found.field]}; {value}" if found.field in form.values else value
        form.sure.setdefault(found.field, 0.9)
        return True
    sure = found.sure * (0.95 if found.field in ("note", *_TEXTS) else 0.9)
    return form.keep(found.field, labels.bare(value) if found.field in ("instagram", "resi") else value, sure)


_TAKING: dict[str, Callable[["Form", Labelled], bool]] = {
    "name": _name,
    "recipient": _name,
    "phone": _phone,
    "number": _phone,
    "recipient_phone": _phone,
    "address": _address,
    "items": goods.items,
    "attribute": goods.attribute,
    "qty": goods.qty,
    "price": goods.price,
    "shipping": _money,
    "discount": _money,
    "total": _money,
    "goods": _money,
    "courier": _courier,
    "sender": _sender,
    "sender_more": _sender,
    "other": _other,
}
