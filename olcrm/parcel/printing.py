"""Labels for a printer: 100 by 150 mm each, one to a page or four to an A4 sheet, as a PDF or a page for the browser.

What is too long is written smaller and then cut with an ellipsis, on paper only. Prices never stand here, but for what
the courier collects; where somebody else sends it, nothing names the shop, in the file either.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from olcrm.kit import clock, code128, markup, phone
from olcrm.kit.table import Said
from olcrm.kit.text import _, ngettext, speaking
from olcrm.ledger import handing
from olcrm.parcel.label import Label, collects, wanting
from olcrm.parcel.label import document as document_of
from olcrm.parcel.options import OnPaper

if TYPE_CHECKING:
    from olcrm.kit.paper import Paper

WIDE, HIGH = 100.0, 150.0  # millimetres
EDGE = 5.0
INNER = WIDE - 2 * EDGE
SHEET = (210.0, 297.0)
COLUMNS, ROWS = 2, 2
SHRUNK = 0.97  # of a label, so that two above one another fit on a sheet
LONGEST = 900  # characters of an address that could ever be read on a label
MODULE = 0.5  # millimetres of the narrowest bar, at most; wider is read no better
ELLIPSIS = "…"

_STYLE = f"""
.sheet{{width:{WIDE:g}mm;height:{HIGH:g}mm;max-width:none;padding:0;border-radius:0;overflow:hidden}}
.label{{width:{WIDE:g}mm;height:{HIGH:g}mm;padding:{EDGE:g}mm;display:flex;flex-direction:column;gap:2.2mm;
overflow:hidden;color:#000;font:9pt/1.25 Arial,Helvetica,"Liberation Sans",sans-serif;break-inside:avoid}}
.label>*{{flex:none}}
.head{{display:flex;justify-content:space-between;align-items:baseline;gap:3mm;border-bottom:.5mm solid #000;
padding-bottom:1.5mm}}
.head b{{font-size:17pt;line-height:1.1}}.head i{{font-style:normal;font-size:10pt;white-space:nowrap}}
.label .bars{{height:17mm}}
.code{{text-align:center;font:bold 12pt/1 monospace;letter-spacing:.4mm}}
.word{{font-size:7.5pt;text-transform:uppercase;letter-spacing:.3mm}}
.to b{{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;font-size:17pt;
line-height:1.15}}
.to b.long{{font-size:11pt}}
.to i{{font-style:normal;font-weight:bold;font-size:12pt}}
.to p{{margin-top:.8mm;display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden;font-size:13pt;
-webkit-line-clamp:6}}
.to p.long{{font-size:9pt;-webkit-line-clamp:9}}.to p.longer{{font-size:7pt;-webkit-line-clamp:11}}
.cod{{border:.9mm solid #000;text-align:center;font-weight:bold;font-size:23pt;line-height:1;padding:2.4mm 0}}
.label .rest{{flex:1 1 0;min-height:0;overflow:hidden;display:flex;flex-direction:column;gap:1.6mm;border-top:.3mm
 solid #000;padding-top:1.6mm}}
.rest p{{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}}
.rest p.things{{-webkit-line-clamp:6;font-size:8.5pt}}
.foot{{display:flex;justify-content:space-between;font-size:8pt;border-top:.3mm dashed #000;padding-top:1.2mm}}
"""
_FOUR = f"""
.sheet{{width:{SHEET[0]:g}mm;height:{SHEET[1]:g}mm;display:grid;grid-template:1fr 1fr/1fr 1fr;place-items:center}}
.label{{zoom:{SHRUNK}}}
.label{{outline:.2mm dashed #999}}
"""


def written(labels: Sequence[Label], speaks: str, on_paper: OnPaper) -> Said:
    """Write the labels into the files that are wanted, and say so. Raises as ``handing.papers`` does, and ``pdf``."""
    name = f"label-{labels[0].name.replace('/', '-')}" if len(labels) == 1 else f"label-{clock.today().isoformat()}"
    mark = f"olcrm {name}"
    files = handing.papers(name, on_paper.to, pdf=on_paper.pdf, html=on_paper.html)
    drawing = {".pdf": pdf, ".html": html}
    made = {file: drawing[file.suffix.lower()](labels, four=on_paper.a4, language=speaks, mark=mark) for file in files}
    document = {"files": [str(file) for file in files], "labels": [document_of(one) for one in labels]}
    if not handing.hand_over(made, mark, yes=on_paper.yes):
        return Said("parcel.label", _("Nothing was written."), {**document, "files": []})
    counted = ngettext("{count} label", "{count} labels", len(labels)).format(count=len(labels))
    sentence = _("{labels} written: {files}").format(labels=counted, files=", ".join(map(str, files)))
    more = wanting(labels)
    if any(file.suffix.lower() == ".pdf" for file in files) and (names := unshown(labels)):
        more.append(
            _("The PDF cannot show some letters of {names}; they appear as ❑. --html shows them.").format(
                names=", ".join(names)
            )
        )
    return Said("parcel.label", sentence, document, more=more)


def html(labels: Sequence[Label], *, four: bool, language: str, mark: str) -> bytes:
    """The labels as a page for the browser, each where it is to be printed."""
    with speaking(language):
        drawn = [f'<section class="label">\n{_element(one)}\n</section>' for one in labels]
        together = COLUMNS * ROWS if four else 1
        sheets = ["\n".join(drawn[at : at + together]) for at in range(0, len(drawn), together)]
        return markup.page(
            _title(labels),
            sheets,
            language=language,
            size=SHEET if four else (WIDE, HIGH),
            margin=0,
            mark=mark,
            style=_STYLE + (_FOUR if four else ""),
        ).encode()


def _element(label: Label) -> str:
    parts = [
        '<div class="head">',
        markup.element("b", label.carrier or _("Parcel")),
        markup.element("i", _footing(label)[0]),
        "</div>",
        f'<div style="width:{_barred(label.bars):g}mm;margin:0 auto">{code128.svg(label.bars)}</div>',
        markup.element("div", label.bars, "code"),
        '<div class="to">',
        markup.element("div", _("To"), "word"),
        markup.element("b", label.to.name, "long" if len(label.to.name) > 40 else ""),
        markup.element("i", _local(label.to.phone)),
        markup.element("p", label.to.address or "", _length(label.to.address or "")),
        "</div>",
        markup.element("div", collects(label) if label.collect else "", "cod"),
        '<div class="rest">',
        "<div>" + markup.element("div", _("From"), "word") + markup.element("p", _sender(label)) + "</div>",
        "<div>"
        + markup.element("div", _("Contents"), "word")
        + markup.element("p", _contents(label), "things")
        + "</div>",
        "</div>",
        f'<div class="foot">{"".join(markup.element("span", words) for words in _footing(label)[1:])}</div>',
    ]
    return "\n".join(filter(None, parts))


def _length(address: str) -> str:
    """How small an address is written in the browser, which cannot shrink it by itself."""
    if len(address) > 330 or address.count("\n") > 6:
        return "longer"
    return "long" if len(address) > 170 or address.count("\n") > 4 else ""


def pdf(labels: Sequence[Label], *, four: bool, language: str, mark: str) -> bytes:
    """The labels as a PDF. Raises Refused where reportlab is missing."""
    from olcrm.kit.paper import Paper

    with speaking(language):
        author = "" if any(label.on_dropship for label in labels) else labels[0].sender.name
        size = SHEET if four else (WIDE, HIGH)
        paper = Paper(size, title=_title(labels), author=author, mark=mark, language=language)
        for place, label in enumerate(labels):
            at = place % (COLUMNS * ROWS if four else 1)
            if place and at == 0:
                paper.turn()
            if four:
                wide, high = SHEET[0] / COLUMNS, SHEET[1] / ROWS
                x = at % COLUMNS * wide + (wide - WIDE * SHRUNK) / 2
                y = at // COLUMNS * high + (high - HIGH * SHRUNK) / 2
                if at == 0:
                    paper.rule(0, high, SHEET[0], weight=0.3, grey=0.6, dashed=True)
                    paper.box(wide - 0.05, 0, 0.1, SHEET[1], weight=0, fill=0.6)
                with paper.within(x, y, SHRUNK):
                    _draw(paper, label)
                continue
            _draw(paper, label)
        return paper.pdf()


def _draw(paper: "Paper", label: Label) -> None:
    """One label, from the top left."""
    name, *below = _footing(label)
    y = _head(paper, label, name)
    y = _bars(paper, label, y)
    y = _to(paper, label, y)
    if label.collect:
        paper.box(EDGE, y, INNER, 14, weight=2)
        paper.text(WIDE / 2, y + 10.2, collects(label), 25, bold=True, align="center")
        y += 17
    paper.rule(EDGE, y, INNER, weight=0.8)
    foot = HIGH - EDGE - 4
    y = _part(paper, _("From"), _sender(label), y + 1.6, 10, min(y + 16, foot))
    _part(paper, _("Contents"), _contents(label), y + 1.6, 9, foot - 0.5)
    paper.rule(EDGE, foot, INNER, weight=0.8, dashed=True)
    for place, words in enumerate(below):
        paper.text(EDGE if place == 0 else WIDE - EDGE, foot + 4, words, 8, align="left" if place == 0 else "right")


def _head(paper: "Paper", label: Label, name: str) -> float:
    from olcrm.kit import paper as papers

    title, room = label.carrier or _("Parcel"), INNER - papers.measured(name, 10) - 4
    size = papers.shrunk(title, room, 19, 9, bold=True)
    paper.text(EDGE, EDGE + 6, _fitted(title, room, size, bold=True), size, bold=True)
    paper.text(WIDE - EDGE, EDGE + 6, name, 10, align="right")
    paper.rule(EDGE, EDGE + 8.5, INNER, weight=1.2)
    return EDGE + 10.5


def _bars(paper: "Paper", label: Label, y: float) -> float:
    from olcrm.kit import paper as papers

    wide = _barred(label.bars)
    paper.bars((WIDE - wide) / 2, y, wide, 17, label.bars)
    size = papers.shrunk(label.bars, INNER, 13, 7, bold=True)
    paper.text(WIDE / 2, y + 22, label.bars, size, bold=True, align="center")
    return y + 25.5


def _barred(words: str) -> float:
    """How wide the bars of ``words`` are with the white on either side; short ones not over the whole label."""
    return min(INNER, MODULE * (sum(code128.widths(words)) + 2 * code128.QUIET))


def _to(paper: "Paper", label: Label, y: float) -> float:
    from olcrm.kit import paper as papers

    paper.text(EDGE, y + 2, _("To").upper(), 7.5)
    size = papers.shrunk(label.to.name, INNER, 18, 11, bold=True)
    y = _lines(paper, label.to.name, y + 3, size, 2, bold=True)
    if label.to.phone:
        paper.text(EDGE, y + 3.4, _local(label.to.phone), 13, bold=True)
        y += 5.6
    address = label.to.address or ""
    room = 30.0 if label.collect else 40.0
    size = next((one for one in (14, 13, 12, 11, 10, 9, 8, 7) if _high(address, one) <= room), 7)
    return _lines(paper, address, y, size, int(room / papers.line_height(size))) + 2.5


def _part(paper: "Paper", word: str, words: str, y: float, size: float, end: float) -> float:
    """A small heading and some lines below it, which end where they must."""
    from olcrm.kit import paper as papers

    if not words:
        return y
    paper.text(EDGE, y + 2, word.upper(), 7.5)
    most = max(1, int((end - y - 3) / papers.line_height(size)))
    return _lines(paper, words, y + 3, size, most)


def _lines(paper: "Paper", words: str, y: float, size: float, most: int, *, bold: bool = False) -> float:
    """``words`` in at most so many lines from ``y`` downwards; gives where they end."""
    from olcrm.kit import paper as papers

    lines = papers.wrapped(words[:LONGEST], INNER, size, bold=bold)
    if len(lines) > most or len(words) > LONGEST:
        lines = [
            *lines[: most - 1],
            _fitted(lines[min(most, len(lines)) - 1] + ELLIPSIS, INNER, size, bold=bold, cut=True),
        ]
    for line in lines:
        paper.text(EDGE, papers.standing(y, size), line, size, bold=bold)
        y += papers.line_height(size)
    return y


def _high(words: str, size: float) -> float:
    from olcrm.kit import paper as papers

    return len(papers.wrapped(words[:LONGEST], INNER, size)) * papers.line_height(size)


def _fitted(words: str, room: float, size: float, *, bold: bool = False, cut: bool = False) -> str:
    """``words`` on one line, with an ellipsis where they are too long."""
    from olcrm.kit import paper as papers

    if papers.measured(words, size, bold=bold) <= room:
        return words
    bare = words.removesuffix(ELLIPSIS) if cut else words
    while bare and papers.measured(bare + ELLIPSIS, size, bold=bold) > room:
        bare = bare[:-1]
    return bare.rstrip() + ELLIPSIS


def _title(labels: Sequence[Label]) -> str:
    return _("Labels: {names}").format(names=", ".join(label.name for label in labels[:10]))


def _local(number: str | None) -> str:
    return phone.local(number) if number else ""


def _sender(label: Label) -> str:
    return ", ".join(filter(None, (label.sender.name, _local(label.sender.phone))))


def _contents(label: Label) -> str:
    return ", ".join(label.contents)


def _footing(label: Label) -> tuple[str, str, str]:
    """What stands on the right of the head, and on the left and right of the foot."""
    parcel = _("parcel {place}").format(place=label.place) if label.place else ""
    weight = _("{grams} g").format(grams=label.weight) if label.weight else ""
    number = _("Order {number}").format(number=label.name.partition("/")[0])
    return parcel, number, weight


def unshown(labels: Sequence[Label]) -> list[str]:
    """The names of the labels on whose PDF some letters cannot be shown. Raises Refused where reportlab is missing."""
    from olcrm.kit import paper

    return [
        label.name
        for label in labels
        if any(map(paper.unshown, (label.to.name, (label.to.address or "")[:LONGEST], _sender(label), label.carrier)))
    ]
