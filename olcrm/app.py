"""The front door: finds the room for a word, opens it, and turns whatever is raised into words and an exit status."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Annotated, Any, ClassVar

import typer
import typer.core
import typer.main

from olcrm import __version__
from olcrm.kit import show, text
from olcrm.kit.errors import DONE, INTERRUPTED, Misunderstood, OlcrmError
from olcrm.kit.options import Verbs
from olcrm.kit.text import N_, _
from olcrm.kit.typed import quoted
from olcrm.ledger import book, trouble
from olcrm.rooms import BY_WORD, ROOMS

COMPLETING = "_OLCRM_COMPLETE"  # set by the shell that asks what a word may become
FOLLOWING = "olcrm.following"  # where a context says which words follow the one that is looked for


class Corridor(typer.core.TyperGroup):
    """A group that opens what is behind a word only when the word is typed, and suggests when it is mistyped."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Usage, what it is for, options, words."""
        from olcrm.kit import usage

        usage.write(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command behind the first word; Misunderstood, with what was perhaps meant, if there is none."""
        if COMPLETING not in os.environ:  # a shell that asks what a word may become asks for all there is
            ctx.meta[FOLLOWING] = args[1:]
        found = self.get_command(ctx, args[0])
        if found is None:
            from olcrm import failures

            raise failures.unknown(ctx, args[0], self.list_commands(ctx))
        return found.name, found, args[1:]


class RoomDoor(Corridor):
    """One room, or a group of verbs within one."""

    wings: Sequence[str | Verbs]  # a folder is opened only when what is asked for was in none before it

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs as they are written down."""
        return [name for wing in self.wings for name in _verbs(wing).names()]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Build the one command that was typed, or open the group."""
        for verbs in map(_verbs, self.wings):
            group = verbs.groups.get(cmd_name)
            found = (
                verbs.build(cmd_name, ctx.meta.get(FOLLOWING))
                if group is None
                else _door(cmd_name, group.help, [group])
            )
            if found is not None:
                return found
        return None

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """A line for each verb."""
        with formatter.section(_("Commands")):
            meanings = [pair for wing in self.wings for pair in _verbs(wing).meanings().items()]
            formatter.write_dl([(verb, _(meaning)) for verb, meaning in meanings])


class House(Corridor):
    """All rooms. ``main`` has acted on the options before the room by the time they are read here."""

    settings: ClassVar[dict[str, Any]] = {
        "invoke_without_command": True,
        "context_settings": {"help_option_names": ["-h", "--help"]},
        "help": N_(
            "A memory with good manners for the owner of a small online shop. Alone, it shows what waits today."
        ),
    }

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The room behind the first word. One that is a command itself may have others, named by two words."""
        room = BY_WORD.get(args[0])
        if room is not None and not room.verbs and len(args) > 1:
            command = _verbs(room.folder).build(f"{args[0]} {args[1]}")
            if command is not None:
                return command.name, command, args[2:]
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """The words an owner can type after ``olcrm``."""
        return list(BY_WORD)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Open the room called ``cmd_name``, if there is one."""
        room = BY_WORD.get(cmd_name)
        if room is None:
            return None
        if not room.verbs:
            return _verbs(room.folder).build(room.word, ctx.meta.get(FOLLOWING))
        return _door(room.word, room.help, [room.folder, room.annex] if room.annex else [room.folder])

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """A line for each room, under what it belongs to."""
        for panel in dict.fromkeys(room.panel for room in ROOMS):
            with formatter.section(_(panel)):
                formatter.write_dl([(room.word, _(room.help)) for room in ROOMS if room.panel == panel])


# The parser's own help lines, so that they are in the catalogue.
COMPLETION = (
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
)


def front(*, options: bool) -> Any:
    """The whole command line, its rooms still closed; its own options only where one of them is asked for."""
    if not options:
        return House(name="olcrm", rich_markup_mode=None, **House.settings)
    house = typer.Typer(cls=House, rich_markup_mode=None, **House.settings)
    house.callback()(door)
    return typer.main.get_command(house)


def door(
    db: Annotated[str | None, typer.Option(help=N_("The ledger to use."), metavar="FILE")] = None,
    lang: Annotated[str | None, typer.Option(help=N_("Language on the screen: id or en."), metavar="id|en")] = None,
    version: Annotated[bool, typer.Option("--version", help=N_("Show the version."))] = False,
) -> None:
    """Take the options that stand before the room; ``main`` has acted on them already."""


def main(argv: Sequence[str]) -> int:
    """Run one command line (without the program's name) and give its exit status. Never raises."""
    args = [_decoded(word) for word in argv]
    as_json = "--json" in args[: args.index("--") if "--" in args else None]
    try:
        _prepare(args)
        return _run(args)
    except OlcrmError as error:
        if COMPLETING not in os.environ:  # a word to the shell at the Tab key would stand in the midst of the line
            show.failed(error, as_json=as_json)
        return error.status
    except (KeyboardInterrupt, typer.Abort):
        from olcrm import failures

        return failures.interrupted(as_json=as_json)
    except BrokenPipeError:
        from olcrm import failures

        return failures.hang_up()
    except OSError as error:
        if error.filename is None:  # no file that was opened by its name, so it is standard output
            from olcrm import failures

            return failures.unwritten(error)
        refused = trouble.from_system(error, book.path())
        show.failed(refused, as_json=as_json)
        return refused.status
    except Exception as error:  # noqa: BLE001 (the one place where a bug becomes words)
        from olcrm import failures

        told = failures.reported(error, args)
        show.failed(told, as_json=as_json)
        return told.status
    finally:
        book.leave()


def flush(status: int) -> int:
    """Push out what is still buffered; a status of its own when the answer cannot be written."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OSError, ValueError) as error:
        from olcrm import failures

        gone = isinstance(error, BrokenPipeError)
        status = status or (failures.hang_up() if gone else failures.unwritten(error))
    if sys.stderr is not None:
        sys.stderr.flush()
    return status


def _prepare(args: list[str]) -> None:
    """Act on ``--db`` and ``--lang``, which decide what everything after them means."""
    show.prepare_streams()
    stated = _leading_options(args)
    # The history keeps whatever was typed; a broken character is spelled out there, and refused by who reads it.
    typed = " ".join(["olcrm", *map(quoted, args)]).encode("utf-8", "backslashreplace").decode()
    book.use(stated.get("--db"), typed)
    text.use(os.environ.get("OLCRM_LANG") or text.from_system())
    for option in ("--db", "--lang"):
        if stated.get(option) == "":  # a variable that is not set, perhaps: never the usual ledger instead
            raise Misunderstood(
                _("{option} needs a value.").format(option=option),
                hint=_("Write the value behind it: {option} …").format(option=option),
            )
    language = stated.get("--lang") or os.environ.get("OLCRM_LANG")
    text.use(language or book.peek("language") or text.from_system())
    if language and language not in text.LANGUAGES:
        raise Misunderstood(
            _("There is no language “{language}” here.").format(language=language),
            hint=_("Use --lang id or --lang en."),
        )


def _leading_options(args: list[str]) -> dict[str, str]:
    """The options that stand before the room's word, with their values."""
    found: dict[str, str] = {}
    words = iter(args)
    for word in words:
        name, equals, value = word.partition("=")
        if not word.startswith("-"):
            break
        if name in ("--db", "--lang"):
            found[name] = value if equals else next(words, "")
        elif word == "--version":
            found[word] = ""
    return found


def _run(args: list[str]) -> int:
    if "--version" in _leading_options(args):
        sys.stdout.write(f"olcrm {__version__}\n")
        return DONE
    args = _with_a_room(args)
    rest = _without_ledger_and_language(args)
    asked = rest[:1] == [] or rest[0].startswith("-") or COMPLETING in os.environ
    args = args if asked else rest
    try:
        status = front(options=asked).main(args=args, prog_name="olcrm", standalone_mode=False)
    except typer.TyperException as error:
        from olcrm import failures

        raise failures.understood(error) from None
    except SystemExit:  # what typer makes of a reader who has gone in the middle of a long answer
        raise BrokenPipeError from None
    if status == INTERRUPTED:  # the parser has caught it
        raise KeyboardInterrupt
    return status if isinstance(status, int) else DONE


def _with_a_room(args: list[str]) -> list[str]:
    """``args``, with ``today`` where no room was typed but only the ledger, the language and how to answer."""
    rest = _without_ledger_and_language(args)
    if not all(word in ("--json", "--csv", "--plain", "--all") for word in rest):
        return args
    return [*args[: len(args) - len(rest)], "today", *rest]


def _without_ledger_and_language(args: list[str]) -> list[str]:
    while args and args[0].partition("=")[0] in ("--db", "--lang"):
        args = args[1:] if "=" in args[0] else args[2:]
    return args


def _door(word: str, help: str, wings: Sequence[str | Verbs]) -> RoomDoor:
    door = RoomDoor(name=word, help=help, no_args_is_help=False, invoke_without_command=False, rich_markup_mode=None)
    door.wings = wings
    return door


def _verbs(wing: str | Verbs) -> Verbs:
    verbs: Verbs = import_module(f"olcrm.{wing}.commands").room if isinstance(wing, str) else wing
    return verbs


def _decoded(word: str) -> str:
    """A word as it was typed, also where the system claims not to know UTF-8 (LANG=C)."""
    if not any("\udc80" <= c <= "\udcff" for c in word):
        return word
    try:
        return os.fsencode(word).decode("utf-8")
    except UnicodeDecodeError:
        return word
