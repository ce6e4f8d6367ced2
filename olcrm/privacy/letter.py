"""What is known of a person, written as a letter she can read: in her language, without a word of the program's."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from olcrm.contact import circle, consents
from olcrm.contact import rules as people
from olcrm.kit import clock, couriers, dates, phone
from olcrm.kit.money import rupiah
from olcrm.kit.text import N_, _, speaking
from olcrm.pay.rules import CREDIT

Row = Mapping[str, Any]

THINGS = {
    "contact": N_("name and what is known of you"),
    "channel": N_("phone or handle"),
    "address": N_("address"),
    "tag": N_("tag"),
    "size": N_("size"),
    "celebrates": N_("what you like to be greeted for"),
    "pause": N_("a time to leave you alone"),
    "note": N_("note"),
    "message": N_("message"),
    "due": N_("what is to be paid"),
    "instalment": N_("a part of what is to be paid"),
    "payment": N_("payment"),
    "bank_line": N_("what the bank wrote of a payment of yours"),
    "sale_order": N_("order"),
    "consent": N_("consent"),
    "pasted": N_("pasted text"),
    "request": N_("your request"),
    "wish": N_("what you wait for"),
    "parcel": N_("parcel"),
    "errand": N_("what is bought for you"),
    "reply": N_("an answer to you"),
    "ask": N_("your question"),
    "complaint": N_("your complaint"),
    "claim": N_("your claim"),
    "rating": N_("your rating"),
    "circle": N_("a person you buy for"),
    "gift": N_("gift"),
    "member": N_("your membership"),
}
_ELSE = N_("something about you")
_YOU_ASKED = {
    "access": N_("a copy of your data"),
    "correction": N_("a correction"),
    "erasure": N_("that your data be erased"),
    "stop": N_("not to be written to"),
}
_DONE = {"add": N_("{what}: noted"), "edit": N_("{what}: changed"), "remove": N_("{what}: removed")}


def letter(document: Row, language: str) -> str:
    """The whole letter about ``document`` (of ``dossier.known``) in ``language``."""
    with speaking(language):
        parts = [[_head(document)], *_parts(document)]
        return "\n\n".join("\n".join(lines) for lines in parts) + "\n"


def _head(document: Row) -> str:
    shop = document["shop"]
    title = _("What {shop} knows of {name}") if shop else _("What is known of {name}")
    made = _("Written on {day}.").format(day=dates.long(_day(document["made_at"])))
    return "\n".join([title.format(shop=shop, name=document["contact"]["name"]), made])


def _parts(document: Row) -> Iterator[list[str]]:
    """Each part with its heading; a part without lines is left out."""
    contact = document["contact"]
    parts: Sequence[tuple[str, Iterator[str]]] = (
        (_("You"), _profile(contact)),
        (_("What you agreed to"), map(_consent, document["consents"])),
        (_("What you asked of us"), map(_request, document["requests"])),
        (_("Orders"), (line for order in document["orders"] for line in _order(order))),
        (_("What you wait for"), map(_wish, document["waits"])),
        (_("What is bought for you"), map(_errand, document["errands"])),
        (_("Your questions and visits"), map(_asked, document["asks"])),
        (_("Your complaints"), map(_complaint, document["complaints"])),
        (_("Your claims"), map(_claim, document["claims"])),
        (_("Gifts"), map(_gift, document["gifts"])),
        (_("Your membership"), map(_membership, document["membership"])),
        (
            _("Draws in which you took part"),
            (f"- {_on(one['drawn_at'])}: {one['name']}" for one in document["draws"]),
        ),
        (_("How you liked it"), map(_rating, document["ratings"])),
        (_("Other dues"), (_due(one) for one in document["dues"] if one["amount"])),
        (_("Payments"), map(_payment, document["payments"])),
        (_("What the bank wrote of them"), map(_on_statement, document["statements"])),
        (
            _("What you sent us, word for word"),
            (f"- {_on(one['pasted_at'])}: {one['text']}" for one in document["sent"]),
        ),
        (_("Messages"), map(_message, document["messages"])),
        (_("Notes"), (f"- {_on(one['at'])}: {one['text']}" for one in document["notes"])),
        (_("When what was noted"), map(_processed, document["processing"])),
    )
    for heading, lines in parts:
        if found := list(lines):
            yield [heading.upper(), *found]
    yield [
        _("Whatever is wrong here will be put right, and whatever you do not want kept will be erased: just say so."),
        _(
            "Who else got parcels of yours, and who sent you to us, is left out: names of other people stand here only"
            " among those you buy for, and in texts as they were written."
        ),
    ]


def _profile(contact: Row) -> Iterator[str]:
    facts = [
        (_("Name"), contact["name"]),
        (_("Nickname"), contact["nickname"]),
        (_("Salutation"), contact["salutation"]),
        *((_channel(one["kind"]), _reached(one)) for one in contact["channels"]),
        *((" ".join(filter(None, (_("Address"), one["label"]))), one["text"]) for one in contact["addresses"]),
        (_("City"), contact["city"]),
        (_("Birthday"), contact["birthday"] and dates.birthday_shown(contact["birthday"])),
        (_("Greeted for"), ", ".join(contact["celebrates"]) if contact["greeting_wanted"] else _("not to be greeted")),
        (_("Sizes"), ", ".join(f"{one['what']} {one['value']}" for one in contact["sizes"])),
        (_("You buy for"), "; ".join(map(circle.shown, contact["circle"]))),
        (_("Tags"), ", ".join(contact["tags"])),
        (_("Standing"), people.shown(contact["standing"])),
        (_("Came from"), contact["source"]),
        (_("Sent by"), _("another customer") if contact["was_referred"] else None),
        (_("Written to in"), contact["language"]),
        (_("Left alone until"), contact["paused_until"]),
        (_("Known since"), _on(contact["known_since"])),
    ]
    return (f"{name}: {value}" for name, value in facts if value)


def _channel(kind: str) -> str:
    return _("Phone") if kind == "phone" else people.HANDLES.get(kind, kind)


def _reached(channel: Row) -> str:
    return phone.local(channel["value"]) if channel["kind"] == "phone" else str(channel["typed"])


def _consent(one: Row) -> str:
    said = _("yes") if one["given"] else _("no")
    how = f" ({one['how']})" if one["how"] else ""
    return f"- {_on(one['on'])}: {consents.shown(one['purpose'])}: {said}{how}"


def _wish(one: Row) -> str:
    what = one["what"] if one["qty"] == 1 else f"{one['qty']}x {one['what']}"
    said = f"- {_on(one['wished_at'])}: {what}" + (f", {one['note']}" if one["note"] else "")
    return said + (", " + _("until {day}").format(day=_on(one["ended_on"])) if one["ended_on"] else "")


def _asked(one: Row) -> str:
    if one["kind"] == "visit":
        day = _("visit on {day}").format(day=_on(one["next_on"]))
        return f"- {_on(one['asked_at'])}: {day}" + (f", {one['text']}" if one["text"] else "")
    said = f"- {_on(one['asked_at'])}: {one['text']}" + (f" ({one['product']})" if one["product"] else "")
    if not one["answered_at"]:
        return said
    answered = _("answered {day}").format(day=_on(one["answered_at"]))
    return f"{said}; {answered}" + (f": {one['answer']}" if one["answer"] else "")


def _complaint(one: Row) -> str:
    about = ", ".join(filter(None, (_order_name(one["order"]), one["product"])))
    said = f"- {_on(one['opened_on'])}: {one['text']}" + (f" ({about})" if about else "")
    if not one["closed_at"]:
        return said
    return f"{said}; " + _("closed {day}: {outcome} ({cause})").format(
        day=_on(one["closed_at"]), outcome=one["outcome"], cause=one["cause"]
    )


def _claim(one: Row) -> str:
    from olcrm.claim import rules as claims

    about = ", ".join(filter(None, (_order_name(one["order"]), claims.reason_shown(one["reason"]), one["text"])))
    said = f"- {_on(one['opened_on'])}: {claims.grants_shown([one['wants']])}, {one['what']} ({about})"
    if not one["decided_on"]:
        return said
    return f"{said}; {claims.decision_shown(one['decision'])} {_on(one['decided_on'])}"


def _gift(one: Row) -> str:
    way = _("to you") if one["direction"] == "given" else _("from you")
    worth = rupiah(one["worth"]) if one["worth"] else None
    about = ", ".join(filter(None, (one["because"], worth)))
    return f"- {_on(one['given_on'])}, {way}: {one['what']}" + (f" ({about})" if about else "")


def _membership(one: Row) -> str:
    said = _("number {number}, since {day}").format(number=one["number"], day=_on(one["joined_on"]))
    tier = f", {one['tier']}" if one["tier"] else ""
    return f"{said}{tier}" + (", " + _("until {day}").format(day=_on(one["left_on"])) if one["left_on"] else "")


def _rating(one: Row) -> str:
    stars = _("{stars} of 5").format(stars=one["stars"])
    said = ", ".join(filter(None, (stars, one["text"])))
    return f"- {_on(one['rated_on'])}, {_order_name(one['order'])}: {said}"


def _order_name(number: int | None) -> str:
    return _("order {number}").format(number=number) if number else ""


def _errand(one: Row) -> str:
    amounts = ((_("at most"), one["at_most"]), (_("price"), one["spent"]), (_("fee"), one["fee"]))
    facts = [f"{name} {rupiah(amount)}" for name, amount in amounts if amount]
    if one["bought_on"]:
        facts.append(_("bought {day}").format(day=_on(one["bought_on"])))
    if one["not_found_on"]:
        facts.append(_("not found"))
    return f"- {_on(one['asked_at'])}: " + ", ".join([one["what"], *facts])


def _on_statement(one: Row) -> str:
    return f"- {_on(one['paid_on'])}: {rupiah(one['amount'])}, {one['bank']}: {one['text']}"


def _request(one: Row) -> str:
    kind = _(_YOU_ASKED[one["kind"]])
    answered = _("answered {day}").format(day=_on(one["answered_at"])) if one["answered_at"] else _("open")
    words = [kind, one["said"], answered, one["answer"]]
    return f"- {_on(one['asked_at'])}: " + ", ".join(word for word in words if word)


def _order(order: Row) -> Iterator[str]:
    yield f"- {_on(order['ordered_on'])}, " + _("order {number}").format(number=order["id"]) + f": {_(order['status'])}"
    for line in order["lines"]:
        yield f"  {line['qty']}x {line['name']} = {rupiah(line['subtotal'])}"
    sums = [(_("Shipping"), order["shipping"]), (_("Discount"), order["discount"])]
    sums += [(_("Goods that came back"), order["returned"]), (_("Refund"), order["refunded"])]
    sums += [(_("Total"), order["total"]), (_("Paid"), order["paid"]), (_("Still to pay"), order["balance"])]
    facts = [(name, rupiah(amount)) for name, amount in sums if amount]
    recipient = _("somebody else") if order["to_somebody_else"] else order["recipient"]
    facts += [(_("Recipient"), recipient), (_("Phone"), order["recipient_phone"])]
    facts += [(_("Address"), order["address"]), (_("Card"), order["gift"]), (_("Sender"), order["dropship_from"])]
    facts += [(_("Note"), order["note"]), (_("Number"), order["number"]), (_("Why it ended"), order["close_reason"])]
    yield from (f"  {name}: {value}" for name, value in facts if value)
    for parcel in order["parcels"]:
        yield "  " + _("Parcel") + ": " + ", ".join(_parcel(parcel))


def _parcel(parcel: Row) -> Iterator[str]:
    """With whom, under which number, and what happened to it when."""
    courier = couriers.shown(parcel["courier"]) if parcel["courier"] else ""
    carrier = " ".join(filter(None, (courier, parcel["service"], parcel["tracking"])))
    if carrier:
        yield carrier
    days = (
        (_("packed {day}"), parcel["packed_on"]),
        (_("sent off {day}"), parcel["shipped_on"]),
        (_("arrived {day}"), parcel["arrived_on"]),
        (_("came back {day}"), parcel["returned_on"]),
    )
    yield from (words.format(day=_on(day)) for words, day in days if day)
    if parcel["collect"]:
        yield _("paid at the door: {amount}").format(amount=rupiah(parcel["collect"]))
    if parcel["note"]:
        yield str(parcel["note"])


def _due(due: Row) -> str:
    paid = _("{paid} of {amount} paid").format(paid=rupiah(due["paid"]), amount=rupiah(due["amount"]))
    return f"- {_on(due['created_on'])}: {due['memo']}, {paid}"


def _payment(payment: Row) -> str:
    words = [_("credit") if payment["method"] == CREDIT else payment["method"], payment["note"]]
    if payment["order_id"]:
        words.insert(0, _("order {number}").format(number=payment["order_id"]))
    about = ", ".join(str(word) for word in words if word)
    return f"- {_on(payment['paid_on'])}: {rupiah(payment['amount'])}" + (f" ({about})" if about else "")


def _message(message: Row) -> str:
    who = _("you") if message["direction"] == "in" else _("we")
    return f"- {_on(message['at'])}, {who}: {message['text']}"


def _processed(one: Row) -> str:
    done = ", ".join(_(_DONE[act["did"]]).format(what=_(THINGS.get(act["what"], _ELSE))) for act in one["done"])
    return f"- {_on(one['at'], hour=True)}: {done}"


def _day(stated: str) -> date:
    return clock.local(datetime.fromisoformat(stated)).date() if "T" in stated else date.fromisoformat(stated)


def _on(stated: str, *, hour: bool = False) -> str:
    """A day as it is said, of a moment with its hour where it matters."""
    said = dates.short(_day(stated))
    return f"{said} {clock.local(datetime.fromisoformat(stated)):%H:%M}" if hour else said
