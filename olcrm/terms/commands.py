"""What the owner types about the shop's terms."""

from olcrm.contact import store as contacts
from olcrm.kit import show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Column, Kind, Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.terms import rules, store

room = Verbs()


def _headings(incomplete: str) -> list[str]:
    return [one for one in rules.NEEDED if one.startswith(incomplete)]


Number = Annotated[str, word(N_("Its number; `olcrm terms list` shows it."), metavar="NO")]
Heading = Annotated[
    str | None,
    option(
        "--heading",
        help=N_("What it is about: payment, delivery, return, cancellation, or a word of your own."),
        metavar="WORD",
        suggest=_headings,
    ),
]


@room.writes(
    "add",
    help=N_("Write a clause of the shop's terms down."),
    examples=(
        'olcrm terms add "Keep 2x24 jam, setelah itu barang dilepas." --heading payment',
        'olcrm terms add "Retur paling lambat 3 hari setelah diterima." --heading return --number 5',
    ),
)
def add(
    words: Annotated[str, word(N_("What is agreed, in your own words."), metavar="TEXT")],
    number: Annotated[
        str | None, option("--number", help=N_("Its number; the next one if not given."), metavar="N")
    ] = None,
    heading: Heading = None,
) -> Said:
    """Add a clause."""
    said = text(words, _("The clause")).strip()
    wanted = None if number is None else rules.clause(number)
    about = _heading(heading)
    with writing() as db:
        given = store.add(db, said, number=wanted, heading=about)
        db.said = _("Clause {number} is in the terms.").format(number=given)
        return _said(db, "terms.add", given)


@room.reads(
    "list",
    help=N_("The shop's terms, and which of those the law asks for are not said yet."),
    examples=("olcrm terms list", "olcrm terms list --json"),
)
def list_() -> Table:
    """Every clause by number."""
    with reading() as db:
        rows = [store.document(row) for row in store.clauses(db)]
    missing = rules.missing(row["heading"] for row in rows)
    columns = (
        Column("number", _("No"), Kind.NUMBER),
        Column("heading", _("About"), value=lambda row: rules.shown(row["heading"])),
        Column("text", _("Clause")),
    )
    foot = [_missing(missing)] if rows and missing else []
    page = show.page()
    return Table(
        "terms.list",
        columns,
        rows if page is None else rows[:page],
        title=_("Terms"),
        total=len(rows),
        foot=foot,
        empty=_("There are no terms yet; begin with `olcrm terms add`."),
        extra={"missing": missing},
    )


@room.reads("show", help=N_("Show one clause."), examples=("olcrm terms show 3",))
def show_(number: Number) -> Page:
    """A clause whole, and how it is quoted."""
    with reading() as db:
        row = store.get(db, rules.clause(number))
    title = _("Clause {number}").format(number=row["number"])
    if row["heading"]:
        title = f"{title}: {rules.shown(row['heading'])}"
    return Page("terms.show", title, {"term": store.document(row)}, (row["text"], _quoting(row["number"])))


@room.writes(
    "edit",
    help=N_("Change a clause; an empty --heading '' takes it away."),
    examples=(
        'olcrm terms edit 3 --text "Retur paling lambat 7 hari setelah diterima."',
        "olcrm terms edit 3 --heading return --number 6",
    ),
)
def edit(
    number: Number,
    words: Annotated[str | None, option("--text", help=N_("What is agreed from now on."), metavar="TEXT")] = None,
    heading: Heading = None,
    to: Annotated[str | None, option("--number", help=N_("Its number from now on."), metavar="N")] = None,
) -> Said:
    """Put new words in the place of old ones."""
    if words is None and heading is None and to is None:
        raise Misunderstood(
            _("There is nothing to change."), hint=_("`olcrm terms edit --help` shows what can be changed.")
        )
    said = None if words is None else text(words, _("The clause")).strip()
    about = _heading(heading)
    with writing() as db:
        row = store.get(db, rules.clause(number))
        given = row["number"] if to is None else rules.clause(to)
        store.edit(
            db,
            row,
            text=row["text"] if said is None else said,
            number=given,
            heading=row["heading"] if heading is None else about,
        )
        db.said = _("Clause {number} is changed.").format(number=given)
        return _said(db, "terms.edit", given)


@room.writes(
    "remove",
    help=N_("Take a clause out; the others keep their numbers."),
    examples=("olcrm terms remove 3",),
)
def remove(number: Number) -> Said:
    """Drop a clause."""
    with writing() as db:
        row = store.get(db, rules.clause(number))
        store.remove(db, row)
        db.said = _("Clause {number} is out of the terms; the others keep their numbers.").format(number=row["number"])
        missing = rules.missing(one["heading"] for one in store.clauses(db))
    more = [_missing(missing)] if row["heading"] in missing else []
    return Said("terms.remove", db.said, {"term": store.document(row)}, more=more)


@room.writes(
    "except",
    help=N_("Note that you granted somebody more than a clause gives, and why; it stands among her notes."),
    examples=(
        'olcrm terms except 3 "#41" --because "paketnya telat, jadi retur tetap boleh"',
        "olcrm terms except 1 rina --because 'langganan lama, keep seminggu'",
    ),
)
def except_(
    number: Number,
    about: Annotated[str, word(N_("The customer, or #ORDER."), metavar="CONTACT|#ORDER", suggest=contacts.suggest)],
    because: Annotated[str, option("--because", help=N_("Why."), metavar="TEXT")],
) -> Said:
    """Record an exception, so that the next one who asks is treated alike."""
    from olcrm.note import store as notes

    reason = text(because, _("The reason")).strip()
    with writing() as db:
        clause = store.get(db, rules.clause(number))
        order = windows.order(db, about) if about.strip().startswith("#") else None
        who = contacts.get(db, order["contact_id"]) if order else contacts.find(db, about)
        remark = _("Exception to clause {number}: {reason}").format(number=clause["number"], reason=reason)
        noted = notes.add(db, who.id, remark, order_id=order["id"] if order else None)
        db.said = _("{name} was granted an exception to clause {number}: {reason}.").format(
            name=contacts.label(who), number=clause["number"], reason=reason.rstrip(".")
        )
        document = notes.document(notes.get(db, noted), contacts.brief(who))
    more = [
        _("The clause says: {text}").format(text=clause["text"]),
        _("Others: `olcrm note find {words}`.").format(words=_("Exception to clause {number}").format(number=number)),
    ]
    return Said("terms.except", db.said, {"term": store.document(clause), "note": document}, more=more)


def _said(db: Ledger, kind: str, number: int) -> Said:
    """A clause as it stands now, and what is still to be said."""
    row = store.get(db, number)
    missing = rules.missing(one["heading"] for one in store.clauses(db))
    more = [_quoting(number), *([_missing(missing)] if missing else [])]
    return Said(kind, db.said, {"term": store.document(row), "missing": missing}, more=more)


def _heading(word: str | None) -> str | None:
    """The heading that was typed; an empty word means none."""
    if word is None or not word.strip():
        return None
    return rules.heading(text(word, _("The heading")))


def _missing(headings: list[str]) -> str:
    return _("Not said yet, and asked for by PP 80/2019, article 53: {headings}.").format(
        headings=", ".join(map(rules.shown, headings))
    )


def _quoting(number: int) -> str:
    return _("To quote it kindly: `olcrm reply syarat CONTACT --number {number}`.").format(number=number)
