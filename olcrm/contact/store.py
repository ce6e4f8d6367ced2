"""Where contacts are kept: everything that changes one, and who is meant by a word.

Reading people whole is in ``people``, looking for them in ``finding``, their phones, handles and addresses in
``reach``; what other rooms need of these is named here.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from olcrm.contact import finding, people, reach, rules
from olcrm.contact.rules import Channel, Contact
from olcrm.kit import clock, options
from olcrm.kit.errors import Missing
from olcrm.kit.text import N_, _, folded
from olcrm.kit.typed import excerpt, plain

brief, greeting, label = rules.brief, rules.greeting, rules.label
document, documents, get, get_many = people.document, people.documents, people.get, people.get_many
briefs = people.briefs
is_paused, is_special, paused, unasked = people.is_paused, people.is_special, people.paused, people.unasked
listed, search, suggest = finding.listed, finding.search, finding.suggest
add_channel, put_channel, remove_channel = reach.add_channel, reach.put_channel, reach.remove_channel
add_address, put_address, remove_address = reach.add_address, reach.put_address, reach.remove_address
addresses, her_channel, her_address = reach.addresses, reach.her_channel, reach.her_address

ContactWord = options.word(
    N_("The customer: number, phone, @handle, name, or a part of the name."), metavar="CONTACT", suggest=suggest
)
CANDIDATES = 10


def find(db: sqlite3.Connection, word: str, *, or_add: bool = False, guess: bool = True) -> Contact:
    """The one contact that ``word`` means: id, phone, handle, whole name or nickname, or a part that only she has.

    Raises Missing with the candidates when several fit and the owner has not said who, and without when nobody does;
    with ``guess`` it then names who is called much alike, with ``or_add`` it carries the question whether to add
    somebody new.
    """
    options.text(word, _("The name"))
    ids = finding.meant(db, word, CANDIDATES + 1)
    if len(ids) == 1:
        return get(db, ids[0])
    from olcrm.kit import meant

    said = meant.number(word)
    if said is not None:
        return get(db, said)
    raise _several(db, word, ids) if ids else _nobody(db, word, or_add=or_add, guess=guess)


def find_or_new(db: sqlite3.Connection, name: str) -> Contact | None:
    """As ``find``; on a terminal the owner is asked about a name that nobody has, and None is somebody new."""
    try:
        return find(db, name, or_add=True)
    except Missing:
        from olcrm.kit import meant

        if meant.is_new(name):
            return None
        raise


def _nobody(db: sqlite3.Connection, word: str, *, or_add: bool, guess: bool) -> Missing:
    hint = _("Add them with `olcrm contact add`, or look through `olcrm contact list`.")
    if finding.is_number(word):
        said = _("Nobody here has the number {number}.").format(number=excerpt(word.strip()))
        return Missing(said, hint=hint, word=word)
    near: list[Contact] = []
    if guess:
        from olcrm.contact.alike import alike

        near = list(get_many(db, alike(db, word)).values())
    if near:
        names = ", ".join(f"{excerpt(one.name)} ({one.id})" for one in near)
        hint = _("Did you mean {people}? If not, add them with `olcrm contact add`.").format(people=names)
    return Missing(
        _("Nobody here is called “{word}”.").format(word=excerpt(word)),
        hint=hint,
        word=word,
        remedy=_("Add a new customer of this name?") if or_add else "",
        near=[_candidate(one) for one in near],
    )


def _several(db: sqlite3.Connection, word: str, ids: list[int]) -> Missing:
    some = get_many(db, ids[:CANDIDATES]).values()
    said = _("“{word}” could be any of these:")
    if len(ids) > CANDIDATES:
        said = _("“{word}” could be many; those who ordered last are:")
    return Missing(
        said.format(word=excerpt(word)),
        hint=_("Type the number that stands first, or more of the name."),
        candidates=[_candidate(one) for one in some],
        word=word,
    )


def _candidate(one: Contact) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "phone": one.phone, "standing": str(one.standing)}


def add(
    db: sqlite3.Connection,
    name: str,
    *,
    phone: str | None = None,
    channels: Iterable[Channel] = (),
    nickname: str | None = None,
    salutation: str | None = None,
    birthday: str | None = None,
    city: str | None = None,
    address: str | None = None,
    source: str | None = None,
    referred_by_id: int | None = None,
    tags: Iterable[str] = (),
    celebrates: Iterable[str] = (),
    language: str | None = None,
) -> int:
    """Write down a new contact and give her id. ``birthday`` as it is kept, ``phone`` in any spelling.

    Raises Misunderstood for a phone that is none, Refused, naming the other, when a phone or handle is somebody's.
    """
    cursor = db.execute(
        "INSERT INTO contact (name, nickname, salutation, language, birthday, city, source, referred_by_id, created_at,"
        " name_key, nickname_key, find_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(name, nickname, salutation, language, birthday, city, source, referred_by_id),
            *(clock.stamp(clock.now()), *_keys(name, nickname)),
        ),
    )
    number = cursor.lastrowid or 0
    for channel in ([rules.channel("phone", phone)] if phone else []) + list(channels):
        add_channel(db, number, channel)
    if address:
        add_address(db, number, address)
    tag(db, number, tags)
    celebrate(db, number, celebrates)
    return number


def _keys(name: str, nickname: str | None) -> tuple[str, str | None, str]:
    """What a contact is looked up by: the folded name, the folded nickname, the words of both."""
    return folded(name), folded(nickname) if nickname else None, rules.find_key(name, nickname)


def edit(db: sqlite3.Connection, contact_id: int, changes: Mapping[str, Any]) -> None:
    """Put each of ``changes`` in the place of the column of that name; None clears it."""
    row = db.execute(
        "SELECT name, nickname, salutation, language, birthday, city, source, referred_by_id, greeting_wanted,"
        " closeness, prefers FROM contact WHERE id = ?",
        (contact_id,),
    ).fetchone()
    now = dict(row) | dict(changes)
    db.execute(
        "UPDATE contact SET name = ?, nickname = ?, salutation = ?, language = ?, birthday = ?, city = ?, source = ?,"
        " referred_by_id = ?, greeting_wanted = ?, closeness = ?, prefers = ?, name_key = ?, nickname_key = ?,"
        " find_key = ? WHERE id = ?",
        (*now.values(), *_keys(now["name"], now["nickname"]), contact_id),
    )


def namesakes(db: sqlite3.Connection, contact: Contact) -> list[sqlite3.Row]:
    """``id name`` of others on the list whose name is the same to the eye; at most a handful."""
    return db.execute(
        "SELECT id, name FROM contact WHERE name_key = ? AND id <> ? AND archived_at IS NULL ORDER BY id LIMIT 5",
        (folded(contact.name), contact.id),
    ).fetchall()


def tag(db: sqlite3.Connection, contact_id: int, words: Iterable[str]) -> None:
    """Put tags on her. Raises Misunderstood for a word that cannot be one."""
    db.executemany(
        "INSERT INTO tag (contact_id, name) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(contact_id, rules.tag(word)) for word in words],
    )


def untag(db: sqlite3.Connection, contact_id: int, words: Iterable[str]) -> None:
    """Take tags off her."""
    db.executemany(
        "DELETE FROM tag WHERE contact_id = ? AND name = ?", [(contact_id, rules.tag(word)) for word in words]
    )


def put_size(db: sqlite3.Connection, contact_id: int, what: str, value: str | None) -> None:
    """Note what fits her; None forgets it."""
    if value is None:
        db.execute("DELETE FROM size WHERE contact_id = ? AND what = ?", (contact_id, rules.tag(what)))
        return
    db.execute(
        "INSERT INTO size (contact_id, what, value) VALUES (?, ?, ?)"
        " ON CONFLICT (contact_id, what) DO UPDATE SET value = excluded.value",
        (contact_id, rules.tag(what), value),
    )


def celebrate(db: sqlite3.Connection, contact_id: int, words: Iterable[str]) -> None:
    """Note what she likes to be greeted for; ``jangan`` is the wish not to be greeted, which no feast takes back.

    Raises Misunderstood for a word that is no feast.
    """
    for feast in (_feast(db, contact_id, word) for word in words):
        if feast == rules.NOT_AT_ALL:
            want_greetings(db, contact_id, False)
        else:
            db.execute(
                "INSERT INTO celebrates (contact_id, feast) VALUES (?, ?) ON CONFLICT DO NOTHING", (contact_id, feast)
            )


def forget_feasts(db: sqlite3.Connection, contact_id: int, words: Iterable[str]) -> None:
    """She is not greeted for these feasts any more; without ``jangan`` she may be greeted again."""
    for feast in (_feast(db, contact_id, word) for word in words):
        if feast == rules.NOT_AT_ALL:
            want_greetings(db, contact_id, True)
        db.execute("DELETE FROM celebrates WHERE contact_id = ? AND feast = ?", (contact_id, feast))


def _feast(db: sqlite3.Connection, contact_id: int, word: str) -> str:
    """The feast that ``word`` means, or ``jangan``; what she is noted for already is understood whatever it is.

    Raises Misunderstood, naming near ones.
    """
    read = plain(word)
    noted = "SELECT 1 FROM celebrates WHERE contact_id = ? AND feast = ?"
    if read in (*rules.FEASTS, rules.NOT_AT_ALL) or db.execute(noted, (contact_id, read)).fetchone():
        return read
    from olcrm.holiday import store as holiday

    return holiday.celebrated(db, word)


def want_greetings(db: sqlite3.Connection, contact_id: int, wanted: bool) -> None:
    """Let her be greeted or not, which is a statement in the trail of her consents."""
    from olcrm.contact import consents

    consents.want_greetings(db, contact_id, wanted)


def pause(db: sqlite3.Connection, contact_id: int, today: date, until: date, because: str) -> None:
    """Leave her alone from ``today`` until ``until``, that day included; a pause she is in ends for it."""
    end_pause(db, contact_id, today)
    db.execute(
        "INSERT INTO pause (contact_id, from_on, until_on, because) VALUES (?, ?, ?, ?)",
        (contact_id, today.isoformat(), until.isoformat(), because),
    )


def end_pause(db: sqlite3.Connection, contact_id: int, today: date) -> bool:
    """End every pause that ``today`` lies in with the day before; False when there is none."""
    yesterday = (today - timedelta(days=1)).isoformat()
    whole = db.execute(
        "DELETE FROM pause WHERE contact_id = ? AND from_on = ? AND until_on >= ?",
        (contact_id, today.isoformat(), today.isoformat()),
    )
    rest = db.execute(
        "UPDATE pause SET until_on = ? WHERE contact_id = ? AND from_on < ? AND until_on >= ?",
        (yesterday, contact_id, today.isoformat(), today.isoformat()),
    )
    return whole.rowcount + rest.rowcount > 0


def archive(db: sqlite3.Connection, contact_id: int) -> None:
    """Put her away: she is on no list any more, and still found by number, phone or whole name."""
    db.execute(
        "UPDATE contact SET archived_at = ? WHERE id = ? AND archived_at IS NULL",
        (clock.stamp(clock.now()), contact_id),
    )


def fetch_back(db: sqlite3.Connection, contact_id: int) -> None:
    """Take her out of the archive."""
    db.execute("UPDATE contact SET archived_at = NULL WHERE id = ?", (contact_id,))
