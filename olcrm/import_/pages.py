"""How an import is shown: before it, after it, and what is wrong with its file."""

import sqlite3
from datetime import date
from typing import Any

from olcrm.import_.layouts import Layout
from olcrm.import_.rules import Habit, Outcome
from olcrm.kit import clock, show
from olcrm.kit.dates import short
from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.phone import local
from olcrm.kit.sheet import Sheet
from olcrm.kit.table import Column, Kind, Page, Pairs, Said, Table
from olcrm.kit.text import _, ngettext

NAMED = 5  # of things that are worth a line each


def preview(file: Sheet, layout: Layout, habit: Habit, outcome: Outcome, dry_run: bool) -> Page:
    """How the file is understood and what it would become."""
    columns = [(name, heading, Kind.TEXT) for name, heading in layout.shown().items()]
    parts: list[Pairs | Table | str] = [Pairs(columns, _("How the columns are read")), _first(layout, outcome)]
    parts.append("\n".join([_coming(layout, outcome), *_remarks(file, layout, habit, outcome)]))
    if dry_run:
        parts.append(_("Only looked; nothing was changed."))
    title = ngettext("{file}: {count} row", "{file}: {count} rows", outcome.rows)
    return Page(
        f"import.{layout.kind}",
        title.format(file=file.path.name, count=outcome.rows),
        _document(file, layout, outcome) | {"dry_run": True, "batch": None},
        parts,
    )


def _first(layout: Layout, outcome: Outcome) -> Table:
    known = Column("contact", _("Known as"), Kind.NUMBER, keep=2)
    columns = [Column("row", _("Row"), Kind.NUMBER, keep=3), Column("name", _("Customer"))]
    if layout.kind == "contacts":
        columns += [Column("phone", _("Phone"), value=lambda row: row["phone"] and local(row["phone"])), known]
    else:
        columns += [
            known,
            Column("ordered_on", _("Day"), Kind.DAY),
            Column("lines", _("Items"), keep=1),
            Column("total", _("Total"), Kind.MONEY),
            Column("paid", _("Paid"), Kind.MONEY, keep=1),
        ]
    return Table(f"import.{layout.kind}", columns, outcome.first, title=_("The first rows"))


def _coming(layout: Layout, outcome: Outcome) -> str:
    if layout.kind == "contacts":
        return ngettext("{count} customer is new.", "{count} customers are new.", outcome.new).format(count=outcome.new)
    said = ngettext("{count} order is new, {sum}.", "{count} orders are new, {sum} together.", outcome.new)
    return said.format(count=outcome.new, sum=rupiah(outcome.sum))


def sentence(file: Sheet, layout: Layout, outcome: Outcome) -> str:
    """What was done, in one line."""
    name = show.safe(file.path.name)
    if layout.kind == "contacts":
        said = ngettext(
            "{count} customer imported from {file}.", "{count} customers imported from {file}.", outcome.new
        )
        return said.format(count=outcome.new, file=name)
    said = ngettext(
        "{count} order imported from {file}, {sum}.",
        "{count} orders imported from {file}, {sum} together.",
        outcome.new,
    )
    return said.format(count=outcome.new, file=name, sum=rupiah(outcome.sum))


def done(file: Sheet, layout: Layout, habit: Habit, outcome: Outcome) -> Said:
    """What was done, and what is worth knowing about it."""
    more = _remarks(file, layout, habit, outcome)
    more.append(_("See `olcrm import show {batch}`; `olcrm undo` takes it all back.").format(batch=outcome.batch))
    document = _document(file, layout, outcome) | {"dry_run": False, "batch": outcome.batch}
    return Said(f"import.{layout.kind}", sentence(file, layout, outcome), document, more)


def unchanged(file: Sheet, layout: Layout, outcome: Outcome) -> Said:
    """That everything is there already."""
    document = _document(file, layout, outcome) | {"dry_run": False, "batch": outcome.batch if outcome.again else None}
    kind = f"import.{layout.kind}"
    if outcome.again:
        said = _("{file} was brought in before (import {batch}); nothing was changed.")
        return Said(kind, said.format(file=file.path.name, batch=outcome.batch), document)
    said = _("Everything in {file} is there already; nothing was changed.").format(file=file.path.name)
    return Said(kind, said, document, _left_out(outcome))


def _remarks(file: Sheet, layout: Layout, habit: Habit, outcome: Outcome) -> list[str]:
    """What the owner should know of how the file was read."""
    said = []
    if outcome.people:
        many = ngettext("{count} customer is new.", "{count} customers are new.", outcome.people)
        said.append(many.format(count=outcome.people))
    if outcome.known:
        many = ngettext("{count} was there already.", "{count} were there already.", outcome.known)
        said.append(many.format(count=outcome.known))
    if outcome.filled:
        many = ngettext(
            "{count} of them gets what was missing.", "{count} of them get what was missing.", outcome.filled
        )
        said.append(many.format(count=outcome.filled))
    said += _renamed(outcome)
    if outcome.new and layout.kind == "orders":
        said += _of_orders(habit, outcome)
    if file.encoding == "cp1252":
        said.append(_("The file is not UTF-8; its letters were read as those of old Windows programs."))
    unread = [] if layout.google else layout.unread()
    if unread:
        said.append(_("Not read: {columns}.").format(columns=", ".join(unread)))
    return said + _left_out(outcome)


def _of_orders(habit: Habit, outcome: Outcome) -> list[str]:
    said = []
    if habit.settled:
        said.append(
            _("The file says nothing of payment: each order counts as paid on its day. With --unpaid none does.")
        )
    if outcome.arrived:
        many = ngettext(
            "{count} paid order from before {day} counts as arrived.",
            "{count} paid orders from before {day} count as arrived.",
            outcome.arrived,
        )
        day = short(date.fromisoformat(habit.gone_before))
        said.append(many.format(count=outcome.arrived, day=day))
    if outcome.evened:
        many = ngettext(
            "{count} order has a total that is not what its goods cost; the rest counts as shipping or discount.",
            "{count} orders have a total that is not what their goods cost; the rest counts as shipping or discount.",
            outcome.evened,
        )
        said.append(many.format(count=outcome.evened))
    return said


def _renamed(outcome: Outcome) -> list[str]:
    said = [
        _("Row {row}: the phone of “{name}” is that of “{kept}” ({contact}), who keeps her name.").format(**one)
        for one in outcome.renamed[:NAMED]
    ]
    return said + _and_more(len(outcome.renamed) - NAMED)


def _left_out(outcome: Outcome) -> list[str]:
    if not outcome.wrong:
        return []
    many = ngettext("{count} row is left out:", "{count} rows are left out:", outcome.wrong_rows)
    lines = [
        _("row {row}, {column}: {problem}").format(row=one.row, column=one.column or "-", problem=one.problem)
        for one in outcome.wrong[: 2 * NAMED]
    ]
    return [many.format(count=outcome.wrong_rows), *lines, *_and_more(outcome.wrong_rows - 2 * NAMED)]


def _and_more(count: int) -> list[str]:
    return [ngettext("… and {count} more.", "… and {count} more.", count).format(count=count)] if count > 0 else []


def report(outcome: Outcome) -> Table:
    """What is wrong with which row."""
    columns = (
        Column("row", _("Row"), Kind.NUMBER),
        Column("column", _("Column")),
        Column("problem", _("What is wrong")),
    )
    rows = [one.document() for one in outcome.wrong]
    return Table("import.report", columns, rows, total=max(outcome.wrong_rows, len(rows)))


def refusal(file: Sheet, outcome: Outcome) -> Refused:
    """What to raise when rows are wrong; under JSON the rows go with it, else they have been shown."""
    many = ngettext(
        "{count} of {rows} rows of {file} cannot be read; nothing was changed.",
        "{count} of {rows} rows of {file} cannot be read; nothing was changed.",
        outcome.wrong_rows,
    )
    as_json = show.current().form == show.Form.JSON
    return Refused(
        many.format(count=outcome.wrong_rows, rows=outcome.rows, file=file.path.name),
        hint=_("Correct them in the file, or leave them out with --skip-bad."),
        candidates=[one.document() for one in outcome.wrong] if as_json else [],
    )


def _document(file: Sheet, layout: Layout, outcome: Outcome) -> dict[str, Any]:
    orders = layout.kind == "orders"
    return {
        "file": file.path.name,
        "encoding": file.encoding,
        "delimiter": file.delimiter,
        "columns": layout.shown(),
        "rows": outcome.rows,
        "new": outcome.new,
        "known": outcome.known,
        "filled": outcome.filled,
        "new_contacts": outcome.people if orders else outcome.new,
        "sum": outcome.sum if orders else None,
        "first": outcome.first,
        "renamed": outcome.renamed,
        "skipped": [one.document() for one in outcome.wrong],
    }


def batch(row: sqlite3.Row) -> dict[str, Any]:
    """A file that was brought in, as it stands in JSON."""
    found = dict(row)
    return {
        "id": found["id"],
        "file": found["file_name"],
        "kind": found["kind"],
        "at": clock.from_stamp(found["imported_at"]).isoformat(),
        "rows": found["rows"],
    } | {name: found[name] for name in ("contacts", "orders") if name in found}


def row(row: sqlite3.Row) -> dict[str, Any]:
    """What a row of a file became, as it stands in JSON."""
    return {
        "row": row["row"],
        "contact": None if row["contact_id"] is None else {"id": row["contact_id"], "name": row["name"]},
        "order": row["order_id"],
        "ordered_on": row["ordered_on"],
        "total": row["total"],
        "status": row["status"],
    }
