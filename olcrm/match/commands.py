"""What the owner types about bank statements."""

import sqlite3
from collections.abc import Sequence

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.kit import ask, clock, show
from olcrm.kit.errors import OlcrmError, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Answer, Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import reading, writing
from olcrm.match import known, pages, statement, store
from olcrm.match.rules import Fit, Proposal, Sure
from olcrm.pay import rules as paying
from olcrm.pay import store as pay

room = Verbs()

Number = Annotated[str, word(N_("The line's number; `olcrm match list` shows it."), metavar="LINE")]


@room.writes(
    "match",
    help=N_("Match a bank statement with what is owed; asks before it books, and books no line twice."),
    examples=(
        "olcrm match mutasi-bca.csv --dry-run",
        "olcrm match mutasi-bca.csv",
        "olcrm match e-statement-mandiri.xlsx --yes",
        "olcrm match jago.csv --account jago --map date=Tanggal --map amount=Jumlah --map text=Keterangan",
        "olcrm match list",
    ),
)
def match(
    file: Annotated[
        str,
        word(
            N_("A statement of BCA (CSV), BRI (CSV) or Mandiri (XLSX), or any CSV with --map; or list, book, drop."),
            metavar="FILE",
        ),
    ],
    map: Annotated[
        list[str] | None,
        option(
            "--map",
            help=N_("Which column is which field, as often as needed: date, amount, text, direction."),
            metavar="FIELD=COLUMN",
        ),
    ] = None,
    account: Annotated[
        str | None,
        option("--account", help=N_("How the money is noted; the bank's name if not given."), metavar="TEXT"),
    ] = None,
    dry_run: Annotated[bool, option("--dry-run", help=N_("Only show what fits; change nothing."))] = False,
    yes: Annotated[bool, option("--yes", help=N_("Book what is certain without asking, and nothing else."))] = False,
) -> Answer:
    """Propose, ask line by line, and book all that was accepted as one change."""
    method = paying.method(account)
    with reading() as db:  # which opens the ledger, whose zone says what day it is
        read = statement.read(file, map or [], method, clock.today())
        if dry_run or not yes:
            seen, proposed = _proposed(db, read)
    if dry_run:
        return pages.table(read, seen, proposed, show.page())
    chosen = {} if yes else _asked(read, seen, proposed)
    with writing() as db:
        if yes:
            seen, proposed = _proposed(db, read)
            chosen = {one.line.fingerprint: one.fit for one in proposed if one.fit and one.sure == Sure.CERTAIN}
        store.keep(db, read, proposed, chosen)
        db.said = pages.sentence(read, chosen, proposed)
    if not proposed:
        return Said(
            "match", pages.nothing(read, seen), pages.about(read, seen) | _NOTHING, more=pages.remarks(read, seen)
        )
    return pages.done(read, seen, proposed, chosen)


def _proposed(db: sqlite3.Connection, read: statement.Statement) -> tuple[store.Seen, Sequence[Proposal]]:
    seen = store.seen(db, read)
    return seen, known.proposals(db, seen.lines, read.bank)


_NOTHING = {"booked": 0, "confirmed": 0, "open": 0, "rows": []}


@room.reads(
    "match list",
    help=N_("Show the lines of statements that are nobody's payment yet, and what they fit by now."),
    examples=("olcrm match list", "olcrm match list --json"),
)
def list_() -> Table:
    """Open lines, the oldest first."""
    with reading() as db:
        page = show.page()
        found = store.open_lines(db, page)
        by_bank: dict[str, list[Proposal]] = {}
        for bank in dict.fromkeys(row["bank"] for row in found):
            lines = [store.line_of(row) for row in found if row["bank"] == bank]
            by_bank[bank] = known.proposals(db, lines, bank)
        total = store.open_count(db) if len(found) == page else len(found)
    rows = [
        pages.document(one) | {"bank": bank, "fits": pages.fits(one.fit)}
        for bank, proposed in by_bank.items()
        for one in proposed
    ]
    columns = pages.columns(Column("line", _("Line"), Kind.NUMBER))
    return Table(
        "match.list",
        [columns[0], Column("bank", _("Bank"), keep=1), *columns[1:]],
        sorted(rows, key=lambda row: (row["paid_on"], row["line"])),
        title=_("Money in that is nobody's payment yet"),
        total=total,
        sums={"amount": sum(row["amount"] for row in rows)},
        foot=[_("Book one: `olcrm match book LINE ORDER`; leave one out: `olcrm match drop LINE --because …`.")]
        if rows
        else (),
        empty=_("Every line of the statements is booked."),
    )


@room.writes(
    "match book",
    help=N_("Book an open line of a statement for an order or a due; what is more than owed becomes credit."),
    examples=("olcrm match book 3 41", "olcrm match book 3 due:7"),
)
def book(
    line: Number,
    target: Annotated[str, word(N_("The order, or due:ID."), metavar="ORDER|due:ID", suggest=windows.suggest_orders)],
) -> Said:
    """Note its money as a payment that is confirmed at once."""
    with writing() as db:
        row = store.find(db, line)
        due = windows.due_behind(db, target)
        parts = [(due["id"], due["contact_id"], row["amount"])]
        (taken,) = store.take(db, row["id"], parts, row["bank"], store.line_of(row))
        person = contacts.get(db, due["contact_id"])
        due = windows.due(db, due["id"])
        sentence = _("{amount} received for {what}, from {name}.")
        if not taken.booked:
            sentence = _("{amount} kept as credit, since nothing was owed for {what}, from {name}.")
        db.said = sentence.format(
            amount=rupiah(taken.booked or taken.credit), what=windows.due_name(due), name=people.label(person)
        )
        brief = contacts.brief(person)
        document = {
            "line": row["id"],
            "payment": pay.document(pay.find(db, taken.payment_id), brief),
            "due": windows.due_document(due, brief),
            "credit": taken.credit,
        }
    more = [_("Still owed for it: {amount}.").format(amount=rupiah(due["balance"]))] if due["balance"] > 0 else []
    if taken.credit and taken.booked:
        more.append(paying.surplus(taken.credit, row["bank"], person.credit))
    return Said("match.book", db.said, document, more=more)


@room.writes(
    "match drop",
    help=N_("Leave a line of a statement out: it is none of the customers' money."),
    examples=('olcrm match drop 3 --because "dari rekening sendiri"',),
)
def drop(line: Number, because: Annotated[str, option("--because", help=N_("Why."), metavar="TEXT")]) -> Said:
    """It is not asked about again."""
    with writing() as db:
        row = store.find(db, line)
        why = text(because, _("The reason"))
        store.drop(db, row["id"], clock.today(), why)
        db.said = _("Line {number} is left out, {amount}: {because}.").format(
            number=row["id"], amount=rupiah(row["amount"]), because=why.rstrip(". ")
        )
    return Said("match.drop", db.said, {"line": row["id"], "amount": row["amount"], "because": why})


def _asked(read: statement.Statement, seen: store.Seen, proposed: Sequence[Proposal]) -> dict[str, Fit]:
    """What the owner accepts, line by line; the ledger is closed meanwhile."""
    fitting = [one for one in proposed if one.fit]
    if not fitting:
        return {}
    if not ask.possible():
        raise Refused(
            _("There is no terminal to ask on: “{question}”").format(question=_("Is that right?")),
            hint=_("Look with --dry-run; --yes books what is certain."),
        )
    ask.preview(pages.table(read, seen, proposed, show.page()))
    keys = {"y": _("yes"), "c": _("choose another"), "l": _("leave open"), "s": _("stop here")}
    chosen: dict[str, Fit] = {}
    taken: set[int] = set()
    for one in sorted(fitting, key=lambda each: (list(Sure).index(each.sure), each.line.on, each.line.row)):
        offered = [fit for fit in (one.fit, *one.others) if fit and taken.isdisjoint(_dues(fit))]
        if not offered:  # another line has taken it
            continue
        for said in pages.question(one, offered[0]):
            show.talk(said)
        answer = ask.key("", keys)
        if answer == "s":
            break
        fit = offered[0] if answer == "y" else _another(one, offered) if answer == "c" else None
        if fit is not None:
            chosen[one.line.fingerprint] = fit
            taken |= _dues(fit)
    return chosen


def _another(one: Proposal, offered: Sequence[Fit]) -> Fit | None:
    """What the owner says a line is, among what it may be or by its number; None to leave it open."""
    for number, fit in enumerate(offered, 1):
        show.talk(f"  {number}  {pages.choice(fit)}")
    while True:
        typed = ask.line(_("A number of these, #ORDER or due:ID; nothing to leave it open"), option="--yes")
        if not typed:
            return None
        if typed.isdecimal() and 1 <= int(typed) <= len(offered):
            return offered[int(typed) - 1]
        try:
            with reading() as db:
                row = windows.due_behind(db, typed)
            if row["balance"] > 0:
                return pages.other(row, one.line)
            show.talk(_("Nothing is owed there."))
        except OlcrmError as error:
            show.talk(f"{error.message} {error.hint}")


def _dues(fit: Fit) -> set[int]:
    return {due.id for due, _amount in fit.dues}
