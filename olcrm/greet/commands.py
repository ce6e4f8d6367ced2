"""What the owner types to greet people."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice, takewhile
from typing import Any

from olcrm.contact import alone, people
from olcrm.contact import rules as standing
from olcrm.greet import rules, store
from olcrm.kit import clock, dates, drafts, typed
from olcrm.kit.drafts import Audience
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Answer, Column, Kind, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing

room = Verbs()

MISSED_DAYS, MISSED_NAMES = 3, 3  # how far back the foot of the list looks, and how many it names


@room.reads(
    "birthdays",
    help=N_("Whose birthday it is, with a message ready for each; nobody is greeted twice."),
    examples=(
        "olcrm greet birthdays",
        "olcrm greet birthdays --within 7",
        "olcrm greet birthdays --send",
        "olcrm greet birthdays --late 3 --text",
    ),
)
def birthdays(
    within: Annotated[str, option("--within", help=N_("Also those of the next so many days."), metavar="DAYS")] = "0",
    late: Annotated[
        str, option("--late", help=N_("Also those of the last so many days who were not greeted."), metavar="DAYS")
    ] = "0",
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Birthdays of today and of the days around it; the walk is for those that are here."""
    ahead, back = rules.reach(within), rules.reach(late)
    audience = Audience(
        waiting=lambda db: store.birthdays(db, clock.today(), within=ahead, late=back),
        sketches=lambda db, found: store.sketches(db, clock.today(), found),
        named=lambda db, word: store.named(db, clock.today(), back, word),
        worded=store.worded,
        log=store.log,
        table=lambda db, rows: _table(db, rows, _missed(db, back), ahead),
        question=alone.late_in_the_day,
    )
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


@room.reads(
    "holiday",
    help=N_("Greet for a feast those who are noted for it, or everybody; a few at a time, nobody twice."),
    examples=(
        "olcrm greet holiday",
        "olcrm greet holiday idul-fitri --text",
        "olcrm greet holiday idul-fitri --send",
        "olcrm greet holiday --within 3",
        'olcrm greet holiday natal --offer "Ada hampers baru, kabari saja kalau ingin lihat."',
    ),
)
def holiday(
    feast: Annotated[
        str | None,
        word(N_("The feast; without one those of today. `olcrm holiday list` names them."), metavar="[FEAST]"),
    ] = None,
    within: Annotated[
        str | None, option("--within", help=N_("Also feasts of the next so many days."), metavar="DAYS")
    ] = None,
    late: Annotated[
        str | None, option("--late", help=N_("Also feasts of the last so many days."), metavar="DAYS")
    ] = None,
    offer: Annotated[
        str | None,
        option("--offer", help=N_("What else to say, to those alone who agreed to offers."), metavar="TEXT"),
    ] = None,
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Greetings for a feast, the next few of those who have not had theirs; the best customers first."""
    from olcrm.greet import walking

    reach = walking.Reach(feast, within, late)
    audience = walking.audience(reach, None if offer is None else typed.text(offer, _("The offer")), walked=send)
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


@room.reads(
    "circle",
    help=N_("Remind customers of the days of those they buy for, some days before; who asked for it, once a year."),
    examples=("olcrm greet circle", "olcrm greet circle --within 30 --text", "olcrm greet circle --send"),
)
def circle_(
    within: Annotated[
        str | None, option("--within", help=N_("The days of the next so many days."), metavar="DAYS")
    ] = None,
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Whose mother has her birthday soon."""
    from olcrm.greet import circle

    ahead = None if within is None else rules.reach(within)
    audience = Audience(
        waiting=lambda db: circle.reminders(db, clock.today(), circle.usual(db) if ahead is None else ahead),
        sketches=lambda db, found: circle.sketches(db, clock.today(), found),
        named=lambda db, word: circle.named(db, clock.today(), word),
        worded=circle.worded,
        log=circle.log,
        table=lambda db, rows: _of_circles(rows, circle.usual(db) if ahead is None else ahead),
        question=alone.late_in_the_day,
    )
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


def _of_circles(rows: Sequence[Mapping[str, Any]], within: int) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=1),
        Column("day", _("Day"), Kind.DAY, keep=2),
        Column("reason", _("Why")),
    )
    foot = [_("`--text` shows the messages, `--send` goes through them one by one.")] if rows else []
    empty = _("Nobody asked to be reminded of a day in the next {days} days.").format(days=within)
    return Table("greet.circle", columns, rows, foot=foot, empty=empty)


def _table(db: Ledger, rows: Sequence[Mapping[str, Any]], missed: str, within: int) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=1),
        Column("day", _("Day"), Kind.DAY, keep=2),
        Column("age", _("Turns"), Kind.NUMBER, keep=3),
        Column("reason", _("Why")),
    )
    foot = [missed] if missed else []
    if rows:
        foot.append(_before_or_now(date.fromisoformat(rows[0]["day"])))
    return Table("greet.birthdays", columns, rows, foot=foot, empty="" if rows else _nobody(db, within))


def _before_or_now(first: date) -> str:
    """What to type next where the first of those on the list may be written to from the day ``first`` on."""
    if first <= clock.today():
        return _("`--text` shows the messages, `--send` goes through them one by one.")
    return _("`--text` shows the messages; `--send` goes through them from {day} on.").format(
        day=dates.near(first, clock.today())
    )


def _nobody(db: Ledger, within: int) -> str:
    """Why nobody is to be greeted: it is nobody's birthday, or not yet."""
    today = clock.today()
    coming = next(store.birthdays(db, today, within=within), None) if within else None
    if coming is None:
        return _("There is nobody to greet in these days.") if within else _("There is nobody to greet today.")
    name = people.get(db, coming.contact_id).name
    return _("There is nobody to greet today; the next birthday is {name}’s, {day}.").format(
        name=name, day=dates.near(coming.day, today)
    )


def _missed(db: Ledger, late: int) -> str:
    """Who had her birthday in the last days and was not greeted, unless the list shows them anyway."""
    if late:
        return ""
    today = clock.today()
    past = takewhile(lambda one: one.day < today, store.birthdays(db, today, late=MISSED_DAYS))
    found = list(islice(past, MISSED_NAMES + 1))
    if not found:
        return ""
    known = people.get_many(db, [one.contact_id for one in found])
    names = [f"{known[one.contact_id].name} ({dates.near(one.day, today)})" for one in found[:MISSED_NAMES]]
    return _("Missed in the last {days} days: {names}. A late wish is still kind: --late {days}.").format(
        days=MISSED_DAYS, names=", ".join([*names, "…"] if len(found) > MISSED_NAMES else names)
    )
