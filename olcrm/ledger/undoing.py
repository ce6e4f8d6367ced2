"""Taking a change back: its rows are put as they were, the last one first, and that is a change of its own."""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import NamedTuple

from olcrm.kit.errors import LedgerError, Missing, Refused
from olcrm.kit.text import _
from olcrm.ledger import sums
from olcrm.ledger.door import Ledger

MANY = 500  # rows from which on the kept sums are computed once at the end rather than row by row
CHUNK = 1_000  # written-down rows in memory at a time


class Undone(NamedTuple):
    """What was taken back: the change's number, how many rows of each table, the sentence for the history."""

    change: int
    rows: Mapping[str, int]
    said: str


def undo(db: Ledger, change_id: int | None) -> Undone:
    """Take a change back: a named one, or (None) the newest that is neither an undo nor taken back already.

    Raises Missing when there is no such change, and Refused when there is nothing to take back in it, when it was taken
    back before, or when a later change that still stands builds on it. The caller's own change becomes the undoing one.
    """
    by = undone(db)
    number = _newest(db, by) if change_id is None else _named(db, by, change_id)
    later = _later(db, by, number)
    _refuse_if(_on_same_rows(db, number) & later, number)
    rows = db.execute("SELECT coalesce(sum(last_id - row_id + 1), 0) FROM change_row WHERE change_id = ?", (number,))
    many = rows.fetchone()[0] > MANY
    db.execute("PRAGMA defer_foreign_keys = ON")
    with sums.aside(db, sums.keepers(db)) if many else nullcontext():
        for row in _rows(db, number):
            try:
                _put_back(db, row)
            except sqlite3.IntegrityError as error:
                _refuse_if(_that_touched(db, _in_the_way(db, str(error), row)) & later or later, number)
                raise
        if torn := _torn(db, number):
            _refuse_if(_that_touched(db, torn) & later or later, number)
        if many:
            sums.recompute_changed(db, db.change_id)
    db.undoes, db.said = number, _sentence(db, number)
    counted = db.execute("SELECT tbl, count(*) FROM change_row WHERE change_id = ? GROUP BY tbl", (db.change_id,))
    return Undone(number, dict(counted.fetchall()), db.said)


def undone(db: sqlite3.Connection) -> dict[int, int]:
    """Changes that are taken back, each with the change that did it. Undoing an undo makes its change stand again."""
    by: dict[int, int] = {}
    for number, target in db.execute("SELECT id, undoes_id FROM change WHERE undoes_id IS NOT NULL ORDER BY id DESC"):
        if number not in by:
            by[target] = number
    return by


def _newest(db: sqlite3.Connection, by: Mapping[int, int]) -> int:
    rows = db.execute(
        "SELECT id FROM change WHERE undoes_id IS NULL"
        " AND EXISTS (SELECT 1 FROM change_row WHERE change_id = change.id) ORDER BY id DESC"
    )
    for (number,) in rows:
        if number not in by:
            return int(number)
    raise Refused(_("There is nothing to take back."), hint=_("See `olcrm log` for what was done."))


def _named(db: Ledger, by: Mapping[int, int], number: int) -> int:
    found = db.execute("SELECT 1 FROM change WHERE id = ? AND id <> ?", (number, db.change_id)).fetchone()
    if not found:
        raise Missing(
            _("There is no change {number}.").format(number=number), hint=_("See `olcrm log` for their numbers.")
        )
    if number in by:
        raise Refused(
            _("Change {number} was taken back already, by change {by}.").format(number=number, by=by[number]),
            hint=_("To do it again, take that one back: `olcrm undo {by}`.").format(by=by[number]),
        )
    if not db.execute("SELECT 1 FROM change_row WHERE change_id = ?", (number,)).fetchone():
        raise Refused(
            _("Change {number} changed no rows, so there is nothing to take back in it.").format(number=number),
            hint=_("See `olcrm log` for what was done."),
        )
    return number


def _later(db: Ledger, by: Mapping[int, int], number: int) -> set[int]:
    """Later changes that still stand. One that was taken back, and what took it back, cancel each other out."""
    rows = db.execute("SELECT id, undoes_id FROM change WHERE id > ? AND id <> ?", (number, db.change_id))
    return {later for later, target in rows if later not in by and (target is None or target < number)}


def _on_same_rows(db: Ledger, number: int) -> set[int]:
    rows = db.execute(
        "SELECT DISTINCT later.change_id FROM change_row AS mine JOIN change_row AS later"
        " ON later.tbl = mine.tbl AND later.row_id BETWEEN mine.row_id AND mine.last_id"
        " WHERE mine.change_id = ?1 AND later.change_id > ?1",
        (number,),
    )
    return {later for (later,) in rows}


def _refuse_if(blocking: Iterable[int], number: int) -> None:
    """Raise Refused, naming the changes in the order in which they would have to be taken back."""
    first = sorted(blocking, reverse=True)
    if first:
        raise Refused(
            _("Change {number} cannot be taken back while later ones build on it: {later}.").format(
                number=number, later=", ".join(map(str, first))
            ),
            hint=_("Take back the latest of them first: `olcrm undo {later}`.").format(later=first[0]),
        )


def _rows(db: sqlite3.Connection, number: int) -> Iterator[sqlite3.Row]:
    """The written-down rows of a change, the last one first."""
    before = 1 << 62
    while True:
        chunk = db.execute(
            "SELECT id, tbl, row_id, last_id, did, was FROM change_row WHERE change_id = ? AND id < ?"
            " ORDER BY id DESC LIMIT ?",
            (number, before, CHUNK),
        ).fetchall()
        yield from chunk
        if len(chunk) < CHUNK:
            return
        before = chunk[-1]["id"]


def _put_back(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    table, first = row["tbl"], row["row_id"]
    if row["did"] == "add":
        db.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, row["last_id"]))  # noqa: S608
        return
    was = _was(row)
    if row["did"] == "remove":
        marks = ", ".join("?" * len(was))
        db.execute(f"INSERT INTO {table} ({', '.join(was)}) VALUES ({marks})", tuple(was.values()))  # noqa: S608
    else:
        values = ", ".join(f"{column} = ?" for column in was)
        db.execute(f"UPDATE {table} SET {values} WHERE id = ?", (*was.values(), first))  # noqa: S608


def _was(row: sqlite3.Row) -> dict[str, int | str | None]:
    try:
        was = json.loads(row["was"])
    except (TypeError, ValueError):
        was = None
    if isinstance(was, dict) and all(re.fullmatch(r"[a-z_]+", column) for column in was):
        return was
    raise LedgerError(
        _("The history of {table} {row} cannot be read; it is damaged.").format(table=row["tbl"], row=row["row_id"]),
        hint=_("Look with `olcrm doctor`; nothing was changed."),
    )


def _in_the_way(db: Ledger, complaint: str, row: sqlite3.Row) -> list[tuple[str, int]]:
    """Who holds now what ``row`` must have again: a phone number, a name that is unique."""
    columns = re.findall(rf"{row['tbl']}\.([a-z_]+)", complaint)
    if not columns or not row["was"]:
        return []
    was = _was(row)
    same = " AND ".join(f"{column} = ?" for column in columns)
    values = [was.get(column) for column in columns]
    holders = db.execute(f"SELECT id FROM {row['tbl']} WHERE {same}", values)  # noqa: S608
    return [(row["tbl"], holder) for (holder,) in holders]


def _torn(db: Ledger, number: int) -> list[tuple[str, int]]:
    """Rows that now refer to something that is not there, or should be there for a row that is back."""
    rows = db.execute("SELECT DISTINCT tbl FROM change_row WHERE change_id = ?", (number,))
    touched = {table for (table,) in rows}
    links = db.execute(
        'SELECT sqlite_master.name, pk."from", pk."table" FROM sqlite_master, pragma_foreign_key_list(name) AS pk'
        " WHERE sqlite_master.type = 'table'"
    ).fetchall()
    torn: list[tuple[str, int]] = []
    for child, column, parent in links:
        if parent in touched:  # rows that were added are gone: does anything still point to them?
            rows = db.execute(
                f"SELECT {child}.id FROM change_row JOIN {child}"  # noqa: S608
                f" ON {child}.{column} BETWEEN change_row.row_id AND change_row.last_id"
                f" LEFT JOIN {parent} AS parent ON parent.id = {child}.{column}"
                " WHERE change_row.change_id = ? AND change_row.tbl = ? AND change_row.did = 'add'"
                " AND parent.id IS NULL",
                (number, parent),
            )
            torn += [(child, row) for (row,) in rows]
        if child in touched:  # rows that were removed are back: is what they point to still there?
            rows = db.execute(
                f"SELECT {child}.{column} FROM change_row JOIN {child} ON {child}.id = change_row.row_id"  # noqa: S608
                f" LEFT JOIN {parent} AS parent ON parent.id = {child}.{column}"
                " WHERE change_row.change_id = ? AND change_row.tbl = ? AND change_row.did <> 'add'"
                f" AND {child}.{column} IS NOT NULL AND parent.id IS NULL",
                (number, child),
            )
            torn += [(parent, row) for (row,) in rows]
    return torn


def _that_touched(db: Ledger, rows: Iterable[tuple[str, int]]) -> set[int]:
    """Every change of these rows (table, id)."""
    found: set[int] = set()
    for table, row in set(rows):
        changes = db.execute(
            "SELECT change_id FROM change_row WHERE tbl = ?1 AND row_id = ?2 UNION"
            " SELECT change_id FROM change_row WHERE tbl = ?1 AND last_id > row_id AND last_id >= ?2 AND row_id <= ?2",
            (table, row),
        )
        found.update(change for (change,) in changes)
    return found


def _sentence(db: sqlite3.Connection, number: int) -> str:
    """What undoing ``number`` comes to: undoing an undo is doing it again."""
    again = False
    while True:
        command, said, target = db.execute(
            "SELECT command, said, undoes_id FROM change WHERE id = ?", (number,)
        ).fetchone()
        if target is None:
            break
        number, again = target, not again
    if again:
        return _("Did change {number} again: {what}").format(number=number, what=said or command)
    return _("Took back change {number}: {what}").format(number=number, what=said or command)
