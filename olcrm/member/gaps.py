"""Which regulars are asked for what is not known of them yet: at the right moment, kindly, and once.

The right moment is after a second paid order, or where somebody is near to the owner; and never while something that
went wrong is open, or she is to be left alone.
"""

import sqlite3
from collections.abc import Iterator, Sequence

from olcrm.contact import people
from olcrm.contact.rules import Contact, brief, label
from olcrm.kit import clock
from olcrm.kit.drafts import Sketch
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, number
from olcrm.message import store as messages
from olcrm.shop import store as shop
from olcrm.shop.rules import Hour

PURPOSE, OCCASION, TEMPLATE = "member", "member-ask", "member-ask"
SUFFIX = "-ask"
NEAR = 3  # of 5, from which on somebody is near
GAPS = {"birthday": N_("birthday"), "address": N_("address"), "celebrates": N_("what she celebrates")}
_ASKED = {
    "birthday": {"id": "tanggal lahirnya", "en": "birthday"},
    "address": {"id": "alamat lengkapnya", "en": "address"},
    "celebrates": {"id": "hari raya yang ingin diberi ucapan", "en": "feasts you like to be greeted for"},
}
_AND = {"id": " dan ", "en": " and "}

# Along what they have spent, the most first.
LACKING = """
SELECT id, birthday IS NULL AS birthday,
       NOT EXISTS (SELECT 1 FROM address WHERE contact_id = contact.id) AS address,
       NOT EXISTS (SELECT 1 FROM celebrates WHERE contact_id = contact.id) AS celebrates
  FROM contact {way}
 WHERE {whose} archived_at IS NULL AND greeting_wanted = 1 AND (paid_orders >= 2 OR closeness >= :near)
   AND (birthday IS NULL OR NOT EXISTS (SELECT 1 FROM address WHERE contact_id = contact.id)
        OR NOT EXISTS (SELECT 1 FROM celebrates WHERE contact_id = contact.id))
   AND NOT EXISTS (SELECT 1 FROM message WHERE contact_id = contact.id AND occasion = 'member-ask')
   AND NOT {alone}
   AND NOT EXISTS (SELECT 1 FROM complaint_view WHERE contact_id = contact.id AND closed_at IS NULL)
   AND NOT EXISTS (SELECT 1 FROM claim_view WHERE contact_id = contact.id AND ended_on IS NULL)
 ORDER BY spent DESC
"""
EVERYBODY = LACKING.format(way="INDEXED BY contact_spent", whose="", alone=people.ALONE)
ONE = LACKING.format(way="", whose="id = :whose AND", alone=people.ALONE)


class Gap(Record):
    """What is not known of ``contact_id``: some of ``GAPS``."""

    contact_id: int
    missing: Sequence[str]


def gaps(db: sqlite3.Connection, whose: int | None = None) -> Iterator[Gap]:
    """Whom to ask, the best customer first; nobody on a closed day."""
    hour = shop.hour(db, clock.now())
    if hour.closed:
        return
    asked = people.at(hour.today) | {"near": NEAR, "whose": whose}
    for row in db.execute(EVERYBODY if whose is None else ONE, asked):
        yield Gap(row["id"], [name for name in GAPS if row[name]])


def named(db: sqlite3.Connection, word: str) -> Gap:
    """The one whose draft ``word`` names, once it is sure that she may be asked now.

    Raises Misunderstood for what is no id, Missing when there is no such contact, Refused when she is not to be asked.
    """
    read = number(word.strip().removesuffix(SUFFIX))
    if read is None:
        raise Misunderstood(
            _("“{word}” is not the id of a draft for members.").format(word=excerpt(word)),
            hint=_("Write it as the list shows it, like 12-ask."),
        )
    contact = people.get(db, read)
    for one in gaps(db, contact.id):
        return one
    raise Refused(
        _("{name} is not to be asked just now.").format(name=contact.name),
        hint=_("She was asked, all is known, or it is no good moment; `olcrm contact show {id}` says more.").format(
            id=contact.id
        ),
    )


def sketches(db: sqlite3.Connection, found: Sequence[Gap]) -> list[Sketch]:
    """The drafts of these, before they are worded; in a quiet hour each says that it can wait."""
    known = people.get_many(db, [one.contact_id for one in found])
    hour = shop.hour(db, clock.now())
    return [_sketch(known[one.contact_id], one, hour) for one in found]


def _sketch(contact: Contact, one: Gap, hour: Hour) -> Sketch:
    why = hour.why(_("not known: {gaps}").format(gaps=", ".join(_(GAPS[gap]) for gap in one.missing)))
    return Sketch(
        id=f"{contact.id}{SUFFIX}",
        contact=brief(contact),
        phone=contact.phone,
        purpose=PURPOSE,
        step=None,
        template=TEMPLATE,
        heading=f"{label(contact)} · {why}",
        reason=why,
        more={"missing": list(one.missing), "occasion": OCCASION},
    )


def worded(db: sqlite3.Connection, sketch: Sketch) -> str:
    """The question itself, in her language."""
    from olcrm.template import store as templates

    contact = people.get(db, sketch.contact["id"])
    speaks = contact.language or shop.policy(db).message_language
    *first, last = [_ASKED[gap][speaks] for gap in sketch.more["missing"]]
    asked = _AND[speaks].join(filter(None, (", ".join(first), last)))
    return templates.write(db, TEMPLATE, contact.id, extra={"asked": asked})


def log(db: sqlite3.Connection, sketch: Sketch, text: str) -> None:
    """Note that she was asked, which cannot be noted twice."""
    messages.log(db, sketch.contact["id"], text, purpose=PURPOSE, occasion=OCCASION)
