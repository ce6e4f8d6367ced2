"""How contacts are shown: a change confirmed, the columns of a list, the whole of one person on one screen."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from olcrm.contact import people, reach, rules
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates, phone
from olcrm.kit.table import Column, Kind, Page, Pairs, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.shop import store as shop

if TYPE_CHECKING:
    from olcrm.contact.trust import Next

RECENT = 15  # orders, dues and events of the timeline, unless more are asked for

Row = Mapping[str, Any]


def said(db: Ledger, kind: str, contact_id: int, sentence: str, more: list[str] | None = None, **words: Any) -> Said:
    """Confirm a change of one contact, on the screen and in the history, and show her as she is now."""
    contact = people.get(db, contact_id)
    db.said = sentence.format(name=contact.name, id=contact.id, **words)
    return Said(kind, db.said, {"contact": people.document(db, contact)}, more or ())


def columns(*more: Column) -> Sequence[Column]:
    """Of a list of contacts. On 80 columns the city and what was bought give way first."""
    return (
        Column("id", _("No"), Kind.NUMBER),
        Column("name", _("Customer")),
        Column("standing", _("Standing"), value=lambda row: rules.shown(row["standing"])),
        Column("phone", _("Phone"), value=lambda row: phone.local(row["phone"] or ""), keep=1),
        *more,
        Column("city", _("City"), keep=5),
        Column("orders", _("Orders"), Kind.NUMBER, keep=4),
        Column("spent", _("Spent"), Kind.MONEY, keep=3),
        Column("owed", _("Owes"), Kind.MONEY, value=lambda row: row["owed"] or None, keep=1),
        Column("last_order_on", _("Last order"), Kind.DAY, keep=2),
        Column("tags", _("Tags"), keep=6),
    )


def place(found: str) -> str:
    """Where a text was found: Name, Phone, Instagram, Address or Note."""
    return _(_PLACES[found]) if found in _PLACES else rules.HANDLES.get(found, found)


_PLACES = {"name": N_("Name"), "phone": N_("Phone"), "address": N_("Address"), "note": N_("Note")}


def page(db: sqlite3.Connection, contact: Contact, most: int | None) -> Page:
    """Everything about one person; at most ``most`` dues, orders and events, the newest first (None: all)."""
    from olcrm.contact import consents

    statements = consents.trail(db, contact.id)
    document = people.document(db, contact) | {"consents": statements}
    deep = -1 if most is None else most
    brief = rules.brief(contact)
    dues = [windows.due_document(row, brief) for row in db.execute(_OPEN_DUES, (contact.id, deep))]
    orders = [
        windows.order_document(db, row["id"], brief) for row in db.execute(_ORDERS, (contact.id, deep)).fetchall()
    ]
    wishes = [_wish(row) for row in db.execute(_WISHES, (contact.id, deep))]
    events = [_event(row) for row in db.execute(_EVENTS, (contact.id, deep))]
    policy = shop.policy(db)
    addressed = rules.greeting(contact, policy)
    because = people.reason(db, contact, policy)
    paused = people.paused(db, contact.id, clock.today())
    upcoming = None
    if people.is_special(db, contact.id):
        from olcrm.contact import trust

        upcoming = trust.next_order(db, contact)
    return Page(
        "contact.show",
        f"{contact.name} ({contact.id})",
        {"contact": document, "addressed": addressed, "reason": because, "pause": _paused(paused)}
        | {"next_order": upcoming and upcoming.document()}
        | {"dues": dues, "orders": orders, "wishes": wishes, "timeline": events},
        (
            Pairs(
                [
                    (_("Addressed as"), addressed, Kind.TEXT),
                    (_("Standing"), f"{rules.shown(contact.standing)}: {because}", Kind.TEXT),
                    *_next_order(upcoming),
                    *_reached(document),
                    *_known(document),
                    (_("Leave alone until"), _pause(paused), Kind.TEXT),
                    *_sums(document),
                ]
            ),
            *([_waited_for(wishes)] if wishes else ()),
            *_tables(dues, orders, events, cut=len(events) == deep),
        ),
    )


_OPEN_DUES = """
SELECT * FROM due_view WHERE contact_id = ? AND closed_on IS NULL AND amount > paid ORDER BY created_on, id LIMIT ?
"""
_ORDERS = "SELECT id FROM order_view WHERE contact_id = ? ORDER BY ordered_on DESC, id DESC LIMIT ?"
_WISHES = """
SELECT id, sku, what, qty, note, wished_at, offered_until FROM wish_view
 WHERE contact_id = ? AND ended_on IS NULL ORDER BY wished_at, id LIMIT ?
"""
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
_WORDLESS = {
    "payment": N_("Paid"),
    "credit": N_("Credit"),
    "refund": N_("Given back"),
    "visit": N_("Visit"),
}  # nobody said how


def _event(row: sqlite3.Row) -> dict[str, Any]:
    """One event of the timeline as it stands in JSON."""
    return {
        "at": clock.from_stamp(row["at"]).isoformat(),
        "kind": row["kind"],
        "ref": row["ref"],
        "text": row["text"],
        "amount": row["amount"],
        "private": bool(row["private"]),
    }


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


def _told(event: Row) -> str:
    words = N_("Private note: {text}") if event["private"] else _EVENT_WORDS[event["kind"]]
    if event["kind"] == "due" and not event["amount"]:
        words = N_("Asked for {text}")  # nothing is owed for what is not bought yet
    if not event["text"]:
        words = _WORDLESS.get(event["kind"], words)
    return _(words).format(ref=event["ref"], text=event["text"])


def _next_order(upcoming: "Next | None") -> list[tuple[str, Any, Kind]]:
    """What her next order has that is not as usual, each with its reason."""
    return [] if upcoming is None else [(_("Next order"), line, Kind.TEXT) for line in upcoming.lines()]


def _reached(document: Row) -> list[tuple[str, Any, Kind]]:
    """Phones, handles and addresses, each on a line of its own."""
    facts: list[tuple[str, Any, Kind]] = []
    for channel in document["channels"]:
        if channel["kind"] == "phone":
            facts.append((_("Phone"), phone.local(channel["value"]), Kind.TEXT))
        else:
            facts.append((rules.HANDLES.get(channel["kind"], channel["kind"]), channel["typed"], Kind.TEXT))
    for address in document["addresses"]:
        label = f" {address['label']}" if address["label"] else ""
        facts.append((_("Address {id}").format(id=address["id"]) + label, address["text"], Kind.TEXT))
    if document["prefers"]:
        facts.append((_("Reach her by"), reach.preferred_shown(document["prefers"]), Kind.TEXT))
    return facts


def _known(document: Row) -> list[tuple[str, Any, Kind]]:
    """What is known of the person; what is not known has no line."""
    referrer = document["referred_by"]
    greeted = document["celebrates"] if document["greeting_wanted"] else _("not to be greeted")
    return [
        (_("Closeness"), document["closeness"] and _("{n} of 5").format(n=document["closeness"]), Kind.TEXT),
        (_("City"), document["city"], Kind.TEXT),
        (_("Birthday"), document["birthday"] and dates.birthday_shown(document["birthday"]), Kind.TEXT),
        (_("Greeted for"), greeted, Kind.TEXT),
        *_agreed(document["consents"]),
        (_("Sizes"), [f"{size['what']} {size['value']}" for size in document["sizes"]], Kind.TEXT),
        (_("Tags"), document["tags"], Kind.TEXT),
        (_("Came from"), document["source"], Kind.TEXT),
        (_("Sent by"), referrer and f"{referrer['name']} ({referrer['id']})", Kind.TEXT),
        (_("Written to in"), document["language"], Kind.TEXT),
        (_("Archived"), document["archived"] or None, Kind.TEXT),
    ]


def _paused(paused: sqlite3.Row | None) -> dict[str, Any] | None:
    """A pause as it stands in JSON."""
    return (
        None
        if paused is None
        else {"from": paused["from_on"], "until": paused["until_on"], "because": paused["because"]}
    )


def _agreed(statements: Sequence[Row]) -> list[tuple[str, Any, Kind]]:
    """What she agreed to and what she does not want; greetings have a line of their own."""
    from olcrm.contact import consents

    said = {purpose: given for purpose, given in consents.standing(statements).items() if purpose != consents.GREETINGS}
    return [
        (_("Agreed to"), [consents.shown(purpose) for purpose, given in said.items() if given], Kind.TEXT),
        (_("Does not want"), [consents.shown(purpose) for purpose, given in said.items() if not given], Kind.TEXT),
    ]


def _pause(paused: sqlite3.Row | None) -> str | None:
    if paused is None:
        return None
    return f"{dates.short(date.fromisoformat(paused['until_on']))}: {paused['because']}"


def _sums(document: Row) -> list[tuple[str, Any, Kind]]:
    return [
        (_("Orders"), document["orders"], Kind.NUMBER),
        (_("Spent"), document["spent"] or None, Kind.MONEY),
        (_("Owes"), document["owed"] or None, Kind.MONEY),
        (_("Credit"), document["credit"] or None, Kind.MONEY),
        (_("Last contact"), document["last_contact"], Kind.MOMENT),
    ]


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


def _tables(dues: Sequence[Row], orders: Sequence[Row], events: Sequence[Row], *, cut: bool) -> list[Table]:
    """What there is of open dues, orders and events."""
    more = [_("More with --all.")] if cut else []
    tables = (
        Table(
            "contact.dues",
            (
                Column("id", _("Due"), value=lambda due: f"#{due['order']}" if due["order"] else f"due:{due['id']}"),
                Column("memo", _("For")),
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
        Table(
            "contact.timeline",
            (
                Column("at", _("When"), Kind.MOMENT),
                Column("what", _("What"), value=_told),
                Column("amount", _("Amount"), Kind.MONEY, keep=1),
            ),
            events,
            title=_("Timeline"),
            foot=more,
        ),
    )
    return [table for table in tables if table.rows]
