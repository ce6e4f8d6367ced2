"""What the owner types about questions, visits, and what to ask people about."""

from datetime import date
from typing import Any

from olcrm.ask import options, pages, reading, rules, store
from olcrm.ask.options import Ask, Narrowed, Newcomer, Next, Objection, Product, When
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.kit.typed import own_words
from olcrm.ledger import book
from olcrm.ledger.book import Ledger, writing
from olcrm.shop import store as shop

room = Verbs()


@room.writes(
    "add",
    help=N_("Note a question that waits for an answer."),
    examples=(
        'olcrm ask add rina "Gamis M masih ada?" --product GM-M',
        'olcrm ask add Sari "bisa nego kak?" --phone 0812-3456-7890 --source ig --objection price',
        'olcrm ask add rina "kapan dikirim?" --ago 3h',
        'olcrm ask add Sari "bisa nego?" --ig sari.k --answer "Nett kak" --objection price',
    ),
)
def add(
    contact: Annotated[str, contacts.ContactWord],
    words: Annotated[str, word(N_("What she asks."), metavar="TEXT")],
    when: When,
    new: Newcomer,
    product: Product = None,
    objection: Objection = None,
    next_: Next = None,
    said: Annotated[
        str | None, option("--answer", help=N_("What you answered, if you did at once."), metavar="TEXT")
    ] = None,
) -> Said:
    """Write a question down; a name that nobody has becomes a prospect."""
    what, answered = text(words, _("The question")), None if said is None else text(said, _("The answer"))
    with writing() as db:
        why = None if objection is None else rules.objection(objection)
        who, fresh = store.asker(db, contact, phone=new.phone, ig=new.ig, source=new.source)
        goods = options.product(db, product)
        day = rules.day_to_come(next_, clock.today())
        number = store.add(db, who.id, what, product_id=goods, objection=why, next_on=day, at=when.moment())
        if answered:
            day = options.hesitation(db, None, next_, before=why).next_on
            store.answer(db, store.find(db, str(number)), answered, objection=why, next_on=day, at=clock.now())
        document = reading.document(db, number)
        db.said = pages.noted(document, who)
        more = [_("{name} is new, and has been added as a prospect.").format(name=who.name)] if fresh else []
        if new.source and not fresh:
            more.append(_("{name} was known already; where she came from was left as it is.").format(name=who.name))
        more += pages.afterwards(document, who) if answered else [*pages.goods(db, goods), *pages.hint(document)]
    return Said("ask.add", db.said, {"ask": document, "added": fresh}, more=more)


@room.writes(
    "answer",
    help=N_("Note the answer to a question, send it, or log that it was sent."),
    examples=(
        'olcrm ask answer 3 "Masih ada kak, warna navy" --send',
        "olcrm ask answer 3 --objection price --next jumat",
        'olcrm ask answer 3 "Besok siang kak" --sent',
    ),
)
def answer(
    ask: Ask,
    when: When,
    words: Annotated[str | None, word(N_("What you answer; it may be left out."), metavar="[TEXT]")] = None,
    objection: Objection = None,
    next_: Next = None,
    send: Annotated[bool, option("--send", help=N_("Open, copy or picture the answer, and log it once sent."))] = False,
    sent: Annotated[bool, option("--sent", help=N_("Log the answer as sent."))] = False,
) -> Said:
    """A question is answered; with an objection or a day she is come back to."""
    said = None if words is None else own_words(words, _("The answer"))
    if send:
        from olcrm.ask import sending

        if not sending.handed(ask, said, objection=objection, next_word=next_, at=when.moment()):
            return Said("ask.answer", _("Nothing was noted."))
    with writing() as db:
        row = store.find(db, ask)
        agreed = None if row["next_on"] is None else date.fromisoformat(row["next_on"])
        hesitates = options.hesitation(db, objection, next_, before=row["objection"], agreed=agreed)
        if sent or send:
            store.say(db, row, rules.to_send(row, said))
        if not (sent or send) or said is not None or hesitates.open or not row["answered_at"]:
            rules.to_answer(row, clock.today(), opens=hesitates.open)
            at = when.moment()
            store.answer(db, row, said, objection=hesitates.objection, next_on=hesitates.next_on, at=at)
        document, who = reading.document(db, row["id"]), contacts.get(db, row["contact_id"])
        sentence = _("The answer to question {number} of {name} was sent.") if sent or send else None
        sentence = sentence or _("Question {number} of {name} is answered.")
        db.said = sentence.format(number=row["id"], name=contacts.label(who))
        more = pages.afterwards(document, who, logged=sent or send)
    return Said("ask.answer", db.said, {"ask": document, "sent": sent or send}, more=more)


@room.reads(
    "list",
    help=N_("What waits for an answer, the oldest first, then visits, what to ask about, and whom to come back to."),
    examples=("olcrm ask list", "olcrm ask list --answered --objection price", "olcrm ask list --contact rina"),
)
def list_(narrowed: Narrowed) -> Table:
    """Questions with their age against the shop's own time."""
    page = show.page()
    with book.reading() as db:
        asked = narrowed.wanted(db)
        found = reading.wanted(db, asked, clock.today(), None if page is None else page + 1)
        rows = reading.documents(db, found if page is None else found[:page])
        (most,) = shop.figures(db, "ask.hours")
    more = [_("There are more: give --all to see them.")] if len(rows) < len(found) else []
    return Table(
        "ask.list",
        pages.columns(),
        rows,
        title=_("Questions"),
        foot=[*more, *pages.foot(rows, most)],
        empty=_("Nobody waits for an answer.") if asked == reading.Wanted() else _("There is no such question."),
        extra={"within_hours": most},
    )


@room.reads(
    "show", help=N_("Show one question, visit or reminder, with who it is about."), examples=("olcrm ask show 3",)
)
def show_(ask: Ask) -> Page:
    """All that is known before answering."""
    with book.reading() as db:
        row = store.find(db, ask)
        (document,) = reading.documents(db, [row])
        who = contacts.document(db, contacts.get(db, row["contact_id"]))
        more = [*pages.goods(db, row["product_id"]), *pages.come_back(document), *pages.hint(document)]
    return pages.page(document, who, more)


@room.writes(
    "bought",
    help=N_("Note that who asked has bought; an order of hers since then is found by itself."),
    examples=("olcrm ask bought 3", "olcrm ask bought 3 41"),
)
def bought(
    ask: Ask,
    order: Annotated[str | None, word(N_("The order, if it is not her next one."), metavar="[ORDER]")] = None,
) -> Said:
    """She was won."""
    from olcrm.ledger import windows

    with writing() as db:
        row = store.find(db, ask)
        rules.to_buy(row, clock.today())
        number = row["bought_in"]
        if order is not None:
            placed = windows.order(db, order)
            rules.hers(row, placed, clock.from_stamp(row["asked_at"]).date())
            number = placed["id"]
        store.end(db, row["id"], "bought", order_id=number)
        document = reading.document(db, row["id"])
        name = contacts.label(contacts.get(db, row["contact_id"]))
        sentence = _("{name} has bought: question {ask} is closed.")
        if number:
            sentence = _("{name} has bought in order {order}: question {ask} is closed.")
        db.said = sentence.format(name=name, order=number, ask=row["id"])
    return Said("ask.bought", db.said, {"ask": document})


@room.writes(
    "drop",
    help=N_("Close a question, visit or reminder of which nothing comes."),
    examples=('olcrm ask drop 3 --because "cuma tanya-tanya"',),
)
def drop(ask: Ask, because: Annotated[str, option("--because", help=N_("Why."), metavar="TEXT")]) -> Said:
    """Nothing comes of it."""
    why = text(because, _("The reason"))
    return _ended("ask.drop", ask, "dropped", why, _("Number {number} is dropped: {name}, “{what}”."))


@room.writes(
    "done",
    help=N_("Note that a visit was paid, that she was asked, or that nothing more is to be said about a question."),
    examples=("olcrm ask done 4",),
)
def done(ask: Ask) -> Said:
    """It is done."""
    return _ended("ask.done", ask, "done", None, _("Number {number} is done: {name}, “{what}”."))


@room.writes(
    "visit",
    help=N_("Agree on a visit; it comes up the day before and on its day."),
    examples=("olcrm ask visit rina jumat", 'olcrm ask visit "Bu Ani" 28/11 "lihat sprei, bawa contoh warna"'),
)
def visit(
    contact: Annotated[str, contacts.ContactWord],
    day: Annotated[str, word(N_("The day agreed."), metavar="DATE")],
    words: Annotated[str | None, word(N_("What for; it may be left out."), metavar="[TEXT]")] = None,
) -> Said:
    """An appointment with somebody who likes to see things before she buys."""
    what = "" if words is None else text(words, _("The visit"))
    with writing() as db:
        who = contacts.find(db, contact)
        on = rules.day_to_come(day, clock.today())
        if on is None:
            raise Misunderstood(_("A visit needs its day."), hint=_("Write it like 22/11, besok or jumat."))
        return _planned(db, "visit", who, what, on)


@room.writes(
    "about",
    help=N_("Be told on a day to ask her about something; nobody else ever reads it."),
    examples=('olcrm ask about rina "operasi ibunya" --on 25/11', 'olcrm ask about rina "ujian anaknya"'),
)
def about(
    contact: Annotated[str, contacts.ContactWord],
    words: Annotated[str, word(N_("What to ask her about."), metavar="TEXT")],
    on: Annotated[
        str | None,
        option("--on", help=N_("The day; `ask.next-days` from now if not given."), metavar="DATE"),
    ] = None,
) -> Said:
    """What a good friend would not forget to ask."""
    what = text(words, _("What to ask about"))
    with writing() as db:
        who = contacts.find(db, contact)
        return _planned(db, "about", who, what, rules.day_to_come(on, clock.today()) or options.usual(db))


@room.writes(
    "edit",
    help=N_("Correct a question, visit or reminder; an empty '' takes a product, objection or answer out."),
    examples=("olcrm ask edit 3 --next jumat", 'olcrm ask edit 3 --text "Gamis L masih ada?" --product GM-L'),
)
def edit(
    ask: Ask,
    words: Annotated[str | None, option("--text", help=N_("What was asked."), metavar="TEXT")] = None,
    said: Annotated[str | None, option("--answer", help=N_("What was answered."), metavar="TEXT")] = None,
    product: Product = None,
    objection: Objection = None,
    next_: Next = None,
) -> Said:
    """Change what was typed; a day to come back opens a closed question again."""
    with writing() as db:
        row = store.find(db, ask)
        changes: dict[str, Any] = {}
        if words is not None:
            changes["text"] = text(words, _("The question"))
        if said is not None:
            changes["answer"] = text(said, _("The answer")) if said else None
        if product is not None:
            changes["product_id"] = options.product(db, product) if product else None
        if objection is not None:
            changes["objection"] = rules.objection(objection) if objection else None
        if next_ is not None:
            changes |= rules.moved(row, rules.day_to_come(next_, clock.today()), clock.today())
        rules.expect_change(row, changes)
        store.edit(db, row, changes)
        document = reading.document(db, row["id"])
        db.said = pages.noted(document, contacts.get(db, row["contact_id"])) if document["next_on"] else ""
        db.said = db.said or _("Number {number} is corrected.").format(number=row["id"])
        more = [*pages.come_back(document), *pages.hint(document)]
    return Said("ask.edit", db.said, {"ask": document}, more=more)


def _planned(db: Ledger, kind: str, who: Contact, what: str, on: date) -> Said:
    document = reading.document(db, store.add(db, who.id, what, kind=kind, next_on=on))
    db.said = pages.noted(document, who)
    return Said(f"ask.{kind}", db.said, {"ask": document}, more=pages.hint(document))


def _ended(kind: str, ask: str, how: str, because: str | None, sentence: str) -> Said:
    with writing() as db:
        row = store.find(db, ask)
        rules.still_open(row, clock.today())
        if how == "done":
            rules.expect_answered(row)
        store.end(db, row["id"], how, because=because)
        document = reading.document(db, row["id"])
        what = rules.gist(row["text"]) or _(rules.KINDS[row["kind"]])
        db.said = sentence.format(number=row["id"], name=row["contact_name"], what=what)
    return Said(kind, db.said, {"ask": document})
