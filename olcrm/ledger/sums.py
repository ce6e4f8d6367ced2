"""The kept sums: what each is made of, computed for everybody or for those who were touched.

Triggers keep the sums row by row. Where thousands of rows come or go at once the triggers are put aside and the sums
computed here, once; ``doctor`` asks the same questions to see that what is kept is so.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from olcrm.ledger import watching

_Made = tuple[str, str, tuple[str, ...], str]
# Table, how a row is that of a touched contact, kept columns, and how they follow from facts. In this order: an order's
# total needs the sum of its lines, a product's pieces the places of them, a contact's sums both sums of her dues.
_MADE_OF: tuple[_Made, ...] = (
    (
        "sale_order",
        "sale_order.contact_id IN touched",
        ("goods",),
        "SELECT sale_order.id, coalesce(sum(order_line.subtotal), 0) AS goods"
        " FROM sale_order LEFT JOIN order_line ON order_line.order_id = sale_order.id {among} GROUP BY sale_order.id",
    ),
    (
        "order_line",
        "order_line.order_id IN (SELECT id FROM sale_order WHERE contact_id IN touched)",
        ("place",),
        "SELECT order_line.id, CASE WHEN product_id IS NULL THEN NULL"
        " WHEN coalesce(shipped_on, arrived_on) IS NOT NULL THEN 'gone' WHEN closed_on IS NULL THEN 'kept' END AS place"
        " FROM (SELECT id, order_id, product_id FROM order_line WHERE product_id IS NOT NULL) AS order_line"
        " JOIN sale_order ON sale_order.id = order_line.order_id {among}",
    ),
    (
        "product",
        "TRUE",  # they are few, and each is asked for by index
        ("on_hand", "kept"),
        "SELECT id, on_hand, kept FROM pieces {among}",
    ),
    (
        "due",
        "due.contact_id IN touched",
        ("amount",),
        "SELECT due.id, max(0, goods + shipping - discount + unique_code) AS amount"
        " FROM due JOIN sale_order ON sale_order.due_id = due.id {among}",
    ),
    (
        "due",
        "due.contact_id IN touched",
        ("paid",),
        "SELECT due.id, coalesce(sum(payment.amount), 0) AS paid"
        " FROM due LEFT JOIN payment ON payment.due_id = due.id {among} GROUP BY due.id",
    ),
    (
        "contact",
        "contact.id IN touched",
        ("orders", "paid_orders", "spent", "owed", "first_order_on", "last_order_on"),
        "SELECT contact.id, count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL) AS orders,"
        " count(*) FILTER (WHERE kind = 'order' AND closed_on IS NULL AND amount > 0 AND paid >= amount)"
        " AS paid_orders,"
        " coalesce(sum(paid) FILTER (WHERE kind = 'order'), 0) AS spent,"
        " coalesce(sum(amount - paid) FILTER (WHERE closed_on IS NULL AND amount > paid), 0) AS owed,"
        " min(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL) AS first_order_on,"
        " max(created_on) FILTER (WHERE kind = 'order' AND closed_on IS NULL) AS last_order_on"
        " FROM contact LEFT JOIN due ON due.contact_id = contact.id {among} GROUP BY contact.id",
    ),
    (
        "contact",
        "contact.id IN touched",
        ("credit",),
        "SELECT contact.id, coalesce(sum(payment.amount) FILTER (WHERE payment.due_id IS NULL), 0) AS credit"
        " FROM contact LEFT JOIN payment ON payment.contact_id = contact.id {among} GROUP BY contact.id",
    ),
    (
        "contact",
        "contact.id IN touched",
        ("last_message_at",),
        "SELECT contact.id, max(message.said_at) AS last_message_at"
        " FROM contact LEFT JOIN message ON message.contact_id = contact.id {among} GROUP BY contact.id",
    ),
)

_FEED = {"sale_order", "order_line", "due", "payment", "message"}  # the tables those facts are in


class Wrong(NamedTuple):
    """A kept column that is not what its facts come to."""

    table: str
    row_id: int
    column: str
    kept: int | str | None
    computed: int | str | None


def wrong(db: sqlite3.Connection, limit: int) -> list[Wrong]:
    """Kept columns that differ from what they are made of, of the first ``limit`` rows of each kind."""
    found = []
    for table, _whose, columns, made_of in _kept(db):
        pairs = ", ".join(f"{table}.{column}, made.{column}" for column in columns)
        differs = " OR ".join(f"{table}.{column} IS NOT made.{column}" for column in columns)
        rows = db.execute(
            f"SELECT {table}.id, {pairs} FROM {table} JOIN ({made_of.format(among='')}) AS made"  # noqa: S608
            f" ON made.id = {table}.id WHERE {differs} LIMIT ?",
            (limit,),
        )
        for row_id, *values in rows:
            for column, kept, computed in zip(columns, values[::2], values[1::2], strict=True):
                if kept != computed:
                    found.append(Wrong(table, row_id, column, kept, computed))
    return found


def recompute(db: sqlite3.Connection, since: Mapping[str, int], given: Collection[str] = ()) -> None:
    """Compute the kept sums of every contact who has a row in ``since``: table → the first id that counts.

    Those of the tables ``given`` are right already; what orders and their lines come to stands in their dues, then.
    Of contacts that holds for the new ones only: what is new may well concern an older one.
    """
    newcomer = since.get("contact", 1 << 62) if "contact" in given else 1 << 62
    with _touched(db):
        for table, first in since.items():
            if table not in _FEED or (table in given and table != "due"):
                continue
            contact, _order = watching.concerns(table, watching.facts(db, table), table)
            db.execute(
                f"INSERT OR IGNORE INTO touched SELECT {contact} FROM {table}"  # noqa: S608
                f" WHERE {table}.id >= ? AND {contact} < ?",
                (first, newcomer),
            )
        if "payment" in since:
            db.execute(
                "INSERT OR IGNORE INTO touched SELECT due.contact_id FROM payment JOIN due ON due.id = payment.due_id"
                " WHERE payment.id >= ? AND due.contact_id < ?",
                (since["payment"], newcomer),
            )
        _compute(db, set(given) - {"contact"}, credits_too=_is_credited(db, since.get("payment")))


def recompute_for(db: sqlite3.Connection, contacts: Collection[int]) -> None:
    """Compute the kept sums of these contacts."""
    with _touched(db):
        db.executemany("INSERT INTO touched VALUES (?)", ((contact,) for contact in sorted(contacts)))
        _compute(db)


def recompute_changed(db: sqlite3.Connection, change_id: int) -> None:
    """Compute the kept sums of every contact whom a change's written-down rows concern."""
    with _touched(db):
        db.execute(
            "INSERT OR IGNORE INTO touched"
            " SELECT contact_id FROM change_row WHERE change_id = ?1 AND contact_id IS NOT NULL"
            " UNION SELECT sale_order.contact_id FROM change_row JOIN sale_order ON sale_order.id = order_id"
            " WHERE change_id = ?1",
            (change_id,),
        )
        ranges = db.execute(  # rows in their thousands do not say one by one whom they concern
            "SELECT tbl, row_id, last_id FROM change_row WHERE change_id = ? AND last_id > row_id", (change_id,)
        )
        for table, first, last in ranges.fetchall():
            contact, _order = watching.concerns(table, watching.facts(db, table), table)
            db.execute(
                f"INSERT OR IGNORE INTO touched SELECT {contact} FROM {table}"  # noqa: S608
                f" WHERE {table}.id BETWEEN ? AND ? AND {contact} IS NOT NULL",
                (first, last),
            )
        _compute(db)


@contextmanager
def aside(db: sqlite3.Connection, things: Mapping[str, str]) -> Iterator[None]:
    """Put triggers and indices (name → text) away for as long as the block lasts.

    The very same come back. When the block fails, what it did is taken back along with their absence.
    """
    db.execute("SAVEPOINT aside")
    try:
        for name, text in things.items():
            db.execute(f"DROP {'TRIGGER' if text.startswith('CREATE TRIGGER') else 'INDEX'} {name}")
        yield
        for text in things.values():
            db.execute(text)
    except BaseException:
        db.execute("ROLLBACK TO aside")
        raise
    finally:
        db.execute("RELEASE aside")


def keepers(db: sqlite3.Connection) -> dict[str, str]:
    """The triggers that keep sums, name → text."""
    found = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'keep\\_%' ESCAPE '\\'"
    )
    return dict(list(found))


def _kept(db: sqlite3.Connection) -> Iterator[_Made]:
    """What is kept in a ledger of this version: an older one, brought back or rescued, has fewer columns."""
    for one in _MADE_OF:
        if db.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (one[0], one[2][0])).fetchone():
            yield one


@contextmanager
def _touched(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("CREATE TEMP TABLE touched (id INTEGER PRIMARY KEY)")
    try:
        yield
    finally:
        db.execute("DROP TABLE temp.touched")


def _is_credited(db: sqlite3.Connection, first: int | None) -> bool:
    """Whether a payment from ``first`` on belongs to no due: only such a one changes what somebody has as credit."""
    question = "SELECT EXISTS (SELECT 1 FROM payment WHERE id >= ? AND due_id IS NULL)"
    return first is not None and bool(db.execute(question, (first,)).fetchone()[0])


def _compute(db: sqlite3.Connection, given: Collection[str] = (), *, credits_too: bool = True) -> None:
    """Write the sums of the touched contacts where they are not yet so; ``credits_too`` unless no credit has changed.

    An order's total is a consequence of its lines, so the history of dues is not told about it.
    """
    (text,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'history_due_edit'").fetchone()
    with aside(db, {**keepers(db), "history_due_edit": text}):
        for table, whose, columns, made_of in _kept(db):
            if table in given or (columns == ("credit",) and not credits_too):
                continue
            among = f"WHERE {whose}"
            values = ", ".join(f"{column} = made.{column}" for column in columns)
            differs = " OR ".join(f"{table}.{column} IS NOT made.{column}" for column in columns)
            db.execute(
                f"UPDATE {table} SET {values} FROM ({made_of.format(among=among)}) AS made"  # noqa: S608
                f" WHERE made.id = {table}.id AND ({differs})"
            )
