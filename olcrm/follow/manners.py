"""Thanks and sorry, each said once and in time: what is owed and has not been said."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from olcrm.follow import goods, rules
from olcrm.follow.peace import Hour, question
from olcrm.follow.rules import Word
from olcrm.kit import clock, dates
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.shop import store as shop

FIRST, EVERY = "first", "every"  # what thanks are for, as the setting says it

# Along the days of payment: each payment that was the last one of an order which is paid in full now. A plus keeps
# what nearly every payment has in common from being the way to it.
PAID = """
SELECT p.paid_on, due.id AS due_id, due.contact_id, o.id AS order_id, contact.referred_by_id,
       contact.paid_orders >= :loyal_orders OR contact.spent >= :loyal_spent AS much,
       EXISTS (SELECT 1 FROM complaint_view WHERE order_id = o.id) AS complained,
       NOT EXISTS (SELECT 1 FROM due AS d WHERE d.contact_id = due.contact_id AND d.id < due.id AND d.kind = 'order'
                      AND d.closed_on IS NULL AND d.amount > 0 AND d.paid >= d.amount) AS first
  FROM payment AS p
  JOIN due ON due.id = p.due_id JOIN sale_order AS o ON o.due_id = due.id JOIN contact ON contact.id = due.contact_id
 WHERE {whose} p.paid_on BETWEEN :first AND :last AND p.amount > 0
   AND due.kind = 'order' AND due.closed_on IS NULL AND due.amount > 0 AND due.paid >= due.amount
   AND p.id = (SELECT max(id) FROM payment AS last WHERE due_id = due.id AND amount > 0 AND +reverses_id IS NULL
                  AND NOT EXISTS (SELECT 1 FROM payment WHERE reverses_id = last.id))
 ORDER BY p.paid_on, p.id
"""
_OF_HER = "p.contact_id = :whose AND +"  # a plus keeps the days from being the way in
# Whoever was thanked since she paid, for becoming a regular say, has been thanked for that, too. Thanks for an
# order were once kept by its payment.
_MAY_THANK = """
SELECT 1 FROM contact WHERE id = :contact AND {content}
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = :contact AND occasion IN (
         SELECT :occasion UNION ALL SELECT 'thanks-payment-' || id FROM payment WHERE due_id = :due))
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = :contact AND purpose = 'thanks' AND said_at >= :thanked
                      AND occasion NOT GLOB 'thanks-referral-*')
"""
_NEVER = "9"  # later than any moment
_HAS_PAID = """
SELECT created_on, amount, (
         SELECT max(paid_on) FROM payment_view
          WHERE due_id = due_view.id AND amount > 0 AND +reverses_id IS NULL AND NOT voided) AS paid_on
  FROM due_view WHERE contact_id = ? AND kind = 'order' AND closed_on IS NULL AND amount > 0 AND paid >= amount
"""

UNSAID = """
   AND {in_peace}
   AND NOT EXISTS (SELECT 1 FROM complaint_view WHERE order_id = o.id)
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = o.contact_id AND occasion = :occasion || o.id)
"""
PROMISED = "coalesce(o.first_promised_on, o.promised_on)"
# What arrived late; and what left late and is not known to have arrived, along the days it was ordered on.
LATE = """
SELECT o.id, o.contact_id, o.due_id, o.arrived_on AS on_day, {promised} AS promised
  FROM sale_order AS o JOIN contact ON contact.id = o.contact_id
 WHERE {whose} o.arrived_on IS NOT NULL AND o.arrived_on BETWEEN :first AND :last AND o.closed_as IS NULL
   AND {promised} < o.arrived_on {unsaid}
 ORDER BY o.arrived_on, o.id
"""
LEFT_LATE = """
SELECT o.id, o.contact_id, o.due_id, o.shipped_on AS on_day, {promised} AS promised
  FROM sale_order AS o JOIN contact ON contact.id = o.contact_id
 WHERE {whose} o.ordered_on BETWEEN :long_ago AND :last AND o.arrived_on IS NULL AND o.closed_as IS NULL
   AND o.shipped_on BETWEEN :first AND :last AND {promised} < o.shipped_on {unsaid}
 ORDER BY o.ordered_on, o.id
"""
OUT_OF_STOCK = """
SELECT o.id, o.contact_id, o.due_id, o.closed_on AS on_day, due.close_reason AS because
  FROM sale_order AS o JOIN contact ON contact.id = o.contact_id JOIN due ON due.id = o.due_id
 WHERE {whose} o.closed_on IS NOT NULL AND o.closed_on BETWEEN :first AND :last AND o.closed_as = 'cancelled'
   AND due.close_reason IS NOT NULL {unsaid}
 ORDER BY o.closed_on, o.id
"""


def thanks(db: sqlite3.Connection, hour: Hour, whose: int | None = None) -> Iterator[Word]:
    """To whom thanks are owed, whoever it has been owed to longest first; one at a time to one person."""
    (days,) = shop.figures(db, "follow.thanks-days")
    every = shop.kept(db).get("follow.thanks", FIRST) == EVERY
    window = rules.Window(hour.today - timedelta(days=days), hour.today)
    policy = hour.policy
    asked = hour.asked(whose=whose, loyal_orders=policy.loyal_orders, loyal_spent=policy.loyal_spent, **window.ends)
    seen: set[int] = set()
    for row in db.execute(question(PAID, "" if whose is None else _OF_HER), asked):
        for word in _owed(db, row, hour, window.first, every=every):
            if word.contact_id not in seen and _may(db, word, hour):
                seen.add(word.contact_id)
                yield word


def _owed(db: sqlite3.Connection, row: sqlite3.Row, hour: Hour, first: date, *, every: bool) -> Iterator[Word]:
    """The thanks that one payment gives reason for; of those to herself the weightiest."""
    day = dates.near(date.fromisoformat(row["paid_on"]), hour.today)
    if row["much"] and _became_regular(db, row["contact_id"], first, hour):
        why = _("paid {day}, and is a regular now").format(day=day)
        yield _thanks(row, "regular", str(row["contact_id"]), "thanks-regular", why)
    if (row["first"] or every) and not row["complained"]:  # “enjoy it” would be no kind word to her
        why = _("first order, paid {day}") if row["first"] else _("paid {day}")
        occasion = f"thanks-order-{row['due_id']}"
        yield _thanks(row, "thanks", str(row["order_id"]), occasion, why.format(day=day))
    if row["first"] and row["referred_by_id"]:
        why = _("sent a friend who has paid her first order {day}").format(day=day)
        occasion = f"thanks-referral-{row['contact_id']}"
        yield _thanks(row, "referral", str(row["contact_id"]), occasion, why)


def _thanks(row: sqlite3.Row, kind: str, number: str, occasion: str, why: str) -> Word:
    of_order = kind == "thanks"
    template = {"thanks": "thanks-first" if row["first"] else "thanks-payment"}.get(kind, f"thanks-{kind}")
    return Word(
        kind=kind,
        number=number,
        contact_id=row["referred_by_id"] if kind == "referral" else row["contact_id"],
        of=row["contact_id"],
        purpose="thanks",
        occasion=occasion,
        template=template,
        since=date.fromisoformat(row["paid_on"]),
        why=why,
        order=row["order_id"] if of_order else None,
        due=row["due_id"] if of_order else None,
        facts={"paid_on": row["paid_on"]},
    )


def _may(db: sqlite3.Connection, word: Word, hour: Hour) -> bool:
    """Whether she may be thanked for that, and has not been."""
    thanked = _NEVER
    if word.kind == "thanks":
        thanked = clock.stamp(clock.start_of(date.fromisoformat(word.facts["paid_on"])))
    asked = hour.asked(contact=word.contact_id, occasion=word.occasion, due=word.due, thanked=thanked)
    return db.execute(question(_MAY_THANK), asked).fetchone() is not None


def _became_regular(db: sqlite3.Connection, contact_id: int, first: date, hour: Hour) -> bool:
    rows = db.execute(_HAS_PAID, (contact_id,)).fetchall()
    after = [(date.fromisoformat(row["created_on"]), row["amount"], row["paid_on"]) for row in rows]
    before = [(day, amount) for day, amount, paid_on in after if paid_on < first.isoformat()]
    return rules.became_regular(before, [one[:2] for one in after], first, hour.today, hour.policy)


def of_thanks(db: sqlite3.Connection, word: Word) -> Mapping[str, Any]:
    """What was paid, or who was sent: a friend as she is addressed, no more."""
    if word.kind == "referral":
        from olcrm.contact import rules as people
        from olcrm.contact import store as contacts

        friend = contacts.get(db, word.of)
        return {"friend": people.greeting(friend, shop.policy(db)), "friend_id": friend.id}
    return {"items": windows.items(goods.lines_of(db, [word.order]))} if word.order else {}


def sorry(db: sqlite3.Connection, hour: Hour, whose: int | None = None, *, known: bool = False) -> Iterator[Word]:
    """To whom a sorry is owed: for what came later than promised at first, and for what was not there after all.

    Nobody who has complained about it: then the word goes with the complaint. ``known`` leaves out what was sent off
    late and is not known to have arrived, which is not found along one index.
    """
    (days,) = shop.figures(db, "follow.sorry-days")
    window = rules.Window(hour.today - timedelta(days=days), hour.today)
    long_ago = (hour.today - timedelta(days=days + rules.LONG_AGO)).isoformat()
    seen: set[int] = set()
    for kind, words in (("late", LATE), ("late", LEFT_LATE), ("stock", OUT_OF_STOCK)):
        if known and words is LEFT_LATE:
            continue
        asked = hour.asked(whose=whose, long_ago=long_ago, occasion=f"sorry-{kind}-", **window.ends)
        for row in db.execute(goods.of(words, whose, promised=PROMISED, unsaid=question(UNSAID)), asked):
            if row["contact_id"] not in seen and (kind == "late" or rules.of_stock(row["because"])):
                seen.add(row["contact_id"])
                yield _sorry(row, kind, hour.today)


def _sorry(row: sqlite3.Row, kind: str, today: date) -> Word:
    on = date.fromisoformat(row["on_day"])
    if kind == "late":
        promised = date.fromisoformat(row["promised"])
        why = _("promised for {day}, {days} late").format(
            day=dates.near(promised, today), days=rules.days_shown((on - promised).days)
        )
    else:
        why = _("called off {day}: {reason}").format(day=dates.near(on, today), reason=row["because"])
    return Word(
        kind=kind,
        number=str(row["id"]),
        contact_id=row["contact_id"],
        of=row["contact_id"],
        purpose="sorry",
        occasion=f"sorry-{kind}-{row['id']}",
        template=f"sorry-{kind}",
        since=on,
        why=why,
        order=row["id"],
        due=row["due_id"],
    )


def of_sorry(db: sqlite3.Connection, word: Word) -> Mapping[str, Any]:
    """What it is about."""
    return {"items": windows.items(goods.lines_of(db, [word.order or 0]))}
