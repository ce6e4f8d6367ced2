"""PDF pages: letters, lines and bars, put where they belong, in millimetres from the top left; letters in points.

The letters are Helvetica, which every reader and printer has, with its signs and dingbats. What they lack appears as ❑,
so that it is seen that something is missing. The same pages give the same bytes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from olcrm.kit import code128
from olcrm.kit.cells import safe
from olcrm.kit.errors import Refused
from olcrm.kit.text import _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
else:
    Canvas = Any  # imported once pages are made

MM = 72 / 25.4  # points
A4, A6 = (210.0, 297.0), (105.0, 148.0)
NOT_SHOWN = "❑"
LINE = 1.35  # the distance from line to line, as a part of the size of the letters
RISE = 0.76  # how high letters stand above their line, likewise

Align = Literal["left", "right", "center"]


class Paper:
    """Pages in the making, all of ``size`` (width, height); ``title`` and ``author`` are what a reader shows of them.

    ``mark`` is put inside, so that the program knows its own file again. Raises Refused where reportlab is missing.
    """

    def __init__(self, size: tuple[float, float], *, title: str, author: str, mark: str, language: str) -> None:
        _reportlab()
        self.size = self.width, self.height = size
        self._about = {"setTitle": title, "setAuthor": author, "setSubject": mark, "setCreator": "olcrm"}
        self._language = language
        self._pages: list[list[Callable[[Canvas], None]]] = [[]]

    def turn(self) -> None:
        """Go on on a new page."""
        self._pages.append([])

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 9,
        *,
        bold: bool = False,
        align: Align = "left",
        grey: float = 0,
    ) -> None:
        """One line that stands on ``y``, and begins, ends or has its middle at ``x``; ``grey`` is 0 black, 1 white."""
        written = shown(words)

        def draw(canvas: Canvas) -> None:
            canvas.setFont(_font(bold), size)
            canvas.setFillGray(grey)
            drawing = {"left": canvas.drawString, "right": canvas.drawRightString, "center": canvas.drawCentredString}
            drawing[align](x * MM, self._up(y), written)

        self._pages[-1].append(draw)

    def block(
        self,
        x: float,
        y: float,
        width: float,
        words: str,
        size: float = 9,
        *,
        bold: bool = False,
        align: Align = "left",
        grey: float = 0,
    ) -> float:
        """``words`` in lines no wider than ``width``, from ``y`` downwards; gives where they end."""
        at = x + {"left": 0, "right": width, "center": width / 2}[align]
        for line in wrapped(words, width, size, bold=bold):
            self.text(at, y + RISE * size / MM, line, size, bold=bold, align=align, grey=grey)
            y += line_height(size)
        return y

    def rule(
        self, x: float, y: float, width: float, *, weight: float = 0.5, grey: float = 0, dashed: bool = False
    ) -> None:
        """A line to the right of ``x``; ``weight`` is in points."""

        def draw(canvas: Canvas) -> None:
            canvas.setStrokeGray(grey)
            canvas.setLineWidth(weight)
            canvas.setDash([2, 2] if dashed else [])
            canvas.line(x * MM, self._up(y), (x + width) * MM, self._up(y))

        self._pages[-1].append(draw)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float = 0.8,
        fill: float | None = None,
        corner: float = 0,
    ) -> None:
        """A frame around what is below and to the right of x and y; of a ``weight`` of 0 only its ``fill``, a grey."""

        def draw(canvas: Canvas) -> None:
            canvas.setStrokeGray(0)
            canvas.setLineWidth(weight)
            canvas.setDash([])
            canvas.setFillGray(1 if fill is None else fill)
            frame = (x * MM, self._up(y + height), width * MM, height * MM, corner * MM)
            canvas.roundRect(*frame, stroke=int(weight > 0), fill=int(fill is not None))

        self._pages[-1].append(draw)

    def bars(self, x: float, y: float, width: float, height: float, words: str) -> None:
        """``words`` in Code 128, with the white on either side within ``width``. Raises as ``code128.widths`` does."""
        widths = code128.widths(words)
        module = width / (sum(widths) + 2 * code128.QUIET)

        def draw(canvas: Canvas) -> None:
            canvas.setFillGray(0)
            at = x + code128.QUIET * module
            for place, one in enumerate(widths):
                if place % 2 == 0:
                    canvas.rect(at * MM, self._up(y + height), one * module * MM, height * MM, stroke=0, fill=1)
                at += one * module

        self._pages[-1].append(draw)

    def number(self, x: float, y: float, size: float = 7, *, align: Align = "right", grey: float = 0.45) -> None:
        """On this page its number and how many there are, once there are several."""
        page = self._pages[-1]
        place = len(self._pages)

        def draw(canvas: Canvas) -> None:
            if len(self._pages) > 1:
                canvas.setFont(_font(False), size)
                canvas.setFillGray(grey)
                drawing = {"left": canvas.drawString, "right": canvas.drawRightString}.get(
                    align, canvas.drawCentredString
                )
                drawing(x * MM, self._up(y), f"{place}/{len(self._pages)}")

        page.append(draw)

    @contextmanager
    def within(self, x: float, y: float, scale: float = 1) -> Iterator[None]:
        """What the block draws is moved by x and y, and made larger or smaller: several small sheets on a large one."""
        outer = self._pages[-1]
        inner: list[Callable[[Canvas], None]] = []
        self._pages[-1] = inner
        yield
        self._pages[-1] = outer

        def draw(canvas: Canvas) -> None:
            canvas.saveState()
            # Measured from the top, while the canvas is measured from the bottom.
            canvas.translate(x * MM, self.height * MM * (1 - scale) - y * MM)
            canvas.scale(scale, scale)
            for one in inner:
                one(canvas)
            canvas.restoreState()

        outer.append(draw)

    def pdf(self) -> bytes:
        """The pages as a file. The same pages are the same bytes, on whatever day they are made."""
        from reportlab.pdfgen.canvas import Canvas

        whole = BytesIO()
        canvas = Canvas(
            whole, pagesize=(self.width * MM, self.height * MM), invariant=1, pageCompression=1, lang=self._language
        )
        for put, value in self._about.items():
            getattr(canvas, put)(value)
        for page in self._pages:
            for draw in page:
                draw(canvas)
            canvas.showPage()
        canvas.save()
        return whole.getvalue()

    def _up(self, y: float) -> float:
        return (self.height - y) * MM


def line_height(size: float) -> float:
    """Millimetres from one line of letters of ``size`` points to the next."""
    return LINE * size / MM


def measured(words: str, size: float = 9, *, bold: bool = False) -> float:
    """How wide ``words`` are on one line, in millimetres."""
    _reportlab()
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(shown(words), _font(bold), size)) / MM


def wrapped(words: str, width: float, size: float = 9, *, bold: bool = False) -> list[str]:
    """``words`` in lines no wider than ``width``, broken between words, and within one that fits on no line."""
    return [line for typed in safe(words, lines=True).split("\n") for line in _lines(typed, width, size, bold)]


def _lines(words: str, width: float, size: float, bold: bool) -> Iterator[str]:
    line = ""
    for word in words.split():
        joined = f"{line} {word}" if line else word
        if measured(joined, size, bold=bold) <= width:
            line = joined
            continue
        if line:
            yield line
        while measured(word, size, bold=bold) > width and len(word) > 1:
            fits = _fitting(word, width, size, bold)
            yield word[:fits]
            word = word[fits:]
        line = word
    yield line


def _fitting(word: str, width: float, size: float, bold: bool) -> int:
    """How many characters of ``word`` fit into ``width``, at least one: found by halving, for words may be long."""
    fits, too_many = 1, len(word)
    while too_many - fits > 1:
        half = (fits + too_many) // 2
        if measured(word[:half], size, bold=bold) <= width:
            fits = half
        else:
            too_many = half
    return fits


def shrunk(words: str, width: float, size: float, least: float, *, bold: bool = False) -> float:
    """The size, at most ``size`` and not below ``least``, at which ``words`` fit on a line of ``width``."""
    wide = measured(words, size, bold=bold)
    return max(least, min(size, size * width / wide)) if wide else size


def shown(words: str) -> str:
    """``words`` as these fonts show them: what they cannot show in a plainer spelling, else as ❑."""
    if words.isascii() and words.isprintable():
        return words
    _reportlab()
    from unicodedata import normalize

    return "".join(map(_plainer, normalize("NFC", safe(words))))


def unshown(words: str) -> bool:
    """Whether something of ``words`` will be a ❑."""
    return NOT_SHOWN in shown(words.replace(NOT_SHOWN, ""))


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

    font = getFont(_font(False))
    for one in (font, *font.substitutionFonts):
        try:
            char.encode(one.encName)
        except UnicodeEncodeError:
            continue
        return True
    return False


def _font(bold: bool) -> str:
    return "Helvetica-Bold" if bold else "Helvetica"


@cache
def _reportlab() -> None:
    """Load reportlab, without the settings and changes of its own that it would run from the home folder."""
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
