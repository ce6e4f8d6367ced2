"""What is said while the shop is closed: a text for everybody who writes, and word to those with open orders."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from olcrm.closure import store
from olcrm.contact import alone, people
from olcrm.contact.rules import Contact, brief, label
from olcrm.kit import clock
from olcrm.kit.drafts import Audience, Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.table import Column, Table
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import excerpt
from olcrm.ledger.book import Ledger
from olcrm.message import store as messages
from olcrm.shop import store as shop
from olcrm.shop.calendar import Closure
from olcrm.template import rules as wordings
from olcrm.template import store as templates

PURPOSE = "away"
_DRAFT = r"([0-9]{1,18})-away-([0-9]{4}-[0-9]{2}-[0-9]{2})"
WORDING = "closed"
_AND = {"id": " dan ", "en": " and "}
_ONE_DAY = {"id": "{first}", "en": "on {first}"}
_DAYS = {"id": "{first} sampai {last}", "en": "from {first} until {last}"}

# Her orders in the house, by the index of her orders.
HERS = """
SELECT * FROM order_view
 WHERE contact_id = ? AND shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL ORDER BY ordered_on, id
"""
WHOSE = """
SELECT contact_id FROM order_view
 WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL AND ordered_at > '' ORDER BY ordered_at
"""


class Word(Record):
    """Whom to tell of which closure."""

    contact_id: int
    closed: Closure

    @property
    def draft_id(self) -> str:
        """What its draft is called: ``12-away-2027-03-06``."""
        return f"{self.contact_id}-{PURPOSE}-{self.closed.first}"

    @property
    def occasion(self) -> str:
        """What nobody is told twice; a closure that ends on another day is another."""
        return f"{PURPOSE}-{self.closed.first}-{self.closed.last}"


def text(db: sqlite3.Connection, closed: Closure, language: str | None) -> str:
    """The text for anybody who writes while the shop is closed, in ``language`` or the shop's."""
    policy = shop.policy(db)
    speaks = language or policy.message_language
    fields = dict.fromkeys(wordings.FIELDS[PURPOSE], "") | {"greeting": policy.salutation, "shop": policy.shop}
    return wordings.render(templates.wording(db, PURPOSE, speaks).text, fields | _days(db, closed, speaks))


def _days(db: sqlite3.Connection, closed: Closure, language: str) -> dict[str, str]:
    first, last = (templates.day(day, language) for day in (closed.first, closed.last))
    return {
        "closed": (_ONE_DAY if first == last else _DAYS)[language].format(first=first, last=last),
        "opens_on": templates.day(store.opens_on(db, closed), language),
    }


def audience(word: str | None) -> Audience[Word]:
    """Whoever has an order in the house, once each, the oldest order first."""
    return Audience(
        waiting=lambda db: _waiting(db, store.meant(db, word)),
        sketches=sketches,
        named=named,
        worded=worded,
        log=log,
        table=lambda _db, rows: _table(rows),
        question=alone.late_in_the_day,
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("orders", _("Orders"), value=lambda row: ", ".join(map(str, row["orders"]))),
        Column("reason", _("Why"), keep=1),
    )
    foot = [_("`--text` shows the messages, `--send` goes through them one by one.")] if rows else []
    return Table("closure.tell", columns, rows, foot=foot, empty=_("Nobody with an open order is left to be told."))


def _waiting(db: sqlite3.Connection, closed: Closure) -> Iterator[Word]:
    seen = set()
    for (number,) in db.execute(WHOSE).fetchall():
        one = Word(number, closed)
        if (
            number not in seen
            and not messages.was_said(db, number, one.occasion)
            and alone.may_be_told(db, people.get(db, number))
        ):
            yield one
        seen.add(number)


def named(db: sqlite3.Connection, word: str) -> Word:
    """The draft ``12-away-2027-03-06``, once it is sure that she may be told so now.

    Raises Misunderstood for what is no id, Missing for nobody or no closure, Refused with what is so instead.
    """
    read = re.fullmatch(_DRAFT, word.strip().casefold())
    if read is None:
        raise Misunderstood(
            _("“{word}” is not the id of a word about a closure.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 12-away-2027-03-06."),
        )
    contact = people.get(db, int(read[1]))
    begin = [Word(contact.id, one) for one in store.to_come(db, clock.today()) if f"{one.first}" == read[2]]
    if not begin:
        raise Refused(
            _("No closure that is to come begins on {day}.").format(day=read[2]), hint=_("See `olcrm closure list`.")
        )
    one = next((one for one in begin if not messages.was_said(db, contact.id, one.occasion)), None)
    if one is None:
        raise Refused(
            _("{name} was told of this closure already.").format(name=contact.name),
            hint=_("Nobody is told the same twice."),
        )
    if not db.execute(HERS, (contact.id,)).fetchone():
        raise Refused(
            _("{name} has no order in the house.").format(name=contact.name),
            hint=_("The text for everybody: `olcrm closure away`."),
        )
    if not alone.may_be_told(db, contact):
        raise Refused(
            _("{name} is to be left alone just now.").format(name=contact.name),
            hint=_("`olcrm contact show {number}` says why.").format(number=contact.id),
        )
    return one


def sketches(db: sqlite3.Connection, found: Sequence[Word]) -> list[Sketch]:
    """The drafts for these people, before they are worded."""
    known = people.get_many(db, [one.contact_id for one in found])
    return [_sketch(db, known[one.contact_id], one) for one in found]


def _sketch(db: sqlite3.Connection, contact: Contact, one: Word) -> Sketch:
    rows = db.execute(HERS, (contact.id,)).fetchall()
    hour = shop.hour(db, clock.now())
    orders = [row["id"] for row in rows]
    why = ngettext("{count} order in the house", "{count} orders in the house", len(orders)).format(count=len(orders))
    why = hour.why(why)
    return Sketch(
        id=one.draft_id,
        contact=brief(contact),
        phone=contact.phone,
        purpose=PURPOSE,
        step=None,
        template=WORDING,
        heading=f"{label(contact)} · {why}",
        reason=why,
        order=orders[0] if len(orders) == 1 else None,
        due=rows[0]["due_id"] if len(orders) == 1 else None,
        more={"orders": orders, "closure": one.closed.number, "occasion": one.occasion, "quiet": hour.quiet}
        | {"paid": all(row["balance"] <= 0 for row in rows)},
    )


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The message itself, about her one order or about all of them."""
    contact = people.get(db, sketch.contact["id"])
    speaks = contact.language or shop.policy(db).message_language
    extra = _days(db, store.meant(db, str(sketch.more["closure"])), speaks)
    orders = sketch.more["orders"]
    if len(orders) > 1:  # the day of one of them would be taken for that of all
        items = [templates.fields(db, contact.id, order_id=number, language=speaks)["items"] for number in orders]
        several = f"{', '.join(map(str, orders[:-1]))}{_AND[speaks]}{orders[-1]}"
        extra |= {"order": several, "items": ", ".join(items), "keep_until": "", "promised_on": ""}
    elif sketch.more["paid"]:
        extra["keep_until"] = ""
    return templates.write(db, WORDING, contact.id, order_id=orders[0], extra=extra)


def log(db: Ledger, sketch: Sketch, text: str) -> None:
    """Note that she was told, which cannot be noted twice for one closure."""
    messages.log(db, sketch.contact["id"], text, purpose=PURPOSE, due_id=sketch.due, occasion=sketch.more["occasion"])
