"""What the owner types when she wants to be sure: ``olcrm doctor``."""

from olcrm.doctor import rules, store
from olcrm.kit.options import Verbs
from olcrm.kit.table import Column, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import book, trouble

room = Verbs()


@room.reads(
    "doctor",
    help=N_("Look whether the ledger is whole, its sums are right, and its snapshots are good. Changes nothing."),
    examples=("olcrm doctor", "olcrm doctor --json"),
)
def doctor() -> Table:
    """Examine the ledger and say what was found; the exit status is 5 when something is damaged."""
    ledger = book.path()
    with trouble.told(ledger):
        found = store.examine(ledger)
    words = {
        rules.State.OK: _("good"),
        rules.State.WARNING: _("look at it"),
        rules.State.DAMAGE: _("damaged"),
    }
    columns = (
        Column("check", _("Looked at"), value=lambda row: _(rules.CHECKS[row["check"]])),
        Column("state", _("State"), value=lambda row: words[rules.State(row["state"])]),
        Column("what", _("What was found")),
        Column("next", _("What to do"), keep=1),
    )
    worst = rules.worst(found)
    foot = {
        rules.State.OK: _("The ledger is whole and in order."),
        rules.State.WARNING: _("The ledger is whole; some things are worth a look."),
        rules.State.DAMAGE: _("Something is damaged; nothing was changed."),
    }
    return Table(
        "doctor",
        columns,
        [{"check": one.check, "state": one.state.value, "what": one.what, "next": one.todo or None} for one in found],
        title=str(ledger),
        foot=[foot[worst]],
        extra={"path": str(ledger), "state": worst.value},
        status=5 if worst == rules.State.DAMAGE else 0,
    )
