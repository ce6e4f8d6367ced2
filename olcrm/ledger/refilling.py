"""What ought to be in a ledger, by its history and its newest snapshot, and filling in what could not be read."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from olcrm.ledger import watching
from olcrm.ledger.gaps import FARTHEST
from olcrm.ledger.gathering import Gathered, Misfit
from olcrm.ledger.pages import Row, Value

_HISTORY = tuple(sorted(watching.NOT_FACTS))


class Event(NamedTuple):
    """One remembered touch of rows, as far as it matters here."""

    id: int
    table: str
    first: int
    last: int
    did: str
    was: str | None


class Known(NamedTuple):
    """What a snapshot has, and up to which row of the history it knows."""

    rows: Mapping[str, Mapping[int, tuple[Value, ...]]]
    until: int


class Filled(NamedTuple):
    """Rows that were filled in, by table: exactly as they were, and as they were before their last change."""

    exact: dict[str, list[int]]
    older: dict[str, list[int]]

    def of(self, table: str) -> set[int]:
        """The rows of ``table`` that were not read."""
        return {*self.exact.get(table, ()), *self.older.get(table, ())}


class Salvaged(NamedTuple):
    """What was found, which numbers each table should have, and what was filled in."""

    found: Gathered
    wanted: dict[str, set[int]]
    filled: Filled


NOTHING = Known({}, 0)


def known(kept: sqlite3.Connection, found: Gathered) -> Known:
    """What is in a snapshot; nothing when it is of another history than what was ``found``."""
    last = kept.execute("SELECT id, made_at, command FROM change ORDER BY id DESC LIMIT 1").fetchone()
    read = found.rows["change"].get(last["id"]) if last else None
    if read is not None and last["made_at"] not in read and last["command"] not in read:
        return NOTHING
    rows = {}
    for table, shape in found.shapes.items():
        with suppress(sqlite3.OperationalError):  # a table or a column that it does not have yet
            asked = kept.execute(f"SELECT {', '.join(shape.columns)} FROM {table}")  # noqa: S608
            rows[table] = {row[0]: tuple(row) for row in asked}
    return Known(rows, max(rows.get("change_row", ()), default=0))


def expected(found: Gathered, snapshot: Known) -> dict[str, set[int]]:
    """The numbers each table should have, by the snapshot and by what the history says came and went since."""
    there = {table: set(snapshot.rows.get(table, ())) for table in found.shapes}
    for event in events(found):
        ids = there.get(event.table)
        if ids is None or event.id <= snapshot.until:
            continue
        if event.did == "remove":
            ids.discard(event.first)
        elif event.last - event.first < FARTHEST:
            ids.update(range(event.first, event.last + 1))
    return there


def events(found: Gathered) -> Iterator[Event]:
    """The history of rows that was read, in order."""
    shape = found.shapes["change_row"]
    at = [shape.columns.index(name) for name in ("id", "tbl", "row_id", "last_id", "did", "was")]
    for _number, row in sorted(found.rows["change_row"].items()):
        yield Event(*(row[one] for one in at))  # type: ignore[arg-type]


def set_senseless_aside(found: Gathered) -> None:
    """Take rows out of the history that cannot have been written as they are."""
    rows = found.rows["change_row"]
    for event in list(events(found)):
        if not _makes_sense(event, found):
            found.aside("change_row", Row(event.id, [None, *rows.pop(event.id)[1:]]), "senseless")
            found.lost("change_row")


def _makes_sense(event: Event, found: Gathered) -> bool:
    if event.table not in found.shapes or event.last < event.first or (event.did == "add") != (event.was is None):
        return False
    return event.was is None or _is_json(event.was)


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def refill_history(found: Gathered, snapshot: Known, filled: Filled) -> None:
    """Fill in the history up to the snapshot: nothing of it ever changes."""
    for table in _HISTORY:
        for number, row in snapshot.rows.get(table, {}).items():
            if number not in found.rows[table]:
                found.rows[table][number] = row
                filled.exact.setdefault(table, []).append(number)


def refill(found: Gathered, snapshot: Known, wanted: Mapping[str, set[int]], filled: Filled) -> None:
    """Fill in the rows that are ``wanted`` and were not read, and put right what flipped since the snapshot.

    A row that nothing has touched since is as it is in the snapshot. Of one that was, the history has it as it was
    before its last change; without that the snapshot has it as it was then.
    """
    last = {(event.table, event.first): event for event in events(found) if event.last == event.first}
    whole = _remembers_all(found, snapshot.until)
    for table, shape in found.shapes.items():
        if table in _HISTORY:
            continue
        rows, then = found.rows[table], snapshot.rows.get(table, {})
        for number in sorted(wanted[table]):
            event = last.get((table, number))
            touched = event is not None and event.id > snapshot.until
            kept = then.get(number)
            if number in rows:
                if whole and kept and not touched and _facts(found, table, kept) != _facts(found, table, rows[number]):
                    found.misfits.append(
                        Misfit(table, number, "flipped", dict(zip(shape.columns, rows[number], strict=True)))
                    )
                    rows[number] = kept
            elif kept and not touched:
                rows[number] = kept
                filled.exact.setdefault(table, []).append(number)
            elif before := _before(found, table, number, event) or kept:
                rows[number] = before
                filled.older.setdefault(table, []).append(number)


def _remembers_all(found: Gathered, since: int) -> bool:
    """Whether every row of the history after row ``since`` was read."""
    rows = found.rows["change_row"]
    if not found.unreadable.get("change_row"):
        return True
    last = found.given.get("change_row", 0)
    return 0 < last < since + FARTHEST and all(number in rows for number in range(since + 1, last + 1))


def _facts(found: Gathered, table: str, row: tuple[Value, ...]) -> list[Value]:
    """The columns that nobody computes. The total of an order is computed, too."""
    shape = found.shapes[table]
    made = watching.KEPT.get(table, set())
    if table == "due" and row[shape.columns.index("kind")] == "order":
        made = made | {"amount"}
    return [value for column, value in zip(shape.columns, row, strict=True) if column not in made]


def _before(found: Gathered, table: str, number: int, event: Event | None) -> tuple[Value, ...] | None:
    """A row as it was before its last change, if the history remembers it."""
    shape = found.shapes[table]
    if event is None or event.did == "remove" or event.was is None:
        return None
    with suppress(ValueError):
        was = json.loads(event.was)
        if isinstance(was, dict) and was.get("id") == number:
            return tuple(
                was.get(column, default) for column, default in zip(shape.columns, shape.defaults, strict=True)
            )
    return None
