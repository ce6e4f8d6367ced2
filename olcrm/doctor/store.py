"""Examines the ledger, the snapshots and their surroundings, and lets mend what can be mended.

Examining only reads; what cannot be read is a finding, too.
"""

import sqlite3
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path

from olcrm.doctor import around, inside
from olcrm.doctor.rules import Finding, State, damage
from olcrm.kit.text import _
from olcrm.ledger import door, foreign, mending, proving, safekeep, trouble
from olcrm.ledger.mending import Mend
from olcrm.ledger.mending import Mended as Mended


def examine(ledger: Path, *, deep: bool = False) -> list[Finding]:
    """Everything there is to say about ``ledger``, in the order in which it is looked at.

    When ``deep``, every snapshot is looked through and compared, however long that takes. Raises LedgerError when there
    is no ledger of ours, or it is locked, or of a newer olcrm.
    """
    door.expect_file(ledger)
    size = ledger.stat().st_size
    if not size:
        raise trouble.not_ours(ledger, empty=True)
    good = safekeep.newest_good(ledger)
    todo = trouble.bring_back(Path(good.stem)) if good else _("Save what can be read with `olcrm backup rescue`.")
    found = list(around.surrounding(ledger, size))
    try:
        db = door.connect(ledger)
    except sqlite3.DatabaseError as error:
        return [damage("file", _("SQLite cannot read it: {reason}.").format(reason=error), todo), *found]
    try:
        return [*_inside(db, ledger, size, good, todo, deep=deep), *found]
    finally:
        door.leave(db)


def _inside(
    db: sqlite3.Connection, ledger: Path, size: int, good: Path | None, todo: str, *, deep: bool
) -> Iterator[Finding]:
    """What is in the file. One state of it is looked at, except for the search tables, which come last."""
    try:
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        version = door.judge(db, ledger)
        stranger = foreign.stranger(db, writing=False)
    except sqlite3.DatabaseError as error:
        if trouble.is_locked(error):
            raise
        yield damage("file", _("SQLite cannot read it: {reason}.").format(reason=error), todo)
        return
    if stranger and proving.expected(version)[stranger][0] == "table":  # to read it could take for ever
        yield damage("file", door.unlike(stranger, ledger), todo)
        return
    judged = cache(safekeep.is_good)
    looks = (
        *inside.looks(db, size, version, todo),
        ("snapshots", "", lambda: around.snapshots(db, ledger, good, judged, deep=deep)),
        ("comparison", "", lambda: around.comparison(db, ledger, good, judged, todo, deep=deep)),
        ("search", _("The search finds what is there."), lambda: inside.search(db, todo)),
    )
    for check, fine, look in looks:
        yield from inside.looked(check, fine, look, todo)


def mend(ledger: Path, found: Collection[Finding], *, dry_run: bool = False) -> Mended:
    """Mend of what was ``found`` whatever can be mended without losing anything; with ``dry_run`` only say what.

    Raises LedgerError when the disk refuses, or somebody else has the ledger.
    """
    wanted = {Mend(one.mend) for one in found if one.mend}
    done = []
    if Mend.MODES in wanted:
        for one in around.open_to_others(ledger):
            if not dry_run:
                one.path.chmod(one.right)
            done.append(_("{path} is for its owner's eyes only.").format(path=one.path))
    wanted.discard(Mend.MODES)
    if not wanted:
        return Mended(done, [])
    if any(one.check == "file" or (one.check == "length" and one.state == State.DAMAGE) for one in found):
        return Mended(done, [_("The file itself is damaged, so nothing inside was touched.")])
    keys = _keys(ledger) if Mend.NAMES in wanted else {}
    inner = mending.mend(ledger, wanted, keys, dry_run=dry_run)
    return inner._replace(done=[*done, *inner.done])


def _keys(ledger: Path) -> mending.Keys:
    """How customers who are looked up by something else than their name should be looked up."""
    db = door.connect(ledger, "ro")
    try:
        return {row["id"]: right for row, right in inside.wrong_keys(db)}
    finally:
        door.leave(db)
