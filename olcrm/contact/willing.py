"""Who may be written to with offers and news, and why the others may not.

Only who agreed to offers gets one, and not more of them within a month than the shop has set; who asked for a thing, or
waits for it, may be told of that thing all the same. Nobody is disturbed in a pause, or while something that went
wrong is open.
"""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from olcrm.contact import alone, people, regulars
from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.errors import Refused
from olcrm.kit.record import Choice, Record
from olcrm.kit.text import _, ngettext
from olcrm.shop import store as shop

PURPOSE = "offer"  # of the messages that are counted
MONTH = timedelta(days=30)
CLOSE = 3  # how near somebody has to be who may be asked for her consent before she has come back
SOME = 2_000  # people who are looked at together


class Why(Choice):
    """Why somebody is left out, the weightiest first."""

    GOT = "got_it"
    UNWANTED = "unwanted"
    PAUSED = "paused"
    CHECK_IN = "check_in"
    OPEN = "something_open"
    UNASKED = "no_consent"
    ENOUGH = "enough"


# What is offered to whoever waits for it is no offer in this sense; its occasion has a number.
_FACTS = f"""
SELECT contact.id, contact.greeting_wanted,
       (SELECT given FROM consent WHERE contact_id = contact.id AND purpose = 'offers'
         ORDER BY stated_on DESC, id DESC LIMIT 1) AS agreed,
       EXISTS (SELECT 1 FROM pause WHERE contact_id = contact.id AND until_on >= :today AND from_on <= :today)
         AS paused,
       {people.ALONE} AS alone,
       EXISTS (SELECT 1 FROM complaint_view WHERE contact_id = contact.id AND closed_at IS NULL)
         OR EXISTS (SELECT 1 FROM claim_view WHERE contact_id = contact.id AND ended_on IS NULL) AS open,
       (SELECT count(*) FROM message WHERE contact_id = contact.id AND said_at >= :month AND purpose = 'offer'
           AND occasion NOT GLOB 'offer-[0-9]*') AS had,
       EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id AND occasion BETWEEN :first AND :last) AS got
  FROM json_each(:ids) AS one JOIN contact ON contact.id = one.value
 WHERE contact.archived_at IS NULL
"""  # noqa: S608

# Along what they spent, so that the walk stops when the page is full.
ASKABLE = f"""
SELECT id, paid_orders, spent, last_order_on FROM contact INDEXED BY contact_spent
 WHERE archived_at IS NULL AND greeting_wanted = 1 AND (paid_orders >= 2 OR closeness >= :close)
   AND NOT EXISTS (SELECT 1 FROM consent WHERE contact_id = contact.id AND purpose = 'offers')
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id AND purpose = 'consent')
   AND NOT {people.ALONE}
   AND NOT EXISTS (SELECT 1 FROM complaint_view WHERE contact_id = contact.id AND closed_at IS NULL)
   AND NOT EXISTS (SELECT 1 FROM claim_view WHERE contact_id = contact.id AND ended_on IS NULL)
 ORDER BY spent DESC LIMIT :most
"""  # noqa: S608


class Sorted(Record):
    """Who may be written to, in the order they were given, and why each of the others may not."""

    willing: Sequence[int]
    left: Mapping[int, Why]

    def counts(self) -> dict[str, int]:
        """How many are left out for each reason, as it stands in JSON."""
        reasons = list(self.left.values())
        return {str(why): reasons.count(why) for why in map(Why, Why) if why in reasons}


def sort_out(
    db: sqlite3.Connection,
    ids: Sequence[int],
    today: date,
    *,
    occasions: tuple[str, str] | None = None,
    asked: Collection[int] = (),
) -> Sorted:
    """Part ``ids`` into those who may be written to and the others; archived people are in neither.

    Whoever has had a message for an occasion from the first to the last of ``occasions`` has got it. Those in ``asked``
    asked for it themselves, and need neither a consent nor a place among the offers of a month.
    """
    (most,) = shop.figures(db, "offer.per-month")
    first, last = occasions or ("", "")
    values = people.at(today) | {"month": clock.stamp(clock.start_of(today - MONTH)), "first": first, "last": last}
    found: dict[int, Why | None] = {}
    for start in range(0, len(ids), SOME):
        some = people.array(ids[start : start + SOME])
        for row in db.execute(_FACTS, values | {"ids": some}):
            found[row["id"]] = _why(row, most, asked=row["id"] in asked)
    willing = [number for number in ids if number in found and found[number] is None]
    return Sorted(willing, {number: why for number, why in found.items() if why is not None})


def _why(row: sqlite3.Row, most: int, *, asked: bool) -> Why | None:
    reasons = (
        (Why.GOT, row["got"]),
        (Why.UNWANTED, row["agreed"] == 0 or not row["greeting_wanted"]),
        (Why.PAUSED, row["paused"]),
        (Why.CHECK_IN, row["alone"]),
        (Why.OPEN, row["open"]),
        (Why.UNASKED, row["agreed"] is None and not asked),
        (Why.ENOUGH, row["had"] >= most and not asked),
    )
    return next((why for why, so in reasons if so), None)


def askable(db: sqlite3.Connection, today: date, limit: int | None) -> list[sqlite3.Row]:
    """``id paid_orders spent last_order_on`` of who came back or is near, and was never asked whether she likes offers.

    At most ``limit``; who spent most comes first.
    """
    values = people.at(today) | {"close": CLOSE, "most": -1 if limit is None else limit}
    return db.execute(ASKABLE, values).fetchall()


def refuse(who: Contact, why: Why | None) -> Refused:
    """What to raise when somebody is named who is not written to: ``why``, or because she is no longer on the list."""
    said = {
        Why.GOT: _("{name} has had this message already."),
        Why.UNWANTED: _("{name} does not want offers."),
        Why.PAUSED: _("{name} is in a pause, and is left alone."),
        Why.CHECK_IN: _("{name} waits for the check-in after her pause."),
        Why.OPEN: _("Something is open with {name}: a complaint or a claim."),
        Why.UNASKED: _("{name} has not agreed to offers."),
        Why.ENOUGH: _("{name} has had her offers of this month."),
    }
    hint = _("`olcrm contact show {number}` says more.")
    if why == Why.UNASKED:
        hint = _("Ask her first: `olcrm contact consent {number} --ask offers`.")
    if why == Why.CHECK_IN:
        hint = _("Ask her first how she is; `olcrm today` says how.")
    if why is None:
        hint = _("The list without --sent shows who is.")
    sentence = said[why] if why else _("{name} is not among those who are meant.")
    return Refused(sentence.format(name=who.name), hint=hint.format(number=who.id))


def left_out(counts: Mapping[str, int]) -> str:
    """``Left out: 3 who never agreed to offers, 1 in a pause.``; nothing where nobody is."""
    said = {
        Why.GOT: lambda n: ngettext("{count} who has it already", "{count} who have it already", n),
        Why.UNWANTED: lambda n: ngettext("{count} who does not want offers", "{count} who do not want offers", n),
        Why.PAUSED: lambda n: ngettext("{count} in a pause", "{count} in a pause", n),
        Why.CHECK_IN: lambda n: ngettext(
            "{count} who waits for the check-in after her pause",
            "{count} who wait for the check-in after their pause",
            n,
        ),
        Why.OPEN: lambda n: ngettext(
            "{count} with an open complaint or claim", "{count} with an open complaint or claim", n
        ),
        Why.UNASKED: lambda n: ngettext(
            "{count} who has not agreed to offers", "{count} who have not agreed to offers", n
        ),
        Why.ENOUGH: lambda n: ngettext(
            "{count} who had enough offers this month", "{count} who had enough offers this month", n
        ),
    }
    parts = [said[Why(word)](count).format(count=count) for word, count in counts.items()]
    return _("Left out: {who}.").format(who=", ".join(parts)) if parts else ""


def regulars_first(db: sqlite3.Connection, ids: Iterable[int]) -> list[int]:
    """``ids``, loyal customers first, then who came back or rests, then all others; of these who spent more first."""
    some = list(dict.fromkeys(ids))
    spent = dict(
        db.execute("SELECT id, spent FROM contact WHERE id IN (SELECT value FROM json_each(?))", (people.array(some),))
    )
    stands = people.standings(db, some)
    known = [number for number in some if number in stands]
    return sorted(known, key=lambda number: (regulars.place(stands[number]), -spent[number], number))


def question(db: sqlite3.Connection) -> str:
    """What is asked before many are written to: nothing, but on a closed day and in quiet hours."""
    return _("The shop is closed today; write to people all the same?") if closed(db) else alone.late_in_the_day(db)


def closed(db: sqlite3.Connection) -> bool:
    """Whether the shop is closed today."""
    return shop.hour(db, clock.now()).closed
