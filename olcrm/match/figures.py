"""Amounts and days as each source writes them.

``150.000`` is a hundred and fifty thousand in one file, and ``100000.00`` a hundred thousand in the next. So a source
has one reader, which refuses what it does not know; no reader guesses.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from olcrm.kit import dates, money
from olcrm.kit.errors import OlcrmError

Amount = tuple[int, int]
"""Rupiah, below zero for money out, and whether (1) or not (0) there are sen beside them."""
Reader = Callable[[str | float], Amount | None]
"""What a cell comes to, or None where the source does not write amounts in this way."""

_POINT = re.compile(r"([+-]?)(?:rp|idr)?\.? ?([+-]?)((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{0,15}))(?:\.([0-9]{2}))?")
_COMMA = re.compile(r"([+-]?)(?:rp|idr)?\.? ?([+-]?)((?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{0,15}))(?:,([0-9]{2}|-))?")
_TIME = re.compile(r"[ T,]+[0-9]{1,2}[:.][0-9]{2}.*")


def point(cell: str | float) -> Amount | None:
    """``100000.00`` and ``1,250,000.00``."""
    return _read(_POINT, ",", cell)


def comma(cell: str | float) -> Amount | None:
    """``100.000,00`` and ``1.250.000``."""
    return _read(_COMMA, ".", cell)


def reader(cells: Iterable[str | float]) -> Reader | None:
    """The one reader that reads all of ``cells``; where both do, they read the same. None where neither does."""
    every = list(cells)
    return next((one for one in (point, comma) if all(one(cell) is not None for cell in every)), None)


def _read(pattern: re.Pattern[str], group: str, cell: str | float) -> Amount | None:
    if isinstance(cell, float):
        if not abs(cell) <= money.CEILING:
            return None
        return int(cell), int(cell != int(cell))
    found = pattern.fullmatch(" ".join(cell.split()).casefold())
    if found is None or not (found[3] or found[4]):
        return None
    rupiah = int(found[3].replace(group, "") or 0)
    if rupiah > money.CEILING:
        return None
    return -rupiah if "-" in found[1] + found[2] else rupiah, int((found[4] or "-").strip("-0") != "")


class Days:
    """Reads the days of one file, each spelling once; a day without a year is the latest up to ``today``."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._known: dict[str, str | None] = {}

    def read(self, cell: str | float) -> str | None:
        """``27/06/2026``, ``27/06``, ``27 Jun 2026``, ``2026-06-27 10:15:00`` as YYYY-MM-DD, or None."""
        word = str(cell)
        if word not in self._known:
            self._known[word] = self._day(word)
        return self._known[word]

    def _day(self, word: str) -> str | None:
        plain = _TIME.sub("", word.strip().lstrip("'").strip())
        if not plain[:1].isdecimal():  # "besok" is a day to an owner, and none to a bank
            return None
        try:
            return dates.day(plain, self.today, looks="back").isoformat()
        except OlcrmError:
            return None
