"""What the owner types to answer what she is asked every day."""

from collections.abc import Sequence
from datetime import datetime, time

from olcrm.contact import store as contacts
from olcrm.kit import clock, dates, show
from olcrm.kit.errors import Misunderstood
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.table import Answer, Column, Kind, Said, Table, Words
from olcrm.kit.text import LANGUAGES, N_, _
from olcrm.ledger import windows
from olcrm.ledger.book import Ledger, reading, writing
from olcrm.reply import giving, rules, store
from olcrm.reply.filling import Wish
from olcrm.shop import store as shop

room = Verbs()


def _keys(incomplete: str) -> list[str]:
    with reading() as db:
        return [key for key in store.keys(db) if key.startswith(incomplete)]


def _keys_and_words(incomplete: str) -> list[str]:
    return [*_keys(incomplete), *(verb for verb in rules.VERBS if verb.startswith(incomplete))]


Key = Annotated[str, word(N_("The reply; `olcrm reply list` names them."), metavar="KEY", suggest=_keys)]
Lang = Annotated[str | None, option("--lang", help=N_("Its language; the shop's if not given."), metavar="id|en")]
Text = Annotated[str | None, option("--text", help=N_("The new wording; \\n begins a new line."), metavar="TEXT")]
File = Annotated[str | None, option("--file", help=N_("A file with the new wording."), metavar="FILE")]
Since = Annotated[
    str | None, option("--since", help=N_("Count from this day on; the last 30 days if not given."), metavar="DATE")
]


@room.reads(
    "reply",
    help=N_("Answer what many ask: where to pay, what there is, how to order. Alone, it lists the replies."),
    examples=(
        "olcrm reply",
        "olcrm reply rekening rina",
        "olcrm reply kosong rina --product GM-M",
        "olcrm reply syarat rina --number 3 --sent",
        "olcrm reply list --asked",
        'olcrm reply add cod "COD bisa untuk Bekasi ya."',
        "olcrm reply edit jam-buka",
    ),
)
def reply(
    key: Annotated[
        str | None, word(N_("What is asked; `olcrm reply list` names it."), metavar="[KEY]", suggest=_keys_and_words)
    ] = None,
    contact: Annotated[
        str | None,
        word(N_("Who asks; without her it is for anybody."), metavar="[CONTACT]", suggest=contacts.suggest),
    ] = None,
    product: Annotated[
        str | None,
        option(
            "--product",
            help=N_("What is sold out, for kosong; only these, for katalog."),
            metavar="PRODUCT|TEXT",
            suggest=windows.suggest_products,
        ),
    ] = None,
    number: Annotated[
        list[str] | None,
        option("--number", help=N_("Quote this clause, for syarat; may be given several times."), metavar="NO"),
    ] = None,
    lang: Annotated[
        str | None, option("--lang", help=N_("Its language; hers, or the shop's, if not given."), metavar="id|en")
    ] = None,
    sent: Annotated[bool, option("--sent", help=N_("Log it as given."))] = False,
) -> Answer:
    """Write one reply, hand it over on a terminal, and count it once it was given."""
    if key is None:
        return list_()
    wish = _wish(product, number)
    language = None if lang is None else _language(lang)
    if sent:
        with writing() as db:
            answer, remarks = _written(db, key, contact, wish, language)
            giving.give(db, answer)
        return Said("reply", db.said, giving.document(answer, sent=True), more=giving.below(answer, remarks))
    with reading() as db:
        answer, remarks = _written(db, key, contact, wish, language)
    if giving.is_looked_at():
        return giving.handed(answer, remarks)
    for remark in (*remarks, *giving.by_hand(answer, wish)):
        show.remark(remark)
    alone = show.current().asked  # --plain is the text alone, to be piped on
    whole = answer.text if alone or not answer.link else f"{answer.text}\n\n{answer.link}"
    return Words("reply", whole, giving.document(answer, sent=False))


@room.reads(
    "reply list",
    help=N_("The replies, and how often each was given lately; with --asked the most asked first."),
    examples=("olcrm reply list", "olcrm reply list --asked", "olcrm reply list --asked --since 1/1"),
)
def list_(
    asked: Annotated[bool, option("--asked", help=N_("The most asked first."))] = False,
    since: Since = None,
) -> Table:
    """A row a reply."""
    with reading() as db:
        today = clock.today()
        first = today - rules.LATELY if since is None else dates.day(since, today, looks="back")
        rows = store.listed(db, datetime.combine(first, time.min, clock.local(clock.now()).tzinfo))
    if asked:
        rows.sort(key=lambda row: (-row["asked"], row["key"] not in rules.KEYS))
    columns = (
        Column("key", _("Reply")),
        Column("text", _("What it says"), value=lambda row: rules.gist(row["text"])),
        Column("own", _("Wording"), value=lambda row: _("own") if row["own"] else _("built-in"), keep=2),
        Column("asked", _("Times asked"), Kind.NUMBER),
        Column("last_given", _("Last given"), Kind.MOMENT, keep=1),
    )
    page = show.page()
    return Table(
        "reply.list",
        columns,
        rows if page is None else rows[:page],
        title=_("Replies"),
        total=len(rows),
        foot=[
            _("How often it was asked is counted since {day}.").format(day=dates.short(first)),
            _("Give one with `olcrm reply KEY CONTACT`, word it yourself with `olcrm reply edit KEY`."),
        ],
        extra={"since": first.isoformat()},
    )


@room.writes(
    "reply add",
    help=N_("Write a reply of your own down; it is checked for its tone first."),
    examples=(
        'olcrm reply add cod "COD bisa untuk Bekasi dan Jakarta ya, ongkirnya dibayar di tempat."',
        "olcrm reply add seragam --file seragam.txt",
    ),
)
def add(
    key: Annotated[str, word(N_("A word for it, like cod or ready-stock."), metavar="KEY")],
    words: Annotated[
        str | None, word(N_("What it says; {greeting} and other fields are filled in."), metavar="[TEXT]")
    ] = None,
    file: File = None,
    lang: Lang = None,
) -> Said:
    """Keep an answer to something that is asked again and again."""
    if words is None and file is None:
        raise Misunderstood(
            _("Say what the reply is to be."), hint=_("Write it behind the key in quotation marks, or give --file.")
        )
    new = rules.key(key)
    with reading() as db:
        store.expect_new(db, new)
        language = _language(lang) if lang else shop.policy(db).message_language
    return _worded("reply.add", new, language, words, file)


@room.writes(
    "reply edit",
    help=N_("Word a reply yourself, a built-in one too; it is checked for its tone first."),
    examples=(
        "olcrm reply edit rekening",
        'olcrm reply edit jam-buka --text "Halo {greeting}, saya balas pukul {hours} ya 😊"',
        "olcrm reply edit cod --lang en --file cod.txt",
    ),
)
def edit(key: Key, words: Text = None, file: File = None, lang: Lang = None) -> Said:
    """Use the shop's own wording for a reply."""
    with reading() as db:
        found = store.find(db, key)
        language = _language(lang) if lang else shop.policy(db).message_language
    return _worded("reply.edit", found, language, words, file)


@room.writes(
    "reply remove",
    help=N_("Take a reply of your own away; a built-in one gets its built-in wording back."),
    examples=("olcrm reply remove cod",),
)
def remove(key: Key) -> Said:
    """Drop the shop's own wording of a reply."""
    with writing() as db:
        found = store.find(db, key)
        built_in = store.remove(db, found)
        sentence = _("The reply “{key}” has its built-in wording again.") if built_in else _("“{key}” is no reply now.")
        db.said = sentence.format(key=found)
    return Said("reply.remove", db.said, {"key": found, "built_in": built_in})


def _worded(kind: str, key: str, language: str, words: str | None, file: str | None) -> Said:
    """Keep a wording of the shop's own, once nothing in it can hurt anybody."""
    from olcrm.template import editing
    from olcrm.template.rules import Wording

    with reading() as db:
        name = rules.template(key)
        present = store.wording(db, name, language) if key in store.keys(db) else Wording(name, language, "", own=True)
    opening = rules.OPENING[language]
    typed = editing.typed(Wording(name, language, present.text, own=True), words, file, opening=opening)
    with writing() as db:
        if kind == "reply.add":
            store.expect_new(db, key)
        store.keep(db, key, language, typed)
        db.said = _("The reply “{key}” ({language}) is worded: `olcrm reply {key}`.").format(key=key, language=language)
    document = {"key": key, "template": name, "language": language, "text": typed, "own": True}
    return Said(kind, db.said, {"reply": document}, more=["", *typed.splitlines()])


def _wish(product: str | None, numbers: Sequence[str] | None) -> Wish:
    """What was asked for besides the key."""
    screen = show.current()
    most = None if screen.everything else screen.limit or rules.MOST_GOODS
    if not numbers:
        return Wish(product, (), most)
    from olcrm.terms.rules import clause

    return Wish(product, tuple(map(clause, numbers)), most)


def _language(word: str) -> str:
    if word.casefold() not in LANGUAGES:
        raise Misunderstood(
            _("There is no language “{language}” here.").format(language=word), hint=_("Use --lang id or --lang en.")
        )
    return word.casefold()


def _written(
    db: Ledger, key: str, contact: str | None, wish: Wish, language: str | None
) -> tuple[store.Answer, list[str]]:
    """The reply, and what the owner should know before she gives it."""
    found = store.find(db, key, contact)
    giving.expect_fitting(found, wish)
    who = contacts.find(db, contact) if contact is not None else None
    answer = store.written(db, found, who, wish, language)
    return answer, giving.remarks(db, answer, wish, language)
