"""What is known of a customer, fact by fact: what each is called, its value, how it is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from olcrm.contact import reach, rules
from olcrm.kit import dates, phone
from olcrm.kit.table import Kind
from olcrm.kit.text import _

if TYPE_CHECKING:
    from olcrm.contact.trust import Next

Row = Mapping[str, Any]
Fact = tuple[str, Any, Kind]


def next_order(upcoming: "Next | None") -> list[Fact]:
    """What her next order has that is not as usual, each with its reason."""
    lines = [] if upcoming is None else upcoming.lines()
    return [(_("Next order"), "; ".join(lines), Kind.TEXT)] if lines else []


def reached(document: Row) -> list[Fact]:
    """Phones, handles and addresses, each on a line of its own."""
    facts: list[Fact] = []
    for channel in document["channels"]:
        if channel["kind"] == "phone":
            facts.append((_("Phone"), phone.local(channel["value"]), Kind.TEXT))
        else:
            facts.append((rules.HANDLES.get(channel["kind"], channel["kind"]), channel["typed"], Kind.TEXT))
    for address in document["addresses"]:
        label = f" {address['label']}" if address["label"] else ""
        facts.append((_("Address {id}").format(id=address["id"]) + label, address["text"], Kind.TEXT))
    if document["prefers"]:
        facts.append((_("Reach her by"), reach.preferred_shown(document["prefers"]), Kind.TEXT))
    return facts


def known(document: Row) -> list[Fact]:
    """What is known of the person; what is not known has no line."""
    referrer = document["referred_by"]
    greeted = document["celebrates"] if document["greeting_wanted"] else _("not to be greeted")
    return [
        (_("Closeness"), document["closeness"] and _("{n} of 5").format(n=document["closeness"]), Kind.TEXT),
        (_("City"), document["city"], Kind.TEXT),
        (_("Birthday"), document["birthday"] and dates.birthday_shown(document["birthday"]), Kind.TEXT),
        (_("Greeted for"), greeted, Kind.TEXT),
        *agreed(document["consents"]),
        (_("Sizes"), [f"{size['what']} {size['value']}" for size in document["sizes"]], Kind.TEXT),
        (_("Buys for"), "; ".join(circle(document["circle"])), Kind.TEXT),
        (_("Tags"), document["tags"], Kind.TEXT),
        (_("Came from"), document["source"], Kind.TEXT),
        (_("Sent by"), referrer and f"{referrer['name']} ({referrer['id']})", Kind.TEXT),
        (_("Written to in"), document["language"], Kind.TEXT),
        (_("Archived"), document["archived"] or None, Kind.TEXT),
    ]


def bonds(document: Row, most: int) -> list[Fact]:
    """Her membership, and the latest ``most`` gifts between her and the shop."""
    member, gifts = document["member"], document["gifts"]
    facts: list[Fact] = []
    if member:
        joined = dates.short(date.fromisoformat(member["joined_on"]))
        said = _("{number}, since {day}").format(number=member["number"], day=joined)
        facts.append((_("Member"), said, Kind.TEXT))
    if gifts:
        facts.append((_("Gifts"), "; ".join(map(_gift, gifts[:most])), Kind.TEXT))
    return facts


def _gift(gift: Row) -> str:
    said = _("given {day}: {what}") if gift["direction"] == "given" else _("from her {day}: {what}")
    return said.format(day=dates.short(date.fromisoformat(gift["given_on"])), what=gift["what"])


def agreed(statements: Sequence[Row]) -> list[Fact]:
    """What she agreed to and what she does not want; greetings have a line of their own."""
    from olcrm.contact import consents

    said = {purpose: given for purpose, given in consents.standing(statements).items() if purpose != consents.GREETINGS}
    return [
        (_("Agreed to"), [consents.shown(purpose) for purpose, given in said.items() if given], Kind.TEXT),
        (_("Does not want"), [consents.shown(purpose) for purpose, given in said.items() if not given], Kind.TEXT),
    ]


def circle(people: Sequence[Row]) -> list[str]:
    """Whom she buys for, with their days."""
    if not people:
        return []
    from olcrm.contact import circle as circles

    return [circles.shown(one) for one in people]


def pause_shown(paused: Row | None) -> str | None:
    """Until when she is to be left alone, and why."""
    if paused is None:
        return None
    return f"{dates.short(date.fromisoformat(paused['until']))}: {paused['because']}"


def sums(document: Row) -> list[Fact]:
    """Orders and money."""
    return [
        (_("Orders"), document["orders"], Kind.NUMBER),
        (_("Spent"), document["spent"] or None, Kind.MONEY),
        (_("Owes"), document["owed"] or None, Kind.MONEY),
        (_("Credit"), document["credit"] or None, Kind.MONEY),
        (_("Last contact"), document["last_contact"], Kind.MOMENT),
    ]
