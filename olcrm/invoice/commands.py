"""What the owner types to give a customer something in writing about an order."""

from pathlib import Path

from olcrm.contact import store as contacts
from olcrm.contact.rules import language
from olcrm.invoice import rules, store
from olcrm.kit.options import Annotated, Verbs, option
from olcrm.kit.table import Answer, Said, Words
from olcrm.kit.text import N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import reading
from olcrm.order.options import Order
from olcrm.order.rules import still_open

room = Verbs()

_WRITTEN = {
    rules.Kind.INVOICE: N_("The invoice of order {number} is in {files}."),
    rules.Kind.RECEIPT: N_("The receipt of order {number} is in {files}."),
    rules.Kind.SLIP: N_("The slip of order {number} is in {files}."),
}


@room.reads(
    "invoice",
    help=N_("Write an order's invoice, receipt or gift slip: as a text to be sent, a page, or a PDF."),
    examples=(
        "olcrm order invoice 41",
        "olcrm order invoice 41 --send",
        "olcrm order invoice 41 --pdf",
        "olcrm order invoice 41 --receipt --html --to ~/Desktop",
        "olcrm order invoice 41 --slip --pdf",
    ),
)
def invoice(
    order: Order,
    receipt: Annotated[
        bool, option("--receipt", help=N_("What was paid, when and how, once something is in."))
    ] = False,
    slip: Annotated[
        bool,
        option(
            "--slip",
            help=N_("For the parcel: the goods, the recipient and the words of the gift, without a single price."),
        ),
    ] = False,
    pdf: Annotated[bool, option("--pdf", help=N_("As a PDF, on A6."))] = False,
    html: Annotated[bool, option("--html", help=N_("As a page for a browser or a phone."))] = False,
    to: Annotated[
        str | None,
        option("--to", help=N_("The folder or file for it; the present folder if not given."), metavar="PATH"),
    ] = None,
    lang: Annotated[
        str | None, option("--lang", help=N_("Its language, if not hers: id or en."), metavar="id|en")
    ] = None,
    yes: Annotated[bool, option("--yes", help=N_("Replace a file without asking."))] = False,
    send: Annotated[
        bool, option("--send", help=N_("Open, copy or picture the text here, and log it once it is sent."))
    ] = False,
    sent: Annotated[bool, option("--sent", help=N_("Log the text as sent."))] = False,
) -> Answer:
    """Write it as what was asked for: a text with the link that opens her chat, or files."""
    kind = rules.kind(receipt, slip)
    if send or sent:
        rules.sendable(kind, in_files=pdf or html or to is not None)
    with reading() as db:
        row = windows.order(db, order)
        still_open(row)
        bill = store.bill(db, row["id"], kind, lang and language(lang))
        words, document = store.told(db, bill)
        who = contacts.get(db, row["contact_id"])
    if send or sent:
        from olcrm.invoice import sending

        return sending.log(bill, who, document) if sent else sending.send(bill, who, document)
    if not (pdf or html) and to is None:
        return Words("order.invoice", words, document)
    from olcrm.ledger import handing  # a text is not handed over

    files = handing.papers(bill.name, to, pdf=pdf, html=html)
    if not handing.hand_over({file: _made(bill, file) for file in files}, bill.mark, yes=yes):
        return Said("order.invoice", _("Nothing was written."), {**document, "files": []})
    sentence = _(_WRITTEN[kind]).format(number=bill.number, files=", ".join(map(str, files)))
    more = _lacking(bill) if any(map(_is_pdf, files)) else []
    if who.phone and kind != rules.Kind.SLIP:
        from olcrm.kit import links

        more.append(_("Her chat, to send it in: {link}").format(link=links.chat(who.phone)))
    return Said("order.invoice", sentence, {**document, "files": [str(file) for file in files]}, more=more)


def _made(bill: rules.Bill, file: Path) -> bytes:
    """``bill`` as the kind of file that ``file`` is."""
    if _is_pdf(file):
        from olcrm.invoice import printed

        return printed.pdf(bill)
    from olcrm.invoice import page

    return page.html(bill)


def _is_pdf(file: Path) -> bool:
    return file.suffix.lower() == ".pdf"


def _lacking(bill: rules.Bill) -> list[str]:
    from olcrm.invoice import printed

    if not printed.unshown(bill):
        return []
    return [_("The PDF has no letters for some signs, such as emoji, and shows ❑ for them; --html shows them.")]
