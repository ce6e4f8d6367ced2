"""The ladder: when a reminder may be sent, what holds it back, and how both are said.

Two reminders at most. The first is kind and names the amount, the second asks how the person is, and after that an
order may be released, which is the owner's decision. Time alone sends nothing and skips nothing: whoever was never
reminded is at the first step, however old the order is. All moments are aware and in the shop's zone.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Choice, Record
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import excerpt

DAY = timedelta(days=1)  # between two steps, and of peace after a payment or a word from her
RELEASE = "release"
Step = int | str
"""1, 2 or ``RELEASE``."""

_STEP_WORDS = {1: N_("first reminder"), 2: N_("second reminder"), RELEASE: N_("may be released")}
_DRAFT = r"(?:(due):|#?)([0-9]{1,18})-(1|2|release)"


class Ladder(Choice):
    """Each is counted on its own, and is the purpose under which its reminders are logged."""

    REMIND = "remind"  # an order nothing has been paid for
    SETTLE = "settle"  # the rest of an order with a deposit
    DUE = "due"  # an errand, a loan, goods handed over on credit


class Course(Record):
    """The moments from which the two reminders may come, and whether there is something to release after them."""

    first: datetime
    second: datetime
    releases: bool = True


class Rung(Record):
    """The step a ladder stands at, and the moment from which it may be taken."""

    step: Step
    since: datetime


class Hold(Choice):
    """What keeps a step back although its time has come."""

    SNOOZED = "snoozed"
    PAUSED = "paused"
    UNASKED = "check_in"
    CLOSED = "closed"
    PAID = "paid"
    HEARD = "heard"


class Peace(Record):
    """What may hold a step back.

    ``snoozed_until`` is the first day on which she may be reminded again, ``paused_until`` the last day of a pause,
    ``unasked`` whether one is over and the check-in goes first, ``closed`` whether the shop is closed today; the
    moments are of her last payment for this due and of her last message.
    """

    snoozed_until: date | None = None
    paused_until: date | None = None
    paused_because: str | None = None
    unasked: bool = False
    closed: bool = False
    paid_at: datetime | None = None
    heard_at: datetime | None = None


class Stand(Record):
    """One due on its ladder: whose, for what, in rupiah, and what was sent when.

    ``until`` is the end of its keep time, or the start of the day it is due; ``told_at`` is when the words of a
    release were sent. ``gone`` when the order was cancelled or released, or the due closed; ``collected`` when a
    courier asks for it at the door. Of a due that is paid in parts (``part``), ``amount`` is what is to be in by now.
    """

    due_id: int
    order_id: int | None
    contact_id: int
    memo: str
    amount: int
    paid: int
    ladder: Ladder
    course: Course
    until: datetime
    sent: Mapping[int, datetime]
    told_at: datetime | None = None
    peace: Peace = Peace()
    gone: bool = False
    part: bool = False
    collected: bool = False

    @property
    def rung(self) -> Rung | None:
        """The step it stands at; None when nothing is left to say."""
        return rung(self.course, self.sent)

    @property
    def name(self) -> str:
        """What it is called at the beginning of a sentence."""
        if self.order_id is None or self.ladder == Ladder.DUE:
            return f"due:{self.due_id}"
        return _("Order {number}").format(number=self.order_id)

    def draft_id(self, step: Step) -> str:
        """What its draft for ``step`` is called: ``41-1``, ``41-release``, ``due:7-2``."""
        thing = f"due:{self.due_id}" if self.order_id is None or self.ladder == Ladder.DUE else str(self.order_id)
        return f"{thing}-{step}"


def ladder(kind: str, paid: int, *, on_credit: bool) -> Ladder:
    """The ladder of a due of this ``kind``, with ``paid`` rupiah in.

    ``on_credit`` when its goods were handed over, or when it is paid in parts.
    """
    if kind != "order" or on_credit:
        return Ladder.DUE
    return Ladder.SETTLE if paid > 0 else Ladder.REMIND


def of_order(began: datetime, keep: timedelta) -> Course:
    """The course of an order's reminders: half way through its keep time and at the end of it.

    ``began`` is the moment of the order; for the rest of one with a deposit, the start of its due day.
    """
    keep = max(keep, timedelta(0))
    return Course(began + keep / 2, began + keep)


def of_due(began: datetime, again_days: int) -> Course:
    """The course of a due's reminders: from the start of its day, and ``again_days`` later. Nothing is released."""
    return Course(began, began + again_days * DAY, releases=False)


def rung(course: Course, sent: Mapping[int, datetime]) -> Rung | None:
    """Where a ladder stands whose reminders in ``sent`` went out at those moments; None when nothing is left to do.

    A step comes a day after the one before it was sent, at the earliest.
    """
    if 2 in sent:
        return Rung(RELEASE, sent[2] + DAY) if course.releases else None
    if 1 in sent:
        return Rung(2, max(course.second, sent[1] + DAY))
    return Rung(1, course.first)


def held(peace: Peace, now: datetime) -> Hold | None:
    """What keeps every step back at this moment, if anything does."""
    today = now.date()
    if peace.snoozed_until and peace.snoozed_until > today:
        return Hold.SNOOZED
    if peace.paused_until and peace.paused_until >= today:
        return Hold.PAUSED
    if peace.unasked:
        return Hold.UNASKED
    if peace.closed:
        return Hold.CLOSED
    if peace.paid_at and now < peace.paid_at + DAY:
        return Hold.PAID
    if peace.heard_at and now < peace.heard_at + DAY:
        return Hold.HEARD
    return None


def waits(stand: Stand, now: datetime) -> bool:
    """Whether its step may be taken at this moment."""
    if stand.gone or stand.paid >= stand.amount or stand.rung is None:
        return False
    return stand.rung.since <= now and held(stand.peace, now) is None


def step_shown(step: Step) -> str:
    """A step in words, in the language of the screen."""
    return _(_STEP_WORDS[step])


def reason(stand: Stand, now: datetime) -> str:
    """Why it waits, on one line: ``kept until yesterday 18:00, first reminder sent 2 days ago``."""
    today = now.date()
    parts = [_until(stand, today)]
    if 2 in stand.sent:
        parts.append(_("second reminder sent {when}").format(when=_ago(stand.sent[2], today)))
    elif 1 in stand.sent:
        parts.append(_("first reminder sent {when}").format(when=_ago(stand.sent[1], today)))
    if stand.told_at:
        parts.append(_("told of the release {when}").format(when=_ago(stand.told_at, today)))
    if 2 in stand.sent and stand.ladder == Ladder.SETTLE:
        parts.append(_("{amount} is in: release with --refund or --as-credit").format(amount=rupiah(stand.paid)))
    return ", ".join(parts)


def _until(stand: Stand, today: date) -> str:
    day = dates.near(stand.until.date(), today)
    if stand.ladder == Ladder.REMIND:
        return _("kept until {moment}").format(moment=f"{day} {stand.until:%H:%M}")
    if stand.ladder == Ladder.SETTLE:
        return _("rest due {day}").format(day=day)
    return _("due {day}").format(day=day)


def _ago(moment: datetime, today: date) -> str:
    days = (today - moment.date()).days
    if days < 2:
        return dates.near(moment.date(), today)
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def draft(word: str) -> tuple[bool, int, Step]:
    """What the id of a draft names: whether a due rather than an order, its number, the step. Raises Misunderstood."""
    found = re.fullmatch(_DRAFT, word.strip().casefold())
    if found is None:
        raise Misunderstood(
            _("“{word}” is not the id of a reminder.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 41-1, 41-release or due:7-2."),
        )
    return bool(found[1]), int(found[2]), RELEASE if found[3] == RELEASE else int(found[3])


def check(stand: Stand, step: Step, by_due: bool, now: datetime, name: str) -> None:
    """Make sure that ``step`` is what waits now; ``name`` is hers, ``by_due`` whether the draft named a due.

    Raises Refused with what is so instead.
    """
    if stand.gone or stand.paid >= stand.amount:
        sentence = _("{what} is closed.") if stand.gone else _("{what} is paid.")
        raise Refused(sentence.format(what=stand.name), hint=_("Nobody needs to be reminded of it."))
    if stand.collected:
        raise Refused(
            _("{what} is paid to the courier.").format(what=stand.name), hint=_("Nobody needs to be reminded of it.")
        )
    if by_due != stand.draft_id(1).startswith("due:"):
        raise Refused(
            _("{what} is on another list.").format(what=stand.name),
            hint=_("Its draft is called {id}.").format(id=stand.draft_id(step)),
        )
    _its_turn(stand, step, now)
    _not_held(stand, now, name)


def _its_turn(stand: Stand, step: Step, now: datetime) -> None:
    at = stand.sent.get(step) if isinstance(step, int) else stand.told_at
    if at:
        raise Refused(
            _("{what}: the message {id} was sent already, {when}.").format(
                what=stand.name, id=stand.draft_id(step), when=_ago(at, now.date())
            ),
            hint=_("Nobody is told the same twice."),
        )
    rung = stand.rung
    if rung is None or rung.step != step:
        stands = _("It stands at {id}.").format(id=stand.draft_id(rung.step)) if rung else _("Both reminders are sent.")
        raise Refused(_("{what} is not at that step.").format(what=stand.name), hint=stands)
    if now < rung.since:
        when = f"{dates.near(rung.since.date(), now.date())} {rung.since:%H:%M}"
        raise Refused(
            _("It is too early for {id}.").format(id=stand.draft_id(step)),
            hint=_("It waits from {when}.").format(when=when),
        )


def _not_held(stand: Stand, now: datetime, name: str) -> None:
    hold, peace = held(stand.peace, now), stand.peace
    if hold in (Hold.PAID, Hold.HEARD):
        at = peace.paid_at if hold == Hold.PAID else peace.heard_at
        sentence = _("{name} paid something less than a day ago.")
        if hold == Hold.HEARD:
            sentence = _("{name} wrote less than a day ago.")
        when = at + DAY if at else now
        moment = f"{dates.near(when.date(), now.date())} {when:%H:%M}"
        raise Refused(sentence.format(name=name), hint=_("Reminders go on {when}.").format(when=moment))
    if hold == Hold.CLOSED:
        raise Refused(_("The shop is closed today."), hint=_("Nobody is reminded on a closed day."))
    if hold == Hold.SNOOZED and peace.snoozed_until:
        raise Refused(
            _("{what} is not reminded of before {day}.").format(
                what=stand.name, day=dates.near(peace.snoozed_until, now.date())
            ),
            hint=_("`olcrm remind snooze … --end` lifts that."),
        )
    if hold == Hold.UNASKED:
        sentence = _("{name} waits for the check-in after her pause.")
        raise Refused(sentence.format(name=name), hint=_("Ask her first how she is; `olcrm today` says how."))
    if hold == Hold.PAUSED and peace.paused_until:
        raise Refused(
            _("{name} is left alone until {day}: {reason}.").format(
                name=name, day=dates.near(peace.paused_until, now.date()), reason=peace.paused_because or ""
            ),
            hint=_("Reminders go on after that day; `olcrm contact pause … --end` ends it now."),
        )
