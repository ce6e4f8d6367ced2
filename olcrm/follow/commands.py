"""What the owner types about the kind word after the sale."""

from olcrm.contact import alone
from olcrm.follow import pages, rules, store
from olcrm.follow.peace import Hour, hour
from olcrm.follow.rules import Word
from olcrm.kit import clock, dates, drafts, show
from olcrm.kit.drafts import Audience
from olcrm.kit.options import Annotated, Options, Verbs, field, option, text, word
from olcrm.kit.record import changed
from olcrm.kit.table import Answer, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing

room = Verbs()


class Ways(Options):
    """What may happen to the drafts of a list."""

    text: bool = field("--text", help=N_("Show the whole messages."), unsaid=False)
    send: bool = field("--send", help=N_("Go through them one by one, and log what was sent."), unsaid=False)
    sent: list[str] | None = field(
        "--sent", metavar="ID", help=N_("Log this draft as sent; may be given several times.")
    )
    all_sent: bool = field("--all-sent", help=N_("Log every one of them as sent."), unsaid=False)


@room.reads(
    "arrived",
    help=N_("Whom to ask how she likes what came, some days after; one word a person, with the care tip."),
    examples=("olcrm follow arrived", "olcrm follow arrived --days 5 --text", "olcrm follow arrived --send"),
)
def arrived(
    ways: Ways,
    days: Annotated[
        str | None, option("--days", help=N_("So many days after it arrived, instead of the setting."), metavar="DAYS")
    ] = None,
) -> Answer:
    """Parcels that arrived some days ago."""
    after = None if days is None else rules.days(days)
    listing = store.LISTS["arrived"]
    if after is not None:
        from olcrm.follow import goods

        listing = changed(listing, found=lambda db, at, whose: goods.arrived(db, at, whose, after))
    return _list(listing, ways)


@room.reads(
    "care",
    help=N_("Whom to tell how to care for what she bought, when its time comes; see `olcrm product edit --care-days`."),
    examples=("olcrm follow care", "olcrm follow care --text", "olcrm follow care --send"),
)
def care(ways: Ways) -> Answer:
    """Care tips that are due."""
    return _list(store.LISTS["care"], ways)


@room.reads(
    "resting",
    help=N_("Who has not ordered for longer than is usual for her; who spent most comes first."),
    examples=(
        "olcrm follow resting --limit 10",
        "olcrm follow resting --text",
        "olcrm follow resting --sent 12-resting",
    ),
)
def resting(ways: Ways) -> Answer:
    """Customers who rest and were not spoken to of late."""
    return _list(store.LISTS["resting"], ways)


@room.reads(
    "prospects",
    help=N_("Who asked or was noted and did not buy, with a wording for what keeps her."),
    examples=("olcrm follow prospects", "olcrm follow prospects --send"),
)
def prospects(ways: Ways) -> Answer:
    """Prospects to come back to."""
    return _list(store.LISTS["prospects"], ways)


@room.reads(
    "thanks",
    help=N_("Thanks that are owed: for a first payment, for a friend who was sent, for becoming a regular."),
    examples=("olcrm follow thanks", "olcrm follow thanks --text", "olcrm follow thanks --sent 41-thanks"),
)
def thanks(ways: Ways) -> Answer:
    """Thanks that have not been said."""
    return _list(store.LISTS["thanks"], ways)


@room.reads(
    "sorry",
    help=N_("Who is owed a sorry: it came later than promised, or was out of stock after all."),
    examples=("olcrm follow sorry", "olcrm follow sorry --text", "olcrm follow sorry --sent 41-late"),
)
def sorry(ways: Ways) -> Answer:
    """Apologies that have not been said."""
    return _list(store.LISTS["sorry"], ways)


@room.reads(
    "checkin",
    help=N_("Whom to ask how she is, after a time of being left alone; not a word of money."),
    examples=("olcrm follow checkin", "olcrm follow checkin --text", "olcrm follow checkin --send"),
)
def checkin(ways: Ways) -> Answer:
    """People whose pause is over."""
    return _list(store.LISTS["checkin"], ways)


@room.writes(
    "rate",
    help=N_("Note how she liked an order, from 1 to 5; a low rating opens a complaint."),
    examples=(
        'olcrm follow rate 41 5 "bahannya adem"',
        'olcrm follow rate 41 2 "jahitan lepas" --kind damaged',
        "olcrm follow rate 41 4 --replace",
    ),
)
def rate(
    order: Annotated[str, word(N_("The order."), metavar="ORDER")],
    stars: Annotated[str, word(N_("From 1 (bad) to 5 (very good)."), metavar="STARS")],
    said: Annotated[str | None, word(N_("What she said."), metavar="[TEXT]")] = None,
    kind: Annotated[
        str | None, option("--kind", help=N_("The kind of complaint that a low rating opens."), metavar="KIND")
    ] = None,
    on: Annotated[str | None, option("--on", help=N_("The day she said it."), metavar="DATE")] = None,
    replace: Annotated[bool, option("--replace", help=N_("In the place of the rating that is there."))] = False,
) -> Said:
    """Write down a rating, and the complaint that it may be."""
    from olcrm.follow import ratings

    count = rules.stars(stars)
    words = None if said is None else text(said, _("What she said"))
    with writing() as db:
        row = windows.order(db, order)
        day = dates.past(on, clock.today(), _("Give the day she said it, or leave --on out for today."))
        rated = ratings.rate(db, row, count, words, on=day, kind=kind, replace=replace)
        db.said = pages.rated(row["id"], count, day, clock.today())
        document = {"rating": ratings.document(db, rated.rating), "complaint": rated.opened or rated.open}
    more = []
    if rated.opened:
        more = [_("That is a complaint now: `olcrm complaint show {number}`.").format(number=rated.opened)]
    elif rated.open:
        more = [_("A complaint about it is open: `olcrm complaint show {number}`.").format(number=rated.open)]
    return Said("follow.rate", db.said, document, more=more)


@room.reads(
    "ratings",
    help=N_("What customers thought of their orders, the latest first; --per-product for averages."),
    examples=("olcrm follow ratings", "olcrm follow ratings --low --since 1/11", "olcrm follow ratings --per-product"),
)
def ratings_(
    since: Annotated[str | None, option("--since", help=N_("Only from this day on."), metavar="DATE")] = None,
    product: Annotated[
        str | None,
        option("--product", help=N_("Only orders with this product."), metavar="SKU", suggest=windows.suggest_products),
    ] = None,
    low: Annotated[bool, option("--low", help=N_("Only low ones."))] = False,
    per_product: Annotated[
        bool, option("--per-product", help=N_("The average of each product, the worst first."))
    ] = False,
) -> Table:
    """Ratings, or averages."""
    from olcrm.follow import ratings

    with reading() as db:
        first = None if since is None else dates.day(since, clock.today(), looks="back")
        number = None if product is None else _product(db, product)
        if per_product:
            return pages.products(ratings.by_product(db, since=first, product_id=number, low=low))
        rows, count, mean = ratings.listed(db, since=first, product_id=number, low=low, limit=show.page())
        return pages.ratings(rows, count, mean)


def _product(db: Ledger, word: str) -> int:
    from olcrm.product import store as product

    return int(product.find(db, word)["id"])


def _list(listing: store.Listing, ways: Ways) -> Answer:
    """List the drafts of one list, or do with them what was asked; everything is asked of the ledger open then."""

    def at(db: Ledger) -> Hour:
        return hour(db, clock.now())

    audience = Audience[Word](
        waiting=lambda db: store.waits(db, listing, at(db)),
        sketches=lambda db, words: store.sketches(db, listing, at(db), words),
        named=lambda db, typed: store.named(db, listing, at(db), typed),
        worded=store.worded,
        log=store.log,
        table=lambda db, rows: pages.drafts(
            listing.name, rows, at(db), [] if rows else store.held_back(db, listing, at(db)), always=listing.always
        ),
        question=alone.late_in_the_day,
        counted=not listing.endless,
    )
    way = drafts.way(ways.text, ways.send, ways.sent, ways.all_sent)
    return drafts.answer(audience, way, reading=reading, writing=writing)
