"""How figures are grouped: by what sales are counted, and how old a due is."""

from datetime import date, timedelta

BY = ("day", "week", "month", "product", "source")
# The age of a due in days, as its first and last day; the last bracket is open. The brackets are those of `due aging`.
BRACKETS = ((0, 7), (8, 14), (15, 30), (31, None))


def bracket(age: int) -> str:
    """The bracket a due of ``age`` days falls into: ``0-7``, ``8-14``, ``15-30`` or ``31+``."""
    for first, last in BRACKETS:
        if last is None or age <= last:
            return f"{first}-{last}" if last is not None else f"{first}+"
    raise AssertionError("the last bracket is open")


def week_of(day: date) -> str:
    """The Monday that begins the week of ``day``, as an ISO day."""
    return (day - timedelta(days=day.weekday())).isoformat()
