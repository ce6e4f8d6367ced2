"""What can go wrong around a ledger, in processes of their own where it matters: what was confirmed is there once,
what was not is whole or absent, and the next command just works.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from olcrm.ledger import door, safekeep

HERE = Path(__file__).parent
MORE = int(os.environ.get("OLCRM_FUZZ", "0"))
KILLS = MORE or 10
PAGE = 4096
NOW = "2026-11-22T12:00:00+07:00"

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def environment(ledger):
    return {
        "OLCRM_DB": str(ledger),
        "OLCRM_LANG": "en",
        "OLCRM_NOW": NOW,
        "PATH": os.environ["PATH"],
        "HOME": str(ledger.parent),
        "LANG": "C.UTF-8",
    }


def dying(ledger, step, *words, of="SIGKILL"):
    """Run a command that is killed, or interrupted, at its ``step``-th touch of a file."""
    return subprocess.run(
        [sys.executable, str(HERE / "dying.py"), str(step), *words],
        env=environment(ledger) | {"DYING_OF": of},
        cwd=ledger.parent.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def touches(done):
    assert done.returncode == 0, done.stderr
    return int(done.stderr.rpartition("touches: ")[2])


def steps(count, most):
    """``most`` steps out of ``count``, spread over all of them."""
    return sorted({1 + round(number * (count - 1) / max(1, most - 1)) for number in range(most)})


@pytest.fixture
def sample(shop, ledger, tmp_path):
    """A shop with a customer and an order, and a way to have it again and again as it was then."""
    shop("contact add 'Rina Wati' --phone 081234567890")
    shop("order add rina '2x Gamis M @150rb'")
    before = {path.relative_to(ledger.parent): path.read_bytes() for path in ledger.parent.rglob("*") if path.is_file()}

    def again(*, snapshots=True):
        for path in sorted(ledger.parent.rglob("*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        for path, content in before.items():
            if snapshots or path.name == ledger.name:
                target = ledger.parent / path
                target.parent.mkdir(mode=0o700, exist_ok=True)
                target.touch(0o600)
                target.write_bytes(content)

    return again


def looks_whole(shop):
    """The doctor finds no damage, and says what it found when it does."""
    done = shop("doctor --json")
    assert done.status == 0, [row for row in done.json["rows"] if row["state"] == "damage"]


@posix
@pytest.mark.parametrize(
    ("words", "count", "fresh"),
    [
        (["pay", "add", "1", "50rb"], "SELECT count(*) FROM payment", True),
        (["order", "add", "rina", "Hijab @45rb"], "SELECT count(*) FROM sale_order", False),
        (["undo", "--yes"], "SELECT 1 - count(*) FROM sale_order", True),
        (["backup", "restore", "2026-11-22", "--yes"], "SELECT (2 - count(*)) / 2 FROM sale_order", True),
    ],
    ids=lambda one: " ".join(one[:2]) if isinstance(one, list) else None,
)
def test_a_command_killed_at_any_instant_is_done_once_or_not_at_all(shop, sample, ledger, look, words, count, fresh):
    def prepared():
        sample(snapshots=fresh)
        if words[0] == "backup":
            shop("order add rina 'Hijab @45rb'")

    prepared()
    (before,) = look(count)[0]
    total = touches(dying(ledger, 0, *words))
    (after,) = look(count)[0]
    assert (before, after) in ((0, 1), (1, 2))
    for step in steps(total, KILLS):
        prepared()
        done = dying(ledger, step, *words)
        (now,) = look(count)[0]
        assert now in (before, after), step
        if done.stdout.strip():  # it was confirmed
            assert now == after, step
        looks_whole(shop)
        assert shop("note add rina 'sesudah'").status == 0, step


@posix
def test_an_import_killed_at_any_instant_is_whole_or_absent(shop, sample, ledger, look, tmp_path):
    people = "".join(f"Orang {number},08129{number:07}\n" for number in range(300))
    (tmp_path / "people.csv").write_text("nama,telepon\n" + people, encoding="utf-8")
    words = ["import", "contacts", str(tmp_path / "people.csv"), "--yes"]
    total = touches(dying(ledger, 0, *words))
    for step in steps(total, KILLS):
        sample()
        done = dying(ledger, step, *words)
        (people,) = look("SELECT count(*) FROM contact")[0]
        assert people in (1, 301), step
        assert people == 301 or not done.stdout.strip()
        looks_whole(shop)


@posix
def test_an_upgrade_killed_at_any_instant_leaves_the_old_ledger_or_the_new(run, tmp_path, monkeypatch):
    ledger = tmp_path / "shop" / "olcrm.db"
    monkeypatch.setenv("OLCRM_DB", str(ledger))

    def older():
        for path in sorted(tmp_path.glob("shop/**/*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        ledger.parent.mkdir(mode=0o700, exist_ok=True)
        db = sqlite3.connect(ledger)
        db.executescript((HERE / "old" / "v1.sql").read_text(encoding="utf-8"))
        db.close()
        ledger.chmod(0o600)

    older()
    people = run("contact list --json --all").json["rows"]
    older()
    total = touches(dying(ledger, 0, "contact", "list"))
    for step in steps(total, KILLS // 2):
        older()
        dying(ledger, step, "contact", "list")
        db = sqlite3.connect(ledger)
        (version,) = db.execute("PRAGMA user_version").fetchone()
        db.close()
        if version > 1:
            assert [one.reason for one in safekeep.snapshots(ledger)] == [f"before-v{door.SCHEMA}"]
        assert run("contact list --json --all").json["rows"] == people, step
        assert run("doctor").status == 0, step


@posix
def test_eight_writers_at_once_lose_and_double_nothing(shop, sample, ledger, look, tmp_path):
    program = """
import sys
from olcrm import app
for number in range(3):
    for words in (["contact", "add", f"Orang {sys.argv[1]}-{number}"], ["order", "add", "rina", "Hijab @45rb"],
                  ["pay", "add", "1", "1000"]):
        status = app.main(words)
        assert status == 0, status
"""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(number)],
            env=environment(ledger),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for number in range(8)
    ]
    done = [writer.communicate(timeout=300) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 8, done
    assert look("SELECT count(DISTINCT name) FROM contact") == [(25,)]
    assert look("SELECT count(*), max(id) FROM sale_order") == [(25, 25)]
    assert look("SELECT paid FROM due WHERE id = 1") == [(24_000,)]
    looks_whole(shop)


@posix
@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["import", "contacts", "people.csv", "--yes"], "SELECT count(*) / 300 FROM contact"),
        (["order", "add", "rina", "Hijab @45rb"], "SELECT count(*) - 1 FROM sale_order"),
    ],
)
def test_ctrl_c_at_any_instant_leaves_all_or_nothing_and_says_which(shop, sample, ledger, look, words, count):
    people = "".join(f"Orang {number},08129{number:07}\n" for number in range(300))
    (ledger.parent.parent / "people.csv").write_text("nama,telepon\n" + people, encoding="utf-8")
    total = touches(dying(ledger, 0, *words, of="SIGINT"))
    for step in steps(total, KILLS):
        sample()
        done = dying(ledger, step, *words, of="SIGINT")
        assert done.returncode in (0, 130), done.stderr
        saved = done.returncode == 0 or "until then is saved" in done.stderr
        assert look(count) == [(int(saved),)], (step, done.stderr)
        assert "Traceback" not in done.stderr
        looks_whole(shop)


@pytest.mark.parametrize(
    "line",
    [
        "undo",
        "doctor --repair",
        "backup restore 2026-11-22",
        "import contacts people.csv",
        "contact forget rina",
        "order cancel 1 --because 'tidak jadi'",
        "init",
        "contact show budi",
        "remind unpaid --send",
    ],
)
def test_ctrl_c_at_a_prompt_changes_nothing(shop, sample, ledger, tmp_path, monkeypatch, line):
    shop("contact add 'Budi Santoso'")
    shop("contact add 'Budi Hartono'")
    shop("pay add 1 50rb")
    db = sqlite3.connect(ledger)
    db.execute("DELETE FROM sqlite_sequence WHERE name = 'note'")
    db.execute("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'sale_order'")
    db.commit()
    db.close()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text("nama,telepon\nAni,081299990000\n", encoding="utf-8")
    before = ledger.read_bytes()
    done = shop(line, keys="\x03", now="2026-12-22T12:00:00+07:00")
    assert done.status == 130, done.err
    assert "Interrupted; what was not confirmed is not saved." in done.err
    assert ledger.read_bytes() == before


def mutations(original, chance, count):
    """Damaged files, each with a word on how: bits, bytes, pages, and the length."""
    pages = len(original) // PAGE
    for number in range(count):
        data = bytearray(original)
        how = ("bit", "bit", "bit", "digit", "bytes", "zero", "swap", "copy", "cut", "grown")[number % 10]
        at = chance.randrange(len(data))
        one, other = (chance.randrange(pages) * PAGE for _each in range(2))
        if how == "bit":
            data[at] ^= 1 << chance.randrange(8)
        elif how == "digit":
            digits = [place for place in range(at, min(at + 9_000, len(data))) if 48 <= data[place] <= 57]
            if digits:
                data[digits[0]] ^= 1
        elif how == "bytes":
            data[at : at + 50] = chance.randbytes(len(data[at : at + 50]))
        elif how == "zero":
            data[one : one + PAGE] = bytes(PAGE)
        elif how == "swap":
            data[one : one + PAGE] = original[other : other + PAGE]
            data[other : other + PAGE] = original[one : one + PAGE]
        elif how == "copy":
            data[one : one + PAGE] = original[other : other + PAGE]
        elif how == "cut":
            del data[at:]
        else:
            data += chance.randbytes(at % 9_000)
        yield f"{number} {how} at {at}", bytes(data)


def test_no_damage_makes_a_traceback_or_a_wrong_answer_that_the_doctor_calls_whole(shop, sample, ledger):
    questions = (
        "contact list --json --all",
        "order list --json --all",
        "order show 1 --json",
        "due list --json",
        "contact show rina --json",
        "note find pastel --json",
        "log --json",
    )
    for number in range(8):
        shop(f"contact add 'Orang {number}' --phone 08129000{number:04}")
        shop(f"note add 'Orang {number}' 'suka warna pastel {number}'")
    (ledger.parent / "backups" / "olcrm-2026-11-22.db").unlink()
    shop("backup create")
    right = {question: shop(question) for question in questions}
    assert all(answer.status == 0 for answer in right.values()), right
    original = ledger.read_bytes()
    chance = random.Random(20261122)
    for how, data in mutations(original, chance, MORE or 120):
        ledger.write_bytes(data)
        verdict = shop("doctor --json")
        assert verdict.status in (0, 5), (how, verdict.err)
        for question, answer in right.items():
            done = shop(question)
            assert done.status in (0, 3, 4, 5), (how, question, done.err)
            if done.status != 0:
                assert json.loads(done.err)["error"]["message"], (how, question)
            elif verdict.status == 0:
                assert done.out == answer.out, (how, question)
        assert ledger.read_bytes() == data, f"{how}: a damaged file was changed"
        written = shop("note add rina 'x'")
        assert written.status in (0, 3, 4, 5), (how, written.err)
