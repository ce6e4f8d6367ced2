"""What was agreed besides the goods, as an order keeps it: how and where it goes, by when, and the remark on it."""

import re
from datetime import date
from typing import Any

from olcrm.contact.rules import Contact
from olcrm.kit import dates
from olcrm.kit.errors import OlcrmError
from olcrm.kit.text import folded
from olcrm.order.options import Deal
from olcrm.paste.pasted import Pasted

_DAYS = "senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad"
# The surest way of naming a day first; a dot parts hours and minutes as well, so it needs a year.
_NAMED = (
    r"\d{1,2}[/-]\d{1,2}(?:[/-](?:\d{4}|\d{2}))?(?![\d/-])|\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)",
    r"\d{1,2}\s*(?:jan|feb|peb|mar|apr|mei|may|jun|jul|agu|ags|agt|aug|sep|okt|oct|nov|nop|des|dec)[a-z]*\.?"
    r"(?:\s*\d{4})?",
    r"(?:tgl|tanggal)\.?\s*\d{1,2}(?![\d.,:/-])",
    r"besok|lusa",
    _DAYS,
)
_TIME = re.compile(
    r"\b(?:jam|pukul|pagi|siang|sore|malam|subuh|wib|wita|wit|am|pm)\b|\d[.:]\d\d(?![\d.])", re.IGNORECASE
)
_COD = re.compile(r"(?i)\bcod\b|di ?tempat|cash on delivery")


def promised(pasted: Pasted, today: date) -> date | None:
    """The day by which she needs it, where she says one; None for none, and for one that contradicts itself."""
    said = str(pasted.get("needed") or "")
    for pattern in _NAMED:
        if found := re.findall(rf"(?<![\w.]){pattern}(?!\w)", said, re.IGNORECASE):
            break
    else:
        return None
    try:
        days = {dates.day(one, today, looks="forward") for one in found}
    except OlcrmError:
        return None
    named = re.search(rf"(?<!\w)(?:{_DAYS})(?!\w)", said, re.IGNORECASE)
    day = days.pop()
    if days or day < today or (named and dates.day(named[0], day, looks="forward").weekday() != day.weekday()):
        return None
    return day


def deal(pasted: Pasted, who: Contact, promise: date | None, *, oversell: bool) -> Deal:
    """What was agreed besides the goods, as ``order add`` takes it."""
    recipient = pasted.get("recipient")
    if recipient and (not pasted.get("name") or folded(recipient) == folded(who.name)):
        recipient = None
    said: dict[str, Any] = {
        "recipient": recipient,
        "recipient_phone": pasted.get("recipient_phone") if recipient else None,
        "address": pasted.get("address"),
        "gift": pasted.get("gift"),
        "dropship_from": pasted.get("sender"),
        "courier": " ".join(filter(None, (pasted.get("courier"), pasted.get("service")))) or None,
        "cod": True if pasted.get("cod") else None,
        "promise": promise and promise.isoformat(),
        "note": note(pasted, promise) or None,
        "oversell": True if oversell else None,
        **{field: str(pasted.get(field)) for field in ("shipping", "discount") if pasted.get(field) is not None},
    }
    return Deal(**Deal.taken({key: value for key, value in said.items() if value is not None}))


def note(pasted: Pasted, promise: date | None) -> str:
    """The remark on the order: hers, then how it is paid and when it is wanted, where the order has no place for it."""
    when = pasted.get("when")
    if promise and not _TIME.search(when or "") and ";" not in (when or ""):
        when = None
    pay = pasted.get("pay")
    if pasted.get("cod") and pay and _COD.search(pay):
        pay = None
    return "; ".join(filter(None, (pasted.get("note"), when, pay)))
