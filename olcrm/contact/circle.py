"""Whom a customer buys for, and the days of theirs that she asked to be reminded of."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from olcrm.contact.rules import Contact
from olcrm.kit import clock, dates
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.record import Row
from olcrm.kit.text import N_, _, folded
from olcrm.kit.typed import excerpt, number, one_of, plain

WHATS: Mapping[str, str] = {
    "birthday": N_("birthday"),
    "anniversary": N_("wedding anniversary"),
    "graduation": N_("graduation"),
}
_SAME = {
    **dict.fromkeys(("ultah", "ulang tahun", "ulang-tahun", "lahir", "hbd"), "birthday"),
    **dict.fromkeys(
        ("nikah", "menikah", "pernikahan", "ulang tahun pernikahan", "wedding", "hari jadi"), "anniversary"
    ),
    **dict.fromkeys(("wisuda", "lulus"), "graduation"),
}
# The data of children is specially protected (article 4 of UU 27/2022).
_CHILDREN = frozenset(("anak", "putra", "putri", "cucu", "keponakan", "ponakan", "bayi", "balita", "murid"))
_CHILDREN |= frozenset(("child", "children", "son", "daughter", "kid", "baby", "grandchild", "nephew", "niece"))
LONGEST = 40  # characters of a word for a day, or for who somebody is to her
NONE = "-"


def what(word: str) -> str:
    """The kind of day that ``word`` means: one of ``WHATS`` in either language, or a short word of the owner's.

    Raises Misunderstood for what is no short word.
    """
    read = plain(word)
    found = one_of(word, {key: _(shown) for key, shown in WHATS.items()}) or _SAME.get(read, " ".join(word.split()))
    return _short(found, word)


def relation(word: str) -> str:
    """Who somebody is to her, in a short word. Raises Misunderstood for anything else."""
    return _short(" ".join(word.split()), word)


def _short(found: str, word: str) -> str:
    if not found or len(found) > LONGEST or not any(map(str.isalpha, found)):
        raise Misunderstood(
            _("“{word}” is no short word.").format(word=excerpt(word)),
            hint=_("Write one word or two, like ibu, anak, birthday or wisuda."),
        )
    return found


def what_shown(kind: str) -> str:
    """The kind of day in words."""
    return _(WHATS[kind]) if kind in WHATS else kind


def is_child(relation: str | None) -> bool:
    """Whether somebody is a child, as far as the word for who it is says so."""
    return relation is not None and not _CHILDREN.isdisjoint(folded(relation).split())


def named(name: str, relation: str | None) -> str:
    """``Sari (ibu)``, and ``Ibu Sari`` alone, which says it already."""
    return f"{name} ({relation})" if relation and folded(relation) not in folded(name).split() else name


def shown(one: Row) -> str:
    """``Sari (ibu), birthday 17 Aug``: one of her people in a few words."""
    said = named(one["name"], one["relation"])
    if one["day"]:
        said += ", " + " ".join(filter(None, (what_shown(one["what"] or ""), dates.birthday_shown(one["day"]))))
    return said


def day(word: str) -> str:
    """A day of theirs as it is kept, with its year or without. Raises Misunderstood."""
    return dates.birthday(word, clock.today())


def remindable(greeted: bool, day: str | None) -> None:
    """Make sure that there is a day to be reminded of. Raises Misunderstood."""
    if greeted and day is None:
        raise Misunderstood(
            _("There is no day to be reminded of."), hint=_("Give it with --day 17/8, and what it is with --what.")
        )


def of(db: sqlite3.Connection, contact_id: int) -> list[sqlite3.Row]:
    """Her people, in the order they were noted."""
    return db.execute("SELECT * FROM circle WHERE contact_id = ? ORDER BY id", (contact_id,)).fetchall()


def add(db: sqlite3.Connection, contact_id: int, name: str, facts: Mapping[str, Any]) -> int:
    """Write down somebody she buys for and give the id; ``facts`` are columns. Raises as ``remindable``."""
    row = {"relation": None, "what": None, "day": None, "note": None, "greeted": 0, **facts}
    remindable(bool(row["greeted"]), row["day"])
    if row["day"] and not row["what"]:
        row["what"] = "birthday"
    cursor = db.execute(
        "INSERT INTO circle (contact_id, name, relation, what, day, note, greeted)"
        " VALUES (:contact_id, :name, :relation, :what, :day, :note, :greeted)",
        {**row, "contact_id": contact_id, "name": name},
    )
    return cursor.lastrowid or 0


def get(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    """The row with this id, which must exist."""
    row: sqlite3.Row = db.execute("SELECT * FROM circle WHERE id = ?", (number,)).fetchone()
    return row


def hers(db: sqlite3.Connection, contact: Contact, word: str) -> sqlite3.Row:
    """The one of her people whom ``word`` means: a number, a name, or who it is to her.

    Raises Missing for none or several.
    """
    read, wanted = number(word), folded(word)
    people = of(db, contact.id)
    found = [one for one in people if one["id"] == read]
    found = found or [one for one in people if folded(one["name"]) == wanted]
    found = found or [one for one in people if folded(one["relation"] or "") == wanted]
    if len(found) == 1:
        return found[0]
    hint = _("See `olcrm contact circle list {id}`.").format(id=contact.id)
    if found:
        said = _("“{word}” could be several of those {name} buys for: {numbers}.")
        numbers = ", ".join(str(one["id"]) for one in found)
        raise Missing(said.format(word=excerpt(word), name=contact.name, numbers=numbers), hint=hint)
    said = _("{name} buys for nobody called “{word}”.")
    raise Missing(said.format(name=contact.name, word=excerpt(word)), hint=hint)


def edit(db: sqlite3.Connection, number: int, changes: Mapping[str, Any]) -> None:
    """Put each of ``changes`` in the place of the column of that name. Raises Misunderstood as ``remindable``.

    Nothing is written where nothing is different.
    """
    before = dict(get(db, number))
    now = before | dict(changes)
    if now["day"] is None and "greeted" not in changes:
        now["greeted"] = 0
    remindable(bool(now["greeted"]), now["day"])
    if now["day"] and not now["what"]:
        now["what"] = "birthday"
    if now == before:
        return
    db.execute(
        "UPDATE circle SET name = :name, relation = :relation, what = :what, day = :day, note = :note,"
        " greeted = :greeted WHERE id = :id",
        now,
    )


def remove(db: sqlite3.Connection, number: int) -> None:
    """Forget somebody she buys for; `olcrm undo` brings it back."""
    db.execute("DELETE FROM circle WHERE id = ?", (number,))
