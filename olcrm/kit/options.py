"""How a room declares its commands, and how each is built, helped and answered.

A room's ``commands.py`` holds ``room = Verbs()`` and decorates one function a command with ``@room.reads`` or
``@room.writes``. The function returns an answer; the command, built only when its verb is typed, shows it. Both kinds
take ``--json``; reading ones take ``--csv --plain --limit --all`` as well.
"""

import typing
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from inspect import Parameter, Signature, signature
from typing import Any, ClassVar, TypeVar

import typer
import typer.core
import typer.main

from olcrm.kit import show
from olcrm.kit.errors import Missing
from olcrm.kit.record import Annotated as Annotated  # to declare a word with
from olcrm.kit.record import Record
from olcrm.kit.text import N_, _
from olcrm.kit.typed import text as text  # whoever declares a word reads it too
from olcrm.kit.typed import unkept, whole

Function = TypeVar("Function", bound=Callable[..., Any])
Suggest = Callable[[str], list[str]]


def word(help: str, *, metavar: str, suggest: Suggest | None = None) -> Any:
    """An argument: what it means, how it is called in the usage line, what the shell may complete it to.

    For the ``Annotated`` type of a command's parameter, as ``option``. Both are made only for a command that is built.
    """
    return partial(typer.Argument, help=help, metavar=metavar, autocompletion=suggest, show_default=False)


def option(*names: str, help: str, metavar: str | None = None, suggest: Suggest | None = None) -> Any:
    """An option with its names and meaning."""
    return partial(typer.Option, *names, help=help, metavar=metavar, autocompletion=suggest, show_default=False)


def field(
    *names: str, help: str, metavar: str | None = None, suggest: Suggest | None = None, unsaid: bool | None = None
) -> Any:
    """An option, for the default of a field of ``Options``; ``unsaid`` is what the field holds when it is not typed."""
    return partial(typer.Option, unsaid, *names, help=help, metavar=metavar, autocompletion=suggest, show_default=False)


Part = tuple[Sequence[str], Callable[[], Parameter]]
"""The names of what may be left out (nothing for what is always needed), and what makes its parameter."""


class Options(Record):
    """Options that commands share: a parameter of such a type is typed as one option for each of its fields."""

    @classmethod
    def parts(cls) -> Iterator[Part]:
        """Each field as a part of a command line."""
        types: dict[str, Any] = {}
        for parent in reversed(cls.__mro__[: -len(Options.__mro__)]):
            types |= parent.__annotations__
        for name in cls._fields:
            made = cls._defaults[name]
            yield made.args[1:], partial(_parameter, name, made, types[name])

    @classmethod
    def taken(cls, given: dict[str, Any]) -> dict[str, Any]:
        """What was typed for each field, taken out of ``given``."""
        return {name: given.pop(name, cls._defaults[name].args[0]) for name in cls._fields}


class Briefly(Options):
    """How a command that changes something may answer."""

    json: bool = field("--json", help=N_("Answer as one JSON document."), unsaid=False)


class Fully(Briefly):
    """How a command that shows something may answer."""

    csv: bool = field("--csv", help=N_("Answer as comma-separated values."), unsaid=False)
    plain: bool = field("--plain", help=N_("Answer as tab-separated text without colour."), unsaid=False)
    everything: bool = field("--all", help=N_("Show every row."), unsaid=False)
    limit: int | None = field("--limit", help=N_("Show at most N rows."), metavar="N")


SERVED_BY = ("--by", "--served-by")
"""Who does it: for commands that change something, and for lists on which what was sent is noted."""
NOTES_WHAT_WAS_SENT = "--sent"


class Command(typer.core.TyperCommand):
    """A command that shows what its function returns, and explains itself in the owner's language."""

    answering: ClassVar[type[Options]]

    def invoke(self, ctx: Any) -> Any:
        """Run the function and show its answer; gives the exit status."""
        _expect_whole(self.params, ctx)
        try:
            answer = super().invoke(ctx)
        except Missing as missing:
            from olcrm.kit import meant

            answer = meant.again(missing, partial(super().invoke, ctx))
        return show.answer(answer) if answer is not None else 0

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it does, arguments, options, examples."""
        from olcrm.kit import usage

        usage.write(self, ctx, formatter)
        if self.epilog:
            with formatter.section(_("Examples")):
                for example in self.epilog.splitlines():
                    formatter.write(f"{'':{formatter.current_indent}}{example}\n")


class Reading(Command):
    """A command that answers with a list or a page.

    A few change the ledger as well, where an option such as --sent or --repair asks for it.
    """

    answering = Fully


class Writing(Command):
    """A command that changes the ledger."""

    answering = Briefly


class Verbs(typer.Typer):
    """The commands of one room, or of a group of verbs within one."""

    def __init__(self, help: str = "", elsewhere: str = "") -> None:
        """A group whose verbs are in another file, ``contact.circling:circle``, is opened only when it is asked."""
        super().__init__(help=help)
        self.help = help
        self.elsewhere = elsewhere
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
        self._open()
        verbs = {info.name or "": str(info.help or "") for info in self.registered_commands}
        return verbs | {name: group.help for name, group in self.groups.items()}

    def build(self, verb: str, words: Sequence[str] | None = None) -> Any:
        """The one command called ``verb``, or None; the others are not built.

        Nor are its options that are not among the ``words`` that follow it; None builds them all.
        """
        self._open()
        for info in self.registered_commands:
            if info.name == verb:
                function: Any = info.callback
                kind: Any = info.cls
                one = typer.Typer(add_completion=False, rich_markup_mode=None)
                one.command(verb, cls=kind, help=info.help, epilog=info.epilog)(_typed(function, kind, words))
                return typer.main.get_command(one)
        return None

    def _open(self) -> None:
        """Take the verbs from the file in which they are."""
        if self.elsewhere:
            from importlib import import_module

            path, _colon, name = self.elsewhere.partition(":")
            self.registered_commands = getattr(import_module(f"olcrm.{path}"), name).registered_commands
            self.elsewhere = ""


def _typed(function: Callable[..., Any], kind: type[Command], words: Sequence[str] | None) -> Callable[..., Any]:
    """``function`` as it is typed: with an option for each field of its ``Options``, and for how it is to answer."""
    shared: dict[str, type[Options]] = {}
    parts: list[Part] = []
    for one in signature(function).parameters.values():
        if isinstance(one.annotation, type) and issubclass(one.annotation, Options):
            shared[one.name] = one.annotation
            parts += one.annotation.parts()
        else:
            parts.append((_names(one), partial(_made, one)))
    parts += kind.answering.parts()
    said = {name for names, _make in parts for name in names}
    if kind is Writing or NOTES_WHAT_WAS_SENT in said:
        parts.append(_served([name for name in SERVED_BY if name not in said]))

    def command(**given: Any) -> Any:
        show.begin(**kind.answering.taken(given), served_by=given.pop("served_by", None))
        for name, options in shared.items():
            given[name] = options(**options.taken(given))
        return function(**given)

    command.__signature__ = Signature([make() for make in _wanted(parts, words)])  # type: ignore[attr-defined]
    command.__annotations__ = {}
    return command


def _served(names: Sequence[str]) -> Part:
    """The option for who does it; some commands have a ``--by`` of their own, which is a day."""
    made = field(*names, help=N_("Who does it, where more than one serves; else $OLCRM_BY."), metavar="NAME")
    return names, partial(_parameter, "served_by", made, str | None)


def _wanted(parts: Sequence[Part], words: Sequence[str] | None) -> list[Callable[[], Parameter]]:
    """What makes the parts that ``words`` need: what is always needed, and the options that are among them.

    All of them where something is not known, which may be ``--help``, or mistyped: the nearest is then to be found.
    """
    if words is None:
        return [make for _names, make in parts]
    before = words[: words.index("--")] if "--" in words else words
    asked = {word.partition("=")[0] for word in before if word.startswith("-")}
    known = [({name for both in names for name in both.split("/")}, make) for names, make in parts]
    if not asked <= {name for names, _make in known for name in names}:
        return [make for _names, make in parts]
    return [make for names, make in known if not names or names & asked]


def _names(one: Parameter) -> Sequence[str]:
    """The names of an option that may be left out; nothing for all else."""
    make = _maker(one)
    return make.args if make and make.func is typer.Option and one.default is not Parameter.empty else ()


def _parameter(name: str, make: Callable[[], Any], kind: Any) -> Parameter:
    return Parameter(name, Parameter.POSITIONAL_OR_KEYWORD, default=make(), annotation=kind)


def _made(one: Parameter) -> Parameter:
    make = _maker(one)
    return one.replace(annotation=typing.Annotated[one.annotation.__origin__, make()]) if make else one


def _maker(one: Parameter) -> "partial[Any] | None":
    """What makes the option or the argument that ``one`` is declared to be in its ``Annotated`` type."""
    makers: Sequence[partial[Any]] = getattr(one.annotation, "__metadata__", ())
    return makers[0] if makers else None


def _expect_whole(params: Sequence[Any], ctx: Any) -> None:
    """Raise Misunderstood for a word with a NUL or half a character in it. A file may have odd bytes in its name."""
    for param in params:
        typed = ctx.params.get(param.name)
        for one in (typed,) if isinstance(typed, str) else typed if isinstance(typed, list | tuple) else ():
            if isinstance(one, str) and not whole(_named(one) if _names_a_file(param) else one):
                from olcrm.kit.usage import value_name

                raise unkept(param.opts[0] if param.param_type_name == "option" else value_name(param))


def _named(file: str) -> str:
    """``file`` without the bytes of another character set, which a name on an old disk may have."""
    return "".join(char for char in file if not "\udc80" <= char <= "\udcff")


def _names_a_file(param: Any) -> bool:
    return not {"FILE", "PATH"}.isdisjoint(str(param.metavar).split("|"))
