"""Taking a change back: its rows are put as they were, the last one first, and that is a change of its own.

Doing it again is taking its undo back. Which change is meant when none is named is said in ``walking``.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

from olcrm.kit import clock
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.text import _
from olcrm.ledger import blocking, bulk, sums, telling, walking
from olcrm.ledger.door import Ledger
from olcrm.ledger.walking import Walk

MANY = 500  # rows from which on the kept sums are computed once at the end rather than row by row
LARGE = 20_000  # rows from which on a trial only looks what is in the way
RUN = 100  # rows of one table, one after another, from which on they are put back at once
CHUNK = 1_000  # written-down rows in memory at a time


class Undone(NamedTuple):
    """What was turned over: the change, whether it was done ``again``, rows of each table, the sentence for the log.

    ``undoes`` is the number that was undone: the change, or its undo.
    """

    change: int
    undoes: int
    again: bool
    rows: Mapping[str, int]
    said: str


def undo(db: Ledger, number: int | None, *, trial: bool = False) -> Undone:
    """Take a change back: a named one, or (None) the one that came to stand last.

    Taking an undo back does its change again. Raises Missing when there is no such change, and Refused when there is
    nothing to take back in it, when it was taken back before, or when a later change that still stands builds on it.
    The caller's own change becomes the undoing one. For a ``trial``, which nobody keeps, a large one is only looked at.
    """
    walk = walked(db)
    if number is None:
        return _turn(db, walk, _last_standing(db, walk), trial)
    _expect(db, number)
    taken_by = walk.by(number)
    if taken_by is not None:
        change = walk.root(number)
        raise Refused(
            _("Change {number} was taken back already, by change {by}.").format(number=number, by=taken_by),
            hint=_("To do it again: `olcrm redo {change}`.").format(change=change)
            if not walk.stands(change)
            else _("To take change {change} back: `olcrm undo {change}`.").format(change=change),
        )
    return _turn(db, walk, walk.root(number), trial)


def redo(db: Ledger, number: int | None, *, trial: bool = False) -> Undone:
    """Do a change again that was taken back: a named one, or (None) the last, unless something new was done since.

    Raises as ``undo`` does, and Refused when there is nothing to do again.
    """
    walk = walked(db)
    if number is None:
        return _turn(db, walk, _last_taken(db, walk), trial)
    _expect(db, number)
    change = walk.root(number)
    if walk.stands(change):
        raise Refused(
            _("Change {number} is done; there is nothing to do again.").format(number=change),
            hint=_("Only what was taken back can be done again; see `olcrm log`."),
        )
    return _turn(db, walk, change, trial)


def walked(db: sqlite3.Connection) -> Walk:
    """The undoing and redoing so far."""
    return walking.walk(db.execute("SELECT id, undoes_id FROM change WHERE undoes_id IS NOT NULL ORDER BY id"))


def _expect(db: Ledger, number: int) -> None:
    if not db.execute("SELECT 1 FROM change WHERE id = ? AND id <> ?", (number, db.change_id)).fetchone():
        raise Missing(
            _("There is no change {number}.").format(number=number), hint=_("See `olcrm log` for their numbers.")
        )


def _last_standing(db: Ledger, walk: Walk) -> int:
    """The change that came to stand last, by being made or by being done again."""
    made = db.execute("SELECT id FROM change WHERE undoes_id IS NULL AND id <> ? ORDER BY id DESC", (db.change_id,))
    newest = next((change for (change,) in made if walk.stands(change)), None)
    again = [change for change in walk.turns if walk.stands(change)]
    standing = [*([] if newest is None else [newest]), *again]
    if not standing:
        raise Refused(_("There is nothing to take back."), hint=_("See `olcrm log` for what was done."))
    return int(max(standing, key=walk.latest))


def _last_taken(db: Ledger, walk: Walk) -> int:
    """The change to do again when none is named."""
    (newest,) = db.execute(
        "SELECT coalesce(max(id), 0) FROM change WHERE undoes_id IS NULL AND id <> ?", (db.change_id,)
    ).fetchone()
    again = walk.again(newest)
    if again is not None:
        return again
    last = walk.last_taken()
    if last is None:
        raise Refused(
            _("There is nothing to do again: whatever was taken back is done again."),
            hint=_("See `olcrm log` for what was done."),
        )
    raise Refused(
        _("There is nothing to do again: since change {number} was taken back, something new was done.").format(
            number=last
        ),
        hint=_("To do that one again all the same: `olcrm redo {number}`.").format(number=last),
    )


def _turn(db: Ledger, walk: Walk, change: int, trial: bool) -> Undone:
    """Take ``change`` back if it stands, else do it again."""
    again = not walk.stands(change)
    number = walk.latest(change) if again else change
    if blocking.is_final(db, number):
        raise _final(db, number)
    blocking.refuse_if(db, walk, blocking.same_rows(db, walk, number) | blocking.settled(db, walk, number), change)
    rows = telling.counts(db, number)
    if not trial or sum(rows.values()) < LARGE:
        _put_all_back(db, walk, number, many=sum(rows.values()) > MANY)
        rows = telling.counts(db, db.change_id)
    db.undoes, db.said = number, _sentence(db, change, again)
    return Undone(change, number, again, rows, db.said)


def _put_all_back(db: Ledger, walk: Walk, number: int, *, many: bool) -> None:
    """Make each row that ``number`` touched what it was; where ``many``, with the kept sums computed at the end."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    with sums.aside(db, sums.keepers(db)) if many else nullcontext():
        for run in _runs(db, number):
            try:
                _put_run_back(db, run)
            except sqlite3.IntegrityError as error:
                _refuse(db, walk, number, blocking.in_the_way(db, str(error), number))
                raise
        if torn := blocking.torn(db, number):
            _refuse(db, walk, number, torn)
        if many:
            sums.recompute_changed(db, db.change_id)


def _refuse(db: Ledger, walk: Walk, number: int, rows: list[tuple[str, int]]) -> None:
    """Raise Refused, naming the changes of ``rows``; where none of them is other than it was, all later ones."""
    blocks = blocking.differing(db, walk, number, blocking.that_touched(db, rows))
    blocking.refuse_if(db, walk, blocks or blocking.any_later(db, walk, number), walk.root(number))


def _final(db: Ledger, number: int) -> Refused:
    """What is so when a change left nothing to put back: the ledger was brought back from a copy, say."""
    said, command, made_at = db.execute("SELECT said, command, made_at FROM change WHERE id = ?", (number,)).fetchone()
    message = _("Change {number} cannot be taken back: {what}").format(number=number, what=said or command)
    hint = _("An earlier change can be taken back by its number; see `olcrm log`.")
    if aside := _set_aside(db, made_at):
        hint = _("What was there before is kept; bring it back with `olcrm backup restore {name}`.").format(name=aside)
    return Refused(message, hint=hint)


def _set_aside(db: Ledger, made_at: str) -> str:
    """The name of what a restore at that moment replaced and kept; empty when it was no restore, or found nothing."""
    from olcrm.ledger import safekeep

    ledger = Path(db.execute("PRAGMA database_list").fetchone()["file"])
    begun = clock.from_stamp(made_at).strftime("%Y-%m-%d%H%M%S")
    kept = [one for one in safekeep.snapshots(ledger) if one.reason.startswith("replaced")]
    after = [one.path.stem for one in kept if f"{one.day}{one.time}" >= begun]
    return after[-1] if after else ""  # the first of them: a later one was set aside by a later restore


class _Run(NamedTuple):
    """Lines ``first`` to ``last`` of the history, which tell of rows of one table from ``row_id`` on.

    ``rows`` is how many neighbouring rows were removed there; 0 where something else was done to one, or to a range.
    """

    first: int
    last: int
    table: str
    row_id: int
    rows: int


def _runs(db: sqlite3.Connection, number: int) -> Iterator[_Run]:
    """What a change wrote down, the last first."""
    run = None
    for line, table, row, did in _lines(db, number):
        removed = int(did == "remove")
        if run and run.rows and removed and (run.first - 1, run.table, run.row_id - 1) == (line, table, row):
            run = run._replace(first=line, row_id=row, rows=run.rows + 1)
        else:
            if run:
                yield run
            run = _Run(line, line, table, row, removed)
    if run:
        yield run


def _lines(db: sqlite3.Connection, number: int) -> Iterator[sqlite3.Row]:
    """Each line a change wrote down, the last first: its number, the table, the row, what was done."""
    before = 1 << 62
    while True:
        chunk = db.execute(
            "SELECT id, tbl, row_id, did FROM change_row WHERE change_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
            (number, before, CHUNK),
        ).fetchall()
        yield from chunk
        if len(chunk) < CHUNK:
            return
        before = chunk[-1]["id"]


def _put_run_back(db: sqlite3.Connection, run: _Run) -> None:
    if run.rows >= RUN:
        bulk.put_back(db, run.table, run.row_id, run.row_id + run.rows - 1, (run.first, run.last))
        return
    lines = db.execute("SELECT * FROM change_row WHERE id BETWEEN ? AND ? ORDER BY id DESC", (run.first, run.last))
    for line in lines.fetchall():
        _put_back(db, line)


def _put_back(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    table, first = row["tbl"], row["row_id"]
    if row["did"] == "add":
        db.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, row["last_id"]))  # noqa: S608
        return
    was = telling.read(row["was"], table, first)
    if row["did"] == "remove":
        marks = ", ".join("?" * len(was))
        db.execute(f"INSERT INTO {table} ({', '.join(was)}) VALUES ({marks})", tuple(was.values()))  # noqa: S608
        return
    if telling.is_total(db, row["id"]):
        return
    if table == "due" and was["kind"] == "order":  # its amount follows from the order's lines
        del was["amount"]
    values = ", ".join(f"{column} = ?" for column in was)
    db.execute(f"UPDATE {table} SET {values} WHERE id = ?", (*was.values(), first))  # noqa: S608


def _sentence(db: sqlite3.Connection, change: int, again: bool) -> str:
    said, command = db.execute("SELECT said, command FROM change WHERE id = ?", (change,)).fetchone()
    if again:
        return _("Did change {number} again: {what}").format(number=change, what=said or command)
    return _("Took back change {number}: {what}").format(number=change, what=said or command)
