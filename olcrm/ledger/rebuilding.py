"""Writes rescued rows into a fresh ledger, with every rule off, and makes anew what follows from them.

What is kept is kept together: an order whose customer cannot be read stays the order of “Customer 12”, and a sum that
is still known stands in for lines or payments that are not.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence

from olcrm.kit.text import _, folded
from olcrm.ledger import book, gaps, mending, migrations, sums, watching
from olcrm.ledger.door import Ledger
from olcrm.ledger.gathering import Gathered, Misfit, Shape
from olcrm.ledger.pages import Value
from olcrm.ledger.refilling import Salvaged

ROUNDS = 10  # what is set aside may leave others without what they refer to, a few times over
CHUNK = 500
FindKey = Callable[[str, str | None], str]


class MadeUp:
    """Rows that stand in for lost ones, by table."""

    def __init__(self) -> None:
        self.rows: dict[str, list[int]] = {}

    def note(self, table: str, number: int) -> None:
        """Remember that ``number`` of ``table`` is one."""
        self.rows.setdefault(table, []).append(number)


def rebuild(db: Ledger, version: int, salvaged: Salvaged, find_key: FindKey, said: str) -> MadeUp:
    """Make ``db``, an empty file, a ledger of ``version`` with what was ``salvaged``, and bring it up to date.

    What breaks a rule is added to the misfits. The history says, in one change with the sentence ``said``, what came
    and went without one.
    """
    found, wanted, filled = salvaged
    made_up = MadeUp()
    migrations.build(db, version)
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _text in triggers:
        db.execute(f"DROP TRIGGER {name}")
    for shape in found.shapes.values():
        _insert(db, shape, found)
    _count_on(db, found)
    _make_up_orders(db, sorted(wanted["sale_order"] - found.rows["sale_order"].keys()), made_up)
    _tie(db, found, find_key, made_up)
    _make_up_lines(db, filled.of("sale_order"), made_up)
    _make_up_payments(db, filled.of("due"), made_up)
    for _name, text in triggers:
        db.execute(text)
    db.execute("PRAGMA trusted_schema = ON")
    sums.recompute_for(db, [number for (number,) in db.execute("SELECT id FROM contact")])
    for table in mending.search_tables(db):
        db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608
    db.execute(f"PRAGMA user_version = {version}")
    book.migrate(db)
    _tell(db, said)
    return made_up


def _insert(db: sqlite3.Connection, shape: Shape, found: Gathered) -> None:
    marks = ", ".join("?" * len(shape.columns))
    statement = f"INSERT INTO {shape.table} ({', '.join(shape.columns)}) VALUES ({marks})"  # noqa: S608
    rows = [row for _number, row in sorted(found.rows[shape.table].items())]
    for begin in range(0, len(rows), CHUNK):
        chunk = rows[begin : begin + CHUNK]
        db.execute("SAVEPOINT chunk")
        try:
            db.executemany(statement, chunk)
        except sqlite3.Error:
            db.execute("ROLLBACK TO chunk")
            _insert_singly(db, shape, statement, chunk, found)
        db.execute("RELEASE chunk")


def _insert_singly(
    db: sqlite3.Connection, shape: Shape, statement: str, rows: Sequence[tuple[Value, ...]], found: Gathered
) -> None:
    for row in rows:
        try:
            db.execute(statement, row)
        except sqlite3.Error as error:
            found.misfits.append(
                Misfit(shape.table, int(row[0] or 0), str(error), dict(zip(shape.columns, row, strict=True)))
            )


def _tie(db: sqlite3.Connection, found: Gathered, find_key: FindKey, made_up: MadeUp) -> None:
    """Let every row refer to something that is there."""
    _make_up_changes(db, made_up)
    for _round in range(ROUNDS):
        torn = db.execute("PRAGMA foreign_key_check").fetchall()
        if not torn:
            return
        for table, row, parent, link in torn:
            _tie_one(db, found, table, row, parent, link, find_key, made_up)


def _tie_one(
    db: sqlite3.Connection,
    found: Gathered,
    table: str,
    row: int,
    parent: str,
    link: int,
    find_key: FindKey,
    made_up: MadeUp,
) -> None:
    """Make up the customer or the due, forget the reference where it may be empty, or set the row aside."""
    links = db.execute('SELECT id, "from" FROM pragma_foreign_key_list(?)', (table,)).fetchall()
    column = next(name for number, name in links if number == link)
    values = db.execute(f"SELECT * FROM {table} WHERE id = ?", (row,)).fetchone()  # noqa: S608
    if values is None or values[column] is None:
        return  # settled meanwhile
    wanted = values[column]
    if db.execute(f"SELECT 1 FROM {parent} WHERE id = ?", (wanted,)).fetchone():  # noqa: S608
        return
    optional = found.shapes[table].optional[found.shapes[table].columns.index(column)]
    if not optional and parent == "contact":
        _make_up_contact(db, wanted, find_key)
        made_up.note(parent, wanted)
    elif table == "sale_order" and parent == "due":
        db.execute(
            "INSERT INTO due (id, contact_id, kind, memo, amount, created_on, created_at)"
            " SELECT due_id, contact_id, 'order', '', 0, ordered_on, ordered_at FROM sale_order WHERE id = ?",
            (row,),
        )
        made_up.note(parent, wanted)
    else:
        found.misfits.append(Misfit(table, row, f"{column} {wanted}", dict(zip(values.keys(), values, strict=True))))
        if optional:
            db.execute(f"UPDATE {table} SET {column} = NULL WHERE id = ?", (row,))  # noqa: S608
        else:
            db.execute(f"DELETE FROM {table} WHERE id = ?", (row,))  # noqa: S608


def _make_up_contact(db: sqlite3.Connection, number: int, find_key: FindKey) -> None:
    name = _("Customer {number}").format(number=number)
    (at,) = db.execute("SELECT coalesce(min(made_at), '2000-01-01T00:00:00+00:00') FROM change").fetchone()
    db.execute(
        "INSERT INTO contact (id, name, created_at, name_key, find_key) VALUES (?, ?, ?, ?, ?)",
        (number, name, at, folded(name), find_key(name, None)),
    )


def _make_up_changes(db: sqlite3.Connection, made_up: MadeUp) -> None:
    """Changes of which only the rows are known, or only that there was one: their numbers are given in turn."""
    (last,) = db.execute(
        "SELECT max((SELECT coalesce(max(id), 0) FROM change), (SELECT coalesce(max(change_id), 0) FROM change_row))"
    ).fetchone()
    there = dict(db.execute("SELECT id, made_at FROM change ORDER BY id").fetchall())
    if last > 2 * len(there) + gaps_allowed(db):
        return
    at = min(there.values(), default="2000-01-01T00:00:00+00:00")
    for number in range(1, last + 1):
        at = there.get(number, at)
        if number not in there:
            db.execute(
                "INSERT INTO change (id, made_at, command, said, version) VALUES (?, ?, '', ?, '')",
                (number, at, _("What was done here cannot be read any more.")),
            )
            made_up.note("change", number)


def gaps_allowed(db: sqlite3.Connection) -> int:
    """How many changes may be made up: not more than there are rows that speak of them; a number may be damaged."""
    (count,) = db.execute("SELECT count(DISTINCT change_id) FROM change_row").fetchone()
    return 2 * int(count)


def _make_up_orders(db: sqlite3.Connection, lost: Sequence[int], made_up: MadeUp) -> None:
    """Orders of which only the dues are left. Numbered in turn, as many dues without an order are theirs."""
    dues = db.execute(
        "SELECT id, contact_id, amount, created_on, created_at FROM due WHERE kind = 'order'"
        " AND id NOT IN (SELECT due_id FROM sale_order) ORDER BY id"
    ).fetchall()
    if len(dues) != len(lost):
        return
    for order, (due, contact, amount, day, at) in zip(lost, dues, strict=True):
        (goods,) = db.execute(
            "SELECT coalesce(sum(subtotal), 0) FROM order_line WHERE order_id = ?", (order,)
        ).fetchone()
        db.execute(
            "INSERT INTO sale_order (id, contact_id, due_id, ordered_on, ordered_at, shipping, discount, note, goods)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(order, contact, due, day, at, max(0, amount - goods), max(0, goods - amount)),
                *(_("Only its goods and its total could be rescued."), goods),
            ),
        )
        made_up.note("sale_order", order)


def _make_up_lines(db: sqlite3.Connection, unsure: Collection[int], made_up: MadeUp) -> None:
    """Lines that are lost, as far as the sum of an order that was kept with it still tells what they came to."""
    short = db.execute(
        "SELECT sale_order.id, goods - coalesce(sum(subtotal), 0) AS missing FROM sale_order"
        " LEFT JOIN order_line ON order_id = sale_order.id GROUP BY sale_order.id HAVING missing > 0"
    ).fetchall()
    for order, missing in short:
        if order not in unsure:
            line = db.execute(
                "INSERT INTO order_line (order_id, name, qty, price) VALUES (?, ?, 1, ?)",
                (order, _("What cannot be read any more"), missing),
            )
            made_up.note("order_line", line.lastrowid or 0)


def _make_up_payments(db: sqlite3.Connection, unsure: Collection[int], made_up: MadeUp) -> None:
    """Payments that are lost, in the same way."""
    short = db.execute(
        "SELECT due.id, due.contact_id, due.created_on, due.created_at, paid - coalesce(sum(payment.amount), 0) AS away"
        " FROM due LEFT JOIN payment ON payment.due_id = due.id GROUP BY due.id HAVING away <> 0"
    ).fetchall()
    for due, contact, day, at, away in short:
        if due not in unsure:
            paid = db.execute(
                "INSERT INTO payment (contact_id, due_id, amount, kind, paid_on, note, created_at)"
                " VALUES (?, ?, ?, 'payment', ?, ?, ?)",
                (contact, due, away, day, _("What cannot be read any more"), at),
            )
            made_up.note("payment", paid.lastrowid or 0)


def _tell(db: Ledger, said: str) -> None:
    """Write into the history what it does not account for: rows that are not there, and rows nobody added."""
    book.remark(db, said)
    for table in watching.tables(db):
        wanted = gaps.expected(db, table)
        there = {number for (number,) in db.execute(f"SELECT id FROM {table}")}  # noqa: S608
        for number in sorted(wanted - there):
            _remember(db, table, number, number, "remove", "null")
        for first, last in _runs(sorted(there - wanted)):
            _remember(db, table, first, last, "add", None)


def _remember(db: Ledger, table: str, first: int, last: int, did: str, was: str | None) -> None:
    db.execute(
        "INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was) VALUES (?, ?, ?, ?, ?, ?)",
        (db.change_id, table, first, last, did, was),
    )


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another, as first and last."""
    first = None
    for before, number in zip([None, *numbers], [*numbers, None], strict=True):
        if first is not None and number != (before or 0) + 1:
            yield first, before or first
            first = None
        first = number if first is None else first


def _count_on(db: sqlite3.Connection, found: Gathered) -> None:
    """Give no number twice: neither one that a row has or had, nor the last that was given, if it can be true."""
    behind = gaps.behind(db)
    for table in found.shapes:
        used = max(behind.get(table, 0), max(found.rows[table], default=0))
        given = 0 if table == "change" else found.given.get(table, 0)  # changes are numbered without a gap
        used = given if used < given < used + gaps.FARTHEST else used
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, used))
