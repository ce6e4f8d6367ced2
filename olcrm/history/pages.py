"""What one change did, as a page for people, as a table for spreadsheets and as a document for programs."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from olcrm.history import words
from olcrm.kit import clock, show
from olcrm.kit.show import Form
from olcrm.kit.table import Column, Kind, Page, Pairs, Table
from olcrm.kit.text import _
from olcrm.kit.written import shown
from olcrm.ledger import history, telling
from olcrm.ledger.history import Entry
from olcrm.ledger.telling import Facts, Touched

MANY = 1_000  # rows that a change must have touched for only a few to be shown where no screen is filled
FEW = 3  # rows of each kind that are shown then
NAMED = 5  # customers named among those concerned

Part = Pairs | Table | str


def row(entry: Entry) -> dict[str, Any]:
    """A change as it stands in JSON."""
    return {
        "id": entry.id,
        "at": clock.from_stamp(entry.made_at).isoformat(),
        "command": entry.command,
        "said": entry.said,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
        "served_by": entry.served_by,
    }


def one(db: sqlite3.Connection, number: int) -> Page | Table:
    """Everything one change did, row by row. In CSV and plain text on request: a line a field."""
    entry = history.entry(db, number)
    counts = telling.counts(db, number)
    most = _most(sum(counts.values()))
    known = [table for table in words.TABLES if table in counts]
    tables = [*known, *(table for table in counts if table not in known)]
    touched = list(chain.from_iterable(telling.touched(db, number, table, most) for table in tables))
    if show.current().form == Form.CSV or show.current().asked:
        return Table("log.show", _columns(), list(_lines(touched)), empty=_("No rows were changed."))
    document = {"change": row(entry), "counts": counts, "rows": [_document(one) for one in touched]}
    parts: list[Part] = [Pairs(_head(db, entry, counts, touched))]
    for table in tables:
        rows = [one for one in touched if one.table == table]
        parts += [part for one in rows if (part := _part(db, one))]
        if len(rows) < counts[table]:
            more = _("{name}: {count} more; `--all` shows them.")
            parts.append(more.format(name=words.thing_kind(table), count=counts[table] - len(rows)))
    return Page("log.show", _("Change {number}").format(number=number), document, parts)


def _most(total: int) -> int | None:
    """How many rows of each table to show; None for all of them."""
    screen = show.current()
    if screen.everything or screen.limit is not None:
        return screen.limit
    return None if total <= (show.page() or MANY) else FEW


def _head(
    db: sqlite3.Connection, entry: Entry, counts: Mapping[str, int], touched: Sequence[Touched]
) -> list[tuple[str, Any, Kind]]:
    facts = [
        (_("When"), row(entry)["at"], Kind.MOMENT),
        (_("What was done"), entry.said, Kind.TEXT),
        (_("What was typed"), entry.command, Kind.TEXT),
        (_("Concerns"), _concerned(db, entry.id, touched), Kind.TEXT),
        (_("Touched"), words.counted(counts) or _("nothing that can be taken back"), Kind.TEXT),
    ]
    if entry.served_by:
        facts.insert(1, (_("Served by"), entry.served_by, Kind.TEXT))
    if entry.undone_by:
        facts.append((_("Taken back"), _("by {number}").format(number=entry.undone_by), Kind.TEXT))
    return facts


def _concerned(db: sqlite3.Connection, number: int, touched: Sequence[Touched]) -> str:
    """Customers and orders by name, the first few, and how many more."""
    found = db.execute(
        "SELECT DISTINCT contact_id, order_id FROM change_row WHERE change_id = ? ORDER BY id", (number,)
    ).fetchall()
    pairs = [*map(tuple, found), *((one.contact_id, one.order_id) for one in touched)]
    contacts = list(dict.fromkeys(contact for contact, _order in pairs if contact))
    orders = list(dict.fromkeys(order for _contact, order in pairs if order))
    named = [_name(db, contact) for contact in contacts[:NAMED]]
    named += [words.thing("sale_order", order) for order in orders[:NAMED]]
    if len(contacts) > NAMED or len(orders) > NAMED:
        named.append("…")
    return ", ".join(named)


def _name(db: sqlite3.Connection, contact: int) -> str:
    facts = telling.last_known(db, "contact", contact)
    return str(facts["name"]) if facts else words.thing("contact", contact)


def _part(db: sqlite3.Connection, one: Touched) -> Part | None:
    """One row: before and after where it was changed, else what it held; None where nothing is left to say."""
    fields = [column for column in one.fields() if column not in words.HIDDEN and not _kept_private(one, column)]
    if not one.did:
        return None
    did = {"add": _("added"), "edit": _("changed"), "remove": _("removed")}[one.did]
    title = f"{_called(one)} · {did}"
    if one.did != "edit":
        facts = one.after or one.before or {}
        told = [
            (words.field(column), _shown(db, column, facts), Kind.TEXT)
            for column in fields
            if words.says_something(column, facts.get(column))
        ]
        return Pairs(told, title=title) if told else None  # nothing is left of what was known of one who is forgotten
    columns = (Column("field", _("Field")), Column("before", _("Before")), Column("after", _("After")))
    rows = [
        {
            "field": words.field(column),
            "before": _shown(db, column, one.before or {}),
            "after": _shown(db, column, one.after or {}),
        }
        for column in fields
    ]
    return Table("log.show", columns, rows, title=title) if rows else None


def _called(one: Touched) -> str:
    if one.table == "due" and one.order_id is not None:
        return _("due of order {number}").format(number=one.order_id)
    return words.thing(one.table, one.row_id)


def _shown(db: sqlite3.Connection, column: str, facts: Facts) -> str:
    raw = facts.get(column)
    if raw is not None and column in words.POINTS_TO:
        return _pointed_to(db, words.POINTS_TO[column], raw)
    return shown(words.value(column, raw), words.kind(column))


def _pointed_to(db: sqlite3.Connection, table: str, number: int) -> str:
    if table == "contact":
        return _name(db, number)
    if table == "due":
        found = db.execute("SELECT order_id, memo FROM due_view WHERE id = ?", (number,)).fetchone()
        if found:
            return words.thing("sale_order", found["order_id"]) if found["order_id"] else str(found["memo"])
    return words.thing(table, number)


def _kept_private(one: Touched, column: str) -> bool:
    """Whether this is the text of a private note or of the journal, which stands nowhere else."""
    return column == "text" and (
        one.table == "journal" or any(bool((facts or {}).get("private")) for facts in (one.before, one.after))
    )


def _document(one: Touched) -> dict[str, Any]:
    fields = [
        {"field": column, "before": (one.before or {}).get(column), "after": (one.after or {}).get(column)}
        for column in one.fields()
        if not _kept_private(one, column)
    ]
    about = {"contact": one.contact_id, "order": one.order_id}
    return {"table": one.table, "row": one.row_id, "did": one.did, "fields": fields, **about}


def _columns() -> Sequence[Column]:
    return [Column(key, key) for key in ("table", "row", "did", "field", "before", "after")]


def _lines(touched: Sequence[Touched]) -> Iterator[dict[str, Any]]:
    for one in map(_document, touched):
        head = {key: one[key] for key in ("table", "row", "did")}
        yield from ({**head, **field} for field in one["fields"])
