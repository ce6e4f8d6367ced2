"""Killed at any instant: what was acknowledged is there, what was not is whole or absent, and the next command works.

A process is killed by itself at one of its own calls to SQLite or to the file system, before it or after it, so that
every instant can be named and met again.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

KILLED = """
import os, signal, sys
CALLS = {"execute", "executemany", "backup", "close", "open", "fsync", "replace", "rename", "unlink", "mkdir", "chmod",
         "fchmod", "write", "write_bytes", "flush"}
at, seen = int(sys.argv[1]), 0
def watch(frame, event, called):
    global seen
    if event in ("c_call", "c_return") and called.__name__ in CALLS:
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)
from olcrm import app
sys.setprofile(watch)
status = app.main(sys.argv[2:])
sys.setprofile(None)
print("calls", seen, file=sys.stderr)
sys.stdout.flush()
os._exit(status)
"""
STEPS = 24  # instants of one command that are tried

posix = pytest.mark.skipif(os.name != "posix", reason="elsewhere there is no SIGKILL")


def killed(at: int, line: list[str], **env: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", KILLED, str(at), *line],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "OLCRM_LANG": "en", **env},
        check=False,
    )


def instants(calls: int, first: int) -> range:
    """Some of ``calls`` instants, others for another ``first``, so that many runs meet all of them."""
    step = max(calls // STEPS, 1)
    return range(1 + first % step, calls + 1, step)


@posix
@pytest.mark.parametrize("first", [False, True], ids=["an ordinary write", "the first write of a day"])
def test_a_write_that_is_killed_is_whole_or_absent_and_what_was_said_is_kept(shop, look, first):
    """The first write of a day also takes the day's snapshot."""
    assert shop("contact add Rina").status == 0
    noon = "2026-11-22T12:00:00+07:00"
    counted = killed(0, ["note", "add", "1", "all of it"], OLCRM_NOW=noon.replace("22T", "23T") if first else noon)
    calls = int(counted.stderr.split()[-1])
    said, died = {"all of it"}, 0
    for at in instants(calls, int(first)):
        moment = f"2027-{at % 12 + 1:02}-{at % 28 + 1:02}T12:00:00+07:00" if first else noon
        done = killed(at, ["note", "add", "1", f"note {at}"], OLCRM_NOW=moment)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        died += done.returncode == -signal.SIGKILL
        if done.stdout:  # the word that it is kept had gone out
            said.add(f"note {at}")
        after = shop("note list --json --limit 500")
        assert after.status == 0, after.err
        kept = [row["text"] for row in after.json["rows"]]
        assert len(kept) == len(set(kept))
        assert said <= set(kept)
    assert died >= STEPS // 2
    found = shop("doctor --json", now="2027-12-31T12:00:00+07:00")
    assert [row for row in found.json["rows"] if row["state"] == "damaged"] == []
    assert look("SELECT count(*) FROM change WHERE said = ''") == [(0,)]


@posix
def test_an_import_that_is_killed_is_there_as_a_whole_or_not_at_all(shop, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("name\n" + "".join(f"Pelanggan {number}\n" for number in range(200)), encoding="utf-8")
    counted = killed(0, ["import", "contacts", str(file), "--dry-run"])
    calls = int(counted.stderr.split()[-1])
    for at in [*instants(calls, 1)][:: max(calls // STEPS // 400, 1)][-8:]:
        killed(at, ["import", "contacts", str(file), "--yes"])
        assert len(shop("contact list --json --limit 500").json["rows"]) in (0, 200)
    assert shop(f"import contacts {file} --yes").status == 0
    assert len(shop("contact list --json --limit 500").json["rows"]) == 200


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="which file is synced can only be seen on Linux")
def test_a_snapshot_is_on_the_disk_before_it_has_its_name_and_its_name_before_it_counts(shop, monkeypatch):
    """Power may go at any moment: the bytes first, then the name, then the folder that holds the name."""
    seen: list[tuple[str, str]] = []
    sync, replace = os.fsync, Path.replace

    def fsync(handle: int) -> None:
        seen.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        sync(handle)

    def named(self: Path, target: Path) -> Path:
        seen.append(("name", str(target)))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", named)
    assert shop("contact add Rina").status == 0
    names = [place for place, (did, path) in enumerate(seen) if did == "name" and path.endswith(".db")]
    assert names
    for place in names:
        assert ("sync", str(Path(seen[place][1]).parent)) in seen[place:]
        assert any(did == "sync" and path.endswith(".part") for did, path in seen[:place])
    assert json.loads(shop("backup list --json").out)["rows"][0]["state"] == "good"
