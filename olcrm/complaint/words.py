"""What is to be said about one complaint: sorry once, the next word when promised or due, and once it is put right."""

import sqlite3
from collections.abc import Mapping
from datetime import date

from olcrm.complaint import reading, rules, store
from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.record import Record, Row
from olcrm.message import store as messages
from olcrm.shop import store as shop
from olcrm.template import store as templates

SORRY, WORD, DONE = "sorry", "word", "done"

_SHIPPED = """
SELECT * FROM parcel_view WHERE order_id = ? AND shipped_on IS NOT NULL AND returned_on IS NULL ORDER BY id DESC LIMIT 1
"""


class Word(Record):
    """Something to be said about one complaint; ``what`` is ``sorry`` or ``help``, ``word`` or ``done``."""

    row: Row
    what: str

    @property
    def id(self) -> str:
        """What its draft is called: ``3-sorry``."""
        return f"{self.row['id']}-{self.what}"

    @property
    def occasion(self) -> str:
        """What it is said once for."""
        if self.what in (SORRY, rules.HELP):
            return rules.sorry_occasion(self.row)
        day = f"-{self.row['next_on']}" if self.what == WORD else ""
        due = "kept" if self.what == WORD and is_due(self.row) else self.what
        return f"complaint-{self.row['id']}-{due}{day}"

    @property
    def template(self) -> str:
        """Which message it is."""
        return rules.sorry(self.row["kind"]) if self.what in (SORRY, rules.HELP) else f"complaint-{self.what}"


def is_due(row: Row) -> bool:
    """Whether the day has come by which a word was promised."""
    return row["next_on"] is not None and row["next_on"] <= clock.today().isoformat()


def now_due(db: sqlite3.Connection, row: Row) -> Word | None:
    """What is to be said about a complaint just now; None for nothing."""
    said = [one for one in reading.said_about(db, row) if one["direction"] == "out"]
    if row["closed_at"]:
        done = Word(row, DONE)
        told = row["kind"] == rules.HELP or any(one["occasion"] == done.occasion for one in said)
        return None if told else done
    if not reading.was_told(db, row):
        return Word(row, rules.HELP if row["kind"] == rules.HELP else SORRY)
    if row["next_on"] is None:
        return None
    word = Word(row, WORD)
    told = not is_due(row) and any(
        one["occasion"] == word.occasion or _names(row["next_on"], one["text"]) for one in said
    )
    return None if told else word


def _names(day: str, text: str) -> bool:
    """Whether she was told of a day in so many words."""
    return any(templates.day(date.fromisoformat(day), language) in text for language in ("id", "en"))


def free_occasion(db: sqlite3.Connection, word: Word) -> str | None:
    """The occasion for which a word is noted; None where it was said before, as to two complaints about one order.

    A promise that was kept is followed by another, even for the same day; so each has a number.
    """
    occasion, number = word.occasion, 1
    while messages.was_said(db, word.row["contact_id"], occasion):
        if word.what != WORD or not is_due(word.row):
            return None
        number += 1
        occasion = f"{word.occasion}-{number}"
    return occasion


def letter(db: sqlite3.Connection, word: Word, who: Contact) -> templates.Letter:
    """The message itself, with the way to send it."""
    row = word.row
    extra = facts(db, row, who.language or shop.policy(db).message_language)
    return templates.letter(db, word.template, who, order_id=row["order_id"], extra=extra)


def facts(db: sqlite3.Connection, row: Row, language: str) -> Mapping[str, str]:
    """What a message says of a complaint beside its order: the product, the next word, where the parcel is, care."""
    found = {"courier": "", "tracking": "", "link": "", "care": ""}
    ahead = row["next_on"] is not None and not is_due(row)
    found["next_on"] = templates.day(date.fromisoformat(row["next_on"]), language) if ahead else ""
    if row["product_id"] is not None:
        from olcrm.product import store as products

        found["items"] = row["product"]
        found["care"] = products.get(db, row["product_id"])["care"] or ""
    if row["kind"] == "lost" and row["order_id"] is not None:
        found |= parcel(db, row["order_id"])
    return found


def parcel(db: sqlite3.Connection, order_id: int) -> Mapping[str, str]:
    """How the last parcel of an order went: its courier, tracking number and the link to look it up; or nothing."""
    from olcrm.parcel import rules as parcels
    from olcrm.parcel.patience import Patience

    row = db.execute(_SHIPPED, (order_id,)).fetchone()
    if row is None:
        return {}
    courier = parcels.carrier_shown(row["courier"], row["service"])
    return {"courier": courier, "tracking": row["tracking"] or "", "link": Patience(db).page(row) or ""}


def talked(db: sqlite3.Connection, row: Row, text: str, *, heard: bool) -> None:
    """Note what was said about a complaint otherwise than by a draft: to her, or by her."""
    before = [one["occasion"] for one in reading.said_about(db, row, -1)]
    number = len(before) + 1
    while f"complaint-{row['id']}-{number}" in before:
        number += 1
    messages.log(
        db,
        row["contact_id"],
        text,
        direction="in" if heard else "out",
        due_id=store.due_of(db, row["order_id"]),
        occasion=f"complaint-{row['id']}-{number}",
    )
