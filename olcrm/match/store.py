"""Where lines of bank statements are kept: what of them is whose money, and what nobody knows yet."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from olcrm.kit import clock, typed
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.ledger import windows
from olcrm.match import rules
from olcrm.match.rules import Fit, Line, Proposal
from olcrm.pay import store as pay

if TYPE_CHECKING:
    from olcrm.match.statement import Statement

MANY = 99  # lines that are counted for the morning's screen

# What of the money of a line is still noted. While any of it is, the line is booked, whatever else was taken back.
_STANDING = "p.id BETWEEN b.payment_id AND b.last_id AND NOT p.voided"
_STANDS = f"""
SELECT p.id FROM bank_line AS b JOIN payment_view AS p ON {_STANDING} WHERE b.id = ? ORDER BY p.id
"""  # noqa: S608
_OVER = f"NOT EXISTS (SELECT 1 FROM payment_view AS p WHERE {_STANDING})"  # noqa: S608
_SEEN = f"""
SELECT b.fingerprint, b.id, b.dropped_on IS NULL AND {_OVER} AS open
  FROM json_each(?) AS given CROSS JOIN bank_line AS b ON b.fingerprint = given.value
"""  # noqa: S608
_WAITING = f"""
SELECT paid_on FROM bank_line WHERE payment_id IS NULL AND dropped_on IS NULL ORDER BY paid_on LIMIT {MANY + 1}
"""  # noqa: S608
_OPEN = "SELECT * FROM bank_line WHERE payment_id IS NULL AND dropped_on IS NULL ORDER BY paid_on, id LIMIT ?"
# Those whose payments were all taken back: few, and found through the corrections.
_OPEN_AGAIN = f"""
SELECT b.* FROM payment_view AS v JOIN bank_line AS b ON b.payment_id = v.reverses_id
 WHERE v.reverses_id > 0 AND b.dropped_on IS NULL AND {_OVER} ORDER BY b.id
"""  # noqa: S608


class Seen(Record):
    """A statement beside the ledger: its ``lines`` that are open, and how many were booked or left out before."""

    lines: Sequence[Line]
    known: int


def seen(db: sqlite3.Connection, statement: "Statement") -> Seen:
    """Which lines of a statement are new, or kept and still open; each line counts once in overlapping files, too."""
    from hashlib import blake2b

    times: Counter[tuple[str, int, str]] = Counter()
    lines = []
    for row, on, amount, text in statement.received:
        times[on, amount, text] += 1  # a bank may show the very same line twice a day
        facts = f"{statement.source}|{on}|{amount}|{text}|{times[on, amount, text]}"
        lines.append(Line(0, row, on, amount, text, blake2b(facts.encode(), digest_size=16).hexdigest()))
    known = {mark: (number, still) for mark, number, still in db.execute(_SEEN, (array(x.fingerprint for x in lines),))}
    fresh = [
        line._replace(id=known.get(line.fingerprint, (0, 1))[0])
        for line in lines
        if known.get(line.fingerprint, (0, 1))[1]
    ]
    return Seen(fresh, len(lines) - len(fresh))


def keep(
    db: sqlite3.Connection, statement: "Statement", proposed: Sequence[Proposal], accepted: Mapping[str, Fit]
) -> int:
    """Keep every line that is new, and book those whose fit was ``accepted`` (by fingerprint); gives how many.

    Raises Refused where what was accepted is no longer as it was proposed.
    """
    at = clock.stamp(clock.now())
    for one in proposed:
        line, number = one.line, one.line.id
        fit = accepted.get(line.fingerprint)
        if not number:
            number = (
                db.execute(
                    "INSERT INTO bank_line (bank, fingerprint, file_name, row_number, paid_on, amount, text, seen_at)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (statement.bank, line.fingerprint, statement.file, line.row, line.on, line.amount, line.text, at),
                ).lastrowid
                or 0
            )
        if fit is not None:
            book(db, number, fit, statement.bank, line)
    return len(accepted)


def book(db: sqlite3.Connection, number: int, fit: Fit, bank: str, line: Line) -> None:
    """Make the kept line ``number`` the money of what it fits. Raises Refused where that has changed meanwhile."""
    if fit.noted is not None:
        rows = [pay.find(db, one) for one in range(fit.noted.first, fit.noted.last + 1)]
        if any(row["voided"] or row["confirmed"] for row in rows):
            raise _changed(_("payment {number}").format(number=fit.noted.first))
        _tick(db, number, fit.noted.first, fit.noted.last, line.text)
        return
    for due, _amount in fit.dues:
        row = windows.due(db, due.id)
        if row["closed_on"] or row["balance"] != due.balance:
            raise _changed(windows.due_name(row))
    parts = [(due.id, due.contact_id, amount) for due, amount in fit.dues]
    take(db, number, parts, bank, line)


def take(
    db: sqlite3.Connection, number: int, parts: Sequence[tuple[int, int, int]], bank: str, line: Line
) -> list[pay.Taken]:
    """Note the money of line ``number`` for ``parts``: due, contact and rupiah of each; the surplus becomes credit."""
    day = date.fromisoformat(line.on)
    taken = [
        pay.take(db, contact_id=contact_id, due_id=due_id, amount=amount, method=bank, paid_on=day)
        for due_id, contact_id, amount in parts
    ]
    last = taken[-1].payment_id + (taken[-1].booked > 0 and taken[-1].credit > 0)
    _tick(db, number, taken[0].payment_id, last, line.text)
    return taken


def _tick(db: sqlite3.Connection, number: int, first: int, last: int, text: str) -> None:
    db.execute(
        "UPDATE bank_line SET payment_id = ?, last_id = ?, payer = ? WHERE id = ?",
        (first, last, rules.payer(text) or None, number),
    )


def drop(db: sqlite3.Connection, number: int, on: date, because: str) -> None:
    """Say that a line is none of the customers' money, and why."""
    db.execute(
        "UPDATE bank_line SET dropped_on = ?, drop_reason = ?, payment_id = NULL, last_id = NULL, payer = NULL"
        " WHERE id = ?",
        (on.isoformat(), because, number),
    )


def open_lines(db: sqlite3.Connection, limit: int | None) -> list[sqlite3.Row]:
    """The rows of ``bank_line`` that nobody's payment is, the oldest day first; at most ``limit``."""
    rows = db.execute(_OPEN_AGAIN).fetchall()
    rows += db.execute(_OPEN, (-1 if limit is None else limit,)).fetchall()
    return sorted(rows, key=lambda row: (row["paid_on"], row["id"]))[:limit]


def open_count(db: sqlite3.Connection) -> int:
    """How many lines are open."""
    (count,) = db.execute(
        "SELECT count(*) FROM bank_line WHERE payment_id IS NULL AND dropped_on IS NULL AND paid_on > ''"
    ).fetchone()
    return int(count) + len(db.execute(_OPEN_AGAIN).fetchall())


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """One line for all the money in that is nobody's payment yet, since its oldest day."""
    days = db.execute(_WAITING).fetchall()
    if not days:
        return []
    text = ngettext(
        "{count} line of a bank statement is nobody's payment yet",
        "{count} lines of bank statements are nobody's payment yet",
        len(days),
    )
    count = f"{MANY}+" if len(days) > MANY else str(len(days))
    return [Waiting("match", "bank", days[0]["paid_on"], text.format(count=count), "olcrm match list")][:limit]


def line_of(row: sqlite3.Row) -> Line:
    """A row of ``bank_line`` as it is matched."""
    return Line(row["id"], row["row_number"], row["paid_on"], row["amount"], row["text"], row["fingerprint"])


def find(db: sqlite3.Connection, word: str) -> sqlite3.Row:
    """The open line numbered ``word``. Raises Misunderstood, Missing, and Refused for one that is not open."""
    number = typed.number(word.strip().removeprefix("#"))
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of a line.").format(word=typed.excerpt(word)),
            hint=_("See `olcrm match list` for the open lines."),
        )
    row: sqlite3.Row | None = db.execute("SELECT * FROM bank_line WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise Missing(
            _("There is no line {number}.").format(number=number), hint=_("See `olcrm match list` for the open lines.")
        )
    if row["dropped_on"]:
        raise Refused(
            _("Line {number} was left out: {because}.").format(number=number, because=row["drop_reason"].rstrip(". ")),
            hint=_("Take that back with `olcrm undo` first."),
        )
    standing = [one for (one,) in db.execute(_STANDS, (number,))]
    if standing:
        raise _booked(number, standing)
    return row


def _booked(number: int, payments: Sequence[int]) -> Refused:
    said = ngettext(
        "Line {number} is booked, as payment {payments}.",
        "Line {number} is booked, as payments {payments}.",
        len(payments),
    )
    commands = ", ".join(f"`olcrm pay void {payment} --because …`" for payment in payments)
    return Refused(
        said.format(number=number, payments=", ".join(map(str, payments))),
        hint=_("If that was wrong: {commands}.").format(commands=commands),
    )


def array(values: Iterable[Any]) -> str:
    """Numbers or words as one value that SQLite takes apart."""
    return json.dumps(list(values))


def _changed(what: str) -> Refused:
    return Refused(
        _("{what} was changed while the questions were answered.").format(what=what),
        hint=_("Nothing was booked. Run it once more."),
    )
