"""How consents, requests and what forgetting comes to are shown."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from olcrm.contact import consents
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact
from olcrm.kit import clock
from olcrm.kit.money import rupiah
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _, folded, ngettext
from olcrm.ledger.book import Ledger
from olcrm.privacy import rules, store

if TYPE_CHECKING:
    from olcrm.privacy.leaving import Plan

SHOWN = 10  # texts that name her, on the screen; JSON has all


def consent(db: sqlite3.Connection, who: Contact) -> Table:
    """The trail of what she said, the latest first, with what holds now below it."""
    trail = consents.trail(db, who.id)
    now = {**consents.standing(trail), consents.GREETINGS: who.greeting_wanted}
    columns = (
        Column("on", _("Day"), Kind.DAY),
        Column("purpose", _("Purpose"), value=lambda row: consents.shown(row["purpose"])),
        Column("given", _("Allowed")),
        Column("how", _("How"), keep=1),
        Column("noted_at", _("Noted"), Kind.MOMENT, keep=2),
    )
    answers = {True: _("yes"), False: _("no")}
    told = [f"{consents.shown(purpose)}: {answers[bool(given)]}" for purpose, given in now.items()]
    return Table(
        "contact.consent",
        columns,
        trail,
        title=contacts.label(who),
        empty=_("{name} has not been asked for anything yet.").format(name=who.name),
        foot=[
            _("Now: {what}.").format(what=", ".join(told))
            if trail
            else _("Ask her first: `olcrm contact consent {number} --ask offers`.").format(number=who.id)
        ],
        extra={"contact": contacts.brief(who), "now": now},
    )


def stated(
    db: Ledger, who: Contact, given: Sequence[str], withdrawn: Sequence[str], left: Sequence[str] | None
) -> Said:
    """Confirm what was noted, on the screen and in the history; ``left`` is what ``store.to_stop`` gave."""
    parts = [_("allows {what}").format(what=", ".join(map(consents.shown, given)))] if given else []
    parts += [_("does not want {what}").format(what=", ".join(map(consents.shown, withdrawn)))] if withdrawn else []
    db.said = _("{name} ({id}): {what}.").format(name=who.name, id=who.id, what="; ".join(parts))
    document = {"contact": contacts.brief(who), "consents": consents.trail(db, who.id), "answered": left == []}
    return Said("contact.consent", db.said, document, _to_stop(who, left))


def _to_stop(who: Contact, left: Sequence[str] | None) -> list[str]:
    """Whether her request not to be written to is answered, or what is missing; nothing where she has none."""
    if left is None:
        return []
    if not left:
        return [_("Her request to stop is answered.")]
    command = " ".join([f"olcrm contact consent {who.id}", *(f"--withdraw {one}" for one in left)])
    return [
        _("Her request to stop is still open; not withdrawn yet: {what}.").format(
            what=", ".join(map(consents.shown, left))
        ),
        _("Next: `{command}`.").format(command=command),
    ]


def requests(db: sqlite3.Connection, who: Contact) -> Table:
    """Everything she asked by right, with the time left for what is open."""
    columns = (
        Column("asked_at", _("Asked"), Kind.MOMENT),
        Column("kind", _("What"), value=lambda row: _(rules.NOUNS[rules.Kind(row["kind"])])),
        Column("state", _("State"), value=_state),
        Column("said", _("Her words"), keep=1),
        Column("answer", _("Answer"), keep=2),
        Column("articles", _("Article"), value=lambda row: rules.ARTICLES[rules.Kind(row["kind"])], keep=3),
    )
    return Table(
        "contact.request",
        columns,
        store.requests(db, who.id),
        title=contacts.label(who),
        empty=_("{name} has asked for nothing.").format(name=who.name),
        foot=[_("Articles are those of UU 27/2022; this is no legal advice.")],
        extra={"contact": contacts.brief(who)},
    )


def _state(row: Any) -> str:
    if row["answered_at"]:
        return _("answered")
    return rules.countdown(datetime.fromisoformat(row["asked_at"]), clock.now())


def requested(db: Ledger, who: Contact, kind: rules.Kind) -> Said:
    """Confirm that a request was noted or answered."""
    asked = [one for one in store.requests(db, who.id) if one["kind"] == kind]
    latest = min(asked, key=lambda one: one["answered_at"] is not None)  # what is open, else what came last
    more = []
    if not latest["answered_at"]:
        left = rules.countdown(datetime.fromisoformat(latest["asked_at"]), clock.now())
        more = [f"{left[:1].upper()}{left[1:]}.", _("Next: `{command}`.").format(command=store.follow(kind, who.id))]
    return Said("contact.request", db.said, {"contact": contacts.brief(who), "request": latest}, more)


def file_name(who: Contact) -> str:
    """How her files are called: by her name as far as every system takes it, and the day."""
    plain = re.sub(r"[^a-z0-9]+", "-", folded(who.name)).strip("-")[:40] or str(who.id)
    return f"{plain}-{clock.today().isoformat()}"


_ROWS = {
    "note": N_("notes"),
    "message": N_("messages"),
    "channel": N_("phones and handles"),
    "address": N_("addresses"),
    "tag": N_("tags"),
    "size": N_("sizes"),
    "celebrates": N_("feasts"),
    "pause": N_("pauses"),
    "consent": N_("consents"),
    "pasted": N_("pasted texts"),
    "wish": N_("wishes"),
    "reply": N_("replies"),
    "ask": N_("questions"),
    "circle": N_("people she buys for"),
    "gift": N_("gifts"),
    "member": N_("memberships"),
    "parcel": N_("parcels"),
    "errand": N_("errands"),
    "sale_order": N_("orders"),
    "due": N_("dues"),
    "payment": N_("payments"),
}


_PLACES = {
    "note": N_("note"),
    "message": N_("message"),
    "due": N_("due"),
    "payment": N_("payment"),
    "address": N_("address"),
    "tag": N_("tag"),
    "pause": N_("pause"),
    "consent": N_("consent"),
    "pasted": N_("pasted text"),
    "request": N_("request"),
    "wish": N_("wish"),
    "parcel": N_("parcel"),
    "errand": N_("errand"),
    "ask": N_("question"),
    "complaint": N_("complaint"),
    "claim": N_("claim"),
    "rating": N_("rating"),
    "circle": N_("person bought for"),
    "gift": N_("gift"),
    "journal": N_("journal"),
    "raffle": N_("raffle"),
    "term": N_("clause"),
    "stock_move": N_("change of stock"),
    "template": N_("wording"),
    "closure": N_("closed days"),
    "import_batch": N_("file brought in"),
}


def consequences(who: Contact, plan: "Plan", *, named_too: bool) -> list[str]:
    """What forgetting her comes to, a line each, before it is done."""
    gone = ", ".join(f"{_(_ROWS[table])} {count}" for table, count in plan.erased.items())
    stays = ", ".join(f"{_(_ROWS[table])} {count}" for table, count in plan.kept.items())
    lines = [_("This erases the name and whatever says who {name} is.").format(name=who.name)]
    lines += [_("It erases with it: {rows}.").format(rows=gone)] if gone else []
    lines += [_("Kept for the books, under no name: {rows}.").format(rows=stays)] if stays else []
    if who.owed:
        lines.append(
            _("{amount} is still owed; nobody can be asked for it afterwards.").format(amount=rupiah(who.owed))
        )
    if who.credit:
        lines.append(_("{amount} is her credit; give it back first.").format(amount=rupiah(who.credit)))
    lines += [_("Her name is taken out of the texts below as well.")] if named_too and plan.named else []
    return [*lines, *named(plan), _("This cannot be taken back, not even by `olcrm undo`.")]


def named(plan: "Plan") -> list[str]:
    """The texts about others that may mean her, so that the owner can look."""
    if not plan.named:
        return []
    count = len(plan.named)
    head = ngettext(
        "{count} text about others may mean her:", "{count} texts about others may mean her:", count
    ).format(count=count)
    lines = [f"  {_place(one)}: {one.text[:60]}" for one in plan.named[:SHOWN]]
    return [head, *lines, *(["  …"] if count > SHOWN else [])]


def _place(one: Any) -> str:
    if one.order_id:
        return _("order {number}").format(number=one.order_id)
    return f"{_(_PLACES.get(one.table, one.table))} {one.row}"


def forgotten(
    who: Contact, plan: "Plan", sentence: str, lines: Sequence[str], *, changed: bool, backups: Sequence[str] = ()
) -> Said:
    """The answer of `contact forget`."""
    document = {
        "contact": {"id": who.id},
        "changed": changed,
        "erased": dict(plan.erased),
        "kept": dict(plan.kept),
        "mentions": [
            {"table": one.table, "id": one.row, "contact": one.contact_id, "order": one.order_id, "text": one.text}
            for one in plan.named
        ],
        "backups": list(backups),
    }
    return Said("contact.forget", sentence, document, lines)
