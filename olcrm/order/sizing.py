"""What is known of the sizes of who orders: a word before she gets once more what she would have to exchange.

Loaded only where goods of the catalogue are ordered by somebody whose sizes were noted, or who has claimed something.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from olcrm.contact import store as contacts
from olcrm.kit.record import Row
from olcrm.kit.text import _, folded, ngettext

OFTEN = 2  # exchanges for the size; before the next one it is said

_EXCHANGED = """
SELECT order_id, what,
       (SELECT name FROM line_view WHERE order_id = claim_view.out_order_id ORDER BY id LIMIT 1) AS instead
  FROM claim_view
 WHERE contact_id = ? AND reason = 'size' AND wants = 'exchange' AND decision IN ('yes', 'goodwill')
   AND (ended_on IS NULL OR went_out_id IS NOT NULL)
 ORDER BY id DESC
"""
_PRODUCT = "SELECT name, variant FROM product_view WHERE id = ?"


def remarks(db: sqlite3.Connection, contact_id: int, products: Iterable[int]) -> list[str]:
    """A sentence for each of ``products`` whose size is not hers, and one where she has exchanged for it twice."""
    who = contacts.get(db, contact_id)
    noted = [(one["what"], one["value"]) for one in contacts.document(db, who)["sizes"]]
    exchanged = db.execute(_EXCHANGED, (contact_id,)).fetchall()
    said, sized = [], []
    for product in products:
        row = db.execute(_PRODUCT, (product,)).fetchone()
        if row["variant"] is None:
            continue
        sized.append(row)
        hers = _noted(row, noted)
        if hers and not _same(hers[1], row["variant"]):
            said.append(
                _("{name} wears {what} {size}, and this is {variant}.").format(
                    name=who.name, what=hers[0], size=hers[1], variant=row["variant"]
                )
            )
    if sized and len(exchanged) >= OFTEN:
        said += _often(who.name, exchanged, sized, noted)
    return said


def _often(name: str, exchanged: Sequence[Row], sized: Sequence[Row], noted: Sequence[tuple[str, str]]) -> list[str]:
    """How often she has exchanged for the size, the last time, and what fits her by that."""
    last = exchanged[0]
    sentence = ngettext(
        "{name} has exchanged for the size {count} time, the last one {what} of order {order}.",
        "{name} has exchanged for the size {count} times, the last one {what} of order {order}.",
        len(exchanged),
    )
    said = [sentence.format(name=name, count=len(exchanged), what=last["what"], order=last["order_id"])]
    for row in sized:
        fits = _noted(row, noted)
        # What she kept of the last exchange of this; what she is exchanging just now does not fit.
        got = next((one["instead"] for one in exchanged if _of(one["what"], row["name"])), None)
        suggested = f"{row['name']} {fits[1]}" if fits else got
        if suggested:
            said.append(_("What should fit: {suggested}.").format(suggested=suggested))
        else:
            said.append(_("Better ask first which size fits, and note it: `olcrm contact size set`."))
    return list(dict.fromkeys(said))


def _noted(product: Row, noted: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """Her size of what ``product`` is, with what it was noted for: its whole name before a word of it."""
    name = folded(product["name"])
    words = name.split()
    whole = [one for one in noted if folded(one[0]) == name]
    part = [one for one in noted if folded(one[0]) in words]
    return next(iter(whole or part), None)


def _same(size: str, variant: str) -> bool:
    """Whether a variant such as ``M Hitam`` is of this size."""
    words = folded(variant)
    return folded(size) in (words, *words.replace("/", " ").replace(",", " ").split())


def _of(item: str, name: str) -> bool:
    return folded(item).startswith(folded(name))
