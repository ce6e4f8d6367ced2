"""Whom a product would please: who waits for it, asked for it, bought such a thing or wears its size."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from olcrm.contact import people, willing
from olcrm.contact.rules import Contact, brief, label
from olcrm.contact.willing import Sorted
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt
from olcrm.match_buyers import rules
from olcrm.match_buyers.rules import Kind, Reason
from olcrm.message import store as messages
from olcrm.product import rules as products
from olcrm.product import shelf
from olcrm.product import store as product

AGAIN = timedelta(days=30)  # so long nobody is told of the same product again
NEWS = "news"  # the purpose of a message to somebody who asked for it

WAITS = """
SELECT contact_id, wished_at FROM wish_view WHERE product_id = :product AND ended_on IS NULL
UNION ALL
SELECT contact_id, wished_at FROM wish_view WHERE product_id IS NULL AND what_key = :label AND ended_on IS NULL
"""
ASKED = """
SELECT contact_id, max(asked_at) AS asked_at FROM ask_view
 WHERE product_id = :product AND kind <> 'about' AND (ended_as IS NULL OR ended_as = 'done') GROUP BY contact_id
"""
BOUGHT = """
SELECT sold.contact_id, line.name, line.product_id, max(sold.ordered_on) AS ordered_on
  FROM line_view AS line JOIN order_view AS sold ON sold.id = line.order_id
 WHERE line.product_id IN (SELECT value FROM json_each(:alike)) AND sold.closed_as IS NULL
 GROUP BY sold.contact_id, line.name, line.product_id ORDER BY ordered_on DESC
"""
WEARS = "SELECT contact_id, what, value FROM size WHERE value = :variant COLLATE NOCASE"


class Buyers:
    """Who would like to hear of one product; they are looked for once."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.sorted = Sorted((), {})
        self.reasons: dict[int, list[Reason]] = {}
        self.supplied = 0  # those left out because they have it since a short time

    def product(self, db: sqlite3.Connection) -> Row:
        """The product that is meant. Raises Missing for none."""
        return product.find(db, self.word)

    def waiting(self, db: sqlite3.Connection) -> Iterator[int]:
        """Whoever may be told of it: regulars first, among them who asked or waits for it."""
        self._look(db)
        best = willing.regulars_first(db, self.sorted.willing)
        stands = people.standings(db, best)
        place = {number: rank for rank, number in enumerate(best)}
        regular = {number: stands[number] in ("loyal", "repeat", "resting") for number in best}
        yield from sorted(best, key=lambda one: (not regular[one], not self.wants(one), place[one]))

    def _look(self, db: sqlite3.Connection) -> None:
        row = self.product(db)
        found, lately = reasons(db, row)
        self.reasons = {number: some for number, some in found.items() if number not in lately}
        self.supplied = len(found) - len(self.reasons)
        first = f"{clock.today() - AGAIN + timedelta(days=1)}"
        self.sorted = willing.sort_out(
            db,
            list(self.reasons),
            clock.today(),
            occasions=(f"news-{row['id']}-{first}", f"news-{row['id']}-9999"),
            asked={number for number in self.reasons if self.wants(number)},
        )

    def wants(self, number: int) -> bool:
        """Whether somebody asked for it herself."""
        return any(reason.kind in rules.ASKED_FOR for reason in self.reasons[number])

    def named(self, db: sqlite3.Connection, word: str) -> int:
        """Whose draft ``word`` names. Raises Misunderstood for no such id, Refused with why not."""
        read = re.fullmatch(r"([0-9]{1,9})-news", word.strip().casefold())
        if read is None:
            raise Misunderstood(
                _("“{word}” is not the id of such news.").format(word=excerpt(word)),
                hint=_("Write it as the list shows it, like 12-news."),
            )
        who = people.get(db, int(read[1]))
        self._look(db)
        if who.id not in self.sorted.willing:
            raise willing.refuse(who, self.sorted.left.get(who.id))
        return who.id

    def sketches(self, db: sqlite3.Connection, ids: list[int]) -> list[Sketch]:
        """The drafts for these people."""
        row = self.product(db)
        return [self._sketch(contact, row) for contact in people.get_many(db, ids).values()]

    def _sketch(self, contact: Contact, row: Row) -> Sketch:
        wants, found = self.wants(contact.id), self.reasons[contact.id]
        why = ", ".join(reason.shown for reason in found)
        return Sketch(
            id=f"{contact.id}-news",
            contact=brief(contact),
            phone=contact.phone,
            purpose=NEWS if wants else willing.PURPOSE,
            step=None,
            template="news-product" if wants else "news-alike",
            heading=" · ".join((label(contact), why)),
            reason=why,
            more={
                "kinds": [str(reason.kind) for reason in found],
                "last_contact": contact.last_contact,
                "occasion": f"news-{row['id']}-{clock.today()}",
            },
        )

    def worded(self, db: sqlite3.Connection, sketch: Sketch) -> str:
        """The message itself."""
        from olcrm.template import store as templates

        row = self.product(db)
        price = rupiah(row["price"]) if row["price"] else ""
        said = {"items": products.label(row["name"], row["variant"]), "price": price}
        return templates.write(db, sketch.template, sketch.contact["id"], extra=said)


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that she was told."""
    messages.log(db, sketch.contact["id"], text, purpose=sketch.purpose, occasion=sketch.more["occasion"])


def reasons(db: sqlite3.Connection, row: Row) -> tuple[dict[int, list[Reason]], set[int]]:
    """Each person with all her reasons, the strongest first, each kind once; and who bought it within a month."""
    today = clock.today()
    alike = [one["id"] for one in shelf.variants(db, row["name"])]
    values = {
        "product": row["id"],
        "label": folded(products.label(row["name"], row["variant"])),
        "alike": people.array(dict.fromkeys([row["id"], *alike])),
    }
    found: dict[int, dict[Kind, Reason]] = {}

    def note(contact_id: int, kind: Kind, detail: str) -> None:
        found.setdefault(contact_id, {}).setdefault(kind, Reason(kind, detail))

    for one in db.execute(WAITS, values):
        note(one["contact_id"], Kind.WAITS, _day(one["wished_at"], today))
    for one in db.execute(ASKED, values):
        note(one["contact_id"], Kind.ASKED, _day(one["asked_at"], today))
    lately: set[int] = set()
    for one in db.execute(BOUGHT, values):
        if one["product_id"] == row["id"] and one["ordered_on"] > f"{today - AGAIN}":
            lately.add(one["contact_id"])
        day = dates.near(date.fromisoformat(one["ordered_on"]), today)
        note(one["contact_id"], Kind.BOUGHT, f"{one['name']} ({day})")
    for one in _sizes(db, row):
        note(one["contact_id"], Kind.WEARS, f"{one['what']} {one['value']}")
    return {number: list(by_kind.values()) for number, by_kind in found.items()}, lately


def _sizes(db: sqlite3.Connection, row: Row) -> list[Mapping[str, Any]]:
    """Whom the size of this variant fits, as far as the name says what it is."""
    variant = folded(row["variant"] or "")
    values = dict.fromkeys([variant, *re.split(r"[\s,/]+", variant)])
    rows = [one for value in values if value for one in db.execute(WEARS, {"variant": value})]
    return [one for one in rows if rules.fits(row["name"], row["variant"], one["what"], one["value"])]


def _day(stored: str, today: date) -> str:
    return dates.near(clock.from_stamp(stored).date(), today)
