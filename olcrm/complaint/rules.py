"""What can go wrong, in which words it is typed, and when it has gone wrong too often.

A kind is a word. The shop may add words of its own with the setting ``complaint.kinds``; the built-in ones are what
small shops hear most, with one more, ``help``, for whoever wants help with what she bought.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import N_, _, folded
from olcrm.kit.typed import excerpt

HELP = "help"
PURPOSE = "complaint"  # of messages
# How each kind is shown, in the order in which a refusal names them.
KINDS = {
    "stockout": N_("out of stock"),
    "not-as-pictured": N_("not as pictured"),
    "quality": N_("quality"),
    "late": N_("late"),
    "lost": N_("never arrived"),
    "wrong-item": N_("wrong item"),
    "damaged": N_("damaged"),
    "size": N_("size"),
    "unanswered": N_("not answered"),
    "unreachable": N_("could not reach us"),
    "unfriendly": N_("unfriendly reply"),
    "other": N_("something else"),
    HELP: N_("help wanted"),
}
# What customers and owners say for it, in both languages.
_SAID = {
    "stockout": "kosong habis stok-kosong stok-habis barang-kosong out-of-stock sold-out",
    "not-as-pictured": "beda-gambar beda-foto beda-warna beda-barang tidak-sesuai tidak-sesuai-gambar"
    " tidak-sesuai-foto gak-sesuai-gambar warna-beda not-as-shown colour color",
    "quality": "kualitas mutu bahan jahitan luntur tipis jelek poor-quality",
    "late": "telat terlambat lambat lama delayed",
    "lost": "hilang tidak-sampai belum-sampai gak-sampai nggak-sampai nyasar not-arrived never-arrived",
    "wrong-item": "salah-barang salah-kirim salah-isi salah-warna salah-ukuran tertukar wrong",
    "damaged": "rusak cacat sobek robek pecah bolong penyok patah broken defect torn",
    "size": "ukuran kebesaran kekecilan kepanjangan kependekan kesempitan kelonggaran tidak-muat gak-muat"
    " too-big too-small",
    "unanswered": "tidak-dibalas tidak-dijawab belum-dibalas gak-dibalas slow-respon slow-response not-answered",
    "unreachable": "tidak-bisa-dihubungi susah-dihubungi sulit-dihubungi gak-bisa-dihubungi",
    "unfriendly": "tidak-ramah kurang-ramah gak-ramah kasar judes jutek ketus rude",
    "other": "lain lainnya lain-lain others",
    HELP: "bantuan bantu minta-bantuan purna-jual cara-pakai",
}
_MEANT = {word: key for key, words in _SAID.items() for word in words.split()}
# Which message says sorry for a kind; a kind of the shop's own has the general one.
SORRY = {
    "stockout": "complaint-stockout",
    "late": "complaint-late",
    "lost": "complaint-lost",
    "size": "complaint-size",
    HELP: "complaint-help",
    **dict.fromkeys(("not-as-pictured", "quality", "wrong-item", "damaged"), "complaint-goods"),
    **dict.fromkeys(("unanswered", "unreachable", "unfriendly"), "complaint-talk"),
}
CLAIMED = frozenset({"not-as-pictured", "quality", "wrong-item", "damaged", "size", "lost"})  # a guarantee may help
OF_GOODS = CLAIMED | {"stockout", HELP}  # where it matters which of several products it is


def plain_kind(word: str) -> str:
    """``word`` as kinds are compared: folded, with hyphens between its words."""
    return "-".join(folded(word).replace("_", " ").replace("-", " ").split())


def kind(word: str, own: Sequence[str] = ()) -> str:
    """The kind that ``word`` means: a key, one of ``own``, how the screen shows it, or what is said for it.

    Raises Misunderstood, naming the kinds there are.
    """
    wanted = plain_kind(word)
    if wanted in own or wanted in KINDS:
        return wanted
    if wanted in _MEANT:
        return _MEANT[wanted]
    for key, words in KINDS.items():
        if wanted == plain_kind(_(words)):
            return key
    raise Misunderstood(
        _("“{word}” is no kind of complaint.").format(word=excerpt(word)),
        hint=_("Use {kinds}. A kind of your own: `olcrm config set complaint.kinds {example}`.").format(
            kinds=", ".join([*KINDS, *own]), example=",".join([*own, _("torn-box")])
        ),
    )


def shown(key: str) -> str:
    """A kind as the screen shows it; one of the shop's own as it is."""
    return _(KINDS[key]) if key in KINDS else key.replace("-", " ")


def sorry(key: str) -> str:
    """The message that says sorry for a kind."""
    return SORRY.get(key, "complaint-sorry")


def most_within(days: Sequence[date], within: timedelta) -> int:
    """The most of these ``days`` that lie no further apart than ``within``, both ends counted."""
    ordered, first, most = sorted(days), 0, 0
    for place, day in enumerate(ordered):
        while day - ordered[first] > within:
            first += 1
        most = max(most, place - first + 1)
    return most


def of_goods(kind: str) -> bool:
    """Whether it matters which of several products a complaint is about; of the shop's own kinds it may."""
    return kind in OF_GOODS or kind not in KINDS


def not_before(day: date, ordered: date, order_id: int) -> None:
    """Make sure that nobody complains of an order before she has made it. Raises Refused."""
    if day < ordered:
        from olcrm.kit.dates import short

        raise Refused(
            _("Order {number} is of {ordered}; on {day} there was nothing to complain of yet.").format(
                number=order_id, ordered=short(ordered), day=short(day)
            ),
            hint=_("Give a day from {ordered} on.").format(ordered=short(ordered)),
        )


def shares(counts: Sequence[int]) -> Iterator[tuple[float, float]]:
    """For each of ``counts``, the largest first, its share of all and the share of it with all before it."""
    total, run = sum(counts), 0
    for count in counts:
        run += count
        yield count / total, run / total


def same(words: str) -> str:
    """A cause as it is compared with others: folded, without a full stop."""
    return folded(words).rstrip(".") or words


def heard(number: int) -> str:
    """For what her own words are kept as a message."""
    return f"complaint-{number}-heard"


def sorry_occasion(complaint: Row) -> str:
    """For what she is told sorry once, or helped: an order that is late or out of stock, else this complaint."""
    short = {"late": "late", "stockout": "stock"}.get(complaint["kind"])
    if short and complaint["order_id"]:
        return f"sorry-{short}-{complaint['order_id']}"
    return f"complaint-{complaint['id']}-{HELP if complaint['kind'] == HELP else 'sorry'}"


def said_as(occasion: str) -> str | None:
    """Which draft a message was, by its occasion: ``sorry``, ``help``, ``word``, ``kept``, ``done``; None for talk."""
    if occasion.startswith("sorry-"):
        return "sorry"
    name = occasion.split("-")[2]
    return None if name.isdigit() else name
