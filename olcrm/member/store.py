"""Where it is kept who joined the members of the shop; which tier she has is earned, unless the owner set it."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.contact import people
from olcrm.contact.rules import Contact, year_before
from olcrm.kit import clock, dates
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.member import rules
from olcrm.member.rules import Tier
from olcrm.shop import rules as house
from olcrm.shop import store as shop

MEMBERS = "SELECT * FROM member WHERE left_on IS NULL ORDER BY id LIMIT :limit OFFSET :offset"
# Paid orders of the last twelve months, along the index of what each of them owed.
SPENT = """
SELECT contact_id, sum(amount) AS spent FROM due_view
 WHERE contact_id IN (SELECT value FROM json_each(:ids)) AND created_on >= :since AND kind = 'order'
   AND closed_on IS NULL AND amount > 0 AND paid >= amount
 GROUP BY contact_id
"""
AT_ONCE = 500  # members whose tiers are asked for together


def tiers(db: sqlite3.Connection) -> list[Tier]:
    """The tiers of the shop, the lowest first."""
    return rules.tiers(shop.kept(db).get("member.tiers", house.STANDARD["member.tiers"]))


def benefits(db: sqlite3.Connection, tier: str | None) -> list[str]:
    """What a member of this tier gets: what all get, and what is for the tier."""
    kept = shop.kept(db)
    keys = [house.BY_TIER, *([f"{house.BY_TIER}.{tier.casefold()}"] if tier else [])]
    return [kept[key] for key in keys if kept.get(key)]


def of(db: sqlite3.Connection, contact_id: int) -> sqlite3.Row | None:
    """Her membership, whether she left or not; None for nobody who ever joined."""
    row: sqlite3.Row | None = db.execute("SELECT * FROM member WHERE contact_id = ?", (contact_id,)).fetchone()
    return row


def find(db: sqlite3.Connection, who: Contact) -> sqlite3.Row:
    """The membership of ``who``. Raises Missing where she never joined."""
    row = of(db, who.id)
    if row is None:
        raise Missing(
            _("{name} is no member.").format(name=who.name),
            hint=_("`olcrm member add {id}` makes her one.").format(id=who.id),
        )
    return row


def add(
    db: sqlite3.Connection, who: Contact, on: date | None = None, *, number: str | None = None, tier: str | None = None
) -> sqlite3.Row:
    """Let ``who`` join, today unless ``on`` another day; or join again with the number, and the first day, she had.

    An ``on`` that is given is her first day then, too. Raises Refused for a member, for a number that is somebody
    else's, and for a day before she left.
    """
    before = of(db, who.id)
    if before is not None and before["left_on"] is None:
        raise Refused(
            _("{name} is a member already, number {number}.").format(name=who.name, number=before["number"]),
            hint=_("`olcrm member edit {id}` changes number or tier.").format(id=who.id),
        )
    if number is not None:
        _expect_free(db, number, who.id)
    if before is None:
        db.execute(
            "INSERT INTO member (contact_id, number, tier, joined_on) VALUES (?, ?, ?, ?)",
            (who.id, number or _next(db), tier, (on or clock.today()).isoformat()),
        )
    else:
        if on and on.isoformat() < before["left_on"]:
            raise Refused(
                _("She left only on {day}.").format(day=_day(before["left_on"])),
                hint=_("Give that day or a later one."),
            )
        changes = {"left_on": None, "number": number or before["number"], "tier": tier or before["tier"]}
        edit(db, before, changes | ({"joined_on": on.isoformat()} if on else {}))
    return find(db, who)


def _next(db: sqlite3.Connection) -> str:
    """The next number that nobody has."""
    pattern = shop.kept(db).get("member.number", house.STANDARD["member.number"])
    (place,) = db.execute("SELECT coalesce(max(id), 0) FROM member").fetchone()
    while _holder(db, rules.numbered(pattern, place)) is not None:
        place += 1
    return rules.numbered(pattern, place)


def _holder(db: sqlite3.Connection, number: str) -> int | None:
    row = db.execute("SELECT contact_id FROM member WHERE number = ?", (number,)).fetchone()
    return None if row is None else int(row["contact_id"])


def _expect_free(db: sqlite3.Connection, number: str, contact_id: int) -> None:
    holder = _holder(db, number)
    if holder not in (None, contact_id):
        raise Refused(
            _("The number {number} is that of another member.").format(number=number),
            hint=_("See `olcrm member show {id}`.").format(id=holder),
        )


def edit(db: sqlite3.Connection, row: Row, changes: Mapping[str, Any]) -> None:
    """Put each of ``changes`` in the place of the column of that name. Raises Refused for somebody else's number.

    Nothing is written where nothing is different.
    """
    before = {key: row[key] for key in ("id", "contact_id", "number", "tier", "joined_on", "left_on")}
    now = before | dict(changes)
    if now == before:
        return
    _expect_free(db, now["number"], now["contact_id"])
    db.execute(
        "UPDATE member SET number = :number, tier = :tier, joined_on = :joined_on, left_on = :left_on WHERE id = :id",
        now,
    )


def leave(db: sqlite3.Connection, who: Contact, on: date) -> None:
    """Let ``who`` leave. Raises Missing where she never joined, Refused where she has left, or for a day before."""
    row = find(db, who)
    if row["left_on"] is not None:
        raise Refused(
            _("{name} has left already.").format(name=who.name),
            hint=_("`olcrm member add {id}` takes her back.").format(id=who.id),
        )
    if on.isoformat() < row["joined_on"]:
        raise Refused(
            _("She joined only on {day}.").format(day=_day(row["joined_on"])), hint=_("Give that day or a later one.")
        )
    edit(db, row, {"left_on": on.isoformat()})


def _day(kept: str) -> str:
    return dates.short(date.fromisoformat(kept))


def spent(db: sqlite3.Connection, ids: Iterable[int], today: date) -> dict[int, int]:
    """What each of these contacts spent on paid orders within twelve months, the same day a year ago included;
    nobody who spent nothing.
    """
    asked = {"ids": people.array(ids), "since": year_before(today).isoformat()}
    return {row["contact_id"]: row["spent"] for row in db.execute(SPENT, asked)}


def listed(db: sqlite3.Connection, today: date, tier: str | None, limit: int | None) -> list[dict[str, Any]]:
    """Members in the order they were first noted, whatever day they joined, or those of one tier, with what each has;
    at most ``limit``, None for all.
    """
    found: list[dict[str, Any]] = []
    step, offset = AT_ONCE if tier or limit is None else limit, 0
    while limit is None or len(found) < limit:
        rows = db.execute(MEMBERS, {"limit": step, "offset": offset}).fetchall()
        found += [one for one in facts(db, rows, today) if tier in (None, one["tier"])]
        offset += step
        if len(rows) < step:
            break
    return found[:limit]


def facts(db: sqlite3.Connection, rows: Sequence[sqlite3.Row], today: date) -> list[dict[str, Any]]:
    """Memberships as they stand in JSON, without whose they are (``contact_id`` says it)."""
    known = tiers(db)
    sums = spent(db, [row["contact_id"] for row in rows], today)
    return [_facts(db, row, known, sums.get(row["contact_id"], 0)) for row in rows]


def _facts(db: sqlite3.Connection, row: sqlite3.Row, known: Sequence[Tier], spent: int) -> dict[str, Any]:
    tier = row["tier"] or rules.earned(known, spent)
    following = rules.upcoming(known, tier, spent)
    return {
        "contact_id": row["contact_id"],
        "number": row["number"],
        "tier": tier,
        "tier_is_set": row["tier"] is not None,
        "joined_on": row["joined_on"],
        "left_on": row["left_on"],
        "spent": spent,
        "benefits": benefits(db, tier),
        "next_tier": following and following[0],
        "missing": following and following[1],
    }
