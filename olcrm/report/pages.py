"""What the reports on service, on where customers came from, and on questions look like."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from olcrm.ask import rules as asking
from olcrm.contact import rules as people
from olcrm.kit import dates, show
from olcrm.kit.table import Column, Document, Kind, Table
from olcrm.kit.text import _, ngettext
from olcrm.report import rules

Rows = Sequence[dict[str, Any]]
IN_MONTHS = ("answer", "pay", "ship", "complaint")


def service(rows: Rows, since: date, until: date, within: int) -> Table:
    """A row a clock; ``within`` is how many hours an answer may take."""
    columns = (
        Column("clock", _("What"), value=lambda row: _(rules.CLOCKS[row["clock"]])),
        Column("count", _("Times"), Kind.NUMBER),
        Column("median", _("Half took at most"), value=lambda row: _length(row["median"], row["unit"])),
        Column("in_time", _("In time"), Kind.PERCENT),
        Column("open", _("Running"), Kind.NUMBER, keep=1),
        Column("oldest", _("Oldest"), Kind.DAY, keep=2),
    )
    foot = [
        _("What began from {since} to {until}.").format(since=dates.short(since), until=dates.short(until)),
        ngettext(
            "An answer is in time within {count} hour.", "An answer is in time within {count} hours.", within
        ).format(count=within),
    ]
    nothing = not any(row["count"] or row["open"] for row in rows)
    return Table(
        "report.service",
        columns,
        [] if nothing else rows,
        title=_("Service"),
        foot=foot,
        empty=_("Nothing was asked, ordered or complained of in this time."),
        extra={"since": since.isoformat(), "until": until.isoformat(), "within_hours": within},
    )


def service_by_month(rows: Rows) -> Table:
    """A row a month, with the half-way length of each clock and what was in time."""
    columns = (
        Column("month", _("Month")),
        *(Column(name, _(rules.CLOCKS[name]), value=_median_of(name)) for name in IN_MONTHS),
        Column("answered", _("Answers in time"), Kind.PERCENT, value=_in_time_of("answer"), keep=1),
        Column("promise", _(rules.CLOCKS["promise"]), Kind.PERCENT, value=_in_time_of("promise"), keep=2),
        Column("back", _(rules.CLOCKS["back"]), Kind.PERCENT, value=_in_time_of("back"), keep=3),
    )
    return Table(
        "report.service",
        columns,
        rows[: show.page()],
        title=_("Service"),
        total=len(rows),
        foot=[_("Half of them took at most as long as it says.")],
        empty=_("Nothing was asked, ordered or complained of in this time."),
    )


def sources(rows: Rows, by: str) -> Table:
    """A row a source, a referrer or a month."""
    first = {
        "source": Column("source", _("Source"), value=lambda row: row["source"] or _("(none)")),
        "referrer": Column("referrer", _("Sent by"), value=lambda row: row["contact"]["name"]),
        "month": Column("month", _("Month")),
    }[by]
    standing = Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=2)
    columns = [
        first,
        *([standing] if by == "referrer" else []),
        Column("contacts", _("New"), Kind.NUMBER),
        *([Column("list", _("On the list"), Kind.NUMBER)] if by == "month" else []),
        Column("bought", _("Then bought"), Kind.NUMBER),
        Column("bought_share", _("Share"), Kind.PERCENT, value=lambda row: rules.share(row["bought"], row["contacts"])),
        Column("came_back", _("Came back"), Kind.NUMBER, keep=1),
        Column("spent", _("Spent"), Kind.MONEY),
    ]
    keys = ("contacts", "bought", "came_back", "spent")
    sums: dict[str, Any] = {key: sum(row[key] for row in rows) for key in keys}
    sums["bought_share"] = rules.share(sums["bought"], sums["contacts"])
    return Table(
        "report.sources",
        columns,
        rows[: show.page()],
        title=_("Where customers came from"),
        total=len(rows),
        sums={first.key: _("All"), **sums} if rows else {},
        foot=_unnamed(rows) if by == "source" else [],
        empty=_("Nobody was sent by anybody yet.") if by == "referrer" else _("Nobody was added in this time."),
        extra={"by": by},
    )


def asks(rows: Rows, by: str) -> Table:
    """A row an objection, a product, a source or a month."""
    heads = {"objection": _("Objection"), "product": _("Product"), "source": _("Source"), "month": _("Month")}
    columns = (
        Column("what", heads[by], value=_asked_by(by)),
        Column("asked", _("Questions"), Kind.NUMBER),
        Column("answered", _("Answered"), Kind.NUMBER),
        Column("bought", _("Then bought"), Kind.NUMBER),
        Column("share", _("Share"), Kind.PERCENT),
    )
    sums: dict[str, Any] = {key: sum(row[key] for row in rows) for key in ("asked", "answered", "bought")}
    sums["share"] = rules.share(sums["bought"], sums["asked"])
    return Table(
        "report.asks",
        columns,
        rows[: show.page()],
        title=_("What became of questions"),
        total=len(rows),
        sums={"what": _("All"), **sums} if rows else {},
        foot=[_("Bought: an order of hers followed within `ask.bought-days`, or it was noted.")] if rows else [],
        empty=_("Nothing was asked in this time."),
        extra={"by": by},
    )


def _asked_by(by: str) -> Any:
    def value(row: Document) -> str:
        what = str(row["what"])
        return (asking.objection_shown(what) if by == "objection" else what) or _("(none)")

    return value


def _unnamed(rows: Rows) -> list[str]:
    """How many came from nobody knows where."""
    count = sum(row["contacts"] for row in rows if not row["source"])
    if not count:
        return []
    said = ngettext(
        "Of {count} it is not known; `olcrm contact edit CONTACT --source ig` notes it.",
        "Of {count} it is not known; `olcrm contact edit CONTACT --source ig` notes it.",
        count,
    )
    return [said.format(count=count)]


def _median_of(name: str) -> Any:
    return lambda row: _length((row.get(name) or {}).get("median"), "hours" if name == "answer" else "days")


def _in_time_of(name: str) -> Any:
    return lambda row: (row.get(name) or {}).get("in_time")


def _length(length: float | None, unit: str | None) -> str | None:
    """``3 hours`` or ``2 days``, in whole ones rounded up; what took no day was the same day."""
    if length is None or unit is None:
        return None
    if unit == "hours":
        return asking.age(int(length))
    days = -int(-length // 1)
    return ngettext("{count} day", "{count} days", days).format(count=days) if days else _("same day")
