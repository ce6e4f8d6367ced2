"""Reads the pages of an SQLite file without SQLite, which gives up on a table at its first damaged page.

After "Database File Format" of sqlite.org: pages are numbered from 1; a table is a tree whose leaves hold rows by their
number, whatever is too long for a leaf going on in a chain of overflow pages.
"""

import struct
from collections.abc import Iterator
from mmap import mmap
from typing import NamedTuple

MAGIC = b"SQLite format 3\0"
USUAL = 4096  # bytes of a page, where the file does not say
INTERIOR, LEAF = 5, 13
_HEAD = 100  # bytes that stand before the tree on page 1
_TREE_HEAD = 12  # bytes a tree needs at the least
_DEEPEST = 20  # no tree of SQLite's is deeper
_INTEGERS = (0, 1, 2, 3, 4, 6, 8)
Value = int | float | str | bytes | None


class Unreadable(ValueError):
    """A page or a row that is not what it should be."""


class Row(NamedTuple):
    """One row as it is stored: its number, and its columns from the first on (the number itself as None)."""

    id: int
    values: list[Value]


class Place(NamedTuple):
    """A leaf as its tree has it: rows with numbers above ``low`` and up to ``high`` belong there."""

    page: int
    low: int
    high: int


class Tree(NamedTuple):
    """The leaves that can be reached from a root, and the pages on the way that are none."""

    leaves: list[Place]
    broken: list[int]


class Pages:
    """The pages of ``data``: the bytes of a file, or a file that is mapped into memory."""

    def __init__(self, data: bytes | mmap) -> None:
        self.data = data
        self.headed = len(data) >= _HEAD and data[: len(MAGIC)] == MAGIC
        (stated,) = struct.unpack_from(">H", data, 16) if self.headed else (0,)
        stated = 65536 if stated == 1 else stated
        self.size = stated if stated >= 512 and stated & (stated - 1) == 0 else USUAL
        self.usable = self.size - (data[20] if self.headed and data[20] < 64 else 0)
        self.count = -(-len(data) // self.size)

    def version(self) -> int | None:
        """The ledger's version, as far as the file still says it."""
        if not self.headed:
            return None
        return int(struct.unpack_from(">I", self.data, 60)[0])

    def page(self, number: int) -> bytes:
        """The bytes of a page; fewer when the file ends within it."""
        return self.data[(number - 1) * self.size : number * self.size]

    def kind(self, number: int) -> int:
        """The first byte of a page's tree; 0 when there is no such page."""
        start = _start(number)
        page = self.page(number) if 1 <= number <= self.count else b""
        return page[start] if len(page) >= start + _TREE_HEAD else 0

    def tree(self, root: int) -> Tree:
        """What can be reached from ``root``."""
        found = Tree([], [])
        self._climb(Place(root, -(1 << 63) - 1, (1 << 63) - 1), found, set(), 0)
        return found

    def _climb(self, place: Place, found: Tree, seen: set[int], depth: int) -> None:
        kind = self.kind(place.page)
        if place.page in seen or depth > _DEEPEST or kind not in (INTERIOR, LEAF):
            found.broken.append(place.page)
            return
        seen.add(place.page)
        if kind == LEAF:
            found.leaves.append(place)
            return
        low = place.low
        for child, key in self._children(place):
            self._climb(Place(child, low, key), found, seen, depth + 1)
            low = key

    def _children(self, place: Place) -> list[tuple[int, int]]:
        page, start = self.page(place.page), _start(place.page)
        children = []
        for at in self._cells(place.page, page, start + 12):
            (child,) = struct.unpack_from(">I", page, at)
            children.append((child, _signed(_varint(page, at + 4)[0])))
        (last,) = struct.unpack_from(">I", page, start + 8)
        return [*children, (last, place.high)]

    def _cells(self, number: int, page: bytes, pointers: int) -> list[int]:
        (count,) = struct.unpack_from(">H", page, _start(number) + 3)
        if pointers + 2 * count > min(self.usable, len(page)):
            return []
        return [at for at in struct.unpack_from(f">{count}H", page, pointers) if pointers < at < len(page) - 3]

    def rows(self, number: int) -> Iterator[Row | Unreadable]:
        """The rows of a leaf; for each that cannot be read, what is wrong with it."""
        page, start = self.page(number), _start(number)
        (count,) = struct.unpack_from(">H", page, start + 3)
        cells = self._cells(number, page, start + 8)
        if len(cells) < count:
            yield Unreadable(f"page {number}: {count - len(cells)} of {count} rows cannot be found")
        for at in cells:
            try:
                yield self._row(page, at)
            except (Unreadable, struct.error, IndexError, UnicodeDecodeError) as error:
                yield Unreadable(f"page {number}, at {at}: {error}")

    def _row(self, page: bytes, at: int) -> Row:
        length, at = _varint(page, at)
        number, at = _varint(page, at)
        most = self.usable - 35
        if length <= most:
            payload = page[at : at + length]
        else:
            least = (self.usable - 12) * 32 // 255 - 23
            local = least + (length - least) % (self.usable - 4)
            local = local if local <= most else least
            payload = page[at : at + local] + self._overflow(page, at + local, length - local)
        if len(payload) != length:
            raise Unreadable("cut off")
        return Row(_signed(number), values(payload))

    def _overflow(self, page: bytes, at: int, missing: int) -> bytes:
        """The rest of a long row, from its chain of pages."""
        if missing > len(self.data):
            raise Unreadable("longer than the file")
        pieces = []
        (following,) = struct.unpack_from(">I", page, at)
        while missing > 0:
            if not 1 < following <= self.count:
                raise Unreadable("goes on nowhere")
            page = self.page(following)
            pieces.append(page[4 : 4 + min(missing, self.usable - 4)])
            missing -= len(pieces[-1])
            (following,) = struct.unpack_from(">I", page, 0)
        return b"".join(pieces)


def values(payload: bytes) -> list[Value]:
    """The columns of a record. Raises Unreadable unless it is as long as it says."""
    end, at = _varint(payload, 0)
    body, found = end, list[Value]()
    while at < end:
        kind, at = _varint(payload, at)
        value, body = _value(payload, kind, body)
        found.append(value)
    if at != end or body != len(payload):
        raise Unreadable("not as long as it says")
    return found


def _value(payload: bytes, kind: int, at: int) -> tuple[Value, int]:
    if kind in (8, 9):
        return kind - 8, at
    length = _INTEGERS[kind] if kind < len(_INTEGERS) else 8 if kind == 7 else (kind - 12) // 2
    piece = payload[at : at + length]
    if kind in (10, 11) or len(piece) != length:
        raise Unreadable("a value goes beyond its row")
    at += length
    if kind == 0:
        return None, at
    if kind < 7:
        return int.from_bytes(piece, "big", signed=True), at
    if kind == 7:
        return float(struct.unpack(">d", piece)[0]), at
    return (piece.decode("utf-8") if kind % 2 else piece), at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, and where it ends."""
    value = 0
    for step in range(8):
        byte = data[at + step]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + step + 1
    return value << 8 | data[at + 8], at + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _start(number: int) -> int:
    return _HEAD if number == 1 else 0
