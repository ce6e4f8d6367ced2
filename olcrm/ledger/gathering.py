"""Gathers the rows of a damaged ledger from its pages, each under the table it belongs to.

A table's tree is followed from its root. The root is named in the schema, and where that cannot be read it is where a
new ledger has it. Leaves that no tree leads to any more are taken for the one table whose rows they can be.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from olcrm.ledger import migrations, watching
from olcrm.ledger.pages import LEAF, Pages, Row, Unreadable, Value

_TYPES = {"INTEGER": int, "TEXT": str}
_SCHEMA_COLUMNS = 5  # type, name, tbl_name, rootpage, sql


class Shape(NamedTuple):
    """What the stored rows of a table look like, and where a new ledger has the root of its tree."""

    table: str
    columns: list[str]
    types: list[type]
    optional: list[bool]
    defaults: list[Value]
    root: int

    def fits(self, row: Row) -> bool:
        """Whether ``row`` can be one of this table. Columns that were added later may be missing."""
        return (
            1 < len(row.values) <= len(self.columns)
            and row.values[0] is None
            and all(
                optional if value is None else type(value) is kind
                for value, kind, optional in zip(row.values[1:], self.types[1:], self.optional[1:], strict=False)
            )
        )

    def whole(self, row: Row) -> tuple[Value, ...]:
        """The row with its number in its place, and what was added later as it is by default."""
        return (row.id, *row.values[1:], *self.defaults[len(row.values) :])


class Misfit(NamedTuple):
    """A row that was read and has no place: of which table (empty: nobody knows), why, and what is in it."""

    table: str
    id: int
    why: str
    values: Mapping[str, Value]


class Gathered:
    """What was found: rows by table and number, leaves nobody leads to, rows without a place, pages that are none."""

    def __init__(self, shapes: Collection[Shape]) -> None:
        self.shapes = {shape.table: shape for shape in shapes}
        self.rows: dict[str, dict[int, tuple[Value, ...]]] = {shape.table: {} for shape in shapes}
        self.orphans: dict[int, list[Row]] = {}
        self.misfits: list[Misfit] = []
        self.unreadable: dict[str, int] = {}  # pages and rows, by table
        self.given: dict[str, int] = {}  # the highest number that was ever given, by table

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Take ``rows`` for rows of ``table``; a number that is there already keeps its first row."""
        shape, there = self.shapes[table], self.rows[table]
        for row in rows:
            if row.id in there:
                if there[row.id] != shape.whole(row):
                    self.aside(table, row, "twice")
            elif shape.fits(row):
                there[row.id] = shape.whole(row)
            else:
                self.aside(table, row, "types")

    def aside(self, table: str, row: Row, why: str) -> None:
        """Remember a row that has no place."""
        columns = self.shapes[table].columns if table else [f"c{number}" for number in range(len(row.values))]
        self.misfits.append(Misfit(table, row.id, why, dict(zip(columns, row.values, strict=False))))

    def lost(self, table: str, count: int = 1) -> None:
        """Count pages or rows that cannot be read."""
        self.unreadable[table] = self.unreadable.get(table, 0) + count


def shapes(version: int) -> list[Shape]:
    """The shapes of all tables of a ledger of ``version``, history first."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrations.build(db, version)
        roots = dict(db.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall())
        return [_shape(db, table, roots[table]) for table in (*sorted(watching.NOT_FACTS), *watching.tables(db))]
    finally:
        db.close()


def gather(pages: Pages, wanted: Collection[Shape]) -> Gathered:
    """All rows that ``pages`` still hold."""
    found = Gathered(wanted)
    named = roots(pages)
    found.given = _given(pages, named.get("sqlite_sequence", 0))
    used = _others(pages, {name: root for name, root in named.items() if name not in found.shapes})
    for shape in wanted:
        for root in dict.fromkeys((named.get(shape.table, 0), shape.root)):
            if root and root not in used and _take(pages, root, shape, found, used):
                break
        else:
            found.lost(shape.table)
    for number in range(2, pages.count + 1):
        if number not in used and pages.kind(number) == LEAF:
            rows = [row for row in pages.rows(number) if isinstance(row, Row)]
            if rows:
                found.orphans[number] = rows
    return found


def adopt(found: Gathered, expected: Mapping[str, Collection[int]]) -> None:
    """Give the leaves that nobody leads to to the tables that miss them.

    A leaf belongs to the table that all its rows fit and that ought to have them, as far as anybody knows which rows
    it ``expected`` to have. Where that leaves no single table, its rows are set aside.
    """
    for rows in found.orphans.values():
        able = [shape.table for shape in found.shapes.values() if all(shape.fits(row) for row in rows)]
        able = [table for table in able if not any(row.id in found.rows[table] for row in rows)]
        known = {table: sum(row.id in expected.get(table, ()) for row in rows) for table in able}
        best = [table for table in able if known[table] == max(known.values())]
        if len(best) == 1 and (known[best[0]] or not expected.get(best[0])):
            wanted = expected.get(best[0])
            found.add(best[0], (row for row in rows if not wanted or row.id in wanted))
            continue
        for row in rows:
            found.aside("", row, "stray")
    found.orphans.clear()


def _shape(db: sqlite3.Connection, table: str, root: int) -> Shape:
    columns = db.execute("SELECT * FROM pragma_table_xinfo(?) WHERE hidden <> 2", (table,)).fetchall()
    return Shape(
        table,
        [name for _cid, name, *_rest in columns],
        [_TYPES[kind] for _cid, _name, kind, *_rest in columns],
        [not required for _cid, _name, _kind, required, *_rest in columns],
        [db.execute(f"SELECT {default or 'NULL'}").fetchone()[0] for *_begin, default, _pk, _hidden in columns],
        root,
    )


def roots(pages: Pages) -> dict[str, int]:
    """Where the trees of tables begin, as far as the schema can be read."""
    found = {}
    for place in pages.tree(1).leaves:
        for row in pages.rows(place.page):
            if isinstance(row, Row) and len(row.values) == _SCHEMA_COLUMNS and row.values[0] == "table":
                name, root = row.values[1], row.values[3]
                if isinstance(name, str) and isinstance(root, int):
                    found[name] = root
    return found


def _given(pages: Pages, root: int) -> dict[str, int]:
    """The highest number that was ever given in each table."""
    rows = [row for place in pages.tree(root).leaves for row in pages.rows(place.page)]
    pairs = [row.values for row in rows if isinstance(row, Row) and len(row.values) == 2]
    return {name: number for name, number in pairs if isinstance(name, str) and isinstance(number, int)}


def _others(pages: Pages, roots: Mapping[str, int]) -> set[int]:
    """The leaves of trees that hold no rows of ours: the schema, the search tables' parts."""
    used = {place.page for place in pages.tree(1).leaves}
    for root in roots.values():
        used |= {place.page for place in pages.tree(root).leaves}
    return used


def _take(pages: Pages, root: int, shape: Shape, found: Gathered, used: set[int]) -> bool:
    """Whether there is a tree of ``shape`` at ``root``; its rows are taken."""
    tree = pages.tree(root)
    leaves = [(place, list(pages.rows(place.page))) for place in tree.leaves if place.page not in used]
    ours = []
    for place, rows in leaves:
        good = [row for row in rows if isinstance(row, Row)]
        here = [row for row in good if place.low < row.id <= place.high and shape.fits(row)]
        if len(here) * 2 >= len(good):  # else another page stands in its place
            ours.append((place, rows, good))
    if not any(good for _place, _rows, good in ours) and (leaves[1:] or any(rows for _place, rows in leaves)):
        return False
    if not leaves:
        return False
    for place, rows, good in ours:
        used.add(place.page)
        found.add(shape.table, (row for row in good if place.low < row.id <= place.high))
        for row in good:
            if not place.low < row.id <= place.high:
                found.aside(shape.table, row, "place")
        found.lost(shape.table, sum(isinstance(row, Unreadable) for row in rows))
    found.lost(shape.table, len(tree.broken) + len(leaves) - len(ours))
    return True
