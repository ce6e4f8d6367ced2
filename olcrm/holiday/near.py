"""Which feasts are near: asked every morning, so it reads the days as they stand in the file, and nothing else."""

from datetime import date, timedelta
from pathlib import Path

_PAWUKON = 210  # days from one Galungan to the next, as in the rules
_CYCLES = {"galungan": date(2025, 4, 23), "kuningan": date(2025, 5, 3)}
_EASTER = ("03-22", "04-25")  # it is on a Sunday between these


def feasts(today: date, before: int, ahead: int) -> list[tuple[int, str]]:
    """Known feasts that may begin from ``before`` days ago until ``ahead`` days ahead: in how many days, and which.

    What the owner has corrected is not known here, and each Sunday in spring may be Easter: whoever has to be sure
    looks closely, but only where one may be.
    """
    text = (Path(__file__).parent / "days.txt").read_text(encoding="utf-8")
    steps: dict[str, int] = {}
    found = []
    for step in range(-before, ahead + 1):
        day = today + timedelta(days=step)
        steps[f"{day}"] = steps[f"{day:%m-%d}"] = step
        found += [(step, key) for key, anchor in _CYCLES.items() if (day - anchor).days % _PAWUKON == 0]
        if day.weekday() == 6 and _EASTER[0] <= f"{day:%m-%d}" <= _EASTER[1]:
            found.append((step, "paskah"))
    for line in text.splitlines():
        when = line.partition(" ")[0].partition("..")[0]
        if when in steps:
            found.append((steps[when], line.split()[1]))
    return found
