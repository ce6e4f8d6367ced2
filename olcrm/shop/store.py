"""Where the shop's settings, accounts and closed days are kept."""

import sqlite3
from datetime import date, datetime
from typing import TYPE_CHECKING

from olcrm.kit import clock
from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _
from olcrm.ledger.door import once
from olcrm.shop import rules

if TYPE_CHECKING:
    from olcrm.shop.settings import Setting


def kept(db: sqlite3.Connection) -> dict[str, str]:
    """The settings the owner has made, by key."""
    return once(db, "settings", lambda: dict(db.execute("SELECT key, value FROM setting")))


def policy(db: sqlite3.Connection) -> rules.Policy:
    """All settings as values."""
    return once(db, "policy", lambda: rules.policy(kept(db)))


def asks_by_standing(db: sqlite3.Connection) -> bool:
    """Whether the shop asks for a DP or gives a discount by standing."""
    return rules.asks_by_standing(kept(db))


def figures(db: sqlite3.Connection, *keys: str) -> list[int]:
    """The settings called ``keys``, which are numbers; for those few ask for that are no part of the policy."""
    there = kept(db)
    return [int(there.get(key) or rules.STANDARD[key]) for key in keys]


def put(db: sqlite3.Connection, key: str, word: str) -> str:
    """Keep ``word`` as the setting ``key`` and give the form it is kept in.

    Raises Misunderstood for an unknown key or a value the setting cannot have.
    """
    value = named(key).read(word)
    db.execute(
        "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
    return value


def drop(db: sqlite3.Connection, key: str) -> None:
    """Go back to the standard value of the setting ``key``."""
    named(key)
    db.execute("DELETE FROM setting WHERE key = ?", (key,))


def named(key: str) -> "Setting":
    """The setting called ``key``. Raises Misunderstood, naming near ones, if there is none."""
    from olcrm.shop.settings import SETTINGS

    return SETTINGS[_general(key)]


def standard(key: str) -> str:
    """The standard value of the setting ``key``. Raises as ``named`` does."""
    return rules.STANDARD[_general(key)]


def _general(key: str) -> str:
    """``key``, or the setting for all where it is that of one courier or tier. Raises as ``named`` does."""
    if key in rules.STANDARD:
        return key
    if key.startswith(f"{rules.BY_TIER}.") and key.islower() and key.removeprefix(f"{rules.BY_TIER}.").strip():
        return rules.BY_TIER
    from difflib import get_close_matches

    from olcrm.kit import couriers

    general, _dot, courier = key.rpartition(".")
    by_courier = general in rules.BY_COURIER
    if by_courier and courier in couriers.NAMES:
        return general
    near = get_close_matches(key, [f"{general}.{code}" for code in couriers.NAMES] if by_courier else rules.STANDARD, 3)
    meant = _("Did you mean {words}?").format(words=", ".join(near))
    raise Misunderstood(
        _("There is no setting “{key}”.").format(key=key),
        hint=meant if near else _("See `olcrm config list`."),
    )


def accounts(db: sqlite3.Connection) -> list[rules.Account]:
    """Where customers pay to, in the order they were written down."""
    return [rules.Account(*row) for row in db.execute("SELECT bank, number, holder FROM account ORDER BY id")]


def add_account(db: sqlite3.Connection, account: rules.Account) -> None:
    """Add an account, or correct the holder of one that is there."""
    db.execute(
        "INSERT INTO account (bank, number, holder) VALUES (?, ?, ?)"
        " ON CONFLICT (bank, number) DO UPDATE SET holder = excluded.holder",
        (account.bank, account.number, account.holder),
    )


def remove_account(db: sqlite3.Connection, number: str) -> bool:
    """Take the account with this number out; False when there is none."""
    return db.execute("DELETE FROM account WHERE number = ?", (number,)).rowcount > 0


def hour(db: sqlite3.Connection, now: datetime) -> rules.Hour:
    """What the shop's rules say about ``now``."""
    local, at = clock.local(now), policy(db)
    return rules.Hour(local, at, rules.is_closed(at, closures(db, local.date()), local.date()))


def closures(db: sqlite3.Connection, day: date) -> list[tuple[date, date]]:
    """The closed periods that ``day`` lies in, as first and last day."""
    rows = db.execute("SELECT from_on, until_on FROM closure WHERE ? BETWEEN from_on AND until_on", (day.isoformat(),))
    return [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in rows]
