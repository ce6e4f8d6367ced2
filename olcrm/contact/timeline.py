"""What happened between a customer and the shop, in the owner's words."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from olcrm.kit import clock
from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import N_, _

Row = Mapping[str, Any]

_EVENTS = """
SELECT at, kind, ref, text, amount, private FROM timeline WHERE contact_id = ?
 ORDER BY at DESC, kind DESC, ref DESC LIMIT ?
"""
_EVENT_WORDS = {
    "order": N_("Order {ref}"),
    "due": N_("Owes for {text}"),
    "payment": N_("Paid by {text}"),
    "credit": N_("Credit by {text}"),
    "refund": N_("Given back by {text}"),
    "void": N_("Payment taken back"),
    "out": N_("Said: {text}"),
    "in": N_("Heard: {text}"),
    "note": N_("Note: {text}"),
    "ask": N_("Asked: {text}"),
    "visit": N_("Visit: {text}"),
    "complaint": N_("Complained: {text}"),
    "claim": N_("Wants under the guarantee: {text}"),
}
_CALLED_OFF = {"released": N_("Order {ref}, released"), "cancelled": N_("Order {ref}, cancelled")}
_WORDLESS = {
    "payment": N_("Paid"),
    "credit": N_("Credit"),
    "refund": N_("Given back"),
    "visit": N_("Visit"),
}  # nobody said how
_OF_CREDIT = {"payment": N_("Paid from credit"), "credit": N_("To credit")}  # money that was there already


def events(db: sqlite3.Connection, contact_id: int, most: int, orders: Sequence[Row]) -> list[dict[str, Any]]:
    """What happened last, as it stands in JSON; at most ``most``, -1 for all.

    ``orders`` are as many of the latest orders: they say how each stands.
    """
    stands = {order["id"]: order["status"] for order in orders}
    return [_event(row, stands) for row in db.execute(_EVENTS, (contact_id, most))]


def _event(row: sqlite3.Row, stands: Mapping[int, str]) -> dict[str, Any]:
    """One event of the timeline as it stands in JSON."""
    return {
        "at": clock.from_stamp(row["at"]).isoformat(),
        "kind": row["kind"],
        "ref": row["ref"],
        "text": row["text"],
        "amount": row["amount"],
        "private": bool(row["private"]),
        "status": stands.get(row["ref"]) if row["kind"] == "order" else None,
    }


def told(event: Row) -> str:
    """One event in words."""
    words = N_("Private note: {text}") if event["private"] else _EVENT_WORDS[event["kind"]]
    if event["kind"] == "due" and not event["amount"]:
        words = N_("Asked for {text}")  # nothing is owed for what is not bought yet
    if event["text"] == "credit" and event["kind"] in _OF_CREDIT:
        words = _OF_CREDIT[event["kind"]] if event["amount"] > 0 else N_("Moved")
    if not event["text"]:
        words = _CALLED_OFF.get(event["status"]) or _WORDLESS.get(event["kind"], words)
    text = _(event["text"]) if event["kind"] == "claim" else event["text"]  # exchange, refund, repair
    return _(words).format(ref=event["ref"], text=text)


def table(found: Sequence[Row], *, cut: bool) -> Table:
    """The events in a table; ``cut`` is whether there are more. On a terminal they fill what is left of the screen."""
    more = _("More with --all.")
    columns = (
        Column("at", _("When"), Kind.MOMENT),
        Column("what", _("What"), value=told),
        Column("amount", _("Amount"), Kind.MONEY, keep=1),
    )
    return Table("contact.timeline", columns, found, title=_("Timeline"), foot=[more] if cut else [], cut=more)
