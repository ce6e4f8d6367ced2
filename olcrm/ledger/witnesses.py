"""Who can vouch for what: whatever is kept twice, and a snapshot that has the same row.

When an index and a row, a search and a text, or a sum and its rows disagree, one of them was damaged, and it takes a
third to say which.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.text import _
from olcrm.ledger import door, proving, reconciling, safekeep, sums, watching

_FEED = ("due", "sale_order", "order_line", "payment", "message")  # what a customer's sums are made of
_KEPT = (("sale_order", ("goods",)), ("due", ("amount", "paid")), ("contact", tuple(sorted(watching.KEPT["contact"]))))
Row = Sequence[int | str | None]
NOBODY = 0  # no customer has this number


class Witness(NamedTuple):
    """The ledger, and the newest good snapshot of it, if there is one; ``since`` is that one's last change."""

    db: sqlite3.Connection
    kept: sqlite3.Connection | None
    since: int

    def vouches(self, table: str, row: int) -> bool:
        """Whether a row is as it is in the snapshot, and no change has touched it since."""
        if self.kept is None:
            return False
        facts = ", ".join(watching.facts(self.db, table))
        question = f"SELECT {facts} FROM {table} WHERE id = ?"  # noqa: S608
        try:
            then = self.kept.execute(question, (row,)).fetchone()
        except sqlite3.OperationalError:  # of an older version, which had other columns
            return False
        now = self.db.execute(question, (row,)).fetchone()
        touched = self.db.execute(
            "SELECT 1 FROM change_row WHERE tbl = ? AND row_id = ? AND last_id = row_id AND change_id > ?",
            (table, row, self.since),
        )
        return then is not None and now is not None and tuple(then) == tuple(now) and not touched.fetchone()

    def vouches_for(self, contact: int) -> bool:
        """Whether it does so for every row that a customer's sums are made of."""
        for table in _FEED:
            about, _order = watching.concerns(table, watching.facts(self.db, table), table)
            rows = self.db.execute(f"SELECT id FROM {table} WHERE {about} = ?", (contact,)).fetchall()  # noqa: S608
            if not all(self.vouches(table, row) for (row,) in rows):
                return False
        return True


@contextmanager
def called(db: sqlite3.Connection, ledger: Path) -> Iterator[Witness]:
    """The witness for an open ledger."""
    good = safekeep.newest_good(ledger)
    if good is None:
        yield Witness(db, None, 0)
        return
    kept = door.connect(good, "ro")
    try:
        yield Witness(db, kept, 0) if (since := reconciling.shared(db, kept)) is None else Witness(db, kept, since)
    finally:
        door.leave(kept)


def disputed(witness: Witness) -> list[str]:
    """A sentence for each row of which an index knows another value, or which only an index knows."""
    found = []
    rows = witness.db.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index'").fetchall()
    for name, table, text in rows:
        if table in watching.tables(witness.db) or table in watching.NOT_FACTS:
            for row, there, here in _conflicts(witness.db, name, table, text or ""):
                if here is None or not witness.vouches(table, row):
                    found.append(
                        _("The index {index} has {table} {row} with “{there}”, and the row says “{here}”.").format(
                            index=name, table=table, row=row, there=_shown(there), here=_shown(here)
                        )
                    )
    return found


def _conflicts(db: sqlite3.Connection, name: str, table: str, text: str) -> Iterator[tuple[int, Row, Row | None]]:
    """Row, what the index has, what the row has (None where there is no such row any more)."""
    _begin, where, condition = text.partition(" WHERE ")
    columns = [column for (column,) in db.execute("SELECT name FROM pragma_index_info(?)", (name,)) if column]
    asked = f"SELECT {', '.join(['rowid', *columns])} FROM {table}"  # noqa: S608
    limits = f"{where}{condition}"
    there = {row: tuple(values) for row, *values in db.execute(f"{asked} NOT INDEXED {limits}")}
    try:
        for row, *values in db.execute(f"{asked} INDEXED BY {name} {limits}"):
            if there.get(row) != tuple(values):
                yield row, values, there.get(row)
    except sqlite3.DatabaseError:
        return  # what cannot be read bears no witness


def unconfirmed(witness: Witness, wrong: Collection[sums.Wrong], *, strict: bool) -> set[int]:
    """Of the customers with ``wrong`` sums, those whose rows may be what is wrong. Changes nothing.

    A sum that was damaged stands alone: once it is made anew, what is made of it is right again. Where making it anew
    makes others wrong that were right before, it was the rows that changed. ``strict`` asks for the snapshot's word.
    """
    contacts = {owner(witness.db, one) for one in wrong}
    if strict:
        return {one for one in contacts if not witness.vouches_for(one)}
    db = witness.db
    known = {(one.table, one.row_id, one.column) for one in wrong}
    db.execute("SAVEPOINT trial")
    try:
        before = {table: _kept(db, table, columns, contacts) for table, columns in _KEPT}
        sums.recompute_for(db, contacts)
        doubtful = set()
        for table, columns in _KEPT:
            for row, (contact, values) in _kept(db, table, columns, contacts).items():
                for column, now, was in zip(columns, values, before[table][row][1], strict=True):
                    if now != was and (table, row, column) not in known:
                        doubtful.add(contact)
    finally:
        db.execute("ROLLBACK TO trial")
        db.execute("RELEASE trial")
    return {one for one in doubtful if not witness.vouches_for(one)}


def owner(db: sqlite3.Connection, wrong: sums.Wrong) -> int:
    """The customer whose sum it is; NOBODY where it is a product's."""
    if wrong.table == "product":
        return NOBODY
    about, _order = watching.concerns(wrong.table, watching.facts(db, wrong.table), wrong.table)
    row = db.execute(f"SELECT {about} FROM {wrong.table} WHERE id = ?", (wrong.row_id,)).fetchone()  # noqa: S608
    return int(row[0])


def _kept(
    db: sqlite3.Connection, table: str, columns: Sequence[str], contacts: Collection[int]
) -> dict[int, tuple[int, Row]]:
    """The kept columns of these customers' rows, row → customer and values."""
    about, _order = watching.concerns(table, watching.facts(db, table), table)
    found: dict[int, tuple[int, Row]] = {}
    for contact in contacts:
        rows = db.execute(f"SELECT id, {', '.join(columns)} FROM {table} WHERE {about} = ?", (contact,))  # noqa: S608
        found |= {row: (contact, values) for row, *values in rows}
    return found


def misheard(witness: Witness, table: str) -> list[str]:
    """A sentence for each row of which a search table has other words than the row, and nobody says which is right.

    It is made anew on the way, and everything is taken back.
    """
    db, source = witness.db, table.removesuffix("_search")
    db.execute("SAVEPOINT trial")
    try:
        db.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab ('main', '{table}', 'instance')")
        try:
            db.execute("CREATE TEMP TABLE heard AS SELECT DISTINCT doc, term FROM words")
        except sqlite3.DatabaseError:
            return []  # what cannot be read bears no witness
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608
        db.execute("CREATE TEMP TABLE said AS SELECT DISTINCT doc, term FROM words")
        rows = db.execute(
            "SELECT doc, group_concat(term, ' ') FROM (SELECT doc, term FROM heard EXCEPT SELECT doc, term FROM said)"
            " GROUP BY doc ORDER BY doc"
        ).fetchall()
    finally:
        db.execute("ROLLBACK TO trial")
        db.execute("RELEASE trial")
    return [
        _("The search has {table} {row} with “{words}”, and the row does not.").format(
            table=source, row=row, words=_shown([words])
        )
        for row, words in rows
        if not witness.vouches(source, row)
    ]


def followers(db: sqlite3.Connection, table: str) -> dict[str, str]:
    """The triggers of ``table`` that run when a row is edited, name → text."""
    rows = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,))
    return {name: text for name, text in rows if name.endswith("_edit")}


def strange_tables(db: sqlite3.Connection, version: int) -> list[str]:
    """The tables that are not as olcrm made them; nothing can be done about those."""
    right, found = proving.expected(version), proving.schema(db)
    names = {name for name, thing in (*right.items(), *found.items()) if thing[0] == "table"}
    return sorted(name for name in names if right.get(name) != found.get(name))


def _shown(values: Row | None) -> str:
    if values is None:
        return "-"
    text = " ".join(str(value) for value in values)
    return text if len(text) <= reconciling.SHORT else f"{text[: reconciling.SHORT - 1]}…"
