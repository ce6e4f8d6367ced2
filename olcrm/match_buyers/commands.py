"""What the owner types to learn whom a product would please."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from olcrm.contact import rules as standing
from olcrm.contact import willing
from olcrm.kit import clock, dates, drafts
from olcrm.kit.drafts import Audience
from olcrm.kit.options import Annotated, Verbs, word
from olcrm.kit.table import Answer, Column, Table
from olcrm.kit.text import N_, _, ngettext
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.match_buyers import store
from olcrm.match_buyers.store import Buyers

room = Verbs()


@room.reads(
    "match-buyers",
    help=N_("Who waits for a product, asked for it, bought such a thing or wears its size, with a message for each."),
    examples=(
        "olcrm match-buyers GM-M",
        'olcrm match-buyers "Gamis M" --limit 10',
        "olcrm match-buyers GM-M --text",
        "olcrm match-buyers GM-M --send",
        "olcrm match-buyers GM-M --sent 12-news",
    ),
)
def match_buyers(
    product: Annotated[
        str,
        word(
            N_("The product: its SKU, or its name with the variant."),
            metavar="PRODUCT",
            suggest=windows.suggest_products,
        ),
    ],
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """People with a reason to hear of it, regulars first, each once."""
    buyers = Buyers(product)
    audience = Audience[int](
        waiting=buyers.waiting,
        sketches=lambda db, ids: buyers.sketches(db, list(ids)),
        named=buyers.named,
        worded=buyers.worded,
        log=store.log,
        table=lambda db, rows: _table(db, rows, buyers),
        question=willing.question,
    )
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


def _table(db: Ledger, rows: Sequence[Mapping[str, Any]], buyers: Buyers) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: standing.shown(row["contact"]["standing"]), keep=1),
        Column("reason", _("Why"), whole=True),
        Column("last_contact", _("Last contact"), value=_last, keep=2),
    )
    counts = buyers.sorted.counts()
    foot = [willing.left_out(counts)] if counts else []
    if buyers.supplied:
        foot.append(
            ngettext(
                "{count} bought it within the last 30 days.",
                "{count} bought it within the last 30 days.",
                buyers.supplied,
            ).format(count=buyers.supplied)
        )
    free = buyers.product(db)["on_hand"]
    if free is not None and free <= 0:
        foot.append(_("There is none of it in the house just now."))
    if rows:
        foot.append(_("`--text` shows the messages, `--send` goes through them one by one."))
    empty = _("Nobody asked for it, waits for it, bought such a thing or wears its size.")
    if buyers.supplied:
        empty = _("Nobody else has a reason to hear of it.")
    if counts:
        empty = _("Nobody of these may be told now.")
    return Table("match-buyers", columns, rows, foot=foot, empty=empty, extra={"left_out": counts})


def _last(row: Mapping[str, Any]) -> str | None:
    """The day of the last contact, with words for the days around today."""
    said = row["last_contact"]
    return dates.near(clock.local(datetime.fromisoformat(said)).date(), clock.today()) if said else None
