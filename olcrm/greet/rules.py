"""Birthdays: on which day each is greeted, how old somebody turns, and what a draft is called.

A birthday is kept as ``1990-08-17``, or as ``--08-17`` without its year.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt

LEAP_DAY = "02-29"
FARTHEST = 364  # days ahead: one more, and somebody would be on the list twice
LATEST = 30  # days after which a wish is no longer one for this birthday
_DRAFT = r"([0-9]{1,18})-([0-9]{4})"


class Birthday(Record):
    """Whose birthday is greeted on ``day``; ``stored`` is the birthday as it is kept."""

    contact_id: int
    day: date
    stored: str

    @property
    def draft_id(self) -> str:
        """What its draft is called: the contact and the year, ``12-2026``."""
        return f"{self.contact_id}-{self.day.year}"

    @property
    def occasion(self) -> str:
        """What nobody is greeted for twice."""
        return f"birthday-{self.day.year}"

    @property
    def age(self) -> int | None:
        """How old she turns; None without a year of birth."""
        return None if self.stored.startswith("-") else self.day.year - int(self.stored[:4])


def reach(word: str) -> int:
    """How many days ``word`` says: ``7``, or a length of time like ``7d`` or ``1 minggu``. Raises Misunderstood."""
    bare = word.strip()
    number = bare.removeprefix("-")
    return int(bare) if number.isdecimal() and len(number) < 6 else dates.span(bare).days


def window(today: date, within: int, late: int) -> Iterator[date]:
    """The days that are looked at, the first of them first. Raises Misunderstood for too many of them."""
    for option, days, most in (("--within", within, FARTHEST), ("--late", late, LATEST)):
        if not 0 <= days <= most:
            raise Misunderstood(
                _("{option} is from 0 to {most} days.").format(option=option, most=most),
                hint=_("Write it like {option} 7.").format(option=option),
            )
    return (today + timedelta(days=days) for days in range(-late, min(within, FARTHEST - late) + 1))


def greeted_on(day: date, leap_birthday: str) -> tuple[str, str]:
    """The two birthdays, as month and day, that are greeted on ``day``; usually the same one twice.

    In a common year those born on 29 February are greeted on ``leap_birthday``, which is ``28/2`` or ``1/3``.
    """
    usual = f"{day:%m-%d}"
    instead = {"28/2": "02-28", "1/3": "03-01"}[leap_birthday]
    return usual, LEAP_DAY if usual == instead and not _is_leap(day.year) else usual


def day_in(year: int, stored: str, leap_birthday: str) -> date:
    """The day of ``year`` on which a birthday is greeted."""
    month, number = int(stored[-5:-3]), int(stored[-2:])
    if stored[-5:] == LEAP_DAY and not _is_leap(year):
        return date(year, 2, 28) if leap_birthday == "28/2" else date(year, 3, 1)
    return date(year, month, number)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def reason(birthday: Birthday, today: date) -> str:
    """Why she is on the list, for the owner's eyes only: ``birthday tomorrow, turns 36``."""
    when = _("birthday {day}").format(day=dates.near(birthday.day, today))
    if not birthday.age:
        return when
    return f"{when}, " + _("turns {age}").format(age=birthday.age)


def draft(word: str) -> tuple[int, int]:
    """The contact and the year in the id of a draft. Raises Misunderstood."""
    found = re.fullmatch(_DRAFT, word.strip())
    if found is None or not dates.EARLIEST <= int(found[2]) <= dates.LATEST:
        raise Misunderstood(
            _("“{word}” is not the id of a birthday greeting.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 12-2026."),
        )
    return int(found[1]), int(found[2])


def check(birthday: Birthday, today: date, late: int, name: str) -> None:
    """Make sure that its day is here, at most ``late`` days past, or the next one to come. Raises Refused.

    Who was wished well before her day is noted as well: else she would be greeted twice for it.
    """
    day = dates.short(birthday.day)
    if (birthday.day - today).days > FARTHEST:
        raise Refused(
            _("{name}’s birthday is still to come, on {day}.").format(name=name, day=day),
            hint=_("Only the next birthday can be wished for."),
        )
    past = (today - birthday.day).days
    if past > late:
        hint = _("Too long ago to wish for it now.")
        if past <= LATEST:
            hint = _("A late wish is still kind: add --late {days}.").format(days=past)
        raise Refused(_("{name}’s birthday was on {day}.").format(name=name, day=day), hint=hint)
