"""What the owner types about parcels."""

import sqlite3

from olcrm.kit import clock, show
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Answer, Page, Said, Table, Words
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.parcel import options, rules
from olcrm.parcel import reading as parcels
from olcrm.parcel.options import Facts, Filter, Leaving, OnPaper, Parcel, Parcels, Received, Telling

room = Verbs()


@room.reads(
    "pack",
    help=N_("What is to be packed, thing by thing; with orders, note them as packed."),
    examples=(
        "olcrm parcel pack",
        "olcrm parcel pack --check",
        "olcrm parcel pack 41 42",
        "olcrm parcel pack 41 --part '1x Gamis M' --weight 850g",
    ),
)
def pack(
    order: Annotated[
        list[str] | None,
        word(N_("Orders that are packed."), metavar="[ORDER...]", suggest=windows.suggest_orders),
    ] = None,
    part: Annotated[
        list[str] | None,
        option("--part", help=N_("Only this goes in, like “1x Gamis M”; may be repeated."), metavar="ITEM"),
    ] = None,
    check: Annotated[bool, option("--check", help=N_("Tick things off one by one, and note what is packed."))] = False,
    weight: options.Weight = None,
    note: options.Note = None,
) -> Answer:
    """The packing list; or what was packed of it."""
    from olcrm.parcel import packed, packing
    from olcrm.shop import store as shop

    numbers, told = order or [], packed.Told(tuple(part or ()), weight, note)
    if check:
        return packed.checked(numbers, told)
    if numbers or told != packed.Told():
        return packed.noted(numbers, told)
    with reading() as db:
        documents = packing.listed(db)
        name = shop.policy(db).shop
    if show.current().form == show.Form.CSV:
        return packing.table(documents)
    return Words("parcel.pack", packing.text(name, documents), {"date": clock.today(), "rows": documents})


@room.writes(
    "unpack",
    help=N_("Take a packed parcel apart again; its order stays as it is."),
    examples=("olcrm parcel unpack 41", "olcrm parcel unpack 41/2"),
)
def unpack(parcel: Parcel) -> Said:
    """Undo the packing of one parcel, because the order changes, say."""
    from olcrm.parcel import store

    with writing() as db:
        row = _one(db, parcel, "packed")
        store.unpack(db, row)
        db.said = _("Parcel {name} of {customer} is taken apart.").format(
            name=rules.name(row), customer=row["contact_name"]
        )
        left = parcels.left(db, row["order_id"])
    more = [_("Still to pack: {items}.").format(items=rules.pieces(left))]
    return Said("parcel.unpack", db.said, {"order": row["order_id"]}, more=more)


@room.reads(
    "label",
    help=N_("Labels of 100 by 150 mm, to look at, as a PDF or for the browser; without orders of all that is packed."),
    examples=(
        "olcrm parcel label 41",
        "olcrm parcel label 41 42 --pdf",
        "olcrm parcel label --pdf --a4",
        "olcrm parcel label 41 --html --to ~/label.html",
    ),
)
def label(
    on_paper: OnPaper,
    parcel: Annotated[
        list[str] | None,
        word(N_("Orders or parcels."), metavar="[ORDER|RESI...]", suggest=windows.suggest_orders),
    ] = None,
) -> Answer:
    """Labels as a text, and as files where they are asked for."""
    from olcrm.parcel import label as labelling

    with reading() as db:
        found = labelling.labels(db, parcel or [])
        speaks = labelling.language(db)
    if on_paper.wanted():
        from olcrm.parcel import printing

        return printing.written(found, speaks, on_paper)
    shown = "\n\n".join(filter(None, (labelling.text(found, speaks), "\n".join(labelling.wanting(found)))))
    return Words("parcel.label", shown, {"labels": [labelling.document(one) for one in found]})


@room.writes(
    "ship",
    help=N_("Note that a parcel has left with its tracking number, and write the message about it."),
    examples=(
        "olcrm parcel ship 41 CGK1234567890",
        "olcrm parcel ship 41 jne CGK1234567890 --service yes",
        "olcrm parcel ship 41/2 jnt JX1234567890 --on kemarin",
        "olcrm parcel ship 41 gosend",
    ),
)
def ship(
    order: Parcel,
    first: Annotated[
        str, word(N_("The courier, where none was agreed; else the tracking number."), metavar="COURIER|RESI")
    ],
    typed: Leaving,
    resi: Annotated[str | None, word(N_("The tracking number, behind the courier."), metavar="[RESI]")] = None,
) -> Said:
    """Send a parcel off; once all of an order has left, the order is shipped."""
    from olcrm.parcel import leaving

    with writing() as db:
        return leaving.left(db, order, [first] if resi is None else [first, resi], typed)


@room.reads(
    "tell",
    help=N_("Whom to tell that a parcel is on its way, or what is done about one that is stuck; once each."),
    examples=(
        "olcrm parcel tell",
        "olcrm parcel tell --send",
        "olcrm parcel tell 41",
        "olcrm parcel tell --sent 41-shipped",
    ),
)
def tell(
    typed: Telling,
    parcel: Annotated[
        str | None, word(N_("Only the message about this one."), metavar="[ORDER|RESI]", suggest=windows.suggest_orders)
    ] = None,
) -> Answer:
    """Messages about parcels, each to be sent by hand and logged."""
    from olcrm.kit import drafts
    from olcrm.parcel import sending

    way = drafts.way(typed.text, typed.send, typed.sent, typed.all_sent)
    if parcel is not None and not (typed.send or typed.sent or typed.all_sent):
        with reading() as db:
            return sending.one(db, _one(db, parcel, "shipped"))
    return drafts.answer(sending.audience(parcel), way, reading=reading, writing=writing)


@room.writes(
    "arrived",
    help=N_("Note that parcels have arrived."),
    examples=("olcrm parcel arrived 41", "olcrm parcel arrived 41/2 CGK1234567890 --on kemarin"),
)
def arrived(parcel: Parcels, on: options.On = None) -> Said:
    """Parcels are where they belong; once all of an order is, the order has arrived."""
    from olcrm.parcel import ending

    with writing() as db:
        return ending.arrived(db, parcel, options.past_day(on))


@room.writes(
    "returned",
    help=N_("Note that parcels came back to the shop."),
    examples=("olcrm parcel returned 41", "olcrm parcel returned 41 --because 'alamat tidak ketemu'"),
)
def returned(
    parcel: Parcels,
    on: options.On = None,
    because: Annotated[str | None, option("--because", help=N_("Why."), metavar="TEXT")] = None,
) -> Said:
    """Parcels came back: what was in them is to be sent again, or the order to be called off."""
    from olcrm.parcel import ending

    reason = None if because is None else text(because, _("The reason"))
    with writing() as db:
        return ending.returned(db, parcel, options.past_day(on), reason)


@room.writes(
    "paid",
    help=N_("Note that a courier has passed on what it collected; what it kept of that is its fee."),
    examples=(
        "olcrm parcel paid 41",
        "olcrm parcel paid 41 42 --received 440rb",
        "olcrm parcel paid --courier jne --received 1,2jt --dry-run",
    ),
)
def paid(
    typed: Received,
    parcel: Annotated[
        list[str] | None,
        word(N_("Orders or parcels it is for."), metavar="[ORDER|RESI...]", suggest=windows.suggest_orders),
    ] = None,
) -> Said:
    """Book COD money: her debt is paid in full, and the fee stands at the parcel."""
    from olcrm.parcel import collecting

    with reading() as db:
        found = collecting.payout(db, parcel or [], typed)
    if not collecting.agreed(found, typed):
        return Said("parcel.paid", _("Nothing was noted."), {"parcels": []})
    with writing(dry_run=typed.dry_run) as db:
        return collecting.paid(db, collecting.payout(db, parcel or [], typed), typed)


@room.writes(
    "edit",
    help=N_("Correct what was noted of a parcel; an empty '' takes it out."),
    examples=("olcrm parcel edit 41 --courier jnt --resi JX1234567890", "olcrm parcel edit 41/2 --weight 1,2kg"),
)
def edit(parcel: Parcel, typed: Facts) -> Said:
    """Correct courier, number, weight or what is collected."""
    from olcrm.parcel import ending

    with writing() as db:
        return ending.corrected(db, _one(db, parcel, "shipped"), typed)


@room.reads(
    "list",
    help=N_("List parcels, the newest first."),
    examples=(
        "olcrm parcel list",
        "olcrm parcel list --to-ship",
        "olcrm parcel list --stuck",
        "olcrm parcel list --cod --courier jne",
    ),
)
def list_(typed: Filter) -> Table:
    """The parcels that fit all that is asked."""
    from olcrm.parcel import packing, pages

    with reading() as db:
        wanted = typed.wanted(db)
        if wanted.which == "to-pack":
            rows = parcels.unpacked(packing.listed(db), wanted)
            total, sums = len(rows), {}
        else:
            found, total = parcels.wanted_rows(db, wanted, show.page())
            rows = list(parcels.documents(db, found))
            sums = parcels.sums(db, wanted) if wanted.which == "cod" else {}
    foot = pages.total_lines(sums) if sums else []
    return Table(
        "parcel.list",
        pages.columns(wanted.which),
        rows,
        total=total,
        sums={"name": _("Total"), "collect": sum(sums.values())} if sums else {},
        foot=foot,
        empty=_("There is no such parcel."),
    )


@room.reads(
    "show",
    help=N_("Show the parcels of an order: what is in each, where it is, what is next."),
    examples=("olcrm parcel show 41", "olcrm parcel show CGK1234567890"),
)
def show_(parcel: Parcel) -> Page:
    """All about the parcels that a word means."""
    from olcrm.parcel import pages

    with reading() as db:
        found, number = parcels.meant(db, parcel)
        if not found and number is not None:
            raise rules.no_parcel(number)
        return pages.page(
            found[0]["order_id"], list(parcels.documents(db, found)), parcels.left(db, number) if number else []
        )


def _one(db: Ledger, word: str, status: str) -> sqlite3.Row:
    row = parcels.find(db, word, status)
    if row is None:
        raise rules.no_parcel(windows.order_number(word))
    return row
