"""What is in a copy, whether it is what it was, and what bringing it back would change."""

from datetime import datetime
from pathlib import Path
from typing import Any

from olcrm.backup import rules
from olcrm.kit import clock, dates
from olcrm.kit.errors import LedgerError
from olcrm.kit.text import _
from olcrm.ledger import checksum, restoring, safekeep, second
from olcrm.ledger.proving import Finding, State
from olcrm.ledger.restoring import Restored
from olcrm.ledger.safekeep import Snapshot
from olcrm.ledger.sealing import NO_KEY, Key, WrongKey


def document(snapshot: Snapshot, finding: Finding) -> dict[str, Any]:
    """The JSON of one snapshot in a list. ``checked`` is whether it was found whole when it was taken."""
    return {
        "file": str(snapshot.path),
        "day": snapshot.day.isoformat(),
        "reason": snapshot.reason or "daily",
        "size": finding.size,
        "state": finding.state.value,
        "checked": finding.state == State.GOOD and not snapshot.reason.startswith("replaced"),
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


def checked(ledger: Path, file: Path, key: Key) -> dict[str, Any]:
    """The JSON of one file that was looked through, and whether it is what it was when it was written.

    Raises Refused when ``key`` is the wrong one.
    """
    kept, sum_ = checksum.kept(file)[1], checksum.verdict(file)
    finding = restoring.judged(ledger, file, key)
    state, what = finding.state, finding.why
    if state in (State.GOOD, State.SEALED) and sum_ == checksum.Verdict.WRONG:
        state, what = State.DAMAGED, _("It is not what it was when it was written: its checksum is another.")
    elif state == State.GOOD and any(finding.counts.get(table) != rows for table, rows in kept.items()):
        state, what = State.DAMAGED, _("It does not hold as many customers, orders and payments as were written.")
    return {
        "file": str(file),
        "state": state.value,
        "what": what if state != State.GOOD else _("Whole, and as olcrm wrote it."),
        "checksum": sum_.value,
        "version": finding.version,
        "size": finding.size,
        **contents(finding),
    }


def opened_or_not(ledger: Path, file: Path, key: Key) -> dict[str, Any]:
    """As ``checked``, but a file of many that ``key`` does not fit is only not opened."""
    try:
        return checked(ledger, file, key)
    except WrongKey:
        return checked(ledger, file, NO_KEY)


def said_of(row: dict[str, Any]) -> dict[str, Any]:
    """The same with a word about the checksum where it is worth one."""
    notes = {
        ("good", "unknown"): _("Whole; it has no checksum to be compared with."),
        ("sealed", "right"): _("Encrypted and not opened; its checksum is right."),
        ("sealed", "unknown"): _("Encrypted and not opened; it has no checksum."),
    }
    return {**row, "what": notes.get((row["state"], row["checksum"]), row["what"])}


def is_good(row: dict[str, Any]) -> bool:
    """Whether nothing speaks against a file that was looked through."""
    return row["state"] in (State.GOOD, State.SEALED)


def newest(ledger: Path) -> Path:
    """The newest good snapshot, else the newest good copy in the second place. Raises LedgerError without any."""
    found = safekeep.newest_good(ledger)
    plain = (one.path for one in second.copies(ledger) if one.path.suffix != safekeep.SEALED)
    found = found or next((path for path in plain if safekeep.is_good(path)), None)
    if found is None:
        raise LedgerError(
            _("There is no good copy to try."),
            hint=_("Take one with `olcrm backup create`, or name one: --from FILE."),
        )
    return found


def comparison(found: Restored) -> list[str]:
    """What a restore does, a line for each kind of thing and one for the last change, then and now."""
    now, then = found.now, found.then
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
    if before and found.since:
        lines.append(rules.since_shown(found.since))
    if found.left_out:
        lines.append(rules.left_out_shown(found.left_out))
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
