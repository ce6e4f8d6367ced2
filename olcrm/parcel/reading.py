"""What is asked about parcels: which one is meant, what is to be packed, which are where, what they hold."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from olcrm.contact import people
from olcrm.contact import store as contacts
from olcrm.kit import typed
from olcrm.kit.errors import Missing, Misunderstood
from olcrm.kit.record import Record, Row
from olcrm.kit.text import _
from olcrm.ledger import windows
from olcrm.parcel import rules
from olcrm.parcel.patience import Patience
from olcrm.parcel.rules import Piece

TOGETHER = 500  # parcels whose pieces are fetched in one go

# What is paid, or paid at the door, leaves the house; so does what a loyal customer has ready here on credit.
_TO_PACK = """
SELECT * FROM order_view
 WHERE shipped_on IS NULL AND arrived_on IS NULL AND closed_on IS NULL AND ordered_at > ''
   AND (balance <= 0 OR cod = 1 OR ready_on IS NOT NULL)
 ORDER BY ordered_at
"""
_PACKED = """
SELECT line_id, sum(qty) AS qty FROM packed_view WHERE order_id = ? AND returned_on IS NULL GROUP BY line_id
"""
_INSIDE = """
SELECT parcel_id, name, sku, qty FROM packed_view
 WHERE parcel_id IN (SELECT value FROM json_each(?)) ORDER BY parcel_id, line_id
"""
# What other parcels collect and have not passed on, and whether one that was packed before waits to collect the rest.
_COLLECTED = """
SELECT coalesce(sum(collect), 0), coalesce(max(id < ?1 AND shipped_on IS NULL AND collect IS NULL), 0)
  FROM parcel_view WHERE order_id = ?2 AND id IS NOT ?1 AND returned_on IS NULL AND paid_on IS NULL
"""
_LISTS = {
    "all": "SELECT * FROM parcel_view ORDER BY id DESC",
    "contact": "SELECT * FROM parcel_view WHERE contact_id = :contact ORDER BY id DESC",
    "to-ship": """
SELECT * FROM parcel_view
 WHERE packed_on IS NOT NULL AND shipped_on IS NULL AND order_arrived_on IS NULL AND order_closed_as IS NULL
   AND (order_shipped_on IS NULL
        OR EXISTS (SELECT 1 FROM parcel WHERE order_id = parcel_view.order_id AND returned_on IS NOT NULL))
 ORDER BY packed_on, id
""",
    "on-the-way": """
SELECT * FROM parcel_view
 WHERE shipped_on IS NOT NULL AND arrived_on IS NULL AND returned_on IS NULL AND order_arrived_on IS NULL
   AND order_closed_as IS NULL
 ORDER BY shipped_on, id
""",
    "cod": """
SELECT * FROM parcel_view
 WHERE collect IS NOT NULL AND shipped_on IS NOT NULL AND paid_on IS NULL AND returned_on IS NULL
   AND (order_closed_as IS NOT NULL OR (SELECT balance FROM order_view WHERE id = parcel_view.order_id) > 0)
 ORDER BY shipped_on, id
""",
    "returned": """
SELECT * FROM parcel_view
 WHERE returned_on IS NOT NULL AND order_arrived_on IS NULL AND order_closed_as IS NULL ORDER BY returned_on DESC, id
""",
}


class Wanted(Record):
    """Which parcels a list is to hold: one of ``_LISTS``, and of those what else is said."""

    which: str = "all"
    contact_id: int | None = None
    courier: str | None = None
    stuck: bool = False

    def fits(self, row: sqlite3.Row, patience: Patience) -> bool:
        """Whether ``row`` of ``parcel_view`` is one of them."""
        return (
            self.contact_id in (None, row["contact_id"])
            and self.courier in (None, row["courier"])
            and not (self.stuck and not patience.is_stuck(row))
        )


def of_order(db: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    """The parcels of an order, the first one first."""
    return db.execute("SELECT * FROM parcel_view WHERE order_id = ? ORDER BY id", (number,)).fetchall()


def get(db: sqlite3.Connection, parcel_id: int) -> sqlite3.Row:
    """The parcel (a row of ``parcel_view``) with this id, which must exist."""
    row: sqlite3.Row = db.execute("SELECT * FROM parcel_view WHERE id = ?", (parcel_id,)).fetchone()
    return row


def meant(db: sqlite3.Connection, word: str) -> tuple[list[sqlite3.Row], int | None]:
    """The parcels that ``word`` means: of an order, the one with its place (``41/2``), or with a tracking number.

    With them the number of the order, where it was that. Raises Misunderstood for what is none of these, Missing for
    what is not there; an order may have no parcel.
    """
    at = rules.place(word)
    if at:
        windows.order(db, at[0])
        found = of_order(db, at[0])
        if not 1 <= at[1] <= len(found):
            raise Missing(
                _("There is no parcel {name}.").format(name=f"{at[0]}/{at[1]}"),
                hint=_("See `olcrm parcel show {number}`.").format(number=at[0]),
            )
        return [found[at[1] - 1]], None
    number = typed.number(word.strip().removeprefix("#"))
    known = number is not None and db.execute("SELECT 1 FROM order_view WHERE id = ?", (number,)).fetchone()
    if number is not None and known:
        return of_order(db, number), number
    if not rules.looks_like_number(word):
        if number is not None:
            windows.order(db, number)
        raise Misunderstood(
            _("“{word}” is neither an order nor a parcel.").format(word=typed.excerpt(word)),
            hint=_("Write the order's number like 41, 41/2 for its second parcel, or a tracking number."),
        )
    tracking = rules.tracking(word)
    found = tracked(db, tracking)
    if not found:
        raise Missing(
            _("There is no parcel with the number {tracking}.").format(tracking=tracking),
            hint=_("See `olcrm parcel list`."),
        )
    return found, None


def find(db: sqlite3.Connection, word: str, status: str) -> sqlite3.Row | None:
    """The one parcel that ``word`` means, rather one that is at ``status``; None for an order without any.

    Raises as ``meant`` does, and Missing where several fit.
    """
    found, _number = meant(db, word)
    fitting = [row for row in found if row["status"] == status]
    if len(fitting) > 1 or (len(found) > 1 and not fitting):
        raise rules.several(found[0]["order_id"], described(db, fitting or found))
    return (fitting or found)[0] if found else None


def tracked(db: sqlite3.Connection, tracking: str) -> list[sqlite3.Row]:
    """The parcels with a tracking number."""
    return db.execute("SELECT * FROM parcel_view WHERE tracking = ? ORDER BY id", (tracking,)).fetchall()


def described(db: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[str]:
    """``41/1 (2x Gamis M)``, for a refusal that lists them."""
    inside = contents(db, [row["id"] for row in rows])
    return [f"{rules.name(row)} ({rules.pieces(inside.get(row['id'], []))})" for row in rows]


def contents(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[sqlite3.Row]]:
    """What is in each of these parcels."""
    found: dict[int, list[sqlite3.Row]] = {}
    for row in db.execute(_INSIDE, (people.array(ids),)):
        found.setdefault(row["parcel_id"], []).append(row)
    return found


def left(db: sqlite3.Connection, number: int) -> list[Piece]:
    """What of an order is in no parcel; what came back is to be packed again."""
    packed = {row["line_id"]: row["qty"] for row in db.execute(_PACKED, (number,))}
    return rules.left(lines(db, number), packed)


def lines(db: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    """The lines of an order, as ``rules.parts`` wants them."""
    return db.execute(
        "SELECT id, order_id, sku, name, qty FROM line_view WHERE order_id = ? ORDER BY id", (number,)
    ).fetchall()


def collectable(db: sqlite3.Connection, word: str | None, order: Row, parcel: Row | None) -> int | None:
    """Rupiah that the courier is to collect for a parcel, or for the first of an order. Raises as the rule does.

    Of several that are packed the first one collects what nothing else was said about: else two labels would ask for
    the same money.
    """
    elsewhere, before = db.execute(_COLLECTED, (parcel and parcel["id"], order["id"])).fetchone()
    noted = parcel["collect"] if parcel is not None else None
    return rules.collectable(word, order, elsewhere, 0 if before and noted is None else noted)


def to_come(db: sqlite3.Connection, parcel: Row) -> int | None:
    """Rupiah of a parcel (a row of ``parcel_view``) that its courier has still to pass on; None for nothing.

    Nothing is waited for where she has paid the order otherwise meanwhile.
    """
    if not parcel["collect"] or not parcel["shipped_on"] or parcel["paid_on"] or parcel["returned_on"]:
        return None
    owed = parcel["order_closed_as"] is not None or windows.order(db, parcel["order_id"])["balance"] > 0
    return int(parcel["collect"]) if owed else None


def to_pack(db: sqlite3.Connection, limit: int | None = None) -> list[tuple[sqlite3.Row, dict[str, Any], list[Piece]]]:
    """Orders (rows of ``order_view``) to be packed, with whom they are for (a brief) and what of them is left to pack.

    What is promised for the nearest day comes first, then what was ordered first, of one day a regular's.
    """
    found = sorted(db.execute(_TO_PACK).fetchall(), key=lambda row: row["promised_on"] or "9999")
    return list(islice(_packable(db, found), limit))


def _packable(
    db: sqlite3.Connection, rows: Sequence[sqlite3.Row]
) -> Iterator[tuple[sqlite3.Row, dict[str, Any], list[Piece]]]:
    from olcrm.contact import regulars

    who = contacts.briefs(db, [row["contact_id"] for row in rows])
    for row in regulars.first(
        db,
        rows,
        alike=lambda row: (row["promised_on"], row["ordered_on"]),
        standing=lambda row: who[row["contact_id"]]["standing"],
    ):
        brief = who[row["contact_id"]]
        on_credit = row["balance"] > 0 and not row["cod"]
        if (on_credit and brief["standing"] != "loyal") or (row["making_on"] and not row["ready_on"]):
            continue
        rest = left(db, row["id"])
        if rest:
            yield row, brief, rest


def wanted_rows(db: sqlite3.Connection, wanted: Wanted, limit: int | None) -> tuple[list[sqlite3.Row], int]:
    """The first ``limit`` rows (None: all) of ``parcel_view`` that are ``wanted``, and how many there are in all."""
    patience = Patience(db)
    question = _LISTS["contact" if wanted.which == "all" and wanted.contact_id is not None else wanted.which]
    rows = (row for row in db.execute(question, {"contact": wanted.contact_id}) if wanted.fits(row, patience))
    found = list(islice(rows, limit))
    if wanted == Wanted():
        return found, int(db.execute("SELECT count(*) FROM parcel").fetchone()[0])
    return found, len(found) + sum(1 for _row in rows)


def sums(db: sqlite3.Connection, wanted: Wanted) -> dict[str, int]:
    """What each courier (by its code; empty where nobody said which) has collected of the parcels that are wanted."""
    found: dict[str, int] = {}
    for row in wanted_rows(db, wanted, None)[0]:
        found[row["courier"] or ""] = found.get(row["courier"] or "", 0) + row["collect"]
    return found


def unpacked(packing: Iterable[dict[str, Any]], wanted: Wanted) -> list[dict[str, Any]]:
    """Orders of the packing list as rows among parcels, which they are to become."""
    return [
        {"id": None, "name": str(one["order"]), "order": one["order"], "contact": one["contact"], "status": "to pack"}
        | {"lines": one["lines"], "courier": one["courier"], "service": None, "tracking": None, "collect": None}
        | {"since": one["ordered_on"], "promised_on": one["promised_on"]}
        for one in packing
        if wanted.contact_id in (None, one["contact"]["id"])
    ]


def documents(db: sqlite3.Connection, rows: Iterable[sqlite3.Row]) -> Iterator[dict[str, Any]]:
    """Rows of ``parcel_view`` as they stand in JSON, with what is in them and whom they are for."""
    patience, rest = Patience(db), iter(rows)
    while batch := list(islice(rest, TOGETHER)):
        who = contacts.briefs(db, [row["contact_id"] for row in batch])
        inside = contents(db, [row["id"] for row in batch])
        for row in batch:
            document = _document(row, who[row["contact_id"]], inside.get(row["id"], []), patience)
            yield document | {"to_come": to_come(db, row)}


def _document(
    row: sqlite3.Row, brief: dict[str, Any], inside: Sequence[sqlite3.Row], patience: Patience
) -> dict[str, Any]:
    facts = ("courier", "service", "tracking", "collect", "weight", "packed_on", "shipped_on", "arrived_on")
    return (
        {"id": row["id"], "name": rules.name(row), "order": row["order_id"], "contact": brief, "status": row["status"]}
        | {"lines": [{key: line[key] for key in ("name", "sku", "qty")} for line in inside]}
        | {key: row[key] for key in (*facts, "returned_on", "paid_on", "fee", "note")}
        | {"link": patience.page(row), "days": patience.on_the_way(row) if row["status"] == "shipped" else None}
        | {
            "called_off": row["order_closed_as"] is not None,
            "stuck": patience.is_stuck(row),
            "over": bool(row["order_closed_as"] or row["order_arrived_on"]),
        }
    )
