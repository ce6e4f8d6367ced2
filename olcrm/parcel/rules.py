"""How the words about a parcel are read, and what may be done with it when. Days are given, never asked."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from olcrm.kit import couriers, dates, money
from olcrm.kit.errors import Missing, Misunderstood, Refused, mistaken
from olcrm.kit.record import Record, Row
from olcrm.kit.text import N_, _
from olcrm.kit.typed import excerpt, plain, text
from olcrm.order import rules as agreement

LONGEST_NUMBER = 48  # letters and figures of a tracking number; more no bars on a label can show
SHORTEST_NUMBER = 4
LONGEST_COURIER = 60
BIG_FEE = 4  # a courier that keeps more than the fourth part of what it collected is asked about

_STATUS_WORDS = {
    "to pack": N_("to pack"),
    "packed": N_("packed"),
    "shipped": N_("on the way"),
    "arrived": N_("arrived"),
    "returned": N_("came back"),
}


class Piece(Record):
    """So many of one line of an order."""

    line_id: int
    qty: int
    name: str
    sku: str | None = None


class Carrier(Record):
    """Who brings a parcel: the courier's code, or its name where nobody has a code for it, and the service."""

    courier: str
    service: str | None = None

    @property
    def shown(self) -> str:
        """``JNE REG``, as people write it."""
        return carrier_shown(self.courier, self.service)


def tracking(word: str) -> str:
    """A tracking number in capital letters and figures: ``cgk-123 456`` is ``CGK123456``.

    What it looks like is never judged. Raises Misunderstood for what has no figure in it, is no letters and figures,
    or is too short or too long.
    """
    bare = re.sub(r"[\s./_:#-]", "", plain(word)).upper()
    if not (
        SHORTEST_NUMBER <= len(bare) <= LONGEST_NUMBER
        and bare.isascii()
        and bare.isalnum()
        and any(map(str.isdigit, bare))
    ):
        raise Misunderstood(
            _("“{word}” is no tracking number.").format(word=excerpt(word)),
            hint=_("Copy its letters and figures, like CGK1234567890."),
        )
    return bare


def looks_like_number(word: str) -> bool:
    """Whether ``word`` could be a tracking number."""
    try:
        tracking(word)
    except Misunderstood:
        return False
    return True


def carrier(word: str) -> Carrier:
    """The courier that ``word`` names, and the service behind it: ``jne yes`` is JNE's YES.

    Whoever is no courier with a code keeps the name that was typed. Raises Misunderstood for no or too long a name.
    """
    typed = " ".join(text(word, _("The courier")).split())
    if len(typed) > LONGEST_COURIER:
        raise Misunderstood(
            _("“{word}” is too long for a courier's name.").format(word=excerpt(typed)),
            hint=_("Write it like jne, or “Pak Budi”."),
        )
    return Carrier(*couriers.told(typed))


def carrier_shown(courier: str | None, service: str | None) -> str:
    """``JNE REG``; nothing without a courier."""
    return " ".join(filter(None, (couriers.shown(courier) if courier else "", service)))


def name(row: Row) -> str:
    """What a parcel (a row of ``parcel_view``) is called: by its order, and by its place where there are several."""
    return str(row["order_id"]) if row["parcels"] == 1 else f"{row['order_id']}/{row['place']}"


def status_shown(status: str) -> str:
    """How far a parcel is, in the language of the screen."""
    return _(_STATUS_WORDS[status])


def piece(one: Row | Piece) -> str:
    """``2x Gamis M``."""
    qty, called = (one.qty, one.name) if isinstance(one, Piece) else (one["qty"], one["name"])
    return f"{qty}x {called}"


def pieces_each(found: Sequence[Row | Piece]) -> list[str]:
    """``2x Gamis M`` and ``1x Bros``."""
    return list(map(piece, found))


def pieces(found: Sequence[Row | Piece]) -> str:
    """``2x Gamis M, 1x Bros``."""
    return ", ".join(pieces_each(found))


def left(lines: Sequence[Row], packed: Mapping[int, int]) -> list[Piece]:
    """What of an order's ``lines`` is in no parcel, where ``packed`` says how many of each (by id) are in one."""
    found = [Piece(line["id"], line["qty"] - packed.get(line["id"], 0), line["name"], line["sku"]) for line in lines]
    return [one for one in found if one.qty > 0]


def parts(words: Sequence[str], lines: Sequence[Row], left: Sequence[Piece]) -> list[Piece]:
    """What ``words`` like ``1x Gamis M`` or ``2x 1`` (the first line) put into a parcel.

    Raises Missing for a line that is not there, Refused for more pieces than are ``left`` to pack.
    """
    there = {one.line_id: one for one in left}
    taken: dict[int, int] = {}
    for word in words:
        one = agreement.item(text(word, _("The item")))
        (line_id,) = agreement.removed(lines, [one.name])
        taken[line_id] = taken.get(line_id, 0) + one.qty
        rest = there[line_id].qty if line_id in there else 0
        if taken[line_id] > rest:
            called = next(line["name"] for line in lines if line["id"] == line_id)
            raise Refused(
                _("{item}: {wanted} to go in, {left} left to pack.").format(
                    item=called, wanted=taken[line_id], left=rest
                ),
                hint=_("See `olcrm parcel show {number}` for what is in which parcel.").format(
                    number=lines[0]["order_id"]
                ),
            )
    return [Piece(line_id, qty, there[line_id].name, there[line_id].sku) for line_id, qty in taken.items()]


def shippable(order: Row) -> None:
    """Make sure that parcels of an order (a row of ``order_view``) may still leave. Raises Refused."""
    agreement.still_open(order)
    if order["arrived_on"]:
        raise Refused(
            _("Order {number} arrived on {day}.").format(number=order["id"], day=_day(order["arrived_on"])),
            hint=mistaken(order["id"]),
        )


def on_the_way(parcel: Row, called: str) -> None:
    """Make sure that a parcel has left and is not where it ends. Raises Refused."""
    if parcel["shipped_on"] is None:
        raise Refused(
            _("Parcel {name} has not been sent off.").format(name=called),
            hint=_("Note that first: `olcrm parcel ship {name} RESI`.").format(name=called),
        )
    for day, sentence in (
        (parcel["returned_on"], _("Parcel {name} came back on {day}.")),
        (parcel["arrived_on"], _("Parcel {name} arrived on {day}.")),
    ):
        if day:
            raise Refused(
                sentence.format(name=called, day=_day(day)),
                hint=mistaken(parcel["order_id"]),
            )


def not_there(parcel: Row) -> None:
    """Make sure that a parcel's order is not noted as arrived, for nothing more is sent of that. Raises Refused."""
    if parcel["order_arrived_on"]:
        raise Refused(
            _("Order {number} is noted as arrived, on {day}.").format(
                number=parcel["order_id"], day=_day(parcel["order_arrived_on"])
            ),
            hint=mistaken(parcel["order_id"]),
        )


def after_it_left(parcel: Row, on: date, called: str) -> None:
    """Make sure that a parcel left by ``on``. Raises Refused."""
    if on.isoformat() < parcel["shipped_on"]:
        raise Refused(
            _("Parcel {name} was only sent off on {day}.").format(name=called, day=_day(parcel["shipped_on"])),
            hint=_("Give that day or a later one."),
        )


def sent_by(parcel: Row, day: str, order: Row) -> None:
    """Make sure that a parcel may have been sent off on ``day``. Raises Refused."""
    if parcel["shipped_on"] is None:
        on_the_way(parcel, name(parcel))
    agreement.not_before(date.fromisoformat(day), date.fromisoformat(order["ordered_on"]), _("That day"))
    ended = parcel["arrived_on"] or parcel["returned_on"]
    if ended and day > ended:
        raise Refused(
            _("Parcel {name} was there by {day} already.").format(name=name(parcel), day=_day(ended)),
            hint=_("Give that day or an earlier one."),
        )


def collectable(word: str | None, order: Row, elsewhere: int, noted: int | None = None) -> int | None:
    """Rupiah that the courier is to collect: what is typed, else ``noted``, else all that is left.

    Left is what other parcels do not collect ``elsewhere``. None for nothing. Raises Refused for an order that is not
    paid to the courier, and for more than is left.
    """
    rest = max(0, order["balance"] - elsewhere) if order["cod"] else 0
    if word is None:
        return (rest if noted is None else min(noted, rest)) or None
    asked = money.amount(word, zero=True)
    if asked and not order["cod"]:
        raise Refused(
            _("Order {number} is not paid to the courier.").format(number=order["id"]),
            hint=_("If it is to be: `olcrm order edit {number} --cod`.").format(number=order["id"]),
        )
    if asked > rest:
        raise Refused(
            _("{amount} is more than is left to collect, {rest}.").format(
                amount=money.rupiah(asked), rest=money.rupiah(rest)
            ),
            hint=_("Give at most that, or leave --collect out."),
        )
    return asked or None


def fees(collected: Sequence[int], received: int) -> list[int]:
    """What the courier kept of each amount it ``collected``, when ``received`` rupiah came of all of them.

    Shared out by the size of the amounts, to the last rupiah. Raises Refused for more than was collected, or nothing.
    """
    total = sum(collected)
    if not 0 < received <= total:
        raise Refused(
            _("{received} cannot be what came of {total}.").format(
                received=money.rupiah(received), total=money.rupiah(total)
            ),
            hint=_("Name all orders it is for; what is above that belongs to others."),
        )
    kept, shared, found = total - received, 0, []
    so_far = 0
    for amount in collected:
        so_far += amount
        upto = kept * so_far // total
        found.append(upto - shared)
        shared = upto
    return found


def is_big(fee: int, collected: int) -> bool:
    """Whether a fee is so large a part of what was collected that it may be a slip."""
    return fee * BIG_FEE > collected


def place(word: str) -> tuple[int, int] | None:
    """Order and place of ``41/2``; None for anything else."""
    found = re.fullmatch(r"#?([0-9]{1,18})/([0-9]{1,4})", word.strip())
    return (int(found[1]), int(found[2])) if found else None


def no_parcel(number: int) -> Missing:
    """A parcel of an order is meant, and it has none."""
    return Missing(
        _("Order {number} has no parcel.").format(number=number),
        hint=_(
            "Pack one with `olcrm parcel pack {number}`, or send all of it: `olcrm parcel ship {number} RESI`."
        ).format(number=number),
    )


def several(number: int, named: Sequence[str]) -> Missing:
    """One parcel is meant, and there are several; ``named`` is what each is called and holds."""
    return Missing(
        _("Order {number} has several such parcels.").format(number=number),
        hint=_("Name one: {parcels}.").format(parcels="; ".join(named)),
    )


def _day(stored: str) -> str:
    return dates.short(date.fromisoformat(stored))
