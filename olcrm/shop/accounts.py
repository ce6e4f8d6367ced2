"""How an account that customers pay to is read, which is asked once or twice in the life of a shop."""

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.shop.rules import Account


def account(word: str) -> Account:
    """``BCA 1234567890 a.n. Ani`` as an account; the holder may be missing. Raises Misunderstood for anything else."""
    bank, _space, rest = word.strip().partition(" ")
    number, _space, holder = rest.strip().partition(" ")
    if not bank or not any(c.isdigit() for c in number):
        raise Misunderstood(
            _("“{word}” is no account.").format(word=excerpt(word)),
            hint=_("Write bank, number and holder, like “BCA 1234567890 a.n. Ani”."),
        )
    for prefix in ("a.n.", "a/n", "an."):
        holder = holder.strip().removeprefix(prefix)
    return Account(bank, number, holder.strip() or None)
