"""The same goods for one person or several, each in a parcel of its own, and what each of them has had before.

A gift is found again by the recipient's phone, whoever sent it, or by her name where the same customer sent it.
"""

import re
import sqlite3
from collections.abc import Sequence
from typing import Any

from olcrm.contact import reach
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import paths, phone
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, changed
from olcrm.kit.table import Said
from olcrm.kit.text import _, folded, ngettext
from olcrm.kit.typed import excerpt, text
from olcrm.ledger.book import Ledger
from olcrm.order import pages, rules, store, taking
from olcrm.order.options import Deal
from olcrm.order.rules import Item
from olcrm.shop import store as shop

LARGEST = 1_000_000  # bytes of a list of recipients
TOLD = 5  # earlier orders that are named for each
FIGURES = 9  # that a phone number without its 0 has at least; a postcode has five, and none in front
_TO_HER = """
SELECT id, contact_id, contact_name, recipient, recipient_phone, ordered_on FROM order_view
 WHERE closed_on IS NULL AND recipient_phone = ?
"""
_FROM_HIM = """
SELECT id, contact_id, contact_name, recipient, recipient_phone, ordered_on FROM order_view
 WHERE closed_on IS NULL AND contact_id = ? AND recipient IS NOT NULL
"""
_HER_OWN = """
SELECT id, contact_id, contact_name, recipient, recipient_phone, ordered_on FROM order_view
 WHERE closed_on IS NULL AND contact_id = ? AND recipient IS NULL
"""


class Recipient(Record):
    """Whom a parcel goes to: a name, a phone in E.164, where she lives, and who she is where she is known."""

    name: str
    phone: str | None
    address: str
    contact_id: int | None


def taken(db: Ledger, kind: str, who: Contact, items: list[Item], typed: Deal, dry_run: bool) -> Said:
    """An order for each recipient that was typed. Raises as ``taking.written`` does, and as ``recipient``."""
    if typed.recipient is not None or typed.recipient_phone is not None or typed.address is not None:
        raise Misunderstood(
            _("--to says whom it goes to, so --recipient, --recipient-phone and --address do not go with it."),
            hint=_("Write it like --to 'Bu Ani, 0812…, Jl. …', or name a customer."),
        )
    listed = [] if typed.to_file is None else _listed(typed.to_file)
    people = [recipient(db, word) for word in (*(typed.to or ()), *listed)]
    _expect_different(people)
    if len(people) > 1 and (typed.dp is not None or typed.via is not None):
        raise Misunderstood(
            _("--dp is for one order, and these are {count}.").format(count=len(people)),
            hint=_("Note what came in with `olcrm due settle CONTACT MONEY`: the oldest is paid first."),
        )
    had = [before(db, one, who.id) for one in people]  # before these are among them
    orders, more = [], []
    for one in people:
        agreed = changed(
            typed,
            to=None,
            to_file=None,
            recipient=one.name,
            recipient_phone=one.phone,
            address=one.address,
            hide_price=True if typed.hide_price is None else typed.hide_price,
        )
        number, said, _dp = taking.written(db, who, items, agreed)
        orders.append(store.get(db, number))
        more += [sentence for sentence in said if sentence not in more]
    greeting = contacts.greeting(who, shop.policy(db))
    db.said = pages.sentence(orders[0], greeting) if len(orders) == 1 else _sentence(orders, greeting)
    told = [line for one, earlier in zip(people, had, strict=True) for line in remarks(one.name, earlier, items)]
    document: dict[str, Any] = {"order": orders[0]} if len(orders) == 1 else {"orders": orders}
    document["recipients"] = [_document(one, earlier) for one, earlier in zip(people, had, strict=True)]
    alone = [*pages.money_lines(orders[0])] if len(orders) == 1 else []
    lines = [*map(_line, orders), *alone, *pages.agreed_lines(orders[0]), *told, *more]
    if not dry_run:
        lines.append(_("Next: `olcrm order invoice {number} --slip --pdf`.").format(number=orders[0]["id"]))
        if len(orders) > 1:
            lines.append(_("What is to be paid, in one text: `olcrm due statement {id}`.").format(id=who.id))
    return Said(kind, db.said, document, more=lines)


def recipient(db: sqlite3.Connection, word: str) -> Recipient:
    """``Bu Ani, 0812…, Jl. …``, or a customer with her phone and address; what is left out of one that is known, too.

    Raises Missing for a customer who is none or several, Misunderstood for a phone number that is none, and Refused
    where there is no address.
    """
    name, *rest = [part.strip() for part in re.split(r"[,\n]", text(word, _("The recipient")))]
    if not rest:
        return _known(db, word)
    number = next((part for part in rest if _is_phone(part)), None)
    address = ", ".join(part for part in rest if part and part is not number)
    e164 = phone.number(number) if number else None
    known = _holder(db, e164) if e164 else None
    if not name:
        raise Misunderstood(
            _("“{word}” does not begin with a name.").format(word=excerpt(word)),
            hint=_("Write it like --to 'Bu Ani, 0812…, Jl. …', or name a customer."),
        )
    return Recipient(name, e164, address or _address(db, known, name), known.id if known else None)


def before(db: sqlite3.Connection, one: Recipient, buyer: int) -> list[dict[str, Any]]:
    """What she was sent or bought before, the latest first: ``order``, ``on``, ``from`` and the ``items`` of each."""
    rows = {row["id"]: row for row in db.execute(_FROM_HIM, (buyer,)) if _is_her(row, one)}
    if one.phone:
        rows |= {row["id"]: row for row in db.execute(_TO_HER, (one.phone,))}
    if one.contact_id is not None:
        rows |= {row["id"]: row for row in db.execute(_HER_OWN, (one.contact_id,))}
    return [
        {
            "order": number,
            "on": rows[number]["ordered_on"],
            "from": None if rows[number]["contact_id"] == one.contact_id else rows[number]["contact_name"],
            "items": [line["name"] for line in store.lines_of(db, number)],
        }
        for number in sorted(rows, reverse=True)
    ]


def remarks(name: str, earlier: Sequence[dict[str, Any]], items: Sequence[Item]) -> list[str]:
    """What is worth knowing of that: the same goods first, then the latest of the rest."""
    goods = {folded(one.name) for one in items}
    said = []
    for one in earlier:
        same = [item for item in one["items"] if folded(item) in goods]
        if same:
            said.append(_("{name} has had {items} already: {order}.").format(**_told(one, name, same)))
    rest = [one for one in earlier if not any(folded(item) in goods for item in one["items"])]
    if rest:
        shown = [_("{items} ({order})").format(**_told(one, name, one["items"])) for one in rest[:TOLD]]
        if len(rest) > TOLD:
            more = len(rest) - TOLD
            shown.append(ngettext("{count} more", "{count} more", more).format(count=more))
        said.append(_("{name} has had before: {orders}.").format(name=name, orders=", ".join(shown)))
    return said or [_("{name} has had nothing from here before.").format(name=name)]


def recalled(db: sqlite3.Connection, who: Contact, number: int, items: Sequence[Item]) -> list[str]:
    """``remarks`` on the recipient of an order that was just taken; nothing where she has had nothing before."""
    order = store.get(db, number)
    e164 = order["recipient_phone"]
    known = _holder(db, e164) if e164 else None
    one = Recipient(order["recipient"], e164, order["address"] or "", known.id if known else None)
    earlier = [this for this in before(db, one, who.id) if this["order"] != number]
    return remarks(one.name, earlier, items) if earlier else []


def _listed(file: str) -> list[str]:
    """The lines of a text file that say something.

    Raises Missing without one, Refused for one that cannot be opened, Misunderstood for no text or no line.
    """
    path = paths.path(file)
    name = paths.kept(str(path))
    try:
        if not path.is_file():
            raise Missing(
                _("There is no file {path}.").format(path=name),
                hint=_("Name a text file with a recipient on each line, written as for --to."),
            )
        with path.open("rb") as handle:
            raw = handle.read(LARGEST + 1)
    except OSError as error:
        raise Refused(
            _("{file} cannot be opened: {reason}.").format(file=name, reason=error.strerror),
            hint=_("Let this account read it."),
        ) from None
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = []
    found = [line for line in lines if line.strip()]
    if not found or len(raw) > LARGEST:
        raise Misunderstood(
            _("{file} is no list of recipients.").format(file=name),
            hint=_("Name a text file with a recipient on each line, written as for --to."),
        )
    return found


def _known(db: sqlite3.Connection, word: str) -> Recipient:
    try:
        who = contacts.find(db, word)
    except Missing as missing:
        hint = (
            missing.hint if missing.candidates else _("Write it like --to 'Bu Ani, 0812…, Jl. …', or name a customer.")
        )
        # Which of several words was meant cannot be asked in its place, so nothing is asked.
        raise Missing(missing.message, hint=hint, candidates=missing.candidates) from None
    return Recipient(who.name, who.phone, _address(db, who, who.name), who.id)


def _address(db: sqlite3.Connection, who: Contact | None, name: str) -> str:
    """Her newest address, which is where she lives now."""
    known = reach.addresses(db, who.id) if who else []
    if known:
        return str(known[-1]["text"])
    raise Refused(
        _("There is no address for {name}.").format(name=excerpt(name)),
        hint=_("Write it like --to 'Bu Ani, 0812…, Jl. …', or note it with `olcrm contact address add`."),
    )


def _holder(db: sqlite3.Connection, e164: str) -> Contact | None:
    try:
        return contacts.find(db, e164)
    except Missing:
        return None


def _is_phone(word: str) -> bool:
    return phone.looks_like(word) and (word[0] in "0+(" or sum(map(str.isdigit, word)) >= FIGURES)


def _is_her(row: sqlite3.Row, one: Recipient) -> bool:
    """Whether an order of the same customer went to ``one``: two phones tell, else the whole name does."""
    if row["recipient_phone"] and one.phone:
        return bool(row["recipient_phone"] == one.phone)
    return folded(row["recipient"]) == folded(one.name)


def _expect_different(people: Sequence[Recipient]) -> None:
    for place, one in enumerate(people):
        if any(
            (one.name, one.phone, one.address) == (other.name, other.phone, other.address) for other in people[:place]
        ):
            raise Refused(
                _("{name} is named twice.").format(name=excerpt(one.name)),
                hint=_("For two of it write the item like “2x Gamis M @150rb”."),
            )


def _told(one: dict[str, Any], name: str, items: Sequence[str]) -> dict[str, str]:
    day = pages.day(one["on"])
    whose = (
        _("{day}, from {buyer}").format(day=day, buyer=one["from"])
        if one["from"]
        else _("{day}, bought").format(day=day)
    )
    return {"name": name, "items": ", ".join(items), "order": whose}


def _sentence(orders: Sequence[pages.Document], name: str) -> str:
    return _("{count} orders of {name}, {numbers}: {items} for each — {total} in all.").format(
        count=len(orders),
        name=name,
        numbers=f"{orders[0]['id']}–{orders[-1]['id']}",
        items=rules.short(orders[0]["lines"], pages.IN_SENTENCE),
        total=rupiah(sum(order["total"] for order in orders)),
    )


def _line(order: pages.Document) -> str:
    number = order["recipient_phone"] and phone.local(order["recipient_phone"])
    where = ", ".join(filter(None, (order["recipient"], number, " ".join(order["address"].split()))))
    return _("{number}: {recipient} — {total}").format(
        number=order["id"], recipient=where, total=rupiah(order["total"])
    )


def _document(one: Recipient, earlier: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": one.name, "phone": one.phone, "address": one.address, "contact": one.contact_id, "before": earlier}
