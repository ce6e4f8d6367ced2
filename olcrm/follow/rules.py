"""What makes a kind word due: the days it is said in, how a draft is called, whom nobody disturbs, how many stars."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from olcrm.contact import rules as standing
from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import NOTHING, Record, Row
from olcrm.kit.text import _, folded, ngettext
from olcrm.kit.typed import excerpt, number
from olcrm.shop.rules import Policy

CARE_DAYS = 7  # how long a care tip may come late
CARE_UNTIL = 730  # days after arrival; later nobody wants to be told how to wash it
LONG_AGO = 60  # days: what was agreed to be there by now was ordered in this time
MOST_DAYS = 100  # that are looked back for what arrived
STARS = range(1, 6)

# What owners write down when goods that were agreed on turned out not to be there; and what else runs out.
_STOCK = re.compile(
    r"\b(habis|kosong|stok|stock|sold ?out|out of stock|tidak ada barang|barang(?:nya)? (?:tidak|gak|ga|nggak) ada)\b"
)
_NOT_STOCK = re.compile(r"\b(uang|duit|dana|gaji|waktu|masa|money|time|sabar)")
_DRAFT = re.compile(r"([0-9]{1,18})(?:-([0-9]{1,18})-([0-9]{1,4}))?-([a-z]+)")


class Word(Record):
    """A kind word that is due to one person.

    ``kind`` is how its draft ends and ``number`` what it begins with: an order, or a person. ``contact_id`` is who it
    goes to, ``of`` who it is about, mostly the same. ``since`` is the day it waits since, ``why`` a line for the owner.
    ``facts`` are what its wording and its row know besides.
    """

    kind: str
    number: str
    contact_id: int
    of: int
    purpose: str
    occasion: str
    template: str
    since: date
    why: str = ""
    order: int | None = None
    due: int | None = None
    facts: Mapping[str, Any] = NOTHING

    @property
    def draft_id(self) -> str:
        """What its draft is called: ``41-arrived``, ``12-resting``, ``41-3-1-care``."""
        return f"{self.number}-{self.kind}"


class Window(Record):
    """The days, both included, of which something is spoken about."""

    first: date
    last: date

    @property
    def ends(self) -> dict[str, str]:
        """As a query takes them."""
        return {"first": self.first.isoformat(), "last": self.last.isoformat()}


def window(today: date, after: int, until: int) -> Window:
    """From ``until`` days ago to ``after`` days ago; a day at least, however they were set."""
    return Window(today - timedelta(days=max(after, until)), today - timedelta(days=after))


def draft(word: str, kinds: Sequence[str]) -> tuple[int, str, str]:
    """The number of what the draft ``word`` is about, its kind, and itself as it is called. Raises Misunderstood."""
    tidy = word.strip().casefold().removeprefix("#")
    found = _DRAFT.fullmatch(tidy)
    if found is None or found[4] not in kinds:
        raise Misunderstood(
            _("“{word}” is not the id of a draft on this list.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like {example}.").format(example=f"41-{kinds[0]}"),
        )
    return int(found[1]), found[4], tidy


def of_stock(reason: str | None) -> bool:
    """Whether an order was called off because the goods were not there, as far as its ``reason`` says so."""
    said = folded(reason or "")
    return bool(_STOCK.search(said)) and not _NOT_STOCK.search(said)


def rhythm(days: Sequence[date]) -> int | None:
    """How many days usually lie between two orders of these ``days``: the median; None for fewer than two."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(sorted(set(days))))
    return None if not gaps else (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) // 2


def rhythm_shown(days: Sequence[date]) -> str:
    """How often she buys, for the owner: ``every 30 days or so``."""
    usual = rhythm(days)
    if usual is None:
        return _("bought once")
    return ngettext("every {days} day or so", "every {days} days or so", usual).format(days=usual)


def days(word: str) -> int:
    """How many days after an arrival ``word`` says. Raises Misunderstood."""
    found = number(word)
    if found is None or found > MOST_DAYS:
        raise Misunderstood(
            _("“{word}” is no number of days from 0 to {most}.").format(word=excerpt(word), most=MOST_DAYS),
            hint=_("Write it like --days 3."),
        )
    return found


def days_shown(count: int) -> str:
    """``3 days``."""
    return ngettext("{count} day", "{count} days", count).format(count=count)


def became_regular(before: standing.Paid, after: standing.Paid, first: date, today: date, policy: Policy) -> bool:
    """Whether somebody who had paid ``before`` by the day ``first`` was no regular, and with ``after`` is one today."""
    return not _is_regular(before, first, policy) and _is_regular(after, today, policy)


def _is_regular(paid: standing.Paid, day: date, policy: Policy) -> bool:
    return len(paid) >= policy.loyal_orders or standing.spent_lately(paid, day) >= policy.loyal_spent


def turns(today: date, after: int, every: int | None) -> list[tuple[int, Window]]:
    """Each time a tip is told, from 1, with the days of arrival it is told about today.

    A tip comes ``after`` days after the arrival, and then ``every`` so many, up to two years; it may come some days
    late, but never when the next is due already.
    """
    late = CARE_DAYS if every is None else min(CARE_DAYS, every)
    times = 1 if every is None else max(1, 1 + (CARE_UNTIL - after) // every)
    offsets = [after + turn * (every or 0) for turn in range(times)]
    return [
        (turn, Window(today - timedelta(days=days + late - 1), today - timedelta(days=days)))
        for turn, days in enumerate(offsets, 1)
    ]


def stars(word: str) -> int:
    """How many stars ``word`` says. Raises Misunderstood."""
    found = number(word)
    if found not in STARS:
        raise Misunderstood(
            _("“{word}” is no rating.").format(word=excerpt(word)), hint=_("Give 1 (bad) to 5 (very good).")
        )
    return found or 0


def expect_arrived(row: Row) -> None:
    """Make sure that an order (of ``order_view``) can have been liked or not: it is there. Raises Refused."""
    if row["closed_as"] is not None:
        raise Refused(
            _("Order {number} was called off, so there is nothing to rate.").format(number=row["id"]),
            hint=_("See `olcrm order show {number}`.").format(number=row["id"]),
        )
    if row["arrived_on"] is None:
        raise Refused(
            _("Order {number} has not arrived yet.").format(number=row["id"]),
            hint=_("Note that first: `olcrm order status {number} arrived`.").format(number=row["id"]),
        )


def not_before(day: date, row: Row) -> None:
    """Make sure that nobody liked an order (of ``order_view``) before it was there. Raises Refused."""
    arrived = date.fromisoformat(row["arrived_on"])
    if day < arrived:
        raise Refused(
            _("Order {number} arrived on {day}, after that.").format(number=row["id"], day=dates.short(arrived)),
            hint=_("Give the day she said it, or leave --on out for today."),
        )


def shown(stars: int) -> str:
    """A rating as it is shown, the same on every screen: ``4 of 5``."""
    return _("{stars} of 5").format(stars=stars)


def average(total: int, count: int) -> float | None:
    """The mean of ratings with one figure behind the point; None without any."""
    return round(total / count, 1) if count else None
