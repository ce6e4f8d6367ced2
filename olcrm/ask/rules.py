"""Where a question stands, what keeps somebody from buying, and how long is too long.

What is to be done about a question is derived: who has ordered since needs not be won any more, and a day to come back
to somebody that has passed by long ago is asleep. So taking an order has nothing to do for it, and undo is exact.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import excerpt, number, one_of, plain

KINDS: Mapping[str, str] = {"question": N_("question"), "visit": N_("visit"), "about": N_("to ask about")}
STATES: Mapping[str, str] = {
    "waiting": N_("to answer"),
    "follow": N_("to come back to"),
    "planned": N_("planned"),
    "asleep": N_("passed by"),
    "bought": N_("bought"),
    "done": N_("done"),
    "dropped": N_("dropped"),
}
OBJECTIONS: Mapping[str, str] = {
    "price": N_("price"),
    "size": N_("size"),
    "wants-to-see": N_("wants to see it"),
    "thinking": N_("thinking it over"),
}
# Other words owners have for these.
_SAME = {
    **dict.fromkeys(("mahal", "kemahalan", "expensive"), "price"),
    **dict.fromkeys(("lihat", "mau-lihat", "mau lihat", "see", "cod"), "wants-to-see"),
    **dict.fromkeys(("mikir", "pikir", "pikir-pikir", "think"), "thinking"),
}
LONGEST_WORD = 40  # characters of an objection in the owner's own words
ASLEEP = timedelta(days=60)  # this long after its day nobody is reminded of it any more
QUOTED = 60  # characters of a question in a list of what waits
NONE = "-"


def ask_number(word: str) -> int:
    """``3`` or ``#3`` as a number. Raises Misunderstood for anything else."""
    found = number(word.strip().removeprefix("#"))
    if found is None:
        raise Misunderstood(
            _("“{word}” is no number of a question.").format(word=excerpt(word)),
            hint=_("Write it like 3; `olcrm ask list` shows it."),
        )
    return found


def kind(word: str) -> str:
    """One of ``KINDS``, in the language of the screen too. Raises Misunderstood for any other."""
    shown = {name: _(words) for name, words in KINDS.items()}
    found = one_of(word, shown)
    if found is None:
        raise Misunderstood(
            _("There is no kind of question called “{word}”.").format(word=excerpt(word)),
            hint=_("Use one of {words}.").format(words=", ".join(shown)),
        )
    return found


def objection(word: str) -> str:
    """What keeps her from buying: one of ``OBJECTIONS``, in the language of the screen too, or a word of the owner's.

    Raises Misunderstood for what is no short word.
    """
    read = plain(word)
    found = one_of(word, {name: _(words) for name, words in OBJECTIONS.items()}) or _SAME.get(read, read)
    if not found or len(found) > LONGEST_WORD or not any(map(str.isalnum, found)):
        raise Misunderstood(
            _("“{word}” is no word for what keeps her from buying.").format(word=excerpt(word)),
            hint=_("Use {words}, or a word of your own.").format(words=", ".join(OBJECTIONS)),
        )
    return found


def objection_shown(word: str) -> str:
    """An objection in the language of the screen."""
    return _(OBJECTIONS[word]) if word in OBJECTIONS else word


def day_to_come(word: str | None, today: date) -> date | None:
    """The day that ``word`` means, today or later; None when nothing or ``-`` is said.

    Raises Misunderstood for what is no day, Refused for one that is over.
    """
    if word is None or word.strip() == NONE:
        return None
    found = dates.day(word, today, looks="forward")
    if found < today:
        raise Refused(_("{day} is over.").format(day=dates.short(found)), hint=_("Give a day that is still to come."))
    return found


def state(row: Row, today: date) -> str:
    """Where a question, visit or reminder stands: one of ``STATES``. ``row`` has ``bought_in``, what she ordered since.

    A question that nobody answered waits even if she has bought something, unless it was about buying.
    """
    if row["ended_as"] in ("bought", "dropped"):
        return str(row["ended_as"])
    if row["kind"] != "question":
        return "done" if row["ended_on"] else _by_day(row, today, "planned")
    if row["bought_in"] and (row["answered_at"] or row["product_id"] or row["objection"]):
        return "bought"
    if row["ended_on"]:
        return "done"
    return _by_day(row, today, "follow") if row["answered_at"] else "waiting"


def _by_day(row: Row, today: date, at_its_day: str) -> str:
    passed = row["next_on"] and date.fromisoformat(row["next_on"]) < today - ASLEEP
    return "asleep" if passed else at_its_day


def shown(state: str) -> str:
    """Where it stands, in the language of the screen."""
    return _(STATES[state])


def hours(since: str, until: datetime) -> int:
    """Whole hours from a kept moment to another; never less than none."""
    return max(0, (until - datetime.fromisoformat(since)) // timedelta(hours=1))


def age(hours: int) -> str:
    """``3 hours``, from two days on ``2 days``."""
    if hours < 1:
        return _("under an hour")
    if hours < 48:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)


def gist(text: str) -> str:
    """The beginning of a text on one line."""
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"


def still_open(row: Row, today: date) -> None:
    """Make sure that something is left to be done about it. Raises Refused."""
    at = state(row, today)
    if not row["ended_on"]:
        return
    said = {
        "bought": _("Number {number} is closed: she bought."),
        "dropped": _("Number {number} was dropped: {because}."),
    }.get(at, _("Number {number} is done already, since {day}."))
    raise Refused(
        said.format(
            number=row["id"],
            because=excerpt(row["because"] or ""),
            day=dates.near(date.fromisoformat(row["ended_on"]), today),
        ),
        hint=_("If she asks again: `olcrm ask add`. To take the last step back: `olcrm undo`."),
    )


def expect_question(row: Row) -> None:
    """Make sure that it is a question. Raises Refused for a visit, and for what the owner means to ask about."""
    if row["kind"] != "question":
        raise Refused(
            _("Number {number} is no question of hers: {kind}.").format(number=row["id"], kind=_(KINDS[row["kind"]])),
            hint=_("Once it is done: `olcrm ask done {number}`.").format(number=row["id"]),
        )


def expect_answered(row: Row) -> None:
    """Make sure that a question is not put away unanswered. Raises Refused."""
    if row["kind"] == "question" and not row["answered_at"]:
        raise Refused(
            _("Question {number} has no answer yet.").format(number=row["id"]),
            hint=_(
                "`olcrm ask answer {number}` notes one, `olcrm ask drop {number} --because TEXT` does without."
            ).format(number=row["id"]),
        )


def to_answer(row: Row, today: date, *, opens: bool) -> None:
    """Make sure that a question can be answered; one that is done only where that ``opens`` it. Raises Refused."""
    expect_question(row)
    if row["ended_as"] != "done" or not opens:
        still_open(row, today)


def to_buy(row: Row, today: date) -> None:
    """Make sure that who asked can have bought: also after the last word was said. Raises Refused."""
    expect_question(row)
    if row["ended_as"] != "done":
        still_open(row, today)


def to_send(row: Row, said: str | None) -> str:
    """The words that are to be sent: those just typed, else the answer that was noted. Raises Refused for none."""
    expect_question(row)
    words = said or row["answer"]
    if not words:
        raise Refused(
            _("There are no words to send to {name}.").format(name=excerpt(row["contact_name"])),
            hint=_("Write them behind the number: `olcrm ask answer {number} TEXT`.").format(number=row["id"]),
        )
    return str(words)


def hers(row: Row, order: Row, asked_on: date) -> None:
    """Make sure that who asked placed this ``order``, and not before. Raises Refused."""
    if order["contact_id"] != row["contact_id"]:
        raise Refused(
            _("Order {number} is not an order of {name}.").format(
                number=order["id"], name=excerpt(row["contact_name"])
            ),
            hint=_("It belongs to {name}.").format(name=excerpt(order["contact_name"])),
        )
    if order["ordered_on"] < asked_on.isoformat():
        raise Refused(
            _("Order {number} is older than the question.").format(number=order["id"]),
            hint=_("Name an order from {day} on, or none.").format(day=dates.short(asked_on)),
        )


def moved(row: Row, day: date | None, today: date) -> dict[str, str | None]:
    """What changes when a question, visit or reminder gets another ``day``, or none.

    A day opens again what is done; without one, an answered question is done. Raises Refused for what was bought or
    dropped, and for a visit or reminder without its day.
    """
    if row["ended_as"] != "done":
        still_open(row, today)
    if day:
        return {"next_on": day.isoformat(), "ended_on": None, "ended_as": None}
    if row["kind"] != "question":
        raise Refused(
            _("Number {number} cannot be without its day.").format(number=row["id"]),
            hint=_("If nothing comes of it: `olcrm ask drop {number} --because TEXT`.").format(number=row["id"]),
        )
    done = (row["ended_on"] or today.isoformat()) if row["answered_at"] else None
    return {"next_on": None, "ended_on": done, "ended_as": "done" if done else None}


def expect_change(row: Row, changes: Mapping[str, object]) -> None:
    """Make sure that something would be different. Raises Misunderstood; Refused for the answer to no question."""
    if "answer" in changes and not row["answered_at"]:
        expect_question(row)
        raise Refused(
            _("Question {number} has no answer yet.").format(number=row["id"]),
            hint=_("Answer it with `olcrm ask answer {number} TEXT`.").format(number=row["id"]),
        )
    if all(row[key] == value for key, value in changes.items()):
        raise Misunderstood(
            _("Nothing about number {number} would change.").format(number=row["id"]),
            hint=_("Give --text, --answer, --product, --objection or --next."),
        )
