import os
import subprocess
import sys
from pathlib import Path

from olcrm.kit import paths


def test_a_tilde_is_the_home_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert paths.path("~/toko.db") == tmp_path / "toko.db"


def test_the_home_of_nobody_is_a_folder_like_any_other():
    assert paths.path("~no-such-person/toko.db") == Path("~no-such-person/toko.db")


def test_a_name_that_is_no_utf8_can_be_kept():
    assert paths.kept(os.fsdecode(b"b\xe9.csv")) == "b\\xe9.csv"
    assert paths.kept("pembeli é.csv") == "pembeli é.csv"


def test_files_are_found_where_the_system_claims_not_to_know_utf8(tmp_path):
    (tmp_path / "é 😀").mkdir()
    ledger = tmp_path / "é 😀" / "toko é.db"
    (tmp_path / "é.csv").write_text("name\nÉlan\n", encoding="utf-8")
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "OLCRM_LANG": "en"}

    def olcrm(*args: str) -> "subprocess.CompletedProcess[bytes]":
        line = [sys.executable, "-m", "olcrm", "--db", str(ledger), *args]
        return subprocess.run(line, env={**os.environ, **poor}, capture_output=True, check=False, timeout=60)

    assert olcrm("init", "--shop", "Toko", "--yes").returncode == 0
    assert olcrm("import", "contacts", str(tmp_path / "é.csv"), "--yes").returncode == 0
    assert olcrm("backup", "create", "--to", str(tmp_path / "salinan é.db")).returncode == 0
    assert olcrm("backup", "check", str(tmp_path / "salinan é.db")).returncode == 0
    assert ledger.is_file()
    assert b"\\u00c9lan" in olcrm("contact", "list", "--json").stdout


def test_a_name_that_no_disk_takes_names_no_file(tmp_path):
    (tmp_path / "chat.txt").write_text("halo")
    assert paths.is_file(tmp_path / "chat.txt")
    assert not paths.is_file(tmp_path / ("x" * 10_000))
    assert not paths.is_file(tmp_path)
