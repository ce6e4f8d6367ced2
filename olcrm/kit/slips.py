"""Days that were typed without their year, and are read as last year's where one that comes soon was meant."""

from datetime import date, timedelta

from olcrm.kit import dates
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _

SOON = timedelta(days=31)  # so near, a slip is likelier than a day of last year


def expect_past(word: str, found: date, today: date, hint: str) -> None:
    """Refuse, with ``hint``, a ``word`` that was read as ``found``, a year ago, and means a day that comes soon too."""
    try:
        coming = dates.day(word, today, looks="forward")
    except Misunderstood:  # its weekday fits last year's alone
        return
    if today < coming <= today + SOON:
        raise Refused(
            _("{day} is still to come.").format(day=dates.short(coming)),
            hint=f"{hint} " + _("For last year's write {date}.").format(date=f"{found:%d/%m/%Y}"),
        )
