"""Everything olcrm can refuse to do, each with the exit status scripts rely on.

Raised anywhere, caught once, in ``olcrm.app``. ``message`` says in one sentence what is so, ``hint``
in one more what to do about it; both are already in the owner's language.
"""

from collections.abc import Mapping, Sequence
from typing import Any

DONE = 0
BUG = 1
INTERRUPTED = 130


class OlcrmError(Exception):
    """Something the owner can understand and act upon."""

    status = BUG
    code = "bug"

    def __init__(self, message: str, *, hint: str = "", candidates: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.candidates = list(candidates)


class Misunderstood(OlcrmError):
    """A word that cannot be read: an amount, a date, a phone number, an unknown setting."""

    status = 2
    code = "misunderstood"


class Missing(OlcrmError):
    """Not there, or several fit; ``candidates`` then lists them.

    ``word`` is what was typed. With it, the front door can let the owner say on a terminal whom she meant, and run the
    command once more: she chooses a candidate, or says yes to the question in ``remedy``, whether there shall be
    somebody new. ``near`` are those who are called much alike, to choose from before that.
    """

    status = 3
    code = "missing"

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        candidates: Sequence[Mapping[str, Any]] = (),
        word: str = "",
        remedy: str = "",
        near: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(message, hint=hint, candidates=candidates)
        self.word = word
        self.remedy = remedy
        self.near = list(near)


class Refused(OlcrmError):
    """Understood, and against a rule."""

    status = 4
    code = "refused"


class LedgerError(OlcrmError):
    """The file: missing, locked, damaged, newer, read-only, or no room on the disk."""

    status = 5
    code = "ledger"


class Interrupted(OlcrmError):
    """Ctrl-C."""

    status = INTERRUPTED
    code = "interrupted"


class Unwritten(OlcrmError):
    """The answer found no room, or nobody to take it. What the command did stays done."""

    status = 74  # what sysexits.h calls EX_IOERR
    code = "unwritten"


def mistaken(number: int) -> str:
    """The hint how something about an order is taken back, whatever was done since."""
    from olcrm.kit.text import _

    said = _("If that was a mistake: `olcrm log '#{order}'` has it, `olcrm undo NO.` takes it back.")
    return said.format(order=number)
