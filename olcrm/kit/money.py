"""Whole rupiah: read the way owners type them, written the way Indonesian spelling wants them.

Only integers are calculated with. Ready-made number readers take ``150rb`` for 150 or ``1.5`` for 15; here
whatever has two possible readings is refused, because a wrong amount costs more than typing it once more.
"""

import re

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, plain

CEILING = 1_000_000_000_000  # above a million million a slip of the finger is likelier than a sale
SMALL = 1_000  # rupiah, below which hardly anything is sold: 150 is often short for 150rb
UNITS = {"k": 1_000, "rb": 1_000, "ribu": 1_000, "jt": 1_000_000, "juta": 1_000_000}

# Around the figures: a minus, Rp or IDR before; ",-" or "rupiah" behind.
_AROUND = r"(-?) ?(?:(?:rp|idr)\.?)? ?(-?) ?([0-9].*?)(?:[.,]--?| ?rupiah)?"
# No leading zeros anywhere: 0812… is a phone number and 0.150 is anybody's guess.
_BARE = r"(0|[1-9][0-9]{0,30})|([1-9][0-9]{3,30}),00"
_GROUPED = r"([1-9][0-9]{0,2}([., ])[0-9]{3}(?:\2[0-9]{3}){0,9})(?:(?!\2)[.,]00)?"
# At most five figures before a unit: 150000rb is somebody who meant 150.000.
_WITH_UNIT = r"(0|[1-9][0-9]{0,4})(?:[.,]([0-9]{1,3}))? ?(k|rb|ribu|jt|juta)"
_COMPOUND = r"([1-9][0-9]{0,4}) ?(k|rb|ribu|jt|juta) ?([0-9].{0,30})"


def amount(word: str, *, zero: bool = False) -> int:
    """Whole rupiah in ``word``: 150rb, 1,5jt, 1jt500rb, 1 juta 250, 150.000, Rp150.000,- and the like.

    With a unit a dot or comma is a decimal mark; without one, it parts groups of exactly three. Raises
    Misunderstood for every other shape, Refused below zero, above ``CEILING``, and for zero itself
    unless ``zero`` allows it (free shipping).
    """
    if word[-2:] == "rb" and word[:-2].isdecimal() and word.isascii() and len(word) < 6 and word[0] != "0":
        return int(word[:-2]) * UNITS["rb"]  # how nearly every amount is typed; spares the patterns below
    around = re.fullmatch(_AROUND, plain(word))
    value = _value(around[3]) if around else None
    if around is None or value is None:
        raise _unreadable(word)
    if value > CEILING:
        raise Refused(
            _("{amount} is more than one amount can be.").format(amount=excerpt(word)),
            hint=_("The most is {amount}; look for a figure too many.").format(amount=rupiah(CEILING)),
        )
    if around[1] or around[2] or (value == 0 and not zero):
        raise Refused(
            _("An amount is not below zero.") if zero else _("An amount is above zero."),
            hint=_("Write it like 150rb, 1,5jt or 150.000."),
        )
    return value


def _value(figures: str) -> int | None:
    """The rupiah that ``figures`` can only mean, or None."""
    if found := re.fullmatch(_BARE, figures):
        return int(found[1] or found[2])
    if found := re.fullmatch(_GROUPED, figures):
        return int(found[1].replace(found[2], ""))
    if found := re.fullmatch(_WITH_UNIT, figures):
        return _scaled(found[1], found[2] or "", UNITS[found[3]])
    if found := re.fullmatch(_COMPOUND, figures):
        return _added(int(found[1]), UNITS[found[2]], found[3])
    return None


def _scaled(whole: str, decimals: str, unit: int) -> int | None:
    """1,25 of a unit. 1.500rb is Rp1.500 to one owner and Rp1.500.000 to the next, so it is nothing."""
    if unit == UNITS["rb"] and len(decimals) > 2:
        return None
    return int(whole) * unit + int(decimals.ljust(3, "0")) * (unit // 1_000)


def _added(whole: int, unit: int, rest: str) -> int | None:
    """1jt500rb, 1 juta 250, 12 ribu 500: three figures alone count thousandths of the unit before them.

    One or two figures alone (1 juta 5) might mean tenths as well, and four or more the rupiah themselves.
    """
    if re.fullmatch("[0-9]{3}", rest):
        return whole * unit + int(rest) * (unit // 1_000)
    if unit == UNITS["rb"] or rest.isdecimal():
        return None
    below = _value(rest)
    return None if below is None or below >= unit else whole * unit + below


def _unreadable(word: str) -> Misunderstood:
    if not plain(word):
        said = _("The amount is empty.")
    else:
        said = _("“{word}” is not an amount that can be read without guessing.").format(word=excerpt(word))
    return Misunderstood(said, hint=_("Write it like 150rb, 1,5jt or 150.000."))


def rupiah(n: int) -> str:
    """``n`` rupiah as ``Rp150.000``: no space after Rp, dots between thousands, no sen (PUEBI, II.H.5)."""
    return f"{'-' if n < 0 else ''}Rp{abs(n):,}".replace(",", ".")


def doubt(n: int) -> str:
    """What to say once ``n`` rupiah, fewer than ``SMALL``, were noted as they were typed: nothing is guessed."""
    return _("{amount} is what was noted. If it is {thousands}: `olcrm undo`, and write {figures}rb.").format(
        amount=rupiah(n), thousands=rupiah(n * 1_000), figures=n
    )
