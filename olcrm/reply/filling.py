"""What a reply says out of the ledger: accounts, goods, terms, hours.

Only what its wording asks for is looked up, and only the rooms that know it are opened: somebody waits for the answer.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence

from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.errors import Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.kit.typed import quoted, text
from olcrm.reply import rules
from olcrm.shop import store as shop

_UNNAMED = {"id": "barang yang ditanyakan", "en": "what you asked for"}


class Wish(Record):
    """What is asked for: a product or a part of its name, clauses by number, at ``most`` so many lines of goods."""

    product: str | None = None
    clauses: Sequence[int] = ()
    most: int | None = rules.MOST_GOODS


class Filling(Record):
    """Fills in the fields of one reply for ``who``, or for nobody in particular."""

    db: sqlite3.Connection
    who: Contact | None
    language: str
    wish: Wish

    def fields(self, names: Sequence[str]) -> Mapping[str, str]:
        """The fields called ``names``. Raises Refused for what would be said to be sold out and is not."""
        return {name: _FIELDS[name](self) for name in names}

    def greeting(self) -> str:
        """``Kak Rina``, else ``Kak``."""
        policy = shop.policy(self.db)
        return contacts.greeting(self.who, policy) if self.who else policy.salutation

    def accounts(self) -> str:
        """Where to pay to, a line an account."""
        return "\n".join(one.line() for one in shop.accounts(self.db))

    def address(self) -> str:
        """Where her parcels went lately."""
        there = contacts.addresses(self.db, self.who.id) if self.who else []
        return " ".join(str(there[-1]["text"]).split()) if there else ""

    def keep(self) -> str:
        """How long goods are kept for her."""
        keep = shop.policy(self.db).keep_for(self.who.standing if self.who else "prospect")
        if self.who and contacts.is_special(self.db, self.who.id):
            from olcrm.contact import trust

            keep = trust.next_order(self.db, self.who).keep
        return rules.span(keep, self.language)

    def products(self) -> str:
        """What can be had just now."""
        return self._catalogue()[0]

    def others(self) -> str:
        """How many lines of the catalogue are left out."""
        left = self._catalogue()[1]
        return str(left) if left else ""

    def _catalogue(self) -> tuple[str, int]:
        from olcrm.product import store as products

        there, _total = products.listed(
            self.db, text=self.wish.product or "", archived=False, free=True, short=False, limit=None
        )
        some = [rules.Goods(one["name"], one["variant"], one["price"]) for one in there]
        return rules.catalogue(some, self.wish.most)

    def sold_out(self) -> str:
        """What is not there just now."""
        if self.wish.product is None:
            return _UNNAMED[self.language]
        from olcrm.product import shelf

        called = text(self.wish.product, _("The product")).strip()
        found = shelf.meant(self.db, called)
        if found is None:
            return called
        free = shelf.pieces(self.db, found.id, self.who.id if self.who else None).free
        if free is None or free > 0:
            raise _is_there(found.label, found.sku, free)
        return found.label

    def instead(self) -> str:
        """Other variants of the same name that can be had."""
        if self.wish.product is None:
            return ""
        from olcrm.product import rules as goods
        from olcrm.product import shelf
        from olcrm.product import store as products

        found = shelf.meant(self.db, self.wish.product)
        name = products.get(self.db, found.id)["name"] if found else self.wish.product.strip()
        others = [one for one in shelf.variants(self.db, name) if not found or one["id"] != found.id]
        who = self.who.id if self.who else None
        known = [(one, shelf.pieces(self.db, one["id"], who).free) for one in others]
        free = [one for one, left in known if left is None or left > 0]
        there = [rules.Goods(goods.label(one["name"], one["variant"]), None, one["price"]) for one in free]
        return rules.catalogue(there, rules.MOST_GOODS)[0]

    def terms(self) -> str:
        """The clauses asked for, else all."""
        from olcrm.terms import store as terms

        return rules.clauses(terms.clauses(self.db, self.wish.clauses))

    def hours(self) -> str:
        """When messages are answered."""
        policy = shop.policy(self.db)
        zone = clock.local(clock.now()).tzname() or ""
        return rules.hours(policy.quiet_until, policy.quiet_from, zone, self.language)

    def closed_on(self) -> str:
        """The weekdays on which the shop is closed."""
        return rules.weekdays(shop.policy(self.db).closed_weekdays, self.language)

    def closures(self) -> str:
        """The times for which it is closed soon."""
        from olcrm.shop import closures

        today = clock.today()
        soon = [(one.first, one.last) for one in closures.closures(self.db, today) if one.first <= today + rules.AHEAD]
        return rules.closures(soon, self.language)


def _is_there(product: str, sku: str, free: int | None) -> Refused:
    hint = _("If it is all the same: `olcrm product stock {sku} =0 --because …`.").format(sku=quoted(sku))
    if free is None:
        return Refused(_("Nobody counts {product}, so it is never sold out.").format(product=product), hint=hint)
    return Refused(_("{product} is not sold out: {count} free.").format(product=product, count=free), hint=hint)


_FIELDS: Mapping[str, Callable[[Filling], str]] = {
    "greeting": Filling.greeting,
    "name": lambda filling: filling.who.name if filling.who else "",
    "shop": lambda filling: shop.policy(filling.db).shop,
    "accounts": Filling.accounts,
    "address": Filling.address,
    "keep": Filling.keep,
    "products": Filling.products,
    "others": Filling.others,
    "sold_out": Filling.sold_out,
    "instead": Filling.instead,
    "terms": Filling.terms,
    "hours": Filling.hours,
    "closed_on": Filling.closed_on,
    "closures": Filling.closures,
}
