"""What the owner types about what customers owe."""

from datetime import date

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.due import pages, rules, store
from olcrm.kit import clock, money, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Column, Kind, Page, Said, Table, Words
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import reading, writing
from olcrm.pay import rules as paying
from olcrm.pay import store as pay
from olcrm.shop import store as shop

room = Verbs()

Due = Annotated[str, word(N_("The due, as due:7."), metavar="due:ID")]
Money = Annotated[str, word(N_("How much, like 150rb."), metavar="MONEY")]
On = Annotated[str | None, option("--on", help=N_("The day; today if not given."), metavar="DATE")]
Via = Annotated[str | None, option("--via", help=N_("How: bca, dana, tunai …; credit uses credit."), metavar="METHOD")]


@room.writes(
    "add",
    help=N_("Note something a customer owes beside orders: an errand, a loan."),
    examples=('olcrm due add rina 85rb "titip beli bolu" --kind errand --by jumat',),
)
def add(
    contact: Annotated[str, contacts.ContactWord],
    amount: Money,
    memo: Annotated[str, word(N_("What it is for."), metavar="MEMO")],
    by: Annotated[str | None, option("--by", help=N_("The day it is to be paid by."), metavar="DATE")] = None,
    kind: Annotated[str, option("--kind", help=N_("errand, loan or other."), metavar="KIND")] = "other",
    on: On = None,
) -> Said:
    """Write a due down."""
    rupiahs, what = money.amount(amount), text(memo, _("The memo"))
    which = rules.kind(kind)
    with writing() as db:
        person = contacts.find(db, contact)
        today = clock.today()
        arose = rules.begun(on, today)
        due_on = rules.agreed(by, today, arose, since=arose)
        at = clock.moment_of(arose)
        number = store.begin(db, person.id, which, what, rupiahs, at=at, on=arose, due_on=due_on)
        db.said = _("due:{number} added: {amount} for “{memo}”, owed by {name}.").format(
            number=number, name=people.label(person), amount=rupiah(rupiahs), memo=what
        )
        (document,) = store.documents(db, [store.find(db, number)])
    return Said("due.add", db.said, {"due": document}, more=pages.agreement(document))


@room.reads("show", help=N_("Show one due with its payments."), examples=("olcrm due show due:7",))
def show_(due: Due) -> Page:
    """What it is, how it stands, what came in for it."""
    from olcrm.due import parts

    with reading() as db:
        row = store.find(db, due)
        (document,) = store.documents(db, [row])
        document["parts"] = parts.of_due(db, row)
        payments = [pay.document(one, document["contact"]) for one in pay.of_due(db, row["id"])]
    return pages.page(row, document, payments)


@room.reads(
    "list",
    help=N_("Show open dues, the oldest first."),
    examples=("olcrm due list", "olcrm due list --overdue", "olcrm due list --contact rina --kind loan"),
)
def list_(
    overdue: Annotated[
        bool, option("--overdue", help=N_("Only those past their day, or older than `due-days` without one."))
    ] = False,
    contact: Annotated[str | None, option("--contact", help=N_("Only of this customer."), metavar="CONTACT")] = None,
    kind: Annotated[str | None, option("--kind", help=N_("Only order, errand, loan or other."), metavar="KIND")] = None,
) -> Table:
    """What is owed, for orders too."""
    which = rules.kind(kind, orders=True) if kind else None
    with reading() as db:
        wanted = store.Wanted(
            contact_id=contacts.find(db, contact).id if contact else None,
            kind=which,
            late=(clock.today(), shop.policy(db).due_days) if overdue else None,
        )
        page = show.page()
        rows = store.documents(db, store.open_dues(db, wanted, page))
        count, owed = len(rows), sum(row["balance"] for row in rows)
        if count == page:
            count, owed = store.summed(db, wanted)
    return Table(
        "due.list",
        pages.columns(parts=any(row["part"] for row in rows)),
        rows,
        title=_("Open dues"),
        total=count,
        sums={"balance": owed},
        empty=_("Nothing is overdue.") if overdue else _("Nothing is owed."),
        extra={"sum": owed},
    )


@room.reads("aging", help=N_("Show who owes how much for how long."), examples=("olcrm due aging",))
def aging() -> Table:
    """A row a customer, who owes most first, with the age of the money in brackets of days."""
    with reading() as db:
        today, page = clock.today(), show.page()
        rows = store.aging(db, today, page)
        who = contacts.briefs(db, [row["contact_id"] for row in rows])
        sums = store.ages(db, today)
    documents = [{"contact": who[row.pop("contact_id")], **row} for row in rows]
    columns = (
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=2),
        *pages.brackets(cod=sums[rules.COD]),
        Column("owed", _("Owes"), Kind.MONEY),
    )
    return Table(
        "due.aging",
        columns,
        documents,
        title=_("Age of what is owed"),
        sums=pages.bracket_sums(sums),
        foot=pages.at_the_door(sums[rules.COD]),
        empty=_("Nothing is owed."),
        extra={"sums": sums},
    )


@room.reads(
    "statement",
    help=N_("Write out what a customer owes, as a message to send."),
    examples=("olcrm due statement rina",),
)
def statement(contact: Annotated[str, contacts.ContactWord]) -> Words:
    """The message, and the link that opens the chat with it."""
    from olcrm.contact import alone
    from olcrm.template import store as templates

    with reading() as db:
        person = contacts.find(db, contact)
        owed = sum(row["balance"] for row in windows.asked(db, person.id))
        cod = person.owed - owed
        rules.to_write(people.label(person), person.id, owed, cod)
        letter = templates.letter(db, "statement", person)
        pause = alone.left_alone(db, person)
    if pause:
        show.remark(pause)
    if cod:
        show.remark(_("Left out is {amount} of COD, which is paid to the courier.").format(amount=rupiah(cod)))
    document = {"contact": contacts.brief(person), "owed": owed, "cod": cod, **letter.document()}
    return Words("due.statement", letter.whole(), document)


@room.writes(
    "settle",
    help=N_("Take money for everything a customer owes, the oldest first; the rest becomes credit."),
    examples=("olcrm due settle rina 500rb --via bca", "olcrm due settle rina 75rb --via credit"),
)
def settle(
    contact: Annotated[str, contacts.ContactWord],
    amount: Money,
    via: Via = None,
    on: On = None,
) -> Said:
    """Spread one amount over the open dues."""
    rupiahs = money.amount(amount)
    with writing() as db:
        person = contacts.find(db, contact)
        settled = store.settle(db, person.id, rupiahs, paying.method(via), paying.day(on, clock.today()))
        person = contacts.get(db, person.id)
        db.said = _("{amount} received from {name}.").format(amount=rupiah(rupiahs), name=people.label(person))
        dues = [(store.find(db, number), taken) for number, taken in settled.parts]
        document = store.settled_document(db, settled, contacts.brief(person)) | {"owed": person.owed}
    more = [
        f"{windows.due_name(due)} “{due['memo']}”: {rupiah(taken.booked)}, {pages.left(due['balance'])}"
        for due, taken in dues
    ]
    if settled.credit:
        more.append(paying.surplus(settled.credit, paying.method(via), person.credit))
    if person.owed:
        more.append(_("Still owed in all: {amount}.").format(amount=rupiah(person.owed)))
    return Said("due.settle", db.said, document, more=more)


@room.writes(
    "edit",
    help=N_("Correct a due: what it is for, how much, by when."),
    examples=("olcrm due edit due:7 --by 5/12", 'olcrm due edit due:7 --memo "bolu dan kopi" --amount 95rb'),
)
def edit(
    due: Due,
    memo: Annotated[str | None, option("--memo", help=N_("What it is for."), metavar="MEMO")] = None,
    by: Annotated[str | None, option("--by", help=N_("The day to be paid by; - for none."), metavar="DATE")] = None,
    amount: Annotated[str | None, option("--amount", help=N_("How much."), metavar="MONEY")] = None,
) -> Said:
    """Change what was typed."""
    if memo is None and by is None and amount is None:
        raise Misunderstood(_("Nothing to change was given."), hint=_("Give --memo, --by or --amount."))
    with writing() as db:
        row = store.find(db, due)
        rules.changeable(row)
        if memo is not None:
            store.describe(db, row["id"], text(memo, _("The memo")))
        if by is not None:
            rules.in_one(row)
            store.agree_day(db, row["id"], rules.agreed(by, clock.today(), date.fromisoformat(row["created_on"])))
        if amount is not None:
            store.correct(db, row["id"], money.amount(amount))
        (document,) = store.documents(db, [store.find(db, row["id"])])
        db.said = _("due:{number} changed: {amount} for “{memo}”.").format(
            number=row["id"], amount=rupiah(document["amount"]), memo=document["memo"]
        )
    return Said("due.edit", db.said, {"due": document}, more=pages.agreement(document))


@room.writes(
    "plan",
    help=N_("Let a due be paid in parts, each with its day; reminders ask for what is due by then."),
    examples=(
        "olcrm due plan due:7 3x 100rb --every 1m",
        "olcrm due plan 41 4x 50rb --every 2w --from jumat",
        "olcrm due plan due:7 --none",
    ),
)
def plan(
    due: Annotated[str, word(N_("The due, as due:7, or an order."), metavar="due:ID|ORDER")],
    count: Annotated[str | None, word(N_("How many parts, like 3x."), metavar="[COUNT]")] = None,
    amount: Annotated[str | None, word(N_("How much each is; the last is what is left."), metavar="[MONEY]")] = None,
    every: Annotated[
        str,
        option(
            "--every", help=N_("The time from part to part: 1m, 2w, 10 hari; a month if not given."), metavar="SPAN"
        ),
    ] = "1m",
    first: Annotated[
        str | None,
        option("--from", help=N_("The day of the first part; one such time from today if not given."), metavar="DATE"),
    ] = None,
    none: Annotated[bool, option("--none", help=N_("Let it be paid at once again."))] = False,
) -> Said:
    """Agree on parts instead of one day."""
    from olcrm.due import parts

    if none == (count is not None and amount is not None):
        raise Misunderstood(
            _("Say how many parts of how much, or --none."), hint=_("Write it like `olcrm due plan due:7 3x 100rb`.")
        )
    with writing() as db:
        number = windows.due_number(due)
        row = windows.due(db, windows.order(db, due)["due_id"] if number is None else number)
        agreed = []
        if count is not None and amount is not None:
            parts.payable(row)
            step = parts.every(every)
            day = parts.first_day(first, clock.today(), step)
            agreed = parts.planned(row["balance"], parts.count(count), money.amount(amount), day, step)
        parts.plan(db, row["id"], agreed)
        row = windows.due(db, row["id"])
        db.said = pages.planned(row, agreed)
        (document,) = store.documents(db, [row])
        document["parts"] = parts.of_due(db, row)
    return Said("due.plan", db.said, {"due": document}, more=[pages.part(one) for one in document["parts"]])


@room.writes(
    "cancel",
    help=N_("Call a due off; money that is in is given back or kept as credit."),
    examples=('olcrm due cancel due:7 --because "tidak jadi beli" --as-credit',),
)
def cancel(
    due: Due,
    because: Annotated[str, option("--because", help=N_("Why."), metavar="TEXT")],
    refund: Annotated[bool, option("--refund", help=N_("Give back the money that is in."))] = False,
    as_credit: Annotated[bool, option("--as-credit", help=N_("Keep the money that is in as credit."))] = False,
    via: Annotated[str | None, option("--via", help=N_("How it is given back."), metavar="METHOD")] = None,
) -> Said:
    """Nothing more is owed for it from today."""
    with writing() as db:
        row = store.find(db, due)
        rules.changeable(row)
        why = text(because, _("The reason"))
        store.cancel(db, row, clock.today(), why, refund=refund, as_credit=as_credit, method=paying.method(via))
        db.said = _("due:{number} “{memo}” is cancelled: {because}.").format(
            number=row["id"], memo=row["memo"], because=why.rstrip(". ")
        )
        (document,) = store.documents(db, [store.find(db, row["id"])])
    return Said("due.cancel", db.said, {"due": document}, more=paying.moved(row["paid"], refund=refund))
