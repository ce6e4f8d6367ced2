"""What the owner types about the guarantee and what is claimed under it."""

from olcrm.claim import pages, rules, store
from olcrm.claim.options import Back, Checked, Claim, Corrected, Decided, Instead, Opened
from olcrm.claim.policies import policy
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Options, Verbs, field, option, text, word
from olcrm.kit.table import Answer, Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing

room = Verbs()
room.groups["policy"] = policy

Order = Annotated[str, word(N_("The order's number."), metavar="ORDER", suggest=windows.suggest_orders)]
On = Annotated[str | None, option("--on", help=N_("The day it was, if not today."), metavar="DATE")]


@room.reads(
    "check",
    help=N_("Whether the guarantee holds for an order: until which day, on which conditions, who pays the way back."),
    examples=(
        "olcrm claim check 41",
        "olcrm claim check 41 --reason size --wants exchange",
        "olcrm claim check 41 --line 2 --reason damaged --evidence photo --on kemarin",
    ),
)
def check(order: Order, typed: Checked) -> Page:
    """What was agreed says of an order, and what she has claimed before."""
    from olcrm.claim import checking

    with reading() as db:
        return checking.checked(db, order, typed)


@room.writes(
    "open",
    help=N_("Note what she wants exchanged, refunded or repaired, and why."),
    examples=(
        "olcrm claim open 41 --wants exchange --reason size --text 'kekecilan'",
        "olcrm claim open 41 --line 2 --wants refund --reason damaged --evidence unboxing-video --on kemarin",
    ),
)
def open_(order: Order, typed: Opened) -> Said:
    """Write a claim down, with the complaint it belongs to."""
    from olcrm.claim import opening

    with writing() as db:
        return opening.opened(db, order, typed)


@room.writes(
    "evidence",
    help=N_("Note what she has shown: unboxing-video, photo …"),
    examples=("olcrm claim evidence 3 unboxing-video", "olcrm claim evidence 3 photo tag"),
)
def evidence(
    claim: Claim,
    what: Annotated[
        list[str], word(N_("unboxing-video, photo, tag, receipt, or a word of your own."), metavar="WHAT...")
    ],
) -> Said:
    """She has shown something; what is missing then is said."""
    from olcrm.claim import opening

    words = rules.evidence(what)
    with writing() as db:
        row = store.get(db, claim)
        store.show(db, row, words)
        opening.judged_anew(db, row["id"])
        db.said = _("Claim {number}: {evidence} shown.").format(number=row["id"], evidence=rules.evidence_shown(words))
        return opening.judged(db, "claim.evidence", db.said, row["id"])


@room.writes(
    "edit",
    help=N_("Correct a claim that is not decided: what she wants, why, how many."),
    examples=("olcrm claim edit 3 --wants refund", "olcrm claim edit 3 --reason damaged --text 'jahitan lepas'"),
)
def edit(claim: Claim, typed: Corrected) -> Said:
    """Put right what was typed."""
    from olcrm.claim import opening

    with writing() as db:
        return opening.corrected(db, store.get(db, claim), typed)


@room.writes(
    "decide",
    help=N_("Decide a claim: yes, no or goodwill; writes the kind message."),
    examples=(
        "olcrm claim decide 3 --yes",
        "olcrm claim decide 3 --no --because 'sudah dicuci'",
        "olcrm claim decide 3 --goodwill --because 'langganan lama'",
    ),
)
def decide(claim: Claim, typed: Decided) -> Said:
    """Grant a claim that holds, refuse it, or grant it though it does not hold."""
    from olcrm.claim import opening

    decision, because = typed.read()
    with writing() as db:
        return opening.decided(db, store.get(db, claim), decision, because)


@room.writes(
    "back",
    help=N_("Note that the goods came back; they are counted in again unless they are worn."),
    examples=("olcrm claim back 3", "olcrm claim back 3 --stock no --on kemarin"),
)
def back(claim: Claim, typed: Back) -> Said:
    """The goods are in the house again."""
    from olcrm.claim import carrying

    with writing() as db:
        row = store.get(db, claim)
        day = dates.past(typed.on, clock.today(), _("Note it when it has happened."))
        return _done(db, "claim.back", row["id"], carrying.came_back(db, row, day, typed.stock))


@room.writes(
    "exchange",
    help=N_("Send something instead: a new order of hers, less what came back was worth."),
    examples=(
        "olcrm claim exchange 3",
        "olcrm claim exchange 3 GM-L",
        "olcrm claim exchange 3 'Tas @200rb' --shipping 15rb",
        "olcrm claim exchange 3 'Bros @50rb' --as-credit",
    ),
)
def exchange(
    claim: Claim,
    typed: Instead,
    item: Annotated[
        list[str] | None,
        word(N_("What goes out, like “Gamis L @150rb”; the same again if not said."), metavar="[ITEM...]"),
    ] = None,
) -> Said:
    """What goes out is an order: packed, sent and, where it costs more, paid as any other."""
    from olcrm.claim import carrying

    with writing() as db:
        return carrying.exchanged(db, store.get(db, claim), item or [], typed)


@room.writes(
    "refund",
    help=N_("Give the money back, or keep it as her credit; the order comes to less, so that nothing is owed."),
    examples=(
        "olcrm claim refund 3 --via bca",
        "olcrm claim refund 3 --as-credit",
        "olcrm claim refund 3 50rb --via dana",
    ),
)
def refund(
    claim: Claim,
    money: Annotated[str | None, word(N_("How much, if not what it was sold for."), metavar="[MONEY]")] = None,
    as_credit: Annotated[bool, option("--as-credit", help=N_("Keep it as her credit."))] = False,
    via: Annotated[str | None, option("--via", help=N_("How it is given back."), metavar="METHOD")] = None,
) -> Said:
    """Money for goods that came back."""
    from olcrm.claim import carrying

    if as_credit and via is not None:
        raise Misunderstood(_("--as-credit and --via do not go together."), hint=_("Give one of them."))
    with writing() as db:
        return carrying.refunded(db, store.get(db, claim), money, as_credit=as_credit, via=via)


@room.writes(
    "repaired",
    help=N_("Note that it is repaired and hers again."),
    examples=("olcrm claim repaired 3", "olcrm claim repaired 3 --on kemarin"),
)
def repaired(claim: Claim, on: On = None) -> Said:
    """A repair is done."""
    from olcrm.claim import settling

    with writing() as db:
        row = store.get(db, claim)
        settling.repaired(db, row, dates.past(on, clock.today(), _("Note it when it has happened.")))
        db.said = _("Claim {number}: {what} is repaired.").format(number=row["id"], what=row["what"])
        return _done(db, "claim.repaired", row["id"], [])


@room.writes(
    "end",
    help=N_("Nothing more is to be done: she took it back, or may keep the goods."),
    examples=("olcrm claim end 3 --because 'barangnya boleh disimpan'",),
)
def end(claim: Claim, because: Annotated[str, option("--because", help=N_("Why."), metavar="TEXT")]) -> Said:
    """End a claim by hand."""
    why = text(because, _("The reason")).strip()
    with writing() as db:
        row = store.get(db, claim)
        store.end(db, row, clock.today(), why)
        db.said = _("Claim {number} has ended: {because}.").format(number=row["id"], because=why.rstrip(". "))
        return _done(db, "claim.end", row["id"], [])


class Filter(Options):
    """What was typed to say which claims a list is to hold."""

    open_: bool = field("--open", help=N_("Only those something is to be done about, as without it."), unsaid=False)
    ended: bool = field("--ended", help=N_("Those that are over, the newest first."), unsaid=False)
    contact: str | None = field(
        "--contact", help=N_("Only hers, open or over."), metavar="CONTACT", suggest=contacts.suggest
    )


@room.reads(
    "list",
    help=N_("Claims something is to be done about, the oldest first."),
    examples=("olcrm claim list", "olcrm claim list --contact rina", "olcrm claim list --ended"),
)
def list_(typed: Filter) -> Table:
    """What is claimed, and how far it is."""
    if typed.open_ and typed.ended:
        raise Misunderstood(_("--open and --ended do not go together."), hint=_("Give one of them."))
    page = show.page()
    most = None if page is None else page + 1
    with reading() as db:
        if typed.contact is not None:
            found = store.of_contact(db, contacts.find(db, typed.contact).id, None)
            if typed.open_ or typed.ended:
                found = [row for row in found if (row["ended_on"] is not None) == typed.ended]
        else:
            found = store.over(db, most) if typed.ended else store.running(db, most)
        rows = store.documents(db, found if page is None else found[:page])
    more = [_("There are more: give --all to see them.")] if len(rows) < len(found) else []
    plainly = typed.contact is None and not typed.ended
    empty = _("Nothing is to be done about any claim.") if plainly else _("There is no such claim.")
    return Table("claim.list", pages.columns(), rows, foot=more, empty=empty)


@room.reads(
    "show", help=N_("One claim: what was agreed, what was decided, what is next."), examples=("olcrm claim show 3",)
)
def show_(claim: Claim) -> Page:
    """All about one claim, with the next command."""
    from olcrm.claim import checking

    with reading() as db:
        return checking.shown(db, store.get(db, claim))


class Telling(Options):
    """What is to happen to messages about claims; as ``kit.drafts`` has it, which other commands need not load."""

    text: bool = field("--text", help=N_("Show the whole messages."), unsaid=False)
    send: bool = field("--send", help=N_("Go through them one by one, and log what was sent."), unsaid=False)
    sent: list[str] | None = field(
        "--sent", help=N_("Log this draft as sent; may be given several times."), metavar="ID"
    )
    all_sent: bool = field("--all-sent", help=N_("Log every one of them as sent."), unsaid=False)


@room.reads(
    "say",
    help=N_("What is to be said about claims: what is still to be shown, the kind yes, the kind no; once each."),
    examples=(
        "olcrm claim say",
        "olcrm claim say 3",
        "olcrm claim say --send",
        "olcrm claim say --sent 3-yes",
    ),
)
def say(
    typed: Telling,
    claim: Annotated[str | None, word(N_("Only about this claim."), metavar="[NO]")] = None,
) -> Answer:
    """Messages about claims, each to be sent by hand and logged."""
    from olcrm.claim import saying
    from olcrm.kit import drafts

    way = drafts.way(typed.text, typed.send, typed.sent, typed.all_sent)
    if claim is not None and not (typed.send or typed.sent or typed.all_sent):
        with reading() as db:
            return saying.one(db, claim)
    return drafts.answer(saying.audience(claim), way, reading=reading, writing=writing)


def _done(db: Ledger, kind: str, number: int, more: list[str]) -> Said:
    from olcrm.claim import carrying

    (document,) = store.documents(db, [store.get(db, number)])
    return Said(kind, db.said, {"claim": document}, more=[*more, *carrying.next_steps(db, document)])
