"""The keys of replies, and how what the ledger holds is written for a customer."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from olcrm.kit import daywords
from olcrm.kit.errors import Misunderstood
from olcrm.kit.money import rupiah
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.kit.typed import excerpt, plain
from olcrm.template.rules import REPLIES, REPLY

FORM = "format-order"  # the blank order form has been a message of its own for longer
ACCOUNT, STEPS, TERMS, CATALOGUE, SOLD_OUT = "rekening", "cara-order", "syarat", "katalog", "kosong"
KEYS = (REPLIES[0], FORM, *REPLIES[1:])
VERBS = ("list", "add", "edit", "remove")  # `olcrm reply list` is never a reply called list
LONGEST_KEY = 30
MOST_GOODS = 15  # lines of a catalogue that somebody reads to the end
LATELY = timedelta(days=30)
AHEAD = timedelta(days=60)  # closures that are told of beforehand
OPENING = {"id": "Halo {greeting},\n\n", "en": "Hi {greeting},\n\n"}

# What else one would call them: enough to say which was perhaps meant.
_OTHERWISE = {
    **dict.fromkeys(("norek", "no-rek", "rek", "bank", "transfer", "bayar", "account", "accounts", "pay"), "rekening"),
    **dict.fromkeys(("form", "format", "formulir", "isi-format"), FORM),
    **dict.fromkeys(("ongkos", "ongkos-kirim", "ekspedisi", "kirim", "shipping"), "ongkir"),
    **dict.fromkeys(("ready", "stok", "stock", "harga", "pricelist", "daftar", "catalogue", "catalog"), CATALOGUE),
    **dict.fromkeys(("habis", "sold-out", "soldout", "out"), SOLD_OUT),
    **dict.fromkeys(("cara", "cara-pesan", "pesan", "order", "how"), STEPS),
    **dict.fromkeys(("ketentuan", "aturan", "sk", "s-k", "terms", "rules"), TERMS),
    **dict.fromkeys(("jam", "buka", "jadwal", "libur", "hours", "open"), "jam-buka"),
}
_SIZES = ("xs", "s", "m", "l", "xl", "xxl", "2xl", "xxxl", "3xl", "4xl", "5xl")
_THANKS = ("terima kasih", "makasih", "thank")
_AND = {"id": "dan", "en": "and"}
_UNITS = {"id": (("hari", "hari"), ("jam", "jam")), "en": (("day", "days"), ("hour", "hours"))}


class Goods(Record):
    """One product that can be had."""

    name: str
    variant: str | None
    price: int | None


def key(word: str) -> str:
    """The key that ``word`` is: ``Jam buka`` is ``jam-buka``. Raises Misunderstood for what can be none."""
    found = "-".join(re.split(r"[\s_-]+", plain(word)))
    if len(found) > LONGEST_KEY or not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", found):
        raise Misunderstood(
            _("“{word}” cannot be the key of a reply.").format(word=excerpt(word)),
            hint=_("Use small letters, figures and hyphens, like cod or ready-stock; at most {most} of them.").format(
                most=LONGEST_KEY
            ),
        )
    return found


def template(key: str) -> str:
    """The name of the message that answers ``key``."""
    return FORM if key == FORM else REPLY + key


def near(word: str, keys: Sequence[str]) -> list[str]:
    """Which of ``keys`` were perhaps meant."""
    from difflib import get_close_matches

    told = "-".join(plain(word).split())
    other = _OTHERWISE.get(told)
    return list(dict.fromkeys([*([other] if other else []), *get_close_matches(told, keys, n=3)]))


def gist(text: str) -> str:
    """The first line of a wording that says more than a greeting and thanks, with ``…`` for what is filled in."""
    lines = [re.sub(r"^[^{},]*\{greeting\}[\s,.]*", "", line).strip() for line in text.splitlines()]
    said = [re.sub(r"\{\w+\}", "…", line) for line in lines if line]
    return next((line for line in said if not line.casefold().startswith(_THANKS)), said[0] if said else "").rstrip(":")


def catalogue(goods: Iterable[Goods], most: int | None) -> tuple[str, int]:
    """A line for all variants of one name and price, at most ``most`` (None: all); and how many lines were left out.

    ``- Gamis Aisyah (M, L) = Rp185.000``.
    """
    groups: dict[tuple[str, int | None], list[str]] = {}
    for one in goods:
        groups.setdefault((one.name, one.price), []).append(one.variant or "")
    lines = [_line(name, [one for one in variants if one], price) for (name, price), variants in groups.items()]
    shown = lines[:most]
    return "\n".join(shown), len(lines) - len(shown)


def _line(name: str, variants: Sequence[str], price: int | None) -> str:
    by_size = sorted(variants, key=_size)
    kinds = f" ({', '.join(by_size)})" if len(by_size) > 1 else "".join(f" {one}" for one in by_size)
    return f"- {name}{kinds}" + (f" = {rupiah(price)}" if price else "")


def _size(variant: str) -> int:
    """Where a variant stands among sizes; what is none comes first, as it was."""
    return _SIZES.index(variant.casefold()) if variant.casefold() in _SIZES else -1


def clauses(rows: Iterable[Row]) -> str:
    """``3. Retur paling lambat tiga hari.``, a line a clause."""
    return "\n".join(f"{row['number']}. {row['text']}" for row in rows)


def hours(opens: time, closes: time, zone: str, language: str) -> str:
    """``08.00–20.00 WIB``: when messages are answered, which is when it is not quiet."""
    mark = "." if language == "id" else ":"
    return f"{opens:%H}{mark}{opens:%M}–{closes:%H}{mark}{closes:%M}" + (f" {zone}" if zone.isalpha() else "")


def weekdays(closed: Iterable[int], language: str) -> str:
    """``Jumat dan Minggu``; nothing where no day is closed."""
    names = [daywords.WEEKDAYS[language][day] for day in sorted(closed)]
    return f" {_AND[language]} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def closures(times: Iterable[tuple[date, date]], language: str) -> str:
    """``- 24–26 Desember``, a line for each time. Why is the shop's own business."""
    return "\n".join(f"- {_days(first, last, language)}" for first, last in times)


def _days(first: date, last: date, language: str) -> str:
    months = daywords.LONG_MONTHS[language]
    end = f"{last.day} {months[last.month - 1]}"
    if first == last:
        return end
    begin = str(first.day)
    return f"{begin}–{end}" if first.month == last.month else f"{begin} {months[first.month - 1]} – {end}"


def span(length: timedelta, language: str) -> str:
    """``2 hari`` or ``12 jam``: how long goods are kept."""
    hours = round(length.total_seconds() / 3600)
    days, single = _UNITS[language]
    count, (one, many) = (hours // 24, days) if hours % 24 == 0 else (hours, single)
    return f"{count} {one if count == 1 else many}"
