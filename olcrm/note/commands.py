"""What the owner types about remarks on customers and orders."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.kit import show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Column, Kind, Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, own_words
from olcrm.ledger import book, windows
from olcrm.ledger.book import reading, writing
from olcrm.note import store

room = Verbs()

Number = Annotated[str, word(N_("Its number; `olcrm note list` shows it."), metavar="ID")]
Journal = Annotated[bool, option("--journal", help=N_("The private journal, which is about nobody."))]


@room.writes(
    "add",
    help=N_("Note a remark on a customer, or on an order as #41."),
    examples=(
        'olcrm note add rina "suka warna pastel"',
        'olcrm note add "#41" "minta dibungkus kado"',
        'olcrm note add rina "ibunya sakit" --private',
        'olcrm note add --journal "Capek hari ini, tapi semua terkirim."',
    ),
)
def add(
    about: Annotated[str, word(N_("The customer, or #ORDER."), metavar="CONTACT|#ORDER", suggest=contacts.suggest)],
    remark: Annotated[str | None, word(N_("The remark; for the journal it stands alone."), metavar="[TEXT]")] = None,
    private: Annotated[
        bool, option("--private", help=N_("For the owner's eyes only: never in anything meant for sending."))
    ] = False,
    journal: Journal = False,
) -> Said:
    """Keep a remark."""
    if journal:
        return _confided(" ".join(filter(None, (about, remark))))
    if remark is None:
        raise Misunderstood(
            _("There is no remark on “{word}”.").format(word=excerpt(about)), hint=_("Give it as TEXT.")
        )
    said = own_words(remark, _("The note"))
    if private:
        book.reword(f"olcrm note add {about} … --private")
    with writing() as db:
        person, order_id = _about(db, about)
        note = store.add(db, person.id, said, order_id=order_id, private=private)
        # The log names the note and not its words: a private one is not for whoever looks on.
        db.said = _("Note {number} kept on {name}.").format(number=note, name=_named(person, order_id))
        document = store.document(store.get(db, note), contacts.brief(person))
    more = [_("It is private and stays on this screen.")] if private else []
    return Said("note.add", db.said, {"note": document}, more=more)


def _confided(words: str) -> Said:
    """Write a page of the journal; the history keeps neither its words nor the command with them."""
    from olcrm.note import journal

    page = text(words, _("The page"))
    book.reword("olcrm note add --journal …")
    with writing() as db:
        return journal.written(db, page)


@room.reads(
    "list",
    help=N_("Show notes, the latest first: all, or those on a customer or an order."),
    examples=("olcrm note list", "olcrm note list rina", 'olcrm note list "#41"', "olcrm note list --journal"),
)
def list_(
    about: Annotated[
        str | None, word(N_("The customer, or #ORDER."), metavar="[CONTACT|#ORDER]", suggest=contacts.suggest)
    ] = None,
    private: Annotated[bool, option("--private", help=N_("Only private ones."))] = False,
    journal: Journal = False,
) -> Table:
    """Notes with whom they are about."""
    if journal:
        if about or private:
            raise Misunderstood(_("The journal is about nobody."), hint=_("Give --journal alone."))
        return _journal("note.list", "", _("The journal is empty; `olcrm note add --journal TEXT` writes in it."))
    with reading() as db:
        person, order_id = _about(db, about) if about else (None, None)
        rows = store.notes(
            db, contact_id=person.id if person else None, order_id=order_id, private=private, limit=_one_more()
        )
        documents = _documents(db, rows)
    return _table("note.list", documents, empty=_("There is no note here yet."))


@room.reads(
    "find",
    help=N_("Find notes by the words in them, or by how the words begin."),
    examples=("olcrm note find pastel", "olcrm note find alergi kain"),
)
def find(
    words: Annotated[list[str], word(N_("One word or several."), metavar="TEXT…")],
    journal: Journal = False,
) -> Table:
    """Notes that hold all of the words."""
    wanted = text(" ".join(words), _("The text"))
    if journal:
        return _journal("note.find", wanted, _("No page of the journal has these words."))
    with reading() as db:
        documents = _documents(db, store.find(db, wanted, _one_more()))
    return _table("note.find", documents, empty=_("No note has these words."))


@room.reads("show", help=N_("Show one note whole."), examples=("olcrm note show 12",))
def show_(number: Number) -> Page:
    """The text as it was typed, and whom it is about."""
    with reading() as db:
        row = store.get(db, number)
        (document,) = _documents(db, [row])
    title = _("Note {number}").format(number=row["id"])
    about = " · ".join(
        part
        for part in (
            document["contact"]["name"],
            people.shown(document["contact"]["standing"]),
            f"#{document['order']}" if document["order"] else "",
            _("private") if document["private"] else "",
        )
        if part
    )
    return Page("note.show", title, {"note": document}, [about, document["text"]])


@room.writes(
    "remove",
    help=N_("Remove a note; `olcrm undo` brings it back."),
    examples=("olcrm note remove 12", "olcrm note remove 3 --journal"),
)
def remove(number: Number, journal: Journal = False) -> Said:
    """Take a note out."""
    with writing() as db:
        if journal:
            from olcrm.note import journal as pages

            return pages.removed(db, number)
        row = store.get(db, number)
        (document,) = _documents(db, [row])
        store.remove(db, row["id"])
        db.said = _("Note {number} removed from {name}.").format(
            number=row["id"], name=_named(contacts.get(db, row["contact_id"]), row["order_id"])
        )
    return Said("note.remove", db.said, {"note": document})


def _journal(kind: str, wanted: str, empty: str) -> Table:
    from olcrm.note import journal

    with reading() as db:
        return journal.table(kind, journal.pages(db, _one_more(), wanted), show.page(), empty)


def _about(db: sqlite3.Connection, about: str) -> tuple[people.Contact, int | None]:
    """Whom a note is about, and on which order: ``#41`` is an order, everything else a customer."""
    if not about.strip().startswith("#"):
        return contacts.find(db, about), None
    order = windows.order(db, about)
    return contacts.get(db, order["contact_id"]), int(order["id"])


def _named(person: people.Contact, order_id: int | None) -> str:
    if order_id is None:
        return people.label(person)
    return _("order {number} of {name}").format(number=order_id, name=people.label(person))


def _one_more() -> int | None:
    """One row more than is shown, so that the table knows whether there are more without counting them."""
    page = show.page()
    return None if page is None else page + 1


def _documents(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[dict[str, Any]]:
    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    return [store.document(row, who[row["contact_id"]]) for row in rows]


def _table(kind: str, documents: list[dict[str, Any]], *, empty: str) -> Table:
    page = show.page()
    shown = documents if page is None else documents[:page]
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("at", _("Noted"), Kind.MOMENT, keep=2),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=3),
        Column("order", _("Order"), Kind.NUMBER, keep=2),
        Column("private", _("Private"), value=lambda row: _("private") if row["private"] else "", keep=1),
        Column("text", _("Note")),
    )
    foot = [_("There are more: give --all to see them.")] if len(shown) < len(documents) else []
    return Table(kind, columns, shown, title=_("Notes"), foot=foot, empty=empty)
