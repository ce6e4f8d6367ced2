"""What is said about goods that came: "how is it?" some days later, and how to care for it when its time comes."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from olcrm.contact import people
from olcrm.follow import rules
from olcrm.follow.peace import Hour, question
from olcrm.follow.rules import Word
from olcrm.kit import clock, dates
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.shop import store as shop

# What she sent back, or has her money back for, she is not asked about, nor told how to care for.
# Along the days of arrival; within a day whoever bought most comes first. Asked once, she was asked about all of them.
ARRIVED = """
SELECT o.id, o.contact_id, o.due_id, o.arrived_on
  FROM sale_order AS o JOIN contact ON contact.id = o.contact_id
 WHERE {whose} o.arrived_on IS NOT NULL AND o.arrived_on BETWEEN :first AND :last AND o.closed_as IS NULL
   AND {content}
   AND NOT EXISTS (SELECT 1 FROM claim_view WHERE order_id = o.id AND coalesce(back_on, refunded) IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM rating WHERE order_id = o.id)
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = o.contact_id
                      AND said_at >= strftime('%Y-%m-%dT%H:%M:%S', o.arrived_on, :to_utc)
                      AND purpose = 'follow' AND occasion GLOB 'arrived-*')
 ORDER BY o.arrived_on, contact.spent DESC, o.id
"""
_TOGETHER = """
SELECT o.id, o.recipient FROM order_view AS o
 WHERE o.contact_id = :contact AND o.arrived_on BETWEEN :first AND :today AND o.closed_as IS NULL
   AND NOT EXISTS (SELECT 1 FROM claim_view WHERE order_id = o.id AND coalesce(back_on, refunded) IS NOT NULL)
 ORDER BY o.arrived_on, o.id
"""
_LINES = "SELECT name, qty, product_id FROM line_view WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY id"
_TIP = "SELECT care FROM product WHERE id = ?"

_CARED_FOR = """
SELECT id, care_days, care_every FROM product
 WHERE care_days IS NOT NULL AND care IS NOT NULL ORDER BY care_days, care_every
"""
CARE = """
SELECT o.id, o.contact_id, o.due_id, o.arrived_on, line.product_id, line.name
  FROM sale_order AS o JOIN contact ON contact.id = o.contact_id JOIN line_view AS line ON line.order_id = o.id
 WHERE {whose} o.arrived_on IS NOT NULL AND o.arrived_on BETWEEN :first AND :last AND o.closed_as IS NULL
   AND +line.product_id IN (SELECT value FROM json_each(:products))
   AND {content}
   AND NOT EXISTS (SELECT 1 FROM claim_view WHERE order_id = o.id AND coalesce(line_id, line.id) = line.id
                      AND back_on IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = o.contact_id
                      AND occasion = 'care-' || o.id || '-' || line.product_id || '-' || :turn)
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = o.contact_id AND said_at >= :lately
                      AND purpose = 'follow' AND occasion GLOB 'arrived-*')
 ORDER BY o.arrived_on, contact.spent DESC, o.id
"""
_OF_HER = "o.contact_id = :whose AND +"  # a plus keeps the days from being the way in


def arrived(db: sqlite3.Connection, hour: Hour, whose: int | None = None, days: int | None = None) -> Iterator[Word]:
    """Who may be asked how she likes what came: once a person, the first that came first.

    It begins ``days`` after the arrival, as the setting has it by default; ``whose`` is one person alone.
    """
    after, until = shop.figures(db, "follow.arrived-days", "follow.arrived-until")
    if days is not None:
        after, until = days, days + max(0, until - after)
    window = rules.window(hour.today, after, until)
    seen: set[int] = set()
    for row in db.execute(of(ARRIVED, whose), hour.asked(whose=whose, **window.ends)):
        if row["contact_id"] not in seen:
            seen.add(row["contact_id"])
            came = date.fromisoformat(row["arrived_on"])
            yield Word(
                kind="arrived",
                number=str(row["id"]),
                contact_id=row["contact_id"],
                of=row["contact_id"],
                purpose="follow",
                occasion=f"arrived-{row['id']}",
                template="follow-arrived",
                since=came,
                why=_("arrived {day}").format(day=dates.near(came, hour.today)),
                order=row["id"],
                due=row["due_id"],
                facts={"arrived_on": row["arrived_on"]},
            )


def of_arrived(db: sqlite3.Connection, word: Word, today: date) -> Mapping[str, Any]:
    """All that came to her since then, with where it went and the care tips."""
    asked = {"contact": word.contact_id, "first": word.facts["arrived_on"], "today": today.isoformat()}
    orders = db.execute(_TOGETHER, asked).fetchall()
    lines = lines_of(db, [row["id"] for row in orders])
    tips = dict.fromkeys(tip(db, line["product_id"]) for line in lines if line["product_id"])
    return {
        "items": windows.items(lines),
        "orders": [row["id"] for row in orders],
        "recipient": ", ".join(dict.fromkeys(row["recipient"] for row in orders if row["recipient"])) or None,
        "care": "\n".join(filter(None, tips)) or None,
    }


def care(db: sqlite3.Connection, hour: Hour, whose: int | None = None) -> Iterator[Word]:
    """Whom to tell today how to care for what she bought, one thing a person.

    Nobody who was asked lately how she likes it, for the tip was in that message.
    """
    seen: set[int] = set()
    lately = clock.stamp(clock.start_of(hour.today - timedelta(days=rules.CARE_DAYS)))
    products = db.execute(_CARED_FOR).fetchall()
    for (after, every), some in groupby(products, key=lambda row: (row["care_days"], row["care_every"])):
        ids = people.array(row["id"] for row in some)
        for turn, window in rules.turns(hour.today, after, every):
            asked = hour.asked(whose=whose, products=ids, turn=turn, lately=lately, **window.ends)
            for row in db.execute(of(CARE, whose), asked):
                if row["contact_id"] not in seen:
                    seen.add(row["contact_id"])
                    yield _tip_due(row, turn, window, hour.today)


def _tip_due(row: sqlite3.Row, turn: int, window: rules.Window, today: date) -> Word:
    came = date.fromisoformat(row["arrived_on"])
    about = f"{row['id']}-{row['product_id']}-{turn}"
    return Word(
        kind="care",
        number=about,
        contact_id=row["contact_id"],
        of=row["contact_id"],
        purpose="care",
        occasion=f"care-{about}",
        template="care",
        since=today - (window.last - came),
        why=_("arrived {day}").format(day=dates.near(came, today)),
        order=row["id"],
        due=row["due_id"],
        facts={"items": row["name"], "product": row["product_id"], "turn": turn},
    )


def of_care(db: sqlite3.Connection, word: Word) -> Mapping[str, Any]:
    """The tip itself."""
    return {"care": tip(db, word.facts["product"])}


def lines_of(db: sqlite3.Connection, orders: list[int]) -> list[sqlite3.Row]:
    """What was in these orders: ``name qty product_id``."""
    return db.execute(_LINES, (people.array(orders),)).fetchall()


def tip(db: sqlite3.Connection, product_id: int) -> str | None:
    """The care tip of a product."""
    found: str | None = db.execute(_TIP, (product_id,)).fetchone()[0]
    return found


def of(words: str, whose: int | None, **more: str) -> str:
    """A question about orders ``o``, of everybody or of one person."""
    return question(words, "" if whose is None else _OF_HER, **more)
