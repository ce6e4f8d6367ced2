"""What pasted goods are in the catalogue: which product a line means, whatever is said of it, and whether it will do.

A colour that is no variant of the catalogue is a wish about a product, and makes no other thing of it.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import combinations

from olcrm.contact.rules import Contact
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import changed
from olcrm.order import taking
from olcrm.order.rules import Item
from olcrm.paste import variants
from olcrm.paste.items import Line

_MOST_SAID = 4  # attributes of one thing that are tried with and without one another


def known(db: sqlite3.Connection, line: Line, item: Item) -> Item:
    """``item``, as the product that ``line`` means and at its price; what it does not say itself stays in the name.

    An item that is none of the catalogue is given back as it is.
    """
    asked = changed(item, price=None)
    for names in _names(line):
        found = {}
        for name, rest in names:
            with suppress(Refused, Misunderstood):  # several variants; what it costs is then asked for
                one = taking.meant(db, [changed(asked, name=name)])[0]
                if one.product_id and _may_be_said_of(db, one.product_id, rest):
                    found[one.product_id] = changed(one, name=f"{one.name} {rest}".rstrip())
        if found:
            return found.popitem()[1] if len(found) == 1 else item
    return item


def _names(line: Line) -> Iterator[list[tuple[str, str]]]:
    """The names that ``line`` may have in the catalogue, each with what is left of it; the longest first."""
    yield [(line.name, "")]
    base = line.name.removesuffix(" ".join(("", *line.said)))
    if line.said and base != line.name:
        for count in range(len(line.said[:_MOST_SAID]) - 1, -1, -1):
            kept = combinations(line.said, count)
            yield [(" ".join((base, *some)), " ".join(one for one in line.said if one not in some)) for some in kept]
    elif parted := variants.coloured(line.name):
        yield [parted]


def _may_be_said_of(db: sqlite3.Connection, product_id: int, rest: str) -> bool:
    """Whether ``rest`` can be a wish about a product, and does not contradict the size or colour that it has."""
    (variant,) = db.execute("SELECT variant FROM product_view WHERE id = ?", (product_id,)).fetchone()
    if not rest or not variant:
        return True
    return not (re.search(r"\d", rest) or variants.sizes(rest) or variants.colours(variant))


def lacking(db: sqlite3.Connection, orders: Sequence[tuple[Contact | None, Sequence[Item]]]) -> list[list[Refused]]:
    """For each of these orders, by whom and of what, the refusals that it would meet, taken one after the other."""
    wanted: dict[int, int] = {}
    return [_lacking(db, None if who is None else who.id, items, wanted) for who, items in orders]


def _lacking(
    db: sqlite3.Connection, contact_id: int | None, items: Sequence[Item], wanted: dict[int, int]
) -> list[Refused]:
    ordered: dict[int, int] = {}
    for one in items:
        if one.product_id:
            ordered[one.product_id] = ordered.get(one.product_id, 0) + one.qty
    if not ordered:
        return []
    from olcrm.product import shelf

    found = []
    for product, qty in ordered.items():
        free = shelf.pieces(db, product, contact_id).free
        left = None if free is None else free - wanted.get(product, 0)
        if left is not None and left < qty:
            found.append(shelf.short(db, product, qty, left, order_id=None, contact_id=contact_id))
        wanted[product] = wanted.get(product, 0) + qty
    return found
