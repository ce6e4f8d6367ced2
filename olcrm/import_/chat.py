"""A chat that WhatsApp wrote into a text file, read message by message.

Its lines begin with a day, an hour and a sender, in a spelling that follows the phone's language and make; a line that
does not begin so goes on with the message above. No spelling is documented: those that exports have were collected.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

from olcrm.import_.rules import Wrong
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt

LONGEST = 10_000  # characters of one message, as of any text in the ledger

# Marks that turn or join text are of no use in a file, and stand before half of its lines.
_UNSEEN = dict.fromkeys([0x200F, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_UNSEEN |= dict.fromkeys([0x202F, 0x00A0], " ")
_MARK = "\u200e"  # on an iPhone also stands before the words of what nobody typed
_HEAD = re.compile(
    r"\[?(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<year>\d{4}|\d{2}),? (?P<hour>\d{1,2})[.:](?P<minute>\d{2})"
    r"(?:[.:](?P<second>\d{2}))?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?:\] | - )(?P<rest>.*)"
)
_SAID = re.compile(r"(?P<sender>[^:\n]{1,100}):(?: (?P<text>.*))?$", re.DOTALL)
# What WhatsApp puts in the place of a message nobody can read any more, and of a call.
_NOTHING = re.compile(
    r"(pesan ini (telah )?(di)?hapus|anda (telah )?menghapus pesan ini|this message was deleted"
    r"|you deleted this message|(panggilan (suara|video) (tak|tidak) terjawab|missed (voice|video) call).*|null)\.?",
    re.IGNORECASE,
)
# What WhatsApp itself says. On Android it has no sender, but may have a colon; an iPhone gives it the name of the chat.
_SYSTEM = re.compile(
    r"\b(?:end-to-end encrypted|(?:di|ter)enkripsi secara end-to-end"
    r"|(?:changed|updated|turned (?:on|off)|mengganti|mengubah|memperbarui|mengaktifkan|menonaktifkan)\b.*"
    r"\b(?:group|grup|phone number|nomor|disappearing|message timer|pesan sementara|timer|foto profil|profile picture)"
    r"|security code|kode keamanan|(?:created|membuat) (?:this )?(?:group|grup)"
    r"|(?:added|removed|blocked|unblocked|menambahkan|mengeluarkan|memblokir) (?:you|anda|this contact|kontak ini)"
    r"|(?:pinned a|menyematkan) (?:message|pesan)|(?:is|with) a business account"
    r"|(?:adalah|dengan) akun bisnis|secure service from meta|layanan .*dari meta"
    r"|(?:you|anda) (?:added|removed|menambahkan|mengeluarkan))\b",
    re.IGNORECASE,
)
# Of what the file is called the chat is with whoever is named there.
_FILE = re.compile(
    r"(?:chat whatsapp dengan|obrolan whatsapp dengan|whatsapp chat (?:with|-))\s+(?P<name>.+)", re.IGNORECASE
)


class Message(NamedTuple):
    """One message; ``row`` is the line it begins on, ``at`` the moment by the phone's own clock, without a zone."""

    row: int
    at: datetime
    sender: str
    text: str


class Chat(NamedTuple):
    """The messages of a file in its order, what of it could not be read, and who spoke how often."""

    messages: list[Message]
    wrong: list[Wrong]
    senders: Counter[str]


class _Begun(NamedTuple):
    """A message as it begins, before it is known which figure of its day is the month.

    ``marked`` is what an iPhone says was not typed, as a picture is, or a word of WhatsApp's own.
    """

    row: int
    found: re.Match[str]
    marked: bool


def read(text: str, name: str) -> Chat:
    """The chat in the ``text`` of the file called ``name``. Raises Refused for a text that is none."""
    found = [(begun, said) for begun, lines in _pieces(text) if (said := _said(begun, lines)) is not None]
    if not found:
        raise Refused(
            _("{file} is not a chat that WhatsApp exported.").format(file=name),
            hint=_("In the chat: menu, more, export chat, without media; then give the .txt or .zip file."),
        )
    month_first = _month_first([begun for begun, _said_ in found], name)
    chat = Chat([], [], Counter())
    for begun, (sender, words) in found:
        try:
            at = _moment(begun.found, month_first=month_first)
            if len(words) > LONGEST:
                raise ValueError(_("it is longer than {most} characters").format(most=LONGEST))
        except ValueError as problem:
            chat.wrong.append(Wrong(begun.row, "", str(problem)))
            continue
        chat.messages.append(Message(begun.row, at, sender, words))
        chat.senders[sender] += 1
    return chat


def _pieces(text: str) -> Iterator[tuple[_Begun, list[str]]]:
    """Where each message begins, with the lines of its words."""
    begun, lines = None, list[str]()
    for row, written in enumerate(text.translate(_UNSEEN).splitlines(), 1):
        line = written.replace(_MARK, "")
        found = _HEAD.fullmatch(line)
        if found is None:
            lines.append(line)
            continue
        if begun is not None:
            yield begun, lines
        begun, lines = _Begun(row, found, f": {_MARK}" in written), [found["rest"]]
    if begun is not None:
        yield begun, lines


def _said(begun: _Begun, lines: Sequence[str]) -> tuple[str, str] | None:
    """Who said what; None for what WhatsApp itself says, and where nothing is left of it."""
    found = _SAID.match("\n".join(lines).rstrip())
    if found is None:
        return None
    words = (found["text"] or "").strip()
    if not words or _NOTHING.fullmatch(words) or _SYSTEM.search(words if begun.marked else found["sender"]):
        return None
    return found["sender"].removeprefix("~").strip(), words


def _month_first(begun: Sequence[_Begun], name: str) -> bool:
    """Whether days are written as in America. Raises Refused where they are written both ways."""
    day_first = any(int(one.found["a"]) > 12 for one in begun)
    month_first = any(int(one.found["b"]) > 12 for one in begun)
    if day_first and month_first:
        raise Refused(
            _("The days in {file} are written in two ways, so none of them is sure.").format(file=name),
            hint=_("Export the chat again, and leave the file as it is."),
        )
    return month_first


def _moment(found: re.Match[str], *, month_first: bool) -> datetime:
    """The moment at the beginning of a message. Raises ValueError for one that does not exist."""
    day, month = (found["b"], found["a"]) if month_first else (found["a"], found["b"])
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(_("there is no such hour"))
        hour = hour % 12 + (12 if found["half"] in "Pp" else 0)
    try:
        return datetime(year, int(month), int(day), hour, int(found["minute"]), int(found["second"] or 0))  # noqa: DTZ001 (by the phone; its zone is the shop's, which is added later)
    except ValueError:
        raise ValueError(_("there is no such day or hour")) from None


def partner(file: str) -> str | None:
    """Whom the chat is with by the name of its file; None where the name does not say."""
    found = _FILE.fullmatch(PurePath(file).stem)
    return found["name"].strip() if found else None


def ourselves(chat: Chat, me: str | None, shop: str, with_whom: str | None) -> str | None:
    """Which sender is the shop; None where only the customer wrote.

    Raises Misunderstood where ``me`` names nobody, or where it cannot be told.
    """
    senders = list(chat.senders)
    if me is not None:
        named = [sender for sender in senders if folded(sender) == folded(me)]
        if not named:
            raise Misunderstood(
                _("Nobody in this chat is called “{name}”.").format(name=excerpt(me)), hint=_among(senders)
            )
        return named[0]
    for sender in senders:
        if folded(sender) == folded(shop):
            return sender
    others = [sender for sender in senders if with_whom is None or folded(sender) != folded(with_whom)]
    if len(others) < 2 and len(others) < len(senders):
        return others[0] if others else None
    raise Misunderstood(
        _("It cannot be told which of the senders is you."), hint=_("Name yourself with --me. ") + _among(senders)
    )


def customer(chat: Chat, us: str | None, with_whom: str | None = None) -> str:
    """The one other sender, or the one the file is named after: then what else has a colon is no one's word.

    Raises Refused for a group, and where nobody else wrote.
    """
    others = [sender for sender in chat.senders if sender != us]
    if us is not None and with_whom is not None:
        others = [sender for sender in others if folded(sender) == folded(with_whom)] or others
    if len(others) == 1:
        return others[0]
    if not others:
        raise Refused(_("Nobody but you wrote in this chat."), hint=_("If that is not so, name yourself with --me."))
    raise Refused(
        _("This chat is a group of {count}.").format(count=len(chat.senders)),
        hint=_("Only a chat with one customer can be brought in. ") + _among(others),
    )


def between(chat: Chat, *two: str | None) -> Chat:
    """What of ``chat`` was said by these ``two``."""
    senders = Counter({sender: count for sender, count in chat.senders.items() if sender in two})
    return Chat([one for one in chat.messages if one.sender in two], chat.wrong, senders)


def _among(senders: Sequence[str]) -> str:
    names = ", ".join(f"“{excerpt(sender)}”" for sender in senders[:5])
    return _("There are {names}.").format(names=names)
