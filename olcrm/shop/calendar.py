"""On which days the shop works: so many working days from a day, and why days were passed over on the way."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from olcrm.kit import dates
from olcrm.kit.daywords import WEEKDAYS
from olcrm.kit.errors import Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _, language

DAY = timedelta(days=1)
LONGEST = 366  # days of one closure, both ends included
FARTHEST = 3 * 366  # days that an open one is looked for


class Closure(Record):
    """A time for which the shop is closed, both ends included."""

    number: int
    first: date
    last: date
    because: str | None = None

    def shown(self) -> str:
        """``24 Dec–26 Dec (Natal)``, in the language of the screen."""
        days = _brief(self.first) if self.first == self.last else f"{_brief(self.first)}–{_brief(self.last)}"
        return f"{days} ({self.because})" if self.because else days


class Calendar(Record):
    """The weekdays (Monday is 0) and the times on which the shop is closed."""

    weekdays: frozenset[int]
    closures: Sequence[Closure] = ()

    def why(self, day: date) -> str | None:
        """What closes the shop on ``day``, in the language of the screen: a weekday or a closure; None when open."""
        for one in self.closures:
            if one.first <= day <= one.last:
                return one.shown()
        return WEEKDAYS[language()][day.weekday()] if day.weekday() in self.weekdays else None

    def is_open(self, day: date) -> bool:
        """Whether the shop works on ``day``."""
        return day.weekday() not in self.weekdays and not any(one.first <= day <= one.last for one in self.closures)

    def after(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``; for none, ``day`` itself, or the first open one after it.

        Raises Refused where the shop stays closed for years.
        """
        if not count:
            return self._open(day, DAY)
        for _one in range(count):
            day = self._open(day + DAY, DAY)
        return day

    def before(self, day: date) -> date:
        """``day`` when the shop is open then, else the last open day before it. Raises as ``after`` does."""
        return self._open(day, -DAY)

    def working(self, first: date, last: date) -> int:
        """How many working days there are from ``first`` to ``last``, both included."""
        return sum(1 for day in _days(first, last) if self.is_open(day))

    def reasons(self, first: date, last: date) -> list[str]:
        """What closes the shop on days from ``first`` to ``last``, each thing once, as it comes."""
        return list(dict.fromkeys(why for day in _days(first, last) if (why := self.why(day))))

    def _open(self, day: date, step: timedelta) -> date:
        for _one in range(FARTHEST):
            if self.is_open(day):
                return day
            day += step
        raise Refused(
            _("There is no open day before {day}.").format(day=dates.short(day))
            if step > timedelta(0)
            else _("There is no open day after {day}.").format(day=dates.short(day)),
            hint=_("See `olcrm config get closed-on` and `olcrm closure list`."),
        )


def closure(first: date, last: date) -> tuple[date, date]:
    """Both ends of a closure, once it is sure that it can be one. Raises Refused."""
    if last < first:
        raise Refused(
            _("{last} comes before {first}.").format(last=dates.short(last), first=dates.short(first)),
            hint=_("Give the first closed day, then the last one."),
        )
    if (last - first).days >= LONGEST:
        raise Refused(
            _("{count} days are more than one closure can be.").format(count=(last - first).days + 1),
            hint=_("At most {most}; look for a year too many.").format(most=LONGEST),
        )
    return first, last


def _days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + step * DAY


def _brief(day: date) -> str:
    """``24 Dec``: closures lie near, so that their year goes without saying."""
    return dates.short(day).rpartition(" ")[0]
