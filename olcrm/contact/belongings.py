"""The groups of verbs about what belongs to a customer: `contact channel`, `contact address`, `contact size`."""

from olcrm.contact import options, rules, store
from olcrm.contact.pages import said
from olcrm.kit.options import Verbs, text
from olcrm.kit.table import Column, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import reading, writing

channel = Verbs(N_("Phones and handles: add, remove."))
address = Verbs(N_("Where parcels go: add, remove."))
size = Verbs(N_("What fits: set, list."))


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
