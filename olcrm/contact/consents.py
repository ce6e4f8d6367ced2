"""What a contact agreed to and took back: one row a statement, so that the trail shows what she said when.

Of each purpose the latest statement counts. Whether she is greeted is one of the purposes: the wish stands at the
contact, where the greetings look, and every change of it is a statement as well.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from olcrm.contact import people
from olcrm.kit import clock
from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, plain

GREETINGS = "greetings"
PURPOSES = {
    "offers": N_("offers and news"),
    GREETINGS: N_("greetings on birthdays and feasts"),
    "photo": N_("showing photos of her or her order"),
    "testimonial": N_("showing what she wrote"),
}
UNASKED = ("offers", GREETINGS)  # for what she is written to without having begun it
_SAME = {
    **dict.fromkeys(("offer", "promo", "penawaran", "news", "kabar", "diskon"), "offers"),
    **dict.fromkeys(("greeting", "birthday", "birthdays", "ultah", "ulang-tahun", "ucapan", "sapaan"), GREETINGS),
    **dict.fromkeys(("photos", "foto", "gambar"), "photo"),
    **dict.fromkeys(("testimonials", "testimoni", "ulasan", "review"), "testimonial"),
}
_ASKING = {  # in the words of the message that asks for it, which is in her language and not in the screen's
    "offers": {"id": "sesekali mengirim kabar barang baru", "en": "send you news of the shop now and then"},
    GREETINGS: {"id": "mengucapkan selamat di ulang tahun dan hari raya", "en": "greet you on birthdays and feasts"},
    "photo": {"id": "menampilkan foto pesanannya", "en": "show photos of your order"},
    "testimonial": {"id": "menampilkan ulasannya", "en": "show others what you wrote about the shop"},
}
LONGEST = 40  # characters of a purpose of the shop's own


def purpose(word: str) -> str:
    """The purpose that ``word`` means: one of ``PURPOSES`` in either language, or a short word of the shop's own.

    Raises Misunderstood for what is no word.
    """
    read = "-".join(plain(word).split())
    if not read or len(read) > LONGEST or not read.replace("-", "").isalnum():
        raise Misunderstood(
            _("“{word}” cannot be a purpose.").format(word=excerpt(word)),
            hint=_("Use {words}, or another short word.").format(words=", ".join(PURPOSES)),
        )
    return _SAME.get(read, read)


def shown(purpose: str) -> str:
    """A purpose in words."""
    return _(PURPOSES[purpose]) if purpose in PURPOSES else purpose


def asking(purpose: str, language: str) -> str:
    """What the message asks her to allow, as a verb in ``language``."""
    return _ASKING[purpose][language] if purpose in _ASKING else purpose


def state(
    db: sqlite3.Connection, contact_id: int, purposes: Iterable[str], *, given: bool, on: date, how: str | None
) -> None:
    """Write down that she gave, or withdrew, her consent for ``purposes``."""
    for one in dict.fromkeys(purposes):
        if one == GREETINGS:
            db.execute("UPDATE contact SET greeting_wanted = ? WHERE id = ?", (int(given), contact_id))
        _write(db, contact_id, one, given, on, how)


def want_greetings(db: sqlite3.Connection, contact_id: int, wanted: bool) -> None:
    """Let her be greeted or not; where that changes anything, it is a statement of today."""
    changed = db.execute(
        "UPDATE contact SET greeting_wanted = ?1 WHERE id = ?2 AND greeting_wanted <> ?1", (int(wanted), contact_id)
    )
    if changed.rowcount:
        _write(db, contact_id, GREETINGS, wanted, clock.today(), None)


def _write(db: sqlite3.Connection, contact_id: int, purpose: str, given: bool, on: date, how: str | None) -> None:
    db.execute(
        "INSERT INTO consent (contact_id, purpose, given, stated_on, how, noted_at) VALUES (?, ?, ?, ?, ?, ?)",
        (contact_id, purpose, int(given), on.isoformat(), how, clock.stamp(clock.now())),
    )


def trail(db: sqlite3.Connection, contact_id: int) -> list[dict[str, Any]]:
    """Every statement of hers as it stands in JSON, the latest first."""
    rows = db.execute(
        "SELECT id, purpose, given, stated_on, how, noted_at FROM consent WHERE contact_id = ?"
        " ORDER BY stated_on DESC, id DESC",
        (contact_id,),
    )
    return [
        {"id": row["id"], "purpose": row["purpose"], "given": bool(row["given"]), "on": row["stated_on"]}
        | {"how": row["how"], "noted_at": clock.from_stamp(row["noted_at"]).isoformat()}
        for row in rows
    ]


def agreed(db: sqlite3.Connection, ids: Iterable[int], purpose: str) -> set[int]:
    """Those of these contacts who agree to ``purpose`` now; whoever was never asked does not."""
    return {number for number, given in _latest(db, ids, purpose).items() if given}


def refused(db: sqlite3.Connection, ids: Iterable[int], purpose: str) -> set[int]:
    """Those of these contacts who do not want ``purpose``, and have said so."""
    return {number for number, given in _latest(db, ids, purpose).items() if not given}


def _latest(db: sqlite3.Connection, ids: Iterable[int], purpose: str) -> dict[int, bool]:
    rows = db.execute(
        "SELECT contact_id, given FROM consent WHERE contact_id IN (SELECT value FROM json_each(?)) AND purpose = ?"
        " ORDER BY stated_on, id",
        (people.array(ids), purpose),
    )
    return {row["contact_id"]: bool(row["given"]) for row in rows}


def standing(statements: Iterable[Mapping[str, Any]]) -> dict[str, bool]:
    """Purpose → whether she agrees to it now, by ``trail``."""
    found: dict[str, bool] = {}
    for one in statements:
        found.setdefault(one["purpose"], one["given"])
    return found
