"""How the columns of a file are understood.

Google writes its contacts in two layouts, an older one (``Given Name``, ``Phone 1 - Type``) and the one of 2024 on
(``First Name``, ``Labels``); several values stand in one cell with ``:::`` between them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from olcrm.kit.cells import unguard
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt

BETWEEN = " ::: "  # Google's sign between several values in one cell
GOOGLE = ({"first name", "last name", "phone 1 - value"}, {"given name", "family name", "phone 1 - value"})

# What can be read out of a contacts file, with the headings taken for it when none is named with --map.
CONTACT_FIELDS = {
    "name": "nama|nama lengkap",
    "nickname": "panggilan|nama panggilan",
    "salutation": "sapaan",
    "phone": "telepon|no telepon|no telp|hp|no hp|nomor hp|wa|no wa|whatsapp",
    "ig": "instagram",
    "shopee": "",
    "tokopedia": "",
    "tiktok": "",
    "email": "e-mail|surel",
    "fb": "facebook",
    "telegram": "",
    "line": "",
    "birthday": "ulang tahun|tanggal lahir|tgl lahir",
    "city": "kota",
    "address": "alamat|alamat lengkap",
    "source": "sumber",
    "tags": "tag|label",
    "note": "notes|catatan",
    "language": "bahasa",
}
ORDER_FIELDS = {
    "contact": "customer|pelanggan|nama pelanggan|pembeli",
    "date": "tanggal|tgl",
    "item": "barang|produk|nama produk",
    "qty": "pcs|jumlah barang",
    "price": "harga|harga satuan",
    "total": "total bayar",
    "paid": "dibayar|sudah dibayar",
    "balance": "sisa|sisa tagihan|kurang bayar",
    "status": "",
    "number": "nomor pesanan|no pesanan",
    "source": "sumber",
    "phone": "telepon|no telepon|no telp|hp|no hp|nomor hp|wa|no wa|whatsapp",
    "shipping": "ongkir",
    "discount": "diskon",
    "note": "catatan",
}
# The columns of our own `order list --csv`, and what each is. Its numbers are those of the ledger it came from.
OWN_ORDERS = {
    "id": "number",
    "ordered on": "date",
    "customer": "contact",
    "items": "item",
    "total": "total",
    "balance": "balance",
    "status": "status",
}
FIELDS = {"contacts": CONTACT_FIELDS, "orders": ORDER_FIELDS}
SEVERAL = {"name", "phone", "email", "address", "tags", "item", "note"}  # these may be put together from columns
_ODD = "' \t\n\r\v\f"  # how cells begin that are not taken as they are
CHANNELS = ("phone", "ig", "shopee", "tokopedia", "tiktok", "email", "fb", "telegram", "line")


@dataclass(frozen=True)
class Layout:
    """Which columns (by place, from 0) hold which field. ``google`` is its own layout, with a name in parts."""

    kind: str
    heading: Sequence[str]
    columns: Mapping[str, Sequence[int]]
    google: bool = False
    nameless: Sequence[int] = ()  # what to call somebody by who was saved without a name

    def shown(self) -> dict[str, str]:
        """Each field with the headings of its columns."""
        return {name: " + ".join(self.heading[place] for place in places) for name, places in self.columns.items()}

    def unread(self) -> list[str]:
        """The headings that nothing is read from."""
        used = {place for places in self.columns.values() for place in places}
        return [name for place, name in enumerate(self.heading) if name and place not in used]

    def orders(self, rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
        """Of each row the cells of the fields, in the order of ``columns``; a blank one is empty."""
        if all(len(places) == 1 for places in self.columns.values()):
            pick = itemgetter(*(place for (place,) in self.columns.values()))
            picked = [pick(cells) for cells in rows]
            # One look at all of them: cells that begin with a blank or an apostrophe are rare.
            text = "\x1f".join(["", *map("\x1f".join, picked)])
            if text.isascii() and not any(sign in text and f"\x1f{sign}" in text for sign in _ODD):
                return picked
        return [tuple([self._joined(cells, places) for places in self.columns.values()]) for cells in rows]

    def contact(self, cells: Sequence[str]) -> dict[str, Any]:
        """The cells of a row by field, blank ones left out; the ways to reach her as pairs under ``channels``."""
        found: dict[str, Any] = {}
        for name, places in self.columns.items():
            if name in CHANNELS:
                found.setdefault("channels", []).extend((name, text) for text in self._parts(name, cells, places))
            elif name in ("address", "tags"):
                found[name] = self._parts(name, cells, places)
            elif text := self._joined(cells, places):
                found[name] = text
        if "name" not in found and (called := [cells[place] for place in self.nameless if cells[place].strip()]):
            found["name"] = unguard(called[0].partition(BETWEEN)[0])
        return found

    def _joined(self, cells: Sequence[str], places: Sequence[int]) -> str:
        return " ".join([unguard(cells[place]) for place in places if cells[place].strip()])

    def _parts(self, name: str, cells: Sequence[str], places: Sequence[int]) -> list[str]:
        texts = [unguard(cells[place]) for place in places if cells[place].strip()]
        if self.google:
            parts = [part.strip() for text in texts for part in text.split(BETWEEN.strip())]
            # Google marks its own groups with a star; they say nothing about a customer.
            return [part for part in parts if part and not (name == "tags" and part.startswith("*"))]
        if name == "tags":
            return [part for text in texts for part in re.split("[,;]", text) if part.strip()]
        return texts


def layout(kind: str, heading: Sequence[str], maps: Sequence[str], file: str) -> Layout:
    """How the columns under ``heading`` are understood: as ``maps`` says (``FIELD=COLUMN`` each), else by their names.

    With ``maps`` nothing else is read. Raises Misunderstood for a map that cannot be, and when the columns say too
    little; Refused when two columns have the heading that is meant.
    """
    columns: dict[str, list[int]] = {}
    for word in maps:
        name, column = _map(kind, word)
        if name in columns and name not in SEVERAL:
            raise Misunderstood(
                _("--map names a column for {field} twice.").format(field=name), hint=_("Give one of them.")
            )
        columns.setdefault(name, []).append(_place(heading, column, file))
    if not maps and kind == "contacts" and any(known <= set(map(_key, heading)) for known in GOOGLE):
        return _google(heading)
    if not maps:
        columns = _by_name(kind, heading, file)
    _enough(kind, columns, heading, file)
    return Layout(kind, heading, {name: columns[name] for name in FIELDS[kind] if name in columns})


def _map(kind: str, word: str) -> tuple[str, str]:
    name, equals, column = word.partition("=")
    name = name.strip().casefold().replace("tag", "tags").replace("tagss", "tags")
    if not equals or not column.strip():
        raise Misunderstood(
            _("“{word}” is not a map.").format(word=excerpt(word)), hint=_("Write it like --map name=COLUMN.")
        )
    if name not in FIELDS[kind]:
        raise Misunderstood(
            _("There is no field “{field}” in a file of {kind}.").format(field=excerpt(name), kind=kind),
            hint=_("The fields are {fields}.").format(fields=", ".join(FIELDS[kind])),
        )
    return name, column


def _place(heading: Sequence[str], column: str, file: str) -> int:
    wanted = " ".join(column.split())
    found = [place for place, name in enumerate(heading) if name == wanted]
    found = found or [place for place, name in enumerate(heading) if folded(name) == folded(wanted)]
    if not found:
        raise Misunderstood(
            _("{file} has no column “{column}”.").format(file=file, column=excerpt(column)), hint=_has(heading)
        )
    if len(found) > 1:
        raise Refused(
            _("{file} has {count} columns “{column}”.").format(file=file, count=len(found), column=heading[found[0]]),
            hint=_("Give each column a heading of its own, so that none is mistaken for another."),
        )
    return found[0]


def _by_name(kind: str, heading: Sequence[str], file: str) -> dict[str, list[int]]:
    keys = [_key(name) for name in heading]
    if kind == "orders" and OWN_ORDERS.keys() <= set(keys):
        return {name: [keys.index(key)] for key, name in OWN_ORDERS.items()}
    columns = {}
    for name, others in FIELDS[kind].items():
        known = next((word for word in (name, *others.split("|")) if word and word in keys), "")
        if known:
            columns[name] = [_place(heading, heading[keys.index(known)], file)]
    return columns


def _enough(kind: str, columns: Mapping[str, Sequence[int]], heading: Sequence[str], file: str) -> None:
    needed = [["name"]] if kind == "contacts" else [["contact"], ["date"], ["total", "price"]]
    for names in needed:
        if not any(name in columns for name in names):
            raise Misunderstood(
                _("It is not clear which column of {file} is the {field}.").format(file=file, field=" / ".join(names)),
                hint=_("Say so with --map {field}=COLUMN. {columns}").format(field=names[0], columns=_has(heading)),
            )


def _has(heading: Sequence[str]) -> str:
    return _("Its columns are: {columns}.").format(columns=", ".join(excerpt(name) for name in heading if name))


def _key(heading: str) -> str:
    return folded(heading.replace("_", " ").replace(".", " "))


def _google(heading: Sequence[str]) -> Layout:
    keys = [_key(name) for name in heading]
    columns: dict[str, list[int]] = {}
    whole = ["name"] if "name" in keys else ["name prefix", "first name", "middle name", "last name", "name suffix"]
    exact = {
        "name": whole,
        "nickname": ["nickname"],
        "birthday": ["birthday"],
        "note": ["notes"],
        "tags": ["labels", "group membership"],
        "city": ["address 1 - city"],
    }
    numbered = {"phone": "phone {} - value", "email": "e-mail {} - value", "address": "address {} - formatted"}
    for name, known in exact.items():
        columns[name] = [keys.index(key) for key in known if key in keys]
    for name, pattern in numbered.items():
        known = [pattern.format(number) for number in range(1, 100)]
        columns[name] = [keys.index(key) for key in known if key in keys]
    nameless = (
        "file as",
        "nickname",
        "organization name",
        "organization 1 - name",
        *("phone 1 - value", "e-mail 1 - value"),
    )
    return Layout(
        "contacts",
        heading,
        {name: places for name, places in columns.items() if places},
        google=True,
        nameless=[keys.index(key) for key in nameless if key in keys],
    )
