"""How contacts are reached: phones, handles, and the addresses their parcels go to."""

import sqlite3

from olcrm.contact import people, rules
from olcrm.contact.rules import Channel, Contact
from olcrm.kit import clock, phone
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.text import N_, _, folded
from olcrm.kit.typed import excerpt, number, plain

CLOSEST = 5
LONGEST_WAY = 20  # characters of a way to reach somebody

_WAYS = {"wa": "WhatsApp", "telepon": N_("phone calls"), "sms": "SMS", "datang": N_("a visit"), **rules.HANDLES}
_SAME_WAY = {
    **dict.fromkeys(("whatsapp", "chat"), "wa"),
    **dict.fromkeys(("telp", "telpon", "tel", "phone", "call", "calls", "hp", "nelpon"), "telepon"),
    **dict.fromkeys(("visit", "visits", "kunjungan", "mampir", "ketemu"), "datang"),
    **dict.fromkeys(("instagram", "dm"), "ig"),
    **dict.fromkeys(("mail", "e-mail", "surel"), "email"),
}
_NOT = ("jangan", "tidak", "no", "not")
NOT = "jangan "  # before a way she does not like


def add_channel(db: sqlite3.Connection, contact_id: int, channel: Channel) -> bool:
    """Note a way to reach her; False when it was there.

    Raises Refused, naming the other, when it is somebody else's.
    """
    row = db.execute(
        "SELECT contact_id FROM channel WHERE kind = ? AND value = ?", (channel.kind, channel.value)
    ).fetchone()
    if row is not None and row["contact_id"] != contact_id:
        other = people.get(db, row["contact_id"])
        raise Refused(
            _("{channel} belongs to {name} ({id}).").format(
                channel=excerpt(channel.typed), name=other.name, id=other.id
            ),
            hint=_("See `olcrm contact show {id}`; one phone or handle belongs to one customer.").format(id=other.id),
        )
    if row is None:
        db.execute(
            "INSERT INTO channel (contact_id, kind, value, typed) VALUES (?, ?, ?, ?)",
            (contact_id, channel.kind, channel.value, channel.typed),
        )
    return row is None


def put_channel(db: sqlite3.Connection, contact: Contact, kind: str, typed: str) -> None:
    """Let ``typed`` be her only channel of ``kind``; nothing typed removes it. Raises Refused when she has several."""
    present = [one for one in contact.channels if one.kind == kind]
    if len(present) > 1:
        raise Refused(
            _("{name} has {count} channels of the kind {kind}.").format(
                name=excerpt(contact.name), count=len(present), kind=kind
            ),
            hint=_("Use `olcrm contact channel add` and `olcrm contact channel remove`."),
        )
    wanted = rules.channel(kind, typed) if typed.strip() else None
    if present and (wanted is None or wanted.value != present[0].value):
        remove_channel(db, contact.id, present[0])
    if wanted:
        add_channel(db, contact.id, wanted)


def remove_channel(db: sqlite3.Connection, contact_id: int, channel: Channel) -> None:
    """Forget a way to reach her."""
    db.execute(
        "DELETE FROM channel WHERE contact_id = ? AND kind = ? AND value = ?", (contact_id, channel.kind, channel.value)
    )


def her_channel(contact: Contact, typed: str) -> Channel:
    """The channel of hers that ``typed`` means. Raises Missing when it is not hers."""
    value = rules.handle(typed)
    if phone.looks_like(typed):
        value = rules.channel("phone", typed).value
    for channel in contact.channels:
        if channel.value == value or channel.typed == typed:
            return channel
    raise Missing(
        _("{name} has no channel “{word}”.").format(name=excerpt(contact.name), word=excerpt(typed)),
        hint=_("See `olcrm contact show {id}`.").format(id=contact.id),
    )


def add_address(db: sqlite3.Connection, contact_id: int, address: str, label: str | None = None) -> int:
    """Note where parcels go, and give the address's id."""
    cursor = db.execute(
        "INSERT INTO address (contact_id, label, text, created_at) VALUES (?, ?, ?, ?)",
        (contact_id, label, address, clock.stamp(clock.now())),
    )
    return cursor.lastrowid or 0


def addresses(db: sqlite3.Connection, contact_id: int) -> list[sqlite3.Row]:
    """``id label text`` of each of her addresses, the oldest first."""
    return db.execute("SELECT id, label, text FROM address WHERE contact_id = ? ORDER BY id", (contact_id,)).fetchall()


def put_address(db: sqlite3.Connection, contact: Contact, address: str) -> None:
    """Let ``address`` be her only one; nothing typed removes it. Raises Refused when she has several."""
    present = addresses(db, contact.id)
    if len(present) > 1:
        raise Refused(
            _("{name} has {count} addresses.").format(name=excerpt(contact.name), count=len(present)),
            hint=_("Use `olcrm contact address add` and `olcrm contact address remove`."),
        )
    if present and address.strip():
        db.execute("UPDATE address SET text = ? WHERE id = ?", (address, present[0]["id"]))
    elif present:
        remove_address(db, present[0]["id"])
    elif address.strip():
        add_address(db, contact.id, address)


def her_address(db: sqlite3.Connection, contact: Contact, word: str) -> sqlite3.Row:
    """The address of hers that ``word`` means: its number, its label, or its text. Raises Missing when none is."""
    for row in addresses(db, contact.id):
        if word.strip() == str(row["id"]) or folded(word) in (folded(row["label"] or ""), folded(row["text"])):
            return row
    raise Missing(
        _("{name} has no address “{word}”.").format(name=excerpt(contact.name), word=excerpt(word)),
        hint=_("See `olcrm contact show {id}` for the numbers of the addresses.").format(id=contact.id),
    )


def remove_address(db: sqlite3.Connection, address_id: int) -> None:
    """Forget an address."""
    db.execute("DELETE FROM address WHERE id = ?", (address_id,))


def closeness(word: str) -> int | None:
    """How near she is to the owner, from 1 to ``CLOSEST``; None for 0. Raises Misunderstood for anything else."""
    found = number(word)
    if found is None or found > CLOSEST:
        raise Misunderstood(
            _("“{word}” is no closeness.").format(word=excerpt(word)),
            hint=_("Write a number from 1 (a customer like others) to 5 (a friend); 0 takes it out."),
        )
    return found or None


def preferred(word: str) -> str:
    """How she likes to be reached, as it is kept: ``wa, jangan telepon``.

    Ways with commas between them, each a word, one she does not like behind *jangan*. Raises Misunderstood for what is
    no way.
    """
    found = []
    for part in plain(word).split(","):
        first, _blank, rest = part.strip().partition(" ")
        way = (rest if first in _NOT else part).strip()
        if not way or len(way) > LONGEST_WAY or not way.replace("-", "").isalnum():
            raise Misunderstood(
                _("“{word}” is no way to reach somebody.").format(word=excerpt(part.strip() or word)),
                hint=_(
                    "Use wa, telepon, ig, datang or another word, “jangan telepon” for no calls, with commas between."
                ),
            )
        found.append((NOT if first in _NOT else "") + _SAME_WAY.get(way, way))
    return ", ".join(dict.fromkeys(found))


def preferred_shown(kept: str) -> str:
    """How she likes to be reached, in the language of the screen: ``WhatsApp, no phone calls``."""
    return ", ".join(
        _("no {way}").format(way=_way(one.removeprefix(NOT))) if one.startswith(NOT) else _way(one)
        for one in kept.split(", ")
    )


def _way(kept: str) -> str:
    return _(_WAYS[kept]) if kept in _WAYS else kept
