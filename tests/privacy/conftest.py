"""A shop in which one person has left traces everywhere, and others stand beside her."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

NEEDLES = (
    *("Zubaidah", "Xylophonia", "Jubebe", "81298765432", "0812-9876-5432", "zubi_x", "Melati"),
    *("pastel-kesukaan", "rahasia-keluarga", "Wahyuningtyas", "0813-1111-2222", "81311112222", "kartu-ucapan"),
    *("mukena-titipan", "transfer-dari-suami", "sedang-berduka", "boleh-kak", "reseller-lama", "1987-09-18"),
    *("alamat-lama-kenanga", "nomor-pasar-778", "minta-dihapus", "halo-zubi"),
)


@pytest.fixture
def market(shop: Callable[..., Any]) -> Callable[..., Any]:
    """The door into that shop: she is customer 1, with two orders; Sari is customer 2, whom she sent."""
    for line in (
        "contact add 'Zubaidah Xylophonia' --phone 0812-9876-5432 --nickname Jubebe --ig zubi_x --birthday 18/9/1987"
        " --address 'Jl. Melati 5, Bandung' --tag reseller-lama --city Bandung",
        "contact add 'Sari Dewi' --phone 081355556666 --referred-by jubebe",
        "contact edit 1 --name 'Zubaidah X.'",
        "contact edit 1 --name 'Zubaidah Xylophonia'",
        "contact address add 1 'Jl. alamat-lama-kenanga 9'",
        "contact address remove 1 2",
        "contact size set 1 gamis M",
        "contact celebrates 1 lebaran",
        "contact pause 1 --until 30/11 --because sedang-berduka",
        "contact consent 1 --give offers --how boleh-kak",
        "contact request 1 erasure --said minta-dihapus",
        "order add 1 '2x Gamis M @150rb' --shipping 20rb --recipient Wahyuningtyas --recipient-phone 0813-1111-2222"
        " --gift kartu-ucapan --note nomor-pasar-778",
        "pay add 1 320rb --via bca --note transfer-dari-suami",
        "due add 1 85rb mukena-titipan",
        "pay add due:2 85rb",
        "note add 1 pastel-kesukaan",
        "note add 1 rahasia-keluarga --private",
        "message add 1 halo-zubi",
        "order add 2 'Sprei King @485rb'",
        "pay add 2 100rb",
    ):
        done = shop(line)
        assert done.status == 0, (line, done.err)
    return shop


@pytest.fixture
def traces(ledger: Path) -> Callable[..., dict[str, list[str]]]:
    """What is left of her in every file of the data folder, by file; of the files whose name has none of ``but``."""

    def traces(*but: str, needles: tuple[str, ...] = NEEDLES) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in ledger.parent.rglob("*"):
            if path.is_file() and not any(word in path.name for word in but):
                content = path.read_bytes().lower()
                for needle in needles:
                    if any(needle.lower().encode(code) in content for code in ("utf-8", "utf-16-le")):
                        found.setdefault(path.name, []).append(needle)
        return found

    return traces
