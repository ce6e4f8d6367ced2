"""What can be said of complaints beside the words that are always needed, and what it means once read."""

from datetime import date
from typing import Any

from olcrm.complaint import meaning, store
from olcrm.complaint.reading import Wanted
from olcrm.contact import store as contacts
from olcrm.kit import clock, dates
from olcrm.kit.errors import Refused
from olcrm.kit.options import Options, field, text
from olcrm.kit.record import Row
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.product import store as products

Typed = str | None


class Filter(Options):
    """Which complaints are to be listed."""

    open: bool = field("--open", help=N_("Those that are open, as when nothing is said."), unsaid=False)
    closed: bool = field("--closed", help=N_("Those that are closed; with --open all of them."), unsaid=False)
    kind: Typed = field("--kind", help=N_("Only of this kind."), metavar="KIND", suggest=meaning.suggest_kinds)
    product: Typed = field(
        "--product", help=N_("Only about this product."), metavar="SKU", suggest=windows.suggest_products
    )
    contact: Typed = field(
        "--contact", help=N_("Only those of this customer."), metavar="CONTACT", suggest=contacts.suggest
    )
    since: Typed = field("--since", help=N_("Only from this day on."), metavar="DATE")
    again: bool = field("--again", help=N_("Only what came up too often."), unsaid=False)

    def plainly(self) -> bool:
        """Whether simply all that is open was asked for."""
        return not any((self.closed, self.kind, self.product, self.contact, self.since, self.again))

    def read(self, db: Ledger) -> Wanted:
        """What was typed. Raises as the readers of each do."""
        return Wanted(
            open=self.open or not self.closed,
            closed=self.closed,
            kind=None if self.kind is None else store.kind(db, self.kind),
            product_id=None if self.product is None else products.find(db, self.product)["id"],
            contact_id=None if self.contact is None else contacts.find(db, self.contact).id,
            since=None if self.since is None else dates.day(self.since, clock.today(), looks="back"),
            again=self.again,
        )


class Correction(Options):
    """What may be corrected; an empty word or a hyphen takes an order, product, day or prevention out again."""

    kind: Typed = field("--kind", help=N_("Of which kind it is."), metavar="KIND", suggest=meaning.suggest_kinds)
    text: Typed = field("--text", help=N_("What she says."), metavar="TEXT")
    order: Typed = field("--order", help=N_("The order it is about; - for none."), metavar="ORDER")
    product: Typed = field(
        "--product", help=N_("Which product it is about; - for none."), metavar="SKU", suggest=windows.suggest_products
    )
    on: Typed = field("--on", help=N_("The day it was."), metavar="DATE")
    next: Typed = field("--next", help=N_("The day of the next word; - for none."), metavar="DATE")
    outcome: Typed = field("--outcome", help=N_("What became of it."), metavar="TEXT")
    cause: Typed = field("--cause", help=N_("Why it happened."), metavar="TEXT")
    prevention: Typed = field(
        "--prevention", help=N_("What is done so that it does not happen again; - for nothing."), metavar="TEXT"
    )

    def is_nothing(self) -> bool:
        """Whether nothing was typed."""
        return all(getattr(self, name) is None for name in self._fields)

    def read(self, db: Ledger, row: Row) -> dict[str, Any]:
        """What was typed, by column. Raises as the readers of each do, and Refused for what cannot be."""
        found: dict[str, Any] = {}
        if self.kind is not None:
            found["kind"] = store.kind(db, self.kind)
        if self.text is not None:
            found["text"] = text(self.text, _("The complaint"))
        if self.order is not None:
            found["order_id"] = meaning.order_of(db, row, self.order)
        if self.on is not None:
            found["opened_on"] = (meaning.past_day(self.on) or clock.today()).isoformat()
        order_id = found.get("order_id", row["order_id"])
        if self.product is not None:
            found["product_id"] = meaning.product(db, order_id, self.product)
        elif "order_id" in found:
            found["product_id"] = meaning.still(db, order_id, row["product_id"])
        if order_id is not None and {"order_id", "opened_on"} & set(found):
            meaning.not_before(db, order_id, date.fromisoformat(found.get("opened_on", row["opened_on"])))
        return found | self._ending(row) | self._coming(row)

    def _coming(self, row: Row) -> dict[str, Any]:
        if self.next is None:
            return {}
        store.still_open(row)
        return {"next_on": meaning.next_on(row, self.next, spoken=False)}

    def _ending(self, row: Row) -> dict[str, Any]:
        """The words about its end; an outcome belongs to one that is closed."""
        found: dict[str, Any] = {}
        if self.outcome is not None:
            if row["closed_at"] is None:
                raise Refused(
                    _("Complaint {number} is open, so there is no outcome yet.").format(number=row["id"]),
                    hint=_("Close it: `olcrm complaint close {number} --outcome … --cause …`.").format(
                        number=row["id"]
                    ),
                )
            found["outcome"] = text(self.outcome, _("The outcome"))
        if self.cause is not None:
            found["cause"] = text(self.cause, _("The cause"))
        if self.prevention is not None:
            nothing = self.prevention.strip() in ("", "-")
            found["prevention"] = None if nothing else text(self.prevention, _("The prevention"))
        return found


class Telling(Options):
    """What is to happen to the messages; as ``kit.drafts`` has it, which other commands need not load."""

    text: bool = field("--text", help=N_("Show the whole messages."), unsaid=False)
    send: bool = field("--send", help=N_("Go through them one by one, and log what was sent."), unsaid=False)
    sent: list[str] | None = field(
        "--sent", help=N_("Log this draft as sent; may be given several times."), metavar="ID"
    )
    all_sent: bool = field("--all-sent", help=N_("Log every one of them as sent."), unsaid=False)
