"""Whom to remind, straight from the open dues, and the log of what was said to them.

The walk follows an index of open dues, the oldest first, and stops when enough were found: what it costs grows with the
page, not with the ledger.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import islice
from typing import Any

from olcrm.contact import people
from olcrm.contact.rules import Contact, brief, label
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Sketch
from olcrm.kit.money import rupiah
from olcrm.kit.record import changed
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.ledger import windows
from olcrm.message import store as messages
from olcrm.remind import rules
from olcrm.remind.rules import RELEASE, Ladder, Peace, Stand
from olcrm.shop import store as shop
from olcrm.shop.rules import Hour

# One look-up by index a column. `said` holds the messages of all ladders as "purpose step moment", a handful at most.
_DUE = """
SELECT due.id AS due_id, due.contact_id, due.kind, due.memo, due.amount, due.paid, due.created_on,
       coalesce((SELECT max(due_on) FROM instalment
                  WHERE due_id = due.id AND due_on <= :today AND rest < due.amount - due.paid),
                (SELECT min(due_on) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid),
                due.due_on) AS due_on,
       coalesce((SELECT min(rest) FROM instalment
                  WHERE due_id = due.id AND due_on <= :today AND rest < due.amount - due.paid),
                (SELECT max(rest) FROM instalment WHERE due_id = due.id AND rest < due.amount - due.paid)) AS rest,
       due.closed_on, due.snoozed_until, o.id AS order_id, o.ordered_at, o.keep_until,
       coalesce(o.shipped_on, o.arrived_on) AS handed_over_on, coalesce(o.cod, 0) AS cod,
       (SELECT max(created_at) FROM payment_view
         WHERE due_id = due.id AND kind = 'payment' AND NOT voided) AS paid_at,
       (SELECT max(said_at) FROM message WHERE contact_id = due.contact_id AND direction = 'in') AS heard_at,
       (SELECT max(until_on) FROM pause
         WHERE contact_id = due.contact_id AND until_on >= :lately AND from_on <= :today) AS paused_until,
       (SELECT group_concat(purpose || ' ' || coalesce(step, 0) || ' ' || said_at) FROM message
         WHERE due_id = due.id AND purpose IN ('remind', 'settle', 'due', 'release')) AS said
  FROM due LEFT JOIN sale_order AS o ON o.due_id = due.id
"""
# The conditions are spelled as those of the partial indices, which hold open dues only.
_UNPAID = """
 WHERE due.kind = 'order' AND due.closed_on IS NULL AND due.amount > due.paid AND due.created_at > ''
   AND o.shipped_on IS NULL AND o.arrived_on IS NULL AND o.cod = 0
   AND NOT EXISTS (SELECT 1 FROM instalment WHERE due_id = due.id) ORDER BY due.created_at, due.id
"""
_UNPAID_OF = """
 WHERE due.contact_id = :contact AND +due.kind = 'order' AND due.closed_on IS NULL AND due.amount > due.paid
   AND o.shipped_on IS NULL AND o.arrived_on IS NULL AND o.cod = 0
   AND NOT EXISTS (SELECT 1 FROM instalment WHERE due_id = due.id) ORDER BY due.created_on, due.id
"""
_OTHER = """
 WHERE due.closed_on IS NULL AND due.amount > due.paid AND due.created_on > ''
   AND {handed_over}
   AND NOT EXISTS (SELECT 1 FROM errand WHERE due_id = due.id AND bought_on IS NULL) ORDER BY due.created_on, due.id
"""
_OTHER_OF = """
 WHERE due.contact_id = :contact AND due.closed_on IS NULL AND due.amount > due.paid
   AND {handed_over}
   AND NOT EXISTS (SELECT 1 FROM errand WHERE due_id = due.id AND bought_on IS NULL) ORDER BY due.created_on, due.id
"""
# Of an order, what was handed over and has not come back, and what is paid in parts.
_HANDED_OVER = """(+due.kind <> 'order' OR (o.cod = 0 AND (
       EXISTS (SELECT 1 FROM instalment WHERE due_id = due.id)
       OR (coalesce(o.shipped_on, o.arrived_on) IS NOT NULL
           AND (NOT EXISTS (SELECT 1 FROM parcel_view WHERE order_id = o.id AND returned_on IS NOT NULL)
                OR EXISTS (SELECT 1 FROM parcel_view WHERE order_id = o.id AND returned_on IS NULL))))))"""
_ONE = " WHERE due.id = :due"
UNPAID, UNPAID_OF = _DUE + _UNPAID, _DUE + _UNPAID_OF
OTHER, OTHER_OF = (_DUE + one.format(handed_over=_HANDED_OVER) for one in (_OTHER, _OTHER_OF))


def hour(db: sqlite3.Connection, now: datetime) -> Hour:
    """What the shop's rules say about ``now``, which has a fixed offset."""
    return changed(shop.hour(db, now), now=_local(now))


def unpaid(db: sqlite3.Connection, hour: Hour, contact_id: int | None = None) -> Iterator[Stand]:
    """Orders in the house with a balance whose next step waits, the oldest first; of one contact or of all."""
    return _waiting(db, UNPAID if contact_id is None else UNPAID_OF, hour, contact_id)


def dues(db: sqlite3.Connection, hour: Hour, contact_id: int | None = None) -> Iterator[Stand]:
    """Errands, loans, others, goods handed over on credit or paid in parts whose next reminder waits, oldest first."""
    return _waiting(db, OTHER if contact_id is None else OTHER_OF, hour, contact_id)


def named(db: sqlite3.Connection, hour: Hour, word: str) -> Stand:
    """The due whose draft ``word`` names, once it is sure that this draft waits just now.

    Raises Misunderstood for what is no id, Missing when there is no such order or due, Refused with what is so instead.
    """
    by_due, number, step = rules.draft(word)
    about = windows.due(db, number) if by_due else windows.order(db, number)
    due_id = about["id"] if by_due else about["due_id"]
    row = db.execute(_DUE + _ONE, _asked(hour.today) | {"due": due_id}).fetchone()
    stand = _stand(db, row, hour)
    if stand.peace.paused_until and (pause := people.paused(db, stand.contact_id, hour.today)):
        stand = changed(stand, peace=changed(stand.peace, paused_because=pause["because"].rstrip(". ")))
    rules.check(stand, step, by_due, hour.now, about["contact_name"])
    return stand


def _asked(today: date) -> dict[str, Any]:
    return {"today": f"{today}", "lately": f"{today - people.FIRST}"}


def left_alone(db: sqlite3.Connection, hour: Hour, *, orders: bool) -> list[str]:
    """``Rina until 1 Dec (sakit)``: those who owe for orders, or for something else, and are left alone; a few."""
    today = hour.today
    rows = db.execute(LEFT_ALONE, people.at(today) | {"orders": int(orders)})
    return [_until(name, date.fromisoformat(until), because, today) for name, until, because in rows]


def _until(name: str, last: date, because: str, today: date) -> str:
    if last < today:
        return _("{name} (waits for the check-in after her pause)").format(name=name)
    sentence = _("{name} until {day} ({reason})")
    return sentence.format(name=name, day=dates.near(last, today), reason=because.rstrip(". "))


LEFT_ALONE = f"""
SELECT contact.name, max(pause.until_on) AS until_on, pause.because
  FROM pause JOIN contact ON contact.id = pause.contact_id
 WHERE {people.IN_FORCE}
   AND EXISTS (SELECT 1 FROM due WHERE contact_id = contact.id AND closed_on IS NULL AND amount > paid
                  AND (kind = 'order') = :orders)
 GROUP BY contact.id ORDER BY until_on LIMIT 5
"""  # noqa: S608


def sketches(db: sqlite3.Connection, hour: Hour, stands: Sequence[Stand]) -> list[Sketch]:
    """The drafts for these dues, which all wait, before they are worded."""
    known = people.get_many(db, [stand.contact_id for stand in stands])
    return [_sketch(known[stand.contact_id], stand, hour) for stand in stands]


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The message itself."""
    from olcrm.template import store as templates

    by_due = sketch.purpose == Ladder.DUE
    if in_parts := sketch.more.get("part"):
        from olcrm.due import parts
    return templates.write(
        *(db, sketch.template, sketch.contact["id"]),
        order_id=None if by_due else sketch.order,
        due_id=sketch.due if by_due else None,
        extra=parts.asked(db, sketch.due or 0) if in_parts else None,
    )


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that ``text`` was said."""
    step = sketch.step if isinstance(sketch.step, int) else None
    messages.log(db, sketch.contact["id"], text, purpose=sketch.purpose, due_id=sketch.due, step=step)


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Every reminder and release that waits, the oldest first, orders before other dues; at most ``limit``."""
    at = hour(db, now)
    stands = list(islice(unpaid(db, at), limit))
    stands += islice(dues(db, at), limit - len(stands))
    return [_waits(sketch, stand) for sketch, stand in zip(sketches(db, at, stands), stands, strict=True)]


def _waits(sketch: Sketch, stand: Stand) -> Waiting:
    lists = {Ladder.DUE: "olcrm remind due --send"}
    command = lists.get(stand.ladder, "olcrm remind unpaid --send")
    if sketch.choice:
        command = f"olcrm order release {stand.order_id}"
    since = stand.rung.since if stand.rung else stand.until
    what = _("Order {number}").format(number=stand.order_id) if stand.order_id else stand.memo
    text = _("{what}: {step}, {balance}").format(
        what=what, step=rules.step_shown(sketch.step or 1), balance=rupiah(stand.amount - stand.paid)
    )
    return Waiting(
        *("remind", sketch.purpose, since.date().isoformat(), text, command),
        contact=sketch.contact,
        order=stand.order_id,
        amount=stand.amount - stand.paid,
    )


def _waiting(db: sqlite3.Connection, question: str, hour: Hour, contact_id: int | None) -> Iterator[Stand]:
    if hour.closed:
        return
    for row in db.execute(question, _asked(hour.today) | {"contact": contact_id}):
        stand = _stand(db, row, hour)
        if rules.waits(stand, hour.now):
            yield stand


def _stand(db: sqlite3.Connection, row: sqlite3.Row, hour: Hour) -> Stand:
    in_parts = row["rest"] is not None  # then the days of the parts were agreed, not the end of a keep time
    ladder = rules.ladder(row["kind"], row["paid"], on_credit=bool(row["handed_over_on"]) or in_parts)
    said = [part.split(" ") for part in (row["said"] or "").split(",") if part]
    told = [_moment(at) for purpose, _step, at in said if purpose == RELEASE]
    if ladder == Ladder.DUE:
        until = _due_day(row["due_on"], row["created_on"], hour.policy.due_days)
        course = rules.of_due(until, hour.policy.due_again_days)
    else:
        ordered = _moment(row["ordered_at"])
        end = _moment(row["keep_until"]) if row["keep_until"] else ordered + _usual_keep(db, row["contact_id"], hour)
        until = end if ladder == Ladder.REMIND else _due_day(row["due_on"], end.date().isoformat(), 0)
        course = rules.of_order(ordered if ladder == Ladder.REMIND else until, end - ordered)
    sent = {int(step): _moment(at) for purpose, step, at in sorted(said, key=_last) if purpose == ladder}
    if in_parts:  # each part has its own two reminders
        sent = {step: at for step, at in sent.items() if at >= until}
    return Stand(
        **{key: row[key] for key in ("due_id", "order_id", "contact_id", "memo", "paid")},
        amount=row["amount"] - (row["rest"] or 0),
        part=in_parts,
        ladder=ladder,
        course=course,
        until=until,
        sent=sent,
        told_at=max(told, default=None),
        peace=_peace(db, row, hour),
        gone=row["closed_on"] is not None,
        collected=bool(row["cod"]),
    )


def _peace(db: sqlite3.Connection, row: sqlite3.Row, hour: Hour) -> Peace:
    until = date.fromisoformat(row["paused_until"]) if row["paused_until"] else None
    return Peace(
        snoozed_until=date.fromisoformat(row["snoozed_until"]) if row["snoozed_until"] else None,
        paused_until=until,
        unasked=until is not None and until < hour.today and people.unasked(db, row["contact_id"], hour.today),
        closed=hour.closed,
        paid_at=_moment(row["paid_at"]) if row["paid_at"] else None,
        heard_at=_moment(row["heard_at"]) if row["heard_at"] else None,
    )


def _usual_keep(db: sqlite3.Connection, contact_id: int, hour: Hour) -> timedelta:
    """How long goods are kept for her where nothing was agreed."""
    return hour.policy.keep_for(people.get(db, contact_id).standing)


def _due_day(agreed: str | None, otherwise: str, days: int) -> datetime:
    """The start of the day that was agreed, else of the day ``days`` after the other one."""
    day = date.fromisoformat(agreed) if agreed else date.fromisoformat(otherwise) + timedelta(days=days)
    return _local(clock.start_of(day))


def _last(said: list[str]) -> str:
    return said[-1]


def _moment(stored: str) -> datetime:
    return _local(datetime.fromisoformat(stored))


def _local(moment: datetime) -> datetime:
    """``moment`` by the shop's clock, with a fixed offset: a day later is then 24 hours later, summer time or not."""
    local = clock.local(moment)
    if isinstance(local.tzinfo, timezone):
        return local
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


def _sketch(contact: Contact, stand: Stand, hour: Hour) -> Sketch:
    rung = stand.rung
    step = rung.step if rung else 1
    releases = step == RELEASE
    why = rules.reason(stand, hour.now)
    if contact.credit >= stand.amount - stand.paid:
        why += ", " + _("her credit of {amount} covers it").format(amount=rupiah(contact.credit))
    why = hour.why(why)
    more: dict[str, Any] = {"items": stand.memo, "balance": stand.amount - stand.paid, "quiet": hour.quiet}
    if stand.part:
        more["part"] = True
    return Sketch(
        id=stand.draft_id(step),
        contact=brief(contact),
        phone=contact.phone,
        purpose=RELEASE if releases else str(stand.ladder),
        step=step,
        template=RELEASE if releases else f"{stand.ladder}-{step}",
        heading=" · ".join((label(contact), stand.name, rules.step_shown(step), why)),
        reason=why,
        order=stand.order_id,
        due=stand.due_id,
        choice=releases,
        more=more,
    )
