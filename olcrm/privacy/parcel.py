"""What is known of a person as files to hand over: a letter, a document for machines, tables, all of it as a zip."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from olcrm.kit.cells import for_document
from olcrm.kit.errors import Refused
from olcrm.kit.formats import csv_lines
from olcrm.kit.table import Column
from olcrm.kit.text import _
from olcrm.ledger import door, parts

ZIPPED = (1980, 1, 1, 0, 0, 0)  # the moment in the zip is no news; the letter says the day
PRIVATE_FILE = 0o600 << 16
ENDINGS = (".zip", ".txt", ".json")
TABLES = ("orders", "dues", "payments", "messages")


def target(place: Path, name: str) -> Path:
    """The file that ``place`` means: itself, or a zip called after ``name`` when it is a folder.

    Raises Refused for a link, for anything but an ordinary file, and for a kind of file that is not made here.
    """
    found = place.absolute()
    if found.is_dir():
        found /= f"{name}.zip"
    if found.suffix.lower() not in ENDINGS:
        raise Refused(
            _("{path} is neither a folder nor a name for a file of this kind.").format(path=place),
            hint=_("Name a folder that is there, or a file that ends in {endings}.").format(endings=", ".join(ENDINGS)),
        )
    if not found.parent.is_dir():
        raise Refused(
            _("There is no folder {folder}.").format(folder=found.parent), hint=_("Make it first, or name another.")
        )
    if os.path.lexists(found) and (found.is_symlink() or not found.is_file()):
        raise Refused(
            _("{path} is no ordinary file, so nothing is written there.").format(path=found),
            hint=_("Name a file that is not there yet."),
        )
    return found


def write(file: Path, name: str, letter: str, document: Mapping[str, Any]) -> None:
    """Write the kind of file that ``file`` ends in, whole or not at all, for its owner's eyes only."""
    machine = json.dumps(document, ensure_ascii=False, indent=2, default=for_document) + "\n"
    kinds = {".txt": letter.encode(), ".json": machine.encode()}
    content = kinds.get(file.suffix.lower()) or _zipped(name, letter, machine, document)
    part = parts.part_of(file)
    try:
        part.write_bytes(content)
        door.sync_file(part)
        part.replace(file)
        door.sync_folder(file.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _zipped(name: str, letter: str, machine: str, document: Mapping[str, Any]) -> bytes:
    from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

    files = {f"{name}.txt": letter, f"{name}.json": machine}
    files |= {f"{table}.csv": _csv(document[table]) for table in TABLES if document[table]}
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for inside, content in files.items():
            entry = ZipInfo(inside, ZIPPED)
            entry.external_attr, entry.compress_type = PRIVATE_FILE, ZIP_DEFLATED
            archive.writestr(entry, content.encode())
    return whole.getvalue()


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """A table of these documents, made so that a spreadsheet runs nothing of it; lines of an order in one cell."""
    columns = [Column(key, key, value=_cell(key)) for key in rows[0]]
    return "".join(csv_lines(columns, rows))


def _cell(key: str) -> Any:
    def cell(row: Mapping[str, Any]) -> Any:
        value = row[key]
        if key == "lines":
            return ", ".join(f"{line['qty']}x {line['name']}" for line in value)
        return value

    return cell
