"""What the owner types about products and their stock."""

import re
from collections.abc import Mapping
from typing import Any

from olcrm.kit import money, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Options, Verbs, Writing, field, option, text, word
from olcrm.kit.table import Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.product import pages, rules, shelf, store

room = Verbs()

NOTHING = ""  # typed for an option, takes its value out again
MOVES = 10  # of a product's page

Word = str | None
Sku = Annotated[
    str, word(N_("Its SKU, or its name with the variant."), metavar="SKU", suggest=windows.suggest_products)
]


class Facts(Options):
    """What may be said of a product besides its SKU and name; None where it was not."""

    variant: Word = field("--variant", help=N_("Its size, colour or kind, like M."), metavar="TEXT")
    price: Word = field("--price", help=N_("What a piece costs the customer."), metavar="MONEY")
    cost: Word = field("--cost", help=N_("What a piece costs the shop."), metavar="MONEY")
    weight: Word = field("--weight", help=N_("What a piece weighs, like 250g or 1,2kg."), metavar="WEIGHT")
    note: Word = field("--note", help=N_("A remark that is shown whenever it is ordered."), metavar="TEXT")
    fit: Word = field("--fit", help=N_("How it is cut, like “runs small”; shown when it is ordered."), metavar="TEXT")
    care: Word = field("--care", help=N_("The tip that goes to the customer with it."), metavar="TEXT")
    care_days: Word = field(
        "--care-days", help=N_("Days after its arrival on which the tip is told: `olcrm follow care`."), metavar="DAYS"
    )
    care_every: Word = field("--care-every", help=N_("And told again after as many days."), metavar="DAYS")

    def read(self) -> dict[str, Any]:
        """What was typed, read. Raises as ``money.amount`` and ``rules.weight`` do, and for a text that is none."""
        readers: dict[str, Any] = {
            "variant": lambda said: text(said, _("The variant")).strip(),
            "price": lambda said: money.amount(said, zero=True),
            "cost": lambda said: money.amount(said, zero=True),
            "weight": rules.weight,
            "note": lambda said: text(said, _("The note")),
            "fit": lambda said: text(said, _("The fit")),
            "care": lambda said: text(said, _("The care tip")),
            "care_days": rules.days,
            "care_every": rules.days,
        }
        typed = {name: getattr(self, name) for name in readers}
        return {
            name: None if said == NOTHING else readers[name](said) for name, said in typed.items() if said is not None
        }


class Counting(Writing):
    """A command one of whose values may begin with a minus, which otherwise begins an option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read ``-1`` as a value: no option begins with a figure."""
        values = ["\u2212" + one[1:] if re.fullmatch(r"-[0-9]+", one) else one for one in args]
        return super().parse_args(ctx, values)


@room.writes(
    "add",
    help=N_("Put a product into the catalogue."),
    examples=(
        "olcrm product add GM-M Gamis --variant M --price 150rb --stock 5",
        "olcrm product add BROS 'Bros Mutiara' --price 15rb --note 'jarum tajam' --care 'jangan kena air'",
    ),
)
def add(
    sku: Annotated[str, word(N_("Its code, one word."), metavar="SKU")],
    name: Annotated[str, word(N_("What it is called."), metavar="NAME")],
    typed: Facts,
    stock: Annotated[str | None, option("--stock", help=N_("How many are in the house."), metavar="N")] = None,
) -> Said:
    """Add a product; without --stock its pieces are not counted, and it never runs out."""
    facts = {"sku": rules.sku(text(sku, _("The SKU"))), "name": text(name, _("The name")).strip()}
    counted = None if stock is None else rules.pieces(stock)
    facts |= typed.read()
    with writing() as db:
        product_id = store.add(db, facts)
        if counted is not None:
            store.move(db, store.find(db, facts["sku"]), rules.Move(None, counted), None)
        return _said(db, "product.add", product_id, _("{product} is in the catalogue: {rest}."), typed=facts)


@room.reads(
    "show",
    help=N_("Show one product: its pieces, who has them, who waits."),
    examples=("olcrm product show GM-M", "olcrm product show 'gamis m'"),
)
def show_(sku: Sku) -> Page:
    """All about one product."""
    with reading() as db:
        row = store.find(db, sku)
        return pages.page(
            store.document(row),
            shelf.holders(db, row["id"]),
            pages.waiting(db, row["id"]),
            store.moves(db, row["id"], MOVES),
        )


@room.reads(
    "list",
    help=N_("List the catalogue with what is free."),
    examples=("olcrm product list", "olcrm product list gamis --free", "olcrm product list --short"),
)
def list_(
    words: Annotated[str | None, word(N_("Only those with this in the SKU or name."), metavar="[TEXT]")] = None,
    free: Annotated[bool, option("--free", help=N_("Only those one can have."))] = False,
    short: Annotated[bool, option("--short", help=N_("Only those that have run out."))] = False,
    archived: Annotated[bool, option("--archived", help=N_("Those put away instead."))] = False,
) -> Table:
    """Products by name."""
    if free and short:
        raise Misunderstood(_("--free and --short do not go together."), hint=_("Give one of them."))
    with reading() as db:
        rows, total = store.listed(
            db, text=(words or "").strip(), archived=archived, free=free, short=short, limit=show.page()
        )
    empty = _("There is no such product; add one with `olcrm product add`.")
    return Table("product.list", pages.columns(), rows, total=total, empty=empty)


@room.writes(
    "edit",
    help=N_("Change a product; an empty '' takes a fact out. Orders keep what was agreed."),
    examples=(
        "olcrm product edit GM-M --price 160rb --fit 'kecil, naik satu ukuran'",
        "olcrm product edit SOFA-2 --care 'lap dengan minyak kayu' --care-days 90 --care-every 180",
        "olcrm product edit BROS --note ''",
    ),
)
def edit(
    sku: Sku,
    typed: Facts,
    name: Annotated[str | None, option("--name", help=N_("What it is called from now on."), metavar="NAME")] = None,
    new: Annotated[str | None, option("--sku", help=N_("Its SKU from now on."), metavar="SKU")] = None,
) -> Said:
    """Change what is said of a product."""
    changes = typed.read()
    if name is not None:
        changes["name"] = text(name, _("The name")).strip()
    if new is not None:
        changes["sku"] = rules.sku(text(new, _("The SKU")))
    with writing() as db:
        row = store.find(db, sku)
        if all(row[key] == value for key, value in changes.items()):
            raise Misunderstood(
                _("Nothing about {product} would change.").format(product=rules.label(row["name"], row["variant"])),
                hint=_("Say what is different; `olcrm product edit --help` shows how."),
            )
        store.edit(db, row, changes)
        return _said(db, "product.edit", row["id"], _("{product} is now: {rest}."), typed=changes)


@room.writes(
    "archive",
    help=N_("Put a product away: it is not sold any more, and still there."),
    examples=("olcrm product archive GM-M", "olcrm product archive GM-M --undo"),
)
def archive(sku: Sku, undo: Annotated[bool, option("--undo", help=N_("Take it out of the archive."))] = False) -> Said:
    """Put a product away, or fetch it back."""
    with writing() as db:
        row = store.find(db, sku)
        store.archive(db, row, away=not undo)
        sentence = _("{product} is back in the catalogue: {rest}.") if undo else _("{product} is archived.")
        return _said(db, "product.archive", row["id"], sentence)


@room.command(
    "stock",
    cls=Counting,
    help=N_("Note that pieces came in (+5), went (-1) or were counted (=12)."),
    epilog="olcrm product stock GM-M +5\nolcrm product stock GM-M -1 --because rusak\n"
    "olcrm product stock GM-M =12 --because 'hitung ulang'",
)
def stock(
    sku: Sku,
    change: Annotated[str, word(N_("+5 came in, -1 went, =12 were counted."), metavar="CHANGE")],
    because: Annotated[str | None, option("--because", help=N_("Why; a correction needs it."), metavar="TEXT")] = None,
) -> Said:
    """Write down a change of stock that no order made, and name who waits for it."""
    reason = None if because is None else text(because, _("The reason"))
    what = rules.move(change)
    with writing() as db:
        row = store.find(db, sku)
        store.move(db, row, what, reason)
        said = _said(db, "product.stock", row["id"], _("{product}: {rest}."))
        label = rules.label(row["name"], row["variant"])
        more = [*pages.warned(said.document["product"]), *shelf.turn(db, row["id"], label)]
    return Said(said.kind, said.sentence, said.document, more=more)


def _said(db: Ledger, kind: str, product_id: int, sentence: str, typed: Mapping[str, Any] | None = None) -> Said:
    """Say what a product is now, and doubt what was typed of its money where that is hardly anything."""
    document = store.get(db, product_id)
    db.said = sentence.format(product=pages.named(document), rest=pages.pieces(document))
    small = [n for n in ((typed or {}).get("price"), (typed or {}).get("cost")) if n and n < money.SMALL]
    return Said(kind, db.said, {"product": document}, more=[money.doubt(n) for n in small[:1]])
