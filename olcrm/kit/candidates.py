"""Those who were possibly meant: what tells one from another, on a line each."""

from collections.abc import Mapping, Sequence
from typing import Any

from olcrm.kit.table import Kind
from olcrm.kit.text import _
from olcrm.kit.written import shown

FACTS, CELL = 5, 40  # so many facts of each, so long


def candidate(one: Mapping[str, Any]) -> str:
    """One of several that were possibly meant, on one line."""
    return "  ".join(cell for cell in _candidate_cells(one, _telling([one])) if cell)


def aligned(candidates: Sequence[Mapping[str, Any]]) -> list[str]:
    """A line for each, the same facts under one another."""
    table = [_candidate_cells(one, _telling(candidates)) for one in candidates]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return [
        "  " + "  ".join(f"{cell:{width}}" for cell, width in zip(line, widths, strict=True)).rstrip() for line in table
    ]


def _telling(candidates: Sequence[Mapping[str, Any]]) -> list[str]:
    """The first keys that hold a plain value for any of the candidates."""
    keys = dict.fromkeys(key for one in candidates for key, value in one.items() if _is_plain(value))
    return list(keys)[:FACTS]


def _is_plain(value: Any) -> bool:
    return value not in (None, "") and not isinstance(value, list | tuple | Mapping)


def _spoken(key: str, value: Any) -> Any:
    """A phone number as it is dialled at home, a standing in the owner's language; all else as it is."""
    if key == "phone" and value:
        from olcrm.kit.phone import local

        return local(value)
    return _(value) if key == "standing" and value else value


def _candidate_cells(one: Mapping[str, Any], keys: Sequence[str]) -> list[str]:
    texts = (shown(_spoken(key, one.get(key)), Kind.TEXT) for key in keys)
    return [text if len(text) <= CELL else text[: CELL - 1] + "…" for text in texts]
