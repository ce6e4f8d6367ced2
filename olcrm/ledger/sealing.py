"""Encrypted copies, in the age format (https://age-encryption.org/v1): sealed and opened.

The Python package pyrage does it, else the program ``age``; each opens what the other sealed. A passphrase (age's
scrypt recipient) both seals and opens. A public key (``age1…``) only seals, so it may lie about; its secret key, the
identity, opens.
"""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from olcrm.kit.errors import Refused
from olcrm.kit.text import _
from olcrm.ledger import checksum, parts, safekeep

Seal = Callable[[Path, Path], None]  # writes what is in the first file into the second, encrypted

MARK = b"age-encryption.org/v1\n"
ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_HEAD = 400  # bytes in which the first recipient is named, also when they are spelled out as text


class Lock(StrEnum):
    """What opens an encrypted copy."""

    PASSPHRASE = "passphrase"
    IDENTITY = "identity"


class Key(NamedTuple):
    """What an encrypted copy is opened with: a passphrase, or a file with secret keys."""

    passphrase: str = ""
    identity: Path | None = None


NO_KEY = Key()


class WrongKey(Refused):
    """A key is missing or does not fit: nothing is known of what it would have opened."""


def lock(file: Path) -> Lock | None:
    """What ``file`` has to be opened with; None when it is not encrypted. Raises OSError when it cannot be read."""
    with file.open("rb") as handle:
        head = handle.read(_HEAD)
    if head.startswith(ARMOUR):
        head = _unarmoured(head)
    if not head.startswith(MARK):
        return None
    return Lock.PASSPHRASE if head.startswith(b"-> scrypt ", len(MARK)) else Lock.IDENTITY


def _unarmoured(head: bytes) -> bytes:
    """The beginning of what is spelled out in base64; what is no base64 is taken for a key's."""
    from base64 import b64decode

    letters = b"".join(head.splitlines()[1:])
    try:
        return b64decode(letters[: len(letters) // 4 * 4])
    except ValueError:
        return MARK


def with_passphrase(passphrase: str, ledger: Path) -> Seal:
    """A seal that ``passphrase`` opens again, which is tried at once: what comes out must be what went in.

    Sealing raises Refused where there is nothing to do it with.
    """

    def seal(plain: Path, sealed: Path) -> None:
        _lock_up(plain, sealed, passphrase=passphrase)
        with parts.passing(safekeep.folder_of(ledger) / f"{safekeep.stem(ledger)}-opened.db") as again:
            unseal(sealed, again, Key(passphrase))
            if checksum.of(again) != checksum.of(plain):
                raise Refused(
                    _("The encrypted copy does not open to what went into it, so it is not kept."),
                    hint=_("Try again; if it happens again, take a plain copy without --encrypt."),
                )

    return seal


def with_key(recipient: str) -> Seal:
    """A seal that the secret key to the public key ``recipient`` opens."""

    def seal(plain: Path, sealed: Path) -> None:
        _lock_up(plain, sealed, recipient=recipient)

    return seal


def _lock_up(plain: Path, sealed: Path, *, passphrase: str = "", recipient: str = "") -> None:
    try:
        import pyrage
    except ImportError:
        from olcrm.ledger import ageing

        ageing.seal(plain, sealed, passphrase, recipient)
        return
    content = plain.read_bytes()
    if passphrase:
        sealed.write_bytes(pyrage.passphrase.encrypt(content, passphrase))
        return
    try:
        to = pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError as error:
        raise no_such_key(recipient) from error
    sealed.write_bytes(pyrage.encrypt(content, [to]))


def unseal(file: Path, plain: Path, key: Key) -> None:
    """Write what is in the encrypted ``file`` to ``plain``.

    Raises Refused when ``key`` does not open it, when it is damaged, or when there is nothing to do it with.
    """
    needed = lock(file)
    if needed == Lock.PASSPHRASE and not key.passphrase:
        raise WrongKey(
            _("{path} is encrypted with a passphrase.").format(path=file),
            hint=_("Give it with --passphrase-file FILE, or type the command on a terminal and be asked."),
        )
    if needed == Lock.IDENTITY and key.identity is None:
        raise WrongKey(
            _("{path} is encrypted with a key.").format(path=file),
            hint=_("Name the file with the secret key: --identity FILE."),
        )
    try:
        import pyrage
    except ImportError:
        from olcrm.ledger import ageing

        ageing.unseal(file, plain, key)
        return
    try:
        if needed == Lock.PASSPHRASE:
            content = pyrage.passphrase.decrypt(file.read_bytes(), key.passphrase)
        else:
            content = pyrage.decrypt(file.read_bytes(), _identities(key))
    except pyrage.DecryptError as error:
        raise unopened(file, str(error)) from error
    plain.write_bytes(content)


def _identities(key: Key) -> list[object]:
    """The secret keys in a file as age-keygen writes them: one a line, and comments. Raises Refused without any."""
    import pyrage

    found: list[object] = []
    try:
        lines = key.identity.read_text(encoding="utf-8").splitlines() if key.identity else []
        found += [pyrage.x25519.Identity.from_str(line.strip()) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError):
        found = []
    if not found:
        raise no_identity(key)
    return found


def no_identity(key: Key) -> WrongKey:
    """A file that should hold a secret key, and does not, or cannot be read."""
    return WrongKey(
        _("There is no secret key in {path}.").format(path=key.identity),
        hint=_("It is a line that begins with AGE-SECRET-KEY-1, as age-keygen writes it."),
    )


def unopened(file: Path, why: str) -> Refused:
    """What to say when the wrong key was given, or the file is not whole; ``why`` in the words of who tried."""
    told = why.casefold()
    if any(words in told for words in ("decryption failed", "incorrect passphrase", "no matching", "no identity")):
        return WrongKey(
            _("{path} does not open with that passphrase or key.").format(path=file),
            hint=_("Nothing was changed. Mind capitals and blanks, and try again."),
        )
    if "excessive work" in told:
        return Refused(
            _("{path} was encrypted for a faster computer than this one.").format(path=file),
            hint=_("Open it there, or with the age program: `age -d FILE`."),
        )
    return Refused(
        _("{path} is damaged: it is not as it was when it was encrypted.").format(path=file),
        hint=_("Nothing was changed. Take another copy; `olcrm backup check` names good ones."),
    )


def no_such_key(recipient: str) -> Refused:
    return Refused(
        _("“{key}” is no public key of age.").format(key=recipient),
        hint=_("Copy the whole word that begins with age1 from the file age-keygen wrote."),
    )
