"""A ledger of any size for the benchmarks: ``python tests/bench/big_ledger.py FILE CONTACTS ORDERS``.

Deterministic. Whatever the size, the same few dozen orders are open, the same few birthdays fall on the fixed day and
the same dues are owed, so that a daily command prints the same rows; everything else is history: paid and arrived.
"""

import os
import random
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from measure import NOW

from olcrm.kit import text
from olcrm.ledger import book, watching

OPEN = 40  # open orders, open errands, birthdays of the day, parcels on the way and people waiting, at every size
PRODUCTS = 40  # things in the catalogue; every second order is of two of them
TODAY = date(2026, 11, 22)
FIRST = (
    "Rina",
    "Siti",
    "Dewi",
    "Ani",
    "Putri",
    "Maya",
    "Fitri",
    "Wulan",
    "Ratna",
    "Sari",
    "Budi",
    "Agus",
    "Made",
    "Nur",
)
LAST = (
    "Wati",
    "Aminah",
    "Lestari",
    "Santoso",
    "Siregar",
    "Simanjuntak",
    "Hidayat",
    "Putri",
    "Tanjung",
    "Wijaya",
    "Sari",
)
GOODS = (("Gamis M", 150_000), ("Hijab Segi Empat", 45_000), ("Sprei King", 250_000), ("Mukena", 185_000))
CITIES = ("Bandung", "Semarang", "Surabaya", "Medan", "Makassar", "Denpasar", "Yogyakarta", "Padang")


def make(path: Path, contacts: int, orders: int) -> None:
    """Write the ledger at ``path``; two lines an order, a payment and a fifth, half a note, a message."""
    os.environ |= {"OLCRM_NOW": NOW, "OLCRM_DB": str(path)}
    book.use(None, "benchmark")
    book.create()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    db.execute("PRAGMA cache_size = -400000")
    db.execute("BEGIN IMMEDIATE")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        db.execute(f"DROP TRIGGER {name}")
    db.executemany("INSERT INTO setting (key, value) VALUES (?, ?)", [("shop", "Toko Besar")])
    _people(db, contacts)
    _orders(db, contacts, orders)
    _catalogue(db, orders)
    _sending(db, contacts, orders)
    _asking(db, contacts, orders)
    _complaining(db, contacts, orders)
    _claiming(db, orders)
    _liking(db)
    _sums(db)
    _history(db)
    for name in ("contact_search", "channel_search", "address_search", "note_search"):
        db.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
    for _name, sql in triggers:
        db.execute(sql)
    db.execute("COMMIT")
    db.close()


def _people(db: sqlite3.Connection, contacts: int) -> None:
    chance = random.Random(1)

    def people() -> Iterator[tuple[object, ...]]:
        for n in range(1, contacts + 1):
            name = f"{chance.choice(FIRST)} {chance.choice(LAST)} {n}"
            born = "1990-11-22" if n <= OPEN else _birthday(chance)
            key = name.casefold()
            find = "".join(f"  {word}" for word in key.split())
            yield n, name, born, chance.choice(CITIES), "2024-01-01T00:00:00+00:00", key, find

    db.executemany(
        "INSERT INTO contact (id, name, birthday, city, created_at, name_key, find_key) VALUES (?, ?, ?, ?, ?, ?, ?)",
        people(),
    )
    db.executemany(
        "INSERT INTO channel (contact_id, kind, value, typed) VALUES (?, 'phone', ?, ?)",
        ((n, f"+62812{n:08}", f"0812{n:08}") for n in range(1, contacts + 1)),
    )
    db.executemany(
        "INSERT INTO address (contact_id, text, created_at) VALUES (?, ?, '2024-01-01T00:00:00+00:00')",
        ((n, f"Jl. Melati No. {n}, Kec. Coblong, {CITIES[n % 8]}") for n in range(1, contacts + 1, 2)),
    )


def _birthday(chance: random.Random) -> str | None:
    """A third tell theirs; none of these falls near the fixed day, so that the page stays the same at every size."""
    if chance.random() > 1 / 3:
        return None
    day = date(1990, 1, 1) + timedelta(days=chance.randrange(300))
    return day.isoformat() if chance.random() < 0.5 else f"--{day:%m-%d}"


def _orders(db: sqlite3.Connection, contacts: int, orders: int) -> None:
    chance = random.Random(2)
    dues, sales, lines, payments, notes, messages = [], [], [], [], [], []
    for n in range(1, orders + OPEN + 1):
        is_open = n > orders
        days = 4 + (n - orders) % 20 if is_open else 30 + int(chance.random() * 1000)
        day = (TODAY - timedelta(days=days)).isoformat()
        at = f"{day}T05:00:00+00:00"
        who = 1 + (n * 7919) % contacts
        goods = [(chance.choice(GOODS), 1 + int(chance.random() * 3)) for _ in range(2)]
        total = sum(price * qty for (_name, price), qty in goods)
        keep = (datetime.fromisoformat(at) + timedelta(days=2)).isoformat(timespec="seconds")
        dues.append((n, who, "order", "", total, day, at, day))
        arrived = day if n <= orders - OPEN else None
        sales.append((n, who, n, day, at, keep, None if is_open else day, arrived))
        lines += [(n, name, qty, price) for (name, price), qty in goods]
        if not is_open:
            parts = [total] if n % 5 else [total // 2, total - total // 2]
            payments += [(who, n, part, day, at) for part in parts]
            if n % 2:
                notes.append((who, f"suka warna {chance.choice(('biru', 'pastel', 'merah', 'tua'))} nomor {n}", at))
            messages.append((who, n, "thanks", at))
        if n % 20_000 == 0:
            _flush(db, dues, sales, lines, payments, notes, messages)
    _flush(db, dues, sales, lines, payments, notes, messages)
    errand = ((1 + (n * 31) % contacts, f"titipan {n}", 50_000 + n, "2026-11-01") for n in range(OPEN))
    db.executemany(
        "INSERT INTO due (contact_id, kind, memo, amount, created_on, created_at, due_on)"
        " VALUES (?, 'errand', ?, ?, ?, '2026-11-01T05:00:00+00:00', '2026-11-10')",
        errand,
    )


def _catalogue(db: sqlite3.Connection, orders: int) -> None:
    """Products, all counted; of every second order both lines are of the catalogue. Who waits, and who did."""
    db.executemany(
        "INSERT INTO product (id, sku, name, variant, price, created_at, sku_key, label_key)"
        " VALUES (?, ?, 'Gamis', ?, 150000, '2024-01-01T00:00:00+00:00', ?, ?)",
        ((n, f"GM-{n}", f"no {n}", f"gm-{n}", f"gamis no {n}") for n in range(1, PRODUCTS + 1)),
    )
    db.execute(
        "UPDATE order_line SET product_id = 1 + id % ?, place = CASE WHEN order_id > ? THEN 'kept' ELSE 'gone' END"
        " WHERE order_id % 2 = 0",
        (PRODUCTS, orders),
    )
    db.execute(
        "INSERT INTO stock_move (product_id, qty, counted, moved_at)"
        " SELECT id, 100 + (SELECT coalesce(sum(qty), 0) FROM order_line WHERE product_id = product.id), 100,"
        " '2026-11-01T05:00:00+00:00' FROM product"
    )
    db.execute("UPDATE product SET (on_hand, kept) = (SELECT on_hand, kept FROM pieces WHERE pieces.id = product.id)")
    db.execute(
        "INSERT INTO wish (contact_id, product_id, what, what_key, wished_at, ended_on, ended_as)"
        " SELECT contact_id, 1 + id % ?1, 'Gamis', 'gamis', ordered_at, CASE WHEN id <= ?2 THEN ordered_on END,"
        " CASE WHEN id <= ?2 THEN 'bought' END FROM sale_order WHERE id % 10 = 0 OR id > ?2",
        (PRODUCTS, orders),
    )


def _sending(db: sqlite3.Connection, contacts: int, orders: int) -> None:
    """A parcel for each order that was sent, the last still on the way; what was asked; errands that are done."""
    db.execute(
        "INSERT INTO parcel (order_id, courier, tracking, packed_on, shipped_on, arrived_on, created_at)"
        " SELECT id, 'jne', 'CGK' || printf('%010d', id), shipped_on, shipped_on,"
        " CASE WHEN id <= ? THEN arrived_on END, ordered_at FROM sale_order WHERE shipped_on NOT NULL",
        (orders - OPEN,),
    )
    db.execute(
        "INSERT INTO parcel_line (parcel_id, line_id, qty) SELECT parcel.id, order_line.id, qty"
        " FROM parcel JOIN order_line USING (order_id)"
    )
    db.execute(
        "INSERT INTO reply (key, contact_id, given_at) SELECT CASE id % 3 WHEN 0 THEN 'rekening' ELSE 'ongkir' END,"
        " contact_id, ordered_at FROM sale_order WHERE id % 10 = 0"
    )
    db.execute(
        "INSERT INTO errand (due_id, contact_id, what, spent, bought_on, asked_at)"
        " SELECT id, contact_id, memo, amount, created_on, created_at FROM due WHERE kind = 'errand'"
    )
    done = ((1 + n % contacts, f"titipan {n}") for n in range(orders // 100))
    for who, what in done:
        due = db.execute(
            "INSERT INTO due (contact_id, kind, memo, amount, created_on, created_at) VALUES (?, 'errand', ?, 50000,"
            " '2025-11-01', '2025-11-01T05:00:00+00:00')",
            (who, what),
        ).lastrowid
        db.execute(
            "INSERT INTO payment (contact_id, due_id, amount, kind, paid_on, created_at)"
            " VALUES (?, ?, 50000, 'payment', '2025-11-02', '2025-11-02T05:00:00+00:00')",
            (who, due),
        )
        db.execute(
            "INSERT INTO errand (due_id, contact_id, what, spent, bought_on, asked_at)"
            " VALUES (?, ?, ?, 50000, '2025-11-01', '2025-11-01T05:00:00+00:00')",
            (due, who, what),
        )
    db.execute(
        "INSERT INTO pasted (contact_id, order_id, text, pasted_at)"
        " SELECT contact_id, id, 'Nama: Rina' || char(10) || 'Pesanan: 2x Gamis', ordered_at FROM sale_order"
        " WHERE id % 5 = 0"
    )


def _asking(db: sqlite3.Connection, contacts: int, orders: int) -> None:
    """A question for every tenth order; a third hesitated, and nobody closed those. A few wait, at every size."""
    db.execute(
        "INSERT INTO ask (contact_id, kind, text, product_id, objection, asked_at, next_on, answered_at, answer,"
        " ended_on, ended_as) SELECT contact_id, 'question', 'Masih ada kak? nomor ' || id,"
        " CASE id % 20 WHEN 0 THEN 1 + id % ?1 END, CASE id % 3 WHEN 0 THEN 'price' END, ordered_at,"
        " CASE id % 3 WHEN 0 THEN date(ordered_on, '+3 days') END, ordered_at, 'Masih kak',"
        " CASE WHEN id % 3 THEN ordered_on END, CASE WHEN id % 3 THEN 'done' END"
        " FROM sale_order WHERE id % 10 = 0 AND id <= ?2",
        (PRODUCTS, orders),
    )
    asked = ((1 + (n * 37) % contacts, f"Ready kak? {n}", f"2026-11-{19 + n % 3}T05:00:00+00:00") for n in range(OPEN))
    db.executemany("INSERT INTO ask (contact_id, kind, text, asked_at) VALUES (?, 'question', ?, ?)", asked)


def _complaining(db: sqlite3.Connection, contacts: int, orders: int) -> None:
    """A complaint for every twentieth order, closed a week later; a few are open, at every size."""
    db.execute(
        "INSERT INTO complaint (contact_id, order_id, product_id, kind, text, opened_on, opened_at, closed_at, outcome,"
        " cause, prevention) SELECT contact_id, id, 1 + id / 20 % ?1, CASE id % 3 WHEN 0 THEN 'size' WHEN 1 THEN 'late'"
        " ELSE 'damaged' END, 'aduh kak ' || id, ordered_on, ordered_at,"
        " strftime('%Y-%m-%dT%H:%M:%S+00:00', ordered_at, '+7 days'), 'diganti',"
        " 'sebab ' || (id % 9), 'cek dulu' FROM sale_order WHERE id % 20 = 0 AND id <= ?2",
        (PRODUCTS, orders),
    )
    said = ((1 + (n * 41) % contacts, f"kebesaran {n}", f"2026-11-{19 + n % 3}") for n in range(OPEN))
    db.executemany(
        "INSERT INTO complaint (contact_id, kind, text, opened_on, opened_at)"
        " VALUES (?1, 'size', ?2, ?3, ?3 || 'T05:00:00+00:00')",
        said,
    )


def _claiming(db: sqlite3.Connection, orders: int) -> None:
    """A claim for every fiftieth order, refunded; one of the shop's guarantees, and a few claims to be decided."""
    db.execute(
        "INSERT INTO guarantee (name, basis, days, grants, shipping)"
        " VALUES ('3-hari', 'arrived', 3, 'exchange refund', 'fault')"
    )
    db.execute(
        "INSERT INTO claim (contact_id, order_id, line_id, guarantee_id, wants, reason, opened_on, opened_at,"
        " decided_on, decision, back_on, refunded, ended_on) SELECT contact_id, id,"
        " (SELECT min(id) FROM order_line WHERE order_id = sale_order.id), 1, 'refund', 'size', ordered_on, ordered_at,"
        " iif(id <= ?1, ordered_on, NULL), iif(id <= ?1, 'yes', NULL), iif(id <= ?1, ordered_on, NULL),"
        " iif(id <= ?1, 10000, NULL), iif(id <= ?1, ordered_on, NULL) FROM sale_order WHERE id % 50 = 0 AND id <= ?2",
        (orders - 500, orders),
    )


def _liking(db: sqlite3.Connection) -> None:
    """A rating of every fifth order; a few first orders were paid and arrived just now, at every size."""
    db.execute(
        "INSERT INTO rating (contact_id, order_id, stars, text, rated_on) SELECT contact_id, id, 3 + id / 5 % 3,"
        " 'bagus kak ' || id, arrived_on FROM sale_order WHERE id % 5 = 0 AND arrived_on IS NOT NULL AND id > ?",
        (OPEN,),
    )
    db.execute("UPDATE sale_order SET promised_on = '2026-11-16', arrived_on = '2026-11-18' WHERE id <= ?", (OPEN,))
    db.execute("UPDATE payment SET paid_on = '2026-11-18' WHERE due_id <= ?", (OPEN,))


def _flush(db: sqlite3.Connection, *batches: list[tuple[object, ...]]) -> None:
    into = (
        "due (id, contact_id, kind, memo, amount, created_on, created_at, due_on)",
        "sale_order (id, contact_id, due_id, ordered_on, ordered_at, keep_until, shipped_on, arrived_on)",
        "order_line (order_id, name, qty, price)",
        "payment (contact_id, due_id, amount, paid_on, created_at, kind)",
        "note (contact_id, text, noted_at)",
        "message (contact_id, due_id, purpose, said_at, direction, text)",
    )
    for batch, columns in zip(batches, into, strict=True):
        fixed = {"payment": ", 'payment'", "message": ", 'out', 'Terima kasih, Kak.'"}.get(columns.split()[0], "")
        if batch:
            marks = ", ".join("?" * len(batch[0]))
            db.executemany(f"INSERT INTO {columns} VALUES ({marks}{fixed})", batch)
            batch.clear()


def _sums(db: sqlite3.Connection) -> None:
    """The kept sums of everything at once, as their triggers define them."""
    db.execute(
        "UPDATE sale_order SET goods = s.goods FROM (SELECT order_id, sum(subtotal) AS goods FROM order_line"
        " GROUP BY 1) AS s WHERE s.order_id = sale_order.id"
    )
    db.execute(
        "UPDATE due SET paid = s.paid FROM (SELECT due_id, sum(amount) AS paid FROM payment GROUP BY 1) AS s"
        " WHERE s.due_id = due.id"
    )
    db.execute(
        "UPDATE contact SET orders = s.orders, paid_orders = s.paid_orders, spent = s.spent, owed = s.owed,"
        " first_order_on = s.first_on, last_order_on = s.last_on FROM (SELECT contact_id,"
        " count(*) FILTER (WHERE kind = 'order') AS orders,"
        " count(*) FILTER (WHERE kind = 'order' AND paid >= amount) AS paid_orders,"
        " coalesce(sum(paid) FILTER (WHERE kind = 'order'), 0) AS spent,"
        " coalesce(sum(amount - paid) FILTER (WHERE amount > paid), 0) AS owed,"
        " min(created_on) FILTER (WHERE kind = 'order') AS first_on,"
        " max(created_on) FILTER (WHERE kind = 'order') AS last_on FROM due GROUP BY contact_id) AS s"
        " WHERE s.contact_id = contact.id"
    )
    db.execute(
        "UPDATE contact SET last_message_at = s.at FROM (SELECT contact_id, max(said_at) AS at FROM message GROUP BY 1)"
        " AS s WHERE s.contact_id = contact.id"
    )


def _history(db: sqlite3.Connection) -> None:
    """One change that added everything, so that the doctor knows where each row came from."""
    change = db.execute(
        "INSERT INTO change (made_at, command, said, version) VALUES ('2026-11-01T05:00:00+00:00', 'benchmark', '', '')"
    ).lastrowid
    for table in watching.tables(db):
        (last,) = db.execute(f"SELECT max(id) FROM {table}").fetchone()
        if last:
            db.execute(
                "INSERT INTO change_row (change_id, tbl, row_id, last_id, did) VALUES (?, ?, 1, ?, 'add')",
                (change, table, last),
            )


if __name__ == "__main__":
    text.use("en")
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
