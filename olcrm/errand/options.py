"""The options that the verbs of errands share, and what they mean once read."""

from olcrm.errand import rules, store
from olcrm.kit import money
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, option, word
from olcrm.kit.text import N_, _
from olcrm.ledger.book import reading

Errand = Annotated[str, word(N_("Its number, or due:ID; `olcrm errand list` shows it."), metavar="ERRAND")]
Limit = Annotated[str | None, option("--limit", help=N_("What it may cost at most; - for no limit."), metavar="MONEY")]
Fee = Annotated[
    str | None, option("--fee", help=N_("Your fee, if not the usual one of `errand.fee`; 0 for none."), metavar="MONEY")
]
BuyBy = Annotated[str | None, option("--by", help=N_("The day it is to be bought by; - for none."), metavar="DATE")]
On = Annotated[str | None, option("--on", help=N_("The day it was, if not today."), metavar="DATE")]
Via = Annotated[str | None, option("--via", help=N_("How: bca, dana, tunai …; credit uses credit."), metavar="METHOD")]
NONE = "-"


def amount(typed: str | None) -> int | None:
    """Rupiah, or None where nothing or a hyphen was typed. Raises as ``money.amount`` does."""
    return None if typed is None or typed.strip() == NONE else money.amount(typed)


def decided(errand: str, refund: bool, as_credit: bool) -> tuple[bool, bool]:
    """Whether a DP goes back or becomes her credit, asked for on a terminal when it was not said.

    The ledger is closed while the owner thinks. Raises Refused when there is a DP and nobody to ask.
    """
    from olcrm.kit import ask

    if refund and as_credit:
        raise Misunderstood(_("--refund and --as-credit do not go together."), hint=_("Give one of them."))
    if refund or as_credit:
        return refund, as_credit
    with reading() as db:
        row = store.find(db, errand)
        rules.to_buy(row)
    if row["paid"] <= 0:
        return False, False
    undecided = rules.undecided(row)
    if not ask.possible():
        raise undecided
    choices = (_("give it back"), _("keep it as her credit"))
    chosen = ask.choose(undecided.message, choices, option="--refund or --as-credit")
    return chosen == 0, chosen == 1
