"""What was understood of a paste, for the owner to look over before anything is saved."""

from collections.abc import Sequence
from typing import Any

from olcrm.contact import store as contacts
from olcrm.kit import couriers, dates, money, phone
from olcrm.kit.errors import Refused
from olcrm.kit.table import Column, Kind, Page, Table
from olcrm.kit.text import _, ngettext
from olcrm.order import rules as ordering
from olcrm.paste import pasted as reading
from olcrm.paste.store import Plan

_MONEY = ("shipping", "discount", "total")
_WISHED = 0.7  # how sure a day is that she needs something by
_PHONES = ("phone", "recipient_phone")
_ORDER = (
    *("name", "phone", "instagram", "email", "recipient", "recipient_phone", "address", "courier", "service", "resi"),
    *("order", "shipping", "discount", "total", "gift", "sender", "when", "pay", "note"),
    *reading.OF_MEMBER,
)


def document(plan: Plan, lacking: Sequence[Refused] = ()) -> dict[str, Any]:
    """One thing that was read, as it stands in JSON; prices are those it would be taken with."""
    found = plan.pasted.document()
    if plan.items:
        found["items"] = [{"name": one.name, "qty": one.qty, "price": one.price} for one in plan.items]
    return found | {
        "promise": plan.promise and plan.promise.isoformat(),
        "contact": plan.contact and contacts.brief(plan.contact),
        "hints": [*plan.hints, *map(_lacks, lacking)],
        "next": plan.next or None,
    }


def preview(plans: Sequence[Plan], *, dry_run: bool, lacking: Sequence[Sequence[Refused]]) -> Page:
    """Everything that was understood, part by part, with what each plan is ``lacking``, where that was asked."""
    short = lacking or [()] * len(plans)
    title = ngettext("One thing was understood.", "{count} things were understood.", len(plans))
    parts: list[Any] = []
    for place, (plan, lacks) in enumerate(zip(plans, short, strict=True), 1):
        parts += _parts(plan, lacks, f"{place}. " if len(plans) > 1 else "")
    rows: dict[str, Any] = {"rows": [document(*one) for one in zip(plans, short, strict=True)]}
    return Page("paste", title.format(count=len(plans)), rows | ({"dry_run": True} if dry_run else {}), parts)


def _lacks(short: Refused) -> str:
    return f"{short.message} {short.hint}"


def _parts(plan: Plan, lacking: Sequence[Refused], place: str) -> list[Any]:
    pasted = plan.pasted
    kind = reading.type_shown(pasted.type)
    parts: list[Any] = [_facts(plan, f"{place}{kind[:1].upper()}{kind[1:]}")]
    if plan.items:
        parts.append(_goods(plan))
    if pasted.type in ("order", "address", "member"):
        parts.append(_person(plan))
    parts += [*plan.hints, *map(_lacks, lacking)]
    if plan.before is not None and plan.writes:
        parts.append(_("This very text was pasted before, as paste {number}.").format(number=plan.before))
    if pasted.unread:
        parts.append("\n".join([_("Not read:"), *(f"  {line}" for line in pasted.unread)]))
    if plan.next:
        parts.append(_("Next: `{command}`.").format(command=plan.next))
    return parts


def _facts(plan: Plan, title: str) -> Table:
    pasted = plan.pasted
    rows = [
        {
            "field": _(reading.SHOWN[field]),
            "value": _value(field, pasted.values[field]),
            "sure": reading.certainty(pasted.sure.get(field, 0.5)),
        }
        for field in _ORDER
        if pasted.values.get(field) is not None
    ]
    if plan.promise:
        rows.append({"field": _("Promised for"), "value": dates.long(plan.promise), "sure": reading.certainty(_WISHED)})
    columns = (Column("field", _("Field")), Column("value", _("Read as")), Column("sure", _("How sure"), keep=1))
    return Table("paste", columns, rows, title=title, empty=_("{title}: nothing more was read.").format(title=title))


def _value(field: str, value: Any) -> str:
    if field in _MONEY:
        return money.rupiah(value)
    if field in _PHONES:
        return phone.local(value)
    if field == "sizes":
        return ", ".join(f"{what} {size}" for what, size in value)
    return couriers.shown(value) if field == "courier" else str(value)


def _goods(plan: Plan) -> Table:
    rows = []
    for line, item in zip(plan.pasted.items, plan.items, strict=True):
        sure = min(line.sure, line.price_sure) if line.price is not None and line.price == item.price else line.sure
        rows.append({"qty": item.qty, "name": item.name, "price": item.price, "sure": reading.certainty(sure)})
    columns = (
        Column("qty", _("Pieces"), Kind.NUMBER),
        Column("name", _("Item")),
        Column("price", _("Price"), Kind.MONEY),
        Column("sure", _("How sure"), keep=1),
    )
    sums = {} if plan.unpriced() else {"price": ordering.goods(plan.items)}
    return Table("paste", columns, rows, sums=sums)


def _person(plan: Plan) -> str:
    if plan.contact is not None:
        return _("From {name} ({id}), known {because}.").format(
            name=plan.contact.name, id=plan.contact.id, because=plan.because
        )
    if not plan.name:
        return _("Nobody is known by this, and there is no name in it.")
    return _("{name} is new and would be added.").format(name=plan.name)
