"""Where the sample shop is, whether it is one, and how it is built: the story told to a ledger of its own."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from olcrm.claim import guarantees
from olcrm.demo import rules
from olcrm.demo.rules import Event
from olcrm.demo.teller import Teller
from olcrm.kit import clock, dates, text
from olcrm.kit.errors import OlcrmError, Refused
from olcrm.kit.text import _
from olcrm.ledger import book, door, safekeep
from olcrm.shop import accounts
from olcrm.shop import store as shop

SHOP = "Toko Melati (contoh)"
GUARANTEES = ("cacat", "berubah-pikiran")  # presets the shop has agreed to
ACCOUNTS = ("BCA 1234567890 a.n. Melati", "DANA 081200000000 a.n. Melati")
ZONE = "WIB"
COMMAND = "olcrm demo"
WEEK = 7  # days before today that have a change of their own; everything earlier is one


def place() -> Path:
    """Where the sample shop is, or would be: in a folder ``demo`` beside the ledger in use, never that ledger itself.

    A ledger in use that is a sample shop already is the one that is meant.
    """
    present = book.path()
    return present if built_on(present) else present.parent / "demo" / "olcrm.db"


def built_on(path: Path) -> date | None:
    """The day on which the sample shop at ``path`` was built; None when what is there is none, or nothing.

    A sample shop began with ``olcrm demo``, and nobody has given it another name since.
    """
    if not path.is_file():
        return None
    with suppress(OlcrmError, sqlite3.Error):
        db = door.connect(path)
        try:
            door.judge(db, path)
            first = db.execute("SELECT command, made_at FROM change ORDER BY id LIMIT 1").fetchone()
            if first and first["command"] == COMMAND and shop.policy(db).shop == SHOP:
                return clock.from_stamp(first["made_at"]).date() + timedelta(days=WEEK)
        finally:
            door.leave(db)
    return None


def build(path: Path) -> None:
    """Build the sample shop at ``path``, in the place of an older one. Raises Refused for anything else that is there.

    It is built beside its place and moved there whole, with its snapshots.
    """
    if path.exists() and built_on(path) is None:
        raise Refused(
            _("{path} is not a sample shop, so it is left alone.").format(path=path),
            hint=_("Move it away, or name another ledger with --db FILE before `demo`."),
        )
    new = path.parent / f".new-{os.getpid()}" / path.name
    try:
        _tell(new)
        _forget(path)
        _move(new, path)
    finally:
        shutil.rmtree(new.parent, ignore_errors=True)


def _tell(path: Path) -> None:
    """The whole story as a few changes, so that its history can be read: the year before, each day of the last week
    but today, and what happened today one by one.
    """
    clock.use_zone(ZONE)
    now = clock.local()
    book.use(str(path), COMMAND)
    book.create()
    teller = Teller()
    for moment, events in _changes(rules.story(now), now):
        alone = events[0] if moment.date() == now.date() else None
        book.use(str(path), teller.typed(alone) if alone else COMMAND)
        with _at(moment), book.writing() as db:
            if not teller.people:
                _furnish(db)
            said = _("What happened on {day}.") if teller.people else _("A year at {shop}.")
            for event in events:
                with _at(event.at):
                    teller.tell(db, event)
            db.said = teller.sentence if alone else said.format(day=dates.long(moment.date()), shop=SHOP)
    book.use(str(path), COMMAND)


def _changes(events: list[Event], now: datetime) -> Iterator[tuple[datetime, list[Event]]]:
    """What belongs into one change, with the moment at which it was made."""
    start = now - timedelta(days=WEEK)
    early = [event for event in events if event.at <= start]
    yield start, early
    for day, some in groupby(events[len(early) :], key=lambda event: event.at.date()):
        if day < now.date():
            lately = list(some)
            yield lately[-1].at, lately
        else:
            yield from ((event.at, [event]) for event in some)


def _furnish(db: sqlite3.Connection) -> None:
    """What the shop itself needs."""
    shop.put(db, "shop", SHOP)
    shop.put(db, "language", text.language())
    shop.put(db, "time-zone", ZONE)
    for line in ACCOUNTS:
        shop.add_account(db, accounts.account(line))
    for name in GUARANTEES:
        guarantees.add(db, guarantees.preset(name, "id"))


@contextmanager
def _at(moment: datetime) -> Iterator[None]:
    """Let everybody think that it is ``moment``, by the clock that demonstrations are allowed to set."""
    before = os.environ.get("OLCRM_NOW")
    os.environ["OLCRM_NOW"] = moment.isoformat()
    try:
        yield
    finally:
        if before is None:
            del os.environ["OLCRM_NOW"]
        else:
            os.environ["OLCRM_NOW"] = before


def _move(new: Path, path: Path) -> None:
    """Put the new sample shop and its snapshots into their place."""
    door.make_folder(safekeep.folder_of(path))
    for snapshot in _snapshots(new):
        snapshot.replace(safekeep.folder_of(path) / snapshot.name)
    new.replace(path)
    door.sync_folder(path.parent)


def _forget(path: Path) -> None:
    """Remove a sample shop and its snapshots, and nothing else that may lie there."""
    for file in (*_snapshots(path), path):
        file.unlink(missing_ok=True)


def _snapshots(path: Path) -> list[Path]:
    """The snapshots of a sample shop, each with its checksum."""
    return sorted(safekeep.folder_of(path).glob(f"{path.stem}-*.db*"))
