"""From what was read to what is written: whom it is from, the order it comes to, and the words as they were sent."""

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, money
from olcrm.kit.errors import Missing, Misunderstood, OlcrmError, Refused
from olcrm.kit.record import Record, changed
from olcrm.kit.table import Said
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt, text
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.order import taking
from olcrm.order.rules import Item
from olcrm.paste import dealing, shelves
from olcrm.paste.pasted import Pasted

Prices = Sequence[tuple[str, int]]
"""What the owner said something costs: its name as she typed it, rupiah for one."""


class Plan(Record):
    """What would become of one thing that was read. ``because`` says how ``contact`` was found, empty for nobody."""

    pasted: Pasted
    contact: Contact | None
    because: str
    name: str  # whom to add, where nobody was found; may be empty
    items: Sequence[Item]
    hints: Sequence[str]
    next: str
    before: int | None  # the paste that was the very same
    promise: date | None = None  # the day by which she needs it

    @property
    def writes(self) -> bool:
        """Whether there is anything to save."""
        kind = self.pasted.type
        return kind in ("order", "member") or (
            kind == "address" and any(map(self.pasted.get, ("address", "phone", "name")))
        )

    def unpriced(self) -> list[str]:
        """The names of goods that nobody has said a price of."""
        return [one.name for one in self.items if one.price is None]


def plan(db: Ledger, pasted: Pasted, *, contact: str | None, name: str | None, prices: Prices) -> Plan:
    """What ``pasted`` comes to in this ledger. ``contact`` says whose it is, ``name`` how somebody new is called.

    Raises Missing when ``contact`` means nobody.
    """
    hints: list[str] = []
    who, because = (contacts.find(db, contact), _("as you said")) if contact else _matched(db, pasted, hints)
    items = _items(db, pasted, prices, hints) if pasted.type == "order" else []
    if pasted.type == "member":
        from olcrm.paste import joining

        joining.facts(db, pasted, hints)
    before = None if who is None else _before(db, who.id, pasted.text)
    called = name or pasted.get("name") or pasted.get("recipient") or ""
    promise = dealing.promised(pasted, clock.today()) if pasted.type == "order" and pasted.get("needed") else None
    return Plan(pasted, who, because, called, items, hints, _next(db, pasted, who, hints), before, promise)


def _matched(db: Ledger, pasted: Pasted, hints: list[str]) -> tuple[Contact | None, str]:
    """Whom it is from: by phone, by handle, or by a whole name that contradicts nothing. Never by a part of a name."""
    name = pasted.get("name") or pasted.get("recipient")
    number = pasted.get("phone") or (None if pasted.get("name") else pasted.get("recipient_phone"))
    if number and (who := _found(db, number)):
        if name and not set(folded(name).split()) & set(people.find_key(who.name, who.nickname).split()):
            hints.append(_("The number is that of {name}, who is called otherwise here.").format(name=who.name))
        return who, _("by her phone number")
    handle = pasted.get("instagram")
    if handle and (who := _found(db, handle)) and any(one.value == people.handle(handle) for one in who.channels):
        return who, _("by her Instagram name")
    return _by_name(db, name, number, hints) if name else (None, "")


def _by_name(db: Ledger, name: str, number: str | None, hints: list[str]) -> tuple[Contact | None, str]:
    try:
        who = contacts.find(db, name)
    except Missing as missing:
        hints += [_alike(one["name"], one["id"]) for one in missing.candidates[:3]]
        return None, ""
    if folded(name) not in (folded(who.name), folded(who.nickname or "")) or (number and who.phone):
        hints.append(_alike(who.name, who.id))
        return None, ""
    return who, _("by her name")


def _alike(name: str, number: int) -> str:
    return _("{name} ({id}) is called alike; if it is her, give --contact {id}.").format(name=excerpt(name), id=number)


def _found(db: Ledger, word: str) -> Contact | None:
    try:
        return contacts.find(db, word)
    except OlcrmError:
        return None


def _items(db: Ledger, pasted: Pasted, prices: Prices, hints: list[str]) -> list[Item]:
    """What is ordered, priced by the owner's word, then by the customer's, then by the catalogue."""
    found = []
    for line in pasted.items:
        said = _said(line.name, prices)
        item = Item(line.qty, line.name, line.price if said is None else said)
        known = shelves.known(db, line, item)
        if known.product_id and known.price is not None and item.price is not None and known.price != item.price:
            hints.append(
                _("“{name}” is {price} in the catalogue.").format(
                    name=excerpt(known.name), price=money.rupiah(known.price)
                )
            )
        found.append(known if item.price is None else changed(known, price=item.price))
    return found


def _said(name: str, prices: Prices) -> int | None:
    whole = [price for word, price in prices if folded(word) == folded(name)]
    part = [price for word, price in prices if folded(word) in folded(name)]
    return whole[-1] if whole else part[-1] if part else None


def lacking(db: Ledger, plans: Sequence[Plan]) -> list[list[Refused]]:
    """For each plan the refusals that its goods would meet, because there is not enough of them."""
    return shelves.lacking(db, [(one.contact, one.items) for one in plans])


def expect_goods(found: Sequence[Pasted], prices: Prices) -> None:
    """Make sure that every price is one of something that was pasted. Raises Missing."""
    names = [line.name for one in found for line in one.items]
    for word, _price in prices:
        if not any(folded(word) in folded(name) for name in names):
            raise Missing(
                _("Nothing that was pasted is called “{word}”.").format(word=excerpt(word)),
                hint=_("It has: {names}.").format(names=", ".join(map(excerpt, names[:10])) or "–"),
            )


def _before(db: Ledger, contact_id: int, words: str) -> int | None:
    row = db.execute("SELECT id FROM pasted WHERE contact_id = ? AND text = ? LIMIT 1", (contact_id, words)).fetchone()
    return None if row is None else int(row["id"])


def _next(db: Ledger, pasted: Pasted, who: Contact | None, hints: list[str]) -> str:
    """The command that goes on with what is not saved here."""
    if pasted.type == "tracking":
        return _sending(db, pasted)
    if pasted.type == "transfer":
        return _booking(db, pasted, hints)
    if pasted.type == "question" and who is not None:
        return f"olcrm contact show {who.id}"
    return ""


def _sending(db: Ledger, pasted: Pasted) -> str:
    """What a tracking number is for: the parcel that has it, or one that is to be sent off with it."""
    tracking = pasted.get("resi")
    if db.execute("SELECT 1 FROM parcel_view WHERE tracking = ? LIMIT 1", (tracking,)).fetchone():
        return f"olcrm parcel show {tracking}"
    said = pasted.sure.get("courier", 0) > 0.9  # a guess is left to the parcel, which knows what was agreed
    words = ("olcrm parcel ship", pasted.get("order") or "ORDER", pasted.get("courier") if said else None, tracking)
    return " ".join(str(word) for word in words if word)


def _booking(db: Ledger, pasted: Pasted, hints: list[str]) -> str:
    """Which open order a transfer is for: one that is named, or the only one with just this open."""
    amount = pasted.get("total")
    if amount is None:
        return "olcrm order list --unpaid"
    via = str(pasted.get("pay") or "")
    how = f" --via {via}" if via and "/" not in via else ""
    if pasted.get("order"):
        return f"olcrm pay add {pasted.get('order')} {amount}{how}"
    rows = db.execute(
        "SELECT id, order_id FROM due_view WHERE closed_on IS NULL AND amount > paid AND amount - paid = ? LIMIT 4",
        (amount,),
    ).fetchall()
    if len(rows) == 1:
        return f"olcrm pay add {rows[0]['order_id'] or 'due:' + str(rows[0]['id'])} {amount}{how}"
    if rows:
        hints.append(_("Several open dues are of just this amount."))
    return "olcrm order list --unpaid"


def save(db: Ledger, done: Plan, *, oversell: bool = False) -> tuple[Said | None, Contact, bool]:
    """Do it: the contact, her phone and address, the order, and the words as they came.

    Gives what is said of the order, None where only an address came; whom it is for; and whether she is new. Raises
    Refused without anybody's name, and as ``contacts.add`` and ``taking.taken`` do, which ``oversell`` is for.
    """
    pasted = done.pasted
    words = text(pasted.text, _("The pasted text"))
    who, new = done.contact, done.contact is None
    if who is None:
        who = contacts.get(db, _added(db, pasted, done.name))
    else:
        _completed(db, who, pasted)
    said, number = None, None
    if pasted.type == "order":
        agreed = dealing.deal(pasted, who, done.promise, oversell=oversell)
        said = taking.taken(db, "paste", contacts.get(db, who.id), list(done.items), agreed, dry_run=False)
        number = said.document["order"]["id"]
    db.execute(
        "INSERT INTO pasted (contact_id, order_id, text, pasted_at) VALUES (?, ?, ?, ?)",
        (who.id, number, words, clock.stamp(clock.now())),
    )
    return said, who, new


def _added(db: Ledger, pasted: Pasted, name: str) -> int:
    if not name:
        raise nameless()
    number = pasted.get("phone") or (None if pasted.get("name") else pasted.get("recipient_phone"))
    others = bool(pasted.get("name") and pasted.get("recipient"))
    added = contacts.add(
        db, text(name, _("The name")), phone=number, address=None if others else _whole(pasted.get("address"))
    )
    _reached(db, added, pasted)
    return added


def _completed(db: Ledger, who: Contact, pasted: Pasted) -> None:
    """Add to somebody who is known what is not known of her yet."""
    number = pasted.get("phone")
    if number and number not in [one.value for one in who.channels]:
        contacts.add_channel(db, who.id, people.channel("phone", number))
    address = _whole(pasted.get("address"))
    if address and not pasted.get("recipient"):
        known = {folded(row["text"]) for row in contacts.addresses(db, who.id)}
        if folded(address) not in known:
            contacts.add_address(db, who.id, address)
    _reached(db, who.id, pasted)


def _reached(db: Ledger, contact_id: int, pasted: Pasted) -> None:
    for kind, field in (("ig", "instagram"), ("email", "email")):
        if pasted.get(field):
            with suppress(Misunderstood, Refused):  # no handle, or somebody else's: the pasted text still has it
                contacts.add_channel(db, contact_id, people.channel(kind, pasted.get(field)))


def _whole(address: str | None) -> str | None:
    return None if address is None else text(address, _("The address"))


def nameless() -> Refused:
    """Nobody is known by what was pasted, and it has no name in it."""
    return Refused(
        _("There is no name for the new customer in what was pasted."),
        hint=_("Give it with --name 'Rina Wati', or say whose it is with --contact CONTACT."),
    )


def twice(number: int) -> Refused:
    """The very same words were pasted before."""
    return Refused(
        _("This very text was pasted before, as paste {number}.").format(number=number),
        hint=_("If she orders the same once more, add --again."),
    )


def texts(db: sqlite3.Connection, order: str) -> tuple[Mapping[str, Any], list[sqlite3.Row]]:
    """The order that ``order`` means, and ``text pasted_at`` of what was pasted for it. Raises Missing for neither."""
    row = windows.order(db, order)
    rows = db.execute("SELECT id, text, pasted_at FROM pasted WHERE order_id = ? ORDER BY id", (row["id"],)).fetchall()
    if not rows:
        raise Missing(
            _("Order {number} was not pasted.").format(number=row["id"]),
            hint=_("See it with `olcrm order show {number}`.").format(number=row["id"]),
        )
    return dict(row), rows
