import builtins
import re
import zlib
from base64 import a85decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from olcrm.kit import letters, paper
from olcrm.kit.errors import Refused
from olcrm.kit.paper import Paper

WORDS = st.text(st.characters(codec="utf-8"), max_size=60)


def sheet(size=paper.A6):
    return Paper(size, title="Invoice 41", author="Gamis Cantik", mark="olcrm invoice 41", language="id")


def drawn(content):
    """Everything that the streams of a PDF draw."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL)
    return b"\n".join(zlib.decompress(a85decode(b"<~" + one.strip(), adobe=True)) for one in streams)


def test_the_same_pages_are_the_same_bytes():
    def made():
        page = sheet()
        page.text(5, 10, "Gamis Cantik", 14, bold=True)
        page.bars(5, 20, 60, 10, "CGK12345678")
        page.block(5, 40, 60, "Jl. Melati 5, Bandung " * 5)
        return page.pdf()

    assert made() == made()


def test_a_page_has_the_size_that_was_asked_for_and_says_what_it_is():
    content = sheet((100, 150)).pdf()
    assert re.search(rb"/MediaBox \[ 0 0 283\.46\d* 425\.19\d* \]", content)
    for said in (b"(Invoice 41)", b"(Gamis Cantik)", b"/Subject (olcrm invoice 41)", b"/Lang (id)"):
        assert said in content


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_no_text_breaks_a_page(words):
    page = sheet()
    page.text(5, 5, words)
    page.block(5, 10, 40, words, bold=True)
    assert page.pdf().startswith(b"%PDF")


@given(WORDS)
def test_wrapped_lines_hold_every_word_and_are_no_wider_than_asked(words):
    lines = paper.wrapped(words, 30)
    assert all(len(line) == 1 or paper.measured(line) <= 30.01 for line in lines)
    from olcrm.kit.cells import safe

    assert "".join("".join(lines).split()) == "".join(safe(words, lines=True).split())


def test_a_word_of_ten_thousand_letters_is_broken_and_nothing_of_it_lost():
    lines = paper.wrapped("A" * 10_000, 60)
    assert "".join(lines) == "A" * 10_000
    assert len(lines) > 100


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Rina Wati", "Rina Wati"),
        ("Café – “Ayu” €5", "Café – “Ayu” €5"),
        ("cinta ♥ ✓ ★", "cinta ♥ ✓ ★"),
        ("Nguyễn", "Nguyen"),
        ("𝓡𝓲𝓷𝓪", "Rina"),
        ("Selamat 🎂", "Selamat ❑"),
        ("👍🏽", "❑"),
        ("王小明", "❑❑❑"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
    ],
)
def test_what_the_letters_lack_is_plainer_or_seen_to_be_missing(typed, shown):
    assert letters.shown(typed) == shown
    assert paper.unshown(typed) == ("❑" in shown)


def test_a_line_shrinks_to_its_place_and_no_further():
    assert paper.shrunk("Rp150.000", 100, 12, 6) == 12
    fitted = paper.shrunk("CGK1234567890" * 2, 40, 12, 6)
    assert 6 <= fitted < 12
    assert paper.measured("CGK1234567890" * 2, fitted) <= 40.01
    assert paper.shrunk("x" * 999, 40, 12, 6) == 6


def test_pages_are_numbered_once_there_are_several():
    one, two = sheet(), sheet()
    for page in (one, two):
        page.number(100, 140)
    two.turn()
    two.number(100, 140)
    assert b"(1/1)" not in drawn(one.pdf())
    assert b"(1/2)" in drawn(two.pdf())
    assert b"(2/2)" in drawn(two.pdf())


def test_small_sheets_find_their_place_on_a_large_one():
    page = sheet((210.0, 297.0))
    with page.within(105, 148.5, 0.5):
        page.text(0, 0, "fourth")
    # Half as large, 105 mm to the right, and its top in the middle of 297 mm.
    assert b".5 0 0 .5 297.6378 0 cm" in drawn(page.pdf())


def test_without_reportlab_it_is_said_how_to_get_it(monkeypatch):
    whole = builtins.__import__

    def missing(name, *args, **kwargs):
        if name.partition(".")[0] == "reportlab":
            raise ImportError(name)
        return whole(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    letters.needed.cache_clear()
    with pytest.raises(Refused, match="Pages for a printer need the program library reportlab") as refused:
        sheet()
    assert "pip install 'olcrm[pdf]'" in refused.value.hint
    letters.needed.cache_clear()


def test_nothing_in_the_home_folder_changes_a_page(tmp_path, monkeypatch):
    import subprocess
    import sys

    (tmp_path / ".reportlab_mods").write_text("raise SystemExit('run from the home folder')")
    (tmp_path / ".reportlab_settings").write_text("raise SystemExit('run from the home folder')")
    code = (
        "from olcrm.kit.paper import A6, Paper;"
        "Paper(A6, title='', author='', mark='', language='id').pdf();"
        "from reportlab.graphics.barcode import code128"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env={"HOME": str(tmp_path), "PATH": "/usr/bin"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
