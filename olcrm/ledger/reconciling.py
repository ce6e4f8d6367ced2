"""Compares the ledger with a snapshot through the history: what differs must have a change that explains it.

SQLite does not notice a digit that flipped inside a value. The history remembers each row as it was before it was
touched. So the state at the time of a snapshot is known twice: from the snapshot, and from the ledger, which is the row
as it stands where nothing touched it since, else what the history says it was. Where the two differ, neither olcrm nor
the owner did it.
"""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.text import _
from olcrm.ledger import door, watching

SHORT = 60  # characters of a value that are shown

# A row that was touched since is explained; so is all that is about a person whose identity was erased since.
_TOUCHED = (
    "EXISTS (SELECT 1 FROM main.change_row WHERE tbl = '{table}' AND row_id = {row}.id AND last_id = row_id"
    " AND change_id > {since})"
)
_ADDED = (
    "EXISTS (SELECT 1 FROM main.change_row WHERE tbl = '{table}' AND row_id = {row}.id AND did = 'add'"
    " AND change_id > {since})"
    " OR EXISTS (SELECT 1 FROM main.change_row WHERE tbl = '{table}' AND last_id > row_id AND last_id >= {row}.id"
    " AND row_id <= {row}.id AND change_id > {since})"
)
_ERASED = "(SELECT contact_id FROM main.forgotten)"
_ERASED_SINCE = (
    "(SELECT contact_id FROM main.forgotten WHERE contact_id NOT IN (SELECT contact_id FROM kept.forgotten))"
)
# A sign in the place of words is there because they were not to be kept: a private note, the name of who is forgotten.
_LEFT_OUT = {
    "change": " AND now.command NOT LIKE '% …%'",
    "change_row": " AND coalesce(now.was, '') NOT LIKE '%…%'",
}


class Difference(NamedTuple):
    """What the ledger and a snapshot of it do not agree on, with no change to explain it.

    ``column`` is empty when the whole row is gone (``now`` None) or new (``was`` None). ``told`` is whether it is the
    history that says ``now``, of a row that was touched since.
    """

    table: str
    row: int
    column: str
    now: int | str | None
    was: int | str | None
    snapshot: Path
    told: bool = False

    def said(self) -> str:
        """One sentence, with both values."""
        words = {"table": self.table, "row": self.row, "snapshot": self.snapshot.name}
        if not self.column and self.was is None:
            return _("{table} {row} is not in {snapshot}, and no change says that it was added.").format(**words)
        if not self.column:
            return _("{table} {row} is gone; it is in {snapshot}, and no change says why.").format(**words)
        words |= {"column": self.column, "now": _short(self.now), "was": _short(self.was)}
        if self.told:
            return _(
                "{column} of {table} {row} is “{was}” in {snapshot}, and the history says that it was “{now}” then."
            ).format(**words)
        return _("{column} of {table} {row} is “{now}”; in {snapshot} it is “{was}”, and no change says why.").format(
            **words
        )


def differences(db: sqlite3.Connection, snapshot: Path, most: int) -> list[Difference] | None:
    """What differs from ``snapshot`` with no change to explain it, of at most ``most`` rows a table.

    None when the ledger did not go on from there, so that there is nothing to compare. ``db`` is in a transaction
    before and after, not in the same one.
    """
    db.execute("COMMIT")
    db.execute("ATTACH ? AS kept", (door.uri(snapshot, "ro"),))
    try:
        db.execute("BEGIN")
        since = shared(db, db, "kept")
        if since is None:
            return None
        found: list[Difference] = []
        for table in (*watching.tables(db), *sorted(watching.NOT_FACTS)):
            columns = _columns(db, table)
            if columns:
                look = _remembered if table in watching.NOT_FACTS else _unexplained
                found += [one._replace(snapshot=snapshot) for one in islice(look(db, table, columns, since), most)]
        return found
    finally:
        db.execute("COMMIT")
        db.execute("DETACH kept")
        db.execute("BEGIN")


def shared(db: sqlite3.Connection, kept: sqlite3.Connection, where: str = "main") -> int | None:
    """The number of the last change of the snapshot ``where`` of ``kept``, if the ledger went on from there.

    Another change of that number was made at another moment. One character may differ: that is what is looked for.
    """
    last = kept.execute(f"SELECT id, made_at, command FROM {where}.change ORDER BY id DESC LIMIT 1").fetchone()  # noqa: S608
    if last is None:
        return 0
    same = db.execute("SELECT made_at, command FROM main.change WHERE id = ?", (last["id"],)).fetchone()
    if same is None:
        return None
    off = sum(a != b for a, b in zip(same["made_at"], last["made_at"], strict=False))
    return int(last["id"]) if off == 0 or (off == 1 and same["command"] == last["command"]) else None


def _unexplained(db: sqlite3.Connection, table: str, columns: list[str], since: int) -> Iterator[Difference]:
    """What no change after ``since`` accounts for in a table of facts."""
    yield from _changed(db, table, columns, f"NOT {_TOUCHED.format(table=table, row='was', since=since)}")
    yield from _misremembered(db, table, columns, since)
    yield from _gone(db, table, f"NOT {_TOUCHED.format(table=table, row='was', since=since)}")
    rows = db.execute(
        f"SELECT id FROM main.{table} AS now WHERE id NOT IN (SELECT id FROM kept.{table})"  # noqa: S608
        f" AND NOT ({_ADDED.format(table=table, row='now', since=since)}) AND NOT {_spared(db, table, 'now')}"
    )
    for (number,) in rows:
        yield Difference(table, number, "", number, None, Path())


def _remembered(db: sqlite3.Connection, table: str, columns: list[str], _since: int) -> Iterator[Difference]:
    """What differs in the history itself, to which rows are only ever added."""
    yield from _changed(db, table, columns, "TRUE")
    yield from _gone(db, table, "TRUE")


def _changed(db: sqlite3.Connection, table: str, columns: list[str], unless: str) -> Iterator[Difference]:
    """The values that are not as they are in the snapshot."""
    both = ", ".join(f"now.{column}, was.{column}" for column in columns)
    differs = " OR ".join(f"now.{column} IS NOT was.{column}" for column in columns)
    shut = _LEFT_OUT.get(table, "")
    rows = db.execute(
        f"SELECT now.id, {both} FROM main.{table} AS now JOIN kept.{table} AS was ON was.id = now.id"  # noqa: S608
        f" WHERE ({differs}) AND {unless} AND NOT {_spared(db, table, 'was')}{shut}"
    )
    for number, *values in rows:
        for column, now, was in zip(columns, values[::2], values[1::2], strict=True):
            if now != was and not _follows(db, table, column, number):
                yield Difference(table, number, column, now, was, Path())


def _misremembered(db: sqlite3.Connection, table: str, columns: list[str], since: int) -> Iterator[Difference]:
    """The values the history gives for the time of the snapshot, where the snapshot has others."""
    pairs, differs = [], []
    for column in columns:
        # A column that did not exist yet is not in what was written down.
        told = (
            f"CASE WHEN json_type(first.was, '$.{column}') IS NULL THEN was.{column}"
            f" ELSE json_extract(first.was, '$.{column}') END"
        )
        pairs += [told, f"was.{column}"]
        differs.append(f"{told} IS NOT was.{column}")
    rows = db.execute(
        f"SELECT was.id, {', '.join(pairs)} FROM"  # noqa: S608
        " (SELECT row_id, min(id) AS id, was FROM main.change_row WHERE tbl = ? AND change_id > ? AND last_id = row_id"
        "  GROUP BY row_id) AS first"
        f" JOIN kept.{table} AS was ON was.id = first.row_id"
        f" WHERE first.was IS NOT NULL AND json_valid(first.was) AND ({' OR '.join(differs)})"
        f" AND NOT {_spared(db, table, 'was')}",
        (table, since),
    )
    for number, *values in rows:
        for column, told, was in zip(columns, values[::2], values[1::2], strict=True):
            if told != was and not _follows(db, table, column, number):
                yield Difference(table, number, column, told, was, Path(), told=True)


def _gone(db: sqlite3.Connection, table: str, unless: str) -> Iterator[Difference]:
    rows = db.execute(
        f"SELECT id FROM kept.{table} AS was WHERE id NOT IN (SELECT id FROM main.{table})"  # noqa: S608
        f" AND {unless} AND NOT {_spared(db, table, 'was')}"
    )
    for (number,) in rows:
        yield Difference(table, number, "", None, number, Path())


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    """The facts that ledger and snapshot both have: one of them may be of an older version."""
    older = db.execute("SELECT name FROM pragma_table_xinfo(?, 'kept') WHERE hidden = 0", (table,))
    there = {name for (name,) in older}
    return [column for column in watching.facts(db, table) if column in there and column != "id"]


def _follows(db: sqlite3.Connection, table: str, column: str, row: int) -> bool:
    """Whether a value is a consequence of others, and not always written down: the total of an order."""
    if (table, column) != ("due", "amount"):
        return False
    found = db.execute("SELECT 1 FROM main.due WHERE id = ? AND kind = 'order'", (row,))
    return found.fetchone() is not None


def _spared(db: sqlite3.Connection, table: str, row: str) -> str:
    """SQL for whether ``row`` is about somebody whose identity was erased."""
    if not db.execute("SELECT 1 FROM main.sqlite_master WHERE name = 'forgotten'").fetchone():
        return "FALSE"
    if table == "change":
        return (
            f"EXISTS (SELECT 1 FROM main.change_row WHERE change_id = {row}.id AND (contact_id IN {_ERASED}"  # noqa: S608
            " OR (tbl = 'contact' AND EXISTS (SELECT 1 FROM main.forgotten"
            "  WHERE forgotten.contact_id BETWEEN row_id AND last_id))))"
        )
    contact, _order = watching.concerns(table, watching.facts(db, table), row)
    erased = _ERASED
    known = db.execute("SELECT 1 FROM kept.sqlite_master WHERE name = 'forgotten'").fetchone()
    if known and table not in watching.NOT_FACTS:  # a snapshot that has forgotten her as well can be compared
        erased = _ERASED_SINCE
    return f"coalesce({contact} IN {erased}, FALSE)"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
