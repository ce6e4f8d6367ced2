"""How else than ``2x Gamis M`` an item is typed: ``2 gamis M``, ``gamis M x2``, ``gamis M 2 pcs``, several at once.

Nothing here is taken for granted: a count beside a name may be its size or model, so the catalogue is asked, or the
owner is told how to write it.
"""

import re

from olcrm.kit.errors import Misunderstood, OlcrmError, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, plain, quoted

_PIECES = r"(?:pcs|pc|pieces?|buah|bh|biji|bj|potong|ptg|lembar|lbr|helai|pasang|set|unit|item)\.?(?!\w)"
_COUNT = "(?P<qty>[1-9][0-9]{0,2})"
_SHAPES = (
    rf"{_COUNT} ?(?:[x×]|{_PIECES})? +(?P<name>\S.*)",
    rf"{_COUNT}[x×](?P<name>\S.*)",
    rf"(?P<name>.*\S) +[x×*] ?{_COUNT}(?: ?{_PIECES})?",
    rf"(?P<name>.*\S) +{_COUNT} ?(?:[x×]|{_PIECES})",
    rf"(?P<name>.*\S) *\( ?[x×]? ?{_COUNT} ?(?:[x×]|{_PIECES})? ?\)",
    rf"(?P<name>.*\S) *[=:] ?{_COUNT}(?: ?{_PIECES})?",
)
_BARE = r"(?P<name>.*\S) +(?P<qty>[1-9])"  # more than one figure is as often a size
_ALONE = rf"(?:[x×] ?)?{_COUNT} ?(?:[x×]|{_PIECES})?"
_COMMA = r",(?!\d)|[;\n]"
_AND = rf"{_COMMA}|\s(?:\+|&|dan|and|sama)\s"
_PAID = frozenset(
    ["paid", "lunas", "dibayar", "terbayar", "bayar", "pelunasan", "partial", "dp", "overpaid", "transfer", "tf"]
)
_CANCELLED = frozenset(["cancelled", "canceled", "cancel", "batal", "dibatalkan", "batalkan"])
_RELEASED = frozenset(["released", "release", "lepas", "dilepas", "lepaskan"])
_LONGEST = 200  # characters; what is longer is no item that somebody typed


def counted(name: str, *, priced: bool = False) -> list[tuple[int, str]]:
    """The counts that may stand beside what ``name`` names, each with the rest of it.

    With a price behind it, it is known where the name ends, so that a figure at its end belongs to the name.
    """
    shapes = () if len(name) > _LONGEST else _SHAPES if priced else (*_SHAPES, _BARE)
    found = (re.fullmatch(shape, name.strip(), re.IGNORECASE | re.DOTALL) for shape in shapes)
    return list(dict.fromkeys((int(one["qty"]), one["name"].strip()) for one in found if one))


def is_count(name: str) -> bool:
    """Whether there is a count and no thing: ``2x``."""
    return re.fullmatch(_ALONE, name.strip(), re.IGNORECASE) is not None


def parts(name: str, *, comma: bool = False) -> list[str]:
    """``name`` cut where another thing may begin; with ``comma``, only where it hardly is one name."""
    if len(name) > _LONGEST:
        return [name]
    cut = re.split(_COMMA if comma else _AND, name, flags=re.IGNORECASE)
    return [part for one in cut if (part := one.strip())]


def written(qty: int | None, name: str) -> str:
    """The word that is read as so many of what is called ``name``."""
    return name if qty in (None, 1) else f"{qty}x {name}"


def several(word: str, words: list[str]) -> Refused:
    """The refusal of a word that names several things, which are typed as ``words``."""
    return Refused(
        _("“{word}” names several things at once.").format(word=excerpt(word)),
        hint=_("Give each of them as a word of its own: {words}.").format(words=" ".join(map(quoted, words))),
    )


def unpriced(qty: int | None, name: str) -> OlcrmError:
    """The refusal of what has no price, in words that can be typed: it never takes a count, or a list, for a name."""
    if is_count(name):
        return Misunderstood(
            _("“{word}” has no name of a thing in it.").format(word=excerpt(name)),
            hint=_("Put each item in quotation marks, like “2x Gamis M @150rb”."),
        )
    listed = parts(name)
    if len(parts(name, comma=True)) > 1 or (len(listed) > 1 and all(map(counted, listed))):
        first, *rest = listed
        words = [_plain(qty, first), *(_plain(None, one) for one in rest)]
        return several(written(qty, name), [f"{word} @150rb" for word in words])
    return Refused(
        _("There is no price for “{name}”.").format(name=excerpt(name)),
        hint=_("Write it behind the name, like “{name} @150rb”; a gift is @0.").format(name=excerpt(_plain(qty, name))),
    )


def _plain(qty: int | None, name: str) -> str:
    """``name`` with the count that stands in it written before it."""
    found = counted(name) if qty is None else []
    return written(*found[0]) if found else written(qty, name)


def noted_with(word: str, order: Row) -> str:
    """What to type for a ``word`` that is no stage of ``order``, because it is noted otherwise; empty for any other."""
    said = plain(word)
    if said in _PAID:
        amount = max(order["balance"], 0) or _("MONEY")
        return _("Money is noted with `olcrm pay add {number} {amount}`.").format(number=order["id"], amount=amount)
    if said in _CANCELLED:
        return _("An order is called off with `olcrm order cancel {number} --because …`.").format(number=order["id"])
    if said in _RELEASED:
        return _("Its goods are given back with `olcrm order release {number}`.").format(number=order["id"])
    return ""
