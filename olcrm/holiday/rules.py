"""Feasts and their days: those written in ``feasts.txt`` and ``days.txt``, computed, or corrected by the owner."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Choice, Record
from olcrm.kit.text import N_, _, language
from olcrm.kit.typed import excerpt, plain

GENERAL = "umum"  # what those are tagged with who like to be greeted on days that belong to nobody in particular
SEASON = 30  # a day that is set takes the place of one that is known within so many days
DOUBTFUL = 3  # days from the estimate, after which a day that is set may be a slip of the finger
LONGEST_NAME = 40
LONGEST_SEASON = 366
DAY = timedelta(days=1)

# Wednesday Kliwon of the week Dungulan, once in the 210 days of the Pawukon calendar. From Galungan of 23 April 2025.
PAWUKON = 210
GALUNGAN = date(2025, 4, 23)
KUNINGAN = GALUNGAN + 10 * DAY


class How(Choice):
    """How sure the day of a feast is."""

    FIXED = "fixed"
    OFFICIAL = "official"
    COMPUTED = "computed"
    ESTIMATED = "estimated"
    OWN = "own"


_HOW: Mapping[str, str] = {
    How.FIXED: N_("fixed"),
    How.OFFICIAL: N_("official"),
    How.COMPUTED: N_("computed"),
    How.ESTIMATED: N_("estimated"),
    How.OWN: N_("own"),
}


class Feast(Record):
    """A feast by its word, its names, and the tags of those who are greeted for it.

    ``own`` is one that the owner added, ``everyone`` one that she greets everybody for.
    """

    key: str
    names: Mapping[str, str]
    tags: Sequence[str]
    words: Sequence[str] = ()
    own: bool = False
    everyone: bool = False

    @property
    def name(self) -> str:
        """Its name in the language of the screen."""
        return self.names[language()]


class Day(Record):
    """When a feast is, or a season, from ``first`` to ``last``, both included."""

    key: str
    first: date
    last: date
    how: str

    @property
    def is_sure(self) -> bool:
        """Whether it is more than an estimate."""
        return self.how != How.ESTIMATED


@cache
def feasts() -> Mapping[str, Feast]:
    """The feasts that are known, by their words, in the order of the file."""
    found = {}
    for line in _lines("feasts.txt"):
        key, indonesian, english, tags, words = (part.strip() for part in line.split("|"))
        tagged = tuple(key if tag == "-" else tag for tag in tags.split(", "))
        others = () if words == "-" else tuple(words.split(", "))
        found[key] = Feast(key, {"id": indonesian, "en": english}, tagged, others)
    return found


def how_shown(how: str) -> str:
    """How sure a day is, in words."""
    return _(_HOW[how])


@cache
def _written() -> tuple[Mapping[str, tuple[int, int]], Mapping[str, Sequence[Day]]]:
    """What is the same every year, as month and day, and the days of single years, by feast."""
    fixed: dict[str, tuple[int, int]] = {}
    single: dict[str, list[Day]] = {}
    for line in _lines("days.txt"):
        when, key, how = line.split()
        if how == How.FIXED:
            fixed[key] = int(when[:2]), int(when[3:])
        else:
            first, _dots, last = when.partition("..")
            day = Day(key, date.fromisoformat(first), date.fromisoformat(last or first), how)
            single.setdefault(key, []).append(day)
    return fixed, single


def _lines(name: str) -> Iterator[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def known(key: str, first: date, last: date) -> list[Day]:
    """The days of a known feast of which any lies between ``first`` and ``last``, as they are written or computed."""
    fixed, single = _written()
    if key in fixed:
        found = [date(year, *fixed[key]) for year in range(first.year, last.year + 1)]
        return [Day(key, day, day, How.FIXED) for day in found if first <= day <= last]
    if key == "paskah":
        found = [easter(year) for year in range(first.year, last.year + 1)]
        return [Day(key, day, day, How.COMPUTED) for day in found if first <= day <= last]
    if key in ("galungan", "kuningan"):
        return [
            Day(key, day, day, How.COMPUTED) for day in _cycle(GALUNGAN if key == "galungan" else KUNINGAN, first, last)
        ]
    return [day for day in single.get(key, ()) if day.first <= last and day.last >= first]


def _cycle(anchor: date, first: date, last: date) -> Iterator[date]:
    """Every 210th day from ``anchor``, both ways, from ``first`` to ``last``."""
    day = first + timedelta(days=(anchor - first).days % PAWUKON)
    while day <= last:
        yield day
        day += timedelta(days=PAWUKON)


def easter(year: int) -> date:
    """Easter Sunday, by the Gregorian computus in the form of the Anonymous algorithm (Nature, 20 April 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def corrected(days: Iterable[Day], own: Sequence[Day]) -> list[Day]:
    """``days`` of one feast with the owner's ``own`` in the place of those of the same season, the earliest first."""
    left = [day for day in days if not any(abs((day.first - one.first).days) <= SEASON for one in own)]
    return sorted([*left, *own], key=lambda day: day.first)


def yearly(key: str, begins: date, ends: date, first: date, last: date) -> list[Day]:
    """The days of a feast that comes back every year since ``begins``, between ``first`` and ``last``.

    A season that began on 29 February begins on the 28th in common years, and lasts as many days.
    """
    found = []
    for year in range(max(begins.year, first.year - 1), last.year + 1):
        start = begins if year == begins.year else _same_day(begins, year)
        day = Day(key, start, start + (ends - begins), How.OWN)
        if day.first <= last and day.last >= first:
            found.append(day)
    return found


def _same_day(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)


def spelled(word: str) -> str:
    """``word`` as words of feasts are spelled: ``Idul Fitri`` is ``idul-fitri``."""
    return "-".join(plain(word).replace("-", " ").replace("'", "").split())


def meant(word: str, own: Iterable[Feast] = ()) -> Feast:
    """The known feast, or one of the owner's ``own``, that ``word`` means. Raises Misunderstood, naming near ones."""
    read = spelled(word)
    among = [*feasts().values(), *own]
    for one in among:
        if read == one.key or read in one.words:
            return one
    near = _near(word, among)
    every = ", ".join(one.key for one in among)
    raise Misunderstood(
        _("“{word}” is no feast that is known.").format(word=excerpt(word)),
        hint=_("Did you mean {words}?").format(words=", ".join(near))
        if near
        else _("Known are: {words}.").format(words=every),
    )


def _near(word: str, among: Sequence[Feast]) -> list[str]:
    """The feasts whose words look like ``word``."""
    from difflib import get_close_matches

    words = {name: one.key for one in among for name in (one.key, *one.words)}
    return list(dict.fromkeys(words[name] for name in get_close_matches(spelled(word), words, n=3)))


def celebrated(word: str, own: Sequence[Feast] = ()) -> str:
    """What somebody is tagged with who is greeted for the feast that ``word`` means; ``umum`` for general greetings.

    Raises Misunderstood, naming near ones.
    """
    if spelled(word) == GENERAL:
        return GENERAL
    try:
        return meant(word, own).tags[0]
    except Misunderstood as misunderstood:
        among = [*feasts().values(), *own]
        every = ", ".join([*(one.tags[0] for one in among), GENERAL])
        raise Misunderstood(
            _("“{word}” is no occasion to greet for.").format(word=excerpt(word)),
            hint=misunderstood.hint
            if _near(word, among)
            else _("Use {words}, or jangan for no greetings at all.").format(words=every),
        ) from None


def new(name: str, own: Iterable[Feast]) -> str:
    """The word for a feast of the owner's called ``name``. Raises Misunderstood for what is no name, Refused for one
    that is there.
    """
    key = spelled(name)
    if not key.replace("-", "").isalnum() or len(key) > LONGEST_NAME or key in (GENERAL, "jangan"):
        raise Misunderstood(
            _("“{word}” cannot be the name of a feast.").format(word=excerpt(name)),
            hint=_("Use letters, figures and blanks, {most} at most, like “Hari Guru”.").format(most=LONGEST_NAME),
        )
    for one in (*feasts().values(), *own):
        if key == one.key or key in one.words:
            hint = (
                _("Remove it first: `olcrm holiday remove {key}`.")
                if one.own
                else _("Correct its day: `olcrm holiday set {key} DATE`.")
            )
            raise Refused(_("The feast {key} is there already.").format(key=one.key), hint=hint.format(key=one.key))
    return key


def season(first: date, last: date) -> None:
    """Make sure that a season can last from ``first`` to ``last``. Raises Refused."""
    if last < first:
        raise Refused(
            _("{last} comes before {first}.").format(last=dates.short(last), first=dates.short(first)),
            hint=_("Give the first day, then with --until the last one."),
        )
    if (last - first).days >= LONGEST_SEASON:
        raise Refused(
            _("{count} days are more than one season can be.").format(count=(last - first).days + 1),
            hint=_("At most {most}; look for a year too many.").format(most=LONGEST_SEASON),
        )


def settable(feast: Feast, day: date, days: Sequence[Day]) -> Day | None:
    """The one of ``days`` (all that are known of it around) in whose place ``day`` is set; None where none is known.

    Raises Refused for a feast whose day never moves, and for a day in another season.
    """
    if feast.own:
        raise Refused(
            _("{name} is a day of your own.").format(name=feast.name),
            hint=_("Remove it with `olcrm holiday remove {key}`, and add it anew.").format(key=feast.key),
        )
    if any(one.how == How.FIXED for one in days) or feast.key == "paskah":
        raise Refused(
            _("The day of {name} follows a rule and is never set.").format(name=feast.name),
            hint=_("See `olcrm holiday show {key}`.").format(key=feast.key),
        )
    nearest = min(days, key=lambda one: abs((one.first - day).days), default=None)
    if nearest is not None and abs((nearest.first - day).days) <= SEASON:
        return nearest
    same_year = [dates.short(one.first) for one in days if one.first.year == day.year]
    if same_year:
        raise Refused(
            _("{name} is nowhere near {day}.").format(name=feast.name, day=dates.short(day)),
            hint=_("It is around {day}.").format(day=", ".join(same_year)),
        )
    return None
