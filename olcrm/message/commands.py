"""What the owner types about what was said."""

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Refused
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.kit.typed import own_words
from olcrm.ledger import windows
from olcrm.ledger.book import reading, writing
from olcrm.message import rules, store

room = Verbs()


@room.reads(
    "list", help=N_("Show what was said to and by a customer, the latest first."), examples=("olcrm message list rina",)
)
def list_(contact: Annotated[str, contacts.ContactWord]) -> Table:
    """Messages in both directions."""
    with reading() as db:
        person = contacts.find(db, contact)
        page = show.page()
        found = store.of(db, person.id, page)
        total = store.count(db, person.id) if len(found) == page else len(found)
        rows = [store.document(row, contacts.brief(person)) for row in found]
    columns = (
        Column("id", _("No"), Kind.NUMBER, keep=4),
        Column("at", _("Said"), Kind.MOMENT),
        Column("direction", _("From"), value=lambda row: _("customer") if row["direction"] == "in" else _("shop")),
        Column("purpose", _("What for"), value=lambda row: rules.shown(row["purpose"]), keep=2),
        Column("order", _("Order"), Kind.NUMBER, keep=3),
        Column("text", _("Text")),
    )
    return Table(
        "message.list",
        columns,
        rows,
        title=people.label(person),
        total=total,
        empty=_("Nothing has been said to or by {name} yet.").format(name=people.label(person)),
    )


@room.writes(
    "add",
    help=N_("Note a talk, so that the last contact is right; --in when the customer wrote."),
    examples=(
        'olcrm message add rina "ditelepon, minta waktu sampai jumat"',
        'olcrm message add rina "sudah tf ya kak" --in --order 41',
    ),
)
def add(
    contact: Annotated[str, contacts.ContactWord],
    said: Annotated[str, word(N_("What was said."), metavar="TEXT")],
    inbound: Annotated[
        bool, option("--in", help=N_("The customer said it; no reminder goes out for 24 hours."))
    ] = False,
    order: Annotated[
        str | None,
        option("--order", help=N_("The order it was about."), metavar="ORDER", suggest=windows.suggest_orders),
    ] = None,
    on: Annotated[str | None, option("--on", help=N_("The day; now if not given."), metavar="DATE")] = None,
) -> Said:
    """Write a talk down."""
    words = own_words(said, _("The message"))
    with writing() as db:
        person = contacts.find(db, contact)
        about = windows.order(db, order) if order else None
        if about is not None and about["contact_id"] != person.id:
            raise Refused(
                _("Order {number} is not an order of {name}.").format(number=about["id"], name=person.name),
                hint=_("It belongs to {name}.").format(name=about["contact_name"]),
            )
        message = store.log(
            db,
            person.id,
            words,
            direction="in" if inbound else "out",
            due_id=about["due_id"] if about is not None else None,
            at=clock.moment_of(dates.past(on, clock.today(), _("A talk is noted once it has been held."))),
        )
        sentence = _("Noted that a message came from {name}.") if inbound else _("Noted a talk with {name}.")
        db.said = sentence.format(name=people.label(person))
        document = store.document(store.get(db, message), contacts.brief(contacts.get(db, person.id)))
    return Said("message.add", db.said, {"message": document})
