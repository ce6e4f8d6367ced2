"""One person in as few lines as a terminal has: what is to be known before she is answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from olcrm.contact import facts, pending, rules, timeline
from olcrm.contact.rules import Contact
from olcrm.kit import dates
from olcrm.kit.money import rupiah
from olcrm.kit.table import Kind, Pairs, Table
from olcrm.kit.text import _, ngettext

if TYPE_CHECKING:
    from olcrm.contact.facts import Fact
    from olcrm.contact.trust import Next

Row = Mapping[str, Any]


def in_brief(document: Row, contact: Contact, upcoming: "Next | None", *, cut: bool) -> list[Pairs | Table]:
    """What is to be known before she is answered, what is open, and as much of what happened as the screen holds."""
    whole = document["contact"]
    addressed = [document["addressed"], whole["language"] and _("in {language}").format(language=whole["language"])]
    ways = [text for _name, text, _kind in facts.reached(whole | {"addresses": ()})]
    known: list[Fact] = [
        (_("Addressed as"), _joined(addressed), Kind.TEXT),
        (_("Standing"), f"{rules.shown(contact.standing)}: {document['reason']}", Kind.TEXT),
        (_("Be careful"), _joined(_careful(document, upcoming)), Kind.TEXT),
        *([] if upcoming is None or contact.archived_at else facts.next_order(upcoming)),
        (_("Reach her by"), _joined(ways), Kind.TEXT),
        (_("Address"), _address(whole["addresses"]), Kind.TEXT),
        (_("About her"), _joined(_about(whole)), Kind.TEXT),
        (_("Sizes"), [f"{size['what']} {size['value']}" for size in whole["sizes"]], Kind.TEXT),
        (_("Buys for"), "; ".join(facts.circle(whole["circle"])), Kind.TEXT),
        (_("Tags"), whole["tags"], Kind.TEXT),
        *facts.bonds(document, most=2),
        (_("So far"), _joined(_so_far(whole)), Kind.TEXT),
    ]
    tables = [pending.table(document["open"]), timeline.table(document["timeline"], cut=cut)]
    return [Pairs(known), *(table for table in tables if table.rows)]


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(part for part in parts if part)


def _careful(document: Row, upcoming: "Next | None") -> list[str]:
    """What must not be forgotten when she is written to."""
    whole, said = document["contact"], []
    if document["pause"]:
        said.append(_("leave alone until {pause}").format(pause=facts.pause_shown(document["pause"])))
    if not whole["greeting_wanted"]:
        said.append(_("not to be greeted"))
    said += [_("no {purpose}").format(purpose=purpose) for purpose in facts.agreed(whole["consents"])[1][1]]
    opened = [one["kind"] for one in document["open"]]
    if troubles := opened.count("complaint"):
        said.append(ngettext("{n} complaint open", "{n} complaints open", troubles).format(n=troubles))
    if claims := opened.count("claim"):
        said.append(ngettext("{n} claim open", "{n} claims open", claims).format(n=claims))
    if upcoming is not None and upcoming.trail.count:
        said.append(upcoming.trail.because())
    if whole["archived"]:
        said.append(_("archived"))
    said += [event["text"] for event in document["timeline"] if event["private"]][:1]
    return said


def _address(addresses: Sequence[Row]) -> str:
    """The first of them, and how many there are besides."""
    if not addresses:
        return ""
    more = len(addresses) - 1
    others = ngettext("(and {n} more)", "(and {n} more)", more).format(n=more) if more else ""
    return f"{addresses[0]['text']} {others}".strip()


def _about(whole: Row) -> list[str | None]:
    """Her day, what she celebrates, and where she came from, in a few words."""
    referrer = whole["referred_by"]
    return [
        whole["birthday"] and _("born {day}").format(day=dates.birthday_shown(whole["birthday"])),
        _("greeted for {feasts}").format(feasts=", ".join(whole["celebrates"])) if whole["celebrates"] else None,
        whole["source"] and _("came from {source}").format(source=whole["source"]),
        referrer and _("sent by {name} ({id})").format(name=referrer["name"], id=referrer["id"]),
        whole["closeness"] and _("closeness {n} of 5").format(n=whole["closeness"]),
    ]


def _so_far(whole: Row) -> list[str | None]:
    """Orders and money, and when she was spoken to last."""
    count = whole["orders"]
    last = whole["last_contact"] and date.fromisoformat(whole["last_contact"][:10])
    return [
        ngettext("{n} order", "{n} orders", count).format(n=count),
        whole["spent"] and _("spent {amount}").format(amount=rupiah(whole["spent"])),
        whole["owed"] and _("owes {amount}").format(amount=rupiah(whole["owed"])),
        whole["credit"] and _("credit {amount}").format(amount=rupiah(whole["credit"])),
        _("last contact {day}").format(day=dates.short(last)) if last else None,
    ]
