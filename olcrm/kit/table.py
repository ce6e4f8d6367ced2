"""What a command answers, before anybody decides how it looks.

A command returns one of these; ``olcrm.kit.show`` turns it into a drawn table, cards, plain text, CSV or JSON.
Values are raw: whole rupiah, ``date`` or ``datetime``, plain text exactly as it was typed.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from olcrm.kit.record import NOTHING, Choice, Record

Document = Mapping[str, Any]


class Kind(Choice):
    """How a column's values are written and aligned."""

    TEXT = "text"
    NUMBER = "number"  # a count or an id: right-aligned, no grouping
    MONEY = "money"  # whole rupiah
    DAY = "day"  # a date, or ISO text of one
    MOMENT = "moment"  # an aware datetime, or ISO text of one
    PERCENT = "percent"  # 0.42 is shown as 42 %


class Column(Record):
    """One column: ``key`` heads it in CSV and never changes, ``title`` is for the screen.

    ``value`` takes the cell out of a row's document when it is not simply ``row[key]``.
    ``keep`` orders what survives on a narrow screen: 0 always stays, higher numbers go first. ``enough`` is how many
    cells of a text another column goes for. ``whole`` lets a cell be as tall as its text needs, where the end of it
    says what matters.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    value: Callable[[Document], Any] | None = None
    keep: int = 0
    whole: bool = False
    enough: int = 20

    def of(self, row: Document) -> Any:
        """The raw value of this column in ``row``."""
        return self.value(row) if self.value else row.get(self.key)


class Table(Record):
    """Rows of documents under typed columns. ``kind`` is ``"<room>.<verb>"``, as in the JSON.

    JSON gives the documents whole; every other form gives the columns. ``total`` is how many rows there
    are when ``rows`` holds only the first of them. ``sums`` is a last line, by column key. ``foot`` are
    sentences under the table, ``empty`` the sentence said instead of one. ``extra`` are further keys of
    the JSON document. ``cut``, where it is given, is said instead of the rows that a terminal is not tall enough for,
    unless it was said how many to show.
    """

    kind: str
    columns: Sequence[Column]
    rows: Sequence[Document]
    title: str = ""
    total: int | None = None
    sums: Mapping[str, Any] = NOTHING
    foot: Sequence[str] = ()
    empty: str = ""
    extra: Document = NOTHING
    cut: str = ""
    status: int = 0


class Said(Record):
    """A confirmation: one sentence, what else is worth knowing, and the document under ``--json``."""

    kind: str
    sentence: str
    document: Document = NOTHING
    more: Sequence[str] = ()
    status: int = 0


class Words(Record):
    """A text to be read or sent as it stands, several lines long."""

    kind: str
    text: str
    document: Document = NOTHING
    status: int = 0


class Pairs(Record):
    """Facts with their names, one a line: part of a page."""

    facts: Sequence[tuple[str, Any, Kind]]
    title: str = ""


class Page(Record):
    """One thing on one screen: a heading, then facts, tables and paragraphs below one another."""

    kind: str
    title: str
    document: Document
    parts: Sequence["Pairs | Table | str"] = ()
    status: int = 0


Answer = Table | Said | Words | Page
