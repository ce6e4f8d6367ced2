"""Files made to harm: refused in words, within seconds and 200 MB, and nothing is kept of them."""

import gzip
import os
import random
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

resource = pytest.importorskip("resource", reason="limits of a process are set the POSIX way")

MEMORY, SECONDS = 200 << 20, 20  # bytes of data, and seconds of work, that one command may take
BLOCK = 1 << 20


def limited() -> None:
    """Let the process to come fail when it takes more than it may."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MEMORY, MEMORY))


def blocks(head: bytes, block: bytes, count: int) -> Iterator[bytes]:
    yield head
    for _number in range(count):
        yield block


def archive(*inside: tuple[str, int], text: bytes = b"A") -> Iterator[bytes]:
    """A zip with so many bytes in each of its files."""
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, size in inside:
            with bomb.open(name, "w", force_zip64=True) as handle:
                for _number in range(size // BLOCK + 1):
                    handle.write(text * BLOCK)
    yield buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
noise = random.Random(0).randbytes

HOSTILE: dict[str, Callable[[], Iterator[bytes]]] = {
    "bomb.xlsx": lambda: archive((SHEET, 50 << 20)),
    "bomb.csv": lambda: archive((SHEET, 50 << 20)),
    "traversal.zip": lambda: archive(("../../outside.txt", 1), ("/outside.txt", 1), ("C:\\outside.txt", 1)),
    "packed.csv": lambda: iter([gzip.compress(b"name\nRina\n" * BLOCK)]),
    "entities.xml": lambda: iter([b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>\n' * 9]),
    "unclosed.csv": lambda: blocks(b'name,phone\n"Budi,1\n', b"Siti,2,xxxxxxxxx\n" * (BLOCK // 17), 40),
    "growing-row.csv": lambda: blocks(b"name,phone\nBudi,1\n", b'"a\nb",' * (BLOCK // 6), 40),
    "growing-heading.csv": lambda: blocks(b"", b'"a\nb",' * (BLOCK // 6), 40),
    "no-line-end.csv": lambda: blocks(b"name\n", b"x" * BLOCK, 60),
    "commas.csv": lambda: blocks(b"name\n", b"," * (BLOCK // 2) + b"\n", 20),
    "million-columns.csv": lambda: iter([b",".join([b"name"] * 1_000_000), b"\n", b",".join([b"x"] * 1_000_000)]),
    "many-columns.csv": lambda: blocks(
        b",".join([b"n%d" % n for n in range(9000)]) + b"\n", b"x," * 8999 + b"x\n", 900
    ),
    "blank-lines.csv": lambda: blocks(b"name\n", b"\n" * BLOCK, 5),
    "quotes.csv": lambda: blocks(b"name\n", b'"' * BLOCK, 8),
    "zeros.csv": lambda: blocks(b"", b"\0" * BLOCK, 4),
    "nul-cell.csv": lambda: blocks(b"name\n", b"\0" * 1000 + b"\n", 1),
    "noise.csv": lambda: iter([noise(300_000)]),
    "noise16.csv": lambda: iter([b"\xff\xfe", noise(200_001)]),
    "wide32.csv": lambda: iter(["name\nRina\n".encode("utf-32")]),
    "deep.json": lambda: iter([b"[" * 200_000, b"]" * 200_000]),
    "card.vcf": lambda: iter([b"BEGIN:VCARD\r\nFN:a", b"\r\n b" * 100_000, b"\r\nEND:VCARD\r\n"]),
    "\x1b[31m\u202eevil.csv": lambda: iter([b"nama;x\n"]),
}


@pytest.fixture
def olcrm(ledger, tmp_path):
    """Run olcrm in a process that may take only so much."""

    def olcrm(*args: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "olcrm", *args],
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"},
            cwd=tmp_path / "here",
            preexec_fn=limited,
            check=False,
        )

    (tmp_path / "here").mkdir()
    return olcrm


@pytest.fixture
def hostile(tmp_path):
    """Write one of the files and give its path."""

    def hostile(name: str) -> Path:
        path = tmp_path / name
        with path.open("wb") as handle:
            handle.writelines(HOSTILE[name]())
        return path

    return hostile


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name))
def test_a_hostile_file_is_refused_within_seconds_and_200_megabytes(olcrm, hostile, ledger, look, tmp_path, name):
    path = hostile(name)
    before = ledger.read_bytes(), sorted(tmp_path.rglob("*"))
    for asked in (["import", "contacts"], ["import", "orders", "--map", "contact=name", "--map", "date=x"]):
        done = olcrm(*asked, str(path), "--yes")
        assert done.returncode in (2, 4), done.stderr
        assert "Traceback" not in done.stderr
        assert "\x1b" not in done.stderr
        assert len(done.stderr) < 1000
    assert (ledger.read_bytes(), sorted(tmp_path.rglob("*"))) == before


@pytest.mark.parametrize("name", ["huge.csv", "huge.db"])
def test_a_file_of_ten_gigabytes_is_refused_before_it_is_copied(olcrm, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"name\n")
    os.truncate(path, 10 << 30)
    assert olcrm("import", "contacts", str(path), "--yes").returncode == 4
    done = olcrm("backup", "restore", str(path), "--yes")
    assert done.returncode == 4, done.stderr
    assert "It is no ledger" in done.stderr


def test_what_is_made_is_for_its_owner_alone_whatever_the_umask(tmp_path, run, monkeypatch):
    """Ledger, snapshots, copies, what a restore puts aside, the sample shop, and the folders of all of them."""
    made = tmp_path / "made"
    monkeypatch.setenv("OLCRM_DB", str(made / "deep" / "olcrm.db"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for mask in (0, 0o777 if os.geteuid() == 0 else 0o077):
        before = os.umask(mask)
        try:
            for line in (
                f"init --shop Toko{mask} --yes",
                f"contact add Rina{mask}",
                "backup create",
                f"backup create --to {made}/deep/copy{mask}.db",
                f"backup restore {made}/deep/copy{mask}.db --yes",
                "demo",
            ):
                assert run(line).status == 0, line
        finally:
            os.umask(before)
    found = list(made.rglob("*"))
    assert len(found) > 8
    for path in found:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_report_of_a_bug_is_for_its_owner_alone(tmp_path, shop, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("olcrm.shop.store.kept", lambda db: 1 / 0)
    before = os.umask(0)
    try:
        assert shop("config list").status == 1
    finally:
        os.umask(before)
    (report,) = tmp_path.glob("olcrm-report-*.txt")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
