"""What each person did who serves: counted from the history, so that what was taken back does not count."""

import sqlite3
from datetime import date, timedelta
from typing import Any

from olcrm.kit import clock

KEYS = ("orders", "money", "answers", "messages", "complaints")

# What a change added is looked up where it stands: a row that was taken back is not there any more. Rows that came in
# thousands were not served by anybody.
_ADDED = """
SELECT change.served_by AS name, count(DISTINCT made.id) AS n
  FROM change
  JOIN change_row AS r ON r.change_id = change.id AND r.did = 'add' AND r.last_id = r.row_id AND r.tbl = '{table}'
  JOIN {table} AS made ON made.id = r.row_id
 WHERE change.served_by IS NOT NULL AND change.made_at >= :since AND change.made_at < :until {which}
 GROUP BY 1
"""
_MONEY = """
SELECT change.served_by AS name, sum(paid.amount) AS n
  FROM change
  JOIN change_row AS r ON r.change_id = change.id AND r.did = 'add' AND r.last_id = r.row_id AND r.tbl = 'payment'
  JOIN payment_view AS paid ON paid.id = r.row_id
 WHERE change.served_by IS NOT NULL AND change.made_at >= :since AND change.made_at < :until
   AND paid.kind = 'payment' AND NOT paid.voided
 GROUP BY 1
"""
# Of all who edited a row, the last before whom it was still open is the one who ended it.
_ENDED = """
SELECT change.served_by AS name, count(DISTINCT done.id) AS n
  FROM change
  JOIN change_row AS r ON r.change_id = change.id AND r.did = 'edit' AND r.tbl = '{table}'
  JOIN {table} AS done ON done.id = r.row_id AND done.{ended} IS NOT NULL
 WHERE change.served_by IS NOT NULL AND change.made_at >= :since AND change.made_at < :until
   AND r.was ->> '{ended}' IS NULL
   AND NOT EXISTS (SELECT 1 FROM change_row AS later
                    WHERE later.tbl = '{table}' AND later.row_id = r.row_id AND later.id > r.id
                      AND later.did = 'edit' AND later.was ->> '{ended}' IS NULL)
 GROUP BY 1
"""
_COUNTED = (
    ("orders", _ADDED.format(table="sale_order", which="")),
    ("money", _MONEY),
    ("answers", _ADDED.format(table="reply", which="")),
    ("answers", _ENDED.format(table="ask", ended="answered_at")),
    ("messages", _ADDED.format(table="message", which="AND made.direction = 'out'")),
    ("complaints", _ENDED.format(table="complaint", ended="closed_at")),
)


def served(db: sqlite3.Connection, since: date | None, until: date | None) -> list[dict[str, Any]]:
    """A row a person, by name: orders taken, rupiah noted, answers, messages sent, complaints closed.

    ``since`` and ``until`` are days, both included; None for no end. Capitals make no other person.
    """
    values = {
        "since": "" if since is None else clock.stamp(clock.start_of(since)),
        "until": "~" if until is None else clock.stamp(clock.start_of(until + timedelta(days=1))),
    }
    found: dict[str, dict[str, Any]] = {}
    for key, question in _COUNTED:
        for name, n in db.execute(question, values):
            row = found.setdefault(name.casefold(), {"name": name, **dict.fromkeys(KEYS, 0)})
            row[key] += n
    return [found[name] for name in sorted(found)]
