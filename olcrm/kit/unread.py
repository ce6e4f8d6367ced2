"""Modules that are imported for what few commands do, and are read once something in them is asked for.

Typer, and what it stands on, import these to open a browser, to let a shell complete, to wrap a help text, to show a
traceback, for paths of another system. Reading them is a tenth of a short command. ``import subprocess`` gives the
module as ever, and the first name that is looked up in it lets it be read. All of them are Python's own, and none does
anything by being read.
"""

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

SELDOM = ("ipaddress", "ntpath", "platform", "subprocess", "textwrap", "tokenize")


class _Unread(ModuleType):
    def __getattr__(self, name: str) -> Any:
        self.__class__ = ModuleType  # type: ignore[assignment]
        try:
            self.__spec__.loader.exec_module(self)  # type: ignore[union-attr]
        except BaseException:  # interrupted, it is read again by whoever needs it next
            self.__class__ = _Unread
            raise
        return getattr(self, name)


def put_off() -> None:
    """Put the modules that are seldom needed in their places, unread; those that are there already stay."""
    for name in SELDOM:
        spec = None if name in sys.modules else find_spec(name)
        if spec is not None:
            module = module_from_spec(spec)
            module.__class__ = _Unread
            sys.modules[name] = module
