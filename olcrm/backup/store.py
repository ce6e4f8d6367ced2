"""Which snapshots there are and what is in them; the work on the files themselves is the ledger's."""

import sqlite3
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from olcrm.kit import clock, dates, paths
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.text import _, ngettext
from olcrm.kit.waiting import Waiting
from olcrm.ledger import book, safekeep
from olcrm.ledger.proving import Finding, State
from olcrm.ledger.safekeep import Snapshot

PATIENCE = timedelta(days=3)


def waiting(db: sqlite3.Connection, now: datetime, limit: int) -> list[Waiting]:
    """A word when what was written lately is in no snapshot: the newest is more than three days old."""
    last = db.execute("SELECT made_at FROM change ORDER BY id DESC LIMIT 1").fetchone()
    if last is None or limit < 1:
        return []
    today, written = clock.local(now).date(), clock.from_stamp(last[0]).date()
    newest = newest_day(book.path())
    since = newest or written
    if today - since <= PATIENCE or (newest and written <= newest):
        return []
    days = (today - since).days
    text = ngettext("No snapshot for {days} day.", "No snapshot for {days} days.", days).format(days=days)
    return [Waiting("backup", "snapshot", since.isoformat(), text, "olcrm backup create")]


def newest_day(ledger: Path) -> date | None:
    """The day of the newest snapshot that was taken of the ledger in use, whatever is in it."""
    taken = [snapshot.day for snapshot in safekeep.snapshots(ledger) if not snapshot.reason.startswith("replaced")]
    return max(taken, default=None)


def named(ledger: Path, word: str) -> Path:
    """The file that ``word`` means: a path, the name of a snapshot, or a day (its newest snapshot).

    Raises Missing when there is none.
    """
    path = paths.path(word)
    if path.exists():
        return path.absolute()
    found = safekeep.snapshots(ledger)
    for snapshot in found:
        if word in (snapshot.path.name, snapshot.path.stem):
            return snapshot.path
    day = _day(word)
    for snapshot in found:
        if snapshot.day == day and not snapshot.reason.startswith("replaced"):
            return snapshot.path
    raise Missing(
        _("There is no snapshot or file “{word}”.").format(word=word),
        hint=_("See `olcrm backup list` for the snapshots there are."),
    )


def _day(word: str) -> date | None:
    try:
        return dates.day(word, clock.today(), looks="back")
    except Misunderstood:
        return None


def document(snapshot: Snapshot, finding: Finding) -> dict[str, Any]:
    """The JSON of one snapshot in a list. ``checked`` is whether it was found whole when it was taken."""
    return {
        "file": str(snapshot.path),
        "day": snapshot.day.isoformat(),
        "reason": snapshot.reason or "daily",
        "size": finding.size,
        "state": finding.state.value,
        "checked": not snapshot.reason.startswith("replaced"),
        **contents(finding),
    }


def contents(finding: Finding) -> dict[str, Any]:
    """How much is in a ledger, and when it was last changed; null where it cannot be read."""
    return {
        "contacts": finding.counts.get("contact"),
        "orders": finding.counts.get("sale_order"),
        "payments": finding.counts.get("payment"),
        "changed_at": clock.from_stamp(finding.newest).isoformat() if finding.newest else None,
    }


def verdict(finding: Finding) -> dict[str, Any]:
    """The JSON of one file that was checked."""
    return {
        "file": str(finding.file),
        "state": finding.state.value,
        "what": finding.why or _("Whole, and as olcrm wrote it."),
        "version": finding.version,
        "size": finding.size,
        **contents(finding),
    }


def is_good(finding: Finding) -> bool:
    """Whether a file could be brought back."""
    return finding.state == State.GOOD


def comparison(now: Finding | None, then: Finding) -> list[str]:
    """What bringing ``then`` back does to ``now``, a line for each kind of thing and one for the last change."""
    if now is None or not now.counts:
        lines = [_("There is no readable ledger in its place now.")]
        before: dict[str, Any] = {}
    else:
        lines, before = [], contents(now)
    after = contents(then)
    for key, word in (("contacts", _("Customers")), ("orders", _("Orders")), ("payments", _("Payments"))):
        lines.append(_change(word, before.get(key), after[key]))
    if before:
        lines.append(_("Last change now: {when}").format(when=_when(before["changed_at"])))
    lines.append(_("Last change then: {when}").format(when=_when(after["changed_at"])))
    return lines


def _change(word: str, now: int | None, then: int | None) -> str:
    if now is None or now == then:
        return f"{word}: {then}"
    difference = (then or 0) - now
    return _("{what}: {then} instead of {now} ({difference})").format(
        what=word, then=then, now=now, difference=f"{difference:+d}"
    )


def _when(moment: str | None) -> str:
    if moment is None:
        return _("none")
    local = clock.local(datetime.fromisoformat(moment))
    return f"{dates.short(local.date())} {local:%H:%M}"
