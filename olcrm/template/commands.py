"""What the owner types about the wording of messages."""

import sqlite3
from typing import Annotated, Any

from olcrm.contact import store as contacts
from olcrm.kit import ask, show
from olcrm.kit.errors import Missing, Misunderstood, OlcrmError, Refused
from olcrm.kit.options import Verbs, option, text, word
from olcrm.kit.table import Column, Said, Table, Words
from olcrm.kit.text import LANGUAGES, N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import reading, writing
from olcrm.shop import store as shop
from olcrm.template import rules, store

room = Verbs()


def _names(begun: str) -> list[str]:
    return [name for name in rules.NAMES if name.startswith(begun)]


Name = Annotated[str, word(N_("The message; `olcrm template list` names them."), metavar="NAME", suggest=_names)]
Lang = Annotated[str | None, option("--lang", help=N_("Its language; the shop's if not given."), metavar="id|en")]


@room.reads("list", help=N_("Show the messages there are and what each is for."), examples=("olcrm template list",))
def list_() -> Table:
    """Every message in every language."""
    with reading() as db:
        rows = [
            {"name": name, "language": language, "own": store.wording(db, name, language).own, "purpose": _(_FOR[name])}
            for name in rules.NAMES
            for language in LANGUAGES
        ]
    columns = (
        Column("name", _("Message")),
        Column("language", _("Language")),
        Column("own", _("Wording"), value=lambda row: _("own") if row["own"] else _("built-in")),
        Column("purpose", _("What for"), keep=1),
    )
    foot = [_("See one with `olcrm template show NAME`, change it with `olcrm template edit NAME`.")]
    return Table("template.list", columns, rows, title=_("Messages"), foot=foot)


@room.reads(
    "show",
    help=N_("Show the wording of a message, with its fields."),
    examples=("olcrm template show remind-1", "olcrm template show remind-1 --lang en"),
)
def show_(name: Name, lang: Lang = None) -> Words:
    """The wording in use."""
    with reading() as db:
        wording = store.wording(db, name, _language(db, lang))
    return Words("template.show", wording.text, {"template": _document(wording)})


@room.writes(
    "edit",
    help=N_("Use your own wording for a message; it is checked for its tone and its fields first."),
    examples=(
        "olcrm template edit remind-1",
        "olcrm template edit remind-1 --file pengingat.txt",
        'olcrm template edit birthday --text "Selamat ulang tahun, {greeting} 😊"',
    ),
)
def edit(
    name: Name,
    lang: Lang = None,
    words: Annotated[
        str | None, option("--text", help=N_("The new wording; \\n begins a new line."), metavar="TEXT")
    ] = None,
    file: Annotated[str | None, option("--file", help=N_("A file with the new wording."), metavar="FILE")] = None,
) -> Said:
    """Keep a wording of the shop's own, once nothing in it can hurt anybody."""
    if words is not None and file is not None:
        raise Misunderstood(_("--text and --file do not go together."), hint=_("Give one of them."))
    with reading() as db:
        present = store.wording(db, name, _language(db, lang))
    typed = _typed(present, words, file)
    with writing() as db:
        store.put(db, name, present.language, typed)
        wording = store.wording(db, name, present.language)
        db.said = _("“{name}” ({language}) now has the shop's own wording.").format(
            name=name, language=wording.language
        )
    return Said("template.edit", db.said, {"template": _document(wording)})


@room.writes(
    "reset",
    help=N_("Go back to the built-in wording of a message."),
    examples=("olcrm template reset remind-1", "olcrm template reset remind-1 --lang en"),
)
def reset(name: Name, lang: Lang = None) -> Said:
    """Drop the shop's own wording."""
    with writing() as db:
        language = _language(db, lang)
        wording = store.wording(db, name, language)
        if store.reset(db, name, language):
            said = _("“{name}” ({language}) has its built-in wording again.")
        else:
            said = _("“{name}” ({language}) has its built-in wording already.")
        db.said = said.format(name=name, language=language)
        wording = store.wording(db, name, language)
    return Said("template.reset", db.said, {"template": _document(wording)})


@room.reads(
    "preview",
    help=N_("Show a message as a customer would get it; without an order to tell of, with an example."),
    examples=("olcrm template preview remind-1 rina", "olcrm template preview invoice rina --order 41"),
)
def preview(
    name: Name,
    contact: Annotated[str, contacts.ContactWord],
    order: Annotated[
        str | None,
        option("--order", help=N_("The order it tells of."), metavar="ORDER", suggest=windows.suggest_orders),
    ] = None,
) -> Words:
    """The message filled in; nothing is sent or logged."""
    with reading() as db:
        person = contacts.find(db, contact)
        language = person.language or shop.policy(db).message_language
        number, due_id = _subject(db, name, person.id, order)
        real = number or due_id or name == "birthday" or (name == "statement" and person.owed)
        extra = {} if real else store.example(language)
        said = store.write(db, name, person.id, order_id=number, due_id=due_id, extra=extra)
    document = {"name": name, "contact": contacts.brief(person), "order": number, "due": due_id, "text": said}
    return Words("template.preview", said, document | {"example": not real})


@room.reads(
    "check",
    help=N_("Check wordings for threats, blame, shouting and missing or unknown fields."),
    examples=("olcrm template check", "olcrm template check remind-2"),
)
def check(
    name: Annotated[
        str | None, word(N_("Only this message; all if not given."), metavar="[NAME]", suggest=_names)
    ] = None,
) -> Table:
    """A row for each fault, in the shop's own wordings and the built-in ones."""
    rows = []
    with reading() as db:
        for one in [name] if name else rules.NAMES:
            for language in LANGUAGES:
                wording = store.wording(db, one, language)
                texts = {False: rules.default(one, language), wording.own: wording.text}
                rows += [
                    {"name": one, "language": language, "own": own, "problem": problem}
                    for own, wording_text in texts.items()
                    for problem in rules.problems(one, language, wording_text)
                ]
    columns = (
        Column("name", _("Message")),
        Column("language", _("Language"), keep=1),
        Column("own", _("Wording"), value=lambda row: _("own") if row["own"] else _("built-in"), keep=2),
        Column("problem", _("Problem")),
    )
    return Table(
        "template.check",
        columns,
        rows,
        title=_("Problems"),
        empty=_("Every wording is kind and complete."),
        status=Refused.status if rows else 0,
    )


_FOR = {
    "remind-1": N_("First reminder of an unpaid order: kind, with the amount."),
    "remind-2": N_("Second reminder: asks how the customer is, without an amount."),
    "release": N_("Tells that a keep is over and the goods are free again."),
    "settle-1": N_("First reminder of the rest after a DP."),
    "settle-2": N_("Second reminder of the rest, without an amount."),
    "due-1": N_("First reminder of an errand, a loan or another due."),
    "due-2": N_("Second reminder of a due, without an amount."),
    "birthday": N_("Birthday wishes, without an offer."),
    "invoice": N_("The whole of an order, with what is to be paid."),
    "thanks-paid": N_("Thanks for a payment."),
    "statement": N_("Everything a customer owes."),
    "consent": N_("Asks for consent, and says that it can be taken back."),
    "offer": N_("Says that what somebody waits for is there, and until when it is kept."),
    "format-order": N_("The blank order form, to be filled in and sent back; `olcrm paste` reads it."),
    "promise-moved": N_("Says that a promise is put off, and to which day."),
    "errand-bought": N_("Says that an errand is done, what it cost and what is left to pay."),
    "errand-not-found": N_("Says that something was not found, and what becomes of the DP."),
    "errand-ask": N_("Asks whether to buy what costs more than was agreed."),
}
_OF_PERSON = ("birthday", "statement", "consent", "offer", "format-order")
_OF_DUE = ("due-1", "due-2")


def _document(wording: rules.Wording) -> dict[str, Any]:
    return {"name": wording.name, "language": wording.language, "text": wording.text, "own": wording.own}


def _language(db: sqlite3.Connection, lang: str | None) -> str:
    return lang.casefold() if lang else shop.policy(db).message_language


def _subject(db: sqlite3.Connection, name: str, contact_id: int, order: str | None) -> tuple[int | None, int | None]:
    """The order or due a preview tells of, if there is one. Raises Refused for an order of somebody else."""
    if name in _OF_PERSON:
        return None, None
    if name in _OF_DUE:
        return None, store.latest_due(db, contact_id)
    if not order:
        return store.latest_order(db, contact_id), None
    row = windows.order(db, order)
    if row["contact_id"] != contact_id:
        raise Refused(
            _("Order {number} belongs to {name}.").format(number=row["id"], name=row["contact_name"]),
            hint=_("Name one of this customer's orders, or none."),
        )
    return int(row["id"]), None


def _typed(present: rules.Wording, words: str | None, file: str | None) -> str:
    """The new wording, checked: from the option, from a file, or out of the owner's editor."""
    if words is not None:
        return _checked(present, words.replace("\\n", "\n"))
    if file is not None:
        return _checked(present, _read(file))
    if not ask.possible():
        raise Refused(
            _("There is no terminal to edit on."), hint=_("Give the wording with --text TEXT or --file FILE.")
        )
    draft = present.text
    while True:
        draft = _edited(draft, present.text)
        try:
            return _checked(present, draft)
        except OlcrmError as error:  # nothing that was written is lost
            show.talk(f"{error.message} {error.hint}")
            if not ask.confirm(_("Open it again?"), default=True):
                raise Refused(_("Nothing was changed.")) from None


def _read(file: str) -> str:
    from olcrm.kit import paths

    try:
        with paths.path(file).open(encoding="utf-8-sig") as opened:
            return opened.read(4 * rules.LONGEST)
    except OSError as error:
        raise Missing(
            _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror),
            hint=_("Give a text file with --file FILE."),
        ) from None
    except UnicodeDecodeError:
        raise Misunderstood(
            _("{file} is not a text in UTF-8.").format(file=file), hint=_("Save it as plain text in UTF-8.")
        ) from None


def _edited(begun: str, present: str) -> str:
    """What the owner makes of ``begun`` in the editor of $VISUAL or $EDITOR. Raises Refused if it is ``present``."""
    import os
    import shlex
    import subprocess
    from pathlib import Path
    from tempfile import TemporaryDirectory

    usual = "notepad" if os.name == "nt" else "nano"
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or usual)
    with TemporaryDirectory(prefix="olcrm-") as folder:
        draft = Path(folder) / "wording.txt"
        draft.write_text(begun, encoding="utf-8")
        try:
            status = subprocess.run([*command, str(draft)], check=False).returncode
        except OSError:
            status = -1
        if status:
            raise Refused(
                _("The editor {editor} did not finish.").format(editor=command[0]),
                hint=_("Set $EDITOR to one that is there, or give the wording with --file FILE."),
            )
        edited = _read(str(draft))
    if edited.strip() == present.strip():
        raise Refused(_("Nothing was changed."), hint=_("Save the text in the editor to keep it."))
    return edited


def _checked(wording: rules.Wording, words: str) -> str:
    """``words`` as they are kept. Raises Misunderstood for none at all, Refused with every fault."""
    typed = text(words, _("The wording")).strip() + "\n"
    found = rules.problems(wording.name, wording.language, typed)
    if found:
        raise Refused(
            _("This wording of “{name}” is not kept: {problems}").format(name=wording.name, problems=" ".join(found)),
            hint=_("Change it; whom it is sent to reads it on a bad day too."),
        )
    return typed
