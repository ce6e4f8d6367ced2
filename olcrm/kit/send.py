"""The walk through drafts: one person at a time, opened, copied or shown, and logged once she says it is sent.

olcrm sends nothing itself. What is logged is logged at once, so that stopping later loses nothing.
"""

import sys
from collections.abc import Callable, Mapping, Sequence

from olcrm.kit import ask, links
from olcrm.kit.errors import Refused
from olcrm.kit.record import Record
from olcrm.kit.show import in_lines, talk
from olcrm.kit.text import _

Extra = Mapping[str, tuple[str, Callable[["Draft"], bool]]]
"""Further keys of one walk: letter → what it does in words, and the doing; True when the draft is done with."""

HALF_BLOCKS = "█▀▄"


class Draft(Record):
    """A message written for one person.

    ``heading`` says who and why on one line, ``reason`` the same for a table. ``link`` opens the chat with the text in
    it; it is None where there is no phone, and the text can then only be copied. What is for nobody in particular has
    no ``contact_id``, and a link that lets her choose the chat.
    """

    id: str
    contact_id: int | None
    name: str
    phone: str | None
    text: str
    link: str | None
    heading: str
    reason: str


def walk(drafts: Sequence[Draft], log: Callable[[Draft], None], extra: Extra | None = None) -> tuple[int, int]:
    """Go through ``drafts`` with the owner; gives how many were sent and how many skipped.

    ``log`` is called for each that she says she has sent, and commits. Raises Refused without a terminal. Ctrl-D
    stops like the key for it; Ctrl-C passes on.
    """
    if not ask.possible():
        raise Refused(
            _("Sending goes person by person and needs a terminal."),
            hint=_("After sending by hand, log it with --sent ID for one draft or --all-sent for every one."),
        )
    sent = skipped = 0
    for number, draft in enumerate(drafts, 1):
        _show(draft, _placed(draft, number, len(drafts)))
        outcome = _one(draft, extra or {})
        if outcome == "sent":
            log(draft)
            sent += 1
        elif outcome == "skipped":
            skipped += 1
        elif outcome == "stopped":
            break
    return sent, skipped


def offer(draft: Draft) -> bool:
    """Show one draft and hand it over; whether it was sent. Raises Refused without a terminal.

    A text for nobody in particular counts as sent once it is opened, copied or pictured: there is no one to ask about.
    """
    if not ask.possible():
        raise Refused(
            _("Sending goes person by person and needs a terminal."),
            hint=_("After sending by hand, log it with --sent."),
        )
    _show(draft, draft.heading)
    return _one(draft, {}, alone=True) == "sent"


def _placed(draft: Draft, number: int, total: int) -> str:
    place = _("{number} of {total}").format(number=number, total=total)
    return f"{place}: {draft.heading}"


def _show(draft: Draft, heading: str) -> None:
    said = [heading, "", *draft.text.split("\n")]
    talk("\n" + "\n".join(map(in_lines, said)) + "\n", lines=True)
    if draft.link is None:
        talk(_("There is no phone number for {name}; the text can be copied.").format(name=draft.name))
    elif links.too_long(draft.link):
        talk(_("This text is long and may arrive cut; copying it is safer."))


def _one(draft: Draft, extra: Extra, *, alone: bool = False) -> str:
    """What becomes of ``draft``: sent, skipped, stopped, or done by one of the ``extra`` keys."""
    keys = _keys(draft, extra)
    if alone:  # there is none to go on to
        del keys["s"]
    while True:
        try:
            letter = ask.key("", keys)
            if letter == "s":
                return "skipped"
            if letter == "x":
                return "stopped"
            if letter in extra:
                if extra[letter][1](draft):
                    return "done"
                continue
            _hand_over(letter, draft)
            if draft.contact_id is None or ask.confirm(_("Sent?")):
                return "sent"
        except ask.Unanswered:
            return "stopped"


def _keys(draft: Draft, extra: Extra) -> dict[str, str]:
    """The letters are the same in every language; what they do is said in the owner's."""
    keys = {"w": _("WhatsApp"), "c": _("copy"), "q": _("QR code")}
    if draft.link is None:
        keys = {"c": keys["c"]}
    keys |= {letter: words for letter, (words, _do) in extra.items()}
    return keys | {"s": _("skip"), "x": _("stop")}


def _hand_over(letter: str, draft: Draft) -> None:
    """Open, copy or picture ``draft``; where this machine cannot, show what can be used by hand."""
    if letter == "w" and not links.open_link(draft.link or ""):
        talk(_("WhatsApp could not be opened from here. The link:"))
        talk(draft.link or "")
    elif letter == "c" and not links.copy(draft.text):
        talk(_("The clipboard could not be reached. The text:"))
        talk(f"\n{draft.text}\n", lines=True)
    elif letter == "c":
        talk(_("Copied."))
    elif letter == "q":
        _picture(links.chat(draft.phone) if draft.phone else draft.link or "")


def _picture(chat: str) -> None:
    """The QR code of the bare chat: a whole message would be too dense to be read off a screen.

    Where there is no chat yet, it has to be the message all the same, if it is short enough.
    """
    try:
        HALF_BLOCKS.encode(sys.stderr.encoding or "utf-8")
    except UnicodeEncodeError:
        talk(_("This terminal cannot draw a QR code. The link:"))
    else:
        picture = "" if links.too_long(chat) else links.qr(chat)
        talk(picture or _("This text is too long for a QR code. The link:"), lines=True)
    talk(chat)
