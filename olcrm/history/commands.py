"""What the owner types to see what was done, and to take it back."""

import sqlite3
from typing import Annotated

from olcrm.contact import store as contacts
from olcrm.history import rules
from olcrm.kit import ask, clock, dates, show, typed
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Verbs, option, word
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import history, windows
from olcrm.ledger.book import reading, writing

room = Verbs()


@room.reads(
    "log",
    help=N_("What was done and when, newest first: everything, or about one customer or one order."),
    examples=("olcrm log", "olcrm log rina", "olcrm log '#41'"),
)
def log(
    about: Annotated[
        str | None,
        word(
            N_("A customer, or an order written like #41 or order:41; everything if not given."),
            metavar="CONTACT|#ORDER",
            suggest=contacts.suggest,
        ),
    ] = None,
) -> Table:
    """The changes, each with its number, what was typed and what it did."""
    page = show.page()
    with reading() as db:
        whom = _whom(db, about)
        found = history.entries(db, **whom, limit=page)
        total = history.total(db, **whom) if len(found) == page else len(found)
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("at", _("When"), Kind.MOMENT, keep=1),
        Column("said", _("What was done"), value=lambda row: row["said"] or row["command"]),
        Column("command", _("What was typed"), keep=3),
        Column("undone_by", _("Taken back"), value=rules.mark, keep=2),
    )
    return Table(
        "log",
        columns,
        [_row(entry) for entry in found],
        total=total,
        empty=_("Nothing was written down yet."),
        foot=[_("Take the last one back with `olcrm undo`, another with `olcrm undo NO.`")] if found else (),
    )


@room.writes(
    "undo",
    help=N_("Take back the last change, or the one with a number of `olcrm log`. Taking that back does it again."),
    examples=("olcrm undo", "olcrm undo 12 --dry-run", "olcrm undo --yes"),
)
def undo(
    change: Annotated[str | None, word(N_("The change's number; the last one if not given."), metavar="CHANGE")] = None,
    yes: Annotated[bool, option("--yes", help=N_("Do it without asking."))] = False,
    dry_run: Annotated[bool, option("--dry-run", help=N_("Only say what would change."))] = False,
) -> Said:
    """Try it, say what it comes to, ask, and do it."""
    number = _number(change)
    if dry_run or not yes:
        with writing(dry_run=True) as db:
            undone = history.undo(db, number)
            entry = history.entry(db, undone.change)
        moment = clock.from_stamp(entry.made_at)
        when = f"{dates.short(moment.date())} {moment:%H:%M}"
        lines = [
            _("Change {number} of {when}: {command}").format(number=entry.id, when=when, command=entry.command),
            *([entry.said] if entry.said else []),
            _("Rows: {rows}").format(rows=rules.counted(undone.rows)),
        ]
        if dry_run:
            return Said("undo", _("This would be taken back; nothing was changed."), _document(undone, False), lines)
        for line in lines:
            show.remark(line)
        if not ask.confirm(_("Take it back?")):
            return Said("undo", _("Nothing was changed."), _document(undone, False))
        number = undone.change
    with writing() as db:
        undone = history.undo(db, number)
        made = db.change_id
    return Said(
        "undo",
        undone.said,
        {**_document(undone, True), "change": made},
        more=[
            _("Rows: {rows}").format(rows=rules.counted(undone.rows)),
            _("To do it again: `olcrm undo {number}`.").format(number=made),
        ],
    )


def _whom(db: sqlite3.Connection, about: str | None) -> dict[str, int]:
    """Whose changes are asked for. A number finds the changes of one who, or which, has been taken back since."""
    if about is None:
        return {}
    if rules.is_order(about):
        order = windows.order_number(about.removeprefix("order:"))
        if not history.entries(db, order_id=order, limit=1):
            windows.order(db, order)
        return {"order_id": order}
    number = typed.number(about)
    if number is not None and history.entries(db, contact_id=number, limit=1):
        return {"contact_id": number}
    return {"contact_id": contacts.find(db, about).id}


def _row(entry: history.Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "at": clock.from_stamp(entry.made_at).isoformat(),
        "command": entry.command,
        "said": entry.said,
        "undoes": entry.undoes,
        "undone_by": entry.undone_by,
    }


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    number = typed.number(word)
    if number is None:
        raise Misunderstood(
            _("“{word}” is not the number of a change.").format(word=typed.excerpt(word)),
            hint=_("See `olcrm log` for their numbers."),
        )
    return number


def _document(undone: history.Undone, changed: bool) -> dict[str, object]:
    return {"undoes": undone.change, "changed": changed, "rows": dict(undone.rows), "said": undone.said}
