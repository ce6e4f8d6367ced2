"""What guarantees, verdicts and claims look like, in sentences and tables."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.claim import rules
from olcrm.claim.judging import Past
from olcrm.claim.rules import Bought, Verdict
from olcrm.contact import rules as people
from olcrm.kit import clock, dates
from olcrm.kit.money import rupiah
from olcrm.kit.table import Column, Kind, Page, Pairs, Table
from olcrm.kit.text import _, ngettext

Document = Mapping[str, Any]


def verdict(found: Verdict, on: date) -> str:
    """``It holds: arrived 20 Nov, so until 23 Nov (the last day is tomorrow).``"""
    if found.guarantee is None:
        return _("No guarantee was agreed for that.")
    about = {
        "name": found.guarantee.name,
        "basis": _(rules.BASES[found.guarantee.basis]),
        "since": dates.near(found.since, clock.today()) if found.since else "",
        "last": dates.near(found.last_on, clock.today()) if found.last_on else "",
        "evidence": rules.evidence_shown(found.missing),
        "grants": rules.grants_shown(found.guarantee.grants),
    }
    if found.state == "not-begun":
        sentence = _("“{name}” has not begun: it counts from the arrival, which is not noted.")
        if found.guarantee.basis == "paid":
            sentence = _("“{name}” has not begun: it counts from the day it is paid in full.")
        if found.since:
            sentence = _("“{name}” had not begun by then: {basis} {since}.")
        return sentence.format(**about)
    if found.state == "over":
        days = (on - found.last_on).days if found.last_on else 0
        late = ngettext("{count} day too late", "{count} days too late", days).format(count=days)
        sentence = _("It does not hold: “{name}”, {basis} {since}, ended {last}, {late}.")
        return sentence.format(late=late, **about)
    if found.state == "not-granted":
        return _("It does not hold: “{name}” grants {grants} only, until {last}.").format(**about)
    if found.state == "needs-evidence":
        sentence = _("It holds once she shows: {evidence}. “{name}”, {basis} {since}, until {last}.")
        return sentence.format(**about)
    return _("It holds: “{name}”, {basis} {since}, until {last}.").format(**about)


def boundary(found: Verdict, on: date) -> list[str]:
    """How its days are counted, where it matters: on the last day and the one after."""
    if found.last_on is None or found.guarantee is None or not 0 <= (on - found.last_on).days <= 1:
        return []
    days = found.guarantee.days
    count = ngettext("{count} day", "{count} days", days).format(count=days)
    return [
        _("Whole days count: {count} from {since} is {last}, that day included.").format(
            count=count, since=dates.short(found.since or found.last_on), last=dates.short(found.last_on)
        )
    ]


def way_back(found: Verdict) -> list[str]:
    """Who pays the way back, and the words that were agreed."""
    said = []
    if found.way_back:
        said.append(pays(found.way_back))
    if found.guarantee and found.guarantee.clause:
        said.append(f"“{found.guarantee.clause}”")
    return said


def pays(payer: str) -> str:
    """Who pays the way back, in a sentence."""
    if payer == "fault":
        return _("The way back is paid by whoever is at fault.")
    return _("The way back is paid by the shop.") if payer == "shop" else _("The way back is paid by the customer.")


def days_of(bought: Bought) -> list[str]:
    """What has not happened yet, or was not noted."""
    said = []
    if bought.arrived_on is None:
        said.append(_("It is not noted that it arrived."))
    if bought.paid_on is None:
        said.append(_("It is not paid in full."))
    return said


def history(name: str, past: Past) -> str:
    """What she has claimed before: facts, and no judgement."""
    if not past.claims:
        return _("{name} has claimed nothing before.").format(name=name)
    parts = [
        (past.granted, _("{count} granted")),
        (past.goodwill, _("{count} as goodwill")),
        (past.refused, _("{count} refused")),
        (past.withdrawn, _("{count} withdrawn")),
        (past.claims - past.granted - past.goodwill - past.refused - past.withdrawn, _("{count} undecided")),
    ]
    told = ", ".join(words.format(count=count) for count, words in parts if count)
    sentence = ngettext(
        "{name}: {count} claim before ({told}); orders so far: {orders}.",
        "{name}: {count} claims before ({told}); orders so far: {orders}.",
        past.claims,
    ).format(name=name, count=past.claims, told=told, orders=past.orders)
    # The same claims from another side, and not one more kind of them.
    sizes = [_("Exchanges for the size: {count}.").format(count=past.sizes)] if past.sizes else []
    return " ".join([sentence, *sizes])


def verdicts(rows: Sequence[Document], kind: str = "claim.check") -> Table:
    """What each guarantee says of each of the goods."""
    columns = (
        Column("what", _("Item"), keep=1),
        Column("guarantee", _("Guarantee")),
        Column("reasons", _("For"), value=lambda row: _reasons(row["reasons"]), keep=3),
        Column("grants", _("Grants"), value=lambda row: rules.grants_shown(row["grants"]), keep=2),
        Column("last_on", _("Last day"), Kind.DAY),
        Column("state", _("Verdict"), value=lambda row: shown(row["state"])),
        Column("missing", _("To show"), value=lambda row: rules.evidence_shown(row["missing"]), keep=4),
    )
    return Table(kind, columns, rows)


def shown(state: str) -> str:
    """A verdict in two words."""
    return {
        "holds": _("holds"),
        "needs-evidence": _("needs evidence"),
        "not-begun": _("not begun"),
        "not-granted": _("not granted"),
        "over": _("is over"),
        "none": _("none agreed"),
    }[state]


def guarantee(agreed: Document) -> str:
    """``3 days from the day it arrived: exchange, refund; for damaged, with photo; the way back by fault.``"""
    days = ngettext("{count} day", "{count} days", agreed["days"]).format(count=agreed["days"])
    since = _("{days} from the day it is paid in full: {grants}")
    if agreed["basis"] == "arrived":
        since = _("{days} from the day it arrives: {grants}")
    parts = [
        since.format(days=days, grants=rules.grants_shown(agreed["grants"])),
        _("for {reasons}").format(reasons=_reasons(agreed["reasons"])),
    ]
    if agreed["evidence"]:
        parts.append(_("with {evidence}").format(evidence=rules.evidence_shown(agreed["evidence"])))
    return ", ".join(parts)


def guarantees(rows: Sequence[Document], kind: str, empty: str) -> Table:
    """A list of guarantees."""
    columns = (
        Column("name", _("Name")),
        Column("sku", _("SKU"), keep=4),
        Column("basis", _("From"), value=lambda row: _(rules.BASES[row["basis"]])),
        Column("days", _("Days"), Kind.NUMBER),
        Column("grants", _("Grants"), value=lambda row: rules.grants_shown(row["grants"])),
        Column("reasons", _("For"), value=lambda row: _reasons(row["reasons"]), keep=3),
        Column("evidence", _("To show"), value=lambda row: rules.evidence_shown(row["evidence"]), keep=1),
        Column("shipping", _("Way back"), value=lambda row: _(rules.PAYERS[row["shipping"]]), keep=2),
        Column("ended_on", _("Ended"), Kind.DAY, keep=5),
    )
    return Table(kind, columns, rows, empty=empty)


def _reasons(reasons: Sequence[str]) -> str:
    return ", ".join(map(rules.reason_shown, reasons)) if reasons else _("any reason")


def item(claim: Document) -> str:
    """``2x Gamis M``."""
    return str(claim["what"]) if claim["qty"] == 1 else f"{claim['qty']}x {claim['what']}"


def sentence(claim: Document) -> str:
    """``Claim 3 of Rina Wati (loyal): exchange of Gamis M, order 41, size.``"""
    return _("Claim {number} of {name} ({standing}): {wants} of {what}, order {order}, {reason}.").format(
        number=claim["id"],
        name=claim["contact"]["name"],
        standing=people.shown(claim["contact"]["standing"]),
        wants=rules.grants_shown([claim["wants"]]),
        what=item(claim),
        order=claim["order"],
        reason=rules.reason_shown(claim["reason"]),
    )


def standing(claim: Document) -> str:
    """``Claim 3 is open: exchange of Gamis M, to decide.``"""
    return _("Claim {number} is open: {wants} of {what}, {state}.").format(
        number=claim["id"],
        wants=rules.grants_shown([claim["wants"]]),
        what=item(claim),
        state=rules.state_shown(claim["state"]),
    )


def columns() -> Sequence[Column]:
    """Of a list of claims."""
    return (
        Column("id", _("No"), Kind.NUMBER),
        Column("opened_on", _("Asked"), Kind.DAY, keep=2),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=5),
        Column("order", _("Order"), Kind.NUMBER, keep=3),
        Column("what", _("Item"), value=item),
        Column("wants", _("Wants"), value=lambda row: rules.grants_shown([row["wants"]])),
        Column("reason", _("Why"), value=lambda row: rules.reason_shown(row["reason"]), keep=4),
        Column("state", _("Status"), value=lambda row: rules.state_shown(row["state"])),
    )


def page(claim: Document, found: Verdict, past: Past, recipient: str | None, *, told: bool, overdue: bool) -> Page:
    """One claim whole: what she wants, what was agreed, what was decided, what is next.

    ``told`` is whether she knows, ``overdue`` whether her goods have been awaited for long.
    """
    from olcrm.claim import turns  # which a list of claims need not load

    asked_on = date.fromisoformat(claim["opened_on"])
    facts: list[tuple[str, Any, Kind]] = [
        (_("Customer"), f"{claim['contact']['name']} · {people.shown(claim['contact']['standing'])}", Kind.TEXT),
        (_("Order"), claim["order"], Kind.NUMBER),
        (_("Went to"), recipient, Kind.TEXT),
        (_("Item"), item(claim), Kind.TEXT),
        (_("Wants"), rules.grants_shown([claim["wants"]]), Kind.TEXT),
        (_("Why"), rules.reason_shown(claim["reason"]), Kind.TEXT),
        (_("She says"), claim["text"], Kind.TEXT),
        (_("Shown"), rules.evidence_shown(claim["evidence"]) or None, Kind.TEXT),
        (_("Asked"), claim["opened_on"], Kind.DAY),
        (_("Status"), rules.state_shown(claim["state"]), Kind.TEXT),
        (_("Decision"), _decided(claim), Kind.TEXT),
        (_("Because"), claim["because"], Kind.TEXT),
        (_("Came back"), claim["back_on"], Kind.DAY),
        (_("Goes out with order"), claim["out_order"], Kind.NUMBER),
        (_("Given back"), claim["refunded"], Kind.MONEY),
        (_("Repaired"), claim["repaired_on"], Kind.DAY),
        (_("Ended"), claim["ended_on"], Kind.DAY),
        (_("Complaint"), claim["complaint"], Kind.NUMBER),
    ]
    lines = [
        verdict(found, asked_on),
        *boundary(found, asked_on),
        *way_back(found),
        history(claim["contact"]["name"], past),
        *([_("She has been told.")] if told and claim["decision"] else []),
        *turns.shown(claim, found, told=told),
        *turns.next_steps(claim, found, overdue=overdue),
    ]
    shown_facts = Pairs([fact for fact in facts if fact[1] is not None])
    title = _("Claim {number} · {what}").format(number=claim["id"], what=item(claim))
    return Page("claim.show", title, {"claim": claim}, (shown_facts, "\n".join(lines)))


def _decided(claim: Document) -> str | None:
    if not claim["decision"]:
        return None
    day = dates.near(date.fromisoformat(claim["decided_on"]), clock.today())
    return _("{decision} {day}").format(decision=rules.decision_shown(claim["decision"]), day=day)


def given(lowered: int, moved: int, *, as_credit: bool) -> list[str]:
    """What became of money for goods that came back, of which ``moved`` had been paid."""
    if moved == lowered:
        return []
    left = _("The other {amount} had not been paid, and is owed no longer.").format(amount=rupiah(lowered - moved))
    if not moved:
        return [_("It had not been paid, so there is nothing to give back.")]
    kept = _("{amount} is kept as credit.") if as_credit else _("{amount} is noted as given back.")
    return [kept.format(amount=rupiah(moved)), left]
