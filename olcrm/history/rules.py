"""How a change is said."""

from collections.abc import Mapping

from olcrm.kit.table import Document
from olcrm.kit.text import _


def is_order(word: str) -> bool:
    """Whether ``word`` means an order: #41 or order:41. A bare number is a customer's, as everywhere else."""
    return word.startswith(("#", "order:"))


def mark(row: Document) -> str:
    """Whether a change still stands, for a column of the log."""
    return _("by {number}").format(number=row["undone_by"]) if row["undone_by"] else ""


def counted(rows: Mapping[str, int]) -> str:
    """How many rows of what: ``orders 1, order lines 2``."""
    words = {
        "setting": _("settings"),
        "account": _("accounts"),
        "closure": _("closed days"),
        "contact": _("customers"),
        "channel": _("phone numbers and names"),
        "address": _("addresses"),
        "tag": _("tags"),
        "size": _("sizes"),
        "celebrates": _("feasts"),
        "pause": _("pauses"),
        "template": _("templates"),
        "due": _("dues"),
        "payment": _("payments"),
        "sale_order": _("orders"),
        "order_line": _("order lines"),
        "message": _("messages"),
        "note": _("notes"),
        "import_batch": _("imports"),
        "import_row": _("imported rows"),
    }
    return ", ".join(f"{words.get(table, table)} {count}" for table, count in rows.items())
