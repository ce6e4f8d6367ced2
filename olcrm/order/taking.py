"""An order is taken: words become goods of the catalogue, pieces are kept, and who waited waits no more.

The catalogue is optional, so nothing of it is loaded while there is no product, and nothing of waiting while nobody
waits.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact, Standing, shown
from olcrm.kit import clock
from olcrm.kit.money import SMALL, doubt, rupiah
from olcrm.kit.record import Row
from olcrm.kit.record import changed as with_changed
from olcrm.kit.table import Said
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger
from olcrm.order import pages, rules, store
from olcrm.order.options import AUTO, Deal
from olcrm.order.rules import Item, Terms
from olcrm.pay import rules as paying
from olcrm.shop import store as shop

if TYPE_CHECKING:
    from olcrm.contact.trust import Next


def taken(db: Ledger, kind: str, who: Contact, items: list[Item], typed: Deal, dry_run: bool) -> Said:
    """Write the order down with what was paid at once, and say so. Raises as ``written`` does."""
    if typed.to or typed.to_file is not None:
        from olcrm.order import gifts

        return gifts.taken(db, kind, who, items, typed, dry_run)
    number, more, dp = written(db, who, items, typed)
    if typed.recipient:
        from olcrm.order import gifts

        more += gifts.recalled(db, who, number, items)
    # Only money changes what she is, and coming back after a rest; else what was read a moment ago is still so.
    same = not typed.dp and who.standing is not Standing.RESTING
    order = store.get(db, number, contacts.brief(who) if same else None)
    db.said = pages.sentence(order, contacts.greeting(who, shop.policy(db)))
    return Said(
        kind,
        db.said,
        {"order": order, "dp": dp},
        more=[*pages.money_lines(order), *more, *_doubts(order), *pages.next_lines(order, who, dry_run)],
    )


def _doubts(order: Mapping[str, Any]) -> list[str]:
    small = [line["subtotal"] for line in order["lines"] if 0 < line["subtotal"] < SMALL]
    if 0 < order["paid"] < SMALL < order["total"]:
        small.append(order["paid"])
    return [doubt(min(small))] if small else []


def written(
    db: sqlite3.Connection, who: Contact, items: list[Item], typed: Deal
) -> tuple[int, list[str], dict[str, Any] | None]:
    """Write an order down and give its number, what is worth knowing, and the DP to be asked as it stands in JSON.

    ``items`` are as ``meant`` gives them. Raises as ``store.take`` and ``kept`` do.
    """
    policy = shop.policy(db)
    at = typed.moment()
    special = None
    if contacts.is_special(db, who.id):
        from olcrm.contact import trust

        special = trust.next_order(db, who)
    until = at + (special.keep if special else policy.keep_for(who.standing))
    base = Terms(keep_until=until, due_on=clock.local(until).date())
    reckoned = []
    if policy.promises if typed.promise is None else typed.promise.casefold() == AUTO:
        from olcrm.order import promising

        reckoning = promising.reckon(promising.pace(db), clock.local(at).date())
        typed, reckoned = with_changed(typed, promise=reckoning.day.isoformat()), [reckoning.sentence()]
    terms = typed.over(base, kept_from=at, ordered_on=clock.local(at).date())
    if typed.promise and terms.promised_on and not reckoned:
        from olcrm.order import promising

        agreed_day = {"promised_on": terms.promised_on.isoformat(), "making_on": None, "ready_on": None}
        reckoned = promising.doubts(promising.pace(db), agreed_day, clock.today())
    dp = typed.paid()
    if special and special.discount and typed.discount is None:
        terms = with_changed(terms, discount=trust.discount(rules.goods(rules.priced(items)), special.discount))
    if policy.unique_code if typed.unique_code is None else typed.unique_code:
        open_amount = rules.total(rules.goods(rules.priced(items)), terms) - dp
        terms = with_changed(terms, unique_code=store.free_code(db, open_amount))
    number = store.take(db, who.id, items, ordered_at=at, terms=terms)
    more, asked = ([], None) if special is None else agreed(special, typed, terms, rules.goods(rules.priced(items)))
    more += reckoned + kept(db, number, who.id, (), oversell=typed.oversell)
    if dp:
        from olcrm.pay import store as pay

        due_id = windows.order(db, number)["due_id"]
        day = clock.local(at).date()
        booked = pay.take(db, contact_id=who.id, due_id=due_id, amount=dp, method=paying.method(typed.via), paid_on=day)
        if booked.credit:
            more.append(paying.surplus(booked.credit, paying.method(typed.via), pay.credit(db, who.id)))
    return number, more, asked


def agreed(special: "Next", typed: Deal, terms: Terms, goods: int) -> tuple[list[str], dict[str, Any] | None]:
    """What is not as usual about an order with these ``terms``, a sentence each, and the DP to be asked."""
    said = []
    if special.keep != special.usual and typed.keep is None:
        said.append(f"{special.shorter()}.")
    if special.discount and typed.discount is None and terms.discount:
        said.append(
            _("Discount {percent} % ({standing}): {amount}; `--discount 0` leaves it out.").format(
                percent=special.discount, standing=shown(special.standing), amount=rupiah(terms.discount)
            )
        )
    amount = special.asked(rules.total(goods, with_changed(terms, unique_code=0)), typed.paid())
    if not amount:
        return said, None
    dp = {"percent": special.dp, "amount": amount, "because": special.dp_because}
    return [*said, special.to_ask(amount)], dp


def meant(db: sqlite3.Connection, items: list[Item], words: Sequence[str] = ()) -> list[Item]:
    """``items``, those that are called like a product with its price and name where none was written.

    ``words`` are the items as the owner typed them: what means nothing by itself is then read once more, more freely.
    Raises Refused for an item without a price that may be several products, or is only like one.
    """
    if not items or not db.execute("SELECT EXISTS (SELECT 1 FROM product)").fetchone()[0]:
        return items
    found = [one if one.product_id else _meant(db, one) for one in items]
    if words and any(map(_doubtful, found)):
        from olcrm.order import understanding

        return understanding.read(db, found, words)
    for one in found:
        if one.price is None and one.product_id is None:
            from olcrm.order import understanding

            raise understanding.refusal(db, one)
    return found


def _meant(db: sqlite3.Connection, one: Item) -> Item:
    from olcrm.product import shelf

    product = shelf.meant(db, one.name)
    if product is None:
        return one
    return Item(one.qty, product.label, product.price if one.price is None else one.price, product.sku, product.id)


def _doubtful(one: Item) -> bool:
    """Whether something that is not in the catalogue may be a product of it all the same, or several."""
    return one.product_id is None and (one.price is None or "," in one.name or any(map(str.isdigit, one.name)))


def kept(db: sqlite3.Connection, number: int, contact_id: int, before: Sequence[Row], *, oversell: bool) -> list[str]:
    """What is worth knowing about the pieces an order keeps now beyond those ``before``; she waits for them no more.

    Raises Refused when there are not as many, unless ``oversell`` says that this is meant.
    """
    lines = store.lines_of(db, number)
    grown = _more(_pieces(lines), _pieces(before))
    said = []
    if grown:
        from olcrm.product import shelf

        for product, more in grown.items():
            free = shelf.pieces(db, product, contact_id).free
            if free is not None and free < 0 and not oversell:
                raise shelf.short(db, product, more, free + more, order_id=number, contact_id=contact_id)
            said += shelf.remarks(db, product, free)
        if db.execute(_SIZED, (contact_id,)).fetchone()[0]:
            from olcrm.order import sizing

            said += sizing.remarks(db, contact_id, grown)
    if db.execute(
        "SELECT EXISTS (SELECT 1 FROM wish WHERE contact_id = ? AND ended_on IS NULL)", (contact_id,)
    ).fetchone()[0]:
        from olcrm.wait import store as wait

        said += wait.bought(db, contact_id, number, lines)
    return said


_SIZED = """
SELECT EXISTS (SELECT 1 FROM size WHERE contact_id = ?1) OR EXISTS (SELECT 1 FROM claim WHERE contact_id = ?1)
"""


def changed(db: sqlite3.Connection, row: Row, before: Sequence[Row], *, oversell: bool) -> list[str]:
    """What is worth knowing once lines of an order (a row of ``order_view``) are other than ``before``; as ``kept``."""
    said = kept(db, row["id"], row["contact_id"], before, oversell=oversell)
    lines = store.lines_of(db, row["id"])
    fewer, still = _more(_pieces(before), _pieces(lines)), {line["name"] for line in lines}
    return said + given_back(
        db,
        [one for one in before if one["product_id"] in fewer or (not one["product_id"] and one["name"] not in still)],
    )


def given_back(db: sqlite3.Connection, lines: Sequence[Row]) -> list[str]:
    """Who waits first for the goods of these lines, which somebody no longer wants, and what did not come free."""
    gone = [line["name"] for line in lines if line["place"] == "gone"]
    said = []
    if gone:
        said.append(
            _(
                "What was sent off is not back on the shelf: {items}. Count it back in with `olcrm product stock`."
            ).format(items=", ".join(gone))
        )
    if db.execute("SELECT EXISTS (SELECT 1 FROM wish WHERE ended_on IS NULL)").fetchone()[0]:
        said += _awaited(db, [(line["product_id"], line["name"]) for line in lines if line["place"] != "gone"])
    return said


def away(db: sqlite3.Connection, order: Row) -> list[str]:
    """What left in a parcel of an order that had not left whole: its pieces count as here again once it is called off.

    The place of a line is one for all its pieces, so that a part of them cannot be off the shelf.
    """
    if order["shipped_on"] or order["arrived_on"]:
        return []
    items = [f"{row['qty']}x {row['name']}" for row in db.execute(_AWAY, (order["id"],))]
    if not items:
        return []
    return [
        _(
            "Left already, and counted as here again: {items}. Take off with `olcrm product stock` what stays away."
        ).format(items=", ".join(items))
    ]


def instead_of(db: sqlite3.Connection, number: int) -> list[str]:
    """The claim that an order went out for: once it is called off, what was granted is still to be carried out."""
    said = _("It was to go out for claim {claim}: settle that anew with `olcrm claim exchange {claim}` or refund.")
    rows = db.execute("SELECT id FROM claim_view WHERE out_order_id = ?", (number,))
    return [said.format(claim=row["id"]) for row in rows]


_AWAY = """
SELECT packed.name, sum(packed.qty) AS qty
  FROM packed_view AS packed
  JOIN parcel_view AS parcel ON parcel.id = packed.parcel_id
  JOIN line_view AS line ON line.id = packed.line_id
 WHERE packed.order_id = ? AND parcel.shipped_on IS NOT NULL AND parcel.returned_on IS NULL
   AND line.product_id IS NOT NULL
 GROUP BY packed.line_id
"""


def let_go_early(db: sqlite3.Connection, row: Row) -> list[str]:
    """What was still agreed about an order (a row of ``order_view``) whose goods are given back; mostly nothing."""
    (part_on,) = db.execute("SELECT part_on FROM due_view WHERE id = ?", (row["due_id"],)).fetchone()
    if part_on:
        agreed = _("Parts were agreed, the next one for {day}.").format(day=pages.day(part_on))
    elif row["keep_until"] and clock.from_stamp(row["keep_until"]) > clock.now():
        agreed = _("The goods were kept for her until {moment}.").format(
            moment=pages.day_and_hour(clock.from_stamp(row["keep_until"]).isoformat())
        )
    else:
        return []
    return [" ".join((agreed, _("If that was not meant: `olcrm undo`.")))]


def _pieces(lines: Sequence[Row]) -> dict[int, int]:
    """How many of each product there are on ``lines``."""
    found: dict[int, int] = {}
    for line in lines:
        if line["product_id"]:
            found[line["product_id"]] = found.get(line["product_id"], 0) + line["qty"]
    return found


def _more(pieces: Mapping[int, int], than: Mapping[int, int]) -> dict[int, int]:
    return {product: qty - than.get(product, 0) for product, qty in pieces.items() if qty > than.get(product, 0)}


def _awaited(db: sqlite3.Connection, goods: Sequence[tuple[int | None, str]]) -> list[str]:
    from olcrm.product import shelf

    return [sentence for product, name in dict.fromkeys(goods) for sentence in shelf.turn(db, product, name)]
