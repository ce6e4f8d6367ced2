"""What a closure shifts, in sentences, as a page and as a document."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from olcrm.closure import store
from olcrm.closure.store import Promise, Shift
from olcrm.kit import clock, dates
from olcrm.kit.table import Kind, Page, Pairs
from olcrm.kit.text import N_, _, ngettext
from olcrm.ledger.book import Ledger
from olcrm.order.shifting import Kept
from olcrm.shop.calendar import Closure

NAMED = 20  # lines of a kind that are said
LONG = 31  # days after which a closure may be a slip of the finger

_FALLS = {
    "visit": N_("Visit of {name}, {day}: {text}"),
    "question": N_("Question of {name} to come back to, {day}: {text}"),
    "about": N_("To ask {name} about, {day}: {text}"),
    "complaint": N_("Word promised to {name} about a complaint, {day}: {text}"),
}


def overlaps(new: Closure, others: Sequence[Closure]) -> list[str]:
    """Which closures hold days of a ``new`` one as well; no day of them is counted twice."""
    covered = _("Closure {number}, {days}, lies within it; `olcrm closure remove {number}` takes that one out.")
    shared = _("Closure {number}, {days}, has some of these days, too; no day is counted twice.")
    return [
        (covered if new.first <= one.first and one.last <= new.last else shared).format(
            number=one.number, days=one.shown()
        )
        for one in others
    ]


def shifted(
    found: Shift, closed: Closure, opens: date, *, done: bool, moved: bool, following: bool = False
) -> list[str]:
    """What a closure shifts, a sentence each, and what to type next.

    ``done`` when the keeps were moved already, ``moved`` when the promises were put off as well, ``following`` when it
    is the one that is meant where no number is given.
    """
    lines = _named([_keep(one, done=done) for one in found.keeps])
    lines += _named([_promise(one, moved=moved) for one in found.promises])
    lines += _named([_fall(row) for row in found.falls])
    day = dates.near(opens, clock.today())
    if found.dues:
        lines.append(
            ngettext(
                "{count} due of these days is asked for from {day} on.",
                "{count} dues of these days are asked for from {day} on.",
                found.dues,
            ).format(count=found.dues, day=day)
        )
    lines.append(_("Nobody is reminded on these days; the shop is open again {day}.").format(day=day))
    if found.keeps and not done:
        lines.append(_("To let keeps end later: `olcrm closure shift {number}`.").format(number=closed.number))
    first = next((one for one in found.promises if one.later), None)
    if first and not moved:
        lines.append(
            _("To put promises off: `olcrm closure shift {number} --move-promises`, or one: {command}.").format(
                number=closed.number, command=f"`olcrm order promise {first.row['id']} {first.later}`"
            )
        )
    days = (closed.last - closed.first).days + 1
    if days > LONG and done:
        long = _("Look again: it is closed for {count} days, until {day}. `olcrm undo` takes it back.")
        lines.append(long.format(count=days, day=dates.short(closed.last)))
    if closed.last >= clock.today():
        said = _("The text for WhatsApp: {away}. To tell those with open orders: {tell}.")
        which = "" if following else f" {closed.number}"
        lines.append(said.format(away=f"`olcrm closure away{which}`", tell=f"`olcrm closure tell{which}`"))
    return lines


def _named(lines: Sequence[str]) -> list[str]:
    rest = len(lines) - NAMED
    return [*lines[:NAMED], *([ngettext("{count} more", "{count} more", rest).format(count=rest)] if rest > 0 else [])]


def _keep(one: Kept, *, done: bool) -> str:
    today = clock.today()
    shown = {"number": one.order, "name": one.name, "until": dates.near(one.until.date(), today)}
    if not done:
        return _("The keep of order {number} of {name} ends {until}, on a closed day.").format(**shown)
    return ngettext(
        "Order {number} of {name} is kept until {later} instead of {until}, {days} day later.",
        "Order {number} of {name} is kept until {later} instead of {until}, {days} days later.",
        one.days,
    ).format(**shown, later=f"{dates.near(one.later.date(), today)} {one.later:%H:%M}", days=one.days)


def _promise(one: Promise, *, moved: bool) -> str:
    today = clock.today()
    shown = {"number": one.row["id"], "name": one.row["contact_name"], "day": dates.near(one.promised_on, today)}
    if moved and one.later:
        return _("Order {number} of {name} was promised for {day} and is put off to {later}.").format(
            **shown, later=dates.near(one.later, today)
        )
    if one.at_risk:
        return _("Order {number} of {name} is promised for {day}, and that is at risk.").format(**shown)
    return _("Order {number} of {name} is promised for {day}: it has to leave by {last}.").format(
        **shown, last=dates.near(one.leave_by, today)
    )


def _fall(row: Any) -> str:
    return _(_FALLS[row["kind"]]).format(
        name=row["name"], day=dates.near(date.fromisoformat(row["next_on"]), clock.today()), text=row["text"]
    )


def document(found: Shift, *, done: bool, moved: bool) -> dict[str, Any]:
    """What a closure shifts, as it stands in JSON."""
    return {
        "keeps": [
            {"order": one.order, "name": one.name, "keep_until": one.until.isoformat(), "days": one.days}
            | {"moved_to": one.later.isoformat() if done else None}
            for one in found.keeps
        ],
        "promises": [
            {"order": one.row["id"], "name": one.row["contact_name"], "promised_on": one.promised_on.isoformat()}
            | {"leave_by": one.leave_by.isoformat(), "at_risk": one.at_risk}
            | {"moved_to": one.later.isoformat() if one.later and moved else None}
            for one in found.promises
        ],
        "dues": found.dues,
        "falls": [{key: row[key] for key in ("kind", "id", "contact_id", "name", "next_on")} for row in found.falls],
    }


def page(db: Ledger, one: Closure, found: Shift) -> Page:
    """One closure, with what falls into it just now."""
    opens = store.opens_on(db, one)
    facts = [
        (_("From"), one.first, Kind.DAY),
        (_("Until"), one.last, Kind.DAY),
        (_("Open again"), opens, Kind.DAY),
        (_("Why"), one.because or "", Kind.TEXT),
    ]
    lines = shifted(found, one, opens, done=False, moved=False, following=store.follows(db, one))
    return Page(
        "closure.show",
        _("Closure {number}").format(number=one.number),
        {"closure": store.document(one), "opens_on": opens, **document(found, done=False, moved=False)},
        parts=(Pairs([fact for fact in facts if fact[1]]), "\n".join(lines)),
    )
