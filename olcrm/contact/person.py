"""The whole of one person on one screen: how to address her, what is open, what to be careful about, what was."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from olcrm.contact import facts, pending, people, rules, timeline
from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.table import Column, Kind, Page, Pairs, Table
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.shop import store as shop

if TYPE_CHECKING:
    from olcrm.contact.facts import Fact
    from olcrm.contact.trust import Next

RECENT = 15  # orders, dues and events of the timeline, unless more are asked for

Row = Mapping[str, Any]


def page(db: sqlite3.Connection, contact: Contact, most: int | None, *, brief: bool) -> Page:
    """Everything about one person; at most ``most`` dues, orders and events, the newest first (None: all).

    A ``brief`` page says the same in fewer lines, so that it is one screen of a terminal.
    """
    from olcrm.contact import consents

    whole = people.document(db, contact) | {"consents": consents.trail(db, contact.id)}
    deep = -1 if most is None else most
    who = rules.brief(contact)
    dues = [windows.due_document(row, who) for row in db.execute(_OPEN_DUES, (contact.id, deep))]
    orders = [windows.order_document(db, row["id"], who) for row in db.execute(_ORDERS, (contact.id, deep)).fetchall()]
    wishes = [_wish(row) for row in db.execute(_WISHES, (contact.id, deep))]
    events = timeline.events(db, contact.id, deep, orders)
    policy = shop.policy(db)
    paused = people.paused(db, contact.id, clock.today())
    upcoming = None
    if people.is_special(db, contact.id):
        from olcrm.contact import trust

        upcoming = trust.next_order(db, contact)
    document = {
        "contact": whole,
        "addressed": rules.greeting(contact, policy),
        "reason": people.reason(db, contact, policy),
        "pause": _paused(paused),
        "member": next(map(dict, db.execute(_MEMBER, (contact.id,))), None),
        "gifts": [dict(row) for row in db.execute(_GIFTS, (contact.id, deep))],
        "next_order": upcoming and upcoming.document(),
        "open": pending.pending(db, contact.id),
        "dues": dues,
        "orders": orders,
        "wishes": wishes,
        "timeline": events,
    }
    if brief:
        from olcrm.contact.brief import in_brief

        parts = in_brief(document, contact, upcoming, cut=len(events) == deep)
    else:
        parts = _in_full(document, contact, upcoming, cut=len(events) == deep)
    return Page("contact.show", f"{contact.name} ({contact.id})", document, parts)


def _in_full(document: Row, contact: Contact, upcoming: "Next | None", *, cut: bool) -> list[Pairs | Table]:
    """Every fact on a line of its own, then all that is open, the orders, and what happened."""
    whole, opened = document["contact"], document["open"]
    known: list[Fact] = [
        (_("Addressed as"), document["addressed"], Kind.TEXT),
        (_("Standing"), f"{rules.shown(contact.standing)}: {document['reason']}", Kind.TEXT),
        *facts.next_order(upcoming),
        *facts.reached(whole),
        *facts.known(whole),
        *facts.bonds(document, most=len(document["gifts"])),
        (_("Leave alone until"), facts.pause_shown(document["pause"]), Kind.TEXT),
        *facts.sums(whole),
    ]
    other = [one for one in opened if one["kind"] not in ("due", "order", "wish")]
    by_courier = {one["order"] for one in opened if one["cod"]}
    tables = [pending.table(other), _waited_for(document["wishes"])]
    tables += _tables(document["dues"], document["orders"], by_courier)
    tables.append(timeline.table(document["timeline"], cut=cut))
    return [Pairs(known), *(table for table in tables if table.rows)]


_OPEN_DUES = """
SELECT * FROM due_view WHERE contact_id = ? AND closed_on IS NULL AND amount > paid ORDER BY created_on, id LIMIT ?
"""
_ORDERS = "SELECT id FROM order_view WHERE contact_id = ? ORDER BY ordered_on DESC, id DESC LIMIT ?"
_MEMBER = "SELECT number, joined_on FROM member WHERE contact_id = ? AND left_on IS NULL"
_GIFTS = "SELECT direction, what, given_on FROM gift WHERE contact_id = ? ORDER BY given_on DESC, id DESC LIMIT ?"
_WISHES = """
SELECT id, sku, what, qty, note, wished_at, offered_until FROM wish_view
 WHERE contact_id = ? AND ended_on IS NULL ORDER BY wished_at, id LIMIT ?
"""


def _wish(row: sqlite3.Row) -> dict[str, Any]:
    """Something she waits for as it stands in JSON."""
    until = row["offered_until"]
    return {
        "id": row["id"],
        "sku": row["sku"],
        "what": row["what"],
        "qty": row["qty"],
        "note": row["note"],
        "since": clock.from_stamp(row["wished_at"]).isoformat(),
        "offered_until": until and clock.from_stamp(until).isoformat(),
    }


def _paused(paused: sqlite3.Row | None) -> dict[str, Any] | None:
    """A pause as it stands in JSON."""
    return (
        None
        if paused is None
        else {"from": paused["from_on"], "until": paused["until_on"], "because": paused["because"]}
    )


def _waited_for(wishes: Sequence[Row]) -> Table:
    """What she waits for; few wait for anything, so the table is made for them alone."""
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("what", _("Waits for")),
        Column("qty", _("Pieces"), Kind.NUMBER, keep=3),
        Column("since", _("Since"), Kind.DAY, value=lambda wish: wish["since"][:10], keep=1),
        Column("offered_until", _("Offered until"), Kind.MOMENT, keep=2),
        Column("note", _("Note"), keep=4),
    )
    return Table("contact.wishes", columns, wishes, title=_("Waits for"))


def _tables(dues: Sequence[Row], orders: Sequence[Row], by_courier: Collection[int]) -> list[Table]:
    """Open dues and orders; those ``by_courier`` are paid to the courier."""
    return [
        Table(
            "contact.dues",
            (
                Column("id", _("Due"), value=lambda due: f"#{due['order']}" if due["order"] else f"due:{due['id']}"),
                Column("memo", _("For"), value=lambda due: due["memo"] + " (COD)" * (due["order"] in by_courier)),
                Column("created_on", _("Since"), Kind.DAY, keep=2),
                Column("due_on", _("Agreed for"), Kind.DAY, keep=1),
                Column("balance", _("Open"), Kind.MONEY),
            ),
            dues,
            title=_("Owes"),
        ),
        Table(
            "contact.orders",
            (
                Column("id", _("Order"), value=lambda order: f"#{order['id']}"),
                Column("ordered_on", _("Day"), Kind.DAY),
                # The rooms above mark the words for these.
                Column("status", _("Status"), value=lambda order: _(order["status"])),
                Column("payment", _("Payment"), value=lambda order: _(order["payment"]), keep=1),
                Column("total", _("Total"), Kind.MONEY),
                Column("balance", _("Open"), Kind.MONEY, value=lambda order: order["balance"] or None, keep=2),
            ),
            orders,
            title=_("Orders"),
        ),
    ]
