"""Forgetting somebody: what it comes to beforehand, the doing, and where her data still are afterwards."""

import sqlite3
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.record import Record
from olcrm.kit.text import _, ngettext
from olcrm.ledger import door, forgetting, forgotten, mentions, safekeep
from olcrm.ledger.book import Ledger
from olcrm.ledger.forgetting import Person, Words
from olcrm.ledger.mentions import Mention

MOST = 200  # mentions that are looked at; whoever is named oftener has a name that means others too


class Plan(Record):
    """What forgetting somebody comes to: rows of hers that go and that stay, by table, and texts that may mean her."""

    erased: Mapping[str, int]
    kept: Mapping[str, int]
    named: Sequence[Mention]


def person(db: sqlite3.Connection, contact: Contact) -> tuple[Person, bool]:
    """Who is meant, and whether she is forgotten already."""
    for one in forgetting.people(db):
        if one.contact_id == contact.id:
            return one, True
    return Person(contact.id, contact.created_at, clock.stamp(clock.now())), False


def plan(db: sqlite3.Connection, contact: Contact) -> Plan:
    """What would happen."""
    words = Words.of(db, contact.id)
    return Plan(
        {table: count for table in forgetting.PERSONAL if (count := _count(db, table, contact.id))},
        {table: count for table in ("sale_order", "due", "payment") if (count := _count(db, table, contact.id))},
        list(islice(mentions.mentions(db, contact.id, words), MOST)),
    )


def _count(db: sqlite3.Connection, table: str, contact_id: int) -> int:
    (count,) = db.execute(f"SELECT count(*) FROM {table} WHERE contact_id = ?", (contact_id,)).fetchone()  # noqa: S608
    return int(count)


def forget(db: Ledger, contact: Contact, because: str | None, *, named_too: bool) -> tuple[Person, Plan]:
    """Erase her as one change, which nothing takes back; with ``named_too`` also her name in texts about others."""
    who, _already = person(db, contact)
    words = Words.of(db, contact.id)
    found = plan(db, contact)
    if named_too:
        mentions.take_out(db, found.named, words)
    forgetting.forget(db, who)
    db.said = _("Customer {id} is forgotten.").format(id=contact.id)
    if because:
        db.said += f" {forgetting.without(because, words)}"
    return who, found


def clear(ledger: Path, who: Person, *, from_backups: bool, taken: bool) -> list[str]:
    """See that nothing of her is left in unused parts of the file, and no older copy brings her back.

    With ``from_backups`` every snapshot forgets her too; those that cannot be made to are given by name. ``taken`` is
    whether today's snapshot was taken with the forgetting itself: it is written anew as the ledger is.
    """
    forgotten.scrub(ledger)
    forgotten.remember(ledger, [who])  # the sign that the ledger itself is done
    today = door.daily(ledger, clock.today())
    if taken and today.exists():
        forgotten.forget_in(today, [who])
    stubborn = []
    for snapshot in forgotten.holding(ledger, who) if from_backups else ():
        try:
            forgotten.forget_in(snapshot.path, [who])
        except Exception as error:  # noqa: BLE001 (whatever is wrong with one copy, the others are to forget)
            stubborn.append(f"{snapshot.path.name}: {getattr(error, 'message', error)}")
    return stubborn


def backups(ledger: Path, who: Person) -> tuple[list[str], list[str]]:
    """The names of the snapshots that still hold her, and what is to be said of them and of copies elsewhere."""
    left = forgotten.holding(ledger, who)
    lines = []
    if left:
        count = len(left)
        lines.append(
            ngettext(
                "{count} backup from before still holds the data.",
                "{count} backups from before still hold the data.",
                count,
            ).format(count=count)
        )
        until = forgotten.last_day([one.day for one in left if not one.reason], clock.today())
        if until:
            lines.append(
                _("The last daily one of them goes on {day}, if there is work every day.").format(day=until.isoformat())
            )
        if any(one.reason for one in left):
            lines.append(_("Those that were taken for a reason stay longer: remove them by hand."))
        lines.append(_("`olcrm contact forget {id} --from-backups` erases it there as well.").format(id=who.contact_id))
    else:
        lines.append(_("No backup beside the ledger holds the data any more."))
    lines.append(
        _("Copies elsewhere, on a stick or in a second place, are not reached; what is brought back forgets again.")
    )
    return [one.path.name for one in left], lines


def today_taken(ledger: Path) -> bool:
    """Whether today's snapshot is there already."""
    return safekeep.daily(ledger, clock.today()).exists()
