"""PDF pages: letters, lines and bars, put where they belong, in millimetres from the top left; letters in points.

The letters are those of ``letters``. The same pages give the same bytes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from olcrm.kit import code128, letters
from olcrm.kit.cells import safe
from olcrm.kit.letters import MM

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
else:
    Canvas = Any  # imported once pages are made

A6 = (105.0, 148.0)
measured, wrapped, shrunk, unshown = letters.measured, letters.wrapped, letters.shrunk, letters.unshown
line_height, standing = letters.line_height, letters.standing

Align = Literal["left", "right", "center"]


class Paper:
    """Pages in the making, all of ``size`` (width, height); ``title`` and ``author`` are what a reader shows of them.

    ``mark`` is put inside, so that the program knows its own file again. Raises Refused where reportlab is missing.
    """

    def __init__(self, size: tuple[float, float], *, title: str, author: str, mark: str, language: str) -> None:
        letters.needed()
        self.size = self.width, self.height = size
        self._about = {"setTitle": safe(title), "setAuthor": safe(author), "setSubject": mark, "setCreator": "olcrm"}
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
        written = letters.shown(words)

        def draw(canvas: Canvas) -> None:
            canvas.setFont(letters.font(bold), size)
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
            self.text(at, letters.standing(y, size), line, size, bold=bold, align=align, grey=grey)
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
                canvas.setFont(letters.font(False), size)
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
