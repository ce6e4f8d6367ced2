"""The ``age`` program, for those who have it and not the package pyrage.

It takes a passphrase from a terminal only, never from an argument or a file. So it is given a terminal of its own, on
which nobody but this process types or looks.
"""

import os
from functools import partial
from pathlib import Path

from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.ledger import sealing
from olcrm.ledger.sealing import Key


def seal(plain: Path, sealed: Path, passphrase: str, recipient: str) -> None:
    """Write ``plain`` to ``sealed``, encrypted with a passphrase or to a public key. Raises Refused."""
    how = ["--passphrase"] if passphrase else ["--recipient", recipient]
    status, said = _run([_program(), "--encrypt", *how], plain, sealed, passphrase)
    if status and "recipient" in said:
        raise sealing.no_such_key(recipient)
    if status:
        raise Refused(
            _("The age program could not encrypt: {reason}").format(reason=said.partition("\n")[0]),
            hint=_("Nothing was kept. Look at what it says; `pip install olcrm[encrypt]` does without it."),
        )


def unseal(file: Path, plain: Path, key: Key) -> None:
    """Write what is in ``file`` to ``plain``. Raises Refused, as ``sealing.unseal`` does."""
    if key.identity is not None and not key.identity.is_file():
        raise sealing.no_identity(key)
    how = ["--identity", str(key.identity.absolute())] if key.identity else []
    status, said = _run([_program(), "--decrypt", *how], file, plain, key.passphrase)
    if status and "reading" in said and key.identity:
        raise sealing.no_identity(key)
    if status:
        raise sealing.unopened(file, said)


def _program() -> str:
    from shutil import which

    found = which("age")
    if not found or os.name != "posix":
        raise Refused(
            _("Nothing is there to encrypt with: neither the package pyrage nor the program age."),
            hint=_("Type `pip install olcrm[encrypt]` (or `pipx inject olcrm pyrage`), or install age."),
        )
    return found


def _run(command: list[str], source: Path, target: Path, passphrase: str) -> tuple[int, str]:
    """Let it read ``source`` and write ``target``; gives its exit status and what it complained of."""
    import fcntl
    import subprocess
    import termios

    ours, its = os.openpty()
    try:
        with source.open("rb") as plain, target.open("wb") as written:
            process = subprocess.Popen(
                command,
                stdin=plain,
                stdout=written,
                stderr=subprocess.PIPE,
                start_new_session=True,
                preexec_fn=partial(fcntl.ioctl, its, termios.TIOCSCTTY, 0),
            )
        with process:
            try:
                said = _talk(ours, process.stderr.fileno() if process.stderr else ours, passphrase)
            except BaseException:
                process.kill()
                raise
    finally:
        os.close(ours)
        os.close(its)
    return process.returncode, said.decode("utf-8", "replace").strip()


def _talk(terminal: int, complaints: int, passphrase: str) -> bytes:
    """Type the passphrase each time it is asked for, until the program has ended; gives what it complained of."""
    from select import select

    asked, said = b"", b""
    while True:
        ready, _none, _none = select([terminal, complaints], [], [])
        if terminal in ready:
            asked += os.read(terminal, 1024)
            if asked.rstrip().endswith(b":"):
                os.write(terminal, passphrase.encode() + b"\n")
                asked = b""
        if complaints in ready:
            heard = os.read(complaints, 1024)
            if not heard:
                return said
            said += heard
