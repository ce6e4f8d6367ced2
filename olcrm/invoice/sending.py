"""An invoice, or a receipt, goes to her chat, and is logged once it went."""

from collections.abc import Mapping
from typing import Any

from olcrm.contact.rules import Contact, label
from olcrm.invoice.rules import Bill
from olcrm.kit.table import Said
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, writing
from olcrm.message import store as messages


def send(bill: Bill, who: Contact, document: Mapping[str, Any]) -> Said:
    """Open, copy or picture it with the owner, and log it once it is sent. Raises Refused without a terminal."""
    from olcrm.kit.send import Draft, offer

    what = _("Order {number}").format(number=bill.number)
    draft = Draft(
        id=str(bill.number),
        contact_id=who.id,
        name=who.name,
        phone=who.phone,
        text=document["text"],
        link=document["link"],
        heading=f"{label(who)} · {what}",
        reason=what,
    )
    if not offer(draft):
        return Said("order.invoice", _("Nothing was logged."), {**document, "sent": False})
    return log(bill, who, document)


def log(bill: Bill, who: Contact, document: Mapping[str, Any]) -> Said:
    """Note that she has it."""
    with writing() as db:
        _log(db, bill, who, document["text"])
    return Said("order.invoice", db.said, {**document, "sent": True})


def _log(db: Ledger, bill: Bill, who: Contact, text: str) -> None:
    due_id = windows.order(db, bill.number)["due_id"]
    messages.log(db, who.id, text, purpose=bill.kind, due_id=due_id)
    sentences = {
        "invoice": _("{name} has the invoice of order {number}."),
        "receipt": _("{name} has the receipt of order {number}."),
    }
    db.said = sentences[bill.kind].format(name=label(who), number=bill.number)
