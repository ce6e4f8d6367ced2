"""What went wrong at the front door: a command line that cannot be read, an answer nobody takes, a bug of ours."""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import typer

from olcrm import __version__
from olcrm.kit import show
from olcrm.kit.errors import DONE, INTERRUPTED, Interrupted, Misunderstood, OlcrmError, Unwritten
from olcrm.kit.streams import is_terminal
from olcrm.kit.text import _
from olcrm.kit.usage import value_name
from olcrm.ledger import book, trouble
from olcrm.rooms import BY_WORD

TOO_SHORT = 3  # letters: what has fewer is like too much
ALIKE, NEARLY = 0.6, 0.1  # the likeness, from 0 to 1, a word must have to be offered; how far it may be from the best


def unknown(ctx: Any, typed: str, known: list[str]) -> Misunderstood:
    """A word or option that is not there, with what was perhaps meant."""
    path = ctx.command_path
    hint = _("See `{command} --help`.").format(command=path)
    if re.fullmatch("-[0-9.,]+", typed):
        return Misunderstood(
            _("{command} takes no number below zero.").format(command=path),
            hint=_("Leave the minus out; money that goes back is noted with `olcrm pay refund`."),
        )
    if typed.startswith("-"):
        named = [name for param in ctx.command.params for name in (*param.opts, *param.secondary_opts)]
        known = [name for name in named if name.startswith("-")]  # an argument has a name as well, which nobody types
        message = _("{command} has no option {option}.").format(command=path, option=typed)
        if verb := _verb(ctx, typed):
            return Misunderstood(message, hint=_("Did you mean {words}?").format(words=f"`{verb}`"))
    else:
        message = _("{command} has no command “{word}”.").format(command=path, word=typed)
        if path != "olcrm":
            hint = _listed(path, known)
    if near := _near(typed, known):
        hint = _("Did you mean {words}?").format(words=", ".join(f"`{path} {word}`" for word in near))
    return Misunderstood(message, hint=hint)


def _verb(ctx: Any, typed: str) -> str:
    """The command beside this one that is called as the option that was ``typed``: ``contact tag`` for ``--tag``."""
    beside, word = ctx.parent, typed.lstrip("-")
    if beside is None or beside.parent is None or word == ctx.info_name:
        return ""
    if word not in beside.command.list_commands(beside):
        return ""
    return f"{beside.command_path} {word}"


def _near(typed: str, known: list[str]) -> list[str]:
    """Those of ``known`` that are as like ``typed`` as the likest is, or nearly so; the dashes do not count."""
    from difflib import SequenceMatcher

    bare = typed.lstrip("-").casefold()
    if len(bare) < TOO_SHORT:  # --on is like --json, and means something else
        return [word for word in known if bare and word.lstrip("-").startswith(bare)][:3]
    likeness = {word: SequenceMatcher(None, word.lstrip("-"), bare).ratio() for word in known}
    likeness |= {word: 1 for word in known if bare and word.lstrip("-").startswith(bare)}
    best = max(likeness.values(), default=0)
    near = [word for word in known if likeness[word] >= max(best - NEARLY, ALIKE)]
    return sorted(near, key=lambda word: -likeness[word])[:3]


def _listed(path: str, words: list[str]) -> str:
    """The words that may follow ``path``."""
    return _("What can follow: {words}. See `{command} --help`.").format(words=", ".join(words), command=path)


def understood(error: typer.TyperException) -> Misunderstood:
    """What the command line parser complains of, in our own words and the owner's language."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "olcrm"
    help_hint = _("See `{command} --help`.").format(command=path)
    option = getattr(error, "option_name", None)
    if type(error).__name__ == "NoSuchOption" and ctx:
        return unknown(ctx, option or "", [])
    param = getattr(error, "param", None)
    if type(error).__name__ == "MissingParameter" and param is not None:
        name = param.opts[0] if param.param_type_name == "option" else value_name(param).rstrip(".")
        return Misunderstood(_("{command} needs {what}.").format(command=path, what=name), hint=help_hint)
    if type(error).__name__ == "BadParameter" and param is not None:
        # Whole numbers are the one kind of value that the parser reads itself.
        return Misunderstood(_("{what} needs a whole number, like 20.").format(what=param.opts[0]), hint=help_hint)
    if option and "does not take" in error.format_message():
        return Misunderstood(
            _("{option} takes no value.").format(option=option), hint=_("Write {option} alone.").format(option=option)
        )
    if option:
        return Misunderstood(
            _("{option} needs a value.").format(option=option),
            hint=_("Write the value behind it: {option} …").format(option=option),
        )
    if "extra argument" in error.format_message():
        extra = " ".join(ctx.args) if ctx and ctx.args else error.format_message().partition(" (")[2].rstrip(")")
        return Misunderstood(
            _("{command} does not know what to do with “{words}”.").format(command=path, words=extra),
            hint=_("Put quotation marks around words that belong together. ") + help_hint,
        )
    if "Missing command" in error.format_message():
        words = ctx.command.list_commands(ctx) if ctx else []
        return Misunderstood(_("{command} needs a command after it.").format(command=path), hint=_listed(path, words))
    return Misunderstood(error.format_message(), hint=help_hint)


def _is_damaged(ledger: Path) -> bool:
    """Whether the doctor finds damage: a value that is not what it was can break whatever reads it."""
    from olcrm.doctor import rules, store

    with suppress(Exception):
        return rules.worst(store.examine(ledger)) == rules.State.DAMAGE
    return False


def interrupted(*, as_json: bool) -> int:
    """Say what Ctrl-C left, and give the exit status: it may come when all is done but the last word."""
    if is_terminal(sys.stderr) and not as_json:
        show.talk("", lines=True)  # ^C stands on this line
    what = _("Interrupted; what was not confirmed is not saved.")
    if book.landed():
        what = _("Interrupted; what was done until then is saved: see `olcrm log`.")
    show.failed(Interrupted(what), as_json=as_json)
    return INTERRUPTED


def reported(error: Exception, args: list[str]) -> OlcrmError:
    """Write a report of a bug without anybody's data, and say where it is; unless it is the ledger that is damaged."""
    import tempfile
    import traceback

    if _is_damaged(book.path()):
        return trouble.damaged(book.path())
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"olcrm {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    lines += [f"command: {' '.join(word for word in args[:2] if word in BY_WORD or word.isalpha())}"]
    lines += [f"{type(error).__module__}.{type(error).__qualname__}"]
    lines += [f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    handle, name = tempfile.mkstemp(prefix="olcrm-report-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as report:
        report.write("\n".join(lines) + "\n")
    return OlcrmError(
        _("Something went wrong in olcrm itself ({kind}); the ledger was not changed by this.").format(
            kind=type(error).__name__
        ),
        hint=_("Please send the report {file}; it holds no names, amounts or texts.").format(file=name),
    )


def unwritten(error: Exception) -> int:
    """Say that the answer did not get out. What the command did stays done."""
    reason = getattr(error, "strerror", None) or error
    unwritten = Unwritten(_("The answer could not be written: {reason}.").format(reason=reason))
    show.failed(unwritten, as_json=show.current().form == show.Form.JSON)
    return unwritten.status


def hang_up() -> int:
    """The reader of a pipe has gone: that is no error; let nothing complain on the way out."""
    handle = os.open(os.devnull, os.O_WRONLY)
    os.dup2(handle, 1)
    return DONE
