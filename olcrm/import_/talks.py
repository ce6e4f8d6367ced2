"""The messages of one chat, noted as said to a customer and heard from her; what is noted already is left alone."""

import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from olcrm.contact import rules as person
from olcrm.contact import store as people
from olcrm.import_.chat import Chat, Message
from olcrm.import_.rules import Wrong
from olcrm.kit import clock, paths, phone
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.text import _, folded
from olcrm.ledger.book import Ledger
from olcrm.message import store as messages

LARGEST = 100_000_000  # bytes of a chat without its pictures; years of talk are a tenth of it


class Brought(NamedTuple):
    """What became of a chat: the ``batch`` (None where nothing was new), whom it is with, how many messages."""

    batch: int | None
    contact_id: int
    added: bool
    said: int
    heard: int
    known: int
    first: datetime | None
    last: datetime | None


def text_of(path: Path) -> str:
    """The text of a chat, out of the zip it may be in. Raises Missing, or Refused for what is no such file."""
    if not paths.is_file(path):
        raise Missing(
            _("There is no file {path}.").format(path=path), hint=_("Give the .txt or .zip that WhatsApp exported.")
        )
    try:
        if zipfile.is_zipfile(path):
            return _unzipped(path)
        if path.stat().st_size > LARGEST:
            raise _too_large(path)
        return path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise Refused(
            _("{file} is not a chat that WhatsApp exported.").format(file=path.name),
            hint=_("In the chat: menu, more, export chat, without media; then give the .txt or .zip file."),
        ) from None


def _unzipped(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        texts = [one for one in packed.infolist() if one.filename.endswith(".txt")]
        if len(texts) != 1:
            raise Refused(
                _("{file} holds no chat, or more than one.").format(file=path.name),
                hint=_("Unpack it and give the .txt file."),
            )
        if texts[0].file_size > LARGEST:
            raise _too_large(path)
        return packed.read(texts[0]).decode("utf-8-sig")


def _too_large(path: Path) -> Refused:
    return Refused(
        _("{file} is too large for a chat.").format(file=path.name), hint=_("Export the chat without media.")
    )


def meant(db: Ledger, sender: str) -> int | None:
    """The customer who is called ``sender`` or has that number; None when nobody is. Raises Missing for several."""
    channel = _number(sender)
    if channel is not None:
        row = db.execute(
            "SELECT contact_id FROM channel WHERE kind = 'phone' AND value = ?", (channel.value,)
        ).fetchone()
        return None if row is None else int(row["contact_id"])
    found = db.execute(
        "SELECT id FROM contact WHERE name_key = ? AND archived_at IS NULL ORDER BY id", (folded(sender),)
    ).fetchall()
    if len(found) > 1:
        raise Missing(
            _("Several customers are called “{name}”.").format(name=sender),
            hint=_("Say which one with --contact."),
            candidates=[person.brief(people.get(db, row["id"])) for row in found],
        )
    return int(found[0]["id"]) if found else None


def _number(sender: str) -> person.Channel | None:
    """A sender whose number is not in the phone book stands there as the number."""
    if not phone.looks_like(sender):
        return None
    try:
        return person.Channel("phone", phone.number(sender), sender)
    except Misunderstood:
        return None


def bring(
    db: Ledger, chat: Chat, us: str | None, sender: str, contact_id: int | None, digest: str, path: Path
) -> Brought:
    """Note what is new of ``chat`` with ``sender``, who is ``contact_id`` or becomes a contact."""
    now = clock.now()
    listed = []
    for message in chat.messages:
        if clock.moment_at(message.at) > now:
            chat.wrong.append(Wrong(message.row, "", _("its day is still to come")))
        else:
            listed.append(message)
    if not listed:
        raise Refused(
            _("No message of {file} can be noted.").format(file=path.name), hint=_("Look at its days: are they right?")
        )
    added = contact_id is None
    who = contact_id if contact_id is not None else _add(db, sender)
    fresh = _fresh(db, who, listed, us)
    batch = _batch(db, path, digest, len(listed), listed[0].row, who) if fresh else None
    for message in fresh:
        direction = "out" if message.sender == us else "in"
        messages.log(db, who, message.text, direction=direction, at=clock.moment_at(message.at))
    said = sum(message.sender == us for message in fresh)
    moments = [message.at for message in fresh]
    return Brought(
        *(batch, who, added, said, len(fresh) - said, len(listed) - len(fresh)),
        *(min(moments, default=None), max(moments, default=None)),
    )


def _add(db: Ledger, sender: str) -> int:
    channel = _number(sender)
    name = phone.local(channel.value) if channel else sender
    return people.add(db, name, channels=[channel] if channel else (), source="wa")


def _fresh(db: Ledger, contact_id: int, listed: list[Message], us: str | None) -> list[Message]:
    """What of the chat is not noted yet: a later export of the same chat begins with what was there before."""
    stamps = [clock.stamp(clock.moment_at(message.at)) for message in listed]
    noted = Counter(
        (row["said_at"], row["direction"], row["text"])
        for row in db.execute(
            "SELECT said_at, direction, text FROM message WHERE contact_id = ? AND said_at BETWEEN ? AND ?",
            (contact_id, min(stamps), max(stamps)),
        )
    )
    fresh = []
    for message, stamp in zip(listed, stamps, strict=True):
        key = (stamp, "out" if message.sender == us else "in", message.text)
        if noted[key]:
            noted[key] -= 1
        else:
            fresh.append(message)
    return fresh


def _batch(db: Ledger, path: Path, digest: str, rows: int, first: int, contact_id: int) -> int:
    """The file, and whom it is with; where a later export adds to it, once more."""
    taken = "SELECT count(*) FROM import_batch WHERE kind = 'chat' AND fingerprint BETWEEN ? AND ?"
    (times,) = db.execute(taken, (f"{digest}-", f"{digest}.")).fetchone()
    cursor = db.execute(
        "INSERT INTO import_batch (kind, file_name, fingerprint, rows, imported_at) VALUES ('chat', ?, ?, ?, ?)",
        (paths.kept(path.name), f"{digest}-{times}", rows, clock.stamp(clock.now())),
    )
    batch = int(cursor.lastrowid or 0)
    db.execute(
        "INSERT INTO import_row (batch_id, row_number, fingerprint, contact_id) VALUES (?, ?, ?, ?)",
        (batch, first, f"{digest}-{times}", contact_id),
    )
    return batch
