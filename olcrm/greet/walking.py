"""How the greetings for a feast are gone through: which days are looked at, a few people at a time, what is shown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from olcrm.contact import alone
from olcrm.contact import rules as standing
from olcrm.greet import feasts, rules
from olcrm.greet.feasts import Greeting, Occasion
from olcrm.holiday import rules as holidays
from olcrm.holiday import store as holiday
from olcrm.holiday.rules import Feast
from olcrm.kit import clock, dates, show
from olcrm.kit.drafts import Audience
from olcrm.kit.record import Record
from olcrm.kit.table import Column, Table
from olcrm.kit.text import _, ngettext
from olcrm.ledger.book import Ledger
from olcrm.shop import store as shop

NAMED = 7  # days around today in which a feast is looked for that is named
YEAR = timedelta(days=400)


class Reach(Record):
    """Which feasts are meant: the word of one, and how many days ahead and back, as they were typed."""

    feast: str | None
    within: str | None
    late: str | None

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day that is looked at. Raises Misunderstood for too many of them."""
        usual = "0" if self.feast is None else str(NAMED)
        ahead, back = rules.reach(self.within or usual), rules.reach(self.late or usual)
        window = list(rules.window(today, ahead, back))
        return window[0], window[-1]


class Batch:
    """The next few of those who wait, and how many wait besides them."""

    def __init__(self, *, walked: bool) -> None:
        self._rest: Iterator[Greeting] = iter(())
        self._walked = walked
        self._few = False

    def of(self, db: Ledger, found: Iterator[Greeting]) -> Iterator[Greeting]:
        """As many of ``found`` as are greeted at a time, or as --limit says; for a script, or with --all, everybody."""
        self._rest = found
        page, screen = show.page(), show.current()
        if screen.limit is None and not screen.everything and (page or self._walked):
            (size,) = shop.figures(db, "greet.batch")
            page = min(page or size, size)
        self._few = page is not None
        return islice(found, page)

    def left(self) -> str:
        """How many wait besides those, in words; nothing when all were given."""
        number = sum(1 for _one in islice(self._rest, feasts.COUNTED + 1)) if self._few else 0
        if not number:
            return ""
        if number > feasts.COUNTED:
            return _("More than {count} more wait; the next come once these are sent.").format(count=feasts.COUNTED)
        return ngettext(
            "{count} more waits; the next come once these are sent.",
            "{count} more wait; the next come once these are sent.",
            number,
        ).format(count=number)


def audience(reach: Reach, offer: str | None, *, walked: bool) -> Audience[Greeting]:
    """Whom the greetings within ``reach`` are for; ``walked`` when they are gone through one by one."""
    batch = Batch(walked=walked)

    def waiting(db: Ledger) -> Iterator[Greeting]:
        today = clock.today()
        return batch.of(db, feasts.greetings(db, today, _found(db, reach, today)))

    return Audience(
        waiting=waiting,
        sketches=lambda db, found: feasts.sketches(db, clock.today(), found, offer),
        named=lambda db, word: feasts.named(db, clock.today(), word),
        worded=feasts.worded,
        log=feasts.log,
        table=lambda db, rows: _table(db, rows, reach, offer, batch),
        question=alone.late_in_the_day,
        left=batch.left,
    )


def _meant(db: Ledger, reach: Reach) -> Feast | None:
    return None if reach.feast is None else holiday.meant(db, reach.feast)


def _found(db: Ledger, reach: Reach, today: date) -> list[Occasion]:
    return feasts.occasions(db, *reach.days(today), _meant(db, reach))


def _table(db: Ledger, rows: Sequence[Mapping[str, Any]], reach: Reach, offer: str | None, batch: Batch) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=1),
        Column("reason", _("Why"), keep=2),
    )
    foot = _summary(rows, offer)
    if rows:
        first = date.fromisoformat(rows[0]["day"]) - feasts.EVE
        if first <= clock.today():
            foot.append(_("`--text` shows the messages, `--send` goes through them one by one."))
        else:
            later = _("`--text` shows the messages; `--send` goes through them from {day} on.")
            foot.append(later.format(day=dates.near(first, clock.today())))
        if left := batch.left():
            foot.insert(0, left)
    return Table("greet.holiday", columns, rows, foot=foot, empty="" if rows else _nobody(db, reach))


def _summary(rows: Sequence[Mapping[str, Any]], offer: str | None) -> list[str]:
    """What is to be known of the drafts: days that are only estimated, and who does not get the offer."""
    said = []
    doubtful = next((row for row in rows if row["how"] == holidays.How.ESTIMATED), None)
    if doubtful:
        said.append(
            _("The day is estimated; once it is declared: `olcrm holiday set {key} DATE`.").format(
                key=doubtful["feast"]
            )
        )
    if offer and rows:
        get = sum(1 for row in rows if row["offer"])
        said.append(
            _("{count} of {all} get the offer, those who agreed to offers; the others are greeted without it.").format(
                count=get, all=len(rows)
            )
        )
    return said


def _nobody(db: Ledger, reach: Reach) -> str:
    """Why nobody is on the list: no feast is near, nobody is noted for it, or all were greeted."""
    today, feast = clock.today(), _meant(db, reach)
    found = _found(db, reach, today)
    if found:
        one = found[0]
        if one.day.first - today > feasts.EVE and next(feasts.greetings(db, today, found), None):
            return _("{feast} is on {day}; its greetings can be gone through from {first} on.").format(
                feast=one.feast.name,
                day=dates.near(one.day.first, today),
                first=dates.near(one.day.first - feasts.EVE, today),
            )
        if one.everyone or feasts.some_noted(db, one):
            return _("Nobody is left to greet for {feast}.").format(feast=one.feast.name)
        return _("Nobody is noted for {feast}: `olcrm contact celebrates CONTACT {tag}`.").format(
            feast=one.feast.name, tag=one.feast.tags[0]
        )
    missed = feasts.occasions(db, today - timedelta(days=feasts.TODAY_BACK), today)
    left = next((one.occasion for one in feasts.greetings(db, today, missed)), None)
    if left and feast is None:
        return _("There is no feast today. For {feast}, {day}, some are still to be greeted: {command}.").format(
            feast=left.feast.name,
            day=dates.near(left.day.first, today),
            command=f"`olcrm greet holiday {left.feast.key}`",
        )
    to_come = holiday.between(db, today, today + YEAR, feast.key if feast else None)
    if feast and feast.own and not to_come:
        sentence = _("{feast} is over. For another day, remove it with `olcrm holiday remove {key}`, and add it anew.")
        return sentence.format(feast=feast.name, key=feast.key)
    if not to_come:
        return _("It is not known when it is: `olcrm holiday set {key} DATE`.").format(
            key=feast.key if feast else "FEAST"
        )
    day = to_come[0]
    name = holiday.known(db)[day.key].name
    shown = dates.near(day.first, today) + ("" if day.is_sure else f" ({holidays.how_shown(day.how)})")
    if (day.first - today).days > rules.FARTHEST:
        return _("There is no feast to greet for just now. Next: {feast}, {day}.").format(feast=name, day=shown)
    return _("There is no feast to greet for just now. Next: {feast}, {day}; `--within {days}` shows whom.").format(
        feast=name, day=shown, days=(day.first - today).days
    )
