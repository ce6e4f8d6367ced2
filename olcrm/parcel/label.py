"""What stands on a label: who sends what to whom, with which courier, and what it collects."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from olcrm.kit import phone
from olcrm.kit.cells import safe
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _, speaking
from olcrm.ledger import windows
from olcrm.order import rules as agreement
from olcrm.parcel import addressing, reading, rules
from olcrm.parcel.addressing import Party
from olcrm.shop import store as shop


class Label(Record):
    """One label. ``bars`` is the tracking number, else ``name``, what the parcel is called; money is whole rupiah.

    ``contents`` are the things in it, without a price. ``place`` is ``1/2`` where an order has several parcels.
    """

    name: str
    customer: str
    sender: Party
    to: Party
    carrier: str
    bars: str
    contents: Sequence[str]
    collect: int | None
    weight: int | None
    place: str
    on_dropship: bool


def labels(db: sqlite3.Connection, words: Sequence[str]) -> list[Label]:
    """The labels of these orders or parcels; without any, of all that is packed and here.

    Raises Missing for what is not there, and where nothing is packed; Refused for an order that is closed or has no
    address, or goes to somebody without one.
    """
    if not words:
        rows, _total = reading.wanted_rows(db, reading.Wanted("to-ship"), None)
        if not rows:
            raise Missing(
                _("No parcel is packed and waits to leave."),
                hint=_("Name the orders, or pack with `olcrm parcel pack ORDER` first."),
            )
        return [_of_parcel(db, row) for row in rows]
    return [label for word in dict.fromkeys(words) for label in _meant(db, word)]


def _meant(db: sqlite3.Connection, word: str) -> list[Label]:
    found, number = reading.meant(db, word)
    if number is None:
        return [_of_parcel(db, row) for row in found]
    under_way = [row for row in found if row["status"] in ("packed", "shipped")]
    if under_way:
        return [_of_parcel(db, row) for row in under_way]
    order = windows.order(db, number)
    rest = reading.left(db, number)
    if not rest:
        return [_of_parcel(db, found[-1])]
    rules.shippable(order)
    return [_label(db, order, str(number), _carrier(order["courier"], None), None, rules.pieces_each(rest))]


def _of_parcel(db: sqlite3.Connection, row: sqlite3.Row) -> Label:
    order = windows.order(db, row["order_id"])
    agreement.still_open(order)
    inside = reading.contents(db, [row["id"]]).get(row["id"], [])
    carrier = _carrier(row["courier"] or order["courier"], row["service"])
    return _label(db, order, rules.name(row), carrier, row, rules.pieces_each(inside))


def _carrier(courier: str | None, service: str | None) -> str:
    """As it stands on a label; an order may have said the service with the courier."""
    if courier is None:
        return ""
    named = rules.carrier(courier)
    return rules.carrier_shown(named.courier, service or named.service)


def _label(
    db: sqlite3.Connection, order: Row, name: str, carrier: str, parcel: Row | None, contents: Sequence[str]
) -> Label:
    to = addressing.addressee(db, order)
    if not to.address:
        raise Refused(
            _("There is no address for order {number}, which goes to {name}.").format(number=order["id"], name=to.name),
            hint=_("Give it one: `olcrm order edit {number} --address …`.").format(number=order["id"]),
        )
    collect = _collect(db, order, parcel)
    several = parcel is not None and parcel["parcels"] > 1
    return Label(
        name=name,
        customer=order["contact_name"],
        sender=addressing.sender(db, order),
        to=to,
        carrier=carrier,
        bars=(parcel["tracking"] if parcel is not None else None) or name,
        contents=contents,
        collect=collect,
        weight=parcel["weight"] if parcel is not None else None,
        place=f"{parcel['place']}/{parcel['parcels']}" if parcel is not None and several else "",
        on_dropship=bool(order["dropship_from"]),
    )


def _collect(db: sqlite3.Connection, order: Row, parcel: Row | None) -> int | None:
    """What the courier asks for: settled once it has left, before that what is left to pay."""
    if parcel is not None and parcel["shipped_on"]:
        return reading.to_come(db, parcel)
    return reading.collectable(db, None, order, parcel)


def language(db: sqlite3.Connection) -> str:
    """Labels are read by couriers and customers: they are in the language of the shop's messages."""
    return shop.policy(db).message_language


def text(found: Sequence[Label], speaks: str) -> str:
    """The labels as they are looked at on a screen."""
    with speaking(speaks):
        return "\n\n".join("\n".join(_lines(label)) for label in found)


def _lines(label: Label) -> list[str]:
    head = [_("Order {number}").format(number=label.name), label.carrier]
    if label.collect:
        head.append(collects(label))
    to = [label.to.name, phone.local(label.to.phone) if label.to.phone else ""]
    by = [label.sender.name, phone.local(label.sender.phone) if label.sender.phone else ""]
    facts = (
        (_("To"), ", ".join(filter(None, to))),
        ("", label.to.address or ""),
        (_("From"), ", ".join(filter(None, by))),
        (_("Contents"), ", ".join(label.contents)),
        (_("Bars"), label.bars),
    )
    wide = max(len(name) for name, _value in facts) + 2
    lines = [f"{f'{name}:' if name else '':{wide}}{value}" for name, value in facts if value]
    return [f"── {safe(' · '.join(filter(None, head)))}", *map(safe, lines)]


def collects(label: Label) -> str:
    """``COD Rp150.000``."""
    return _("COD {amount}").format(amount=rupiah(label.collect or 0))


def wanting(found: Sequence[Label]) -> list[str]:
    """What is missing on labels that can be printed all the same, a sentence each."""
    said = []
    for label in found:
        if not label.to.phone:
            said.append(
                _("Order {number}: there is no phone number for {name}; couriers ask for one.").format(
                    number=label.name, name=label.to.name
                )
            )
        if not label.sender.name:
            said.append(_("The label names no sender: `olcrm config set shop NAME`."))
    return list(dict.fromkeys(said))


def document(label: Label) -> dict[str, Any]:
    """A label as it stands in JSON."""
    to, by = label.to, label.sender
    return {
        "name": label.name,
        "sender": {"name": by.name, "phone": by.phone},
        "recipient": {"name": to.name, "phone": to.phone, "address": to.address},
        "courier": label.carrier or None,
        "bars": label.bars,
        "contents": list(label.contents),
        "collect": label.collect,
        "weight": label.weight,
        "place": label.place or None,
    }
