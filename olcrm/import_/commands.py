"""What the owner types to bring customers and orders in from files."""

from contextlib import suppress
from datetime import timedelta

from olcrm.import_ import layouts, pages, store
from olcrm.import_.layouts import Layout
from olcrm.import_.rules import Habit, Outcome
from olcrm.kit import ask, clock, paths, sheet, show
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.sheet import Sheet
from olcrm.kit.table import Column, Kind, Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import reading, writing
from olcrm.shop import store as shop

room = Verbs()

PURCHASE = {"id": "Pembelian", "en": "Purchase"}  # what was bought where a file does not say, as customers may read it
GONE_AFTER = timedelta(days=60)  # a paid order without a status that is older has surely reached its buyer

File = Annotated[str, word(N_("The CSV file."), metavar="FILE")]
MapContacts = Annotated[
    list[str] | None,
    option(
        "--map",
        help=N_(
            "Which column is which field, as often as needed: name, nickname, salutation, phone, ig, shopee, tokopedia,"
            " tiktok, email, fb, telegram, line, birthday, city, address, source, tags, note, language."
        ),
        metavar="FIELD=COLUMN",
    ),
]
MapOrders = Annotated[
    list[str] | None,
    option(
        "--map",
        help=N_(
            "Which column is which field, as often as needed: contact, date, item, qty, price, total, paid, balance,"
            " status, number, source, phone, shipping, discount, note."
        ),
        metavar="FIELD=COLUMN",
    ),
]
DryRun = Annotated[bool, option("--dry-run", help=N_("Show what would happen; change nothing."))]
SkipBad = Annotated[bool, option("--skip-bad", help=N_("Leave out rows that cannot be read."))]
Source = Annotated[
    str | None, option("--source", help=N_("Where they came from, such as shopee or pameran."), metavar="SOURCE")
]
Yes = Annotated[bool, option("--yes", help=N_("Do not ask."))]


@room.writes(
    "contacts",
    help=N_("Bring in customers from a Google Contacts file, or any CSV; who is known keeps what is known of her."),
    examples=(
        "olcrm import contacts contacts.csv --dry-run",
        'olcrm import contacts buyers.csv --map name="Nama Pembeli" --map phone=HP',
    ),
)
def contacts(
    file: File,
    map: MapContacts = None,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    source: Source = None,
    yes: Yes = False,
) -> Said | Page:
    """Match each row to a customer by phone or handle, else by name; add who is new."""
    with sheet.opened(paths.path(file)) as opened:
        layout = layouts.layout("contacts", opened.heading, map or [], opened.path.name)
        habit = Habit(purchase="", settled=False, paid_when_sent=False, gone_before="", source=_source(source))
        return _bring(opened, layout, habit, dry_run=dry_run, skip_bad=skip_bad, yes=yes)


@room.writes(
    "orders",
    help=N_("Bring in orders of the past from any CSV; rows with the same number are one order."),
    examples=(
        "olcrm import orders sales.csv --map contact=Pembeli --map date=Tanggal --map total=Total",
        "olcrm import orders shop.csv --source shopee --map contact=Username --map date=Waktu --map total=Total",
    ),
)
def orders(
    file: File,
    map: MapOrders = None,
    unpaid: Annotated[bool, option("--unpaid", help=N_("Take orders as unpaid where the file does not say."))] = False,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    source: Source = None,
    yes: Yes = False,
) -> Said | Page:
    """Make each order of the file one of the ledger, unless it is there already."""
    with sheet.opened(paths.path(file)) as opened:
        layout = layouts.layout("orders", opened.heading, map or [], opened.path.name)
        with reading() as db:
            policy = shop.policy(db)
        habit = Habit(
            purchase=PURCHASE[policy.message_language],
            settled=not unpaid and not {"paid", "balance", "status"} & set(layout.columns),
            paid_when_sent=not unpaid,
            gone_before=(clock.today() - GONE_AFTER).isoformat(),
            source=_source(source),
        )
        return _bring(opened, layout, habit, dry_run=dry_run, skip_bad=skip_bad, yes=yes)


@room.writes(
    "chat",
    help=N_("Bring in a chat with one customer, as WhatsApp exports it; what is noted already is left alone."),
    examples=(
        'olcrm import chat "Chat WhatsApp dengan Rina.txt" --dry-run',
        'olcrm import chat _chat.txt --me "Toko Ani" --contact rina --yes',
    ),
)
def chat(
    file: Annotated[str, word(N_("The .txt or .zip file."), metavar="FILE")],
    me: Annotated[
        str | None,
        option("--me", help=N_("How you are called in this chat, where it is not the shop."), metavar="NAME"),
    ] = None,
    contact: Annotated[
        str | None,
        option("--contact", help=N_("Whom it is with, where she has another name there."), metavar="CONTACT"),
    ] = None,
    dry_run: DryRun = False,
    skip_bad: SkipBad = False,
    yes: Yes = False,
) -> Said:
    """Note each message as said to her or heard from her, at its own moment."""
    from olcrm.import_ import chatting

    return chatting.bring(paths.path(file), me, contact, dry_run=dry_run, skip_bad=skip_bad, yes=yes)


@room.reads("list", help=N_("Show the files that were brought in."), examples=("olcrm import list",))
def list_batches() -> Table:
    """Every file, the newest first."""
    with reading() as db:
        rows = [pages.batch(row) for row in store.batches(db, show.page())]
    columns = (
        Column("id", _("Import"), Kind.NUMBER),
        Column("file", _("File")),
        Column("kind", _("Kind"), keep=2),
        Column("at", _("When"), Kind.MOMENT, keep=1),
        Column("rows", _("Rows"), Kind.NUMBER, keep=2),
        Column("contacts", _("Customers"), Kind.NUMBER, keep=1),
        Column("orders", _("Orders"), Kind.NUMBER, keep=1),
    )
    return Table("import.list", columns, rows, empty=_("No file was brought in yet."))


@room.reads("show", help=N_("Show what each row of a file became."), examples=("olcrm import show 1",))
def show_batch(number: Annotated[str, word(N_("The number of the import."), metavar="BATCH")]) -> Table:
    """The rows of one file with their customers and orders."""
    with reading() as db:
        batch = store.batch(db, number)
        rows = [pages.row(row) for row in store.rows(db, batch["id"], show.page())]
        total = store.row_count(db, batch["id"]) if len(rows) == show.page() else len(rows)
    columns = [
        Column("row", _("Row"), Kind.NUMBER),
        Column("customer", _("Customer"), value=lambda row: row["contact"] and row["contact"]["name"]),
        Column("contact", _("Number"), Kind.NUMBER, value=lambda row: row["contact"] and row["contact"]["id"], keep=2),
    ]
    if batch["kind"] == "orders":
        columns += [
            Column("order", _("Order"), Kind.NUMBER),
            Column("ordered_on", _("Day"), Kind.DAY, keep=1),
            Column("total", _("Total"), Kind.MONEY, keep=1),
        ]
    title = _("Import {number}: {file}").format(number=batch["id"], file=batch["file_name"])
    return Table("import.show", columns, rows, title=title, total=total, extra={"import": pages.batch(batch)})


class _Unchanged(Exception):
    """Everything in the file is there already: let not even the import itself be written down."""


def _bring(file: Sheet, layout: Layout, habit: Habit, *, dry_run: bool, skip_bad: bool, yes: bool) -> Said | Page:
    """Show what would happen, ask, and do it. On a terminal the file is read twice, so that nobody waits on a lock."""
    if dry_run or (not yes and ask.possible()):
        outcome = _run(file, layout, habit, skip_bad, dry_run=True)
        preview = pages.preview(file, layout, habit, outcome, dry_run)
        if dry_run or not outcome.changes:
            return preview if outcome.changes else pages.unchanged(file, layout, outcome)
        ask.preview(preview)
    if not ask.confirm(_("Bring this in?"), yes=yes):
        return Said(f"import.{layout.kind}", _("Nothing was changed."), {"batch": None})
    outcome = _run(file, layout, habit, skip_bad, dry_run=False)
    if not outcome.changes:
        return pages.unchanged(file, layout, outcome)
    return pages.done(file, layout, habit, outcome)


def _run(file: Sheet, layout: Layout, habit: Habit, skip_bad: bool, dry_run: bool) -> Outcome:
    """The whole import as one change. Raises Refused when rows are wrong and nobody said that they may be left out."""
    with suppress(_Unchanged), writing(dry_run=dry_run) as db:
        rows = show.progress(file.rows(), file.lines, _("Reading {file}").format(file=file.path.name))
        outcome = store.bring(db, file, rows, layout, habit)
        if outcome.wrong and not skip_bad:
            ask.preview(pages.report(outcome))
            raise pages.refusal(file, outcome)
        if not outcome.changes:
            raise _Unchanged
        db.said = pages.sentence(file, layout, outcome)
    return outcome


def _source(typed: str | None) -> str | None:
    return None if typed is None else text(typed, _("The source"))
