"""Time zones. Indonesia has three and no summer time, so they are fixed offsets and need no time zone database."""

from datetime import timedelta, timezone, tzinfo

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt

ZONES = {
    "WIB": timezone(timedelta(hours=7), "WIB"),
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
}
SAME_AS = {"asia/jakarta": "WIB", "asia/pontianak": "WIB", "asia/makassar": "WITA", "asia/jayapura": "WIT"}


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
            _("There is no time zone called “{name}”.").format(name=excerpt(name)),
            hint=_("Use WIB, WITA, WIT, or a name such as Asia/Singapore."),
        ) from None
