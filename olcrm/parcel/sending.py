"""Whoever waits for a parcel and has not been told of it: listed, walked through and logged as all drafts are."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact, brief, label
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Audience, Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.table import Column, Table, Words
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import excerpt
from olcrm.ledger import windows
from olcrm.message import store as messages
from olcrm.parcel import news as told
from olcrm.parcel import reading, rules
from olcrm.parcel.news import News
from olcrm.parcel.patience import Patience

AGO = timedelta(days=7)  # a parcel that left earlier is no news

_UNTOLD = """
SELECT * FROM parcel_view
 WHERE shipped_on IS NOT NULL AND arrived_on IS NULL AND returned_on IS NULL AND order_arrived_on IS NULL
   AND order_closed_as IS NULL
 ORDER BY shipped_on, id
"""


def audience(parcel: str | None) -> Audience[News]:
    """Whoever is to be told of her parcel; with ``parcel``, a word that means one, of that alone."""
    return Audience(
        waiting=lambda db: untold(db, parcel),
        sketches=sketches,
        named=named,
        worded=worded,
        log=log,
        table=lambda _db, rows: _table(rows),
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("with", _("With"), keep=2),
        Column("reason", _("Why")),
    )
    return Table("parcel.tell", columns, rows, empty=_("Everybody has been told of her parcel."))


def one(db: sqlite3.Connection, parcel: sqlite3.Row) -> Words:
    """The message about one parcel, whole. Raises as ``about``."""
    news = told.about(db, parcel)
    said = told.letter(db, news, contacts.get(db, parcel["contact_id"]))
    return Words("parcel.tell", said.whole(), {"id": news.id, "template": news.template, **said.document()})


def untold(db: sqlite3.Connection, parcel: str | None = None) -> Iterator[News]:
    """What is to be told just now, about what left first, first. Raises as ``reading.meant`` does."""
    patience = Patience(db)
    only = None if parcel is None else {row["id"] for row in reading.meant(db, parcel)[0]}
    for row in db.execute(_UNTOLD).fetchall():
        if only is not None and row["id"] not in only:
            continue
        news = _news(row, patience)
        if news and not messages.was_said(db, row["contact_id"], news.occasion):
            yield news


def named(db: sqlite3.Connection, word: str) -> News:
    """What the draft ``41-shipped`` tells, once it is sure that nobody has told it yet.

    Raises Misunderstood for what is no id, Missing for no such parcel, Refused for what was told or is not so.
    """
    found = re.fullmatch(r"(.+)-(shipped|stuck)", word.strip().casefold())
    if found is None:
        raise Misunderstood(
            _("“{word}” is not the id of a message about a parcel.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 41-shipped or 41/2-stuck."),
        )
    parcel = reading.find(db, found[1], "shipped")
    if parcel is None:
        raise rules.no_parcel(windows.order_number(found[1]))
    rules.on_the_way(parcel, rules.name(parcel))
    news = News(parcel, found[2])
    if news.template == told.STUCK and not Patience(db).is_stuck(parcel):
        raise Refused(
            _("Parcel {name} has not been on its way for long.").format(name=rules.name(parcel)),
            hint=_("Its draft is called {id}.").format(id=News(parcel, told.SHIPPED).id),
        )
    told.not_told(db, news)
    return news


def sketches(db: sqlite3.Connection, found: Sequence[News]) -> list[Sketch]:
    """The drafts of all that, before they are worded."""
    who = contacts.get_many(db, [news.parcel["contact_id"] for news in found])
    patience = Patience(db)
    return [_sketch(news, who[news.parcel["contact_id"]], patience) for news in found]


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The message of a draft."""
    news = News(reading.get(db, sketch.more["parcel"]), sketch.template)
    return told.letter(db, news, contacts.get(db, sketch.contact["id"])).text


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that ``text`` was said."""
    told.note(db, News(reading.get(db, sketch.more["parcel"]), sketch.template), text)


def _news(row: sqlite3.Row, patience: Patience) -> News | None:
    if patience.is_stuck(row):
        return News(row, told.STUCK)
    return News(row, told.SHIPPED) if patience.on_the_way(row) <= AGO.days else None


def _sketch(news: News, who: Contact, patience: Patience) -> Sketch:
    parcel = news.parcel
    day = dates.near(date.fromisoformat(parcel["shipped_on"]), clock.today())
    why = _("sent off {day}").format(day=day)
    if news.template == told.STUCK:
        days = patience.on_the_way(parcel)
        why = ngettext("on the way for {days} day", "on the way for {days} days", days).format(days=days)
    carrier = rules.carrier_shown(parcel["courier"], parcel["service"])
    with_what = " ".join(filter(None, (carrier, parcel["tracking"])))
    called = _("Parcel {name}").format(name=rules.name(parcel))
    return Sketch(
        id=news.id,
        contact=brief(who),
        phone=who.phone,
        purpose=told.PURPOSE,
        step=None,
        template=news.template,
        heading=" · ".join(filter(None, (label(who), called, with_what, why))),
        reason=why,
        order=parcel["order_id"],
        more={"parcel": parcel["id"], "name": rules.name(parcel), "tracking": parcel["tracking"], "with": with_what},
    )
