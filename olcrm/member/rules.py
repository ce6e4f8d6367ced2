"""Tiers of members, which is earned by whom, and how their numbers look."""

import re
from collections.abc import Sequence

from olcrm.kit.errors import Misunderstood
from olcrm.kit.record import Record
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt

NONE = "-"
LONGEST = 40  # characters of a member's number


class Tier(Record):
    """One tier, and what is to be spent within twelve months for it, in rupiah."""

    name: str
    spent: int


def tiers(kept: str) -> list[Tier]:
    """The tiers as the setting keeps them, the lowest first."""
    parts = (part.rpartition(":") for part in kept.split(",") if part)
    return [Tier(name, int(spent)) for name, _colon, spent in parts]


def earned(known: Sequence[Tier], spent: int) -> str | None:
    """The tier that somebody has who spent so much within twelve months; None for none."""
    return next((tier.name for tier in reversed(known) if spent >= tier.spent), None)


def upcoming(known: Sequence[Tier], now: str | None, spent: int) -> tuple[str, int] | None:
    """The tier after the one she has ``now``, and how many rupiah are missing to it; None where there is none."""
    names = [tier.name for tier in known]
    rest = known[names.index(now) + 1 :] if now in names else known
    return next(((tier.name, tier.spent - spent) for tier in rest if tier.spent > spent), None)


def tier(known: Sequence[Tier], word: str) -> str:
    """The name of the tier that ``word`` means. Raises Misunderstood for any other word."""
    found = next((one.name for one in known if folded(one.name) == folded(word)), None)
    if found is None:
        raise Misunderstood(
            _("There is no tier “{word}”.").format(word=excerpt(word)),
            hint=_("Use {words}; `olcrm config set member.tiers Silver:1jt,Gold:5jt` says which there are.").format(
                words=", ".join(one.name for one in known) or NONE
            ),
        )
    return found


def number(word: str) -> str:
    """A member's number as it is kept. Raises Misunderstood for none, a very long one, or one of several lines."""
    found = word.strip()
    if len(found) > LONGEST or not found.isprintable() or not any(map(str.isalnum, found)):
        raise Misunderstood(
            _("“{word}” cannot be the number of a member.").format(word=excerpt(word)),
            hint=_("Write a short one, like M-0001."),
        )
    return found


def numbered(pattern: str, place: int) -> str:
    """The number that is ``place`` behind the first one, which ``pattern`` is: M-0001, M-0002."""
    found = re.search("[0-9]+$", pattern)
    figures = found[0] if found else "1"
    return pattern.removesuffix(figures) + str(int(figures) + place).zfill(len(figures))
