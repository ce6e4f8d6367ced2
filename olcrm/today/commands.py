"""What the owner types in the morning: ``olcrm``, or ``olcrm today``."""

from olcrm.contact import rules as standing
from olcrm.kit import clock, dates, show
from olcrm.kit.options import Verbs
from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import N_, _
from olcrm.ledger.book import reading
from olcrm.shop import store as shop
from olcrm.today import store

room = Verbs()

SCREEN = 15  # what fits a terminal of 24 lines with heading and foot
ALL = 100_000


@room.reads(
    "today",
    help=N_("What waits today, the most pressing first, with the command to type. `olcrm` alone does the same."),
    examples=("olcrm today", "olcrm today --all", "olcrm today --json"),
)
def today() -> Table:
    """One screen: whom to remind, what to send off, whose birthday it is."""
    with reading() as db:
        page = show.page()
        screen = ALL if page is None else min(page, SCREEN)
        rows = store.waiting(db, clock.now(), screen + 1)
        name = shop.policy(db).shop
    day = clock.today()
    foot = []
    if len(rows) > screen:
        foot = [_("There is more: `olcrm today --all`.")]
    columns = (
        Column("when", _("Since"), Kind.DAY, keep=3),
        Column("customer", _("Customer"), value=lambda row: (row["contact"] or {}).get("name", "")),
        Column("standing", _("Standing"), value=_standing, keep=2),
        Column("text", _("What waits")),
        Column("next", _("Next"), keep=1),
    )
    return Table(
        "today",
        columns,
        [one.document() for one in rows[:screen]],
        title=f"{name + ', ' if name else ''}{dates.long(day)}",
        foot=foot,
        empty=_("Nothing waits today. A good day to write to somebody who has not been here for long."),
        extra={"date": day.isoformat()},
    )


def _standing(row: object) -> str:
    contact = row["contact"] if isinstance(row, dict) else None
    return standing.shown(contact["standing"]) if contact else ""
