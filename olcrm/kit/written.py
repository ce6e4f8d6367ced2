"""Values as people read them on a screen: amounts, days, moments, yes and no, on one line and harmless."""

from datetime import date, datetime
from typing import Any

from olcrm.kit.cells import safe
from olcrm.kit.table import Kind, Table
from olcrm.kit.text import _, pointed


def shown(value: Any, kind: Kind, *, plain: bool = False) -> str:
    """``value`` for people, on one line: Rp150.000, 42 %, yes.

    Drawn, a day of this year is 22 Nov and a line break ⏎; ``plain``, a day is 2026-11-22 and a line break a space.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return _number(value, kind)
    if kind in (Kind.DAY, Kind.MOMENT):
        return _when(value, kind, plain)
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return safe(text.replace("\r\n", "\n").replace("\n", " ") if plain else text)


def _number(value: int | float, kind: Kind) -> str:
    if kind == Kind.MONEY:
        from olcrm.kit.money import rupiah

        return rupiah(int(value))
    if kind == Kind.PERCENT:
        return f"{value * 100:.0f} %"
    return str(value) if isinstance(value, int) else pointed(f"{value:g}")


def _when(value: Any, kind: Kind, plain: bool) -> str:
    """A day or a moment; what is neither, such as a birthday without a year, as it stands."""
    try:
        stated = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return safe(value)
    if not isinstance(stated, datetime):
        return _day(stated, plain) if isinstance(stated, date) else safe(str(stated))
    if kind == Kind.DAY or stated.tzinfo is None:
        return _day(stated.date(), plain)
    from olcrm.kit.clock import local

    moment = local(stated)
    return f"{_day(moment.date(), plain)} {moment:%H:%M}"


def _day(day: date, plain: bool) -> str:
    """``day`` in ISO form when ``plain``, else the way it is said: without its year in that year."""
    if plain:
        return day.isoformat()
    from olcrm.kit.clock import today
    from olcrm.kit.dates import short

    return short(day).removesuffix(f" {day.year}") if day.year == today().year else short(day)


def sums(table: Table, *, plain: bool = False) -> list[str]:
    """The cells of the last line; its first one is a word for it where it is no sum itself. Empty without sums."""
    if not table.sums:
        return []
    line = [shown(table.sums.get(column.key), column.kind, plain=plain) for column in table.columns]
    return [line[0] or _("Total"), *line[1:]]
