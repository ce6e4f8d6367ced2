"""Carrying a checked copy of the ledger elsewhere, plain or encrypted, and into no file that is not such a copy."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from olcrm.kit import clock
from olcrm.kit.errors import OlcrmError, Refused
from olcrm.kit.text import _
from olcrm.ledger import book, checksum, descent, door, forgotten, parts, restoring, safekeep, sealing


def create(ledger: Path, to: Path | None, passphrase: str = "") -> Path:
    """Take a checked snapshot now, among the others or as the file ``to``, and give its path.

    With a ``passphrase`` it is encrypted, and its name ends in ``.age``. In a folder the copy is named after the ledger
    and the day. ``to`` may replace an earlier copy that holds nothing the ledger does not hold; anything else that is
    there is left alone (Refused). The list of who is forgotten goes along. Raises LedgerError when the ledger is
    damaged or the disk refuses.
    """
    target = _sealed(ledger, to, passphrase) if passphrase else _plain(ledger, to)
    if to is not None:
        with safekeep.told(ledger, target):
            forgotten.carry(ledger, target.parent)
    return target


def _plain(ledger: Path, to: Path | None) -> Path:
    with book.reading() as db:
        target = _target(ledger, to, ".db")
        if to is not None:
            _expect_room_at(db, ledger, target)
        return safekeep.take(db, ledger, target)


def _sealed(ledger: Path, to: Path | None, passphrase: str) -> Path:
    """The encrypted copy. Plain it is for a moment among the snapshots, and nowhere else.

    Encrypting is slow on purpose, so the ledger is left to others meanwhile.
    """
    home = safekeep.daily(ledger, clock.today())
    target = _target(ledger, to, ".db.age")
    with safekeep.told(ledger, home):
        door.make_folder(home.parent)
        with parts.passing(home) as plain:
            with book.reading() as db:
                safekeep.pour(db, plain)
            db = door.connect(plain, "ro")
            try:
                _expect_room_at(db, ledger, target, passphrase)
            finally:
                door.leave(db)
            with safekeep.told(ledger, target), parts.becoming(target) as part:
                sealing.with_passphrase(passphrase, ledger)(plain, part.path)
    return target


def _target(ledger: Path, to: Path | None, ending: str) -> Path:
    if to is None:
        return safekeep.free_name(ledger, "asked", ending=ending)
    target = to.absolute()
    if target.is_dir():
        return target / f"{safekeep.stem(ledger)}-{clock.today()}{ending}"
    last = Path(ending).suffix
    return target if ending == ".db" or target.suffix == last else target.with_name(target.name + last)


def expect_folder(to: Path) -> None:
    """Raise Refused when ``to`` can be neither a folder nor a file in one."""
    folder = to.absolute().parent
    if not folder.is_dir():
        raise Refused(
            _("There is no folder {folder}.").format(folder=folder), hint=_("Make it first, or name another.")
        )


def _expect_room_at(db: sqlite3.Connection, ledger: Path, target: Path, passphrase: str = "") -> None:
    """Refuse every place for a copy but an empty one, or an earlier copy of this very ledger."""
    expect_folder(target)
    note = checksum.beside(target)
    if os.path.lexists(note) and (note.is_symlink() or not checksum.kept(target)[0]):
        raise _in_the_way(note)
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_file():
        raise Refused(
            _("{path} is no ordinary file, so nothing is written there.").format(path=target),
            hint=_("Name a file that is not there yet."),
        )
    if target.samefile(ledger):
        raise Refused(
            _("{path} is the ledger itself.").format(path=target), hint=_("Name a file that is not there yet.")
        )
    if not _is_earlier(db, ledger, target, passphrase):
        raise _in_the_way(target)


def _in_the_way(path: Path) -> Refused:
    return Refused(
        _("{path} is there already and is not an earlier copy of this ledger.").format(path=path),
        hint=_("Name a file that is not there yet, or move that one away."),
    )


def _is_earlier(db: sqlite3.Connection, ledger: Path, target: Path, passphrase: str) -> bool:
    """Whether ``target`` is a copy of the ledger as it once was: the last it remembers, the ledger remembers, too.

    An encrypted one is looked into with the passphrase it is to be replaced with.
    """
    with suppress(sqlite3.Error, OlcrmError), restoring.readable(ledger, target, sealing.Key(passphrase)) as plain:
        copy = door.connect(plain, "ro")
        try:
            door.judge(copy, plain)
            return descent.since(db, descent.mark(copy)) is not None
        finally:
            door.leave(copy)
    return False
