"""How sales are grouped, what share of promises was kept, how fast things went."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from olcrm.kit.text import N_

BY = ("day", "week", "month", "product", "source")
PROMISES = ("early", "on_time", "late", "open")
# The clocks that tell how customers are served; of the first the hours count, of the others days.
CLOCKS: Mapping[str, str] = {
    "answer": N_("question until answer"),
    "pay": N_("order until paid"),
    "ship": N_("paid until sent off"),
    "complaint": N_("complaint until closed"),
    "promise": N_("promises kept"),
    "back": N_("complained and ordered again"),
}
SOURCES_BY = ("source", "referrer", "month")
ASKS_BY = ("objection", "product", "source", "month")


def kept(row: Mapping[str, int]) -> float | None:
    """The share of promises kept, early or on time, of those that are decided; None while none is."""
    decided = row["early"] + row["on_time"] + row["late"]
    return (row["early"] + row["on_time"]) / decided if decided else None


class Sample(NamedTuple):
    """One thing the clock ran for: from which day on, how long (None: it still runs), and whether it was in time.

    ``good`` is None where nothing says what would be in time.
    """

    clock: str
    day: str
    length: float | None = None
    good: bool | None = None


def measured(samples: Iterable[Sample]) -> dict[str, dict[str, Any]]:
    """By clock: how many ended, their median length, the share in time, how many run, and since when the oldest."""
    groups: dict[str, list[Sample]] = {}
    for one in samples:
        groups.setdefault(one.clock, []).append(one)
    return {clock: _measured(group) for clock, group in groups.items()}


def _measured(group: Sequence[Sample]) -> dict[str, Any]:
    running = [one.day for one in group if one.length is None]
    judged = [one.good for one in group if one.good is not None]
    return {
        "count": len(group) - len(running),
        "median": _rounded(median([one.length for one in group if one.length is not None])),
        "in_time": sum(judged) / len(judged) if judged else None,
        "open": len(running),
        "oldest": min(running, default=None),
    }


def _rounded(length: float | None) -> float | None:
    return None if length is None else round(length, 2)


def median(lengths: Sequence[float]) -> float | None:
    """The one in the middle, between the two where there is an even number; None of none."""
    if not lengths:
        return None
    inorder = sorted(lengths)
    half = len(inorder) // 2
    return inorder[half] if len(inorder) % 2 else (inorder[half - 1] + inorder[half]) / 2


def share(part: int, whole: int) -> float | None:
    """How much of ``whole`` ``part`` is; None of nothing."""
    return part / whole if whole else None
