"""What lines of statements look like: in a table, in a question, in JSON."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from olcrm.kit import dates
from olcrm.kit.money import rupiah
from olcrm.kit.table import Column, Kind, Said, Table
from olcrm.kit.text import _, ngettext
from olcrm.match import rules
from olcrm.match.rules import Due, Fit, Line, Proposal, Sure
from olcrm.match.statement import Statement
from olcrm.match.store import Seen

FEW = 10  # lines that are told one by one after they were booked


def document(one: Proposal, booked: Fit | None = None) -> dict[str, Any]:
    """A line and what it fits as it stands in JSON; ``booked`` is what it was made the money of."""
    line, fit = one.line, booked or one.fit
    return {
        "line": line.id or None,
        "row": line.row,
        "paid_on": line.on,
        "amount": line.amount,
        "text": line.text,
        "sure": str(one.sure),
        "why": str(fit.why) if fit else None,
        "payment": fit.noted.first if fit and fit.noted else None,
        "dues": [
            {"order": due.order_id, "due": due.id, "contact": _who(due), "amount": amount}
            for due, amount in (fit.dues if fit else ())
        ],
        "contact": _who(fit.noted) if fit and fit.noted else _who(fit.dues[0][0]) if fit and fit.dues else None,
        "booked": booked is not None,
    }


def _who(one: Any) -> dict[str, Any]:
    return {"id": one.contact_id, "name": one.name}


def fits(fit: Fit | None) -> str:
    """What a line fits, in one line: ``#41 Rina Wati``, ``payment 12, #41 Rina Wati``."""
    if fit is None:
        return ""
    if fit.noted:
        about = _number(fit.noted.order_id, fit.noted.due_id)
        what = _("payment {number}").format(number=fit.noted.first)
        return f"{what}, {about} {fit.noted.name}" if about else f"{what}, {fit.noted.name}"
    return f"{' + '.join(_number(due.order_id, due.id) for due, _amount in fit.dues)} {fit.dues[0][0].name}"


def _number(order_id: int | None, due_id: int | None) -> str:
    if order_id is not None:
        return f"#{order_id}"
    return f"due:{due_id}" if due_id is not None else ""


def choice(fit: Fit) -> str:
    """One of the things a line may be, with what is owed for it."""
    if fit.noted:
        return f"{fits(fit)}, {rupiah(fit.noted.amount)}"
    owed = ", ".join(rupiah(due.balance) for due, _amount in fit.dues)
    return _("{what}, {balance} owed").format(what=fits(fit), balance=owed)


def question(one: Proposal, fit: Fit) -> list[str]:
    """What is said before it is asked whether ``fit`` is right."""
    line = one.line
    return [
        " · ".join((dates.short(date.fromisoformat(line.on)), rupiah(line.amount), line.text)),
        "  → "
        + _("{what}: {sure} ({why})").format(
            what=choice(fit), sure=rules.sure_shown(fit.sure), why=rules.why_shown(fit.why)
        ),
    ]


def columns(first: Column) -> Sequence[Column]:
    """The columns of proposals; ``first`` is how a line is named."""
    return (
        first,
        Column("paid_on", _("Day"), Kind.DAY),
        Column("amount", _("Amount"), Kind.MONEY),
        Column("text", _("What the bank wrote")),
        Column("fits", _("Fits")),
        Column("sure", _("How sure"), value=lambda row: rules.sure_shown(row["sure"]), keep=1),
        Column("why", _("Because of"), value=lambda row: row["why"] and rules.why_shown(row["why"]), keep=3),
    )


def rows(proposed: Sequence[Proposal]) -> list[dict[str, Any]]:
    """Proposals as rows of a table: the surest first, then in the order of the file."""
    order = {sure: place for place, sure in enumerate(Sure)}
    ranked = sorted(proposed, key=lambda one: (order[one.sure], one.line.on, one.line.row))
    return [document(one) | {"fits": fits(one.fit)} for one in ranked]


def table(statement: Statement, seen: Seen, proposed: Sequence[Proposal], page: int | None = None) -> Table:
    """The proposals for a statement."""
    every = rows(proposed)
    return Table(
        "match",
        columns(Column("row", _("Row"), Kind.NUMBER)),
        every[:page],
        title=_("{file}: money in").format(file=statement.file),
        total=len(every),
        sums={"amount": sum(one.line.amount for one in proposed)},
        foot=remarks(statement, seen),
        empty=nothing(statement, seen),
        extra=about(statement, seen),
    )


def nothing(statement: Statement, seen: Seen) -> str:
    """The sentence for a statement without an open line."""
    if seen.known:
        return _("Nothing is new in {file}: its lines were booked or left out before.").format(file=statement.file)
    return _("No money came in by {file}.").format(file=statement.file)


def about(statement: Statement, seen: Seen) -> dict[str, Any]:
    """What the JSON tells of the file itself."""
    return {
        "file": statement.file,
        "bank": statement.bank,
        "known": seen.known,
        "pending": statement.pending,
        "with_sen": statement.odd,
    }


def remarks(statement: Statement, seen: Seen) -> list[str]:
    """What was left out, one sentence each."""
    said = []
    if seen.known:
        said.append(
            ngettext(
                "{count} line was booked or left out before.",
                "{count} lines were booked or left out before.",
                seen.known,
            ).format(count=seen.known)
        )
    if statement.pending:
        said.append(
            ngettext(
                "{count} line is still pending: bring the file again when the bank has booked it.",
                "{count} lines are still pending: bring the file again when the bank has booked them.",
                statement.pending,
            ).format(count=statement.pending)
        )
    if statement.odd:
        said.append(
            ngettext(
                "{count} line with sen, such as interest, is left out.",
                "{count} lines with sen, such as interest, are left out.",
                statement.odd,
            ).format(count=statement.odd)
        )
    return said


def sentence(statement: Statement, booked: Mapping[str, Fit], proposed: Sequence[Proposal]) -> str:
    """What was done with a statement, as the history keeps it."""
    taken = [booked[one.line.fingerprint] for one in proposed if one.line.fingerprint in booked]
    seen_again = sum(fit.noted is not None for fit in taken)
    amount = sum(amount for fit in taken for _due, amount in fit.dues)
    new, parts = len(taken) - seen_again, []
    if new:
        parts.append(
            ngettext("{count} payment booked, {amount}", "{count} payments booked, {amount}", new).format(
                count=new, amount=rupiah(amount)
            )
        )
    if seen_again:
        parts.append(
            ngettext("{count} noted payment confirmed", "{count} noted payments confirmed", seen_again).format(
                count=seen_again
            )
        )
    left = len(proposed) - len(taken)
    if left:
        parts.append(ngettext("{count} line still open", "{count} lines still open", left).format(count=left))
    return _("{file}: {done}.").format(file=statement.file, done=", ".join(parts))


def done(statement: Statement, seen: Seen, proposed: Sequence[Proposal], booked: Mapping[str, Fit]) -> Said:
    """What is answered once a statement was gone through."""
    documents = [document(one, booked.get(one.line.fingerprint)) for one in proposed]
    more = []
    for one in proposed:
        fit = booked.get(one.line.fingerprint)
        if fit is not None and len(booked) <= FEW:
            sign = _("{amount} seen: {what}") if fit.noted else _("{amount} booked: {what}")
            more.append(sign.format(amount=rupiah(one.line.amount), what=fits(fit)))
    more += remarks(statement, seen)
    if len(booked) < len(proposed):
        more.append(_("What is open: `olcrm match list`."))
    facts = about(statement, seen) | {
        "booked": sum(one["booked"] and one["payment"] is None for one in documents),
        "confirmed": sum(one["booked"] and one["payment"] is not None for one in documents),
        "open": sum(not one["booked"] for one in documents),
        "rows": documents,
    }
    return Said("match", sentence(statement, booked, proposed), facts, more=more)


def other(row: Any, line: Line) -> Fit:
    """The fit of a line with the row of ``due_view`` that the owner named."""
    due = Due(
        *(row["id"], row["order_id"], row["contact_id"], row["contact_name"], ""),
        *(row["balance"], 0, row["paid"], row["created_on"]),
    )
    return Fit(Sure.CERTAIN, rules.Why.AMOUNT, dues=((due, line.amount),))
