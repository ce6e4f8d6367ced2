"""How contacts are shown: a change confirmed, and the columns of a list."""

from collections.abc import Sequence
from typing import Any

from olcrm.contact import people, rules
from olcrm.kit import phone
from olcrm.kit.table import Column, Kind, Said
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger


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
