"""Code 128, the bars on parcels that every scanner reads (ISO/IEC 15417).

A symbol of it is three bars and three gaps, each one to four modules wide, and stands for one character, or for two
figures at once. A check symbol and a stop end it.
"""

from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt

# Each as six figures, the widths of its bars and gaps in turn; the last has one bar more.
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122
123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323
131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131
213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122
141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112
124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141
411131 211412 211214 211232 2331112
"""
_SYMBOLS = _WIDTHS.split()
_TO_FIGURES, _TO_TEXT, _FROM_TEXT, _FROM_FIGURES, _STOP = 99, 100, 104, 105, 106
QUIET = 10  # modules of white that a scanner needs on either side
LONGEST = 48  # characters; more makes bars too thin to be read from a label


def widths(text: str) -> list[int]:
    """How wide each bar, gap, bar … of ``text`` is, in modules, without the white on either side.

    Raises Refused for what no scanner could read: nothing, too much, and anything but ASCII that can be seen.
    """
    if not (0 < len(text) <= LONGEST and text.isascii() and text.isprintable()):
        raise Refused(
            _("“{word}” cannot be written in bars.").format(word=excerpt(text)),
            hint=_("Bars hold up to {most} letters without accents, figures and signs.").format(most=LONGEST),
        )
    symbols = _symbols(text)
    check = (symbols[0] + sum(place * symbol for place, symbol in enumerate(symbols))) % 103
    return [int(width) for symbol in (*symbols, check, _STOP) for width in _SYMBOLS[symbol]]


def _symbols(text: str) -> list[int]:
    """The symbols of ``text``: in pairs where at least four figures stand together (all of it, or two, will do too)."""
    found: list[int] = []
    place, in_figures = 0, False
    while place < len(text):
        figures = _figures(text, place)
        worthwhile = figures % 2 == 0 and (figures >= 4 or figures == len(text))
        if figures >= 2 and (in_figures or worthwhile):
            if not in_figures:
                found.append(_TO_FIGURES if found else _FROM_FIGURES)
                in_figures = True
            found.append(int(text[place : place + 2]))
            place += 2
            continue
        if in_figures or not found:
            found.append(_TO_TEXT if found else _FROM_TEXT)
            in_figures = False
        found.append(ord(text[place]) - ord(" "))
        place += 1
    return found


def _figures(text: str, place: int) -> int:
    """How many figures stand together from ``place`` on."""
    return next((at for at, char in enumerate(text[place:]) if not char.isdigit()), len(text) - place)


def svg(text: str, *, height: int = 40) -> str:
    """The bars of ``text`` as a picture within a page; ``height`` is in modules. Raises as ``widths`` does."""
    bars, at = [], QUIET
    for number, width in enumerate(widths(text)):
        if number % 2 == 0:
            bars.append(f"M{at} 0h{width}v{height}h-{width}z")
        at += width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bars" viewBox="0 0 {at + QUIET} {height}"'
        f' preserveAspectRatio="none" shape-rendering="crispEdges"><path d="{"".join(bars)}"/></svg>'
    )
