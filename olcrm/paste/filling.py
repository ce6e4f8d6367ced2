"""A form while it is being read: each line is given to it in turn, labelled or not, and it keeps what it understood.

A line is read, or it is unread; none gets lost. What is filled in twice is kept as it stood first.
"""

import re
from typing import Any

from olcrm.kit import couriers
from olcrm.kit.record import changed
from olcrm.paste import counts, fields, finding, headings, items, labels, loose, talk, variants
from olcrm.paste.items import Line
from olcrm.paste.labels import Labelled
from olcrm.paste.variants import Sort

LONGEST_LINE = 2_000  # characters; nobody fills in more, and reading it would take long
_NUMBER_ALONE = re.compile(r"\W*\d{1,2}\s*[.):]\W*")  # of a form or a line that follows
_KNOWN = 0.8  # how sure what is filled in is at least, so that a guess gives way to it
_PASSING = 0.4  # how sure it is at most that somebody orders what she names in passing
_THEIRS = {
    ("recipient", "name"): "recipient",
    ("recipient", "phone"): "recipient_phone",
    ("recipient", "number"): "recipient_phone",
    ("sender", "name"): "sender",
    ("sender", "phone"): "sender_more",
    ("sender", "number"): "sender_more",
    ("sender", "address"): "sender_more",
}


class Form:
    """What was understood of one form so far."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.sure: dict[str, float] = {}
        self.lines: list[Line] = []
        self.places: list[str] = []
        self.unread: list[str] = []
        self.read = 0  # lines that were
        self.ordering = False  # it has a place for what is ordered
        self.labelled = 0
        self.goods: int | None = None
        self.open = ""  # the field that the next line may go on with
        self.fresh = 0  # lines of goods since the last label for goods
        self.waiting: list[str] = []  # attributes that came before what they are of
        self.counted: tuple[int, float] | None = None  # how many, and how sure, that came before what is counted
        self.priced: tuple[int, float] | None = None
        self.varied: Line | None = None  # what sizes and colours are said of, line by line
        self.cod = False
        self.named = ""  # the last goods, without what was said of them since
        self._attributes: set[str] = set()  # the labels by which it was said
        self.wishes: list[tuple[list[Line], str]] = []  # what was said in passing, and in which line
        self.blank = False
        self._raw = ""
        self._awaiting: list[str] = []  # the lines that said something of goods that were not named yet
        self.addressee = ""  # the name that an address begins with
        self.perhaps: list[tuple[list[Line], str]] = []  # goods, if it turns out that somebody orders
        self.sole = False  # the recipient was asked for by the words for any name
        self.between = ""  # a line within an address that may be a part of it
        self.dropship = False  # somebody orders for a customer of her own
        self._quoted = False  # the line before was a quote, which nothing goes on with
        self.celled = False  # all of it stands on one line, thing by thing
        self.whose = ""  # whose data the lines are, where a form asks for those of several people

    def line(self, raw: str) -> None:
        """Read one line as it was written."""
        plain, self._raw = labels.plain(raw), raw.strip()
        if len(plain) > LONGEST_LINE:
            self.unread.append(raw.strip())
            return
        if not any(map(str.isalnum, plain)):
            self.blank = True
            return
        if _NUMBER_ALONE.fullmatch(plain):
            return
        quoted = raw.lstrip().startswith(">")
        self.open = "" if self._quoted and not quoted else self.open
        self._quoted = quoted
        self.celled = bool(labels.cells_of(plain))
        done = [self._piece(piece) for piece in labels.parts(plain) or [plain]]
        self.blank = False
        if all(done):
            self.read += 1
        else:
            self.unread.append(raw.strip())

    def _piece(self, piece: str) -> bool:
        if headings.is_one(piece):
            return self._head(piece)
        found = labels.read(piece)
        if found is not None and self._fits(found):
            self.labelled += found.sure > 0.8 or not labels.is_empty(found.value)
            return self.take(found)
        return loose.follow(self, piece)

    def _head(self, piece: str) -> bool:
        """A line that only says what follows."""
        self.ordering = self.ordering or headings.is_order_form(piece)
        self.whose = headings.whose(piece)
        self.dropship = self.dropship or "dropship" in piece.casefold()
        if headings.lists_goods(piece):
            self.open, self.fresh = "items", 0
        return True

    def _fits(self, found: Labelled) -> bool:
        """Whether a label without a sign behind it has something behind it that it can be the label of."""
        if found.field == "number":
            return bool(finding.phone_in(found.value)[0])
        if found.sure > 0.8:
            return not (found.field == "name" and self.open == "items" and not self.lines and "name" in self.values)
        value = found.value
        if found.field in ("phone", "recipient_phone"):
            return bool(finding.phone_in(value)[0])
        if found.field in ("shipping", "total", "price"):
            return finding.amount_in(value)[0] is not None
        if found.field in ("name", "recipient"):
            return finding.is_name(value)
        if found.field == "qty":
            return counts.count(value)[0] is not None
        if found.field == "courier":
            return couriers.named(value) is not None
        if found.field == "items":
            return not (talk.keywords(value) or finding.phones(value) or talk.talks(value))
        if found.field == "address" or found.field.startswith("place"):
            return not (finding.phones(value) or talk.keywords(value, address=False) or value.endswith(":"))
        return "?" not in value

    def take(self, found: Labelled) -> bool:
        """Put what was filled in where it belongs; False when it cannot be read."""
        found = self._hers(found)
        self.open = found.field
        if found.field == "items":
            self.ordering, self.fresh = True, 0
        if labels.is_empty(found.value):
            self.open = talk.WISHING if found.field == "items" and found.sure < 0.8 else self.open
            return True
        return fields.put(self, found)

    def _hers(self, found: Labelled) -> Labelled:
        """``found`` as that of the person whose data the lines are."""
        if found.field in ("recipient", "sender") and labels.is_empty(found.value):
            self.whose = found.field
        theirs = _THEIRS.get((self.whose, found.field))
        self.sole = self.sole or (self.whose == "recipient" and found.field == "name")
        return found if theirs is None else found._replace(field=theirs)

    def keep(self, field: str, value: Any, sure: float) -> bool:
        """Keep ``value`` unless the field has one that is no guess; True when that is the value it has now."""
        guessed = field in ("name", "recipient") and sure >= _KNOWN > self.sure.get(field, 1.0)
        if field in self.values and not guessed:
            return bool(self.values[field] == value)
        self.values[field], self.sure[field] = value, round(sure, 2)
        return True

    def add(self, more: list[Line], less: float) -> None:
        """Goods that are ordered, with what came before them."""
        for line in more:
            found = changed(items.described(line, *self.waiting), sure=round(line.sure - less, 2))
            if self.counted and not line.stated and len(more) == 1:
                found = changed(found, qty=self.counted[0], sure=self.counted[1], stated=True)
            if self.priced and line.price is None and len(more) == 1:
                found = changed(found, price=self.priced[0], price_sure=self.priced[1])
            self.waiting, self.counted, self.priced, self._awaiting = [], None, None, []
            self.lines.append(found)
            self.fresh += 1
            self.named, self._attributes = found.name, set()
        self.varied = None

    def recall(self, goes_on: bool) -> None:
        """Where an address goes on, what stood within it and could not be told belongs to it, too."""
        if goes_on and self.between and self.unread[-1:] == [self.between]:
            self.places.append(labels.bare(self.unread.pop()))
            self.read += 1
        self.between = ""

    def await_goods(self, attribute: str = "") -> bool:
        """Keep what was said of goods that are yet to be named."""
        self.waiting += [attribute] if attribute else []
        self._awaiting.append(self._raw)
        return True

    def wish(self, more: list[Line]) -> bool:
        """Goods that were named in passing: they are what is ordered where nothing else is."""
        if more:
            self.wishes.append((more, self._raw))
        return bool(more)

    def another(self, label: str) -> bool:
        """Whether the last goods have an attribute by this label already, so that this one is of others like them."""
        again = label.casefold() in self._attributes
        self._attributes.add(label.casefold())
        return again

    def vary(self, sorts: list[Sort]) -> bool:
        """The last goods, in the sizes and colours in which they are ordered; False where there are none."""
        if not sorts or not self.lines or not self.fresh:
            return False
        last = self.lines[-1]
        if self.varied is None and not last.stated:
            self.varied = self.lines.pop()
            self.fresh -= 1
        if self.varied is None:
            return False
        found = variants.of(self.varied, sorts)
        self.lines += found
        self.fresh += len(found)
        return True

    def close(self) -> None:
        """Take what came in passing, now that there is nothing more to come."""
        for more, raw in self.wishes:
            if self.lines:
                self.read -= raw not in self.unread
                self.unread += [] if raw in self.unread else [raw]
            else:
                self.add([changed(line, sure=min(line.sure, _PASSING)) for line in more], 0.0)
        if {"name", "phone", "recipient"} & self.values.keys():
            for more, piece in reversed(self.perhaps):
                if piece in self.unread:
                    self.unread.remove(piece)
                    self.read += 1
                    self.lines[:0] = [changed(line, sure=round(min(line.sure, 0.5), 2)) for line in more]
        listed = self.lines[1:]
        if len(listed) > 1 and self.lines[0].price is None and self.lines[0].qty == sum(one.qty for one in listed):
            self.lines = listed if not any(one.stated for one in listed) else self.lines
        if self.waiting and not self.lines:
            name, self.waiting = " ".join(self.waiting), []
            self.add(items.several(name), 0.0)
        self.unread += self._awaiting
        self.read -= len(self._awaiting)
        if self.addressee and not {"name", "recipient"} & self.values.keys():
            self.keep("name", self.addressee, 0.6)
            self.places[0] = self.places[0].removeprefix(self.addressee).lstrip(" ,")
        if self.sole and not {"name", "phone", "sender"} & self.values.keys():
            self._move("recipient", "name")
            self._move("recipient_phone", "phone")
        self._drop()

    def _drop(self) -> None:
        """Who sends for somebody else is who orders, where nobody else does."""
        sender = self.values.get("sender")
        if sender is None:
            return
        number, _sure, name = finding.phone_in(str(sender))
        name = labels.bare(name).rstrip(" ,")
        if not {"name", "recipient"} & self.values.keys() and finding.is_name(name):
            self.keep("name", name, 0.6)
        if self.dropship and "name" in self.values and "recipient" not in self.values:
            self._move("name", "recipient")
            self._move("phone", "recipient_phone")
        if "recipient" not in self.values or "name" in self.values or not any(map(str.isalpha, name)):
            return
        if number and "recipient_phone" not in self.values:
            self._move("phone", "recipient_phone")
        self.keep("name", name, 0.7)
        if number:
            self.keep("phone", number, 0.8)

    def _move(self, field: str, other: str) -> None:
        if field in self.values:
            self.values[other], self.sure[other] = self.values.pop(field), self.sure.pop(field, _PASSING)
