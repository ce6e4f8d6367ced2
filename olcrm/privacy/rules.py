"""What a person may ask by right, and by when it is to be answered.

Indonesia's law on personal data (UU 27/2022) gives her correction (article 6), access and a copy (7), an end of the
processing and erasure (8). Access is to be given within three times twenty-four hours of her asking (32), and what
rests on consent stops as soon after it is withdrawn; olcrm counts the same for all four. None of this is legal advice.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import excerpt, one_of

ANSWERED_WITHIN = timedelta(hours=72)  # 3 x 24 hours


class Kind(StrEnum):
    """What she asks."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    STOP = "stop"


ASKED = {
    Kind.ACCESS: N_("asks for a copy of her data"),
    Kind.CORRECTION: N_("asks to have her data corrected"),
    Kind.ERASURE: N_("asks to be forgotten"),
    Kind.STOP: N_("asks not to be written to any more"),
}
NOUNS = {
    Kind.ACCESS: N_("a copy of her data"),
    Kind.CORRECTION: N_("correction"),
    Kind.ERASURE: N_("to be forgotten"),
    Kind.STOP: N_("to be left alone"),
}
ARTICLES = {Kind.ACCESS: "7, 32", Kind.CORRECTION: "6", Kind.ERASURE: "8", Kind.STOP: "8"}
_ALSO = {
    **dict.fromkeys(("akses", "salinan", "copy", "lihat"), Kind.ACCESS),
    **dict.fromkeys(("koreksi", "perbaikan", "ralat", "correct"), Kind.CORRECTION),
    **dict.fromkeys(("hapus", "penghapusan", "erase", "forget", "lupakan"), Kind.ERASURE),
    **dict.fromkeys(("berhenti", "setop", "withdraw", "tarik"), Kind.STOP),
}


def kind(word: str) -> Kind:
    """What is asked, in either language. Raises Misunderstood for anything else."""
    found = _ALSO.get(word.strip().casefold()) or one_of(word, {one: _(NOUNS[one]) for one in Kind})
    if found:
        return Kind(found)
    raise Misunderstood(
        _("“{word}” is nothing that can be asked for here.").format(word=excerpt(word)),
        hint=_("Use {words}.").format(words=", ".join(Kind)),
    )


def hour(word: str) -> tuple[str, timedelta | None]:
    """A day with an hour after it (``21/11 14:00``) as the words for the day and the time since its beginning.

    Alone, ``21.10`` is a day and ``21:10`` an hour of today. Raises Misunderstood for an hour that no clock has.
    """
    day, _blank, clock = word.strip().rpartition(" ")
    found = re.fullmatch(r"(\d{1,2})[:.](\d{2})", clock)
    if not found or not (day or ":" in clock):
        return word, None
    since = timedelta(hours=int(found[1]), minutes=int(found[2]))
    if int(found[1]) > 23 or int(found[2]) > 59:
        raise Misunderstood(
            _("“{word}” is no time of day.").format(word=excerpt(clock)), hint=_("Write it like 14:00.")
        )
    return day, since


def due(asked: datetime) -> datetime:
    """The moment by which a request of ``asked`` is to be answered."""
    return asked + ANSWERED_WITHIN


def countdown(asked: datetime, now: datetime) -> str:
    """How long there is still to answer, in whole hours, or how long it is overdue."""
    left = due(asked) - now
    if left < timedelta(0):
        hours = -left // timedelta(hours=1)
        return ngettext("overdue by {hours} hour", "overdue by {hours} hours", hours).format(hours=hours)
    hours = left // timedelta(hours=1)
    return ngettext("{hours} hour left to answer", "{hours} hours left to answer", hours).format(hours=hours)
