import shutil
import sys
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from olcrm.kit import links


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """``programs("xdg-open")`` puts such a program on an otherwise empty path; what it was given is in its file."""
    folder = tmp_path / "bin"
    folder.mkdir()
    shell, cat = shutil.which("sh"), shutil.which("cat")
    monkeypatch.setenv("PATH", str(folder))

    def install(name, status=0):
        given = tmp_path / f"{name}.given"
        program = folder / name
        program.write_text(f'#!{shell}\necho "$@" >"{given}"\n{cat} >>"{given}"\nexit {status}\n')
        program.chmod(0o755)
        return given

    return install


@pytest.mark.parametrize(
    ("phone", "digits"), [("+6281234567890", "6281234567890"), ("+62 812-3456", "628123456"), ("+60123", "60123")]
)
def test_a_chat_link_has_the_digits_alone(phone, digits):
    assert links.chat(phone) == f"https://wa.me/{digits}"


def test_a_text_is_encoded_as_whatsapp_wants_it():
    text = "Halo *Kak*, Rp150.000 & 1+1?\n😀 100%"
    assert links.chat("+62812", text) == (
        "https://wa.me/62812?text=Halo%20%2AKak%2A%2C%20Rp150.000%20%26%201%2B1%3F%0A%F0%9F%98%80%20100%25"
    )


@given(st.text(min_size=1))
def test_a_text_comes_out_of_its_link_as_it_went_in(text):
    link = links.chat("+62812", text)
    assert link.isascii()
    assert not any(char.isspace() for char in link)
    assert parse_qs(urlsplit(link).query, keep_blank_values=True)["text"] == [text]
    assert link.endswith(quote(text, safe=""))


def test_half_a_character_does_not_break_a_link():
    assert links.chat("+62812", "\ud800") == "https://wa.me/62812?text=%3F"


def test_a_link_is_too_long_above_eighteen_hundred_characters():
    bare = len(links.chat("+62812", "x")) - 1
    assert not links.too_long(links.chat("+62812", "x" * (1800 - bare)))
    assert links.too_long(links.chat("+62812", "x" * (1801 - bare)))


linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems open links their own way")


@linux
def test_without_a_screen_no_link_is_opened(programs, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    given_link = programs("xdg-open")
    assert not links.open_link("https://wa.me/62812")
    assert not given_link.exists()


@linux
@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_with_a_screen_the_desktop_opens_it(programs, monkeypatch, variable):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(variable, "0")
    given_link = programs("xdg-open")
    assert links.open_link("https://wa.me/62812?text=a%20b")
    assert given_link.read_text() == "https://wa.me/62812?text=a%20b\n"


@linux
def test_the_phone_s_own_opener_comes_first_and_needs_no_screen(programs, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    desktop, phone = programs("xdg-open"), programs("termux-open-url")
    assert links.open_link("https://wa.me/62812")
    assert phone.exists()
    assert not desktop.exists()


@linux
def test_an_opener_that_fails_has_opened_nothing(programs):
    programs("termux-open-url", status=3)
    assert not links.open_link("https://wa.me/62812")


def test_the_clipboard_of_the_phone_gets_the_text_exactly(programs):
    given_text = programs("termux-clipboard-set")
    assert links.copy("Halo *Kak* 😀\nRp150.000")
    assert given_text.read_bytes().decode() == "\nHalo *Kak* 😀\nRp150.000"


@linux
def test_a_clipboard_that_is_not_there_is_no_error(programs, monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not links.copy("Halo")
    programs("termux-clipboard-set", status=1)
    assert not links.copy("Halo")


def test_a_qr_code_is_a_square_of_half_blocks_that_fits_a_screen():
    lines = links.qr(links.chat("+6281234567890123")).split("\n")
    assert set("".join(lines)) <= set("█▀▄ ")
    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) <= 80
    assert len(lines) == (len(lines[0]) + 1) // 2


def test_a_qr_code_too_wide_for_a_screen_is_not_drawn():
    assert links.qr(links.chat("+62812", "x" * 1500)) == ""
