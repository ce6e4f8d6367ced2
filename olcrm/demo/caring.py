"""What the story tells of looking after customers, done through the stores of the rooms that do it.

Each deed takes the teller, who knows the people of the story, the ledger, and the event.
"""

import sqlite3
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from olcrm.ask import store as asks
from olcrm.claim import judging
from olcrm.claim import store as claims
from olcrm.claim.rules import Asked
from olcrm.closure import store as closure
from olcrm.complaint import saying, words
from olcrm.complaint import store as complaints
from olcrm.contact import circle, consents
from olcrm.contact import store as contacts
from olcrm.demo.rules import Event
from olcrm.follow import ratings
from olcrm.gift import store as gifts
from olcrm.holiday import store as holiday
from olcrm.kit import clock
from olcrm.ledger import windows
from olcrm.member import store as members
from olcrm.note import journal
from olcrm.offer.segments import Segment
from olcrm.product import store as product
from olcrm.raffle import rules as draws
from olcrm.raffle import store as raffle
from olcrm.shop import closures

if TYPE_CHECKING:
    from olcrm.demo.teller import Teller

Deed = Callable[["Teller", Any, Event], None]


def _ask(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts = event.facts
    about = product.find(db, facts["product"])["id"] if "product" in facts else None
    teller.asks[event.who] = asks.add(db, teller.people[event.who], facts["ask"], product_id=about)


def _answer(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts, row = event.facts, asks.find(db, str(teller.asks[event.who]))
    hesitates = {"objection": facts.get("objection"), "next_on": facts.get("next")}
    asks.answer(db, row, facts["answer"], **hesitates, at=clock.now())
    asks.say(db, row, facts["answer"])


def _visit(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts = event.facts
    asks.add(db, teller.people[event.who], facts["visit"], kind="visit", next_on=facts["next"])


def _about(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts = event.facts
    asks.add(db, teller.people[event.who], facts["about"], kind="about", next_on=facts["next"])


def _complain(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts, thing = event.facts, teller.things.get(event.thing)
    teller.complaints[event.who] = complaints.add(
        db,
        teller.people[event.who],
        facts["kind"],
        facts["complain"],
        order_id=thing.order_id if thing else None,
        product_id=product.find(db, facts["product"])["id"],
        next_on=facts.get("next"),
    )


def _apologise(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    word = words.Word(complaints.get(db, teller.complaints[event.who]), words.SORRY)
    (sketch,) = saying.sketches(db, [word])
    saying.log(db, sketch, saying.worded(db, sketch))


def _solve(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts = event.facts
    complaints.close(db, teller.complaints[event.who], facts["solved"], facts["cause"], facts.get("prevention"))


def _claim(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts, order = event.facts, windows.order(db, teller.things[event.thing].order_id or 0)
    line = judging.line(db, order["id"], facts["line"])
    shown = facts.get("shown", "")
    asked = Asked(clock.today(), facts["reason"], facts["claim"], frozenset(shown.split()))
    found = judging.verdict(db, order, line, asked)
    told = {"contact_id": teller.people[event.who], "order_id": order["id"], "line_id": line["id"] if line else None}
    told |= {
        "complaint_id": teller.complaints[event.who] if "complained" in facts else None,
        "evidence": shown or None,
        "qty": 1,
        "text": None,
    }
    told |= {"wants": asked.wants, "reason": asked.reason, "guarantee_id": found.guarantee and found.guarantee.id}
    teller.claims[event.who] = claims.add(db, told, clock.today())


def _decide(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    row = claims.get(db, teller.claims[event.who])
    claims.decide(db, row, event.facts["decide"], event.facts.get("because"), clock.today())


def _rate(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    order = windows.order(db, teller.things[event.thing].order_id or 0)
    ratings.rate(db, order, event.facts["rate"], event.facts["said"], on=clock.today())


def _feast(_teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    first, last = event.facts["days"]
    holiday.add(db, event.facts["name"], first, last, yearly=True, everyone=event.facts["everyone"])


def _closure(_teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    first, last = event.facts["days"]
    new = closures.close(db, first, last, event.facts["because"])
    closure.apply(db, closure.shift(db, new, clock.today()), promises=False)


def _present(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts, whose = event.facts, teller.people[event.who]
    gifts.add(db, whose, facts["present"], on=clock.today(), worth=facts["worth"], because=facts["because"])


def _circle(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts = event.facts
    day = {"what": "birthday", "day": f"--{facts['next']:%m-%d}", "greeted": 1}
    circle.add(db, teller.people[event.who], facts["circle"], {"relation": facts["relation"], **day})


def _member(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    members.add(db, contacts.get(db, teller.people[event.who]), clock.today())


def _journal(_teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    journal.add(db, event.facts["journal"])


def _consent(teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    how = event.facts["how"]
    consents.state(db, teller.people[event.who], [event.facts["consent"]], given=True, on=clock.today(), how=how)


def _raffle(_teller: "Teller", db: sqlite3.Connection, event: Event) -> None:
    facts = event.facts
    meant = Segment(**Segment.taken({"standing": [facts["standing"]]}))
    some, _out = raffle.entrants(db, meant)
    raffle.add(db, facts["raffle"], draws.draw(facts["seed"], facts["places"], some))


DEEDS: Mapping[str, Deed] = {"ask": _ask, "answer": _answer, "visit": _visit, "about": _about} | {
    "complain": _complain,
    "apology": _apologise,
    "solved": _solve,
    "claim": _claim,
    "decide": _decide,
    "rate": _rate,
    "feast": _feast,
    "closure": _closure,
    "present": _present,
    "circle": _circle,
    "member": _member,
    "journal": _journal,
    "consent": _consent,
    "raffle": _raffle,
}
# Of those that happen today, how the owner types them.
TYPED: Mapping[str, str] = {
    "ask": 'ask add {who} "{ask}"',
    "answer": 'ask answer "{answer}"',
    "visit": 'ask visit {who} {next} "{visit}"',
    "about": "ask about {who} …",
    "complain": 'complaint add {who} {kind} "{complain}"',
    "apology": "complaint say --send",
    "solved": "complaint close",
    "claim": "claim open",
    "decide": "claim decide",
}
