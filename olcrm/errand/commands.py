"""What the owner types about errands."""

from datetime import date
from typing import Any

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.due import rules as dues
from olcrm.errand import options, pages, rules, store
from olcrm.errand.options import BuyBy, Errand, Fee, Limit, On, Via
from olcrm.kit import clock, dates, money, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.pay import rules as paying
from olcrm.pay import store as pay
from olcrm.shop import store as shop

room = Verbs()


@room.writes(
    "add",
    help=N_("Note what a customer wants you to buy for her."),
    examples=(
        'olcrm errand add rina "tas merah di Mal Kota" --limit 300rb --by jumat',
        'olcrm errand add rina "bolu kukus" --limit 85rb --fee 10rb --dp 50rb --via bca',
    ),
)
def add(
    contact: Annotated[str, contacts.ContactWord],
    what: Annotated[str, word(N_("What is to be bought."), metavar="WHAT")],
    limit: Limit = None,
    fee: Fee = None,
    dp: Annotated[str | None, option("--dp", help=N_("A part that is paid at once."), metavar="MONEY")] = None,
    via: Via = None,
    by: BuyBy = None,
) -> Said:
    """Write an errand down; nothing is owed for it until it is bought."""
    if dp is None and via is not None:
        raise Misunderstood(
            _("--via says how a DP was paid, and there is none."), hint=_("Give its amount with --dp MONEY.")
        )
    called, at_most = text(what, _("What is to be bought")), options.amount(limit)
    with writing() as db:
        who = contacts.find(db, contact)
        today = clock.today()
        usual_fee, percent = shop.figures(db, "errand.fee", "errand.dp-percent")
        number = store.ask(
            db,
            who.id,
            called,
            at_most=at_most,
            fee=usual_fee if fee is None else money.amount(fee, zero=True),
            by=dues.agreed(by, today, today),
            at=clock.now(),
        )
        if dp is not None:
            store.deposit(db, store.find(db, number), money.amount(dp), paying.method(via), today)
        document = _document(db, number)
        db.said = pages.agreed(document, people.label(who))
        who = contacts.get(db, who.id)
        asked = rules.deposit(at_most, document["fee"], percent)
        exposure = store.exposure(db)
        doubts = [money.doubt(at_most)] if at_most and at_most < money.SMALL else []
        more = [*doubts, *pages.next_steps(document, who, asked), *pages.warning(exposure, planned=True)]
    document = {"errand": document, "dp": asked, "exposure": exposure.document()}
    return Said("errand.add", db.said, document, more=more)


@room.writes(
    "dp",
    help=N_("Note a DP for an errand that is not bought yet."),
    examples=("olcrm errand dp 3 150rb --via bca", "olcrm errand dp 3 50rb --via credit"),
)
def dp(
    errand: Errand,
    amount: Annotated[str, word(N_("How much, like 150rb."), metavar="MONEY")],
    via: Via = None,
    on: On = None,
) -> Said:
    """Take money beforehand; it stays with the errand, and is never kept silently."""
    rupiahs = money.amount(amount)
    with writing() as db:
        row = store.find(db, errand)
        store.deposit(db, row, rupiahs, paying.method(via), paying.day(on, clock.today()))
        document = _document(db, row["id"])
        db.said = _("{amount} received as a DP for errand {number}, from {name}.").format(
            amount=rupiah(rupiahs), number=row["id"], name=people.label(contacts.get(db, row["contact_id"]))
        )
        more = [_("{amount} is in as a DP.").format(amount=rupiah(document["paid"]))]
    return Said("errand.dp", db.said, {"errand": document}, more=more)


@room.writes(
    "bought",
    help=N_("Note that it is bought, and what it cost out of your own pocket; writes the message."),
    examples=("olcrm errand bought 3 280rb", "olcrm errand bought 3 320rb --over-limit --pay-by jumat"),
)
def bought(
    errand: Errand,
    spent: Annotated[str, word(N_("What it cost, without your fee."), metavar="MONEY")],
    fee: Annotated[
        str | None, option("--fee", help=N_("Your fee, if another than was agreed."), metavar="MONEY")
    ] = None,
    on: On = None,
    pay_by: Annotated[str | None, option("--pay-by", help=N_("The day it is to be paid by."), metavar="DATE")] = None,
    over_limit: Annotated[
        bool, option("--over-limit", help=N_("She was asked, and agreed to more than the limit."))
    ] = False,
) -> Said:
    """From now on she owes what it cost, and the fee."""
    from olcrm.contact import alone
    from olcrm.template import store as templates

    cost = money.amount(spent)
    with writing() as db:
        row = store.find(db, errand)
        rules.to_buy(row)
        if not over_limit:
            rules.allowed(row["at_most"], cost, _question(db, row, cost))
        today = clock.today()
        day = dates.past(on, today, _("Note it when it is bought."))
        too_much = store.bought(
            db,
            row,
            cost,
            fee=row["fee"] if fee is None else money.amount(fee, zero=True),
            on=day,
            pay_by=dues.agreed(pay_by, today, day),
        )
        document, who = _document(db, row["id"]), contacts.get(db, row["contact_id"])
        db.said = pages.came_to(document, people.label(who))
        told = {"spent": rupiah(cost), "fee": rupiah(document["fee"]) if document["fee"] else ""}
        letter = templates.letter(db, "errand-bought", who, due_id=row["due_id"], extra=told)
        exposure = store.exposure(db)
        more = [
            *(*pages.money(document), *pages.too_much(too_much, who.credit)),
            *([] if too_much else pages.credit(document, who)),
            *(*pages.warning(exposure), *alone.caution(db, who.id), *letter.lines()),
        ]
    document = {"errand": document, "credit": too_much, "exposure": exposure.document(), **letter.document()}
    return Said("errand.bought", db.said, document, more=more)


@room.writes(
    "not-found",
    help=N_("Note that it was not found; a DP is given back or kept as her credit. Writes the message."),
    examples=("olcrm errand not-found 3", "olcrm errand not-found 3 --refund --via bca"),
)
def not_found(
    errand: Errand,
    refund: Annotated[bool, option("--refund", help=N_("Give back the money that is in."))] = False,
    as_credit: Annotated[bool, option("--as-credit", help=N_("Keep the money that is in as her credit."))] = False,
    via: Annotated[str | None, option("--via", help=N_("How it is given back."), metavar="METHOD")] = None,
    on: On = None,
) -> Said:
    """End an errand without anything being owed."""
    from olcrm.contact import alone
    from olcrm.template import store as templates

    back, credit = options.decided(errand, refund, as_credit)
    with writing() as db:
        row = store.find(db, errand)
        who = contacts.get(db, row["contact_id"])
        day = dates.past(on, clock.today(), _("Note it when it has happened."))
        moved = store.not_found(db, row, day, refund=back, as_credit=credit, method=paying.method(via))
        told = {
            "refunded": rupiah(moved) if moved and back else "",
            "credited": rupiah(moved) if moved and credit else "",
        }
        letter = templates.letter(db, "errand-not-found", who, due_id=row["due_id"], extra=told)
        db.said = _("Errand {number} for {name} is over: {what} was not found.").format(
            number=row["id"], name=people.label(who), what=row["what"]
        )
        document = {"errand": _document(db, row["id"]), **letter.document()}
        more = [*paying.moved(moved, refund=back), *alone.caution(db, who.id), *letter.lines()]
    return Said("errand.not-found", db.said, document, more=more)


@room.reads(
    "list",
    help=N_("Show errands, the newest first, and how much of your own money is out."),
    examples=("olcrm errand list --to-buy", "olcrm errand list --open", "olcrm errand list --contact rina"),
)
def list_(
    to_buy: Annotated[bool, option("--to-buy", help=N_("Only what is to be bought, by its day."))] = False,
    open_: Annotated[
        bool, option("--open", help=N_("Only what is to be bought, or bought and not paid back."))
    ] = False,
    contact: Annotated[
        str | None,
        option("--contact", help=N_("Only of this customer."), metavar="CONTACT", suggest=contacts.suggest),
    ] = None,
) -> Table:
    """What is to be bought, what was, and how it stands."""
    with reading() as db:
        whose = contacts.find(db, contact).id if contact else None
        page = show.page()
        most = None if page is None else page + 1
        if to_buy or open_:
            found = store.to_buy(db, contact_id=whose, limit=most)
            found += [] if to_buy else store.owed(db, contact_id=whose, limit=most)
        else:
            found = store.latest(db, contact_id=whose, limit=most)
        rows = store.documents(db, found if page is None else found[:page])
        exposure = store.exposure(db)
    more = [_("There are more: give --all to see them.")] if len(rows) < len(found) else []
    return Table(
        "errand.list",
        pages.columns(to_buy=to_buy),
        rows,
        title=_("Errands"),
        foot=[*more, *pages.foot(exposure)],
        empty=_("Nothing is to be bought.") if to_buy else _("There is no such errand."),
        extra={"exposure": exposure.document()},
    )


@room.reads("show", help=N_("Show one errand with its money."), examples=("olcrm errand show 3",))
def show_(errand: Errand) -> Page:
    """What is to be bought for whom, what it cost, what came in."""
    with reading() as db:
        row = store.find(db, errand)
        document, who = _document(db, row["id"]), contacts.get(db, row["contact_id"])
        payments = [pay.document(one, document["contact"]) for one in pay.of_due(db, row["due_id"])]
        (percent,) = shop.figures(db, "errand.dp-percent")
    lines = [*pages.money(document)[bool(document["paid"]) :], *pages.credit(document, who)]
    if document["state"] == "to-buy":
        lines = pages.next_steps(document, who, rules.deposit(document["at_most"], document["fee"], percent))
    return pages.page(document, payments, lines)


@room.writes(
    "edit",
    help=N_("Correct an errand: what, how much at most, the fee, the day, the price."),
    examples=("olcrm errand edit 3 --limit 350rb --by besok", "olcrm errand edit 3 --spent 275rb"),
)
def edit(
    errand: Errand,
    what: Annotated[str | None, option("--what", help=N_("What is to be bought."), metavar="WHAT")] = None,
    limit: Limit = None,
    fee: Annotated[str | None, option("--fee", help=N_("Your fee; 0 for none."), metavar="MONEY")] = None,
    spent: Annotated[str | None, option("--spent", help=N_("What it cost, without your fee."), metavar="MONEY")] = None,
    by: Annotated[
        str | None, option("--by", help=N_("The day to buy it by, or to be paid by; - for none."), metavar="DATE")
    ] = None,
) -> Said:
    """Change what was typed; what is owed follows."""
    if all(given is None for given in (what, limit, fee, spent, by)):
        raise Misunderstood(_("Nothing to change was given."), hint=_("Give --what, --limit, --fee, --spent or --by."))
    with writing() as db:
        row = store.find(db, errand)
        today = clock.today()
        before = date.fromisoformat(row["due_on"]) if row["due_on"] else None
        too_much = store.edit(
            db,
            row,
            what=row["what"] if what is None else text(what, _("What is to be bought")),
            at_most=row["at_most"] if limit is None else options.amount(limit),
            fee=row["fee"] if fee is None else money.amount(fee, zero=True),
            spent=row["spent"] if spent is None else money.amount(spent),
            by=before if by is None else dues.agreed(by, today, today),
        )
        document, who = _document(db, row["id"]), contacts.get(db, row["contact_id"])
        said = pages.agreed if document["state"] == "to-buy" else pages.came_to
        db.said = said(document, people.label(who))
        more = [*pages.money(document), *pages.too_much(too_much, who.credit)]
    return Said("errand.edit", db.said, {"errand": document, "credit": too_much}, more=more)


def _document(db: Ledger, number: int) -> dict[str, Any]:
    (document,) = store.documents(db, [store.find(db, number)])
    return document


def _question(db: Ledger, row: Any, cost: int) -> str:
    """What to ask her before more is spent than was agreed; nothing where it is not more."""
    if row["at_most"] is None or cost <= row["at_most"]:
        return ""
    from olcrm.template import store as templates

    prices = {"price": rupiah(cost), "limit": rupiah(row["at_most"])}
    said = templates.write(db, "errand-ask", row["contact_id"], due_id=row["due_id"], extra=prices)
    return " ".join(said.split())
