"""A compiled catalogue of messages, asked without being read.

The standard library's reader turns every message into Python before the first is shown: 13 million instructions for
ours. The file is made for something better: its messages are sorted, so each is found by halving, and a command pays
for the few dozen it shows. The format is that of GNU gettext's ``.mo`` files; Indonesian has one form for every number.
"""

from pathlib import Path
from struct import unpack_from

MAGIC = 0x950412DE  # written in this machine's or the other byte order


class Catalogue:
    """The messages of one ``.mo`` file. Raises OSError when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        self._order = "<" if unpack_from("<I", self._bytes)[0] == MAGIC else ">"
        self._known: dict[str, str | None] = {}
        self._count, self._ids, self._texts = unpack_from(f"{self._order}3I", self._bytes, 8)

    def gettext(self, message: str) -> str:
        """What ``message`` is in the catalogue's language; itself when it is not there."""
        return self._found(message) or message

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The one form there is, else English."""
        return self._found(f"{one}\0{many}") or (one if n == 1 else many)

    def _found(self, message: str) -> str | None:
        if message not in self._known:
            self._known[message] = self._looked_up(message)
        return self._known[message]

    def _looked_up(self, message: str) -> str | None:
        wanted = message.encode("utf-8")
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            found = self._at(self._ids, middle)
            if found == wanted:
                return self._at(self._texts, middle).decode("utf-8")
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return None

    def _at(self, table: int, number: int) -> bytes:
        length, offset = unpack_from(f"{self._order}2I", self._bytes, table + 8 * number)
        return self._bytes[offset : offset + length]
