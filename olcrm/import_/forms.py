"""The rows of a file as values: what a cell may say, and what is wrong with one that says something else."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from operator import itemgetter
from typing import Annotated, Any

from pydantic import BaseModel, PlainValidator, StringConstraints, TypeAdapter, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from olcrm.contact import rules as contact
from olcrm.contact.rules import Channel
from olcrm.import_.rules import Fate, OrderRow, Wrong
from olcrm.kit import clock, dates, money, phone
from olcrm.kit.errors import Misunderstood, OlcrmError, Refused
from olcrm.kit.text import _
from olcrm.kit.typed import TEXT_LIMIT, excerpt, plain
from olcrm.order.rules import MOST_PIECES

NOON = timedelta(hours=12)
CACHED = 4096  # spellings of a kind that are remembered while a file is read
_WITHOUT_SEN = r"(0|[1-9][0-9]*)[.,]0{1,2}"  # 150000.00, as programs write it; thousands come in threes
_PIECES = r"([0-9]{1,9})(?:[.,]0+)?"
_TIME = r"[ T,]+([0-9]{1,2})[.:]([0-9]{2})(?:[.:]([0-9]{2})(?:\.[0-9]+)?)? ?(Z|[+-][0-9]{2}:?[0-9]{2})?\s*"

_ALL = frozenset(["ya", "iya", "yes", "y", "true", "lunas", "paid", "sudah", "ok", "✓", "✔", "1"])
_NOTHING = frozenset(["tidak", "no", "n", "t", "false", "belum", "unpaid", "belum lunas", "belum bayar", "0", "-"])
_FATES = {
    Fate.UNPAID: "unpaid|pending|keep|kept|booking|belum bayar|belum dibayar|belum lunas|menunggu pembayaran",
    Fate.OPEN: "making|ready",
    Fate.PAID: "paid|lunas|dibayar|sudah bayar|sudah dibayar|perlu dikirim|siap dikirim|diproses|to ship|processing",
    Fate.SHIPPED: "shipped|sent|in transit|dikirim|sedang dikirim|dalam pengiriman",
    Fate.ARRIVED: "arrived|delivered|done|completed|selesai|sampai|diterima|terkirim",
    Fate.CANCELLED: "cancelled|canceled|batal|dibatalkan|returned|refunded|retur|dikembalikan|pengembalian",
    Fate.RELEASED: "released|lepas|dilepas|hangus",
}
FATES = {word: fate for fate, words in _FATES.items() for word in words.split("|")}


_Begins = tuple[str, tuple[str, str], "_Tails"]
"""A day, the date in UTC on which it begins and the one after it, and how stamps end that are of this day."""


class Days:
    """Reads days as they are written, each spelling once. ``today`` is the last day that can be."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._tails: dict[timedelta, _Tails] = {}
        self._day = lru_cache(maxsize=CACHED)(self._begins)

    def moment(self, cell: str) -> tuple[str, str]:
        """The day (ISO) and the moment (a stamp); noon where only a day is named. Raises as ``kit.dates.day``."""
        # An ISO day is ten characters. Cut behind it, both halves are ones that came before.
        cut = 10
        if not cell[4:5] == cell[7:8] == "-":
            found = re.search(f"{_TIME}$", cell)
            cut = found.start() if found else len(cell)
        day, dates_of, tails = self._day(cell[:cut])
        next_one, tail = tails[cell[cut:]]
        if next_one is not None:
            return day, dates_of[next_one] + tail
        after, offset = _after_midnight(cell[cut:])
        at = datetime.combine(date.fromisoformat(day), time(), timezone(offset or timedelta())) + after
        return clock.local(at).date().isoformat(), clock.stamp(at)

    def _begins(self, written: str) -> _Begins:
        day = dates.day(written, self.today, looks="back")
        if day > self.today:
            raise Refused(_("“{word}” is still to come.").format(word=excerpt(written)))
        begins = clock.start_of(day)
        date_of = begins.date()
        into = begins - datetime.combine(date_of, time(), begins.tzinfo)
        dates_of = (date_of.isoformat(), (date_of + timedelta(days=1)).isoformat())
        return day.isoformat(), dates_of, self._tails.setdefault(into, _Tails(into))

    def birthday(self, cell: str) -> str:
        """A birthday as it is kept; also ``19900817``. Raises as ``kit.dates.birthday``."""
        digits = re.fullmatch("([0-9]{4})([0-9]{2})([0-9]{2})", cell.strip())
        return dates.birthday("-".join(digits.groups()) if digits else cell, self.today)


def _after_midnight(written: str) -> tuple[timedelta, timedelta | None]:
    """How long after midnight a time of day is, and how far its zone is from UTC if it says so."""
    found = re.fullmatch(_TIME, written)
    hours, minutes, seconds = (int(found[place] or 0) for place in (1, 2, 3)) if found else (24, 0, 0)
    if found is None or hours > 23 or minutes > 59 or seconds > 59:
        raise Misunderstood(_("“{word}” is no time of day.").format(word=excerpt(written.strip())))
    after, zone = timedelta(hours=hours, minutes=minutes, seconds=seconds), found[4]
    if not zone:
        return after, None
    digits = zone.replace(":", "").replace("Z", "+0000")
    ahead = timedelta(hours=int(digits[1:3]), minutes=int(digits[3:]))
    return after, -ahead if zone.startswith("-") else ahead


class _Tails(dict[str, tuple[bool | None, str]]):
    """A time of day as it is written → whether it is of the next date in UTC, and how its stamp ends.

    Of days that begin ``into`` a date. Each is put together once; for one that names its own zone there is None.
    """

    def __init__(self, into: timedelta) -> None:
        super().__init__()
        self.into = into

    def __missing__(self, written: str) -> tuple[bool | None, str]:
        after, offset = _after_midnight(written) if written else (NOON, None)
        if offset is not None:
            return None, ""
        passed = self.into + after
        stamp = clock.stamp(datetime.fromtimestamp(passed.total_seconds(), UTC))
        if len(self) >= CACHED:
            self.clear()
        self[written] = found = passed >= timedelta(days=1), stamp[10:]
        return found


Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT)]


def _told(message: str) -> PydanticCustomError:
    """Something that is wrong, as pydantic wants to hear of it."""
    return PydanticCustomError("told", "{said}", {"said": message})


def _read(read: Callable[[str], Any], *, optional: bool = False, again: bool = True) -> PlainValidator:
    """What ``read`` makes of a cell; an empty one is None or wrong.

    Unless it is rarely said ``again`` in a file, what a cell may say is read once and then remembered.
    """

    def value(cell: str) -> Any:
        if not cell:
            if optional:
                return None
            raise _told(_("it is empty"))
        try:
            return read(cell)
        except OlcrmError as error:
            raise _told(error.message) from None

    return PlainValidator(lru_cache(maxsize=CACHED)(value) if again else value)


def _phone(cell: str) -> Channel:
    return contact.channel("phone", cell)


def _buyer(cell: str) -> tuple[str, Channel | None]:
    """The buyer as written, and her phone where that is one. A first letter settles it cheaply."""
    if len(cell) > TEXT_LIMIT:
        raise Misunderstood(_too_long())
    return cell, None if cell[0].isalpha() or not phone.looks_like(cell) else _phone(cell)


def _rupiah(cell: str) -> int:
    if cell.isdecimal() and cell.isascii() and cell[0] != "0" and len(cell) < len(str(money.CEILING)):
        return int(cell)
    without_sen = re.fullmatch(_WITHOUT_SEN, cell.strip())
    return money.amount(without_sen[1] if without_sen else cell, zero=True)


def _balance(cell: str) -> int:
    """What is still to come; less than nothing where more was paid."""
    return -_rupiah(cell[1:]) if cell[:1] == "-" else _rupiah(cell)


def _pieces(cell: str) -> int:
    found = re.fullmatch(_PIECES, cell.strip())
    if found is None or not 1 <= int(found[1]) <= MOST_PIECES:
        raise Misunderstood(
            _("“{word}” is not a number of pieces from 1 to {most}.").format(word=excerpt(cell), most=MOST_PIECES)
        )
    return int(found[1])


def _paid(cell: str) -> int | bool:
    word = plain(cell)
    return True if word in _ALL else False if word in _NOTHING else _rupiah(cell)


def _fate(cell: str) -> Fate:
    fate = FATES.get(plain(cell))
    if fate is None:
        raise Misunderstood(
            _("“{word}” is no status that is known; known are {words}.").format(
                word=excerpt(cell), words=", ".join(words.split("|")[0] for words in _FATES.values())
            )
        )
    return fate


class OrderForm:
    """Reads rows of cells that stand for ``fields``. ``today`` is the last day that can be."""

    def __init__(self, fields: Sequence[str], today: date) -> None:
        self.fields = fields
        readers = {
            "contact": _read(_buyer),
            "date": _read(Days(today).moment, again=False),
            "qty": _read(_pieces, optional=True),
            "paid": _read(_paid, optional=True),
            "balance": _read(_balance, optional=True),
            "status": _read(_fate, optional=True),
            "phone": _read(_phone, optional=True),
            **dict.fromkeys(("price", "total", "shipping", "discount"), _read(_rupiah, optional=True)),
        }
        # Tuples of just the fields there are, because that is what pydantic reads fastest.
        cells: Any = tuple[tuple(Annotated[Any, readers[name]] if name in readers else Text for name in fields)]  # type: ignore[misc]
        self._adapter: TypeAdapter[list[Any]] = TypeAdapter(list[cells])
        self._whole = itemgetter(*(fields.index(name) if name in fields else -1 for name in OrderRow._fields))

    def read(self, numbers: Sequence[int], rows: Sequence[tuple[str, ...]]) -> list[OrderRow | list[Wrong]]:
        """Each row (with its number in the file) as values, or everything that is wrong with it."""
        make, whole = OrderRow._make, self._whole
        return [
            one if isinstance(one, list) else make(whole((*one, None)))
            for one in _each(self._adapter, numbers, rows, self.fields)
        ]


def _birthday(cell: str, info: ValidationInfo) -> str:
    days: Days = info.context  # type: ignore[assignment]
    try:
        return days.birthday(cell)
    except OlcrmError as error:
        raise _told(error.message) from None


def _channel(cell: tuple[str, str]) -> Channel:
    """A kind and what is written there."""
    try:
        return contact.channel(*cell)
    except OlcrmError as error:
        raise _told(error.message) from None


class ContactRow(BaseModel):
    """A row of a contacts file as values."""

    name: Text
    nickname: Text | None = None
    salutation: Text | None = None
    channels: list[Annotated[Channel, PlainValidator(_channel)]] = []
    birthday: Annotated[str | None, PlainValidator(_birthday)] = None
    city: Text | None = None
    address: list[Text] = []
    source: Text | None = None
    tags: list[Annotated[str, _read(contact.tag)]] = []
    note: Text | None = None
    language: Annotated[str | None, _read(contact.language)] = None


_contacts = TypeAdapter(list[ContactRow])


def contacts(numbers: Sequence[int], rows: Sequence[Mapping[str, Any]], today: date) -> list[ContactRow | list[Wrong]]:
    """Each row (its cells by field, with its number in the file) as values, or everything that is wrong with it."""
    return _each(_contacts, numbers, rows, [], Days(today))


def _each(
    adapter: TypeAdapter[list[Any]],
    numbers: Sequence[int],
    rows: Sequence[Any],
    columns: Sequence[str],
    context: Any = None,
) -> list[Any]:
    """All rows in one go; only when one is wrong are the others read a second time."""
    try:
        return adapter.validate_python(rows, context=context)
    except ValidationError as error:
        found: list[Any] = [[] for _row in rows]
        for problem in error.errors(include_url=False):
            place, column = int(problem["loc"][0]), problem["loc"][1]
            named = columns[column] if isinstance(column, int) else column
            if column == "channels":
                named = problem["input"][0]
            found[place].append(Wrong(numbers[place], named, _problem(problem)))
    good = [place for place, wrong in enumerate(found) if not wrong]
    values = adapter.validate_python([rows[place] for place in good], context=context)
    for place, value in zip(good, values, strict=True):
        found[place] = value
    return found


def _problem(error: ErrorDetails) -> str:
    if error["type"] == "string_too_long":
        return _too_long()
    return _("it is empty") if error["type"] == "missing" else error["msg"]


def _too_long() -> str:
    return _("it is longer than {limit} characters").format(limit=TEXT_LIMIT)
