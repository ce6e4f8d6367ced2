"""What the owner types when she wants to be sure: ``olcrm doctor``."""

from pathlib import Path

from olcrm.doctor import rules, store
from olcrm.kit import ask, show
from olcrm.kit.options import Annotated, Verbs, option
from olcrm.kit.table import Column, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import book, trouble

room = Verbs()


@room.reads(
    "doctor",
    help=N_("Look whether the ledger is whole, its sums are right, and its snapshots are good."),
    examples=("olcrm doctor", "olcrm doctor --deep", "olcrm doctor --repair", "olcrm doctor --json"),
)
def doctor(
    deep: Annotated[
        bool, option("--deep", help=N_("Look through every snapshot, too, and compare each row with all of them."))
    ] = False,
    repair: Annotated[
        bool, option("--repair", help=N_("Mend what can be mended without losing anything; a copy is taken first."))
    ] = False,
    yes: Annotated[bool, option("--yes", help=N_("Do it without asking."))] = False,
    dry_run: Annotated[bool, option("--dry-run", help=N_("Only say what would change."))] = False,
) -> Table:
    """Examine the ledger and say what was found; the exit status is 5 when something is damaged."""
    ledger = book.path()
    with trouble.told(ledger):
        found = store.examine(ledger, deep=deep)
        if not repair:
            return _answer(ledger, found)
        trial = store.mend(ledger, found, dry_run=True)
        if dry_run or not trial.done:
            return _answer(ledger, found, trial, changed=False)
    if not yes:
        for sentence in trial.done:
            show.remark(sentence)
        if not ask.confirm(_("Mend this, after a copy is taken?")):
            return _answer(ledger, found)
    with trouble.told(ledger):
        done = store.mend(ledger, found)
        return _answer(ledger, store.examine(ledger, deep=deep), done, changed=True)


def _answer(
    ledger: Path, found: list[rules.Finding], mended: "store.Mended | None" = None, *, changed: bool = False
) -> Table:
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
    extra: dict[str, object] = {"path": str(ledger), "state": worst.value}
    if mended is not None:
        extra |= {
            "changed": changed,
            "mended": mended.done,
            "left": mended.left,
            "kept": str(mended.kept or "") or None,
        }
    return Table(
        "doctor",
        columns,
        [{"check": one.check, "state": one.state.value, "what": one.what, "next": one.todo or None} for one in found],
        title=str(ledger),
        foot=[*_mended(mended, changed=changed), _verdict(worst, found, repairing=mended is not None)],
        extra=extra,
        status=5 if worst == rules.State.DAMAGE else 0,
    )


def _mended(mended: "store.Mended | None", *, changed: bool) -> list[str]:
    """What was mended, what was not, and where the file is as it was before."""
    if mended is None:
        return []
    lines = []
    if not mended.done:
        lines.append(_("Nothing here can be mended without losing something."))
    elif not changed:
        lines.append(_("This would be mended; nothing was changed:"))
    lines += [f"+ {sentence}" for sentence in mended.done]
    lines += [f"- {sentence}" for sentence in mended.left]
    if mended.kept:
        lines.append(_("What was there before is kept as {path}.").format(path=mended.kept))
    return lines


def _verdict(worst: rules.State, found: list[rules.Finding], *, repairing: bool) -> str:
    if worst == rules.State.OK:
        return _("The ledger is whole and in order.")
    if worst == rules.State.WARNING:
        return _("The ledger is whole; some things are worth a look.")
    if not repairing and any(one.mend for one in found):
        return _(
            "Something is damaged; nothing was changed. See what can be mended: `olcrm doctor --repair --dry-run`."
        )
    return _("Something is damaged. Save what can be read of it with `olcrm backup rescue`, or bring a snapshot back.")
