"""What words mean in the catalogue that the ordinary reading found nothing for.

``2x gm-m`` may come as two words, and ``gamis M 2 pcs`` as one. What has one meaning only is taken; where it has more,
or is no more than like a product, the owner is told what can be typed. Loaded only then.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from olcrm.kit.errors import OlcrmError, Refused
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, quoted
from olcrm.order import rules, wording
from olcrm.order.rules import Item
from olcrm.product import shelf

_LONGEST = 8  # words of one item


def read(db: sqlite3.Connection, items: Sequence[Item], words: Sequence[str]) -> list[Item]:
    """The things that ``words`` mean, of which each by itself was read as one of ``items``.

    Raises Refused, or Misunderstood for a count without a thing, where one of them means nothing, or several things.
    """
    ways: list[list[list[Item]]] = [[] for _word in words] + [[[]]]  # from each place on, two at most
    for start in range(len(words) - 1, -1, -1):
        for end, thing in _from(db, items, words, start):
            ways[start] += [way for rest in ways[end] if (way := [thing, *rest]) not in ways[start]]
        del ways[start][2:]
    if not ways[0]:
        raise _refusal(db, items, words, _stuck(db, items, words))
    if len(ways[0]) > 1:
        one, other = (" ".join(map(_typed, way)) for way in ways[0])
        raise Refused(
            _("“{word}” can be read in two ways.").format(word=excerpt(" ".join(words))),
            hint=_("Put each item in quotation marks: {one}, or {other}.").format(one=one, other=other),
        )
    return ways[0][0]


def _from(
    db: sqlite3.Connection, items: Sequence[Item], words: Sequence[str], start: int
) -> Iterator[tuple[int, Item]]:
    """The things that the words from ``start`` on may begin with, each with the place behind its last word."""
    alone = items[start]
    if alone.product_id:
        yield start + 1, alone
    else:
        meanings = _meanings(db, alone, words[start])
        if alone.price is not None and not meanings:
            _expect_one(db, alone, words[start])
            meanings = [alone]
        for one in meanings:
            yield start + 1, one
    for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
        if "@" in words[end - 2]:
            return  # a price is the end of an item
        joined = " ".join(words[start:end])
        for one in _meanings(db, rules.item(joined), joined):
            yield end, one


def _meanings(db: sqlite3.Connection, one: Item, word: str) -> list[Item]:
    """The products that an item as it was typed can be, by its whole name and a count beside that."""
    found = []
    for qty, name in ((one.qty, one.name), *_counts(one, word)):
        product = shelf.meant(db, name)
        if product is not None:
            price = product.price if one.price is None else one.price
            found.append(Item(qty, product.label, price, product.sku, product.id))
    whole = found[:1] if found and shelf.meant(db, one.name) else found
    return list(dict.fromkeys(whole))


def _counts(one: Item, word: str) -> list[tuple[int, str]]:
    """The counts within a name; none where ``word`` has one in its place."""
    return [] if _is_counted(one, word) else wording.counted(one.name, priced=one.price is not None)


def _is_counted(one: Item, word: str) -> bool:
    return not word.strip().startswith(one.name)


def _stuck(db: sqlite3.Connection, items: Sequence[Item], words: Sequence[str]) -> int:
    """The place of the first word that cannot be read, however those before it are."""
    reached, places = 0, {0}
    for start in range(len(words)):
        if start in places:
            reached = start
            places |= {end for end, _one in _from(db, items, words, start)}
    return reached


def _refusal(db: sqlite3.Connection, items: Sequence[Item], words: Sequence[str], at: int) -> OlcrmError:
    one, word = items[at], words[at]
    if wording.is_count(one.name) and at + 1 < len(words):
        word = f"{word} {words[at + 1]}"
        one = rules.item(word)
    listed = _listed(db, one, word)
    return listed or refusal(db, one, one.qty if _is_counted(one, word) else None)


def _expect_one(db: sqlite3.Connection, one: Item, word: str) -> None:
    """Make sure that what has a price is one thing, and no list of the catalogue's. Raises Refused."""
    listed = _listed(db, one, word)
    if listed is not None:
        raise listed


def _listed(db: sqlite3.Connection, one: Item, word: str) -> Refused | None:
    """The refusal of a word that names several products; None where it does not."""
    listed = wording.parts(one.name)
    if len(listed) < 2:
        return None
    first = one.qty if _is_counted(one, word) else None
    found = [_near(db, part, first if part is listed[0] else None) for part in listed]
    if any(len(near) != 1 for near in found):
        return None
    return wording.several(word, [wording.written(qty, sku) for ((qty, sku, _label),) in found])


def refusal(db: sqlite3.Connection, one: Item, qty: int | None = None) -> OlcrmError:
    """The refusal of an item without a price: which products it may be, or how a price is written.

    ``qty`` is the count that was typed in its place, None where there was none.
    """
    said = _("There is no price for “{name}”.").format(name=excerpt(wording.written(qty, one.name)))
    near = _near(db, one.name, qty)
    if len(near) > 1:
        return Refused(said, hint=_("The catalogue has {products}.").format(products=", ".join(_shown(near))))
    other = _("Did you mean {products}? Else write a price behind it, like “{name} @150rb”.")
    count, name = next(iter(wording.counted(one.name) if qty is None else []), (qty, one.name))
    products = _shown(near) if near else shelf.like(db, one.name)
    if products and not wording.is_count(one.name):
        called = excerpt(wording.written(count, name))
        return Refused(said, hint=other.format(products=", ".join(products), name=called))
    return wording.unpriced(qty, one.name)


def _near(db: sqlite3.Connection, name: str, qty: int | None) -> list[tuple[int | None, str, str]]:
    """The products that ``name`` may mean: how many were said, the SKU and the name of each."""
    # Of two counts neither is repeated.
    named = [(qty, name), *((count if qty is None else None, rest) for count, rest in wording.counted(name))]
    for count, called in named:
        whole = shelf.meant(db, called)
        if whole is not None:
            return [(count, whole.sku, whole.label)]
    for count, called in named:
        if found := shelf.near(db, called):
            return [(count, sku, label) for sku, label in found]
    return []


def _shown(near: Sequence[tuple[int | None, str, str]]) -> list[str]:
    return [f"{quoted(wording.written(qty, sku))} ({label})" for qty, sku, label in near]


def _typed(one: Item) -> str:
    """An item as it would be typed."""
    word = wording.written(one.qty, one.sku or one.name)
    return quoted(word if one.product_id else f"{word} @{one.price}")
