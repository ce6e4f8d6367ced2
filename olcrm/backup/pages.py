"""How the answers about copies look."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from olcrm.backup import rules
from olcrm.backup.contents import contents
from olcrm.kit.table import Column, Kind, Page, Pairs, Said, Table
from olcrm.kit.text import _
from olcrm.ledger import proving
from olcrm.ledger.rehearsing import Rehearsed
from olcrm.ledger.restoring import Restored


def snapshots(rows: Sequence[dict[str, Any]], folder: Path, total: int, elsewhere: str) -> Table:
    """The copies at home, each with what is in it; ``elsewhere`` is a sentence about those in the second place."""
    columns = (
        Column("file", _("Snapshot"), value=lambda row: Path(row["file"]).stem),
        Column("reason", _("Taken"), value=lambda row: rules.reason_shown(row["reason"]), keep=2),
        Column("contacts", _("Customers"), Kind.NUMBER),
        Column("orders", _("Orders"), Kind.NUMBER),
        Column("changed_at", _("Last change"), Kind.MOMENT, keep=1),
        Column("size", _("How large"), value=lambda row: rules.size_shown(row["size"]), keep=3),
        Column("state", _("State"), value=lambda row: rules.state_shown(row["state"], row["checked"])),
    )
    foot = [_("Bring one back with `olcrm backup restore {day}`.").format(day=rows[0]["day"])] if rows else []
    return Table(
        "backup.list",
        columns,
        rows,
        title=_("Snapshots in {folder}").format(folder=folder),
        total=total,
        empty=_("There is no snapshot yet; the first is taken with the first thing written down."),
        foot=[*foot, elsewhere] if elsewhere else foot,
    )


def created(target: Path, also: Path | None) -> Said:
    """Where a copy was taken to; ``also`` is the one in the second place."""
    found = proving.check(target, deep=False)
    document = {"file": str(target), "size": found.size, "also": str(also) if also else None, **contents(found)}
    sealed = found.state == proving.State.SEALED
    sentence = (
        _("The ledger is copied to {path}, encrypted, and the copy was opened to be sure.")
        if sealed
        else _("The ledger is copied to {path} and the copy is checked.")
    )
    more = [_("Bring it back, on any computer, with `olcrm backup restore FILE`.")] if sealed else []
    return Said(
        "backup.create",
        sentence.format(path=target),
        document,
        more=[*more, *([_("It is in {path}, too.").format(path=also)] if also else [])],
    )


def verdicts(rows: Sequence[dict[str, Any]], home: Path, *, good: bool) -> Table:
    """What was found out about each file that was looked through; those at ``home`` are called by their name alone."""

    def shown(row: Mapping[str, Any]) -> str:
        file = Path(row["file"])
        return file.name if file.parent == home else str(file)

    columns = (
        Column("file", _("File"), value=shown),
        Column("state", _("State"), value=lambda row: rules.state_shown(row["state"], True)),
        Column("what", _("What was found")),
        Column("contacts", _("Customers"), Kind.NUMBER, keep=1),
        Column("orders", _("Orders"), Kind.NUMBER, keep=1),
    )
    return Table(
        "backup.check",
        columns,
        rows,
        empty=_("There is no snapshot yet; the first is taken with the first thing written down."),
        status=0 if good else 5,
    )


def restored(sentence: str, found: Restored, lines: Sequence[str], *, changed: bool = False) -> Said:
    """What a restore did, or would do."""
    document = {
        "file": str(found.then.file),
        "changed": changed,
        "kept": str(found.kept) if found.kept else None,
        "changes_since": found.since,
        "left_out": found.left_out,
        "now": contents(found.now) if found.now else None,
        "then": contents(found.then),
    }
    return Said("backup.restore", sentence, document, more=lines)


def rehearsal(found: Rehearsed) -> Page:
    """What would come back if the ledger were lost now."""
    held = contents(found.then)
    facts = Pairs(
        [
            (_("Copy"), str(found.then.file), Kind.TEXT),
            (_("Last change in it"), held["changed_at"], Kind.MOMENT),
            (_("Customers"), held["contacts"], Kind.NUMBER),
            (_("Orders"), held["orders"], Kind.NUMBER),
            (_("Payments"), held["payments"], Kind.NUMBER),
            (_("Money owed to the shop"), found.owed, Kind.MONEY),
        ]
    )
    document = {
        "file": str(found.then.file),
        "works": not found.faults,
        "faults": list(found.faults),
        **held,
        "owed": found.owed,
        "changes_since": found.since,
    }
    title = (
        _("The ledger would come back.") if not found.faults else _("The ledger would not come back from this copy.")
    )
    since = rules.since_shown(found.since)
    removed = _("It was brought back for trial, opened and looked through; the trial is removed again.")
    return Page(
        "backup.drill",
        title,
        document,
        [facts, *found.faults, since, *([] if found.faults else [removed])],
        status=5 if found.faults else 0,
    )
