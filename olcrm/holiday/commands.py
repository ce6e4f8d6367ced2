"""What the owner types about feasts and seasons."""

from datetime import date, timedelta
from typing import Any

from olcrm.holiday import rules, store
from olcrm.holiday.rules import Day, Feast, How
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.record import changed
from olcrm.kit.table import Column, Kind, Page, Pairs, Said, Table
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import excerpt
from olcrm.ledger.book import Ledger, reading, writing

room = Verbs()

AHEAD = 365  # days that are listed when nothing else is asked for
FARTHEST = 3660
LONG = 92  # days after which a season may be a slip of the finger
YEARS = range(2024, 2031)  # those of the file


def _suggest(incomplete: str) -> list[str]:
    return [key for key in rules.feasts() if key.startswith(incomplete)]


FeastWord = Annotated[str, word(N_("The feast; `olcrm holiday list` names them."), metavar="FEAST", suggest=_suggest)]
OfYear = Annotated[str | None, option("--year", help=N_("Of this year."), metavar="YEAR")]


@room.reads(
    "list",
    help=N_("When feasts and seasons are, and how sure that is."),
    examples=("olcrm holiday list", "olcrm holiday list --year 2027", "olcrm holiday list --within 30"),
)
def list_(
    year: OfYear = None,
    within: Annotated[
        str | None, option("--within", help=N_("Those of the next so many days."), metavar="DAYS")
    ] = None,
) -> Table:
    """Feasts in the order they come, those last whose day is not known."""
    if year is not None and within is not None:
        raise Misunderstood(_("--year and --within do not go together."), hint=_("Give one of them."))
    with reading() as db:
        today = clock.today()
        first, last = today, today + timedelta(days=AHEAD if within is None else _days(within))
        if year is not None:
            first, last = (date(_year(year), *day) for day in ((1, 1), (12, 31)))
        feasts = {key: _greeted(db, one) for key, one in store.known(db).items()}
        days = store.between(db, first, last)
        rows = [_row(feasts[day.key], day, today) for day in days]
        if within is None:
            there = {day.key for day in days}
            rows += [_row(one, None, today) for key, one in feasts.items() if key not in there and not one.own]
    page = show.page()
    unknown = [row["feast"] for row in rows if row["from_on"] is None]
    estimated = [row["feast"] for row in rows if row["how"] == How.ESTIMATED and row["in_days"] >= 0]
    foot = []
    if estimated:
        foot.append(
            _("What is estimated may be a day off; once it is declared: `olcrm holiday set {key} DATE`.").format(
                key=estimated[0]
            )
        )
    if unknown:
        foot.append(_("Not known: set it, like `olcrm holiday set {key} DATE`.").format(key=unknown[0]))
    return Table(
        "holiday.list",
        _columns(),
        rows if page is None else rows[:page],
        total=len(rows),
        foot=foot,
        empty=_("There is no feast in these days."),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("feast", _("Feast")),
        Column("name", _("Name"), keep=1),
        Column("from_on", _("Day"), Kind.DAY),
        Column("until_on", _("Until"), Kind.DAY, keep=2),
        Column(
            "how",
            _("Certainty"),
            value=lambda row: _("not known: set it") if row["how"] is None else rules.how_shown(row["how"]),
        ),
        Column("in_days", _("In days"), Kind.NUMBER, keep=3),
    )


@room.reads(
    "show",
    help=N_("One feast: its days, year by year, and who is greeted for it."),
    examples=("olcrm holiday show idul-fitri", "olcrm holiday show lebaran"),
)
def show_(feast: FeastWord) -> Page:
    """All that is known of one feast."""
    with reading() as db:
        today = clock.today()
        one = _greeted(db, store.meant(db, feast))
        years = range(min(YEARS[0], today.year), max(YEARS[-1], today.year + 1) + 1)
        days = store.between(db, date(years[0], 1, 1), date(years[-1], 12, 31), one.key)
        missing = [year for year in years if not one.own and not any(day.first.year == year for day in days)]
    rows = [_row(one, day, today) for day in days] + [_row(one, None, today, year) for year in missing]
    rows.sort(key=lambda row: row["from_on"] or f"{row['year']}")
    facts = [
        (_("Feast"), one.name, Kind.TEXT),
        (_("Word"), one.key, Kind.TEXT),
        (_("Also"), ", ".join(one.words), Kind.TEXT),
        (_("Greeted"), _("everybody") if one.everyone else ", ".join(one.tags), Kind.TEXT),
    ]
    columns = (
        Column("year", _("Year"), Kind.NUMBER),
        *_columns()[2:],
    )
    document = {"feast": {"key": one.key, "name": one.name, "own": one.own, "everyone": one.everyone}, "rows": rows}
    hint = _("Who is greeted for it: `olcrm contact celebrates CONTACT {tag}`.").format(tag=one.tags[0])
    if one.everyone:
        hint = _("Everybody is greeted: `olcrm greet holiday {key}`.").format(key=one.key)
    return Page(
        "holiday.show",
        one.name,
        document,
        parts=(Pairs([fact for fact in facts if fact[1]]), Table("holiday.show", columns, rows), hint),
    )


@room.writes(
    "set",
    help=N_("Correct the day of a feast, once it is declared."),
    examples=("olcrm holiday set idul-fitri 2027-03-10", "olcrm holiday set lebaran 10/3/2027 --year 2027"),
)
def set_(
    feast: FeastWord,
    day: Annotated[str, word(N_("The day on which it is, of several the first."), metavar="DATE")],
    year: OfYear = None,
) -> Said:
    """Put a day in the place of the one that is known."""
    with writing() as db:
        today = clock.today()
        one = store.meant(db, feast)
        wanted = None if year is None else _year(year)
        since = None if wanted is None else date(wanted, 1, 1)
        new, before = store.put(db, one, dates.day(day, today, looks="forward", since=since), year=wanted)
        db.said = _("{name} is on {day}.").format(name=one.name, day=_shown(new))
    more = []
    if before and before.first == new.first:
        more.append(_("That is the day which was {how}.").format(how=rules.how_shown(before.how)))
    elif before:
        apart = abs((new.first - before.first).days)
        more.append(
            ngettext(
                "That is {days} day from {day}, which was {how}.",
                "That is {days} days from {day}, which was {how}.",
                apart,
            ).format(days=apart, day=dates.short(before.first), how=rules.how_shown(before.how))
        )
        if apart > rules.DOUBTFUL:
            more.append(_("Look again: it is seldom more than a day or two off. `olcrm undo` takes it back."))
    document = {"holiday": _row(one, new, today), "before": _row(one, before, today) if before else None}
    return Said("holiday.set", db.said, document, more=more)


@room.writes(
    "reset",
    help=N_("Go back to the days that are built in, of one year or of all."),
    examples=("olcrm holiday reset idul-fitri", "olcrm holiday reset idul-fitri --year 2027"),
)
def reset(feast: FeastWord, year: OfYear = None) -> Said:
    """Drop what was set."""
    with writing() as db:
        one = store.meant(db, feast)
        gone = store.reset(db, one, None if year is None else _year(year))
        sentence = _("{name} has its built-in days again.") if gone else _("No day of {name} was set.")
        db.said = sentence.format(name=one.name)
    return Said("holiday.reset", db.said, {"feast": one.key, "dropped": [day.first.isoformat() for day in gone]})


@room.writes(
    "add",
    help=N_("Add a feast day or a season of your own."),
    examples=(
        'olcrm holiday add "Hari Guru" 25/11 --yearly',
        'olcrm holiday add "Ulang tahun toko" 3/6 --yearly --everyone',
        'olcrm holiday add "Musim libur" 14/12 --until 3/1',
    ),
)
def add(
    name: Annotated[str, word(N_("What the feast is called."), metavar="NAME")],
    day: Annotated[str, word(N_("Its day, or the first one."), metavar="DATE")],
    until: Annotated[str | None, option("--until", help=N_("Of a season: its last day."), metavar="DATE")] = None,
    yearly: Annotated[bool, option("--yearly", help=N_("It comes back every year."))] = False,
    everyone: Annotated[
        bool, option("--everyone", help=N_("Everybody is greeted, not only those who are noted for it."))
    ] = False,
) -> Said:
    """Note a day on which the shop greets."""
    with writing() as db:
        today = clock.today()
        first = dates.day(day, today, looks="forward")
        last = first if until is None else dates.day(until, today, looks="forward", since=first)
        called = " ".join(text(name, _("The name")).split())
        new = store.add(db, called, first, last, yearly=yearly, everyone=everyone)
        kept = Day(new.feast.key, first, last, How.OWN)
        db.said = _("{name} ({key}): {day}.").format(name=called, key=new.feast.key, day=_shown(kept))
    more = [_("It comes back every year.")] if yearly else []
    days = (last - first).days + 1
    if days > LONG:
        more.append(_("Look again: that is {count} days. `olcrm undo` takes it back.").format(count=days))
    if everyone:
        more.append(_("Everybody is greeted: `olcrm greet holiday {key}`.").format(key=new.feast.key))
    else:
        more.append(_("Who is greeted for it: `olcrm contact celebrates CONTACT {tag}`.").format(tag=new.feast.key))
    return Said("holiday.add", db.said, {"holiday": _row(new.feast, kept, today) | {"yearly": yearly}}, more=more)


@room.writes("remove", help=N_("Take a feast of your own out."), examples=("olcrm holiday remove hari-guru",))
def remove(feast: Annotated[str, word(N_("The feast; `olcrm holiday list` names them."), metavar="FEAST")]) -> Said:
    """Drop a feast of one's own; who is noted for it stays so."""
    with writing() as db:
        gone = store.remove(db, feast)
        db.said = _("{name} is no feast of yours any more.").format(name=gone.feast.name)
    return Said("holiday.remove", db.said, {"feast": gone.feast.key})


def _greeted(db: Ledger, one: Feast) -> Feast:
    """A feast with what the settings say of it, too: whether everybody is greeted."""
    return changed(one, everyone=store.for_everybody(db, one))


def _row(one: Feast, day: Day | None, today: date, year: int | None = None) -> dict[str, Any]:
    """A day of a feast as it stands in JSON; without a day it is not known."""
    facts = {"feast": one.key, "name": one.name, "own": one.own, "everyone": one.everyone}
    if day is None:
        return facts | {"year": year, "from_on": None, "until_on": None, "how": None, "in_days": None}
    return facts | {
        "year": day.first.year,
        "from_on": day.first.isoformat(),
        "until_on": day.last.isoformat() if day.last > day.first else None,
        "how": str(day.how),
        "in_days": (day.first - today).days,
    }


def _shown(day: Day) -> str:
    shown = dates.long(day.first)
    return shown if day.last == day.first else f"{shown} – {dates.long(day.last)}"


def _days(word: str) -> int:
    if word.isascii() and word.isdigit() and len(word) < 6 and int(word) <= FARTHEST:
        return int(word)
    span = dates.span(word).days
    return min(span, FARTHEST)


def _year(word: str) -> int:
    if word.isascii() and word.isdigit() and len(word) == 4 and dates.EARLIEST <= int(word) <= dates.LATEST:
        return int(word)
    raise Misunderstood(_("“{word}” is no year.").format(word=excerpt(word)), hint=_("Write it like 2027."))
