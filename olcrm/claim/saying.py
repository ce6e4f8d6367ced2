"""What is said about a claim: what is still to be shown, the kind yes and the kind no; each once."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.claim import guarantees, judging, rules, settling, store
from olcrm.claim.rules import Asked
from olcrm.contact import alone
from olcrm.contact import store as contacts
from olcrm.contact.rules import Contact, brief, label, shown
from olcrm.kit import clock, dates
from olcrm.kit.drafts import Audience, Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, Row
from olcrm.kit.table import Column, Table, Words
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt
from olcrm.ledger import windows
from olcrm.message import store as messages
from olcrm.shop import store as shop
from olcrm.template import store as templates

PURPOSE = "claim"
EVIDENCE = "evidence"  # the draft that asks for what is missing; the others are called by the decision
# Words of the shop's that stand in a message to her, in her language.
_SHOWN = {
    "id": {
        "unboxing-video": "video unboxing",
        "photo": "foto barangnya",
        "tag": "foto label yang masih terpasang",
        "receipt": "nota pembelian",
        "shop": "saya yang tanggung",
        "customer": "dari pihak pembeli ya",
        rules.WRONG: "barang yang keliru itu",
    },
    "en": {
        "unboxing-video": "the unboxing video",
        "photo": "a photo of it",
        "tag": "a photo of the tag still on",
        "receipt": "the receipt",
        "shop": "on me",
        "customer": "on the buyer's side",
        rules.WRONG: "what came by mistake",
    },
}


class Word(Record):
    """Something to be said about one claim; ``what`` is ``evidence``, or the decision."""

    row: Row
    what: str

    @property
    def id(self) -> str:
        """What its draft is called: ``3-yes``."""
        return f"{self.row['id']}-{self.what}"

    @property
    def occasion(self) -> str:
        """What it is said once for."""
        return f"claim-{self.id}"


def asked(row: Row) -> Asked:
    """What is claimed, as the rules read it."""
    shown_so_far = frozenset((row["evidence"] or "").split())
    return Asked(date.fromisoformat(row["opened_on"]), row["reason"], row["wants"], shown_so_far)


def verdict(db: sqlite3.Connection, row: Row) -> rules.Verdict:
    """What was agreed says of a claim; of one that is decided what it was decided by."""
    order = windows.order(db, row["order_id"])
    if row["decision"]:
        by = [one for one in guarantees.agreed(db) if one.id == row["guarantee_id"]]
        days = judging.bought(db, order, row["line_id"])
        return rules.best([rules.judge(one, days, asked(row)) for one in by])
    about = next(one for one in judging.lines_of(db, row["order_id"]) if one["id"] == row["line_id"])
    return judging.verdict(db, order, about, asked(row))


def now_due(db: sqlite3.Connection, row: Row) -> Word | None:
    """What is to be said about a claim just now; None for nothing."""
    if row["decision"]:
        word = Word(row, row["decision"])
    elif row["ended_on"] is None and verdict(db, row).state == "needs-evidence":
        word = Word(row, EVIDENCE)
    else:
        return None
    return None if messages.was_said(db, row["contact_id"], word.occasion) else word


def audience(claim: str | None) -> Audience[Word]:
    """Whoever waits for a word about a claim; with ``claim``, a number, that one alone."""
    return Audience(
        waiting=lambda db: unsaid(db, claim),
        sketches=sketches,
        named=named,
        worded=worded,
        log=log,
        table=lambda _db, rows: _table(rows),
        question=alone.late_in_the_day,
    )


def unsaid(db: sqlite3.Connection, claim: str | None = None) -> Iterator[Word]:
    """What is to be said just now, whoever asked first, first; who is to be left alone is left out."""
    for row in store.running(db, None) if claim is None else [store.get(db, claim)]:
        if claim is None and not alone.may_be_told(db, contacts.get(db, row["contact_id"])):
            continue
        found = now_due(db, row)
        if found:
            yield found


def one(db: sqlite3.Connection, word: str) -> Words:
    """The message about one claim, whole. Raises as ``store.get``, and Refused where nothing is to be said."""
    row = store.get(db, word)
    found = now_due(db, row)
    if found is None:
        raise _nothing_to_say(row)
    said = letter(db, found, contacts.get(db, row["contact_id"]))
    lines = [said.whole(), "", _("Once it is sent: `olcrm claim say --sent {id}`.").format(id=found.id)]
    lines += alone.caution(db, row["contact_id"])
    document = {"id": found.id, "claim": row["id"], "template": f"claim-{found.what}", **said.document()}
    return Words("claim.say", "\n".join(lines), document)


def named(db: sqlite3.Connection, word: str) -> Word:
    """What the draft ``3-yes`` says, once it is sure that it is to be said now.

    Raises Misunderstood for what is no id, Missing for no such claim, Refused for what was said or is not so.
    """
    found = re.fullmatch(r"(\d+)-(evidence|yes|no|goodwill)", word.strip().casefold(), re.ASCII)
    if found is None:
        raise Misunderstood(
            _("“{word}” is not the id of a message about a claim.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 3-yes."),
        )
    row = store.get(db, found[1])
    due = now_due(db, row)
    if due is None or due.what != found[2]:
        raise _nothing_to_say(row, due)
    return due


def sketches(db: sqlite3.Connection, found: Sequence[Word]) -> list[Sketch]:
    """The drafts of all that, before they are worded."""
    who = contacts.get_many(db, [word.row["contact_id"] for word in found])
    return [_sketch(db, word, who[word.row["contact_id"]]) for word in found]


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The message of a draft."""
    word = Word(store.get(db, sketch.more["claim"]), sketch.id.partition("-")[2])
    return letter(db, word, contacts.get(db, sketch.contact["id"])).text


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that ``text`` was said; with a no that is told, a claim has ended."""
    row = store.get(db, sketch.more["claim"])
    word = Word(row, sketch.id.partition("-")[2])
    due_id = windows.order(db, row["order_id"])["due_id"]
    messages.log(db, row["contact_id"], text, purpose=PURPOSE, due_id=due_id, occasion=word.occasion)
    if word.what == "no" and row["ended_on"] is None:
        store.end(db, row, clock.today())


def letter(db: sqlite3.Connection, word: Word, who: Contact) -> templates.Letter:
    """The message itself, with the way to send it."""
    speaks = who.language or shop.policy(db).message_language
    extra = facts(db, word.row, speaks)
    return templates.letter(db, f"claim-{word.what}", who, order_id=word.row["order_id"], extra=extra)


def facts(db: sqlite3.Connection, row: Row, language: str) -> Mapping[str, str]:
    """What a message says of a claim: of what is granted only what she asked for, and what is still to come back."""
    found = verdict(db, row)
    words = _SHOWN[language]
    item = row["what"] if row["qty"] == 1 else f"{row['qty']}x {row['what']}"
    awaited = row["back_on"] is None and row["reason"] != rules.LOST  # to be repaired it comes back, too
    amount = row["refunded"] or settling.worth(db, row) if row["wants"] == "refund" else 0
    # A word of the shop's own for what is to be shown is said as it is.
    missing = [words.get(one, one.replace("-", " ")) for one in found.missing]
    return {
        "items": item,
        "exchange": item if row["wants"] == "exchange" else "",
        "refunded": rupiah(amount) if amount else "",
        "repair": item if row["wants"] == "repair" else "",
        "return_item": (words[rules.WRONG] if row["reason"] == rules.WRONG else item) if awaited else "",
        "way_back": words[found.way_back] if found.way_back and awaited else "",
        "missing": ", ".join(missing),
        "clause": found.guarantee.clause or "" if found.guarantee else "",
        "last_on": templates.day(found.last_on, language) if found.last_on and found.state == "over" else "",
    }


def _nothing_to_say(row: Row, due: Word | None = None) -> Refused:
    if due is not None:
        return Refused(
            _("That is not what is to be said about claim {number} now.").format(number=row["id"]),
            hint=_("Its draft is called {id}.").format(id=due.id),
        )
    if row["decision"] is None and row["ended_on"] is None:
        return Refused(
            _("There is nothing to say about claim {number} until it is decided.").format(number=row["id"]),
            hint=store.look(row),
        )
    return Refused(
        _("Everything has been said about claim {number}.").format(number=row["id"]),
        hint=_("See `olcrm claim show {number}`.").format(number=row["id"]),
    )


def _sketch(db: sqlite3.Connection, word: Word, who: Contact) -> Sketch:
    row = word.row
    why = _why(row)
    called = _("Claim {number}").format(number=row["id"])
    return Sketch(
        id=word.id,
        contact=brief(who),
        phone=who.phone,
        purpose=PURPOSE,
        step=None,
        template=f"claim-{word.what}",
        heading=" · ".join(filter(None, (label(who), called, row["what"], why))),
        reason=why,
        order=row["order_id"],
        due=windows.order(db, row["order_id"])["due_id"],
        more={"claim": row["id"], "what": row["what"]},
    )


def _why(row: Row) -> str:
    today = clock.today()
    if row["decision"] is None:
        return _("something is still to be shown, asked {day}").format(
            day=dates.near(date.fromisoformat(row["opened_on"]), today)
        )
    return _("{decision} {day}").format(
        decision=rules.decision_shown(row["decision"]), day=dates.near(date.fromisoformat(row["decided_on"]), today)
    )


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=lambda row: shown(row["contact"]["standing"]), keep=1),
        Column("what", _("Item"), keep=2),
        Column("reason", _("Why")),
    )
    foot = [_("`--text` shows the messages, `--send` goes through them one by one.")] if rows else []
    return Table("claim.say", columns, rows, foot=foot, empty=_("Nobody waits for a word about a claim just now."))
