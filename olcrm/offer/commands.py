"""What the owner types to offer something to those who want offers."""

from collections.abc import Mapping, Sequence
from typing import Any

from olcrm.contact import rules as standing
from olcrm.contact import willing
from olcrm.kit import drafts, show
from olcrm.kit.drafts import Audience
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option
from olcrm.kit.options import text as typed
from olcrm.kit.table import Answer, Column, Kind, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.offer import segments, store
from olcrm.offer.segments import Segment
from olcrm.offer.store import Offer

room = Verbs()


@room.reads(
    "list",
    help=N_("Who of a segment may get an offer, with the messages: those who agreed to offers, nobody twice."),
    examples=(
        "olcrm offer list --standing loyal --standing repeat",
        "olcrm offer list --bought gamis --not-bought-since 1/9",
        'olcrm offer list --tag reseller --name lebaran-2027 --say "Gamis Lebaran sudah bisa dipesan, kak." --text',
        'olcrm offer list --tag reseller --name lebaran-2027 --say "Gamis Lebaran sudah bisa dipesan, kak." --send',
    ),
)
def list_(
    segment: Segment,
    name: Annotated[
        str | None,
        option("--name", help=N_("What the offer is called, so that nobody gets it twice."), metavar="NAME"),
    ] = None,
    say: Annotated[str | None, option("--say", help=N_("What is offered, in your own words."), metavar="TEXT")] = None,
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """A segment, and the drafts of an offer to it."""
    way = drafts.way(text, send, sent, all_sent)
    words = None if say is None else typed(say, _("The offer"))
    offer = Offer(segment, None if name is None else segments.slug(name), words)
    _expect_whole(offer, way)
    audience = Audience[int](
        waiting=offer.waiting,
        sketches=offer.sketches,
        named=offer.named,
        worded=offer.worded,
        log=store.log,
        table=lambda db, rows: _table(db, rows, offer),
        question=willing.question,
    )
    return drafts.answer(audience, way, reading=reading, writing=writing)


def _expect_whole(offer: Offer, way: drafts.Way) -> None:
    """Make sure that there is something to say, and that what is sent has a name. Raises Misunderstood."""
    sends = bool(way.send or way.sent or way.all_sent)
    if (sends or way.text) and offer.words is None:
        raise Misunderstood(
            _("It is not said what is offered."), hint=_("Give the words: --say “Gamis baru sudah datang.”")
        )
    if sends and offer.name is None:
        raise Misunderstood(
            _("The offer has no name."), hint=_("Give --name lebaran-2027, so that nobody gets it twice.")
        )


def _table(db: Ledger, rows: Sequence[Mapping[str, Any]], offer: Offer) -> Table:
    columns = (
        Column("id", _("Draft")) if offer.name else Column("contact", _("No"), Kind.NUMBER, value=_number),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=1),
        Column("paid_orders", _("Paid orders"), Kind.NUMBER, keep=3),
        Column("spent", _("Spent"), Kind.MONEY, keep=2),
        Column("last_order_on", _("Last order"), Kind.DAY, keep=4),
    )
    counts = offer.sorted.counts()
    foot = [willing.left_out(counts)] if counts else []
    if "no_consent" in counts and store.askable(db, 1):
        foot.append(_("`olcrm offer consent` shows whom to ask."))
    if rows and willing.closed(db):
        foot.append(_("The shop is closed today; an offer can wait for an open day."))
    if rows:
        foot.append(_next(offer))
    empty = _("Nobody of these may get it now.") if counts else _("There is nobody like that.")
    return Table("offer.list", columns, rows, foot=foot, empty=empty, extra={"left_out": counts})


def _number(row: Mapping[str, Any]) -> int:
    return int(row["contact"]["id"])


def _next(offer: Offer) -> str:
    if offer.words is None or offer.name is None:
        return _("With --name and --say it becomes an offer: `--text` shows the messages, `--send` goes through them.")
    return _("`--text` shows the messages, `--send` goes through them one by one.")


@room.reads(
    "consent",
    help=N_("Whom to ask whether she likes to hear of offers: who came back or is near, and was never asked."),
    examples=("olcrm offer consent", "olcrm offer consent --limit 5"),
)
def consent() -> Table:
    """Who could be asked for her consent at a good moment."""
    with reading() as db:
        rows = store.askable(db, show.page())
    columns = (
        Column("contact", _("No"), Kind.NUMBER, value=_number),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=1),
        Column("paid_orders", _("Paid orders"), Kind.NUMBER, keep=3),
        Column("spent", _("Spent"), Kind.MONEY, keep=2),
        Column("last_order_on", _("Last order"), Kind.DAY, keep=4),
    )
    foot = []
    if rows:
        foot.append(
            _("Ask when you talk anyway: `{command}` writes the question; note the answer with --give offers.").format(
                command=rows[0]["next"]
            )
        )
    empty = _("There is nobody to ask just now: who came back was asked, or has said so already.")
    return Table("offer.consent", columns, rows, foot=foot, empty=empty)
