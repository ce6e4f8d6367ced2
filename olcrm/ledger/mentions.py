"""Where somebody is named in words that are about others: in their notes, in what was said to them, on their orders.

Such words belong to the others' rows, so nobody's are changed without being asked; they are found, so that the owner
can look, and the name can be taken out of them.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from olcrm.kit.text import folded
from olcrm.ledger import forgetting, watching
from olcrm.ledger.forgetting import Words, without

# What people write in their own words.
PLACES = {
    "note": ("text",),
    "message": ("text",),
    "order_line": ("name",),
    "sale_order": ("recipient", "recipient_phone", "address", "gift", "dropship_from", "note", "courier", "extras"),
    "due": ("memo", "close_reason", "snooze_reason"),
    "payment": ("note",),
    "bank_line": ("text", "payer", "drop_reason", "file_name"),
    "address": ("label", "text"),
    "tag": ("name",),
    "pause": ("because",),
    "consent": ("how",),
    "request": ("said", "answer"),
    "wish": ("note",),
    "parcel": ("courier", "service", "note"),
    "errand": ("what",),
    "ask": ("text", "answer", "because"),
    "complaint": ("text", "outcome", "cause", "prevention"),
    "claim": ("text", "because"),
    "rating": ("text",),
    "circle": ("name", "note"),
    "gift": ("what", "because"),
    "journal": ("text",),
    "raffle": ("name",),
    "term": ("heading", "text"),
    "stock_move": ("because",),
    "template": ("text",),
    "closure": ("because",),
    "pasted": ("text",),
    "import_batch": ("file_name",),
}
KEPT_OF_HERS = ("order_line", "due")  # goods she bought are kept, and with them how they are called


class Mention(NamedTuple):
    """One text that may mean her. ``contact_id`` is whom the row is about, ``order_id`` its order, if any."""

    table: str
    row: int
    column: str
    text: str
    contact_id: int | None
    order_id: int | None


def mentions(db: sqlite3.Connection, contact_id: int, words: Words) -> Iterator[Mention]:
    """Every text about others, or of goods of hers, that holds a part of her name, her number or a handle."""
    for table, columns in PLACES.items():
        whose, order = watching.concerns(table, watching.facts(db, table), table)
        rows = db.execute(f"SELECT id, {', '.join(columns)}, {whose}, {order} FROM {table}")  # noqa: S608
        for number, *texts, about, sold in rows:
            if about == contact_id and table not in KEPT_OF_HERS:
                continue
            for column, text in zip(columns, texts, strict=True):
                if text and words.parts.search(folded(text)):
                    yield Mention(table, number, column, text, about, sold)


def take_out(db: sqlite3.Connection, found: Iterable[Mention], words: Words) -> None:
    """Put a sign in the place of her name in the texts ``found``, in the history of their rows too."""
    for one in found:
        db.execute(
            f"UPDATE {one.table} SET {one.column} = ? WHERE id = ?",  # noqa: S608
            (without(one.text, words), one.row),
        )
        before = db.execute(
            "SELECT id, json_extract(was, ?1) FROM change_row WHERE tbl = ?2 AND row_id = ?3 AND was IS NOT NULL",
            (f"$.{one.column}", one.table, one.row),
        ).fetchall()
        masked = [(f"$.{one.column}", without(str(text), words), entry) for entry, text in before if text]
        db.executemany("UPDATE change_row SET was = json_replace(was, ?, ?) WHERE id = ?", masked)
        typed = db.execute(
            "SELECT id, command, said FROM change WHERE id IN"
            " (SELECT change_id FROM change_row WHERE tbl = ? AND row_id = ?)",
            (one.table, one.row),
        ).fetchall()
        for number, command, said in typed:
            if words.parts.search(folded(f"{command}\n{said}")):
                empty = (forgetting.emptied(command), number)
                db.execute("UPDATE change SET command = ?, said = '' WHERE id = ?", empty)
