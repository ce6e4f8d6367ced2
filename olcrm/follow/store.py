"""Whom a kind word is owed, list by list, and the log of what was said: to one person once for one occasion."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from olcrm.contact import alone, regulars
from olcrm.contact import people as contacts
from olcrm.contact.rules import Contact, brief, label
from olcrm.follow import goods, manners, people, rules
from olcrm.follow.peace import Hour, hour
from olcrm.follow.rules import Word
from olcrm.kit import dates
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Refused
from olcrm.kit.record import NOTHING, Record, changed
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.ledger import windows
from olcrm.message import store as messages
from olcrm.shop import store as shop

NAMED = 3  # of those who are held back; more are counted
ALONE = 2  # so many are named one by one in what waits; more are counted
COUNTED = 99  # at most

Find = Callable[[sqlite3.Connection, Hour, int | None], Iterator[Word]]


class Listing(Record):
    """One list of kind words: the ``kinds`` its drafts end with, how people are found, what more is known of each.

    ``kinds`` tell what the number of a draft is: of an ``order``, a person or a question (``ask``). A list that is
    ``always`` is there on closed days, too; one that is ``endless`` is not counted to its end. What is ``cheerful``
    waits while something is open.
    """

    name: str
    kinds: Mapping[str, str]
    found: Find
    facts: Callable[[sqlite3.Connection, Word, Hour], Mapping[str, Any]]
    always: bool = False
    endless: bool = False
    cheerful: bool = True


_TROUBLE = """
SELECT 1 FROM complaint_view WHERE contact_id = :contact AND closed_at IS NULL
UNION ALL
SELECT 1 FROM claim_view WHERE contact_id = :contact AND ended_on IS NULL
"""
ORDER, PERSON, ASK = "order", "person", "ask"
LISTS = {
    one.name: one
    for one in (
        Listing(
            "arrived", {"arrived": ORDER}, goods.arrived, lambda db, word, at: goods.of_arrived(db, word, at.today)
        ),
        Listing("care", {"care": ORDER}, goods.care, lambda db, word, _at: goods.of_care(db, word)),
        Listing(
            "resting",
            {"resting": PERSON},
            people.resting,
            lambda db, word, _at: people.of_resting(db, word),
            endless=True,
        ),
        Listing("prospects", {"prospect": PERSON, "ask": ASK}, people.prospects, lambda _db, _word, _at: NOTHING),
        Listing(
            "thanks",
            {"thanks": ORDER, "regular": PERSON, "referral": PERSON},
            manners.thanks,
            lambda db, word, _at: manners.of_thanks(db, word),
        ),
        Listing(
            "sorry",
            {"late": ORDER, "stock": ORDER},
            manners.sorry,
            lambda db, word, _at: manners.of_sorry(db, word),
            cheerful=False,
        ),
        Listing("checkin", {"checkin": PERSON}, people.checkins, lambda _db, _word, _at: NOTHING, always=True),
    )
}


def waits(db: sqlite3.Connection, listing: Listing, at: Hour) -> Iterator[Word]:
    """Everybody on a list, but on a closed day."""
    return iter(()) if at.closed and not listing.always else listing.found(db, at, None)


def named(db: sqlite3.Connection, listing: Listing, at: Hour, word: str) -> Word:
    """The kind word whose draft ``word`` names, once it is sure that it waits just now.

    Raises Misunderstood for what is no id, Missing when there is no such order or person, Refused with what is so.
    """
    number, kind, tidy = rules.draft(word, list(listing.kinds))
    whose = _whose(db, number, listing.kinds[kind])
    if not (at.closed and not listing.always):
        for one in listing.found(db, at, whose):
            if one.draft_id == tidy:
                return one
    raise _not_now(db, listing, at, contacts.get(db, whose), tidy)


def _whose(db: sqlite3.Connection, number: int, what: str) -> int:
    if what == PERSON:
        return contacts.get(db, number).id
    if what == ASK:
        from olcrm.ask import store as ask

        return int(ask.find(db, str(number))["contact_id"])
    return int(windows.order(db, number)["contact_id"])


def _not_now(db: sqlite3.Connection, listing: Listing, at: Hour, who: Contact, tidy: str) -> Refused:
    if at.closed and not listing.always:
        return Refused(_("The shop is closed today."), hint=_("Kind words wait for an open day."))
    if not alone.may_be_greeted(db, who):
        return Refused(
            _("{name} is not to be written to just now.").format(name=who.name),
            hint=_("`olcrm contact show {number}` says why.").format(number=who.id),
        )
    if db.execute(_TROUBLE, {"contact": who.id}).fetchone():
        return Refused(
            _("Something is open with {name}, so nothing cheerful is said.").format(name=who.name),
            hint=_("See `olcrm complaint list` and `olcrm claim list`."),
        )
    return Refused(
        _("{id} does not wait just now.").format(id=tidy),
        hint=_("It was said already, or its time is over, or {name} had a kind word today; see `{list}`.").format(
            name=who.name, list=f"olcrm follow {listing.name}"
        ),
    )


def held_back(db: sqlite3.Connection, listing: Listing, at: Hour) -> list[str]:
    """Who would be on a list that is empty but for what passes, each with it; a few are named, the others counted."""
    if at.closed and not listing.always:
        return []
    found = list(islice(listing.found(db, changed(at, held=True), None), COUNTED + 1))
    known = contacts.get_many(db, [word.contact_id for word in found[:NAMED]])
    named = [f"{who.name} ({_passes(db, listing, who, at)})" for who in known.values()]
    more = len(found) - len(named)
    if more > 0:
        shown = f"{more - 1}+" if len(found) > COUNTED else str(more)
        named.append(ngettext("{count} more", "{count} more", more).format(count=shown))
    return named


def _passes(db: sqlite3.Connection, listing: Listing, who: Contact, at: Hour) -> str:
    """Why nothing is said to her just now."""
    pause = contacts.paused(db, who.id, at.today)
    if pause:
        return _("left alone until {day}").format(day=dates.near(date.fromisoformat(pause["until_on"]), at.today))
    if contacts.unasked(db, who.id, at.today):
        return _("waits for the check-in after her pause")
    if listing.cheerful and db.execute(_TROUBLE, {"contact": who.id}).fetchone():
        return _("a complaint or claim is open")
    return _("had a kind word today")


def sketches(db: sqlite3.Connection, listing: Listing, at: Hour, words: Sequence[Word]) -> list[Sketch]:
    """The drafts for these, before they are worded; of those that wait since one day regulars come first."""
    known = contacts.get_many(db, [word.contact_id for word in words])
    found = [_sketch(known[word.contact_id], word, at, listing.facts(db, word, at)) for word in words]
    if listing.endless:  # by what they are worth already
        return found
    return regulars.first(
        db, found, alike=lambda one: one.more["since"], standing=lambda one: str(one.contact["standing"])
    )


def _sketch(contact: Contact, word: Word, at: Hour, facts: Mapping[str, Any]) -> Sketch:
    more = {**word.facts, **facts}
    why = at.why(more.pop("why", word.why))
    about = _("Order {number}").format(number=word.order) if word.order else ""
    return Sketch(
        id=word.draft_id,
        contact=brief(contact),
        phone=contact.phone,
        purpose=word.purpose,
        step=None,
        template=word.template,
        heading=" · ".join(filter(None, (label(contact), about, more.get("items"), why))),
        reason=why,
        order=word.order,
        due=word.due,
        more={"items": None, **more, "occasion": word.occasion, "since": word.since.isoformat(), "quiet": at.quiet},
    )


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The message itself."""
    from olcrm.template import store as templates

    said = {name: sketch.more.get(name) or "" for name in ("items", "care", "recipient", "friend")}
    return templates.write(db, sketch.template, sketch.contact["id"], order_id=sketch.order, extra=said)


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that it was said, which cannot be noted twice for one occasion."""
    messages.log(
        db,
        sketch.contact["id"],
        text,
        purpose=sketch.purpose,
        due_id=sketch.due,
        occasion=sketch.more["occasion"],
    )
    if sketch.more.get("ask"):
        from olcrm.ask import store as ask

        ask.came_back(db, sketch.more["ask"])


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """Who is owed a kind word, the first few by name and more as a count; nothing on a closed day.

    Who has rested for long is no work of a day, and who asked something is named by the room of questions.
    """
    at = hour(db, now)
    if at.closed or shop.kept(db).get("follow.today") == "off":
        return []
    found: list[Waiting] = []
    for kind, name, words in (
        ("sorry", "sorry", manners.sorry(db, at, known=True)),
        ("thanks", "thanks", manners.thanks(db, at)),
        ("arrived", "arrived", goods.arrived(db, at)),
        ("prospect", "prospects", people.noted(db, at)),
        ("care", "care", goods.care(db, at)),
    ):
        some = list(islice(words, COUNTED + 1))
        found += _together(kind, name, some) if len(some) > ALONE else _each(db, kind, name, some)
    return found[:limit]


def _each(db: sqlite3.Connection, kind: str, name: str, words: Sequence[Word]) -> list[Waiting]:
    said = {
        "sorry": _("Say sorry: {why}"),
        "thanks": _("Say thanks: {why}"),
        "arrived": _("Order {number} {why}: ask how she likes it"),
        "prospect": _("Prospect: {why}"),
        "care": _("Care tip for {items}: {why}"),
    }[kind]
    who = contacts.briefs(db, [word.contact_id for word in words])
    return [
        Waiting(
            "follow",
            kind,
            word.since.isoformat(),
            said.format(why=word.why, number=word.order, items=word.facts.get("items")),
            _next(name),
            who[word.contact_id],
            word.order,
        )
        for word in words
    ]


def _together(kind: str, name: str, words: Sequence[Word]) -> list[Waiting]:
    count = len(words)
    said = {
        "sorry": ngettext("{count} apology is owed", "{count} apologies are owed", count),
        "thanks": ngettext("{count} thank-you is owed", "{count} thank-yous are owed", count),
        "arrived": ngettext("{count} parcel arrived: ask how it is", "{count} parcels arrived: ask how it is", count),
        "prospect": ngettext("{count} prospect is waiting", "{count} prospects are waiting", count),
        "care": ngettext("{count} care tip is due", "{count} care tips are due", count),
    }[kind]
    shown = f"{COUNTED}+" if count > COUNTED else str(count)
    return [
        Waiting("follow", kind, min(word.since for word in words).isoformat(), said.format(count=shown), _next(name))
    ]


def _next(name: str) -> str:
    return f"olcrm follow {name} --send"
