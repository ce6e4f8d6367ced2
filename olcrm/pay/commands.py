"""What the owner types about money in and out."""

import sqlite3
from typing import TYPE_CHECKING, Any

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates, money, show
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import reading, writing
from olcrm.pay import rules, store

if TYPE_CHECKING:
    from olcrm.template import store as templates

room = Verbs()

_IN_HOUSE = ("kept", "making", "ready")

Target = Annotated[str, word(N_("The order, or due:ID."), metavar="ORDER|due:ID", suggest=windows.suggest_orders)]
Money = Annotated[str, word(N_("How much, like 150rb."), metavar="MONEY")]


@room.writes(
    "add",
    help=N_("Note money that came in; what is more than owed becomes credit."),
    examples=(
        "olcrm pay add 41 100rb --via bca",
        "olcrm pay add due:7 50rb --on kemarin",
        "olcrm pay add 41 25rb --via credit",
    ),
)
def add(
    target: Target,
    amount: Money,
    via: Annotated[
        str | None,
        option("--via", help=N_("How: bca, dana, tunai …; credit uses the customer's credit."), metavar="METHOD"),
    ] = None,
    on: Annotated[str | None, option("--on", help=N_("The day it came; today if not given."), metavar="DATE")] = None,
    note: Annotated[str | None, option("--note", help=N_("A remark on it."), metavar="TEXT")] = None,
    thanks: Annotated[bool, option("--thanks", help=N_("Also show the message of thanks to send."))] = False,
) -> Said:
    """Take money for an order or a due."""
    rupiahs = money.amount(amount)
    with writing() as db:
        row = windows.due_behind(db, target)
        taken = store.take(
            db,
            contact_id=row["contact_id"],
            due_id=row["id"],
            amount=rupiahs,
            method=rules.method(via),
            paid_on=rules.day(on, clock.today()),
            note=None if note is None else text(note, _("The note")),
        )
        person = contacts.get(db, row["contact_id"])
        row = windows.due(db, row["id"])
        db.said = _received(row, people.label(person), taken)
        document = {
            "payment": store.document(store.find(db, taken.payment_id), contacts.brief(person)),
            **_after(db, row, contacts.brief(person)),
            "credit": taken.credit,
        }
        more = [_left(row)]
        if taken.booked < money.SMALL and row["balance"] > taken.booked * 999 > 0:
            more.append(money.doubt(taken.booked))
        if not taken.booked and any(one["amount"] == rupiahs for one in store.of_due(db, row["id"])):
            more.append(
                _("{amount} was noted for it before. If this is the same money, `olcrm undo`.").format(
                    amount=rupiah(rupiahs)
                )
            )
        if taken.credit and taken.booked:
            more.append(rules.surplus(taken.credit, rules.method(via), person.credit))
        elif taken.credit and row["kind"] == "errand":
            more.append(
                _("If it is a DP for an errand: `olcrm errand dp due:{due} {figures} --via credit`.").format(
                    due=row["id"], figures=taken.credit
                )
            )
        if thanks:
            from olcrm.contact import alone

            letter = _thanks(db, row, person)
            document["thanks"] = letter.document()
            if row["order_id"] and row["balance"] <= 0 and person.paid_orders == 1:  # for a first order they are owed
                said = _("Once it is sent: `olcrm follow thanks --sent {number}-thanks`.")
                more.append(said.format(number=row["order_id"]))
            more += [*alone.caution(db, person.id), *letter.lines()]
    return Said("pay.add", db.said, document, more=more)


@room.reads(
    "list",
    help=N_("Show payments, the latest first, with their sum."),
    examples=(
        "olcrm pay list --since 1/11",
        "olcrm pay list --method bca --csv",
        "olcrm pay list --contact rina",
        "olcrm pay list --unconfirmed",
    ),
)
def list_(
    since: Annotated[str | None, option("--since", help=N_("From this day on."), metavar="DATE")] = None,
    until: Annotated[str | None, option("--until", help=N_("Up to this day."), metavar="DATE")] = None,
    method: Annotated[str | None, option("--method", help=N_("Only what came this way."), metavar="METHOD")] = None,
    contact: Annotated[str | None, option("--contact", help=N_("Only of this customer."), metavar="CONTACT")] = None,
    unconfirmed: Annotated[
        bool,
        option(
            "--unconfirmed",
            help=N_("Only money that no bank statement has shown yet; of the last 90 days, unless --since says else."),
        ),
    ] = False,
) -> Table:
    """Lines of money in and out."""
    from olcrm.pay import reading as lines

    with reading() as db:
        today = clock.today()
        lately = today - rules.LATELY if unconfirmed else None
        choice = lines.Choice(
            since=dates.day(since, today, looks="back") if since else lately,
            until=dates.day(until, today, looks="back") if until else None,
            method=rules.method(method),
            contact_id=contacts.find(db, contact).id if contact else None,
            unconfirmed=unconfirmed,
        )
        page = show.page()
        found = lines.payments(db, choice, page)
        counted: tuple[int, int | None] = len(found), sum(row["amount"] for row in found)
        count, amount = lines.summed(db, choice) if len(found) == page else counted
        who = contacts.briefs(db, [row["contact_id"] for row in found])
        rows = [store.document(row, who[row["contact_id"]]) for row in found]
    return Table(
        "pay.list",
        _columns(unconfirmed),
        rows,
        title=_("Payments"),
        total=count,
        sums={} if amount is None else {"amount": amount},
        foot=_explained(unconfirmed and bool(rows), amount),
        empty=_("All of it was seen on bank statements.") if unconfirmed else _("There is no such payment."),
        extra={"sum": amount},
    )


@room.writes(
    "refund",
    help=N_("Note money that was given back."),
    examples=('olcrm pay refund 41 50rb --via bca --because "warna salah"', "olcrm pay refund 41 50rb --via credit"),
)
def refund(
    target: Target,
    amount: Money,
    via: Annotated[
        str | None, option("--via", help=N_("How: bca, dana, tunai …; credit keeps it as credit."), metavar="METHOD")
    ] = None,
    because: Annotated[str | None, option("--because", help=N_("Why."), metavar="TEXT")] = None,
) -> Said:
    """Give money back for an order or a due, at most what was paid."""
    rupiahs = money.amount(amount)
    with writing() as db:
        row = windows.due_behind(db, target)
        why = None if because is None else text(because, _("The reason"))
        method = rules.method(via)
        payment = store.refund(db, row["id"], rupiahs, method, clock.today(), why)
        person = contacts.get(db, row["contact_id"])
        row = windows.due(db, row["id"])
        sentence = _("{amount} given back for {what}, to {name}.")
        if method == rules.CREDIT:
            sentence = _("{amount} paid for {what} is credit now, of {name}.")
        db.said = sentence.format(amount=rupiah(rupiahs), what=windows.due_name(row), name=people.label(person))
        brief = contacts.brief(person)
        document = {"payment": store.document(store.find(db, payment), brief), **_after(db, row, brief)}
        more = [_left(row), *_owed_again(db, row, rupiahs)]
    return Said("pay.refund", db.said, document, more=more)


@room.writes(
    "void",
    help=N_("Take back a payment that was noted by mistake; a reversing line is written, nothing is erased."),
    examples=('olcrm pay void 12 --because "salah ketik"',),
)
def void(
    payment: Annotated[str, word(N_("Its number; `olcrm pay list` shows it."), metavar="PAYMENT")],
    because: Annotated[str, option("--because", help=N_("Why."), metavar="TEXT")],
) -> Said:
    """Reverse one payment."""
    with writing() as db:
        row = store.find(db, payment)
        new = store.void(db, row["id"], text(because, _("The reason")), clock.today())
        person = contacts.get(db, row["contact_id"])
        brief = contacts.brief(person)
        db.said = _("Payment {number} is taken back: {amount} of {name}.").format(
            number=row["id"], name=people.label(person), amount=rupiah(row["amount"])
        )
        document: dict[str, Any] = {"payment": store.document(store.find(db, new[0]), brief)}
        more = []
        if row["due_id"] is not None:
            due, other = windows.due(db, row["due_id"]), store.extra_credit(db, row)
            document |= _after(db, due, brief)
            credit = [rules.stays(other["amount"], other["id"])] if other else rules.to_use(person.credit, due)
            more = [_left(due), *credit]
    return Said("pay.void", db.said, document, more=more)


def _received(row: sqlite3.Row, name: str, taken: store.Taken) -> str:
    if not taken.booked:
        return _("{amount} kept as credit, since nothing was owed for {what}, from {name}.").format(
            amount=rupiah(taken.credit), name=name, what=windows.due_name(row)
        )
    return _("{amount} received for {what}, from {name}.").format(
        amount=rupiah(taken.booked), what=windows.due_name(row), name=name
    )


def _left(row: sqlite3.Row) -> str:
    if row["balance"] > 0:
        return _("Still owed for it: {amount}.").format(amount=rupiah(row["balance"]))
    return _("Nothing more is owed for it.")


def _owed_again(db: sqlite3.Connection, row: sqlite3.Row, given_back: int) -> list[str]:
    """What to do where all was paid before ``given_back`` rupiah went back; else nobody meant her to pay them anew."""
    if row["order_id"] is None or row["closed_on"] or not 0 < row["balance"] <= given_back:
        return []
    discount = windows.order(db, row["order_id"])["discount"] + row["balance"]
    said = _(
        "If it costs that much less now, she need not pay it again: `olcrm order edit {number} --discount {amount}`."
    )
    return [said.format(number=row["order_id"], amount=discount)]


def _after(db: sqlite3.Connection, row: sqlite3.Row, brief: dict[str, Any]) -> dict[str, Any]:
    """The order or due of ``row`` as it stands now."""
    if row["order_id"] is not None:
        return {"order": windows.order_document(db, row["order_id"], brief)}
    return {"due": windows.due_document(row, brief)}


def _thanks(db: sqlite3.Connection, row: sqlite3.Row, person: people.Contact) -> "templates.Letter":
    """The words of thanks, and the link that opens the chat with them; nothing is sent."""
    from olcrm.template import store as templates

    number = row["order_id"]
    # Nobody is told that an order is being made ready which has left the house.
    here = number is None or windows.order(db, number)["status"] in _IN_HOUSE
    gone = {} if here else {"order": "", "promised_on": ""}
    return templates.letter(db, "thanks-paid", person, order_id=number, due_id=row["id"], extra=gone)


def _explained(ticks: bool, amount: int | None) -> list[str]:
    """What is said under a list: what its ticks mean, and how to get a sum where there is none."""
    said = [_("✓: she paid, by her word or proof. ✓✓: a bank statement shows the money, too.")] if ticks else []
    return said + ([_("For a sum, give a period with --since, or --all.")] if amount is None else [])


def _columns(unconfirmed: bool) -> list[Column]:
    return [
        Column("id", _("No"), Kind.NUMBER),
        Column("paid_on", _("Day"), Kind.DAY),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=3),
        Column("for", _("For"), value=_for),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("method", _("Via"), keep=1),
        Column("kind", _("Kind"), value=lambda row: rules.shown(row["kind"]), keep=4 if unconfirmed else 2),
        Column("confirmed", _("Proof/In"), value=_seen, keep=2),
        Column("note", _("Note"), keep=4),
    ]


def _seen(row: Any) -> str:
    """One tick for the proof, two once the money was seen; cash and credit are on no statement."""
    if row["kind"] != "payment" or row["method"] in rules.OFF_STATEMENTS:
        return ""
    return "✓✓" if row["confirmed"] else "✓"


def _for(row: Any) -> str:
    if row["order"] is not None:
        return f"#{row['order']}"
    return f"due:{row['due']}" if row["due"] is not None else _("credit")
