"""How a change is named and marked."""

from olcrm.kit.table import Document
from olcrm.kit.text import _


def is_order(word: str) -> bool:
    """Whether ``word`` means an order: #41 or order:41. A bare number is a customer's, as everywhere else."""
    return word.startswith(("#", "order:"))


def mark(row: Document) -> str:
    """Whether a change still stands, for a column of the log."""
    return _("by {number}").format(number=row["undone_by"]) if row["undone_by"] else ""
