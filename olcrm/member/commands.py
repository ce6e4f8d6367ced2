"""What the owner types about members."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.contact import alone
from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates, drafts, show
from olcrm.kit.drafts import Audience
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option
from olcrm.kit.table import Answer, Column, Kind, Page, Pairs, Said, Table, Words
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.member import gaps, rules, store

room = Verbs()

Who = Annotated[str, contacts.ContactWord]
Number = Annotated[str | None, option("--number", help=N_("Her number; by itself the next one."), metavar="NUMBER")]
OfTier = Annotated[
    str | None, option("--tier", help=N_("Her tier, whatever she spends; - as she earns it."), metavar="WORD")
]
On = Annotated[str | None, option("--on", help=N_("The day of it, if not today."), metavar="DATE")]


@room.writes(
    "add",
    help=N_("Let a customer join the members; her number comes by itself."),
    examples=("olcrm member add rina", "olcrm member add ani --number VIP-7 --tier Gold"),
)
def add(contact: Who, number: Number = None, tier: OfTier = None, on: On = None) -> Said:
    """Make her a member, or one again."""
    with writing() as db:
        who = contacts.find(db, contact)
        row = store.add(
            db,
            who,
            None if on is None else _day(on),
            number=None if number is None else rules.number(number),
            tier=_tier(db, tier),
        )
        db.said = _("{name} is a member, number {number}.").format(name=people.label(who), number=row["number"])
        document = _document(db, who)
    since = [_since(document)] if document["joined_on"] != clock.today().isoformat() else []
    return Said("member.add", db.said, {"member": document}, more=[*since, *_told(document)])


@room.reads(
    "list",
    help=N_("All members, with tier and what they spent in twelve months."),
    examples=("olcrm member list", "olcrm member list --tier gold"),
)
def list_(
    tier: Annotated[str | None, option("--tier", help=N_("Only those of this tier."), metavar="WORD")] = None,
) -> Table:
    """Who joined and has not left."""
    with reading() as db:
        page = show.page()
        wanted = None if tier is None else rules.tier(store.tiers(db), tier)
        found = store.listed(db, clock.today(), wanted, None if page is None else page + 1)
        briefs = contacts.briefs(db, [one["contact_id"] for one in found])
    rows = [{"contact": briefs[one.pop("contact_id")], **one} for one in found]
    columns = (
        Column("number", _("Number")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=2),
        Column("tier", _("Tier")),
        Column("spent", _("In 12 months"), Kind.MONEY),
        Column("joined_on", _("Member since"), Kind.DAY, keep=1),
        Column("missing", _("To the next tier"), Kind.MONEY, keep=3),
    )
    shown = rows if page is None else rows[:page]
    foot = [_("There are more: give --all to see them.")] if len(shown) < len(rows) else []
    empty = _("Nobody is a member yet; `olcrm member add CONTACT` makes one.")
    if wanted:
        empty = _("No member has the tier {tier}.").format(tier=wanted)
    return Table("member.list", columns, shown, title=_("Members"), foot=foot, empty=empty)


@room.reads(
    "show",
    help=N_("One membership: tier, benefits, and what is missing to the next tier."),
    examples=("olcrm member show rina",),
)
def show_(contact: Who) -> Page:
    """What she has by it."""
    with reading() as db:
        who = contacts.find(db, contact)
        store.find(db, who)
        document = _document(db, who)
    how = _("set by you") if document["tier_is_set"] else _("earned")
    following = document["next_tier"] and _("{amount} more for {tier}").format(
        amount=rupiah(document["missing"]), tier=document["next_tier"]
    )
    facts = [
        (_("Number"), document["number"], Kind.TEXT),
        (_("Standing"), people.shown(who.standing), Kind.TEXT),
        (_("Tier"), document["tier"] and f"{document['tier']} ({how})", Kind.TEXT),
        (_("Benefits"), document["benefits"] or None, Kind.TEXT),
        (_("In 12 months"), document["spent"], Kind.MONEY),
        (_("Next tier"), following, Kind.TEXT),
        (_("Member since"), document["joined_on"], Kind.DAY),
        (_("Left"), document["left_on"], Kind.DAY),
    ]
    return Page("member.show", people.label(who), {"member": document}, [Pairs([f for f in facts if f[1] is not None])])


@room.writes(
    "edit",
    help=N_("Change a member's number, tier or first day."),
    examples=(
        "olcrm member edit rina --tier Gold",
        "olcrm member edit rina --tier -",
        "olcrm member edit rina --number M-7",
    ),
)
def edit(contact: Who, number: Number = None, tier: OfTier = None, on: On = None) -> Said:
    """Correct what was noted."""
    if number is None and tier is None and on is None:
        raise Misunderstood(
            _("Nothing was said that is to change about the membership."), hint=_("Give --number, --tier or --on.")
        )
    with writing() as db:
        who = contacts.find(db, contact)
        row = store.find(db, who)
        changes: dict[str, Any] = {} if number is None else {"number": rules.number(number)}
        changes |= {} if tier is None else {"tier": _tier(db, tier)}
        changes |= {} if on is None else {"joined_on": _day(on).isoformat()}
        store.edit(db, row, changes)
        document = _document(db, who)
        db.said = _("Membership of {name} changed, number {number}.").format(
            name=people.label(who), number=document["number"]
        )
    since = [] if on is None else [_since(document)]
    return Said("member.edit", db.said, {"member": document}, more=[*since, *_told(document)])


@room.writes("leave", help=N_("Let a member leave; her number stays hers."), examples=("olcrm member leave rina",))
def leave(contact: Who, on: On = None) -> Said:
    """End a membership."""
    with writing() as db:
        who = contacts.find(db, contact)
        store.leave(db, who, _day(on))
        db.said = _("{name} is no member any more.").format(name=people.label(who))
        return Said("member.leave", db.said, {"member": _document(db, who)})


@room.reads(
    "form",
    help=N_("The form for members, to be sent; what comes back filled in is read by `olcrm paste`."),
    examples=("olcrm member form rina", "olcrm member form ani --plain"),
)
def form(contact: Who) -> Words:
    """The form, as it is sent to her."""
    from olcrm.template import store as templates

    with reading() as db:
        who = contacts.find(db, contact)
        letter = templates.letter(db, "member-form", who)
        pause = alone.left_alone(db, who)
    if pause:
        show.remark(pause)
    return Words("member.form", letter.whole(), {"contact": people.brief(who), **letter.document()})


@room.reads(
    "gaps",
    help=N_("Which regulars lack a birthday, an address or what they celebrate; each is asked once, at a good moment."),
    examples=("olcrm member gaps", "olcrm member gaps --text", "olcrm member gaps --send"),
)
def gaps_(
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Whom to ask for what."""
    audience = Audience(
        waiting=gaps.gaps,
        sketches=gaps.sketches,
        named=gaps.named,
        worded=gaps.worded,
        log=gaps.log,
        table=lambda _db, rows: _of_gaps(rows),
        question=alone.late_in_the_day,
    )
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


def _of_gaps(rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=1),
        Column("reason", _("Why"), whole=True),
    )
    foot = [_("`--text` shows the messages, `--send` goes through them one by one.")] if rows else []
    return Table("member.gaps", columns, rows, foot=foot, empty=_("There is nobody to ask for anything just now."))


def _day(word: str | None) -> date:
    return dates.past(word, clock.today(), _("Give the day it was, or leave --on out for today."))


def _tier(db: Ledger, word: str | None) -> str | None:
    return None if word is None or word.strip() == rules.NONE else rules.tier(store.tiers(db), word)


def _document(db: Ledger, who: Contact) -> dict[str, Any]:
    (found,) = store.facts(db, [store.find(db, who)], clock.today())
    del found["contact_id"]
    return {"contact": people.brief(who), **found}


def _since(document: Mapping[str, Any]) -> str:
    return _("Member since {day}.").format(day=dates.short(date.fromisoformat(document["joined_on"])))


def _told(document: Mapping[str, Any]) -> list[str]:
    """Her tier and what she gets by it."""
    said = [_("Tier: {tier}.").format(tier=document["tier"])] if document["tier"] else []
    if document["benefits"]:
        said.append(_("Benefits: {benefits}.").format(benefits=", ".join(document["benefits"])))
    return said
