"""What the owner types about days on which the shop is closed."""

from collections.abc import Mapping
from typing import Any

from olcrm.closure import pages, store
from olcrm.kit import clock, dates, drafts, show
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.record import changed
from olcrm.kit.table import Answer, Column, Kind, Page, Said, Table, Words
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.shop import calendar, closures
from olcrm.shop.calendar import Closure

room = Verbs()

Which = Annotated[
    str | None,
    word(N_("Its number; `olcrm closure list` shows it. The next one if not given."), metavar="[CLOSURE]"),
]

MovePromises = Annotated[bool, option("--move-promises", help=N_("Put promises off that fall into it."))]
DryRun = Annotated[bool, option("--dry-run", help=N_("Only say what would change."))]


@room.writes(
    "add",
    help=N_("Close the shop for a while: keeps end later, promises are reckoned around it, nobody is reminded."),
    examples=(
        "olcrm closure add 6/3 14/3 --because Lebaran",
        "olcrm closure add 6/3 14/3 --move-promises --dry-run",
        "olcrm closure add besok",
    ),
)
def add(
    first: Annotated[str, word(N_("The first closed day."), metavar="FROM")],
    last: Annotated[str | None, word(N_("The last closed day; the same if not given."), metavar="[UNTIL]")] = None,
    because: Annotated[str | None, option("--because", help=N_("Why."), metavar="TEXT")] = None,
    move_promises: MovePromises = False,
    dry_run: DryRun = False,
) -> Said:
    """Write a closure down, and shift what would fall into it."""
    with writing(dry_run=dry_run) as db:
        today = clock.today()
        begins = dates.day(first, today, looks="forward")
        ends = begins if last is None else dates.day(last, today, looks="forward", since=begins)
        calendar.closure(begins, ends)
        new = closures.close(db, begins, ends, None if because is None else text(because, _("The reason")))
        db.said = _("The shop is closed: {days}.").format(days=new.shown())
        others = [one for one in closures.closures(db, begins) if one.number != new.number and one.first <= ends]
        said = _shifted(db, "closure.add", new, promises=move_promises, dry_run=dry_run)
        document = {**said.document, "overlaps": [one.number for one in others]}
        return changed(said, document=document, more=[*pages.overlaps(new, others), *said.more])


@room.writes(
    "shift",
    help=N_("Let keeps end later that would end in a closure, of orders taken since; put promises off."),
    examples=("olcrm closure shift", "olcrm closure shift 2 --move-promises", "olcrm closure shift --dry-run"),
)
def shift(
    closure: Which = None,
    move_promises: MovePromises = False,
    dry_run: DryRun = False,
) -> Said:
    """Shift what falls into a closure now."""
    with writing(dry_run=dry_run) as db:
        one = store.meant(db, closure)
        db.said = _("Shifted for the closure {days}.").format(days=one.shown())
        return _shifted(db, "closure.shift", one, promises=move_promises, dry_run=dry_run)


def _shifted(db: Ledger, kind: str, one: Closure, *, promises: bool, dry_run: bool) -> Said:
    """Shift what falls into a closure, and say what does."""
    found = store.shift(db, one, clock.today())
    store.apply(db, found, promises=promises)
    opens = store.opens_on(db, one)
    following = store.follows(db, one)
    more = pages.shifted(found, one, opens, done=True, moved=promises, following=following)
    if dry_run:
        more.append(_("Nothing is changed yet: without --dry-run it is."))
    document = {"closure": store.document(one), "opens_on": opens, "dry_run": dry_run}
    return Said(kind, db.said, document | pages.document(found, done=True, moved=promises), more=more)


@room.reads(
    "list",
    help=N_("Show when the shop is closed for a while."),
    examples=("olcrm closure list", "olcrm closure list --past"),
)
def list_(past: Annotated[bool, option("--past", help=N_("Also those that are over."))] = False) -> Table:
    """Closures, the earliest first."""
    with reading() as db:
        page = show.page()
        found = closures.closures(db, None if past else clock.today())
    rows = [store.document(one) for one in found]
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("from_on", _("From"), Kind.DAY),
        Column("until_on", _("Until"), Kind.DAY),
        Column("days", _("Days"), Kind.NUMBER, keep=1),
        Column("because", _("Why")),
    )
    return Table(
        "closure.list",
        columns,
        rows if page is None else rows[:page],
        total=len(rows),
        empty=_("The shop is not closed for a while; that is noted with `olcrm closure add`."),
    )


@room.reads(
    "show",
    help=N_("One closure: what falls into it, and when the shop is open again."),
    examples=("olcrm closure show", "olcrm closure show 2"),
)
def show_(closure: Which = None) -> Page:
    """What a closure touches just now."""
    with reading() as db:
        one = store.meant(db, closure)
        return pages.page(db, one, store.shift(db, one, clock.today()))


@room.writes("remove", help=N_("Take a closure out."), examples=("olcrm closure remove 2",))
def remove(
    number: Annotated[str, word(N_("Its number; `olcrm closure list` shows it."), metavar="NUMBER")],
) -> Said:
    """The shop is open then after all, but for its closed weekdays."""
    with writing() as db:
        gone = closures.open_again(db, number)
        db.said = _("The shop is not closed after all: {days}.").format(days=gone.shown())
    more = [
        _(
            "Keeps and promises stay where they were moved to. To have them back, too, take back what `olcrm log`"
            " shows of this closure, the latest first: `olcrm undo NUMBER`."
        )
    ]
    return Said("closure.remove", db.said, {"closure": store.document(gone)}, more=more)


@room.reads(
    "away",
    help=N_("The text for WhatsApp's away message and status while the shop is closed."),
    examples=("olcrm closure away", "olcrm closure away --lang en", "olcrm closure away 2 --send"),
)
def away(
    closure: Which = None,
    lang: Annotated[
        str | None, option("--lang", help=N_("Its language: id or en; the shop's if not given."), metavar="id|en")
    ] = None,
    send: Annotated[bool, option("--send", help=N_("Copy it, or open WhatsApp with it."))] = False,
) -> Answer:
    """What everybody reads who writes meanwhile."""
    from olcrm.closure import telling
    from olcrm.contact import rules

    language = None if lang is None else rules.language(lang)
    with reading() as db:
        one = store.meant(db, closure)
        said = telling.text(db, one, language)
    document = {"closure": store.document(one), "text": said}
    if send:
        return _handed(said, document)
    return Words("closure.away", said, document)


def _handed(said: str, document: Mapping[str, Any]) -> Said:
    from olcrm.kit import links
    from olcrm.kit.send import Draft, offer

    title = _("While the shop is closed")
    draft = Draft("away", None, "", None, said, links.chat("", said), title, title)
    sentence = _("Handed over: put it into WhatsApp under Business tools, Away message.")
    return Said("closure.away", sentence if offer(draft) else _("Nothing was handed over."), document)


@room.reads(
    "tell",
    help=N_("Tell those with an order in the house, once each, a message ready for everyone."),
    examples=("olcrm closure tell", "olcrm closure tell --text", "olcrm closure tell --send"),
)
def tell(
    closure: Which = None,
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Word of a closure to whoever is waiting for something."""
    from olcrm.closure import telling

    way = drafts.way(text, send, sent, all_sent)
    return drafts.answer(telling.audience(closure), way, reading=reading, writing=writing)


@room.reads(
    "last-day",
    help=N_("By which day parcels must leave before a feast, courier by courier, and what is still in the house."),
    examples=("olcrm closure last-day", "olcrm closure last-day natal"),
)
def last_day(
    feast: Annotated[
        str | None,
        word(N_("The feast; the next one of the setting closure.feasts if not given."), metavar="[FEAST]"),
    ] = None,
) -> Page:
    """The last day to send before a feast."""
    from olcrm.closure import last

    with reading() as db:
        return last.page(db, clock.today(), feast, show.page())
