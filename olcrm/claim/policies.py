"""The verbs about what the shop has agreed to: `claim policy add`, `list`, `show`, `edit`, `end`."""

from olcrm.claim import guarantees, options, pages
from olcrm.claim.options import Agreed, Name
from olcrm.kit import clock
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, text, word
from olcrm.kit.table import Page, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.shop import store as shop

policy = Verbs(N_("What the guarantee is: add, list, show, edit, end; presets to begin with."))


@policy.writes(
    "add",
    help=N_("Agree on a guarantee: from when, how long, what it grants, on which conditions."),
    examples=(
        "olcrm claim policy add cacat --basis arrived --days 3 --grants exchange,refund --for damaged,wrong-item"
        " --evidence unboxing-video --shipping fault",
        "olcrm claim policy add sprei --basis paid --days 30 --grants refund --product SPR-K --term 5",
        "olcrm claim policy add cepat --basis arrived --days '1x24 jam' --grants exchange",
    ),
)
def add(name: Name, typed: Agreed) -> Said:
    """Add a guarantee; a product's own is asked before the shop's."""
    called = text(name, _("The name")).strip()
    if typed.basis is None or typed.days is None or typed.grants is None:
        raise Misunderstood(
            _("A guarantee says from when it counts, how long, and what it grants."),
            hint=_("Give --basis, --days and --grants; or begin with one of `olcrm claim policy presets`."),
        )
    with writing() as db:
        facts = {"name": called, "product_id": None, "reasons": (), "evidence": (), "shipping": "fault", "clause": None}
        guarantees.add(db, facts | typed.read(db))
        return _said(db, "claim.policy.add", called, _("The guarantee “{name}” is agreed: {rest}."))


@policy.reads(
    "presets",
    help=N_("Guarantees as usual shops have them, to begin with."),
    examples=("olcrm claim policy presets",),
)
def presets() -> Table:
    """What `claim policy preset` can put down."""
    with reading() as db:
        speaks = shop.policy(db).message_language
    rows = [
        {
            key: list(value) if isinstance(value, tuple) else value
            for key, value in guarantees.preset(one, speaks).items()
        }
        | {"sku": None, "ended_on": None}
        for one in guarantees.PRESETS
    ]
    table = pages.guarantees(rows, "claim.policy.presets", "")
    return Table(
        table.kind,
        [one for one in table.columns if one.key not in ("sku", "ended_on")],
        rows,
        foot=[_("Take one over with `olcrm claim policy preset NAME`, and change it with `olcrm claim policy edit`.")],
    )


@policy.writes(
    "preset",
    help=N_("Agree on a guarantee as usual shops have it; `claim policy presets` shows them."),
    examples=("olcrm claim policy preset unboxing", "olcrm claim policy preset 30-hari --product SPR-K"),
)
def preset(
    name: Annotated[str, word(N_("The preset's name."), metavar="NAME", suggest=options.presets)],
    typed: Agreed,
    called: Annotated[str | None, option("--name", help=N_("What it is to be called."), metavar="NAME")] = None,
) -> Said:
    """Put a preset down; what is typed besides takes the place of what it says."""
    own = None if called is None else text(called, _("The name")).strip()
    with writing() as db:
        facts = guarantees.preset(name, shop.policy(db).message_language) | typed.read(db)
        facts["name"] = own or facts["name"]
        guarantees.add(db, facts)
        return _said(db, "claim.policy.preset", facts["name"], _("The guarantee “{name}” is agreed: {rest}."))


@policy.reads(
    "list",
    help=N_("What the shop has agreed to."),
    examples=("olcrm claim policy list", "olcrm claim policy list --ended"),
)
def list_(ended: Annotated[bool, option("--ended", help=N_("Those that have ended, too."))] = False) -> Table:
    """Guarantees, those of single products first."""
    with reading() as db:
        rows = [guarantees.document(row) for row in guarantees.all_of(db, ended=ended)]
    empty = _("No guarantee is agreed yet; begin with `olcrm claim policy presets`.")
    return pages.guarantees(rows, "claim.policy.list", empty)


@policy.reads("show", help=N_("One guarantee whole."), examples=("olcrm claim policy show cacat",))
def show_(name: Name) -> Page:
    """What was agreed, and the words that are quoted."""
    with reading() as db:
        row = guarantees.find(db, name)
        agreed = guarantees.document(row)
    lines = [f"{pages.guarantee(agreed)}."]
    if row["label"]:
        lines.append(_("Only for {product}.").format(product=row["label"]))
    lines.append(pages.pays(agreed["shipping"]))
    if agreed["clause"]:
        lines.append(f"“{agreed['clause']}”")
    if agreed["ended_on"]:
        lines.append(_("It ended {day}: orders since then go without it.").format(day=agreed["ended_on"]))
    return Page("claim.policy.show", agreed["name"], {"guarantee": agreed}, ("\n".join(lines),))


@policy.writes(
    "edit",
    help=N_("Change a guarantee, for orders of before too; an empty '' takes a condition out."),
    examples=("olcrm claim policy edit cacat --days 7", "olcrm claim policy edit cacat --evidence '' --name rusak"),
)
def edit(
    name: Name,
    typed: Agreed,
    called: Annotated[str | None, option("--name", help=N_("What it is to be called."), metavar="NAME")] = None,
) -> Said:
    """Put another word in the place of one that was agreed."""
    with writing() as db:
        row = guarantees.find(db, name)
        changes = typed.read(db)
        if called is not None:
            changes["name"] = text(called, _("The name")).strip()
        if not guarantees.edit(db, row, changes):
            raise Misunderstood(
                _("Nothing about “{name}” would change.").format(name=row["name"]),
                hint=_("Say what is different; `olcrm claim policy edit --help` shows how."),
            )
        said = _said(db, "claim.policy.edit", changes.get("name", row["name"]), _("“{name}” is now: {rest}."))
    more = _("Orders of before are judged by it, too. To keep what was agreed for them, end it and add a new one.")
    return Said(said.kind, said.sentence, said.document, more=[more])


@policy.writes(
    "end",
    help=N_("Agree to it no longer: it still holds for orders taken before today."),
    examples=("olcrm claim policy end cacat",),
)
def end(name: Name) -> Said:
    """End a guarantee for what is ordered from today on."""
    with writing() as db:
        row = guarantees.find(db, name)
        guarantees.end(db, row, clock.today())
        return _said(db, "claim.policy.end", row["name"], _("“{name}” has ended; orders of before still have it."))


def _said(db: Ledger, kind: str, name: str, sentence: str) -> Said:
    agreed = guarantees.document(guarantees.find(db, name))
    db.said = sentence.format(name=agreed["name"], rest=pages.guarantee(agreed))
    return Said(kind, db.said, {"guarantee": agreed})
