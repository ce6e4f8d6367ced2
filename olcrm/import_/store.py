"""What was brought in: each file as a batch, each row of it with what it became."""

import json
import sqlite3
from collections.abc import Iterable

from olcrm.import_ import contacts, orders
from olcrm.import_.layouts import Layout
from olcrm.import_.rules import Habit, Outcome, fingerprint
from olcrm.kit import clock, paths, typed
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.sheet import Row, Sheet
from olcrm.kit.text import _
from olcrm.ledger import history
from olcrm.ledger.book import Ledger


def bring(db: Ledger, sheet: Sheet, rows: Iterable[Row], layout: Layout, habit: Habit) -> Outcome:
    """Bring the ``rows`` of ``sheet`` in, and say what became of them.

    Rows that cannot be read are in the outcome; whoever calls decides whether the others may stay. Nothing happens when
    the very same file was brought in before. Raises Refused when its orders were, with other columns.
    """
    reading = fingerprint(layout.kind, json.dumps([layout.shown(), habit.source, habit.settled, habit.paid_when_sent]))
    before = _before(db, layout.kind, sheet.digest, reading)
    if before is not None:
        return Outcome(batch=before["id"], again=True, rows=before["rows"])
    cursor = db.execute(
        "INSERT INTO import_batch (kind, file_name, fingerprint, rows, imported_at) VALUES (?, ?, ?, 0, ?)",
        (layout.kind, paths.kept(sheet.path.name), f"{sheet.digest}-{reading}", clock.stamp(clock.now())),
    )
    outcome = Outcome(batch=cursor.lastrowid)
    if layout.kind == "contacts":
        contacts.bring(db, rows, layout, habit, outcome)
    else:
        with history.bulk(db, orders.TABLES, given=("contact", "sale_order", "order_line", "due")):
            orders.bring(db, rows, sheet.lines, layout, habit, outcome)
    outcome.wrong.sort(key=lambda wrong: wrong.row)
    db.execute("UPDATE import_batch SET rows = ? WHERE id = ?", (outcome.rows, outcome.batch))
    return outcome


def _before(db: sqlite3.Connection, kind: str, digest: str, reading: str) -> sqlite3.Row | None:
    """The batch that the same file, read in the same way, was before."""
    same: list[sqlite3.Row] = db.execute(
        "SELECT id, fingerprint, rows FROM import_batch WHERE kind = ? AND fingerprint BETWEEN ? AND ? ORDER BY id",
        (kind, f"{digest}-", f"{digest}."),
    ).fetchall()
    for row in same:
        if row["fingerprint"] == f"{digest}-{reading}":
            return row
    if same and kind == "orders":
        raise Refused(
            _("The orders of this file were brought in before, read in another way (import {batch}).").format(
                batch=same[-1]["id"]
            ),
            hint=_("A second time would double them. Take that import back first; `olcrm log` names its change."),
        )
    return None


def batches(db: sqlite3.Connection, limit: int | None) -> list[sqlite3.Row]:
    """``id kind file_name rows imported_at contacts orders`` of each file, the newest first."""
    return db.execute(
        "SELECT id, kind, file_name, rows, imported_at,"
        " (SELECT count(DISTINCT coalesce(import_row.contact_id, sale_order.contact_id)) FROM import_row"
        "    LEFT JOIN sale_order ON sale_order.id = order_id WHERE batch_id = import_batch.id) AS contacts,"
        " (SELECT count(DISTINCT order_id) FROM import_row WHERE batch_id = import_batch.id) AS orders"
        " FROM import_batch ORDER BY id DESC LIMIT ?",
        (-1 if limit is None else limit,),
    ).fetchall()


def batch(db: sqlite3.Connection, word: str) -> sqlite3.Row:
    """The batch numbered ``word``. Raises Misunderstood, or Missing when there is none."""
    number = typed.number(word.strip().removeprefix("#"))
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of an import.").format(word=typed.excerpt(word)), hint=_("Write it like 3.")
        )
    row: sqlite3.Row | None = db.execute(
        "SELECT id, kind, file_name, rows, imported_at FROM import_batch WHERE id = ?", (number,)
    ).fetchone()
    if row is None:
        raise Missing(
            _("There is no import {number}.").format(number=number), hint=_("See `olcrm import list` for all of them.")
        )
    return row


def rows(db: sqlite3.Connection, batch_id: int, limit: int | None) -> list[sqlite3.Row]:
    """``row contact_id name order_id ordered_on total status`` of each row of a batch, in the order of the file."""
    return db.execute(
        "SELECT row_number AS row, contact.id AS contact_id, contact.name, import_row.order_id, order_view.ordered_on,"
        " order_view.total, order_view.status FROM import_row"
        " LEFT JOIN order_view ON order_view.id = import_row.order_id"
        " LEFT JOIN contact ON contact.id = coalesce(import_row.contact_id, order_view.contact_id)"
        " WHERE batch_id = ? ORDER BY row_number, import_row.id LIMIT ?",
        (batch_id, -1 if limit is None else limit),
    ).fetchall()


def row_count(db: sqlite3.Connection, batch_id: int) -> int:
    """How many rows of a batch became something."""
    (count,) = db.execute("SELECT count(*) FROM import_row WHERE batch_id = ?", (batch_id,)).fetchone()
    return int(count)
