"""What a gift may be: given or received, and what it was worth."""

from collections.abc import Mapping
from datetime import date

from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, number

GIVEN, RECEIVED = "given", "received"
DIRECTIONS: Mapping[str, str] = {GIVEN: N_("given"), RECEIVED: N_("received")}
NONE = "-"


def gift_number(word: str) -> int:
    """``3`` or ``#3`` as a number. Raises Misunderstood for anything else."""
    found = number(word.strip().removeprefix("#"))
    if found is None:
        raise Misunderstood(
            _("“{word}” is no number of a gift.").format(word=excerpt(word)),
            hint=_("Write it like 3; `olcrm gift list` shows it."),
        )
    return found


def shown(direction: str) -> str:
    """Which way a gift went, in words."""
    return _(DIRECTIONS[direction])


def told(gift: Row) -> str:
    """``mug (Rp50.000), 3 Nov 2026``: one gift in a few words."""
    worth = f" ({rupiah(gift['worth'])})" if gift["worth"] else ""
    because = f", {gift['because']}" if gift["because"] else ""
    return f"{gift['what']}{worth}{because}, {dates.short(date.fromisoformat(gift['given_on']))}"
