"""Answers for programs: JSON and CSV, piece by piece, so that a long list needs no more memory than a short one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from olcrm.kit.cells import escaped, for_document, guard, raw, safe
from olcrm.kit.table import Answer, Column, Document, Table, Words

INDENTED = 1000  # up to so many rows each gets several lines; above, one line a row


def document(answer: Answer) -> dict[str, Any]:
    """The whole document of ``answer``; the rows of a table are not in it yet."""
    head: dict[str, Any] = {"olcrm": 1, "kind": answer.kind}
    if isinstance(answer, Table):
        return head | dict(answer.extra)
    if isinstance(answer, Words):
        head["text"] = answer.text
    return head | dict(answer.document)


def json_pieces(head: Document, rows: Sequence[Document] | None, *, ascii_only: bool = False) -> Iterator[str]:
    """``head`` as one JSON document, with ``"rows"`` last when there are any to give, in pieces to write."""
    whole = dict(head) if rows is None else {**head, "rows": []}
    if rows is None or len(rows) <= INDENTED:
        if rows is not None:
            whole["rows"] = list(rows)
        yield _encoded(whole, ascii_only, indent=2) + "\n"
        return
    yield _encoded(whole, ascii_only, indent=2).removesuffix("[]\n}") + "["
    mark = "\n    "
    for row in rows:
        yield mark + _encoded(row, ascii_only)
        mark = ",\n    "
    yield "\n  ]\n}\n"


def _encoded(value: Any, ascii_only: bool, indent: int | None = None) -> str:
    import json

    return escaped(json.dumps(value, ensure_ascii=ascii_only, default=for_document, indent=indent))


def csv_lines(columns: Sequence[Column], rows: Iterable[Document], *, harmless: bool = False) -> Iterator[str]:
    """A line of column keys, then a line a row. ``harmless`` also spells out controls, for a terminal."""
    yield csv_line([column.key for column in columns])
    for row in rows:
        yield csv_line([column.of(row) for column in columns], harmless=harmless)


def csv_line(values: Sequence[Any], *, harmless: bool = False) -> str:
    """One line of CSV. Text that a spreadsheet would run is guarded and quoted; numbers never are."""
    line = ",".join(_csv_cell(value, harmless) for value in values)
    return (line or '""') + "\n"  # an empty line would be no row


def _csv_cell(value: Any, harmless: bool) -> str:
    text = raw(value)
    cell = guard(text) if isinstance(value, str | list | tuple) else text
    if harmless:
        cell = safe(cell)
    if cell != text or text != text.strip() or any(mark in cell for mark in ',;"\t\r\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def error_document(code: str, message: str, hint: str, candidates: Sequence[Mapping[str, Any]]) -> Document:
    """What is said on the error stream under JSON; ``candidates`` only when there are some."""
    error: dict[str, Any] = {"code": code, "message": message, "hint": hint}
    if candidates:
        error["candidates"] = list(candidates)
    return {"error": error}
