"""The rows of a spreadsheet (.xlsx) that came from outside, read only once it is sure to fit into the memory.

An .xlsx is a zip of XML. A few kilobytes of either can unpack to gigabytes, and a single cell in the last corner of a
sheet makes whoever lays it out ask for the whole of it. So every part is unpacked here first, up to a limit and
whatever the list of contents claims, and the places of its cells are looked at, before anybody else opens it.
"""

import io
import re
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from olcrm.kit.errors import Refused
from olcrm.kit.text import _

PACKED, UNPACKED = 20_000_000, 50_000_000  # bytes of the file, and of what is in it
PARTS = 1_000  # files in the zip
COLUMNS, ROWS = 200, 100_000
CELLS = 2_000_000
TEXT = 500_000_000  # characters that all cells together can come to, each being as long as the longest

Cell = str | float
"""What stands in a cell: a number where it is one, else text; a day as YYYY-MM-DD."""

_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,5})([0-9]{1,12})["']""")
_HEADER = b"PK\x03\x04"
_DEFLATED, _STORED = 8, 0


def sheets(path: Path, content: bytes) -> Iterator[list[list[Cell]]]:
    """The rows of each sheet of the workbook ``content``, which was read from ``path``.

    Raises Refused for what is no workbook, and for one that unpacks to more than the limits above.
    """
    _measure(path, content)
    # A parser in Rust that only reads: openpyxl takes ten times as long for the same rows.
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield [[_cell(value) for value in row] for row in rows]
    except (KeyboardInterrupt, MemoryError, GeneratorExit, Refused):
        raise
    except BaseException as error:  # a panic of the parser is none of Python's usual exceptions
        raise _damaged(path) from error


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _measure(path: Path, content: bytes) -> None:
    if len(content) > PACKED:
        raise _too_large(path)
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
    except (BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise _damaged(path) from error
    if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
        raise _too_large(path)
    left, longest, cells = UNPACKED, 0, 0
    for part in parts:
        unpacked = _unpacked(path, content, part, left)
        left -= len(unpacked)
        if "sharedstrings" in part.filename.casefold():
            longest = max(map(len, unpacked.split(b"</si>")))
        elif part.filename.casefold().endswith(".xml"):
            cells += _laid_out(path, unpacked)
    if longest * cells > TEXT:
        raise _too_large(path)


def _unpacked(path: Path, content: bytes, part: ZipInfo, most: int) -> bytes:
    """The bytes of one part, at most ``most``; it is not believed what it says of its own size."""
    start = part.header_offset
    head = content[start : start + 30]
    if len(head) < 30 or head[:4] != _HEADER or part.flag_bits & 1 or part.compress_type not in (_DEFLATED, _STORED):
        raise _damaged(path)
    start += 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = content[start : start + part.compress_size]
    if part.compress_type == _STORED:
        found = packed
    else:
        try:
            found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
        except zlib.error as error:
            raise _damaged(path) from error
    if len(found) > most:
        raise _too_large(path)
    if len(found) != part.file_size:
        raise _damaged(path)
    return found


def _laid_out(path: Path, xml: bytes) -> int:
    """How many cells a sheet has; refuses one that would be laid out larger than the limits."""
    width = height = named = 0
    for letters, figures in _PLACE.findall(xml):
        named += 1
        width, height = max(width, _column(letters)), max(height, int(figures))
    cells = xml.count(b"<c ") + xml.count(b"<c>") + xml.count(b":c ") + xml.count(b":c>")
    width, height = max(width, cells - named), max(height, xml.count(b"<row"))  # those without a place stand in a row
    if width > COLUMNS or height > ROWS or width * height > CELLS:
        raise Refused(
            _("{file} has more rows or columns than a bank statement.").format(file=path),
            hint=_("At most {rows} rows and {columns} columns are read; leave the others out.").format(
                rows=ROWS, columns=COLUMNS
            ),
        )
    return cells


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(path: Path) -> Refused:
    return Refused(
        _("{file} unpacks to more than any bank statement holds.").format(file=path),
        hint=_("Look where it comes from; save a shorter time as a file of its own."),
    )


def _damaged(path: Path) -> Refused:
    return Refused(
        _("{file} is damaged, or no spreadsheet.").format(file=path),
        hint=_("Download it from the bank once more."),
    )
