"""How a room declares its commands, and how each is built, helped and answered.

A room's ``commands.py`` holds ``room = Verbs()`` and decorates one function a command with ``@room.reads`` or
``@room.writes``. The function returns an answer; the command, built only when its verb is typed, shows it. Both kinds
take ``--json``; reading ones take ``--csv --plain --limit --all`` as well.
"""

from collections.abc import Callable, Sequence
from functools import partial
from inspect import Parameter, Signature, signature
from typing import Any, ClassVar, TypeVar

import typer
import typer.core
import typer.main

from olcrm.kit import show
from olcrm.kit.errors import Missing
from olcrm.kit.record import Record
from olcrm.kit.text import N_, _
from olcrm.kit.typed import text as text  # whoever declares a word reads it too
from olcrm.kit.typed import unkept, whole

Function = TypeVar("Function", bound=Callable[..., Any])
Suggest = Callable[[str], list[str]]

# What stands for a value in usage lines. Marked here once for all rooms.
VALUES = (
    *(N_("ACCOUNT"), N_("ADDRESS"), N_("BATCH"), N_("BIRTHDAY"), N_("BY"), N_("CHANGE"), N_("CITY"), N_("COLUMN")),
    *(N_("CONTACT"), N_("DATE"), N_("DAYS"), N_("EMAIL"), N_("FEAST"), N_("FIELD"), N_("FILE"), N_("HANDLE"), N_("ID")),
    *(N_("ITEM"), N_("KEY"), N_("KIND"), N_("LANG"), N_("LINE"), N_("MEMO"), N_("METHOD"), N_("MONEY"), N_("NAME")),
    *(N_("NUMBER"), N_("ORDER"), N_("PATH"), N_("PAYMENT"), N_("PHONE"), N_("SOURCE"), N_("SPAN"), N_("STANDING")),
    *(N_("STATUS"), N_("TAG"), N_("TEXT"), N_("VALUE"), N_("WHAT"), N_("WORD"), N_("ZONE")),
)


def word(help: str, *, metavar: str, suggest: Suggest | None = None) -> Any:
    """An argument: what it means, how it is called in the usage line, what the shell may complete it to."""
    return typer.Argument(help=help, metavar=metavar, autocompletion=suggest, show_default=False)


def option(*names: str, help: str, metavar: str | None = None, suggest: Suggest | None = None) -> Any:
    """An option with its names and meaning, for the ``Annotated`` type of a command's parameter."""
    return typer.Option(*names, help=help, metavar=metavar, autocompletion=suggest, show_default=False)


def field(
    *names: str, help: str, metavar: str | None = None, suggest: Suggest | None = None, unsaid: bool | None = None
) -> Any:
    """An option, for the default of a field of ``Options``; ``unsaid`` is what the field holds when it is not typed.

    It is made only for a command that is built.
    """
    return partial(typer.Option, unsaid, *names, help=help, metavar=metavar, autocompletion=suggest, show_default=False)


class Options(Record):
    """Options that commands share: a parameter of such a type is typed as one option for each of its fields."""

    @classmethod
    def parameters(cls) -> list[Parameter]:
        """A parameter for each field, as Typer reads them."""
        types: dict[str, Any] = {}
        for parent in reversed(cls.__mro__[: -len(Options.__mro__)]):
            types |= parent.__annotations__
        kind = Parameter.POSITIONAL_OR_KEYWORD
        return [Parameter(name, kind, default=cls._defaults[name](), annotation=types[name]) for name in cls._fields]

    @classmethod
    def taken(cls, given: dict[str, Any]) -> dict[str, Any]:
        """What was typed for each field, taken out of ``given``."""
        return {name: given.pop(name) for name in cls._fields}


class Briefly(Options):
    """How a command that changes something may answer."""

    json: bool = field("--json", help=N_("Answer as one JSON document."), unsaid=False)


class Fully(Briefly):
    """How a command that shows something may answer."""

    csv: bool = field("--csv", help=N_("Answer as comma-separated values."), unsaid=False)
    plain: bool = field("--plain", help=N_("Answer as tab-separated text without colour."), unsaid=False)
    everything: bool = field("--all", help=N_("Show every row."), unsaid=False)
    limit: int | None = field("--limit", help=N_("Show at most N rows."), metavar="N")


class Command(typer.core.TyperCommand):
    """A command that shows what its function returns, and explains itself in the owner's language."""

    answering: ClassVar[type[Options]]

    def invoke(self, ctx: Any) -> Any:
        """Run the function and show its answer; gives the exit status."""
        _expect_whole(self.params, ctx)
        try:
            answer = super().invoke(ctx)
        except Missing as missing:
            if not settled(ctx, missing):
                raise
            answer = super().invoke(ctx)
        return show.answer(answer) if answer is not None else 0

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it does, arguments, options, examples."""
        write_usage(self, ctx, formatter)
        formatter.write_paragraph()
        formatter.write_text(_(str(self.help)))
        write_params(self, ctx, formatter)
        if self.epilog:
            with formatter.section(_("Examples")):
                for example in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Reading(Command):
    """A command that changes nothing."""

    answering = Fully


class Writing(Command):
    """A command that changes the ledger."""

    answering = Briefly


class Verbs(typer.Typer):
    """The commands of one room, or of a group of verbs within one."""

    def __init__(self, help: str = "") -> None:
        super().__init__(help=help)
        self.help = help
        self.groups: dict[str, Verbs] = {}

    def reads(self, name: str, *, help: str, examples: Sequence[str]) -> Callable[[Function], Function]:
        """Declare a command that shows something. ``help`` is marked with ``N_``, ``examples`` are command lines."""
        return self.command(name, cls=Reading, help=help, epilog="\n".join(examples))

    def writes(self, name: str, *, help: str, examples: Sequence[str]) -> Callable[[Function], Function]:
        """Declare a command that changes something."""
        return self.command(name, cls=Writing, help=help, epilog="\n".join(examples))

    def group(self, name: str, *, help: str) -> "Verbs":
        """Declare a word that has verbs of its own behind it, like ``channel`` in ``contact channel add``."""
        self.groups[name] = Verbs(help)
        return self.groups[name]

    def names(self) -> list[str]:
        """The verbs, in the order they are written down, then the groups."""
        return list(self.meanings())

    def meanings(self) -> dict[str, str]:
        """The help line of each verb and group, as it was marked."""
        verbs = {info.name or "": str(info.help or "") for info in self.registered_commands}
        return verbs | {name: group.help for name, group in self.groups.items()}

    def build(self, verb: str) -> Any:
        """The one command called ``verb``, or None; the others are not built."""
        for info in self.registered_commands:
            if info.name == verb:
                function: Any = info.callback
                kind: Any = info.cls
                one = typer.Typer(add_completion=False, rich_markup_mode=None)
                one.command(verb, cls=kind, help=info.help, epilog=info.epilog)(_typed(function, kind))
                return typer.main.get_command(one)
        return None


def _typed(function: Callable[..., Any], kind: type[Command]) -> Callable[..., Any]:
    """``function`` as it is typed: with an option for each field of its ``Options``, and for how it is to answer."""
    shared: dict[str, type[Options]] = {}
    parameters: list[Parameter] = []
    for one in signature(function).parameters.values():
        if isinstance(one.annotation, type) and issubclass(one.annotation, Options):
            shared[one.name] = one.annotation
            parameters += one.annotation.parameters()
        else:
            parameters.append(one)

    def command(**given: Any) -> Any:
        show.begin(**kind.answering.taken(given))
        for name, options in shared.items():
            given[name] = options(**options.taken(given))
        return function(**given)

    command.__signature__ = Signature([*parameters, *kind.answering.parameters()])  # type: ignore[attr-defined]
    command.__annotations__ = {}
    return command


def _expect_whole(params: Sequence[Any], ctx: Any) -> None:
    """Raise Misunderstood for a word with a NUL or half a character in it. A file may have odd bytes in its name."""
    for param in params:
        typed = ctx.params.get(param.name)
        for one in (typed,) if isinstance(typed, str) else typed if isinstance(typed, list | tuple) else ():
            if isinstance(one, str) and not whole(_named(one) if _names_a_file(param) else one):
                raise unkept(param.opts[0] if param.param_type_name == "option" else value_name(param, ctx))


def _named(file: str) -> str:
    """``file`` without the bytes of another character set, which a name on an old disk may have."""
    return "".join(char for char in file if not "\udc80" <= char <= "\udcff")


def _names_a_file(param: Any) -> bool:
    return not {"FILE", "PATH"}.isdisjoint(str(param.metavar).split("|"))


def settled(ctx: Any, missing: Missing) -> bool:
    """Let the owner say on a terminal whom she meant, and put the answer in the place of the word she typed.

    By now the ledger is closed again, so nobody waits for the answer. False where there is nothing to ask, or no
    terminal.
    """
    from olcrm.kit import ask
    from olcrm.kit.candidates import candidate

    if not missing.word or not (missing.candidates or missing.remedy) or not ask.possible():
        return False
    if missing.candidates:
        told = [{key: fact for key, fact in one.items() if key != "id"} for one in missing.candidates]
        names = [candidate(one) for one in told]  # with one number only: the one to choose by
        meant = str(missing.candidates[ask.choose(missing.message, names, option=missing.hint)]["id"])
    elif missing.remedy and ask.confirm(f"{missing.message} {missing.remedy[0]}", option=missing.hint):
        meant = missing.remedy[1]()
    else:
        return False
    for name, value in ctx.params.items():
        if value == missing.word:
            ctx.params[name] = meant
    return True


def write_usage(command: Any, ctx: Any, formatter: Any) -> None:
    """The line that shows how ``command`` is typed."""
    pieces = [_("[OPTIONS]")]
    for param in command.params:
        if param.param_type_name == "argument":
            name = value_name(param, ctx).strip("[].") + ("..." if param.nargs == -1 else "")
            pieces.append(name if param.required else f"[{name}]")
    if hasattr(command, "list_commands"):
        pieces.append(_("COMMAND ..."))
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=_("Usage:") + " ")


def write_params(command: Any, ctx: Any, formatter: Any) -> None:
    """Arguments and options with what they mean, in the owner's language: only who asks for help pays for it."""
    arguments, options = [], []
    for param in command.get_params(ctx):
        if getattr(param, "hidden", False):
            continue
        if param.param_type_name == "argument":
            arguments.append((value_name(param, ctx), _(param.help)))
        else:
            options.append((_names(param, ctx), _option_help(param)))
    for title, rows in ((_("Arguments"), arguments), (_("Options"), options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows, col_max=34)


def _names(param: Any, ctx: Any) -> str:
    names = ", ".join(sorted(param.opts, key=len))
    if param.secondary_opts:
        names += " / " + ", ".join(param.secondary_opts)
    return names if param.is_flag or param.count else f"{names} {value_name(param, ctx)}"


def value_name(param: Any, ctx: Any) -> str:
    """What stands for a value that is to be typed, in the owner's language: ``DATE``, ``ORDER|due:ID``."""
    import re

    return re.sub("[A-Z]{2,}", lambda found: _(found[0]), param.metavar or str(param.name).upper())


def _option_help(param: Any) -> str:
    if "--help" in param.opts:
        return _("Show this help.")
    return _(param.help)
