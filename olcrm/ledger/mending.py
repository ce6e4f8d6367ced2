"""Mends what can be mended without losing anything, in one transaction, after the file was copied byte by byte.

Whatever is kept twice is a witness. When a sum and its rows disagree, or an index and its table, making one from the
other would wipe out what the other knew. So a thing is made anew only where ``witnesses`` say that the rows it is made
of are right; everything else is left as it is, and said.
"""

import os
import sqlite3
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.text import _, ngettext
from olcrm.ledger import book, checksum, door, gaps, parts, proving, safekeep, sums, trouble, witnesses
from olcrm.ledger.door import Ledger
from olcrm.ledger.witnesses import Witness

REASON = "before-repair"
Keys = Mapping[int, tuple[str | None, ...]]  # contact → name_key, nickname_key, find_key, as they should be


class Mend(StrEnum):
    """What may be mended, in the order in which it is done."""

    TAIL = "tail"  # bytes behind the end
    RULES = "rules"  # indices, triggers and views as olcrm made them
    INDICES = "indices"
    NUMBERS = "numbers"
    NAMES = "names"
    SUMS = "sums"
    SEARCH = "search"
    MODES = "modes"  # of the files, not in them


class Mended(NamedTuple):
    """A sentence for each thing that was mended, and for each that was left alone; where the old file is kept."""

    done: list[str]
    left: list[str]
    kept: Path | None = None


def mend(ledger: Path, wanted: Collection[Mend], keys: Keys, *, dry_run: bool = False) -> Mended:
    """Mend what is ``wanted`` where nothing is lost by it, as one change in the history.

    With ``dry_run`` only say what would be mended. Nothing at all is changed when a check fails afterwards. Raises
    LedgerError when the disk refuses, or somebody else has the ledger.
    """
    with trouble.told(ledger), ledger.open("rb+") as raw:  # kept open: closing it would let go of SQLite's lock
        db = door.connect(ledger)
        try:
            trouble.patiently(db, "BEGIN EXCLUSIVE")
            kept = None if dry_run else _set_aside(ledger, raw.fileno())
            mended = Mended([], [])
            try:
                with witnesses.called(db, ledger) as witness:
                    _mend_all(db, raw.fileno(), witness, wanted, keys, mended, dry_run=dry_run)
                if not dry_run and mended.done:
                    db.execute("COMMIT")
                    return mended._replace(kept=kept)
            except sqlite3.DatabaseError as error:
                if trouble.code(error) not in safekeep.DAMAGE:
                    raise
                mended = Mended([], [_("Some of its pages cannot be read, so nothing inside was touched.")])
            _drop(kept)
            return mended
        finally:
            door.leave(db)


def search_tables(db: sqlite3.Connection) -> list[str]:
    """The tables FTS5 searches in."""
    rows = db.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%' ORDER BY name")
    return [name for (name,) in rows]


def in_step(db: sqlite3.Connection, table: str) -> bool:
    """Whether a search table holds what its rows hold. Needs the right to write, and writes nothing."""
    try:
        db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
    except sqlite3.DatabaseError:
        return False
    return True


def _set_aside(ledger: Path, handle: int) -> Path:
    """Keep the file as it is, whole or not, among the snapshots."""
    kept = safekeep.free_name(ledger, REASON)
    door.make_folder(kept.parent)
    with parts.becoming(kept) as part, part.path.open("wb") as copy:
        os.lseek(handle, 0, os.SEEK_SET)
        while block := os.read(handle, 1 << 20):
            copy.write(block)
    return kept


def _drop(kept: Path | None) -> None:
    if kept is not None:
        checksum.remove(kept)
        kept.unlink()


def _mend_all(
    db: Ledger, handle: int, witness: Witness, wanted: Collection[Mend], keys: Keys, mended: Mended, *, dry_run: bool
) -> None:
    """Everything that is wanted, in order; the history is told of it."""
    version = door.judge(db, Path(db.execute("PRAGMA database_list").fetchone()[2]))
    if Mend.TAIL in wanted:
        _cut(db, handle, mended, dry_run=dry_run)
    if Mend.RULES in wanted:
        _hang_rules(db, version, mended)
    hindrance = _hindrance(db, version)
    if hindrance:
        mended.left.append(hindrance)
        return
    db.execute("PRAGMA trusted_schema = ON")
    unsound = proving.unsound(db)
    disputed = _reindex(db, witness, mended) if unsound else []
    book.remark(db, "")
    _mend_rows(db, witness, wanted, keys, mended, strict=bool(unsound))
    if not disputed and proving.unsound(db):
        raise safekeep.Unsound("not whole after it was mended")
    said = _("Repaired: {what}").format(what=" ".join(mended.done))
    db.execute("UPDATE change SET said = ? WHERE id = ?", (said, db.change_id))


def _hindrance(db: Ledger, version: int) -> str:
    """Why no row may be touched; empty when they may."""
    if version < door.SCHEMA or witnesses.strange_tables(db, version):
        return _("The tables themselves are not as olcrm makes them now, so no row was touched.")
    if proving.torn(db):
        return _("Rows refer to something that is not there, so no row was touched.")
    return ""


def _mend_rows(
    db: Ledger, witness: Witness, wanted: Collection[Mend], keys: Keys, mended: Mended, *, strict: bool
) -> None:
    """What is kept in rows and follows from others."""
    if Mend.NUMBERS in wanted:
        _number(db, mended)
    if Mend.NAMES in wanted:
        _rename(db, witness, keys, mended)
    if Mend.SUMS in wanted:
        _sum(db, witness, mended, strict=strict)
    for table in search_tables(db):
        if not in_step(db, table):
            _listen(db, witness, table, mended)


def _cut(db: Ledger, handle: int, mended: Mended, *, dry_run: bool) -> None:
    (pages,), (page,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    extra = os.fstat(handle).st_size - pages * page
    if extra > 0:
        if not dry_run:
            os.ftruncate(handle, pages * page)
        mended.done.append(_("{bytes} bytes behind the end were cut off.").format(bytes=extra))


def _hang_rules(db: Ledger, version: int, mended: Mended) -> None:
    """Take away triggers, views and indices that are not ours, and hang ours anew where they are not as they were."""
    right, found = proving.expected(version), proving.schema(db)
    for name, (kind, _table, text) in found.items():
        if kind != "table" and right.get(name) != (kind, _table, text):
            db.execute(f'DROP {kind} "{name}"')
            if name not in right:
                mended.done.append(_("{name} was taken away.").format(name=name))
    for name, (kind, table, text) in right.items():
        if kind != "table" and found.get(name) != (kind, table, text):
            db.execute(text)
            mended.done.append(_("{name} was made anew.").format(name=name))


def _reindex(db: Ledger, witness: Witness, mended: Mended) -> list[str]:
    disputed = witnesses.disputed(witness)
    if disputed:
        mended.left.extend(disputed)
        return disputed
    db.execute("REINDEX")
    mended.done.append(_("The indices were made anew."))
    return []


def _number(db: Ledger, mended: Mended) -> None:
    for table, used in gaps.behind(db).items():
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, used))
        mended.done.append(_("{table} goes on counting from {used}.").format(table=table, used=used))


def _rename(db: Ledger, witness: Witness, keys: Keys, mended: Mended) -> None:
    """Look customers up by the name that is shown, where one of the other keys, or the snapshot, agrees with it.

    They are as they were before, so the history has nothing to remember.
    """
    sure = []
    for contact, right in keys.items():
        row = db.execute("SELECT name_key, nickname_key, find_key FROM contact WHERE id = ?", (contact,)).fetchone()
        agrees = row[2] == right[2] or (row[0] == right[0] and row[1] == right[1])
        if agrees or witness.vouches("contact", contact):
            sure.append((*right, contact))
        else:
            mended.left.append(_("Whether the name of customer {number} is right, nobody says.").format(number=contact))
    if sure:
        with sums.aside(db, witnesses.followers(db, "contact")):
            db.executemany("UPDATE contact SET name_key = ?, nickname_key = ?, find_key = ? WHERE id = ?", sure)
        told = ngettext(
            "{count} customer is found by name again.", "{count} customers are found by name again.", len(sure)
        )
        mended.done.append(told.format(count=len(sure)))


def _sum(db: Ledger, witness: Witness, mended: Mended, *, strict: bool) -> None:
    wrong = sums.wrong(db, -1)
    doubtful = witnesses.unconfirmed(witness, wrong, strict=strict)
    for contact in sorted(doubtful):
        mended.left.append(
            _("The sums of customer {number} do not fit, and it may be the rows that are wrong.").format(number=contact)
        )
    sure = {witnesses.owner(db, one) for one in wrong} - doubtful
    if sure:
        sums.recompute_for(db, sure)
    if witnesses.NOBODY in sure:
        mended.done.append(_("The pieces of the products were counted anew."))
    if sure := sure - {witnesses.NOBODY}:
        told = ngettext(
            "The sums of {count} customer were computed anew.",
            "The sums of {count} customers were computed anew.",
            len(sure),
        )
        mended.done.append(told.format(count=len(sure)))


def _listen(db: Ledger, witness: Witness, table: str, mended: Mended) -> None:
    misheard = witnesses.misheard(witness, table)
    if misheard:
        mended.left.extend(misheard)
        return
    db.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")  # noqa: S608
    mended.done.append(_("{table} was filled anew.").format(table=table))
