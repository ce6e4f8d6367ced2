"""How a month went: money, customers, promises and troubles, beside the month before it."""

import re
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from olcrm.contact import rules as standing
from olcrm.contact import store as contacts
from olcrm.kit import dates, daywords, money
from olcrm.kit.errors import Misunderstood
from olcrm.kit.table import Column, Kind, Page, Table
from olcrm.kit.text import N_, _, language
from olcrm.kit.typed import excerpt
from olcrm.report import store
from olcrm.report.rules import kept

Row = Mapping[str, Any]
BEST = 5  # customers and products that are named

# What a figure is called, how it is written, and where the JSON has it.
_FIGURES: tuple[tuple[str, str, Kind], ...] = (
    ("orders", N_("Orders"), Kind.NUMBER),
    ("sold", N_("Sold"), Kind.MONEY),
    ("money_in", N_("Money in"), Kind.MONEY),
    ("average", N_("An order on average"), Kind.MONEY),
    ("buyers", N_("Customers who ordered"), Kind.NUMBER),
    ("came_back", N_("of them had ordered before"), Kind.NUMBER),
    ("new_contacts", N_("New on the customer list"), Kind.NUMBER),
    ("called_off", N_("Cancelled or released"), Kind.NUMBER),
    ("kept_promises", N_("Promises kept"), Kind.PERCENT),
    ("complaints", N_("Complaints"), Kind.NUMBER),
    ("claims", N_("Claims"), Kind.NUMBER),
    ("questions", N_("Questions"), Kind.NUMBER),
)

_ORDERS = f"""
SELECT count(buyer) AS orders, coalesce(sum(total), 0) AS sold, count(DISTINCT buyer) AS buyers,
       count(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM order_view AS earlier
                                         WHERE earlier.contact_id = o.buyer AND earlier.closed_as IS NULL
                                           AND earlier.ordered_on < :since) THEN buyer END) AS came_back
  FROM (SELECT total, iif(id IN {store.EXCHANGES}, NULL, contact_id) AS buyer
          FROM order_view WHERE closed_as IS NULL AND ordered_on BETWEEN :since AND :until) AS o
"""  # noqa: S608
_COUNTS: Mapping[str, str] = {
    "money_in": "SELECT coalesce(sum(amount), 0) FROM payment_view WHERE paid_on BETWEEN :since AND :until"
    " AND coalesce(method, '') <> 'credit'",
    "new_contacts": "SELECT count(*) FROM contact WHERE created_at >= :from AND created_at < :to",
    "called_off": "SELECT count(*) FROM order_view WHERE closed_on BETWEEN :since AND :until",
    "complaints": "SELECT count(*) FROM complaint_view WHERE opened_on BETWEEN :since AND :until AND kind <> 'help'",
    "claims": "SELECT count(*) FROM claim_view WHERE opened_on BETWEEN :since AND :until",
    "questions": "SELECT count(*) FROM ask_view WHERE kind = 'question' AND asked_at >= :from AND asked_at < :to",
}
_BUYERS = f"""
SELECT contact_id, count(*) FILTER (WHERE id NOT IN {store.EXCHANGES}) AS orders, sum(total) AS total FROM order_view
 WHERE closed_as IS NULL AND ordered_on BETWEEN :since AND :until
 GROUP BY contact_id HAVING orders > 0 OR total > 0 ORDER BY total DESC, contact_id LIMIT :best
"""  # noqa: S608


def month(word: str | None, today: date) -> date:
    """The first day of the month that ``word`` names, looking back: ``2026-10``, ``10/2026``, ``oktober``.

    This month where nothing was typed. Raises Misunderstood.
    """
    if word is None:
        return today.replace(day=1)
    text = word.strip().casefold()
    found = re.fullmatch(r"(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<month_>\d{1,2})/(?P<year_>\d{4})", text)
    if found:
        year, number = int(found["year"] or found["year_"]), int(found["month"] or found["month_"])
    else:
        name, _blank, figures = text.partition(" ")
        number = daywords.MONTH.get(name, 0)
        year = int(figures) if figures.isdecimal() and len(figures) == 4 else 0 if figures else today.year
        if not figures and number > today.month:
            year -= 1
    if not (1 <= number <= 12 and 1900 <= year <= 2999):
        raise Misunderstood(
            _("“{word}” is no month.").format(word=excerpt(word)), hint=_("Write it like 2026-10 or oktober.")
        )
    return date(year, number, 1)


def end_of(first: date) -> date:
    """The last day of the month that begins on ``first``."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def named(first: date) -> str:
    """The month as it is spoken of: October 2026."""
    return f"{daywords.LONG_MONTHS[language()][first.month - 1]} {first.year}"


def figures(
    db: sqlite3.Connection, since: date, until: date, moment: Callable[[date], str]
) -> dict[str, int | float | None]:
    """What happened from ``since`` to ``until``, both included; ``moment`` gives the stamp at which a day begins.

    Money is whole rupiah, ``kept_promises`` the share of those decided, None while none is.
    """
    values = {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "from": moment(since),
        "to": moment(until + timedelta(days=1)),
    }
    found: dict[str, int | float | None] = dict(db.execute(_ORDERS, values).fetchone())
    found |= {key: db.execute(question, values).fetchone()[0] for key, question in _COUNTS.items()}
    orders = int(found["orders"] or 0)
    found["average"] = round(int(found["sold"] or 0) / orders) if orders else None
    promised = store.promises(db, values["since"], values["until"])
    sums = {key: sum(row[key] for row in promised) for key in ("early", "on_time", "late")}
    found["kept_promises"] = kept(sums)
    return found


def page(db: sqlite3.Connection, first: date, today: date, moment: Callable[[date], str]) -> Page:
    """The month that begins on ``first``, beside the one before; a month that is not over, beside as many days."""
    before = (first - timedelta(days=1)).replace(day=1)
    last, last_before = end_of(first), end_of(before)
    running = first <= today < last
    if running:
        last, last_before = today, min(last_before, before + (today - first))
    now, then = figures(db, first, last, moment), figures(db, before, last_before, moment)
    buyers = _buyers(db, first, last)
    goods = store.sales(db, "product", first.isoformat(), last.isoformat())[:BEST]
    title = named(first) if not running else _("{month}, up to today").format(month=named(first))
    document = {
        "month": f"{first:%Y-%m}",
        "since": first.isoformat(),
        "until": last.isoformat(),
        "figures": now,
        "before": then,
        "customers": buyers,
        "products": goods,
    }
    heads = (_("This month") if running else named(first), _of_days(before, last_before))
    parts = [_compared(now, then, heads), _best(buyers), _sold(goods)]
    if not (now["orders"] or now["sold"]):
        return Page("report.month", title, document, [parts[0], _("Nothing was sold.")])
    return Page("report.month", title, document, [part for part in parts if part.rows])


def _buyers(db: sqlite3.Connection, since: date, until: date) -> list[dict[str, Any]]:
    rows = db.execute(_BUYERS, {"since": since.isoformat(), "until": until.isoformat(), "best": BEST}).fetchall()
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [{"contact": who[row["contact_id"]], "orders": row["orders"], "total": row["total"]} for row in rows]


def _of_days(first: date, last: date) -> str:
    """A month by its name; the first days of one by their days, so that nobody takes them for the whole."""
    if last == end_of(first):
        return named(first)
    return dates.short(first) if last == first else f"1–{dates.short(last)}"


def _compared(now: Row, then: Row, heads: tuple[str, str]) -> Table:
    """The figures of both months side by side under their ``heads``; each is written as what it is."""
    rows = [
        {"what": _(name), "now": _written(now[key], kind), "before": _written(then[key], kind)}
        for key, name, kind in _FIGURES
        if now[key] is not None or then[key] is not None
    ]
    columns = (
        Column("what", _("Figure")),
        Column("now", heads[0], Kind.TEXT),
        Column("before", heads[1], Kind.TEXT),
    )
    return Table("report.month", columns, rows)


def _written(value: float | None, kind: Kind) -> str:
    if value is None:
        return ""
    if kind == Kind.MONEY:
        return money.rupiah(int(value))
    return f"{round(value * 100)} %" if kind == Kind.PERCENT else str(value)


def _best(buyers: list[dict[str, Any]]) -> Table:
    columns = (
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=1),
        Column("orders", _("Orders"), Kind.NUMBER),
        Column("total", _("Sold"), Kind.MONEY),
    )
    return Table("report.month", columns, buyers, title=_("Who bought most"))


def _sold(goods: list[dict[str, Any]]) -> Table:
    columns = (
        Column("what", _("Product")),
        Column("qty", _("Pieces"), Kind.NUMBER),
        Column("total", _("Sold"), Kind.MONEY),
    )
    return Table("report.month", columns, goods, title=_("What sold best"))
