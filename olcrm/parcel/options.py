"""What can be said about parcels, and what it means once read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from olcrm.contact import store as contacts
from olcrm.kit import clock, couriers, dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Options, field, option, text, word
from olcrm.kit.record import Row
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.parcel import reading, rules
from olcrm.parcel.reading import Wanted
from olcrm.parcel.rules import Carrier

Word = str | None

_ORDERS = N_("The order's number; 41/2 is its second parcel; a tracking number will do as well.")
_CODES = N_("jne, jnt, sicepat …, with the service behind it, like “jne yes”.")


def _codes(incomplete: str) -> list[str]:
    return [code for code in couriers.NAMES if code.startswith(incomplete)]


Parcel = Annotated[str, word(_ORDERS, metavar="ORDER|RESI", suggest=windows.suggest_orders)]
Parcels = Annotated[list[str], word(_ORDERS, metavar="ORDER|RESI...", suggest=windows.suggest_orders)]
On = Annotated[Word, option("--on", help=N_("The day it was, if not today."), metavar="DATE")]
Weight = Annotated[Word, option("--weight", help=N_("What it weighs, like 850g or 1,2kg."), metavar="WEIGHT")]
Note = Annotated[Word, option("--note", help=N_("A remark on the parcel."), metavar="TEXT")]


class Facts(Options):
    """What may be said of a parcel that was noted before; None where it was not."""

    courier: Word = field("--courier", help=_CODES, metavar="COURIER", suggest=_codes)
    service: Word = field("--service", help=N_("What the courier calls the service: REG, YES …"), metavar="TEXT")
    resi: Word = field("--resi", help=N_("The tracking number."), metavar="RESI")
    collect: Word = field("--collect", help=N_("What the courier collects at the door."), metavar="MONEY")
    weight: Word = field("--weight", help=N_("What it weighs, like 850g or 1,2kg."), metavar="WEIGHT")
    on: Word = field("--on", help=N_("The day on which it was sent off."), metavar="DATE")
    note: Word = field("--note", help=N_("A remark on the parcel."), metavar="TEXT")

    def read(self, db: Ledger, parcel: Row) -> dict[str, Any]:
        """What was typed, by column. Raises as the readers of each do."""
        found: dict[str, Any] = {}
        if self.courier is not None:
            told = carrier(_spelled(self.courier), self.service) if self.courier else None
            found |= {"courier": told and told.courier, "service": told and told.service}
        elif self.service is not None:
            found["service"] = service(self.service)
        if self.resi is not None:
            found["tracking"] = rules.tracking(self.resi) if self.resi else None
        if self.collect is not None:
            order = windows.order(db, parcel["order_id"])
            found["collect"] = reading.collectable(db, self.collect or "0", order, parcel)
        if self.weight is not None:
            from olcrm.product import rules as weighing

            found["weight"] = weighing.weight(self.weight) if self.weight else None
        if self.on is not None:
            found["shipped_on"] = past_day(self.on).isoformat()
        if self.note is not None:
            found["note"] = text(self.note, _("The note")) if self.note else None
        return found


class Leaving(Options):
    """What may be said of a parcel that leaves, besides its number."""

    courier: Word = field("--courier", help=_CODES, metavar="COURIER", suggest=_codes)
    service: Word = field("--service", help=N_("What the courier calls the service: REG, YES …"), metavar="TEXT")
    collect: Word = field(
        "--collect", help=N_("What the courier collects, if not all that is left to pay."), metavar="MONEY"
    )
    on: Word = field("--on", help=N_("The day it was, if not today."), metavar="DATE")
    together: bool = field("--together", help=N_("It goes in one with the parcel that has this number."), unsaid=False)
    sent: bool = field("--sent", help=N_("Log the message as sent."), unsaid=False)


class Telling(Options):
    """What is to happen to messages about parcels; as ``kit.drafts`` has it, which other commands need not load."""

    text: bool = field("--text", help=N_("Show the whole messages."), unsaid=False)
    send: bool = field("--send", help=N_("Go through them one by one, and log what was sent."), unsaid=False)
    sent: list[str] | None = field(
        "--sent", help=N_("Log this draft as sent; may be given several times."), metavar="ID"
    )
    all_sent: bool = field("--all-sent", help=N_("Log every one of them as sent."), unsaid=False)


class Received(Options):
    """What may be said of money that a courier passes on."""

    courier: Word = field("--courier", help=N_("All that arrived with this one."), metavar="COURIER", suggest=_codes)
    received: Word = field("--received", help=N_("What came in, if less than was collected."), metavar="MONEY")
    on: Word = field("--on", help=N_("The day it was, if not today."), metavar="DATE")
    dry_run: bool = field("--dry-run", help=N_("Show what would change, and change nothing."), unsaid=False)
    yes: bool = field("--yes", help=N_("Take a large fee for what it is."), unsaid=False)


class OnPaper(Options):
    """How labels are wanted on paper."""

    pdf: bool = field("--pdf", help=N_("Write a PDF into the present folder."), unsaid=False)
    html: bool = field("--html", help=N_("Write a page for the browser into the present folder."), unsaid=False)
    to: Word = field("--to", help=N_("Write it there: a folder, or a file's name."), metavar="PATH")
    a4: bool = field("--a4", help=N_("Four labels on a sheet of A4."), unsaid=False)
    yes: bool = field("--yes", help=N_("Replace a file without asking."), unsaid=False)

    def wanted(self) -> bool:
        """Whether files are wanted at all. Raises Misunderstood for a kind of paper without any."""
        if self.pdf or self.html or self.to is not None:
            return True
        if self.a4:
            raise Misunderstood(_("--a4 is about paper."), hint=_("Give --pdf or --html as well."))
        return False


class Filter(Options):
    """What was typed to say which parcels a list is to hold."""

    to_pack: bool = field("--to-pack", help=N_("Orders that are paid, or COD, and not packed yet."), unsaid=False)
    to_ship: bool = field("--to-ship", help=N_("Those packed and still here."), unsaid=False)
    on_the_way: bool = field("--on-the-way", help=N_("Those sent off that have not arrived."), unsaid=False)
    stuck: bool = field("--stuck", help=N_("Those on the way for longer than is usual or promised."), unsaid=False)
    cod: bool = field("--cod", help=N_("Those whose money the courier has not passed on."), unsaid=False)
    returned: bool = field("--returned", help=N_("Those that came back, of open orders."), unsaid=False)
    contact: Word = field(
        "--contact", help=N_("Only those of one customer."), metavar="CONTACT", suggest=contacts.suggest
    )
    courier: Word = field("--courier", help=N_("Only those with one courier."), metavar="COURIER", suggest=_codes)

    def which(self) -> str:
        """The name of the list. Raises Misunderstood where several are asked for."""
        asked = {
            "to-pack": self.to_pack,
            "to-ship": self.to_ship,
            "on-the-way": self.on_the_way or self.stuck,
            "cod": self.cod,
            "returned": self.returned,
        }
        names = [name for name, typed in asked.items() if typed]
        if len(names) > 1:
            raise Misunderstood(
                _("These lists do not go together: {names}.").format(names=", ".join(f"--{name}" for name in names)),
                hint=_("Give one of them."),
            )
        return names[0] if names else "all"

    def wanted(self, db: Ledger) -> Wanted:
        """What was typed, read. Raises as ``which`` does, and Missing for nobody."""
        return Wanted(
            self.which(),
            contact_id=None if self.contact is None else contacts.find(db, self.contact).id,
            courier=None if self.courier is None else rules.carrier(self.courier).courier,
            stuck=self.stuck,
        )


def past_day(typed: str | None) -> date:
    """Today, or the day that is typed. Raises Misunderstood for what is no day, Refused for one that is to come."""
    return dates.past(typed, clock.today(), _("Note it when it has happened."))


def service(typed: str) -> str | None:
    """The service, in capital letters; nothing typed takes it out. Raises as ``text`` does."""
    return text(typed, _("The service")).strip().upper() if typed else None


def carrier(courier: str, typed_service: str | None) -> Carrier:
    """Courier and service as they were typed. Raises as ``rules.carrier`` does."""
    told = rules.carrier(courier)
    return Carrier(told.courier, service(typed_service) if typed_service is not None else told.service)


def leaving(words: Sequence[str], courier: str | None) -> tuple[str | None, str | None]:
    """What ``COURIER RESI`` or ``RESI`` says: the courier as typed, and the tracking number read.

    The name of a courier alone, such as a messenger's who gives no number, is that. Raises Misunderstood for two
    couriers, for one that is a number, and as ``rules.tracking`` does.
    """
    named, number = (None, words[0]) if len(words) == 1 else (words[0], words[1])
    if named is None and _names_a_courier(number):
        named, number = number, ""
    elif named is not None and _names_a_courier(number) and rules.looks_like_number(named):
        named, number = number, named
    if named and courier:
        raise Misunderstood(
            _("There are two couriers, “{one}” and “{other}”.").format(one=excerpt(named), other=excerpt(courier)),
            hint=_("Name one of them."),
        )
    named = named or courier
    return named and _spelled(named), rules.tracking(number) if number else None


def _spelled(word: str) -> str:
    """The courier ``word`` as it was typed. Raises Misunderstood for figures alone: they are an order, or a number."""
    if any(map(str.isdigit, word)) and not any(map(str.isalpha, word)):
        raise Misunderstood(
            _("“{word}” is a number, and no courier.").format(word=excerpt(word)),
            hint=_("Send one order at a time, like `olcrm parcel ship 41 jne CGK1234567890`."),
        )
    return word


def _names_a_courier(words: str) -> bool:
    return couriers.named(words) is not None and not any(map(str.isdigit, words))
