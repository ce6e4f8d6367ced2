"""What the owner types when a person asks about her own data: consent, a copy, correction, to be forgotten."""

from pathlib import Path
from typing import Any

from olcrm.contact import consents
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import ask, clock, dates, paths, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Answer, Said, Words
from olcrm.kit.text import N_, _
from olcrm.ledger import book
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.privacy import pages, rules, store
from olcrm.shop import store as shop

room = Verbs()


def _purposes(incomplete: str) -> list[str]:
    return [one for one in consents.PURPOSES if one.startswith(incomplete)]


def _kinds(incomplete: str) -> list[str]:
    return [one.value for one in rules.Kind if one.startswith(incomplete)]


Who = Annotated[str, contacts.ContactWord]
Purposes = list[str] | None
How = Annotated[str | None, option("--how", help=N_("Where and in which words: WA, lisan …"), metavar="TEXT")]


@room.reads(
    "consent",
    help=N_("What a customer agreed to; note what she allows or takes back, or ask her."),
    examples=(
        "olcrm contact consent rina",
        'olcrm contact consent rina --give offers --how "WA: boleh kak"',
        "olcrm contact consent rina --withdraw photo --on kemarin",
        "olcrm contact consent rina --ask offers",
    ),
)
def consent(
    contact: Who,
    give: Annotated[
        Purposes,
        option(
            "--give",
            help=N_("She allows this: offers, greetings, photo, testimonial …"),
            metavar="WORD",
            suggest=_purposes,
        ),
    ] = None,
    withdraw: Annotated[
        Purposes, option("--withdraw", help=N_("She does not want this."), metavar="WORD", suggest=_purposes)
    ] = None,
    on: Annotated[
        str | None, option("--on", help=N_("The day she said so; today if not given."), metavar="DATE")
    ] = None,
    how: How = None,
    asking: Annotated[
        str | None, option("--ask", help=N_("Write the message that asks for it."), metavar="WORD", suggest=_purposes)
    ] = None,
    sent: Annotated[bool, option("--sent", help=N_("With --ask: log that it was sent."))] = False,
) -> Answer:
    """Show the trail, add to it, or write the question."""
    if sum(map(bool, (give or withdraw, asking))) > 1:
        raise Misunderstood(
            _("--ask does not go with --give or --withdraw."), hint=_("Ask first, and note the answer when it comes.")
        )
    if asking:
        return _asking(contact, consents.purpose(asking), sent)
    if sent or ((on or how) and not (give or withdraw)):
        raise Misunderstood(
            _("There is nothing to note."), hint=_("Give --give WORD or --withdraw WORD; --sent goes with --ask.")
        )
    if give or withdraw:
        return _stated(
            contact, list(map(consents.purpose, give or ())), list(map(consents.purpose, withdraw or ())), on, how
        )
    with reading() as db:
        return pages.consent(db, contacts.find(db, contact))


def _stated(contact: str, given: list[str], withdrawn: list[str], on: str | None, how: str | None) -> Said:
    both = set(given) & set(withdrawn)
    if both:
        raise Misunderstood(
            _("{purpose} cannot be allowed and taken back at once.").format(purpose=min(both)),
            hint=_("Give one of them."),
        )
    said = text(how, _("How it was said")) if how else None
    with writing() as db:
        who = contacts.find(db, contact)
        day = dates.past(on, clock.today(), _("A consent is noted once it was said."))
        consents.state(db, who.id, given, given=True, on=day, how=said)
        consents.state(db, who.id, withdrawn, given=False, on=day, how=said)
        left = store.to_stop(db, who.id) if withdrawn else None
        if left == []:
            store.answer(db, who.id, rules.Kind.STOP, said)
        return pages.stated(db, who, given, withdrawn, left)


def _asking(contact: str, purpose: str, sent: bool) -> Answer:
    """The message that asks for a consent; logged only when it was sent."""
    from olcrm.contact import alone
    from olcrm.message import store as messages
    from olcrm.template import store as templates

    with writing() if sent else reading() as db:
        who = contacts.find(db, contact)
        alone.not_paused(db, who)
        named = {"purpose": consents.asking(purpose, _language(db, who))}
        letter = templates.letter(db, "consent", who, extra=named)
        if not sent:
            return Words("contact.consent", letter.whole(), {"contact": contacts.brief(who), **letter.document()})
        messages.log(db, who.id, letter.text, purpose="consent")
        db.said = _("Asked {name} for consent: {purpose}.").format(name=who.name, purpose=consents.shown(purpose))
    return Said("contact.consent", db.said, {"contact": contacts.brief(who), **letter.document()})


@room.reads(
    "request",
    help=N_("Note what a customer asks about her data, to be answered within 3 x 24 hours; or show what she asked."),
    examples=(
        "olcrm contact request rina",
        "olcrm contact request rina access",
        'olcrm contact request rina correction --said "nama saya pakai y" --on "kemarin 14:00"',
        "olcrm contact request rina correction --done",
    ),
)
def request(
    contact: Who,
    kind: Annotated[
        str | None, word(N_("access, correction, erasure or stop."), metavar="[KIND]", suggest=_kinds)
    ] = None,
    on: Annotated[
        str | None,
        option("--on", help=N_("When she asked: a day, an hour after it; now if not given."), metavar="DATE"),
    ] = None,
    said: Annotated[str | None, option("--said", help=N_("What exactly she asked."), metavar="TEXT")] = None,
    done: Annotated[bool, option("--done", help=N_("It is answered."))] = False,
    how: Annotated[str | None, option("--how", help=N_("How it was answered."), metavar="TEXT")] = None,
) -> Answer:
    """Start a countdown, end it, or show what there was."""
    if kind is None:
        if on or said or done or how:
            raise Misunderstood(
                _("It is not said what she asks."), hint=_("Use {words}.").format(words=", ".join(rules.Kind))
            )
        with reading() as db:
            return pages.requests(db, contacts.find(db, contact))
    which = rules.kind(kind)
    with writing() as db:
        who = contacts.find(db, contact)
        if done:
            answer = text(how, _("The answer")) if how else None
            if not store.answer(db, who.id, which, answer):
                raise store.nothing_open(who.name, who.id)
            sentence = _("Answered: {name} ({id}) {asks}.")
        else:
            store.ask(db, who.id, which, _moment(on), text(said, _("What she asked")) if said else None)
            sentence = _("Noted: {name} ({id}) {asks}.")
        db.said = sentence.format(name=who.name, id=who.id, asks=_(rules.ASKED[which]))
        return pages.requested(db, who, which)


def _moment(on: str | None) -> Any:
    """When she asked; of a day without an hour its beginning, so that nobody is answered late."""
    if on is None:
        return clock.now()
    words, since = rules.hour(on)
    today = clock.today()
    day = dates.past(words or None, today, _("A request is noted once it was made."))
    if since is None:
        return clock.now() if day == today else clock.start_of(day)
    return min(clock.start_of(day) + since, clock.now())


@room.reads(
    "export",
    help=N_("Everything that is known of a customer, for herself: to read, or as files to hand over."),
    examples=(
        "olcrm contact export rina",
        "olcrm contact export rina --to ~/Desktop",
        "olcrm contact export rina --to rina.zip",
    ),
)
def export(
    contact: Who,
    to: Annotated[
        str | None, option("--to", help=N_("A folder, or a file ending in .zip, .txt or .json."), metavar="PATH")
    ] = None,
    yes: Annotated[bool, option("--yes", help=N_("Replace a file without asking."))] = False,
) -> Answer:
    """Her letter on the screen, or in files; a request for it is then answered."""
    from olcrm.ledger import handing
    from olcrm.privacy import dossier, letter, parcel

    with reading() as db:
        who = contacts.find(db, contact)
        document = dossier.known(db, who)
        told = letter.letter(document, _language(db, who))
    if to is None:
        if any(one["kind"] == rules.Kind.ACCESS and not one["answered_at"] for one in document["requests"]):
            show.remark(_("Once she has it: `olcrm contact request {id} access --done`.").format(id=who.id))
        return Words("contact.export", told, document)
    name = pages.file_name(who)
    file = handing.place(paths.path(to), name, parcel.ENDINGS)
    question = _("Replace {path}?").format(path=file)
    if file.exists() and not ask.confirm(question, option="--yes", yes=yes):
        return Said("contact.export", _("Nothing was written."), {"file": None})
    parcel.write(file, name, told, document)
    with writing() as db:
        answered = store.answer(db, who.id, rules.Kind.ACCESS, _("as a file"))
        db.said = _("Everything known of {name} ({id}) was handed over.").format(name=who.name, id=who.id)
    more = [_("Private notes are not in it; nobody but you may read the file until you send it.")]
    more += [_("Her request for a copy is answered.")] * answered
    sentence = _("Everything known of {name} ({id}) is in {path}.").format(name=who.name, id=who.id, path=file)
    return Said("contact.export", sentence, {"file": str(file), "answered": answered}, more=more)


@room.writes(
    "forget",
    help=N_("Erase who a customer is, for good; what was bought and paid stays, under no name."),
    examples=(
        "olcrm contact forget rina --dry-run",
        'olcrm contact forget rina --because "diminta lewat WA"',
        "olcrm contact forget 12 --from-backups",
    ),
)
def forget(
    contact: Who,
    because: Annotated[str | None, option("--because", help=N_("Why."), metavar="TEXT")] = None,
    from_backups: Annotated[
        bool, option("--from-backups", help=N_("Erase it from every backup beside the ledger as well."))
    ] = False,
    mentions: Annotated[
        bool, option("--mentions", help=N_("Take her name out of texts about others as well."))
    ] = False,
    yes: Annotated[bool, option("--yes", help=N_("Do it without asking."))] = False,
    dry_run: Annotated[bool, option("--dry-run", help=N_("Only say what would change."))] = False,
) -> Said:
    """Say what it comes to, ask, erase, and see to the copies."""
    from olcrm.privacy import leaving

    ledger = book.path()
    reason = text(because, _("The reason")) if because else None
    with reading() as db:
        who = contacts.find(db, contact)
        person, already = leaving.person(db, who)
        plan = leaving.plan(db, who)
    lines = [] if already else pages.consequences(who, plan, named_too=mentions)
    if dry_run:
        lines += leaving.backups(ledger, person)[1]
        return pages.forgotten(who, plan, _("This is what would be; nothing was changed."), lines, changed=False)
    if not already:
        if not yes:
            for line in [*lines, *leaving.backups(ledger, person)[1]]:
                show.remark(line)
        if not ask.confirm(_("Forget {name} for good?").format(name=who.name), option="--yes", yes=yes):
            return pages.forgotten(who, plan, _("Nothing was changed."), [], changed=False)
    return _forgotten(ledger, who, reason, already=already, from_backups=from_backups, mentions=mentions)


def _forgotten(
    ledger: Path, who: Contact, reason: str | None, *, already: bool, from_backups: bool, mentions: bool
) -> Said:
    from olcrm.privacy import leaving

    taken = not leaving.today_taken(ledger)
    with reading() if already else writing_as(f"olcrm contact forget {who.id}") as db:
        if already:
            person, plan = leaving.person(db, who)[0], leaving.plan(db, who)
        else:
            person, plan = leaving.forget(db, contacts.get(db, who.id), reason, named_too=mentions)
    stubborn = leaving.clear(ledger, person, from_backups=from_backups, taken=taken)
    left, lines = leaving.backups(ledger, person)
    lines += [_("This backup could not be made to forget: {what}").format(what=what) for what in stubborn]
    if not mentions:
        lines += pages.named(plan)
    sentence = _("Customer {id} is forgotten; what was bought and paid stays, under no name.").format(id=who.id)
    return pages.forgotten(who, plan, sentence, lines, changed=not already, backups=left)


def writing_as(command: str) -> Any:
    """The ledger to change, with ``command`` in the history in the place of what was typed."""
    book.reword(command)
    return writing()


def _language(db: Ledger, who: Contact) -> str:
    return who.language or shop.policy(db).message_language
