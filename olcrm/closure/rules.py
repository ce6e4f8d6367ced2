"""The last day on which a parcel may leave before a feast, and what couriers did on earlier ones."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from olcrm.kit.errors import Refused
from olcrm.kit.record import Record
from olcrm.kit.text import language
from olcrm.shop.calendar import Calendar


class Hint(Record):
    """What a courier did in a year."""

    year: int
    texts: Mapping[str, str]

    @property
    def text(self) -> str:
        """What it did, in the language of the screen."""
        return self.texts[language()]


@cache
def hints() -> Mapping[str, Hint]:
    """What is known of couriers, by their codes."""
    return {courier: Hint(int(year), {"id": theirs, "en": english}) for courier, year, theirs, english in _lines()}


def _lines() -> Iterator[tuple[str, str, str, str]]:
    text = (Path(__file__).parent / "couriers.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            courier, year, theirs, english = (part.strip() for part in line.split("|"))
            yield courier, year, theirs, english


def last_day(feast: date, before: int, calendar: Calendar) -> date:
    """The last open day on which a parcel may leave to be there in time, ``before`` days before the ``feast``."""
    day = feast - timedelta(days=before)
    try:
        return calendar.before(day)
    except Refused:  # a shop that is never open has no better day
        return day
