"""Where draws are kept: who took part, by number, and what decided it."""

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from olcrm.contact import alone, consents, people
from olcrm.contact.rules import Contact, brief, label
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt
from olcrm.ledger.forgetting import NOBODY
from olcrm.message import store as messages
from olcrm.offer import segments
from olcrm.offer.segments import Segment
from olcrm.raffle.rules import Draw

PURPOSE = "raffle"
TEMPLATE = "raffle-won"


class Raffle(Record):
    """A draw as it was made; ``digest`` is what was noted then."""

    id: int
    name: str
    draw: Draw
    digest: str
    drawn_on: date
    drawn_at: str

    @property
    def occasion(self) -> str:
        """What no winner is told twice."""
        return f"raffle-{self.id}"

    @property
    def holds(self) -> bool:
        """Whether it is as it was drawn."""
        return self.draw.digest == self.digest and list(self.draw.entrants) == sorted(set(self.draw.entrants))


def entrants(db: sqlite3.Connection, segment: Segment) -> tuple[list[int], int]:
    """Who takes part, and how many do not because they want nothing of the kind.

    To take part needs no consent: nothing is sent to anybody but the winners.
    """
    found = segments.members(db, segment)
    out = consents.refused(db, found, "offers")
    return [number for number in found if number not in out], len(out)


def add(db: sqlite3.Connection, name: str, draw: Draw) -> int:
    """Note a draw. Raises Refused when there is one of that name on that day."""
    since = clock.stamp(clock.start_of(clock.today()))
    for number, called in db.execute("SELECT id, name FROM raffle WHERE drawn_at >= ?", (since,)):
        if folded(called) == folded(name):
            raise Refused(
                _("{name} was drawn today already, as number {number}.").format(name=called, number=number),
                hint=_("A draw is not repeated: see `olcrm raffle show {number}`.").format(number=number),
            )
    cursor = db.execute(
        "INSERT INTO raffle (name, seed, places, entrants, digest, drawn_at) VALUES (?, ?, ?, ?, ?, ?)",
        (name, draw.seed, draw.places, json.dumps(list(draw.entrants)), draw.digest, clock.stamp(clock.now())),
    )
    return cursor.lastrowid or 0


def get(db: sqlite3.Connection, word: str | int) -> Raffle:
    """The draw with this number. Raises Misunderstood for what is no number, Missing when there is none."""
    if not re.fullmatch("[0-9]{1,9}", str(word).strip()):
        raise Misunderstood(
            _("“{word}” is not the number of a draw.").format(word=excerpt(str(word))),
            hint=_("See `olcrm raffle list` for their numbers."),
        )
    row = db.execute("SELECT * FROM raffle WHERE id = ?", (int(word),)).fetchone()
    if row is None:
        raise Missing(
            _("There is no draw {number}.").format(number=int(word)), hint=_("See `olcrm raffle list` for all of them.")
        )
    return _raffle(row)


def count(db: sqlite3.Connection) -> int:
    """How many draws there were."""
    (number,) = db.execute("SELECT count(*) FROM raffle").fetchone()
    return int(number)


def all_of(db: sqlite3.Connection, limit: int | None) -> list[Raffle]:
    """The draws there were, the latest first; at most ``limit``."""
    most = -1 if limit is None else limit
    return [_raffle(row) for row in db.execute("SELECT * FROM raffle ORDER BY id DESC LIMIT ?", (most,))]


def _raffle(row: sqlite3.Row) -> Raffle:
    moment = clock.from_stamp(row["drawn_at"])
    draw = Draw(row["seed"], row["places"], json.loads(row["entrants"]))
    return Raffle(row["id"], row["name"], draw, row["digest"], clock.local(moment).date(), moment.isoformat())


def document(db: sqlite3.Connection, raffle: Raffle) -> dict[str, Any]:
    """A draw as it stands in JSON, with its winners; who was forgotten goes by no name."""
    return {
        "id": raffle.id,
        "name": raffle.name,
        "seed": raffle.draw.seed,
        "places": raffle.draw.places,
        "entrants": len(raffle.draw.entrants),
        "digest": raffle.digest,
        "drawn_at": raffle.drawn_at,
        "winners": winners(db, raffle),
    }


def winners(db: sqlite3.Connection, raffle: Raffle) -> list[dict[str, Any]]:
    """``place contact ticket told`` of each winner, the first place first."""
    drawn = raffle.draw.winners
    known = people.briefs(db, [number for number, _ticket in drawn])
    return [
        {
            "place": place,
            "contact": known.get(number) or {"id": number, "name": NOBODY.format(number=number), "standing": None},
            "ticket": found,
            "told": messages.was_said(db, number, raffle.occasion),
        }
        for place, (number, found) in enumerate(drawn, 1)
    ]


def later(db: sqlite3.Connection, raffle: Raffle) -> list[str]:
    """The winners who have not been told and are not to be written to just now, each with why: ``Dewi (archived)``."""
    drawn = [number for number, _ticket in raffle.draw.winners]
    known = people.get_many(db, drawn)
    left = []
    for number in drawn:
        who = known.get(number)
        why = _why_later(db, who)
        if why and not messages.was_said(db, number, raffle.occasion):
            left.append(f"{who.name if who else NOBODY.format(number=number)} ({why})")
    return left


def _why_later(db: sqlite3.Connection, who: Contact | None) -> str | None:
    """Why a winner is not to be written to just now; None where she may be."""
    if who is None or who.archived_at is not None:
        return _("no longer among the customers")
    if not who.greeting_wanted:
        return _("does not want to be greeted")
    pause = people.paused(db, who.id, clock.today())
    if pause is None:
        return _("waits for the check-in after her pause") if people.unasked(db, who.id, clock.today()) else None
    until = dates.near(date.fromisoformat(pause["until_on"]), clock.today())
    return _("left alone until {day}").format(day=until)


class Telling:
    """The winners of a draw who have not been told."""

    def __init__(self, word: str, prize: str | None) -> None:
        self.word, self.prize = word, prize

    def waiting(self, db: sqlite3.Connection) -> Iterator[tuple[Raffle, int, int]]:
        """Draw, winner and place of each who may be told."""
        raffle = get(db, self.word)
        for place, (number, _ticket) in enumerate(raffle.draw.winners, 1):
            who = people.get_many(db, [number]).get(number)
            if who and alone.may_be_greeted(db, who) and not messages.was_said(db, number, raffle.occasion):
                yield raffle, number, place

    def named(self, db: sqlite3.Connection, word: str) -> tuple[Raffle, int, int]:
        """The winner whose draft ``word`` names. Raises Misunderstood for no such id, Refused with why not."""
        raffle = get(db, self.word)
        places = {f"{number}-raffle": place for place, (number, _ticket) in enumerate(raffle.draw.winners, 1)}
        tidy = word.strip().casefold()
        if tidy not in places:
            raise Misunderstood(
                _("“{word}” is not the id of a winner of this draw.").format(word=excerpt(word)),
                hint=_("Write it as `olcrm raffle tell {number}` shows it, like 12-raffle.").format(number=raffle.id),
            )
        number = int(tidy.partition("-")[0])
        who = people.get_many(db, [number]).get(number)
        if messages.was_said(db, number, raffle.occasion):
            raise Refused(
                _("{name} was told of this draw already.").format(name=who.name if who else number),
                hint=_("Nobody is told the same twice."),
            )
        why = _why_later(db, who)
        if why:
            raise Refused(
                _("{name} is not to be written to just now: {why}.").format(name=who.name if who else number, why=why),
                hint=_("See `olcrm contact show {number}`.").format(number=number),
            )
        return raffle, number, places[tidy]

    def sketches(self, db: sqlite3.Connection, found: Sequence[tuple[Raffle, int, int]]) -> list[Sketch]:
        """The drafts for these winners."""
        known = people.get_many(db, [number for _raffle, number, _place in found])
        return [_sketch(known[number], raffle, place) for raffle, number, place in found]

    def worded(self, db: sqlite3.Connection, sketch: Sketch) -> str:
        """The message itself."""
        from olcrm.template import store as templates

        said = {"raffle": sketch.more["raffle"], "place": str(sketch.more["place"]), "prize": self.prize or ""}
        return templates.write(db, TEMPLATE, sketch.contact["id"], extra=said)


def _sketch(contact: Contact, raffle: Raffle, place: int) -> Sketch:
    why = _("{name}, drawn {day}").format(name=raffle.name, day=dates.near(raffle.drawn_on, clock.today()))
    return Sketch(
        id=f"{contact.id}-raffle",
        contact=brief(contact),
        phone=contact.phone,
        purpose=PURPOSE,
        step=None,
        template=TEMPLATE,
        heading=" · ".join((label(contact), why)),
        reason=why,
        more={"place": place, "raffle": raffle.name, "occasion": raffle.occasion},
    )


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that a winner was told, which cannot be noted twice."""
    messages.log(db, sketch.contact["id"], text, purpose=PURPOSE, occasion=sketch.more["occasion"])
