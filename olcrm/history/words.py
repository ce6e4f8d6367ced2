"""The owner's words for what the ledger calls tables, columns and values."""

from collections.abc import Mapping
from typing import Any

from olcrm.history import fields
from olcrm.kit.table import Kind
from olcrm.kit.text import N_, _, ngettext

# Left out on the screen: numbers and keys the owner has no use for.
HIDDEN = {"id", "name_key", "nickname_key", "find_key", "sku_key", "label_key", "what_key", "fingerprint"}
HIDDEN |= {"payer", "last_id", "rest"}
# Things that go by a number which can be typed.
NUMBERED = {"contact", "sale_order", "payment", "due", "note", "wish", "product", "bank_line", "import_batch"}
NUMBERED |= {"parcel", "errand", "ask", "complaint", "claim", "gift", "raffle", "journal"}
# Columns that name another row, and what that is.
POINTS_TO = {
    "contact_id": "contact",
    "referred_by_id": "contact",
    "order_id": "sale_order",
    "due_id": "due",
    "reverses_id": "payment",
    "payment_id": "payment",
    "batch_id": "import_batch",
    "product_id": "product",
    "parcel_id": "parcel",
    "line_id": "order_line",
    "guarantee_id": "guarantee",
    "complaint_id": "complaint",
    "out_order_id": "sale_order",
}
_MONEY = {
    "amount",
    "price",
    "cost",
    "shipping",
    "discount",
    "unique_code",
    "at_most",
    "fee",
    "spent",
    "collect",
    "worth",
    "refunded",
}
_YES_OR_NO = {"greeting_wanted", "private", "given", "price_hidden", "cod", "yearly", "everyone", "greeted"}

_TABLES = {
    "sale_order": N_("order"),
    "order_line": N_("order line"),
    "parcel": N_("parcel"),
    "parcel_line": N_("piece in a parcel"),
    "errand": N_("errand"),
    "claim": N_("claim"),
    "complaint": N_("complaint"),
    "ask": N_("question"),
    "contact": N_("customer"),
    "payment": N_("payment"),
    "due": N_("due"),
    "instalment": N_("part of a due"),
    "bank_line": N_("line of a bank statement"),
    "message": N_("message"),
    "note": N_("note"),
    "channel": N_("phone number or name"),
    "address": N_("address"),
    "tag": N_("tag"),
    "size": N_("size"),
    "celebrates": N_("feast"),
    "pause": N_("pause"),
    "consent": N_("consent"),
    "request": N_("request"),
    "forgotten": N_("forgotten customer"),
    "template": N_("template"),
    "setting": N_("setting"),
    "account": N_("account"),
    "closure": N_("closed days"),
    "product": N_("product"),
    "stock_move": N_("change of stock"),
    "wish": N_("wish"),
    "pasted": N_("pasted text"),
    "reply": N_("reply"),
    "term": N_("clause"),
    "guarantee": N_("guarantee"),
    "rating": N_("rating"),
    "feast": N_("feast day"),
    "circle": N_("person she buys for"),
    "gift": N_("gift"),
    "member": N_("member"),
    "raffle": N_("raffle"),
    "journal": N_("journal"),
    "import_batch": N_("imported file"),
    "import_row": N_("imported row"),
}
TABLES = tuple(_TABLES)  # the weightiest first


def thing(table: str, row: int) -> str:
    """What a row is called: order 41, order line."""
    if table == "due":
        return f"due:{row}"
    return f"{thing_kind(table)} {row}" if table in NUMBERED else thing_kind(table)


def thing_kind(table: str) -> str:
    """What rows of a table are called."""
    return _(_TABLES[table]) if table in _TABLES else table


def field(column: str) -> str:
    """What a column is called."""
    return _(fields.COLUMNS[column]) if column in fields.COLUMNS else column


def value(column: str, raw: Any) -> Any:
    """A value with a word for it where there is one."""
    if column in _YES_OR_NO and raw is not None:
        return bool(raw)
    word = fields.VALUES.get(column, {}).get(raw)
    return raw if word is None else _(word)


def says_something(column: str, raw: Any) -> bool:
    """Whether a value is worth a line where a row was added: an amount of nothing, or not being private, is not."""
    return raw not in (None, "") and not (raw == 0 and column in _MONEY | {"private", "cod", "price_hidden"})


def kind(column: str) -> Kind:
    """How a column's values are written."""
    if column in _MONEY:
        return Kind.MONEY
    if column.endswith("_on") or column in ("snoozed_until", "birthday"):
        return Kind.DAY
    moment = column.endswith("_at") or column in ("keep_until", "known_since", "offered_until")
    return Kind.MOMENT if moment else Kind.TEXT


def counted(rows: Mapping[str, int]) -> str:
    """How many of what, the weightiest first: ``1 order, 2 order lines``; without what comes along with those."""
    left = dict(rows)
    if "due" in left:  # each order has a due of its own
        left["due"] -= left.get("sale_order", 0)
    if "import_batch" in left:
        left.pop("import_row", None)
    known = [(table, left.pop(table)) for table in TABLES if table in left]
    return ", ".join(_count(table, count) for table, count in [*known, *left.items()] if count > 0)


def _count(table: str, n: int) -> str:
    forms = {
        "sale_order": lambda: ngettext("{count} order", "{count} orders", n),
        "order_line": lambda: ngettext("{count} order line", "{count} order lines", n),
        "parcel": lambda: ngettext("{count} parcel", "{count} parcels", n),
        "parcel_line": lambda: ngettext("{count} piece in a parcel", "{count} pieces in parcels", n),
        "errand": lambda: ngettext("{count} errand", "{count} errands", n),
        "claim": lambda: ngettext("{count} claim", "{count} claims", n),
        "complaint": lambda: ngettext("{count} complaint", "{count} complaints", n),
        "ask": lambda: ngettext("{count} question", "{count} questions", n),
        "contact": lambda: ngettext("{count} customer", "{count} customers", n),
        "payment": lambda: ngettext("{count} payment", "{count} payments", n),
        "due": lambda: ngettext("{count} due", "{count} dues", n),
        "instalment": lambda: ngettext("{count} part of a due", "{count} parts of dues", n),
        "bank_line": lambda: ngettext("{count} line of a bank statement", "{count} lines of bank statements", n),
        "message": lambda: ngettext("{count} message", "{count} messages", n),
        "note": lambda: ngettext("{count} note", "{count} notes", n),
        "channel": lambda: ngettext("{count} phone number or name", "{count} phone numbers and names", n),
        "address": lambda: ngettext("{count} address", "{count} addresses", n),
        "tag": lambda: ngettext("{count} tag", "{count} tags", n),
        "size": lambda: ngettext("{count} size", "{count} sizes", n),
        "celebrates": lambda: ngettext("{count} feast", "{count} feasts", n),
        "pause": lambda: ngettext("{count} pause", "{count} pauses", n),
        "consent": lambda: ngettext("{count} consent", "{count} consents", n),
        "request": lambda: ngettext("{count} request", "{count} requests", n),
        "forgotten": lambda: ngettext("{count} forgotten customer", "{count} forgotten customers", n),
        "template": lambda: ngettext("{count} template", "{count} templates", n),
        "setting": lambda: ngettext("{count} setting", "{count} settings", n),
        "account": lambda: ngettext("{count} account", "{count} accounts", n),
        "closure": lambda: ngettext("{count} time of closing", "{count} times of closing", n),
        "product": lambda: ngettext("{count} product", "{count} products", n),
        "stock_move": lambda: ngettext("{count} change of stock", "{count} changes of stock", n),
        "wish": lambda: ngettext("{count} wish", "{count} wishes", n),
        "pasted": lambda: ngettext("{count} pasted text", "{count} pasted texts", n),
        "reply": lambda: ngettext("{count} reply", "{count} replies", n),
        "term": lambda: ngettext("{count} clause", "{count} clauses", n),
        "guarantee": lambda: ngettext("{count} guarantee", "{count} guarantees", n),
        "rating": lambda: ngettext("{count} rating", "{count} ratings", n),
        "feast": lambda: ngettext("{count} feast day", "{count} feast days", n),
        "circle": lambda: ngettext("{count} person she buys for", "{count} people she buys for", n),
        "gift": lambda: ngettext("{count} gift", "{count} gifts", n),
        "member": lambda: ngettext("{count} member", "{count} members", n),
        "raffle": lambda: ngettext("{count} raffle", "{count} raffles", n),
        "journal": lambda: ngettext("{count} page of the journal", "{count} pages of the journal", n),
        "import_batch": lambda: ngettext("{count} imported file", "{count} imported files", n),
        "import_row": lambda: ngettext("{count} imported row", "{count} imported rows", n),
    }
    return forms[table]().format(count=n) if table in forms else f"{n} {table}"
