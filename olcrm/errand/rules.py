"""What an errand costs, how much of it to ask for beforehand, and what of the owner's own money is out.

Until something is bought nothing is owed for it but what she has paid already: its due begins with nothing, grows by
each DP, and becomes the price and the fee on the day of buying. So a DP is always seen where it belongs, no sum of what
is owed holds money that may never be, and nobody is reminded of a thing that has not been bought.
"""

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import CEILING, rupiah
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, number

ROUND = 1_000  # a DP is asked for in whole thousands


def state(row: Row) -> str:
    """Where an errand (a row of ``errand_view``) stands: to-buy, bought, settled, not-found or cancelled."""
    if row["not_found_on"]:
        return "not-found"
    if row["closed_on"]:
        return "cancelled"
    if not row["bought_on"]:
        return "to-buy"
    return "bought" if row["amount"] > row["paid"] else "settled"


def shown(state: str) -> str:
    """Where an errand stands, in the language of the screen."""
    return {
        "to-buy": _("to buy"),
        "bought": _("bought"),
        "settled": _("settled"),
        "not-found": _("not found"),
        "cancelled": _("cancelled"),
    }[state]


def errand_number(word: str) -> int:
    """``3`` or ``#3`` as a number. Raises Misunderstood for anything else."""
    found = number(word.strip().removeprefix("#"))
    if found is None:
        raise Misunderstood(
            _("“{word}” is no number of an errand.").format(word=excerpt(word)),
            hint=_("Write it like 3; `olcrm errand list` shows it."),
        )
    return found


def price(spent: int, fee: int) -> int:
    """What she pays for it, in rupiah. Raises Refused for more than a sum can be."""
    if spent + fee > CEILING:
        raise Refused(
            _("{amount} is more than an errand can come to.").format(amount=rupiah(spent + fee)),
            hint=_("The most is {amount}; look for a figure too many.").format(amount=rupiah(CEILING)),
        )
    return spent + fee


def deposit(at_most: int | None, fee: int, percent: int) -> int:
    """The DP to ask for: ``percent`` of what it may come to, in whole thousands, never more than that."""
    if not at_most:
        return 0
    whole = at_most + fee
    share = -(-whole * percent // (100 * ROUND)) * ROUND
    return min(whole, share)


def own(spent: int, paid: int) -> int:
    """How much of what was spent is still the owner's own money, in rupiah: what she pays goes to that first."""
    return max(0, spent - paid)


def to_buy(row: Row) -> None:
    """Make sure that it is still to be bought. Raises Refused."""
    about = {"number": row["id"], "due": row["due_id"], "what": excerpt(row["what"])}
    at = state(row)
    if at == "to-buy":
        return
    said = {
        "not-found": _("Errand {number} was given up: {what} was not found."),
        "cancelled": _("Errand {number} was called off: {what}."),
    }.get(at, _("Errand {number} is bought already: {what}."))
    hint = {
        "not-found": _("If it is to be tried again: `olcrm errand add`."),
        "cancelled": _("If she wants it after all: `olcrm errand add`."),
    }.get(at, _("To correct it: `olcrm errand edit {number}`; what she pays: `olcrm pay add due:{due} …`."))
    raise Refused(said.format(**about), hint=hint.format(**about))


def allowed(at_most: int | None, spent: int, question: str) -> None:
    """Make sure that no more was spent than was agreed. Raises Refused with the ``question`` to put to her."""
    if at_most is not None and spent > at_most:
        raise Refused(
            _("{spent} is {more} more than the {limit} that were agreed.").format(
                spent=rupiah(spent), more=rupiah(spent - at_most), limit=rupiah(at_most)
            ),
            hint=_("Ask first: “{question}” If she agrees: --over-limit.").format(question=question),
        )


def undecided(row: Row) -> Refused:
    """A DP is in, and nobody has said what becomes of it: it is never kept silently."""
    return Refused(
        _("{amount} has been paid for errand {number}.").format(amount=rupiah(row["paid"]), number=row["id"]),
        hint=_("Say what becomes of it: --refund gives it back, --as-credit keeps it for what she wants next."),
    )
