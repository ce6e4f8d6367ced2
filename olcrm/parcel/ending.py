"""A parcel arrives, comes back, or was noted wrongly."""

from collections.abc import Sequence
from datetime import date

from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.table import Said
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.order import store as orders
from olcrm.parcel import pages, reading, rules, store
from olcrm.parcel.options import Facts


def arrived(db: Ledger, words: Sequence[str], on: date) -> Said:
    """Note the parcels that ``words`` mean as arrived; an order without a parcel itself. Raises as ``store.arrive``."""
    said, more, rows = [], [], []
    for word in dict.fromkeys(words):
        row = reading.find(db, word, "shipped")
        if row is None:
            said.append(_order_arrived(db, windows.order_number(word), on))
            more += orders.care(db, windows.order_number(word))
            continue
        whole = store.arrive(db, row, on)
        rows.append(row)
        said.append(_sentence(_("Parcel {name} of {customer} arrived {day}."), row, on))
        more += orders.care(db, row["order_id"]) if whole else []
        if amount := reading.to_come(db, row):
            more.append(
                _("The courier has {amount} of it to pass on; then `olcrm parcel paid {name}`.").format(
                    amount=rupiah(amount), name=rules.name(row)
                )
            )
    return _said(db, "parcel.arrived", said, more, rows)


def _order_arrived(db: Ledger, number: int, on: date) -> str:
    """An order that was sent off without a parcel being noted."""
    row = windows.order(db, number)
    if row["shipped_on"] is None:
        raise rules.no_parcel(number)
    orders.reach(db, row, "arrived", on)
    return _("Order {number} of {customer} arrived {day}; it has no parcel.").format(
        number=number, customer=row["contact_name"], day=pages.near(on.isoformat())
    )


def returned(db: Ledger, words: Sequence[str], on: date, because: str | None) -> Said:
    """Note the parcels that ``words`` mean as having come back. Raises as ``store.come_back``."""
    said, more, rows = [], [], []
    for word in dict.fromkeys(words):
        row = reading.find(db, word, "shipped")
        if row is None:
            raise rules.no_parcel(windows.order_number(word))
        store.come_back(db, row, on, because)
        rows.append(row)
        said.append(_sentence(_("Parcel {name} of {customer} came back {day}."), row, on))
        (document,) = reading.documents(db, [row])
        more += pages.back_lines(row["order_id"], document)
    return _said(db, "parcel.returned", said, list(dict.fromkeys(more)), rows)


def corrected(db: Ledger, parcel: Row, typed: Facts) -> Said:
    """Put what was typed in the place of what was noted. Raises as ``Facts.read``, and Misunderstood for nothing.

    Raises Refused for another amount to collect once it has come in.
    """
    if typed.collect is not None and parcel["paid_on"]:
        store.payable(parcel)
    facts = typed.read(db, parcel)
    if all(parcel[column] == value for column, value in facts.items()):
        raise Misunderstood(
            _("Nothing about parcel {name} would change.").format(name=rules.name(parcel)),
            hint=_("Say what is different; `olcrm parcel edit --help` shows how."),
        )
    if "shipped_on" in facts:
        rules.sent_by(parcel, facts["shipped_on"], windows.order(db, parcel["order_id"]))
    if facts.get("tracking"):
        store.not_used(db, facts["tracking"], parcel["id"])
    store.edit(db, parcel, facts)
    (document,) = reading.documents(db, [reading.get(db, parcel["id"])])
    carrier = rules.carrier_shown(document["courier"], document["service"])
    known = ", ".join(filter(None, (carrier, document["tracking"])))
    db.said = _("Parcel {name} of {customer} is corrected: {facts}.").format(
        name=rules.name(parcel), customer=parcel["contact_name"], facts=known or rules.pieces(document["lines"])
    )
    more = []
    if parcel["status"] == "shipped" and {"tracking", "courier"} & facts.keys():
        more.append(_("To tell her: `olcrm parcel tell {name}`.").format(name=rules.name(parcel)))
    if document["called_off"] and parcel["collect"] and document["collect"] is None:
        more.append(_("The courier has nothing to pass on for it."))
    return Said("parcel.edit", db.said, {"parcel": document}, more=more)


def _sentence(wording: str, row: Row, on: date) -> str:
    return wording.format(name=rules.name(row), customer=row["contact_name"], day=pages.near(on.isoformat()))


def _said(db: Ledger, kind: str, said: Sequence[str], more: Sequence[str], rows: Sequence[Row]) -> Said:
    db.said = " ".join(said)
    documents = list(reading.documents(db, [reading.get(db, row["id"]) for row in rows]))
    return Said(kind, said[0], {"parcels": documents}, more=[*said[1:], *more])
