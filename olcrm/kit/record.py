"""Values with named fields, and words to choose among, without generated code.

``dataclasses`` writes and compiles an ``__init__`` for each class while a module is imported: 2 to 6 million
instructions a class, and a daily command passes some thirty of them. A record reads its fields from the annotations,
shares one ``__init__`` with all records, and costs nothing to declare. To a type checker it is a frozen dataclass
(PEP 681). ``Choice`` is to ``enum.StrEnum`` what records are to dataclasses, and ``Annotated`` costs a tenth of what
``typing`` takes for it, of which a room has up to forty.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from enum import StrEnum
    from typing import Annotated as Annotated

    Choice = StrEnum

    class Row(Protocol):
        """A row of the ledger, or a document: something with named values."""

        def __getitem__(self, key: str, /) -> Any:
            """The value called ``key``."""
else:
    Row = Any  # to declare a protocol costs a class with all that checks it

    class Annotated:
        """A type and what is declared of it, as ``typing`` has it, without what that one checks."""

        def __init__(self, origin: Any, declared: Any) -> None:
            self.__origin__, self.__metadata__ = origin, (declared,)

        def __class_getitem__(cls, given: tuple[Any, Any]) -> Any:
            return cls(*given)

    class _Choosing(type):
        def __iter__(cls) -> Iterator[str]:
            return iter(cls._words)

    class Choice(str, metaclass=_Choosing):
        """Words to choose among: an enumeration of strings that costs nothing to declare."""

        _words: ClassVar[tuple[str, ...]] = ()

        def __init_subclass__(cls) -> None:
            named = {name: str.__new__(cls, word) for name, word in vars(cls).items() if name.isupper()}
            cls._words = tuple(named.values())
            for name, word in named.items():
                setattr(cls, name, word)

        def __new__(cls, word: str) -> str:
            for one in cls._words:
                if one == word:
                    return one
            raise ValueError(f"{word!r} is no {cls.__name__}")


R = TypeVar("R")

NOTHING: Mapping[str, Any] = MappingProxyType({})  # the default of a field that holds a mapping


@dataclass_transform(frozen_default=True)
class Record:
    """The parent of records. Their fields are what they annotate, those with a default last; compared by value."""

    _fields: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[Mapping[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = cls.__annotations__  # since Python 3.10 never a parent's
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))
        cls._defaults = {**cls._defaults, **{name: value for name, value in vars(cls).items() if name in own}}

    def __init__(self, *values: Any, **named: Any) -> None:
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

    def __repr__(self) -> str:
        facts = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._fields)
        return f"{type(self).__name__}({facts})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self._fields))


def changed(old: R, **fields: Any) -> R:
    """A copy of the record ``old`` with ``fields`` in place of its own."""
    new = object.__new__(type(old))
    new.__dict__.update(old.__dict__)
    _check(new, fields)
    new.__dict__.update(fields)
    return new


def _check(self: Any, named: Mapping[str, Any], values: tuple[Any, ...] = ()) -> None:
    for name in named:
        if name not in self._fields or name in self._fields[: len(values)]:
            raise TypeError(f"{type(self).__name__} takes no {name} here")
    if len(values) > len(self._fields):
        raise TypeError(f"{type(self).__name__} takes {len(self._fields)} values")
