"""Files that are handed to somebody: where they may go, and how they get there, whole or not at all."""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from olcrm.kit import ask, paths
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _
from olcrm.ledger import door, parts

PAPER = (".pdf", ".html")


def place(typed: Path, name: str, endings: Sequence[str]) -> Path:
    """The file that ``typed`` means: itself, or one called ``name`` with the first of ``endings`` where it is a folder.

    Raises Refused for a link, for anything but an ordinary file, and for a file that ends otherwise.
    """
    found = typed.absolute()
    if found.is_dir():
        found /= f"{name}{endings[0]}"
    if found.suffix.lower() not in endings:
        raise Refused(
            _("{path} is neither a folder nor a name for a file of this kind.").format(path=typed),
            hint=_("Name a folder that is there, or a file that ends in {endings}.").format(endings=", ".join(endings)),
        )
    if not found.parent.is_dir():
        raise Refused(
            _("There is no folder {folder}.").format(folder=found.parent), hint=_("Make it first, or name another.")
        )
    if os.path.lexists(found) and (found.is_symlink() or not found.is_file()):
        raise Refused(
            _("{path} is no ordinary file, so nothing is written there.").format(path=found),
            hint=_("Name a file that is not there yet."),
        )
    return found


def papers(name: str, to: str | None, *, pdf: bool, html: bool) -> list[Path]:
    """The files that ``--pdf``, ``--html`` and ``--to`` ask for, called ``name`` where nobody says how; none without.

    Without ``--to`` they go into the present folder; a folder alone gets a PDF, and a file is what it ends in. Raises
    Misunderstood where these contradict one another, and as ``place`` does.
    """
    wanted = [ending for ending, typed in zip(PAPER, (pdf, html), strict=True) if typed]
    if to is None:
        return [place(Path(), name, (ending,)) for ending in wanted]
    typed = paths.path(to)
    if typed.is_dir():
        return [place(typed, name, (ending,)) for ending in wanted or PAPER[:1]]
    found = place(typed, name, PAPER)
    if wanted not in ([], [found.suffix.lower()]):
        raise Misunderstood(
            _("--to names one file, and not of this kind: {path}.").format(path=to),
            hint=_("Name a folder, or leave out --pdf or --html: the file is what its name ends in."),
        )
    return [found]


def hand_over(files: Mapping[Path, bytes], mark: str, *, yes: bool) -> bool:
    """Write ``files``; False when the owner does not want one replaced, and then none is written.

    What has ``mark`` in it is an earlier state of the same, and replaced without asking.
    """
    for file in files:
        if file.exists() and not _ours(file, mark):
            question = _("Replace {path}?").format(path=file)
            if not ask.confirm(question, option="--yes", yes=yes):
                return False
    for file, content in files.items():
        write(file, content)
    return True


def _ours(file: Path, mark: str) -> bool:
    """Whether ``file`` is one that the program made of the same thing before: the mark stands alone in it."""
    with file.open("rb") as handle:
        content = handle.read(100_000) + b"\n"
    return any(
        open_ + mark.encode() + close in content for open_, close in ((b'content="', b'"'), (b"/Subject (", b")"))
    )


def write(file: Path, content: bytes) -> None:
    """Put ``content`` into ``file``, whole or not at all, for its owner's eyes only."""
    part = parts.part_of(file)
    try:
        part.write_bytes(content)
        door.sync_file(part)
        part.replace(file)
        door.sync_folder(file.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
