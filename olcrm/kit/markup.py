"""HTML pages that stand alone: their style is inside, nothing is fetched or run, and data is only shown."""

from html import escape

from olcrm.kit.cells import safe

_SAFE = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
*{box-sizing:border-box;margin:0;padding:0}
html{background:#f1efec;color:#1c1b1a;
font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
-webkit-text-size-adjust:100%;print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{padding:16px 10px}
.sheet{background:#fff;max-width:30rem;margin:0 auto 16px;padding:26px 22px;border-radius:12px;
box-shadow:0 1px 5px rgba(0,0,0,.12);
overflow-wrap:anywhere}
.bars{display:block;width:100%;height:14mm}
@media print{html{background:#fff}body{padding:0}
.sheet{max-width:none;margin:0;border-radius:0;box-shadow:none;break-after:page}.sheet:last-child{break-after:auto}}
"""


def page(
    title: str,
    sheets: list[str],
    *,
    language: str,
    size: tuple[float, float],
    margin: float,
    mark: str,
    style: str = "",
) -> str:
    """An HTML page of ``sheets``, each markup already; printed, each begins on paper of ``size`` in millimetres.

    ``mark`` is put inside, so that the program knows its own file again; ``style`` is more CSS.
    """
    paper = f"@page{{size:{size[0]:g}mm {size[1]:g}mm;margin:{margin:g}mm}}\n"
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escaped(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_SAFE}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f'<meta name="generator" content="{escaped(mark)}">',
            f"<title>{escaped(title)}</title>",
            f"<style>{paper}{_STYLE.strip()}\n{style.strip()}</style>",
            "</head>",
            "<body>",
            *(f'<main class="sheet">\n{sheet}\n</main>' for sheet in sheets),
            "</body>",
            "</html>",
            "",
        ]
    )


def escaped(words: str) -> str:
    """``words`` as data within a page, letter for letter; what would be invisible is spelled out, lines stay lines."""
    return escape(safe(words, lines=True), quote=True).replace("\n", "<br>")


def element(tag: str, words: str, kind: str = "") -> str:
    """``words``, data, within a ``tag`` of a CSS class; nothing where there are no words.

    Their direction is their own, so that a name from right to left turns nothing around it.
    """
    named = f' class="{kind}"' if kind else ""
    return f'<{tag}{named} dir="auto">{escaped(words)}</{tag}>' if words else ""
