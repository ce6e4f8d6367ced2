"""What can be typed about encrypted copies, and how it becomes what closes and opens them.

A passphrase is never part of a command line, where other accounts and the shell's history would see it: it is typed
unseen, or stands in a file.
"""

from pathlib import Path

from olcrm.kit import ask, paths, show
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.options import Annotated, option
from olcrm.kit.text import N_, _
from olcrm.ledger import sealing
from olcrm.ledger.sealing import NO_KEY as NO_KEY
from olcrm.ledger.sealing import Key, Lock

SHORT = 12  # characters below which a passphrase can be guessed
_OPTION = "--passphrase-file FILE"

PassphraseFile = Annotated[
    str | None,
    option("--passphrase-file", help=N_("File whose first line is the passphrase; asked if left out."), metavar="FILE"),
]
Identity = Annotated[
    str | None,
    option("--identity", help=N_("File with the secret key (age) that opens the copy."), metavar="FILE"),
]


def new_passphrase(file: str | None) -> str:
    """The passphrase a copy is to be encrypted with, from ``file``, else asked for twice.

    Raises Refused when it is empty, when the two differ, and without a terminal.
    """
    if file:
        found = _from(file)
    else:
        if ask.possible():
            show.talk(_("Nobody can open the copy without its passphrase. Write it down, and not where the copy is."))
        found = ask.secret(_("Passphrase"), option=_OPTION)
        if found.strip() and ask.secret(_("Once more"), option=_OPTION) != found:
            raise Refused(_("The two passphrases are not the same."), hint=_("Nothing was written; try again."))
    _expect_some(found)
    if len(found) < SHORT:
        show.remark(_("This passphrase is short and may be guessed; four or five words are better."))
    return found


def key(copy: Path, file: str | None, identity: str | None, *, asking: bool = True) -> Key:
    """What opens ``copy``: nothing for a plain one, else what was named, else (when ``asking``) what is typed.

    Raises Refused when the passphrase is empty or there is no terminal to ask on, Missing when a named file is.
    """
    secret = _existing(identity) if identity else None
    needed = sealing.lock(copy)
    if needed != Lock.PASSPHRASE:
        return Key(identity=secret)
    if file:
        found = _from(file)
    elif asking and ask.possible():
        found = ask.secret(_("Passphrase of {name}").format(name=copy.name), option=_OPTION)
    else:
        return Key(identity=secret)
    _expect_some(found)
    return Key(found, secret)


def _from(file: str) -> str:
    path = _existing(file)
    try:
        with path.open(encoding="utf-8") as handle:
            return handle.readline().rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise Refused(
            _("The passphrase cannot be read from {path}.").format(path=path),
            hint=_("Its first line is the passphrase, as plain text (UTF-8)."),
        ) from error


def _existing(file: str) -> Path:
    path = paths.path(file)
    if not path.exists():
        raise Missing(_("There is no file {path}.").format(path=path), hint=_("Look whether its name is right."))
    return path.absolute()


def _expect_some(passphrase: str) -> None:
    if not passphrase.strip():
        raise Refused(_("The passphrase is empty."), hint=_("Take four or five words that nobody would guess."))
