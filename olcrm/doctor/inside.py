"""What can be asked of the rows: sums, names, links, values, history. Reads only."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from unicodedata import decimal

from olcrm import __version__
from olcrm.contact import rules as people
from olcrm.doctor import rules
from olcrm.doctor.rules import Finding, damage, ok, warning
from olcrm.kit import clock
from olcrm.kit.errors import OlcrmError
from olcrm.kit.text import _, folded
from olcrm.ledger import door, gaps, mending, proving, sums, trouble, watching
from olcrm.ledger.mending import Mend
from olcrm.shop import store as shop

MOST = 10  # findings of one kind that are shown
TAIL = 7  # figures of a phone number that are the same however it is written
Look = Callable[[], Iterable[Finding]]


def looks(db: sqlite3.Connection, size: int, version: int, todo: str) -> tuple[tuple[str, str, Look], ...]:
    """What to look at in an open ledger of ``size`` bytes: check, what to say when all is fine, how to look."""
    return (
        ("version", "", lambda: [_version(version)]),
        ("length", _("The file is as long as it says."), lambda: _length(db, size, todo)),
        ("pages", _("Every page of the file is whole."), lambda: _faults("pages", proving.unsound(db), todo)),
        ("schema", _("Its tables and inner rules are olcrm's own."), lambda: _schema(db, version, todo)),
        ("links", _("Whatever a row refers to is there."), lambda: _faults("links", proving.torn(db), todo)),
        ("sums", _("Every kept sum is what its rows come to."), lambda: _sums(db, todo)),
        ("names", _("Every customer is found by the name that is shown."), lambda: _names(db, todo)),
        ("values", _("Every day, number and text can be read."), lambda: _values(db, todo)),
        ("settings", _("Every setting can be read."), lambda: _settings(db)),
        ("history", _("The history knows where every row came from."), lambda: _history(db, todo)),
        ("numbers", _("No number will be given twice."), lambda: _numbers(db, todo)),
        ("clock", "", lambda: _clock(db)),
    )


def looked(check: str, fine: str, look: Look, todo: str) -> Iterator[Finding]:
    """What ``look`` finds; that all is ``fine`` when it finds nothing; damage when it cannot even look."""
    try:
        found = list(look())
    except (sqlite3.Error, ValueError, TypeError, AttributeError) as error:  # a damaged value is not what it should be
        found = [damage(check, _("This cannot be read: {reason}.").format(reason=error), todo)]
    yield from found or ([ok(check, fine)] if fine else [])


def search(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
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
    for table in mending.search_tables(db):
        if not mending.in_step(db, table):
            yield damage("search", _("{table} is not in step with its rows.").format(table=table), todo, Mend.SEARCH)
    db.execute("ROLLBACK")


def wrong_keys(db: sqlite3.Connection) -> Iterator[tuple[sqlite3.Row, tuple[str | None, ...]]]:
    """Customers whose name is not what they are looked up by, with what they should be looked up by."""
    for row in db.execute("SELECT id, name, nickname, name_key, nickname_key, find_key FROM contact"):
        name, nickname = row["name"], row["nickname"]
        right = (folded(name), folded(nickname) if nickname else None, people.find_key(name, nickname))
        if (row["name_key"], row["nickname_key"], row["find_key"]) != right:
            yield row, right


def _version(version: int) -> Finding:
    return ok(
        "version",
        _("Ledger version {version}, olcrm {olcrm}, SQLite {sqlite}.").format(
            version=version, olcrm=__version__, sqlite=sqlite3.sqlite_version
        ),
    )


def _faults(check: str, faults: Iterable[str], todo: str) -> Iterator[Finding]:
    for fault in list(faults)[:MOST]:
        yield damage(check, fault, todo, Mend.INDICES if check == "pages" else None)


def _length(db: sqlite3.Connection, size: int, todo: str) -> Iterator[Finding]:
    yield from _faults("length", proving.cut(db, size), todo)
    (pages,), (page,) = db.execute("PRAGMA page_count").fetchone(), db.execute("PRAGMA page_size").fetchone()
    if size > pages * page:
        yield warning(
            "length",
            _("{bytes} bytes at the end of the file do not belong to it.").format(bytes=size - pages * page),
            _("They do no harm; `olcrm doctor --repair` cuts them off."),
            Mend.TAIL,
        )


def _schema(db: sqlite3.Connection, version: int, todo: str) -> Iterator[Finding]:
    if version < door.SCHEMA:
        yield warning(
            "schema",
            _("The ledger is of an older olcrm (version {version}).").format(version=version),
            _("The next command brings it up to date, after taking a snapshot."),
        )
    for fault in proving.strange(db, version)[:MOST]:
        yield damage("schema", fault, todo, Mend.RULES)


def _sums(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    for wrong in sums.wrong(db, MOST):
        yield damage(
            "sums",
            _("{column} of {table} {row} is kept as {kept} and comes to {computed}.").format(
                column=wrong.column, table=wrong.table, row=wrong.row_id, kept=wrong.kept, computed=wrong.computed
            ),
            todo,
            Mend.SUMS,
        )


def _names(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    for row, right in wrong_keys(db):
        keys = (row["name_key"], row["nickname_key"], row["find_key"])
        key = next(key for key, good in zip(keys, right, strict=True) if key != good)
        yield damage(
            "names",
            _("Customer {number} is shown as “{name}” and looked up as “{key}”.").format(
                number=row["id"], name=row["name"], key=key
            ),
            todo,
            Mend.NAMES,
        )


def _values(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    """Days and moments that are none, phone numbers that were typed otherwise, text that is not UTF-8."""
    for table in (*watching.tables(db), *sorted(watching.NOT_FACTS)):
        columns = watching.facts(db, table)
        yield from _days(db, table, {column: _right(column) for column in columns if _right(column)}, todo)
        deque(db.execute(f"SELECT {', '.join(columns)} FROM {table}"), maxlen=0)  # noqa: S608
    for number, value, typed in db.execute("SELECT id, value, typed FROM channel WHERE kind = 'phone'"):
        figures = "".join(str(decimal(one)) for one in typed if one.isdecimal())
        if figures[-TAIL:] != value[-TAIL:]:
            yield damage(
                "values",
                _("The number {value} (channel {number}) was typed as “{typed}”.").format(
                    value=value, number=number, typed=typed
                ),
                todo,
            )


def _days(db: sqlite3.Connection, table: str, right: Mapping[str, str], todo: str) -> Iterator[Finding]:
    """The days and moments of ``table`` that are written as none is."""
    if not right:
        return
    wrong = [f"({column} IS NOT NULL AND {how.format(column)} IS NOT {column})" for column, how in right.items()]
    rows = db.execute(
        f"SELECT id, {', '.join(right)}, {', '.join(wrong)} FROM {table} WHERE {' OR '.join(wrong)} LIMIT ?",  # noqa: S608
        (MOST,),
    )
    for number, *cells in rows:
        for column, value, is_wrong in zip(right, cells, cells[len(right) :], strict=False):
            if is_wrong:
                yield _senseless(table, number, column, value, todo)


def _right(column: str) -> str:
    """How a value is written rightly, as SQL; empty where anything goes."""
    if column.endswith("_on"):
        return "date({}, '+0 days')"
    if column.endswith("_at") or column == "keep_until":
        return "strftime('%Y-%m-%dT%H:%M:%S+00:00', {}, '+0 days')"
    return ""


def _senseless(table: str, number: int, column: str, value: object, todo: str) -> Finding:
    what = _("{column} of {table} {row} is “{value}”, which makes no sense.")
    return damage("values", what.format(column=column, table=table, row=number, value=value), todo)


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
    yield from _faults("history", gaps.gaps(db, MOST), todo)


def _numbers(db: sqlite3.Connection, todo: str) -> Iterator[Finding]:
    for table, used in gaps.behind(db).items():
        what = _("The numbers of {table} went up to {used} once, and would be given again.")
        yield damage("numbers", what.format(table=table, used=used), todo, Mend.NUMBERS)


def _clock(db: sqlite3.Connection) -> list[Finding]:
    late = clock.stamp(clock.now() + rules.AHEAD)
    ahead = db.execute("SELECT id FROM change WHERE made_at > ? ORDER BY id LIMIT 1", (late,)).fetchone()
    back = db.execute(
        "SELECT id FROM (SELECT id, made_at, lag(made_at) OVER (ORDER BY id) AS earlier FROM change)"
        " WHERE julianday(made_at) < julianday(earlier) - ? LIMIT 1",
        (rules.BACK.days,),
    ).fetchone()
    return rules.clock(ahead and ahead[0], back and back[0])
