"""Lines that only say what follows: that a form begins, whose data come next, a title above a part of it."""

import re

from olcrm.paste import labels, lists, meanings

LONGEST = 80  # characters
_FORM = re.compile(
    r"\W*(?:(?:silakan|silahkan|tolong|mohon|yuk|please|pls)?\s*(?:isi|di ?isi|lengkapi|copy|fill in|fill out)?\s*"
    r"(?:dulu|di)?\s*(?:the|data)?\s*(?:format(?:nya)?|form(?:ulir)?|fo|f\.o|data)\s*"
    r"(?:order(?:an)?|pesanan|pemesanan|pembelian|pembeli|pemesan|pengiriman|diri|customer|penerima)?"
    r"|order form|data order|new order|orderan baru|pesanan baru|order baru|fix ?order)\s*"
    r"(?:berikut|ini|ya+|kak|dulu|nya|di ?bawah|lengkap|\d{1,4}|no|toko \w+|[\w ]{0,20}shop)*+\W*+",
    re.IGNORECASE,
)
_ORDER_FORM = re.compile(r"order|pesan|beli|(?<!\w)fo(?!\w)", re.IGNORECASE)
_TITLES = frozenset(lists.words("headings"))
_LISTS = frozenset(("ringkasan", "rincian", "detail", "daftar", "list", "isi"))
_WHOLE = ("format", "form", "formulir", "fo", "order")  # what begins so is a form, and not a part of one
_TAIL = re.compile(r"\s+[-|•#]+\s*|\s*[:#]\s*|\s+(?=[\w.]*\d)")
_MOST_WORDS = 5
_WHOSE = (("penerima", "recipient"), ("recipient", "recipient"), ("pengirim", "sender"), ("dropshipper", "sender"))


def is_one(piece: str) -> bool:
    """Whether a line only says what follows."""
    return len(piece) < LONGEST and (bool(_FORM.fullmatch(piece)) or bool(_title(piece)))


def is_order_form(piece: str) -> bool:
    """Whether a heading is that of an order."""
    return bool(_ORDER_FORM.search(piece))


def whose(piece: str) -> str:
    """Whose data follow a heading: ``recipient``, ``sender``, or empty for the buyer's or where it does not say."""
    said = meanings.words(piece).split()
    return "" if not said or said[0] in _WHOLE else next((field for word, field in _WHOSE if word in said), "")


def lists_goods(piece: str) -> bool:
    """Whether what is ordered follows a heading."""
    said = _title(piece)
    return bool(_LISTS.intersection(said)) and any(meanings.part(word) == "goods" for word in said)


def _title(piece: str) -> list[str]:
    """The words of a title; empty for a line that is none. Behind a dash it may name the shop."""
    head, *tail = _TAIL.split(labels.bare(piece).lstrip("#"), maxsplit=1)
    said = meanings.words(head).split()
    if not 0 < len(said) <= _MOST_WORDS or (" ".join(said) in meanings.LABELS and len(said) > 1):
        return []
    rest = tail[0].split() if tail else []
    if (":" in piece and rest) or len(rest) > _MOST_WORDS:
        return []
    titled = [word for word in said if word in _TITLES]
    known = all(word in _TITLES or meanings.part(word) for word in said)
    return said if titled and known and said[0] in (*_TITLES, "order", "pesanan", "orderan") else []
