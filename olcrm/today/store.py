"""Asks every room that has waiting work the same question, and puts the answers on one screen."""

import sqlite3
from datetime import datetime, timedelta

from olcrm.backup import store as backup
from olcrm.contact import people as contact
from olcrm.contact import rules as people
from olcrm.due import store as due
from olcrm.greet import store as greet
from olcrm.holiday import near
from olcrm.kit import clock, dates, show
from olcrm.kit.table import Column, Document, Kind, Table
from olcrm.kit.text import _
from olcrm.kit.waiting import Waiting
from olcrm.match import store as match
from olcrm.order import morning as order
from olcrm.privacy import store as privacy
from olcrm.remind import store as remind
from olcrm.shop import store as shop
from olcrm.today import rules

SCREEN = 15  # what fits a terminal of 24 lines with heading and foot
ALL = 100_000

# The days in these questions are those of the rooms, which are not opened to read them: here `parcel.patience.LATELY`.
_ON_THE_WAY = """
SELECT EXISTS (SELECT 1 FROM parcel
                WHERE shipped_on IS NOT NULL AND arrived_on IS NULL AND returned_on IS NULL AND shipped_on < ?1)
    OR EXISTS (SELECT 1 FROM parcel WHERE collect IS NOT NULL AND shipped_on IS NOT NULL AND paid_on IS NULL
                  AND returned_on IS NULL AND shipped_on < ?1)
    OR EXISTS (SELECT 1 FROM parcel WHERE returned_on IS NOT NULL AND returned_on >= date(?1, '-60 days'))
"""

# `ask.rules.ASLEEP`, counted from tomorrow.
_ASKED = """
SELECT EXISTS (SELECT 1 FROM ask WHERE kind = 'question' AND answered_at IS NULL AND ended_on IS NULL)
    OR EXISTS (SELECT 1 FROM ask WHERE next_on BETWEEN date(?1, '-61 days') AND ?1 AND ended_on IS NULL)
"""

# What is open, or was to be over with an order that went out in exchange and is called off.
_CLAIMED = """
SELECT EXISTS (SELECT 1 FROM claim WHERE ended_on IS NULL AND opened_at > '')
    OR EXISTS (SELECT 1 FROM (SELECT wants, out_order_id FROM claim
                               WHERE out_order_id IS NOT NULL ORDER BY out_order_id DESC LIMIT 100) AS sent
                 JOIN sale_order ON sale_order.id = sent.out_order_id
                WHERE sent.wants = 'exchange' AND sale_order.closed_on IS NOT NULL)
"""

# What a kind word may be owed for: something arrived, was paid or called off, somebody was noted, or has a care tip.
# As far back as any setting (`shop.settings.FEW`) or option (`follow.rules.MOST_DAYS`) of these lists can reach.
_AFTERWARDS = """
SELECT EXISTS (SELECT 1 FROM sale_order
                WHERE arrived_on IS NOT NULL AND arrived_on BETWEEN date(?1, '-100 days') AND ?1)
    OR EXISTS (SELECT 1 FROM payment JOIN due ON due.id = payment.due_id
                WHERE payment.paid_on BETWEEN date(?1, '-100 days') AND ?1 AND due.paid >= due.amount)
    OR EXISTS (SELECT 1 FROM sale_order WHERE closed_on IS NOT NULL AND closed_on BETWEEN date(?1, '-100 days') AND ?1)
    OR EXISTS (SELECT 1 FROM contact
                WHERE first_order_on IS NULL AND archived_at IS NULL AND created_at < date(?1, '+1 day'))
    OR EXISTS (SELECT 1 FROM product WHERE care_days IS NOT NULL)
"""

# Feasts that are the owner's own or whose day she has corrected, and a closure that begins.
_OWN_DAYS = """
SELECT EXISTS (SELECT 1 FROM feast WHERE yearly = 1
                  OR (from_on <= date(?1, '+60 days') AND coalesce(until_on, from_on) >= date(?1, '-5 days'))),
       EXISTS (SELECT 1 FROM closure WHERE from_on BETWEEN ?1 AND date(?1, '+5 days'))
"""
SEASON = 45  # days before a feast in which its last day to send may be near


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[tuple[Waiting, rules.Rank]]:
    """At most ``limit`` things from each room, ranked. Costs what it gives, however large the ledger is."""
    rooms = (
        privacy.waiting,
        remind.waiting,
        order.waiting,
        greet.waiting,
        due.waiting,
        match.waiting,
        _wishes,
        _errands,
        _parcels,
        _asks,
        _complaints,
        _claims,
        _kind_words,
        _circles,
        _season,
        contact.waiting,
        backup.waiting,
    )
    return rules.ranked((one for ask in rooms for one in ask(db, now, limit)), clock.local(now).date())


def _wishes(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Who waits for what is free; the room is not opened where nobody waits for anything."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM wish WHERE ended_on IS NULL)").fetchone()[0]:
        return []
    from olcrm.wait import store as wait

    return wait.waiting(db, now, limit)


def _errands(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What is to be bought for somebody; the room is not opened where nothing is."""
    if not db.execute(
        "SELECT EXISTS (SELECT 1 FROM errand WHERE bought_on IS NULL AND not_found_on IS NULL AND asked_at > '')"
    ).fetchone()[0]:
        return []
    from olcrm.errand import store as errand

    return errand.waiting(db, now, limit)


def _parcels(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Parcels on the way for long, and money couriers have; the room is not opened where none left before today."""
    if not db.execute(_ON_THE_WAY, (clock.today().isoformat(),)).fetchone()[0]:
        return []
    from olcrm.parcel import patience

    return patience.waiting(db, now, limit)


def _asks(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Questions, visits and what to ask about; the room is not opened where nothing of it is open."""
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    if not db.execute(_ASKED, (tomorrow,)).fetchone()[0]:
        return []
    from olcrm.ask import store as asks

    return asks.waiting(db, now, limit)


def _complaints(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What went wrong and is open; the room is not opened where nothing is."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM complaint WHERE closed_at IS NULL AND opened_at > '')").fetchone()[
        0
    ]:
        return []
    from olcrm.complaint import reading

    return reading.waiting(db, now, limit)


def _claims(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """What is claimed and to be decided or carried out; the room is not opened where nothing is."""
    if not db.execute(_CLAIMED).fetchone()[0]:
        return []
    from olcrm.claim import turns

    return turns.waiting(db, now, limit)


def _kind_words(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Whom to ask how it is, to thank, or to say sorry to; the room is not opened where nothing gives reason for it."""
    if not db.execute(_AFTERWARDS, (clock.today().isoformat(),)).fetchone()[0]:
        return []
    from olcrm.follow import store as follow

    return follow.waiting(db, now, limit)


def _season(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Feasts to greet for, the last day to send before one, a closure; no room is opened where none of them is near."""
    today = clock.today()
    known = near.feasts(today, 5, SEASON)
    own, closing = db.execute(_OWN_DAYS, (today.isoformat(),)).fetchone()
    found: list[Waiting] = []
    if own or any(ahead <= 1 for ahead, _feast in known):
        from olcrm.greet import feasts

        found += feasts.waiting(db, now, limit)
    changed = any(key.startswith("closure.") for key in shop.kept(db))  # other feasts, or other days before them
    if own or closing or changed or any(ahead >= 0 and feast == "idul-fitri" for ahead, feast in known):
        from olcrm.closure import last

        found += last.waiting(db, now, limit)
    return found


def _circles(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Days of those customers buy for; the file is not read where nobody asked to be reminded of any."""
    if not db.execute("SELECT EXISTS (SELECT 1 FROM circle WHERE greeted = 1 AND day_md > '')").fetchone()[0]:
        return []
    from olcrm.greet import circle

    return circle.waiting(db, now, limit)


def screen(db: sqlite3.Connection, *, explain: bool = False) -> Table:
    """The morning's screen: whom to remind, what to send off, whose birthday it is; ``explain`` says why in this order.

    It is never taller than the terminal, unless everything was asked for, or a number of rows.
    """
    page = show.page()
    most = ALL if page is None else min(page, ALL if show.current().limit else SCREEN)
    rows = waiting(db, clock.now(), most + 1)
    name = shop.policy(db).shop
    day = clock.today()
    drawn = show.current().form == show.Form.DRAWN
    columns = (
        Column("when", _("Since"), Kind.DAY, keep=3),
        Column("customer", _("Customer"), value=lambda row: (row["contact"] or {}).get("name", "")),
        Column("standing", _("Standing"), value=_standing, keep=2),
        Column("text", _("What waits"), whole=True),
        *([Column("why", _("Why here"), whole=True)] if explain else ()),
        Column("next", "olcrm …", value=_without_olcrm if drawn else None, keep=0 if explain else 1, whole=explain),
    )
    return Table(
        "today",
        columns,
        [_document(one, weight, explain=explain) for one, weight in rows[:most]],
        total=len(rows) if drawn else None,
        title=f"{name + ', ' if name else ''}{dates.long(day)}",
        cut=_("There is more: `olcrm today --all`."),
        empty=_nothing(db) if not rows else "",
        extra={"date": day.isoformat()},
    )


def _nothing(db: sqlite3.Connection) -> str:
    if not db.execute("SELECT EXISTS (SELECT 1 FROM contact)").fetchone()[0]:
        return _('Nothing waits today. Add the first customer: `olcrm contact add "Rina Wati" --phone 0812…`')
    return _("Nothing waits today. A good day to write to somebody who has not been here for long.")


def _document(one: Waiting, weight: rules.Rank, *, explain: bool) -> Document:
    document = one.document() | {"rank": weight.points}
    return document | {"why": rules.explained(one, weight, _standing(document))} if explain else document


def _standing(row: Document) -> str:
    return people.shown(row["contact"]["standing"]) if row["contact"] else ""


def _without_olcrm(row: Document) -> str:
    """What is to be typed under the heading ``olcrm …``, which leaves more room; elsewhere it is given whole."""
    return str(row["next"]).removeprefix("olcrm ")
