"""One thing that waits to be done: what every room with such work answers when ``today`` asks."""

from collections.abc import Mapping
from typing import Any

from olcrm.kit.record import Record


class Waiting(Record):
    """``when`` is the ISO day it has waited since or is due on, ``next`` the command to type about it.

    ``contact`` is the brief ``{"id", "name", "standing"}``, ``order`` an order number, ``text`` one line to read.
    ``amount`` is the money it is about, in rupiah: more of it comes earlier.
    """

    room: str
    kind: str
    when: str
    text: str
    next: str
    contact: Mapping[str, Any] | None = None
    order: int | None = None
    amount: int = 0

    def document(self) -> dict[str, Any]:
        """As it stands in the JSON of ``today``."""
        return {
            "room": self.room,
            "kind": self.kind,
            "when": self.when,
            "contact": self.contact,
            "order": self.order,
            "amount": self.amount or None,
            "text": self.text,
            "next": self.next,
        }
