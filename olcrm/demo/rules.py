"""The story of the sample shop: read from ``story/``, and laid out as events in the order in which they happened.

Nothing depends on the day it is told on but the dates themselves: the same things happen the same number of days
before today, so that there is always somebody to remind and somebody whose birthday it is.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from olcrm.kit import dates
from olcrm.kit.record import NOTHING, Record

STORY = Path(__file__).parent / "story"
SEED = 2211
LEAP = 4  # years back at most to one that has a 29 February; none of the birthdays goes back to 1900

# What happens to one thing follows its opening; of two events at one moment the first written comes first.
OPENINGS = ("order", "owes", "errand")
DEEDS = (*OPENINGS, "bought", "pack", "pay", "void", "stage", "cancel", "release", "remind", "settle", "snooze")
WORDS = (
    "wait",
    "ask",
    "answer",
    "visit",
    "about",
    "complain",
    "apology",
    "solved",
    "claim",
    "decide",
    "present",
    "circle",
    "member",
    "journal",
    "consent",
    "raffle",
    "say",
    "hear",
    "note",
    "pause",
    "greet",
)
STOCK = 25  # pieces of each product with which the catalogue begins
# Where money comes in from, by where the order came from; marketplaces pay by themselves, and at once.
METHODS = {"shopee": ("shopee",), "tiktok": ("tiktok",)}
USUAL_METHODS = ("bca", "bca", "bri", "mandiri", "dana", "qris", "tunai")
THANKS = (  # what they say of what came, and how many stars that is
    ("Sudah sampai kak, bagus bahannya. Makasih ya.", 5),
    ("Paketnya aman, makasih banyak kak 🙏", 4),
    ("Alhamdulillah pas ukurannya.", 5),
    ("Sudah diterima, nanti pesan lagi ya.", 4),
    ("Bagus kak, anak saya suka.", 5),
)


class Event(Record):
    """One thing that happened: ``deed`` at moment ``at``, about the person or thing called ``about``.

    ``facts`` are the words of the story, with days made dates. A ``thing`` is an order, an errand or a due.
    What the shop does by itself is about nobody.
    """

    at: datetime
    deed: str
    who: str
    thing: str = ""
    facts: Mapping[str, Any] = NOTHING


def story(now: datetime) -> list[Event]:
    """All that has happened up to ``now``, an aware moment on the shop's own clock, the earliest first."""
    people = _read("people")["person"]
    shelves, shop = _read("goods"), _read("shop")
    catalogue = _catalogue(shop, shelves)
    chance = Random(SEED)
    events: list[Event] = [*_furnishing(shop, catalogue, now)]
    for person in people:
        events.append(_joining(person, now))
        events += _remarks(person, now)
        skus = {(one["name"], one["variant"]): one["sku"] for one in catalogue}
        events += _Past(person, shelves, chance, now, skus, shop["since"]).events()
    events += [Event(_moment(now, told["ago"]), "reply", told.get("who", ""), facts=told) for told in shop["reply"]]
    for number, scene in enumerate(_read("scenes")["scene"], 1):
        events += _scene(scene, number, now)
    return sorted(events, key=lambda event: event.at)


def birthday(told: str | Mapping[str, int], today: date) -> str:
    """A birthday as it is kept. ``told`` is one already, or the days ``in`` which it is, with a ``year`` or without.

    A 29 February moves the year back to the nearest that has one.
    """
    if isinstance(told, str):
        return told
    day = today + timedelta(days=told["in"])
    if "year" not in told:
        return f"--{day:%m-%d}"
    if (day.month, day.day) == (2, 29):
        return f"{told['year'] - told['year'] % LEAP}-02-29"
    return day.replace(year=told["year"]).isoformat()


def _catalogue(shop: Mapping[str, Any], shelves: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The products one by one, each with its price and the ``free`` pieces a count left; ``variant`` is a size."""
    prices = {
        name: thing["price"] for shelf in shelves.values() if isinstance(shelf, dict) for name, thing in shelf.items()
    }
    found = []
    for told in shop["product"]:
        facts = {key: told.get(key) for key in ("name", "cost", "weight", "note", "care", "care_days", "care_every")}
        facts["price"] = prices[told["name"]]
        for size, free in told.get("sizes", {"": told.get("free")}).items():
            sku = f"{told['sku']}-{size}" if size else told["sku"]
            found.append({**facts, "sku": sku, "variant": size or None, "free": free})
    return found


def _furnishing(shop: Mapping[str, Any], catalogue: list[dict[str, Any]], now: datetime) -> Iterator[Event]:
    """The catalogue and the terms are written down, and later the shelf is counted."""
    opening, counting = _at(now, shop["since"], 6), _at(now, shop["counted"], 18)
    for product in catalogue:
        yield Event(opening, "shelve", "", facts=product)
        yield Event(counting, "count", "", facts=product)
    for term in shop["term"]:
        yield Event(opening, "agree", "", facts=term)
    for deed in ("feast", "closure"):
        for told in shop[deed]:
            days = (now.date() + timedelta(days=told[side]) for side in ("in", "until"))
            yield Event(counting, deed, "", facts={**told, "days": tuple(days)})


def _read(name: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads((STORY / f"{name}.toml").read_text(encoding="utf-8"))


def _joining(person: Mapping[str, Any], now: datetime) -> Event:
    """She is written down half an hour before whatever she does first."""
    first = _at(now, person.get("first", person.get("joined")), 8) - timedelta(minutes=30)
    facts = {**person, "birthday": birthday(person["birthday"], now.date()) if "birthday" in person else None}
    return Event(first, "join", person["key"], facts=facts)


def _remarks(person: Mapping[str, Any], now: datetime) -> Iterator[Event]:
    for note in person.get("notes", ()):
        at = _at(now, note["ago"], 20)
        yield Event(at, "note", person["key"], facts={"note": note["text"], "private": note.get("private", False)})


def _at(now: datetime, ago: float, hour: float) -> datetime:
    """``hour`` o'clock so many days ago."""
    day = now.date() - timedelta(days=ago)
    return datetime.combine(day, time.min, now.tzinfo) + timedelta(hours=hour)


def _awake(moment: datetime) -> datetime:
    """``moment``, or some time in the morning when it falls into the night."""
    if 7 <= moment.hour < 22:
        return moment
    return _at(moment, -1 if moment.hour >= 22 else 0, 8 + moment.minute / 60)


def _moment(now: datetime, ago: str) -> datetime:
    """The moment that ``3h`` or ``4d 14:00`` ago was."""
    days, _blank, hour = ago.partition(" ")
    if not hour:
        return now - dates.span(ago)
    return datetime.combine(now.date() - dates.span(days), time.fromisoformat(hour), now.tzinfo)


def _scene(scene: Mapping[str, Any], number: int, now: datetime) -> Iterator[Event]:
    """The events of one scene; those after an opening are about what was opened."""
    thing = ""
    for told in scene["events"]:
        deed = next(word for word in (*DEEDS, *WORDS) if word in told)
        if deed in OPENINGS:
            thing = f"scene {number}"
        at = _moment(now, told["ago"])
        yield Event(at, deed, scene["who"], thing, _dated(told, at, now.date()))


def _dated(told: Mapping[str, Any], at: datetime, today: date) -> dict[str, Any]:
    """``told`` with its counted days as dates, and the number a marketplace would have given its order."""
    facts = dict(told)
    for key in ("due", "promise", "snooze", "pause", "next"):
        if key in facts:
            facts[key] = today + timedelta(days=facts[key])
    if facts.get("source") in METHODS:
        facts["number"] = f"{at:%y%m%d}MELATI0{at.day % 10}"
    return facts


class _Past(Record):
    """The orders one person has behind her: taken, paid, sent off and arrived, now and then with a word about it."""

    person: Mapping[str, Any]
    shelves: Mapping[str, Any]
    chance: Random
    now: datetime
    skus: Mapping[tuple[str, str | None], str]
    since: int  # days ago the catalogue was written down; lines before that are what they are called

    def events(self) -> Iterator[Event]:
        for number in range(self.person.get("orders", 0)):
            yield from self._order(f"{self.person['key']} {number}", self._day(number))

    def _day(self, number: int) -> int:
        """Days ago of her order so and so: evenly between the first and the last, a little early or late."""
        first, last, orders = (int(self.person[key]) for key in ("first", "last", "orders"))
        if number in (0, orders - 1):
            return last if number else first
        gap = (first - last) / (orders - 1)
        return round(first - gap * number + gap * self.chance.uniform(-0.3, 0.3))

    def _order(self, thing: str, ago: int) -> Iterator[Event]:
        who, chance = self.person["key"], self.chance
        ordered = _at(self.now, ago, chance.uniform(8.2, 20.5))
        source = self.person["source"] if self.person["source"] in METHODS else None
        facts: dict[str, Any] = {"order": self._lines(ago), "source": source}
        if source:
            facts["number"] = f"{ordered:%y%m%d}{chance.randrange(10**8):08}"
        promised = chance.random() < 0.3
        if promised:
            facts["promise"] = ordered.date() + timedelta(days=5)
        yield Event(ordered, "order", who, thing, facts)
        paid = _awake(ordered + timedelta(hours=0.1 if source else chance.uniform(0.3, 20)))
        via = chance.choice(METHODS.get(source or "", USUAL_METHODS))
        if not source and chance.random() < 0.12:
            yield Event(_awake(ordered + timedelta(hours=84)), "remind", who, thing, {"remind": 1})
            paid = _awake(ordered + timedelta(hours=chance.uniform(98, 120)))
        yield Event(paid, "pay", who, thing, {"pay": "rest", "via": via})
        yield from self._parcel(thing, paid, late=promised and chance.random() < 0.2)

    def _parcel(self, thing: str, paid: datetime, *, late: bool) -> Iterator[Event]:
        who, chance = self.person["key"], self.chance
        sent = _at(paid, 0, 16) + timedelta(days=6 if late else 1)
        arrived = _at(sent, 0, 11) + timedelta(days=chance.choice((2, 2, 3, 3, 4)))
        for stage, at in (("shipped", sent), ("arrived", arrived)):
            if at < self.now:
                yield Event(at, "stage", who, thing, {"stage": stage})
        thanks = arrived + timedelta(hours=chance.uniform(1, 9))
        if chance.random() < 0.25 and thanks < self.now:
            said, stars = chance.choice(THANKS)
            yield Event(thanks, "hear", who, facts={"hear": said})
            yield Event(thanks, "rate", who, thing, {"rate": stars, "said": said})

    def _lines(self, ago: int) -> list[str]:
        """What she ordered, as an owner would type it: one or two things, more of the small ones."""
        names = [(shelf, name) for shelf in self.person["buys"] for name in self.shelves[shelf]]
        chosen = self.chance.sample(names, k=min(len(names), self.chance.choice((1, 1, 1, 2, 2))))
        return [self._line(shelf, name, ago) for shelf, name in chosen]

    def _line(self, shelf: str, name: str, ago: int) -> str:
        thing = self.shelves[shelf][name]
        size = self.person.get("sizes", {}).get(shelf)
        sizes = thing.get("sizes", ())
        words = [name, self.chance.choice(self.shelves["colours"])]
        words += [size if size in sizes else self.chance.choice(sizes)] if sizes else []
        qty = self.chance.choice((1, 1, 2, 3)) if thing["price"] < 100_000 else 1
        sku = self.skus.get((name, words[-1] if sizes else None))
        if sku and ago < self.since:
            return f"{qty}x {sku}"
        return f"{qty}x {' '.join(words)} @{thing['price']}"
