"""What the owner types to remind people of what they owe."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from olcrm.contact.rules import shown
from olcrm.kit import clock, dates, drafts, show
from olcrm.kit.drafts import Audience, Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Answer, Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.remind import rules, store
from olcrm.shop.rules import Hour

room = Verbs()


def _names(incomplete: str) -> list[str]:
    from olcrm.contact import store as contacts

    return contacts.suggest(incomplete)


Of = Annotated[
    str | None, option("--contact", help=N_("Only those of this customer."), metavar="CONTACT", suggest=_names)
]


@room.reads(
    "unpaid",
    help=N_("Whom to remind of an unpaid order, at which step and why; twice at most, then you may release it."),
    examples=(
        "olcrm remind unpaid",
        "olcrm remind unpaid --text",
        "olcrm remind unpaid --send",
        "olcrm remind unpaid --sent 41-1",
    ),
)
def unpaid(
    contact: Of = None,
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Orders with a balance whose goods are still here."""
    audience = _audience(
        "remind.unpaid",
        store.unpaid,
        contact,
        empty=_("Nobody needs to be reminded of an order just now."),
        extra={"r": (_("release now"), _release), "k": (_("keep it for now"), _keep)},
        after=_after,
    )
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


@room.reads(
    "due",
    help=N_("Whom to remind of an errand, a loan, or goods handed over on credit; twice at most."),
    examples=("olcrm remind due", "olcrm remind due --send", "olcrm remind due --sent due:7-1"),
)
def dues(
    contact: Of = None,
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Dues whose day has come, apart from orders that are still here."""
    empty = _("Nobody needs to be reminded of a due just now.")
    audience = _audience("remind.due", store.dues, contact, empty=empty)
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


@room.writes(
    "snooze",
    help=N_("Let nobody be reminded of an order or a due before a day."),
    examples=(
        'olcrm remind snooze 41 jumat --because "gajian tanggal 27"',
        "olcrm remind snooze due:7 3/12",
        "olcrm remind snooze 41 --end",
    ),
)
def snooze(
    about: Annotated[str, word(N_("The order, or due:ID."), metavar="ORDER|due:ID", suggest=windows.suggest_orders)],
    day: Annotated[str | None, word(N_("The first day on which it may be asked for again."), metavar="[DATE]")] = None,
    because: Annotated[str | None, option("--because", help=N_("Why."), metavar="TEXT")] = None,
    end: Annotated[bool, option("--end", help=N_("Go on reminding."))] = False,
) -> Said:
    """Put the reminders of one due off."""
    from olcrm.due import store as due

    if end == (day is not None):
        raise Misunderstood(
            _("Say until which day, or --end."), hint=_("Write it like `olcrm remind snooze 41 jumat`.")
        )
    reason = None if because is None else text(because, _("The reason"))
    with writing() as db:
        due_id, name = _meant(db, about)
        until = _coming(day) if day is not None else None
        due.snooze(db, due_id, until, reason)
        db.said = _("{what} goes on being reminded of.").format(what=name)
        if until:
            db.said = _("{what} is not reminded of before {day}.").format(what=name, day=dates.long(until))
        (document,) = due.documents(db, [due.find(db, f"due:{due_id}")])
    return Said("remind.snooze", db.said, {"due": document, "until": until, "because": reason})


def _audience(
    kind: str,
    found: Callable[[Ledger, Hour, int | None], Iterator[rules.Stand]],
    contact: str | None,
    *,
    empty: str,
    extra: Mapping[str, tuple[str, Callable[[Sketch], bool]]] | None = None,
    after: Callable[[Sketch], None] | None = None,
) -> Audience[rules.Stand]:
    """Whom one of the two lists is for; everything is asked of the ledger that is open at that moment."""

    def hour(db: Ledger) -> Hour:
        return store.hour(db, clock.now())

    return Audience(
        waiting=lambda db: found(db, hour(db), _whose(db, contact)),
        sketches=lambda db, stands: store.sketches(db, hour(db), stands),
        named=lambda db, word: store.named(db, hour(db), word),
        worded=store.worded,
        log=store.log,
        table=lambda db, rows: _table(db, kind, rows, hour(db), empty),
        question=lambda db: _question(hour(db)),
        extra=extra or {},
        after=after,
    )


def _whose(db: Ledger, contact: str | None) -> int | None:
    if contact is None:
        return None
    from olcrm.contact import store as contacts

    return contacts.find(db, contact).id


def _table(db: Ledger, kind: str, rows: Sequence[Mapping[str, Any]], hour: Hour, empty: str) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: shown(row["contact"]["standing"]), keep=2),
        Column("order", _("Order"), Kind.NUMBER, keep=5),
        Column("items", _("What for"), keep=4),
        Column("balance", _("Still owed"), Kind.MONEY, keep=1),
        Column("step", _("Step"), value=lambda row: _("release") if row["step"] == rules.RELEASE else row["step"]),
        Column("reason", _("Why")),
    )
    foot = []
    if hour.closed:
        empty = _("The shop is closed today, and nobody is reminded.")
    if rows:
        foot.append(_("`--text` shows the messages, `--send` goes through them one by one."))
    if any(row["step"] == rules.RELEASE for row in rows):
        foot.append(_("Whether to let an order go is up to you: `olcrm order release NUMBER`."))
    if alone := store.left_alone(db, hour, orders=kind == "remind.unpaid"):
        foot.append(_("Left alone just now: {people}.").format(people="; ".join(alone)))
    return Table(kind, columns, rows, foot=foot, empty=empty)


def _question(hour: Hour) -> str:
    """What is asked before a walk: nothing, but at an hour at which nobody should be disturbed."""
    return _("It is {time}; remind all the same?").format(time=f"{hour.now:%H:%M}") if hour.quiet else ""


def _after(sketch: Sketch) -> None:
    """Whoever has been told that her order is let go should find it so."""
    from olcrm.kit import ask

    if not sketch.choice:
        return
    try:
        if ask.confirm(_("Release order {number} now?").format(number=sketch.order), default=True):
            _release(sketch)
    except ask.Unanswered:
        show.talk(_("Order {number} is still kept.").format(number=sketch.order))


def _release(sketch: Sketch) -> bool:
    """Let the order of ``sketch`` go, once it is clear what becomes of money that is in; False when it cannot be."""
    from olcrm.order import options, taking
    from olcrm.order import rules as agreement
    from olcrm.order import store as orders

    number = sketch.order or 0
    try:
        refund, credit = options.decided(str(number), False, False, agreement.releasable)
        with writing() as db:
            orders.release(db, number, on=clock.today(), refund=refund, as_credit=credit)
            db.said = _("Order {number} is released; its goods are free again.").format(number=number)
            waits = taking.given_back(db, orders.lines_of(db, number))
    except Refused as refused:
        show.talk(refused.message)
        return False
    for line in (db.said, *waits):
        show.talk(line)
    return True


def _keep(sketch: Sketch) -> bool:
    """Keep the goods of ``sketch`` for as long again as goods are kept for her, and ask then."""
    from olcrm.due import store as due

    with writing() as db:
        days = store.hour(db, clock.now()).policy.keep_for(sketch.contact["standing"]).days
        until = clock.today() + timedelta(days=max(1, days))
        due.snooze(db, sketch.due or 0, until, None)
        db.said = _("Order {number} stays kept; you are asked again on {day}.").format(
            number=sketch.order, day=dates.long(until)
        )
    show.talk(db.said)
    return True


def _meant(db: Ledger, about: str) -> tuple[int, str]:
    """The due that ``41`` or ``due:7`` means, and its name. Raises Refused when nothing is owed for it any more."""
    if windows.due_number(about) is not None:
        row = windows.due(db, about)
        due_id, name = row["id"], f"due:{row['id']}"
    else:
        row = windows.order(db, about)
        due_id, name = row["due_id"], _("Order {number}").format(number=row["id"])
    if row["balance"] <= 0:
        raise Refused(
            _("{what}: nothing is owed for it.").format(what=name), hint=_("Nobody needs to be reminded of it.")
        )
    return due_id, name


def _coming(word: str) -> date:
    """A day after today. Raises Misunderstood for what is no day, Refused for one that is here already."""
    day = dates.day(word, clock.today(), looks="forward")
    if day <= clock.today():
        raise Refused(_("Reminders are put off to a day after today."), hint=_("Write it like besok, jumat or 3/12."))
    return day
