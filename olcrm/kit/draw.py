"""Tables, cards and pages drawn with rich, on as many cells as a line of the screen has.

Widths are settled before rich sees a row: a column then costs rich no measuring, and what is left out on a
narrow screen is decided by the command (``Column.keep``), not by chance. Every text has been through
``safe`` and is handed over as finished lines, so that no name is ever read as markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import TYPE_CHECKING, Any, TextIO

from olcrm.kit.cells import safe
from olcrm.kit.layout import CARDS_BELOW, GAP, cells, flow, fold, settle
from olcrm.kit.table import Column, Kind, Page, Pairs, Table
from olcrm.kit.text import ngettext
from olcrm.kit.written import shown, sums

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

    from olcrm.kit.show import Screen

NARROWEST = 20  # below that the terminal may break lines where it likes
READABLE = 100  # the longest line of running text
TALLEST = 3  # lines of one cell
HEADS = 2  # lines above the rows of a table
AROUND = HEADS + 3  # and below those that must fit a terminal: that some are cut, after a blank, and the next prompt
FEWEST = 3  # rows that are shown however low the terminal is
CHUNK = 200  # rows rich holds at a time
ASCII_BOX = "    \n    \n -- \n    \n    \n -- \n    \n    \n"  # rich's SIMPLE without its line characters
LONGEST_NAME = 24  # cells of a fact's name
BLINK = 0.1  # seconds between two pictures of a progress bar

Rows = Sequence[Mapping[str, Any]]
Texts = Sequence[Sequence[str]]
Line = tuple[str, str]
"""A line of text and its style."""


def draw(answer: Table | Page, rows: Rows, screen: "Screen", out: TextIO) -> None:
    """Draw a table's ``rows``, or a page with everything on it, to ``out``."""
    console = _console(out, screen.width, screen.colour)
    parts = (answer,) if isinstance(answer, Table) else answer.parts
    asked = screen.everything or screen.limit is not None
    endless = asked or not screen.height or not any(isinstance(part, Table) and part.cut for part in parts)
    if isinstance(answer, Table):
        taken = _write(console, [*_heading(answer.title, screen.width), ("", "")] if answer.title else [])
        _draw_table(console, answer, rows, screen.width, None if endless else screen.height - taken)
        return
    taken = _write(console, _heading(answer.title, screen.width))
    for part in answer.parts:
        taken += _write(console, [("", "")])
        if isinstance(part, Table):
            taken += _write(console, _heading(part.title, screen.width))
            taken += _draw_table(console, part, part.rows, screen.width, None if endless else screen.height - taken)
        elif isinstance(part, Pairs):
            taken += _write(console, [*_heading(part.title, screen.width), *_facts(part, screen.width)])
        else:
            taken += _write(console, _paragraph(part, screen.width))


def _console(out: TextIO, width: int, colour: bool, moving: bool = False) -> "Console":
    from rich.console import Console

    class Paper(Console):
        """A console that leaves a closed pipe to the front door and never hides the cursor."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

        def show_cursor(self, show: bool = True) -> bool:
            return False

    return Paper(
        file=out,
        width=width,
        height=25,
        color_system="standard" if colour else None,
        force_terminal=colour or moving,
        markup=False,
        emoji=False,
        highlight=False,
    )


class _Block:
    """Lines that are already as wide as they should be; rich only has to style them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines

    def __rich_console__(self, console: "Console", options: "ConsoleOptions") -> "RenderResult":
        from rich.segment import Segment

        for text, style in self.lines:
            yield Segment(text, console.get_style(style) if style else None)
            yield Segment.line()


def _write(console: "Console", lines: Sequence[Line]) -> int:
    """Write finished lines; gives how many those are."""
    if lines:
        console.print(_Block(lines), crop=False, no_wrap=True, overflow="ignore", end="")
    return len(lines)


def _heading(title: str, width: int) -> list[Line]:
    return [(line, "bold") for line in flow(safe(title), _room(width))] if title else []


def _paragraph(text: str, width: int, style: str = "") -> list[Line]:
    room = min(_room(width), READABLE)
    return [(part, style) for line in safe(text, lines=True).split("\n") for part in flow(line, room)]


def _room(width: int) -> int:
    return max(width, NARROWEST)


def _draw_table(console: "Console", table: Table, rows: Rows, width: int, height: int | None) -> int:
    """Gives how many lines were drawn, where there is an end to them: then a table that may be ``cut`` keeps to it."""
    drawn, taken = len(rows), 0
    if rows:
        texts = [[shown(column.of(row), column.kind) for column in table.columns] for row in rows]
        last = sums(table)
        widths = settle(table.columns, _natural(table.columns, [*texts, last] if last else texts), width)
        if widths:
            if height is not None:
                tall = [_tall(row, table.columns, widths) for row in texts]
                drawn = _fitting(tall, height - AROUND) if table.cut else drawn
                taken = HEADS + sum(tall[:drawn]) + 2 * bool(last)
            _draw_grid(console, table.columns, texts[:drawn], widths, last)
        else:
            taken = _write(console, list(_cards(table, texts, width)))
    elif table.empty:
        taken = _write(console, _paragraph(table.empty, width))
    return taken + _write(console, _below(table, drawn, width))


def _tall(row: Sequence[str], columns: Sequence[Column], widths: Mapping[int, int]) -> int:
    """How many lines a row takes."""
    return max(len(_lines(row[place], columns[place], width)) for place, width in widths.items())


def _fitting(tall: Sequence[int], room: int) -> int:
    """How many rows have room in so many lines; a few in any case."""
    for count, lines in enumerate(tall):
        room -= lines
        if room < 0:
            return max(count, FEWEST)
    return len(tall)


def _below(table: Table, drawn: int, width: int) -> list[Line]:
    """How many rows are left, and what else is worth saying; an empty line before it."""
    more = (len(table.rows) if table.total is None else table.total) - drawn
    said = table.cut or ngettext("… {count} more: --all", "… {count} more: --all", more).format(count=more)
    sentences = [said, *(one for one in table.foot if one != said)] if more > 0 else table.foot
    lines = [line for sentence in sentences for line in _paragraph(sentence, width, "dim")]
    return [("", ""), *lines] if lines else []


def _natural(columns: Sequence[Column], texts: Texts) -> list[int]:
    """The cells each column would like to have; 0 for one that can go because nothing is in it."""
    widest = [max(map(cells, column)) for column in zip(*texts, strict=True)]
    return [
        max(wide, cells(column.title)) if wide or not column.keep else 0
        for wide, column in zip(widest, columns, strict=True)
    ]


def _draw_grid(
    console: "Console", columns: Sequence[Column], texts: Texts, widths: Mapping[int, int], last: Sequence[str]
) -> None:
    """The rows under their heads, ``CHUNK`` at a time: the widths are settled, so the parts fit together."""
    from rich.box import SIMPLE, Box

    rules = Box(ASCII_BOX, ascii=True) if console.options.ascii_only else SIMPLE
    for start in range(0, len(texts), CHUNK):
        ends = start + CHUNK >= len(texts)
        grid = _grid(columns, texts[start : start + CHUNK], widths, start == 0, last if ends else ())
        grid.box = rules
        console.print(grid, crop=False)


def _grid(columns: Sequence[Column], texts: Texts, widths: Mapping[int, int], head: bool, last: Sequence[str]) -> Any:
    from rich.table import Column as RichColumn
    from rich.table import Table as RichTable

    gaps = {place: GAP - 1 if place != max(widths) else 0 for place in widths}  # the box itself adds one

    def cell(place: int, text: str) -> _Block:
        lines = _set(text, columns[place], widths[place])
        return _Block([(line + " " * gaps[place], "") for line in lines])

    grid = RichTable(
        padding=0,
        show_edge=False,
        show_header=head,
        show_footer=bool(last),
        header_style="bold",
        footer_style="bold",
        border_style="dim",
    )
    for place, width in widths.items():
        footer = cell(place, last[place]) if last else ""
        header = cell(place, columns[place].title)
        grid.columns.append(
            RichColumn(header=header, footer=footer, width=width + gaps[place], _index=len(grid.columns))
        )
    for row in texts:
        grid.add_row(*(cell(place, row[place]) for place in widths))
    return grid


def _set(text: str, column: Column, width: int) -> Iterator[str]:
    """The lines of one cell, each exactly ``width`` cells: figures to the right, text folded."""
    for line in _lines(text, column, width):
        pad = " " * (width - cells(line))
        yield pad + line if column.kind in (Kind.NUMBER, Kind.MONEY, Kind.PERCENT) else line + pad


def _lines(text: str, column: Column, width: int) -> list[str]:
    return fold(text, width, 4 * TALLEST if column.whole else TALLEST)


def _cards(table: Table, texts: Texts, width: int) -> Iterator[Line]:
    """A block a row: who or what it is about in bold, the rest below with its name before it."""
    first = next((one for one in table.columns if one.kind == Kind.TEXT and not one.keep), table.columns[0])
    for count, row in enumerate(texts):
        if count:
            yield "", ""
        said = dict(zip(table.columns, row, strict=True))
        lead = said.pop(first)
        name = lead if first.kind == Kind.TEXT else f"{first.title}: {lead}"
        yield from ((line, "bold") for line in fold(safe(name), _room(width), TALLEST))
        yield from _card(said, width)
    if last := sums(table):
        said = dict(zip(table.columns, last, strict=True))
        yield from [("", ""), *_heading(said.pop(table.columns[0]), width)]
        yield from _card(said, width)


def _card(said: Mapping[Column, str], width: int) -> Iterator[Line]:
    for column, text in said.items():
        if text:
            yield from _named(column.title, text, width)


def _named(name: str, text: str, width: int) -> Iterator[Line]:
    """``name: text`` set in by two cells, further lines by four."""
    for count, line in enumerate(fold(f"{name}: {text}" if name else text, _room(width) - 4, 2 * TALLEST)):
        yield ("    " if count else "  ") + line, ""


def _facts(part: Pairs, width: int) -> list[Line]:
    """Facts with their names in a column of their own, or before them where there is no room for one."""
    facts = [
        (fold(safe(name), LONGEST_NAME, 1)[0], text) for name, value, kind in part.facts if (text := shown(value, kind))
    ]
    if width < CARDS_BELOW:
        return [line for name, text in facts for line in _named(name, text, width)]
    lines: list[Line] = []
    widest = max((cells(name) for name, _ in facts), default=0)
    for name, text in facts:
        for count, line in enumerate(fold(text, min(width, READABLE) - widest - 2 * GAP, 4 * TALLEST)):
            lead = "" if count else name
            lines.append((f"{'':{GAP}}{lead}{'':{widest - cells(lead) + GAP}}{line}", ""))
    return lines


class Bar:
    """A progress bar that is gone when the work is done."""

    def __init__(self, stream: TextIO, label: str, total: int | None, width: int, colour: bool) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=_console(stream, width, colour, moving=True),
            auto_refresh=False,  # no thread of its own
            transient=True,
        )
        self._task = self._progress.add_task(label, total=total)
        self._drawn = 0.0
        self._progress.start()

    def reached(self, count: int) -> None:
        """``count`` pieces are done; the picture follows a few times a second."""
        if monotonic() - self._drawn >= BLINK:
            self._progress.update(self._task, completed=count)
            self._progress.refresh()
            self._drawn = monotonic()

    def away(self) -> None:
        """Take the bar off the screen."""
        self._progress.stop()
