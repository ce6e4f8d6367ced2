"""What each setting means, and how what is typed for it is read; only `olcrm config` needs these."""

from collections.abc import Callable, Mapping

from olcrm.kit import dates, money, paths, zones
from olcrm.kit.errors import Misunderstood
from olcrm.kit.record import Record
from olcrm.kit.text import LANGUAGES, N_, _
from olcrm.kit.typed import excerpt
from olcrm.shop.rules import PRESETS, WEEKDAYS

_WEEKDAY_WORDS = {
    word: day
    for day, words in enumerate(
        (
            "senin mon",
            "selasa tue",
            "rabu wed",
            "kamis thu",
            "jumat jum'at fri",
            "sabtu sat",
            "minggu ahad sun",
        )
    )
    for word in (*words.split(), WEEKDAYS[day])
}

FEW = 100  # days of a promise, percent of a DP


def _one_of(*words: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value.casefold() not in words:
            raise Misunderstood(
                _("“{value}” is not one of {words}.").format(value=excerpt(value), words=", ".join(words)),
                hint=_("Choose one of them."),
            )
        return value.casefold()

    return check


def _any(value: str) -> str:
    return value


def _zone(value: str) -> str:
    zones.zone_named(value)
    short = zones.SAME_AS.get(value.casefold(), value.upper())
    return short if short in zones.ZONES else value


def _span(value: str) -> str:
    dates.span(value)
    return value


def _hour(value: str) -> str:
    hours, _colon, minutes = value.replace(".", ":").partition(":")
    figures = f"{hours}{minutes}"
    short = figures.isascii() and figures.isdigit() and len(hours) < 3 and len(minutes) < 3
    if not (short and hours and int(hours) < 24 and int(minutes or 0) < 60):
        raise Misunderstood(
            _("“{value}” is no time of day.").format(value=excerpt(value)), hint=_("Write it like 20:00.")
        )
    return f"{int(hours):02}:{int(minutes or 0):02}"


def _count(value: str) -> str:
    if not (value.isascii() and value.isdigit() and int(value[:9]) > 0 and len(value) < 6):
        raise Misunderstood(
            _("“{value}” is not a whole number from 1 to 99999.").format(value=excerpt(value)),
            hint=_("Write it like 5."),
        )
    return str(int(value))


def _few(value: str) -> str:
    if not (value.isascii() and value.isdigit() and len(value) < 4 and int(value) <= FEW):
        raise Misunderstood(
            _("“{value}” is not a whole number from 0 to {most}.").format(value=excerpt(value), most=FEW),
            hint=_("Write it like 2."),
        )
    return str(int(value))


def _amount(value: str) -> str:
    return str(money.amount(value))


def _amount_or_none(value: str) -> str:
    return str(money.amount(value, zero=True))


def _weekdays(value: str) -> str:
    """Weekdays with commas between them, in either language; a hyphen or nothing means none."""
    if value.strip() in ("", "-"):
        return ""
    found = set()
    for word in value.casefold().split(","):
        if word.strip() not in _WEEKDAY_WORDS:
            raise Misunderstood(
                _("“{word}” is no day of the week.").format(word=excerpt(word.strip())),
                hint=_("Write it like sunday or minggu,jumat; a single - means open every day."),
            )
        found.add(_WEEKDAY_WORDS[word.strip()])
    return ",".join(WEEKDAYS[day] for day in sorted(found))


def _kinds(value: str) -> str:
    """Words with commas between them, each in small letters with hyphens for blanks; a hyphen means none."""
    if value.strip() in ("", "-"):
        return ""
    words = ["-".join(word.replace("-", " ").split()).lower() for word in value.split(",")]
    for word in words:
        if not word or len(word) > 30 or not word.replace("-", "").isalnum():
            raise Misunderstood(
                _("“{word}” cannot be a kind of complaint.").format(word=excerpt(word)),
                hint=_("Write short words with commas between them, like torn-box,smell."),
            )
    return ",".join(dict.fromkeys(words))


def _feasts(value: str) -> str:
    """Words of feasts with commas between them; a hyphen means none."""
    words = ["-".join(word.replace("-", " ").split()).lower() for word in value.split(",")]
    if words == [""]:
        return "-"
    for word in words:
        if not word.replace("-", "").isalnum():
            raise Misunderstood(
                _("“{word}” cannot be a feast.").format(word=excerpt(word)),
                hint=_("Write words of `olcrm holiday list` with commas between them, like natal,tahun-baru."),
            )
    return ",".join(dict.fromkeys(words))


def _pattern(value: str) -> str:
    """The first number of a member: whatever stands before its figures stays."""
    if not value[-1:].isdigit() or not value.isascii() or len(value) > 20 or " " in value:
        raise Misunderstood(
            _("“{word}” cannot be the number of a member.").format(word=excerpt(value)),
            hint=_("Write the first one, ending in figures, like M-0001."),
        )
    return value


def _tiers(value: str) -> str:
    """Names of tiers, each with the money from which on it is earned; a hyphen means none."""
    if value.strip() in ("", "-"):
        return ""
    found: dict[str, tuple[str, int]] = {}
    for part in value.split(","):
        name, _colon, figures = part.partition(":")
        name = " ".join(name.split())
        if not name or len(name) > 20 or not name.replace(" ", "").replace("-", "").isalnum():
            raise Misunderstood(
                _("“{word}” is no tier with what is spent for it.").format(word=excerpt(part)),
                hint=_("Write tiers with commas between them, like Silver:1jt,Gold:5jt."),
            )
        found[name.casefold()] = (name, money.amount(figures, zero=True))
    inorder = sorted(found.values(), key=lambda tier: tier[1])
    return ",".join(f"{name}:{spent}" for name, spent in inorder)


def _folder(value: str) -> str:
    """A folder by its whole path, so that it is the same from wherever olcrm is started; a hyphen means none."""
    return "" if value.strip() in ("", "-") else str(paths.path(value).absolute())


def _public_key(value: str) -> str:
    """A public key of age, https://age-encryption.org/v1#the-x25519-recipient-type; a hyphen means none."""
    key = value.strip().lower()
    if key in ("", "-"):
        return ""
    if not (key.startswith("age1") and len(key) == 62 and not set(key[4:]) - set("qpzry9x8gf2tvdw0s3jn54khce6mua7l")):
        raise Misunderstood(
            _("“{key}” is no public key of age.").format(key=excerpt(value)),
            hint=_("Copy the whole word that begins with age1 from the file age-keygen wrote."),
        )
    return key


def _phone(value: str) -> str:
    """A phone number; a hyphen means none."""
    from olcrm.kit import phone

    return "" if value.strip() in ("", "-") else phone.number(value)


def _link(value: str) -> str:
    """An address on the web, in which {resi} may stand for a tracking number."""
    if not value.startswith(("https://", "http://")) or " " in value:
        raise Misunderstood(
            _("“{value}” is no address on the web.").format(value=excerpt(value)),
            hint=_("Write it like https://cekresi.com/?noresi={resi}."),
        )
    return value


class Setting(Record):
    """One setting: what it means, and ``read``, which gives the form it is kept in."""

    help: str
    read: Callable[[str], str] = _any


SETTINGS: Mapping[str, Setting] = {
    "shop": Setting(N_("The name customers know the shop by.")),
    "language": Setting(N_("Language on the screen: id or en."), _one_of(*LANGUAGES)),
    "message-language": Setting(N_("Language customers are written to in: id or en."), _one_of(*LANGUAGES)),
    "time-zone": Setting(N_("Where days begin: WIB, WITA, WIT, or a name such as Asia/Singapore."), _zone),
    "salutation": Setting(N_("How customers are addressed who have no salutation of their own.")),
    "preset": Setting(N_("House rules for keeping goods: santai, standar or ketat."), _one_of(*PRESETS)),
    "keep-new": Setting(N_("How long goods are kept for prospects and new customers."), _span),
    "keep-repeat": Setting(N_("How long goods are kept for customers who came back."), _span),
    "keep-loyal": Setting(N_("How long goods are kept for loyal customers."), _span),
    "dp-percent.new": Setting(N_("DP to ask of prospects and new customers, in percent; 0 for none."), _few),
    "dp-percent.repeat": Setting(N_("DP to ask of customers who came back, in percent; 0 for none."), _few),
    "dp-percent.loyal": Setting(N_("DP to ask of loyal customers, in percent; 0 for none."), _few),
    "discount-percent.new": Setting(N_("Discount on goods for prospects and new customers, in percent."), _few),
    "discount-percent.repeat": Setting(N_("Discount on goods for customers who came back, in percent."), _few),
    "discount-percent.loyal": Setting(N_("Discount on goods for loyal customers, in percent."), _few),
    "released.shortens": Setting(N_("How much each released keep shortens the next one, in percent."), _few),
    "released.dp-percent": Setting(N_("DP to ask of somebody with released keeps, in percent; 0 for none."), _few),
    "released.fades-after": Setting(N_("Good orders after which one released keep counts no more."), _count),
    "quiet-from": Setting(N_("From this hour nobody is reminded."), _hour),
    "quiet-until": Setting(N_("Until this hour nobody is reminded."), _hour),
    "closed-on": Setting(N_("Days of the week on which the shop is closed, such as sunday; - for none."), _weekdays),
    "due-days": Setting(N_("Days after which a due without an agreed day is asked for."), _count),
    "due-again-days": Setting(N_("Days between the two reminders of a due."), _count),
    "loyal-orders": Setting(N_("Paid orders that make a customer loyal."), _count),
    "loyal-spent": Setting(N_("Money spent within twelve months that makes a customer loyal."), _amount),
    "resting-days": Setting(N_("Days without an order after which a customer may be resting."), _count),
    "leap-birthday": Setting(N_("When 29 February is greeted in common years: 28/2 or 1/3."), _one_of("28/2", "1/3")),
    "lists.regulars-first": Setting(
        N_("Whether regulars come first in lists of what is of one day: on or off."), _one_of("on", "off")
    ),
    "unique-code": Setting(N_("Whether every order gets a unique code: on or off."), _one_of("on", "off")),
    "promise.days": Setting(N_("Working days an order needs until it leaves the house."), _few),
    "promise.buffer": Setting(N_("Working days a promise keeps in reserve."), _few),
    "promise.road": Setting(N_("Days a parcel is on the road."), _few),
    "promise.auto": Setting(N_("Whether every order is promised by itself: on or off."), _one_of("on", "off")),
    "errand.fee": Setting(N_("What an errand costs besides what is bought; 0 for nothing."), _amount_or_none),
    "errand.dp-percent": Setting(N_("How much of an errand to ask for beforehand, in percent."), _few),
    "errand.limit": Setting(N_("Your own money that may be out on errands at once."), _amount),
    "ask.hours": Setting(N_("Hours within which a question is answered."), _count),
    "ask.next-days": Setting(N_("Days after which to come back to somebody who hesitates."), _count),
    "ask.bought-days": Setting(N_("Days within which an order counts as the result of a question."), _count),
    "follow.today": Setting(
        N_("Whether `olcrm today` names who is owed a kind word: on or off."), _one_of("on", "off")
    ),
    "follow.arrived-days": Setting(N_("Days after its arrival on which she is asked how she likes a parcel."), _few),
    "follow.arrived-until": Setting(N_("Days after its arrival when it is too late to ask."), _few),
    "follow.silence": Setting(N_("Days without a word before somebody who rests is written to."), _count),
    "follow.prospect-days": Setting(N_("Days of silence after which a prospect is written to."), _few),
    "follow.prospect-until": Setting(N_("Days after which a prospect is not written to any more."), _count),
    "follow.thanks": Setting(N_("Which payments are thanked for: first or every."), _one_of("first", "every")),
    "follow.thanks-days": Setting(N_("Days within which thanks are said."), _few),
    "follow.sorry-days": Setting(N_("Days within which a sorry is said."), _few),
    "follow.low": Setting(N_("Up to so many of 5 stars a rating opens a complaint; 0 for never."), _one_of(*"01234")),
    "greet.batch": Setting(N_("How many are greeted for a feast at a time."), _count),
    "greet.everyone": Setting(N_("Feasts everybody is greeted for, with commas between; - for none."), _feasts),
    "greet.circle-days": Setting(N_("Days before the day of somebody she buys for on which she is reminded."), _few),
    "offer.per-month": Setting(N_("Offers one customer gets within 30 days at most."), _few),
    "member.number": Setting(N_("How the numbers of members look; they count on from here."), _pattern),
    "member.tiers": Setting(N_("Tiers of members with what is spent in 12 months, like Silver:1jt,Gold:5jt."), _tiers),
    "member.benefits": Setting(N_("What every member gets; member.benefits.gold for one tier.")),
    "closure.feasts": Setting(N_("Feasts before which parcels must have left by a last day; - for none."), _feasts),
    "closure.last-day": Setting(
        N_("Days before a feast by which a parcel must have left; closure.last-day.jne for one courier."), _count
    ),
    "closure.warn-days": Setting(N_("Days beforehand on which `olcrm today` speaks of a last day."), _count),
    "shop-phone": Setting(N_("The phone number of the shop on labels; - for none."), _phone),
    "parcel.stuck": Setting(N_("Days after which a parcel is stuck; parcel.stuck.jne for one courier."), _count),
    "parcel.cod-days": Setting(N_("Days a courier may take to pass on what it collected."), _count),
    "parcel.link": Setting(
        N_("Where a parcel is looked up whose courier has no page of its own; parcel.link.jne for one courier."),
        _link,
    ),
    "complaint.kinds": Setting(N_("Kinds of complaint of your own, with commas between; - for none."), _kinds),
    "complaint.again": Setting(N_("How many complaints of one kind on one product are too many."), _count),
    "complaint.again-days": Setting(N_("The days within which complaints of one kind are counted."), _count),
    "claim.answer": Setting(N_("How soon a claim is to be answered."), _span),
    "claim.back": Setting(N_("Days after which goods that are to come back are asked for."), _count),
    "backup.also-to": Setting(
        N_("Folder each day's snapshot is copied to as well, on a stick say; - for none."), _folder
    ),
    "backup.also-key": Setting(
        N_("Public key (age1…) those second copies are encrypted with; - for none."), _public_key
    ),
}
