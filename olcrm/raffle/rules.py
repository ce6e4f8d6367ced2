"""How a draw goes, so that anybody can do it again with nothing but ``sha256sum``.

The entrants are numbers, sorted and rising. The ticket of entrant 12 under the seed ``lebaran`` is the SHA-256 of the
text ``lebaran:12`` (UTF-8, without a line end), written in hexadecimal; the tickets are sorted as text, and the lowest
win: the first place is the lowest of all. A ticket is as good as random, so that everybody has the same chance, and
there is no draw to be repeated until it pleases: seed and entrants decide it.

The digest is the SHA-256 of the seed, the number of places and then the number of each entrant, each followed by one
line end. Whoever publishes it before the draw can change neither the seed, nor the places, nor the list any more.
"""

from collections.abc import Iterable, Sequence

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import excerpt, number

LONGEST = 100  # characters of a seed or a name
MOST_PLACES = 1_000
SHORTEST = 8  # characters of a digest that are enough to tell it


class Draw(Record):
    """What decides a draw; ``entrants`` rise."""

    seed: str
    places: int
    entrants: Sequence[int]

    @property
    def digest(self) -> str:
        """What can be published before the draw, in hexadecimal."""
        from hashlib import sha256

        lines = [self.seed, str(self.places), *map(str, self.entrants)]
        return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()

    @property
    def winners(self) -> list[tuple[int, str]]:
        """The winners with their tickets, the first place first."""
        tickets = sorted((ticket(self.seed, one), one) for one in self.entrants)
        return [(one, found) for found, one in tickets[: self.places]]


def draw(seed: str, places: int, entrants: Iterable[int]) -> Draw:
    """A draw among ``entrants``, in whatever order. Raises Refused for none, and for fewer than ``places``."""
    some = sorted(set(entrants))
    if not some:
        raise Refused(_("There is nobody to draw among."), hint=_("See `olcrm raffle draw --help` for whom to choose."))
    if places > len(some):
        raise Refused(
            ngettext(
                "{places} places are more than the {count} who takes part.",
                "{places} places are more than the {count} who take part.",
                len(some),
            ).format(places=places, count=len(some)),
            hint=_("Give fewer places, or choose more people."),
        )
    return Draw(seed, places, some)


def ticket(seed: str, entrant: int) -> str:
    """What decides about one entrant, in hexadecimal."""
    from hashlib import sha256

    return sha256(f"{seed}:{entrant}".encode()).hexdigest()


def is_it(digest: str, published: str) -> bool:
    """Whether ``published`` is ``digest``, or the beginning of it that fits on a poster."""
    word = published.strip().casefold().rstrip("….")
    return len(word) >= SHORTEST and digest.startswith(word)


def line(typed: str, what: str, *, joined: bool) -> str:
    """A seed (``joined``: its lines and blanks become single blanks), or a name as it was typed; ``what`` names it.

    Raises Misunderstood for nothing, and for what is too long or no one line.
    """
    read = " ".join(typed.split()) if joined else typed.strip()
    if not read or len(read) > LONGEST or not read.isprintable():
        raise Misunderstood(
            _("{what} “{word}” cannot be used.").format(what=what, word=excerpt(typed)),
            hint=_("Write one line of at most {count} letters and figures.").format(count=LONGEST),
        )
    return read


def places(word: str) -> int:
    """How many win. Raises Misunderstood for what is no number of places."""
    found = number(word)
    if found is None or not 1 <= found <= MOST_PLACES:
        raise Misunderstood(
            _("“{word}” is no number of places.").format(word=excerpt(word)),
            hint=_("Write a whole number from 1 to {most}.").format(most=MOST_PLACES),
        )
    return found
