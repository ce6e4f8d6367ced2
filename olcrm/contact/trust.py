"""What her standing and her released keeps mean for the next order: how long goods are kept, what DP and discount.

A keep that was released is a fact that fades, and never a blacklist: each shortens the next keep or asks for a DP, and
after some good orders counts no more. The shop's settings say how much. Only who has something other than the usual
keep time needs this, so the daily path asks ``people.is_special`` first.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from olcrm.contact.rules import Contact, shown
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record
from olcrm.kit.text import _, ngettext
from olcrm.shop import rules as house
from olcrm.shop import store as shop

ROUND = 1_000  # a DP is asked for in whole thousands
SHORTEST = timedelta(hours=1)  # however many keeps were released

# By the index of her orders; a good one is paid in full and was not called off. What went out instead of something that
# came back was never hers to keep or leave.
TRAIL = """
SELECT o.closed_as = 'released' AS released, o.closed_as IS NULL AND o.total > 0 AND o.paid >= o.total AS good
  FROM order_view AS o
 WHERE o.contact_id = ? AND NOT EXISTS (SELECT 1 FROM claim_view WHERE out_order_id = o.id)
 ORDER BY o.ordered_on, o.id
"""


class Trail(Record):
    """What became of her orders: keeps that were ``released``, how many still ``count``, good orders since the last."""

    released: int = 0
    count: int = 0
    good: int = 0

    def because(self) -> str:
        """``2 released keeps, last 3 orders good``, in the language of the screen."""
        said = ngettext("{n} released keep", "{n} released keeps", self.released).format(n=self.released)
        if self.good:
            said += ", " + ngettext("last order good", "last {n} orders good", self.good).format(n=self.good)
        if 0 < self.count < self.released:
            said += ", " + ngettext("{n} still counts", "{n} still count", self.count).format(n=self.count)
        return said


class Next(Record):
    """What is agreed with her for the next order: times, and whole percent; ``because_dp`` says why there is a DP."""

    standing: str
    trail: Trail
    usual: timedelta
    keep: timedelta
    dp: int
    dp_because: str
    discount: int

    def lines(self) -> list[str]:
        """Each thing that is not as usual, with its reason, in the language of the screen."""
        said = []
        if self.dp:
            said.append(_("DP {percent} %: {reason}").format(percent=self.dp, reason=self.dp_because))
        if self.keep != self.usual:
            said.append(self.shorter())
        if self.discount:
            said.append(_("Discount {percent} %: {reason}").format(percent=self.discount, reason=shown(self.standing)))
        if self.trail.released and not self.trail.count:
            said.append(_("{reason}: it counts no more").format(reason=self.trail.because()))
        return said

    def shorter(self) -> str:
        """``Kept for 12 hours instead of 48 hours: 2 released keeps``."""
        return _("Kept for {span} instead of {usual}: {reason}").format(
            span=span(self.keep), usual=span(self.usual), reason=self.trail.because()
        )

    def asked(self, total: int, paid: int = 0) -> int:
        """The DP still to be asked for an order of ``total`` rupiah, of which ``paid`` are in."""
        return max(0, deposit(total, self.dp) - paid)

    def to_ask(self, amount: int) -> str:
        """``DP 50 %: Rp75.000 to be asked (2 released keeps)``."""
        return _("DP {percent} %: {amount} to be asked ({reason}).").format(
            percent=self.dp, amount=rupiah(amount), reason=self.dp_because
        )

    def document(self) -> dict[str, Any]:
        """As it stands in JSON; times in hours."""
        return {
            "keep_hours": _hours(self.keep),
            "usual_keep_hours": _hours(self.usual),
            "dp_percent": self.dp,
            "dp_because": self.dp_because or None,
            "discount_percent": self.discount,
            "released": self.trail.released,
            "released_counting": self.trail.count,
            "good_since": self.trail.good,
        }


def trail(orders: Iterable[tuple[bool, bool]], fades_after: int) -> Trail:
    """What ``orders`` leave behind, each (was released, was good), the oldest first.

    Every ``fades_after`` good orders in a row make one released keep count no more; one that is open says nothing.
    """
    released = count = good = since = 0
    for was_released, was_good in orders:
        if was_released:
            released, count, good, since = released + 1, count + 1, 0, 0
        elif was_good and released:
            good, since = good + 1, since + 1
            if since == fades_after:
                count, since = max(0, count - 1), 0
    return Trail(released, count, good)


def shortened(usual: timedelta, counting: int, percent: int) -> timedelta:
    """A keep time of which each of the ``counting`` released keeps takes ``percent`` off, in whole hours.

    At least ``SHORTEST``, or the usual time where that is less.
    """
    if not counting or not percent:
        return usual
    left = usual * ((100 - percent) / 100) ** counting
    hours = timedelta(hours=left // timedelta(hours=1))
    return min(usual, max(SHORTEST, hours))


def deposit(total: int, percent: int) -> int:
    """The DP to ask for: ``percent`` of ``total`` rupiah, in whole thousands, never more than all of it."""
    return min(total, -(-total * percent // (100 * ROUND)) * ROUND)


def discount(goods: int, percent: int) -> int:
    """What is taken off ``goods`` rupiah: ``percent`` of them, never more."""
    return goods * percent // 100


def agreed(standing: str, usual: timedelta, trail: Trail, kept: Mapping[str, str]) -> Next:
    """What holds for somebody of this ``standing`` with this ``trail``, by the ``kept`` settings of the shop."""
    whom = "loyal" if standing == "loyal" else "new" if standing in ("prospect", "new") else "repeat"
    by_standing = _percent(kept, f"dp-percent.{whom}")
    by_trail = _percent(kept, "released.dp-percent") if trail.count else 0
    dp = max(by_standing, by_trail)
    return Next(
        standing=standing,
        trail=trail,
        usual=usual,
        keep=shortened(usual, trail.count, _percent(kept, "released.shortens")),
        dp=dp,
        dp_because="" if not dp else trail.because() if by_trail == dp else shown(standing),
        discount=_percent(kept, f"discount-percent.{whom}"),
    )


def next_order(db: sqlite3.Connection, who: Contact) -> Next:
    """What is agreed with ``who`` for the next order."""
    kept = shop.kept(db)
    orders = ((bool(row["released"]), bool(row["good"])) for row in db.execute(TRAIL, (who.id,)))
    found = trail(orders, _percent(kept, "released.fades-after"))
    return agreed(who.standing, shop.policy(db).keep_for(who.standing), found, kept)


def span(length: timedelta) -> str:
    """``3 days`` or ``12 hours``, in the language of the screen."""
    hours = _hours(length)
    if hours % 24 == 0:
        return ngettext("{n} day", "{n} days", hours // 24).format(n=hours // 24)
    return ngettext("{n} hour", "{n} hours", hours).format(n=hours)


def _hours(length: timedelta) -> int:
    return round(length / timedelta(hours=1))


def _percent(kept: Mapping[str, str], key: str) -> int:
    """The figure in force: of the settings that are ``kept``, else of the preset, else the standard one."""
    preset = house.PRESETS.get(kept.get("preset", "standar"), {})
    return int(kept.get(key) or preset.get(key) or house.STANDARD[key])
