"""Values with named fields, without generated code.

``dataclasses`` writes and compiles an ``__init__`` for each class while a module is imported: 2 to 6 million
instructions a class, and a daily command passes some thirty of them. A record reads its fields from the annotations,
shares one ``__init__`` with all records, and costs nothing to declare. To a type checker it is a frozen dataclass
(PEP 681).
"""

from collections.abc import Mapping
from inspect import get_annotations
from types import FunctionType, MappingProxyType
from typing import Any, TypeVar, dataclass_transform

R = TypeVar("R")

NOTHING: Mapping[str, Any] = MappingProxyType({})  # the default of a field that holds a mapping


@dataclass_transform(frozen_default=True)
def record(cls: type[R]) -> type[R]:
    """Make ``cls`` a record of its annotated fields, those with a default last. Compared by value."""
    fields = tuple(dict.fromkeys((*getattr(cls, "_fields", ()), *get_annotations(cls))))
    setattr(cls, "_fields", fields)  # noqa: B010 (mypy knows no such attribute)
    setattr(cls, "_defaults", {name: getattr(cls, name) for name in fields if hasattr(cls, name)})  # noqa: B010
    for name in fields:
        if isinstance(cls.__dict__.get(name), FunctionType):  # a default, not a method
            setattr(cls, name, staticmethod(cls.__dict__[name]))
    for name, method in (("__init__", _init), ("__repr__", _repr), ("__eq__", _eq), ("__hash__", _hash)):
        if name not in cls.__dict__ or name == "__hash__":
            setattr(cls, name, method)
    return cls


def changed(old: R, **fields: Any) -> R:
    """A copy of the record ``old`` with ``fields`` in place of its own."""
    new = object.__new__(type(old))
    new.__dict__.update(old.__dict__)
    _check(new, fields)
    new.__dict__.update(fields)
    return new


def _init(self: Any, *values: Any, **named: Any) -> None:
    fields = self._fields
    own = self.__dict__
    own.update(self._defaults)  # not left to the class, which would bind a function to the record
    own.update(zip(fields, values, strict=False))
    if named or len(values) > len(fields):
        _check(self, named, values)
        own.update(named)
    if len(own) < len(fields):
        missing = next(name for name in fields if name not in own)
        raise TypeError(f"{type(self).__name__} needs {missing}")


def _check(self: Any, named: dict[str, Any], values: tuple[Any, ...] = ()) -> None:
    for name in named:
        if name not in self._fields or name in self._fields[: len(values)]:
            raise TypeError(f"{type(self).__name__} takes no {name} here")
    if len(values) > len(self._fields):
        raise TypeError(f"{type(self).__name__} takes {len(self._fields)} values")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, name) for name in self._fields)


def _repr(self: Any) -> str:
    facts = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
    return f"{type(self).__name__}({facts})"


def _eq(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))
