"""How a rescue is told: a line for each table, and what to do next."""

from typing import Any

from olcrm.kit.table import Column, Kind, Table
from olcrm.kit.text import _, ngettext
from olcrm.kit.typed import quoted
from olcrm.ledger.rescuing import Rescued, Tally

NAMED = 20  # lost rows whose numbers are said


def table(found: Rescued) -> Table:
    """The answer to a rescue."""
    rows = [_document(one) for one in found.tables if one.read or not one.is_whole()]
    columns = (
        Column("table", _("Table")),
        Column("read", _("Read"), Kind.NUMBER),
        Column("from_snapshot", _("From the snapshot"), Kind.NUMBER, value=lambda row: len(row["from_snapshot"])),
        Column("older", _("As once it was"), Kind.NUMBER, value=lambda row: len(row["older"])),
        Column("made_up", _("Stand-ins"), Kind.NUMBER, value=lambda row: len(row["made_up"])),
        Column("lost", _("Lost"), Kind.NUMBER, value=lambda row: len(row["lost"])),
        Column("aside", _("Set aside"), Kind.NUMBER, value=lambda row: len(row["aside"])),
    )
    return Table(
        "backup.rescue",
        columns,
        rows,
        title=_("Rescued from {path}").format(path=found.source),
        foot=_foot(found),
        empty=_("There was not a single row in it."),
        extra={
            "file": str(found.file),
            "source": str(found.source),
            "aside": str(found.aside) if found.aside else None,
            "snapshot": str(found.snapshot) if found.snapshot else None,
            "unreadable": found.unreadable,
            "whole": found.is_whole(),
        },
    )


def _document(one: Tally) -> dict[str, Any]:
    return {
        "table": one.table,
        "read": one.read,
        "from_snapshot": one.exact,
        "older": one.older,
        "made_up": one.made_up,
        "lost": one.lost,
        "aside": one.aside,
    }


def _foot(found: Rescued) -> list[str]:
    """What could not be read, where what has no place is, and how to take the rescued ledger into use."""
    lines = []
    if found.is_whole():
        lines.append(_("Every row could be read."))
    elif found.unreadable:
        lines.append(
            ngettext(
                "{count} page or row could not be read.", "{count} pages or rows could not be read.", found.unreadable
            ).format(count=found.unreadable)
        )
    for one in found.tables:
        if one.lost:
            more = " …" if len(one.lost) > NAMED else ""
            numbers = ", ".join(str(number) for number in one.lost[:NAMED])
            lines.append(_("Lost of {table}: {numbers}").format(table=one.table, numbers=numbers + more))
    if found.snapshot and any(one.exact or one.older for one in found.tables):
        lines.append(_("What was missing is from {name}.").format(name=found.snapshot.name))
    if any(one.older for one in found.tables):
        lines.append(_("Rows that are as once they were lack their last change."))
    if found.aside:
        lines.append(_("Rows without a place are in {path}.").format(path=found.aside))
    lines.append(_("The rescued ledger is {path}; the damaged one is as it was.").format(path=found.file))
    path = quoted(str(found.file))
    lines.append(_("Look at it with `olcrm --db {path} doctor`.").format(path=path))
    lines.append(_("Take it into use with `olcrm backup restore {path}`.").format(path=path))
    return lines
