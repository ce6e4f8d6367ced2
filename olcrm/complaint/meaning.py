"""What the words of a complaint mean: whom and which order, which product, which days, how it ended."""

import sqlite3
from datetime import date

from olcrm.complaint import pages, rules, store
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates, typed
from olcrm.kit.errors import Refused
from olcrm.kit.options import text
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.ledger import windows

NONE = ("", "-")  # takes a value out again
LONGEST_ORDER = 7  # figures of an order's number; a longer one is a phone


def names_order(word: str) -> bool:
    """Whether ``word`` is an order, 41 or #41, and not a customer: a phone begins with 0 or + or is longer."""
    plain = word.strip()
    digits = plain.removeprefix("#")
    return plain.startswith("#") or (
        typed.number(digits) is not None and not digits.startswith("0") and len(digits) <= LONGEST_ORDER
    )


def about(db: sqlite3.Connection, word: str) -> tuple[Contact, int | None]:
    """Whom a complaint is from, and about which order. Raises Misunderstood, or Missing."""
    if not names_order(word):
        return contacts.find(db, word), None
    order = windows.order(db, word)
    return contacts.get(db, order["contact_id"]), int(order["id"])


def asked(about: str, kind: str) -> str | None:
    """Which of several products of an order it is, asked on a terminal where that matters; None where it is not."""
    from olcrm.kit import ask

    if not ask.possible() or not names_order(about):
        return None
    from olcrm.ledger import book

    with book.reading() as db:
        row = windows.order(db, about)
        which = store.kind(db, kind)
        found = store.products_of(db, row["id"])
    if len(found) < 2 or not rules.of_goods(which):
        return None
    names = [*(f"{row['label']} ({row['sku']})" for row in found), _("the whole order")]
    number = ask.choose(_("Which of them is it about?"), names, option="--product")
    return found[number]["sku"] if number < len(found) else NONE[1]


def product(db: sqlite3.Connection, order_id: int | None, word: str | None) -> int | None:
    """The product that is meant; without a word that of the order, where it has one alone.

    Raises Missing for none, and Refused where the order has others.
    """
    found = store.products_of(db, order_id) if order_id is not None else []
    if word is None:
        return found[0]["id"] if len(found) == 1 else None
    if word.strip() in NONE:
        return None
    from olcrm.product import store as products

    row = products.find(db, word)
    if found and row["id"] not in [one["id"] for one in found]:
        raise Refused(
            _("There is no {product} in order {number}.").format(product=row["sku"], number=order_id),
            hint=_("It has {products}.").format(products=pages.candidates(found)),
        )
    return int(row["id"])


def still(db: sqlite3.Connection, order_id: int | None, product_id: int | None) -> int | None:
    """The product of a complaint once it is about this order: as it was, unless the order has only others."""
    if order_id is None or product_id in [one["id"] for one in store.products_of(db, order_id)]:
        return product_id
    return product(db, order_id, None)


def order_of(db: sqlite3.Connection, row: Row, word: str) -> int | None:
    """The order that a complaint is to be about: one of hers, or none. Raises Refused for somebody else's."""
    if word.strip() in NONE:
        return None
    order = windows.order(db, word)
    if order["contact_id"] != row["contact_id"]:
        raise Refused(
            _("Order {number} is one of {name}.").format(number=order["id"], name=order["contact_name"]),
            hint=_("Her complaint is one of its own: `olcrm complaint add {number} …`.").format(number=order["id"]),
        )
    return int(order["id"])


def not_before(db: sqlite3.Connection, order_id: int, day: date) -> None:
    """Make sure that nobody complains before she has ordered. Raises Refused."""
    rules.not_before(day, date.fromisoformat(windows.order(db, order_id)["ordered_on"]), order_id)


def past_day(word: str | None) -> date | None:
    """The day it was; None when nothing is said. Raises Misunderstood, and Refused for a day to come."""
    if word is None:
        return None
    return dates.past(word, clock.today(), _("Give the day on which she complained."))


def day_to_come(word: str | None) -> date | None:
    """The day by which a word is promised: today or later. Raises Misunderstood, and Refused for a past day."""
    if word is None:
        return None
    day = dates.day(word, clock.today(), looks="forward")
    if day < clock.today():
        raise Refused(_("{day} is over.").format(day=dates.short(day)), hint=_("Give a day that is still to come."))
    return day


def next_on(row: Row, word: str | None, *, spoken: bool) -> str | None:
    """The day of the next word from now on. What was promised for today or before is kept once she was ``spoken`` to.

    Raises as ``day_to_come`` does.
    """
    if word is not None and word.strip() in NONE:
        return None
    day = day_to_come(word)
    if day is not None:
        return day.isoformat()
    kept = spoken and row["next_on"] is not None and row["next_on"] <= clock.today().isoformat()
    return None if kept else row["next_on"]


def ending(number: str, outcome: str | None, cause: str | None) -> tuple[str, str]:
    """What became of it and why, asked for on a terminal. Raises Refused where one of them is missing."""
    from olcrm.kit import ask

    missing = [name for name, word in (("--outcome", outcome), ("--cause", cause)) if word is None or not word.strip()]
    if missing and ask.possible():
        outcome = outcome or ask.line(_("What became of it"), option="--outcome")
        cause = cause or ask.line(_("Why did it happen"), option="--cause")
    elif missing:
        raise Refused(
            _("A complaint is closed with what became of it and with why it happened."),
            hint=_("Give {options}: `olcrm complaint close {number} --outcome … --cause …`.").format(
                options=_(" and ").join(missing), number=typed.excerpt(number)
            ),
        )
    return text(outcome or "", _("The outcome")), text(cause or "", _("The cause"))


def suggest_kinds(incomplete: str) -> list[str]:
    """Kinds that begin with ``incomplete``, for the shell to complete."""
    from olcrm.ledger import book

    with book.reading() as db:
        own = store.own_kinds(db)
    return [one for one in (*rules.KINDS, *own) if one.startswith(incomplete)]
