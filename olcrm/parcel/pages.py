"""How parcels are told: the columns of a list, the page of an order's parcels, sentences after something was done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.contact.rules import shown as standing_shown
from olcrm.kit import clock, couriers, dates
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Kind, Page, Pairs, Table
from olcrm.kit.text import _, ngettext
from olcrm.order import rules as agreement
from olcrm.parcel import rules

Document = Mapping[str, Any]


def columns(which: str) -> Sequence[Column]:
    """The columns of a list; of money that couriers have, also how much."""
    money = [Column("collect", _("Collects"), Kind.MONEY)] if which == "cod" else []
    return (
        Column("name", _("Parcel")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing_shown(row["contact"]["standing"]), keep=5),
        Column("items", _("Inside"), value=lambda row: rules.pieces(row["lines"]), keep=4),
        Column("courier", _("Courier"), value=_carrier, keep=2),
        Column("tracking", _("Tracking number"), keep=1),
        *money,
        Column("status", _("Status"), value=lambda row: rules.status_shown(row["status"])),
        Column("day", _("Since"), Kind.DAY, value=_since, keep=3),
    )


def _carrier(row: Document) -> str:
    return rules.carrier_shown(row["courier"], row["service"])


def _since(row: Document) -> str | None:
    """The day on which a parcel came to where it is."""
    days = {"packed": "packed_on", "shipped": "shipped_on", "arrived": "arrived_on", "returned": "returned_on"}
    day: str | None = row[days.get(row["status"], "since")]
    return day


def page(number: int, parcels: Sequence[Document], left: Sequence[rules.Piece]) -> Page:
    """Parcels of one order, and what of it is in none."""
    parts: list[Pairs | Table | str] = [Pairs(_facts(one), title=_title(one)) for one in parcels]
    if left:
        parts.append(_("Still to pack: {items}.").format(items=rules.pieces(left)))
    parts += next_lines(number, parcels)
    document = {"order": number, "parcels": list(parcels), "left": [_piece(one) for one in left]}
    return Page("parcel.show", _("Parcels of order {number}").format(number=number), document, parts)


def _title(one: Document) -> str:
    return _("Parcel {name} · {status}").format(name=one["name"], status=rules.status_shown(one["status"]))


def _facts(one: Document) -> list[tuple[str, Any, Kind]]:
    customer = f"{one['contact']['name']} · {standing_shown(one['contact']['standing'])}"
    facts: list[tuple[str, Any, Kind]] = [
        (_("Customer"), customer, Kind.TEXT),
        (_("Inside"), rules.pieces(one["lines"]), Kind.TEXT),
        (_("Courier"), _carrier(one) or None, Kind.TEXT),
        (_("Tracking number"), one["tracking"], Kind.TEXT),
        (_("Look it up"), one["link"], Kind.TEXT),
        (_("Courier collects"), _collects(one), Kind.MONEY),
        (_("Grams"), one["weight"], Kind.NUMBER),
        (_("Packed"), one["packed_on"], Kind.DAY),
        (_("Sent off"), one["shipped_on"], Kind.DAY),
        (_("Days on the way"), one["days"], Kind.NUMBER),
        (_("Arrived"), one["arrived_on"], Kind.DAY),
        (_("Came back"), one["returned_on"], Kind.DAY),
        (_("Courier paid"), one["paid_on"], Kind.DAY),
        (_("Courier's fee"), one["fee"], Kind.MONEY),
        (_("Note"), one["note"], Kind.TEXT),
    ]
    return [fact for fact in facts if fact[1] is not None]


def _collects(one: Document) -> int | None:
    """What is collected at the door: nothing any more once she has paid otherwise."""
    under_way = one["status"] in ("shipped", "arrived") and not one["paid_on"]
    amount: int | None = one["to_come"] if under_way else one["collect"]
    return amount


def next_lines(number: int, parcels: Sequence[Document]) -> list[str]:
    """What may be done next about parcels of an order, a sentence each."""
    said = []
    for one in parcels:
        if one["status"] == "arrived" and one["to_come"]:
            said.append(
                _("When the courier passes on {amount}: `olcrm parcel paid {name}`.").format(
                    amount=rupiah(one["to_come"]), name=one["name"]
                )
            )
            if one["called_off"]:
                said.append(
                    _("If it was never collected: `olcrm parcel edit {name} --collect 0`.").format(name=one["name"])
                )
        if one["over"]:  # the order has ended, with or without this parcel
            continue
        if one["status"] == "packed":
            said.append(_("When it leaves: `olcrm parcel ship {name} RESI`.").format(name=one["name"]))
        elif one["stuck"]:
            said.append(
                _("It should be there by now. Tell her: `olcrm parcel tell {name}`. When it is there, or back:").format(
                    name=one["name"]
                )
                + f" `olcrm parcel arrived {one['name']}`, `olcrm parcel returned {one['name']}`."
            )
        elif one["status"] == "shipped":
            said.append(_("When it is there: `olcrm parcel arrived {name}`.").format(name=one["name"]))
    if parcels and all(one["status"] == "returned" and not one["over"] for one in parcels):
        said += back_lines(number, parcels[-1])
    return said


def back_lines(number: int, parcel: Document) -> list[str]:
    """What may be done about goods that came back."""
    said = [
        _("To send it once more: `olcrm parcel pack {number}`.").format(number=number),
        _("Only where it is not sent again: {cancel}, which says what to count back in with {stock}.").format(
            cancel=f"`olcrm order cancel {number} --because …`", stock="`olcrm product stock`"
        ),
    ]
    if parcel["collect"]:
        said.append(
            _("The courier has nothing to pass on: {amount} was not collected.").format(
                amount=rupiah(parcel["collect"])
            )
        )
    return said


def total_lines(sums: Mapping[str, int]) -> list[str]:
    """What each courier has collected, and how it is noted once it comes in."""
    said = [
        _("{courier}: {amount}.").format(
            courier=couriers.shown(code) if code else _("No courier noted"), amount=rupiah(amount)
        )
        for code, amount in sums.items()
    ]
    return [*said, _("When a courier pays: `olcrm parcel paid ORDER`, or `olcrm parcel paid --courier CODE`.")]


def near(stored: str) -> str:
    """A kept day, as near ones are called."""
    return dates.near(date.fromisoformat(stored), clock.today())


def count(parcels: int) -> str:
    """How many parcels, in words."""
    return ngettext("{count} parcel", "{count} parcels", parcels).format(count=parcels)


def _piece(one: rules.Piece) -> dict[str, Any]:
    return {"name": one.name, "sku": one.sku, "qty": one.qty}


def still_owed(row: Row) -> list[str]:
    """That an order which is packed or sent is not paid, where nobody collects it."""
    if row["balance"] <= 0 or row["cod"]:
        return []
    return [
        _("{amount} of it is still to come ({payment}).").format(
            amount=rupiah(row["balance"]), payment=agreement.payment_shown(row["payment"])
        )
    ]
