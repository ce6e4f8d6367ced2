"""What the owner types about orders."""

import sqlite3
from datetime import date

from olcrm.contact import store as contacts
from olcrm.contact.store import ContactWord
from olcrm.kit import clock, money, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.record import changed
from olcrm.kit.table import Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.order import options, pages, rules, store, taking
from olcrm.order.options import Closed, Deal, Edited, Filter, First, Order, Promised, Reached, Released
from olcrm.pay import rules as paying
from olcrm.shop import store as shop

room = Verbs()


@room.writes(
    "add",
    help=N_("Take an order."),
    examples=(
        "olcrm order add rina '2x Gamis M @150rb' 'Sprei King @250rb'",
        "olcrm order add rina '2x Gamis M @150rb' --shipping 20rb --dp 100rb --via bca",
        "olcrm order add Sari 'Tas @75rb' --phone 0812-3456-7890",
        "olcrm order add rina 'Tas @75rb' --to siti --to 'Bu Ani, 0812-3456-7891, Jl. Melati 5' --gift 'Selamat ya'",
    ),
)
def add(
    contact: Annotated[str, ContactWord],
    item: Annotated[list[str], word(N_("What is ordered, like “2x Gamis M @150rb”."), metavar="ITEM...")],
    typed: First,
) -> Said:
    """Take an order from somebody who may be new."""
    with writing(dry_run=typed.dry_run) as db:
        items = options.items(item)
        who = store.customer(db, contact, typed.phone)
        added = who is None
        if who is None:
            who = contacts.get(db, contacts.add(db, contact, phone=typed.phone, source=typed.source or None))
        said = taking.taken(db, "order.add", who, taking.meant(db, items, item), typed, typed.dry_run)
    fresh = [_("{name} is a new customer and has been added.").format(name=who.name)] if added else []
    return pages.tried(changed(said, more=[*fresh, *said.more]), typed.dry_run)


@room.writes(
    "again",
    help=N_("Repeat a customer's last order at the same prices."),
    examples=("olcrm order again rina", "olcrm order again rina --shipping 20rb --promise jumat"),
)
def again(contact: Annotated[str, ContactWord], typed: Deal) -> Said:
    """Take the same lines once more; what was agreed besides them is agreed anew."""
    with writing(dry_run=typed.dry_run) as db:
        who = contacts.find(db, contact)
        items = taking.meant(db, store.items_again(db, who))
        said = taking.taken(db, "order.again", who, items, typed, typed.dry_run)
    return pages.tried(said, typed.dry_run)


@room.reads("show", help=N_("Show one order."), examples=("olcrm order show 41",))
def show_order(order: Order) -> Page:
    """One order with its lines, sums, parts, payments and parcels."""
    from olcrm.due import parts
    from olcrm.order import lowering

    with reading() as db:
        row = windows.order(db, order)
        document = store.get(db, row["id"])
        rows = store.payments_of(db, document), store.notes_of(db, document), store.parcels_of(db, document)
        in_parts = parts.of_due(db, windows.due(db, row["due_id"]))
        return pages.page(document, *rows, in_parts, lowering.taken_off(db, document))


@room.reads(
    "list",
    help=N_("List orders, the newest first."),
    examples=("olcrm order list", "olcrm order list --unpaid", "olcrm order list --contact rina --since 1/11"),
)
def list_orders(typed: Filter) -> Table:
    """The orders that fit all that is asked."""
    with reading() as db:
        rows, total = store.wanted_rows(db, typed.wanted(db), show.page())
        documents = list(store.documents(db, rows))
        if typed.to_ship or typed.late:
            documents = store.regulars_first(db, documents, "promised_on" if typed.late else "ordered_on")
    return Table(
        "order.list", pages.columns(late=typed.late), documents, total=total, empty=_("There is no such order.")
    )


@room.writes(
    "edit",
    help=N_("Change what was agreed; an empty '' takes a word or a day out."),
    examples=(
        "olcrm order edit 41 --add 'Jilbab @50rb' --remove 'Sprei King'",
        "olcrm order edit 41 --shipping 25rb --keep 3d",
    ),
)
def edit(order: Order, typed: Edited) -> Said:
    """Change lines, charges, days or who it goes to, while the goods are in the house."""
    if typed.item and (typed.add or typed.remove):
        raise Misunderstood(
            _("--item replaces all lines, so --add and --remove do not go with it."), hint=_("Give one or the other.")
        )
    with writing(dry_run=typed.dry_run) as db:
        row = windows.order(db, order)
        base = store.terms_of(row)
        if (typed.promise or "").casefold() == options.AUTO:
            from olcrm.order import promising

            typed = changed(typed, promise=promising.reckon(promising.pace(db), clock.today()).day.isoformat())
        terms = typed.over(base, kept_from=clock.now(), ordered_on=date.fromisoformat(row["ordered_on"]))
        if terms == base and not (typed.add or typed.remove or typed.item):
            raise Misunderstood(
                _("Nothing about order {number} would change.").format(number=row["id"]),
                hint=_("Say what is different; `olcrm order edit --help` shows how."),
            )
        more, instead = (taking.meant(db, options.items(words or []), words or ()) for words in (typed.add, typed.item))
        lines = store.lines_of(db, row["id"])
        about = []
        if row["shipped_on"] or row["arrived_on"]:
            from olcrm.order import afterwards

            afterwards.edit(db, row, base, terms, lines_too=bool(more or instead or typed.remove))
        else:
            about += _altered(db, row, terms, typed, more, instead)
        about += taking.changed(db, row, lines, oversell=typed.oversell)
        if terms.promised_on not in (None, base.promised_on):
            from olcrm.order import promising

            about += promising.doubts(promising.pace(db), store.get(db, row["id"]), clock.today())
        said = _changed(db, "order.edit", row["id"])
    return pages.tried(changed(said, more=[*said.more, *about]), typed.dry_run)


def _altered(
    db: Ledger, row: sqlite3.Row, terms: rules.Terms, typed: Edited, more: list[rules.Item], instead: list[rules.Item]
) -> list[str]:
    """Change an order in the house; a discount that her standing gets is reckoned anew for what it holds then."""
    from olcrm.order import lowering

    percent = lowering.percent(db, row) if typed.discount is None and (more or instead or typed.remove) else 0
    first = changed(terms, discount=0) if percent else terms
    store.edit(db, row, terms=first, add=more, instead=instead, remove=typed.remove or [])
    return [lowering.anew(db, row["id"], percent)] if percent else []


@room.writes(
    "promise",
    help=N_("Promise an order for a day; without one, the day is reckoned from working days and closures."),
    examples=("olcrm order promise 41", "olcrm order promise 41 --days 5 --dry-run", "olcrm order promise 41 jumat"),
)
def promise(
    order: Order,
    typed: Promised,
    day: Annotated[str | None, word(N_("The day by which she will have it."), metavar="[DATE]")] = None,
) -> Said:
    """Agree on a first day, or another one; when it is put off, the message that tells her comes with it."""
    from olcrm.order import promising

    with writing(dry_run=typed.dry_run) as db:
        said = promising.promise(db, windows.order(db, order), day, typed.days, anew=typed.anew)
    return pages.tried(said, typed.dry_run)


@room.writes(
    "status",
    help=N_("Note how far an order is: making, ready, shipped or arrived."),
    examples=("olcrm order status 41 shipped", "olcrm order status 41 arrived --on kemarin"),
)
def status(
    order: Order,
    stage: Annotated[
        str, word(N_("making, ready, shipped or arrived."), metavar="STATUS", suggest=options.among(rules.STAGES))
    ],
    typed: Reached,
) -> Said:
    """Note the day on which an order came to a stage."""
    with writing() as db:
        row = windows.order(db, order)
        day, reached = options.past_day(typed.on), rules.stage_named(stage, row)
        store.reach(db, row, reached, day)
        document = store.get(db, row["id"])
        db.said = _("Order {number}: {status}, {day}.").format(
            number=row["id"], status=rules.status_shown(reached), day=pages.day(day.isoformat())
        )
        tips = store.care(db, row["id"]) if reached == "arrived" else []
        if reached == "shipped":
            tips = [
                _("With a tracking number she is told where it is: {ship}.").format(
                    ship=f"`olcrm parcel ship {row['id']} RESI`"
                )
            ]
        if reached == "arrived" and row["cod"] and row["balance"] > 0:
            tips.append(pages.collected(document, store.parcels_of(db, document)))
        return Said("order.status", db.said, {"order": document}, more=[*pages.money_lines(document), *tips])


@room.writes(
    "cancel",
    help=N_("Call an order off."),
    examples=("olcrm order cancel 41 --because 'warna habis' --refund",),
)
def cancel(
    order: Order,
    because: Annotated[str, option("--because", help=N_("Why."), metavar="TEXT")],
    typed: Closed,
) -> Said:
    """Call an order off, and settle what becomes of money that is in."""
    from olcrm.order import afterwards

    back, credit = options.decided(order, typed.refund, typed.as_credit, rules.still_open)
    with writing() as db:
        row = windows.order(db, order)
        moved = store.cancel(
            db,
            row["id"],
            on=clock.today(),
            because=text(because, _("The reason")),
            refund=back,
            as_credit=credit,
            method=paying.method(typed.via),
        )
        db.said = _("Order {number} is cancelled: {because}.").format(number=row["id"], because=because.rstrip(". "))
        more = [*paying.moved(moved, refund=back), *taking.given_back(db, store.lines_of(db, row["id"]))]
        more += [*taking.away(db, row), *afterwards.collected(db, row), *taking.instead_of(db, row["id"])]
        return Said("order.cancel", db.said, {"order": store.get(db, row["id"])}, more=more)


@room.writes(
    "release",
    help=N_("Give an unpaid order's goods back to everyone; writes the kind message."),
    examples=("olcrm order release 41", "olcrm order release 41 --as-credit"),
)
def release(order: Order, typed: Released) -> Said:
    """End a keep that nobody paid for. A DP is given back or kept as her credit, never forfeited."""
    from olcrm.contact import alone  # neither is needed, nor anything written, when an order is taken
    from olcrm.template import store as templates

    back, credit = options.decided(order, typed.refund, typed.as_credit, rules.releasable)
    with writing() as db:
        row = windows.order(db, order)
        who = contacts.get(db, row["contact_id"])
        moved = store.release(
            db,
            row["id"],
            on=clock.today(),
            refund=back,
            as_credit=credit,
            because=None if typed.because is None else text(typed.because, _("The reason")),
            method=paying.method(typed.via),
        )
        # Money that was given back is no longer noted for her, so that the message then leaves its line out.
        noted = {"paid": money.rupiah(moved)} if moved and credit else {}
        letter = templates.letter(db, "release", who, order_id=row["id"], extra=noted)
        db.said = _("Order {number} of {name} is released; its goods are free again.").format(
            number=row["id"], name=contacts.greeting(who, shop.policy(db))
        )
        document = {"order": store.get(db, row["id"]), **letter.document()}
        waits = [*taking.given_back(db, store.lines_of(db, row["id"])), *taking.instead_of(db, row["id"])]
        early = [*filter(None, [alone.left_alone(db, who)]), *taking.let_go_early(db, row)]
        more = [*early, *paying.moved(moved, refund=back), *letter.lines(), *([""] if waits else []), *waits]
    return Said("order.release", db.said, document, more=more)


def _changed(db: Ledger, kind: str, number: int) -> Said:
    """Say what an order is now."""
    order = store.get(db, number)
    who = contacts.get(db, order["contact"]["id"])
    db.said = pages.sentence(order, contacts.greeting(who, shop.policy(db)))
    return Said(kind, db.said, {"order": order}, more=[*pages.money_lines(order), *pages.agreed_lines(order)])
