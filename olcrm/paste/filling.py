"""A form while it is being read: each line is given to it in turn, labelled or not, and it keeps what it understood.

A line is read, or it is unread; none gets lost. What is filled in twice is kept as it stood first.
"""

import re
from typing import Any

from olcrm.kit import couriers
from olcrm.kit.record import changed
from olcrm.paste import fields, finding, items, labels, talk
from olcrm.paste.items import Line
from olcrm.paste.labels import Labelled

LONGEST_LINE = 2_000  # characters; nobody fills in more, and reading it would take long
_HALF = 0.5  # surer than a guess


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
        self._open = ""  # the field that the next line may go on with
        self.fresh = 0  # lines of goods since the last label for goods
        self.waiting: list[str] = []  # attributes that came before what they are of
        self._blank = False

    def line(self, raw: str) -> None:
        """Read one line as it was written."""
        plain = labels.plain(raw)
        if len(plain) > LONGEST_LINE:
            self.unread.append(raw.strip())
            return
        if not any(map(str.isalnum, plain)):
            self._blank = True
            return
        done = [self._piece(piece) for piece in labels.parts(plain) or [plain]]
        self._blank = False
        if all(done):
            self.read += 1
        else:
            self.unread.append(raw.strip())

    def _piece(self, piece: str) -> bool:
        if talk.is_heading(piece):
            self.ordering = self.ordering or talk.is_order_form(piece)
            return True
        found = labels.read(piece)
        if found is not None and self._fits(found):
            self.labelled += found.sure > 0.8 or not labels.is_empty(found.value)
            return self.take(found)
        return self._follow(piece)

    def _fits(self, found: Labelled) -> bool:
        """Whether a label without a sign behind it has something behind it that it can be the label of."""
        if found.field == "number":
            return bool(finding.phone_in(found.value)[0])
        if found.sure > 0.8:
            return not (found.field == "name" and self._open == "items" and not self.lines and "name" in self.values)
        value = found.value
        if found.field in ("phone", "recipient_phone"):
            return bool(finding.phone_in(value)[0])
        if found.field in ("shipping", "total", "price"):
            return finding.amount_in(value)[0] is not None
        if found.field in ("name", "recipient"):
            return finding.is_name(value)
        if found.field == "qty":
            return items.count(value)[0] is not None
        if found.field == "courier":
            return couriers.named(value) is not None
        if found.field == "items":
            return not talk.keywords(value) and not finding.phones(value) and "?" not in value
        if found.field == "address" or found.field.startswith("place"):
            return not finding.phones(value) and not talk.keywords(value, address=False)
        return "?" not in value

    def take(self, found: Labelled) -> bool:
        """Put what was filled in where it belongs; False when it cannot be read."""
        self._open = found.field
        if found.field == "items":
            self.ordering, self.fresh = True, 0
        if labels.is_empty(found.value):
            return True
        return fields.put(self, found)

    def keep(self, field: str, value: Any, sure: float) -> bool:
        """Keep ``value`` unless the field has one; True when that is the value it has now."""
        if field in self.values:
            return bool(self.values[field] == value)
        self.values[field], self.sure[field] = value, round(sure, 2)
        return True

    def _follow(self, piece: str) -> bool:
        """A line without a label: it goes on with what was opened, or is told by its shape."""
        if talk.is_courtesy(piece):
            return True
        field = "" if self._open.startswith("loose") else self._open
        ended = self._blank and (field in ("note", "gift") or (field == "address" and bool(self.places)))
        if field and not ended and field not in ("items", "address", "note", "gift") and not field.startswith("place"):
            waits = field not in self.values and field not in ("qty", "price", "attribute", "number", "sender_more")
            if waits and self._suits(field, piece):
                return self.take(Labelled(field, field, piece, 0.85))
        elif field and not ended and self._goes_on(field, piece):
            return True
        return self._loose(piece)

    def _suits(self, field: str, piece: str) -> bool:
        if field in ("phone", "recipient_phone"):
            return finding.phone_in(piece)[0] is not None
        if field in ("name", "recipient"):
            return not finding.phones(piece) and not re.search(r"\d", piece)
        if field in ("shipping", "total", "goods", "discount"):
            return finding.amount_in(piece)[0] is not None
        return not finding.phones(piece)

    def _goes_on(self, field: str, piece: str) -> bool:
        if field == "items":
            return self._more_items(piece)
        if field in ("note", "gift"):
            if finding.phones(piece):
                return False
            self.values[field] = f"{self.values[field]} {piece}" if field in self.values else piece
            self.sure.setdefault(field, 0.85)
            return True
        if not self.places and "name" not in self.values and finding.is_titled(piece):
            return self.keep("name", labels.bare(piece), 0.6)
        alone = finding.phone_in(piece)
        if alone[0] and finding.is_address(piece) > 0.6:
            return fields.put(self, Labelled("address", "", piece, 0.85))
        if (
            alone[0]
            or talk.keywords(piece, address=False)
            or finding.unknown_label(piece)
            or (items.marked(piece) and self.places and not finding.is_address(piece))
        ):
            return False
        if couriers.named(piece) and len(piece.split()) < 4 and self.places:
            return False
        self.places.append(labels.bare(piece))
        self.sure.setdefault("address", 0.85)
        return True

    def _more_items(self, piece: str) -> bool:
        if not items.marked(piece) and (
            talk.talks(piece) or len(piece.split()) > 10 or finding.is_address(piece) > 0.6
        ):
            return False
        more = items.several(piece)
        self.add(more, 0.0)
        return bool(more)

    def add(self, more: list[Line], less: float) -> None:
        for line in more:
            name = " ".join([line.name, *self.waiting])
            self.waiting = []
            self.lines.append(changed(line, name=name, sure=round(line.sure - less, 2)))
            self.fresh += 1

    def _loose(self, piece: str) -> bool:
        """A line that is told by its shape alone."""
        numbers = finding.phones(piece)
        if talk.keywords(piece) + bool(numbers) > 1 or (
            talk.keywords(piece) and not finding.is_name(piece) and len(piece.split()) > 3
        ):
            return talk.run_on(self, piece)
        if numbers:
            return self._loose_phone(piece)
        sure = finding.is_address(piece)
        if sure >= 0.7 or (sure > _HALF and self._open == "loose address"):
            self.places.append(labels.bare(piece))
            self.sure.setdefault("address", min(sure, 0.8))
            self._open = "loose address"
            return True
        if (courier := couriers.named(piece)) and len(piece.split()) < 4:
            return self.keep("courier", courier, 0.8)
        if items.marked(piece) and not talk.talks(piece):
            self.ordering = True
            self.add(items.several(piece), 0.1)
            self._open = "items"
            return True
        if "name" not in self.values and finding.is_name(piece) and not self.lines:
            self._open = "loose"
            return self.keep("name", labels.bare(piece), 0.6)
        return False

    def _loose_phone(self, piece: str) -> bool:
        e164, sure, rest = finding.phone_in(piece)
        if e164 is None or not self.keep("phone", e164, min(sure, 0.9 if finding.phones(piece)[0].sure > 0.9 else 0.5)):
            return False
        rest = re.sub(r"(?i)^(?:(?:hp|wa|no|telp|nomor|ini|up|u\.p|an|a\.n)\b[\s.:]*)+", "", rest)
        if finding.is_name(rest):
            return self.keep("name", labels.bare(rest), 0.6)
        return not any(map(str.isalnum, rest))
