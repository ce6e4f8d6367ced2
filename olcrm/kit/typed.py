"""What hands and clipboards put into a word, brought back to what a plain keyboard would have typed.

Chats and spreadsheets bring full-width figures, hard spaces, invisible direction marks and long dashes
along. Readers of amounts, days and phone numbers take them away first, so that their patterns can be plain.
What is meant to be a text is kept as it was typed, or refused.
"""

from collections.abc import Mapping

from olcrm.kit.errors import Misunderstood
from olcrm.kit.text import _

TEXT_LIMIT = 10_000  # characters of any text; more is refused, nothing is cut
LONGEST_NUMBER = 18  # figures of a row's number; nineteen may be more than SQLite can hold
QUOTED = 40  # characters of a misunderstood word that a message repeats
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
_APOSTROPHES = "`\u00b4\u2018\u2019\u02bc"


def text(value: str, what: str) -> str:
    """``value`` as it was typed, once it is sure to come back as it was typed.

    Raises Misunderstood for an empty or over-long text, or one with a NUL or half a character; ``what`` names it.
    """
    if not value.strip():
        raise Misunderstood(_("{what} is empty.").format(what=what), hint=_("Write at least one character."))
    if len(value) > TEXT_LIMIT:
        raise Misunderstood(
            _("{what} is {length} characters long; at most {limit} are kept.").format(
                what=what, length=len(value), limit=TEXT_LIMIT
            ),
            hint=_("Shorten it; nothing was cut or saved."),
        )
    if not whole(value):
        raise unkept(what)
    return value


def own_words(value: str, what: str) -> str:
    """``value`` as ``text`` gives it, once it is more than the “…” that a command on the screen has in its place.

    Raises as ``text`` does, and Misunderstood for the dots alone.
    """
    if value.strip() in ("…", "..."):
        raise Misunderstood(
            _("“{dots}” stands where words of your own belong.").format(dots=value.strip()),
            hint=_("Write them in its place."),
        )
    return text(value, what)


def whole(value: str) -> bool:
    """Whether every character of ``value`` is one that a file can keep: no NUL, no half of a pair."""
    return "\0" not in value and (value.isascii() or not any("\ud800" <= c <= "\udfff" for c in value))


def unkept(what: str) -> Misunderstood:
    """The refusal of a text that is not ``whole``; ``what`` names it."""
    return Misunderstood(
        _("{what} holds a character that cannot be kept.").format(what=what),
        hint=_("Type it again without the NUL or broken character."),
    )


def plain(word: str) -> str:
    """``word`` in lower case, with single ordinary spaces, hyphens and apostrophes, and nothing invisible.

    Only width and look are changed: a figure of another script or a raised ² stays what it is, and is then
    refused by the reader instead of becoming a further digit.
    """
    if not word.isascii():  # once more behind casefold, of which ŉ becomes two characters
        word = "".join(map(_ordinary, "".join(map(_ordinary, word)).casefold()))
    return " ".join(word.split()).casefold()


def number(word: str) -> int | None:
    """The number of a row that ``word`` is, like 41; None for anything else, and for more than SQLite can count."""
    digits = word.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None


def one_of(word: str, shown: Mapping[str, str]) -> str | None:
    """The key of ``shown`` that ``word`` is, or that the screen shows as ``word``; None for anything else."""
    wanted = plain(word)
    return next((key for key, words in shown.items() if wanted in (key, plain(words))), None)


def _ordinary(char: str) -> str:
    if char.isascii():
        return char
    if "\uff01" <= char <= "\uff5e":  # full-width forms stand in the order of ASCII
        return chr(ord(char) - 0xFEE0)
    if char in _DASHES:
        return "-"
    if char in _APOSTROPHES:
        return "'"
    import unicodedata

    return "" if unicodedata.category(char) == "Cf" else char


def quoted(word: str) -> str:
    """A word as it is typed in a command: in quotation marks only where the shell needs them.

    `shlex` would do nearly the same, and cost more to import than an order to write.
    """
    if word and word[0] != "=" and all(char.isalnum() or char in "@%+=:,./_-" for char in word):
        return word
    if "'" in word and not any(char in '"$`\\!' for char in word):
        return f'"{word}"'
    return "'" + word.replace("'", "'\"'\"'") + "'"


def excerpt(word: str) -> str:
    """``word`` as a message repeats it: the first 40 characters, for what was typed may be a whole page."""
    return word if len(word) <= QUOTED else word[: QUOTED - 1] + "…"
