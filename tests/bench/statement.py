"""A statement of 5,000 lines against 100,000 open dues: CPU seconds of the whole command.

    python tests/bench/statement.py [LINES [DUES]]

Half of the lines have an amount that one due alone has, a third an amount and a name, the rest fits nothing. Amounts
are those of a shop: half are one of a few hundred prices, so that each is owed by a hundred people.
"""

import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

FIRST = [
    "Rina",
    "Sari",
    "Ani",
    "Budi",
    "Dewi",
    "Wati",
    "Tuti",
    "Lina",
    "Maya",
    "Nia",
    "Putri",
    "Ratna",
    "Siti",
    "Tina",
    "Umi",
    "Vina",
    "Wulan",
    "Yanti",
    "Zahra",
    "Eka",
]
LAST = [
    "Lestari",
    "Santoso",
    "Wijaya",
    "Kusuma",
    "Hartono",
    "Susanto",
    "Rahayu",
    "Utami",
    "Saputra",
    "Hidayat",
    "Pratiwi",
    "Nugroho",
    "Halim",
]


def ledger(where: Path, dues: int) -> list[tuple[str, int]]:
    """A ledger with that many open dues, written past the triggers; gives the name and amount of each."""
    from olcrm.ledger import book, history

    os.environ["OLCRM_DB"] = str(where)
    book.use(None, "olcrm init")
    book.create()
    chance = random.Random(41)
    owed = []
    for number in range(dues):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        price = chance.randrange(20, 400) * 1000
        owed.append((name, price + (chance.randrange(1, 1000) + 1000 * chance.randrange(900) if number % 2 else 0)))
    with book.writing() as db, history.bulk(db, ["contact", "due"]):
        db.executemany(
            "INSERT INTO contact (name, created_at, name_key, find_key)"
            " VALUES (?1, '2026-11-01T00:00:00+00:00', ?2, ?2)",
            [(name, name.casefold()) for name, _amount in owed],
        )
        db.executemany(
            "INSERT INTO due (contact_id, kind, memo, amount, created_on, created_at)"
            " VALUES (?, 'other', 'gamis', ?, '2026-11-18', '2026-11-18T00:00:00+00:00')",
            [(number, amount) for number, (_name, amount) in enumerate(owed, 1)],
        )
    return owed


def statement(where: Path, owed: list[tuple[str, int]], lines: int) -> None:
    """A BCA file of that many credits."""
    chance = random.Random(42)
    rows = []
    for number in range(lines):
        name, amount = chance.choice(owed)
        if number % 6 == 5:
            name, amount = "TOKO LAIN", 7_000_001 + number
        text = f"TRSF E-BANKING CR 2011/FTSCY/WS{number:05} {amount}.00{name.upper()}"
        rows.append(f"'20/11/2026,{text},'0000,{amount}.00,CR,1.00\n")
    where.write_text("No. Rekening,=,'0201\n\nTanggal,Keterangan,Cabang,Jumlah,,Saldo\n" + "".join(rows))


def main() -> None:
    lines, dues = [int(word) for word in sys.argv[1:3]] + [5_000, 100_000][len(sys.argv) - 1 :]
    os.environ["OLCRM_NOW"] = "2026-11-22T12:00:00+07:00"
    with tempfile.TemporaryDirectory() as folder:
        shop = Path(folder) / "olcrm.db"
        owed = ledger(shop, dues)
        file = Path(folder) / "bca.csv"
        statement(file, owed, lines)
        for words in (["--dry-run"], ["--dry-run", "--json"], ["--yes", "--json"], ["--yes", "--json"]):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run(
                [sys.executable, "-m", "olcrm", "match", str(file), *words], capture_output=True, text=True, check=True
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            sure = {kind: done.stdout.count(f'"sure": "{kind}"') for kind in ("certain", "likely", "possible", "none")}
            print(f"{' '.join(words):20} {spent:.2f} s of CPU, {after.ru_maxrss // 1024} MB", sure)  # noqa: T201


if __name__ == "__main__":
    main()
