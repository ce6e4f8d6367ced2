"""A claim is noted, corrected, shown more of, and decided; each time it is said what was agreed."""

from datetime import date
from typing import Any

from olcrm.claim import judging, options, pages, rules, saying, store, turns
from olcrm.claim.options import Corrected, Opened
from olcrm.claim.rules import Asked, Verdict
from olcrm.complaint import rules as complaints
from olcrm.complaint import store as complaining
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Row
from olcrm.kit.table import Said
from olcrm.kit.text import _
from olcrm.kit.typed import text
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.order import rules as agreement

_OPEN_COMPLAINT = """
SELECT id, kind, product_id FROM complaint_view
 WHERE contact_id = ? AND order_id = ? AND closed_at IS NULL ORDER BY id
"""


def opened(db: Ledger, word: str, typed: Opened) -> Said:
    """Write a claim down. Raises Refused where there is nothing to claim, for a day before the order, and too many."""
    if typed.wants is None or typed.reason is None:
        raise Misunderstood(
            _("A claim says what she wants, and why."),
            hint=_("Give --wants exchange, refund or repair, and --reason size, damaged, wrong-item …"),
        )
    order = windows.order(db, word)
    about = judging.line(db, order["id"], typed.line)
    if about is None:
        lines = judging.lines_of(db, order["id"])
        raise Misunderstood(
            _("Order {number} has several lines.").format(number=order["id"]),
            hint=_("Say which with --line: {lines}.").format(
                lines=", ".join(f"{place} {line['name']}" for place, line in enumerate(lines, 1))
            ),
        )
    on, reason = typed.day(), options.reason(db, typed.reason)
    agreement.not_before(on, date.fromisoformat(order["ordered_on"]), _("The day of the claim"))
    judging.reachable(db, order, about["id"])
    qty = options.pieces(typed.qty)
    judging.claimable(db, order, about, qty)
    asked = Asked(on, reason, rules.grant(typed.wants), frozenset(typed.shown()))
    found = judging.verdict(db, order, about, asked)
    said = None if typed.text is None else text(typed.text, _("What she says")).strip()
    complaint, fresh = _complaint(db, order, about, reason, said, typed, on)
    facts: dict[str, Any] = {
        "contact_id": order["contact_id"],
        "order_id": order["id"],
        "line_id": about["id"],
        "complaint_id": complaint,
        "evidence": " ".join(typed.shown()) or None,
        "wants": asked.wants,
        "reason": reason,
        "qty": qty,
        "text": said,
        "guarantee_id": found.guarantee and found.guarantee.id,
    }
    number = store.add(db, facts, on)
    (document,) = store.documents(db, [store.get(db, number)])
    db.said = pages.sentence(document)
    more = [_("Complaint {number} is kept along with it.").format(number=complaint)] if fresh else []
    return judged(db, "claim.open", db.said, number, more)


def judged(db: Ledger, kind: str, sentence: str, number: int, more: list[str] | None = None) -> Said:
    """Say what was agreed of a claim as it stands, and what is next."""
    row = store.get(db, number)
    (document,) = store.documents(db, [row])
    found, on = saying.verdict(db, row), date.fromisoformat(row["opened_on"])
    past = judging.past(db, row["contact_id"], number)
    told = [
        pages.verdict(found, on),
        *pages.boundary(found, on),
        *pages.way_back(found),
        *(more or []),
        pages.history(row["contact_name"], past),
    ]
    if found.state == "needs-evidence":
        told.append(turns.asking(number))
    answer = {"claim": document, "verdict": judging.document(found), "history": past.document()}
    return Said(kind, sentence, answer, more=[*told, *turns.next_steps(document, found)])


def judged_anew(db: Ledger, number: int) -> None:
    """Let a claim be under the guarantee that decides now."""
    row = store.get(db, number)
    found = saying.verdict(db, row)
    store.edit(db, row, {"guarantee_id": found.guarantee and found.guarantee.id})


def corrected(db: Ledger, row: Row, typed: Corrected) -> Said:
    """Put right what was typed. Raises Misunderstood where nothing is different."""
    changes: dict[str, Any] = {}
    if typed.wants is not None:
        changes["wants"] = rules.grant(typed.wants)
    if typed.reason is not None:
        changes["reason"] = options.reason(db, typed.reason)
    if typed.qty is not None:
        changes["qty"] = options.pieces(typed.qty)
        order = windows.order(db, row["order_id"])
        about = next(one for one in judging.lines_of(db, order["id"]) if one["id"] == row["line_id"])
        judging.claimable(db, order, about, changes["qty"], but=row["id"])
    if typed.text is not None:
        changes["text"] = text(typed.text, _("What she says")).strip() if typed.text else None
    if not store.edit(db, row, changes):
        raise Misunderstood(
            _("Nothing about claim {number} would change.").format(number=row["id"]),
            hint=_("Say what is different; `olcrm claim edit --help` shows how."),
        )
    judged_anew(db, row["id"])
    (document,) = store.documents(db, [store.get(db, row["id"])])
    db.said = pages.sentence(document)
    return judged(db, "claim.edit", db.said, row["id"])


def decided(db: Ledger, row: Row, decision: str, because: str | None) -> Said:
    """Decide a claim, and write the message. Raises Refused for a yes to what does not hold, and when it is decided."""
    store.undecided(row)
    found = saying.verdict(db, row)
    if decision == "yes" and not found.binds:
        raise Refused(_not_bound(row, found), hint=_not_bound_hint(row, found))
    store.decide(db, row, decision, because, clock.today())
    now = store.get(db, row["id"])
    (document,) = store.documents(db, [now])
    who = contacts.get(db, row["contact_id"])
    letter = saying.letter(db, saying.Word(now, decision), who)
    db.said = _("Claim {number} of {name}: {decision}.").format(
        number=row["id"], name=contacts.label(who), decision=rules.decision_shown(decision)
    )
    steps = [_("Once it is sent: `olcrm claim say --sent {id}`.").format(id=f"{row['id']}-{decision}")]
    steps += [one for one in turns.next_steps(document) if decision != "no"]
    if contacts.is_paused(db, who.id, clock.today()):
        steps.append(_("{name} is to be left alone just now.").format(name=who.name))
    return Said("claim.decide", db.said, {"claim": document, **letter.document()}, more=[*letter.lines(), "", *steps])


def _not_bound(row: Row, found: Verdict) -> str:
    if found.guarantee is None:
        return _("No guarantee was agreed for what claim {number} is about.").format(number=row["id"])
    if found.state == "over":
        return _("Claim {number} came after the last day of “{name}”.").format(
            number=row["id"], name=found.guarantee.name
        )
    if found.state == "not-granted":
        return _("“{name}” does not grant what claim {number} asks for.").format(
            name=found.guarantee.name, number=row["id"]
        )
    return _("Claim {number} still lacks: {evidence}.").format(
        number=row["id"], evidence=rules.evidence_shown(found.missing)
    )


def _not_bound_hint(row: Row, found: Verdict) -> str:
    hint = _("To grant it all the same: `olcrm claim decide {number} --goodwill --because …`.")
    if found.missing and found.state in ("needs-evidence", "not-begun"):
        hint = _(
            "Once she has shown it: `olcrm claim evidence {number} {evidence}`. To grant it all the same:"
            " `olcrm claim decide {number} --goodwill --because …`."
        )
    return hint.format(number=row["id"], evidence=" ".join(found.missing))


def _complaint(
    db: Ledger, order: Row, about: Row, reason: str, said: str | None, typed: Opened, on: date
) -> tuple[int | None, bool]:
    """The complaint a claim belongs to, and whether it is new: the one named, one open about the same, else a new one.

    A change of mind is none. Raises Refused for one of somebody else's.
    """
    if typed.complaint is not None:
        row = complaining.get(db, typed.complaint)
        if row["contact_id"] != order["contact_id"]:
            raise Refused(
                _("Complaint {number} is of {name}, and order {order} is not hers.").format(
                    number=row["id"], name=row["contact_name"], order=order["id"]
                ),
                hint=_("See `olcrm complaint list` for whose is whose."),
            )
        return int(row["id"]), False
    if typed.no_complaint or reason == rules.MIND:
        return None, False
    for row in db.execute(_OPEN_COMPLAINT, (order["contact_id"], order["id"])):
        if row["kind"] == reason and row["product_id"] in (None, about["product_id"]):
            return int(row["id"]), False
    words = said or f"{about['name']}: {complaints.shown(reason)}"
    number = complaining.add(
        db, order["contact_id"], reason, words, order_id=order["id"], product_id=about["product_id"], on=on
    )
    return number, True
