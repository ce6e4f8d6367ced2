"""Words for the screen, in the owner's language.

``_`` translates where it is called, ``N_`` only marks a string for the catalogue: help lines are written
down while a module is imported, and translated when they are shown.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LANGUAGES = ("en", "id")
CATALOGUES = Path(__file__).parent.parent / "locale"

_language = "en"
_gettext: Callable[[str], str] = str


def _english(one: str, many: str, n: int) -> str:
    return one if n == 1 else many


_ngettext: Callable[[str, str, int], str] = _english


def use(language: str) -> None:
    """Show everything from now on in ``language`` (one of ``LANGUAGES``; anything else is English)."""
    global _language, _gettext, _ngettext
    _language = language if language in LANGUAGES else "en"
    if _language == "en":
        _gettext, _ngettext = str, _english
        return
    from olcrm.kit.catalogue import Catalogue

    catalogue = Catalogue(CATALOGUES / _language / "LC_MESSAGES" / "olcrm.mo")
    _gettext, _ngettext = catalogue.gettext, catalogue.ngettext


def language() -> str:
    """The language on the screen: ``"en"`` or ``"id"``."""
    return _language


def pointed(figures: str) -> str:
    """``2.5`` as the language of the screen writes it, in Indonesian ``2,5``."""
    return figures.replace(".", ",") if _language == "id" else figures


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let the block write in ``language``, for somebody else than the owner."""
    before = _language
    use(language)
    try:
        yield
    finally:
        use(before)


def from_system() -> str:
    """The system's language as ``"id"`` or ``"en"``, read as POSIX says: LC_ALL, LC_MESSAGES, LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "id" if value.lower().startswith(("id", "in_")) else "en"
    return "en"


def _(message: str) -> str:
    return _gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """``one`` or ``many`` as the language wants it for ``n``; the caller formats the number in."""
    return _ngettext(one, many, n)


def N_(message: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark ``message`` for the catalogue without translating it yet."""
    return message


def folded(text: str) -> str:
    """``text`` as it is looked up: lower case, without accents, single blanks; ``"  Réna  WATI"`` is ``"rena wati"``.

    What would fold to nothing, such as a lone accent, stays as it is.
    """
    if text.isascii():  # most names are, and what knows the others is large
        return " ".join(text.lower().split())
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split()) or " ".join(text.split())
