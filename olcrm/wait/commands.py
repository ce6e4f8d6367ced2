"""What the owner types about those who wait for something."""

from datetime import datetime

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Refused
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, quoted
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.product import rules as counting
from olcrm.product import shelf
from olcrm.product import store as products
from olcrm.shop import store as shop
from olcrm.wait import store

room = Verbs()

Number = Annotated[str, word(N_("Its number; `olcrm wait list` shows it."), metavar="NO")]


@room.writes(
    "add",
    help=N_("Note that a customer waits for something."),
    examples=("olcrm wait add rina GM-M", "olcrm wait add rina 'Gamis M' --note 'boleh warna lain'"),
)
def add(
    contact: Annotated[str, contacts.ContactWord],
    what: Annotated[
        str, word(N_("The SKU, or what it is called."), metavar="PRODUCT|TEXT", suggest=windows.suggest_products)
    ],
    qty: Annotated[str | None, option("--qty", help=N_("How many she wants, if not one."), metavar="N")] = None,
    note: Annotated[str | None, option("--note", help=N_("A remark on it."), metavar="TEXT")] = None,
) -> Said:
    """Put somebody on the waiting list."""
    called = text(what, _("What is waited for")).strip()
    remark = None if note is None else text(note, _("The note"))
    wanted = 1 if qty is None else _pieces(qty)
    with writing() as db:
        who = contacts.find(db, contact)
        product = shelf.meant(db, called)
        name = product.label if product else called
        number = store.add(db, who.id, name, product_id=product.id if product else None, qty=wanted, note=remark)
        db.said = _("{name} waits for {what}: number {number} of the waiting list.").format(
            name=people.label(who), what=name if wanted == 1 else f"{wanted}x {name}", number=number
        )
        (document,) = store.documents(db, [store.get(db, number)])
    more = []
    if product and document["free"] is not None and document["free"] >= wanted:
        more.append(
            _("There is one right now: `olcrm wait offer {number}`, or `olcrm order add {contact} {sku}`.").format(
                number=number, contact=who.id, sku=quoted(product.sku)
            )
        )
    return Said("wait.add", db.said, {"wait": document}, more=more)


@room.reads(
    "list",
    help=N_("Who waits for what, whoever asked first, first."),
    examples=("olcrm wait list", "olcrm wait list --product GM-M", "olcrm wait list --contact rina"),
)
def list_(
    product: Annotated[
        str | None,
        option(
            "--product",
            help=N_("Only for this one: SKU or name."),
            metavar="PRODUCT|TEXT",
            suggest=windows.suggest_products,
        ),
    ] = None,
    contact: Annotated[
        str | None,
        option("--contact", help=N_("Only what she waits for."), metavar="CONTACT", suggest=contacts.suggest),
    ] = None,
) -> Table:
    """The waiting list."""
    page = show.page()
    with reading() as db:
        rows = store.open_wishes(
            db,
            product=None if product is None else _goods(db, product),
            contact_id=None if contact is None else contacts.find(db, contact).id,
            limit=None if page is None else page + 1,
        )
        documents = store.documents(db, rows)
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("since", _("Since"), Kind.DAY, value=lambda row: row["since"][:10], keep=2),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"])),
        Column("what", _("Waits for")),
        Column("qty", _("Pieces"), Kind.NUMBER, keep=4),
        Column("free", _("Free"), Kind.NUMBER, keep=1),
        Column("offered_until", _("Offered until"), Kind.MOMENT, keep=3),
        Column("note", _("Note"), keep=5),
    )
    shown = documents if page is None else documents[:page]
    foot = [_("There are more: give --all to see them.")] if len(shown) < len(documents) else []
    return Table("wait.list", columns, shown, foot=foot, empty=_("Nobody waits for this."))


@room.writes(
    "offer",
    help=N_("Offer it to her: writes the message, and keeps the pieces for her until then."),
    examples=("olcrm wait offer 3", "olcrm wait offer 3 --keep 24h", "olcrm wait offer 3 --sent"),
)
def offer(
    number: Number,
    keep: Annotated[
        str | None, option("--keep", help=N_("How long it is kept for her, like 24h or 2 hari."), metavar="SPAN")
    ] = None,
    sent: Annotated[bool, option("--sent", help=N_("Log the message as sent."))] = False,
) -> Said:
    """Keep what came free for whoever waits; taking her order ends the wait."""
    from olcrm.contact import alone
    from olcrm.template import store as templates

    with writing() as db:
        row = store.get(db, number)
        who = contacts.get(db, row["contact_id"])
        alone.not_paused(db, who)
        if not alone.may_be_told(db, who):
            raise Refused(
                _("{name} is archived, so that nothing is offered to her.").format(name=who.name),
                hint=_("`olcrm contact archive {id} --undo` brings her back; then offer it.").format(id=who.id),
            )
        if keep is not None or not store.runs(row):
            span = dates.span(keep) if keep is not None else shop.policy(db).keep_for(who.standing)
            store.offer(db, row, clock.now() + span)
            row = store.get(db, row["id"])
        else:
            store.still_open(row)
        letter = templates.letter(db, "offer", who, extra=_offered(db, row, who))
        if sent:
            _log(db, row, letter.text)
        db.said = _("{what} is kept for {name} until {when}.").format(
            what=row["what"], name=people.label(who), when=shelf.moment(row["offered_until"])
        )
        (document,) = store.documents(db, [row])
        more = [*_earlier(db, row), *letter.lines(), *_after(row, who, sent)]
    return Said("wait.offer", db.said, {"wait": document, "sent": sent, **letter.document()}, more=more)


@room.writes(
    "remove",
    help=N_("Take somebody off the waiting list; what was kept for her is free."),
    examples=("olcrm wait remove 3",),
)
def remove(number: Number) -> Said:
    """She does not wait any more."""
    with writing() as db:
        row = store.get(db, number)
        store.remove(db, row)
        db.said = _("{name} does not wait for {what} any more.").format(name=row["contact_name"], what=row["what"])
        (document,) = store.documents(db, [store.get(db, row["id"])])
        more = shelf.turn(db, row["product_id"], row["what"]) if store.runs(row) else []
    return Said("wait.remove", db.said, {"wait": document}, more=more)


def _pieces(figures: str) -> int:
    count = counting.pieces(figures)
    if not 1 <= count <= store.MOST_PIECES:
        raise Refused(
            _("{count} is no number of pieces.").format(count=excerpt(figures)),
            hint=_("Write a whole number from 1 to {most}.").format(most=store.MOST_PIECES),
        )
    return count


def _goods(db: Ledger, what: str) -> tuple[int | None, str]:
    product = shelf.meant(db, what)
    return (product.id, product.label) if product else (None, text(what, _("What is waited for")))


def _offered(db: Ledger, row: Row, who: Contact) -> dict[str, str]:
    """What the message says of the offer."""
    from olcrm.template import store as templates

    speaks = who.language or shop.policy(db).message_language
    price = products.get(db, row["product_id"])["price"] if row["product_id"] else None
    return {
        "items": row["what"] if row["qty"] == 1 else f"{row['qty']}x {row['what']}",
        "price": rupiah(price * row["qty"]) if price else "",
        "keep_until": templates.moment(row["offered_until"], speaks),
    }


def _log(db: Ledger, row: Row, said: str) -> None:
    from olcrm.message import store as messages

    occasion = f"offer-{row['id']}-{datetime.fromisoformat(row['offered_until']):%Y%m%d%H%M}"
    if messages.was_said(db, row["contact_id"], occasion):
        raise Refused(_("This offer was logged as sent already."), hint=_("A new time makes a new offer: --keep 24h."))
    messages.log(db, row["contact_id"], said, purpose="offer", occasion=occasion)


def _earlier(db: Ledger, row: Row) -> list[str]:
    """Who has waited longer and has no offer; nobody who is archived, for she is on no list."""
    for one in store.open_wishes(db, product=(row["product_id"], row["what"])):
        if not one["offered_at"] and one["id"] < row["id"]:
            who = contacts.get(db, one["contact_id"])
            if not who.archived_at:
                said = _("{name} has waited longer, since {day}.")
                return [said.format(name=people.label(who), day=store.since(one))]
    return []


def _after(row: Row, who: Contact, sent: bool) -> list[str]:
    goods = row["sku"] or f"{row['what']} @…"
    pieces = goods if row["qty"] == 1 else f"{row['qty']}x {goods}"
    said = [] if sent else [_("Once it is sent: `olcrm wait offer {number} --sent`.").format(number=row["id"])]
    return [
        "",
        *said,
        _("If she takes it: `olcrm order add {contact} {goods}`.").format(contact=who.id, goods=quoted(pieces)),
    ]
