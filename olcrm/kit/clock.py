"""The only place that asks what time it is.

``$OLCRM_NOW`` (an ISO moment with its offset) stands in for the clock, for demonstrations and tests.
Moments are aware; ``now`` gives UTC, ``local`` and ``today`` the shop's own zone. Indonesia has three zones and no
summer time, so WIB, WITA and WIT are fixed offsets and need no time zone database.
"""

import os
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _

ZONES = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
}
SAME_AS = {"asia/jakarta": "WIB", "asia/pontianak": "WIB", "asia/makassar": "WITA", "asia/jayapura": "WIT"}

_zone: tzinfo = ZONES["WIB"]


def zone_named(name: str) -> tzinfo:
    """WIB, WITA, WIT, or any zone of the time zone database such as ``Asia/Singapore``.

    Raises Misunderstood for a name that is neither.
    """
    short = SAME_AS.get(name.casefold(), name.upper())
    if short in ZONES:
        return ZONES[short]
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise Misunderstood(
            _("There is no time zone called “{name}”.").format(name=name),
            hint=_("Use WIB, WITA, WIT, or a name such as Asia/Singapore."),
        ) from None


def use_zone(name: str) -> None:
    """Count days in the zone called ``name`` from now on."""
    global _zone
    _zone = zone_named(name)


def now() -> datetime:
    """This moment, in UTC."""
    stated = os.environ.get("OLCRM_NOW", "")
    if not stated:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        moment = datetime.min
    if moment.tzinfo is None:
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


def stamp(moment: datetime) -> str:
    """How a moment is kept in the ledger: UTC, seconds, ``2026-11-22T02:00:00+00:00``. Sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def from_stamp(stored: str) -> datetime:
    """A kept moment read back, in the shop's zone."""
    return datetime.fromisoformat(stored).astimezone(_zone)
