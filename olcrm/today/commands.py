"""What the owner types in the morning: ``olcrm``, or ``olcrm today``."""

from olcrm.kit.options import Annotated, Verbs, option
from olcrm.kit.table import Table
from olcrm.kit.text import N_
from olcrm.ledger.book import reading
from olcrm.today import store

room = Verbs()


@room.reads(
    "today",
    help=N_("What waits today, the most pressing first, with the command to type. `olcrm` alone does the same."),
    examples=("olcrm today", "olcrm today --all", "olcrm today --explain", "olcrm today --json"),
)
def today(
    explain: Annotated[bool, option("--explain", help=N_("Say of each why it stands where it does."))] = False,
) -> Table:
    """One screen: whom to remind, what to send off, whose birthday it is."""
    with reading() as db:
        return store.screen(db, explain=explain)
