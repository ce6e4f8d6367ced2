"""Rehearsing the day the ledger is lost: a copy is brought back for trial, opened, looked through and removed again.

It happens in a hidden folder among the snapshots, so that nothing plain lies where a ledger does not lie anyway.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.errors import OlcrmError
from olcrm.kit.text import _
from olcrm.ledger import descent, door, parts, proving, restoring, safekeep, sums
from olcrm.ledger.proving import Finding
from olcrm.ledger.sealing import NO_KEY, Key

SHOWN = 3  # faults of one kind that are named
_PLACE = ".rehearsal."


class Rehearsed(NamedTuple):
    """What bringing ``then`` back came to.

    ``faults`` are sentences, none when it would work. ``owed`` is whole rupiah that customers owe in it. ``since`` is
    how many changes the present ledger has made since then; None when it did not go on from there, or is not there.
    """

    then: Finding
    faults: list[str]
    owed: int
    since: int | None


def rehearse(ledger: Path, file: Path, key: Key = NO_KEY) -> Rehearsed:
    """Bring ``file`` back into a place of its own, as ``restore`` would, use it, and remove the place.

    Raises Refused when it cannot be brought back, LedgerError when the disk refuses.
    """
    with safekeep.told(ledger, safekeep.folder_of(ledger)), _place(ledger) as folder:
        trial = folder / ledger.name
        restored = restoring.restore(trial, file, key)
        found = proving.check(trial)
        faults = [found.why] if found.why else []
        db = door.connect(trial)
        try:
            faults += _faults(db, trial)
            owed = _owed(db)
            mark = descent.mark(db, before=1)  # what is newest tells of the bringing back itself
        finally:
            door.leave(db)
        return Rehearsed(restored.then, faults, owed, descent.since_in(ledger, mark))


@contextmanager
def _place(ledger: Path) -> Iterator[Path]:
    """A folder for the trial, gone when the block ends; those that a killed process left go, too."""
    from shutil import rmtree

    home = safekeep.folder_of(ledger)
    door.make_folder(home)
    for left in home.glob(f"{_PLACE}*"):
        number = left.name.removeprefix(_PLACE)
        if number.isdigit() and not parts.runs(int(number)):
            rmtree(left, ignore_errors=True)
    folder = home / f"{_PLACE}{os.getpid()}"
    rmtree(folder, ignore_errors=True)
    door.make_folder(folder)
    try:
        yield folder
    finally:
        rmtree(folder, ignore_errors=True)


def _faults(db: door.Ledger, trial: Path) -> list[str]:
    """What would keep her from working with it: that nothing may be written, or that kept sums are wrong."""
    faults = []
    try:
        db.execute("BEGIN IMMEDIATE")
        door.trust(db, trial, door.judge(db, trial))
        db.execute("INSERT INTO change (made_at, command, said, version) VALUES ('', '', '', '')")
        db.execute("ROLLBACK")
    except OlcrmError as error:
        faults.append(error.message)
    return faults + [
        _("{column} of {table} {row} is kept as {kept} and comes to {computed}.").format(
            column=one.column, table=one.table, row=one.row_id, kept=one.kept, computed=one.computed
        )
        for one in sums.wrong(db, SHOWN)
    ]


def _owed(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(sum(owed), 0) FROM contact").fetchone()[0])
