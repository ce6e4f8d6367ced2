"""Who is meant by what she is and what she bought: the options of a segment, and the people they choose.

A segment is asked for now and then, as a report is, and looks at every customer once.
"""

import sqlite3
from typing import Any

from olcrm.contact import options as contacts_options
from olcrm.contact import people, rules, store
from olcrm.contact.rules import Standing
from olcrm.kit import clock, dates, money
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Options, field, text
from olcrm.kit.text import N_, _, folded
from olcrm.kit.typed import excerpt
from olcrm.ledger import windows
from olcrm.product import shelf


def _standings(incomplete: str) -> list[str]:
    return [one for one in Standing if one.startswith(incomplete)]


class Segment(Options):
    """What was typed about whom is meant; of one option given twice any is enough, of different ones all must be so."""

    standing: list[str] | None = field(
        "--standing",
        help=N_("prospect, new, repeat, loyal or resting, or any of several."),
        metavar="STANDING",
        suggest=_standings,
    )
    tag: list[str] | None = field("--tag", help=N_("With this tag, or any of several."), metavar="TAG")
    city: list[str] | None = field("--city", help=N_("Who lives there, or in any of several places."), metavar="CITY")
    source: list[str] | None = field(
        "--source", help=N_("Who came from there, or any of several places."), metavar="WORD"
    )
    bought: list[str] | None = field(
        "--bought",
        help=N_("Who bought this product, or anything with this word in its name."),
        metavar="PRODUCT",
        suggest=windows.suggest_products,
    )
    not_bought_since: str | None = field(
        "--not-bought-since", help=N_("Who has not ordered since that day."), metavar="DATE"
    )
    spent_over: str | None = field("--spent-over", help=N_("Who spent more than this in all."), metavar="MONEY")
    size: list[str] | None = field("--size", help=N_("Whom this size fits, like gamis=M."), metavar="WHAT=VALUE")
    contact: list[str] | None = field(
        "--contact",
        help=N_("This customer; may be given several times."),
        metavar="CONTACT",
        suggest=store.suggest,
    )
    member: bool = field("--member", help=N_("Members of the shop."), unsaid=False)


_BOUGHT = """
id IN (SELECT sold.contact_id FROM line_view AS line JOIN order_view AS sold ON sold.id = line.order_id
        WHERE {what} AND sold.closed_as IS NULL)
"""
_NAMED = "line.name LIKE ? ESCAPE '!'"
_SIZE = "EXISTS (SELECT 1 FROM size WHERE contact_id = contact.id AND what = ? AND value = ? COLLATE NOCASE)"


def members(db: sqlite3.Connection, segment: Segment) -> list[int]:
    """The ids of those who are meant and not archived; all of them where nothing is said.

    Raises Misunderstood for a word that cannot be read, Missing where one means nobody.
    """
    wanted: list[tuple[str, list[Any]]] = [
        _any("city = ? COLLATE NOCASE", segment.city or ()),
        _any("source = ? COLLATE NOCASE", segment.source or ()),
        _any("id IN (SELECT contact_id FROM tag WHERE name = ?)", map(rules.tag, segment.tag or ())),
        _either([_bought(db, word) for word in segment.bought or ()]),
        _either([(_SIZE, _size(word)) for word in segment.size or ()]),
        _any("id = ?", (store.find(db, word).id for word in segment.contact or ())),
    ]
    if segment.not_bought_since is not None:
        day = dates.past(segment.not_bought_since, clock.today(), _("Give a day that is past, like 1/9."))
        wanted.append(("(last_order_on IS NULL OR last_order_on < ?)", [f"{day}"]))
    if segment.spent_over is not None:
        wanted.append(("spent > ?", [money.amount(segment.spent_over, zero=True)]))
    if segment.member:
        wanted.append(("id IN (SELECT contact_id FROM member WHERE left_on IS NULL)", []))
    where = "FROM contact WHERE " + " AND ".join(["archived_at IS NULL", *(words for words, _some in wanted if words)])
    values = [value for _words, some in wanted for value in some]
    found = [row["id"] for row in db.execute(f"SELECT id {where} ORDER BY id", values)]
    return _standing(db, found, {contacts_options.standing(word) for word in segment.standing or ()})


def _any(words: str, values: Any) -> tuple[str, list[Any]]:
    return _either([(words, [value]) for value in values])


def _either(some: list[tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    words = " OR ".join(condition for condition, _values in some)
    return f"({words})" if words else "", [value for _condition, values in some for value in values]


def _bought(db: sqlite3.Connection, word: str) -> tuple[str, list[Any]]:
    """A product by its SKU or whole name, and what was sold under such a name before it was in the catalogue."""
    typed = text(word, _("What was bought"))
    product = shelf.meant(db, typed)
    if product is None:
        return _BOUGHT.format(what=_NAMED), [f"%{_escaped(typed)}%"]
    what = f"(line.product_id = ? OR (line.product_id IS NULL AND {_NAMED}))"
    return _BOUGHT.format(what=what), [product.id, _escaped(product.label)]


def _escaped(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _size(word: str) -> list[Any]:
    what, sign, value = word.partition("=")
    if not sign or not what.strip() or not value.strip():
        raise Misunderstood(
            _("“{word}” is no size.").format(word=excerpt(word)),
            hint=_("Write what it is for and the size, like gamis=M."),
        )
    return [rules.tag(what), value.strip()]


def _standing(db: sqlite3.Connection, ids: list[int], wanted: set[Standing]) -> list[int]:
    if not wanted:
        return ids
    stands = people.standings(db, ids)
    return [number for number in ids if stands[number] in wanted]


def slug(word: str) -> str:
    """The name of an offer as it is kept: ``lebaran-2027``. Raises Misunderstood for what cannot be one."""
    read = "-".join(folded(word).split())
    if not read[:1].isalpha() or len(read) > rules.LONGEST_WORD or not read.replace("-", "").isalnum():
        raise Misunderstood(
            _("“{word}” cannot be the name of an offer.").format(word=excerpt(word)),
            hint=_("Use a short word that begins with a letter, like lebaran-2027."),
        )
    return read
