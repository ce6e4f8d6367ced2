"""The second place: a stick or a synced folder to which each day's snapshot is copied, too.

The settings ``backup.also-to`` (the folder) and ``backup.also-key`` (a public key of age, for encrypted copies) say
whether and where. What came of it is kept in a small file among the snapshots, so that ``today`` can tell of a place
that has not been reached for days. Thinned out there is only what was put there from here.
"""

import sqlite3
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from olcrm.kit import clock
from olcrm.kit.errors import OlcrmError, Refused
from olcrm.kit.text import _
from olcrm.ledger import door, parts, safekeep, trouble

FOLDER, KEY = "backup.also-to", "backup.also-key"


class Place(NamedTuple):
    """Where the second copies go, and the public key they are encrypted to, if any."""

    folder: Path
    key: str = ""


class Memory(NamedTuple):
    """What came of it in ``folder``: the kept moments of the last copy and of the first failure since, or empty.

    ``names`` are the copies that were put there from here.
    """

    folder: str
    worked: str = ""
    failing: str = ""
    names: tuple[str, ...] = ()


def place(db: sqlite3.Connection) -> Place | None:
    """What the settings say; None when there is no second place."""
    with suppress(sqlite3.Error):
        wishes = dict(db.execute("SELECT key, value FROM setting WHERE key IN (?, ?)", (FOLDER, KEY)))
        if wishes.get(FOLDER):
            return Place(Path(wishes[FOLDER]), wishes.get(KEY, ""))
    return None


def memory(ledger: Path) -> Memory | None:
    """What is remembered of the second place; None when nothing is."""
    try:
        lines = _file(ledger).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return None
    return Memory(lines[0], lines[1], lines[2], tuple(lines[3:])) if len(lines) >= 3 else None


def waits_since(ledger: Path, folder: str) -> date | None:
    """The day since which ``folder`` has had no copy although one was due; None while all is well."""
    known = memory(ledger)
    if known is None or known.folder != folder or not known.failing:
        return None
    return clock.from_stamp(known.worked or known.failing).date()


def follow(ledger: Path, snapshot: Path, to: Place) -> None:
    """Copy ``snapshot`` to the second place; when that does not work, say why, and go on."""
    try:
        carry(ledger, snapshot, to)
        return
    except OlcrmError as error:
        why = f"{error.message} {error.hint}"
    except KeyboardInterrupt:
        why = _("It was interrupted.")
    from olcrm.kit import show

    show.remark(_("Today's snapshot is taken, but could not be copied to the second place. {why}").format(why=why))


def carry(ledger: Path, snapshot: Path, to: Place) -> Path:
    """Copy ``snapshot`` to the second place, thin out there, and give the copy. Raises OlcrmError, and remembers it."""
    known = memory(ledger)
    if known is None or known.folder != str(to.folder):
        known = Memory(str(to.folder))
    moment = clock.stamp(clock.now())
    try:
        target = _copy(ledger, snapshot, to, known.names)
    except BaseException:
        _remember(ledger, known._replace(failing=known.failing or moment))
        raise
    names = _thinned(ledger, to.folder, {*known.names, target.name})
    _remember(ledger, Memory(str(to.folder), moment, "", names))
    return target


def copies(ledger: Path) -> list[safekeep.Snapshot]:
    """The copies in the second place, newest first, as far as it is there."""
    known = memory(ledger)
    return safekeep.snapshots(ledger, Path(known.folder)) if known else []


def _copy(ledger: Path, snapshot: Path, to: Place, ours: tuple[str, ...]) -> Path:
    from olcrm.ledger import forgotten, sealing  # not for `today`, which only asks how long it has been

    if not to.folder.is_dir():
        raise Refused(
            _("{folder} is not there just now.").format(folder=to.folder),
            hint=_("Once it is, `olcrm backup create` copies to it at once."),
        )
    ending = ".db" + (safekeep.SEALED if to.key else "")
    target = to.folder / f"{safekeep.stem(ledger)}-{clock.today()}{ending}"
    if target.exists() and target.name not in ours:  # of another shop, or carried there by hand: not ours to replace
        target = safekeep.free_name(ledger, "also", folder=to.folder, ending=ending)
    try:
        with parts.becoming(target) as part:
            if to.key:
                sealing.with_key(to.key)(snapshot, part.path)
            else:
                part.copy(snapshot)
        forgotten.carry(ledger, to.folder)
    except OSError as error:
        raise trouble.from_system(error, target) from error
    return target


def _thinned(ledger: Path, folder: Path, names: set[str]) -> tuple[str, ...]:
    """Remove what has outlived its use of the copies called ``names``, and give the names of those that stay."""
    found = [one for one in safekeep.snapshots(ledger, folder) if one.path.name in names]
    drop = safekeep.to_drop([one.day for one in found], clock.today())
    for one in found:
        if one.day in drop:
            safekeep.remove(one.path)
    return tuple(sorted(one.path.name for one in found if one.path.exists()))


def _remember(ledger: Path, known: Memory) -> None:
    with suppress(OSError), parts.passing(_file(ledger)) as part:
        lines = (known.folder, known.worked, known.failing, *known.names)
        part.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        door.sync_file(part)
        part.replace(_file(ledger))
        door.sync_folder(_file(ledger).parent)


def _file(ledger: Path) -> Path:
    return safekeep.folder_of(ledger) / f"{safekeep.stem(ledger)}.also-to"
