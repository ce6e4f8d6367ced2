"""The only place that asks what time it is.

``$OLCRM_NOW`` (an ISO moment with its offset) stands in for the clock, for demonstrations and tests.
Moments are aware; ``now`` gives UTC, ``local`` and ``today`` the shop's own zone.
"""

import os
from datetime import UTC, date, datetime, timedelta, tzinfo

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _
from olcrm.kit.zones import ZONES, zone_named

_zone: tzinfo = ZONES["WIB"]


def use_zone(name: str) -> None:
    """Count days in the zone called ``name`` from now on."""
    global _zone
    _zone = zone_named(name)


def now() -> datetime:
    """The present moment, in UTC."""
    stated = os.environ.get("OLCRM_NOW", "")
    if not stated:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Misunderstood(
            _("OLCRM_NOW is not a moment with an offset: “{value}”.").format(value=stated),
            hint=_("Write it like 2026-11-22T09:00:00+07:00, or unset it."),
        )
    return moment.astimezone(UTC)


def local(moment: datetime | None = None) -> datetime:
    """``moment`` (this one when left out) as the shop's own clock shows it."""
    return (moment or now()).astimezone(_zone)


def today() -> date:
    """The day it is in the shop's zone."""
    return local().date()


def start_of(day: date) -> datetime:
    """The moment at which ``day`` begins in the shop's zone, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=_zone).astimezone(UTC)


def moment_of(day: date) -> datetime:
    """The moment that stands for something that happened on ``day``: this one if it is today, else its noon."""
    return now() if day == today() else start_of(day) + timedelta(hours=12)


def moment_at(shown: datetime) -> datetime:
    """The moment, in UTC, at which the shop's own clock shows ``shown``, which has no zone."""
    return shown.replace(tzinfo=_zone).astimezone(UTC)


def to_utc(moment: datetime) -> str:
    """The step, as SQLite takes it, from the beginning of one of the shop's days to where moments are kept."""
    ahead = local(moment).utcoffset() or timedelta(0)
    return f"{-ahead // timedelta(minutes=1):+} minutes"


def stamp(moment: datetime) -> str:
    """How a moment is kept in the ledger: UTC, seconds, ``2026-11-22T02:00:00+00:00``. Sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def from_stamp(stored: str) -> datetime:
    """A kept moment read back, in the shop's zone."""
    return datetime.fromisoformat(stored).astimezone(_zone)
