"""How products are called, weighed and counted."""

import re
from collections.abc import Mapping
from typing import Any

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, number, plain

MOST_PIECES = 999_999
MOST_DAYS = 730  # until a care tip is told
HEAVIEST = 1_000_000  # grams
_MOVE = r"([-+=]) ?([0-9]{1,9})"
_WEIGHT = r"([0-9]{1,7}(?:[.,][0-9]{1,3})?) ?(g|gr|gram|kg|kilo)?"


class Move(Record):
    """What happened to the pieces of a product: ``change`` came or went, or else ``counted`` of them were found."""

    change: int | None
    counted: int | None


def sku(word: str) -> str:
    """A code of one word. Raises Misunderstood for a blank or an @ in it, which an item could not be written with."""
    code = word.strip()
    if not code or "@" in code or len(code.split()) != 1:
        raise Misunderstood(
            _("“{word}” is no SKU.").format(word=excerpt(word)),
            hint=_("A SKU is one word without a blank or an @, like GM-M."),
        )
    return code


def label(name: str, variant: str | None) -> str:
    """How a product is called in one piece: ``Gamis M``."""
    return f"{name} {variant}" if variant else name


def weight(word: str) -> int:
    """Grams of ``250``, ``250g`` or ``1,2kg``. Raises Misunderstood for anything else, Refused for none or a ton."""
    found = re.fullmatch(_WEIGHT, plain(word))
    if found is None:
        raise Misunderstood(
            _("“{word}” is not a weight.").format(word=excerpt(word)), hint=_("Write it like 250g or 1,2kg.")
        )
    whole, _mark, rest = found[1].replace(",", ".").partition(".")
    kilos = (found[2] or "g").startswith("k")
    if rest and not kilos:
        raise Misunderstood(
            _("“{word}” is not a weight.").format(word=excerpt(word)), hint=_("Write it like 250g or 1,2kg.")
        )
    grams = int(whole) * 1_000 + int(f"{rest:0<3}") if kilos else int(whole)
    if not 0 < grams <= HEAVIEST:
        raise Refused(_("A piece weighs more than nothing and at most a ton."), hint=_("Write it like 250g or 1,2kg."))
    return grams


def days(word: str) -> int:
    """So many days after which a care tip is told. Raises Misunderstood."""
    found = number(word)
    if not found or found > MOST_DAYS:
        raise Misunderstood(
            _("“{word}” is no number of days from 1 to {most}.").format(word=excerpt(word), most=MOST_DAYS),
            hint=_("Write it like 90; an empty '' takes it out."),
        )
    return found


def expect_a_tip(facts: Mapping[str, Any]) -> None:
    """Make sure that a product with days to tell its care tip on has one. Raises Refused."""
    if facts.get("care_every") and not facts.get("care_days"):
        raise Refused(
            _("A care tip that is told again needs its first day."), hint=_("Give both --care-days and --care-every.")
        )
    if facts.get("care_days") and not facts.get("care"):
        raise Refused(
            _("There is no care tip to tell after those days."),
            hint=_("Give it with --care, like --care 'jangan kena air'."),
        )


def move(word: str) -> Move:
    """``+5`` came in, ``-1`` went, ``=12`` were counted. Raises Misunderstood for anything else."""
    found = re.fullmatch(_MOVE, plain(word))
    pieces = int(found[2]) if found else 0
    if found is None or pieces > MOST_PIECES or (pieces == 0 and found[1] != "="):
        raise Misunderstood(
            _("“{word}” does not say how the stock changes.").format(word=excerpt(word)),
            hint=_("Write +5 for what came in, -1 for what went, =12 for what was counted."),
        )
    if found[1] == "=":
        return Move(None, pieces)
    return Move(-pieces if found[1] == "-" else pieces, None)


def pieces(word: str) -> int:
    """A number of pieces, zero included. Raises Misunderstood for anything else."""
    digits = plain(word)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits) <= MOST_PIECES):
        raise Misunderstood(
            _("“{word}” is no number of pieces.").format(word=excerpt(word)),
            hint=_("Write a whole number, like 5."),
        )
    return int(digits)
