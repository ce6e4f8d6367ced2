"""What a line of a statement may be, how sure that is, and who is named in what a bank writes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from olcrm.kit.text import N_, _, folded

SHORTEST = 3  # letters of a word of a name
LONGEST_NAME = 4  # words of a name that is looked for in a text
TRANSFER = (None, "transfer", "tf", "trf")  # ways of noting a payment that name no bank

# What banks write around names. Who paid is what is left.
_BANK_WORDS = {
    *("and", "atm", "bank", "banking", "bca", "bi", "bifast", "bni", "bri", "brimo", "bsi", "cr", "credit"),
    *("dana", "dari", "dr", "db", "e", "fast", "from", "ftfva", "ftscy", "ib", "ibbiz", "idr", "inhouse"),
    *("internet", "jam", "ke", "kliring", "kr", "kredit", "livin", "mandiri", "masuk", "mb", "mcm"),
    *("mobile", "nbmb", "no", "online", "otomatis", "payment", "pembayaran", "qris", "ref", "rp", "rtgs"),
    *("setoran", "sisa", "switching", "tgl", "the", "to", "transfer", "trf", "trsf", "trx", "tunai"),
    *("via", "wib", "ws"),
}
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


class Sure(StrEnum):
    """How sure a fit is; only what is certain is booked without being looked at."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"
    NONE = "none"


class Why(StrEnum):
    """What a line and what it fits have in common."""

    NOTED = "noted"
    AMOUNT = "amount"
    NAME = "name"
    PART = "part"
    DEPOSIT = "deposit"
    SEVERAL = "several"
    LESS = "less"


_SURE = {Sure.CERTAIN: N_("certain"), Sure.LIKELY: N_("likely"), Sure.POSSIBLE: N_("possible"), Sure.NONE: N_("open")}
_WHY = {
    Why.NOTED: N_("noted already"),
    Why.AMOUNT: N_("the amount"),
    Why.NAME: N_("amount and name"),
    Why.PART: N_("the next part, and the name"),
    Why.DEPOSIT: N_("half of it, as a DP, and the name"),
    Why.SEVERAL: N_("the sum of several, and the name"),
    Why.LESS: N_("the name; it is less than is owed"),
}


class Line(NamedTuple):
    """Money in on a statement. ``id`` is its number where it is kept already, 0 where it is new."""

    id: int
    row: int
    on: str
    amount: int
    text: str
    fingerprint: str = ""


class Due(NamedTuple):
    """An open due: the ``balance`` still owed, and the next ``part`` where it is paid in parts, else 0."""

    id: int
    order_id: int | None
    contact_id: int
    name: str
    key: str  # her name and nickname, folded
    balance: int
    part: int
    paid: int
    created_on: str


class Noted(NamedTuple):
    """Money that was noted in one go, as payments ``first`` … ``last``, and not seen on a statement yet."""

    first: int
    last: int
    contact_id: int
    name: str
    key: str
    order_id: int | None
    due_id: int | None
    amount: int
    method: str | None
    paid_on: str


class Fit(NamedTuple):
    """What a line may be: a payment that is ``noted``, or money for ``dues``, each with its rupiah."""

    sure: Sure
    why: Why
    noted: Noted | None = None
    dues: tuple[tuple[Due, int], ...] = ()


class Proposal(NamedTuple):
    """A line, what it fits best, and what else it may be."""

    line: Line
    fit: Fit | None
    others: tuple[Fit, ...] = ()

    @property
    def sure(self) -> Sure:
        """How sure it is that this is right."""
        return self.fit.sure if self.fit else Sure.NONE


class Known(NamedTuple):
    """What the ledger holds that lines may fit.

    ``dues`` by what is owed; ``named`` are the customers whose names (or who paid under them before) stand in a line,
    by its place among the lines, each with the number of words that agree; ``hers`` the open dues of each of those.
    """

    noted: Sequence[Noted]
    dues: Mapping[int, Sequence[Due]]
    named: Mapping[int, Mapping[int, int]]
    hers: Mapping[int, Sequence[Due]]


def sure_shown(sure: str) -> str:
    """How sure it is, in words for the screen."""
    return _(_SURE[Sure(sure)])


def why_shown(why: str) -> str:
    """What agrees, in words for the screen."""
    return _(_WHY[Why(why)])


@lru_cache(maxsize=10_000)
def words(text: str) -> list[str]:
    """The words of a bank's text that may be of a name, folded, in their order."""
    plain = text.casefold() if text.isascii() else folded(text)
    return [word for word in _WORDS.findall(plain) if word not in _BANK_WORDS]


def payer(text: str) -> str:
    """Who paid, as far as a bank's text tells: what the next transfer of the same person will have in it, too."""
    return " ".join(words(text))


def names(text: str) -> Iterator[tuple[str, int]]:
    """Every run of words in a bank's text that may be somebody's whole name, with the number of its words."""
    found = words(text)
    for start in range(len(found)):
        for length in range(1, min(LONGEST_NAME, len(found) - start) + 1):
            name = " ".join(found[start : start + length])
            if len(name) >= SHORTEST:
                yield name, length


def name_words(key: str) -> set[str]:
    """The words of a folded name by which somebody is known in a text."""
    return {word for word in key.split() if len(word) >= SHORTEST}
