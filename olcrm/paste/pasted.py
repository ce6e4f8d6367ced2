"""What one message says, field by field, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import Any

from olcrm.kit.record import NOTHING, Record
from olcrm.kit.text import N_, _
from olcrm.paste.items import Line

FIELDS = (
    *("name", "phone", "recipient", "recipient_phone", "address", "courier", "service", "note", "shipping", "discount"),
    *("total", "gift", "sender", "instagram", "email", "when", "pay"),
)
OF_MEMBER = ("birthday", "sizes", "celebrates", "greetings", "offers")  # what a membership form tells besides
SHOWN = {
    "type": N_("Kind of message"),
    "name": N_("Name"),
    "phone": N_("Phone"),
    "recipient": N_("Recipient"),
    "recipient_phone": N_("Recipient's phone"),
    "address": N_("Address"),
    "courier": N_("Courier"),
    "service": N_("Service"),
    "note": N_("Note"),
    "shipping": N_("Shipping"),
    "discount": N_("Discount"),
    "total": N_("Total"),
    "gift": N_("Words for the card"),
    "sender": N_("Sender"),
    "instagram": N_("Instagram"),
    "email": N_("Email"),
    "when": N_("Day and time"),
    "pay": N_("Payment"),
    "resi": N_("Tracking number"),
    "order": N_("Order"),
    "birthday": N_("Birthday"),
    "sizes": N_("Sizes"),
    "celebrates": N_("Greeted for"),
    "greetings": N_("May be greeted"),
    "offers": N_("May get offers"),
}
_TYPES_SHOWN = {
    "order": N_("an order"),
    "tracking": N_("a tracking number"),
    "transfer": N_("a transfer"),
    "address": N_("an address"),
    "question": N_("a question"),
    "member": N_("a membership form"),
}
SURE, LIKELY = 0.85, 0.6


class Pasted(Record):
    """One thing that was read: ``values`` by field, ``sure`` of each (0 to 1), ``unread`` and ``text`` as written."""

    type: str
    values: Mapping[str, Any] = NOTHING
    items: Sequence[Line] = ()
    sure: Mapping[str, float] = NOTHING
    unread: Sequence[str] = ()
    read: int = 0
    text: str = ""

    def get(self, field: str) -> Any:
        """What the field holds, None for nothing."""
        return self.values.get(field)

    def document(self) -> dict[str, Any]:
        """As it stands in JSON, without whom it is matched to."""
        return {
            "type": self.type,
            **{field: self.values.get(field) for field in FIELDS},
            "items": [{"name": one.name, "qty": one.qty, "price": one.price} for one in self.items],
            "cod": self.values.get("cod"),
            "resi": self.values.get("resi"),
            "order": self.values.get("order"),
            "confidence": dict(self.sure),
            "unread": list(self.unread),
            **({field: self.values.get(field) for field in OF_MEMBER} if self.type == "member" else {}),
        }


def type_shown(kind: str) -> str:
    """What a message is, in the language of the screen."""
    return _(_TYPES_SHOWN[kind])


def certainty(sure: float) -> str:
    """How sure a reading is, in words."""
    if sure >= SURE:
        return _("sure")
    return _("likely") if sure >= LIKELY else _("a guess")
