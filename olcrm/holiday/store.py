"""Where the owner's own feasts are kept, and the days she corrects; and on which days all of them are."""

import sqlite3
from datetime import date, timedelta

from olcrm.holiday import rules
from olcrm.holiday.rules import Day, Feast, How
from olcrm.kit.errors import Misunderstood
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.shop import store as shop

YEAR = timedelta(days=366)
_AROUND = timedelta(days=rules.SEASON)  # a day that is corrected may move in or out of what is asked for


class Own(Record):
    """A feast or season that the owner added: its first one, and whether it comes back every year."""

    feast: Feast
    first: date
    last: date
    yearly: bool


def own(db: sqlite3.Connection) -> list[Own]:
    """The owner's own feasts, in the order they were added."""
    rows = db.execute(
        "SELECT key, name, from_on, until_on, yearly, everyone FROM feast WHERE name IS NOT NULL ORDER BY id"
    )
    return [
        Own(
            Feast(
                row["key"],
                {"id": row["name"], "en": row["name"]},
                (row["key"],),
                own=True,
                everyone=bool(row["everyone"]),
            ),
            date.fromisoformat(row["from_on"]),
            date.fromisoformat(row["until_on"] or row["from_on"]),
            bool(row["yearly"]),
        )
        for row in rows
    ]


def known(db: sqlite3.Connection) -> dict[str, Feast]:
    """All feasts by their words, the known ones first."""
    return {**rules.feasts(), **{one.feast.key: one.feast for one in own(db)}}


def for_everybody(db: sqlite3.Connection, feast: Feast) -> bool:
    """Whether everybody is greeted for ``feast``: by the settings, or as one of the owner's own."""
    words = {rules.spelled(word) for word in shop.kept(db).get("greet.everyone", "tahun-baru").split(",")}
    return feast.everyone or not words.isdisjoint((feast.key, *feast.words))


def meant(db: sqlite3.Connection, word: str) -> Feast:
    """The feast that ``word`` means. Raises Misunderstood, naming near ones."""
    return rules.meant(word, [one.feast for one in own(db)])


def celebrated(db: sqlite3.Connection, word: str) -> str:
    """What somebody is tagged with who is greeted for the feast that ``word`` means. Raises Misunderstood."""
    return rules.celebrated(word, [one.feast for one in own(db)])


def between(db: sqlite3.Connection, first: date, last: date, key: str | None = None) -> list[Day]:
    """The days of all feasts, or of one, of which any lies from ``first`` to ``last``; the earliest first."""
    set_days = _set(db)
    found: list[Day] = []
    for feast in rules.feasts() if key is None else {key} & set(rules.feasts()):
        days = rules.known(feast, first - _AROUND, last + _AROUND)
        found += rules.corrected(days, [day for day in set_days if day.key == feast])
    for one in own(db):
        if key in (None, one.feast.key):
            found += rules.yearly(one.feast.key, one.first, one.last, first, last) if one.yearly else [_once(one)]
    return sorted(
        (day for day in found if day.first <= last and day.last >= first), key=lambda day: (day.first, day.key)
    )


def _once(one: Own) -> Day:
    return Day(one.feast.key, one.first, one.last, How.OWN)


def _set(db: sqlite3.Connection) -> list[Day]:
    """The days that take the place of known ones."""
    rows = db.execute("SELECT key, from_on, until_on FROM feast WHERE name IS NULL ORDER BY from_on")
    return [
        Day(
            row["key"], date.fromisoformat(row["from_on"]), date.fromisoformat(row["until_on"] or row["from_on"]), "own"
        )
        for row in rows
    ]


def put(db: sqlite3.Connection, feast: Feast, day: date, *, year: int | None = None) -> tuple[Day, Day | None]:
    """Let ``feast`` be on ``day``, and give that with what was known before of the same season.

    It lasts as long as it was known to. Raises as ``rules.settable``, and Misunderstood for a day of another ``year``.
    """
    if year is not None and day.year != year:
        raise Misunderstood(
            _("{day} is not in {year}.").format(day=day.isoformat(), year=year),
            hint=_("Leave --year out, or the year of the date."),
        )
    before = rules.settable(feast, day, rules.known(feast.key, day - YEAR, day + YEAR))
    lasts = before.last - before.first if before else timedelta(0)
    _forget(db, feast.key, day)
    last = day + lasts
    db.execute(
        "INSERT INTO feast (key, from_on, until_on) VALUES (?, ?, ?)",
        (feast.key, day.isoformat(), last.isoformat() if last > day else None),
    )
    return Day(feast.key, day, last, How.OWN), before


def _forget(db: sqlite3.Connection, key: str, day: date) -> None:
    """Drop what was set for the season of ``day``."""
    around = ((day - _AROUND).isoformat(), (day + _AROUND).isoformat())
    db.execute("DELETE FROM feast WHERE key = ? AND name IS NULL AND from_on BETWEEN ? AND ?", (key, *around))


def reset(db: sqlite3.Connection, feast: Feast, year: int | None) -> list[Day]:
    """Go back to the days that are known, of one year or of all; gives what was set."""
    gone = [day for day in _set(db) if day.key == feast.key and year in (None, day.first.year)]
    db.executemany(
        "DELETE FROM feast WHERE key = ? AND name IS NULL AND from_on = ?",
        [(day.key, day.first.isoformat()) for day in gone],
    )
    return gone


def add(db: sqlite3.Connection, name: str, first: date, last: date, *, yearly: bool, everyone: bool) -> Own:
    """Write down a feast or season of the owner's own. Raises as ``rules.new`` and ``rules.season``."""
    rules.season(first, last)
    key = rules.new(name, [one.feast for one in own(db)])
    db.execute(
        "INSERT INTO feast (key, name, from_on, until_on, yearly, everyone) VALUES (?, ?, ?, ?, ?, ?)",
        (key, name, first.isoformat(), last.isoformat() if last > first else None, int(yearly), int(everyone)),
    )
    return next(one for one in own(db) if one.feast.key == key)


def remove(db: sqlite3.Connection, word: str) -> Own:
    """Take a feast of the owner's own out, and give it. Raises Misunderstood for one that is not."""
    read = rules.spelled(word)
    found = next((one for one in own(db) if one.feast.key == read), None)
    if found is None:
        there = [one.feast.key for one in own(db)]
        hint = _("Yours are: {words}.").format(words=", ".join(there)) if there else _("You have added none yet.")
        raise Misunderstood(_("“{word}” is no feast of your own.").format(word=excerpt(word)), hint=hint)
    db.execute("DELETE FROM feast WHERE key = ? AND name IS NOT NULL", (read,))
    return found
