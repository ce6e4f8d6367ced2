"""How sales are grouped, and what share of promises was kept."""

from collections.abc import Mapping

BY = ("day", "week", "month", "product", "source")
PROMISES = ("early", "on_time", "late", "open")


def kept(row: Mapping[str, int]) -> float | None:
    """The share of promises kept, early or on time, of those that are decided; None while none is."""
    decided = row["early"] + row["on_time"] + row["late"]
    return (row["early"] + row["on_time"]) / decided if decided else None
