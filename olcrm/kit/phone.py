"""Phone numbers, kept as E.164 (``+6281234567890``).

Nearly every number in a shop is an Indonesian mobile, and those are read and written here at once. Only for
the rest of the world is phonenumbers imported, which costs as much as half of a whole command.
"""

import re

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, plain

# Numbering plan of Indonesia as in libphonenumber: 80x are service numbers, 84x is not given out.
_MOBILE = r"8[1-35-9][0-9]{7,10}"
_MOBILE_START = r"(?:\+620?|0)?(8[1-35-9][0-9]*)"
_SIGNS = set("0123456789 +().-")
_TWO_DIGIT_AREAS = ("21", "22", "24", "31", "61")
_MOST_DIGITS = 15  # E.164
_PREFIXES = 3  # figures that may stand before them: 00, and the zero of 0062 0812


def number(word: str) -> str:
    """The E.164 of the one phone number in ``word``; without + and country it is an Indonesian one.

    Raises Misunderstood, with the reason, for anything that nobody can be called at.
    """
    dialled = _dialled(word)
    start = re.fullmatch(_MOBILE_START, dialled)
    if start is None:
        return _elsewhere(word, dialled)
    if len(start[1]) < 9:
        raise _refusal(word, _("too short"))
    if len(start[1]) > 12:
        raise _refusal(word, _("too long"))
    return "+62" + start[1]


def looks_like(word: str) -> bool:
    """Whether ``word`` may be meant as a phone number: five figures or more, and only what parts them."""
    text = plain(word)
    return set(text) <= _SIGNS and len(_figures(text)) >= 5


def local(e164: str) -> str:
    """How people here write it: a mobile of ours ``0812-3456-7890``, all others ``+60 12-345 6789``.

    What is not an E.164 number comes back as it is.
    """
    if re.fullmatch(r"\+62" + _MOBILE, e164):
        middle = 6 if len(e164) == 12 else 7  # the shortest are parted 0812-345-678
        own = e164[3:]
        return f"0{own[:3]}-{own[3:middle]}-{own[middle:]}"
    if re.fullmatch(r"\+62[2-79][0-9]{6,10}", e164):
        area = 5 if e164[3:5] in _TWO_DIGIT_AREAS else 6
        return f"+62 {e164[3:area]} {e164[area:]}"
    if not re.fullmatch(r"\+[0-9]{5,15}", e164):
        return e164
    import phonenumbers

    try:
        parsed = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _dialled(word: str) -> str:
    """``word`` reduced to figures, with + in front where it names its country."""
    text = plain(word)
    # A spreadsheet's 81234567890.0 would otherwise grow by a figure and stay valid.
    text = re.sub(r"^(\+?[0-9]{7,})\.0$", r"\1", text)
    if not text:
        raise _refusal(word, "")
    if "*" in text:
        raise _refusal(word, _("hidden by the marketplace"))
    if any(char.isalpha() for char in text):
        raise _refusal(word, _("it has letters in it"))
    if re.search("[/;,&|]", text) or "+" in text.lstrip("( ")[1:]:
        raise _refusal(word, _("more than one number"))
    if not text or not set(text) <= _SIGNS:
        raise _refusal(word, _("it has signs in it that no number has"))
    figures = _figures(text)
    if len(figures) > _MOST_DIGITS + _PREFIXES:
        raise _refusal(word, _("too long"))
    return _international(word, figures, abroad="+" in text)


def _international(word: str, figures: str, *, abroad: bool) -> str:
    if abroad:
        return "+" + figures
    if figures.startswith("00"):
        # 0081… is Japan to one and a slip in 081… to the other.
        if re.fullmatch(_MOBILE, figures[2:]):
            raise _refusal(word, _("it begins with two zeros and could be read in two ways"))
        return "+" + figures[2:]
    # Without its + a 62 21 … would be taken for the area 0622.
    return "+" + figures if figures.startswith("62") else figures


def _elsewhere(word: str, dialled: str) -> str:
    if len(dialled) < 5:
        raise _refusal(word, _("too short"))
    if dialled[0] not in "+08":
        # 65 6123 4567 is Singapore, and would be a valid landline here.
        raise _refusal(word, _("it begins with neither 0 nor +"))
    # The country twice (+62 62 812…, 062 812…) would be a landline of the area 0628.
    if re.fullmatch(r"(?:\+62|0)62" + _MOBILE, dialled):
        raise _refusal(word, _("it names the country twice"))
    import phonenumbers

    try:
        parsed = phonenumbers.parse(dialled, "ID")
    except phonenumbers.NumberParseException:
        raise _refusal(word, _("no country has such numbers")) from None
    if not phonenumbers.is_valid_number(parsed):
        raise _refusal(word, _why_invalid(phonenumbers.is_possible_number_with_reason(parsed)))
    kinds = phonenumbers.PhoneNumberType
    if phonenumbers.number_type(parsed) not in (
        kinds.FIXED_LINE,
        kinds.MOBILE,
        kinds.FIXED_LINE_OR_MOBILE,
        kinds.PERSONAL_NUMBER,
        kinds.VOIP,
    ):
        raise _refusal(word, _("a service number, not a person’s"))
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _why_invalid(result: int) -> str:
    from phonenumbers import ValidationResult

    if result == ValidationResult.TOO_SHORT:
        return _("too short")
    if result == ValidationResult.TOO_LONG:
        return _("too long")
    if result == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return _("its area code is missing")
    return _("no such number is given out")


def _figures(text: str) -> str:
    return "".join(char for char in text if char in "0123456789")


def _refusal(word: str, reason: str) -> Misunderstood:
    if not reason:
        said = _("The phone number is empty.")
    else:
        said = _("“{word}” is not a phone number: {reason}.").format(word=excerpt(word), reason=reason)
    return Misunderstood(said, hint=_("Write it like 0812-3456-7890, or +60 12-345 6789 for another country."))
