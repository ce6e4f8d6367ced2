"""What comes first on the morning's screen, in points that can be shown and argued with.

What a thing is weighs most: a promise that is broken first, then what has its day today, as a birthday has, then money
that is late, then what is as kind tomorrow. Every day it has waited counts, the money it is about, and who waits: a
regular before a stranger.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from olcrm.kit.money import rupiah
from olcrm.kit.record import Record
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.waiting import Waiting

# Of each kind its points and what it is called when it is explained.
URGENCY: Mapping[str, tuple[int, str]] = {
    "request": (95, N_("asked by right")),
    "complaint": (85, N_("complaint")),
    "late": (80, N_("broken promise")),
    "snapshot": (75, N_("no copy")),
    "claim": (75, N_("claim")),
    "checkin": (72, N_("after a pause")),  # how she is comes before what she owes
    "pause": (72, N_("after a pause")),
    "stuck": (70, N_("stuck parcel")),
    "returned": (70, N_("parcel back")),
    "lastship": (70, N_("last day to send")),
    "ask": (66, N_("question")),
    "help": (66, N_("help wanted")),
    "visit": (66, N_("visit")),
    "closing": (62, N_("shop closes")),
    "promise": (60, N_("promise at risk")),
    "birthday": (58, N_("birthday")),
    "holiday": (56, N_("feast day")),
    "release": (55, N_("lapsed keep")),
    "ship": (54, N_("paid, not sent")),
    "remind": (50, N_("unpaid")),
    "settle": (50, N_("unpaid rest")),
    "about": (46, N_("to ask about")),
    "due": (45, N_("due")),
    "sorry": (44, N_("apology owed")),
    "wish": (42, N_("waits for goods")),
    "errand": (40, N_("to be bought")),
    "circle": (38, N_("day of her people")),
    "thanks": (36, N_("thanks owed")),
    "arrived": (32, N_("how is it?")),
    "prospect": (30, N_("prospect")),
    "cod": (28, N_("COD money")),
    "bank": (28, N_("bank lines")),
    "care": (24, N_("care tip")),
    "copy": (20, N_("second copy")),
    "resting": (14, N_("not here for long")),
}
OLDEST = 20  # days that count
PER_POINT = 100_000  # rupiah
MOST_MONEY = 10  # points
EQUAL = {"request"}  # the law knows no regulars
_STANDING = {"loyal": 8, "repeat": 5, "resting": 4, "new": 2}


class Rank(Record):
    """The points of one thing that waits; ``days`` is how long it has, negative where its day is still to come."""

    urgency: int
    days: int
    money: int
    standing: int

    @property
    def points(self) -> int:
        """All of them together."""
        return self.urgency + min(self.days, OLDEST) + self.money + self.standing


def rank(one: Waiting, today: date) -> Rank:
    """How pressing ``one`` is."""
    standing = "" if one.kind in EQUAL else (one.contact or {}).get("standing", "")
    return Rank(
        urgency=URGENCY.get(one.kind, (0, ""))[0],
        days=(today - date.fromisoformat(one.when)).days,
        money=min(one.amount // PER_POINT, MOST_MONEY),
        standing=_STANDING.get(standing, 0),
    )


def ranked(found: Iterable[Waiting], today: date) -> list[tuple[Waiting, Rank]]:
    """The most pressing first; of equals what has waited longest."""
    weighed = [(one, rank(one, today)) for one in found]
    return sorted(weighed, key=lambda pair: (-pair[1].points, pair[0].when))


def explained(one: Waiting, weight: Rank, standing: str) -> str:
    """Where the points come from: ``broken promise +80, 2 days +2, Rp224.000 +2, loyal +8 = 92``."""
    days = ngettext("{count} day", "{count} days", weight.days)
    if weight.days < 0:
        days = ngettext("{count} day ahead", "{count} days ahead", -weight.days)
    terms = [
        (_(URGENCY[one.kind][1]) if one.kind in URGENCY else one.kind, weight.urgency),
        (days.format(count=abs(weight.days)), min(weight.days, OLDEST)),
        (rupiah(one.amount), weight.money),
        (standing, weight.standing),
    ]
    said = ", ".join(f"{name} {points:+}" for name, points in terms if points)
    return f"{said} = {weight.points}"
