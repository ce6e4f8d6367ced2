"""Ways from a draft to the phone it is sent from: a chat link, the clipboard, a QR code.

Nothing here sends anything. WhatsApp opens with the text in its field, and the owner sends it herself.
"""

import os
import sys
from collections.abc import Sequence

LONGEST_LINK = 1800  # encoded characters; texts near 2,250 characters were seen to arrive cut
PATIENCE = 2.0  # seconds in which a program that opens links may say that it failed
QR_COLUMNS = 80


def chat(e164: str, text: str = "") -> str:
    """The link that opens a WhatsApp chat with ``+62812…``, with ``text`` ready to be sent.

    WhatsApp wants the digits alone, and the text percent-encoded as UTF-8: a space is %20, a new line %0A.
    """
    digits = "".join(char for char in e164 if char.isascii() and char.isdigit())
    if not text:
        return f"https://wa.me/{digits}"
    from urllib.parse import quote

    return f"https://wa.me/{digits}?text={quote(text, safe='', errors='replace')}"


def too_long(link: str) -> bool:
    """Whether the text in ``link`` may arrive cut; copying it is safer then."""
    return len(link) > LONGEST_LINK


def open_link(link: str) -> bool:
    """Open ``link`` on this machine. False when nothing here can open it; never raises."""
    if opener := _opener():
        return _started([*opener, link])
    try:
        if sys.platform == "win32":
            os.startfile(link)
            return True
        return _has_screen() and _browser(link)
    except OSError:
        return False


def _opener() -> Sequence[str]:
    """The program that opens links here: the phone's own, the one Windows lends to Linux, the desktop's."""
    from shutil import which

    names = ["termux-open-url", "wslview"]
    if sys.platform == "darwin":
        names.append("open")
    elif _has_screen():
        names.append("xdg-open")
    return next(([path] for name in names if (path := which(name))), [])


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _browser(link: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(link)
    except webbrowser.Error:
        return False


def _started(command: Sequence[str]) -> bool:
    """Start ``command`` and leave it running; False when it fails at once."""
    from subprocess import DEVNULL, Popen, TimeoutExpired

    try:
        started = Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL, start_new_session=True)
        return started.wait(PATIENCE) == 0
    except TimeoutExpired:
        return True
    except OSError:
        return False


def copy(text: str) -> bool:
    """Put ``text`` on the clipboard. False when there is none, or none that this program can reach."""
    from shutil import which

    if termux := which("termux-clipboard-set"):
        from subprocess import DEVNULL, run

        try:
            return run([termux], input=text.encode("utf-8", "replace"), stdout=DEVNULL, check=False).returncode == 0
        except OSError:
            return False
    try:
        import pyperclip
    except ImportError:
        return False
    try:
        pyperclip.copy(text)
    except (pyperclip.PyperclipException, OSError, UnicodeError):
        return False
    return True


def copied() -> str | None:
    """What is on the clipboard; None when there is none, or none that this program can reach."""
    from shutil import which

    if termux := which("termux-clipboard-get"):
        from subprocess import DEVNULL, run

        try:
            found = run([termux], stdin=DEVNULL, capture_output=True, check=False)
        except OSError:
            return None
        return found.stdout.decode("utf-8", "replace") if found.returncode == 0 else None
    try:
        import pyperclip
    except ImportError:
        return None
    try:
        return str(pyperclip.paste())
    except (pyperclip.PyperclipException, OSError, UnicodeError):
        return None


def qr(link: str) -> str:
    """``link`` as a QR code of half blocks, lines of text for a dark terminal; empty when wider than a screen."""
    import io

    import segno

    code = segno.make(link, error="l", micro=False)
    if code.symbol_size()[0] > QR_COLUMNS:
        return ""
    picture = io.StringIO()
    code.terminal(out=picture, compact=True)
    return picture.getvalue().rstrip("\n")
