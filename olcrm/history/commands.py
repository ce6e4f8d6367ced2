"""What the owner types to see what was done, to take it back and to do it again."""

import sqlite3
from collections.abc import Callable

from olcrm.contact import store as contacts
from olcrm.history import pages, rules, words
from olcrm.kit import ask, clock, dates, show, typed
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Column, Kind, Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import history, windows
from olcrm.ledger.book import reading, writing
from olcrm.ledger.history import Undone

room = Verbs()

NAMED = 3  # whose credit is spoken of

Yes = Annotated[bool, option("--yes", help=N_("Do it without asking."))]
DryRun = Annotated[bool, option("--dry-run", help=N_("Only say what would change."))]


def _abouts(incomplete: str) -> list[str]:
    """What may follow ``log``: its one verb, and customers."""
    return [*(["show"] if "show".startswith(incomplete) else []), *contacts.suggest(incomplete)]


def _changes(incomplete: str) -> list[str]:
    """The numbers of the last changes, for the shell."""
    with reading() as db:
        numbers = [str(entry.id) for entry in history.entries(db, limit=50)]
    return [number for number in numbers if number.startswith(incomplete)]


@room.reads(
    "log",
    help=N_("What was done and when, newest first: everything, or about one customer or one order."),
    examples=("olcrm log", "olcrm log rina", "olcrm log '#41'", "olcrm log --by sari", "olcrm log show 41"),
)
def log(
    about: Annotated[
        str | None,
        word(
            N_("A customer, or an order written like #41 or order:41; everything if not given."),
            metavar="CONTACT|#ORDER",
            suggest=_abouts,
        ),
    ] = None,
    by: Annotated[str | None, option("--by", help=N_("Only what this person did."), metavar="NAME")] = None,
) -> Table:
    """The changes, each with its number, what was typed and what it did."""
    page = show.page()
    name = None if by is None else " ".join(typed.text(by, _("The name of who serves")).split())
    with reading() as db:
        whom = _whom(db, about)
        found = history.entries(db, **whom, served_by=name, limit=page)
        total = history.total(db, **whom, served_by=name) if len(found) == page else len(found)
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("at", _("When"), Kind.MOMENT, keep=1),
        Column("said", _("What was done"), value=lambda row: row["said"] or row["command"]),
        *([Column("served_by", _("Served by"), keep=1)] if any(entry.served_by for entry in found) else ()),
        Column("command", _("What was typed"), keep=3),
        Column("undone_by", _("Taken back"), value=rules.mark, keep=2),
    )
    return Table(
        "log",
        columns,
        [pages.row(entry) for entry in found],
        total=total,
        empty=_("Nothing was written down yet."),
        foot=[_("What one changed: `olcrm log show NO.`; take the last back: `olcrm undo`, another: `olcrm undo NO.`")]
        if found
        else (),
    )


@room.reads(
    "log show",
    help=N_(
        "What exactly one change changed, field by field, and whom it concerns. Of thousands of rows the first few are"
        " shown; --all shows every one."
    ),
    examples=("olcrm log show 41", "olcrm log show 41 --all"),
)
def log_show(
    change: Annotated[
        str, word(N_("The change's number, as `olcrm log` shows it."), metavar="CHANGE", suggest=_changes)
    ],
) -> Page | Table:
    """Each row it touched, before and after."""
    number = _number(change)
    with reading() as db:
        if number is None or not history.is_there(db, number):
            raise Missing(
                _("There is no change {number}.").format(number=number), hint=_("See `olcrm log` for their numbers.")
            )
        return pages.one(db, number)


@room.writes(
    "undo",
    help=N_("Take back the last change, or the one with a number of `olcrm log`. `olcrm redo` does it again."),
    examples=("olcrm undo", "olcrm undo 12 --dry-run", "olcrm undo --yes"),
)
def undo(
    change: Annotated[
        str | None, word(N_("The change's number; the last one if not given."), metavar="CHANGE", suggest=_changes)
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> Said:
    """Try it, say what it comes to, ask, and do it."""
    return _turned("undo", history.undo, _number(change), yes, dry_run)


@room.writes(
    "redo",
    help=N_("Do again what was taken back last, or the change with a number of `olcrm log`."),
    examples=("olcrm redo", "olcrm redo 12 --dry-run", "olcrm redo --yes"),
)
def redo(
    change: Annotated[
        str | None,
        word(N_("The change's number; what was taken back last if not given."), metavar="CHANGE", suggest=_changes),
    ] = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> Said:
    """Try it, say what it comes to, ask, and do it."""
    return _turned("redo", history.redo, _number(change), yes, dry_run)


def _turned(kind: str, turn: Callable[..., Undone], number: int | None, yes: bool, dry_run: bool) -> Said:
    if dry_run or not yes:
        with writing(dry_run=True) as db:
            turned = turn(db, number, trial=True)
            entry = history.entry(db, turned.change)
        moment = clock.from_stamp(entry.made_at)
        when = f"{dates.short(moment.date())} {moment:%H:%M}"
        lines = [
            _("Change {number} of {when}: {command}").format(number=entry.id, when=when, command=entry.command),
            *([entry.said] if entry.said else []),
            _touches(turned),
        ]
        if dry_run:
            would = _("This would be done again; nothing was changed.")
            if not turned.again:
                would = _("This would be taken back; nothing was changed.")
            return Said(kind, would, _document(turned, None), lines)
        for line in lines:
            show.remark(line)
        if not ask.confirm(_("Do it again?") if turned.again else _("Take it back?")):
            return Said(kind, _("Nothing was changed."), _document(turned, None))
        number = turned.change
    with writing() as db:
        turned = turn(db, number)
        made = db.change_id
        credit = _credit(db, made) if "payment" in turned.rows else []
    back = _("To take it back: `olcrm undo`.") if turned.again else _("To do it again: `olcrm redo`.")
    return Said(kind, turned.said, _document(turned, made), more=[_touches(turned), *credit, back])


def _credit(db: sqlite3.Connection, made: int) -> list[str]:
    """Whose credit can pay what is owed now that payments are as they were, or done again."""
    from olcrm.pay import reading as payments
    from olcrm.pay import rules as paying

    owed = payments.owed_after(db, made, NAMED)
    return [said for due in owed for said in paying.to_use(contacts.get(db, due["contact_id"]).credit, due)]


def _touches(turned: Undone) -> str:
    return _("Touched: {rows}").format(rows=words.counted(turned.rows))


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


def _document(turned: Undone, made: int | None) -> dict[str, object]:
    """``undoes`` is what was undone, ``redoes`` the change that is done again by it, ``change`` the number made."""
    return {
        "undoes": turned.undoes,
        "redoes": turned.change if turned.again else None,
        "changed": made is not None,
        "change": made,
        "rows": dict(turned.rows),
        "said": turned.said,
    }
