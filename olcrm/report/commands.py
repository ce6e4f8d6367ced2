"""What the owner types to see how the shop is doing."""

from typing import TYPE_CHECKING, Any

from olcrm.contact import rules as standing
from olcrm.contact import store as contact
from olcrm.due import rules as due
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Column, Kind, Page, Table
from olcrm.kit.text import N_, _, ngettext
from olcrm.ledger.book import reading
from olcrm.report import rules, store

if TYPE_CHECKING:
    from olcrm.errand import store as errands

room = Verbs()
NAMED = 5  # customers with whom own money is out


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
        "report.sales", columns, _page(rows), title=_("Sales"), total=len(rows), sums=sums, empty=_("Nothing was sold.")
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
    rows = [_customer(people[number], sums["spent"]) for number in best]
    foot = []
    if sums["customers"]:
        share = 100 * sums["came_back"] // sums["customers"]
        foot = [
            ngettext(
                "{n} customer came back ({share} %).", "{n} customers came back ({share} %).", sums["came_back"]
            ).format(n=sums["came_back"], share=share)
        ]
    columns = (
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=2),
        Column("orders", _("Orders"), Kind.NUMBER),
        Column("spent", _("Spent"), Kind.MONEY),
        Column("share", _("Share"), Kind.PERCENT, keep=3),
        Column("owed", _("Owes"), Kind.MONEY, keep=1),
        Column("last_order_on", _("Last order"), Kind.DAY, keep=1),
    )
    return Table(
        "report.customers",
        columns,
        rows,
        title=_("Customers"),
        total=sums["customers"],
        sums={"customer": _("All"), "orders": sums["orders"], "spent": sums["spent"], "owed": sums["owed"]},
        foot=foot,
        empty=_("Nobody has ordered yet."),
        extra={"sums": sums},
    )


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
        _page([{**row, "kept": rules.kept(row)} for row in rows]),
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
    brackets = [due.name(*days) for days in due.BRACKETS]
    columns = [
        Column("kind", _("Kind"), value=lambda row: _kinds()[row["kind"]]),
        Column("dues", _("Dues"), Kind.NUMBER),
        Column("balance", _("Open"), Kind.MONEY),
        Column("overdue", _("Overdue"), Kind.MONEY, keep=1),
        *(Column(name, _("{days} days").format(days=name), Kind.MONEY, keep=2) for name in brackets),
        Column("oldest", _("Oldest"), Kind.DAY, keep=3),
    ]
    sums: dict[str, Any] = {key: sum(row[key] for row in rows) for key in ("dues", "balance", "overdue", *brackets)}
    return Table(
        "report.dues",
        columns,
        rows,
        title=_("Open dues"),
        sums={"kind": _("All"), **sums},
        foot=_own_money(exposure, out),
        empty=_("Nobody owes anything."),
        extra={"exposure": {**exposure.document(), "contacts": out}},
    )


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
        _page(rows),
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


def _own_money(exposure: "errands.Exposure", out: list[dict[str, Any]]) -> list[str]:
    """The owner's own money that is out on errands, and with whom most of it is."""
    if not out:
        return []
    said = _("Your own money out on errands: {out} (limit {limit}).").format(
        out=rupiah(exposure.out), limit=rupiah(exposure.limit)
    )
    named = [f"{one['contact']['name']} {rupiah(one['out'])}" for one in out[:NAMED]]
    more = len(out) - len(named)
    if more:
        named.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return [said, "; ".join(named) + "."]


def _customer(person: standing.Contact, all_spent: int) -> dict[str, Any]:
    return {
        "contact": contact.brief(person),
        "orders": person.orders,
        "spent": person.spent,
        "share": person.spent / all_spent if all_spent else 0,
        "owed": person.owed,
        "last_order_on": person.last_order_on,
    }


def _period(since: str | None, until: str | None) -> tuple[str, str]:
    """Both ends as ISO days, the widest where nothing was typed."""
    today = clock.today()
    first = dates.day(since, today, looks="back").isoformat() if since else "0000"
    last = dates.day(until, today, looks="back").isoformat() if until else "9999"
    return first, last


def _page(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    page = show.page()
    return rows if page is None else rows[:page]


def _heads() -> dict[str, str]:
    return {
        "day": _("Day"),
        "week": _("Week from"),
        "month": _("Month"),
        "product": _("Product"),
        "source": _("Source"),
    }


def _kinds() -> dict[str, str]:
    return {"order": _("orders"), "errand": _("errands"), "loan": _("loans"), "other": _("other")}
