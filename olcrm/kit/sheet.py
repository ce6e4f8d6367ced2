"""A table in a text file (CSV and its kin), read row by row however large it is.

What comes out of other programs differs in its characters, its delimiter and its manners. All of that is settled
here, before anybody asks what a column means. A file that cannot be read without guessing is refused by row number;
rows are counted as a spreadsheet counts them, the heading being row 1.
"""

import codecs
import csv
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from olcrm.kit.errors import Missing, Refused
from olcrm.kit.text import _

DELIMITERS = ",;\t"
STATED = DELIMITERS + "|:~^"  # what a first line such as sep=| may name
PIECE = 1 << 18  # bytes looked at in one go
SAMPLE, TRIED = 1 << 16, 20  # characters at the beginning, and lines of them that are tried with each delimiter
LONGEST = 1 << 20  # bytes of one line, or characters of a row of several lines; what is longer is no row
LARGE = 1 << 22  # bytes of a file from which on rows are measured: a smaller one cannot fill the memory
COLUMNS = 1000  # more than any table that a person looks at

# How files begin that are often taken for CSV: xlsx and ods (a zip, whatever it is called), xls; then pictures, PDF,
# packed files, databases.
SPREADSHEETS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!", b"(\xb5/\xfd")
BINARIES = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF", b"SQLite format 3", *PACKED)


class Row(NamedTuple):
    """One row: its ``cells``, as many as there are headings, and what is ``wrong`` with it, if anything is."""

    number: int
    cells: list[str]
    wrong: str = ""


class Sheet:
    """An open file. ``digest`` is the SHA-256 of its bytes, ``lines`` about how many rows it has."""

    def __init__(self, handle: BinaryIO, path: Path) -> None:
        self.path = path
        self._handle = handle
        self._state = _state(handle)
        seen = _look_through(handle, path)
        self.digest, self.encoding, self.lines, self._nul = seen
        self._text = io.TextIOWrapper(handle, self.encoding, newline="")
        self._taken = 0  # characters of the row that is being read
        self.delimiter, self._start = self._delimiter()
        self.heading = self._heading()

    def rows(self) -> Iterator[Row]:
        """The rows below the heading, blank ones left out; any number of times.

        Raises Refused where the rest of the file cannot be told apart into rows, when there is no row at all, and
        when the file was changed meanwhile.
        """
        reader = self._reader()
        next(reader)
        width, count, number = len(self.heading), 0, 1
        try:
            for number, cells in enumerate(reader, 2):
                self._taken = 0
                if not any(cells):
                    continue
                count += 1
                if len(cells) != width:
                    cells = _fitted(cells, width)
                yield Row(number, cells, self._wrong(cells, width) if self._nul or len(cells) > width else "")
        except csv.Error as error:
            raise self._broken(number + 1, error) from None
        if not count:
            raise self._refused(_("{file} has a heading and no rows."), _("Save it again with the rows in it."))
        if _state(self._handle) != self._state:
            raise self._refused(
                _("{file} was changed while it was being read."), _("Close the program that writes it; try again.")
            )

    def _wrong(self, cells: list[str], width: int) -> str:
        if len(cells) > width:
            return _("it has {count} cells under {width} headings").format(count=len(cells), width=width)
        return _("it has a NUL character in it") if any("\0" in cell for cell in cells) else ""

    def _reader(self) -> Iterator[list[str]]:
        # Without `strict` everything behind a quotation mark that is never closed would become one cell.
        self._text.seek(0)
        for _line in range(self._start):
            self._text.readline()
        lines = self._measured() if self._state[0] > LARGE else self._text
        return csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _measured(self) -> Iterator[str]:
        """The lines, as long as no row grows without end by line breaks within quotation marks."""
        self._taken = 0
        for line in self._text:
            self._taken += len(line)
            if self._taken > LONGEST:
                raise csv.Error("limit")
            yield line

    def _delimiter(self) -> tuple[str, int]:
        """The sign between cells, and how many lines (the ``sep=;`` that Excel wants) stand before the heading."""
        self._text.seek(0)
        lines = self._text.read(SAMPLE).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if any(char < " " and char != "\t" for char in lines[0]):
            raise _not_text(self.path)
        stated = lines[0].strip('"').casefold()
        if stated.startswith("sep=") and len(stated) == 5 and stated[4] in STATED:
            return stated[4], 1
        likely = [sign for sign in DELIMITERS if _fit(lines[:TRIED], sign)[1] > 1]
        return max(likely, key=lambda sign: _fit(lines[:TRIED], sign), default=DELIMITERS[0]), 0

    def _heading(self) -> list[str]:
        try:
            cells = next(self._reader(), [])
        except csv.Error as error:
            raise self._broken(1, error) from None
        if len(cells) > COLUMNS:
            raise self._refused(
                _("{file} has {count} columns; at most {most} are read."),
                _("Leave in it only the columns that are wanted."),
                count=len(cells),
                most=COLUMNS,
            )
        heading = [" ".join(cell.split()) for cell in cells]
        if not any(heading):
            raise self._refused(_("{file} does not begin with a heading."), _("The first row names the columns."))
        return heading

    def _broken(self, number: int, error: csv.Error) -> Refused:
        if "limit" in str(error):
            wrong = _("a cell is far too long; perhaps a quotation mark is opened and not closed")
        elif "end of data" in str(error):
            wrong = _("a quotation mark is opened and not closed")
        else:
            wrong = _("there is a quotation mark in the middle of a cell")
        return self._refused(
            _("Row {number} of {file} cannot be read, nor what follows: {wrong}."),
            _("Correct that row, or save the file as CSV again."),
            number=number,
            wrong=wrong,
        )

    def _refused(self, message: str, hint: str, **values: object) -> Refused:
        return _refusal(self.path, message, hint, **values)


@contextmanager
def opened(path: Path) -> Iterator[Sheet]:
    """The sheet in the file at ``path``.

    Raises Missing when there is none; Refused for a folder or device, an empty or binary file, and one in no known
    character set.
    """
    with _open(path) as handle:
        yield Sheet(handle, path)


def _open(path: Path) -> BinaryIO:
    try:
        # O_NONBLOCK: a pipe that nobody writes to must not keep the owner waiting.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise Missing(
            _("There is no file {file}.").format(file=path), hint=_("Look at its name and the folder it is in.")
        ) from None
    except OSError as error:
        raise _refusal(
            path, _("{file} cannot be opened: {reason}."), _("Let this account read it."), reason=error.strerror
        ) from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise _refusal(path, _("{file} is not an ordinary file."), _("Name a CSV file."))
    return os.fdopen(handle, "rb")


def _state(handle: BinaryIO) -> tuple[int, int]:
    status = os.fstat(handle.fileno())
    return status.st_size, status.st_mtime_ns


def _look_through(handle: BinaryIO, path: Path) -> tuple[str, str, int, bool]:
    """Every byte once: its digest, the character set, the number of lines, and whether there is a NUL."""
    import hashlib

    digest, lines, nul, first = hashlib.sha256(), 0, False, b""
    decode, line = _Guess(), 0
    while piece := handle.read(PIECE):
        first = first or piece
        digest.update(piece)
        lines += piece.count(b"\n")
        nul = nul or b"\0" in piece
        end = max(piece.rfind(b"\n"), piece.rfind(b"\r"))
        line = len(piece) - end - 1 if end >= 0 else line + len(piece)
        if line > LONGEST:
            raise _not_text(path)
        decode.take(piece)
    if not first.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise _refusal(path, _("{file} is empty."), _("Save it again with the rows in it."))
    if first.startswith(SPREADSHEETS):
        raise _refusal(path, _("{file} is a spreadsheet or an archive, not CSV."), _("Open it and save it as CSV."))
    if first.startswith(BINARIES):
        raise _not_text(path)
    return digest.hexdigest(), decode.encoding(path), lines, nul


class _Guess:
    """Which characters the bytes are: UTF-8, UTF-16 when they say so themselves, else those of old Windows programs."""

    def __init__(self) -> None:
        self.wide = False
        self._strict: codecs.IncrementalDecoder | None = None
        self._loose = codecs.getincrementaldecoder("utf-8")("ignore")
        self._old = codecs.getincrementaldecoder("cp1252")()
        self._line = 1
        self._multibyte = self._damaged = self._unknown = False

    def take(self, piece: bytes) -> None:
        """Look at the next piece of the file."""
        if self._strict is None:
            self.wide = piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
            self._strict = codecs.getincrementaldecoder("utf-16" if self.wide else "utf-8-sig")()
        if not self._damaged:
            try:
                self._strict.decode(piece)
                self._line += piece.count(b"\n")
            except UnicodeDecodeError as error:
                self._damaged = True
                self._line += piece.count(b"\n", 0, error.start)
        if not self.wide and not piece.isascii():
            self._multibyte = self._multibyte or not self._loose.decode(piece).lstrip("\ufeff").isascii()
            try:
                self._old.decode(piece)
            except UnicodeDecodeError:
                self._unknown = True

    def encoding(self, path: Path) -> str:
        """The character set, now that the end is reached. Raises Refused when the bytes fit none."""
        try:
            if not self._damaged and self._strict is not None:
                self._strict.decode(b"", True)
                return "utf-16" if self.wide else "utf-8-sig"
        except UnicodeDecodeError:
            pass
        if self.wide or self._unknown or self._multibyte:
            raise _refusal(
                path,
                _("Line {line} of {file} holds bytes that are no characters."),
                _("Save it as “CSV UTF-8”."),
                line=self._line,
            )
        return "cp1252"


def _fitted(cells: list[str], width: int) -> list[str]:
    """``cells`` with empty ones added, or empty ones at the end taken away, as far as the heading goes."""
    while len(cells) > width and not cells[-1]:
        cells.pop()
    return cells + [""] * (width - len(cells))


def _fit(lines: list[str], sign: str) -> tuple[float, int]:
    """How many of ``lines`` have as many cells as the heading when parted by ``sign``, and how many cells it has."""
    widths = [len(cells) for cells in csv.reader(lines, delimiter=sign) if cells]
    return (widths.count(widths[0]) / len(widths), widths[0]) if widths else (0, 0)


def _not_text(path: Path) -> Refused:
    return _refusal(path, _("{file} is not a text file."), _("Save it as CSV first."))


def _refusal(path: Path, message: str, hint: str, **values: object) -> Refused:
    return Refused(message.format(file=path, **values), hint=hint)
