"""What is asked of the ledger for an invoice, a receipt or a slip."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.invoice import rules
from olcrm.invoice.rules import Bill, Kind, Sum
from olcrm.invoice.words import WORDS
from olcrm.kit import clock, daywords, phone
from olcrm.kit.money import rupiah
from olcrm.ledger import windows
from olcrm.order import lowering
from olcrm.order import store as orders
from olcrm.shop import store as shop
from olcrm.template import store as templates


def bill(db: sqlite3.Connection, number: int, kind: str, language: str | None = None) -> Bill:
    """Order ``number`` as what is written about it, in ``language``, else the customer's.

    Raises Refused for an order that was called off, and for a receipt where nothing was paid.
    """
    row = windows.order(db, number)
    order = orders.get(db, number)
    who = contacts.get(db, row["contact_id"])
    policy = shop.policy(db)
    speaks = language or who.language or policy.message_language
    words = WORDS[speaks]
    if kind == Kind.SLIP:
        return _slip(db, order, speaks)
    paid = [*_paid(db, order, words, speaks)]
    receipt = kind == Kind.RECEIPT
    if receipt:
        rules.expect_paid(row)
    sums = rules.charges(order, vars(lowering.taken_off(db, order)), words)
    if not receipt and paid:
        sums += [Sum(f"{words['paid']} · {label}", f"−{amount}".replace("−−", "")) for label, amount in paid]
    greeting = contacts.greeting(who, policy)
    to_pay = order["balance"] > 0 and not receipt
    return Bill(
        kind=kind,
        language=speaks,
        number=number,
        shop=policy.shop,
        reach=_reach(db),
        title=words[kind],
        day=_dated(clock.today().isoformat() if receipt else order["ordered_on"], speaks),
        facts=_facts(order, who, greeting, words),
        lines=rules.lines(order, prices=True),
        sums=[*sums, *([] if receipt else rules.left(order, words))],
        stamp=words["settled"] if order["balance"] <= 0 and order["paid"] else "",
        heading=words["how"] if receipt else _heading(order, words) if to_pay else "",
        frame=[*paid, *((one.label, one.amount) for one in rules.left(order, words))]
        if receipt
        else _ways(db, order)
        if to_pay
        else [],
        below=_agreed(db, order, words, speaks) if to_pay else [],
        card="",
        closing=words["thanks"].format(greeting=greeting or who.name),
    )


def _slip(db: sqlite3.Connection, order: Mapping[str, Any], language: str) -> Bill:
    """What lies in the parcel: no price, and nothing of the shop where it is sent in somebody else's name."""
    words = WORDS[language]
    who = order["recipient"] or order["contact"]["name"]
    number = phone.local(order["recipient_phone"]) if order["recipient_phone"] else ""
    return Bill(
        kind=Kind.SLIP,
        language=language,
        number=order["id"],
        shop=order["dropship_from"] or shop.policy(db).shop,
        reach="" if order["dropship_from"] else _reach(db),
        title=words["slip"],
        day=_dated(order["ordered_on"], language),
        facts=[(words["for"], "\n".join(filter(None, (who, number, order["address"]))))],
        lines=rules.lines(order, prices=False),
        sums=[],
        stamp="",
        heading="",
        frame=[],
        below=[],
        card=order["gift"] or "",
        closing="",
    )


def told(db: sqlite3.Connection, one: Bill) -> tuple[str, dict[str, Any]]:
    """``one`` as a text, and as it stands in JSON; for the customer with the link that opens her chat with it."""
    if one.kind == Kind.SLIP:
        words = rules.slip(one)
        return words, {"text": words, "link": None, "order": one.number}
    who = contacts.get(db, windows.order(db, one.number)["contact_id"])
    letter = templates.letter(db, one.kind, who, order_id=one.number, language=one.language, extra=_fields(db, one))
    return letter.whole(), {**letter.document(), "order": one.number}


def _fields(db: sqlite3.Connection, one: Bill) -> dict[str, str]:
    """What the text of ``one`` says besides what every message about an order may say."""
    order = orders.get(db, one.number)
    words = WORDS[one.language]
    cod = bool(order["cod"]) and order["balance"] > 0
    found = {
        "goes_to": rules.goes_to(order).replace("\n", ", "),
        "sent_with": rules.sent_with(order),
        "cod": rupiah(order["balance"]) if cod else "",
        "payments": "\n".join(f"- {label} = {amount}" for label, amount in _paid(db, order, words, one.language)),
        "settled": one.stamp,
        **_taken_off(db, order, one),
    }
    if cod or order["balance"] <= 0:
        return found | {"accounts": "", "keep_until": ""}
    due = windows.due(db, windows.order(db, one.number)["due_id"])
    if due["part_on"]:  # the days of the parts were agreed in place of a keep time
        when = templates.day(date.fromisoformat(due["part_on"]), one.language)
        found |= {"keep_until": "", "part": f"{rupiah(due['part'])}, {when}"}
    elif asked := _deposit(db, order):
        found["dp"] = rupiah(asked)
    return found


def _taken_off(db: sqlite3.Connection, order: Mapping[str, Any], one: Bill) -> dict[str, str]:
    """What was taken off, and for what; to a wording of the shop's own that does not tell it apart, all is discount."""
    off = lowering.taken_off(db, order)
    wording = templates.wording_for(db, one.kind, one.language, order["contact"]["standing"]).text
    told = {"returned": off.returned, "given_back": off.refunded}
    told = {field: amount for field, amount in told.items() if f"{{{field}}}" in wording}
    told["discount"] = order["discount"] - sum(told.values())
    return {field: rupiah(amount) if amount else "" for field, amount in told.items()}


def _deposit(db: sqlite3.Connection, order: Mapping[str, Any]) -> int:
    """The DP that is still to come of an order that is here; 0 where all of it is asked for anyway."""
    if order["shipped_on"] or order["arrived_on"] or not contacts.is_special(db, order["contact"]["id"]):
        return 0
    from olcrm.contact import trust

    goods = order["total"] - order["unique_code"]
    asked = trust.next_order(db, contacts.get(db, order["contact"]["id"])).asked(goods, order["paid"])
    return asked if asked < goods - order["paid"] else 0


def _facts(order: Mapping[str, Any], who: Contact, greeting: str, words: Mapping[str, str]) -> list[tuple[str, str]]:
    facts = (
        (words["for"], rules.addressed(who.name, greeting)),
        (words["to"], rules.goes_to(order)),
        (words["with"], rules.sent_with(order)),
    )
    return [fact for fact in facts if fact[1]]


def _paid(
    db: sqlite3.Connection, order: Mapping[str, Any], words: Mapping[str, str], language: str
) -> list[tuple[str, str]]:
    """When and how money came in or went back, each with its amount; the latest, and what came before in one line."""
    payments = rules.money_in(orders.payments_of(db, order))
    told = [
        (
            " · ".join(filter(None, (_short(one["paid_on"], language), rules.paid_how(one, words)))),
            rules.signed(one["amount"]),
        )
        for one in payments[-rules.MOST_PAYMENTS :]
    ]
    before = sum(one["amount"] for one in payments[: -rules.MOST_PAYMENTS])
    return [(words["earlier"], rules.signed(before)), *told] if before else told


def _heading(order: Mapping[str, Any], words: Mapping[str, str]) -> str:
    return words["cod" if order["cod"] else "pay_to"]


def _ways(db: sqlite3.Connection, order: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Where to pay to, or what the courier collects."""
    if order["cod"]:
        return [(rules.sent_with(order) or "COD", rupiah(order["balance"]))]
    return [(account.line(), "") for account in shop.accounts(db)]


def _agreed(db: sqlite3.Connection, order: Mapping[str, Any], words: Mapping[str, str], language: str) -> list[str]:
    """Until when it is kept and to be paid; nothing of it where the courier is paid."""
    if order["cod"]:
        return []
    said = []
    if order["unique_code"]:
        said.append(words["exactly"].format(amount=rupiah(order["balance"])))
    due = windows.due(db, windows.order(db, order["id"])["due_id"])
    kept = order["keep_until"] and not due["part_on"] and datetime.fromisoformat(order["keep_until"])
    if kept and kept > clock.now():
        said.append(words["kept"].format(when=templates.moment(clock.stamp(kept), language)))
    day = due["part_on"] or due["due_on"]
    if day and not rules.is_past(day, clock.today()) and not (kept and clock.local(kept).date().isoformat() == day):
        when = templates.day(date.fromisoformat(day), language)
        said.append(words["part" if due["part_on"] else "due"].format(amount=rupiah(due["part"] or 0), when=when))
    if not due["part_on"] and (asked := _deposit(db, order)):
        said.append(words["dp"].format(amount=rupiah(asked)))
    return said


def _reach(db: sqlite3.Connection) -> str:
    """The shop's phone number, where it is known."""
    number = shop.kept(db).get("shop-phone")
    return phone.local(number) if number else ""


def _dated(stored: str, language: str) -> str:
    """A day with its weekday and, as on everything that is kept, its year."""
    return templates.day(date.fromisoformat(stored), language, today=date.min)


def _short(stored: str, language: str) -> str:
    """``22 Nov``, with the year where it is not this one."""
    day = date.fromisoformat(stored)
    year = "" if day.year == clock.today().year else f" {day.year}"
    return f"{day.day} {daywords.LONG_MONTHS[language][day.month - 1][:3]}{year}"
