"""How a snapshot's properties are said."""

from olcrm.kit.text import _, ngettext, pointed


def reason_shown(reason: str) -> str:
    """Why a snapshot was taken, told from the reason in its name."""
    if reason == "daily":
        return _("by itself")
    if reason.startswith("asked"):
        return _("on request")
    if reason.startswith("before-"):
        return _("before an update")
    if reason.startswith("also"):
        return _("by itself")
    if reason.startswith("replaced"):
        return _("set aside by a restore")
    return reason


def size_shown(size: int) -> str:
    """Bytes as KB or MB."""
    if size < 1 << 20:
        return f"{max(1, size >> 10)} KB"
    return pointed(f"{size / (1 << 20):.1f} MB")


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
        "sealed": _("encrypted"),
    }
    return words.get(state, state)


def since_shown(changes: int | None) -> str:
    """What has been written since a copy was taken; None when that cannot be said."""
    if changes is None:
        return _("The present ledger did not go on from this copy, or cannot be read.")
    if not changes:
        return _("Nothing has been changed since.")
    return ngettext(
        "{count} change has been made since; it is not in this copy.",
        "{count} changes have been made since; they are not in this copy.",
        changes,
    ).format(count=changes)


def left_out_shown(people: int) -> str:
    """How many people a copy still knew who have been forgotten since, and stay so."""
    return ngettext(
        "{count} person who is forgotten was left out.", "{count} people who are forgotten were left out.", people
    ).format(count=people)
