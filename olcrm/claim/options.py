"""The options that the verbs of claims share, and what they mean once read."""

import sqlite3
from typing import Any

from olcrm.claim import guarantees, rules
from olcrm.complaint import rules as complaints
from olcrm.complaint import store as kinds
from olcrm.kit import clock, dates
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Options, field, text, word
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.product import store as products

Word = str | None
Words = list[str] | None
NOTHING = ""  # typed for an option, takes its value out again

Claim = Annotated[str, word(N_("Its number; `olcrm claim list` shows it."), metavar="NO")]
Name = Annotated[str, word(N_("What the guarantee is called."), metavar="NAME")]
_REASON = N_("Why: size, damaged, wrong-item, change-of-mind …")
_LINE = N_("Which of its goods: the place, name or SKU of a line.")
_EVIDENCE = N_("What she has shown: unboxing-video, photo …; may be repeated.")
_ON = N_("The day it was, if not today.")


def reason(db: sqlite3.Connection, word: str) -> str:
    """Why she claims: a kind of complaint, the shop's own too, or a change of mind. Raises Misunderstood."""
    return rules.MIND if rules.is_mind(word) else kinds.kind(db, word)


def suggest_reasons(incomplete: str) -> list[str]:
    """Reasons that begin with ``incomplete``, for the shell to complete."""
    return [one for one in (*complaints.KINDS, rules.MIND) if one.startswith(incomplete)]


class About(Options):
    """What was typed of a claim that somebody makes, or might make."""

    reason: Word = field("--reason", help=_REASON, metavar="KIND", suggest=suggest_reasons)
    line: Word = field("--line", "--product", help=_LINE, metavar="LINE")
    evidence: Words = field("--evidence", help=_EVIDENCE, metavar="WHAT")

    def shown(self) -> tuple[str, ...]:
        """What she has shown. Raises as ``rules.evidence`` does."""
        return rules.evidence(self.evidence or ())


class Checked(About):
    """What was typed to look a claim up."""

    wants: Word = field("--wants", help=N_("What she would like: exchange, refund or repair."), metavar="WHAT")
    on: Word = field("--on", help=N_("The day she asks, if not today."), metavar="DATE")


class Opened(About):
    """What was typed to note a claim."""

    wants: Word = field("--wants", help=N_("What she would like: exchange, refund or repair."), metavar="WHAT")
    qty: Word = field("--qty", help=N_("How many of it, if not one."), metavar="N")
    text: Word = field("--text", help=N_("What she says, in her words."), metavar="TEXT")
    complaint: Word = field("--complaint", help=N_("The complaint it belongs to."), metavar="NO")
    no_complaint: bool = field("--no-complaint", help=N_("Keep no complaint along with it."), unsaid=False)
    on: Word = field("--on", help=N_("The day she asked, if not today."), metavar="DATE")

    def day(self) -> Any:
        """The day she asked, never one to come. Raises as ``dates.past`` does."""
        return dates.past(self.on, clock.today(), _("Note it when she has asked."))


class Corrected(Options):
    """What was typed to correct a claim."""

    wants: Word = field("--wants", help=N_("What she would like: exchange, refund or repair."), metavar="WHAT")
    reason: Word = field("--reason", help=_REASON, metavar="KIND", suggest=suggest_reasons)
    qty: Word = field("--qty", help=N_("How many of it, if not one."), metavar="N")
    text: Word = field("--text", help=N_("What she says, in her words."), metavar="TEXT")


class Decided(Options):
    """What was decided."""

    yes: bool = field("--yes", help=N_("It holds, and is granted."), unsaid=False)
    no: bool = field("--no", help=N_("It is refused, kindly."), unsaid=False)
    goodwill: bool = field("--goodwill", help=N_("It is granted though it does not hold."), unsaid=False)
    because: Word = field("--because", help=N_("Why; for you, not for her."), metavar="TEXT")

    def read(self) -> tuple[str, str | None]:
        """The decision and its reason. Raises Misunderstood for none or several, and where a reason is wanting."""
        said = [name for name, on in (("yes", self.yes), ("no", self.no), ("goodwill", self.goodwill)) if on]
        if len(said) != 1:
            raise Misunderstood(
                _("A claim is decided in one way."),
                hint=_("Give one of --yes, --no --because … and --goodwill --because …."),
            )
        if self.because is None and said != ["yes"]:
            raise Misunderstood(
                _("A no, and goodwill, need their reason."), hint=_("Give it with --because; it is not told to her.")
            )
        return said[0], None if self.because is None else text(self.because, _("The reason")).strip()


class Back(Options):
    """What was typed about goods that came back."""

    stock: Word = field("--stock", help=N_("Whether they are counted in again: yes or no."), metavar="yes|no")
    on: Word = field("--on", help=_ON, metavar="DATE")


class Instead(Options):
    """What was typed about what goes out instead."""

    shipping: Word = field("--shipping", help=N_("What sending it costs her; 0 is free."), metavar="MONEY")
    courier: Word = field("--courier", help=N_("What it goes with, like “jne reg” or “kurir toko”."), metavar="TEXT")
    address: Word = field("--address", help=N_("Where the parcel goes."), metavar="TEXT")
    promise: Word = field("--promise", help=N_("The day by which it is promised; auto reckons it."), metavar="DATE")
    note: Word = field("--note", help=N_("A remark on the order."), metavar="TEXT")
    oversell: bool = field("--oversell", help=N_("Take more pieces than are free."), unsaid=False)
    refund: bool = field("--refund", help=N_("Give back what it costs less."), unsaid=False)
    as_credit: bool = field("--as-credit", help=N_("Keep what it costs less as her credit."), unsaid=False)
    via: Word = field("--via", help=N_("How it is given back."), metavar="METHOD")


class Agreed(Options):
    """What was typed about a guarantee."""

    basis: Word = field("--basis", help=N_("What it counts from: paid or arrived."), metavar="WHAT")
    days: Word = field("--days", help=N_("How long it holds, like 3 or 1x24 jam."), metavar="DAYS")
    grants: Word = field(
        "--grants", help=N_("What it grants: exchange, refund, repair; commas between."), metavar="WHAT"
    )
    reasons: Word = field("--for", help=N_("The reasons it is for, commas between; without, any."), metavar="KIND")
    evidence: Word = field(
        "--evidence", help=N_("What she must show: unboxing-video, photo …; commas between."), metavar="WHAT"
    )
    shipping: Word = field("--shipping", help=N_("Who pays the way back: shop, customer or fault."), metavar="WHAT")
    product: Word = field(
        "--product", help=N_("Only for this product."), metavar="SKU", suggest=windows.suggest_products
    )
    clause: Word = field("--clause", help=N_("The words that are quoted."), metavar="TEXT")
    term: Word = field("--term", help=N_("The clause of your terms that is quoted, by its number."), metavar="NO")

    def read(self, db: sqlite3.Connection) -> dict[str, Any]:
        """What was typed, by column. Raises as the readers of each word do, and Misunderstood for two clauses."""
        if self.clause is not None and self.term is not None:
            raise Misunderstood(_("--clause and --term do not go together."), hint=_("Give one of them."))
        readers: dict[str, Any] = {
            "basis": rules.basis,
            "days": rules.days,
            "grants": lambda said: _each(said, rules.grant),
            "reasons": lambda said: _each(said, lambda one: reason(db, one)),
            "evidence": lambda said: rules.evidence([said]),
            "shipping": rules.payer,
            "clause": lambda said: text(said, _("The clause")).strip() if said != NOTHING else None,
        }
        typed = {name: getattr(self, name) for name in readers}
        found = {name: readers[name](said) for name, said in typed.items() if said is not None}
        if found.get("grants") == ():
            raise Misunderstood(
                _("A guarantee grants something."), hint=_("Choose of {words}.").format(words=", ".join(rules.GRANTS))
            )
        if self.product is not None:
            found["product_id"] = products.find(db, self.product)["id"] if self.product != NOTHING else None
        if self.term is not None:
            found["clause"] = _term(db, self.term)
        return found


def _each(words: str, read: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(read(one) for one in words.split(",") if one.strip()))


def _term(db: sqlite3.Connection, number: str) -> str:
    from olcrm.terms import rules as numbering
    from olcrm.terms import store as terms

    row = terms.get(db, numbering.clause(number))
    return f"{row['number']}. {row['text']}"


def pieces(word: str | None) -> int:
    """How many are claimed, one if nothing is said. Raises as ``product.rules.pieces``, Misunderstood for none."""
    from olcrm.product import rules as counting

    count = 1 if word is None else counting.pieces(word)
    if count < 1:
        raise Misunderstood(_("Nothing would be claimed."), hint=_("Write a whole number from 1."))
    return count


def presets(incomplete: str) -> list[str]:
    """Presets that begin with ``incomplete``, for the shell to complete."""
    return [one for one in guarantees.PRESETS if one.startswith(incomplete)]
