"""Who bought: the buyers of an orders file, matched to people who are known, some thousand at a time."""

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache

from olcrm.contact import rules as contact
from olcrm.contact.rules import Channel
from olcrm.import_.rules import Order, Wrong
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt

_REACHED = "SELECT value, contact_id FROM channel WHERE value IN (SELECT value FROM json_each(?))"
_NAMED = """
SELECT name_key, id, name, EXISTS (SELECT 1 FROM channel WHERE contact_id = contact.id AND kind = 'phone')
  FROM contact WHERE name_key IN (SELECT value FROM json_each(?1)) AND (archived_at IS NULL OR NOT EXISTS (
       SELECT 1 FROM contact AS present WHERE present.name_key = contact.name_key AND present.archived_at IS NULL))
"""


# The same people buy again and again.
handle = lru_cache(maxsize=8192)(contact.handle)
key = lru_cache(maxsize=8192)(folded)


class Buyers:
    """Who the buyers of some orders are, looked up all at once: by phone, by handle, by whole name."""

    def __init__(self, db: sqlite3.Connection, orders: Sequence[Order]) -> None:
        names = {order.buyer for order in orders}
        values = {order.phone.value for order in orders if order.phone} | {handle(name) for name in names}
        self.reached: dict[str, set[int]] = {}
        for value, who in db.execute(_REACHED, (json.dumps(list(values)),)):
            self.reached.setdefault(value, set()).add(who)
        self.named: dict[str, list[tuple[int, str]]] = {}
        self.called: set[int] = set()  # who has a phone
        for folding, who, name, has_phone in db.execute(_NAMED, (json.dumps([key(name) for name in names]),)):
            self.named.setdefault(folding, []).append((who, name))
            if has_phone:
                self.called.add(who)

    def meant(self, order: Order) -> int | None:
        """The contact who bought; None when nobody here is. Raises Wrong when it could be several.

        With a phone that nobody has, it is only a namesake whose phone is not known.
        """
        name = order.buyer
        reached = (order.phone and self.reached.get(order.phone.value)) or self.reached.get(handle(name))
        if reached:
            if len(reached) > 1:
                raise Wrong(order.row, "contact", _("several customers have this name on different channels"))
            return next(iter(reached))
        named = self.named.get(key(name), [])
        if order.phone:
            named = [one for one in named if one[0] not in self.called]
        if len(named) > 1:  # of several who are called alike, the one who is written so
            named = [one for one in named if one[1] == name] or named
        if len(named) > 1 and not order.phone:
            names = ", ".join(f"{called} ({who})" for who, called in named[:5])
            raise Wrong(order.row, "contact", _("it could be any of {names}").format(names=excerpt(names)))
        return named[0][0] if len(named) == 1 else None

    def know(self, contact_id: int, name: str) -> None:
        """Somebody new is here from now on."""
        self.named.setdefault(key(name), []).append((contact_id, name))

    def reach(self, contact_id: int, channel: Channel) -> tuple[int | str, ...]:
        """The row of ``channel`` to write so that somebody is reached by it; nothing when it is known already."""
        if channel.value in self.reached:
            return ()
        self.reached[channel.value] = {contact_id}
        if channel.kind == "phone":
            self.called.add(contact_id)
        return contact_id, channel.kind, channel.value, channel.typed
