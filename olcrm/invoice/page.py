"""An invoice, a receipt or a slip as a page for a browser, that can be sent as a file and printed on A6."""

from olcrm.invoice.rules import Bill, Line, Sum
from olcrm.kit import markup
from olcrm.kit.markup import element, escaped
from olcrm.kit.paper import A6

_STYLE = """
header{display:flex;justify-content:space-between;gap:16px;border-bottom:2px solid;
padding-bottom:12px;margin-bottom:14px}
h1{font-size:1.45rem;line-height:1.2}
header div:last-child{text-align:right;flex:none;max-width:50%}
.title{font-size:1.1rem;line-height:1.5}
.small,dt,th{color:#6b6763;font-size:.82rem;font-weight:400}
dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px;align-items:baseline}
table{width:100%;border-collapse:collapse;border-top:1px solid #d8d4cf;border-bottom:1px solid #d8d4cf;
margin:14px 0 8px}
td{padding:5px 0;vertical-align:top}
td:first-child{color:#6b6763;width:2.6em;white-space:nowrap}
tr:first-child td{padding-top:9px}tr:last-child td{padding-bottom:9px}
.amount{text-align:right;white-space:nowrap;padding-left:14px;font-variant-numeric:tabular-nums}
.sums{margin-left:22%}
.sums div,.frame div{display:flex;justify-content:space-between;padding:2px 0}
.sums .strong{font-size:1.2rem;font-weight:700;padding:4px 0}
.stamp{float:right;border:2px solid;border-radius:6px;padding:3px 14px;margin:8px 0;
font-weight:700;letter-spacing:.06em}
.frame{clear:both;background:#f3f1ee;border-radius:8px;padding:10px 14px;margin:16px 0 10px}
.frame div{font-weight:700}
.below{font-size:.92rem;margin-top:4px}
.card{text-align:center;font-size:1.25rem;line-height:1.5;padding:22px 8%}
.closing{clear:both;padding-top:14px}
@media print{html{font-size:8pt;line-height:1.3}.sheet{padding:0}header{padding-bottom:6px;margin-bottom:7px}
h1{font-size:1.7rem}table{margin:7px 0 5px}td{padding:2px 0}tr:first-child td{padding-top:4px}
tr:last-child td{padding-bottom:4px}.sums div,.frame div{padding:1px 0}.sums .strong{padding:2px 0}
.frame{margin:8px 0 6px;padding:6px 10px}.closing{padding-top:7px}.below{margin-top:2px}
tr,.frame,.sums div{break-inside:avoid}}
"""


def html(bill: Bill) -> bytes:
    """The page of ``bill``, for a phone, a screen and a printer."""
    parts = [
        "<header>",
        f"<div>{element('h1', bill.shop)}{element('p', bill.reach, 'small')}</div>",
        f"<div>{element('p', f'{bill.title} {bill.number}', 'title')}{element('p', bill.day, 'small')}</div>",
        "</header>",
        "<dl>",
        *(element("dt", label) + element("dd", words) for label, words in bill.facts),
        "</dl>",
        element("p", bill.card, "card"),
        "<table>",
        *map(_line, bill.lines),
        "</table>",
        '<div class="sums">',
        *map(_sum, bill.sums),
        "</div>",
        element("p", bill.stamp, "stamp"),
        *_frame(bill),
        *(element("p", words, "below") for words in bill.below),
        element("p", bill.closing, "closing"),
    ]
    sheet = "\n".join(filter(None, parts))
    page = markup.page(bill.caption, [sheet], language=bill.language, size=A6, margin=9, mark=bill.mark, style=_STYLE)
    return page.encode()


def _line(one: Line) -> str:
    each = element("span", f"@ {one.each}", "small") if one.each else ""
    name = f'<td dir="auto">{escaped(one.name)}{each and "<br>"}{each}</td>'
    return f"<tr>{element('td', one.qty)}{name}{element('td', one.amount, 'amount')}</tr>"


def _sum(one: Sum) -> str:
    kind = ' class="strong"' if one.strong else ""
    return f"<div{kind}>{element('span', one.label)}{element('span', one.amount, 'amount')}</div>"


def _frame(bill: Bill) -> list[str]:
    if not bill.heading:
        return []
    lines = [f"<div>{element('span', words)}{element('span', amount, 'amount')}</div>" for words, amount in bill.frame]
    return ['<section class="frame">', element("p", bill.heading, "small"), *lines, "</section>"]
