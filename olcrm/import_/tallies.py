"""The kept sums of customers whom a file makes: every order of theirs comes by, so none is looked up again for them."""

import sqlite3
from collections.abc import Iterable

from olcrm.import_.rules import CALLED_OFF

_ADD = """
UPDATE contact SET orders = orders + ?, paid_orders = paid_orders + ?, spent = spent + ?, owed = owed + ?,
       credit = credit + ?, first_order_on = coalesce(min(first_order_on, ?6), first_order_on, ?6),
       last_order_on = coalesce(max(last_order_on, ?7), last_order_on, ?7)
 WHERE id = ?
"""

Sold = tuple[int, str, int, int, str | None]
"""Of an order who bought, its day, its total, what was paid for it, and where its goods are."""


class Tallies:
    """What contacts numbered from ``first`` on have bought. ``ledger.sums`` says what the sums are made of."""

    def __init__(self, first: int) -> None:
        self.first = first
        self._sums: dict[int, list[int]] = {}
        self._days: dict[int, tuple[str, str]] = {}  # the first and the last day of an order

    def count(self, sold: Iterable[Sold]) -> None:
        """Count new orders."""
        first, sums, days = self.first, self._sums, self._days
        for who, day, total, paid, fate in sold:
            if who < first:
                continue
            one = sums.get(who)
            if one is None:
                one = sums[who] = [0, 0, 0, 0, 0]
            if paid > total:
                one[2] += total
                one[4] += paid - total
            else:
                one[2] += paid
            if fate in CALLED_OFF:
                continue
            one[0] += 1
            if paid < total:
                one[3] += total - paid
            elif total:
                one[1] += 1
            earliest, latest = days.get(who) or (day, day)
            if day <= earliest:
                days[who] = day, latest
            elif day > latest:
                days[who] = earliest, day

    def write(self, db: sqlite3.Connection) -> None:
        """Add what was counted to the contacts, and begin anew."""
        nothing = (None, None)
        db.executemany(_ADD, ((*one, *self._days.get(who, nothing), who) for who, one in self._sums.items()))
        self._sums, self._days = {}, {}

    def __len__(self) -> int:
        return len(self._sums)
