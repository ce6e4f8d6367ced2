"""Whom the owner meant: she says so on a terminal, and the command is run once more.

By then the ledger is closed again, so nobody waits while she thinks. What she typed stays as it is, for the same word
may be a name or a text elsewhere on the line; whoever looks for a person asks here what was said about the word.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from olcrm.kit import ask
from olcrm.kit.candidates import candidate
from olcrm.kit.errors import Missing
from olcrm.kit.text import _

SOMEBODY_NEW = -1

_said: dict[str, int] = {}  # the word → the number of whom it means


def number(word: str) -> int | None:
    """The number of whom the owner has just said that ``word`` means."""
    said = _said.get(word)
    return None if said == SOMEBODY_NEW else said


def is_new(word: str) -> bool:
    """Whether the owner has just said that there shall be somebody new called ``word``."""
    return _said.get(word) == SOMEBODY_NEW


def again(missing: Missing, run: Callable[[], Any]) -> Any:
    """Ask what ``missing`` leaves open and run once more with the answer; raises it where nothing can be asked."""
    try:
        while _asked(missing):
            try:
                return run()
            except Missing as another:
                missing = another
        raise missing
    finally:
        _said.clear()


def _asked(missing: Missing) -> bool:
    """Whether the owner said whom she meant. False where there is nothing to ask, or no terminal."""
    if not missing.word or missing.word in _said or not ask.possible():
        return False
    if missing.candidates:
        _said[missing.word] = missing.candidates[_chosen(missing.message, missing.candidates, missing.hint)]["id"]
    elif missing.remedy and missing.near:
        question = " ".join((missing.message, _("Whom did you mean?")))
        place = _chosen(question, missing.near, missing.hint, _("a new customer of this name"))
        _said[missing.word] = [*(one["id"] for one in missing.near), SOMEBODY_NEW][place]
    elif missing.remedy and ask.confirm(f"{missing.message} {missing.remedy}", option=missing.hint):
        _said[missing.word] = SOMEBODY_NEW
    return missing.word in _said


def _chosen(question: str, people: Sequence[Mapping[str, Any]], hint: str, *others: str) -> int:
    """The place of one of ``people``, or behind them of one of the ``others``."""
    told = [{key: fact for key, fact in one.items() if key != "id"} for one in people]
    names = [candidate(one) for one in told]  # with one number only: the one to choose by
    return ask.choose(question, [*names, *others], option=hint)
