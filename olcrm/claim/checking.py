"""What is answered when an order, or a claim, is looked at: what was agreed, until when, what she claimed before."""

import sqlite3
from collections import Counter
from datetime import date
from typing import Any

from olcrm.claim import guarantees, judging, options, pages, rules, saying, store
from olcrm.claim.judging import Past
from olcrm.claim.options import Checked
from olcrm.claim.rules import Asked, Verdict
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates
from olcrm.kit.record import Row
from olcrm.kit.table import Page
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.message import store as messages
from olcrm.order import rules as agreement


def checked(db: Ledger, word: str, typed: Checked) -> Page:
    """Verdicts on an order; with a reason the one that decides.

    Raises Refused for a day before it, and for a closed one.
    """
    order = windows.order(db, word)
    agreement.still_open(order)
    ordered = date.fromisoformat(order["ordered_on"])
    on = clock.today() if typed.on is None else dates.day(typed.on, clock.today(), looks="forward", since=ordered)
    agreement.not_before(on, ordered, _("The day of the claim"))
    asked = Asked(
        on,
        None if typed.reason is None else options.reason(db, typed.reason),
        None if typed.wants is None else rules.grant(typed.wants),
        frozenset(typed.shown()),
    )
    about = judging.line(db, order["id"], typed.line)
    found = _found(db, order, about, asked)
    rows = [{"what": line["name"] if line else None, **_row(one)} for line, one in found]
    decisive = rules.best([one for _line, one in found]) if not found or (asked.reason and len(found) < 2) else None
    who = contacts.get(db, order["contact_id"])
    past = judging.past(db, who.id)
    lines = _lines(found, decisive, on)
    lines += judging_lines(db, order, about)
    if order["recipient"]:
        lines.append(
            _("It went to {recipient}; what is written goes to {name}, who bought it.").format(
                recipient=order["recipient"], name=who.name
            )
        )
    lines += [pages.history(who.name, past), *_next(db, order, about, asked, past)]
    document: dict[str, Any] = {
        "order": order["id"],
        "contact": contacts.brief(who),
        "line": about and about["name"],
        "on": on.isoformat(),
        "reason": asked.reason,
        "wants": asked.wants,
        "evidence": sorted(asked.evidence),
        "verdict": judging.document(decisive) if decisive else None,
        "rows": rows,
        "history": past.document(),
    }
    title = _("Order {number} · {name}").format(number=order["id"], name=contacts.label(who))
    table = (pages.verdicts(rows),) if rows and decisive is None else ()
    return Page("claim.check", title, document, (*table, "\n".join(lines)))


def judging_lines(db: Ledger, order: Row, about: Row | None) -> list[str]:
    """What has not happened yet with the goods, or was not noted."""
    if not judging.gone(db, order, None if about is None else about["id"]):
        sentence = _("It has not left the house; `olcrm order edit {number}` changes it.")
        return [sentence.format(number=order["id"])]
    bought = judging.bought(db, order, None if about is None else about["id"])
    said = pages.days_of(bought)
    if bought.arrived_on is None:
        sentence = _("When it did: `olcrm order status {number} arrived --on DATE`.")
        said.insert(1, sentence.format(number=order["id"]))
    return said


def shown(db: Ledger, row: sqlite3.Row) -> Page:
    """One claim whole."""
    from olcrm.claim import turns

    (document,) = store.documents(db, [row])
    order = windows.order(db, row["order_id"])
    past = judging.past(db, row["contact_id"], row["id"])
    last = saying.Word(row, row["decision"] or saying.EVIDENCE)
    told = messages.was_said(db, row["contact_id"], last.occasion)
    return pages.page(
        document, saying.verdict(db, row), past, order["recipient"], told=told, overdue=turns.overdue(db, row)
    )


def _found(db: Ledger, order: Row, about: Row | None, asked: Asked) -> list[tuple[Row | None, Verdict]]:
    """What decides: of one line, or of each whose product has a guarantee of its own, and else of the whole order."""
    agreed = guarantees.agreed(db)
    special = {one.product_id for one in agreed if one.product_id is not None}
    lines: list[Row | None] = [about]
    if about is None:
        each = judging.lines_of(db, order["id"])
        lines = [*each] if any(line["product_id"] in special for line in each) else [None]
    found: list[tuple[Row | None, Verdict]] = []
    for line in lines:
        verdicts = judging.verdicts(db, order, line, asked, agreed)
        if asked.reason:
            verdicts = [rules.best(verdicts)]
        found += [(line, one) for one in verdicts]
    return found


def _row(found: Verdict) -> dict[str, Any]:
    agreed = found.guarantee
    return {**judging.document(found), "reasons": list(agreed.reasons) if agreed else []}


def _lines(found: list[tuple[Row | None, Verdict]], decisive: Verdict | None, on: date) -> list[str]:
    if decisive is not None:
        return [pages.verdict(decisive, on), *pages.boundary(decisive, on), *pages.way_back(decisive)]
    said = []
    for _line, one in found:
        said += pages.boundary(one, on)
    return list(dict.fromkeys(said))


def _next(db: Ledger, order: Row, about: Row | None, asked: Asked, past: Past) -> list[str]:
    """What is open about it already, each with what comes next, and how a claim is noted where something is left."""
    lines = judging.lines_of(db, order["id"])
    said, taken = _claimed(db, order, about) if past.claims else ([], Counter[int]())
    left = [line for line in lines if line["qty"] > taken[line["id"]] and (about is None or line["id"] == about["id"])]
    if not left and not said:
        sentence = _("All of it has been claimed: `olcrm claim list --contact {contact}`.")
        return [sentence.format(contact=order["contact_id"])]
    if not left or not judging.gone(db, order, None if about is None else about["id"]):
        return said
    place = [line["id"] for line in lines].index(left[0]["id"]) + 1
    options = [f"--wants {asked.wants or 'exchange'} --reason {asked.reason or 'size'}"]
    options += [f"--line {place}"] if len(lines) > 1 else []
    options += [f"--evidence {one}" for one in sorted(asked.evidence)]
    options += [f"--on {asked.on.isoformat()}"] if asked.on < clock.today() else []
    sentence = _("If she claims more of it: `olcrm claim open {number} {options}`.")
    if not said:
        sentence = _("If she claims: `olcrm claim open {number} {options}`.")
    return [*said, sentence.format(number=order["id"], options=" ".join(options))]


def _claimed(db: Ledger, order: Row, about: Row | None) -> tuple[list[str], Counter[int]]:
    """What is open about an order, or a line of it, in sentences; and of each line how many are claimed."""
    from olcrm.claim import turns

    said, taken = [], Counter[int]()
    for row in store.of_order(db, order["id"]):
        if about is not None and row["line_id"] != about["id"]:
            continue
        if row["ended_on"] is None:
            (document,) = store.documents(db, [row])
            said += [pages.standing(document), *turns.next_steps(document, saying.verdict(db, row))]
        if _counts(row):
            taken[row["line_id"]] += row["qty"]
    return said, taken


def _counts(row: Row) -> bool:
    """Whether what a claim is about cannot be claimed again, or not while that one is open."""
    if row["ended_on"] is None:
        return bool(row["decision"] != "no")
    return row["wants"] != "repair" and bool(row["went_out_id"] or row["refunded"])
