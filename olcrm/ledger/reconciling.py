"""Compares the ledger with a snapshot through the history: what differs must have a change that explains it.

SQLite does not notice a digit that flipped inside a value. A row that is not as it was when the snapshot was taken,
with no change since that touched it, was not changed by olcrm.
"""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from olcrm.kit.text import _
from olcrm.ledger import door, watching


def differences(db: sqlite3.Connection, snapshot: Path, most: int) -> list[str] | None:
    """A sentence for each row, at most ``most`` a table, that differs from ``snapshot`` with no change to explain it.

    None when the ledger did not go on from there, so that there is nothing to compare. ``db`` is in a transaction
    before and after, not in the same one.
    """
    db.execute("COMMIT")
    db.execute("ATTACH ? AS kept", (door.uri(snapshot, "ro"),))
    try:
        db.execute("BEGIN")
        since = _shared(db)
        if since is None:
            return None
        tables = (*watching.tables(db), *sorted(watching.NOT_FACTS))
        return [what for table in tables for what in islice(_unexplained(db, table, since), most)]
    finally:
        db.execute("COMMIT")
        db.execute("DETACH kept")
        db.execute("BEGIN")


def _shared(db: sqlite3.Connection) -> int | None:
    """The number of the snapshot's last change, if the ledger went on from there."""
    last = db.execute("SELECT id, made_at, command FROM kept.change ORDER BY id DESC LIMIT 1").fetchone()
    if last is None:
        return 0
    same = db.execute("SELECT made_at, command FROM main.change WHERE id = ?", (last["id"],)).fetchone()
    return int(last["id"]) if same and tuple(same) == tuple(last)[1:] else None


def _unexplained(db: sqlite3.Connection, table: str, since: int) -> Iterator[str]:
    """A sentence for each row of ``table`` that no change after ``since`` accounts for."""
    columns = _columns(db, table)
    differs = " OR ".join(f"now.{column} IS NOT was.{column}" for column in columns)
    rows = db.execute(
        f"SELECT now.id, {_both(columns)} FROM main.{table} AS now JOIN kept.{table} AS was ON was.id = now.id"  # noqa: S608
        f" WHERE {differs}"
    )
    for number, *values in rows:
        if not _touched(db, table, number, since):
            for column, now, was in zip(columns, values[::2], values[1::2], strict=True):
                if now != was:
                    yield _("{column} of {table} {row} is “{now}”; it was “{was}”, and no change says why.").format(
                        column=column, table=table, row=number, now=_short(now), was=_short(was)
                    )
    gone = db.execute(
        f"SELECT id FROM kept.{table} WHERE id NOT IN (SELECT id FROM main.{table})"  # noqa: S608
    )
    for (number,) in gone:
        if not _touched(db, table, number, since):
            yield _("{table} {row} is gone, and no change says why.").format(table=table, row=number)
    if table in watching.NOT_FACTS:  # the history has no history: what came after the snapshot is simply new
        return
    new = db.execute(f"SELECT id FROM main.{table} WHERE id NOT IN (SELECT id FROM kept.{table})")  # noqa: S608
    for (number,) in new:
        if not _touched(db, table, number, since):
            yield _("{table} {row} is new, and no change says why.").format(table=table, row=number)


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    """The facts that ledger and snapshot both have: one of them may be of an older version."""
    older = db.execute("SELECT name FROM pragma_table_xinfo(?, 'kept') WHERE hidden = 0", (table,))
    there = {name for (name,) in older}
    return [column for column in watching.facts(db, table) if column in there and column != "id"]


def _both(columns: list[str]) -> str:
    return ", ".join(f"now.{column}, was.{column}" for column in columns)


def _touched(db: sqlite3.Connection, table: str, row: int, since: int) -> bool:
    found = db.execute(
        "SELECT 1 FROM main.change_row WHERE tbl = ?1 AND row_id = ?2 AND change_id > ?3 UNION ALL"
        " SELECT 1 FROM main.change_row WHERE tbl = ?1 AND last_id > row_id AND last_id >= ?2 AND row_id <= ?2"
        " AND change_id > ?3 LIMIT 1",
        (table, row, since),
    )
    return found.fetchone() is not None


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
