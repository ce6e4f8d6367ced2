"""What the tests of the ledger share: rows written without a room, and a look at everything at once."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from olcrm.ledger import book, door, elsewhere, trouble, watching

Dump = dict[str, list[tuple[Any, ...]]]
AT = "2026-11-22T05:00:00+00:00"
NOBODY = 65534


class Shelf:
    """Rows of every kind, as the rooms would write them."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def contact(self, name: str = "Rina", phone: str | None = None) -> int:
        row = self.db.execute(
            "INSERT INTO contact (name, created_at, name_key, find_key) VALUES (?, ?, ?, ?)",
            (name, AT, name.casefold(), f"  {name.casefold()}"),
        )
        if phone:
            self.db.execute(
                "INSERT INTO channel (contact_id, kind, value, typed) VALUES (?, 'phone', ?, ?)",
                (row.lastrowid, phone, phone),
            )
        return row.lastrowid or 0

    def due(self, contact: int, amount: int = 50_000, kind: str = "errand", on: str = "2026-11-22") -> int:
        row = self.db.execute(
            "INSERT INTO due (contact_id, kind, memo, amount, created_on, created_at) VALUES (?, ?, 'bolu', ?, ?, ?)",
            (contact, kind, amount, on, AT),
        )
        return row.lastrowid or 0

    def order(self, contact: int, *prices: int, on: str = "2026-11-22") -> int:
        due = self.due(contact, 0, "order", on)
        row = self.db.execute(
            "INSERT INTO sale_order (contact_id, due_id, ordered_on, ordered_at) VALUES (?, ?, ?, ?)",
            (contact, due, on, AT),
        )
        for price in prices or (150_000,):
            self.line(row.lastrowid or 0, price)
        return row.lastrowid or 0

    def line(self, order: int, price: int = 150_000, qty: int = 1) -> int:
        row = self.db.execute(
            "INSERT INTO order_line (order_id, name, qty, price) VALUES (?, 'Gamis', ?, ?)", (order, qty, price)
        )
        return row.lastrowid or 0

    def payment(self, contact: int, due: int | None, amount: int) -> int:
        row = self.db.execute(
            "INSERT INTO payment (contact_id, due_id, amount, kind, paid_on, created_at)"
            " VALUES (?, ?, ?, 'payment', '2026-11-22', ?)",
            (contact, due, amount, AT),
        )
        return row.lastrowid or 0

    def note(self, contact: int, text: str = "suka warna pastel", order: int | None = None) -> int:
        row = self.db.execute(
            "INSERT INTO note (contact_id, order_id, text, noted_at) VALUES (?, ?, ?, ?)", (contact, order, text, AT)
        )
        return row.lastrowid or 0

    def message(self, contact: int, at: str = AT) -> int:
        row = self.db.execute(
            "INSERT INTO message (contact_id, direction, purpose, text, said_at) VALUES (?, 'out', 'talk', 'halo', ?)",
            (contact, at),
        )
        return row.lastrowid or 0


@pytest.fixture
def shelf() -> type[Shelf]:
    return Shelf


@pytest.fixture
def write() -> Callable[..., int]:
    """``write(lambda shelf: …)`` does it as one change and gives the change's number."""

    def write(work: Callable[[Shelf], Any], said: str = "") -> int:
        with book.writing() as db:
            work(Shelf(db))
            db.said = said
        return db.change_id

    return write


@pytest.fixture
def dump() -> Callable[[Path], Dump]:
    """Everything in a ledger but its history: all columns, the kept ones too."""
    return everything


def everything(path: Path) -> Dump:
    connection = sqlite3.connect(path)
    try:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in watching.tables(connection)
        }
    finally:
        connection.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait for a lock longer than a moment."""
    monkeypatch.setattr(trouble, "SLICE", 1)
    monkeypatch.setattr(trouble, "FIRST_WAIT", 2)
    monkeypatch.setattr(trouble, "LAST_WAIT", 2)


@pytest.fixture
def hold() -> Callable[..., Any]:
    """``with hold(path, "BEGIN EXCLUSIVE")``: another program has the ledger."""

    @contextmanager
    def hold(path: Path, begin: str = "BEGIN EXCLUSIVE") -> Iterator[sqlite3.Connection]:
        other = sqlite3.connect(path, isolation_level=None)
        try:
            other.execute(begin)
            other.execute("SELECT count(*) FROM change").fetchone()
            yield other
        finally:
            door.leave(other)

    return hold


@pytest.fixture
def plain_folder() -> Iterator[Path]:
    """A folder of an account without special rights, which is the one that acts meanwhile."""
    folder = Path(tempfile.mkdtemp(prefix="olcrm-test-"))
    root = os.name == "posix" and os.geteuid() == 0
    if root:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        rmtree(folder, ignore_errors=True)


@pytest.fixture
def copy(ledger: Path, write: Any, tmp_path: Path) -> Path:
    """A copy from when there was only Rina; Budi came later."""
    write(lambda shelf: shelf.contact("Rina"))
    target = elsewhere.create(ledger, tmp_path / "copy.db")
    write(lambda shelf: shelf.contact("Budi"))
    return target
