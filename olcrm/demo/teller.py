"""Does what an event of the story says, through the stores of the rooms, as the owner would have done it."""

import sqlite3
from collections.abc import Callable
from typing import Any

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.demo import caring
from olcrm.demo.rules import STOCK, Event
from olcrm.due import store as due
from olcrm.errand import store as errand
from olcrm.kit import clock, money, phone
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.message import store as message
from olcrm.note import store as note
from olcrm.order import pages, taking
from olcrm.order import rules as deal
from olcrm.order import store as order
from olcrm.parcel import reading as parcels
from olcrm.parcel import rules as sending
from olcrm.parcel import store as parcel
from olcrm.pay import store as pay
from olcrm.product import store as product
from olcrm.product.rules import Move, label
from olcrm.reply import store as reply
from olcrm.reply.filling import Wish
from olcrm.shop import store as shop
from olcrm.template import store as template
from olcrm.terms import store as terms
from olcrm.wait import store as wait


class Thing(Record):
    """An order or a due of the story in the ledger."""

    due_id: int
    order_id: int | None
    whose: int


class Teller:
    """Knows who and what the story speaks of. ``sentence`` is what was said of the last event."""

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.things: dict[str, Thing] = {}
        self.payments: dict[str, int] = {}
        self.ongkir: dict[str, int] = {}
        self.asks: dict[str, int] = {}
        self.complaints: dict[str, int] = {}
        self.claims: dict[str, int] = {}
        self.sentence = ""

    def tell(self, db: sqlite3.Connection, event: Event) -> None:
        """Let ``event`` happen now."""
        self.sentence = ""
        _DEEDS[event.deed](self, db, event)
        if not self.sentence and event.who in self.people:
            self.sentence = _("Noted for {name}.").format(name=contacts.label(contacts.get(db, self._who(event))))

    def typed(self, event: Event) -> str:
        """The command the owner would have typed for ``event``."""
        facts = event.facts
        if event.deed == "order":
            return " ".join(["olcrm order add", event.who, *(f'"{word}"' for word in facts["order"])])
        if event.deed == "pay":
            thing = self.things[event.thing]
            target = thing.order_id or f"due:{thing.due_id}"
            return f"olcrm pay add {target} {facts['pay']} --via {facts['via']}"
        if event.deed in ("say", "hear"):
            return f'olcrm message add {event.who} "{facts[event.deed]}"' + " --in" * (event.deed == "hear")
        words = caring.TYPED.get(event.deed, f"{event.deed} {{who}}")
        return "olcrm " + words.format_map({**facts, "who": event.who})

    def _who(self, event: Event) -> int:
        return self.people[event.who]

    def _join(self, db: sqlite3.Connection, event: Event) -> None:
        facts = event.facts
        referrer = facts.get("referred_by")
        self.people[event.who] = contacts.add(
            db,
            facts["name"],
            phone=facts.get("phone"),
            channels=[people.channel(kind, facts[kind]) for kind in people.HANDLES if kind in facts],
            referred_by_id=self.people[referrer] if referrer else None,
            **{key: facts.get(key) for key in ("nickname", "salutation", "birthday", "city", "address", "source")},
            tags=facts.get("tags", ()),
            celebrates=facts.get("celebrates", ()),
        )
        self.ongkir[event.who] = facts.get("ongkir", 0)
        for what, size in facts.get("sizes", {}).items():
            contacts.put_size(db, self._who(event), what, size)
        if near := {key: facts[key] for key in ("closeness", "prefers") if key in facts}:
            contacts.edit(db, self._who(event), near)

    def _order(self, db: sqlite3.Connection, event: Event) -> None:
        facts, now = event.facts, clock.now()
        items = taking.meant(db, [deal.item(word) for word in facts["order"]])
        agreed = self._terms(db, event, items)
        number = order.take(db, self._who(event), items, ordered_at=now, terms=agreed)
        row = windows.order(db, number)
        self.things[event.thing] = Thing(row["due_id"], number, self._who(event))
        if "dp" in facts:
            self._take(db, event, money.amount(facts["dp"]))
        who = contacts.get(db, self._who(event))
        self.sentence = pages.sentence(order.get(db, number), who.name)

    def _terms(self, db: sqlite3.Connection, event: Event, items: list[deal.Item]) -> deal.Terms:
        facts = event.facts
        standing = contacts.get(db, self._who(event)).standing
        charges = deal.Terms(
            shipping=self.ongkir[event.who], discount=money.amount(facts.get("discount", "0"), zero=True)
        )
        given = ("recipient", "recipient_phone", "address", "gift", "dropship_from", "note", "source", "number")
        words = {key: facts[key] for key in given if facts.get(key)}
        if "recipient_phone" in words:
            words["recipient_phone"] = phone.number(words["recipient_phone"])
        return deal.Terms(
            shipping=charges.shipping,
            discount=charges.discount,
            unique_code=order.free_code(db, deal.total(deal.goods(items), charges)) if facts.get("code") else 0,
            keep_until=clock.now() + shop.policy(db).keep_for(standing),
            promised_on=facts.get("promise"),
            due_on=facts.get("due"),
            **words,
        )

    def _owes(self, db: sqlite3.Connection, event: Event) -> None:
        facts = event.facts
        amount = money.amount(facts["owes"])
        number = due.begin(
            *(db, self._who(event), facts["kind"], facts["memo"], amount),
            at=clock.now(),
            on=clock.today(),
            due_on=facts.get("due"),
        )
        self.things[event.thing] = Thing(number, None, self._who(event))

    def _errand(self, db: sqlite3.Connection, event: Event) -> None:
        facts = event.facts
        most, fee = money.amount(facts["limit"]), money.amount(facts["fee"])
        number = errand.ask(
            *(db, self._who(event), facts["errand"]), at_most=most, fee=fee, by=facts.get("due"), at=clock.now()
        )
        self.things[event.thing] = Thing(errand.find(db, number)["due_id"], None, self._who(event))

    def _bought(self, db: sqlite3.Connection, event: Event) -> None:
        row, facts = errand.find(db, f"due:{self.things[event.thing].due_id}"), event.facts
        spent = money.amount(facts["bought"])
        errand.bought(db, row, spent, fee=row["fee"], on=clock.today(), pay_by=facts.get("due"))

    def _pay(self, db: sqlite3.Connection, event: Event) -> None:
        row = windows.due(db, self.things[event.thing].due_id)
        amount = row["balance"] if event.facts["pay"] == "rest" else money.amount(event.facts["pay"])
        self._take(db, event, amount)
        name = contacts.label(contacts.get(db, self._who(event)))
        self.sentence = _("{amount} received for {what}, from {name}.").format(
            amount=money.rupiah(amount), what=windows.due_name(row), name=name
        )

    def _take(self, db: sqlite3.Connection, event: Event, amount: int) -> None:
        thing = self.things[event.thing]
        taken = pay.take(
            *(db,),
            contact_id=thing.whose,
            due_id=thing.due_id,
            amount=amount,
            method=event.facts["via"],
            paid_on=clock.today(),
        )
        self.payments[event.thing] = taken.payment_id

    def _void(self, db: sqlite3.Connection, event: Event) -> None:
        pay.void(db, self.payments[event.thing], event.facts["void"], clock.today())

    def _pack(self, db: sqlite3.Connection, event: Event) -> None:
        number = self._order_row(db, event)["id"]
        parcel.pack(db, number, parcels.left(db, number), on=clock.today())

    def _stage(self, db: sqlite3.Connection, event: Event) -> None:
        row, facts = self._order_row(db, event), event.facts
        if "resi" in facts:
            leaving, carrier = parcel.to_ship(db, row, None), sending.carrier(facts["courier"])
            parcel.ship(db, row, leaving, carrier=carrier, tracking=facts["resi"], collect=None, on=clock.today())
        elif facts["stage"] == "arrived" and (there := parcels.of_order(db, row["id"])):
            parcel.arrive(db, there[0], clock.today())
        else:
            order.reach(db, row, facts["stage"], clock.today())

    def _cancel(self, db: sqlite3.Connection, event: Event) -> None:
        row, facts = self._order_row(db, event), event.facts
        refund = bool(facts.get("refund"))
        order.cancel(
            db, row["id"], on=clock.today(), because=facts["cancel"], refund=refund, method="dana" if refund else None
        )

    def _release(self, db: sqlite3.Connection, event: Event) -> None:
        row, facts = self._order_row(db, event), event.facts
        self._write(db, event, "release", "release", None)
        order.release(
            *(db, row["id"]), on=clock.today(), as_credit=bool(facts.get("as_credit")), because=facts["release"]
        )

    def _order_row(self, db: sqlite3.Connection, event: Event) -> sqlite3.Row:
        return windows.order(db, self.things[event.thing].order_id or 0)

    def _remind(self, db: sqlite3.Connection, event: Event) -> None:
        thing = self.things[event.thing]
        step = event.facts.get("remind") or event.facts["settle"]
        purpose = "due" if thing.order_id is None else event.deed
        self._write(db, event, f"{purpose}-{step}", purpose, step)

    def _write(self, db: sqlite3.Connection, event: Event, name: str, purpose: str, step: int | None) -> None:
        thing = self.things[event.thing]
        text = template.write(db, name, thing.whose, order_id=thing.order_id, due_id=thing.due_id)
        message.log(db, thing.whose, text, purpose=purpose, due_id=thing.due_id, step=step)

    def _greet(self, db: sqlite3.Connection, event: Event) -> None:
        text = template.write(db, "birthday", self._who(event))
        occasion = f"birthday-{clock.today().year}"
        message.log(db, self._who(event), text, purpose="birthday", occasion=occasion)

    def _snooze(self, db: sqlite3.Connection, event: Event) -> None:
        due.snooze(db, self.things[event.thing].due_id, event.facts["snooze"], event.facts["because"])

    def _pause(self, db: sqlite3.Connection, event: Event) -> None:
        contacts.pause(db, self._who(event), clock.today(), event.facts["pause"], event.facts["because"])

    def _note(self, db: sqlite3.Connection, event: Event) -> None:
        note.add(db, self._who(event), event.facts["note"], private=event.facts["private"])

    def _shelve(self, db: sqlite3.Connection, event: Event) -> None:
        product.add(db, event.facts)
        product.move(db, product.find(db, event.facts["sku"]), Move(STOCK, None), None)

    def _count(self, db: sqlite3.Connection, event: Event) -> None:
        row, free = product.find(db, event.facts["sku"]), event.facts["free"]
        more = free + row["kept"] - row["on_hand"]
        if more > 0:
            product.move(db, row, Move(more, None), "Kiriman dari konveksi")
        elif more < 0:
            product.move(db, row, Move(None, free + row["kept"]), "Stok opname")

    def _agree(self, db: sqlite3.Connection, event: Event) -> None:
        terms.add(db, event.facts["text"], number=None, heading=event.facts["heading"])

    def _wait(self, db: sqlite3.Connection, event: Event) -> None:
        row = product.find(db, event.facts["wait"])
        what = label(row["name"], row["variant"])
        wait.add(db, self._who(event), what, product_id=row["id"], note=event.facts.get("note"))

    def _reply(self, db: sqlite3.Connection, event: Event) -> None:
        who = contacts.get(db, self._who(event)) if event.who else None
        reply.give(db, reply.written(db, event.facts["key"], who, Wish()))

    def _talk(self, db: sqlite3.Connection, event: Event) -> None:
        heard = event.deed == "hear"
        message.log(db, self._who(event), event.facts[event.deed], direction="in" if heard else "out")
        sentence = _("Noted that a message came from {name}.") if heard else _("Noted a talk with {name}.")
        self.sentence = sentence.format(name=contacts.label(contacts.get(db, self._who(event))))


_DEEDS: dict[str, Callable[[Teller, Any, Event], None]] = {
    "join": Teller._join,
    "shelve": Teller._shelve,
    "count": Teller._count,
    "agree": Teller._agree,
    "wait": Teller._wait,
    "reply": Teller._reply,
    "order": Teller._order,
    "owes": Teller._owes,
    "errand": Teller._errand,
    "bought": Teller._bought,
    "pack": Teller._pack,
    "pay": Teller._pay,
    "void": Teller._void,
    "stage": Teller._stage,
    "cancel": Teller._cancel,
    "release": Teller._release,
    "remind": Teller._remind,
    "settle": Teller._remind,
    "greet": Teller._greet,
    "snooze": Teller._snooze,
    "pause": Teller._pause,
    "note": Teller._note,
    "say": Teller._talk,
    "hear": Teller._talk,
    **caring.DEEDS,
}
