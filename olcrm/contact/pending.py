"""What is open between a customer and the shop: money, goods, questions, what went wrong, what she waits for."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.kit import clock, dates
from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import N_, _

Row = Mapping[str, Any]

# One statement, each part of it by an index of the customer. Of a kind the oldest comes first. Who asked about buying
# and has ordered since needs not be won any more; who was answered and hesitates is to be come back to.
_OPEN = """
SELECT 'complaint' AS kind, id AS ref, NULL AS order_id, text, opened_on AS since, NULL AS day, NULL AS amount
  FROM complaint_view
 WHERE contact_id = ?1 AND closed_at IS NULL
UNION ALL
SELECT 'claim', id, order_id, coalesce(what, wants), opened_on, NULL, NULL FROM claim_view
 WHERE contact_id = ?1 AND ended_on IS NULL
UNION ALL
SELECT kind, id, NULL, text, asked_at, iif(kind = 'question' AND answered_at IS NULL, NULL, next_on), NULL
  FROM ask_view
 WHERE contact_id = ?1 AND ended_on IS NULL
   AND (kind <> 'question' OR (answered_at IS NULL AND coalesce(product_id, objection) IS NULL)
        OR NOT EXISTS (SELECT 1 FROM order_view AS o
                        WHERE o.contact_id = ?1 AND o.ordered_at >= asked_at AND o.closed_as IS NULL
                          AND NOT EXISTS (SELECT 1 FROM claim_view WHERE out_order_id = o.id)))
UNION ALL
SELECT iif(EXISTS (SELECT 1 FROM order_view WHERE id = order_id AND cod = 1), 'cod', 'due'),
       id, order_id, memo, created_on, NULL, balance FROM due_view
 WHERE contact_id = ?1 AND closed_on IS NULL AND amount > paid
UNION ALL
SELECT CASE WHEN shipped_on IS NULL THEN 'ship' ELSE 'road' END, id, id, NULL,
       coalesce(shipped_on, ordered_on), iif(shipped_on IS NULL, promised_on, NULL), NULL FROM order_view
 WHERE contact_id = ?1 AND arrived_on IS NULL AND closed_as IS NULL
   AND (shipped_on IS NOT NULL OR balance <= 0 OR cod = 1)
UNION ALL
SELECT 'errand', id, NULL, what, asked_at, NULL, at_most FROM errand_view
 WHERE contact_id = ?1 AND bought_on IS NULL AND not_found_on IS NULL
UNION ALL
SELECT 'wish', id, NULL, what, wished_at, NULL, NULL FROM wish_view WHERE contact_id = ?1 AND ended_on IS NULL
"""
# In words, and what is typed next.
_WORDS: Mapping[str, tuple[str, str]] = {
    "complaint": (N_("Complaint: {text}"), "complaint show {ref}"),
    "claim": (N_("Claim on order {order}: {text}"), "claim show {ref}"),
    "question": (N_("Question: {text}"), "ask answer {ref}"),
    "answered": (N_("Come back to her {day}: {text}"), "ask show {ref}"),
    "visit": (N_("Visit {day}: {text}"), "ask done {ref}"),
    "about": (N_("To ask about {day}: {text}"), "ask done {ref}"),
    "due": (N_("Owes for {text}"), "due show due:{ref}"),
    "order": (N_("Owes for order {order}: {text}"), "order show {order}"),
    "cod": (N_("COD of order {order}: {text}"), "order show {order}"),
    "ship": (N_("Order {order} is to be sent off"), "parcel pack {order}"),
    "promised": (N_("Order {order} is to be sent off, promised for {day}"), "parcel pack {order}"),
    "road": (N_("Order {order} is on its way"), "parcel arrived {order}"),
    "errand": (N_("To buy for her: {text}"), "errand show {ref}"),
    "wish": (N_("Waits for {text}"), "wait list"),
}
_WITH_A_DAY = {"question": "answered", "ship": "promised"}  # which are something else then


def pending(db: sqlite3.Connection, contact_id: int) -> list[dict[str, Any]]:
    """Everything open as it stands in JSON: ``kind ref order text since on amount cod next``.

    ``since`` is an ISO day, and so is ``on``: the day agreed, promised or set to come back to her, None without one.
    """
    return [_document(row) for row in db.execute(_OPEN, (contact_id,))]


def _document(row: sqlite3.Row) -> dict[str, Any]:
    cod = row["kind"] == "cod"
    kind = "order" if cod or (row["kind"] == "due" and row["order_id"]) else row["kind"]
    since = row["since"]
    if "T" in since:
        since = clock.from_stamp(since).date().isoformat()
    typed = _words(kind, row["day"])[1].format(ref=row["ref"], order=row["order_id"])
    return {
        "kind": kind,
        "ref": row["ref"],
        "order": row["order_id"],
        "text": row["text"],
        "since": since,
        "on": row["day"],
        "amount": row["amount"],
        "cod": cod,
        "next": f"olcrm {typed}",
    }


def _words(kind: str, day: str | None) -> tuple[str, str]:
    return _WORDS[_WITH_A_DAY.get(kind, kind) if day else kind]


def told(one: Row) -> str:
    """One open thing in words."""
    words = _words("cod" if one["cod"] else one["kind"], one["on"])[0]
    if one["kind"] == "visit" and not one["text"]:
        words = N_("Visit {day}")
    day = dates.near(date.fromisoformat(one["on"]), clock.today()) if one["on"] else ""
    return _(words).format(ref=one["ref"], order=one["order"], text=one["text"] or "", day=day)


def table(found: Sequence[Row]) -> Table:
    """What is open, with the next command."""
    columns = (
        Column("what", _("Still open"), value=told),
        Column("since", _("Since"), Kind.DAY, keep=2),
        Column("amount", _("Amount"), Kind.MONEY, keep=3),
        Column("next", "olcrm …", value=lambda one: one["next"].removeprefix("olcrm "), keep=1),
    )
    return Table("contact.open", columns, found)
