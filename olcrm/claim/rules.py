"""When a guarantee holds, until which day, and who pays the way back. Days are given, never asked.

A guarantee counts whole days, because nobody notes the hour at which a parcel was opened: its last day is so many days
after the day on which the goods arrived, or the order was paid in full. A claim on that day holds, on the next it does
not. The "1 x 24 hours" of many shops is one day: what arrives on the 10th can be claimed until the evening of the 11th.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from olcrm.complaint import rules as complaints
from olcrm.kit.errors import Misunderstood, Refused
from olcrm.kit.record import Record, Row
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, plain, text

GRANTS = {"exchange": N_("exchange"), "refund": N_("refund"), "repair": N_("repair")}
BASES = {"paid": N_("paid in full"), "arrived": N_("received")}
PAYERS = {"shop": N_("the shop"), "customer": N_("the customer"), "fault": N_("whoever is at fault")}
EVIDENCE = {
    "unboxing-video": N_("unboxing video"),
    "photo": N_("photo"),
    "tag": N_("tag still on"),
    "receipt": N_("receipt"),
}
MIND, LOST = "change-of-mind", "lost"  # the one reason that is no complaint, and the one for which nothing comes back
WRONG = "wrong-item"  # for which something else comes back than what is claimed
FAULTS = frozenset({"stockout", "not-as-pictured", "quality", "late", "lost", "wrong-item", "damaged"})  # the shop's
WORN = frozenset({"damaged", "quality"})  # what comes back for these is not put on the shelf again
LONGEST_DAYS, LONGEST_WORD = 3_650, 30
_SAID = {
    "exchange": "tukar ganti penukaran tukar-barang swap replacement",
    "refund": "uang-kembali kembali-uang refund pengembalian-dana money-back",
    "repair": "perbaikan perbaiki servis fix",
    "paid": "lunas bayar pembayaran dibayar payment",
    "arrived": "sampai diterima terima receipt received",
    "shop": "toko penjual",
    "customer": "pelanggan pembeli buyer",
    "fault": "salah kesalahan yang-salah",
    "unboxing-video": "video video-unboxing unboxing",
    "photo": "foto gambar picture",
    "tag": "label label-utuh tag-utuh",
    "receipt": "nota struk bukti-bayar",
    MIND: "berubah-pikiran batal-suka tidak-cocok gak-cocok change-my-mind",
}
STATES = ("holds", "needs-evidence", "not-begun", "not-granted", "over", "none")  # a verdict, the kindest first


class Guarantee(Record):
    """What was agreed: so many ``days`` from a ``basis``; without ``reasons`` for any, without a product for all."""

    id: int
    name: str
    product_id: int | None
    basis: str
    days: int
    grants: Sequence[str]
    reasons: Sequence[str]
    evidence: Sequence[str]
    shipping: str
    clause: str | None
    ended_on: str | None

    def covers(self, reason: str | None) -> bool:
        """Whether it is for such a reason; any fits while none was said."""
        return reason is None or not self.reasons or reason in self.reasons


class Bought(Record):
    """The days of what is claimed: ordered, paid in full, arrived; None for what has not happened or was not noted."""

    ordered_on: date
    paid_on: date | None
    arrived_on: date | None


class Asked(Record):
    """What she wants on which day: None where nothing was said about it."""

    on: date
    reason: str | None = None
    wants: str | None = None
    evidence: frozenset[str] = frozenset()


class Verdict(Record):
    """What a guarantee says of a claim: one of ``STATES``, since and until when it runs, what she has still to show."""

    state: str
    guarantee: Guarantee | None = None
    since: date | None = None
    last_on: date | None = None
    missing: Sequence[str] = ()
    way_back: str | None = None  # who pays it: shop or customer; None while the reason is not known

    @property
    def binds(self) -> bool:
        """Whether the shop has agreed to it: it holds, or nothing has begun to run that could have run out."""
        return self.state in ("holds", "not-begun") and not self.missing


def grant(word: str) -> str:
    """``exchange``, ``refund`` or ``repair``, in either language. Raises Misunderstood."""
    return _one(word, GRANTS, _("“{word}” is nothing a guarantee grants."))


def basis(word: str) -> str:
    """``paid`` or ``arrived``, in either language. Raises Misunderstood."""
    return _one(word, BASES, _("“{word}” is nothing a guarantee counts from."))


def payer(word: str) -> str:
    """``shop``, ``customer`` or ``fault``, in either language. Raises Misunderstood."""
    return _one(word, PAYERS, _("“{word}” does not say who pays the way back."))


def days(word: str) -> int:
    """``3``, ``3 hari`` or ``1x24 jam`` as whole days. Raises Misunderstood for anything else, Refused for too many."""
    from olcrm.kit import dates

    figures = plain(word)
    if figures.isascii() and figures.isdigit() and len(figures) < 6:
        count = int(figures)
    else:
        span = dates.span(word)
        count = -(-span // timedelta(days=1))
    if count > LONGEST_DAYS:
        raise Refused(
            _("A guarantee of {count} days is longer than ten years.").format(count=count),
            hint=_("Write it like 3, or 1x24 jam."),
        )
    return count


def evidence(words: Iterable[str]) -> tuple[str, ...]:
    """What is shown, each once: the shop's own words with hyphens between them. Raises Misunderstood."""
    return tuple(dict.fromkeys(_evidence(one) for word in words for one in word.split(",") if one.strip()))


def _evidence(word: str) -> str:
    wanted = complaints.plain_kind(text(word, _("What is shown")))
    found = _meant(wanted, EVIDENCE) or wanted
    if len(found) > LONGEST_WORD or not all(one.isalnum() for one in found.split("-")):
        raise Misunderstood(
            _("“{word}” is no name of something to show.").format(word=excerpt(word)),
            hint=_("Use {words}, or a short word of your own.").format(words=", ".join(EVIDENCE)),
        )
    return found


def is_mind(word: str) -> bool:
    """Whether she only thinks otherwise by now."""
    return _meant(complaints.plain_kind(word), {MIND: N_("change of mind")}) == MIND


def reason_shown(reason: str) -> str:
    """Why she claims, in the language of the screen."""
    return _("change of mind") if reason == MIND else complaints.shown(reason)


def evidence_shown(words: Iterable[str]) -> str:
    """What is shown or to be shown, in the language of the screen."""
    return ", ".join(_(EVIDENCE[one]) if one in EVIDENCE else one.replace("-", " ") for one in words)


def grants_shown(words: Iterable[str]) -> str:
    """What is granted, in the language of the screen."""
    return ", ".join(_(GRANTS[one]) for one in words)


def _one(word: str, shown: dict[str, str], sentence: str) -> str:
    found = _meant(complaints.plain_kind(word), shown)
    if found is None:
        raise Misunderstood(
            sentence.format(word=excerpt(word)), hint=_("Choose one of {words}.").format(words=", ".join(shown))
        )
    return found


def _meant(wanted: str, shown: dict[str, str]) -> str | None:
    for key, words in shown.items():
        if wanted == key or wanted in _SAID.get(key, "").split() or wanted == complaints.plain_kind(_(words)):
            return key
    return None


def paid_on(ordered_on: date, total: int, payments: Iterable[tuple[date, int]]) -> date | None:
    """The day on which ``total`` rupiah were in, by payments in the order of their days; None while they are not."""
    if total <= 0:
        return ordered_on
    there, reached = 0, None
    for day, amount in payments:
        there += amount
        if there >= total and reached is None:
            reached = day
        elif there < total:
            reached = None
    return reached


def since(guarantee: Guarantee, bought: Bought) -> date | None:
    """The day from which it counts; None while that has not come."""
    return bought.paid_on if guarantee.basis == "paid" else bought.arrived_on


def judge(guarantee: Guarantee, bought: Bought, asked: Asked) -> Verdict:
    """What ``guarantee`` says of what she asks for."""
    begun = since(guarantee, bought)
    last = begun and begun + timedelta(days=guarantee.days)
    missing = tuple(one for one in guarantee.evidence if one not in asked.evidence)
    state = "needs-evidence" if missing else "holds"
    if begun is None or asked.on < begun:
        state = "not-begun"
    elif last is not None and asked.on > last:
        state = "over"
    if state != "over" and asked.wants is not None and asked.wants not in guarantee.grants:
        state = "not-granted"
    return Verdict(state, guarantee, begun, last, missing, pays_back(guarantee.shipping, asked.reason))


def pays_back(shipping: str, reason: str | None) -> str | None:
    """Who pays the way back: where it goes by the fault, the shop for its own mistakes, she for her change of mind."""
    if shipping != "fault":
        return shipping
    if reason is None:
        return None
    return "shop" if reason in FAULTS else "customer"


def fitting(
    guarantees: Iterable[Guarantee], product_id: int | None, reason: str | None, ordered_on: date
) -> list[Guarantee]:
    """Those that decide: the product's own before the shop's, and one for this very reason before one for any.

    Without a reason all that may decide, depending on it.
    """
    day = ordered_on.isoformat()
    there = [one for one in guarantees if one.covers(reason) and (one.ended_on is None or day < one.ended_on)]
    own = [one for one in there if one.product_id is not None and one.product_id == product_id]
    general = [one for one in there if one.product_id is None]
    if reason is None:
        return own if any(not one.reasons for one in own) else own + general
    best = own or general
    return [one for one in best if one.reasons] or best


def best(verdicts: Sequence[Verdict]) -> Verdict:
    """The kindest of several that decide, and of equal ones that which runs longest."""
    if not verdicts:
        return Verdict("none")
    return min(verdicts, key=lambda one: (STATES.index(one.state), -(one.last_on or date.max).toordinal()))


def state(row: Row) -> str:
    """Where a claim (a row of the store) stands, by what is to be done next; or how it ended."""
    if row["decision"] is None:
        return "withdrawn" if row["ended_on"] else "asked"
    if row["decision"] == "no":
        return "refused"
    if row["ended_on"]:
        return "done" if settled(row) else "ended"
    if awaited(row):
        return "to-come-back"
    return {"exchange": "to-send", "refund": "to-refund", "repair": "to-repair"}[row["wants"]]


def awaited(row: Row) -> bool:
    """Whether goods are to come back that have not; what was lost cannot, and what is repaired need not."""
    return row["back_on"] is None and row["reason"] != LOST and row["wants"] != "repair"


def finished(row: Row) -> bool:
    """Whether all of a granted claim is done, so that it ends by itself."""
    return settled(row) and not awaited(row)


def settled(row: Row) -> bool:
    """Whether she has what was granted: something instead, the money, or it repaired."""
    done = {"exchange": row["went_out_id"], "refund": row["refunded"], "repair": row["repaired_on"]}
    return done[row["wants"]] is not None


def state_shown(state: str) -> str:
    """Where a claim stands, in the language of the screen."""
    return {
        "asked": _("to decide"),
        "refused": _("refused"),
        "to-send": _("to send"),
        "to-refund": _("to refund"),
        "to-repair": _("to repair"),
        "to-come-back": _("to come back"),
        "done": _("done"),
        "ended": _("ended"),
        "withdrawn": _("withdrawn"),
    }[state]


def decision_shown(decision: str) -> str:
    """What was decided, in the language of the screen."""
    return {"yes": _("granted"), "no": _("refused"), "goodwill": _("goodwill")}[decision]
