"""Everything that is known of one person, as she may ask for it: what is kept, and what was done with it when.

It is about her and goes to her. Private notes are the owner's own and are not in it, nor is that there are any. What is
somebody else's is left out as far as it can be (article 7 of UU 27/2022 is a right to the data about oneself): who
sent her to the shop and whom she sent are not named, and of who got her gift it is said that there was somebody.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any

from olcrm.contact import consents, people
from olcrm.contact.rules import Contact, brief
from olcrm.kit import clock
from olcrm.kit.text import folded
from olcrm.ledger import history, watching, windows
from olcrm.order import lowering
from olcrm.privacy import store
from olcrm.shop import store as shop

_ORDERS = "SELECT id FROM order_view WHERE contact_id = ? ORDER BY ordered_on, id"
_DUES = "SELECT * FROM due_view WHERE contact_id = ? AND order_id IS NULL ORDER BY created_on, id"
_PAYMENTS = """
SELECT id, order_id, due_id, amount, kind, method, paid_on, note FROM payment_view
 WHERE contact_id = ? ORDER BY paid_on, id
"""
_PARCELS = """
SELECT courier, service, tracking, collect, packed_on, shipped_on, arrived_on, returned_on, note FROM parcel_view
 WHERE order_id = ? ORDER BY id
"""
_WISHES = "SELECT wished_at, what, qty, note, ended_on FROM wish_view WHERE contact_id = ? ORDER BY wished_at, id"
_ERRANDS = """
SELECT due_id AS due, what, at_most, fee, spent, asked_at, bought_on, not_found_on FROM errand_view
 WHERE contact_id = ? ORDER BY asked_at, id
"""
_ASKS = """
SELECT kind, text, product, asked_at, next_on, answered_at, answer FROM ask_view
 WHERE contact_id = ? AND kind <> 'about' ORDER BY asked_at, id
"""
# What keeps it from happening again is about the shop.
_COMPLAINTS = """
SELECT order_id AS "order", product, kind, text, opened_on, next_on, closed_at, outcome, cause FROM complaint_view
 WHERE contact_id = ? ORDER BY opened_on, id
"""
# Why something was decided is the owner's own, as private notes are.
_CLAIMS = """
SELECT order_id AS "order", what, qty, wants, reason, text, opened_on, decided_on, decision, refunded,
       out_order_id AS out_order FROM claim_view WHERE contact_id = ? ORDER BY opened_on, id
"""
_GIFTS = "SELECT direction, what, worth, because, given_on FROM gift WHERE contact_id = ? ORDER BY given_on, id"
_MEMBER = "SELECT number, tier, joined_on, left_on FROM member WHERE contact_id = ?"
_DRAWS = """
SELECT name, drawn_at FROM raffle WHERE EXISTS (SELECT 1 FROM json_each(raffle.entrants) WHERE value = ?) ORDER BY id
"""
_RATINGS = 'SELECT order_id AS "order", stars, text, rated_on FROM rating WHERE contact_id = ? ORDER BY rated_on, id'
_SENT = "SELECT order_id, text, pasted_at FROM pasted WHERE contact_id = ? ORDER BY id"
_ON_STATEMENTS = """
SELECT paid_on, amount, bank, text FROM bank_line
 WHERE payment_id IN (SELECT id FROM payment_view WHERE contact_id = ?) ORDER BY paid_on, id
"""
_SAID = """
SELECT at, kind, ref, text FROM timeline WHERE contact_id = ? AND kind IN ('in', 'out', 'note') AND private = 0
 ORDER BY at, ref
"""
_HERS_IN = """
SELECT tbl, row_id, last_id, did, was FROM change_row
 WHERE change_id = ?1 AND (contact_id = ?2 OR last_id > row_id) ORDER BY id
"""


def known(db: sqlite3.Connection, contact: Contact) -> dict[str, Any]:
    """All of it as one JSON document, the oldest first in every part."""
    document = people.document(db, contact)
    referred, who = document.pop("referred_by"), brief(contact)
    said = [dict(row) | {"at": clock.from_stamp(row["at"]).isoformat()} for row in db.execute(_SAID, (contact.id,))]
    return {
        "shop": shop.policy(db).shop,
        "made_at": clock.local().isoformat(timespec="seconds"),
        "contact": document
        | {"was_referred": referred is not None, "known_since": clock.from_stamp(contact.created_at).isoformat()},
        "consents": consents.trail(db, contact.id)[::-1],
        "requests": store.requests(db, contact.id)[::-1],
        "orders": [_order(db, row["id"], document) for row in db.execute(_ORDERS, (contact.id,)).fetchall()],
        "waits": [
            dict(row) | {"wished_at": clock.from_stamp(row["wished_at"]).isoformat()}
            for row in db.execute(_WISHES, (contact.id,))
        ],
        "errands": [
            dict(row) | {"asked_at": clock.from_stamp(row["asked_at"]).isoformat()}
            for row in db.execute(_ERRANDS, (contact.id,))
        ],
        "asks": [_ask(row) for row in db.execute(_ASKS, (contact.id,))],
        "complaints": [_complaint(row) for row in db.execute(_COMPLAINTS, (contact.id,))],
        "claims": [dict(row) for row in db.execute(_CLAIMS, (contact.id,))],
        "gifts": [dict(row) for row in db.execute(_GIFTS, (contact.id,))],
        "membership": [dict(row) for row in db.execute(_MEMBER, (contact.id,))],
        "draws": [
            {"name": row["name"], "drawn_at": clock.from_stamp(row["drawn_at"]).isoformat()}
            for row in db.execute(_DRAWS, (contact.id,))
        ],
        "ratings": [dict(row) for row in db.execute(_RATINGS, (contact.id,))],
        "dues": [_other(windows.due_document(row, who)) for row in db.execute(_DUES, (contact.id,))],
        "payments": [dict(row) for row in db.execute(_PAYMENTS, (contact.id,))],
        "statements": [dict(row) for row in db.execute(_ON_STATEMENTS, (contact.id,))],
        "sent": [
            dict(row) | {"pasted_at": clock.from_stamp(row["pasted_at"]).isoformat()}
            for row in db.execute(_SENT, (contact.id,))
        ],
        "messages": [
            {"at": one["at"], "direction": one["kind"], "text": one["text"]} for one in said if one["kind"] != "note"
        ],
        "notes": [{"at": one["at"], "text": one["text"]} for one in said if one["kind"] == "note"],
        "processing": list(_processing(db, contact.id)),
    }


def _order(db: sqlite3.Connection, number: int, hers: dict[str, Any]) -> dict[str, Any]:
    order = _other(windows.order_document(db, number, {}))
    off = lowering.taken_off(db, order)
    order |= {"discount": off.discount, "returned": off.returned, "refunded": off.refunded}
    order["parcels"] = [dict(row) for row in db.execute(_PARCELS, (number,))]
    return _without_recipient(order, hers)


def _without_recipient(order: dict[str, Any], hers: dict[str, Any]) -> dict[str, Any]:
    """Where a parcel went as far as that is about herself: not who else it went to, nor where that one lives."""
    names = {folded(name) for name in (hers["name"], hers["nickname"]) if name}
    phones, addresses = ({one["value"] for one in hers["channels"]}, {one["text"] for one in hers["addresses"]})
    other = bool(order["recipient"]) and folded(order["recipient"]) not in names
    return order | {
        "recipient": None if other else order["recipient"],
        "recipient_phone": None if other and order["recipient_phone"] not in phones else order["recipient_phone"],
        "address": None if other and order["address"] not in addresses else order["address"],
        "to_somebody_else": other,
    }


def _ask(row: sqlite3.Row) -> dict[str, Any]:
    """A question of hers with its answer, or a visit; what the owner means to ask her about is the owner's own."""
    answered = row["answered_at"]
    return dict(row) | {
        "asked_at": clock.from_stamp(row["asked_at"]).isoformat(),
        "answered_at": clock.from_stamp(answered).isoformat() if answered else None,
    }


def _complaint(row: sqlite3.Row) -> dict[str, Any]:
    closed = row["closed_at"]
    return dict(row) | {"closed_at": clock.from_stamp(closed).isoformat() if closed else None}


def _other(document: dict[str, Any]) -> dict[str, Any]:
    """A document about a thing of hers: whose it is goes without saying."""
    return {key: value for key, value in document.items() if key != "contact"}


def _processing(db: sqlite3.Connection, contact_id: int) -> Iterator[dict[str, Any]]:
    """When something about her was noted, changed or removed, and of what kind it was."""
    private = {(table, number) for table, number in db.execute(_PRIVATE, (contact_id,))}
    for entry in reversed(history.entries(db, contact_id=contact_id)):
        done = dict.fromkeys(
            (row["tbl"], row["did"])
            for row in db.execute(_HERS_IN, (entry.id, contact_id))
            if row["tbl"] not in BYWORK
            and (row["tbl"], row["row_id"]) not in private
            and (row["last_id"] == row["row_id"] or _inside(db, row, contact_id))
        )
        if done:
            yield {
                "at": clock.from_stamp(entry.made_at).isoformat(),
                "done": [{"what": table, "did": did} for table, did in done],
            }


BYWORK = ("import_row", "import_batch", "order_line", "parcel_line")
# Private notes, and what to ask her about, that are there, or were until they were removed.
_PRIVATE = """
SELECT kind, ref FROM timeline WHERE contact_id = ?1 AND kind IN ('note', 'ask') AND private = 1
UNION
SELECT tbl, row_id FROM change_row WHERE tbl = 'note' AND contact_id = ?1 AND json_extract(was, '$.private') = 1
UNION
SELECT tbl, row_id FROM change_row WHERE tbl = 'ask' AND contact_id = ?1 AND json_extract(was, '$.kind') = 'about'
"""


def _inside(db: sqlite3.Connection, row: sqlite3.Row, contact_id: int) -> bool:
    """Whether one of the rows that came in thousands is hers."""
    table = row["tbl"]
    whose, _order = watching.concerns(table, watching.facts(db, table), table)
    if whose == "NULL":
        return False
    found = db.execute(
        f"SELECT 1 FROM {table} WHERE {whose} = ? AND id BETWEEN ? AND ? LIMIT 1",  # noqa: S608
        (contact_id, row["row_id"], row["last_id"]),
    )
    return found.fetchone() is not None
