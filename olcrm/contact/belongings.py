"""The groups of verbs about what belongs to a customer: `contact channel`, `address`, `size`, and `circle`."""

from typing import Any

from olcrm.contact import options, rules, store
from olcrm.contact.pages import said
from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Options, Verbs, field, text
from olcrm.kit.record import Row
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import reading, writing

channel = Verbs(N_("Phones and handles: add, remove."))
address = Verbs(N_("Where parcels go: add, remove."))
size = Verbs(N_("What fits: set, list."))
circle = Verbs(N_("Whom she buys for, and their days: add, list, edit, remove."))


@channel.writes(
    "add",
    help=N_("Add a phone number or handle."),
    examples=("olcrm contact channel add rina phone 0812-3456-7890", "olcrm contact channel add rina ig @rina_w"),
)
def channel_add(contact: options.Who, kind: options.Kind, value: options.Reached) -> Said:
    """Note a way to reach somebody."""
    with writing() as db:
        who = store.find(db, contact)
        new = rules.channel(kind, text(value, _("The channel")))
        fresh = store.add_channel(db, who.id, new)
        sentence = _("{channel} added to {name} ({id}).") if fresh else _("{name} ({id}) has {channel} already.")
        return said(db, "contact.channel.add", who.id, sentence, channel=new.typed)


@channel.writes(
    "remove",
    help=N_("Remove a phone number or handle."),
    examples=("olcrm contact channel remove rina 0812-3456-7890", "olcrm contact channel remove rina @rina_w"),
)
def channel_remove(contact: options.Who, value: options.Reached) -> Said:
    """Forget a way to reach somebody."""
    with writing() as db:
        who = store.find(db, contact)
        old = store.her_channel(who, text(value, _("The channel")))
        store.remove_channel(db, who.id, old)
        return said(db, "contact.channel.remove", who.id, _("{channel} removed from {name} ({id})."), channel=old.typed)


@address.writes(
    "add",
    help=N_("Add an address."),
    examples=('olcrm contact address add rina "Jl. Mawar 5, Kec. Coblong, Bandung 40132" --label kantor',),
)
def address_add(contact: options.Who, address: options.AddressText, label: options.Label = None) -> Said:
    """Note where parcels may go."""
    with writing() as db:
        who = store.find(db, contact)
        called = text(label, _("The label")) if label else None
        number = store.add_address(db, who.id, text(address, _("The address")), called)
        sentence = _("Address {number} added to {name} ({id}).")
        return said(db, "contact.address.add", who.id, sentence, number=number)


@address.writes(
    "remove",
    help=N_("Remove an address."),
    examples=("olcrm contact address remove rina 3", "olcrm contact address remove rina kantor"),
)
def address_remove(contact: options.Who, address: options.AddressWord) -> Said:
    """Forget an address."""
    with writing() as db:
        who = store.find(db, contact)
        old = store.her_address(db, who, text(address, _("The address")))
        store.remove_address(db, old["id"])
        sentence = _("Address {number} removed from {name} ({id}).")
        return said(db, "contact.address.remove", who.id, sentence, number=old["id"])


@size.writes("set", help=N_("Note what fits."), examples=("olcrm contact size set rina gamis M",))
def size_set(contact: options.Who, what: options.What, value: options.Fits) -> Said:
    """Note which size of something fits somebody."""
    with writing() as db:
        who = store.find(db, contact)
        fits = text(value, _("The size")) if value.strip() else None
        store.put_size(db, who.id, what, fits)
        sentence = _("{name} ({id}): {what} {size}.") if fits else _("{name} ({id}): the size of {what} is forgotten.")
        return said(db, "contact.size.set", who.id, sentence, what=what, size=fits)


@size.reads("list", help=N_("What fits a customer."), examples=("olcrm contact size list rina",))
def size_list(contact: options.Who) -> Table:
    """Every size that is known of somebody."""
    with reading() as db:
        who = store.find(db, contact)
        document = store.document(db, who)
    return Table(
        "contact.size.list",
        (Column("what", _("For")), Column("value", _("Size"))),
        document["sizes"],
        title=store.label(who),
        empty=_("No size of {name} is known yet.").format(name=who.name),
        extra={"contact": store.brief(who)},
    )


class Person(Options):
    """What is known of somebody she buys for."""

    relation: str | None = field("--relation", help=N_("Who it is to her: ibu, anak, guru …"), metavar="WORD")
    what: str | None = field("--what", help=N_("What the day is: birthday, anniversary, wisuda …"), metavar="WORD")
    day: str | None = field("--day", help=N_("The day, like 17/8 or 17/8/1960; - for none."), metavar="BIRTHDAY")
    note: str | None = field("--note", help=N_("What else to know; - for nothing."), metavar="TEXT")

    def facts(self) -> dict[str, Any]:
        """The columns that were typed; a hyphen clears what may be empty. Raises Misunderstood."""
        from olcrm.contact import circle as circles

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
    name: options.OneOfHers,
    person: Person,
    remind: options.Remind = False,
) -> Said:
    """Write down one of her people."""
    from olcrm.contact import circle as circles

    called = text(name, _("The name"))
    with writing() as db:
        who = store.find(db, contact)
        number = circles.add(db, who.id, called, person.facts() | {"greeted": int(remind)})
        one = circles.get(db, number)
        sentence = _("{name} ({id}) buys for {person}.")
        return said(db, "contact.circle.add", who.id, sentence, _cautions(one), person=circles.shown(one))


def _cautions(one: Row) -> list[str]:
    """What to be careful about with one of her people, and what comes of her day."""
    from olcrm.contact import circle as circles

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
    from olcrm.contact import circle as circles

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
    name: options.OneOfHers,
    person: Person,
    called: options.NewName = None,
    remind: options.RemindOrNot = None,
) -> Said:
    """Change what was noted of one of her people."""
    from olcrm.contact import circle as circles

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
def circle_remove(contact: options.Who, name: options.OneOfHers) -> Said:
    """Take one of her people out."""
    from olcrm.contact import circle as circles

    with writing() as db:
        who = store.find(db, contact)
        one = circles.hers(db, who, name)
        circles.remove(db, one["id"])
        sentence = _("{person} removed from those {name} ({id}) buys for.")
        return said(db, "contact.circle.remove", who.id, sentence, person=one["name"])
