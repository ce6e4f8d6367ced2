"""What the owner types to see how the shop is doing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.contact import store as contact
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Column, Kind, Page, Table
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt
from olcrm.ledger.book import reading
from olcrm.report import rules, store, tables
from olcrm.shop import store as shop

room = Verbs()


def _words(incomplete: str) -> list[str]:
    return [word for word in rules.BY if word.startswith(incomplete)]


Since = Annotated[str | None, option("--since", help=N_("From this day on."), metavar="DATE")]
Until = Annotated[str | None, option("--until", help=N_("Up to this day."), metavar="DATE")]


@room.reads(
    "sales",
    help=N_("What was sold: by day, week, month, product or source. Cancelled and released orders do not count."),
    examples=("olcrm report sales", "olcrm report sales --by product --since 1/1"),
)
def sales(
    by: Annotated[
        str,
        option("--by", help=N_("day, week, month, product or source."), metavar="BY", suggest=_words),
    ] = "month",
    since: Since = None,
    until: Until = None,
) -> Table:
    """A row a period, product or source, with the sum of all."""
    if by not in rules.BY:
        raise Misunderstood(
            _("Sales cannot be counted by “{by}”.").format(by=by),
            hint=_("Use --by with one of {words}.").format(words=", ".join(rules.BY)),
        )
    with reading() as db:
        rows = store.sales(db, by, *_period(since, until))
    kind = Kind.DAY if by in ("day", "week") else Kind.TEXT
    columns = [Column("what", _heads()[by], kind, value=lambda row: row["what"] or _("(none)"))]
    sums: dict[str, Any] = {"what": _("All"), "total": sum(row["total"] for row in rows)}
    if by == "product":
        columns.append(Column("qty", _("Pieces"), Kind.NUMBER))
        sums["qty"] = sum(row["qty"] for row in rows)
    columns += [Column("orders", _("Orders"), Kind.NUMBER), Column("total", _("Sold"), Kind.MONEY)]
    if by != "product":
        columns.append(Column("paid", _("Paid"), Kind.MONEY, keep=1))
        sums |= {"paid": sum(row["paid"] for row in rows), "orders": sum(row["orders"] for row in rows)}
    return Table(
        "report.sales",
        columns,
        rows[: show.page()],
        title=_("Sales"),
        total=len(rows),
        sums=sums,
        empty=_("Nothing was sold."),
    )


@room.reads(
    "customers",
    help=N_("Who buys most, how often and when last; how many came back."),
    examples=("olcrm report customers", "olcrm report customers --limit 10 --csv"),
)
def customers() -> Table:
    """The customers who ordered, best first, with the sums over all of them."""
    with reading() as db:
        page = show.page()
        best = store.best_customers(db, -1 if page is None else page)
        people = contact.get_many(db, best)
        sums = store.customer_sums(db)
        return tables.customers([people[number] for number in best], sums)


@room.reads(
    "promises",
    help=N_("How promises were kept: early, on time or late, by the day promised first."),
    examples=("olcrm report promises", "olcrm report promises --since 1/1 --csv"),
)
def promises(since: Since = None, until: Until = None) -> Table:
    """A row a month, with the share that was kept; what is on its way is open."""
    with reading() as db:
        rows = store.promises(db, *_period(since, until))
    sums: dict[str, Any] = {key: sum(row[key] for row in rows) for key in ("promised", *rules.PROMISES)}
    columns = (
        Column("month", _("Month")),
        Column("promised", _("Promised"), Kind.NUMBER),
        Column("early", _("Early"), Kind.NUMBER),
        Column("on_time", _("On time"), Kind.NUMBER),
        Column("late", _("Late"), Kind.NUMBER),
        Column("open", _("Running"), Kind.NUMBER, keep=1),
        Column("kept", _("In time"), Kind.PERCENT),
    )
    return Table(
        "report.promises",
        columns,
        [{**row, "kept": rules.kept(row)} for row in rows[: show.page()]],
        title=_("Promises"),
        total=len(rows),
        sums={"month": _("All"), **sums, "kept": rules.kept(sums)} if rows else {},
        empty=_("Nothing was promised; `olcrm order promise` does it."),
    )


@room.reads(
    "dues",
    help=N_("What is open, by kind and age, and how much of your own money is out on errands."),
    examples=("olcrm report dues",),
)
def dues() -> Table:
    """A row a kind of due, with how old the open money is."""
    with reading() as db:
        rows = store.open_dues(db, clock.today().isoformat())
        exposure, out = store.exposure(db)
        return tables.dues(rows, exposure, out)


@room.reads(
    "people",
    help=N_("What each of those who serve did: orders, money, answers, messages, complaints."),
    examples=("olcrm report people", "olcrm report people --since 1/11 --until 30/11"),
)
def people_(since: Since = None, until: Until = None) -> Table:
    """A row a person, of what was done with ``--by`` or with her name in $OLCRM_BY."""
    from olcrm.report import people

    today = clock.today()
    with reading() as db:
        first, last = (word and dates.day(word, today, looks="back") for word in (since, until))
        rows = people.served(db, first or None, last or None)
    columns = (
        Column("name", _("Served by")),
        Column("orders", _("Orders"), Kind.NUMBER),
        Column("money", _("Money noted"), Kind.MONEY),
        Column("answers", _("Answers"), Kind.NUMBER, keep=1),
        Column("messages", _("Messages"), Kind.NUMBER, keep=2),
        Column("complaints", _("Complaints closed"), Kind.NUMBER, keep=3),
    )
    sums: dict[str, Any] = {key: sum(row[key] for row in rows) for key in people.KEYS}
    return Table(
        "report.people",
        columns,
        rows[: show.page()],
        title=_("Who served"),
        total=len(rows),
        sums={"name": _("All"), **sums} if rows else {},
        empty=_("Nobody was named; `--by NAME` with what you type, or $OLCRM_BY, says who serves."),
    )


@room.reads(
    "month",
    help=N_("How a month went beside the one before: sales, customers, promises, troubles, and who is loyal."),
    examples=("olcrm report month", "olcrm report month oktober"),
)
def month_(
    month: Annotated[str | None, word(N_("The month, such as 2026-10 or oktober."), metavar="MONTH")] = None,
) -> Page:
    """This month up to today, unless another is named."""
    from olcrm.report import month as months

    with reading() as db:
        today = clock.today()
        return months.page(db, months.month(month, today), today, lambda day: clock.stamp(clock.start_of(day)))


@room.reads(
    "service",
    help=N_("How customers are served: how long for answers, money, parcels and redress; promises; who came back."),
    examples=("olcrm report service", "olcrm report service --since 1/1 --by month"),
)
def service(
    by: Annotated[str | None, option("--by", help=N_("A row a month: month."), metavar="BY")] = None,
    since: Since = None,
    until: Until = None,
) -> Table:
    """The clocks of the last three months, or of the time that is given; by month of the last year."""
    from olcrm.report import pages, serving

    if by not in (None, "month"):
        raise _not_by(by, ("month",))
    with reading() as db:
        first, last = _days(since, until, usual=timedelta(days=365 if by else 90))
        if by:
            return pages.service_by_month(serving.months(db, first, last))
        (within,) = shop.figures(db, "ask.hours")
        return pages.service(serving.clocks(db, first, last), first, last, within)


@room.reads(
    "sources",
    help=N_(
        "Where customers came from, who sent them, how the list grew: how many bought, came back, what it brought."
    ),
    examples=("olcrm report sources", "olcrm report sources --by referrer", "olcrm report sources --by month"),
)
def sources(
    by: Annotated[str, option("--by", help=N_("source, referrer or month."), metavar="BY")] = "source",
    since: Since = None,
    until: Until = None,
) -> Table:
    """A row a source, a referrer or a month, of those who were added in this time."""
    from olcrm.report import origins, pages

    if by not in rules.SOURCES_BY:
        raise _not_by(by, rules.SOURCES_BY)
    with reading() as db:
        return pages.sources(origins.sources(db, by, *_days(since, until)), by)


@room.reads(
    "asks",
    help=N_("What became of questions: asked, answered, bought; by objection, product, source or month."),
    examples=("olcrm report asks", "olcrm report asks --by product --since 1/10"),
)
def asks(
    by: Annotated[str, option("--by", help=N_("objection, product, source or month."), metavar="BY")] = "objection",
    since: Since = None,
    until: Until = None,
) -> Table:
    """How many who asked became customers."""
    from olcrm.report import origins, pages

    if by not in rules.ASKS_BY:
        raise _not_by(by, rules.ASKS_BY)
    with reading() as db:
        return pages.asks(origins.conversions(db, by, *_days(since, until)), by)


@room.reads(
    "effort",
    help=N_("How much talk goes into each customer beside what she buys: messages, days until paid, whom she sent."),
    examples=("olcrm report effort", "olcrm report effort --sort per-order --since 1/7 --limit 20"),
)
def effort_(
    sort: Annotated[
        str, option("--sort", help=N_("messages, per-order, days, revenue or referred."), metavar="BY")
    ] = "messages",
    since: Since = None,
    until: Until = None,
) -> Table:
    """A row a customer, of the last twelve months or of the time that is given."""
    from olcrm.report import effort

    if sort not in effort.SORTS:
        raise _not_by(sort, effort.SORTS, "--sort")
    with reading() as db:
        first, last = _days(since, until, usual=timedelta(days=365))
        return effort.table(*effort.rows(db, first, last, sort, show.page()), first, last)


def _not_by(by: str, words: Sequence[str], typed: str = "--by") -> Misunderstood:
    return Misunderstood(
        _("This cannot be counted by “{by}”.").format(by=excerpt(by)),
        hint=_("Use {option} with one of {words}.").format(option=typed, words=", ".join(words)),
    )


def _days(since: str | None, until: str | None, *, usual: timedelta | None = None) -> tuple[date, date]:
    """Both ends as days; where nothing was typed, so much before the end, or all there is."""
    today = clock.today()
    last = dates.day(until, today, looks="back") if until else today
    if since:
        return dates.day(since, today, looks="back"), last
    return (last - usual if usual else date(dates.EARLIEST, 1, 1)), last


def _period(since: str | None, until: str | None) -> tuple[str, str]:
    """Both ends as ISO days, the widest where nothing was typed."""
    today = clock.today()
    first = dates.day(since, today, looks="back").isoformat() if since else "0000"
    last = dates.day(until, today, looks="back").isoformat() if until else "9999"
    return first, last


def _heads() -> dict[str, str]:
    return {
        "day": _("Day"),
        "week": _("Week from"),
        "month": _("Month"),
        "product": _("Product"),
        "source": _("Source"),
    }
