"""What the owner types about what went wrong."""

from datetime import date

from olcrm.complaint import meaning, pages, reading, remarks, store
from olcrm.complaint.options import Correction, Filter, Telling
from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Answer, Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import reading as looking
from olcrm.ledger.book import writing

room = Verbs()

Number = Annotated[str, word(N_("Its number; `olcrm complaint list` shows it."), metavar="NO")]


@room.writes(
    "add",
    help=N_("Note what went wrong with an order, or between a customer and the shop."),
    examples=(
        "olcrm complaint add 41 size 'kebesaran' --product GM-M",
        "olcrm complaint add '#41' telat 'katanya Kamis, belum ada' --next besok",
        "olcrm complaint add rina unanswered 'tiga kali tanya ongkir'",
        "olcrm complaint add 41 help 'cara mencucinya bagaimana?'",
    ),
)
def add(
    about: Annotated[
        str, word(N_("The order, as 41 or #41, or the customer."), metavar="ORDER|CONTACT", suggest=contacts.suggest)
    ],
    kind: Annotated[
        str, word(N_("late, damaged, size, quality …, or help."), metavar="KIND", suggest=meaning.suggest_kinds)
    ],
    what: Annotated[str, word(N_("What she says, in her words."), metavar="TEXT")],
    product: Annotated[
        str | None,
        option("--product", help=N_("Which product it is about."), metavar="SKU", suggest=windows.suggest_products),
    ] = None,
    next_word: Annotated[
        str | None, option("--next", help=N_("The day by which she is promised the next word."), metavar="DATE")
    ] = None,
    on: Annotated[str | None, option("--on", help=N_("The day it was, if not today."), metavar="DATE")] = None,
) -> Said:
    """Keep a complaint, and say whether the same came up too often."""
    said = text(what, _("The complaint"))
    if product is None:
        product = meaning.asked(about, kind)
    with writing() as db:
        person, order_id = meaning.about(db, about)
        which = store.kind(db, kind)
        product_id = meaning.product(db, order_id, product)
        day = meaning.past_day(on)
        next_on = meaning.day_to_come(next_word)
        number = store.add(
            db, person.id, which, said, order_id=order_id, product_id=product_id, next_on=next_on, on=day
        )
        (one,) = reading.documents(db, [reading.one(db, number)])
        db.said = _("Complaint {number} of {name}: {what}.").format(
            number=number, name=people.label(person), what=pages.named(one)
        )
        more = [*remarks.kept(db, one, person), *remarks.next_steps(db, one)]
    return Said("complaint.add", db.said, {"complaint": one}, more=more)


@room.reads(
    "list",
    help=N_("What is open, the longest first, with its age; or what is closed."),
    examples=(
        "olcrm complaint list",
        "olcrm complaint list --kind size --product GM-M",
        "olcrm complaint list --closed --since 1/11",
        "olcrm complaint list --open --closed --contact rina",
    ),
)
def list_(which: Filter) -> Table:
    """The register of complaints."""
    page = show.page()
    with looking() as db:
        wanted = which.read(db)
        rows = reading.listed(db, wanted, None if page is None else page + 1)
        documents = reading.documents(db, rows if page is None else rows[:page])
    foot = [_("There are more: give --all to see them.")] if len(rows) > len(documents) else []
    empty = _("No complaint is open.") if which.plainly() else _("There is no such complaint.")
    return Table("complaint.list", pages.columns(closed=wanted.closed), documents, foot=foot, empty=empty)


@room.reads(
    "show",
    help=N_("One complaint: what she says, what is promised, what was said, what became of it."),
    examples=("olcrm complaint show 3",),
)
def show_(number: Number) -> Page:
    """All about one complaint."""
    from olcrm.complaint import words

    with looking() as db:
        row = reading.one(db, number)
        (one,) = reading.documents(db, [row])
        _often, days = store.limits(db)
        said, claims = reading.said_about(db, row), reading.claims_of(db, row)
        return pages.page(one, days, said, claims, to_say=words.now_due(db, row) is not None)


@room.writes(
    "update",
    help=N_("Note what was done or said about it, and promise the next word."),
    examples=(
        "olcrm complaint update 3 'sudah saya tanyakan ke JNE' --next jumat",
        "olcrm complaint update 3 --next 27/11",
        "olcrm complaint update 3 'katanya mau tunggu' --in",
        "olcrm complaint update 3 --next -",
    ),
)
def update(
    number: Number,
    what: Annotated[str | None, word(N_("What was said to her or done."), metavar="[TEXT]")] = None,
    next_word: Annotated[
        str | None,
        option("--next", help=N_("The day by which she is promised the next word; - for none."), metavar="DATE"),
    ] = None,
    heard: Annotated[bool, option("--in", help=N_("It is what she said."))] = False,
) -> Said:
    """Keep the story of a complaint."""
    from olcrm.complaint import words

    if what is None and next_word is None:
        raise Misunderstood(
            _("There is nothing to note."), hint=_("Write what was said, or promise a day with --next DATE.")
        )
    said = None if what is None else text(what, _("What was said"))
    with writing() as db:
        row = store.get(db, number)
        store.still_open(row)
        next_on = meaning.next_on(row, next_word, spoken=said is not None and not heard)
        if said is not None:
            words.talked(db, row, said, heard=heard)
        store.edit(db, row, {"next_on": next_on})
        (one,) = reading.documents(db, [reading.one(db, row["id"])])
        db.said = _("Complaint {number} of {name} is kept up: no word is promised.")
        if next_on:
            db.said = _("Complaint {number} of {name} is kept up: next word by {day}.")
        day = dates.near(date.fromisoformat(next_on), clock.today()) if next_on else ""
        db.said = db.said.format(number=row["id"], name=row["contact_name"], day=day)
        to_say = words.now_due(db, store.get(db, row["id"]))
        more = [_("Write to her: `olcrm complaint say {number}`.").format(number=row["id"])] if to_say else []
    return Said("complaint.update", db.said, {"complaint": one}, more=more)


@room.writes(
    "close",
    help=N_("Close it, with what became of it and why it happened."),
    examples=(
        "olcrm complaint close 3 --outcome 'ditukar M' --cause 'tabel ukuran keliru' --prevention 'tabel diukur ulang'",
        "olcrm complaint close 3 --outcome 'paket ketemu' --cause 'alamat kurang RT/RW'",
    ),
)
def close(
    number: Number,
    outcome: Annotated[str | None, option("--outcome", help=N_("What became of it."), metavar="TEXT")] = None,
    cause: Annotated[str | None, option("--cause", help=N_("Why it happened."), metavar="TEXT")] = None,
    prevention: Annotated[
        str | None,
        option("--prevention", help=N_("What is done so that it does not happen again."), metavar="TEXT"),
    ] = None,
) -> Said:
    """Close a complaint for good reasons only."""
    outcome, cause = meaning.ending(number, outcome, cause)
    against = None if prevention is None else text(prevention, _("The prevention"))
    with writing() as db:
        row = store.get(db, number)
        store.close(db, row["id"], outcome, cause, against)
        row = reading.one(db, row["id"])
        (one,) = reading.documents(db, [row])
        db.said = _("Complaint {number} of {name} is closed: {outcome}.").format(
            number=row["id"], name=row["contact_name"], outcome=outcome.rstrip(".")
        )
        more = remarks.closed(db, row)
    return Said("complaint.close", db.said, {"complaint": one}, more=more)


@room.writes(
    "reopen",
    help=N_("Open it again, because it was not over after all."),
    examples=("olcrm complaint reopen 3",),
)
def reopen(number: Number) -> Said:
    """The cause stays known; an outcome there is none any more."""
    with writing() as db:
        row = store.get(db, number)
        store.reopen(db, row)
        (one,) = reading.documents(db, [reading.one(db, row["id"])])
        db.said = _("Complaint {number} of {name} is open again.").format(number=row["id"], name=row["contact_name"])
        more = remarks.next_steps(db, one)
    return Said("complaint.reopen", db.said, {"complaint": one}, more=more)


@room.writes(
    "edit",
    help=N_("Correct what was noted: kind, text, order, product, days; of a closed one also its end."),
    examples=(
        "olcrm complaint edit 3 --product GM-M",
        "olcrm complaint edit 3 --kind quality --text 'luntur sekali cuci'",
        "olcrm complaint edit 3 --prevention 'cek jahitan sebelum kirim'",
    ),
)
def edit(number: Number, typed: Correction) -> Said:
    """Change facts of a complaint."""
    if typed.is_nothing():
        raise Misunderstood(
            _("There is nothing to change."), hint=_("`olcrm complaint edit --help` shows what can be changed.")
        )
    with writing() as db:
        row = store.get(db, number)
        changes = typed.read(db, row)
        different = store.edit(db, row, changes)
        (one,) = reading.documents(db, [reading.one(db, row["id"])])
        sentence = _("Complaint {number}: {what}.") if different else _("Complaint {number} is as it was: {what}.")
        db.said = sentence.format(number=row["id"], what=pages.named(one))
        times = store.again(
            db, store.get(db, row["id"])["product_id"], one["kind"], date.fromisoformat(one["opened_on"])
        )
        more = [pages.again(one, times, store.limits(db)[1])] if times and different else []
    return Said("complaint.edit", db.said, {"complaint": one}, more=more)


@room.reads(
    "causes",
    help=N_("Why things go wrong, the most frequent first, with what was done against it."),
    examples=(
        "olcrm complaint causes",
        "olcrm complaint causes --by product",
        "olcrm complaint causes --since 1/9 --until 30/11",
    ),
)
def causes(
    by: Annotated[
        str | None,
        option("--by", help=N_("cause, kind or product; cause and kind together if not said."), metavar="BY"),
    ] = None,
    since: Annotated[str | None, option("--since", help=N_("Only from this day on."), metavar="DATE")] = None,
    until: Annotated[str | None, option("--until", help=N_("Only up to this day."), metavar="DATE")] = None,
) -> Table:
    """The few causes behind most complaints."""
    from olcrm.complaint import causes as why

    with looking() as db:
        return why.table(db, by, since, until)


@room.reads(
    "say",
    help=N_("Whom to write to about a complaint: sorry, the next word, and once it is put right."),
    examples=(
        "olcrm complaint say",
        "olcrm complaint say 3",
        "olcrm complaint say --send",
        "olcrm complaint say --sent 3-sorry",
    ),
)
def say(
    typed: Telling,
    number: Annotated[str | None, word(N_("Only the message about this one."), metavar="[NO]")] = None,
) -> Answer:
    """Messages about complaints, each to be sent by hand and logged."""
    from olcrm.complaint import saying
    from olcrm.kit import drafts

    way = drafts.way(typed.text, typed.send, typed.sent, typed.all_sent)
    listed = show.current().form == show.Form.JSON or typed.send or typed.sent or typed.all_sent
    if number is not None and not listed:
        with looking() as db:
            return saying.one(db, number)
    return drafts.answer(saying.audience(number), way, reading=looking, writing=writing)
