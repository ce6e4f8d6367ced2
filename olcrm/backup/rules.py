"""How a snapshot's properties are said."""

from olcrm.kit.text import _


def reason_shown(reason: str) -> str:
    """Why a snapshot was taken, told from the reason in its name."""
    if reason == "daily":
        return _("by itself")
    if reason.startswith("asked"):
        return _("on request")
    if reason.startswith("before-"):
        return _("before an update")
    if reason.startswith("replaced"):
        return _("set aside by a restore")
    return reason


def size_shown(size: int) -> str:
    """Bytes as KB or MB."""
    if size < 1 << 20:
        return f"{max(1, size >> 10)} KB"
    return f"{size / (1 << 20):.1f} MB".replace(".", ",")


def state_shown(state: str, checked: bool) -> str:
    """What a file is, in a word or two; ``checked`` is whether it was ever looked through."""
    if state == "good":
        return _("good") if checked else _("not checked")
    words = {
        "empty": _("empty"),
        "damaged": _("damaged"),
        "foreign": _("not ours"),
        "newer": _("of a newer olcrm"),
        "locked": _("busy"),
    }
    return words.get(state, state)
