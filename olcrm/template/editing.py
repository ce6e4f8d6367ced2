"""How the owner words a message: on the line, in a file or in her editor, and checked before it is kept."""

from olcrm.kit import ask, show
from olcrm.kit.errors import Missing, Misunderstood, OlcrmError, Refused
from olcrm.kit.text import _
from olcrm.kit.typed import text
from olcrm.template import checking, rules


def typed(present: rules.Wording, words: str | None, file: str | None, *, opening: str = "") -> str:
    """The new wording, checked: from the option, from a file, or out of the owner's editor.

    ``opening`` is put in front of a text that greets nobody. Raises Misunderstood for two texts at once or for none,
    Refused with every fault.
    """
    if words is not None and file is not None:
        raise Misunderstood(_("--text and --file do not go together."), hint=_("Give one of them."))
    if words is not None:
        return checked(present, _greeting(words.replace("\\n", "\n"), opening))
    if file is not None:
        return checked(present, _greeting(_read(file), opening))
    if not ask.possible():
        raise Refused(
            _("There is no terminal to edit on."), hint=_("Give the wording with --text TEXT or --file FILE.")
        )
    draft = present.text
    while True:
        draft = _greeting(_edited(draft, present.text), opening)
        try:
            return checked(present, draft)
        except OlcrmError as error:  # nothing that was written is lost
            show.talk(f"{error.message} {error.hint}")
            if not ask.confirm(_("Open it again?"), default=True):
                raise Refused(_("Nothing was changed.")) from None


def _greeting(words: str, opening: str) -> str:
    return opening + words if words.strip() and "{greeting}" not in words else words


def _read(file: str) -> str:
    from olcrm.kit import paths

    try:
        with paths.path(file).open(encoding="utf-8-sig") as opened:
            return opened.read(4 * rules.LONGEST)
    except OSError as error:
        raise Missing(
            _("{file} cannot be read: {reason}.").format(file=file, reason=error.strerror),
            hint=_("Give a text file with --file FILE."),
        ) from None
    except UnicodeDecodeError:
        raise Misunderstood(
            _("{file} is not a text in UTF-8.").format(file=file), hint=_("Save it as plain text in UTF-8.")
        ) from None


def _edited(begun: str, present: str) -> str:
    """What the owner makes of ``begun`` in the editor of $VISUAL or $EDITOR. Raises Refused if it is ``present``."""
    import os
    import shlex
    import subprocess
    from pathlib import Path
    from tempfile import TemporaryDirectory

    usual = "notepad" if os.name == "nt" else "nano"
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or usual)
    with TemporaryDirectory(prefix="olcrm-") as folder:
        draft = Path(folder) / "wording.txt"
        draft.write_text(begun, encoding="utf-8")
        try:
            status = subprocess.run([*command, str(draft)], check=False).returncode
        except OSError:
            status = -1
        if status:
            raise Refused(
                _("The editor {editor} did not finish.").format(editor=command[0]),
                hint=_("Set $EDITOR to one that is there, or give the wording with --file FILE."),
            )
        edited = _read(str(draft))
    if edited.strip() == present.strip():
        raise Refused(_("Nothing was changed."), hint=_("Save the text in the editor to keep it."))
    return edited


def checked(wording: rules.Wording, words: str) -> str:
    """``words`` as they are kept. Raises Misunderstood for none at all, Refused with every fault."""
    typed = text(words, _("The wording")).strip() + "\n"
    found = checking.problems(wording.name, wording.language, typed)
    if found:
        raise Refused(
            _("This wording of “{name}” is not kept: {problems}").format(name=wording.name, problems=" ".join(found)),
            hint=_("Change it; whom it is sent to reads it on a bad day too."),
        )
    return typed
