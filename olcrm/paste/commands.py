"""What the owner types when a customer has sent something: it is read, shown, and saved once she agrees."""

from collections.abc import Sequence

from olcrm.contact.store import brief, get, suggest
from olcrm.kit import ask, money, show
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Page, Said
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import excerpt
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.paste import pages, rules, source, store
from olcrm.paste.pasted import Pasted
from olcrm.paste.store import Plan

room = Verbs()
SLIGHT = 1_000  # rupiah; hardly anything is sold for less


class _Owner:
    """What the owner has said about a paste, on the command line or when she was asked."""

    def __init__(
        self, contact: str | None, name: str | None, prices: Sequence[tuple[str, int]], *, oversell: bool
    ) -> None:
        self.contact = contact
        self.name = name
        self.prices = list(prices)
        self.oversell = oversell

    def plans(self, db: Ledger, found: Sequence[Pasted]) -> list[Plan]:
        return [store.plan(db, one, contact=self.contact, name=self.name, prices=self.prices) for one in found]


@room.writes(
    "paste",
    help=N_(
        "Read what a customer sent, an order form or a message, show what was understood, and take the order once you"
        " agree. It is read from a pipe, from a file, from the clipboard, or as you paste it here."
    ),
    examples=(
        "olcrm paste",
        "olcrm paste --clipboard",
        "olcrm paste --file form.txt --price 'Gamis M=150rb' --yes",
        "olcrm paste --file form.txt --dry-run --json",
        "olcrm paste show 41",
    ),
)
def paste(
    file: Annotated[str | None, option("--file", help=N_("Read this file."), metavar="FILE")] = None,
    clipboard: Annotated[bool, option("--clipboard", help=N_("Read what is on the clipboard."))] = False,
    contact: Annotated[
        str | None,
        option("--contact", help=N_("Whose it is, where that is known."), metavar="CONTACT", suggest=suggest),
    ] = None,
    name: Annotated[
        str | None,
        option("--name", help=N_("How the new customer is called, where the text does not say."), metavar="NAME"),
    ] = None,
    price: Annotated[
        list[str] | None,
        option("--price", help=N_("What one piece costs; may be repeated."), metavar="ITEM=MONEY"),
    ] = None,
    oversell: Annotated[bool, option("--oversell", help=N_("Take more pieces than are free."))] = False,
    again: Annotated[bool, option("--again", help=N_("Take the very same text once more."))] = False,
    yes: Annotated[bool, option("--yes", help=N_("Do not ask."))] = False,
    dry_run: Annotated[bool, option("--dry-run", help=N_("Show what was understood; change nothing."))] = False,
) -> Said | Page:
    """Read, show, ask, and do it as one change; the ledger is closed while the owner thinks."""
    owner = _Owner(contact, name, [_price(one) for one in price or []], oversell=oversell)
    found = rules.read(source.text(file, clipboard=clipboard))
    if not found:
        raise Misunderstood(
            _("There is nothing to read in what was pasted."), hint=_("Copy the whole message, and paste it once more.")
        )
    store.expect_goods(found, owner.prices)
    _expect_one(found, owner)
    with reading() as db:
        plans = owner.plans(db, found)
        lacking = [] if oversell else store.lacking(db, plans)
    preview = pages.preview(plans, dry_run=dry_run, lacking=lacking)
    todo = [one.pasted for one in plans if one.writes]
    if dry_run or not todo:
        return preview
    _expect_goods(plans)
    if not yes:
        ask.preview(preview)
    _expect_enough(lacking, yes=yes)
    _complete(plans, owner)
    _expect_new(plans, again=again or (not yes and ask.possible()))
    owner.oversell = oversell or any(lacking)  # she is asked for both at once
    question = _("More is ordered than is free. Save this all the same?") if any(lacking) else _("Save this?")
    if not ask.confirm(question, yes=yes):
        return Said(
            "paste", _("Nothing was changed."), {"rows": [pages.document(plan) for plan in plans], "orders": []}
        )
    return _saved(owner, todo)


@room.reads(
    "paste show", help=N_("Show what was pasted for an order, word for word."), examples=("olcrm paste show 41",)
)
def paste_show(
    order: Annotated[str, word(N_("The order's number."), metavar="ORDER", suggest=windows.suggest_orders)],
) -> Page:
    """The customer's own words."""
    with reading() as db:
        row, rows = store.texts(db, order)
    title = _("Pasted for order {number}").format(number=row["id"])
    return Page(
        "paste.show", title, {"order": row["id"], "texts": [one["text"] for one in rows]}, [one["text"] for one in rows]
    )


def _saved(owner: _Owner, todo: Sequence[Pasted]) -> Said:
    """Do all of it as one change, and say so. Each is looked up anew: a person may be named twice."""
    rows, orders, sentences, more = [], [], [], list[str]()
    with writing() as db:
        for one in todo:
            (plan,) = owner.plans(db, [one])
            said, who, new = store.save(db, plan, oversell=owner.oversell)
            rows.append(pages.document(plan) | {"contact": brief(who)})
            if new:
                more.append(_("{name} is a new customer and has been added.").format(name=who.name))
            if one.type == "member":
                from olcrm.paste import joining

                sentences.append(joining.join(db, get(db, who.id), one))
            elif said is None:
                sentences.append(_("Noted of {name}: the address.").format(name=who.name))
            else:
                sentences.append(said.sentence)
                orders.append(said.document["order"])
                more += said.more
        whole = ngettext("{count} order was pasted.", "{count} orders were pasted.", len(orders))
        db.said = sentences[0] if len(sentences) == 1 else whole.format(count=len(orders))
    told = sentences if len(sentences) > 1 else []
    return Said("paste", db.said, {"rows": rows, "orders": orders}, more=[*told, *more])


def _price(typed: str) -> tuple[str, int]:
    name, equals, figures = typed.rpartition("=")
    if not equals or not name.strip():
        raise Misunderstood(
            _("“{word}” does not say what costs how much.").format(word=excerpt(typed)),
            hint=_("Write it like --price 'Gamis M=150rb'."),
        )
    return name.strip(), money.amount(figures, zero=True)


def _expect_one(found: Sequence[Pasted], owner: _Owner) -> None:
    """Make sure that what is said of one person is said of one form."""
    if len(found) > 1 and (owner.contact or owner.name):
        raise Misunderstood(
            _("--contact and --name are for one form, and {count} were pasted.").format(count=len(found)),
            hint=_("Paste the forms one by one."),
        )


def _expect_goods(plans: Sequence[Plan]) -> None:
    for plan in plans:
        if plan.pasted.type == "order" and not plan.items:
            raise Refused(
                _("It could not be read what is ordered."),
                hint=_("Take it by hand with `olcrm order add`, or write the things under “Pesanan:”, one a line."),
            )


def _expect_enough(lacking: Sequence[Sequence[Refused]], *, yes: bool) -> None:
    """Make sure that there is enough of everything, or somebody to ask whether it is to be taken all the same."""
    for short in lacking:
        if short and (yes or not ask.possible()):
            raise short[0]


def _complete(plans: Sequence[Plan], owner: _Owner) -> None:
    """Ask for what is needed and was not in the text. Raises Refused where there is nobody to ask."""
    for plan in plans:
        for name in plan.unpriced():
            option = f"--price '{excerpt(name)}=150rb'"
            while not any(word == name for word, _money in owner.prices):
                typed = ask.line(_("Price of one “{name}”").format(name=name), option=option)
                try:
                    owner.prices.append((name, _in_thousands(money.amount(typed, zero=True), option)))
                except (Misunderstood, Refused) as wrong:
                    show.talk(f"{wrong.message} {wrong.hint}")
        if plan.writes and plan.contact is None and not (owner.name or plan.name):
            if not ask.possible():
                raise store.nameless()
            owner.name = ask.line(_("Her name"), option="--name") or None


def _in_thousands(amount: int, option: str) -> int:
    """``amount``, or a thousand times as much: a shop says 55 for 55 thousand, which is never taken for granted."""
    meant = amount * SLIGHT
    question = _("Is {amount} meant?").format(amount=money.rupiah(meant))
    return meant if 0 < amount < SLIGHT and ask.confirm(question, option=option, default=True) else amount


def _expect_new(plans: Sequence[Plan], *, again: bool) -> None:
    for plan in plans:
        if plan.before is not None and plan.pasted.type == "order" and not again:
            raise store.twice(plan.before)
