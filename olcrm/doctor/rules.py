"""What a finding is, and when something measured is worth a word."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from olcrm.kit.text import N_, _, ngettext

PATIENCE = timedelta(days=3)  # how old the newest snapshot may be while things are written
AHEAD = timedelta(hours=1)  # how far a change may lie ahead of the clock; two machines never agree to the minute
BACK = timedelta(days=1)  # how far the clock may have gone back between one change and the next
ROOM = 50 << 20  # bytes that should be free, beside what a snapshot and a journal need


CHECKS = {
    "file": N_("file"),
    "version": N_("version"),
    "length": N_("length"),
    "pages": N_("pages"),
    "schema": N_("tables"),
    "links": N_("links"),
    "sums": N_("sums"),
    "names": N_("names"),
    "values": N_("values"),
    "settings": N_("settings"),
    "history": N_("history"),
    "numbers": N_("numbers"),
    "clock": N_("clock"),
    "snapshots": N_("snapshots"),
    "comparison": N_("comparison"),
    "search": N_("search"),
    "space": N_("space"),
    "permissions": N_("permissions"),
    "folder": N_("folder"),
    "forgotten": N_("forgotten"),
}


class State(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARNING = "warning"
    DAMAGE = "damage"


class Finding(NamedTuple):
    """What was found out by one ``check``, what to do about it, and what may be mended without loss."""

    check: str
    state: State
    what: str
    todo: str = ""
    mend: str | None = None  # one of ``ledger.mending.Mend``


def ok(check: str, what: str) -> Finding:
    """Nothing is wrong."""
    return Finding(check, State.OK, what)


def warning(check: str, what: str, todo: str, mend: str | None = None) -> Finding:
    """Something to see to; the ledger itself is whole."""
    return Finding(check, State.WARNING, what, todo, mend)


def damage(check: str, what: str, todo: str, mend: str | None = None) -> Finding:
    """Something in the ledger is not as it was written."""
    return Finding(check, State.DAMAGE, what, todo, mend)


def worst(findings: Sequence[Finding]) -> State:
    """The worst state among the findings."""
    order = list(State)
    return max((finding.state for finding in findings), key=order.index, default=State.OK)


def space(free: int, size: int) -> Finding:
    """Whether there is room for the ledger of ``size`` bytes to be journalled and copied."""
    shown = f"{free >> 20} MB"
    if free >= ROOM + 3 * size:
        return ok("space", _("{free} free on the disk.").format(free=shown))
    return warning(
        "space",
        _("Only {free} free on the disk.").format(free=shown),
        _("Make space: a snapshot needs as much again as the ledger, and so does a large change."),
    )


def snapshot_age(newest: date | None, written: date | None, today: date) -> Finding:
    """Whether what was ``written`` last is in a snapshot not more than a few days older."""
    todo = _("Take one with `olcrm backup create`.")
    if newest is None:
        if written is None:
            return ok("snapshots", _("Nothing was written down yet."))
        return warning("snapshots", _("There is no snapshot."), todo)
    if newest > today:
        return warning(
            "snapshots",
            _("The newest snapshot is of {day}, which is yet to come.").format(day=newest.isoformat()),
            _("The clock seems to have run ahead; look whether it is right now."),
        )
    days = (today - newest).days
    if written and written > newest and today - newest > PATIENCE:
        return warning(
            "snapshots",
            ngettext("The newest snapshot is {days} day old.", "The newest snapshot is {days} days old.", days).format(
                days=days
            ),
            todo,
        )
    return ok("snapshots", _("The newest good snapshot is of {day}.").format(day=newest.isoformat()))


def clock(ahead: int | None, back: int | None) -> list[Finding]:
    """What to say of a change dated in the future (``ahead``), and of one dated before the one made before it."""
    found = []
    if ahead:
        found.append(
            warning(
                "clock",
                _("Change {number} is dated in the future.").format(number=ahead),
                _("Look whether the clock of this computer is right."),
            )
        )
    if back:
        found.append(
            warning(
                "clock",
                _("Change {number} is dated before the one made before it.").format(number=back),
                _("The clock was set back once; the order of changes is kept by their numbers."),
            )
        )
    return found or [ok("clock", _("Every change is dated in its turn."))]
