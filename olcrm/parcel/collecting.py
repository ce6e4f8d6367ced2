"""What couriers collected at the door comes in: for which parcels, how much of it, and what they kept."""

import sqlite3
from collections.abc import Sequence

from olcrm.kit import couriers, money
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record
from olcrm.kit.table import Said
from olcrm.kit.text import _, ngettext
from olcrm.ledger.book import Ledger
from olcrm.parcel import options, pages, reading, rules, store
from olcrm.parcel.options import Received
from olcrm.pay import rules as paying
from olcrm.pay import store as pay


class Payout(Record):
    """The parcels a courier pays for, and what it kept of each, in rupiah."""

    parcels: Sequence[sqlite3.Row]
    fees: Sequence[int]

    @property
    def collected(self) -> int:
        """Rupiah that customers paid at the door."""
        return sum(int(row["collect"]) for row in self.parcels)

    @property
    def fee(self) -> int:
        """Rupiah that the courier kept."""
        return sum(self.fees)


def payout(db: Ledger, words: Sequence[str], typed: Received) -> Payout:
    """What is paid: these parcels, or all that arrived with a courier. Raises as ``store.payable`` and ``fees`` do.

    Raises Refused where she has paid otherwise meanwhile.
    """
    courier, received = typed.courier, typed.received
    if bool(words) == (courier is not None):
        raise Misunderstood(
            _("Say which orders were paid, or by which courier all of them."),
            hint=_("Write it like `olcrm parcel paid 41 42` or `olcrm parcel paid --courier jne`."),
        )
    parcels = _arrived_with(db, courier) if courier is not None else _named(db, words)
    amounts = [int(row["collect"]) for row in parcels]
    fees = [0] * len(parcels) if received is None else rules.fees(amounts, money.amount(received))
    return Payout(parcels, fees)


def _named(db: Ledger, words: Sequence[str]) -> list[sqlite3.Row]:
    found: dict[int, sqlite3.Row] = {}
    for word in words:
        meant, number = reading.meant(db, word)
        if number is not None:
            meant = _collecting(meant, number)
        for row in meant:
            store.payable(row)
            _still_owed(db, row)
            found[row["id"]] = row
    return list(found.values())


def _still_owed(db: Ledger, row: sqlite3.Row) -> None:
    """Make sure that she has not paid otherwise what is collected for a parcel. Raises Refused."""
    if reading.to_come(db, row) is None:
        number, amount = row["order_id"], row["collect"]
        raise Refused(
            _("Order {number} is paid already, so nothing is to come from the courier for parcel {name}.").format(
                number=number, name=rules.name(row)
            ),
            hint=_("If it passes on {amount} all the same, that is her credit: {note}.").format(
                amount=rupiah(amount), note=f"`olcrm pay add {number} {amount} --via cod`"
            ),
        )


def _collecting(rows: Sequence[sqlite3.Row], number: int) -> list[sqlite3.Row]:
    """Of an order's parcels those whose money is still to come, or else the last, so that it is said what is so."""
    if not rows:
        raise rules.no_parcel(number)
    open_ = [row for row in rows if row["collect"] and not row["paid_on"] and not row["returned_on"]]
    return open_ or [rows[-1]]


def _arrived_with(db: Ledger, courier: str) -> list[sqlite3.Row]:
    wanted = rules.carrier(courier).courier
    rows, _total = reading.wanted_rows(db, reading.Wanted("cod", courier=wanted), None)
    arrived = [row for row in rows if row["arrived_on"] or row["order_arrived_on"]]
    if not arrived:
        if rows:
            raise Refused(
                _("No parcel that {courier} collects for has arrived yet; on the way: {names}.").format(
                    courier=couriers.shown(wanted), names=", ".join(map(rules.name, rows))
                ),
                hint=_("Note the arrival with `olcrm parcel arrived`, or name the orders that were paid."),
            )
        raise Refused(
            _("{courier} has nothing to pass on.").format(courier=couriers.shown(wanted)),
            hint=_("See `olcrm parcel list --cod`."),
        )
    return arrived


def agreed(found: Payout, typed: Received) -> bool:
    """Whether a fee is as large as it looks: who types a figure too few is asked. Raises as ``ask.confirm``."""
    if typed.dry_run or not rules.is_big(found.fee, found.collected):
        return True
    from olcrm.kit import ask

    question = _("The courier kept {fee} of {collected}; is that right?").format(
        fee=rupiah(found.fee), collected=rupiah(found.collected)
    )
    return ask.confirm(question, yes=typed.yes)


def paid(db: Ledger, found: Payout, typed: Received) -> Said:
    """Book what came in. Raises as ``store.settle`` does."""
    day = options.past_day(typed.on)
    more = []
    for row, fee in zip(found.parcels, found.fees, strict=True):
        if row["arrived_on"] is None:
            more.append(_("Parcel {name} counts as arrived with that.").format(name=rules.name(row)))
        taken = store.settle(db, row, fee, day)
        if taken.credit:
            more.append(paying.surplus(taken.credit, paying.COD, pay.credit(db, row["contact_id"])))
            if taken.booked:  # a part of it had come in otherwise
                less = _("If less was collected: `olcrm undo`, then `olcrm parcel edit {name} --collect {figures}`.")
                more.append(less.format(name=rules.name(row), figures=taken.booked))
    rows = [reading.get(db, row["id"]) for row in found.parcels]
    names = ", ".join(rules.name(row) for row in rows)
    db.said = ngettext(
        "{amount} of COD came in for parcel {names}.", "{amount} of COD came in for parcels {names}.", len(rows)
    ).format(amount=rupiah(found.collected - found.fee), names=names)
    if found.fee:
        more.insert(
            0,
            _("Customers paid {collected}; {fee} the courier kept, which is noted on the parcels.").format(
                collected=rupiah(found.collected), fee=rupiah(found.fee)
            ),
        )
    documents = list(reading.documents(db, rows))
    facts = {
        "parcels": documents,
        "collected": found.collected,
        "fee": found.fee,
        "received": found.collected - found.fee,
    }
    more += _still(db)
    if typed.dry_run:
        more.append(_("Nothing was changed; this was a trial."))
    return Said("parcel.paid", db.said, facts, more=more)


def _still(db: Ledger) -> list[str]:
    rows, _total = reading.wanted_rows(db, reading.Wanted("cod"), None)
    if not rows:
        return []
    amount = sum(row["collect"] for row in rows)
    return [_("Still to come: {amount} for {parcels}.").format(amount=rupiah(amount), parcels=pages.count(len(rows)))]
