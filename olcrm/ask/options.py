"""The options that the verbs of questions share, and what they mean once read."""

from datetime import date, datetime

from olcrm.ask import reading, rules
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Options, field, option, word
from olcrm.kit.record import Record
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.shop import store as shop


def _objections(incomplete: str) -> list[str]:
    return [one for one in rules.OBJECTIONS if one.startswith(incomplete)]


def _kinds(incomplete: str) -> list[str]:
    return [one for one in rules.KINDS if one.startswith(incomplete)]


Ask = Annotated[str, word(N_("Its number; `olcrm ask list` shows it."), metavar="NO")]
Objection = Annotated[
    str | None,
    option(
        "--objection",
        help=N_("What keeps her from buying: price, size, wants-to-see, thinking, or a word of yours."),
        metavar="WORD",
        suggest=_objections,
    ),
]
Product = Annotated[
    str | None,
    option("--product", help=N_("The product it is about."), metavar="PRODUCT", suggest=windows.suggest_products),
]
Next = Annotated[str | None, option("--next", help=N_("The day to come back to her; - for none."), metavar="DATE")]


class When(Options):
    """When something happened that is noted only now."""

    on: str | None = field("--on", help=N_("The day it was, if not now."), metavar="DATE")
    ago: str | None = field("--ago", help=N_("How long ago it was, like 3h."), metavar="SPAN")

    def moment(self) -> datetime:
        """The moment that is meant; now where nothing was typed. Raises as ``dates.past`` and ``dates.span`` do."""
        if self.on is not None and self.ago is not None:
            raise Misunderstood(_("--on and --ago do not go together."), hint=_("Give one of them."))
        if self.ago is not None:
            return clock.now() - dates.span(self.ago)
        if self.on is None:
            return clock.now()
        return clock.moment_of(dates.past(self.on, clock.today(), _("Note it when it has happened.")))


class Newcomer(Options):
    """How a name that nobody has becomes a prospect."""

    phone: str | None = field("--phone", help=N_("The phone of somebody new, who is then added."), metavar="PHONE")
    ig: str | None = field("--ig", help=N_("The Instagram name of somebody new, who is then added."), metavar="HANDLE")
    source: str | None = field("--source", help=N_("Where somebody new came from, who is then added."), metavar="WORD")


class Narrowed(Options):
    """What a list of questions is narrowed to."""

    answered: bool = field("--answered", help=N_("All that were answered, the latest first."), unsaid=False)
    ended: bool = field("--ended", help=N_("All that is over: bought, done, dropped, passed by."), unsaid=False)
    contact: str | None = field("--contact", help=N_("Only of her."), metavar="CONTACT", suggest=contacts.suggest)
    kind: str | None = field("--kind", help=N_("Only question, visit or about."), metavar="KIND", suggest=_kinds)
    objection: str | None = field(
        "--objection", help=N_("Only with this objection."), metavar="WORD", suggest=_objections
    )
    product: str | None = field(
        "--product", help=N_("Only about this product."), metavar="PRODUCT", suggest=windows.suggest_products
    )

    def wanted(self, db: Ledger) -> reading.Wanted:
        """What is asked for. Raises Misunderstood for both lists at once, Missing for nobody and no product."""
        if self.answered and self.ended:
            raise Misunderstood(_("--answered and --ended do not go together."), hint=_("Give one of them."))
        return reading.Wanted(
            which="answered" if self.answered else "ended" if self.ended else None,
            contact_id=None if self.contact is None else contacts.find(db, self.contact).id,
            kind=None if self.kind is None else rules.kind(self.kind),
            objection=None if self.objection is None else rules.objection(self.objection),
            product_id=product(db, self.product),
        )


class Hesitation(Record):
    """What keeps her from buying, and the day to come back to her; ``open`` is whether anything of it was said."""

    objection: str | None
    next_on: date | None
    open: bool


def hesitation(
    db: Ledger, objection: str | None, next_word: str | None, *, before: str | None, agreed: date | None = None
) -> Hesitation:
    """What was typed of it; an objection without a day gets the shop's usual one. ``before`` is what was known, and
    ``agreed`` the day that was said with the question: it stands, unless an objection or a day is typed now.
    """
    why = before if objection is None else rules.objection(objection)
    today = clock.today()
    if next_word is not None:
        return Hesitation(why, rules.day_to_come(next_word, today), open=True)
    if objection is None and agreed is not None and agreed > today:
        return Hesitation(why, agreed, open=False)
    return Hesitation(why, usual(db) if why else None, open=objection is not None)


def usual(db: Ledger) -> date:
    """The day on which to come back to somebody, unless another was said."""
    from datetime import timedelta

    (days,) = shop.figures(db, "ask.next-days")
    return clock.today() + timedelta(days=days)


def product(db: Ledger, typed: str | None) -> int | None:
    """The id of the product that was typed. Raises Missing for none."""
    if typed is None:
        return None
    from olcrm.product import store as products

    return int(products.find(db, typed)["id"])
