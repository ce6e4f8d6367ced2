"""How text and columns fit into the cells of a terminal line.

A cell is what one Latin letter takes; Chinese characters and emoji take two, combining marks none.
"""

from collections.abc import Mapping, Sequence

from olcrm.kit.table import Column, Kind

CARDS_BELOW = 60  # a table of four columns is no longer readable; one block a row is
GAP = 2  # between columns
LEAST = 8  # cells that a text column cannot do without
MARKS = 8  # characters to a cell at most: nobody's name has more marks on one letter


def settle(columns: Sequence[Column], natural: Sequence[int], width: int) -> dict[int, int]:
    """Which columns a line of ``width`` cells has, by place, and how many cells each gets.

    ``natural`` is what each would like; 0 leaves a column out. While there is no room, those with the
    highest ``keep`` go. Empty when no table fits at all.
    """
    if width < CARDS_BELOW:
        return {}
    texts = {place for place, column in enumerate(columns) if column.kind == Kind.TEXT}
    wish = {
        place: min(wanted, columns[place].enough) if place in texts else wanted
        for place, wanted in enumerate(natural)
        if wanted
    }
    while _total(wish) > width and (optional := [place for place in wish if columns[place].keep]):
        del wish[max(optional, key=lambda place: (columns[place].keep, place))]
    room = width - _total({place: 0 if place in texts else wish[place] for place in wish})
    shrinking = sorted(texts & wish.keys(), key=lambda place: natural[place])
    for left, place in zip(range(len(shrinking), 0, -1), shrinking, strict=True):
        wish[place] = min(natural[place], room // left)
        room -= wish[place]
    fits = room >= 0 and all(wish[place] >= min(LEAST, natural[place]) for place in shrinking)
    return wish if fits else {}


def _total(widths: Mapping[int, int]) -> int:
    return sum(widths.values()) + GAP * (len(widths) - 1)


def cells(text: str) -> int:
    """How many cells ``text`` takes. The letters and quotation marks of our own sentences need no rich for that."""
    if text.isascii() or all(char < "\u0300" or "‐" <= char <= "‧" for char in text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fold(text: str, width: int, most: int | None = None) -> list[str]:
    """``text`` in lines of ``width`` cells, broken between words where there are any.

    … ends the last line when ``most`` lines do not hold it all. Only a character wider than ``width``
    makes a line longer.
    """
    width = max(width, 1)
    lines: list[str] = []
    while text and (most is None or len(lines) < most):
        line = _beginning(text, width)
        if len(line) < len(text) and text[len(line)] != " " and (space := line.rfind(" ")) > 0:
            line = line[:space]
        text = text[len(line) :].lstrip(" ")
        lines.append(line.rstrip())
    if text:  # left over
        lines[-1] = (_beginning(lines[-1], width - 1) if width > 1 else "") + "…"
    return lines or [""]


def flow(text: str, width: int) -> list[str]:
    """A sentence in lines of ``width`` cells, broken between words.

    A path or a link that is longer stays in one piece: the terminal breaks it, and it can still be copied whole.
    """
    if cells(text) <= width:
        return [text]
    lines, line = [], ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if not line or cells(longer) <= width:
            line = longer
        else:
            lines.append(line.rstrip())
            line = word
        if cells(line) > width and not _is_place(line):
            *full, line = fold(line, width)
            lines += full
    return [*lines, line]


def _is_place(word: str) -> bool:
    bare = word.lstrip("`“(")
    return bare.startswith(("/", "~", "https://")) or bare[1:3] == ":\\"


def _beginning(text: str, width: int) -> str:
    """What of ``text`` fits ``width`` cells, but at least one character."""
    near = text[: width + 1]
    if near.isascii():
        return near[:width]
    taken, far = 0, text[: MARKS * width]
    for place, char in enumerate(far):
        taken += cells(char)
        if taken > width:
            return far[: max(place, 1)]
    return far
