"""What the owner types about those a customer buys for: `contact circle`."""

from typing import Any

from olcrm.contact import circle as circles
from olcrm.contact import options, rules, store
from olcrm.contact.pages import said
from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Options, Verbs, field, option, text, word
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import reading, writing

circle = Verbs()

OneOfHers = Annotated[str, word(N_("Who it is that she buys for: name, number or relation."), metavar="NAME")]
Remind = Annotated[bool, option("--remind", help=N_("Remind her of the day some days before."))]
RemindOrNot = Annotated[
    bool | None, option("--remind/--no-remind", help=N_("Whether to remind her of the day some days before."))
]


class Person(Options):
    """What is known of somebody she buys for."""

    relation: str | None = field("--relation", help=N_("Who it is to her: ibu, anak, guru …"), metavar="WORD")
    what: str | None = field("--what", help=N_("What the day is: birthday, anniversary, wisuda …"), metavar="WORD")
    day: str | None = field("--day", help=N_("The day, like 17/8 or 17/8/1960; - for none."), metavar="BIRTHDAY")
    note: str | None = field("--note", help=N_("What else to know; - for nothing."), metavar="TEXT")

    def facts(self) -> dict[str, Any]:
        """The columns that were typed; a hyphen clears what may be empty. Raises Misunderstood."""
        read = {
            "relation": (self.relation, circles.relation),
            "what": (self.what, circles.what),
            "day": (self.day, circles.day),
            "note": (self.note, lambda note: text(note, _("The note"))),
        }
        return {
            key: None if typed.strip() == circles.NONE else meant(typed)
            for key, (typed, meant) in read.items()
            if typed is not None
        }


@circle.writes(
    "add",
    help=N_("Note somebody she buys for, and a day of theirs."),
    examples=(
        "olcrm contact circle add rina 'Ibu Sari' --relation ibu --day 17/8/1960 --remind",
        "olcrm contact circle add ani 'Bu Guru Tini' --relation guru --note 'suka warna biru'",
    ),
)
def circle_add(
    contact: options.Who,
    name: OneOfHers,
    person: Person,
    remind: Remind = False,
) -> Said:
    """Write down one of her people."""
    called = text(name, _("The name"))
    with writing() as db:
        who = store.find(db, contact)
        number = circles.add(db, who.id, called, person.facts() | {"greeted": int(remind)})
        one = circles.get(db, number)
        sentence = _("{name} ({id}) buys for {person}.")
        return said(db, "contact.circle.add", who.id, sentence, _cautions(one), person=circles.shown(one))


def _cautions(one: Row) -> list[str]:
    """What to be careful about with one of her people, and what comes of her day."""
    said = []
    if circles.is_child(one["relation"]):
        said.append(
            _("What is known of children is protected by law: note no more than is needed, and if the parents agree.")
        )
    if one["greeted"]:
        said.append(_("`olcrm greet circle` writes to her some days before."))
    return said


@circle.reads("list", help=N_("Whom a customer buys for."), examples=("olcrm contact circle list rina",))
def circle_list(contact: options.Who) -> Table:
    """All of her people."""
    with reading() as db:
        who = store.find(db, contact)
        rows = [rules.of_circle(one) for one in circles.of(db, who.id)]
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("name", _("Name")),
        Column("relation", _("Who it is")),
        Column("what", _("What"), value=lambda row: row["what"] and circles.what_shown(row["what"])),
        Column("day", _("Day"), value=lambda row: row["day"] and dates.birthday_shown(row["day"])),
        Column("remind", _("Remind"), value=lambda row: _("yes") if row["remind"] else "", keep=1),
        Column("note", _("Note"), keep=2),
    )
    return Table(
        "contact.circle.list",
        columns,
        rows,
        title=store.label(who),
        empty=_("It is not known yet for whom {name} buys.").format(name=who.name),
        extra={"contact": store.brief(who)},
    )


@circle.writes(
    "edit",
    help=N_("Correct somebody she buys for."),
    examples=(
        "olcrm contact circle edit rina 'Ibu Sari' --day 18/8/1960",
        "olcrm contact circle edit rina ibu --no-remind",
    ),
)
def circle_edit(
    contact: options.Who,
    name: OneOfHers,
    person: Person,
    called: options.NewName = None,
    remind: RemindOrNot = None,
) -> Said:
    """Change what was noted of one of her people."""
    with writing() as db:
        who = store.find(db, contact)
        before = circles.hers(db, who, name)
        facts = person.facts() | ({"name": text(called, _("The name"))} if called is not None else {})
        facts |= {} if remind is None else {"greeted": int(remind)}
        if not facts:
            raise Misunderstood(
                _("Nothing was said that is to change about {person}.").format(person=before["name"]),
                hint=_("Give --name, --relation, --what, --day, --note, --remind or --no-remind."),
            )
        circles.edit(db, before["id"], facts)
        one = circles.get(db, before["id"])
        more = [] if circles.is_child(before["relation"]) else _cautions(one)
        sentence = _("{name} ({id}) buys for {person}.")
        return said(db, "contact.circle.edit", who.id, sentence, more, person=circles.shown(one))


@circle.writes(
    "remove",
    help=N_("Forget somebody she buys for; `olcrm undo` brings it back."),
    examples=("olcrm contact circle remove rina 'Ibu Sari'", "olcrm contact circle remove rina 3"),
)
def circle_remove(contact: options.Who, name: OneOfHers) -> Said:
    """Take one of her people out."""
    with writing() as db:
        who = store.find(db, contact)
        one = circles.hers(db, who, name)
        circles.remove(db, one["id"])
        sentence = _("{person} removed from those {name} ({id}) buys for.")
        return said(db, "contact.circle.remove", who.id, sentence, person=one["name"])
