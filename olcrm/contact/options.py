"""What can be said about a contact on the command line, and what the words mean once read."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from olcrm.contact import finding, reach, rules, store
from olcrm.contact.rules import Standing
from olcrm.kit import clock, dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.options import Annotated, option, text, word
from olcrm.kit.text import N_, _, folded
from olcrm.kit.typed import excerpt, one_of

Word = str | None

SHOPS_OWN = "-"  # as a salutation: the one the shop uses


def _feasts(incomplete: str) -> list[str]:
    from olcrm.holiday import rules as holiday

    known = dict.fromkeys((*rules.FEASTS, *holiday.feasts(), rules.NOT_AT_ALL))
    return [feast for feast in known if feast.startswith(incomplete)]


Phone = Annotated[Word, option("--phone", help=N_("Phone number, in any spelling."), metavar="PHONE")]
Ig = Annotated[Word, option("--ig", help=N_("Name on Instagram."), metavar="HANDLE")]
Shopee = Annotated[Word, option("--shopee", help=N_("Name on Shopee."), metavar="HANDLE")]
Tokopedia = Annotated[Word, option("--tokopedia", help=N_("Name on Tokopedia."), metavar="HANDLE")]
Tiktok = Annotated[Word, option("--tiktok", help=N_("Name on TikTok."), metavar="HANDLE")]
Email = Annotated[Word, option("--email", help=N_("E-mail address."), metavar="EMAIL")]
Nickname = Annotated[Word, option("--nickname", help=N_("What she is called, if not her first name."), metavar="NAME")]
Salutation = Annotated[
    Word,
    option("--salutation", help=N_("Kak, Bu, Mas …; an empty one for none, - for the shop's own."), metavar="WORD"),
]
Birthday = Annotated[
    Word, option("--birthday", help=N_("Birthday, like 17/8/1990; the year may be left out."), metavar="BIRTHDAY")
]
City = Annotated[Word, option("--city", help=N_("Where she lives."), metavar="CITY")]
Address = Annotated[Word, option("--address", help=N_("Where her parcels go."), metavar="TEXT")]
Source = Annotated[Word, option("--source", help=N_("Where she came from: ig, shopee, pameran …"), metavar="WORD")]
ReferredBy = Annotated[
    Word,
    option("--referred-by", help=N_("The customer who sent her."), metavar="CONTACT", suggest=store.suggest),
]
Lang = Annotated[Word, option("--lang", help=N_("The language she is written to in: id or en."), metavar="LANG")]
Tags = Annotated[list[str] | None, option("--tag", help=N_("A tag; may be given several times."), metavar="TAG")]
Celebrates = Annotated[
    list[str] | None,
    option(
        "--celebrates",
        help=N_("What she is greeted for: lebaran, natal, umum …; may be given several times."),
        metavar="FEAST",
        suggest=_feasts,
    ),
]


Closeness = Annotated[
    Word, option("--closeness", help=N_("How near she is to you, 1 to 5; 0 for not said."), metavar="NUMBER")
]
Prefers = Annotated[
    Word,
    option("--prefers", help=N_("How she likes to be reached, like “wa, jangan telepon”."), metavar="WORD"),
]
Prospect = Annotated[
    bool, option("--prospect", help=N_("Nothing changes by it: all are prospects until the first paid order."))
]

Who = Annotated[str, store.ContactWord]
Name = Annotated[str, word(N_("Her name."), metavar="NAME")]
NewName = Annotated[Word, option("--name", help=N_("Her name."), metavar="NAME")]
Greet = Annotated[
    bool | None, option("--greet/--no-greet", help=N_("Whether she likes to be greeted on feasts and birthdays."))
]
TagWords = Annotated[list[str], word(N_("One tag or more."), metavar="TAG...")]
Kind = Annotated[
    str,
    word(
        N_("phone, ig, shopee, tokopedia, tiktok, email or another word."),
        metavar="KIND",
        suggest=lambda incomplete: [kind for kind in ("phone", *rules.HANDLES) if kind.startswith(incomplete)],
    ),
]
Reached = Annotated[str, word(N_("The number or handle."), metavar="VALUE")]
AddressText = Annotated[str, word(N_("The address, in quotation marks."), metavar="TEXT")]
AddressWord = Annotated[str, word(N_("The address: its number, its label or its text."), metavar="ADDRESS")]
Label = Annotated[Word, option("--label", help=N_("What it is called: rumah, kantor …"), metavar="WORD")]
What = Annotated[str, word(N_("What is worn: gamis, sepatu …"), metavar="WHAT")]
Fits = Annotated[str, word(N_("The size that fits; an empty one forgets it."), metavar="VALUE")]
FeastWords = Annotated[
    list[str],
    word(
        N_("lebaran, natal, nyepi, imlek, waisak, galungan, umum; jangan for no greetings at all."),
        metavar="FEAST...",
        suggest=_feasts,
    ),
]
Remove = Annotated[bool, option("--remove", help=N_("Take these away instead."))]
PausedUntil = Annotated[Word, option("--until", help=N_("The last day of the pause."), metavar="DATE")]
Because = Annotated[Word, option("--because", help=N_("Why: sakit, berduka …"), metavar="TEXT")]
End = Annotated[bool, option("--end", help=N_("End the pause now."))]
Undo = Annotated[bool, option("--undo", help=N_("Take her out of the archive."))]

WithTag = Annotated[list[str] | None, option("--tag", help=N_("With this tag."), metavar="TAG")]
OfStanding = Annotated[
    Word,
    option(
        "--standing",
        help=N_("prospect, new, repeat, loyal or resting."),
        metavar="STANDING",
        suggest=lambda incomplete: [one for one in Standing if one.startswith(incomplete)],
    ),
]
Owing = Annotated[bool, option("--owing", help=N_("Who owes something."))]
NoBirthday = Annotated[bool, option("--no-birthday", help=N_("Whose birthday is not known."))]
InCity = Annotated[Word, option("--city", help=N_("Who lives there."), metavar="CITY")]
FromSource = Annotated[Word, option("--source", help=N_("Who came from there."), metavar="WORD")]
Archived = Annotated[bool, option("--archived", help=N_("Those who were archived instead."))]
Sort = Annotated[
    str,
    option(
        "--sort",
        help=N_("last (order), name, spent or owed."),
        metavar="BY",
        suggest=lambda incomplete: [by for by in finding.SORTS if by.startswith(incomplete)],
    ),
]
Searched = Annotated[str, word(N_("Part of a name, phone, handle, address or note."), metavar="TEXT")]


def facts(db: sqlite3.Connection, typed: Mapping[str, Word]) -> dict[str, Any]:
    """The columns that the words in ``typed`` mean; what is None was not given, what is empty is cleared.

    Raises Misunderstood for a word that cannot be read, Missing when nobody or several could have referred her.
    """
    found: dict[str, Any] = {}
    for name, value in typed.items():
        if value is None:
            continue
        if name == "salutation":
            found[name] = None if value == SHOPS_OWN else text(value, _("The salutation")) if value.strip() else ""
        elif not value.strip():
            found[_COLUMN.get(name, name)] = None
        elif name == "birthday":
            found[name] = dates.birthday(value, clock.today())
        elif name == "referred_by":
            found["referred_by_id"] = store.find(db, value).id
        elif name == "closeness":
            found[name] = reach.closeness(value)
        elif name == "prefers":
            found[name] = reach.preferred(value)
        elif name == "lang":
            found["language"] = rules.language(value)
        else:
            found[name] = text(value, _(_NAMES[name]))
    return found


_COLUMN = {"referred_by": "referred_by_id", "lang": "language"}
_NAMES = {"nickname": N_("The nickname"), "city": N_("The city"), "source": N_("The source")}


def standing(word: str) -> Standing:
    """The standing that ``word`` names, in either language. Raises Misunderstood for any other word."""
    for one in Standing:
        if folded(word) in (one, folded(rules.shown(one))):
            return one
    raise Misunderstood(
        _("There is no standing “{word}”.").format(word=excerpt(word)),
        hint=_("Use {words}.").format(words=", ".join(map(rules.shown, Standing))),
    )


def sort(word: str) -> str:
    """One of the orders a list can have, also as its column is titled. Raises Misunderstood for any other word."""
    titles = {"last": _("Last order"), "name": _("Name"), "spent": _("Spent"), "owed": _("Owes")}
    if found := one_of(word, titles):
        return found
    raise Misunderstood(
        _("Customers cannot be sorted by “{word}”.").format(word=excerpt(word)),
        hint=_("Use {words}.").format(words=", ".join(finding.SORTS)),
    )


def pause(until: Word, because: Word) -> tuple[date, str]:
    """The last day of a pause and its reason. Raises Misunderstood when one is missing, Refused for a past day."""
    if until is None or because is None:
        raise Misunderstood(
            _("A pause needs its last day and a reason."), hint=_("Give --until DATE and --because TEXT, or --end.")
        )
    last = dates.day(until, clock.today(), looks="forward")
    if last < clock.today():
        raise Refused(_("{day} is over.").format(day=dates.short(last)), hint=_("Give a day that is still to come."))
    return last, text(because, _("The reason"))


def not_herself(contact: rules.Contact, referred_by_id: int | None) -> None:
    """Raises Refused when a contact is to have been sent by herself."""
    if contact.id == referred_by_id:
        raise Refused(
            _("{name} cannot have sent herself.").format(name=excerpt(contact.name)),
            hint=_("Name another customer, or an empty one for nobody."),
        )
