"""Turns an answer into output: drawn, plain, CSV or JSON, as the owner asked and her screen allows.

Answers go to standard output; hints, progress and errors to standard error. Both are looked up when they
are used, may be missing, and never raise for a character they cannot show. Only drawing loads rich.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TextIO, TypeVar

from olcrm.kit.cells import safe as safe
from olcrm.kit.errors import Misunderstood, OlcrmError
from olcrm.kit.record import Record
from olcrm.kit.streams import is_dumb, is_terminal, speaks_unicode, wants_no_colour
from olcrm.kit.streams import prepare_streams as prepare_streams
from olcrm.kit.table import Answer, Kind, Page, Pairs, Said, Table, Words
from olcrm.kit.text import _
from olcrm.kit.written import shown, sums

Item = TypeVar("Item")

PAGE = 50  # rows drawn on a terminal when nobody asked for more or fewer
USUAL_WIDTH = 80
CANDIDATE_FACTS, CANDIDATE_CELL = 5, 40  # what tells one candidate from another: so many facts, so long


class Form(StrEnum):
    """How an answer is written."""

    DRAWN = "drawn"
    PLAIN = "plain"
    CSV = "csv"
    JSON = "json"


class Screen(Record):
    """What this command writes to. ``limit`` rows at most, None when not stated; ``width`` in cells."""

    form: Form = Form.PLAIN
    limit: int | None = None
    everything: bool = False
    width: int = USUAL_WIDTH
    colour: bool = False
    terminal: bool = False


_screen = Screen()


def begin(
    json: bool = False,
    csv: bool = False,
    plain: bool = False,
    limit: int | None = None,
    everything: bool = False,
) -> None:
    """Settle once, at the front door, how this command's answer will be written.

    Raises Misunderstood for two forms at once, for a limit below 1, and for a limit together with everything.
    """
    global _screen
    if json + csv + plain > 1:
        raise Misunderstood(_("--json, --csv and --plain do not go together."), hint=_("Give one of them."))
    if limit is not None and (limit < 1 or everything):
        raise Misunderstood(
            _("--limit and --all do not go together.") if everything else _("--limit starts at 1."),
            hint=_("Write --limit 20 for the first twenty rows, or --all for every row."),
        )
    terminal = is_terminal(sys.stdout)
    forced = bool(os.environ.get("FORCE_COLOR"))
    colour = (terminal or forced) and not wants_no_colour()
    chosen = Form.JSON if json else Form.CSV if csv else Form.PLAIN if plain else None
    form = chosen or (Form.DRAWN if terminal or colour else Form.PLAIN)
    _screen = Screen(form, limit, everything, _width(), colour, terminal)


def current() -> Screen:
    """The screen that ``begin`` settled."""
    return _screen


def page() -> int | None:
    """How many rows this command is going to write; None for all of them."""
    if _screen.limit is not None:
        return _screen.limit
    return PAGE if _screen.form == Form.DRAWN and _screen.terminal and not _screen.everything else None


def _width() -> int:
    """Cells a line has: $COLUMNS when it is a sensible number, else the terminal's own word, else 80."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isascii() and stated.isdigit() and len(stated) < 6 and int(stated):
        return int(stated)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError, AttributeError):
        return USUAL_WIDTH


def answer(a: Answer) -> int:
    """Write ``a`` to standard output in the form that was chosen, and give its exit status."""
    out = sys.stdout
    if out is not None:
        if _screen.form == Form.JSON:
            _write_json(a, out)
        elif _screen.form == Form.CSV and isinstance(a, Table | Page):
            out.writelines(_csv(a))
        elif isinstance(a, Said):
            out.write("".join(f"{safe(line)}\n" for line in (a.sentence, *a.more)))
        elif isinstance(a, Words):
            out.write(safe(a.text, lines=True).rstrip("\n") + "\n")
        elif _screen.form == Form.DRAWN:
            _draw(a, out)
        else:
            out.writelines(f"{line}\n" for line in _plain(a))
    return a.status


def _rows(table: Table) -> Sequence[Mapping[str, Any]]:
    """The rows to write now: a command may hand over more than was asked for."""
    most = page()
    return table.rows if most is None or len(table.rows) <= most else table.rows[:most]


def _write_json(a: Answer, out: TextIO) -> None:
    from olcrm.kit.formats import document, json_pieces

    rows = _rows(a) if isinstance(a, Table) else None
    out.writelines(json_pieces(document(a), rows, ascii_only=not speaks_unicode(out)))


def _csv(a: Table | Page) -> Iterator[str]:
    """The table, or a page's tables under one another with an empty line between; without any, plain text."""
    from olcrm.kit.formats import csv_lines

    tables = [a] if isinstance(a, Table) else [part for part in a.parts if isinstance(part, Table)]
    if not tables:
        yield from (f"{line}\n" for line in _plain(a))
    for place, table in enumerate(tables):
        if place:
            yield "\n"
        rows = _rows(table) if table is a else table.rows
        yield from csv_lines(table.columns, rows, harmless=_screen.terminal)


def _draw(a: Table | Page, out: TextIO) -> None:
    if isinstance(a, Table) and not a.rows:  # a sentence needs no rich
        out.writelines(f"{safe(line)}\n" for line in (a.empty, *a.foot) if line)
        return
    from olcrm.kit.draw import draw

    draw(a, _rows(a) if isinstance(a, Table) else (), _screen, out)


def _plain(a: Table | Page) -> Iterator[str]:
    if isinstance(a, Table):
        yield from _plain_table(a, _rows(a))
        return
    yield safe(a.title)
    for part in a.parts:
        yield ""
        if isinstance(part, str):
            yield safe(part, lines=True)
            continue
        if part.title:
            yield safe(part.title)
        if isinstance(part, Pairs):
            for name, value, kind in part.facts:
                if text := shown(value, kind, plain=True):
                    yield f"{safe(name)}\t{text}"
        else:
            yield from _plain_table(part, part.rows)


def _plain_table(table: Table, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Keys, rows, and below an empty line the sums and what else is worth saying."""
    if not rows and table.empty:
        yield safe(table.empty)
    else:
        yield "\t".join(column.key for column in table.columns)
        for row in rows:
            yield "\t".join(shown(column.of(row), column.kind, plain=True) for column in table.columns)
    line = sums(table, plain=True) if rows else []
    if line or table.foot:
        yield ""
    if line:
        yield "\t".join(line)
    for sentence in table.foot:
        yield safe(sentence)


def talk(text: str, *, lines: bool = False) -> None:
    """Say ``text`` on standard error: a hint, a word of progress. With ``lines``, several lines as they are."""
    if sys.stderr is not None:
        sys.stderr.write(safe(text, lines=lines) + "\n")
        sys.stderr.flush()


def failed(error: OlcrmError, as_json: bool) -> None:
    """Say on standard error what is wrong, what to do, and who could have been meant."""
    if sys.stderr is None:
        return
    if as_json:
        from olcrm.kit.formats import error_document, json_pieces

        document = error_document(error.code, error.message, error.hint, error.candidates)
        sys.stderr.writelines(json_pieces(document, None, ascii_only=not speaks_unicode(sys.stderr)))
        return
    lines = [error.message, error.hint, *_aligned(error.candidates)]
    sys.stderr.write("".join(f"{safe(line)}\n" for line in lines if line))


def candidate(one: Mapping[str, Any]) -> str:
    """One of several that were possibly meant, on one line."""
    return "  ".join(cell for cell in _candidate_cells(one, _telling([one])) if cell)


def _aligned(candidates: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each, the same facts under one another."""
    table = [_candidate_cells(one, _telling(candidates)) for one in candidates]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  " + "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    ]


def _telling(candidates: Sequence[Mapping[str, Any]]) -> list[str]:
    """The first keys that hold a plain value for any of the candidates."""
    keys = dict.fromkeys(key for one in candidates for key, value in one.items() if _is_plain(value))
    return list(keys)[:CANDIDATE_FACTS]


def _is_plain(value: Any) -> bool:
    return value not in (None, "") and not isinstance(value, list | tuple | Mapping)


def _spoken(key: str, value: Any) -> Any:
    """A phone number as it is dialled at home, a standing in the owner's language; all else as it is."""
    if key == "phone" and value:
        from olcrm.kit.phone import local

        return local(value)
    return _(value) if key == "standing" and value else value


def _candidate_cells(one: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    texts = (shown(_spoken(key, one.get(key)), Kind.TEXT) for key in keys)
    return [text if len(text) <= CANDIDATE_CELL else text[: CANDIDATE_CELL - 1] + "…" for text in texts]


def progress(items: Iterable[Item], total: int | None, label: str, *, patience: float = 1.0) -> Iterator[Item]:
    """``items`` one by one, with a bar on standard error once they take longer than ``patience`` seconds.

    Only on a terminal; otherwise nothing is shown. ``total`` is None when nobody knows it.
    """
    if not is_terminal(sys.stderr) or is_dumb():
        yield from items
        return
    from time import monotonic

    begun, bar = monotonic(), None
    try:
        for count, item in enumerate(items):
            if bar is None and monotonic() - begun >= patience:
                from olcrm.kit.draw import Bar

                bar = Bar(sys.stderr, safe(label), total, _screen.width, not wants_no_colour())
            if bar is not None:
                bar.reached(count)
            yield item
    finally:
        if bar is not None:
            bar.away()
