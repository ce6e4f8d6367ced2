"""What the ledger knows of a claim before anybody decides: which goods, since when they are there, what was agreed."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Any

from olcrm.claim import guarantees, rules
from olcrm.claim.rules import Asked, Bought, Guarantee, Verdict
from olcrm.kit.errors import Refused
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.order import lowering
from olcrm.order import rules as agreement

_LINES = "SELECT id, sku, name, qty, price, product_id FROM line_view WHERE order_id = ? ORDER BY id"
_PAYMENTS = """
SELECT paid_on, amount FROM payment_view WHERE due_id = ? AND kind <> 'void' AND NOT voided ORDER BY paid_on, id
"""
_LAST_LOWERED = "SELECT max(coalesce(ended_on, decided_on)) FROM claim_view WHERE order_id = ? AND refunded > 0"
# Of goods in several parcels the last one counts; without parcels the order itself says where they are.
_PARCELS = """
SELECT count(*) AS parcels, min(p.arrived_on IS NOT NULL) AS there, max(p.arrived_on) AS arrived_on,
       max(p.shipped_on IS NOT NULL) AS gone
  FROM packed_view AS packed JOIN parcel_view AS p ON p.id = packed.parcel_id
 WHERE packed.order_id = ?1 AND p.returned_on IS NULL AND (?2 IS NULL OR packed.line_id = ?2)
"""
# What came back for an exchange or a refund, or is to, cannot be claimed again; what was repaired can.
_CLAIMED = """
SELECT coalesce(sum(qty), 0) FROM claim_view
 WHERE order_id = ?1 AND line_id = ?2 AND wants <> 'repair' AND coalesce(decision, '') <> 'no'
   AND (ended_on IS NULL OR out_order_id IS NOT NULL OR refunded IS NOT NULL) AND id IS NOT ?3
"""
_PAST = """
SELECT count(*) AS claims, count(*) FILTER (WHERE decision = 'yes') AS granted,
       count(*) FILTER (WHERE decision = 'goodwill') AS goodwill, count(*) FILTER (WHERE decision = 'no') AS refused,
       count(*) FILTER (WHERE decision IS NULL AND ended_on IS NOT NULL) AS withdrawn,
       count(*) FILTER (WHERE reason = 'size' AND wants = 'exchange' AND decision <> 'no'
                          AND (ended_on IS NULL OR out_order_id IS NOT NULL)) AS sizes
  FROM claim_view WHERE contact_id = ? AND id IS NOT ?
"""


class Past(Record):
    """What a customer has claimed before, of how many orders: facts, and no judgement."""

    claims: int
    granted: int
    goodwill: int
    refused: int
    withdrawn: int
    sizes: int
    orders: int

    def document(self) -> dict[str, int]:
        """As it stands in JSON."""
        return {name: getattr(self, name) for name in self._fields}


def lines_of(db: sqlite3.Connection, order_id: int) -> list[sqlite3.Row]:
    """The lines of an order: ``id sku name qty price product_id``."""
    return db.execute(_LINES, (order_id,)).fetchall()


def line(db: sqlite3.Connection, order_id: int, word: str | None) -> sqlite3.Row | None:
    """The line that ``word`` means, by its place, name or SKU; the only one there is without a word, else None.

    Raises Missing when none or several fit.
    """
    lines = lines_of(db, order_id)
    if word is None:
        return lines[0] if len(lines) == 1 else None
    (wanted,) = agreement.removed(lines, [word])
    return next(one for one in lines if one["id"] == wanted)


def gone(db: sqlite3.Connection, order: Row, line_id: int | None) -> bool:
    """Whether the goods, or some of them, have left the house."""
    if order["shipped_on"] or order["arrived_on"]:
        return True
    return bool(db.execute(_PARCELS, (order["id"], line_id)).fetchone()["gone"])


def bought(db: sqlite3.Connection, order: Row, line_id: int | None) -> Bought:
    """The days a guarantee counts from. What a courier collects at the door she has paid when it arrives."""
    ordered = date.fromisoformat(order["ordered_on"])
    arrived = order["arrived_on"]
    parcels = db.execute(_PARCELS, (order["id"], line_id)).fetchone()
    if parcels["parcels"] and parcels["there"] and (arrived is None or line_id is not None):
        arrived = parcels["arrived_on"]
    paid = date.fromisoformat(arrived) if order["cod"] and arrived else _paid_on(db, order, ordered)
    return Bought(ordered, paid, date.fromisoformat(arrived) if arrived else None)


def _paid_on(db: sqlite3.Connection, order: Row, ordered: date) -> date | None:
    """The day on which all was in that was asked for before claims lowered it; what they gave back changes no day.

    What she had not paid yet, and need not any more, is as good as paid from the day on which that was settled.
    """
    payments = [(date.fromisoformat(day), amount) for day, amount in db.execute(_PAYMENTS, (order["due_id"],))]
    lowered = left = lowering.taken_off(db, order).refunded
    for place, (day, amount) in reversed([*enumerate(payments)]):
        given = min(left, max(0, -amount))
        payments[place], left = (day, amount + given), left - given
    if left:
        (settled,) = db.execute(_LAST_LOWERED, (order["id"],)).fetchone()
        payments = sorted([*payments, (date.fromisoformat(settled), left)], key=lambda one: one[0])
    return rules.paid_on(ordered, order["total"] + lowered, payments)


def verdicts(
    db: sqlite3.Connection, order: Row, about: Row | None, asked: Asked, agreed: Sequence[Guarantee] | None = None
) -> list[Verdict]:
    """What each guarantee that decides about a line (None: about the order) says."""
    days = bought(db, order, None if about is None else about["id"])
    there = guarantees.agreed(db) if agreed is None else agreed
    fitting = rules.fitting(there, None if about is None else about["product_id"], asked.reason, days.ordered_on)
    return [rules.judge(one, days, asked) for one in fitting]


def verdict(db: sqlite3.Connection, order: Row, about: Row | None, asked: Asked) -> Verdict:
    """What was agreed says of a claim, the kindest where several decide."""
    return rules.best(verdicts(db, order, about, asked))


def past(db: sqlite3.Connection, contact_id: int, but: int | None = None) -> Past:
    """What she has claimed before, apart from the claim ``but``."""
    (orders,) = db.execute("SELECT orders FROM contact WHERE id = ?", (contact_id,)).fetchone()
    row = db.execute(_PAST, (contact_id, but)).fetchone()
    return Past(row["claims"], row["granted"], row["goodwill"], row["refused"], row["withdrawn"], row["sizes"], orders)


def claimable(db: sqlite3.Connection, order: Row, about: Row, qty: int, but: int | None = None) -> None:
    """Make sure that so many of a line can be claimed. Raises Refused for more than there are, or are left."""
    if qty > about["qty"]:
        raise Refused(
            _("There are {count} of {item} in order {number}.").format(
                count=about["qty"], item=about["name"], number=order["id"]
            ),
            hint=_("Claim at most as many with --qty."),
        )
    (before,) = db.execute(_CLAIMED, (order["id"], about["id"], but)).fetchone()
    if qty > about["qty"] - before:
        raise Refused(
            _("{count} of {all} {item} in order {number} are claimed already.").format(
                count=before, all=about["qty"], item=about["name"], number=order["id"]
            ),
            hint=_("See `olcrm claim list --contact {contact}`.").format(contact=order["contact_id"]),
        )


def reachable(db: sqlite3.Connection, order: Row, line_id: int | None) -> None:
    """Make sure that there is something to claim: it left the house, and the order stands. Raises Refused."""
    agreement.still_open(order)
    if not gone(db, order, line_id):
        raise Refused(
            _("What is claimed of order {number} has not left the house.").format(number=order["id"]),
            hint=_(
                "Change it with `olcrm order edit {number}`, or call it off: `olcrm order cancel {number} --because …`."
            ).format(number=order["id"]),
        )


def document(verdict: Verdict) -> dict[str, Any]:
    """A verdict as it stands in JSON."""
    agreed = verdict.guarantee
    return {
        "state": verdict.state,
        "guarantee": agreed and agreed.name,
        "basis": agreed and agreed.basis,
        "days": agreed and agreed.days,
        "since": verdict.since and verdict.since.isoformat(),
        "last_on": verdict.last_on and verdict.last_on.isoformat(),
        "grants": list(agreed.grants) if agreed else [],
        "missing": list(verdict.missing),
        "way_back": verdict.way_back,
        "clause": agreed and agreed.clause,
    }
