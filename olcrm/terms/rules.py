"""What terms are sorted by: the headings an online shop's terms need at least, and others of its own."""

from collections.abc import Iterable, Mapping

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, number, plain

MOST = 9_999
# Government Regulation 80 of 2019, article 53: an electronic contract says at least how and when it is paid, how the
# goods are delivered, how they go back when they are not what was agreed, and how it is called off.
NEEDED = ("payment", "delivery", "return", "cancellation")
_SHOWN = {
    "payment": N_("payment"),
    "delivery": N_("delivery"),
    "return": N_("return"),
    "cancellation": N_("cancellation"),
}
_WORDS: Mapping[str, str] = {
    **{key: key for key in NEEDED},
    "pembayaran": "payment",
    "bayar": "payment",
    "pengiriman": "delivery",
    "kirim": "delivery",
    "pengembalian": "return",
    "retur": "return",
    "pembatalan": "cancellation",
    "batal": "cancellation",
}


def heading(word: str) -> str:
    """The heading ``word`` is kept as: one of the needed ones in either language, or the shop's own as it was typed."""
    return _WORDS.get(plain(word), word.strip())


def shown(heading: str | None) -> str:
    """A heading for the screen; nothing where a clause has none."""
    return _(_SHOWN[heading]) if heading in _SHOWN else heading or ""


def missing(headings: Iterable[str | None]) -> list[str]:
    """Which of the needed headings are not among ``headings``."""
    there = set(headings)
    return [one for one in NEEDED if one not in there]


def clause(word: str) -> int:
    """The number of a clause, from 1 to 9999. Raises Misunderstood for anything else."""
    found = number(word)
    if found is None or not 1 <= found <= MOST:
        raise Misunderstood(
            _("“{word}” is no number of a clause.").format(word=excerpt(word)),
            hint=_("Write it like 3; `olcrm terms list` shows them."),
        )
    return found
