"""How the ledger came to its present shape: one step a release, never changed once released."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database, Migrations

from olcrm.ledger import watching

HERE = Path(__file__).parent
steps = Migrations("olcrm")


@steps()
def m001_first_release(db: Database) -> None:
    """Every table of the first release, with the triggers that keep sums, search and history."""
    _run(db.conn, HERE / "m001.sql")
    _run(db.conn, HERE / "m001_history.sql")


@steps()
def m002_privacy(db: Database) -> None:
    """What people agreed to and asked for, who is forgotten; and no private note in the history any more."""
    _run(db.conn, HERE / "m002.sql")
    _run(db.conn, HERE / "m002_history.sql")


@steps()
def m003_selling_day(db: Database) -> None:
    """The catalogue with its stock, who waits for what, dues in parts, and what bank statements show."""
    _run(db.conn, HERE / "m003.sql")
    _run(db.conn, HERE / "m003_history.sql")


@steps()
def m004_sending(db: Database) -> None:
    """Parcels, errands, the shop's terms, and answers that are given again and again."""
    _run(db.conn, HERE / "m004.sql")
    _run(db.conn, HERE / "m004_history.sql")


@steps()
def m005_after_the_sale(db: Database) -> None:
    """Questions, complaints, guarantees and claims, ratings, feasts, circles, gifts, members, raffles, the journal."""
    _run(db.conn, HERE / "m005.sql")
    watching.watch(db.conn)


def bring_up_to_date(db: sqlite3.Connection) -> None:
    """Apply what is missing and hang the views anew, inside the caller's transaction."""
    steps.apply(Database(db, execute_plugins=False))
    views = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    for name in views:
        db.execute(f'DROP VIEW "{name}"')
    _run(db, HERE / "views.sql")


def build(db: sqlite3.Connection, version: int) -> None:
    """Make an empty database what a ledger of ``version`` is; only the newest gets its views."""
    made = Database(db, execute_plugins=False)
    names = [step.name for step in steps.pending(made)]
    if version >= len(names):
        bring_up_to_date(db)
    elif version > 0:
        steps.apply(made, stop_before=names[version])


def _run(db: sqlite3.Connection, script: Path) -> None:
    for statement in _statements(script.read_text(encoding="utf-8")):
        db.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """The statements of ``script`` one by one: ``executescript`` would commit the caller's transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
