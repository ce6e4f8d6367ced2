"""What is worth knowing once a complaint is kept or closed, a sentence each."""

import sqlite3
from datetime import date
from typing import Any

from olcrm.complaint import pages, reading, rules, store
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates
from olcrm.kit.record import Row
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import quoted
from olcrm.ledger import windows


def kept(db: sqlite3.Connection, one: dict[str, Any], person: Contact) -> list[str]:
    """What is worth knowing once a complaint is kept: that it came up too often, what else is open, how to care."""
    lines = []
    product_id = store.get(db, one["id"])["product_id"]
    times = store.again(db, product_id, one["kind"], date.fromisoformat(one["opened_on"]))
    if times:
        lines.append(pages.again(one, times, store.limits(db)[1]))
    others = [str(row["id"]) for row in store.open_of(db, person.id) if row["id"] != one["id"]]
    if others:
        lines.append(
            ngettext(
                "Another complaint of hers is open: {numbers}.",
                "Other complaints of hers are open: {numbers}.",
                len(others),
            ).format(numbers=", ".join(others))
        )
    if one["order"] and product_id is None:
        found = store.products_of(db, one["order"])
        if len(found) > 1 and rules.of_goods(one["kind"]):
            lines.append(
                _("Which product is it about? `olcrm complaint edit {number} --product {sku}`; it has {skus}.").format(
                    number=one["id"], sku="SKU", skus=pages.candidates(found)
                )
            )
    if one["order"] and one["kind"] in ("late", "lost"):
        lines.append(whereabouts(db, one["order"]))
    if one["kind"] == rules.HELP and product_id is not None:
        lines.append(_care(db, product_id))
    return lines


def next_steps(db: sqlite3.Connection, one: dict[str, Any]) -> list[str]:
    """What may be done next about a complaint that is open; to write to her only where there is something to say."""
    row = store.get(db, one["id"])
    to_say = not reading.was_told(db, row)
    if not to_say and row["next_on"]:  # what words need is not loaded for a complaint that is new
        from olcrm.complaint import words

        to_say = words.now_due(db, row) is not None
    return pages.next_lines(one, to_say=to_say, claims=reading.claims_of(db, row))


def closed(db: sqlite3.Connection, row: Row) -> list[str]:
    """What is worth knowing once a complaint is closed: that its cause is an old one, and what is missing."""
    from olcrm.complaint import words

    lines = []
    before = reading.same_cause(db, row)
    if before is not None:
        day = dates.near(date.fromisoformat(before["opened_on"]), clock.today())
        lines.append(_("The same cause as complaint {number}, {day}.").format(number=before["id"], day=day))
        if before["prevention"]:
            lines.append(_("Done against it then: {prevention}").format(prevention=before["prevention"]))
    if row["prevention"] is None:
        lines.append(
            _("What keeps it from happening again? `olcrm complaint edit {number} --prevention …`.").format(
                number=row["id"]
            )
        )
    claims = [str(one["id"]) for one in reading.claims_of(db, row) if one["ended_on"] is None]
    if claims:
        lines.append(_("Still open: claim {numbers}.").format(numbers=", ".join(claims)))
    if words.now_due(db, row) is not None:
        lines.append(_("Tell her that it is put right: `olcrm complaint say {number}`.").format(number=row["id"]))
    return lines


def whereabouts(db: sqlite3.Connection, order_id: int) -> str:
    """Where the goods of an order are: promised when, sent off when and how, and where that is looked up."""
    from olcrm.complaint import words

    order, parcel = windows.order(db, order_id), words.parcel(db, order_id)
    said = []
    if order["promised_on"]:
        said.append(_("promised for {day}").format(day=_near(order["promised_on"])))
    if order["arrived_on"]:
        said.append(_("arrived {day}").format(day=_near(order["arrived_on"])))
    elif order["shipped_on"]:
        way = " ".join(filter(None, (parcel.get("courier"), parcel.get("tracking"))))
        sent = _("sent off {day} with {way}") if way else _("sent off {day}")
        said.append(sent.format(day=_near(order["shipped_on"]), way=way))
    else:
        said.append(_("not sent off yet"))
    told = _("Order {number}: {facts}.").format(number=order_id, facts=", ".join(said))
    return f"{told} {parcel['link']}" if parcel.get("link") and not order["arrived_on"] else told


def _near(day: str) -> str:
    return dates.near(date.fromisoformat(day), clock.today())


def _care(db: sqlite3.Connection, product_id: int) -> str:
    from olcrm.product import store as products

    product = products.get(db, product_id)
    if product["care"]:
        return _("Care: {text}").format(text=product["care"])
    return _("There is no care text for it yet: `olcrm product edit {sku} --care …`.").format(
        sku=quoted(product["sku"])
    )
