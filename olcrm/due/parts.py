"""Dues that are paid in parts: each part has its day, and what may still be owed once it is paid.

So what is paid is never written down twice: of a due with so much left, the parts of which more may be left are done,
and the first of which less may be left is the next.
"""

import re
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.kit import clock, dates
from olcrm.kit.daywords import UNITS
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, plain
from olcrm.ledger import windows

MOST = 60  # parts of one due: five years of months
_COUNT = r"([0-9]{1,3}) ?(?:x|×|kali|times)"
_EVERY = r"([0-9]{1,3}|se|an?)? ?([a-z]+)"
_SHORT = {"m": (0, 1), "bln": (0, 1), "w": (7, 0), "mgg": (7, 0), "d": (1, 0), "h": (1, 0)}


class Step(Record):
    """The time from one part to the next: so many days, or so many months."""

    days: int
    months: int

    def after(self, first: date, times: int) -> date:
        """The day so many steps after ``first``; of the 31st, the last day of a shorter month."""
        year, month = divmod(first.year * 12 + first.month - 1 + self.months * times, 12)
        last = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)
        return date(year, month + 1, min(first.day, last.day)) + timedelta(days=self.days * times)


class Part(Record):
    """One part: its day, its rupiah, and what may still be owed afterwards."""

    due_on: date
    amount: int
    rest: int


def count(word: str) -> int:
    """How many parts: ``3x``. Raises Misunderstood for what is no number of times, Refused for too many or one."""
    found = re.fullmatch(_COUNT, plain(word))
    if found is None:
        raise Misunderstood(
            _("“{word}” is not a number of parts.").format(word=excerpt(word)), hint=_("Write it like 3x.")
        )
    if not 2 <= int(found[1]) <= MOST:
        raise Refused(_("A due is paid in 2 to {most} parts.").format(most=MOST), hint=_("Write it like 3x."))
    return int(found[1])


def every(word: str) -> Step:
    """The time between parts: 1m, 1 bulan, sebulan, 2w, 2 minggu, 14 hari. Raises Misunderstood for anything else."""
    found = re.fullmatch(_EVERY, plain(word))
    unit = _SHORT.get(found[2], UNITS.get(found[2])) if found else None
    times = int(found[1]) if found and found[1] and found[1].isdecimal() else 1
    if unit is None or not times:
        raise Misunderstood(
            _("“{word}” is not a time from part to part.").format(word=excerpt(word)),
            hint=_("Write it like 1m (a month), 2w (two weeks) or 10 hari."),
        )
    return Step(unit[0] * times, unit[1] * times)


def planned(balance: int, times: int, amount: int, first: date, step: Step) -> list[Part]:
    """The parts of ``balance`` rupiah; the last is what is left for it. Raises Refused where they do not come to it."""
    if not (times - 1) * amount < balance <= times * amount:
        raise Refused(
            _("{times} parts of {amount} do not come to what is owed, {balance}.").format(
                times=times, amount=rupiah(amount), balance=rupiah(balance)
            ),
            hint=_("{times} parts would be {amount} each, the last one what is left.").format(
                times=times, amount=rupiah(-(-balance // times))
            ),
        )
    rests = [max(0, balance - amount * (place + 1)) for place in range(times)]
    paid = [before - rest for before, rest in zip([balance, *rests], rests, strict=False)]
    return [Part(step.after(first, place), paid[place], rests[place]) for place in range(times)]


def plan(db: sqlite3.Connection, due_id: int, parts: Sequence[Part]) -> None:
    """Let a due be paid in these parts instead of those it had; in none, at once."""
    db.execute("DELETE FROM instalment WHERE due_id = ?", (due_id,))
    db.executemany(
        "INSERT INTO instalment (due_id, due_on, amount, rest) VALUES (?, ?, ?, ?)",
        [(due_id, part.due_on.isoformat(), part.amount, part.rest) for part in parts],
    )


def payable(row: sqlite3.Row) -> None:
    """Raises Refused for a due of which nothing is owed any more."""
    if row["balance"] <= 0:
        raise Refused(
            _("Nothing is owed for {what}.").format(what=windows.due_name(row)),
            hint=_("See `olcrm due list` for what is open."),
        )


def first_day(word: str | None, today: date, step: Step) -> date:
    """The day of the first part: what is typed, not before today, else one step from today.

    Raises Misunderstood for what is no day, Refused for a day that has gone by.
    """
    if word is None:
        return step.after(today, 1)
    found = dates.day(word, today, looks="forward")
    if found < today:
        raise Refused(
            _("{day} has gone by.").format(day=dates.short(found)), hint=_("Give today or a day that is to come.")
        )
    return found


def of_due(db: sqlite3.Connection, row: Row) -> list[dict[str, Any]]:
    """The parts of a due (a row of ``due_view``) as they stand in JSON: ``open`` is what is still owed of each."""
    rows = db.execute("SELECT due_on, amount, rest FROM instalment WHERE due_id = ? ORDER BY due_on", (row["id"],))
    parts, before = [], None
    for due_on, amount, rest in rows:
        above = row["balance"] if before is None else min(before, row["balance"])
        parts.append({"due_on": due_on, "amount": amount, "open": max(0, above - rest)})
        before = rest
    return parts


def asked(db: sqlite3.Connection, due_id: int) -> dict[str, str]:
    """What a reminder says of the parts that are to be in by now, else of the next: fields of a message to her.

    Where those are several, the memo names each with its day.
    """
    from olcrm.contact import store as contacts
    from olcrm.shop import store as shop
    from olcrm.template import store as templates

    row = windows.due(db, due_id)
    language = contacts.get(db, row["contact_id"]).language or shop.policy(db).message_language
    still = [part for part in of_due(db, row) if part["open"]]
    by_now = [part for part in still if part["due_on"] <= clock.today().isoformat()] or still[:1]
    days = [templates.day(date.fromisoformat(part["due_on"]), language) for part in by_now]
    named = [f"- {day}: {rupiah(part['open'])}" for day, part in zip(days, by_now, strict=True)]
    return {
        "memo": "\n".join([row["memo"], *(named if len(named) > 1 else [])]),
        "balance": rupiah(sum(part["open"] for part in by_now)),
        "due_on": days[-1],
    }
