"""Where it is kept what the shop has agreed to exchange, refund or repair, until when and on which conditions."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any

from olcrm.claim.rules import Guarantee
from olcrm.kit.errors import Missing, Refused
from olcrm.kit.record import Row
from olcrm.kit.text import _, folded
from olcrm.kit.typed import excerpt

FACTS = ("name", "product_id", "basis", "days", "grants", "reasons", "evidence", "shipping", "clause")
_WORDS = ("grants", "reasons", "evidence")  # kept with blanks between them
_ALL = """
SELECT guarantee.*, product.sku, product.label FROM guarantee
  LEFT JOIN product_view AS product ON product.id = guarantee.product_id
"""
# What usual shops promise; the articles for the owners of such shops name the last two.
PRESETS: Mapping[str, Mapping[str, Any]] = {
    "unboxing": {
        "basis": "arrived",
        "days": 1,
        "grants": ("exchange", "refund"),
        "reasons": ("damaged", "wrong-item", "not-as-pictured", "quality"),
        "evidence": ("unboxing-video",),
        "shipping": "fault",
        "clause": {
            "id": "Barang rusak, cacat, atau salah kirim bisa diklaim paling lambat 1x24 jam setelah diterima, disertai"
            " video unboxing.",
            "en": "What arrives damaged or wrong can be claimed within 1x24 hours, with an unboxing video.",
        },
    },
    "cacat": {
        "basis": "arrived",
        "days": 3,
        "grants": ("exchange", "refund", "repair"),
        "reasons": ("damaged", "wrong-item", "not-as-pictured", "quality"),
        "evidence": ("photo",),
        "shipping": "shop",
        "clause": {
            "id": "Barang cacat atau salah kirim bisa ditukar paling lambat 3 hari setelah diterima, disertai foto.",
            "en": "What is faulty or wrong can be exchanged within 3 days of its arrival, with a photo.",
        },
    },
    "berubah-pikiran": {
        "basis": "arrived",
        "days": 7,
        "grants": ("exchange",),
        "reasons": ("change-of-mind", "size"),
        "evidence": ("tag",),
        "shipping": "customer",
        "clause": {
            "id": "Tukar ukuran atau model paling lambat 7 hari setelah diterima, selama label masih terpasang dan"
            " barang belum dipakai; ongkos kirimnya dari pembeli.",
            "en": "Another size or model within 7 days of its arrival, unworn and with the tag on; the shipping is the"
            " buyer's.",
        },
    },
    "30-hari": {
        "basis": "paid",
        "days": 30,
        "grants": ("exchange", "refund"),
        "reasons": (),
        "evidence": (),
        "shipping": "fault",
        "clause": {
            "id": "Uang kembali dalam 30 hari sejak pembayaran.",
            "en": "Your money back within 30 days of the payment.",
        },
    },
    "3-hari": {
        "basis": "arrived",
        "days": 3,
        "grants": ("exchange", "refund"),
        "reasons": (),
        "evidence": (),
        "shipping": "fault",
        "clause": {
            "id": "Uang kembali dalam 3 hari sejak barang diterima.",
            "en": "Your money back within 3 days of the arrival.",
        },
    },
}


def preset(name: str, language: str) -> dict[str, Any]:
    """The facts of a preset, its clause in ``language``. Raises Missing for none."""
    found = PRESETS.get(folded(name.strip()))
    if found is None:
        raise Missing(
            _("There is no preset “{name}”.").format(name=excerpt(name)),
            hint=_("Choose one of {words}.").format(words=", ".join(PRESETS)),
        )
    return {
        "name": folded(name.strip()),
        **found,
        "clause": found["clause"].get(language, found["clause"]["id"]),
        "product_id": None,
    }


def all_of(db: sqlite3.Connection, *, ended: bool = True) -> list[sqlite3.Row]:
    """Every guarantee with its product; those of single products first, and without ``ended`` only what holds."""
    rows = db.execute(f"{_ALL} ORDER BY product_id IS NULL, product.label, guarantee.id").fetchall()
    return [row for row in rows if ended or row["ended_on"] is None]


def agreed(db: sqlite3.Connection) -> list[Guarantee]:
    """Every guarantee as the rules read it."""
    return [guarantee(row) for row in all_of(db)]


def find(db: sqlite3.Connection, name: str) -> sqlite3.Row:
    """The guarantee called ``name``, in whatever letters. Raises Missing."""
    wanted = folded(name.strip())
    for row in all_of(db):
        if folded(row["name"]) == wanted:
            return row
    raise Missing(
        _("There is no guarantee “{name}”.").format(name=excerpt(name)), hint=_("See `olcrm claim policy list`.")
    )


def add(db: sqlite3.Connection, facts: Mapping[str, Any]) -> None:
    """Agree on a guarantee. Raises Refused for a name that is taken."""
    _expect_free(db, facts["name"], None)
    db.execute(
        "INSERT INTO guarantee (name, product_id, basis, days, grants, reasons, evidence, shipping, clause)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        _values(facts),
    )


def edit(db: sqlite3.Connection, row: Row, changes: Mapping[str, Any]) -> bool:
    """Change what is agreed, for orders of before too; whether anything is different now. Raises as ``add``."""
    before = _values({key: _split(row[key]) if key in _WORDS else row[key] for key in FACTS})
    after = _values({key: _split(row[key]) if key in _WORDS else row[key] for key in FACTS} | dict(changes))
    if before == after:
        return False
    _expect_free(db, after[0], row["id"])
    db.execute(
        "UPDATE guarantee SET (name, product_id, basis, days, grants, reasons, evidence, shipping, clause)"
        " = (?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        (*after, row["id"]),
    )
    return True


def end(db: sqlite3.Connection, row: Row, on: date) -> None:
    """It is agreed no longer, for orders from ``on``. Raises Refused when it ended already."""
    if row["ended_on"]:
        raise Refused(
            _("The guarantee “{name}” has ended already.").format(name=row["name"]),
            hint=_("See `olcrm claim policy list --ended`."),
        )
    db.execute("UPDATE guarantee SET ended_on = ? WHERE id = ?", (on.isoformat(), row["id"]))


def guarantee(row: Row) -> Guarantee:
    """A row as the rules read it."""
    return Guarantee(
        *(row[key] for key in ("id", "name", "product_id", "basis", "days")),
        *(_split(row[key]) for key in _WORDS),
        *(row[key] for key in ("shipping", "clause", "ended_on")),
    )


def document(row: Row) -> dict[str, Any]:
    """A guarantee as it stands in JSON."""
    return {
        **{key: row[key] for key in ("id", "name", "sku", "basis", "days")},
        **{key: list(_split(row[key])) for key in _WORDS},
        **{key: row[key] for key in ("shipping", "clause", "ended_on")},
    }


def _split(words: str | None) -> tuple[str, ...]:
    return tuple((words or "").split())


def _values(facts: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(" ".join(facts[key]) or None if key in _WORDS else facts[key] for key in FACTS)


def _expect_free(db: sqlite3.Connection, name: str, but: int | None) -> None:
    for row in all_of(db):
        if folded(row["name"]) == folded(name) and row["id"] != but:
            raise Refused(
                _("There is a guarantee “{name}” already.").format(name=row["name"]),
                hint=_("Change it with `olcrm claim policy edit`, or take another name."),
            )
