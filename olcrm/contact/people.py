"""Contacts read whole, one or many, in the same few queries: with channels, tags and standing."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from olcrm.contact import rules
from olcrm.contact.rules import Channel, Contact, Standing
from olcrm.kit import clock, dates
from olcrm.kit.errors import Missing
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.ledger.door import once
from olcrm.shop import store as shop
from olcrm.shop.rules import Policy

Item = TypeVar("Item")

AT_ONCE = 1000  # contacts whose orders are held in memory together
CHECK_IN = timedelta(days=14)  # how long a pause that is over waits for a word
# How long reminders, greetings and offers let that word go first: a check-in that was forgotten must not hold for ever.
FIRST = timedelta(days=3)


def get(db: sqlite3.Connection, contact_id: int) -> Contact:
    """The contact with this id. Raises Missing when there is none."""
    found = _one(db, contact_id)
    if found is None:
        raise nobody(contact_id)
    return found


def _one(db: sqlite3.Connection, contact_id: int) -> Contact | None:
    return once(db, ("contact", contact_id), lambda: get_many(db, [contact_id]).get(contact_id))


def nobody(number: int | str) -> Missing:
    """What to raise when no contact has this number."""
    return Missing(
        _("There is no customer {number}.").format(number=number), hint=_("See `olcrm contact list` for all of them.")
    )


def get_many(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Contact]:
    """The contacts with these ids, in their order; an id that nobody has is left out."""
    found: dict[int, Contact] = {}
    policy = shop.policy(db)
    for some in _batches(list(dict.fromkeys(ids))):
        rows = {row["id"]: row for row in db.execute(_CONTACTS, (array(some),))}
        channels = _grouped(db, _CHANNELS, some)
        tags = _grouped(db, _TAGS, some)
        standings = _standings(db, rows, policy)
        for number in some:
            if number in rows:
                reach = [Channel(row["kind"], row["value"], row["typed"]) for row in channels.get(number, ())]
                words = [row["name"] for row in tags.get(number, ())]
                found[number] = _contact(rows[number], reach, words, standings[number])
    return found


def briefs(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What a document about something else says of each of these contacts: ``id name standing``."""
    some = list(dict.fromkeys(ids))
    alone = _one(db, some[0]) if len(some) == 1 else None
    found = get_many(db, some) if alone is None else {alone.id: alone}
    return {number: rules.brief(contact) for number, contact in found.items()}


def standings(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Standing]:
    """How each of these contacts stands today; ids that nobody has are left out."""
    found: dict[int, Standing] = {}
    policy = shop.policy(db)
    for some in _batches(list(ids)):
        rows = db.execute(_CONTACTS, (array(some),))
        found |= _standings(db, {row["id"]: row for row in rows}, policy)
    return found


def reason(db: sqlite3.Connection, contact: Contact, policy: Policy) -> str:
    """Why ``contact`` has her standing, in one line for the screen."""
    paid = _paid(db, [contact.id]).get(contact.id, [])
    return rules.reason(paid, clock.today(), policy, last_order_on=_day(contact.last_order_on))


def document(db: sqlite3.Connection, contact: Contact) -> dict[str, Any]:
    """``contact`` as she stands in JSON."""
    return documents(db, [contact])[0]


def documents(db: sqlite3.Connection, contacts: Sequence[Contact]) -> list[dict[str, Any]]:
    """All of ``contacts`` as they stand in JSON, in a few queries."""
    found: list[dict[str, Any]] = []
    for some in _batches(contacts):
        ids = [contact.id for contact in some]
        sizes, addresses = _grouped(db, _SIZES, ids), _grouped(db, _ADDRESSES, ids)
        feasts, circles = _grouped(db, _FEASTS, ids), _grouped(db, _CIRCLES, ids)
        pauses = _grouped(db, _PAUSES, ids, clock.today().isoformat())
        referring = [one.referred_by_id for one in some if one.referred_by_id]
        referrers = get_many(db, referring) if referring else {}
        for one in some:
            referrer = referrers.get(one.referred_by_id or 0)
            found.append(
                _facts(one)
                | {
                    "referred_by": rules.brief(referrer) if referrer else None,
                    "sizes": [{"what": row["what"], "value": row["value"]} for row in sizes.get(one.id, ())],
                    "addresses": [
                        {key: row[key] for key in ("id", "label", "text")} for row in addresses.get(one.id, ())
                    ],
                    "celebrates": [row["feast"] for row in feasts.get(one.id, ())],
                    "circle": [rules.of_circle(row) for row in circles.get(one.id, ())],
                    "paused_until": next((row["until_on"] for row in pauses.get(one.id, ())), None),
                }
            )
    return found


def is_paused(db: sqlite3.Connection, contact_id: int, day: date) -> bool:
    """Whether she is to be left alone on ``day``."""
    return paused(db, contact_id, day) is not None


def paused(db: sqlite3.Connection, contact_id: int, day: date) -> sqlite3.Row | None:
    """The pause that ``day`` lies in, the one that lasts longest: ``id from_on until_on because``."""
    row: sqlite3.Row | None = db.execute(
        "SELECT id, from_on, until_on, because FROM pause"
        " WHERE contact_id = ?1 AND until_on >= ?2 AND from_on <= ?2 ORDER BY until_on DESC LIMIT 1",
        (contact_id, day.isoformat()),
    ).fetchone()
    return row


def unasked(db: sqlite3.Connection, contact_id: int, today: date) -> bool:
    """Whether a pause of hers ended in the last days, and what can wait lets the check-in go first."""
    return bool(db.execute(UNASKED, at(today) | {"contact": contact_id}).fetchone())


def at(today: date, day: date | None = None) -> dict[str, str]:
    """What ``ALONE`` is asked with: whether she is left alone on ``day`` (today), as things stand ``today``."""
    return {"today": f"{today}", "day": f"{day or today}", "to_utc": clock.to_utc(clock.now())}


def is_special(db: sqlite3.Connection, contact_id: int) -> bool:
    """Whether more than the usual keep time may be agreed with her: by the shop's settings, or for a released keep."""
    return shop.asks_by_standing(db) or bool(db.execute(RELEASED, (contact_id,)).fetchone())


# By the index of her orders.
RELEASED = "SELECT 1 FROM sale_order WHERE contact_id = ? AND closed_as = 'released' LIMIT 1"


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Whose pause is over, or ends today, and who was not asked since; at most ``limit``, the longest ago first."""
    today = clock.local(now).date()
    found = list(islice(ended(db, today), limit))
    known = get_many(db, [row["contact_id"] for row in found])
    return [_check_in(row, rules.brief(known[row["contact_id"]]), today) for row in found]


def ended(db: sqlite3.Connection, today: date) -> Iterator[sqlite3.Row]:
    """The pauses that ended in the last days, or end ``today``, after which nobody asked how things are.

    Each is ``id contact_id until_on because greeting_wanted``, the longest ago first.
    """
    return db.execute(ENDED, at(today) | {"since": f"{today - CHECK_IN}"})


def _check_in(pause: sqlite3.Row, contact: dict[str, Any], today: date) -> Waiting:
    text = _("Left alone until {day} ({reason}): ask how things are").format(
        day=dates.near(date.fromisoformat(pause["until_on"]), today), reason=pause["because"]
    )
    talk = "olcrm follow checkin --send"
    if not pause["greeting_wanted"]:  # then it is done without a message that is ready
        said = _("asked how things are")
        talk = f'olcrm message add {contact["id"]} "{said}"'
    return Waiting("contact", "pause", pause["until_on"], text, talk, contact)


# A reminder, an offer or a greeting is no check-in: that is its own message, or a talk that the owner noted.
_ASKED = """EXISTS (SELECT 1 FROM message WHERE contact_id = pause.contact_id AND direction = 'out'
       AND purpose IN ('checkin', 'talk') AND said_at >= strftime('%Y-%m-%dT%H:%M:%S', pause.until_on, :to_utc))"""
# A pause that a longer one follows is not over.
ENDED = f"""
SELECT pause.id, pause.contact_id, pause.until_on, pause.because, contact.greeting_wanted
  FROM pause JOIN contact ON contact.id = pause.contact_id
 WHERE pause.until_on BETWEEN :since AND :today AND contact.archived_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM pause AS later
                    WHERE later.contact_id = pause.contact_id AND later.until_on > pause.until_on)
   AND NOT {_ASKED}
 ORDER BY pause.until_on
"""  # noqa: S608
_LATELY = f"until_on >= date(:today, '-{FIRST.days} days') AND"
UNASKED = f"SELECT 1 FROM pause WHERE contact_id = :contact AND {_LATELY} until_on < :today AND NOT {_ASKED}"  # noqa: S608
# Of a row of `contact`: she is in a pause on `:day`, or one ended in the last days and the check-in goes first.
IN_FORCE = f"{_LATELY} from_on <= :day AND (until_on >= :day OR (until_on < :today AND NOT {_ASKED}))"
ALONE = f"EXISTS (SELECT 1 FROM pause WHERE contact_id = contact.id AND {IN_FORCE})"  # noqa: S608

# ``json_each`` takes any number of ids as one value, so that a list costs as many queries as one contact.
_CONTACTS = """
SELECT id, name, nickname, salutation, language, birthday, city, source, orders, paid_orders, spent, owed, credit,
       last_order_on, last_message_at, greeting_wanted, archived_at, referred_by_id, created_at, closeness, prefers
  FROM contact WHERE id IN (SELECT value FROM json_each(?))
"""
_CHANNELS = """
SELECT contact_id, kind, value, typed FROM channel WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_TAGS = "SELECT contact_id, name FROM tag WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY id"
_SIZES = "SELECT contact_id, what, value FROM size WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY id"
_ADDRESSES = """
SELECT contact_id, id, label, text FROM address WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_FEASTS = "SELECT contact_id, feast FROM celebrates WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY id"
_CIRCLES = "SELECT * FROM circle WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY id"
_PAUSES = """
SELECT contact_id, until_on FROM pause
 WHERE contact_id IN (SELECT value FROM json_each(?1)) AND until_on >= ?2 AND from_on <= ?2
 ORDER BY until_on DESC
"""
# What went out in exchange was bought before: paying the difference is no coming back.
_PAID = """
SELECT contact_id, created_on, amount FROM due
 WHERE contact_id IN (SELECT value FROM json_each(?))
   AND kind = 'order' AND closed_on IS NULL AND amount > 0 AND paid >= amount
   AND NOT EXISTS (SELECT 1 FROM sale_order AS sent JOIN claim ON out_order_id = sent.id WHERE sent.due_id = due.id)
"""


def _batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def array(ids: Iterable[int]) -> str:
    """Numbers as the JSON array that ``json_each`` reads."""
    return f"[{','.join(map(str, ids))}]"


def _grouped(db: sqlite3.Connection, question: str, ids: Iterable[int], *more: str) -> dict[int, list[sqlite3.Row]]:
    """The rows that ``question`` gives for ``ids``, by contact."""
    groups: dict[int, list[sqlite3.Row]] = {}
    for row in db.execute(question, (array(ids), *more)):
        groups.setdefault(row["contact_id"], []).append(row)
    return groups


def _paid(db: sqlite3.Connection, ids: Iterable[int]) -> dict[int, list[tuple[date, int]]]:
    """The paid orders of each of these contacts who has any: day and total."""
    return {
        number: [(date.fromisoformat(row["created_on"]), row["amount"]) for row in rows]
        for number, rows in _grouped(db, _PAID, ids).items()
    }


def _standings(db: sqlite3.Connection, rows: Mapping[int, sqlite3.Row], policy: Policy) -> dict[int, Standing]:
    today = clock.today()
    paid = _paid(db, [number for number, row in rows.items() if row["paid_orders"]])
    return {
        number: rules.standing(paid.get(number, ()), today, policy, last_order_on=_day(row["last_order_on"]))
        for number, row in rows.items()
    }


def _contact(row: sqlite3.Row, channels: list[Channel], tags: list[str], standing: Standing) -> Contact:
    said = row["last_message_at"]
    return Contact(
        **{key: row[key] for key in _AS_KEPT},
        phone=next((one.value for one in channels if one.kind == "phone"), None),
        channels=channels,
        tags=tags,
        standing=standing,
        last_contact=clock.from_stamp(said).isoformat() if said else None,
        greeting_wanted=bool(row["greeting_wanted"]),
    )


_AS_KEPT = (
    *("id", "name", "nickname", "salutation", "language", "birthday", "city", "source", "orders", "paid_orders"),
    *("spent", "owed", "credit", "last_order_on", "archived_at", "referred_by_id", "created_at"),
    *("closeness", "prefers"),
)


def _facts(contact: Contact) -> dict[str, Any]:
    """What a contact's JSON takes from herself, in the order it is shown."""
    head = ("id", "name", "nickname", "salutation", "language", "phone")
    tail = ("orders", "paid_orders", "spent", "owed", "credit", "last_order_on", "last_contact", "greeting_wanted")
    return (
        {key: getattr(contact, key) for key in head}
        | {"channels": [{"kind": one.kind, "value": one.value, "typed": one.typed} for one in contact.channels]}
        | {key: getattr(contact, key) for key in ("prefers", "birthday", "city", "source", "tags")}
        | {"standing": str(contact.standing), "closeness": contact.closeness}
        | {key: getattr(contact, key) for key in tail}
        | {"archived": contact.archived_at is not None}
    )


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None
