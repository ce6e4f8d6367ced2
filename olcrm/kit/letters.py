"""The letters of PDF pages: how wide they are, how they break into lines, and what they lack.

They are Helvetica, which every reader and printer has, with its signs and dingbats. What these lack is spelled more
plainly or appears as ❑, so that it is seen that something is missing.
"""

from collections.abc import Iterator
from functools import cache

from olcrm.kit.cells import safe
from olcrm.kit.errors import Refused
from olcrm.kit.text import _

MM = 72 / 25.4  # points
NOT_SHOWN = "❑"
MINUS, DASH = "−–"  # the minus of the signs does not go with these letters
LINE = 1.35  # the distance from line to line, as a part of the size of the letters
NARROWEST = 0.19  # how wide the narrowest letter is, likewise
RISE = 0.76  # how high letters stand above their line, likewise


def line_height(size: float) -> float:
    """Millimetres from one line of letters of ``size`` points to the next."""
    return LINE * size / MM


def standing(y: float, size: float) -> float:
    """Where a line of letters of ``size`` points stands whose top is at ``y`` millimetres."""
    return y + RISE * size / MM


def measured(words: str, size: float = 9, *, bold: bool = False) -> float:
    """How wide ``words`` are on one line, in millimetres."""
    needed()
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(shown(words), font(bold), size)) / MM


def wrapped(words: str, width: float, size: float = 9, *, bold: bool = False) -> list[str]:
    """``words`` in lines no wider than ``width``, broken between words, and within one that fits on no line."""
    return [line for typed in safe(words, lines=True).split("\n") for line in _lines(typed, width, size, bold)]


def _lines(words: str, width: float, size: float, bold: bool) -> Iterator[str]:
    line = ""
    for word in words.split():
        joined = f"{line} {word}" if line else word
        if _fits(joined, width, size, bold):
            line = joined
            continue
        if line:
            yield line
        while len(word) > 1 and not _fits(word, width, size, bold):
            fits = _fitting(word, width, size, bold)
            yield word[:fits]
            word = word[fits:]
        line = word
    yield line


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    """How many characters of ``word`` fit into ``width``, at least one: found by halving, for words may be long."""
    fits, too_many = 1, min(len(word), _most(width, size))
    while too_many - fits > 1:
        half = (fits + too_many) // 2
        if _fits(word[:half], width, size, bold):
            fits = half
        else:
            too_many = half
    return fits


def _fits(words: str, width: float, size: float, bold: bool) -> bool:
    return len(words) < _most(width, size) and measured(words, size, bold=bold) <= width


def _most(width: float, size: float) -> int:
    """More characters than ever fit, by the narrowest there are: a long text need not be measured whole each time."""
    return int(width * MM / (NARROWEST * size)) + 2


def shrunk(words: str, width: float, size: float, least: float, *, bold: bool = False) -> float:
    """The size, at most ``size`` and not below ``least``, at which ``words`` fit on a line of ``width``."""
    wide = measured(words, size, bold=bold)
    return max(least, min(size, size * width / wide)) if wide else size


def shown(words: str) -> str:
    """``words`` as these fonts show them: what they cannot show in a plainer spelling, else as ❑."""
    if words.isascii() and words.isprintable():
        return words
    needed()
    from unicodedata import normalize

    return "".join(map(_plainer, normalize("NFC", safe(words)).replace(MINUS, DASH)))


def unshown(words: str) -> bool:
    """Whether something of ``words`` will be a ❑."""
    return any(NOT_SHOWN in shown(line) for line in words.replace(NOT_SHOWN, "").splitlines())


@cache
def _plainer(char: str) -> str:
    from unicodedata import category, normalize

    if _has(char):
        return char
    if category(char) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff":  # accents, joiners, shades of skin
        return ""
    compatible = normalize("NFKC", char)
    if all(map(_has, compatible)):
        return compatible
    bare = "".join(one for one in normalize("NFKD", char) if category(one) != "Mn")
    return bare if bare and all(map(_has, bare)) else NOT_SHOWN


def _has(char: str) -> bool:
    """Whether Helvetica, its signs or its dingbats have ``char``."""
    from reportlab.pdfbase.pdfmetrics import getFont

    helvetica = getFont(font(False))
    for one in (helvetica, *helvetica.substitutionFonts):
        try:
            char.encode(one.encName)
        except UnicodeEncodeError:
            continue
        return True
    return False


def font(bold: bool) -> str:
    """The name of the letters."""
    return "Helvetica-Bold" if bold else "Helvetica"


@cache
def needed() -> None:
    """Load reportlab, without the settings and changes of its own that it would run from the home folder.

    Raises Refused where it is missing.
    """
    import sys
    from types import ModuleType

    for name in ("reportlab_mods", "reportlab_settings"):
        sys.modules.setdefault(name, ModuleType(name))
    try:
        import reportlab  # noqa: F401
    except ImportError:
        raise Refused(
            _("Pages for a printer need the program library reportlab."),
            hint=_("Type `pip install 'olcrm[pdf]'`, or take --html."),
        ) from None
