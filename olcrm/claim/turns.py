"""Whose turn it is with a claim: what waits in `today`, and what is typed next."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from olcrm.claim import rules, store
from olcrm.claim.rules import Verdict
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.message import store as messages
from olcrm.shop import rules as settings
from olcrm.shop import store as shop

UNTOLD = "untold"  # granted, and she does not know yet
TO_SHOW = "to-show"  # she was asked for something long ago


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What is to be decided, said or done about claims, whoever asked first, first; at most ``limit``."""
    answer = dates.span(shop.kept(db).get("claim.answer") or settings.STANDARD["claim.answer"])
    since = _patience(db, clock.local(now).date())
    found: list[tuple[Row, str]] = []
    for row in store.running(db, None):
        turn = _turn(db, row, since)
        if turn is not None:
            found.append((row, turn))
        if len(found) == limit:
            break
    who = contacts.briefs(db, [row["contact_id"] for row, _turn in found])
    return [
        Waiting(
            "claim",
            "claim",
            row["decided_on"] or row["opened_on"],
            _waits(row, turn, now, answer),
            f"olcrm claim {'say' if turn in ('refused', UNTOLD) else 'show'} {row['id']}",
            contact=who[row["contact_id"]],
            order=row["order_id"],
        )
        for row, turn in found
    ]


def overdue(db: sqlite3.Connection, row: Row) -> bool:
    """Whether goods that are to come back have been awaited for long."""
    awaited: bool = rules.state(row) == "to-come-back" and row["decided_on"] <= _patience(db, clock.today())
    return awaited


def _patience(db: sqlite3.Connection, today: date) -> str:
    """Claims granted after this day have not waited long for their goods."""
    (days,) = shop.figures(db, "claim.back")
    return (today - timedelta(days=days)).isoformat()


def _turn(db: sqlite3.Connection, row: Row, since: str) -> str | None:
    """What the shop has to do about a claim now: where it stands, called off, or untold; None while it can wait."""
    at = rules.state(row)
    if at == "asked" and messages.was_said(db, row["contact_id"], f"claim-{row['id']}-evidence"):
        return _once_asked(db, row, since)
    if at in ("asked", "refused"):
        return at
    if row["called_off_id"]:
        return "called-off"
    begun = row["back_on"] or rules.settled(row)
    if not begun and not messages.was_said(db, row["contact_id"], f"claim-{row['id']}-{row['decision']}"):
        return UNTOLD
    return None if at == "to-come-back" and row["decided_on"] > since else at


def _once_asked(db: sqlite3.Connection, row: Row, since: str) -> str | None:
    """Whether she has shown what she was asked for; until then it is her turn, though not for ever."""
    from olcrm.claim import saying

    if not saying.verdict(db, row).missing:
        return "asked"
    return TO_SHOW if row["opened_on"] <= since else None


def _waits(row: Row, turn: str, now: datetime, answer: timedelta) -> str:
    what = row["what"] or _("order {number}").format(number=row["order_id"])
    about = {"number": row["id"], "what": what, "wants": rules.grants_shown([row["wants"]])}
    if turn == "asked":
        until = clock.from_stamp(row["opened_at"]) + answer
        late = _("Claim {number}, {wants}: {what}, answer overdue since {moment}")
        soon = _("Claim {number}, {wants}: {what}, answer by {moment}")
        local = clock.local(until)
        said = f"{dates.near(local.date(), clock.local(now).date())} {local:%H:%M}"
        return (late if until < now else soon).format(moment=said, **about)
    sentence = {
        "refused": _("Claim {number} is refused and not told yet: {what}"),
        TO_SHOW: _("Claim {number}: what she was asked to show of {what} has not come, ask again or decide"),
        UNTOLD: _("Claim {number} is granted and not told yet: {what}"),
        "called-off": _("Claim {number}: order {order} is called off, so {what} is to be settled anew"),
        "to-come-back": _("Claim {number}: {what} has not come back yet, ask where it is"),
        "to-send": _("Claim {number}: send something instead of {what}"),
        "to-refund": _("Claim {number}: give the money for {what} back"),
        "to-repair": _("Claim {number}: {what} is to be repaired"),
    }[turn]
    if turn == "to-come-back" and row["reason"] == rules.WRONG:
        sentence = _("Claim {number}: what came instead of {what} has not come back yet, ask where it is")
    return sentence.format(order=row["called_off_id"], **about)


def next_steps(claim: Mapping[str, Any], found: Verdict | None = None, *, overdue: bool = False) -> list[str]:
    """What to type next about a claim as it stands; ``found`` is what the guarantee says to it.

    With ``overdue`` also how it ends if nothing comes back.
    """
    number, at = claim["id"], claim["state"]
    if at == "asked":
        return [*_arriving(claim, found), *_showing(number, found), _deciding(found).format(number=number)]
    if at == "refused" and not claim["ended_on"]:
        return [_("Tell her kindly: `olcrm claim say {number}`.").format(number=number)]
    if at not in ("to-come-back", "to-send", "to-refund", "to-repair"):
        return []
    said = []
    if claim["called_off"]:
        sentence = _("Order {order} was to go out for it and is called off: it is to be settled anew.")
        said.append(sentence.format(order=claim["called_off"]))
    if at == "to-come-back" or (at == "to-repair" and claim["back_on"] is None):
        said.append(_("Once it is back: `olcrm claim back {number}`.").format(number=number))
    if not (claim["out_order"] if claim["wants"] == "exchange" else claim["refunded"]):
        said.append(_SETTLING[claim["wants"]](number))
    if overdue:
        said.append(_("If it is not to come back: `olcrm claim end {number} --because …`.").format(number=number))
    return said


def asking(number: int) -> str:
    """How she is asked for what is still to be shown."""
    return _("Ask her for it: `olcrm claim say {number}`.").format(number=number)


def shown(claim: Mapping[str, Any], found: Verdict, *, told: bool) -> list[str]:
    """Whether she has been asked for what is still to be shown, or is to be."""
    if claim["ended_on"] or claim["decision"] or found.state != "needs-evidence":
        return []
    return [_("She has been asked for it.") if told else asking(claim["id"])]


def _arriving(claim: Mapping[str, Any], found: Verdict | None) -> list[str]:
    """Where its days count from an arrival that nobody noted, how that is done."""
    if found is None or found.guarantee is None or found.since is not None or found.guarantee.basis != "arrived":
        return []
    said = _("If it has arrived: `olcrm order status {order} arrived --on DATE`.")
    return [said.format(order=claim["order"])]


def _showing(number: int, found: Verdict | None) -> list[str]:
    if found is None or not found.missing or found.state not in ("needs-evidence", "not-begun"):
        return []
    said = _("Once she has shown it: `olcrm claim evidence {number} {evidence}`.")
    return [said.format(number=number, evidence=" ".join(found.missing))]


def _deciding(found: Verdict | None) -> str:
    if found is not None and found.state in ("not-granted", "over", "none"):
        return _("Decide: `olcrm claim decide {number} --no --because …`, or --goodwill --because ….")
    return _("Decide: `olcrm claim decide {number} --yes`, or --no or --goodwill with --because.")


def _sending(number: int) -> str:
    return _("To send something instead: `olcrm claim exchange {number} ITEM`.").format(number=number)


def _refunding(number: int) -> str:
    return _("To give the money back: `olcrm claim refund {number}`.").format(number=number)


def _repairing(number: int) -> str:
    return _("Once it is repaired: `olcrm claim repaired {number}`.").format(number=number)


_SETTLING = {"exchange": _sending, "refund": _refunding, "repair": _repairing}
