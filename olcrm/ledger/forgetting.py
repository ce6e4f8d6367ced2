"""Erasing who somebody is from an open ledger: from every table, from the history, from the search.

What she bought and paid stays, under a name that is nobody's. The same call on an older copy of the ledger leaves the
same rows behind, so that a copy can be made to forget as well, and compared.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from olcrm.kit.text import folded
from olcrm.ledger import sums

GONE = "…"  # in the place of words that had to be there
NOBODY = "Anonim {number}"  # a name in both languages, and the same in every copy

# Of these nothing is left: each row is about her and no sum is made of it.
PERSONAL = (
    "note",
    "message",
    "channel",
    "address",
    "tag",
    "size",
    "celebrates",
    "pause",
    "consent",
    "pasted",
    "wish",
    "reply",
    "ask",
    "circle",
    "gift",
    "member",
)
# What takes the place of these columns. Amounts, days and goods stay: the books are kept.
BLANKED: Mapping[str, Mapping[str, str | int | None]] = {
    "sale_order": dict.fromkeys(
        ("recipient", "recipient_phone", "address", "gift", "dropship_from", "note", "number", "extras"), None
    ),
    "due": {"memo": GONE, "close_reason": None, "snooze_reason": None},
    "payment": {"note": None},
    "request": {"said": None, "answer": None},
    "bank_line": {"text": GONE, "payer": None},
    "parcel": {"tracking": None, "note": None},
    "errand": {"what": GONE},
    "complaint": {"text": GONE},
    "claim": {"text": None, "because": None},
    "rating": {"text": None},
}
# What is counted or says how something went stays, without her name in it.
SEARCHED: Mapping[str, Sequence[str]] = {
    "sale_order": ("courier", "source"),
    "payment": ("method",),
    "bank_line": ("file_name", "drop_reason"),
    "parcel": ("courier", "service"),
    "complaint": ("outcome", "cause", "prevention"),
    "claim": ("evidence",),
}
_NAMELESS = dict.fromkeys(
    ("nickname", "salutation", "language", "birthday", "city", "source", "referred_by_id", "closeness", "prefers"), None
)
_OWN = {
    "contact": "id",
    "bank_line": "(SELECT contact_id FROM payment WHERE id = payment_id)",
    "parcel": "(SELECT contact_id FROM sale_order WHERE id = order_id)",
}
NEVER = "9999-12-31"
SHORTEST = 3  # letters of a word of a name that is looked for


class Person(NamedTuple):
    """Who is forgotten, without saying who: the number and the moment she was added mean her in every copy."""

    contact_id: int
    known_since: str
    forgotten_at: str


def people(db: sqlite3.Connection) -> list[Person]:
    """Whoever is forgotten in this ledger, in the order in which it happened."""
    rows = db.execute("SELECT contact_id, known_since, forgotten_at FROM forgotten ORDER BY id")
    return [Person(*row) for row in rows]


def recognised(db: sqlite3.Connection, listed: Iterable[Person]) -> list[Person]:
    """Those of ``listed`` whom this ledger, or an older copy of it, still knows."""
    there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'forgotten'").fetchone()
    gone = {one.contact_id for one in people(db)} if there else set()
    known = "SELECT 1 FROM contact WHERE id = ? AND created_at = ?"
    return [one for one in listed if one.contact_id not in gone and db.execute(known, one[:2]).fetchone()]


def forget(db: sqlite3.Connection, person: Person) -> None:
    """Erase ``person`` for good, as part of the newest change. It is written down what went, and not what it was."""
    words = Words.of(db, person.contact_id)
    with _unwatched(db):
        for table in PERSONAL:
            _close_history(db, table, person.contact_id)
            db.execute(f"DELETE FROM {table} WHERE contact_id = ?", (person.contact_id,))  # noqa: S608
        db.execute(
            "UPDATE request SET answered_at = ? WHERE contact_id = ? AND answered_at IS NULL",
            (person.forgotten_at, person.contact_id),
        )
        for table, blank in _blanked(person).items():
            _blank(db, table, blank, person.contact_id)
        for table, columns in SEARCHED.items():
            for column in columns:
                _mask(db, table, column, person.contact_id, words)
        _empty_history(db, person, words)
    for table in ("contact", "channel", "address", "note"):
        # A row that goes leaves its words in the index until all of it is written anew.
        db.execute(f"INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')")  # noqa: S608
    db.execute("INSERT INTO forgotten (contact_id, known_since, forgotten_at) VALUES (?, ?, ?)", person)


def forget_again(db: sqlite3.Connection, listed: Iterable[Person]) -> int:
    """Erase whoever of ``listed`` this copy still knows, as part of its newest change; gives how many that were."""
    found = recognised(db, listed)
    for person in found:
        forget(db, person)
    return len(found)


def emptied(command: str) -> str:
    """What is left of a command that named her: the room and the verb."""
    words = re.sub(r"^olcrm|\s--(?:db|lang)(?:=|\s+)(?:'[^']*'|\S)+", "", command).split()
    return " ".join(["olcrm", *(word for word in words[:2] if re.fullmatch(r"[a-z-]+", word)), GONE])


class Words(NamedTuple):
    """What may give her away in a text: ``whole`` names, numbers and handles, and ``parts`` of her names."""

    whole: re.Pattern[str]
    parts: re.Pattern[str]

    @classmethod
    def of(cls, db: sqlite3.Connection, contact_id: int) -> "Words":
        """Everything she is or was called and reached by."""
        names = set(_ever(db, "contact", "name", contact_id)) | set(_ever(db, "contact", "nickname", contact_id))
        reached = set(_ever(db, "channel", "value", contact_id)) | set(_ever(db, "channel", "typed", contact_id))
        placed = set(_ever(db, "address", "text", contact_id))
        numbers = [_number(one) for one in reached if sum(map(str.isdigit, one)) > 6 and "@" not in one]
        handles = {folded(one).removeprefix("@") for one in reached}
        called = {folded(name) for name in names | placed} | handles
        words = {word for name in names for word in re.findall(r"\w+", folded(name)) if len(word) >= SHORTEST}
        return cls(_any(map(re.escape, called), numbers), _any(map(re.escape, called | words), numbers))


def without(text: str, words: Words) -> str:
    """``text`` with a sign in the place of each word or number that may mean her; what stands between them stays."""
    pieces: Sequence[str] = re.split(r"(\+?\d[\d ().-]{5,}\d|[\w@.+()-]+)", text)
    return "".join(GONE if words.parts.search(folded(piece)) else piece for piece in pieces)


def _any(words: Iterable[str], numbers: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these as a word of its own; numbers also inside longer ones."""
    found = [rf"(?<!\w){word}(?!\w)" for word in sorted(words, key=len, reverse=True) if word]
    return re.compile("|".join([*found, *numbers]) or r"(?!)")


def _number(typed: str) -> str:
    """A pattern for a phone number in any spelling: its digits without the country, whatever stands between them."""
    digits = re.sub(r"^(?:62|0)", "", re.sub(r"\D", "", typed))
    return r"[\s.()-]*".join(digits)


def _ever(db: sqlite3.Connection, table: str, column: str, contact_id: int) -> Iterator[str]:
    """What ``column`` of her rows is and, as far as the history tells, ever was."""
    own = "id" if table == "contact" else "contact_id"
    rows = db.execute(
        f"SELECT {column} FROM {table} WHERE {own} = ?1 UNION"  # noqa: S608
        f" SELECT json_extract(was, '$.{column}') FROM change_row WHERE tbl = ?2 AND contact_id = ?1",
        (contact_id, table),
    )
    return (str(value) for (value,) in rows if value)


def _blanked(person: Person) -> dict[str, dict[str, str | int | None]]:
    """The columns to be emptied by table, with what stands there afterwards."""
    name = NOBODY.format(number=person.contact_id)
    key = folded(name)
    nameless = {"name": name, "name_key": key, "nickname_key": None, "greeting_wanted": 0}
    nameless |= {"find_key": "".join(f"  {word}" for word in key.split()), "archived_at": person.forgotten_at}
    return {"contact": _NAMELESS | nameless, **{table: dict(blank) for table, blank in BLANKED.items()}}


def _blank(db: sqlite3.Connection, table: str, blank: Mapping[str, str | int | None], contact_id: int) -> None:
    """Empty columns of her rows, and of those rows as the history keeps them."""
    own = _OWN.get(table, "contact_id")
    # The memo of an order is what was bought; only the others are words about her.
    ordered = " AND kind <> 'order'" if table == "due" else ""
    before = " AND json_extract(was, '$.kind') <> 'order'" if table == "due" else ""
    values = ", ".join(f"{column} = ?" for column in blank)
    db.execute(f"UPDATE {table} SET {values} WHERE {own} = ?{ordered}", (*blank.values(), contact_id))  # noqa: S608
    paths = ", ".join(f"'$.{column}', ?" for column in blank)
    db.execute(
        f"UPDATE change_row SET was = json_replace(was, {paths})"  # noqa: S608
        f" WHERE tbl = ? AND contact_id = ? AND was IS NOT NULL{before}",
        (*blank.values(), table, contact_id),
    )
    if table == "due":
        _silence(db, contact_id)


def _mask(db: sqlite3.Connection, table: str, column: str, contact_id: int, words: Words) -> None:
    """Put a sign in the place of her name in a column of her rows, and of those rows as the history keeps them."""
    hers = f"SELECT id FROM {table} WHERE {_OWN.get(table, 'contact_id')} = ?1"  # noqa: S608
    rows = db.execute(f"SELECT id, {column} FROM {table} WHERE id IN ({hers})", (contact_id,)).fetchall()  # noqa: S608
    db.executemany(f"UPDATE {table} SET {column} = ? WHERE id = ?", _masked(rows, words))  # noqa: S608
    before = db.execute(
        "SELECT id, json_extract(was, ?2) FROM change_row"  # noqa: S608
        f" WHERE tbl = ?3 AND (contact_id = ?1 OR row_id IN ({hers})) AND was IS NOT NULL",
        (contact_id, f"$.{column}", table),
    ).fetchall()
    put = f"UPDATE change_row SET was = json_replace(was, '$.{column}', ?) WHERE id = ?"  # noqa: S608
    db.executemany(put, _masked(before, words))


def _masked(rows: Iterable[Sequence[Any]], words: Words) -> list[tuple[str, int]]:
    """Of rows of an id and a text, those that name her, as the text without her name and the id."""
    return [(without(text, words), row) for row, text in rows if text and words.parts.search(folded(text))]


def _silence(db: sqlite3.Connection, contact_id: int) -> None:
    """Leave of why her dues ended or wait nothing, and let nobody be reminded of them, for there is nobody left.

    Of all of them, whether they are open or not: in an older copy others are.
    """
    db.execute(
        "UPDATE due SET close_reason = NULL, snooze_reason = NULL, snoozed_until = ? WHERE contact_id = ?",
        (NEVER, contact_id),
    )
    db.execute(
        "UPDATE change_row SET was = json_replace(was, '$.close_reason', NULL, '$.snooze_reason', NULL,"
        " '$.snoozed_until', ?) WHERE tbl = 'due' AND contact_id = ? AND was IS NOT NULL",
        (NEVER, contact_id),
    )


def _empty_history(db: sqlite3.Connection, person: Person, words: Words) -> None:
    """Take her out of what was typed and said."""
    hers = {change for (change,) in db.execute(_TOUCHING, person[:1])}
    shared = {change for (change,) in db.execute(_SHARED, person[:1])}
    for number, command, said in db.execute("SELECT id, command, said FROM change").fetchall():
        told = folded(f"{command}\n{said}")
        alone = number in hers and number not in shared
        if alone or words.whole.search(told) or (number in hers | shared and words.parts.search(told)):
            db.execute("UPDATE change SET command = ?, said = '' WHERE id = ?", (emptied(command), number))


def _close_history(db: sqlite3.Connection, table: str, contact_id: int) -> None:
    """Leave of her rows in ``table`` that they came and went: without what they held none of it can be taken back.

    So the newest change says that each is gone, also of those that went before.
    """
    hers = db.execute(
        f"SELECT id FROM {table} WHERE contact_id = ?1 UNION"  # noqa: S608
        " SELECT row_id FROM change_row WHERE tbl = ?2 AND last_id = row_id"
        " AND (contact_id = ?1 OR (was IS NOT NULL AND json_extract(was, '$.contact_id') = ?1))",
        (contact_id, table),
    ).fetchall()
    for (row,) in hers:
        db.execute("UPDATE change_row SET was = '{}' WHERE tbl = ? AND row_id = ? AND was IS NOT NULL", (table, row))
        db.execute(
            "INSERT INTO change_row (change_id, tbl, row_id, last_id, did, was, contact_id)"
            " SELECT max(id), ?1, ?2, ?2, 'remove', '{}', ?3 FROM change",
            (table, row, contact_id),
        )


# Changes of her rows, and those of them that touch others as well; who was sent by her may name her.
_TOUCHING = "SELECT DISTINCT change_id FROM change_row WHERE contact_id = ?"
_SHARED = """
SELECT DISTINCT mine.change_id FROM change_row AS mine JOIN change_row AS other USING (change_id)
 WHERE mine.contact_id = ?1 AND (other.contact_id <> ?1 OR other.last_id > other.row_id)
UNION
SELECT change_id FROM change_row JOIN contact ON contact.id = row_id
 WHERE tbl = 'contact' AND contact.referred_by_id = ?1
UNION
SELECT change_id FROM change_row WHERE last_id > row_id AND tbl IN ('contact', 'sale_order')
"""


@contextmanager
def _unwatched(db: sqlite3.Connection) -> Iterator[None]:
    """Let nothing be written down meanwhile, and the search be left alone until it is made anew."""
    triggers: Sequence[tuple[str, str]] = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        " AND (name LIKE 'history\\_%' ESCAPE '\\' OR name LIKE 'search\\_%' ESCAPE '\\')"
    ).fetchall()
    with sums.aside(db, dict(triggers)):
        yield
