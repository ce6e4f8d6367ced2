"""What the owner types about the wording of messages."""

import sqlite3
from typing import Any

from olcrm.contact import store as contacts
from olcrm.contact.rules import shown as standing_shown
from olcrm.kit.errors import Refused
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Column, Said, Table, Words
from olcrm.kit.text import LANGUAGES, N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import reading, writing
from olcrm.shop import store as shop
from olcrm.template import checking, editing, rules, store

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
            {
                "name": name,
                "language": language,
                "own": store.wording(db, name, language).own,
                "purpose": _purpose(name),
            }
            for name, language in _all(db)
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
        "olcrm template edit remind-2.loyal --file langganan.txt",
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
    with reading() as db:
        present = store.wording(db, name, _language(db, lang))
    typed = editing.typed(present, words, file)
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
        if rules.is_own(name) and not rules.is_for_standing(name):
            raise Refused(
                _("“{name}” is the shop's own; there is no built-in wording of it.").format(name=name),
                hint=_("`olcrm reply remove {key}` takes it away.").format(key=name.removeprefix(rules.REPLY)),
            )
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
        about = rules.general(name)
        real = number or due_id or about == "birthday" or (about == "statement" and windows.asked(db, person.id))
        extra = {} if real else _example(language)
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
        for one, language in _all(db, name):
            wording = store.wording(db, one, language)
            texts = {wording.own: wording.text}
            if not rules.is_own(one):
                texts = {False: rules.default(one, language)} | texts
            rows += [
                {"name": one, "language": language, "own": own, "problem": problem}
                for own, wording_text in texts.items()
                for problem in checking.problems(one, language, wording_text)
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
    "receipt": N_("What was paid for an order, when and how."),
    "thanks-paid": N_("Thanks for a payment."),
    "statement": N_("Everything a customer owes."),
    "consent": N_("Asks for consent, and says that it can be taken back."),
    "offer": N_("Says that what somebody waits for is there, and until when it is kept."),
    "format-order": N_("The blank order form, to be filled in and sent back; `olcrm paste` reads it."),
    "promise-moved": N_("Says that a promise is put off, and to which day."),
    "errand-bought": N_("Says that an errand is done, what it cost and what is left to pay."),
    "errand-not-found": N_("Says that something was not found, and what becomes of the DP."),
    "errand-ask": N_("Asks whether to buy what costs more than was agreed."),
    "quote": N_("Quotes clauses of the terms, kindly: `olcrm reply syarat --number 3`."),
    "follow-arrived": N_("How is it? After a parcel came, with the care tip of what was in it."),
    "care": N_("The care tip of a product, some time after it came."),
    "resting": N_("To somebody who has not ordered for long."),
    "prospect": N_("To somebody who asked and did not order."),
    "prospect-price": N_("The same, where the price was the doubt."),
    "prospect-size": N_("The same, where the size was the doubt."),
    "prospect-look": N_("The same, where she wanted to see it first."),
    "prospect-thinking": N_("The same, where she wanted to think about it."),
    "thanks-first": N_("Thanks for a first order that is paid."),
    "thanks-payment": N_("Thanks for any other order that is paid."),
    "thanks-referral": N_("Thanks for a friend who was sent and has bought."),
    "thanks-regular": N_("Thanks to somebody who has become a regular."),
    "sorry-late": N_("Sorry for an order that was later than promised."),
    "sorry-stock": N_("Sorry for what was ordered and turned out to be sold out."),
    "checkin": N_("Asks how she is after a pause, and nothing else."),
    "circle": N_("Reminds her of the day of somebody she buys for."),
    "news": N_("An offer to those who agreed to offers; the words are given with `olcrm offer list --say`."),
    "news-product": N_("Tells who asked for a product, or waits for it, that it is here."),
    "news-alike": N_("Tells of a product that may suit her, where she agreed to offers."),
    "raffle-won": N_("Tells a winner of a draw."),
    "member-form": N_("The form for members, to be filled in and sent back; `olcrm paste` reads it."),
    "member-ask": N_("Asks a regular for what is not known of her yet."),
    "reply-rekening": N_("Where to pay to."),
    "reply-ongkir": N_("Asks where a parcel goes to, so that the shipping can be looked up."),
    "reply-katalog": N_("What can be had just now, with prices."),
    "reply-kosong": N_("Says that something is sold out, what is like it, and that she may wait."),
    "reply-cara-order": N_("How to order, step by step."),
    "reply-syarat": N_("The shop's terms."),
    "reply-jam-buka": N_("When messages are answered, and when the shop is closed."),
}
_OF_PERSON: tuple[str, ...] = ("birthday", "statement", "consent", "offer", "format-order", "quote")
_OF_PERSON += ("resting", "thanks-referral", "thanks-regular", "checkin")
_OF_PERSON += ("circle", "news", "news-product", "news-alike", "raffle-won", "member-form", "member-ask")
_OF_ERRAND = ("errand-bought", "errand-not-found", "errand-ask")
_OF_DUE = ("due-1", "due-2")


def _purpose(name: str) -> str:
    if rules.is_for_standing(name):
        standing = standing_shown(name.rpartition(".")[2])
        return _("“{name}” for customers who are {standing}.").format(name=rules.general(name), standing=standing)
    return (
        _(_FOR[name])
        if name in _FOR
        else _("A reply of the shop's own: `olcrm reply {key}`.").format(key=name.removeprefix(rules.REPLY))
    )


def _all(db: sqlite3.Connection, name: str | None = None) -> list[tuple[str, str]]:
    """Each message, or only the one called ``name``, with each language it has. Raises Missing for none."""
    there = [(one, language) for one in rules.NAMES for language in LANGUAGES] + store.own_names(db)
    found = [(one, language) for one, language in there if name in (None, one)]
    if not found:
        raise rules.unknown(name or "")
    return found


def _example(language: str) -> dict[str, str]:
    from olcrm.template import example

    return example.fields(language)


def _document(wording: rules.Wording) -> dict[str, Any]:
    return {"name": wording.name, "language": wording.language, "text": wording.text, "own": wording.own}


def _language(db: sqlite3.Connection, lang: str | None) -> str:
    return lang.casefold() if lang else shop.policy(db).message_language


def _subject(db: sqlite3.Connection, name: str, contact_id: int, order: str | None) -> tuple[int | None, int | None]:
    """The order or due a preview tells of, if there is one. Raises Refused for an order of somebody else."""
    name = rules.general(name)
    if name in _OF_PERSON + _OF_ERRAND or name.startswith(rules.REPLY):
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
