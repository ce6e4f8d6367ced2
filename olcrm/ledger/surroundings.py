"""Where the ledger lies, as far as that matters to it: folders that a service copies about, and copies that it left."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from olcrm.ledger import door

_SERVICES = (
    ("dropbox", "Dropbox"),
    ("onedrive", "OneDrive"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("my drive", "Google Drive"),
    ("drive saya", "Google Drive"),
    ("icloud", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("nextcloud", "Nextcloud"),
    ("owncloud", "ownCloud"),
    ("pcloud", "pCloud"),
    ("syncthing", "Syncthing"),
)
_CONFLICT = re.compile(r"conflict|konflik|bentrok|\(\d+\)|\(.*'s .*\)", re.IGNORECASE)
_MARK_AT = 68  # where SQLite keeps an application's own mark


def synced_by(folders: Sequence[str]) -> str | None:
    """The service that copies one of these ``folders`` (the parts of a path) to other machines, if any does."""
    for folder in folders:
        name = folder.casefold()
        for word, service in _SERVICES:
            if name == word or re.match(rf"{re.escape(word)}[ \-(_]", name):
                return service
    return None


def twins(ledger: Path) -> list[Path]:
    """Ledgers beside ``ledger`` that bear its name and a mark of conflict: somebody wrote on two machines at once."""
    found = []
    with suppress(OSError):
        for other in sorted(ledger.parent.iterdir()):
            rest = other.name.removeprefix(ledger.stem)
            if other != ledger and rest != other.name and _CONFLICT.search(rest) and _is_ours(other):
                found.append(other)
    return found


def _is_ours(file: Path) -> bool:
    with suppress(OSError), file.open("rb") as handle:
        handle.seek(_MARK_AT)
        return file.is_file() and handle.read(4) == door.APPLICATION.to_bytes(4, "big")
    return False
