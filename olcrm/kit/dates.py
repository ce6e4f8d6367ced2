"""Days the way owners say them, in Indonesian and English at once, the day always before the month.

Nothing here asks what day it is: ``today`` is given. A day without its year is looked for ``"forward"``
(a due, a promise) or ``"back"`` (an order, a payment); today itself is found both ways.
"""

import re
from datetime import date, timedelta
from typing import Literal

from olcrm.kit import daywords
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _, language
from olcrm.kit.typed import excerpt, plain

Looks = Literal["forward", "back"]

EARLIEST, LATEST = 1900, 2200
LONGEST_SPAN = timedelta(days=3653)
NO_YEAR = 1604  # what Apple writes for a birthday without a year
LEAP = 2000  # any leap year, to try whether a day of a month can exist at all

_FROM_TODAY = r"h ?([+-]) ?([0-9]{1,5})"
_COUNTED = r"(?:(in|dalam) )?([0-9]{1,5} ?|se|an? )([a-z]+)(?: (lagi|ke depan|from now|ago|(?:yang )?lalu))?"
_SIDED = r"(?:(next|last|this) )?([a-z ]+?)(?: (depan|lalu|kemarin|ini))?"
_NUMERIC = r"([0-9]{1,2}) ?([/.-]) ?([0-9]{1,2})(?: ?\2 ?([0-9]{4}|[0-9]{2}))?"
_YEAR_FIRST = r"([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})"
_DAY_NAMED = r"([0-9]{1,2})(?:st|nd|rd|th)?[ /.-]?([a-z]+)\.?(?:[ /.-]?([0-9]{4}|[0-9]{2}))?"
_NAMED_DAY = r"([a-z]+)\.? ?([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{4}|[0-9]{2}))?"
_SPAN = r"([0-9]{1,5} ?|se|an? )(x ?24 ?(?=jam|h$|hour))?([a-z]+)"

_Written = tuple[int, int | None, str]
"""A written date: its day, its month and the figures of its year, as far as they stand there."""


def day(word: str, today: date, *, looks: Looks, since: date | None = None) -> date:
    """The day that ``word`` means on ``today``: 22/11, 17 agustus, besok, jumat, 3 hari lagi, h+3, tgl 5.

    A weekday alone is never today, which has a word of its own. A date without its year is looked for from ``since``
    on where something began on another day. Raises Misunderstood for what is no day, for a day that does not exist,
    and for years outside 1900–2200.
    """
    text = _tidy(word)
    if (shift := _shift(text)) is not None:
        return _moved(word, today, *shift)
    found = _weekday(text, today, looks) or _calendar(word, text, since or today, looks)
    if found is None:
        raise Misunderstood(
            _("“{word}” is not a day that can be read.").format(word=excerpt(word)),
            hint=_("Write it like 22/11, 22/11/2026, besok, jumat or 3 hari lagi."),
        )
    return found


def past(word: str | None, today: date, hint: str) -> date:
    """``today`` when nothing is said, else the day that ``word`` means, never a later one.

    Raises Misunderstood as ``day`` does; Refused, with ``hint``, for a day to come, and for a slip that reads as one.
    """
    found = today if word is None else day(word, today, looks="back")
    if found > today:
        raise Refused(_("{day} is still to come.").format(day=short(found)), hint=hint)
    if word is not None and (today - found).days > 300:  # nearly a year ago
        from olcrm.kit import slips

        slips.expect_past(word, found, today, hint)
    return found


def birthday(word: str, today: date) -> str:
    """A birthday as it is kept: ``1990-08-17``, or ``--08-17`` without a year; 29 February may be one.

    Two figures of a year mean the latest such year that is not to come. Raises Misunderstood for what is
    no day of a month, Refused for a birth before 1900 or after ``today``.
    """
    text = _tidy(word)
    kept = re.fullmatch("--([0-9]{2})-?([0-9]{2})", text)
    written = (int(kept[2]), int(kept[1]), "") if kept else _written(text)
    number, month, figures = written or (0, None, "")
    if month is None:
        raise Misunderstood(
            _("“{word}” is not a birthday that can be read.").format(word=excerpt(word)),
            hint=_("Write it like 17/8/1990 or 17 agustus 1990; the year may be left out."),
        )
    year = _year(figures) if figures else NO_YEAR
    if len(figures) == 2 and year > today.year:
        year -= 100
    born = _existing(year if year != NO_YEAR else LEAP, month, number)
    if born is None:
        raise _impossible(word)
    if year == NO_YEAR:
        return f"--{month:02}-{number:02}"
    if born.year < EARLIEST or born > today:
        raise Refused(
            _("A birthday lies between 1900 and today."),
            hint=_("Leave the year out when it is not known, like 17/8."),
        )
    return born.isoformat()


def span(word: str) -> timedelta:
    """A length of time in ``word``: 48h, 48 jam, 2x24 jam, 3d, 3 hari, 2 days, 1 minggu, 2w.

    Raises Misunderstood for anything else, months too, which differ in length; Refused for none at all
    and for more than ten years.
    """
    if word[-1:] in ("h", "d") and word[:-1].isdecimal() and word.isascii() and len(word) < 4 and word[0] != "0":
        return timedelta(hours=int(word[:-1]) * daywords.HOURS[word[-1]])  # as settings are kept; spares the pattern
    found = re.fullmatch(_SPAN, plain(word))
    hours = daywords.HOURS.get(found[3]) if found else None
    if found is None or hours is None:
        raise Misunderstood(
            _("“{word}” is not a length of time.").format(word=excerpt(word)),
            hint=_("Count in hours, days or weeks, like 48h, 3 hari or 1 minggu."),
        )
    length = timedelta(hours=_count(found[1]) * hours * (24 if found[2] else 1))
    if not timedelta(0) < length <= LONGEST_SPAN:
        raise Refused(
            _("A length of time is above zero and at most ten years."),
            hint=_("Write it like 48h, 3 hari or 1 minggu."),
        )
    return length


def short(day: date) -> str:
    """``22 Nov 2026``, in the language of the screen."""
    return f"{day.day} {daywords.SHORT_MONTHS[language()][day.month - 1]} {day.year}"


def long(day: date) -> str:
    """``Sunday, 22 November 2026``, in the language of the screen."""
    weekday = daywords.WEEKDAYS[language()][day.weekday()]
    return f"{weekday}, {day.day} {daywords.LONG_MONTHS[language()][day.month - 1]} {day.year}"


def near(day: date, today: date) -> str:
    """``yesterday``, ``today``, ``tomorrow``, else ``20 Nov``, with the year where it is not this one."""
    words = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    return words.get((day - today).days) or short(day).removesuffix(f" {today.year}")


def birthday_shown(stored: str) -> str:
    """``17 Aug 1990`` for ``1990-08-17``, ``17 Aug`` for ``--08-17``, in the language of the screen."""
    if not stored.startswith("--"):
        return short(date.fromisoformat(stored))
    return f"{int(stored[5:7])} {daywords.SHORT_MONTHS[language()][int(stored[2:4]) - 1]}"


def _tidy(word: str) -> str:
    text = " ".join(plain(word).replace("'", "").replace(",", " ").split())
    return re.sub("^(?:on|pada) ", "", text)


def _count(text: str) -> int:
    """The number before a unit; *se-* (seminggu) and *a* (a week) are one."""
    return int(text) if text[0].isdecimal() else 1


def _shift(text: str) -> tuple[int, int] | None:
    """How many days and months from today ``text`` says, if it counts from today at all."""
    if text in daywords.NEAR:
        return daywords.NEAR[text], 0
    if found := re.fullmatch(_FROM_TODAY, text):
        return int(found[1] + found[2]), 0
    if (found := re.fullmatch(_COUNTED, text)) and found[3] in daywords.UNITS and (found[1] or found[4]):
        back = (found[4] or "").endswith(("ago", "lalu"))
        return None if back and found[1] else _times(found[3], _count(found[2]) * (-1 if back else 1))
    name, side = _sided(text)
    if side and name in daywords.UNITS and daywords.UNITS[name] != (1, 0):
        return _times(name, side)
    return None


def _times(unit: str, n: int) -> tuple[int, int]:
    days, months = daywords.UNITS[unit]
    return n * days, n * months


def _sided(text: str) -> tuple[str, int | None]:
    """``minggu depan`` and ``next week`` as the thing named and its side of today: 1, 0 or -1."""
    found = re.fullmatch(_SIDED, text)
    if found is None or bool(found[1]) == bool(found[3]):
        return text, None
    return found[2], daywords.SIDES[found[1] or found[3]]


def _moved(word: str, today: date, days: int, months: int) -> date:
    """``today`` moved on; a month on from the 31st is the last day of a shorter month."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not EARLIEST <= year + days // 365 <= LATEST:
        raise _too_far(word)
    last = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
    moved = date(year, month + 1, min(today.day, last.day)) + timedelta(days=days)
    return _within(word, moved)


def _weekday(text: str, today: date, looks: Looks) -> date | None:
    """The nearest such weekday, today left out.

    *Jumat depan* is the coming Friday to one and that of the next week to another: where the two are not
    the same day it is refused, and both are named.
    """
    name, side = _sided(text)
    weekday = daywords.WEEKDAY.get(name.removeprefix("hari "))
    if weekday is None:
        return None
    ahead = side > 0 if side else looks == "forward"
    nearest = today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if not ahead:
        nearest = today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    if side is None:
        return nearest
    of_week = today + timedelta(days=weekday - today.weekday() + 7 * side)
    if of_week != nearest:
        raise Misunderstood(
            _("“{word}” can be read in two ways.").format(word=text),
            hint=_("Write the date: {one} or {other}.").format(
                one=short(min(nearest, of_week)), other=short(max(nearest, of_week))
            ),
        )
    return nearest


def _calendar(word: str, text: str, today: date, looks: Looks) -> date | None:
    """A written date, with or without its weekday in front, which must then be the right one."""
    first, _space, rest = text.removeprefix("hari ").partition(" ")
    weekday = daywords.WEEKDAY.get(first.rstrip("."))
    written = _written(text if weekday is None else rest)
    if written is None:
        return None
    found = _placed(written, today, looks)
    if found is None:
        raise _impossible(word)
    if weekday not in (None, found.weekday()):
        raise Misunderstood(
            _("“{word}” does not fit: that day is {day}.").format(word=excerpt(word), day=long(found)),
            hint=_("Correct the weekday or the date."),
        )
    return _within(word, found)


def _written(text: str) -> _Written | None:
    """What ``text`` states as a date, existing or not."""
    if found := re.fullmatch(r"(?:tgl|tanggal)\.? ?(.+)", text):
        return (int(found[1]), None, "") if re.fullmatch("[0-9]{1,2}", found[1]) else _written(found[1])
    if found := re.fullmatch(_YEAR_FIRST, text):
        return int(found[4]), int(found[3]), found[1]
    if found := re.fullmatch(_NUMERIC, text):
        return int(found[1]), int(found[3]), found[4] or ""
    if (found := re.fullmatch(_DAY_NAMED, text)) and found[2] in daywords.MONTH:
        return int(found[1]), daywords.MONTH[found[2]], found[3] or ""
    if (found := re.fullmatch(_NAMED_DAY, text)) and found[1] in daywords.MONTH:
        return int(found[2]), daywords.MONTH[found[1]], found[3] or ""
    return None


def _placed(written: _Written, today: date, looks: Looks) -> date | None:
    """The day written; without a year or a month the nearest one on the side looked at."""
    number, month, figures = written
    if figures:
        return _existing(_year(figures), month or 0, number)
    step = 1 if looks == "forward" else -1
    for months in range(8 * 12 + 1):  # no 29 February in 1900, 2100 or 2200: then it takes eight years
        year, index = divmod(today.year * 12 + today.month - 1 + step * months, 12)
        if month not in (None, index + 1):
            continue
        if (found := _existing(year, index + 1, number)) and (found - today).days * step >= 0:
            return found
    return None


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) == 2 else 0)


def _existing(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _within(word: str, found: date) -> date:
    if not EARLIEST <= found.year <= LATEST:
        raise _too_far(word)
    return found


def _too_far(word: str) -> Misunderstood:
    return Misunderstood(
        _("“{word}” is too far away.").format(word=excerpt(word)),
        hint=_("Days from 1900 to 2200 can be written."),
    )


def _impossible(word: str) -> Misunderstood:
    return Misunderstood(
        _("There is no such day as “{word}”.").format(word=excerpt(word)),
        hint=_("The day comes first, then the month: 22/11/2026."),
    )
