"""Daily commands at a thousand, a hundred thousand and a million orders, CPU of whole processes.

Run by hand: ``python tests/bench/scale.py [FOLDER]``; the ledgers are kept in FOLDER and used again. Wanted at a
million against a thousand, for the same rows printed: twice the time, ``contact find`` three times, ``order add`` 1.2.
"""

import sys
import tempfile
from pathlib import Path

from big_ledger import make
from measure import OLCRM, cost, environment, median_cost, row

SIZES = ((200, 1_000), (20_000, 100_000), (200_000, 1_000_000))
COMMANDS = (
    (1.2, ["order", "add", "7", "2x Gamis M @150rb"]),
    (1.2, ["order", "add", "7", "2x GM-7"]),
    (2, ["today", "--plain", "--limit", "20"]),
    (2, ["remind", "unpaid", "--plain", "--limit", "20"]),
    (2, ["greet", "birthdays", "--plain"]),
    (2, ["contact", "show", "7", "--plain"]),
    (3, ["contact", "find", "wulan", "--plain", "--limit", "20"]),
    (3, ["contact", "find", "00000017", "--plain"]),
    (2, ["due", "list", "--plain", "--limit", "20"]),
    (2, ["product", "list", "--plain", "--limit", "20"]),
    (2, ["wait", "list", "--plain", "--limit", "20"]),
    (2, ["parcel", "pack", "--plain", "--limit", "20"]),
    (2, ["parcel", "list", "--on-the-way", "--plain", "--limit", "20"]),
    (2, ["parcel", "show", "7", "--plain"]),
    (2, ["errand", "list", "--plain", "--limit", "20"]),
    (2, ["reply", "ongkir", "7", "--plain"]),
    (1.2, ["ask", "add", "7", "Ready kak?", "--product", "GM-7"]),
    (2, ["ask", "list", "--plain", "--limit", "20"]),
    (2, ["ask", "list", "--answered", "--plain", "--limit", "20"]),
    (1.2, ["complaint", "add", "7", "late", "Belum sampai"]),
    (2, ["complaint", "list", "--plain", "--limit", "20"]),
    (2, ["complaint", "list", "--closed", "--plain", "--limit", "20"]),
    (2, ["claim", "check", "7", "--plain"]),
    (2, ["claim", "list", "--plain", "--limit", "20"]),
    (2, ["follow", "arrived", "--plain", "--limit", "20"]),
    (2, ["follow", "resting", "--plain", "--limit", "20"]),
    (2, ["follow", "thanks", "--plain", "--limit", "20"]),
    (2, ["follow", "sorry", "--plain", "--limit", "20"]),
    (2, ["follow", "prospects", "--plain", "--limit", "20"]),
    (2, ["order", "list", "--late", "--plain", "--limit", "20"]),
    (2, ["order", "invoice", "7", "--plain"]),
)


def main(folder: Path) -> None:
    """Make what is missing, then print a row a command."""
    ledgers = []
    for contacts, orders in SIZES:
        path = folder / f"orders-{orders}" / "olcrm.db"
        if not path.exists():
            make(path, contacts, orders)
        cost([OLCRM, "note", "add", "7", "first change of the day"], environment(path))
        ledgers.append(path)
    row("CPU ms", *(f"{orders:,}" for _contacts, orders in SIZES), "ratio", "wanted")
    for wanted, words in COMMANDS:
        times = [median_cost([OLCRM, *words], environment(path)).cpu * 1000 for path in ledgers]
        ratio = times[-1] / times[0]
        met = "" if ratio <= wanted else " UNMET"
        row(" ".join(words)[:33], *(f"{ms:.0f}" for ms in times), f"{ratio:.2f}", f"{wanted}{met}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="olcrm-scale-")))
