"""How a chat is brought in: read, shown, agreed to, noted, and told."""

from hashlib import sha256  # noqa: TID253 (a chat is brought in now and then)
from pathlib import Path

from olcrm.contact import store as people
from olcrm.import_ import chat as export
from olcrm.import_ import talks
from olcrm.import_.chat import Chat
from olcrm.import_.talks import Brought
from olcrm.kit import ask, dates, show
from olcrm.kit.errors import Refused
from olcrm.kit.table import Said
from olcrm.kit.text import _, ngettext
from olcrm.ledger.book import reading, writing
from olcrm.shop import store as shop

KIND = "import.chat"
NAMED = 5  # lines that cannot be read and are worth a line each


def bring(path: Path, me: str | None, contact: str | None, *, dry_run: bool, skip_bad: bool, yes: bool) -> Said:
    """Bring the chat in ``path`` in, after the owner agreed, unless it is a ``dry_run``.

    Raises Refused for lines that cannot be read, unless they may be left out.
    """
    text = talks.text_of(path)
    chat = export.read(text, path.name)
    with_whom = export.partner(path.name)
    with reading() as db:
        us = export.ourselves(chat, me, shop.policy(db).shop, with_whom)
    sender = export.customer(chat, us, with_whom)
    chat = export.between(chat, us, sender)
    digest = sha256(text.encode()).hexdigest()
    if dry_run or (not yes and ask.possible()):
        seen, name, left_out = _note(path, chat, us, sender, contact, digest, skip_bad, dry_run=True)
        if dry_run or seen.batch is None:
            return _told(path, left_out, seen, name, dry_run=dry_run)
        show.talk(_sentence(path, seen, name))
    if not ask.confirm(_("Bring this in?"), yes=yes):
        return Said(KIND, _("Nothing was changed."), {"batch": None})
    done, name, left_out = _note(path, chat, us, sender, contact, digest, skip_bad, dry_run=False)
    return _told(path, left_out, done, name, dry_run=False)


def _note(
    path: Path,
    chat: Chat,
    us: str | None,
    sender: str,
    contact: str | None,
    digest: str,
    skip_bad: bool,
    *,
    dry_run: bool,
) -> tuple[Brought, str, Chat]:
    """What became of it, the name of whom it is with, and the chat with all that is wrong in it."""
    chat = Chat(chat.messages, list(chat.wrong), chat.senders)
    with writing(dry_run=dry_run) as db:
        who = people.find(db, contact).id if contact else talks.meant(db, sender)
        brought = talks.bring(db, chat, us, sender, who, digest, path)
        if chat.wrong and not skip_bad:
            raise _refusal(path, chat)
        name = people.get(db, brought.contact_id).name
        db.said = _sentence(path, brought, name)
    return brought, name, chat


def _sentence(path: Path, brought: Brought, name: str) -> str:
    count = brought.said + brought.heard
    words = ngettext(
        "{count} message with {name} out of {file}: {heard} heard, {said} said, {first} to {last}.",
        "{count} messages with {name} out of {file}: {heard} heard, {said} said, {first} to {last}.",
        count,
    )
    days = {key: dates.short(at.date()) if at else "" for key, at in (("first", brought.first), ("last", brought.last))}
    return words.format(
        count=count, name=name, file=show.safe(path.name), heard=brought.heard, said=brought.said, **days
    )


def _told(path: Path, chat: Chat, brought: Brought, name: str, *, dry_run: bool) -> Said:
    document = {
        "file": path.name,
        "batch": None if dry_run else brought.batch,
        "dry_run": dry_run,
        "contact": None if dry_run and brought.added else {"id": brought.contact_id, "name": name},
        "new": brought.said + brought.heard,
        "known": brought.known,
        "said": brought.said,
        "heard": brought.heard,
        "senders": dict(chat.senders),
        "skipped": [one.document() for one in chat.wrong],
    }
    if brought.batch is None:
        sentence = _("Every message of {file} is noted already; nothing was changed.").format(file=path.name)
        return Said(KIND, sentence, document)
    more = [_("{name} is new.").format(name=name)] if brought.added else []
    if brought.known:
        known = ngettext("{count} was noted already.", "{count} were noted already.", brought.known)
        more.append(known.format(count=brought.known))
    if dry_run:
        more.append(_("Only looked; nothing was changed."))
    elif not brought.added:
        more.append(_("See `olcrm message list {id}`; `olcrm undo` takes it all back.").format(id=brought.contact_id))
    else:
        more.append(_("See `olcrm contact show {id}`; `olcrm undo` takes it all back.").format(id=brought.contact_id))
    return Said(KIND, _sentence(path, brought, name), document, more)


def _refusal(path: Path, chat: Chat) -> Refused:
    """What to raise for messages that cannot be read."""
    many = ngettext(
        "{count} message of {file} cannot be read; nothing was changed.",
        "{count} messages of {file} cannot be read; nothing was changed.",
        len(chat.wrong),
    )
    lines = ", ".join(_("line {row}: {problem}").format(row=one.row, problem=one.problem) for one in chat.wrong[:NAMED])
    return Refused(
        many.format(count=len(chat.wrong), file=path.name),
        hint=_("Leave them out with --skip-bad. {lines}").format(lines=lines),
        candidates=[one.document() for one in chat.wrong] if show.current().form == show.Form.JSON else [],
    )
