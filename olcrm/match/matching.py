"""Which open amounts the lines of a statement fit.

Money that was noted already comes first: such a line is the second tick of a payment, and no new one. Then an amount
that one open due alone has, which is certain with a name, or with a unique code; then amount and name; then what needs
a person to decide. A due, and a payment, is taken by one line only. Nothing here asks the ledger or the clock.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from olcrm.match.rules import TRANSFER, Due, Fit, Known, Line, Noted, Proposal, Sure, Why, name_words, words

NEAR = timedelta(days=4)  # between the day a proof was noted and that of the bank, weekends included
BEFORE = timedelta(days=7)  # money that came so long before a due arose was hardly for it
ROUND = 1_000  # rupiah; prices are whole thousands, so that a rest says that there is a unique code
MOST = 12  # dues of one customer that are added up in every way, and others that a line may be


def proposals(lines: Sequence[Line], known: Known, method: str) -> list[Proposal]:
    """What each of ``lines``, whose money is noted under ``method``, fits best; in their order."""
    return _Matching(lines, known, method).all()


class _Matching:
    """One go over the lines, from what is surest to what is least so; what is taken is gone for the others."""

    def __init__(self, lines: Sequence[Line], known: Known, method: str) -> None:
        self.lines, self.known, self.method = lines, known, method
        self.found: dict[int, Fit] = {}
        self.others: dict[int, tuple[Fit, ...]] = {}
        self.taken: set[int] = set()  # dues
        self.ticked: set[int] = set()  # payments
        self._by_word: dict[int, dict[str, list[Due]]] = {}
        self._words = [set(words(line.text)) for line in lines]

    def all(self) -> list[Proposal]:
        self._noted()
        open_lines = Counter(line.amount for place, line in enumerate(self.lines) if place not in self.found)
        for step in (self._only, self._named):
            for place, line in enumerate(self.lines):
                if place not in self.found:
                    step(place, line, open_lines[line.amount])
        for place, line in enumerate(self.lines):
            if place not in self.found:
                self._guessed(place, line)
        for place, line in enumerate(self.lines):
            if place not in self.found:
                self._less(place, line)
        return [
            Proposal(line, self.found.get(place), self.others.get(place, ())) for place, line in enumerate(self.lines)
        ]

    def _noted(self) -> None:
        """Lines whose money was noted: the same amount, some days apart; by name, then by the nearest day."""
        by_amount: dict[int, list[Noted]] = defaultdict(list)
        for one in self.known.noted:
            if one.method in (*TRANSFER, self.method):
                by_amount[one.amount].append(one)
        if not by_amount:
            return
        lines = Counter(line.amount for line in self.lines)
        for wants_name in (True, False):
            for place, line in enumerate(self.lines):
                near = [one for one in by_amount.get(line.amount, ()) if self._is_free(one, line)]
                named = [one for one in near if self._score(place, one.contact_id, one.key)]
                if place in self.found or not (named if wants_name else near):
                    continue
                if not wants_name and self._by_name(place, line):
                    continue  # somebody else's name stands there, who owes just that
                best = min(named or near, key=lambda one: (_apart(one.paid_on, line.on), one.first))
                alone = len(near) == 1 and lines[line.amount] == 1
                self._take(place, Fit(Sure.CERTAIN if alone or named else Sure.LIKELY, Why.NOTED, noted=best))
                self.ticked.update(range(best.first, best.last + 1))

    def _is_free(self, one: Noted, line: Line) -> bool:
        return self.ticked.isdisjoint(range(one.first, one.last + 1)) and _apart(one.paid_on, line.on) <= NEAR

    def _only(self, place: int, line: Line, lines: int) -> None:
        """The one due of which just so much is open, when this is the one line of that amount."""
        dues = self.known.dues.get(line.amount, ())
        if len(dues) != 1 or dues[0].id in self.taken:
            return
        (due,) = dues
        score = self._score(place, due.contact_id, due.key)
        if _long_before(line, due) or (lines > 1 and not score):
            return
        sure = Sure.CERTAIN if score or self._is_telling(place, line, due) else Sure.LIKELY
        self._take(place, Fit(sure, Why.AMOUNT, dues=((due, line.amount),)))

    def _is_telling(self, place: int, line: Line, due: Due) -> bool:
        """Whether the amount alone says whose money it is: no round one, as with a unique code, that came once it was
        owed, from nobody known by another name. A relative's account is often another name; a round sum is anybody's.
        """
        whole_names = [who for who, length in self.known.named.get(place, {}).items() if length > 1]
        return line.amount % ROUND != 0 and line.on >= due.created_on and not whole_names

    def _named(self, place: int, line: Line, _lines: int) -> None:
        """The due of just so much whose owner's name stands in the line."""
        best = self._by_name(place, line)
        if not best:
            return
        fits = [Fit(Sure.LIKELY, Why.NAME, dues=((due, line.amount),)) for due in best]
        self._take(place, fits[0] if len(fits) == 1 else fits[0]._replace(sure=Sure.POSSIBLE), fits[1:])

    def _guessed(self, place: int, line: Line) -> None:
        """What only a person can say: a part, a deposit, several at once, or one of many with the same amount."""
        fits = [*self._parts(place, line), *self._sums(place, line)]
        alike = [due for due in self.known.dues.get(line.amount, ()) if due.id not in self.taken]
        alike.sort(key=lambda due: (_long_before(line, due), due.created_on, due.id))
        fits += [Fit(Sure.POSSIBLE, Why.AMOUNT, dues=((due, line.amount),)) for due in alike[:MOST]]
        if fits:
            self._take(place, fits[0], fits[1:])

    def _less(self, place: int, line: Line) -> None:
        """Money of somebody who owes more than that: an amount of her own choosing, or one rupiah mistyped."""
        owing = [due for due in self._hers(place) if due.balance > line.amount]
        fits = [Fit(Sure.POSSIBLE, Why.LESS, dues=((due, line.amount),)) for due in owing[:MOST]]
        if fits:
            self._take(place, fits[0], fits[1:])

    def _parts(self, place: int, line: Line) -> Iterator[Fit]:
        for due in self._hers(place):
            if due.part == line.amount:
                yield Fit(Sure.LIKELY, Why.PART, dues=((due, line.amount),))
            elif due.paid == 0 and due.balance == 2 * line.amount:
                yield Fit(Sure.POSSIBLE, Why.DEPOSIT, dues=((due, line.amount),))

    def _sums(self, place: int, line: Line) -> Iterator[Fit]:
        for contact_id in self.known.named.get(place, ()):
            dues = [due for due in self.known.hers.get(contact_id, ()) if due.id not in self.taken][:MOST]
            chosen = _adding_up(dues, line.amount)
            if chosen:
                yield Fit(Sure.POSSIBLE, Why.SEVERAL, dues=tuple((due, due.balance) for due in chosen))

    def _hers(self, place: int) -> Iterator[Due]:
        for contact_id in self.known.named.get(place, ()):
            yield from (due for due in self.known.hers.get(contact_id, ()) if due.id not in self.taken)

    def _by_name(self, place: int, line: Line) -> list[Due]:
        """Free dues of just this amount whose owner's name stands in the line: those whose names agree most."""
        scores: Counter[int] = Counter()
        which: dict[int, Due] = {}
        index = self._index(line.amount)
        for word in self._words[place]:
            for due in index.get(word, ()):
                which[due.id] = due
                scores[due.id] += 1
        for due in self._hers(place):
            if due.balance == line.amount:
                which[due.id] = due
                scores[due.id] = max(scores[due.id], self.known.named[place][due.contact_id])
        free = {number: score for number, score in scores.items() if number not in self.taken}
        free = {number: score for number, score in free.items() if not _long_before(line, which[number])}
        best = max(free.values(), default=0)
        return sorted(
            (which[number] for number, score in free.items() if score == best), key=lambda due: due.created_on
        )

    def _index(self, amount: int) -> dict[str, list[Due]]:
        """The dues of this amount by each word of their owners' names."""
        if amount not in self._by_word:
            index: dict[str, list[Due]] = defaultdict(list)
            for due in self.known.dues.get(amount, ()):
                for word in name_words(due.key):
                    index[word].append(due)
            self._by_word[amount] = index
        return self._by_word[amount]

    def _score(self, place: int, contact_id: int, key: str) -> int:
        """How many words of a customer's name stand in a line."""
        known = self.known.named.get(place, {}).get(contact_id, 0)
        return max(known, len(name_words(key) & self._words[place]))

    def _take(self, place: int, fit: Fit, others: Iterable[Fit] = ()) -> None:
        self.found[place] = fit
        self.others[place] = tuple(others)
        self.taken.update(due.id for due, _amount in fit.dues)


def _adding_up(dues: Sequence[Due], amount: int) -> list[Due]:
    """Two or more of ``dues`` that come to ``amount``, all of them if possible, else the oldest; none if none do."""
    reached: dict[int, list[Due]] = {0: []}
    for due in dues:
        for total, chosen in list(reached.items()):
            together = total + due.balance
            if together <= amount and len(reached.get(together, ())) < len(chosen) + 1:
                reached[together] = [*chosen, due]
    found = reached.get(amount, [])
    return found if len(found) > 1 else []


def _long_before(line: Line, due: Due) -> bool:
    return line.on < due.created_on and _apart(line.on, due.created_on) > BEFORE


def _apart(one: str, other: str) -> timedelta:
    return timedelta(0) if one == other else abs(date.fromisoformat(one) - date.fromisoformat(other))
