"""From words to people: who is meant by a word, where a text occurs, who belongs on a list.

The search tables know pieces of three characters; a shorter piece is looked for at the beginning of a word, together
with the two blanks that stand before each in ``find_key``. Names that are found so are compared once more here: cutting
a long text short must never turn one person into another.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import suppress

from olcrm.contact import people, rules
from olcrm.contact.rules import Standing
from olcrm.kit import phone
from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import folded

LONGEST_NUMBER = 7  # digits of an id; a longer row of them is a phone number
LOOKED_AT = 500  # matches that are put in order before the first of them are shown
LONGEST_PIECE = 60  # characters of one piece given to the search tables
MOST_PIECES = 12
SUGGESTED = 30
LONGEST_SUGGESTION = 20

_ORDERS = {
    "last": "ORDER BY last_order_on DESC, id",
    "name": "ORDER BY name_key, id",
    "spent": "ORDER BY spent DESC, id",
    "owed": "ORDER BY owed DESC, id",
}
SORTS = tuple(_ORDERS)

Match = tuple[int, str]
"""Somebody's id, and where the text was found: name, a kind of channel, address or note."""


def meant(db: sqlite3.Connection, word: str, most: int) -> list[int]:
    """Whom ``word`` means: at most ``most`` ids, the latest order first.

    A number, phone, handle, whole name or whole nickname wins over parts of names, and somebody on the list over
    somebody archived. What is a number is no part of a name. “Bu Ratna” is Ratna, where nobody is kept as that.
    """
    if _is_id(word.strip()):
        row = db.execute("SELECT id FROM contact WHERE id = ?", (int(word.strip()),)).fetchone()
        if row is not None:
            return [row["id"]]
    whole = [number for number, _place in (*_by_name(db, word), *_by_channel(db, word))]
    if not whole and not is_number(word):
        whole = [number for number, _place in _by_parts(db, word, LOOKED_AT)]
    if not whole and (name := rules.unaddressed(word)) != word:
        return meant(db, name, most)
    rows = _in_order(db, whole)
    listed = [row["id"] for row in rows if row["archived_at"] is None]
    return (listed or [row["id"] for row in rows])[:most]


def is_number(word: str) -> bool:
    """Whether ``word`` has figures in it and nothing that a phone number or an id could not have."""
    return set(word) <= set("0123456789 +().-") and any(map(str.isdigit, word))


def search(db: sqlite3.Connection, text: str, most: int | None) -> tuple[dict[int, str], bool]:
    """Whose name, phone, handle, address or notes hold ``text``: ids with the place, and whether there may be more.

    Names come first, then channels, addresses, notes; among them the latest order first. With ``most`` no more than
    ``LOOKED_AT`` matches of each place are looked at.
    """
    deep = -1 if most is None else max(most, LOOKED_AT)
    found: dict[int, str] = {}
    cut = False
    for matches in (
        _by_name(db, text),
        _by_parts(db, text, deep),
        _by_channel(db, text),
        _in_channels(db, text, deep),
        _in_addresses(db, text, deep),
        _in_notes(db, text, deep),
    ):
        cut = cut or len(matches) == deep
        for number, place in matches:
            found.setdefault(number, place)
    if not found and (name := rules.unaddressed(text)) != text:
        return search(db, name, most)
    rank = {place: number for number, place in enumerate(dict.fromkeys(found.values()))}
    rows = sorted(_in_order(db, found), key=lambda row: rank[found[row["id"]]])
    return {row["id"]: found[row["id"]] for row in rows}, cut


def listed(
    db: sqlite3.Connection,
    *,
    tags: Sequence[str] = (),
    standing: Standing | None = None,
    owing: bool = False,
    no_birthday: bool = False,
    city: str | None = None,
    source: str | None = None,
    archived: bool = False,
    sort: str = "last",
    most: int | None = None,
) -> tuple[list[int], int]:
    """The first ``most`` ids that fit all that is asked, sorted by one of ``SORTS``, and how many fit in all."""
    values: list[str] = [word for word in (city, source, *tags) if word is not None]
    conditions = [
        words
        for words, asked in (
            ("archived_at IS NOT NULL" if archived else "archived_at IS NULL", True),
            ("owed > 0", owing),
            ("birthday IS NULL", no_birthday),
            ("paid_orders = 0", standing == Standing.PROSPECT),
            ("paid_orders > 0", standing not in (None, Standing.PROSPECT)),
            ("city = ? COLLATE NOCASE", city is not None),
            ("source = ? COLLATE NOCASE", source is not None),
        )
        if asked
    ]
    conditions += ["id IN (SELECT contact_id FROM tag WHERE name = ?)"] * len(tags)
    where = "FROM contact WHERE " + " AND ".join(conditions)
    shown = -1 if most is None or standing else most
    ids = [row["id"] for row in db.execute(f"SELECT id {where} {_ORDERS[sort]} LIMIT ?", (*values, shown))]
    if standing:
        stands = people.standings(db, ids)
        ids = [number for number in ids if stands[number] == standing]
        return ids[:most], len(ids)
    if len(ids) != shown:
        return ids, len(ids)
    (total,) = db.execute(f"SELECT count(*) {where}", values).fetchone()
    return ids, total


def suggest(incomplete: str) -> list[str]:
    """Words for the shell to complete ``incomplete`` to: first names where they say enough, else numbers.

    Every word is short, without blanks, and means exactly one person.
    """
    from olcrm.kit.errors import OlcrmError
    from olcrm.ledger import book

    words: list[str] = []
    with suppress(OlcrmError), book.reading() as db:
        for row in _beginning(db, incomplete):
            short = (row["nickname_key"] or row["name_key"]).partition(" ")[0]
            fits = short.isalnum() and len(short) <= LONGEST_SUGGESTION and meant(db, short, 2) == [row["id"]]
            words.append(short if fits else str(row["id"]))
    return list(dict.fromkeys(words))[:SUGGESTED]


def _is_id(word: str) -> bool:
    """Whether ``word`` can be the number of a contact; 0812 is the beginning of a phone number."""
    return word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER and not word.startswith("0")


def _by_name(db: sqlite3.Connection, word: str) -> list[Match]:
    """Whose whole name or nickname ``word`` is."""
    rows = db.execute(
        "SELECT id FROM contact WHERE name_key = ?1 UNION SELECT id FROM contact WHERE nickname_key = ?1 LIMIT ?2",
        (folded(word), LOOKED_AT),
    )
    return [(row["id"], "name") for row in rows]


def _by_channel(db: sqlite3.Connection, word: str) -> list[Match]:
    """Whose phone number or handle ``word`` is."""
    values = {rules.handle(word)}
    if phone.looks_like(word):
        with suppress(Misunderstood):  # not a whole number; it may still be somebody's handle
            values.add(phone.number(word))
    rows = db.execute(
        "SELECT contact_id, kind FROM channel WHERE value IN (?, ?) LIMIT ?", (min(values), max(values), LOOKED_AT)
    )
    return [(row["contact_id"], row["kind"]) for row in rows]


def _by_parts(db: sqlite3.Connection, text: str, most: int) -> list[Match]:
    """Who is on the list and has every word of ``text`` in the name, short ones at the beginning of a word."""
    pieces = [word if len(word) > 2 else f"  {word}" for word in folded(text).split()]
    if not pieces:
        return []
    rows = db.execute(
        "SELECT contact.id, contact.find_key FROM contact_search JOIN contact ON contact.id = contact_search.rowid"
        " WHERE contact_search MATCH ? AND contact.archived_at IS NULL ORDER BY contact_search.rowid DESC LIMIT ?",
        (_all_of(pieces), most),
    )
    return [(row["id"], "name") for row in rows if all(piece in row["find_key"] for piece in pieces)]


def _in_channels(db: sqlite3.Connection, text: str, most: int) -> list[Match]:
    """Who is on the list and has ``text`` in a phone number or handle."""
    piece = _figures(text) if is_number(text) else rules.handle(text)
    if len(piece) < 3:
        return []
    rows = db.execute(
        "SELECT channel.contact_id, channel.kind FROM channel_search"
        " JOIN channel ON channel.id = channel_search.rowid JOIN contact ON contact.id = channel.contact_id"
        " WHERE channel_search MATCH ? AND contact.archived_at IS NULL ORDER BY channel_search.rowid DESC LIMIT ?",
        (_all_of([piece]), most),
    )
    return [(row["contact_id"], row["kind"]) for row in rows]


def _figures(text: str) -> str:
    """The figures that a number kept as +62… has in common with ``text``, however it is begun."""
    figures = "".join(char for char in text if char.isdigit())
    bare = figures.removeprefix("00").removeprefix("62").removeprefix("0")
    return bare if len(bare) > 2 else figures


def _in_addresses(db: sqlite3.Connection, text: str, most: int) -> list[Match]:
    """Who is on the list and has every word of ``text`` that is long enough in one address."""
    pieces = [word for word in text.split() if len(word) > 2]
    if not pieces:
        return []
    rows = db.execute(
        "SELECT address.contact_id FROM address_search JOIN address ON address.id = address_search.rowid"
        " JOIN contact ON contact.id = address.contact_id"
        " WHERE address_search MATCH ? AND contact.archived_at IS NULL ORDER BY address_search.rowid DESC LIMIT ?",
        (_all_of(pieces), most),
    )
    return [(row["contact_id"], "address") for row in rows]


def _in_notes(db: sqlite3.Connection, text: str, most: int) -> list[Match]:
    """Who is on the list and has a note with every word of ``text``, or words that begin so."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if not words:
        return []
    rows = db.execute(
        "SELECT note.contact_id FROM note_search JOIN note ON note.id = note_search.rowid"
        " JOIN contact ON contact.id = note.contact_id"
        " WHERE note_search MATCH ? AND contact.archived_at IS NULL ORDER BY note_search.rowid DESC LIMIT ?",
        (" AND ".join(f"{_quoted(word)} *" for word in words[:MOST_PIECES]), most),
    )
    return [(row["contact_id"], "note") for row in rows]


def _all_of(pieces: Iterable[str]) -> str:
    """A question to a search table for all of ``pieces``; of a very long text only the longest are asked for."""
    telling = sorted(pieces, key=len, reverse=True)[:MOST_PIECES]
    return " AND ".join(_quoted(piece[:LONGEST_PIECE]) for piece in telling)


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def _in_order(db: sqlite3.Connection, ids: Iterable[int]) -> list[sqlite3.Row]:
    """``id archived_at`` of these people: on the list first, then the latest order, then the newest."""
    return db.execute(
        "SELECT id, archived_at FROM contact WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY archived_at IS NOT NULL, last_order_on DESC, id DESC",
        (people.array(ids),),
    ).fetchall()


def _beginning(db: sqlite3.Connection, incomplete: str) -> list[sqlite3.Row]:
    """People whose number, nickname or name begins with ``incomplete``; with nothing typed, those who ordered last."""
    key = folded(incomplete)
    if not key:
        return db.execute(
            "SELECT id, name_key, nickname_key FROM contact WHERE archived_at IS NULL"
            " ORDER BY last_order_on DESC, id LIMIT ?",
            (SUGGESTED,),
        ).fetchall()
    if _is_id(key):
        numbers = [int(key), *(int(key) * 10 + digit for digit in range(10))]
        return db.execute(
            "SELECT id, '' AS name_key, NULL AS nickname_key FROM contact"
            " WHERE id IN (SELECT value FROM json_each(?)) AND archived_at IS NULL",
            (people.array(numbers),),
        ).fetchall()
    return db.execute(
        "SELECT * FROM (SELECT id, name_key, nickname_key FROM contact"
        "   WHERE nickname_key >= ?1 AND nickname_key < ?2 AND archived_at IS NULL LIMIT ?3)"
        " UNION SELECT * FROM (SELECT id, name_key, NULL FROM contact"
        "   WHERE name_key >= ?1 AND name_key < ?2 AND archived_at IS NULL LIMIT ?3)",
        (key, f"{key}\U0010ffff", SUGGESTED),
    ).fetchall()
