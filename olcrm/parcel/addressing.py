"""Who gets a parcel and who sends it, as both stand on its label."""

import sqlite3
from typing import Any

from olcrm.contact import reach
from olcrm.contact import store as contacts
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.shop import rules as house
from olcrm.shop import store as shop


class Party(Record):
    """One end of a parcel's way."""

    name: str
    phone: str | None
    address: str | None


def addressee(db: sqlite3.Connection, order: Row) -> Party:
    """Whom an order (a row of ``order_view``) goes to.

    The customer's own phone and only address stand for what was not said, unless it goes to somebody else.
    """
    if order["recipient"]:
        return Party(order["recipient"], order["recipient_phone"], order["address"])
    hers = reach.addresses(db, order["contact_id"])
    address = order["address"] or (hers[0]["text"] if len(hers) == 1 else None)
    return Party(
        order["contact_name"],
        order["recipient_phone"] or contacts.get(db, order["contact_id"]).phone,
        address,
    )


def wanting(db: sqlite3.Connection, order: Row) -> list[str]:
    """That nobody has said where an order goes, where that is so, and how it is noted."""
    to = addressee(db, order)
    if to.address:
        return []
    said = _("There is no address for order {number}, which goes to {name}: {edit}.")
    return [said.format(number=order["id"], name=to.name, edit=f"`olcrm order edit {order['id']} --address …`")]


def sender(db: sqlite3.Connection, order: Row) -> Party:
    """Who sends it: the shop, or the one it is dropshipped for, and then nothing of the shop."""
    if order["dropship_from"]:
        return Party(order["dropship_from"], None, None)
    kept = shop.kept(db)
    return Party(kept.get("shop") or house.STANDARD["shop"], kept.get("shop-phone") or None, None)


def brief(db: sqlite3.Connection, order: Row) -> dict[str, Any]:
    """The customer of an order, as she stands in JSON."""
    found = contacts.briefs(db, [order["contact_id"]])
    return dict(found[order["contact_id"]])
