"""Why things go wrong: complaints counted by their causes, the most frequent first."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.complaint import reading, rules, store
from olcrm.complaint.reading import Wanted
from olcrm.kit import clock, dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Document, Kind, Table
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import excerpt, one_of

BY = {"cause": N_("cause"), "kind": N_("kind"), "product": N_("product")}
NAMED = 2  # products that one line names


def table(db: sqlite3.Connection, by: str | None, since: str | None, until: str | None) -> Table:
    """The causes as a table. Raises Misunderstood for what it cannot be counted by, and for days."""
    which = _by(by)
    today = clock.today()
    wanted = Wanted(
        open=True,
        closed=True,
        since=None if since is None else dates.day(since, today, looks="back"),
        until=None if until is None else dates.day(until, today, looks="back"),
    )
    found = reading.listed(db, wanted, None)
    often, days = store.limits(db)
    counted = [row for row in found if row["kind"] != rules.HELP]
    rows = groups(counted, which, often, timedelta(days=days))
    return Table(
        "complaint.causes",
        _columns(which),
        rows,
        foot=_foot(counted, len(found) - len(counted)),
        empty=_("There is no complaint in these days."),
        extra={"since": wanted.since and wanted.since.isoformat(), "until": wanted.until and wanted.until.isoformat()},
    )


def groups(rows: Sequence[Row], by: Sequence[str], often: int, within: timedelta) -> list[dict[str, Any]]:
    """One document for each cause (kind, product), the most frequent first, with shares of all.

    What came up ``often`` (or more) in days that lie no further apart than ``within`` came up again.
    """
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(_key(row, by), []).append(row)
    ordered = sorted(found.values(), key=lambda some: (-len(some), _newest(some)))
    shares = rules.shares([len(some) for some in ordered])
    flagged = {_what(row) for row in rows if row["same"] >= often}  # of one kind on one product
    return [
        _group(some, by, *share)
        | {"again": any(_what(row) in flagged for row in some) or _same_cause(some, by, within) >= often}
        for some, share in zip(ordered, shares, strict=True)
    ]


def _what(row: Row) -> tuple[int | None, str]:
    return row["product_id"], row["kind"]


def _newest(rows: Sequence[Row]) -> int:
    """What came up last is named first among equals."""
    return -max(date.fromisoformat(row["opened_on"]).toordinal() for row in rows)


def _key(row: Row, by: Sequence[str]) -> tuple[Any, ...]:
    keys = {
        "cause": rules.same(row["cause"]) if row["cause"] else None,
        "kind": row["kind"],
        "product": row["product_id"],
    }
    return tuple(keys[one] for one in by)


def _group(rows: Sequence[Row], by: Sequence[str], share: float, so_far: float) -> dict[str, Any]:
    closed = [row for row in rows if row["closed_at"]]
    products = Counter(row["product"] for row in rows if row["product_id"])
    latest = rows[0]  # they come newest first
    return {
        "cause": latest["cause"] if "cause" in by else None,
        "kind": latest["kind"] if "kind" in by else None,
        "product": latest["product"] if "product" in by and latest["product_id"] else None,
        "products": [{"name": name, "count": count} for name, count in products.most_common()],
        "kinds": [{"kind": kind, "count": count} for kind, count in Counter(r["kind"] for r in rows).most_common()],
        "count": len(rows),
        "open": len(rows) - len(closed),
        "share": round(share, 4),
        "cumulative": round(so_far, 4),
        "prevention": next((row["prevention"] for row in rows if row["prevention"]), None),
        "won_back": sum(1 for row in closed if row["won_back"]),
        "closed": len(closed),
    }


def _same_cause(rows: Sequence[Row], by: Sequence[str], within: timedelta) -> int:
    """How often it came up with one cause, in days that lie no further apart than ``within``."""
    if "cause" not in by or rows[0]["cause"] is None:
        return 0
    return rules.most_within([date.fromisoformat(row["opened_on"]) for row in rows], within)


def _columns(by: Sequence[str]) -> Sequence[Column]:
    heads = {
        "cause": Column("cause", _("Cause"), value=lambda row: row["cause"] or _("not known yet"), whole=True),
        "kind": Column("kind", _("Kind"), value=lambda row: rules.shown(row["kind"])),
        "product": Column("product", _("Product"), value=lambda row: row["product"] or _("no product")),
    }
    sides = []
    if "product" not in by:
        sides.append(Column("products", _("Products"), value=_products, keep=6))
    if "kind" not in by:
        sides.append(Column("kinds", _("Kinds"), value=_kinds, keep=7))
    return (
        *(heads[one] for one in by),
        Column("count", _("Times"), Kind.NUMBER),
        Column("share", _("Share"), Kind.PERCENT, keep=2),
        Column("cumulative", _("Together"), Kind.PERCENT, keep=4),
        Column("again", _("Again"), value=lambda row: _("again") if row["again"] else ""),
        Column("open", _("Open"), Kind.NUMBER, keep=8),
        *sides,
        Column("won_back", _("Won back"), value=_won_back, keep=5),
        Column("prevention", _("Prevention"), whole=True, keep=1),
    )


def _products(row: Document) -> str:
    named = [f"{one['name']} {one['count']}" for one in row["products"]]
    return ", ".join([*named[:NAMED], "…"] if len(named) > NAMED else named)


def _kinds(row: Document) -> str:
    return ", ".join(f"{rules.shown(one['kind'])} {one['count']}" for one in row["kinds"])


def _won_back(row: Document) -> str:
    if not row["closed"]:
        return ""
    return _("{part} of {whole}").format(part=row["won_back"], whole=row["closed"])


def _foot(rows: Sequence[Row], help_wanted: int) -> list[str]:
    lines = []
    closed = [row for row in rows if row["closed_at"]]
    if closed:
        days = sorted(
            (clock.from_stamp(row["closed_at"]).date() - date.fromisoformat(row["opened_on"])).days for row in closed
        )
        half = days[len(days) // 2]
        within = ngettext("within {days} day", "within {days} days", half).format(days=half)
        lines.append(
            _("Half of those that are closed were closed {within}.").format(within=within if half else _("at once"))
        )
    if help_wanted:
        lines.append(
            ngettext(
                "{count} more wanted help, which is no complaint.",
                "{count} more wanted help, which is no complaint.",
                help_wanted,
            ).format(count=help_wanted)
        )
    return lines


def _by(word: str | None) -> Sequence[str]:
    if word is None:
        return ("cause", "kind")
    found = one_of(word, {key: _(words) for key, words in BY.items()})
    if found is None:
        raise Misunderstood(
            _("Complaints cannot be counted by “{word}”.").format(word=excerpt(word)),
            hint=_("Use {words}.").format(words=", ".join(BY)),
        )
    return (found,)
