"""Where a paste comes from: a file, the clipboard, a pipe, or the terminal it is pasted into."""

import sys

from olcrm.kit import links, paths, show
from olcrm.kit.errors import Missing, Misunderstood, Refused
from olcrm.kit.streams import is_terminal
from olcrm.kit.text import _
from olcrm.kit.typed import whole
from olcrm.paste.rules import LONGEST

END = "."  # alone on a line ends a paste, where Ctrl-D is not at hand


def text(file: str | None, *, clipboard: bool) -> str:
    """What is to be read. Raises Misunderstood for two sources, or what is no text; Missing and Refused without one."""
    if file is not None and clipboard:
        raise Misunderstood(_("--file and --clipboard do not go together."), hint=_("Give one of them."))
    if file is not None:
        found = _of_file(file)
    elif clipboard:
        found = _of_clipboard()
    else:
        found = _typed() if is_terminal(sys.stdin) else _piped()
    if len(found) > LONGEST:
        raise Refused(
            _("The text is longer than {limit} characters.").format(limit=LONGEST),
            hint=_("Paste fewer messages at a time."),
        )
    if not whole(found):
        raise Misunderstood(
            _("What was pasted is no text."),
            hint=_("Copy the message itself, not a picture or a file of another kind."),
        )
    return found


def _of_file(file: str) -> str:
    path = paths.path(file)
    if not paths.is_file(path):
        raise Missing(
            _("There is no file {path}.").format(path=paths.kept(str(path))), hint=_("Name the file with the message.")
        )
    with path.open("rb") as handle:
        return _decoded(handle.read(4 * LONGEST + 4))


def _of_clipboard() -> str:
    found = links.copied()
    if found is None:
        raise Refused(
            _("The clipboard cannot be reached."),
            hint=_("Install it with `pip install 'olcrm[clipboard]'`, or paste the text into `olcrm paste`."),
        )
    return found


def _piped() -> str:
    if sys.stdin is None:
        return ""
    stream = getattr(sys.stdin, "buffer", None)
    return sys.stdin.read(LONGEST + 1) if stream is None else _decoded(stream.read(4 * LONGEST + 4))


def _typed() -> str:
    show.talk(_("Paste the message here; then Ctrl-D on a line of its own, or a line with only a dot, ends it."))
    lines = []
    for line in iter(sys.stdin.readline, ""):
        if line.strip() == END:
            break
        lines.append(line)
    return "".join(lines)


def _decoded(raw: bytes) -> str:
    """``raw`` as text: UTF-8, what Windows calls Unicode, or its old western characters."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
