"""What the ledger holds that the lines of a statement may fit: open dues by amount, names, payments not seen yet.

Each is asked for once for all lines, by index, so that five thousand lines cost five questions.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from olcrm.match import matching, rules
from olcrm.match.rules import Due, Known, Line, Noted, Proposal
from olcrm.match.store import array

SHARED = 20  # customers of one name, from which on the name says nothing

_FACTS = """
SELECT due.id, sale_order.id, due.contact_id, contact.name,
       CASE WHEN contact.nickname_key IS NULL THEN contact.name_key
            ELSE contact.name_key || ' ' || contact.nickname_key END, due.amount - due.paid,
       coalesce(due.amount - due.paid
                - (SELECT max(rest) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid), 0),
       due.paid, due.created_on
  FROM json_each(?) AS given
"""
_WHOSE = " JOIN contact ON contact.id = due.contact_id LEFT JOIN sale_order ON sale_order.due_id = due.id"
# The conditions are spelled as those of the partial index, which holds open dues only.
_DUES = f"""{_FACTS}
 CROSS JOIN due ON due.amount - due.paid = given.value AND due.closed_on IS NULL AND due.amount > due.paid {_WHOSE}
"""
_HERS = f"""{_FACTS}
 CROSS JOIN due ON due.contact_id = given.value AND due.closed_on IS NULL AND due.amount > due.paid {_WHOSE}
 ORDER BY due.created_on, due.id
"""
# A name that many share is left out before all who share it are read.
_NAMED = f"""
SELECT given.value, contact.id FROM json_each(?1) AS given CROSS JOIN contact ON contact.name_key = given.value
 WHERE (SELECT count(*) FROM (SELECT 1 FROM contact WHERE name_key = given.value LIMIT {SHARED + 1})) <= {SHARED}
UNION
SELECT given.value, contact.id FROM json_each(?1) AS given CROSS JOIN contact ON contact.nickname_key = given.value
 WHERE (SELECT count(*) FROM (SELECT 1 FROM contact WHERE nickname_key = given.value LIMIT {SHARED + 1})) <= {SHARED}
"""  # noqa: S608
_PAID_BEFORE = """
SELECT DISTINCT given.value, paid.contact_id FROM json_each(?) AS given
 CROSS JOIN bank_line ON bank_line.payer = given.value
 CROSS JOIN payment_view AS paid ON paid.id = bank_line.payment_id
"""
_NOTED = """
SELECT paid.id, paid.contact_id, paid.contact_name,
       contact.name_key || ' ' || coalesce(contact.nickname_key, '') AS key, paid.order_id, paid.due_id, paid.amount,
       paid.kind, paid.method, paid.paid_on, paid.created_at
  FROM payment_view AS paid JOIN contact ON contact.id = paid.contact_id
 WHERE paid.paid_on BETWEEN ? AND ? AND paid.amount > 0 AND paid.kind IN ('payment', 'credit')
   AND paid.method IS NOT 'credit' AND NOT paid.voided AND NOT paid.confirmed ORDER BY paid.id
"""


def proposals(db: sqlite3.Connection, lines: Sequence[Line], bank: str) -> list[Proposal]:
    """What each line fits, as the ledger stands now."""
    if not lines:
        return []
    dues: dict[int, list[Due]] = defaultdict(list)
    for due in _dues(db, _DUES, {line.amount for line in lines}):
        dues[due.balance].append(due)
    named = _named(db, lines)
    hers: dict[int, list[Due]] = defaultdict(list)
    for due in _dues(db, _HERS, {one for by_contact in named.values() for one in by_contact}):
        hers[due.contact_id].append(due)
    return matching.proposals(lines, Known(_noted(db, lines), dues, named, hers), bank)


def _dues(db: sqlite3.Connection, question: str, asked: Iterable[int]) -> Iterator[Due]:
    """The rows of an answer, of which there may be tens of thousands, without a detour."""
    cursor = db.cursor()
    cursor.row_factory = None
    return map(Due._make, cursor.execute(question, (array(asked),)))


def _named(db: sqlite3.Connection, lines: Sequence[Line]) -> dict[int, dict[int, int]]:
    """Whose whole names stand in which lines, or who paid under just these words before."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    payers: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, line in enumerate(lines):
        for name, length in rules.names(line.text):
            spans[name].append((place, length))
        who = rules.payer(line.text)
        if who:
            payers[who].append((place, len(who.split())))
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for question, places in ((_NAMED, spans), (_PAID_BEFORE, payers)):
        contacts: dict[str, list[int]] = defaultdict(list)
        for name, contact_id in db.execute(question, (array(places),)):
            contacts[name].append(contact_id)
        for name, ids in contacts.items():
            for place, length in places[name] if len(ids) <= SHARED else ():
                for contact_id in ids:
                    found[place][contact_id] = max(length, found[place].get(contact_id, 0))
    return found


def _noted(db: sqlite3.Connection, lines: Sequence[Line]) -> list[Noted]:
    """Payments around the days of ``lines`` that no statement has shown yet: each, and what one act wrote in a row."""
    first, last = (date.fromisoformat(day) for day in (min(x.on for x in lines), max(x.on for x in lines)))
    rows = db.execute(_NOTED, ((first - matching.NEAR).isoformat(), (last + matching.NEAR).isoformat())).fetchall()
    acts = [[row] for row in rows[:1]]
    for before, row in pairwise(rows):
        same = all(before[key] == row[key] for key in ("contact_id", "created_at", "paid_on", "method"))
        if same and row["id"] == before["id"] + 1 and (row["kind"] == "credit" or row["due_id"] != before["due_id"]):
            acts[-1].append(row)
        else:
            acts.append([row])
    return [_act(act) for act in acts if len(act) > 1] + [_act([row]) for row in rows]


def _act(rows: Sequence[sqlite3.Row]) -> Noted:
    one = rows[0]
    who = (one["contact_id"], one["contact_name"], one["key"], one["order_id"], one["due_id"])
    return Noted(one["id"], rows[-1]["id"], *who, sum(row["amount"] for row in rows), one["method"], one["paid_on"])
