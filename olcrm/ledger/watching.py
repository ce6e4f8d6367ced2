"""The triggers that write down each row of facts as it was before it changed.

They are generated from the schema, so that a migration that adds a table need only call ``watch`` again. Kept sums
and search tables are not facts: they follow by themselves when the facts are put back.
"""

import sqlite3

# Columns that triggers compute. Their changes are consequences and are not written down.
KEPT = {
    "contact": {
        *("orders", "paid_orders", "spent", "owed", "credit"),
        *("first_order_on", "last_order_on", "last_message_at"),
    },
    "due": {"paid"},
    "sale_order": {"goods"},
    "order_line": {"place"},
    "product": {"on_hand", "kept"},
}
NOT_FACTS = {"change", "change_row"}

# Whom a row concerns, where it does not say so itself; {row} is new or old.
_CONTACT_OF = {
    "contact": "{row}.id",
    "order_line": "(SELECT contact_id FROM sale_order WHERE id = {row}.order_id)",
    "instalment": "(SELECT contact_id FROM due WHERE id = {row}.due_id)",
    "bank_line": "(SELECT contact_id FROM payment WHERE id = {row}.payment_id)",
    "parcel": "(SELECT contact_id FROM sale_order WHERE id = {row}.order_id)",
}
_ORDER_OF = {
    "sale_order": "{row}.id",
    "due": "(SELECT id FROM sale_order WHERE due_id = {row}.id)",
    "payment": "(SELECT id FROM sale_order WHERE due_id = {row}.due_id)",
    "instalment": "(SELECT id FROM sale_order WHERE due_id = {row}.due_id)",
    "message": "(SELECT id FROM sale_order WHERE due_id = {row}.due_id)",
    "parcel_line": "(SELECT order_id FROM order_line WHERE id = {row}.line_id)",
}
# Rows that are written whole, or by triggers that compute a column: often nothing of them changes, and then nothing is
# written down. Of other tables a room writes only what is different, as a test sees, for to compare every column costs
# each start a million instructions.
_WRITTEN_WHOLE = {"contact", "due", "sale_order", "order_line"}


def tables(db: sqlite3.Connection) -> list[str]:
    """The tables of facts, in the order they were made, so that each comes after those it refers to."""
    found = db.execute(
        "SELECT name FROM pragma_table_list JOIN sqlite_master USING (name, type)"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY sqlite_master.rowid"
    )
    return [name for (name,) in found if name not in NOT_FACTS]


def facts(db: sqlite3.Connection, table: str) -> list[str]:
    """The columns of ``table`` that are neither generated nor kept."""
    kept = KEPT.get(table, set())
    columns = db.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (table,))
    return [name for (name,) in columns if name not in kept]


def watch(db: sqlite3.Connection) -> None:
    """Hang the triggers that write each change down, for every table as it is now."""
    for table in tables(db):
        columns = facts(db, table)
        for did, event in (("add", "INSERT"), ("edit", "UPDATE"), ("remove", "DELETE")):
            db.execute(f"DROP TRIGGER IF EXISTS history_{table}_{did}")
            db.execute(_trigger(table, columns, did, event))


def concerns(table: str, columns: list[str], row: str) -> tuple[str, str]:
    """SQL for the contact and the order that ``row`` (an alias such as ``new``) of ``table`` is about."""
    contact = _CONTACT_OF.get(table, "{row}.contact_id" if "contact_id" in columns else "NULL")
    order = _ORDER_OF.get(table, "{row}.order_id" if "order_id" in columns else "NULL")
    return contact.format(row=row), order.format(row=row)


def _trigger(table: str, columns: list[str], did: str, event: str) -> str:
    """Kept short: every connection reads all triggers before it does anything. What is the same ``remember`` adds."""
    row = "old" if did == "remove" else "new"
    was, when = "NULL", ""
    if did != "add":
        was = "json_object(" + ", ".join(f"'{c}', old.{c}" for c in columns) + ")"
    if did == "edit" and table in _WRITTEN_WHOLE:
        when = "WHEN (" + ", ".join(f"new.{c}" for c in columns) + ") IS NOT ("
        when += ", ".join(f"old.{c}" for c in columns) + ") "
    elif did == "edit":
        event = "UPDATE OF " + ", ".join(columns)
    contact, order = concerns(table, columns, row)
    return (
        f"CREATE TRIGGER history_{table}_{did} AFTER {event} ON {table} {when}BEGIN\n"  # noqa: S608
        f"  INSERT INTO remember VALUES ('{table}', {row}.id, '{did}', {was}, {contact}, {order});\n"
        "END"
    )
