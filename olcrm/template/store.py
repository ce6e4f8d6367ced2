"""Where the shop's own wordings are kept, and how a message is written for one person.

A message goes to a customer, so the days and words in it are in the language she is written to, whatever the language
of the owner's screen is.
"""

import sqlite3
from collections.abc import Mapping
from datetime import date

from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock, daywords
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.shop import store as shop
from olcrm.template import rules
from olcrm.template.rules import Wording

_AT = {"id": "pukul", "en": "at"}
_LINES = "SELECT name, qty, subtotal FROM line_view WHERE order_id = ? ORDER BY id"
_ORDER = {"id": "pesanan nomor", "en": "order number"}


def wording(db: sqlite3.Connection, name: str, language: str) -> Wording:
    """The wording of message ``name`` in use: the shop's own, else the built-in. Raises Missing for an unknown one."""
    row = db.execute("SELECT text FROM template WHERE name = ? AND language = ?", (name, language)).fetchone()
    if rules.is_own(name):
        if row is None and rules.is_for_standing(name):
            return Wording(name, language, wording(db, rules.general(name), language).text, own=False)
        if row is None:
            raise rules.unknown(name)
        return Wording(name, language, row["text"], own=True)
    built_in = rules.default(name, language)
    return Wording(name, language, row["text"] if row else built_in, own=row is not None)


def wording_for(db: sqlite3.Connection, name: str, language: str, standing: str) -> Wording:
    """The wording of message ``name`` for somebody of this standing. Raises as ``wording``.

    What the shop worded for the standing comes first, then what it worded for all, then what is built in for the
    standing.
    """
    special = f"{name}.{standing}"
    if not rules.is_for_standing(special):
        return wording(db, name, language)
    question = "SELECT name, text FROM template WHERE name IN (?, ?) AND language = ?"
    own = {row["name"]: row["text"] for row in db.execute(question, (name, special, language))}
    if special in own or (name not in own and special in rules.NAMES):
        return wording(db, special, language)
    return wording(db, name, language)


def own_names(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """What only this shop has, replies and messages for one standing: the name of each and a language of it."""
    rows = db.execute("SELECT name, language FROM template ORDER BY name, language")
    return [(row["name"], row["language"]) for row in rows if rules.is_own(row["name"])]


def own_replies(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The replies only this shop has: the name of each and a language it is written in."""
    return [(name, language) for name, language in own_names(db) if name.startswith(rules.REPLY)]


def put(db: sqlite3.Connection, name: str, language: str, text: str) -> None:
    """Use the shop's own ``text`` for a message from now on."""
    db.execute(
        "INSERT INTO template (name, language, text) VALUES (?, ?, ?)"
        " ON CONFLICT (name, language) DO UPDATE SET text = excluded.text",
        (name, language, text),
    )


def reset(db: sqlite3.Connection, name: str, language: str) -> bool:
    """Go back to the built-in wording; False when it was in use already."""
    return db.execute("DELETE FROM template WHERE name = ? AND language = ?", (name, language)).rowcount > 0


def write(
    db: sqlite3.Connection,
    name: str,
    contact_id: int,
    *,
    order_id: int | None = None,
    due_id: int | None = None,
    extra: Mapping[str, str] | None = None,
    language: str | None = None,
) -> str:
    """Message ``name`` written for a contact, about an order or a due, or, without either, about all that is owed.

    ``extra`` takes the place of fields of the same name; ``language`` is the contact's, else the shop's. Raises Missing
    for what is not there.
    """
    person = contacts.get(db, contact_id)
    speaks = language or _speaks(db, person)
    text = wording_for(db, name, speaks, person.standing).text
    name = rules.general(name)
    known = fields(db, contact_id, order_id=order_id, due_id=due_id, language=speaks)
    if name == "birthday":
        known["day"] = _birthday(person.birthday, speaks)
    if name == "consent":
        known["purpose"] = offers(speaks)
    known |= dict(extra or {})
    return rules.render(text, {field: known[field] for field in rules.fields_of(name)})


class Letter(Record):
    """A message as it was written for one person, and the link that opens her chat with it; None without a phone."""

    text: str
    link: str | None

    def document(self) -> dict[str, str | None]:
        """As it stands in JSON."""
        return {"text": self.text, "link": self.link}

    def whole(self) -> str:
        """As it is shown alone."""
        return self.text if self.link is None else f"{self.text}\n\n{self.link}"

    def lines(self) -> list[str]:
        """As it stands under a confirmation."""
        return ["", *self.text.splitlines(), "", self.link or _("There is no phone number for a chat link.")]


def letter(
    db: sqlite3.Connection,
    name: str,
    person: Contact,
    *,
    order_id: int | None = None,
    due_id: int | None = None,
    extra: Mapping[str, str] | None = None,
    language: str | None = None,
) -> Letter:
    """Message ``name`` written as ``write`` does, with the way to send it."""
    from olcrm.kit import links

    said = write(db, name, person.id, order_id=order_id, due_id=due_id, extra=extra, language=language)
    return Letter(said, links.chat(person.phone, said) if person.phone else None)


def fields(
    db: sqlite3.Connection,
    contact_id: int,
    *,
    order_id: int | None = None,
    due_id: int | None = None,
    language: str | None = None,
) -> dict[str, str]:
    """Every field a message may have, written for this reader; what does not apply is empty.

    Without an order or a due the sums are those of everything the contact owes, but for what a courier collects.
    """
    person = contacts.get(db, contact_id)
    speaks = language or _speaks(db, person)
    policy = shop.policy(db)
    found = dict.fromkeys(frozenset[str]().union(*rules.FIELDS.values()), "") | {
        "greeting": contacts.greeting(person, policy),
        "name": person.name,
        "shop": policy.shop,
        "accounts": "\n".join(account.line() for account in shop.accounts(db)),
        "day": day(clock.today(), speaks),
    }
    if order_id is not None:
        return found | _of_order(db, order_id, speaks)
    if due_id is not None:
        return found | _of_due(db, due_id, speaks)
    return found | _of_all(db, contact_id, speaks)


def latest_order(db: sqlite3.Connection, contact_id: int) -> int | None:
    """The number of the contact's latest order that was not closed."""
    row = db.execute(
        "SELECT id FROM order_view WHERE contact_id = ? AND closed_on IS NULL"
        " ORDER BY ordered_on DESC, id DESC LIMIT 1",
        (contact_id,),
    ).fetchone()
    return int(row["id"]) if row else None


def latest_due(db: sqlite3.Connection, contact_id: int) -> int | None:
    """The latest open due of the contact that does not come with an order."""
    row = db.execute(
        "SELECT id FROM due_view WHERE contact_id = ? AND closed_on IS NULL AND amount > paid AND order_id IS NULL"
        " ORDER BY created_on DESC, id DESC LIMIT 1",
        (contact_id,),
    ).fetchone()
    return int(row["id"]) if row else None


def day(on: date, language: str, *, today: date | None = None) -> str:
    """``Selasa, 24 November``, with the year where it is not this one; ``today`` is the present day by default."""
    year = "" if on.year == (today or clock.today()).year else f" {on.year}"
    weekday = daywords.WEEKDAYS[language][on.weekday()]
    return f"{weekday}, {on.day} {daywords.LONG_MONTHS[language][on.month - 1]}{year}"


def moment(stored: str, language: str) -> str:
    """``Selasa, 24 November pukul 12.00 WIB`` for a kept moment, in the shop's zone."""
    local = clock.from_stamp(stored)
    zone = local.tzname() or ""
    hour = f"{local.hour:02}.{local.minute:02}" if language == "id" else f"{local.hour:02}:{local.minute:02}"
    return f"{day(local.date(), language)} {_AT[language]} {hour}{f' {zone}' if zone.isalpha() else ''}"


def _speaks(db: sqlite3.Connection, person: Contact) -> str:
    return person.language or shop.policy(db).message_language


def _of_order(db: sqlite3.Connection, order_id: int, language: str) -> dict[str, str]:
    row = windows.order(db, order_id)
    lines = db.execute(_LINES, (order_id,)).fetchall()
    items = windows.items(lines)
    kept = row["keep_until"]
    return {
        "order": str(order_id),
        "items": items,
        "memo": items,
        "item_lines": "\n".join(f"- {line['qty']}x {line['name']} = {rupiah(line['subtotal'])}" for line in lines),
        # A keep that has lapsed is nothing to name in a message that asks kindly.
        "keep_until": moment(kept, language) if kept and kept > clock.stamp(clock.now()) else "",
        # Nor is a day to settle by, or a promise, that has passed.
        "due_on": _day(row["due_on"], language) if _lies_ahead(row["due_on"]) else "",
        "promised_on": _day(row["promised_on"], language) if _lies_ahead(row["promised_on"]) else "",
        "before": _day(row["first_promised_on"], language),
        **{key: _amount(row[key]) for key in rules.SUMS},
    }


def _of_due(db: sqlite3.Connection, due_id: int, language: str) -> dict[str, str]:
    row = windows.due(db, due_id)
    return {
        "memo": row["memo"],
        "due_on": _day(row["due_on"], language),
        "total": _amount(row["amount"]),
        "paid": _amount(row["paid"]),
        "balance": _amount(row["balance"]),
    }


def _of_all(db: sqlite3.Connection, contact_id: int, language: str) -> dict[str, str]:
    rows = windows.asked(db, contact_id)
    return {
        "dues": "\n".join(_line(row, language) for row in rows),
        "total": _amount(sum(row["amount"] for row in rows)),
        "paid": _amount(sum(row["paid"] for row in rows)),
        "balance": _amount(sum(row["balance"] for row in rows)),
    }


def _line(row: sqlite3.Row, language: str) -> str:
    """One due of a statement: ``- 22 November, pesanan nomor 41 (2x Gamis M) = Rp300.000``."""
    arose = date.fromisoformat(row["created_on"])
    what = row["memo"]
    if row["order_id"] is not None:
        what = f"{_ORDER[language]} {row['order_id']} ({what})"
    return f"- {short(arose, language)}, {what} = {rupiah(row['balance'])}"


def short(on: date, language: str) -> str:
    """``24 November``, without the weekday."""
    return day(on, language).partition(", ")[2]


def _birthday(stored: str | None, language: str) -> str:
    """A birthday without its year: nobody is told an age."""
    if not stored:
        return ""
    month, number = int(stored[-5:-3]), int(stored[-2:])
    return f"{number} {daywords.LONG_MONTHS[language][month - 1]}"


def offers(language: str) -> str:
    """What consent is asked for when nothing else is said."""
    from olcrm.contact import consents

    return consents.asking("offers", language)


def _day(stored: str | None, language: str) -> str:
    return day(date.fromisoformat(stored), language) if stored else ""


def _lies_ahead(stored: str | None) -> bool:
    return stored is not None and stored >= clock.today().isoformat()


def _amount(rupiahs: int) -> str:
    return rupiah(rupiahs) if rupiahs else ""
