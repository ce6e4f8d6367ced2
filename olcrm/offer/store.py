"""Whom an offer goes to: those of a segment who want offers, once each, the best customers first."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from olcrm.contact import people, willing
from olcrm.contact.rules import Contact, brief, label
from olcrm.contact.willing import Sorted
from olcrm.kit import clock
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import excerpt
from olcrm.message import store as messages
from olcrm.offer import segments
from olcrm.offer.segments import Segment

TEMPLATE = "news"


class Offer:
    """An offer: whom it is for, what it is called, and what it says; the people are looked for once."""

    def __init__(self, segment: Segment, name: str | None, words: str | None) -> None:
        self.segment, self.name, self.words = segment, name, words
        self.sorted = Sorted((), {})

    @property
    def occasion(self) -> str | None:
        """What nobody gets twice."""
        return f"offer-{self.name}" if self.name else None

    def waiting(self, db: sqlite3.Connection) -> Iterator[int]:
        """Whoever may get it, loyal customers first."""
        self.sorted = self._parted(db, segments.members(db, self.segment))
        yield from willing.regulars_first(db, self.sorted.willing)

    def named(self, db: sqlite3.Connection, word: str) -> int:
        """Whose draft ``word`` names, once it is sure that she may get it.

        Raises Misunderstood for what is no id of this offer, Missing for nobody, Refused with why not.
        """
        read = re.fullmatch(r"([0-9]{1,9})-(.+)", word.strip().casefold())
        if read is None or read[2] != self.name:
            raise Misunderstood(
                _("“{word}” is not the id of a draft of this offer.").format(word=excerpt(word)),
                hint=_("Write it as the list shows it, like 12-{name}.").format(name=self.name),
            )
        who = people.get(db, int(read[1]))
        parted = self._parted(db, [one for one in segments.members(db, self.segment) if one == who.id])
        if who.id not in parted.willing:
            raise willing.refuse(who, parted.left.get(who.id))
        return who.id

    def _parted(self, db: sqlite3.Connection, ids: Sequence[int]) -> Sorted:
        occasions = (self.occasion, self.occasion) if self.occasion else None
        return willing.sort_out(db, ids, clock.today(), occasions=occasions)

    def sketches(self, db: sqlite3.Connection, ids: Sequence[int]) -> list[Sketch]:
        """The drafts for these people."""
        return [self._sketch(contact) for contact in people.get_many(db, ids).values()]

    def _sketch(self, contact: Contact) -> Sketch:
        why = ngettext("{count} paid order", "{count} paid orders", contact.paid_orders).format(
            count=contact.paid_orders
        )
        return Sketch(
            id=f"{contact.id}-{self.name}" if self.name else str(contact.id),
            contact=brief(contact),
            phone=contact.phone,
            purpose=willing.PURPOSE,
            step=None,
            template=TEMPLATE,
            heading=" · ".join((label(contact), why)),
            reason=why,
            more={
                "paid_orders": contact.paid_orders,
                "spent": contact.spent,
                "last_order_on": contact.last_order_on,
                "offer": self.name,
                "occasion": self.occasion,
            },
        )

    def worded(self, db: sqlite3.Connection, sketch: Sketch) -> str:
        """The message itself; nothing where it is not said what is offered."""
        from olcrm.template import store as templates

        if self.words is None:
            return ""
        return templates.write(db, TEMPLATE, sketch.contact["id"], extra={"offer": self.words})


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that she got it, which cannot be noted twice for one offer."""
    messages.log(db, sketch.contact["id"], text, purpose=willing.PURPOSE, occasion=sketch.more["occasion"])


def askable(db: sqlite3.Connection, limit: int | None) -> list[dict[str, Any]]:
    """Who came back or is near, and was never asked whether she likes offers; at most ``limit``, best first."""
    rows = willing.askable(db, clock.today(), limit)
    briefs = people.briefs(db, [row["id"] for row in rows])
    return [_askable(row, briefs[row["id"]]) for row in rows]


def _askable(row: sqlite3.Row, who: Mapping[str, Any]) -> dict[str, Any]:
    facts = {key: row[key] for key in ("paid_orders", "spent", "last_order_on")}
    return {"contact": dict(who), **facts, "next": f"olcrm contact consent {row['id']} --ask offers"}
