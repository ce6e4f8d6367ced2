"""Messages that are no form: a parcel's tracking number, and that somebody has paid. They are understood, not saved."""

import re
from typing import Any

from olcrm.kit import couriers
from olcrm.paste import finding, labels, talk
from olcrm.paste.pasted import Pasted

_ORDER = re.compile(
    r"(?:#|(?:order|pesanan|orderan|invoice|inv)(?: no(?:mor)?\.?)?\s*#?\s*)(\d{1,6})(?![\d.,]*\d)", re.IGNORECASE
)
_BANKS = re.compile(
    r"(?<!\w)(bca|bri|bni|bsi|mandiri|permata|cimb|seabank|jago|dana|ovo|gopay|shopeepay|linkaja|qris)(?!\w)",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?<!\w)(?:a\.?\s?n\.?|a/n|atas nama|nama(?: pengirim)?|dari|from)(?!\w)\s*[:=]?\s*"
    r"((?:(?!(?<!\w)(?:a\.?\s?n\.?|a/n|atas nama)(?!\w))[^\d\n,;:()]){2,40})",
    re.IGNORECASE,
)
# The account that money went to is the shop's, and so is the name behind it.
_OURS = re.compile(r"(?<!\w)(?:ke|to|penerima|tujuan)(?!\w)[^,\n]*$", re.IGNORECASE)


def read(text: str) -> Pasted | None:
    """A tracking number or a transfer; None for all else."""
    strong = sum(
        1 for line in text.splitlines() for field in talk.heads(line) if field in ("address", "items", "phone", "qty")
    )
    if strong > 1:
        return None
    number = talk.tracking(text)
    if number is not None and not talk.is_transfer(text):
        return _tracked(text, number)
    if talk.is_transfer(text) and not talk.is_question(text.replace("?", "")) and not finding.is_address(text) > 0.8:
        return _paid(text)
    return None


def _tracked(text: str, number: str) -> Pasted:
    said = couriers.named(text)
    likely = couriers.guesses(number)
    bare = "".join(char for char in number.upper() if char.isalnum())
    values: dict[str, Any] = {"resi": bare}
    sure = {"type": 0.9, "resi": 0.9}
    if said or likely:
        values["courier"] = said or likely[0]
        sure["courier"] = 0.95 if said else 0.6 if len(likely) == 1 else 0.4
    if found := _ORDER.search(text.replace(number, " ")):
        values["order"], sure["order"] = int(found[1]), 0.8
    unread = [line.strip() for line in labels.lines(text) if not _accounted(line, number)]
    return Pasted("tracking", values, (), sure, unread, _filled(text) - len(unread), text)


def _accounted(line: str, number: str) -> bool:
    rest = labels.plain(line).replace(number, " ")
    rest = re.sub(
        r"(?i)\b(?:no(?:mor)?|resi(?:nya)?|awb|tracking|number|kode|ini|ya|kak|dikirim|via|pakai|paket|kurir|ekspedisi)\b",
        " ",
        rest,
    )
    return (
        couriers.named(rest) is not None
        or not any(map(str.isalnum, rest))
        or talk.is_courtesy(rest)
        or bool(_ORDER.search(rest))
    )


def _paid(text: str) -> Pasted:
    plain = "\n".join(map(labels.plain, labels.lines(text)))
    values: dict[str, Any] = {}
    sure = {"type": 0.9}
    amounts = {one[0] for line in plain.splitlines() for one in finding.amounts(line) if one[0] >= 1_000}
    if len(amounts) == 1:
        values["total"], sure["total"] = amounts.pop(), 0.9
    elif labelled := [one for one in map(labels.read, plain.splitlines()) if one and one.field in ("total", "qty")]:
        amount, how = finding.amount_in(labelled[0].value)
        if amount:
            values["total"], sure["total"] = amount, how * 0.8
    for named in _NAMED.finditer(plain):
        words = re.split(
            r"\s+(?:ke|via|sebesar|untuk|tgl|tanggal|bank|ya|kak|rp|sudah|jam|pakai|lewat|to)\b",
            named[1],
            flags=re.IGNORECASE,
        )[0]
        hers = not _OURS.search(plain[max(0, named.start() - 40) : named.start()])
        if hers and "name" not in values and finding.is_name(words) and not _BANKS.search(words):
            values["name"], sure["name"] = labels.bare(words), 0.6
    if bank := {one.casefold() for one in _BANKS.findall(plain)}:
        values["pay"], sure["pay"] = "/".join(sorted(bank)), 0.7 if len(bank) == 1 else 0.4
    if found := _ORDER.search(plain):
        values["order"], sure["order"] = int(found[1]), 0.8
    unread = [line.strip() for line in labels.lines(text) if any(map(str.isalnum, line)) and not _tells_of_money(line)]
    return Pasted("transfer", values, (), sure, unread, _filled(text) - len(unread), text)


def _tells_of_money(line: str) -> bool:
    plain = labels.plain(line)
    done = re.search(r"(?i)\b(?:berhasil|sukses|transfer)\b", plain)
    return bool(
        done
        or talk.is_transfer(plain)
        or finding.amounts(plain)
        or _BANKS.search(plain)
        or _ORDER.search(plain)
        or talk.is_courtesy(plain)
    )


def _filled(text: str) -> int:
    return sum(1 for line in labels.lines(text) if any(map(str.isalnum, line)))
