"""What stands in the way of turning a change over: later changes that build on it, named so that they can be undone."""

import re
from collections.abc import Iterable

from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.ledger import telling
from olcrm.ledger.door import Ledger
from olcrm.ledger.walking import Walk

FINAL = ("forgotten",)  # tables of what nobody takes back
NAMED = 10  # how many changes a refusal lists by number
_PAIRS = (
    "FROM change_row AS mine JOIN change_row AS later"
    " ON later.tbl = mine.tbl AND later.row_id BETWEEN mine.row_id AND mine.last_id"
    " WHERE mine.change_id = ?1 AND later.change_id > ?1"
)

# A change called off an order that went out for a claim, and later ones settled that claim otherwise, on other rows.
_SETTLED = (
    "SELECT DISTINCT later.change_id FROM change_row AS mine"
    " JOIN sale_order ON sale_order.id = mine.row_id AND sale_order.closed_on IS NOT NULL"
    " JOIN change_row AS later ON later.tbl = 'claim'"
    " AND CASE WHEN json_valid(later.was) THEN json_extract(later.was, '$.out_order_id') END = mine.row_id"
    " JOIN claim ON claim.id = later.row_id"
    " AND (claim.refunded IS NOT NULL OR claim.repaired_on IS NOT NULL OR claim.ended_on IS NOT NULL)"
    " WHERE mine.change_id = ?1 AND mine.tbl = 'sale_order' AND mine.did = 'edit'"
    " AND CASE WHEN json_valid(mine.was) THEN json_extract(mine.was, '$.closed_on') IS NULL END"
    " AND later.change_id > ?1"
)


def same_rows(db: Ledger, walk: Walk, number: int) -> set[int]:
    """The changes, other than as they were after ``number``, that touched a row which ``number`` touched.

    An order's total is computed from its lines, so two changes of it do not build on one another.
    """
    found = db.execute(f"SELECT DISTINCT later.change_id {_PAIRS}", (number,))
    suspected = differing(db, walk, number, {turn for (turn,) in found})
    if not suspected:
        return set()
    certain: set[int] = set()
    rows = db.execute(f"SELECT mine.id, later.id, later.tbl, later.change_id {_PAIRS}", (number,))
    for mine, later, table, turn in rows:
        change = walk.root(turn)
        if change in suspected - certain and not (
            table == "due" and (telling.is_total(db, mine) or telling.is_total(db, later))
        ):
            certain.add(change)
    return certain


def settled(db: Ledger, walk: Walk, number: int) -> set[int]:
    """The changes, other than as they were after ``number``, that settled a claim whose order ``number`` called off."""
    return differing(db, walk, number, {turn for (turn,) in db.execute(_SETTLED, (number,))})


def differing(db: Ledger, walk: Walk, number: int, turns: Iterable[int]) -> set[int]:
    """The changes behind ``turns`` that are otherwise now than they were after ``number``."""
    mine = walk.root(number)
    changes = {walk.root(turn) for turn in turns if turn != db.change_id} - {mine}
    return {change for change in changes if walk.differs(change, number)}


def any_later(db: Ledger, walk: Walk, number: int) -> set[int]:
    """Every change that is otherwise now than it was after ``number``."""
    later = db.execute("SELECT id FROM change WHERE id > ? AND undoes_id IS NULL", (number,))
    return differing(db, walk, number, [*walk.turns, *(change for (change,) in later)])


def refuse_if(db: Ledger, walk: Walk, blocking: Iterable[int], change: int) -> None:
    """Raise Refused, naming the changes in the order in which they would have to be turned over, the latest first."""
    first = sorted(blocking, key=walk.latest, reverse=True)
    if not first:
        return
    told = first[0]
    said, command = db.execute("SELECT said, command FROM change WHERE id = ?", (told,)).fetchone()
    listed = ", ".join(map(str, first[:NAMED])) + (", …" if len(first) > NAMED else "")
    if walk.stands(change):
        message = _("Change {number} cannot be taken back while later ones build on it: {later}.")
    else:
        message = _("Change {number} cannot be done again while later ones are in its way: {later}.")
    if is_final(db, told):
        hint = _("Change {later} is for good: “{what}”")
    elif walk.stands(told):
        hint = _("Take back the latest of them first: `olcrm undo {later}` (“{what}”).")
    else:  # it was there before, and is taken back since
        hint = _("Do the latest of them again first: `olcrm redo {later}` (“{what}”).")
    raise Refused(message.format(number=change, later=listed), hint=hint.format(later=told, what=said or command))


def is_final(db: Ledger, number: int) -> bool:
    """Whether a change cannot be turned over at all: it touched no rows, or what it did is for good."""
    tables = db.execute("SELECT DISTINCT tbl FROM change_row WHERE change_id = ?", (number,)).fetchall()
    return not tables or any(table in FINAL for (table,) in tables)


def in_the_way(db: Ledger, complaint: str, number: int) -> list[tuple[str, int]]:
    """Who holds now what a row of ``number`` must have again: a phone number, a name that is unique."""
    found = re.findall(r"([a-z_]+)\.([a-z_]+)", complaint)
    if not found:
        return []
    table = found[0][0]
    same = " AND ".join(f"{table}.{column} = json_extract(was, '$.{column}')" for _table, column in found)
    holders = db.execute(
        f"SELECT DISTINCT {table}.id FROM change_row JOIN {table} ON {same}"  # noqa: S608
        " WHERE change_row.change_id = ? AND change_row.tbl = ?",
        (number, table),
    )
    return [(table, holder) for (holder,) in holders]


def torn(db: Ledger, number: int) -> list[tuple[str, int]]:
    """Rows that now refer to something that is not there, or should be there for a row that is back."""
    rows = db.execute("SELECT DISTINCT tbl FROM change_row WHERE change_id = ?", (number,))
    touched = {table for (table,) in rows}
    links = db.execute(
        'SELECT sqlite_master.name, pk."from", pk."table" FROM sqlite_master, pragma_foreign_key_list(name) AS pk'
        " WHERE sqlite_master.type = 'table'"
    ).fetchall()
    found: list[tuple[str, int]] = []
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
            found += [(child, row) for (row,) in rows]
        if child in touched:  # rows that were removed are back: is what they point to still there?
            rows = db.execute(
                f"SELECT {child}.{column} FROM change_row JOIN {child} ON {child}.id = change_row.row_id"  # noqa: S608
                f" LEFT JOIN {parent} AS parent ON parent.id = {child}.{column}"
                " WHERE change_row.change_id = ? AND change_row.tbl = ? AND change_row.did <> 'add'"
                f" AND {child}.{column} IS NOT NULL AND parent.id IS NULL",
                (number, child),
            )
            found += [(parent, row) for (row,) in rows]
    return found


def that_touched(db: Ledger, rows: Iterable[tuple[str, int]]) -> set[int]:
    """The number of every change or turn that touched these rows (table, id)."""
    found: set[int] = set()
    for table, row in set(rows):
        changes = db.execute(
            "SELECT change_id FROM change_row WHERE tbl = ?1 AND row_id = ?2 UNION"
            " SELECT change_id FROM change_row WHERE tbl = ?1 AND last_id > row_id AND last_id >= ?2 AND row_id <= ?2",
            (table, row),
        )
        found.update(change for (change,) in changes)
    return found
