"""A parcel leaves the house: with whom, under which number, what is collected, and who is told."""

from collections.abc import Sequence
from datetime import date

from olcrm.contact import store as contacts
from olcrm.kit import couriers
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.table import Said
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.parcel import addressing, options, pages, reading, rules, store
from olcrm.parcel import news as told
from olcrm.parcel.options import Leaving
from olcrm.parcel.rules import Carrier


def left(db: Ledger, word: str, words: Sequence[str], typed: Leaving) -> Said:
    """Note that a parcel has left, ``words`` being its courier and number, and write the message about it.

    Raises as ``store.to_ship`` and ``store.ship`` do, Refused for a number that another parcel has.
    """
    named, tracking = options.leaving(words, typed.courier)
    order, parcel = _meant(db, word)
    rules.shippable(order)
    on = _day(db, order, typed.on)
    parcel_id = store.to_ship(db, order, parcel)
    if tracking and not typed.together:
        store.not_used(db, tracking, parcel_id)
    row = reading.get(db, parcel_id)
    tracking = tracking or row["tracking"]
    carrier, remarks = _carrier(order, row, named, typed.service, tracking)
    collect = reading.collectable(db, typed.collect, order, row)
    whole = store.ship(db, order, parcel_id, carrier=carrier, tracking=tracking, collect=collect, on=on)
    row = reading.get(db, parcel_id)
    who = contacts.get(db, order["contact_id"])
    news = told.News(row, told.SHIPPED)
    letter = told.letter(db, news, who)
    if typed.sent:
        told.not_told(db, news)
        told.note(db, news, letter.text)
    with_what = " ".join(filter(None, (carrier.shown if carrier else "", tracking)))
    sentence = _("Parcel {name} of {customer} is on its way with {with_what}, since {day}.")
    if not with_what:
        sentence = _("Parcel {name} of {customer} is on its way, since {day}.")
    db.said = sentence.format(
        name=rules.name(row), customer=order["contact_name"], with_what=with_what, day=pages.near(on.isoformat())
    )
    (document,) = reading.documents(db, [row])
    more = [*remarks, *addressing.wanting(db, order), *_money(order, document), *_rest(db, order, whole)]
    if not typed.sent:
        more.append(_("Once she is told: `olcrm parcel tell --sent {id}`.").format(id=news.id))
    facts = {"parcel": document, "shipped": whole, "sent": typed.sent, **letter.document()}
    return Said("parcel.ship", db.said, facts, more=[*more, *letter.lines()])


def _meant(db: Ledger, word: str) -> tuple[Row, Row | None]:
    """The order that leaves, and its parcel where one is named."""
    at = rules.place(word)
    if at is None:
        return windows.order(db, word), None
    (parcel,), _number = reading.meant(db, word)
    return windows.order(db, at[0]), parcel


def _day(db: Ledger, order: Row, typed: str | None) -> date:
    """The day it left: as typed, else when an order without parcels was noted as sent off, else today."""
    if typed is None and order["shipped_on"] and not reading.of_order(db, order["id"]):
        return date.fromisoformat(order["shipped_on"])
    return options.past_day(typed)


def _carrier(
    order: Row, parcel: Row, named: str | None, service: str | None, tracking: str | None
) -> tuple[Carrier | None, list[str]]:
    """Who brings it, and what is worth knowing about that: what is typed, else what was agreed, else a guess."""
    agreed = parcel["courier"] or order["courier"]
    if named:
        told = options.carrier(named, service)
        return _as_agreed(told, agreed, parcel["service"]) if service is None else told, []
    if agreed:
        return options.carrier(agreed, service or parcel["service"]), []
    found = couriers.guesses(tracking) if tracking else []
    if not found:
        return None, [
            _("Nobody said which courier: `olcrm parcel edit {name} --courier …`.").format(name=rules.name(parcel))
        ]
    others = ", ".join(map(couriers.shown, found[1:]))
    sentence = _("By the look of the number it is {courier}; if not: `olcrm parcel edit {name} --courier …`.")
    if others:
        sentence = _(
            "By the look of the number it is {courier}, or {others}; if so: `olcrm parcel edit {name} --courier …`."
        )
    said = sentence.format(courier=couriers.shown(found[0]), others=others, name=rules.name(parcel))
    return options.carrier(found[0], service), [said]


def _as_agreed(told: Carrier, agreed: str | None, service: str | None) -> Carrier:
    """``told`` with the service that was agreed with the same courier, where it names none."""
    before = options.carrier(agreed, service) if agreed else None
    same = before is not None and told.service is None and told.courier == before.courier
    return before if before is not None and same else told


def _money(order: Row, document: pages.Document) -> list[str]:
    if document["collect"]:
        return [_("The courier collects {amount}.").format(amount=rupiah(document["collect"]))]
    if order["cod"] and order["balance"] > 0:
        return [
            _("The courier collects nothing with this one; {amount} of the order is still to come.").format(
                amount=rupiah(order["balance"])
            )
        ]
    return pages.still_owed(order)


def _rest(db: Ledger, order: Row, whole: bool) -> list[str]:
    """What of the order is still here."""
    if whole:
        return []
    packed = [row for row in reading.of_order(db, order["id"]) if row["status"] == "packed"]
    rest = reading.left(db, order["id"])
    said = []
    if packed:
        said.append(_("Still here, packed: {parcels}.").format(parcels=", ".join(reading.described(db, packed))))
    if rest:
        said.append(_("Still to pack: {items}.").format(items=rules.pieces(rest)))
    return said
