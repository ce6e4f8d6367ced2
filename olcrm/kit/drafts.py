"""What everything that writes to people shares: who waits is listed, the messages shown, sent and logged.

A room chooses the people and words the messages; this is the one way in which they are then shown on a list, read
whole, walked through and logged. Nothing is logged that does not wait at that moment, and nothing is sent here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from olcrm.kit import show
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.options import Annotated, option
from olcrm.kit.record import NOTHING, Record, changed
from olcrm.kit.table import Answer, Said, Table, Words
from olcrm.kit.text import N_, _, ngettext

if TYPE_CHECKING:
    from olcrm.kit.send import Draft

Found = TypeVar("Found")
Open = Callable[[], AbstractContextManager[Any]]
"""``reading`` or ``writing`` of the ledger."""

NAMED = 3  # of those just logged, in the sentence about them

AsText = Annotated[bool, option("--text", help=N_("Show the whole messages."))]
Send = Annotated[bool, option("--send", help=N_("Go through them one by one, and log what was sent."))]
Sent = Annotated[
    list[str] | None, option("--sent", metavar="ID", help=N_("Log this draft as sent; may be given several times."))
]
AllSent = Annotated[bool, option("--all-sent", help=N_("Log every one of them as sent."))]


class Way(Record):
    """What is to happen to the drafts: they are listed, unless one of these is wanted."""

    text: bool
    send: bool
    sent: Sequence[str]
    all_sent: bool


def way(text: bool, send: bool, sent: Sequence[str] | None, all_sent: bool) -> Way:
    """What was asked for with these options. Raises Misunderstood for more than one of them."""
    if sum(map(bool, (text, send, sent, all_sent))) > 1:
        raise Misunderstood(_("--text, --send, --sent and --all-sent do not go together."), hint=_("Give one of them."))
    return Way(text, send, sent or (), all_sent)


class Sketch(Record):
    """A draft before it is worded: to whom, about what, why now.

    ``contact`` is the brief of her, ``heading`` who and why on one line, ``more`` what else the row says. A ``choice``
    is a message that goes with a decision of the owner's: it is never logged together with others. One that is not
    ``ready`` is shown ahead of its day.
    """

    id: str
    contact: Mapping[str, Any]
    phone: str | None
    purpose: str
    step: int | str | None
    template: str
    heading: str
    reason: str
    order: int | None = None
    due: int | None = None
    choice: bool = False
    ready: bool = True
    more: Mapping[str, Any] = NOTHING

    def document(self, text: str | None = None) -> dict[str, Any]:
        """As it stands in JSON; ``text`` is left open where nobody is going to read it."""
        return {
            "id": self.id,
            "contact": dict(self.contact),
            "order": self.order,
            "due": self.due,
            "purpose": self.purpose,
            "step": self.step,
            "template": self.template,
            "text": text,
            "link": self.link(text),
            "reason": self.reason,
            **self.more,
        }

    def link(self, text: str | None) -> str | None:
        """The link that opens the chat with ``text`` in it; None without a phone."""
        if self.phone is None or text is None:
            return None
        from olcrm.kit.links import chat

        return chat(self.phone, text)


class Audience(Record, Generic[Found]):
    """The people a command writes to, as its room knows them.

    ``waiting`` gives them one by one, ``sketches`` makes drafts of several at once, ``named`` the one that an id names
    (or raises what is so instead). ``worded`` writes the message, ``log`` notes it as said. ``table`` lays the rows
    out. A ``question`` that is not empty is asked before a walk. Drafts that are a choice have
    the ``extra`` keys (letter, what it does, the doing: True when the draft is done with), and ``after`` follows a log.
    Where so many may wait that they cannot all be ``counted``, the list has to say that there may be more.
    ``left`` says how many wait besides those that ``waiting`` gave, where it gives only some of them at a time.
    """

    waiting: Callable[[Any], Iterator[Found]]
    sketches: Callable[[Any, Sequence[Found]], list[Sketch]]
    named: Callable[[Any, str], Found]
    worded: Callable[[Any, Sketch], str]
    log: Callable[[Any, Sketch, str], None]
    table: Callable[[Any, Sequence[Mapping[str, Any]]], Table]
    question: Callable[[Any], str] | None = None
    extra: Mapping[str, tuple[str, Callable[[Sketch], bool]]] = NOTHING
    after: Callable[[Sketch], None] | None = None
    left: Callable[[], str] | None = None
    counted: bool = True


def answer(audience: Audience[Any], way: Way, *, reading: Open, writing: Open) -> Answer:
    """List the drafts of ``audience``, or do with them what ``way`` says."""
    if way.sent or way.all_sent:
        return _log(audience, way, writing)
    if way.send:
        return _send(audience, reading, writing)
    with reading() as db:
        found = audience.waiting(db)
        sketches = audience.sketches(db, list(islice(found, show.page())))
        worded = way.text or show.current().form == show.Form.JSON
        texts = [audience.worded(db, one) for one in sketches] if worded else [None] * len(sketches)
        counts = audience.counted and show.current().form == show.Form.DRAWN
        total = len(sketches) + (sum(1 for _one in found) if counts else 0)
        rows = [one.document(text) for one, text in zip(sketches, texts, strict=True)]
        table = audience.table(db, rows)
    if way.text and rows and show.current().form != show.Form.JSON:
        return Words(table.kind, "\n\n".join(map(_whole, sketches, texts)), {"rows": rows})
    return changed(table, total=total)


def _whole(sketch: Sketch, text: str | None) -> str:
    """A message under a line that says whose it is, with the link below it."""
    heading = f"── {sketch.id} · {sketch.heading}"
    if show.current().terminal:
        heading = show.in_lines(heading)
    return "\n\n".join(part for part in (heading, text, sketch.link(text)) if part)


def _log(audience: Audience[Any], way: Way, writing: Open) -> Said:
    """Note drafts as sent, all that are named or none; of all that wait, not those that are a choice or not ready."""
    with writing() as db:
        if way.all_sent:
            found = list(audience.waiting(db))
        else:
            found = [audience.named(db, word) for word in dict.fromkeys(way.sent)]
        sketches = audience.sketches(db, found)
        logged = [one for one in sketches if way.sent or (one.ready and not one.choice)]
        for one in logged:
            audience.log(db, one, audience.worded(db, one))
        db.said = _logged(logged)
        table = audience.table(db, ())
        others = [audience.left()] if audience.left else []
    done = {one.id for one in logged}
    left = [one for one in sketches if one.id not in done]
    more = [
        said.format(ids=", ".join(ids))
        for said, ids in (
            (_("Left for you to decide: {ids}."), [one.id for one in left if one.choice]),
            (_("Not logged, because the day is still to come: {ids}."), [one.id for one in left if not one.choice]),
        )
        if ids
    ]
    more += [line for line in others if line]
    return Said(table.kind, _logged(logged) or table.empty, {"logged": [one.id for one in logged]}, more=more)


def _logged(sketches: Sequence[Sketch]) -> str:
    """What was noted, in one sentence; nothing where nothing was."""
    if not sketches:
        return ""
    named = [f"{one.contact['name']} ({one.id})" for one in sketches[:NAMED]]
    return ngettext(
        "{count} message logged as sent: {names}.", "{count} messages logged as sent: {names}.", len(sketches)
    ).format(count=len(sketches), names=", ".join([*named, "…"] if len(sketches) > NAMED else named))


def _send(audience: Audience[Any], reading: Open, writing: Open) -> Answer:
    """Walk through the drafts, those that go with a decision last; each is logged as soon as she says it is sent."""
    from olcrm.kit import ask

    with reading() as db:
        found = audience.sketches(db, list(islice(audience.waiting(db), show.page())))
        ready = sorted((one for one in found if one.ready), key=lambda one: one.choice)
        drafts = [(one, _draft(one, audience.worded(db, one))) for one in ready]
        question = audience.question(db) if audience.question else ""
        table = audience.table(db, ())
        others = [audience.left()] if audience.left else []
    if not drafts:
        return table
    if question and ask.possible() and not ask.confirm(question):
        return Said(table.kind, _("Nothing was sent."), {"logged": [], "skipped": 0})
    logged, skipped = _walked(audience, drafts, writing)
    sentence = _logged(logged) or _("Nothing was logged.")
    more = [ngettext("{count} skipped.", "{count} skipped.", skipped).format(count=skipped)] if skipped else []
    more += [line for line in others if line]
    return Said(table.kind, sentence, {"logged": [one.id for one in logged], "skipped": skipped}, more=more)


def _walked(
    audience: Audience[Any], drafts: Sequence[tuple[Sketch, "Draft"]], writing: Open
) -> tuple[list[Sketch], int]:
    """Which drafts were logged on the walk, and how many skipped; Ctrl-C says how many were logged, and passes on."""
    from olcrm.kit.send import walk

    sketches = {draft.id: sketch for sketch, draft in drafts}
    logged: list[Sketch] = []
    skips = 0

    def log(draft: "Draft") -> None:
        sketch = sketches[draft.id]
        try:
            with writing() as db:
                audience.named(db, sketch.id)
                audience.log(db, sketch, draft.text)
                db.said = _logged([sketch])
        except Refused as refused:  # something happened in another window meanwhile
            show.talk(refused.message)
        except (Missing, Misunderstood) as gone:
            _pass_over(sketch, gone)
        else:
            logged.append(sketch)
            if audience.after:
                audience.after(sketch)

    try:
        for choice in (False, True):
            group = [draft for sketch, draft in drafts if sketch.choice == choice]
            extra = {letter: (words, _doing(sketches, do)) for letter, (words, do) in audience.extra.items()}
            if group:
                sent, skipped = walk(group, log, extra if choice else None)
                skips += skipped
                if not choice and sent + skipped < len(group):
                    break  # she stopped
    except KeyboardInterrupt:
        count = len(logged)
        said = ngettext("{count} message logged.", "{count} messages logged.", count).format(count=count)
        show.talk(f"\n{said}", lines=True)
        raise
    return logged, skips


def _doing(sketches: Mapping[str, Sketch], do: Callable[[Sketch], bool]) -> Callable[["Draft"], bool]:
    def doing(draft: "Draft") -> bool:
        try:
            return do(sketches[draft.id])
        except Missing as gone:
            _pass_over(sketches[draft.id], gone)
            return True

    return doing


def _pass_over(sketch: Sketch, gone: Missing | Misunderstood) -> None:
    """Say that somebody, or what she was written to about, is not there any more."""
    show.talk(_("{name} is passed over. {reason}").format(name=sketch.contact["name"], reason=gone.message))


def _draft(sketch: Sketch, text: str) -> "Draft":
    from olcrm.kit.send import Draft

    return Draft(
        id=sketch.id,
        contact_id=sketch.contact["id"],
        name=sketch.contact["name"],
        phone=sketch.phone,
        text=text,
        link=sketch.link(text),
        heading=sketch.heading,
        reason=sketch.reason,
    )
