"""The shop's settings: what each is called, means and may be, and the three presets of house rules.

The keep times of the presets follow how small shops work: a stranger's goods are held for a day or two, a regular's
for a week. Every number here can be changed with ``olcrm config set``.
"""

from collections.abc import Callable, Mapping
from datetime import date, time, timedelta

from olcrm.kit import dates, money, paths, zones
from olcrm.kit.errors import Misunderstood
from olcrm.kit.record import Record
from olcrm.kit.text import LANGUAGES, N_, _
from olcrm.kit.typed import excerpt

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
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

PRESETS: Mapping[str, Mapping[str, str]] = {
    "santai": {"keep-new": "3d", "keep-repeat": "5d", "keep-loyal": "14d", "released.dp-percent": "0"},
    "standar": {"keep-new": "48h", "keep-repeat": "72h", "keep-loyal": "7d"},
    "ketat": {
        "keep-new": "12h",
        "keep-repeat": "24h",
        "keep-loyal": "48h",
        "dp-percent.new": "50",
        "released.dp-percent": "100",
    },
}
BY_STANDING = ("dp-percent.", "discount-percent.")  # what may be agreed otherwise with new, repeat and loyal customers


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
    """One setting: its standard value, what it means, and ``read``, which gives the form it is kept in."""

    standard: str
    help: str
    read: Callable[[str], str] = _any


SETTINGS: Mapping[str, Setting] = {
    "shop": Setting("", N_("The name customers know the shop by.")),
    "language": Setting("", N_("Language on the screen: id or en."), _one_of(*LANGUAGES)),
    "message-language": Setting("id", N_("Language customers are written to in: id or en."), _one_of(*LANGUAGES)),
    "time-zone": Setting("WIB", N_("Where days begin: WIB, WITA, WIT, or a name such as Asia/Singapore."), _zone),
    "salutation": Setting("Kak", N_("How customers are addressed who have no salutation of their own.")),
    "preset": Setting("standar", N_("House rules for keeping goods: santai, standar or ketat."), _one_of(*PRESETS)),
    "keep-new": Setting("48h", N_("How long goods are kept for prospects and new customers."), _span),
    "keep-repeat": Setting("72h", N_("How long goods are kept for customers who came back."), _span),
    "keep-loyal": Setting("7d", N_("How long goods are kept for loyal customers."), _span),
    "dp-percent.new": Setting("0", N_("DP to ask of prospects and new customers, in percent; 0 for none."), _few),
    "dp-percent.repeat": Setting("0", N_("DP to ask of customers who came back, in percent; 0 for none."), _few),
    "dp-percent.loyal": Setting("0", N_("DP to ask of loyal customers, in percent; 0 for none."), _few),
    "discount-percent.new": Setting("0", N_("Discount on goods for prospects and new customers, in percent."), _few),
    "discount-percent.repeat": Setting("0", N_("Discount on goods for customers who came back, in percent."), _few),
    "discount-percent.loyal": Setting("0", N_("Discount on goods for loyal customers, in percent."), _few),
    "released.shortens": Setting("50", N_("How much each released keep shortens the next one, in percent."), _few),
    "released.dp-percent": Setting(
        "50", N_("DP to ask of somebody with released keeps, in percent; 0 for none."), _few
    ),
    "released.fades-after": Setting("2", N_("Good orders after which one released keep counts no more."), _count),
    "quiet-from": Setting("20:00", N_("From this hour nobody is reminded."), _hour),
    "quiet-until": Setting("08:00", N_("Until this hour nobody is reminded."), _hour),
    "closed-on": Setting(
        "", N_("Days of the week on which the shop is closed, such as sunday; - for none."), _weekdays
    ),
    "due-days": Setting("14", N_("Days after which a due without an agreed day is asked for."), _count),
    "due-again-days": Setting("7", N_("Days between the two reminders of a due."), _count),
    "loyal-orders": Setting("5", N_("Paid orders that make a customer loyal."), _count),
    "loyal-spent": Setting("2000000", N_("Money spent within twelve months that makes a customer loyal."), _amount),
    "resting-days": Setting("90", N_("Days without an order after which a customer may be resting."), _count),
    "leap-birthday": Setting(
        "28/2", N_("When 29 February is greeted in common years: 28/2 or 1/3."), _one_of("28/2", "1/3")
    ),
    "unique-code": Setting("off", N_("Whether every order gets a unique code: on or off."), _one_of("on", "off")),
    "promise.days": Setting("2", N_("Working days an order needs until it leaves the house."), _few),
    "promise.buffer": Setting("1", N_("Working days a promise keeps in reserve."), _few),
    "promise.road": Setting("2", N_("Days a parcel is on the road."), _few),
    "promise.auto": Setting("off", N_("Whether every order is promised by itself: on or off."), _one_of("on", "off")),
    "errand.fee": Setting("15000", N_("What an errand costs besides what is bought; 0 for nothing."), _amount_or_none),
    "errand.dp-percent": Setting("50", N_("How much of an errand to ask for beforehand, in percent."), _few),
    "errand.limit": Setting("1000000", N_("Your own money that may be out on errands at once."), _amount),
    "ask.hours": Setting("24", N_("Hours within which a question is answered."), _count),
    "ask.next-days": Setting("3", N_("Days after which to come back to somebody who hesitates."), _count),
    "ask.bought-days": Setting("30", N_("Days within which an order counts as the fruit of a question."), _count),
    "shop-phone": Setting("", N_("The phone number of the shop on labels; - for none."), _phone),
    "parcel.stuck": Setting("5", N_("Days after which a parcel is stuck; parcel.stuck.jne for one courier."), _count),
    "parcel.cod-days": Setting("14", N_("Days a courier may take to pass on what it collected."), _count),
    "parcel.link": Setting(
        "https://cekresi.com/?noresi={resi}",
        N_("Where a parcel is looked up whose courier has no page of its own; parcel.link.jne for one courier."),
        _link,
    ),
    "complaint.kinds": Setting("", N_("Kinds of complaint of your own, with commas between; - for none."), _kinds),
    "complaint.again": Setting(
        "3", N_("How many complaints of one kind on one product are too many."), _count
    ),
    "complaint.again-days": Setting("90", N_("The days within which complaints of one kind are counted."), _count),
    "backup.also-to": Setting(
        "", N_("Folder each day's snapshot is copied to as well, on a stick say; - for none."), _folder
    ),
    "backup.also-key": Setting(
        "", N_("Public key (age1…) those second copies are encrypted with; - for none."), _public_key
    ),
}
BY_COURIER = ("parcel.stuck", "parcel.link")  # may be set for one courier: parcel.stuck.jne


class Policy(Record):
    """All settings as values: what the shop has agreed with itself."""

    shop: str
    message_language: str
    salutation: str
    keep_new: timedelta
    keep_repeat: timedelta
    keep_loyal: timedelta
    quiet_from: time
    quiet_until: time
    closed_weekdays: frozenset[int]  # Monday is 0
    due_days: int
    due_again_days: int
    loyal_orders: int
    loyal_spent: int
    resting_days: int
    leap_birthday: str
    unique_code: bool
    promises: bool  # every new order by itself

    def is_quiet(self, at: time) -> bool:
        """Whether ``at`` lies in the quiet hours, which usually reach over midnight."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def keep_for(self, standing: str) -> timedelta:
        """How long goods are kept for somebody of this standing."""
        if standing == "loyal":
            return self.keep_loyal
        return self.keep_new if standing in ("prospect", "new") else self.keep_repeat


def asks_by_standing(kept: Mapping[str, str]) -> bool:
    """Whether the ``kept`` settings, or the preset, ask for a DP or give a discount by standing."""
    return any(key.startswith(BY_STANDING) for key in (*kept, *PRESETS.get(kept.get("preset", "standar"), ())))


def policy(kept: Mapping[str, str]) -> Policy:
    """The policy that the ``kept`` settings (by key) make; what is not kept is standard, or the preset's."""
    preset = PRESETS.get(kept.get("preset", "standar"), {})

    def value(key: str) -> str:
        return kept.get(key) or preset.get(key) or SETTINGS[key].standard

    return Policy(
        shop=value("shop"),
        message_language=value("message-language"),
        salutation=value("salutation"),
        keep_new=dates.span(value("keep-new")),
        keep_repeat=dates.span(value("keep-repeat")),
        keep_loyal=dates.span(value("keep-loyal")),
        quiet_from=time.fromisoformat(value("quiet-from")),
        quiet_until=time.fromisoformat(value("quiet-until")),
        closed_weekdays=frozenset(WEEKDAYS.index(day) for day in value("closed-on").split(",") if day),
        due_days=int(value("due-days")),
        due_again_days=int(value("due-again-days")),
        loyal_orders=int(value("loyal-orders")),
        loyal_spent=int(value("loyal-spent")),
        resting_days=int(value("resting-days")),
        leap_birthday=value("leap-birthday"),
        unique_code=value("unique-code") == "on",
        promises=value("promise.auto") == "on",
    )


class Account(Record):
    """Where customers pay to."""

    bank: str
    number: str
    holder: str | None = None

    def line(self) -> str:
        """As it stands in a message: ``BCA 1234567890 a.n. Ani``."""
        return f"{self.bank} {self.number}" + (f" a.n. {self.holder}" if self.holder else "")


def is_closed(policy: Policy, closures: list[tuple[date, date]], day: date) -> bool:
    """Whether the shop is closed on ``day``: by its weekday, or within a closed period (both ends included)."""
    return day.weekday() in policy.closed_weekdays or any(first <= day <= last for first, last in closures)
