"""What can be said about an order besides its goods: the options, and what they mean once read.

`order add`, `order again` and `order edit` share them: each is a field here.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from olcrm.contact import store as contacts
from olcrm.kit import clock, dates, money, phone
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Options, Suggest, field, text, word
from olcrm.kit.record import Row, changed
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading
from olcrm.order import rules, store
from olcrm.order.reading import Wanted
from olcrm.order.rules import Item, Terms

AUTO = "auto"  # typed for a promise, has its day reckoned
NOTHING = ""  # typed for an option, takes its value out again

Money = str | None
Word = str | None

Order = Annotated[str, word(N_("The order's number."), metavar="ORDER", suggest=windows.suggest_orders)]
_VIA = N_("How the money came or goes: bca, dana, tunai …")
_ON = N_("The day it was, if not today.")
_DRY_RUN = N_("Show what would change, and change nothing.")
_BECAUSE = N_("Why.")


def among(words: Sequence[str]) -> Suggest:
    """Those of ``words`` that begin with what was typed, for the shell to complete."""
    return lambda incomplete: [one for one in words if one.startswith(incomplete)]


class Typed(Options):
    """What was typed for each option of an agreement; None where it was not given."""

    shipping: Money = field("--shipping", help=N_("What sending it costs her; 0 is free."), metavar="MONEY")
    discount: Money = field("--discount", help=N_("What is taken off the sum."), metavar="MONEY")
    keep: Word = field("--keep", help=N_("How long the goods are kept for her, like 48h or 3 hari."), metavar="SPAN")
    promise: Word = field("--promise", help=N_("The day by which it is promised; auto reckons it."), metavar="DATE")
    due: Word = field("--due", help=N_("The day agreed for the settlement."), metavar="DATE")
    recipient: Word = field("--recipient", help=N_("Whom the parcel goes to, if to somebody else."), metavar="NAME")
    recipient_phone: Word = field("--recipient-phone", help=N_("The recipient's phone number."), metavar="PHONE")
    address: Word = field("--address", help=N_("Where the parcel goes."), metavar="TEXT")
    gift: Word = field("--gift", help=N_("It is a gift: the words for the card."), metavar="TEXT")
    dropship_from: Word = field("--dropship-from", help=N_("Whose name the label shows as the sender."), metavar="NAME")
    courier: Word = field("--courier", help=N_("What it goes with, like “jne reg” or “kurir toko”."), metavar="TEXT")
    cod: bool | None = field("--cod/--no-cod", help=N_("She pays the courier when it arrives."))
    hide_price: bool | None = field(
        "--hide-price/--show-price", help=N_("No prices in the parcel; a gift has none anyway.")
    )
    extra: Word = field("--extra", help=N_("What goes in besides the goods, like a card or ribbon."), metavar="TEXT")
    note: Word = field("--note", help=N_("A remark on the order."), metavar="TEXT")
    source: Word = field("--source", help=N_("Where the order came from: wa, ig, shopee …"), metavar="WORD")
    oversell: bool = field("--oversell", help=N_("Take more pieces than are free."), unsaid=False)
    dry_run: bool = field("--dry-run", help=_DRY_RUN, unsaid=False)

    def over(self, base: Terms, *, kept_from: datetime, ordered_on: date) -> Terms:
        """``base`` with what was typed in the place of what it says.

        The goods are kept from ``kept_from``, and the first such day after it is meant where a year is left out; where
        no other day is agreed for the settlement, it moves along. Raises Misunderstood for a word that cannot be read,
        Refused for an amount or a day that cannot be.
        """
        found: dict[str, Any] = {
            name: None if value == NOTHING else value for name, value in self._words() if value is not None
        }
        for name, value in (("shipping", self.shipping), ("discount", self.discount)):
            if value is not None:
                found[name] = money.amount(value, zero=True)
        switches = (("cod", self.cod), ("price_hidden", self.hide_price))
        found |= {name: on for name, on in switches if on is not None}
        since = clock.local(kept_from).date()
        for name, value, what in (
            ("promised_on", self.promise, _("The promised day")),
            ("due_on", self.due, _("The day of the settlement")),
        ):
            if value is not None:
                found[name] = None if value == NOTHING else rules.not_before(day_ahead(value, since), ordered_on, what)
        if self.keep is not None:
            found |= _kept(base, found, kept_from, self.keep)
        return changed(base, **found)

    def _words(self) -> list[tuple[str, str | None]]:
        said = (
            ("recipient", self.recipient, N_("The recipient")),
            ("address", self.address, N_("The address")),
            ("gift", self.gift, N_("The words for the card")),
            ("dropship_from", self.dropship_from, N_("The sender")),
            ("note", self.note, N_("The note")),
            ("source", self.source, N_("The source")),
            ("courier", self.courier and _courier(self.courier), N_("The courier")),
            ("extras", self.extra, N_("What goes in besides")),
        )
        number = phone.number(self.recipient_phone) if self.recipient_phone else self.recipient_phone
        return [
            *((name, text(value, _(what)) if value else value) for name, value, what in said),
            ("recipient_phone", number),
        ]


class Deal(Typed):
    """What was typed when an order was taken."""

    unique_code: bool | None = field(
        "--unique-code/--no-unique-code",
        help=N_("Add 1 to 999 rupiah, so that the bank line tells which order it is for."),
    )
    to: list[str] | None = field(
        "--to",
        help=N_("Whom it goes to, as “name, phone, address” or a customer; repeated, each gets an order of the same."),
        metavar="RECIPIENT",
    )
    to_file: Word = field(
        "--to-file", help=N_("A text file with a recipient on each line, written as for --to."), metavar="FILE"
    )
    dp: Money = field("--dp", help=N_("A part that is paid at once."), metavar="MONEY")
    via: Word = field("--via", help=_VIA, metavar="METHOD")
    on: Word = field("--on", help=_ON, metavar="DATE")

    def moment(self) -> datetime:
        """When it was agreed: now, or noon of a past day. Raises as ``past_day`` does."""
        return clock.moment_of(past_day(self.on))

    def paid(self) -> int:
        """Rupiah paid at once. Raises Misunderstood for a way of paying without an amount, and as ``money.amount``."""
        if self.dp is None and self.via is not None:
            raise Misunderstood(
                _("--via says how a DP was paid, and there is none."), hint=_("Give its amount with --dp MONEY.")
            )
        return 0 if self.dp is None else money.amount(self.dp)


class First(Deal):
    """What was typed when an order was taken from somebody who may be new."""

    phone: Word = field("--phone", help=N_("Her phone number; adds her when she is new."), metavar="PHONE")


class Edited(Typed):
    """What was typed to change an order."""

    add: list[str] | None = field("--add", help=N_("One more line; may be repeated."), metavar="ITEM")
    remove: list[str] | None = field(
        "--remove", help=N_("A line by its place or name; may be repeated."), metavar="LINE"
    )
    item: list[str] | None = field(
        "--item", help=N_("A line in the place of all there are; may be repeated."), metavar="ITEM"
    )


class Promised(Options):
    """What was typed to promise an order."""

    days: Word = field("--days", help=N_("Working days it needs until it leaves the house."), metavar="DAYS")
    anew: bool = field(
        "--anew",
        help=N_("She wished for another day, or paid late: the new day is the first promise."),
        unsaid=False,
    )
    dry_run: bool = field("--dry-run", help=_DRY_RUN, unsaid=False)


class Reached(Options):
    """What was typed about the day on which something happened."""

    on: Word = field("--on", help=_ON, metavar="DATE")


class Closed(Options):
    """What becomes of money that is in, and how it went back."""

    refund: bool = field("--refund", help=N_("Give back the money that is in."), unsaid=False)
    as_credit: bool = field("--as-credit", help=N_("Keep the money that is in as her credit."), unsaid=False)
    via: Word = field("--via", help=_VIA, metavar="METHOD")


class Released(Closed):
    """The same, and why an order is released."""

    because: Word = field("--because", help=_BECAUSE, metavar="TEXT")


class Filter(Options):
    """What was typed to say which orders a list is to hold."""

    unpaid: bool = field("--unpaid", help=N_("Only those with money still to come."), unsaid=False)
    to_ship: bool = field("--to-ship", help=N_("Only those paid and not sent off, the oldest first."), unsaid=False)
    late: bool = field("--late", help=N_("Only those promised for an earlier day that have not arrived."), unsaid=False)
    contact: Word = field(
        "--contact", help=N_("Only those of one customer."), metavar="CONTACT", suggest=contacts.suggest
    )
    since: Word = field("--since", help=N_("From this day on."), metavar="DATE")
    until: Word = field("--until", help=N_("Up to this day."), metavar="DATE")
    status: Word = field(
        "--status",
        help=N_("Only those of one status, like kept or shipped."),
        metavar="STATUS",
        suggest=among(rules.STATUSES),
    )

    def wanted(self, db: Ledger) -> Wanted:
        """What was typed, read. Raises Misunderstood for a day or a status that is none, Missing for nobody."""
        today = clock.today()
        since, until = (word and dates.day(word, today, looks="back") for word in (self.since, self.until))
        return Wanted(
            today,
            contact_id=contacts.find(db, self.contact).id if self.contact is not None else None,
            since=since or None,
            until=until or None,
            unpaid=self.unpaid,
            to_ship=self.to_ship,
            late=self.late,
            status=rules.status(self.status) if self.status is not None else None,
        )


def items(words: list[str]) -> list[Item]:
    """Lines as they were typed. Raises as ``rules.item`` does, and for a text that cannot be kept."""
    return [rules.item(text(one, _("The item"))) for one in words]


def past_day(word: str | None) -> date:
    """Today, or the day ``word`` names. Raises Misunderstood for what is no day, Refused for one that is to come."""
    return dates.past(word, clock.today(), _("Note it when it has happened."))


def day_ahead(word: str, since: date | None = None) -> date:
    """The day that ``word`` names, looking forward, from ``since`` on. Raises Misunderstood for what is no day."""
    return dates.day(word, clock.today(), looks="forward", since=since)


def decided(order: str, refund: bool, as_credit: bool, allowed: Callable[[Row], None]) -> tuple[bool, bool]:
    """Whether money that is in goes back or becomes her credit, asked for on a terminal when it was not said.

    The ledger is closed while the owner thinks. Raises what ``allowed`` raises for the order, so that nobody is
    asked in vain, and Refused when there is money in and nobody to ask.
    """
    from olcrm.kit import ask

    if refund and as_credit:
        raise Misunderstood(_("--refund and --as-credit do not go together."), hint=_("Give one of them."))
    if refund or as_credit:
        return refund, as_credit
    with reading() as db:
        row = windows.order(db, order)
        allowed(row)
    if row["paid"] <= 0:
        return False, False
    undecided = store.undecided(row)
    if not ask.possible():
        raise undecided
    choices = (_("give it back"), _("keep it as her credit"))
    chosen = ask.choose(undecided.message, choices, option="--refund or --as-credit")
    return chosen == 0, chosen == 1


def _courier(word: str) -> str:
    from olcrm.kit import couriers

    return couriers.written(word)


def _kept(base: Terms, found: dict[str, Any], kept_from: datetime, word: str) -> dict[str, Any]:
    until = kept_from + dates.span(word)
    kept: dict[str, Any] = {"keep_until": until}
    if "due_on" not in found and base.due_on == (base.keep_until and clock.local(base.keep_until).date()):
        kept["due_on"] = clock.local(until).date()
    return kept
