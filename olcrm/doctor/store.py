"""Examines the ledger, the snapshots and their surroundings. Reads only; what cannot be read is a finding, too."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from olcrm import __version__
from olcrm.contact import rules as people
from olcrm.doctor import rules
from olcrm.doctor.rules import Finding, damage, ok, warning
from olcrm.kit import clock
from olcrm.kit.errors import OlcrmError
from olcrm.kit.text import _, folded
from olcrm.ledger import door, proving, reconciling, safekeep, sums, surroundings, trouble, watching
from olcrm.shop import store as shop

MOST = 10  # findings of one kind that are shown
Look = Callable[[], Iterable[Finding]]


def examine(ledger: Path) -> list[Finding]:
    """Everything there is to say about ``ledger``, in the order in which it is looked at.

    Raises LedgerError when there is no ledger of ours, or it is locked, or of a newer olcrm.
    """
    door.expect_file(ledger)
    size = ledger.stat().st_size
    if not size:
        raise trouble.not_ours(ledger, empty=True)
    good = safekeep.newest_good(ledger)
    todo = trouble.bring_back(good) if good else _("Keep the file as it is, and copy what can still be read.")
    found = list(_around(ledger, size))
    try:
        db = door.connect(ledger)
    except sqlite3.DatabaseError as error:
        return [damage("file", _("SQLite cannot read it: {reason}.").format(reason=error), todo), *found]
    try:
        return [*_inside(db, ledger, size, good, todo), *found]
    finally:
        door.leave(db)


def _inside(db: sqlite3.Connection, ledger: Path, size: int, good: Path | None, todo: str) -> Iterator[Finding]:
    """What is in the file. One state of it is looked at, except for the search tables, which come last."""
    try:
        db.execute("PRAGMA query_only = ON")
        db.execute("BEGIN")
        version = door.judge(db, ledger)
    except sqlite3.DatabaseError as error:
        if trouble.is_locked(error):
            raise
        yield damage("file", _("SQLite cannot read it: {reason}.").format(reason=error), todo)
        return
    yield ok(
        "version",
        _("Ledger version {version}, olcrm {olcrm}, SQLite {sqlite}.").format(
            version=version, olcrm=__version__, sqlite=sqlite3.sqlite_version
        ),
    )
    looks: tuple[tuple[str, str, Look], ...] = (
        ("length", _("The file is as long as it says."), lambda: _length(db, size, todo)),
        ("pages", _("Every page of the file is whole."), lambda: _faults("pages", proving.broken(db), todo)),
        ("schema", _("Its tables and inner rules are olcrm's own."), lambda: _schema(db, version, todo)),
        ("sums", _("Every kept sum is what its rows come to."), lambda: _sums(db, todo)),
        ("names", _("Every customer is found by the name that is shown."), lambda: _names(db, todo)),
        ("settings", _("Every setting can be read."), lambda: _settings(db)),
        ("history", _("The history can be read."), lambda: _history(db, todo)),
        ("clock", "", lambda: _clock(db)),
        ("snapshots", "", lambda: _snapshots(db, ledger, good)),
        ("comparison", "", lambda: _comparison(db, good, todo)),
        ("search", _("The search finds what is there."), lambda: _search(db, todo)),
    )
    for check, fine, look in looks:
        yield from _looked(check, fine, look, todo)


def _looked(check: str, fine: str, look: Look, todo: str) -> Iterator[Finding]:
    """What ``look`` finds; that all is ``fine`` when it finds nothing; damage when it cannot even look."""
    try:
        found = list(look())
    except (sqlite3.Error, ValueError) as error:
        found = [damage(check, _("This cannot be read: {reason}.").format(reason=error), todo)]
    yield from found or ([ok(check, fine)] if fine else [])


def _faults(check: str, faults: Iterable[str], todo: str) -> Iterator[Finding]:
    for fault in list(faults)[:MOST]:
        yield damage(check, fault, todo)


def _length(db: sqlite3.Connection, size: int, todo: str) -> Iterator[Finding]:
    yield from _faults("length", proving.cut(db, size), todo)
    (pages,), (page,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    if size > pages * page:
        yield warning(
            "length",
            _("{bytes} bytes at the end of the file do not belong to it.").format(bytes=size - pages * page),
            _("They do no harm; `olcrm backup create` and a restore leave them behind."),
        )


def _schema(db: sqlite3.Connection, version: int, todo: str) -> Iterator[Finding]:
    if version < door.SCHEMA:
        yield warning(
            "schema",
            _("The ledger is of an older olcrm (version {version}).").format(version=version),
            _("The next command brings it up to date, after taking a snapshot."),
        )
    yield from _faults("schema", proving.strange(db, version), todo)


def _sums(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    for wrong in sums.wrong(db, MOST):
        yield damage(
            "sums",
            _("{column} of {table} {row} is kept as {kept} and comes to {computed}.").format(
                column=wrong.column, table=wrong.table, row=wrong.row_id, kept=wrong.kept, computed=wrong.computed
            ),
            todo,
        )


def _names(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    rows = db.execute("SELECT id, name, nickname, name_key, nickname_key, find_key FROM contact")
    for number, name, nickname, *keys in rows:
        right = [folded(name), folded(nickname) if nickname else None, people.find_key(name, nickname)]
        if keys != right:
            yield damage(
                "names",
                _("Customer {number} is shown as “{name}” and looked up as “{key}”.").format(
                    number=number, name=name, key=keys[0]
                ),
                todo,
            )


def _settings(db: sqlite3.Connection) -> Iterator[Finding]:
    for key, value in shop.kept(db).items():
        try:
            if value:
                shop.named(key).read(value)
        except OlcrmError as error:
            yield warning("settings", error.message, _("Set it anew: `olcrm config set {key} VALUE`.").format(key=key))


def _history(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    known = ", ".join(f"'{table}'" for table in watching.tables(db))
    rows = db.execute(
        "SELECT id, change_id FROM change_row WHERE (did = 'add') <> (was IS NULL)"  # noqa: S608
        f" OR (was IS NOT NULL AND NOT json_valid(was)) OR last_id < row_id OR tbl NOT IN ({known}) LIMIT ?",
        (MOST,),
    )
    for row, change in rows:
        yield damage(
            "history",
            _("Row {row} of the history, of change {change}, makes no sense.").format(row=row, change=change),
            todo,
        )


def _clock(db: sqlite3.Connection) -> list[Finding]:
    late = clock.stamp(clock.now() + rules.AHEAD)
    ahead = db.execute("SELECT id FROM change WHERE made_at > ? ORDER BY id LIMIT 1", (late,)).fetchone()
    back = db.execute(
        "SELECT id FROM (SELECT id, made_at, lag(made_at) OVER (ORDER BY id) AS earlier FROM change)"
        " WHERE julianday(made_at) < julianday(earlier) - ? LIMIT 1",
        (rules.BACK.days,),
    ).fetchone()
    return rules.clock(ahead and ahead[0], back and back[0])


def _snapshots(db: sqlite3.Connection, ledger: Path, good: Path | None) -> Iterator[Finding]:
    last = db.execute("SELECT made_at FROM change ORDER BY id DESC LIMIT 1").fetchone()
    written = clock.from_stamp(last[0]).date() if last else None
    found = safekeep.snapshots(ledger)
    yield rules.snapshot_age(next((one.day for one in found if one.path == good), None), written, clock.today())
    for one in found:
        if good and one.path == good:
            break
        if not one.reason.startswith("replaced"):
            yield warning(
                "snapshots",
                _("The snapshot {name} is damaged.").format(name=one.path.name),
                _("Take a new one with `olcrm backup create`, and remove that one."),
            )


def _comparison(db: sqlite3.Connection, good: Path | None, todo: str) -> list[Finding]:
    if good is None:
        return []
    found = reconciling.differences(db, good, MOST)
    if found is None:
        return [
            warning(
                "comparison",
                _("The newest good snapshot {name} is of another history.").format(name=good.name),
                _("Unless another ledger was brought back since, look into it with `olcrm backup check`."),
            )
        ]
    if not found:
        return [ok("comparison", _("Whatever differs from {name} is in the history.").format(name=good.name))]
    return [damage("comparison", what, todo) for what in found]


def _search(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    """Let FTS5 compare each search table with what it was made of.

    It does so only in answer to an INSERT, which writes nothing but needs the right to; so nobody may write meanwhile.
    """
    db.execute("ROLLBACK")
    db.execute("PRAGMA query_only = OFF")
    try:
        trouble.patiently(db, "BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        yield warning(
            "search",
            _("The search could not be looked at: {reason}.").format(reason=error),
            _("Look again when nobody is writing and the file is writable."),
        )
        return
    tables = db.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'").fetchall()
    for (table,) in tables:
        try:
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608
        except sqlite3.DatabaseError:
            yield damage("search", _("{table} is not in step with its rows.").format(table=table), todo)
    db.execute("ROLLBACK")


def _around(ledger: Path, size: int) -> Iterator[Finding]:
    """The disk, the folder, and who may look into it."""
    from shutil import disk_usage

    with suppress(OSError):
        yield rules.space(disk_usage(ledger.resolve().parent).free, size)
    yield from _permissions(ledger) or [ok("permissions", _("The ledger is for its owner's eyes only."))]
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


def _permissions(ledger: Path) -> list[Finding]:
    if os.name != "posix":
        return []
    found = []
    folder = safekeep.folder_of(ledger)
    for path in (ledger, folder, *(snapshot.path for snapshot in safekeep.snapshots(ledger))):
        with suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & 0o077:
                right = "700" if path == folder else "600"
                found.append(
                    warning(
                        "permissions",
                        _("Other accounts of this computer may look into {path}.").format(path=path),
                        _("Shut it with `chmod {right} {path}`.").format(right=right, path=path),
                    )
                )
    return found[:MOST]
