"""How money is read and spoken of: the day it came, the way it came, what kind of line it makes."""

from datetime import date, timedelta

from olcrm.kit import dates
from olcrm.kit.money import rupiah
from olcrm.kit.record import Row
from olcrm.kit.text import _
from olcrm.kit.typed import text

LATELY = timedelta(days=90)  # how far back money is looked for that no statement has shown
OFF_STATEMENTS = ("credit", "tunai", "kontan", "cash", "cod")  # methods that no bank knows of
COD = "cod"  # the method of what a courier collected at the door
CREDIT = "credit"  # the method of what is paid from credit, or turned into it
CREDIT_WORDS = (CREDIT, "saldo")  # what owners call it


def day(word: str | None, today: date) -> date:
    """The day on which money came: ``today`` when nothing is said, never a later one.

    Raises Misunderstood for what is no day, Refused for a day to come.
    """
    return dates.past(word, today, _("Money is noted once it is there."))


def method(word: str | None) -> str | None:
    """How money came, in the one spelling that it is counted under: ``BCA `` is ``bca``. Raises as ``text`` does."""
    if word is None:
        return None
    read = " ".join(text(word, _("The method")).split()).casefold()
    return CREDIT if read in CREDIT_WORDS else read


def shown(kind: str) -> str:
    """What kind of line it is, in words for the screen."""
    return {
        "payment": _("payment"),
        "credit": _("credit"),
        "refund": _("refund"),
        "void": _("correction"),
    }[kind]


def moved(amount: int, *, refund: bool) -> list[str]:
    """What became of ``amount`` rupiah that were in for something called off, in a sentence; none where none was."""
    if not amount:
        return []
    sentence = _("{amount} is noted as given back.") if refund else _("{amount} is kept as credit.")
    return [sentence.format(amount=rupiah(amount))]


def surplus(amount: int, via: str | None, credit: int) -> str:
    """What became of ``amount`` rupiah that were not owed, ``credit`` being all the customer has now."""
    if via == CREDIT:
        sentence = _("The other {amount} was not needed; the credit is now {credit}.")
    else:
        sentence = _("{amount} more than owed became credit, which is now {credit}.")
    return sentence.format(amount=rupiah(amount), credit=rupiah(credit))


def stays(amount: int, payment_id: int) -> str:
    """That ``amount`` rupiah, which came with a payment that was taken back, are credit still, and what undoes that."""
    return _("{amount} that came with it stays as credit; to take that back too: `olcrm pay void {number}`.").format(
        amount=rupiah(amount), number=payment_id
    )


def to_use(credit: int, due: Row) -> list[str]:
    """That ``credit`` can pay what is owed for ``due``, of ``due_view``, and how; nothing where there is none."""
    if credit <= 0 or due["balance"] <= 0:
        return []
    figures = min(credit, due["balance"])
    if due["order_id"] is None:
        said = _("There is {amount} of credit: `olcrm pay add due:{due} {figures} --via credit` uses it.")
        return [said.format(amount=rupiah(credit), due=due["id"], figures=figures)]
    said = _("There is {amount} of credit: `olcrm pay add {number} {figures} --via credit` uses it.")
    return [said.format(amount=rupiah(credit), number=due["order_id"], figures=figures)]
