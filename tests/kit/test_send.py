import io
import sys

import pytest

from olcrm.kit import links, send, text
from olcrm.kit.errors import Refused
from olcrm.kit.record import changed
from olcrm.kit.send import Draft


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def owner(monkeypatch, tmp_path):
    """``owner("w", "y")`` sits at a terminal without a screen or clipboard and types these; gives what she sees."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    def type_(*keys):
        screen = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{key}\n" for key in keys)))
        monkeypatch.setattr(sys, "stderr", screen)
        return screen

    return type_


def draft(number=1, phone="+6281234567890", said="Halo Kak Rina,\nsudah sempat transfer?"):
    return Draft(
        id=f"d{number}",
        contact_id=number,
        name=f"Rina {number}",
        phone=phone,
        text=said,
        link=links.chat(phone, said) if phone else None,
        heading=f"Kak Rina {number} — second reminder, order 4{number}",
        reason="second reminder",
    )


def walked(*drafts, **options):
    log = []
    counts = send.walk(drafts, lambda one: log.append(one.id), **options)
    return counts, log


def test_each_person_is_shown_with_place_and_text(owner):
    screen = owner("s", "s")
    assert walked(draft(1), draft(2)) == ((0, 2), [])
    seen = screen.getvalue()
    assert "1 of 2: Kak Rina 1 — second reminder, order 41\n\nHalo Kak Rina,\nsudah sempat transfer?\n" in seen
    assert "2 of 2: Kak Rina 2" in seen
    assert draft(1).link not in seen


def test_a_long_message_is_shown_without_breaking_a_word_and_handed_over_as_it_is(owner, monkeypatch):
    monkeypatch.setenv("COLUMNS", "30")
    long = draft(said="Kalau sudah transfer, kabari saja di sini ya.\n\nTerima kasih.")
    screen = owner("c", "n", "s")
    walked(long)
    shown, copied = screen.getvalue().split("The clipboard")
    assert "Kalau sudah transfer, kabari\nsaja di sini ya.\n\nTerima kasih.\n" in shown
    assert "\n[w] WhatsApp  [c] copy\n[q] QR code  [s] skip\n[x] stop: " in shown
    assert long.text in copied


@pytest.mark.parametrize("key", ["w", "c", "q"])
def test_only_what_she_says_is_sent_is_logged(owner, key):
    owner(key, "y", key, "n", "s")
    assert walked(draft(1), draft(2)) == ((1, 1), ["d1"])


def test_what_was_not_sent_can_be_tried_another_way(owner):
    owner("w", "n", "c", "ya")
    assert walked(draft(1)) == ((1, 0), ["d1"])


def test_stopping_leaves_the_rest_alone(owner):
    owner("c", "y", "x")
    assert walked(draft(1), draft(2), draft(3)) == ((1, 0), ["d1"])


def test_the_end_of_the_input_stops_and_keeps_what_was_logged(owner):
    owner("c", "y")
    assert walked(draft(1), draft(2)) == ((1, 0), ["d1"])
    owner("c")
    assert walked(draft(1), draft(2)) == ((0, 0), [])


def test_ctrl_c_keeps_what_was_logged_and_passes_on(owner, monkeypatch):
    class Interrupted(Terminal):
        def readline(self, *_):
            return super().readline() or interrupt()

    def interrupt():
        raise KeyboardInterrupt

    owner()
    monkeypatch.setattr(sys, "stdin", Interrupted("c\ny\n"))
    log = []
    with pytest.raises(KeyboardInterrupt):
        send.walk([draft(1), draft(2)], log.append)
    assert log == [draft(1)]


def test_where_nothing_can_open_or_copy_it_the_link_and_the_text_are_printed(owner):
    screen = owner("w", "n", "c", "n", "s")
    walked(draft(1))
    assert screen.getvalue().count(draft(1).link) == 1
    assert screen.getvalue().count("Halo Kak Rina,\nsudah sempat transfer?") == 2


def test_the_qr_code_is_of_the_bare_chat(owner):
    screen = owner("q", "n", "s")
    walked(draft(1))
    assert links.qr("https://wa.me/6281234567890") in screen.getvalue()
    assert "https://wa.me/6281234567890\n" in screen.getvalue()


def test_a_terminal_without_half_blocks_gets_the_link_alone(owner, monkeypatch):
    class Narrow(Terminal):
        encoding = "ascii"

    owner("q", "n", "s")
    screen = Narrow()
    monkeypatch.setattr(sys, "stderr", screen)
    walked(draft(1))
    assert "█" not in screen.getvalue()
    assert "https://wa.me/6281234567890\n" in screen.getvalue()


def test_without_a_phone_a_draft_can_only_be_copied(owner):
    screen = owner("w", "q", "c", "y")
    assert walked(draft(1, phone=None)) == ((1, 0), ["d1"])
    assert "[w]" not in screen.getvalue()
    assert "no phone number for Rina 1" in screen.getvalue()


def test_a_text_that_may_arrive_cut_is_said_to_be_long(owner):
    screen = owner("s")
    walked(draft(1, said="x" * 1900))
    assert "may arrive cut" in screen.getvalue()


def test_a_walk_may_have_keys_of_its_own(owner):
    done = []
    extra = {"z": ("later", lambda one: done.append(one.id) or one.id == "d2")}
    screen = owner("z", "s", "z")
    assert walked(draft(1), draft(2), extra=extra) == ((0, 1), [])
    assert done == ["d1", "d2"]
    assert "[z] later" in screen.getvalue()


def test_the_keys_are_the_same_in_both_languages(owner):
    text.use("id")
    screen = owner("c", "y")
    assert walked(draft(1)) == ((1, 0), ["d1"])
    assert all(f"[{letter}] " in screen.getvalue() for letter in "wcqsx")


def test_a_draft_cannot_command_the_terminal(owner):
    screen = owner("s")
    walked(draft(1, said="Halo \x1b[2J\u202e"))
    assert r"Halo \x1b[2J\u202e" in screen.getvalue()


def test_without_a_terminal_the_options_for_scripts_are_named(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("c\ny\n"))
    with pytest.raises(Refused) as refused:
        walked(draft(1))
    assert "--sent ID" in refused.value.hint
    assert "--all-sent" in refused.value.hint


def test_nobody_to_write_to_is_quickly_done(owner):
    owner()
    assert walked() == ((0, 0), [])


def test_one_draft_alone_has_no_place_and_none_to_skip_to(owner):
    screen = owner("w", "y")
    assert send.offer(draft(1)) is True
    seen = screen.getvalue()
    assert "1 of 1" not in seen
    assert "[x] stop" in seen
    assert "[s]" not in seen
    owner("x")
    assert send.offer(draft(1)) is False
    owner("c", "n", "x")
    assert send.offer(draft(1)) is False


def nobody(said="Halo Kak,\nbisa ke BCA 123 ya."):
    return changed(draft(1, phone=None, said=said), contact_id=None, link=links.chat("", said))


@pytest.mark.parametrize("key", ["w", "c", "q"])
def test_what_is_for_nobody_in_particular_is_sent_once_it_is_handed_over(owner, key):
    screen = owner(key)
    assert send.offer(nobody()) is True
    assert "Sent?" not in screen.getvalue()
    assert nobody().link.startswith("https://wa.me/?text=Halo%20Kak%2C%0Abisa")


def test_a_text_that_fits_no_picture_is_given_as_a_link(owner):
    screen = owner("q")
    long = nobody("Kain bagus. " * 200)
    assert send.offer(long) is True
    seen = screen.getvalue()
    assert "█" not in seen
    assert "too long for a QR code" in seen
    assert long.link in seen
