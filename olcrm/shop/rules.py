"""What the shop has agreed with itself: standard values, three presets of house rules, and the policy they make.

The keep times of the presets follow how small shops work: a stranger's goods are held for a day or two, a regular's
for a week. Every value here can be changed with ``olcrm config set``.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from olcrm.kit import dates
from olcrm.kit.record import Record
from olcrm.kit.text import _

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

# What is so until the owner says otherwise. What each means, and may be, stands in ``settings``.
STANDARD: Mapping[str, str] = {
    "shop": "",
    "language": "",
    "message-language": "id",
    "time-zone": "WIB",
    "salutation": "Kak",
    "preset": "standar",
    "keep-new": "48h",
    "keep-repeat": "72h",
    "keep-loyal": "7d",
    "dp-percent.new": "0",
    "dp-percent.repeat": "0",
    "dp-percent.loyal": "0",
    "discount-percent.new": "0",
    "discount-percent.repeat": "0",
    "discount-percent.loyal": "0",
    "released.shortens": "50",
    "released.dp-percent": "50",
    "released.fades-after": "2",
    "quiet-from": "20:00",
    "quiet-until": "08:00",
    "closed-on": "",
    "due-days": "14",
    "due-again-days": "7",
    "loyal-orders": "5",
    "loyal-spent": "2000000",
    "resting-days": "90",
    "leap-birthday": "28/2",
    "lists.regulars-first": "on",
    "unique-code": "off",
    "promise.days": "2",
    "promise.buffer": "1",
    "promise.road": "2",
    "promise.auto": "off",
    "errand.fee": "15000",
    "errand.dp-percent": "50",
    "errand.limit": "1000000",
    "ask.hours": "24",
    "ask.next-days": "3",
    "ask.bought-days": "30",
    "follow.today": "on",
    "follow.arrived-days": "3",
    "follow.arrived-until": "14",
    "follow.silence": "30",
    "follow.prospect-days": "5",
    "follow.prospect-until": "30",
    "follow.thanks": "first",
    "follow.thanks-days": "7",
    "follow.sorry-days": "14",
    "follow.low": "2",
    "greet.batch": "30",
    "greet.everyone": "tahun-baru",
    "greet.circle-days": "14",
    "offer.per-month": "2",
    "member.number": "M-0001",
    "member.tiers": "Silver:1000000,Gold:5000000",
    "member.benefits": "",
    "closure.feasts": "idul-fitri",
    "closure.last-day": "7",
    "closure.warn-days": "7",
    "shop-phone": "",
    "parcel.stuck": "5",
    "parcel.cod-days": "14",
    "parcel.link": "https://cekresi.com/?noresi={resi}",
    "complaint.kinds": "",
    "complaint.again": "3",
    "complaint.again-days": "90",
    "claim.answer": "48h",
    "claim.back": "7",
    "backup.also-to": "",
    "backup.also-key": "",
}
BY_COURIER = ("parcel.stuck", "parcel.link", "closure.last-day")  # may be set for one courier: parcel.stuck.jne

BY_TIER = "member.benefits"  # may be set for one tier of members: member.benefits.gold

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
        return kept.get(key) or preset.get(key) or STANDARD[key]

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


class Hour(Record):
    """The present moment (in the shop's zone) and what the shop's rules make of it."""

    now: datetime
    policy: Policy
    closed: bool

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    @property
    def quiet(self) -> bool:
        """Whether it is an hour at which nobody should be disturbed."""
        return self.policy.is_quiet(self.now.time())

    def why(self, reason: str) -> str:
        """``reason`` with what speaks for waiting, in a quiet hour."""
        if not self.quiet:
            return reason
        return f"{reason}, " + _("wait until {time}").format(time=f"{self.policy.quiet_until:%H:%M}")


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
