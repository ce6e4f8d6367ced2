"""What the owner types about gifts."""

from typing import Any

from olcrm.contact import rules as people
from olcrm.contact import store as contacts
from olcrm.gift import rules, store
from olcrm.kit import clock, dates, money, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing

room = Verbs()

Number = Annotated[str, word(N_("Its number; `olcrm gift list` shows it."), metavar="NO")]
Worth = Annotated[str | None, option("--worth", help=N_("What it was worth; - for not known."), metavar="MONEY")]
Because = Annotated[
    str | None, option("--because", help=N_("What for: ulang tahun, terima kasih …; - for nothing."), metavar="TEXT")
]
On = Annotated[str | None, option("--on", help=N_("The day of it, if not today."), metavar="DATE")]
Received = Annotated[bool, option("--received", help=N_("She gave it to you."))]
Given = Annotated[bool, option("--given", help=N_("You gave it to her."))]


@room.writes(
    "add",
    help=N_("Note a gift, given or received; what she has had before is shown."),
    examples=(
        'olcrm gift add rina "mug bunga" --worth 50rb --because "ulang tahun"',
        'olcrm gift add ani "oleh-oleh dodol" --received --on kemarin',
    ),
)
def add(
    contact: Annotated[str, contacts.ContactWord],
    what: Annotated[str, word(N_("What was given."), metavar="WHAT")],
    received: Received = False,
    worth: Worth = None,
    because: Because = None,
    on: On = None,
) -> Said:
    """Write down a gift."""
    facts = _facts(what=what, worth=worth, because=because)
    with writing() as db:
        who = contacts.find(db, contact)
        earlier = store.before(db, who.id)
        day = dates.past(on, clock.today(), _("Give the day it was given, or leave --on out for today."))
        number = store.add(
            db,
            who.id,
            facts["what"],
            on=day,
            direction=rules.RECEIVED if received else rules.GIVEN,
            worth=facts.get("worth"),
            because=facts.get("because"),
        )
        said = _("Gift {number} from {name}: {what}.") if received else _("Gift {number} to {name}: {what}.")
        db.said = said.format(number=number, name=people.label(who), what=facts["what"])
        document = store.document(store.find(db, str(number)), people.brief(who))
    had = {
        rules.GIVEN: _("Had before: {gift}."),
        rules.RECEIVED: _("Gave before: {gift}."),
    }
    more = [had[one["direction"]].format(gift=rules.told(one)) for one in earlier]
    before = [store.document(one, people.brief(who)) for one in earlier]
    return Said("gift.add", db.said, {"gift": document, "before": before}, more=more)


@room.reads(
    "list",
    help=N_("Gifts, the latest first, with what they were worth together."),
    examples=("olcrm gift list", "olcrm gift list --contact rina", "olcrm gift list --given --since 1/1"),
)
def list_(
    contact: Annotated[
        str | None, option("--contact", help=N_("Only hers."), metavar="CONTACT", suggest=contacts.suggest)
    ] = None,
    given: Given = False,
    received: Received = False,
    since: Annotated[str | None, option("--since", help=N_("Only from this day on."), metavar="DATE")] = None,
) -> Table:
    """What went which way."""
    direction = _direction(given, received)
    with reading() as db:
        page = show.page()
        first = None if since is None else dates.day(since, clock.today(), looks="back")
        who = None if contact is None else contacts.find(db, contact)
        rows, sums = store.listed(db, contact_id=who.id if who else None, direction=direction, since=first, limit=page)
        briefs = contacts.briefs(db, [row["contact_id"] for row in rows])
    return _table([store.document(row, briefs[row["contact_id"]]) for row in rows], sums)


@room.writes(
    "edit",
    help=N_("Correct a gift."),
    examples=('olcrm gift edit 3 --what "mug biru" --worth 60rb', "olcrm gift edit 3 --because - --on 1/11"),
)
def edit(
    gift: Number,
    what: Annotated[str | None, option("--what", help=N_("What was given."), metavar="WHAT")] = None,
    worth: Worth = None,
    because: Because = None,
    on: On = None,
    given: Given = False,
    received: Received = False,
) -> Said:
    """Change what was noted of it."""
    facts = _facts(what=what, worth=worth, because=because)
    direction = _direction(given, received)
    facts |= {"direction": direction} if direction else {}
    if not facts and on is None:
        raise Misunderstood(
            _("Nothing was said that is to change about the gift."),
            hint=_("Give --what, --worth, --because, --on, --given or --received."),
        )
    with writing() as db:
        row = store.find(db, gift)
        if on is not None:
            day = dates.past(on, clock.today(), _("Give the day it was given, or leave --on out for today."))
            facts["given_on"] = day.isoformat()
        store.edit(db, row["id"], facts)
        return _done(db, "gift.edit", store.find(db, gift), _("Gift {number} of {name} changed: {what}."))


@room.writes("remove", help=N_("Remove a gift; `olcrm undo` brings it back."), examples=("olcrm gift remove 3",))
def remove(gift: Number) -> Said:
    """Take it out."""
    with writing() as db:
        row = store.find(db, gift)
        store.remove(db, row["id"])
        return _done(db, "gift.remove", row, _("Gift {number} of {name} removed: {what}."))


def _done(db: Ledger, kind: str, row: Any, sentence: str) -> Said:
    who = contacts.get(db, row["contact_id"])
    db.said = sentence.format(number=row["id"], name=people.label(who), what=row["what"])
    return Said(kind, db.said, {"gift": store.document(row, people.brief(who))})


def _direction(given: bool, received: bool) -> str | None:
    if given and received:
        raise Misunderstood(_("--given and --received do not go together."), hint=_("Give one of them."))
    return rules.GIVEN if given else rules.RECEIVED if received else None


def _facts(*, what: str | None, worth: str | None, because: str | None) -> dict[str, Any]:
    """The columns that were typed; a hyphen clears what may be empty."""
    found: dict[str, Any] = {}
    if what is not None:
        found["what"] = text(what, _("The gift"))
    if worth is not None:
        found["worth"] = None if worth.strip() == rules.NONE else money.amount(worth, zero=True)
    if because is not None:
        found["because"] = None if because.strip() == rules.NONE else text(because, _("The reason"))
    return found


def _table(documents: list[dict[str, Any]], sums: dict[str, dict[str, int]]) -> Table:
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("on", _("Day"), Kind.DAY),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: people.shown(row["contact"]["standing"]), keep=3),
        Column("direction", _("Which way"), value=lambda row: rules.shown(row["direction"]), keep=1),
        Column("what", _("Gift")),
        Column("because", _("What for"), keep=2),
        Column("worth", _("Worth"), Kind.MONEY),
    )
    said = {rules.GIVEN: _("Given: {count}"), rules.RECEIVED: _("Received: {count}")}
    foot = []
    for way in rules.DIRECTIONS:
        if way in sums:
            worth = _(", worth {worth}").format(worth=rupiah(sums[way]["worth"])) if sums[way]["worth"] else ""
            foot.append(said[way].format(count=sums[way]["gifts"]) + worth + ".")
    return Table(
        "gift.list",
        columns,
        documents,
        total=sum(one["gifts"] for one in sums.values()),
        title=_("Gifts"),
        foot=foot,
        empty=_("No gift is noted here; `olcrm gift add CONTACT WHAT` notes one."),
        extra={"sums": sums},
    )
