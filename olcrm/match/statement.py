"""Bank statements as files: the credits that stand in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from olcrm.kit import paths, sheet
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.match import figures
from olcrm.match.layouts import Cells, Columns, Unknown, at, heading, mapping, name, unknown

Rows = Iterable[tuple[int, Cells]]

SIZE, ROWS, COLUMNS = 50_000_000, 100_000, 200
_IN = {"cr", "c", "k", "kr", "kredit", "credit", "in", "masuk", "uang masuk", "dana masuk", "+"}
_OUT = {"db", "d", "dr", "debit", "debet", "out", "keluar", "uang keluar", "dana keluar", "-", ""}


class Credit(NamedTuple):
    """Money in: the ``row`` it stands in, its day (YYYY-MM-DD), whole rupiah, and what the bank wrote."""

    row: int
    on: str
    amount: int
    text: str


class Statement(NamedTuple):
    """What was read. ``source`` tells accounts apart; ``pending`` and ``odd`` lines are counted, and left out."""

    file: str
    bank: str
    source: str
    received: list[Credit]
    pending: int  # the bank has not booked them yet, so that they have no day
    odd: int  # with sen: interest, which no customer pays


def read(file: str, maps: Sequence[str], account: str | None, today: date) -> Statement:
    """The credits of the statement in ``file``. ``account`` is how its money is to be noted; else the bank's name.

    Raises Missing where there is no file; Refused for one that is damaged, too large, or of no known bank;
    Misunderstood for a ``FIELD=COLUMN`` among ``maps`` that cannot be meant.
    """
    path = paths.path(file)
    wanted = mapping(maps) if maps else {}
    if wanted and account is None:
        raise Misunderstood(
            _("It is not said which account the file is of."), hint=_("Say it with --account, like --account jago.")
        )
    start = _beginning(path)
    if start.startswith(b"PK\x03\x04"):
        return _of_workbook(path, wanted, account, today)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused(
            _("{file} is locked with a password, or of an old format.").format(file=path),
            hint=_("Open it and save it as .xlsx without a password."),
        )
    with sheet.opened(path) as opened:
        return _read(path, _lines(opened), wanted, account, today)


def _beginning(path: Path) -> bytes:
    """The first bytes of an ordinary file; what is none, or is not there, is refused where it is opened."""
    try:
        size = path.stat().st_size if path.is_file() else 0
        if 0 < size <= SIZE:
            with path.open("rb") as handle:
                return handle.read(8)
    except OSError:
        return b""
    if size > SIZE:
        raise Refused(
            _("{file} is larger than any bank statement.").format(file=path),
            hint=_("Look where it comes from; save a shorter time as a file of its own."),
        )
    return b""


def _of_workbook(path: Path, wanted: Mapping[str, str], account: str | None, today: date) -> Statement:
    from olcrm.match import workbook

    first: Refused | None = None
    for rows in workbook.sheets(path, path.read_bytes()):
        try:
            return _read(path, enumerate(rows, 1), wanted, account, today)
        except Unknown as other:
            first = first or other
    raise first or unknown(path, [])


def _lines(opened: sheet.Sheet) -> Iterator[tuple[int, Cells]]:
    yield 1, opened.heading
    for row in opened.rows():
        if row.wrong and any("\0" in cell for cell in row.cells):
            raise _unreadable(opened.path, row.number, _("it has a NUL character in it"))
        yield row.number, row.cells


def _read(path: Path, rows: Rows, wanted: Mapping[str, str], account: str | None, today: date) -> Statement:
    limited = _limited(path, rows)
    columns, before = heading(path, limited, wanted)
    body = list(limited)
    reader = columns.reader or _reader(path, columns, body)
    days = figures.Days(today)
    received: list[Credit] = []
    pending = odd = 0
    for row, cells in body:
        if columns.bank == "bca" and at(cells, 1) == "=":  # the sums below the lines
            break
        amount = _amount(path, row, cells, columns, reader)
        if amount is None:
            continue
        rupiah, sen = amount
        if str(at(cells, columns.date)).strip("' ").casefold() == "pend":
            pending += 1
        elif sen:
            odd += 1
        elif rupiah:
            on = _day(path, row, at(cells, columns.date), days)
            text = "" if columns.text is None else " ".join(str(at(cells, columns.text)).split())
            received.append(Credit(row, on, rupiah, text.removeprefix("'")))
    bank = account or columns.bank
    source = f"{columns.bank}:{_account_number(columns.bank, before, body)}" if columns.bank else f"map:{bank}"
    return Statement(paths.kept(path.name), bank, source, received, pending, odd)


def _limited(path: Path, rows: Rows) -> Iterator[tuple[int, Cells]]:
    for count, (number, cells) in enumerate(rows):
        if count >= ROWS or len(cells) > COLUMNS:
            raise Refused(
                _("{file} has more rows or columns than a bank statement.").format(file=path),
                hint=_("At most {rows} rows and {columns} columns are read; leave the others out.").format(
                    rows=ROWS, columns=COLUMNS
                ),
            )
        yield number, cells


def _reader(path: Path, columns: Columns, body: list[tuple[int, Cells]]) -> figures.Reader:
    """The reader that reads every amount of a file whose columns the owner named."""
    cells = [(row, at(line, columns.amount)) for row, line in body]
    filled = [(row, cell) for row, cell in cells if str(cell).strip()]
    reader = figures.reader(cell for _row, cell in filled)
    if reader is None:
        row, cell = next(
            ((row, cell) for row, cell in filled if figures.reader([cell]) is None), filled[0] if filled else (1, "")
        )
        raise Refused(
            _("Row {row} of {file}: the amount “{cell}” cannot be read without guessing.").format(
                row=row, file=path, cell=excerpt(str(cell))
            ),
            hint=_("One file writes all amounts in one way: 150.000 and 1.250.000,00, or 150000.00 and 1,250,000.00."),
        )
    return reader


def _amount(path: Path, row: int, cells: Cells, columns: Columns, reader: figures.Reader) -> figures.Amount | None:
    """The money that came in with this row, None where none did."""
    cell = at(cells, columns.amount)
    sign = name(at(cells, columns.sign)) if columns.sign is not None else None
    if columns.bank == "bca" and sign is None and " " in str(cell).strip():  # newer files: 100,000.00 CR
        cell, _blank, sign = str(cell).strip().casefold().rpartition(" ")
    if not str(cell).strip():
        return None
    amount = reader(cell)
    if amount is None:
        expected = {"mandiri": "100.000,00"}.get(columns.bank, "100000.00")
        raise _unreadable(
            path,
            row,
            _("“{cell}” is not an amount such as {expected}").format(cell=excerpt(str(cell)), expected=expected),
        )
    if sign is None and columns.bank != "bca":
        return amount if amount > (0, 0) else None
    if sign not in _IN | _OUT:
        raise _unreadable(
            path, row, _("“{word}” does not say whether money came or went").format(word=excerpt(sign or ""))
        )
    return (abs(amount[0]), amount[1]) if sign in _IN else None


def _day(path: Path, row: int, cell: str | float, days: figures.Days) -> str:
    on = days.read(cell)
    if on is None:
        raise _unreadable(path, row, _("“{cell}” is not a day").format(cell=excerpt(str(cell))))
    if on > days.today.isoformat():
        raise _unreadable(path, row, _("its day, {day}, is still to come").format(day=on))
    return on


def _account_number(bank: str, before: Sequence[Cells], body: Sequence[tuple[int, Cells]]) -> str:
    """The number of the account, where the file tells it: two accounts of one bank may show the same line."""
    if bank == "bri":
        return "".join(char for char in str(at(body[0][1], 1)) if char.isdigit()) if body else ""
    for cells in before:
        if name(at(cells, 0)).startswith(("no. rekening", "nomor rekening", "account n", "no rekening")):
            return "".join(char for cell in cells[1:] for char in str(cell) if char.isdigit())
    return ""


def _unreadable(path: Path, row: int, wrong: str) -> Refused:
    return Refused(
        _("Row {row} of {file} is not as expected: {wrong}.").format(row=row, file=path, wrong=wrong),
        hint=_("Nothing was booked. Download the file from the bank once more, and do not save it from a spreadsheet."),
    )
