"""How the benchmarks measure: instructions under callgrind, CPU seconds and memory of whole processes.

Instructions repeat to the last million whatever else the machine does; seconds only mean something as ratios within one
run. Nothing here asserts anything.
"""

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

NOW = "2026-11-22T12:00:00+07:00"
OLCRM = str(Path(sys.executable).parent / "olcrm")  # the script itself, not a version manager's shim


class Cost(NamedTuple):
    """What one process took: CPU seconds (user and system), and its largest resident set in MB."""

    cpu: float
    memory: float


def environment(ledger: Path, **more: str) -> dict[str, str]:
    """A clean environment in which olcrm uses ``ledger`` at a fixed moment."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {
        "OLCRM_DB": str(ledger), "OLCRM_NOW": NOW, "OLCRM_LANG": "en", "LANG": "C.UTF-8", "HOME": str(ledger.parent),
        "PYTHONHASHSEED": "0", **more,
    }  # fmt: skip


def instructions(command: Sequence[str], env: Mapping[str, str]) -> float | None:
    """Millions of instructions of ``command`` under callgrind; None where valgrind is not installed."""
    if not shutil.which("valgrind"):
        return None
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={folder}/out", *command],
            env=dict(env), stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace",
        )  # fmt: skip
    found = re.search(r"Collected : (\d+)", done.stderr)
    if found is None or done.returncode not in (0, 3, 4):
        raise RuntimeError(f"{command}: status {done.returncode}\n{done.stderr[-2000:]}")
    return int(found[1]) / 1e6


def cost(command: Sequence[str], env: Mapping[str, str]) -> Cost:
    """One run of ``command`` as a process of its own."""
    process = subprocess.Popen(
        command, env=dict(env), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    said = process.stderr.read()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command}: status {process.returncode}\n{said[-2000:]}")
    return Cost(_cpu(usage), usage.ru_maxrss / 1024)


def median_cost(command: Sequence[str], env: Mapping[str, str], runs: int = 5) -> Cost:
    """The median over ``runs`` runs, after one that is not counted."""
    cost(command, env)
    costs = [cost(command, env) for _ in range(runs)]
    return Cost(statistics.median(c.cpu for c in costs), statistics.median(c.memory for c in costs))


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def row(name: str, *figures: str) -> None:
    """One line of the table that a benchmark prints."""
    print(f"{name:<34}" + "".join(f"{figure:>14}" for figure in figures), flush=True)  # noqa: T201
