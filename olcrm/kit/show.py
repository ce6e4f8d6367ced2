"""Turns an answer into output: drawn, plain, CSV or JSON, as the owner asked and her screen allows.

Answers go to standard output; hints, progress and errors to standard error. Both are looked up when they
are used, may be missing, and never raise for a character they cannot show. Only drawing loads rich.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO, TypeVar

from olcrm.kit import typed
from olcrm.kit.cells import safe as safe
from olcrm.kit.errors import Misunderstood, OlcrmError
from olcrm.kit.record import Choice, Record
from olcrm.kit.streams import is_dumb, is_terminal, speaks_unicode, wants_no_colour
from olcrm.kit.streams import prepare_streams as prepare_streams
from olcrm.kit.table import Answer, Page, Pairs, Said, Table, Words
from olcrm.kit.text import _
from olcrm.kit.written import shown, sums

Item = TypeVar("Item")

PAGE = 50  # rows drawn on a terminal when nobody asked for more or fewer
MOST = 10**12  # rows that anybody can mean; SQLite counts to about 10**19
USUAL_WIDTH = 80


class Form(Choice):
    """How an answer is written."""

    DRAWN = "drawn"
    PLAIN = "plain"
    CSV = "csv"
    JSON = "json"


class Screen(Record):
    """What this command writes to: ``limit`` rows at most, ``width`` cells, ``height`` lines (0: without end).

    ``asked`` is whether plain was asked for in so many words.
    """

    form: Form = Form.PLAIN
    limit: int | None = None
    everything: bool = False
    width: int = USUAL_WIDTH
    height: int = 0
    colour: bool = False
    terminal: bool = False
    asked: bool = False


_screen = Screen()
_served_by: str | None = None


def begin(
    json: bool = False,
    csv: bool = False,
    plain: bool = False,
    limit: int | None = None,
    everything: bool = False,
    served_by: str | None = None,
) -> None:
    """Settle once, at the front door, how this command's answer will be written, and who serves the customer.

    Raises Misunderstood for two forms at once, for a limit below 1, and for a limit together with everything.
    """
    global _screen, _served_by
    _served_by = served_by
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
    _screen = Screen(form, limit and min(limit, MOST), everything, _width(), _height(), colour, terminal, plain)


def served_by() -> str | None:
    """Who does what this command does, as typed, else by $OLCRM_BY; None for nobody. Raises as ``typed.text``."""
    found = os.environ.get("OLCRM_BY") if _served_by is None else _served_by
    return " ".join(typed.text(found, _("The name of who serves")).split()) if found else None


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


def _height() -> int:
    """Lines of the terminal: $LINES when it is a sensible number, else its own word; 0 where it has no end."""
    stated = os.environ.get("LINES", "")
    if stated.isascii() and stated.isdigit() and len(stated) < 6:
        return int(stated)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError, AttributeError):
        return 0


def answer(a: Answer) -> int:
    """Write ``a`` to standard output in the form that was chosen, and give its exit status."""
    out = sys.stdout
    if out is not None:
        if _screen.form == Form.JSON:
            _write_json(a, out)
        elif _screen.form == Form.CSV and isinstance(a, Table | Page):
            out.writelines(_csv(a))
        elif isinstance(a, Said):
            out.writelines(_lines((a.sentence, *a.more), _screen.terminal))
        elif isinstance(a, Words):
            out.write(safe(a.text, lines=True).rstrip("\n") + "\n")
        elif _screen.form == Form.DRAWN:
            _draw(a, out)
        else:
            out.writelines(f"{line}\n" for line in _plain(a))
            _hint(a)
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
    """The table, or a page's tables under one another with an empty line between; without any, a cell a line."""
    from olcrm.kit.formats import csv_line, csv_lines

    tables = [a] if isinstance(a, Table) else [part for part in a.parts if isinstance(part, Table)]
    if not tables:
        yield from (csv_line([line]) if line else "\n" for line in _plain(a))
    for place, table in enumerate(tables):
        if place:
            yield "\n"
        rows = _rows(table) if table is a else table.rows
        yield from csv_lines(table.columns, rows, harmless=_screen.terminal)


def _draw(a: Table | Page, out: TextIO) -> None:
    if isinstance(a, Table) and not a.rows:  # a sentence needs no rich
        out.writelines(_lines(filter(None, (a.empty, *a.foot)), _screen.terminal))
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
    """Keys, rows, and below an empty line the sums; who asked for rows gets none where there are none."""
    if not rows and table.empty and not _screen.asked:
        yield safe(table.empty)
    else:
        yield "\t".join(column.key for column in table.columns)
        for row in rows:
            yield "\t".join(shown(column.of(row), column.kind, plain=True) for column in table.columns)
    if rows and (line := sums(table, plain=True)):
        yield ""
        yield "\t".join(line)


def _hint(a: Table | Page) -> None:
    """Say what is worth knowing beside the rows where it does not get among them."""
    tables = [a] if isinstance(a, Table) else [part for part in a.parts if isinstance(part, Table)]
    for table in tables:
        if _screen.asked and not table.rows and table.empty:
            talk(table.empty)
        for sentence in table.foot:
            talk(sentence)


def talk(text: str, *, lines: bool = False) -> None:
    """Say ``text`` on standard error: a hint, a word of progress. With ``lines``, several lines as they are."""
    if sys.stderr is not None:
        said = [safe(text, lines=True) + "\n"] if lines else _lines([text], is_terminal(sys.stderr))
        sys.stderr.writelines(said)
        sys.stderr.flush()


def remark(text: str) -> None:
    """Say ``text`` unless JSON was asked for: standard error then holds one document, or nothing."""
    if _screen.form != Form.JSON:
        talk(text)


def in_lines(sentence: str) -> str:
    """``sentence`` in as many lines as a terminal asks for, broken between words."""
    width = _width()
    if len(sentence) * 2 <= width:  # no character takes more than two cells
        return sentence
    from olcrm.kit.layout import flow

    return "\n".join(flow(sentence, width))


def _lines(sentences: Iterable[str], looked_at: bool) -> Iterator[str]:
    """Each sentence on a line of its own, on a terminal in as many as its width asks for.

    What comes after an empty line is a text to be handed on, and stays as it is.
    """
    for sentence in map(safe, sentences):
        looked_at = looked_at and bool(sentence)
        yield (in_lines(sentence) if looked_at else sentence) + "\n"


def failed(error: OlcrmError, as_json: bool) -> None:
    """Say on standard error what is wrong, what to do, and who could have been meant."""
    if sys.stderr is None:
        return
    if as_json:
        from olcrm.kit.formats import error_document, json_pieces

        document = error_document(error.code, error.message, error.hint, error.candidates)
        sys.stderr.writelines(json_pieces(document, None, ascii_only=not speaks_unicode(sys.stderr)))
        return
    sys.stderr.writelines(_lines(filter(None, (error.message, error.hint)), is_terminal(sys.stderr)))
    if error.candidates:
        from olcrm.kit.candidates import aligned

        sys.stderr.writelines(f"{safe(line)}\n" for line in aligned(error.candidates))


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
