"""The command as a process of its own: what its exit status says when nobody reads, or the disk behind it is full."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from olcrm import __version__

Olcrm = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def olcrm(tmp_path: Path) -> Olcrm:
    """Run olcrm in a process of its own, on a ledger of its own that has been started."""
    ledger = tmp_path / "crm.db"

    def run(*args: str, **streams: int) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "olcrm", "--db", str(ledger), *args],
            env={**os.environ, "HOME": str(tmp_path), "OLCRM_LANG": "en"},
            stdin=subprocess.DEVNULL,
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    assert run("init", "--shop", "Rumah Kue", "--yes").returncode == 0
    return run


@contextmanager
def unread() -> Iterator[int]:
    """The end of a pipe whose reader has gone."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@contextmanager
def full() -> Iterator[int]:
    """A file on a disk that is full."""
    handle = os.open("/dev/full", os.O_WRONLY)
    yield handle
    os.close(handle)


@pytest.mark.parametrize("nowhere", [unread, full])
def test_an_error_that_nobody_hears_keeps_its_exit_status(olcrm, nowhere):
    with nowhere() as stream:
        assert olcrm("contact", "show", "Nobody", stderr=stream).returncode == 3
        assert olcrm("contact", "add", "Budi", "--phone", "12", stderr=stream, stdout=stream).returncode == 2


def test_a_hint_that_nobody_hears_does_not_end_the_work(olcrm, tmp_path):
    (tmp_path / "people.csv").write_text("name,phone\nBudi,081234567890\nAna,12\n", encoding="utf-8")
    asked = ("import", "contacts", str(tmp_path / "people.csv"), "--yes")
    with unread() as stream:
        assert olcrm(*asked, stderr=stream).returncode not in (0, 120)
        assert olcrm(*asked, "--skip-bad", stderr=stream).returncode == 0
    assert "Budi" in olcrm("contact", "list").stdout


def test_an_answer_that_finds_no_room_is_said_to_be_unwritten(olcrm):
    with full() as disk:
        result = olcrm("contact", "add", "Budi", stdout=disk)
    assert result.returncode == 74
    assert "could not be written" in result.stderr
    assert "Budi" in olcrm("contact", "list").stdout


def test_the_version_is_told_behind_other_options(olcrm):
    assert olcrm("--lang", "id", "--version").stdout.strip().endswith(__version__)


def test_a_reader_who_leaves_a_long_answer_is_no_error(olcrm, tmp_path):
    people = "name\n" + "".join(f"Pelanggan {number}\n" for number in range(1000))
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    assert olcrm("import", "contacts", str(tmp_path / "people.csv"), "--yes").returncode == 0
    for form in ("--plain", "--json", "--csv"):
        with unread() as stream:
            result = olcrm("contact", "list", form, stdout=stream)
        assert (result.returncode, result.stderr) == (0, "")


def test_a_name_that_no_disk_takes_is_no_unwritten_answer(olcrm):
    for asked in (("backup", "create", "--to", "y" * 300), ("backup", "restore", "y" * 300, "--yes")):
        result = olcrm(*asked)
        assert result.returncode == 5
        assert "cannot be used: File name too long" in result.stderr


def test_a_copy_to_the_home_of_nobody_is_refused_in_words(olcrm):
    assert olcrm("backup", "create", "--to", "~no-such-person/x.db").returncode == 4


def test_an_interrupt_before_the_door_is_open_leaves_no_traceback():
    program = """
from olcrm import __main__, app
def main(argv): raise KeyboardInterrupt
app.main = main
__main__.run()
"""
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=60)
    assert (result.returncode, result.stderr) == (130, b"")
