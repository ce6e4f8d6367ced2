"""What is said to people who are quiet: those who rest, those who asked and did not buy, those left in peace."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import islice
from typing import Any

from olcrm.contact import people
from olcrm.contact.rules import Standing
from olcrm.follow import goods, rules
from olcrm.follow.peace import Hour, question
from olcrm.follow.rules import Word
from olcrm.kit import clock, dates
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.shop import store as shop

AT_ONCE = 50  # people whose standing is asked for together

# Along what they have spent, the most first. Whoever has been away for less than anybody rests after is passed by.
RESTING = """
SELECT id, last_order_on, spent FROM contact
 WHERE {whose} spent > 0 AND last_order_on <= :last AND (last_message_at IS NULL OR last_message_at < :silent)
   AND {content}
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id
                      AND occasion = 'resting-' || contact.last_order_on)
 ORDER BY spent DESC
"""
_DAYS = "SELECT ordered_on FROM order_view WHERE contact_id = ? AND closed_as IS NULL"
_LAST = """
SELECT id FROM order_view WHERE contact_id = ? AND closed_as IS NULL ORDER BY ordered_on DESC, id DESC LIMIT 1
"""

# People of whom a list was brought in never asked for anything; who waits for goods is told when they are there.
NOTED = """
SELECT id, created_at, source FROM contact
 WHERE {whose} first_order_on IS NULL AND created_at BETWEEN :since AND :silent
   AND coalesce(last_message_at, '') < :silent
   AND {content}
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id AND occasion = 'prospect-' || contact.id)
   AND NOT EXISTS (SELECT 1 FROM ask_view WHERE contact_id = contact.id)
   AND NOT EXISTS (SELECT 1 FROM wish_view WHERE contact_id = contact.id)
   AND NOT EXISTS (SELECT 1 FROM due_view WHERE contact_id = contact.id)
   AND NOT EXISTS (SELECT 1 FROM import_row WHERE contact_id = contact.id)
 ORDER BY created_at, id
"""
_MAY = "SELECT 1 FROM contact WHERE id = :contact AND {content}"
# The wording that goes with what keeps her from buying.
OBJECTIONS = {
    "price": "prospect-price",
    "size": "prospect-size",
    "wants-to-see": "prospect-look",
    "thinking": "prospect-thinking",
}
MOST = 1000  # of those who asked; more are not written to in a day
_ONE = "id = :whose AND +"  # a plus keeps what follows from being the way in


def resting(db: sqlite3.Connection, hour: Hour, whose: int | None = None) -> Iterator[Word]:
    """Who has not ordered for longer than is usual for her, nor was spoken to of late; who spent most comes first."""
    (silence,) = shop.figures(db, "follow.silence")
    last = hour.today - timedelta(days=hour.policy.resting_days)
    asked = hour.asked(whose=whose, last=last.isoformat(), silent=_before(hour.today, silence))
    rows = iter(db.execute(of(RESTING, whose), asked))
    while some := list(islice(rows, AT_ONCE)):
        stands = people.standings(db, [row["id"] for row in some])
        for row in some:
            if stands[row["id"]] == Standing.RESTING:
                yield _rests(row, hour.today)


def _rests(row: sqlite3.Row, today: date) -> Word:
    last = date.fromisoformat(row["last_order_on"])
    return Word(
        kind="resting",
        number=str(row["id"]),
        contact_id=row["id"],
        of=row["id"],
        purpose="resting",
        occasion=f"resting-{row['last_order_on']}",
        template="resting",
        since=last,
        why=_("last order {day}").format(day=dates.near(last, today)),
        facts={"last_order_on": row["last_order_on"], "spent": row["spent"]},
    )


def of_resting(db: sqlite3.Connection, word: Word) -> Mapping[str, Any]:
    """What she bought last, how often she did, and a line that says so."""
    days = [date.fromisoformat(row["ordered_on"]) for row in db.execute(_DAYS, (word.contact_id,))]
    last = db.execute(_LAST, (word.contact_id,)).fetchone()
    return {
        "items": windows.items(goods.lines_of(db, [last["id"]])) if last else None,
        "rhythm_days": rules.rhythm(days),
        "why": f"{word.why}, {rules.rhythm_shown(days)}",
    }


def prospects(db: sqlite3.Connection, hour: Hour, whose: int | None = None) -> Iterator[Word]:
    """Who asked and did not buy, on the day to come back to her; then who was noted and never heard of again.

    One at a time to one person, whatever else she asked.
    """
    seen = set()
    for found in (_asked, noted):
        for word in found(db, hour, whose):
            if word.contact_id not in seen:
                seen.add(word.contact_id)
                yield word


def noted(db: sqlite3.Connection, hour: Hour, whose: int | None = None) -> Iterator[Word]:
    """Who was noted some days ago, and neither ordered nor was spoken to since."""
    after, until = shop.figures(db, "follow.prospect-days", "follow.prospect-until")
    window = rules.window(hour.today, after, until)
    asked = hour.asked(
        whose=whose, since=clock.stamp(clock.start_of(window.first)), silent=_before(hour.today, after - 1)
    )
    return (_noted(row, hour.today) for row in db.execute(of(NOTED, whose), asked))


def _asked(db: sqlite3.Connection, hour: Hour, whose: int | None) -> Iterator[Word]:
    """Those who asked, were answered and hesitate, whose day has come."""
    from olcrm.ask import rules as asking
    from olcrm.ask import store as ask

    for row in list(islice(ask.hesitant(db, hour.today), MOST)):
        whom = row["contact_id"]
        if whose in (None, whom) and db.execute(question(_MAY), hour.asked(contact=whom)).fetchone():
            objection = row["objection"]
            because = asking.objection_shown(objection) if objection else _("no order yet")
            yield Word(
                kind="ask",
                number=str(row["id"]),
                contact_id=whom,
                of=whom,
                purpose="prospect",
                occasion=f"prospect-ask-{row['id']}-{row['next_on']}",
                template=OBJECTIONS.get(objection, "prospect"),
                since=date.fromisoformat(row["next_on"]),
                why=_("asked “{what}”: {why}").format(what=asking.gist(row["text"]), why=because),
                facts={"ask": row["id"], "objection": objection, "items": row["product"]},
            )


def _noted(row: sqlite3.Row, today: date) -> Word:
    noted = clock.from_stamp(row["created_at"]).date()
    why = _("noted {day}, no order yet").format(day=dates.near(noted, today))
    return Word(
        kind="prospect",
        number=str(row["id"]),
        contact_id=row["id"],
        of=row["id"],
        purpose="prospect",
        occasion=f"prospect-{row['id']}",
        template="prospect",
        since=noted,
        why=", ".join(filter(None, (why, row["source"]))),
    )


def checkins(db: sqlite3.Connection, hour: Hour, whose: int | None = None) -> Iterator[Word]:
    """Whose time of being left alone is over, and who was not asked since how she is."""
    for row in people.ended(db, hour.today):
        if whose in (None, row["contact_id"]) and row["greeting_wanted"]:
            until = date.fromisoformat(row["until_on"])
            yield Word(
                kind="checkin",
                number=str(row["contact_id"]),
                contact_id=row["contact_id"],
                of=row["contact_id"],
                purpose="checkin",
                occasion=f"checkin-{row['id']}",
                template="checkin",
                since=until,
                why=_("left alone until {day} ({reason})").format(
                    day=dates.near(until, hour.today), reason=row["because"]
                ),
                facts={"because": row["because"]},
            )


def _before(today: date, days: int) -> str:
    """The moment at which the day begins that is so many days ago."""
    return clock.stamp(clock.start_of(today - timedelta(days=days)))


def of(words: str, whose: int | None) -> str:
    """A question about people, about everybody or about one."""
    return question(words, "" if whose is None else _ONE)
