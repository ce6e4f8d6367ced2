"""What a contact is, how she stands to the shop, how she is addressed, and what the words about her mean.

Standing is computed from paid orders and never typed. Resting comes before the rest: who has been away for long is to
be welcomed back, however much she bought before.
"""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from olcrm.kit import money, phone
from olcrm.kit.errors import Misunderstood
from olcrm.kit.record import Choice, Record, Row
from olcrm.kit.text import LANGUAGES, N_, _, folded, ngettext
from olcrm.kit.typed import excerpt, plain
from olcrm.shop.rules import Policy

Paid = Sequence[tuple[date, int]]
"""Paid orders, in any order: the day and the total in rupiah of each."""

# Those greeted for most, which are known without looking feasts up. What people believe is nobody's business.
FEASTS = ("lebaran", "natal", "nyepi", "imlek", "waisak", "galungan", "umum")
NOT_AT_ALL = "jangan"  # the wish not to be greeted, in the place of a feast

# What these places call a person has no blanks; elsewhere (Facebook, LINE) people go by a whole name.
HANDLES = {"ig": "Instagram", "shopee": "Shopee", "tokopedia": "Tokopedia", "tiktok": "TikTok", "email": "e-mail"}
_SAME_KIND = {
    **dict.fromkeys(("hp", "wa", "whatsapp", "telp", "telepon", "tel", "mobile"), "phone"),
    **dict.fromkeys(("mail", "e-mail", "surel"), "email"),
    "instagram": "ig",
    "facebook": "fb",
}
LONGEST_WORD = 40  # characters of a tag, or of the name of a kind of channel

# Words before a name that are a salutation themselves: people are kept as “Bu Ani” as often as “Ani”.
_SALUTATIONS = {
    *("kak", "kakak", "mbak", "mba", "mas", "bu", "ibu", "pak", "bapak", "bunda", "ayah", "mama", "papa", "dek", "sis"),
    *("teh", "teteh", "aa", "akang", "kang", "neng", "ci", "cici", "ce", "ko", "koko", "om", "tante", "bro", "abang"),
    *("umi", "ummi", "abi", "ustadzah", "ustadz", "uni", "uda", "bli", "mbok", "gus", "ning", "cak", "bang"),
    *("toko", "butik", "warung", "olshop"),  # a shop that buys to sell again is no “Kak Toko”
}
# What people carry before their name, with a dot or without: nobody is called by it.
_TITLES = {"h", "hj", "haji", "hajjah", "hajah", "kh", "dr", "drg", "drs", "dra", "ir", "prof", "ny", "tn", "nn"}
_TITLES |= {"nyonya", "tuan", "ust", "ustad", "ustadz", "ustadzah", "ustazah"}


class Standing(Choice):
    """How a contact stands to the shop."""

    PROSPECT = "prospect"
    NEW = "new"
    REPEAT = "repeat"
    LOYAL = "loyal"
    RESTING = "resting"


_STANDING_WORDS = {
    Standing.PROSPECT: N_("prospect"),
    Standing.NEW: N_("new"),
    Standing.REPEAT: N_("repeat"),
    Standing.LOYAL: N_("loyal"),
    Standing.RESTING: N_("resting"),
}


class Channel(Record):
    """A way to reach somebody: ``value`` as it is compared (E.164, or a handle in lower case), ``typed`` as it came."""

    kind: str
    value: str
    typed: str


class Contact(Record):
    """A person. Money is whole rupiah, days are ISO text, moments ISO text with an offset."""

    id: int
    name: str
    nickname: str | None
    salutation: str | None  # None: the shop's own; "": none wanted
    language: str | None
    phone: str | None  # the first of her numbers, E.164
    channels: list[Channel]
    birthday: str | None  # 1990-08-17, or --08-17
    city: str | None
    source: str | None
    tags: list[str]
    standing: Standing
    orders: int
    paid_orders: int
    spent: int
    owed: int
    credit: int
    last_order_on: str | None
    last_contact: str | None
    greeting_wanted: bool
    archived_at: str | None
    referred_by_id: int | None
    created_at: str
    closeness: int | None = None  # 1 to 5, how near she is to the owner
    prefers: str | None = None  # the channels she likes to be reached by


def standing(paid: Paid, today: date, policy: Policy, *, last_order_on: date | None = None) -> Standing:
    """The standing of somebody with these ``paid`` orders.

    ``last_order_on`` is the day of her last order, paid or not, when it is known: who has just ordered does not rest.
    Nothing paid is a prospect, one order is new, two are repeat; ``policy.loyal_orders`` of them, or
    ``policy.loyal_spent`` rupiah within twelve months, are loyal. Resting, whatever she bought: no order for
    ``resting_after`` days or more.
    """
    if not paid:
        return Standing.PROSPECT
    if days_away(paid, today, last_order_on) >= resting_after(paid, policy):
        return Standing.RESTING
    if len(paid) >= policy.loyal_orders or spent_lately(paid, today) >= policy.loyal_spent:
        return Standing.LOYAL
    return Standing.NEW if len(paid) == 1 else Standing.REPEAT


def days_away(paid: Paid, today: date, last_order_on: date | None = None) -> int:
    """Days since the last order."""
    last = max(day for day, _total in paid)
    return (today - max(last, last_order_on or last)).days


def resting_after(paid: Paid, policy: Policy) -> int:
    """Days without an order after which she rests: the shop's, or twice her own usual gap if that is longer."""
    days = sorted({day for day, _total in paid})
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days))
    if not gaps:
        return policy.resting_days
    # The two in the middle, the same one twice in an odd row: their sum is twice the median, and a whole number.
    twice_median = gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]
    return max(policy.resting_days, twice_median)


def spent_lately(paid: Paid, today: date) -> int:
    """Rupiah of the paid orders of the last twelve months, the same day a year ago included."""
    since = year_before(today)
    return sum(total for day, total in paid if day >= since)


def year_before(day: date) -> date:
    """The same day a year earlier; 28 February for the 29th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def reason(paid: Paid, today: date, policy: Policy, *, last_order_on: date | None = None) -> str:
    """Why somebody with these ``paid`` orders has her standing, in one line for the screen."""
    stands = standing(paid, today, policy, last_order_on=last_order_on)
    if stands == Standing.PROSPECT:
        return _("no paid order yet")
    orders = ngettext("{count} paid order", "{count} paid orders", len(paid)).format(count=len(paid))
    if stands == Standing.RESTING:
        days = days_away(paid, today, last_order_on)
        away = ngettext("no order for {days} day", "no order for {days} days", days).format(days=days)
        return f"{orders}, {away}"
    if stands == Standing.LOYAL and len(paid) < policy.loyal_orders:
        spent = money.rupiah(spent_lately(paid, today))
        return f"{orders}, " + _("{amount} within twelve months").format(amount=spent)
    return orders


def shown(standing: str) -> str:
    """The word for a standing on the screen: langganan for ``loyal``."""
    return _(_STANDING_WORDS[Standing(standing)])


def label(contact: Contact) -> str:
    """A name with its standing, where both stand in one cell or sentence."""
    return f"{contact.name} · {shown(contact.standing)}"


def of_circle(row: Row) -> dict[str, Any]:
    """Somebody she buys for as it stands in JSON."""
    known = {key: row[key] for key in ("id", "name", "relation", "what", "day", "note")}
    return known | {"remind": bool(row["greeted"])}


def brief(contact: Contact) -> dict[str, Any]:
    """How a contact stands inside the JSON of other things."""
    return {"id": contact.id, "name": contact.name, "standing": str(contact.standing)}


def greeting(contact: Contact, policy: Policy) -> str:
    """How she is addressed: ``Kak Rina``; ``Rina`` when she wants no salutation.

    The nickname, else the first word of the name that has a letter in it and is no title, where there is another one.
    Somebody kept as “Bu Ani” is addressed so, and not as “Kak Bu”.
    """
    words = (contact.nickname or contact.name).split()
    own = ""
    if len(words) > 1 and folded(words[0]).rstrip(".") in _SALUTATIONS:
        own, *words = words
    lettered = [word for word in words if any(map(str.isalpha, word))]
    called = " ".join(words) if contact.nickname else _untitled(lettered) or " ".join(lettered or words[:1])
    salutation = (own or policy.salutation) if contact.salutation is None else contact.salutation
    return f"{salutation} {called}".strip()


def _untitled(words: list[str]) -> str:
    """The first of ``words`` that is no title, without the one that sticks to it: “Hj.Siti”."""
    for word in words:
        while word and folded(word.partition(".")[0]) in _TITLES:
            word = word.partition(".")[2]
        if any(map(str.isalpha, word)):
            return word
    return ""


def unaddressed(name: str) -> str:
    """``ratna`` of ``Bu Ratna``: a name without the salutation before it; one that is all there is stays."""
    first, _blank, rest = name.strip().partition(" ")
    return rest.strip() if rest and folded(first).rstrip(".") in _SALUTATIONS else name


def find_key(name: str, nickname: str | None) -> str:
    """What the search for parts of a name looks at: each folded word behind two blanks.

    The index knows pieces of three characters; with the blanks it also finds a word by its first one or two.
    """
    return "".join(f"  {word}" for word in f"{folded(name)} {folded(nickname or '')}".split())


def kind(word: str) -> str:
    """The kind of channel that ``word`` means: phone, ig, shopee, or any other single word.

    Raises Misunderstood for what is no word.
    """
    read = plain(word)
    if not read or len(read) > LONGEST_WORD or not read.replace("-", "").isalnum():
        raise Misunderstood(
            _("“{word}” is no kind of channel.").format(word=excerpt(word)),
            hint=_("Use phone, {kinds}, or another word.").format(kinds=", ".join(HANDLES)),
        )
    return _SAME_KIND.get(read, read)


def channel(kind_word: str, typed: str) -> Channel:
    """The channel that ``typed`` means: a phone number in any spelling, a handle with or without @.

    Raises Misunderstood for a phone number or handle that cannot be one.
    """
    which = kind(kind_word)
    if which == "phone":
        return Channel(which, phone.number(typed), typed)
    value = handle(typed)
    if not value or (which in HANDLES and " " in value):
        raise Misunderstood(
            _("“{word}” is not a name on {place}.").format(word=excerpt(typed), place=HANDLES.get(which, which)),
            hint=_("Write it like @rina_w, without blanks."),
        )
    if which == "email" and not _is_email(value):
        raise Misunderstood(
            _("“{word}” is not an e-mail address.").format(word=excerpt(typed)),
            hint=_("Write it like rina@example.com."),
        )
    return Channel(which, value, typed)


def handle(typed: str) -> str:
    """A handle as it is compared: lower case, single blanks, no @ before it."""
    return plain(typed).removeprefix("@").strip()


def _is_email(value: str) -> bool:
    name, at, host = value.partition("@")
    return bool(name and at and "." in host.strip(".") and "@" not in host)


def tag(word: str) -> str:
    """A tag as it is kept: lower case, single blanks, no # before it. Raises Misunderstood when nothing is left.

    Commas and semicolons stand between the tags of a list.
    """
    read = " ".join(word.casefold().split()).removeprefix("#").strip()
    if not read or len(read) > LONGEST_WORD or not {",", ";"}.isdisjoint(read):
        raise Misunderstood(
            _("“{word}” cannot be a tag.").format(word=excerpt(word)),
            hint=_("A tag is a short word, like reseller or grosir."),
        )
    return read


def language(word: str) -> str:
    """``id`` or ``en``. Raises Misunderstood for any other."""
    read = plain(word)
    if read in LANGUAGES:
        return read
    raise Misunderstood(
        _("“{word}” is not a language messages are written in.").format(word=excerpt(word)),
        hint=_("Use {words}.").format(words=", ".join(LANGUAGES)),
    )
