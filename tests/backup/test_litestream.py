"""The recipe for continuous copies works with the real program, word for word as it is written."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

RECIPE = Path(__file__).parents[2] / "examples" / "continuous-copies.md"
HERE = Path(sys.executable).parent
PROGRAM = shutil.which("litestream", path=f"{HERE}{os.pathsep}{os.environ['PATH']}")

pytestmark = pytest.mark.skipif(
    PROGRAM is None or sys.platform == "win32", reason="there is no Litestream for this system"
)


def fences(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", RECIPE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


SYNC, RESTORE = (line for line in fences("sh")[2].splitlines() if line.startswith("litestream"))


class Home:
    """A home folder in which Litestream is set up as the recipe says, and the commands that are typed in it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger = folder, folder / ".local" / "share" / "olcrm" / "olcrm.db"
        self.env = {
            "HOME": str(folder),
            "PATH": f"{HERE}:{Path(PROGRAM).parent}:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "OLCRM_LANG": "en",
        }
        (folder / "usb").mkdir()
        (folder / "litestream.yml").write_text(fences("yaml")[0])
        self.type("olcrm init --shop 'Toko Ani' --yes")

    def type(self, *lines: str, status: int = 0) -> str:
        done = subprocess.run(
            ["/bin/sh", "-euc", "\n".join(lines)],
            env=self.env,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=90,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def start(self) -> "subprocess.Popen[bytes]":
        """Start the copying, and wait until it has the ledger open, which it opens a moment later."""
        started = subprocess.Popen(
            [PROGRAM, *fences("sh")[0].removesuffix(" &\n").replace("~", str(self.folder)).split()[1:]],
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
        )
        for line in started.stdout:
            if b"replicating to" in line:
                self.type(SYNC)
                return started
        raise AssertionError("it has ended")

    def names(self, ledger: Path | None = None) -> list[str]:
        found = json.loads(self.type(f"olcrm --db {ledger or self.ledger} contact list --json"))
        return sorted(row["name"] for row in found["rows"])

    def fetched(self) -> Path:
        """What is in the copy now."""
        self.type("umask 077", "rm -f ~/try.db", SYNC, RESTORE)
        return self.folder / "try.db"

    def mode(self) -> str:
        db = sqlite3.connect(f"{self.ledger.as_uri()}?mode=ro", uri=True)
        try:
            return str(db.execute("PRAGMA journal_mode").fetchone()[0])
        finally:
            db.close()


@pytest.fixture
def home() -> Iterator[Home]:
    with TemporaryDirectory(prefix="", dir="/tmp") as folder:  # the name of a socket must be short
        yield Home(Path(folder))


def ended(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_recipe_works_as_it_is_written(home):
    _start, work, look, lost = fences("sh")
    running = home.start()
    try:
        home.type(work)
        assert home.mode() == "wal"
        looked = home.type(look)
        assert "The ledger is whole" in looked
        assert "damaged" not in looked
        assert "The ledger would come back." in looked
    finally:
        ended(running)
    shutil.rmtree(home.ledger.parent)
    back = home.type(lost)
    assert "The ledger is as it was in back.db." in back
    assert "2x Gamis M" in back
    assert home.mode() == "delete"
    assert "The ledger is whole" in home.type("olcrm doctor")


def test_what_is_written_while_it_is_killed_and_away_is_sent_when_it_is_back(home):
    for number in range(3):
        running = home.start()
        try:
            home.type(f"olcrm contact add 'Rina {number}'")
            assert home.names(home.fetched()) == home.names()
        finally:
            ended(running)
        assert home.mode() == "wal"
        home.type(f"olcrm contact add 'Budi {number}'")
        assert home.mode() == "delete"
    running = home.start()
    try:
        assert (
            home.names(home.fetched()) == home.names() == [f"{name} {n}" for name in ("Budi", "Rina") for n in range(3)]
        )
    finally:
        ended(running)


def test_snapshots_stay_good_and_a_restore_is_refused_while_it_runs(home):
    home.type("olcrm contact add Rina")
    running = home.start()
    try:
        home.type("olcrm contact add Budi", "olcrm backup create --to usb")
        assert "damaged" not in home.type("olcrm backup check", "olcrm backup check usb/olcrm-*.db", "olcrm doctor")
        assert "busy with" in home.type("olcrm backup restore usb/olcrm-*.db --yes", status=5)
        assert home.names() == ["Budi", "Rina"]
        assert home.names(home.fetched()) == ["Budi", "Rina"]
    finally:
        ended(running)
    home.type("olcrm contact add Citra", "olcrm backup restore usb/olcrm-*.db --yes")
    assert home.names() == ["Budi", "Rina"]
    running = home.start()
    try:
        assert home.names(home.fetched()) == ["Budi", "Rina"]
    finally:
        ended(running)
