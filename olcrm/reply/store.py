"""Which replies there are, how one is written, and how often each was given.

The wordings live where all messages live; what is kept here is that one was given, to whom and when.
"""

import sqlite3
from datetime import datetime
from typing import Any

from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import LANGUAGES, N_, _
from olcrm.kit.typed import excerpt, quoted
from olcrm.reply import rules
from olcrm.reply.filling import Filling, Wish
from olcrm.shop import store as shop
from olcrm.template import rules as wordings
from olcrm.template import store as templates
from olcrm.template.rules import Wording

PURPOSE = "reply"
QUOTE = "quote"
# Without these a reply would be a promise of nothing.
_NEEDED = {
    rules.ACCOUNT: (
        "accounts",
        N_("There is no account to tell of yet."),
        N_("Write one down: `olcrm config account add`."),
    ),
    rules.CATALOGUE: (
        "products",
        N_("There is nothing in the catalogue that can be had just now."),
        N_("See `olcrm product list`; `olcrm product add` puts something in."),
    ),
    rules.TERMS: ("terms", N_("The shop has no terms yet."), N_("Write them down: `olcrm terms add`.")),
}


class Answer(Record):
    """A reply as it is written for ``who``, or for nobody in particular."""

    key: str
    template: str
    language: str
    text: str
    link: str
    who: Contact | None
    phone: str | None

    def document(self) -> dict[str, Any]:
        """As it stands in JSON: a draft, with its key."""
        return {
            "id": f"{self.key}-{self.who.id}" if self.who else self.key,
            "contact": contacts.brief(self.who) if self.who else None,
            "order": None,
            "due": None,
            "purpose": PURPOSE,
            "step": None,
            "template": self.template,
            "text": self.text,
            "link": self.link or None,
            "reason": self.key,
            "key": self.key,
            "language": self.language,
        }


def keys(db: sqlite3.Connection) -> list[str]:
    """Every key there is: the built-in ones, then the shop's own."""
    own = [name.removeprefix(wordings.REPLY) for name, _language in templates.own_replies(db)]
    return [*rules.KEYS, *dict.fromkeys(own)]


def find(db: sqlite3.Connection, word: str, behind: str | None = None) -> str:
    """The key that ``word`` means. Raises Misunderstood for what can be none, Missing with what was perhaps meant.

    A key may stand ``behind`` it, when the two were typed the wrong way round.
    """
    key = rules.key(word)
    if key in rules.KEYS:
        return key
    there = keys(db)
    if key in there:
        return key
    near = rules.near(key, there)
    hint = _("See `olcrm reply list`, or write your own: `olcrm reply add {key} TEXT`.").format(key=key)
    if behind is not None and behind in there:
        hint = _("The reply comes first: `olcrm reply {key} {contact}`.").format(key=behind, contact=quoted(word))
    elif near:
        hint = _("Did you mean {words}?").format(words=", ".join(near))
    raise Missing(_("There is no reply “{key}”.").format(key=excerpt(key)), hint=hint)


def wording(db: sqlite3.Connection, name: str, language: str) -> Wording:
    """The wording of a reply's message in ``language``, else in the other one. Raises Missing for none at all."""
    if wordings.is_own(name):
        there = [spoken for own, spoken in templates.own_replies(db) if own == name]
        language = language if language in there or not there else there[0]
    return templates.wording(db, name, language)


def written(db: sqlite3.Connection, key: str, who: Contact | None, wish: Wish, language: str | None = None) -> Answer:
    """The reply ``key`` written for ``who``. Raises Refused when what it tells of is not there."""
    from olcrm.kit import links

    speaks = language or (who.language if who else None) or shop.policy(db).message_language
    found = wording(db, QUOTE if wish.clauses else rules.template(key), speaks)
    asked = [name for name in wordings.Placeholder(found.text).get_identifiers() if name in wordings.ANSWER]
    fields = Filling(db, who, found.language, wish).fields(asked)
    needed = _NEEDED.get(key)
    if needed and fields.get(needed[0]) == "":
        raise Refused(_(needed[1]), hint=_(needed[2]))
    text = wordings.render(found.text, fields)
    phone = who.phone if who else None
    link = links.chat(phone or "", text) if phone or who is None else ""
    return Answer(key, found.name, found.language, text, link, who, phone)


def give(db: sqlite3.Connection, answer: Answer) -> None:
    """Write down that a reply was given, and to whom, as something said."""
    who = answer.who
    db.execute(
        "INSERT INTO reply (key, contact_id, given_at) VALUES (?, ?, ?)",
        (answer.key, who.id if who else None, clock.stamp(clock.now())),
    )
    if who:
        from olcrm.message import store as messages

        messages.log(db, who.id, answer.text, purpose=PURPOSE)


def given(db: sqlite3.Connection, key: str, since: datetime) -> tuple[int, str | None]:
    """How often a reply was given since a moment, and when last at all (an ISO moment)."""
    count = db.execute(
        "SELECT count(*) FROM reply WHERE key = ? AND given_at >= ?", (key, clock.stamp(since))
    ).fetchone()[0]
    last = db.execute("SELECT max(given_at) FROM reply WHERE key = ?", (key,)).fetchone()[0]
    return count, clock.from_stamp(last).isoformat() if last else None


def had(db: sqlite3.Connection, key: str, contact_id: int) -> datetime | None:
    """When she was given a reply last. The sign before the key keeps to her own replies, which are few."""
    last = db.execute(
        "SELECT max(given_at) FROM reply WHERE contact_id = ? AND +key = ?", (contact_id, key)
    ).fetchone()[0]
    return clock.from_stamp(last) if last else None


def unpaid(db: sqlite3.Connection, contact_id: int) -> sqlite3.Row | None:
    """The number and balance of her latest order that is not paid."""
    row: sqlite3.Row | None = db.execute(
        "SELECT id, balance FROM order_view WHERE contact_id = ? AND closed_on IS NULL AND balance > 0"
        " ORDER BY ordered_on DESC, id DESC LIMIT 1",
        (contact_id,),
    ).fetchone()
    return row


def asked(db: sqlite3.Connection, contact_id: int) -> int | None:
    """The number of the question of hers that waits longest for an answer."""
    row = db.execute(
        "SELECT id FROM ask_view WHERE contact_id = ? AND kind = 'question' AND answered_at IS NULL"
        " AND ended_on IS NULL ORDER BY asked_at LIMIT 1",
        (contact_id,),
    ).fetchone()
    return int(row["id"]) if row else None


def listed(db: sqlite3.Connection, since: datetime) -> list[dict[str, Any]]:
    """Every reply: its key, what it says in the shop's language, all its own wordings, how often it was given."""
    speaks = shop.policy(db).message_language
    rows = []
    for key in keys(db):
        name = rules.template(key)
        used = wording(db, name, speaks)
        own = [one for one in (wording(db, name, language) for language in LANGUAGES) if one.own]
        count, last = given(db, key, since)
        rows.append(
            {
                "key": key,
                "own": used.own,
                "built_in": key in rules.KEYS,
                "template": name,
                "language": used.language,
                "text": used.text,
                "own_wordings": {one.language: one.text for one in own},
                "asked": count,
                "last_given": last,
            }
        )
    return rows


def keep(db: sqlite3.Connection, key: str, language: str, text: str) -> None:
    """Use the shop's own ``text`` for a reply from now on."""
    templates.put(db, rules.template(key), language, text)


def expect_new(db: sqlite3.Connection, key: str) -> None:
    """Make sure that ``key`` can be a reply's. Raises Refused for a word of the command, or one that is there."""
    if key in rules.VERBS:
        raise Refused(
            _("“{key}” is already a word of `olcrm reply`.").format(key=key), hint=_("Choose another key for it.")
        )
    if key in keys(db):
        raise Refused(
            _("There is a reply “{key}” already.").format(key=key),
            hint=_("Change its wording with `olcrm reply edit {key}`.").format(key=key),
        )


def remove(db: sqlite3.Connection, key: str) -> bool:
    """Take the shop's own wordings of a reply away; whether the built-in one is in its place now.

    Raises Refused where there is none of the shop's own.
    """
    name = rules.template(key)
    own = [language for language in LANGUAGES if templates.reset(db, name, language)]
    if not own:
        raise Refused(
            _("“{key}” is built in, and has its built-in wording.").format(key=key),
            hint=_("To word it yourself: `olcrm reply edit {key}`.").format(key=key),
        )
    return key in rules.KEYS
