"""What is known of a person as files to hand over: a letter, a document for machines, tables, all of it as a zip."""

import json
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from olcrm.kit.cells import for_document
from olcrm.kit.formats import csv_lines
from olcrm.kit.table import Column
from olcrm.ledger import handing

ZIPPED = (1980, 1, 1, 0, 0, 0)  # the moment in the zip is no news; the letter says the day
PRIVATE_FILE = 0o600 << 16
ENDINGS = (".zip", ".txt", ".json")
TABLES = ("orders", "dues", "payments", "messages")


def write(file: Path, name: str, letter: str, document: Mapping[str, Any]) -> None:
    """Write the kind of file that ``file`` ends in, whole or not at all, for its owner's eyes only."""
    machine = json.dumps(document, ensure_ascii=False, indent=2, default=for_document) + "\n"
    kinds = {".txt": letter.encode(), ".json": machine.encode()}
    content = kinds.get(file.suffix.lower()) or _zipped(name, letter, machine, document)
    handing.write(file, content)


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
        if key == "parcels":
            return ", ".join(" ".join(filter(None, (one["courier"], one["tracking"]))) for one in value)
        return value

    return cell
