"""Other programs of the command line beside olcrm: add one record, list twenty, CPU of whole processes.

Run by hand: ``python tests/bench/peers.py``. Peers from PyPI are installed into an environment of their own, others are
taken from PATH; one that cannot be had is named and left out. Each gets 100, then 10,000 records made for it.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from big_ledger import make
from measure import OLCRM, environment, median_cost, row

SIZES = (100, 10_000)


class Peer(NamedTuple):
    """A program: what installs it, how its records are made, and the commands that add one and list twenty."""

    name: str
    package: str | None
    records: Callable[[Path, int], None]
    add: Callable[[Path], list[str]]
    show: Callable[[Path], list[str]]


def _journal(folder: Path, count: int) -> None:
    entries = (f"[2026-{1 + n % 9:02}-{1 + n % 28:02} 09:00] Pesanan {n} dari Rina\n\n" for n in range(count))
    (folder / "journal.txt").write_text("".join(entries), encoding="utf-8")
    (folder / "jrnl.yaml").write_text(
        f"journals:\n  default: {folder}/journal.txt\neditor: ''\nencrypt: false\n"
        "timeformat: '%F %H:%M'\nversion: v4.2\n",
        encoding="utf-8",
    )


def _frames(folder: Path, count: int) -> None:
    start = 1_767_000_000
    frames = [[start + n * 60, start + n * 60 + 50, f"rina{n % 50}", f"{n:032x}", [], start] for n in range(count)]
    (folder / "frames").write_text(json.dumps(frames), encoding="utf-8")


def _rows(folder: Path, count: int) -> None:
    import sqlite3

    db = sqlite3.connect(folder / "rows.db")
    db.execute("CREATE TABLE sale (id INTEGER PRIMARY KEY, name TEXT, total INTEGER)")
    db.executemany("INSERT INTO sale (name, total) VALUES ('Rina', ?)", ((n,) for n in range(count)))
    db.commit()
    db.close()


def _ledger(folder: Path, count: int) -> None:
    entries = (f"2026-01-{1 + n % 28:02} Rina\n  piutang:rina{n % 50}  150000\n  penjualan\n\n" for n in range(count))
    (folder / "shop.journal").write_text("".join(entries), encoding="utf-8")


def _olcrm(folder: Path, count: int) -> None:
    make(folder / "olcrm.db", max(10, count // 5), count)


PEERS = (
    Peer(
        "olcrm", None, _olcrm,
        lambda folder: [OLCRM, "order", "add", "7", "2x Gamis M @150rb"],
        lambda folder: [OLCRM, "order", "list", "--plain", "--limit", "20"],
    ),
    Peer(
        "sqlite3", None, _rows,
        lambda folder: ["sqlite3", f"{folder}/rows.db", "INSERT INTO sale (name, total) VALUES ('Rina', 1)"],
        lambda folder: ["sqlite3", f"{folder}/rows.db", "SELECT * FROM sale ORDER BY id DESC LIMIT 20"],
    ),
    Peer(
        "sqlite-utils", "sqlite-utils", _rows,
        lambda folder: ["sqlite-utils", f"{folder}/rows.db", "INSERT INTO sale (name, total) VALUES ('Rina', 1)"],
        lambda folder: ["sqlite-utils", "rows", f"{folder}/rows.db", "sale", "--limit", "20"],
    ),
    Peer(
        "jrnl", "jrnl", _journal,
        lambda folder: ["jrnl", "--config-file", f"{folder}/jrnl.yaml", "today: Pesanan dari Rina"],
        lambda folder: ["jrnl", "--config-file", f"{folder}/jrnl.yaml", "-n", "20", "--short"],
    ),
    Peer(
        "watson", "td-watson", _frames,
        lambda folder: ["watson", "add", "--from", "2026-11-22 09:00", "--to", "2026-11-22 09:05", "rina"],
        lambda folder: ["watson", "projects"],
    ),
    Peer(
        "hledger", None, _ledger,
        lambda folder: ["hledger", "-f", f"{folder}/shop.journal", "check"],
        lambda folder: ["hledger", "-f", f"{folder}/shop.journal", "register", "-H", "penjualan"],
    ),
)  # fmt: skip


def main() -> None:
    """Install what can be installed, then print a row a peer."""
    with tempfile.TemporaryDirectory() as folder:
        bin_folder = _installed(Path(folder) / "peers")
        row("CPU ms, add · list", *(f"{size:,}" for size in SIZES))
        for peer in PEERS:
            row(peer.name, *(_measured(peer, Path(folder), bin_folder, size) for size in SIZES))


def _installed(where: Path) -> Path:
    subprocess.run([sys.executable, "-m", "venv", str(where)], check=True)
    for package in {peer.package for peer in PEERS if peer.package}:
        subprocess.run([str(where / "bin" / "pip"), "install", "-q", package], check=False, capture_output=True)
    return where / "bin"


def _measured(peer: Peer, folder: Path, bin_folder: Path, size: int) -> str:
    here = folder / f"{peer.name}-{size}"
    here.mkdir()
    program = bin_folder / peer.name
    commands = [peer.add(here), peer.show(here)]
    if peer.name != "olcrm" and not (program.exists() or shutil.which(peer.name)):
        return "not here"
    if program.exists():
        commands = [[str(program), *command[1:]] for command in commands]
    peer.records(here, size)
    env = environment(here / "olcrm.db", WATSON_DIR=str(here), XDG_CONFIG_HOME=str(here), XDG_DATA_HOME=str(here))
    try:
        return " · ".join(f"{median_cost(command, env).cpu * 1000:.0f}" for command in commands)
    except RuntimeError as error:
        return f"failed: {str(error).splitlines()[-1][:40]}"


if __name__ == "__main__":
    main()
