"""What is said about one parcel: that it is on its way, or what is done about it now that it is stuck.

Each is told once. The number is part of what was told, so that a corrected one is told again.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date

from olcrm.contact.rules import Contact
from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.parcel import reading, rules
from olcrm.parcel.patience import Patience
from olcrm.shop import store as shop
from olcrm.template import store as templates

SHIPPED, STUCK = "shipped", "stuck"  # the templates, and how drafts end
PURPOSE = "parcel"


class News(Record):
    """A parcel, and which of the two messages is about it."""

    parcel: sqlite3.Row
    template: str

    @property
    def id(self) -> str:
        """What its draft is called: ``41-shipped``, ``41/2-stuck``."""
        return f"{rules.name(self.parcel)}-{self.template}"

    @property
    def occasion(self) -> str:
        """What it is told once for."""
        return f"{self.template}-{self.parcel['id']}-{self.parcel['tracking'] or ''}"


def about(db: sqlite3.Connection, parcel: sqlite3.Row) -> News:
    """What there is to tell of one parcel. Raises Refused for one that is not on its way."""
    rules.on_the_way(parcel, rules.name(parcel))
    return News(parcel, STUCK if Patience(db).is_stuck(parcel) else SHIPPED)


def not_told(db: sqlite3.Connection, news: News) -> None:
    """Make sure that she has not been told. Raises Refused."""
    from olcrm.message import store as messages

    if messages.was_said(db, news.parcel["contact_id"], news.occasion):
        raise Refused(
            _("{name} has been told of that already.").format(name=news.parcel["contact_name"]),
            hint=_("Nobody is told the same twice."),
        )


def letter(db: sqlite3.Connection, news: News, who: Contact) -> templates.Letter:
    """The message itself, with the way to send it."""
    extra = facts(db, news, who.language or shop.policy(db).message_language)
    return templates.letter(db, news.template, who, order_id=news.parcel["order_id"], extra=extra)


def note(db: sqlite3.Connection, news: News, text: str) -> None:
    """Note that ``text`` was said about a parcel."""
    from olcrm.message import store as messages

    due_id = windows.order(db, news.parcel["order_id"])["due_id"]
    messages.log(db, news.parcel["contact_id"], text, purpose=PURPOSE, due_id=due_id, step=None, occasion=news.occasion)


def facts(db: sqlite3.Connection, news: News, language: str) -> Mapping[str, str]:
    """What a message says of a parcel."""
    parcel = news.parcel
    order = windows.order(db, parcel["order_id"])
    inside = reading.contents(db, [parcel["id"]]).get(parcel["id"], [])
    collect = reading.to_come(db, parcel)
    return {
        "items": ", ".join(line["name"] if line["qty"] == 1 else rules.piece(line) for line in inside),
        "courier": rules.carrier_shown(parcel["courier"], parcel["service"]),
        "tracking": parcel["tracking"] or "",
        "link": Patience(db).page(parcel) or "",
        "recipient": order["recipient"] or "",
        "collect": rupiah(collect) if collect else "",
        "shipped_on": templates.day(date.fromisoformat(parcel["shipped_on"]), language),
    }
