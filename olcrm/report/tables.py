"""What the reports on customers and on open dues look like."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from olcrm.contact import rules as standing
from olcrm.contact.rules import Contact
from olcrm.due import pages
from olcrm.due import rules as due
from olcrm.kit.money import rupiah
from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import _, ngettext

if TYPE_CHECKING:
    from olcrm.errand import store as errands

NAMED = 5  # customers with whom own money is out


def customers(best: Sequence[Contact], sums: Mapping[str, int]) -> Table:
    """The customers who ordered, best first, with the ``sums`` over all of them."""
    rows = [_customer(one, sums["spent"]) for one in best]
    foot = []
    if sums["customers"]:
        share = 100 * sums["came_back"] // sums["customers"]
        foot = [
            ngettext(
                "{n} customer came back ({share} %).", "{n} customers came back ({share} %).", sums["came_back"]
            ).format(n=sums["came_back"], share=share)
        ]
    if sums["exchanges"]:
        foot.append(
            ngettext(
                "{n} of the orders went out in exchange; `report sales` does not count it.",
                "{n} of the orders went out in exchange; `report sales` does not count them.",
                sums["exchanges"],
            ).format(n=sums["exchanges"])
        )
    columns = (
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=2),
        Column("orders", _("Orders"), Kind.NUMBER),
        Column("spent", _("Spent"), Kind.MONEY),
        Column("share", _("Share"), Kind.PERCENT, keep=3),
        Column("owed", _("Owes"), Kind.MONEY, keep=1),
        Column("last_order_on", _("Last order"), Kind.DAY, keep=1),
    )
    return Table(
        "report.customers",
        columns,
        rows,
        title=_("Customers"),
        total=sums["customers"],
        sums={"customer": _("All"), "orders": sums["orders"], "spent": sums["spent"], "owed": sums["owed"]},
        foot=foot,
        empty=_("Nobody has ordered yet."),
        extra={"sums": sums},
    )


def dues(rows: Sequence[dict[str, Any]], exposure: "errands.Exposure", out: list[dict[str, Any]]) -> Table:
    """A row a kind of due, with how old the open money is; ``out`` is the owner's own money by customer."""
    summed = ("dues", "balance", "overdue", *(due.name(*days) for days in due.BRACKETS), due.COD)
    sums: dict[str, Any] = {key: sum(row[key] for row in rows) for key in summed}
    columns = [
        Column("kind", _("Kind"), value=lambda row: _kinds()[row["kind"]]),
        Column("dues", _("Dues"), Kind.NUMBER, keep=1),
        Column("balance", _("Open"), Kind.MONEY),
        Column("overdue", _("Overdue"), Kind.MONEY),
        *pages.brackets(cod=sums[due.COD]),
        Column("oldest", _("Oldest"), Kind.DAY, keep=2),
    ]
    return Table(
        "report.dues",
        columns,
        rows,
        title=_("Open dues"),
        sums={"kind": _("All"), **pages.bracket_sums(sums)},
        foot=[*pages.at_the_door(sums[due.COD]), *_own_money(exposure, out)],
        empty=_("Nobody owes anything."),
        extra={"exposure": {**exposure.document(), "contacts": out}},
    )


def _own_money(exposure: "errands.Exposure", out: list[dict[str, Any]]) -> list[str]:
    """The owner's own money that is out on errands, and with whom most of it is."""
    if not out:
        return []
    said = _("Your own money out on errands: {out} (limit {limit}).").format(
        out=rupiah(exposure.out), limit=rupiah(exposure.limit)
    )
    named = [f"{one['contact']['name']} {rupiah(one['out'])}" for one in out[:NAMED]]
    more = len(out) - len(named)
    if more:
        named.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return [said, "; ".join(named) + "."]


def _customer(person: Contact, all_spent: int) -> dict[str, Any]:
    return {
        "contact": standing.brief(person),
        "orders": person.orders,
        "spent": person.spent,
        "share": person.spent / all_spent if all_spent else 0,
        "owed": person.owed,
        "last_order_on": person.last_order_on,
    }


def _kinds() -> dict[str, str]:
    return {"order": _("orders"), "errand": _("errands"), "loan": _("loans"), "other": _("other")}
