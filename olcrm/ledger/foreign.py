"""Whether anything in a ledger but its triggers would run by itself and is not ours.

Views, generated columns and parts of the search run when a table is read, the expressions of indexes when it is written
to. It is looked at closely only where the quick check at the door has found a difference: what somebody has put beside
ours, a table or a view of her own, is never touched and does no harm.
"""

import sqlite3

from olcrm.ledger import proving

READ = ("table", "view")
GENERATED, EXPRESSION = (2, 3), -2  # how SQLite marks what is computed: a column of a table, one of an index

_ALL = """
SELECT name, type, tbl_name, sql FROM sqlite_master WHERE type <> 'trigger' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
"""


def stranger(db: sqlite3.Connection, *, writing: bool) -> str | None:
    """The name of what would run and is not as a ledger of this version has it; None when there is nothing."""
    (version,) = db.execute("PRAGMA user_version").fetchone()
    right = proving.expected(version)
    for name, kind, table, text in db.execute(_ALL).fetchall():
        ours = right.get(name)
        if ours is None:
            runs = writing and kind == "index" and _expresses(db, name, text)
        elif (kind, table) != ours[:2] or (ours[2] and text != ours[2]):
            runs = writing or kind in READ or ours[0] in READ
        else:  # a part of the search has no text of ours to be compared with
            runs = not ours[2] and kind == "table" and _computes(db, name)
        if runs:
            return str(name)
    return None


def _computes(db: sqlite3.Connection, table: str) -> bool:
    columns = db.execute("SELECT hidden FROM pragma_table_xinfo(?)", (table,))
    return any(hidden in GENERATED for (hidden,) in columns)


def _expresses(db: sqlite3.Connection, index: str, text: str | None) -> bool:
    """Whether an index computes something at each new row."""
    columns = db.execute("SELECT cid FROM pragma_index_xinfo(?)", (index,))
    return " where " in " ".join((text or "").casefold().split()) or any(cid == EXPRESSION for (cid,) in columns)
