"""A compiled catalogue of messages, asked without being read.

The standard library's reader turns every message into Python before the first is shown: 50 million instructions for
our 4,300. The file is made for something better: its messages are sorted, so each is found by halving, and a command
pays for the few dozen it shows. The format is that of GNU gettext's ``.mo`` files; Indonesian has one form for every
number.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

MAGIC = 0x950412DE  # written in this machine's or the other byte order


class Catalogue:
    """The messages of one ``.mo`` file. Raises OSError when it cannot be read."""

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        self._known: dict[str, str | None] = {}
        _version, self._count, ids, texts = self._figures(4, 4)
        self._ids, self._texts = self._figures(ids, 2 * self._count), self._figures(texts, 2 * self._count)

    def gettext(self, message: str) -> str:
        """What ``message`` is in the catalogue's language; itself when it is not there."""
        return self._found(message) or message

    def ngettext(self, one: str, many: str, n: int) -> str:
        """The one form there is, else English."""
        return self._found(f"{one}\0{many}") or (one if n == 1 else many)

    def _figures(self, start: int, count: int) -> Sequence[int]:
        """The ``count`` whole numbers from ``start`` on. In this machine's own byte order they stay where they are."""
        cells = memoryview(self._bytes)[start : start + 4 * count]
        if int.from_bytes(self._bytes[:4], sys.byteorder) == MAGIC:
            return cells.cast("I")
        return [
            int.from_bytes(cells[place : place + 4], "big" if sys.byteorder == "little" else "little")
            for place in range(0, 4 * count, 4)
        ]

    def _found(self, message: str) -> str | None:
        if message not in self._known:
            self._known[message] = self._looked_up(message)
        return self._known[message]

    def _looked_up(self, message: str) -> str | None:
        wanted, written, ids = message.encode("utf-8"), self._bytes, self._ids
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            place = ids[2 * middle + 1]
            found = written[place : place + ids[2 * middle]]
            if found < wanted:
                low = middle + 1
            elif found > wanted:
                high = middle
            else:
                place = self._texts[2 * middle + 1]
                return written[place : place + self._texts[2 * middle]].decode("utf-8")
        return None
