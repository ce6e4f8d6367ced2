"""How fast an orders file comes in, beside the same file going into one table by ``sqlite-utils insert --csv``.

    python tests/bench/imports.py [--rows 100000] [--times 3]

Both are measured as whole processes: CPU seconds (user and system) and peak memory of the child. The files are made
anew, always the same: a narrow one of five columns, a usual one of eight, a wide one with every field there is. Of
``--times`` runs the one with the least CPU counts, because others work on the machine too.
"""

import argparse
import csv
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

BIN = Path(sys.executable).parent
NARROW = ("contact", "date", "item", "qty", "price")
USUAL = (*NARROW, "total", "status", "note")
WIDE = (*USUAL, "number", "paid", "source", "phone", "shipping", "discount")
ITEMS = ("Gamis M", "Gamis L", "Sprei King", "Tas Rotan", "Khimar", "Mukena")


def rows(count: int) -> Iterator[dict[str, object]]:
    """Orders over four years; a few customers buy often, most once or twice."""
    dice = random.Random(7)
    for number in range(count):
        buyer = int(dice.paretovariate(0.9) * 20) % (count // 3 + 1)
        day = f"20{dice.randint(22, 25)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        qty, price = dice.randint(1, 3), dice.randint(20, 400) * 1000
        shipping, discount = dice.randint(0, 4) * 9000, dice.choice((0, 0, 0, 5000))
        yield {
            "contact": f"Pelanggan {buyer:06}",
            "date": f"{day} {dice.randint(8, 20):02}:{dice.randint(0, 59):02}",
            "item": dice.choice(ITEMS),
            "qty": qty,
            "price": price,
            "total": qty * price + shipping - discount,
            "status": "selesai",
            "note": dice.choice(("", "", "kirim sore")),
            "number": f"INV/{number:07}",
            "paid": qty * price + shipping - discount,
            "source": dice.choice(("shopee", "wa", "ig")),
            "phone": f"0812{buyer:08}",
            "shipping": shipping,
            "discount": discount,
        }


def write(path: Path, count: int, columns: tuple[str, ...]) -> None:
    """A file of ``count`` orders with these columns."""
    with path.open("w", newline="") as handle:
        out = csv.DictWriter(handle, columns, extrasaction="ignore")
        out.writeheader()
        out.writerows(rows(count))


def measured(*command: str, env: dict[str, str]) -> tuple[float, int]:
    """CPU seconds and peak memory (MB) of one process; stops when it fails."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def ours(file: Path, folder: Path) -> tuple[float, int]:
    """The import into a ledger that has just been started, whose daily snapshot is taken."""
    ledger = folder / "olcrm.db"
    ledger.unlink(missing_ok=True)
    env = {**os.environ, "OLCRM_DB": str(ledger), "HOME": str(folder)}
    subprocess.run([BIN / "olcrm", "init", "--shop", "Bench", "--yes"], env=env, check=True, stdout=subprocess.DEVNULL)
    return measured(str(BIN / "olcrm"), "import", "orders", str(file), "--yes", env=env)


def theirs(file: Path, folder: Path) -> tuple[float, int]:
    """The same file into one table."""
    table = folder / "flat.db"
    table.unlink(missing_ok=True)
    return measured(str(BIN / "sqlite-utils"), "insert", str(table), "orders", str(file), "--csv", env=dict(os.environ))


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Measure each file and print a line for it, then what memory does when a file grows tenfold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="olcrm-bench-") as name:
        folder = Path(name)
        say(f"{chosen.rows} rows           olcrm            sqlite-utils     ratio")
        for title, columns in (("narrow", NARROW), ("usual", USUAL), ("wide", WIDE)):
            file = folder / f"{title}.csv"
            write(file, chosen.rows, columns)
            mine = min(ours(file, folder) for _time in range(chosen.times))
            flat = min(theirs(file, folder) for _time in range(chosen.times))
            say(
                f"{title:6} {len(columns):3} columns  {chosen.rows / mine[0]:6.0f} rows/s"
                f"    {chosen.rows / flat[0]:6.0f} rows/s    {flat[0] / mine[0]:.2f}"
            )
        for count in (chosen.rows // 10, chosen.rows):
            write(folder / "memory.csv", count, WIDE)
            say(f"peak memory at {count:7} rows: {ours(folder / 'memory.csv', folder)[1]} MB")


if __name__ == "__main__":
    main()
