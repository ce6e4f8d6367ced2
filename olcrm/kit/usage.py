"""How a command explains itself: its usage line, arguments and options, in the owner's language.

Typer's own help would be in English; and this is loaded only where help is asked for.
"""

import re
from typing import Any

from olcrm.kit.text import N_, _

# What stands for a value in usage lines. Marked here once for all rooms.
VALUES = (
    *(N_("ACCOUNT"), N_("ADDRESS"), N_("BATCH"), N_("BIRTHDAY"), N_("BY"), N_("CHANGE"), N_("CITY"), N_("COLUMN")),
    *(N_("CONTACT"), N_("DATE"), N_("DAYS"), N_("EMAIL"), N_("FEAST"), N_("FIELD"), N_("FILE"), N_("HANDLE"), N_("ID")),
    *(N_("ITEM"), N_("KEY"), N_("KIND"), N_("LANG"), N_("LINE"), N_("MEMO"), N_("METHOD"), N_("MONEY"), N_("NAME")),
    *(N_("NUMBER"), N_("ORDER"), N_("PATH"), N_("PAYMENT"), N_("PHONE"), N_("SOURCE"), N_("SPAN"), N_("STANDING")),
    *(N_("STATUS"), N_("TAG"), N_("TEXT"), N_("VALUE"), N_("WHAT"), N_("WORD"), N_("ZONE")),
    *(N_("COUNT"), N_("NO"), N_("PRODUCT"), N_("SKU"), N_("WEIGHT")),
    *(N_("COURIER"), N_("RECIPIENT"), N_("RESI")),
    *(N_("ERRAND"), N_("FROM"), N_("STARS"), N_("UNTIL")),
    *(N_("CLOSURE"), N_("MONTH"), N_("YEAR")),
)


def write(command: Any, ctx: Any, formatter: Any) -> None:
    """Usage, what it is for, arguments and options."""
    _write_usage(command, ctx, formatter)
    formatter.write_paragraph()
    formatter.write_text(_(str(command.help)))
    _write_params(command, ctx, formatter)


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    """The line that shows how ``command`` is typed."""
    pieces = [_("[OPTIONS]")]
    for param in command.params:
        if param.param_type_name == "argument":
            name = value_name(param).strip("[].") + ("..." if param.nargs == -1 else "")
            pieces.append(name if param.required else f"[{name}]")
    if hasattr(command, "list_commands"):
        pieces.append(_("COMMAND ..."))
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")


def _write_params(command: Any, ctx: Any, formatter: Any) -> None:
    """Arguments and options with what they mean, in the owner's language: only who asks for help pays for it."""
    arguments, options = [], []
    for param in command.get_params(ctx):
        if getattr(param, "hidden", False):
            continue
        if param.param_type_name == "argument":
            arguments.append((value_name(param), _(param.help)))
        else:
            options.append((_spelled(param), _option_help(param)))
    for title, rows in ((_("Arguments"), arguments), (_("Options"), options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows, col_max=34)


def _spelled(param: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    if param.secondary_opts:
        names += " / " + ", ".join(param.secondary_opts)
    return names if param.is_flag or param.count else f"{names} {value_name(param)}"


def value_name(param: Any) -> str:
    """What stands for a value that is to be typed, in the owner's language: ``DATE``, ``ORDER|due:ID``."""
    return re.sub("[A-Z]{2,}", lambda found: _(found[0]), param.metavar or str(param.name).upper())


def _option_help(param: Any) -> str:
    if "--help" in param.opts:
        return _("Show this help.")
    return _(param.help)
