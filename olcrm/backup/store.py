"""Which snapshots there are and when a word about them is due; what is in them is looked at elsewhere."""

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path

from olcrm.kit import clock, dates, paths
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.ledger import book, safekeep

PATIENCE = timedelta(days=3)


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """A word when what was written lately is in no snapshot, or the second place has had none, for three days."""
    last = db.execute(
        "SELECT made_at, (SELECT value FROM setting WHERE key = 'backup.also-to') FROM change ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if last is None:
        return []
    today, written, folder = clock.local(now).date(), clock.from_stamp(last[0]).date(), last[1]
    found = [_at_home(today, written), _elsewhere(folder, today) if folder else None]
    return [one for one in found if one][:limit]


def _at_home(today: date, written: date) -> Waiting | None:
    newest = newest_day(book.path())
    since = newest or written
    if today - since <= PATIENCE or (newest and written <= newest):
        return None
    days = (today - since).days
    text = ngettext("No snapshot for {days} day.", "No snapshot for {days} days.", days).format(days=days)
    return Waiting("backup", "snapshot", since.isoformat(), text, "olcrm backup create")


def _elsewhere(folder: str, today: date) -> Waiting | None:
    from olcrm.ledger import second  # only for whom a setting asks for it

    since = second.waits_since(book.path(), folder)
    if since is None or today - since < PATIENCE:
        return None
    days = (today - since).days
    text = ngettext(
        "No copy in {folder} for {days} day: is it plugged in?",
        "No copy in {folder} for {days} days: is it plugged in?",
        days,
    ).format(folder=folder, days=days)
    return Waiting("backup", "copy", since.isoformat(), text, "olcrm backup create")


def newest_day(ledger: Path) -> date | None:
    """The day of the newest snapshot that was taken of the ledger in use, whatever is in it."""
    taken = [snapshot.day for snapshot in safekeep.snapshots(ledger) if not snapshot.reason.startswith("replaced")]
    return max(taken, default=None)


def named(ledger: Path, word: str) -> Path:
    """The file that ``word`` means: a path, the name of a snapshot, or a day (its newest snapshot, a plain one first).

    Those in the second place are known by name and day, too.
    Raises Missing when there is none.
    """
    path = paths.path(word)
    if path.exists():
        return path.absolute()
    from olcrm.ledger import second

    found = [*safekeep.snapshots(ledger), *second.copies(ledger)]
    for snapshot in found:
        if word in (snapshot.path.name, snapshot.path.stem, snapshot.path.name.partition(".db")[0]):
            return snapshot.path
    day = _day(word)
    of_day = [one.path for one in found if one.day == day and not one.reason.startswith("replaced")]
    if of_day:
        return next((path for path in of_day if path.suffix != safekeep.SEALED), of_day[0])
    raise Missing(
        _("There is no snapshot or file “{word}”.").format(word=word),
        hint=_("See `olcrm backup list` for the snapshots there are."),
    )


def _day(word: str) -> date | None:
    try:
        return dates.day(word, clock.today(), looks="back")
    except Misunderstood:
        return None
