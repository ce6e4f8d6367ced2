"""Regulars first, in a list where rows press alike: what was ordered on one day, or promised for one."""

import sqlite3
from collections.abc import Callable, Hashable, Iterable
from itertools import groupby
from typing import TypeVar

from olcrm.shop import store as shop

Item = TypeVar("Item")

_PLACE = {"loyal": 0, "repeat": 1, "resting": 1}


def place(standing: str) -> int:
    """The place of ``standing`` in a list: the loyal first, then who came back or rests, all others behind them."""
    return _PLACE.get(standing, 2)


def first(
    db: sqlite3.Connection, rows: Iterable[Item], *, alike: Callable[[Item], Hashable], standing: Callable[[Item], str]
) -> list[Item]:
    """``rows`` as ``ahead`` puts them, unless the setting ``lists.regulars-first`` is off."""
    if shop.kept(db).get("lists.regulars-first") == "off":
        return list(rows)
    return ahead(rows, alike, standing)


def ahead(rows: Iterable[Item], alike: Callable[[Item], Hashable], standing: Callable[[Item], str]) -> list[Item]:
    """``rows`` in their order, but of neighbours for whom ``alike`` is the same, regulars come first."""
    runs = (run for _key, run in groupby(rows, key=alike))
    return [one for run in runs for one in sorted(run, key=lambda one: place(standing(one)))]
