"""What the owner types about snapshots."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from olcrm.backup import rules, store
from olcrm.kit import ask, paths, show
from olcrm.kit.options import Verbs, option, word
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import N_, _
from olcrm.ledger import book, safekeep

if TYPE_CHECKING:
    from olcrm.ledger.restoring import Restored

room = Verbs()


def _snapshots(incomplete: str) -> list[str]:
    days = dict.fromkeys(snapshot.day.isoformat() for snapshot in safekeep.snapshots(book.path()))
    return [day for day in days if day.startswith(incomplete)]


@room.writes(
    "create",
    help=N_("Take a checked copy of the ledger now; one is taken by itself each day."),
    examples=("olcrm backup create", "olcrm backup create --to /media/usb"),
)
def create(
    to: Annotated[
        str | None, option("--to", help=N_("The folder or file to copy it to, on a stick say."), metavar="PATH")
    ] = None,
) -> Said:
    """Take a snapshot among the others, or a copy elsewhere."""
    from olcrm.ledger import proving, restoring

    target = restoring.create(book.path(), paths.path(to) if to else None)
    found = proving.check(target, deep=False)
    return Said(
        "backup.create",
        _("The ledger is copied to {path} and the copy is checked.").format(path=target),
        {"file": str(target), "size": found.size, **store.contents(found)},
    )


@room.reads("list", help=N_("The snapshots there are, newest first."), examples=("olcrm backup list",))
def list_() -> Table:
    """Every snapshot with what is in it."""
    from olcrm.ledger import proving

    found = safekeep.snapshots(book.path())
    rows = [store.document(one, proving.check(one.path, deep=False)) for one in found[: show.page()]]
    columns = (
        Column("file", _("Snapshot"), value=lambda row: Path(row["file"]).stem),
        Column("reason", _("Taken"), value=lambda row: rules.reason_shown(row["reason"]), keep=2),
        Column("contacts", _("Customers"), Kind.NUMBER),
        Column("orders", _("Orders"), Kind.NUMBER),
        Column("changed_at", _("Last change"), Kind.MOMENT, keep=1),
        Column("size", _("How large"), value=lambda row: rules.size_shown(row["size"]), keep=3),
        Column("state", _("State"), value=lambda row: rules.state_shown(row["state"], row["checked"])),
    )
    return Table(
        "backup.list",
        columns,
        rows,
        title=_("Snapshots in {folder}").format(folder=safekeep.folder_of(book.path())),
        total=len(found),
        empty=_("There is no snapshot yet; the first is taken with the first thing written down."),
        foot=[_("Bring one back with `olcrm backup restore {day}`.").format(day=rows[0]["day"])] if rows else (),
    )


@room.reads(
    "check",
    help=N_("Look whether a snapshot, or each of them, is whole."),
    examples=("olcrm backup check", "olcrm backup check 2026-11-22"),
)
def check(
    file: Annotated[
        str | None, word(N_("A file or a day; all snapshots if not given."), metavar="FILE", suggest=_snapshots)
    ] = None,
) -> Table:
    """Judge copies as a restore would."""
    from olcrm.ledger import proving, trouble

    ledger = book.path()
    files = [store.named(ledger, file)] if file else [snapshot.path for snapshot in safekeep.snapshots(ledger)]
    with trouble.told(ledger):
        found = [proving.check(one) for one in files]
    columns = (
        Column("file", _("File"), value=lambda row: Path(row["file"]).name),
        Column("state", _("State"), value=lambda row: rules.state_shown(row["state"], True)),
        Column("what", _("What was found")),
        Column("contacts", _("Customers"), Kind.NUMBER, keep=1),
        Column("orders", _("Orders"), Kind.NUMBER, keep=1),
    )
    return Table(
        "backup.check",
        columns,
        [store.verdict(one) for one in found],
        empty=_("There is no snapshot yet; the first is taken with the first thing written down."),
        status=0 if all(store.is_good(one) for one in found) else 5,
    )


@room.writes(
    "restore",
    help=N_("Bring the ledger back as it was in a snapshot; the present one is kept aside."),
    examples=("olcrm backup restore 2026-11-22", "olcrm backup restore /media/usb/olcrm.db --dry-run"),
)
def restore(
    file: Annotated[str, word(N_("A file, or the day of a snapshot."), metavar="FILE|DATE", suggest=_snapshots)],
    yes: Annotated[bool, option("--yes", help=N_("Do it without asking."))] = False,
    dry_run: Annotated[bool, option("--dry-run", help=N_("Only say what would change."))] = False,
) -> Said:
    """Verify, say what is lost and gained, ask, and bring it back."""
    from olcrm.ledger import restoring

    ledger = book.path()
    source = store.named(ledger, file)
    if dry_run or not yes:
        preview = restoring.restore(ledger, source, dry_run=True)
        lines = store.comparison(preview.now, preview.then)
        if dry_run:
            return _answer(_("This is what would be; nothing was changed."), preview, lines)
        for line in lines:
            show.remark(line)
        if not ask.confirm(_("Bring the ledger back from {file}?").format(file=source.name)):
            return _answer(_("Nothing was changed."), preview, [])
    done = restoring.restore(ledger, source)
    lines = store.comparison(done.now, done.then) if yes else []
    if done.kept:
        lines.append(_("What was there before is kept as {path}.").format(path=done.kept))
        lines.append(_("Bring it back with `olcrm backup restore {name}`.").format(name=done.kept.stem))
    return _answer(_("The ledger is as it was in {file}.").format(file=source.name), done, lines, changed=True)


def _answer(sentence: str, found: "Restored", lines: list[str], *, changed: bool = False) -> Said:
    document = {
        "file": str(found.then.file),
        "changed": changed,
        "kept": str(found.kept) if found.kept else None,
        "now": store.contents(found.now) if found.now else None,
        "then": store.contents(found.then),
    }
    return Said("backup.restore", sentence, document, more=lines)
