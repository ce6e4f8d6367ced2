"""How it is told what was carried out of a claim: what goes out instead, and what money went back."""

from datetime import date

from olcrm.claim import pages, rules, settling, store, turns
from olcrm.claim.options import Instead
from olcrm.complaint import store as complaints
from olcrm.contact import store as contacts
from olcrm.kit import clock
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import amount, rupiah
from olcrm.kit.record import Row
from olcrm.kit.table import Document, Said
from olcrm.kit.text import _
from olcrm.kit.typed import quoted
from olcrm.ledger.book import Ledger
from olcrm.order import options as ordering
from olcrm.order import pages as orders
from olcrm.order import rules as agreement
from olcrm.order import store as order
from olcrm.order.options import Deal
from olcrm.pay import rules as paying
from olcrm.shop import store as shop


def next_steps(db: Ledger, claim: Document) -> list[str]:
    """What to type next, which is about the complaint once the claim is over."""
    said = turns.next_steps(claim)
    if claim["ended_on"] and claim["complaint"] and complaints.get(db, claim["complaint"])["closed_at"] is None:
        said.append(
            _("Complaint {number} can be closed: `olcrm complaint close {number} --outcome … --cause …`.").format(
                number=claim["complaint"]
            )
        )
    return said


def came_back(db: Ledger, row: Row, on: date, stock: str | None) -> list[str]:
    """Take the goods in again, and say what is counted in. Raises as ``settling.back`` does.

    Where something else was sent by mistake, what is claimed never left the house although it was counted out; so
    counting it in again is right, and what came back was never counted out.
    """
    returned = settling.back(db, row, on, stock)
    wrong = row["reason"] == rules.WRONG
    sentence = _("Claim {number}: {what} came back.")
    if wrong:
        sentence = _("Claim {number}: what came instead of {what} is back.")
    db.said = sentence.format(number=row["id"], what=row["what"])
    if returned.shelved and wrong:
        said = _("{product} is counted in again: it never left the house. What came by mistake was never counted out.")
    elif returned.shelved:
        said = _("{product} is counted in again.")
    elif returned.shelved == 0 and not wrong:
        said = _("{product} is not counted in again; if it can be sold: `olcrm product stock {sku} +{count}`.")
    elif returned.shelved == 0:
        said = _("{product} is not counted in again; if it never left: `olcrm product stock {sku} +{count}`.")
    else:
        return []
    return [said.format(product=returned.label, sku=quoted(returned.sku or ""), count=row["qty"])]


def exchanged(db: Ledger, row: Row, words: list[str], typed: Instead) -> Said:
    """Send something instead, and say what it comes to. Raises as ``settling.exchange`` does."""
    if typed.refund and typed.as_credit:
        raise Misunderstood(_("--refund and --as-credit do not go together."), hint=_("Give one of them."))
    kept = ("shipping", "courier", "address", "promise", "note", "oversell")
    deal = Deal(**Deal.taken({key: getattr(typed, key) for key in kept}))
    sent = settling.exchange(
        db,
        row,
        ordering.items(words),
        deal,
        on=clock.today(),
        refund=typed.refund,
        as_credit=typed.as_credit,
        method=paying.method(typed.via),
    )
    who = contacts.get(db, row["contact_id"])
    taken = order.get(db, sent.order_id)
    (document,) = store.documents(db, [store.get(db, row["id"])])
    db.said = _("Claim {number}: {items} goes out instead, with order {order}.").format(
        number=row["id"], items=agreement.short(taken["lines"]), order=sent.order_id
    )
    more = [orders.sentence(taken, contacts.greeting(who, shop.policy(db))), *orders.money_lines(taken), *sent.more]
    if taken["balance"] > 0:
        more.append(_("The difference of {amount} is to be paid.").format(amount=rupiah(taken["balance"])))
    if sent.left_over:
        kept_or_given = paying.moved(sent.moved, refund=typed.refund)
        more += pages.given(sent.left_over, sent.moved, as_credit=typed.as_credit) or kept_or_given
    if row["reason"] == "size" and who.id:
        more.append(
            _("If it fits, note her size: `olcrm contact size set {contact} WHAT SIZE`.").format(contact=who.id)
        )
    answer = {"claim": document, "order": taken, "left_over": sent.left_over}
    return Said("claim.exchange", db.said, answer, more=[*more, *next_steps(db, document)])


def refunded(db: Ledger, row: Row, money: str | None, *, as_credit: bool, via: str | None) -> Said:
    """Give money back, and say what became of it. Raises as ``settling.refund`` does."""
    wanted = None if money is None else amount(money)
    method = paying.CREDIT if as_credit else paying.method(via)
    lowered, moved = settling.refund(db, row, wanted, method, clock.today())
    (document,) = store.documents(db, [store.get(db, row["id"])])
    name = contacts.label(contacts.get(db, row["contact_id"]))
    sentence = _("Claim {number}: {amount} given back to {name}.")
    if as_credit:
        sentence = _("Claim {number}: {amount} is now credit of {name}.")
    if not moved:
        sentence = _("Claim {number}: {name} owes {amount} less.")
    db.said = sentence.format(number=row["id"], amount=rupiah(moved or lowered), name=name)
    taken = order.get(db, row["order_id"])
    more = pages.given(lowered, moved, as_credit=as_credit)
    more.append(_("Order {number} comes to {total} now.").format(number=row["order_id"], total=rupiah(taken["total"])))
    answer = {"claim": document, "lowered": lowered, "moved": moved}
    return Said("claim.refund", db.said, answer, more=[*more, *next_steps(db, document)])
