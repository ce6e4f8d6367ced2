"""How the columns of bank statements are called, by bank or by what the owner says.

BCA writes ``Tanggal,Keterangan,Cabang,Jumlah,,Saldo`` below a few lines about the account, with CR or DB in the column
without a name, a decimal point, and apostrophes so that spreadsheets leave figures alone; BRI writes one column each
for money in and out; Mandiri a workbook with decimal commas. Anything else is read as the owner says.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt
from olcrm.match import figures

Cells = Sequence[str | float]

SEARCHED = 60  # rows in which the heading is looked for
FIELDS = ("date", "amount", "text", "direction")


class Unknown(Refused):
    """There is no heading that is known."""


class Columns(NamedTuple):
    """Where things stand. ``sign`` is a column that says whether money came or went; None: it is in the amount."""

    bank: str
    date: int
    amount: int
    text: int | None
    sign: int | None
    reader: figures.Reader | None


def heading(path: Path, rows: Iterator[tuple[int, Cells]], wanted: Mapping[str, str]) -> tuple[Columns, list[Cells]]:
    """What the columns are, and the rows before the one that says so."""
    before: list[Cells] = []
    for _number, cells in rows:
        names = [name(cell) for cell in cells]
        found = _mapped(names, wanted) if wanted else _known(names)
        if found is not None:
            return found, before
        before.append(cells)
        if len(before) >= SEARCHED:
            break
    if wanted:
        missing = next((one for one in wanted.values() if not any(one in map(name, cells) for cells in before)), "")
        raise Misunderstood(
            _("{file} has no row with the columns {columns} in it.").format(
                file=path, columns=", ".join(f"“{one}”" for one in ([missing] if missing else wanted.values()))
            ),
            hint=_("Its first row is: {row}").format(row=_first_row(before)),
        )
    raise unknown(path, before)


def _known(names: list[str]) -> Columns | None:
    """The columns of a bank that is known by what it calls them."""
    where = {called: place for place, called in reversed(list(enumerate(names)))}

    def beginning(*choices: str) -> int | None:
        return next((place for called, place in where.items() if called.startswith(choices)), None)

    if {"tgl_tran", "mutasi_kredit", "desk_tran"} <= where.keys():
        return Columns("bri", where["tgl_tran"], where["mutasi_kredit"], where["desk_tran"], None, figures.point)
    day, text = beginning("tanggal"), beginning("keterangan", "remarks")
    money_in, amount = beginning("dana masuk"), where.get("jumlah")
    if day is None or text is None:
        return None
    if money_in is not None:
        return Columns("mandiri", day, money_in, text, None, figures.comma)
    if amount is not None and beginning("saldo") is not None:
        sign = amount + 1 if amount + 1 < len(names) and not names[amount + 1] else None
        return Columns("bca", day, amount, text, sign, figures.point)
    return None


def _mapped(names: list[str], wanted: Mapping[str, str]) -> Columns | None:
    if not set(wanted.values()) <= set(names):
        return None
    place = {field: names.index(called) for field, called in wanted.items()}
    return Columns("", place["date"], place["amount"], place.get("text"), place.get("direction"), None)


def mapping(maps: Sequence[str]) -> dict[str, str]:
    """The column of each field, folded. Raises Misunderstood for what is no such pair, and where one is missing."""
    found: dict[str, str] = {}
    for one in maps:
        field, sign, column = one.partition("=")
        field = field.strip().casefold()
        if not sign or field not in FIELDS or not column.strip() or field in found:
            raise Misunderstood(
                _("“{word}” does not say which column is which field.").format(word=excerpt(one)),
                hint=_("Write FIELD=COLUMN once for each field; fields are {fields}.").format(fields=", ".join(FIELDS)),
            )
        found[field] = name(column)
    if not {"date", "amount"} <= found.keys():
        raise Misunderstood(
            _("It is not said which columns hold the day and the amount."),
            hint=_("Write --map date=COLUMN --map amount=COLUMN."),
        )
    return found


def at(cells: Cells, place: int) -> str | float:
    return cells[place] if place < len(cells) else ""


def name(cell: str | float) -> str:
    return folded(str(cell).strip().strip("'")) if str(cell).strip() else ""


def _first_row(before: Sequence[Cells]) -> str:
    return excerpt(", ".join(str(cell) for cell in (before[0] if before else ()) if str(cell).strip())) or "–"


def unknown(path: Path, before: Sequence[Cells]) -> Unknown:
    return Unknown(
        _("{file} is not the statement of a bank that is known; it begins with: {row}").format(
            file=path, row=_first_row(before)
        ),
        hint=_(
            "Known are BCA (CSV), BRI (CSV) and Mandiri (XLSX). For any other name its columns:"
            " --account NAME --map date=COLUMN --map amount=COLUMN --map text=COLUMN."
        ),
    )
