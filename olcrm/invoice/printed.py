"""An invoice, a receipt or a slip on A6 pages, as many as it takes."""

from olcrm.invoice.rules import Bill, Sum
from olcrm.kit import paper
from olcrm.kit.paper import Paper

EDGE = 8.0  # millimetres of white all around
COUNTS = 9.0  # and that of the pieces
GREY = 0.42  # of what is said by the way
PALE = 0.94
SMALL, NORMAL, LARGE = 7.0, 8.4, 10.6
INSET = 3.0  # from the frame to what is in it
SUMS_FROM = 0.3  # where the labels of sums begin, as a part of the line


def pdf(bill: Bill) -> bytes:
    """The pages of ``bill`` as a file. Raises Refused where what makes PDF files is not installed."""
    sheet = _Sheet(bill)
    _head(sheet, bill)
    for label, words in bill.facts:
        sheet.fact(label, words)
    if bill.card:
        _card(sheet, bill.card)
    _lines(sheet, bill)
    for one in bill.sums:
        _sum(sheet, one)
    if bill.stamp:
        _stamp(sheet, bill.stamp)
    _end(sheet, bill)
    sheet.foot()
    return sheet.paper.pdf()


def unshown(bill: Bill) -> bool:
    """Whether the letters of these pages lack something that is in ``bill``."""
    names = [bill.shop, bill.card, bill.closing, *(words for _label, words in bill.facts)]
    names += [one.name for one in bill.lines] + [words for words, _amount in bill.frame]
    return any(map(paper.unshown, names))


class _Sheet:
    """Pages that are filled from top to bottom; what no longer fits goes on on the next."""

    def __init__(self, bill: Bill) -> None:
        self.bill = bill
        self.paper = Paper(paper.A6, title=bill.caption, author=bill.shop, mark=bill.mark, language=bill.language)
        self.left, self.right = EDGE, self.paper.width - EDGE
        self.width = self.right - self.left
        self.y = EDGE

    def need(self, height: float) -> None:
        """Make sure that ``height`` millimetres are left on the page, or turn it."""
        if self.fits(height):
            return
        self.foot()
        self.paper.turn()
        self.y = EDGE
        self.words(f"{self.bill.title} {self.bill.number}", size=SMALL, grey=GREY)
        self.space(2.5)

    def fits(self, height: float) -> bool:
        """Whether there is as much left."""
        return self.y + height <= self.paper.height - EDGE

    def space(self, height: float) -> None:
        """Leave white, where it is not at the end of a page anyway."""
        self.y += height

    def words(
        self,
        words: str,
        *,
        size: float = NORMAL,
        bold: bool = False,
        grey: float = 0,
        at: float = 0,
        width: float = 0,
        align: paper.Align = "left",
    ) -> None:
        """``words`` from ``at`` millimetres within the edge on, in lines of ``width``, each on a page where it fits."""
        x, width = self.left + at, width or self.width - at
        for line in paper.wrapped(words, width, size, bold=bold):
            self.need(paper.line_height(size))
            shift = {"left": 0, "right": width, "center": width / 2}[align]
            self.paper.text(x + shift, self._base(size), line, size, bold=bold, grey=grey, align=align)
            self.y += paper.line_height(size)

    def pair(
        self, words: str, amount: str, *, size: float = NORMAL, bold: bool = False, grey: float = 0, at: float = 0
    ) -> None:
        """``words`` with an amount on their first line, at the right edge."""
        self.need(paper.line_height(size))
        if amount:
            self.paper.text(self.right, self._base(size), amount, size, bold=bold, grey=grey, align="right")
        room = self.width - at - _taken(amount, size, bold=bold)
        self.words(words, size=size, bold=bold, grey=grey, at=at, width=room)

    def fact(self, label: str, words: str) -> None:
        """What something is, with its name in front of it, in small letters."""
        self.need(paper.line_height(NORMAL))
        self.paper.text(self.left, self._base(NORMAL), label, SMALL, grey=GREY)
        self.words(words, at=20)
        self.space(0.8)

    def rule(self, *, at: float = 0, grey: float = 0.75, weight: float = 0.5) -> None:
        """A line across."""
        self.paper.rule(self.left + at, self.y, self.width - at, weight=weight, grey=grey)

    def foot(self) -> None:
        """The number of the page, once there are several."""
        self.paper.number(self.right, self.paper.height - EDGE / 2, SMALL)

    def _base(self, size: float) -> float:
        return paper.standing(self.y, size)


def _head(sheet: _Sheet, bill: Bill) -> None:
    top = sheet.y
    title = f"{bill.title} {bill.number}"
    sheet.paper.text(sheet.right, top + 4.4, title, LARGE, align="right")
    sheet.paper.text(sheet.right, top + 8.6, bill.day, SMALL, grey=GREY, align="right")
    room = sheet.width - max(paper.measured(title, LARGE), paper.measured(bill.day, SMALL)) - 4
    sheet.words(bill.shop, size=paper.shrunk(bill.shop, room, 15, LARGE, bold=True), bold=True, width=room)
    if bill.reach:
        sheet.words(bill.reach, size=SMALL, grey=GREY, width=room)
    sheet.y = max(sheet.y, top + 9.4) + 2.2
    sheet.rule(grey=0, weight=1.1)
    sheet.space(3)


def _card(sheet: _Sheet, words: str) -> None:
    """The words of a gift, in the middle of the page."""
    sheet.space(5)
    sheet.words(words, size=12, at=6, width=sheet.width - 12, align="center")
    sheet.space(5)


def _lines(sheet: _Sheet, bill: Bill) -> None:
    sheet.space(1.2)
    sheet.rule()
    sheet.space(1.6)
    for one in bill.lines:
        sheet.need(paper.line_height(NORMAL) + (paper.line_height(SMALL) if one.each else 0))
        sheet.paper.text(sheet.left, paper.standing(sheet.y, NORMAL), one.qty, NORMAL, grey=GREY)
        sheet.pair(one.name, one.amount, at=COUNTS)
        if one.each:
            sheet.words(f"@ {one.each}", size=SMALL, grey=GREY, at=COUNTS)
        sheet.space(0.8)
    sheet.space(0.4)
    sheet.rule()
    sheet.space(1.6)


def _sum(sheet: _Sheet, one: Sum) -> None:
    at = SUMS_FROM * sheet.width
    if not one.strong:
        sheet.pair(one.label, one.amount, at=at)
        return
    sheet.need(paper.line_height(LARGE) + 1)
    sheet.space(0.4)
    sheet.pair(one.label, one.amount, size=LARGE, bold=True, at=at)
    sheet.space(0.6)


def _stamp(sheet: _Sheet, words: str) -> None:
    """A word in a frame, as from a rubber stamp."""
    wide = paper.measured(words, LARGE, bold=True) + 8
    sheet.need(10)
    sheet.space(1.5)
    sheet.paper.box(sheet.right - wide, sheet.y, wide, 7.6, weight=1.2, corner=1.6)
    sheet.paper.text(sheet.right - wide / 2, sheet.y + 5.3, words, LARGE, bold=True, align="center")
    sheet.space(8.6)


def _end(sheet: _Sheet, bill: Bill) -> None:
    """The frame, what is agreed and the thanks: together on a page, so that none of it is alone on the next."""
    frame = _frame_height(bill) + 3.4 if bill.heading else 0
    agreed = [line for words in bill.below for line in paper.wrapped(words, sheet.width, SMALL + 0.6)]
    closing = paper.line_height(NORMAL) + 2 if bill.closing else 0
    sheet.need(frame + len(agreed) * (paper.line_height(SMALL + 0.6) + 0.4) + closing)
    if bill.heading:
        _frame(sheet, bill)
    for words in bill.below:
        sheet.words(words, size=SMALL + 0.6)
        sheet.space(0.4)
    if bill.closing:
        sheet.space(2)
        sheet.words(bill.closing)


def _frame_height(bill: Bill) -> float:
    lines = sum(len(paper.wrapped(words, _room(amount), NORMAL, bold=True)) for words, amount in bill.frame)
    return paper.line_height(SMALL) + paper.line_height(NORMAL) * lines + 3.4


def _room(amount: str) -> float:
    """How wide what stands in front of an amount within the frame may be."""
    return paper.A6[0] - 2 * (EDGE + INSET) - _taken(amount, NORMAL, bold=True)


def _taken(amount: str, size: float, *, bold: bool) -> float:
    """How much of a line an amount at its end takes."""
    return paper.measured(amount, size, bold=bold) + 3 if amount else 0


def _frame(sheet: _Sheet, bill: Bill) -> None:
    """Where to pay to, or how it was paid, on grey."""
    sheet.space(1.8)
    height = _frame_height(bill)
    if sheet.fits(height):  # what takes more than a page goes without
        sheet.paper.box(sheet.left, sheet.y, sheet.width, height, weight=0, fill=PALE, corner=1.6)
    sheet.space(1.7)
    sheet.words(bill.heading, size=SMALL, grey=GREY, at=INSET)
    sheet.left, sheet.right = sheet.left + INSET, sheet.right - INSET
    sheet.width -= 2 * INSET
    for words, amount in bill.frame:
        sheet.pair(words, amount, bold=True)
    sheet.left, sheet.right = sheet.left - INSET, sheet.right + INSET
    sheet.width += 2 * INSET
    sheet.space(3.7)
