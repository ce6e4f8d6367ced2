"""What the owner types to draw among her customers, and to show that it went fairly."""

from collections.abc import Mapping, Sequence
from typing import Any

from olcrm.contact import rules as standing
from olcrm.contact import willing
from olcrm.kit import clock, drafts, show
from olcrm.kit.drafts import Audience
from olcrm.kit.errors import Refused
from olcrm.kit.options import Annotated, Verbs, option, word
from olcrm.kit.options import text as typed
from olcrm.kit.table import Answer, Column, Kind, Page, Pairs, Said, Table, Words
from olcrm.kit.text import N_, _, ngettext
from olcrm.kit.typed import quoted
from olcrm.ledger.book import reading, writing
from olcrm.offer.segments import Segment
from olcrm.raffle import rules, store
from olcrm.raffle.rules import Draw
from olcrm.raffle.store import Raffle, Telling

room = Verbs()

NAMED = 3  # winners named in the list of draws

Number = Annotated[str, word(N_("The number of the draw."), metavar="NO")]
Digest = Annotated[
    str | None, option("--digest", help=N_("The digest that was published; it must be this one."), metavar="WORD")
]


@room.writes(
    "draw",
    help=N_("Draw winners among your customers, so that anybody can do it again and find the same ones."),
    examples=(
        'olcrm raffle draw "Undian Lebaran" --standing loyal --places 3',
        'olcrm raffle draw "Undian Lebaran" --member --places 3 --seed "IHSG 7.421,35" --dry-run',
        'olcrm raffle draw "Undian Lebaran" --bought gamis --seed "IHSG 7.421,35"',
    ),
)
def draw(
    name: Annotated[str, word(N_("What the draw is called."), metavar="NAME")],
    segment: Segment,
    places: Annotated[str, option("--places", help=N_("How many win; one if not given."), metavar="COUNT")] = "1",
    seed: Annotated[
        str | None,
        option("--seed", help=N_("The text that decides it; one is made if none is given."), metavar="TEXT"),
    ] = None,
    digest: Digest = None,
    dry_run: Annotated[
        bool, option("--dry-run", help=N_("Draw nothing; show the digest, to be published before the draw."))
    ] = False,
) -> Said:
    """Draw, or show beforehand what the draw is bound to."""
    called, count = rules.line(name, _("The name"), joined=False), rules.places(places)
    given = None if seed is None else rules.line(seed, _("The seed"), joined=True)
    with writing(dry_run=dry_run) as db:
        some, out = store.entrants(db, segment)
        if out and not some:
            raise Refused(
                _("There is nobody to draw among."), hint=_left_out(out) + " " + _("Choose others, or more people.")
            )
        drawn = rules.draw(given or _made_seed(), count, some)
        if digest is not None and not rules.is_it(drawn.digest, digest):
            raise Refused(
                _("The digest of this draw is {digest}, and not the one published.").format(digest=drawn.digest),
                hint=_("Draw with the same seed, places and people as when it was published."),
            )
        number = store.add(db, called, drawn)
        raffle = store.get(db, number)
        db.said = _drawn(raffle)
        document, later = store.document(db, raffle), store.later(db, raffle)
    left = [_left_out(out)] if out else []
    if dry_run:
        return _beforehand(called, drawn, document, left)
    more = [_("{place}. {name} ({number})").format(**_winner(row)) for row in document["winners"]]
    more += [*([_later(later)] if later else []), *left]
    more.append(_("Seed: {seed}").format(seed=drawn.seed))
    more.append(_("`olcrm raffle show {number} --proof` shows how anybody can check it.").format(number=number))
    if len(later) < drawn.places:
        more.append(_("`olcrm raffle tell {number}` writes to the winners.").format(number=number))
    return Said("raffle.draw", db.said, {"raffle": document, "dry_run": False}, more=more)


def _made_seed() -> str:
    from secrets import token_hex

    return f"{clock.today()}-{token_hex(8)}"


def _winner(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"place": row["place"], "name": row["contact"]["name"], "number": row["contact"]["id"]}


def _drawn(raffle: Raffle) -> str:
    sentence = ngettext(
        "Draw {number}, {name}: {places} winner among {count}.",
        "Draw {number}, {name}: {places} winners among {count}.",
        raffle.draw.places,
    )
    return sentence.format(
        number=raffle.id, name=raffle.name, places=raffle.draw.places, count=len(raffle.draw.entrants)
    )


def _later(names: Sequence[str]) -> str:
    sentence = ngettext(
        "{count} winner is to be written to later: {names}.",
        "{count} winners are to be written to later: {names}.",
        len(names),
    )
    return sentence.format(count=len(names), names=", ".join(names))


def _left_out(out: int) -> str:
    sentence = ngettext(
        "{count} who does not want offers takes no part.", "{count} who do not want offers take no part.", out
    )
    return sentence.format(count=out)


def _beforehand(name: str, drawn: Draw, document: Mapping[str, Any], left: Sequence[str]) -> Said:
    """What can be published; not who would win, so that nobody tries seeds until it pleases."""
    shown = {key: document[key] for key in ("name", "seed", "places", "entrants", "digest")}
    sentence = ngettext(
        "{name}: {count} takes part. Nothing is drawn yet.",
        "{name}: {count} take part. Nothing is drawn yet.",
        len(drawn.entrants),
    )
    more = [
        *left,
        _("Digest to publish: {digest}").format(digest=drawn.digest),
        _("Seed, to be kept to yourself until the draw: {seed}").format(seed=drawn.seed),
        _("Then draw with the same people and places and --seed {seed} --digest {digest}").format(
            seed=quoted(drawn.seed), digest=drawn.digest
        ),
    ]
    said = sentence.format(name=name, count=len(drawn.entrants))
    return Said("raffle.draw", said, {"raffle": shown, "dry_run": True}, more=more)


@room.reads("list", help=N_("The draws there were, the latest first."), examples=("olcrm raffle list",))
def list_() -> Table:
    """Every draw."""
    with reading() as db:
        rows = [store.document(db, one) for one in store.all_of(db, show.page())]
        total = store.count(db)
    columns = (
        Column("id", _("No"), Kind.NUMBER),
        Column("name", _("Name")),
        Column("drawn_at", _("Drawn"), Kind.MOMENT, keep=1),
        Column("entrants", _("Took part"), Kind.NUMBER, keep=2),
        Column("winners", _("Winners"), value=_names),
    )
    empty = _("Nothing was drawn yet: `olcrm raffle draw NAME`.")
    return Table("raffle.list", columns, rows, total=total, empty=empty)


def _names(row: Mapping[str, Any]) -> str:
    names = [one["contact"]["name"] for one in row["winners"][:NAMED]]
    return ", ".join([*names, "…"] if len(row["winners"]) > NAMED else names)


@room.reads(
    "show",
    help=N_("A draw with its winners; --proof says how anybody can do it again."),
    examples=("olcrm raffle show 1", "olcrm raffle show 1 --proof"),
)
def show_(
    number: Number,
    proof: Annotated[bool, option("--proof", help=N_("The numbers that took part, and how to check it."))] = False,
) -> Answer:
    """Who won, or the proof, which names nobody."""
    with reading() as db:
        raffle = store.get(db, number)
        document = store.document(db, raffle)
        later = () if proof else store.later(db, raffle)
    if proof:
        return Words("raffle.show", _proof(raffle), {"raffle": document, "numbers": list(raffle.draw.entrants)})
    facts = (
        (_("Drawn"), raffle.drawn_at, Kind.MOMENT),
        (_("Took part"), len(raffle.draw.entrants), Kind.NUMBER),
        (_("Seed"), raffle.draw.seed, Kind.TEXT),
        (_("Digest"), raffle.digest, Kind.TEXT),
    )
    columns = (
        Column("place", _("Place"), Kind.NUMBER),
        Column("contact", _("No"), Kind.NUMBER, value=lambda row: row["contact"]["id"]),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=_standing, keep=1),
        Column("told", _("Told"), value=lambda row: _("yes") if row["told"] else _("no")),
    )
    winners = Table("raffle.show", columns, document["winners"], title=_("Winners"))
    title = _("Draw {number}: {name}").format(number=raffle.id, name=raffle.name)
    hints = [_later(later)] if later else []
    if len(later) < sum(not row["told"] for row in document["winners"]):
        hints.append(_("`olcrm raffle tell {number}` writes to the winners.").format(number=raffle.id))
    return Page("raffle.show", title, {"raffle": document}, (Pairs(facts), winners, *hints))


def _standing(row: Mapping[str, Any]) -> str:
    found = row["contact"]["standing"]
    return standing.shown(found) if found else ""


def _proof(raffle: Raffle) -> str:
    """How the draw went, in words that can be published: numbers, no names."""
    drawn = raffle.draw
    seed, numbers = quoted(drawn.seed), " ".join(map(str, drawn.entrants))
    first = drawn.winners[0][0]
    lines = [
        _("Draw {number}: {name}").format(number=raffle.id, name=raffle.name),
        _("Seed: {seed}").format(seed=drawn.seed),
        _("Places: {places}").format(places=drawn.places),
        _("Numbers that took part: {numbers}").format(numbers=numbers),
        "",
        _("The digest is the SHA-256 of seed, places and numbers, each on a line of its own:"),
        f"printf '%s\\n' {seed} {drawn.places} {numbers} | sha256sum",
        raffle.digest,
        "",
        _("The ticket of a number is the SHA-256 of the seed, a colon and the number; the lowest tickets win:"),
        f"printf '%s' {quoted(f'{drawn.seed}:{first}')} | sha256sum",
        "",
        _("All tickets in their order:"),
        f"for n in {numbers}; do echo \"$(printf '%s' {seed}:$n | sha256sum | cut -c1-64) $n\"; done | sort",
        "",
        *(f"{place}. {one}  {found}" for place, (one, found) in enumerate(drawn.winners, 1)),
    ]
    return "\n".join(lines)


@room.reads(
    "check",
    help=N_("Draw again from what was kept, and say whether it comes to the same."),
    examples=("olcrm raffle check 1", "olcrm raffle check 1 --digest 5feceb66ff…"),
)
def check(number: Number, digest: Digest = None) -> Said:
    """Whether a draw is as it was drawn, and as it was published."""
    with reading() as db:
        raffle = store.get(db, number)
        document = store.document(db, raffle)
    holds = raffle.holds and (digest is None or rules.is_it(raffle.digest, digest))
    if holds:
        sentence = _("Draw {number} is as it was drawn.").format(number=raffle.id)
    elif raffle.holds:
        sentence = _("Draw {number} is not the one whose digest is given.").format(number=raffle.id)
    else:
        sentence = _("Draw {number} was changed after it was drawn.").format(number=raffle.id)
    more = [_("{place}. {name} ({number})").format(**_winner(row)) for row in document["winners"]]
    more.append(_("Digest: {digest}").format(digest=raffle.draw.digest))
    status = 0 if holds else Refused.status
    return Said("raffle.check", sentence, {"raffle": document, "holds": holds}, more=more, status=status)


@room.reads(
    "tell",
    help=N_("The messages to the winners of a draw, once each."),
    examples=(
        'olcrm raffle tell 1 --prize "Gamis Kirana" --text',
        'olcrm raffle tell 1 --prize "Gamis Kirana" --send',
        "olcrm raffle tell 1 --sent 12-raffle",
    ),
)
def tell(
    number: Number,
    prize: Annotated[str | None, option("--prize", help=N_("What they get."), metavar="TEXT")] = None,
    text: drafts.AsText = False,
    send: drafts.Send = False,
    sent: drafts.Sent = None,
    all_sent: drafts.AllSent = False,
) -> Answer:
    """Drafts to those who won and have not been told."""
    telling = Telling(number, None if prize is None else typed(prize, _("The prize")))
    audience = Audience(
        waiting=telling.waiting,
        sketches=telling.sketches,
        named=telling.named,
        worded=telling.worded,
        log=store.log,
        table=lambda db, rows: _tell(rows, store.later(db, store.get(db, number))),
        question=willing.question,
    )
    return drafts.answer(audience, drafts.way(text, send, sent, all_sent), reading=reading, writing=writing)


def _tell(rows: Sequence[Mapping[str, Any]], later: Sequence[str]) -> Table:
    columns = (
        Column("id", _("Draft")),
        Column("place", _("Place"), Kind.NUMBER),
        Column("customer", _("Customer"), value=lambda row: row["contact"]["name"]),
        Column("standing", _("Standing"), value=_standing, keep=1),
        Column("reason", _("Why"), keep=2),
    )
    alone = _("Not to be written to just now: {names}.").format(names=", ".join(later)) if later else ""
    foot = [alone] if alone and rows else []
    if rows:
        foot.append(_("`--text` shows the messages, `--send` goes through them one by one."))
    empty = alone or _("Every winner was told.")
    return Table("raffle.tell", columns, rows, foot=foot, empty=empty)
