"""What was packed is noted: named at once, or ticked off question by question."""

import sqlite3
from collections.abc import Iterable, Sequence

from olcrm.kit import clock, show
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.options import text
from olcrm.kit.record import Record, Row
from olcrm.kit.table import Answer, Said
from olcrm.kit.text import _
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.parcel import addressing, packing, pages, rules, store
from olcrm.parcel import reading as parcels
from olcrm.parcel.packing import Document
from olcrm.parcel.rules import Piece
from olcrm.product import rules as weighing


class Told(Record):
    """What was typed about a parcel that is packed."""

    part: Sequence[str] = ()
    weight: str | None = None
    note: str | None = None


def noted(numbers: Sequence[str], told: Told) -> Said:
    """Note all of these orders as packed, or of one order what was told. Raises as ``packing.packable`` does."""
    if not numbers:
        raise Misunderstood(
            _("Say which order is packed."), hint=_("Write it like `olcrm parcel pack 41 --part '1x Gamis M'`.")
        )
    if len(numbers) > 1 and told != Told():
        raise Misunderstood(
            _("--part, --weight and --note are about one order."), hint=_("Name the orders one after another.")
        )
    grams = None if told.weight is None else weighing.weight(told.weight)
    remark = None if told.note is None else text(told.note, _("The note"))
    said: list[str] = []
    more: list[str] = []
    rows = []
    with writing() as db:
        for row, rest in packing.packable(db, numbers):
            inside = rules.parts(told.part, parcels.lines(db, row["id"]), rest) if told.part else rest
            rows.append(_packed(db, row, inside, weight=grams, note=remark))
            said.append(db.said)
            more += addressing.wanting(db, row) + pages.still_owed(row)
            if left := parcels.left(db, row["id"]):
                more.append(_("Still to pack: {items}.").format(items=rules.pieces(left)))
        db.said = " ".join(said)
        documents = list(parcels.documents(db, rows))
    return Said("parcel.pack", said[0], {"parcels": documents}, more=[*said[1:], *more, _labels(map(rules.name, rows))])


def checked(numbers: Sequence[str], told: Told) -> Answer:
    """Walk through the list, or these orders, thing by thing. Raises as ``check`` does."""
    if told != Told():
        raise Misunderstood(_("--check asks for everything itself."), hint=_("Leave --part, --weight and --note out."))
    with reading() as db:
        documents = packing.listed(db, numbers)
    if not documents:
        return Said("parcel.pack", packing.nothing(), {"packed": []})
    names = _check(documents)
    if not names:
        return Said("parcel.pack", _("Nothing was noted as packed."), {"packed": []})
    sentence = _("Packed: {names}.").format(names=", ".join(names))
    return Said("parcel.pack", sentence, {"packed": names}, more=[_labels(names)])


def _labels(names: Iterable[str]) -> str:
    return _("Labels: `olcrm parcel label {names} --pdf`.").format(names=" ".join(names))


def _check(documents: Sequence[Document]) -> list[str]:
    """Walk through the list on a terminal, thing by thing; the names of the parcels that were packed on the way.

    Each parcel is noted as soon as all that goes in is in. Raises Refused without a terminal.
    """
    from olcrm.kit import ask

    if not ask.possible():
        raise Refused(
            _("Ticking things off goes question by question and needs a terminal."),
            hint=_("Print the list with --plain, and note what is packed with `olcrm parcel pack ORDER`."),
        )
    done: list[str] = []
    try:
        for one in documents:
            called = _checked(one)
            if called:
                done.append(called)
    except ask.Unanswered:
        pass
    return done


def _checked(one: Document) -> str | None:
    """Ask for each thing of an order; the name of the parcel, None where something was missing and it waits."""
    from olcrm.kit import ask

    show.talk("")
    for line in (packing.heading(one), *packing.facts(one)):
        show.talk(line)
    if one["note"]:
        show.talk(_("Note: {text}").format(text=one["note"]))
    goods = {line["id"] for line in one["lines"] if _in(rules.piece(line))}
    besides = [_in(thing) for thing in packing.things(one)[len(one["lines"]) :]]
    whole = len(goods) == len(one["lines"]) and all(besides)
    if not (whole or (goods and ask.confirm(_("Note as packed what is in?")))):
        show.talk(_("Order {number} waits.").format(number=one["order"]))
        return None
    with writing() as db:
        ((row, rest),) = packing.packable(db, [str(one["order"])])
        parcel = _packed(db, row, [piece for piece in rest if piece.line_id in goods])
    show.talk(db.said)
    return rules.name(parcel)


def _in(thing: str) -> bool:
    from olcrm.kit import ask

    return ask.confirm(_("{item}: in?").format(item=thing), default=True)


def _packed(
    db: Ledger, row: Row, inside: Sequence[Piece], *, weight: int | None = None, note: str | None = None
) -> sqlite3.Row:
    """Note pieces of an order as packed today, say so, and give the parcel."""
    parcel_id = store.pack(db, row["id"], inside, on=clock.today(), weight=weight, note=note)
    parcel = parcels.get(db, parcel_id)
    db.said = _("Parcel {name} of {customer} is packed: {items}.").format(
        name=rules.name(parcel), customer=row["contact_name"], items=rules.pieces(inside)
    )
    return parcel
