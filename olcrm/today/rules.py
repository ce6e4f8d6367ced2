"""What comes first on the morning's screen."""

from collections.abc import Iterable

from olcrm.kit.waiting import Waiting

# What the law gives three days for comes first; then money somebody was promised to be asked for and promises already
# broken, before what merely is due today.
PRESSING = (
    *("request", "late", "stuck", "returned", "release", "remind", "settle", "due", "birthday", "promise", "ship"),
    *("errand", "wish", "cod", "pause", "backup"),
)
_REGULARS_FIRST = {"loyal": 0, "repeat": 1, "resting": 2, "new": 3, "prospect": 4}


def ranked(found: Iterable[Waiting]) -> list[Waiting]:
    """The most pressing kind first; within a kind what has waited longest, then regulars before strangers."""

    def weight(one: Waiting) -> tuple[int, str, int]:
        kind = PRESSING.index(one.kind) if one.kind in PRESSING else len(PRESSING)
        standing = (one.contact or {}).get("standing", "")
        return kind, one.when, _REGULARS_FIRST.get(standing, 5)

    return sorted(found, key=weight)
