"""What is around the ledger: its snapshots, the disk, the folder, and who may look into it. Reads only."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from olcrm.doctor import rules
from olcrm.doctor.inside import MOST
from olcrm.doctor.rules import Finding, damage, ok, warning
from olcrm.kit import clock
from olcrm.kit.text import _, ngettext
from olcrm.ledger import forgotten, reconciling, safekeep, surroundings
from olcrm.ledger.mending import Mend
from olcrm.ledger.reconciling import Difference
from olcrm.ledger.safekeep import Snapshot

ENOUGH = 64 << 20  # bytes of snapshots that are compared without being asked for more


Judge = Callable[[Path], bool]  # whether a snapshot is good; asked twice, it looks once


class Mode(NamedTuple):
    """A path that others may look into, and the mode by which they may not."""

    path: Path
    right: int


def surrounding(ledger: Path, size: int) -> Iterator[Finding]:
    """The disk, the folder, and who may look into it."""
    from shutil import disk_usage

    with suppress(OSError):
        yield rules.space(disk_usage(ledger.resolve().parent).free, size)
    yield from _permissions(ledger) or [ok("permissions", _("The ledger is for its owner's eyes only."))]
    yield from _forgotten(ledger) or [ok("forgotten", _("Whoever was forgotten stays forgotten."))]
    service = surroundings.synced_by([*ledger.parts[:-1], *ledger.resolve().parts[:-1]])
    if service:
        yield warning(
            "folder",
            _("The ledger is in a folder that {service} copies to other machines.").format(service=service),
            _("Write on one machine at a time, and let it finish copying before you go to the other."),
        )
    for twin in surroundings.twins(ledger):
        yield warning(
            "folder",
            _("{name} looks like a conflicting copy of the ledger.").format(name=twin.name),
            _("Something was written on two machines. Look into it with `olcrm --db {file} log`.").format(file=twin),
        )


def _forgotten(ledger: Path) -> list[Finding]:
    return [
        warning(
            "forgotten",
            _("Customer {number} was forgotten, and it was not seen to that no file brings her back.").format(
                number=one.contact_id
            ),
            _("Do so with `olcrm contact forget {number}`.").format(number=one.contact_id),
        )
        for one in forgotten.unlisted(ledger)[:MOST]
    ]


def open_to_others(ledger: Path) -> list[Mode]:
    """The ledger, its snapshots and their folder, as far as other accounts of this computer may look into them."""
    if os.name != "posix":
        return []
    folder = safekeep.folder_of(ledger)
    found = []
    for path in (ledger, folder, *(snapshot.path for snapshot in safekeep.snapshots(ledger))):
        with suppress(OSError):
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                found.append(Mode(path, 0o700 if path == folder else 0o600))
    return found


def snapshots(
    db: sqlite3.Connection, ledger: Path, good: Path | None, judged: Judge, *, deep: bool
) -> Iterator[Finding]:
    """Whether there is a young and good one, and which are damaged; when ``deep`` also among the older ones."""
    last = db.execute("SELECT made_at FROM change ORDER BY id DESC LIMIT 1").fetchone()
    written = clock.from_stamp(last[0]).date() if last else None
    found = safekeep.snapshots(ledger)
    yield rules.snapshot_age(next((one.day for one in found if one.path == good), None), written, clock.today())
    older = False
    for one in found:
        older = older or one.path == good
        if one.path == good or is_aside(one) or (older and not deep):
            continue
        if not older or not judged(one.path):
            yield warning(
                "snapshots",
                _("The snapshot {name} is damaged.").format(name=one.path.name),
                _("Take a new one with `olcrm backup create`, and remove that one."),
            )


def comparison(
    db: sqlite3.Connection, ledger: Path, good: Path | None, judged: Judge, todo: str, *, deep: bool
) -> list[Finding]:
    """What differs from the snapshots with no change to explain it.

    The newest is always compared. Older ones follow while they are small, and all of them when ``deep``: what flipped
    before the newest was taken is in that one, too.
    """
    compared, strange, found = _compared(db, ledger, good, judged, deep=deep)
    if strange and not compared:
        return [
            warning(
                "comparison",
                _("The newest good snapshot {name} is of another history.").format(name=strange[0].name),
                _("Unless another ledger was brought back since, look into it with `olcrm backup check`."),
            )
        ]
    if found:
        return [damage("comparison", one.said(), todo) for one in found]
    if not compared:
        return []
    told = ngettext(
        "Whatever differs from {name} is in the history.",
        "Whatever differs from {count} snapshots, back to {name}, is in the history.",
        len(compared),
    )
    return [ok("comparison", told.format(name=compared[-1].name, count=len(compared)))]


def is_aside(snapshot: Snapshot) -> bool:
    """Whether nobody vouches for what is in a snapshot: a restore or a repair set it aside, or it is encrypted."""
    return snapshot.reason.startswith(("replaced", "before-repair")) or snapshot.path.name.endswith(safekeep.SEALED)


def _compared(
    db: sqlite3.Connection, ledger: Path, good: Path | None, judged: Judge, *, deep: bool
) -> tuple[list[Path], list[Path], list[Difference]]:
    """The snapshots that were compared, those of another history, and what differs, each value once."""
    compared: list[Path] = []
    strange: list[Path] = []
    found: dict[tuple[str, int, str], Difference] = {}
    left = ENOUGH
    for one in _worth_comparing(ledger, good):
        size = one.stat().st_size
        if one != good and not deep and size > left:
            break
        left -= size
        if one != good and not judged(one):
            continue
        differences = reconciling.differences(db, one, MOST)
        if differences is None:
            strange.append(one)
            continue
        compared.append(one)
        for difference in differences:
            found.setdefault((difference.table, difference.row, difference.column), difference)
    return compared, strange, list(found.values())


def _worth_comparing(ledger: Path, good: Path | None) -> list[Path]:
    """The newest good snapshot and all older ones that were taken of the ledger in use."""
    paths = [one.path for one in safekeep.snapshots(ledger) if not is_aside(one)]
    return paths[paths.index(good) :] if good in paths else []


def _permissions(ledger: Path) -> list[Finding]:
    return [
        warning(
            "permissions",
            _("Other accounts of this computer may look into {path}.").format(path=one.path),
            _("Shut it with `olcrm doctor --repair`, or with `chmod {right} {path}`.").format(
                right=f"{one.right:o}", path=one.path
            ),
            Mend.MODES,
        )
        for one in open_to_others(ledger)[:MOST]
    ]
