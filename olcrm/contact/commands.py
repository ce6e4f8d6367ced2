"""What the owner types about her customers."""

from olcrm.contact import belongings, options, pages, rules, store
from olcrm.contact.pages import said
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.options import Verbs, text
from olcrm.kit.table import Column, Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.shop import store as shop

room = Verbs()
room.groups |= {"channel": belongings.channel, "address": belongings.address, "size": belongings.size}
room.groups["circle"] = Verbs(
    N_("Whom she buys for, and their days: add, list, edit, remove."), "contact.circling:circle"
)


@room.writes(
    "add",
    help=N_("Add a customer."),
    examples=(
        'olcrm contact add "Rina Wati" --phone 0812-3456-7890 --ig @rina_w',
        "olcrm contact add Ani --salutation Bu --birthday 17/8/1990 --tag reseller",
    ),
)
def add(
    name: options.Name,
    phone: options.Phone = None,
    ig: options.Ig = None,
    shopee: options.Shopee = None,
    tokopedia: options.Tokopedia = None,
    tiktok: options.Tiktok = None,
    email: options.Email = None,
    nickname: options.Nickname = None,
    salutation: options.Salutation = None,
    birthday: options.Birthday = None,
    city: options.City = None,
    address: options.Address = None,
    source: options.Source = None,
    referred_by: options.ReferredBy = None,
    lang: options.Lang = None,
    tag: options.Tags = None,
    celebrates: options.Celebrates = None,
    prospect: options.Prospect = False,
) -> Said:
    """Write down a new customer."""
    handles = {"phone": phone, "ig": ig, "shopee": shopee, "tokopedia": tokopedia, "tiktok": tiktok, "email": email}
    words = {"nickname": nickname, "salutation": salutation, "birthday": birthday, "city": city, "source": source}
    with writing() as db:
        number = store.add(
            db,
            text(name, _("The name")),
            channels=[rules.channel(kind, typed) for kind, typed in handles.items() if typed],
            address=text(address, _("The address")) if address else None,
            tags=tag or (),
            celebrates=celebrates or (),
            **options.facts(db, words | {"referred_by": referred_by, "lang": lang}),
        )
        contact = store.get(db, number)
        more = [
            _("Addressed as {name}.").format(name=store.greeting(contact, shop.policy(db))),
            *(
                _("There is another {name} ({id}).").format(name=other["name"], id=other["id"])
                for other in store.namesakes(db, contact)
            ),
        ]
        if prospect:
            more.append(_("All are prospects until the first paid order, so --prospect changed nothing."))
        return said(db, "contact.add", contact.id, _("{name} ({id}) added."), more)


@room.reads(
    "show",
    help=N_("Everything about one customer: who she is, what she owes, what was ordered and said."),
    examples=("olcrm contact show rina", "olcrm contact show 0812-3456-7890", "olcrm contact show 12 --all"),
)
def show_(contact: options.Who) -> Page:
    """One person on one screen."""
    from olcrm.contact import person

    screen = show.current()
    with reading() as db:
        most = None if screen.everything else screen.limit or person.RECENT
        brief = screen.form == show.Form.DRAWN and not screen.everything
        return person.page(db, store.find(db, contact), most, brief=brief)


@room.reads(
    "list",
    help=N_("Customers, those who ordered last first."),
    examples=("olcrm contact list --owing --sort owed", "olcrm contact list --standing loyal --tag reseller"),
)
def list_(
    tag: options.WithTag = None,
    standing: options.OfStanding = None,
    owing: options.Owing = False,
    no_birthday: options.NoBirthday = False,
    city: options.InCity = None,
    source: options.FromSource = None,
    archived: options.Archived = False,
    sort: options.Sort = "last",
) -> Table:
    """Who fits all that is asked."""
    with reading() as db:
        ids, total = store.listed(
            db,
            tags=[rules.tag(one) for one in tag or ()],
            standing=None if standing is None else options.standing(standing),
            owing=owing,
            no_birthday=no_birthday,
            city=city,
            source=source,
            archived=archived,
            sort=options.sort(sort),
            most=show.page(),
        )
        rows = store.documents(db, list(store.get_many(db, ids).values()))
    empty = _("There is no such customer; add one with `olcrm contact add`.")
    return Table("contact.list", pages.columns(), rows, total=total, empty=empty)


@room.reads(
    "find",
    help=N_("Customers whose name, phone, handle, address or notes hold a text."),
    examples=("olcrm contact find mawar", "olcrm contact find 7890"),
)
def find(words: options.Searched) -> Table:
    """Whoever it could be, with the place where the text was found."""
    most = show.page()
    with reading() as db:
        found, cut = store.search(db, text(words, _("The text")), most)
        ids = list(found)[:most]
        rows = [
            {**row, "found": found[row["id"]]} for row in store.documents(db, list(store.get_many(db, ids).values()))
        ]
    place = Column("found", _("Found in"), value=lambda row: pages.place(row["found"]), keep=1)
    foot = [_("Many fit; type more to see whether somebody is missing.")] if cut else []
    empty = _("Nobody was found; `olcrm contact list` shows all.")
    return Table("contact.find", pages.columns(place), rows, total=len(found), foot=foot, empty=empty)


@room.writes(
    "edit",
    help=N_("Change what is known of a customer; an empty value clears it."),
    examples=(
        "olcrm contact edit rina --nickname Rin --birthday 17/8",
        'olcrm contact edit 12 --city "" --no-greet',
        "olcrm contact edit rina --closeness 4 --prefers 'wa, jangan telepon'",
    ),
)
def edit(
    contact: options.Who,
    name: options.NewName = None,
    phone: options.Phone = None,
    ig: options.Ig = None,
    shopee: options.Shopee = None,
    tokopedia: options.Tokopedia = None,
    tiktok: options.Tiktok = None,
    email: options.Email = None,
    nickname: options.Nickname = None,
    salutation: options.Salutation = None,
    birthday: options.Birthday = None,
    city: options.City = None,
    address: options.Address = None,
    source: options.Source = None,
    referred_by: options.ReferredBy = None,
    lang: options.Lang = None,
    greet: options.Greet = None,
    closeness: options.Closeness = None,
    prefers: options.Prefers = None,
) -> Said:
    """Put new facts in the place of old ones."""
    handles = {"phone": phone, "ig": ig, "shopee": shopee, "tokopedia": tokopedia, "tiktok": tiktok, "email": email}
    words = {"nickname": nickname, "salutation": salutation, "birthday": birthday, "city": city, "source": source}
    words |= {"referred_by": referred_by, "lang": lang, "closeness": closeness, "prefers": prefers}
    if all(value is None for value in (name, address, greet, *handles.values(), *words.values())):
        raise Misunderstood(
            _("There is nothing to change."), hint=_("`olcrm contact edit --help` shows what can be changed.")
        )
    with writing() as db:
        who = store.find(db, contact)
        changes = options.facts(db, words)
        options.not_herself(who, changes.get("referred_by_id"))
        if name is not None:
            changes["name"] = text(name, _("The name"))
        store.edit(db, who.id, changes)
        if greet is not None:
            store.want_greetings(db, who.id, greet)
        for kind, typed in handles.items():
            if typed is not None:
                store.put_channel(db, who, kind, typed)
        if address is not None:
            store.put_address(db, who, text(address, _("The address")) if address.strip() else "")
        return said(db, "contact.edit", who.id, _("{name} ({id}) changed."))


@room.writes("tag", help=N_("Put tags on a customer."), examples=("olcrm contact tag rina reseller",))
def tag(contact: options.Who, tags: options.TagWords) -> Said:
    """Put tags on somebody."""
    with writing() as db:
        who = store.find(db, contact)
        store.tag(db, who.id, tags)
        return _tagged(db, "contact.tag", who.id)


@room.writes("untag", help=N_("Take tags off a customer."), examples=("olcrm contact untag rina reseller",))
def untag(contact: options.Who, tags: options.TagWords) -> Said:
    """Take tags off somebody."""
    with writing() as db:
        who = store.find(db, contact)
        store.untag(db, who.id, tags)
        return _tagged(db, "contact.untag", who.id)


@room.writes(
    "celebrates",
    help=N_("Note what a customer likes to be greeted for."),
    examples=("olcrm contact celebrates rina lebaran", "olcrm contact celebrates rina jangan"),
)
def celebrates(contact: options.Who, feasts: options.FeastWords, remove: options.Remove = False) -> Said:
    """Note, or take back, what somebody is greeted for."""
    with writing() as db:
        who = store.find(db, contact)
        (store.forget_feasts if remove else store.celebrate)(db, who.id, feasts)
        document = store.document(db, store.get(db, who.id))
        sentence, more = _("{name} ({id}) is greeted for: {feasts}."), []
        if not document["greeting_wanted"]:
            sentence = _("{name} ({id}) is not greeted.")
            if not remove and set(feasts) != {rules.NOT_AT_ALL}:
                again = _("If she likes to be greeted after all: `olcrm contact edit {number} --greet`.")
                more.append(again.format(number=who.id))
        greeted = ", ".join(document["celebrates"]) or _("nothing but the birthday")
        return said(db, "contact.celebrates", who.id, sentence, more, feasts=greeted)


@room.writes(
    "pause",
    help=N_("Leave a customer alone for a while: no reminders, no cheer."),
    examples=("olcrm contact pause rina --until 1/12 --because sakit", "olcrm contact pause rina --end"),
)
def pause(
    contact: options.Who,
    until: options.PausedUntil = None,
    because: options.Because = None,
    end: options.End = False,
) -> Said:
    """Begin a pause, or end it."""
    with writing() as db:
        who = store.find(db, contact)
        if end:
            ended = store.end_pause(db, who.id, clock.today())
            sentence = _("{name} ({id}) can be written to again.") if ended else _("{name} ({id}) has no pause.")
            asks = ended and store.unasked(db, who.id, clock.today())
            more = [_("Ask her first how she is; `olcrm today` says how.")] if asks else None
            return said(db, "contact.pause", who.id, sentence, more)
        last, reason = options.pause(until, because)
        store.pause(db, who.id, clock.today(), last, reason)
        sentence = _("{name} ({id}) is left alone until {day}: {reason}.")
        return said(db, "contact.pause", who.id, sentence, day=dates.short(last), reason=reason)


@room.writes(
    "archive",
    help=N_("Put a customer away: on no list any more, and still there."),
    examples=("olcrm contact archive rina", "olcrm contact archive rina --undo"),
)
def archive(contact: options.Who, undo: options.Undo = False) -> Said:
    """Put somebody away, or fetch her back."""
    with writing() as db:
        who = store.find(db, contact)
        if undo:
            store.fetch_back(db, who.id)
            return said(db, "contact.archive", who.id, _("{name} ({id}) is back on the list."))
        store.archive(db, who.id)
        owes = [_("{amount} is still owed.").format(amount=rupiah(who.owed))] if who.owed else []
        return said(db, "contact.archive", who.id, _("{name} ({id}) is archived."), owes)


def _tagged(db: Ledger, kind: str, contact_id: int) -> Said:
    tags = store.get(db, contact_id).tags
    sentence = _("{name} ({id}) has the tags {tags}.") if tags else _("{name} ({id}) has no tags.")
    return said(db, kind, contact_id, sentence, tags=", ".join(tags))
