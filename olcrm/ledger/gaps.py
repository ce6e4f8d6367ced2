"""Whether the history and the rows tell the same: every row was added by some change, and none went without one.

Every row of facts comes, goes and is edited under triggers that write it down, from the first day of a ledger. So a row
that the history has never heard of, or one it has seen come and not go, was not written or removed by olcrm.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from olcrm.kit.text import _
from olcrm.ledger import watching

FARTHEST = 10_000_000  # rows that one change can have added; more is a number that was damaged


def gaps(db: sqlite3.Connection, most: int) -> list[str]:
    """A sentence for each gap, of at most ``most`` of one kind in one table."""
    found = [*islice(_changes(db), most), *islice(_unlikely(db), most)]
    for table in watching.tables(db):
        found += islice(_unheard_of(db, table), most)
        found += islice(_lost(db, table), most)
    return found


def behind(db: sqlite3.Connection) -> dict[str, int]:
    """Tables that would give a number away twice, each with the highest number it has used.

    A row that is gone had one, too, and the history remembers it.
    """
    found = {}
    for table in (*watching.tables(db), *sorted(watching.NOT_FACTS)):
        used = _highest(db, table)
        (given,) = db.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        if given < used:
            found[table] = used
    return found


def expected(db: sqlite3.Connection, table: str) -> set[int]:
    """The ids ``table`` has if every change that is written down took place, and no other."""
    there: set[int] = set()
    rows = db.execute("SELECT did, row_id, last_id FROM change_row WHERE tbl = ? ORDER BY id", (table,))
    for did, first, last in rows:
        if did == "remove":
            there.discard(first)
        elif last - first < FARTHEST:
            there.update(range(first, last + 1))
    return there


def _highest(db: sqlite3.Connection, table: str) -> int:
    (used,) = db.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608
    (told,) = db.execute("SELECT coalesce(max(row_id), 0) FROM change_row WHERE tbl = ?", (table,)).fetchone()
    (range_,) = db.execute(
        "SELECT coalesce(max(last_id), 0) FROM change_row WHERE tbl = ? AND last_id > row_id AND last_id - row_id < ?",
        (table, FARTHEST),
    ).fetchone()
    return int(max(used, told, range_))


def _changes(db: sqlite3.Connection) -> Iterator[str]:
    """Numbers of changes that are missing: they are given in turn, and one that is not kept gives its number back."""
    before = 0
    for (number,) in db.execute("SELECT id FROM change ORDER BY id"):
        if number != before + 1:
            yield _missing(before + 1, number - 1)
        before = number
    (last,) = db.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'change'").fetchone()
    if last > before:
        yield _missing(before + 1, last)


def _missing(first: int, last: int) -> str:
    if first == last:
        return _("Change {number} is missing.").format(number=first)
    return _("Changes {first} to {last} are missing.").format(first=first, last=last)


def _unlikely(db: sqlite3.Connection) -> Iterator[str]:
    """Changes that took back another and touched nothing, or one that came after them."""
    rows = db.execute(
        "SELECT id, undoes_id FROM change WHERE undoes_id >= id OR (undoes_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM change_row WHERE change_id = change.id)) ORDER BY id"
    )
    for number, target in rows:
        yield _("Change {number} is said to take back change {target}, and did not.").format(
            number=number, target=target
        )


def _unheard_of(db: sqlite3.Connection, table: str) -> Iterator[str]:
    """Rows that no change has added, or whose last change was to remove them."""
    rows = db.execute(
        f"SELECT id FROM {table} AS now WHERE coalesce((SELECT did FROM change_row WHERE tbl = ?1"  # noqa: S608
        " AND row_id = now.id AND last_id = row_id ORDER BY id DESC LIMIT 1), 'remove') = 'remove'"
        " AND NOT EXISTS (SELECT 1 FROM change_row WHERE tbl = ?1 AND last_id > row_id AND last_id >= now.id"
        " AND row_id <= now.id AND NOT EXISTS (SELECT 1 FROM change_row AS gone WHERE gone.tbl = ?1"
        " AND gone.row_id = now.id AND gone.id > change_row.id))",
        (table,),
    )
    for (number,) in rows:
        yield _("{table} {row} is there, and no change has added it.").format(table=table, row=number)


def _lost(db: sqlite3.Connection, table: str) -> Iterable[str]:
    """Rows that were added and never removed, and are not there."""
    for number in _absent(db, table):
        yield _("{table} {row} is gone, and no change has removed it.").format(table=table, row=number)


def _absent(db: sqlite3.Connection, table: str) -> Iterator[int]:
    last = db.execute(
        "SELECT row_id, did, max(id) FROM change_row WHERE tbl = ? AND last_id = row_id GROUP BY row_id"  # noqa: S608
        f" HAVING did <> 'remove' AND row_id NOT IN (SELECT id FROM {table})",
        (table,),
    )
    for number, _did, _row in last:
        yield number
    ranges = db.execute("SELECT row_id, last_id FROM change_row WHERE tbl = ? AND last_id > row_id", (table,))
    for first, end in ranges.fetchall():
        there = db.execute(
            f"SELECT id FROM {table} WHERE id BETWEEN ?1 AND ?2 UNION"  # noqa: S608
            " SELECT row_id FROM change_row WHERE tbl = ?3 AND last_id = row_id AND row_id BETWEEN ?1 AND ?2",
            (first, end, table),
        )
        known = {number for (number,) in there}
        if len(known) < end - first + 1:
            yield from (number for number in range(first, end + 1) if number not in known)
